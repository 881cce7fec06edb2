import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { recordAt } from "@waybill/kit";
import { parse } from "yaml";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkConfig, configOfEntry, loadConfig } from "../load.ts";
import { readFloor } from "./floor.ts";
import { requirementsFor } from "./policy.ts";
import type { Policy } from "./policy.ts";

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-policy-"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text);
};
const publicKey = (): string => generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
const sha256 = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

const PROJECT = "environments:\n  staging: { namespace: s }\n  production: { after: staging, namespace: p }\n";

/** The problems of a waybill.yml with this policy, under a floor when there is one. */
async function problemsOf(policy: string, floor?: string): Promise<string[]> {
  write("waybill.yml", `${PROJECT}policy:\n${policy.replace(/^/gm, "  ")}\n`);
  const { problems } = await checkConfig(workspace, undefined, floor === undefined ? {} : { floor: await readFloor(workspace, floor) });
  return problems.map(({ what, where }) => `${where?.file}:${where?.line} ${what}`);
}

async function policyOf(policy: string, floor?: string): Promise<Policy> {
  expect(await problemsOf(policy, floor)).toEqual([]);
  const options = floor === undefined ? {} : { floor: await readFloor(workspace, floor) };
  return (await loadConfig(workspace, undefined, options)).policy;
}

describe("signers", () => {
  test("are keys or workflows, for some stages and environments or for all", async () => {
    const key = publicKey();
    write("keys/plan.pub", key);
    const { signers } = await policyOf(`signers:
  - keys/plan.pub
  - { key: keys/plan.pub, stages: [plan], environments: [production] }
  - { repository: acme/churn, ref: refs/heads/main }
  - workflow: acme/.github/.github/workflows/deploy.yml@refs/tags/v1
    stages: [deploy, migrate]
  - { issuer: https://gitlab.com, repository: acme/team/churn }`);
    const github = "https://token.actions.githubusercontent.com";
    expect(signers).toEqual([
      { key },
      { key, stages: ["plan"], environments: ["production"] },
      { issuer: github, repository: "acme/churn", ref: "refs/heads/main" },
      { issuer: github, workflow: "acme/.github/.github/workflows/deploy.yml@refs/tags/v1", stages: ["migrate", "deploy"] },
      { issuer: "https://gitlab.com", repository: "acme/team/churn" },
    ]);
  });

  test("are the same signer when the key is the same, from a file and as text", async () => {
    const key = publicKey();
    write("key.pub", key.replaceAll("\n", "\r\n"));
    expect((await policyOf(`signers:\n  - key.pub\n  - |\n${key.trim().replace(/^/gm, "    ")}`)).signers).toEqual([{ key }, { key }]);
  });

  test.each([
    ["a claim that is misspelt", "{ repositry: acme/churn }", "unknown key 'repositry' in 'policy.signers.0'; did you mean 'repository'?"],
    ["a stage that is not there", "{ repository: a/b, stages: [pln] }", "did you mean 'plan'?"],
    [
      "an environment that is not there",
      "{ repository: a/b, environments: [prodution] }",
      "there is no environment 'prodution'; did you mean 'production'?",
    ],
    ["nobody", "{ ref: refs/heads/main }", "'policy.signers.0' says nothing of who signs; give 'key', or at least one of"],
    ["a key that is also a workflow", "{ key: a.pub, repository: a/b }", "has both 'key' and 'repository'"],
    ["a workflow of any ref", "{ workflow: a/b/.github/workflows/x.yml }", "must be a workflow file with its ref, as owner/name/"],
    ["a short ref", "{ repository: a/b, ref: main }", "must be a full ref such as refs/heads/main"],
    ["an issuer without https", "{ repository: a/b, issuer: gitlab.com }", "must be an https address"],
    ["no stage at all", "{ repository: a/b, stages: [] }", "must not be an empty list"],
    ["a key file that is not there", "gone.pub", "signer 1 cannot be used: its key is 'gone.pub', but nothing exists there"],
    ["a file without a key", "{ key: waybill.yml }", "signer 1 cannot be used: It holds no public key in PEM form"],
  ])("that name %s are refused at their line", async (_, signer, message) => {
    const [problem] = await problemsOf(`signers:\n  - ${signer}`);
    expect(problem).toContain(message);
    expect(problem).toMatch(/^waybill\.yml:6 /);
  });

  test("that are private keys are refused without being printed", async () => {
    const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    write("key.pem", pem);
    const problems = await problemsOf("signers: [key.pem]");
    expect(problems[0]).toContain("It is a private key");
    expect(JSON.stringify(problems)).not.toContain(pem.split("\n")[1]);
  });
});

