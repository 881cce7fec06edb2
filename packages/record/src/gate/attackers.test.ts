import { describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { chooseRecords, evaluate, findProvenRelease, generateKeyPair, loadSigner, trustKey, trustOnly, verifyRecord } from "../index.ts";
import type { Bundle, EvidenceOf, ReleaseRecord, Signer, TrustedSigner } from "../index.ts";
import {
  close,
  digestNow,
  EXPECTED,
  HONEST,
  IMAGE,
  KEYS,
  POLICY,
  RUN,
  sign,
  SIGNER,
  statements,
  STAGES_BEFORE_RELEASE,
  VERIFY,
} from "@waybill/testing/honest-release";
import type { RollbackTarget } from "./rollback.ts";

/* What SECURITY.md says of four attackers, where no other test shows it. What one of them can do is tested as well: the day that it fails, the page is wrong. */

const verdictOf = (bundles: readonly Bundle[], verify = VERIFY): string => evaluate(bundles, verify, POLICY, EXPECTED).verdict;
const everything = (by: Signer, change: (item: EvidenceOf<Stage>) => EvidenceOf<Stage> = (item) => item): Promise<Bundle[]> =>
  Promise.all(STAGES_BEFORE_RELEASE.map((stage) => sign(change(HONEST[stage]), by)));
const thief = generateKeyPair();
const trusting = (stages?: readonly Stage[]): TrustedSigner[] => [
  { key: trustKey(KEYS.publicKeyPem) },
  { key: trustKey(thief.publicKeyPem), stages },
];

describe("who may write to the registry", () => {
  const failed = (): Promise<Bundle> =>
    sign({ ...HONEST.test, verdict: "fail", facts: { ...HONEST.test.facts, status: 500 }, finishedAt: "2026-11-21T08:08:00.000Z" });

  test("can take a failure away, and the pass before it counts again", async () => {
    const all = await statements();
    expect(verdictOf([...all, await failed()])).toBe("fail");
    expect(verdictOf(all)).toBe("pass");
  });

  test("cannot take away a failure that the record lists: the record no longer holds", async () => {
    const record = await close([...(await statements()), await failed()], { verdict: "fail", findings: ["the test failed"] });
    const without = { ...record, statements: record.statements.toSpliced(-2, 1) };
    const { verdict, findings } = await verifyRecord(without, { verify: VERIFY, policy: POLICY, expected: EXPECTED });
    expect(verdict).toBe("fail");
    expect(findings.map(({ what }) => what).join()).toContain("is missing from the record or was replaced");
  });

  test("can take a record away, and the rollback to that release is refused", async () => {
    const record = await close(await statements());
    const content = HONEST.deploy.facts.content ?? digestOf("none");
    const target: RollbackTarget = {
      run: RUN,
      application: "shop",
      environment: "production",
      revision: 3,
      commit: RUN.commit,
      content,
      isBound: true,
    };
    expect(findProvenRelease([record], VERIFY, target).proven).toBeDefined();
    expect(findProvenRelease([], VERIFY, target).finding?.what).toContain("No passing release record proves revision 3");
    // Nobody took anything away from a revision that was never bound to evidence.
    expect(findProvenRelease([record], VERIFY, { ...target, content: digestOf("old"), isBound: false }).finding).toMatchObject({
      what: expect.stringContaining("written by an earlier version of Waybill"),
      next: expect.stringContaining(`Release commit ${RUN.commit} again`),
    });
  });

  test("can take the newest statement away, and what it allowed is refused unless an older one allowed the same", async () => {
    const all = await statements();
    const newest = await sign({ ...HONEST.test, startedAt: "2026-11-21T08:08:00.000Z", finishedAt: "2026-11-21T08:08:30.000Z" });
    expect(verdictOf([...all, newest])).toBe("pass");
    // Two that say the same: nothing is lost with one of them.
    expect(verdictOf(all)).toBe("pass");
    expect(verdictOf(await statements({ test: undefined }))).toBe("fail");
  });

  test("can take the newest record away, so that an older one looks like the newest, and cannot make it the record of what runs", async () => {
    const before = await close(await statements(), { revision: 3 });
    const later = new Date("2026-11-21T09:00:00.000Z");
    const after = await close(await statements(), { now: later });
    const known = { image: IMAGE.digest };
    const newestOf = (...records: ReleaseRecord[]) => chooseRecords(records, VERIFY, known).candidates;
    expect(newestOf(before, after)).toEqual([after]);
    expect(newestOf(before)).toEqual([before]);
    // Whoever knows the commit, or may read the cluster, is told; the record alone cannot say that it is not the last one.
    expect(chooseRecords([before], VERIFY, { ...known, commit: "b".repeat(40) }).candidates).toEqual([]);
    const { verdict, findings } = await verifyRecord(before, {
      verify: VERIFY,
      policy: POLICY,
      expected: EXPECTED,
      readSubject: async (subject) => (subject.kind === "environment" ? digestOf("what the later release brought") : digestNow(subject)),
    });
    expect(verdict).toBe("fail");
    expect(findings.map(({ what }) => what).join()).toContain("What runs in 'production' is not what the deploy statement is about");
  });

  test("cannot lay another image's statements beside this one", async () => {
    const other = { ...IMAGE, digest: digestOf("another image") };
    const facts = { ...HONEST.test.facts, reference: `${other.name}@${other.digest}` };
    const bundles = await statements({ test: await sign({ ...HONEST.test, subjects: [other], facts }) });
    expect(verdictOf(bundles)).toBe("fail");
  });
});

describe("who has a signing key", () => {
  test("that may sign everything can forge a whole release, with approvers who never saw it", async () => {
    const forged = await everything(loadSigner(thief.privateKeyPem), (item) =>
      item.stage === "approve" ? { ...item, facts: { ...item.facts, approvers: ["the-owner"] } } : item,
    );
    expect(verdictOf(forged, trustOnly([{ key: trustKey(thief.publicKeyPem) }]))).toBe("pass");
  });

  test("can say that it signed a year ago", async () => {
    const aYearAgo = (item: EvidenceOf<Stage>): EvidenceOf<Stage> => ({
      ...item,
      startedAt: item.startedAt.replace("2026", "2025"),
      finishedAt: item.finishedAt.replace("2026", "2025"),
    });
    expect(verdictOf(await everything(SIGNER, aYearAgo))).toBe("pass");
  });

  test("of one stage forges that stage and no other", async () => {
    const verify = trustOnly(trusting(["test"]));
    const honest = Object.fromEntries(await Promise.all(STAGES_BEFORE_RELEASE.map(async (stage) => [stage, await sign(HONEST[stage])])));
    for (const stage of STAGES_BEFORE_RELEASE) {
      const bundles = await statements({ ...honest, [stage]: await sign(HONEST[stage], loadSigner(thief.privateKeyPem)) });
      expect(verdictOf(bundles, verify), stage).toBe(stage === "test" ? "pass" : "fail");
    }
  });

  test("loses all that it signed, the honest statements too, when the policy no longer names it", async () => {
    const signed = await everything(loadSigner(thief.privateKeyPem));
    expect(verdictOf(signed, trustOnly(trusting()))).toBe("pass");
    expect(verdictOf(signed, VERIFY)).toBe("fail");
  });

  test("cannot make what runs be what it signed: reading it again tells", async () => {
    const forged = await close(await everything(loadSigner(thief.privateKeyPem)), {}, loadSigner(thief.privateKeyPem));
    const { verdict, findings } = await verifyRecord(forged, {
      verify: trustOnly(trusting()),
      policy: POLICY,
      expected: EXPECTED,
      readSubject: async (subject) => (subject.kind === "environment" ? digestOf("what really runs") : digestNow(subject)),
    });
    expect(verdict).toBe("fail");
    expect(findings.map(({ what }) => what).join()).toContain("'production'");
  });
});

describe("a pull request", () => {
  test("that was merged can demand less where the project alone decides", async () => {
    const bundles = await statements({ approve: undefined });
    const demands = POLICY.demands.filter(({ stage }) => stage !== "approve");
    expect(verdictOf(bundles)).toBe("fail");
    expect(evaluate(bundles, VERIFY, { ...POLICY, demands }, EXPECTED).verdict).toBe("pass");
  });
});

describe("a runner", () => {
  test("can call an image tested that it never ran, with a key that may sign tests", async () => {
    const lie = await sign(HONEST.test, loadSigner(thief.privateKeyPem));
    expect(verdictOf(await statements({ test: lie }), trustOnly(trusting(["test"])))).toBe("pass");
  });

  test("that builds cannot have another image deployed than the one that the other jobs tested, planned and approved", async () => {
    const swapped = await sign({ ...HONEST.build, subjects: [{ ...IMAGE, digest: digestOf("with a back door") }] });
    expect(verdictOf(await statements({ build: swapped }))).toBe("fail");
  });
});
