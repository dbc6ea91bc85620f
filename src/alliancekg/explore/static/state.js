"use strict";

// What the reader has chosen: one thing or one tie, and the classes that are switched off. It is also the
// part of the address after "#", so that a view can be sent to someone. What an address asks for and the
// page lacks is ignored.
akg.state = (() => {
  const { nodeById, edgeById, classById, edges } = akg.data;
  const now = { focus: null, edge: null, hidden: new Set() };
  const listeners = [];

  /**
   * Changes the state and tells everyone. `move`: bring what is chosen into view (it was not clicked there).
   * `remember`: write the change into the address.
   */
  function set(change, { move = false, remember = true } = {}) {
    const chosenBefore = `${now.focus} ${now.edge}`;
    if ("focus" in change) Object.assign(now, { focus: change.focus, edge: null });
    if ("edge" in change) Object.assign(now, { focus: null, edge: change.edge });
    if ("hidden" in change) now.hidden = change.hidden;
    const chosen = chosenBefore !== `${now.focus} ${now.edge}`;
    if (remember) write(chosen);
    for (const listener of listeners) listener(now, { chosen, move });
  }

  const clear = () => set({ focus: null });

  /**
   * Calls `listener(state, { chosen, move })` after each change; `chosen`: the thing or tie is another
   * one.
   */
  const subscribe = (listener) => listeners.push(listener);

  const encode = (text) => encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2C", ",");

  function write(chosen) {
    const parts = [];
    if (now.focus) parts.push(`focus=${encode(now.focus)}`);
    if (now.edge) parts.push(`edge=${encode(edgeById.get(now.edge).key)}`);
    if (now.hidden.size) parts.push(`hide=${encode([...now.hidden].join(" "))}`);
    const address = `#${parts.join("&")}`;
    if (address === (location.hash || "#")) return;
    try {
      history[chosen ? "pushState" : "replaceState"](null, "", address);
    } catch {
      // A page inside another page (srcdoc) has no address of its own.
    }
  }

  /** Takes over what the address asks for. */
  function read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const focus = nodeById.has(asked.get("focus")) ? asked.get("focus") : null;
    const edge = focus ? null : (edges.find((candidate) => candidate.key === asked.get("edge"))?.id ?? null);
    const hidden = new Set(
      (asked.get("hide") ?? "").split(" ").filter((name) => name && classById.has(name)),
    );
    set(focus ? { focus, hidden } : { edge, hidden }, { move: true, remember: false });
  }

  return { now, set, clear, subscribe, read };
})();
