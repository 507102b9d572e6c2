/* One map: shapes are fetched once, then every payload changes only what differs. */
(function () {
  "use strict";
  const PR = window.PetaRawan;
  const PANES = [["pr-land", 210], ["pr-halo", 390], ["pr-areas", 400], ["pr-hatch", 410], ["pr-dots", 412],
    ["pr-isolines", 415], ["pr-outline", 420], ["pr-spokes", 425], ["pr-tps", 430], ["pr-selected", 440], ["pr-labels", 445], ["pr-marks", 450]];
  const CATCH_POINTER = new Set(["pr-areas", "pr-tps", "pr-marks"]);

  function decode(base64) {
    const letters = atob(base64), bytes = new Uint8Array(letters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  const fetchShapes = (address) => fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(answer.status + " " + address);
    return answer.json();
  });

  /* Names are measured: a style that arrives later would change their size. */
  const styles = () => Promise.all([...document.querySelectorAll("link[rel=stylesheet]")]
    .filter((link) => !link.sheet)
    .map((link) => new Promise((done) => {
      link.addEventListener("load", done);
      link.addEventListener("error", done);
    })));

  /* Moved in the plane, not in space: in space each sign is a picture of its own, and
     the browser would put some hundred together at every frame of the whole page. */
  L.Browser.ie3d = true;

  function makePanes(view) {
    PANES.forEach(([name, height]) => {
      const pane = view.map.createPane(name);
      pane.style.zIndex = height;
      if (!CATCH_POINTER.has(name)) pane.style.pointerEvents = "none";
      view.renderers[name] = L.svg({ pane: name, padding: 0.5 });
    });
  }

  const shape = (view, pane, geometry, className) =>
    L.geoJSON(geometry, { pane: pane, renderer: view.renderers[pane], interactive: false, smoothFactor: 0.6, style: { className: className } }).addTo(view.map);

  function drawGround(view, around) {
    shape(view, "pr-land", around.land, "pr-shallow");
    shape(view, "pr-land", around.land, "pr-ground");
    shape(view, "pr-land", around.borders, "pr-neighbour-border");
  }

  /* Every area is a button: pointer, touch, and Enter or Space on the keyboard. */
  function drawAreas(view, shapes) {
    shape(view, "pr-halo", shapes.outline, "pr-halo");
    L.geoJSON(shapes.kecamatan, {
      pane: "pr-areas", renderer: view.renderers["pr-areas"], smoothFactor: 0,
      style: { className: "pr-area", fillOpacity: 1 },
      onEachFeature: (feature, layer) => {
        view.features.set(feature.properties.code, feature);
        view.areas.set(feature.properties.code, layer);
        layer.bindTooltip("", { sticky: true, className: "pr-tooltip", opacity: 1 });
      },
    }).addTo(view.map);
    view.outline = shape(view, "pr-outline", shapes.outline, "pr-outline");
    view.areas.forEach((layer, code) => {
      const path = layer.getElement(), box = layer.getBounds();
      view.sizes.set(code, (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth()));
      path.dataset.code = code;
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        view.map.fire("click", { latlng: L.latLng(view.labelPoints.get(code) || box.getCenter()) });
      });
    });
  }

  function paintArea(view, state, area) {
    const layer = view.areas.get(area.code);
    if (!layer) return;
    const text = JSON.stringify([area, state.scheme, state.theme, area.code === state.selected]);
    if (view.painted.get(area.code) === text) return;
    view.painted.set(area.code, text);
    const path = layer.getElement();
    const fill = PR.fill(view, state, area.risk_class);
    if (layer.options.fillColor !== fill) layer.setStyle({ fillColor: fill });
    layer.setTooltipContent(PR.tip(area.name, area.lines));
    path.dataset.class = area.risk_class;
    path.setAttribute("aria-label", [area.name, ...area.lines].join(". "));
    path.setAttribute("aria-pressed", String(area.code === state.selected));
  }

  /* Overlays that follow an area's shape: hatching, dots, and the selected border. */
  function overlays(state) {
    const wanted = new Map();
    const hatched = state.layers.includes("hatch") ? state.areas : [];
    hatched.forEach((area) => {
      if (area.gap) wanted.set("gap " + area.code, ["pr-hatch", "pr-gap", area.code]);
      else if (area.provisional_gap) wanted.set("provisional " + area.code, ["pr-hatch", "pr-provisional", area.code]);
      const lines = area.gap ? " pr-unstable-gap" : area.provisional_gap ? " pr-unstable-provisional" : "";
      if (area.unstable) wanted.set("unstable" + lines + area.code, ["pr-dots", "pr-unstable" + lines, area.code]);
    });
    if (state.selected !== null) {
      wanted.set("ring " + state.selected, ["pr-selected", "pr-selected-ring", state.selected]);
      wanted.set("line " + state.selected, ["pr-selected", "pr-selected-line", state.selected]);
    }
    return wanted;
  }

  function paintOverlays(view, state) {
    const wanted = overlays(state);
    view.overlays.forEach((layer, id) => {
      if (wanted.has(id)) return;
      layer.remove();
      view.overlays.delete(id);
    });
    wanted.forEach(([pane, className, code], id) => {
      if (view.overlays.has(id) || !view.features.has(code)) return;
      const layer = shape(view, pane, view.features.get(code), className);
      layer.eachLayer((part) => { part.getElement().dataset.over = code; });
      view.overlays.set(id, layer);
    });
  }

  /* Signs and names grow with the picture: a phone, a desk, a wall. */
  function rescale(view) {
    const size = view.map.getSize();
    const scale = Math.min(1.4, Math.max(0.68, Math.min(size.x / 850, size.y / 520)));
    if (scale === view.scale) return;
    view.scale = scale;
    view.map.getContainer().style.setProperty("--pr-scale", scale.toFixed(3));
    view.labels.forEach((label) => { label.sizes = null; });
  }

  function arrange(view) {
    if (!view.state || !view.map.getSize().x) return;
    rescale(view);
    PR.showTps(view);
    PR.declutter(view, view.state, PR.makeRoom(view));
  }

  /* Signs and names find their places anew only where one of them has changed. */
  function paint(view) {
    const { digest, state } = view.wanted;
    const before = view.state || {};
    view.state = state;
    if (before.theme !== state.theme) PR.dress(view, state.theme);
    if (JSON.stringify(before.texts) !== JSON.stringify(state.texts)) PR.speak(view, state.texts);
    view.labelPoints = new Map(state.areas.filter((a) => a.label).map((a) => [a.code, a.label]));
    state.areas.forEach((area) => paintArea(view, state, area));
    view.map.getPane("pr-land").classList.toggle("pr-plain", !state.layers.includes("context"));
    paintOverlays(view, state);
    PR.drawIsolines(view, state);
    PR.drawSpokes(view, state);
    PR.drawRoutes(view, state);
    PR.drawTps(view, state);
    const moved = [PR.drawMarks(view, state), PR.drawLabels(view, state), before.selected !== state.selected];
    if (moved.includes(true)) arrange(view);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      document.documentElement.dataset.petarawanDigest = digest;
    }));
  }

  function fail(view) {
    const text = view.wanted ? view.wanted.state.texts.unavailable : "";
    view.failed = view.failed || view.map.getContainer().appendChild(PR.text("p", "pr-unavailable", ""));
    view.failed.textContent = text;
    view.failed.setAttribute("role", "alert");
  }

  /* st_folium compares clicks by value: a time stamp makes each one its own. */
  function stampClicks(view) {
    view.map.on("click", (event) => { event.latlng.at = Date.now(); });
    view.map.on("dragstart", () => { view.touched = true; });
    view.map.getContainer().addEventListener("wheel", () => { view.touched = true; }, { passive: true });
    view.map.getContainer().addEventListener("dblclick", () => { view.touched = true; });
  }

  PR.start = function (map, configText) {
    const config = decode(configText);
    const [south, west, north, east] = config.bounds;
    const view = (PR.view = {
      map: map, config: config, palette: config.palette, renderers: {}, wanted: null, state: null,
      ready: false, touched: false, scale: 1,
      calm: window.matchMedia("(prefers-reduced-motion: reduce)").matches, areas: new Map(), features: new Map(), sizes: new Map(),
      painted: new Map(), overlays: new Map(), posts: new Map(), candidates: new Map(), tps: new Map(), spokes: new Map(), routes: new Map(), isolines: new Map(),
      tpsLayer: L.layerGroup(), labels: [], labelText: "", labelPoints: new Map(),
      bounds: L.latLngBounds([south, west], [north, east]),
    });
    map.options.inertia = !view.calm;
    makePanes(view);
    PR.patterns(map.getContainer());
    stampClicks(view);
    PR.fit(view, false);
    map.on("resize", () => { PR.fit(view, false); arrange(view); });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    Promise.all([fetchShapes(config.around), fetchShapes(config.areas), styles()]).then(([around, shapes]) => {
      drawGround(view, around);
      drawAreas(view, shapes);
      map.on("zoomend", () => arrange(view)); // last: the shapes must know the zoom
      PR.furnish(view, around);
      view.ready = true;
      if (view.wanted) paint(view);
    }).catch(() => { view.broken = true; fail(view); });
  };

  /* The only door for what changes: base64 of {digest, state}. */
  PR.apply = function (payloadText) {
    const view = PR.view;
    view.wanted = decode(payloadText);
    if (view.broken) fail(view);
    else if (view.ready) paint(view);
  };
})();
