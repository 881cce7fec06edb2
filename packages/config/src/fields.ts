import { recordAt } from "@waybill/kit";

/** A mapping that the schema has accepted. */
export type Fields = Readonly<Record<string, unknown>>;

/** The texts of a list; undefined when there is no list. */
export function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined;
}

/** Every entry of a section, read by name. */
export function readSection<T>(section: unknown, read: (name: string, fields: Fields) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(recordAt(section)).map(([name, value]) => [name, read(name, recordAt(value))]));
}
