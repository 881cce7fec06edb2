export const id = 4395;
export const ids = [4395];
export const modules = {

/***/ 63890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ environmentNow),
/* harmony export */   k: () => (/* binding */ environmentDigest)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68162);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6197);


/**
 * The digest of what a revision brought, as it is in the cluster now. It stays the same as long as every object of the revision exists and
 * has every field that was applied, the revision itself says what it said then, its workloads have no other containers, and its pods run the
 * applied images. Other fields that others own do not count.
 */
async function environmentDigest(cluster, revision) {
    return digestOfObjects(revision, await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_0__/* .readLiveObjects */ .LZ)(cluster, revision));
}
/**
 * The same digest, and by name what the cluster lacks of the revision and what differs there from what was applied. Objects that a statement
 * lists and the revision never had are no match.
 */
async function environmentNow(cluster, revision, listed) {
    const objects = await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_0__/* .readLiveObjects */ .LZ)(cluster, revision);
    const had = new Set(objects.map(({ ref }) => keyOf(ref)));
    // A namespace is made for objects that name it and is none of the revision's; what was deleted is none any more.
    const strange = listed.filter((object) => object.action !== "delete" && object.kind !== "Namespace" && !had.has(keyOf(object)));
    if (objects.length > 0 && strange.length > 0)
        return {
            seen: `revision ${revision.revision} has no ${strange.map((object) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(object)).join(", ")}, which the statement lists`,
        };
    return { digest: digestOfObjects(revision, objects), seen: describe(objects, revision) };
}
function keyOf({ apiVersion, kind, namespace = "", name }) {
    return JSON.stringify([apiVersion, kind, namespace, name]);
}
function digestOfObjects(revision, objects) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .digestOfJson */ .Qs)({
        ...revision,
        objects: objects.map(({ ref, exists, drift, applied, images, strange }) => ({
            ref,
            exists,
            drift: drift.map((change) => change.path),
            applied,
            images,
            strange,
        })),
    });
}
function describe(objects, { revision }) {
    if (objects.length === 0)
        return `the cluster keeps nothing of revision ${revision}`;
    const lacking = objects.filter(({ exists }) => !exists).map(({ ref }) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(ref));
    const differing = objects.flatMap(({ ref, drift, strange }) => [
        ...(drift.length > 0 ? [`${(0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(ref)} differs in ${drift.map(({ path }) => path).join(", ")}`] : []),
        ...(strange.length > 0 ? [`${(0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(ref)} runs ${strange.join(", ")}`] : []),
    ]);
    const all = [...(lacking.length > 0 ? [`the cluster lacks ${lacking.join(", ")}`] : []), ...differing];
    return all.length === 0 ? undefined : all.join("; ");
}


/***/ }),

/***/ 69695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ subjectReader)
});

// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: ./packages/registry/lib/failure.js
var failure = __webpack_require__(66911);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
;// CONCATENATED MODULE: ./packages/image/lib/verify.js


/** Reads an image again as the registry serves it now (manifests, configurations, every layer) and says what is missing or not what its digest says; no findings mean that all is there and right. */
async function verifyImage(registry, repository, digest) {
    const findings = [];
    const blobs = new Map();
    await verifyManifest(registry, repository, digest, blobs, findings, new Set());
    const results = await (0,parallel/* mapParallel */.E)([...blobs.values()], 4, (blob) => verifyBlob(registry, repository, blob));
    return [...findings, ...results.filter((finding) => finding !== undefined)];
}
/** Looks at a manifest and everything below it; remembers the blobs, each of which is read once. */
async function verifyManifest(registry, repository, digest, blobs, findings, seen) {
    if (seen.has(digest))
        return;
    seen.add(digest);
    const where = `${registry.host}/${repository}@${digest}`;
    let manifest;
    try {
        const found = await registry.findManifest(repository, digest);
        if (!found) {
            findings.push(problem("image-missing", `The manifest ${where} is not in the registry.`, "not found", digest));
            return;
        }
        manifest = (0,descriptor/* parseManifest */.Ng)(found.bytes, where);
    }
    catch (error) {
        findings.push(describe(error, "image-manifest", digest));
        return;
    }
    for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers])
        blobs.set(blob.digest, blob);
    for (const child of manifest.manifests)
        await verifyManifest(registry, repository, child.digest, blobs, findings, seen);
}
async function verifyBlob(registry, repository, blob) {
    const where = `${registry.host}/${repository}@${blob.digest}`;
    if (!(await registry.hasBlob(repository, blob.digest)))
        return problem("image-blob", `The blob ${where} is not in the registry.`, "not found", blob.digest);
    try {
        // The reader itself compares size and digest at the end.
        for await (const _ of registry.readBlob(repository, blob))
            ;
        return undefined;
    }
    catch (error) {
        return describe(error, "image-blob", blob.digest);
    }
}
/** Wrong content is a finding; a registry that cannot be asked is not: nothing was verified then. */
function describe(error, rule, digest) {
    if (error instanceof failure/* WrongContent */.lN)
        return problem(rule, error.message, "other content", digest);
    throw error;
}
function problem(rule, what, observed, expected) {
    return { rule, severity: "error", what, observed, expected, next: "Push the image again and find out who changed the registry." };
}

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/environment-digest.js
var environment_digest = __webpack_require__(63890);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/subject-reader.js





