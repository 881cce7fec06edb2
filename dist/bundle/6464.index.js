export const id = 6464;
export const ids = [6464];
export const modules = {

/***/ 79404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ digestOfPath),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Mk: () => (/* binding */ digestOfFile),
/* harmony export */   Qs: () => (/* binding */ digestOfJson),
/* harmony export */   dj: () => (/* binding */ canonicalJson),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24574);






/** Whether a value is a well-formed SHA-256 digest. */
function isDigest(text) {
    return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}
/** The digest of bytes or of a text's UTF-8 bytes. */
function digestOf(content) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(content).digest("hex")}`;
}
/** The digest of a JSON value in its canonical form (see `canonicalJson`). */
function digestOfJson(value) {
    return digestOf(canonicalJson(value));
}
/** The digest and size in bytes of a file, read as a stream. */
async function digestOfFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
    let size = 0;
    const chunks = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: 1 << 20 });
    for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
    }
    return { digest: `sha256:${hash.digest("hex")}`, size };
}
/**
 * The identity of a file or directory: for a file its own digest; for a directory the digest of the canonical JSON of its sorted
 * `[path, digest]` pairs. Symbolic links, sockets and devices are refused, because what they mean can change without the directory.
 */
async function digestOfPath(path) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
    if (info.isFile()) {
        const { digest, size } = await digestOfFile(path);
        return { digest, size, files: [{ path: "", size, digest }] };
    }
    const files = await listFiles(path, "");
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return { digest: digestOfJson(files.map((file) => [file.path, file.digest])), size, files };
}
async function listFiles(root, under) {
    const entries = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, under), { withFileTypes: true })) {
        const path = under === "" ? entry.name : `${under}/${entry.name}`;
        if (entry.isDirectory())
            entries.push(...(await listFiles(root, path)));
        else if (entry.isFile())
            entries.push({ path, ...(await digestOfFile((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, path))) });
        else
            throw new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("input", `'${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, path)}' is ${await describeOddEntry((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, path))}; only plain files and folders have a stable digest. Replace it by a copy.`);
    }
    return entries;
}
async function describeOddEntry(path) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
    return info.isSymbolicLink() ? `a symbolic link to '${await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readlink)(path)}'` : "a special file";
}
/**
 * The one text of a JSON value: object keys sorted by UTF-16 code units, no white space, numbers and strings as JSON.stringify writes
 * them (RFC 8785). `undefined` members are left out; values that JSON cannot hold are refused.
 */
function canonicalJson(value) {
    if (value === null || typeof value === "string" || typeof value === "boolean")
        return JSON.stringify(value);
    if (typeof value === "number") {
        if (!Number.isFinite(value))
            throw new TypeError(`JSON cannot hold ${value}`);
        return JSON.stringify(value);
    }
    if (Array.isArray(value))
        return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(",")}]`;
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u4)(value)) {
        const keys = Object.keys(value)
            .filter((key) => value[key] !== undefined)
            .sort();
        return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
    }
    throw new TypeError(`JSON cannot hold a ${typeof value}`);
}


/***/ }),

