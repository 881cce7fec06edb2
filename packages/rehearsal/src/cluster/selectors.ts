import { isRecord, listAt, textAt, textsAt } from "@waybill/kit";
import { ApiRefusal } from "./object.ts";
import type { KubeObject } from "./object.ts";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined;
  readonly matchExpressions?:
    | readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] | undefined }[]
    | undefined;
}

type Labels = Readonly<Record<string, string>>;

/** Reads a workload's selector; what is no text in it is left out. */
export function readSelector(value: unknown): LabelSelector {
  return {
    matchLabels: textsAt(value, "matchLabels"),
    matchExpressions: listAt(value, "matchExpressions").map((rule) => ({
      key: textAt(rule, "key") ?? "",
      operator: textAt(rule, "operator") ?? "",
      values: listAt(rule, "values").filter((item) => typeof item === "string"),
    })),
  };
}

/** Whether labels match the selector of a workload. An empty selector matches everything, a missing one nothing. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false;
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && (selector.matchExpressions ?? []).every((rule) => matchesRule(rule.key, rule.operator, rule.values ?? [], labels));
}

/** Whether labels have every pair of a Service's selector. A Service without one selects nothing. */
export function matchesPairs(pairs: Labels | undefined, labels: Labels = {}): boolean {
  return pairs !== undefined && Object.keys(pairs).length > 0 && matchesSelector({ matchLabels: pairs }, labels);
}

function matchesRule(key: string, operator: string, values: readonly string[], labels: Labels): boolean {
  const value = labels[key];
  if (operator === "In") return value !== undefined && values.includes(value);
  if (operator === "NotIn") return value === undefined || !values.includes(value);
  if (operator === "Exists") return value !== undefined;
  if (operator === "DoesNotExist") return value === undefined;
  throw new ApiRefusal(400, "BadRequest", `"${operator}" is not a valid label selector operator`);
}

/** Parses `app=api,tier!=db,env in (a,b),!legacy`. Throws a refusal (400) for anything else. */
export function parseLabelSelector(text: string): (object: KubeObject) => boolean {
  const rules = splitTopLevel(text).map((part) => {
    const set = /^([^\s!=()]+)\s+(in|notin)\s+\(([^()]*)\)$/.exec(part);
    if (set?.[1])
      return { key: set[1], operator: set[2] === "in" ? "In" : "NotIn", values: (set[3] ?? "").split(",").map((value) => value.trim()) };
    const pair = /^([^\s!=()]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(part);
    if (pair?.[1]) return { key: pair[1], operator: pair[2] === "!=" ? "NotIn" : "In", values: [pair[3] ?? ""] };
    const key = /^(!?)\s*([^\s!=()]+)$/.exec(part);
    if (key?.[2]) return { key: key[2], operator: key[1] ? "DoesNotExist" : "Exists", values: [] };
    throw new ApiRefusal(400, "BadRequest", `unable to parse requirement: ${part}`);
  });
  return (object) => rules.every((rule) => matchesRule(rule.key, rule.operator, rule.values, object.metadata.labels ?? {}));
}

/** Parses `metadata.name=x,status.phase!=Running`. Throws a refusal (400) for anything else. */
export function parseFieldSelector(text: string): (object: KubeObject) => boolean {
  const rules = splitTopLevel(text).map((part) => {
    const match = /^([\w.[\]]+)(==|=|!=)(.*)$/.exec(part);
    if (!match?.[1]) throw new ApiRefusal(400, "BadRequest", `invalid field selector: ${part}`);
    return { path: match[1].split("."), negative: match[2] === "!=", value: match[3] ?? "" };
  });
  return (object) =>
    rules.every(({ path, negative, value }) => {
      let at: unknown = object;
      for (const name of path) at = isRecord(at) ? at[name] : undefined;
      const text = typeof at === "string" || typeof at === "number" || typeof at === "boolean" ? String(at) : "";
      return (text === value) !== negative;
    });
}

function splitTopLevel(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(Boolean);
}
