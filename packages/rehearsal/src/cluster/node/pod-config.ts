import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { textsAt } from "@waybill/kit";
import type { Mount, MountedVolume } from "../../container/runner.ts";
import type { KubeObject } from "../object.ts";
import type { ObjectStore } from "../store.ts";
import { matchesPairs } from "../selectors.ts";
import { resolvePort } from "../workloads.ts";
import type { Container, EnvVar, KeyRef, Pod, ServicePort, ServiceSpec, Volume } from "../workloads.ts";

/** What a container refers to is missing. The message is the one that a kubelet writes. */
export class MissingConfig extends Error {}

/** The annotation of a Service with the address at which it answers on this machine. */
export const URL_ANNOTATION = "rehearsal.waybill.dev/url";

/**
 * The environment of a container: Services, `envFrom`, then `env` with its references, `$(NAME)` expanded; `ip` is the pod's address in an
 * engine's network, where Services have names. Throws MissingConfig.
 */
export function resolveEnvironment(store: ObjectStore, pod: Pod, container: Container, ip?: string): Record<string, string> {
  const namespace = pod.metadata.namespace ?? "";
  const services = ip === undefined ? serviceEnvironment(store, namespace) : namedServices(store, namespace);
  const env: Record<string, string> = { HOSTNAME: pod.metadata.name, ...services };
  for (const { prefix = "", configMapRef, secretRef } of container.envFrom ?? []) {
    const reference = configMapRef ?? secretRef;
    if (!reference) continue;
    const source = findSource(store, pod, configMapRef ? "configmap" : "secret", reference.name, reference.optional);
    for (const [key, value] of Object.entries(readData(source))) env[prefix + key] = value.toString();
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom ? resolveReference(store, pod, container, variable, ip) : expand(variable.value ?? "", env);
    if (value !== undefined) env[variable.name] = value;
  }
  return env;
}

/** Like a kubelet, which tells every container where the Services of its namespace are. */
function serviceEnvironment(store: ObjectStore, namespace: string): Record<string, string> {
  return Object.fromEntries(
    store.list("services", namespace).flatMap(({ metadata }) => {
      const url = metadata.annotations?.[URL_ANNOTATION];
      const prefix = metadata.name.toUpperCase().replaceAll(/[-.]/g, "_");
      return url
        ? [
            [`${prefix}_SERVICE_HOST`, "127.0.0.1"],
            [`${prefix}_SERVICE_PORT`, new URL(url).port],
          ]
        : [];
    }),
  );
}

/** In an engine's network a Service's name leads straight to its pods, so the port is theirs. */
function namedServices(store: ObjectStore, namespace: string): Record<string, string> {
  return Object.fromEntries(
    store.list("services", namespace).flatMap(({ metadata, spec }) => {
      const [port] = spec.ports ?? [];
      const target = port && servicePort(store, namespace, spec, port);
      const prefix = metadata.name.toUpperCase().replaceAll(/[-.]/g, "_");
      return target === undefined
        ? []
        : [
            [`${prefix}_SERVICE_HOST`, metadata.name],
            [`${prefix}_SERVICE_PORT`, String(target)],
          ];
    }),
  );
}

function servicePort(store: ObjectStore, namespace: string, spec: ServiceSpec, port: ServicePort): number | undefined {
  const target = port.targetPort ?? port.port;
  const pod = store.list("pods", namespace).find(({ metadata }) => matchesPairs(spec.selector, metadata.labels));
  return pod ? resolvePort(pod.spec, target) : typeof target === "number" ? target : port.port;
}

/** The names of an engine's network under which other pods reach this one: its own, and those of the Services that lead to it. */
export function namesOf(store: ObjectStore, { metadata }: Pod): string[] {
  const namespace = metadata.namespace ?? "";
  const services = store.list("services", namespace).filter(({ spec }) => spec.selector && matchesPairs(spec.selector, metadata.labels));
  const full = (name: string): string[] =>
    ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((end) => name + end);
  return [metadata.name, ...services.flatMap(({ metadata: { name } }) => [...full(name), ...full(`${metadata.name}.${name}`)])];
}

