"use strict";

// The labels of the things. As on a map, letters keep their size on the screen whatever the zoom, and a
// label that would cover another one, or a sign, waits until there is room. vis-network cannot do that, so
// they are drawn here.
akg.labels = (() => {
  const { page, nodes, nodeById, tiesOf } = akg.data;
  const FACE = getComputedStyle(document.body).fontFamily;
  const LEADING = 1.18;
  const HALO = 4;
  const APART = 3;
  const TIE_SIZE = 11;
  const ARROW = 10;
  const SQUARE = 90;
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

  /** What a thing may be called, the whole name first, then a short one where there is one. */
  function called(node) {
    const name = akg.names.label(node);
    const texts = name === node.label ? [name, node.short] : [name];
    return texts.filter(Boolean).map((text) => measure(text, node.font_size));
  }

  const textsNow = () => new Map(nodes.map((node) => [node.id, called(node)]));
  let texts = textsNow();
  let language = akg.state.now.lang;
  akg.state.subscribe(({ lang }) => {
    if (lang === language) return;
    language = lang;
    texts = textsNow();
  });
  const legendPlace = new Map(page.classes.map(({ id }, place) => [id, place])); // alliances, agreements, programs
  const byWeight = [...nodes].sort(
    (a, b) =>
      RANK[a.rank] - RANK[b.rank] ||
      (a.rank === "tie" ? legendPlace.get(a.class) - legendPlace.get(b.class) : 0) ||
      tiesOf(b.id).length - tiesOf(a.id).length,
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

  /** Rooms by the squares that they touch, so that only those nearby are looked at. */
  class Rooms {
    #side;
    #squares = new Map();

    constructor(side) {
      this.#side = side;
    }

    *#keys({ left, right, top, bottom }) {
      const [first, last] = [Math.floor(left / this.#side), Math.floor(right / this.#side)];
      const [high, low] = [Math.floor(top / this.#side), Math.floor(bottom / this.#side)];
      for (let x = first; x <= last; x += 1) for (let y = high; y <= low; y += 1) yield `${x} ${y}`;
    }

    add(room, owner = null) {
      for (const key of this.#keys(room)) {
        if (!this.#squares.has(key)) this.#squares.set(key, []);
        this.#squares.get(key).push({ room, owner });
      }
    }

    /** Whether a room meets one of these, but for those whose owner `passes`. */
    meets(room, passes = () => false) {
      for (const key of this.#keys(room)) {
        const near = this.#squares.get(key) ?? [];
        if (near.some((other) => meet(room, other.room) && !passes(other.owner))) return true;
      }
      return false;
    }
  }

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
    const signs = new Rooms(SQUARE / scale);
    const taken = new Rooms(SQUARE / scale);
    const signOf = ({ id, size }) => boxAt(places[id].x, places[id].y, 2 * size, 2 * size);
    for (const node of wanted) signs.add(signOf(node), node.id);
    for (const room of blocked) taken.add(room);
    const isFree = (room, own) => !taken.meets(room) && !signs.meets(room, (id) => id === own);
    const mayCover = (rank, room, own) =>
      RANK[rank] < RANK.main &&
      !taken.meets(room) &&
      (rank === "state" || !signs.meets(room, (id) => id === own || isMinor(id)));

    placed = new Map();
    for (const node of wanted.sort((a, b) => MOOD[moods.get(a.id)] - MOOD[moods.get(b.id)])) {
      const { id, size, rank } = node;
      const isSeen = meet(view, signOf(node));
      const isWhole = (room) => !isSeen || inside(room, view);
      const fits = ({ room }) => isWhole(room) && isFree(room, id);
      const choices = texts.get(id).map((text) =>
        spots(size, text.width / scale, text.height / scale, APART / scale).map(([x, y]) => ({
          spot: [x, y],
          text,
          room: boxAt(places[id].x + x, places[id].y + y, text.width / scale, text.height / scale),
        })),
      );
      const covers = ({ room }) => isWhole(room) && mayCover(rank, room, id);
      const rounds = rank === "state" ? choices : [choices.flat()]; // a state is called by its whole name
      const room = rounds.map((each) => each.find(fits) ?? each.find(covers)).find(Boolean);
      const found =
        room ??
        (MOOD[moods.get(id)] <= MOOD.chosen ? choices[0][0] : null);
      if (!found) continue;
      taken.add(found.room);
      placed.set(id, { ...found, scale });
    }
    const named = new Set();
    for (const { id, from, to, relation } of lit) {
      const { width, height } = measure(relation, TIE_SIZE);
      const [x, y] = middle(from, to, places);
      const room = boxAt(x, y, width / scale, height / scale);
      if (!isFree(room, null)) continue;
      taken.add(room);
      named.add(id);
    }
    return named;
  }

  /**
   * Each line of the labels that have a place: its text, where it begins (or ends, or has its middle, as
   * `side` is 1, -1 or 0), and the size of its letters, in the canvas's units.
   */
  function* written(places) {
    for (const [id, { spot, text: wrapped, scale }] of placed) {
      if (!places[id]) continue; // switched off since
      const size = nodeById.get(id).font_size / scale;
      const { lines, width } = wrapped;
      const { x, y } = places[id];
      const side = Math.sign(spot[0]);
      const edge = x + spot[0] - (side * (width - 4)) / scale / 2; // where it begins at the side
      for (const [index, text] of lines.entries()) {
        const middle = y + spot[1] + (index - (lines.length - 1) / 2) * size * LEADING;
        yield { text, x: edge, y: middle, side, size, halo: HALO / scale };
      }
    }
  }

  /** Draws the labels that have a place, over everything else. */
  function draw(context, places, colours) {
    context.save();
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = colours.paper;
    context.fillStyle = colours.ink;
    for (const { text, x, y, side, size, halo } of written(places)) {
      context.font = `${size}px ${FACE}`;
      context.textAlign = { [-1]: "right", 0: "center", 1: "left" }[side];
      context.lineWidth = halo;
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
    context.restore();
  }

  /** The things that are labelled now, each with the room that its label takes. */
  const shown = () => new Map([...placed].map(([id, { room }]) => [id, room]));

  /** How wide a line of bold text is, in the unit of its size. */
  function width(text, size) {
    pen.font = `bold ${size}px ${FACE}`;
    return pen.measureText(text).width;
  }

  return { FACE, TIE_SIZE, width, place, written, draw, shown };
})();
