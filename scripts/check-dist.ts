// Rebuilds the bundles beside the committed ones and compares them byte for byte.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, compile, listBundles, listFiles, ROOT } from "./bundles.ts";

const out = await mkdtemp(join(tmpdir(), "waybill-dist-"));
try {
  await compile();
  for (const target of await listBundles()) await bundle(target, out);
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
