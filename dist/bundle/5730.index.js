export const id = 5730;
export const ids = [5730];
export const modules = {

/***/ 79257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ parseQuantity)
/* harmony export */ });
const SUFFIXES = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};
/** The number behind a Kubernetes quantity (`500m`, `64Mi`, `1e3`), in bytes or cores; undefined when it is not one. */
function parseQuantity(text) {
    if (typeof text === "number")
        return Number.isFinite(text) ? text : undefined;
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(text);
    if (!match)
        return undefined;
    const [, digits = "", exponent = "", suffix = ""] = match;
    const value = Number(`${digits}${exponent}`) * (SUFFIXES[suffix] ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
}


/***/ }),

/***/ 50683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TG: () => (/* binding */ isApiFailure),
/* harmony export */   tF: () => (/* binding */ apiFailure)
/* harmony export */ });
/* unused harmony export ApiFailure */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);

/** A request that the API server refused. */
class ApiFailure extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    status;
    /** The server's own words. */
    detail;
    causes;
    constructor(kind, message, facts) {
        super(kind, message);
        this.status = facts.status;
        this.detail = facts.detail;
        this.causes = facts.causes;
    }
}
/** Whether an error is the API server's answer with one of these status codes. */
function isApiFailure(error, ...statuses) {
    return error instanceof ApiFailure && (statuses.length === 0 || statuses.includes(error.status));
}
/** Turns a refusal into an error. `action` completes "The cluster did not let us …", for example `read Deployment shop/api`. */
function apiFailure(server, user, action, status, body) {
    const answer = parseStatus(body);
    const detail = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(answer, "message") ?? firstLine(body);
    const causes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(answer, "details", "causes").map((cause) => ({
        reason: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(cause, "reason") ?? "",
        message: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(cause, "message") ?? "",
        field: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(cause, "field") ?? "",
    }));
    const { kind, message } = describe({ server, user, action, status, detail });
    return new ApiFailure(kind, message, { status, detail, causes });
}
function describe({ server, user, action, status, detail }) {
    const said = detail === "" ? "" : ` The server says: ${detail.replace(/\.$/, "")}.`;
    switch (status) {
        case 401:
            return {
                kind: "environment",
                message: `The cluster at ${server} refused the credentials of user '${user}' (401) on the way to ${action}. The token or certificate is wrong or has expired: renew it and update the kubeconfig.`,
            };
        case 403:
            return {
                kind: "environment",
                message: `User '${user}' may not ${action} in the cluster at ${server} (403).${said} Grant that permission with a Role and a RoleBinding; docs/kubernetes.md of Waybill lists what a deployment, and what a plan alone, needs.`,
            };
        case 404:
            return { kind: "input", message: `The cluster at ${server} could not ${action}, because it was not found (404).${said}` };
        case 400:
        case 422:
            return { kind: "input", message: `The cluster at ${server} refused to ${action} (${status}).${said} Correct the manifest.` };
        case 409:
            return {
                kind: "remote",
                message: `The cluster at ${server} could not ${action}, because something else changed it (409).${said} Plan again.`,
            };
        default:
            return {
                kind: "remote",
                message: `The cluster at ${server} failed to ${action} (status ${status}).${said} Look at the API server's health and run again.`,
            };
    }
}
function parseStatus(body) {
    try {
        return JSON.parse(body);
    }
    catch {
        // A proxy in between answers with its own text; its first line is shown instead.
        return undefined;
    }
}
function firstLine(body) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .cutText */ .IN)(body.trim().split("\n")[0] ?? "", 300);
}


/***/ }),

/***/ 84806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ FIELD_MANAGER)
/* harmony export */ });
/**
 * The manager of the fields that deployments set. The name is part of the contract with a cluster: fields are taken away from it only by the
 * same name. https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
 */
const FIELD_MANAGER = "waybill";


/***/ }),

/***/ 6197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ isKubeObject),
/* harmony export */   $f: () => (/* binding */ isSecret),
/* harmony export */   F8: () => (/* binding */ groupOf),
/* harmony export */   H8: () => (/* binding */ refOf),
/* harmony export */   NH: () => (/* binding */ isCustomResourceDefinition),
/* harmony export */   XF: () => (/* binding */ refKey),
/* harmony export */   fS: () => (/* binding */ findCondition),
/* harmony export */   rq: () => (/* binding */ formatRef)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

/** The name of an object. */
function refOf(object) {
    const { name, namespace } = object.metadata;
    return { apiVersion: object.apiVersion, kind: object.kind, name, namespace };
}
/** A key that is equal for two names of the same object: API versions of one group name the same objects, so only the group counts. */
function refKey(ref) {
    return `${groupOf(ref.apiVersion)}/${ref.kind}/${ref.namespace ?? ""}/${ref.name}`;
}
/** The name as people say it: `Deployment shop/api`. */
function formatRef(ref) {
    return `${ref.kind} ${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}`;
}
/** The API group of an `apiVersion`; empty for the core group. */
function groupOf(apiVersion) {
    const slash = apiVersion.indexOf("/");
    return slash < 0 ? "" : apiVersion.slice(0, slash);
}
/** Whether JSON has the shape that every Kubernetes object has. */
function isKubeObject(value) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value) && typeof value["apiVersion"] === "string" && typeof value["kind"] === "string" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value["metadata"]);
}
/** The status condition of a type, or undefined. */
function findCondition(object, type) {
    const found = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(object, "status", "conditions").find((condition) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(condition, "type") === type);
    if (found === undefined)
        return undefined;
    const text = (key) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(found, key) ?? "";
    return { type, status: text("status"), reason: text("reason"), message: text("message") };
}
/** The API group and kind of CustomResourceDefinitions. */
function isCustomResourceDefinition(object) {
    return object.kind === "CustomResourceDefinition" && groupOf(object.apiVersion) === "apiextensions.k8s.io";
}
/** Whether an object is a core Secret, whose values must never be shown. */
function isSecret(object) {
    return object.kind === "Secret" && object.apiVersion === "v1";
}


