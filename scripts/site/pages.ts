// Which files are pages of the site, where each is published, and where a link of one leads.
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT } from "../bundles.ts";
import { BY_FOLDER, GROUPS, START } from "./navigation.ts";

const REPOSITORY = "https://github.com/waybill-ci/waybill";
const PATTERNS = ["*.md", "docs/**/*.md", "actions/*/README.md", "examples/*/README.md"];

export interface Page {
  /** Path in the repository. */
  readonly source: string;
  /** Path on the site. */
  readonly url: string;
  readonly title: string;
  /** The first sentences, in plain text. */
  readonly summary: string;
  readonly text: string;
}

export interface PageGroup {
  readonly title: string;
  readonly about: string;
  readonly pages: readonly Page[];
}

/** Every page of the site, by its path in the repository. */
export function readPages(): ReadonlyMap<string, Page> {
  const files = globSync(PATTERNS, { cwd: ROOT })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
  return new Map(
    files.map((source) => {
      const text = readFileSync(join(ROOT, source), "utf8");
      return [source, { source, url: urlOf(source), ...headOf(text), text }];
    }),
  );
}

/** The pages in the order of the navigation: what GROUPS names, and then what it does not. */
export function groupPages(pages: ReadonlyMap<string, Page>): PageGroup[] {
  const named = new Set(GROUPS.flatMap(({ pages: sources }) => sources));
  const others = [...pages.values()].filter(({ source }) => source !== START && !named.has(source));
  return GROUPS.map(({ title, about, pages: sources }) => ({
    title,
    about,
    pages: [
      ...sources.flatMap((source) => pages.get(source) ?? []),
      ...others.filter(({ source }) => BY_FOLDER.find(([folder]) => source.startsWith(folder))?.[1] === title),
    ],
  }));
}

/** Where a file's page is published: docs/ is the top of the site, a README the index of its folder or the page of its action. */
export function urlOf(source: string): string {
  if (source === START) return "index.html";
  if (source === "README.md") return "about.html";
  const [, kind, name] = /^(actions|examples)\/([^/]+)\/README\.md$/.exec(source) ?? [];
  if (kind !== undefined) return `${kind}/${name}.html`;
  const path = source.replace(/^docs\//, "").replace(/\.md$/, ".html");
  return path.replace(/(^|\/)README\.html$/, "$1index.html").toLowerCase();
}

/** The way from one page of the site to another. */
export function relativeUrl(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to) || posix.basename(to);
}

export interface Target {
  readonly href: string;
  /** A picture of the repository that the site must have too. */
  readonly asset?: string;
}

/** Where a link in a page's text leads on the site: to a page, a copied picture, or else to the file on GitHub. Throws for what is nowhere. */
export function targetOf(from: Page, href: string, pages: ReadonlyMap<string, Page>): Target {
  if (/^[a-z]+:/i.test(href) || href.startsWith("#")) return { href };
  const [path = "", anchor] = href.split("#");
  const file = posix.normalize(posix.join(posix.dirname(from.source), decodeURI(path))).replace(/\/$/, "");
  const page = pages.get(file) ?? pages.get(posix.join(file, "README.md"));
  if (page) return { href: relativeUrl(from.url, page.url) + (anchor === undefined ? "" : `#${anchor}`) };
  if (!existsSync(join(ROOT, file))) throw new Error(`${from.source} links to ${href}, which does not exist.`);
  if (/\.(png|svg)$/.test(file)) {
    const asset = `assets/${posix.basename(file)}`;
    return { href: relativeUrl(from.url, asset), asset: file };
  }
  const kind = statSync(join(ROOT, file)).isDirectory() ? "tree" : "blob";
  return { href: `${REPOSITORY}/${kind}/main/${file}${anchor === undefined ? "" : `#${anchor}`}` };
}

/** Where a page's source can be read and changed. */
export function sourceUrl({ source }: Page): string | undefined {
  return existsSync(join(ROOT, source)) ? `${REPOSITORY}/blob/main/${source}` : undefined;
}

function headOf(text: string): { title: string; summary: string } {
  const [, title = ""] = /^# (.+)$/m.exec(text) ?? [];
  if (title === "") throw new Error(`A page begins with '${text.slice(0, 40)}' and has no title.`);
  const paragraph = text
    .slice(text.indexOf(`# ${title}`) + title.length + 2)
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .find((part) => /^[\p{L}*`]/u.test(part));
  return { title: plain(title), summary: firstSentence(plain(paragraph ?? "")) };
}

/** The words of Markdown, without its marks. */
export function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[*`]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function firstSentence(text: string): string {
  return /^.*?[.:!?](?=\s|$)/.exec(text)?.[0].replace(/:$/, ".") ?? text;
}
