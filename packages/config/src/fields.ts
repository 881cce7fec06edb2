/** A mapping that the schema has accepted. */
export type Fields = Readonly<Record<string, unknown>>;

/** The mapping under a key, empty when there is none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text under a key; undefined when there is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The number under a key; undefined when there is none. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The texts of a list under a key; undefined when there is no list. */
export function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined;
}

/** Every entry of a section, read by name. */
export function readSection<T>(section: unknown, read: (name: string, fields: Fields) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(fieldsOf(section)).map(([name, value]) => [name, read(name, fieldsOf(value))]));
}
