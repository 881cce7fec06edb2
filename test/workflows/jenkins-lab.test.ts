import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layOutProduct, openFolder } from "./act.ts";
import type { Folder } from "./act.ts";
import { openLab } from "./callers.ts";
import type { Caller } from "./callers.ts";

describe("examples/jenkins-lab", () => {
  let product: Folder;
  let lab: Caller;
  const answer = async (): Promise<string> =>
    lab.kubectl("get", "--raw", `/api/v1/namespaces/${lab.namespace}/services/site:8180/proxy/lab/`);

  beforeAll(async () => {
    product = await openFolder("product");
    await layOutProduct(product.path);
    lab = await openLab(product.path);
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
    await product[Symbol.asyncDispose]();
  });

  test("is built, tested and deployed by three jobs in a row, and answers on port 8180", async () => {
    const { exitCode, jobs, log } = await lab.push({ run: { id: 1, attempt: 1 } });
    expect(exitCode, log.slice(-20_000)).toBe(0);
    const order = ["Image site", "Test", "Plan production", "Release to production"];
    expect(jobs.map((job) => job.split("/").at(-1)).filter((job) => order.includes(job ?? ""))).toEqual(order);
    expect(await answer()).toContain("The lab works.");
  });

  test("is not deployed when its own tests fail", async () => {
    await lab.edit("site/page.js", (text) => text.replace("The lab works.", "The lab is in pieces."));
    const { exitCode, jobs, log } = await lab.push({ run: { id: 2, attempt: 1 } });
    expect(exitCode).not.toBe(0);
    expect(log).toContain("The lab is in pieces.");
    expect(jobs.filter((job) => /Plan|Release to/.test(job))).toEqual([]);
    expect(await answer()).toContain("The lab works.");
  });

  test("gets no tag when the built image does not answer the URL check", async () => {
    await lab.edit("site/page.js", (text) => text.replace('path === "/lab/"', 'path === "/"'));
    const { exitCode, jobs, log } = await lab.push({ run: { id: 3, attempt: 1 } });
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/\/lab\/.*404/);
    expect(jobs.filter((job) => /Test|Plan|Release to/.test(job))).toEqual([]);
    expect(await answer()).toContain("The lab works.");
  });
});
