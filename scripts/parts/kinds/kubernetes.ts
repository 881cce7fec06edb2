import { mkdir, writeFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeCertificates } from "./certificates.ts";
import { cleanCluster, endPods, prepareCgroups } from "./cluster-cleaning.ts";
import * as files from "./cluster-files.ts";
import { runCommand, tryCommand } from "../install/command.ts";
import { findDaemon, findNeighbours, startDaemon, stopDaemon, waitUntilReady, type Daemon } from "../install/daemon.ts";
import { debianPackages } from "../install/debian.ts";
import { PartError } from "../failure.ts";
import { apiService, hostFromPods, openApiToPods, serviceNetwork } from "./network.ts";
import type { Part } from "../part.ts";
import { GO_PROGRAMS, goProgram } from "../install/programs.ts";
import type { Run } from "../run.ts";
import { kubectlProgram } from "./tools.ts";

/** In the order in which they start; they end in the opposite order. */
const DAEMONS = ["etcd", "apiserver", "controllers", "scheduler", "containerd", "kubelet", "proxy", "kwok"] as const;

/** A Kubernetes cluster: a control plane, one node that runs real containers and one that kwok plays. */
export const kubernetes: Part = {
  name: "kubernetes",
  version: GO_PROGRAMS.kubernetes.version,
  needs: ["network", "registry", "images"],
  install: async () => {
    const programs = (["kubernetes", "containerd", "runc", "kwok"] as const).map((name) => goProgram(name));
    await Promise.all([...programs, debianPackages("containernetworking-plugins", "iptables", "conntrack", "openssl"), kubectlProgram()]);
    const { containerd, kwok } = GO_PROGRAMS;
    return `Go modules k8s.io/kubernetes v${GO_PROGRAMS.kubernetes.version}, containerd v${containerd.version}, kwok v${kwok.version}`;
  },
  start: async (run) => {
    await refuseSecondProxy();
    for (const name of ["cni", "pod-logs", `registries/${registryAddress(run)}`])
      await mkdir(run.path("kubernetes", name), { recursive: true });
    await startControlPlane(run);
    await startNode(run);
    await startSimulation(run);
    await waitForNodes(run);
    await tryUntil(async () => (await tryCommand("iptables", ["-w", "-t", "nat", "-L", "KUBE-SERVICES"])).code === 0);
    await openApiToPods(run);
    return { kubernetes: { kubeconfig: kubeconfig(run), node: files.REAL_NODE, simulatedNode: files.SIMULATED_NODE } };
  },
  ready: async (run) => {
    if (!run.state().kubernetes || DAEMONS.some((name) => findDaemon(run, name) === undefined)) return false;
    return (await unreadyNodes(run)).length === 0;
  },
  stop: end,
};

async function end(run: Run): Promise<void> {
  for (const name of ["kwok", "proxy", "scheduler", "controllers", "kubelet"] as const) await stopDaemon(run, name, "SIGTERM", 4_000);
  await endPods(run, async () => join(await goProgram("containerd"), "ctr"));
  for (const name of ["containerd", "apiserver", "etcd"] as const)
    await stopDaemon(run, name, "SIGTERM", name === "apiserver" ? 2_000 : 8_000);
  await cleanCluster(run);
}

/** The chains of kube-proxy have fixed names: two of them would undo each other's Services without a word. */
async function refuseSecondProxy(): Promise<void> {
  const [other] = await findNeighbours("kube-proxy");
  if (other === undefined) return;
  throw new PartError(
    `Another cluster's kube-proxy (process ${other}) already writes this machine's Service rules. Stop that cluster, or start this one in a network ` +
      "of its own: unshare --net sh -c 'ip link set lo up && npm run parts -- start && exec $SHELL'.",
  );
}

