/**
 * What a JSON or text file beside weights may do. `harmless`: a rule knows it and it runs nothing. `code`: it makes a loader run code. `tools`: it names
 * packages or holds program code that only tools install or run. `unknown`: no rule knows it; `why` completes "FILE …".
 */
export type TextJudgement = { readonly kind: "harmless" } | { readonly kind: "code" | "tools" | "unknown"; readonly why: string };

export const HARMLESS: TextJudgement = { kind: "harmless" };

export function code(why: string): TextJudgement {
  return { kind: "code", why };
}

export function unknown(why: string): TextJudgement {
  return { kind: "unknown", why };
}
