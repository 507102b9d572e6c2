/* Lines from a proposed post to every desa it newly reaches: its catchment. */
(function () {
  "use strict";
  const PR = window.PetaRawan;

  function addSpoke(view, id, spoke) {
    const ends = [[spoke.site_lat, spoke.site_lon], [spoke.lat, spoke.lon]];
    const line = L.polyline(ends, {
      pane: "pr-spokes", renderer: view.renderers["pr-spokes"], interactive: false, smoothFactor: 0, className: "pr-spoke",
    }).addTo(view.map);
    line.getElement().dataset.spoke = id;
    return { marker: line };
  }

  PR.drawSpokes = function (view, state) {
    const wanted = PR.byId(state.spokes, "code", state.layers.includes("candidates"));
    PR.sync(view.spokes, wanted, (id, spoke) => addSpoke(view, id, spoke), (old) => old.marker.remove());
  };
})();
