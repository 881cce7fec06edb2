export const id = 1785;
export const ids = [1785,6342];
export const modules = {

/***/ 96965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24697);



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
        require: readStages(),
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
function readStages() {
    return (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)("require").map((word) => {
        const stage = _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STAGES */ .a.find((known) => known === word);
        if (stage !== undefined)
            return stage;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("require", `has '${word}'; the stages are ${_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STAGES */ .a.join(", ")}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .au)(word, _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STAGES */ .a)}`);
    });
}


/***/ }),

/***/ 71785:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74146);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(77159);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(46342);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(61423);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8600);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(39896);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(78563);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(1264);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(98691);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Deployment to ${environment.name}: ${inputs.command}`;
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title }, async () => ({ outcomes: await carryOut(session, inputs, environment) }));
});
async function carryOut(session, inputs, environment) {
    if (inputs.command === "status")
        return [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .statusStage */ .t)(session, environment)];
    if (inputs.command === "rollback") {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .rollbackStage */ .T)(session, environment);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.revision);
        return [outcome];
    }
    const images = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .chooseImages */ .s6)(session, environment, inputs.images);
    const approved = inputs.planDigest === undefined ? undefined : await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .findApprovedPlan */ .G5)(session, inputs.planDigest);
    await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .requirePreconditions */ .v)(session, "deploy", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__/* .onlyScope */ .b)({ environments: [environment], given: images }));
    if (inputs.command === "plan" || inputs.dryRun) {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__/* .planDeploymentStage */ .b7)(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
        return [outcome];
    }
    const approval = approved?.components ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_12__/* .proveApproval */ .KP)(session, environment, approved)] : [];
    if (!approval.every(_waybill_pipeline__WEBPACK_IMPORTED_MODULE_13__/* .mayContinue */ .D))
        return approval;
    const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_14__/* .deployStage */ .eM)(session, environment, images, approved);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.outcome.revision);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
    return [...approval, outcome];
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 18706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor),
/* harmony export */   wM: () => (/* binding */ knownImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);

/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
function parseImages(text, config) {
    if (text === undefined || text.trim() === "")
        return {};
    const given = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
    const images = {};
    for (const [name, reference] of Object.entries(given)) {
        if (typeof reference !== "string" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/**
 * The images that an environment deploys, each by digest; those that only other environments deploy are left out. Throws an `input` error
 * that names the missing ones, and names that waybill.yml does not have.
 */
function imagesFor(config, environment, images) {
    const own = knownImages(config, environment, images);
    const missing = environment.images.filter((name) => !Object.hasOwn(own, name));
    if (missing.length === 0)
        return own;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
/** The given images that an environment deploys. Throws an `input` error for names that waybill.yml does not have. */
function knownImages(config, environment, images) {
    // A step that describes its environment by inputs declares no images, so all that it is given are its own.
    if (config.file === undefined)
        return images;
    const strange = Object.keys(images).filter((name) => !Object.hasOwn(config.images, name));
    if (strange.length > 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(strange[0] ?? "", Object.keys(config.images))}`);
    return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(parsed) ? parsed : {};
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ }),

/***/ 46342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   eZ: () => (/* binding */ runTag),
/* harmony export */   fX: () => (/* binding */ findRunImages),
/* harmony export */   s6: () => (/* binding */ chooseImages),
/* harmony export */   tC: () => (/* binding */ isOfThisRun)
/* harmony export */ });
/* unused harmony export OF_THIS_RUN */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73015);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48788);
/* harmony import */ var _image_references_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18706);
/* harmony import */ var _repositories_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43215);
/* harmony import */ var _select_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72559);





/** What the input `images` says for "those that this workflow run has built". */
const OF_THIS_RUN = "run";
const PARALLEL = 4;
/**
 * The tag by which later jobs of one workflow run find an image of one product; the same in every attempt, because a job that is run again
 * may need what a job of an earlier attempt has built. Undefined outside GitHub, where no later job is. It holds the product, because two
 * products of a repository may each have an image of one name.
 */
function runTag({ config, githubRunId }) {
    return githubRunId === "0" ? undefined : `run-${githubRunId}-${config.name.replaceAll(/[^A-Za-z0-9_.-]/g, "-")}`;
}
/**
 * The images that an environment deploys, each by digest: those that the input `images` gives, or, where it says `run` or nothing, those that
 * this workflow run has built. Throws what `parseImages`, `imagesFor` and `findRunImages` throw.
 */