test("what a policy says names its lines, and the policy names its files with their digests", async () => {
  const company = "environments: { '*': { require: [build] } }\n";
  write("company.yml", company);
  write("floor.yml", "extends: company.yml\nenvironments:\n  '*': { require: [test] }\n");
  const floor = "environments:\n  production:\n    require: [approve]\n    self_approval: refuse\n";
  const policy = await policyOf(
    "extends: ./floor.yml\nenvironments:\n  production:\n    require:\n      - migrate\n      - { stage: build, allow: [pass] }",
    floor,
  );
  expect(requirementsFor(policy, "production")).toEqual([
    { stage: "build", allow: ["pass"], from: "company.yml:1, waybill.yml:10" },
    { stage: "test", allow: ["pass", "warn"], from: "floor.yml:3" },
    { stage: "approve", allow: ["pass", "warn"], from: "input policy:3" },
    { stage: "migrate", allow: ["pass", "warn"], from: "waybill.yml:9" },
  ]);
  expect(policy.environments["production"]?.selfApproval).toBe("refuse");
  expect(policy.sources.map(({ file, role }) => [file, role])).toEqual([
    ["input policy", "floor"],
    ["company.yml", "extended"],
    ["floor.yml", "extended"],
    ["waybill.yml", "project"],
  ]);
  expect(policy.sources.slice(0, 2).map(({ digest }) => digest)).toEqual([sha256(floor), sha256(company)]);
});

test("the digest of a file is that of its bytes, a byte order mark included", async () => {
  write("floor.yml", "\uFEFFenvironments: { '*': { require: [test] } }\n");
  const { sources } = await policyOf("extends: floor.yml");
  expect(sources[0]?.digest).toBe(sha256("\uFEFFenvironments: { '*': { require: [test] } }\n"));
});

test("a line that moves changes no meaning of the configuration", async () => {
  const digestWith = async (policy: string): Promise<string> => {
    await policyOf(policy);
    return (await loadConfig(workspace)).digest;
  };
  const one = await digestWith("environments: { production: { require: [test] } }");
  expect(await digestWith("# a comment\nenvironments:\n  production: { require: [test] }")).toBe(one);
  expect(await digestWith("environments: { production: { require: [test], self_approval: refuse } }")).not.toBe(one);
});

test("policies that extend each other in a circle are refused", async () => {
  write("a.yml", "extends: b.yml\n");
  write("b.yml", "extends: a.yml\n");
  expect(await problemsOf("extends: a.yml")).toEqual(["b.yml:1 the policies extend each other in a circle: a.yml → b.yml → a.yml"]);
});

test("an environment that waybill.yml does not have is refused in an extended file too", async () => {
  write("floor.yml", "environments:\n  prodution: { require: [test] }\n");
  expect(await problemsOf("extends: floor.yml")).toEqual(["floor.yml:2 there is no environment 'prodution'; did you mean 'production'?"]);
});

test("demands of one project that nothing can satisfy together are refused where they meet", async () => {
  expect(
    await problemsOf(
      "environments:\n  '*':\n    require: [{ stage: test, allow: [inconclusive] }]\n  production: { require: [{ stage: test, allow: [pass] }] }",
    ),
  ).toEqual([
    "waybill.yml:8 no verdict satisfies everything that is demanded of 'test': waybill.yml:7 allows inconclusive, and waybill.yml:8 allows pass",
  ]);
});