/** Every port of a pod that somebody may ask for: those that it names, its probes', and those of the Services that lead to it. */
export function portsOf(store: ObjectStore, pod: Pod): number[] {
  const probes = pod.spec.containers.flatMap(({ readinessProbe, livenessProbe, startupProbe }) => [
    readinessProbe,
    livenessProbe,
    startupProbe,
  ]);
  const services = store
    .list("services", pod.metadata.namespace)
    .filter(({ spec }) => spec.selector && matchesPairs(spec.selector, pod.metadata.labels));
  const wanted = [
    ...pod.spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)),
    ...probes.flatMap((probe) => [probe?.httpGet?.port, probe?.tcpSocket?.port]),
    ...services.flatMap(({ spec }) => (spec.ports ?? []).map((port) => port.targetPort ?? port.port)),
  ];
  return [...new Set(wanted.flatMap((port) => (port === undefined ? [] : (resolvePort(pod.spec, port) ?? []))))];
}

function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(\$?)\(([A-Za-z_][\w.-]*)\)/g, (all, escape: string, name: string) =>
    escape ? all.slice(1) : (env[name] ?? all),
  );
}

function resolveReference(
  store: ObjectStore,
  pod: Pod,
  container: Container,
  { valueFrom }: EnvVar,
  ip: string | undefined,
): string | undefined {
  if (valueFrom?.configMapKeyRef) return readKey(store, pod, "configmap", valueFrom.configMapKeyRef);
  if (valueFrom?.secretKeyRef) return readKey(store, pod, "secret", valueFrom.secretKeyRef);
  if (valueFrom?.fieldRef) return readField(pod, valueFrom.fieldRef.fieldPath, ip);
  const resource = valueFrom?.resourceFieldRef?.resource ?? "";
  const [kind = "", name = ""] = resource.split(".");
  return container.resources?.[kind === "limits" ? "limits" : "requests"]?.[name] ?? "0";
}

function readKey(store: ObjectStore, pod: Pod, kind: "configmap" | "secret", { name, key, optional }: KeyRef): string | undefined {
  const value = readData(findSource(store, pod, kind, name, optional))[key];
  if (value === undefined && !optional)
    throw new MissingConfig(`couldn't find key ${key} in ${kind === "secret" ? "Secret" : "ConfigMap"} ${pod.metadata.namespace}/${name}`);
  return value?.toString();
}

function readField(pod: Pod, path: string, ip = "127.0.0.1"): string {
  const { name, namespace, uid, labels, annotations } = pod.metadata;
  const keyed = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (keyed) return (keyed[1] === "labels" ? labels : annotations)?.[keyed[2] ?? ""] ?? "";
  const pairs = path === "metadata.labels" ? labels : path === "metadata.annotations" ? annotations : undefined;
  if (pairs)
    return Object.entries(pairs)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join("\n");
  const known: Record<string, string | undefined> = {
    "metadata.name": name,
    "metadata.namespace": namespace,
    "metadata.uid": uid,
    "spec.nodeName": "rehearsal",
    "spec.serviceAccountName": pod.spec?.serviceAccountName ?? "default",
    "status.podIP": ip,
    "status.podIPs": ip,
    "status.hostIP": "127.0.0.1",
  };
  const value = known[path];
  if (value === undefined) throw new MissingConfig(`unsupported fieldPath: ${path}`);
  return value;
}

const KINDS = ["emptyDir", "configMap", "secret", "downwardAPI", "persistentVolumeClaim"];

/** The kind of a volume that a rehearsal does not mount. One that names no kind is an `emptyDir`, as an API server has it. */
export function foreignKind(volume: Volume): string | undefined {
  return Object.keys(volume).find((key) => key !== "name" && !KINDS.includes(key));
}

