export const id = 1818;
export const ids = [1818,6387];
export const modules = {

/***/ 9305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ CopyReader),
/* harmony export */   z: () => (/* binding */ findMissingCopies)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26788);
/* harmony import */ var _assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9126);
/* harmony import */ var _assemble_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68167);
/* harmony import */ var _ignore_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69790);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63079);







/** Reads the variables of a build stage in their order, and what its COPY and ADD take from the context. */
class CopyReader {
    #values = new Map();
    #given;
    #globals;
    #escape;
    /** `given` knows the build arguments that are passed, `globals` those before the first FROM and the platform's. */
    constructor(given, globals, escape) {
        this.#given = given;
        this.#globals = globals;
        this.#escape = escape;
    }
    /** The sources of one instruction; a path that only the build knows (a variable of the base image) is left to it. */
    read({ keyword, flags, rest, line }) {
        try {
            if (keyword === "ARG")
                this.#declareArgs(rest);
            if (keyword === "ENV")
                this.#declareEnv(rest);
            if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from"))
                return [];
            const words = ((0,_assemble_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .parseList */ .E1)(rest) ?? (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape)).slice(0, -1);
            // With it BuildKit takes every wildcard, whatever it matches and wherever it looks.
            const isFree = flags.some(({ name }) => name === "parents");
            return words.flatMap((word) => {
                const path = isAddress(word) ? undefined : this.#expand(word);
                return path === undefined || isAddress(path) || (isFree && isPattern(path)) ? [] : [{ path: (0,_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .cleanPath */ .ts)(path), line }];
            });
        }
        catch (error) {
            // What is wrong with its words, the build says at their place.
            if (error instanceof _words_js__WEBPACK_IMPORTED_MODULE_3__/* .WordProblem */ .sN)
                return [];
            throw error;
        }
    }
    /** What was given, else its own default, which may name one of the same line; without one what stands before the first FROM. */
    #declareArgs(rest) {
        for (const word of (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape)) {
            const { name, value } = partsOf(word);
            this.#set(name, this.#given(name) ?? (value === undefined ? this.#globals(name) : this.#expandKnown(value)));
        }
    }
    /** Values of one ENV do not know each other. "ENV A b c" is the older form of "ENV A='b c'". */
    #declareEnv(rest) {
        const words = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape);
        const [first = ""] = words;
        const pairs = first.includes("=") ? words.map(partsOf) : [{ name: first, value: rest.slice(first.length).trim() }];
        const values = pairs.map(({ name, value = "" }) => [name, this.#expandKnown(value)]);
        for (const [name, value] of values)
            this.#set(name, value);
    }
    #set(name, value) {
        if (value === undefined)
            this.#values.delete(name);
        else
            this.#values.set(name, value);
    }
    #expand(word) {
        let isKnown = true;
        const text = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expandWord */ .Vo)(word, (name) => this.#values.get(name) ?? ((isKnown = false), undefined), this.#escape);
        return isKnown ? text : undefined;
    }
    /** Also undefined for forms that only BuildKit knows. */
    #expandKnown(word) {
        try {
            return this.#expand(word);
        }
        catch (error) {
            if (error instanceof _words_js__WEBPACK_IMPORTED_MODULE_3__/* .WordProblem */ .sN)
                return undefined;
            throw error;
        }
    }
}
function partsOf(word) {
    const equals = word.indexOf("=");
    return equals === -1 ? { name: word, value: undefined } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}
