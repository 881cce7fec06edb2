// Bundles PostgreSQL's driver into lib/pg: plain files, so that the images need no RUN. Needs `npm ci` at the top of the repository.
import { execFileSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
const out = resolve(process.argv[2] ?? join(import.meta.dirname, "pg"));

rmSync(out, { recursive: true, force: true });
const ncc = join(root, "node_modules/@vercel/ncc/dist/ncc/cli.js");
const driver = join(root, "node_modules/pg/lib/index.js");
execFileSync(process.execPath, [ncc, "build", driver, "--out", out, "--license", "licenses.txt", "--quiet"], { cwd: root, stdio: "inherit" });
renameSync(join(out, "index.js"), join(out, "index.cjs"));
