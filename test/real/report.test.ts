import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { renderHtml } from "@waybill/report";
import type { Report } from "@waybill/report";
import { readParts } from "../../scripts/parts/state.ts";
import { FAILED, FOLDED, LONG, PASSED, PLANNED, REFUSED } from "@waybill/testing/sample-reports/index";
import type { Rule } from "@waybill/kit";

const HOSTILE = `</title></style></script><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"' onload=x javascript:alert(1) \u202e`;
const hostile: Report = {
  ...PASSED,
  title: HOSTILE,
  subtitle: HOSTILE,
  run: [{ label: HOSTILE, value: HOSTILE, href: "javascript:window.hacked=1" }],
  chain: PASSED.chain.map((step) => ({ ...step, label: HOSTILE, note: HOSTILE })),
  sections: [
    {
      id: HOSTILE,
      title: HOSTILE,
      blocks: [
        {
          type: "table",
          caption: HOSTILE,
          head: [HOSTILE],
          rows: [[{ text: HOSTILE, href: "javascript:window.hacked=1", code: true }], [{ text: HOSTILE, verdict: "fail" }]],
        },
        {
          type: "findings",
          findings: [{ rule: HOSTILE as Rule, severity: "error", what: HOSTILE, where: { file: HOSTILE }, next: HOSTILE }],
        },
        { type: "code", language: HOSTILE, text: HOSTILE, caption: HOSTILE },
        { type: "chart", title: HOSTILE, points: [{ x: HOSTILE, y: 1 }], unit: HOSTILE },
      ],
    },
  ],
};
const ONE_STEP: Report = { ...PLANNED, chain: PLANNED.chain.slice(3) };
const REPORTS = { passed: PASSED, failed: FAILED, folded: FOLDED, planned: PLANNED, refused: REFUSED, long: LONG, hostile };

let browser: Browser;
let folder: string;
let probe: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "report-"));
  for (const [name, report] of Object.entries({ ...REPORTS, "one-step": ONE_STEP }))
    await writeFile(join(folder, `${name}.html`), renderHtml(report));
  probe = await readFile(new URL("../../packages/testing/src/page-probe.js", import.meta.url), "utf8");
  browser = await chromium.launch({ executablePath: readParts(["tools"]).tools.chromium, args: ["--no-sandbox", "--disable-gpu"] });
});

afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(
  name: keyof typeof REPORTS | "one-step",
  options: { width?: number; height?: number; colorScheme?: "light" | "dark" } = {},
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? "light",
    reducedMotion: "reduce",
  });
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  return page;
}

/** Asks one of the questions of `page-probe.js` inside the page. */
async function ask<T>(page: Page, question: string): Promise<T> {
  return (await page.evaluate(
    `(${probe
      .replace(/^\/\/.*$/gm, "")
      .trim()
      .replace(/;$/, "")}).${question}()`,
  )) as T;
}

describe.each(Object.keys(REPORTS) as (keyof typeof REPORTS)[])("the page of a %s report", (name) => {
  test.each([360, 768, 1280])("never scrolls sideways at %i pixels, with everything unfolded", async (width) => {
    const page = await open(name, { width });
    expect(await ask(page, "neededWidth")).toBe(width);
    expect(await ask(page, "squeezed")).toEqual([]);
  });

  test.each(["light", "dark"] as const)("has readable text everywhere in %s mode", async (colorScheme) => {
    const page = await open(name, { colorScheme });
    expect(await ask(page, "lowContrast")).toEqual([]);
  });

  test("is built of landmarks, headings in order, and tables with captions and scopes", async () => {
    const page = await open(name);
    const structure = await ask<{ headings: number[]; links: string[] }>(page, "structure");
    expect(structure).toMatchObject({
      landmarks: [1, 1, 1],
      language: "en",
      unnamed: 0,
      tablesWithoutCaption: 0,
      cellsWithoutScope: 0,
      duplicateIds: 0,
      foreign: 0,
      handlers: 0,
      hacked: false,
    });
    expect(structure.headings[0]).toBe(1);
    expect(structure.headings.filter((level) => level === 1)).toHaveLength(1);
    structure.headings.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    }, 0);
    for (const href of structure.links) expect(href).toMatch(/^(?:#|https?:)/);
  });
});

describe("the first screen of 1280 x 800", () => {
  const QUESTIONS = ["What changes", "What is proven", "Who approved what", "How to go back"];
  // A box of 0 pixels would be above any line without being seen.
  const lower = (page: Page, selector: string): Promise<number[]> =>
    page
      .locator(selector)
      .evaluateAll((elements) =>
        elements.map((element) => element.getBoundingClientRect()).map(({ bottom, height }) => (height > 0 ? bottom : 1e6)),
      );

  test.each(["passed", "folded", "planned", "refused"] as const)(
    "of a %s page answers the four questions and shows the plan's whole digest",
    async (name) => {
      const page = await open(name, { height: 800 });
      for (const question of QUESTIONS) {
        const [bottom = 1e6] = await lower(page, `.answer:has(h3:text-is("${question}"))`);
        expect(bottom, question).toBeLessThanOrEqual(800);
      }
      expect(await page.locator(".overview > .copy code").innerText()).toBe(PASSED.overview?.plan);
      expect((await lower(page, ".overview > .copy code"))[0]).toBeLessThanOrEqual(800);
    },
  );

  test("of a refusal says why, where and what to do next", async () => {
    const failed = await open("failed", { height: 800 });
    const [reason] = await failed.locator(".reasons li").all();
    expect(await reason?.innerText()).toMatch(
      /Deployment to production[^]*never became ready[^]*deployment\.yaml:41[^]*Next: Look at the log/,
    );
    expect((await lower(failed, ".reasons li"))[0]).toBeLessThanOrEqual(800);
    const refused = await open("refused", { height: 800 });
    expect(await refused.locator(".reasons").innerText()).toContain("Also below: Data orders, Model churn");
  });

  test("names what is missing and what makes it, before what is proven", async () => {
    const page = await open("planned", { height: 800 });
    const [first] = await page.locator(".answer.proven li").allInnerTexts();
    expect(first).toMatch(/missing\s+approve: production waybill release -e production --approve sha256/);
  });
});

