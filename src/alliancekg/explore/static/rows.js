"use strict";

// The relations in view as rows, for the table and for CSV: the same that the graph draws, no more and no
// less.
akg.rows = (() => {
  const { page, nodeById } = akg.data;
  const { times } = akg;
  const DATE = /\d{4}(?:-\d\d){0,2}/;
  const FORMULA = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/; // what a spreadsheet would run
  const AWKWARD = /[",\r\n]/;
  const MARK = "\ufeff"; // by which a spreadsheet knows UTF-8

  /** How sure a relation is, in words; "" when sources state it and nothing speaks against it. */
  function doubts({ derived, contested, sources }) {
    return [
      derived ? `derived by rule ${derived}` : "",
      contested ? "contested" : "",
      sources.length ? "" : "unsourced",
    ].filter(Boolean);
  }

  /** Who says so: each source, and where in it. */
  function voices(places) {
    const found = new Map();
    for (const place of places) {
      const { source, locator, passage } = page.citations[place];
      found.set(source, [...(found.get(source) ?? []), locator || passage]);
    }
    return [...found].map(([index, locators]) => {
      const { publisher, title, published, id } = page.sources[index];
      return { name: publisher || title || id, published, locators: [...new Set(locators)] };
    });
  }

  function row(edge) {
    return {
      id: edge.id,
      from: { id: edge.from, label: nodeById.get(edge.from).name },
      relation: edge.relation,
      to: { id: edge.to, label: nodeById.get(edge.to).name },
      date: edge.date,
      stood: times.on(edge),
      doubts: doubts(edge),
      voices: voices(edge.sources),
      edge,
    };
  }

  /** The relations that are drawn now. */
  const now = () => akg.view.shownEdges().map(row);

  /** Dates in order of time as text, without one last. */
  const moment = ({ date }) => DATE.exec(date)?.[0] ?? "\uffff";

  /** How a relation stands on the date of the view, and what speaks against it. */
  const sure = ({ stood, doubts: told }) => [times.say(stood), ...told].filter(Boolean);

  const KEYS = {
    from: (each) => each.from.label,
    relation: (each) => each.relation,
    to: (each) => each.to.label,
    date: moment,
    sure: (each) => sure(each).join(", "),
    voices: (each) => each.voices.map(({ name, published }) => `${name} ${published}`).join("; "),
  };
  const { compare } = new Intl.Collator("en", { numeric: true });

  /** Rows by one column, then by who, what and whom, so that there is one order. */
  function sorted(rows, column, descending = false) {
    const sign = descending ? -1 : 1;
    const others = ["from", "relation", "to", "date"];
    return [...rows].sort(
      (a, b) =>
        sign * compare(KEYS[column](a), KEYS[column](b)) ||
        others.reduce((order, key) => order || compare(KEYS[key](a), KEYS[key](b)), 0) ||
        compare(a.id, b.id),
    );
  }

  const COLUMNS = {
    source: ({ from }) => from.id,
    source_label: ({ from }) => from.label,
    relation: ({ relation }) => relation,
    target: ({ to }) => to.id,
    target_label: ({ to }) => to.label,
    date: ({ date }) => date,
    derived: ({ edge }) => edge.derived,
    contested: ({ edge }) => (edge.contested ? "true" : ""),
    holds: ({ stood }) => (akg.state.now.asof ? stood.holds : ""),
    stage: ({ stood }) => stood.stage,
    sources: ({ edge }) => edge.sources.map((place) => page.citations[place].passage).join(" "),
  };

  /** One cell of CSV: nothing in it runs in a spreadsheet, nothing in it ends its cell. */
  function cell(text) {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return AWKWARD.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** Rows as CSV, under the names that `alliancekg project entities -f csv` has. */
  function csv(rows) {
    const lines = rows.map((each) => Object.values(COLUMNS).map((column) => column(each)));
    const cells = [Object.keys(COLUMNS), ...lines].map((line) => line.map(cell).join(","));
    return `${MARK}${cells.join("\n")}\n`;
  }

  return { now, sure, sorted, csv, cell };
})();
