export const id = 1901;
export const ids = [1901];
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
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61423);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8600);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(47955);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89736);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title: "Data validation" }, async () => {
        const outcomes = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)((0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .selectEntries */ .XO)(session.config, "data", session.config.data, inputs.name, "give 'source' and 'checks'"), async (entry) => {
            await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .requirePreconditions */ .v)(session, "validate", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .onlyScope */ .bD)({ data: [entry.name] }));
            return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .validateDataStage */ .z)(session, entry);
        }, (outputs) => {
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

/***/ 47955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ validateDataStage)
/* harmony export */ });
/* harmony import */ var _waybill_data__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45516);
/* harmony import */ var _sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22379);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50076);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Checks one data entry and proves what was found about its digest. Its history, which control charts compare with, grows by this run unless it is
 * a dry run, or `recordHistory` is false for somebody who only looks. Throws `input` for a source or check file that cannot be read.
 */
async function validateDataStage(context, entry, { recordHistory = true } = {}) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `validate-data/${entry.name}`, "validate-data", `Validate data ${entry.name}`, async () => {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(context, "data", [entry.name]);
        // As the check file is read: before the data, which may take minutes.
        const demanded = { declaration: await (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__/* .declarationOfData */ .gY)(context, entry), basis: await (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__/* .basisOfData */ .gd)(context, entry) };
        const result = await (0,_waybill_data__WEBPACK_IMPORTED_MODULE_3__/* .validateData */ .l)({
            name: entry.name,
            source: entry.source,
            workspace: context.workspace,
            checks: entry.checks ?? entry.inline ?? {},
            history: entry.history,
            now: context.clock(),
            recordHistory: recordHistory && !context.dryRun,
            reporter: context.reporter,
            signal: context.signal,
        });
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const failing = result.checks.filter((check) => check.verdict !== "pass");
        const count = `${result.rows.toLocaleString("en")} rows, ${result.checks.length} checks`;
        return {
            verdict: result.verdict,
            note: failing.length === 0
                ? count
                : `${count}; ${[
                    listed(failing, ["fail", "warn"], "not passed"),
                    // Nothing was found wrong with the data, and nothing right.
                    listed(failing, ["inconclusive"], "could not be evaluated"),
                ]
                    .filter((part) => part !== "")
                    .join("; ")}`,
            section: (0,_sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .dataSection */ .s)(result),
            result,
            evidence: {
                subjects: [{ kind: "path", name: result.source, digest: result.digest }],
                facts: {
                    name: result.name,
                    ...demanded,
                    rows: result.rows,
                    bytes: result.bytes,
                    checks: result.checks.map(({ check, column, level, verdict, observed, expected, failing: rows }) => ({
                        check,
                        column,
                        level,
                        verdict,
                        observed,
                        expected,
                        failing: rows,
                    })),
                },
            },
        };
    });
}
function listed(checks, verdicts, what) {
    const named = checks.filter(({ verdict }) => verdicts.includes(verdict));
    const names = named.map(({ check, column }) => (column ? `${check} of ${column}` : check));
    return names.length === 0 ? "" : `${names.join(", ")} ${what}`;
}


/***/ })

};
