import { describe, expect, test } from "vitest";
import type { PlannedObject } from "@waybill/kube";
import type { Digest, Finding } from "@waybill/kit";
import type { Proof } from "@waybill/record";
import type { Section } from "@waybill/report";
import { renderHtml, renderMarkdown, renderTerminal } from "@waybill/report";
import { TEST_RUN } from "@waybill/testing/stage-context";
import type { ReleasePlan } from "../stages/release-plan.ts";
import { planSection } from "./plan-section.ts";
import { planReport } from "./reports.ts";

const DIGEST: Digest = `sha256:${"9f".repeat(32)}`;
const SQL = Array.from({ length: 200 }, (_, line) => `INSERT INTO tariffs VALUES (${line});`).join("\n");

function object(kind: string, name: string, action: PlannedObject["action"], diff: PlannedObject["diff"] = []): PlannedObject {
  return { ref: { apiVersion: "v1", kind, namespace: "shop", name }, file: `deploy/${name}.yaml`, line: 3, action, diff };
}

function plan(lastGoodRevision?: number): ReleasePlan {
  const pending = ["4", "5"].map((version) => ({
    version,
    name: `step_${version}`,
    file: `db/${version}.sql`,
    checksum: "",
    sql: version === "5" ? SQL : "CREATE TABLE tariffs (id integer);",
    transactional: true,
    statements: [],
  }));
  return {
    environment: "production",
    images: { api: `ghcr.io/acme/api@${DIGEST}` },
    migrations: {
      main: {
        layout: "golang-migrate",
        database: { kind: "postgresql", version: "18", name: "shop" },
        applied: [],
        pending,
        findings: [],
        verdict: "pass",
        digest: DIGEST,
        filesDigest: DIGEST,
        options: { dir: "db", workspace: "." },
      },
    },
    deploy: {
      application: "shop",
      namespace: "shop",
      environment: "production",
      findings: [],
      digest: DIGEST,
      images: [],
      lastGood:
        lastGoodRevision === undefined
          ? undefined
          : {
              number: lastGoodRevision,
              environment: "production",
              commit: "c".repeat(40),
              ref: "refs/tags/v1.2.0",
              images: [`ghcr.io/acme/api@${DIGEST}`],
              since: "2026-01-01T10:00:00Z",
              run: "run-7",
            },
      objects: [
        object("Deployment", "api", "update", [{ path: "spec.replicas", before: 2, after: 3 }]),
        object("Secret", "db", "update", [{ path: "data.url", before: "(hidden)", after: "(hidden, changed)" }]),
        object("ConfigMap", "api", "create", [{ path: "", after: { kind: "ConfigMap", data: { GREETING: "hello" } } }]),
        object("ConfigMap", "old", "delete", [{ path: "", before: { kind: "ConfigMap", data: { GREETING: "bye" } } }]),
        ...["a", "b", "c"].map((name) => object("Service", name, "unchanged")),
      ],
    },
    findings: [],
    components: { environment: "production", commit: "c", images: {}, databases: { main: DIGEST }, deploy: DIGEST },
    digest: DIGEST,
  };
}

const report = (lastGoodRevision?: number) =>
  planReport({ run: TEST_RUN, config: { name: "shop" } }, "production", planSection(plan(lastGoodRevision)));
const DRAWN = {
  terminal: renderTerminal(report(7), { color: false, width: 110, page: "x/report.html" }),
  markdown: renderMarkdown(report(7), { maxBytes: 65_000 }),
  page: renderHtml(report(7)).replace(/<[^>]+>/g, ""),
};

test.each(Object.entries(DRAWN))("the %s of a plan shows every changed field, all SQL and the whole digest", (_, text) => {
  for (const line of ["- spec.replicas: 2", "+ spec.replicas: 3", "+ data.GREETING: hello", "- data.GREETING: bye", "(hidden, changed)"])
    expect(text).toContain(line);
  expect(text).toContain("CREATE TABLE tariffs");
  for (const line of [0, 60, 199]) expect(text).toContain(`INSERT INTO tariffs VALUES (${line});`);
  expect(text).toContain(DIGEST);
});

test("the page folds long SQL, new objects and what does not change", () => {
  const page = renderHtml(report(7));
  for (const summary of ['db/5.sql <span class="count">200 lines</span>', "1 new object, field by field", "3 objects do not change"])
    expect(page).toMatch(new RegExp(`<details><summary>[^\\n]*${summary}`));
});

