/* Draws the quadrant chart. Text enters the page only by textContent. */
const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  (children || []).forEach((child) => element.appendChild(child));
  return element;
}

function text(className, x, y, words, more) {
  const element = svg("text", Object.assign({ class: className, x: x, y: y }, more));
  element.textContent = words;
  return element;
}

const rect = (box, attributes) => svg("rect", Object.assign({
  x: box.left, y: box.top, width: Math.max(0, box.right - box.left), height: Math.max(0, box.bottom - box.top),
}, attributes));

const line = (className, [x1, y1, x2, y2]) => svg("line", { class: className, x1: x1, y1: y1, x2: x2, y2: y2 });

function ground(drawing) {
  const frame = drawing.frame, size = drawing.letters;
  const part = svg("g", { "aria-hidden": "true" });
  drawing.cells.forEach((cell) => part.appendChild(rect(cell.box, { class: "pr-q-cell", fill: cell.fill })));
  drawing.cuts.forEach((cut) => part.appendChild(line(cut.main ? "pr-q-cut pr-q-main" : "pr-q-cut", cut.line)));
  part.appendChild(rect(frame, { class: "pr-q-frame" }));
  drawing.ticks.forEach((tick) => part.appendChild(tick.axis === "x"
    ? text("pr-q-tick", tick.at, frame.bottom + 1.2 * size, tick.text, { "text-anchor": "middle" })
    : text("pr-q-tick", frame.left - 0.4 * size, tick.at + 0.35 * size, tick.text, { "text-anchor": "end" })));
  const middle = (frame.top + frame.bottom) / 2, x = 1.05 * size;
  part.appendChild(text("pr-q-axis", (frame.left + frame.right) / 2, frame.bottom + 2.8 * size, drawing.axes.x, { "text-anchor": "middle" }));
  part.appendChild(text("pr-q-axis", x, middle, drawing.axes.y, { "text-anchor": "middle", transform: "rotate(-90 " + x + " " + middle + ")" }));
  drawing.quadrants.forEach((name) => name.lines.forEach((words, row) => {
    const x = name.box.left + (name.upright ? 0.78 * name.leading : 0);
    const y = name.upright ? name.box.bottom : name.box.top + (row + 0.78) * name.leading;
    part.appendChild(text("pr-q-name", x, y, words, name.upright ? { transform: "rotate(-90 " + x + " " + y + ")" } : {}));
  }));
  return part;
}

function point(data, place, drawing, choose) {
  const radius = drawing.radius;
  const words = [data.name, ...data.lines];
  const title = svg("title");
  title.textContent = words.join("\n");
  const parts = [title];
  if (place.leader) parts.push(line("pr-q-leader", [place.x, place.y, ...place.leader]));
  if (data.selected) parts.push(svg("circle", { class: "pr-q-ring", cx: place.x, cy: place.y, r: radius + 4 }));
  parts.push(svg("circle", { class: "pr-q-dot", cx: place.x, cy: place.y, r: radius, fill: data.fill }));
  parts.push(text("pr-q-label", place.text[0], place.text[1] + 0.34 * drawing.letters, data.name, { "text-anchor": "middle" }));
  const group = svg("g", {
    class: data.selected ? "pr-q-point pr-q-selected" : "pr-q-point", role: "button", tabindex: 0,
    "aria-label": words.join(". "), "aria-pressed": String(data.selected), "data-point": data.code,
  }, parts);
  group.addEventListener("click", () => choose(data.code));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(data.code);
  });
  return group;
}

function draw(box, chart, choose) {
  const room = box.clientWidth || chart.drawings[0].wide;
  const drawing = chart.drawings.filter((one) => one.wide <= room).pop() || chart.drawings[0];
  const width = drawing.wide, key = JSON.stringify([chart, width]);
  if (box.prShown === key) return;
  box.prShown = key;
  const held = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.point;
  const picture = svg("svg", {
    viewBox: "0 0 " + width + " " + drawing.high, role: "group", "aria-label": chart.label,
    style: "font-size:" + drawing.letters + "px; max-width:" + Math.round(1.3 * width) + "px",
  }, [ground(drawing)]);
  const points = chart.points.map((data, i) => point(data, drawing.places[i], drawing, choose));
  points.sort((a, b) => a.classList.contains("pr-q-selected") - b.classList.contains("pr-q-selected"));
  points.forEach((one) => picture.appendChild(one));
  box.replaceChildren(picture);
  const again = points.find((one) => held && one.dataset.point === held);
  if (again) again.focus();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".pr-q");
  const show = () => draw(box, data, (code) => setTriggerValue("chosen", code));
  show();
  const watch = new ResizeObserver(show);
  watch.observe(box);
  return () => watch.disconnect();
}
