import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Digest } from "@waybill/kit";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { buildStage } from "../../stages/build.ts";
import { chooseImages, findRunImages } from "./run-images.ts";
import { findEntry, findEnvironment } from "../select.ts";

const RUN = { ...TEST_RUN, run: "https://github.com/Acme/Shop/actions/runs/77/attempts/1" };
const FILES = {
  "waybill.yml": `version: 1
name: shop
images: { api: { context: api }, web: { context: web } }
environments: { production: { namespace: shop, manifests: deploy } }
`,
  "api/Dockerfile": "FROM scratch\nCOPY hello.txt /\n",
  "api/hello.txt": "I am the api\n",
  "web/Dockerfile": "FROM scratch\nCOPY hello.txt /\n",
  "web/hello.txt": "I am the web\n",
  "deploy/a.yaml": "",
};

let registry: LoopbackRegistry;
let context: TestContext;
beforeEach(async () => {
  registry = await startLoopbackRegistry();
  context = await stageContext(FILES);
});
afterEach(() => registry[Symbol.asyncDispose]());

function job(more: { run?: typeof RUN; githubRunId?: string } = {}) {
  const place = registryAt(registry.address);
  const own = { ...context, ...place, run: RUN, githubRunId: "77", ...more };
  return { ...own, ...signing(own, place) };
}
type Job = ReturnType<typeof job>;

function build(by: Job, name: string): Promise<{ result: { reference: string; digest: Digest } }> {
  const building = {
    builder: "assemble" as const,
    findBuildx: async () => undefined,
    connectEngine: () => Promise.reject(new Error("nothing is run here")),
    created: async () => new Date(0),
    sourceUrl: "https://github.com/acme/shop",
    readSecret: () => "secret",
    findSecret: () => undefined,
    expandValues: (values: Readonly<Record<string, string>>) => values,
  };
  return buildStage({ ...by, ...building }, findEntry(by.config.images, name, "images"));
}

/** Another job of the same run: it has nothing but the registry and the same key. */
const later = (by: Job, more: Partial<Job> = {}): Job => ({ ...by, statements: [], ...more });

describe("the images of a workflow run", () => {
  test("are found by later jobs of any attempt, each by the digest that was built", async () => {
    const builder = job();
    const built = { api: (await build(builder, "api")).result.reference, web: (await build(builder, "web")).result.reference };
    const again = later(builder, { run: { ...RUN, run: RUN.run.replace(/1$/, "2"), attempt: 2 } });
    expect(await findRunImages(again, ["api", "web"])).toEqual(built);
    expect(await chooseImages(again, findEnvironment(again.config), "run")).toEqual(built);
    expect(await chooseImages(again, findEnvironment(again.config), undefined)).toEqual(built);
  });

  test("are tagged for the run after their statement was stored, so that whoever finds one finds the other", async () => {
    await build(job(), "api");
    const puts = registry.requests.filter(({ method }) => method === "PUT").map(({ path }) => path);
    expect(puts.at(-1)).toMatch(/\/api\/manifests\/run-77-shop$/);
  });

  test("get no tag of a run where there is none", async () => {
    const outside = job({ githubRunId: "0" });
    await build(outside, "api");
    expect(registry.requests.some(({ path }) => path.includes("/run-"))).toBe(false);
    await expect(findRunImages(outside, ["api"])).rejects.toThrow("this is no run of a GitHub workflow");
  });

  test("are not those of another product with an image of that name", async () => {
    const builder = job();
    await build(builder, "api");
    const other = later(builder, { config: { ...builder.config, name: "other" } });
    await expect(findRunImages(other, ["api"])).rejects.toThrow("This run has built no image 'api'");
  });

  test("that was not built is named, with its tag", async () => {
    const builder = job();
    await build(builder, "api");
    await expect(findRunImages(later(builder), ["api", "web"])).rejects.toThrow(/no image 'web' .*\/web:run-77-shop' is not there/);
  });
});

describe("a tag of the run that points to what this run did not build", () => {
  const move = async (by: Job, tag: string, digest: Digest): Promise<void> => {
    const connection = by.registryFor(by.registry);
    const image = await connection.findManifest("acme/shop/api", digest);
    await connection.putManifest("acme/shop/api", tag, image!.bytes, image!.descriptor.mediaType);
  };

  test.each<[string, Partial<typeof RUN>, string]>([
    ["another run", { run: RUN.run.replace("77", "76") }, "it was built in https://github.com/Acme/Shop/actions/runs/76"],
    ["another commit", { commit: "b".repeat(40) }, `it was built from commit ${"b".repeat(40)}`],
    ["another repository", { repository: "acme/shop", run: RUN.run.replace("Acme/Shop", "acme/shop") }, "it was built in acme/shop"],
  ])("is refused for the build of %s", async (_, run, why) => {
    const theirs = job({ run: { ...RUN, ...run } });
    const { digest } = (await build(theirs, "api")).result;
    await move(theirs, "run-77-shop", digest);
    await expect(findRunImages(later(theirs, { run: RUN }), ["api"])).rejects.toThrow(why);
  });

  test("is refused for an image of another product of the repository", async () => {
    const admin = job();
    const { digest } = (await build({ ...admin, config: { ...admin.config, name: "admin" } }, "api")).result;
    await move(admin, "run-77-shop", digest);
    const why = "it was built for the product 'admin', and this is 'shop'";
    await expect(findRunImages(later(admin), ["api"])).rejects.toThrow(why);
  });

  test("is refused for another image of this run", async () => {
    const builder = job();
    const { digest } = (await build(builder, "api")).result;
    const api = builder.config.images["api"]!;
    const config = { ...builder.config, images: { web: { ...api, name: "web", repository: "acme/shop/api" } } };
    await expect(findRunImages(later(builder, { config }), ["web"])).rejects.toThrow(`${digest}, of which no signed statement says`);
    await expect(findRunImages(later(builder, { config }), ["web"])).rejects.toThrow("it was built as 'api'");
  });

  test("is refused when nobody who is trusted signed, and when nothing was signed", async () => {
    const builder = job();
    await build(builder, "api");
    const stranger = job();
    await expect(findRunImages(stranger, ["api"])).rejects.toThrow("may have moved the tag");
    await build({ ...job(), prove: async () => undefined }, "web");
    await expect(findRunImages(later(builder), ["web"])).rejects.toThrow("there is none");
  });
});
