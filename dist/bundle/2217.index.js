export const id = 2217;
export const ids = [2217];
export const modules = {

/***/ 92709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24697);



const COMMANDS = ["plan", "check", "release", "verify", "rollback", "matrix"];
/** Reads every input of the action. */
function readInputs() {
    const approve = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("approve");
    if (approve !== undefined && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(approve))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("approve", `is '${approve}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the command plan`);
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_3__/* .readCommonInputs */ .di)(),
        command: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_3__/* .readChoice */ .Kf)("command", COMMANDS) ?? "release",
        environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("environment"),
        images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("images"),
        approve,
        record: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("record"),
        requireIdentity: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readBoolean */ .Vf)("require-identity"),
        buildArgs: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_3__/* .readPairs */ .SX)("build-args"),
    };
}


/***/ }),

/***/ 42217:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73415);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44627);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76614);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92709);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    if (inputs.requireIdentity)
        (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .requireSigner */ .S)(session);
    const { config } = session;
    const images = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .parseImages */ .eb)(inputs.images, config);
    if (inputs.command === "matrix") {
        for (const [kind, names] of Object.entries((0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .matrices */ .L)(config)))
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)(`matrix-${kind}`, JSON.stringify(names));
        return (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("verdict", "pass");
    }
    // Loaded here, so that a matrix or a wrong configuration does not wait for everything that a release could need.
    const { checkProject, failUnlessPassed, planProject, release, rollbackProject, verifyProject } = await Promise.all(/* import() */[__webpack_require__.e(1314), __webpack_require__.e(6177), __webpack_require__.e(4895), __webpack_require__.e(3688), __webpack_require__.e(174), __webpack_require__.e(9833), __webpack_require__.e(5042), __webpack_require__.e(8373)]).then(__webpack_require__.bind(__webpack_require__, 54402));
    switch (inputs.command) {
        case "check": {
            const checked = await checkProject(session);
            await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .commentOnPullRequest */ .rh)(session, `check-${config.name}`, checked.report);
            return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, `Checks of ${config.name}`, checked.outcomes);
        }
        case "rollback":
            return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, `Rollback of ${config.name}`, (await rollbackProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .findEnvironment */ .jY)(config, inputs.environment))).outcomes);
        case "verify": {
            const { outcomes } = await verifyProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .findEnvironment */ .jY)(config, inputs.environment), inputs);
            return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, `Verification of ${config.name}`, outcomes);
        }
        case "plan": {
            const planned = await planProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .findEnvironment */ .jY)(config, inputs.environment), images);
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", planned.plan.digest);
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plans", JSON.stringify({ deploy: planned.plan.components.deploy, databases: planned.plan.components.databases }));
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("images", JSON.stringify(planned.images));
            await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .commentOnPullRequest */ .rh)(session, `plan-${config.name}-${planned.plan.environment}`, planned.report);
            return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, `Plan for ${planned.plan.environment}`, planned.outcomes);
        }
        case "release": {
            const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .findEnvironment */ .jY)(config, inputs.environment);
            const result = await release(session, { environment, images, approval: approvalOf(inputs) });
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", result.plan?.digest);
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("images", JSON.stringify(result.images));
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("record", result.recordPath);
            const closed = result.recordPath === undefined ? undefined : { environment: environment.name, images: result.images };
            await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .publishReport */ .S3)(session, result.report, closed);
            return failUnlessPassed(result);
        }
    }
});
function approvalOf(inputs) {
    return inputs.approve === undefined ? { kind: "github", oneJob: true } : { kind: "digest", digest: inputs.approve };
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 44627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ matrices)
/* harmony export */ });
function matrices(config) {
    return {
        images: Object.keys(config.images),
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        databases: Object.keys(config.databases),
        environments: Object.keys(config.environments),
    };
}


/***/ }),

/***/ 64581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor),
/* harmony export */   wM: () => (/* binding */ knownImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);

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
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}`);
    return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(parsed) ? parsed : {};
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


/***/ })

};
