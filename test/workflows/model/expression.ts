import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { isRecord } from "@waybill/kit";

/** Contexts by name, such as `github` and `inputs`, in plain data. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The text that GitHub's own evaluator makes of one with `${{ … }}` in it; throws for an expression that cannot be evaluated. */
export function evaluate(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluateExpression(expression, contexts));
}

/** What the status functions of a condition answer. */
export type Status = Readonly<Record<"success" | "failure" | "cancelled" | "always", boolean>>;

/** Whether the condition of a job or step holds; one without a status function, or none at all, asks for success besides. */
export function holds(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  const text = (condition ?? "success()").trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
  const asked = /\b(?:success|failure|cancelled|always)\(/.test(text) ? text : `success() && (${text})`;
  return evaluateExpression(`(${asked}) && true || false`, contexts, status) === "true";
}

function evaluateExpression(expression: string, contexts: Contexts, status?: Status): string {
  const functions = Object.entries(status ?? {}).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
  const { tokens } = new Lexer(expression.trim()).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const byName = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(tree, dictionaryOf(contexts), byName).evaluate().coerceString();
}

function dictionaryOf(values: Contexts): data.Dictionary {
  return new data.Dictionary(...Object.entries(values).map(([key, value]) => ({ key, value: dataOf(value) })));
}

function dataOf(value: unknown): data.ExpressionData {
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(dataOf));
  return isRecord(value) ? dictionaryOf(value) : new data.Null();
}
