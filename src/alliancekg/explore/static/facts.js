"use strict";

// Relations and their citations as elements. Whoever reads one sees who says so, or that nobody does.
akg.facts = (() => {
  const { el, say, link } = akg.dom;
  const { page, nodeById } = akg.data;

  /** A thing: a button that leads to it where it is drawn, plain text for values and for the thing itself. */
  function thing(term, self) {
    const { text, lang } = akg.names.named(term);
    if (term.id === self) return say(text, "self", lang);
    if (!nodeById.has(term.id)) return say(text, "value");
    const go = () => akg.state.set({ focus: term.id }, { move: true });
    return el("button", { type: "button", class: "thing", onclick: go }, say(text, "", lang));
  }

  /**
   * One relation, told whole. `self` is the thing whose panel it stands in; the rest of the sentence is
   * enough there.
   */
  function fact(relation, self) {
    const { subject, object } = relation;
    const sentence = [say(relation.relation, "relation"), thing(object, self)];
    if (subject.id !== self) sentence.unshift(thing(subject, self));
    return el(
      "li",
      { class: "fact" },
      when(relation, self),
      el("p", { class: "sentence" }, ...sentence.flatMap((part, index) => (index ? [" ", part] : [part]))),
      details(relation.details, self),
      citations(relation.sources),
    );
  }

  /** The date and the badges; in a panel of one thing a heading says once which relations have no date. */
  function when(relation, self) {
    const { date, derived, contested } = relation;
    const stood = akg.state.now.asof ? akg.times.say(akg.times.on(relation)) : "";
    const parts = [
      stood ? el("span", { class: "badge stood" }, say(stood)) : null,
      date ? say(date, "date") : self ? null : el("span", { class: "undated" }, "no date stated"),
      derived ? el("span", { class: "badge derived" }, "derived by rule ", say(derived)) : null,
      contested ? el("span", { class: "badge contested" }, "contested") : null,
    ].filter(Boolean);
    return parts.length ? el("p", { class: "when" }, parts) : null;
  }

  function details(rows, self) {
    if (!rows.length) return null;
    const parts = rows.flatMap((row) => [
      el("dt", {}, say(row.label)),
      el("dd", {}, thing(row.value, self), dateOfDetail(row), details(row.details, self)),
    ]);
    return el("dl", { class: "details" }, ...parts);
  }

  function dateOfDetail({ date, value }) {
    return date && date !== value.label ? [" ", say(date, "date")] : null;
  }

  /** The passages behind a relation, under the source that each stands in. */
  function citations(places) {
    if (!places.length)
      return el("p", { class: "unsourced" }, el("strong", {}, "UNSOURCED"), " – no passage vouches for this");
    const bySource = new Map();
    for (const place of places) {
      const citation = page.citations[place];
      bySource.set(citation.source, [...(bySource.get(citation.source) ?? []), citation]);
    }
    return el(
      "ul",
      { class: "citations", "aria-label": "Sources" },
      [...bySource].map(([index, cited]) =>
        el("li", {}, el("ul", { class: "passages" }, cited.map(passage)), source(page.sources[index])),
      ),
    );
  }

  function passage({ passage: id, locator, mode, confidence, gist, note, sentence }) {
    const doubt = confidence && confidence !== "high" ? `${confidence} confidence in our reading` : "";
    return el(
      "li",
      { title: id },
      say(locator || id, "locator"),
      " ",
      say(mode, "mode"),
      " ",
      doubt ? [say(doubt, "doubt"), " "] : null,
      say(gist, "gist"),
      sentence ? el("blockquote", { class: "sentence" }, say(sentence)) : null,
      note ? el("span", { class: "note" }, " ", say(note)) : null,
    );
  }

  /** The title of a source, a link where there is an address. */
  const titled = ({ title, url, id }) => (url ? link(url, title || id) : say(title || id));

  /** A source in one line; its title is a link where there is an address. */
  function source(each) {
    const { publisher, published, reliability } = each;
    return el(
      "p",
      { class: "source" },
      titled(each),
      publisher ? [" · ", say(publisher)] : null,
      published ? [" · ", say(published, "date")] : null,
      reliability ? [" · reliability ", say(reliability)] : null,
    );
  }

  return { fact, thing, source, titled };
})();
