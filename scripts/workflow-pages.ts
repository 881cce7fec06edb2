// Fills the tables of docs/workflows/<name>.md from the public workflow of that name.
import { isMap, isScalar, parseDocument } from "yaml";
import type { YAMLMap } from "yaml";

/** Puts the tables of inputs, secrets, outputs and permissions between their markers; throws when a marker is missing. */
export function fillWorkflowPage(page: string, workflow: string): string {
  const document = parseDocument(workflow);
  const call = ["on", "workflow_call"];
  const tables: Readonly<Record<string, string>> = {
    inputs: table(["input", "what it is", "default"], rowsOf(document.getIn([...call, "inputs"]), true)),
    secrets: table(["secret", "what it is"], rowsOf(document.getIn([...call, "secrets"]), false)),
    outputs: table(["output", "what it is"], rowsOf(document.getIn([...call, "outputs"]), false)),
    permissions: table(["permission", "job", "why"], permissionRows(document.get("jobs"))),
  };
  return Object.entries(tables).reduce((text, [marker, rows]) => {
    const pattern = new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- /${marker} -->)`);
    if (!pattern.test(text)) throw new Error(`The page lacks the markers '<!-- ${marker} -->' and '<!-- /${marker} -->'.`);
    return text.replace(pattern, (_, open: string, close: string) => `${open}${rows}\n${close}`);
  }, page);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowsOf(entries: unknown, hasDefaults: boolean): string[][] {
  return itemsOf(entries).map(([name, entry]) => {
    const description = textOf(entry, "description").trim().replaceAll("\n", " ").replaceAll("|", "\\|");
    if (!hasDefaults) return [`\`${name}\``, description];
    const fallback = textOf(entry, "default");
    return [`\`${name}\``, description, textOf(entry, "required") === "true" ? "**required**" : fallback === "" ? "" : `\`${fallback}\``];
  });
}

/** The comment behind each permission says what it is for. */
function permissionRows(jobs: unknown): string[][] {
  return itemsOf(jobs).flatMap(([id, job]) =>
    itemsOf(isMap(job) ? job.get("permissions", true) : undefined).map(([permission, level]) => [
      `\`${permission}: ${isScalar(level) ? String(level.value) : ""}\``,
      id,
      (isScalar(level) ? (level.comment ?? "") : "").trim(),
    ]),
  );
}

function itemsOf(map: unknown): [string, unknown][] {
  if (!isMap(map)) return [];
  return (map as YAMLMap).items.map(({ key, value }) => [isScalar(key) ? String(key.value) : "", value]);
}

function textOf(entry: unknown, key: string): string {
  const value = isMap(entry) ? entry.get(key, true) : undefined;
  return value === undefined ? "" : String(value.value);
}
