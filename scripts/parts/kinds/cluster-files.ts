import { writeFile } from "node:fs/promises";
import { readEncoded } from "./certificates.ts";
import { bridgeName, hostFromPods, podNetwork } from "./network.ts";
import type { Run } from "../run.ts";

/** The name of the node that runs real containers. */
export const REAL_NODE = "node-real";
/** The name of the node that kwok plays. */
export const SIMULATED_NODE = "node-simulated";

/** Returns the cgroup under which the node's pods lie. */
export function cgroupRoot(run: Run): string {
  return `/waybill-${run.id}-pods`;
}

/** Writes a kubeconfig that trusts the cluster's own authority and shows a client certificate. */
export async function writeKubeconfig(run: Run, file: string, identity: string, token?: string): Promise<void> {
  const certificates = run.path("kubernetes", "certificates");
  const encoded = (name: string): Promise<string> => readEncoded(certificates, name);
  const certificate = { "client-certificate-data": await encoded(`${identity}.crt`), "client-key-data": await encoded(`${identity}.key`) };
  const server = `https://127.0.0.1:${await run.port("apiserver")}`;
  const users = [{ name: identity, user: certificate }, ...(token ? [{ name: `${identity}-token`, user: { token } }] : [])];
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "waybill", cluster: { server, "certificate-authority-data": await encoded("ca.crt") } }],
    users,
    contexts: users.map(({ name }) => ({ name, context: { cluster: "waybill", user: name } })),
    "current-context": identity,
  };
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
}

/** Returns the configuration of the node's containerd. */
export function containerdConfiguration(run: Run, options: { runc: string; pause: string }): string {
  const text = JSON.stringify;
  const own = (...names: string[]): string => text(run.path("kubernetes", ...names));
  return `version = 3
root = ${own("containerd")}
state = ${own("containerd-state")}
disabled_plugins = ["io.containerd.nri.v1.nri"]
[grpc]
  address = ${text(run.path("containerd.sock"))}
[plugins.'io.containerd.internal.v1.opt']
  path = ${own("opt")}
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = ${text(options.pause)}
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = ${own("registries")}
[plugins.'io.containerd.cri.v1.runtime']
  # Where CAP_SYS_RESOURCE is missing, runc otherwise dies with "can't get final child's PID from pipe".
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["/usr/lib/cni"]
    conf_dir = ${own("cni")}
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
      BinaryName = ${text(options.runc)}
      SystemdCgroup = false
`;
}

/** Returns how containerd reaches the registry on loopback. */
export function registryHosts(address: string): string {
  return `server = "http://${address}"\n[host."http://${address}"]\n  capabilities = ["pull", "resolve"]\n`;
}

/** Returns how pods get their addresses. */
export function podNetworking(run: Run): object {
  const ipam = {
    type: "host-local",
    ranges: [[{ subnet: podNetwork(run), gateway: hostFromPods(run) }]],
    routes: [{ dst: "0.0.0.0/0" }],
    dataDir: run.path("kubernetes", "addresses"),
  };
  const bridge = { type: "bridge", bridge: bridgeName(run, "pods"), isGateway: true, hairpinMode: true, ipam };
  return { cniVersion: "1.0.0", name: `waybill-${run.id}`, plugins: [bridge, { type: "portmap", capabilities: { portMappings: true } }] };
}

/** Returns the kubelet's configuration; callers must show a certificate or a token and be allowed. */
export function kubeletConfiguration(run: Run, port: number): object {
  const certificates = (name: string): string => run.path("kubernetes", "certificates", name);
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: hostFromPods(run),
    port,
    tlsCertFile: certificates("kubelet.crt"),
    tlsPrivateKeyFile: certificates("kubelet.key"),
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: certificates("ca.crt") } },
    authorization: { mode: "Webhook" },
    cgroupDriver: "cgroupfs",
    cgroupRoot: cgroupRoot(run),
    failCgroupV1: false,
    failSwapOn: false,
    containerRuntimeEndpoint: `unix://${run.path("containerd.sock")}`,
    enforceNodeAllocatable: [],
    evictionHard: { "memory.available": "100Mi" },
    healthzPort: 0,
    imageGCHighThresholdPercent: 100,
    localStorageCapacityIsolation: false,
    nodeStatusReportFrequency: "1m",
    podLogsDir: run.path("kubernetes", "pod-logs"),
    registerWithTaints: [],
    serializeImagePulls: false,
    volumePluginDir: run.path("kubernetes", "volume-plugins"),
  };
}

/** Returns the configuration of kube-proxy. */
export function proxyConfiguration(run: Run, ports: { health: number; metrics: number }): object {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    clientConnection: { kubeconfig: run.path("kubernetes", "proxy.kubeconfig") },
    mode: "iptables",
    clusterCIDR: podNetwork(run),
    hostnameOverride: REAL_NODE,
    bindAddress: "127.0.0.1",
    healthzBindAddress: `127.0.0.1:${ports.health}`,
    metricsBindAddress: `127.0.0.1:${ports.metrics}`,
    // Zero leaves the kernel's settings as they are.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    iptables: { minSyncPeriod: "100ms", localhostNodePorts: false },
    // Node ports answer on the pods' bridge only, never on an address that other machines can reach.
    nodePortAddresses: [podNetwork(run)],
  };
}

/** Returns the node that kwok plays; a pod that does not tolerate its taint never lands there. */
export function simulatedNode(): object {
  const size = { cpu: "32", memory: "256Gi", pods: "110" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: SIMULATED_NODE,
      annotations: { "kwok.x-k8s.io/node": "fake", "node.alpha.kubernetes.io/ttl": "0" },
      labels: { type: "kwok", "kubernetes.io/hostname": SIMULATED_NODE, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" },
    },
    spec: { taints: [{ key: "kwok.x-k8s.io/node", value: "fake", effect: "NoSchedule" }] },
    status: { allocatable: size, capacity: size },
  };
}
