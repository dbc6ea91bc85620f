"use strict";

// How things, ties and relations stood on a date. What a date means was decided when the page was made: each
// row has a table of states, and here only texts like "2023-08" and "2023-08-18" are compared.
akg.times = (() => {
  const { stops, states, tables } = akg.data.page.times;
  const FIRST = { 4: "-01-01", 7: "-01", 10: "" };
  const NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ];

  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const month = (value) =>
    `${String(Math.floor(value / 12)).padStart(4, "0")}-${String((value % 12) + 1).padStart(2, "0")}`;
  const first = stops.length ? number(stops[0]) : 0;
  const last = stops.length ? number(stops.at(-1)) : -1;

  /** The months of the slider: the first, the last, and those in which something that is drawn changes. */
  const months = Array.from({ length: last - first + 1 }, (_, index) => month(first + index));

  /** How a row (a thing, a tie, a relation) stood on a date; without one, at its best. */
  function on(row, date = akg.state.now.asof) {
    const { days, spans, ever } = tables[row.held];
    if (!date) return states[ever];
    if (Object.hasOwn(spans, date)) return states[spans[date]];
    const day = date + FIRST[date.length];
    let found = days[0][1];
    for (const [from, state] of days) {
      if (from > day) break;
      found = state;
    }
    return states[found];
  }

  /** Whether a row is there on a date at all: for certain, possibly, or as far as anyone knows. */
  const isThere = (row, date = akg.state.now.asof) => on(row, date).holds !== "no";

  const isCertain = (state) => state.holds === "yes";

  /** The kind of line for a state: what stands, is only planned, is paused, or has ended. */
  const lineOf = ({ phase }) => ({ before: "planned", paused: "paused", over: "ended" })[phase] ?? "stands";

  /** A state in words: "possibly; signed". Nothing for what simply stands. */
  function say({ holds, stage }) {
    const certainty = {
      yes: "",
      no: "not on this date",
      possibly: "possibly",
      unknown: "beyond what its sources cover",
    }[holds];
    return [certainty, stage].filter(Boolean).join("; ");
  }

  /** A date in words: "August 2023". */
  function name(date) {
    const [year, at, day] = date.split("-");
    if (!year) return "All dates";
    return [day && String(Number(day)), at && NAMES[Number(at) - 1], year].filter(Boolean).join(" ");
  }

  return { months, stops, on, isThere, isCertain, lineOf, say, name };
})();
