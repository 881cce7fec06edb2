import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { clonedFrom, workload, writeTree } from "@waybill/testing/adopters/repositories";
import type { Files } from "@waybill/testing/adopters/repositories";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseArguments } from "../arguments.ts";
import { runCommand } from "../commands.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const DOCKERFILE = "FROM scratch\n";
const TEN = Array.from({ length: 10 }, (_, index) => `svc-${index}`);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-mono-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function waybill(command: string, ...args: string[]): Promise<{ readonly verdict: string; readonly out: string }> {
  let out = "";
  const verdict = await runCommand(parseArguments([command, "-C", root, ...args]), {
    env: { PATH: process.env["PATH"] ?? "", HOME: root },
    reporter: collectingReporter(),
    signal: new AbortController().signal,
    print: (text) => void (out += text),
  });
  return { verdict, out };
}

/** Adopts a repository and gives the paths of the waybill.yml files that were written. */
async function adopt(files: Files): Promise<{ readonly products: readonly string[]; readonly out: string }> {
  await writeTree(root, { ...clonedFrom("https://github.com/acme/mono.git"), ...files });
  const { verdict, out } = await waybill("init", "--commit", COMMIT);
  expect(["pass", "warn"], out).toContain(verdict);
  const written = (await readdir(root, { recursive: true })).filter((path) => path.endsWith("waybill.yml") && !path.startsWith(".github"));
  return { products: written.sort(), out };
}

async function yaml(path: string): Promise<unknown> {
  return parse(await readFile(join(root, path), "utf8")) as unknown;
}

/** A service with manifests of its own. */
const own = (folder: string, name: string, namespace = name): Files => ({
  [`${folder}/Dockerfile`]: DOCKERFILE,
  [`${folder}/k8s/app.yaml`]: workload(name, { namespace, image: name }),
});

