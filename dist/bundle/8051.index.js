export const id = 8051;
export const ids = [8051];
export const modules = {

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

/***/ 88691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ listUntracked),
/* harmony export */   p: () => (/* binding */ findUncommitted)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94305);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48893);





/**
 * Of some files (absolute paths), those that lie in a git checkout and are not as its commit has them: not tracked, ignored, or changed in
 * the work tree or in the index; also when that is so of a link that leads to one. Files outside of any checkout, and all of them where
 * there is no git, are left out: nothing is there to compare with. Throws an `environment` error when git refuses to read a repository.
 */
async function findUncommitted(paths, env) {
    const found = await Promise.all(paths.map(async (path) => {
        const states = await Promise.all((0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .linksTo */ .B9)(path).map((each) => stateOf(each, env)));
        const why = states.find((state) => state !== undefined);
        return why === undefined ? [] : [{ path, why }];
    }));
    return found.flat();
}
async function stateOf(path, env) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    if ((0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryOf */ ._M)(folder) === undefined)
        return undefined;
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path);
    const [status, committed] = await Promise.all([
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(folder, env, ["status", "--porcelain=v2", "-z", "--no-show-stash", "--untracked-files=all", "--ignored", "--", name]),
        (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(folder, env, ["cat-file", "blob", `HEAD:./${name}`]),
    ]);
    if (status === undefined)
        return undefined;
    // Lines of what is not tracked begin with '?', of what is also ignored with '!' ("Porcelain Format Version 2" of git-status).
    if (status.split("\0").some((line) => /^[?!] /.test(line)))
        return "untracked";
    // `status` believes the index and filters, which anybody in the workspace can tell to call an edited file unchanged.
    const isCommitted = committed?.exitCode === 0 && sameLines(committed.stdout, textAt(path));
    return status === "" && isCommitted ? undefined : "changed";
}
/** What a commit would hold of a path: a file's text, or where a link leads. */
function textAt(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path).isSymbolicLink() ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path) : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, "utf8");
    }
    catch (error) {
        if ((0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error))
            return undefined;
        throw error;
    }
}
/** A checkout may write the line ends of its system. */
function sameLines(committed, now) {
    const lines = (text) => text.replaceAll("\r\n", "\n");
    return now !== undefined && lines(committed) === lines(now);
}
/**
 * What lies at or below some paths (relative to a folder) and is not tracked by git: files, and folders of which nothing is tracked, which end
 * with `/`; both relative to the folder, with `/`. With `ignored`, also what git ignores. Only these paths are looked at, and no folder of
 * which nothing is tracked is entered, so that a large tree costs nothing. Nothing where there is no repository or no git; throws as
 * `findUncommitted`.
 */
async function listUntracked(folder, env, paths, { ignored }) {
    const here = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    const own = (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryOf */ ._M)(here);
    if (own === undefined)
        return [];
    // Only what is committed says what is made elsewhere: neither the repository's own list, `info/exclude`, nor the user's is. Without the third,
    // git also names folders that hold nothing, or nothing but what it ignores.
    const mode = ignored ? ["--directory"] : ["--directory", "--exclude-per-directory=.gitignore", "--no-empty-directory"];
    const all = paths.flatMap((path) => (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .linksTo */ .B9)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(here, path)));
    const listed = await Promise.all([...(0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .byRepository */ .IH)(all)].map(async ([repository, below]) => {
        // A second checkout below this one is of another commit, whatever it tracks; a submodule, which has a file `.git`, is of this one.
        if (repository !== own && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, ".git")).isDirectory())
            return below;
        const args = ["ls-files", "--others", "-z", ...mode, "--", ...below.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(repository, path) || ".")];
        const found = (await (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(repository, env, args)) ?? "";
        return found.split("\0").flatMap((path) => (path === "" ? [] : [repository + node_path__WEBPACK_IMPORTED_MODULE_1__.sep + path]));
    }));
    return listed.flat().map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(here, path).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/") + (path.endsWith("/") ? "/" : ""));
}


/***/ }),

/***/ 48893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B9: () => (/* binding */ linksTo),
/* harmony export */   IH: () => (/* binding */ byRepository),
/* harmony export */   kA: () => (/* binding */ ask),
/* harmony export */   zU: () => (/* binding */ askBelow)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94305);




/**
 * Asks every repository that some paths (relative to a folder) lie in about those of them that are below it, and gives the paths that each answers,
 * relative to the folder, with `/`. Nothing where the folder lies in no repository.
 */
