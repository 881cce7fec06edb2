export const id = 883;
export const ids = [883];
export const modules = {

/***/ 69748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4226);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);




const COMMANDS = ["check", "plan", "apply", "status"];
/** Reads every input of the action. */
function readInputs() {
    const command = (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply";
    const entry = readEntry(command);
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command,
        name: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name"),
        entry,
        environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
    };
}
function readEntry(command) {
    const migrations = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("migrations");
    const url = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("database-url");
    if (migrations === undefined) {
        if (url === undefined)
            return undefined;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names");
    }
    if (url === undefined && command !== "check")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "is needed beside 'migrations'; pass it from a secret");
    return {
        section: "databases",
        name: { input: "name", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name") ?? "database" },
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
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19276);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(98487);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69748);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const databases = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .selectDatabases */ .$P)(session.config, inputs);
    const title = `Database migrations: ${inputs.command}`;
    if (inputs.command === "check")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .checkMigrationsStage */ .Yb)(session, database)));
    if (inputs.command !== "apply" || inputs.dryRun) {
        const planned = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .planMigrationsStage */ .d$)(session, database), (outputs) => {
            outputs.single("plan-digest", ({ digest }) => digest);
            outputs.map("plan-digests", ({ digest }) => digest);
            outputs.sum("pending", ({ pending }) => pending.length);
            outputs.sum("applied", () => 0);
        });
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, planned);
    }
    const approved = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .approvedDigests */ .V)(session, inputs.planDigest, databases);
    const migrated = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .migrateStage */ .U)(session, database, inputs.environment ?? "", approved.get(database.name)), (outputs) => {
        outputs.single("plan-digest", ({ plan }) => plan.digest);
        outputs.map("plan-digests", ({ plan }) => plan.digest);
        outputs.sum("applied", ({ outcome }) => outcome.applied.length);
        outputs.sum("pending", ({ plan, outcome }) => plan.pending.length - outcome.applied.length);
    });
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, migrated);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 64150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LD: () => (/* binding */ readList),
/* harmony export */   R5: () => (/* binding */ readInput),
/* harmony export */   Vf: () => (/* binding */ readBoolean)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46058);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);


function readInput(name, options) {
    const value = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name);
    if (value !== "")
        return value;
    if (options?.required)
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, "is required but empty; give it a value under 'with:'");
    return undefined;
}
/** A boolean input: `true` or `false`, nothing else. */
function readBoolean(name) {
    const value = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name);
    if (value === "true")
        return true;
    if (value === "false" || value === "")
        return false;
    throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `is '${value}'; allowed are true and false`);
}
/** A list input: one entry a line or separated by commas; empty entries are dropped. */
function readList(name) {
    return _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name)
        .split(/[\n,]/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== "");
}


/***/ }),

/***/ 72853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lq: () => (/* binding */ appendArtifact),
/* harmony export */   Sy: () => (/* binding */ writeSummary),
/* harmony export */   uH: () => (/* binding */ setOutput)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46058);


/** Sets an output of the step; undefined sets the empty text, so that a later step always sees a defined output. */
function setOutput(name, value) {
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH(name, value ?? "");
}
/** Adds Markdown to the job summary where the runner has one. */
async function writeSummary(markdown) {
    const file = process.env["GITHUB_STEP_SUMMARY"];
    if (file)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, `${markdown}\n`);
}
/** Lists an artifact of this step for the runner (`$GITHUB_ARTIFACTS`, runners from July 2026); older runners ignore it. */
async function appendArtifact(line) {
    const file = process.env["GITHUB_ARTIFACTS"];
    if (file)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, `${line}\n`);
}


/***/ }),

/***/ 1046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ runMain)
});

// UNUSED EXPORTS: runPost

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var lib_core = __webpack_require__(46058);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js
var run_context = __webpack_require__(83593);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner-reporter.js



