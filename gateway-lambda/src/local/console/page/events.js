// An event of any source, to be changed and sent.

import { place } from "./answer.js";
import { api, busy, element, notice, sidebar } from "./dom.js";
import { mistake } from "./json.js";

let samples;
const opened = new Map();

export async function events([source]) {
  samples ??= await api("samples");
  const items = samples.map(({ source: name }) => ({ href: `#/events/${name}`, label: name, words: name.replaceAll("_", " ") + name }));
  const current = source ? `#/events/${source}` : undefined;
  const sample = samples.find(({ source: name }) => name === source);
  let detail;
  if (sample) {
    if (!opened.has(source)) opened.set(source, panel(sample));
    detail = opened.get(source);
  } else {
    detail = element("div", { className: "detail" }, notice(current ? "There is no such source." : "Choose a source to send a sample of its events."));
  }
  return [sidebar("sources", [{ items }], current), detail];
}

function panel({ source, event: sample }) {
  const error = element("p", { className: "error", id: "event-error", hidden: true });
  const text = element("textarea", { className: "event", spellcheck: "false", "aria-describedby": error.id, id: "event", rows: "16" });
  text.value = sample.trimEnd();
  const send = element("button", { type: "submit" }, "Send");
  const reset = element("button", { type: "button", className: "plain" }, "Reset");
  const answer = place();
  const complain = (wrong) => {
    error.textContent = wrong ? `This is not JSON: ${wrong}.` : "";
    error.hidden = !wrong;
    if (wrong) text.setAttribute("aria-invalid", "true");
    else text.removeAttribute("aria-invalid");
  };
  text.addEventListener("input", () => complain());
  reset.addEventListener("click", () => {
    text.value = sample.trimEnd();
    complain();
    text.focus();
  });
  const form = element("form", { noValidate: true, "aria-label": `Send an event of ${source}` },
    element("div", { className: "field" }, element("label", { for: text.id }, element("span", { className: "name" }, "Event")), text, error),
    element("p", { className: "actions" }, send, reset, element("kbd", { className: "quiet" }, "ctrl + enter")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = mistake(text.value);
    complain(wrong);
    if (wrong !== undefined) text.focus();
    else if (!send.disabled) busy(send, () => answer.show(api("events", text.value)));
  });
  return element("div", { className: "detail" }, element("h2", {}, source), form, answer.node);
}
