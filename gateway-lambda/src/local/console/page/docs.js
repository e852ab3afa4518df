// Doc comments as a page.

import { element } from "./dom.js";

/** Doc comments: paragraphs, headings, lists and code. */
export function docs(text) {
  // What stands between fences is code, blank lines and all; every second part.
  const parts = text.split(/^```.*\n([^]*?)^```$/m);
  return element("div", { className: "docs" }, parts.map((part, index) => (index % 2 ? code(part) : prose(part))).flat());
}

/** An example, without the lines that rustdoc hides. */
function code(text) {
  return element("pre", { tabIndex: 0 }, text.replace(/^#(?: .*)?(?:\n|$)/gm, "").trimEnd());
}

function prose(text) {
  const blocks = text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  return blocks.map((part) => {
    const heading = part.match(/^#+ ([^\n]*)\n?([^]*)$/);
    if (heading) return [element("h3", {}, heading[1]), heading[2] ? element("p", {}, inline(heading[2])) : null].filter(Boolean);
    if (/^[-*] /.test(part)) return element("ul", {}, part.split(/\n(?=[-*] )/).map((item) => element("li", {}, inline(item.slice(2)))));
    return element("p", {}, inline(part));
  }).flat();
}

/** Text with code in backticks. */
export function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) => (/^`.+`$/.test(part) ? element("code", {}, part.slice(1, -1)) : part));
}
