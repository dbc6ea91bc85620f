"use strict";

// How things look: in the legend, and on the canvas, which cannot read style sheets. The colours that go
// with light or dark come from the style sheet all the same (its variables), so they are said once.
akg.look = (() => {
  const { svg } = akg.dom;
  const { classById } = akg.data;
  const { FACE, TIE_SIZE } = akg.labels;
  const { times, view } = akg;
  const FADED = 0.18;
  const PALE = 0.5;
  const DASHES = { stands: false, planned: [7, 5], paused: [10, 4, 2, 4], ended: [2, 5] };
  const DOTS = [1, 3];
  const RULED = [14, 3];
  const colours = {};

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "outline", "tie", "tie-lit", "contested", "unsourced", "ring", "added", "ended", "changed"];
    for (const name of names) colours[name] = style.getPropertyValue(`--${name}`).trim();
  }

  /** The changing part of a node: pale, with a broken outline, where it is not certain on the date. */
  function node(entry, mood) {
    const chosen = mood === "chosen";
    const isCertain = times.isCertain(times.on(entry, view.date())) || !akg.state.now.asof;
    return {
      id: entry.id,
      opacity: mood === "faded" ? FADED : isCertain ? 1 : PALE + 0.15,
      borderWidth: chosen ? 4 : 1.5,
      shapeProperties: { borderDashes: isCertain ? false : [3, 3] },
      color: {
        background: classById.get(entry.class).colour,
        border: chosen ? colours.ring : colours.outline,
      },
    };
  }

  /** The changing part of an edge: how it stood on the date, what vouches for it, and its name. */
  function edge(entry, mood, scale, named) {
    const state = times.on(entry, view.date());
    const isLit = mood === "lit";
    const usual = isLit ? colours["tie-lit"] : colours.tie;
    const warning = { contested: colours.contested, unsourced: colours.unsourced }[kindOf(entry)];
    const moved = { added: colours.added, ended: colours.ended, changed: colours.changed }[view.change(entry)];
    const width = isLit ? 2.4 : 1.2;
    return {
      id: entry.id,
      color: {
        color: moved ?? warning ?? usual,
        opacity: mood === "faded" ? FADED : times.isCertain(state) || isLit ? 1 : PALE,
      },
      width: times.isCertain(state) ? width : width / 2,
      dashes: dashesOf(entry, state),
      label: named ? entry.relation.slice(0, 60) : " ", // an empty name would leave the old one standing
      font: fontOf(scale),
    };
  }

  /** The sign of a folded group. */
  const standIn = (row) => ({
    ...row,
    borderWidth: 3,
    color: { background: colours.paper, border: colours.ink },
  });

  /** What stands for the ties of a folded group: the more, the wider. */
  const bundle = (row, scale) => ({
    ...row,
    arrows: "",
    smooth: false,
    width: Math.min(1 + Math.log2(row.ties), 5),
    color: { color: colours.tie },
    label: row.ties > 1 ? String(row.ties) : " ",
    font: fontOf(scale),
  });

  const fontOf = (scale) => ({
    size: TIE_SIZE / scale,
    face: FACE,
    color: colours.ink,
    strokeWidth: 4 / scale,
    strokeColor: colours.paper,
  });

  function dashesOf(entry, state) {
    if (view.change(entry) === "ended") return DASHES.ended;
    const kind = kindOf(entry);
    return kind === "unsourced" ? DOTS : kind === "derived" ? RULED : DASHES[times.lineOf(state)];
  }

  /** What vouches for an edge, doubts first: contested, derived, unsourced or sourced. */
  function kindOf(entry) {
    if (entry.contested) return "contested";
    if (entry.derived) return "derived";
    return entry.sources.length ? "sourced" : "unsourced";
  }

  const OUTLINES = {
    square: "2,2 14,2 14,14 2,14",
    diamond: "8,1 15,8 8,15 1,8",
    triangle: "8,1.5 15,14 1,14",
    triangleDown: "1,2 15,2 8,14.5",
    hexagon: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8",
    star: "8,0.5 10,5.7 15.5,6 11.2,9.4 12.7,14.8 8,11.8 3.3,14.8 4.8,9.4 0.5,6 6,5.7",
  };

  /** The sign of a class, as in the graph. */
  function swatch(entry) {
    const paint = { fill: entry.colour, class: "sign" };
    const shape = OUTLINES[entry.shape]
      ? svg("polygon", { points: OUTLINES[entry.shape], ...paint })
      : svg("circle", { cx: 8, cy: 8, r: 6.5, ...paint });
    return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, shape);
  }

  /** A sample of a line of one kind. */
  function line(kind) {
    const stroke = svg("line", { x1: 1, y1: 6, x2: 29, y2: 6, class: `line ${kind}` });
    return svg("svg", { viewBox: "0 0 30 12", width: 30, height: 12, "aria-hidden": "true" }, stroke);
  }

  readColours();
  return { colours, readColours, node, edge, standIn, bundle, kindOf, swatch, line };
})();
