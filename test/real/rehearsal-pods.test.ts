import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SILENT } from "@waybill/kit";
import { openCluster, openPostgres, startRehearsal, stopRehearsal } from "@waybill/rehearsal";
import type { Rehearsal } from "@waybill/rehearsal";
import { pushTestImage } from "@waybill/testing/test-image";
import { readParts } from "../../scripts/parts/state.ts";

const { docker, images } = readParts(["docker", "images"]);
const dir = await mkdtemp(join(tmpdir(), "waybill-pods-"));
const world = join(dir, "world");
let rehearsal: Rehearsal;
let server = "";

beforeAll(async () => {
  rehearsal = await startRehearsal({ dir: world, reporter: SILENT, podEngine: docker.host });
  server = (await openCluster(rehearsal, "production")).kubernetesApi;
});
afterAll(async () => {
  await stopRehearsal(world, { removeState: true });
  await rm(dir, { recursive: true, force: true });
});

const PATIENCE = { timeout: 60_000, interval: 200 };

async function api(method: string, path: string, body?: object): Promise<{ status: number; text: string; object: unknown }> {
  const response = await fetch(server + path, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers: { "content-type": "application/json" },
  });
  const text = await response.text();
  return { status: response.status, text, object: text.startsWith("{") ? JSON.parse(text) : undefined };
}

const make = async (plural: string, name: string, rest: object, labels: object = {}): Promise<void> => {
  const { status, text } = await api("POST", `/api/v1/namespaces/default/${plural}`, { metadata: { name, labels }, ...rest });
  expect([status, text]).toEqual([201, expect.anything()]);
};

const pod = (name: string, container: object, spec: object = {}): Promise<void> =>
  make(
    "pods",
    name,
    { spec: { terminationGracePeriodSeconds: 1, containers: [{ name: "app", image: images.busybox, ...container }], ...spec } },
    { app: name },
  );

interface Status {
  readonly phase?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  readonly containerStatuses?: readonly {
    readonly imageID: string;
    readonly restartCount: number;
    readonly state: object;
    readonly lastState: { readonly terminated?: { readonly exitCode: number } };
  }[];
}

const statusOf = async (name: string): Promise<Status> =>
  ((await api("GET", `/api/v1/namespaces/default/pods/${name}`)).object as { status?: Status } | undefined)?.status ?? {};
const logOf = async (name: string, query = ""): Promise<string> =>
  (await api("GET", `/api/v1/namespaces/default/pods/${name}/log${query}`)).text;
const readyOf = async (name: string): Promise<string | undefined> =>
  (await statusOf(name))?.conditions?.find((condition: { type: string }) => condition.type === "Ready")?.status;

const idOf = async (): Promise<string> => (JSON.parse(await readFile(join(world, "pod-engine.json"), "utf8")) as { id: string }).id;

/** What the rehearsal of an id has on the engine, by its names. */
async function left(id: string): Promise<string[]> {
  const list = async (...argv: string[]): Promise<string[]> => {
    const { stdout } = await promisify(execFile)("docker", argv, { env: { ...process.env, DOCKER_HOST: docker.host } });
    return stdout.split("\n").filter((line) => line.includes(id));
  };
  return [
    ...(await list("ps", "-a", "--format", "{{.Names}}")),
    ...(await list("network", "ls", "--format", "{{.Name}}")),
    ...(await list("volume", "ls", "--format", "{{.Name}}")),
    ...(await list("images", "--format", "{{.Repository}}")),
  ];
}