/***/ 24574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Av: () => (/* binding */ jsonPointer),
/* harmony export */   Sl: () => (/* binding */ isTextList),
/* harmony export */   TL: () => (/* binding */ isSameJson),
/* harmony export */   cO: () => (/* binding */ withValue),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   zR: () => (/* binding */ recordAt)
/* harmony export */ });
/** Whether a value is a JSON object: neither null nor a list. Says nothing about its members. */
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Whether a value is a list whose items are all texts. */
function isTextList(value) {
    return Array.isArray(value) && value.every((item) => typeof item === "string");
}
/** Reads a JSON text, whatever it holds, for a guard to judge. Throws the SyntaxError of `JSON.parse` when it is no JSON. */
function parseJson(text) {
    return JSON.parse(text);
}
/** The value at a path of JSON, or undefined when anything on the way is missing. What an object inherits is not found. */
function valueAt(value, ...path) {
    let current = value;
    for (const key of path) {
        if (Array.isArray(current)) {
            const items = current;
            current = typeof key === "number" ? items[key] : undefined;
        }
        else
            current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
    }
    return current;
}
/** The text at a path, or undefined when there is none or it is something else. */
function textAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === "string" ? found : undefined;
}
/** The number at a path, or undefined when there is none or it is something else. */
function numberAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === "number" ? found : undefined;
}
/** The object at a path; an empty one when there is none. */
function recordAt(value, ...path) {
    const found = valueAt(value, ...path);
    return isRecord(found) ? found : {};
}
/** The list at a path; an empty one when there is none. */
function listAt(value, ...path) {
    const found = valueAt(value, ...path);
    return Array.isArray(found) ? found : [];
}
/** The members of the object at a path that are texts (labels, annotations, variables); other members are left out. */
function textsAt(value, ...path) {
    const texts = [];
    for (const [key, member] of Object.entries(recordAt(value, ...path)))
        if (typeof member === "string")
            texts.push([key, member]);
    return Object.fromEntries(texts);
}
/** A copy of JSON in which the value at a path is another one. All but the last key of the path must exist, else it throws a TypeError. */
function withValue(value, path, replacement) {
    const copy = structuredClone(value);
    const key = path.at(-1);
    const parent = valueAt(copy, ...path.slice(0, -1));
    if (Array.isArray(parent) && typeof key === "number")
        parent[key] = replacement;
    else if (isRecord(parent) && key !== undefined)
        parent[key] = replacement;
    else
        throw new TypeError(`There is nothing at '${jsonPointer(path.slice(0, -1))}' that '${key}' could be set in`);
    return copy;
}
/** Whether two values are the same JSON, whatever the order of their members: a member that is undefined is none, an item that is undefined is null. */
function isSameJson(one, other) {
    if (one === other)
        return true;
    if (Array.isArray(one))
        return (Array.isArray(other) &&
            one.length === other.length &&
            one.every((item, at) => isSameJson(item ?? null, other[at] ?? null)));
    if (!isRecord(one) || !isRecord(other))
        return false;
    const keys = definedKeys(one);
    return keys.length === definedKeys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]));
}
function definedKeys(value) {
    return Object.keys(value).filter((key) => value[key] !== undefined);
}
/** A path in the form of a JSON pointer (RFC 6901), `/spec/containers/0/image`. */
function jsonPointer(path) {
    return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}


/***/ }),

/***/ 70650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SX: () => (/* binding */ readPairs),
/* harmony export */   di: () => (/* binding */ readCommonInputs),
/* harmony export */   gM: () => (/* binding */ readYaml)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64150);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38815);





