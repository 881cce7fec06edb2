import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { listAt, numberAt, parseJson, recordAt } from "@waybill/kit";
import { BUILT_IN_KINDS, customKinds, kindKey } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { ApiRefusal, isEqual, isKubeObject, timestamp } from "./object.ts";
import type { KubeObject } from "./object.ts";
import type { ObjectsByKey } from "./known-kinds.ts";

/** One change, in the order of versions. */
export interface StoreEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly key: string;
  readonly object: KubeObject;
  readonly before?: KubeObject | undefined;
  readonly version: number;
}

interface Saved {
  readonly version: number;
  readonly objects: Readonly<Record<string, readonly KubeObject[]>>;
}

// A watch that begins earlier gets 410 and lists anew, as on a real server whose history is compacted.
const MAX_EVENTS = 5_000;
const SAVE_DELAY_MS = 200;

/** All objects of the cluster in memory, with resource versions, a log of changes for watches, and a file that survives a restart. */
export class ObjectStore {
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #events: StoreEvent[] = [];
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #file: string | undefined;
  #version = 1;
  #saving: NodeJS.Timeout | undefined;
  #kinds: readonly Kind[] = BUILT_IN_KINDS;

  constructor(file?: string) {
    this.#file = file;
    if (file) this.#load(file);
  }

  get version(): number {
    return this.#version;
  }

  /** Every kind that is served now, custom ones included. */
  get kinds(): readonly Kind[] {
    return this.#kinds;
  }

  /** All objects of a kind, or those of one namespace, in the order of their names. */
  list<Key extends keyof ObjectsByKey>(key: Key, namespace?: string): ObjectsByKey[Key][];
  list(key: string, namespace?: string): KubeObject[];
  list(key: string, namespace?: string): KubeObject[] {
    const all = [...(this.#objects.get(key)?.values() ?? [])];
    const own = namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
    return own.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  }

  find<Key extends keyof ObjectsByKey>(key: Key, namespace: string | undefined, name: string): ObjectsByKey[Key] | undefined;
  find(key: string, namespace: string | undefined, name: string): KubeObject | undefined;
  find(key: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#objects.get(key)?.get(`${namespace ?? ""}/${name}`);
  }

  /** Adds an object and gives it its identity. Throws a refusal (409) when the name is taken. */
  add<Key extends keyof ObjectsByKey>(key: Key, object: ObjectsByKey[Key]): ObjectsByKey[Key];
  add(key: string, object: KubeObject): KubeObject;
  add(key: string, object: KubeObject): KubeObject {
    const { metadata } = object;
    if (this.find(key, metadata.namespace, metadata.name)) {
      throw new ApiRefusal(409, "AlreadyExists", `${key} "${metadata.name}" already exists`, { name: metadata.name, kind: key });
    }
    const stored = this.#stamp({
      ...object,
      metadata: { ...metadata, uid: randomUUID(), creationTimestamp: timestamp(), generation: metadata.generation ?? 1 },
    });
    this.#keep(key, stored);
    this.#publish({ type: "ADDED", key, object: stored, version: this.#version });
    return stored;
  }

  /** Replaces an object; a replacement that changes nothing makes no event and no new version. */
  replace<Key extends keyof ObjectsByKey>(key: Key, object: ObjectsByKey[Key]): ObjectsByKey[Key];
  replace(key: string, object: KubeObject): KubeObject;
  replace(key: string, object: KubeObject): KubeObject {
    const before = this.find(key, object.metadata.namespace, object.metadata.name);
    if (!before || before.metadata.uid !== object.metadata.uid) throw notFound(key, object.metadata.name);
    const { resourceVersion: _, ...old } = before.metadata;
    const { resourceVersion: __, ...now } = object.metadata;
    if (isEqual({ ...before, metadata: old }, { ...object, metadata: now })) return before;
    const stored = this.#stamp(object);
    this.#keep(key, stored);
    this.#publish({ type: "MODIFIED", key, object: stored, before, version: this.#version });
    return stored;
  }

  /** Replaces the status of an object that may have changed meanwhile, or be gone. */
  setStatus(key: string, object: KubeObject, status: unknown): void {
    const current = this.find(key, object.metadata.namespace, object.metadata.name);
    if (current && current.metadata.uid === object.metadata.uid) this.replace(key, { ...current, status });
  }

  remove(key: string, namespace: string | undefined, name: string): KubeObject | undefined {
    const object = this.find(key, namespace, name);
    if (!object) return undefined;
    this.#objects.get(key)?.delete(idOf(object));
    const last = this.#stamp(object);
    this.#refreshKinds(key);
    this.#publish({ type: "DELETED", key, object: last, before: object, version: this.#version });
    return last;
  }

  onEvent(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The changes after a version. Throws a refusal (410) when they are no longer known. */
  eventsSince(version: number): readonly StoreEvent[] {
    const oldest = this.#events[0]?.version ?? this.#version + 1;
    if (version < oldest - 1 || version > this.#version) {
      throw new ApiRefusal(410, "Expired", `too old resource version: ${version} (${oldest})`);
    }
    return this.#events.filter((event) => event.version > version);
  }

  /** Writes everything to the file now. */
  async save(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    if (!this.#file) return;
    const objects = Object.fromEntries([...this.#objects].map(([key, map]) => [key, [...map.values()]]));
    const draft = `${this.#file}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify({ version: this.#version, objects } satisfies Saved), { mode: 0o600 });
    await rename(draft, this.#file);
  }

  #load(file: string): void {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      // The first start has no file; a file is only ever replaced as a whole, so there is no half one.
      return;
    }
    const saved = parseJson(text);
    this.#version = numberAt(saved, "version") ?? this.#version;
    for (const [key, objects] of Object.entries(recordAt(saved, "objects")))
      for (const object of listAt(objects)) if (isKubeObject(object)) this.#keep(key, object);
  }

  #stamp(object: KubeObject): KubeObject {
    this.#version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
  }

  #keep(key: string, object: KubeObject): void {
    const map = this.#objects.get(key) ?? new Map<string, KubeObject>();
    this.#objects.set(key, map);
    map.set(idOf(object), object);
    this.#refreshKinds(key);
  }

  #refreshKinds(key: string): void {
    if (key !== "customresourcedefinitions.apiextensions.k8s.io") return;
    this.#kinds = [...BUILT_IN_KINDS, ...this.list(key).flatMap(customKinds)];
  }

  #publish(event: StoreEvent): void {
    this.#events.push(event);
    if (this.#events.length > MAX_EVENTS) this.#events.shift();
    for (const listener of this.#listeners) listener(event);
    this.#saving ??= setTimeout(() => void this.save(), SAVE_DELAY_MS).unref();
  }
}

/** The refusal for an object that does not exist. */
export function notFound(key: string, name: string): ApiRefusal {
  const [plural = "", ...group] = key.split(".");
  return new ApiRefusal(404, "NotFound", `${key} "${name}" not found`, {
    name,
    group: group.join(".") || undefined,
    kind: plural,
  });
}

/** Finds a kind by what stands in a path of the API. */
export function findKind(kinds: readonly Kind[], group: string, version: string, plural: string): Kind | undefined {
  return kinds.find((kind) => kind.group === group && kind.version === version && kind.plural === plural);
}

/** Finds the storage key of an `apiVersion` and `kind`, as owner references name them. */
export function findKeyOf(kinds: readonly Kind[], apiVersion: string, kind: string): string | undefined {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  const found = kinds.find((entry) => entry.group === group && entry.kind === kind);
  return found && kindKey(found);
}

function idOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}
