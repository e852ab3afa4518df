// Which view is shown: the part of the address behind `#`.

import { announce, api, description, element, notice } from "./dom.js";
import { events } from "./events.js";
import { freeTier } from "./free_tier.js";
import { operations } from "./operations.js";
import { invocations, statistics } from "./statistics.js";

const VIEWS = { operations, events, invocations, statistics, free_tier: freeTier };
/** These change by themselves. To look at the budget may cost a read of a table. */
const LIVE = { "#/invocations": 2000, "#/statistics": 2000, "#/free_tier": 10_000 };

const main = document.getElementById("main");
let shown = 0;

/** Shows the view of the address. A `refresh` leaves the page alone where nothing has changed. */
async function show(refresh = false) {
  const address = location.hash.startsWith("#/") ? location.hash : "#/operations";
  const [name, ...rest] = address.slice(2).split("/").map(decodeURIComponent);
  const view = VIEWS[name] ?? operations;
  const turn = ++shown;
  for (const link of document.querySelectorAll("#views a")) {
    if (link.getAttribute("href") === `#/${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  let parts;
  try {
    parts = await view(rest);
  } catch (error) {
    const again = element("button", { type: "button", className: "plain" }, "Try again");
    again.addEventListener("click", () => show());
    parts = [element("div", { className: "detail wide" }, notice(error.message, element("br"), again))];
  }
  // Another view was asked for meanwhile.
  if (turn !== shown) return;
  const next = element("div", {}, parts);
  if (refresh && next.innerHTML === main.innerHTML) return;
  document.body.classList.toggle("chosen", rest.length > 0);
  replace(parts);
  if (!refresh && rest.length > 0) begin();
  document.title = `${rest.at(-1) ?? name} · Gateway console`;
}

/** What was chosen is read, and its form reached, from its heading on. */
function begin() {
  const heading = main.querySelector("h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Puts in what is new; where one was, in the list and with the focus, one stays. */
function replace(parts) {
  const scrolled = main.querySelector(".sidebar")?.scrollTop;
  const filter = main.querySelector("input[type=search]");
  const focused = main.contains(document.activeElement) ? document.activeElement : undefined;
  main.replaceChildren(...parts);
  const sidebar = main.querySelector(".sidebar");
  const label = sidebar?.getAttribute("aria-label");
  if (filter?.value && filter.getAttribute("aria-label") === `Filter ${label}`) {
    const box = sidebar.querySelector("input");
    box.value = filter.value;
    box.dispatchEvent(new Event("input"));
  }
  if (sidebar && scrolled) sidebar.scrollTop = scrolled;
  reveal(sidebar);
  const href = focused?.getAttribute("href");
  if (href) [...main.querySelectorAll("a")].find((link) => link.getAttribute("href") === href)?.focus();
}

/** Scrolls the list, and only that, to where the chosen one is. */
function reveal(sidebar) {
  const link = sidebar?.querySelector("[aria-current]");
  if (!link) return;
  const [inner, outer] = [link.getBoundingClientRect(), sidebar.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > Math.min(outer.bottom, innerHeight)) {
    sidebar.scrollTop += inner.top - outer.top - sidebar.clientHeight / 2;
  }
}

addEventListener("hashchange", () => {
  announce("");
  show();
});
addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const box = main.querySelector("input[type=search]");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest?.("form")?.requestSubmit();
  }
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
for (const [address, every] of Object.entries(LIVE)) {
  setInterval(() => {
    if (location.hash === address && !document.hidden) show(true);
  }, every);
}

show();
description().then(({ interfaces }) => {
  document.querySelector('#views [href="#/free_tier"]').hidden = !interfaces.some(({ name }) => name === "free_tier");
}, () => {});
api("function").then((about) => {
  document.getElementById("function").textContent = about.name;
  const concurrency = about.concurrency > 1 ? ` · ${about.concurrency} at once` : "";
  document.getElementById("settings").textContent = `${about.memoryMb} MB · ${about.timeoutSeconds} s${concurrency}`;
}, (error) => announce(error.message));
