import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkConfig, loadConfig } from "./load.ts";
import { parseSecretRef, secretPlaces, secretRefs } from "./secret-ref.ts";

/** A project that uses every place at which the schema allows `env:NAME`, with a variable of its own for each. */
function projectOf(places: readonly string[]): Record<string, unknown> {
  const root: Record<string, unknown> = {
    images: { entry: { probe: { port: 8080 } } },
    databases: { entry: { url: "env:URL", migrations: "db" } },
    environments: { entry: {} },
  };
  for (const [index, place] of places.entries()) {
    const parts = place.split(".").map((part) => (part === "*" ? "entry" : part));
    let at: Record<string, unknown> = root;
    for (const part of parts.slice(0, -1)) {
      const next = at[part] ?? {};
      if (!isRecord(next)) throw new Error(`${place} leads through a value`);
      at[part] = next;
      at = next;
    }
    at[parts.at(-1) ?? ""] = `env:PLACE_${index}`;
  }
  return root;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

test("every place where the schema allows env:NAME is read as the name of a variable", async () => {
  const places = secretPlaces();
  expect(places.length).toBeGreaterThan(5);
  const workspace = await mkdtemp(join(tmpdir(), "waybill-secret-ref-"));
  await writeFile(join(workspace, "waybill.yml"), JSON.stringify(projectOf(places)));
  const found = secretRefs(await loadConfig(workspace)).map(({ place, at, ref }) => `${place} ${at} ${ref.env}`);
  const wanted = places.map((place, index) => `${place} ${place.replaceAll("*", "entry")} PLACE_${index}`);
  expect(found.sort()).toEqual(wanted.sort());
});

test("env: with anything but a variable's name is refused at its line, also where a plain value may stand", async () => {
  const text = "images:\n  api:\n    args: { A: 'env:not a name', B: plain }\n    probe: { port: 1, env: { C: 'env:1' } }\n";
  const workspace = await mkdtemp(join(tmpdir(), "waybill-secret-ref-"));
  await writeFile(join(workspace, "waybill.yml"), text);
  const { problems } = await checkConfig(workspace);
  expect(problems.map(({ what, where }) => `${where?.line} ${what}`)).toEqual([
    expect.stringContaining("3 'images.api.args.A' must be a plain value, or name an environment variable as env:NAME"),
    expect.stringContaining("4 'images.api.probe.env.C' must be a plain value"),
  ]);
});

test("any other text stands for itself", () => {
  expect(["env:A_1", "env:", "env:a b", "environment", "xenv:A"].map((text) => parseSecretRef(text)?.env)).toEqual([
    "A_1",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
