export const id = 2217;
export const ids = [2217];
export const modules = {

/***/ 92709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70650);



const COMMANDS = [
    "plan",
    "apply",
    "check",
    "release",
    "verify",
    "rollback",
    "monitor",
    "preview",
    "preview-remove",
    "matrix",
    "summary",
];
/** Reads every input of the action. */
function readInputs() {
    const approve = readDigest("approve");
    const command = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "release";
    const planDigest = readDigest("plan-digest");
    const given = {
        images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("images"),
        record: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("record"),
        revision: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("revision"),
        url: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("url"),
        "pull-request": (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("pull-request"),
        "ttl-hours": (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("ttl-hours"),
    };
    refuseMeaningless(command, { ...given, approve, "plan-digest": planDigest });
    if (command === "apply" && planDigest === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", "is needed by the command apply; give the output 'plan-digest' of the job that planned");
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .readCommonInputs */ .di)(),
        command,
        planDigest,
        environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("environment"),
        images: given.images,
        approve,
        record: given.record,
        revision: readRevision(given.revision),
        url: command === "monitor" ? webAddress(given.url) : given.url,
        pullRequest: readPullRequest(command, given["pull-request"]),
        ttlHours: readHours(given["ttl-hours"]),
        requireIdentity: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readBoolean */ .Vf)("require-identity"),
        buildArgs: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .readPairs */ .SX)("build-args"),
    };
}
/** The commands that an input means something to; the others mean something to every command. */
const MEANT_FOR = {
    images: ["plan", "release"],
    approve: ["release", "apply"],
    "plan-digest": ["apply"],
    record: ["verify"],
    revision: ["rollback"],
    url: ["monitor", "preview"],
    "pull-request": ["preview", "preview-remove"],
    "ttl-hours": ["preview"],
};
/** An input that would be passed over in silence makes people believe that it was followed. */
function refuseMeaningless(command, inputs) {
    for (const [name, commands] of Object.entries(MEANT_FOR)) {
        if (inputs[name] === undefined || commands.includes(command))
            continue;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `means nothing to the command '${command}'; it goes with ${commands.join(" and ")}`);
    }
}
function readDigest(name) {
    const digest = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)(name);
    if (digest === undefined || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .Bc)(digest))
        return digest;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the command plan`);
}
function readPullRequest(command, text) {
    if (text === undefined && command === "preview")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("pull-request", "is needed by the command preview; give ${{ github.event.pull_request.number }}");
    if (text === undefined || /^[1-9]\d{0,8}$/.test(text))
        return text === undefined ? undefined : Number(text);
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("pull-request", `is '${text}'; it must be the number of a pull request`);
}
const DEFAULT_HOURS = 72;
const MAX_HOURS = 24 * 365;
function readHours(text) {
    if (text === undefined)
        return DEFAULT_HOURS;
    const hours = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.NaN;
    if (hours <= MAX_HOURS)
        return hours;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("ttl-hours", `is '${text}'; it must be a whole number of hours from 1 to ${MAX_HOURS}`);
}
function webAddress(url) {
    if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? ""))
        return url;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("url", `is '${url}'; it must be an address that begins with https:// or http://`);
}
function readRevision(text) {
    if (text === undefined)
        return undefined;
    if (/^[1-9]\d{0,8}$/.test(text))
        return Number(text);
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("revision", `is '${text}'; give the number of a revision, as the record of a release names it`);
}


/***/ }),

/***/ 42217:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66797);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57656);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50679);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44627);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54878);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47989);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92709);





await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j)(step, inputs, inputs);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .setOutput */ .uH)("artifact", (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_4__/* .artifactName */ .C)(session, inputs, step.env["GITHUB_SERVER_URL"]));
    if (inputs.requireIdentity)
        (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .requireSigner */ .S)(session);
    const names = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .matrices */ .L)(session.config);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .setOutput */ .uH)("matrix", JSON.stringify(names));
    const { command } = inputs;
    if (command === "matrix") {
        for (const [kind, list] of Object.entries(names))
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .setOutput */ .uH)(`matrix-${kind}`, JSON.stringify(list));
        return (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .setOutput */ .uH)("verdict", "pass");
    }
    // Loaded once the configuration holds: neither a wrong one nor a matrix need wait for it.
    const { runCommand } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(4846), __webpack_require__.e(8843), __webpack_require__.e(9868), __webpack_require__.e(7955), __webpack_require__.e(8794), __webpack_require__.e(7314), __webpack_require__.e(9387), __webpack_require__.e(4395), __webpack_require__.e(2639), __webpack_require__.e(4337), __webpack_require__.e(6584), __webpack_require__.e(1585)]).then(__webpack_require__.bind(__webpack_require__, 69971));
    return runCommand(session, { ...inputs, command }, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .proxiedFetch */ .i)(step.proxy));
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


/***/ }),

/***/ 44627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ matrices)
/* harmony export */ });
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72559);

function matrices(config) {
    return {
        images: Object.keys(config.images),
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        databases: Object.keys(config.databases),
        environments: Object.keys((0,_session_select_js__WEBPACK_IMPORTED_MODULE_0__/* .releasedEnvironments */ .e_)(config)),
    };
}


