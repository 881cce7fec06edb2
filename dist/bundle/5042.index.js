export const id = 5042;
export const ids = [5042];
export const modules = {

/***/ 69695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ subjectReader)
});

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
            findings.push(problem("image-missing", `The manifest ${where} is not in the registry.`, "not found", digest));
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
        return problem("image-blob", `The blob ${where} is not in the registry.`, "not found", blob.digest);
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
        return problem(rule, error.message, "other content", digest);
    throw error;
}
function problem(rule, what, observed, expected) {
    return { rule, severity: "error", what, observed, expected, next: "Push the image again and find out who changed the registry." };
}

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/environment-digest.js
var environment_digest = __webpack_require__(63890);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/subject-reader.js





/**
 * Reads the digest of a subject as it is now: of a file or folder of the project, an image in its registry, or what runs in the environment.
 * Undefined when it cannot be read, which is never taken for a match.
 */
function subjectReader(context, environment) {
    return async (subject, statement) => {
        switch (subject.kind) {
            case "plan":
                return planDigest(statement);
            case "environment":
                return liveDigest(context, environment, statement);
            case "image":
                return imageDigest(context, subject);
            case "path":
                return pathDigest(context.workspace, subject.name);
            case "release":
                // Judged with the statement that closes the release; nothing in the world has this digest.
                return undefined;
        }
    };
}
/** A plan is gone once it was applied; what stays is that its digest is the digest of the components that the statement lists. */
function planDigest(statement) {
    if (statement.stage === "plan")
        return (0,digest/* digestOfJson */.Qs)(statement.facts.components);
    return statement.stage === "approve" ? statement.facts.plan : undefined;
}
async function liveDigest(context, environment, statement) {
    if (statement.stage !== "deploy")
        return undefined;
    const { revision } = statement.facts;
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
        return (await (0,digest/* digestOfPath */.B$)(real)).digest;
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 45042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gj: () => (/* binding */ applyPlan),
  Rd: () => (/* binding */ failUnlessPassed),
  _r: () => (/* binding */ release)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/stopped-section.js
var stopped_section = __webpack_require__(80718);
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
        const ordered = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a));
        // What a dry run would change is what people came to read; after a release, it was approved.
        const sections = (0,overview/* foldPassed */.a9)(ordered, ({ stage }) => dryRun && stage === "plan");
        return {
            title: `Release of ${config.name} to ${this.#environment.name}`,
            subtitle: subtitleOf(verdict, dryRun),
            verdict,
            rehearsal: run.rehearsal,
            run: (0,reports/* runFacts */.pI)(run, run.actor),
            overview: (0,overview/* overviewOf */.bq)(this.outcomes, { run: run.run, missing: this.#missing() }),
            chain: this.#drawnChain(error !== undefined),
            // A stage that was stopped says it itself.
            sections: error === undefined || this.outcomes.some(({ stoppedBy }) => stoppedBy !== undefined)
                ? sections
                : [(0,stopped_section/* stoppedBetween */.ap)(redact((0,lib_error/* headline */.Pl)(error)), this.#current?.label), ...sections],
        };
    }
    /** What would have been proven by the stages that did not run. */
    #missing() {
        const next = `waybill release -e ${this.#environment.name}`;
        return this.#chain
            .filter(({ id }) => !this.outcomes.some((outcome) => outcome.id === id))
            .flatMap(({ id }) => {
            const stage = evidence/* STAGES */.a.find((known) => id.startsWith(`${known}/`));
            return stage === undefined ? [] : [{ stage, thing: id.slice(stage.length + 1), verdict: "missing", next }];
        });
    }
    #drawnChain(isStopped) {
        return this.#chain.map(({ id, label }) => {
            const link = { id, label };
            const outcome = this.outcomes.find((candidate) => candidate.id === id);
            if (outcome)
                return { ...link, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
            return { ...link, verdict: isStopped && id === this.#current?.id ? "fail" : "skipped" };
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

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 4 modules
var keys = __webpack_require__(73415);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/table.js + 6 modules
var preconditions_table = __webpack_require__(27866);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approved-plan.js
var approved_plan = __webpack_require__(74167);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/github-deployment.js
var github_deployment = __webpack_require__(32227);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approve.js
var approve = __webpack_require__(78563);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js + 35 modules
var validate_data = __webpack_require__(94895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js + 26 modules
var validate_model = __webpack_require__(19833);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 2 modules
var verify = __webpack_require__(27703);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/table.js












const environmentName = (_, { name }) => [name];
/**
 * The stages of a release, in the order in which they run. Release, report, policy, collecting and verification all read this table, so a new
 * stage is a row here and a file beside it; the README of the package names the other two places.
 */
const STAGE_TABLE = [
    {
        id: "validate-data",
        phase: "check",
        names: (config) => Object.keys(config.data),
        label: (name) => `Data ${name}`,
        run: (session, _, name) => (0,validate_data/* validateDataStage */.z)(session, (0,session_select/* findEntry */.w4)(session.config.data, name, "data", session.config.file)),
    },
    {
        id: "validate-model",
        phase: "check",
        names: (config) => Object.keys(config.models),
        label: (name) => `Model ${name}`,
        run: (session, _, name) => (0,validate_model/* validateModelStage */.o)(session, (0,session_select/* findEntry */.w4)(session.config.models, name, "models", session.config.file)),
    },
    {
        id: "build",
        phase: "prepare",
        names: (_, environment) => environment.images,
        label: (name) => `Build ${name}`,
        isGiven: (release, name) => Object.hasOwn(release.images, name),
        async run(session, release, name) {
            const built = await (0,build/* buildStage */.Z)(session, (0,session_select/* findEntry */.w4)(session.config.images, name, "images", session.config.file));
            release.images[name] = built.result.reference;
            return built;
        },
    },
    {
        id: "plan",
        phase: "prepare",
        names: environmentName,
        label: () => "Plan",
        async run(session, release) {
            const planned = await (0,plan/* planStage */.c)(session, release.environment, release.images);
            release.plan = planned.result;
            release.approved = (0,approved_plan/* ownPlan */.sz)(planned.result);
            return planned;
        },
    },
    {
        id: "approve",
        phase: "approve",
        names: environmentName,
        label: () => "Approve",
        run(session, release) {
            const { digest, approvalsSeen } = planOf(release);
            const shown = { environment: release.environment.name, digest, section: release.plan && (0,plan_section/* planSection */.lA)(release.plan) };
            return (0,approve/* approveStage */.WA)(session, release.environment, shown, release.approval, approvalsSeen);
        },
    },
    {
        id: "migrate",
        phase: "change",
        names: (_, environment) => (0,session_select/* databaseNames */.Ml)(environment),
        label: (name) => `Migrate ${name}`,
        run: (session, release, name) => (0,migrate/* migrateStage */.U)(session, (0,session_select/* findDatabase */.Xg)(session.config, release.environment, name), {
            environment: release.environment,
            plan: planOf(release),
            expectDigest: planOf(release).database(name),
            images: release.images,
        }),
    },
    {
        id: "deploy",
        phase: "change",
        names: environmentName,
        label: () => "Deploy",
        run: (session, release) => (0,deploy/* deployStage */.eM)(session, release.environment, release.images, planOf(release)),
    },
    {
        id: "verify",
        phase: "change",
        names: environmentName,
        label: () => "Verify",
        async run(session, release) {
            const verified = await (0,verify/* verifyStage */.U0)(session, release.environment, release.images, release.approved?.digest);
            release.recordPath = verified.result.recordPath;
            return verified;
        },
    },
];
/** A stage that follows a plan never runs without one: the table's order is the order of a release. */
function planOf({ approved, environment }) {
    if (approved)
        return approved;
    throw new lib_error/* ActionError */.lZ("verdict", `Nothing was planned for ${environment.name}, so nothing may be changed there. Run the stage 'plan' first.`);
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/release.js












/**
 * Applies a release plan that an earlier job has made and proven, with the images that the plan names: approval, migrations, deployment and
 * record, inside one GitHub deployment. The evidence of the earlier jobs is in the registry, where every gate finds it. Stops and throws as
 * `release` does.
 */
async function applyPlan(session, { environment, approval, digest }) {
    const table = STAGE_TABLE.filter(({ phase }) => phase === "approve" || phase === "change");
    const state = { environment, approval, table, images: {} };
    return carry(session, state, async (progress) => {
        (0,keys/* requireSigner */.S)(session);
        const approved = await (0,approved_plan/* findApprovedPlan */.G5)(session, digest);
        const components = componentsFor(environment, approved);
        Object.assign(state.images, components.images);
        state.approved = approved;
        const scope = (0,precondition/* scopeOf */.O)(session.config, { environment, given: components.images, asksGitHub: approval.kind === "github" });
        const needed = await (0,stage/* preconditionsStage */._)(session, "apply", scope);
        if (!(0,run_stage/* mayContinue */.D)(needed))
            return progress.add(needed);
        await approveAndChange(session, state, progress, { digest: approved.digest, images: components.images });
    });
}
function componentsFor({ name }, { digest, components }) {
    if (!components)
        throw new lib_error/* ActionError */.lZ("verdict", `No plan with the digest ${digest} was signed by anybody who is trusted here, so nothing was changed in ${name}. Make a plan in an earlier job of this run, and give its output 'plan-digest'.`);
    if (components.environment === name)
        return components;
    throw new lib_error/* ActionError */.lZ("verdict", `The plan ${digest} is for ${components.environment}, so nothing was changed in ${name}. Give the digest of the plan that was made for ${name}.`);
}
/**
 * Carries one release through the stages of the table. Stops at the first stage that does not pass; nothing after it runs. Every stage can be
 * repeated: what is in place already is recognised and said. Throws nothing: what ended it early is the result's `error`.
 */
async function release(session, options, table = STAGE_TABLE, preconditions = preconditions_table/* PRECONDITIONS */.Q) {
    const state = {
        environment: options.environment,
        approval: options.approval,
        table,
        images: { ...(0,image_references/* knownImages */.wM)(session.config, options.environment, options.images ?? {}) },
    };
    return carry(session, state, (progress) => runPhases(session, state, progress, preconditions));
}
async function carry(session, state, run) {
    const progress = new ReleaseProgress(state.table, session.config, state.environment);
    let error;
    try {
        await run(progress);
    }
    catch (thrown) {
        error = session.signal.aborted ? session.signal.reason : thrown;
        const stopped = session.outcomes.find(({ stoppedBy }) => stoppedBy !== undefined && stoppedBy === thrown);
        if (stopped)
            progress.add(stopped);
    }
    const verdict = error === undefined ? progress.verdict() : "fail";
    return {
        verdict,
        outcomes: progress.outcomes,
        report: progress.report(session, verdict, error),
        images: state.images,
        plan: state.plan,
        digest: state.approved?.digest,
        recordPath: state.recordPath,
        error,
    };
}
async function runPhases(session, state, progress, preconditions) {
    const scope = (0,precondition/* scopeOf */.O)(session.config, {
        environment: state.environment,
        given: state.images,
        asksGitHub: state.approval.kind === "github",
    });
    // Better said before minutes of building.
    await (0,committed/* requireCommitted */.c)(session);
    const needed = await (0,stage/* preconditionsStage */._)(session, "release", scope, preconditions);
    if (!(0,run_stage/* mayContinue */.D)(needed))
        return progress.add(needed);
    await runPhase("check", session, state, progress);
    if (progress.isHalted())
        return;
    await runPhase("prepare", session, state, progress);
    // A dry run ends with the plan: it says what would happen and changes nothing.
    if (progress.isHalted() || session.dryRun)
        return;
    await approveAndChange(session, state, progress, state.plan);
}
async function approveAndChange(session, state, progress, plan) {
    await runPhase("approve", session, state, progress);
    if (progress.isHalted())
        return;
    await (0,github_deployment/* withGitHubDeployment */.t)(session, { environment: state.environment, plan }, async () => {
        await runPhase("change", session, state, progress);
        return { verdict: progress.verdict() };
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

/***/ 18895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ planStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(22079);
/* harmony import */ var _evidence_committed_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(70950);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50076);
/* harmony import */ var _evidence_gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30105);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(29462);
/* harmony import */ var _sections_plan_section_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(76954);
/* harmony import */ var _approve_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78563);
/* harmony import */ var _deployment_plan_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(39896);
/* harmony import */ var _migration_plan_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(19276);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);










/**
 * Plans migrations and deployment of one environment against what is there now, and proves the plan; changes nothing else. A plan of what is
 * not proven, or not released to the environment before, does not pass, so that nobody approves what the gate would refuse. Where nothing is
 * signed, a plan is only looked at: what is missing is a warning.
 */
async function planStage(context, environment, images) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
        const planned = await planRelease(context, environment, images);
        // A dry run proves nothing on its way here, so there is nothing to look for.
        const gate = context.dryRun ? undefined : await (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_1__/* .askEvidence */ .xt)(context, environment, { before: "plan", images });
        const result = {
            ...planned,
            approvalsSeen: await (0,_approve_js__WEBPACK_IMPORTED_MODULE_2__/* .approvalsSeen */ .IF)(context),
            findings: [...missingEvidence(context, gate), ...(await (0,_evidence_committed_js__WEBPACK_IMPORTED_MODULE_3__/* .uncommittedFindings */ .U)(context)), ...planned.findings],
        };
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const configuration = (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_4__/* .configurationOf */ .QV)(context.config, environment);
        return {
            verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .verdictOf */ .Vj)(result.findings),
            note: result.findings.find((finding) => finding.severity === "error")?.what ?? planNote(result),
            section: (0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_6__/* .planSection */ .lA)(result, gate?.proofs),
            result,
            evidence: {
                subjects: [
                    { kind: "plan", name: environment.name, digest: result.digest },
                    ...configuration.map(({ path, digest }) => ({ kind: "path", name: path, digest })),
                ],
                facts: {
                    components: result.components,
                    configuration,
                    others: (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .othersBeside */ .g5)(images, result.deploy),
                    policy: context.config.policy.sources,
                    approvalsSeen: result.approvalsSeen,
                },
            },
        };
    });
}
function missingEvidence({ signer }, gate) {
    const findings = gate?.findings ?? [];
    return signer ? findings : findings.map((finding) => ({ ...finding, severity: "warning" }));
}
async function planRelease(context, environment, images) {
    const migrations = {};
    for (const database of environment.databases)
        migrations[database.name] = await (0,_migration_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .planDatabase */ .$C)(context, database);
    const deploy = await (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_7__/* .planDeployment */ .HN)(context, environment, images);
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
        digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .digestOfJson */ .Qs)(components),
    };
}
function planNote({ digest, migrations, deploy }) {
    const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
    const changes = deploy.objects.filter((object) => object.action !== "unchanged").length;
    return `${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_10__/* .shortDigest */ .VK)(digest)}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .countOf */ .pq)(pending, "migration")}, ${changes} of ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .countOf */ .pq)(deploy.objects.length, "object")} to change`;
}


