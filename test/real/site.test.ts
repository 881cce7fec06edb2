import { execFile } from "node:child_process";
import { createReadStream, globSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, posix } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "@waybill/testing/repository";
import { readParts } from "../../scripts/parts/state.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
/** The site lies below a folder, as GitHub serves a repository's pages. */
const BASE = "/waybill/";

let folder: string;
let server: Server;
let origin: string;
let browser: Browser;
let axe: string;
let urls: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
  await promisify(execFile)(process.execPath, ["--conditions=@waybill/source", "scripts/site/build.ts", "--out", folder], { cwd: ROOT });
  urls = globSync("**/*.html", { cwd: folder }).toSorted();
  server = createServer(({ url = "" }, response) => {
    const path = decodeURIComponent(new URL(url, "http://site").pathname);
    const file = join(folder, path.slice(BASE.length));
    if (!path.startsWith(BASE) || !file.startsWith(folder) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  axe = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  browser = await chromium.launch({ executablePath: readParts(["tools"]).tools.chromium, args: ["--no-sandbox", "--disable-gpu"] });
});

afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(`${origin}${BASE}${url}`);
  return page;
}

interface Links {
  readonly ids: readonly string[];
  readonly links: readonly string[];
  readonly parts: readonly string[];
}

/** What every page links to, loads, and can be linked to, read by the browser without running scripts. */
async function linksOfAll(): Promise<Map<string, Links>> {
  const page = await open("index.html", { javaScriptEnabled: true });
  const found = new Map<string, Links>();
  for (const url of urls) {
    const html = await readFile(join(folder, url), "utf8");
    const links = (await page.evaluate(
      `((html) => {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        const all = (selector, name) => [...parsed.querySelectorAll(selector)].map((element) => element.getAttribute(name));
        return { ids: all("[id]", "id"), links: all("a[href]", "href"), parts: [...all("link[href]", "href"), ...all("[src]", "src"), ...all("form", "action")] };
      })(${JSON.stringify(html)})`,
    )) as Links;
    found.set(url, links);
  }
  return found;
}

/** Where a link of a page leads within the site; undefined when it leaves it. */
function within(from: string, href: string): { url: string; anchor: string } | undefined {
  if (/^[a-z]+:/i.test(href)) return undefined;
  const [path = "", anchor = ""] = href.split("#");
  return { url: path === "" ? from : posix.normalize(posix.join(posix.dirname(from), path)), anchor: decodeURIComponent(anchor) };
}

