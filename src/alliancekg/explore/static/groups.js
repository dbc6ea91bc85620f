"use strict";

// Things in frames, one for each class or around each alliance, agreement and program. A frame can be folded:
// one sign then stands for all that is in it, and its ties for theirs. What is chosen keeps its frame open.
akg.groups = (() => {
  const { page, nodes } = akg.data;
  const { state, view } = akg;
  const STAND_IN = "fold:";
  const STRIP = 44;
  const frameOf = {};
  for (const [way, frames] of Object.entries(page.groupings)) {
    frameOf[way] = new Map(frames.flatMap((frame) => frame.members.map(([place]) => [nodes[place].id, frame])));
  }

  /** The frames of the grouping that is chosen; none when things stand by their ties. */
  const chosen = () => page.groupings[state.now.groups] ?? [];

  /** The frame that a thing stands in, or undefined. */
  const frameOfNode = (id) => frameOf[state.now.groups]?.get(id);

  const isFolded = (frame) =>
    Boolean(frame) && state.now.folded.has(frame.id) && !view.kept().some((id) => frameOfNode(id) === frame);

  /** Whether a thing is drawn itself: it is not switched off, and its frame is open. */
  const hasNode = (id) => view.hasNode(id) && !isFolded(frameOfNode(id));

  /** Whether a tie is drawn itself. */
  const hasEdge = (edge) => view.hasEdge(edge) && hasNode(edge.from) && hasNode(edge.to);

  const count = ({ members }) => members.filter(([place]) => view.hasNode(nodes[place].id)).length;

  /** The frames as they are drawn: one that is folded is a strip across the middle of its place. */
  function frames() {
    return chosen().map((frame) => {
      const { id, name, x, y, width, height } = frame;
      if (!isFolded(frame)) return { id, name, x, y, width, height };
      return { id, name: `${name} (${count(frame)})`, x, y: y + (height - STRIP) / 2, width, height: STRIP };
    });
  }

  /** Where each thing stands. */
  function places() {
    const found = new Map(nodes.map(({ id, x, y }) => [id, { x, y }]));
    for (const { members } of chosen()) {
      for (const [place, x, y] of members) found.set(nodes[place].id, { x, y });
    }
    return found;
  }

  /** The signs that stand for what is folded. */
  function standIns() {
    return chosen()
      .filter(isFolded)
      .map(({ id, x, y, width, height }) => ({
        id: STAND_IN + id,
        opens: id,
        shape: "square",
        size: 12,
        x: x + width / 2,
        y: y + height / 2,
      }));
  }

  /** What a tie is drawn to: a thing, or what stands for it. */
  function endOf(id) {
    const frame = frameOfNode(id);
    return isFolded(frame) ? STAND_IN + frame.id : id;
  }

  /** The ties of what is folded: one for each two ends, with how many it stands for. */
  function bundles() {
    const found = new Map();
    const hidden = state.now.folded.size ? view.shownEdges().filter((edge) => !hasEdge(edge)) : [];
    for (const edge of hidden) {
      const [from, to] = [endOf(edge.from), endOf(edge.to)].sort();
      if (from === to) continue;
      const id = `${from} ${to}`;
      const opens = [edge.from, edge.to].map(frameOfNode).find(isFolded).id;
      found.set(id, { id, opens, from, to, ties: (found.get(id)?.ties ?? 0) + 1 });
    }
    return [...found.values()];
  }

  /** Folds a frame, or opens it. */
  function toggle(id) {
    const folded = new Set(state.now.folded);
    if (!folded.delete(id)) folded.add(id);
    state.set({ folded });
  }

  return { chosen, isFolded, hasNode, hasEdge, count, frames, places, standIns, bundles, toggle };
})();
