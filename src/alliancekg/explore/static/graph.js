"use strict";

// The drawing. DataSets hold everything; the views that vis-network sees leave out what is switched off.
// Only rows whose look has changed are updated, because each update costs a redraw.
akg.graph = (() => {
  const { nodes, edges, options, edgeById, neighbours, tiesOf } = akg.data;
  const { state, view: shown, groups, look, labels } = akg;
  const SETTLES = 90;
  const MARGIN = { x: 44, top: 36, bottom: 68 };
  const SMALLEST = 0.05;
  const TITLE = 12;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const container = document.getElementById("graph");
  const looks = new Map();
  let hovered = null;
  let grouped = "";
  let isFolding = false;

  const nodeSet = new vis.DataSet(
    nodes.map((entry) => {
      const { id, shape, size, x, y } = entry;
      return { id, shape, size, x, y, ...look.node(entry, "plain") };
    }),
  );
  const edgeSet = new vis.DataSet(
    edges.map((entry) => ({
      from: entry.from,
      to: entry.to,
      smooth: bend(entry),
      ...look.edge(entry, "plain", 1, false),
    })),
  );
  const nodeView = new vis.DataView(nodeSet, { filter: (row) => row.opens || groups.hasNode(row.id) });
  const edgeView = new vis.DataView(edgeSet, { filter: (row) => row.opens || groups.hasEdge(edgeById.get(row.id)) });
  const network = new vis.Network(container, { nodes: nodeView, edges: edgeView }, options);

  function bend(entry) {
    if (!entry.bend) return { enabled: false };
    return {
      enabled: true,
      type: entry.bend > 0 ? "curvedCW" : "curvedCCW",
      roundness: Math.abs(entry.bend),
    };
  }

  /** The edges that what is chosen, or under the pointer, lights up; between two dates, what has changed. */
  function litEdges() {
    const { focus, edge, path, since } = state.now;
    const wanted = focus ? tiesOf(focus) : path ? akg.path.edges() : [];
    const moved = since && !focus && !path ? edges.filter((each) => shown.change(each) !== "same") : [];
    const extra = [edgeById.get(edge), edgeById.get(hovered)].filter(Boolean);
    return [...new Set([...extra, ...wanted, ...moved])].filter(groups.hasEdge);
  }

  /** The mood of every node and edge that is drawn, in the state as it is now. */
  function moodsNow(lit) {
    const { focus, edge, path, since } = state.now;
    const isChosen = (focus && groups.hasNode(focus)) || edge || path;
    const rest = isChosen || since ? "faded" : "plain";
    const moods = new Map();
    for (const { id } of nodes) if (groups.hasNode(id)) moods.set(id, rest);
    for (const { id } of edges) moods.set(id, rest);
    for (const { id, from, to } of lit) {
      moods.set(id, "lit").set(from, "near").set(to, "near");
    }
    for (const id of [focus, ...(path ?? [])]) if (moods.has(id)) moods.set(id, "chosen");
    if (moods.has(hovered) && !edgeById.has(hovered) && hovered !== focus) moods.set(hovered, "hovered");
    return moods;
  }

  /** The part of the canvas that is seen. */
  function view(scale) {
    const { x, y } = network.getViewPosition();
    const [wide, high] = [container.clientWidth / scale / 2, container.clientHeight / scale / 2];
    return { left: x - wide, right: x + wide, top: y - high, bottom: y + high };
  }

  /** The parts of the canvas that the buttons and samples above it cover. */
  function blocked() {
    const frame = container.getBoundingClientRect();
    const titles = groups.frames().map(({ name, x, y, width }) => {
      const high = TITLE / network.getScale();
      return { left: x, right: Math.min(x + width, x + labels.width(name, high)), top: y - 1.5 * high, bottom: y };
    });
    const covers = [...document.querySelectorAll(".overlay")].map((cover) => {
      const { left, top, right, bottom } = cover.getBoundingClientRect();
      const low = network.DOMtoCanvas({ x: left - frame.left, y: top - frame.top });
      const high = network.DOMtoCanvas({ x: right - frame.left, y: bottom - frame.top });
      return { left: low.x, top: low.y, right: high.x, bottom: high.y };
    });
    return [...titles, ...covers];
  }

  function restyle() {
    fold();
    const scale = network.getScale();
    const lit = litEdges();
    const moods = moodsNow(lit);
    const places = network.getPositions(nodes.map(({ id }) => id).filter((id) => moods.has(id)));
    const named = labels.place(moods, places, scale, view(scale), blocked(), lit);
    const drawn = nodes.filter(({ id }) => moods.has(id));
    nodeSet.update(changed(drawn.map((entry) => look.node(entry, moods.get(entry.id)))));
    edgeSet.update(
      changed(edges.map((entry) => look.edge(entry, moods.get(entry.id), scale, named.has(entry.id)))),
    );
    network.redraw();
  }

  function changed(rows) {
    return rows.filter((row) => {
      const seen = JSON.stringify(row);
      const isNew = looks.get(row.id) !== seen;
      looks.set(row.id, seen);
      return isNew;
    });
  }

  const animation = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

  /** Brings all of `places` into view with room for their labels, without coming closer than is pleasant. */
  function show(places, nearest, moving) {
    if (!places.length) return;
    const span = (axis) => [
      Math.min(...places.map((place) => place[axis])),
      Math.max(...places.map((place) => place[axis])),
    ];
    const [left, right] = span("x");
    const [top, bottom] = span("y");
    const wide = (container.clientWidth - 2 * MARGIN.x) / Math.max(right - left, 1);
    const high = (container.clientHeight - MARGIN.top - MARGIN.bottom) / Math.max(bottom - top, 1);
    const scale = Math.max(Math.min(wide, high, nearest), SMALLEST);
    const y = (top + bottom) / 2 + (MARGIN.bottom - MARGIN.top) / 2 / scale;
    network.moveTo({ position: { x: (left + right) / 2, y }, scale, animation: moving });
    if (!moving) restyle();
  }

  /** Brings everything that is drawn into view. */
  function fit(moving = false) {
    const corners = groups.chosen().flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }]);
    show([...placesOf(nodeView.getIds()), ...corners], 1.6, moving);
  }

  const placesOf = (ids) => Object.values(network.getPositions(ids));

  /** Brings what is chosen into view, with what it is tied to. */
  function reveal() {
    const { focus, edge, path } = state.now;
    const ends = edgeById.get(edge);
    const way = path ? [...path, ...akg.path.edges().flatMap(({ from, to }) => [from, to])] : [];
    const wanted = focus ? [focus, ...neighbours(focus)] : ends ? [ends.from, ends.to] : way;
    const there = [...new Set(wanted)].filter(shown.hasNode);
    show(placesOf(there), 1.3, animation());
  }

  /**
   * After a change of the window; one of the height alone may be a mobile browser's bar, and moves
   * nothing.
   */
  function refit(isNewWidth) {
    if (!isNewWidth) restyle();
    else if (state.now.focus || state.now.edge || state.now.path) reveal();
    else fit();
  }

  function zoom(factor) {
    const moving = animation();
    network.moveTo({ scale: network.getScale() * factor, animation: moving });
    if (!moving) restyle();
  }

  /** Moves everything to where it stands under a grouping, and back. */
  function regroup() {
    nodeSet.update([...groups.places()].map(([id, place]) => ({ id, ...place })));
    grouped = state.now.groups;
  }

  /** Puts in what stands for folded groups, and takes out what stood for others. */
  function fold() {
    if (!isFolding && !state.now.folded.size) return;
    isFolding = state.now.folded.size > 0;
    for (const [set, rows] of [
      [nodeSet, groups.standIns().map(look.standIn)],
      [edgeSet, groups.bundles().map((row) => look.bundle(row, network.getScale()))],
    ]) {
      const ids = new Set(rows.map(({ id }) => id));
      set.remove(set.getIds({ filter: (row) => row.opens && !ids.has(row.id) }));
      set.update(rows);
    }
  }

  /** The frames of the groups, under everything else, with their names in letters of one size. */
  function drawFrames(context) {
    const scale = network.getScale();
    context.save();
    context.lineWidth = 1 / scale;
    context.strokeStyle = look.colours.tie;
    context.fillStyle = look.colours.ink;
    context.font = `bold ${TITLE / scale}px ${labels.FACE}`;
    for (const { name, x, y, width, height } of groups.frames()) {
      context.strokeRect(x, y, width, height);
      context.fillText(cut(context, name, width), x, y - (TITLE * 0.4) / scale);
    }
    context.restore();
  }

  /** As much of a text as a width has room for. */
  function cut(context, text, width) {
    let end = text.length;
    while (end > 1 && context.measureText(end < text.length ? `${text.slice(0, end)}…` : text).width > width) end -= 1;
    return end < text.length ? `${text.slice(0, end).trimEnd()}…` : text;
  }

  state.subscribe((now, { chosen, move }) => {
    const isRegrouped = grouped !== now.groups;
    if (isRegrouped) regroup();
    fold();
    nodeView.refresh();
    edgeView.refresh();
    if (isRegrouped) fit();
    else restyle();
    if (chosen && move) reveal();
  });

  /** The folded group that a sign or a tie stands for, or the frame whose title is at a place. */
  function groupAt(node, edge, { x, y }) {
    const row = nodeSet.get(node ?? "") ?? edgeSet.get(edge ?? "");
    const high = (1.5 * TITLE) / network.getScale();
    const hit = ({ x: left, y: top, width }) => x >= left && x <= left + width && y <= top && y >= top - high;
    return row ? row.opens : groups.frames().find(hit)?.id;
  }

  network.on("click", ({ nodes: [node], edges: [edge], pointer }) => {
    const group = groupAt(node, edge, pointer.canvas);
    if (group) groups.toggle(group);
    else if (node !== undefined) state.set({ focus: node });
    else if (edge !== undefined) state.set({ edge });
    else state.clear();
  });

  function hover(id) {
    hovered = id;
    container.classList.toggle("pointing", id !== null);
    restyle();
  }
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("hoverEdge", ({ edge }) => hover(edge));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => hover(null));

  let settling = 0;
  function soon(act) {
    clearTimeout(settling);
    settling = setTimeout(act, SETTLES);
  }
  network.on("zoom", () => soon(restyle));
  network.on("resize", ({ width, oldWidth }) => soon(() => refit(width !== oldWidth)));
  network.on("animationFinished", restyle);
  network.on("beforeDrawing", drawFrames);
  network.on("afterDrawing", (context) => labels.draw(context, network.getPositions(), look.colours));

  // What is switched off and on again comes back to where the DataSet says, so the DataSet must hear of moves.
  network.on("dragEnd", ({ nodes: moved }) => {
    const places = network.getPositions(moved);
    nodeSet.update(moved.map((id) => ({ id, ...places[id] })));
    restyle();
  });

  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("zoom-fit").addEventListener("click", () => fit(animation()));

  /** What is drawn now: the rows that vis-network sees, with their looks, the frames, and the part in view. */
  const drawn = () => ({
    nodes: nodeView.get(),
    edges: edgeView.get(),
    frames: groups.frames(),
    view: view(network.getScale()),
  });

  return { network, restyle, fit, drawn };
})();
