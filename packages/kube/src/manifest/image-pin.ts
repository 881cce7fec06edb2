import type { Finding } from "@waybill/kit";
import { ActionError, withValue } from "@waybill/kit";
import { fullRepository, parseImageName } from "./image-name.ts";
import { placeOf } from "./manifest.ts";
import type { ManifestObject, ManifestSet } from "./manifest.ts";
import { listImages } from "./pod-template.ts";
import type { ImagePlace } from "./pod-template.ts";

/** An image of a manifest that now names one digest. */
export interface PinnedImage {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** What became of the images of a set. */
export interface PinnedSet {
  readonly set: ManifestSet;
  readonly pinned: readonly PinnedImage[];
  readonly findings: readonly Finding[];
  /** The given images that no manifest uses, each with its finding among `findings`. */
  readonly unused: ReadonlyMap<Finding, string>;
}

interface Target {
  readonly name: string;
  readonly reference: string;
  readonly repositories: ReadonlySet<string>;
}

/**
 * Replaces images by digests in every kind that has pods, init containers and image volumes included. `images` maps a repository as the
 * manifests write it (any tag or digest there is replaced) to `repository@sha256:…`; an image whose repository is already that of the
 * target matches too. A given image that no manifest uses is an error; an image that stays without a digest is a warning.
 */
export function pinImages(set: ManifestSet, images: Readonly<Record<string, string>>): PinnedSet {
  const targets = Object.entries(images).map(([name, reference]) => readTarget(name, reference));
  const used = new Set<Target>();
  const pinned: PinnedImage[] = [];
  const findings: Finding[] = [];
  const objects = set.objects.map((item) => {
    let object = item.object;
    for (const place of listImages(item.object)) {
      const target = findTarget(targets, place.image);
      if (target) {
        used.add(target);
        object = withValue(object, place.path, target.reference);
        pinned.push({ file: item.file, line: placeOf(item, place.path)?.line ?? item.line, from: place.image, to: target.reference });
      } else findings.push(...judgeUnpinned(item, place));
    }
    return object === item.object ? item : { ...item, object };
  });
  const seen = [...new Set(set.objects.flatMap((item) => listImages(item.object).map(({ image }) => image)))];
  const unused = new Map(targets.filter((target) => !used.has(target)).map((target) => [unusedImage(target, seen), target.name]));
  return { set: { ...set, objects }, pinned, findings: [...findings, ...unused.keys()], unused };
}

function readTarget(name: string, reference: string): Target {
  const target = parseImageName(reference);
  if (!target?.digest) {
    throw new ActionError(
      "input",
      `The image '${name}' is to be deployed as '${reference}', which names no digest. Give 'repository@sha256:…' of the image that was tested.`,
    );
  }
  const written = parseImageName(name);
  if (!written) throw new ActionError("input", `'${name}' is no image name. Give the repository as the manifests write it.`);
  return { name, reference, repositories: new Set([fullRepository(written.repository), fullRepository(target.repository)]) };
}

function findTarget(targets: readonly Target[], image: string): Target | undefined {
  const written = parseImageName(image);
  if (!written) return undefined;
  const repository = fullRepository(written.repository);
  // The name given by the caller wins over a repository that merely is the same, should two targets share one.
  return (
    targets.find(({ name }) => fullRepository(parseImageName(name)?.repository ?? name) === repository) ??
    targets.find(({ repositories }) => repositories.has(repository))
  );
}

function judgeUnpinned(item: ManifestObject, place: ImagePlace): Finding[] {
  const written = parseImageName(place.image);
  const where = placeOf(item, place.path);
  if (!written) {
    const next =
      "Write a repository with a tag or digest; a placeholder must be filled in before, or be a repository that the release builds.";
    return [{ rule: "image-name", severity: "error", what: `'${place.image}' is no image reference.`, where, next }];
  }
  if (written.digest) return [];
  const next = "Pin it to a digest ('repository@sha256:…'), so that every node runs the same bytes.";
  return [
    {
      rule: "image-not-pinned",
      severity: "warning",
      what: `The image '${place.image}' is not pinned to a digest and is not part of this release.`,
      where,
      next,
    },
  ];
}

function unusedImage(target: Target, seen: readonly string[]): Finding {
  return {
    rule: "image-unused",
    severity: "error",
    what: `No manifest uses the image '${target.name}', so this release would not change what runs.`,
    observed: seen.length === 0 ? "no image at all" : seen.join(", "),
    expected: `an image of the repository ${[...target.repositories].join(" or ")}`,
    next: "Write that repository as the image of the container that it is for.",
  };
}