/** A URL, or where git finds a repository by SSH (`git@example.com:a/b.git`). */
function isAddress(word) {
    return /^["']?(?:[a-z][a-z+.-]*:\/\/|[\w-]+@[\w.-]+:)/i.test(word);
}
function isPattern(path) {
    return /[*?[]/.test(path);
}
/** Says which sources a build in this context would not find. Reads no more of the context than they name. */
async function findMissingCopies({ context, dockerfile }, sources) {
    const ignore = await (0,_assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readIgnore */ .RT)(context, dockerfile);
    const missing = [];
    for (const source of sources) {
        const { exists, paths } = await findPaths(context, source.path);
        const kept = paths.some((path) => path === "" || !ignore(path));
        if (kept)
            continue;
        const hasPattern = isPattern(source.path);
        if (paths.length > 0) {
            // Of a folder that is left out, a later line may keep a part.
            const tree = await (0,_assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readContext */ .yI)(context, { ignore });
            if (!paths.some((path) => tree.has(path)))
                missing.push({ ...source, why: hasPattern ? "no-match" : "ignored" });
        }
        else
            missing.push({ ...source, why: hasPattern && exists ? "no-match" : "absent" });
    }
    return missing;
}
/**
 * The paths that a source stands for; `exists` says whether what stands before its first wildcard is there. The whole context stands for what
 * lies behind a link: where that leads, the build says, which takes an absolute one for a path of the context.
 */
async function findPaths(context, source) {
    let paths = [""];
    let exists = true;
    let isLiteral = true;
    for (const part of source.split("/").filter((each) => each !== "")) {
        const hasPattern = isPattern(part);
        isLiteral &&= !hasPattern;
        const next = [];
        for (const folder of paths) {
            if (folder !== "" && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, folder))).isSymbolicLink())
                return { exists: true, paths: [""] };
            next.push(...(hasPattern ? await matching(context, folder, part) : await child(context, folder, part)));
        }
        if (isLiteral)
            exists = next.length > 0;
        paths = next;
    }
    return { exists, paths };
}
async function child(context, folder, name) {
    const path = folder === "" ? name : `${folder}/${name}`;
    return (await isThere((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, path))) ? [path] : [];
}
/** Here '**' means no more than '*': only ignore files span folders. */
async function matching(context, folder, part) {
    const pattern = (0,_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .globToRegExp */ .tL)(part.replace(/\*{2,}/g, "*"));
    try {
        const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, folder));
        return names.filter((name) => pattern.test(name)).map((name) => (folder === "" ? name : `${folder}/${name}`));
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return [];
        throw error;
    }
}
async function isThere(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path);
        return true;
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return false;
        throw error;
    }
}


/***/ }),

/***/ 22895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readDockerfileNeeds)
/* harmony export */ });
/* harmony import */ var _assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4846);
/* harmony import */ var _assemble_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7783);
/* harmony import */ var _assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8592);
/* harmony import */ var _copies_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9305);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63079);





/**
 * Says what the build stages need that a target is made of; without one, the last. Throws an `input` error with file and line for what is no
 * Dockerfile, a target that is not there, and words that cannot be expanded.
 */
