import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectCluster } from "@waybill/kube";
import type { Cluster, KubeObject } from "@waybill/kube";
import { startCluster } from "@waybill/rehearsal";
import type { Fault, FaultAnswer, FaultRequest } from "@waybill/rehearsal";
import { apiVersionOf, BUILT_IN_KINDS } from "../../rehearsal/src/cluster/kinds.ts";
import { isRecord } from "@waybill/kit";

/** Rehearsal's cluster in a folder of its own, a client of it, and everything that this client asked. */
export interface LoopbackCluster extends AsyncDisposable {
  readonly cluster: Cluster;
  /** What goes wrong from now on, also for `put`, `find` and `remove`; more may be pushed at any time. */
  readonly faults: Fault[];
  /** Every request of the client so far, in order of arrival. */
  readonly requests: readonly FaultRequest[];
  /** Forgets the requests so far. */
  forgetRequests(): void;
  /** Writes a whole object as somebody else, `kubectl` for the server; the namespace is made when it is missing. */
  put(object: KubeObject): Promise<void>;
  find(kind: string, name: string, namespace?: string): Promise<Record<string, unknown> | undefined>;
  remove(kind: string, name: string, namespace?: string): Promise<void>;
}

const OTHER_CLIENT = "kubectl";
const NAMESPACE = "shop";

/** Starts rehearsal's cluster on a free port, with the namespaces `default` and `kube-system`; disposing it stops it and removes its folder. */
export async function startLoopbackCluster(): Promise<LoopbackCluster> {
  const dir = await mkdtemp(join(tmpdir(), "waybill-cluster-"));
  const requests: FaultRequest[] = [];
  // It harms nothing, so it sees everything.
  const watch: Fault = { when: (request) => request.headers["user-agent"] !== OTHER_CLIENT && requests.push(request) < 0 };
  const faults = [watch];
  const problems: unknown[] = [];
  const service = await startCluster({
    dir,
    images: join(dir, "images"),
    faults,
    onProblem: (problem) => problems.push(problem),
  });
  const access = { server: service.server, context: "loopback", user: "tester", insecureSkipTlsVerify: false };
  const cluster = connectCluster(access, { timeoutMs: 5_000 });
  const send = (method: string, path: string, body?: object): Promise<Response> => {
    const headers = { "content-type": "application/json", "user-agent": OTHER_CLIENT };
    return fetch(service.server + path, { method, headers, body: body ? JSON.stringify(body) : null });
  };
  const find = async (kind: string, name: string, namespace = NAMESPACE): Promise<Record<string, unknown> | undefined> => {
    const response = await send("GET", pathOf(kind, namespace, name));
    const found: unknown = response.status === 404 ? undefined : await response.json();
    return isRecord(found) ? found : undefined;
  };
  const put = async (object: KubeObject): Promise<void> => {
    const { namespace, name, resourceVersion: _, managedFields: __, uid: ___, ...metadata } = object.metadata;
    if (namespace !== undefined && !(await find("Namespace", namespace)))
      await send("POST", "/api/v1/namespaces", { metadata: { name: namespace } });
    const path = pathOf(object.kind, namespace);
    const body = { ...object, metadata: { ...metadata, name, namespace } };
    const created = await send("POST", path, body);
    const written = created.status === 409 ? await send("PUT", `${path}/${name}`, body) : created;
    if (!written.ok) throw new Error(`${object.kind} ${name} was not written: ${await written.text()}`);
  };
  return {
    cluster,
    faults,
    requests,
    forgetRequests: () => void requests.splice(0),
    put,
    find,
    remove: async (kind, name, namespace = NAMESPACE) => void (await send("DELETE", pathOf(kind, namespace, name))),
    async [Symbol.asyncDispose]() {
      await cluster.close();
      await service.close();
      await rm(dir, { recursive: true, force: true });
      if (problems.length > 0) throw new AggregateError(problems, "a controller of the cluster failed");
    },
  };
}

/** An answer of a fault: a refusal as API servers write it. */
export function refusal(code: number, reason: string, message = reason, causes: readonly unknown[] = []): FaultAnswer {
  const status = { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message, details: { causes } };
  return { status: code, headers: { "content-type": "application/json" }, body: JSON.stringify(status) };
}

/** Whether a request is of one method and one path, which a query may follow. */
export function isFor(method: string, path: RegExp): (request: FaultRequest) => boolean {
  return (request) => request.method === method && path.test(request.path.split("?")[0] ?? "");
}

/** Whether a request only tries what it asks for. */
export function isDryRun(request: FaultRequest): boolean {
  return request.path.includes("dryRun=All");
}

function pathOf(kind: string, namespace: string | undefined, name?: string): string {
  const found = BUILT_IN_KINDS.find((entry) => entry.kind === kind);
  if (!found) throw new Error(`the loopback cluster has no kind ${kind}`);
  const root = found.group === "" ? "/api/" : "/apis/";
  const within = found.namespaced ? `/namespaces/${namespace ?? ""}` : "";
  return `${root}${apiVersionOf(found)}${within}/${found.plural}${name === undefined ? "" : `/${name}`}`;
}
