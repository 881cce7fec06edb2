export const id = 8421;
export const ids = [8421];
export const modules = {

/***/ 65965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deploy: () => (/* binding */ deploy)
/* harmony export */ });
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74146);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(32639);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46342);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(61423);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8600);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(39896);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(78563);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1264);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(98691);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7660);



/** Plans, deploys, rolls back or looks at what runs, as the command says. */
async function deploy(session, inputs) {
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Deployment to ${environment.name}: ${inputs.command}`;
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__/* .reportStep */ .$)(session, { title }, async () => ({ outcomes: await carryOut(session, inputs, environment) }));
}
async function carryOut(session, inputs, environment) {
    if (inputs.command === "status")
        return [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_2__/* .statusStage */ .t)(session, environment)];
    if (inputs.command === "rollback") {
        const { outcomes, revision } = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .rollbackProject */ .UU)(session, environment);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("revision", revision);
        return outcomes;
    }
    const images = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .chooseImages */ .s6)(session, environment, inputs.images);
    const approved = inputs.planDigest === undefined ? undefined : await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findApprovedPlan */ .G5)(session, inputs.planDigest);
    const dryRun = inputs.command === "plan" || inputs.dryRun;
    await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .requirePreconditions */ .v)({ ...session, dryRun }, "deploy", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .onlyScope */ .bD)({ environments: [environment], given: images }));
    if (dryRun) {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .planDeploymentStage */ .b7)(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
        return [outcome];
    }
    const approval = approved?.components ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__/* .proveApproval */ .KP)(session, environment, approved)] : [];
    if (!approval.every(_waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__/* .mayContinue */ .D))
        return approval;
    const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_12__/* .deployStage */ .eM)(session, environment, images, approved);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("revision", outcome.result.outcome.revision);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
    return [...approval, outcome];
}


/***/ }),

/***/ 56767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R8: () => (/* binding */ filesOf),
/* harmony export */   dm: () => (/* binding */ originOfKey),
/* harmony export */   gw: () => (/* binding */ checkFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22544);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(26788);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(84851);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(86180);
/* harmony import */ var _sections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15887);






/** What each section reads from the workspace. A history is left out: the first run makes it. */
const READ_KEYS = {
    images: { context: "folder", dockerfile: "file", contexts: "folder" },
    data: { source: "file or folder", checks: "file" },
    models: { path: "file or folder", metrics: "file", baseline: "file" },
    databases: { migrations: "folder" },
    environments: { manifests: "file or folder" },
};
/** Keys under which a value may stand instead, or which its default is made of. */
const OTHER_KEYS = { checks: "contract", dockerfile: "context" };
/**
 * A finding for each file or folder that entries of a section need and that is not there, at the key that names it. The names are those of
 * the entries that a run is about to use; all of the section when none are given.
 */
async function checkFiles(workspace, config, section, names) {
    const findings = [];
    for (const name of names ?? Object.keys(config[section])) {
        const entry = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .recordAt */ .zR)(config[section][name]);
        const found = findings.length;
        for (const [key, kind] of Object.entries(READ_KEYS[section])) {
            const value = entry[key];
            const paths = pathsAt(key, value);
            for (const each of paths) {
                if (typeof each.path !== "string")
                    continue;
                const wrong = await whatIsWrong(workspace, each.path, key, kind);
                if (wrong !== undefined)
                    findings.push(missing(config, `${section}.${name}`, { ...each, path: each.path, base: key }, wrong));
            }
            // Without its context an image lacks its Dockerfile too, which nobody needs to be told.
            if (key === "context" && findings.length > found)
                break;
        }
    }
    return findings;
}
/** The paths under a key: one, a list, or more build contexts by name. */
function pathsAt(key, value) {
    if (key === "contexts")
        return Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .recordAt */ .zR)(value)).flatMap(([name, path]) => (0,_sections_js__WEBPACK_IMPORTED_MODULE_3__/* .isImageContext */ .Pr)(String(path)) ? [] : [{ path, key: `${key}.${name}` }]);
    return (0,_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .textsOf */ .C)(value)?.map((path, index) => ({ path, key: `${key}.${index}` })) ?? [{ path: value, key }];
}
async function whatIsWrong(workspace, path, key, kind) {
    try {
        const real = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .resolveInWorkspace */ .S)(workspace, path, "path", { mayBeMissing: true });
        const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real);
        // What runs leave behind is in no build context, so it cannot be one.
        if (key === "context" &&
            (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace), real)
                .split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep)
                .includes(_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .STATE_FOLDER */ .P2))
            return `which lies in ${_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .STATE_FOLDER */ .P2}, where runs leave their reports; give another folder`;
        const fits = kind === "file or folder" || (kind === "folder" ? info.isDirectory() : info.isFile());
        return fits ? undefined : `which is no ${kind}; give the path of a ${kind}`;
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .isSystemError */ .Or)(error, "ENOENT"))
            return "but nothing exists there; check the spelling and that an earlier step made it";
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .ActionError */ .lZ)
            return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .pathProblem */ .z)(error.cause) ?? "which leads outside the workspace; give a path inside it";
        // Where its first folder is missing, only the question for the file itself tells that a path is too long.
        const problem = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .pathProblem */ .z)(error);
        if (problem !== undefined)
            return problem;
        throw error;
    }
}
function missing(config, entry, at, wrong) {
    const other = OTHER_KEYS[at.base];
    const given = [at.key, at.base, at.base === "dockerfile" ? undefined : other].find((key) => key !== undefined && config.origins.has(`${entry}.${key}`));
    if (given !== undefined)
        return (0,_origin_js__WEBPACK_IMPORTED_MODULE_8__/* .problemOf */ .Zw)(originOfKey(config, `${entry}.${given}`), `is '${at.path}', ${wrong}`);
    const above = other !== undefined && config.origins.has(`${entry}.${other}`) ? `${entry}.${other}` : entry;
    return (0,_origin_js__WEBPACK_IMPORTED_MODULE_8__/* .problemOf */ .Zw)(originOfKey(config, above), `needs '${at.base}', because nothing exists at its default '${at.path}'`);
}
/** Where the value of a key (`images.api.context`) came from; for a key that was not given, where the nearest value above it came from. */
function originOfKey(config, key) {
    // A dot may belong to a name; then a prefix is no key, and the next shorter one is.
    for (let at = key; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
        const origin = config.origins.get(at);
        if (origin)
            return origin;
    }
    return config.origins.get("") ?? { from: "input", input: key, key: "" };
}
/** The files that the configuration of one environment was read from: all but other environments' own. */
function filesOf({ files }, environment) {
    return files.filter((file) => file.environment === undefined || file.environment === environment);
}


/***/ }),

/***/ 22544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   En: () => (/* binding */ makeStateFolder),
/* harmony export */   P2: () => (/* binding */ STATE_FOLDER),
/* harmony export */   ZX: () => (/* binding */ userStateFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);





/** The folder of a project in which runs leave reports, records and evidence. No build context holds it, and it never holds a key. */
const STATE_FOLDER = ".waybill";
/** How the system says that a folder cannot be made because a file, or a link to nothing, has its name. */
const OTHER_THING = ["EEXIST", "ENOTDIR", "ENOENT"];
/**
 * Makes a folder for what runs leave behind, or one in it, and returns its path; it ignores itself, so that nothing of it is ever committed. Throws
 * an `environment` error when something else has its place, and for a link on the way or in it: a repository may have brought it, to
 * have files elsewhere written over or removed.
 */
async function makeStateFolder(dir, ...parts) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, ...parts);
    const way = parts.map((_, index) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, ...parts.slice(0, index + 1)));
    for (const path of [dir, ...way])
        if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path).catch(() => undefined))?.isSymbolicLink())
            throw linkInTheWay(path);
    await makeIgnored(dir);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
    const link = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true })).find((entry) => entry.isSymbolicLink());
    if (link)
        throw linkInTheWay((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, link.name));
    return folder;
}
function linkInTheWay(path) {
    return new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `'${path}' is a link, but a run writes and removes its reports and records there, so nothing there may lead elsewhere. Remove it.`);
}
async function makeIgnored(dir) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(dir, { recursive: true });
    }
    catch (cause) {
        if (!OTHER_THING.some((code) => (0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(cause, code)))
            throw cause;
        throw new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `'${dir}' is or leads through a file or a broken link, but a run needs a folder there for its reports and records. Remove or rename it.`, { cause });
    }
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, ".gitignore"), "*\n", { flag: "wx" });
    }
    catch (error) {
        if (!(0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error, "EEXIST"))
            throw error;
    }
}
/**
 * This user's own folder for what belongs to a project but must not lie in it, such as keys and databases: below `RUNNER_TEMP` on a runner,
 * which empties it, else below `XDG_STATE_HOME` or `~/.local/state` (https://specifications.freedesktop.org/basedir-spec/latest/). One project
 * has one folder, whatever links lead to it. Throws an `environment` error when all of these lie in the project. Makes nothing.
 */
async function userStateFolder(project, env) {
    const real = await realPathOf(project);
    const home = env["HOME"] || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)();
    const candidates = [env["RUNNER_TEMP"], env["XDG_STATE_HOME"], (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, ".local", "state")];
    for (const candidate of candidates) {
        // The specification says to ignore relative paths.
        if (!candidate || !(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(candidate))
            continue;
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(real).digest("hex").slice(0, 12);
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(candidate, "waybill", `${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(real).replaceAll(/[^\w.-]+/g, "-")}-${key}`);
        if (!contains(real, await realPathOf(folder)))
            return folder;
    }
    throw new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `The home folder '${home}' lies in the project '${project}', where no key may be written. Set XDG_STATE_HOME to a folder outside of the project.`);
}
/** The path with its links followed as far as it exists. */
async function realPathOf(path) {
    const full = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(path);
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(full);
    }
    catch (error) {
        if (!(0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error, "ENOENT") || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(full) === full)
            throw error;
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(await realPathOf((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(full)), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(full));
    }
}
function contains(folder, path) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(folder, path);
    return inside !== ".." && !inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_3__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(inside);
}


/***/ }),

/***/ 7660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ reportStep),
/* harmony export */   S: () => (/* binding */ publishReport)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29462);
/* harmony import */ var _sections_reports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76614);




/**
 * Runs the stages of a step and leaves the same page, job summary and outputs `report` and `verdict` however they end; fails the step when a
 * stage did not pass. What `work` throws is on the page and thrown on. It returns the stages to draw, and the release that it closed.
 */
async function reportStep(session, { title, brief }, work) {
    const done = await work().catch(async (error) => {
        await leavePage(session, { title, brief }, session.signal.aborted ? session.signal.reason : error);
        throw error;
    });
    await publishReport(session, (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .stagesReport */ .Ut)(session, title, done.outcomes), done.closed);
    const bad = done.outcomes.find((outcome) => !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(outcome.verdict));
    if (bad)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${bad.label}: ${bad.verdict}. ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_3__/* .noteSentence */ .k$)(bad.note)}${firstStep(bad)}`);
}
/** The step's error is the one to report, so a page that cannot be written is a warning beside it. The edge sets the verdict. */
async function leavePage(session, { title, brief }, error) {
    try {
        const report = (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .stagesReport */ .Ut)(session, title, session.outcomes, error);
        const { html, markdown } = await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .writeStepReport */ .cd)(session, report);
        await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .writeSummary */ .Sy)(markdown);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("report", html);
        if (brief !== undefined)
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("brief", await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .writeBrief */ .kx)(session, brief, report));
    }
    catch (failure) {
        session.reporter.warn(`The page of this step could not be written: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .headline */ .Pl)(failure)}`);
    }
}
/** Writes a report as page and job summary and sets the outputs `verdict` and `report`; that of a closed release goes beside its record. */
async function publishReport(session, report, closed) {
    const { html, markdown } = await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .writeStepReport */ .cd)(session, report, closed);
    await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .writeSummary */ .Sy)(markdown);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("report", html);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("verdict", report.verdict);
}
function firstStep({ section, note }) {
    const findings = section.blocks.flatMap((block) => (block.type === "findings" ? block.findings : []));
    const error = findings.find(({ severity }) => severity === "error");
    return error && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .describeFinding */ .jb)(error) !== note ? ` ${error.next ?? ""}`.trimEnd() : "";
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