/***/ }),

/***/ 53434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ fullRepository),
/* harmony export */   i: () => (/* binding */ parseImageName)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);

// The grammar of https://github.com/distribution/reference: a host, if there is one, then lower-case path components.
const REPOSITORY = /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
/** Reads an image reference; undefined when it is not one (a placeholder, capitals, a bad digest). */
function parseImageName(text) {
    if (text.length > 1024)
        return undefined;
    const [name = "", digest, ...rest] = text.split("@");
    if (rest.length > 0 || (digest !== undefined && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)))
        return undefined;
    // A colon belongs to a tag only after the last slash; before it, it separates a registry's port.
    const colon = name.lastIndexOf(":");
    const hasTag = colon > name.lastIndexOf("/");
    const repository = hasTag ? name.slice(0, colon) : name;
    const tag = hasTag ? name.slice(colon + 1) : undefined;
    if (!REPOSITORY.test(repository) || (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)))
        return undefined;
    return { repository, tag, digest };
}
/**
 * The full form of a repository: Docker Hub's short names written out, so that two spellings of one repository are equal. The first part is a
 * host only when it has a dot or a port or is `localhost`, as container engines decide it.
 */
function fullRepository(repository) {
    const slash = repository.indexOf("/");
    const first = repository.slice(0, slash);
    const hasHost = slash > 0 && (first.includes(".") || first.includes(":") || first === "localhost");
    if (!hasHost)
        return `docker.io/${slash < 0 ? "library/" : ""}${repository}`;
    if (first === "index.docker.io" || first === "docker.io") {
        const path = repository.slice(slash + 1);
        return `docker.io/${path.includes("/") ? "" : "library/"}${path}`;
    }
    return repository;
}


/***/ }),

/***/ 3676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DD: () => (/* binding */ loadManifests),
  Ng: () => (/* binding */ parseManifest),
  $t: () => (/* binding */ placeOf)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var object = __webpack_require__(6197);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/yaml-document.js


// Kubernetes reads YAML 1.1 (`0644` is octal, `<<` merges), but knows neither dates, base 60 nor binary.
const LEFT_OUT = new Set([
    "tag:yaml.org,2002:timestamp",
    "tag:yaml.org,2002:binary",
    "tag:yaml.org,2002:omap",
    "tag:yaml.org,2002:pairs",
    "tag:yaml.org,2002:set",
]);
// The octal numbers of YAML 1.2, which Kubernetes understands as well.
const OCTAL = {
    tag: "tag:yaml.org,2002:int",
    default: true,
    format: "OCT",
    test: /^[-+]?0o[0-7_]+$/,
    resolve: (text) => Number.parseInt(text.replace("0o", "").replaceAll("_", ""), 8),
};
function kubernetesTags(tags) {
    const kept = tags.filter((tag) => typeof tag === "string" || (!LEFT_OUT.has(tag.tag) && !("format" in tag && tag.format === "TIME")));
    return [OCTAL, ...kept];
}
/** Parses all documents of a text. Documents without content (comments only) are left out; nothing else is. */
function parseDocuments(text) {
    const lineCounter = new dist/* LineCounter */.HN();
    const parsed = (0,dist/* parseAllDocuments */.hR)(text, {
        version: "1.1",
        merge: true,
        lineCounter,
        customTags: kubernetesTags,
        prettyErrors: false,
        logLevel: "silent",
    });
    const place = (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const documents = [];
    const problems = [];
    // An empty stream is an empty list here, with the errors of no document.
    for (const document of Array.from(parsed)) {
        for (const error of [...document.errors, ...document.warnings])
            problems.push({ ...place(error.pos[0]), message: error.message });
        if (document.errors.length > 0 || document.contents === null)
            continue;
        const start = place(document.contents.range[0]);
        try {
            const value = document.toJS({ maxAliasCount: 100 });
            // Infinity and the like would silently become null on the way to the server.
            (0,digest/* canonicalJson */.dj)(value);
            if (value !== null)
                documents.push({ value, line: start.line, lines: linesOf(document.contents, (offset) => place(offset).line) });
        }
        catch (error) {
            problems.push({ ...start, message: error instanceof Error ? error.message : String(error) });
        }
    }
    return { documents, problems };
}
function linesOf(root, lineAt) {
    const lines = new Map();
    const visit = (node, path, line) => {
        lines.set((0,json/* jsonPointer */.Av)(path), line);
        // What an alias stands for keeps the line of the alias, which is where this object says it.
        if ((0,dist/* isAlias */.Vj)(node))
            return;
        if ((0,dist/* isMap */.jh)(node)) {
            for (const { key, value } of node.items) {
                const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key);
                const offset = (0,dist/* isScalar */.jn)(key) ? key.range?.[0] : undefined;
                visit(value, [...path, name], offset === undefined ? line : lineAt(offset));
            }
        }
        else if ((0,dist/* isSeq */.oP)(node)) {
            for (const [index, item] of node.items.entries()) {
                const range = (0,dist/* isNode */.Ll)(item) ? item.range : undefined;
                visit(item, [...path, index], range ? lineAt(range[0]) : line);
            }
        }
    };
    visit(root, [], lineAt(root.range[0]));
    return lines;
}