/***/ }),

/***/ 50679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ requireSigner)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/**
 * The signer of what must be signed. Throws an `environment` error that names both ways to get one: what cannot be signed cannot be proven,
 * and what is not proven is not released.
 */
function requireSigner({ signer }) {
    if (signer)
        return signer;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("environment", "A release signs what it proves, and there is nothing to sign with: this run has neither a signing key nor the identity of a job, so nothing was begun. On GitHub give the job 'id-token: write' under 'permissions:', so that it signs as the workflow that it is, or pass a key from a secret as 'signing-key'; at a terminal give '--signing-key FILE' or the variable WAYBILL_SIGNING_KEY. 'openssl genpkey -algorithm ed25519 -out signing-key.pem' makes a key.");
}


/***/ }),

/***/ 72559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ selectDatabases),
/* harmony export */   Fw: () => (/* binding */ environmentDir),
/* harmony export */   Ml: () => (/* binding */ databaseNames),
/* harmony export */   Xg: () => (/* binding */ findDatabase),
/* harmony export */   _V: () => (/* binding */ findEnvironmentIfDeclared),
/* harmony export */   e_: () => (/* binding */ releasedEnvironments),
/* harmony export */   jY: () => (/* binding */ findEnvironment),
/* harmony export */   w4: () => (/* binding */ findEntry)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);


/** The environment of that name, or the only one; previews are none that anything is released to. Throws an `input` error that lists the known ones. */
function findEnvironment(config, name) {
    const { file = "the configuration" } = config;
    const known = Object.keys(releasedEnvironments(config));
    const chosen = name ?? (known.length === 1 ? known[0] : undefined);
    if (chosen === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", known.length === 0
            ? `is needed, but ${file} declares no environment; add one under 'environments' (docs/waybill-yml.md)`
            : `is needed; ${file} has ${known.join(", ")}`);
    const environment = ownEntry(config.environments, chosen);
    if (environment?.preview === true)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", `is '${chosen}', which ${file} declares as the pattern of previews; only the commands preview and preview-remove use it`);
    if (environment)
        return environment;
    const nearest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .findNearest */ .qg)(chosen, known);
    const hint = nearest === undefined ? "" : `, of which '${nearest}' is the nearest`;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", `is '${chosen}', which ${file} does not declare; it has ${known.join(", ") || "none"}${hint}`);
}
/** The environments that releases go to, by name: all but the patterns of previews. */
function releasedEnvironments({ environments }) {
    return Object.fromEntries(Object.entries(environments).filter(([, { preview }]) => preview !== true));
}
/** As `findEnvironment`; undefined where waybill.yml declares none, so that nothing is demanded of an environment. */
function findEnvironmentIfDeclared(config, name) {
    return Object.keys(config.environments).length === 0 ? undefined : findEnvironment(config, name);
}
/** One entry of a section of waybill.yml. Throws an `input` error that lists the known names. */
function findEntry(entries, name, section, file = "the inputs") {
    const entry = ownEntry(entries, name);
    if (entry === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is '${name}', which ${file} does not declare under '${section}:'; it has ${Object.keys(entries).join(", ") || "none"}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(name, Object.keys(entries))}`);
    return entry;
}
/** Every object inherits `constructor` and `toString`, which are no entries of anybody's file. */
function ownEntry(entries, name) {
    return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
/** The names of an environment's databases, in its order. */
function databaseNames({ databases }) {
    return databases.map(({ name }) => name);
}
/** A database with the address that it has in an environment. Throws an `input` error when a release to it migrates no such database. */
function findDatabase(config, environment, name) {
    const declared = findEntry(config.databases, name, "databases", config.file);
    const found = environment.databases.find((database) => database.name === declared.name);
    if (found)
        return found;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is '${name}', which '${environment.name}' does not use; it has ${databaseNames(environment).join(", ") || "no database"}. Name it in its 'databases'`);
}
/**
 * The databases that a step works on, with their addresses in its environment: the named one, those of the environment, or all of
 * waybill.yml where that is one place. Throws an `input` error for none, and where no environment is given to say which address is meant.
 */
function selectDatabases(config, choice) {
    const { databases, file = "the configuration" } = config;
    // Where no environment is declared, the input only says what the evidence is about.
    const declared = choice.environment !== undefined && Object.keys(config.environments).length > 0;
    const environment = declared || hasOwnAddresses(config) ? findEnvironment(config, choice.environment) : undefined;
    if (choice.name !== undefined)
        return [environment ? findDatabase(config, environment, choice.name) : findEntry(databases, choice.name, "databases", file)];
    const chosen = environment ? [...environment.databases] : Object.values(databases);
    if (chosen.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is needed, because ${file} declares no database; or give 'migrations' and 'database-url'`);
    return chosen;
}
/** Whether a database has another address in some environment than in the base, so that a step must know its environment. */
function hasOwnAddresses({ databases, environments }) {
    return Object.values(environments).some((environment) => environment.databases.some(({ name, urlKey }) => urlKey !== databases[name]?.urlKey));
}
/** Folder of one environment's report, record and brief. */
function environmentDir({ stateDir }, environment) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(stateDir, environment);
}


/***/ })

};
