// Publishes a version of Waybill itself; run by publish.yml. `node scripts/publish.ts v1.2.3 [--dry-run]`. docs/releasing.md has the order.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./bundles.ts";
import { connectReleases } from "./publish/github.ts";
import { publish } from "./publish/release.ts";
import { openRepository } from "./publish/repository.ts";

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`The environment variable ${name} is not set; publish.yml sets it (docs/releasing.md, 'What the repository needs').`);
  return value;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { "dry-run": { type: "boolean" } } });
  const [token, pushToken] = [required("GITHUB_TOKEN"), required("RELEASE_TOKEN")];
  await publish({
    version: positionals[0] ?? "",
    dryRun: values["dry-run"],
    repository: openRepository(ROOT, { token: pushToken }),
    github: connectReleases({ token, repository: required("GITHUB_REPOSITORY"), apiUrl: required("GITHUB_API_URL") }),
    changelog: await readFile(join(ROOT, "CHANGELOG.md"), "utf8"),
    say: (line) => console.log(line),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