;// CONCATENATED MODULE: ./packages/kube/lib/manifest/manifest.js





const MAX_FILE_BYTES = 16 << 20;
const MANIFEST_NAME = /\.(ya?ml|json)$/i;
/**
 * Reads manifests from files and folders (with sub-folders, in the order of names). Throws one `input` error that lists every problem, each
 * as a finding too: what does not parse, has no `kind`, appears twice, or a path that is empty or leaves the workspace.
 */
async function loadManifests(paths, workspace) {
    if (paths.length === 0)
        throw new lib_error/* ActionError */.lZ("input", "No manifests are given. Name files or folders under 'manifests'.");
    const found = { manifests: [], ignored: [], folders: new Set() };
    for (const path of paths)
        await collectFiles(await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, path, "manifests"), workspace, found, true);
    const problems = [];
    const objects = [];
    for (const file of new Set(found.manifests)) {
        const name = (0,external_node_path_.relative)(workspace, file).split(external_node_path_.sep).join("/");
        const loaded = parseManifest(await readManifest(file, name), name);
        objects.push(...loaded.objects);
        problems.push(...loaded.problems);
    }
    problems.push(...findDuplicates(objects));
    if (objects.length === 0 && problems.length === 0)
        problems.push({ what: `${paths.join(", ")}: no Kubernetes object is there; files must end in .yaml, .yml or .json` });
    if (problems.length > 0)
        throw new lib_error/* ActionError */.lZ("input", `The manifests cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join("\n")}`, {
            findings: problems.map(findingOf),
        });
    return { objects, ignored: found.ignored.map((file) => (0,external_node_path_.relative)(workspace, file).split(external_node_path_.sep).join("/")) };
}
function formatProblem({ where, what }) {
    return where === undefined ? what : `${where.file}:${where.line}:${where.column} ${what}`;
}
function findingOf({ where, what }) {
    return { rule: "manifest", severity: "error", what: `The manifests cannot be used: ${what}.`, where };
}
async function collectFiles(path, workspace, found, named) {
    const info = await (0,promises_.stat)(path);
    if (!info.isDirectory()) {
        // A file that was named is read whatever its name; one that merely lies in a folder only by its extension.
        (named || MANIFEST_NAME.test(path) ? found.manifests : found.ignored).push(path);
        return;
    }
    if (found.folders.has(path))
        return;
    found.folders.add(path);
    const entries = await (0,promises_.readdir)(path);
    for (const entry of entries.sort()) {
        if (entry.startsWith("."))
            found.ignored.push((0,external_node_path_.join)(path, entry));
        else
            await collectFiles(await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, (0,external_node_path_.join)(path, entry), "manifests"), workspace, found, false);
    }
}
async function readManifest(file, name) {
    const info = await (0,promises_.stat)(file);
    if (!info.isFile())
        throw new lib_error/* ActionError */.lZ("input", `The manifest '${name}' is not a plain file. Name a file or a folder of files.`);
    if (info.size > MAX_FILE_BYTES)
        throw new lib_error/* ActionError */.lZ("input", `The manifest '${name}' is larger than 16 MiB. No Kubernetes object may be that large; check what the file is.`);
    const bytes = await (0,promises_.readFile)(file);
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", `The manifest '${name}' is not UTF-8 text. Save it as UTF-8.`, { cause: error });
    }
}
/** Reads the objects of one file's text; lists are taken apart. */
function parseManifest(text, file) {
    const { documents, problems } = parseDocuments(text);
    const objects = [];
    const at = (line, what, column = 1) => ({ where: { file, line, column }, what });
    const complaints = problems.map(({ line, column, message }) => at(line, message, column));
    if (documents.length === 0 && problems.length === 0)
        complaints.push(at(1, "the file holds no object; write one or delete the file"));
    for (const { value, line, lines } of documents) {
        const lineOf = (path) => lines.get((0,json/* jsonPointer */.Av)(path)) ?? line;
        for (const { item, path } of takeApart(value, [])) {
            const problem = problemOf(item);
            if (problem !== undefined)
                complaints.push(at(lineOf(path), problem));
            else if ((0,object/* isKubeObject */.$e)(item))
                objects.push({ object: item, file, line: lineOf(path), lines: linesUnder(lines, (0,json/* jsonPointer */.Av)(path)) });
        }
    }
    return { objects, problems: complaints };
}
function* takeApart(value, path) {
    const isList = (0,json/* isRecord */.u4)(value) && ((0,json/* textAt */.$6)(value, "kind") ?? "").endsWith("List") && Array.isArray(value["items"]);
    if (!isList)
        return yield { item: value, path };
    for (const [index, item] of (0,json/* listAt */.gT)(value, "items").entries())
        yield* takeApart(item, [...path, "items", index]);
}
function problemOf(value) {
    if (!(0,json/* isRecord */.u4)(value))
        return "is not a Kubernetes object but plain text, a number or a list";
    if ((0,json/* textAt */.$6)(value, "kind") === "Kustomization")
        return "is a kustomization, which is no object; render it first with 'kubectl kustomize' and name the result";
    for (const key of ["apiVersion", "kind"])
        if (!(0,json/* textAt */.$6)(value, key))
            return `has no '${key}', so it is no Kubernetes object; move the file out of the manifests`;
    if (!(0,object/* isKubeObject */.$e)(value))
        return `is a ${String(value["kind"])} without 'metadata'`;
    if (typeof value.metadata.name !== "string" || value.metadata.name === "") {
        const generated = "generateName" in value.metadata ? "; 'generateName' makes a new object every time, so it cannot be planned" : "";
        return `is a ${value.kind} without 'metadata.name'${generated}`;
    }
    const namespace = value.metadata.namespace;
    if (namespace !== undefined && (typeof namespace !== "string" || namespace === ""))
        return `is a ${value.kind} whose 'metadata.namespace' is no text`;
    for (const key of ["labels", "annotations"]) {
        const entries = value.metadata[key];
        if (entries === undefined || entries === null)
            continue;
        if (!(0,json/* isRecord */.u4)(entries))
            return `has 'metadata.${key}' that is no map`;
        const wrong = Object.entries(entries).find(([, entry]) => typeof entry !== "string");
        if (wrong)
            return `has the value ${JSON.stringify(wrong[1])} in 'metadata.${key}.${wrong[0]}'; only text is allowed there, so put it in quotes`;
    }
    return undefined;
}
function linesUnder(lines, prefix) {
    if (prefix === "")
        return lines;
    const own = new Map();
    for (const [path, line] of lines)
        if (path === prefix || path.startsWith(`${prefix}/`))
            own.set(path.slice(prefix.length), line);
    return own;
}
function findDuplicates(objects) {
    const first = new Map();
    return objects.flatMap((item) => {
        const key = (0,object/* refKey */.XF)((0,object/* refOf */.H8)(item.object));
        const other = first.get(key);
        if (!other)
            first.set(key, item);
        return other
            ? [
                {
                    where: { file: item.file, line: item.line, column: 1 },
                    what: `${(0,object/* formatRef */.rq)((0,object/* refOf */.H8)(item.object))} is already written in ${other.file}:${other.line}; keep one of them`,
                },
            ]
            : [];
    });
}
/** The place of a value inside an object: its own line, or the nearest line above it that the manifest has. */
function placeOf(item, path = []) {
    if (item.file === "")
        return undefined;
    for (let length = path.length; length > 0; length--) {
        const line = item.lines.get((0,json/* jsonPointer */.Av)(path.slice(0, length)));
        if (line !== undefined)
            return { file: item.file, line };
    }
    return { file: item.file, line: item.line };
}


