"use strict";

// The legend: what each sign means, how many there are, and a switch for each class.
akg.legend = (() => {
  const { el, say, announce } = akg.dom;
  const { page, nodes, edges } = akg.data;
  const body = document.getElementById("legend-body");
  const boxes = new Map();

  function toggle(id, on) {
    const hidden = new Set(akg.state.now.hidden);
    if (on) hidden.delete(id);
    else hidden.add(id);
    change(hidden);
  }

  function change(hidden) {
    akg.state.set({ hidden });
    const drawn = nodes.filter((node) => !hidden.has(node.class)).length;
    announce(`${drawn} of ${nodes.length} things drawn`);
  }

  function row(entry) {
    const box = el("input", {
      type: "checkbox",
      checked: true,
      onchange: () => toggle(entry.id, box.checked),
    });
    boxes.set(entry.id, box);
    return el(
      "li",
      {},
      el(
        "label",
        {},
        box,
        akg.look.swatch(entry),
        say(entry.kind, "name"),
        el("span", { class: "number" }, String(entry.count)),
      ),
    );
  }

  function family(name, entries) {
    return el("fieldset", {}, el("legend", {}, name), el("ul", {}, entries.map(row)));
  }

  /** Beside the graph: the kinds of line that it has. */
  function lines() {
    const kinds = {
      sourced: "stated by a source",
      derived: "derived by a rule",
      unsourced: "unsourced",
      contested: "contested",
    };
    const present = new Set(edges.map(akg.look.kindOf));
    const rows = Object.entries(kinds)
      .filter(([kind]) => present.has(kind))
      .map(([kind, text]) => el("li", {}, akg.look.line(kind), el("span", {}, text)));
    document.getElementById("samples").append(...rows);
  }

  function button(text, hidden) {
    return el("button", { type: "button", onclick: () => change(hidden()) }, text);
  }

  const families = [...new Set(page.classes.map((entry) => entry.family))];
  const minor = () =>
    new Set(page.classes.filter((entry) => entry.rank === "minor").map((entry) => entry.id));
  body.append(
    el(
      "div",
      { class: "sets" },
      button("All", () => new Set()),
      button("Main only", minor),
    ),
    ...families.map((name) =>
      family(
        name,
        page.classes.filter((entry) => entry.family === name),
      ),
    ),
  );
  lines();

  akg.state.subscribe(({ hidden }) => {
    for (const [id, box] of boxes) box.checked = !hidden.has(id);
  });

  return { boxes };
})();
