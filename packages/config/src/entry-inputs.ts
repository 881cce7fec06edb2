import type { Origin } from "./origin.ts";
import { treeOf } from "./tree.ts";
import type { Member, Node } from "./tree.ts";

/** A value and the input that gave it. */
export interface InputValue<T = unknown> {
  readonly input: string;
  readonly value: T;
}

/** One entry of a configuration, described by a step's inputs instead of a file. */
export interface EntryInputs {
  /** The section of `waybill.yml` that the entry would stand in. */
  readonly section: "images" | "data" | "models" | "databases" | "environments";
  /** What the entry is called, and the input that an unfit name is blamed on. */
  readonly name: InputValue<string>;
  /** The entry's keys as `waybill.yml` has them; one whose value is undefined was not given. */
  readonly keys: Readonly<Record<string, InputValue>>;
  /** The application's name; the default is the name of the folder. */
  readonly application?: string | undefined;
  /** The registry that evidence goes to and a login is for; the default is that of a file. */
  readonly registry?: string | undefined;
}

/** The tree that a file with this one entry would have, every value with its input as origin. */
export function treeOfEntry({ section, name, keys }: EntryInputs): Node {
  const given = Object.entries(keys).filter(([, { value }]) => value !== undefined);
  const members = given.map(([key, { input, value }]): [string, Member] => {
    const origin: Origin = { from: "input", input, key: "" };
    return [key, { origin, value: treeOf(value, origin) }];
  });
  const named: Origin = { from: "input", input: name.input, key: "" };
  const [first] = given;
  const origin: Origin = first ? { ...named, input: first[1].input } : named;
  const entry: Node = { type: "object", origin, members: new Map(members) };
  const entries: Node = { type: "object", origin, members: new Map([[name.value, { origin: named, value: entry }]]) };
  return { type: "object", origin, members: new Map([[section, { origin, value: entries }]]) };
}
