import type { Part } from "./part.ts";
import type { Run } from "./run.ts";
import type { PartsState, PeerName } from "./state.ts";

/** Returns a table of the parts: what runs, in which version, how it was found and where it answers; no secrets. */
export async function renderStatus(run: Run, parts: readonly Part[]): Promise<string> {
  const state = run.state();
  const rows = await Promise.all(
    parts.map(async (part) => {
      const runs = await part.ready(run);
      const known = state.found?.[part.name];
      return [part.name, part.version, runs ? "runs" : known ? "ended" : "not started", known ?? "", runs ? address(part.name, state) : ""];
    }),
  );
  const table = [["part", "version", "state", "how it was found", "address"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function address(name: string, state: Partial<PartsState>): string {
  const major = /^postgres-(\d+)$/.exec(name)?.[1];
  if (major) return withoutPassword(state.postgres?.find((server) => String(server.major) === major)?.url);
  if (name === "mariadb") return withoutPassword(state.mariadb?.url);
  if (name === "registry") return state.registry?.address ?? "";
  if (name === "docker") return state.docker?.host ?? "";
  if (name === "buildkit") return `builder ${state.buildkit?.builder}, BUILDX_CONFIG=${state.buildkit?.buildxConfig}`;
  if (name === "kubernetes") return `KUBECONFIG=${state.kubernetes?.kubeconfig}`;
  if (name === "images")
    return Object.values(state.images ?? {})
      .map((reference) => reference.replace(/^[^/]+\//, "").replace(/@.*/, ""))
      .join(", ");
  return state.tools?.[name as keyof PartsState["tools"]] ?? state.peers?.[name as PeerName] ?? "";
}

function withoutPassword(url: string | undefined): string {
  return (url ?? "").replace(/:[^:@/]+@/, ":***@");
}
