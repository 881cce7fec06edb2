import { expect, test } from "vitest";
import { parse } from "yaml";
import { read } from "@waybill/testing/repository";

interface Workflow {
  readonly concurrency: { readonly group: string };
  readonly jobs: Record<
    string,
    { readonly container?: unknown; readonly steps: readonly { readonly uses?: string; readonly run?: string }[] }
  >;
}

function workflow(name: string): Workflow {
  return parse(read(`.github/workflows/${name}`));
}

test("every commit of main is judged: GitHub cancels runs that wait in one group, so each has its own", () => {
  expect(workflow("ci.yml").concurrency.group).toContain("github.ref == 'refs/heads/main' && github.sha");
});

test("a job in a container trusts its checkout, which belongs to another user there, before it uses git", () => {
  for (const { container, steps } of Object.values(workflow("ci.yml").jobs)) {
    if (container === undefined) continue;
    const trusted = steps.findIndex(({ run }) => run?.includes('git config --global --add safe.directory "$GITHUB_WORKSPACE"'));
    const used = steps.findIndex(({ run }) => run?.includes(".ci/run"));
    expect(trusted).toBeGreaterThan(-1);
    expect(trusted).toBeLessThan(used);
  }
});

test("a release is pushed with a token that may change workflows; a job's own token never may", () => {
  const text = read(".github/workflows/publish.yml");
  expect(text).toContain("RELEASE_TOKEN: ${{ secrets.RELEASE_TOKEN }}");
  expect(read("docs/releasing.md")).toMatch(/`RELEASE_TOKEN`: .*\n.*`Workflows` read and write/);
});
