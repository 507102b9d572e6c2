/* Polling stations: one dot for each desa; a dot that is not reached is crossed. */
(function () {
  "use strict";
  const PR = window.PetaRawan;

  const Dot = L.CircleMarker.extend({
    _updatePath: function () {
      const point = this._point, r = this._radius;
      const x = point.x, y = point.y, c = r * 0.62, reached = this.options.reached;
      let path = "M" + (x - r) + "," + y + "a" + r + "," + r + " 0 1,0 " + r * 2 + ",0 "
        + "a" + r + "," + r + " 0 1,0 " + -r * 2 + ",0 ";
      if (reached === "out" || reached === "no_route") {
        path += "M" + (x - c) + "," + (y - c) + "L" + (x + c) + "," + (y + c);
      }
      if (reached === "no_route") {
        path += "M" + (x - c) + "," + (y + c) + "L" + (x + c) + "," + (y - c);
      }
      this._renderer._setPath(this, path);
    },
  });

  function addDot(view, id, mark) {
    const dot = new Dot([mark.lat, mark.lon], {
      pane: "pr-tps", renderer: view.renderers["pr-tps"], reached: mark.reached,
      radius: radius(view, mark), className: "pr-tps pr-tps-" + mark.reached, bubblingMouseEvents: false,
    });
    dot.bindTooltip(PR.tip(mark.name, mark.lines), { direction: "top", className: "pr-tooltip", opacity: 1 });
    view.tpsLayer.addLayer(dot);
    return { marker: dot, mark: mark };
  }

  const pixelsPerKm = (view) => 256 * Math.pow(2, view.map.getZoom()) / 40075.016686;

  /* The dot's area grows with the number of stations, and a little with the zoom. */
  function radius(view, mark) {
    const least = mark.reached === "out" || mark.reached === "no_route" ? 3.2 : 1.8;
    const closer = Math.min(1.7, Math.max(0.8, Math.sqrt(pixelsPerKm(view) / 3)));
    return closer * Math.min(11, Math.max(least, 0.8 + Math.sqrt(mark.tps) * 1.15));
  }

  /* Dots help once a desa has some room on the screen. */
  PR.drawTps = function (view, state) {
    const wanted = PR.byId(state.tps, "desa_code", state.layers.includes("tps"));
    PR.sync(view.tps, wanted, (id, mark) => addDot(view, id, mark),
      (old) => view.tpsLayer.removeLayer(old.marker));
    PR.showTps(view);
  };

  PR.showTps = function (view) {
    if (pixelsPerKm(view) < view.config.tps_pixels_per_km[view.state.scheme]) { view.tpsLayer.remove(); return; }
    view.tpsLayer.addTo(view.map);
    view.tps.forEach((dot, id) => {
      const wanted = radius(view, dot.mark);
      if (dot.marker.getRadius() !== wanted) dot.marker.setRadius(wanted);
      dot.marker.getElement().dataset.desa = id;
    });
  };
})();
