export const id = 186;
export const ids = [186];
export const modules = {

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


/***/ }),

/***/ 76816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ checkFilesStage)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86180);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);


/** Looks for every file and folder that the configuration names, so that a misspelt one is found before anything is built or changed. */
async function checkFilesStage(context, needed) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, "files", "plan", "Find the named files", async () => {
        const { workspace, config } = context;
        const names = {
            data: undefined,
            models: undefined,
            images: needed?.environment.images.filter((name) => !Object.hasOwn(needed.images, name)),
            databases: needed?.environment.databases,
            environments: needed && [needed.environment.name],
        };
        const sections = ["data", "models", "images", "databases", "environments"];
        const found = await Promise.all(sections.map((section) => (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .checkFiles */ .g)(workspace, config, section, names[section])));
        const findings = found.flat();
        for (const finding of findings)
            context.reporter.finding(finding);
        const [first] = findings;
        const verdict = first === undefined ? "pass" : "fail";
        return {
            verdict,
            note: first === undefined ? "everything that is named is there" : (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .describeProblem */ .BJ)(first),
            result: findings,
            section: {
                id: "files",
                title: "Files",
                verdict,
                blocks: first === undefined
                    ? [{ type: "text", text: "Every file and folder that is named is there." }]
                    : [{ type: "findings", findings }],
            },
        };
    });
}


/***/ }),

/***/ 18895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ planStage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(22079);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(29462);
/* harmony import */ var _sections_plan_section_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80668);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72559);
/* harmony import */ var _deployment_plan_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(80749);
/* harmony import */ var _migration_plan_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(19276);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1264);








/** Plans migrations and deployment of one environment against what is there now, and proves the plan; changes nothing else. */
async function planStage(context, environment, images) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)(context, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
        const result = await planRelease(context, environment, images);
        for (const finding of result.findings)
            context.reporter.finding(finding);
        return {
            verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .verdictOf */ .Vj)(result.findings),
            note: result.findings.find((finding) => finding.severity === "error")?.what ?? planNote(result),
            section: (0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_3__/* .planSection */ .lA)(result),
            result,
            evidence: {
                subjects: [{ name: `plan/${environment.name}`, digest: result.digest }, ...(await configSubjects(context))],
                // The name is part of the signed format; see PlanComponents.
                facts: { parts: result.components },
            },
        };
    });
}
async function planRelease(context, environment, images) {
    const migrations = {};
    for (const database of (0,_session_select_js__WEBPACK_IMPORTED_MODULE_4__/* .databasesOf */ .oD)(context.config, environment))
        migrations[database.name] = await (0,_migration_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .planDatabase */ .$C)(context, database);
    const deploy = await (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .planDeployment */ .H)(context, environment, images);
    const components = {
        environment: environment.name,
        commit: context.run.commit,
        images,
        databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
        deploy: deploy.plan.digest,
    };
    return {
        environment: environment.name,
        images,
        migrations,
        deploy: deploy.plan,
        findings: [...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings],
        components,
        digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .digestOfJson */ .Qs)(components),
    };
}
function planNote({ digest, migrations, deploy }) {
    const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
    const changes = deploy.objects.filter((object) => object.action !== "unchanged").length;
    return `${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_8__/* .shortDigest */ .VK)(digest)}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .countOf */ .pq)(pending, "migration")}, ${changes} of ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .countOf */ .pq)(deploy.objects.length, "object")} to change`;
}
async function configSubjects({ workspace, config: { file } }) {
    if (file === undefined)
        return [];
    const { digest } = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .digestOfPath */ .B$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(workspace, file));
    return [{ name: file, digest }];
}


/***/ }),

/***/ 95410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ STAGE_TABLE)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(26788);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72559);
/* harmony import */ var _approve_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(78563);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(78300);
/* harmony import */ var _deploy_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(98691);
/* harmony import */ var _session_image_references_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64581);
/* harmony import */ var _migrate_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(98487);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18895);
/* harmony import */ var _validate_data_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78852);
/* harmony import */ var _validate_model_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94937);
/* harmony import */ var _verify_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(79383);












const environmentName = (_, { name }) => [name];
/**
 * The stages of a release, in the order in which they run. Release, report, policy, collecting and verification all read this table, so a new
 * stage is a row here and a file beside it; the README of the package names the other two places.
 */
