export const id = 464;
export const ids = [464];
export const modules = {

/***/ 2772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);


/** Reads every input of the action. */
function readInputs() {
    return { ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(), environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"), images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("images"), record: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("record") };
}


/***/ }),

/***/ 64464:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85689);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2772);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Verification for ${environment.name}`;
    if (inputs.record !== undefined) {
        const { outcomes } = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .verifyProject */ .HN)(session, environment, { record: inputs.record });
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH)("record", inputs.record);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, outcomes);
    }
    const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .closeRelease */ .Az)(session, environment, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .imagesFor */ .qV)(environment, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .parseImages */ .eb)(inputs.images, session.config)));
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH)("record", outcome.result.recordPath);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH)("brief", outcome.result.briefPath);
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
