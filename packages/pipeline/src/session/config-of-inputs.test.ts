import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { requirementsFor, SecretText } from "@waybill/config";
import type { EntryInputs } from "@waybill/config";
import { collectingReporter } from "@waybill/kit";
import { stageContext } from "@waybill/testing/stage-context";
import { configOfInputs } from "./config-of-inputs.ts";

const CONFIG = `version: 1
databases: { main: { url: env:DATABASE_URL, migrations: db/main } }
environments:
  staging: { namespace: shop-staging, manifests: deploy/staging, databases: [] }
  production: { namespace: shop, manifests: [deploy/production], databases: [main] }
`;
const ENV = { DATABASE_URL: "postgres://app:hunter2222@db.example/shop" };

const environment = (namespace: string, manifests: string, name?: string): EntryInputs => ({
  section: "environments",
  name: name === undefined ? { input: "namespace", value: namespace } : { input: "environment", value: name },
  keys: { namespace: { input: "namespace", value: namespace }, manifests: { input: "manifests", value: [manifests] } },
});
const database = (migrations: string, url: string): EntryInputs => ({
  section: "databases",
  name: { input: "name", value: "database" },
  keys: {
    migrations: { input: "migrations", value: migrations },
    url: { input: "database-url", value: new SecretText("database-url", url) },
  },
});

async function read(entry: EntryInputs, more: { files?: Record<string, string>; config?: string; folder?: string } = {}) {
  const { workspace: root } = await stageContext({ "waybill.yml": CONFIG });
  for (const [path, text] of Object.entries({ "other/a.yaml": "", ...more.files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const reporter = collectingReporter();
  const workspace = join(root, more.folder ?? ".");
  const config = await configOfInputs({ workspace, configFile: more.config, env: ENV, reporter }, entry);
  return { config, said: reporter.lines.join("\n") };
}

describe("what waybill.yml declares is not reached around it", () => {
  test.each([
    [
      "its namespace",
      environment("shop", "other"),
      "'namespace' is 'shop', which is that of environment 'production' of waybill.yml: write 'environment: production' instead",
    ],
    ["its name", environment("else", "other", "Production"), "'environment' is 'Production', which is environment 'production'"],
    [
      "its manifests",
      environment("else", "deploy/production"),
      "'manifests' is 'deploy/production', which holds or lies in the manifests of environment 'production'",
    ],
    ["a folder in its manifests", environment("else", "deploy/staging/api"), "environment 'staging'"],
    ["a folder with its manifests", environment("else", "deploy"), "environment 'staging'"],
    [
      "its migrations",
      database("db/main", "sqlite:a.db"),
      "'migrations' is 'db/main', which holds or lies in the migrations of database 'main' of waybill.yml: write 'name: main'",
    ],
    ["a folder with its migrations", database("db", "sqlite:a.db"), "database 'main'"],
    ["its address", database("other", ENV.DATABASE_URL), "'database-url' leads to database 'main'"],
    [
      "its address, spelled otherwise",
      database("other", "postgresql://root:x@DB.example:5432/shop?search_path=public"),
      "'database-url' leads to database 'main'",
    ],
  ])("by inputs that say %s", async (_, entry, says) => {
    const refused = read(entry);
    await expect(refused).rejects.toThrow(says);
    await expect(refused).rejects.not.toThrow("hunter2222");
    const beside = { files: { "empty.yml": "version: 1\n", "below/deep/waybill.yml": "version: 1\n" } };
    await expect(read(entry, { ...beside, config: "empty.yml" })).rejects.toThrow(says);
  });

  test("by an object that says its namespace", async () => {
    const text = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n";
    await expect(read(environment("else", "other"), { files: { "other/a.yaml": text } })).rejects.toThrow(
      "'manifests' has an object in the namespace 'shop' (other/a.yaml:1), which is that of environment 'production'",
    );
  });

  test("by an object that is its namespace", async () => {
    const text = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { a: b } }\n";
    await expect(read(environment("else", "other"), { files: { "other/a.yaml": text } })).rejects.toThrow(
      "'manifests' has an object in the namespace 'shop' (other/a.yaml:1), which is that of environment 'production'",
    );
  });

  test("from a folder below the repository's root, with an empty waybill.yml there", async () => {
    const files = { ".git/HEAD": "", "below/waybill.yml": "version: 1\n" };
    const refused = read(environment("shop", "manifests"), { files, folder: "below" });
    await expect(refused).rejects.toThrow("environment 'production' of ../waybill.yml");
    await expect(read(environment("else", "../deploy"), { files, folder: "below" })).rejects.toThrow(/outside the workspace/);
  });

  test("from the root of a repository, of a project in a folder below", async () => {
    const project = CONFIG.replaceAll("db/main", "db/own");
    const files = {
      ".git/HEAD": "",
      "waybill.yml": "version: 1\n",
      "services/shop/waybill.yml": project,
      "services/shop/deploy/production/a.yaml": "",
      "services/shop/db/own/1.sql": "",
    };
    await expect(read(environment("else", "services/shop/deploy/production"), { files })).rejects.toThrow(
      "'manifests' is 'services/shop/deploy/production', which holds or lies in the manifests of environment 'production' of services/shop/waybill.yml",
    );
    await expect(read(environment("shop", "services/shop/other"), { files })).rejects.toThrow(
      "'namespace' is 'shop', which is that of environment 'production' of services/shop/waybill.yml",
    );
    await expect(read(database("services/shop/db/own", "sqlite:a.db"), { files })).rejects.toThrow(
      "database 'main' of services/shop/waybill.yml",
    );
  });
});

test("anything else goes on beside it, and says that nothing is asked for", async () => {
  for (const entry of [environment("else", "other"), database("other", "postgres://app:x@db.example/else")]) {
    const { config, said } = await read(entry);
    expect(config).toMatchObject({ file: undefined, files: [{ path: "waybill.yml" }], policy: { sources: [] } });
    expect(said).toContain("waybill.yml does not declare what these inputs describe, and has no policy: no evidence is asked for.");
  }
});

test("anything else is bound by every policy around it, and by none that cannot be joined", async () => {
  const policy = (text: string): string => `version: 1\npolicy: ${text}\n`;
  const files = {
    ".git/HEAD": "",
    "waybill.yml": policy("{ environments: { '*': { require: [build] } }, signers: [{ repository: acme/shop }] }"),
    "below/waybill.yml": policy("{ environments: { '*': { require: [test], self_approval: refuse } } }"),
    "below/mine.yml": policy("{ signers: [{ repository: evil/shop }] }"),
  };
  const { config, said } = await read(environment("else", "other"), { files, folder: "below" });
  expect(requirementsFor(config.policy, "else").map(({ stage }) => stage)).toEqual(["test", "build"]);
  expect(config.policy.signers).toHaveLength(1);
  expect(config.files.map(({ path }) => path)).toEqual(["waybill.yml", "../waybill.yml"]);
  expect(said).toBe("");
  await expect(read(environment("else", "other"), { files, folder: "below", config: "mine.yml" })).rejects.toThrow(
    "name different signers",
  );
});
