// What came of an invocation.

import { inline } from "./docs.js";
import { announce, element, notice } from "./dom.js";
import { block } from "./json.js";

/** A time in milliseconds, as exactly as it makes sense. */
export function milliseconds(value) {
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return `${value.toFixed(value < 100 ? 2 : 0)} ms`;
}

/** How an invocation ended; an answer may say that something went wrong. */
export function badge({ status, complaint }) {
  const good = status === "success" && complaint === null;
  return element("span", { className: `badge ${good ? "good" : "bad"}` }, complaint ?? status);
}

/** The figures of an invocation. */
export function figures(invocation) {
  const rows = [
    ["Duration", milliseconds(invocation.durationMs)],
    ["Billed", `${invocation.billedMs.toFixed(0)} ms`],
    ["GB-seconds", invocation.gbSeconds.toFixed(6)],
    ["Init", invocation.initMs === null ? null : milliseconds(invocation.initMs)],
    ["Memory", invocation.maxMemoryUsedMb === null
      ? `${invocation.memoryMb} MB`
      : `${invocation.maxMemoryUsedMb} of ${invocation.memoryMb} MB`],
    ["Answer", `${invocation.answerBytes.toLocaleString("en")} bytes`],
    ["Request", invocation.requestId],
  ];
  return element("dl", { className: "figures" }, rows.filter(([, value]) => value !== null).map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

/** The lines that were logged. */
export function log(text) {
  return [element("h3", {}, "Log"), element("pre", { className: "log", tabIndex: 0 }, text.trimEnd() || "Nothing was logged.")];
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An error object as a person reads it, above the object itself. */
function failure(text) {
  const error = parsed(text);
  if (typeof error?.errorMessage !== "string") return [block(text)];
  return [
    element("div", { className: "failure" },
      element("strong", {}, error.errorType ?? "Error"),
      element("p", {}, inline(error.errorMessage))),
    element("details", {}, element("summary", {}, "As the invoker gets it"), block(text)),
  ];
}

/** What went wrong, above the answer that says so. */
function complained(text, what, ...why) {
  return [
    element("div", { className: "failure" }, element("strong", {}, what), ...why.map((one) => element("p", {}, one))),
    block(text),
  ];
}

/** What an answer describes, above the answer itself: the reply to a request, the records that failed, an error for Alexa. */
function success(text, { complaint }) {
  const answer = parsed(text);
  const failures = answer?.batchItemFailures;
  if (complaint !== null && Array.isArray(failures)) {
    return complained(text, complaint, failures.map(({ itemIdentifier }) => itemIdentifier).join(", "), failures.length === 1 ? "The source sends it again." : "The source sends them again.");
  }
  if (complaint !== null && answer?.event) {
    const { message } = answer.event.payload;
    return complained(text, complaint, ...(typeof message === "string" ? [message] : []));
  }
  if (typeof answer?.statusCode !== "number" || typeof answer.body !== "string" || answer.isBase64Encoded) return [block(text)];
  return [
    element("p", {}, element("span", { className: `badge ${answer.statusCode < 400 ? "good" : "bad"}` }, `HTTP ${answer.statusCode}`)),
    block(answer.body),
    element("details", {}, element("summary", {}, "The whole answer"), block(text)),
  ];
}

/** A place for answers; `show` awaits one and puts it there. */
export function place() {
  const node = element("section", { className: "answer", "aria-label": "Answer", tabIndex: -1, hidden: true });
  return {
    node,
    async show(promise) {
      node.hidden = false;
      node.setAttribute("aria-busy", "true");
      let parts;
      try {
        const { isError, answer, invocation } = await promise;
        parts = [
          element("h3", {}, isError ? (invocation.status === "timeout" ? "Timeout" : "Error") : "Answer"),
          ...(isError ? failure(answer) : success(answer, invocation)),
          figures(invocation),
          ...log(invocation.log),
        ];
        const within = milliseconds(invocation.durationMs);
        if (isError) announce("An error came back.");
        else announce(invocation.complaint === null ? `Answered in ${within}.` : `Answered in ${within}: ${invocation.complaint}.`);
      } catch (error) {
        parts = [notice(error.message)];
        announce(error.message);
      }
      node.replaceChildren(...parts);
      node.removeAttribute("aria-busy");
    },
  };
}
