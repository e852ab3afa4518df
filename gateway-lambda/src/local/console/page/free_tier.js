// What is left of the month's budget, and what is done about it.

import { budget, range } from "./charts.js";
import { inline } from "./docs.js";
import { announce, api, element, notice, table } from "./dom.js";

const count = (value) => value.toLocaleString("en");
const tenths = (value) => value.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Bytes as AWS bills them: by the thousand. */
function bytes(value) {
  const [unit, divisor] = [["GB", 1e9], ["MB", 1e6], ["kB", 1e3]].find(([, divisor]) => Math.abs(value) >= divisor) ?? ["bytes", 1];
  return divisor === 1 ? `${value} bytes` : `${(value / divisor).toFixed(2)} ${unit}`;
}

const ALLOWANCES = [
  ["Requests", "requests", count],
  ["GB-seconds", "gb_seconds", tenths],
  ["Log bytes", "log_bytes", bytes],
  ["CloudWatch calls", "cloudwatch_calls", count],
];

const MODES = {
  off: "nothing is counted",
  advisory: "it is counted, and nothing is refused",
  guarantee: "what the budget does not have is refused",
};

export async function freeTier() {
  const answer = await api("free_tier");
  const head = (...more) => element("h2", {}, "Free tier", more);
  const shown = (...parts) => [element("div", { className: "detail wide" }, parts)];
  if (answer === null) return shown(head(), notice("This function does not have the interface free_tier."));
  if (answer.error) {
    announce(answer.error);
    return shown(head(), element("div", { className: "failure" }, element("strong", {}, "The budget is not known"), element("p", {}, inline(answer.error))));
  }
  const { status } = answer;
  const about = `Mode ${status.mode}: ${MODES[status.mode] ?? ""}. Month ${status.month} (UTC), shared as ${status.deployment}, kept in the store ${status.store}.`;
  if (status.mode === "off") return shown(head(), element("p", { className: "quiet" }, about), conditions(status));
  return shown(
    head(state(status)),
    element("p", { className: "quiet" }, about),
    status.state === "unopened" ? notice("No invocation has asked for a part of this month's budget yet.") : null,
    allowances(status),
    figures(status),
    element("h3", {}, "Savings"), savings(status),
    element("h3", {}, "Epochs that are not measured yet"), epochs(status),
    element("h3", {}, "What the guarantee rests on"), conditions(status),
  );
}

function state({ state }) {
  return element("span", { className: `badge ${{ open: "good", stopped: "bad" }[state] ?? ""}` }, state);
}

function allowances({ budget: whole, used, leased, left }) {
  const heads = [
    { title: "Allowance" }, { title: legend() }, { title: "Used", number: true }, { title: "Leased", number: true },
    { title: "Left", number: true }, { title: "Of", number: true },
  ];
  const rows = ALLOWANCES.map(([name, key, text]) => {
    const over = left[key] <= 0 && whole[key] > 0;
    const label = `${name}: ${text(used[key])} used, ${text(leased[key])} leased, ${text(left[key])} left of ${text(whole[key])}`;
    return [
      name,
      budget(label, used[key], leased[key], whole[key], over),
      text(used[key]),
      text(leased[key]),
      over ? element("span", { className: "bad" }, text(left[key])) : text(left[key]),
      text(whole[key]),
    ];
  });
  const changed = ALLOWANCES.some(([, key]) => used[key] < 0);
  return element("div", {}, table("Allowances", heads, rows), changed
    ? notice("The month was opened with a larger budget than is set now. A new one holds from the next month on.")
    : null);
}

function legend() {
  return [["fill", "used"], ["lease", "leased"]].map(([kind, text]) => element("span", { className: `legend ${kind}` }, text));
}

function figures(status) {
  const { projection, leaked_at_most: leaked, left_here: here } = status;
  const [low, high] = projection ? [projection.low_percent, projection.high_percent].map((percent) => count(Math.round(percent))) : [];
  const end = projection && (low === high ? `${low} %` : `${low} to ${high} %`);
  const rows = [
    ["Scarcest allowance", element("span", { className: status.percent >= 90 ? "bad" : null }, `${status.percent} % used and leased`)],
    ["End of the month, as it goes on", projection
      ? [range(`At the end of the month ${end} of the scarcest allowance`, projection.low_percent, projection.high_percent), `${end} of the scarcest`]
      : "not known yet"],
    ["Invocations that still fit", projection ? count(projection.remaining_invocations) : "not known yet"],
    ["Admitted here", count(status.admitted_here)],
    [status.mode === "guarantee" ? "Refused here" : "Not covered here", element("span", { className: status.refused_here > 0 ? "bad" : null }, count(status.refused_here))],
    ["Leased here, not spent", `${count(here.requests)} requests, ${tenths(here.gb_seconds)} GB-s`],
    ["Leaked at most", `${count(leaked.requests)} requests, ${tenths(leaked.gb_seconds)} GB-s`],
  ];
  return element("dl", { className: "figures" }, rows.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

function savings({ savings, mode }) {
  const heads = [{ title: "Saving" }, { title: "" }, { title: "From", number: true }, { title: "What is done without", text: true }];
  const node = table("Savings", heads, savings.map((saving) => [
    element("code", {}, saving.name),
    element("span", { className: saving.is_on ? "badge" : "quiet" }, saving.is_on ? "on" : "off"),
    `${saving.from_percent} %`,
    inline(saving.reason ?? saving.description),
  ]));
  const only = "Operations are refused in the mode guarantee only.";
  return mode === "guarantee" ? node : element("div", {}, node, element("p", { className: "quiet" }, only));
}

function epochs({ epochs }) {
  if (epochs.length === 0) return notice("There are none.");
  const heads = [
    { title: "Began (UTC)" }, { title: "Requests", number: true }, { title: "GB-seconds", number: true },
    { title: "Log bytes", number: true }, { title: "CloudWatch calls", number: true }, { title: "" },
  ];
  const node = table("Epochs that are not measured yet", heads, epochs.map(({ began_at: began, granted, overdue }) => [
    new Date(began * 1000).toISOString().slice(0, 16).replace("T", " "),
    ...ALLOWANCES.map(([, key, text]) => text(granted[key])),
    overdue ? element("span", { className: "badge bad" }, "overdue") : element("span", { className: "quiet" }, "not due"),
  ]));
  if (!epochs.some(({ overdue }) => overdue)) return node;
  return element("div", {}, node, element("p", { className: "quiet" },
    "An epoch is due an hour after its six hours. What AWS has not billed of it comes back when it is measured; on one's own machine nobody measures."));
}

function conditions({ conditions, mode }) {
  const heads = [{ title: "Condition", text: true }, { title: "Number", text: true }];
  const node = table("What the guarantee rests on", heads, conditions.map(({ condition, number }) => [condition, number]));
  const none = `In the mode ${mode} nothing is guaranteed: these would have to hold in the mode guarantee.`;
  return mode === "guarantee" ? node : element("div", {}, node, element("p", { className: "quiet" }, none));
}
