// Compiles every package and writes the committed bundle: `npm run build`.
import { join } from "node:path";
import { bundle, compile, ROOT } from "./bundles.ts";

const started = performance.now();
await compile();
await bundle(join(ROOT, "dist"));
console.log(`dist/  ${((performance.now() - started) / 1000).toFixed(1)} s`);
