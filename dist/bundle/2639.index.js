export const id = 2639;
export const ids = [2639];
export const modules = {

/***/ 32639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sh: () => (/* binding */ checkProject),
  Az: () => (/* binding */ closeRelease),
  fU: () => (/* binding */ planProject),
  UU: () => (/* binding */ rollbackProject),
  HN: () => (/* binding */ verifyProject)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/refusal.js
var refusal = __webpack_require__(9856);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js + 1 modules
var rollout_status = __webpack_require__(68162);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/gate/rollback.js
var rollback = __webpack_require__(50619);
// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/kit/lib/image-reference.js
var image_reference = __webpack_require__(37975);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/approval-section.js
var approval_section = __webpack_require__(85044);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/deploy-section.js
var deploy_section = __webpack_require__(804);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/rollback-section.js





/** The report section of a rollback: what was proven of the revision that runs again, what runs, and how to undo it. */
function rollbackSection(context, environment, page) {
    const { target, proven, plan, outcome, others } = page;
    const section = (0,deploy_section/* deploySection */.b)(context, environment, plan, outcome, others);
    const { back } = section.overview ?? {};
    const undone = plan.lastGood;
    const undo = back?.command !== undefined && !outcome.rolledBack && undone !== undefined;
    return {
        ...section,
        id: `rollback-${environment.name}`,
        title: `Rollback of ${environment.name} to revision ${target.number}`,
        overview: {
            ...section.overview,
            ...(proven && { approvals: approvalsThen(proven) }),
            proven: [...(proven ? provenRows(environment, target, proven) : []), runningRow(environment, page)],
            back: undo ? { ...back, text: `To undo this rollback: it left ${(0,overview/* describeRevision */.hi)(undone)}. Applied migrations stay.` } : back,
        },
        blocks: [...section.blocks, recordBlock(proven)],
    };
}
/** The statements of the record that was gone back to, and the record itself as the release that it closed. */
function provenRows({ name }, { number }, { views }) {
    return views.flatMap((view) => {
        const { stage, verdict } = view;
        // Deployed was it then; what runs now has a row of its own.
        if (stage === "deploy")
            return [];
        return [{ stage, thing: stage === "release" ? `${name}, revision ${number}` : (0,format/* thingOf */.MW)(view), verdict, by: view.run.run }];
    });
}
/** Nobody is asked about a rollback; what it brings back was approved when it was released. */
function approvalsThen({ views }) {
    return views.flatMap((view) => {
        if (view.stage !== "approve")
            return [];
        const row = (0,approval_section/* approvalRow */.g)(view.facts, view.verdict);
        return [{ ...row, what: `${row.what}, when it was released` }];
    });
}
/** Whether the pods run what the target's record is about. */
function runningRow({ name }, { proven, outcome }) {
    const wanted = new Set(Object.values(proven?.images ?? {}).map((reference) => (0,image_reference/* imageOf */.d)(reference)?.digest));
    const on = outcome.pods.filter(({ digest }) => digest !== undefined && wanted.has(digest)).length;
    const pods = outcome.pods.length === 0 || !proven ? "" : `: ${on} of ${outcome.pods.length} pods on the record's digests`;
    return { stage: "deploy", thing: `${name}, revision ${outcome.revision}${pods}`, verdict: outcome.verdict };
}
function recordBlock(proven) {
    if (!proven)
        return { type: "text", text: "No evidence was asked for, so no record of this revision was looked for." };
    return {
        type: "facts",
        facts: [
            { label: "Record of the release", value: proven.payload },
            { label: "Released commit", value: proven.commit },
            ...Object.entries(proven.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
        ],
    };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deployment-plan.js + 1 modules
var deployment_plan = __webpack_require__(39896);
// EXTERNAL MODULE: ./packages/pipeline/lib/deployments/github-deployment.js
var github_deployment = __webpack_require__(21046);
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
    const before = context.statements.length;
    const outcome = await rollBack(context, environment, to);
    // Beside the record that it has restored, where a verification of this commit looks for it whatever images run.
    for (const statement of context.statements.slice(before))
        await context.store.publish(statement, { subject: here(context, environment) });
    return outcome;
}
function rollBack(context, environment, to) {
    return (0,run_stage/* runStage */.S)(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        (0,deploy/* refuseDryRun */.Du)(context, "roll back");
        await (0,committed/* requireCommitted */.c)(context);
        return (0,cluster/* withCluster */.B)(context, environment, async (cluster) => {
            const application = { namespace: environment.namespace, application: context.config.name };
            const target = await (0,rollout_status/* findRollbackTarget */.L_)(cluster, application, to);
            const proven = await provenRelease(context, environment, target);
            const revision = { number: target.number, commit: target.commit, images: Object.values(proven?.images ?? {}) };
            const { plan, outcome } = await (0,github_deployment/* withGitHubDeployment */.t)(context, { environment, revision }, async () => {
                const rolledBack = await (0,rollout_status/* rollbackDeploy */.C5)(cluster, {
                    ...application,
                    to: target.number,
                    content: target.content,
                    environment: environment.name,
                    ...(0,deploy/* rolloutOptions */.iI)(context, environment),
                });
                return { ...rolledBack, verdict: rolledBack.outcome.verdict };
            });
            if (proven && outcome.verdict === "pass")
                await restoreRecord(context, environment, proven);
            const images = proven?.images ?? {};
            const others = (0,deployment_plan/* othersBeside */.g5)(images, plan);
            const tested = proven?.tested === true && (0,deploy/* isOfRelease */.$p)(images, outcome);
            return {
                verdict: outcome.verdict,
                note: `back to revision ${target.number} (commit ${target.commit.slice(0, 12)}): ${(0,deploy/* deployNote */.wm)(outcome, { tested, asked: proven !== undefined })}`,
                section: rollbackSection(context, environment, { target, proven, plan, outcome, others }),
                result: outcome,
                evidence: await evidenceOf(context, environment, cluster, {
                    images,
                    facts: (0,deploy/* deployFacts */.lo)(context, environment, plan, outcome),
                    outcome,
                    tested,
                    others,
                    backTo: proven && { revision: target.number, commit: proven.commit, release: proven.payload },
                }),
            };
        });
    });
}
async function evidenceOf(context, environment, cluster, { images, facts, outcome, tested, others, backTo }) {
    const subjects = [...(0,deploy/* provenImages */.vW)(images, outcome), ...(await (0,deploy/* liveSubjects */.CJ)(context, environment, cluster, outcome))];
    if (subjects.length === 0)
        return undefined;
    return {
        subjects,
        facts: {
            ...facts,
            content: await (0,deploy/* contentOf */.$E)(cluster, context, environment, outcome),
            images,
            others,
            tested,
            backTo,
        },
    };
}
/** Undefined when nobody asked for evidence. Throws a `verdict` error when it was asked for and is not there. */
async function provenRelease(context, environment, target) {
    if (!(0,demands/* demandsOn */.gq)(context, environment))
        return undefined;
    const { run, config, store } = context;
    const release = { application: config.name, environment: environment.name, commit: target.commit };
    const records = await store.findRecords((0,predicates/* releaseDigest */.cS)(release));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const { proven, finding } = (0,rollback/* findProvenRelease */.Z)(records, verify, {
        run,
        ...release,
        revision: target.number,
        content: target.content,
        isBound: target.isBound,
    });
    if (proven)
        return proven;
    throw new refusal/* Refusal */.P(environment.name, "nothing proves that what it would go back to was ever good", finding ? [finding] : []);
}
/** So that `waybill verify` of the environment judges what runs now, and a later rollback finds it under this commit too. */
async function restoreRecord(context, environment, { record }) {
    await (0,record_file/* writeRecord */.rh)((0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "record.json"), record);
    await context.store.publishRecord(record, { subject: here(context, environment) });
}
/** The release that this commit would be in the environment. */
function here({ config, run }, { name }) {
    return (0,predicates/* releaseDigest */.cS)({ application: config.name, environment: name, commit: run.commit });
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js
var validate_data = __webpack_require__(47955);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js
var validate_model = __webpack_require__(58794);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 2 modules
var stages_verify = __webpack_require__(27703);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/record/lib/verify-record.js
var verify_record = __webpack_require__(25566);
// EXTERNAL MODULE: ./packages/record/lib/subject-findings.js
var subject_findings = __webpack_require__(28662);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gather.js
var gather = __webpack_require__(6017);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/record/lib/verify-alone.js
var verify_alone = __webpack_require__(35580);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/subject-reader.js + 1 modules
var subject_reader = __webpack_require__(69695);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/other-commit.js




/** Whether a record is of this environment of this product, and of another commit than the one that is checked out. */
function isOfAnotherCommit({ run, config }, environment, release) {
    return (release.run.commit !== run.commit &&
        release.run.repository === run.repository &&
        release.run.rehearsal === run.rehearsal &&
        release.facts.application === config.name &&
        release.facts.environment === environment.name);
}
/** Judges a record of another commit by itself, and what `read` reads; files are of that commit, so those here are not held against it. */
async function verifyByItself(context, record, { run: { commit, repository, rehearsal }, facts: { application, environment } }, read) {
    return (0,verify_alone/* verifyAlone */.X)(record, {
        verify: await context.verifierFor(record.statements),
        known: { repository, rehearsal, commit, application, environment },
        now: context.clock(),
        builds: await context.judgeBuilds?.(record.builds ?? []),
        readSubject: async (subject, statement) => (subject.kind === "path" ? subject.digest : read(subject, statement)),
    });
}
/**
 * Refuses a record of another commit than the one that is checked out, and says so before anything else. What would only follow from it (every
 * statement is of that commit, every file differs) is not said; what the record says by itself, its images and what runs are judged all the same.
 */
async function verifyOtherCommit(context, environment, record, { release, file }) {
    const { commit } = release.run;
    const verified = await verifyByItself(context, record, release, (0,subject_reader/* subjectReader */.w)(context, environment));
    const first = {
        rule: "record-origin",
        severity: "error",
        what: `The record is of commit ${commit}, and this checkout is of ${context.run.commit}: the files here, and what waybill.yml demands here, were not held against it.`,
        next: `Check out the record's commit ('git checkout ${commit}') and verify again. To verify the record by itself, without files and cluster: 'waybill verify ${file} --trusted-keys KEYS', or 'waybill verify IMAGE' by an image's digest. To have a record of this commit, release it.`,
    };
    const findings = [first, ...verified.findings, ...(await undeclared(context, environment, verified, release))];
    return { ...verified, verdict: "fail", findings };
}
/** What the record's release deployed and the manifests of this commit do not have: nobody will look for it there. */
async function undeclared({ workspace, run }, environment, { statements }, release) {
    const deploy = statements.findLast(({ view }) => view.stage === "deploy")?.view;
    if (deploy?.stage !== "deploy")
        return [];
    const declared = await declaredObjects(environment, workspace);
    if (!declared)
        return [];
    const gone = deploy.facts.objects.filter(
    // A namespace is made for objects that name it, and stays.
    (object) => object.action !== "delete" && object.kind !== "Namespace" && !declared.has(keyOf(object, environment)));
    return gone.map((object) => ({
        rule: "leftover",
        severity: "warning",
        what: `${(0,api_object/* formatRef */.rq)(object)} was deployed by the release of commit ${release.run.commit}, and the manifests of ${run.commit} no longer declare it.`,
        next: "It stays in the cluster when this commit is released. Delete it by hand then if nothing needs it, or declare it again.",
    }));
}
/** Undefined where the manifests cannot be read: the stage that deploys them says why. */
async function declaredObjects(environment, workspace) {
    try {
        const { objects } = await (0,manifest/* loadManifests */.DD)(environment.manifests, workspace);
        return new Set(objects.map(({ object: { apiVersion, kind, metadata } }) => keyOf({ apiVersion, kind, name: metadata.name, namespace: metadata.namespace }, environment)));
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            return undefined;
        throw error;
    }
}
/** One object whatever version of its API names it; without a namespace of its own it is in that of its environment, or in none. */
function keyOf({ apiVersion, kind, name, namespace }, environment) {
    return JSON.stringify([(0,api_object/* groupOf */.F8)(apiVersion), kind, namespace ?? environment.namespace, name]);
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify-record.js









/**
 * Verifies a record that was written before, by its absolute path, against files, registry and cluster as they are now. A record of another
 * commit than the one that is checked out counts only where a trusted rollback went back to it: then the files are of that other commit and
 * are not compared, and everything else is. Otherwise that it is of another commit is the first thing that is said.
 */
async function verifyRecordStage(context, environment, recordPath) {
    return (0,run_stage/* runStage */.S)(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
        const record = await (0,record_file/* readRecord */.aE)(recordPath);
        const verification = await verifyAgainst(context, environment, record, (0,external_node_path_.relative)(context.workspace, recordPath));
        return (0,stages_verify/* reportVerification */.uC)(context, environment, record, verification, recordPath);
    });
}
async function verifyAgainst(context, environment, record, file) {
    const release = closingOf(await context.verifierFor(record.statements), record);
    if (release?.stage !== "release" || !isOfAnotherCommit(context, environment, release))
        return verifyHere(context, environment, record);
    const rollback = await findRollbackTo(context, environment, record, release);
    return rollback
        ? verifyRolledBack(context, environment, record, { release, rollback })
        : verifyOtherCommit(context, environment, record, { release, file });
}
async function verifyHere(context, environment, record) {
    const verify = await context.verifierFor(record.statements);
    const { images: _own, plan: _its, ...expected } = await (0,gate/* expectRelease */.RU)(context, environment, { before: "release", images: {} });
    return (0,verify_record/* verifyRecord */.RC)(record, {
        verify,
        policy: (0,stages_verify/* policyOf */.US)(context, environment),
        expected,
        builds: await context.judgeBuilds?.(record.builds ?? []),
        readSubject: (0,subject_reader/* subjectReader */.w)(context, environment),
    });
}
async function findRollbackTo(context, environment, record, release) {
    const deployments = await (0,gather/* gatherDeployments */.a)(context, environment, Object.values((0,gate/* imageDigests */.JD)(release.facts.images)));
    const of = { run: context.run, application: context.config.name, environment: environment.name };
    return (0,rollback/* findRollback */.a)(deployments, await context.verifierFor(deployments), record, of);
}
function closingOf(verify, record) {
    const closing = record.statements.at(-1);
    try {
        return closing && verify(closing).view;
    }
    catch {
        // That it does not hold, and why, is said by the verification of the whole record.
        return undefined;
    }
}
async function verifyRolledBack(context, environment, record, { release, rollback }) {
    const read = (0,subject_reader/* subjectReader */.w)(context, environment);
    // What runs is what the rollback brought: as its own statement says, not the deployment's of then.
    const verified = await verifyByItself(context, record, release, async (subject, statement) => subject.kind === "environment" ? subject.digest : read(subject, statement));
    const live = await (0,subject_findings/* subjectFindings */.F)([rollback.view], read);
    const findings = [...verified.findings, ...live, rolledBack(context, rollback)];
    return { ...verified, findings, verdict: (0,verdict/* worstOf */.hm)([verified.verdict, (0,verify_record/* verdictOn */.Hc)(live)]) };
}
function rolledBack({ run }, { view, signer }) {
    const { backTo } = view.facts;
    return {
        rule: "record-rolled-back",
        severity: "notice",
        what: `The environment was rolled back to commit ${backTo?.commit ?? ""}, and ${run.commit} is checked out: the files here and what waybill.yml demands now were not held against the record.`,
        observed: `a rollback on ${view.finishedAt} to revision ${backTo?.revision ?? ""}, signed by ${signer}`,
        next: `Check out ${backTo?.commit ?? ""} and verify there to compare the files too.`,
    };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/project.js















/**
 * Looks at everything that needs neither a secret nor the network, and validates all data and models whose files are there; changes nothing
 * but the reports (and, unless it is a dry run, the evidence). What it did not look at is named.
 */
async function checkProject(session) {
    const { workspace, config } = session;
    const outcomes = [await (0,stage/* preconditionsStage */._)(session, "check", (0,precondition/* scopeOf */.Od)(config))];
    const isThere = async (section, name) => (await (0,files/* checkFiles */.gw)(workspace, config, section, [name])).length === 0;
    for (const entry of Object.values(config.data))
        if (await isThere("data", entry.name))
            outcomes.push(await (0,validate_data/* validateDataStage */.z)(session, entry, { recordHistory: false }));
    for (const entry of Object.values(config.models))
        if (await isThere("models", entry.name))
            outcomes.push(await (0,validate_model/* validateModelStage */.o)(session, entry));
    return { outcomes, report: (0,reports/* stagesReport */.Ut)(session, `Checks of ${session.config.name}`, outcomes) };
}
/** Plans one environment; images that are not given are built and pushed by digest first, because a plan names digests. */
async function planProject(session, environment, images) {
    const outcomes = [];
    const references = { ...(0,image_references/* knownImages */.wM)(session.config, environment, images) };
    // Before a build of minutes, what the plan will need must be there.
    await (0,stage/* requirePreconditions */.v)(session, "plan", (0,precondition/* scopeOf */.Od)(session.config, { environment, given: { ...references } }));
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
    await (0,stage/* requirePreconditions */.v)(session, "rollback", (0,precondition/* onlyScope */.bD)({ environments: [environment] }));
    const outcome = await rollbackStage(session, environment, to);
    const report = (0,reports/* stagesReport */.Ut)(session, `Rollback of ${session.config.name} in ${environment.name}`, [outcome]);
    return { outcomes: [outcome], report, revision: outcome.result.revision };
}
/** Closes a release whose stages ran in other jobs: collects what they proved, signs the record and verifies it. */
async function closeRelease(session, environment, images, plan) {
    await (0,stage/* requirePreconditions */.v)(session, "verify", (0,precondition/* onlyScope */.bD)({ environments: [environment], given: images }));
    return (0,stages_verify/* verifyStage */.U0)(session, environment, images, plan);
}
/**
 * Verifies a record that was written before against files, registry and cluster as they are now. `record` is a path in the workspace, by
 * default where a release of this environment leaves it. Throws an `input` error for a path that is outside or not there.
 */
async function verifyProject(session, environment, options) {
    const given = options.record ?? (0,external_node_path_.relative)(session.workspace, (0,external_node_path_.join)((0,session_select/* environmentDir */.Fw)(session, environment.name), "record.json"));
    const recordPath = await (0,workspace/* resolveInWorkspace */.S)(session.workspace, given, "record");
    const outcome = await verifyRecordStage(session, environment, recordPath);
    return { outcomes: [outcome], report: (0,reports/* stagesReport */.Ut)(session, `Verification of ${session.config.name} in ${environment.name}`, [outcome]) };
}


/***/ }),

/***/ 50619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ findProvenRelease),
/* harmony export */   a: () => (/* binding */ findRollback)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24574);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69800);
/* harmony import */ var _evaluate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82672);
/* harmony import */ var _judge_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48788);




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
    if (!target.isBound)
        return { finding: madeBefore(target) };
    return {
        finding: {
            rule: "evidence-missing",
            severity: "error",
            what: `No passing release record proves revision ${target.revision} of '${target.application}' in ${target.environment} (commit ${target.commit}).`,
            observed: reasons[0] ?? "there is no record of that release",
            next: "Go back to a revision that was released with evidence ('waybill rollback --to N'), or release the commit that you want to have again.",
        },
    };
}
/** Its content was digested another way then, so that no statement of now can be about it. */
function madeBefore({ application, environment, revision, commit }) {
    return {
        rule: "evidence-missing",
        severity: "error",
        what: `Revision ${revision} of '${application}' in ${environment} (commit ${commit}) was written by an earlier version of Waybill, which did not bind revisions to evidence, so nothing can prove what is in it.`,
        next: `Release commit ${commit} again with this version: that makes a revision that can be gone back to. In an emergency, 'kubectl' can bring the old objects back without evidence.`,
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
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(release.verdict))
        return `the release was closed with ${release.verdict}`;
    const contradicting = views.find(({ contradiction }) => contradiction !== undefined);
    if (contradicting)
        return `its ${contradicting.stage} statement contradicts itself: ${contradicting.contradiction}`;
    const listed = facts.statements.map(({ payload }) => payload);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(record.statements.slice(0, -1).map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(listed) ||
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)((record.builds ?? []).map(_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(facts.builds))
        return "its statements are not the ones that its release statement lists";
    if (facts.application !== target.application || facts.environment !== target.environment)
        return "it is of another application or environment";
    const foreign = views.find((view) => (0,_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfAnother */ .TE)(view, release.product));
    if (foreign)
        return `its ${foreign.stage} statement is of the product '${foreign.product}', and the release is of '${release.product}'`;
    const strange = views.find(({ run: own }) => own.repository !== target.run.repository || own.rehearsal !== target.run.rehearsal);
    if (strange)
        return `its ${strange.stage} statement is from ${strange.run.rehearsal ? "a rehearsal" : strange.run.repository}`;
    const deploy = views.findLast((view) => view.stage === "deploy");
    if (deploy?.stage !== "deploy" || deploy.facts.content !== target.content)
        return "its deployment was of other objects than the revision holds now";
    return { record, payload: (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(closing), images: facts.images, commit: release.run.commit, tested: deploy.facts.tested, views };
}
/**
 * The rollback that made a record the one of what runs: the newest deployment of the environment that a trusted signer signed, when it passed
 * and says that it went back to this very record. Undefined otherwise, so that nobody takes the record of any older release for the one that
 * runs. `bundles` are deployments wherever they were found; `record` must have been verified, its last statement above all.
 */
function findRollback(bundles, verify, record, of) {
    const closing = record.statements.at(-1);
    const deploys = (0,_judge_js__WEBPACK_IMPORTED_MODULE_4__/* .ofStage */ .i$)((0,_judge_js__WEBPACK_IMPORTED_MODULE_4__/* .judge */ .S4)(bundles, verify).trusted, "deploy").filter(({ view }) => view.run.repository === of.run.repository &&
        view.run.rehearsal === of.run.rehearsal &&
        view.facts.application === of.application &&
        view.facts.environment === of.environment);
    const newest = deploys.toSorted((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt)).at(-1);
    if (!closing || !newest || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(newest.view.verdict) || newest.view.contradiction !== undefined)
        return undefined;
    // Without it nothing says what runs since.
    if (!newest.view.subjects.some(({ kind }) => kind === "environment"))
        return undefined;
    const { backTo, content, images } = newest.view.facts;
    if (backTo?.release !== (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(closing))
        return undefined;
    const views = verifiedViews(record, verify);
    const release = views?.at(-1);
    const deploy = views?.findLast((view) => view.stage === "deploy");
    if (release?.stage !== "release" || deploy?.stage !== "deploy")
        return undefined;
    // What it brought back is what that release deployed: the same objects and images, of the commit that it names.
    const isOfIt = backTo.commit === release.run.commit &&
        content !== undefined &&
        content === deploy.facts.content &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isSameJson */ .TL)(images, release.facts.images);
    return isOfIt ? newest : undefined;
}
function verifiedViews({ statements }, verify) {
    try {
        return statements.map((bundle) => verify(bundle).view);
    }
    catch {
        // Which statement does not hold, and why, is said by the verification of the record.
        return undefined;
    }
}


/***/ }),

