// Rebuilds the bundles beside the committed ones and compares them byte for byte.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, compile, listBundles, listFiles, ROOT } from "./bundles.ts";

/** The first line in which a rebuilt file differs from the committed one; undefined when there is none. */
async function firstDifference(file: string): Promise<string | undefined> {
  const [committed = [], rebuilt = []] = await Promise.all(
    [join(ROOT, "dist", file), join(out, file)].map(async (path) => (await readFile(path, "utf8").catch(() => "")).split("\n")),
  );
  const at = rebuilt.findIndex((line, index) => line !== committed[index]);
  if (at < 0) return committed.length === rebuilt.length ? undefined : `line ${rebuilt.length} is the last`;
  return `line ${at + 1}: committed '${committed[at]?.slice(0, 120)}', rebuilt '${rebuilt[at]?.slice(0, 120)}'`;
}

const out = await mkdtemp(join(tmpdir(), "waybill-dist-"));
try {
  await compile();
  const bundles = await listBundles();
  for (const target of bundles) await bundle(target, out);
  for (const target of bundles) {
    const file = join(target.name, "index.js");
    const before = await firstDifference(file);
    if (before === undefined) continue;
    // Told apart from a stale dist/: whether the same sources give the same bytes twice.
    await bundle(target, out);
    const after = await firstDifference(file);
    console.error(
      `dist/${file}, first difference: ${before}${after === before ? "" : `\nA second build of the same sources differed otherwise: ${after ?? "not at all"}`}`,
    );
  }
  const committed = await listFiles(join(ROOT, "dist"));
  const rebuilt = await listFiles(out);
  const problems: string[] = [];
  for (const file of new Set([...committed, ...rebuilt])) {
    if (!rebuilt.includes(file)) problems.push(`dist/${file} is committed but no longer built`);
    else if (!committed.includes(file)) problems.push(`dist/${file} is built but not committed`);
    else if (!(await readFile(join(ROOT, "dist", file))).equals(await readFile(join(out, file))))
      problems.push(`dist/${file} differs from its sources`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error("Run 'npm run build' and commit dist/.");
    process.exitCode = 1;
  } else console.log(`${rebuilt.length} files of dist/ equal their sources.`);
} finally {
  await rm(out, { recursive: true, force: true });
}
