export const id = 650;
export const ids = [650];
export const modules = {

/***/ 85689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UU: () => (/* binding */ rollbackProject),
/* harmony export */   fU: () => (/* binding */ planProject),
/* harmony export */   sh: () => (/* binding */ checkProject)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _stages_build_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(27130);
/* harmony import */ var _stages_check_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76816);
/* harmony import */ var _stages_deploy_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(74223);
/* harmony import */ var _stages_plan_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(50832);
/* harmony import */ var _sections_reports_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46749);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55860);
/* harmony import */ var _session_session_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7675);
/* harmony import */ var _stages_validate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8491);









/**
 * Looks for every named file and validates all data and models whose files are there; changes nothing but the reports (and, unless it is a
 * dry run, the evidence).
 */
async function checkProject(session) {
    const { workspace, config } = session;
    const outcomes = [await (0,_stages_check_files_js__WEBPACK_IMPORTED_MODULE_0__/* .checkFilesStage */ .o)(session)];
    const isThere = async (section, name) => (await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .checkFiles */ .g)(workspace, config, section, [name])).length === 0;
    for (const entry of Object.values(config.data))
        if (await isThere("data", entry.name))
            outcomes.push(await (0,_stages_validate_js__WEBPACK_IMPORTED_MODULE_2__/* .validateDataStage */ .z)(session, entry));
    for (const entry of Object.values(config.models))
        if (await isThere("models", entry.name))
            outcomes.push(await (0,_stages_validate_js__WEBPACK_IMPORTED_MODULE_2__/* .validateModelStage */ .o)(session, entry));
    return { outcomes, report: (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_3__/* .stagesReport */ .Ut)(session, `Checks of ${session.config.name}`, outcomes) };
}
/** Plans one environment; images that are not given are built and pushed by digest first, because a plan names digests. */
async function planProject(session, environment, images) {
    // Before a build of minutes, what the plan will read must be there.
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_4__/* .requireFiles */ .P)(session, "databases", environment.databases);
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_4__/* .requireFiles */ .P)(session, "environments", [environment.name]);
    const outcomes = [];
    const references = { ...images };
    for (const name of environment.images) {
        if (references[name] !== undefined)
            continue;
        const built = await (0,_stages_build_js__WEBPACK_IMPORTED_MODULE_5__/* .buildStage */ .Z)(session, (0,_session_session_js__WEBPACK_IMPORTED_MODULE_6__/* .findEntry */ .w4)(session.config.images, name, "images", session.config.file));
        outcomes.push(built);
        references[name] = built.result.reference;
    }
    const planned = await (0,_stages_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .planStage */ .cJ)(session, environment, references);
    outcomes.push(planned);
    return {
        outcomes,
        plan: planned.result,
        images: references,
        report: (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_3__/* .stagesReport */ .Ut)(session, `Plan of ${session.config.name} for ${environment.name}`, outcomes),
    };
}
/** Brings an environment back to its last good revision, or to the given one. */
async function rollbackProject(session, environment, to) {
    const outcome = await (0,_stages_deploy_js__WEBPACK_IMPORTED_MODULE_8__/* .rollbackStage */ .T)(session, environment, to);
    return { outcomes: [outcome], report: (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_3__/* .stagesReport */ .Ut)(session, `Rollback of ${session.config.name} in ${environment.name}`, [outcome]) };
}


/***/ }),

/***/ 18356:
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
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approve.js
var approve = __webpack_require__(78563);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 26 modules
var build = __webpack_require__(27130);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/check-files.js
var check_files = __webpack_require__(76816);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js + 1 modules
var deploy = __webpack_require__(74223);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/github-deployment.js

/**
 * Runs the changing part of a release inside a GitHub deployment, whose last status says how it ended. Without a GitHub connection it
 * only runs the work. A GitHub that does not answer never stops a release: the statuses are a courtesy, the record is the proof.
 */