async function readDockerfileNeeds(options) {
    const dockerfile = await (0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .readDockerfile */ .n_)(options);
    const platform = (0,_assemble_base_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(options.platforms[0] ?? `linux/${(0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .hostArchitecture */ .m4)()}`);
    return needsOf(dockerfile, { target: (0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .findTarget */ .FB)(dockerfile, options.target), args: options.args, platform });
}
function needsOf(dockerfile, options) {
    const { file, escape } = dockerfile;
    const globals = (0,_assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__/* .globalArgs */ .J7)({ dockerfile, usedArgs: new Set(), ...options });
    const expand = (text, line) => (0,_assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__/* .expandAt */ .or)(file, line, () => (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expandWord */ .Vo)(text, (name) => globals.get(name), escape));
    const bases = [];
    const buildKit = [];
    const copies = [];
    const seen = new Set();
    /** A name is that of an earlier build stage, else an image ("Multi-stage builds"). */
    const follow = (name, before, line) => {
        const named = dockerfile.stages.findIndex((stage, at) => at < before && stage.name === name.toLowerCase());
        if (named !== -1)
            return look(named);
        if (name !== "scratch" && name !== "")
            bases.push({ image: name, line });
    };
    const look = (index) => {
        const stage = dockerfile.stages[index];
        if (!stage || seen.has(index))
            return;
        seen.add(index);
        follow(expand(stage.base, stage.line), index, stage.line);
        const platform = stage.platform === undefined ? undefined : expand(stage.platform, stage.line);
        if (platform !== undefined && platform !== (0,_assemble_base_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(options.platform))
            buildKit.push({ what: `a build stage for ${platform}`, line: stage.line });
        const reader = new _copies_js__WEBPACK_IMPORTED_MODULE_4__/* .CopyReader */ .b((name) => options.args[name], (name) => globals.get(name), escape);
        for (const instruction of stage.instructions) {
            copies.push(...reader.read(instruction));
            const what = onlyBuildKit(instruction);
            if (what !== undefined)
                buildKit.push({ what, line: instruction.line });
            const from = copySource(instruction);
            if (from === undefined)
                continue;
            if (/^\d+$/.test(from))
                look(Number(from));
            else
                follow(from, index, instruction.line);
        }
    };
    look(options.target);
    return { bases, buildKit, copies };
}
function onlyBuildKit({ keyword, flags, rest }) {
    if (keyword === "RUN" || keyword === "ONBUILD")
        return keyword;
    if (keyword !== "COPY" && keyword !== "ADD")
        return undefined;
    const flag = flags.find(({ name }) => !["from", "chown", "chmod", "link"].includes(name));
    if (flag)
        return `the flag --${flag.name} on ${keyword}`;
    return keyword === "ADD" && /(?:^|[\s"[])(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/i.test(rest) ? "ADD from the network" : undefined;
}
/** Build arguments of a stage are known only while it is built, so a name that they decide is left to the build. */
function copySource({ keyword, flags }) {
    const from = keyword === "COPY" ? flags.find(({ name }) => name === "from")?.value : undefined;
    return from?.includes("$") ? undefined : from;
}


/***/ }),

/***/ 66387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findMissingCopies: () => (/* reexport safe */ _dockerfile_copies_js__WEBPACK_IMPORTED_MODULE_1__.z),
/* harmony export */   parseDockerignore: () => (/* reexport safe */ _dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_3__.yr),
/* harmony export */   readDockerfileNeeds: () => (/* reexport safe */ _dockerfile_needs_js__WEBPACK_IMPORTED_MODULE_2__.C),
/* harmony export */   readIgnoreFile: () => (/* reexport safe */ _assemble_tree_js__WEBPACK_IMPORTED_MODULE_0__.rj)
/* harmony export */ });
/* harmony import */ var _assemble_tree_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9126);
/* harmony import */ var _dockerfile_copies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9305);
/* harmony import */ var _dockerfile_needs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22895);
/* harmony import */ var _dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69790);














/***/ }),

/***/ 90872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ parseChallenge)
/* harmony export */ });
/** Reads a `WWW-Authenticate` header (RFC 9110, section 11.6.1); prefers Bearer over Basic; undefined when neither is offered or a Bearer challenge names no realm. */
function parseChallenge(header) {
    if (header === null)
        return undefined;
    const bearer = /(?:^|,\s*|\s)bearer\s+(.*)$/i.exec(header);
    // "WWW-Authenticate: Bearer realm=…,service=…,scope=…" (token specification, "How to authenticate").
    if (bearer) {
        const parameters = parseParameters(bearer[1] ?? "");
        const realm = parameters.get("realm");
        if (realm !== undefined && realm !== "") {
            return {
                scheme: "bearer",
                realm,
                service: parameters.get("service"),
                scope: parameters.get("scope"),
                error: parameters.get("error"),
            };
        }
    }
    return /(?:^|,\s*)basic(?:\s|$)/i.test(header) ? { scheme: "basic" } : undefined;
}
/** `name=token` or `name="quoted string"`; the first one of a name counts. */
function parseParameters(text) {
    const parameters = new Map();
    for (const match of text.matchAll(/([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
        const name = match[1]?.toLowerCase() ?? "";
        if (!parameters.has(name))
            parameters.set(name, match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? "");
    }
    return parameters;
}


/***/ }),

/***/ 70444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ parseDescriptor),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   Z2: () => (/* binding */ MEDIA_TYPES),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   lj: () => (/* binding */ parseObject)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66911);


