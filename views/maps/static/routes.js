/* The ways of the supplies, leg by leg, on a white bed: by boat dashed, late in red. */
(function () {
  "use strict";
  const PR = window.PetaRawan;

  function addRoute(view, id, line) {
    const ends = [[line.from_lat, line.from_lon], [line.lat, line.lon]];
    const group = L.layerGroup();
    ["pr-route-halo", "pr-route pr-route-" + line.mode + (line.late ? " pr-route-late" : "")].forEach((look) => {
      group.addLayer(L.polyline(ends, {
        pane: "pr-spokes", renderer: view.renderers["pr-spokes"], interactive: false, smoothFactor: 0, className: look,
      }));
    });
    group.addTo(view.map);
    group.eachLayer((part) => { if (part.getElement()) part.getElement().dataset.route = id; });
    return { marker: group };
  }

  PR.drawRoutes = function (view, state) {
    PR.sync(view.routes, PR.byId(state.routes, "code", true), (id, line) => addRoute(view, id, line), (old) => old.marker.remove());
  };
})();
