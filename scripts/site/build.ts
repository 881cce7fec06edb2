// Builds the documentation as a site of static pages: `npm run site [-- --out FOLDER]`, by default into build/site.
import { rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Eleventy } from "@11ty/eleventy";
import { close, createIndex } from "pagefind";
import { ROOT } from "../bundles.ts";
import { pageHtml } from "./layout.ts";
import { renderPage } from "./markdown.ts";
import type { Rendered } from "./markdown.ts";
import { groupPages, readPages } from "./pages.ts";
import type { Page } from "./pages.ts";
import { SEARCH, searchHtml } from "./search.ts";
import { STYLE } from "./style.ts";

const ASSETS = "scripts/site/assets";

/** Writes the whole site into a folder, which it empties before, and tells how many pages it has. Throws where a link leads nowhere. */
export async function buildSite(out: string): Promise<number> {
  const pages = readPages();
  const groups = groupPages(pages);
  const rendered = new Map<string, Rendered & { readonly page: Page }>();
  for (const page of pages.values()) rendered.set(page.url, { page, ...renderPage(page, pages) });
  rendered.set(SEARCH.url, { page: SEARCH, html: searchHtml(groups), headings: [], assets: [] });
  const pictures = new Set([...rendered.values()].flatMap(({ assets }) => assets));
  await rm(out, { recursive: true, force: true });
  const eleventy = new Eleventy(ASSETS, out, {
    quietMode: true,
    configPath: null,
    config(config) {
      config.setUseGitIgnore(false);
      config.setLibrary("md", { render: (_, { url }) => rendered.get(String(url))?.html ?? "" });
      config.addTransform("layout", function layOut(content) {
        // Of an index Eleventy names the folder.
        const shown = rendered.get(this.page.url.slice(1).replace(/(^|\/)$/, "$1index.html"));
        return shown ? pageHtml({ page: shown.page, content, headings: shown.headings, groups }) : content;
      });
      config.addPassthroughCopy({
        [`${ASSETS}/search.js`]: "assets/search.js",
        [`${ASSETS}/icon.svg`]: "assets/icon.svg",
        ...Object.fromEntries([...pictures].map((picture) => [picture, `assets/${basename(picture)}`])),
      });
      // The engine is Markdown alone: in these pages `{{ }}` is GitHub's and no template's.
      for (const [url, { page }] of rendered)
        config.addTemplate(`${url}.md`, page.text, { url, permalink: url, templateEngineOverride: "md" });
    },
  });
  await eleventy.write();
  await writeFile(join(out, "assets/style.css"), STYLE);
  await indexPages(out);
  return rendered.size;
}

/** Pagefind reads the built pages and writes the index that search asks, in pieces, so that a search loads few of them. */
async function indexPages(out: string): Promise<void> {
  const { index, errors } = await createIndex({});
  if (!index) throw new Error(`The search index could not be begun: ${errors.join(" ")}`);
  const added = await index.addDirectory({ path: out });
  const written = await index.writeFiles({ outputPath: join(out, "pagefind") });
  await close();
  const problems = [...added.errors, ...written.errors];
  if (problems.length > 0) throw new Error(`The search index could not be made: ${problems.join(" ")}`);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: "string", default: "build/site" } } });
  const out = resolve(ROOT, values.out);
  console.log(`${await buildSite(out)} pages in ${out}`);
}
