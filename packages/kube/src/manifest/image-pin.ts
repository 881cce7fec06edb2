import type { Digest, Finding } from "@waybill/kit";
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
  readonly digest: Digest;
  readonly repositories: ReadonlySet<string>;
}

/**
 * Replaces images by digests in every kind that has pods, init containers and image volumes included. `images` maps a repository as the
 * manifests write it (any tag there is replaced) to `repository@sha256:…`; `aliases` has further repositories of the same images, and an image
 * whose repository is already that of the target matches too. Errors are a given image that no manifest uses, and an image of such a repository
 * at another digest; an image that is none of them is a warning without a digest, and with one a notice.
 */
export function pinImages(
  set: ManifestSet,
  images: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, readonly string[]>> = {},
): PinnedSet {
  const targets = Object.entries(images).map(([name, reference]) => readTarget(name, reference, aliases[name] ?? []));
  const used = new Set<Target>();
  const pinned: PinnedImage[] = [];
  const findings: Finding[] = [];
  const objects = set.objects.map((item) => {
    let object = item.object;
    for (const place of listImages(item.object)) {
      const target = findTarget(targets, place.image);
      const digest = target && parseImageName(place.image)?.digest;
      if (target) used.add(target);
      if (target && digest !== undefined && digest !== target.digest) findings.push(otherDigest(item, place, target));
      else if (target) {
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

function readTarget(name: string, reference: string, aliases: readonly string[]): Target {
  const target = parseImageName(reference);
  if (!target?.digest) {
    throw new ActionError(
      "input",
      `The image '${name}' is to be deployed as '${reference}', which names no digest. Give 'repository@sha256:…' of the image that was tested.`,
    );
  }
  const written = parseImageName(name);
  if (!written) throw new ActionError("input", `'${name}' is no image name. Give the repository as the manifests write it.`);
  const repositories = new Set([written.repository, target.repository, ...aliases].map(fullRepository));
  return { name, reference, digest: target.digest, repositories };
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

/** Somebody may have had a reason to write that digest, so it is neither replaced in silence nor run in the place of what was tested. */
function otherDigest(item: ManifestObject, place: ImagePlace, target: Target): Finding {
  return {
    rule: "image-other-digest",
    severity: "error",
    what: `The image '${place.image}' is another one than this release has built and tested for '${target.name}'.`,
    where: placeOf(item, place.path),
    observed: place.image,
    expected: target.reference,
    next: "Write the repository without a digest, so that the release fills in its own; or release the commit that built that digest.",
  };
}

function judgeUnpinned(item: ManifestObject, place: ImagePlace): Finding[] {
  const written = parseImageName(place.image);
  const where = placeOf(item, place.path);
  if (!written) {
    const next =
      "Write a repository with a tag or digest; a placeholder must be filled in before, or be a repository that the release builds.";
    return [{ rule: "image-name", severity: "error", what: `'${place.image}' is no image reference.`, where, next }];
  }
  if (written.digest)
    return [
      {
        rule: "image-not-of-release",
        severity: "notice",
        what: `The image '${place.image}' is not of this release: it was neither built nor tested by it.`,
        where,
        next: "Nothing, where it comes from somebody else. Else declare it under 'images' of waybill.yml, so that it is built and tested.",
      },
    ];
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
