"use strict";

// Puts the parts together: the keyboard, the address, and the first view.
(() => {
  const { state, graph, search } = akg;
  const narrow = matchMedia("screen and (max-width: 820px)");

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

  akg.names.offer(document.querySelector(".tools"));
  document.getElementById("panel-skip").addEventListener("click", () => {
    document.getElementById("panel").focus();
  });

  addEventListener("popstate", state.read);
  document.getElementById("legend").open = !narrow.matches;
  narrow.addEventListener("change", () => {
    document.getElementById("legend").open = !narrow.matches;
  });

  let wasOpen = true;
  addEventListener("beforeprint", () => {
    wasOpen = document.getElementById("legend").open;
    document.getElementById("legend").open = true;
  });
  addEventListener("afterprint", () => {
    document.getElementById("legend").open = wasOpen;
  });

  // The first fit must wait until the canvas has its size and the labels have been measured.
  requestAnimationFrame(() => {
    graph.fit();
    requestAnimationFrame(() => {
      graph.fit();
      state.read();
      const { start } = akg.data.page;
      if (start && location.hash.length < 2) state.set({ focus: start }, { move: true, remember: false });
    });
  });
})();
