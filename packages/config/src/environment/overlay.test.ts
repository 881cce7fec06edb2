import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "@waybill/kit";
import { beforeEach, expect, test } from "vitest";
import { filesOf, originOfKey } from "../files.ts";
import { checkConfig, loadConfig } from "../load.ts";
import { secretRefs } from "../secret-ref.ts";

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "overlay-"));
});
const write = (text: string, file = "waybill.yml"): void => writeFileSync(join(workspace, file), text);

const BASE = `images: { api: }
databases:
  main: { url: env:STAGING_URL, migrations: db }
  log: { url: env:LOG_URL, migrations: log, shared: true }
environments:
  staging: { namespace: shop-staging, probe: { service: api, port: 80 }, secrets: { shop: { one: env:ONE } } }
  production: { after: staging, namespace: shop, manifests: [deploy/base, deploy/small] }
`;
/** One name for both, with a value of its own in each. */
const APART = BASE.replace("migrations: db }", "migrations: db, shared: false }");
const PRODUCTION = `databases: { main: { url: env:PRODUCTION_URL } }
environments:
  production:
    manifests: [deploy/base, deploy/large]
    timeout: 15m
`;

test("an environment's file lies over the base: mappings key by key, lists and values replaced, everything with its origin", async () => {
  write(BASE);
  write(PRODUCTION, "waybill.production.yml");
  write("environments: { staging: { probe: { path: /ready }, secrets: { shop: { two: env:TWO } } } }\n", "waybill.staging.yml");
  const config = await loadConfig(workspace);
  const { staging, production } = config.environments;
  expect(production).toMatchObject({
    after: "staging",
    namespace: "shop",
    manifests: ["deploy/base", "deploy/large"],
    timeoutSeconds: 900,
    databases: [
      { name: "main", url: { env: "PRODUCTION_URL" }, migrations: "db" },
      { name: "log", url: { env: "LOG_URL" } },
    ],
  });
  expect(staging).toMatchObject({
    probe: { service: "api", port: 80, path: "/ready" },
    secrets: { shop: { one: { env: "ONE" }, two: { env: "TWO" } } },
    databases: [{ name: "main", url: { env: "STAGING_URL" } }, { name: "log" }],
  });
  const placeOf = (key: string): unknown => {
    const origin = originOfKey(config, key);
    return origin.from === "file" && `${origin.place.file}:${origin.place.line} ${origin.key}`;
  };
  expect(placeOf("environments.production.timeout")).toBe("waybill.production.yml:5 environments.production.timeout");
  expect(placeOf("environments.production.namespace")).toBe("waybill.yml:7 environments.production.namespace");
  expect(placeOf(production?.databases[0]?.urlKey ?? "")).toBe("waybill.production.yml:1 databases.main.url");
  expect(placeOf(staging?.databases[0]?.urlKey ?? "")).toBe("waybill.yml:3 databases.main.url");
});

test("the secrets of one environment are those that a release to it reads", async () => {
  write(BASE);
  write(PRODUCTION, "waybill.production.yml");
  const config = await loadConfig(workspace);
  const names = (environment?: string): string[] => secretRefs(config, environment).map(({ ref }) => ref.env);
  expect(names("production")).toEqual(["PRODUCTION_URL", "LOG_URL"]);
  expect(names("staging")).toEqual(["STAGING_URL", "LOG_URL", "ONE"]);
  expect(names()).toEqual(["STAGING_URL", "LOG_URL", "PRODUCTION_URL", "ONE"]);
});

test("every file that a configuration was read from is listed with its digest, those of other environments apart", async () => {
  write(`${BASE}policy: { extends: policy.yml }\n`);
  write(PRODUCTION, "waybill.production.yml");
  write("environments: { '*': { require: [build] } }\n", "policy.yml");
  const config = await loadConfig(workspace);
  expect(config.files[1]).toEqual({ path: "waybill.production.yml", digest: digestOf(PRODUCTION), environment: "production" });
  const paths = (environment: string): string[] => filesOf(config, environment).map(({ path }) => path);
  expect(paths("production")).toEqual(["waybill.yml", "waybill.production.yml", "policy.yml"]);
  expect(paths("staging")).toEqual(["waybill.yml", "policy.yml"]);
});