const STAGE_TABLE = [
    {
        id: "validate-data",
        phase: "check",
        proves: ["validate-data"],
        names: (config) => Object.keys(config.data),
        label: (name) => `Data ${name}`,
        queries: (scope) => queries(scope, "validate-data", Object.values(scope.config.data).map(({ source }) => source)),
        run: (session, _, name) => (0,_validate_data_js__WEBPACK_IMPORTED_MODULE_1__/* .validateDataStage */ .z)(session, (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .findEntry */ .w4)(session.config.data, name, "data", session.config.file)),
    },
    {
        id: "validate-model",
        phase: "check",
        proves: ["validate-model"],
        names: (config) => Object.keys(config.models),
        label: (name) => `Model ${name}`,
        queries: (scope) => queries(scope, "validate-model", Object.values(scope.config.models).map(({ path }) => path)),
        run: (session, _, name) => (0,_validate_model_js__WEBPACK_IMPORTED_MODULE_3__/* .validateModelStage */ .o)(session, (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .findEntry */ .w4)(session.config.models, name, "models", session.config.file)),
    },
    {
        id: "build",
        phase: "prepare",
        proves: ["build", "test"],
        names: (_, environment) => environment.images,
        label: (name) => `Build ${name}`,
        queries: async (scope) => Object.values(scope.images)
            .map(_session_image_references_js__WEBPACK_IMPORTED_MODULE_4__/* .splitReference */ .mQ)
            .flatMap((image) => [
            { stage: "build", ...image },
            { stage: "test", ...image },
        ]),
        isGiven: (release, name) => Object.hasOwn(release.images, name),
        async run(session, release, name) {
            const built = await (0,_build_js__WEBPACK_IMPORTED_MODULE_5__/* .buildStage */ .Z)(session, (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .findEntry */ .w4)(session.config.images, name, "images", session.config.file));
            release.images[name] = built.result.reference;
            return built;
        },
    },
    {
        id: "plan",
        phase: "prepare",
        proves: ["plan"],
        names: environmentName,
        label: () => "Plan",
        queries: (scope) => queries(scope, "plan", scope.config.file === undefined ? [] : [scope.config.file]),
        async run(session, release) {
            const planned = await (0,_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .planStage */ .c)(session, release.environment, release.images);
            release.plan = planned.result;
            return planned;
        },
    },
    {
        id: "approve",
        phase: "approve",
        proves: ["approve"],
        names: environmentName,
        label: () => "Approve",
        // Its subject is the plan, which is found first: see evidence/collect.ts.
        queries: async () => [],
        run: (session, release) => (0,_approve_js__WEBPACK_IMPORTED_MODULE_7__/* .approveStage */ .W)(session, release.environment, planOf(release), release.approval),
    },
    {
        id: "migrate",
        phase: "change",
        proves: ["migrate"],
        names: (_, environment) => environment.databases,
        label: (name) => `Migrate ${name}`,
        queries: (scope) => queries(scope, "migrate", (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .databasesOf */ .oD)(scope.config, scope.environment).map(({ migrations }) => migrations)),
        run: (session, release, name) => (0,_migrate_js__WEBPACK_IMPORTED_MODULE_8__/* .migrateStage */ .U)(session, (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .findEntry */ .w4)(session.config.databases, name, "databases", session.config.file), release.environment.name, planOf(release).components.databases[name]),
    },
    {
        id: "deploy",
        phase: "change",
        proves: ["deploy"],
        names: environmentName,
        label: () => "Deploy",
        queries: (scope) => queries(scope, "deploy", scope.environment.manifests),
        run: (session, release) => (0,_deploy_js__WEBPACK_IMPORTED_MODULE_9__/* .deployStage */ .eM)(session, release.environment, release.images, planOf(release).components.deploy),
    },
    {
        id: "verify",
        phase: "change",
        // The release statement closes the record and is no evidence that a policy could demand of it.
        proves: [],
        names: environmentName,
        label: () => "Verify",
        queries: async () => [],
        async run(session, release) {
            const verified = await (0,_verify_js__WEBPACK_IMPORTED_MODULE_10__/* .verifyStage */ .U)(session, release.table, release.environment, release.images);
            release.recordPath = verified.result.recordPath;
            return verified;
        },
    },
];
/** One query for each path, by the digest that it has now. */
async function queries({ workspace }, stage, paths) {
    return Promise.all(paths.map(async (path) => ({ stage, digest: await pathDigest(workspace, path) })));
}
async function pathDigest(workspace, path) {
    return (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .digestOfPath */ .B$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(workspace, path))).digest;
}
/** A stage that follows a plan never runs without one: the table's order is the order of a release. */
function planOf({ plan, environment }) {
    if (plan)
        return plan;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_12__/* .ActionError */ .lZ("verdict", `Nothing was planned for ${environment.name}, so nothing may be changed there. Run the stage 'plan' first.`);
}


/***/ }),