/***/ }),

/***/ 93978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ findMissingReferences),
/* harmony export */   X: () => (/* binding */ listReferences)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3676);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6197);
/* harmony import */ var _pod_template_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63721);




/** What a pod template needs from its namespace; optional references are left out. */
function listReferences(template) {
    const containers = (0,_pod_template_js__WEBPACK_IMPORTED_MODULE_0__/* .listContainers */ .ts)(template).flatMap(({ path, container }) => containerReferences(container, path));
    const volumes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(template.spec, "volumes").flatMap((volume, index) => volumeReferences(volume, [...template.path, "volumes", index]));
    const account = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(template.spec, "serviceAccountName");
    const accounts = account === undefined || account === "default"
        ? []
        : [{ kind: "ServiceAccount", name: account, path: [...template.path, "serviceAccountName"] }];
    return [...containers, ...volumes, ...accounts];
}
// The kind, and the prefix of the fields that name it: `configMapKeyRef`, `configMapRef`, `configMap`.
const SOURCES = [
    ["ConfigMap", "configMap"],
    ["Secret", "secret"],
];
function containerReferences(container, path) {
    return SOURCES.flatMap(([kind, source]) => [
        ...(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(container, "env").flatMap((entry, index) => reference(kind, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(entry, "valueFrom", `${source}KeyRef`), [...path, "env", index])),
        ...(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(container, "envFrom").flatMap((entry, index) => reference(kind, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(entry, `${source}Ref`), [...path, "envFrom", index])),
    ]);
}
function volumeReferences(volume, path) {
    const sources = [volume, ...(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(volume, "projected", "sources")];
    const claim = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(volume, "persistentVolumeClaim", "claimName");
    return [
        ...sources.flatMap((source) => [
            ...reference("ConfigMap", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(source, "configMap"), path),
            ...reference("Secret", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(source, "secret"), path),
        ]),
        ...(claim === undefined ? [] : [{ kind: "PersistentVolumeClaim", name: claim, path }]),
    ];
}
function reference(kind, source, path) {
    const name = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(source, "name") ?? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(source, "secretName");
    if (name === undefined || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(source, "optional") === true)
        return [];
    const key = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(source, "key");
    return [{ kind, name, path, key }];
}
/**
 * References that neither the set nor the Secrets beside it answer: a missing key is an error, a missing object may exist in the cluster
 * already.
 */
function findMissingReferences(set, secrets) {
    return set.objects.flatMap((item) => {
        const template = (0,_pod_template_js__WEBPACK_IMPORTED_MODULE_0__/* .findPodTemplate */ .$c)(item.object);
        return template ? listReferences(template).flatMap((wanted) => judge(set, secrets, item, wanted)) : [];
    });
}
function judge(set, secrets, item, wanted) {
    const namespace = item.object.metadata.namespace;
    const found = set.objects.find(({ object }) => object.kind === wanted.kind && object.metadata.name === wanted.name && object.metadata.namespace === namespace);
    const where = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(item, wanted.path);
    const user = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .formatRef */ .rq)((0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .refOf */ .H8)(item.object));
    const keys = found ? keysOf(found.object) : wanted.kind === "Secret" ? secrets[wanted.name] : undefined;
    if (!keys) {
        const next = `Add it to the manifests, or make sure that it is in the namespace before the deployment.`;
        return [
            {
                rule: "config-reference",
                severity: "notice",
                what: `${user} needs the ${wanted.kind} '${wanted.name}', which is not part of these manifests.`,
                where,
                next,
            },
        ];
    }
    if (wanted.key === undefined || keys.includes(wanted.key))
        return [];
    return [
        {
            rule: "config-reference",
            severity: "error",
            what: `${user} needs the key '${wanted.key}' of ${wanted.kind} '${wanted.name}', which has no such key.`,
            where,
            observed: keys.join(", ") || "no key",
            next: "Correct the key or add it.",
        },
    ];
}
function keysOf(object) {
    return ["data", "stringData", "binaryData"].flatMap((field) => {
        const entries = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(object, field);
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(entries) ? Object.keys(entries) : [];
    });
}


/***/ }),

