export const id = 3457;
export const ids = [3457];
export const modules = {

/***/ 69748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4226);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24697);




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
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19276);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(61423);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8600);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(78563);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1264);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(98487);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69748);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const title = `Database migrations: ${inputs.command}`;
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title }, async () => ({ outcomes: await carryOut(session, inputs) }));
});
async function carryOut(session, inputs) {
    const databases = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .selectDatabases */ .$P)(session.config, inputs);
    if (inputs.command === "check")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .checkMigrationsStage */ .Yb)(session, database));
    if (inputs.command !== "apply" || inputs.dryRun) {
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, async (database) => {
            await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .requirePreconditions */ .v)({ ...session, dryRun: true }, "migrate", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .onlyScope */ .bD)({ databases: [database] }));
            return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .planMigrationsStage */ .d$)(session, database);
        }, (outputs) => {
            outputs.single("plan-digest", ({ digest }) => digest);
            outputs.map("plan-digests", ({ digest }) => digest);
            outputs.sum("pending", ({ pending }) => pending.length);
            outputs.sum("applied", () => 0);
        });
    }
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironmentIfDeclared */ ._V)(session.config, inputs.environment);
    const approved = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .approvedDatabases */ .yc)(session, inputs.planDigest, databases);
    // Of all of them before the first is changed.
    await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .requirePreconditions */ .v)(session, "migrate", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .onlyScope */ .bD)({ databases, target: environment?.name ?? inputs.environment }));
    const approval = environment && approved.release?.components ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .proveApproval */ .KP)(session, environment, approved.release)] : [];
    if (!approval.every(_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .mayContinue */ .D))
        return approval;
    const migrated = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__/* .migrateStage */ .U)(session, database, {
        environment,
        environmentName: inputs.environment,
        plan: approved.release,
        expectDigest: approved.digests.get(database.name),
    }), (outputs) => {
        outputs.single("plan-digest", ({ plan }) => plan.digest);
        outputs.map("plan-digests", ({ plan }) => plan.digest);
        outputs.sum("applied", ({ outcome }) => outcome.applied.length);
        outputs.sum("pending", ({ plan, outcome }) => plan.pending.length - outcome.applied.length);
    });
    return [...approval, ...migrated];
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 18706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor),
/* harmony export */   wM: () => (/* binding */ knownImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);

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
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(strange[0] ?? "", Object.keys(config.images))}`);
    return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(parsed) ? parsed : {};
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