/***/ 79383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ verifyRecordStage),
  U: () => (/* binding */ verifyStage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/policy.js
var policy = __webpack_require__(37548);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/record/lib/bundle.js
var lib_bundle = __webpack_require__(75207);
// EXTERNAL MODULE: ./packages/record/lib/statement.js
var lib_statement = __webpack_require__(39590);
;// CONCATENATED MODULE: ./packages/record/lib/record-file.js




const INDENT = 1;
const RECORD_TYPE = "application/vnd.waybill.record.v1+json";
/** Closes a release: signs a statement that lists the payload digests of all others in order, so that none can be swapped, dropped or added. */
async function createRecord(bundles, release, signer) {
    const views = bundles.map(lib_bundle/* inspectBundle */.rI);
    const now = new Date().toISOString();
    const facts = {
        application: release.application,
        environment: release.environment,
        images: release.images,
        statements: bundles.map((bundle, index) => ({ stage: views[index]?.stage, payload: (0,lib_bundle/* payloadDigest */.JU)(bundle) })),
    };
    const statement = (0,lib_statement/* createStatement */.Ay)({
        stage: "release",
        subjects: [{ name: `release/${release.application}`, digest: (0,lib_digest/* digestOfJson */.Qs)(facts) }, ...imageSubjects(release.images)],
        verdict: (0,verdict/* worstOf */.hm)(views.map((view) => view.verdict)),
        facts,
        startedAt: views[0]?.startedAt ?? now,
        finishedAt: now,
    }, release.run, release.tool);
    return { mediaType: RECORD_TYPE, statements: [...bundles, await (0,lib_bundle/* signStatement */.fT)(statement, signer)] };
}
/** Writes a record so that a reader never sees half of it. */
async function writeRecord(path, record) {
    // A name of its own, so that two runs in one workspace do not take each other's file away.
    const draft = `${path}.${process.pid}.new`;
    await (0,promises_.writeFile)(draft, `${JSON.stringify(record, undefined, INDENT)}\n`);
    await (0,promises_.rename)(draft, path);
}
/** Reads a record; throws a `verdict` error for a file that is not exactly one, an `input` error when there is none. */
async function readRecord(path) {
    let text;
    try {
        text = await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error))
            throw error;
        throw new lib_error/* ActionError */.lZ("input", `The release record '${path}' cannot be read (${error.code}). A release writes it to .waybill/<environment>/record.json.`, { cause: error });
    }
    return parseRecord(text);
}
/**
 * Reads a record from its text; see `readRecord`. The text must be as `writeRecord` writes it, or the same without indentation: JSON
 * allows white space, escapes and repeated keys that mean nothing to its reader, and no byte of evidence may mean nothing.
 */
function parseRecord(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        const position = /position (\d+)/.exec(String(error))?.[1];
        const place = position === undefined ? "" : ` ${placeIn(text, Number(position))}`;
        throw new lib_error/* ActionError */.lZ("verdict", `The release record is not JSON: it was damaged${place}. Take it from the run's artifacts or the registry again.`, { cause: error });
    }
    const [mediaType, statements] = [(0,json/* valueAt */.fK)(value, "mediaType"), (0,json/* valueAt */.fK)(value, "statements")];
    if (mediaType !== RECORD_TYPE || !Array.isArray(statements) || (0,lib_digest/* canonicalJson */.dj)(value) !== (0,lib_digest/* canonicalJson */.dj)({ mediaType, statements })) {
        throw new lib_error/* ActionError */.lZ("verdict", `The file is not a release record: it must have 'mediaType' ${RECORD_TYPE} and 'statements', and nothing else.`);
    }
    const record = {
        mediaType,
        statements: statements.map((bundle, index) => (0,lib_bundle/* parseBundle */.QN)(bundle, `Statement ${index + 1} of the record`)),
    };
    const given = text.replace(/\n$/, "");
    const written = JSON.stringify(record, undefined, INDENT);
    if (given === written || given === JSON.stringify(record))
        return record;
    let at = 0;
    while (given[at] === written[at])
        at++;
    throw new lib_error/* ActionError */.lZ("verdict", `The release record is not written as Waybill writes it: a character was changed, added or removed ${placeIn(written, at)}. Take it from the run's artifacts or the registry again.`);
}
/** Names the statement that a position of a record's text lies in or just after. */
function placeIn(text, position) {
    // The record has the first media type, every statement one more; a payload, being base64, cannot contain the word in quotes.
    const statement = text.slice(0, position).split('"mediaType"').length - 2;
    return statement < 1 ? "before its first statement" : `in or just after statement ${statement}`;
}
function imageSubjects(images) {
    return Object.values(images).map((reference) => {
        const at = reference.indexOf("@");
        const digest = reference.slice(at + 1);
        if (!(0,lib_digest/* isDigest */.Bc)(digest))
            throw new TypeError(`the image '${reference}' of a release is not named by its digest`);
        return { name: reference.slice(0, at), digest };
    });
}