async function announceDeployment(session, environment, plan, work) {
    const id = await start(session, environment, plan);
    try {
        const verdict = await work();
        await finish(session, id, (0,lib_verdict/* isPassing */.WG)(verdict) ? "success" : "failure", (0,lib_verdict/* isPassing */.WG)(verdict) ? "Deployed and verified." : "Stopped; see the run.");
    }
    catch (error) {
        await finish(session, id, "error", session.redact((0,lib_error/* headline */.Pl)(error)));
        throw error;
    }
}
async function start(session, environment, plan) {
    if (!session.github || session.dryRun)
        return undefined;
    try {
        const { id } = await session.github.startDeployment({
            environment: environment.name,
            commit: session.run.commit,
            description: `Plan ${plan.digest.slice(7, 19)}`,
            payload: { plan: plan.digest, images: plan.images },
            production: environment.name === "production",
        });
        await session.github.setDeploymentStatus(id, {
            state: "in_progress",
            description: "Migrating and deploying.",
            logUrl: session.run.run,
        });
        return id;
    }
    catch (error) {
        session.reporter.warn(`The deployment could not be recorded on GitHub: ${(0,lib_error/* headline */.Pl)(error)}`);
        return undefined;
    }
}
async function finish(session, id, state, description) {
    if (id === undefined || !session.github)
        return;
    try {
        await session.github.setDeploymentStatus(id, { state, description, logUrl: session.run.run });
    }
    catch (error) {
        session.reporter.warn(`The deployment's status could not be set on GitHub: ${(0,lib_error/* headline */.Pl)(error)}`);
    }
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js + 3 modules
var plan = __webpack_require__(50832);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/session.js
var session_session = __webpack_require__(7675);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/stage.js
var stage = __webpack_require__(19256);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate.js + 49 modules
var validate = __webpack_require__(8491);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 8 modules
var verify = __webpack_require__(5839);
;// CONCATENATED MODULE: ./packages/pipeline/lib/release.js












/**
 * Carries one release through validate, build, plan, approve, migrate, deploy and verify. Stops at the first stage that does not pass;
 * nothing after it runs. Every step can be repeated: what is in place already is recognised and said.
 */
async function release(session, options) {
    const journey = new Journey(session, plannedSteps(session, options.environment));
    let error;
    try {
        await travel(session, options, journey);
    }
    catch (thrown) {
        error = session.signal.aborted ? session.signal.reason : thrown;
        journey.fail(error);
    }
    const verdict = error === undefined ? journey.verdict() : "fail";
    return {
        verdict,
        outcomes: journey.outcomes,
        report: journey.report(options.environment, verdict),
        images: journey.images,
        ...(journey.plan ? { plan: journey.plan } : {}),
        ...(journey.recordPath ? { recordPath: journey.recordPath } : {}),
        ...(error === undefined ? {} : { error }),
    };
}
async function travel(session, options, journey) {
    const { config } = session;
    const { environment } = options;
    const files = await (0,check_files/* checkFilesStage */.o)(session, { environment, images: options.images ?? {} });
    if (!(0,stage/* mayContinue */.D)(files))
        return journey.add(files);
    for (const entry of Object.values(config.data))
        journey.add(await (0,validate/* validateDataStage */.z)(session, entry));
    for (const entry of Object.values(config.models))
        journey.add(await (0,validate/* validateModelStage */.o)(session, entry));
    if (journey.halted())
        return;
    for (const name of environment.images) {
        const given = options.images?.[name];
        if (given) {
            journey.images[name] = given;
            continue;
        }
        const built = await (0,build/* buildStage */.Z)(session, (0,session_session/* findEntry */.w4)(config.images, name, "images", config.file));
        journey.add(built);
        if (journey.halted())
            return;
        journey.images[name] = built.result.reference;
    }
    const planned = await (0,plan/* planStage */.cJ)(session, environment, journey.images);
    journey.add(planned);
    journey.plan = planned.result;
    // A dry run ends with the plan: it says what would happen and changes nothing.
    if (journey.halted() || session.dryRun)
        return;
    journey.add(await (0,approve/* approveStage */.W)(session, environment, planned.result, options.approval));
    if (journey.halted())
        return;
    await announceDeployment(session, environment, planned.result, async () => {
        for (const name of environment.databases) {
            journey.add(await (0,migrate/* migrateStage */.U)(session, (0,session_session/* findEntry */.w4)(config.databases, name, "databases", config.file), environment.name, planned.result.parts.databases[name]));
            if (journey.halted())
                return journey.verdict();
        }
        journey.add(await (0,deploy/* deployStage */.e)(session, environment, journey.images, planned.result.parts.deploy));
        if (journey.halted())
            return journey.verdict();
        const verified = await (0,verify/* verifyStage */.U)(session, environment, journey.images);
        journey.add(verified);
        journey.recordPath = verified.result.recordPath;
        return journey.verdict();
    });
}
function plannedSteps({ config }, environment) {
    return [
        ...Object.keys(config.data).map((name) => ({ id: `validate-data/${name}`, label: `Data ${name}` })),
        ...Object.keys(config.models).map((name) => ({ id: `validate-model/${name}`, label: `Model ${name}` })),
        ...environment.images.map((name) => ({ id: `build/${name}`, label: `Build ${name}` })),
        { id: `plan/${environment.name}`, label: "Plan" },
        { id: `approve/${environment.name}`, label: "Approve" },
        ...environment.databases.map((name) => ({ id: `migrate/${name}`, label: `Migrate ${name}` })),
        { id: `deploy/${environment.name}`, label: "Deploy" },
        { id: `verify/${environment.name}`, label: "Verify" },
    ];
}
/** What happened so far, in order, and what it amounts to. */
class Journey {
    outcomes = [];
    images = {};
    plan;
    recordPath;
    #session;
    #steps;
    #error;
    constructor(session, steps) {
        this.#session = session;
        this.#steps = steps;
    }
    add(outcome) {
        this.outcomes.push(outcome);
    }
    fail(error) {
        this.#error = error;
    }
    /** Whether a stage did not pass, so that nothing may follow. */
    halted() {
        return this.outcomes.some((outcome) => !(0,stage/* mayContinue */.D)(outcome));
    }
    verdict() {
        return (0,lib_verdict/* worstOf */.hm)(this.outcomes.map((outcome) => outcome.verdict));
    }
    report(environment, verdict) {
        const { run, config } = this.#session;
        const sections = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a)).map((outcome) => outcome.section);
        if (this.#error !== undefined) {
            const failed = this.#failedStep();
            sections.unshift({
                id: "stopped",
                title: `Stopped${failed ? ` at ${failed.label}` : ""}`,
                verdict: "fail",
                blocks: [
                    { type: "findings", findings: [{ rule: "stopped", severity: "error", what: this.#session.redact((0,lib_error/* headline */.Pl)(this.#error)) }] },
                ],
            });
        }
        return {
            title: `Release of ${config.name} to ${environment.name}`,
            subtitle: subtitleOf(verdict, this.#session.dryRun),
            verdict,
            rehearsal: run.rehearsal,
            run: [
                { label: "Repository", value: run.repository },
                { label: "Commit", value: run.commit },
                { label: "Started by", value: run.actor },
                { label: "Run", value: run.run, ...(run.run.startsWith("http") ? { href: run.run } : {}) },
            ],
            chain: this.#chain(),
            sections,
        };
    }
    #failedStep() {
        return this.#steps.find((step) => !this.outcomes.some((outcome) => outcome.id === step.id));
    }
    #chain() {
        const failed = this.#error === undefined ? undefined : this.#failedStep();
        return this.#steps.map((step) => {
            const outcome = this.outcomes.find((candidate) => candidate.id === step.id);
            if (outcome)
                return { ...step, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
            return { ...step, verdict: step === failed ? "fail" : "skipped" };
        });
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


/***/ }),

