import type { Digest, Stage } from "@waybill/kit";
import type { StatementView } from "../predicate/view.ts";
import { foreignBuildOf } from "./foreign.ts";
import type { ForeignBuild } from "./foreign.ts";
import type { BasisFile } from "../predicate/facts.ts";
import type { Expectation } from "./expectation.ts";

/** One thing that a stage must have proven. */
export interface Thing {
  /** What people call it: "image api (ghcr.io/acme/api@sha256:…)". */
  readonly label: string;
  /** Short, for tables: "api". */
  readonly name: string;
  /** The digest that its statements are about; absent when they are not found by one. */
  readonly digest?: Digest | undefined;
  /** Why a statement of the stage is not about this thing; undefined when it is. */
  readonly mismatch: (view: StatementView) => string | undefined;
  /** What proves it otherwise than a statement of ours; see `Expectation.builds`. */
  readonly builtBy?: ForeignBuild | undefined;
  /** Why nothing can prove it; undefined when something can. */
  readonly impossible?: string | undefined;
}

/** Everything that a stage must have proven for the expected release. Pure. */
export function thingsOf(stage: Stage, expected: Expectation): readonly Thing[] {
  switch (stage) {
    case "validate-data":
      return Object.entries(expected.data).map(([name, data]) => ({
        name,
        digest: data.digest,
        label: `data set ${name} (${data.path}, ${data.digest})`,
        mismatch: (view) =>
          view.stage === stage
            ? (about(view, data.digest) ??
              named(view.facts.name, name) ??
              restsOn(view.facts.basis, data.basis) ??
              declared(view.facts.declaration, data.declaration))
            : stage,
      }));
    case "validate-model":
      return Object.entries(expected.models).map(([name, model]) => ({
        name,
        digest: model.digest,
        label: `model ${name} (${model.path}, ${model.digest})`,
        mismatch: (view) =>
          view.stage === stage
            ? (about(view, model.digest) ??
              named(view.facts.name, name) ??
              restsOn(view.facts.basis, model.basis) ??
              declared(view.facts.declaration, model.declaration))
            : stage,
      }));
    case "build":
    case "test":
      return imageThings(stage, expected);
    case "plan":
    case "approve":
      return [planThing(stage, expected)];
    case "migrate":
      return Object.entries(expected.databases).map(([name, { path, digest }]) => ({
        name,
        digest,
        label: `database ${name} (${path}, ${digest})`,
        mismatch: (view) =>
          view.stage === stage
            ? (about(view, digest) ?? named(view.facts.database.name, name) ?? ofPlan(view.facts.releasePlan, expected))
            : stage,
      }));
    case "deploy":
      return [
        {
          name: expected.environment,
          label: `environment ${expected.environment}`,
          mismatch: (view) =>
            view.stage === stage
              ? (named(view.facts.application, expected.application) ?? ofPlan(view.facts.releasePlan, expected))
              : stage,
        },
      ];
    case "release":
      return [];
  }
}

function imageThings(
  stage: "build" | "test",
  { images, unnamedImages = [], builds = [], run, probes = {} }: Expectation,
): readonly Thing[] {
  return [
    ...Object.entries(images).map(([name, { repository, digest }]): Thing => ({
      name,
      digest,
      label: `image ${name} (${repository}@${digest})`,
      mismatch: (view) =>
        view.stage === stage ? (about(view, digest) ?? named(view.facts.name, name) ?? probedBy(view, probes[name])) : stage,
      builtBy: stage === "build" ? foreignBuildOf(digest, builds, run) : undefined,
    })),
    ...unnamedImages.map((name): Thing => ({
      name,
      label: `image ${name}`,
      mismatch: () => stage,
      impossible: "its digest was not given: give 'images', or as 'plan-digest' that of the release plan that names it",
    })),
  ];
}