;// CONCATENATED MODULE: ./packages/record/lib/chain.js

/**
 * Whether statements fit together as one release: one commit and repository, one environment, the tested image is the planned and
 * deployed one, the approved plan is the applied one.
 */
function chainFindings(statements, environment, commit) {
    const release = statements.at(-1);
    if (!release)
        return [];
    return [
        ...originFindings(statements, release, commit),
        ...environmentFindings(statements, environment),
        ...imageFindings(statements, release),
        ...planFindings(statements),
    ];
}
function originFindings(statements, release, commit = release.commit) {
    return statements.flatMap((statement) => {
        const { stage, repository, rehearsal } = statement;
        if (repository !== release.repository)
            return [problem("record-origin", `The ${stage} statement is from repository ${repository}, the release from ${release.repository}.`)];
        if (rehearsal !== release.rehearsal)
            return [problem("record-origin", `The ${stage} statement is from ${rehearsal ? "a rehearsal" : "a real run"}, the release is not.`)];
        return statement.commit === commit
            ? []
            : [problem("record-origin", `The ${stage} statement is about commit ${statement.commit}, the release about ${commit}.`)];
    });
}
function environmentFindings(statements, environment) {
    return statements
        .filter((statement) => statement.environment !== undefined && statement.environment !== environment)
        .map((statement) => problem("record-environment", `The ${statement.stage} statement is for environment '${statement.environment}', not for '${environment}'.`));
}
function imageFindings(statements, release) {
    const images = Object.entries((0,json/* textsAt */.i1)(release.facts, "images"));
    return images.flatMap(([name, reference]) => ["build", "test", "deploy"].flatMap((stage) => {
        const own = statements.filter((statement) => statement.stage === stage);
        const digest = reference.slice(reference.indexOf("@") + 1);
        // Whether a stage must be there at all is the policy's word; one that is there must be about the released digest.
        if (own.length === 0 || own.some((statement) => statement.subjects.some((subject) => subject.digest === digest)))
            return [];
        return [problem("record-image", `No ${stage} statement is about image ${name} as it was released (${digest}).`)];
    }));
}
function planFindings(statements) {
    const findings = [];
    const plan = statements.findLast((statement) => statement.stage === "plan");
    const subject = plan?.subjects.find((candidate) => candidate.name.startsWith("plan/"));
    if (!plan || !subject)
        return findings;
    const parts = plan.facts["parts"];
    if (parts === undefined || (0,lib_digest/* digestOfJson */.Qs)(parts) !== subject.digest)
        findings.push(problem("record-plan", "The plan statement's parts do not have the digest that it is about."));
    for (const approval of statements.filter((statement) => statement.stage === "approve")) {
        if (!approval.subjects.some((candidate) => candidate.digest === subject.digest))
            findings.push(problem("record-plan", "The approval is for another plan than the one that was applied."));
    }
    for (const deploy of statements.filter((statement) => statement.stage === "deploy")) {
        if (deploy.facts["plan"] !== (0,json/* valueAt */.fK)(parts, "deploy"))
            findings.push(problem("record-plan", "The deployment applied another plan than the one of this release."));
    }
    for (const migrate of statements.filter((statement) => statement.stage === "migrate")) {
        const name = (0,json/* textAt */.$6)(migrate.facts, "database", "name");
        if (migrate.facts["plan"] !== (0,json/* valueAt */.fK)(parts, "databases", name ?? ""))
            findings.push(problem("record-plan", `The migration of database '${name ?? "unknown"}' applied another plan than the one of this release.`));
    }
    return findings;
}
function problem(rule, what) {
    return { rule, severity: "error", what, next: "Run a new release; do not mix statements of different ones." };
}

;// CONCATENATED MODULE: ./packages/record/lib/verify-record.js



const PASSING = ["pass", "warn"];
/**
 * Verifies a record: every signature, that the statements are the ones and in the order that the release statement lists, that they fit
 * together, that the policy is met, and that every subject still has its digest. Each finding names the statement or subject.
 */
