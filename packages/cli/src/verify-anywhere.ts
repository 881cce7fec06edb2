import { existsSync } from "node:fs";
import { policyOfFloor } from "@waybill/config";
import type { PolicyFloor } from "@waybill/config";
import { ActionError, collectingReporter, describeFinding, InputError } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { readProxySettings } from "@waybill/kit/edge";
import { believe, imageSource, verifyAnywhere } from "@waybill/pipeline";
import type { AnywhereResult, RecordSource } from "@waybill/pipeline";
import { UsageError } from "./arguments.ts";
import type { Call } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { readKeys, readOption } from "./read-keys.ts";
import { table } from "./table.ts";

/**
 * Verifies a record without its project and prints what it says, what was taken from it and what was left open. Throws a `UsageError` when
 * nothing says what to verify or whom to believe.
 */
export async function verifyTarget(
  call: Call & { readonly target: string },
  floor: PolicyFloor | undefined,
  { env, reporter, signal, print }: CommandContext,
): Promise<Verdict> {
  const source = sourceOf(call.target);
  const policy = floor && (await policyOfFloor(floor));
  const trustRoot =
    call.trustRoot === undefined ? undefined : { name: call.trustRoot, text: await readOption("trust-root", call.trustRoot) };
  const proxy = readProxySettings(env);
  const trustedKeys = (await Promise.all(call.trustedKeys.map((path) => readKeys(path)))).flat();
  // One document and nothing else, so that a program can read it.
  const told = call.json ? collectingReporter() : reporter;
  const believed = { trustedKeys, trustRoot, policy, repository: call.repository, env, proxy };
  const believing = await believe(believed, { reporter: told }).catch((error: unknown) => {
    throw error instanceof InputError ? new UsageError(`--${error.input} ${asOptions(error.problem)}.`) : error;
  });
  const result = await verifyAnywhere({
    source,
    ...believing,
    policy,
    known: { repository: call.repository, commit: call.commit, environment: call.environment },
    env,
    proxy,
    reporter: told,
    signal,
    now: new Date(),
  });
  print(call.json ? `${JSON.stringify(documentOf(result), undefined, 2)}\n` : textOf(result));
  return result.verdict;
}

/** The inputs of the actions are called as the options are. */
function asOptions(problem: string): string {
  return problem.replaceAll(/'(trust-root|trusted-keys)'/g, "--$1");
}

function sourceOf(target: string): RecordSource {
  if (existsSync(target) || /\.json$|^\.{0,2}\//.test(target)) return { file: target };
  const image = imageOf(target);
  if (image) return image;
  throw new UsageError(
    `'${target}' is neither a file that is there nor an image with its tag or digest, such as ghcr.io/acme/churn@sha256:…. An environment is given as '-e ${target}'.`,
  );
}

function imageOf(target: string): RecordSource | undefined {
  try {
    return imageSource(target);
  } catch (error) {
    throw error instanceof ActionError ? new UsageError(error.message) : error;
  }
}

/** What `--json` prints; docs/verify-by-hand.md describes it. */
function documentOf({ release, ...result }: AnywhereResult): object {
  return {
    verdict: result.verdict,
    record: result.of,
    release: release && {
      application: release.facts.application,
      environment: release.facts.environment,
      repository: release.run.repository,
      commit: release.run.commit,
      images: release.facts.images,
      plan: release.facts.plan,
      revision: release.facts.revision,
      verdict: release.verdict,
      closedAt: release.finishedAt,
      run: release.run.run,
    },
    takenFromRecord: result.taken,
    statements: result.statements.map(({ view, signer }) => ({
      stage: view.stage,
      verdict: view.verdict,
      subjects: view.subjects,
      signer,
      finishedAt: view.finishedAt,
    })),
    findings: result.findings,
    notChecked: result.unchecked,
    otherRecords: result.others,
  };
}

function textOf({ of, release, statements, taken, unchecked, others, findings, verdict }: AnywhereResult): string {
  const rows = statements.map(({ view, signer }) => {
    const [first, ...more] = view.subjects.map(({ name, digest }) => `${name} ${digest.slice(0, 19)}…`);
    return [view.stage, view.verdict, `${first ?? ""}${more.length > 0 ? ` and ${more.length} more` : ""}`, signer, view.finishedAt];
  });
  return [
    `\nRecord   ${of}\n`,
    release
      ? `Release  ${release.facts.application} to ${release.facts.environment}, ${release.run.repository} at ${release.run.commit}\n`
      : "",
    rows.length > 0 ? `\n${table([["stage", "verdict", "about", "signed by", "when"], ...rows])}` : "",
    taken.length > 0 ? `\nTaken from the record itself, because nothing else was given: ${taken.join(", ")}.\n` : "",
    listText("Not checked", unchecked),
    listText("Other records", others),
    listText("Findings", findings.map(describeFinding)),
    `\nVerdict: ${verdict}\n`,
  ].join("");
}

function listText(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
