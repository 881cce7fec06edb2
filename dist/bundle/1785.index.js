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
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70650);



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
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54878);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);



await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j)(step, inputs, inputs);
    // Loaded once the configuration holds: a wrong one need not wait for it.
    const { deploy } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(4846), __webpack_require__.e(8843), __webpack_require__.e(9868), __webpack_require__.e(7955), __webpack_require__.e(8794), __webpack_require__.e(7314), __webpack_require__.e(9387), __webpack_require__.e(4395), __webpack_require__.e(2639), __webpack_require__.e(8421)]).then(__webpack_require__.bind(__webpack_require__, 65965));
    await deploy(session, inputs);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
