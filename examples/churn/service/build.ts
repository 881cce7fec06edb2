// Bundles the service into service/dist/server.js: one file for the image, the same bytes wherever it is built.
// Needs the repository's own TypeScript and ncc (`npm ci` at the top).
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const MAX_BYTES = 1_000_000;
const here = import.meta.dirname;
const root = resolve(here, "../../..");
const out = resolve(process.argv[2] ?? join(here, "dist"));

rmSync(join(here, "lib"), { recursive: true, force: true });
run("node_modules/typescript/bin/tsc", "-p", join(here, "tsconfig.json"));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
run("node_modules/@vercel/ncc/dist/ncc/cli.js", "build", join(here, "lib/main.js"), "--out", out, "--license", "licenses.txt", "--quiet");

const text = readFileSync(join(out, "index.js"), "utf8").replaceAll("\r\n", "\n");
// ncc leaves a call like this for a module that it did not find; pg looks for pg-native only when it is asked to.
for (const [, module] of text.matchAll(/eval\("require"\)\("([^"]+)"\)/g)) {
  if (module !== "pg-native") throw new Error(`The bundle would miss the module '${module}' at run time.`);
}
if (text.length > MAX_BYTES) throw new Error(`The bundle has ${text.length} bytes, more than ${MAX_BYTES}.`);
writeFileSync(join(out, "server.js"), text);
rmSync(join(out, "index.js"));
console.log(`service/dist/server.js: ${text.length} bytes`);

function run(...args: string[]): void {
  execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });
}
