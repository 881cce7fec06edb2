export const id = 4752;
export const ids = [4752];
export const modules = {

/***/ 69748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4226);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70650);




const COMMANDS = ["check", "plan", "apply", "status"];
/** Reads every input of the action. */
function readInputs() {
    const command = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply";
    const entry = readEntry(command);
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__/* .readCommonInputs */ .di)(),
        command,
        name: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("name"),
        entry,
        environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("environment"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("plan-digest"),
    };
}
function readEntry(command) {
    const migrations = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("migrations");
    const url = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("database-url");
    if (migrations === undefined) {
        if (url === undefined)
            return undefined;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names");
    }
    if (url === undefined && command !== "check")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "is needed beside 'migrations'; pass it from a secret");
    return {
        section: "databases",
        name: { input: "name", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("name") ?? "database" },
        keys: {
            migrations: { input: "migrations", value: migrations },
            // Only 'check' does without a database, and it connects to none.
            url: { input: "database-url", value: new _waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .SecretText */ .o("database-url", url ?? "") },
        },
    };
}


/***/ }),

/***/ 84752:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54878);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69748);



await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j)(step, inputs, inputs);
    // Loaded once the configuration holds: a wrong one need not wait for it.
    const { migrate } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(8843), __webpack_require__.e(9387), __webpack_require__.e(4337), __webpack_require__.e(698)]).then(__webpack_require__.bind(__webpack_require__, 27124));
    await migrate(session, inputs);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
