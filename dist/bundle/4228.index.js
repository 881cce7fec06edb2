export const id = 4228;
export const ids = [4228];
export const modules = {

/***/ 64228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/load.js + 14 modules
var load = __webpack_require__(87047);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
// EXTERNAL MODULE: ./packages/config/lib/schema/schema.js + 2 modules
var schema_schema = __webpack_require__(56075);
// EXTERNAL MODULE: ./packages/config/lib/schema/validator.js
var validator = __webpack_require__(41932);
// EXTERNAL MODULE: ./packages/config/lib/tree.js
var lib_tree = __webpack_require__(48846);
;// CONCATENATED MODULE: ./packages/config/lib/effective.js






/**
 * The configuration as it holds for one environment, or the base with what each environment says of itself; every value with its origin, and
 * the fixed defaults of what is there. Policies that the project's own stands on are left out. Throws as `loadConfig` does; `environment` is
 * one of the configuration's.
 */
async function describeConfig(workspace, file, { environment, ...options }) {
    const { config, root, overlays } = await (0,load/* readConfig */.Xg)(workspace, file, options);
    const chosen = overlays.filter((overlay) => environment === undefined || overlay.environment === environment);
    // Demands of an environment's own file come on top of the base's, so their lists are joined.
    const whole = chosen.reduce((tree, overlay) => (0,lib_tree/* mergeTrees */.Md)(tree, part(overlay.root, "policy"), "join"), root);
    const addressed = environment === undefined ? whole : chosen.reduce((tree, overlay) => (0,lib_tree/* mergeTrees */.Md)(tree, part(overlay.root, "databases")), whole);
    const shown = environment === undefined ? addressed : withOnly(addressed, environment);
    const values = [...walk(shown, schema_schema/* configSchema */.Q, [], computedDefaults(config))];
    return { environment, files: environment === undefined ? config.files : (0,files/* filesOf */.R8)(config, environment), values };
}
function part(root, key) {
    const member = root.members?.get(key);
    return { ...root, members: new Map(member ? [[key, member]] : []) };
}
/** The tree with one of its environments. */
function withOnly(root, environment) {
    const section = root.members?.get("environments");
    const member = section?.value.members?.get(environment);
    if (!section || !member)
        return root;
    const value = { ...section.value, members: new Map([[environment, member]]) };
    return { ...root, members: new Map(root.members).set("environments", { ...section, value }) };
}
/** Defaults that follow from other values, by key. */
function computedDefaults({ name, images, environments }) {
    return new Map([
        ["", { name }],
        ...Object.values(images).map((image) => [`images.${image.name}`, { dockerfile: image.dockerfile }]),
        ...Object.values(environments).map((one) => [`environments.${one.name}`, { databases: one.databases.map((database) => database.name), images: one.images }]),
    ]);
}
function* walk(node, part_, path, computed) {
    const schema = (0,validator/* choose */.S)(schema_schema/* configSchema */.Q, node, part_);
    const from = placeOf(node.origin);
    if (node.items) {
        for (const [index, item] of node.items.entries())
            yield { path: [...path, index], value: (0,lib_tree/* plainValue */._y)(item), from: placeOf(item.origin) };
        if (node.items.length === 0)
            yield { path, value: [], from };
        return;
    }
    // An entry that is empty in the file has its defaults all the same.
    const members = node.members ?? (node.type === "null" && schema?.properties ? new Map() : undefined);
    if (!members)
        return yield { path, value: (0,lib_tree/* plainValue */._y)(node), from };
    let shown = 0;
    for (const [key, member] of members) {
        if (schema?.patternProperties && key.startsWith("x-"))
            continue;
        shown++;
        yield* walk(member.value, schema?.properties?.[key] ?? (schema?.additionalProperties || {}), [...path, key], computed);
    }
    // What a policy leaves out may be said by the files that it stands on.
    const properties = path[0] === "policy" ? {} : (schema?.properties ?? {});
    const fixed = Object.fromEntries(Object.entries(properties).map(([key, property]) => [key, property.default]));
    for (const [key, value] of Object.entries({ ...fixed, ...computed.get(path.join(".")) })) {
        if (value === undefined || members.has(key))
            continue;
        shown++;
        yield* defaults(value, [...path, key]);
    }
    if (shown === 0)
        yield { path, value: {}, from };
}
function* defaults(value, path) {
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries((0,json/* recordAt */.zR)(value));
    if (entries.length === 0)
        yield { path, value, from: "default" };
    for (const [step, one] of entries)
        yield { path: [...path, step], value: one, from: "default" };
}
function placeOf(origin) {
    return origin.from === "file" ? `${origin.place.file}:${origin.place.line}` : `input '${origin.input}'`;
}
/** Where the databases of other environments are, for whoever prints all of them at once: by the key of the base's URL. */
function otherAddresses({ environments, origins }) {
    const found = new Map();
    for (const environment of Object.values(environments)) {
        for (const { name, url, urlKey } of environment.databases) {
            const [base, origin] = [`databases.${name}.url`, origins.get(urlKey)];
            if (urlKey === base || !origin || !("env" in url))
                continue;
            found.set(base, [...(found.get(base) ?? []), `${environment.name}: env:${url.env}, ${placeOf(origin)}`]);
        }
    }
    return found;
}

// EXTERNAL MODULE: ./packages/config/lib/policy/floor.js
var floor = __webpack_require__(46969);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js + 1 modules
var run_context = __webpack_require__(21463);
// EXTERNAL MODULE: ./packages/kit/lib/edge/identity-token.js
var identity_token = __webpack_require__(63178);
// EXTERNAL MODULE: ./packages/pipeline/lib/matrix.js
var matrix = __webpack_require__(44627);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/open-session.js + 3 modules
var open_session = __webpack_require__(50428);
// EXTERNAL MODULE: ./packages/cli/lib/read-keys.js
var read_keys = __webpack_require__(77467);
;// CONCATENATED MODULE: ./packages/cli/lib/commands.js








/** Runs one command and gives the verdict that decides the exit code. */
async function runCommand(call, context) {
    if (call.command === "rehearse") {
        const workspace = await projectFolder(call);
        // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
        const { rehearse } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(6118), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(4846), __webpack_require__.e(8843), __webpack_require__.e(9868), __webpack_require__.e(7955), __webpack_require__.e(8794), __webpack_require__.e(7314), __webpack_require__.e(9387), __webpack_require__.e(4395), __webpack_require__.e(4337), __webpack_require__.e(2148), __webpack_require__.e(8812), __webpack_require__.e(5104)]).then(__webpack_require__.bind(__webpack_require__, 55104));
        const { stop, environment, images, builder, config: configFile } = call;
        return rehearse({ workspace, stop, environment, images, builder, configFile, floor: await floorOf(call), ...context });
    }
    if (call.command === "init") {
        const workspace = await projectFolder(call);
        const { initProject } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(4846), __webpack_require__.e(8843), __webpack_require__.e(9868), __webpack_require__.e(7955), __webpack_require__.e(8794), __webpack_require__.e(7314), __webpack_require__.e(9387), __webpack_require__.e(4395), __webpack_require__.e(2639), __webpack_require__.e(1127), __webpack_require__.e(4137)]).then(__webpack_require__.bind(__webpack_require__, 15246));
        // What is checked in the same breath proves nothing, so nothing is signed or stored.
        const open = (directory, reporter) => sessionFor({ ...call, directory, dryRun: true }, { ...context, reporter });
        return initProject(call, { workspace, open }, context);
    }
    if (call.command === "policy explain")
        return explain(call, context);
    if (call.command === "config")
        return printConfig(call, context);
    if (call.target !== undefined) {
        const { verifyTarget } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(4679), __webpack_require__.e(9868), __webpack_require__.e(1881), __webpack_require__.e(5266)]).then(__webpack_require__.bind(__webpack_require__, 35266));
        return verifyTarget({ ...call, target: call.target }, await floorOf(call), context);
    }
    const session = await sessionFor(call, context);
    if (call.command === "matrix") {
        context.print(`${JSON.stringify((0,matrix/* matrices */.L)(session.config), undefined, 2)}\n`);
        return "pass";
    }
    // Loaded once the configuration holds: neither a wrong one nor a matrix need wait for it.
    const { runStages } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(5730), __webpack_require__.e(4679), __webpack_require__.e(509), __webpack_require__.e(4846), __webpack_require__.e(8843), __webpack_require__.e(9868), __webpack_require__.e(7955), __webpack_require__.e(8794), __webpack_require__.e(7314), __webpack_require__.e(9387), __webpack_require__.e(4395), __webpack_require__.e(2639), __webpack_require__.e(4337), __webpack_require__.e(8812), __webpack_require__.e(6584), __webpack_require__.e(3083)]).then(__webpack_require__.bind(__webpack_require__, 23083));
    return runStages({ ...call, command: call.command }, session, context);
}
/** Reads files alone: no key, no service. */
async function printConfig(call, { print: printText }) {
    const options = { floor: await floorOf(call) };
    const workspace = await projectFolder(call);
    const config = await (0,load/* loadConfig */.Z9)(workspace, call.config, options);
    const environment = call.environment === undefined ? undefined : (0,session_select/* findEnvironment */.jY)(config, call.environment).name;
    const effective = await describeConfig(workspace, call.config, { ...options, environment });
    const { renderConfig, renderConfigJson } = await __webpack_require__.e(/* import() */ 4844).then(__webpack_require__.bind(__webpack_require__, 44844));
    printText(call.json ? renderConfigJson(effective) : renderConfig(effective, environment === undefined ? otherAddresses(config) : new Map()));
    return "pass";
}
/** Reads files alone: no key, no service. */
async function explain(call, { reporter, print: printText }) {
    const config = await (0,load/* loadConfig */.Z9)(await projectFolder(call), call.config, { floor: await floorOf(call) });
    const all = Object.values(config.environments);
    const environments = call.environment === undefined && all.length > 1 ? all : [(0,session_select/* findEnvironment */.jY)(config, call.environment)];
    const { explainPolicy } = await __webpack_require__.e(/* import() */ 4342).then(__webpack_require__.bind(__webpack_require__, 74342));
    const finding = (found) => reporter.finding(found);
    return explainPolicy(config, { environments, json: call.json, print: printText, finding });
}
async function sessionFor(call, { env, reporter, signal }) {
    const workspace = await projectFolder(call);
    const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
    const proxy = (0,proxy_settings/* readProxySettings */.u)(env);
    return (0,open_session/* openSession */.f)({
        workspace,
        run: () => (0,run_context/* readRunContext */.$)(env, workspace),
        env,
        proxy,
        reporter,
        signal,
        dryRun: call.dryRun,
        trustedKeys: (await Promise.all(call.trustedKeys.map((path) => (0,read_keys/* readKeys */.x)(path)))).flat(),
        trustRoot: await readNamed("trust-root", call.trustRoot),
        signingConfig: await readNamed("signing-config", call.signingConfig),
        publicLog: call.publicLog,
        identityToken: (0,identity_token/* findIdentityToken */.z)({ env, fetch: (0,proxied_fetch/* proxiedFetch */.i)(proxy), reporter }),
        configFile: call.config,
        floor: await floorOf(call),
        registry: call.registry,
        builder: call.builder,
        signingKey: signingKey || undefined,
        signingKeyFrom: call.signingKey ? `--signing-key '${call.signingKey}'` : "The environment variable WAYBILL_SIGNING_KEY",
        githubToken: env["GITHUB_TOKEN"] || undefined,
    });
}
/** The project as an absolute path; an `input` error when it is no folder. */
async function projectFolder({ directory }) {
    const info = await (0,promises_.stat)(directory).catch((error) => {
        if ((0,lib_error/* isSystemError */.Or)(error))
            throw (0,lib_error/* inputError */.Xu)("directory", `is '${directory}', which cannot be read (${error.code})`, { cause: error });
        throw error;
    });
    if (!info.isDirectory())
        throw (0,lib_error/* inputError */.Xu)("directory", `is '${directory}', which is no folder`);
    return (0,external_node_path_.resolve)(directory);
}
/** The organisation's policy, from anywhere on this machine. */
async function floorOf({ policy }) {
    if (policy === undefined)
        return undefined;
    if (!(0,external_node_fs_.existsSync)(policy))
        throw (0,lib_error/* inputError */.Xu)("policy", `is '${policy}', but nothing exists there`);
    return { ...(await (0,floor/* readFloor */.j)((0,external_node_path_.dirname)((0,external_node_path_.resolve)(policy)), (0,external_node_path_.basename)(policy))), file: policy };
}
async function readNamed(option, path) {
    if (path === undefined)
        return undefined;
    const text = await (0,promises_.readFile)(path, "utf8").catch((error) => {
        if ((0,lib_error/* isSystemError */.Or)(error))
            throw (0,lib_error/* inputError */.Xu)(option, `is '${path}', which cannot be read (${error.code})`, { cause: error });
        throw error;
    });
    return { name: path, text };
}
async function readKey(option, path) {
    try {
        return await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error))
            throw error;
        throw (0,lib_error/* inputError */.Xu)(option, `is '${path}', which cannot be read (${error.code}); make a key with 'openssl genpkey -algorithm ed25519 -out signing-key.pem'`, { cause: error });
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

/***/ 41586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ readProxySettings)
/* harmony export */ });
/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY from a snapshot of the environment. The lower-case name wins where both are set, as in curl,
 * Node and GitHub's toolkit; an empty one counts as not set.
 */
function readProxySettings(env) {
    return {
        https: variable(env, "https_proxy"),
        http: variable(env, "http_proxy"),
        direct: variable(env, "no_proxy")?.value ?? "",
    };
}
function variable(env, lower) {
    const name = [lower, lower.toUpperCase()].find((one) => env[one]?.trim());
    return name === undefined ? undefined : { name, value: env[name]?.trim() ?? "" };
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