test("a terminal says where the SQL goes on when it is very long", () => {
  const long = plan();
  const main = long.migrations["main"]!;
  const pending = main.pending.map((migration) => ({ ...migration, sql: `${SQL}\n`.repeat(20) }));
  const section = planSection({ ...long, migrations: { main: { ...main, pending } } });
  const text = renderTerminal(planReport({ run: TEST_RUN, config: { name: "shop" } }, "production", section), {
    color: false,
    width: 110,
    page: "x/report.html",
  });
  expect(text).toContain("… 2000 more lines, see x/report.html");
});

test("says what changes, how it is approved and the exact command that goes back", () => {
  const { overview } = planSection(plan(7));
  expect(overview).toMatchObject({
    plan: DIGEST,
    changes: [
      { about: "Database main", what: "2 migrations to apply", names: ["4 step_4", "5 step_5"] },
      { about: "Namespace shop", what: "1 object to delete", names: ["ConfigMap/old"] },
      { about: "Namespace shop", what: "2 objects to update", names: ["Deployment/api", "Secret/db"] },
      { about: "Namespace shop", what: "1 object to create", names: ["ConfigMap/api"] },
    ],
    approvals: [{ verdict: "missing", next: `waybill release -e production --approve ${DIGEST}` }],
    back: { command: "waybill rollback -e production --to 7" },
  });
  // The number alone tells nobody what would run again.
  expect(overview?.back?.text).toContain("revision 7 (v1.2.0, commit cccccccccccc, of 2026-01-01 10:00 UTC, with api@9f9f9f9f9f9f)");
  expect(planSection(plan()).overview?.back).toEqual({ text: expect.stringContaining("no earlier good revision") });
});

describe("a plan that lacks nothing but checks which a release runs itself", () => {
  const lacks = (stage: Proof["stage"]): [Finding, Proof] => [
    { rule: "evidence-missing", severity: "error", what: `No ${stage} evidence counts for orders.` },
    { stage, thing: "orders", verdict: "missing" },
  ];
  const sectionOf = (...lacking: readonly [Finding, Proof][]): Section =>
    planSection(
      { ...plan(7), findings: lacking.map(([finding]) => finding) },
      lacking.map(([, proof]) => proof),
    );

  test("is not approved yet, and names the release that makes them and applies it", () => {
    const section = sectionOf(lacks("validate-data"), lacks("validate-model"));
    expect(section).toMatchObject({ verdict: "fail", intro: expect.stringContaining("not proven yet") });
    expect(section.overview?.approvals).toEqual([
      {
        by: "Nobody yet:",
        verdict: "missing",
        what: expect.stringMatching(
          /^plan 9f9f9f9f9f9f rests on checks that are not proven yet \(validate-data orders, validate-model orders\)\. A release runs/,
        ),
        next: `waybill release -e production --approve ${DIGEST}`,
      },
    ]);
    expect(planReport({ run: TEST_RUN, config: { name: "shop" } }, "production", section).subtitle).toContain("waits for checks");
  });

  test("is another thing than one that lacks what no release of it makes", () => {
    for (const section of [sectionOf(lacks("build")), sectionOf(lacks("validate-data"), lacks("test"))])
      expect(section.overview?.approvals).toMatchObject([{ by: "Nobody can approve it:", verdict: "fail" }]);
    const broken: Finding = { rule: "selector", severity: "error", what: "The selector fits no pod." };
    const both = planSection({ ...plan(7), findings: [broken, lacks("validate-data")[0]] }, [lacks("validate-data")[1]]);
    expect(both.overview?.approvals).toMatchObject([{ by: "Nobody can approve it:" }]);
  });
});

test("a plan that failed cannot be approved, and says so before anything else", () => {
  const missing: Finding = { rule: "evidence-missing", severity: "error", what: "No build evidence counts for image api." };
  const section = planSection({ ...plan(7), findings: [missing] });
  expect(section.overview?.approvals).toEqual([
    {
      by: "Nobody can approve it:",
      verdict: "fail",
      what: expect.stringMatching(/^plan 9f9f9f9f9f9f failed/),
      next: expect.stringContaining("waybill plan -e production"),
    },
  ]);
  for (const shown of [
    JSON.stringify(section),
    renderHtml(planReport({ run: TEST_RUN, config: { name: "shop" } }, "production", section)),
  ]) {
    expect(shown).not.toContain("waits for its approval");
    expect(shown).not.toContain("--approve");
  }
  expect(planReport({ run: TEST_RUN, config: { name: "shop" } }, "production", section).subtitle).toContain("cannot be approved");
});
