import { ActionError, SILENT, isRecord, listAt, textAt } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type { ClusterAccess } from "./access.ts";
import { apiFailure, isApiFailure } from "./api-failure.ts";
import { parseResources, resourcePath, versionPath } from "./api-resource.ts";
import type { ApiResource } from "./api-resource.ts";
import { formatRef, isKubeObject, refOf } from "./object.ts";
import type { KubeObject, ObjectRef } from "./object.ts";
import { FIELD_MANAGER } from "./cluster.ts";
import type { ApplyOptions, Cluster, ListOptions, RemoveOptions, ServiceTarget } from "./cluster.ts";
import { connectTransport } from "./transport.ts";
import type { ApiRequest, ApiResponse, Transport, TransportOptions } from "./transport.ts";

const PAGE_SIZE = "500";
const MAX_BODY_CHARACTERS = 65_536;

/** Makes a client for a cluster; opens no connection before the first request. */
export function connectCluster(access: ClusterAccess, options?: Partial<TransportOptions>): Cluster {
  const settings: TransportOptions = { userAgent: "waybill", timeoutMs: 30_000, reporter: SILENT, ...options };
  return new HttpCluster(access, connectTransport(access, settings), settings.reporter);
}

class HttpCluster implements Cluster {
  readonly server: string;
  readonly context: string;
  readonly namespace?: string | undefined;
  readonly reporter: Reporter;
  readonly #user: string;
  readonly #transport: Transport;
  #resources = new Map<string, Promise<ApiResource[]>>();
  /** The server's time minus that of our own steady clock, when it last answered. */
  #clockOffset: number | undefined;

  constructor(access: ClusterAccess, transport: Transport, reporter: Reporter) {
    this.server = access.server;
    this.context = access.context;
    this.namespace = access.namespace;
    this.#user = access.user;
    this.#transport = transport;
    this.reporter = reporter;
  }

  async ping(): Promise<{ version: string }> {
    const answer = await this.#json({ method: "GET", path: "/version" }, "read its version");
    return { version: textAt(answer, "gitVersion") ?? "unknown" };
  }

  clock(): number | undefined {
    return this.#clockOffset === undefined ? undefined : this.#clockOffset + performance.now();
  }

  async findResource(apiVersion: string, kind: string): Promise<ApiResource | undefined> {
    const known = this.#resources.get(apiVersion) ?? this.#discover(apiVersion);
    this.#resources.set(apiVersion, known);
    try {
      return (await known).find((resource) => resource.kind === kind);
    } catch (error) {
      this.#resources.delete(apiVersion);
      throw error;
    }
  }

  forgetResources(): void {
    this.#resources = new Map();
  }

  async read(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject | undefined> {
    const resource = await this.findResource(ref.apiVersion, ref.kind);
    if (!resource) return undefined;
    try {
      return await this.#object({ method: "GET", path: resourcePath(resource, ref.namespace, ref.name), signal }, `read ${formatRef(ref)}`);
    } catch (error) {
      if (isApiFailure(error, 404)) return undefined;
      throw error;
    }
  }

  async list(apiVersion: string, kind: string, options: ListOptions = {}): Promise<KubeObject[]> {
    const resource = await this.#resource({ apiVersion, kind, name: "" });
    const { namespace, labelSelector, fieldSelector, signal } = options;
    const objects: KubeObject[] = [];
    let next: string | undefined;
    do {
      const query = { labelSelector, fieldSelector, limit: PAGE_SIZE, continue: next };
      const answer = await this.#json(
        { method: "GET", path: resourcePath(resource, namespace), query, signal },
        `list ${resource.plural}${namespace ? ` in namespace '${namespace}'` : ""}`,
      );
      // Items of a list carry no kind of their own.
      for (const item of listAt(answer, "items"))
        objects.push(this.#checked({ apiVersion, kind, ...(isRecord(item) && item) }, `list ${resource.plural}`));
      next = textAt(answer, "metadata", "continue") || undefined;
    } while (next !== undefined);
    return objects;
  }

  async apply(object: KubeObject, options: ApplyOptions = {}): Promise<KubeObject> {
    const ref = refOf(object);
    const resource = await this.#resource(ref);
    const query = {
      fieldManager: FIELD_MANAGER,
      fieldValidation: "Strict",
      force: options.force ? "true" : undefined,
      dryRun: options.dryRun ? "All" : undefined,
    };
    return this.#object(
      {
        method: "PATCH",
        path: resourcePath(resource, ref.namespace, ref.name),
        query,
        body: object,
        contentType: "application/apply-patch+yaml",
        signal: options.signal,
      },
      `${options.dryRun ? "plan" : "apply"} ${formatRef(ref)}`,
    );
  }

