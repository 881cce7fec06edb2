import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { STAGES } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkConfig, loadConfig } from "./load.ts";
import { parsePolicy } from "./policy-file.ts";
import { EMPTY_POLICY, requirementsFor, tightenPolicy } from "./policy.ts";
import type { Policy } from "./policy.ts";

const policy = (environments: Record<string, Record<string, Verdict[]>>, signers: string[] = []): Policy => ({
  environments: Object.fromEntries(
    Object.entries(environments).map(([name, stages]) => [
      name,
      { require: Object.entries(stages).map(([stage, allow]) => ({ stage: stage as (typeof STAGES)[number], allow })) },
    ]),
  ),
  signers,
});

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-policy-"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));
const write = (file: string, text: string): void => writeFileSync(join(workspace, file), text);
const publicKey = (): string => generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();

test("a team's policy adds stages and narrows verdicts, and keeps what the floor demands", () => {
  const tight = tightenPolicy(
    policy({ "*": { build: ["pass", "warn"] }, production: { test: ["pass"] } }),
    policy({ production: { build: ["pass"], migrate: ["pass"] } }),
  );
  expect(requirementsFor(tight, "production")).toEqual([
    { stage: "build", allow: ["pass"] },
    { stage: "test", allow: ["pass"] },
    { stage: "migrate", allow: ["pass"] },
  ]);
  expect(requirementsFor(tight, "staging")).toEqual([{ stage: "build", allow: ["pass", "warn"] }]);
});

test("a wider verdict is refused and named, also when the floor demands it of every environment", () => {
  const floor = policy({ "*": { build: ["pass"] } });
  expect(() => tightenPolicy(floor, policy({ production: { build: ["pass", "warn"] } }))).toThrow(
    "'build' of 'production' also allows warn",
  );
});

test("a signer that the floor does not trust is refused, a choice among its signers is not", () => {
  const floor = policy({}, ["A", "B"]);
  expect(() => tightenPolicy(floor, policy({}, ["C"]))).toThrow("signer 1 is not one of the trusted ones");
  expect(tightenPolicy(floor, policy({}, ["B"])).signers).toEqual(["B"]);
  expect(tightenPolicy(floor, EMPTY_POLICY).signers).toEqual(["A", "B"]);
});

test("whatever tightenPolicy accepts is at least as strict as both policies for every environment", () => {
  const allow = fc.subarray<Verdict>(["pass", "warn", "inconclusive"], { minLength: 1 });
  const stages = fc.dictionary(fc.constantFrom(...STAGES), allow, { maxKeys: 4 });
  const any = fc.dictionary(fc.constantFrom("*", "staging", "production"), stages).map((environments) => policy(environments));
  fc.assert(
    fc.property(any, any, (floor, own) => {
      let tight: Policy;
      try {
        tight = tightenPolicy(floor, own);
      } catch {
        return; // Refused, so nothing was loosened.
      }
      for (const environment of ["staging", "production", "other"]) {
        const got = new Map(requirementsFor(tight, environment).map((requirement) => [requirement.stage, requirement.allow]));
        for (const source of [floor, own])
          for (const { stage, allow } of requirementsFor(source, environment))
            expect(got.get(stage)?.every((verdict) => allow.includes(verdict))).toBe(true);
      }
    }),
  );
});

test("a policy may extend a file of the workspace, which may extend another", async () => {
  write("company.yml", "environments: { '*': { require: [build] } }\n");
  write("floor.yml", "extends: company.yml\nenvironments: { '*': { require: [test] } }\n");
  write(
    "waybill.yml",
    "environments: { production: }\npolicy: { extends: ./floor.yml, environments: { production: { require: [migrate] } } }\n",
  );
  const { policy } = await loadConfig(workspace);
  expect(requirementsFor(policy, "production").map((requirement) => requirement.stage)).toEqual(["build", "test", "migrate"]);
});

test("policies that extend each other in a circle are refused", async () => {
  write("a.yml", "extends: b.yml\n");
  write("b.yml", "extends: a.yml\n");
  write("waybill.yml", "policy: { extends: a.yml }\n");
  const { problems } = await checkConfig(workspace);
  expect(problems[0]).toMatchObject({
    what: expect.stringContaining("in a circle: a.yml → b.yml → a.yml"),
    where: { file: "b.yml", line: 1 },
  });
});

test("a policy that loosens its floor is refused at the line of the policy", async () => {
  write("floor.yml", "environments: { '*': { require: [{ stage: build, allow: [pass] }] } }\n");
  write(
    "waybill.yml",
    "environments: { production: }\npolicy:\n  extends: floor.yml\n  environments: { production: { require: [build] } }\n",
  );
  const { problems } = await checkConfig(workspace);
  expect(problems[0]).toMatchObject({
    where: { file: "waybill.yml", line: 3 },
    what: expect.stringContaining("'build' of 'production' also allows warn"),
  });
});

test("the organisation's policy holds when it is given, even if the file does not ask for it", async () => {
  const floor = await parsePolicy("environments: { '*': { require: [release] } }\n", "org/policy.yml", workspace);
  write("waybill.yml", "environments: { production: }\n");
  expect(requirementsFor((await loadConfig(workspace, undefined, { floor })).policy, "production")).toEqual([
    { stage: "release", allow: ["pass", "warn"] },
  ]);
  write("waybill.yml", "environments: { production: }\npolicy: { extends: org }\n");
  expect((await loadConfig(workspace, undefined, { floor })).policy.environments["*"]?.require).toHaveLength(1);
});

test("the same key is the same signer, from a file and as text", async () => {
  const key = publicKey();
  write("key.pub", key.replaceAll("\n", "\r\n"));
  write("waybill.yml", `policy:\n  signers:\n    - key.pub\n    - |\n${key.trim().replace(/^/gm, "      ")}\n`);
  const { policy } = await loadConfig(workspace);
  expect(policy.signers).toEqual([key, key]);
});

test("a private key among the signers is refused without being printed", async () => {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  write("key.pem", pem);
  write("waybill.yml", "policy: { signers: [key.pem] }\n");
  const { problems } = await checkConfig(workspace);
  expect(problems[0]?.what).toContain("It is a private key");
  expect(JSON.stringify(problems)).not.toContain(pem.split("\n")[1]);
});
