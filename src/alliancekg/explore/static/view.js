"use strict";

// What is drawn: the one filter for the graph, the legend, the table and the search for a way.
akg.view = (() => {
  const { nodes, edges, nodeById, edgeById } = akg.data;
  const { state, times } = akg;

  /** The date of the drawing; between two dates, what was there on either is drawn. */
  const isThere = (row) =>
    times.isThere(row) || Boolean(state.now.since && times.isThere(row, state.now.since));

  const isOff = (row) => {
    const stood = times.on(row);
    return (
      state.now.without.has(times.lineOf(stood)) ||
      (state.now.without.has("unsure") && !times.isCertain(stood))
    );
  };

  /** What is shown whatever is switched off: the thing chosen, or the ends of the tie or way. */
  function kept() {
    const { focus, edge, path } = state.now;
    const ends = edgeById.get(edge);
    return [focus, ends?.from, ends?.to, ...(path ?? [])];
  }

  /** Whether a thing is drawn. */
  function hasNode(id) {
    const node = nodeById.get(id);
    return isThere(node) && (!state.now.hidden.has(node.class) || kept().includes(id));
  }

  /** Whether a tie is drawn. */
  const hasEdge = (edge) =>
    isThere(edge) && (!isOff(edge) || edge.id === state.now.edge) && hasNode(edge.from) && hasNode(edge.to);

  const shownNodes = () => nodes.filter(({ id }) => hasNode(id));
  const shownEdges = () => edges.filter(hasEdge);

  /** The two dates that are compared, the earlier one first. */
  const span = () => [state.now.since, state.now.asof].sort();

  /** The date whose standing the lines show: the later one of two. */
  const date = () => span()[1];

  /** The date of the drawing in words, or the two that are compared. */
  const dated = () => (state.now.since ? span().map(times.name).join(" to ") : times.name(state.now.asof));

  /** What became of a row between the two dates: "added", "ended", "changed" or "same"; "" without two. */
  function change(row) {
    if (!state.now.since) return "";
    const [was, is] = span().map((date) => times.on(row, date));
    if (was.holds === "no") return is.holds === "no" ? "same" : "added";
    if (is.holds === "no") return "ended";
    return was === is ? "same" : "changed";
  }

  return { kept, hasNode, hasEdge, shownNodes, shownEdges, span, date, dated, change };
})();
