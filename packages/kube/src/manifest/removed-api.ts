interface RemovedApi {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  readonly since: string;
  readonly instead: string;
}

// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
const REMOVED: readonly RemovedApi[] = [
  { apiVersion: "extensions/v1beta1", kinds: ["Deployment", "DaemonSet", "ReplicaSet"], since: "1.16", instead: "apps/v1" },
  { apiVersion: "extensions/v1beta1", kinds: ["NetworkPolicy"], since: "1.16", instead: "networking.k8s.io/v1" },
  { apiVersion: "extensions/v1beta1", kinds: ["Ingress"], since: "1.22", instead: "networking.k8s.io/v1" },
  { apiVersion: "apps/v1beta1", kinds: ["Deployment", "StatefulSet"], since: "1.16", instead: "apps/v1" },
  { apiVersion: "apps/v1beta2", kinds: ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"], since: "1.16", instead: "apps/v1" },
  { apiVersion: "networking.k8s.io/v1beta1", kinds: ["Ingress", "IngressClass"], since: "1.22", instead: "networking.k8s.io/v1" },
  { apiVersion: "apiextensions.k8s.io/v1beta1", kinds: ["CustomResourceDefinition"], since: "1.22", instead: "apiextensions.k8s.io/v1" },
  { apiVersion: "apiregistration.k8s.io/v1beta1", kinds: ["APIService"], since: "1.22", instead: "apiregistration.k8s.io/v1" },
  {
    apiVersion: "admissionregistration.k8s.io/v1beta1",
    kinds: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
    since: "1.22",
    instead: "admissionregistration.k8s.io/v1",
  },
  { apiVersion: "coordination.k8s.io/v1beta1", kinds: ["Lease"], since: "1.22", instead: "coordination.k8s.io/v1" },
  {
    apiVersion: "rbac.authorization.k8s.io/v1beta1",
    kinds: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    since: "1.22",
    instead: "rbac.authorization.k8s.io/v1",
  },
  { apiVersion: "scheduling.k8s.io/v1beta1", kinds: ["PriorityClass"], since: "1.22", instead: "scheduling.k8s.io/v1" },
  {
    apiVersion: "storage.k8s.io/v1beta1",
    kinds: ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
    since: "1.22",
    instead: "storage.k8s.io/v1",
  },
  { apiVersion: "batch/v1beta1", kinds: ["CronJob"], since: "1.25", instead: "batch/v1" },
  { apiVersion: "discovery.k8s.io/v1beta1", kinds: ["EndpointSlice"], since: "1.25", instead: "discovery.k8s.io/v1" },
  { apiVersion: "policy/v1beta1", kinds: ["PodDisruptionBudget"], since: "1.25", instead: "policy/v1" },
  {
    apiVersion: "policy/v1beta1",
    kinds: ["PodSecurityPolicy"],
    since: "1.25",
    instead: "Pod Security Admission, by labels of the namespace",
  },
  { apiVersion: "node.k8s.io/v1beta1", kinds: ["RuntimeClass"], since: "1.25", instead: "node.k8s.io/v1" },
  { apiVersion: "autoscaling/v2beta1", kinds: ["HorizontalPodAutoscaler"], since: "1.25", instead: "autoscaling/v2" },
  { apiVersion: "autoscaling/v2beta2", kinds: ["HorizontalPodAutoscaler"], since: "1.26", instead: "autoscaling/v2" },
  { apiVersion: "storage.k8s.io/v1beta1", kinds: ["CSIStorageCapacity"], since: "1.27", instead: "storage.k8s.io/v1" },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta1",
    kinds: ["FlowSchema", "PriorityLevelConfiguration"],
    since: "1.26",
    instead: "flowcontrol.apiserver.k8s.io/v1",
  },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta2",
    kinds: ["FlowSchema", "PriorityLevelConfiguration"],
    since: "1.29",
    instead: "flowcontrol.apiserver.k8s.io/v1",
  },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3",
    kinds: ["FlowSchema", "PriorityLevelConfiguration"],
    since: "1.32",
    instead: "flowcontrol.apiserver.k8s.io/v1",
  },
];

/** Which Kubernetes version removed an API, and what replaces it; undefined when it is not a removed one. */
export function findRemovedApi(apiVersion: string, kind: string): { since: string; instead: string } | undefined {
  return REMOVED.find((removed) => removed.apiVersion === apiVersion && removed.kinds.includes(kind));
}
