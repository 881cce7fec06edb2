export const id = 7466;
export const ids = [7466];
export const modules = {

/***/ 27466:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  applyPlan: () => (/* reexport */ release/* applyPlan */.gj),
  approveStage: () => (/* reexport */ approve/* approveStage */.WA),
  approvedDatabases: () => (/* reexport */ approved_plan/* approvedDatabases */.yc),
  believe: () => (/* reexport */ verify_anywhere/* believe */.Ti),
  buildStage: () => (/* reexport */ build/* buildStage */.Z),
  checkMigrationsStage: () => (/* reexport */ migration_plan/* checkMigrationsStage */.Yb),
  checkProject: () => (/* reexport */ checkProject),
  chooseImages: () => (/* reexport */ run_images/* chooseImages */.s6),
  closeRelease: () => (/* reexport */ closeRelease),
  commentOnPullRequest: () => (/* reexport */ reports/* commentOnPullRequest */.rh),
  defaultRequirements: () => (/* reexport */ demands/* defaultRequirements */.Cz),
  deployStage: () => (/* reexport */ deploy/* deployStage */.eM),
  failUnlessPassed: () => (/* reexport */ release/* failUnlessPassed */.Rd),
  findApprovedPlan: () => (/* reexport */ approved_plan/* findApprovedPlan */.G5),
  findEntry: () => (/* reexport */ session_select/* findEntry */.w4),
  findEnvironment: () => (/* reexport */ session_select/* findEnvironment */.jY),
  findEnvironmentIfDeclared: () => (/* reexport */ session_select/* findEnvironmentIfDeclared */._V),
  findRunImages: () => (/* reexport */ run_images/* findRunImages */.fX),
  imageSource: () => (/* reexport */ verify_anywhere/* imageSource */.ZZ),
  imagesFor: () => (/* reexport */ image_references/* imagesFor */.qV),
  isOfThisRun: () => (/* reexport */ run_images/* isOfThisRun */.tC),
  keepMonitorIssue: () => (/* reexport */ keepMonitorIssue),
  knownImages: () => (/* reexport */ image_references/* knownImages */.wM),
  matrices: () => (/* reexport */ matrix/* matrices */.L),
  mayContinue: () => (/* reexport */ run_stage/* mayContinue */.D),
  migrateStage: () => (/* reexport */ migrate/* migrateStage */.U),
  monitorProject: () => (/* reexport */ monitorProject),
  monitorTitle: () => (/* reexport */ monitorTitle),
  onlyScope: () => (/* reexport */ precondition/* onlyScope */.bD),
  openSession: () => (/* reexport */ open_session/* openSession */.f),
  ownPlan: () => (/* reexport */ approved_plan/* ownPlan */.sz),
  parseImages: () => (/* reexport */ image_references/* parseImages */.eb),
  planDatabase: () => (/* reexport */ migration_plan/* planDatabase */.$C),
  planDeploymentStage: () => (/* reexport */ deployment_plan/* planDeploymentStage */.b7),
  planMigrationsStage: () => (/* reexport */ migration_plan/* planMigrationsStage */.d$),
  planProject: () => (/* reexport */ planProject),
  planReport: () => (/* reexport */ reports/* planReport */.sH),
  planStage: () => (/* reexport */ plan/* planStage */.c),
  proveApproval: () => (/* reexport */ approve/* proveApproval */.KP),
  release: () => (/* reexport */ release/* release */._r),
  requirePreconditions: () => (/* reexport */ stage/* requirePreconditions */.v),
  requireSigner: () => (/* reexport */ keys/* requireSigner */.S),
  rollbackProject: () => (/* reexport */ rollbackProject),
  rollbackStage: () => (/* reexport */ rollbackStage),
  scopeOf: () => (/* reexport */ precondition/* scopeOf */.Od),
  selectDatabases: () => (/* reexport */ session_select/* selectDatabases */.$P),
  stagesReport: () => (/* reexport */ reports/* stagesReport */.Ut),
  statusStage: () => (/* reexport */ statusStage),
  summarizeRun: () => (/* reexport */ summarizeRun),
  validateDataStage: () => (/* reexport */ validate_data/* validateDataStage */.z),
  validateModelStage: () => (/* reexport */ validate_model/* validateModelStage */.o),
  verifyAnywhere: () => (/* reexport */ verify_anywhere/* verifyAnywhere */.nJ),
  verifyProject: () => (/* reexport */ verifyProject),
  writeReleaseReport: () => (/* reexport */ reports/* writeReleaseReport */.Dq),
  writeReports: () => (/* reexport */ reports/* writeReports */.Li)
});

