// Compiles every package and writes the committed bundles: `npm run build [-- name...]`.
import { join } from "node:path";
import { bundle, compile, listBundles, ROOT } from "./bundles.ts";

const only = process.argv.slice(2);
await compile();
for (const target of await listBundles()) {
  if (only.length > 0 && !only.includes(target.name)) continue;
  const started = performance.now();
  await bundle(target, join(ROOT, "dist"));
  console.log(`dist/${target.name}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
