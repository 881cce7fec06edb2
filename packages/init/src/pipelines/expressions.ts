import { isRecord } from "@waybill/kit";
import { scalarText } from "../look/yaml-file.ts";

/** What is known of the contexts of a workflow's expressions, before it runs. */
export interface Contexts {
  readonly env: Readonly<Record<string, string>>;
  /** One cell of the job's matrix. */
  readonly matrix: Readonly<Record<string, unknown>>;
  /** `owner/name`. */
  readonly slug: string | undefined;
}

const MAX_CELLS = 64;

/** Puts what is known into a text's expressions; those that only a run decides stay as they are. */
export function resolveExpressions(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (whole, path: string) => valueOf(path, contexts) ?? whole);
}

function valueOf(path: string, { env, matrix, slug }: Contexts): string | undefined {
  const [context, ...names] = path.split(".");
  const name = names.join(".");
  if (context === "env") return Object.hasOwn(env, name) ? env[name] : undefined;
  if (context === "matrix") {
    const found = names.reduce<unknown>((at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), matrix);
    return scalarText(found);
  }
  if (context !== "github" || slug === undefined) return undefined;
  const [owner, repository] = slug.split("/");
  return new Map([
    ["repository", slug],
    ["repository_owner", owner],
    ["event.repository.name", repository],
    ["workspace", "."],
  ]).get(name);
}

/** Whether a text still has an expression, so that only a run knows what it means. */
export function isOpen(text: string): boolean {
  return text.includes("${{");
}

/** The name of the one secret or variable that a text consists of: `${{ secrets.NPM_TOKEN }}`. */
export function secretOf(text: string): string | undefined {
  return /^\$\{\{\s*(?:secrets|vars)\.(\w+)\s*\}\}$/.exec(text.trim())?.[1];
}

/** The cells of a job's matrix; one without values for a job that has none, or one that only a run knows. */
export function matrixCells(matrix: unknown): Record<string, unknown>[] {
  if (!isRecord(matrix)) return [{}];
  const axes = Object.entries(matrix).filter(
    (axis): axis is [string, unknown[]] => axis[0] !== "include" && axis[0] !== "exclude" && Array.isArray(axis[1]),
  );
  let cells: Record<string, unknown>[] = [{}];
  for (const [name, values] of axes)
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))).slice(0, MAX_CELLS);
  const { include } = matrix;
  if (!Array.isArray(include)) return cells;
  const added: Record<string, unknown>[] = [];
  for (const entry of include.slice(0, MAX_CELLS)) {
    if (!isRecord(entry)) continue;
    const fitting =
      axes.length === 0 ? [] : cells.filter((cell) => Object.keys(entry).every((key) => !(key in cell) || cell[key] === entry[key]));
    if (fitting.length === 0) added.push(entry);
    for (const cell of fitting) Object.assign(cell, entry);
  }
  return axes.length === 0 && added.length > 0 ? added : [...cells, ...added];
}