/***/ 63721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $c: () => (/* binding */ findPodTemplate),
/* harmony export */   ts: () => (/* binding */ listContainers),
/* harmony export */   v8: () => (/* binding */ listImages)
/* harmony export */ });
/* unused harmony export CONTAINER_LISTS */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

// Workloads; CronJobs; PodTemplates. Custom resources that embed a pod follow the first form.
const SPEC_PATHS = [
    ["spec", "template", "spec"],
    ["spec", "jobTemplate", "spec", "template", "spec"],
    ["template", "spec"],
];
/** The pod specification of an object: of a Pod, of every built-in workload, and of custom resources that carry a pod template. */
function findPodTemplate(object) {
    const paths = object.kind === "Pod" && object.apiVersion === "v1" ? [["spec"]] : SPEC_PATHS;
    for (const path of paths) {
        const spec = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(object, ...path);
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(spec) || !Array.isArray(spec["containers"]))
            continue;
        return { path, spec, labels: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(object, ...path.slice(0, -1), "metadata", "labels") };
    }
    return undefined;
}
/** The lists of a pod specification that hold containers. */
const CONTAINER_LISTS = ["initContainers", "containers", "ephemeralContainers"];
/** All containers of a pod template, init containers first. */
function listContainers(template) {
    return CONTAINER_LISTS.flatMap((list) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(template.spec, list).map((container, index) => ({
        name: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(container, "name") ?? "",
        list,
        path: [...template.path, list, index],
        container,
    })));
}
/** Every image that an object's pods use: of containers of all lists, and of image volumes. */
function listImages(object) {
    const template = findPodTemplate(object);
    if (!template)
        return [];
    const places = listContainers(template).map(({ path, container }) => imagePlace([...path, "image"], (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(container, "image")));
    const volumes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(template.spec, "volumes").map((volume, index) => imagePlace([...template.path, "volumes", index, "image", "reference"], (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(volume, "image", "reference")));
    return [...places, ...volumes].flat();
}
function imagePlace(path, image) {
    return image === undefined ? [] : [{ path, image }];
}


/***/ }),

/***/ 24961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ checkManifests)
});

// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/quantity.js
var quantity = __webpack_require__(79257);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/image-name.js
var image_name = __webpack_require__(53434);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-reference.js
var pod_reference = __webpack_require__(93978);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/removed-api.js
// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
const REMOVED = [
    { apiVersion: "extensions/v1beta1", kinds: ["Deployment", "DaemonSet", "ReplicaSet"], since: "1.16", instead: "apps/v1" },
    { apiVersion: "extensions/v1beta1", kinds: ["NetworkPolicy"], since: "1.16", instead: "networking.k8s.io/v1" },
    { apiVersion: "extensions/v1beta1", kinds: ["Ingress"], since: "1.22", instead: "networking.k8s.io/v1" },
    { apiVersion: "apps/v1beta1", kinds: ["Deployment", "StatefulSet"], since: "1.16", instead: "apps/v1" },
    { apiVersion: "apps/v1beta2", kinds: ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"], since: "1.16", instead: "apps/v1" },
    { apiVersion: "networking.k8s.io/v1beta1", kinds: ["Ingress", "IngressClass"], since: "1.22", instead: "networking.k8s.io/v1" },
    { apiVersion: "apiextensions.k8s.io/v1beta1", kinds: ["CustomResourceDefinition"], since: "1.22", instead: "apiextensions.k8s.io/v1" },
    { apiVersion: "apiregistration.k8s.io/v1beta1", kinds: ["APIService"], since: "1.22", instead: "apiregistration.k8s.io/v1" },
    {
        apiVersion: "admissionregistration.k8s.io/v1beta1",
        kinds: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        since: "1.22",
        instead: "admissionregistration.k8s.io/v1",
    },
    { apiVersion: "coordination.k8s.io/v1beta1", kinds: ["Lease"], since: "1.22", instead: "coordination.k8s.io/v1" },
    {
        apiVersion: "rbac.authorization.k8s.io/v1beta1",
        kinds: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        since: "1.22",
        instead: "rbac.authorization.k8s.io/v1",
    },
    { apiVersion: "scheduling.k8s.io/v1beta1", kinds: ["PriorityClass"], since: "1.22", instead: "scheduling.k8s.io/v1" },
    {
        apiVersion: "storage.k8s.io/v1beta1",
        kinds: ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
        since: "1.22",
        instead: "storage.k8s.io/v1",
    },
    { apiVersion: "batch/v1beta1", kinds: ["CronJob"], since: "1.25", instead: "batch/v1" },
    { apiVersion: "discovery.k8s.io/v1beta1", kinds: ["EndpointSlice"], since: "1.25", instead: "discovery.k8s.io/v1" },
    { apiVersion: "policy/v1beta1", kinds: ["PodDisruptionBudget"], since: "1.25", instead: "policy/v1" },
    {
        apiVersion: "policy/v1beta1",
        kinds: ["PodSecurityPolicy"],
        since: "1.25",
        instead: "Pod Security Admission, by labels of the namespace",
    },
    { apiVersion: "node.k8s.io/v1beta1", kinds: ["RuntimeClass"], since: "1.25", instead: "node.k8s.io/v1" },
    { apiVersion: "autoscaling/v2beta1", kinds: ["HorizontalPodAutoscaler"], since: "1.25", instead: "autoscaling/v2" },
    { apiVersion: "autoscaling/v2beta2", kinds: ["HorizontalPodAutoscaler"], since: "1.26", instead: "autoscaling/v2" },
    { apiVersion: "storage.k8s.io/v1beta1", kinds: ["CSIStorageCapacity"], since: "1.27", instead: "storage.k8s.io/v1" },
    {
        apiVersion: "flowcontrol.apiserver.k8s.io/v1beta1",
        kinds: ["FlowSchema", "PriorityLevelConfiguration"],
        since: "1.26",
        instead: "flowcontrol.apiserver.k8s.io/v1",
    },
    {
        apiVersion: "flowcontrol.apiserver.k8s.io/v1beta2",
        kinds: ["FlowSchema", "PriorityLevelConfiguration"],
        since: "1.29",
        instead: "flowcontrol.apiserver.k8s.io/v1",
    },
    {
        apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3",
        kinds: ["FlowSchema", "PriorityLevelConfiguration"],
        since: "1.32",
        instead: "flowcontrol.apiserver.k8s.io/v1",
    },
];
/** Which Kubernetes version removed an API, and what replaces it; undefined when it is not a removed one. */
function findRemovedApi(apiVersion, kind) {
    return REMOVED.find((removed) => removed.apiVersion === apiVersion && removed.kinds.includes(kind));
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/reserved.js
var reserved = __webpack_require__(4501);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/selector.js
var manifest_selector = __webpack_require__(63232);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/preflight.js









// Kinds whose pods are meant to run for ever; a Job's container needs no readiness probe.
const LONG_RUNNING = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);
/**
 * What can be known to be wrong or unwise from the manifests and the keys of the Secrets that are deployed with them; errors would be refused
 * or never become ready.
 */
function checkManifests(set, secrets = {}) {
    return [
        ...set.objects.flatMap((item) => [
            ...checkApi(item),
            ...checkName(item),
            ...(0,reserved/* checkReserved */.r)(item),
            ...checkSelector(item),
            ...checkImages(item),
            ...checkContainers(item),
        ]),
        ...checkServices(set),
        ...(0,pod_reference/* findMissingReferences */.U)(set, secrets),
    ];
}
function finding(severity, item, path, words) {
    const where = (0,manifest/* placeOf */.$t)(item, path);
    return { severity, ...words, where };
}
const nameOf = (item) => (0,object/* formatRef */.rq)((0,object/* refOf */.H8)(item.object));
function checkApi(item) {
    const { apiVersion, kind } = item.object;
    const removed = findRemovedApi(apiVersion, kind);
    if (!removed)
        return [];
    const what = `${nameOf(item)} uses ${apiVersion}, which Kubernetes ${removed.since} removed.`;
    return [finding("error", item, ["apiVersion"], { rule: "removed-api", what, next: `Use ${removed.instead}.` })];
}
function checkName(item) {
    const { name } = item.object.metadata;
    // Names of RBAC objects and some cluster-wide kinds may hold more; the API server judges those.
    const isFree = item.object.apiVersion.startsWith("rbac.authorization.k8s.io/");
    if (isFree || (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253))
        return [];
    const what = `The name '${name}' is not allowed: names are lower-case letters, digits, '-' and '.', at most 253 of them.`;
    return [
        finding("error", item, ["metadata", "name"], {
            rule: "object-name",
            what,
            next: `Use '${name
                .toLowerCase()
                .replaceAll(/[^a-z0-9.-]+/g, "-")
                .replaceAll(/^[.-]+|[.-]+$/g, "")}' and change every place that names it.`,
        }),
    ];
}
function checkSelector(item) {
    const { object } = item;
    const template = LONG_RUNNING.has(object.kind) ? (0,pod_template/* findPodTemplate */.$c)(object) : undefined;
    if (!template || (0,manifest_selector/* matchesSelector */.B5)((0,manifest_selector/* selectorOf */.Bk)(object), template.labels))
        return [];
    const what = `The selector of ${nameOf(item)} does not match the labels of its own pods.`;
    return [
        finding("error", item, ["spec", "selector"], {
            rule: "selector",
            what,
            observed: formatLabels(template.labels),
            next: "Give 'spec.template.metadata.labels' every label that 'spec.selector' demands.",
        }),
    ];
}
function checkImages(item) {
    return (0,pod_template/* listImages */.v8)(item.object).flatMap(({ path, image }) => {
        const name = (0,image_name/* parseImageName */.i)(image);
        if (!name || name.digest || (name.tag !== undefined && name.tag !== "latest"))
            return [];
        const what = `The image '${image}' means whatever 'latest' is at the moment.`;
        return [finding("warning", item, path, { rule: "image-latest", what, next: "Name a version, or better a digest." })];
    });
}
function checkContainers(item) {
    const template = (0,pod_template/* findPodTemplate */.$c)(item.object);
    if (!template)
        return [];
    return (0,pod_template/* listContainers */.ts)(template).flatMap(({ name, list, path, container }) => {
        const findings = checkLimits(item, name, path, container);
        if (LONG_RUNNING.has(item.object.kind) && list === "containers" && !(0,json/* isRecord */.u4)((0,json/* valueAt */.fK)(container, "readinessProbe"))) {
            const what = `The container '${name}' of ${nameOf(item)} has no readiness probe, so it gets requests before it can answer them.`;
            findings.push(finding("warning", item, path, { rule: "no-readiness-probe", what, next: "Add a 'readinessProbe' that asks what a client asks." }));
        }
        return findings;
    });
}
// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
function checkLimits(item, name, path, container) {
    const findings = [];
    for (const list of ["requests", "limits"]) {
        for (const [resource, value] of Object.entries((0,json/* recordAt */.zR)(container, "resources", list))) {
            if ((typeof value === "string" || typeof value === "number") && (0,quantity/* parseQuantity */.L)(value) !== undefined)
                continue;
            const what = `'${String(value)}' is no quantity for '${list}.${resource}' of the container '${name}'.`;
            findings.push(finding("error", item, [...path, "resources", list, resource], {
                rule: "quantity",
                what,
                next: "Write for example '500m' or '256Mi'.",
            }));
        }
    }
    if ((0,json/* valueAt */.fK)(container, "resources", "limits", "memory") === undefined) {
        const what = `The container '${name}' of ${nameOf(item)} has no memory limit, so it can take the whole node's.`;
        findings.push(finding("warning", item, path, { rule: "no-memory-limit", what, next: "Set 'resources.limits.memory'." }));
    }
    return findings;
}
function checkServices(set) {
    return set.objects.flatMap((item) => {
        const { object } = item;
        if (object.kind !== "Service" || object.apiVersion !== "v1" || (0,json/* textAt */.$6)(object, "spec", "type") === "ExternalName")
            return [];
        const selector = (0,json/* textsAt */.i1)(object, "spec", "selector");
        if (Object.keys(selector).length === 0)
            return [];
        const isMatched = set.objects.some((other) => {
            const template = (0,pod_template/* findPodTemplate */.$c)(other.object);
            const labels = other.object.kind === "Pod" ? (other.object.metadata.labels ?? {}) : (template?.labels ?? {});
            return (template !== undefined &&
                other.object.metadata.namespace === object.metadata.namespace &&
                (0,manifest_selector/* matchesSelector */.B5)({ matchLabels: selector, matchExpressions: [] }, labels));
        });
        if (isMatched)
            return [];
        const what = `The selector of ${nameOf(item)} matches no pod of these manifests.`;
        return [
            finding("warning", item, ["spec", "selector"], {
                rule: "service-selector",
                what,
                observed: formatLabels(selector),
                next: "Compare it with the labels of the pods that it is for.",
            }),
        ];
    });
}
function formatLabels(labels) {
    return (Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(", ") || "no label");
}


/***/ }),

