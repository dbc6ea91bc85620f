"use strict";

// Light and dark: as the system has it, until the reader chooses. The dark colours are a style sheet of
// their own, so that choosing is a matter of when it counts. Paper is light.
akg.theme = (() => {
  const sheet = document.getElementById("dark");
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;

  const isDark = () => chosen ?? system.matches;

  function paint(dark) {
    sheet.media = dark ? "screen" : "not all";
    akg.look.readColours();
    akg.graph.restyle();
  }

  function follow() {
    button.setAttribute("aria-pressed", String(isDark()));
    paint(isDark());
  }

  button.addEventListener("click", () => {
    chosen = !isDark();
    follow();
  });
  system.addEventListener("change", follow);
  addEventListener("beforeprint", () => paint(false));
  addEventListener("afterprint", follow);

  follow();
  return { isDark };
})();
