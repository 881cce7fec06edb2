import { expect } from "vitest";
import type { Answer, GatedProject } from "./gated-project.ts";

/** One way of asking for a release: the environment, the digest of a plan that was made before, and further inputs or options. */
export interface Ask {
  readonly environment: string;
  readonly plan?: string | undefined;
  /** The file that is given instead of waybill.yml, by its path in the project. */
  readonly config?: string | undefined;
  /** The organisation's policy, by its path in the project. */
  readonly floor?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Every committed entry by which something can be changed, and the plan that comes before. */
export const ENTRIES: Readonly<Record<string, (project: GatedProject, ask: Ask) => Promise<Answer>>> = {
  "deploy.yml: plan": (project, ask) =>
    project.step("waybill", { command: "plan", environment: ask.environment, images: project.images, ...files(ask) }, ask.env),
  "deploy.yml: migrate": (project, ask) =>
    project.step("migrate-database", { command: "apply", environment: ask.environment, ...planned(ask), ...files(ask) }, ask.env),
  "deploy.yml: deploy": (project, ask) =>
    project.step(
      "deploy-kubernetes",
      { command: "apply", environment: ask.environment, images: project.images, ...planned(ask), ...files(ask) },
      ask.env,
    ),
  "root action": (project, ask) =>
    project.step("waybill", { command: "release", environment: ask.environment, images: project.images, ...files(ask) }, ask.env),
  command: (project, { environment, config, floor: policy, env }) =>
    project.command(
      [
        "release",
        "--yes",
        "-e",
        environment,
        "--images",
        project.images,
        ...(policy ? ["--policy", policy] : []),
        ...(config ? ["-c", config] : []),
      ],
      env,
    ),
  "migrate-database alone": (project, ask) =>
    project.step("migrate-database", { command: "apply", environment: ask.environment, ...files(ask) }, ask.env),
  "deploy-kubernetes alone": (project, ask) =>
    project.step("deploy-kubernetes", { command: "apply", environment: ask.environment, images: project.images, ...files(ask) }, ask.env),
};

/** The entries that come after a plan. */
export const APPLIES = ["deploy.yml: migrate", "deploy.yml: deploy"] as const;

/** Plans as the first job of deploy.yml does, and says the plan's digest. */
export async function planOf(project: GatedProject, ask: Ask): Promise<string> {
  const { outputs, text } = await ENTRIES["deploy.yml: plan"]!(project, ask);
  const digest = outputs["plan-digest"];
  if (digest === undefined) throw new Error(`there is no plan:\n${text}`);
  return digest;
}

function planned({ plan }: Ask): Record<string, string> {
  return plan === undefined ? {} : { "plan-digest": plan };
}

function files({ config, floor: policy }: Ask): Record<string, string> {
  return { ...(policy === undefined ? {} : { policy }), ...(config === undefined ? {} : { config }) };
}

/** What became of one attack by one entry. */
interface Row {
  readonly attack: string;
  readonly entry: string;
  readonly refused: string;
  readonly unchanged: string;
  /** The line that says why. */
  readonly because: string;
}

/** A table of attacks, of which every row must be a refusal with its reason before anything was changed. */
export function attackTable() {
  const rows: Row[] = [];
  return {
    rows,
    /** Adds a row, and fails when it is not such a refusal. */
    hold(attack: string, entry: string, { refused, text }: Answer, changes: readonly string[], reason: RegExp): void {
      const because = text.split("\n").find((line) => reason.test(line));
      const yes = (fact: boolean): string => (fact ? "yes" : "NO");
      rows.push({ attack, entry, refused: yes(refused), unchanged: yes(changes.length === 0), because: because ?? "it does not say why" });
      expect({ refused, changes, because }, `${attack}, ${entry}: it must say ${reason}, and says:\n${text}`).toEqual({
        refused: true,
        changes: [],
        because: expect.any(String),
      });
    },
    print(): void {
      const head: Row = { attack: "attack", entry: "entry", refused: "refused", unchanged: "before any change", because: "first reason" };
      const all = [head, ...rows.toSorted((a, b) => a.attack.localeCompare(b.attack))];
      const width = (key: keyof Row): number => Math.max(...all.map((row) => row[key].length));
      const columns = (["attack", "entry", "refused", "unchanged"] as const).map((key) => ({ key, width: width(key) }));
      const line = (row: Row): string =>
        [...columns.map((column) => row[column.key].padEnd(column.width)), sentence(row.because)].join("  ");
      process.stdout.write(`\n${all.map(line).join("\n")}\n`);
    },
  };
}

/** Without what the runner reads in front of it, and no longer than a screen has room for. */
function sentence(line: string): string {
  const text = line.replace(/^::\w+.*?::/, "").trim();
  return text.length > 140 ? `${text.slice(0, 139)}…` : text;
}