/***/ 35580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ chooseRecords),
/* harmony export */   X: () => (/* binding */ verifyAlone)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _gate_things_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99150);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69800);
/* harmony import */ var _signing_trust_root_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39481);
/* harmony import */ var _verify_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25566);





/**
 * Verifies a record without the project that it is of: every signature, the listing that closes it, the closing verdict, that every statement
 * is of one release and about one another's things, and what `known` and `policyFor` ask for. The demands of a waybill.yml are not judged,
 * because there is none: that they were met is the word of whoever signed the closing statement. `inconclusive` when the authorities that
 * would know a signature cannot be asked, such as a trust root that expired.
 */
async function verifyAlone(record, options) {
    const { views, isUnknown } = readSigned(record, options.verify);
    const release = views?.at(-1);
    if (!views || release?.stage !== "release") {
        const verified = await (0,_verify_record_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyRecord */ .RC)(record, { ...options, policy: NOTHING_DEMANDED, expected: expectationOf([], undefined, options) });
        return { ...verified, verdict: isUnknown ? "inconclusive" : "fail", taken: [] };
    }
    const before = views.slice(0, -1);
    const asked = options.policyFor?.(release.facts.environment);
    const demanded = asked?.demands ?? [];
    const expected = expectationOf(before, release, options);
    // What the record has no statement about, it knows nothing of that one could be missing for.
    const empty = demanded.filter(({ stage }) => (0,_gate_things_js__WEBPACK_IMPORTED_MODULE_1__/* .thingsOf */ .P)(stage, { ...expected, before: "release" }).length === 0);
    const policy = {
        ...(asked ?? NOTHING_DEMANDED),
        demands: [
            ...[...new Set([...before.map(({ stage }) => stage), ...(record.builds ? ["build"] : [])])].map((stage) => ({
                stage,
                allow: PASSING,
                from: "the record itself",
            })),
            ...demanded.filter((demand) => !empty.includes(demand)),
        ],
    };
    const verified = await (0,_verify_record_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyRecord */ .RC)(record, { ...options, policy, expected });
    const findings = [
        ...verified.findings,
        ...empty.map(({ stage, from }) => problem("evidence-missing", `Evidence of the stage '${stage}' is demanded by ${from}, and the record has none.`)),
        ...imageFindings(release, options.known),
    ];
    const isRefused = verified.verdict === "fail" || findings.length > verified.findings.length;
    return { ...verified, verdict: isRefused ? "fail" : verified.verdict, findings, release, taken: takenFor(options.known) };
}
const PASSING = ["pass", "warn"];
const NOTHING_DEMANDED = { demands: [], selfApproval: "allow", dirty: "allow", sources: [] };
/**
 * Chooses among records that were found beside an image: the newest whose closing statement a trusted signer signed, about this image and
 * about what else is known. What nobody who is trusted closed is passed over, so that who may only push can hide nothing behind it. Whether
 * the chosen one holds is for `verifyAlone` to say; a copy of it that was tampered with stands among the candidates beside the honest one.
 */