async function askBelow(folder, paths, question) {
    const here = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    if ((0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryOf */ ._M)(here) === undefined)
        return [];
    const all = paths.flatMap((path) => linksTo((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(here, path)));
    const answers = await Promise.all([...byRepository(all)].map(async ([repository, below]) => {
        const found = await question(repository, below.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(repository, path) || "."));
        return found.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(here, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, path)).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/"));
    }));
    return answers.flat();
}
/** Git lists nothing of a repository that lies in another one. */
function byRepository(paths) {
    const grouped = new Map();
    for (const path of paths) {
        const repository = (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryOf */ ._M)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path).isDirectory() ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        if (repository !== undefined)
            grouped.set(repository, [...(grouped.get(repository) ?? []), path]);
    }
    return grouped;
}
/** What a path leads to at last, behind the links on the way to it, each by its real folder; as far as anything is there. */
function linksTo(path) {
    const links = [];
    const { root } = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.parse)(path);
    let at = root;
    try {
        for (const name of path.slice(root.length).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
            const next = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(at, name);
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(next).isSymbolicLink())
                links.push(next);
            at = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(next);
        }
    }
    catch (error) {
        if ((0,_error_js__WEBPACK_IMPORTED_MODULE_3__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_error_js__WEBPACK_IMPORTED_MODULE_3__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return links;
        throw error;
    }
    return [...links, at];
}
/** What git prints; undefined where there is no git, or none of its repositories. No name of a file is taken for a pattern. */
async function ask(folder, env, args) {
    const answer = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(folder, env, ["--literal-pathspecs", ...args]);
    if (!answer || (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .isOutside */ ._K)(answer))
        return undefined;
    if (answer.exitCode !== 0)
        throw (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .gitRefusal */ .Xr)(folder, answer);
    return answer.stdout;
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

/***/ 40898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   mk: () => (/* binding */ publish),
/* harmony export */   zn: () => (/* binding */ prove)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69800);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55654);
/* harmony import */ var _session_repositories_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43215);
/* harmony import */ var _session_state_dir_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(80116);
/* harmony import */ var _tool_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32408);






/** Signs evidence and stores it: in the run's list, as a file, and in the registry beside its subject. Without a signer it does nothing. */
async function prove(context, evidence) {
    if (!context.signer)
        return;
    const bundle = await (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .signStatement */ .fT)((0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .createStatement */ .Ay)(evidence, context.run, _tool_js__WEBPACK_IMPORTED_MODULE_4__/* .TOOL */ .j), context.signer);
    context.statements.push(bundle);
    const folder = await (0,_session_state_dir_js__WEBPACK_IMPORTED_MODULE_5__/* .makeStateDir */ .H)(context, "evidence");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, `${evidence.stage}-${(0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(bundle).slice(7, 19)}.json`), `${JSON.stringify(bundle)}\n`);
    await publish(context, bundle, evidence.subjects);
}
/** Stores a signed statement beside everything that it is about. */
async function publish(context, bundle, subjects) {
    for (const subject of subjects)
        await context.store.publish(bundle, await placeOf(context, subject));
    if (subjects.some(({ kind }) => kind === "image"))
        await context.attest?.(bundle);
}
/** Evidence about an image lies beside the image; evidence about anything else in the record repository, under its digest. */
async function placeOf(context, subject) {
    if (subject.kind !== "image")
        return { subject: subject.digest };
    const { host, path } = (0,_session_repositories_js__WEBPACK_IMPORTED_MODULE_6__/* .splitRepository */ .T8)(subject.name);
    const manifest = await context.registryFor(host).findManifest(path, subject.digest);
    return manifest ? { repository: subject.name, subject: manifest.descriptor } : { subject: subject.digest };
}


/***/ }),

/***/ 32408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ TOOL)
/* harmony export */ });
/** What signs itself as the maker of statements. */
const TOOL = { name: "waybill", version: "0.1.0" };


/***/ }),

/***/ 2677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ withCluster),
/* harmony export */   D: () => (/* binding */ openCluster)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56767);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _shared_targets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14665);



/**
 * Opens the environment's cluster, unless another environment has the same namespace of it: from its own `kubeconfig: env:NAME`, the run's
 * kubeconfig, or the file that KUBECONFIG names.
 */
