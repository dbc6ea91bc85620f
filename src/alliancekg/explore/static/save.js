"use strict";

// What the reader can take away: the view as a picture, a drawing or a table, and the page on paper.
akg.save = (() => {
  const { el, announce } = akg.dom;
  const menu = document.getElementById("save");

  function name(ending) {
    const { asof } = akg.state.now;
    return `alliancekg${asof ? `-${asof}` : ""}.${ending}`;
  }

  function keep(content, type, ending) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    const link = el("a", { href: address, download: name(ending) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    announce(`${name(ending)} is made`);
  }

  const CHOICES = {
    "Picture (PNG)": async () => keep(await akg.picture.asPng(), "image/png", "png"),
    "Drawing (SVG)": () => keep(akg.picture.asText(), "image/svg+xml", "svg"),
    "Relations in view (CSV)": () => keep(akg.rows.csv(akg.rows.now()), "text/csv;charset=utf-8", "csv"),
    "Print": () => print(),
  };

  function choice([text, act]) {
    const choose = () => {
      menu.open = false;
      menu.querySelector("summary").focus();
      act();
    };
    return el("li", {}, el("button", { type: "button", onclick: choose }, text));
  }

  menu.append(el("ul", {}, Object.entries(CHOICES).map(choice)));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });

  return { keep };
})();
