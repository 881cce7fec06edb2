import { countOf, imageOf, isPassing } from "@waybill/kit";
import type { Digest, ImageDigest } from "@waybill/kit";
import { evaluate } from "@waybill/record";
import type { Evaluation, Expectation } from "@waybill/record";
import type { Committed, Demanding, Keys, Project, Reporting, RunIdentity, RunLimits, Statements } from "../session/capabilities.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { configurationOf, declaredFiles, productOf } from "./declared.ts";
import { demandsOn } from "./demands.ts";
import type { Target } from "./demands.ts";
import { gatherStatements } from "./gather.ts";
import { reasonsAgainst, Refusal } from "./refusal.ts";
import { tellOnce } from "./tell-once.ts";

/** What asking for evidence needs. */
export type Gated = Project & Committed & Demanding & Reporting & RunIdentity & RunLimits & Statements & Keys;

/** What is about to be done, and to what. */
export interface Step {
  readonly before: Expectation["before"];
  readonly images: ImageReferences;
  /** The approved release plan, where there is one by now. */
  readonly plan?: Digest | undefined;
}

/** What the gate found: undefined when nobody asked for evidence. */
export type GateResult = Evaluation | undefined;

/**
 * Asks for the evidence that a step rests on, before it changes anything. This is the only list of preconditions: every stage that changes
 * something calls it first, so the command, the root action and the single actions refuse for the same reasons in the same words. Throws a
 * `Refusal` with every reason; reports what was passed over.
 */
export async function passGate(context: Gated, environment: Target, step: Step): Promise<GateResult> {
  const evaluation = await askEvidence(context, environment, step);
  if (!evaluation || isPassing(evaluation.verdict)) return evaluation;
  throw new Refusal(environment.name, reasonsAgainst(evaluation.findings), evaluation.findings, evaluation.proofs);
}

/** Judges the evidence for a step and throws nothing about it; undefined when nobody asked for evidence. */
export async function askEvidence(context: Gated, environment: Target, step: Step): Promise<GateResult> {
  const policy = demandsOn(context, environment);
  if (!policy) return undefined;
  const unnamedImages = environment.images.filter((name) => !Object.hasOwn(step.images, name));
  const asked = { ...(await expectRelease(context, environment, step)), unnamedImages };
  const { bundles, expected } = await gatherStatements(context, environment, asked);
  const evaluation = evaluate(bundles, await context.verifierFor(bundles), policy, expected);
  reportIgnored(context, evaluation);
  return evaluation;
}

/** What evidence for a release to an environment must be about. */
export async function expectRelease(
  context: Project & Reporting & RunIdentity & RunLimits,
  environment: Target,
  { before, images, plan }: Step,
): Promise<Expectation> {
  const { config, run } = context;
  const earlier = environment.after === undefined ? undefined : config.environments[environment.after];
  return {
    run,
    application: config.name,
    product: productOf(config),
    environment: environment.name,
    namespace: environment.namespace,
    probe: environment.probe,
    probes: Object.fromEntries(Object.keys(images).map((name) => [name, config.images[name]?.probe])),
    configuration: configurationOf(config, environment),
    images: imageDigests(images),
    ...(await declaredFiles(context, environment)),
    plan,
    approvedIn: run.run,
    after: earlier && {
      environment: earlier.name,
      images: environment.images,
    },
    before,
    now: context.clock(),
  };
}

/** The images of a release by their digests. Throws a `TypeError` for a reference without one, which no caller hands on. */
export function imageDigests(images: ImageReferences): Readonly<Record<string, ImageDigest>> {
  return Object.fromEntries(
    Object.entries(images).map(([name, reference]) => {
      const image = imageOf(reference);
      if (!image) throw new TypeError(`the image '${reference}' is not named by its digest`);
      return [name, image];
    }),
  );
}

/** Whether evidence shows that every image was run and answered. */
export function isTested(gate: GateResult): boolean {
  const tests = gate?.proofs.filter(({ stage }) => stage === "test") ?? [];
  return tests.length > 0 && tests.every(({ verdict }) => verdict === "pass");
}

function reportIgnored({ reporter }: Reporting, { ignored }: Evaluation): void {
  const [first] = ignored;
  if (first === undefined) return;
  tellOnce(reporter, "ignored", ignored.length, () =>
    reporter.info(
      `${countOf(ignored.length, "statement")} about these things ${ignored.length === 1 ? "was" : "were"} passed over. The first: ${first}`,
    ),
  );
}
