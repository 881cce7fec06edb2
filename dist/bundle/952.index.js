export const id = 952;
export const ids = [952];
export const modules = {

/***/ 85952:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkProject: () => (/* reexport safe */ _project_js__WEBPACK_IMPORTED_MODULE_1__.sh),
/* harmony export */   failUnlessPassed: () => (/* reexport safe */ _release_js__WEBPACK_IMPORTED_MODULE_0__.R),
/* harmony export */   planProject: () => (/* reexport safe */ _project_js__WEBPACK_IMPORTED_MODULE_1__.fU),
/* harmony export */   release: () => (/* reexport safe */ _release_js__WEBPACK_IMPORTED_MODULE_0__._),
/* harmony export */   rollbackProject: () => (/* reexport safe */ _project_js__WEBPACK_IMPORTED_MODULE_1__.UU),
/* harmony export */   verifyProject: () => (/* reexport safe */ _project_js__WEBPACK_IMPORTED_MODULE_1__.HN)
/* harmony export */ });
/* harmony import */ var _release_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74186);
/* harmony import */ var _project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85689);






















/***/ }),

/***/ 74186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ failUnlessPassed),
  _: () => (/* binding */ release)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/release-progress.js



/** What happened in a release so far, in order, and what it amounts to. */
class ReleaseProgress {
    outcomes = [];
    #chain;
    #environment;
    #current;
    constructor(table, config, environment) {
        this.#environment = environment;
        this.#chain = table.flatMap((row) => row.names(config, environment).map((name) => linkOf(row, name)));
    }
    /** Remembers what runs now, so that an error that ends the release can be drawn where it happened. */
    start(row, name) {
        this.#current = linkOf(row, name);
    }
    add(outcome) {
        this.outcomes.push(outcome);
        this.#current = undefined;
    }
    /** Whether a stage did not pass, so that nothing may follow. */
    isHalted() {
        return this.outcomes.some((outcome) => !(0,run_stage/* mayContinue */.D)(outcome));
    }
    verdict() {
        return (0,lib_verdict/* worstOf */.hm)(this.outcomes.map((outcome) => outcome.verdict));
    }
    /** The page of the release; `error` is what ended it early, when that was no verdict of a stage. */
    report({ run, config, dryRun, redact }, verdict, error) {
        const sections = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a)).map((outcome) => outcome.section);
        return {
            title: `Release of ${config.name} to ${this.#environment.name}`,
            subtitle: subtitleOf(verdict, dryRun),
            verdict,
            rehearsal: run.rehearsal,
            run: (0,reports/* runFacts */.pI)(run, run.actor),
            chain: this.#drawnChain(error !== undefined),
            sections: error === undefined ? sections : [this.#stopped(redact((0,lib_error/* headline */.Pl)(error))), ...sections],
        };
    }
    #stopped(why) {
        return {
            id: "stopped",
            title: `Stopped${this.#current ? ` at ${this.#current.label}` : ""}`,
            verdict: "fail",
            blocks: [{ type: "findings", findings: [{ rule: "stopped", severity: "error", what: why }] }],
        };
    }
    #drawnChain(isStopped) {
        return this.#chain.map((link) => {
            const outcome = this.outcomes.find((candidate) => candidate.id === link.id);
            if (outcome)
                return { ...link, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
            return { ...link, verdict: isStopped && link.id === this.#current?.id ? "fail" : "skipped" };
        });
    }
}
function linkOf(row, name) {
    return { id: `${row.id}/${name}`, label: row.label(name) };
}
function subtitleOf(verdict, dryRun) {
    if (!(0,lib_verdict/* isPassing */.WG)(verdict))
        return "The release stopped before it was complete.";
    return dryRun ? "A dry run: this is what would change; nothing was changed." : "Every stage passed, and the record proves it.";
}
/** What a release manager wants to see first: what went wrong, then the record, then the rest in the order of the chain. */
function prominence(outcome) {
    if (!(0,lib_verdict/* isPassing */.WG)(outcome.verdict))
        return 2;
    return outcome.stage === "release" ? 1 : 0;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/check-files.js
var check_files = __webpack_require__(76816);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/github-deployment.js

/**
 * Runs the changing part of a release inside a GitHub deployment, whose last status says how it ended. Without a GitHub connection it
 * only runs the work. A GitHub that does not answer never stops a release: the statuses are a courtesy, the record is the proof.
 */
async function withGitHubDeployment(context, release, work) {
    const id = await start(context, release);
    try {
        const verdict = await work();
        await finish(context, id, (0,lib_verdict/* isPassing */.WG)(verdict) ? "success" : "failure", (0,lib_verdict/* isPassing */.WG)(verdict) ? "Deployed and verified." : "Stopped; see the run.");
    }
    catch (error) {
        await finish(context, id, "error", context.redact((0,lib_error/* headline */.Pl)(error)));
        throw error;
    }
}
async function start(context, { environment, plan }) {
    if (!context.github || !plan || context.dryRun)
        return undefined;
    try {
        const { id } = await context.github.startDeployment({
            environment: environment.name,
            commit: context.run.commit,
            description: `Plan ${plan.digest.slice(7, 19)}`,
            payload: { plan: plan.digest, images: plan.images },
            production: environment.name === "production",
        });
        await context.github.setDeploymentStatus(id, {
            state: "in_progress",
            description: "Migrating and deploying.",
            logUrl: context.run.run,
        });
        return id;
    }
    catch (error) {
        context.reporter.warn(`The deployment could not be recorded on GitHub: ${(0,lib_error/* headline */.Pl)(error)}`);
        return undefined;
    }
}
async function finish(context, id, state, description) {
    if (id === undefined || !context.github)
        return;
    try {
        await context.github.setDeploymentStatus(id, { state, description, logUrl: context.run.run });
    }
    catch (error) {
        context.reporter.warn(`The deployment's status could not be set on GitHub: ${(0,lib_error/* headline */.Pl)(error)}`);
    }
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/table.js
var stages_table = __webpack_require__(95410);
;// CONCATENATED MODULE: ./packages/pipeline/lib/release.js






/**
 * Carries one release through the stages of the table. Stops at the first stage that does not pass; nothing after it runs. Every stage can be
 * repeated: what is in place already is recognised and said. Throws nothing: what ended it early is the result's `error`.
 */
async function release(session, options, table = stages_table/* STAGE_TABLE */.K) {
    const state = { environment: options.environment, approval: options.approval, table, images: { ...options.images } };
    const progress = new ReleaseProgress(table, session.config, options.environment);
    let error;
    try {
        await runPhases(session, state, progress);
    }
    catch (thrown) {
        error = session.signal.aborted ? session.signal.reason : thrown;
    }
    const verdict = error === undefined ? progress.verdict() : "fail";
    return {
        verdict,
        outcomes: progress.outcomes,
        report: progress.report(session, verdict, error),
        images: state.images,
        plan: state.plan,
        recordPath: state.recordPath,
        error,
    };
}
async function runPhases(session, state, progress) {
    const files = await (0,check_files/* checkFilesStage */.o)(session, state);
    if (!(0,run_stage/* mayContinue */.D)(files))
        return progress.add(files);
    await runPhase("check", session, state, progress);
    if (progress.isHalted())
        return;
    await runPhase("prepare", session, state, progress);
    // A dry run ends with the plan: it says what would happen and changes nothing.
    if (progress.isHalted() || session.dryRun)
        return;
    await runPhase("approve", session, state, progress);
    if (progress.isHalted())
        return;
    await withGitHubDeployment(session, state, async () => {
        await runPhase("change", session, state, progress);
        return progress.verdict();
    });
}
/** Runs the stages of a phase until one does not pass; checks go on, so that one run shows all that is wrong. */
async function runPhase(phase, session, state, progress) {
    for (const row of state.table.filter((candidate) => candidate.phase === phase)) {
        for (const name of row.names(session.config, state.environment)) {
            if (phase !== "check" && progress.isHalted())
                return;
            if (row.isGiven?.(state, name))
                continue;
            progress.start(row, name);
            progress.add(await row.run(session, state, name));
        }
    }
}
/** Throws the error that an edge reports when a release did not pass. */
function failUnlessPassed(result) {
    if (result.error !== undefined)
        throw result.error;
    if ((0,lib_verdict/* isPassing */.WG)(result.verdict))
        return;
    const bad = result.outcomes.find((outcome) => !(0,lib_verdict/* isPassing */.WG)(outcome.verdict));
    throw new lib_error/* ActionError */.lZ("verdict", bad ? `${bad.label}: ${bad.verdict}. ${sentence(bad.note)} Nothing after it has run.` : "The release did not pass.");
}
function sentence(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}


/***/ })

};
