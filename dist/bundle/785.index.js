export const id = 785;
export const ids = [785];
export const modules = {

/***/ 96965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);



const COMMANDS = ["plan", "apply", "status", "rollback"];
/** Reads every input of the action. */
function readInputs() {
    const entry = readEntry();
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply",
        environment: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        entry,
        images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("images"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
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


/***/ }),

/***/ 71785:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74146);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33568);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(51978);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(80749);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(78563);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(98691);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Deployment to ${environment.name}: ${inputs.command}`;
    if (inputs.command === "status")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .statusStage */ .t)(session, environment)]);
    if (inputs.command === "rollback") {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .rollbackStage */ .T)(session, environment);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.revision);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
    }
    const images = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .imagesFor */ .qV)(environment, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .eb)(inputs.images, session.config));
    if (inputs.command === "plan" || inputs.dryRun) {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .planDeploymentStage */ .b)(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
    }
    const approved = inputs.planDigest === undefined ? undefined : await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .findApprovedPlan */ .G)(session, inputs.planDigest);
    const approval = approved?.components ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__/* .proveApproval */ .K)(session, environment, approved.digest)] : [];
    const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__/* .deployStage */ .eM)(session, environment, images, approved?.deploy());
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.outcome.revision);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [...approval, outcome]);
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

/***/ 74146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ statusStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42263);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73005);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);




/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
async function statusStage(context, environment) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const result = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_1__/* .withCluster */ .B)(context, environment, (cluster) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .deployStatus */ .a4)(cluster, { namespace: environment.namespace, application: context.config.name }));
        return { result, ...judgeStatus(environment, result) };
    });
}
function judgeStatus(environment, status) {
    const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
    const notReady = status.objects.filter((object) => !object.ready);
    const verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
    const note = !status.current
        ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
        : `revision ${status.current.number} of ${status.current.startedAt}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(differing.length, "object")} changed since, ${notReady.length} not ready`;
    const section = {
        id: `status-${environment.name}`,
        title: `Status of ${environment.name}`,
        verdict,
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


/***/ })

};
