"use strict";

// The relations in view as a table below the graph, for those who read rather than look. It is made when it
// is opened, and again after each change.
akg.table = (() => {
  const { el, say, dates, announce, bringUp } = akg.dom;
  const { rows, facts } = akg;
  const MOST = 200;
  const section = document.getElementById("table");
  const opener = document.getElementById("table-switch");
  const HEADS = {
    from: "From",
    relation: "Relation",
    to: "To",
    date: "Date, as stated",
    sure: "Standing, doubts",
    voices: "Who says so",
  };
  let order = { column: "date", descending: false };
  let first = 0;

  /** The head of a column: a button that sorts by it, on paper its name. */
  function head(column, isPaper) {
    if (isPaper) return el("th", { scope: "col" }, HEADS[column]);
    const isSorted = order.column === column;
    const sign = isSorted ? (order.descending ? " ▼" : " ▲") : "";
    const sort = () => {
      order = { column, descending: isSorted && !order.descending };
      first = 0;
      draw();
      section.querySelector(`[data-column="${column}"]`).focus();
    };
    return el(
      "th",
      { scope: "col", "aria-sort": isSorted ? (order.descending ? "descending" : "ascending") : null },
      el(
        "button",
        { type: "button", "data-column": column, onclick: sort },
        HEADS[column],
        el("span", { "aria-hidden": "true" }, sign),
      ),
    );
  }

  function voice({ name, published, locators }) {
    return el(
      "p",
      {},
      say(name),
      published ? [", ", dates(published)] : null,
      ": ",
      say(locators.join(", "), "locators"),
    );
  }

  function line(row) {
    const open = () => akg.state.set({ edge: row.id }, { move: true });
    const sure = rows.sure(row).join(", ");
    return el(
      "tr",
      { "aria-current": row.id === akg.state.now.edge ? "true" : null },
      el("th", { scope: "row" }, facts.thing(row.from, null)),
      el("td", {}, el("button", { type: "button", class: "thing", onclick: open }, say(row.relation))),
      el("td", {}, facts.thing(row.to, null)),
      el("td", {}, row.date ? dates(row.date) : el("span", { class: "undated" }, "no date stated")),
      el("td", {}, sure ? say(sure) : null),
      el("td", {}, row.voices.length ? row.voices.map(voice) : "nobody"),
    );
  }

  function turn(by, text, isPossible) {
    const go = () => {
      first += by;
      draw();
      const [back, on] = section.querySelectorAll(".pages button");
      const [same, other] = by < 0 ? [back, on] : [on, back];
      (same.disabled ? other : same).focus({ preventScroll: true });
      section.querySelector("caption").scrollIntoView({ block: "nearest" });
      announce(`rows ${first + 1} to ${first + section.querySelectorAll("tbody tr").length}`);
    };
    return el("button", { type: "button", disabled: !isPossible, onclick: go }, text);
  }

  function draw(isPaper = false) {
    const most = isPaper ? Infinity : MOST;
    const all = rows.sorted(rows.now(), order.column, order.descending);
    if (first >= all.length) first = 0;
    const shown = all.slice(first, first + most);
    const part = all.length > shown.length ? ` Rows ${first + 1} to ${first + shown.length}.` : "";
    const told = `${all.length} ${all.length === 1 ? "relation" : "relations"}, as the graph draws them.${part}`;
    const table = el(
      "table",
      {},
      el("caption", {}, told),
      el("thead", {}, el("tr", {}, Object.keys(HEADS).map((column) => head(column, isPaper)))),
      el("tbody", {}, shown.map(line)),
    );
    const pages = el(
      "p",
      { class: "pages" },
      turn(-MOST, "Previous rows", first > 0),
      turn(MOST, "Next rows", first + shown.length < all.length),
    );
    section.replaceChildren(table, ...(part ? [pages] : []));
  }

  function open(isOpen) {
    section.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) draw();
    else section.replaceChildren();
  }

  opener.addEventListener("click", () => {
    open(section.hidden);
    if (!section.hidden) bringUp(section);
  });
  document.getElementById("table-skip").addEventListener("click", () => {
    open(true);
    section.focus();
  });
  akg.state.subscribe(() => {
    if (!section.hidden) draw();
  });

  // Paper has no pages to turn: it gets every row.
  let wasOpen = false;
  addEventListener("beforeprint", () => {
    wasOpen = !section.hidden;
    first = 0;
    draw(true);
  });
  addEventListener("afterprint", () => open(wasOpen));

  return { open, draw };
})();