test("a pod runs as a container of the engine: environment, ConfigMap, Secret, user, init container, probes, log", async () => {
  await make("configmaps", "settings", { data: { greeting: "hello", "app.conf": "port=8080\n" } });
  await make("secrets", "token", { stringData: { token: "s3cret" } });
  const server = [
    "echo starting as $(id -u) on $HOSTNAME",
    "mkdir -p /data/www",
    "cat /data/first /etc/settings/app.conf /etc/token/token > /data/www/index.html",
    "echo $GREETING >> /data/www/index.html",
    "touch /data/ready",
    "exec httpd -f -p 8080 -h /data/www",
  ].join(" && ");
  await pod(
    "web",
    {
      command: ["sh", "-c", server],
      env: [{ name: "GREETING", valueFrom: { configMapKeyRef: { name: "settings", key: "greeting" } } }],
      readinessProbe: { httpGet: { path: "/index.html", port: 8080 } },
      livenessProbe: { exec: { command: ["test", "-f", "/data/ready"] } },
      securityContext: { runAsUser: 10001, runAsGroup: 10001, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
      volumeMounts: [
        { name: "data", mountPath: "/data" },
        { name: "settings", mountPath: "/etc/settings" },
        { name: "token", mountPath: "/etc/token" },
      ],
    },
    {
      initContainers: [
        {
          name: "first",
          image: images.busybox,
          command: ["sh", "-c", "echo init > /data/first"],
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        },
      ],
      volumes: [
        { name: "data", emptyDir: {} },
        { name: "settings", configMap: { name: "settings" } },
        { name: "token", secret: { secretName: "token" } },
      ],
    },
  );
  await expect.poll(() => readyOf("web"), PATIENCE).toBe("True");
  const answer = await api("GET", "/api/v1/namespaces/default/pods/web:8080/proxy/index.html");
  expect(answer.text).toBe("init\nport=8080\ns3crethello\n");
  expect(await logOf("web")).toBe("starting as 10001 on web\n");
});

test("pods reach each other by the names of their Services, and the rehearsal's database under the address that they are given", async () => {
  await make("services", "backend", { spec: { selector: { app: "backend" }, ports: [{ port: 9000 }] } });
  await pod("backend", { command: ["sh", "-c", "echo from $(hostname) > /tmp/index.html; exec httpd -f -p 9000 -h /tmp"] });
  await expect.poll(() => readyOf("backend"), PATIENCE).toBe("True");
  // The first byte of an answer of PostgreSQL to a client that asks for TLS is 'N' or 'S'.
  // It starts only now, after there were pods in this network.
  const { host } = new URL(await openPostgres(rehearsal));
  const ask = [
    "wget -qO- http://backend:9000/ && wget -qO- http://backend.default.svc.cluster.local:9000/",
    'at=${DATABASE_URL##*@}; at=${at%%/*}; (printf "\\0\\0\\0\\010\\004\\322\\026\\057"; sleep 1) | nc -w 3 ${at%%:*} ${at##*:} | head -c 1',
    "echo; echo $BACKEND_SERVICE_HOST:$BACKEND_SERVICE_PORT $ADDRESS",
  ];
  await pod(
    "asker",
    {
      command: ["sh", "-c", ask.join(" ; ")],
      env: [
        { name: "DATABASE_URL", value: `postgres://someone@${host}/shop` },
        { name: "ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      ],
    },
    { restartPolicy: "Never" },
  );
  await expect.poll(async () => (await statusOf("asker")).phase, PATIENCE).toBe("Succeeded");
  expect((await logOf("asker")).split("\n")).toEqual([
    "from backend",
    "from backend",
    expect.stringMatching(/^[NS]$/),
    expect.stringMatching(/^backend:9000 (?!127\.)\d+\./),
    "",
  ]);
});

test("containers of one pod share a network, and one that ends is started again beside the other", async () => {
  await pod(
    "pair",
    {},
    {
      containers: [
        { name: "server", image: images.busybox, command: ["sh", "-c", "echo shared > /tmp/index.html; exec httpd -f -p 8000 -h /tmp"] },
        { name: "client", image: images.busybox, command: ["sh", "-c", "sleep 1; wget -qO- http://127.0.0.1:8000/; exit 3"] },
      ],
    },
  );
  await expect.poll(async () => (await statusOf("pair"))?.containerStatuses?.[1]?.restartCount, PATIENCE).toBeGreaterThan(0);
  expect(await logOf("pair", "?container=client&previous=true")).toBe("shared\n");
  const { containerStatuses } = await statusOf("pair");
  expect([containerStatuses?.[0]?.restartCount, containerStatuses?.[1]?.lastState.terminated?.exitCode]).toEqual([0, 3]);
});

test("an image that the registry of the rehearsal has is what the engine runs, and a program that is not there is said in the engine's words", async () => {
  const image = await pushTestImage(
    rehearsal.registry,
    "app",
    { "hello.txt": "hello" },
    { Cmd: ["/bin/nothing"], ExposedPorts: { "80/tcp": {} } },
  );
  await pod("broken", { image });
  await expect
    .poll(async () => JSON.stringify((await statusOf("broken"))?.containerStatuses?.[0]), PATIENCE)
    .toMatch(/\/bin\/nothing.*no such file or directory/);
  expect((await statusOf("broken")).containerStatuses?.[0]?.imageID).toBe(image);
});

test("a claim keeps what a pod wrote for the next one, and a pod may not be root where that is forbidden", async () => {
  await make("persistentvolumeclaims", "store", { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } });
  const mounted = { volumeMounts: [{ name: "store", mountPath: "/store" }], securityContext: { runAsUser: 1234 } };
  const spec = { restartPolicy: "Never", volumes: [{ name: "store", persistentVolumeClaim: { claimName: "store" } }] };
  await pod("writer", { ...mounted, command: ["sh", "-c", "echo kept > /store/file"] }, spec);
  await expect.poll(async () => (await statusOf("writer"))?.phase, PATIENCE).toBe("Succeeded");
  await pod("reader", { ...mounted, command: ["cat", "/store/file"] }, spec);
  await expect.poll(async () => (await statusOf("reader"))?.phase, PATIENCE).toBe("Succeeded");
  expect(await logOf("reader")).toBe("kept\n");
  await pod("root", { command: ["true"], securityContext: { runAsNonRoot: true } });
  await expect
    .poll(async () => JSON.stringify((await statusOf("root"))?.containerStatuses?.[0]?.state), PATIENCE)
    .toContain("container has runAsNonRoot and image will run as root");
});

test("a deleted pod takes its containers and volumes with it; a rehearsal that was killed leaves them to the next, and a stopped one nothing", async () => {
  const id = await idOf();
  expect(await left(id)).toEqual(expect.arrayContaining([expect.stringContaining("-web-app-"), expect.stringMatching(/-pod-.*-data$/)]));
  await api("DELETE", "/api/v1/namespaces/default/pods/web");
  await expect.poll(async () => (await left(id)).filter((name) => name.includes("-web-") || name.endsWith("-data")), PATIENCE).toEqual([]);
  process.kill(rehearsal.pid, "SIGKILL");
  const before = (await left(id)).filter((name) => name.includes("-backend-"));
  expect(before.length).toBeGreaterThan(0);
  rehearsal = await startRehearsal({ dir: world, reporter: SILENT, podEngine: docker.host });
  server = (await openCluster(rehearsal, "production")).kubernetesApi;
  await expect.poll(() => readyOf("backend"), PATIENCE).toBe("True");
  expect(await left(id)).toEqual(expect.not.arrayContaining(before));
  await stopRehearsal(world);
  expect(await left(id)).toEqual([]);
});
