/** How the items of a list belong together when two versions of an object are merged. */
export type ListMode =
  | { readonly mode: "atomic" }
  | { readonly mode: "set" }
  | { readonly mode: "keyed"; readonly keys: readonly string[] };

const ATOMIC: ListMode = { mode: "atomic" };
const BY_NAME: ListMode = { mode: "keyed", keys: ["name"] };
// What Kubernetes' own types declare as `x-kubernetes-list-map-keys`, by the name of the field, as far as people write such lists.
// https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
const KEYED: Readonly<Record<string, ListMode>> = {
  containers: BY_NAME,
  initContainers: BY_NAME,
  ephemeralContainers: BY_NAME,
  volumes: BY_NAME,
  env: BY_NAME,
  imagePullSecrets: BY_NAME,
  secrets: BY_NAME,
  resourceClaims: BY_NAME,
  webhooks: BY_NAME,
  volumeMounts: { mode: "keyed", keys: ["mountPath"] },
  volumeDevices: { mode: "keyed", keys: ["devicePath"] },
  conditions: { mode: "keyed", keys: ["type"] },
  hostAliases: { mode: "keyed", keys: ["ip"] },
  topologySpreadConstraints: { mode: "keyed", keys: ["topologyKey", "whenUnsatisfiable"] },
};
// `x-kubernetes-map-type: atomic`: references and selectors mean something only as a whole.
const ATOMIC_MAPS = new Set([
  "selector",
  "labelSelector",
  "podSelector",
  "namespaceSelector",
  "nodeSelector",
  "fieldRef",
  "resourceFieldRef",
  "secretKeyRef",
  "configMapKeyRef",
  "scaleTargetRef",
  "roleRef",
  "claimRef",
  "involvedObject",
]);

/** The merge rule of the list at a path of field names, as Kubernetes' schema has it (`x-kubernetes-list-type`). */
export function listModeAt(path: readonly string[], custom: boolean): ListMode {
  const last = path.at(-1) ?? "";
  if (path[0] === "metadata") {
    if (last === "finalizers") return { mode: "set" };
    return last === "ownerReferences" ? { mode: "keyed", keys: ["uid"] } : ATOMIC;
  }
  if (custom) return ATOMIC;
  if (last === "ports") {
    const parent = path.at(-2) ?? "";
    if (/containers$/i.test(parent)) return { mode: "keyed", keys: ["containerPort", "protocol"] };
    return path.length === 2 && parent === "spec" ? { mode: "keyed", keys: ["port", "protocol"] } : ATOMIC;
  }
  return KEYED[last] ?? ATOMIC;
}

/** Whether a map is one value that managers cannot share (`x-kubernetes-map-type: atomic`). */
export function isAtomicMap(path: readonly string[], custom: boolean): boolean {
  return !custom && path[0] !== "metadata" && ATOMIC_MAPS.has(path.at(-1) ?? "");
}

/** The key of a list item as `FieldsV1` writes it: JSON with sorted names, defaults filled in. */
export function itemKey(item: Readonly<Record<string, unknown>>, keys: readonly string[]): string {
  const sorted = [...keys].sort();
  return JSON.stringify(Object.fromEntries(sorted.map((key) => [key, item[key] ?? (key === "protocol" ? "TCP" : null)])));
}
