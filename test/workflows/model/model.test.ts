import { describe, expect, test } from "vitest";
import { concurrencyRefusal, Groups } from "./concurrency.ts";
import { availableParts, isApproval, mayUse, protectionRefusals } from "./environment.ts";
import { evaluate } from "./expression.ts";
import { claimsOf, hostOf } from "./identity.ts";
import { handOnOutputs, LIMITS, matrixJobs, shownSummaries, uploadArtifacts } from "./limits.ts";
import { jobsInRow } from "./order.ts";
import { permissionRefusals, tokenOf } from "./permissions.ts";
import { calledCommit, rerun } from "./rerun.ts";
import { loadRun } from "./run.ts";
import type { Run, RunJob } from "./run.ts";
import { secretsOf } from "./secrets.ts";
import type { Vault } from "./secrets.ts";
import { readWorkflow } from "./workflow.ts";

const PUSH = { event: "push" } as const;
const FORK = { event: "pull_request", fromFork: true } as const;
const CALLER = "acme/shop/.github/workflows/caller.yml";

/** The run of a caller; each called file is the one of its name, whoever's it is said to be. */
function runOf(caller: string, files: Readonly<Record<string, string>> = {}): Run {
  return loadRun(CALLER, (path) => (path === CALLER ? caller : files[path.split("/").at(-1) ?? ""]));
}

