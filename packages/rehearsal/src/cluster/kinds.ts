import type { KubeObject } from "./object.ts";

/** One kind of object that the API serves. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly subresources: readonly string[];
  readonly custom: boolean;
}

// group/version, kind, plural, scope, short names, subresources
const TABLE = `
v1 Namespace namespaces cluster ns status,finalize
v1 Node nodes cluster no status
v1 ConfigMap configmaps namespaced cm -
v1 Secret secrets namespaced - -
v1 Service services namespaced svc status,proxy
v1 ServiceAccount serviceaccounts namespaced sa -
v1 Pod pods namespaced po status,log,proxy
v1 Endpoints endpoints namespaced ep -
v1 Event events namespaced ev -
v1 PersistentVolumeClaim persistentvolumeclaims namespaced pvc status
v1 PersistentVolume persistentvolumes cluster pv status
v1 ResourceQuota resourcequotas namespaced quota status
v1 LimitRange limitranges namespaced limits -
apps/v1 Deployment deployments namespaced deploy status,scale
apps/v1 ReplicaSet replicasets namespaced rs status,scale
apps/v1 StatefulSet statefulsets namespaced sts status,scale
apps/v1 DaemonSet daemonsets namespaced ds status
apps/v1 ControllerRevision controllerrevisions namespaced - -
batch/v1 Job jobs namespaced - status
batch/v1 CronJob cronjobs namespaced cj status
networking.k8s.io/v1 Ingress ingresses namespaced ing status
networking.k8s.io/v1 IngressClass ingressclasses cluster - -
networking.k8s.io/v1 NetworkPolicy networkpolicies namespaced netpol -
autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers namespaced hpa status
policy/v1 PodDisruptionBudget poddisruptionbudgets namespaced pdb status
coordination.k8s.io/v1 Lease leases namespaced - -
discovery.k8s.io/v1 EndpointSlice endpointslices namespaced - -
rbac.authorization.k8s.io/v1 Role roles namespaced - -
rbac.authorization.k8s.io/v1 RoleBinding rolebindings namespaced - -
rbac.authorization.k8s.io/v1 ClusterRole clusterroles cluster - -
rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings cluster - -
storage.k8s.io/v1 StorageClass storageclasses cluster sc -
scheduling.k8s.io/v1 PriorityClass priorityclasses cluster pc -
apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions cluster crd,crds status
`;

const IN_ALL = new Set([
  "pods",
  "services",
  "deployments",
  "replicasets",
  "statefulsets",
  "daemonsets",
  "jobs",
  "cronjobs",
  "horizontalpodautoscalers",
]);

/** The kinds that the rehearsal serves without a CustomResourceDefinition. */
export const BUILT_IN_KINDS: readonly Kind[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [groupVersion = "", kind = "", plural = "", scope, short = "-", subresources = "-"] = line.split(" ");
    const [group = "", version = ""] = groupVersion.includes("/") ? groupVersion.split("/") : ["", groupVersion];
    const words = (text: string): string[] => (text === "-" ? [] : text.split(","));
    return {
      group,
      version,
      kind,
      plural,
      singular: kind.toLowerCase(),
      shortNames: words(short),
      categories: IN_ALL.has(plural) ? ["all"] : [],
      namespaced: scope === "namespaced",
      subresources: words(subresources),
      custom: false,
    };
  });

/** `v1`, `apps/v1` … */
export function apiVersionOf(kind: Kind): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

/** The key under which objects of a kind are stored; versions of one kind share it. */
export function kindKey(kind: { readonly group: string; readonly plural: string }): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}

/** What a CustomResourceDefinition says, as far as the API needs it to serve the kind. */
export interface CustomResourceSpec {
  readonly group: string;
  readonly scope: "Namespaced" | "Cluster";
  readonly names: {
    readonly kind: string;
    readonly plural: string;
    readonly singular?: string | undefined;
    readonly shortNames?: string[] | undefined;
    readonly categories?: string[] | undefined;
  };
  readonly versions: readonly {
    readonly name: string;
    readonly served: boolean;
    readonly storage: boolean;
    readonly subresources?: { readonly status?: object | undefined } | undefined;
  }[];
}

/** A kind that a client brought. */
export interface CustomResourceDefinition extends KubeObject<CustomResourceSpec, { readonly conditions?: readonly object[] | undefined }> {
  spec: CustomResourceSpec;
}

/** The kinds that a CustomResourceDefinition adds, one per served version. */
export function customKinds(definition: CustomResourceDefinition): readonly Kind[] {
  const { group, scope, names, versions } = definition.spec;
  return versions
    .filter((version) => version.served)
    .map((version) => ({
      group,
      version: version.name,
      kind: names.kind,
      plural: names.plural,
      singular: names.singular ?? names.kind.toLowerCase(),
      shortNames: names.shortNames ?? [],
      categories: names.categories ?? [],
      namespaced: scope === "Namespaced",
      subresources: version.subresources?.status ? ["status"] : [],
      custom: true,
    }));
}