/***/ 4501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ REVISION_TYPE),
/* harmony export */   r: () => (/* binding */ checkReserved)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6197);
/* harmony import */ var _plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24698);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3676);




/** The type of the Secrets that keep an application's revisions. */
const REVISION_TYPE = "waybill.dev/revision";
const OWN_LABELS = "waybill.dev/";
/** Those that every deployed object gets, whatever its manifest says. */
const WRITTEN_OVER = new Set([_plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .APPLICATION_LABEL */ .OU, _plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .NAMESPACE_LABEL */ .NK]);
const REVISION_NAME = /^waybill\..+\.v\d+$/;
const LOCK_NAME = /^waybill-/;
/**
 * Says that an object of the manifests would pass for one that Waybill keeps of its deployments: a forged revision would be what a rollback
 * goes back to and what a later run is compared with, a forged lock would stop every deployment, and a namespace of a preview is deleted.
 */
function checkReserved(item) {
    const found = reservedIn(item.object);
    if (!found)
        return [];
    return [
        {
            rule: "reserved",
            severity: "error",
            what: `${(0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)((0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .refOf */ .H8)(item.object))} has ${found.what}, by which Waybill finds what it keeps of its deployments.`,
            next: "Leave the object out of the manifests, or give it a name, type and labels of its own: what Waybill keeps, it writes itself.",
            where: (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(item, found.path),
        },
    ];
}
function reservedIn(object) {
    const { kind, metadata } = object;
    if (kind === "Secret" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(object, "type") === REVISION_TYPE)
        return { what: `the type '${REVISION_TYPE}'`, path: ["type"] };
    const label = Object.keys(metadata.labels ?? {}).find((name) => name.startsWith(OWN_LABELS) && !WRITTEN_OVER.has(name));
    if (label !== undefined)
        return { what: `the label '${label}'`, path: ["metadata", "labels", label] };
    const names = kind === "Secret" ? REVISION_NAME : kind === "Lease" ? LOCK_NAME : undefined;
    return names?.test(metadata.name) ? { what: `the name '${metadata.name}'`, path: ["metadata", "name"] } : undefined;
}


/***/ }),

