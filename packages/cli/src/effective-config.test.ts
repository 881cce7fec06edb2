import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeConfig, loadConfig, otherAddresses } from "@waybill/config";
import { expect, test } from "vitest";
import { renderConfig, renderConfigJson } from "./effective-config.ts";

const SHOP = {
  "waybill.yml": `x-defaults: &defaults { target: runtime }
images: { api: { <<: *defaults, args: { TOKEN: env:TOKEN, "no": "1" } } }
databases: { main: { url: env:STAGING_URL, migrations: db } }
environments: { staging: , production: { after: staging, namespace: shop } }
policy: { environments: { production: { require: [build] } } }
`,
  "waybill.production.yml": `databases: { main: { url: env:PRODUCTION_URL } }
environments: { production: { timeout: 15m, probe: { service: api, port: 80, path: "/ready?a: b" } } }
policy: { environments: { production: { require: [migrate] } } }
`,
};

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), "effective-config-"));
  for (const [file, text] of Object.entries(files)) await writeFile(join(workspace, file), text);
  return workspace;
}

test("every value for one environment stands with its file and line, and secrets stay names", async () => {
  const text = renderConfig(await describeConfig(await project(SHOP), undefined, { environment: "production" }), new Map());
  expect(text.split("\n")).toEqual(
    expect.arrayContaining([
      "    target: runtime # waybill.yml:1",
      "      TOKEN: env:TOKEN # waybill.yml:2",
      "    dockerfile: Dockerfile # default",
      "    url: env:PRODUCTION_URL # waybill.production.yml:1",
      '    timeout: "15m" # waybill.production.yml:2',
      "        - build # waybill.yml:5",
      "        - migrate # waybill.production.yml:3",
      "registry: ghcr.io # default",
    ]),
  );
  expect(text).not.toMatch(/x-defaults|staging:/);
});

test("without an environment the base's address stands with those of the environments", async () => {
  const workspace = await project(SHOP);
  const text = renderConfig(await describeConfig(workspace, undefined, {}), otherAddresses(await loadConfig(workspace)));
  expect(text).toContain("    url: env:STAGING_URL # waybill.yml:3; production: env:PRODUCTION_URL, waybill.production.yml:1\n");
});

test("what is printed for an environment is a waybill.yml that means the same", async () => {
  const workspace = await project({ ...SHOP, "waybill.yml": SHOP["waybill.yml"].replace("after: staging, ", "") });
  const printed = renderConfig(await describeConfig(workspace, undefined, { environment: "production" }), new Map());
  const again = await loadConfig(await project({ "waybill.yml": printed }));
  const config = await loadConfig(workspace);
  expect(again.images).toEqual(config.images);
  expect(again.policy.environments).toMatchObject({ production: { require: [{ stage: "build" }, { stage: "migrate" }] } });
  const [one, other] = [config, again].map(({ environments }) => environments["production"]);
  expect({ ...other, databases: [] }).toEqual({ ...one, databases: [] });
  expect(other?.databases[0]?.url).toEqual(one?.databases[0]?.url);
});

test("as JSON it lists values, origins and files", async () => {
  const effective = await describeConfig(await project(SHOP), undefined, { environment: "production" });
  expect(JSON.parse(renderConfigJson(effective))).toMatchObject({
    environment: "production",
    config: {
      databases: { main: { url: "env:PRODUCTION_URL" } },
      policy: { environments: { production: { require: ["build", "migrate"] } } },
    },
    origins: { "databases.main.url": "waybill.production.yml:1", "environments.production.settle": "default" },
    files: [{ path: "waybill.yml" }, { path: "waybill.production.yml", environment: "production" }],
  });
});
