import { ownedBy } from "./control.ts";
import { URL_ANNOTATION } from "../node/pod-config.ts";
import { listEndpoints, pick } from "../api/proxy.ts";
import type { PodHost } from "../api/proxy.ts";
import type { KubeObject } from "../object.ts";
import { matchesPairs } from "../selectors.ts";
import type { ObjectStore } from "../store.ts";
import { forwardPort } from "../../container/port-forward.ts";
import type { PortForward } from "../../container/port-forward.ts";
import { isReady, resolvePort } from "../workloads.ts";
import type { Service, ServicePort } from "../workloads.ts";

const SLICES = "endpointslices.discovery.k8s.io";

/** Gives Services their cluster address, their EndpointSlices, and a loopback port each that leads to a ready pod. */
export class ServiceHost {
  readonly #store: ObjectStore;
  readonly #pods: PodHost;
  readonly #onRequest: () => void;
  readonly #forwards = new Map<string, Promise<PortForward>>();

  /** `onRequest` is told of every connection through a Service's address. */
  constructor(store: ObjectStore, pods: PodHost, onRequest: () => void = () => undefined) {
    this.#store = store;
    this.#pods = pods;
    this.#onRequest = onRequest;
  }

  sync(): void {
    const present = new Set<string>();
    for (const service of this.#store.list("services")) {
      present.add(service.metadata.uid ?? "");
      this.#assignAddress(service);
      this.#syncEndpoints(service);
      const [port] = service.spec.ports ?? [];
      if (port && service.spec.selector && !this.#forwards.has(service.metadata.uid ?? "")) this.#forwardPort(service, port);
      else this.#restoreUrl(service);
    }
    for (const [uid, forward] of this.#forwards) {
      if (present.has(uid)) continue;
      this.#forwards.delete(uid);
      void forward.then((opened) => opened.close());
    }
  }

  async close(): Promise<void> {
    for (const forward of this.#forwards.values()) (await forward).close();
    this.#forwards.clear();
  }

  #assignAddress(service: Service): void {
    const { spec } = service;
    if (spec.clusterIP !== undefined || spec.type === "ExternalName") return;
    const taken = new Set(this.#store.list("services").map((other) => other.spec.clusterIP));
    for (let number = 2; number < 65_000; number += 1) {
      const clusterIP = `10.96.${number >> 8}.${number & 255}`;
      if (taken.has(clusterIP)) continue;
      this.#store.replace("services", { ...service, spec: { ...spec, clusterIP, clusterIPs: [clusterIP] }, status: { loadBalancer: {} } });
      return;
    }
  }

  #syncEndpoints(service: Service): void {
    const { name, namespace = "" } = service.metadata;
    const { spec } = service;
    if (!spec.selector) return;
    const pods = this.#store.list("pods", namespace).filter((pod) => matchesPairs(spec.selector, pod.metadata.labels) && pod.status?.podIP);
    const endpoints = pods.map((pod) => {
      const isTerminating = pod.metadata.deletionTimestamp !== undefined;
      const serving = isReady(pod);
      return {
        addresses: [pod.status?.podIP],
        conditions: { ready: serving && !isTerminating, serving, terminating: isTerminating },
        nodeName: "rehearsal",
        targetRef: { kind: "Pod", namespace, name: pod.metadata.name, uid: pod.metadata.uid },
      };
    });
    const ports = (spec.ports ?? []).flatMap((port) => {
      const number = pods[0] && resolvePort(pods[0].spec, port.targetPort ?? port.port);
      return number === undefined ? [] : [{ name: port.name ?? "", port: number, protocol: port.protocol ?? "TCP" }];
    });
    const sliceName = `${name}-rehearsal`;
    const slice = this.#store.find(SLICES, namespace, sliceName);
    const content = { addressType: "IPv4", endpoints, ports };
    if (slice) this.#store.replace(SLICES, { ...slice, ...content });
    else {
      const metadata = {
        name: sliceName,
        namespace,
        labels: { "kubernetes.io/service-name": name },
        ownerReferences: [ownedBy({ ...service, apiVersion: "v1", kind: "Service" })],
      };
      this.#store.add(SLICES, { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata, ...content });
    }
  }

  #forwardPort(service: Service, port: ServicePort): void {
    const { uid = "", namespace = "", name, annotations } = service.metadata;
    const findTarget = (): number | undefined => {
      this.#onRequest();
      const spec = this.#store.find("services", namespace, name)?.spec;
      return spec && pick(listEndpoints(this.#store, this.#pods, namespace, spec, spec.ports?.[0] ?? port));
    };
    const before = annotations?.[URL_ANNOTATION];
    this.#forwards.set(uid, forwardPort(before ? Number(new URL(before).port) : 0, findTarget));
    this.#restoreUrl(service);
  }

  /** The annotation is ours; a client that replaces the whole object must not lose the address. */
  #restoreUrl({ metadata }: KubeObject): void {
    void this.#forwards.get(metadata.uid ?? "")?.then(({ port }) => {
      const current = this.#store.find("services", metadata.namespace, metadata.name);
      const url = `http://127.0.0.1:${port}`;
      if (!current || current.metadata.uid !== metadata.uid || current.metadata.annotations?.[URL_ANNOTATION] === url) return;
      this.#store.replace("services", {
        ...current,
        metadata: { ...current.metadata, annotations: { ...current.metadata.annotations, [URL_ANNOTATION]: url } },
      });
    });
  }
}