/** Reads the shared inputs; those that an action does not declare are empty. Throws an `input` error for the first that cannot be used. */
function readCommonInputs() {
    return {
        workingDirectory: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("working-directory") ?? ".",
        config: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("config") ?? "waybill.yml",
        policy: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("policy"),
        githubToken: readToken(),
        signingKey: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("signing-key"),
        trustedKeys: readKeys(),
        trustRoot: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("trust-root"),
        signingConfig: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("signing-config"),
        publicLog: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readBoolean */ .Vf)("public-log"),
        attest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readBoolean */ .Vf)("attest"),
        registryLogin: readLogin(),
        kubeconfig: readKubeconfig(),
        builder: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readChoice */ .Kf)("builder", ["auto", "buildx", "assemble"]),
        dryRun: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readBoolean */ .Vf)("dry-run"),
    };
}
/** A header's value holds no space or control character (RFC 9110, 5.5); such a token is a mistake of copying. */
function readToken() {
    const token = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("github-token");
    if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("github-token", "holds a space, a line break or a letter that no token has; copy the secret again");
    return token;
}
/** A login counts when both halves are there; a missing password is what a fork's pull request gets for a secret. */
function readLogin() {
    const username = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("registry-username");
    const password = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("registry-password");
    // RFC 7617, 2: no colon in the name, because it ends there, and no control characters at all.
    if (username !== undefined && /[:\p{Cc}]/u.test(username))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("registry-username", "holds a colon or a line break, which no user name of a registry may");
    if (password !== undefined && /\p{Cc}/u.test(password))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("registry-password", "holds a line break or another control character; copy the secret again");
    if (password !== undefined && username === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("registry-username", "is needed beside 'registry-password'");
    return username !== undefined && password !== undefined ? { username, password } : undefined;
}
/** Several PEM blocks may stand one after another in one input. */
function readKeys() {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("trusted-keys");
    if (text === undefined)
        return [];
    const keys = text.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g);
    if (!keys)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("trusted-keys", "holds no public key in PEM form; give the text that begins with -----BEGIN PUBLIC KEY-----");
    for (const key of keys) {
        const type = keyType(key);
        if (type === undefined)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("trusted-keys", "holds a public key that cannot be read; copy its whole PEM text again");
        if (type !== "ed25519")
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("trusted-keys", `holds a key of type ${type}; evidence is signed with Ed25519`);
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
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)("kubeconfig");
    if (text === undefined)
        return undefined;
    if (!text.includes("\n") && !text.startsWith("{")) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(text))
            return text;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("kubeconfig", "is neither the text of a kubeconfig nor a file that is there; give its text from a secret");
    }
    let content;
    try {
        content = (0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .parse */ .qg)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("kubeconfig", "is not YAML; copy the whole kubeconfig into the secret again", { cause: error });
    }
    if (typeof content === "object" && content !== null && "clusters" in content)
        return text;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("kubeconfig", "is no kubeconfig, because it names no 'clusters'; copy the whole file into the secret");
}
/** `NAME=value` lines of an input as a record. */
function readPairs(name) {
    return Object.fromEntries(((0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)(name) ?? "")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => {
        const equals = line.indexOf("=");
        if (equals < 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)(name, `has the line '${line.trim()}'; write NAME=value, one a line`);
        return [line.slice(0, equals).trim(), line.slice(equals + 1)];
    }));
}
/** A YAML (or JSON) input as a value; undefined when it is empty. */
function readYaml(name) {
    const text = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_3__/* .readInput */ .R5)(name);
    if (text === undefined)
        return undefined;
    try {
        const value = (0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .parse */ .qg)(text);
        return value;
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)(name, `is not YAML: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
    }
}


/***/ }),

/***/ 54878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ openStepSession)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46969);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66797);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64150);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21463);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(63178);
/* harmony import */ var _deployments_left_deployment_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(56427);
/* harmony import */ var _session_open_session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50428);







/**
 * Opens the session of a step. Where `entry` is given the step's own inputs describe the work instead of waybill.yml, and every error says
 * which input is meant.
 */
async function openStepSession(step, inputs, options = {}) {
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_2__/* .refuseUnknownInputs */ .QZ)(step.env);
    const workspace = await projectFolder(step.workspace, inputs.workingDirectory);
    return (0,_session_open_session_js__WEBPACK_IMPORTED_MODULE_3__/* .openSession */ .f)({
        workspace,
        configFile: inputs.config,
        // The organisation's workflow checks its policy out beside the project, so the project's folder does not matter here.
        floor: inputs.policy === undefined ? undefined : await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_4__/* .readFloor */ .j)(step.workspace, inputs.policy),
        entry: options.entry,
        require: options.require,
        // Of the project's folder: a workflow may have checked several repositories out, each into a folder of its own.
        run: () => (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_5__/* .readRunContext */ .$)(step.env, workspace),
        env: step.env,
        reporter: step.reporter,
        proxy: step.proxy,
        signal: step.signal,
        trustedKeys: inputs.trustedKeys,
        trustRoot: await readJsonInput(step.workspace, "trust-root", inputs.trustRoot),
        signingConfig: await readJsonInput(step.workspace, "signing-config", inputs.signingConfig),
        publicLog: inputs.publicLog,
        attest: inputs.attest,
        identityToken: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .findIdentityToken */ .z)({ env: step.env, fetch: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .proxiedFetch */ .i)(step.proxy), reporter: step.reporter }),
        dryRun: inputs.dryRun,
        buildArgs: options.buildArgs,
        githubToken: inputs.githubToken,
        keepOpenDeployment: _deployments_left_deployment_js__WEBPACK_IMPORTED_MODULE_8__/* .keepOpenDeployment */ .L,
        signingKey: inputs.signingKey,
        registryLogin: inputs.registryLogin,
        kubeconfigText: inputs.kubeconfig,
        builder: inputs.builder,
    });
}
/** JSON may stand in an input itself, or in a file whose path in the workspace it gives. */
async function readJsonInput(workspace, input, value) {
    if (value === undefined)
        return undefined;
    if (value.startsWith("{"))
        return { name: `the input '${input}'`, text: value };
    return { name: value, text: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .resolveInWorkspace */ .S)(workspace, value, input), "utf8") };
}
async function projectFolder(workspace, folder) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, folder);
    const real = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .resolveInWorkspace */ .S)(workspace, folder, "working-directory");
    if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).isDirectory())
        return path;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_10__/* .inputError */ .Xu)("working-directory", `is '${folder}', which is no folder; give the folder of the project`);
}


/***/ }),

/***/ 21046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ closeLeftDeployment),
/* harmony export */   t: () => (/* binding */ withGitHubDeployment)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

/**
 * Runs the changing part of a release or a rollback inside a GitHub deployment, whose last status says how it ended, and gives the work's
 * result. Without a GitHub connection, and in a dry run, it only runs the work. A GitHub that does not answer never stops a release: the
 * statuses are a courtesy, the record is the proof. A token that may not record a deployment stops a release before it has changed anything,
 * because that is a mistake in the workflow, and never a rollback, because that cannot wait. What the work throws is thrown on.
 */
async function withGitHubDeployment(context, announced, work) {
    const told = describe(context, announced);
    const id = told && (await start(context, told, announced.revision !== undefined));
    try {
        const done = await work();
        const passed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(done.verdict);
        await finish(context, id, passed ? "success" : "failure", passed ? (told?.done ?? "") : "Stopped; see the run.");
        return done;
    }
    catch (error) {
        await finish(context, id, "error", context.redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)));
        throw error;
    }
}
function describe({ run }, { environment, plan, revision }) {
    const common = { environment: environment.name, production: environment.name === "production" };
    if (revision)
        return {
            deployment: {
                ...common,
                commit: revision.commit,
                description: `Back to revision ${revision.number}`,
                payload: { revision: revision.number, images: revision.images },
            },
            doing: `Rolling back to revision ${revision.number}.`,
            done: `Rolled back to revision ${revision.number}.`,
        };
    if (!plan)
        return undefined;
    return {
        deployment: {
            ...common,
            commit: run.commit,
            description: `Plan ${plan.digest.slice(7, 19)}`,
            payload: { plan: plan.digest, images: plan.images },
        },
        doing: "Migrating and deploying.",
        done: "Deployed and verified.",
    };
}
async function start(context, { deployment, doing }, cannotWait) {
    if (!context.github || context.dryRun)
        return undefined;
    try {
        const { id } = await context.github.startDeployment(deployment);
        context.keepOpenDeployment?.(id);
        await context.github.setDeploymentStatus(id, { state: "in_progress", description: doing, logUrl: context.run.run });
        return id;
    }
    catch (error) {
        if (!cannotWait && error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ && error.kind === "environment")
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `Nothing was changed in '${deployment.environment}'. ${error.message}`, { cause: error });
        context.reporter.warn(`The deployment could not be recorded on GitHub: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)}`);
        return undefined;
    }
}
async function finish(context, id, state, description) {
    if (id === undefined || !context.github)
        return;
    try {
        await context.github.setDeploymentStatus(id, { state, description, logUrl: context.run.run });
        context.keepOpenDeployment?.(undefined);
    }
    catch (error) {
        context.reporter.warn(`The deployment's status could not be set on GitHub: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)}`);
    }
}
/**
 * Says the last word of a deployment that its process has left open: it was killed, or GitHub did not answer it then. Whether anything was
 * changed is for the next release to find out.
 */
