"use strict";

// The date of the drawing: a slider over the months, a button that plays them, and the comparison of two
// dates. Playing stops at the months in which something that is drawn changes.
akg.time = (() => {
  const { announce } = akg.dom;
  const { state, times, view } = akg;
  const BEAT = 900;
  const part = (id) => document.getElementById(id);
  const bar = part("time");
  const slider = part("time-slider");
  const play = part("time-play");
  const shown = part("time-date");
  const everything = part("time-all");
  const compare = part("time-compare");
  let playing = 0;

  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  /** The place of a date on the slider: its month, or the first of its year; without a date, the end. */
  function placeOf(date) {
    if (!date) return times.months.length - 1;
    const month = date.length === 4 ? `${date}-01` : date.slice(0, 7);
    const at = times.months.indexOf(month);
    return at >= 0 ? at : month < times.months[0] ? 0 : times.months.length - 1;
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    play.setAttribute("aria-label", "Play");
    play.setAttribute("aria-pressed", "false");
    play.textContent = "▶";
  }

  /** One step on; from the end, or from no date, it starts anew. */
  function step() {
    const { asof } = state.now;
    const month = asof && times.months[placeOf(asof)];
    const next = month ? times.stops.find((each) => each > month) : times.stops[0];
    if (next) state.set({ asof: next });
    if (!next || next === times.stops.at(-1)) stop();
  }

  function start() {
    if (state.now.asof >= times.stops.at(-1)) state.set({ asof: "" });
    playing = setInterval(step, BEAT);
    play.setAttribute("aria-label", "Pause");
    play.setAttribute("aria-pressed", "true");
    play.textContent = "❚❚";
    step();
  }

  function draw({ asof, since }) {
    const ties = view.shownEdges();
    const unsure = asof ? ties.filter((edge) => !times.isCertain(times.on(edge, view.date()))).length : 0;
    const counts = [
      count(view.shownNodes().length, "thing", "things"),
      count(ties.length, "tie", "ties"),
      unsure ? `${unsure} not certain` : "",
    ];
    const told = view.dated();
    slider.value = String(placeOf(asof));
    slider.setAttribute("aria-valuetext", `${told}: ${counts.filter(Boolean).join(", ")}`);
    slider.classList.toggle("off", !asof);
    shown.textContent = told;
    part("time-counts").textContent = counts.filter(Boolean).join(", ");
    everything.setAttribute("aria-pressed", String(!asof));
    compare.disabled = !asof;
    compare.setAttribute("aria-pressed", String(Boolean(since)));
  }

  if (times.stops.length > 1 && !akg.data.page.as_of) {
    bar.hidden = false;
    slider.max = String(times.months.length - 1);
    slider.addEventListener("input", () => {
      stop();
      state.set({ asof: times.months[Number(slider.value)] });
    });
    play.addEventListener("click", () => (playing ? stop() : start()));
    everything.addEventListener("click", () => {
      stop();
      state.set({ asof: "" });
      announce(slider.getAttribute("aria-valuetext"));
    });
    compare.addEventListener("click", () => {
      const { asof, since } = state.now;
      state.set({ since: since ? "" : asof });
      announce(since ? "One date" : `Compared with ${times.name(asof)}: now choose another date`);
    });
    state.subscribe(draw);
    draw(state.now);
  }

  return { isPlaying: () => playing !== 0 };
})();
