/* Names in a halo: each finds a free place near its point, or waits for more zoom. */
(function () {
  "use strict";
  const PR = window.PetaRawan;
  const OUTSIDE = 20; // a name beside all areas is worth this many pixels of way
  const ELSEWHERE = 50; // ... and one in an area that is not its own this many
  const NEVER = 90; // ... and one over another's area, where it may not, is not shown

  const offsets = (function () {
    const list = [];
    for (let dx = -72; dx <= 72; dx += 9) {
      for (let dy = -48; dy <= 48; dy += 6) {
        list.push({ dx: dx, dy: dy, cost: Math.abs(dx) * 0.8 + Math.abs(dy) });
      }
    }
    return list.sort((a, b) => a.cost - b.cost);
  })();

  const overlap = (a, b) =>
    Math.abs(a.x - b.x) < a.halfX + b.halfX && Math.abs(a.y - b.y) < a.halfY + b.halfY;

  function add(view, id, className, text, lat, lon) {
    const span = PR.text("span", className, text);
    span.dataset.label = id;
    const marker = L.marker([lat, lon], {
      pane: "pr-labels", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "pr-label-place", iconSize: [0, 0], html: span }),
    }).addTo(view.map);
    return { id: id, marker: marker, span: span, sizes: null };
  }

  function measure(label) {
    const size = (narrow) => {
      label.span.classList.toggle("pr-two-lines", narrow);
      return { narrow: narrow, halfX: label.span.offsetWidth / 2, halfY: label.span.offsetHeight / 2 };
    };
    const wide = size(false);
    label.sizes = label.span.textContent.trim().includes(" ") ? [wide, size(true)] : [wide];
  }

  /* Names are set anew only when a name, a place or the switch has changed. */
  PR.drawLabels = function (view, state) {
    const names = state.layers.includes("labels")
      ? state.areas.filter((a) => a.label).map((a) => [a.code, "pr-label", a.name, a.label[0], a.label[1]]) : [];
    const places = state.layers.includes("context")
      ? state.places.map((p, i) => [p.kind + i, "pr-label pr-place pr-" + p.kind, p.text, p.lat, p.lon]) : [];
    const text = JSON.stringify([names, places]);
    if (view.labelText === text) return false;
    view.labels.forEach((label) => label.marker.remove());
    view.labels = names.concat(places).map((item) => add(view, ...item));
    view.labelText = text;
    return true;
  };

  /* Whether a point lies in an area: its box first, then a ray to the right. (The
     browser's own isPointInFill takes seconds for all the places that are tried.) */
  function holds(area, x, y) {
    const box = area._pxBounds;
    if (!box || x < box.min.x || x > box.max.x || y < box.min.y || y > box.max.y) return false;
    let inside = false;
    for (const ring of area._rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const a = ring[i], b = ring[j];
        if ((a.y > y) !== (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
      }
    }
    return inside;
  }

  const inView = (view, box) => {
    const corner = view.map.layerPointToContainerPoint([box.x, box.y]), size = view.map.getSize();
    return Math.abs(corner.x - size.x / 2) + box.halfX < size.x / 2
      && Math.abs(corner.y - size.y / 2) + box.halfY < size.y / 2;
  };

  /* What a place costs by where it lies: best in its own area, then in none. A
     quiet name stands in no area at all, and whole within the picture. */
  function foreign(view, label, box) {
    const own = view.areas.get(label.id);
    if (own && holds(own, box.x, box.y)) return 0;
    if (!own && !inView(view, box)) return NEVER;
    const across = own ? [0] : [-1.1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1.1];
    const down = own ? [0] : [-1.2, 0, 1.2];
    const other = [...view.areas.values()].some((layer) => across.some((x) => down.some((y) =>
      holds(layer, box.x + x * box.halfX, box.y + y * box.halfY))));
    if (!own) return other ? NEVER : 0;
    return !other ? OUTSIDE : view.scale < 0.8 ? NEVER : ELSEWHERE;
  }

  /* Scale bar, inset and buttons, as boxes that names keep clear of. */
  function controls(view) {
    const frame = view.map.getContainer().getBoundingClientRect();
    return [...view.map.getContainer().querySelectorAll(".leaflet-control")].map((part) => {
      const box = part.getBoundingClientRect();
      const middle = view.map.containerPointToLayerPoint([
        box.left - frame.left + box.width / 2, box.top - frame.top + box.height / 2]);
      return { x: middle.x, y: middle.y, halfX: box.width / 2, halfY: box.height / 2 };
    });
  }

  /* The cheapest free place: near its point, in its own area, clear of shields. */
  function bestPlace(view, label, taken) {
    const point = view.map.latLngToLayerPoint(label.marker.getLatLng());
    let best = null;
    for (const step of offsets) {
      const dx = step.dx * view.scale, dy = step.dy * view.scale, cost = step.cost;
      if (cost >= (best ? best.cost : NEVER)) break;
      for (const size of label.sizes) {
        const box = { x: point.x + dx, y: point.y + dy, halfX: size.halfX + 1, halfY: size.halfY - 0.5, dx, dy, narrow: size.narrow };
        if (taken.some((other) => overlap(box, other))) continue;
        box.cost = cost + (size.narrow ? 6 : 0) + foreign(view, label, box);
        if (box.cost < (best ? best.cost : NEVER)) best = box;
      }
    }
    return best;
  }

  function put(label, box) {
    label.span.style.visibility = box ? "visible" : "hidden";
    if (!box) return;
    label.span.classList.toggle("pr-two-lines", box.narrow);
    label.span.style.transform = "translate(calc(-50% + " + box.dx + "px), calc(-50% + " + box.dy + "px))";
  }

  /* Large areas first, the selected one before all; quiet names take what is left. */
  PR.declutter = function (view, state, shields) {
    const taken = shields.concat(controls(view));
    view.labels.forEach((label) => { if (!label.sizes) measure(label); });
    const rank = (label) => {
      if (label.id === state.selected) return Infinity;
      return view.sizes.has(label.id) ? view.sizes.get(label.id) : -1;
    };
    [...view.labels].sort((a, b) => rank(b) - rank(a)).forEach((label) => {
      const box = bestPlace(view, label, taken);
      put(label, box);
      if (box) taken.push(box);
    });
  };
})();
