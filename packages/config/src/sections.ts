import { posix } from "node:path";
import { isDigest } from "@waybill/kit";
import type { DataConfig, DatabaseConfig, EnvironmentConfig, ImageConfig, MetricGate, ModelConfig, Probe, ServiceProbe } from "./config.ts";
import { fieldsOf, numberOf, readSection, textOf, textsOf } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { parseBytes, parseSeconds } from "./quantity.ts";
import { SecretText } from "./secret.ts";
import type { Secret, SecretRef } from "./secret.ts";

/** Reads one entry of `images`; like the readers below it fills in what an accepted entry leaves out. */
export function readImage(name: string, fields: Fields): ImageConfig {
  const context = normalPath(textOf(fields["context"]) ?? ".");
  return {
    name,
    context,
    dockerfile: normalPath(textOf(fields["dockerfile"]) ?? posix.join(context, "Dockerfile")),
    target: textOf(fields["target"]),
    args: readArguments(fields["args"]),
    platforms: textsOf(fields["platforms"]) ?? ["linux/amd64"],
    repository: textOf(fields["repository"]),
    probe: fields["probe"] === undefined ? undefined : readProbe(fieldsOf(fields["probe"])),
    budgetBytes: quantityOf(fieldsOf(fields["budget"])["size"], parseBytes),
    secrets: readSecretRefs(fields["secrets"]),
  };
}

function readProbe(fields: Fields): Probe {
  return {
    port: numberOf(fields["port"]) ?? 0,
    path: textOf(fields["path"]) ?? "/healthz",
    expectStatus: numberOf(fields["expect_status"]) ?? 200,
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
    mustBeAtLeast: numberOf(fields["must_be_at_least"]),
    mustBeAtMost: numberOf(fields["must_be_at_most"]),
    mayDrop: numberOf(fields["may_drop"]),
    mayRise: numberOf(fields["may_rise"]),
  };
}

/** Reads one entry of `databases`. */
export function readDatabase(name: string, fields: Fields): DatabaseConfig {
  return { name, url: readSecret(fields["url"]), migrations: pathOf(fields["migrations"]) ?? "" };
}

/** Reads one entry of `environments`; `all` names what an environment has that does not choose. */
export function readEnvironmentEntry(name: string, fields: Fields, all: { images: string[]; databases: string[] }): EnvironmentConfig {
  const manifests = textsOf(fields["manifests"]) ?? [textOf(fields["manifests"]) ?? "deploy"];
  return {
    name,
    after: textOf(fields["after"]),
    namespace: textOf(fields["namespace"]) ?? "default",
    manifests: manifests.map(normalPath),
    kubeconfig: fields["kubeconfig"] === undefined ? undefined : readSecretRef(fields["kubeconfig"]),
    context: textOf(fields["context"]),
    secrets: readSection(fields["secrets"], (_, keys) => readSecretRefs(keys)),
    probe: fields["probe"] === undefined ? undefined : readServiceProbe(fieldsOf(fields["probe"])),
    timeoutSeconds: quantityOf(fields["timeout"], parseSeconds) ?? 300,
    databases: textsOf(fields["databases"]) ?? all.databases,
    images: textsOf(fields["images"]) ?? all.images,
    strategy: { type: "rolling" },
  };
}

function readServiceProbe(fields: Fields): ServiceProbe {
  return {
    service: textOf(fields["service"]) ?? "",
    port: numberOf(fields["port"]) ?? textOf(fields["port"]) ?? "",
    path: textOf(fields["path"]) ?? "/healthz",
    expectStatus: numberOf(fields["expect_status"]) ?? 200,
    expectBody: textOf(fields["expect_body"]),
  };
}

function readArguments(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, String(entry)]));
}

function readSecretRefs(value: unknown): Record<string, SecretRef> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, readSecretRef(entry)]));
}

function readSecret(value: unknown): Secret {
  return value instanceof SecretText ? value : readSecretRef(value);
}

function readSecretRef(value: unknown): SecretRef {
  return { env: (textOf(value) ?? "").slice("env:".length) };
}

function quantityOf(value: unknown, parse: (value: number | string) => number): number | undefined {
  return typeof value === "number" || typeof value === "string" ? parse(value) : undefined;
}

function pathOf(value: unknown): string | undefined {
  return typeof value === "string" ? normalPath(value) : undefined;
}

/** A path in its one spelling: no `./`, no double or trailing slash. */
export function normalPath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}
