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
    const must = schema["x-must"] ?? (schema.enum ? oneOf(schema.enum) : `be ${wordsOf(types)}`);
    run.problems.push(problemOf(node.origin, `must ${must}; it is ${WORDS[node.type]}${nextStep(node, types, schema)}`));
    return;
  }
  if (node.members) checkMembers(run, node, node.members, schema);
  else if (node.items) checkItems(run, node, node.items, schema);
  else checkScalar(run, node, schema);
}

/** What of a schema is about a node: what it refers to, and the alternative of the node's type; undefined when none is. */
export function choose(top: Schema, node: Node, schema: Schema): Schema | undefined {
  const known = resolved(top, schema);
  return known.anyOf ? alternativeFor(top, node, known.anyOf) : known;
}

function alternativeFor(top: Schema, node: Node, alternatives: readonly Schema[]): Schema | undefined {
  return alternatives.map((alternative) => resolved(top, alternative)).find((alternative) => fits(node, typesOf(alternative) ?? []));
}

function checkAlternatives(run: Run, node: Node, alternatives: readonly Schema[]): void {
  const chosen = alternativeFor(run.top, node, alternatives);
  if (chosen) return check(run, node, chosen);
  const types = alternatives.flatMap((alternative) => typesOf(resolved(run.top, alternative)) ?? []);
  run.problems.push(problemOf(node.origin, `must be ${wordsOf(types)}; it is ${WORDS[node.type]}${nextStep(node, types, {})}`));
}

function wordsOf(types: readonly JsonType[]): string {
  return [...new Set(types)]
    .filter((type) => type !== "null")
    .map((type) => WORDS[type])
    .join(" or ");
}

function oneOf(values: readonly unknown[]): string {
  return `be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`;
}

/** What to do in a file about a value of another type, where its form tells; never any of the value. */
function nextStep(node: Node, types: readonly JsonType[], schema: Schema): string {
  const text = typeof node.scalar === "string" ? node.scalar : undefined;
  if (node.origin.from === "input" || (schema.enum && text === undefined)) return "";
  const wants = (...wanted: JsonType[]): boolean => wanted.some((type) => types.includes(type));
  if (wants("integer", "number") && text !== undefined && /^-?\d+(\.\d+)?$/.test(text)) return ", so write it without quotes";
  if (wants("string") && ["integer", "number", "boolean"].includes(node.type)) return ", so put it in quotes";
  if (wants("array") && text !== undefined) return ", so put it in brackets";
  if (!wants("object")) return "";
  if (text !== undefined && /^(?!env:)[\w.-]+:\S/.test(text)) return "; a colon needs a space after it";
  if (node.items) return ", so write each name as a key with a colon";
  const keys = Object.keys(schema.properties ?? {});
  return node.type === "null" || keys.length === 0 ? "" : `; its keys are ${keys.join(", ")}`;
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
    report(`${must ?? oneOf(schema.enum)}; it is '${String(value)}'${nearest === undefined ? "" : `; did you mean '${nearest}'?`}`);
  }
  if (typeof value === "string") {
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value))
      report(`${must ?? `match ${schema.pattern}`}${insteadOf(schema, value)}`);
    else if (value === "" && schema.minLength === 1) report("not be empty");
  }
  if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum) report(`be at least ${schema.minimum}; it is ${value}`);
    if (schema.maximum !== undefined && value > schema.maximum) report(`be at most ${schema.maximum}; it is ${value}`);
  }
}

/** What GitHub's expression for a secret would be here. The expression names one and holds none, so it may be said. */
function insteadOf(schema: Schema, value: string): string {
  const name = schema["x-env"] && /^\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/.exec(value)?.[1];
  return name ? `, so write env:${name} and set the variable in the workflow` : "";
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
