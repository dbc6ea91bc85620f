"use strict";

// How the page came about and what it rests on: a dialog on the screen, the last part on paper.
akg.method = (() => {
  const { el, say } = akg.dom;
  const { page } = akg.data;
  const dialog = document.getElementById("method");

  function row(source) {
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, akg.facts.titled(source)),
      el("td", {}, say(source.publisher)),
      el("td", {}, say(source.published || "undated", "date")),
      el("td", {}, say(source.reliability || "not judged")),
      el("td", { class: "number" }, String(source.passages)),
    );
  }

  const heads = ["Source", "Publisher", "Published", "Reliability, as we judge it", "Passages cited"];
  document.getElementById("sources").append(
    el(
      "table",
      {},
      el("caption", {}, `${page.sources.length} ${page.sources.length === 1 ? "source" : "sources"}`),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, page.sources.map(row)),
    ),
  );

  document.getElementById("method-open").addEventListener("click", () => dialog.showModal());
  document.getElementById("method-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Escape closes it and no more

  return { dialog };
})();
