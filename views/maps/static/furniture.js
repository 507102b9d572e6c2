/* Scale bar, north, zoom and reset buttons, and the inset of the wider region. */
(function () {
  "use strict";
  const PR = window.PetaRawan;
  const svg = PR.svg;

  const control = (position, build) => {
    const part = new (L.Control.extend({ options: { position: position }, onAdd: build }))();
    return part;
  };

  function button(className, drawing, press) {
    const element = PR.text("button", "pr-button " + className, "");
    element.type = "button";
    element.appendChild(svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
      [svg("path", { d: drawing, fill: "none", stroke: "currentColor", "stroke-width": 2.2, "stroke-linecap": "round", "stroke-linejoin": "round" })]));
    element.addEventListener("click", press);
    return element;
  }

  function buttons(view) {
    const map = view.map;
    const box = PR.text("div", "pr-buttons leaflet-bar", "");
    const moved = { animate: !view.calm };
    const touched = (act) => () => { view.touched = true; act(); };
    view.words.zoom_in = button("pr-zoom-in", "M12 5 V19 M5 12 H19", touched(() => map.zoomIn(null, moved)));
    view.words.zoom_out = button("pr-zoom-out", "M5 12 H19", touched(() => map.zoomOut(null, moved)));
    view.words.reset = button("pr-reset", "M4 9 V4 H9 M15 4 H20 V9 M20 15 V20 H15 M9 20 H4 V15", () => PR.fit(view, true));
    ["zoom_in", "zoom_out", "reset"].forEach((name) => box.appendChild(view.words[name]));
    L.DomEvent.disableClickPropagation(box);
    return box;
  }

  function north(view) {
    const box = PR.text("div", "pr-north", "");
    view.words.north = PR.text("span", "", "");
    box.appendChild(view.words.north);
    box.appendChild(svg("svg", { viewBox: "0 0 24 34", width: 25, height: 35, "aria-hidden": "true" }, [
      svg("path", { d: "M12 2 L20 31 L12 25 Z", class: "pr-north-dark" }),
      svg("path", { d: "M12 2 L4 31 L12 25 Z", class: "pr-north-light" }),
    ]));
    return box;
  }

  /* GeoJSON polygons as one SVG path, x east and y south, in degrees. */
  function path(geometry) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.flat().map((ring) => "M" + ring.map(([lon, lat]) => lon + " " + -lat).join("L") + "Z").join("");
  }

  function inset(view, around) {
    const [south, west, north_, east] = view.config.region;
    const pad = 0.35;
    const width = east - west + 2 * pad, height = north_ - south + 2 * pad;
    const box = PR.text("div", "pr-inset", "");
    box.appendChild(svg("svg", { viewBox: [west - pad, -north_ - pad, width, height].join(" "), "aria-hidden": "true" }, [
      svg("path", { d: path(around.land), class: "pr-inset-land" }),
      svg("path", { d: path(around.region), class: "pr-inset-region" }),
      svg("path", { d: path(around.own), class: "pr-inset-own" }),
    ]));
    view.words.inset = PR.text("span", "", "");
    box.appendChild(view.words.inset);
    return box;
  }

  PR.furnish = function (view, around) {
    view.words = {};
    control("topleft", () => buttons(view)).addTo(view.map);
    control("topright", () => north(view)).addTo(view.map);
    control("bottomright", () => inset(view, around)).addTo(view.map);
    L.control.scale({ imperial: false, maxWidth: 150 }).addTo(view.map);
  };

  PR.speak = function (view, texts) {
    view.words.north.textContent = texts.north;
    view.words.inset.textContent = texts.inset;
    ["zoom_in", "zoom_out", "reset"].forEach((name) => {
      view.words[name].title = texts[name];
      view.words[name].setAttribute("aria-label", texts[name]);
    });
    view.map.getContainer().setAttribute("aria-label", texts.label);
  };

  /* Show the whole study area; a map its reader has moved stays where it is. */
  PR.fit = function (view, forced) {
    const size = view.map.getSize();
    if ((view.touched && !forced) || !size.x || !size.y) return;
    const pad = Math.min(24, size.x / 30);
    if (forced) view.touched = false;
    view.map.setMinZoom(0);
    const zoom = view.map.getBoundsZoom(view.bounds, false, L.point(2 * pad, 2 * pad));
    view.map.setView(view.bounds.getCenter(), zoom, { animate: Boolean(forced) && !view.calm });
    view.map.setMinZoom(Math.max(4, zoom - 1.5));
  };
})();
