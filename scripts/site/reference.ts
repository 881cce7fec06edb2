// The pages that are made from the schemas: every key of a check file, and every fact that a statement may sign.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../bundles.ts";

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const PREDICATES = "packages/record/predicates";

/** The pages of docs/reference by their paths. */
export function renderReferencePages(): [path: string, text: string][] {
  return [
    ["docs/reference/check-file-keys.md", checkFileKeys()],
    ["docs/reference/facts.md", facts()],
  ];
}

function read(path: string): Schema {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Schema;
}

function checkFileKeys(): string {
  const schema = read("packages/data/checks.schema.json");
  return [
    "# Every key of a check file",
    "",
    "<!-- Made by 'npm run readme'; change packages/data/checks.schema.json's source. -->",
    "",
    "Made from the schema by which Waybill and your editor judge a check file, [checks.schema.json](../../packages/data/checks.schema.json).",
    "What the keys are for, with a whole example, is in [check files](../check-files.md).",
    "",
    ...tableOf(schema, schema),
    "",
  ].join("\n");
}

function facts(): string {
  const files = readdirSync(join(ROOT, PREDICATES)).toSorted();
  const parts = files.flatMap((file) => {
    const schema = read(`${PREDICATES}/${file}`);
    return [
      "",
      `## ${schema.title ?? file}`,
      "",
      schema.description ?? "",
      "",
      `[${file}](../../${PREDICATES}/${file})`,
      "",
      ...tableOf(schema, schema),
    ];
  });
  return [
    "# Every fact that is signed",
    "",
    "<!-- Made by 'npm run readme'; change packages/record/src/predicate/facts.ts. -->",
    "",
    "Made from the JSON Schemas of the statements. Which stage signs which, and about what, is in [predicates](../predicates.md).",
    ...parts,
    "",
  ].join("\n");
}

function tableOf(top: Schema, schema: Schema): string[] {
  const rows = new Map<string, string>();
  for (const { path, schema: part, isNeeded } of keysOf(top, schema, [], 0)) {
    const row = `| \`${path}\` | ${kindOf(top, part)} | ${isNeeded ? "yes" : ""} | ${cell(part.description ?? "")} |`;
    // Of a key that stands in several forms of one thing, the form that is described counts.
    if (!rows.has(path) || (part.description ?? "") !== "") rows.set(path, row);
  }
  return ["| key | value | needed | what it is |", "|---|---|---|---|", ...rows.values()];
}

interface Key {
  readonly path: string;
  readonly schema: Schema;
  readonly isNeeded: boolean;
}

const DEEPEST = 8;

function keysOf(top: Schema, part: Schema, path: readonly string[], depth: number): Key[] {
  if (depth > DEEPEST) return [];
  const schema = resolve(top, part);
  const below = (one: Schema, step: readonly string[]): Key[] => keysOf(top, one, [...path, ...step], depth + 1);
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    {
      path: [...path, key].join("."),
      schema: { ...resolve(top, value), ...described(value) },
      isNeeded: schema.required?.includes(key) ?? false,
    },
    ...below(value, [key]),
  ]);
  return [
    ...own,
    ...(typeof schema.additionalProperties === "object" ? below(schema.additionalProperties, ["*"]) : []),
    ...(schema.items ? below(schema.items, ["*"]) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => below(one, [])),
  ];
}

function described({ description }: Schema): Pick<Schema, "description"> {
  return description === undefined ? {} : { description };
}

function resolve(top: Schema, schema: Schema): Schema {
  const name = /^#\/(?:definitions|\$defs)\/(.+)$/.exec(schema.$ref ?? "")?.[1];
  return name === undefined ? schema : (top.definitions?.[name] ?? top.$defs?.[name] ?? {});
}

function kindOf(top: Schema, part: Schema): string {
  const schema = resolve(top, part);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.type === "array") return `list of ${schema.items ? kindOf(top, schema.items) || "values" : "values"}`;
  if (schema.type === "object" || schema.properties) return "mapping";
  if (schema.type !== undefined) return [schema.type].flat().join(" or ");
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((one) => kindOf(top, one));
  return [...new Set(forms.filter((form) => form !== ""))].join(" or ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
}
