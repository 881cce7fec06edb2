import { posix } from "node:path";
import { isDigest, numberAt, recordAt, textAt } from "@waybill/kit";
import type { DataConfig, DatabaseConfig, EnvironmentConfig, ImageConfig, MetricGate, ModelConfig, Probe, ServiceProbe } from "./config.ts";
import { readSection, textsOf } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { parseBytes, parseSeconds } from "./quantity.ts";
import { SecretText } from "./secret.ts";
import type { Secret, SecretRef } from "./secret.ts";
import { parseSecretRef } from "./secret-ref.ts";

/** Reads one entry of `images`; like the readers below it fills in what an accepted entry leaves out. */
export function readImage(name: string, fields: Fields): ImageConfig {
  const context = normalPath(textAt(fields, "context") ?? ".");
  return {
    name,
    context,
    dockerfile: normalPath(textAt(fields, "dockerfile") ?? posix.join(context, "Dockerfile")),
    target: textAt(fields, "target"),
    args: readArguments(fields["args"]),
    labels: readArguments(fields["labels"]),
    platforms: textsOf(fields["platforms"]) ?? ["linux/amd64"],
    contexts: readContexts(fields["contexts"]),
    cache: { from: oneOrMore(recordAt(fields, "cache")["from"]), to: oneOrMore(recordAt(fields, "cache")["to"]) },
    repository: textAt(fields, "repository"),
    probe: fields["probe"] === undefined ? undefined : readProbe(recordAt(fields, "probe")),
    budgetBytes: quantityOf(recordAt(fields, "budget")["size"], parseBytes),
    secrets: readSecretRefs(fields["secrets"]),
  };
}

function readProbe(fields: Fields): Probe {
  return {
    port: numberAt(fields, "port") ?? 0,
    path: textAt(fields, "path") ?? "/healthz",
    expectStatus: numberAt(fields, "expect_status") ?? 200,
    timeoutSeconds: quantityOf(fields["timeout"], parseSeconds) ?? 60,
    env: readArguments(fields["env"]),
  };
}

/** Reads one entry of `data`. */
export function readData(name: string, fields: Fields): DataConfig {
  const checks = fields["contract"] ?? fields["checks"];
  return {
    name,
    source: pathOf(fields["source"]) ?? "",
    ...(typeof checks === "string" ? { checks: normalPath(checks) } : { inline: checks }),
    history: pathOf(fields["history"]),
  };
}

/** Reads one entry of `models`. */
export function readModel(name: string, fields: Fields): ModelConfig {
  return {
    name,
    path: pathOf(fields["path"]) ?? "",
    metrics: pathOf(fields["metrics"]),
    baseline: pathOf(fields["baseline"]),
    gate: readSection(fields["gate"], (_, gate) => readGate(gate)),
    allowPickle: textsOf(fields["allow_pickle"])?.filter(isDigest) ?? false,
  };
}

function readGate(fields: Fields): MetricGate {
  return {
    mustBeAtLeast: numberAt(fields, "must_be_at_least"),
    mustBeAtMost: numberAt(fields, "must_be_at_most"),
    mayDrop: numberAt(fields, "may_drop"),
    mayRise: numberAt(fields, "may_rise"),
  };
}

/** Reads one entry of `databases`. */
export function readDatabase(name: string, fields: Fields): DatabaseConfig {
  return {
    name,
    url: readSecret(fields["url"]),
    migrations: pathOf(fields["migrations"]) ?? "",
    shared: booleanOf(fields["shared"]),
    urlKey: `databases.${name}.url`,
  };
}

/** Reads one entry of `environments`; `all` is what an environment has that does not choose, and the databases that it uses. */
export function readEnvironmentEntry(
  name: string,
  fields: Fields,
  all: {
    readonly images: readonly string[];
    readonly used: readonly string[];
    readonly databases: Readonly<Record<string, DatabaseConfig>>;
  },
): EnvironmentConfig {
  const manifests = textsOf(fields["manifests"]) ?? [textAt(fields, "manifests") ?? "deploy"];
  return {
    name,
    after: textAt(fields, "after"),
    namespace: textAt(fields, "namespace") ?? "default",
    manifests: manifests.map(normalPath),
    kubeconfig: fields["kubeconfig"] === undefined ? undefined : readSecretRef(fields["kubeconfig"]),
    context: textAt(fields, "context"),
    secrets: readSection(fields["secrets"], (_, keys) => readSecretRefs(keys)),
    probe: fields["probe"] === undefined ? undefined : readServiceProbe(recordAt(fields, "probe")),
    timeoutSeconds: quantityOf(fields["timeout"], parseSeconds) ?? 300,
    settleSeconds: quantityOf(fields["settle"], parseSeconds) ?? 10,
    databases: all.used.flatMap((database) => all.databases[database] ?? []),
    images: textsOf(fields["images"]) ?? all.images,
    shared: booleanOf(fields["shared"]),
    preview: booleanOf(fields["preview"]) ?? false,
    strategy: { type: "rolling" },
  };
}

function readServiceProbe(fields: Fields): ServiceProbe {
  return {
    service: textAt(fields, "service") ?? "",
    port: numberAt(fields, "port") ?? textAt(fields, "port") ?? "",
    path: textAt(fields, "path") ?? "/healthz",
    expectStatus: numberAt(fields, "expect_status") ?? 200,
    expectBody: textAt(fields, "expect_body"),
  };
}

function readContexts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(readArguments(value)).map(([name, at]) => [name, isImageContext(at) ? at : normalPath(at)]));
}

/** Whether a build context is an image and not a folder of the workspace. */
export function isImageContext(context: string): boolean {
  return context.startsWith("docker-image://");
}

/** A text, or a list of them. */
function oneOrMore(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : (textsOf(value) ?? []);
}

function readArguments(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(recordAt(value)).map(([key, entry]) => [key, String(entry)]));
}

function readSecretRefs(value: unknown): Record<string, SecretRef> {
  return Object.fromEntries(Object.entries(recordAt(value)).map(([key, entry]) => [key, readSecretRef(entry)]));
}

function readSecret(value: unknown): Secret {
  return value instanceof SecretText ? value : readSecretRef(value);
}

function readSecretRef(value: unknown): SecretRef {
  const ref = parseSecretRef(textAt(value) ?? "");
  if (!ref) throw new TypeError("The schema let something pass that is not env:NAME.");
  return ref;
}

function quantityOf(value: unknown, parse: (value: number | string) => number): number | undefined {
  return typeof value === "number" || typeof value === "string" ? parse(value) : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function pathOf(value: unknown): string | undefined {
  return typeof value === "string" ? normalPath(value) : undefined;
}

/** A path in its one spelling: no `./`, no double or trailing slash. */
export function normalPath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}
