/** The part of JSON Schema (draft 7) that `waybill.yml` uses; anything else in a schema is a mistake of ours that the tests find. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: JsonType | readonly JsonType[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
  /** The only pattern is `^x-`: keys of the author's own, which nothing reads. */
  readonly patternProperties?: { readonly "^x-": true };
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly pattern?: string;
  readonly minLength?: 1;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Alternatives of different types, so that the value itself says which one was meant. */
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  /** The end of the sentence "'key' must …" for people; where it stands, the value itself is never printed. */
  readonly "x-must"?: string;
  /** Here `env:NAME` stands for the value of an environment variable. Nowhere else is it read so; see `secret-ref.ts`. */
  readonly "x-env"?: true;
}
export type JsonType = "string" | "integer" | "number" | "boolean" | "object" | "array" | "null";