/***/ 63232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B5: () => (/* binding */ matchesSelector),
/* harmony export */   Bk: () => (/* binding */ selectorOf),
/* harmony export */   VH: () => (/* binding */ formatSelector)
/* harmony export */ });
/* unused harmony export parseSelector */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

/** Reads a `LabelSelector` as workloads write it; an empty one selects nothing here, because no workload may have it. */
function parseSelector(value) {
    return {
        matchLabels: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(value, "matchLabels"),
        matchExpressions: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "matchExpressions").map((expression) => ({
            key: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(expression, "key") ?? "",
            operator: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(expression, "operator") ?? "",
            values: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(expression, "values").filter((item) => typeof item === "string"),
        })),
    };
}
/** Whether labels satisfy a selector. An unknown operator never matches. */
function matchesSelector(selector, labels) {
    if (Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0)
        return false;
    const equal = Object.entries(selector.matchLabels).every(([key, value]) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(labels, key) === value);
    return equal && selector.matchExpressions.every((expression) => matchesExpression(expression, labels));
}
// `NotIn` and `DoesNotExist` also hold for objects without the label.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement
function matchesExpression(expression, labels) {
    const value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(labels, expression.key);
    switch (expression.operator) {
        case "In":
            return value !== undefined && expression.values.includes(value);
        case "NotIn":
            return value === undefined || !expression.values.includes(value);
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
        default:
            return false;
    }
}
/** A selector in the form of the API's `labelSelector` parameter, https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api */
function formatSelector(selector) {
    const labels = Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`);
    const expressions = selector.matchExpressions.map(({ key, operator, values }) => {
        if (operator === "Exists")
            return key;
        if (operator === "DoesNotExist")
            return `!${key}`;
        return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
    });
    return [...labels, ...expressions].join(",");
}
/** The selector of a workload, or of a Service, whose selector is a plain map of labels. */
function selectorOf(object) {
    const selector = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(object, "spec", "selector");
    const isPlain = !("matchLabels" in selector) && !("matchExpressions" in selector);
    return isPlain ? { matchLabels: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(selector), matchExpressions: [] } : parseSelector(selector);
}


/***/ }),

/***/ 24698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HQ: () => (/* binding */ checkApplication),
/* harmony export */   Hv: () => (/* binding */ ownershipLabels),
/* harmony export */   NK: () => (/* binding */ NAMESPACE_LABEL),
/* harmony export */   OU: () => (/* binding */ APPLICATION_LABEL),
/* harmony export */   bf: () => (/* binding */ ownerOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Labels that say which application of which namespace an object belongs to. */
const APPLICATION_LABEL = "waybill.dev/application";
/** The namespace of the application, for objects that have none of their own. */
const NAMESPACE_LABEL = "waybill.dev/namespace";
/**
 * Checks the names of an application, which become parts of object names and labels: a label value has 63 characters at most, and a Secret's
 * name must have room for its revision. Throws an `input` error. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
function checkApplication({ application, namespace }) {
    const rule = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;
    if (!rule.test(application))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("application", `is '${application}'; allowed are 1 to 40 lower-case letters, digits and '-'`);
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("namespace", `is '${namespace}'; allowed are 1 to 63 lower-case letters, digits and '-'`);
    }
}
/** The labels that mark an object as part of an application. */
function ownershipLabels({ application, namespace }) {
    return { [APPLICATION_LABEL]: application, [NAMESPACE_LABEL]: namespace };
}
/** Whose an object is: of this application, of another one (named), or nobody's. */
function ownerOf(object, app) {
    const labels = object.metadata.labels ?? {};
    const application = labels[APPLICATION_LABEL];
    if (application === undefined)
        return "nobody";
    const namespace = labels[NAMESPACE_LABEL] ?? app.namespace;
    if (application === app.application && namespace === app.namespace)
        return "own";
    return { other: `${application} of namespace ${namespace}` };
}


/***/ })

};