async function chooseImages(context, environment, text) {
    const { config } = context;
    if (isOfThisRun(text))
        return findRunImages(context, environment.images);
    const given = (0,_image_references_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImages */ .eb)(text, config);
    const isSilent = Object.keys(given).length === 0 && isDeclared(config) && context.githubRunId !== "0";
    return isSilent ? findRunImages(context, environment.images) : (0,_image_references_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesFor */ .qV)(config, environment, given);
}
/** Whether the input `images` asks for what this workflow run has built. */
function isOfThisRun(text) {
    return text?.trim() === OF_THIS_RUN;
}
function isDeclared({ file }) {
    return file !== undefined;
}
/**
 * The images of these names that this workflow run has built. The run's tag only says where to look: an image counts when a trusted signer
 * says that this run built exactly that digest from this commit. Throws an `environment` error for an image without the tag, and a `verdict`
 * error for a tag that points to anything else.
 */
async function findRunImages(context, names) {
    const tag = runTag(context);
    if (tag === undefined)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "Input 'images' is 'run', but this is no run of a GitHub workflow. Give JSON {\"name\": \"repository@sha256:…\"}.");
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .mapParallel */ .E)(names, PARALLEL, async (name) => [
        name,
        await findRunImage(context, name, tag),
    ]);
    return Object.fromEntries(found);
}
async function findRunImage(context, name, tag) {
    const repository = (0,_repositories_js__WEBPACK_IMPORTED_MODULE_3__/* .imageRepository */ .an)(context, (0,_select_js__WEBPACK_IMPORTED_MODULE_4__/* .findEntry */ .w4)(context.config.images, name, "images", context.config.file));
    const { host, path } = (0,_repositories_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRepository */ .T8)(repository);
    const image = await context.registryFor(host).findManifest(path, tag);
    if (!image)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `This run has built no image '${name}' that passed its test: '${repository}:${tag}' is not there. Let the job that builds it run before this one, or give the input 'images'.`);
    const { digest } = image.descriptor;
    const why = await whyNotBuilt(context, { name, repository, digest });
    if (why === undefined)
        return `${repository}@${digest}`;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The tag '${repository}:${tag}' points to ${digest}, of which no signed statement says that this run built it: ${why}. Run the job that builds '${name}' again with a key or an identity that is trusted here; whoever else may push to the repository may have moved the tag.`);
}
/** Why no statement counts; undefined when one does. */
async function whyNotBuilt(context, { name, repository, digest }) {
    const { bundles } = await context.store.find(digest, repository);
    const { trusted, ignored } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_5__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    const builds = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_5__/* .ofStage */ .i$)(trusted, "build").map(({ view }) => view);
    const { run } = context;
    const reasons = builds.map((view) => {
        if (view.contradiction !== undefined)
            return view.contradiction;
        if (view.facts.name !== name)
            return `it was built as '${view.facts.name}'`;
        if (!view.subjects.some((subject) => subject.digest === digest))
            return "the statement is about another digest";
        if (view.run.repository !== run.repository)
            return `it was built in ${view.run.repository}`;
        if (view.run.commit !== run.commit)
            return `it was built from commit ${view.run.commit}, and this is ${run.commit}`;
        if (!isOfRun(view, run))
            return `it was built in ${view.run.run}`;
        return undefined;
    });
    if (reasons.includes(undefined))
        return undefined;
    return (reasons[0] ?? ignored[0] ?? "there is none").replace(/\.$/, "");
}
/** Whether a statement is of any attempt of this run. A run's attempts have one address but for its end (`runnerContext` of kit). */
function isOfRun(view, run) {
    return withoutAttempt(view.run.run) === withoutAttempt(run.run);
}
function withoutAttempt(run) {
    return run.replace(/\/attempts\/\d+$/, "");
}


/***/ }),

/***/ 77159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ rollbackStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/refusal.js
var refusal = __webpack_require__(9856);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js
var rollout_status = __webpack_require__(42263);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/gate/rollback.js
var rollback = __webpack_require__(50619);
// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/kit/lib/image-reference.js
var image_reference = __webpack_require__(37975);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/approval-section.js
var approval_section = __webpack_require__(85044);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/deploy-section.js
var deploy_section = __webpack_require__(804);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/rollback-section.js




/** The report section of a rollback: what was proven of the revision that runs again, what runs, and how to undo it. */
function rollbackSection(context, environment, page) {
    const { target, proven, plan, outcome, others } = page;
    const section = (0,deploy_section/* deploySection */.b)(context, environment, plan, outcome, others);
    const { back } = section.overview ?? {};
    const undone = plan.lastGood;
    const undo = back?.command !== undefined && !outcome.rolledBack && undone !== undefined;
    return {
        ...section,
        id: `rollback-${environment.name}`,
        title: `Rollback of ${environment.name} to revision ${target.number}`,
        overview: {
            ...section.overview,
            ...(proven && { approvals: approvalsThen(proven) }),
            proven: [...(proven ? provenRows(environment, target, proven) : []), runningRow(environment, page)],
            back: undo ? { ...back, text: `To undo this rollback: it left ${(0,overview/* describeRevision */.hi)(undone)}. Applied migrations stay.` } : back,
        },
        blocks: [...section.blocks, recordBlock(proven)],
    };
}
/** The statements of the record that was gone back to, and the record itself as the release that it closed. */
function provenRows({ name }, { number }, { views }) {
    return views.flatMap((view) => {
        const { stage, verdict } = view;
        // Deployed was it then; what runs now has a row of its own.
        if (stage === "deploy")
            return [];
        return [{ stage, thing: stage === "release" ? `${name}, revision ${number}` : thingOf(view), verdict, by: view.run.run }];
    });
}
/** Nobody is asked about a rollback; what it brings back was approved when it was released. */
function approvalsThen({ views }) {
    return views.flatMap((view) => {
        if (view.stage !== "approve")
            return [];
        const row = (0,approval_section/* approvalRow */.g)(view.facts, view.verdict);
        return [{ ...row, what: `${row.what}, when it was released` }];
    });
}
function thingOf(view) {
    if (view.stage === "migrate")
        return view.facts.database.name;
    if ("name" in view.facts)
        return view.facts.name;
    return view.environment ?? view.subjects[0]?.name ?? "";
}
/** Whether the pods run what the target's record is about. */
function runningRow({ name }, { proven, outcome }) {
    const wanted = new Set(Object.values(proven?.images ?? {}).map((reference) => (0,image_reference/* imageOf */.d)(reference)?.digest));
    const on = outcome.pods.filter(({ digest }) => digest !== undefined && wanted.has(digest)).length;
    const pods = outcome.pods.length === 0 || !proven ? "" : `: ${on} of ${outcome.pods.length} pods on the record's digests`;
    return { stage: "deploy", thing: `${name}, revision ${outcome.revision}${pods}`, verdict: outcome.verdict };
}
function recordBlock(proven) {
    if (!proven)
        return { type: "text", text: "No evidence was asked for, so no record of this revision was looked for." };
    return {
        type: "facts",
        facts: [
            { label: "Record of the release", value: proven.payload },
            { label: "Released commit", value: proven.commit },
            ...Object.entries(proven.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
        ],
    };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deployment-plan.js + 1 modules
var deployment_plan = __webpack_require__(39896);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/github-deployment.js
var github_deployment = __webpack_require__(32227);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/rollback.js













/**
 * Brings an environment back to its last good revision, or to the revision numbered `to`. Before it changes anything it asks for the passing
 * record of that revision, with exactly the objects that the cluster keeps of it; it proves what runs afterwards, and puts the record of
 * what it went back to where a verification of the environment looks for it. Throws an `input` error in a dry run and when there is no
 * revision to go back to, and a `verdict` error when nothing proves that the revision was ever good.
 */
async function rollbackStage(context, environment, to) {
    const before = context.statements.length;
    const outcome = await rollBack(context, environment, to);
    // Beside the record that it has restored, where a verification of this commit looks for it whatever images run.
    for (const statement of context.statements.slice(before))
        await context.store.publish(statement, { subject: here(context, environment) });
    return outcome;
}
function rollBack(context, environment, to) {
    return (0,run_stage/* runStage */.S)(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        (0,deploy/* refuseDryRun */.Du)(context, "roll back");
        await (0,committed/* requireCommitted */.c)(context);
        return (0,cluster/* withCluster */.B)(context, environment, async (cluster) => {
            const application = { namespace: environment.namespace, application: context.config.name };
            const target = await (0,rollout_status/* findRollbackTarget */.L_)(cluster, application, to);
            const proven = await provenRelease(context, environment, target);
            const revision = { number: target.number, commit: target.commit, images: Object.values(proven?.images ?? {}) };
            const { plan, outcome } = await (0,github_deployment/* withGitHubDeployment */.t)(context, { environment, revision }, async () => {
                const rolledBack = await (0,rollout_status/* rollbackDeploy */.C5)(cluster, {
                    ...application,
                    to: target.number,
                    content: target.content,
                    environment: environment.name,
                    ...(0,deploy/* rolloutOptions */.iI)(context, environment),
                });
                return { ...rolledBack, verdict: rolledBack.outcome.verdict };
            });
            if (proven && outcome.verdict === "pass")
                await restoreRecord(context, environment, proven);
            const images = proven?.images ?? {};
            const others = (0,deployment_plan/* othersBeside */.g5)(images, plan);
            const tested = proven?.tested === true && (0,deploy/* isOfRelease */.$p)(images, outcome);
            return {
                verdict: outcome.verdict,
                note: `back to revision ${target.number} (commit ${target.commit.slice(0, 12)}): ${(0,deploy/* deployNote */.wm)(outcome, { tested, asked: proven !== undefined })}`,
                section: rollbackSection(context, environment, { target, proven, plan, outcome, others }),
                result: outcome,
                evidence: await evidenceOf(context, environment, cluster, {
                    images,
                    facts: (0,deploy/* deployFacts */.lo)(context, environment, plan, outcome),
                    outcome,
                    tested,
                    others,
                    backTo: proven && { revision: target.number, commit: proven.commit, release: proven.payload },
                }),
            };
        });
    });
}
async function evidenceOf(context, environment, cluster, { images, facts, outcome, tested, others, backTo }) {
    const subjects = [...(0,deploy/* provenImages */.vW)(images, outcome), ...(await (0,deploy/* liveSubjects */.CJ)(context, environment, cluster, outcome))];
    if (subjects.length === 0)
        return undefined;
    return {
        subjects,
        facts: {
            ...facts,
            content: await (0,deploy/* contentOf */.$E)(cluster, context, environment, outcome),
            images,
            others,
            tested,
            backTo,
        },
    };
}
/** Undefined when nobody asked for evidence. Throws a `verdict` error when it was asked for and is not there. */
async function provenRelease(context, environment, target) {
    if (!(0,demands/* demandsOn */.gq)(context, environment))
        return undefined;
    const { run, config, store } = context;
    const release = { application: config.name, environment: environment.name, commit: target.commit };
    const records = await store.findRecords((0,predicates/* releaseDigest */.cS)(release));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const { proven, finding } = (0,rollback/* findProvenRelease */.Z)(records, verify, {
        run,
        ...release,
        revision: target.number,
        content: target.content,
        isBound: target.isBound,
    });
    if (proven)
        return proven;
    throw new refusal/* Refusal */.P(environment.name, "nothing proves that what it would go back to was ever good", finding ? [finding] : []);
}
/** So that `waybill verify` of the environment judges what runs now, and a later rollback finds it under this commit too. */
async function restoreRecord(context, environment, { record }) {
    await (0,record_file/* writeRecord */.rh)((0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "record.json"), record);
    await context.store.publishRecord(record, { subject: here(context, environment) });
}
/** The release that this commit would be in the environment. */
function here({ config, run }, { name }) {
    return (0,predicates/* releaseDigest */.cS)({ application: config.name, environment: name, commit: run.commit });
}


/***/ }),

