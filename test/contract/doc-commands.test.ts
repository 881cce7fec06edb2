import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { loadConfig } from "@waybill/config";
import { commandBlocks, commandsOf, docBlocks, markOf } from "@waybill/testing/docs/blocks";
import type { DocBlock } from "@waybill/testing/docs/blocks";
import { FOLDERS } from "@waybill/testing/docs/runner";
import { read, ROOT } from "@waybill/testing/repository";
import { parseCheckFile } from "../../packages/data/src/checks/check-file.ts";
import { COMMANDS, parseArguments } from "../../packages/cli/src/arguments.ts";

const named = ({ page, line, text }: DocBlock): string => `${page}:${line} ${text.split("\n")[0]?.slice(0, 60)}`;
const quiet = (text: string): string => text.replaceAll("--silent ", "").replaceAll(/[\s"]+/g, " ");

describe("the commands of the documentation", () => {
  const blocks = commandBlocks();

  test("are found", () => {
    expect(blocks.length).toBeGreaterThan(40);
    expect(new Set(blocks.map((block) => markOf(block)?.kind))).toEqual(new Set(["run-in", "executed-by", "not-executed"]));
  });

  test.each(blocks.map((block): [string, DocBlock] => [named(block), block]))(
    "%s: say who executes them, or why nobody does",
    (_, block) => {
      const mark = markOf(block);
      if (!mark)
        throw new Error(`${named(block)} has no mark. Write run-in, executed-by or not-executed behind the language (CONTRIBUTING.md).`);
      switch (mark.kind) {
        case "run-in":
          expect(Object.keys(FOLDERS)).toContain(mark.folder);
          break;
        case "executed-by":
          for (const file of mark.files) expect(existsSync(join(ROOT, file)), file).toBe(true);
          // Either a file runs the page's own blocks, or every command stands in one of them.
          if (!mark.files.some((file) => read(file).includes(block.page)))
            for (const command of commandsOf(block))
              expect(
                mark.files.some((file) => quiet(read(file)).includes(quiet(command))),
                `${command} is in none of ${mark.files.join(", ")}`,
              ).toBe(true);
          break;
        case "not-executed":
          expect(mark.reason).toMatch(/^\S+ \S+ \S+/);
      }
    },
  );

  test("that call waybill are understood by it, executed or not", () => {
    const calls = blocks
      .flatMap((block) => commandsOf(block).map((command) => ({ block, command })))
      .filter(({ command }) => /^(?:npx )?waybill /.test(command));
    expect(calls.length).toBeGreaterThan(10);
    for (const { block, command } of calls) {
      const words = command
        .replace(/ [|>].*$/, "")
        .split(" ")
        .slice(command.startsWith("npx") ? 2 : 1);
      expect(() => parseArguments(words), `${named(block)}: ${command}`).not.toThrow();
    }
    for (const [, word = ""] of blocks.flatMap(({ text }) => [...text.matchAll(/^(?:\$ )?waybill ([a-z]+)/gm)]))
      expect(
        COMMANDS.some((command) => command.split(" ")[0] === word),
        word,
      ).toBe(true);
  });
});

interface Called {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/** Every step and job of a document that uses something, at any depth. */
function callsIn(node: unknown): Called[] {
  if (typeof node !== "object" || node === null) return [];
  const below = Object.values(node).flatMap((value) => callsIn(value));
  const { uses, with: given = {}, secrets = {} } = node as Partial<Called>;
  return typeof uses === "string" ? [{ uses, with: given ?? {}, secrets }, ...below] : below;
}

interface Declared {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean; readonly default?: unknown }>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

function declaredBy(path: string): Declared {
  if (path.endsWith(".yml")) {
    return (parse(read(path)) as { on: { workflow_call?: Declared } }).on.workflow_call ?? {};
  }
  return parse(read(join(path, "action.yml"))) as Declared;
}

describe("the YAML of the documentation", () => {
  const blocks = docBlocks().filter(({ language }) => ["yaml", "yml"].includes(language));

  test.each(blocks.map((block): [string, DocBlock] => [named(block), block]))("%s: is YAML without a key twice", (_, { text }) => {
    for (const document of parseAllDocuments(text)) expect(document.errors).toEqual([]);
  });

  // Pages whose examples a test of their own reads as a whole, several files together.
  const own = ["docs/policy.md", "docs/waybill-yml.md"];
  const configs = blocks.filter(({ page, text }) => text.startsWith("# waybill.yml") && !own.includes(page));
  test.each(configs.map((block): [string, DocBlock] => [named(block), block]))("%s: is a waybill.yml that is read", async (_, { text }) => {
    const folder = await mkdtemp(join(tmpdir(), "docs-"));
    try {
      await writeFile(join(folder, "waybill.yml"), text);
      await expect(loadConfig(folder)).resolves.toBeDefined();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("that shows checks is a check file that is read", () => {
    const files = blocks.filter(({ text }) => /^(?:columns|checks):/m.test(text));
    expect(files.length).toBeGreaterThan(2);
    for (const block of files) expect(() => parseCheckFile(block.text, "checks.yaml"), named(block)).not.toThrow();
  });

  test("calls our actions and workflows with inputs and secrets that they declare, and leaves out none that they need", () => {
    const calls = blocks.flatMap((block) =>
      parseAllDocuments(block.text).flatMap((document) => callsIn(document.toJS()).map((call) => ({ block, call }))),
    );
    const ours = calls.filter(({ call }) => call.uses.startsWith("waybill-ci/waybill"));
    expect(ours.length).toBeGreaterThan(40);
    for (const { block, call } of ours) {
      const where = `${named(block)}: ${call.uses}`;
      const [, path = ""] = /^waybill-ci\/waybill(?:\/(.+))?@v1$/.exec(call.uses) ?? [undefined, "?"];
      expect(existsSync(join(ROOT, path)), where).toBe(true);
      const { inputs = {}, secrets = {} } = declaredBy(path);
      expect(Object.keys(inputs), where).toEqual(expect.arrayContaining(Object.keys(call.with)));
      expect(Object.keys(secrets), where).toEqual(expect.arrayContaining(Object.keys(call.secrets)));
      for (const [name, { required, default: fallback }] of Object.entries(inputs))
        if (required === true && fallback === undefined) expect(Object.keys(call.with), where).toContain(name);
    }
  });
});