/**
 * Reads the digest of a subject as it is now: of a file or folder of the project, an image in its registry, or what runs in the environment.
 * Undefined when it cannot be read, which is never taken for a match.
 */
function subjectReader(context, environment) {
    return async (subject, statement) => {
        switch (subject.kind) {
            case "plan":
                return planDigest(statement);
            case "environment":
                return liveDigest(context, environment, statement);
            case "image":
                return imageDigest(context, subject);
            case "path":
                return pathDigest(context.workspace, subject.name);
            case "release":
                // Judged with the statement that closes the release; nothing in the world has this digest.
                return undefined;
        }
    };
}
/** A plan is gone once it was applied; what stays is that its digest is the digest of the components that the statement lists. */
function planDigest(statement) {
    if (statement.stage === "plan")
        return (0,digest/* digestOfJson */.Qs)(statement.facts.components);
    return statement.stage === "approve" ? statement.facts.plan : undefined;
}
async function liveDigest(context, environment, statement) {
    if (statement.stage !== "deploy")
        return undefined;
    const { revision, objects } = statement.facts;
    return (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,environment_digest/* environmentNow */.g)(cluster, { namespace: environment.namespace, application: context.config.name, revision }, objects));
}
async function imageDigest(context, subject) {
    const { host, path } = (0,repositories/* splitRepository */.T8)(subject.name);
    const problems = await verifyImage(context.registryFor(host), path, subject.digest);
    for (const problem of problems)
        context.reporter.finding(problem);
    return problems.length === 0 ? subject.digest : undefined;
}
async function pathDigest(workspace, path) {
    try {
        const real = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, path, "record", { mayBeMissing: true });
        return (await (0,digest/* digestOfPath */.B$)(real)).digest;
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ deploySection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43855);
/* harmony import */ var _overview_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27158);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76954);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);




const MAX_SHOWN = 2_000;
/**
 * The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. `others` are images that
 * run beside those of the release.
 */
function deploySection({ redact }, environment, plan, outcome, others = []) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(outcome.diagnosis ?? []),
        {
            type: "facts",
            facts: [
                { label: "Namespace", value: environment.namespace },
                { label: "Revision", value: String(outcome.revision) },
                {
                    label: "Taken back",
                    value: outcome.rolledBack
                        ? outcome.rollbackVerified
                            ? "yes, and the state before was verified"
                            : "yes, but the state before could not be verified"
                        : "no",
                },
                ...(others.length > 0 ? [{ label: "Not of this release: not tested", value: others.join(", ") }] : []),
                ...(outcome.probe
                    ? [{ label: "Request through the Service", value: `HTTP ${outcome.probe.status} in ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(outcome.probe.durationMs)}` }]
                    : []),
            ],
        },
    ];
    // Redacted before it is cut, because half of a secret is not recognised any more.
    const answer = redact(outcome.probe?.body ?? "").slice(0, MAX_SHOWN);
    if (answer !== "")
        blocks.push({ type: "code", language: "json", text: answer, caption: "The Service's answer" });
    if (outcome.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: outcome.pods.map((pod) => [pod.name, { text: pod.digest ?? pod.imageID, code: true }]),
        });
    }
    if (plan)
        blocks.push(...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .deployBlocks */ .MB)(plan));
    return {
        id: `deploy-${environment.name}`,
        title: `Deployment to ${environment.name}`,
        verdict: outcome.verdict,
        overview: { changes: changesOf(environment, plan, outcome), back: backFrom(environment, plan, outcome) },
        blocks,
    };
}
function changesOf({ namespace }, plan, outcome) {
    const about = `Namespace ${namespace}`;
    const names = outcome.applied.map(({ ref }) => `${ref.kind}/${ref.name}`);
    if (outcome.rolledBack)
        return [{ about, what: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(names.length, "object")} changed and brought back`, names }];
    if (plan && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isPassing */ .WG)(outcome.verdict))
        return (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .objectChanges */ .Bx)(plan, "done");
    return names.length === 0 ? [] : [{ about, what: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(names.length, "object")} applied`, names }];
}
function backFrom({ name }, plan, outcome) {
    const before = plan?.lastGood;
    if (outcome.rolledBack)
        return outcome.rollbackVerified
            ? { text: `The objects were brought back already, and the state before was verified: nobody has to act at once. ${_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .MIGRATIONS_STAY */ .e6}` }
            : {
                ...(before && (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBack */ .lZ)(name, before, "done")),
                text: `It was brought back, but the state before could not be verified. Look at the cluster first. ${before ? `The last good one was ${(0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .describeRevision */ .hi)(before)}.` : "The cluster keeps no earlier good revision."} ${_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .MIGRATIONS_STAY */ .e6}`,
            };
    return outcome.changed ? (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBack */ .lZ)(name, before, "done") : (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBackFromUnchanged */ .GW)(name, "deployment");
}