// EXTERNAL MODULE: ./packages/pipeline/lib/session/open-session.js + 10 modules
var open_session = __webpack_require__(99236);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 4 modules
var keys = __webpack_require__(73415);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js
var validate_data = __webpack_require__(47955);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js
var validate_model = __webpack_require__(58794);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migration-plan.js
var migration_plan = __webpack_require__(19276);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deployment-plan.js + 2 modules
var deployment_plan = __webpack_require__(47635);
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
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/refusal.js
var refusal = __webpack_require__(9856);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js + 1 modules
var rollout_status = __webpack_require__(68162);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/gate/evaluate.js
var evaluate = __webpack_require__(82672);
// EXTERNAL MODULE: ./packages/record/lib/gate/judge.js
var judge = __webpack_require__(48788);
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
    if (!(0,lib_verdict/* isPassing */.WG)(release.verdict))
        return `the release was closed with ${release.verdict}`;
    const contradicting = views.find(({ contradiction }) => contradiction !== undefined);
    if (contradicting)
        return `its ${contradicting.stage} statement contradicts itself: ${contradicting.contradiction}`;
    const listed = facts.statements.map(({ payload }) => payload);
    if ((0,digest/* digestOfJson */.Qs)(record.statements.slice(0, -1).map(bundle/* payloadDigest */.JU)) !== (0,digest/* digestOfJson */.Qs)(listed) ||
        (0,digest/* digestOfJson */.Qs)((record.builds ?? []).map(digest/* digestOfJson */.Qs)) !== (0,digest/* digestOfJson */.Qs)(facts.builds))
        return "its statements are not the ones that its release statement lists";
    if (facts.application !== target.application || facts.environment !== target.environment)
        return "it is of another application or environment";
    const foreign = views.find((view) => (0,evaluate/* isOfAnother */.TE)(view, release.product));
    if (foreign)
        return `its ${foreign.stage} statement is of the product '${foreign.product}', and the release is of '${release.product}'`;
    const strange = views.find(({ run: own }) => own.repository !== target.run.repository || own.rehearsal !== target.run.rehearsal);
    if (strange)
        return `its ${strange.stage} statement is from ${strange.run.rehearsal ? "a rehearsal" : strange.run.repository}`;
    const deploy = views.findLast((view) => view.stage === "deploy");
    if (deploy?.stage !== "deploy" || deploy.facts.content !== target.content)
        return "its deployment was of other objects than the revision holds now";
    return { record, payload: (0,bundle/* payloadDigest */.JU)(closing), images: facts.images, commit: release.run.commit, tested: deploy.facts.tested, views };
}
/**
 * The rollback that made a record the one of what runs: the newest deployment of the environment that a trusted signer signed, when it passed
 * and says that it went back to this very record. Undefined otherwise, so that nobody takes the record of any older release for the one that
 * runs. `bundles` are deployments wherever they were found; `record` must have been verified, its last statement above all.
 */
function findRollback(bundles, verify, record, of) {
    const closing = record.statements.at(-1);
    const deploys = (0,judge/* ofStage */.i$)((0,judge/* judge */.S4)(bundles, verify).trusted, "deploy").filter(({ view }) => view.run.repository === of.run.repository &&
        view.run.rehearsal === of.run.rehearsal &&
        view.facts.application === of.application &&
        view.facts.environment === of.environment);
    const newest = deploys.toSorted((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt)).at(-1);
    if (!closing || !newest || !(0,lib_verdict/* isPassing */.WG)(newest.view.verdict) || newest.view.contradiction !== undefined)
        return undefined;
    // Without it nothing says what runs since.
    if (!newest.view.subjects.some(({ kind }) => kind === "environment"))
        return undefined;
    return newest.view.facts.backTo?.release === (0,bundle/* payloadDigest */.JU)(closing) ? newest : undefined;
}

// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
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
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/github-deployment.js
var github_deployment = __webpack_require__(32227);
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
    const { proven, finding } = findProvenRelease(records, verify, {
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

// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/status.js





/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
async function statusStage(context, environment) {
    return (0,run_stage/* runStage */.S)(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const app = { namespace: environment.namespace, application: context.config.name };
        const { result, back } = await (0,cluster/* withCluster */.B)(context, environment, async (cluster) => ({
            result: await (0,rollout_status/* deployStatus */.a4)(cluster, app),
            back: await (0,rollout_status/* findWayBack */.C9)(cluster, app),
        }));
        return { result, ...judgeStatus(environment, result, back) };
    });
}
function judgeStatus(environment, status, back) {
    const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
    const notReady = status.objects.filter((object) => !object.ready);
    const verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
    const note = !status.current
        ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
        : `revision ${status.current.number} of ${status.current.startedAt}: ${(0,lib_text/* countOf */.pq)(differing.length, "object")} changed since, ${notReady.length} not ready`;
    const section = {
        id: `status-${environment.name}`,
        title: `Status of ${environment.name}`,
        verdict,
        ...(status.current && { overview: { back: (0,overview/* wayBackFromNow */.Bs)(environment.name, back) } }),
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

// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(45042);
// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 2 modules
var stages_verify = __webpack_require__(27703);
// EXTERNAL MODULE: ./packages/record/lib/verify-record.js
var verify_record = __webpack_require__(25566);
// EXTERNAL MODULE: ./packages/record/lib/subject-findings.js
var subject_findings = __webpack_require__(28662);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gather.js
var gather = __webpack_require__(6017);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/subject-reader.js + 1 modules
var subject_reader = __webpack_require__(69695);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/record/lib/verify-alone.js
var verify_alone = __webpack_require__(35580);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify-other-commit.js




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
    return gone.map(({ kind, namespace, name }) => ({
        rule: "leftover",
        severity: "warning",
        what: `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name} was deployed by the release of commit ${release.run.commit}, and the manifests of ${run.commit} no longer declare it.`,
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
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    return JSON.stringify([group, kind, namespace ?? environment.namespace, name]);
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
    return findRollback(deployments, await context.verifierFor(deployments), record, of);
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
    return { ...verified, findings, verdict: (0,lib_verdict/* worstOf */.hm)([verified.verdict, (0,verify_record/* verdictOn */.Hc)(live)]) };
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

// EXTERNAL MODULE: ./packages/report/lib/redaction.js
var redaction = __webpack_require__(20581);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/monitor-issue.js


const LABEL = "waybill-monitor";
/** GitHub takes at most 65,536 characters. */
const BODY_LIMIT_BYTES = 64_000;
/** What the monitor found: all is well, something differs, or something could not be looked at and nothing is known to differ. */
function isAlarm(outcomes) {
    const verdict = (0,lib_verdict/* worstOf */.hm)(outcomes.map((outcome) => outcome.verdict));
    if ((0,lib_verdict/* isPassing */.WG)(verdict))
        return "none";
    return verdict === "fail" ? "differs" : "unseen";
}
/**
 * Keeps one issue for an environment: opened when the monitor first finds something, changed while that lasts, closed with a comment when all
 * is well again. Without a token nothing is kept, and that is said. An issue that cannot be written is an error: nobody would hear the alarm.
 */
async function keepMonitorIssue(context, environment, { report, outcomes }) {
    const { github, reporter, run } = context;
    const alarm = isAlarm(outcomes);
    if (context.dryRun)
        return reporter.info("No issue is kept in a dry run.");
    if (!github)
        return reporter.info("No issue is kept, because there is no token for GitHub.");
    const where = `${context.config.name} in ${environment.name}`;
    const marker = `monitor-${context.config.name}-${environment.name}`;
    const of = run.run.startsWith("http") ? `[the run](${run.run})` : `run ${run.run}`;
    if (alarm === "none") {
        const closed = await github.closeIssue({ marker, label: LABEL }, `All is well again: ${where} is as it was released. See ${of}.`);
        if (closed)
            reporter.info(`Closed ${closed.url}: all is well again`);
        return;
    }
    const title = alarm === "differs" ? `${where} is not as it was released` : `${where} could not be checked`;
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 6385).then(__webpack_require__.bind(__webpack_require__, 16385));
    const page = renderMarkdown((0,redaction/* redactReport */.a)(report, context.redact), { maxBytes: BODY_LIMIT_BYTES });
    const body = `Waybill keeps this issue, and closes it when all is well again. Last looked at in ${of}.\n\n${page}`;
    const kept = await github.keepIssue({ marker, label: LABEL, title, body }, newsOf(alarm, of));
    reporter.info(`${kept.opened ? "Opened" : "Updated"} ${kept.url}`);
    if (!kept.isOurs)
        reporter.warn(`${kept.url} was opened in another name than github-actions[bot], so the next run will not find it. Hand the job's own token (github.token) to 'github-token'.`);
}
function newsOf(alarm, of) {
    return alarm === "differs"
        ? `It can be looked at, and something is wrong: see ${of} and the description above.`
        : `By ${of} something could not be looked at, so it is not known whether what was wrong still is.`;
}

// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kube/lib/health/service-probe.js
var service_probe = __webpack_require__(37918);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/look.js



/**
 * Looks at one thing as it is now and proves nothing by it. What could not be looked at (no answer, no permission, a missing secret) is
 * `inconclusive`: it is never green, and no word against what runs either. A bug and the end of the run are thrown on.
 */
async function look(context, { id, label }, work) {
    return (0,run_stage/* runStage */.S)(context, id, "deploy", label, async () => {
        try {
            return await work();
        }
        catch (error) {
            if (context.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ) || error.kind === "verdict")
                throw error;
            const what = (0,lib_error/* headline */.Pl)(error);
            return {
                verdict: "inconclusive",
                note: `could not be looked at: ${what.split("\n")[0] ?? ""}`,
                section: {
                    id: `unseen-${id}`,
                    title: `${label}: could not be looked at`,
                    verdict: "inconclusive",
                    blocks: (0,plan_section/* findingsBlock */.k5)([
                        { rule: "unseen", severity: "error", what, next: "Nothing is known to be wrong. Mend the access and run the monitor again." },
                    ]),
                },
                result: undefined,
            };
        }
    });
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/answer.js





/** Asks the environment's Service as its `probe:` says, through the API server. */
async function lookAtService(context, environment, probe) {
    return look(context, { id: `probe/${environment.name}`, label: `Probe of ${environment.name}` }, async () => {
        const { redact, signal } = context;
        const { result, findings } = await (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,service_probe/* probeService */.O)(cluster, environment.namespace, probe, { redact, signal }));
        const asked = `Service ${environment.namespace}/${probe.service}, GET ${probe.path}`;
        return answered(environment, "probe", asked, findings, `status ${result.status} in ${result.durationMs} ms`);
    });
}
const ATTEMPTS = 3;
const PAUSE_MS = 2_000;
const TIMEOUT_MS = 15_000;
/**
 * Asks an address, redirects followed; a status of 2xx is an answer as expected, and so is the status of the environment's `probe:`. Another
 * status is a finding; no answer at all is one too, because users get none either. Three attempts count as one.
 */
async function lookAtAddress(context, environment, address) {
    return look(context, { id: `address/${environment.name}`, label: `Address of ${environment.name}` }, async () => {
        for (let attempt = 1;; attempt++) {
            const answer = await ask(address, context.signal);
            const isExpected = answer.status !== undefined && (answer.status < 300 || answer.status === environment.probe?.expectStatus);
            if (isExpected)
                return answered(environment, "address", address.url, [], answer.said);
            if (attempt === ATTEMPTS)
                return answered(environment, "address", address.url, [unexpected(address, answer.said)], answer.said);
            await (0,pause/* pause */.v)(address.pauseMs ?? PAUSE_MS, context.signal);
        }
    });
}
async function ask({ url, fetch: send }, signal) {
    try {
        const response = await send(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
        await response.body?.cancel();
        return { status: response.status, said: `status ${response.status}` };
    }
    catch (error) {
        signal.throwIfAborted();
        // A proxy that refuses is about the runner and not about the address.
        if (error instanceof lib_error/* ActionError */.lZ)
            throw error;
        const { cause, message } = error instanceof Error ? error : new Error(String(error));
        return { said: `no answer (${cause instanceof Error ? cause.message : message})` };
    }
}
function unexpected({ url }, said) {
    return {
        rule: "service-probe",
        severity: "error",
        what: `${url} does not answer as expected: ${said}.`,
        expected: "a status of 2xx",
        next: "Look at the pods, the Service, the Ingress or Gateway, its certificate and the DNS entry, in this order.",
    };
}
function answered({ name }, id, asked, findings, said) {
    const verdict = findings.length === 0 ? "pass" : "fail";
    return {
        verdict,
        note: findings[0]?.what ?? said,
        section: {
            id: `${id}-${name}`,
            title: `Answer of ${name}`,
            verdict,
            blocks: [
                ...(0,plan_section/* findingsBlock */.k5)(findings),
                {
                    type: "facts",
                    facts: [
                        { label: "Asked", value: asked },
                        { label: "Answer", value: said },
                    ],
                },
            ],
        },
        result: undefined,
    };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/running-objects.js






/**
 * Compares every object and pod of the running revision with what was deployed. `inconclusive` where nothing was deployed yet, and while a
 * deployment is under way or was interrupted, because what is there then is meant to differ.
 */
async function lookAtObjects(context, environment) {
    return look(context, { id: `running/${environment.name}`, label: `What runs in ${environment.name}` }, async () => {
        const app = { namespace: environment.namespace, application: context.config.name };
        const { status, back } = await (0,cluster/* withCluster */.B)(context, environment, async (cluster) => ({
            status: await (0,rollout_status/* deployStatus */.a4)(cluster, app),
            back: await (0,rollout_status/* findWayBack */.C9)(cluster, app),
        }));
        const findings = findingsOn(status);
        const { verdict, note } = running_objects_judge(status, findings);
        const running = status.current && back.current && { revision: status.current, good: back.current };
        return {
            verdict,
            note,
            section: {
                id: `running-${environment.name}`,
                title: `What runs in ${environment.name}`,
                verdict,
                overview: { back: (0,overview/* wayBackFromNow */.Bs)(environment.name, back) },
                blocks: [
                    { type: "text", text: note },
                    ...(0,plan_section/* findingsBlock */.k5)(findings),
                    {
                        type: "table",
                        caption: "Objects of the last good revision",
                        head: ["Object", "State", "Changed since"],
                        rows: status.objects.map(({ ref, note: state, drift }) => [
                            `${ref.kind}/${ref.name}`,
                            state,
                            drift.map(({ path }) => path).join(", "),
                        ]),
                    },
                ],
            },
            // While another revision comes, no record can be held against what is there.
            result: status.interrupted === undefined ? running : undefined,
        };
    });
}
function running_objects_judge({ current, interrupted, application, namespace }, findings) {
    if (interrupted)
        return {
            verdict: "inconclusive",
            note: `revision ${interrupted.number} is being deployed since ${interrupted.startedAt}, or that was interrupted; what is there is meant to differ`,
        };
    if (!current)
        return { verdict: "inconclusive", note: `nothing was deployed to namespace ${namespace} by ${application} yet` };
    const since = `revision ${current.number} of ${current.startedAt}`;
    if (findings.length === 0)
        return { verdict: "pass", note: `${since}: every object and pod is as it was deployed` };
    return {
        verdict: "fail",
        note: `${since}: ${(0,lib_text/* countOf */.pq)(findings.length, "difference")} from what was deployed. ${findings[0]?.what ?? ""}`,
    };
}
function findingsOn({ objects }) {
    return objects.flatMap((object) => [...differences(object), ...(object.exists && !object.ready ? [notReady(object)] : [])]);
}
function differences(object) {
    const name = nameOf(object);
    const next = "Release again, which restores it, or find out who changed it and release what is meant.";
    if (!object.exists)
        return [{ rule: "drifted", severity: "error", what: `${name} was deployed and does not exist any more.`, next }];
    return [
        ...(object.drift.length === 0
            ? []
            : [
                {
                    rule: "drifted",
                    severity: "error",
                    what: `${name} was changed after it was deployed: ${object.drift.map(({ path }) => path).join(", ")}.`,
                    next,
                },
            ]),
        ...object.strange.map((pod) => ({
            rule: "drifted",
            severity: "error",
            what: `A pod of ${name} does not run the image that was deployed: ${pod}.`,
            next,
        })),
    ];
}
function notReady(object) {
    return {
        rule: "not-ready",
        severity: "error",
        what: `${nameOf(object)} is not ready: ${object.note}.`,
        next: "Look at its pods' events and logs; roll back if the running release is at fault.",
    };
}
function nameOf({ ref }) {
    return `${ref.kind} '${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}'`;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/running-record.js










/**
 * Finds the newest passing record of the revision that runs, by nothing but what the cluster says of it, and holds it against the policy, the
 * registry and the cluster as they are now. Signatures bind it to exactly the running objects, so that whoever changes the cluster's own
 * account of the revision finds no record. The files of the project are those of another commit and are not compared.
 */
async function lookAtRecord(context, environment, running) {
    return look(context, { id: `record/${environment.name}`, label: `Record of ${environment.name}` }, async () => {
        const { proven, finding } = await findProven(context, environment, running);
        if (!proven)
            return judged(environment, running, undefined, finding ? [finding] : []);
        const alone = await (0,verify_alone/* verifyAlone */.X)(proven.record, {
            verify: await context.verifierFor(proven.record.statements),
            known: { ...ownersOf(context, environment), commit: proven.commit },
            policyFor: (name) => (0,demands/* demandsOfPolicy */.GE)(context.config.policy, name),
            now: context.clock(),
            builds: await context.judgeBuilds?.(proven.record.builds ?? []),
        });
        const live = await liveFindings(context, environment, running, proven);
        const findings = [...alone.findings, ...live];
        return judged(environment, running, proven, findings, (0,lib_verdict/* worstOf */.hm)([alone.verdict, (0,verify_record/* verdictOn */.Hc)(live)]));
    });
}
function ownersOf({ run, config }, { name }) {
    return { repository: run.repository, rehearsal: run.rehearsal, application: config.name, environment: name };
}
/** Records lie with their release, found by its commit, and beside its images, found by their digests. */
async function findProven(context, environment, { revision, good }) {
    const { run, config, store } = context;
    const release = { application: config.name, environment: environment.name, commit: good.commit };
    const found = await Promise.all([
        store.findRecords((0,predicates/* releaseDigest */.cS)(release)),
        ...ownImages(context, environment, revision.images).map(({ digest, repository }) => store.findRecords(digest, repository)),
    ]);
    const records = found.flat().toSorted((a, b) => closedAt(a).localeCompare(closedAt(b)));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const { number, content, isBound } = revision;
    return findProvenRelease(records, verify, { run, ...release, revision: number, content, isBound });
}
/** Those of waybill.yml alone: who can write the cluster's account of a revision must not choose which registries are asked. */
function ownImages(context, { images }, references) {
    const own = new Set(images.map((name) => (0,repositories/* imageRepository */.an)(context, (0,session_select/* findEntry */.w4)(context.config.images, name, "images", context.config.file))));
    return [...new Set(references)].flatMap((reference) => (0,image_reference/* imageOf */.d)(reference) ?? []).filter(({ repository }) => own.has(repository));
}
/** Only an order to look at them in: which of them counts is for their signatures to say. */
function closedAt({ statements }) {
    try {
        const closing = statements.at(-1);
        return closing ? (0,bundle/* inspectBundle */.rI)(closing).finishedAt : "";
    }
    catch {
        return "";
    }
}
/** Images in their registry, and what runs: after a rollback as its own statement says it, else as the record's deployment does. */
async function liveFindings(context, environment, { revision, good }, proven) {
    const read = (0,subject_reader/* subjectReader */.w)(context, environment);
    const deployed = proven.views.findLast((view) => view.stage === "deploy");
    if (deployed?.stage === "deploy" && deployed.facts.revision === revision.number)
        return (0,subject_findings/* subjectFindings */.F)(proven.views, withoutFiles(read, (_, statement) => statement !== deployed));
    const others = await (0,subject_findings/* subjectFindings */.F)(proven.views, withoutFiles(read, () => true));
    // What brought it back left its statement beside the images, and with the release of the commit that it ran at.
    const asThen = { ...context, run: { ...context.run, commit: revision.commit } };
    const bundles = await (0,gather/* gatherDeployments */.a)(asThen, environment, Object.values((0,gate/* imageDigests */.JD)(proven.images)));
    const { application: _, environment: __, ...origin } = ownersOf(context, environment);
    const rollback = findRollback(bundles, await context.verifierFor(bundles), proven.record, {
        run: origin,
        application: context.config.name,
        environment: environment.name,
    });
    return [
        ...others,
        ...(rollback
            ? await (0,subject_findings/* subjectFindings */.F)([rollback.view], withoutFiles(read, (_, statement) => statement !== rollback.view))
            : [unexplained(environment, revision.number, good.number)]),
    ];
}
/** Reads what runs and what lies in a registry; `isElsewhere` says of what runs whether another statement speaks of it. */
function withoutFiles(read, isElsewhere) {
    return async (subject, statement) => {
        if (subject.kind === "path" || (subject.kind === "environment" && isElsewhere(subject, statement)))
            return subject.digest;
        return read(subject, statement);
    };
}
function unexplained({ name }, revision, of) {
    return {
        rule: "evidence-missing",
        severity: "error",
        what: `Revision ${revision} runs in ${name}, and no trusted statement says that it was brought there: neither a deployment nor a rollback to revision ${of}.`,
        next: "Find out who made it, then release again or roll back with Waybill.",
    };
}
function judged(environment, { revision, good }, proven, findings, verdict = (0,verify_record/* verdictOn */.Hc)(findings)) {
    const error = findings.find(({ severity }) => severity === "error");
    const note = error?.what ?? `the record of commit ${good.commit.slice(0, 12)} proves revision ${revision.number}`;
    const section = {
        id: `record-${environment.name}`,
        title: `Record of what runs in ${environment.name}`,
        verdict,
        blocks: [
            ...(0,plan_section/* findingsBlock */.k5)(findings),
            {
                type: "facts",
                facts: [
                    { label: "Revision", value: String(revision.number) },
                    { label: "Released commit", value: good.commit },
                    ...(proven ? [{ label: "Record of the release", value: proven.payload }] : []),
                    ...Object.entries(proven?.images ?? {}).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
                ],
            },
            { type: "text", text: "The files of the project may be of another commit by now, so they were not held against the record." },
        ],
    };
    return { verdict, note, section, result: proven };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/monitor.js






/**
 * Looks at an environment without changing anything and without signing anything: whether what runs is what was deployed, whether a passing
 * record proves it, whether it answers, and whether the data files of this checkout still pass their checks. Each is looked at whatever the
 * others came to; what could not be looked at is `inconclusive`.
 */
async function monitorProject(session, environment, { address } = {}) {
    const watching = { ...session, dryRun: true };
    const objects = await lookAtObjects(watching, environment);
    const outcomes = [objects];
    if (objects.result)
        outcomes.push(await lookAtRecord(watching, environment, objects.result));
    if (environment.probe)
        outcomes.push(await lookAtService(watching, environment, environment.probe));
    if (address)
        outcomes.push(await lookAtAddress(watching, environment, address));
    for (const entry of Object.values(session.config.data))
        outcomes.push(await checkedAgain(watching, entry));
    return { outcomes, report: (0,reports/* stagesReport */.Ut)(session, monitorTitle(session, environment), outcomes) };
}
/** What the page and its kept issue are called. */
function monitorTitle({ config }, { name }) {
    return `Monitor of ${config.name} in ${name}`;
}
/** A data file that cannot be read is what is wrong with it, and no reason to look at nothing else. */
async function checkedAgain(watching, entry) {
    try {
        return await (0,validate_data/* validateDataStage */.z)(watching, entry, { recordHistory: false });
    }
    catch (error) {
        const stopped = watching.outcomes.at(-1);
        if (watching.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ) || stopped?.stoppedBy === undefined)
            throw error;
        return stopped;
    }
}

// EXTERNAL MODULE: ./packages/record/lib/brief.js
var brief = __webpack_require__(89719);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/run-images.js
var run_images = __webpack_require__(46342);
;// CONCATENATED MODULE: ./packages/pipeline/lib/run-summary.js





/**
 * Reads what the jobs of this run have stored, and draws it; changes nothing. An environment without a record of this run that a trusted
 * signer has signed did not get its release, which fails. Throws what `findRunImages` throws.
 */
async function summarizeRun(context) {
    const { config, run } = context;
    const images = await (0,run_images/* findRunImages */.fX)(context, Object.keys(config.images));
    const rows = [];
    const chain = new Map();
    const findings = [];
    for (const environment of Object.values(config.environments)) {
        const released = await findReleased(context, environment);
        rows.push(environmentRow(environment, released));
        for (const { payload, view } of released?.statements ?? [])
            chain.set(payload, stepOf(view));
        if (released && (0,lib_verdict/* isPassing */.WG)(released.verdict))
            continue;
        findings.push(notReleased(environment, released));
        if (!released)
            chain.set(environment.name, { id: environment.name, label: `Release to ${environment.name}`, verdict: "missing" });
    }
    const verdict = (0,lib_verdict/* verdictOf */.Vj)(findings);
    const report = {
        title: `Run of ${config.name}`,
        verdict,
        rehearsal: run.rehearsal,
        run: (0,reports/* runFacts */.pI)(run, run.actor),
        chain: [...chain.values()],
        sections: [
            {
                id: "environments",
                title: "Environments",
                verdict,
                blocks: [
                    { type: "table", head: ["Environment", "Verdict", "Revision", "Plan", "Approved by"], rows },
                    ...(findings.length > 0 ? [{ type: "findings", findings }] : []),
                ],
            },
            {
                id: "images",
                title: "Images",
                blocks: [
                    {
                        type: "table",
                        head: ["Image", "Digest"],
                        rows: Object.entries(images).map(([name, reference]) => [name, { text: reference, code: true }]),
                    },
                ],
            },
        ],
    };
    return { images, verdict, report };
}
/** The newest record of this commit's release to an environment that a trusted signer of this run has closed. */
async function findReleased(context, { name }) {
    const { config, run } = context;
    const records = await context.store.findRecords((0,predicates/* releaseDigest */.cS)({ application: config.name, environment: name, commit: run.commit }));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const found = records.flatMap((record) => {
        const statements = (0,judge/* judge */.S4)(record.statements, verify).trusted;
        const closing = (0,judge/* ofStage */.i$)(statements, "release").at(-1)?.view;
        if (closing?.environment !== name || closing.facts.application !== config.name)
            return [];
        if (closing.run.repository !== run.repository || !(0,run_images/* isOfRun */.NG)(closing, run))
            return [];
        return [{ record, statements, verdict: closing.verdict, at: Date.parse(closing.finishedAt) }];
    });
    return found.toSorted((a, b) => a.at - b.at).at(-1);
}
function environmentRow({ name }, released) {
    if (!released)
        return [name, "not released by this run", "", "", ""];
    const { revision, planDigest, approver } = (0,brief/* releaseBrief */.s)(released.record);
    return [
        name,
        { text: released.verdict, verdict: released.verdict },
        revision === undefined ? "" : String(revision),
        { text: planDigest ?? "", code: true },
        approver,
    ];
}
function notReleased({ name }, released) {
    return {
        rule: released ? "evidence-verdict" : "evidence-missing",
        severity: "error",
        what: released
            ? `The release to ${name} ended with ${released.verdict}.`
            : `There is no record of this run's release to ${name}: it was not made, or not to its end.`,
        next: `Read the jobs of ${name}, mend what they say, and run them again.`,
    };
}
function stepOf(view) {
    // Every environment has databases of the same names.
    const thing = view.stage === "migrate" ? `${(0,format/* thingOf */.MW)(view)} (${view.facts.environment})` : (0,format/* thingOf */.MW)(view);
    return {
        id: `${view.stage}/${thing}`,
        label: `${view.stage} ${thing}`,
        verdict: view.verdict,
        durationMs: Date.parse(view.finishedAt) - Date.parse(view.startedAt),
    };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/verify-anywhere.js
var verify_anywhere = __webpack_require__(89181);
// EXTERNAL MODULE: ./packages/pipeline/lib/matrix.js
var matrix = __webpack_require__(44627);
;// CONCATENATED MODULE: ./packages/pipeline/lib/index.js































/***/ })

};
