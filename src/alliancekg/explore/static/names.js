"use strict";

// Names in another language, where the graph has them: the reader may read those on the things. Whatever has
// no other name keeps its own.
akg.names = (() => {
  const { nodes, nodeById } = akg.data;
  const tags = [...new Set(nodes.flatMap(({ names }) => Object.keys(names ?? {})))].sort();

  const other = (id) => nodeById.get(id)?.names?.[akg.state.now.lang];

  /** What stands on the canvas. */
  const label = (node) => other(node.id)?.label ?? node.label;

  /** The name of a term in the language chosen, and which that is ("" for the page's own). */
  function named({ id, label: own }) {
    const found = other(id);
    return found ? { text: found.name, lang: akg.state.now.lang } : { text: own, lang: "" };
  }

  /** What a language is called in itself: "日本語". */
  function called(tag) {
    try {
      return new Intl.DisplayNames([tag], { type: "language" }).of(tag);
    } catch {
      return tag;
    }
  }

  /** The switch: nothing where the page has one language only. */
  function offer(place) {
    const { el } = akg.dom;
    if (!tags.length) return;
    const option = (tag, text) => el("option", { value: tag, lang: tag || null }, text);
    const choice = el(
      "select",
      { id: "language", "aria-label": "Names in", onchange: () => akg.state.set({ lang: choice.value }) },
      option("", "English"),
      tags.map((tag) => option(tag, called(tag))),
    );
    akg.state.subscribe(({ lang }) => {
      choice.value = lang;
    });
    place.append(choice);
  }

  return { tags, label, named, offer };
})();
