import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folders, read, ROOT, sources } from "@waybill/testing/repository";

interface Metadata {
  name: string;
  description: string;
  inputs: Record<string, { description: string; default?: string; required?: boolean }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string; post?: string };
}

const COMMON = sources("packages/pipeline/src/action").map(read).join("\n");
const reads = (code: string): string[] =>
  [...code.matchAll(/read(?:Input|Boolean|List|Pairs|Yaml|Choice|Digest)\("([a-z-]+)"/g)].map((match) => match[1] ?? "");
const sets = (code: string): string[] =>
  [...code.matchAll(/(?:setOutput|setMap|outputs\.(?:single|map|sum))\("([a-z-]+)"/g)].map((match) => match[1] ?? "");

describe.each(folders("actions"))("action %s", (name) => {
  const metadata = parse(read(`actions/${name}/action.yml`)) as Metadata;
  const inputs = read(`actions/${name}/src/inputs.ts`);
  const main = sources(`actions/${name}/src`)
    .filter((file) => !file.endsWith("/inputs.ts"))
    .map(read)
    .join("\n");
  const readme = read(`actions/${name}/README.md`);

  test("reads every input that action.yml declares, and no other", () => {
    const own = reads(inputs);
    const shared = reads(COMMON);
    for (const input of Object.keys(metadata.inputs)) expect([...own, ...shared], input).toContain(input);
    for (const input of own) expect(Object.keys(metadata.inputs), input).toContain(input);
  });

  test("sets every output that action.yml declares, and no other", () => {
    const kinds = ["images", "data", "models", "databases", "environments"].map((kind) => `matrix-${kind}`);
    const set = [...sets(main), ...sets(COMMON), ...(main.includes("`matrix-${kind}`") ? kinds : [])];
    for (const output of Object.keys(metadata.outputs)) expect(set, output).toContain(output);
    for (const output of sets(main)) expect(Object.keys(metadata.outputs), output).toContain(output);
  });

  test("reads inputs only in inputs.ts", () => {
    expect(reads(main)).toEqual([]);
  });

  test("runs a committed bundle on Node 24", () => {
    expect(metadata.runs.using).toBe("node24");
    for (const program of [metadata.runs.main, metadata.runs.post ?? metadata.runs.main])
      expect(existsSync(join(ROOT, "actions", name, program)), program).toBe(true);
    expect(metadata.runs.post !== undefined).toBe(existsSync(join(ROOT, "actions", name, "src/post.ts")));
  });

  test("documents every input and output in its README, with an example that states its permissions", () => {
    for (const key of [...Object.keys(metadata.inputs), ...Object.keys(metadata.outputs)]) expect(readme).toContain(`| \`${key}\` |`);
    expect(readme).toContain("permissions:");
  });

  test("explains itself in sentences", () => {
    for (const text of [metadata.description, ...Object.values(metadata.inputs).map((input) => input.description)])
      expect(text).toMatch(/^\S.+[.}]$/s);
  });
});

test("the root action is the whole chain, and differs from its folder only in where the bundle lies", () => {
  expect(read("action.yml")).toBe(read("actions/waybill/action.yml").replaceAll("../../dist/", "dist/"));
});