/***/ }),

/***/ 74167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G5: () => (/* binding */ findApprovedPlan),
/* harmony export */   sz: () => (/* binding */ ownPlan),
/* harmony export */   yc: () => (/* binding */ approvedDatabases)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48788);


/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Whether the plan
 * passed, and is one of this release, is for the gate to say. Throws an `input` error for what is no digest.
 */
async function findApprovedPlan(context, digest) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
    const { bundles } = await context.store.find(digest);
    const { trusted } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
    const plans = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .ofStage */ .i$)(trusted, "plan").filter(({ view }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(view.facts.components) === digest);
    const newest = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .newestOf */ .su)(plans);
    if (newest?.view.stage !== "plan")
        return { digest, database: () => digest, deploy: () => digest };
    const { components, approvalsSeen } = newest.view.facts;
    return approvedPlan(digest, components, approvalsSeen);
}
/** The plan that this very run has made. */
function ownPlan({ digest, components, approvalsSeen }) {
    return approvedPlan(digest, components, approvalsSeen);
}
function approvedPlan(digest, components, approvalsSeen) {
    return {
        digest,
        components,
        approvalsSeen,
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
async function approvedDatabases(context, text, databases) {
    if (text === undefined)
        return { digests: new Map() };
    if (!text.startsWith("{")) {
        const approved = await findApprovedPlan(context, text);
        if (!approved.components && databases.length > 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`);
        return { release: approved, digests: new Map(databases.map(({ name }) => [name, approved.database(name)])) };
    }
    const given = readMap(text);
    return {
        digests: new Map(databases.map(({ name }) => {
            const digest = given.get(name);
            if (digest !== undefined)
                return [name, digest];
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`);
        })),
    };
}
function readMap(text) {
    let value;
    try {
        value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
            cause: error,
        });
    }
    return new Map(Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value) ? value : {}).map(([name, digest]) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }));
}


/***/ }),

/***/ 74146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ objectsTable),
/* harmony export */   t: () => (/* binding */ statusStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68162);
/* harmony import */ var _sections_overview_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27158);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2677);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
async function statusStage(context, environment) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const app = { namespace: environment.namespace, application: context.config.name };
        const { result, back } = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_1__/* .withCluster */ .B)(context, environment, async (cluster) => ({
            result: await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .deployStatus */ .a4)(cluster, app),
            back: await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .findWayBack */ .C9)(cluster, app),
        }));
        return { result, ...judgeStatus(environment, result, back) };
    });
}
/** Each object of the last good revision, how it is, and what was changed since. */
function objectsTable({ objects }) {
    return {
        type: "table",
        caption: "Objects of the last good revision",
        head: ["Object", "State", "Changed since"],
        rows: objects.map(({ ref, note, drift }) => [`${ref.kind}/${ref.name}`, note, drift.map(({ path }) => path).join(", ")]),
    };
}
function judgeStatus(environment, status, back) {
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
        ...(status.current && { overview: { back: (0,_sections_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBackFromNow */ .Bs)(environment.name, back) } }),
        blocks: [
            { type: "text", text: note },
            objectsTable(status),
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
