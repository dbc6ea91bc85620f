"use strict";

// What changed between two dates, as a list: the ties and things that came, went, or stand otherwise. Each tie
// leads to its evidence.
akg.compare = (() => {
  const { el, say } = akg.dom;
  const { nodes, nodeById, factOfEdge } = akg.data;
  const { state, times, view, rows, facts } = akg;
  const MOST = 100;
  const KINDS = { added: "Added", ended: "Ended", changed: "Changed" };

  /** How a row stood on both dates, in words, where it was there on both. */
  function turn(row) {
    if (view.change(row) !== "changed") return null;
    const [was, is] = view.span().map((date) => times.say(times.on(row, date)) || "stands");
    return was === is ? null : el("span", { class: "turn" }, " (", say(was), " → ", say(is), ")");
  }

  function tie({ edge, date }) {
    const open = () => state.set({ edge: edge.id }, { move: true });
    const name = (id) => say(akg.names.named({ id, label: nodeById.get(id).name }).text);
    const words = [name(edge.from), ": ", say(edge.relation), " ", name(edge.to)];
    const when = factOfEdge(edge).date || date;
    return el(
      "li",
      {},
      when ? [say(when, "date"), " "] : null,
      el("button", { type: "button", class: "tie", onclick: open }, words),
      turn(edge),
    );
  }

  const entry = ({ id, name, ...node }) => el("li", {}, facts.thing({ id, label: name }, null), turn(node));

  function list(title, found, item) {
    if (!found.length) return null;
    const rest = found.length - MOST;
    return el(
      "section",
      {},
      el("h3", {}, `${title} (${found.length})`),
      el("ul", { class: "moves" }, found.slice(0, MOST).map(item)),
      rest > 0 ? el("p", {}, `And ${rest} more: the drawing and the table have them all.`) : null,
    );
  }

  /** What the panel shows between two dates. */
  function content() {
    const { asof, since } = state.now;
    const ties = rows.sorted(rows.now(), "date");
    const parts = Object.entries(KINDS).flatMap(([kind, title]) => {
      const is = (row) => view.change(row) === kind;
      return [
        list(`${title}: ties`, ties.filter(({ edge }) => is(edge)), tie),
        list(`${title}: things`, nodes.filter((node) => view.hasNode(node.id) && is(node)), entry),
      ];
    });
    const nothing = since === asof ? "Now choose another date." : "Nothing that is drawn differs.";
    return [
      el("h2", {}, view.dated()),
      el("p", {}, "What the sources date between these two, as far as it is drawn. Click a tie to see who says so."),
      ...(parts.some(Boolean) ? parts : [el("p", { class: "notice" }, nothing)]),
    ];
  }

  return { content };
})();
