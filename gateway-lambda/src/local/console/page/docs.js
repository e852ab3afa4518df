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
  const lines = text.replace(/^#(?: .*)?(?:\n|$)/gm, "").trimEnd();
  return element("details", {}, element("summary", {}, "Example"), element("pre", { tabIndex: 0 }, lines));
}

function prose(text) {
  const blocks = unlinked(text).split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  return blocks.map((part) => {
    const heading = part.match(/^#+ ([^\n]*)\n?([^]*)$/);
    if (heading) return [element("h3", {}, heading[1]), heading[2] ? element("p", {}, inline(heading[2])) : null].filter(Boolean);
    if (/^[-*] /.test(part)) return element("ul", {}, part.split(/\n(?=[-*] )/).map((item) => element("li", {}, inline(item.slice(2)))));
    return element("p", {}, inline(part));
  }).flat();
}

/** Of a link, what it says. */
function unlinked(text) {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1").replace(/\[(`[^`]+`)\]/g, "$1");
}

/** The first paragraph of a doc comment. */
export function summary(text) {
  return inline(unlinked(text.split(/\n\s*\n/)[0]));
}

/** Text with code in backticks. */
export function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) => (/^`.+`$/.test(part) ? element("code", {}, part.slice(1, -1)) : part));
}
