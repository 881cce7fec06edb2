export const id = 5627;
export const ids = [5627];
export const modules = {

/***/ 19771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70650);



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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54878);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19771);



await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j)(step, inputs, inputs);
    // Loaded once the configuration holds: a wrong one need not wait for it.
    const { buildImages } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(4846), __webpack_require__.e(7314), __webpack_require__.e(6126)]).then(__webpack_require__.bind(__webpack_require__, 97571));
    await buildImages(session, inputs);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