async function startControlPlane(run: Run): Promise<void> {
  const bin = await goProgram("kubernetes");
  const own = (...names: string[]): string => run.path("kubernetes", ...names);
  const certificates = (name: string): string => own("certificates", name);
  const token = await run.secret("kubernetes");
  await makeCertificates(own("certificates"), subjects(run));
  await writeFile(own("tokens.csv"), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  for (const identity of ["controllers", "scheduler", "kubelet", "proxy"])
    await files.writeKubeconfig(run, own(`${identity}.kubeconfig`), identity);
  await files.writeKubeconfig(run, kubeconfig(run), "admin", token);
  const [client, peer, secure] = [await run.port("etcd"), await run.port("etcd-peer"), await run.port("apiserver")];
  const etcd = `http://127.0.0.1:${client}`;
  await launch(run, "etcd", join(bin, "etcd"), {
    "data-dir": own("etcd"),
    "listen-client-urls": etcd,
    "advertise-client-urls": etcd,
    "listen-peer-urls": `http://127.0.0.1:${peer}`,
    "log-level": "warn",
    "unsafe-no-fsync": true, // Nothing of it outlives the run.
  });
  await launch(run, "apiserver", join(bin, "kube-apiserver"), {
    "etcd-servers": etcd,
    "secure-port": secure,
    "bind-address": "127.0.0.1",
    "advertise-address": hostFromPods(run),
    "tls-cert-file": certificates("apiserver.crt"),
    "tls-private-key-file": certificates("apiserver.key"),
    "client-ca-file": certificates("ca.crt"),
    "kubelet-client-certificate": certificates("admin.crt"),
    "kubelet-client-key": certificates("admin.key"),
    "kubelet-certificate-authority": certificates("ca.crt"),
    "kubelet-preferred-address-types": "InternalIP",
    "service-account-issuer": "https://kubernetes.default.svc",
    "service-account-key-file": certificates("service-accounts.key"),
    "service-account-signing-key-file": certificates("service-accounts.key"),
    "token-auth-file": own("tokens.csv"),
    "authorization-mode": "Node,RBAC",
    "service-cluster-ip-range": serviceNetwork(run),
    "allow-privileged": true,
  });
  await waitUntilReady(run, "apiserver", async () => (await kubectl(run, "get", "--raw", "/readyz")).code === 0);
  await launch(run, "controllers", join(bin, "kube-controller-manager"), {
    kubeconfig: own("controllers.kubeconfig"),
    "bind-address": "127.0.0.1",
    "secure-port": await run.port("controllers"),
    "service-account-private-key-file": certificates("service-accounts.key"),
    "root-ca-file": certificates("ca.crt"),
    "use-service-account-credentials": true,
    "leader-elect": false,
    "flex-volume-plugin-dir": own("volume-plugins"),
  });
  await launch(run, "scheduler", join(bin, "kube-scheduler"), {
    kubeconfig: own("scheduler.kubeconfig"),
    "bind-address": "127.0.0.1",
    "secure-port": await run.port("scheduler"),
    "leader-elect": false,
  });
}

function subjects(run: Run): { name: string; subject: string; addresses?: string[] }[] {
  const names = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost"];
  const addresses = ["127.0.0.1", apiService(run), hostFromPods(run)].map((address) => `IP:${address}`);
  return [
    { name: "apiserver", subject: "/CN=kube-apiserver", addresses: [...names.map((name) => `DNS:${name}`), ...addresses] },
    { name: "admin", subject: "/O=system:masters/CN=admin" },
    { name: "controllers", subject: "/CN=system:kube-controller-manager" },
    { name: "scheduler", subject: "/CN=system:kube-scheduler" },
    { name: "proxy", subject: "/CN=system:kube-proxy" },
    {
      name: "kubelet",
      subject: `/O=system:nodes/CN=system:node:${files.REAL_NODE}`,
      addresses: [`DNS:${files.REAL_NODE}`, `IP:${hostFromPods(run)}`],
    },
  ];
}

async function startNode(run: Run): Promise<void> {
  const bin = await goProgram("kubernetes");
  const own = (...names: string[]): string => run.path("kubernetes", ...names);
  const json = (file: string, value: object): Promise<void> => writeFile(own(file), JSON.stringify(value, null, 2));
  const containerd = await goProgram("containerd");
  const runc = await goProgram("runc");
  const pause = run.state().images?.pause ?? "";
  await writeFile(own("registries", registryAddress(run), "hosts.toml"), files.registryHosts(registryAddress(run)));
  await writeFile(own("containerd.toml"), files.containerdConfiguration(run, { runc: join(runc, "runc"), pause }));
  await json("cni/10-pods.conflist", files.podNetworking(run));
  await json("kubelet.json", files.kubeletConfiguration(run, await run.port("kubelet")));
  await json(
    "proxy.json",
    files.proxyConfiguration(run, { health: await run.port("proxy-health"), metrics: await run.port("proxy-metrics") }),
  );
  await prepareCgroups(run);
  const env = { PATH: `${containerd}:${runc}:${process.env["PATH"] ?? ""}` };
  await launch(run, "containerd", join(containerd, "containerd"), { config: own("containerd.toml") }, env);
  const ctr = ["-a", run.path("containerd.sock"), "version"];
  await waitUntilReady(run, "containerd", async () => (await tryCommand(join(containerd, "ctr"), ctr)).code === 0);
  await launch(run, "kubelet", join(bin, "kubelet"), {
    config: own("kubelet.json"),
    kubeconfig: own("kubelet.kubeconfig"),
    "hostname-override": files.REAL_NODE,
    "node-ip": hostFromPods(run),
    "root-dir": own("kubelet"),
    "cert-dir": own("kubelet-certificates"),
  });
  await launch(run, "proxy", join(bin, "kube-proxy"), { config: own("proxy.json") });
}

async function startSimulation(run: Run): Promise<void> {
  const kwok = await goProgram("kwok");
  const stages = readdirSync(join(kwok, "stages")).map((file) => `--config=${join(kwok, "stages", file)}`);
  const flags = {
    kubeconfig: kubeconfig(run),
    "manage-all-nodes": false,
    // The real node does not carry the annotation, so kwok leaves it alone.
    "manage-nodes-with-annotation-selector": "kwok.x-k8s.io/node=fake",
  };
  await startDaemon(run, { name: "kwok", program: join(kwok, "kwok"), args: [...asArguments(flags), ...stages] });
  const input = JSON.stringify(files.simulatedNode());
  await runCommand(await kubectlProgram(), ["--kubeconfig", kubeconfig(run), "apply", "--server-side", "-f", "-"], {
    input,
    env: kubectlEnvironment(run),
  });
}

async function waitForNodes(run: Run): Promise<void> {
  const end = Date.now() + 90_000;
  while ((await unreadyNodes(run)).length > 0) {
    const dead = DAEMONS.find((name) => findDaemon(run, name) === undefined);
    if (dead || Date.now() > end) await waitUntilReady(run, dead ?? "kubelet", async () => false, 1);
    await sleep(200);
  }
  const account = await tryUntil(async () => (await kubectl(run, "get", "serviceaccount", "default")).code === 0);
  if (!account) throw new PartError(`The cluster did not make its default service account. See ${run.path("logs", "controllers.log")}.`);
}

async function tryUntil(check: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (await check()) return true;
    await sleep(200);
  }
  return false;
}