test("one click on a digest or a command selects all of it and nothing else", async () => {
  const page = await open("planned");
  for (const code of await page.locator(".copy code").all()) {
    await code.click();
    expect(await page.evaluate("getSelection().toString().trim()")).toBe((await code.innerText()).trim());
  }
});

test("what passed is folded away: a release with 52 checks is short, and its parts unfold by keyboard", async () => {
  const page = await open("folded");
  expect(await page.evaluate("document.documentElement.scrollHeight")).toBeLessThan(2000);
  const part = page.locator("section", { has: page.getByRole("heading", { name: "Data orders" }) });
  expect(await part.innerText()).toContain("52 checks over 3,200 rows");
  expect(await part.getByText("check 51").isVisible()).toBe(false);
  await part.locator("summary").focus();
  await page.keyboard.press("Enter");
  expect(await part.getByText("check 51").isVisible()).toBe(true);
});

test("on paper what was folded away is there", async () => {
  const page = await open("folded");
  await page.emulateMedia({ media: "print" });
  expect(await page.getByText("check 51").isVisible()).toBe(true);
});

test("a chain of one step is drawn as small as one of eight", async () => {
  const knot = async (name: "one-step" | "passed"): Promise<number> => {
    const page = await open(name);
    return page
      .locator("svg.chain.row .knot")
      .first()
      .evaluate((element) => element.getBoundingClientRect().height);
  };
  expect(await knot("one-step")).toBeLessThanOrEqual(40);
  expect(Math.abs((await knot("one-step")) - (await knot("passed")))).toBeLessThanOrEqual(4);
});

test("dark mode is dark and light mode is light, without a switch or a script", async () => {
  const backgrounds = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await open("passed", { colorScheme });
    backgrounds.push(await ask(page, "background"));
  }
  expect(backgrounds).toEqual(["rgb(246, 247, 249)", "rgb(16, 20, 27)"]);
});

interface FocusStop {
  readonly text: string;
  readonly top: number;
  readonly visible: boolean;
  readonly outline: string;
}

test("the keyboard reaches everything in reading order, beginning with the way past the navigation, and shows where it is", async () => {
  const page = await open("failed");
  const stops: FocusStop[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    const stop = await ask<FocusStop | null>(page, "focusStop");
    if (!stop) break;
    stops.push(stop);
  }
  expect(stops[0]?.text).toBe("Skip to the report");
  expect(stops.map(({ text }) => text)).toEqual(
    expect.arrayContaining(["What each step says", "SQL that will run", "Last lines of the container's log", "Values as a table"]),
  );
  for (const stop of stops) expect(stop, stop.text).toMatchObject({ visible: true, outline: "solid 3px" });
  const main = stops.slice(stops.findIndex(({ text }) => text === "What each step says"));
  expect(main.map(({ top }) => top)).toEqual(main.map(({ top }) => top).sort((a, b) => a - b));
});

test("the skip link leads into the report", async () => {
  const page = await open("passed");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await ask(page, "focusedId")).toBe("main");
});

test("details unfold and a long table scrolls by keyboard alone", async () => {
  const page = await open("long");
  const table = page.getByRole("region", { name: "Objects in namespace churn, scrollable" });
  await table.focus();
  await page.keyboard.press("End");
  await expect.poll(() => table.evaluate((element) => element.scrollTop)).toBeGreaterThan(1000);
  const details = page.locator("details", { hasText: "SQL that will run" });
  await details.locator("summary").focus();
  await page.keyboard.press("Enter");
  expect(await details.getByText("CREATE INDEX").isVisible()).toBe(true);
});

test("the chain is one picture for every width, told to screen readers step by step", async () => {
  for (const width of [360, 1280]) {
    const page = await open("failed", { width });
    const picture = page.getByRole("img", { name: "The chain of the release" });
    expect(await picture.count()).toBe(1);
    expect(await picture.locator("desc").first().textContent()).toContain("7. Deploy: fail, 31.2 s. 8. Verify: not run.");
  }
});

test("tables stay tables for screen readers on a narrow screen", async () => {
  const page = await open("passed", { width: 360 });
  const table = page.getByRole("table", { name: "Checks" });
  expect(await table.getByRole("row").count()).toBe(6);
  expect(await table.getByRole("rowheader").first().textContent()).toBe("row_count");
});

test("on paper everything is there in dark ink, without navigation", async () => {
  const page = await open("long", { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await ask(page, "paper")).toEqual({ ink: "rgb(24, 32, 44)", background: "rgb(255, 255, 255)", navigation: "none", cutTables: 0 });
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
});

test("the page asks nothing of the network and breaks none of its own rules", async () => {
  for (const name of Object.keys(REPORTS) as (keyof typeof REPORTS)[]) {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => !request.url().startsWith("file:") && complaints.push(request.url()));
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    expect(complaints).toEqual([]);
  }
});
