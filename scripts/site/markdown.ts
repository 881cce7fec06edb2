// How a page's Markdown becomes HTML: anchors as GitHub makes them, links to pages of the site, tables that can be read at 360 pixels.
import MarkdownIt from "markdown-it";
import { plain, targetOf } from "./pages.ts";
import type { Page } from "./pages.ts";

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Pictures of the repository that the page shows. */
  readonly assets: readonly string[];
}

interface Work {
  readonly page: Page;
  readonly pages: ReadonlyMap<string, Page>;
  readonly headings: Heading[];
  readonly assets: string[];
}

/** A word longer than this is broken where it must be, or it would widen its column for all. */
const LONG_WORD = 26;

/** Renders a page of the site. Throws where one of its links leads nowhere. */
export function renderPage(page: Page, pages: ReadonlyMap<string, Page>): Rendered {
  const work: Work = { page, pages, headings: [], assets: [] };
  return { html: MARKDOWN.render(page.text.replaceAll(/<!--[\s\S]*?-->\n?/g, ""), work), headings: work.headings, assets: work.assets };
}

/** The anchor that GitHub gives to a heading; `taken` are those of the headings before. */
export function anchorOf(heading: string, taken: readonly string[]): string {
  const wish = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
  if (!taken.includes(wish)) return wish;
  let number = 1;
  while (taken.includes(`${wish}-${number}`)) number++;
  return `${wish}-${number}`;
}

/** What stands behind the language of a block: that a test runs it, or why none does. */
export function noteOf(info: string): string | undefined {
  const [, reason] = /\bnot-executed: *(.+)$/.exec(info) ?? [];
  if (reason !== undefined) return `Not run by our tests: ${reason}.`;
  if (info.startsWith("mermaid")) return "A drawing in Mermaid's words; GitHub shows it drawn.";
  return /\b(?:run-in|executed-by): /.test(info) ? "Our tests run this." : undefined;
}

const MARKDOWN = makeMarkdown();

// One function holds the rules of a whole format.
// oxlint-disable-next-line max-lines-per-function
function makeMarkdown(): MarkdownIt {
  const markdown = new MarkdownIt({ html: true, linkify: false });
  const { rules } = markdown.renderer;
  const { escapeHtml } = markdown.utils;
  let heads: string[] = [];
  let column = 0;

  rules["heading_open"] = (tokens, index, options, env: Work, self) => {
    const token = tokens[index];
    const text = plain(tokens[index + 1]?.content ?? "");
    const anchor = anchorOf(
      text,
      env.headings.map((heading) => heading.anchor),
    );
    env.headings.push({ level: Number(token?.tag.slice(1)), text, anchor });
    token?.attrSet("id", anchor);
    return self.renderToken(tokens, index, options);
  };
  rules["link_open"] = (tokens, index, options, env: Work, self) => {
    const token = tokens[index];
    token?.attrSet("href", targetOf(env.page, token.attrGet("href") ?? "", env.pages).href);
    return self.renderToken(tokens, index, options);
  };
  rules["image"] = (tokens, index, _options, env: Work) => {
    const token = tokens[index];
    const { href, asset } = targetOf(env.page, token?.attrGet("src") ?? "", env.pages);
    if (asset !== undefined) env.assets.push(asset);
    return `<img src="${escapeHtml(href)}" alt="${escapeHtml(token?.content ?? "")}" loading="lazy">`;
  };
  rules["fence"] = (tokens, index) => {
    const { info = "", content = "" } = tokens[index] ?? {};
    const note = noteOf(info);
    const caption = note === undefined ? "" : `<figcaption>${escapeHtml(note)}</figcaption>`;
    return `<figure class="code"><pre tabindex="0"><code>${shade(escapeHtml(content), info.split(" ")[0] ?? "")}</code></pre>${caption}</figure>\n`;
  };
  rules["table_open"] = () => {
    heads = [];
    return `<div class="table"><table role="table">\n`;
  };
  rules["table_close"] = () => "</table></div>\n";
  rules["thead_open"] = () => `<thead role="rowgroup">`;
  rules["tbody_open"] = () => `<tbody role="rowgroup">\n`;
  rules["tr_open"] = () => {
    column = 0;
    return `<tr role="row">`;
  };
  rules["th_open"] = (tokens, index) => {
    const title = plain(tokens[index + 1]?.content ?? "");
    heads.push(title);
    // An empty corner heads nothing.
    return title === "" ? `<td role="cell">` : `<th role="columnheader" scope="col">`;
  };
  rules["th_close"] = (tokens, index) => (plain(tokens[index - 1]?.content ?? "") === "" ? "</td>" : "</th>");
  rules["td_open"] = (tokens, index) => {
    const content = tokens[index + 1]?.content ?? "";
    const title = heads[column++] ?? "";
    const words = plain(content).split(/[\s|]+/);
    const classes = [words.some((word) => word.length > LONG_WORD) ? "broken" : "", content === "" ? "empty" : ""]
      .filter(Boolean)
      .join(" ");
    return `<td role="cell"${classes === "" ? "" : ` class="${classes}"`} data-label="${escapeHtml(title)}"><div>`;
  };
  rules["td_close"] = () => "</div></td>";
  return markdown;
}

/** Sets comments back, in languages whose comments begin with `#`. */
function shade(html: string, language: string): string {
  if (!["yaml", "sh", "console"].includes(language)) return html;
  return html.replaceAll(/(^|\s)(#(?!\d+;).*)$/gm, `$1<span class="note">$2</span>`);
}
