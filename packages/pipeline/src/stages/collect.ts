import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { digestOfPath } from "@waybill/kit";
import type { Digest, Stage } from "@waybill/kit";
import { inspectBundle } from "@waybill/record";
import type { Bundle, StatementView } from "@waybill/record";
import type { ImageReferences } from "./release-plan.ts";
import { findEntry } from "../session/session.ts";
import type { Session } from "../session/session.ts";

/** One stored statement that was asked for. */
interface Wanted {
  readonly stage: Stage;
  readonly digest: Digest;
  readonly repository?: string;
}

/**
 * The statements of a release in the order of the chain: those of this run, and for stages that ran in other jobs the newest ones that
 * the registry has for the digests as they are now and for this commit. Nothing is trusted here: the verification comes after.
 */
export async function collectStatements(session: Session, environment: EnvironmentConfig, images: ImageReferences): Promise<Bundle[]> {
  const own = session.statements.map((bundle) => ({ bundle, view: inspectBundle(bundle) }));
  const found = [...own];
  for (const wanted of await wantedStatements(session, environment, images)) {
    if (found.some(({ view }) => view.stage === wanted.stage && view.subjects.some((subject) => subject.digest === wanted.digest)))
      continue;
    const newest = await newestOf(session, environment, wanted);
    if (newest) found.push(newest);
  }
  const plan = found.findLast(({ view }) => view.stage === "plan")?.view.subjects.find((subject) => subject.name.startsWith("plan/"));
  if (plan && !found.some(({ view }) => view.stage === "approve")) {
    const approval = await newestOf(session, environment, { stage: "approve", digest: plan.digest });
    if (approval) found.push(approval);
  }
  return [...new Set(found)].sort((a, b) => a.view.startedAt.localeCompare(b.view.startedAt)).map(({ bundle }) => bundle);
}

async function wantedStatements(session: Session, environment: EnvironmentConfig, images: ImageReferences): Promise<Wanted[]> {
  const { config } = session;
  const pathDigest = async (path: string): Promise<Digest> => (await digestOfPath(join(session.workspace, path))).digest;
  const wanted: Wanted[] = [];
  for (const entry of Object.values(config.data)) wanted.push({ stage: "validate-data", digest: await pathDigest(entry.source) });
  for (const entry of Object.values(config.models)) wanted.push({ stage: "validate-model", digest: await pathDigest(entry.path) });
  for (const reference of Object.values(images)) {
    const at = reference.indexOf("@");
    const image = { digest: reference.slice(at + 1) as Digest, repository: reference.slice(0, at) };
    wanted.push({ stage: "build", ...image }, { stage: "test", ...image });
  }
  if (config.file !== undefined) wanted.push({ stage: "plan", digest: await pathDigest(config.file) });
  for (const name of environment.databases)
    wanted.push({ stage: "migrate", digest: await pathDigest(findEntry(config.databases, name, "databases", config.file).migrations) });
  for (const path of environment.manifests) wanted.push({ stage: "deploy", digest: await pathDigest(path) });
  return wanted;
}

async function newestOf(
  session: Session,
  environment: EnvironmentConfig,
  wanted: Wanted,
): Promise<{ bundle: Bundle; view: StatementView } | undefined> {
  const bundles = await session.store.find(wanted.digest, wanted.repository);
  return bundles
    .map((bundle) => ({ bundle, view: inspectBundle(bundle) }))
    .filter(
      ({ view }) =>
        view.stage === wanted.stage &&
        view.commit === session.run.commit &&
        (view.environment === undefined || view.environment === environment.name),
    )
    .sort((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt))
    .at(-1);
}
