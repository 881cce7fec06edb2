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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2772);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    // Verifying knows every stage; a wrong configuration need not wait for all that to load.
    const { closeRelease, verifyProject } = await Promise.all(/* import() */[__webpack_require__.e(1314), __webpack_require__.e(6177), __webpack_require__.e(4895), __webpack_require__.e(3688), __webpack_require__.e(174), __webpack_require__.e(9833), __webpack_require__.e(5042), __webpack_require__.e(4402)]).then(__webpack_require__.bind(__webpack_require__, 54402));
    const title = `Verification for ${environment.name}`;
    if (inputs.record !== undefined) {
        const { outcomes } = await verifyProject(session, environment, { record: inputs.record });
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("record", inputs.record);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, outcomes);
    }
    const images = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .imagesFor */ .qV)(session.config, environment, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .parseImages */ .eb)(inputs.images, session.config));
    const outcome = await closeRelease(session, environment, images);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("record", outcome.result.recordPath);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("brief", outcome.result.briefPath);
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome], { environment: environment.name, images });
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
