import { posix } from "node:path";
import type { Digest } from "@waybill/kit";
import type {
  DataConfig,
  DatabaseConfig,
  EnvironmentConfig,
  ImageConfig,
  MetricGate,
  ModelConfig,
  Probe,
  SecretRef,
  ServiceProbe,
} from "./config.ts";
import { parseBytes, parseSeconds } from "./quantity.ts";
import { parseSecretRef } from "./secret-ref.ts";

/** A mapping that the schema has accepted; the readers below fill in what it leaves out. */
export type Fields = Readonly<Record<string, unknown>>;

/** The mapping under a key, empty when it is absent. */
export function fieldsOf(value: unknown): Fields {
  return (value ?? {}) as Fields;
}

/** Every entry of a section, read by name. */
export function readSection<T>(section: unknown, read: (name: string, fields: Fields) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(fieldsOf(section)).map(([name, value]) => [name, read(name, fieldsOf(value))]));
}

/** Reads one entry of `images`. */
export function readImage(name: string, fields: Fields): ImageConfig {
  const context = normalPath((fields["context"] as string | undefined) ?? ".");
  return {
    name,
    context,
    dockerfile: normalPath((fields["dockerfile"] as string | undefined) ?? posix.join(context, "Dockerfile")),
    ...optional("target", fields["target"] as string | undefined),
    args: readArguments(fields["args"]),
    platforms: (fields["platforms"] as string[] | undefined) ?? ["linux/amd64"],
    ...optional("repository", fields["repository"] as string | undefined),
    ...(fields["probe"] === undefined ? {} : { probe: readProbe(fieldsOf(fields["probe"])) }),
    ...(fields["budget"] === undefined ? {} : { budgetBytes: parseBytes(fieldsOf(fields["budget"])["size"] as number | string) }),
    secrets: readSecrets(fields["secrets"]),
  };
}

function readProbe(fields: Fields): Probe {
  return {
    port: fields["port"] as number,
    path: (fields["path"] as string | undefined) ?? "/healthz",
    expectStatus: (fields["expect_status"] as number | undefined) ?? 200,
    timeoutSeconds: parseSeconds((fields["timeout"] as number | string | undefined) ?? 60),
    env: readArguments(fields["env"]),
  };
}

/** Reads one entry of `data`. */
export function readData(name: string, fields: Fields): DataConfig {
  const checks = fields["contract"] ?? fields["checks"];
  return {
    name,
    source: normalPath(fields["source"] as string),
    ...(typeof checks === "string" ? { checks: normalPath(checks) } : { inline: checks }),
    ...optional("history", pathOf(fields["history"])),
  };
}

/** Reads one entry of `models`. */
export function readModel(name: string, fields: Fields): ModelConfig {
  return {
    name,
    path: normalPath(fields["path"] as string),
    ...optional("metrics", pathOf(fields["metrics"])),
    ...optional("baseline", pathOf(fields["baseline"])),
    gate: readSection(fields["gate"], (_, gate) => readGate(gate)),
    allowPickle: (fields["allow_pickle"] as false | Digest[] | undefined) ?? false,
  };
}

function readGate(fields: Fields): MetricGate {
  const number = (key: string): number | undefined => fields[key] as number | undefined;
  return {
    ...optional("mustBeAtLeast", number("must_be_at_least")),
    ...optional("mustBeAtMost", number("must_be_at_most")),
    ...optional("mayDrop", number("may_drop")),
    ...optional("mayRise", number("may_rise")),
  };
}

/** Reads one entry of `databases`. */
export function readDatabase(name: string, fields: Fields): DatabaseConfig {
  return { name, url: readSecret(fields["url"]), migrations: normalPath(fields["migrations"] as string) };
}

/** Reads one entry of `environments`; `all` names what an environment has that does not choose. */
export function readEnvironmentEntry(name: string, fields: Fields, all: { images: string[]; databases: string[] }): EnvironmentConfig {
  const manifests = (fields["manifests"] as string | string[] | undefined) ?? "deploy";
  return {
    name,
    ...optional("after", fields["after"] as string | undefined),
    namespace: (fields["namespace"] as string | undefined) ?? "default",
    manifests: (typeof manifests === "string" ? [manifests] : manifests).map(normalPath),
    ...(fields["kubeconfig"] === undefined ? {} : { kubeconfig: readSecret(fields["kubeconfig"]) }),
    ...optional("context", fields["context"] as string | undefined),
    secrets: readSection(fields["secrets"], (_, keys) => readSecrets(keys)),
    ...(fields["probe"] === undefined ? {} : { probe: readServiceProbe(fieldsOf(fields["probe"])) }),
    timeoutSeconds: parseSeconds((fields["timeout"] as number | string | undefined) ?? 300),
    databases: (fields["databases"] as string[] | undefined) ?? all.databases,
    images: (fields["images"] as string[] | undefined) ?? all.images,
    strategy: { type: "rolling" },
  };
}

function readServiceProbe(fields: Fields): ServiceProbe {
  return {
    service: fields["service"] as string,
    port: fields["port"] as number | string,
    path: (fields["path"] as string | undefined) ?? "/healthz",
    expectStatus: (fields["expect_status"] as number | undefined) ?? 200,
    ...optional("expectBody", fields["expect_body"] as string | undefined),
  };
}

function readArguments(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, String(entry)]));
}

function readSecrets(value: unknown): Record<string, SecretRef> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, readSecret(entry)]));
}

function readSecret(value: unknown): SecretRef {
  const ref = typeof value === "string" ? parseSecretRef(value) : undefined;
  if (!ref) throw new TypeError("The schema let something pass that is not env:NAME.");
  return ref;
}

function pathOf(value: unknown): string | undefined {
  return value === undefined ? undefined : normalPath(value as string);
}

/** A path in its one spelling: no `./`, no double or trailing slash. */
export function normalPath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}

function optional<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}