/** A test of another answer than waybill.yml demands, or of none, is not the one that it demands. */
function probedBy(view: StatementView, probe: { readonly expectStatus: number } | undefined): string | undefined {
  if (view.stage !== "test" || !probe) return undefined;
  const { probed, expectedStatus } = view.facts;
  if (!probed) return "it did not run the image, and waybill.yml demands a probe";
  // Of one that says nothing of it, its contradiction is said.
  if (expectedStatus === undefined || expectedStatus === probe.expectStatus) return undefined;
  return `it expected HTTP ${expectedStatus}, and waybill.yml demands ${probe.expectStatus}`;
}

/** The data sets, models and databases that statements are about: all that is known of them where there is no project that declares them. */
export function declaredBy(statements: readonly StatementView[]): Pick<Expectation, "data" | "models" | "databases"> {
  const data: Record<string, Expectation["data"][string]> = {};
  const models: Record<string, Expectation["models"][string]> = {};
  const databases: Record<string, Expectation["databases"][string]> = {};
  for (const view of statements) {
    const subject = view.subjects.find(({ kind }) => kind === "path");
    if (!subject) continue;
    const thing = { path: subject.name, digest: subject.digest };
    if (view.stage === "validate-data" || view.stage === "validate-model") {
      const { name, declaration, basis } = view.facts;
      (view.stage === "validate-data" ? data : models)[name] = { ...thing, declaration, basis };
    }
    if (view.stage === "migrate") databases[view.facts.database.name] = thing;
  }
  return { data, models, databases };
}

function planThing(stage: "plan" | "approve", { plan, environment, approvedIn }: Expectation): Thing {
  return {
    name: environment,
    digest: plan,
    label: plan === undefined ? `a plan of ${environment}` : `the plan ${plan}`,
    impossible: plan === undefined ? "no plan was named: give the digest that was approved as 'plan-digest'" : undefined,
    mismatch: (view) => {
      if (view.stage !== stage || plan === undefined) return stage;
      const other = about(view, plan);
      if (other !== undefined || view.stage !== "approve" || approvedIn === undefined) return other;
      // An approval lets one run change things once; the same plan in a later run is a new question.
      return view.run.run === approvedIn ? undefined : `it was given to another run (${view.run.run})`;
    },
  };
}

/** Two runs may release one commit at the same time: what the other did by a plan of its own is no evidence for this one. */
function ofPlan(found: Digest | undefined, { plan }: Expectation): string | undefined {
  if (plan === undefined || found === plan) return undefined;
  return found === undefined ? "it names no release plan that it is part of" : `it is part of another plan (${found})`;
}

function about(view: StatementView, digest: Digest): string | undefined {
  return view.subjects.some((subject) => subject.digest === digest)
    ? undefined
    : `it is about ${view.subjects.map((subject) => subject.digest).join(", ")}`;
}

function named(found: string, wanted: string): string | undefined {
  return found === wanted ? undefined : `it is about '${found}'`;
}

/** Every file that is another one now, by its name: what was judged by it may end otherwise. */
function restsOn(found: readonly BasisFile[], wanted: readonly BasisFile[]): string | undefined {
  const changes = [
    ...wanted.flatMap(({ role, path, digest }) => {
      const then = found.find((file) => file.role === role && file.path === path);
      if (!then) return [`its ${FILE_OF[role]} ${path} was not the one that it was judged by`];
      return then.digest === digest ? [] : [`its ${FILE_OF[role]} ${path} was ${then.digest} then and is ${digest} now`];
    }),
    ...found
      .filter(({ role, path }) => !wanted.some((file) => file.role === role && file.path === path))
      .map(({ role, path }) => `it was judged by the ${FILE_OF[role]} ${path}, which is not declared now`),
  ];
  return changes.length === 0 ? undefined : changes.join("; ");
}

const FILE_OF: Readonly<Record<BasisFile["role"], string>> = { checks: "check file", metrics: "metrics file", baseline: "baseline" };

function declared(found: Digest, wanted: Digest): string | undefined {
  return found === wanted ? undefined : "other checks were demanded of it than waybill.yml demands now";
}