/** Makes the folders of a pod's volumes and says where a container sees them. Throws MissingConfig. */
export function mountVolumes(store: ObjectStore, pod: Pod, podDir: string, claimDir: string): (container: Container) => readonly Mount[] {
  for (const { name, volumeMounts = [] } of [...(pod.spec.initContainers ?? []), ...pod.spec.containers])
    for (const { subPath = "" } of volumeMounts) assertInside(subPath, `the subPath of container "${name}"`);
  for (const { name } of pod.spec.volumes ?? []) assertInside(name, "the name of a volume");
  const sources = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, makeVolume(store, pod, volume, podDir, claimDir)]));
  return (container) =>
    (container.volumeMounts ?? []).map(({ name, mountPath, subPath = "", readOnly = false }) => ({
      path: mountPath.replace(/(?<=.)\/+$/, ""),
      source: join(sources.get(name) ?? podDir, subPath),
      volume: describeVolume(
        pod.spec.volumes?.find((volume) => volume.name === name),
        subPath,
        readOnly,
      ),
    }));
}

function describeVolume(volume: Volume | undefined, subPath: string, readOnly: boolean): MountedVolume | undefined {
  if (!volume) return undefined;
  const claim = volume.persistentVolumeClaim?.claimName;
  const kind = claim !== undefined ? "claim" : volume.emptyDir ? "empty" : "files";
  const mode = (volume.configMap ?? volume.secret ?? volume.downwardAPI)?.defaultMode ?? 0o644;
  return { name: claim ?? volume.name, kind, subPath, readOnly, mode };
}

function makeVolume(store: ObjectStore, pod: Pod, volume: Volume, podDir: string, claimDir: string): string {
  const namespace = pod.metadata.namespace ?? "";
  if (volume.persistentVolumeClaim) {
    const { claimName } = volume.persistentVolumeClaim;
    if (!store.find("persistentvolumeclaims", namespace, claimName))
      throw new MissingConfig(`persistentvolumeclaim "${claimName}" not found`);
    return makeFolder(join(claimDir, namespace, claimName));
  }
  const folder = join(podDir, "volumes", volume.name);
  if (volume.emptyDir) return makeFolder(folder);
  if (volume.downwardAPI) {
    for (const { path, fieldRef } of volume.downwardAPI.items ?? [])
      writeItem(folder, volume, path, fieldRef ? readField(pod, fieldRef.fieldPath) : "");
    return makeFolder(folder);
  }
  const reference = volume.configMap
    ? { kind: "configmap" as const, ...volume.configMap }
    : volume.secret
      ? { kind: "secret" as const, ...volume.secret, name: volume.secret.secretName }
      : undefined;
  // A container that mounts another kind is not run.
  if (!reference) return makeFolder(folder);
  const data = readData(findSource(store, pod, reference.kind, reference.name, reference.optional));
  const items = reference.items ?? Object.keys(data).map((key) => ({ key, path: key }));
  rmSync(folder, { recursive: true, force: true });
  for (const { key, path } of items) {
    const value = data[key];
    if (value === undefined) throw new MissingConfig(`references non-existent config key: ${key}`);
    writeItem(folder, volume, path, value);
  }
  return makeFolder(folder);
}

function writeItem(folder: string, { name, secret }: Volume, path: string, value: Buffer | string): void {
  assertInside(path, `volume "${name}"`);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), value, { mode: secret ? 0o600 : 0o644 });
}

/** Objects of an earlier version lie in the store unjudged, and what they name is written to and removed. */
function assertInside(path: string, where: string): void {
  if (path.split(/[/\\]/).includes("..")) throw new MissingConfig(`${where}: the path '${path}' must not contain '..'`);
}

function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

function findSource(
  store: ObjectStore,
  pod: Pod,
  kind: "configmap" | "secret",
  name: string,
  optional: boolean | undefined,
): KubeObject | undefined {
  const found = store.find(`${kind}s`, pod.metadata.namespace, name);
  if (!found && !optional) throw new MissingConfig(`${kind} "${name}" not found`);
  return found;
}

function readData(source: KubeObject | undefined): Record<string, Buffer> {
  if (!source) return {};
  const isSecret = source.kind === "Secret";
  const decode = (name: string, encoding: "utf8" | "base64"): [string, Buffer][] =>
    Object.entries(textsAt(source, name)).map(([key, value]) => [key, Buffer.from(value, encoding)]);
  return Object.fromEntries([...decode("data", isSecret ? "base64" : "utf8"), ...decode("binaryData", "base64")]);
}