/***/ }),

/***/ 98691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ contentOf),
/* harmony export */   $p: () => (/* binding */ isOfRelease),
/* harmony export */   CJ: () => (/* binding */ liveSubjects),
/* harmony export */   Du: () => (/* binding */ refuseDryRun),
/* harmony export */   eM: () => (/* binding */ deployStage),
/* harmony export */   iI: () => (/* binding */ rolloutOptions),
/* harmony export */   lo: () => (/* binding */ deployFacts),
/* harmony export */   vW: () => (/* binding */ provenImages),
/* harmony export */   wm: () => (/* binding */ deployNote)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24405);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(68162);
/* harmony import */ var _sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(804);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2677);
/* harmony import */ var _evidence_committed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70950);
/* harmony import */ var _evidence_gate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30105);
/* harmony import */ var _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(9856);
/* harmony import */ var _deployment_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39896);
/* harmony import */ var _evidence_environment_digest_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(63890);
/* harmony import */ var _session_images_image_references_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(18706);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1264);












/**
 * Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. Before it changes
 * anything it asks for the evidence that the environment demands, stops at any error finding of manifests, images or plan, and refuses a
 * plan that is not the approved one; each is a `verdict` error. Throws an `input` error in a dry run.
 */
async function deployStage(context, environment, images, approved) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)(context, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
        refuseDryRun(context, "deploy");
        await (0,_evidence_committed_js__WEBPACK_IMPORTED_MODULE_2__/* .requireCommitted */ .c)(context);
        const gate = await (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .passGate */ .lt)(context, environment, { before: "deploy", images, plan: approved?.digest });
        const { plan, findings } = await (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .planDeployment */ .HN)(context, environment, images);
        refuseErrors(context, environment, findings);
        return (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_5__/* .withCluster */ .B)(context, environment, async (cluster) => {
            const outcome = await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_6__/* .applyDeploy */ .U)(cluster, plan, {
                expectDigest: approved?.deploy(),
                ...rolloutOptions(context, environment),
            });
            const others = (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .othersBeside */ .g5)(images, plan);
            const tested = (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .isTested */ .eW)(gate) && isOfRelease(images, outcome);
            const repeated = isUnchanged(plan, outcome)
                ? `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(plan.objects.length, "object")} are as planned already, nothing to change`
                : undefined;
            // The deploy engine reports as it goes; its findings are only drawn here.
            return {
                verdict: outcome.verdict,
                note: deployNote(outcome, { tested, asked: gate !== undefined, repeated }),
                section: (0,_sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_8__/* .deploySection */ .b)(context, environment, plan, outcome, others),
                result: { plan, outcome },
                repeated,
                evidence: {
                    subjects: [
                        ...provenImages(images, outcome),
                        ...(await manifestSubjects(context, environment)),
                        ...(await liveSubjects(context, environment, cluster, outcome)),
                    ],
                    facts: {
                        ...deployFacts(context, environment, plan, outcome),
                        // The engine applies nothing but the approved plan; continuing a killed run, it finds a part of that done.
                        plan: approved?.deploy() ?? plan.digest,
                        content: await contentOf(cluster, context, environment, outcome),
                        images,
                        others,
                        releasePlan: approved?.components && approved.digest,
                        tested,
                    },
                },
            };
        });
    });
}
/** What deploying and rolling back have in common. */
function rolloutOptions(context, environment) {
    return {
        timeoutMs: environment.timeoutSeconds * 1000,
        settleMs: environment.settleSeconds * 1000,
        reporter: context.reporter,
        signal: context.signal,
        run: context.run,
        isConfined: environment.preview,
        probe: environment.probe,
    };
}
/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
function refuseDryRun({ dryRun }, verb) {
    if (dryRun)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .ActionError */ .lZ("input", `A dry run cannot ${verb}. Use the command 'plan' to see what would change.`);
}
/** One line about a deployment: the cause when it failed, else what runs. */
function deployNote(outcome, { tested, asked, repeated }) {
    const cause = outcome.diagnosis?.[0]?.what;
    if (outcome.rolledBack)
        return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
    if (cause !== undefined && outcome.verdict !== "pass")
        return cause;
    const where = repeated === undefined ? "" : `${repeated}; `;
    const why = asked ? "" : "; not tested: no evidence was asked for";
    if (outcome.pods.length === 0)
        return `${where}revision ${outcome.revision} runs nowhere: it has no pod${why}`;
    const image = tested
        ? "on the tested digest"
        : `on the given digest; not tested: ${asked ? "an image has no probe, or is not of this release" : "no evidence was asked for"}`;
    return `${where}revision ${outcome.revision}, ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(outcome.pods.length, "pod")} ${image}`;
}
function isUnchanged(plan, outcome) {
    return outcome.verdict === "pass" && plan.objects.every((object) => object.action === "unchanged");
}
/** What was done and read back, for a deployment and for a rollback. */
function deployFacts({ config }, environment, plan, outcome) {
    return {
        application: config.name,
        environment: environment.name,
        namespace: environment.namespace,
        plan: plan.digest,
        revision: outcome.revision,
        rolledBack: outcome.rolledBack,
        objects: plan.objects.map(({ ref: { apiVersion, kind, namespace, name }, action }) => ({ apiVersion, kind, namespace, name, action })),
        pods: outcome.pods.map(({ name, imageID, digest }) => ({ name, imageID, digest })),
        probe: outcome.probe && {
            status: outcome.probe.status,
            expectedStatus: environment.probe?.expectStatus ?? 200,
            durationMs: outcome.probe.durationMs,
        },
    };
}
/** The images that pods were seen to run. What only a template names, such as a CronJob's, is in the facts and is no subject. */
function provenImages(images, { pods }) {
    const seen = new Set(pods.map(({ digest }) => digest));
    return Object.values(images)
        .map((reference) => (0,_session_images_image_references_js__WEBPACK_IMPORTED_MODULE_10__/* .splitReference */ .mQ)(reference))
        .filter(({ digest }) => seen.has(digest))
        .map(({ repository, digest }) => ({ kind: "image", name: repository, digest }));
}
/** Whether something runs, and all of it is of this release: nobody here has tested anything else. */
function isOfRelease(images, { pods }) {
    const own = new Set(Object.values(images).map((reference) => (0,_session_images_image_references_js__WEBPACK_IMPORTED_MODULE_10__/* .splitReference */ .mQ)(reference).digest));
    return pods.length > 0 && pods.every(({ digest }) => digest !== undefined && own.has(digest));
}
/** Stops before anything is applied. What has a line is also reported, so that it stands there; the rest is said once, by the refusal. */
function refuseErrors({ reporter }, { name }, findings) {
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length === 0)
        return;
    for (const finding of findings)
        if (finding.where || finding.severity !== "error")
            reporter.finding(finding);
    throw new _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_11__/* .Refusal */ .P(name, `its plan has ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(errors.length, "error")}`, findings);
}
async function manifestSubjects({ workspace }, environment) {
    return Promise.all(environment.manifests.map(async (path) => ({
        kind: "path",
        name: path,
        digest: (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_12__/* .digestOfPath */ .B$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(workspace, path))).digest,
    })));
}
/** Binds the statement to the revision as it is kept in the cluster, which a rollback would apply again. */
async function contentOf(cluster, { config }, { namespace }, { revision }) {
    return (await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_13__/* .findRevision */ .pV)(cluster, { application: config.name, namespace }, revision))?.content;
}
/** What runs now, as a later verification will compare it; nothing when the deployment failed and something else runs. */
async function liveSubjects({ config }, { name, namespace }, cluster, { verdict, revision }) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .isPassing */ .WG)(verdict))
        return [];
    return [{ kind: "environment", name, digest: await (0,_evidence_environment_digest_js__WEBPACK_IMPORTED_MODULE_15__/* .environmentDigest */ .k)(cluster, { namespace, application: config.name, revision }) }];
}


