import * as v from "valibot";

/** Why a value does not fit a schema, with the path of the first problem; undefined when it fits. */
export function factsProblem(schema: v.GenericSchema, value: unknown): string | undefined {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return undefined;
  const [issue] = result.issues;
  return `${v.getDotPath(issue) ?? "it"}: ${issue.message}`;
}
