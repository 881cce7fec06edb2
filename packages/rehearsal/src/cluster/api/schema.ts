import { isRecord } from "@waybill/kit";
import { ApiRefusal } from "../object.ts";

/**
 * The fields of the kinds that people write by hand, so that a misspelt one is refused here as on a cluster. `name:Type` leads to another line, `name:Type[]`
 * to a list of it; everything else is taken as it is.
 */
const TABLE = `
Object: apiVersion kind metadata:Metadata
Metadata: name namespace generateName labels annotations finalizers ownerReferences uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds managedFields selfLink
Deployment: spec:DeploymentSpec status
DeploymentSpec: replicas selector:Selector template:PodTemplate strategy:Strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds
Strategy: type rollingUpdate:RollingUpdate
RollingUpdate: maxSurge maxUnavailable partition
ReplicaSet: spec:ReplicaSetSpec status
ReplicaSetSpec: replicas selector:Selector template:PodTemplate minReadySeconds
StatefulSet: spec:StatefulSetSpec status
StatefulSetSpec: replicas selector:Selector template:PodTemplate volumeClaimTemplates serviceName podManagementPolicy updateStrategy:Strategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals
DaemonSet: spec:DaemonSetSpec status
DaemonSetSpec: selector:Selector template:PodTemplate updateStrategy:Strategy minReadySeconds revisionHistoryLimit
Job: spec:JobSpec status
JobSpec: parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector:Selector manualSelector template:PodTemplate ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy
CronJob: spec:CronJobSpec status
CronJobSpec: schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate:JobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit
JobTemplate: metadata:Metadata spec:JobSpec
Pod: spec:PodSpec status
PodTemplate: metadata:Metadata spec:PodSpec
PodSpec: volumes:Volume[] initContainers:Container[] containers:Container[] ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride workloadRef
Container: name image command args workingDir ports:ContainerPort[] envFrom:EnvFrom[] env:EnvVar[] resources:Resources resizePolicy restartPolicy restartPolicyRules volumeMounts:VolumeMount[] volumeDevices livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin stdinOnce tty
ContainerPort: name hostPort containerPort protocol hostIP
EnvFrom: prefix configMapRef:Reference secretRef:Reference
Reference: name optional
EnvVar: name value valueFrom:EnvSource
EnvSource: fieldRef resourceFieldRef configMapKeyRef:KeyReference secretKeyRef:KeyReference fileKeyRef
KeyReference: name key optional
Resources: limits requests claims
VolumeMount: name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr
Probe: exec httpGet:HttpGet tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds
HttpGet: path port host scheme httpHeaders
SecurityContext: capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation procMount seccompProfile appArmorProfile
Volume: name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image
Selector: matchLabels matchExpressions
Service: spec:ServiceSpec status
ServiceSpec: ports:ServicePort[] selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution
ServicePort: name protocol appProtocol port targetPort nodePort
ConfigMap: data binaryData immutable
Secret: data stringData type immutable
Namespace: spec status
ServiceAccount: secrets imagePullSecrets automountServiceAccountToken
PersistentVolumeClaim: spec:ClaimSpec status
ClaimSpec: accessModes selector resources volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName
Ingress: spec:IngressSpec status
IngressSpec: ingressClassName defaultBackend tls rules
NetworkPolicy: spec:NetworkPolicySpec
NetworkPolicySpec: podSelector ingress egress policyTypes
HorizontalPodAutoscaler: spec:AutoscalerSpec status
AutoscalerSpec: scaleTargetRef minReplicas maxReplicas metrics behavior
PodDisruptionBudget: spec:BudgetSpec status
BudgetSpec: minAvailable maxUnavailable selector:Selector unhealthyPodEvictionPolicy
`;

interface Shape {
  readonly [field: string]: { readonly shape: string; readonly many: boolean } | undefined;
}

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => {
      const [name = "", fields = ""] = line.split(": ");
      const entries = fields.split(" ").map((field) => {
        const [key = "", type = ""] = field.split(":");
        return [key, { shape: type.replace("[]", ""), many: type.endsWith("[]") }] as const;
      });
      return [name, Object.fromEntries(entries)] as const;
    }),
);

/** What says which fields an object may have. */
interface Typed {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** The fields that no API server knows, as paths like `spec.template.spec.containers[0].enviroment`. Kinds that are not in the table have none. */
export function findUnknownFields(object: Typed): string[] {
  const own = SHAPES.get(object.kind);
  if (!own || !/^(v1|apps\/v1|batch\/v1|policy\/v1|networking\.k8s\.io\/v1|autoscaling\/v2)$/.test(object.apiVersion)) return [];
  return collect(object, { ...SHAPES.get("Object"), ...own }, "");
}

/** Refuses (400) unknown fields when the client asked for `Strict`; returns them as warnings when it asked for `Warn`. */
export function checkFields(object: Typed, validation: string | null): string[] {
  if (validation === "Ignore") return [];
  const unknown = findUnknownFields(object).map((path) => `unknown field "${path}"`);
  if (unknown.length === 0 || validation !== "Strict") return unknown;
  throw new ApiRefusal(
    400,
    "BadRequest",
    `${object.kind} in version "${object.apiVersion}" cannot be handled as a ${object.kind}: strict decoding error: ${unknown.join(", ")}`,
  );
}

function collect(value: unknown, shape: Shape, at: string): string[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const path = at ? `${at}.${name}` : name;
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!field) return [path];
    const inner = SHAPES.get(field.shape);
    if (!inner) return [];
    if (!field.many) return collect(child, inner, path);
    return Array.isArray(child) ? child.flatMap((item, index) => collect(item, inner, `${path}[${index}]`)) : [];
  });
}