  async create(object: KubeObject): Promise<KubeObject> {
    const ref = refOf(object);
    const resource = await this.#resource(ref);
    return this.#object(
      { method: "POST", path: resourcePath(resource, ref.namespace), query: { fieldManager: FIELD_MANAGER }, body: object },
      `create ${formatRef(ref)}`,
    );
  }

  async replace(object: KubeObject): Promise<KubeObject> {
    const ref = refOf(object);
    const resource = await this.#resource(ref);
    return this.#object(
      { method: "PUT", path: resourcePath(resource, ref.namespace, ref.name), query: { fieldManager: FIELD_MANAGER }, body: object },
      `write ${formatRef(ref)}`,
    );
  }

  async remove(ref: ObjectRef, options: RemoveOptions = {}): Promise<boolean> {
    const resource = await this.findResource(ref.apiVersion, ref.kind);
    if (!resource) return false;
    const { uid, resourceVersion } = options;
    const preconditions = uid === undefined && resourceVersion === undefined ? undefined : { uid, resourceVersion };
    const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Background", preconditions };
    try {
      await this.#json({ method: "DELETE", path: resourcePath(resource, ref.namespace, ref.name), body }, `delete ${formatRef(ref)}`);
      return true;
    } catch (error) {
      // 409: another object of that name took its place meanwhile, or it is not any more as it was when it was looked at.
      if (isApiFailure(error, 404) || (preconditions !== undefined && isApiFailure(error, 409))) return false;
      throw error;
    }
  }

  async readLog(
    pod: { namespace: string; name: string; container: string },
    options: { previous: boolean; lines: number },
  ): Promise<string | undefined> {
    const query = {
      container: pod.container,
      tailLines: String(options.lines),
      previous: options.previous ? "true" : undefined,
      limitBytes: "65536",
    };
    const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/log`;
    const response = await this.#send({ method: "GET", path, query });
    // Logs only illustrate a diagnosis: a container without any, or a missing permission, must not hide it.
    return response.status === 200 ? response.text : undefined;
  }

  async requestService(target: ServiceTarget, signal?: AbortSignal): Promise<{ status: number; body: string }> {
    const name = `${encodeURIComponent(target.service)}:${encodeURIComponent(String(target.port))}`;
    const [pathname = "", search = ""] = target.path.split(/\?(.*)/s);
    const path = `/api/v1/namespaces/${encodeURIComponent(target.namespace)}/services/${name}/proxy/${pathname.replace(/^\/+/, "")}`;
    const query = Object.fromEntries(new URLSearchParams(search));
    const response = await this.#send({
      method: "GET",
      path,
      query,
      repeatable: false,
      timeoutMs: 10_000,
      signal,
    });
    const refusal = response.status === 401 || response.status === 403 ? parseRefusal(response.text) : undefined;
    if (refusal)
      throw apiFailure(
        this.server,
        this.#user,
        `get services/proxy of Service ${target.namespace}/${target.service}`,
        response.status,
        response.text,
      );
    return { status: response.status, body: response.text.slice(0, MAX_BODY_CHARACTERS) };
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #send(request: ApiRequest): Promise<ApiResponse> {
    const response = await this.#transport.send(request);
    if (response.dateMs !== undefined) this.#clockOffset = response.dateMs - performance.now();
    return response;
  }

  async #discover(apiVersion: string): Promise<ApiResource[]> {
    const response = await this.#send({ method: "GET", path: versionPath(apiVersion) });
    if (response.status === 404) return [];
    if (response.status !== 200)
      throw apiFailure(this.server, this.#user, `read which kinds '${apiVersion}' has`, response.status, response.text);
    return parseResources(apiVersion, parseJson(response.text, this.server));
  }

  async #resource(ref: ObjectRef): Promise<ApiResource> {
    const resource = await this.findResource(ref.apiVersion, ref.kind);
    if (resource) return resource;
    throw new ActionError(
      "input",
      `The cluster at ${this.server} knows no kind '${ref.kind}' in '${ref.apiVersion}'. Install its CustomResourceDefinition or correct 'apiVersion' and 'kind'.`,
    );
  }

  async #object(request: ApiRequest, action: string): Promise<KubeObject> {
    return this.#checked(await this.#json(request, action), action);
  }

  #checked(answer: unknown, action: string): KubeObject {
    if (isKubeObject(answer)) return answer;
    throw new ActionError(
      "remote",
      `The cluster at ${this.server} answered something that is no object when asked to ${action}. Check that the address is a Kubernetes API.`,
    );
  }

  async #json(request: ApiRequest, action: string): Promise<unknown> {
    const response = await this.#send(request);
    if (response.status >= 200 && response.status < 300) return parseJson(response.text, this.server);
    throw apiFailure(this.server, this.#user, action, response.status, response.text);
  }
}

// An application behind the proxy may answer 401 or 403 itself; only the API server's own refusal is a `Status` object.
function parseRefusal(body: string): boolean {
  return /"kind"\s*:\s*"Status"/.test(body);
}

function parseJson(text: string, server: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ActionError(
      "remote",
      `${server} answered something that is not JSON. Check that the address is a Kubernetes API and not a proxy's page.`,
      { cause: error },
    );
  }
}
