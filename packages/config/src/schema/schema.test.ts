import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { stringify } from "yaml";
import { expect, test } from "vitest";
import { parseDocument } from "../document.ts";
import { renderSchema, SCHEMA_FILES } from "./schema-file.ts";
import { configSchema } from "./schema.ts";
import type { Schema } from "./schema-type.ts";
import { validate } from "./validator.ts";

const ajv = new Ajv({ strict: true, allowUnionTypes: true, keywords: ["x-must", "x-env"] });
const oracle = ajv.compile(configSchema);

test.each(Object.entries(SCHEMA_FILES))("%s is the schema that the code uses", (file, schema) => {
  expect(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")).toBe(renderSchema(schema));
});

test.each(Object.entries(SCHEMA_FILES))("every property in %s says what it is", (_, schema) => {
  const properties = propertiesOf(schema, []);
  expect(properties.length).toBeGreaterThan(20);
  expect(properties.filter(([, property]) => !property.description).map(([path]) => path)).toEqual([]);
});

/** Every property of a schema with its path; one that refers to a definition has its description. */
function propertiesOf(part: Schema, path: readonly string[]): [string, Schema][] {
  if (part.$ref !== undefined) return propertiesOf(configSchema.definitions?.[part.$ref.replace("#/definitions/", "")] ?? {}, path);
  const below = (one: Schema, step: string): [string, Schema][] => propertiesOf(one, [...path, step]);
  return [
    ...Object.entries(part.properties ?? {}).flatMap(([key, value]): [string, Schema][] => [
      [
        [...path, key].join("."),
        value.$ref === undefined ? value : (configSchema.definitions?.[value.$ref.replace("#/definitions/", "")] ?? {}),
      ],
      ...below(value, key),
    ]),
    ...(part.additionalProperties ? below(part.additionalProperties, "*") : []),
    ...(part.items ? below(part.items, "*") : []),
    ...(part.anyOf ?? []).flatMap((one) => propertiesOf(one, path)),
  ];
}

/** Values that follow a schema most of the time, so that the deep rules are reached, with mistakes strewn in. */
function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref) return valuesOf(configSchema.definitions?.[schema.$ref.replace("#/definitions/", "")] ?? {}, depth);
  const junk = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.constant(1.5), fc.string(), fc.constant([]), fc.constant({}));
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, depth)));
  return fc.oneof({ arbitrary: plausible(schema, depth), weight: 20 }, { arbitrary: junk, weight: 1 });
}

function plausible(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[0];
  switch (type) {
    case "object": {
      const known = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, valuesOf(one, depth + 1)]));
      const fixed = fc.record(known, { requiredKeys: (schema.required ?? []).filter((key) => key in known) });
      const more = schema.additionalProperties ? valuesOf(schema.additionalProperties, depth + 1) : fc.integer();
      const names = schema.additionalProperties
        ? fc.constantFrom("api", "main", "Prod", "bad name")
        : fc.constantFrom("extra", "contxt", "x-note");
      const extra = fc.dictionary(names, more, { maxKeys: schema.additionalProperties ? 2 : 1 });
      return fc
        .tuple(
          fixed,
          fc.oneof({ arbitrary: fc.constant({}), weight: schema.additionalProperties ? 1 : 15 }, { arbitrary: extra, weight: 1 }),
        )
        .map(([a, b]) => ({ ...a, ...b }));
    }
    case "array":
      return fc.array(schema.items ? valuesOf(schema.items, depth + 1) : fc.string(), { maxLength: 3 });
    case "string":
      return fc.constantFrom(
        "env:NAME",
        "deploy/",
        "90s",
        "200MB",
        "linux/amd64",
        "/healthz",
        "ghcr.io",
        "shop",
        "",
        `sha256:${"a".repeat(64)}`,
      );
    case "integer":
      return fc.constantFrom(1, 80, 200, 0, 70_000);
    case "number":
      return fc.constantFrom(0.5, 1, -1);
    case "boolean":
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

test("our validator accepts and refuses exactly what an independent JSON Schema validator does", () => {
  let accepted = 0;
  const sections = Object.entries(configSchema.properties!).map(([key, schema]) =>
    valuesOf(schema).map((value): unknown => ({ [key]: value })),
  );
  fc.assert(
    fc.property(fc.oneof(...sections), (value) => {
      const { root, problems } = parseDocument(stringify(value), "waybill.yml");
      expect(problems).toEqual([]);
      const ours = validate(root!, configSchema).length === 0;
      if (ours) accepted++;
      expect(ours, JSON.stringify(value)).toBe(oracle(value));
    }),
    { numRuns: 600 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test("no text makes the reader throw or hang", () => {
  const pieces = fc.constantFrom(
    "images:",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "'",
    '"',
    "|",
    ">",
    "#",
    ":",
    "? ",
    "---",
    "\t",
    "!!js ",
    "%",
    "é",
    "\u0000",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
      ),
      (text) => {
        const { root, problems } = parseDocument(text, "waybill.yml");
        if (root) validate(root, configSchema);
        else expect(problems.length).toBeGreaterThan(0);
        for (const found of problems) expect(found.where?.line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 500 },
  );
});
