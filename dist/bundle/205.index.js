export const id = 205;
export const ids = [205];
export const modules = {

/***/ 40289:
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
    return { ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(), name: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name"), entry };
}
function readEntry() {
    const path = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("path");
    const companions = { metrics: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("metrics"), baseline: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("baseline"), gate: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readYaml */ .gM)("gate") };
    const keys = Object.fromEntries(Object.entries({ path, ...companions }).map(([key, value]) => [key, { input: key, value }]));
    if (path !== undefined)
        return { section: "models", name: { input: "name", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name") ?? "model" }, keys };
    const given = Object.entries(companions).flatMap(([key, value]) => (value === undefined ? [] : [key]));
    if (given.length > 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("path", `is needed beside '${given.join("', '")}'`);
    return undefined;
}


/***/ }),

/***/ 12205:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8491);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40289);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const outcomes = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)((0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .selectEntries */ .XO)(session.config, "models", session.config.models, inputs.name, "give 'path'"), (entry) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .validateModelStage */ .o)(session, entry), (outputs) => {
        outputs.single("digest", ({ digest }) => digest);
        outputs.single("format", ({ format }) => format);
        outputs.map("digests", ({ digest }) => digest);
    });
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, "Model validation", outcomes);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
