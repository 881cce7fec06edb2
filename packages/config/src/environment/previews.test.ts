import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { checkConfig, loadConfig } from "../load.ts";

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "previews-"));
});

const config = (preview: string, { staging = "{ namespace: shop-staging }", more = "" } = {}): string => `name: shop
databases:
  main: { url: env:MAIN, migrations: db }
  scratch: { url: env:SCRATCH, migrations: db }
environments:
  staging: ${staging}
  preview: ${preview}
${more}`;

async function problemsOf(text: string): Promise<string[]> {
  writeFileSync(join(workspace, "waybill.yml"), text);
  return (await checkConfig(workspace)).problems.map(({ what, where }) => `${where?.line}: ${what}`);
}

test("a preview has the databases that it names, and a release all others", async () => {
  writeFileSync(join(workspace, "waybill.yml"), config("{ preview: true, databases: [scratch] }"));
  const { environments } = await loadConfig(workspace);
  const names = (name: string) => environments[name]?.databases.map((database) => database.name);
  expect([names("staging"), names("preview")]).toEqual([["main"], ["scratch"]]);
  writeFileSync(join(workspace, "waybill.yml"), config("{ preview: true }"));
  expect((await loadConfig(workspace)).environments["preview"]?.databases).toEqual([]);
});

test.each([
  [
    "a namespace",
    config("{ preview: true, namespace: shop-staging }"),
    "7: 'environments.preview.namespace' cannot stand beside 'preview: true', because every pull request gets",
  ],
  [
    "an environment before it",
    config("{ preview: true, after: staging }"),
    "7: 'environments.preview.after' cannot stand beside 'preview: true', because a preview is no part of a release",
  ],
  [
    "a word about sharing",
    config("{ preview: true, shared: true }"),
    "7: 'environments.preview.shared' cannot stand beside 'preview: true'",
  ],
  [
    "another environment's database",
    config("{ preview: true, databases: [main] }", { staging: "{ namespace: shop-staging, databases: [main] }" }),
    "the preview 'preview' would migrate the database 'main', which 'staging' uses too",
  ],
  [
    "a database that is shared",
    config("{ preview: true, databases: [scratch] }").replace("url: env:SCRATCH,", "url: env:SCRATCH, shared: true,"),
    "the database 'scratch' says 'shared: true', and a preview shares nothing",
  ],
  [
    "a release behind it",
    config("{ preview: true }", { staging: "{ namespace: shop-staging, after: preview }" }),
    "6: 'environments.staging.after' names 'preview', which is a preview: nothing that is shown there counts for a release",
  ],
  [
    "evidence that a policy demands",
    config("{ preview: true }", { more: "policy: { environments: { preview: { require: [{ stage: deploy }] } } }\n" }),
    "cannot be true, because the policy names 'preview': nothing is proven of a preview",
  ],
])("a preview cannot have %s", async (_, text, problem) => {
  expect((await problemsOf(text)).join("\n")).toContain(problem);
});

test("a preview's database under another name and with the address of a release is refused, whatever is said of it", async () => {
  const text = config("{ preview: true, databases: [scratch] }")
    .replace("env:SCRATCH", "env:MAIN")
    .replace("env:MAIN, migrations: db }", "env:MAIN, migrations: db, shared: true }");
  expect((await problemsOf(text)).join("\n")).toContain("have one address, env:MAIN");
});