async function closeLeftDeployment(github, { run }, id) {
    const description = "Ended before it could say how. The next release continues or takes back what it began.";
    await github.setDeploymentStatus(id, { state: "error", description, logUrl: run.run });
}


/***/ }),

/***/ 56427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ closeOpenDeployment),
  L: () => (/* binding */ keepOpenDeployment)
});

// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 3 modules
var core = __webpack_require__(235);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner-state.js

/** Keeps a text for the post step of this very step, also when this process is killed a moment later; undefined forgets it. */
function saveState(name, value) {
    core/* saveState */.LZ(name, value ?? "");
}
/** What the main step kept for its post step; undefined when it kept nothing, or has forgotten it. */
function readState(name) {
    return core/* getState */.Gu(name) || undefined;
}

// EXTERNAL MODULE: ./packages/kit/lib/edge/runner-inputs.js
var runner_inputs = __webpack_require__(64150);
// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js + 1 modules
var run_context = __webpack_require__(21463);
// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: ./packages/pipeline/lib/deployments/github-deployment.js
var github_deployment = __webpack_require__(21046);
;// CONCATENATED MODULE: ./packages/pipeline/lib/deployments/left-deployment.js



const STATE = "open-deployment";
/** Keeps a step's open GitHub deployment for its post step. */
function keepOpenDeployment(id) {
    saveState(STATE, id === undefined ? undefined : String(id));
}
/**
 * The post step of whatever reports deployments: GitHub would show one as in progress for good whose step was killed, because it was cancelled
 * and needed too long, for example. Without an open deployment it does nothing.
 */
async function closeOpenDeployment({ env, reporter }) {
    const id = Number(readState(STATE));
    const token = (0,runner_inputs/* readInput */.R5)("github-token");
    if (!id || token === undefined)
        return;
    reporter.mask(token);
    // A step that was not killed has nothing to say to GitHub here, and shall not wait for its client.
    const { apiUrlOf, connectGitHub } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(5894), __webpack_require__.e(7922)]).then(__webpack_require__.bind(__webpack_require__, 37922));
    const run = await (0,run_context/* readRunContext */.$)(env, env["GITHUB_WORKSPACE"] ?? ".");
    const github = connectGitHub({
        token,
        apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
        repository: run.repository,
        reporter,
        fetch: (0,proxied_fetch/* proxiedFetch */.i)((0,proxy_settings/* readProxySettings */.u)(env)),
    });
    await (0,github_deployment/* closeLeftDeployment */.p)(github, { run }, id);
    reporter.info("GitHub was told that the deployment ended before it could say how.");
}


/***/ })

};
