import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readFloor, requirementsFor } from "@waybill/config";
import { createStatement, generateKeyPair, loadSigner, signStatement } from "@waybill/record";
import { HONEST } from "@waybill/testing/honest-release";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { openSession } from "./open-session.ts";
import type { SessionOptions } from "./options.ts";

async function open(options: Partial<SessionOptions> = {}) {
  const { workspace, reporter } = await stageContext({
    "waybill.yml":
      "version: 1\nimages: { api: { context: ., args: { A: one, B: two } } }\ndatabases: { main: { url: env:DATABASE_URL, migrations: db } }\n",
  });
  return { reporter, session: await openSession({ workspace, run: TEST_RUN, env: {}, reporter, ...options }) };
}

describe("a session", () => {
  test("says what is wrong with a configuration before anybody is asked which commit it is", async () => {
    const { workspace, reporter } = await stageContext({ "waybill.yml": "version: 1\n", "wrong.yml": "version: 1\nno-such-key: 1\n" });
    const run = async () => Promise.reject(new Error("git was asked"));
    await expect(openSession({ workspace, configFile: "wrong.yml", run, env: {}, reporter })).rejects.toThrow("unknown key 'no-such-key'");
  });

  test("dates images by the commit, unless SOURCE_DATE_EPOCH says otherwise", async () => {
    const { session } = await open({ env: { PATH: process.env["PATH"] ?? "" } });
    expect(await session.created()).toEqual(new Date(0));
    const date = "2026-01-02T03:04:05Z";
    const env = { PATH: process.env["PATH"], GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const git = (...args: string[]) => promisify(execFile)("git", ["-C", session.workspace, ...args], { env });
    await git("init", "--quiet");
    await git(
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@users.noreply.example",
      "commit",
      "--quiet",
      "--allow-empty",
      "--message",
      "First",
    );
    expect(await session.created()).toEqual(new Date(date));
    expect(await (await open({ env: { SOURCE_DATE_EPOCH: "86400" } })).session.created()).toEqual(new Date(86_400_000));
  });

  test.each(["abc", "1.5", "-5", "99999999999999999"])(
    "refuses SOURCE_DATE_EPOCH=%s, and an empty one counts as not set",
    async (epoch) => {
      await expect(open({ env: { SOURCE_DATE_EPOCH: epoch } })).rejects.toThrow(`SOURCE_DATE_EPOCH is '${epoch}'`);
      expect(await (await open({ env: { SOURCE_DATE_EPOCH: "" } })).session.created()).toEqual(new Date(0));
    },
  );

  test("names the repository on the server that the run is on", async () => {
    expect((await open()).session.sourceUrl).toBe("https://github.com/Acme/Shop");
    expect((await open({ env: { GITHUB_SERVER_URL: "https://git.example" } })).session.sourceUrl).toBe("https://git.example/Acme/Shop");
  });

  test("leaves readable what waybill.yml says in the open, whatever secret has the same text", async () => {
    const { workspace, reporter } = await stageContext({
      "waybill.yml":
        "version: 1\nname: churn\nregistry: ghcr.io\nimages: { api: { context: ., args: { A: env:A, B: env:B, C: env:C } } }\nenvironments: { live: { namespace: shop-live, manifests: deploy } }\n",
    });
    const env = { A: "shop-live", B: "acme/shop", C: "churn" };
    const { redact } = await openSession({ workspace, run: TEST_RUN, env, reporter });
    const plan = "Namespace shop-live of churn, image ghcr.io/acme/shop/api";
    expect(redact(plan)).toBe(plan);
    expect(redact("login acme/shop, xchurn, postgres://app:shop-live@db")).toBe("login ***, x***, postgres://app:***@db");
  });

  test("shows what stands in the open before it hides the values of WAYBILL_ENV, and never hides an image by its digest", async () => {
    const { workspace, reporter } = await stageContext({
      "waybill.yml": "version: 1\nname: churn\nenvironments: { live: { namespace: shop-live, manifests: deploy } }\n",
    });
    const image = `ghcr.io/acme/shop/api@sha256:${"9f".repeat(32)}`;
    const told: string[] = [];
    const watching = {
      ...reporter,
      mask: (text: string) => void told.push(`mask ${text}`),
      show: (text: string) => void told.push(`show ${text}`),
    };
    const values = {
      env: { WAYBILL_ENV: `NS=shop-live\nBASE=${image}\nPASSWORD=hunter2222` },
      workspace,
      run: TEST_RUN,
      reporter: watching,
    };
    await openSession(values);
    // A runner that was told to hide a text hides it for good, so the order is what counts.
    expect(told.indexOf("mask shop-live")).toBeGreaterThan(told.indexOf("show shop-live"));
    expect(told).toContain("mask hunter2222");
    expect(told).not.toContain(`mask ${image}`);
    told.length = 0;
    await expect(openSession({ ...values, configFile: "nowhere.yml" })).rejects.toThrow("nowhere.yml");
    expect(told).toContain("mask hunter2222");
  });

  test("is bound by the organisation's policy, with waybill.yml and without", async () => {
    const floor = await readFloor("/", "environments: { '*': { require: [approve] } }");
    const entry = { section: "images", name: { input: "name", value: "api" }, keys: {} } as const;
    for (const { session } of [await open({ floor }), await open({ floor, entry })])
      expect(requirementsFor(session.config.policy, "production").map(({ stage }) => stage)).toEqual(["approve"]);
  });

  test("is bound by the policy of waybill.yml when a step's inputs describe what it changes", async () => {
    const inputs = (section: "environments" | "databases" | "images"): Partial<SessionOptions> => ({
      entry: {
        section,
        name: { input: "environment", value: "production" },
        keys:
          section === "environments"
            ? { namespace: { input: "namespace", value: "shop" }, manifests: { input: "manifests", value: ["deploy"] } }
            : section === "databases"
              ? { migrations: { input: "migrations", value: "db" }, url: { input: "database-url", value: "env:DATABASE_URL" } }
              : {},
      },
    });
    const policyOf = async (more: Partial<SessionOptions>, file = "waybill.yml"): Promise<string[]> => {
      const { workspace, reporter } = await stageContext({
        "waybill.yml": "version: 1\npolicy: { environments: { '*': { require: [build] } } }\n",
      });
      const session = await openSession({ workspace, configFile: file, run: TEST_RUN, env: {}, reporter, ...more });
      return requirementsFor(session.config.policy, "production").map(({ stage }) => stage);
    };
    expect(await policyOf(inputs("environments"))).toEqual(["build"]);
    expect(await policyOf(inputs("databases"))).toEqual(["build"]);
    // Building changes nothing that a policy guards.
    expect(await policyOf(inputs("images"))).toEqual([]);
    // Another file, there or not, is no way around the one that lies here.
    expect(await policyOf(inputs("environments"), "nowhere.yml")).toEqual(["build"]);
  });

  test("believes the key that it signs with, and does not sign without one", async () => {
    const { privateKeyPem } = generateKeyPair();
    await using registry = await startLoopbackRegistry();
    const { session } = await open({ signingKey: privateKeyPem, registry: registry.address });
    await session.prove(HONEST.plan);
    const verify = await session.verifierFor(session.statements);
    expect(session.statements.map((bundle) => verify(bundle).view.stage)).toEqual(["plan"]);
    const unsigned = (await open()).session;
    await unsigned.prove(HONEST.plan);
    expect([unsigned.signer, unsigned.statements]).toEqual([undefined, []]);
  });

  test("whose policy names signers believes nobody else: not its own key, and no key of an input", async () => {
    const [named, other] = [generateKeyPair(), generateKeyPair()];
    const floor = await readFloor("/", `signers:\n  - |\n${named.publicKeyPem.trim().replace(/^/gm, "    ")}\n`);
    const { session } = await open({ floor, signingKey: other.privateKeyPem });
    const bundle = await signStatement(
      createStatement(HONEST.plan, TEST_RUN, { name: "waybill", version: "1" }),
      loadSigner(other.privateKeyPem),
    );
    const verify = await session.verifierFor([bundle]);
    expect(() => verify(bundle)).toThrow("not trusted here");
    await expect(open({ floor, trustedKeys: [other.publicKeyPem] })).rejects.toThrow("which the policy's signers do not name");
  });

  test("hides its own secrets and those that the configuration names before any stage runs", async () => {
    const { reporter, session } = await open({
      env: { DATABASE_URL: "postgres://app:hunter2222@db/shop" },
      githubToken: "token-of-the-job",
      registryLogin: { username: "bot", password: "registry-password" },
    });
    expect(reporter.masked).toEqual(expect.arrayContaining(["token-of-the-job", "registry-password"]));
    const shown = session.redact("token-of-the-job registry-password postgres://app:hunter2222@db/shop");
    expect(shown).not.toMatch(/token-of-the-job|registry-password|hunter2222/);
  });

  // The workflows give the job's token where nothing else is given; an earlier step may have logged in to a cloud's registry.
  test.each([
    ["registry.example.com", "ghs_job", "ghs_job", "cloud"],
    ["registry.example.com", "password", "ghs_job", "password"],
    ["ghcr.io", "ghs_job", "ghs_job", "ghs_job"],
    ["containers.github.example.com", "ghs_job", "ghs_job", "ghs_job"],
    ["elsewhere.example.com", "ghs_job", "ghs_job", "ghs_job"],
  ])(
    "logs in to %s with the password %s, beside a login of the machine and the job's token %s, as %s",
    async (registry, password, githubToken, used) => {
      const configDir = await mkdtemp(join(tmpdir(), "docker-"));
      const auth = Buffer.from("robot:cloud").toString("base64");
      const hosts = ["registry.example.com", "ghcr.io", "containers.github.example.com"];
      await writeFile(join(configDir, "config.json"), JSON.stringify({ auths: Object.fromEntries(hosts.map((host) => [host, { auth }])) }));
      const login = { username: "ada", password };
      const { session } = await open({ registry, registryLogin: login, githubToken, env: { DOCKER_CONFIG: configDir } });
      expect(await session.credentials(registry)).toMatchObject({ password: used });
    },
  );

  test("says which variable is missing and who needs it", async () => {
    const { session } = await open();
    const { main } = session.config.databases;
    await expect(session.openDatabase(main!)).rejects.toThrow(
      "Database 'main' needs the environment variable DATABASE_URL, which is not set",
    );
  });

  test("puts a step's build arguments over those of the configuration", async () => {
    expect((await open({ buildArgs: { B: "mine" } })).session.config.images["api"]?.args).toEqual({ A: "one", B: "mine" });
  });
});
