export const id = 5225;
export const ids = [5225];
export const modules = {

/***/ 89736:
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
    const source = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("source");
    const checks = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("checks");
    const history = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("history");
    if (source === undefined) {
        if (checks !== undefined || history !== undefined)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("source", "is needed beside 'checks' and 'history'");
        return undefined;
    }
    if (checks === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("checks", `is needed beside 'source'; give a check file for '${source}'`);
    return {
        section: "data",
        name: { input: "name", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name") ?? "data" },
        keys: {
            source: { input: "source", value: source },
            checks: { input: "checks", value: checks },
            history: { input: "history", value: history },
        },
    };
}


/***/ }),

/***/ 78588:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94895);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89736);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title: "Data validation" }, async () => {
        const outcomes = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)((0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .selectEntries */ .XO)(session.config, "data", session.config.data, inputs.name, "give 'source' and 'checks'"), (entry) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .validateDataStage */ .z)(session, entry), (outputs) => {
            outputs.single("digest", ({ digest }) => digest);
            outputs.single("rows", ({ rows }) => rows);
            outputs.map("digests", ({ digest }) => digest);
        });
        return { outcomes };
    });
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
