import { describe, expect, test } from "vitest";
import { stageContext } from "@waybill/testing/stage-context";
import { matrices } from "../matrix.ts";
import { findEntry, findEnvironment, selectDatabases } from "./select.ts";

const { config } = await stageContext({
  "waybill.yml": `version: 1
images: { api: { context: . } }
databases: { main: { url: env:MAIN_URL, migrations: db, shared: false }, log: { url: env:LOG_URL, migrations: log } }
environments:
  production: { after: staging, namespace: shop, manifests: deploy, databases: [main] }
  staging: { namespace: shop-staging, manifests: deploy, databases: [main, log] }
`,
});
const names = (choice: Parameters<typeof selectDatabases>[1]) => selectDatabases(config, choice).map(({ name }) => name);

describe("an environment", () => {
  test("must be named when there are several, and exist", () => {
    expect(() => findEnvironment(config)).toThrow("staging, production");
    expect(() => findEnvironment(config, "prod")).toThrow("'prod', which waybill.yml does not declare");
  });

  test("stands in the matrix in the order in which it is released", () => {
    expect(matrices(config)).toMatchObject({ images: ["api"], databases: ["main", "log"], environments: ["staging", "production"] });
  });
});

test("an entry that is not declared is an error that lists those that are", () => {
  expect(() => findEntry(config.images, "web", "images", config.file)).toThrow(
    "'web', which waybill.yml does not declare under 'images:'; it has api",
  );
});

test.each(["toString", "constructor", "hasOwnProperty", "__proto__"])("'%s', which every object has, is no entry", (name) => {
  expect(() => findEntry(config.images, name, "images", config.file)).toThrow(`'${name}', which waybill.yml does not declare`);
  expect(() => findEnvironment(config, name)).toThrow(`'${name}', which waybill.yml does not declare`);
});

describe("the databases of a step", () => {
  test("are the named one, those of its environment, or all", () => {
    expect([names({ name: "log" }), names({ environment: "production" }), names({})]).toEqual([["log"], ["main"], ["main", "log"]]);
  });

  test("of an environment that is not declared are an error, never all", () => {
    expect(() => names({ environment: "prod" })).toThrow("'prod'");
  });

  test("are never none, because a step that looked at nothing must not be green", async () => {
    const empty = (await stageContext({ "waybill.yml": "version: 1\n" })).config;
    expect(() => selectDatabases(empty, {})).toThrow("declares no database");
  });
});
