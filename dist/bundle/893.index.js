export const id = 893;
export const ids = [893];
export const modules = {

/***/ 19771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);



/** Reads every input of the action. */
function readInputs() {
    const entry = readEntry();
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        name: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name"),
        entry,
        buildArgs: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readPairs */ .SX)("build-args"),
        tags: readTags(),
    };
}
function readEntry() {
    const name = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name");
    const context = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("context");
    const repository = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("image");
    const keys = {
        dockerfile: { input: "dockerfile", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("dockerfile") },
        repository: { input: "image", value: repository },
        probe: { input: "probe", value: readProbe() },
    };
    if (context !== undefined)
        return {
            section: "images",
            name: { input: "name", value: name ?? "image" },
            keys: { context: { input: "context", value: context }, ...keys },
            // The login is for the registry that the image goes to.
            registry: /^([^/]*[.:][^/]*|localhost)\//.exec(repository ?? "")?.[1],
        };
    for (const { input, value } of Object.values(keys))
        if (value !== undefined)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, "goes with 'context'; for an image of waybill.yml say it there");
    return undefined;
}
function readProbe() {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("probe");
    if (text === undefined)
        return undefined;
    const match = /^(\d{1,5})(\/\S*)?$/.exec(text);
    if (!match)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("probe", `is '${text}'; write PORT/path, for example 8080/healthz`);
    return { port: Number(match[1]), path: match[2] ?? "/" };
}
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests says what a tag may be. */
function readTags() {
    const tags = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)("tags");
    for (const tag of tags) {
        if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag))
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("tags", `has '${tag}'; a tag is 1 to 128 letters, digits, '_', '.' or '-', not starting with '.' or '-'`);
    }
    return tags.length > 0 ? tags : undefined;
}


/***/ }),

/***/ 85627:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78300);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19771);





await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const images = (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .selectEntries */ .XO)(session.config, "images", session.config.images, inputs.name, "describe an image with 'context'");
    const outcomes = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(images, async (image) => {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .buildStage */ .Z)(session, image, inputs.tags);
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .isPassing */ .WG)(outcome.verdict) && !session.dryRun)
            await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .appendArtifact */ .Lq)(`oci://${outcome.result.reference}`);
        return outcome;
    }, (outputs) => {
        outputs.single("digest", ({ digest }) => digest);
        outputs.single("image", ({ reference }) => reference);
        outputs.single("tags", ({ tags }) => tags.join("\n"));
        outputs.single("size", ({ size }) => size);
        outputs.map("digests", ({ digest }) => digest);
        outputs.map("images", ({ reference }) => reference);
    });
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, "Image build", outcomes);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 67019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isAlive)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Whether a process with this id runs, whoever owns it. */
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isSystemError */ .Or)(error, "EPERM");
    }
}


/***/ })

};
