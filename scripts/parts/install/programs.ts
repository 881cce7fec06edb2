import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { debianPackages } from "./debian.ts";
import { goPrograms, type GoPrograms } from "./go.ts";

const KUBERNETES = "1.36.3";

/** What the project builds from Go modules, with its versions. */
export const GO_PROGRAMS = {
  kubernetes: kubernetesPrograms(KUBERNETES, "v3.6.8"),
  containerd: {
    name: "containerd",
    version: "2.4.2",
    modules: { "github.com/containerd/containerd/v2": "v2.4.2" },
    packages: ["containerd", "containerd-shim-runc-v2", "ctr"].map((name) => `github.com/containerd/containerd/v2/cmd/${name}`),
    tags: "no_btrfs no_devmapper no_zfs",
  },
  runc: {
    name: "runc",
    version: "1.3.4",
    modules: { "github.com/opencontainers/runc": "v1.3.4" },
    packages: ["github.com/opencontainers/runc"],
    tags: "seccomp",
    cgo: true,
  },
  kwok: {
    name: "kwok",
    version: "0.8.0",
    modules: { "sigs.k8s.io/kwok": "v0.8.0" },
    packages: ["sigs.k8s.io/kwok/cmd/kwok"],
    finish: copyStages,
  },
  buildkit: {
    name: "buildkitd",
    version: "0.29.0",
    modules: { "github.com/moby/buildkit": "v0.29.0" },
    packages: ["github.com/moby/buildkit/cmd/buildkitd"],
    ldflags: "-X github.com/moby/buildkit/version.Version=v0.29.0",
  },
  buildx: {
    name: "buildx",
    version: "0.33.0",
    modules: { "github.com/docker/buildx": "v0.33.0" },
    packages: ["github.com/docker/buildx/cmd/buildx=docker-buildx"],
    ldflags: "-X github.com/docker/buildx/version.Version=v0.33.0",
  },
  act: {
    name: "act",
    version: "0.2.89",
    modules: { "github.com/nektos/act": "v0.2.89" },
    packages: ["github.com/nektos/act"],
    ldflags: "-X main.version=0.2.89",
  },
  cosign: {
    name: "cosign",
    version: "3.1.3",
    modules: { "github.com/sigstore/cosign/v3": "v3.1.3" },
    packages: ["github.com/sigstore/cosign/v3/cmd/cosign"],
    ldflags: "-X sigs.k8s.io/release-utils/version.gitVersion=v3.1.3",
  },
  crane: {
    name: "crane",
    version: "0.22.1",
    modules: { "github.com/google/go-containerregistry": "v0.22.1" },
    packages: ["github.com/google/go-containerregistry/cmd/crane"],
    ldflags: "-X github.com/google/go-containerregistry/cmd/crane/cmd.Version=0.22.1",
  },
  actionlint: {
    name: "actionlint",
    version: "1.7.12",
    modules: { "github.com/rhysd/actionlint": "v1.7.12" },
    packages: ["github.com/rhysd/actionlint/cmd/actionlint"],
    ldflags: "-X github.com/rhysd/actionlint.version=1.7.12",
  },
  "golang-migrate": {
    name: "golang-migrate",
    version: "4.20.1",
    modules: { "github.com/golang-migrate/migrate/v4": "v4.20.1" },
    packages: ["github.com/golang-migrate/migrate/v4/cmd/migrate"],
    tags: "postgres",
    ldflags: "-X main.Version=4.20.1",
  },
  goose: {
    name: "goose",
    version: "3.27.1",
    modules: { "github.com/pressly/goose/v3": "v3.27.1" },
    packages: ["github.com/pressly/goose/v3/cmd/goose"],
    tags: "no_clickhouse no_libsql no_mssql no_mysql no_sqlite3 no_turso no_vertica no_ydb",
    ldflags: "-X main.version=3.27.1",
  },
  kyverno: {
    name: "kyverno",
    version: "1.19.1",
    modules: { "github.com/kyverno/kyverno": "v1.19.1" },
    packages: ["github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno=kyverno"],
    ldflags: "-X github.com/kyverno/kyverno/pkg/version.BuildVersion=v1.19.1",
  },
  "policy-controller": {
    name: "policy-controller",
    version: "0.13.1",
    modules: { "github.com/sigstore/policy-controller": "v0.13.1" },
    packages: ["github.com/sigstore/policy-controller/cmd/tester=policy-tester"],
  },
  ratify: {
    name: "ratify",
    version: "1.4.0",
    modules: { "github.com/ratify-project/ratify": "v1.4.0" },
    packages: ["github.com/ratify-project/ratify/cmd/ratify"],
  },
} satisfies Record<string, GoPrograms>;

export type GoProgram = keyof typeof GO_PROGRAMS;

/** Builds one of the project's Go programs once and returns the folder it is in. */
export async function goProgram(name: GoProgram): Promise<string> {
  // runc links libseccomp, which Debian has.
  if (name === "runc") await debianPackages("libseccomp-dev", "pkg-config", "gcc", "libc6-dev");
  return goPrograms(GO_PROGRAMS[name]);
}

function kubernetesPrograms(version: string, etcd: string): GoPrograms {
  const commands = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy"];
  const minor = version.split(".")[1] ?? "";
  const facts = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) => [
    // Without these, clients cannot parse the server's version.
    `-X ${path}.gitVersion=v${version}`,
    `-X ${path}.gitMajor=1`,
    `-X ${path}.gitMinor=${minor}`,
  ]);
  return {
    name: "kubernetes",
    version,
    modules: { "k8s.io/kubernetes": `v${version}`, "go.etcd.io/etcd/server/v3": etcd },
    packages: ["go.etcd.io/etcd/server/v3=etcd", ...commands.map((name) => `k8s.io/kubernetes/cmd/${name}`)],
    ldflags: facts.join(" "),
    stagingVersion: `v0.${version.slice(2)}`,
  };
}

/** kwok plays a node by rules that its module carries as files. */
async function copyStages(directory: string, moduleDirectory: (query: string) => Promise<string>): Promise<void> {
  const stages = join(await moduleDirectory("sigs.k8s.io/kwok@v0.8.0"), "kustomize/stage");
  for (const group of ["node/fast", "node/heartbeat", "pod/fast"]) {
    for (const file of await readdir(join(stages, group))) {
      if (!file.endsWith(".yaml") || file.startsWith("kustomization")) continue;
      await cp(join(stages, group, file), join(directory, "stages", `${group.replace("/", "-")}-${file}`));
    }
  }
}
