import type { RuleInfo } from "./rule-info.ts";

/** Rules about images, before and after they are pushed. */
export const IMAGE_RULES = {
  "image-probe": {
    meaning:
      "The built image was started and did not answer its probe as expected, or ended before. As a warning: the image has no probe, so it was not run.",
    example: "The image did not answer /healthz on port 8080 as expected within 60 s. Observed: connection refused.",
    remedy: "Check the port and path of the probe, the image's command, and that the service listens on 0.0.0.0.",
  },
  "image-size": {
    meaning: "The image is larger than its budget.",
    example:
      "The image for linux/amd64 is larger than its budget. Observed: 212000000 bytes compressed. Expected: at most 150000000 bytes.",
    remedy: "Leave files out by `.dockerignore` or take a smaller base image, or raise the budget on purpose.",
  },
  "image-missing": {
    meaning: "The registry does not have the manifest of a pushed image any more.",
    example: "The manifest ghcr.io/acme/shop/api@sha256:3f… is not in the registry.",
    remedy: "Push the image again, and find out who removed it (a clean-up of untagged images is a common cause).",
  },
  "image-manifest": {
    meaning: "The registry serves another content than the digest of a manifest says.",
    example: "ghcr.io/acme/shop/api@sha256:3f… cannot be used: it is not a JSON object.",
    remedy: "Do not run it. Push the image again and find out who changed the registry.",
  },
  "image-blob": {
    meaning: "A layer or the configuration of a pushed image is missing from the registry or has another content than its digest says.",
    example: "The blob ghcr.io/acme/shop/api@sha256:9a… is not in the registry.",
    remedy: "Push the image again and find out who changed the registry.",
  },
} as const satisfies Record<string, RuleInfo>;
