import { argument, cacheList, duration, httpPath, mapping, path, port, secret, size, status, text } from "./values.ts";

const probe = mapping(
  "The request that a container of the built image must answer before the image gets a tag.",
  {
    port,
    path: httpPath,
    expect_status: status,
    timeout: {
      ...duration,
      default: "60s",
      description: "How long the container has to answer: whole seconds, or a text such as 90s or 5m.",
    },
    env: { type: "object", additionalProperties: argument, description: "Environment of the probed container; values may be env:NAME." },
  },
  { required: ["port"] },
);

/** One entry of `images`. */
export const image = mapping(
  "An image: what it is built from and what it must answer.",
  {
    context: path("The build context, relative to the workspace.", { default: "." }),
    dockerfile: path("Relative to the workspace; the default is Dockerfile in the context."),
    target: { ...text, description: "The build stage to build; the default is the last one." },
    args: {
      type: "object",
      additionalProperties: argument,
      description: "Build arguments; a value may be env:NAME, but the image's history shows it.",
    },
    labels: {
      type: "object",
      propertyNames: {
        pattern: "^(?!org\\.opencontainers\\.image\\.(source|revision)$)[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$",
        "x-must":
          "consist of lower-case letters, digits, '.', '_', '/' and '-' and be none of org.opencontainers.image.source and .revision, which every build sets",
      },
      additionalProperties: { type: "string" },
      description: "Labels of the image, beside those for source and revision that every build sets.",
    },
    platforms: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9.]+)?$", "x-must": "be a platform such as linux/amd64" },
      default: ["linux/amd64"],
      description: "The platforms to build for; several make one index.",
    },
    contexts: {
      type: "object",
      propertyNames: {
        pattern: "^[A-Za-z0-9][A-Za-z0-9._/:@-]*$",
        "x-must": "be a name as 'FROM' and 'COPY --from' use it",
      },
      additionalProperties: {
        type: "string",
        pattern: "^docker-image://[^\\s]+$|^(?![A-Za-z][A-Za-z0-9+.-]*://).+$",
        "x-must": "be a folder of the workspace, or an image as docker-image://reference",
      },
      description: "More build contexts by the name that FROM and COPY --from use: folders, or docker-image://reference. Needs BuildKit.",
    },
    cache: mapping("Where BuildKit keeps the layers of earlier builds. It makes builds faster and changes nothing that is built.", {
      from: cacheList("Caches to read, as docker buildx takes them for --cache-from."),
      to: cacheList("Caches to write, as docker buildx takes them for --cache-to."),
    }),
    repository: {
      type: "string",
      // https://github.com/distribution/reference: components in lower case, and a host only before the first slash.
      pattern: "^([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*)*$",
      description:
        "Repository in the registry, or with a registry's host before it; without a tag. The default is derived from the GitHub repository.",
      "x-must": "be a repository in lower case without a tag, such as ghcr.io/owner/name",
    },
    probe,
    budget: mapping(
      "How large the image may be.",
      { size: { ...size, description: `Compressed. ${size.description}` } },
      { required: ["size"] },
    ),
    secrets: { type: "object", additionalProperties: secret, description: "Build secrets by id, as env:NAME. Needs BuildKit." },
  },
  { type: ["object", "null"] },
);