/***/ }),

/***/ 27703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  US: () => (/* binding */ policyOf),
  uC: () => (/* binding */ reportVerification),
  U0: () => (/* binding */ verifyStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/record/lib/gate/evaluate.js
var evaluate = __webpack_require__(82672);
// EXTERNAL MODULE: ./packages/record/lib/subject-findings.js
var subject_findings = __webpack_require__(28662);
// EXTERNAL MODULE: ./packages/record/lib/gate/judge.js
var judge = __webpack_require__(48788);
// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/brief.js
var lib_brief = __webpack_require__(89719);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js
var rollout_status = __webpack_require__(42263);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/declared.js
var declared = __webpack_require__(50076);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gather.js
var gather = __webpack_require__(6017);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/prove.js
var prove = __webpack_require__(40898);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/publish-pages.js
var publish_pages = __webpack_require__(67690);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/subject-reader.js + 1 modules
var subject_reader = __webpack_require__(69695);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/tool.js
var tool = __webpack_require__(32408);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/approval-section.js
var approval_section = __webpack_require__(85044);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/brief-section.js




/** The release on one page: why it is refused, when it is; digests, checks, applied migrations, deployed objects, approver. */
function briefSection(brief, verification) {
    const blocks = [
        ...(0,plan_section/* findingsBlock */.k5)(verification.findings),
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
    return {
        id: "record",
        title: "Release record",
        verdict: verification.verdict,
        overview: {
            ...(brief.planDigest === undefined ? {} : { plan: brief.planDigest }),
            changes: changesOf(verification),
            proven: (0,overview/* proofsOfRecord */.AS)(verification),
            approvals: approvalsOf(verification),
        },
        blocks,
    };
}
/** What the release changed, as its migrations and its deployment say. */
function changesOf({ statements }) {
    return statements.flatMap(({ view }) => {
        if (view.stage === "migrate")
            return (0,overview/* migrationChanges */.qQ)(view.facts.database.name, view.facts.applied, "done");
        return view.stage === "deploy" ? (0,overview/* deployedObjects */.Ll)(view.facts.namespace, view.facts.objects) : [];
    });
}
function approvalsOf({ verdict, statements }) {
    const rows = statements.flatMap(({ view }) => (view.stage === "approve" ? [(0,approval_section/* approvalRow */.g)(view.facts, view.verdict)] : []));
    return rows.slice(-1).map((row) => ({ ...row, verdict: (0,lib_verdict/* isPassing */.WG)(verdict) ? row.verdict : "inconclusive" }));
}
function verdictOf(text) {
    return text === "pass" || text === "warn" || text === "fail" || text === "inconclusive" ? { verdict: text } : {};
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/verification-section.js
/** The report section of a verification: the brief, then every statement with its signer and whether its subjects are still what they were. */
function verificationSection(environment, brief, verification) {
    const blocks = [
        ...brief.blocks,
        {
            type: "table",
            caption: "Statements of the record",
            head: ["Stage", "Verdict", "Subject", "Signed by"],
            rows: verification.statements.map(({ view, signer }) => [
                view.stage,
                { text: view.verdict, verdict: view.verdict },
                view.subjects.map((subject) => subject.name).join(", "),
                signer,
            ]),
        },
    ];
    return { ...brief, id: `verify-${environment}`, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 4 modules
var keys = __webpack_require__(73415);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify.js




















/**
 * Closes the release: collects its statements, judges them as every gate does, holds what they are about against files, registry and cluster
 * as they are now, and then signs the verdict with the list of the statements. `plan` is the plan that was applied; without it the
 * deployment's statement says which it was. Throws an `environment` error without a signer.
 */
async function verifyStage(context, environment, images, plan) {
    return (0,run_stage/* runStage */.S)(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
        (0,keys/* requireSigner */.S)(context);
        const policy = policyOf(context, environment);
        const { expected, bundles } = await collect(context, environment, images, plan);
        const evaluation = (0,evaluate/* evaluate */._)(bundles, await context.verifierFor(bundles), policy, expected);
        const findings = [
            ...evaluation.findings,
            ...(await (0,subject_findings/* subjectFindings */.F)(evaluation.chosen.map(({ view }) => view), (0,subject_reader/* subjectReader */.w)(context, environment))),
        ];
        const verification = { verdict: (0,lib_verdict/* verdictOf */.Vj)(findings), findings, statements: evaluation.chosen, evaluation };
        const record = await verify_close(context, environment, { images, expected, policy, evaluation, verification });
        const closed = await reportVerification(context, environment, record, verification, await save(context, environment, record));
        await (0,publish_pages/* publishPage */.X)(context, { environment: environment.name, images }, { kind: "brief", path: closed.result.briefPath });
        return closed;
    });
}
/** What is demanded of a release to an environment; throws an `input` error where nothing says it. */
function policyOf(context, environment) {
    const policy = (0,demands/* demandsOn */.gq)(context, environment);
    if (policy)
        return policy;
    throw new error/* ActionError */.lZ("input", "A release can be verified only for a project with a waybill.yml, which says what must have been proven.");
}
/** The deployment says which plan it applied, and in which run; the statements of that plan are found by it. */
async function collect(context, environment, images, plan) {
    const release = await (0,gate/* expectRelease */.RU)(context, environment, { before: "release", images, plan });
    const { bundles, expected } = await (0,gather/* gatherStatements */.Y)(context, environment, release);
    const deploy = (0,judge/* newestOf */.su)((0,judge/* ofStage */.i$)((0,judge/* judge */.S4)(bundles, await context.verifierFor(bundles)).trusted, "deploy").filter(({ view }) => view.environment === environment.name && view.run.commit === context.run.commit && view.run.repository === context.run.repository));
    if (deploy?.view.stage !== "deploy")
        return { expected, bundles };
    const applied = plan ?? deploy.view.facts.releasePlan;
    const known = { ...expected, plan: applied, approvedIn: deploy.view.run.run };
    if (applied === plan || applied === undefined)
        return { expected: known, bundles };
    return { expected: known, bundles: [...bundles, ...(await context.store.find(applied)).bundles] };
}
/** Signs what the verification came to. */
async function verify_close(context, environment, { images, expected, policy, evaluation, verification }) {
    const deploy = (0,judge/* ofStage */.i$)(evaluation.chosen, "deploy").at(-1)?.view;
    return (0,record_file/* createRecord */.eC)(evaluation.chosen.map(({ bundle }) => bundle), {
        builds: evaluation.builds,
        application: context.config.name,
        environment: environment.name,
        run: context.run,
        tool: tool/* TOOL */.j,
        verdict: verification.verdict,
        now: context.clock(),
        images,
        plan: expected.plan,
        revision: deploy?.facts.revision,
        configuration: (0,declared/* configurationOf */.QV)(context.config, environment),
        policy: policy.sources,
        findings: verification.findings.map(({ what }) => what),
        ignored: evaluation.ignored.length,
    }, (0,keys/* requireSigner */.S)(context));
}
/** Writes the record and stores it, whole and its last statement by itself, with its release and beside its images. */
async function save(context, environment, record) {
    const recordPath = (0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "record.json");
    await (0,record_file/* writeRecord */.rh)(recordPath, record);
    const release = record.statements.at(-1);
    if (!release || context.dryRun)
        return recordPath;
    const { subjects } = (0,bundle/* inspectBundle */.rI)(release);
    await (0,prove/* publish */.mk)(context, release, subjects);
    for (const subject of subjects)
        await context.store.publishRecord(record, await (0,prove/* placeOf */.$t)(context, subject));
    return recordPath;
}
/** What the cluster keeps to go back to. The verification does not rest on it, so a cluster that does not answer is said and no error. */
async function wayBackNow(context, environment) {
    try {
        const revisions = await (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,rollout_status/* findWayBack */.C9)(cluster, { namespace: environment.namespace, application: context.config.name }));
        return (0,overview/* wayBackFromNow */.Bs)(environment.name, revisions);
    }
    catch {
        return {
            text: `What can be gone back to is not known, because the cluster did not answer. The action deploy-kubernetes with 'command: status' lists the revisions.`,
        };
    }
}
/** Reports what a verification found and writes the brief of the record. */
async function reportVerification(context, environment, record, verification, recordPath) {
    for (const finding of verification.findings)
        context.reporter.finding(finding);
    const drawn = briefSection((0,lib_brief/* releaseBrief */.s)(record), verification);
    const brief = { ...drawn, overview: { ...drawn.overview, back: await wayBackNow(context, environment) } };
    const page = {
        title: `Release brief of ${context.config.name}`,
        verdict: verification.verdict,
        rehearsal: context.run.rehearsal,
        overview: brief.overview,
        chain: [],
        sections: [brief],
    };
    const briefPath = await (0,reports/* writeBrief */.kx)(context, environment.name, page);
    const error = verification.findings.find((finding) => finding.severity === "error");
    return {
        verdict: verification.verdict,
        note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
        section: verificationSection(environment.name, brief, verification),
        result: { recordPath, briefPath, verification },
    };
}


/***/ }),

/***/ 89719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ releaseBrief)
/* harmony export */ });
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69800);