async function verifyRecord(record, options) {
    const findings = [];
    const statements = [];
    record.statements.forEach((bundle, index) => {
        try {
            statements.push((0,lib_bundle/* verifyBundle */.IF)(bundle, options.trusted).view);
        }
        catch (error) {
            findings.push(verify_record_problem("record-signature", `Statement ${index + 1} of the record does not hold: ${(0,lib_error/* headline */.Pl)(error)}`));
        }
    });
    // What is not signed by a trusted key says nothing, so nothing further is concluded from it.
    if (findings.length > 0)
        return { verdict: "fail", findings, statements };
    findings.push(...listingFindings(record.statements, statements), ...chainFindings(statements, options.environment, options.commit), ...evaluatePolicy(statements, options.policy), ...(await subjectFindings(statements, options.readSubject)));
    return { verdict: (0,verdict/* verdictOf */.Vj)(findings), findings, statements };
}
/** Compares the statements with the list that the release statement signs. */
function listingFindings(bundles, statements) {
    const release = statements.at(-1);
    if (release?.stage !== "release")
        return [
            verify_record_problem("record-end", "The record does not end with a release statement, so nothing says that it is complete. It was cut, or its release did not finish."),
        ];
    const listed = release.facts["statements"];
    if (!isListing(listed))
        return [
            verify_record_problem("record-end", "The release statement does not list the statements of its release, so nothing says that the record is complete."),
        ];
    const own = release.subjects.find((subject) => subject.name.startsWith("release/"));
    if (own?.digest !== (0,lib_digest/* digestOfJson */.Qs)(release.facts))
        return [verify_record_problem("record-end", "The release statement's facts do not have the digest that it is about.")];
    const present = bundles.slice(0, -1).map(lib_bundle/* payloadDigest */.JU);
    const findings = [];
    for (const [index, entry] of listed.entries()) {
        if (present[index] === entry.payload)
            continue;
        const elsewhere = present.indexOf(entry.payload);
        findings.push(verify_record_problem("record-order", elsewhere < 0
            ? `The ${entry.stage} statement (number ${index + 1}) is missing from the record or was replaced.`
            : `The ${entry.stage} statement stands at number ${elsewhere + 1} instead of ${index + 1}: statements were swapped.`));
    }
    for (const [index, digest] of present.entries()) {
        if (!listed.some((entry) => entry.payload === digest))
            findings.push(verify_record_problem("record-added", `Statement ${index + 1} (${statements[index]?.stage ?? "unknown"}) is not part of this release: it was added or replaced.`));
    }
    if (new Set(present).size !== present.length)
        findings.push(verify_record_problem("record-added", "A statement stands in the record twice."));
    return findings;
}
function isListing(value) {
    return (Array.isArray(value) &&
        value.every((entry) => typeof entry?.stage === "string" && typeof entry.payload === "string"));
}
/**
 * Which requirements a list of statements does not meet. A stage that no requirement names need not be there, but when it is, it must
 * have passed: a release does not hide what went wrong.
 */
function evaluatePolicy(statements, requirements) {
    const named = new Set(requirements.map(({ stage }) => stage));
    const others = [...new Set(statements.map(({ stage }) => stage))].filter((stage) => !named.has(stage) && stage !== "release");
    const all = [...requirements, ...others.map((stage) => ({ stage, allow: PASSING }))];
    return all.flatMap(({ stage, allow }) => {
        const own = statements.filter((statement) => statement.stage === stage);
        if (own.length === 0)
            return [
                verify_record_problem("record-policy", `The policy demands evidence of the stage '${stage}', and the record has none.`, "Run that stage for this release."),
            ];
        return own
            .filter((statement) => !allow.includes(statement.verdict))
            .map((statement) => ({
            ...verify_record_problem("record-policy", `The ${stage} statement about ${statement.subjects[0]?.name ?? "nothing"} does not have a verdict that the policy allows.`),
            observed: statement.verdict,
            expected: allow.join(" or "),
        }));
    });
}
async function subjectFindings(statements, readSubject) {
    const findings = [];
    const seen = new Set();
    for (const statement of statements) {
        for (const subject of statement.subjects) {
            const key = `${subject.name}@${subject.digest}`;
            if (seen.has(key) || subject.name.startsWith("release/"))
                continue;
            seen.add(key);
            const now = await readNow(readSubject, subject, statement, findings);
            if (now === subject.digest)
                continue;
            findings.push({
                ...verify_record_problem("subject-changed", now === undefined
                    ? `'${subject.name}' of the ${statement.stage} statement cannot be read or does not hold any more.`
                    : `'${subject.name}' is not what the ${statement.stage} statement is about: it was changed after that stage.`),
                observed: now ?? "nothing that could be compared",
                expected: subject.digest,
                next: "Undo the change, or run a new release for it.",
            });
        }
    }
    return findings;
}
/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(readSubject, subject, statement, findings) {
    try {
        return await readSubject(subject, statement);
    }
    catch (error) {
        findings.push(verify_record_problem("subject-unreadable", (0,lib_error/* headline */.Pl)(error)));
        return undefined;
    }
}
function verify_record_problem(rule, what, next) {
    return { rule, severity: "error", what, next };
}

;// CONCATENATED MODULE: ./packages/record/lib/brief.js