function chooseRecords(records, verify, known) {
    const others = [];
    const closed = records.flatMap((record) => {
        const found = closingOf(record, verify, known);
        if (typeof found !== "string")
            return [{ record, ...found }];
        others.push(found);
        return [];
    });
    const newest = closed.toSorted((a, b) => b.view.finishedAt.localeCompare(a.view.finishedAt))[0];
    const older = closed.filter(({ payload }) => payload !== newest?.payload);
    return {
        candidates: closed.filter(({ payload }) => payload === newest?.payload).map(({ record }) => record),
        others: [...older.map(({ view }) => `an older record, ${describeRelease(view)}`), ...others],
    };
}
function closingOf(record, verify, known) {
    const closing = record.statements.at(-1);
    if (!closing)
        return "a record without statements";
    try {
        const { view } = verify(closing);
        if (view.stage !== "release")
            return `a record that ends with a ${view.stage} statement`;
        const isAsked = [known.repository ?? view.run.repository, known.commit ?? view.run.commit].join() === [view.run.repository, view.run.commit].join() &&
            (known.environment ?? view.facts.environment) === view.facts.environment &&
            (known.image === undefined || isAbout(view.subjects, known.image));
        return isAsked ? { view, payload: (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(closing) } : `the record of another release, ${describeRelease(view)}`;
    }
    catch (error) {
        return `a record that does not count: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(error)}`;
    }
}
function describeRelease({ facts, run, finishedAt, verdict }) {
    return `${facts.application} to ${facts.environment} of commit ${run.commit.slice(0, 12)} (${verdict}, ${finishedAt})`;
}
function readSigned(record, verify) {
    const problems = [];
    const views = record.statements.flatMap((bundle) => {
        try {
            return [verify(bundle).view];
        }
        catch (error) {
            problems.push(error);
            return [];
        }
    });
    if (problems.length === 0)
        return { views, isUnknown: false };
    return { isUnknown: problems.every((error) => error instanceof _signing_trust_root_js__WEBPACK_IMPORTED_MODULE_4__/* .OutdatedRoot */ .b) };
}
/** The record's own things are what its statements must be about. */
function expectationOf(before, release, { known, now }) {
    return {
        run: {
            repository: known.repository ?? release?.run.repository ?? "",
            commit: known.commit ?? release?.run.commit ?? "",
            rehearsal: known.rehearsal ?? false,
            dirty: false,
        },
        application: known.application ?? release?.facts.application ?? "",
        product: release?.product ?? null,
        environment: known.environment ?? release?.facts.environment ?? "",
        configuration: release?.facts.configuration,
        images: release ? (0,_verify_record_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesOf */ .IC)(release.facts) : {},
        ...(0,_gate_things_js__WEBPACK_IMPORTED_MODULE_1__/* .declaredBy */ .O)(before),
        now,
    };
}
function imageFindings({ subjects, facts }, { image }) {
    if (image === undefined || isAbout(subjects, image))
        return [];
    return [
        {
            ...problem("record-origin", "The record is of a release of other images."),
            observed: Object.values(facts.images).join(", ") || "no image",
            expected: image,
        },
    ];
}
/** Whether the subjects of a closing statement name an image. */
function isAbout(subjects, image) {
    return subjects.some(({ kind, digest }) => kind === "image" && digest === image);
}
function takenFor({ repository, commit, environment, image }) {
    return [
        ...(repository === undefined ? ["repository"] : []),
        ...(commit === undefined ? ["commit"] : []),
        ...(environment === undefined ? ["environment"] : []),
        ...(image === undefined ? ["images"] : []),
    ];
}
function problem(rule, what) {
    return { rule, severity: "error", what, next: "Do not rely on this record. Ask whoever released it for the record of this release." };
}


/***/ }),