/***/ }),

/***/ 18895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ planStage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(22079);
/* harmony import */ var _evidence_committed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70950);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50076);
/* harmony import */ var _evidence_gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30105);
/* harmony import */ var _evidence_same_place_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(73410);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(29462);
/* harmony import */ var _sections_plan_section_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76954);
/* harmony import */ var _approve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78563);
/* harmony import */ var _deployment_plan_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(39896);
/* harmony import */ var _migration_plan_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(19276);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1264);












/**
 * Plans migrations and deployment of one environment against what is there now, and proves the plan; changes nothing else. A plan of what is
 * not proven, or not released to the environment before, does not pass, so that nobody approves what the gate would refuse. Where nothing is
 * signed, a plan is only looked at: what is missing is a warning.
 */
async function planStage(context, environment, images) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)(context, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
        const planned = await planRelease(context, environment, images);
        // A dry run proves nothing on its way here, so there is nothing to look for.
        const gate = context.dryRun ? undefined : await (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_2__/* .askEvidence */ .xt)(context, environment, { before: "plan", images });
        const result = {
            ...planned,
            approvalsSeen: await (0,_approve_js__WEBPACK_IMPORTED_MODULE_3__/* .approvalsSeen */ .IF)(context),
            findings: [...missingEvidence(context, gate), ...(await (0,_evidence_committed_js__WEBPACK_IMPORTED_MODULE_4__/* .uncommittedFindings */ .U)(context)), ...planned.findings],
        };
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const configuration = (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .configurationOf */ .QV)(context.config, environment);
        return {
            verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .verdictOf */ .Vj)(result.findings),
            note: result.findings.find((finding) => finding.severity === "error")?.what ?? planNote(result),
            section: (0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_7__/* .planSection */ .lA)(result, gate?.proofs),
            result,
            evidence: {
                subjects: [
                    { kind: "plan", name: environment.name, digest: result.digest },
                    ...configuration.map(({ path, digest }) => ({ kind: "path", name: path, digest })),
                ],
                facts: {
                    components: result.components,
                    configuration,
                    others: (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .othersBeside */ .g5)(images, result.deploy),
                    policy: context.config.policy.sources,
                    approvalsSeen: result.approvalsSeen,
                },
            },
        };
    });
}
function missingEvidence({ signer }, gate) {
    const findings = gate?.findings ?? [];
    return signer ? findings : findings.map((finding) => ({ ...finding, severity: "warning" }));
}
async function planRelease(context, environment, images) {
    const migrations = {};
    const shared = [];
    for (const database of environment.databases) {
        const { plan, identity } = await (0,_migration_plan_js__WEBPACK_IMPORTED_MODULE_9__/* .planWithIdentity */ .mK)(context, database);
        migrations[database.name] = plan;
        const { digest } = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_10__/* .digestOfPath */ .B$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context.workspace, database.migrations));
        // A dry run asks nobody for evidence.
        if (!context.dryRun)
            shared.push(...(await (0,_evidence_same_place_js__WEBPACK_IMPORTED_MODULE_11__/* .sameDatabase */ .KX)(context, environment, database, { migrations: digest, identity })));
    }
    const deploy = await (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .planDeployment */ .HN)(context, environment, images);
    const components = {
        environment: environment.name,
        commit: context.run.commit,
        images,
        databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
        deploy: deploy.plan.digest,
    };
    return {
        environment: environment.name,
        images,
        migrations,
        deploy: deploy.plan,
        findings: [...shared, ...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings],
        components,
        digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_10__/* .digestOfJson */ .Qs)(components),
    };
}
function planNote({ digest, migrations, deploy }) {
    const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
    const changes = deploy.objects.filter((object) => object.action !== "unchanged").length;
    return `${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_12__/* .shortDigest */ .VK)(digest)}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_13__/* .countOf */ .pq)(pending, "migration")}, ${changes} of ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_13__/* .countOf */ .pq)(deploy.objects.length, "object")} to change`;
}


