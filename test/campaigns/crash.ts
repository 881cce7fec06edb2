import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { collectingReporter, textAt } from "@waybill/kit";
import {
  applyDeploy,
  connectCluster,
  deployStatus,
  loadKubeconfig,
  loadManifests,
  pinImages,
  planDeploy,
  requestService,
} from "@waybill/kube";
import type { Cluster, DeployOutcome } from "@waybill/kube";
import { DEPLOYING_RUN, greetingAndService, SERVE } from "@waybill/testing/web-application";
import { readParts } from "../../scripts/parts/state.ts";
import type { Campaign, Case, Ending } from "./campaign.ts";

const KINDS = ["Deployment", "StatefulSet", "DaemonSet"] as const;
type Kind = (typeof KINDS)[number];

const LAST_WORDS = "echo out of ink >&2; exit 3";

/** What the new revision's program does. */
const PROGRAMS = {
  "exits at once": LAST_WORDS,
  "exits after 2 s": `sleep 2; ${LAST_WORDS}`,
  "exits after 5 s": `sleep 5; ${LAST_WORDS}`,
  "exits once ready": `mkdir -p /w && echo $GREETING > /w/index.html && httpd -p 8080 -h /w && sleep 6; ${LAST_WORDS}`,
  stays: SERVE,
  "exits once, then stays": `if [ ! -e /keep/tried ]; then touch /keep/tried; ${LAST_WORDS}; fi; ${SERVE}`,
} as const;
type Program = keyof typeof PROGRAMS;
const HEALTHY: readonly Program[] = ["stays", "exits once, then stays"];

/** One case, in the words of its name. */
export interface CrashCase {
  readonly kind: Kind;
  readonly probed: boolean;
  readonly program: Program;
  /** Whether a good revision runs before. */
  readonly update: boolean;
}

// As an environment of waybill.yml has it that says nothing about it.
const TIMEOUT_MS = 300_000;
const GONE_MS = 60_000;
const ANSWERS = 6;

/** Every combination, then programs that must not be held for a crash loop. */
export function crashCases(): CrashCase[] {
  const cases: CrashCase[] = [];
  const programs = Object.keys(PROGRAMS).filter((name): name is Program => name in PROGRAMS);
  for (const program of programs)
    for (const kind of KINDS)
      for (const probed of HEALTHY.includes(program) ? [false] : [false, true])
        for (const update of HEALTHY.includes(program) ? [false] : [false, true]) cases.push({ kind, probed, program, update });
  return cases;
}

/** Crash loops on the real cluster: none may pass, and each must leave what was there before. */
export const crash: Campaign = {
  name: "crash",
  about:
    "Programs that end again and again, on every kind of workload: none passes, and every rollback ends with the good revision serving.",
  needs: ["kubernetes", "images", "tools"],
  columns: ["verdict", "seconds", "rollback", "cause"],
  atOnce: 6,
  async open() {
    const lab = await openCrashLab();
    return { cases: crashCases().map((one) => lab.caseOf(one)), [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose]() };
  },
};

// Several campaigns may run in one process.
let cases = 0;

/** A connection to the real cluster and a folder, in which crash cases are made. */
export interface CrashLab extends AsyncDisposable {
  caseOf(one: CrashCase): Case;
}

