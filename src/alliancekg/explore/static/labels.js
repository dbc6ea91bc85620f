"use strict";

// The labels of the things. As on a map, letters keep their size on the screen whatever the zoom, and a
// label that would cover another one, or a sign, waits until there is room. vis-network cannot do that, so
// they are drawn here.
akg.labels = (() => {
  const { nodes, nodeById, tiesOf } = akg.data;
  const FACE = getComputedStyle(document.body).fontFamily;
  const LEADING = 1.18;
  const HALO = 4;
  const APART = 3;
  const TIE_SIZE = 11;
  const ARROW = 10;
  const MOOD = { hovered: 0, chosen: 1, near: 2, plain: 3 };
  const RANK = { state: 0, tie: 1, main: 2, minor: 3 };
  const pen = document.createElement("canvas").getContext("2d");

  /** The size of a text on the screen, in pixels. */
  function measure(text, size) {
    pen.font = `${size}px ${FACE}`;
    const lines = text.split("\n");
    const width = Math.max(...lines.map((line) => pen.measureText(line).width));
    return { lines, width: width + 4, height: lines.length * size * LEADING };
  }

  const texts = new Map(nodes.map((node) => [node.id, measure(node.label, node.font_size)]));
  const byWeight = [...nodes].sort(
    (a, b) => RANK[a.rank] - RANK[b.rank] || tiesOf(b.id).length - tiesOf(a.id).length,
  );
  let placed = new Map();

  const boxAt = (x, y, width, height) => ({
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  });
  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const isMinor = (id) => nodeById.get(id).rank === "minor";
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /**
   * Where a label may stand, seen from its thing: below, above, to the right, to the left; lengths in the
   * canvas's units.
   */
  function spots(size, width, height, gap) {
    const high = size + gap + height / 2;
    const wide = size + gap + width / 2;
    const near = [size * 0.7 + gap + width / 2, size * 0.7 + height / 2];
    const corners = [
      [near[0], near[1]],
      [-near[0], near[1]],
      [near[0], -near[1]],
      [-near[0], -near[1]],
    ];
    return [[0, high], [0, -high], [wide, 0], [-wide, 0], ...corners];
  }

  /** Where vis-network names an edge: half way from the middle of one sign to the arrow at the other. */
  function middle(from, to, places) {
    const [a, b] = [places[from], places[to]];
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const part = (1 - (nodeById.get(to).size + ARROW) / length) / 2;
    return [a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)];
  }

  /**
   * Decides anew which labels are drawn. What is chosen or pointed at always has one; those of states may
   * cover signs, those of what ties states may cover the small ones.
   *
   * @param moods the mood of each node and edge that is drawn
   * @param places where each of these nodes is
   * @param view the part of the canvas that is seen: no label of a thing in it is cut off
   * @param blocked parts of the canvas that buttons cover
   * @param lit the edges that want to be named; the ids of those that find room are returned
   */
  function place(moods, places, scale, view, blocked, lit) {
    const drawn = byWeight.filter(({ id }) => moods.has(id));
    const wanted = drawn.filter(({ id }) => moods.get(id) !== "faded");
    const signs = new Map(
      wanted.map(({ id, size }) => [id, boxAt(places[id].x, places[id].y, 2 * size, 2 * size)]),
    );
    const taken = [...blocked];
    const isClear = (room) => !taken.some((other) => meet(room, other));
    const isFree = (room, own) =>
      isClear(room) && ![...signs].some(([id, sign]) => id !== own && meet(room, sign));

    const mayCover = (rank, room, own) =>
      RANK[rank] < RANK.main &&
      isClear(room) &&
      (rank === "state" || ![...signs].some(([id, sign]) => id !== own && !isMinor(id) && meet(room, sign)));

    placed = new Map();
    for (const { id, size, rank } of wanted.sort((a, b) => MOOD[moods.get(a.id)] - MOOD[moods.get(b.id)])) {
      const { width, height } = texts.get(id);
      const choices = spots(size, width / scale, height / scale, APART / scale).map(([x, y]) => ({
        spot: [x, y],
        room: boxAt(places[id].x + x, places[id].y + y, width / scale, height / scale),
      }));
      const isSeen = meet(view, signs.get(id));
      const fits = ({ room }) => (!isSeen || inside(room, view)) && isFree(room, id);
      const found =
        choices.find(fits) ??
        choices.find(({ room }) => mayCover(rank, room, id)) ??
        (MOOD[moods.get(id)] <= MOOD.chosen ? choices[0] : null);
      if (!found) continue;
      taken.push(found.room);
      placed.set(id, { spot: found.spot, scale, room: found.room });
    }
    const named = new Set();
    for (const { id, from, to, relation } of lit) {
      const { width, height } = measure(relation, TIE_SIZE);
      const [x, y] = middle(from, to, places);
      const room = boxAt(x, y, width / scale, height / scale);
      if (!isFree(room, null)) continue;
      taken.push(room);
      named.add(id);
    }
    return named;
  }

  /** Draws the labels that have a place, over everything else. */
  function draw(context, places, colours) {
    context.save();
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = colours.paper;
    context.fillStyle = colours.ink;
    for (const [id, { spot, scale }] of placed) {
      const size = nodeById.get(id).font_size / scale;
      const { lines } = texts.get(id);
      if (!places[id]) continue; // switched off since
      const { x, y } = places[id];
      const side = Math.sign(spot[0]);
      const edge = x + spot[0] - (side * (texts.get(id).width - 4)) / scale / 2; // where it begins at the side
      context.font = `${size}px ${FACE}`;
      context.textAlign = { [-1]: "right", 0: "center", 1: "left" }[side];
      context.lineWidth = HALO / scale;
      lines.forEach((line, index) => {
        const middle = y + spot[1] + (index - (lines.length - 1) / 2) * size * LEADING;
        context.strokeText(line, edge, middle);
        context.fillText(line, edge, middle);
      });
    }
    context.restore();
  }

  /** The things that are labelled now, each with the room that its label takes. */
  const shown = () => new Map([...placed].map(([id, { room }]) => [id, room]));

  return { FACE, TIE_SIZE, place, draw, shown };
})();