const PROGRESS_INTERVAL_MS = 5_000;
/** A reporter for a runner's log: findings become annotations at their file and line, progress is thinned out. */
function runner_reporter_runnerReporter(redactor) {
    let lastProgress = 0;
    const told = new Set();
    return {
        info: (message) => lib_core/* info */.pq(redactor.redact(message)),
        warn: (message) => lib_core/* warning */.$e(redactor.redact(message)),
        debug: (message) => lib_core/* debug */.Yz(redactor.redact(message)),
        progress(message) {
            const now = performance.now();
            if (now - lastProgress < PROGRESS_INTERVAL_MS)
                return;
            lastProgress = now;
            lib_core/* info */.pq(redactor.redact(message));
        },
        finding(finding) {
            const place = finding.where;
            const properties = {
                title: finding.rule,
                ...(place ? { file: place.file } : {}),
                ...(place?.line === undefined ? {} : { startLine: place.line }),
                ...(place?.column === undefined ? {} : { startColumn: place.column }),
            };
            const text = redactor.redact((0,verdict/* describeFinding */.jb)(finding));
            // `error` is kept for the one line that fails the step, so that a log never shows two headlines.
            if (finding.severity === "notice")
                lib_core/* notice */.lm(text, properties);
            else
                lib_core/* warning */.$e(text, properties);
        },
        mask(secret) {
            redactor.add(secret);
            // The runner drops every output of a job that contains a masked text, so it gets no more than what is a secret.
            for (const part of (0,redaction/* secretParts */.Bm)(secret)) {
                if (!told.has(part))
                    lib_core/* setSecret */.Pq(part);
                told.add(part);
            }
        },
    };
}

// EXTERNAL MODULE: ./packages/kit/lib/edge/signals.js
var signals = __webpack_require__(93907);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner.js







/** Runs a main step; reports its failure once, without secrets, and makes the exit code 1. */
async function runMain(main) {
    const redactor = (0,redaction/* createRedactor */.lY)();
    const { signal, stop } = (0,signals/* abortOnSignals */.P)();
    try {
        const env = (0,run_context/* readEnvironment */.Q)();
        const run = await (0,run_context/* readRunContext */.$)(env, env["GITHUB_WORKSPACE"]);
        const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
        await main({ reporter: runner_reporter_runnerReporter(redactor), signal, env, run, proxy: (0,proxy_settings/* readProxySettings */.u)(env), workspace });
    }
    catch (thrown) {
        const error = signal.aborted && signal.reason instanceof lib_error/* ActionError */.lZ ? signal.reason : thrown;
        lib_core/* setFailed */.C1(redactor.redact((0,lib_error/* headline */.Pl)(error)));
        lib_core/* debug */.Yz(redactor.redact(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)));
    }
    finally {
        stop();
    }
}
/** Runs a post step. A failed clean-up warns; it never turns a green job red. */
async function runPost(post) {
    const redactor = createRedactor();
    try {
        await post({ reporter: runnerReporter(redactor), env: readEnvironment() });
    }
    catch (error) {
        core.warning(redactor.redact(`Clean-up failed: ${headline(error)}`));
    }
}


/***/ }),

/***/ 87028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IT: () => (/* binding */ finishStep),
/* harmony export */   Kf: () => (/* binding */ readChoice),
/* harmony export */   S3: () => (/* binding */ publishReport),
/* harmony export */   SX: () => (/* binding */ readPairs),
/* harmony export */   XO: () => (/* binding */ selectEntries),
/* harmony export */   ZB: () => (/* binding */ forEachEntry),
/* harmony export */   di: () => (/* binding */ readCommonInputs),
/* harmony export */   gM: () => (/* binding */ readYaml),
/* harmony export */   j1: () => (/* binding */ openStepSession)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64150);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(72853);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(38815);
/* harmony import */ var _session_open_session_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(11972);
/* harmony import */ var _sections_reports_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(73215);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(72559);










