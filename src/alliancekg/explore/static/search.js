"use strict";

// Search by name and alias: a combobox. Accents and case do not matter; every thing that is drawn can be
// found.
akg.search = (() => {
  const { el, say, announce } = akg.dom;
  const MOST = 12;
  const LETTER = /[\p{L}\p{N}]/u;
  const input = document.getElementById("search");
  const list = document.getElementById("matches");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = akg.data.nodes.map((node) => ({
    node,
    names: [node.name, ...node.aliases, node.id].map((name) => ({ name, folded: fold(name) })),
  }));
  let matches = [];
  let active = -1;

  const NOT_AT_ALL = 4;

  /** How well a folded name fits: 0 whole, 1 from its start, 2 from the start of a word, 3 anywhere. */
  function distance(folded, wanted) {
    if (folded === wanted) return 0;
    if (folded.startsWith(wanted)) return 1;
    if (!folded.includes(wanted)) return NOT_AT_ALL;
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
      if (!LETTER.test(folded[at - 1])) return 2;
    }
    return 3;
  }

  function find(text) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    return entries
      .map(({ node, names }) => {
        const [best] = names
          .map(({ name, folded }, order) => ({ name, order, score: distance(folded, wanted) }))
          .sort((a, b) => a.score - b.score || a.order - b.order);
        return { node, ...best };
      })
      .filter(({ score }) => score < NOT_AT_ALL)
      .sort((a, b) => a.score - b.score || a.order - b.order || a.node.name.localeCompare(b.node.name, "en"));
  }

  function option({ node, name }, index) {
    const other = name === node.name ? null : el("span", { class: "alias" }, " ", say(name));
    const entry = akg.data.classById.get(node.class);
    const choose = (event) => {
      event.preventDefault();
      pick(index);
    };
    return el(
      "li",
      {
        role: "option",
        id: `match-${index}`,
        "aria-selected": String(index === active),
        onmousedown: choose,
      },
      akg.look.swatch(entry),
      el("span", { class: "name" }, say(node.name), other),
      say(node.kind, "kind"),
    );
  }

  function draw() {
    const open = matches.length > 0;
    list.replaceChildren(...matches.slice(0, MOST).map(option));
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `match-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    matches = [];
    active = -1;
    draw();
  }

  function pick(index) {
    const { node } = matches[index];
    input.value = "";
    close();
    akg.state.set({ focus: node.id }, { move: true });
  }

  function step(by) {
    const shown = Math.min(matches.length, MOST);
    if (!shown) return;
    active = (active + by + shown) % shown;
    draw();
  }

  input.addEventListener("input", () => {
    matches = find(input.value);
    active = matches.length ? 0 : -1;
    draw();
    if (input.value.trim()) announce(matches.length ? `${matches.length} found` : "nothing found");
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const act = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => active >= 0 && pick(active),
      Escape: () => (input.value ? ((input.value = ""), close()) : input.blur()),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  input.addEventListener("blur", close);

  return { focus: () => (input.focus(), input.select()) };
})();