/** Draws the brief out of a record. Nothing is verified here; verify the record first. */
function releaseBrief(record) {
    const views = record.statements.map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .inspectBundle */ .rI);
    const release = last(views, "release");
    const deploy = last(views, "deploy");
    const approval = last(views, "approve");
    return {
        application: release?.facts.application ?? "",
        environment: release?.facts.environment ?? "",
        commit: release?.run.commit ?? "",
        images: Object.entries(release?.facts.images ?? {}).map(([name, reference]) => ({ name, reference })),
        checks: views
            .filter(({ stage }) => stage !== "release")
            .map(({ stage, subjects, verdict }) => ({ stage, subject: subjects[0]?.name ?? "", verdict })),
        migrations: views.flatMap((view) => view.stage === "migrate" ? view.facts.applied.map(({ version, name }) => `${version} ${name}`) : []),
        objects: (deploy?.facts.objects ?? []).map(({ kind, name, action }) => ({ name: `${kind}/${name}`, action })),
        pods: (deploy?.facts.pods ?? []).map(({ name, imageID, digest }) => ({ name, digest: digest ?? imageID ?? "" })),
        approver: approval?.facts.approvers.join(", ") || "nobody",
        planDigest: release?.facts.plan,
        revision: deploy?.facts.revision,
    };
}
function last(views, stage) {
    return views.findLast((view) => view.stage === stage);
}


