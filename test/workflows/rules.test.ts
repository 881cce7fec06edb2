import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commitAll, layOutWorkflows, openFolder, pushWithAct } from "./act.ts";
import type { ActRun } from "./act.ts";

// The rules of GitHub that act can show, each in the smallest workflow; docs/github.md calls these "executed".
const CALLER = `
on: { push: { branches: [main] } }
jobs:
  list:
    runs-on: ubuntu-latest
    outputs:
      environments: \${{ steps.list.outputs.environments }}
      none: \${{ steps.list.outputs.none }}
    steps:
      - id: list
        run: |
          echo 'environments=["staging","production"]' >> "$GITHUB_OUTPUT"
          echo 'none=[]' >> "$GITHUB_OUTPUT"
  empty:
    needs: list
    if: \${{ needs.list.outputs.none != '[]' }}
    strategy: { matrix: { entry: "\${{ fromJSON(needs.list.outputs.none) }}" } }
    runs-on: ubuntu-latest
    steps:
      - run: echo "ran empty"
  after-skipped:
    needs: empty
    runs-on: ubuntu-latest
    steps:
      - run: echo "ran after-skipped"
  after-skipped-anyway:
    needs: empty
    if: \${{ !failure() && !cancelled() }}
    runs-on: ubuntu-latest
    steps:
      - run: echo "ran after-skipped-anyway"
  call:
    needs: list
    uses: waybill-ci/waybill/.github/workflows/probe.yml@v1
    with: { environments: "\${{ needs.list.outputs.environments }}" }
    secrets: { GIVEN: "\${{ secrets.GIVEN }}" }
  failing:
    runs-on: ubuntu-latest
    steps:
      - run: exit 1
  after-failed:
    needs: failing
    runs-on: ubuntu-latest
    steps:
      - run: echo "ran after-failed"
  always-after-failed:
    needs: failing
    if: \${{ always() }}
    runs-on: ubuntu-latest
    steps:
      - run: echo "ran always-after-failed, which saw \${{ needs.failing.result }}"
`;
const CALLED = `
on:
  workflow_call:
    inputs: { environments: { type: string, required: true } }
    secrets: { GIVEN: { required: false } }
jobs:
  probe:
    strategy: { max-parallel: 1, fail-fast: true, matrix: { environment: "\${{ fromJSON(inputs.environments) }}" } }
    runs-on: ubuntu-latest
    steps:
      - env:
          GIVEN: \${{ secrets.GIVEN }}
          KEPT: \${{ secrets.KEPT }}
          NAME: \${{ matrix.environment }}
        run: echo "probe $NAME in \${{ github.repository }} given \${#GIVEN} kept \${#KEPT}"
`;

let run: ActRun;
beforeAll(async () => {
  await using product = await openFolder("product");
  await using caller = await openFolder("caller");
  await layOutWorkflows(product.path);
  await writeFile(join(product.path, ".github/workflows/probe.yml"), CALLED);
  await mkdir(join(caller.path, ".github/workflows"), { recursive: true });
  await writeFile(join(caller.path, ".github/workflows/release.yml"), CALLER);
  await commitAll(caller.path, "acme/shop");
  run = await pushWithAct({ repository: caller.path, product: product.path, secrets: { GIVEN: "abcde", KEPT: "fghij" } });
});

describe("act", () => {
  test("hands a called workflow the secrets that are passed by name and no others", () => {
    expect(run.log).toContain("probe staging in acme/shop given 5 kept 0");
  });

  test("runs a called workflow in the caller's repository", () => {
    expect(run.log).toMatch(/probe \w+ in acme\/shop /);
  });

  test("makes a matrix of a job's output, in its order where max-parallel is 1", () => {
    expect([...run.log.matchAll(/\| probe (\w+) /g)].map(([, name]) => name)).toEqual(["staging", "production"]);
  });

  test("skips a job whose condition keeps an empty matrix from it, and what needs it unless its condition says otherwise", () => {
    expect(run.log).not.toMatch(/\| ran empty|\| ran after-skipped$/m);
    expect(run.log).toContain("ran after-skipped-anyway");
  });

  test("runs nothing after a failed job but what always runs", () => {
    expect(run.log).not.toContain("ran after-failed");
    expect(run.log).toContain("ran always-after-failed, which saw failure");
    expect(run.exitCode).not.toBe(0);
  });
});
