import { isDigest, listAt, pause, textAt } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import { parseImageName } from "../manifest/image-name.ts";
import { placeOf } from "../manifest/manifest.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { formatRef, refOf } from "../api/object.ts";
import { findPodTemplate, listContainers } from "../manifest/pod-template.ts";
import type { ContainerPlace } from "../manifest/pod-template.ts";
import { countNewestPods, findWorkloadPods, makesPods } from "./workload-pods.ts";

/** What one container of a pod runs, by the kubelet's own word. */
export interface PodProof {
  /** `<pod>/<container>` */
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  /** The digest in `imageID`; absent when the container runtime gave none. */
  readonly digest?: Digest | undefined;
}

const ATTEMPTS = 10;
const PAUSE_MS = 500;

/** Reads what the pods of workloads run and compares it with the digests of their manifests. A digest that cannot be read is an error. */
export async function proveImages(
  cluster: Cluster,
  items: readonly ManifestObject[],
  signal?: AbortSignal,
): Promise<{ pods: PodProof[]; findings: Finding[] }> {
  const pods: PodProof[] = [];
  const findings: Finding[] = [];
  for (const item of items) {
    if (!makesPods(item.object) || !findPodTemplate(item.object)) continue;
    let result = await proveWorkload(cluster, item);
    // The kubelet reports the image a moment after it reports the container.
    for (let attempt = 1; attempt < ATTEMPTS && result.findings.length > 0; attempt++) {
      await pause(PAUSE_MS, signal);
      result = await proveWorkload(cluster, item);
    }
    pods.push(...result.pods);
    findings.push(...result.findings);
  }
  return { pods, findings };
}

async function proveWorkload(cluster: Cluster, item: ManifestObject): Promise<{ pods: PodProof[]; findings: Finding[] }> {
  const live = await cluster.read(refOf(item.object));
  const template = findPodTemplate(item.object);
  if (!live || !template) return { pods: [], findings: [unproven(item, [], "it is gone")] };
  const { pods } = await findWorkloadPods(cluster, live);
  const running = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && textAt(pod, "status", "phase") !== "Failed");
  // The live object's word, not the manifest's: an autoscaler may have changed `replicas` since.
  const expected = countNewestPods(live);
  if (running.length < expected)
    return { pods: [], findings: [unproven(item, [], `${running.length} of ${expected} pods of its newest revision were found`)] };
  const proofs: PodProof[] = [];
  const findings: Finding[] = [];
  for (const pod of running) {
    for (const place of listContainers(template)) {
      const proof = proveContainer(pod.metadata.name, pod, place);
      proofs.push(proof);
      const wanted = parseImageName(proof.image)?.digest;
      if (wanted !== undefined && proof.digest !== wanted)
        findings.push(unproven(item, [...place.path, "image"], `pod ${proof.name} runs ${proof.imageID || "an unknown image"}`, wanted));
    }
  }
  return { pods: proofs, findings };
}

// `imageID` is the kubelet's own word for what runs, `repository@digest`; `image` may be rewritten by a mirror.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus
function proveContainer(podName: string, pod: unknown, place: ContainerPlace): PodProof {
  const list = {
    containers: "containerStatuses",
    initContainers: "initContainerStatuses",
    ephemeralContainers: "ephemeralContainerStatuses",
  }[place.list];
  const status = listAt(pod, "status", list).find((entry) => textAt(entry, "name") === place.name);
  const imageID = textAt(status, "imageID") ?? "";
  const digest = imageID.slice(imageID.lastIndexOf("@") + 1);
  return {
    name: `${podName}/${place.name}`,
    image: textAt(place.container, "image") ?? "",
    imageID,
    digest: imageID.includes("@") && isDigest(digest) ? digest : undefined,
  };
}

function unproven(item: ManifestObject, path: Parameters<typeof placeOf>[1], observed: string, expected?: string): Finding {
  const where = placeOf(item, path);
  return {
    rule: "image-id",
    severity: "error",
    what: `It is not proven that ${formatRef(refOf(item.object))} runs the tested image.`,
    where,
    observed,
    expected,
    next: "Look at the pods' 'imageID': something changed them after this deployment, or the node does not say what it runs.",
  };
}
