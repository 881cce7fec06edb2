import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SILENT } from "@waybill/kit";
import { ROOT } from "@waybill/testing/repository";
import { replaceIn } from "@waybill/testing/real/waybill";
import { rehearse } from "../../packages/cli/src/rehearse.ts";

const TIMEOUT_MS = 180_000;

let workspace: string;
let rehearsalDir: string;
let first: string;

async function run(): Promise<string> {
  let text = "";
  const around = { env: process.env as Record<string, string>, reporter: SILENT, signal: new AbortController().signal };
  expect(await rehearse({ ...around, builder: "assemble", print: (part) => void (text += part), workspace, rehearsalDir }), text).toBe(
    "warn",
  );
  return text;
}

/** The page of the last environment, at the address of the Service `web`. */
const pageOf = (text: string): string => [...text.matchAll(/Answers now {2}(http\S+)\n\s+<!doctype html>/g)].at(-1)?.[1] ?? "";
const read = async (url: string): Promise<string> => (await fetch(url)).text();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-shop-"));
  [workspace, rehearsalDir] = [join(folder, "shop"), join(folder, "world")];
  await cp(join(ROOT, "examples/compose-shop"), workspace, { recursive: true, filter: (source) => !source.endsWith("/.waybill") });
  first = await run();
}, TIMEOUT_MS);
afterAll(async () => {
  const around = { env: {}, reporter: SILENT, signal: new AbortController().signal, print: () => undefined };
  await rehearse({ ...around, workspace, rehearsalDir, stop: true });
  await rm(join(workspace, ".."), { recursive: true, force: true });
}, TIMEOUT_MS);

describe("a rehearsal of examples/compose-shop", () => {
  test("goes to staging and then, with the same images, to production", () => {
    const [staging = "", production = ""] = first.split("Release of shop to production");
    expect(staging).toMatch(/pass +Build worker/);
    expect(production).toMatch(/not run +Build worker/);
    expect(production).toContain("release: staging");
    expect(production).toMatch(/pass +Verify/);
  });

  test("says what it has only stored", () => {
    expect(first).toMatch(/Stored, not tried:\n {2}Ingress shop: .*\n {2}CronJob summary: .*\n {2}HorizontalPodAutoscaler api: /);
  });

  test("asks the page at the probe's path, and the api where it says that it is ready", () => {
    expect(pageOf(first)).toMatch(/:\d+\/$/);
    expect([...first.matchAll(/Answers now {2}http\S+\/readyz\n\s+\{"status":"ready"\}/g)]).toHaveLength(2);
    expect(first).not.toContain("there is GET /products");
  });

  test("packs an order: from the page through the api to the database, and from there to the worker", { timeout: 30_000 }, async () => {
    const url = pageOf(first);
    const ordered = await fetch(new URL("/orders", url), {
      method: "POST",
      body: new URLSearchParams({ product: "beans" }),
      redirect: "manual",
    });
    expect([ordered.status, ordered.headers.get("location")]).toEqual([303, "/#order-1"]);
    await expect.poll(() => read(url), { timeout: 20_000 }).toContain("Order 1: beans, packed");
  });

  test(
    "of another catalogue builds the worker anew, runs its Job once more, and leaves the rest alone",
    { timeout: TIMEOUT_MS },
    async () => {
      await replaceIn(join(workspace, "worker/catalogue.json"), (text) => text.replace("8900", "7900"));
      const second = await run();
      expect(await read(pageOf(second))).toMatch(/Hand grinder, 79\.00 €.*Order 1: beans, packed/s);
      const repeated = [...second.matchAll(/^ {2}(.+?): .+$/gm)].map(([, what]) => what);
      expect(repeated).toEqual(expect.arrayContaining(["Build image web", "Build image api", "Migrate database shop"]));
      expect(repeated).not.toContain("Build image worker");
    },
  );
});