test("an environment's policy is demanded on top of the base's, with its own line", async () => {
  write(`${APART}policy: { environments: { production: { require: [build] } } }\n`);
  write("policy: { environments: { production: { require: [test], self_approval: refuse } } }\n", "waybill.production.yml");
  const { policy } = await loadConfig(workspace);
  expect(policy.environments["production"]).toMatchObject({
    selfApproval: "refuse",
    require: [
      { stage: "build", from: "waybill.yml:8" },
      { stage: "test", from: "waybill.production.yml:1" },
    ],
  });
  expect(policy.sources.map(({ file }) => file)).toEqual(["waybill.yml", "waybill.production.yml"]);
});

test("a base of another name has overlays of that name", async () => {
  write(BASE, "release.yaml");
  write(PRODUCTION, "release.production.yaml");
  const config = await loadConfig(workspace, "release.yaml");
  expect(config.files.map(({ path }) => path)).toEqual(["release.yaml", "release.production.yaml"]);
});

test("environments that name one database are accepted once the file says which way it is meant", async () => {
  const environments = "environments: { staging: { namespace: a }, production: { namespace: b } }\n";
  const problems = async (shared: string): Promise<number> => {
    write(`databases: { main: { url: env:URL, migrations: db${shared} } }\n${environments}`);
    return (await checkConfig(workspace)).problems.length;
  };
  expect(await problems("")).toBe(1);
  expect(await problems(", shared: false")).toBe(0);
  expect(await problems(", shared: true")).toBe(0);
});

test("two environments find one database under two names in the base", async () => {
  write(
    `databases: { one: { url: env:URL, migrations: db }, two: { url: env:URL, migrations: db } }
environments: { staging: { namespace: a, databases: [one] }, production: { namespace: b, databases: [two] } }
`,
  );
  expect((await checkConfig(workspace)).problems.map(({ what }) => what)).toEqual([expect.stringContaining("have one address, env:URL")]);
});

test("the digest changes with what an environment's file says, and not with where it is said", async () => {
  write(APART);
  const before = (await loadConfig(workspace)).digest;
  write("environments: { production: { timeout: 15m } }\n", "waybill.production.yml");
  const after = (await loadConfig(workspace)).digest;
  expect(after).not.toBe(before);
  write("# nothing\nversion: 1\n", "waybill.production.yml");
  write(APART.replace("after: staging,", "after: staging, timeout: 15m,"));
  expect((await loadConfig(workspace)).digest).toBe(after);
});

test("merge keys take over what a mapping does not say itself, from the first that says it", async () => {
  write(`x-defaults: &defaults { context: services, target: runtime }
x-more: &more { target: other, dockerfile: Dockerfile.more }
images:
  api: { <<: *defaults, target: own }
  web: { <<: [*defaults, *more] }
`);
  const { images, origins } = await loadConfig(workspace);
  expect(images["api"]).toMatchObject({ context: "services", target: "own" });
  expect(images["web"]).toMatchObject({ context: "services", target: "runtime", dockerfile: "Dockerfile.more" });
  expect(origins.get("images.api.context")).toMatchObject({ place: { line: 1, column: 34 }, key: "images.api.context" });
});

test("keys of one's own begin with x- and stand wherever the file has keys of its own, also in an environment's file", async () => {
  write(`x-note: a
images: { api: { x-note: [1], probe: { port: 80, x-note: { a: 1 } } } }
environments: { production: { x-note: 1 } }
policy: { x-note: 1, environments: { '*': { require: [build], x-note: 1 } } }
`);
  write("x-note: 1\nenvironments: { production: { x-note: 1, timeout: 5 } }\n", "waybill.production.yml");
  expect((await checkConfig(workspace)).problems).toEqual([]);
});

test("in a mapping of the author's names, x- begins a name as any other", async () => {
  write("images: { x-ray: { contxt: . } }\n");
  expect((await checkConfig(workspace)).problems.map(({ what }) => what)).toEqual([expect.stringContaining("unknown key 'contxt'")]);
});

test("merge keys are bounded like aliases", async () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `x-${level + 1}: &a${level + 1} { <<: [${Array(10).fill(`*a${level}`).join(", ")}] }`,
  );
  write(`x-0: &a0 { context: . }\n${levels.join("\n")}\nimages: { api: *a12 }\n`);
  expect((await checkConfig(workspace)).problems.map(({ what }) => what).join()).toContain("more than");
});

test("a mapping that merges itself is refused", async () => {
  write("images: { api: &a { <<: *a } }\n");
  expect((await checkConfig(workspace)).problems.length).toBeGreaterThan(0);
});
