import { canonicalJson, findNearest } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { problem, problemOf } from "../origin.ts";
import type { Origin } from "../origin.ts";
import type { JsonType, Schema } from "./schema-type.ts";
import { plainValue } from "../tree.ts";
import type { Member, Node } from "../tree.ts";

const WORDS: Readonly<Record<JsonType, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  null: "empty",
};

/** Checks a tree against a schema and lists every problem with its origin; an unknown key comes with the nearest known one. */
export function validate(root: Node, schema: Schema): Finding[] {
  const problems: Finding[] = [];
  check({ top: schema, problems }, root, schema);
  return problems;
}

interface Run {
  readonly top: Schema;
  readonly problems: Finding[];
}

function check(run: Run, node: Node, schema: Schema): void {
  if (schema.$ref !== undefined) return check(run, node, resolve(run.top, schema.$ref));
  if (schema.anyOf) return checkAlternatives(run, node, schema.anyOf);
  const types = typesOf(schema);
  if (types && !fits(node, types)) {
    const must =
      schema["x-must"] ??
      `be ${types
        .filter((type) => type !== "null")
        .map((type) => WORDS[type])
        .join(" or ")}`;
    run.problems.push(problemOf(node.origin, `must ${must}; it is ${WORDS[node.type]}`));
    return;
  }
  if (node.members) checkMembers(run, node, node.members, schema);
  else if (node.items) checkItems(run, node, node.items, schema);
  else checkScalar(run, node, schema);
}

function checkAlternatives(run: Run, node: Node, alternatives: readonly Schema[]): void {
  const chosen = alternatives.find((alternative) => fits(node, typesOf(resolved(run.top, alternative)) ?? []));
  if (chosen) return check(run, node, chosen);
  const words = alternatives.flatMap((alternative) => typesOf(resolved(run.top, alternative)) ?? []).map((type) => WORDS[type]);
  run.problems.push(problemOf(node.origin, `must be ${words.join(" or ")}; it is ${WORDS[node.type]}`));
}

function checkMembers(run: Run, node: Node, members: ReadonlyMap<string, Member>, schema: Schema): void {
  const known = Object.keys(schema.properties ?? {});
  for (const [key, member] of members) {
    const property = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    if (property) {
      check(run, member.value, property);
      continue;
    }
    if (schema.patternProperties && key.startsWith("x-")) continue;
    if (schema.additionalProperties === false) run.problems.push(problem(member.origin, unknownKey(key, node.origin, known)));
    const { pattern, "x-must": must = "have another form" } = schema.propertyNames ?? {};
    if (pattern !== undefined && !new RegExp(pattern, "u").test(key)) run.problems.push(unfitName(key, member.origin, node.origin, must));
    if (schema.additionalProperties) check(run, member.value, schema.additionalProperties);
  }
  const missing = (schema.required ?? []).filter((key) => !members.has(key));
  for (const key of missing) run.problems.push(problemOf(node.origin, `needs the key '${key}'`));
  if (members.size < (schema.minProperties ?? 0))
    run.problems.push(problemOf(node.origin, `is empty${known.length > 0 ? `; give at least one of ${known.join(", ")}` : ""}`));
}

function unknownKey(key: string, above: Origin, known: readonly string[]): string {
  const nearest = findNearest(key, known);
  const hint = nearest === undefined ? `known keys are ${known.join(", ")}` : `did you mean '${nearest}'?`;
  return `unknown key '${key}'${above.key === "" ? "" : ` in '${above.key}'`}; ${hint}`;
}

/** An input that is a name is the subject itself; a key of a file is named with where it stands. */
function unfitName(key: string, origin: Origin, above: Origin, must: string): Finding {
  if (origin.from === "input" && origin.key === "") return problemOf(origin, `is '${key}'; it must ${must}`);
  return problem(origin, `the name '${key}' under '${above.key}' must ${must}`);
}

function checkItems(run: Run, node: Node, items: readonly Node[], schema: Schema): void {
  if (items.length < (schema.minItems ?? 0)) run.problems.push(problemOf(node.origin, "must not be an empty list"));
  const seen = new Set<string>();
  for (const item of items) {
    if (schema.items) check(run, item, schema.items);
    if (!schema.uniqueItems) continue;
    // Canonical, because an order of keys makes no other entry.
    const text = canonicalJson(plainValue(item));
    if (seen.has(text)) run.problems.push(twice(node, item));
    seen.add(text);
  }
}

function twice(list: Node, item: Node): Finding {
  const found = problemOf(list.origin, "names the same entry twice");
  return item.origin.from === "file" ? { ...found, where: item.origin.place } : found;
}

function checkScalar(run: Run, node: Node, schema: Schema): void {
  // The form of a secret is judged by what uses it, because no problem may show any of it.
  if (node.secret) return;
  const value = node.scalar;
  const must = schema["x-must"];
  const report = (text: string): void => void run.problems.push(problemOf(node.origin, `must ${text}`));
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
