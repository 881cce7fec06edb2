export const id = 223;
export const ids = [223];
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
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94937);
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

/***/ }),

/***/ 22379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ dataSection),
/* harmony export */   t: () => (/* binding */ modelSection)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29462);

/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
function dataSection(result) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "File", value: result.source },
                { label: "Digest", value: result.digest },
                { label: "Rows", value: result.rows.toLocaleString("en") },
                { label: "Read in", value: (0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(result.durationMs) },
            ],
        },
        {
            type: "table",
            caption: "Checks",
            head: ["Check", "Verdict", "Observed", "Expected"],
            rows: result.checks.map((check) => [
                checkName(check),
                { text: check.verdict, verdict: check.verdict },
                check.observed,
                check.expected,
            ]),
        },
    ];
    if (result.findings.length > 0)
        blocks.push({ type: "findings", findings: result.findings });
    for (const check of result.checks) {
        if (check.chart)
            blocks.push({ type: "chart", title: `${checkName(check)} over time`, ...check.chart });
    }
    return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}
function checkName(check) {
    return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}
/** The report section of one model: format, files, metric gates. */
function modelSection(result) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Path", value: result.path },
                { label: "Digest", value: result.digest },
                { label: "Format", value: result.format },
                { label: "Size", value: `${result.size.toLocaleString("en")} bytes` },
            ],
        },
    ];
    if (result.gates.length > 0) {
        blocks.push({
            type: "table",
            caption: "Metric gates",
            head: ["Metric", "Verdict", "Observed", "In use now", "Expected"],
            rows: result.gates.map((gate) => [
                gate.metric,
                { text: gate.verdict, verdict: gate.verdict },
                gate.observed === undefined ? "missing" : String(gate.observed),
                gate.baseline === undefined ? "none" : String(gate.baseline),
                gate.expected,
            ]),
        });
    }
    if (result.findings.length > 0)
        blocks.push({ type: "findings", findings: result.findings });
    return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}


/***/ })

};
