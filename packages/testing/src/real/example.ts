import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKeyPair } from "@waybill/record";
import { readParts } from "../../../../scripts/parts/state.ts";
import type { PartsState } from "../../../../scripts/parts/state.ts";
import { ROOT } from "../repository.ts";
import { realEnvironment, replaceIn, runKubectl, runWaybill } from "./waybill.ts";
import type { Finished } from "./waybill.ts";

/** One of `examples/` in a folder of its own, pointed at the real parts. */
export interface RealExample extends AsyncDisposable {
  readonly parts: PartsState;
  readonly workspace: string;
  /** No other run has this name; it is the product's, and that of its repository. */
  readonly name: string;
  /** The namespace that stands for one of `waybill.yml`. */
  namespace(declared: string): string;
  waybill(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  kubectl(...args: string[]): Promise<string>;
  /** What a Service answers, asked through the API server. */
  ask(namespace: string, service: string, path: string): Promise<string>;
  edit(path: string, change: (text: string) => string): Promise<void>;
  /** Makes the volume of a claim by hand, as an administrator does: the cluster has no StorageClass. Every user may write it. */
  makeVolume(namespace: string, claim: string, accessMode?: "ReadWriteOnce" | "ReadWriteMany"): Promise<void>;
}

let counter = 0;

/** Which example it is, and what it needs of this machine. */
export interface ExampleOptions {
  /** Those that its `waybill.yml` names. */
  readonly namespaces: readonly string[];
  /** Values of its variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Writes its files; default: those of the folder in `examples/`. */
  readonly write?: (workspace: string) => Promise<void>;
  /** Images that stand in for bases that only the internet has, beside that of Node. */
  readonly bases?: Readonly<Record<string, string>>;
}

/**
 * Copies an example and points it at the real parts: registry, namespaces of its own, and a base image that the parts have for each that only
 * the internet has.
 */
export async function openRealExample(
  example: string,
  { namespaces, env = {}, write = (workspace) => copyExample(example, workspace), bases = {} }: ExampleOptions,
): Promise<RealExample> {
  const parts = readParts();
  const name = `${example}-${process.pid.toString(36)}-${(counter++).toString(36)}${Date.now().toString(36).slice(-4)}`;
  const workspace = join(await mkdtemp(join(tmpdir(), "waybill-example-")), name);
  await write(workspace);
  const namespace = (declared: string): string => `${declared}-${name}`;
  await replaceIn(join(workspace, "waybill.yml"), (text) => {
    const named = namespaces.reduce(
      (changed, declared) => changed.replace(new RegExp(`namespace: ${declared}(?=[,\\n])`), `namespace: ${namespace(declared)}`),
      text.replace(/^name: .*\n/m, ""),
    );
    return `name: ${name}\nregistry: ${parts.registry.address}\n${named}`;
  });
  await mapBaseImages(parts, workspace, bases);
  const key = { WAYBILL_SIGNING_KEY: generateKeyPair().privateKeyPem };
  const all = { ...realEnvironment(parts, { workspace, repository: `Acme/${name}` }), ...key, ...env };
  const kubectl = (...args: string[]): Promise<string> => runKubectl(parts, args);
  const volumes: string[] = [];
  return {
    parts,
    workspace,
    name,
    namespace,
    waybill: (args, own) => runWaybill(workspace, { ...all, ...own }, args, {}),
    kubectl,
    ask: (declared, service, path) => kubectl("get", "--raw", `/api/v1/namespaces/${namespace(declared)}/services/${service}/proxy${path}`),
    edit: (path, change) => replaceIn(join(workspace, path), change),
    async makeVolume(declared, claim, accessMode = "ReadWriteOnce") {
      const volume = `${namespace(declared)}-${claim}`;
      const path = join(workspace, "..", volume);
      await mkdir(path);
      await chmod(path, 0o777);
      const claimRef = { namespace: namespace(declared), name: claim };
      const spec = { capacity: { storage: "10Gi" }, accessModes: [accessMode], hostPath: { path }, claimRef };
      volumes.push(volume);
      await runKubectl(
        parts,
        ["create", "-f", "-"],
        JSON.stringify({ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: volume }, spec }),
      );
    },
    async [Symbol.asyncDispose]() {
      await kubectl("delete", "namespace", ...namespaces.map(namespace), "--ignore-not-found", "--wait=false");
      if (volumes.length > 0) await kubectl("delete", "persistentvolume", ...volumes, "--ignore-not-found", "--wait=false");
      await rm(join(workspace, ".."), { recursive: true, force: true });
    },
  };
}

async function copyExample(example: string, workspace: string): Promise<void> {
  await cp(join(ROOT, "examples", example), workspace, { recursive: true, filter: (source) => !/\.waybill$|node_modules/.test(source) });
}

/** The images of Docker Hub are out of reach of the tests: every Dockerfile gets a base that the parts have in its place. */
export async function mapBaseImages(
  { images }: PartsState,
  workspace: string,
  bases: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const entry of await readdir(workspace, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name !== "Dockerfile") continue;
    const path = join(entry.parentPath, entry.name);
    let text = await readFile(path, "utf8");
    for (const [base, own] of Object.entries({ "node:24-slim": images.node, ...bases }))
      text = text.replaceAll(new RegExp(`(^FROM |^ARG \\w+=)${base.replaceAll(".", "\\.")}$`, "gm"), `$1${own}`);
    await writeFile(path, text);
  }
}
