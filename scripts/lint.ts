// Everything that judges the sources without running them: types, lint rules, format, generated README tables.
import { spawnSync } from "node:child_process";
import { ROOT } from "./bundles.ts";

const SOURCES = ["packages", "actions", "scripts", "test", "bench"];
const STEPS: [string, string[]][] = [
  ["types", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"]],
  ["rules", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings", ...SOURCES]],
  ["format", ["node_modules/oxfmt/bin/oxfmt", "--check", ...SOURCES]],
  ["README tables", ["--conditions=@waybill/source", "scripts/readme.ts", "--check"]],
];

let failed = false;
for (const [name, args] of STEPS) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
