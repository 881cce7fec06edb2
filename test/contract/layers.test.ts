import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { folders, read, sources } from "@waybill/testing/repository";

/** What each package may import, as docs/architecture.md draws it. Edges stand above all of them. */
const BELOW: Record<string, string[]> = {
  kit: [],
  stats: [],
  report: ["kit"],
  config: ["kit"],
  registry: ["kit"],
  engine: ["kit"],
  image: ["kit", "registry", "engine"],
  tables: ["kit"],
  data: ["kit", "stats", "tables"],
  model: ["kit", "stats", "tables"],
  migrate: ["kit"],
  kube: ["kit"],
  github: ["kit"],
  record: ["kit", "registry"],
  workflows: ["kit"],
  init: ["kit", "config", "workflows", "image", "data", "model", "migrate", "kube"],
  pipeline: ["kit", "config", "record", "registry", "engine", "image", "data", "model", "migrate", "kube", "github", "report"],
  // Pods run in a real engine where there is one.
  rehearsal: ["kit", "engine"],
  // A rehearsal looks which Docker Engine there is, and what a Dockerfile needs, before it starts.
  cli: ["kit", "config", "engine", "image", "registry", "init", "pipeline", "record", "rehearsal", "report"],
};

const IMPORT = /^(?:import|export)\s[^;"]*?\sfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;
const importsOf = (file: string): string[] => [...read(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");

/** For tests alone, and so above everything; no package may import it. */
const PRODUCTION = folders("packages").filter((name) => name !== "testing");

describe.each(PRODUCTION)("package %s", (name) => {
  const files = sources(`packages/${name}/src`);

  test("imports only packages below it", () => {
    const allowed = BELOW[name] ?? [];
    for (const file of files) {
      for (const module of importsOf(file)) {
        const own = /^@waybill\/([a-z]+)/.exec(module)?.[1];
        if (own !== undefined) expect(allowed, `${file} imports ${module}`).toContain(own);
        if (module.startsWith(".")) expect(join(dirname(file), module), `${file} imports ${module}`).toMatch(`packages/${name}/src/`);
      }
    }
  });

  test("declares what it imports", () => {
    const manifest = JSON.parse(read(`packages/${name}/package.json`)) as { dependencies?: Record<string, string> };
    const declared = Object.keys(manifest.dependencies ?? {});
    for (const file of files) {
      for (const module of importsOf(file)) {
        if (module.startsWith(".") || module.startsWith("node:")) continue;
        const dependency = module
          .split("/")
          .slice(0, module.startsWith("@") ? 2 : 1)
          .join("/");
        expect(declared, `${file} imports ${module}`).toContain(dependency);
      }
    }
  });

  test("has an explicit list of exports", () => {
    if (name !== "cli") expect(read(`packages/${name}/src/index.ts`)).not.toMatch(/export \*/);
  });
});

test("only kit fails a step or reads the environment", () => {
  for (const file of [
    ...PRODUCTION.flatMap((name) => sources(`packages/${name}/src`)),
    ...folders("actions").flatMap((name) => sources(`actions/${name}/src`)),
  ]) {
    if (file.startsWith("packages/kit/")) continue;
    // Comments, and the text of programs that run elsewhere, read no environment.
    const code = read(file)
      .replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "")
      .replaceAll(/`[^`]*`/g, "");
    expect(code, file).not.toMatch(/\bsetFailed\(/);
    expect(code, file).not.toMatch(/\bprocess\.env\b/);
  }
});

test("no test is switched off and no vague file names creep in", () => {
  for (const file of [
    ...folders("packages").flatMap((name) => sources(`packages/${name}/src`, { tests: true })),
    ...sources("test", { tests: true }),
  ]) {
    expect(file).not.toMatch(/\/(utils|helpers|common|types)\.ts$/);
    if (file.endsWith(".test.ts") && !file.endsWith("layers.test.ts"))
      expect(read(file), file).not.toMatch(/\b(it|test|describe)\.(skip|only|todo)\b/);
  }
});

test("docs/dependencies.md justifies every production dependency", () => {
  const documented = read("docs/dependencies.md");
  for (const name of folders("packages")) {
    const manifest = JSON.parse(read(`packages/${name}/package.json`)) as { dependencies?: Record<string, string> };
    for (const dependency of Object.keys(manifest.dependencies ?? {})) {
      if (!dependency.startsWith("@waybill/")) expect(documented, `${name} uses ${dependency}`).toContain(`\`${dependency}\``);
    }
  }
});
