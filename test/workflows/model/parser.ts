import { registerHooks } from "node:module";

// The parser imports its schemas without the attribute that Node asks for (0.3.61).
registerHooks({
  load: (url, context, next) =>
    next(url, /workflow-parser.*\.json$/.test(url) ? { ...context, importAttributes: { type: "json" } } : context),
});
const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");

/** What GitHub's own parser says against a workflow: unknown keys, wrong types, contexts where they may not stand. */
export function problemsOf(path: string, text: string): string[] {
  const { context } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  return context.errors.getErrors().map((error) => error.message);
}
