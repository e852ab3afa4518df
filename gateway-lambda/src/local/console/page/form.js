// A form made from the JSON Schema of parameters.

import { summary } from "./docs.js";
import { element } from "./dom.js";
import { block, isNumber, mistake } from "./json.js";
import { choices, expanded, resolve, types } from "./schema.js";

const isWhole = (text) => /^-?\d+$/.test(text);

/** What is typed, and how that becomes JSON: `read` gives the text of the JSON value, or throws what is wrong. */
function control(schema, required, placeholder) {
  const values = choices(schema);
  if (values) return select(values.map((value) => [value, JSON.stringify(value)]), required, placeholder);
  const kinds = types(schema);
  const only = (...wanted) => kinds.every((kind) => wanted.includes(kind));
  if (only("boolean")) return select([["true", "true"], ["false", "false"]], required, placeholder);
  const input = (properties) => element("input", { type: "text", autocomplete: "off", spellcheck: "false", placeholder, ...properties });
  if (only("integer", "number")) {
    const whole = only("integer");
    return {
      node: input({ inputmode: whole ? "numeric" : "decimal", className: "short" }),
      read(text) {
        const trimmed = text.trim();
        if (!isNumber(trimmed) || (whole && !isWhole(trimmed))) throw new Error(whole ? "a whole number" : "a number");
        if (Number(trimmed) < (schema.minimum ?? -Infinity)) throw new Error(`${schema.minimum} or more`);
        if (Number(trimmed) > (schema.maximum ?? Infinity)) throw new Error(`${schema.maximum} or less`);
        return trimmed;
      },
    };
  }
  if (only("string")) {
    return { node: input({}), read: (text) => JSON.stringify(text) };
  }
  if (only("string", "integer", "number")) {
    return { node: input({}), read: (text) => (isNumber(text.trim()) ? text.trim() : JSON.stringify(text)) };
  }
  const shape = only("array") ? "[ ]" : only("object") ? "{ }" : "JSON";
  return {
    node: element("textarea", { rows: "4", spellcheck: "false", placeholder: placeholder || shape }),
    read(text) {
      const wrong = mistake(text);
      if (wrong !== undefined) throw new Error(`JSON (${wrong})`);
      return text;
    },
    isJson: true,
  };
}

function select(options, required, placeholder) {
  const rows = options.map(([label, value]) => element("option", { value }, label));
  const none = element("option", { value: "" }, required ? "choose .." : placeholder || "not given");
  return { node: element("select", {}, none, rows), read: (value) => value, hasNone: true };
}

/** The fields of an operation's parameters. `read()` gives the JSON object, or nothing once mistakes are shown. */
export function fields(params, definitions) {
  const all = params.map((param, index) => field(param, index, definitions));
  return {
    nodes: all.map(({ node }) => node),
    read() {
      const members = [];
      const wrong = all.filter((one) => {
        const value = one.read();
        if (typeof value === "string") members.push(`${JSON.stringify(one.name)}:${value}`);
        return value === null;
      });
      wrong[0]?.focus();
      return wrong.length > 0 ? undefined : `{${members.join(",")}}`;
    },
  };
}

function field({ name, type, required, default: fallback, schema: given }, index, definitions) {
  const schema = resolve(given, definitions);
  const placeholder = fallback === undefined ? (required ? "" : "not given") : `default: ${fallback}`;
  const { node, read, hasNone, isJson } = control(schema, required, placeholder);
  node.id = `param-${index}`;
  node.name = name;
  const error = element("p", { className: "error", id: `${node.id}-error`, hidden: true });
  const help = schema.description ? element("p", { className: "quiet", id: `${node.id}-help` }, summary(schema.description)) : null;
  node.setAttribute("aria-describedby", [help?.id, error.id].filter(Boolean).join(" "));
  if (required) node.setAttribute("aria-required", "true");

  const show = (text) => {
    error.textContent = text;
    error.hidden = text === "";
    if (text) node.setAttribute("aria-invalid", "true");
    else node.removeAttribute("aria-invalid");
  };
  node.addEventListener("input", () => show(""));

  return {
    name,
    focus: () => node.focus(),
    node: element(
      "div",
      { className: "field" },
      element(
        "label",
        { for: node.id },
        element("span", { className: "name" }, name),
        element("code", {}, type),
        required ? null : element("span", { className: "tag" }, "optional"),
      ),
      node,
      help,
      error,
      isJson && schema.type
        ? element("details", {}, element("summary", {}, "JSON Schema"), block(JSON.stringify(expanded(schema, definitions))))
        : null,
    ),
    /** The JSON; undefined if it is not given; null if what is typed is none. */
    read() {
      show("");
      // A text may well be empty where there has to be one.
      const mayBeEmpty = required && !hasNone && types(schema).every((kind) => kind === "string");
      if (node.value === "" && !mayBeEmpty) {
        if (!required) return undefined;
        show("This is required.");
        return null;
      }
      try {
        return read(node.value);
      } catch (expected) {
        show(`Expected ${expected.message}.`);
        return null;
      }
    },
  };
}
