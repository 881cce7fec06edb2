import type { RuleInfo } from "./rule-info.ts";

/** Rules about Kubernetes manifests: what can be said before anything is applied. */
export const MANIFEST_RULES = {
  "image-name": {
    meaning: "A container's image is no image reference; often a placeholder that nobody filled in.",
    example: "'${IMAGE}' is no image reference.",
    remedy: "Write a repository with a tag or digest; a repository that the release builds is pinned by it.",
  },
  "image-not-pinned": {
    meaning: "An image is named by a tag and is not part of this release, so every node may run other bytes.",
    example: "The image 'redis:7' is not pinned to a digest and is not part of this release.",
    remedy: "Pin it: `repository@sha256:…`.",
  },
  "image-other-digest": {
    meaning: "A manifest names an image of the release by a digest that is not the release's, so what was tested would not run.",
    example: "The image 'ghcr.io/acme/api@sha256:…' is another one than this release has built and tested for 'api'.",
    remedy: "Write the repository without a digest, or release the commit that built that digest.",
  },
  "image-not-of-release": {
    meaning: "An image is named by its digest and the release neither built nor tested it, such as a database or a sidecar.",
    example: "The image 'postgres@sha256:…' is not of this release: it was neither built nor tested by it.",
    remedy: "Nothing, where it comes from somebody else. Else declare it under `images`, so that it is built and tested.",
  },
  "image-unused": {
    meaning: "The release builds an image that no manifest uses, so it would not change what runs.",
    example: "No manifest uses the image 'api', so this release would not change what runs.",
    remedy: "Write the image's repository as the image of the container that it is for.",
  },
  "image-latest": {
    meaning: "An image has the tag `latest` or none, so it means whatever was pushed last.",
    example: "The image 'nginx' means whatever 'latest' is at the moment.",
    remedy: "Name a version, or better a digest.",
  },
  "removed-api": {
    meaning: "The manifest uses an API version that Kubernetes has removed.",
    example: "Ingress 'shop' uses extensions/v1beta1, which Kubernetes 1.22 removed.",
    remedy: "Use the API version that the finding names.",
  },
  "object-name": {
    meaning: "The name of an object is not one that Kubernetes allows.",
    example: "The name 'Shop_API' is not allowed: names are lower-case letters, digits, '-' and '.', at most 253 of them.",
    remedy: "Use the name that the finding proposes, and change every place that names it.",
  },
  reserved: {
    meaning:
      "An object of the manifests has a name, a type or a label of what Waybill itself keeps in the cluster: the revisions to go back to, the lock of a deployment, the namespace of a preview. It could pass for one of them.",
    example: "Secret 'shop/x' has the type 'waybill.dev/revision', by which Waybill finds what it keeps of its deployments.",
    remedy: "Leave the object out of the manifests, or give it a name, type and labels of its own.",
  },
  selector: {
    meaning: "The selector of a workload does not match the labels of its own pods, so the server would refuse it.",
    example: "The selector of Deployment 'shop/api' does not match the labels of its own pods. Observed: app=apii.",
    remedy: "Give `spec.template.metadata.labels` every label that `spec.selector` demands.",
  },
  "service-selector": {
    meaning: "The selector of a Service matches no pod of the manifests, so nothing would answer.",
    example: "The selector of Service 'shop/api' matches no pod of these manifests. Observed: app=apii.",
    remedy: "Compare it with the labels of the pods that it is for.",
  },
  "no-readiness-probe": {
    meaning:
      "A container of a long-running workload has no readiness probe, so it gets requests before it can answer them, and a broken release looks ready.",
    example: "The container 'api' of Deployment 'shop/api' has no readiness probe, so it gets requests before it can answer them.",
    remedy: "Add a `readinessProbe` that asks what a client asks.",
  },
  quantity: {
    meaning: "A resource request or limit is no Kubernetes quantity.",
    example: "'64mb' is no quantity for 'limits.memory' of the container 'api'.",
    remedy: "Write for example `500m` (half a core) or `256Mi`.",
  },
  "no-memory-limit": {
    meaning: "A container has no memory limit, so it can take the whole node's.",
    example: "The container 'api' of Deployment 'shop/api' has no memory limit, so it can take the whole node's.",
    remedy: "Set `resources.limits.memory`.",
  },
  "config-reference": {
    meaning:
      "A pod needs a ConfigMap, Secret, key, volume or ServiceAccount that does not exist, or its container cannot be made as specified. As a notice: it is not part of the manifests and may be in the cluster.",
    example: "Deployment 'shop/api' needs the key 'url' of Secret 'database', which has no such key. Observed: URL.",
    remedy: "Add what is missing to the manifests or to `secrets`, or correct its name.",
  },
  "unknown-kind": {
    meaning: "The cluster does not know the kind of an object, and no CustomResourceDefinition of the manifests brings it.",
    example:
      "The cluster knows no kind 'Certificate' in 'cert-manager.io/v1', and no CustomResourceDefinition of these manifests brings it.",
    remedy: "Correct `apiVersion` and `kind`, or install the operator that brings this kind first.",
  },
  "given-twice": {
    meaning: "The manifests (or `secrets` of waybill.yml) hold the same object twice.",
    example: "Secret 'shop/database' is given twice: in the manifests and under 'secrets'.",
    remedy: "Keep one of them.",
  },
} as const satisfies Record<string, RuleInfo>;