/***/ 74146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ statusStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42263);
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
            {
                type: "table",
                caption: "Objects of the last good revision",
                head: ["Object", "State", "Changed since"],
                rows: status.objects.map((object) => [
                    `${object.ref.kind}/${object.ref.name}`,
                    object.note,
                    object.drift.map((change) => change.path).join(", "),
                ]),
            },
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


/***/ }),

/***/ 50619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ findProvenRelease),
/* harmony export */   a: () => (/* binding */ findRollback)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69800);
/* harmony import */ var _judge_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48788);



/**
 * Finds the passing record of a revision among stored ones: every statement signed by a trusted signer, listed by the release statement that
 * closed it, which passed, and a deployment of exactly these objects. Otherwise says why nothing proves that the revision was ever good.
 */
function findProvenRelease(records, verify, target) {
    const reasons = [];
    // The newest first, so that what is said about a record is about the last one.
    for (const record of records.toReversed()) {
        const problem = recordProblem(record, verify, target);
        if (typeof problem === "string")
            reasons.push(problem);
        else
            return { proven: problem };
    }
    if (!target.isBound)
        return { finding: madeBefore(target) };
    return {
        finding: {
            rule: "evidence-missing",
            severity: "error",
            what: `No passing release record proves revision ${target.revision} of '${target.application}' in ${target.environment} (commit ${target.commit}).`,
            observed: reasons[0] ?? "there is no record of that release",
            next: "Go back to a revision that was released with evidence ('waybill rollback --to N'), or release the commit that you want to have again.",
        },
    };
}
/** Its content was digested another way then, so that no statement of now can be about it. */
function madeBefore({ application, environment, revision, commit }) {
    return {
        rule: "evidence-missing",
        severity: "error",
        what: `Revision ${revision} of '${application}' in ${environment} (commit ${commit}) was written by an earlier version of Waybill, which did not bind revisions to evidence, so nothing can prove what is in it.`,
        next: `Release commit ${commit} again with this version: that makes a revision that can be gone back to. In an emergency, 'kubectl' can bring the old objects back without evidence.`,
    };
}
function recordProblem(record, verify, target) {
    let views;
    try {
        views = record.statements.map((bundle) => verify(bundle).view);
    }
    catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    const release = views.at(-1);
    const closing = record.statements.at(-1);
    if (release?.stage !== "release" || !closing)
        return "the record does not end with a release statement";
    const { facts } = release;
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(release.verdict))
        return `the release was closed with ${release.verdict}`;
    const contradicting = views.find(({ contradiction }) => contradiction !== undefined);
    if (contradicting)
        return `its ${contradicting.stage} statement contradicts itself: ${contradicting.contradiction}`;
    const listed = facts.statements.map(({ payload }) => payload);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(record.statements.slice(0, -1).map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(listed) ||
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)((record.builds ?? []).map(_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(facts.builds))
        return "its statements are not the ones that its release statement lists";
    if (facts.application !== target.application || facts.environment !== target.environment)
        return "it is of another application or environment";
    const strange = views.find(({ run: own }) => own.repository !== target.run.repository || own.rehearsal !== target.run.rehearsal);
    if (strange)
        return `its ${strange.stage} statement is from ${strange.run.rehearsal ? "a rehearsal" : strange.run.repository}`;
    const deploy = views.findLast((view) => view.stage === "deploy");
    if (deploy?.stage !== "deploy" || deploy.facts.content !== target.content)
        return "its deployment was of other objects than the revision holds now";
    return { record, payload: (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(closing), images: facts.images, commit: release.run.commit, tested: deploy.facts.tested, views };
}
/**
 * The rollback that made a record the one of what runs: the newest deployment of the environment that a trusted signer signed, when it passed
 * and says that it went back to this very record. Undefined otherwise, so that nobody takes the record of any older release for the one that
 * runs. `bundles` are deployments wherever they were found; `record` must have been verified, its last statement above all.
 */
function findRollback(bundles, verify, record, of) {
    const closing = record.statements.at(-1);
    const deploys = (0,_judge_js__WEBPACK_IMPORTED_MODULE_3__/* .ofStage */ .i$)((0,_judge_js__WEBPACK_IMPORTED_MODULE_3__/* .judge */ .S4)(bundles, verify).trusted, "deploy").filter(({ view }) => view.run.repository === of.run.repository &&
        view.run.rehearsal === of.run.rehearsal &&
        view.facts.application === of.application &&
        view.facts.environment === of.environment);
    const newest = deploys.toSorted((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt)).at(-1);
    if (!closing || !newest || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(newest.view.verdict) || newest.view.contradiction !== undefined)
        return undefined;
    // Without it nothing says what runs since.
    if (!newest.view.subjects.some(({ kind }) => kind === "environment"))
        return undefined;
    return newest.view.facts.backTo?.release === (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(closing) ? newest : undefined;
}


/***/ })

};
