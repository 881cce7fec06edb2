export const id = 22;
export const ids = [22];
export const modules = {

/***/ 89736:
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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78852);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89736);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const outcomes = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)((0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .selectEntries */ .XO)(session.config, "data", session.config.data, inputs.name, "give 'source' and 'checks'"), (entry) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .validateDataStage */ .z)(session, entry), (outputs) => {
        outputs.single("digest", ({ digest }) => digest);
        outputs.single("rows", ({ rows }) => rows);
        outputs.map("digests", ({ digest }) => digest);
    });
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, "Data validation", outcomes);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 50076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tk: () => (/* binding */ declarationOfModel),
/* harmony export */   _V: () => (/* binding */ declaredFiles),
/* harmony export */   gY: () => (/* binding */ declarationOfData)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72559);



/** Of what waybill.yml demands of a data set: evidence about other demands is no evidence. */
async function declarationOfData({ workspace }, entry) {
    const checks = entry.checks === undefined ? entry.inline : await digestAt(workspace, entry.checks);
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ checks: checks ?? null, history: entry.history ?? null });
}
/** Of what waybill.yml demands of a model. */
function declarationOfModel({ gate, allowPickle, metrics, baseline }) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ gate, allowPickle, metrics: metrics ?? null, baseline: baseline ?? null });
}
const known = new WeakMap();
/**
 * Reads them once for all gates of a run: large data is not hashed before every step. The verification at the end reads every file again.
 * Throws an `input` error that names each missing file.
 */
function declaredFiles(project, environment) {
    const byEnvironment = known.get(project.config) ?? new Map();
    known.set(project.config, byEnvironment);
    const files = byEnvironment.get(environment.name) ?? readFiles(project, environment);
    byEnvironment.set(environment.name, files);
    return files;
}
async function readFiles(project, environment) {
    const { config, workspace } = project;
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(project, "data", Object.keys(config.data));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(project, "models", Object.keys(config.models));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(project, "databases", environment.databases);
    const data = {};
    for (const entry of Object.values(config.data))
        data[entry.name] = {
            path: entry.source,
            digest: await digestAt(workspace, entry.source),
            declaration: await declarationOfData(project, entry),
        };
    const models = {};
    for (const entry of Object.values(config.models))
        models[entry.name] = { path: entry.path, digest: await digestAt(workspace, entry.path), declaration: declarationOfModel(entry) };
    const databases = {};
    for (const { name, migrations } of (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .databasesOf */ .oD)(config, environment))
        databases[name] = { path: migrations, digest: await digestAt(workspace, migrations) };
    return { data, models, databases };
}
async function digestAt(workspace, path) {
    return (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .resolveInWorkspace */ .S)(workspace, path, "path"))).digest;
}


/***/ }),

/***/ 29462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   ix: () => (/* binding */ megabytes)
/* harmony export */ });
/** A duration in milliseconds as people read it: `12 ms`, `3.4 s`. */
function seconds(milliseconds) {
    return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
/** A size in bytes as people read it, in powers of ten: `12 kB`, `3.4 MB`. */
function megabytes(bytes) {
    return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
/** The first 12 hex digits of a digest, enough to recognise it. */
function shortDigest(digest) {
    return digest.slice(7, 19);
}


/***/ }),

/***/ 1264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ mayContinue),
/* harmony export */   S: () => (/* binding */ runStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43855);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20581);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55860);




/**
 * Runs one stage: announces it, does the work, proves what the work says was proven (not in a dry run), and says how it ended. What the work
 * throws is thrown on in terms of the configuration, and then nothing is proven.
 */
async function runStage(context, id, stage, label, work) {
    context.signal.throwIfAborted();
    const startedAt = context.clock();
    const begun = performance.now();
    context.reporter.progress(label);
    const done = await work().catch((error) => {
        throw (0,_session_files_js__WEBPACK_IMPORTED_MODULE_0__/* .inTermsOfConfig */ .q$)(context.config, error);
    });
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
    context.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(durationMs).padStart(7)}  ${done.note}`);
    return {
        id,
        stage,
        label,
        verdict: done.verdict,
        note: context.redact(done.note),
        // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
        section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .redactSection */ .f)(done.section, context.redact),
        startedAt,
        durationMs,
        result: done.result,
        repeated: done.repeated,
    };
}
/** Whether a run may go on after this stage. */
function mayContinue(outcome) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isPassing */ .WG)(outcome.verdict);
}


/***/ })

};
