export const id = 640;
export const ids = [640,4627];
export const modules = {

/***/ 20640:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(31770);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(46969);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(52282);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(41586);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(41637);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(63178);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44627);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(76614);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(81393);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84772);
/* harmony import */ var _read_keys_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77467);









/** Runs one command and gives the verdict that decides the exit code. */
async function runCommand(call, context) {
    if (call.command === "rehearse") {
        const workspace = await projectFolder(call);
        // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
        const { rehearse } = await Promise.all(/* import() */[__webpack_require__.e(6118), __webpack_require__.e(8843), __webpack_require__.e(815), __webpack_require__.e(5085), __webpack_require__.e(6177), __webpack_require__.e(4895), __webpack_require__.e(3813), __webpack_require__.e(9833), __webpack_require__.e(174), __webpack_require__.e(5042), __webpack_require__.e(483), __webpack_require__.e(2516)]).then(__webpack_require__.bind(__webpack_require__, 78548));
        return rehearse({ workspace, stop: call.stop, environment: call.environment, floor: await floorOf(call), ...context });
    }
    if (call.command === "policy explain")
        return explain(call, context);
    if (call.target !== undefined) {
        const { verifyTarget } = await __webpack_require__.e(/* import() */ 5565).then(__webpack_require__.bind(__webpack_require__, 35565));
        return verifyTarget({ ...call, target: call.target }, await floorOf(call), context);
    }
    const session = await sessionFor(call, context);
    if (call.command === "matrix") {
        context.print(`${JSON.stringify((0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .matrices */ .L)(session.config), undefined, 2)}\n`);
        return "pass";
    }
    // Loaded here, so that a matrix or a wrong configuration does not wait for everything that a release could need.
    const { checkProject, planProject, rollbackProject, verifyProject } = await Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(815), __webpack_require__.e(5085), __webpack_require__.e(6177), __webpack_require__.e(4895), __webpack_require__.e(3813), __webpack_require__.e(9833), __webpack_require__.e(174), __webpack_require__.e(5042), __webpack_require__.e(5914), __webpack_require__.e(3453)]).then(__webpack_require__.bind(__webpack_require__, 75914));
    switch (call.command) {
        case "check":
            return finish(call.command, session, context, () => checkProject(session));
        case "plan":
            return finish(call.command, session, context, () => planProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment), (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .eb)(call.images, session.config)));
        case "release":
            return runRelease(call, session, context);
        case "verify":
            return finish(call.command, session, context, () => verifyProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment), call.record ? { record: call.record } : {}));
        case "rollback":
            return finish(call.command, session, context, () => rollbackProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment), call.toRevision));
        case "help":
            return "pass";
    }
}
/** Reads files alone: no key, no service. */
async function explain(call, { reporter, print: printText }) {
    const config = await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_8__/* .loadConfig */ .Z9)(await projectFolder(call), call.config, { floor: await floorOf(call) });
    const all = Object.values(config.environments);
    const environments = call.environment === undefined && all.length > 1 ? all : [(0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(config, call.environment)];
    const [{ defaultRequirements }, { explainPolicy }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(815), __webpack_require__.e(5085), __webpack_require__.e(6177), __webpack_require__.e(4895), __webpack_require__.e(3813), __webpack_require__.e(9833), __webpack_require__.e(174), __webpack_require__.e(5042), __webpack_require__.e(5914), __webpack_require__.e(3453)]).then(__webpack_require__.bind(__webpack_require__, 75914)), __webpack_require__.e(/* import() */ 4342).then(__webpack_require__.bind(__webpack_require__, 74342))]);
    const finding = (found) => reporter.finding(found);
    return explainPolicy(config, { environments, defaults: defaultRequirements, json: call.json, print: printText, finding });
}
async function runRelease(call, session, context) {
    const { failUnlessPassed, release } = await Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(815), __webpack_require__.e(5085), __webpack_require__.e(6177), __webpack_require__.e(4895), __webpack_require__.e(3813), __webpack_require__.e(9833), __webpack_require__.e(174), __webpack_require__.e(5042), __webpack_require__.e(5914), __webpack_require__.e(3453)]).then(__webpack_require__.bind(__webpack_require__, 75914));
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment);
    const result = await release(session, {
        environment,
        approval: approvalSource(call, async (plan) => {
            const { confirmPlan } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(374)]).then(__webpack_require__.bind(__webpack_require__, 40374));
            return confirmPlan(plan, session, context.print);
        }),
        images: (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .eb)(call.images, session.config),
    });
    // What stopped the release is the better news than what then stopped its report.
    const written = result.recordPath === undefined
        ? (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .writeReports */ .Li)(session, environment.name, result.report)
        : (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .writeReleaseReport */ .Dq)(session, { environment: environment.name, images: result.images }, result.report);
    const paths = await written.catch((error) => {
        throw result.error ?? error;
    });
    await print(result.report, paths, context);
    context.print(`\nReport  ${paths.html}\n${result.recordPath ? `Record  ${result.recordPath}\n` : ""}`);
    failUnlessPassed(result);
    return result.verdict;
}
/** Writes the page of a command also where an error ends it, which is then thrown on. */
async function finish(command, session, context, work) {
    const { report } = await work().catch(async (error) => {
        // Before the first stage there is nothing to show beside the message.
        if (session.outcomes.length > 0) {
            const stopped = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .stagesReport */ .Ut)(session, `waybill ${command} of ${session.config.name}`, session.outcomes, error);
            context.print(`\nReport  ${(await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .writeReports */ .Li)(session, command, stopped)).html}\n`);
        }
        throw error;
    });
    const paths = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .writeReports */ .Li)(session, command, report);
    await print(report, paths, context);
    context.print(`\nReport  ${paths.html}\n`);
    return report.verdict;
}
async function print(report, paths, context) {
    const { printReport } = await __webpack_require__.e(/* import() */ 483).then(__webpack_require__.bind(__webpack_require__, 483));
    printReport(report, paths.html, context.print);
}
function approvalSource(call, ask) {
    // A dry run ends before anything could be approved.
    if (call.dryRun)
        return { kind: "ask", ask: async () => false };
    if (call.approve !== undefined)
        return { kind: "digest", digest: call.approve };
    if (call.yes)
        return { kind: "yes" };
    if (process.stdin.isTTY)
        return { kind: "ask", ask };
    throw new _arguments_js__WEBPACK_IMPORTED_MODULE_3__/* .UsageError */ .eb("--approve is needed where nobody can be asked: run 'waybill plan', read it, and give its digest (or --yes to approve whatever the plan is).");
}
async function sessionFor(call, { env, reporter, signal }) {
    const workspace = await projectFolder(call);
    const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
    const proxy = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .readProxySettings */ .u)(env);
    return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__/* .openSession */ .f)({
        workspace,
        run: await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_12__/* .readRunContext */ .$)(env, workspace),
        env,
        proxy,
        reporter,
        signal,
        dryRun: call.dryRun,
        trustedKeys: (await Promise.all(call.trustedKeys.map((path) => (0,_read_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .readKeys */ .x)(path)))).flat(),
        trustRoot: await readNamed("trust-root", call.trustRoot),
        signingConfig: await readNamed("signing-config", call.signingConfig),
        publicLog: call.publicLog,
        identityToken: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_13__/* .findIdentityToken */ .z)({ env, fetch: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .proxiedFetch */ .i)(proxy), reporter }),
        configFile: call.config,
        floor: await floorOf(call),
        registry: call.registry,
        builder: call.builder,
        signingKey: signingKey || undefined,
        githubToken: env["GITHUB_TOKEN"] || undefined,
    });
}
/** The project as an absolute path; an `input` error when it is no folder. */
async function projectFolder({ directory }) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(directory).catch((error) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .isSystemError */ .Or)(error))
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .inputError */ .Xu)("directory", `is '${directory}', which cannot be read (${error.code})`, { cause: error });
        throw error;
    });
    if (!info.isDirectory())
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .inputError */ .Xu)("directory", `is '${directory}', which is no folder`);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(directory);
}
/** The organisation's policy, from anywhere on this machine. */
async function floorOf({ policy }) {
    if (policy === undefined)
        return undefined;
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(policy))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .inputError */ .Xu)("policy", `is '${policy}', but nothing exists there`);
    return { ...(await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_16__/* .readFloor */ .j)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(policy)), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(policy))), file: policy };
}
async function readNamed(option, path) {
    if (path === undefined)
        return undefined;
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, "utf8").catch((error) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .isSystemError */ .Or)(error))
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .inputError */ .Xu)(option, `is '${path}', which cannot be read (${error.code})`, { cause: error });
        throw error;
    });
    return { name: path, text };
}
async function readKey(option, path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .isSystemError */ .Or)(error))
            throw error;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_15__/* .inputError */ .Xu)(option, `is '${path}', which cannot be read (${error.code}); make a key with 'openssl genpkey -algorithm ed25519 -out signing-key.pem'`, { cause: error });
    }
}