/***/ 76816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ checkFilesStage)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86180);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19256);


/** Looks for every file and folder that the configuration names, so that a misspelt one is found before anything is built or changed. */
async function checkFilesStage(session, needed) {
    return (0,_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .Si)(session, "files", "plan", "Find the named files", async () => {
        const { workspace, config } = session;
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
            session.reporter.finding(finding);
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

/***/ 74223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ deployStage),
  T: () => (/* binding */ rollbackStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/environment-digest.js
var environment_digest = __webpack_require__(73348);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/apply.js + 14 modules
var apply = __webpack_require__(10987);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js
var rollout_status = __webpack_require__(42263);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js + 5 modules
var session_cluster = __webpack_require__(29586);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js
var plan_section = __webpack_require__(80668);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/stage.js
var stage = __webpack_require__(19256);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/deploy-section.js


/** The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. */
function deploySection(environment, plan, outcome) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Namespace", value: environment.namespace },
                { label: "Revision", value: String(outcome.revision) },
                {
                    label: "Rolled back",
                    value: outcome.rolledBack
                        ? outcome.rollbackVerified
                            ? "yes, and the state before was verified"
                            : "yes, but the state before could not be verified"
                        : "no",
                },
                ...(outcome.probe
                    ? [{ label: "Request through the Service", value: `HTTP ${outcome.probe.status} in ${(0,stage/* seconds */.YA)(outcome.probe.durationMs)}` }]
                    : []),
            ],
        },
    ];
    if (outcome.diagnosis && outcome.diagnosis.length > 0)
        blocks.push({ type: "findings", findings: [...outcome.diagnosis] });
    if (outcome.probe?.body)
        blocks.push({ type: "code", language: "json", text: outcome.probe.body.slice(0, 2000), caption: "The Service's answer" });
    if (outcome.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: outcome.pods.map((pod) => [pod.name, { text: pod.digest ?? pod.imageID, code: true }]),
        });
    }
    if (plan)
        blocks.push(...(0,plan_section/* deployBlocks */.MB)(plan));
    return { id: `deploy-${environment.name}`, title: `Deployment to ${environment.name}`, verdict: outcome.verdict, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js + 3 modules
var stages_plan = __webpack_require__(50832);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/deploy.js








/** Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. */
async function deployStage(session, environment, images, expectDigest) {
    return (0,stage/* runStage */.Si)(session, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
        refuseDryRun(session, "deploy");
        const { plan } = await (0,stages_plan/* planEnvironment */.RJ)(session, environment, images);
        const cluster = await (0,session_cluster/* openCluster */.D)(session, environment);
        try {
            const outcome = await (0,apply/* applyDeploy */.U)(cluster, plan, {
                ...(expectDigest ? { expectDigest } : {}),
                timeoutMs: environment.timeoutSeconds * 1000,
                reporter: session.reporter,
                signal: session.signal,
                run: session.run,
                ...(environment.probe ? { probe: environment.probe } : {}),
            });
            // The deploy engine reports as it goes; its findings are only drawn here.
            const application = { namespace: environment.namespace, application: session.config.name, revision: outcome.revision };
            const live = outcome.verdict === "pass" || outcome.verdict === "warn"
                ? [{ name: `environment/${environment.name}`, digest: await (0,environment_digest/* environmentDigest */.k)(cluster, application) }]
                : [];
            const changed = plan.objects.filter((object) => object.action !== "unchanged").length;
            const repeated = changed === 0 && outcome.verdict === "pass"
                ? `${(0,stages_plan/* count */.U9)(plan.objects.length, "object")} are as planned already, nothing to change`
                : undefined;
            return {
                verdict: outcome.verdict,
                note: deployNote(outcome, repeated),
                section: deploySection(environment, plan, outcome),
                result: { plan, outcome },
                ...(repeated ? { repeated } : {}),
                evidence: {
                    subjects: [...imageSubjects(images), ...(await manifestSubjects(session, environment)), ...live],
                    facts: {
                        environment: environment.name,
                        namespace: environment.namespace,
                        plan: plan.digest,
                        revision: outcome.revision,
                        rolledBack: outcome.rolledBack,
                        objects: plan.objects.map(({ ref, action }) => ({
                            apiVersion: ref.apiVersion,
                            kind: ref.kind,
                            namespace: ref.namespace,
                            name: ref.name,
                            action,
                        })),
                        pods: outcome.pods,
                        ...(outcome.probe ? { probe: { status: outcome.probe.status, durationMs: outcome.probe.durationMs } } : {}),
                    },
                },
            };
        }
        finally {
            await cluster.close();
        }
    });
}
/** Brings an environment back to its last good revision, or to a given one. */
async function rollbackStage(session, environment, to) {
    return (0,stage/* runStage */.Si)(session, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        refuseDryRun(session, "roll back");
        const cluster = await (0,session_cluster/* openCluster */.D)(session, environment);
        try {
            const outcome = await (0,rollout_status/* rollbackDeploy */.C5)(cluster, {
                namespace: environment.namespace,
                application: session.config.name,
                ...(to === undefined ? {} : { to }),
                timeoutMs: environment.timeoutSeconds * 1000,
                reporter: session.reporter,
                signal: session.signal,
                run: session.run,
                ...(environment.probe ? { probe: environment.probe } : {}),
            });
            return {
                verdict: outcome.verdict,
                note: deployNote(outcome),
                section: deploySection(environment, undefined, outcome),
                result: outcome,
            };
        }
        finally {
            await cluster.close();
        }
    });
}
/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
function refuseDryRun(session, deed) {
    if (session.dryRun)
        throw new error/* ActionError */.lZ("input", `A dry run cannot ${deed}. Use the command 'plan' to see what would change.`);
}
function deployNote(outcome, repeated) {
    const cause = outcome.diagnosis?.[0]?.what;
    if (outcome.rolledBack)
        return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
    if (cause !== undefined && outcome.verdict !== "pass")
        return cause;
    const pods = `revision ${outcome.revision}, ${(0,stages_plan/* count */.U9)(outcome.pods.length, "pod")} on the tested digest`;
    return repeated ? `${repeated}; ${pods}` : pods;
}
function imageSubjects(images) {
    return Object.values(images).map((reference) => {
        const at = reference.indexOf("@");
        return { name: reference.slice(0, at), digest: reference.slice(at + 1) };
    });
}
async function manifestSubjects(session, environment) {
    return Promise.all(environment.manifests.map(async (path) => ({ name: path, digest: (await (0,digest/* digestOfPath */.B$)((0,external_node_path_.join)(session.workspace, path))).digest })));
}


/***/ }),

/***/ 40189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ matrices)
/* harmony export */ });
function matrices(config) {
    return {
        images: Object.keys(config.images),
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        databases: Object.keys(config.databases),
        environments: Object.keys(config.environments),
    };
}


/***/ })

};
