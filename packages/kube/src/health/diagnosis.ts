import { listAt, numberAt, textAt } from "@waybill/kit";
import type { Finding, JsonKey, Place } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { placeOf } from "../manifest/manifest.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { findCondition, formatRef, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { findPodTemplate, listContainers } from "../manifest/pod-template.ts";
import { findCreationSymptom } from "./placement-symptom.ts";
import { findPodSymptoms } from "./pod-symptom.ts";
import { inOrderOfCause } from "./symptom.ts";
import type { PodEvent, Symptom } from "./symptom.ts";
import type { WorkloadPods } from "./workload-pods.ts";

const LOG_LINES = 25;
const LOG_CHARACTERS = 3_000;

/** Warning events of namespaces, without those that were there before the deployment began. */
export class EventReader {
  readonly #cluster: Cluster;
  // Controllers keep events for an hour, so what an earlier rollout suffered must not be blamed on this one.
  readonly #known = new Map<string, number>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Remembers the events that are there now as old ones. */
  async remember(namespaces: readonly string[]): Promise<void> {
    for (const namespace of namespaces) for (const event of await this.#list(namespace, "Warning")) this.#known.set(event.key, event.count);
  }

  /** Events since then. */
  async read(namespace: string): Promise<PodEvent[]> {
    return (await this.#list(namespace, "Warning")).filter(({ key, count }) => (this.#known.get(key) ?? 0) < count);
  }

  /** Whether the cluster is adding a node for a pod. */
  async isScalingFor(pod: KubeObject): Promise<boolean> {
    const events = await this.#list(pod.metadata.namespace ?? "", "Normal");
    return events.some(({ uid, reason }) => uid === pod.metadata.uid && (reason === "TriggeredScaleUp" || reason === "Nominated"));
  }

  async #list(namespace: string, type: "Warning" | "Normal"): Promise<(PodEvent & { key: string })[]> {
    const events = await this.#listAll(namespace, type);
    return events
      .filter((event) => textAt(event, "type") === type)
      .map((event) => ({
        key: event.metadata.uid ?? event.metadata.name,
        uid: textAt(event, "involvedObject", "uid") ?? "",
        reason: textAt(event, "reason") ?? "",
        message: textAt(event, "message") ?? "",
        count: numberAt(event, "count") ?? numberAt(event, "series", "count") ?? 1,
      }));
  }

  async #listAll(namespace: string, type: string): Promise<KubeObject[]> {
    try {
      return await this.#cluster.list("v1", "Event", { namespace, fieldSelector: `type=${type}` });
    } catch (error) {
      // Whoever may not read events still gets what the objects' own status says.
      if (isApiFailure(error, 403)) return [];
      throw error;
    }
  }
}

/** Symptoms of a workload that is not ready, the likeliest cause first; one for each rule and container. */
export function findSymptoms({ pods, controllers }: WorkloadPods, events: readonly PodEvent[]): Symptom[] {
  const ofPods = pods.flatMap((pod) =>
    findPodSymptoms(
      pod,
      events.filter(({ uid }) => uid === pod.metadata.uid),
    ),
  );
  const messages = [
    ...controllers
      .map((controller) => findCondition(controller, "ReplicaFailure"))
      .flatMap((condition) => (condition?.status === "True" ? [condition.message] : [])),
    ...events
      .filter(({ uid, reason }) => reason === "FailedCreate" && controllers.some((controller) => controller.metadata.uid === uid))
      .map(({ message }) => message),
  ];
  const ofCreation = messages.flatMap((message) => findCreationSymptom(message) ?? []);
  const seen = new Set<string>();
  return inOrderOfCause([...ofPods, ...ofCreation]).filter((symptom) => {
    const key = symptomKey(symptom);
    return !seen.has(key) && seen.add(key);
  });
}

/** What makes two symptoms the same one, seen in several pods or at several times. */
export function symptomKey({ rule, container, field }: Symptom): string {
  return `${rule}/${container ?? ""}/${field.join(".")}`;
}

/** The line of the manifest that explains a symptom. */
export function placeOfSymptom(symptom: Symptom, item: ManifestObject): Place | undefined {
  return placeOf(item, pathOf(symptom, item.object));
}

/** Turns a symptom into a finding at the line of the manifest, with the last log lines where they help. */
export async function describeSymptom(
  cluster: Pick<Cluster, "readLog">,
  symptom: Symptom,
  item: ManifestObject,
  redact: (text: string) => string,
): Promise<Finding> {
  const where = placeOfSymptom(symptom, item);
  // A secret that the cut goes through would not be recognised any more.
  const log = redact(await readLog(cluster, symptom, item.object.metadata.namespace ?? "")).slice(-LOG_CHARACTERS);
  const pod = symptom.pod === undefined || item.object.kind === "Pod" ? "" : ` (pod ${symptom.pod})`;
  const observed = log === "" ? symptom.observed : `${symptom.observed}; last log lines:\n${log}`;
  return {
    rule: symptom.rule,
    severity: "error",
    what: redact(`${formatRef(refOf(item.object))}${pod}: ${symptom.what}`),
    where,
    observed: redact(observed.trimEnd()),
    next: symptom.next,
  };
}

function pathOf(symptom: Symptom, object: KubeObject): readonly JsonKey[] {
  const template = findPodTemplate(object);
  if (!template) return [];
  if (symptom.container === undefined) return [...template.path, ...symptom.field];
  const place = listContainers(template).find(({ name }) => name === symptom.container);
  if (!place) return template.path;
  const missing =
    /(?:secret|configmap) "([^"]+)"/i.exec(symptom.observed)?.[1] ??
    /in (?:Secret|ConfigMap) (?:[^\s/]+\/)?(\S+)$/.exec(symptom.observed)?.[1];
  return [...place.path, ...(missing === undefined ? symptom.field : (findReference(place.container, missing) ?? symptom.field))];
}

function findReference(container: unknown, name: string): readonly JsonKey[] | undefined {
  for (const list of ["env", "envFrom"]) {
    const index = listAt(container, list).findIndex((entry) => JSON.stringify(entry).includes(`"name":${JSON.stringify(name)}`));
    if (index >= 0) return [list, index];
  }
  return undefined;
}

async function readLog(cluster: Pick<Cluster, "readLog">, symptom: Symptom, namespace: string): Promise<string> {
  if (symptom.log === undefined || symptom.pod === undefined || symptom.container === undefined) return "";
  const pod = { namespace, name: symptom.pod, container: symptom.container };
  const wanted = await cluster.readLog(pod, { previous: symptom.log === "previous", lines: LOG_LINES });
  // A container may have restarted, or its last instance been removed, since its state was read.
  const text = wanted?.trim() ? wanted : await cluster.readLog(pod, { previous: symptom.log !== "previous", lines: LOG_LINES });
  return (text ?? "").trimEnd();
}
