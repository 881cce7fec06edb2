export const id = 595;
export const ids = [595,2976];
export const modules = {

/***/ 40595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  approveStage: () => (/* reexport */ approve/* approveStage */.WA),
  approvedDatabases: () => (/* reexport */ approved_plan/* approvedDatabases */.yc),
  buildStage: () => (/* reexport */ build/* buildStage */.Z),
  checkMigrationsStage: () => (/* reexport */ migration_plan/* checkMigrationsStage */.Yb),
  checkProject: () => (/* reexport */ checkProject),
  closeRelease: () => (/* reexport */ closeRelease),
  commentOnPullRequest: () => (/* reexport */ reports/* commentOnPullRequest */.rh),
  defaultRequirements: () => (/* reexport */ demands/* defaultRequirements */.C),
  deployStage: () => (/* reexport */ deploy/* deployStage */.eM),
  failUnlessPassed: () => (/* reexport */ release/* failUnlessPassed */.R),
  findApprovedPlan: () => (/* reexport */ approved_plan/* findApprovedPlan */.G5),
  findEntry: () => (/* reexport */ session_select/* findEntry */.w4),
  findEnvironment: () => (/* reexport */ session_select/* findEnvironment */.jY),
  findEnvironmentIfDeclared: () => (/* reexport */ session_select/* findEnvironmentIfDeclared */._V),
  imagesFor: () => (/* reexport */ image_references/* imagesFor */.qV),
  knownImages: () => (/* reexport */ image_references/* knownImages */.wM),
  matrices: () => (/* reexport */ matrix/* matrices */.L),
  mayContinue: () => (/* reexport */ run_stage/* mayContinue */.D),
  migrateStage: () => (/* reexport */ migrate/* migrateStage */.U),
  openSession: () => (/* reexport */ open_session/* openSession */.f),
  ownPlan: () => (/* reexport */ approved_plan/* ownPlan */.sz),
  parseImages: () => (/* reexport */ image_references/* parseImages */.eb),
  planDatabase: () => (/* reexport */ migration_plan/* planDatabase */.$C),
  planDeploymentStage: () => (/* reexport */ deployment_plan/* planDeploymentStage */.b),
  planMigrationsStage: () => (/* reexport */ migration_plan/* planMigrationsStage */.d$),
  planProject: () => (/* reexport */ planProject),
  planReport: () => (/* reexport */ reports/* planReport */.sH),
  planStage: () => (/* reexport */ plan/* planStage */.c),
  proveApproval: () => (/* reexport */ approve/* proveApproval */.KP),
  release: () => (/* reexport */ release/* release */._),
  requireSigner: () => (/* reexport */ keys/* requireSigner */.S),
  rollbackProject: () => (/* reexport */ rollbackProject),
  rollbackStage: () => (/* reexport */ rollback/* rollbackStage */.T),
  selectDatabases: () => (/* reexport */ session_select/* selectDatabases */.$P),
  stagesReport: () => (/* reexport */ reports/* stagesReport */.Ut),
  statusStage: () => (/* reexport */ stages_status/* statusStage */.t),
  validateDataStage: () => (/* reexport */ validate_data/* validateDataStage */.z),
  validateModelStage: () => (/* reexport */ validate_model/* validateModelStage */.o),
  verifyProject: () => (/* reexport */ verifyProject),
  writeReports: () => (/* reexport */ reports/* writeReports */.Li)
});

