import { join } from "node:path";
import { debianPackages, debianVersion } from "../../install/debian.ts";
import { npmPackage } from "../../install/npm.ts";
import { GO_PROGRAMS, goProgram, type GoProgram } from "../../install/programs.ts";
import type { Part } from "../../part.ts";
import type { PeerName } from "../../state.ts";
import { programPart } from "../program-part.ts";
import type { Program } from "../program-part.ts";
import { flywayProgram, FLYWAY } from "./flyway.ts";
import { lockedVersion, pythonPeer } from "./python-peer.ts";

const DBMATE = {
  name: "@dbmate/linux-x64",
  version: "2.36.0",
  integrity: "sha512-LdLpgyuluwJ93rWcvJjdlsjJ8rBeeAH52h3dSk0zAMaLrQn49dup1/o2tFpG1jM9f767HkuXdBrrjy6ZwG9BSg==",
};

/** What others use for the same work, to be measured against. Programs only: a path and a version, nothing to start. */
export const PEERS: readonly Part[] = [
  peer("skopeo", "of Debian", ["--version"], skopeoProgram, async () => `Debian skopeo ${await debianVersion("skopeo")}`),
  goPeer("buildx", "docker-buildx", ["version"]),
  pyPeer("duckdb", "duckdb"),
  pyPeer("polars", "polars"),
  pyPeer("great-expectations", "great_expectations"),
  pyPeer("frictionless", "frictionless"),
  pyPeer("picklescan", "picklescan"),
  pyPeer("modelscan", "modelscan"),
  goPeer("golang-migrate", "migrate", ["-version"]),
  goPeer("goose", "goose", ["--version"]),
  peer("dbmate", DBMATE.version, ["--version"], dbmateProgram, `npm ${DBMATE.name} ${DBMATE.version}`),
  peer("flyway", FLYWAY, ["-v"], flywayProgram, `Maven Central org.flywaydb:flyway-commandline:${FLYWAY}`),
];

/** Judges of what may run in a cluster, which others wrote. They take minutes to build, so tests use them only where somebody brought them. */
export const ADMISSION: readonly Part[] = [
  goPeer("kyverno", "kyverno", ["version"]),
  goPeer("policy-controller", "policy-tester", ["-version"]),
  goPeer("ratify", "ratify", ["version"]),
];

/** Core parts that benches use as peers too; `npm run parts -- start peers` brings them along. */
export const PEER_TOOLS: readonly string[] = ["crane", "kubectl", "helm"];

function peer(name: PeerName, version: string, question: readonly string[], bring: () => Promise<string>, source: Program["source"]): Part {
  return programPart(
    { name, version, question, bring, source },
    { put: (path) => ({ peers: { [name]: path } }), find: ({ peers }) => peers?.[name] },
  );
}

function goPeer(name: PeerName & GoProgram, file: string, question: readonly string[]): Part {
  const { version, modules } = GO_PROGRAMS[name];
  const source = `Go module ${Object.keys(modules).join(", ")} v${version}`;
  return peer(name, version, question, async () => join(await goProgram(name), file), source);
}

/** Its "program" is a Python that finds the package and nothing that this machine has beside it. */
function pyPeer(name: PeerName, module: string): Part {
  const version = lockedVersion(name);
  const question = ["-c", `import ${module}`];
  return peer(name, version, question, () => pythonPeer(name), `PyPI ${name} ${version}`);
}

async function skopeoProgram(): Promise<string> {
  await debianPackages("skopeo");
  return "/usr/bin/skopeo";
}

async function dbmateProgram(): Promise<string> {
  return join(await npmPackage("dbmate", DBMATE), "bin/dbmate");
}