function jobOf(run: Run, name: string): RunJob {
  const found = run.jobs.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no job ${name} in ${run.jobs.map((entry) => entry.name).join(", ")}`);
  return found;
}

const step = "runs-on: ubuntu-latest, steps: [{ run: 'true' }]";
const called = (jobs: string, head = ""): string => `on: { workflow_call: {} }\n${head}\njobs:\n${jobs}`;

describe("permissions", () => {
  const job = (permissions = ""): string => called(`  work: { ${step}${permissions} }`);

  test("a job that lists permissions has no others", () => {
    const run = runOf(`on: push\npermissions: write-all\njobs:\n  a: { ${step}, permissions: { contents: read } }\n  b: { ${step} }\n`);
    expect(tokenOf(jobOf(run, "a"), PUSH)).toEqual({ contents: "read" });
    expect(tokenOf(jobOf(run, "b"), PUSH)).toMatchObject({ packages: "write", "id-token": "write" });
  });

  test("an empty list gives nothing, and no list the repository's default", () => {
    expect(tokenOf(jobOf(runOf(`on: push\npermissions: {}\njobs:\n  a: { ${step} }\n`), "a"), PUSH)).toEqual({});
    expect(tokenOf(jobOf(runOf(`on: push\njobs:\n  a: { ${step} }\n`), "a"), PUSH)).toMatchObject({ contents: "read", packages: "read" });
  });

  test("a called job that asks for more than its caller has is refused before anything runs", () => {
    const caller =
      "on: push\npermissions: {}\njobs:\n  call: { uses: waybill-ci/waybill/.github/workflows/x.yml@v1, permissions: { contents: read, packages: read } }\n";
    const asking = runOf(caller, { "x.yml": job(", permissions: { contents: read, packages: write }") });
    expect(permissionRefusals(asking, PUSH)).toEqual(["call / work asks for 'packages: write', and its caller has 'packages: read'."]);
    expect(permissionRefusals(runOf(caller, { "x.yml": job(", permissions: { contents: read }") }), PUSH)).toEqual([]);
  });

  test("a called job without a list has its caller's token", () => {
    const caller =
      "on: push\npermissions: {}\njobs:\n  call: { uses: waybill-ci/waybill/.github/workflows/x.yml@v1, permissions: { packages: write } }\n";
    expect(tokenOf(jobOf(runOf(caller, { "x.yml": job() }), "call / work"), PUSH)).toEqual({ packages: "write" });
  });

  test("a fork's pull request has a token that only reads, and no identity", () => {
    const run = runOf(`on: pull_request\njobs:\n  a: { ${step}, permissions: { packages: write, id-token: write } }\n`);
    expect(tokenOf(jobOf(run, "a"), FORK)).toEqual({ packages: "read", "id-token": "none" });
    expect(tokenOf(jobOf(run, "a"), { event: "pull_request_target", fromFork: true })).toMatchObject({ packages: "write" });
  });

  test("Dependabot's pull request has a token that only reads", () => {
    const run = runOf(`on: pull_request\njobs:\n  a: { ${step}, permissions: { packages: write } }\n`);
    expect(tokenOf(jobOf(run, "a"), { event: "pull_request", byDependabot: true })).toEqual({ packages: "read" });
  });
});

describe("secrets", () => {
  const vault: Vault = {
    repository: { KEY: "repository", OTHER: "repository" },
    environments: { production: { KEY: "production", OWN: "production" } },
  };
  const file = { "x.yml": called(`  work: { ${step}, environment: production }`) };
  const call = (owner: string, secrets: string): Run =>
    runOf(`on: push\njobs:\n  call: { uses: ${owner}/flows/.github/workflows/x.yml@v1${secrets} }\n`, file);
  const read = (run: Run, acrossOwners: "handed-over" | "kept" = "kept", environment?: string): unknown =>
    secretsOf(jobOf(run, "call / work"), { vault, trigger: PUSH, environment, acrossOwners });

  test("a called workflow gets the secrets that are passed to it by name and no others", () => {
    expect(read(call("other", ", secrets: { KEY: '${{ secrets.KEY }}' }"))).toEqual({ KEY: "repository" });
    expect(read(call("other", ""))).toEqual({});
  });

  test("secrets are inherited only by workflows of the same owner", () => {
    expect(read(call("acme", ", secrets: inherit"))).toEqual(vault.repository);
    expect(read(call("other", ", secrets: inherit"))).toEqual({});
  });

  test("an environment's secret takes the place of a passed one of its name and brings in no other", () => {
    expect(read(call("acme", ", secrets: { KEY: '${{ secrets.KEY }}' }"), "kept", "production")).toEqual({ KEY: "production" });
    expect(read(call("acme", ", secrets: inherit"), "kept", "production")).toMatchObject({ KEY: "production", OWN: "production" });
  });

  test("whether another owner's workflow gets an environment's secrets is not relied on", () => {
    const run = call("other", ", secrets: { KEY: '${{ secrets.KEY }}' }");
    expect(read(run, "handed-over", "production")).toEqual({ KEY: "production" });
    expect(read(run, "kept", "production")).toEqual({ KEY: "repository" });
  });

  test("a job in the caller's own file has its environment's secrets", () => {
    const run = runOf(`on: push\njobs:\n  a: { ${step}, environment: production }\n`);
    expect(secretsOf(jobOf(run, "a"), { vault, trigger: PUSH, environment: "production", acrossOwners: "kept" })).toMatchObject({
      KEY: "production",
    });
  });

  test("a pull request of a fork or of Dependabot has no secrets, pull_request_target has all", () => {
    const run = runOf(`on: pull_request\njobs:\n  a: { ${step} }\n`);
    const under = (trigger: Parameters<typeof secretsOf>[1]["trigger"]): unknown =>
      secretsOf(jobOf(run, "a"), { vault, trigger, acrossOwners: "kept" });
    expect(under(FORK)).toEqual({});
    expect(under({ event: "pull_request", byDependabot: true })).toEqual({});
    expect(under({ event: "pull_request_target", fromFork: true })).toEqual(vault.repository);
  });

  test("GitHub's parser refuses the secrets context in a condition", () => {
    const at = (line: string): readonly string[] =>
      readWorkflow(CALLER, `on: push\njobs:\n  a:\n    runs-on: x\n${line}\n    steps: [{ run: 'true' }]\n`).problems;
    expect(at("    if: ${{ secrets.KEY != '' }}").join()).toContain("Unrecognized named-value: 'secrets'");
    expect(at("    if: ${{ github.ref != '' }}")).toEqual([]);
  });
});

describe("calls", () => {
  const chain = (length: number): Run => {
    const next = (at: number): string => (at < length ? `  call: { uses: ./.github/workflows/w${at}.yml }` : `  work: { ${step} }`);
    const files = Object.fromEntries(Array.from({ length }, (_, at) => [`w${at}.yml`, called(next(at + 1))]));
    return runOf(`on: push\njobs:\n${next(0)}\n`, files);
  };

  test("ten levels of workflows are connected, not eleven", () => {
    expect(chain(9)).toMatchObject({ levels: 10, refusals: [] });
    expect(chain(10).refusals).toEqual([`${CALLER} connects 11 levels of workflows; GitHub takes 10.`]);
  });

  test("fifty workflows are called, not fifty-one", () => {
    const many = (count: number): Run => {
      const jobs = Array.from({ length: count }, (_, at) => `  j${at}: { uses: ./.github/workflows/w${at}.yml }`);
      return runOf(
        `on: push\njobs:\n${jobs.join("\n")}\n`,
        Object.fromEntries(jobs.map((_, at) => [`w${at}.yml`, called(`  work: { ${step} }`)])),
      );
    };
    expect(many(LIMITS.calledWorkflows).refusals).toEqual([]);
    expect(many(LIMITS.calledWorkflows + 1).refusals).toEqual([`${CALLER} calls 51 workflows; GitHub takes 50.`]);
  });

  test("a loop and a workflow that cannot be called are refused", () => {
    expect(
      runOf("on: push\njobs:\n  a: { uses: ./.github/workflows/w.yml }\n", {
        "w.yml": called("  b: { uses: ./.github/workflows/w.yml }"),
      }).refusals.join(),
    ).toContain("calls itself");
    expect(
      runOf("on: push\njobs:\n  a: { uses: ./.github/workflows/w.yml }\n", {
        "w.yml": `on: push\njobs:\n  a: { ${step} }\n`,
      }).refusals.join(),
    ).toContain("cannot be called");
  });

  test("a relative call means the repository of the file that says it", () => {
    const files = { "x.yml": called("  inner: { uses: ./.github/workflows/y.yml }"), "y.yml": called(`  work: { ${step} }`) };
    expect([...runOf("on: push\njobs:\n  a: { uses: other/flows/.github/workflows/x.yml@v1 }\n", files).called]).toEqual([
      "other/flows/.github/workflows/x.yml",
      "other/flows/.github/workflows/y.yml",
    ]);
  });
});

describe("order", () => {
  test("jobs wait for what they need, and a matrix with max-parallel 1 for its own jobs", () => {
    const run = runOf(
      `on: push\njobs:\n  a: { ${step} }\n  b: { ${step}, needs: a }\n  c: { needs: [a, b], uses: ./.github/workflows/w.yml, strategy: { max-parallel: 1, matrix: { e: [x, y, z] } } }\n  d: { ${step}, strategy: { matrix: { e: [x, y] } } }\n`,
      { "w.yml": called(`  plan: { ${step} }\n  apply: { ${step}, needs: plan }`) },
    );
    expect(jobsInRow(run, () => 1)).toBe(4);
    expect(jobsInRow(run, () => 3)).toBe(8);
    const left = (given: string): number =>
      jobsInRow(
        runOf(`on: push\njobs:\n  call: { uses: ./.github/workflows/w.yml, with: { list: "${given}" } }\n`, {
          "w.yml": called(`  read: { ${step}, if: "\${{ inputs.list == '' }}" }\n  work: { ${step}, needs: read }`),
        }),
        () => 1,
      );
    expect([left(""), left("${{ github.ref }}")]).toEqual([2, 1]);
  });

  test("a matrix makes at most 256 jobs, and none of no entries", () => {
    expect(matrixJobs([16, 16])).toEqual({ jobs: 256 });
    expect(matrixJobs([257]).refusal).toContain("GitHub takes 256");
    expect(matrixJobs([2, 0]).refusal).toContain("does not contain any values");
  });
});

describe("concurrency", () => {
  const one = { group: "shop-production", cancelInProgress: false, queue: "single" } as const;
  const max = { ...one, queue: "max" } as const;

  test("a group without a queue cancels what waits when another comes", () => {
    const groups = new Groups();
    for (const name of ["first", "second", "third"]) groups.arrive(name, one);
    expect(["first", "second", "third"].map((name) => groups.stateOf(name))).toEqual(["runs", "cancelled", "waits for its turn"]);
  });

  test("with queue: max up to 100 wait and none is cancelled for a later one", () => {
    const groups = new Groups();
    for (let at = 0; at <= 101; at += 1) groups.arrive(`run ${at}`, max);
    expect([0, 1, 100, 101].map((at) => groups.stateOf(`run ${at}`))).toEqual([
      "runs",
      "waits for its turn",
      "waits for its turn",
      "cancelled",
    ]);
    groups.end("run 0");
    expect(groups.stateOf("run 1")).toBe("runs");
  });

  test("queue: max and cancel-in-progress exclude each other", () => {
    expect(concurrencyRefusal({ ...max, cancelInProgress: true })).toContain("cannot be combined");
    expect(concurrencyRefusal(max)).toBeUndefined();
  });

  test("cancel-in-progress ends what runs", () => {
    const groups = new Groups();
    groups.arrive("first", { ...one, cancelInProgress: true });
    groups.arrive("second", { ...one, cancelInProgress: true });
    expect([groups.stateOf("first"), groups.stateOf("second")]).toEqual(["cancelled", "runs"]);
  });

  test("a group's name does not tell upper from lower case and is the whole repository's", () => {
    const groups = new Groups();
    groups.arrive("one workflow", max);
    groups.arrive("another workflow", { ...max, group: "Shop-Production" });
    expect(groups.stateOf("another workflow")).toBe("waits for its turn");
  });

  test("a job that waits for approval holds its group, and other groups go on", () => {
    const groups = new Groups();
    groups.arrive("shop 1", max, { asksApproval: true });
    groups.arrive("shop 2", max, { asksApproval: true });
    groups.arrive("blog 1", { ...max, group: "blog-production" });
    expect(["shop 1", "shop 2", "blog 1"].map((name) => groups.stateOf(name))).toEqual([
      "waits for approval",
      "waits for its turn",
      "runs",
    ]);
    groups.end("shop 1", "cancelled");
    expect(groups.stateOf("shop 2")).toBe("waits for approval");
    groups.approve("shop 2");
    expect(groups.stateOf("shop 2")).toBe("runs");
  });

  test("a group's name is evaluated from github, inputs, vars, needs, strategy and matrix", () => {
    expect(
      evaluate("waybill-${{ inputs.product || github.repository }}-${{ matrix.environment }}", {
        inputs: { product: "" },
        github: { repository: "acme/shop" },
        matrix: { environment: "production" },
      }),
    ).toBe("waybill-acme/shop-production");
    const secret = `on: push\njobs:\n  a: { ${step}, concurrency: { group: "x-\${{ secrets.KEY }}", queue: max } }\n`;
    expect(readWorkflow(CALLER, secret).problems.join()).toContain("secrets");
    expect(readWorkflow(CALLER, secret.replace("secrets.KEY", "github.ref")).problems).toEqual([]);
  });
});

describe("environments", () => {
  test("required reviewers and wait timers are for public repositories only on Free, Pro and Team", () => {
    for (const plan of ["free", "pro", "team"] as const) {
      expect(availableParts({ plan, visibility: "private" })).toMatchObject({ reviewers: false, waitTimer: false, customRules: false });
      expect(availableParts({ plan, visibility: "public" })).toMatchObject({ reviewers: true, waitTimer: true });
    }
    expect(availableParts({ plan: "enterprise", visibility: "private" })).toMatchObject({ reviewers: true });
    expect(protectionRefusals({ reviewers: ["ann"] }, true, { plan: "team", visibility: "private" })).toHaveLength(1);
  });

  test("environment secrets and branch rules of a private repository need a paid plan", () => {
    expect(availableParts({ plan: "free", visibility: "private" })).toMatchObject({ secrets: false, branches: false });
    expect(availableParts({ plan: "pro", visibility: "private" })).toMatchObject({ secrets: true, branches: true });
  });

  test("one of at most six reviewers is enough, and not the one who started it where that is prevented", () => {
    const protection = { reviewers: ["ann", "bob"], preventSelfReview: true };
    expect(isApproval(protection, "bob", "ann")).toBe(true);
    expect(isApproval(protection, "ann", "ann")).toBe(false);
    expect(isApproval({ reviewers: ["ann"] }, "eve", "ann")).toBe(false);
    const many = { reviewers: ["a", "b", "c", "d", "e", "f", "g"] };
    expect(protectionRefusals(many, true, { plan: "free", visibility: "public" })).toEqual([
      "At most 6 users or teams can be required reviewers.",
    ]);
  });

  test("a rule for branches decides by the run's ref, and its star stops at a slash", () => {
    expect(["release/1", "release/1/2", "main"].map((branch) => mayUse({ branches: ["release/*"] }, branch))).toEqual([true, false, false]);
    expect(mayUse({ branches: ["a.b"] }, "axb")).toBe(false);
    expect(mayUse({}, "anything")).toBe(true);
  });

  test("deployment: false keeps the protection, makes no deployment and cannot serve custom rules", () => {
    const entry = (text: string): unknown => readWorkflow(CALLER, `on: push\njobs:\n  a: { ${step}, environment: ${text} }\n`);
    expect(entry("{ name: production, deployment: false }")).toMatchObject({
      problems: [],
      jobs: [{ environment: { deployment: false } }],
    });
    expect(entry("production")).toMatchObject({ jobs: [{ environment: { name: "production", deployment: true } }] });
    expect(protectionRefusals({ customRules: 1 }, false, { plan: "enterprise", visibility: "private" })).toHaveLength(1);
  });
});

describe("attempts", () => {
  const attempt = {
    attempt: 1,
    sha: "abc",
    actor: "ann",
    jobs: [
      { id: "build", needs: [], result: "success", outputs: { digest: "sha256:1" } },
      { id: "staging", needs: ["build"], result: "success", outputs: { revision: "7" } },
      { id: "production", needs: ["build"], result: "failure", outputs: {} },
      { id: "verify", needs: ["production"], result: "skipped", outputs: {} },
    ],
  } as const;

  test("a re-run of failed jobs starts them and what follows, and keeps the outputs of the others", () => {
    expect(rerun(attempt, "failed")).toMatchObject({
      attempt: 2,
      started: ["production", "verify"],
      kept: { build: { digest: "sha256:1" } },
    });
    expect(rerun(attempt, "all")).toMatchObject({ started: ["build", "staging", "production", "verify"], kept: {} });
  });

  test("a re-run has the commit, the ref and the rights of the first attempt", () => {
    expect(rerun(attempt, "failed")).toMatchObject({ sha: "abc", actor: "ann" });
  });

  test("a re-run of failed jobs takes the called workflow of the first attempt, one of all jobs a tag where it is now", () => {
    expect(calledCommit("failed", "first", "moved")).toBe("first");
    expect(calledCommit("all", "first", "moved")).toBe("moved");
  });
});

describe("what jobs hand on", () => {
  test("outputs are dropped with a secret in them, and limited to 1 MB for a job", () => {
    const handed = handOnOutputs({ digest: "sha256:1", url: "postgres://u:hunter2@db", none: "" }, ["hunter2", ""]);
    expect(handed).toEqual({ outputs: { digest: "sha256:1", none: "" }, fails: false });
    expect(handOnOutputs({ big: "x".repeat(LIMITS.outputBytesPerJob + 1) }, []).fails).toBe(true);
  });

  test("a summary over 1 MiB is not shown, nor the twenty-first of a job", () => {
    expect(shownSummaries(["x".repeat(LIMITS.summaryBytesPerStep + 1), "y"])).toEqual(["y"]);
    expect(shownSummaries(Array.from({ length: 21 }, String))).toHaveLength(20);
  });

  test("an artifact's name is taken once in a run, whatever attempt took it", () => {
    expect(uploadArtifacts(["record-1", "record-1", "record-2"])).toEqual(["stored", "refused", "stored"]);
  });
});

describe("identity and hosts", () => {
  const run = runOf("on: push\njobs:\n  call: { uses: waybill-ci/waybill/.github/workflows/x.yml@v1 }\n", {
    "x.yml": called(`  work: { ${step} }`),
  });
  const options = { repository: "acme/shop", ref: "refs/heads/main", calledRef: "refs/tags/v1" };

  test("an identity names the caller in its subject and the called workflow in job_workflow_ref", () => {
    expect(claimsOf(jobOf(run, "call / work"), options)).toMatchObject({
      sub: "repo:acme/shop:ref:refs/heads/main",
      workflow_ref: `${CALLER}@refs/heads/main`,
      job_workflow_ref: "waybill-ci/waybill/.github/workflows/x.yml@refs/tags/v1",
    });
  });

  test("an environment takes the ref's place in the subject", () => {
    expect(claimsOf(jobOf(run, "call / work"), { ...options, environment: "production" }).sub).toBe(
      "repo:acme/shop:environment:production",
    );
    expect(claimsOf(jobOf(run, "call / work"), { ...options, event: "pull_request" }).sub).toBe("repo:acme/shop:pull_request");
  });

  test("a server of one's own has other addresses, another issuer and older artifacts", () => {
    expect(hostOf("https://github.acme.example")).toEqual({
      apiUrl: "https://github.acme.example/api/v3",
      registry: "containers.github.acme.example",
      issuer: "https://github.acme.example/_services/token",
      artifacts: "v3",
    });
    expect(hostOf("https://github.com")).toMatchObject({ apiUrl: "https://api.github.com", registry: "ghcr.io" });
  });
});