// EXTERNAL MODULE: ./packages/pipeline/lib/session/open-session.js + 19 modules
var open_session = __webpack_require__(45507);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 7 modules
var keys = __webpack_require__(87300);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js + 35 modules
var validate_data = __webpack_require__(94895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js + 26 modules
var validate_model = __webpack_require__(19833);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 24 modules
var build = __webpack_require__(78300);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migration-plan.js
var migration_plan = __webpack_require__(19276);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deployment-plan.js + 3 modules
var deployment_plan = __webpack_require__(80749);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approve.js
var approve = __webpack_require__(78563);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approved-plan.js
var approved_plan = __webpack_require__(74167);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/rollback.js + 1 modules
var rollback = __webpack_require__(75825);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/status.js
var stages_status = __webpack_require__(74146);
// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(45042);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var session_files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/check-files.js
var check_files = __webpack_require__(76816);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/image-references.js
var image_references = __webpack_require__(64581);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 6 modules
var verify = __webpack_require__(26805);
;// CONCATENATED MODULE: ./packages/pipeline/lib/project.js














/**
 * Looks for every named file and validates all data and models whose files are there; changes nothing but the reports (and, unless it is a
 * dry run, the evidence).
 */
async function checkProject(session) {
    const { workspace, config } = session;
    const outcomes = [await (0,check_files/* checkFilesStage */.o)(session)];
    const isThere = async (section, name) => (await (0,files/* checkFiles */.g)(workspace, config, section, [name])).length === 0;
    for (const entry of Object.values(config.data))
        if (await isThere("data", entry.name))
            outcomes.push(await (0,validate_data/* validateDataStage */.z)(session, entry));
    for (const entry of Object.values(config.models))
        if (await isThere("models", entry.name))
            outcomes.push(await (0,validate_model/* validateModelStage */.o)(session, entry));
    return { outcomes, report: (0,reports/* stagesReport */.Ut)(session, `Checks of ${session.config.name}`, outcomes) };
}
/** Plans one environment; images that are not given are built and pushed by digest first, because a plan names digests. */
async function planProject(session, environment, images) {
    // Before a build of minutes, what the plan will read must be there.
    await (0,session_files/* requireFiles */.PO)(session, "images", environment.images.filter((name) => !Object.hasOwn(images, name)));
    await (0,session_files/* requireFiles */.PO)(session, "databases", environment.databases);
    await (0,session_files/* requireFiles */.PO)(session, "environments", [environment.name]);
    const outcomes = [];
    const references = { ...(0,image_references/* knownImages */.wM)(session.config, environment, images) };
    for (const name of environment.images) {
        if (references[name] !== undefined)
            continue;
        const built = await (0,build/* buildStage */.Z)(session, (0,session_select/* findEntry */.w4)(session.config.images, name, "images", session.config.file));
        outcomes.push(built);
        references[name] = built.result.reference;
    }
    const planned = await (0,plan/* planStage */.c)(session, environment, references);
    outcomes.push(planned);
    return {
        outcomes,
        plan: planned.result,
        images: references,
        report: (0,reports/* stagesReport */.Ut)(session, `Plan of ${session.config.name} for ${environment.name}`, outcomes),
    };
}
/** Brings an environment back to its last good revision, or to the revision with the given number. */
async function rollbackProject(session, environment, to) {
    const outcome = await (0,rollback/* rollbackStage */.T)(session, environment, to);
    return { outcomes: [outcome], report: (0,reports/* stagesReport */.Ut)(session, `Rollback of ${session.config.name} in ${environment.name}`, [outcome]) };
}
/** Closes a release whose stages ran in other jobs: collects what they proved, signs the record and verifies it. */
async function closeRelease(session, environment, images, plan) {
    return (0,verify/* verifyStage */.U)(session, environment, images, plan);
}
/**
 * Verifies a record that was written before against files, registry and cluster as they are now. `record` is a path in the workspace, by
 * default where a release of this environment leaves it. Throws an `input` error for a path that is outside or not there.
 */
async function verifyProject(session, environment, options) {
    const given = options.record ?? (0,external_node_path_.relative)(session.workspace, (0,external_node_path_.join)((0,session_select/* environmentDir */.Fw)(session, environment.name), "record.json"));
    const recordPath = await (0,workspace/* resolveInWorkspace */.S)(session.workspace, given, "record");
    const outcome = await (0,verify/* verifyRecordStage */.Z)(session, environment, recordPath);
    return { outcomes: [outcome], report: (0,reports/* stagesReport */.Ut)(session, `Verification of ${session.config.name} in ${environment.name}`, [outcome]) };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/matrix.js
var matrix = __webpack_require__(44627);
;// CONCATENATED MODULE: ./packages/pipeline/lib/index.js
























/***/ }),

/***/ 44627:
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


/***/ }),

