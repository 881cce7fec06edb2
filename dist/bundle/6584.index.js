export const id = 6584;
export const ids = [6584];
export const modules = {

/***/ 6584:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ monitorProject),
  L: () => (/* binding */ monitorTitle)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js
var validate_data = __webpack_require__(47955);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kube/lib/health/service-probe.js
var service_probe = __webpack_require__(37918);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/look.js



/**
 * Looks at one thing as it is now and proves nothing by it. What could not be looked at (no answer, no permission, a missing secret) is
 * `inconclusive`: it is never green, and no word against what runs either. A bug and the end of the run are thrown on.
 */
async function look(context, { id, label }, work) {
    return (0,run_stage/* runStage */.S)(context, id, "deploy", label, async () => {
        try {
            return await work();
        }
        catch (error) {
            if (context.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ) || error.kind === "verdict")
                throw error;
            const what = (0,lib_error/* headline */.Pl)(error);
            return {
                verdict: "inconclusive",
                note: `could not be looked at: ${what.split("\n")[0] ?? ""}`,
                section: {
                    id: `unseen-${id}`,
                    title: `${label}: could not be looked at`,
                    verdict: "inconclusive",
                    blocks: (0,plan_section/* findingsBlock */.k5)([
                        { rule: "unseen", severity: "error", what, next: "Nothing is known to be wrong. Mend the access and run the monitor again." },
                    ]),
                },
                result: undefined,
            };
        }
    });
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/answer.js





/** Asks the environment's Service as its `probe:` says, through the API server. */
async function lookAtService(context, environment, probe) {
    return look(context, { id: `probe/${environment.name}`, label: `Probe of ${environment.name}` }, async () => {
        const { redact, signal } = context;
        const { result, findings } = await (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,service_probe/* probeService */.O)(cluster, environment.namespace, probe, { redact, signal }));
        const asked = `Service ${environment.namespace}/${probe.service}, GET ${probe.path}`;
        return answered(environment, "probe", asked, findings, `status ${result.status} in ${result.durationMs} ms`);
    });
}
const ATTEMPTS = 3;
const PAUSE_MS = 2_000;
const TIMEOUT_MS = 15_000;
/**
 * Asks an address, redirects followed; a status of 2xx is an answer as expected, and so is the status of the environment's `probe:`. Another
 * status is a finding; no answer at all is one too, because users get none either. Three attempts count as one.
 */
