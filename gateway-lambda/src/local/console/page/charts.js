// Small charts: a bar, a share of a budget, a range, and the spread of a latency.

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

/** What is used of a whole, then what is leased of it; `over` says that it is all gone. */
export function budget(label, used, leased, whole, over) {
  const x = (part) => (whole > 0 ? Math.min(Math.max(part / whole, 0), 1) * WIDTH : 0);
  const end = over ? WIDTH : x(used + leased);
  const from = Math.min(x(used), end);
  // A sliver of something that is there is still seen.
  const wide = (width, value) => (value > 0 ? Math.max(width, 2) : width);
  const rect = (at, width, kind) => shape("rect", { x: at, y: 3, height: 10, width, class: kind });
  return chart(
    label,
    rect(0, WIDTH, "track"),
    rect(from, wide(end - from, leased), over ? "lease bad" : "lease"),
    rect(0, wide(from, used), over ? "fill bad" : "fill"),
  );
}

/** From `low` to `high`, in percent, beside the line of a hundred; what is beyond three times that is off the chart. */
export function range(label, low, high) {
  const most = Math.min(Math.max(high, 100) * 1.05, 300);
  const x = (percent) => (Math.min(percent, most) / most) * WIDTH;
  const rect = (from, to, kind) => shape("rect", { x: Math.min(x(from), WIDTH - 2), y: 3, height: 10, width: Math.max(x(to) - x(from), 2), class: kind });
  return chart(
    label,
    rect(0, most, "track"),
    rect(low, Math.max(Math.min(high, 100), low), low > 100 ? "fill bad" : "fill"),
    ...(high > 100 ? [rect(Math.max(low, 100), high, "fill bad")] : []),
    shape("line", { x1: x(100), x2: x(100), y1: 0, y2: HEIGHT, class: "limit" }),
  );
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