/***/ 75825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ rollbackStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js
var rollout_status = __webpack_require__(42263);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 2 modules
var bundle = __webpack_require__(71720);
;// CONCATENATED MODULE: ./packages/record/lib/gate/rollback.js


/**
 * Finds the passing record of a revision among stored ones: every statement signed by a trusted signer, listed by the release statement that
 * closed it, which passed, and a deployment of exactly these objects. Otherwise says why nothing proves that the revision was ever good.
 */
function findProvenRelease(records, verify, target) {
    const reasons = [];
    // The newest first, so that what is said about a record is about the last one.
    for (const record of records.toReversed()) {
        const problem = recordProblem(record, verify, target);
        if (typeof problem === "string")
            reasons.push(problem);
        else
            return { proven: problem };
    }
    return {
        finding: {
            rule: "evidence-missing",
            severity: "error",
            what: `No passing release record proves revision ${target.revision} of '${target.application}' in ${target.environment} (commit ${target.commit}).`,
            observed: reasons[0] ?? "there is no record of that release",
            next: "Go back to a revision that was released with evidence, or release the commit that you want to have again.",
        },
    };
}
function recordProblem(record, verify, target) {
    let views;
    try {
        views = record.statements.map((bundle) => verify(bundle).view);
    }
    catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    const release = views.at(-1);
    const closing = record.statements.at(-1);
    if (release?.stage !== "release" || !closing)
        return "the record does not end with a release statement";
    const { facts } = release;
    if (!(0,verdict/* isPassing */.WG)(release.verdict))
        return `the release was closed with ${release.verdict}`;
    const contradicting = views.find(({ contradiction }) => contradiction !== undefined);
    if (contradicting)
        return `its ${contradicting.stage} statement contradicts itself: ${contradicting.contradiction}`;
    const listed = facts.statements.map(({ payload }) => payload);
    if ((0,digest/* digestOfJson */.Qs)(record.statements.slice(0, -1).map(bundle/* payloadDigest */.JU)) !== (0,digest/* digestOfJson */.Qs)(listed))
        return "its statements are not the ones that its release statement lists";
    if (facts.application !== target.application || facts.environment !== target.environment)
        return "it is of another application or environment";
    const strange = views.find(({ run: own }) => own.repository !== target.run.repository || own.rehearsal !== target.run.rehearsal);
    if (strange)
        return `its ${strange.stage} statement is from ${strange.run.rehearsal ? "a rehearsal" : strange.run.repository}`;
    const deploy = views.findLast((view) => view.stage === "deploy");
    if (deploy?.stage !== "deploy" || deploy.facts.content !== target.content)
        return "its deployment was of other objects than the revision holds now";
    return { record, payload: (0,bundle/* payloadDigest */.JU)(closing), images: facts.images, commit: release.run.commit };
}

// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/deploy-section.js
var deploy_section = __webpack_require__(804);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/github-deployment.js
var github_deployment = __webpack_require__(32227);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/rollback.js











/**
 * Brings an environment back to its last good revision, or to the revision numbered `to`. Before it changes anything it asks for the passing
 * record of that revision, with exactly the objects that the cluster keeps of it; it proves what runs afterwards, and puts the record of
 * what it went back to where a verification of the environment looks for it. Throws an `input` error in a dry run and when there is no
 * revision to go back to, and a `verdict` error when nothing proves that the revision was ever good.
 */