/** Reads the shared inputs; those that an action does not declare are empty. Throws an `input` error for the first that cannot be used. */
function readCommonInputs() {
    return {
        workingDirectory: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("working-directory") ?? ".",
        config: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("config") ?? "waybill.yml",
        githubToken: readToken(),
        signingKey: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("signing-key"),
        trustedKeys: readKeys(),
        registryLogin: readLogin(),
        kubeconfig: readKubeconfig(),
        builder: readChoice("builder", ["auto", "buildx", "assemble"]),
        dryRun: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readBoolean */ .Vf)("dry-run"),
    };
}
/** One of a few words; undefined when the input is empty. */
function readChoice(name, allowed) {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)(name);
    if (text === undefined)
        return undefined;
    const found = allowed.find((word) => word === text);
    if (found !== undefined)
        return found;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)(name, `is '${text}'; allowed are ${allowed.join(", ")}`);
}
/** A header's value holds no space or control character (RFC 9110, 5.5); such a token is a mistake of copying. */
function readToken() {
    const token = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("github-token");
    if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("github-token", "holds a space, a line break or a letter that no token has; copy the secret again");
    return token;
}
/** A login counts when both halves are there; a missing password is what a fork's pull request gets for a secret. */
function readLogin() {
    const username = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("registry-username");
    const password = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("registry-password");
    // RFC 7617, 2: no colon in the name, because it ends there, and no control characters at all.
    if (username !== undefined && /[:\p{Cc}]/u.test(username))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("registry-username", "holds a colon or a line break, which no user name of a registry may");
    if (password !== undefined && /\p{Cc}/u.test(password))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("registry-password", "holds a line break or another control character; copy the secret again");
    if (password !== undefined && username === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("registry-username", "is needed beside 'registry-password'");
    return username !== undefined && password !== undefined ? { username, password } : undefined;
}
/** Several PEM blocks may stand one after another in one input. */
function readKeys() {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("trusted-keys");
    if (text === undefined)
        return [];
    const keys = text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g);
    if (!keys)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("trusted-keys", "holds no public key in PEM form; give the text that begins with -----BEGIN PUBLIC KEY-----");
    for (const key of keys) {
        const type = keyType(key);
        if (type === undefined)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("trusted-keys", "holds a public key that cannot be read; copy its whole PEM text again");
        if (type !== "ed25519")
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("trusted-keys", `holds a key of type ${type}; evidence is signed with Ed25519`);
    }
    return keys;
}
function keyType(pem) {
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem).asymmetricKeyType;
    }
    catch {
        return undefined;
    }
}
/** The text of a kubeconfig, or the path of one. Its content is not repeated, because it is a secret. */
function readKubeconfig() {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)("kubeconfig");
    if (text === undefined)
        return undefined;
    if (!text.includes("\n") && !text.startsWith("{")) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(text))
            return text;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("kubeconfig", "is neither the text of a kubeconfig nor a file that is there; give its text from a secret");
    }
    let content;
    try {
        content = (0,yaml__WEBPACK_IMPORTED_MODULE_4__/* .parse */ .qg)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("kubeconfig", "is not YAML; copy the whole kubeconfig into the secret again", { cause: error });
    }
    if (typeof content === "object" && content !== null && "clusters" in content)
        return text;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("kubeconfig", "is no kubeconfig, because it names no 'clusters'; copy the whole file into the secret");
}
/**
 * Opens the session of a step. Where `entry` is given the step's own inputs describe the work instead of waybill.yml, and every error says
 * which input is meant.
 */
