/* Colours, hatching and small helpers. Text enters the page only by textContent. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const PR = (window.PetaRawan = window.PetaRawan || {});

  /* An SVG element with attributes and children; never parses markup. */
  PR.svg = function (tag, attributes, children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      element.setAttribute(name, value);
    }
    (children || []).forEach((child) => element.appendChild(child));
    return element;
  };

  /* An HTML element with a class and plain text. */
  PR.text = function (tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };

  /* A tooltip: the name, then one line for each sentence. */
  PR.tip = function (name, lines) {
    const box = PR.text("div", "pr-tip", "");
    box.appendChild(PR.text("strong", "", name));
    lines.forEach((line) => box.appendChild(PR.text("span", "", line)));
    return box;
  };

  /* The theme's colours become CSS variables of the map: --pr-sea and so on. */
  PR.dress = function (view, theme) {
    const container = view.map.getContainer();
    container.dataset.theme = theme;
    for (const [name, colour] of Object.entries(view.palette.themes[theme])) {
      container.style.setProperty("--pr-" + name.replace(/_/g, "-"), colour);
    }
  };

  PR.fill = function (view, state, riskClass) {
    const unknown = view.palette.themes[state.theme].unknown;
    return riskClass < 0 ? unknown : view.palette.schemes[state.scheme][riskClass];
  };

  function pattern(id, size, angle, children) {
    const [width, height] = [].concat(size, size);
    return PR.svg("pattern", {
      id: id, width: width, height: height, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(" + angle + ")",
    }, children);
  }

  const line = (className, x, width, dash) =>
    PR.svg("line", Object.assign(
      { class: className, x1: x, x2: x, y1: 0, y2: 12, "stroke-width": width },
      dash ? { "stroke-dasharray": dash } : {}));

  const dot = (x, y) => PR.svg("circle", { class: "pr-dotted", cx: x, cy: y, r: 2.3 });

  /* Hatching for a gap, a lighter one while provisional, dots for an unstable rank;
     where an area has both, the dots run between the lines of its hatch. */
  PR.patterns = function (container) {
    const defs = PR.svg("defs", {}, [
      pattern("pr-gap", 11, 45,
        [line("pr-hatch-gap", 4.6, 1.6), line("pr-hatch", 3, 2)]),
      pattern("pr-provisional", 12, 45,
        [line("pr-hatch-gap", 4.2, 1.2, "6 6"), line("pr-hatch", 3, 1.4, "6 6")]),
      pattern("pr-unstable", 12, 45, [dot(6, 6)]),
      pattern("pr-unstable-gap", [11, 13], 45, [dot(9.1, 6.5)]),
      pattern("pr-unstable-provisional", [12, 12], 45, [dot(9.6, 6)]),
    ]);
    container.appendChild(
      PR.svg("svg", { class: "pr-defs", "aria-hidden": "true" }, [defs]));
  };
})();
