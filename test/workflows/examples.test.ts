import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "@waybill/config";
import { digestOfPath } from "@waybill/kit";
import { loadModel } from "../../examples/churn/service/src/model.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../examples");
const CHURN = join(EXAMPLES, "churn");
const run = promisify(execFile);

describe("examples", () => {
  let copy = "";
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "churn-"));
    cpSync(join(CHURN, "package.json"), join(copy, "package.json"));
    for (const folder of ["training", "service/src", "data", "models"])
      cpSync(join(CHURN, folder), join(copy, folder), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const products = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "waybill.yml")));

  test.each(products)("the waybill.yml of %s is valid", async (name) => {
    await expect(loadConfig(join(EXAMPLES, name))).resolves.toHaveProperty("environments.production");
  });

  test.each(products)("%s has a page of its own, of at most 70 lines, and a workflow that releases it", (name) => {
    const page = readFileSync(join(EXAMPLES, name, "README.md"), "utf8");
    expect(page.split("\n").length).toBeLessThanOrEqual(70);
    expect(readdirSync(join(EXAMPLES, name, ".github/workflows"))).not.toEqual([]);
  });

  test("the driver that compose-shop carries is what its script bundles, byte for byte", async () => {
    const out = join(copy, "pg");
    await run(process.execPath, [join(EXAMPLES, "compose-shop/lib/bundle.ts"), out]);
    for (const file of ["index.cjs", "licenses.txt"])
      expect(readFileSync(join(out, file)).equals(readFileSync(join(EXAMPLES, "compose-shop/lib/pg", file))), file).toBe(true);
  });

  test("the churn data are what the committed script makes from its seed", async () => {
    await run(process.execPath, ["training/make-data.ts"], { cwd: copy });
    expect(readFileSync(join(copy, "data/customers.csv")).equals(readFileSync(join(CHURN, "data/customers.csv")))).toBe(true);
  });

  test("the churn model and its metrics are what the committed training makes of the data", async () => {
    rmSync(join(copy, "models"), { recursive: true });
    await run(process.execPath, ["training/train.ts"], { cwd: copy });
    for (const file of ["churn/model.safetensors", "churn/model.json", "churn/metrics.json", "churn-1.3.0.metrics.json"]) {
      expect(readFileSync(join(copy, "models", file)).equals(readFileSync(join(CHURN, "models", file))), file).toBe(true);
    }
  });

  test("the bundled service is what its sources make, byte for byte", async () => {
    const out = join(copy, "dist");
    await run(process.execPath, [join(CHURN, "service/build.ts"), out]);
    for (const file of ["server.js", "package.json", "licenses.txt"]) {
      expect(readFileSync(join(out, file)).equals(readFileSync(join(CHURN, "service/dist", file))), file).toBe(true);
    }
  });

  test("the service names its model by the digest that the model gate computes", async () => {
    const folder = join(CHURN, "models/churn");
    expect(loadModel(folder).digest).toBe((await digestOfPath(folder)).digest);
  });
});
