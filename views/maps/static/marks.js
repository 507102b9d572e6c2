/* Posts and proposed posts: compared by id, redrawn only if changed. */
(function () {
  "use strict";
  const PR = window.PetaRawan;
  const svg = PR.svg;
  const GAP = 2; // pixels between two marks that had to make room

  const SHIELD = "M12 1.2 L22 4.6 V13 C22 19.4 17.3 23.4 12 26 C6.7 23.4 2 19.4 2 13 V4.6 Z";
  const STAR = "M12 5.6 L14.1 10.6 L19.5 11 L15.4 14.5 L16.7 19.8 L12 16.9 L7.3 19.8 L8.6 14.5 L4.5 11 L9.9 10.6 Z";
  const ANCHOR = "M12 9.4 V20.6 M8.4 12.2 H15.6 M6.4 15.6 C6.8 18.8 9.2 20.6 12 20.6 C14.8 20.6 17.2 18.8 17.6 15.6";

  function glyph(shield, colour) {
    if (shield.glyph === "star") return [svg("path", { d: STAR, fill: colour })];
    if (shield.glyph === "anchor") {
      return [
        svg("circle", { cx: 12, cy: 7.2, r: 2, fill: "none", stroke: colour, "stroke-width": 1.9 }),
        svg("path", { d: ANCHOR, fill: "none", stroke: colour, "stroke-width": 2.1, "stroke-linecap": "round" }),
      ];
    }
    const letters = svg("text", {
      x: 12, y: shield.glyph.length > 1 ? 16.6 : 17.6, fill: colour,
      "font-size": shield.glyph.length > 1 ? 11.5 : 14.5,
      "font-weight": 700, "text-anchor": "middle",
    });
    letters.textContent = shield.glyph;
    return [letters];
  }

  /* A counted post is a full shield; one that is not counted, only its outline. */
  function shieldIcon(shield, counted) {
    const width = counted ? shield.size : shield.size - 2;
    const height = Math.round(width * 27 / 24);
    const face = counted ? shield.colour : "#ffffff";
    const ink = counted ? "#ffffff" : shield.colour;
    const image = svg("svg", { width: width, height: height, viewBox: "0 0 24 27", "aria-hidden": "true" }, [
      svg("path", { d: SHIELD, fill: face, stroke: ink, "stroke-width": 1.7 }),
      ...glyph(shield, ink),
    ]);
    return { image: image, width: width, height: height };
  }

  function candidateIcon(mark) {
    const number = svg("text", {
      x: 17, y: 21.6, class: "pr-candidate-number", "text-anchor": "middle",
      "font-size": mark.rank > 9 ? 11.5 : 13.5, "font-weight": 800,
    });
    number.textContent = String(mark.rank);
    const note = svg("text", { x: 17, y: 45, class: "pr-candidate-note", "text-anchor": "middle", "font-size": 12.5, "font-weight": 700 });
    note.textContent = mark.note;
    const image = svg("svg", { width: 34, height: 34, viewBox: "0 0 34 34", "aria-hidden": "true" }, [
      svg("circle", { cx: 17, cy: 17, r: 15.4, class: "pr-candidate-halo" }),
      svg("circle", { cx: 17, cy: 17, r: 15.4, class: "pr-candidate-outer" }),
      svg("circle", {
        cx: 17, cy: 17, r: 10.2,
        class: mark.provisional ? "pr-candidate-inner pr-candidate-provisional" : "pr-candidate-inner",
      }),
      number, note,
    ]);
    return { image: image, width: 34, height: 34 };
  }

  /* A proposal that was dragged is told as a click that names it, then goes back:
     where it stands is for the answer to say. */
  function tellDrop(view, marker, id) {
    const home = marker.getLatLng();
    marker.on("dragstart", () => marker.closeTooltip());
    marker.on("dragend", () => {
      const dropped = marker.getLatLng();
      marker.setLatLng(home);
      view.map.fire("click", { latlng: Object.assign(L.latLng(dropped), { moved: id }) });
    });
  }

  function addMark(view, kind, id, mark, drawn) {
    const box = PR.text("div", "pr-mark pr-" + kind, "");
    const leader = svg("path", { class: "pr-leader" });
    box.appendChild(svg("svg", { class: "pr-leader-place", "aria-hidden": "true" }, [leader]));
    box.appendChild(drawn.image);
    box.dataset[kind] = id;
    const marker = L.marker([mark.lat, mark.lon], {
      pane: "pr-marks", keyboard: true, riseOnHover: true, draggable: kind === "candidate" && view.state.movable,
      icon: L.divIcon({ className: "pr-mark-place", iconSize: [drawn.width, drawn.height], html: box }),
    });
    marker.bindTooltip(PR.tip(mark.name, mark.lines), { direction: "top", className: "pr-tooltip", opacity: 1 });
    marker.addTo(view.map);
    tellDrop(view, marker, id);
    marker.getElement().setAttribute("aria-label", [mark.name, ...mark.lines].join(". "));
    const order = [kind === "candidate" ? 0 : mark.counted ? 1 : 2, 100 - drawn.width, id].join(" ");
    return { marker: marker, box: box, leader: leader, order: order, width: drawn.width, height: drawn.height };
  }

  /* Keep what is the same, remove what is gone or changed, add what is new. */
  PR.sync = function (kept, wanted, add, remove) {
    let changed = false;
    for (const [id, old] of kept) {
      if (wanted.get(id) !== undefined && JSON.stringify(wanted.get(id)) === old.text) continue;
      remove(old);
      kept.delete(id);
      changed = true;
    }
    for (const [id, mark] of wanted) {
      if (kept.has(id)) continue;
      kept.set(id, Object.assign(add(id, mark), { text: JSON.stringify(mark) }));
      changed = true;
    }
    return changed;
  };

  PR.byId = (marks, key, shown) => new Map(shown ? marks.map((m) => [m[key], m]) : []);

  PR.drawMarks = function (view, state) {
    const shields = view.palette.shields;
    const on = (layer) => state.layers.includes(layer);
    const remove = (old) => old.marker.remove();
    const posts = PR.sync(view.posts, PR.byId(state.posts, "post_id", on("posts")), (id, mark) => {
      const shield = shields[mark.post_type] || shields.other;
      return addMark(view, "post", id, mark, shieldIcon(shield, mark.counted));
    }, remove);
    const proposed = state.candidates.map((mark) => Object.assign({ movable: state.movable }, mark));
    const candidates = PR.sync(view.candidates, PR.byId(proposed, "code", on("candidates")),
      (id, mark) => addMark(view, "candidate", id, mark, candidateIcon(mark)), remove);
    return posts || candidates;
  };

  /* --- making room: no mark may hide another; who gives way is always the same */

  /* Ways to step aside, the shortest first, in whole pixels. */
  const STEPS = (function () {
    const steps = [];
    for (let dx = -120; dx <= 120; dx += 4) {
      for (let dy = -120; dy <= 120; dy += 4) steps.push({ dx: dx, dy: dy, way: dx * dx + dy * dy });
    }
    return steps.sort((a, b) => a.way - b.way || b.dx - a.dx || a.dy - b.dy);
  })();

  const overlap = (a, b) =>
    Math.abs(a.x - b.x) < a.halfX + b.halfX && Math.abs(a.y - b.y) < a.halfY + b.halfY;

  function place(mark, taken, scale) {
    const box = { x: mark.point.x, y: mark.point.y, halfX: (mark.width * scale + GAP) / 2, halfY: (mark.height * scale + GAP) / 2 };
    const free = STEPS.find(({ dx, dy }) => {
      box.x = mark.point.x + dx;
      box.y = mark.point.y + dy;
      return !taken.some((other) => overlap(box, other));
    }) || { dx: 0, dy: 0 };
    shift(mark, free.dx, free.dy, scale);
    return box;
  }

  /* A mark that had to step aside keeps a thin line to its own point. */
  function shift(mark, dx, dy, scale) {
    mark.box.style.transform = "translate(" + dx + "px," + dy + "px)";
    mark.marker.getTooltip().options.offset = L.point(dx, dy - mark.height * scale / 2);
    mark.leader.setAttribute("d", Math.hypot(dx, dy) < mark.height * scale / 2 ? "" : "M0 0 L" + -dx + " " + -dy);
  }

  /* Proposals first, then counted posts, then by size and id. Returns their boxes. */
  PR.makeRoom = function (view) {
    const marks = [...view.candidates.values(), ...view.posts.values()];
    marks.forEach((mark) => { mark.point = view.map.latLngToLayerPoint(mark.marker.getLatLng()); });
    const taken = [];
    marks.sort((a, b) => (a.order < b.order ? -1 : 1)).forEach((mark) => taken.push(place(mark, taken, view.scale)));
    return taken;
  };
})();