/** Draws the brief out of a record. Nothing is verified here; verify the record first. */
function releaseBrief(record) {
    const views = record.statements.map(lib_bundle/* inspectBundle */.rI);
    const release = views.at(-1);
    const deploy = views.findLast((view) => view.stage === "deploy");
    const plan = views.findLast((view) => view.stage === "plan");
    const planDigest = plan?.subjects[0]?.digest;
    return {
        application: textIn(release?.facts, "application"),
        environment: textIn(release?.facts, "environment"),
        commit: release?.commit ?? "",
        images: Object.entries((0,json/* textsAt */.i1)(release?.facts, "images")).map(([name, reference]) => ({ name, reference })),
        checks: views
            .filter((view) => view.stage !== "release")
            .map((view) => ({ stage: view.stage, subject: view.subjects[0]?.name ?? "", verdict: view.verdict })),
        migrations: views
            .filter((view) => view.stage === "migrate")
            .flatMap((view) => (0,json/* listAt */.gT)(view.facts, "applied").map((applied) => `${textIn(applied, "version")} ${textIn(applied, "name")}`)),
        objects: (0,json/* listAt */.gT)(deploy?.facts, "objects").map((object) => ({
            name: `${textIn(object, "kind")}/${textIn(object, "name")}`,
            action: textIn(object, "action"),
        })),
        pods: (0,json/* listAt */.gT)(deploy?.facts, "pods").map((pod) => ({
            name: textIn(pod, "name"),
            digest: (0,json/* textAt */.$6)(pod, "digest") ?? textIn(pod, "imageID"),
        })),
        approver: textIn(views.findLast((view) => view.stage === "approve")?.facts, "approver") || "nobody",
        planDigest,
        revision: (0,json/* numberAt */.tk)(deploy?.facts, "revision"),
    };
}
function textIn(value, key) {
    return (0,json/* textAt */.$6)(value, key) ?? "";
}

