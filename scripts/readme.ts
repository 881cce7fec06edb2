// Fills the tables of inputs and outputs in every action's README from its action.yml and those of every workflow's page from its file, writes
// docs/rules.md and docs/github.md from the tables of rules, docs/reference/ from the schemas, the schemas of the predicates from the facts, and those of waybill.yml with the
// table of its keys from its schema:
// `npm run readme [-- --check]`.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./bundles.ts";
import { renderGitHubPage } from "./github-page.ts";
import { renderRulesPage } from "./rules-page.ts";
import { fillWorkflowPage } from "./workflow-pages.ts";

interface Metadata {
  inputs?: Record<string, { description: string; default?: string; required?: boolean }>;
  outputs?: Record<string, { description: string }>;
}

/** Puts the generated tables between their markers; throws when a marker is missing. */
export function fillTables(readme: string, metadata: Metadata): string {
  return fill(fill(readme, "inputs", inputTable(metadata)), "outputs", outputTable(metadata));
}

function inputTable({ inputs = {} }: Metadata): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const fallback = input.required ? "**required**" : input.default ? `\`${input.default}\`` : "";
    return `| \`${name}\` | ${input.description.trim().replaceAll("\n", " ")} | ${fallback} |`;
  });
  return ["| input | what it is | default |", "|---|---|---|", ...rows].join("\n");
}

function outputTable({ outputs = {} }: Metadata): string {
  const rows = Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${output.description.trim().replaceAll("\n", " ")} |`);
  return ["| output | what it is |", "|---|---|", ...rows].join("\n");
}

function fill(text: string, marker: string, table: string): string {
  const pattern = new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- /${marker} -->)`);
  if (!pattern.test(text)) throw new Error(`The README lacks the markers '<!-- ${marker} -->' and '<!-- /${marker} -->'.`);
  return text.replace(pattern, (_, open: string, close: string) => `${open}${table}\n${close}`);
}

if (import.meta.main) {
  const check = process.argv.includes("--check");
  for (const name of await readdir(join(ROOT, "actions"))) {
    const file = join(ROOT, "actions", name, "README.md");
    const before = await readFile(file, "utf8");
    const after = fillTables(before, parse(await readFile(join(ROOT, "actions", name, "action.yml"), "utf8")) as Metadata);
    await settle(file, before, after, `actions/${name}/README.md is not what action.yml says.`, check);
  }
  const pages = join(ROOT, "docs", "workflows");
  for (const page of (await readdir(pages)).filter((name) => name !== "README.md")) {
    const workflow = page.replace(/\.md$/, ".yml");
    const before = await readFile(join(pages, page), "utf8");
    const after = fillWorkflowPage(before, await readFile(join(ROOT, ".github/workflows", workflow), "utf8"));
    await settle(join(pages, page), before, after, `docs/workflows/${page} is not what .github/workflows/${workflow} says.`, check);
  }
  const rules = join(ROOT, "docs", "rules.md");
  const before = await readFile(rules, "utf8").catch(() => "");
  await settle(rules, before, renderRulesPage(), "docs/rules.md is not what the tables of rules in packages/kit/src/rules say.", check);
  const { renderConfigKeys } = await import("./config-reference.ts");
  const { renderSchema, SCHEMA_FILES } = await import("../packages/config/src/schema/schema-file.ts");
  for (const [name, schema] of Object.entries(SCHEMA_FILES)) {
    const file = join(ROOT, "packages", "config", name);
    const old = await readFile(file, "utf8").catch(() => "");
    await settle(file, old, renderSchema(schema), `packages/config/${name} is not what packages/config/src/schema says.`, check);
  }
  const keys = join(ROOT, "docs", "waybill-yml.md");
  const page = await readFile(keys, "utf8");
  await settle(
    keys,
    page,
    fill(page, "keys", renderConfigKeys()),
    "docs/waybill-yml.md is not what packages/config/src/schema says.",
    check,
  );
  const github = join(ROOT, "docs", "github.md");
  const known = await readFile(github, "utf8").catch(() => "");
  await settle(github, known, renderGitHubPage(), "docs/github.md is not what test/workflows/model/rules.ts says.", check);
  // Loads the record; who only wants the tables of a README does without.
  const { renderPredicateSchemas } = await import("./predicate-schemas.ts");
  for (const [name, text] of renderPredicateSchemas()) {
    const file = join(ROOT, "packages", "record", "predicates", name);
    const old = await readFile(file, "utf8").catch(() => "");
    await settle(file, old, text, `packages/record/predicates/${name} is not what packages/record/src/predicate/facts.ts says.`, check);
  }
  // After the schemas, from which they are made.
  const { renderReferencePages } = await import("./site/reference.ts");
  for (const [path, text] of renderReferencePages())
    await settle(
      join(ROOT, path),
      await readFile(join(ROOT, path), "utf8").catch(() => ""),
      text,
      `${path} is not what the schemas say.`,
      check,
    );
}

async function settle(file: string, before: string, after: string, complaint: string, check: boolean): Promise<void> {
  if (after === before) return;
  if (check) {
    console.error(`${complaint} Run 'npm run readme'.`);
    process.exitCode = 1;
  } else await writeFile(file, after);
}