/***/ }),

/***/ 27703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  US: () => (/* binding */ policyOf),
  uC: () => (/* binding */ reportVerification),
  U0: () => (/* binding */ verifyStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/record/lib/gate/evaluate.js
var evaluate = __webpack_require__(82672);
// EXTERNAL MODULE: ./packages/record/lib/subject-findings.js
var subject_findings = __webpack_require__(28662);
// EXTERNAL MODULE: ./packages/record/lib/gate/judge.js
var judge = __webpack_require__(48788);
// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/brief.js
var lib_brief = __webpack_require__(89719);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js + 1 modules
var rollout_status = __webpack_require__(68162);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/declared.js
var declared = __webpack_require__(50076);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gather.js
var gather = __webpack_require__(6017);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/prove.js
var prove = __webpack_require__(40898);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/publish-pages.js
var publish_pages = __webpack_require__(67690);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/subject-reader.js + 1 modules
var subject_reader = __webpack_require__(69695);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/tool.js
var tool = __webpack_require__(32408);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/approval-section.js
var approval_section = __webpack_require__(85044);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/brief-section.js




/** The release on one page: why it is refused, when it is; digests, checks, applied migrations, deployed objects, approver. */
function briefSection(brief, verification) {
    const blocks = [
        ...(0,plan_section/* findingsBlock */.k5)(verification.findings),
        {
            type: "facts",
            facts: [
                { label: "Application", value: brief.application },
                { label: "Environment", value: brief.environment },
                { label: "Commit", value: brief.commit },
                ...brief.images.map(({ name, reference }) => ({ label: `Image ${name}`, value: reference })),
                ...(brief.planDigest === undefined ? [] : [{ label: "Plan", value: brief.planDigest }]),
                { label: "Approved by", value: brief.approver },
                { label: "Migrations applied", value: brief.migrations.join(", ") || "none were pending" },
                ...(brief.revision === undefined ? [] : [{ label: "Revision", value: String(brief.revision) }]),
            ],
        },
        {
            type: "table",
            caption: "What was proven",
            head: ["Stage", "Verdict", "About"],
            rows: brief.checks.map((check) => [check.stage, { text: check.verdict, ...verdictOf(check.verdict) }, check.subject]),
        },
    ];
    if (brief.objects.length > 0) {
        blocks.push({
            type: "table",
            caption: "Deployed objects",
            head: ["Object", "Action"],
            rows: brief.objects.map((object) => [{ text: object.name, code: true }, object.action]),
        });
    }
    if (brief.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: brief.pods.map((pod) => [pod.name, { text: pod.digest, code: true }]),
        });
    }
    return {
        id: "record",
        title: "Release record",
        verdict: verification.verdict,
        overview: {
            ...(brief.planDigest === undefined ? {} : { plan: brief.planDigest }),
            changes: changesOf(verification),
            proven: (0,overview/* proofsOfRecord */.AS)(verification),
            approvals: approvalsOf(verification),
        },
        blocks,
    };
}
/** What the release changed, as its migrations and its deployment say. */
function changesOf({ statements }) {
    return statements.flatMap(({ view }) => {
        if (view.stage === "migrate")
            return (0,overview/* migrationChanges */.qQ)(view.facts.database.name, view.facts.applied, "done");
        return view.stage === "deploy" ? (0,overview/* deployedObjects */.Ll)(view.facts.namespace, view.facts.objects) : [];
    });
}
function approvalsOf({ verdict, statements }) {
    const rows = statements.flatMap(({ view }) => (view.stage === "approve" ? [(0,approval_section/* approvalRow */.g)(view.facts, view.verdict)] : []));
    return rows.slice(-1).map((row) => ({ ...row, verdict: (0,lib_verdict/* isPassing */.WG)(verdict) ? row.verdict : "inconclusive" }));
}
function verdictOf(text) {
    return text === "pass" || text === "warn" || text === "fail" || text === "inconclusive" ? { verdict: text } : {};
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/verification-section.js
/** The report section of a verification: the brief, then every statement with its signer and whether its subjects are still what they were. */
function verificationSection(environment, brief, verification) {
    const blocks = [
        ...brief.blocks,
        {
            type: "table",
            caption: "Statements of the record",
            head: ["Stage", "Verdict", "Subject", "Signed by"],
            rows: verification.statements.map(({ view, signer }) => [
                view.stage,
                { text: view.verdict, verdict: view.verdict },
                view.subjects.map((subject) => subject.name).join(", "),
                signer,
            ]),
        },
    ];
    return { ...brief, id: `verify-${environment}`, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/require-signer.js
var require_signer = __webpack_require__(50679);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify.js




















/**
 * Closes the release: collects its statements, judges them as every gate does, holds what they are about against files, registry and cluster
 * as they are now, and then signs the verdict with the list of the statements. `plan` is the plan that was applied; without it the
 * deployment's statement says which it was. Throws an `environment` error without a signer.
 */
async function verifyStage(context, environment, images, plan) {
    return (0,run_stage/* runStage */.S)(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
        (0,require_signer/* requireSigner */.S)(context);
        const policy = policyOf(context, environment);
        const { expected, bundles } = await collect(context, environment, images, plan);
        const evaluation = (0,evaluate/* evaluate */._3)(bundles, await context.verifierFor(bundles), policy, expected);
        const findings = [
            ...evaluation.findings,
            ...(await (0,subject_findings/* subjectFindings */.F)(evaluation.chosen.map(({ view }) => view), (0,subject_reader/* subjectReader */.w)(context, environment))),
        ];
        const verification = { verdict: (0,lib_verdict/* verdictOf */.Vj)(findings), findings, statements: evaluation.chosen, evaluation };
        const record = await verify_close(context, environment, { images, expected, policy, evaluation, verification });
        const closed = await reportVerification(context, environment, record, verification, await save(context, environment, record));
        await (0,publish_pages/* publishPage */.X)(context, { environment: environment.name, images }, { kind: "brief", path: closed.result.briefPath });
        return closed;
    });
}
/** What is demanded of a release to an environment; throws an `input` error where nothing says it. */
function policyOf(context, environment) {
    const policy = (0,demands/* demandsOn */.gq)(context, environment);
    if (policy)
        return policy;
    throw new error/* ActionError */.lZ("input", "A release can be verified only for a project with a waybill.yml, which says what must have been proven.");
}
/** The deployment says which plan it applied, and in which run; the statements of that plan are found by it. */
async function collect(context, environment, images, plan) {
    const release = await (0,gate/* expectRelease */.RU)(context, environment, { before: "release", images, plan });
    const { bundles, expected } = await (0,gather/* gatherStatements */.Y)(context, environment, release);
    const deploy = (0,judge/* newestOf */.su)((0,judge/* ofStage */.i$)((0,judge/* judge */.S4)(bundles, await context.verifierFor(bundles)).trusted, "deploy").filter(({ view }) => view.facts.application === context.config.name &&
        view.environment === environment.name &&
        view.run.commit === context.run.commit &&
        view.run.repository === context.run.repository));
    if (deploy?.view.stage !== "deploy")
        return { expected, bundles };
    const applied = plan ?? deploy.view.facts.releasePlan;
    const known = { ...expected, plan: applied, approvedIn: deploy.view.run.run };
    if (applied === plan || applied === undefined)
        return { expected: known, bundles };
    return { expected: known, bundles: [...bundles, ...(await context.store.find(applied)).bundles] };
}
/** Signs what the verification came to. */
async function verify_close(context, environment, { images, expected, policy, evaluation, verification }) {
    const deploy = (0,judge/* ofStage */.i$)(evaluation.chosen, "deploy").at(-1)?.view;
    return (0,record_file/* createRecord */.eC)(evaluation.chosen.map(({ bundle }) => bundle), {
        builds: evaluation.builds,
        application: context.config.name,
        product: (0,declared/* productOf */.$7)(context.config),
        environment: environment.name,
        run: context.run,
        tool: tool/* TOOL */.j,
        verdict: verification.verdict,
        now: context.clock(),
        images,
        plan: expected.plan,
        revision: deploy?.facts.revision,
        configuration: (0,declared/* configurationOf */.QV)(context.config, environment),
        policy: policy.sources,
        findings: verification.findings.map(({ what }) => what),
        ignored: evaluation.ignored.length,
    }, (0,require_signer/* requireSigner */.S)(context));
}
/** Writes the record and stores it, whole and its last statement by itself, with its release and beside its images. */
async function save(context, environment, record) {
    const recordPath = (0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "record.json");
    await (0,record_file/* writeRecord */.rh)(recordPath, record);
    const release = record.statements.at(-1);
    if (!release || context.dryRun)
        return recordPath;
    const { subjects } = (0,bundle/* inspectBundle */.rI)(release);
    await (0,prove/* publish */.mk)(context, release, subjects);
    for (const subject of subjects)
        await context.store.publishRecord(record, await (0,prove/* placeOf */.$t)(context, subject));
    return recordPath;
}
/** What the cluster keeps to go back to. The verification does not rest on it, so a cluster that does not answer is said and no error. */
async function wayBackNow(context, environment) {
    try {
        const revisions = await (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,rollout_status/* findWayBack */.C9)(cluster, { namespace: environment.namespace, application: context.config.name }));
        return (0,overview/* wayBackFromNow */.Bs)(environment.name, revisions);
    }
    catch {
        return {
            text: `What can be gone back to is not known, because the cluster did not answer. The action deploy-kubernetes with 'command: status' lists the revisions.`,
        };
    }
}
/** Reports what a verification found and writes the brief of the record. */
async function reportVerification(context, environment, record, verification, recordPath) {
    for (const finding of verification.findings)
        context.reporter.finding(finding);
    const drawn = briefSection((0,lib_brief/* releaseBrief */.s)(record), verification);
    const brief = { ...drawn, overview: { ...drawn.overview, back: await wayBackNow(context, environment) } };
    const page = {
        title: `Release brief of ${context.config.name}`,
        verdict: verification.verdict,
        rehearsal: context.run.rehearsal,
        overview: brief.overview,
        chain: [],
        sections: [brief],
    };
    const briefPath = await (0,reports/* writeBrief */.kx)(context, environment.name, page);
    const error = verification.findings.find((finding) => finding.severity === "error");
    return {
        verdict: verification.verdict,
        note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
        section: verificationSection(environment.name, brief, verification),
        result: { recordPath, briefPath, verification },
    };
}


/***/ }),

