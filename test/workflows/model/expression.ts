import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { isRecord } from "@waybill/kit";

/** Contexts by name, such as `github` and `inputs`, in plain data. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The text that GitHub's own evaluator makes of one with `${{ … }}` in it; throws for an expression that cannot be evaluated. */
export function evaluate(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluateExpression(expression, contexts));
}

function evaluateExpression(expression: string, contexts: Contexts): string {
  const { tokens } = new Lexer(expression.trim()).lex();
  const tree = new Parser(tokens, Object.keys(contexts), []).parse();
  return new Evaluator(tree, dictionaryOf(contexts)).evaluate().coerceString();
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
