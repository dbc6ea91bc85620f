"use strict";

// The page's one global name; each script adds one part to it.
const akg = {};

// Making elements. Data becomes text here and nowhere else: no part of this page writes markup.
akg.dom = (() => {
  /**
   * Makes an element. Attributes whose value is a function become listeners ("onclick"); those that are
   * false, null or undefined are left out. Children are elements or strings; null ones are left out.
   */
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.flat(2).filter((child) => child != null));
    return element;
  }

  /** Text that came with the data: kept apart from its surroundings whichever way it runs. */
  function say(text, className, lang) {
    return el("bdi", { class: className, lang: lang || null }, String(text));
  }

  /** A date as stated: it may go on in a new line between words, not within a date. */
  function dates(text) {
    const words = text.split(" ").flatMap((word) => [" ", el("span", { class: "date" }, word)]);
    return el("bdi", {}, words.slice(1));
  }

  /** A link for web addresses; any other address is shown as text, so that it cannot run. */
  function link(address, text) {
    let target = null;
    try {
      target = new URL(address);
    } catch {
      return say(text);
    }
    if (target.protocol !== "https:" && target.protocol !== "http:") return say(text);
    return el("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" }, say(text));
  }

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** Tells those who do not see the page what has changed. */
  function announce(text) {
    document.getElementById("status").textContent = text;
  }

  /** On a narrow screen parts stand below the graph: brings one up, and leaves some of the graph above it. */
  function bringUp(part) {
    scrollBy(0, part.getBoundingClientRect().top - 0.4 * innerHeight);
  }

  return { el, say, dates, link, svg, announce, bringUp };
})();
