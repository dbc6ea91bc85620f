"use strict";

// What the reader has chosen: one thing, one tie or a way between two things, a date, and what is switched
// off. It is also the part of the address after "#", so that a view can be sent to someone. What an address
// asks for and the page lacks is ignored.
akg.state = (() => {
  const { nodeById, classById, edges } = akg.data;
  const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const LINES = ["stands", "planned", "paused", "ended", "unsure"];
  const { groupings } = akg.data.page;
  /** What an address calls each tie: its key; of ties that share one, the later ones with their ends. */
  const tieByName = new Map();
  for (const { id, key, from, to } of edges) tieByName.set(tieByName.has(key) ? `${key} ${from} ${to}` : key, id);
  const nameByTie = new Map([...tieByName].map(([name, id]) => [id, name]));
  const FRAMES = new Set(Object.values(groupings).flatMap((frames) => frames.map(({ id }) => id)));

  /**
   * `path`: the two ends of a way, or null; `barred`: classes that it does not lead through; `asof`: a date
   * or "" for all dates; `since`: the date that it is compared with, or ""; `hidden`: classes, and
   * `without`: kinds of line, that are switched off; `groups`: how things stand together, "" for by ties;
   * `folded`: the groups that one sign stands for; `lang`: the language of the names, "" for the page's own.
   */
  const now = {
    focus: null,
    edge: null,
    path: null,
    barred: new Set(),
    asof: "",
    since: "",
    hidden: new Set(),
    without: new Set(),
    groups: "",
    folded: new Set(),
    lang: "",
  };
  const CHOICES = ["focus", "edge", "path"];
  const FLOOD = { most: 30, within: 10_000, rest: 400 };
  const listeners = [];
  let written = [];
  let waiting = 0;

  const choice = () => JSON.stringify(CHOICES.map((name) => now[name]));

  /**
   * Changes the state and tells everyone. Of a thing, a tie and a way one is chosen at a time. `move`: bring
   * what is chosen into view (it was not clicked there). `remember`: write the change into the address.
   */
  function set(change, { move = false, remember = true } = {}) {
    const before = choice();
    const isChoice = CHOICES.some((name) => name in change);
    if (isChoice) for (const name of CHOICES) now[name] = null;
    Object.assign(now, change);
    if (!now.asof) now.since = "";
    const chosen = before !== choice();
    if (remember) write(chosen);
    for (const listener of listeners) listener(now, { chosen, move, isChoice });
  }

  const clear = () => set({ focus: null });

  /**
   * Calls `listener(state, { chosen, move, isChoice })` after each change; `chosen`: the thing, tie or way is
   * another one; `isChoice`: the reader chose one or let go, be it of nothing.
   */
  const subscribe = (listener) => listeners.push(listener);

  const encode = (text) => encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2C", ",");
  const words = (set) => encode([...set].join(" "));

  /** The view as the part of an address after "#". */
  function address() {
    const parts = [];
    if (now.focus) parts.push(`focus=${encode(now.focus)}`);
    if (now.edge) parts.push(`edge=${encode(nameByTie.get(now.edge))}`);
    if (now.path) parts.push(`path=${now.path.map(encode).join(",")}`);
    if (now.path && now.barred.size) parts.push(`bar=${words(now.barred)}`);
    if (now.asof) parts.push(`asof=${now.asof}`);
    if (now.since) parts.push(`since=${now.since}`);
    if (now.hidden.size) parts.push(`hide=${words(now.hidden)}`);
    if (now.without.size) parts.push(`without=${words(now.without)}`);
    if (now.groups) parts.push(`groups=${now.groups}`);
    if (now.groups && now.folded.size) parts.push(`fold=${words(now.folded)}`);
    if (now.lang) parts.push(`lang=${encode(now.lang)}`);
    return `#${parts.join("&")}`;
  }

  /** Writes the view into the address; after many changes at rest only, for browsers refuse a flood of it. */
  function write(chosen, atRest = false) {
    clearTimeout(waiting);
    const present = Date.now();
    written = written.filter((moment) => moment > present - FLOOD.within);
    if (!chosen && !atRest && written.length >= FLOOD.most) {
      waiting = setTimeout(() => write(false, true), FLOOD.rest);
      return;
    }
    written.push(present);
    if (address() === (location.hash || "#")) return;
    try {
      history[chosen ? "pushState" : "replaceState"](null, "", address());
    } catch {
      // A page inside another page (srcdoc) has no address of its own.
    }
  }

  /** Those of the words of a list in an address that are known. */
  const listed = (text, isKnown) => new Set((text ?? "").split(" ").filter((word) => word && isKnown(word)));

  /** Two things with a comma between them; an identifier may hold commas of its own. */
  function ends(text) {
    const parts = (text ?? "").split(",");
    for (let at = 1; at < parts.length; at += 1) {
      const pair = [parts.slice(0, at).join(","), parts.slice(at).join(",")];
      if (pair.every((id) => nodeById.has(id)) && pair[0] !== pair[1]) return pair;
    }
    return null;
  }

  function date(text) {
    if (!DATE.test(text ?? "") || text.startsWith("0000")) return "";
    const isDay = text.length === 10;
    const day = new Date(`${text}T00:00:00Z`);
    return isDay && (Number.isNaN(day.valueOf()) || day.toISOString().slice(0, 10) !== text) ? "" : text;
  }

  /** Takes over what the address asks for. */
  function read() {
    clearTimeout(waiting);
    const asked = new URLSearchParams(location.hash.slice(1));
    const isTimed = !akg.data.page.as_of;
    const choice = {
      focus: nodeById.has(asked.get("focus")) ? asked.get("focus") : null,
      path: ends(asked.get("path")),
      edge: tieByName.get(asked.get("edge")) ?? null,
    };
    const name = ["focus", "path", "edge"].find((each) => choice[each]) ?? "focus";
    const asof = isTimed ? date(asked.get("asof")) : "";
    const change = {
      [name]: choice[name],
      barred: listed(asked.get("bar"), (id) => classById.has(id)),
      asof,
      since: asof ? date(asked.get("since")) : "",
      hidden: listed(asked.get("hide"), (id) => classById.has(id)),
      without: listed(asked.get("without"), (word) => LINES.includes(word)),
      groups: Object.hasOwn(groupings, asked.get("groups")) ? asked.get("groups") : "",
      folded: listed(asked.get("fold"), (id) => FRAMES.has(id)),
      lang: akg.names.tags.includes(asked.get("lang")) ? asked.get("lang") : "",
    };
    set(change, { move: true, remember: false });
  }

  return { now, LINES, set, clear, subscribe, read, address };
})();
