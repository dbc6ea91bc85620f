"use strict";

// The view as a drawing of its own: saved as SVG, painted as PNG, printed on paper. It is made of what
// vis-network draws now, in the same places and looks, and says below itself what it shows.
akg.picture = (() => {
  const { svg } = akg.dom;
  const { page, nodes, edges } = akg.data;
  const { graph, labels, look, view } = akg;
  const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const SHARPER = 2;
  const SMALL = 11;
  const ARROW = { length: 8, half: 2.6 };
  const MARGIN = 12;

  const turned = (x, y, radius, angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  const ring = (count, place) => Array.from({ length: count }, (_, index) => place(index));
  const UP = -Math.PI / 2;

  /** The corners of a sign, as vis-network has them; null for a circle. */
  function corners(shape, x, y, r) {
    const side = r / Math.sqrt(3); // from the middle of a triangle to its base
    const makers = {
      square: () => [
        [x - r, y - r],
        [x + r, y - r],
        [x + r, y + r],
        [x - r, y + r],
      ],
      diamond: () => ring(4, (index) => turned(x, y, r, (index * Math.PI) / 2)),
      triangle: () => ring(3, (index) => turned(x, y + 0.275 * r, 2 * side, UP + (index * 2 * Math.PI) / 3)),
      triangleDown: () =>
        ring(3, (index) => turned(x, y - 0.275 * r, 2 * side, -UP + (index * 2 * Math.PI) / 3)),
      hexagon: () => ring(6, (index) => turned(x, y, r, (index * Math.PI) / 3)),
      star: () =>
        ring(10, (index) =>
          turned(x, y + 0.082 * r, 0.82 * r * (index % 2 ? 0.5 : 1.3), UP + (index * Math.PI) / 5),
        ),
    };
    return makers[shape]?.() ?? null;
  }

  const round = (value) => Math.round(value * 100) / 100;
  const listed = (points) => points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");

  function sign({ shape, size, opacity, borderWidth, color, shapeProperties }, { x, y }) {
    const dashes = shapeProperties?.borderDashes;
    const paint = {
      fill: color.background,
      stroke: color.border,
      "stroke-width": borderWidth,
      opacity: opacity ?? 1,
      ...(dashes ? { "stroke-dasharray": dashes.join(" ") } : {}),
    };
    const points = corners(shape, x, y, size);
    if (points) return svg("polygon", { points: listed(points), ...paint });
    return svg("circle", { cx: round(x), cy: round(y), r: size, ...paint });
  }

  /** The point that bends an edge, as vis-network's "curvedCW" and "curvedCCW" put it. */
  function bend({ smooth }, a, b) {
    if (!smooth?.enabled) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const way = smooth.type === "curvedCW" ? 1 : -1;
    const angle = Math.atan2(a.y - b.y, b.x - a.x) + (way * smooth.roundness * 0.5 + 0.5) * Math.PI;
    const radius = (smooth.roundness * 0.5 + 0.5) * Math.hypot(b.x - a.x, b.y - a.y);
    return { x: a.x + radius * Math.sin(angle), y: a.y + radius * Math.cos(angle) };
  }

  /** A tie with its arrow, and the name that it has in this view. */
  function tie(row, places, sizes) {
    const [a, b] = [places[row.from], places[row.to]];
    const via = bend(row, a, b);
    const angle = Math.atan2(b.y - via.y, b.x - via.x);
    const [tipX, tipY] = turned(b.x, b.y, -(sizes.get(row.to) + 1), angle);
    const [endX, endY] = turned(tipX, tipY, -ARROW.length, angle);
    const paint = { stroke: row.color.color, opacity: row.color.opacity ?? 1 };
    const dashes = row.dashes ? { "stroke-dasharray": row.dashes.join(" ") } : {};
    const path = `M${listed([[a.x, a.y]])}Q${listed([
      [via.x, via.y],
      [endX, endY],
    ])}`;
    const wings = [-1, 1].map((way) => turned(endX, endY, way * ARROW.half, angle + Math.PI / 2));
    return [
      svg("path", { d: path, fill: "none", "stroke-width": row.width, ...paint, ...dashes }),
      svg("polygon", {
        points: row.opens ? "" : listed([[tipX, tipY], ...wings]), // ties of a folded group run both ways
        fill: row.color.color,
        opacity: paint.opacity,
      }),
      ...name(row, a, via, { x: tipX, y: tipY }),
    ];
  }

  /** The frame of a group, with its name above. */
  function frame({ name: group, x, y, width, height }, scale) {
    const line = { fill: "none", stroke: look.colours.tie, "stroke-width": round(1 / scale) };
    return [svg("rect", { x, y, width, height, ...line }), text(group, x, y - 6 / scale, 12 / scale, 1, 0)];
  }

  function name({ label, font }, a, via, b) {
    if (!label?.trim()) return [];
    const middle = (axis) => (a[axis] + 2 * via[axis] + b[axis]) / 4;
    return [text(label, middle("x"), middle("y"), font.size, 0, font.strokeWidth)];
  }

  /** What XML can hold: control signs and halves of signs become U+FFFD, or the drawing would not open. */
  const written = (words) => words.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

  function text(words, x, y, size, side, halo) {
    const anchor = { [-1]: "end", 0: "middle", 1: "start" }[side];
    return svg(
      "text",
      {
        x: round(x),
        y: round(y),
        "font-size": round(size),
        "text-anchor": anchor,
        "dominant-baseline": "central",
        fill: look.colours.ink,
        stroke: look.colours.paper,
        "stroke-width": round(halo),
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      },
      written(words),
    );
  }

  /** Words in lines that fit a width. */
  function wrapped(words, width, size) {
    const most = Math.max(20, Math.floor(width / (size * 0.56)));
    const lines = [""];
    for (const word of words.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (longer.length <= most) lines[lines.length - 1] = longer;
      else lines.push(word.slice(0, most));
    }
    return lines;
  }

  /** What the picture says of itself: it will be seen without the page. */
  function caption() {
    const { asof, since } = akg.state.now;
    const date = asof || page.as_of;
    const asOf = since ? `Changes, ${view.dated()}` : date ? `As of ${akg.times.name(date)}` : "";
    const counts = `${view.shownNodes().length} of ${nodes.length} things, ${view.shownEdges().length} of ${edges.length} ties`;
    const origin = page.version ? `alliancekg ${page.version}` : "alliancekg";
    return [
      page.title,
      `${[asOf, counts, page.coverage.text].filter(Boolean).join("; ")}. Drawn is what the cited sources state; it is not an official position. ${origin}.`,
    ];
  }

  /** The view as an SVG element. */
  function draw() {
    const drawn = graph.drawn();
    const { left, right, top, bottom } = drawn.view;
    const { clientWidth: width, clientHeight: height } = document.getElementById("graph");
    const places = graph.network.getPositions(drawn.nodes.map(({ id }) => id));
    const sizes = new Map(drawn.nodes.map(({ id, size }) => [id, size]));
    const ties = drawn.edges.map((row) => tie(row, places, sizes));
    const inner = svg(
      "svg",
      {
        x: 0,
        y: 0,
        width,
        height,
        viewBox: [left, top, right - left, bottom - top].map(round).join(" "),
        "data-part": "view",
      },
      ...drawn.frames.flatMap((each) => frame(each, graph.network.getScale())),
      ...ties.flatMap((parts) => parts.slice(0, 2)),
      ...drawn.nodes.map((row) => sign(row, places[row.id])),
      ...ties.flatMap((parts) => parts.slice(2)),
      ...[...labels.written(places)].map((each) =>
        text(each.text, each.x, each.y, each.size, each.side, each.halo),
      ),
    );
    return framed(inner, width, height, caption().map(written));
  }

  function framed(inner, width, height, [title, told]) {
    const lines = [
      [title, 15],
      ...wrapped(told, width - 2 * MARGIN, SMALL).map((line) => [line, SMALL]),
    ];
    let y = height + MARGIN;
    const below = lines.map(([line, size]) => {
      y += size * 1.35;
      const weight = size > SMALL ? { "font-weight": "bold" } : {};
      return svg(
        "text",
        { x: MARGIN, y: round(y), "font-size": size, fill: look.colours.ink, ...weight },
        line,
      );
    });
    const high = Math.ceil(y + MARGIN);
    return svg(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        width,
        height: high,
        viewBox: `0 0 ${width} ${high}`,
        role: "img",
        "font-family": labels.FACE,
      },
      svg("title", {}, title),
      svg("desc", {}, told),
      svg("rect", { width: "100%", height: "100%", fill: look.colours.paper }),
      inner,
      ...below,
    );
  }

  const asText = () => XML + new XMLSerializer().serializeToString(draw()) + "\n";

  /** The view as PNG, twice as fine as the screen, with its background. */
  async function asPng() {
    const drawing = draw();
    const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
    const file = new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
    const address = URL.createObjectURL(file);
    try {
      const image = new Image(width, height);
      image.src = address;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), {
        width: SHARPER * width,
        height: SHARPER * height,
      });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((done) => canvas.toBlob(done, "image/png"));
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  // Paper gets the drawing in place of the canvas, which could only be stretched.
  const stage = document.querySelector(".stage");
  addEventListener("beforeprint", () => {
    const drawing = draw();
    drawing.setAttribute("class", "printed");
    stage.append(drawing);
  });
  addEventListener("afterprint", () => stage.querySelector(".printed")?.remove());

  return { draw, asText, asPng };
})();
