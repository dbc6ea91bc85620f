"use strict";

// The legend: what each sign means, how many there are, and a switch for each class.
akg.legend = (() => {
  const { el, say, announce } = akg.dom;
  const { page, nodes, edges } = akg.data;
  const { state, times, view } = akg;
  const body = document.getElementById("legend-body");
  const boxes = new Map();
  const numbers = new Map();
  const kinds = new Map();

  /** The words of a set with one put in or taken out. */
  function switched(set, word, on) {
    const words = new Set(set);
    if (on) words.delete(word);
    else words.add(word);
    return words;
  }

  function change(what) {
    state.set(what);
    announce(`${view.shownNodes().length} of ${nodes.length} things drawn`);
  }

  function row(entry) {
    const box = el("input", {
      type: "checkbox",
      checked: true,
      onchange: () => change({ hidden: switched(state.now.hidden, entry.id, box.checked) }),
    });
    const number = el("span", { class: "number" }, String(entry.count));
    boxes.set(entry.id, box);
    numbers.set(entry.id, number);
    return el(
      "li",
      {},
      el(
        "label",
        {},
        box,
        akg.look.swatch(entry),
        say(entry.kind, "name"),
        number,
      ),
    );
  }

  function family(name, entries) {
    return el("fieldset", {}, el("legend", {}, name), el("ul", {}, entries.map(row)));
  }

  /** How ties stand on the date: each kind of line with a switch. */
  function lines() {
    const names = {
      stands: "stands: in force, under way, done",
      planned: "announced or signed only",
      paused: "suspended",
      ended: "ended",
      unsure: "thin and pale: not certain",
    };
    const states = page.times.states;
    const present = new Set([
      ...states.map(times.lineOf),
      ...(states.every(times.isCertain) ? [] : ["unsure"]),
    ]);
    const rows = state.LINES.filter((kind) => present.has(kind)).map((kind) => {
      const box = el("input", {
        type: "checkbox",
        checked: true,
        onchange: () => change({ without: switched(state.now.without, kind, box.checked) }),
      });
      kinds.set(kind, box);
      return el("li", {}, el("label", {}, box, akg.look.line(kind), el("span", { class: "name" }, names[kind])));
    });
    return el("fieldset", {}, el("legend", {}, "Ties, on the date"), el("ul", {}, rows));
  }

  /** What the colour of a line warns of, where there is such a line; and between two dates, what changed. */
  function warnings() {
    const names = { contested: "contested", derived: "derived by a rule", unsourced: "unsourced" };
    const present = new Set(edges.map(akg.look.kindOf));
    const rows = Object.keys(names).filter((kind) => present.has(kind));
    return rows.map((kind) => sample(kind, names[kind]));
  }

  const sample = (kind, text) => el("li", {}, akg.look.line(kind), el("span", {}, text));

  /** Beside the graph: what a line warns of, and between two dates how many ties were added and ended. */
  function samples() {
    const counts = { added: 0, ended: 0, changed: 0 };
    const moved = state.now.since ? view.shownEdges().map(view.change) : [];
    for (const kind of moved) if (kind in counts) counts[kind] += 1;
    const changes = Object.keys(counts).map((kind) => sample(kind, `${kind} (${counts[kind]})`));
    document.getElementById("samples").replaceChildren(...(state.now.since ? changes : warnings()));
  }

  function button(text, hidden) {
    return el("button", { type: "button", onclick: () => change({ hidden: hidden() }) }, text);
  }

  function grouping() {
    const ways = { "": "by ties", class: "by class", alliance: "by alliance" };
    const options = Object.entries(ways).map(([value, text]) => el("option", { value }, text));
    const choice = el("select", { onchange: () => state.set({ groups: choice.value }) }, options);
    const list = el("ul", { class: "groups", "aria-label": "Groups" });
    state.subscribe(({ groups }) => {
      choice.value = groups;
      refill(list);
    });
    return [el("label", { class: "grouping" }, "Group", choice), list];
  }

  /** A button for each group that is drawn, to fold it to one sign or open it, and two for all of them. */
  function refill(list) {
    const { chosen, isFolded, count, toggle } = akg.groups;
    const held = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    const everyone = (text, folded) =>
      el("button", { type: "button", onclick: () => state.set({ folded: new Set(folded) }) }, text);
    const each = chosen().map((frame) => {
      const [name, number] = [say(frame.name, "name"), el("span", { class: "number" }, String(count(frame)))];
      const told = { type: "button", "aria-expanded": String(!isFolded(frame)) };
      return el("li", {}, el("button", { ...told, onclick: () => toggle(frame.id) }, name, number));
    });
    const all = chosen().map(({ id }) => id);
    const sets = el("li", { class: "sets" }, everyone("Fold all", all), everyone("Open all", []));
    list.replaceChildren(...(each.length ? [sets, ...each] : []));
    list.querySelectorAll("button")[held]?.focus();
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
    ...grouping(),
    lines(),
    ...families.map((name) =>
      family(
        name,
        page.classes.filter((entry) => entry.family === name),
      ),
    ),
  );
  samples();

  state.subscribe(({ hidden, without }) => {
    for (const [id, box] of boxes) box.checked = !hidden.has(id);
    for (const [kind, box] of kinds) box.checked = !without.has(kind);
    const counts = new Map();
    for (const node of nodes)
      if (times.isThere(node)) counts.set(node.class, (counts.get(node.class) ?? 0) + 1);
    for (const [id, number] of numbers) number.textContent = String(counts.get(id) ?? 0);
    samples();
  });

  return { boxes, kinds };
})();