/***/ }),

/***/ 28662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ subjectFindings)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Which subjects are not what the statements say any more; each is read once. */
async function subjectFindings(statements, readSubject) {
    const findings = [];
    const seen = new Set();
    for (const statement of statements) {
        for (const subject of statement.subjects) {
            const key = JSON.stringify([subject.kind, subject.name, subject.digest]);
            // A release's digest is judged with the statement that closes it; nothing in the world has it.
            if (seen.has(key) || subject.kind === "release")
                continue;
            seen.add(key);
            const now = await readNow(readSubject, subject, statement, findings);
            if (now === subject.digest || now === "unreadable")
                continue;
            findings.push({
                rule: "subject-changed",
                severity: "error",
                what: now === undefined
                    ? `${labelOf(subject)} of the ${statement.stage} statement cannot be read or does not hold any more.`
                    : `${labelOf(subject)} is not what the ${statement.stage} statement is about: it was changed after that stage.`,
                observed: now ?? "nothing that could be compared",
                expected: subject.digest,
                next: "Undo the change, or run a new release for it.",
            });
        }
    }
    return findings;
}
function labelOf({ kind, name }) {
    if (kind === "path")
        return `'${name}'`;
    return kind === "environment" ? `What runs in '${name}'` : `The ${kind} '${name}'`;
}
/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(readSubject, subject, statement, findings) {
    try {
        return await readSubject(subject, statement);
    }
    catch (error) {
        findings.push({
            rule: "subject-unreadable",
            severity: "error",
            what: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error),
            next: "Do not rely on this record. Run a new release.",
        });
        return "unreadable";
    }
}


/***/ })

};
