export const id = 640;
export const ids = [640];
export const modules = {

/***/ 20640:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26848);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(83593);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(41586);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44627);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76614);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(87122);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84772);







/** Runs one command and gives the verdict that decides the exit code. */
async function runCommand(call, context) {
    if (call.command === "rehearse") {
        const workspace = await projectFolder(call);
        // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
        const { rehearse } = await Promise.all(/* import() */[__webpack_require__.e(118), __webpack_require__.e(937), __webpack_require__.e(300), __webpack_require__.e(852), __webpack_require__.e(174), __webpack_require__.e(318), __webpack_require__.e(186), __webpack_require__.e(548)]).then(__webpack_require__.bind(__webpack_require__, 78548));
        return rehearse({ workspace, stop: call.stop, environment: call.environment, ...context });
    }
    const session = await sessionFor(call, context);
    if (call.command === "matrix") {
        context.print(`${JSON.stringify((0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .matrices */ .L)(session.config), undefined, 2)}\n`);
        return "pass";
    }
    // Loaded here, so that a matrix or a wrong configuration does not wait for everything that a release could need.
    const { checkProject, planProject, rollbackProject, verifyProject } = await Promise.all(/* import() */[__webpack_require__.e(937), __webpack_require__.e(300), __webpack_require__.e(852), __webpack_require__.e(174), __webpack_require__.e(318), __webpack_require__.e(186), __webpack_require__.e(595)]).then(__webpack_require__.bind(__webpack_require__, 40595));
    switch (call.command) {
        case "check":
            return finish(await checkProject(session), "check", session, context);
        case "plan":
            return finish(await planProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .findEnvironment */ .jY)(session.config, call.environment), (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .parseImages */ .eb)(call.images, session.config)), "plan", session, context);
        case "release":
            return runRelease(call, session, context);
        case "verify":
            return finish(await verifyProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .findEnvironment */ .jY)(session.config, call.environment), call.record ? { record: call.record } : {}), "verify", session, context);
        case "rollback":
            return finish(await rollbackProject(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .findEnvironment */ .jY)(session.config, call.environment), call.toRevision), "rollback", session, context);
        case "help":
            return "pass";
    }
}
async function runRelease(call, session, context) {
    const { failUnlessPassed, release } = await Promise.all(/* import() */[__webpack_require__.e(937), __webpack_require__.e(300), __webpack_require__.e(852), __webpack_require__.e(174), __webpack_require__.e(318), __webpack_require__.e(186), __webpack_require__.e(595)]).then(__webpack_require__.bind(__webpack_require__, 40595));
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .findEnvironment */ .jY)(session.config, call.environment);
    const result = await release(session, { environment, approval: approvalSource(call), images: (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .parseImages */ .eb)(call.images, session.config) });
    // What stopped the release is the better news than what then stopped its report.
    const paths = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .writeReports */ .Li)(session, environment.name, result.report).catch((error) => {
        throw result.error ?? error;
    });
    await print(result.report, context);
    context.print(`\nReport  ${paths.html}\n${result.recordPath ? `Record  ${result.recordPath}\n` : ""}`);
    failUnlessPassed(result);
    return result.verdict;
}
async function finish(result, name, session, context) {
    const paths = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .writeReports */ .Li)(session, name, result.report);
    await print(result.report, context);
    context.print(`\nReport  ${paths.html}\n`);
    return result.report.verdict;
}
async function print(report, context) {
    const { printReport } = await __webpack_require__.e(/* import() */ 725).then(__webpack_require__.bind(__webpack_require__, 10725));
    printReport(report, context.print);
}
function approvalSource(call) {
    // A dry run ends before anything could be approved.
    if (call.dryRun)
        return { kind: "ask", ask: async () => false };
    if (call.approve !== undefined)
        return { kind: "digest", digest: call.approve };
    if (call.yes)
        return { kind: "ask", ask: async () => true };
    if (process.stdin.isTTY)
        return { kind: "ask", ask: askAtTerminal };
    throw new _arguments_js__WEBPACK_IMPORTED_MODULE_3__/* .UsageError */ .eb("--approve is needed where nobody can be asked: run 'waybill plan', read it, and give its digest (or --yes to approve whatever the plan is).");
}
async function askAtTerminal(plan) {
    const terminal = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_2__.createInterface)({ input: process.stdin, output: process.stdout });
    try {
        return /^y(es)?$/i.test((await terminal.question(`Apply plan ${plan.digest} to ${plan.environment}? [y/N] `)).trim());
    }
    finally {
        terminal.close();
    }
}
async function sessionFor(call, { env, reporter, signal }) {
    const workspace = await projectFolder(call);
    const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
    return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .openSession */ .f)({
        workspace,
        run: await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_9__/* .readRunContext */ .$)(env, workspace),
        env,
        proxy: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_10__/* .readProxySettings */ .u)(env),
        reporter,
        signal,
        dryRun: call.dryRun,
        trustedKeys: await Promise.all(call.trustedKeys.map((path) => readKey("trusted-key", path))),
        configFile: call.config,
        registry: call.registry,
        builder: call.builder,
        signingKey: signingKey || undefined,
        githubToken: env["GITHUB_TOKEN"] || undefined,
    });
}
/** The project as an absolute path; an `input` error when it is no folder. */
async function projectFolder({ directory }) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).catch((error) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .isSystemError */ .Or)(error))
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .inputError */ .Xu)("directory", `is '${directory}', which cannot be read (${error.code})`, { cause: error });
        throw error;
    });
    if (!info.isDirectory())
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .inputError */ .Xu)("directory", `is '${directory}', which is no folder`);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(directory);
}
async function readKey(option, path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .isSystemError */ .Or)(error))
            throw error;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_11__/* .inputError */ .Xu)(option, `is '${path}', which cannot be read (${error.code}); make a key with 'openssl genpkey -algorithm ed25519 -out signing-key.pem'`, { cause: error });
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
/* harmony export */   qV: () => (/* binding */ imagesFor)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
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
        if (typeof reference !== "string" || !findParts(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = findParts(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/** The images that an environment deploys, each by digest. Throws an `input` error that names the missing ones. */
function imagesFor(environment, images) {
    const missing = environment.images.filter((name) => !Object.hasOwn(images, name));
    if (missing.length === 0)
        return images;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
function findParts(reference) {
    const [repository = "", digest, ...more] = reference.split("@");
    return repository !== "" && !/\s/.test(repository) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest) && more.length === 0 ? { repository, digest } : undefined;
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(parsed) ? parsed : {};
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ })

};
