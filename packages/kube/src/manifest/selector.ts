import { listAt, recordAt, textAt, textsAt, valueAt } from "@waybill/kit";

/** A label selector: every label must be equal, and every expression must hold. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly { readonly key: string; readonly operator: string; readonly values: readonly string[] }[];
}

/** Reads a `LabelSelector` as workloads write it; an empty one selects nothing here, because no workload may have it. */
export function parseSelector(value: unknown): LabelSelector {
  return {
    matchLabels: textsAt(value, "matchLabels"),
    matchExpressions: listAt(value, "matchExpressions").map((expression) => ({
      key: textAt(expression, "key") ?? "",
      operator: textAt(expression, "operator") ?? "",
      values: listAt(expression, "values").filter((item) => typeof item === "string"),
    })),
  };
}

/** Whether labels satisfy a selector. An unknown operator never matches. */
export function matchesSelector(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  if (Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0) return false;
  const equal = Object.entries(selector.matchLabels).every(([key, value]) => valueAt(labels, key) === value);
  return equal && selector.matchExpressions.every((expression) => matchesExpression(expression, labels));
}

// `NotIn` and `DoesNotExist` also hold for objects without the label.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement
function matchesExpression(expression: LabelSelector["matchExpressions"][number], labels: Readonly<Record<string, string>>): boolean {
  const value = textAt(labels, expression.key);
  switch (expression.operator) {
    case "In":
      return value !== undefined && expression.values.includes(value);
    case "NotIn":
      return value === undefined || !expression.values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** A selector in the form of the API's `labelSelector` parameter, https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api */
export function formatSelector(selector: LabelSelector): string {
  const labels = Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = selector.matchExpressions.map(({ key, operator, values }) => {
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
  });
  return [...labels, ...expressions].join(",");
}

/** The selector of a workload, or of a Service, whose selector is a plain map of labels. */
export function selectorOf(object: unknown): LabelSelector {
  const selector = recordAt(object, "spec", "selector");
  const isPlain = !("matchLabels" in selector) && !("matchExpressions" in selector);
  return isPlain ? { matchLabels: textsAt(selector), matchExpressions: [] } : parseSelector(selector);
}
