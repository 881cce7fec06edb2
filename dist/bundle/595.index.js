export const id = 595;
export const ids = [595];
export const modules = {

/***/ 40595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkProject: () => (/* reexport */ checkProject),
  closeRelease: () => (/* reexport */ closeRelease),
  failUnlessPassed: () => (/* reexport */ release/* failUnlessPassed */.R),
  planProject: () => (/* reexport */ planProject),
  release: () => (/* reexport */ release/* release */._),
  rollbackProject: () => (/* reexport */ rollbackProject),
  verifyProject: () => (/* reexport */ verifyProject)
});

// UNUSED EXPORTS: approveStage, approvedDigests, buildStage, checkMigrationsStage, commentOnPullRequest, deployStage, findApprovedPlan, findEntry, findEnvironment, imagesFor, matrices, mayContinue, migrateStage, openSession, parseImages, planDatabase, planDeploymentStage, planMigrationsStage, planStage, proveApproval, rollbackStage, selectDatabases, stagesReport, statusStage, validateDataStage, validateModelStage, writeReports

// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(74186);
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
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 24 modules
var build = __webpack_require__(78300);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/check-files.js
var check_files = __webpack_require__(76816);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/rollback.js
var rollback = __webpack_require__(33568);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/table.js
var table = __webpack_require__(95410);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js + 29 modules
var validate_data = __webpack_require__(78852);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js + 19 modules
var validate_model = __webpack_require__(94937);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 9 modules
var verify = __webpack_require__(79383);
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
    const references = { ...images };
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
async function closeRelease(session, environment, images) {
    return (0,verify/* verifyStage */.U)(session, table/* STAGE_TABLE */.K, environment, images);
}
/**
 * Verifies a record that was written before against files, registry and cluster as they are now. `record` is a path in the workspace, by
 * default where a release of this environment leaves it. Throws an `input` error for a path that is outside or not there.
 */
async function verifyProject(session, environment, options) {
    const given = options.record ?? (0,external_node_path_.relative)(session.workspace, (0,external_node_path_.join)((0,session_select/* environmentDir */.Fw)(session, environment.name), "record.json"));
    const recordPath = await (0,workspace/* resolveInWorkspace */.S)(session.workspace, given, "record");
    const outcome = await (0,verify/* verifyRecordStage */.Z)(session, table/* STAGE_TABLE */.K, environment, recordPath);
    return { outcomes: [outcome], report: (0,reports/* stagesReport */.Ut)(session, `Verification of ${session.config.name} in ${environment.name}`, [outcome]) };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/index.js






















/***/ }),

/***/ 33568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ rollbackStage)
/* harmony export */ });
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42263);
/* harmony import */ var _sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(804);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2677);
/* harmony import */ var _deploy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98691);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Brings an environment back to its last good revision, or to the revision numbered `to`; proves nothing, because what a revision brought was
 * proven when it came. Throws an `input` error in a dry run and a `verdict` error when there is no revision to go back to.
 */
async function rollbackStage(context, environment, to) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        (0,_deploy_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseDryRun */ .Du)(context, "roll back");
        const outcome = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_2__/* .withCluster */ .B)(context, environment, (cluster) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_3__/* .rollbackDeploy */ .C5)(cluster, {
            namespace: environment.namespace,
            application: context.config.name,
            to,
            ...(0,_deploy_js__WEBPACK_IMPORTED_MODULE_1__/* .rolloutOptions */ .iI)(context, environment),
        }));
        return {
            verdict: outcome.verdict,
            note: (0,_deploy_js__WEBPACK_IMPORTED_MODULE_1__/* .deployNote */ .wm)(outcome),
            section: (0,_sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_4__/* .deploySection */ .b)(context, environment, undefined, outcome),
            result: outcome,
        };
    });
}


/***/ })

};
