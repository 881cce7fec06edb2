import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
}

let counter = 0;

/**
 * Copies an example and points it at the real parts: registry, namespaces of its own, and a base image that the parts have for each that only
 * the internet has. `env` has the values of its variables.
 */
export async function openRealExample(
  example: string,
  { namespaces, env = {} }: { readonly namespaces: readonly string[]; readonly env?: Readonly<Record<string, string>> },
): Promise<RealExample> {
  const parts = readParts();
  const name = `${example}-${process.pid.toString(36)}-${(counter++).toString(36)}${Date.now().toString(36).slice(-4)}`;
  const workspace = join(await mkdtemp(join(tmpdir(), "waybill-example-")), name);
  await cp(join(ROOT, "examples", example), workspace, { recursive: true, filter: (source) => !/\.waybill$|node_modules/.test(source) });
  const namespace = (declared: string): string => `${declared}-${name}`;
  await replaceIn(join(workspace, "waybill.yml"), (text) => {
    const named = namespaces.reduce(
      (changed, declared) => changed.replace(`namespace: ${declared}\n`, `namespace: ${namespace(declared)}\n`),
      text.replace(/^name: .*\n/m, ""),
    );
    return `name: ${name}\nregistry: ${parts.registry.address}\n${named}`;
  });
  await mapBaseImages(parts, workspace);
  const key = { WAYBILL_SIGNING_KEY: generateKeyPair().privateKeyPem };
  const all = { ...realEnvironment(parts, { workspace, repository: `Acme/${name}` }), ...key, ...env };
  const kubectl = (...args: string[]): Promise<string> => runKubectl(parts, args);
  return {
    parts,
    workspace,
    name,
    namespace,
    waybill: (args, own) => runWaybill(workspace, { ...all, ...own }, args, {}),
    kubectl,
    ask: (declared, service, path) => kubectl("get", "--raw", `/api/v1/namespaces/${namespace(declared)}/services/${service}/proxy${path}`),
    edit: (path, change) => replaceIn(join(workspace, path), change),
    async [Symbol.asyncDispose]() {
      await kubectl("delete", "namespace", ...namespaces.map(namespace), "--ignore-not-found", "--wait=false");
      await rm(join(workspace, ".."), { recursive: true, force: true });
    },
  };
}

/** The images of Docker Hub are out of reach of the tests: every Dockerfile gets the base that the parts have of the same kind. */
export async function mapBaseImages({ images }: PartsState, workspace: string): Promise<void> {
  for (const entry of await readdir(workspace, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name !== "Dockerfile") continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(/\bnode:24-slim\b(?!@)/g, images.node));
  }
}
