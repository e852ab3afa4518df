// What was built, what was called, and what was invoked.

import { badge, figures, log, milliseconds } from "./answer.js";
import { bar, scale, spread } from "./charts.js";
import { api, element, notice, table } from "./dom.js";

/** A duration in nanoseconds with three digits and its unit. */
function duration(nanoseconds) {
  const [divisor, unit] = nanoseconds < 1e3 ? [1, "ns"] : nanoseconds < 1e6 ? [1e3, "µs"] : nanoseconds < 1e9 ? [1e6, "ms"] : [1e9, "s"];
  const value = nanoseconds / divisor;
  return `${unit === "ns" || value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

export async function statistics() {
  const { process, operations, cores, builds } = await api("statistics");
  return [element("div", { className: "detail wide" },
    element("h2", {}, "Statistics"),
    element("p", { className: "quiet" }, `Since process ${process} began; an environment that starts anew begins anew.`),
    element("h3", {}, "Cores"), built(cores, builds),
    element("h3", {}, "Operations"), called(operations))];
}

function built(cores, builds) {
  const missing = cores.filter((core) => !builds.some((build) => build.core === core));
  if (builds.length + missing.length === 0) return notice("This function has no cores.");
  const largest = Math.max(...builds.map((build) => build.duration));
  const heads = [{ title: "Core" }, { title: "Cost", number: true }, { title: "" }, { title: "Asked for by" }];
  return table("Cores", heads, [
    ...builds.map((build) => [
      element("code", {}, build.core),
      duration(build.duration),
      bar(`${build.core}: ${duration(build.duration)}`, build.duration, largest),
      build.trigger,
    ]),
    ...missing.map((core) => [element("code", {}, core), element("span", { className: "quiet" }, "not built"), null, null]),
  ]);
}

function called(operations) {
  const rows = operations.filter(({ calls }) => calls > 0).sort((a, b) => b.calls - a.calls);
  const hot = operations.filter((operation) => operation.hot).length;
  const rest = element("p", { className: "quiet" }, `${operations.length - hot - rows.length} others were not called; ${hot} hot ones are not counted.`);
  if (rows.length === 0) return element("div", {}, notice("Nothing was called yet."), rest);
  const common = scale(rows.map(({ latency }) => latency));
  const most = rows[0].calls;
  const heads = [
    { title: "Operation" }, { title: "Calls", number: true }, { title: "Errors", number: true }, { title: "" },
    { title: "p50", number: true }, { title: "p95", number: true }, { title: "p99", number: true },
    { title: `${duration(common.ticks[0])} – ${duration(common.ticks.at(-1))}` },
  ];
  return element("div", {}, table("Operations", heads, rows.map((row) => {
    const name = `${row.interface}.${row.operation}`;
    const { p50, p95, p99 } = row.latency;
    return [
      element("a", { href: `#/operations/${row.interface}/${row.operation}` }, name),
      row.calls.toLocaleString("en"),
      row.errors === 0 ? "0" : element("span", { className: "bad" }, row.errors.toLocaleString("en")),
      bar(`${name}: ${row.calls} calls, ${row.errors} errors`, row.calls, most, row.errors),
      duration(p50), duration(p95), duration(p99),
      spread(`${name}: half within ${duration(p50)}, 95 % within ${duration(p95)}, 99 % within ${duration(p99)}`, row.latency, common),
    ];
  })), rest);
}

export async function invocations([id]) {
  if (id) {
    const invocation = await api(`invocations/${encodeURIComponent(id)}`);
    return [element("div", { className: "detail wide" },
      element("p", {}, element("a", { href: "#/invocations" }, "← Invocations")),
      element("h2", {}, invocation.what, badge(invocation)),
      figures(invocation),
      log(invocation.log))];
  }
  const list = await api("invocations");
  const heads = [
    { title: "At" }, { title: "What" }, { title: "Ended" }, { title: "Duration", number: true }, { title: "Billed", number: true },
    { title: "GB-seconds", number: true }, { title: "Init", number: true },
  ];
  const rows = list.map((one) => [
    new Date(one.started).toLocaleTimeString("en-GB"),
    element("a", { href: `#/invocations/${one.requestId}` }, one.what),
    badge(one),
    milliseconds(one.durationMs),
    `${one.billedMs.toFixed(0)} ms`,
    one.gbSeconds.toFixed(6),
    one.initMs === null ? null : milliseconds(one.initMs),
  ]);
  return [element("div", { className: "detail wide" },
    element("h2", {}, "Invocations"),
    list.length === 0
      ? notice("Nothing was invoked yet.")
      : table("Invocations", heads, rows),
    element("p", { className: "quiet" }, "The last 100 are remembered, the latest first."))];
}
