export const id = 5534;
export const ids = [5534,3129];
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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94895);
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

/***/ 76954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MB: () => (/* binding */ deployBlocks),
  k5: () => (/* binding */ findingsBlock),
  X1: () => (/* binding */ migrationBlocks),
  lA: () => (/* binding */ planSection)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/report/lib/fold.js
var fold = __webpack_require__(43129);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/change-text.js

/** Lines of a text that did not change and stand beside one that did. */
const CONTEXT_LINES = 2;
/**
 * What happens to an object, field by field, as a diff: `- spec.replicas: 1`, `+ spec.replicas: 2`. Values of Secrets are hidden already; nothing
 * is cut, because a person approves it.
 */
function changeText(object) {
    return object.diff.flatMap(changeLines).join("\n");
}
function changeLines({ path, before, after }) {
    if (isLongText(before) && isLongText(after))
        return [`  ${path}: |`, ...textLines(before.split("\n"), after.split("\n")).map((line) => `${line[0] ?? " "}   ${line.slice(1)}`)];
    return [...fieldLines(path, before).map((line) => `- ${line}`), ...fieldLines(path, after).map((line) => `+ ${line}`)];
}
/** Every field below a value on a line of its own; nothing for a value that is not there. */
function fieldLines(path, value) {
    if (value === undefined)
        return [];
    if ((0,json/* isRecord */.u4)(value) && Object.keys(value).length > 0)
        return Object.entries(value).flatMap(([key, member]) => fieldLines(joinPath(path, key), member));
    if (Array.isArray(value) && value.length > 0)
        return value.flatMap((item, index) => fieldLines(`${path}[${itemName(item) ?? index}]`, item));
    if (isLongText(value))
        return [
            `${path}: |`,
            ...value
                .replace(/\n$/, "")
                .split("\n")
                .map((line) => `  ${line}`),
        ];
    return [`${path}: ${typeof value === "string" ? showText(value) : JSON.stringify(value)}`];
}
function isLongText(value) {
    return typeof value === "string" && value.includes("\n");
}
/** A text as YAML would show it: quoted where it could be taken for something else. */
function showText(text) {
    return /^[A-Za-z/][\w./:@%+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}
function joinPath(path, key) {
    const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
    return path === "" ? step : `${path}.${step}`;
}
function itemName(item) {
    return (0,json/* isRecord */.u4)(item) && typeof item["name"] === "string" ? `name=${item["name"]}` : undefined;
}
/** The lines that differ between two texts, each with its sign, and those around them; how many others there are is said. */
function textLines(before, after) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start])
        start++;
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end])
        end++;
    const head = before.slice(0, start);
    const tail = before.slice(before.length - end);
    return [
        ...unchanged(head.slice(0, -CONTEXT_LINES)),
        ...head.slice(-CONTEXT_LINES).map((line) => ` ${line}`),
        ...before.slice(start, before.length - end).map((line) => `-${line}`),
        ...after.slice(start, after.length - end).map((line) => `+${line}`),
        ...tail.slice(0, CONTEXT_LINES).map((line) => ` ${line}`),
        ...unchanged(tail.slice(CONTEXT_LINES)),
    ];
}
function unchanged(lines) {
    return lines.length === 0 ? [] : [` … ${(0,lib_text/* countOf */.pq)(lines.length, "line")} as before`];
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/plan-section.js





/**
 * The report section that a release manager approves: what cannot be applied, every object with its changes, all pending SQL. `proofs` is what
 * the gate found before the plan.
 */
function planSection(plan, proofs) {
    const { environment, digest } = plan;
    const blocks = [
        ...findingsBlock(plan.findings),
        {
            type: "facts",
            facts: [
                { label: "Environment", value: environment },
                { label: "Commit", value: plan.components.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    return {
        id: `plan-${environment}`,
        title: `Plan for ${environment}`,
        verdict: (0,verdict/* verdictOf */.Vj)(plan.findings),
        overview: {
            plan: digest,
            changes: [
                ...Object.entries(plan.migrations).flatMap(([name, { pending }]) => (0,overview/* migrationChanges */.qQ)(name, pending, "planned")),
                ...(0,overview/* objectChanges */.Bx)(plan.deploy, "planned"),
            ],
            ...(proofs ? { proven: (0,overview/* proofRows */.u4)(proofs) } : {}),
            approvals: [
                {
                    by: "Nobody yet:",
                    verdict: "missing",
                    what: `plan ${(0,format/* shortDigest */.VK)(digest)} waits for its approval. On GitHub, quote its digest in the review; at a terminal:`,
                    next: `waybill release -e ${environment} --approve ${digest}`,
                },
            ],
            back: (0,overview/* wayBack */.lZ)(environment, plan.deploy.lastGoodRevision, "planned"),
        },
        blocks,
    };
}
/** What a migration plan would run, with all of its SQL. */
function migrationBlocks(name, plan) {
    const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
    if (plan.pending.length === 0)
        return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
    return [
        {
            type: "table",
            caption: `Pending migrations of database ${name} (${target})`,
            head: ["Version", "Name", "File", "Transaction"],
            rows: plan.pending.map((migration) => [
                migration.version,
                migration.name,
                { text: migration.file, code: true },
                migration.transactional ? "yes" : "no, statement by statement",
            ]),
        },
        ...plan.pending.map(({ file, sql }) => ({
            type: "code",
            language: "sql",
            text: sql,
            caption: `SQL that will run: ${file}`,
            whole: true,
        })),
    ];
}
/** What a deploy plan would change, object by object and field by field. */
function deployBlocks(plan) {
    const created = plan.objects.filter((object) => object.action === "create");
    const changed = plan.objects.filter((object) => object.action !== "create" && object.action !== "unchanged");
    return [
        ...(0,fold/* foldRows */.$)({
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            align: ["left", "left", "left", "right"],
            rows: plan.objects.map((object) => [
                { text: nameOf(object), code: true },
                object.action,
                placeOf(object),
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        }, (row) => row[1] === "unchanged", (count) => `${(0,lib_text/* countOf */.pq)(count, "object does", "objects do")} not change`),
        ...changed.map(changeBlock),
        // What is new has every field in its diff, which hides what changes; on a page it unfolds.
        ...(created.length > 0
            ? [
                {
                    type: "details",
                    summary: `${(0,lib_text/* countOf */.pq)(created.length, "new object")}, field by field`,
                    whole: true,
                    blocks: created.map(changeBlock),
                },
            ]
            : []),
    ];
}
function changeBlock(object) {
    const text = changeText(object);
    const caption = `${object.action} ${nameOf(object)} (${placeOf(object)})`;
    if (text === "")
        return { type: "text", text: `${caption}: its fields are not known; see the findings.` };
    return { type: "code", language: "diff", text, caption, whole: true };
}
function nameOf({ ref }) {
    return `${ref.kind}/${ref.name}`;
}
function placeOf({ file, line, action }) {
    if (file !== "")
        return `${file}:${line}`;
    return action === "delete" ? "no longer in the manifests" : "waybill.yml";
}
/** The findings as a block; none when there are none. */
function findingsBlock(findings) {
    return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
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


/***/ }),

/***/ 43129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ foldRows),
/* harmony export */   _: () => (/* binding */ MAX_OPEN_LINES)
/* harmony export */ });
/** Code of more lines than this folds away on pages and in Markdown. */
const MAX_OPEN_LINES = 60;
/**
 * A table whose quiet rows (those that passed, or that do not change) fold away behind a line that says how many they are: `52 checks passed`.
 * When all rows are loud or all quiet there is only the one part.
 */
function foldRows(table, isQuiet, summary) {
    const quiet = table.rows.filter(isQuiet);
    const loud = table.rows.filter((row, index) => !isQuiet(row, index));
    return [
        ...(loud.length > 0 ? [{ ...table, rows: loud }] : []),
        ...(quiet.length > 0 ? [{ type: "details", summary: summary(quiet.length), blocks: [{ ...table, rows: quiet }] }] : []),
    ];
}


/***/ })

};