describe("the organisation's floor", () => {
  test("binds when it is given, whether or not the project asks for it", async () => {
    const floor = await readFloor(workspace, "environments: { '*': { require: [deploy] } }");
    write("waybill.yml", PROJECT);
    for (const policy of ["", "policy: { extends: org }\n"]) {
      write("waybill.yml", `${PROJECT}${policy}`);
      const config = await loadConfig(workspace, undefined, { floor });
      expect(requirementsFor(config.policy, "production").map(({ stage }) => stage)).toEqual(["deploy"]);
    }
  });

  test("binds a step that has inputs and no file", async () => {
    const floor = await readFloor(workspace, "environments: { '*': { require: [deploy] } }");
    const entry = { section: "images", name: { input: "name", value: "api" }, keys: {} } as const;
    expect(requirementsFor((await configOfEntry(workspace, entry, { floor })).policy, "any")).toHaveLength(1);
  });

  test("is missed in a sentence that names the input", async () => {
    const [problem] = await problemsOf("extends: org");
    expect(problem).toContain("waybill.yml:5 'extends: org' needs the organisation's policy, which was not given");
    expect(problem).toContain("the input 'policy'");
  });

  test("may name environments that this project does not have", async () => {
    const policy = await policyOf("extends: org", "environments: { europe: { require: [test] } }");
    expect(requirementsFor(policy, "europe")).toHaveLength(1);
  });

  test("is a file of the workspace or a text; its keys lie beside it", async () => {
    const key = publicKey();
    write(".org/policy.yml", "signers: [keys/release.pub]\n");
    write(".org/keys/release.pub", key);
    expect((await policyOf("extends: org", ".org/policy.yml")).signers).toEqual([{ key }]);
    expect((await policyOf("extends: org", `signers:\n  - |\n${key.replace(/^/gm, "    ")}`)).signers).toEqual([{ key }]);
  });

  test("takes no key and no base from the project that it binds", async () => {
    write("keys/release.pub", publicKey());
    write(".org/policy.yml", "signers: [../keys/release.pub]\n");
    expect((await problemsOf("extends: org", ".org/policy.yml"))[0]).toContain(".org/policy.yml:1 signer 1 cannot be used");
    expect((await problemsOf("extends: org", "signers: [keys/release.pub]"))[0]).toContain("write the key itself");
    write("weak.yml", "environments: { '*': { require: [test] } }\n");
    expect((await problemsOf("extends: org", "extends: weak.yml\nsigners: []"))[0]).toContain("stands on its own and extends nothing");
  });

  test.each([
    ["is no file", "gone.yml", "Input 'policy' is 'gone.yml', but nothing exists there"],
    ["lies outside of the workspace", "../policy.yml", "Input 'policy' is '../policy.yml', which lies outside the workspace"],
  ])("that %s is an error about the input", async (_, given, message) => {
    await expect(readFloor(workspace, given)).rejects.toThrow(message);
  });

  test("with a mistake is refused at its own line", async () => {
    expect(await problemsOf("extends: org", "environments:\n  '*': { requires: [test] }")).toEqual([
      "input policy:2 unknown key 'requires' in 'environments.*'; did you mean 'require'?",
    ]);
  });
});

describe("docs/policy.md", () => {
  const page = readFileSync(new URL("../../../../docs/policy.md", import.meta.url), "utf8");
  const examples = [...page.matchAll(/```yaml\n# ([^\s,]+).*\n([\s\S]*?)```/g)].map(([, file = "", text = ""]) => ({ file, text }));
  const project = examples.find(({ file }) => file === "waybill.yml")?.text ?? "";
  const floor = examples.find(({ file }) => file === "org/policy.yml")?.text ?? "";

  test("shows a waybill.yml that means what it says", async () => {
    write("waybill.yml", project);
    const { policy } = await loadConfig(workspace);
    expect(requirementsFor(policy, "production").map(({ stage, allow }) => [stage, allow])).toEqual([
      ["build", ["pass", "warn"]],
      ["test", ["pass"]],
    ]);
    expect(policy.environments["production"]?.selfApproval).toBe("refuse");
    expect(policy.signers).toHaveLength(2);
  });

  test("shows policy files that can be used, and a workflow that is YAML", async () => {
    const files = examples.filter(({ file }) => file.endsWith("policy.yml"));
    expect(files).toHaveLength(2);
    for (const { text } of files) expect((await policyOf("extends: org", text)).signers).not.toEqual([]);
    const workflows = examples.filter(({ file }) => file.startsWith(".github/workflows/"));
    expect(workflows.map(({ text }) => Object.keys(recordAt(parse(text), "jobs")))).toEqual([["release"]]);
  });

  test("refuses the project's signers on the floor of the same page, because the floor trusts the workflow alone", async () => {
    write("waybill.yml", project);
    const { problems } = await checkConfig(workspace, undefined, { floor: await readFloor(workspace, floor) });
    expect(problems.map(({ where }) => where?.line)).toEqual([15, 16]);
  });
});
