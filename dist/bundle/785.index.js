export const id = 785;
export const ids = [785];
export const modules = {

/***/ 96965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);



const COMMANDS = ["plan", "apply", "status", "rollback"];
/** Reads every input of the action. */
function readInputs() {
    const entry = readEntry();
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply",
        environment: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        entry,
        images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("images"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
    };
}
function readEntry() {
    const namespace = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("namespace");
    const manifests = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)("manifests");
    if (namespace === undefined && manifests.length === 0)
        return undefined;
    if (namespace === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("namespace", "is needed beside 'manifests'");
    if (manifests.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("manifests", `is needed beside 'namespace: ${namespace}'`);
    const environment = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment");
    return {
        section: "environments",
        name: environment === undefined ? { input: "namespace", value: namespace } : { input: "environment", value: environment },
        keys: { namespace: { input: "namespace", value: namespace }, manifests: { input: "manifests", value: manifests } },
        application: namespace,
    };
}


/***/ }),

/***/ 71785:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7675);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14144);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74223);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(51978);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(87096);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Deployment to ${environment.name}: ${inputs.command}`;
    if (inputs.command === "status")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .statusStage */ .tD)(session, environment)]);
    if (inputs.command === "rollback") {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .rollbackStage */ .T)(session, environment);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.revision);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
    }
    const images = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .imagesFor */ .qV)(environment, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .e)(inputs.images, session.config));
    if (inputs.command === "plan" || inputs.dryRun) {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .planDeploymentStage */ .b7)(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
    }
    const approved = inputs.planDigest === undefined ? undefined : await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .approvedParts */ .c)(session, inputs.planDigest);
    const approval = approved?.parts && inputs.planDigest ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .proveApproval */ .KP)(session, environment, inputs.planDigest)] : [];
    const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .deployStage */ .e)(session, environment, images, approved?.deploy());
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.outcome.revision);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [...approval, outcome]);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 74223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ deployStage),
  T: () => (/* binding */ rollbackStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/environment-digest.js
var environment_digest = __webpack_require__(73348);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/apply.js + 14 modules
var apply = __webpack_require__(10987);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js
var rollout_status = __webpack_require__(42263);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js + 5 modules
var session_cluster = __webpack_require__(29586);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js
var plan_section = __webpack_require__(80668);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/stage.js
var stage = __webpack_require__(19256);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/deploy-section.js


/** The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. */
function deploySection(environment, plan, outcome) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Namespace", value: environment.namespace },
                { label: "Revision", value: String(outcome.revision) },
                {
                    label: "Rolled back",
                    value: outcome.rolledBack
                        ? outcome.rollbackVerified
                            ? "yes, and the state before was verified"
                            : "yes, but the state before could not be verified"
                        : "no",
                },
                ...(outcome.probe
                    ? [{ label: "Request through the Service", value: `HTTP ${outcome.probe.status} in ${(0,stage/* seconds */.YA)(outcome.probe.durationMs)}` }]
                    : []),
            ],
        },
    ];
    if (outcome.diagnosis && outcome.diagnosis.length > 0)
        blocks.push({ type: "findings", findings: [...outcome.diagnosis] });
    if (outcome.probe?.body)
        blocks.push({ type: "code", language: "json", text: outcome.probe.body.slice(0, 2000), caption: "The Service's answer" });
    if (outcome.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: outcome.pods.map((pod) => [pod.name, { text: pod.digest ?? pod.imageID, code: true }]),
        });
    }
    if (plan)
        blocks.push(...(0,plan_section/* deployBlocks */.MB)(plan));
    return { id: `deploy-${environment.name}`, title: `Deployment to ${environment.name}`, verdict: outcome.verdict, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js + 3 modules
var stages_plan = __webpack_require__(50832);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/deploy.js








/** Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. */
async function deployStage(session, environment, images, expectDigest) {
    return (0,stage/* runStage */.Si)(session, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
        refuseDryRun(session, "deploy");
        const { plan } = await (0,stages_plan/* planEnvironment */.RJ)(session, environment, images);
        const cluster = await (0,session_cluster/* openCluster */.D)(session, environment);
        try {
            const outcome = await (0,apply/* applyDeploy */.U)(cluster, plan, {
                ...(expectDigest ? { expectDigest } : {}),
                timeoutMs: environment.timeoutSeconds * 1000,
                reporter: session.reporter,
                signal: session.signal,
                run: session.run,
                ...(environment.probe ? { probe: environment.probe } : {}),
            });
            // The deploy engine reports as it goes; its findings are only drawn here.
            const application = { namespace: environment.namespace, application: session.config.name, revision: outcome.revision };
            const live = outcome.verdict === "pass" || outcome.verdict === "warn"
                ? [{ name: `environment/${environment.name}`, digest: await (0,environment_digest/* environmentDigest */.k)(cluster, application) }]
                : [];
            const changed = plan.objects.filter((object) => object.action !== "unchanged").length;
            const repeated = changed === 0 && outcome.verdict === "pass"
                ? `${(0,stages_plan/* count */.U9)(plan.objects.length, "object")} are as planned already, nothing to change`
                : undefined;
            return {
                verdict: outcome.verdict,
                note: deployNote(outcome, repeated),
                section: deploySection(environment, plan, outcome),
                result: { plan, outcome },
                ...(repeated ? { repeated } : {}),
                evidence: {
                    subjects: [...imageSubjects(images), ...(await manifestSubjects(session, environment)), ...live],
                    facts: {
                        environment: environment.name,
                        namespace: environment.namespace,
                        plan: plan.digest,
                        revision: outcome.revision,
                        rolledBack: outcome.rolledBack,
                        objects: plan.objects.map(({ ref, action }) => ({
                            apiVersion: ref.apiVersion,
                            kind: ref.kind,
                            namespace: ref.namespace,
                            name: ref.name,
                            action,
                        })),
                        pods: outcome.pods,
                        ...(outcome.probe ? { probe: { status: outcome.probe.status, durationMs: outcome.probe.durationMs } } : {}),
                    },
                },
            };
        }
        finally {
            await cluster.close();
        }
    });
}
/** Brings an environment back to its last good revision, or to a given one. */
async function rollbackStage(session, environment, to) {
    return (0,stage/* runStage */.Si)(session, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        refuseDryRun(session, "roll back");
        const cluster = await (0,session_cluster/* openCluster */.D)(session, environment);
        try {
            const outcome = await (0,rollout_status/* rollbackDeploy */.C5)(cluster, {
                namespace: environment.namespace,
                application: session.config.name,
                ...(to === undefined ? {} : { to }),
                timeoutMs: environment.timeoutSeconds * 1000,
                reporter: session.reporter,
                signal: session.signal,
                run: session.run,
                ...(environment.probe ? { probe: environment.probe } : {}),
            });
            return {
                verdict: outcome.verdict,
                note: deployNote(outcome),
                section: deploySection(environment, undefined, outcome),
                result: outcome,
            };
        }
        finally {
            await cluster.close();
        }
    });
}
/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
function refuseDryRun(session, deed) {
    if (session.dryRun)
        throw new error/* ActionError */.lZ("input", `A dry run cannot ${deed}. Use the command 'plan' to see what would change.`);
}
function deployNote(outcome, repeated) {
    const cause = outcome.diagnosis?.[0]?.what;
    if (outcome.rolledBack)
        return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
    if (cause !== undefined && outcome.verdict !== "pass")
        return cause;
    const pods = `revision ${outcome.revision}, ${(0,stages_plan/* count */.U9)(outcome.pods.length, "pod")} on the tested digest`;
    return repeated ? `${repeated}; ${pods}` : pods;
}
function imageSubjects(images) {
    return Object.values(images).map((reference) => {
        const at = reference.indexOf("@");
        return { name: reference.slice(0, at), digest: reference.slice(at + 1) };
    });
}
async function manifestSubjects(session, environment) {
    return Promise.all(environment.manifests.map(async (path) => ({ name: path, digest: (await (0,digest/* digestOfPath */.B$)((0,external_node_path_.join)(session.workspace, path))).digest })));
}


/***/ }),

/***/ 73348:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ environmentDigest)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42263);


/**
 * The digest of what a revision brought, as it is in the cluster now. It stays the same as long as every object of the revision exists and
 * has every field that was applied; fields that others own do not count.
 */
async function environmentDigest(cluster, application) {
    const objects = await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_0__/* .readLiveObjects */ .LZ)(cluster, application);
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)({
        ...application,
        objects: objects.map(({ ref, exists, drift }) => ({ ref, exists, drift: drift.map((change) => change.path) })),
    });
}


/***/ }),

/***/ 51978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

const REFERENCE = /^[^\s@]+@sha256:[0-9a-f]{64}$/;
/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
function parseImages(text, config) {
    if (text === undefined || text.trim() === "")
        return {};
    const images = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
    for (const [name, reference] of Object.entries(images)) {
        if (typeof reference !== "string" || !REFERENCE.test(reference)) {
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
        }
    }
    return images;
}
function parseObject(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ })

};