describe("links", () => {
  test("lead to pages and anchors that exist; those that leave the site are whole addresses", async () => {
    const all = await linksOfAll();
    const broken: string[] = [];
    for (const [from, { links, parts, ids }] of all) {
      expect(ids.length, `${from} has one id twice`).toBe(new Set(ids).size);
      for (const href of [...links, ...parts]) {
        const target = within(from, href);
        if (!target) {
          if (!/^https:\/\/[\w.-]+\.[a-z]{2,}(?:[/?#]|$)/.test(href) || !URL.canParse(href)) broken.push(`${from}: ${href}`);
          continue;
        }
        const exists = statSync(join(folder, target.url), { throwIfNoEntry: false })?.isFile() ?? false;
        if (!exists || (target.anchor !== "" && !all.get(target.url)?.ids.includes(target.anchor))) broken.push(`${from}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
    expect([...all.values()].flatMap(({ links }) => links).length).toBeGreaterThan(1000);
  });

  test("reach every page from the start page in three clicks, the unfolding of the menu counted", async () => {
    const all = await linksOfAll();
    const clicks = new Map([["index.html", 0]]);
    for (const [from, count] of clicks) {
      for (const href of all.get(from)?.links ?? []) {
        const to = within(from, href)?.url;
        if (to !== undefined && !clicks.has(to)) clicks.set(to, count + 1);
      }
    }
    const page = await open("index.html");
    const hidden = new Set(
      (await page.evaluate(
        `[...document.querySelectorAll("main a[href]")].filter((link) => !link.checkVisibility()).map((link) => link.getAttribute("href"))`,
      )) as string[],
    );
    expect([...hidden]).toEqual([]);
    for (const url of urls.filter((one) => one !== "search.html")) expect(clicks.get(url), url).toBeLessThanOrEqual(3);
    // Every page but search is linked from the start page's own text, so no menu has to be unfolded.
    expect([...clicks.values()].filter((count) => count === 1).length).toBeGreaterThan(40);
  });
});

test("every page of the repository's documentation is on the site", () => {
  const files = globSync(["docs/**/*.md", "actions/*/README.md", "examples/*/README.md"], { cwd: ROOT });
  expect(files.length).toBeGreaterThan(40);
  expect(urls.length).toBeGreaterThanOrEqual(files.length);
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** What is wrong with the pages; each is visited once. */
interface Faults {
  readonly light: string[];
  readonly dark: string[];
  readonly wide: string[];
  readonly narrow: string[];
  readonly complaints: string[];
  visited: number;
}

const WIDTHS = [360, 768, 1280];
const UNFOLD = `for (const details of document.querySelectorAll("details")) details.open = true; document.documentElement.scrollWidth`;
const SQUEEZED = `[...document.querySelectorAll("main td > div, main p, main li")].filter((element) => element.textContent.length > 40 && element.checkVisibility() && element.getBoundingClientRect().width < 150).map((element) => element.textContent.slice(0, 40))`;

/** axe's findings on the page as it is; `rules` leaves out what does not depend on colours. */
async function violations(page: Page, url: string, options: object): Promise<string[]> {
  const { violations: found, passes } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as {
    violations: Violation[];
    passes: unknown[];
  };
  expect(passes.length, url).toBeGreaterThan(0);
  return found.map(
    ({ id, nodes }) =>
      `${url}: ${id} at ${nodes
        .map(({ target }) => target.join(" "))
        .slice(0, 3)
        .join(", ")}`,
  );
}

async function visitAll(): Promise<Faults> {
  const faults: Faults = { light: [], dark: [], wide: [], narrow: [], complaints: [], visited: 0 };
  const page = await open("index.html");
  page.on("console", (message) => faults.complaints.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.complaints.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => !request.url().startsWith(origin) && faults.complaints.push(request.url()));
  page.on("response", (response) => response.status() !== 200 && faults.complaints.push(`${response.status()} ${response.url()}`));
  for (const url of [...urls, "search.html?q=plan"]) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${origin}${BASE}${url}`, { waitUntil: "networkidle" });
    await page.evaluate(axe);
    faults.light.push(...(await violations(page, url, { resultTypes: ["violations"] })));
    await page.emulateMedia({ colorScheme: "dark" });
    faults.dark.push(...(await violations(page, url, { runOnly: ["color-contrast"] })));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      if (width === 360) faults.narrow.push(...((await page.evaluate(SQUEEZED)) as string[]).map((text) => `${url}: ${text}`));
      const needed = (await page.evaluate(UNFOLD)) as number;
      if (needed !== width) faults.wide.push(`${url} needs ${needed} of ${width}`);
    }
    faults.visited++;
  }
  return faults;
}

describe("on every page", () => {
  let faults: Faults;
  beforeAll(async () => {
    faults = await visitAll();
  });

  test("axe finds nothing in light mode, and no contrast that is too low in dark mode", () => {
    expect(faults.visited).toBe(urls.length + 1);
    expect(faults.light).toEqual([]);
    expect(faults.dark).toEqual([]);
  });

  test("nothing scrolls sideways at 360, 768 and 1280 pixels, with everything unfolded", () => {
    expect(faults.wide).toEqual([]);
  });

  test("no text is squeezed into a column too narrow for it at 360 pixels", () => {
    expect(faults.narrow).toEqual([]);
  });

  test("nothing is asked of another server, and the browser has no complaint", () => {
    expect(faults.complaints).toEqual([]);
  });
});

describe("without scripts", () => {
  test("every page says the same, and the menu unfolds on a narrow screen", async () => {
    const off = await open("index.html", { javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    const on = await open("index.html", { viewport: { width: 360, height: 800 } });
    for (const url of urls.filter((one) => one !== "search.html")) {
      await off.goto(`${origin}${BASE}${url}`);
      await on.goto(`${origin}${BASE}${url}`);
      const text = await off.locator("main").innerText();
      expect(text.length, url).toBeGreaterThan(200);
      expect(text, url).toBe(await on.locator("main").innerText());
    }
    const link = off.locator("nav summary").first();
    expect(await link.isVisible()).toBe(false);
    await off.getByText("All pages", { exact: true }).first().click();
    expect(await link.isVisible()).toBe(true);
  });

  test("the search leads to a list of all pages", async () => {
    const page = await open("index.html", { javaScriptEnabled: false });
    await page.getByRole("searchbox").fill("rollback");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\.html\?q=rollback/);
    expect(await page.getByRole("status").innerText()).toContain("Every page is listed below");
    expect(await page.locator("main li a").count()).toBeGreaterThanOrEqual(urls.length - 3);
  });
});

describe("search", () => {
  async function find(words: string): Promise<Page> {
    const page = await open("index.html");
    await page.getByRole("searchbox").fill(words);
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      `/found|page/.test(document.querySelector("#told")?.textContent ?? "") && !/listed below/.test(document.querySelector("#told").textContent)`,
    );
    return page;
  }

  test.each([
    ["expect_status", /waybill-yml\.html/],
    ["settle time", /kubernetes\.html|words\.html/],
    ["golang-migrate", /migrat/],
    ["trusted_root", /signing\.html|verify-by-hand\.html|actions/],
  ])("for '%s' finds the page that has it, and leads there", async (words, place) => {
    const page = await find(words);
    const hrefs = await page.locator(".results a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    expect(hrefs.slice(0, 8).join("\n")).toMatch(place);
    await page.locator(".results a").first().click();
    await page.waitForURL((url) => !url.pathname.endsWith("search.html"));
    expect(await page.locator("h1").count()).toBe(1);
  });

  test("says so when nothing is found", async () => {
    const page = await find("qqqzzzxxy");
    expect(await page.getByRole("status").innerText()).toBe("Nothing was found for “qqqzzzxxy”.");
  });

  test("runs nothing of what somebody puts into the address", async () => {
    const page = await open(`search.html?q=${encodeURIComponent("<img src=x onerror='window.hacked=1'> plan")}`);
    await page.waitForFunction(`/for “|found/.test(document.querySelector("#told").textContent)`);
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(await page.locator("main img").count()).toBe(0);
  });
});

test("light mode is light and dark mode is dark, in the report page's own colours", async () => {
  const backgrounds = [];
  for (const colorScheme of ["light", "dark"] as const)
    backgrounds.push(await (await open("index.html", { colorScheme })).evaluate("getComputedStyle(document.body).backgroundColor"));
  expect(backgrounds).toEqual(["rgb(246, 247, 249)", "rgb(16, 20, 27)"]);
});