/***/ 89719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ releaseBrief)
/* harmony export */ });
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69800);

/** Draws the brief out of a record. Nothing is verified here; verify the record first. */
function releaseBrief(record) {
    const views = record.statements.map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .inspectBundle */ .rI);
    const release = last(views, "release");
    const deploy = last(views, "deploy");
    const approval = last(views, "approve");
    return {
        application: release?.facts.application ?? "",
        environment: release?.facts.environment ?? "",
        commit: release?.run.commit ?? "",
        images: Object.entries(release?.facts.images ?? {}).map(([name, reference]) => ({ name, reference })),
        checks: views
            .filter(({ stage }) => stage !== "release")
            .map(({ stage, subjects, verdict }) => ({ stage, subject: subjects[0]?.name ?? "", verdict })),
        migrations: views.flatMap((view) => view.stage === "migrate" ? view.facts.applied.map(({ version, name }) => `${version} ${name}`) : []),
        objects: (deploy?.facts.objects ?? []).map(({ kind, name, action }) => ({ name: `${kind}/${name}`, action })),
        pods: (deploy?.facts.pods ?? []).map(({ name, imageID, digest }) => ({ name, digest: digest ?? imageID ?? "" })),
        approver: approval?.facts.approvers.join(", ") || "nobody",
        planDigest: release?.facts.plan,
        revision: deploy?.facts.revision,
    };
}
function last(views, stage) {
    return views.findLast((view) => view.stage === stage);
}


