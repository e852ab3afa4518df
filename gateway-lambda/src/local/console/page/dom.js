// What every view needs of the page and of the server.

/** An element with properties (`data-`, `aria-` and other attributes by their names) and children. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name === "className" ? "class" : name, value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

/** Says something to those who do not see it happen. */
export function announce(text) {
  document.getElementById("status").textContent = text;
}

/** A text that stands where something is missing or went wrong. */
export function notice(text, ...children) {
  return element("p", { className: "notice" }, text, ...children);
}

/** Asks the local runtime. Rejects with a text that can be shown. */
export async function api(path, body) {
  const options = body === undefined
    ? {}
    : { method: "POST", headers: { "content-type": "application/json" }, body };
  let reply;
  try {
    reply = await fetch(`/_console/api/${path}`, options);
  } catch {
    throw new Error("The local runtime does not reply. Does it still run?");
  }
  const text = await reply.text();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`The local runtime replied with status ${reply.status} and no JSON.`);
  }
  if (!reply.ok) throw new Error(value.message ?? `The local runtime replied with status ${reply.status}.`);
  return value;
}

/** What can be called changes only with the program, so it is asked for once. */
let described;
export async function description() {
  described ??= await api("description");
  return described;
}

/** A table that scrolls by itself; `heads` are `{ title, number, text }`, and a cell is a text, an element or nothing. */
export function table(caption, heads, rows) {
  const cell = (tag) => (content, index) => element(tag, {
    scope: tag === "th" ? "col" : null,
    className: heads[index].number ? "number" : heads[index].text ? "text" : null,
  }, content ?? "");
  return element("div", { className: "scroll", role: "region", "aria-label": caption, tabIndex: 0 }, element("table", {},
    element("thead", {}, element("tr", {}, heads.map(({ title }, index) => cell("th")(title, index)))),
    element("tbody", {}, rows.map((row) => element("tr", {}, row.map(cell("td")))))));
}

/** A name that may go over two lines behind an underscore. */
function breakable(name) {
  return name.split(/(?<=_)/).flatMap((part) => [part, element("wbr")]);
}

/** A list of links with a box that filters it; `groups` are `{ title, items: [{ href, label, words, tags }] }`. */
export function sidebar(label, groups, current) {
  const box = element("input", { type: "search", placeholder: "Filter  /", "aria-label": `Filter ${label}`, autocomplete: "off" });
  const none = element("p", { className: "quiet", hidden: true }, "Nothing matches.");
  const lists = groups.map(({ title, items }) => {
    const links = items.map((item) => element("li", {}, element(
      "a",
      { href: item.href, "aria-current": item.href === current ? "page" : null },
      element("span", {}, breakable(item.label)),
      (item.tags ?? []).map((tag) => element("span", { className: "tag" }, tag)),
    )));
    const section = element("section", {}, title ? element("h3", {}, title) : null, element("ul", {}, links));
    return { section, rows: items.map((item, index) => ({ node: links[index], words: item.words.toLowerCase() })) };
  });
  box.addEventListener("input", () => {
    const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, rows } of lists) {
      let any = false;
      for (const { node, words } of rows) {
        const fits = wanted.every((word) => words.includes(word));
        node.hidden = !fits;
        any ||= fits;
        count += fits ? 1 : 0;
      }
      section.hidden = !any;
    }
    none.hidden = count > 0;
    announce(`${count} of ${label}`);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const first = lists.flatMap(({ rows }) => rows).find(({ node }) => !node.hidden);
    first?.node.querySelector("a").click();
  });
  return element("nav", { className: "sidebar", "aria-label": label }, box, none, lists.map(({ section }) => section));
}

/** A button that is off while its work is being done. */
export async function busy(button, work) {
  button.disabled = true;
  try {
    return await work();
  } finally {
    button.disabled = false;
  }
}