/** Opens what crash cases share. */
export async function openCrashLab(): Promise<CrashLab> {
  const parts = readParts(["kubernetes", "images"]);
  const workspace = await mkdtemp(join(tmpdir(), "waybill-crash-"));
  const cluster = connectCluster(loadKubeconfig({ path: parts.kubernetes.kubeconfig }));
  const image = parts.images.busybox.replace(/:[^:@/]+@/, "@");
  return {
    caseOf: (one) => ({
      name: nameOf(one),
      run: async () => {
        const namespace = `crash-${process.pid}-${++cases}`;
        try {
          return await tryCase(one, { cluster, workspace, namespace, image, node: parts.kubernetes.node });
        } finally {
          await cluster.remove({ apiVersion: "v1", kind: "Namespace", name: namespace });
        }
      },
    }),
    async [Symbol.asyncDispose]() {
      await cluster.close();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

function nameOf({ kind, probed, program, update }: CrashCase): string {
  return `${kind}, ${probed ? "probe" : "no probe"}, ${program}, ${update ? "update" : "first"}`;
}

interface Place {
  readonly cluster: Cluster;
  readonly workspace: string;
  readonly namespace: string;
  readonly image: string;
  readonly node: string;
}

async function tryCase(one: CrashCase, place: Place): Promise<Ending> {
  if (one.update) {
    const good = await deploy({ ...one, program: "stays" }, "good", place);
    if (good.verdict !== "pass") return { cells: ["no start"], problems: [`the good revision did not pass: ${causeOf(good)}`] };
  }
  const outcome = await deploy(one, "new", place);
  const { applyMs, waitMs, settleMs, proveMs, rollbackMs } = outcome.durations;
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const cells = [outcome.verdict, seconds(applyMs + waitMs + settleMs + proveMs)];
  if (HEALTHY.includes(one.program)) {
    const problems = outcome.verdict === "pass" ? await findUnserved("new", place) : [`a false red: ${causeOf(outcome)}`];
    return { cells: [...cells, "-", causeOf(outcome)], problems };
  }
  const problems = [...judge(outcome), ...(one.update ? await findUnserved("good", place) : await findLeft(one.kind, place))];
  const { revisions } = await deployStatus(place.cluster, { application: "web", namespace: place.namespace });
  if (revisions[0]?.status !== "rolled-back") problems.push(`the revision is kept as '${revisions[0]?.status}'`);
  return { cells: [...cells, outcome.rollbackVerified ? seconds(rollbackMs) : "NOT VERIFIED", causeOf(outcome)], problems };
}

function judge(outcome: DeployOutcome): string[] {
  const [cause] = outcome.diagnosis ?? [];
  const said = `${cause?.what} ${cause?.observed}`;
  return [
    ...(outcome.verdict === "fail" ? [] : [`a FALSE GREEN: the verdict is '${outcome.verdict}'`]),
    ...(outcome.rolledBack && outcome.rollbackVerified ? [] : ["it is not rolled back and verified"]),
    ...(cause?.rule === "crash-loop" && said.includes("exit code 3") && said.includes("out of ink")
      ? []
      : [`the cause is not named with exit code and log: ${cause?.rule}: ${said}`]),
    ...outcome.findings.flatMap(({ rule, severity, what }) => (severity === "error" ? [`${rule}: ${what}`] : [])),
  ];
}

function causeOf({ diagnosis }: DeployOutcome): string {
  return diagnosis?.[0]?.rule ?? "-";
}

async function deploy(one: CrashCase, greeting: string, place: Place): Promise<DeployOutcome> {
  const folder = join(place.workspace, place.namespace);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "app.yaml"), manifestOf(one, greeting, place));
  const { set } = pinImages(await loadManifests([folder], place.workspace), { "base/busybox": place.image });
  const plan = await planDeploy(place.cluster, set, { application: "web", environment: "test", namespace: place.namespace });
  return applyDeploy(place.cluster, plan, { timeoutMs: TIMEOUT_MS, reporter: collectingReporter(), run: DEPLOYING_RUN });
}

/** Asks the Service as often as it takes to reach each pod. */
async function findUnserved(greeting: string, { cluster, namespace }: Place): Promise<string[]> {
  for (let round = 0; round < ANSWERS; round++) {
    const { status, body } = await requestService(cluster, { namespace, service: "web", port: "http", path: "/" });
    if (status !== 200 || body.trim() !== greeting) return [`the Service answers ${status} '${body.trim()}', not '${greeting}'`];
  }
  const pods = await cluster.list("v1", "Pod", { namespace });
  const restarting = pods.filter((pod) => textAt(pod, "metadata", "annotations", "greeting") !== greeting);
  return restarting.map((pod) => `pod ${pod.metadata.name} of the abandoned revision is still there`);
}

// Pods follow their owner by the garbage collector, a moment later.
async function findLeft(kind: Kind, { cluster, namespace }: Place): Promise<string[]> {
  const deadline = performance.now() + GONE_MS;
  for (;;) {
    const left = [
      ...(await cluster.list("apps/v1", kind, { namespace })),
      ...(await cluster.list("v1", "Pod", { namespace })),
      ...(await cluster.list("v1", "Service", { namespace })),
    ];
    if (left.length === 0) return [];
    if (performance.now() >= deadline) return left.map((object) => `${object.kind} ${object.metadata.name} is left over`);
    await sleep(500);
  }
}

function manifestOf({ kind, probed, program }: CrashCase, greeting: string, { node }: Place): string {
  const probe = probed ? "\n          readinessProbe: { httpGet: { path: /, port: http }, periodSeconds: 1 }" : "";
  const size = { Deployment: "replicas: 2", StatefulSet: "replicas: 2\n  serviceName: web", DaemonSet: "revisionHistoryLimit: 5" }[kind];
  return `${greetingAndService(greeting)}apiVersion: apps/v1
kind: ${kind}
metadata: { name: web }
spec:
  ${size}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: { greeting: "${greeting}" } }
    spec:
      terminationGracePeriodSeconds: 1
      nodeSelector: { kubernetes.io/hostname: ${node} }
      volumes: [{ name: keep, emptyDir: {} }]
      containers:
        - name: web
          image: base/busybox
          command: ["sh", "-c", ${JSON.stringify(PROGRAMS[program])}]
          envFrom: [{ configMapRef: { name: web-config } }]
          volumeMounts: [{ name: keep, mountPath: /keep }]
          ports: [{ containerPort: 8080, name: http }]${probe}
`;
}
