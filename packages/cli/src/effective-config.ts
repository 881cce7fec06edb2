import type { EffectiveConfig, EffectiveValue } from "@waybill/config";

/** A configuration as YAML, every value with its origin as a comment; `others` are notes by key. */
export function renderConfig({ environment, files, values }: EffectiveConfig, others: ReadonlyMap<string, readonly string[]>): string {
  const heading = [
    environment === undefined ? "# What holds for every environment, and what each says of itself." : `# What holds for ${environment}.`,
    ...files.map(({ path, digest }) => `# ${path} ${digest}`),
  ];
  const lines = values.flatMap((value, index) => linesOf(value, values[index - 1]?.path ?? [], others));
  const policy = values.some(({ path }) => path[0] === "policy")
    ? ["# What is demanded on top of this policy: waybill policy explain"]
    : [];
  return [...heading, ...lines, ...policy, ""].join("\n");
}

/** As JSON: the values, and the origin of each by its key. */
export function renderConfigJson({ environment, files, values }: EffectiveConfig): string {
  const config: Record<string, unknown> = {};
  for (const { path, value } of values) place(config, path, value);
  const origins = Object.fromEntries(values.map(({ path, from }) => [path.join("."), from]));
  return `${JSON.stringify({ environment, files, config, origins }, undefined, 2)}\n`;
}

/** The keys above a value that the one before it did not have, and the value itself. */
function linesOf(
  { path, value, from }: EffectiveValue,
  before: EffectiveValue["path"],
  others: ReadonlyMap<string, readonly string[]>,
): string[] {
  const same = path.findIndex((step, index) => step !== before[index]);
  return path.slice(Math.max(same, 0)).map((step, offset) => {
    const depth = Math.max(same, 0) + offset;
    const isLast = depth === path.length - 1;
    // A list's entries stand where its key stands.
    const indent = "  ".repeat(depth);
    const head = typeof step === "number" ? "- " : `${keyOf(step)}:`;
    if (!isLast) return `${indent}${head}`;
    const note = [from, ...(others.get(path.join(".")) ?? [])].join("; ");
    return `${indent}${typeof step === "number" ? "- " : `${keyOf(step)}: `}${textOf(value)} # ${note}`;
  });
}

function keyOf(key: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(key) && !isWord(key) ? key : JSON.stringify(key);
}

/** JSON is YAML; a text that reads as nothing else needs no quotes. */
function textOf(value: unknown): string {
  const isPlain = typeof value === "string" && /^[A-Za-z_./][\w./@+-]*(:[\w./@+-]+)*$/.test(value) && !isWord(value);
  return isPlain ? value : JSON.stringify(value);
}

/** What YAML 1.1 or 1.2 reads as something else than a text. */
function isWord(text: string): boolean {
  return /^(true|false|yes|no|on|off|null|y|n|\.inf|\.nan)$/i.test(text);
}

function place(into: Record<string, unknown>, [step = "", ...rest]: EffectiveValue["path"], value: unknown): void {
  const key = String(step);
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const isList = typeof rest[0] === "number";
  const below = (Object.hasOwn(into, key) ? into[key] : isList ? [] : {}) as Record<string, unknown>;
  into[key] = below;
  place(below, rest, value);
}
