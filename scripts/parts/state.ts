import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PartError } from "./failure.ts";

/** Programs that benches measure against, beside the tools that tests use as well. */
export type PeerName =
  | "skopeo"
  | "buildx"
  | "duckdb"
  | "polars"
  | "great-expectations"
  | "frictionless"
  | "picklescan"
  | "modelscan"
  | "golang-migrate"
  | "goose"
  | "dbmate"
  | "flyway"
  | "kyverno"
  | "policy-controller"
  | "ratify";

/** Everything tests and benches need to know to use the parts that run. */
export interface PartsState {
  readonly registry: { readonly address: string };
  readonly docker: { readonly host: string };
  readonly buildkit: {
    readonly builder: string;
    readonly buildxConfig: string;
    readonly dockerConfig: string;
    readonly dockerBin: string;
  };
  /** `urlFromPods` reaches the same server from a pod or a container; the server itself listens on loopback only. */
  readonly postgres: readonly { readonly major: number; readonly url: string; readonly urlFromPods: string }[];
  readonly mariadb: { readonly url: string };
  readonly kubernetes: { readonly kubeconfig: string; readonly node: string; readonly simulatedNode: string };
  readonly tools: {
    readonly kubectl: string;
    readonly helm: string;
    readonly act: string;
    readonly cosign: string;
    readonly crane: string;
    readonly actionlint: string;
    readonly zizmor: string;
    readonly chromium: string;
    readonly node: string;
  };
  /** Paths of the peers that were asked for; those of PyPI are a Python that has the package. Only benches use them: see `readPeers`. */
  readonly peers?: Readonly<Partial<Record<PeerName, string>>>;
  readonly images: { readonly node: string; readonly busybox: string; readonly pause: string };
  /** How each part was found. */
  readonly found: Readonly<Record<string, string>>;
  /** The boot in which the parts were started: after a restart of the machine the file says nothing. */
  readonly boot: string;
}

const TOOLS = ["kubectl", "helm", "act", "cosign", "crane", "actionlint", "zizmor", "chromium", "node"] as const;
const KEYS = ["registry", "docker", "buildkit", "postgres", "mariadb", "kubernetes", "tools", "images"] as const;
const ADVICE = "Run 'npm run parts -- start' (and 'npm run parts -- status' to see which part does not run).";

/** Returns the folder of the running parts: their logs, sockets, data and `parts.json`. */
export function runDirectory(): string {
  return process.env["WAYBILL_PARTS_RUN"] || "/tmp/waybill-parts";
}

/** Returns the addresses of the running parts; throws one error that says what is missing and how to start it. */
export function readParts(needed: readonly (keyof PartsState)[] = KEYS): PartsState {
  const file = join(runDirectory(), "parts.json");
  if (!existsSync(file)) throw new PartError(`The real parts do not run: there is no ${file}. ${ADVICE}`);
  const state = readState(file);
  if (state.boot !== bootId()) throw new PartError(`The real parts of ${file} ended when the machine was restarted. ${ADVICE}`);
  const missing = missingParts(state, needed);
  if (missing.length > 0) throw new PartError(`These real parts do not run: ${missing.join(", ")}. ${ADVICE}`);
  return state as PartsState;
}

/** Returns the paths of the peers and tools that are there; a bench that misses one says so in its row. */
export function readPeers(): Readonly<Partial<Record<PeerName | keyof PartsState["tools"], string>>> {
  const { tools, peers } = readCurrent();
  return { ...tools, ...peers };
}

/** Returns how each part that runs or is there was found, with its version. */
export function readVersions(): Readonly<Record<string, string>> {
  return readCurrent().found ?? {};
}

/** What this boot's parts say of themselves; nothing when there are none. */
function readCurrent(): Partial<PartsState> {
  const file = join(runDirectory(), "parts.json");
  const state = existsSync(file) ? readState(file) : {};
  return state.boot === bootId() ? state : {};
}

/** Names what a state file does not have of what is needed. */
export function missingParts(state: Partial<PartsState>, needed: readonly (keyof PartsState)[] = KEYS): string[] {
  const missing: string[] = needed.filter((key) => state[key] === undefined);
  if (needed.includes("tools")) missing.push(...TOOLS.filter((tool) => state.tools && !state.tools[tool]));
  if (needed.includes("postgres") && state.postgres) {
    for (const major of [15, 18]) if (!state.postgres.some((server) => server.major === major)) missing.push(`postgres-${major}`);
  }
  return missing;
}

function readState(file: string): Partial<PartsState> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<PartsState>;
  } catch (error) {
    throw new PartError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. ${ADVICE}`);
  }
}

/** Returns the identity of this boot of the machine. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    // Not Linux: the parts cannot run here, and the caller says so.
    return "unknown";
  }
}