/** The media types that Waybill writes or understands (image specification, media-types.md; Docker's from before it). */
const MEDIA_TYPES = {
    index: "application/vnd.oci.image.index.v1+json",
    manifest: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
    layerTar: "application/vnd.oci.image.layer.v1.tar",
    layerZstd: "application/vnd.oci.image.layer.v1.tar+zstd",
    empty: "application/vnd.oci.empty.v1+json",
    dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
    dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
};
/** What a client accepts as a manifest ("Pulling manifests"), best first; a registry may convert when a type is missing here. */
const MANIFEST_TYPES = [
    MEDIA_TYPES.index,
    MEDIA_TYPES.manifest,
    MEDIA_TYPES.dockerIndex,
    MEDIA_TYPES.dockerManifest,
];
/** Reads the bytes of a manifest or index; `where` names it in errors. Throws a `remote` error for anything that is neither. */
function parseManifest(bytes, where) {
    const value = parseObject(bytes, where);
    const mediaType = typeof value["mediaType"] === "string" ? value["mediaType"] : "";
    const isIndex = mediaType === MEDIA_TYPES.index || mediaType === MEDIA_TYPES.dockerIndex || (mediaType === "" && "manifests" in value);
    const isManifest = mediaType === MEDIA_TYPES.manifest || mediaType === MEDIA_TYPES.dockerManifest || (mediaType === "" && "layers" in value);
    if (value["schemaVersion"] !== 2 || (!isIndex && !isManifest))
        throw notManifest(where, mediaType === "" ? "it has no known media type" : `its media type is '${mediaType}'`);
    return {
        mediaType: mediaType === "" ? (isIndex ? MEDIA_TYPES.index : MEDIA_TYPES.manifest) : mediaType,
        artifactType: textOf(value["artifactType"]),
        config: isIndex ? undefined : parseDescriptor(value["config"], `the config of ${where}`),
        subject: value["subject"] === undefined ? undefined : parseDescriptor(value["subject"], `the subject of ${where}`),
        layers: isIndex ? [] : parseDescriptors(value["layers"], `the layers of ${where}`),
        manifests: isIndex ? parseDescriptors(value["manifests"], `the manifests of ${where}`) : [],
        annotations: parseAnnotations(value["annotations"]) ?? {},
        isIndex,
    };
}
/** Checks that a JSON value is a descriptor; `where` names it in errors. Throws a `remote` error when it is not. */
function parseDescriptor(value, where) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        throw notManifest(where, "it is not an object");
    const [mediaType, digest, size] = [value["mediaType"], value["digest"], value["size"]];
    if (typeof mediaType !== "string" || mediaType === "")
        throw notManifest(where, "it has no media type");
    if (typeof digest !== "string" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        throw notManifest(where, `its digest is ${JSON.stringify(digest)}, not sha256:<64 hex digits>`);
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
        throw notManifest(where, `its size is ${JSON.stringify(size)}`);
    const annotations = parseAnnotations(value["annotations"]);
    const platform = parsePlatform(value["platform"]);
    return {
        mediaType,
        digest,
        size,
        annotations,
        artifactType: textOf(value["artifactType"]),
        platform,
        data: textOf(value["data"]),
    };
}
/** Parses bytes as a JSON object; `where` names them in errors. */
function parseObject(bytes, where) {
    let value;
    try {
        value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }
    catch (cause) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .WrongContent */ .lN(`${where} is not readable: it is not JSON. Push it again.`, { cause });
    }
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        throw notManifest(where, "it is not a JSON object");
    return value;
}
function parseDescriptors(value, where) {
    if (!Array.isArray(value))
        throw notManifest(where, "there is no list");
    return value.map((item, index) => parseDescriptor(item, `${where} (number ${index + 1})`));
}
function parseAnnotations(value) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        return undefined;
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === "string"));
}
function parsePlatform(value) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value) || typeof value["os"] !== "string" || typeof value["architecture"] !== "string")
        return undefined;
    return { os: value["os"], architecture: value["architecture"], variant: textOf(value["variant"]) };
}
function textOf(value) {
    return typeof value === "string" ? value : undefined;
}
/** Somebody stored it so; another try would read the same. */
function notManifest(where, problem) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .WrongContent */ .lN(`${where} cannot be used: ${problem}. Push it again, or name another digest.`);
}


