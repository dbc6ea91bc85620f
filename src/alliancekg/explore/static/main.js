"use strict";

// Puts the parts together: the keyboard, the address, light and dark, and the first view.
(() => {
  const { state, look, graph, search } = akg;
  const narrow = matchMedia("(max-width: 820px)");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const isTyping = (target) => target instanceof HTMLInputElement && target.type === "text";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !isTyping(event.target)) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape") {
      state.clear();
    }
  });

  dark.addEventListener("change", () => {
    look.readColours();
    graph.restyle();
  });

  addEventListener("popstate", state.read);
  document.getElementById("legend").open = !narrow.matches;
  narrow.addEventListener("change", () => {
    document.getElementById("legend").open = !narrow.matches;
  });

  // The first fit must wait until the canvas has its size and the labels have been measured.
  requestAnimationFrame(() => {
    graph.fit();
    requestAnimationFrame(() => {
      graph.fit();
      state.read();
    });
  });
})();