async function openCluster(context, source, environment) {
    // Loaded here because most steps meet no cluster, and node:http alone takes a quarter of a step's start.
    const { connectCluster, loadKubeconfig } = await Promise.all(/* import() */[__webpack_require__.e(5730), __webpack_require__.e(9322)]).then(__webpack_require__.bind(__webpack_require__, 69322));
    const access = readAccess(loadKubeconfig, context, source, environment);
    (0,_shared_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseSharedNamespace */ .n)(context, environment, access, (other, kubeconfig) => loadKubeconfig(kubeconfigOf(other, kubeconfig, source)));
    // What a kubeconfig hands to its plugin may come back in the plugin's words; the transport hides tokens and keys.
    for (const [name, value] of Object.entries(access.exec?.env ?? {}))
        if (source.env[name] !== value)
            context.reporter.mask(value);
    return connectCluster(access, { reporter: context.reporter, proxy: source.proxy, logins: source.logins });
}
/** What is wrong with a kubeconfig is said of the key or the input that gave it. */
function readAccess(load, context, source, environment) {
    const named = environment.kubeconfig ? context.readSecret(environment.kubeconfig, `Environment '${environment.name}'`) : undefined;
    try {
        return load(kubeconfigOf(environment, named, source));
    }
    catch (error) {
        if (named === undefined && source.kubeconfig === undefined)
            throw error;
        const key = `environments.${environment.name}.kubeconfig`;
        throw (0,_files_js__WEBPACK_IMPORTED_MODULE_1__/* .saidOf */ .Jo)(named === undefined ? { from: "input", input: "kubeconfig", key: "" } : (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .originOfKey */ .dm)(context.config, key), error);
    }
}
function kubeconfigOf({ context }, named, { kubeconfig, env }) {
    const given = named ?? kubeconfig;
    // A secret may hold the text of a kubeconfig (as JSON it may be one line) or, on a laptop, the path of one.
    const place = given === undefined ? {} : /\n|^\s*\{/.test(given) ? { text: given } : { path: given };
    return { ...place, context, env };
}
/** Runs work with a cluster and closes its connections afterwards. */
async function withCluster({ openCluster: open }, environment, work) {
    const cluster = await open(environment);
    try {
        return await work(cluster);
    }
    finally {
        await cluster.close();
    }
}


/***/ }),

/***/ 8051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
// EXTERNAL MODULE: ./packages/kit/lib/state-folder.js
var state_folder = __webpack_require__(22544);
// EXTERNAL MODULE: ./packages/kit/lib/git/committed.js
var committed = __webpack_require__(88691);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/record/lib/store.js
var store = __webpack_require__(58338);
// EXTERNAL MODULE: ./packages/registry/lib/credentials.js
var lib_credentials = __webpack_require__(59195);
// EXTERNAL MODULE: ./packages/registry/lib/client.js + 14 modules
var client = __webpack_require__(35608);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var signing_bundle = __webpack_require__(69800);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/attestations.js


/**
 * GitHub's attestation store as stages use it. What fails there fails no release, because the registry holds every statement. Throws an
 * `input` error when statements shall go there and no token is given.
 */
function openAttestations(store, wanted, reporter) {
    if (!store) {
        if (wanted)
            throw (0,lib_error/* inputError */.Xu)("attest", "needs 'github-token', by which GitHub's attestation store is written to");
        return {};
    }
    let isRefused = false;
    const attest = async (bundle) => {
        if (isRefused)
            return;
        try {
            await store.uploadAttestation(bundle);
        }
        catch (error) {
            // It would say the same of every other statement.
            isRefused = true;
            reporter.warn(`The ${(0,signing_bundle/* inspectBundle */.rI)(bundle).stage} statement, and those after it, are not in GitHub's attestation store: ${(0,lib_error/* headline */.Pl)(error)} The registry has them all. For a private repository the store needs GitHub Enterprise Cloud; without it, leave 'attest' away.`);
        }
    };
    return {
        ...(wanted ? { attest } : {}),
        async attested(digest) {
            try {
                return (await store.findAttestations(digest)).bundles;
            }
            catch (error) {
                reporter.warn(`GitHub's attestation store could not be read, so provenance that lies only there does not count: ${(0,lib_error/* headline */.Pl)(error)}`);
                return [];
            }
        },
    };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/prove.js
var prove = __webpack_require__(40898);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/kit/lib/command.js
var command = __webpack_require__(20371);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/commit-time.js

/** The time of the workspace's commit, as git says it; 1970 where there is no git or no commit, so that two builds still agree. */
async function readCommitTime(workspace, env) {
    try {
        const { exitCode, stdout } = await (0,command/* runCommand */.d)("git", ["-C", workspace, "log", "-1", "--format=%cI"], { env });
        if (exitCode === 0)
            return new Date(stdout.trim());
    }
    catch {
        // No git on this machine: nothing but the time is lost.
    }
    return new Date(0);
}

// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var session_files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/shared-targets.js
var shared_targets = __webpack_require__(14665);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/database.js




/**
 * Connects to a database of the configuration, unless another environment has the very same. What is wrong with its URL is said of the key
 * or the input that gave it.
 */
async function openDatabase(context, database) {
    const url = context.readSecret(database.url, `Database '${database.name}'`);
    // Loaded here because most steps meet no database.
    const { connectDatabase, identifyDatabase } = await Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(9746)]).then(__webpack_require__.bind(__webpack_require__, 79746));
    try {
        const identified = identifyDatabase(url, context);
        (0,shared_targets/* refuseSharedDatabase */.v)(context, database, (other) => identifyDatabase(other, context) === identified);
        return await connectDatabase(url, { workspace: context.workspace });
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ) || error.kind !== "input")
            throw error;
        throw (0,session_files/* saidOf */.Jo)((0,files/* originOfKey */.dm)(context.config, database.urlKey), error);
    }
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 4 modules
var session_keys = __webpack_require__(73415);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/secret.js
var session_secret = __webpack_require__(41955);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/secretless.js


