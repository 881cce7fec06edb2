// The page that searches, and lists every page for those who do without scripts.
import { escape } from "./layout.ts";
import { relativeUrl } from "./pages.ts";
import type { Page, PageGroup } from "./pages.ts";

export const SEARCH: Page = { source: "search", url: "search.html", title: "Search", summary: "Search all pages.", text: "# Search" };

/** The search page: what a script finds, and below it the list of all pages. */
export function searchHtml(groups: readonly PageGroup[]): string {
  const parts = groups.map(
    ({ title, pages }) =>
      `<h3>${title}</h3><ul>${pages
        .map((page) => `<li><a href="${relativeUrl(SEARCH.url, page.url)}">${escape(page.title)}</a>: ${escape(page.summary)}</li>`)
        .join("")}</ul>`,
  );
  return [
    `<h1>Search</h1><p id="told" role="status">Searching needs scripts. Every page is listed below.</p><ol class="results"></ol>`,
    `<h2 id="all-pages">All pages</h2>${parts.join("")}`,
    `<script type="module" src="assets/search.js"></script>`,
  ].join("\n");
}
