export const id = 8164;
export const ids = [8164];
export const modules = {

/***/ 19771:
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
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(93688);
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
