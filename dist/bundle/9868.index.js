export const id = 9868;
export const ids = [9868];
export const modules = {

/***/ 63281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ RECORD_TYPE),
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   eC: () => (/* binding */ createRecord),
/* harmony export */   rh: () => (/* binding */ writeRecord)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37975);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69800);
/* harmony import */ var _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19811);
/* harmony import */ var _predicate_statement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55654);





const INDENT = 1;
/** Media type of a record, as a file and as an artifact in a registry. */
const RECORD_TYPE = "application/vnd.waybill.record.v1+json";
/**
 * Closes a release that was verified: signs a statement with the verdict that lists the payload digests of all others in order, and the provenance
 * of other programs, so that none can be swapped, dropped or added.
 */
async function createRecord(bundles, release, signer) {
    const views = bundles.map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectBundle */ .rI);
    const { product, run, tool, verdict, now, builds = [], ...facts } = release;
    const foreign = builds.map(({ bundle }) => bundle);
    const finishedAt = now.toISOString();
    const statement = (0,_predicate_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .createStatement */ .Ay)({
        stage: "release",
        product,
        subjects: [
            { kind: "release", name: facts.application, digest: (0,_predicate_predicates_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseDigest */ .cS)({ ...facts, commit: run.commit }) },
            ...imageSubjects(facts.images),
        ],
        verdict,
        facts: {
            ...facts,
            statements: bundles.map((bundle, index) => ({ stage: stageAt(views, index), payload: (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .payloadDigest */ .JU)(bundle) })),
            builds: foreign.map(_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .digestOfJson */ .Qs),
        },
        startedAt: views[0] && views[0].startedAt < finishedAt ? views[0].startedAt : finishedAt,
        finishedAt,
    }, run, tool);
    return recordOf([...bundles, await (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .signStatement */ .fT)(statement, signer)], foreign);
}
function recordOf(statements, builds) {
    return { mediaType: RECORD_TYPE, statements, ...(builds.length > 0 ? { builds } : {}) };
}
function stageAt(views, index) {
    const view = views[index];
    if (!view)
        throw new TypeError("a record lists a statement that it does not have");
    return view.stage;
}
/** Writes a record so that a reader never sees half of it. */
async function writeRecord(path, record) {
    // A name of its own, so that two runs in one workspace do not take each other's file away.
    const draft = `${path}.${process.pid}.new`;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(draft, `${JSON.stringify(record, undefined, INDENT)}\n`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(draft, path);
}
/** Reads a record; throws a `verdict` error for a file that is not exactly one, an `input` error when there is none. */
async function readRecord(path) {
    let bytes;
    try {
        bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path);
    }
    catch (error) {
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isSystemError */ .Or)(error))
            throw error;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("input", `The release record '${path}' cannot be read (${error.code}). A release writes it to .waybill/<environment>/record.json.`, { cause: error });
    }
    return readPieces(bytes) ?? parseRecord(bytes.toString("utf8"));
}
/**
 * Reads a file that is as `writeRecord` writes it, one statement at a time: all of its text at once takes several times the memory. Undefined for
 * any other file, also for one with the provenance of other programs, which `parseRecord` reads or says what is wrong with.
 */
function readPieces(bytes) {
    const { between, written } = writtenWith(INDENT);
    const shell = JSON.stringify({ mediaType: RECORD_TYPE, statements: [null] }, undefined, INDENT);
    const [before = "", behind = ""] = `${shell}\n`.split("null");
    const end = bytes.length - behind.length;
    if (end < before.length || bytes.toString("utf8", 0, before.length) !== before || bytes.toString("utf8", end) !== behind)
        return undefined;
    // No text of JSON holds a line break, and whatever is inside of a statement stands further to the right.
    const seam = `${between.slice(1)}}${between}{`;
    const statements = [];
    for (let begin = before.length; begin < end;) {
        const at = bytes.indexOf(seam, begin);
        const stop = at < 0 ? end : at + between.length;
        const text = bytes.toString("utf8", begin, stop);
        const statement = tryBundle(text);
        if (!statement || written(statement) !== text)
            return undefined;
        statements.push(statement);
        begin = stop + between.length;
    }
    return recordOf(statements, []);
}
function tryBundle(text) {
    try {
        return (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBundle */ .QN)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(text));
    }
    catch {
        // Why is said by whoever reads all of the text, with the place.
        return undefined;
    }
}
/**
 * Reads a record from its text; see `readRecord`. The text must be as `writeRecord` writes it, or the same without indentation: JSON
 * allows white space, escapes and repeated keys that mean nothing to its reader, and no byte of evidence may mean nothing.
 */
