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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54878);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47989);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69748);



await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j)(step, inputs, inputs);
    const { command, environment, name: entry } = inputs;
    const kept = { command: `migrate-${command}`, environment, entry };
    if (command === "plan" || command === "apply")
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .setOutput */ .uH)("artifact", (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_4__/* .artifactName */ .C)(session, kept, step.env["GITHUB_SERVER_URL"]));
    // Loaded once the configuration holds: a wrong one need not wait for it.
    const { migrate } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(8843), __webpack_require__.e(9387), __webpack_require__.e(4337), __webpack_require__.e(698)]).then(__webpack_require__.bind(__webpack_require__, 27124));
    await migrate(session, inputs);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 47989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ artifactName)
/* harmony export */ });
/**
 * The name under which a workflow keeps the files of this step, one for each job of a run in each of its attempts: GitHub takes a name once,
 * and few characters. Undefined where the server takes no artifacts, which is then said.
 */
function artifactName({ config, run, reporter }, { command, environment, entry }, serverUrl = "https://github.com") {
    if (!takesArtifacts(serverUrl)) {
        if (command !== "matrix")
            reporter.info(`${new URL(serverUrl).host} is a GitHub Enterprise Server, which takes no artifacts of upload-artifact v4 and later, so the page of this step is not kept with the run. The job summary shows it, and the registry has what is signed.`);
        return undefined;
    }
    const parts = ["waybill", config.name, environment, entry, command, "attempt", String(run.attempt)];
    return parts
        .filter((part) => part !== undefined)
        .join("-")
        .replaceAll(/[^A-Za-z0-9_.-]/g, "-");
}
/** Those of github.com and of tenants of ghe.com do (github.com/actions/upload-artifact, "v4 - What's new"). */
function takesArtifacts(serverUrl) {
    const host = URL.parse(serverUrl)?.hostname ?? "github.com";
    return host === "github.com" || host.endsWith(".ghe.com");
}


/***/ })

};