async function lookAtAddress(context, environment, address) {
    return look(context, { id: `address/${environment.name}`, label: `Address of ${environment.name}` }, async () => {
        for (let attempt = 1;; attempt++) {
            const answer = await ask(address, context.signal);
            const isExpected = answer.status !== undefined && (answer.status < 300 || answer.status === environment.probe?.expectStatus);
            if (isExpected)
                return answered(environment, "address", address.url, [], answer.said);
            if (attempt === ATTEMPTS)
                return answered(environment, "address", address.url, [unexpected(address, answer.said)], answer.said);
            await (0,pause/* pause */.v)(address.pauseMs ?? PAUSE_MS, context.signal);
        }
    });
}
async function ask({ url, fetch: send }, signal) {
    try {
        const response = await send(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
        await response.body?.cancel();
        return { status: response.status, said: `status ${response.status}` };
    }
    catch (error) {
        signal.throwIfAborted();
        // A proxy that refuses is about the runner and not about the address.
        if (error instanceof lib_error/* ActionError */.lZ)
            throw error;
        const { cause, message } = error instanceof Error ? error : new Error(String(error));
        return { said: `no answer (${cause instanceof Error ? cause.message : message})` };
    }
}
function unexpected({ url }, said) {
    return {
        rule: "service-probe",
        severity: "error",
        what: `${url} does not answer as expected: ${said}.`,
        expected: "a status of 2xx",
        next: "Look at the pods, the Service, the Ingress or Gateway, its certificate and the DNS entry, in this order.",
    };
}
function answered({ name }, id, asked, findings, said) {
    const verdict = findings.length === 0 ? "pass" : "fail";
    return {
        verdict,
        note: findings[0]?.what ?? said,
        section: {
            id: `${id}-${name}`,
            title: `Answer of ${name}`,
            verdict,
            blocks: [
                ...(0,plan_section/* findingsBlock */.k5)(findings),
                {
                    type: "facts",
                    facts: [
                        { label: "Asked", value: asked },
                        { label: "Answer", value: said },
                    ],
                },
            ],
        },
        result: undefined,
    };
}

// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js + 1 modules
var rollout_status = __webpack_require__(68162);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/status.js
var stages_status = __webpack_require__(74146);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/running-objects.js







/**
 * Compares every object and pod of the running revision with what was deployed. `inconclusive` where nothing was deployed yet, and while a
 * deployment is under way or was interrupted, because what is there then is meant to differ.
 */
async function lookAtObjects(context, environment) {
    return look(context, { id: `running/${environment.name}`, label: `What runs in ${environment.name}` }, async () => {
        const app = { namespace: environment.namespace, application: context.config.name };
        const { status, back } = await (0,cluster/* withCluster */.B)(context, environment, async (cluster) => ({
            status: await (0,rollout_status/* deployStatus */.a4)(cluster, app),
            back: await (0,rollout_status/* findWayBack */.C9)(cluster, app),
        }));
        const findings = findingsOn(status);
        const { verdict, note } = judge(status, findings);
        const running = status.current && back.current && { revision: status.current, good: back.current };
        return {
            verdict,
            note,
            section: {
                id: `running-${environment.name}`,
                title: `What runs in ${environment.name}`,
                verdict,
                overview: { back: (0,overview/* wayBackFromNow */.Bs)(environment.name, back) },
                blocks: [{ type: "text", text: note }, ...(0,plan_section/* findingsBlock */.k5)(findings), (0,stages_status/* objectsTable */.F)(status)],
            },
            // While another revision comes, no record can be held against what is there.
            result: status.interrupted === undefined ? running : undefined,
        };
    });
}
function judge({ current, interrupted, application, namespace }, findings) {
    if (interrupted)
        return {
            verdict: "inconclusive",
            note: `revision ${interrupted.number} is being deployed since ${interrupted.startedAt}, or that was interrupted; what is there is meant to differ`,
        };
    if (!current)
        return { verdict: "inconclusive", note: `nothing was deployed to namespace ${namespace} by ${application} yet` };
    const since = `revision ${current.number} of ${current.startedAt}`;
    if (findings.length === 0)
        return { verdict: "pass", note: `${since}: every object and pod is as it was deployed` };
    return {
        verdict: "fail",
        note: `${since}: ${(0,lib_text/* countOf */.pq)(findings.length, "difference")} from what was deployed. ${findings[0]?.what ?? ""}`,
    };
}
function findingsOn({ objects }) {
    return objects.flatMap((object) => [...differences(object), ...(object.exists && !object.ready ? [notReady(object)] : [])]);
}
function differences(object) {
    const name = nameOf(object);
    const next = "Release again, which restores it, or find out who changed it and release what is meant.";
    if (!object.exists)
        return [{ rule: "drifted", severity: "error", what: `${name} was deployed and does not exist any more.`, next }];
    return [
        ...(object.drift.length === 0
            ? []
            : [
                {
                    rule: "drifted",
                    severity: "error",
                    what: `${name} was changed after it was deployed: ${object.drift.map(({ path }) => path).join(", ")}.`,
                    next,
                },
            ]),
        ...object.strange.map((pod) => ({
            rule: "drifted",
            severity: "error",
            what: `A pod of ${name} does not run the image that was deployed: ${pod}.`,
            next,
        })),
    ];
}
function notReady(object) {
    return {
        rule: "not-ready",
        severity: "error",
        what: `${nameOf(object)} is not ready: ${object.note}.`,
        next: "Look at its pods' events and logs; roll back if the running release is at fault.",
    };
}
function nameOf({ ref }) {
    return `${ref.kind} '${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}'`;
}

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/image-reference.js
var image_reference = __webpack_require__(37975);
// EXTERNAL MODULE: ./packages/record/lib/verify-alone.js
var verify_alone = __webpack_require__(35580);
// EXTERNAL MODULE: ./packages/record/lib/verify-record.js
var verify_record = __webpack_require__(25566);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/gate/rollback.js
var gate_rollback = __webpack_require__(50619);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/subject-findings.js
var subject_findings = __webpack_require__(28662);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gather.js
var gather = __webpack_require__(6017);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/subject-reader.js + 1 modules
var subject_reader = __webpack_require__(69695);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/running-record.js










/**
 * Finds the newest passing record of the revision that runs, by nothing but what the cluster says of it, and holds it against the policy, the
 * registry and the cluster as they are now. Signatures bind it to exactly the running objects, so that whoever changes the cluster's own
 * account of the revision finds no record. The files of the project are those of another commit and are not compared.
 */
async function lookAtRecord(context, environment, running) {
    return look(context, { id: `record/${environment.name}`, label: `Record of ${environment.name}` }, async () => {
        const { proven, finding } = await findProven(context, environment, running);
        if (!proven)
            return judged(environment, running, undefined, finding ? [finding] : []);
        const alone = await (0,verify_alone/* verifyAlone */.X)(proven.record, {
            verify: await context.verifierFor(proven.record.statements),
            known: { ...ownersOf(context, environment), commit: proven.commit },
            policyFor: (name) => (0,demands/* demandsOfPolicy */.GE)(context.config.policy, name),
            now: context.clock(),
            builds: await context.judgeBuilds?.(proven.record.builds ?? []),
        });
        const live = await liveFindings(context, environment, running, proven);
        const findings = [...alone.findings, ...live];
        return judged(environment, running, proven, findings, (0,verdict/* worstOf */.hm)([alone.verdict, (0,verify_record/* verdictOn */.Hc)(live)]));
    });
}
function ownersOf({ run, config }, { name }) {
    return { repository: run.repository, rehearsal: run.rehearsal, application: config.name, environment: name };
}
/** Records lie with their release, found by its commit, and beside its images, found by their digests. */
async function findProven(context, environment, { revision, good }) {
    const { run, config, store } = context;
    const release = { application: config.name, environment: environment.name, commit: good.commit };
    const found = await Promise.all([
        store.findRecords((0,predicates/* releaseDigest */.cS)(release)),
        ...ownImages(context, environment, revision.images).map(({ digest, repository }) => store.findRecords(digest, repository)),
    ]);
    const records = found.flat().toSorted((a, b) => closedAt(a).localeCompare(closedAt(b)));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const { number, content, isBound } = revision;
    return (0,gate_rollback/* findProvenRelease */.Z)(records, verify, { run, ...release, revision: number, content, isBound });
}
/** Those of waybill.yml alone: who can write the cluster's account of a revision must not choose which registries are asked. */
function ownImages(context, { images }, references) {
    const own = new Set(images.map((name) => (0,repositories/* imageRepository */.an)(context, (0,session_select/* findEntry */.w4)(context.config.images, name, "images", context.config.file))));
    return [...new Set(references)].flatMap((reference) => (0,image_reference/* imageOf */.d)(reference) ?? []).filter(({ repository }) => own.has(repository));
}
/** Only an order to look at them in: which of them counts is for their signatures to say. */
function closedAt({ statements }) {
    try {
        const closing = statements.at(-1);
        return closing ? (0,bundle/* inspectBundle */.rI)(closing).finishedAt : "";
    }
    catch {
        return "";
    }
}
/** Images in their registry, and what runs: after a rollback as its own statement says it, else as the record's deployment does. */
async function liveFindings(context, environment, { revision, good }, proven) {
    const read = (0,subject_reader/* subjectReader */.w)(context, environment);
    const deployed = proven.views.findLast((view) => view.stage === "deploy");
    if (deployed?.stage === "deploy" && deployed.facts.revision === revision.number)
        return (0,subject_findings/* subjectFindings */.F)(proven.views, withoutFiles(read, (_, statement) => statement !== deployed));
    const others = await (0,subject_findings/* subjectFindings */.F)(proven.views, withoutFiles(read, () => true));
    // What brought it back left its statement beside the images, and with the release of the commit that it ran at.
    const asThen = { ...context, run: { ...context.run, commit: revision.commit } };
    const bundles = await (0,gather/* gatherDeployments */.a)(asThen, environment, Object.values((0,gate/* imageDigests */.JD)(proven.images)));
    const { application: _, environment: __, ...origin } = ownersOf(context, environment);
    const rollback = (0,gate_rollback/* findRollback */.a)(bundles, await context.verifierFor(bundles), proven.record, {
        run: origin,
        application: context.config.name,
        environment: environment.name,
    });
    return [
        ...others,
        ...(rollback
            ? await (0,subject_findings/* subjectFindings */.F)([rollback.view], withoutFiles(read, (_, statement) => statement !== rollback.view))
            : [unexplained(environment, revision.number, good.number)]),
    ];
}
/** Reads what runs and what lies in a registry; `isElsewhere` says of what runs whether another statement speaks of it. */
function withoutFiles(read, isElsewhere) {
    return async (subject, statement) => {
        if (subject.kind === "path" || (subject.kind === "environment" && isElsewhere(subject, statement)))
            return subject.digest;
        return read(subject, statement);
    };
}
function unexplained({ name }, revision, of) {
    return {
        rule: "evidence-missing",
        severity: "error",
        what: `Revision ${revision} runs in ${name}, and no trusted statement says that it was brought there: neither a deployment nor a rollback to revision ${of}.`,
        next: "Find out who made it, then release again or roll back with Waybill.",
    };
}
function judged(environment, { revision, good }, proven, findings, verdict = (0,verify_record/* verdictOn */.Hc)(findings)) {
    const error = findings.find(({ severity }) => severity === "error");
    const note = error?.what ?? `the record of commit ${good.commit.slice(0, 12)} proves revision ${revision.number}`;
    const section = {
        id: `record-${environment.name}`,
        title: `Record of what runs in ${environment.name}`,
        verdict,
        blocks: [
            ...(0,plan_section/* findingsBlock */.k5)(findings),
            {
                type: "facts",
                facts: [
                    { label: "Revision", value: String(revision.number) },
                    { label: "Released commit", value: good.commit },
                    ...(proven ? [{ label: "Record of the release", value: proven.payload }] : []),
                    ...Object.entries(proven?.images ?? {}).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
                ],
            },
            { type: "text", text: "The files of the project may be of another commit by now, so they were not held against the record." },
        ],
    };
    return { verdict, note, section, result: proven };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/monitor.js






/**
 * Looks at an environment without changing anything and without signing anything: whether what runs is what was deployed, whether a passing
 * record proves it, whether it answers, and whether the data files of this checkout still pass their checks. Each is looked at whatever the
 * others came to; what could not be looked at is `inconclusive`.
 */
async function monitorProject(session, environment, { address } = {}) {
    const watching = { ...session, dryRun: true };
    const objects = await lookAtObjects(watching, environment);
    const outcomes = [objects];
    if (objects.result)
        outcomes.push(await lookAtRecord(watching, environment, objects.result));
    if (environment.probe)
        outcomes.push(await lookAtService(watching, environment, environment.probe));
    if (address)
        outcomes.push(await lookAtAddress(watching, environment, address));
    for (const entry of Object.values(session.config.data))
        outcomes.push(await checkedAgain(watching, entry));
    return { outcomes, report: (0,reports/* stagesReport */.Ut)(session, monitorTitle(session, environment), outcomes) };
}
/** What the page and its kept issue are called. */
function monitorTitle({ config }, { name }) {
    return `Monitor of ${config.name} in ${name}`;
}
/** A data file that cannot be read is what is wrong with it, and no reason to look at nothing else. */
async function checkedAgain(watching, entry) {
    try {
        return await (0,validate_data/* validateDataStage */.z)(watching, entry, { recordHistory: false });
    }
    catch (error) {
        const stopped = watching.outcomes.at(-1);
        if (watching.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ) || stopped?.stoppedBy === undefined)
            throw error;
        return stopped;
    }
}


/***/ }),