// EXTERNAL MODULE: ./packages/report/lib/redaction.js
var redaction = __webpack_require__(20581);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/brief-section.js
/** The release on one page: digests, checks, applied migrations, deployed objects, approver. */
function briefSection(brief, verification) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Application", value: brief.application },
                { label: "Environment", value: brief.environment },
                { label: "Commit", value: brief.commit },
                ...brief.images.map(({ name, reference }) => ({ label: `Image ${name}`, value: reference })),
                ...(brief.planDigest === undefined ? [] : [{ label: "Plan", value: brief.planDigest }]),
                { label: "Approved by", value: brief.approver },
                { label: "Migrations applied", value: brief.migrations.join(", ") || "none were pending" },
                ...(brief.revision === undefined ? [] : [{ label: "Revision", value: String(brief.revision) }]),
            ],
        },
        {
            type: "table",
            caption: "What was proven",
            head: ["Stage", "Verdict", "About"],
            rows: brief.checks.map((check) => [check.stage, { text: check.verdict, ...verdictOf(check.verdict) }, check.subject]),
        },
    ];
    if (brief.objects.length > 0) {
        blocks.push({
            type: "table",
            caption: "Deployed objects",
            head: ["Object", "Action"],
            rows: brief.objects.map((object) => [{ text: object.name, code: true }, object.action]),
        });
    }
    if (brief.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: brief.pods.map((pod) => [pod.name, { text: pod.digest, code: true }]),
        });
    }
    return { id: "record", title: "Release record", verdict: verification.verdict, blocks };
}
function verdictOf(text) {
    return text === "pass" || text === "warn" || text === "fail" || text === "inconclusive" ? { verdict: text } : {};
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/verification-section.js
/** The report section of a verification: the brief, then every statement with its signer and whether its subjects are still what they were. */
function verificationSection(environment, brief, verification) {
    const blocks = [
        ...brief.blocks,
        {
            type: "table",
            caption: "Statements of the record",
            head: ["Stage", "Verdict", "Subject", "Signed by"],
            rows: verification.statements.map((statement) => [
                statement.stage,
                { text: statement.verdict, verdict: statement.verdict },
                statement.subjects.map((subject) => subject.name).join(", "),
                { text: statement.keyId.slice(0, 12), code: true },
            ]),
        },
    ];
    if (verification.findings.length > 0)
        blocks.push({ type: "findings", findings: [...verification.findings] });
    return { id: `verify-${environment}`, title: "Release record", verdict: verification.verdict, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/tool.js
var tool = __webpack_require__(32408);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/collect.js

/**
 * The statements of a release in the order of the chain: those of this run, and for stages that ran in other jobs the newest ones that
 * the registry has for the digests as they are now and for this commit. Nothing is trusted here: the verification comes after.
 */
async function collectStatements(context, table, environment, images) {
    const found = context.statements.map((bundle) => ({ bundle, view: (0,lib_bundle/* inspectBundle */.rI)(bundle) }));
    const scope = { workspace: context.workspace, config: context.config, environment, images };
    for (const row of table) {
        for (const query of await row.queries(scope)) {
            if (found.some((candidate) => answers(candidate, query)))
                continue;
            const newest = await findNewest(context, environment, query);
            if (newest)
                found.push(newest);
        }
    }
    // An approval is about a plan's digest, which only the plan's own statement tells.
    const plan = found.findLast(({ view }) => view.stage === "plan")?.view.subjects.find((subject) => subject.name.startsWith("plan/"));
    if (plan && !found.some(({ view }) => view.stage === "approve")) {
        const approval = await findNewest(context, environment, { stage: "approve", digest: plan.digest });
        if (approval)
            found.push(approval);
    }
    return [...new Set(found)].sort((a, b) => a.view.startedAt.localeCompare(b.view.startedAt)).map(({ bundle }) => bundle);
}
function answers({ view }, query) {
    return view.stage === query.stage && view.subjects.some((subject) => subject.digest === query.digest);
}
async function findNewest({ store, run }, environment, query) {
    const bundles = await store.find(query.digest, query.repository);
    return bundles
        .map((bundle) => ({ bundle, view: (0,lib_bundle/* inspectBundle */.rI)(bundle) }))
        .filter(({ view }) => view.stage === query.stage &&
        view.commit === run.commit &&
        (view.environment === undefined || view.environment === environment.name))
        .sort((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt))
        .at(-1);
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/image-references.js
var image_references = __webpack_require__(64581);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: ./packages/registry/lib/failure.js
var failure = __webpack_require__(66911);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
;// CONCATENATED MODULE: ./packages/image/lib/verify.js


/** Reads an image again as the registry serves it now (manifests, configurations, every layer) and says what is missing or not what its digest says; no findings mean that all is there and right. */
async function verifyImage(registry, repository, digest) {
    const findings = [];
    const blobs = new Map();
    await verifyManifest(registry, repository, digest, blobs, findings, new Set());
    const results = await (0,parallel/* mapParallel */.E)([...blobs.values()], 4, (blob) => verifyBlob(registry, repository, blob));
    return [...findings, ...results.filter((finding) => finding !== undefined)];
}
/** Looks at a manifest and everything below it; remembers the blobs, each of which is read once. */
async function verifyManifest(registry, repository, digest, blobs, findings, seen) {
    if (seen.has(digest))
        return;
    seen.add(digest);
    const where = `${registry.host}/${repository}@${digest}`;
    let manifest;
    try {
        const found = await registry.findManifest(repository, digest);
        if (!found) {
            findings.push(verify_problem("image-missing", `The manifest ${where} is not in the registry.`, "not found", digest));
            return;
        }
        manifest = (0,descriptor/* parseManifest */.Ng)(found.bytes, where);
    }
    catch (error) {
        findings.push(describe(error, "image-manifest", digest));
        return;
    }
    for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers])
        blobs.set(blob.digest, blob);
    for (const child of manifest.manifests)
        await verifyManifest(registry, repository, child.digest, blobs, findings, seen);
}
async function verifyBlob(registry, repository, blob) {
    const where = `${registry.host}/${repository}@${blob.digest}`;
    if (!(await registry.hasBlob(repository, blob.digest)))
        return verify_problem("image-blob", `The blob ${where} is not in the registry.`, "not found", blob.digest);
    try {
        // The reader itself compares size and digest at the end.
        for await (const _ of registry.readBlob(repository, blob))
            ;
        return undefined;
    }
    catch (error) {
        return describe(error, "image-blob", blob.digest);
    }
}
/** Wrong content is a finding; a registry that cannot be asked is not: nothing was verified then. */
function describe(error, rule, digest) {
    if (error instanceof failure/* WrongContent */.lN)
        return verify_problem(rule, error.message, "other content", digest);
    throw error;
}
function verify_problem(rule, what, observed, expected) {
    return { rule, severity: "error", what, observed, expected, next: "Push the image again and find out who changed the registry." };
}

// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/environment-digest.js
var environment_digest = __webpack_require__(63890);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/subject-reader.js





/**
 * Reads the digest of a subject as it is now: of a file or folder of the project, an image in its registry, or what runs in the environment.
 * Undefined when it cannot be read, which is never taken for a match.
 */
function subjectReader(context, environment) {
    return async (subject, statement) => {
        if (subject.name.startsWith("plan/"))
            return planDigest(statement.facts);
        if (subject.name.startsWith("environment/"))
            return liveDigest(context, environment, statement.facts);
        if ((0,repositories/* isImageName */.lS)(subject.name))
            return imageDigest(context, subject);
        return pathDigest(context.workspace, subject.name);
    };
}
/** A plan is gone once it was applied; what stays is that its digest is the digest of the components that the statement lists. */
function planDigest({ parts, planDigest: approved }) {
    if (parts !== undefined)
        return (0,lib_digest/* digestOfJson */.Qs)(parts);
    return (0,lib_digest/* isDigest */.Bc)(approved) ? approved : undefined;
}
async function liveDigest(context, environment, { revision }) {
    if (typeof revision !== "number")
        return undefined;
    return (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,environment_digest/* environmentDigest */.k)(cluster, { namespace: environment.namespace, application: context.config.name, revision }));
}
async function imageDigest(context, subject) {
    const { host, path } = (0,repositories/* splitRepository */.T8)(subject.name);
    const problems = await verifyImage(context.registryFor(host), path, subject.digest);
    for (const problem of problems)
        context.reporter.finding(problem);
    return problems.length === 0 ? subject.digest : undefined;
}
async function pathDigest(workspace, path) {
    try {
        const real = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, path, "record", { mayBeMissing: true });
        return (await (0,lib_digest/* digestOfPath */.B$)(real)).digest;
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify.js















/**
 * Closes the release: puts its statements into one signed record, then verifies that record against files, registry and cluster as they are
 * now. `table` says which statements belong to a release. Throws an `environment` error without a signing key.
 */
async function verifyStage(context, table, environment, images) {
    return (0,run_stage/* runStage */.S)(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
        if (!context.signer) {
            throw new lib_error/* ActionError */.lZ("environment", "A release record needs a signature, but no signing key was given. Make one with 'openssl genpkey -algorithm ed25519', store it as the secret WAYBILL_SIGNING_KEY and pass it as 'signing-key'.");
        }
        const statements = await collectStatements(context, table, environment, images);
        const record = await createRecord(statements, { application: context.config.name, environment: environment.name, run: context.run, images, tool: tool/* TOOL */.j }, context.signer);
        const folder = await (0,state_dir/* makeStateDir */.H)(context, environment.name);
        const recordPath = (0,external_node_path_.join)(folder, "record.json");
        await writeRecord(recordPath, record);
        await publishRelease(context, record, images);
        return verified(context, table, environment, record, recordPath);
    });
}
/** Verifies a record that was written before, by its absolute path, against files, registry and cluster as they are now. */
async function verifyRecordStage(context, table, environment, recordPath) {
    return (0,run_stage/* runStage */.S)(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => verified(context, table, environment, await readRecord(recordPath), recordPath));
}
async function verified(context, table, environment, record, recordPath) {
    const verification = await verifyRecord(record, {
        trusted: context.trusted,
        policy: requirements(context, table, environment),
        environment: environment.name,
        readSubject: subjectReader(context, environment),
    });
    for (const finding of verification.findings)
        context.reporter.finding(finding);
    const brief = briefSection(releaseBrief(record), verification);
    const page = {
        title: `Release brief of ${context.config.name}`,
        verdict: verification.verdict,
        rehearsal: context.run.rehearsal,
        chain: [],
        sections: [brief],
    };
    const briefPath = (0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "brief.md");
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 587).then(__webpack_require__.bind(__webpack_require__, 50587));
    await (0,promises_.writeFile)(briefPath, renderMarkdown((0,redaction/* redactReport */.a)(page, context.redact), { maxBytes: MAX_BRIEF_BYTES }));
    const error = verification.findings.find((finding) => finding.severity === "error");
    return {
        verdict: verification.verdict,
        note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
        section: verificationSection(environment.name, brief, verification),
        result: { recordPath, briefPath, verification },
    };
}
/** So that the brief fits into one comment on GitHub. */
const MAX_BRIEF_BYTES = 65_536;
/** Puts the statement that closes the release beside each of its images, so that whoever has an image finds its release. */
async function publishRelease(context, record, images) {
    const release = record.statements.at(-1);
    if (!release || context.dryRun)
        return;
    for (const { repository, digest } of Object.values(images).map(image_references/* splitReference */.mQ)) {
        const { host, path } = (0,repositories/* splitRepository */.T8)(repository);
        const manifest = await context.registryFor(host).findManifest(path, digest);
        if (manifest)
            await context.store.publish(release, { repository, subject: manifest.descriptor });
    }
}
/** What the policy demands of this environment; without a word in waybill.yml, every stage that the project has. */
function requirements({ config }, table, environment) {
    const declared = (0,policy/* requirementsFor */.eK)(config.policy, environment.name);
    if (declared.length > 0)
        return declared;
    return table
        .filter((row) => row.names(config, environment).length > 0)
        .flatMap((row) => row.proves.map((stage) => ({ stage, allow: ["pass", "warn"] })));
}


/***/ })

};