function parseRecord(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        const position = /position (\d+)/.exec(String(error))?.[1];
        const place = position === undefined ? "" : ` ${placeIn(text, Number(position))}`;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("verdict", `The release record is not JSON: it was damaged${place}. Take it from the run's artifacts or the registry again.`, { cause: error });
    }
    const [mediaType, statements] = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)(value, "mediaType"), (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)(value, "statements")];
    const builds = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .listAt */ .gT)(value, "builds");
    const known = { mediaType, statements, ...(builds.length > 0 ? { builds } : {}) };
    if (mediaType !== RECORD_TYPE || !Array.isArray(statements) || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSameJson */ .TL)(value, known)) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("verdict", `The file is not a release record: it must have 'mediaType' ${RECORD_TYPE}, 'statements' and, where other programs built, 'builds', and nothing else.`);
    }
    const record = recordOf(statements.map((bundle, index) => (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBundle */ .QN)(bundle, `Statement ${index + 1} of the record`)), builds);
    const given = text.endsWith("\n") ? text.slice(0, -1) : text;
    if (isWritten(given, record, INDENT) || isWritten(given, record))
        return record;
    const written = JSON.stringify(record, undefined, INDENT);
    let at = 0;
    while (given[at] === written[at])
        at++;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("verdict", `The release record is not written as Waybill writes it: a character was changed, added or removed ${placeIn(written, at)}. Take it from the run's artifacts or the registry again.`);
}
/**
 * Whether a text is what `JSON.stringify` makes of a record. Statement by statement, because all of them at once take twice the time and
 * three times the memory.
 */
function isWritten(text, record, indent) {
    const write = (value) => JSON.stringify(value, undefined, indent);
    if (record.statements.length === 0)
        return text === write(record);
    // Nothing that stands before the statements holds this word.
    const shell = write({ ...record, statements: [null] });
    const { between, written } = writtenWith(indent);
    let at = shell.indexOf("null");
    const end = shell.slice(at + "null".length);
    if (!text.startsWith(shell.slice(0, at)))
        return false;
    for (const [index, statement] of record.statements.entries()) {
        const gap = index === 0 ? "" : between;
        const own = written(statement);
        if (!text.startsWith(gap, at) || !text.startsWith(own, at + gap.length))
            return false;
        at += gap.length + own.length;
    }
    return text.slice(at) === end;
}
/** How statements are written in a record, and what stands between two. A statement is as deep in two lists as it is in a record. */
function writtenWith(indent) {
    const write = (value) => JSON.stringify(value, undefined, indent);
    const [before = "", between = "", behind = ""] = write([[null, null]]).split("null");
    return { between, written: (statement) => write([[statement]]).slice(before.length, -behind.length) };
}
/** Names the statement that a position of a record's text lies in or just after. */
function placeIn(text, position) {
    // No statement has a member of this name; what stands behind it is as its program wrote it.
    if (text.slice(0, position).includes('"builds":'))
        return "in the provenance of another program";
    // The record has the first media type, every statement one more; a payload, being base64, cannot contain the word in quotes.
    const statement = text.slice(0, position).split('"mediaType"').length - 2;
    return statement < 1 ? "before its first statement" : `in or just after statement ${statement}`;
}
function imageSubjects(images) {
    return Object.values(images).map((reference) => {
        const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .imageOf */ .d)(reference);
        if (!image)
            throw new TypeError(`the image '${reference}' of a release is not named by its digest`);
        return { kind: "image", name: image.repository, digest: image.digest };
    });
}


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
