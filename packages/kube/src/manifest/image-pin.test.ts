import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fullRepository, parseImageName } from "./image-name.ts";
import { pinImages } from "./image-pin.ts";
import { parseManifest } from "./manifest.ts";
import type { ManifestSet } from "./manifest.ts";
import { listImages } from "./pod-template.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

function setOf(text: string): ManifestSet {
  const { objects, problems } = parseManifest(text, "app.yaml");
  expect(problems).toEqual([]);
  return { objects, ignored: [] };
}

const pod = (...images: string[]): ManifestSet =>
  setOf(
    `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n${images.map((image, index) => `    - name: c${index}\n      image: ${JSON.stringify(image)}`).join("\n")}\n`,
  );

const imagesOf = (set: ManifestSet): string[] => set.objects.flatMap(({ object }) => listImages(object).map(({ image }) => image));

describe("pinning", () => {
  test.each([
    ["a tag", "shop/api:1.2", "shop/api"],
    ["no tag", "shop/api", "shop/api"],
    ["the release's own digest", `shop/api@${DIGEST}`, "shop/api"],
    ["a tag and that digest", `shop/api:1@${DIGEST}`, "shop/api"],
    ["a registry port", "localhost:5000/api:new", "localhost:5000/api"],
    ["a short name of Docker Hub", "redis:7", "docker.io/library/redis"],
    ["the tag given by the caller", "shop/api:1", "shop/api:latest"],
  ])("replaces an image with %s", (_, written, name) => {
    const { set, pinned, findings } = pinImages(pod(written), { [name]: `reg.example.com:5000/shop/api@${DIGEST}` });
    expect(imagesOf(set)).toEqual([`reg.example.com:5000/shop/api@${DIGEST}`]);
    expect(pinned).toEqual([{ file: "app.yaml", line: 7, from: written, to: `reg.example.com:5000/shop/api@${DIGEST}` }]);
    expect(findings).toEqual([]);
  });

  test("leaves other images of the same registry and port alone", () => {
    const { set, findings } = pinImages(pod("localhost:5000/a:new", "localhost:5000/b:old"), {
      "localhost:5000/a": `localhost:5000/a@${DIGEST}`,
    });
    expect(imagesOf(set)).toEqual([`localhost:5000/a@${DIGEST}`, "localhost:5000/b:old"]);
    expect(findings).toMatchObject([{ rule: "image-not-pinned", severity: "warning", where: { file: "app.yaml", line: 9 } }]);
  });

  test("finds an image by the repository that it is pushed to", () => {
    const { set } = pinImages(pod("ghcr.io/acme/shop/api:main"), { api: `ghcr.io/acme/shop/api@${DIGEST}` });
    expect(imagesOf(set)).toEqual([`ghcr.io/acme/shop/api@${DIGEST}`]);
  });

  test.each([
    ["by its name", "api"],
    ["by the repository that it is pushed to", "ghcr.io/acme/shop/api"],
    ["by another repository of it", "mirror.example.com/api"],
    ["with a tag", "api:1"],
  ])("refuses the release's own image at another digest, %s", (_, written) => {
    const other = `${written}@sha256:${"b".repeat(64)}`;
    const images = { api: `ghcr.io/acme/shop/api@${DIGEST}` };
    const { set, pinned, findings } = pinImages(pod("api:1", other), images, { api: ["mirror.example.com/api"] });
    expect(findings).toMatchObject([
      { rule: "image-other-digest", severity: "error", where: { file: "app.yaml", line: 9 }, observed: other, expected: images.api },
    ]);
    expect(pinned).toHaveLength(1);
    expect(imagesOf(set)).toEqual([images.api, other]);
    expect(pinImages(pod(other), images, { api: ["mirror.example.com/api"] }).findings).toHaveLength(1);
  });

  test("lets a stranger's image by digest run, and says that it is not of this release", () => {
    const database = `postgres:17@sha256:${"c".repeat(64)}`;
    const { set, findings } = pinImages(pod("api:1", database), { api: `ghcr.io/acme/shop/api@${DIGEST}` });
    expect(imagesOf(set)).toContain(database);
    expect(findings).toMatchObject([{ rule: "image-not-of-release", severity: "notice", where: { file: "app.yaml", line: 9 } }]);
  });

  test("does not take an image for another one because its name ends alike", () => {
    const { set, findings } = pinImages(pod("third.example.com/api:1"), { api: `ghcr.io/acme/api@${DIGEST}` });
    expect(imagesOf(set)).toEqual(["third.example.com/api:1"]);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: "image-unused", severity: "error", observed: "third.example.com/api:1" }),
    );
  });

  test("names a placeholder that nobody filled in", () => {
    expect(pinImages(pod("${IMAGE}"), {}).findings).toMatchObject([{ rule: "image-name", severity: "error", where: { line: 7 } }]);
  });

  test.each(["shop/api:1", "shop/api", "nonsense@sha256:12"])("refuses to deploy '%s', which is no digest", (reference) => {
    expect(() => pinImages(pod("api"), { api: reference })).toThrow(/names no digest/);
  });

  test("reaches init containers, image volumes and the pods of every kind", () => {
    const template = `{ spec: { initContainers: [{ name: i, image: api:1 }], containers: [{ name: c, image: api:1 }], volumes: [{ name: v, image: { reference: api:1 } }] } }`;
    const kinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Rollout"].map(
      (kind) => `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: x${kind.toLowerCase()} }, spec: { template: ${template} } }`,
    );
    kinds.push(
      `{ apiVersion: batch/v1, kind: CronJob, metadata: { name: x }, spec: { jobTemplate: { spec: { template: ${template} } } } }`,
      `{ apiVersion: v1, kind: PodTemplate, metadata: { name: x }, template: ${template} }`,
    );
    const { set, pinned } = pinImages(setOf(kinds.join("\n---\n")), { api: `api@${DIGEST}` });
    expect(new Set(imagesOf(set))).toEqual(new Set([`api@${DIGEST}`]));
    expect(pinned).toHaveLength(8 * 3);
  });
});

describe("image names", () => {
  test("are taken apart and put together again", () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,6}([._-][a-z0-9]{1,4})?$/);
    const host = fc.option(fc.tuple(fc.stringMatching(/^[a-z]{1,8}\.[a-z]{2,4}$/), fc.option(fc.integer({ min: 1, max: 65_535 }))), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        host,
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.option(fc.stringMatching(/^[\w][\w.-]{0,10}$/), { nil: undefined }),
        fc.boolean(),
        (where, parts, tag, hasDigest) => {
          const repository = `${where ? `${where[0]}${where[1] === null ? "" : `:${where[1]}`}/` : ""}${parts.join("/")}`;
          const text = `${repository}${tag === undefined ? "" : `:${tag}`}${hasDigest ? `@${DIGEST}` : ""}`;
          expect(parseImageName(text)).toEqual({
            repository,
            ...(tag === undefined ? {} : { tag }),
            ...(hasDigest ? { digest: DIGEST } : {}),
          });
          expect(fullRepository(fullRepository(repository))).toBe(fullRepository(repository));
        },
      ),
    );
  });

  test("of any text are read without an error and in time", () => {
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), (text) => void expect(() => parseImageName(text)).not.toThrow()));
    expect(parseImageName(`${"a-".repeat(500)}!`)).toBeUndefined();
  });
});
