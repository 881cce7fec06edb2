export const id = 4228;
export const ids = [4228,4627];
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
// EXTERNAL MODULE: ./packages/config/lib/load.js + 13 modules
var load = __webpack_require__(64629);
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
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js + 1 modules
var proxied_fetch = __webpack_require__(52282);
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
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/open-session.js + 10 modules
var open_session = __webpack_require__(99236);
// EXTERNAL MODULE: ./packages/cli/lib/arguments.js
var lib_arguments = __webpack_require__(84772);
// EXTERNAL MODULE: ./packages/cli/lib/read-keys.js
var read_keys = __webpack_require__(77467);
;// CONCATENATED MODULE: ./packages/cli/lib/commands.js









/** Runs one command and gives the verdict that decides the exit code. */
async function runCommand(call, context) {
    if (call.command === "rehearse") {
        const workspace = await projectFolder(call);
        // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
        const { rehearse } = await Promise.all(/* import() */[__webpack_require__.e(3737), __webpack_require__.e(815), __webpack_require__.e(9090), __webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6063), __webpack_require__.e(2178), __webpack_require__.e(7314), __webpack_require__.e(5042), __webpack_require__.e(483), __webpack_require__.e(6231)]).then(__webpack_require__.bind(__webpack_require__, 78548));
        return rehearse({ workspace, stop: call.stop, environment: call.environment, floor: await floorOf(call), ...context });
    }
    if (call.command === "init") {
        const workspace = await projectFolder(call);
        const { initProject } = await Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6118)]).then(__webpack_require__.bind(__webpack_require__, 96118));
        return initProject(call, workspace, context);
    }
    if (call.command === "policy explain")
        return explain(call, context);
    if (call.command === "config")
        return printConfig(call, context);
    if (call.target !== undefined) {
        const { verifyTarget } = await Promise.all(/* import() */[__webpack_require__.e(9181), __webpack_require__.e(6909)]).then(__webpack_require__.bind(__webpack_require__, 35565));
        return verifyTarget({ ...call, target: call.target }, await floorOf(call), context);
    }
    const session = await sessionFor(call, context);
    if (call.command === "matrix") {
        context.print(`${JSON.stringify((0,matrix/* matrices */.L)(session.config), undefined, 2)}\n`);
        return "pass";
    }
    // Loaded here, so that a matrix or a wrong configuration does not wait for everything that a release could need.
    const { checkProject, monitorProject, planProject, rollbackProject, verifyProject } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9090), __webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6063), __webpack_require__.e(2178), __webpack_require__.e(7314), __webpack_require__.e(5042), __webpack_require__.e(9181), __webpack_require__.e(7466), __webpack_require__.e(5156)]).then(__webpack_require__.bind(__webpack_require__, 27466));
    switch (call.command) {
        case "check":
            return finish(call.command, session, context, () => checkProject(session));
        case "plan":
            return finish(call.command, session, context, () => planProject(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), (0,image_references/* parseImages */.eb)(call.images, session.config)));
        case "release":
            return runRelease(call, session, context);
        case "verify":
            return finish(call.command, session, context, () => verifyProject(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), call.record ? { record: call.record } : {}));
        case "rollback":
            return finish(call.command, session, context, () => rollbackProject(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), call.toRevision));
        case "monitor": {
            const address = call.url === undefined ? undefined : { url: call.url, fetch: (0,proxied_fetch/* proxiedFetch */.i)((0,proxy_settings/* readProxySettings */.u)(context.env)) };
            return finish(call.command, session, context, () => monitorProject(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), { address }));
        }
        case "help":
            return "pass";
    }
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
    const [{ defaultRequirements }, { explainPolicy }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9090), __webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6063), __webpack_require__.e(2178), __webpack_require__.e(7314), __webpack_require__.e(5042), __webpack_require__.e(9181), __webpack_require__.e(7466), __webpack_require__.e(5156)]).then(__webpack_require__.bind(__webpack_require__, 27466)), __webpack_require__.e(/* import() */ 4342).then(__webpack_require__.bind(__webpack_require__, 74342))]);
    const finding = (found) => reporter.finding(found);
    return explainPolicy(config, { environments, defaults: defaultRequirements, json: call.json, print: printText, finding });
}
async function runRelease(call, session, context) {
    const { failUnlessPassed, release } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9090), __webpack_require__.e(8843), __webpack_require__.e(5516), __webpack_require__.e(6659), __webpack_require__.e(6063), __webpack_require__.e(2178), __webpack_require__.e(7314), __webpack_require__.e(5042), __webpack_require__.e(9181), __webpack_require__.e(7466), __webpack_require__.e(5156)]).then(__webpack_require__.bind(__webpack_require__, 27466));
    const environment = (0,session_select/* findEnvironment */.jY)(session.config, call.environment);
    const result = await release(session, {
        environment,
        approval: approvalSource(call, async (plan) => {
            const { confirmPlan } = await Promise.all(/* import() */[__webpack_require__.e(483), __webpack_require__.e(374)]).then(__webpack_require__.bind(__webpack_require__, 40374));
            return confirmPlan(plan, session, context.print);
        }),
        images: (0,image_references/* parseImages */.eb)(call.images, session.config),
    });
    // What stopped the release is the better news than what then stopped its report.
    const written = result.recordPath === undefined
        ? (0,reports/* writeReports */.Li)(session, environment.name, result.report)
        : (0,reports/* writeReleaseReport */.Dq)(session, { environment: environment.name, images: result.images }, result.report);
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
            const stopped = (0,reports/* stagesReport */.Ut)(session, `waybill ${command} of ${session.config.name}`, session.outcomes, error);
            context.print(`\nReport  ${(await (0,reports/* writeReports */.Li)(session, command, stopped)).html}\n`);
        }
        throw error;
    });
    const paths = await (0,reports/* writeReports */.Li)(session, command, report);
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
    throw new lib_arguments/* UsageError */.eb("--approve is needed where nobody can be asked: run 'waybill plan', read it, and give its digest (or --yes to approve whatever the plan is).");
}
async function sessionFor(call, { env, reporter, signal }) {
    const workspace = await projectFolder(call);
    const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
    const proxy = (0,proxy_settings/* readProxySettings */.u)(env);
    return (0,open_session/* openSession */.f)({
        workspace,
        run: await (0,run_context/* readRunContext */.$)(env, workspace),
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
