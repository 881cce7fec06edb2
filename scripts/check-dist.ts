// Builds dist/ beside the committed one and compares them byte for byte; says of every file that differs where it does so first.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, compile, listFiles, ROOT } from "./bundles.ts";
import { firstDifference } from "./difference.ts";

const out = await mkdtemp(join(tmpdir(), "waybill-dist-"));
try {
  await compile();
  await bundle(out);
  const problems = await compare(join(ROOT, "dist"), out);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    // Told apart from a stale dist/: whether the same sources give the same bytes twice.
    const again = join(out, "again");
    await bundle(again);
    const drift = await compare(again, out, (file) => !file.startsWith("again/"));
    if (drift.length > 0) console.error(`Two builds of the same sources differ too, which a rebuild does not heal:\n${drift.join("\n")}`);
    else console.error("Run 'npm run build' and commit dist/.");
    process.exitCode = 1;
  } else console.log(`${(await listFiles(out)).length} files of dist/ equal their sources.`);
} finally {
  await rm(out, { recursive: true, force: true });
}

/** One line for every file that is missing on one side or differs. */
async function compare(committed: string, rebuilt: string, counts = (_file: string): boolean => true): Promise<string[]> {
  const [before, after] = [await listFiles(committed), (await listFiles(rebuilt)).filter(counts)];
  const problems: string[] = [];
  for (const file of new Set([...before, ...after])) {
    if (!after.includes(file)) problems.push(`dist/${file} is committed but no longer built`);
    else if (!before.includes(file)) problems.push(`dist/${file} is built but not committed`);
    else {
      const difference = firstDifference(await readFile(join(committed, file), "utf8"), await readFile(join(rebuilt, file), "utf8"));
      if (difference !== undefined) problems.push(`dist/${file} differs from its sources: ${difference}`);
    }
  }
  return problems;
}