async function rollbackStage(context, environment, to) {
    return (0,run_stage/* runStage */.S)(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        (0,deploy/* refuseDryRun */.Du)(context, "roll back");
        return (0,cluster/* withCluster */.B)(context, environment, async (cluster) => {
            const application = { namespace: environment.namespace, application: context.config.name };
            const target = await (0,rollout_status/* findRollbackTarget */.L_)(cluster, application, to);
            const proven = await provenRelease(context, environment, target);
            const revision = { number: target.number, commit: target.commit, images: Object.values(proven?.images ?? {}) };
            const { plan, outcome } = await (0,github_deployment/* withGitHubDeployment */.t)(context, { environment, revision }, async () => {
                const rolledBack = await (0,rollout_status/* rollbackDeploy */.C5)(cluster, {
                    ...application,
                    to: target.number,
                    environment: environment.name,
                    ...(0,deploy/* rolloutOptions */.iI)(context, environment),
                });
                return { ...rolledBack, verdict: rolledBack.outcome.verdict };
            });
            if (proven && outcome.verdict === "pass")
                await restoreRecord(context, environment, proven);
            const images = proven?.images ?? {};
            return {
                verdict: outcome.verdict,
                note: `back to revision ${target.number} (commit ${target.commit.slice(0, 12)}): ${(0,deploy/* deployNote */.wm)(outcome, { tested: proven !== undefined, asked: proven !== undefined })}`,
                section: (0,deploy_section/* deploySection */.b)(context, environment, undefined, outcome),
                result: outcome,
                evidence: await evidenceOf(context, environment, cluster, {
                    images,
                    facts: (0,deploy/* deployFacts */.lo)(context, environment, plan, outcome),
                    outcome,
                    backTo: proven && { revision: target.number, commit: proven.commit, release: proven.payload },
                }),
            };
        });
    });
}
async function evidenceOf(context, environment, cluster, { images, facts, outcome, backTo }) {
    const subjects = [...(0,deploy/* provenImages */.vW)(images, outcome), ...(await (0,deploy/* liveSubjects */.CJ)(context, environment, cluster, outcome))];
    if (subjects.length === 0)
        return undefined;
    return {
        subjects,
        facts: {
            ...facts,
            content: await (0,deploy/* contentOf */.$E)(cluster, context, environment, outcome),
            images,
            tested: backTo !== undefined,
            backTo,
        },
    };
}
/** Undefined when nobody asked for evidence. Throws a `verdict` error when it was asked for and is not there. */
async function provenRelease(context, environment, target) {
    if (!(0,demands/* demandsOn */.g)(context, environment))
        return undefined;
    const { run, config, store } = context;
    const release = { application: config.name, environment: environment.name, commit: target.commit };
    const records = await store.findRecords((0,predicates/* releaseDigest */.c)(release));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const { proven, finding } = findProvenRelease(records, verify, {
        run,
        ...release,
        revision: target.number,
        content: target.content,
    });
    if (proven)
        return proven;
    throw new error/* ActionError */.lZ("verdict", `Nothing was changed in ${environment.name}. ${finding ? (0,verdict/* describeFinding */.jb)(finding) : ""}`.trimEnd());
}
/** So that `waybill verify` of the environment judges what runs now, and a later rollback finds it under this commit too. */
async function restoreRecord(context, environment, { record }) {
    await (0,record_file/* writeRecord */.rh)((0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "record.json"), record);
    const { run, config, store } = context;
    await store.publishRecord(record, {
        subject: (0,predicates/* releaseDigest */.c)({ application: config.name, environment: environment.name, commit: run.commit }),
    });
}


/***/ }),

/***/ 74146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ statusStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42263);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2677);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);




/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
async function statusStage(context, environment) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const result = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_1__/* .withCluster */ .B)(context, environment, (cluster) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .deployStatus */ .a4)(cluster, { namespace: environment.namespace, application: context.config.name }));
        return { result, ...judgeStatus(environment, result) };
    });
}
function judgeStatus(environment, status) {
    const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
    const notReady = status.objects.filter((object) => !object.ready);
    const verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
    const note = !status.current
        ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
        : `revision ${status.current.number} of ${status.current.startedAt}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(differing.length, "object")} changed since, ${notReady.length} not ready`;
    const section = {
        id: `status-${environment.name}`,
        title: `Status of ${environment.name}`,
        verdict,
        blocks: [
            { type: "text", text: note },
            {
                type: "table",
                caption: "Objects of the last good revision",
                head: ["Object", "State", "Changed since"],
                rows: status.objects.map((object) => [
                    `${object.ref.kind}/${object.ref.name}`,
                    object.note,
                    object.drift.map((change) => change.path).join(", "),
                ]),
            },
            {
                type: "table",
                caption: "Revisions",
                head: ["Revision", "Status", "Started", "Commit"],
                rows: status.revisions.map((revision) => [String(revision.number), revision.status, revision.startedAt, revision.commit]),
            },
        ],
    };
    return { verdict, note, section };
}


/***/ })

};
