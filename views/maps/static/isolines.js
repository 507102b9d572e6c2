/* Lines of equal travel time, the shortest the heaviest, on a white bed; each says its minutes. */
(function () {
  "use strict";
  const PR = window.PetaRawan;

  const northernmost = (ring) => ring.reduce((best, point) => (point[0] > best[0] ? point : best));

  function addLine(view, id, line) {
    const group = L.layerGroup();
    ["pr-isoline-halo", "pr-isoline pr-isoline-" + line.rank].forEach((look) => line.rings.forEach((ring) => {
      group.addLayer(L.polygon(ring, {
        pane: "pr-isolines", renderer: view.renderers["pr-isolines"], interactive: false, smoothFactor: 1, fill: false, className: look,
      }));
    }));
    const longest = line.rings.reduce((best, ring) => (ring.length > best.length ? ring : best), []);
    if (longest.length) {
      group.addLayer(L.marker(northernmost(longest), {
        pane: "pr-labels", interactive: false, keyboard: false,
        icon: L.divIcon({ className: "pr-label-place", iconSize: [0, 0], html: PR.text("span", "pr-isoline-label", line.label) }),
      }));
    }
    group.addTo(view.map);
    group.eachLayer((part) => { if (part.getElement()) part.getElement().dataset.isoline = id; });
    return { marker: group };
  }

  PR.drawIsolines = function (view, state) {
    PR.sync(view.isolines, PR.byId(state.isolines, "minutes", true), (id, line) => addLine(view, id, line), (old) => old.marker.remove());
  };
})();