async function unreadyNodes(run: Run): Promise<string[]> {
  const path = '{range .items[*]}{.metadata.name}={.status.conditions[?(@.type=="Ready")].status} {end}';
  const { stdout } = await kubectl(run, "get", "nodes", "-o", `jsonpath=${path}`);
  const ready = stdout.split(" ");
  return [files.REAL_NODE, files.SIMULATED_NODE].filter((name) => !ready.includes(`${name}=True`));
}

async function kubectl(run: Run, ...args: string[]): Promise<{ code: number; stdout: string }> {
  return tryCommand(await kubectlProgram(), ["--kubeconfig", kubeconfig(run), "--request-timeout=5s", ...args], {
    env: kubectlEnvironment(run),
  });
}

/** kubectl otherwise keeps what it learned of the API in the home folder, for ever. */
function kubectlEnvironment(run: Run): Record<string, string> {
  return { KUBECACHEDIR: run.path("kubernetes", "kubectl") };
}

function kubeconfig(run: Run): string {
  return run.path("kubeconfig");
}

function registryAddress(run: Run): string {
  return run.state().registry?.address ?? "";
}

type Flags = Readonly<Record<string, string | number | boolean>>;

function launch(run: Run, name: (typeof DAEMONS)[number], program: string, flags: Flags, env: Daemon["env"] = {}): Promise<void> {
  return startDaemon(run, { name, program, args: asArguments(flags), env });
}

function asArguments(flags: Flags): string[] {
  return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
