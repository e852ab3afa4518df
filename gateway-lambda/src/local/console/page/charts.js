// Small charts: a bar, and the spread of a latency.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 160;
const HEIGHT = 16;

function shape(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function chart(label, ...shapes) {
  const node = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", "aria-label": label });
  node.append(...shapes);
  return node;
}

/** A part of `largest`; of it, `bad` in another colour. */
export function bar(label, value, largest, bad = 0) {
  const width = (part) => (largest > 0 ? (part / largest) * WIDTH : 0);
  const rect = (part, kind) => shape("rect", { x: 0, y: 4, height: 8, rx: 2, width: part > 0 ? Math.max(width(part), 2) : 0, class: kind });
  return chart(label, rect(value, "fill"), rect(bad, "fill bad"));
}

/** A scale for latencies in nanoseconds, by powers of ten, so that microseconds and seconds fit on one. */
export function scale(latencies) {
  const all = latencies.flatMap(({ p50, p99 }) => [p50, p99]);
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...all))), low + 1);
  const at = (value) => 4 + ((Math.log10(value) - low) / (high - low)) * (WIDTH - 8);
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
}

/** A line from the median to the 99th of 100, with a dot at each quantile. */
export function spread(label, { p50, p95, p99 }, { at, ticks }) {
  const middle = HEIGHT / 2;
  return chart(
    label,
    ...ticks.map((tick) => shape("line", { x1: at(tick), x2: at(tick), y1: 0, y2: HEIGHT, class: "tick" })),
    shape("line", { x1: at(p50), x2: at(p99), y1: middle, y2: middle, class: "range" }),
    ...[p99, p95, p50].map((value, index) => shape("circle", { cx: at(value), cy: middle, r: [2.5, 3, 4][index], class: ["far", "near", "fill"][index] })),
  );
}
