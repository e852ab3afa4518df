// The interfaces and their operations, each with its documentation and a form.

import { place } from "./answer.js";
import { docs } from "./docs.js";
import { api, busy, description, element, notice, sidebar } from "./dom.js";
import { fields } from "./form.js";
import { block } from "./json.js";
import { expanded } from "./schema.js";

/** What was typed stays while one looks elsewhere. */
const opened = new Map();

export async function operations([interfaceName, operationName]) {
  const { interfaces, definitions = {} } = await description();
  const groups = interfaces.map((one) => ({
    title: one.name,
    items: one.operations.map((operation) => ({
      href: `#/operations/${one.name}/${operation.name}`,
      label: operation.name,
      words: `${one.name}.${operation.name} ${operation.docs}`,
      tags: [operation.hot ? "hot" : null, operation.async ? "async" : null].filter(Boolean),
    })),
  }));
  const current = interfaceName ? `#/operations/${interfaceName}/${operationName}` : undefined;
  const operation = interfaces.find(({ name }) => name === interfaceName)?.operations.find(({ name }) => name === operationName);
  let detail;
  if (operation) {
    if (!opened.has(current)) opened.set(current, panel(interfaceName, operation, definitions));
    detail = opened.get(current);
  } else {
    detail = element("div", { className: "detail" }, notice(current ? "There is no such operation." : "Choose an operation to call it."));
  }
  return [sidebar("operations", groups, current), detail];
}

function panel(interfaceName, operation, definitions) {
  const form = fields(operation.params, definitions);
  const button = element("button", { type: "submit" }, "Call");
  const answer = place();
  const node = element("form", { noValidate: true, "aria-label": `Call ${interfaceName}.${operation.name}` },
    form.nodes,
    element("p", { className: "actions" }, button, element("kbd", { className: "quiet" }, "ctrl + enter")));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const params = form.read();
    if (params === undefined || button.disabled) return;
    const call = `{"interface":${JSON.stringify(interfaceName)},"operation":${JSON.stringify(operation.name)},"params":${params}}`;
    busy(button, () => answer.show(api("calls", call)));
  });
  const schema = operation.result_schema;
  return element("div", { className: "detail" },
    element("h2", {}, `${interfaceName}.`, element("wbr"), operation.name,
      operation.hot ? element("span", { className: "tag" }, "hot") : null,
      operation.async ? element("span", { className: "tag" }, "async") : null),
    docs(operation.docs),
    triggers(operation.triggers),
    node,
    element("details", {},
      element("summary", {}, "Returns ", element("code", {}, operation.returns || "()")),
      schema === undefined ? null : block(JSON.stringify(expanded(schema, definitions)))),
    answer.node);
}

/** What may call it from outside. */
function triggers(list) {
  if (!Array.isArray(list) || list.length === 0) return null;
  return element("ul", { className: "triggers", "aria-label": "Triggers" }, list.map((trigger) =>
    element("li", {}, element("code", {}, typeof trigger === "string" ? trigger : JSON.stringify(trigger)))));
}
