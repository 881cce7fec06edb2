import { statSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { read, ROOT } from "@waybill/testing/repository";
import { runBundle } from "@waybill/testing/run-bundle";
import { BUNDLE, listBundles } from "../../scripts/bundles.ts";

/** A text that stands in one library alone, by which its chunk is found. */
const MARKS = {
  pg: "Connection terminated unexpectedly",
  dockerode: "DOCKER_CERT_PATH",
  octokit: "octokit-core.js/",
  undici: "ProxyAgent extends DispatcherBase",
  certificates: "class FulcioSigner",
  certificateChains: "class CertificateChainVerifier",
  trustRoots: "class TUFClient",
  rehearsal: "./packages/rehearsal/lib/registry/server.js",
} as const;
type Library = keyof typeof MARKS;

/**
 * How much code a program may load before it says that its configuration is wrong: the reader of YAML, the rules of a configuration, and itself.
 * Whatever is used behind that is loaded behind it (docs/architecture.md, "Starting"). Most of a start is reading code.
 */
const MAX_START_BYTES = 650_000;

const LIBRARIES = Object.keys(MARKS).filter((name): name is Library => name in MARKS);
const chunks = (await readdir(join(ROOT, "dist", BUNDLE))).filter((file) => file.endsWith(".js"));
const texts = new Map(chunks.map((file) => [file, read(`dist/${BUNDLE}/${file}`)]));
const BROKEN = { "waybill.yml": "version: 1\nno-such-key: 1\n" };

/** Runs an entry and names the files of dist/ and the libraries that it loaded, by Node's own record of the scripts that it ran. */
async function loadedBy(name: string, inputs: Record<string, string>, files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), "waybill-loading-"));
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
  const record = join(root, "coverage");
  await mkdir(record);
  const step = await runBundle(`dist/${name}/index.js`, inputs, { workspace: root, env: { NODE_V8_COVERAGE: record } });
  const urls = new Set<string>();
  for (const file of await readdir(record)) {
    for (const [, url] of (await readFile(join(record, file), "utf8")).matchAll(/"url":"(file:[^"]+)"/g)) urls.add(url ?? "");
  }
  const dist = pathToFileURL(join(ROOT, "dist")).href;
  const loaded = [...urls].filter((url) => url.startsWith(dist)).map((url) => url.slice(dist.length + 1));
  const isLoaded = (library: Library): boolean =>
    loaded.some((file) => file.startsWith(`${BUNDLE}/`) && texts.get(file.slice(BUNDLE.length + 1))?.includes(MARKS[library]));
  return { step, loaded, libraries: LIBRARIES.filter(isLoaded) };
}

test("every library that is watched lies in chunks of its own", () => {
  for (const library of LIBRARIES) expect([...texts].filter(([, text]) => text.includes(MARKS[library])).length, library).toBe(1);
});

describe.each((await listBundles()).map(({ name }) => name))("start of %s", (name) => {
  test("loads its own entry and no library that it does not use yet", async () => {
    const { loaded, libraries } = await loadedBy(name, {}, BROKEN);
    expect(loaded).toContain(`${name}/index.js`);
    expect(loaded.filter((file) => !file.startsWith(`${BUNDLE}/`))).toEqual([`${name}/index.js`]);
    expect(libraries).toEqual([]);
  });

  test(`reads at most ${MAX_START_BYTES} bytes of code until it says that its configuration is wrong`, async () => {
    const { loaded } = await loadedBy(name, {}, BROKEN);
    const bytes = loaded.map((file) => statSync(join(ROOT, "dist", file)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_START_BYTES);
  });
});

test("validate-data runs to its end without a database, engine, GitHub or cluster client", async () => {
  const { step, libraries } = await loadedBy(
    "validate-data",
    { source: "a.csv", checks: "a.checks.yaml" },
    { "a.csv": "id\n1\n2\n", "a.checks.yaml": "columns:\n  id: { type: integer }\n" },
  );
  expect(step.outputs["verdict"]).toBe("pass");
  expect(libraries).toEqual([]);
});
