export const id = 1785;
export const ids = [1785];
export const modules = {

/***/ 96965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24697);



const COMMANDS = ["plan", "apply", "status", "rollback"];
/** Reads every input of the action. */
function readInputs() {
    const entry = readEntry();
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply",
        environment: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        entry,
        images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("images"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
        require: readStages(),
    };
}
function readEntry() {
    const namespace = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("namespace");
    const manifests = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)("manifests");
    if (namespace === undefined && manifests.length === 0)
        return undefined;
    if (namespace === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("namespace", "is needed beside 'manifests'");
    if (manifests.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("manifests", `is needed beside 'namespace: ${namespace}'`);
    const environment = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment");
    return {
        section: "environments",
        name: environment === undefined ? { input: "namespace", value: namespace } : { input: "environment", value: environment },
        keys: { namespace: { input: "namespace", value: namespace }, manifests: { input: "manifests", value: manifests } },
        application: namespace,
    };
}
function readStages() {
    return (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)("require").map((word) => {
        const stage = _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STAGES */ .a.find((known) => known === word);
        if (stage !== undefined)
            return stage;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("require", `has '${word}'; the stages are ${_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STAGES */ .a.join(", ")}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .au)(word, _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STAGES */ .a)}`);
    });
}


/***/ }),

/***/ 71785:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Deployment to ${environment.name}: ${inputs.command}`;
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title }, async () => ({ outcomes: await carryOut(session, inputs, environment) }));
});
async function carryOut(session, inputs, environment) {
    // Deploying knows the cluster; a wrong configuration need not wait for all that to load.
    const pipeline = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9090), __webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6063), __webpack_require__.e(2178), __webpack_require__.e(7314), __webpack_require__.e(5042), __webpack_require__.e(9181), __webpack_require__.e(7466), __webpack_require__.e(884)]).then(__webpack_require__.bind(__webpack_require__, 27466));
    const { chooseImages, deployStage, findApprovedPlan, mayContinue, onlyScope } = pipeline;
    const { planDeploymentStage, proveApproval, requirePreconditions, rollbackProject, statusStage } = pipeline;
    if (inputs.command === "status")
        return [await statusStage(session, environment)];
    if (inputs.command === "rollback") {
        const { outcomes, revision } = await rollbackProject(session, environment);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("revision", revision);
        return outcomes;
    }
    const images = await chooseImages(session, environment, inputs.images);
    const approved = inputs.planDigest === undefined ? undefined : await findApprovedPlan(session, inputs.planDigest);
    const dryRun = inputs.command === "plan" || inputs.dryRun;
    await requirePreconditions({ ...session, dryRun }, "deploy", onlyScope({ environments: [environment], given: images }));
    if (dryRun) {
        const outcome = await planDeploymentStage(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
        return [outcome];
    }
    const approval = approved?.components ? [await proveApproval(session, environment, approved)] : [];
    if (!approval.every(mayContinue))
        return approval;
    const outcome = await deployStage(session, environment, images, approved);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("revision", outcome.result.outcome.revision);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
    return [...approval, outcome];
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
