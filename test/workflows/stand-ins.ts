import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { layOutWorkflows, ROOT } from "./act.ts";

/** One step of a stand-in action: which action, with which inputs, and what its environment held. */
export interface Call {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the stand-ins answer. */
export interface Answers {
  readonly matrix: Readonly<Record<"data" | "models" | "images" | "databases" | "environments", readonly string[]>>;
  /** Call that fails, as `described` names it. */
  readonly failing?: string;
  /** Call that ends well without setting any output. */
  readonly silent?: string;
}

/** A call in one line: `migrate-database apply production`. */
export function described({ action, inputs }: Call): string {
  return [action, inputs["command"], inputs["name"], inputs["environment"]].filter(Boolean).join(" ");
}

/**
 * Lays out the real workflows and the real metadata with actions that only write down how they were called, so that the wiring of the
 * workflows is tested without a registry, a database or a cluster.
 */
export async function layOutStandIns(into: string, answers: Answers): Promise<{ calls: () => Promise<Call[]> }> {
  const log = join(into, "calls.jsonl");
  await layOutWorkflows(into);
  for (const name of await readdir(join(ROOT, "actions"))) {
    await mkdir(join(into, "dist", name), { recursive: true });
    await writeFile(join(into, "dist", name, "package.json"), '{ "type": "module" }\n');
    await writeFile(
      join(into, "dist", name, "index.js"),
      `const ACTION = ${JSON.stringify(name)};\nconst LOG = ${JSON.stringify(log)};\nconst ANSWERS = ${JSON.stringify(answers)};\n${STAND_IN}`,
    );
  }
  return {
    async calls() {
      const text = await readFile(log, "utf8");
      return text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Call);
    },
  };
}

const STAND_IN = `
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
const inputs = {};
for (const [key, value] of Object.entries(process.env)) if (key.startsWith("INPUT_") && value !== "") inputs[key.slice(6).toLowerCase()] = value;
const environment = Object.fromEntries(["DATABASE_URL", "BASE_IMAGE"].filter((key) => process.env[key]).map((key) => [key, process.env[key]]));
appendFileSync(LOG, JSON.stringify({ action: ACTION, inputs, environment }) + "\\n");
const set = (name, value) => appendFileSync(process.env.GITHUB_OUTPUT, name + "=" + value + "\\n");
const digest = (letter) => "sha256:" + letter.repeat(64);
const described = [ACTION, inputs.command, inputs.name, inputs.environment].filter(Boolean).join(" ");
if (described === ANSWERS.silent) process.exit(0);
if (described === ANSWERS.failing) {
  console.log("::error::It fails on purpose.");
  process.exit(1);
}
if (ACTION === "waybill" && inputs.command === "matrix") for (const [kind, names] of Object.entries(ANSWERS.matrix)) set("matrix-" + kind, JSON.stringify(names));
if (ACTION === "waybill" && inputs.command === "plan") set("plan-digest", digest("d"));
if (ACTION === "build-image") set("image", "registry.example/acme/" + inputs.name + "@" + digest("a"));
if (ACTION === "migrate-database") { set("plan-digests", inputs["plan-digest"] ?? JSON.stringify({ main: digest("b") })); set("applied", 3); }
if (ACTION === "deploy-kubernetes") { set("plan-digest", inputs["plan-digest"] ?? digest("c")); set("revision", 1); }
if (ACTION === "verify-release") {
  const folder = ".waybill/" + inputs.environment;
  mkdirSync(folder, { recursive: true });
  for (const file of ["record.json", "report.html", "brief.md"]) writeFileSync(folder + "/" + file, "");
}
set("verdict", "pass");
`;