/**
 * Why GitHub gives this run no secrets and a token that may only read, as a sentence; undefined where it gives them. Both rules are of
 * docs.github.com: "Using secrets in a workflow" for forks, "Dependabot on GitHub Actions" for its pull requests.
 */
async function whyWithoutSecrets(env) {
    if (env["GITHUB_ACTIONS"] !== "true")
        return undefined;
    const event = env["GITHUB_EVENT_NAME"] ?? "";
    if (env["GITHUB_ACTOR"] === "dependabot[bot]" && event !== "workflow_dispatch")
        return "This run is Dependabot's: GitHub gives it a token that may only read, and the secrets under Settings, Secrets and variables, Dependabot instead of those of Actions.";
    if (!event.startsWith("pull_request") || event === "pull_request_target")
        return undefined;
    const head = (0,json/* textAt */.$6)(await readEvent(env), "pull_request", "head", "repo", "full_name");
    if (head === undefined || head.toLowerCase() === (env["GITHUB_REPOSITORY"] ?? "").toLowerCase())
        return undefined;
    return `This run is for a pull request from the fork ${head}: GitHub gives it no secrets and a token that may only read. Validate and build it without pushing; plan, migrate and deploy after it is merged.`;
}
async function readEvent(env) {
    try {
        return (0,json/* parseJson */.qF)(await (0,promises_.readFile)(env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error) || error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/kit/lib/git/paths.js
var git_paths = __webpack_require__(48893);
;// CONCATENATED MODULE: ./packages/kit/lib/git/tracked.js





/**
 * Tracked files at or below some paths (relative to a folder) that git was told to take for unchanged, or to leave out of the work tree
 * (`update-index --assume-unchanged`, `--skip-worktree`, a sparse checkout): nobody knows from git what they hold. By their paths relative to
 * the folder; one process of git for each repository. Throws as `findUncommitted`.
 */
async function listFlagged(folder, env, paths) {
    return (0,git_paths/* askBelow */.zU)(folder, paths, async (repository, below) => {
        const listed = (await (0,git_paths/* ask */.kA)(repository, env, ["ls-files", "-v", "-z", "--", ...below])) ?? "";
        // A small letter is assumed to be unchanged, `S` is skipped ("-v" and "-t" of git-ls-files).
        return listed.split("\0").flatMap((line) => (/^[a-zS] /.test(line) ? [line.slice(2)] : []));
    });
}
/**
 * Tracked files at or below some paths (relative to a folder) whose bytes are not those of the commit that is checked out, whatever the index,
 * filters and settings of git say; line ends of another system count as the same. By their paths relative to the folder; one process of git
 * for each repository, and every file is read. Throws as `findUncommitted`.
 */
async function listUnlike(folder, env, paths) {
    return (0,git_paths/* askBelow */.zU)(folder, paths, async (repository, below) => {
        const listed = (await (0,git_paths/* ask */.kA)(repository, env, ["ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", ...below])) ?? "";
        return listed.split("\0").flatMap((line) => {
            const [, mode, type, id, path] = /^(\d+) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
            // A submodule is a repository of its own.
            if (path === undefined || id === undefined || type !== "blob")
                return [];
            return isBlob((0,external_node_path_.join)(repository, path), { id, isLink: mode === LINK }) ? [] : [path];
        });
    });
}
const LINK = "120000";
function isBlob(path, { id, isLink }) {
    const bytes = bytesAt(path, isLink);
    if (bytes === undefined)
        return false;
    if (blobId(bytes, id.length) === id)
        return true;
    // A checkout may write the line ends of its system.
    return (!isLink && bytes.includes("\r\n") && blobId(Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1"), id.length) === id);
}
/** What a commit would hold of a path that is a link, or a file, as it was committed; undefined for the other of the two. */
function bytesAt(path, isLink) {
    try {
        if ((0,external_node_fs_.lstatSync)(path).isSymbolicLink() !== isLink)
            return undefined;
        return isLink ? Buffer.from((0,external_node_fs_.readlinkSync)(path)) : (0,external_node_fs_.readFileSync)(path);
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error))
            return undefined;
        throw error;
    }
}
/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects, "Object Storage"; a repository names its objects by SHA-1, or by SHA-256. */
function blobId(bytes, digits) {
    const hash = (0,external_node_crypto_.createHash)(digits === 64 ? "sha256" : "sha1");
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/session/untracked.js



/** How many files of one untracked folder are held against `.dockerignore` before it counts without further looking. */
const MAX_ENTRIES = 2_000;
/**
 * What a release is made of and git does not have: the first such file or folder, by its path in the workspace; undefined where all is tracked.
 * Only what the configuration names is looked at, by these rules. Of the configuration, policies, their keys, check files, manifests and migrations
 * everything counts, also what git ignores: nothing else says what would be demanded, applied and run. Of data, models, metrics, baselines
 * and build contexts what git ignores does not count, because a `.gitignore` that is committed says that it is made elsewhere, and evidence
 * names its digest. Of an image's own context only what its `.dockerignore` lets in counts. A history grows by validating and never counts.
 */
async function findUntracked({ workspace, config }, env) {
    const images = Object.values(config.images);
    const [ruling, made] = await Promise.all([
        (0,committed/* listUntracked */.c)(workspace, env, rulingPaths(config), { ignored: true }),
        (0,committed/* listUntracked */.c)(workspace, env, [...madePaths(config), ...images.map(({ context }) => context)], { ignored: false }),
    ]);
    const foreign = (path) => !path.split("/").includes(state_folder/* STATE_FOLDER */.P2);
    for (const path of ruling)
        if (await holdsAny(workspace, path, foreign))
            return path;
    for (const path of made) {
        if (madePaths(config).some((declared) => isAtOrBelow(path, declared) || isAtOrBelow(declared, path)))
            return path;
        for (const image of images)
            if (await isInContext({ workspace, config }, image, path))
                return path;
    }
    return undefined;
}
/**
 * What a release is made of, is tracked, and is not as its commit has it though git may call it unchanged: the first such file, undefined where
 * there is none. Check files, manifests, migrations and Dockerfiles are compared byte for byte. Of data, models and build contexts, which may be
 * large, those count that git was told not to look at; the rest git compares itself.
 */
async function findAltered({ workspace, config }, env) {
    const images = Object.values(config.images);
    const [[unlike], flagged] = await Promise.all([
        listUnlike(workspace, env, [...rulingPaths(config), ...images.map(({ dockerfile }) => dockerfile)]),
        listFlagged(workspace, env, [...madePaths(config), ...images.map(({ context }) => context)]),
    ]);
    if (unlike !== undefined)
        return unlike;
    for (const path of flagged) {
        if (madePaths(config).some((declared) => isAtOrBelow(path, declared)))
            return path;
        for (const image of images)
            if (await isInContext({ workspace, config }, image, path))
                return path;
    }
    return undefined;
}
function rulingPaths({ files, data, databases, environments }) {
    return [
        ...files.map(({ path }) => path),
        ...Object.values(data).flatMap(({ checks }) => checks ?? []),
        ...Object.values(databases).map(({ migrations }) => migrations),
        ...Object.values(environments).flatMap(({ manifests }) => manifests),
    ];
}
function madePaths({ images, data, models }) {
    return [
        ...Object.values(images).flatMap(({ dockerfile, contexts }) => [dockerfile, ...Object.values(contexts).filter(isFolder)]),
        ...Object.values(data).map(({ source }) => source),
        ...Object.values(models).flatMap(({ path, metrics, baseline }) => [path, metrics ?? path, baseline ?? path]),
    ];
}
/** A named build context is a folder, or an address such as `docker-image://node:24`. */
function isFolder(context) {
    return !context.includes("://");
}
async function isInContext({ workspace, config }, { context, dockerfile }, path) {
    if (!isAtOrBelow(path, context))
        return false;
    // Loaded here: nearly always there is nothing untracked, and building is much code.
    const { parseDockerignore, readIgnoreFile } = await Promise.all(/* import() */[__webpack_require__.e(4846), __webpack_require__.e(6387)]).then(__webpack_require__.bind(__webpack_require__, 66387));
    const text = Buffer.from(await readIgnoreFile((0,external_node_path_.join)(workspace, context), (0,external_node_path_.join)(workspace, dockerfile))).toString("utf8");
    const ignore = parseDockerignore(text);
    // Only a line with '!' could let in anything of a folder that is left out, so nobody has to look.
    if (!/^\s*!/m.test(text) && ignore(external_node_path_.posix.relative(context, path)))
        return false;
    const histories = Object.values(config.data).map(({ history }) => history);
    return holdsAny(workspace, path, (each) => !histories.includes(each) && !ignore(external_node_path_.posix.relative(context, each)));
}
/** Whether a file counts, or one in a folder, whose path ends with `/`; a folder with too many files to look at does. */
async function holdsAny(workspace, path, counts) {
    if (!path.endsWith("/"))
        return counts(path);
    const folders = [path.slice(0, -1)];
    let left = MAX_ENTRIES;
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
        for await (const entry of await (0,promises_.opendir)((0,external_node_path_.join)(workspace, folder))) {
            if (left-- === 0)
                return true;
            const each = `${folder}/${entry.name}`;
            if (entry.isDirectory())
                folders.push(each);
            else if (counts(each))
                return true;
        }
    }
    return false;
}
function isAtOrBelow(path, folder) {
    const inside = external_node_path_.posix.relative(folder, path);
    return inside !== ".." && !inside.startsWith("../");
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/session/connect.js
















/** Makes the connections that the stages of a project share, and opens none of them yet. Throws `input` for a key or variable that cannot be read. */
async function connect(project, options) {
    const { env, known, reporter } = options;
    const run = await runOf(options, project);
    const stateDir = options.stateDir ?? (0,external_node_path_.join)(options.workspace, state_folder/* STATE_FOLDER */.P2);
    const limits = {
        dryRun: options.dryRun ?? false,
        signal: options.signal ?? new AbortController().signal,
        clock: options.clock ?? (() => new Date()),
    };
    const registries = openRegistries({ ...options, run }, project.config, { reporter, signal: limits.signal });
    const keys = await (0,session_keys/* openKeys */.h)(options, { ...options, policy: project.config.policy });
    const secrets = openSecrets({ env: known, reporter, withoutSecrets: await whyWithoutSecrets(env) }, project.config);
    const statements = [];
    const { attestations, ...github } = await openGitHub(options);
    const evidence = {
        ...keys,
        ...registries,
        stateDir,
        run,
        statements,
        store: (0,store/* evidenceStore */.$)(registries),
        ...openAttestations(attestations, options.attest ?? false, reporter),
    };
    const clusters = { kubeconfig: options.kubeconfigText, env, proxy: options.proxy, logins: new Map() };
    return {
        ...project,
        findUncommitted: () => (0,committed/* findUncommitted */.p)(rulingFiles(project, options.floor), env),
        ...limits,
        ...evidence,
        ...secrets,
        ...openBuilding(options, { reporter, signal: limits.signal }),
        ...github,
        reporter,
        require: options.require ?? [],
        outcomes: [],
        redact: options.redact,
        prove: (facts) => (0,prove/* prove */.zn)(evidence, facts),
        openDatabase: (database) => openDatabase({ ...project, ...secrets }, database),
        openCluster: (environment) => (0,cluster/* openCluster */.D)({ ...project, reporter, ...secrets }, clusters, environment),
    };
}
/** The run, dirty also when something that the configuration names is not in its commit, or is not what git takes it for. */
async function runOf({ run, env, reporter }, project) {
    // No commit has any of the files then.
    if (run.dirty || run.commit === "uncommitted")
        return run;
    const [untracked, altered] = await Promise.all([findUntracked(project, env), findAltered(project, env)]);
    const commit = `commit ${run.commit.slice(0, 12)}`;
    const why = untracked === undefined ? altered && `'${altered}' is not as ${commit} has it` : `'${untracked}' is not in ${commit}`;
    if (why === undefined)
        return run;
    reporter.info(`${why}, so the evidence of this run says that its files are dirty.`);
    return { ...run, dirty: true };
}
/** Absolute paths of the files that say what is demanded of a run. */
function rulingFiles({ workspace, config }, floor) {
    const own = config.files.map(({ path }) => (0,external_node_path_.join)(workspace, path));
    return floor?.path === undefined ? own : [...own, floor.path];
}
function openRegistries(options, config, context) {
    const { env, registryLogin, run } = options;
    const registry = options.registry ?? config.registry;
    const given = registryLogin ? [(0,lib_credentials/* staticCredentials */.vU)({ registry, ...registryLogin })] : [];
    const machine = (0,lib_credentials/* dockerCredentials */.d8)({ configDir: env["DOCKER_CONFIG"] ?? (0,external_node_path_.join)((0,external_node_os_.homedir)(), ".docker"), env });
    // The workflows give the job's token where nothing else is given, and a registry that is not GitHub's has no use for it: there the
    // login that an earlier step has made counts, such as a cloud's.
    const isFallback = registryLogin?.password === options.githubToken && !isGitHubRegistry(registry);
    const credentials = isFallback ? (0,lib_credentials/* firstOf */.Ku)(machine, ...given) : (0,lib_credentials/* firstOf */.Ku)(...given, machine);
    const send = (0,proxied_fetch/* proxiedFetch */.i)(options.proxy);
    const connected = new Map();
    const registryFor = (host) => {
        const known = connected.get(host) ?? (0,client/* connectRegistry */.g)({ registry: host, credentials, ...context, fetch: send });
        connected.set(host, known);
        return known;
    };
    return { registry, registryFor, recordRepository: (0,repositories/* repositoryFor */.cL)(registry, run.repository, "record"), credentials };
}
/** GitHub's container registry, on github.com or on a server of one's own (docs.github.com, "Working with the Container registry"). */
function isGitHubRegistry(host) {
    return host === "ghcr.io" || host.startsWith("containers.");
}
function openBuilding({ workspace, env, run, builder }, context) {
    // Judged at once: a wrong one is said before anything is built.
    const dated = sourceDate(env["SOURCE_DATE_EPOCH"]);
    const host = env["DOCKER_HOST"];
    return {
        builder: builder ?? "auto",
        // Loaded when they are asked for: only a build meets an engine.
        findBuildx: async () => (await __webpack_require__.e(/* import() */ 6204).then(__webpack_require__.bind(__webpack_require__, 6204))).findBuildx({ env, createBuilder: true, ...context }),
        connectEngine: async () => (await __webpack_require__.e(/* import() */ 6204).then(__webpack_require__.bind(__webpack_require__, 6204))).connectEngine({ host, reporter: context.reporter }),
        // The commit's time, so that two builds of one commit have one digest.
        created: async () => dated ?? readCommitTime(workspace, env),
        sourceUrl: `${env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${run.repository}`,
    };
}
/** The time that `SOURCE_DATE_EPOCH` names (https://reproducible-builds.org/specs/source-date-epoch/): whole seconds since 1970. */
function sourceDate(epoch = "") {
    if (epoch === "")
        return undefined;
    const date = new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Number.NaN);
    if (!Number.isNaN(date.getTime()))
        return date;
    throw new lib_error/* ActionError */.lZ("environment", `The environment variable SOURCE_DATE_EPOCH is '${epoch}'; it must be a number of seconds since 1970, such as $(git log -1 --format=%ct). Correct or unset it.`);
}
/** Programs that a run starts inherit the environment, so every secret that the configuration names is hidden before anything asks for it. */
function openSecrets(source, config) {
    for (const { ref } of (0,secret_ref/* secretRefs */.DW)(config))
        (0,session_secret/* maskSecret */.$l)(source, ref);
    return {
        readSecret: (secret, usedBy) => (0,session_secret/* readSecret */.n5)(source, secret, usedBy),
        findSecret: (secret) => (0,session_secret/* findSecret */.mt)(source, secret),
        expandValues: (values, usedBy) => (0,session_secret/* expandValues */.pj)(source, values, usedBy),
        withoutSecrets: source.withoutSecrets,
    };
}
async function openGitHub({ env, run, githubToken, proxy, signal, reporter, keepOpenDeployment }) {
    const started = { githubRunId: env["GITHUB_RUN_ID"] ?? "0" };
    if (!githubToken)
        return started;
    // Octokit is a third of a second of start-up on a slow runner; steps that do not talk to GitHub should not pay for it.
    const { apiUrlOf, connectGitHub } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(5894), __webpack_require__.e(5541)]).then(__webpack_require__.bind(__webpack_require__, 37922));
    const github = connectGitHub({
        token: githubToken,
        apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
        repository: run.repository,
        job: env["GITHUB_JOB"],
        isRehearsal: run.rehearsal,
        reporter,
        signal,
        fetch: (0,proxied_fetch/* proxiedFetch */.i)(proxy),
    });
    return { github, attestations: github, keepOpenDeployment, ...started };
}


/***/ }),

