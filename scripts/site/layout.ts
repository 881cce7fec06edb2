// What stands around every page: its head, the way to all other pages, search, and where its text can be changed.
import { renderChainSvg } from "../../packages/report/src/svg/chain.ts";
import type { Heading } from "./markdown.ts";
import { START } from "./navigation.ts";
import { relativeUrl, sourceUrl } from "./pages.ts";
import type { Page, PageGroup } from "./pages.ts";

const CHAIN = ["Validate", "Build", "Test", "Plan", "Approve", "Migrate", "Deploy", "Verify"].map((label) => ({
  id: label.toLowerCase(),
  label,
  verdict: "pass" as const,
}));

export interface View {
  readonly page: Page;
  readonly content: string;
  readonly headings: readonly Heading[];
  readonly groups: readonly PageGroup[];
}

/** A page of the site as HTML. Everything on it works without scripts; search asks for one. */
export function pageHtml(view: View): string {
  const { page } = view;
  const to = (url: string): string => relativeUrl(page.url, url);
  const isStart = page.source === START;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escape(page.summary)}">
<title>${escape(isStart ? "Waybill: from a commit to a cluster, with one record" : `${page.title} · Waybill`)}</title>
<link rel="icon" type="image/svg+xml" href="${to("assets/icon.svg")}">
<link rel="stylesheet" href="${to("assets/style.css")}">
</head>
<body${isStart ? ` class="start"` : ""}>
<a class="skip" href="#main">Skip to the text</a>
<header><div class="frame">
<p class="brand"><a href="${to("index.html")}">Waybill</a></p>
<form role="search" action="${to("search.html")}"><label class="unseen" for="query">Search the documentation</label><input id="query" name="q" type="search" placeholder="Search" required><button>Search</button></form>
</div></header>
<div class="frame columns">
<nav aria-label="All pages"><input class="unseen" type="checkbox" id="menu"><label class="menu" for="menu">All pages</label><div class="pages">
${view.groups.map((group) => groupHtml(group, view)).join("\n")}
</div></nav>
<main id="main" tabindex="-1">
<article${view.groups.some(({ pages }) => pages.includes(page)) || isStart ? " data-pagefind-body" : ""}>
${isStart ? startHtml(view) : view.content}
</article>
${nextHtml(view)}
</main>
</div>
<footer><div class="frame">${footerHtml(page)}</div></footer>
</body>
</html>
`;
}

function groupHtml({ title, pages }: PageGroup, view: View): string {
  const isHere = pages.includes(view.page);
  const items = pages.map((page) => {
    const here = page === view.page;
    const link = `<a href="${relativeUrl(view.page.url, page.url)}"${here ? ` aria-current="page"` : ""}>${escape(shortTitle(page))}</a>`;
    return `<li>${link}${here ? contentsHtml(view.headings) : ""}</li>`;
  });
  return `<details${isHere ? " open" : ""}><summary>${title}</summary><ul>${items.join("")}</ul></details>`;
}

function contentsHtml(headings: readonly Heading[]): string {
  const parts = headings.filter(({ level }) => level === 2);
  if (parts.length < 2) return "";
  return `<ul>${parts.map(({ text, anchor }) => `<li><a href="#${anchor}">${escape(text)}</a></li>`).join("")}</ul>`;
}

/** The title as the navigation shows it: without what follows a colon. */
function shortTitle({ title, source }: Page): string {
  if (source === "README.md") return "What Waybill is";
  return title.split(": ")[0] ?? title;
}

function startHtml(view: View): string {
  const picture = `<div class="picture">${renderChainSvg(CHAIN, { embedded: true, direction: "row" })}</div>`;
  const cards = view.groups.map(
    ({ title, about, pages }) =>
      `<section><h3>${title}</h3><p>${about}</p><ul>${pages
        .map((page) => `<li><a href="${relativeUrl(view.page.url, page.url)}">${escape(shortTitle(page))}</a></li>`)
        .join("")}</ul></section>`,
  );
  const end = view.content.indexOf("</p>") + "</p>".length;
  return `${view.content.slice(0, end)}${picture}${view.content.slice(end)}<h2 id="all-pages">All pages</h2><div class="cards">${cards.join("")}</div>`;
}

function nextHtml({ page, groups }: View): string {
  const order = groups.flatMap((group) => group.pages);
  const at = order.indexOf(page);
  const link = (other: Page | undefined, word: string): string =>
    other ? `<a href="${relativeUrl(page.url, other.url)}"><span>${word}</span> ${escape(shortTitle(other))}</a>` : "";
  if (at < 0) return "";
  return `<div class="beside">${link(order[at - 1], "Before:")}${link(order[at + 1], "Next:")}</div>`;
}

function footerHtml(page: Page): string {
  const source = sourceUrl(page);
  return `${source === undefined ? "Made from the schemas in the repository." : `<a href="${source}">The text of this page</a>.`} Nothing here loads from other sites, and only search needs scripts.`;
}

export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