/***/ 25566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hc: () => (/* binding */ verdictOn),
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   RC: () => (/* binding */ verifyRecord)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(79404);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(69800);
/* harmony import */ var _gate_contradictions_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(36585);
/* harmony import */ var _gate_configuration_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(57573);
/* harmony import */ var _gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82672);
/* harmony import */ var _subject_findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28662);






/**
 * Verifies a record: every signature, that the statements are the ones and in the order that the release statement lists, that the evidence
 * suffices (the same judgement as before each effect), that the release was closed with a passing verdict, and that every subject still has
 * its digest. Each finding names the statement or subject.
 */
async function verifyRecord(record, options) {
    const findings = [];
    const signed = [];
    record.statements.forEach((bundle, index) => {
        try {
            signed.push(options.verify(bundle));
        }
        catch (error) {
            findings.push(problem("record-signature", `Statement ${index + 1} of the record does not hold: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error)}`));
        }
    });
    // What is not signed by a trusted key says nothing, so nothing further is concluded from it.
    if (findings.length > 0)
        return { verdict: "fail", findings, statements: signed };
    const statements = signed.map(({ view }) => view);
    const release = statements.at(-1);
    if (release?.stage !== "release")
        return {
            verdict: "fail",
            statements: signed,
            findings: [
                problem("record-end", "The record does not end with a release statement, so nothing says that it is complete. It was cut, or its release did not finish."),
            ],
        };
    const evaluation = judgeContents(record.statements.slice(0, -1), statements, release, options);
    findings.push(...listingFindings(record.statements.slice(0, -1), statements, release.facts), ...buildFindings(record, release.facts, options.builds, evaluation), ...closingFindings(release, options), ...closingContradictions(release, statements.slice(0, -1)), ...evaluation.findings, ...unusedFindings(statements.slice(0, -1), record, evaluation, options), ...(options.readSubject ? await (0,_subject_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectFindings */ .F)(statements, options.readSubject) : []));
    return { verdict: verdictOn(findings), findings, statements: signed, evaluation };
}
/** What could not be read is known to be neither right nor wrong, and a verification that found nothing else against a record cannot tell. */
function verdictOn(findings) {
    const errors = findings.filter(({ severity }) => severity === "error");
    return errors.length > 0 && errors.every(({ rule }) => rule === "subject-unreadable") ? "inconclusive" : (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .verdictOf */ .Vj)(findings);
}
/** The record's own statements must suffice for the release that its last one closes. */
function judgeContents(bundles, statements, release, { verify, policy, expected, builds }) {
    const { after: _elsewhere, ...rest } = expected;
    return (0,_gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .evaluate */ ._3)(bundles, verify, policy, {
        ...rest,
        builds: builds?.builds,
        // The run that applied the plan is the one that must have been allowed to.
        approvedIn: statements.findLast(({ stage }) => stage === "deploy")?.run.run,
        before: "release",
        images: expected.images ?? imagesOf(release.facts),
        plan: release.facts.plan,
    });
}
/** The images that a closing statement names by their digests. */
function imagesOf({ images }) {
    const found = [];
    for (const [name, reference] of Object.entries(images)) {
        const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .imageOf */ .d)(reference);
        if (image)
            found.push([name, image]);
    }
    return Object.fromEntries(found);
}
/** The last statement must be about the expected release, fit its own identity, and have passed. */
function closingFindings(release, { expected }) {
    const findings = [];
    const scope = (0,_gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .scopeProblem */ ._x)(release, { ...expected, before: "release", images: {} });
    if (scope !== undefined)
        findings.push(problem("record-origin", `The record is of another release: ${scope}.`));
    if (release.facts.application !== expected.application)
        findings.push(problem("record-origin", `The record is of the application '${release.facts.application}', and this is '${expected.application}'.`));
    if (release.contradiction !== undefined)
        findings.push(problem("evidence-contradiction", `The release statement contradicts itself: ${release.contradiction}.`));
    if (expected.configuration && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .canonicalJson */ .dj)(release.facts.configuration) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .canonicalJson */ .dj)(expected.configuration))
        findings.push(problem("record-origin", `The release was closed with another configuration than this one: with ${(0,_gate_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .describeConfiguration */ .Ey)(release.facts.configuration)}, and this is ${(0,_gate_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .describeConfiguration */ .Ey)(expected.configuration)}.`));
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isPassing */ .WG)(release.verdict))
        findings.push({
            ...problem("record-verdict", "The release was closed with a verdict that does not pass."),
            observed: [release.verdict, ...release.facts.findings].join(": "),
        });
    const future = Date.parse(release.finishedAt) - expected.now.getTime();
    if (future > _gate_contradictions_js__WEBPACK_IMPORTED_MODULE_7__/* .CLOCK_SKEW_MS */ .r)
        findings.push(problem("evidence-time", `The release was closed at ${release.finishedAt}, and it is ${expected.now.toISOString()}.`));
    return findings;
}
/** A release is closed after all that it rests on, and is of the plan and the revision that the record proves. */
function closingContradictions(release, statements) {
    const { revision, plan } = release.facts;
    const findings = [];
    const later = statements.find(({ finishedAt }) => Date.parse(finishedAt) > Date.parse(release.finishedAt) + _gate_contradictions_js__WEBPACK_IMPORTED_MODULE_7__/* .CLOCK_SKEW_MS */ .r);
    if (later) {
        const what = `The release says that it was closed at ${release.finishedAt}, before the ${later.stage} that it rests on (${later.finishedAt}).`;
        findings.push(problem("evidence-time", what));
    }
    const deploy = statements.findLast((view) => view.stage === "deploy");
    // A failed release may have come to none.
    const isSaid = revision !== undefined || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isPassing */ .WG)(release.verdict);
    if (deploy?.stage === "deploy" && isSaid && deploy.facts.revision !== revision)
        findings.push(problem("record-end", `The release is of ${revision === undefined ? "no revision" : `revision ${revision}`}, and revision ${deploy.facts.revision} was deployed.`));
    // A failed release says what it was about to be, and may have come to neither.
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isPassing */ .WG)(release.verdict))
        return findings;
    if (revision !== undefined && !deploy)
        findings.push(problem("record-end", `The release is of revision ${revision}, and no statement of the record says that it was deployed.`));
    if (plan !== undefined && statements.every(({ stage }) => stage !== "plan"))
        findings.push(problem("record-end", `The release is of the plan ${plan}, and the record has no statement of it.`));
    return findings;
}
/** Every statement of a record is there because the release rests on it; one that nothing rests on was added. */
function unusedFindings(statements, record, { chosen }, { expected }) {
    const used = new Set(chosen.map(({ payload }) => payload));
    return statements.flatMap((view, index) => {
        const bundle = record.statements[index];
        if (!bundle || used.has((0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_8__/* .payloadDigest */ .JU)(bundle)))
            return [];
        if (view.stage === "release")
            return [problem("record-added", `Statement ${index + 1} is a second release statement; a record has one, at its end.`)];
        const scope = (0,_gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .scopeProblem */ ._x)(view, { ...expected, before: "release", images: {} });
        const why = scope ?? "a newer one, or one about what was released, stands in its place";
        return [problem("record-added", `The ${view.stage} statement (number ${index + 1}) is not part of this release: ${why}.`)];
    });
}
/** Compares the statements with the list that the release statement signs. */
function listingFindings(bundles, statements, { statements: listed }) {
    const present = bundles.map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_8__/* .payloadDigest */ .JU);
    const places = new Map(present.map((digest, index) => [digest, index]));
    const findings = [];
    for (const [index, entry] of listed.entries()) {
        const there = statements[index]?.stage;
        if (present[index] === entry.payload && there !== entry.stage)
            findings.push(problem("record-order", `Statement ${index + 1} is a ${there} statement, and is listed as ${entry.stage}.`));
        if (present[index] === entry.payload)
            continue;
        const elsewhere = places.get(entry.payload);
        findings.push(problem("record-order", elsewhere === undefined
            ? `The ${entry.stage} statement (number ${index + 1}) is missing from the record or was replaced.`
            : `The ${entry.stage} statement stands at number ${elsewhere + 1} instead of ${index + 1}: statements were swapped.`));
    }
    const known = new Set(listed.map(({ payload }) => payload));
    for (const [index, digest] of present.entries()) {
        if (!known.has(digest))
            findings.push(problem("record-added", `Statement ${index + 1} (${statements[index]?.stage ?? "unknown"}) is not part of this release: it was added or replaced.`));
    }
    if (places.size !== present.length)
        findings.push(problem("record-added", "A statement stands in the record twice."));
    return findings;
}
/** Provenance of other programs must be what was listed, be signed by whom the reader's policy names for it, and stand for a build. */
function buildFindings({ builds = [] }, { builds: listed }, judged, evaluation) {
    const present = builds.map(_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .digestOfJson */ .Qs);
    const missing = listed.findIndex((digest, index) => present[index] !== digest);
    const counted = new Set(evaluation.builds.map(({ bundle }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .digestOfJson */ .Qs)(bundle)));
    const good = new Set(judged?.builds.map(({ bundle }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .digestOfJson */ .Qs)(bundle)));
    const next = "Verify with a policy that names the workflow that signed it for the stage 'build', and with the trust root that knows it.";
    const findings = (judged?.ignored ?? []).map((why) => problem("record-signature", why, next));
    const unjudged = present.some((digest) => !good.has(digest)) && findings.length === 0;
    if (unjudged)
        findings.push(problem("record-signature", "Another program's provenance stands for a build in this record, and nobody is trusted for it.", next));
    if (missing >= 0)
        findings.push(problem("record-order", `The provenance of another program (number ${missing + 1}) is missing from the record or was replaced.`));
    const added = present.findIndex((digest, index) => listed[index] !== digest || (good.has(digest) && !counted.has(digest)));
    if (added >= 0)
        findings.push(problem("record-added", `The provenance of another program (number ${added + 1}) is not part of this release.`));
    return findings;
}
function problem(rule, what, next = "Do not rely on this record. Run a new release.") {
    return { rule, severity: "error", what, next };
}


/***/ })

};
