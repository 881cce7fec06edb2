import { layOutProduct, openFolder } from "../workflows/act.ts";
import type { Folder } from "../workflows/act.ts";
import { openChurn, openMinimal } from "../workflows/callers.ts";
import type { Caller, PushResult } from "../workflows/callers.ts";
import type { Cancellation } from "../workflows/cancel.ts";
import type { Campaign, Case, Ending } from "./campaign.ts";

const EXAMPLES = { minimal: openMinimal, churn: openChurn } as const;

/** A text of the log for each moment at which a run is met. */
const MOMENTS = {
  "in a check": /Run Main waybill-ci\/waybill\/actions\/validate/,
  "in a build": /building with docker buildx/,
  "in a plan": /\/Plan production\].*Run Main waybill-ci\/waybill@/,
  "in an approval": /✓ Look at what is needed/,
  "in a migration": /Applied the migration 2/,
  "in a rollout": /Created Deployment/,
  // Of what is waited for the log shows a part alone, so the cluster is asked.
  "while it settles": /Created Deployment/,
  "in the verification": /✓ Deploy to production/,
} as const;
type Moment = keyof typeof MOMENTS;

/** What the smallest example has nothing of. */
const NOT_MINIMAL: readonly Moment[] = ["in a check", "in a migration"];
const HOW: readonly Cancellation["how"][] = ["cancel", "kill step", "kill"];

interface CancelCase {
  readonly example: keyof typeof EXAMPLES;
  readonly moment: Moment;
  readonly how: Cancellation["how"];
}

/** Every moment of each example, ended in every way. */
export function cancelCases(): CancelCase[] {
  const moments = Object.keys(MOMENTS).filter((name): name is Moment => name in MOMENTS);
  return (["minimal", "churn"] as const).flatMap((example) =>
    moments
      .filter((moment) => example !== "minimal" || !NOT_MINIMAL.includes(moment))
      .flatMap((moment) => HOW.map((how) => ({ example, moment, how }))),
  );
}

/** Workflow runs that end early in every job: the next run of the same commit ends right. */
export const cancel: Campaign = {
  name: "cancel",
  about:
    "release.yml of the examples under act, cancelled as a person does, with its step killed, or with its machine gone, in each job: the next run ends right.",
  needs: ["registry", "docker", "buildkit", "postgres", "kubernetes", "images", "tools"],
  columns: ["first run", "GitHub", "next run", "seconds"],
  // Two runs of act on one machine wait for each other.
  atOnce: 1,
  async open() {
    const product = await openFolder("product");
    await layOutProduct(product.path);
    return {
      cases: cancelCases().map((one): Case => ({ name: `${one.example}, ${one.moment}, ${one.how}`, run: () => tryCase(one, product) })),
      [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
    };
  },
};

async function tryCase({ example, moment, how }: CancelCase, product: Folder): Promise<Ending> {
  await using caller = await EXAMPLES[example](product.path);
  const at = MOMENTS[moment];
  const available = (): Promise<string> =>
    caller.kubectl("wait", "deployment", "--all", "-n", caller.namespace, "--for=condition=Available", "--timeout=120s");
  const until = moment === "while it settles" ? available : undefined;
  const first = await caller.push({ run: { id: 1, attempt: 1 }, cancel: { at, until, how } });
  const early = at.test(first.log) ? findWrongEnd(first, how) : [`the first run never came to '${moment}':\n${first.log.slice(-4_000)}`];
  const started = performance.now();
  const next = await caller.push({ run: { id: 1, attempt: 2 } });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const cells = [
    `code ${first.exitCode}`,
    first.statuses.at(-1) ?? "-",
    next.exitCode === 0 ? "complete" : `code ${next.exitCode}`,
    seconds,
  ];
  if (next.exitCode !== 0) return { cells, problems: [...early, `the next run ends with ${next.exitCode}:\n${next.log.slice(-8_000)}`] };
  return { cells, problems: [...early, ...(await findIncomplete(caller, next))] };
}

/** What an early end must not do: look like a success, or leave a deployment in progress of which somebody could still have said so. */
function findWrongEnd({ exitCode, statuses }: PushResult, how: Cancellation["how"]): string[] {
  const last = statuses.at(-1);
  const isOpen = last?.endsWith("in_progress") ?? false;
  return [
    ...(exitCode === 0 ? ["the first run ends as if nothing had happened"] : []),
    ...(last?.endsWith("success") ? ["GitHub was told of a success"] : []),
    ...(isOpen && how !== "kill" ? ["GitHub shows the deployment as in progress"] : []),
  ];
}

async function findIncomplete(caller: Caller, { statuses, commit }: PushResult): Promise<string[]> {
  const { current, interrupted } = await caller.status();
  const leases = await caller.kubectl("get", "leases", "-n", caller.namespace, "-o", "name");
  return [
    ...(statuses.at(-1) === "production: success" ? [] : [`GitHub was told last: ${statuses.at(-1)}`]),
    ...(current?.commit === commit ? [] : [`commit ${current?.commit} runs, not ${commit}`]),
    ...(interrupted ? [`revision ${interrupted.number} is still being applied`] : []),
    ...(leases === "" ? [] : [`a lock is left: ${leases}`]),
  ];
}
