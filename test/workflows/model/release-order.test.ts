import { describe, expect, test } from "vitest";
import { readCalledWorkflow, writeCaller } from "@waybill/workflows";
import { concurrencyRefusal, Groups } from "./concurrency.ts";
import { evaluate } from "./expression.ts";
import { jobsInRow } from "./order.ts";
import { calledFiles, findOurs, shownCallers, WORKFLOWS } from "./repository-files.ts";
import { loadRun } from "./run.ts";
import type { Run, RunJob } from "./run.ts";
import type { Concurrency } from "./workflow.ts";

const OURS = "waybill-ci/waybill";
const CALLER = "acme/shop/.github/workflows/release.yml";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const runOf = (text: string): Run => loadRun(CALLER, (path) => (path === CALLER ? text : findOurs(path)));
const textOf = (file: string): string => findOurs(`${OURS}/${WORKFLOWS}/${file}`) ?? "";
const callOf = (file: string): string =>
  JSON.stringify({ on: "push", jobs: { call: { uses: `${OURS}/${WORKFLOWS}/${file}@v1`, permissions: "write-all" } } });

/** A matrix over the environments of a product has as many jobs as these; every other matrix runs side by side. */
const twoEnvironments = ({ job }: RunJob): number => (/environment/i.test(JSON.stringify(job.strategy?.matrix ?? "")) ? 2 : 1);

const INLINE = writeCaller({
  product: "shop",
  way: "inline",
  environments: ["staging", "production"],
  waybill: { repository: OURS, commit: COMMIT, version: "v1.0.0" },
  checkout: { repository: "actions/checkout", commit: COMMIT, version: "v6.0.2" },
  workflows: Object.fromEntries(calledFiles().map((file) => [file, textOf(file)])),
});

describe("the jobs of a release to two environments", () => {
  test.each([
    ["release.yml", callOf("release.yml")],
    ["a caller with the changing job in its own file", INLINE],
  ])("wait for each other in a row of at most eight: %s", (_, text) => {
    expect(jobsInRow(runOf(text), twoEnvironments)).toBeLessThanOrEqual(8);
  });

  test.each([
    ["release.yml", callOf("release.yml")],
    ["a caller with the changing job in its own file", INLINE],
  ])("go one environment after the other, and stop at the first that fails: %s", (_, text) => {
    const matrices = runOf(text).jobs.filter((entry) => twoEnvironments(entry) === 2);
    expect(matrices).toHaveLength(1);
    expect(matrices[0]?.job.strategy).toMatchObject({ maxParallel: 1, failFast: true });
  });
});

interface Release {
  readonly product: string;
  readonly environment: string;
  readonly run: string;
}

/** A job's group as GitHub evaluates it for one release of one product. */
function groupOf({ group }: Concurrency, { product, environment, run }: Release): string {
  const inputs = { environment, product, name: product, "working-directory": `products/${product}`, config: "waybill.yml" };
  return evaluate(group, {
    github: {
      repository: "acme/shop",
      repository_id: "1",
      workflow: "Release",
      run_id: run,
      run_attempt: "1",
      ref: "refs/heads/main",
      ref_name: "main",
    },
    inputs,
    vars: {},
    needs: {},
    strategy: {},
    matrix: { environment },
  });
}

/** The jobs that change the environment of their workflow's input: they name it, and not another one for reading. */
const CHANGING = calledFiles().flatMap((file) => {
  const entries = runOf(callOf(file)).jobs.filter(
    ({ caller, workflow }) => caller?.job.id === "call" && workflow.path.endsWith(`/${file}`),
  );
  return entries
    .filter(({ job }) => job.environment !== undefined && /^\$\{\{\s*(inputs|matrix)\.environment\s*\}\}$/.test(job.environment.name))
    .map(({ job }) => ({ where: `${file}, ${job.id}`, job }));
});

test("there are jobs that change an environment", () => {
  expect(CHANGING.length).toBeGreaterThan(0);
});

describe.each(CHANGING)("$where", ({ job }) => {
  const concurrency = job.concurrency ?? { group: "", cancelInProgress: false, queue: "single" };

  test("has a queue that GitHub takes, and no release in it cancels another", () => {
    expect(concurrencyRefusal(concurrency)).toBeUndefined();
    const groups = new Groups();
    const releases = ["1", "2", "3"].map((run) => ({ product: "shop", environment: "production", run }));
    for (const release of releases)
      groups.arrive(release.run, { ...concurrency, group: groupOf(concurrency, release) }, { asksApproval: true });
    expect(releases.map(({ run }) => groups.stateOf(run))).toEqual(["waits for approval", "waits for its turn", "waits for its turn"]);
  });

  test("holds up no other product and no other environment while its approval is unanswered", () => {
    const groups = new Groups();
    const arrive = (release: Release, asksApproval: boolean): string => {
      const name = `${release.product} ${release.environment}`;
      groups.arrive(name, { ...concurrency, group: groupOf(concurrency, release) }, { asksApproval });
      return groups.stateOf(name);
    };
    expect(arrive({ product: "shop", environment: "production", run: "1" }, true)).toBe("waits for approval");
    expect(arrive({ product: "shop", environment: "staging", run: "2" }, false)).toBe("runs");
    expect(arrive({ product: "blog", environment: "production", run: "3" }, false)).toBe("runs");
    expect(groups.stateOf("shop production")).toBe("waits for approval");
  });
});

describe.each(calledFiles())("%s", (file) => {
  test("says of every environment whether its job makes a deployment", () => {
    for (const { job, workflow } of runOf(callOf(file)).jobs)
      if (job.environment !== undefined && workflow.path.endsWith(`/${file}`)) expect(job.environment.deployment, job.id).not.toBe(true);
  });

  test("can be read by a caller", () => {
    expect(readCalledWorkflow(file, textOf(file)).permissions.length).toBeGreaterThan(0);
  });
});

describe.each([...shownCallers(), { where: "the caller that is written", text: INLINE }])("$where", ({ text }) => {
  test("starts at once while an earlier run waits for an approval, and cancels none", () => {
    const { concurrency } = runOf(text).workflow;
    const groups = new Groups();
    const runs = ["1", "2", "3"];
    for (const run of runs) {
      const group =
        concurrency === undefined ? undefined : { ...concurrency, group: groupOf(concurrency, { product: "shop", environment: "", run }) };
      groups.arrive(run, group, { asksApproval: run === "1" });
    }
    expect(runs.map((run) => groups.stateOf(run))).toEqual(["waits for approval", "runs", "runs"]);
  });
});