/***/ 55860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jo: () => (/* binding */ saidOf),
/* harmony export */   PO: () => (/* binding */ requireFiles),
/* harmony export */   q$: () => (/* binding */ inTermsOfConfig)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56767);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86180);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);


/**
 * Throws one `input` error, and annotates each key, when a file or folder that entries of the configuration need is not there. The names are
 * those of the entries; all of the section when none are given.
 */
async function requireFiles(context, section, names) {
    const problems = await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .checkFiles */ .gw)(context.workspace, context.config, section, names);
    if (problems.length === 0)
        return;
    for (const found of problems)
        if (found.where)
            context.reporter.finding(found);
    throw (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .problemsError */ .$j)(problems);
}
/** The same failure, said of the value that caused it: a key of the configuration with its file and line, or an input. */
function saidOf(origin, error) {
    if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ) || error.findings.some(({ where }) => where !== undefined))
        return error;
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(error.kind, (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .describeProblem */ .BJ)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)(origin, error.message.replace(/\.$/, ""))), { cause: error });
}
/** The same error in terms of what the user wrote: a key of the configuration with its file and line, or the input that gave the value. */
function inTermsOfConfig(config, error) {
    if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz) || !config.origins.has(error.input))
        return error;
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .describeProblem */ .BJ)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .problemOf */ .Zw)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .originOfKey */ .dm)(config, error.input), error.problem)), { cause: error });
}


