import { textAt } from "@waybill/kit";
import { timestamp } from "./object.ts";
import type { KubeObject } from "./object.ts";
import type { ObjectStore } from "./store.ts";

const MAX_EVENTS = 300;

/** Writes an Event about an object, or counts the one that says the same already. */
export function recordEvent(store: ObjectStore, about: KubeObject, type: "Normal" | "Warning", reason: string, message: string): void {
  const { name, namespace = "default", uid, resourceVersion } = about.metadata;
  const all = store.list("events");
  const same = all.find(
    ({ involvedObject, reason: other, message: text }) => textAt(involvedObject, "uid") === uid && other === reason && text === message,
  );
  if (same) {
    store.replace("events", { ...same, count: Number(same["count"]) + 1, lastTimestamp: timestamp() });
    return;
  }
  const involvedObject = { kind: about.kind, apiVersion: about.apiVersion, name, namespace, uid, resourceVersion };
  const source = { component: "rehearsal" };
  const now = timestamp();
  store.add("events", {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.${(store.version + 1).toString(16)}`, namespace },
    involvedObject,
    type,
    reason,
    message,
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
    source,
    reportingComponent: "rehearsal",
    reportingInstance: "",
  });
  const oldest =
    all.length >= MAX_EVENTS
      ? all.toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))[0]
      : undefined;
  if (oldest) store.remove("events", oldest.metadata.namespace, oldest.metadata.name);
}
