"use strict";

// The shortest way between two things, over the ties that are drawn, each with its evidence. Classes can be
// barred: else every way leads through a state.
akg.path = (() => {
  const { el, say, announce } = akg.dom;
  const { page, nodes, nodeById, tiesOf, factOfEdge } = akg.data;
  const { state, times, view, facts } = akg;
  const USUAL = new Set(page.classes.filter(({ rank }) => rank === "state").map(({ id }) => id));

  const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
  const byName = (a, b) => (nodeById.get(a).name < nodeById.get(b).name ? -1 : 1);

  /** The things on a shortest way, both ends included, or null when there is none. */
  function find([start, goal], barred) {
    if (!view.hasNode(start) || !view.hasNode(goal)) return null;
    const before = new Map([[start, null]]);
    const waiting = [start];
    for (const id of waiting) {
      if (id === goal) break;
      if (id !== start && barred.has(nodeById.get(id).class)) continue; // an end, but no way through
      const next = tiesOf(id)
        .filter(view.hasEdge)
        .map((edge) => other(edge, id));
      for (const each of [...new Set(next)].sort(byName)) {
        if (before.has(each)) continue;
        before.set(each, id);
        waiting.push(each);
      }
    }
    if (!before.has(goal)) return null;
    const way = [];
    for (let id = goal; id !== null; id = before.get(id)) way.unshift(id);
    return way;
  }

  /** The ties between two neighbours that are drawn. */
  const between = (one, next) =>
    tiesOf(one).filter((edge) => other(edge, one) === next && view.hasEdge(edge));

  /** The hops of the way that is asked for: things and the ties to the next. */
  function hops() {
    const { path, barred } = state.now;
    const way = path && find(path, barred);
    return way ? way.slice(1).map((next, at) => ({ from: way[at], to: next, ties: between(way[at], next) })) : [];
  }

  /** The ties of the way that is asked for. */
  const edges = () => hops().flatMap(({ ties }) => ties);

  const label = (node) =>
    nodes.some((each) => each !== node && each.name === node.name) ? `${node.name} (${node.id})` : node.name;
  const labels = new Map(nodes.map((node) => [label(node), node.id]));

  function field(id, text, chosen) {
    const value = chosen ? label(nodeById.get(chosen)) : "";
    const input = el("input", { type: "text", id, list: "way-names", autocomplete: "off", value });
    return el("label", {}, text, input);
  }

  /** The thing that a text names: one of the list, or the only one with that name, alias or identifier. */
  function named(text) {
    const plain = (each) => each.trim().toLowerCase();
    const isIt = ({ id, name, aliases }) => [id, name, ...aliases].some((each) => plain(each) === plain(text));
    const found = nodes.filter(isIt);
    return labels.get(text) ?? (found.length === 1 ? found[0].id : null);
  }

  /** Looks for the way between what the fields name; a field that names nothing says so. */
  function ask() {
    const fields = ["way-from", "way-to"].map((id) => document.getElementById(id));
    const [one, goal] = fields.map(({ value }) => named(value));
    fields[0].setCustomValidity(one ? "" : "Choose a thing from the list");
    fields[1].setCustomValidity(!goal ? "Choose a thing from the list" : goal === one ? "Choose another thing" : "");
    if (!fields[0].form.reportValidity()) return;
    const boxes = [...document.querySelectorAll("#way-barred input")];
    const barred = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    state.set({ path: [one, goal], barred }, { move: true });
  }

  function bars(barred) {
    const boxes = page.classes.map(({ id, kind }) =>
      el(
        "li",
        {},
        el(
          "label",
          {},
          el("input", { type: "checkbox", value: id, checked: barred.has(id) }),
          say(kind),
        ),
      ),
    );
    return el("fieldset", { id: "way-barred" }, el("legend", {}, "Not through"), el("ul", {}, boxes));
  }

  function form(ends) {
    const barred = state.now.path ? state.now.barred : USUAL;
    const names = [...labels.keys()].map((name) => el("option", { value: name }));
    return el(
      "form",
      { class: "way", novalidate: true, onsubmit: (event) => (event.preventDefault(), ask()) },
      field("way-from", "From", ends[0]),
      field("way-to", "To", ends[1]),
      el("datalist", { id: "way-names" }, names),
      bars(barred),
      el("button", { type: "submit" }, "Find"),
    );
  }

  function hop({ from, to, ties }) {
    return el(
      "li",
      {},
      el("h3", {}, say(nodeById.get(from).name), " – ", say(nodeById.get(to).name)),
      el(
        "ul",
        { class: "facts" },
        ties.map((edge) => facts.fact(factOfEdge(edge), null)),
      ),
    );
  }

  function result() {
    const found = hops();
    const [one, goal] = state.now.path.map((id) => nodeById.get(id).name);
    const on = state.now.asof ? ` as of ${times.name(state.now.asof)}` : "";
    if (!found.length) {
      const none = `No way${on} over what is drawn, from ${one} to ${goal}.`;
      announce(none);
      return [
        el("p", { class: "notice" }, say(none), " Try another date, switch classes on, or bar fewer of them."),
      ];
    }
    const told = `${found.length} ${found.length === 1 ? "step" : "steps"}${on} from ${one} to ${goal}`;
    announce(told);
    return [el("p", {}, say(told)), el("ol", { class: "hops" }, found.map(hop))];
  }

  /** What the panel shows of a way: what is asked for, and the answer once both ends are known. */
  function content(start = null) {
    const { path } = state.now;
    return [el("h2", {}, "Way between two things"), form(path ?? [start, null]), path ? el("div", { id: "way" }, result()) : null];
  }

  /** Tells the way anew, after a change of the date or of what is drawn. */
  const refresh = () => document.getElementById("way")?.replaceChildren(...result());

  state.subscribe(({ path }, { chosen }) => {
    if (path && !chosen) refresh();
  });

  return { find, edges, content };
})();
