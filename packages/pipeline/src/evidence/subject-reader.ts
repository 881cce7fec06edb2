import type { EnvironmentConfig } from "@waybill/config";
import { verifyImage } from "@waybill/image";
import { digestOfJson, digestOfPath, isSystemError, resolveInWorkspace } from "@waybill/kit";
import type { Digest, Subject } from "@waybill/kit";
import type { StatementView, SubjectNow, SubjectReader } from "@waybill/record";
import type { Clusters, Project, Registries, Reporting } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import { splitRepository } from "../session/repositories.ts";
import { environmentNow } from "./environment-digest.ts";

type Context = Project & Clusters & Reporting & Pick<Registries, "registryFor">;

/**
 * Reads the digest of a subject as it is now: of a file or folder of the project, an image in its registry, or what runs in the environment.
 * Undefined when it cannot be read, which is never taken for a match.
 */
export function subjectReader(context: Context, environment: EnvironmentConfig): SubjectReader {
  return async (subject, statement) => {
    switch (subject.kind) {
      case "plan":
        return planDigest(statement);
      case "environment":
        return liveDigest(context, environment, statement);
      case "image":
        return imageDigest(context, subject);
      case "path":
        return pathDigest(context.workspace, subject.name);
      case "release":
        // Judged with the statement that closes the release; nothing in the world has this digest.
        return undefined;
    }
  };
}

/** A plan is gone once it was applied; what stays is that its digest is the digest of the components that the statement lists. */
function planDigest(statement: StatementView): Digest | undefined {
  if (statement.stage === "plan") return digestOfJson(statement.facts.components);
  return statement.stage === "approve" ? statement.facts.plan : undefined;
}

async function liveDigest(context: Context, environment: EnvironmentConfig, statement: StatementView): Promise<SubjectNow | undefined> {
  if (statement.stage !== "deploy") return undefined;
  const { revision, objects } = statement.facts;
  return withCluster(context, environment, (cluster) =>
    environmentNow(cluster, { namespace: environment.namespace, application: context.config.name, revision }, objects),
  );
}

async function imageDigest(context: Context, subject: Subject): Promise<Digest | undefined> {
  const { host, path } = splitRepository(subject.name);
  const problems = await verifyImage(context.registryFor(host), path, subject.digest);
  for (const problem of problems) context.reporter.finding(problem);
  return problems.length === 0 ? subject.digest : undefined;
}

async function pathDigest(workspace: string, path: string): Promise<Digest | undefined> {
  try {
    const real = await resolveInWorkspace(workspace, path, "record", { mayBeMissing: true });
    return (await digestOfPath(real)).digest;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
