import { join } from "node:path";
import { originOfKey, parseSecretRef, problem } from "@waybill/config";
import type { ImageConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { DockerfileNeeds } from "@waybill/image";
import type { Project } from "../session/capabilities.ts";
import { withFiles } from "./files.ts";
import type { Entry, PreconditionContext, Scope } from "./precondition.ts";

/** A Dockerfile that was looked into. */
export interface ReadDockerfile {
  readonly image: ImageConfig;
  readonly needs?: DockerfileNeeds;
  readonly findings: readonly Finding[];
}

/** Every Dockerfile of the scope that is there, taken apart; places are relative to the workspace. */
export async function readDockerfiles(context: PreconditionContext, { images }: Scope): Promise<ReadDockerfile[]> {
  const { readDockerfileNeeds } = await import("@waybill/image");
  const there = await withFiles(context, "images", images);
  return Promise.all(
    there.map(async (image): Promise<ReadDockerfile> => {
      const { workspace } = context;
      const paths = { context: join(workspace, image.context), dockerfile: join(workspace, image.dockerfile) };
      try {
        return { image, needs: await readDockerfileNeeds({ ...image, ...paths, args: valuesOf(context, image.args) }), findings: [] };
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        return { image, findings: findingsOf(context, image, error) };
      }
    }),
  );
}

/** Values that stand behind variables may be missing here; then the Dockerfile's own default counts. */
function valuesOf(context: PreconditionContext, args: ImageConfig["args"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (!parseSecretRef(value)) return [[name, value]];
      try {
        return Object.entries(context.expandValues({ [name]: value }, () => ""));
      } catch {
        return [];
      }
    }),
  );
}

function findingsOf({ config }: Project, image: ImageConfig, error: ActionError): Finding[] {
  const atKey = problem(originOfKey(config, `images.${image.name}.${image.target === undefined ? "dockerfile" : "target"}`), error.message);
  if (error.findings.length === 0) return [{ ...atKey, rule: "dockerfile" }];
  return error.findings.map((finding) => ({ ...finding, where: { ...finding.where, file: image.dockerfile } }));
}

export async function unreadableDockerfiles(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  return (await readDockerfiles(context, scope)).flatMap(({ findings }) => findings.filter(({ rule }) => rule === "dockerfile"));
}

/** A notice where BuildKit may build the image, because whether it does is known when it is built; an error where it will not. */
export async function needsBuildKit(context: PreconditionContext, scope: Scope, entry: Entry): Promise<Finding[]> {
  if (context.builder === "buildx") return [];
  const found = (await readDockerfiles(context, scope)).flatMap(({ image, needs, findings }): Finding[] => [
    ...findings.filter(({ rule }) => rule === "needs-buildkit"),
    ...(needs?.buildKit ?? []).map(({ what, line }): Finding => ({
      rule: "needs-buildkit",
      severity: "error",
      what: `The Dockerfile has ${what}, which only BuildKit carries out.`,
      where: { file: image.dockerfile, line },
      next: "Run docker/setup-buildx-action before, or move the work into an earlier step and COPY its result.",
    })),
  ]);
  if (found.length === 0 || context.builder === "assemble") return found;
  if (entry !== "check") return (await context.findBuildx()) === undefined ? found : [];
  return found.map((finding) => ({ ...finding, severity: "notice" }));
}

/** Asks the registry for every base image that is none of an earlier build stage. */
export async function missingBases(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const { parseReference } = await import("@waybill/registry");
  const findings: Finding[] = [];
  for (const { image, needs } of await readDockerfiles(context, scope)) {
    for (const base of needs?.bases ?? []) {
      if (base.image.startsWith("oci-layout:")) continue;
      const where = { file: image.dockerfile, line: base.line };
      const next = "Correct its name, or log in to its registry in an earlier step.";
      try {
        const { registry, repository, tag, digest } = parseReference(base.image);
        if (await context.registryFor(registry).findManifest(repository, digest ?? tag ?? "latest")) continue;
        findings.push({ rule: "base-image", severity: "error", what: `The base image '${base.image}' is not there.`, where, next });
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        // BuildKit has mirrors and logins of its own, so only the build can say that it does not get the image.
        const mayHave = context.builder !== "assemble" && (await context.findBuildx()) !== undefined;
        const what = `The base image '${base.image}' could not be looked for: ${error.message}`;
        if (!mayHave && error.kind === "remote")
          throw new ActionError("remote", what, { findings: [{ rule: "base-image", severity: "error", what, where }] });
        findings.push({ rule: "base-image", severity: mayHave ? "warning" : "error", what, where, ...(mayHave ? {} : { next }) });
      }
    }
  }
  return findings;
}

/** GitHub's own registry is that of github.com: a server of one's own, or a tenant of ghe.com, has another or none. */
export async function foreignRegistry({ config, registry, sourceUrl }: PreconditionContext): Promise<Finding[]> {
  const { host } = new URL(sourceUrl);
  if (host === "github.com" || registry !== "ghcr.io" || config.origins.has("registry")) return [];
  return [
    {
      rule: "registry-host",
      severity: "error",
      what: `Images and evidence would go to ghcr.io, the registry of github.com, but this repository is on ${host}.`,
      expected: "'registry:' in waybill.yml, or 'image' of the action build-image",
      next: `Name your registry there, for example containers.${host} where the server has GitHub's own.`,
      where: config.file === undefined ? undefined : { file: config.file, line: 1 },
    },
  ];
}
