import type { Finding, Rule } from "@waybill/kit";
import { digestOfJson, textAt, textsAt, valueAt } from "@waybill/kit";
import type { StatementView } from "./signing/bundle.ts";

/**
 * Whether statements fit together as one release: one commit and repository, one environment, the tested image is the planned and
 * deployed one, the approved plan is the applied one.
 */
export function chainFindings(statements: readonly StatementView[], environment: string, commit?: string): Finding[] {
  const release = statements.at(-1);
  if (!release) return [];
  return [
    ...originFindings(statements, release, commit),
    ...environmentFindings(statements, environment),
    ...imageFindings(statements, release),
    ...planFindings(statements),
  ];
}

function originFindings(statements: readonly StatementView[], release: StatementView, commit = release.commit): Finding[] {
  return statements.flatMap((statement) => {
    const { stage, repository, rehearsal } = statement;
    if (repository !== release.repository)
      return [problem("record-origin", `The ${stage} statement is from repository ${repository}, the release from ${release.repository}.`)];
    if (rehearsal !== release.rehearsal)
      return [problem("record-origin", `The ${stage} statement is from ${rehearsal ? "a rehearsal" : "a real run"}, the release is not.`)];
    return statement.commit === commit
      ? []
      : [problem("record-origin", `The ${stage} statement is about commit ${statement.commit}, the release about ${commit}.`)];
  });
}

function environmentFindings(statements: readonly StatementView[], environment: string): Finding[] {
  return statements
    .filter((statement) => statement.environment !== undefined && statement.environment !== environment)
    .map((statement) =>
      problem(
        "record-environment",
        `The ${statement.stage} statement is for environment '${statement.environment}', not for '${environment}'.`,
      ),
    );
}

function imageFindings(statements: readonly StatementView[], release: StatementView): Finding[] {
  const images = Object.entries(textsAt(release.facts, "images"));
  return images.flatMap(([name, reference]) =>
    (["build", "test", "deploy"] as const).flatMap((stage) => {
      const own = statements.filter((statement) => statement.stage === stage);
      const digest = reference.slice(reference.indexOf("@") + 1);
      // Whether a stage must be there at all is the policy's word; one that is there must be about the released digest.
      if (own.length === 0 || own.some((statement) => statement.subjects.some((subject) => subject.digest === digest))) return [];
      return [problem("record-image", `No ${stage} statement is about image ${name} as it was released (${digest}).`)];
    }),
  );
}

function planFindings(statements: readonly StatementView[]): Finding[] {
  const findings: Finding[] = [];
  const plan = statements.findLast((statement) => statement.stage === "plan");
  const subject = plan?.subjects.find((candidate) => candidate.name.startsWith("plan/"));
  if (!plan || !subject) return findings;
  const parts = plan.facts["parts"];
  if (parts === undefined || digestOfJson(parts) !== subject.digest)
    findings.push(problem("record-plan", "The plan statement's parts do not have the digest that it is about."));
  for (const approval of statements.filter((statement) => statement.stage === "approve")) {
    if (!approval.subjects.some((candidate) => candidate.digest === subject.digest))
      findings.push(problem("record-plan", "The approval is for another plan than the one that was applied."));
  }
  for (const deploy of statements.filter((statement) => statement.stage === "deploy")) {
    if (deploy.facts["plan"] !== valueAt(parts, "deploy"))
      findings.push(problem("record-plan", "The deployment applied another plan than the one of this release."));
  }
  for (const migrate of statements.filter((statement) => statement.stage === "migrate")) {
    const name = textAt(migrate.facts, "database", "name");
    if (migrate.facts["plan"] !== valueAt(parts, "databases", name ?? ""))
      findings.push(
        problem("record-plan", `The migration of database '${name ?? "unknown"}' applied another plan than the one of this release.`),
      );
  }
  return findings;
}

function problem(rule: Rule, what: string): Finding {
  return { rule, severity: "error", what, next: "Run a new release; do not mix statements of different ones." };
}
