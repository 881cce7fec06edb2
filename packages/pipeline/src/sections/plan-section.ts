import type { DeployPlan } from "@waybill/kube";
import type { MigrationPlan } from "@waybill/migrate";
import { verdictOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Block, Cell, Section } from "@waybill/report";
import type { ReleasePlan } from "../stages/release-plan.ts";

const SQL_PREVIEW_CHARACTERS = 4000;

/** The report section that a release manager approves: pending SQL and every object with its changes. */
export function planSection(plan: ReleasePlan): Section {
  const blocks: Block[] = [
    {
      type: "facts",
      facts: [
        { label: "Plan", value: plan.digest },
        { label: "Environment", value: plan.environment },
        { label: "Commit", value: plan.components.commit },
        ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
      ],
    },
    ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
    ...deployBlocks(plan.deploy),
  ];
  blocks.push(...findingsBlock(plan.findings));
  return { id: `plan-${plan.environment}`, title: `Plan for ${plan.environment}`, verdict: verdictOf(plan.findings), blocks };
}

/** What a migration plan would run, with the SQL. */
export function migrationBlocks(name: string, plan: MigrationPlan): Block[] {
  const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
  if (plan.pending.length === 0)
    return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
  return [
    {
      type: "table",
      caption: `Pending migrations of database ${name} (${target})`,
      head: ["Version", "Name", "File", "Transaction"],
      rows: plan.pending.map((migration) => [
        migration.version,
        migration.name,
        { text: migration.file, code: true },
        migration.transactional ? "yes" : "no, statement by statement",
      ]),
    },
    {
      type: "details",
      summary: "SQL that will run",
      blocks: plan.pending.map((migration) => ({ type: "code", language: "sql", text: preview(migration.sql), caption: migration.file })),
    },
  ];
}

/** What a deploy plan would change, object by object. */
export function deployBlocks(plan: DeployPlan): Block[] {
  const changed = plan.objects.filter((object) => object.action !== "unchanged");
  const blocks: Block[] = [
    {
      type: "table",
      caption: `Objects in namespace ${plan.namespace}`,
      head: ["Object", "Action", "Where", "Changes"],
      rows: plan.objects.map((object): Cell[] => [
        { text: `${object.ref.kind}/${object.ref.name}`, code: true },
        object.action,
        object.file === "" ? "waybill.yml" : `${object.file}:${object.line}`,
        object.action === "update" ? String(object.diff.length) : "",
      ]),
    },
  ];
  const updates = changed.filter((object) => object.action === "update");
  if (updates.length > 0) {
    blocks.push({
      type: "details",
      summary: "Fields that change",
      blocks: [
        {
          type: "table",
          head: ["Object", "Field", "Now", "Then"],
          rows: updates.flatMap((object) =>
            object.diff.map((change): Cell[] => [
              `${object.ref.kind}/${object.ref.name}`,
              { text: change.path, code: true },
              show(change.before),
              show(change.after),
            ]),
          ),
        },
      ],
    });
  }
  return blocks;
}

function show(value: unknown): Cell {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { text: text.length > 200 ? `${text.slice(0, 200)}…` : text, code: true };
}

function preview(sql: string): string {
  return sql.length > SQL_PREVIEW_CHARACTERS
    ? `${sql.slice(0, SQL_PREVIEW_CHARACTERS)}\n-- … ${sql.length - SQL_PREVIEW_CHARACTERS} more characters in the file`
    : sql;
}

/** The findings as a block; none when there are none. */
export function findingsBlock(findings: readonly Finding[]): Block[] {
  return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}