async function openStepSession(step, inputs, options = {}) {
    return (0,_session_open_session_js__WEBPACK_IMPORTED_MODULE_7__/* .openSession */ .f)({
        workspace: await projectFolder(step.workspace, inputs.workingDirectory),
        configFile: inputs.config,
        entry: options.entry,
        run: step.run,
        env: step.env,
        reporter: step.reporter,
        proxy: step.proxy,
        signal: step.signal,
        trustedKeys: inputs.trustedKeys,
        dryRun: inputs.dryRun,
        buildArgs: options.buildArgs,
        githubToken: inputs.githubToken,
        signingKey: inputs.signingKey,
        registryLogin: inputs.registryLogin,
        kubeconfigText: inputs.kubeconfig,
        builder: inputs.builder,
    });
}
async function projectFolder(workspace, folder) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(workspace, folder);
    const real = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .resolveInWorkspace */ .z)(workspace, folder, "working-directory");
    if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(real)).isDirectory())
        return path;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("working-directory", `is '${folder}', which is no folder; give the folder of the project`);
}
/** `NAME=value` lines of an input as a record. */
function readPairs(name) {
    return Object.fromEntries(((0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)(name) ?? "")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => {
        const equals = line.indexOf("=");
        if (equals < 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)(name, `has the line '${line.trim()}'; write NAME=value, one a line`);
        return [line.slice(0, equals).trim(), line.slice(equals + 1)];
    }));
}
/** A YAML (or JSON) input as a value; undefined when it is empty. */
function readYaml(name) {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readInput */ .R5)(name);
    if (text === undefined)
        return undefined;
    try {
        const value = (0,yaml__WEBPACK_IMPORTED_MODULE_4__/* .parse */ .qg)(text);
        return value;
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)(name, `is not YAML: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
    }
}
/**
 * The entries that a step works on: the one that the input `name` names, or all of a section of the configuration. Throws an `input` error
 * when there is none, because a step that looked at nothing must not be green; `instead` says which inputs describe one.
 */
function selectEntries({ file }, section, entries, name, instead) {
    if (name !== undefined)
        return [(0,_session_select_js__WEBPACK_IMPORTED_MODULE_9__/* .findEntry */ .w4)(entries, name, section, file)];
    const all = Object.values(entries);
    if (all.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .inputError */ .Xu)("name", `is needed, because ${file ?? "the configuration"} has nothing under '${section}:'; or ${instead}`);
    return all;
}
/** Works on one entry after another and sets `verdicts` and what `publish` sets, also when one of them cannot be finished. */
async function forEachEntry(entries, work, publish = () => undefined) {
    const done = new Map();
    const setMap = (name, value) => (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .setOutput */ .uH)(name, JSON.stringify(Object.fromEntries([...done].map(([entry, outcome]) => [entry, value(outcome)]))));
    try {
        for (const entry of entries)
            done.set(entry.name, await work(entry));
    }
    finally {
        const results = [...done.values()].map(({ result }) => result);
        setMap("verdicts", ({ verdict }) => verdict);
        publish({
            single: (name, value) => entries.length === 1 && results.forEach((result) => (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .setOutput */ .uH)(name, value(result))),
            map: (name, value) => setMap(name, ({ result }) => value(result)),
            sum: (name, value) => (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .setOutput */ .uH)(name, results.reduce((sum, result) => sum + value(result), 0)),
        });
    }
    return [...done.values()];
}
/** Writes the report and the job summary of a step, sets `verdict` and `report`, and fails the step when a stage did not pass. */
async function finishStep(session, title, outcomes) {
    await publishReport(session, (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_11__/* .stagesReport */ .Ut)(session, title, outcomes));
    const bad = outcomes.find((outcome) => !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_12__/* .isPassing */ .WG)(outcome.verdict));
    if (bad)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .ActionError */ .lZ("verdict", `${bad.label}: ${bad.verdict}. ${bad.note}${/[.!?]$/.test(bad.note) ? "" : "."}${firstStep(bad)}`);
}
/** Writes a report as page and job summary and sets the outputs `verdict` and `report`. */
async function publishReport(session, report) {
    const { html, markdown } = await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_11__/* .writeReports */ .Li)(session, report.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), report);
    await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .writeSummary */ .Sy)(markdown);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .setOutput */ .uH)("report", html);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .setOutput */ .uH)("verdict", report.verdict);
}
function firstStep(outcome) {
    for (const block of outcome.section.blocks) {
        if (block.type !== "findings")
            continue;
        const error = block.findings.find((finding) => finding.severity === "error");
        if (error)
            return ` ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_12__/* .describeFinding */ .jb)(error) === outcome.note ? "" : (error.next ?? "")}`.trimEnd();
    }
    return "";
}


/***/ }),

/***/ 80668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ deployBlocks),
/* harmony export */   X1: () => (/* binding */ migrationBlocks),
/* harmony export */   k5: () => (/* binding */ findingsBlock),
/* harmony export */   lA: () => (/* binding */ planSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);

const SQL_PREVIEW_CHARACTERS = 4000;
/** The report section that a release manager approves: pending SQL and every object with its changes. */
function planSection(plan) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Plan", value: plan.digest },
                { label: "Environment", value: plan.environment },
                { label: "Commit", value: plan.components.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    blocks.push(...findingsBlock(plan.findings));
    return { id: `plan-${plan.environment}`, title: `Plan for ${plan.environment}`, verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .verdictOf */ .Vj)(plan.findings), blocks };
}
/** What a migration plan would run, with the SQL. */
function migrationBlocks(name, plan) {
    const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
    if (plan.pending.length === 0)
        return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
    return [
        {
            type: "table",
            caption: `Pending migrations of database ${name} (${target})`,
            head: ["Version", "Name", "File", "Transaction"],
            rows: plan.pending.map((migration) => [
                migration.version,
                migration.name,
                { text: migration.file, code: true },
                migration.transactional ? "yes" : "no, statement by statement",
            ]),
        },
        {
            type: "details",
            summary: "SQL that will run",
            blocks: plan.pending.map((migration) => ({ type: "code", language: "sql", text: preview(migration.sql), caption: migration.file })),
        },
    ];
}
/** What a deploy plan would change, object by object. */
function deployBlocks(plan) {
    const changed = plan.objects.filter((object) => object.action !== "unchanged");
    const blocks = [
        {
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            rows: plan.objects.map((object) => [
                { text: `${object.ref.kind}/${object.ref.name}`, code: true },
                object.action,
                object.file === "" ? "waybill.yml" : `${object.file}:${object.line}`,
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        },
    ];
    const updates = changed.filter((object) => object.action === "update");
    if (updates.length > 0) {
        blocks.push({
            type: "details",
            summary: "Fields that change",
            blocks: [
                {
                    type: "table",
                    head: ["Object", "Field", "Now", "Then"],
                    rows: updates.flatMap((object) => object.diff.map((change) => [
                        `${object.ref.kind}/${object.ref.name}`,
                        { text: change.path, code: true },
                        show(change.before),
                        show(change.after),
                    ])),
                },
            ],
        });
    }
    return blocks;
}
function show(value) {
    if (value === undefined)
        return "";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { text: text.length > 200 ? `${text.slice(0, 200)}…` : text, code: true };
}
function preview(sql) {
    return sql.length > SQL_PREVIEW_CHARACTERS
        ? `${sql.slice(0, SQL_PREVIEW_CHARACTERS)}\n-- … ${sql.length - SQL_PREVIEW_CHARACTERS} more characters in the file`
        : sql;
}
/** The findings as a block; none when there are none. */
function findingsBlock(findings) {
    return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}


/***/ }),

/***/ 74167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ findApprovedPlan),
/* harmony export */   V: () => (/* binding */ approvedDigests)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75207);


/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Throws an `input`
 * error for what is no digest, and a `verdict` error for a plan statement that no trusted key has signed.
 */
async function findApprovedPlan(context, digest) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
    const components = context.signer ? await findComponents(context, digest) : undefined;
    if (!components)
        return { digest, database: () => digest, deploy: () => digest };
    return {
        digest,
        components,
        deploy: () => components.deploy,
        database(name) {
            const component = components.databases[name];
            if (component)
                return component;
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The approved plan ${digest} says nothing about database '${name}', so nothing may be applied to it. Make a new plan.`);
        },
    };
}
/**
 * The digest that each database's plan must have. The text is the digest of a release plan, that of the only database's plan, or a JSON map
 * of database to digest, as a step that planned several puts into its output `plan-digests`. Nothing is demanded when there is no text.
 */
