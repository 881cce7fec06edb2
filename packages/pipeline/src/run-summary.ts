import type { EnvironmentConfig } from "@waybill/config";
import { isPassing, verdictOf } from "@waybill/kit";
import type { Finding, Verdict } from "@waybill/kit";
import { judge, ofStage, releaseDigest, releaseBrief } from "@waybill/record";
import type { ReleaseRecord, StatementView, TrustedStatement } from "@waybill/record";
import type { Cell, ChainStep, Report } from "@waybill/report";
import { thingOf } from "./sections/format.ts";
import { runFacts } from "./sections/reports.ts";
import type { Keys, Project, RunIdentity, Statements } from "./session/capabilities.ts";
import type { ImageReferences } from "./session/images/image-references.ts";
import { findRunImages, isOfRun } from "./session/images/run-images.ts";
import type { RunImages } from "./session/images/run-images.ts";
import { releasedEnvironments } from "./session/select.ts";

/** What a workflow run came to: every image that it built, and the whole chain as the records of its environments have it, once. */
export interface RunSummary {
  readonly images: ImageReferences;
  readonly verdict: Verdict;
  readonly report: Report;
}

interface Released {
  readonly record: ReleaseRecord;
  readonly statements: readonly TrustedStatement[];
  readonly verdict: Verdict;
}

type Context = Project & RunIdentity & Statements & Keys & RunImages;

/**
 * Reads what the jobs of this run have stored, and draws it; changes nothing. An environment without a record of this run that a trusted
 * signer has signed did not get its release, which fails. Throws what `findRunImages` throws.
 */
export async function summarizeRun(context: Context): Promise<RunSummary> {
  const { config, run } = context;
  const images = await findRunImages(context, Object.keys(config.images));
  const rows: Cell[][] = [];
  const chain = new Map<string, ChainStep>();
  const findings: Finding[] = [];
  for (const environment of Object.values(releasedEnvironments(config))) {
    const released = await findReleased(context, environment);
    rows.push(environmentRow(environment, released));
    for (const { payload, view } of released?.statements ?? []) chain.set(payload, stepOf(view));
    if (released && isPassing(released.verdict)) continue;
    findings.push(notReleased(environment, released));
    if (!released) chain.set(environment.name, { id: environment.name, label: `Release to ${environment.name}`, verdict: "missing" });
  }
  const verdict = verdictOf(findings);
  const report: Report = {
    title: `Run of ${config.name}`,
    verdict,
    rehearsal: run.rehearsal,
    run: runFacts(run, run.actor),
    chain: [...chain.values()],
    sections: [
      {
        id: "environments",
        title: "Environments",
        verdict,
        blocks: [
          { type: "table", head: ["Environment", "Verdict", "Revision", "Plan", "Approved by"], rows },
          ...(findings.length > 0 ? [{ type: "findings" as const, findings }] : []),
        ],
      },
      {
        id: "images",
        title: "Images",
        blocks: [
          {
            type: "table",
            head: ["Image", "Digest"],
            rows: Object.entries(images).map(([name, reference]): Cell[] => [name, { text: reference, code: true }]),
          },
        ],
      },
    ],
  };
  return { images, verdict, report };
}

/** The newest record of this commit's release to an environment that a trusted signer of this run has closed. */
async function findReleased(context: Context, { name }: EnvironmentConfig): Promise<Released | undefined> {
  const { config, run } = context;
  const records = await context.store.findRecords(releaseDigest({ application: config.name, environment: name, commit: run.commit }));
  const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
  const found = records.flatMap((record) => {
    const statements = judge(record.statements, verify).trusted;
    const closing = ofStage(statements, "release").at(-1)?.view;
    if (closing?.environment !== name || closing.facts.application !== config.name) return [];
    if (closing.run.repository !== run.repository || !isOfRun(closing, run)) return [];
    return [{ record, statements, verdict: closing.verdict, at: Date.parse(closing.finishedAt) }];
  });
  return found.toSorted((a, b) => a.at - b.at).at(-1);
}

function environmentRow({ name }: EnvironmentConfig, released: Released | undefined): Cell[] {
  if (!released) return [name, "not released by this run", "", "", ""];
  const { revision, planDigest, approver } = releaseBrief(released.record);
  return [
    name,
    { text: released.verdict, verdict: released.verdict },
    revision === undefined ? "" : String(revision),
    { text: planDigest ?? "", code: true },
    approver,
  ];
}

function notReleased({ name }: EnvironmentConfig, released: Released | undefined): Finding {
  return {
    rule: released ? "evidence-verdict" : "evidence-missing",
    severity: "error",
    what: released
      ? `The release to ${name} ended with ${released.verdict}.`
      : `There is no record of this run's release to ${name}: it was not made, or not to its end.`,
    next: `Read the jobs of ${name}, mend what they say, and run them again.`,
  };
}

function stepOf(view: StatementView): ChainStep {
  // Every environment has databases of the same names.
  const thing = view.stage === "migrate" ? `${thingOf(view)} (${view.facts.environment})` : thingOf(view);
  return {
    id: `${view.stage}/${thing}`,
    label: `${view.stage} ${thing}`,
    verdict: view.verdict,
    durationMs: Date.parse(view.finishedAt) - Date.parse(view.startedAt),
  };
}
