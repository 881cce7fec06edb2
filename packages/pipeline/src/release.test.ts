import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { digestOfJson } from "@waybill/kit";
import { generateKeyPair } from "@waybill/record";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { PRECONDITIONS } from "./preconditions/table.ts";
import { applyPlan, failUnlessPassed, release } from "./release.ts";
import { openSession } from "./session/open-session.ts";
import { findEnvironment } from "./session/select.ts";
import type { Session } from "./session/session.ts";
import { runStage } from "./stages/run-stage.ts";
import type { Phase, StageRow } from "./stages/stage-row.ts";
import { STAGE_TABLE } from "./stages/table.ts";

let context: TestContext;
let ran: string[];
beforeEach(async () => {
  ran = [];
  context = await stageContext({
    "waybill.yml": `version: 1
name: shop
data: { orders: { source: orders.csv, checks: { columns: { id: { type: integer } } } } }
images: { api: { context: app } }
databases: { main: { url: env:DATABASE_URL, migrations: db } }
environments: { production: { namespace: shop, manifests: deploy } }
`,
    "orders.csv": "id\n1\n",
    "app/Dockerfile": "FROM scratch\n",
    "deploy/a.yaml": "",
    "db/V1__a.sql": "SELECT 1;",
  });
});

type Ending = "pass" | "warn" | "fail" | "inconclusive" | Error;

/** A stage that ends in this way. */
function row(id: string, phase: Phase, ending: Ending = "pass", more: Partial<StageRow> = {}): StageRow {
  return {
    id,
    phase,
    names: () => ["x"],
    label: (name) => `${id} ${name}`,
    run: (session, _, name) =>
      runStage(session, `${id}/${name}`, "plan", id, async () => {
        ran.push(id);
        if (ending instanceof Error) throw ending;
        return { verdict: ending, note: `${id} says ${ending}`, section: { id, title: id, blocks: [] }, result: undefined };
      }),
    ...more,
  };
}

const CHAIN = (ending: Ending, at: string): StageRow[] =>
  (
    [
      ["look", "check"],
      ["look-too", "check"],
      ["make", "prepare"],
      ["decide", "approve"],
      ["alter", "change"],
      ["close", "change"],
    ] as const
  ).map(([id, phase]) => row(id, phase, id === at ? ending : "pass"));

/** What these releases, whose stages touch nothing, need before they begin. */
const BEFORE = PRECONDITIONS.filter(({ id }) => id === "config" || id === "no-signer");

async function run(table: readonly StageRow[], more: Partial<Session> = {}) {
  const signingKey = generateKeyPair().privateKeyPem;
  const session = await openSession({ workspace: context.workspace, run: TEST_RUN, env: {}, reporter: context.reporter, signingKey });
  const own = { ...session, ...more };
  return release(own, { environment: findEnvironment(own.config), approval: { kind: "ask", ask: async () => true } }, table, BEFORE);
}

const drawn = ({ report }: Awaited<ReturnType<typeof run>>) => report.chain.map(({ id, verdict }) => `${id} ${verdict}`);

describe("a release", () => {
  test("by a configuration that is not committed ends before its first stage; a dry run does not", async () => {
    const findUncommitted = async () => [{ path: join(context.workspace, "waybill.yml"), why: "changed" as const }];
    const refused = await run(CHAIN("pass", "none"), { findUncommitted });
    expect(() => failUnlessPassed(refused)).toThrow("'waybill.yml' differs from commit");
    expect(ran).toEqual([]);
    await run(CHAIN("pass", "none"), { findUncommitted, dryRun: true });
    expect(ran).toEqual(["look", "look-too", "make"]);
  });

  test("runs the stages of the table in its order, and a stage is drawn, run and judged by being a row of it", async () => {
    const result = await run(CHAIN("pass", "none"));
    expect(ran).toEqual(["look", "look-too", "make", "decide", "alter", "close"]);
    expect(result.verdict).toBe("pass");
    expect(drawn(result).every((step) => step.endsWith("pass"))).toBe(true);
    expect(() => failUnlessPassed(result)).not.toThrow();
  });

  test.each(["fail", "inconclusive"] as const)("goes no further than a stage that ends with %s", async (ending) => {
    const result = await run(CHAIN(ending, "make"));
    expect(ran).toEqual(["look", "look-too", "make"]);
    expect(result.verdict).toBe(ending);
    expect(drawn(result).slice(3)).toEqual(["decide/x skipped", "alter/x skipped", "close/x skipped"]);
    expect(() => failUnlessPassed(result)).toThrow(`make: ${ending}. Make says ${ending}. Nothing after it has run.`);
  });

  test("finishes its checks although one fails, so that one run shows all that is wrong, and prepares nothing", async () => {
    await run(CHAIN("fail", "look"));
    expect(ran).toEqual(["look", "look-too"]);
  });

  test("goes on after a warning", async () => {
    expect((await run(CHAIN("warn", "make"))).verdict).toBe("warn");
    expect(ran).toContain("close");
  });

  test("ends with the plan in a dry run: nobody is asked and nothing is changed", async () => {
    const result = await run(CHAIN("pass", "none"), { dryRun: true });
    expect(ran).toEqual(["look", "look-too", "make"]);
    expect(result.report.subtitle).toContain("nothing was changed");
  });

  test("that is thrown out of a stage fails there, shows why without secrets, and keeps the error", async () => {
    const error = new Error("the database says hunter2222");
    const result = await run(CHAIN(error, "alter"), { redact: (text) => text.replaceAll("hunter2222", "***") });
    expect(result).toMatchObject({ verdict: "fail", error });
    expect(drawn(result).slice(4)).toEqual(["alter/x fail", "close/x skipped"]);
    expect(result.report.sections[0]).toMatchObject({ title: "Stopped at alter" });
    expect(JSON.stringify(result.report)).not.toContain("hunter2222");
    expect(() => failUnlessPassed(result)).toThrow(error);
  });

  test("whose image was given draws a later error where it happened, and not at the build that it left out", async () => {
    const table = [row("make", "prepare", "pass", { isGiven: () => true }), row("decide", "approve", new Error("no"))];
    const result = await run(table);
    expect(drawn(result)).toEqual(["make/x skipped", "decide/x fail"]);
    expect(ran).toEqual(["decide"]);
  });

  test("that could not sign what it proves is refused before anything runs", async () => {
    const result = await run(CHAIN("pass", "none"), { signer: undefined });
    expect(result.verdict).toBe("fail");
    expect(() => failUnlessPassed(result)).toThrow(/nothing to sign with: .*id-token: write.*signing-key.* Nothing after it has run/);
    expect(ran).toEqual([]);
  });

  test("that is cancelled ends with the reason of the cancellation", async () => {
    const controller = new AbortController();
    controller.abort(new Error("the job was cancelled"));
    const result = await run(CHAIN("pass", "none"), { signal: controller.signal });
    expect(result).toMatchObject({ verdict: "fail", error: new Error("the job was cancelled") });
    expect(ran).toEqual([]);
  });
});