/***/ 74146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ objectsTable),
/* harmony export */   t: () => (/* binding */ statusStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68162);
/* harmony import */ var _sections_overview_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27158);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2677);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
async function statusStage(context, environment) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const app = { namespace: environment.namespace, application: context.config.name };
        const { result, back } = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_1__/* .withCluster */ .B)(context, environment, async (cluster) => ({
            result: await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .deployStatus */ .a4)(cluster, app),
            back: await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .findWayBack */ .C9)(cluster, app),
        }));
        return { result, ...judgeStatus(environment, result, back) };
    });
}
/** Each object of the last good revision, how it is, and what was changed since. */
function objectsTable({ objects }) {
    return {
        type: "table",
        caption: "Objects of the last good revision",
        head: ["Object", "State", "Changed since"],
        rows: objects.map(({ ref, note, drift }) => [`${ref.kind}/${ref.name}`, note, drift.map(({ path }) => path).join(", ")]),
    };
}
function judgeStatus(environment, status, back) {
    const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
    const notReady = status.objects.filter((object) => !object.ready);
    const verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
    const note = !status.current
        ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
        : `revision ${status.current.number} of ${status.current.startedAt}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(differing.length, "object")} changed since, ${notReady.length} not ready`;
    const section = {
        id: `status-${environment.name}`,
        title: `Status of ${environment.name}`,
        verdict,
        ...(status.current && { overview: { back: (0,_sections_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBackFromNow */ .Bs)(environment.name, back) } }),
        blocks: [
            { type: "text", text: note },
            objectsTable(status),
            {
                type: "table",
                caption: "Revisions",
                head: ["Revision", "Status", "Started", "Commit"],
                rows: status.revisions.map((revision) => [String(revision.number), revision.status, revision.startedAt, revision.commit]),
            },
        ],
    };
    return { verdict, note, section };
}


/***/ })

};