/***/ }),

/***/ 14665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ refuseSharedNamespace),
/* harmony export */   v: () => (/* binding */ refuseSharedDatabase)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86180);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);


/**
 * Throws an `input` error when a database of another environment is this very one, although its variable has another name. Only what this run
 * was given can be compared: a variable that is not set here says nothing, and one that both environments read has this one's value here.
 * `isSame` tells whether a URL is that of the database, and may throw.
 */
function refuseSharedDatabase(context, database, isSame) {
    const environments = Object.values(context.config.environments);
    const own = environments.filter(({ databases }) => databases.some(({ urlKey }) => urlKey === database.urlKey));
    // A preview shares nothing, whatever is said.
    const isPreview = own.some(({ preview }) => preview === true);
    if (database.shared === true && !isPreview)
        return;
    const ownNames = new Set(own.flatMap(({ databases }) => databases.map((one) => nameOf(one))));
    for (const environment of environments.filter((one) => own.length > 0 && !own.includes(one))) {
        for (const other of environment.databases) {
            if ((other.shared === true && !isPreview && environment.preview !== true) || ownNames.has(nameOf(other)))
                continue;
            const given = context.findSecret(other.url);
            if (given === undefined || !tried(() => isSame(given)))
                continue;
            const where = own.map(({ name }) => name).join(" and ");
            throw refusal(context, database.urlKey, `leads ${where} to the same database as ${nameOf(other)} leads ${environment.name}; give one of them another database, or say 'shared: true' in 'databases.${database.name}' where they have one on purpose`);
        }
    }
}
/** As `refuseSharedDatabase`, of a namespace in a cluster. `open` reads the access of another environment and may throw. */
function refuseSharedNamespace(context, environment, access, open) {
    const { name, namespace, kubeconfig, shared } = environment;
    if (shared === true)
        return;
    for (const other of Object.values(context.config.environments)) {
        if (other.name === name || other.preview === true || other.namespace !== namespace || other.shared === true)
            continue;
        // The same names lead where this environment's lead, whatever they hold in another run.
        if (other.kubeconfig?.env === kubeconfig?.env && other.context === environment.context)
            continue;
        const given = other.kubeconfig && context.findSecret(other.kubeconfig);
        if (other.kubeconfig && given === undefined)
            continue;
        if (tried(() => open(other, given))?.server !== access.server)
            continue;
        throw refusal(context, `environments.${name}`, `leads to the namespace '${namespace}' of the same cluster as '${other.name}', so each would undo the other; give them different namespaces, or say 'shared: true' in one of them where that is on purpose`);
    }
}
function nameOf({ name, url }) {
    return "env" in url ? `env:${url.env}` : name;
}
function refusal({ config }, key, what) {
    return (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .problemsError */ .$j)([(0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .originOfKey */ .dm)(config, key), what)]);
}
/** What cannot be read is another environment's trouble, which its own run says. */
function tried(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 80116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ makeStateDir)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22544);

/** Makes a folder for what a run leaves behind, with the state folder's `.gitignore` above it, and returns its path. */
async function makeStateDir({ stateDir }, ...parts) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .makeStateFolder */ .En)(stateDir, ...parts);
}


/***/ })

};
