import type { RuleInfo } from "./rule-info.ts";

/** Rules about planning against a cluster, applying, waiting, proving and rolling back. */
export const ROLLOUT_RULES = {
  adopted: {
    meaning: "An object exists in the cluster already and belongs to nobody; it becomes part of this application.",
    example: "ConfigMap 'shop/settings' exists already and becomes part of this application.",
    remedy: "Nothing needs to be done when that is meant; else rename the object in the manifest.",
  },
  "other-owner": {
    meaning: "An object belongs to another application.",
    example: "Service 'shop/api' belongs to the application billing.",
    remedy: "Rename it here, or take it out of the other application first.",
  },
  "being-deleted": {
    meaning: "An object is being deleted, so it cannot be changed.",
    example: "PersistentVolumeClaim 'shop/data' is being deleted since 2026-03-01T10:00:00Z.",
    remedy: "Wait until it is gone, or find the finalizer that holds it.",
  },
  "field-conflict": {
    meaning: "A field of the manifest is managed by somebody else: a controller, kubectl, another tool.",
    example: "The field .spec.replicas of Deployment 'shop/api' is managed by 'kube-controller-manager'.",
    remedy: "Take the field out of the manifest, or let the other manager give it up.",
  },
  "invalid-object": {
    meaning: "The API server refuses an object in the dry run.",
    example: "The server refuses Deployment 'shop/api'. Observed: unknown field \"spec.template.spec.containers[0].readynessProbe\".",
    remedy: "Correct the manifest at the line that is named.",
  },
  "immutable-field": {
    meaning: "The manifest changes a field that cannot be changed in place.",
    example:
      "The server refuses StatefulSet 'shop/db'. Observed: updates to statefulset spec for fields other than 'replicas' are forbidden.",
    remedy: "Give the object a new name, or delete the old one first.",
  },
  "not-checked": {
    meaning: "The server could not check an object before its namespace exists.",
    example: "Certificate 'shop/tls' could not be checked by the server before its namespace exists.",
    remedy: "Nothing needs to be done; it is checked when it is applied.",
  },
  leftover: {
    meaning: "An object of an earlier revision, or of a record's release, is no longer in the manifests and stays in the cluster.",
    example: "ConfigMap 'shop/old' came with an earlier revision and is no longer in the manifests; it stays.",
    remedy: "Delete it by hand if nothing needs it any more, or declare it again.",
  },
  "no-restart": {
    meaning: "A ConfigMap or Secret changes, but the pods that read it into variables are not restarted.",
    example:
      "ConfigMap 'shop/settings' changes, but the pods of Deployment 'shop/api' are not restarted, so they keep the old values of their variables.",
    remedy: "Give the object a name with a version, or change an annotation of the pod template along with it.",
  },
  interrupted: {
    meaning: "A deployment was interrupted. As a notice in a plan: an earlier one was, and applying continues or rolls it back first.",
    example: "Revision 4, started 2026-03-01T10:00:00Z by run 812, was interrupted while it was applied.",
    remedy: "Deploy again; it goes on from what is in place.",
  },
  "apply-refused": {
    meaning: "The cluster refused to apply an object although the dry run had accepted it.",
    example: "The cluster refused to apply Ingress 'shop/web'. Observed: admission webhook denied the request.",
    remedy: "Grant the permission or correct what is named, and plan again.",
  },
  timeout: {
    meaning: "A workload did not become ready in time.",
    example: "Deployment 'shop/api' did not become ready within 300 seconds: 1 of 2 pods ready.",
    remedy: "Look at the causes in the same report, or allow more time with `timeout`.",
  },
  "not-ready": {
    meaning: "A workload says itself that it cannot become ready.",
    example: "Deployment 'shop/api' cannot become ready: it exceeded its progress deadline.",
    remedy: "Correct the cause and deploy again.",
  },
  "job-failed": {
    meaning: "A Job failed for good.",
    example: "Job 'shop/load' cannot become ready: it has reached its backoff limit.",
    remedy: "Its pods' last log lines say why; correct the cause and deploy again.",
  },
  "image-pull": {
    meaning: "A node cannot pull a container's image.",
    example: "The node cannot pull the image of the container 'api'. Observed: manifest unknown.",
    remedy:
      "Check that this digest was pushed to this repository, that the cluster may read it (`imagePullSecrets`), and that the node reaches the registry.",
  },
  "out-of-memory": {
    meaning: "A container was killed because it needed more memory than its limit.",
    example: "The container 'api' was killed because it needed more memory than its limit of 64Mi. Observed: OOMKilled.",
    remedy: "Raise `resources.limits.memory` or make the program need less.",
  },
  "container-start": {
    meaning: "A container cannot be started at all.",
    example: "The container 'api' cannot be started. Observed: exec: \"/srv\": no such file or directory.",
    remedy: "Check `command`, `args` and the program inside the image.",
  },
  "crash-loop": {
    meaning: "A container starts and ends again and again: it ended twice with an exit code other than 0, or the cluster says so.",
    example: "The container 'api' starts and ends again and again with exit code 1.",
    remedy: "Its last log lines say why; they stand in the same finding.",
  },
  "failed-probe": {
    meaning: "A startup, liveness or readiness probe of a container fails.",
    example: "The readiness probe of the container 'api' fails (GET /healthz on port 8080). Observed: statuscode: 404.",
    remedy: "Compare the probe's path, port and time limits with what the program serves.",
  },
  unschedulable: {
    meaning: "No node can take a pod.",
    example: "No node can take the pod. Observed: 0/3 nodes are available: 3 Insufficient cpu.",
    remedy: "Lower `resources.requests`, add a node, or compare `nodeSelector`, affinity, tolerations and volumes with the nodes.",
  },
  quota: {
    meaning: "A quota or limit of the namespace forbids the pods.",
    example: "A quota or limit of the namespace forbids the pods. Observed: exceeded quota: small.",
    remedy: "Lower the resources of the pods, or ask for a larger ResourceQuota.",
  },
  admission: {
    meaning: "An admission rule of the cluster forbids the pods.",
    example: 'An admission rule of the cluster forbids the pods. Observed: violates PodSecurity "restricted:latest".',
    remedy: "Change the pods so that the rule allows them; it is named in the message.",
  },
  "service-probe": {
    meaning: "After the rollout, or when the monitor asks, a Service or the address of an environment does not answer as expected.",
    example: "The Service 'shop/api' answers GET /version on port 80 with status 502 instead of 200.",
    remedy: "Look at the program's log, the Service's `targetPort`, and the path of the probe.",
  },
  drifted: {
    meaning: "The monitor found that an object or a pod in the cluster is not what was deployed: somebody changed or deleted it since.",
    example: "Deployment 'shop/api' was changed after it was deployed: spec.replicas.",
    remedy: "Release again, which restores it, or find out who changed it and release what is meant.",
  },
  "outside-preview": {
    meaning: "An object of a pull request's preview would lie outside of the namespace that was made for it.",
    example: "ClusterRole 'reader' belongs to the whole cluster, and a preview changes nothing outside of its own.",
    remedy: "Leave `namespace` out of the manifest, and give previews `manifests` of their own without objects of the whole cluster.",
  },
  unseen: {
    meaning:
      "The monitor could not look at something: a cluster, registry or address did not answer, or a permission or secret is missing.",
    example: "The cluster at https://10.0.0.1:6443 could not be reached: connect ETIMEDOUT.",
    remedy: "Nothing is known to be wrong. Mend the access that is named and run the monitor again.",
  },
  "image-id": {
    meaning: "It is not proven that every pod runs the tested image: the digest that the node reports is another one or missing.",
    example: "It is not proven that Deployment 'shop/api' runs the tested image. Observed: sha256:77….",
    remedy: "Look at the pods' `imageID`: something changed them after this deployment, or the node does not say what it runs.",
  },
  "not-restored": {
    meaning: "After a rollback an object is not as it was before.",
    example: "Deployment 'shop/api' is not as it was before. Observed: it does not exist.",
    remedy: "Compare it with the manifests of the last good release and deploy that again.",
  },
  "job-not-restored": {
    meaning: "A rollback does not make a Job of the earlier revision again, because that would run it again.",
    example: "Job 'shop/load' of the earlier revision is not made again, because that would run it again.",
    remedy: "Nothing needs to be done if it had finished; else deploy the earlier version again.",
  },
  "shared-namespace": {
    meaning: "The namespace holds what was deployed for another environment of the same file, so a release would replace it.",
    example: "The namespace 'shop' holds revision 4 of shop, which was deployed for staging, so production would replace it.",
    remedy:
      "Give one of them another namespace or cluster. Where they have one on purpose, or the other has handed it over, write `shared: true` below the environment that is to be released; a namespace that was handed over needs it for the first release only.",
  },
  "older-run": {
    meaning:
      "A workflow run that began later has released to the environment already, so this run would put something older in the place of something newer. It happens when two releases overlap, and when an old run is started again.",
    example: "Run 8 began after this one, which is run 7, and its revision 5 (commit 0a1b2c3d4e5f) runs in staging.",
    remedy: "To go back, roll the environment back. To release this commit all the same, start a new run of it instead of this one again.",
  },
  kept: {
    meaning: "A rollback keeps a CustomResourceDefinition, because objects of its kind exist that are not part of this deployment.",
    example: "CustomResourceDefinition 'models.example.com' stays, because objects of its kind exist that are not part of this deployment.",
    remedy: "Delete it by hand when they are gone.",
  },
} as const satisfies Record<string, RuleInfo>;
