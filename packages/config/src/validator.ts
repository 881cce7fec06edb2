import type { Finding } from "@waybill/kit";
import { findNearest } from "@waybill/kit";
import { plainValue, problem } from "./document.ts";
import type { Member, Node } from "./document.ts";
import type { JsonType, Schema } from "./schema.ts";

const WORDS: Readonly<Record<JsonType, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  null: "empty",
};

/** Checks a file against a schema and lists every problem with its place; an unknown key comes with the nearest known one. */
export function validate(root: Node, schema: Schema): Finding[] {
  const problems: Finding[] = [];
  check({ top: schema, problems }, root, schema, []);
  return problems;
}

interface Run {
  readonly top: Schema;
  readonly problems: Finding[];
}
type Path = readonly (string | number)[];

function check(run: Run, node: Node, schema: Schema, path: Path): void {
  if (schema.$ref !== undefined) return check(run, node, resolve(run.top, schema.$ref), path);
  if (schema.anyOf) return checkAlternatives(run, node, schema.anyOf, path);
  const types = typesOf(schema);
  if (types && !fits(node, types)) {
    const must =
      schema["x-must"] ??
      `be ${types
        .filter((type) => type !== "null")
        .map((type) => WORDS[type])
        .join(" or ")}`;
    run.problems.push(problem(node.place, `${subject(path)} must ${must}; it is ${WORDS[node.type]}`));
    return;
  }
  if (node.members) checkMembers(run, node, node.members, schema, path);
  else if (node.items) checkItems(run, node, node.items, schema, path);
  else checkScalar(run, node, schema, path);
}

function checkAlternatives(run: Run, node: Node, alternatives: readonly Schema[], path: Path): void {
  const chosen = alternatives.find((alternative) => fits(node, typesOf(resolved(run.top, alternative)) ?? []));
  if (chosen) return check(run, node, chosen, path);
  const words = alternatives.flatMap((alternative) => typesOf(resolved(run.top, alternative)) ?? []).map((type) => WORDS[type]);
  run.problems.push(problem(node.place, `${subject(path)} must be ${words.join(" or ")}; it is ${WORDS[node.type]}`));
}

function checkMembers(run: Run, node: Node, members: ReadonlyMap<string, Member>, schema: Schema, path: Path): void {
  const known = Object.keys(schema.properties ?? {});
  for (const [key, member] of members) {
    const property = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    if (property) {
      check(run, member.value, property, [...path, key]);
      continue;
    }
    if (schema.additionalProperties === false) run.problems.push(problem(member.place, unknownKey(key, path, known)));
    const { pattern, "x-must": must = "have another form" } = schema.propertyNames ?? {};
    if (pattern !== undefined && !new RegExp(pattern, "u").test(key))
      run.problems.push(problem(member.place, `the name '${key}' under '${path.join(".")}' must ${must}`));
    if (schema.additionalProperties) check(run, member.value, schema.additionalProperties, [...path, key]);
  }
  const missing = (schema.required ?? []).filter((key) => !members.has(key));
  for (const key of missing) run.problems.push(problem(node.place, `${subject(path)} needs the key '${key}'`));
  if (members.size < (schema.minProperties ?? 0))
    run.problems.push(
      problem(node.place, `${subject(path)} is empty${known.length > 0 ? `; give at least one of ${known.join(", ")}` : ""}`),
    );
}

function unknownKey(key: string, path: Path, known: readonly string[]): string {
  const nearest = findNearest(key, known);
  const hint = nearest === undefined ? `known keys are ${known.join(", ")}` : `did you mean '${nearest}'?`;
  return `unknown key '${key}'${path.length > 0 ? ` in '${path.join(".")}'` : ""}; ${hint}`;
}

function checkItems(run: Run, node: Node, items: readonly Node[], schema: Schema, path: Path): void {
  if (items.length < (schema.minItems ?? 0)) run.problems.push(problem(node.place, `${subject(path)} must not be an empty list`));
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    if (schema.items) check(run, item, schema.items, [...path, index]);
    if (!schema.uniqueItems) continue;
    const text = JSON.stringify(plainValue(item));
    if (seen.has(text)) run.problems.push(problem(item.place, `${subject(path)} names the same entry twice`));
    seen.add(text);
  }
}

function checkScalar(run: Run, node: Node, schema: Schema, path: Path): void {
  const value = node.scalar;
  const must = schema["x-must"];
  const report = (text: string): void => void run.problems.push(problem(node.place, `${subject(path)} must ${text}`));
  if (schema.enum && !schema.enum.some((allowed) => allowed === value)) {
    const nearest = typeof value === "string" ? findNearest(value, schema.enum.map(String)) : undefined;
    report(
      `be ${schema.enum.length === 1 ? "" : "one of "}${schema.enum.join(", ")}; it is '${String(value)}'${nearest === undefined ? "" : `; did you mean '${nearest}'?`}`,
    );
  }
  if (typeof value === "string") {
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) report(must ?? `match ${schema.pattern}`);
    else if (value === "" && schema.minLength === 1) report("not be empty");
  }
  if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum) report(`be at least ${schema.minimum}; it is ${value}`);
    if (schema.maximum !== undefined && value > schema.maximum) report(`be at most ${schema.maximum}; it is ${value}`);
  }
}

function fits(node: Node, types: readonly JsonType[]): boolean {
  return types.includes(node.type) || (node.type === "integer" && types.includes("number"));
}

function typesOf(schema: Schema): readonly JsonType[] | undefined {
  if (schema.type === undefined) return undefined;
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

function resolved(top: Schema, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : resolve(top, schema.$ref);
}

function resolve(top: Schema, reference: string): Schema {
  const found = top.definitions?.[reference.replace("#/definitions/", "")];
  if (!found) throw new TypeError(`The schema has no '${reference}'`);
  return found;
}

function subject(path: Path): string {
  return path.length === 0 ? "the file" : `'${path.join(".")}'`;
}
