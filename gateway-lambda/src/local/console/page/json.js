// JSON as text: numbers keep every digit, which `JSON.parse` would not promise.

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/g;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Longer texts are shown without colours: a browser takes seconds for a million elements. */
const COLOURED = 100_000;

/** Whether this is a number as JSON writes it. */
export function isNumber(text) {
  return NUMBER.test(text);
}

/** What is wrong with a text that should be JSON; nothing if it is. */
export function mistake(text) {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error.message;
  }
}

/** The same JSON over indented lines; `text` has to be valid. */
export function pretty(text) {
  let depth = 0;
  let out = "";
  const tokens = text.match(TOKEN) ?? [];
  const line = () => `\n${"  ".repeat(depth)}`;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (token === "{" || token === "[") {
      if (next === "}" || next === "]") {
        out += token;
        return;
      }
      depth += 1;
      out += token + line();
    } else if (token === "}" || token === "]") {
      const before = tokens[index - 1];
      if (before !== "{" && before !== "[") {
        depth -= 1;
        out += line();
      }
      out += token;
    } else if (token === ",") {
      out += token + line();
    } else if (token === ":") {
      out += ": ";
    } else {
      out += token;
    }
  });
  return out;
}

/** A block with JSON, or with the text as it is if it is none. */
export function block(text) {
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  if (text === "" || mistake(text) !== undefined) {
    pre.textContent = text;
    return pre;
  }
  const indented = pretty(text);
  if (indented.length > COLOURED) {
    pre.textContent = indented;
    return pre;
  }
  let end = 0;
  for (const { 0: token, index } of indented.matchAll(TOKEN)) {
    const kind = kindOf(token, indented[index + token.length]);
    if (kind === undefined) continue;
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = token;
    pre.append(indented.slice(end, index), span);
    end = index + token.length;
  }
  pre.append(indented.slice(end));
  return pre;
}

function kindOf(token, next) {
  if (token[0] === '"') return next === ":" ? "key" : "string";
  if (/^[-\d]/.test(token)) return "number";
  return /^[tfn]/.test(token) ? "literal" : undefined;
}
