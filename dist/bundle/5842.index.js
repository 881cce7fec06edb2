export const id = 5842;
export const ids = [5842];
export const modules = {

/***/ 40289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24697);



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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19833);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40289);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title: "Model validation" }, async () => {
        const outcomes = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)((0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .selectEntries */ .XO)(session.config, "models", session.config.models, inputs.name, "give 'path'"), (entry) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .validateModelStage */ .o)(session, entry), (outputs) => {
            outputs.single("digest", ({ digest }) => digest);
            outputs.single("format", ({ format }) => format);
            outputs.map("digests", ({ digest }) => digest);
        });
        return { outcomes };
    });
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
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43129);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76954);




/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
function dataSection(result) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(result.findings),
        {
            type: "facts",
            facts: [
                { label: "File", value: result.source },
                { label: "Digest", value: result.digest },
                { label: "Rows", value: result.rows.toLocaleString("en") },
                { label: "Read in", value: (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(result.durationMs) },
            ],
        },
        ...(0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .foldRows */ .$)({
            type: "table",
            caption: "Checks",
            head: ["Check", "Verdict", "Observed", "Expected"],
            rows: result.checks.map((check) => [
                checkName(check),
                { text: check.verdict, verdict: check.verdict },
                check.observed,
                check.expected,
            ]),
        }, isPassedRow, (count) => `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(count, "check")} passed`),
        ...chartBlocks(result.checks),
    ];
    return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}
/** The charts of checks that did not pass; those of the others fold away with them. */
function chartBlocks(checks) {
    const drawn = checks.flatMap((check) => check.chart ? [{ check, block: { type: "chart", title: `${checkName(check)} over time`, ...check.chart } }] : []);
    const passed = drawn.filter(({ check }) => check.verdict === "pass").map(({ block }) => block);
    return [
        ...drawn.filter(({ check }) => check.verdict !== "pass").map(({ block }) => block),
        ...(passed.length > 0 ? [{ type: "details", summary: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(passed.length, "control chart"), blocks: passed }] : []),
    ];
}
function isPassedRow(row) {
    return row.some((cell) => typeof cell !== "string" && cell.verdict === "pass");
}
function checkName(check) {
    return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}
/** The report section of one model: format, files, metric gates. */
function modelSection(result) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(result.findings),
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
    return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}


/***/ }),

/***/ 1264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ mayContinue),
/* harmony export */   S: () => (/* binding */ runStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43855);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20581);
/* harmony import */ var _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9856);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29462);
/* harmony import */ var _sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80718);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55860);






/**
 * Runs one stage: announces it, does the work, proves what the work says was proven (not in a dry run), and says how it ended. What the work
 * throws is thrown on in terms of the configuration, and then nothing is proven; either way `context.outcomes` has how it ended.
 */
async function runStage(context, id, stage, label, work) {
    context.signal.throwIfAborted();
    const startedAt = context.clock();
    const begun = performance.now();
    context.reporter.progress(label);
    const ended = { id, stage, label, startedAt };
    try {
        const done = await work();
        if (done.evidence && !context.dryRun) {
            const evidence = {
                stage,
                verdict: done.verdict,
                startedAt: startedAt.toISOString(),
                finishedAt: context.clock().toISOString(),
                ...done.evidence,
            };
            await context.prove(evidence);
        }
        const durationMs = performance.now() - begun;
        const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
        context.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(durationMs).padStart(7)}  ${done.note}`);
        const outcome = {
            ...ended,
            verdict: done.verdict,
            note: context.redact(done.note),
            // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
            section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_1__/* .redactSection */ .f)(done.section, context.redact),
            durationMs,
            result: done.result,
            repeated: done.repeated,
        };
        context.outcomes.push(outcome);
        return outcome;
    }
    catch (thrown) {
        const changed = context.outcomes.filter((earlier) => (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_2__/* .isChanging */ .Kn)(earlier.id, earlier.stage) && earlier.repeated === undefined);
        const inTerms = (0,_session_files_js__WEBPACK_IMPORTED_MODULE_3__/* .inTermsOfConfig */ .q$)(context.config, thrown);
        // A refusal speaks of its own stage, and people read it as the end of the whole run.
        const error = inTerms instanceof _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P && changed.length > 0 ? inTerms.after(changed.map((earlier) => earlier.label)) : inTerms;
        const [note = ""] = context.redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .headline */ .Pl)(error)).split("\n");
        const section = (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_2__/* .stoppedSection */ .xQ)({ id, label, changes: !context.dryRun && (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_2__/* .isChanging */ .Kn)(id, stage) }, error);
        context.outcomes.push({
            ...ended,
            verdict: "fail",
            note,
            section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_1__/* .redactSection */ .f)(section, context.redact),
            durationMs: performance.now() - begun,
            result: undefined,
            stoppedBy: error,
        });
        throw error;
    }
}
/** Whether a run may go on after this stage. */
function mayContinue(outcome) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(outcome.verdict);
}


/***/ })

};
