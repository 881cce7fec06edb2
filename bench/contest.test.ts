import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import type { Attempt, Contestant } from "./contest.ts";
import { compete, rowsOf } from "./contest.ts";
import { ratioAtMost } from "./row.ts";

/** A contestant that prints a text and is judged by it. */
function printing(name: string, text: string, more: Partial<Attempt> & { missing?: string } = {}): Contestant {
  const { missing, ...rest } = more;
  const command = { command: "sh", args: ["-c", `echo '${text}'`], cwd: tmpdir() };
  return { name, missing, attempt: async () => ({ ...command, outcome: async ({ stdout }) => stdout, ...rest }) };
}

async function contest(...contestants: Contestant[]): Promise<ReturnType<typeof rowsOf>> {
  const standings = await compete(contestants, { runs: 2, say: () => undefined });
  return rowsOf("work", standings, [{ measured: "wall", peer: "peer", bar: ratioAtMost(1e9) }]);
}

test("equal results and a generous bar meet the row", async () => {
  const [row] = await contest(printing("ours", "7 rows"), printing("peer", "7 rows"));
  expect(row).toMatchObject({ what: "work: wall time", met: true, peer: { name: "peer" } });
  expect(row?.problem).toBeUndefined();
});

test("a different result misses the row, whatever the times are, and shows both", async () => {
  const [row] = await contest(printing("ours", "7 rows"), printing("peer", "8 rows"));
  expect(row?.met).toBe(false);
  expect(row?.problem).toMatch(/results differ.*7 rows.*peer's is.*8 rows/);
});

test("our own results must be the same in every run", async () => {
  let run = 0;
  const fickle: Contestant = { name: "ours", attempt: (round) => printing("ours", `run ${run++}`).attempt(round) };
  const [row] = await contest(fickle, printing("peer", "run 1"));
  expect(row?.met).toBe(false);
  expect(row?.problem).toContain("differ");
});

test("a peer that is not there misses the row and says how to bring it; ours is still measured", async () => {
  const missing = "The peer 'peer' is not there. Run 'npm run parts -- start peer'.";
  const [row] = await contest(printing("ours", "1"), printing("peer", "1", { missing }));
  expect(row).toMatchObject({ met: false, problem: missing });
  expect(row?.ours).toBeGreaterThan(0);
});

test("a peer that fails misses the row with its last words, and does not run again", async () => {
  let runs = 0;
  const args = ["-c", "echo it broke >&2; exit 4"];
  const failing: Contestant = { name: "peer", attempt: async () => (runs++, { command: "sh", args, cwd: tmpdir() }) };
  const [row] = await contest(printing("ours", "1"), failing);
  expect(row).toMatchObject({ met: false, problem: expect.stringMatching(/^peer failed: it ended with 4.*it broke/) });
  expect(runs).toBe(1);
});

test("our own failure misses every row", async () => {
  const [row] = await contest(printing("ours", "1", { expectCode: 9 }), printing("peer", "1"));
  expect(row).toMatchObject({ met: false, problem: expect.stringContaining("ours failed: it ended with 0") });
});

test("what a run made is removed when it failed too", async () => {
  let cleaned = 0;
  const clean = async (): Promise<void> => void cleaned++;
  await contest(printing("ours", "1", { clean }), printing("peer", "1", { clean, expectCode: 1 }));
  expect(cleaned).toBe(3 + 1);
});

test("other numbers of a run can be compared as well", async () => {
  let count = 10;
  const counting = printing("ours", "1", { numbers: () => ({ requests: count++ }) });
  const standings = await compete([counting, printing("peer", "1", { numbers: () => ({ requests: 5 }) })], {
    runs: 3,
    say: () => undefined,
  });
  const [row] = rowsOf("push", standings, [{ measured: "requests", peer: "peer", bar: ratioAtMost(2) }]);
  // The first of the four only warmed up.
  expect(row).toMatchObject({ what: "push: requests", unit: "requests", ours: 12, ratio: 2.4, met: false });
});