describe("the plan of an earlier job", () => {
  let host = "";
  const components = (environment: string) => {
    const digest = `sha256:${"c".repeat(64)}` as const;
    return {
      environment,
      commit: TEST_RUN.commit,
      images: { api: `${host}/acme/shop/api@${digest}` },
      databases: { main: digest },
      deploy: digest,
    };
  };

  async function job(registry: string, signingKey = generateKeyPair().privateKeyPem): Promise<Session> {
    return openSession({ workspace: context.workspace, run: TEST_RUN, env: {}, reporter: context.reporter, signingKey, registry });
  }

  async function provePlan(session: Session, environment: string): Promise<`sha256:${string}`> {
    const digest = digestOfJson(components(environment));
    await session.prove({
      stage: "plan",
      product: "shop",
      verdict: "pass",
      subjects: [{ kind: "plan", name: environment, digest }],
      facts: { components: components(environment), configuration: [], others: [], policy: [] },
      startedAt: new Date().toISOString(),
      finishedAt: new Date().toISOString(),
    });
    return digest;
  }

  const apply = async (session: Session, digest: string) =>
    applyPlan(session, { environment: findEnvironment(session.config), approval: { kind: "digest", digest }, digest });

  test("is applied with the images that it names and nothing is built, once everything is there that it needs", async () => {
    await using registry = await startLoopbackRegistry();
    host = registry.address;
    const session = await job(host);
    const digest = await provePlan(session, "production");
    const result = await apply(session, digest);
    // Here is neither a cluster nor the database's URL, which is said before anybody's approval is written down.
    expect(result.outcomes.map(({ id }) => id)).toEqual(["preconditions"]);
    expect(result).toMatchObject({ digest, images: components("production").images });
    expect(result.report.chain.map(({ id }) => id)).toEqual([
      "approve/production",
      "migrate/main",
      "deploy/production",
      "verify/production",
    ]);
    expect(result.verdict).not.toBe("pass");
  });

  test.each<[string, (registry: string) => Promise<[Session, string]>, string]>([
    [
      "of another environment",
      async (registry) => {
        const session = await job(registry);
        return [session, await provePlan(session, "staging")];
      },
      "is for staging, so nothing was changed in production",
    ],
    [
      "that a stranger signed",
      async (registry) => [await job(registry), await provePlan(await job(registry), "production")],
      "was signed by anybody who is trusted here",
    ],
    [
      "that nobody made",
      async (registry) => [await job(registry), `sha256:${"0".repeat(64)}`],
      "was signed by anybody who is trusted here",
    ],
    ["without a digest", async (registry) => [await job(registry), "latest"], "it must be sha256:<64 hex digits>"],
  ])("%s is refused before anything else", async (_, make, why) => {
    await using registry = await startLoopbackRegistry();
    const result = await apply(...(await make(registry.address)));
    expect(result.outcomes).toEqual([]);
    expect(String(result.error)).toContain(why);
  });
});

describe("the table of stages", () => {
  test("names every stage once", () => {
    const ids = STAGE_TABLE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("applies nothing that was not planned", async () => {
    const session = await openSession({ workspace: context.workspace, run: TEST_RUN, env: {}, reporter: context.reporter });
    const state = { environment: findEnvironment(session.config), approval: { kind: "github" } as const, table: STAGE_TABLE, images: {} };
    for (const id of ["approve", "migrate", "deploy"]) {
      const stage = STAGE_TABLE.find((candidate) => candidate.id === id)!;
      await expect(async () => stage.run(session, state, "main")).rejects.toThrow("Nothing was planned for production");
    }
  });
});