async function approvedDigests(context, text, databases) {
    if (text === undefined)
        return new Map();
    if (!text.startsWith("{")) {
        const approved = await findApprovedPlan(context, text);
        if (!approved.components && databases.length > 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`);
        return new Map(databases.map(({ name }) => [name, approved.database(name)]));
    }
    const given = readMap(text);
    return new Map(databases.map(({ name }) => {
        const digest = given.get(name);
        if (digest !== undefined)
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`);
    }));
}
function readMap(text) {
    let value;
    try {
        value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
            cause: error,
        });
    }
    return new Map(Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) ? value : {}).map(([name, digest]) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }));
}
async function findComponents(context, digest) {
    for (const bundle of await context.store.find(digest)) {
        if ((0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .inspectBundle */ .rI)(bundle).stage !== "plan")
            continue;
        const components = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .verifyBundle */ .IF)(bundle, context.trusted).view.facts["parts"];
        // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
        if (isComponents(components) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(components) === digest)
            return components;
    }
    return undefined;
}
function isComponents(value) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value))
        return false;
    const { environment, commit, images, databases, deploy } = value;
    return (typeof environment === "string" &&
        typeof commit === "string" &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(images) &&
        Object.values(images).every((reference) => typeof reference === "string") &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(databases) &&
        Object.values(databases).every(_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc) &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(deploy));
}


/***/ })

};
