import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { generateKeyPair } from "@waybill/record";
import { readParts } from "../../../scripts/parts/state.ts";
import type { PartsState } from "../../../scripts/parts/state.ts";
import { openRealDatabase } from "./real/database.ts";
import { realEnvironment, replaceIn, runKubectl, runWaybill } from "./real/waybill.ts";
import type { Finished } from "./real/waybill.ts";
import { ROOT } from "./repository.ts";

export type { Finished };

/** A project of its own on the real parts: own workspace, namespace, database and image repository. */
export interface RealProject extends AsyncDisposable {
  readonly parts: PartsState;
  readonly workspace: string;
  readonly namespace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly publicKeyPem: string;
  /** Runs the committed `waybill` command; kills it with SIGKILL after `killAfterMs` when given. */
  waybill(
    args: readonly string[],
    options?: { killAfterMs?: number; signal?: NodeJS.Signals; env?: Readonly<Record<string, string>> },
  ): Promise<Finished>;
  kubectl(...args: string[]): Promise<string>;
  sql<T extends pg.QueryResultRow>(text: string): Promise<T[]>;
  edit(path: string, change: (text: string) => string): Promise<void>;
}

let counter = 0;

/** Copies `examples/churn` and points it at the real parts. */
export async function realProject(options: { major?: 15 | 18 } = {}): Promise<RealProject> {
  const parts = readParts();
  const namespace = `churn-${process.pid.toString(36)}-${(counter++).toString(36)}${Date.now().toString(36).slice(-4)}`;
  const workspace = join(await mkdtemp(join(tmpdir(), "waybill-real-")), namespace);
  await cp(join(ROOT, "examples", "churn"), workspace, { recursive: true, filter: (source) => !source.includes("node_modules") });
  await replaceIn(join(workspace, "waybill.yml"), (text) =>
    text
      .replace("namespace: churn", `namespace: ${namespace}`)
      .replace(/^name: churn$/m, `name: ${namespace}\nregistry: ${parts.registry.address}`),
  );

  const database = await openRealDatabase(parts, namespace.replaceAll("-", "_"), options.major);
  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  const env: Record<string, string> = {
    ...realEnvironment(parts, { workspace, repository: `Acme/${namespace}` }),
    WAYBILL_SIGNING_KEY: privateKeyPem,
    DATABASE_URL: database.url,
    BASE_IMAGE: parts.images.node,
  };

  return {
    parts,
    workspace,
    namespace,
    env,
    publicKeyPem,
    waybill: (args, how = {}) => runWaybill(workspace, { ...env, ...how.env }, args, how),
    kubectl: (...args) => runKubectl(parts, args),
    sql: database.sql,
    edit: (path, change) => replaceIn(join(workspace, path), change),
    async [Symbol.asyncDispose]() {
      await runKubectl(parts, ["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"]);
      await database[Symbol.asyncDispose]();
      await rm(join(workspace, ".."), { recursive: true, force: true });
    },
  };
}