/***/ }),

/***/ 28662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ subjectFindings)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Which subjects are not what the statements say any more; each is read once. */
async function subjectFindings(statements, readSubject) {
    const findings = [];
    const seen = new Set();
    for (const statement of statements) {
        for (const subject of statement.subjects) {
            const key = JSON.stringify([subject.kind, subject.name, subject.digest]);
            // A release's digest is judged with the statement that closes it; nothing in the world has it.
            if (seen.has(key) || subject.kind === "release")
                continue;
            seen.add(key);
            const found = await readNow(readSubject, subject, statement, findings);
            if (found === "unreadable")
                continue;
            const { digest: now, seen: observed } = typeof found === "object" ? found : { digest: found, seen: found };
            if (now === subject.digest)
                continue;
            findings.push({
                rule: "subject-changed",
                severity: "error",
                what: now === undefined
                    ? `${labelOf(subject)} of the ${statement.stage} statement cannot be read or does not hold any more.`
                    : `${labelOf(subject)} is not what the ${statement.stage} statement is about: it was changed after that stage.`,
                observed: observed ?? now ?? "nothing that could be compared",
                expected: subject.digest,
                next: "Undo the change, or run a new release for it.",
            });
        }
    }
    return findings;
}
function labelOf({ kind, name }) {
    if (kind === "path")
        return `'${name}'`;
    return kind === "environment" ? `What runs in '${name}'` : `The ${kind} '${name}'`;
}
/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(readSubject, subject, statement, findings) {
    try {
        return await readSubject(subject, statement);
    }
    catch (error) {
        findings.push({
            rule: "subject-unreadable",
            severity: "error",
            what: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error),
            next: "Do not rely on this record. Run a new release.",
        });
        return "unreadable";
    }
}


/***/ })

};