/***/ }),

/***/ 66911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ bytesOf),
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   MA: () => (/* binding */ readErrors),
/* harmony export */   PK: () => (/* binding */ refusedCredentials),
/* harmony export */   Up: () => (/* binding */ missingPermission),
/* harmony export */   c9: () => (/* binding */ MissingContent),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   gl: () => (/* binding */ describeNetworkError),
/* harmony export */   ib: () => (/* binding */ MissingPart),
/* harmony export */   lN: () => (/* binding */ WrongContent),
/* harmony export */   p3: () => (/* binding */ RemoteFailure)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(94883);
/* harmony import */ var _challenge_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90872);


/** A `remote` failure of a registry, with the pause it asked for. */
class RemoteFailure extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    afterMs;
    constructor(message, options) {
        super("remote", message, { cause: options.cause });
        this.afterMs = options.afterMs;
    }
}
/** Content that is there but is not what its digest, size or media type says. */
class WrongContent extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    constructor(message, options) {
        super("remote", message, options);
    }
}
/** What a name or a digest says is there, and is not. */
class MissingContent extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    constructor(message) {
        super("environment", message);
    }
}
/** A manifest was refused because the registry does not see a blob or manifest that it names ("Error Codes": MANIFEST_BLOB_UNKNOWN). */
class MissingPart extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    constructor(message) {
        super("remote", message);
    }
}
/** Enough for what registries say ("Error Codes"), too little for a page of a proxy to fill a log. */
const MAX_ERROR_BYTES = 16_384;
/** Reads at most 16 KiB of an error response and returns what it says; an unreadable body is an empty list. */
async function readErrors(response) {
    const text = await readText(response).catch(() => "");
    try {
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text), "errors").map((error) => ({
            code: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(error, "code") ?? "",
            message: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(error, "message") ?? "",
        }));
    }
    catch {
        return [];
    }
}
/** Makes the plain-English error for a response that is not what was expected. */
async function failureOf(response, purpose) {
    const errors = await readErrors(response);
    const said = describeErrors(errors, response.status);
    const target = targetOf(purpose);
    const id = response.headers.get("x-github-request-id") ?? response.headers.get("x-request-id");
    const request = id === null ? "" : ` Request id: ${id}.`;
    const challenge = (0,_challenge_js__WEBPACK_IMPORTED_MODULE_2__/* .parseChallenge */ .x)(response.headers.get("www-authenticate"));
    const lacksScope = challenge?.scheme === "bearer" && challenge.error === "insufficient_scope";
    if (response.status === 401 && !lacksScope)
        return refusedCredentials(purpose, said);
    if (response.status === 403 || response.status === 401)
        return missingPermission(purpose, said);
    if (errors.some(({ code }) => code === "MANIFEST_BLOB_UNKNOWN")) {
        return new MissingPart(`Could not ${purpose.what} ${target}: the registry does not hold everything that it names (${said}). Run again; if it repeats, somebody deletes content there.`);
    }
    if (errors.some(({ code }) => code === "DIGEST_INVALID")) {
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `Could not ${purpose.what} ${target}: the registry computed another digest from the bytes it received (${said}). Run it again; if it repeats, something between here and the registry changes the content.`);
    }
    if (response.status === 404)
        return new MissingContent(`Could not ${purpose.what} ${target}: it is not there (${said}). Check the name and that the token may see it.`);
    if (response.status === 413)
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `Could not ${purpose.what} ${target}: it is larger than the registry or a proxy before it accepts (${said}). Make the layer smaller or raise the limit.`);
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `Could not ${purpose.what} ${target}: ${said}.${request} Try again later or ask the registry's operator.`);
}
/** The error for credentials that the registry did not accept, or that are missing. */
function refusedCredentials(purpose, said, hasCredentials = true) {
    const advice = hasCredentials
        ? "Check the user name and that the token is valid and not expired"
        : `There are no credentials for it: log in first (docker/login-action or 'docker login ${purpose.registry}'), or pass 'registry-username' and 'registry-password'`;
    const github = purpose.registry === "ghcr.io"
        ? "; for ghcr.io that is the job's GITHUB_TOKEN, or a classic personal access token (fine-grained ones are not accepted)"
        : "";
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("environment", `Could not ${purpose.what} ${targetOf(purpose)}: the registry refused the login (${said}). ${advice}${github}.`);
}
/** The error for a token that is valid but may not do this. */
function missingPermission(purpose, said) {
    const github = "Give the job 'permissions: packages: write'. If the package was first pushed by hand or from another repository, open its page on GitHub, " +
        "Package settings, Manage Actions access, and add this repository with the role Write (write_package)";
    const advice = purpose.registry === "ghcr.io" ? github : `Give this account the right to read and push '${purpose.repository ?? "the repository"}'`;
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("environment", `Could not ${purpose.what} ${targetOf(purpose)}: permission is missing (${said}). ${advice}.`);
}
/** The error for a registry that did not answer at all. */
function unreachable(purpose, cause, attempts) {
    const made = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(attempts, "attempt");
    const what = `Could not ${purpose.what} ${targetOf(purpose)}: the registry did not answer (${describeNetworkError(cause)}; ${made}).`;
    return new RemoteFailure(`${what} Check its name, that it runs, and that this machine may reach it.`, { cause });
}
/** The words of a failed connection, without a stack and without passwords. */
function describeNetworkError(error) {
    const words = [];
    for (let at = error; at instanceof Error && words.length < 3; at = at.cause) {
        const code = "code" in at && typeof at.code === "string" ? at.code : "";
        const message = at instanceof AggregateError && at.message === "" ? at.errors.map((one) => describeNetworkError(one)).join(", ") : at.message;
        if (message !== "fetch failed" && message !== "")
            words.push(code === "" || message.includes(code) ? message : `${code}: ${message}`);
    }
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .redactUrlPasswords */ .BM)(words.length === 0 ? "connection failed" : words.join(": "));
}
function describeErrors(errors, status) {
    const words = errors.map(({ code, message }) => [code, message].filter((word) => word !== "").join(": ")).filter((word) => word !== "");
    return words.length === 0 ? `HTTP ${status}` : `HTTP ${status}, ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .cutText */ .IN)(words.join("; "), 500)}`;
}
/** The registry, or the repository in it, that a purpose such as `list the tags of` is about. */
function targetOf(purpose) {
    return purpose.repository === undefined ? `'${purpose.registry}'` : `'${purpose.registry}/${purpose.repository}'`;
}
/** A body may take as long as it flows; one that stops for so long does not flow. */
const STALL_MS = 50_000;
/**
 * The body of a response in pieces as they arrive; none for a response without a body. Throws when nothing arrives for some time; that of
 * whoever uses the pieces does not count.
 */
async function* bytesOf(response, stallMs = STALL_MS) {
    const reader = response.body?.getReader();
    if (!reader)
        return;
    try {
        for (;;) {
            const piece = await inTime(reader.read(), stallMs);
            if (piece.done)
                return;
            yield piece.value;
        }
    }
    finally {
        // Whoever stops early, or waited in vain, gives the connection up.
        await Promise.race([reader.cancel().catch(() => undefined), Promise.resolve()]);
    }
}
async function inTime(work, ms) {
    let timer;
    const late = new Promise((_, refuse) => {
        timer = setTimeout(() => refuse(new Error(`nothing more arrived for ${Math.round(ms / 1000)} s`)), ms);
    });
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
async function readText(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of bytesOf(response)) {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= MAX_ERROR_BYTES)
            break;
    }
    return Buffer.concat(chunks).toString("utf8");
}


/***/ })

};
