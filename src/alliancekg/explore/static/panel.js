"use strict";

// The panel beside the graph: how to read the page, or all that is told of one thing, or one relation.
akg.panel = (() => {
  const { el, say, announce, bringUp } = akg.dom;
  const { page, nodes, nodeById, edgeById, classById, tiesOf, factOfEdge, factsOfNode } = akg.data;
  const { fact, thing, source } = akg.facts;
  const panel = document.getElementById("panel");
  const STARTS = 6;

  const back = () =>
    el("button", { type: "button", class: "back", onclick: akg.state.clear }, "Close ", el("kbd", {}, "Esc"));

  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  function section(title, facts, self) {
    if (!facts.length) return null;
    return el(
      "section",
      {},
      el("h3", {}, title),
      el(
        "ul",
        { class: "facts" },
        facts.map((each) => fact(each, self)),
      ),
    );
  }

  function ofNode(node) {
    const facts = factsOfNode(node);
    const entry = classById.get(node.class);
    const { text, lang } = akg.names.named({ id: node.id, label: node.name });
    return [
      back(),
      el("h2", {}, say(text, "", lang)),
      el("p", { class: "kind" }, akg.look.swatch(entry), say(node.kind || entry.kind)),
      onDate(node),
      node.aliases.length ? el("p", { class: "aliases" }, "Also called ", joined(node)) : null,
      el("p", { class: "id" }, el("code", {}, say(node.id))),
      ...node.notices.map((notice) => el("p", { class: "notice" }, say(notice))),
      facts.length ? null : el("p", {}, "The sources tell nothing more of it."),
      section(
        "By date",
        facts.filter(({ date }) => date),
        node.id,
      ),
      section(
        "No date stated",
        facts.filter(({ date }) => !date),
        node.id,
      ),
    ];
  }

  /** How a thing stood on the date of the view, where that is more than "it was there". */
  function onDate(node) {
    const { asof } = akg.state.now;
    const stood = asof ? akg.times.say(akg.times.on(node)) : "";
    return stood ? el("p", { class: "when" }, `${akg.times.name(asof)}: `, say(stood)) : null;
  }

  /** The other names of a thing, each in its language. */
  function joined({ aliases, names = {} }) {
    const tagOf = (alias) => Object.keys(names).find((tag) => names[tag].name === alias);
    return aliases.flatMap((alias, index) => [index ? ", " : null, say(alias, "", tagOf(alias))]);
  }

  function ofEdge(edge) {
    const relation = factOfEdge(edge);
    return [
      back(),
      el("h2", {}, "Relation: ", say(edge.relation)),
      el("p", { class: "id" }, el("code", {}, say(edge.key))),
      el("ul", { class: "facts" }, fact(relation, null)),
    ];
  }

  function intro() {
    const starts = [...nodes].sort((a, b) => tiesOf(b.id).length - tiesOf(a.id).length).slice(0, STARTS);
    return [
      el("h2", {}, "How to read this page"),
      el(
        "ul",
        { class: "help" },
        el("li", {}, "Click a thing or a line to see what is said of it, since when, and in which passage."),
        el(
          "li",
          {},
          "Type ",
          el("kbd", {}, "/"),
          " to find a thing by name, ",
          el("kbd", {}, "Esc"),
          " to let go of it.",
        ),
        el(
          "li",
          {},
          "Each passage shows its place in the source, how it speaks (reported, announced …) and its gist.",
        ),
        el("li", {}, "Drag to move, scroll to zoom: small labels appear as you come closer."),
      ),
      el("h3", {}, "Begin with"),
      el(
        "ul",
        { class: "starts" },
        starts.map((node) => el("li", {}, thing({ id: node.id, label: node.name }, null))),
      ),
      el("h3", {}, count(page.sources.length, "source", "sources")),
      page.sources.length ? null : el("p", {}, "Nothing on this page is sourced."),
      el(
        "ul",
        { class: "sources" },
        page.sources.map((each) =>
          el(
            "li",
            {},
            source(each),
            el("p", { class: "cited" }, `${count(each.passages, "passage", "passages")} cited`),
          ),
        ),
      ),
    ];
  }

  function show({ focus, edge, path, since }) {
    const chosen = focus ? ofNode(nodeById.get(focus)) : edge ? ofEdge(edgeById.get(edge)) : null;
    const unchosen = since ? akg.compare.content : intro;
    const content = chosen ?? (path ? [back(), ...akg.path.content()] : unchosen());
    panel.replaceChildren(...content.filter(Boolean));
  }

  /** Tells those who do not see it what the panel is about now; a way tells of itself. */
  function tell({ focus, edge }) {
    const node = nodeById.get(focus);
    if (node) announce(`${node.name}: ${count(factsOfNode(node).length, "relation", "relations")}`);
    if (!edge) return;
    const { subject, relation, object } = factOfEdge(edgeById.get(edge));
    announce(`${subject.label} ${relation} ${object.label}`);
  }

  let isAsking = false;

  /** Asks between which two things a way is to be found, until it is, or the reader lets go. */
  function askWay() {
    isAsking = true;
    panel.replaceChildren(back(), ...akg.path.content(akg.state.now.focus).filter(Boolean));
    document.getElementById("way-from").focus();
  }
  document.getElementById("way-open").addEventListener("click", askWay);

  let told = "  ";
  akg.state.subscribe((now, { chosen, move, isChoice }) => {
    const seen = `${now.asof} ${now.since} ${now.lang}`;
    const isLater = told !== seen && !now.path && !isAsking;
    const isOver = isAsking && isChoice;
    told = seen;
    if (!chosen && !isLater && !isOver) return;
    isAsking = false;
    const hadFocus = panel.contains(document.activeElement);
    show(now);
    if (chosen) tell(now);
    if (chosen || !(now.focus || now.edge)) panel.scrollTop = 0;
    if (chosen && (now.focus || now.edge || now.path)) bringUp(panel);
    if (move || hadFocus) panel.focus({ preventScroll: true });
  });

  show(akg.state.now);
  return { show };
})();
