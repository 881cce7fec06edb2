import { initialise } from "@waybill/init";
import type { InitFile, InitProduct, InitResult } from "@waybill/init";
import { ActionError, collectingReporter, countOf, describeFinding, isPassing, worstOf } from "@waybill/kit";
import type { Finding, Reporter, Verdict } from "@waybill/kit";
import { checkProject } from "@waybill/pipeline";
import type { Session } from "@waybill/pipeline";
import type { Call } from "../arguments.ts";
import type { CommandContext } from "../command-context.ts";
import { table } from "../table.ts";

/** Where the project lies, and how a folder of it is opened. */
interface Place {
  readonly workspace: string;
  readonly open: (workspace: string, reporter: Reporter) => Promise<Session>;
}

/**
 * Writes what adopts Waybill in a project, says what became of everything that was found, and checks what is there now as `waybill check` does,
 * whose verdict it gives.
 */
export async function initProject(call: Call, { workspace, open }: Place, { env, print, signal }: CommandContext): Promise<Verdict> {
  const result = await initialise({
    workspace,
    directory: call.directory,
    searchFrom: import.meta.dirname,
    env,
    commit: call.commit,
    version: call.version,
    way: call.way,
    vendorDir: call.vendor,
    dryRun: call.dryRun,
    signal,
  });
  print(describeFound(result));
  if (call.dryRun) {
    print(describeNext(result, []));
    return "pass";
  }
  const checked: Checked[] = [];
  for (const product of result.products) checked.push(await check(product, open));
  print(describeNext(result, checked));
  return worstOf(checked.map(({ verdict }) => verdict));
}

interface Checked {
  readonly product: InitProduct;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

/** What `waybill check` says of a product; a configuration that cannot be used is told in the same place. */
async function check(product: InitProduct, open: Place["open"]): Promise<Checked> {
  const reporter = collectingReporter();
  try {
    const { report } = await checkProject(await open(product.workspace, reporter));
    return { product, verdict: report.verdict, findings: reporter.findings };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const own: Finding = { rule: "config", severity: "error", what: error.message };
    return { product, verdict: "fail", findings: error.findings.length > 0 ? error.findings : [own] };
  }
}

const STATES: Readonly<Record<InitFile["state"], string>> = {
  written: "written",
  planned: "would be written",
  same: "there already",
  kept: "not written: see the difference above",
};

/** The account of everything, differences first, because they are long. */
function describeFound({ products, left, files }: InitResult): string {
  const isSeveral = products.length > 1;
  const titled = (title: string, { name, directory }: InitProduct): string => (isSeveral ? `${title} in ${directory} (${name})` : title);
  return joined([
    ...files.flatMap(({ diff }) => (diff === "" ? [] : [diff])),
    ...products.flatMap((product) => [
      section(
        titled("Found", product),
        product.taken.map(({ found, became }) => [found, "→", became]),
      ),
      section(
        titled("Not taken", product),
        product.left.map(({ found, why }) => [found, why]),
      ),
    ]),
    section(
      "In no product",
      left.map(({ found, why }) => [found, why]),
    ),
    section(
      "Files",
      files.map(({ path, state }) => [path, STATES[state]]),
    ),
  ]);
}

/** What the check says, and what to do next at the end, where people look. */
function describeNext({ products, commands, checklist }: InitResult, checked: readonly Checked[]): string {
  const passed = new Set(checked.flatMap(({ product, verdict }) => (isPassing(verdict) ? [product] : [])));
  const again = products.filter((product) => !passed.has(product)).map((product) => product.check);
  return joined([
    section(
      "Check",
      checked.map(({ product, verdict, findings }) => [product.name, `${verdict}${countWarnings(findings)}`]),
    ),
    section(
      "To mend before it passes",
      checked.flatMap(({ product, findings }) => findings.flatMap((finding) => errorRow(product, finding))),
    ),
    section(
      "Next",
      [...(again.length === 0 ? [] : [again.join(" && ")]), ...commands].map((command, index) => [`${index + 1}.`, command]),
    ),
    section(
      "Before the first release",
      checklist.map((line) => ["[ ]", line]),
    ),
  ]);
}

function countWarnings(findings: readonly Finding[]): string {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  return warnings === 0 ? "" : `, with ${countOf(warnings, "warning")} that 'waybill check' prints`;
}

/** The line that is to be filled in or mended, and what is wrong with it. */
function errorRow({ directory }: InitProduct, finding: Finding): string[][] {
  if (finding.severity !== "error") return [];
  const { file, line } = finding.where ?? {};
  const place = file === undefined ? "waybill.yml" : file;
  const path = directory === "." ? place : `${directory}/${place}`;
  return [[line === undefined ? path : `${path}:${line}`, describeFinding(finding)]];
}

function joined(parts: readonly string[]): string {
  const shown = parts.filter((part) => part !== "");
  return shown.length === 0 ? "" : `${shown.join("\n")}\n`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : `${title}\n${table(rows)}`;
}
