import { inspectBundle } from "@waybill/record";
import type { Bundle, StatementView } from "@waybill/record";
import type { EnvironmentConfig } from "@waybill/config";
import type { Project, RunIdentity, Statements } from "../session/capabilities.ts";
import type { ImageReferences } from "../session/image-references.ts";
import type { StageRow, StatementQuery } from "../stages/stage-row.ts";

interface Found {
  readonly bundle: Bundle;
  readonly view: StatementView;
}

/**
 * The statements of a release in the order of the chain: those of this run, and for stages that ran in other jobs the newest ones that
 * the registry has for the digests as they are now and for this commit. Nothing is trusted here: the verification comes after.
 */
export async function collectStatements(
  context: Project & RunIdentity & Statements,
  table: readonly StageRow[],
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<Bundle[]> {
  const found: Found[] = context.statements.map((bundle) => ({ bundle, view: inspectBundle(bundle) }));
  const scope = { workspace: context.workspace, config: context.config, environment, images };
  for (const row of table) {
    for (const query of await row.queries(scope)) {
      if (found.some((candidate) => answers(candidate, query))) continue;
      const newest = await findNewest(context, environment, query);
      if (newest) found.push(newest);
    }
  }
  // An approval is about a plan's digest, which only the plan's own statement tells.
  const plan = found.findLast(({ view }) => view.stage === "plan")?.view.subjects.find((subject) => subject.name.startsWith("plan/"));
  if (plan && !found.some(({ view }) => view.stage === "approve")) {
    const approval = await findNewest(context, environment, { stage: "approve", digest: plan.digest });
    if (approval) found.push(approval);
  }
  return [...new Set(found)].sort((a, b) => a.view.startedAt.localeCompare(b.view.startedAt)).map(({ bundle }) => bundle);
}

function answers({ view }: Found, query: StatementQuery): boolean {
  return view.stage === query.stage && view.subjects.some((subject) => subject.digest === query.digest);
}

async function findNewest(
  { store, run }: RunIdentity & Statements,
  environment: EnvironmentConfig,
  query: StatementQuery,
): Promise<Found | undefined> {
  const bundles = await store.find(query.digest, query.repository);
  return bundles
    .map((bundle) => ({ bundle, view: inspectBundle(bundle) }))
    .filter(
      ({ view }) =>
        view.stage === query.stage &&
        view.commit === run.commit &&
        (view.environment === undefined || view.environment === environment.name),
    )
    .sort((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt))
    .at(-1);
}