/***/ }),

/***/ 77467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readOption),
/* harmony export */   x: () => (/* binding */ readKeys)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);


/** The public keys of a file, one PEM after another. Throws an `input` error for a file without any. */
async function readKeys(path) {
    const text = await readOption("trusted-keys", path);
    const keys = text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g);
    if (keys)
        return keys;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("trusted-keys", `is '${path}', which holds no public key in PEM form; make one with 'openssl pkey -in signing-key.pem -pubout'`);
}
/** The text of the file that an option names; throws an `environment` error for one that cannot be read. */
async function readOption(option, path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isSystemError */ .Or)(error))
            throw error;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `--${option} is '${path}', which cannot be read (${error.code}).`, { cause: error });
    }
}


/***/ }),

/***/ 44627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ matrices)
/* harmony export */ });
function matrices(config) {
    return {
        images: Object.keys(config.images),
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        databases: Object.keys(config.databases),
        environments: Object.keys(config.environments),
    };
}


/***/ }),

/***/ 64581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor),
/* harmony export */   wM: () => (/* binding */ knownImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);

/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
function parseImages(text, config) {
    if (text === undefined || text.trim() === "")
        return {};
    const given = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
    const images = {};
    for (const [name, reference] of Object.entries(given)) {
        if (typeof reference !== "string" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/**
 * The images that an environment deploys, each by digest; those that only other environments deploy are left out. Throws an `input` error
 * that names the missing ones, and names that waybill.yml does not have.
 */
function imagesFor(config, environment, images) {
    const own = knownImages(config, environment, images);
    const missing = environment.images.filter((name) => !Object.hasOwn(own, name));
    if (missing.length === 0)
        return own;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
/** The given images that an environment deploys. Throws an `input` error for names that waybill.yml does not have. */
function knownImages(config, environment, images) {
    // A step that describes its environment by inputs declares no images, so all that it is given are its own.
    if (config.file === undefined)
        return images;
    const strange = Object.keys(images).filter((name) => !Object.hasOwn(config.images, name));
    if (strange.length > 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}`);
    return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(parsed) ? parsed : {};
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ })

};