describe("a monorepo of ten services", () => {
  test("is ten products, each with a waybill.yml and a caller, where each has manifests of its own", async () => {
    const { products, out } = await adopt(Object.assign({}, ...TEN.map((name) => own(`services/${name}`, name))) as Files);
    expect(products).toEqual(TEN.map((name) => `services/${name}/waybill.yml`));
    expect((await readdir(join(root, ".github/workflows"))).sort()).toEqual(TEN.map((name) => `release-${name}.yml`));
    expect(out.match(/^ {2}svc-\d +(pass|warn)/gm)).toHaveLength(10);
    const caller = (await yaml(".github/workflows/release-svc-3.yml")) as { jobs: { release: { steps: { with: object }[] } } };
    expect(caller.jobs.release.steps[1]?.with).toMatchObject({ "working-directory": "services/svc-3" });
    const lines = (await readFile(join(root, ".github/workflows/release-svc-3.yml"), "utf8")).split("\n");
    expect(lines.filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(35);
    for (const name of TEN) expect((await waybill("check", "-C", join(root, "services", name))).verdict).not.toBe("fail");
    // A second call finds them again.
    const again = await waybill("init", "--commit", COMMIT);
    expect(again.out.match(/waybill\.yml +there already/g)).toHaveLength(10);
    expect(again.out).not.toContain("written");
  });

  test.each<[string, Files]>([
    [
      "a Compose file at the top",
      { "compose.yaml": `services:\n${TEN.map((name) => `  ${name}: { build: services/${name} }\n`).join("")}` },
    ],
    ["manifests at the top", { "k8s/all.yaml": TEN.map((name) => workload(name, { image: name })).join("---\n") }],
    ["nothing that says how they are deployed", {}],
  ])("is one product of ten images with %s", async (_, shared) => {
    const { products } = await adopt({ ...Object.fromEntries(TEN.map((name) => [`services/${name}/Dockerfile`, DOCKERFILE])), ...shared });
    expect(products).toEqual(["waybill.yml"]);
    expect(Object.keys(((await yaml("waybill.yml")) as { images: object }).images).sort()).toEqual(TEN);
  });

  test.each<[string, Files]>([
    ["migrations", { "db/migrations/000001_a.up.sql": "SELECT 1;\n", "db/migrations/000001_a.down.sql": "SELECT 1;\n" }],
    ["a manifest with a container", { "k8s/job.yaml": workload("shared", { image: "nginx:1" }) }],
    ["a Compose file", { "docker-compose.yml": "services: { a: { build: shop/web } }\n" }],
    ["the context of a build", { "shop/web/Dockerfile": "FROM scratch\nCOPY shop/web /srv\n" }],
    ["a waybill.yml", { "waybill.yml": "name: mine\nimages: { a: { context: shop/web } }\n" }],
  ])("what folders with manifests of their own share makes them one product: %s", async (_, shared) => {
    const { products } = await adopt({ ...own("shop/web", "web"), ...own("shop/api", "api"), ...shared });
    expect(products).toEqual(["waybill.yml"]);
  });
});

test("two products with an image of the same name do not get in each other's way", async () => {
  const { products, out } = await adopt({
    ...own("shop/web", "web", "shop"),
    ...own("admin/web", "web", "admin"),
    "shop/web/migrations/V1__a.sql": "SELECT 1;\n",
    "admin/web/migrations/V1__a.sql": "SELECT 1;\n",
    "tool/Dockerfile": DOCKERFILE,
    ".github/workflows/ci.yml":
      "on: [push]\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { context: shop/web, tags: ghcr.io/acme/shop-web:1 }\n      - uses: docker/build-push-action@v6\n        with: { context: admin/web, tags: ghcr.io/acme/admin-web:1 }\n      - uses: Azure/k8s-deploy@v5\n        with: { manifests: shop/web/k8s, namespace: shop }\n",
  });
  expect(products).toEqual(["admin/web/waybill.yml", "shop/web/waybill.yml"]);
  expect(await yaml("shop/web/waybill.yml")).toMatchObject({
    name: "shop-web",
    images: { "shop-web": { context: ".", repository: "acme/shop-web" } },
    databases: { main: { url: "env:SHOP_WEB_DATABASE_URL" } },
    environments: { production: { namespace: "shop", manifests: "k8s" } },
  });
  expect(await yaml("admin/web/waybill.yml")).toMatchObject({
    name: "admin-web",
    images: { "admin-web": { repository: "acme/admin-web" } },
    databases: { main: { url: "env:ADMIN_WEB_DATABASE_URL" } },
    environments: { production: { namespace: "admin" } },
  });
  expect(out).toMatch(
    /In no product\n {2}tool\/Dockerfile +in no product: it has no manifests of its own; 'waybill init -C tool' makes it one/,
  );
  expect(out).toContain(`waybill rehearse -C ${join(root, "admin/web")} && waybill rehearse -C ${join(root, "shop/web")}`);
  expect(out.match(/Secret WAYBILL_ENV of the environment production.*/)?.[0]).toContain(
    "ADMIN_WEB_DATABASE_URL=…, KUBECONFIG=… and SHOP_WEB_DATABASE_URL=…",
  );
});

test("images of one name in one product get names of their own, and its manifests still find theirs", async () => {
  const { products } = await adopt({
    "shop/web/Dockerfile": DOCKERFILE,
    "admin/web/Dockerfile": DOCKERFILE,
    "k8s/shop.yaml": workload("shop", { image: "ghcr.io/acme/mono/shop/web:1" }),
    "k8s/admin.yaml": workload("admin", { image: "ghcr.io/acme/mono/admin/web:1" }),
  });
  expect(products).toEqual(["waybill.yml"]);
  expect(await yaml("waybill.yml")).toMatchObject({
    images: {
      web: { context: "admin/web", repository: "acme/mono/admin/web" },
      "web-2": { context: "shop/web", repository: "acme/mono/shop/web" },
    },
  });
});

test("what one product lacks is said in its folder, and the command does not pass", async () => {
  const files = {
    ...own("a", "a"),
    ...own("b", "b"),
    "b/Dockerfile": "FROM scratch\nCOPY dist /\n",
    "b/package.json": '{"scripts":{"build":"x"}}',
  };
  await writeTree(root, { ...clonedFrom("https://github.com/acme/mono.git"), ...files });
  const { verdict, out } = await waybill("init", "--commit", COMMIT);
  expect(verdict).toBe("fail");
  expect(out).toMatch(/Check\n {2}a +pass.*\n {2}b +fail/);
  expect(out).toMatch(
    /To mend before it passes\n {2}b\/Dockerfile:2 +The Dockerfile copies 'dist'.*'npm run build' \(package\.json\) makes it/,
  );
  expect(out).toContain(`1.  waybill check -C ${join(root, "b")}\n`);
});
