export const id = 4464;
export const ids = [4464];
export const modules = {

/***/ 2772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24697);


/** Reads every input of the action. */
function readInputs() {
    return { ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(), environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"), images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("images"), record: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("record") };
}


/***/ }),

/***/ 64464:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46342);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2772);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    // Verifying knows every stage; a wrong configuration need not wait for all that to load.
    const { closeRelease, verifyProject } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9090), __webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6063), __webpack_require__.e(2178), __webpack_require__.e(7314), __webpack_require__.e(5042), __webpack_require__.e(9181), __webpack_require__.e(7466), __webpack_require__.e(4627)]).then(__webpack_require__.bind(__webpack_require__, 27466));
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title: `Verification for ${environment.name}`, brief: environment.name }, async () => {
        if (inputs.record !== undefined) {
            const { outcomes } = await verifyProject(session, environment, { record: inputs.record });
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("record", inputs.record);
            return { outcomes };
        }
        const images = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .chooseImages */ .s6)(session, environment, inputs.images);
        const outcome = await closeRelease(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("record", outcome.result.recordPath);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("brief", outcome.result.briefPath);
        return { outcomes: [outcome], closed: { environment: environment.name, images } };
    });
});

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
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(82672);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(50076);
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
        const product = (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_6__/* .productOf */ .$7)(context.config);
        if ((0,_waybill_record__WEBPACK_IMPORTED_MODULE_7__/* .isOfAnother */ .TE)(view, product))
            return `it was built for the product '${view.product}', and this is '${product}'`;
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


/***/ })

};
