export const id = 5885;
export const ids = [5885];
export const modules = {

/***/ 84851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ textsOf),
/* harmony export */   G: () => (/* binding */ readSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

/** The texts of a list; undefined when there is no list. */
function textsOf(value) {
    return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined;
}
/** Every entry of a section, read by name. */
function readSection(section, read) {
    return Object.fromEntries(Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(section)).map(([name, value]) => [name, read(name, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(value))]));
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

/***/ 64629:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  eJ: () => (/* binding */ configOfEntry),
  Z9: () => (/* binding */ loadConfig),
  OY: () => (/* binding */ policyOfFloor),
  Xg: () => (/* binding */ readConfig)
});

// UNUSED EXPORTS: checkConfig

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/config/lib/fields.js
var lib_fields = __webpack_require__(84851);
;// CONCATENATED MODULE: ./packages/config/lib/order.js
/**
 * Names in an order in which each stands behind its predecessor, else as they came; and the names that wait for each other in a circle or
 * for a name that is not there.
 */
function orderByPredecessor(predecessors) {
    const ordered = [];
    let waiting = [...predecessors.keys()];
    for (;;) {
        const ready = waiting.find((name) => {
            const before = predecessors.get(name);
            return before === undefined || ordered.includes(before);
        });
        if (ready === undefined)
            return { ordered, circular: waiting };
        ordered.push(ready);
        waiting = waiting.filter((name) => name !== ready);
    }
}

// EXTERNAL MODULE: ./packages/config/lib/origin.js
var lib_origin = __webpack_require__(86180);
// EXTERNAL MODULE: ./packages/config/lib/tree.js
var tree = __webpack_require__(48846);
;// CONCATENATED MODULE: ./packages/config/lib/consistency.js





/** What a schema cannot say: names that must exist elsewhere in the configuration, keys that exclude or need each other, circles. */
function checkConsistency(root, file) {
    const problems = [];
    const report = {
        about: (path, what) => void problems.push((0,lib_origin/* problemOf */.Zw)((0,tree/* originAt */.iX)(root, path), what)),
        at: (path, sentence) => void problems.push((0,lib_origin/* problem */.CC)((0,tree/* originAt */.iX)(root, path), sentence)),
    };
    for (const [name, entry] of Object.entries((0,json/* recordAt */.zR)(file, "data")))
        checkData(name, (0,json/* recordAt */.zR)(entry), report);
    for (const [name, entry] of Object.entries((0,json/* recordAt */.zR)(file, "models")))
        checkModel(name, (0,json/* recordAt */.zR)(entry), report);
    checkEnvironments(file, report);
    return problems;
}
function checkData(name, fields, report) {
    const given = ["checks", "contract"].filter((key) => fields[key] !== undefined);
    if (given.length !== 1)
        report.about(["data", name], "needs exactly one of 'checks' and 'contract'; without checks nothing would be validated");
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test((0,json/* textAt */.$6)(fields, "source") ?? ""))
        report.about(["data", name, "source"], "is a URL; it must be a file of the workspace, so fetch it in an earlier step");
}
function checkModel(name, fields, report) {
    const gates = Object.entries((0,json/* recordAt */.zR)(fields, "gate"));
    if (gates.length > 0 && fields["metrics"] === undefined)
        report.about(["models", name, "gate"], "needs 'metrics' beside it: the file whose metrics pass the gate");
    if ((0,json/* textAt */.$6)(fields, "baseline")?.startsWith("environment:"))
        report.about(["models", name, "baseline"], "must be a metrics file of the workspace; baselines read from an environment are not supported");
    for (const [metric, entry] of gates) {
        const gate = (0,json/* recordAt */.zR)(entry);
        const path = ["models", name, "gate", metric];
        if ((gate["may_drop"] !== undefined || gate["may_rise"] !== undefined) && fields["baseline"] === undefined)
            report.about(path, "compares with a baseline, so it needs 'baseline' beside 'gate'");
        const least = (0,json/* numberAt */.tk)(gate, "must_be_at_least");
        const most = (0,json/* numberAt */.tk)(gate, "must_be_at_most");
        if (least !== undefined && most !== undefined && least > most)
            report.about(path, "can never pass: must_be_at_least is greater than must_be_at_most");
    }
}
function checkEnvironments(file, report) {
    const environments = (0,json/* recordAt */.zR)(file, "environments");
    const names = Object.keys(environments);
    for (const [name, entry] of Object.entries(environments)) {
        const fields = (0,json/* recordAt */.zR)(entry);
        const after = (0,json/* textAt */.$6)(fields, "after");
        if (after !== undefined && !names.includes(after))
            report.at(["environments", name, "after"], unknownName("environment", after, names));
        for (const kind of ["images", "databases"]) {
            const known = Object.keys((0,json/* recordAt */.zR)(file[kind]));
            for (const [index, wanted] of ((0,lib_fields/* textsOf */.C)(fields[kind]) ?? []).entries())
                if (!known.includes(wanted))
                    report.at(["environments", name, kind, index], unknownName(kind.slice(0, -1), wanted, known));
        }
    }
    checkOrder(environments, report);
}
function checkOrder(environments, report) {
    const predecessors = new Map(Object.entries(environments).map(([name, entry]) => [name, (0,json/* textAt */.$6)(entry, "after")]));
    // Names that do not exist are reported where they stand.
    const known = new Map([...predecessors].map(([name, after]) => [name, after !== undefined && predecessors.has(after) ? after : undefined]));
    const { circular } = orderByPredecessor(known);
    const [first] = circular;
    if (first !== undefined)
        report.at(["environments", first, "after"], `the environments ${circular.join(", ")} wait for each other in a circle; remove one 'after'`);
}
/** The sentence about a name that is not declared, with the nearest one that is. */
function unknownName(kind, name, known) {
    const nearest = (0,lib_text/* findNearest */.qg)(name, known);
    const hint = nearest === undefined ? (known.length > 0 ? `there is ${known.join(", ")}` : "none is declared") : `did you mean '${nearest}'?`;
    return `there is no ${kind} '${name}'; ${hint}`;
}

// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
;// CONCATENATED MODULE: ./packages/config/lib/environment/database-addresses.js






/** Where each environment's databases are: at the base's URL, or at that of the environment's own file. */
function databaseAddresses(root, overlays) {
    const known = [...((0,tree/* nodeAt */.oB)(root, ["databases"])?.members?.keys() ?? [])];
    const problems = [];
    const byEnvironment = new Map();
    for (const [environment, { value }] of (0,tree/* nodeAt */.oB)(root, ["environments"])?.members ?? []) {
        const used = (0,lib_fields/* textsOf */.C)((0,json/* recordAt */.zR)((0,tree/* plainValue */._y)(value))["databases"]) ?? known;
        const overlay = overlays.find((each) => each.environment === environment);
        for (const [name, member] of (overlay && (0,tree/* nodeAt */.oB)(overlay.root, ["databases"])?.members) ?? []) {
            if (!known.includes(name))
                problems.push((0,lib_origin/* problem */.CC)(member.origin, unknownName("database", name, known)));
            else if (!used.includes(name))
                problems.push((0,lib_origin/* problem */.CC)(member.origin, `'${environment}' does not use the database '${name}', so this changes nothing; name it in its 'databases', or remove this`));
        }
        byEnvironment.set(environment, used.flatMap((database) => addressOf(root, overlay, database) ?? []));
    }
    return { byEnvironment, problems };
}
function addressOf(root, overlay, database) {
    const own = overlay && (0,tree/* nodeAt */.oB)(overlay.root, ["databases", database, "url"]);
    const node = own ?? (0,tree/* nodeAt */.oB)(root, ["databases", database, "url"]);
    return typeof node?.scalar === "string" ? { database, url: node.scalar, origin: node.origin, isOwn: own !== undefined } : undefined;
}
/** The databases as an environment has them. An address of its own gets a key of its own in `origins`. */
function addressedIn(environment, databases, addresses, origins) {
    const addressed = { ...databases };
    for (const { database, url, origin, isOwn } of addresses.get(environment) ?? []) {
        const [base, ref] = [databases[database], (0,secret_ref/* parseSecretRef */.TN)(url)];
        if (!base || !ref || !isOwn)
            continue;
        const urlKey = `environments.${environment}.databases.${database}.url`;
        origins.set(urlKey, origin);
        addressed[database] = { ...base, url: ref, urlKey };
    }
    return addressed;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/config/lib/yaml-errors.js

/** What to do about the errors that people make; by the reader's codes (https://eemeli.org/yaml/#errors). */
const NEXT = {
    TAB_AS_INDENT: "indent with spaces",
    BAD_INDENT: "give it the indentation of the keys beside it",
    MISSING_CHAR: "a key ends with a colon and a space, and what is opened must be closed",
    BAD_SCALAR_START: "put the value in quotes",
    BAD_ALIAS: "put a text that begins with '*' or '&' in quotes",
    UNEXPECTED_TOKEN: "check the brackets, quotes and commas of this line and the one above",
};
/** What those come to whose words say nothing to people. */
const SAYS = {
    MULTILINE_IMPLICIT_KEY: "a colon is missing: a key ends with a colon and a space, and a text of several lines needs quotes or '|'",
    BLOCK_AS_IMPLICIT_KEY: "a second key stands on this line: put a text that holds a colon and a space in quotes, or give the key a line of its own",
};
/** The errors of a document, the first of each line: what follows on a line mostly comes of it. */
function describeErrors(document, lineOf) {
    const found = [...document.errors, ...document.warnings].map((error) => describeError(document, error));
    const lines = new Set();
    return found.toSorted((a, b) => a.offset - b.offset).filter(({ offset }) => !lines.has(lineOf(offset)) && lines.add(lineOf(offset)));
}
function describeError(document, error) {
    const [offset] = error.pos;
    const opened = /end with a (\S)|closing (["'])/.exec(error.message);
    if (opened) {
        const closing = opened[1] ?? opened[2] ?? "";
        const start = lastOpened(document, closing, offset);
        if (start !== undefined)
            return { offset: start, what: `what is opened here is never closed; end it with ${closing}` };
    }
    const [said, next] = [SAYS[error.code], NEXT[error.code]];
    return { offset, what: said ?? `${error.message.replace(/\s+/g, " ").trim()}${next === undefined ? "" : `; ${next}`}` };
}
/** Where the last bracket or quote before an offset was opened that the given character would close. */
function lastOpened(document, closing, before) {
    let start;
    (0,dist/* visit */.YR)(document, {
        Node(_, node) {
            const from = node.range?.[0];
            const isOpen = closing === "]" || closing === "}" ? (0,dist/* isCollection */.P3)(node) && node.flow : (0,dist/* isScalar */.jn)(node) && node.type?.startsWith("QUOTE");
            if (isOpen && from !== undefined && from <= before)
                start = Math.max(start ?? 0, from);
        },
    });
    return start;
}

;// CONCATENATED MODULE: ./packages/config/lib/document.js




const MAX_NODES = 20_000;
const MAX_DEPTH = 40;
/**
 * Reads the one document of a YAML text; syntax errors, duplicate keys, several documents and an empty text become findings. Aliases are
 * followed up to a bound, so that a small file cannot fill the memory, and `<<` takes over the keys of other mappings
 * (https://yaml.org/type/merge.html): what stands in the mapping itself wins, then what is named first.
 */
function parseDocument(text, file) {
    const counter = new dist/* LineCounter */.HN();
    const parsed = (0,dist/* parseAllDocuments */.hR)(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false, version: "1.2" });
    const documents = Array.isArray(parsed) ? parsed : [];
    const placeAt = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const originAt = (offset, key = "") => ({ from: "file", place: placeAt(offset), key });
    const wrong = documents.flatMap((one) => describeErrors(one, (offset) => counter.linePos(offset).line));
    const problems = wrong.map(({ offset, what }) => (0,lib_origin/* problem */.CC)(originAt(offset), what));
    if (problems.length > 0)
        return { problems };
    const [document, second] = documents;
    if (second)
        return { problems: [(0,lib_origin/* problem */.CC)(originAt(second.range[0]), "a second document begins here; one file holds one document")] };
    const contents = document?.contents;
    if (!document || !contents || ((0,dist/* isScalar */.jn)(contents) && contents.value === null))
        return { problems: [(0,lib_origin/* problem */.CC)(originAt(0), "the file is empty; it says what is released and where to, or it need not be there")] };
    const root = readNode({ document, originAt, problems, count: 0 }, contents, 0, originAt(0));
    return problems.length > 0 ? { problems } : { root, problems };
}
/** Reads a node; `expected` is its key, and its place unless it has one of its own. */
function readNode(reader, node, depth, expected) {
    const origin = (0,dist/* isNode */.Ll)(node) && node.range ? reader.originAt(node.range[0], expected.key) : expected;
    const nothing = { type: "null", origin, scalar: null };
    if (++reader.count > MAX_NODES || depth > MAX_DEPTH) {
        const limit = depth > MAX_DEPTH ? `${MAX_DEPTH} levels deep` : `${MAX_NODES} values`;
        if (reader.problems.length === 0)
            reader.problems.push((0,lib_origin/* problem */.CC)(origin, `the file holds more than ${limit}, aliases counted`));
        return nothing;
    }
    if ((0,dist/* isAlias */.Vj)(node)) {
        const target = node.resolve(reader.document);
        if (target)
            return { ...readNode(reader, target, depth + 1, origin), origin };
        reader.problems.push((0,lib_origin/* problem */.CC)(origin, `the alias '*${node.source}' has no anchor; set it with '&${node.source}' at the value that it stands for, above this line`));
        return nothing;
    }
    if ((0,dist/* isMap */.jh)(node))
        return { type: "object", origin, members: readMembers(reader, node.items, depth, origin) };
    if ((0,dist/* isSeq */.oP)(node)) {
        const items = node.items.map((item, index) => readNode(reader, item, depth + 1, { ...origin, key: (0,lib_origin/* keyWithin */.hF)(origin, index) }));
        return { type: "array", origin, items };
    }
    return (0,dist/* isScalar */.jn)(node) ? readScalar(reader, node.value, origin) : nothing;
}
function readMembers(reader, pairs, depth, above) {
    const members = new Map();
    const merged = [];
    const places = new Map();
    for (const { key, value } of pairs) {
        const word = (0,dist/* isScalar */.jn)(key) ? key.value : undefined;
        const offset = (0,dist/* isNode */.Ll)(key) ? (key.range?.[0] ?? 0) : 0;
        if (typeof word !== "string" && typeof word !== "number" && typeof word !== "boolean") {
            reader.problems.push((0,lib_origin/* problem */.CC)(reader.originAt(offset, above.key), "a key must be a plain word"));
            continue;
        }
        const name = String(word);
        const isMerge = (0,dist/* isScalar */.jn)(key) && key.type === "PLAIN" && name === "<<";
        const origin = reader.originAt(offset, isMerge ? above.key : (0,lib_origin/* keyWithin */.hF)(above, name));
        const first = places.get(name);
        if (first)
            reader.problems.push((0,lib_origin/* problem */.CC)(origin, secondTime(name, first)));
        places.set(name, origin);
        const read = readNode(reader, value, depth + 1, origin);
        if (isMerge)
            merged.push(...mergeSources(reader, read, origin));
        else
            members.set(name, { origin, value: read });
    }
    for (const [name, member] of merged.flatMap((source) => [...(source.members ?? [])]))
        if (!members.has(name))
            members.set(name, member);
    return members;
}
function secondTime(name, first) {
    const line = first.from === "file" ? first.place.line : 0;
    const next = name === "<<" ? "take over several mappings with '<<: [*one, *other]'" : "keep one of them";
    return `the key '${name}' stands here a second time, after line ${line}; ${next}`;
}
/** What `<<` names: a mapping, or a list of them. */
function mergeSources(reader, value, origin) {
    const sources = value.items ?? [value];
    if (sources.every(({ members }) => members))
        return sources;
    reader.problems.push((0,lib_origin/* problem */.CC)(origin, "'<<' takes over the keys of a mapping, so it must be an alias such as *base, or a list of aliases"));
    return [];
}
function readScalar(reader, value, origin) {
    const node = (0,tree/* scalarNode */.Hf)(value, origin);
    if (node)
        return node;
    reader.problems.push((0,lib_origin/* problem */.CC)(origin, "the value is no text, finite number, true, false, list or mapping"));
    return { type: "null", origin, scalar: null };
}

;// CONCATENATED MODULE: ./packages/config/lib/entry-inputs.js

/** The tree that a file with this one entry would have, every value with its input as origin. */
function treeOfEntry({ section, name, keys }) {
    const given = Object.entries(keys).filter(([, { value }]) => value !== undefined);
    const members = given.map(([key, { input, value }]) => {
        const origin = { from: "input", input, key: "" };
        return [key, { origin, value: (0,tree/* treeOf */.g7)(value, origin) }];
    });
    const named = { from: "input", input: name.input, key: "" };
    const [first] = given;
    const origin = first ? { ...named, input: first[1].input } : named;
    const entry = { type: "object", origin, members: new Map(members) };
    const entries = { type: "object", origin, members: new Map([[name.value, { origin: named, value: entry }]]) };
    return { type: "object", origin, members: new Map([[section, { origin, value: entries }]]) };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/config/lib/schema/schema.js + 2 modules
var schema = __webpack_require__(56075);
;// CONCATENATED MODULE: ./packages/config/lib/schema/overlay-schema.js

const definition = (name) => schema/* configSchema */.Q.definitions?.[name] ?? {};
/** Some of an object's properties, none of them needed: the base has what an overlay leaves out. */
function partOf(schema, keep) {
    const { required: _, minProperties: __, ...rest } = schema;
    const properties = Object.entries(schema.properties ?? {}).filter(([key]) => keep(key));
    return { ...rest, properties: Object.fromEntries(properties.map(([key, value]) => [key, optional(value)])) };
}
function optional(schema) {
    return schema.properties ? partOf(schema, () => true) : schema;
}
const { properties = {} } = schema/* configSchema */.Q;
const ofEntries = (section, entry) => ({ ...properties[section], additionalProperties: entry });
/**
 * The JSON Schema of `waybill.<environment>.yml`: where a release goes and what it needs there. What is released and validated, and in which
 * order, is the same in every environment and stands in the base; so does who may sign.
 */
const overlaySchema = {
    ...schema/* configSchema */.Q,
    $id: "https://github.com/waybill-ci/waybill/waybill.overlay.schema.json",
    title: "waybill.<environment>.yml",
    properties: {
        version: properties["version"] ?? {},
        databases: ofEntries("databases", partOf(definition("database"), (key) => key === "url")),
        environments: ofEntries("environments", {
            ...partOf(definition("environment"), (key) => key !== "after"),
            type: "object",
        }),
        policy: partOf(definition("policy"), (key) => key === "environments"),
    },
    definitions: {},
};

// EXTERNAL MODULE: ./packages/config/lib/schema/validator.js
var validator = __webpack_require__(41932);
// EXTERNAL MODULE: ./packages/config/lib/text-file.js
var text_file = __webpack_require__(19004);
;// CONCATENATED MODULE: ./packages/config/lib/environment/overlay.js









/**
 * Reads the overlay of every environment that has one. A problem is said at its line; so is a file for an environment that the base does
 * not declare, which would otherwise be passed over in silence.
 */
async function readOverlays(workspace, base, environments) {
    const overlays = [];
    const problems = [];
    for (const { file, environment, isNamedLikeBase } of await findOverlays(workspace, base)) {
        const wrong = environments.includes(environment)
            ? isNamedLikeBase
                ? undefined
                : otherExtension(base)
            : unknown(file, environment, environments);
        if (wrong !== undefined) {
            problems.push((0,lib_origin/* problem */.CC)({ from: "file", place: { file, line: 1, column: 1 }, key: "" }, wrong));
            continue;
        }
        const { text, digest } = await (0,text_file/* readSource */.o)(workspace, file);
        const { root, problems: found } = parseDocument(text, file);
        found.push(...(root ? judge(root, environment, base) : []));
        problems.push(...found);
        if (root && found.length === 0)
            overlays.push({ environment, file, digest, root });
    }
    return { overlays, problems };
}
/** The base with what the overlays say of their environments. Their databases and policies are read on their own. */
function mergeEnvironments(base, overlays) {
    return overlays.reduce((merged, { root }) => (0,tree/* mergeTrees */.Md)(merged, only(root, "environments")), base);
}
function only(root, key) {
    const member = root.members?.get(key);
    return { ...root, members: new Map(member ? [[key, member]] : []) };
}
/** `waybill.production.yml` beside `waybill.yml`, `release.production.yaml` beside `release.yaml`. */
async function findOverlays(workspace, base) {
    const { dir, name, ext } = external_node_path_.posix.parse(base);
    const entries = await (0,promises_.readdir)((0,external_node_path_.resolve)(workspace, (0,external_node_path_.dirname)(base))).catch((error) => {
        // A base that lies in no folder that can be listed has been read all the same, and has no file beside it.
        if ((0,lib_error/* isSystemError */.Or)(error))
            return [];
        throw error;
    });
    return entries
        .toSorted((a, b) => a.localeCompare(b, "en"))
        .flatMap((entry) => {
        const own = external_node_path_.posix.parse(entry);
        if (!own.name.startsWith(`${name}.`) || ![".yml", ".yaml"].includes(own.ext))
            return [];
        return [{ file: external_node_path_.posix.join(dir, entry), environment: own.name.slice(name.length + 1), isNamedLikeBase: own.ext === ext }];
    });
}
function otherExtension(base) {
    return `this file is not read, because '${base}' ends in '${external_node_path_.posix.extname(base)}'; let both end alike`;
}
function unknown(file, environment, known) {
    const nearest = (0,lib_text/* findNearest */.qg)(environment, known);
    const { ext } = external_node_path_.posix.parse(file);
    const hint = nearest === undefined
        ? `${known.length > 0 ? `there is ${known.join(", ")}` : "none is declared"}; declare it under 'environments', or give the file another name`
        : `did you mean '${external_node_path_.posix.basename(file, `${environment}${ext}`)}${nearest}${ext}'?`;
    return `the file is for the environment '${environment}', which is not declared; ${hint}`;
}
function judge(root, environment, base) {
    const misplaced = [...findMisplaced(root, [], { environment, base })];
    const isKnown = ({ where }) => misplaced.some((known) => known.where?.line === where?.line && known.where?.column === where?.column);
    return [...misplaced, ...(0,validator/* validate */.t)(root, overlaySchema).filter((found) => !isKnown(found))];
}
/** What only the base may say, and what would remove something; nothing below a key that is reported. */
function* findMisplaced(node, path, about) {
    for (const [key, { origin, value }] of node.members ?? []) {
        const at = [...path, key];
        const reason = reasonAgainst(at);
        const isOther = at.length === depthOfEnvironment(at) && key !== about.environment;
        if (reason !== undefined)
            yield (0,lib_origin/* problemOf */.Zw)(origin, `cannot stand here but in '${about.base}': ${reason}`);
        else if (isOther)
            yield (0,lib_origin/* problemOf */.Zw)(origin, `cannot stand here: this file is for '${about.environment}' alone`);
        else if (path.length === 0 && belongsToEnvironment(key))
            yield (0,lib_origin/* problemOf */.Zw)(origin, `stands at the top of the file; write it under 'environments: { ${about.environment}: … }'`);
        else if (value.type === "null" && !key.startsWith("x-"))
            yield (0,lib_origin/* problemOf */.Zw)(value.origin, `is empty; this file can replace a value of '${about.base}' but not remove one, so give a value or leave the key out`);
        else
            yield* findMisplaced(value, at, about);
    }
}
/** How many keys lead to the name of an environment, where one stands at the end of a path such as this. */
function depthOfEnvironment([section, below]) {
    if (section === "environments")
        return 2;
    return section === "policy" && below === "environments" ? 3 : undefined;
}
/** Keys are where they are in the base, which people who know one file for each environment from elsewhere do not expect. */
function belongsToEnvironment(key) {
    const entry = overlaySchema.properties?.["environments"]?.additionalProperties;
    return Boolean(entry && Object.hasOwn(entry.properties ?? {}, key)) && !Object.hasOwn(overlaySchema.properties ?? {}, key);
}
const SAME = "what is built and validated is the same in every environment";
/** Why the value at a path is the same for all environments. */
function reasonAgainst(path) {
    const [section = "", below = "", key = ""] = path;
    if (path.length === 1 && ["images", "data", "models"].includes(section))
        return SAME;
    if (path.length === 1 && ["name", "registry"].includes(section))
        return "one project has one";
    if (path.length === 2 && section === "policy" && ["extends", "signers"].includes(below))
        return "who is trusted, and on what this policy stands, holds for every environment";
    if (path.length === 3 && section === "databases" && key === "migrations")
        return SAME;
    if (path.length === 3 && section === "databases" && key === "shared")
        return "it is about the databases of several environments";
    if (path.length === 3 && section === "environments" && key === "after")
        return "it is about the order of all environments";
    return undefined;
}

// EXTERNAL MODULE: ./packages/config/lib/sections.js + 1 modules
var sections = __webpack_require__(15887);
// EXTERNAL MODULE: ./packages/config/lib/schema/policy-schema.js
var policy_schema = __webpack_require__(14752);
// EXTERNAL MODULE: ./packages/config/lib/policy/floor.js
var policy_floor = __webpack_require__(46969);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
;// CONCATENATED MODULE: ./packages/config/lib/policy/policy-file.js





const DEFAULT_ALLOW = ["pass", "warn"];
const VERDICTS = ["pass", "warn", "inconclusive", "fail"];
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
/** Reads what a policy that the schema has accepted says itself; what it extends is read elsewhere. */
async function readPolicyFile(fields, place) {
    const demands = [];
    const selfApproval = [];
    const named = [];
    for (const [environment, entry] of Object.entries((0,json/* recordAt */.zR)(fields, "environments"))) {
        const path = ["environments", environment];
        named.push({ environment, origin: originIn(place, path) });
        for (const [index, each] of (0,json/* listAt */.gT)(entry, "require").entries()) {
            const origin = originIn(place, [...path, "require", index]);
            demands.push({ environment, origin, requirement: readRequirement(each, origin) });
        }
        const value = (0,json/* textAt */.$6)(entry, "self_approval");
        if (value === "allow" || value === "refuse")
            selfApproval.push({ environment, value, origin: originIn(place, [...path, "self_approval"]) });
    }
    const { signers, problems } = await readSigners((0,json/* listAt */.gT)(fields, "signers"), place);
    for (const [index, entry] of (0,json/* listAt */.gT)(fields, "signers").entries())
        for (const [at, environment] of ((0,lib_fields/* textsOf */.C)((0,json/* recordAt */.zR)(entry)["environments"]) ?? []).entries())
            named.push({ environment, origin: originIn(place, ["signers", index, "environments", at]) });
    const policyFile = {
        source: place.source,
        demands,
        selfApproval,
        signers,
        named: named.filter(({ environment }) => environment !== "*"),
    };
    return { policyFile, problems };
}
/** A place for people: file and line. */
function lineOf(origin) {
    return origin.from === "file" ? `${origin.place.file}:${origin.place.line}` : `input '${origin.input}'`;
}
function originIn({ root, at }, path) {
    return (0,tree/* originAt */.iX)(root, [...at, ...path]);
}
function readRequirement(entry, origin) {
    const { stage, allow } = typeof entry === "string" ? { stage: entry, allow: undefined } : (0,json/* recordAt */.zR)(entry);
    const known = evidence/* STAGES */.a.find((each) => each === stage);
    if (known === undefined)
        throw new TypeError(`The schema accepted the stage '${String(stage)}'`);
    const verdicts = (0,lib_fields/* textsOf */.C)(allow);
    return {
        stage: known,
        allow: verdicts ? VERDICTS.filter((verdict) => verdicts.includes(verdict)) : DEFAULT_ALLOW,
        from: lineOf(origin),
    };
}
async function readSigners(entries, place) {
    const signers = [];
    const problems = [];
    for (const [index, entry] of entries.entries()) {
        const origin = originIn(place, ["signers", index]);
        const fields = typeof entry === "string" ? { key: entry } : (0,json/* recordAt */.zR)(entry);
        const wrong = whatIsWrong(fields);
        if (wrong !== undefined) {
            problems.push((0,lib_origin/* problemOf */.Zw)(origin, wrong));
            continue;
        }
        try {
            signers.push({ origin, signer: await readSigner(fields, place) });
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            const at = typeof entry === "string" ? origin : originIn(place, ["signers", index, "key"]);
            const why = error instanceof lib_error/* InputError */.dz ? `its key ${error.problem}` : error.message.replace(/\.$/, "");
            problems.push((0,lib_origin/* problem */.CC)(at, `signer ${index + 1} cannot be used: ${why}`));
        }
    }
    return { signers, problems };
}
const CLAIMS = ["issuer", "repository", "workflow", "ref"];
function whatIsWrong(fields) {
    const claims = CLAIMS.filter((claim) => fields[claim] !== undefined);
    if (fields["key"] !== undefined)
        return claims.length > 0 ? `has both 'key' and '${claims[0]}'; a signer is a key or a workflow, so make it two` : undefined;
    if (fields["repository"] === undefined && fields["workflow"] === undefined)
        return "says nothing of who signs; give 'key', or at least one of 'repository' and 'workflow'";
    return undefined;
}
async function readSigner(fields, place) {
    const key = (0,json/* textAt */.$6)(fields, "key");
    const stages = (0,lib_fields/* textsOf */.C)(fields["stages"]);
    const environments = (0,lib_fields/* textsOf */.C)(fields["environments"]);
    const limits = {
        ...(stages ? { stages: evidence/* STAGES */.a.filter((stage) => stages.includes(stage)) } : {}),
        ...(environments ? { environments } : {}),
    };
    if (key !== undefined)
        return { key: normalKey(key.includes("-----BEGIN") ? key : await place.readKey(key)), ...limits };
    const claims = CLAIMS.flatMap((claim) => {
        const text = (0,json/* textAt */.$6)(fields, claim) ?? (claim === "issuer" ? GITHUB_ISSUER : undefined);
        return text === undefined ? [] : [[claim, text]];
    });
    return { ...Object.fromEntries(claims), ...limits };
}
/** The one PEM spelling of a public key, so that the same key from a file and from a text is the same signer. */
function normalKey(pem) {
    if (/PRIVATE KEY/.test(pem))
        throw new lib_error/* ActionError */.lZ("input", "It is a private key; name the public one and treat this one as leaked.");
    try {
        return (0,external_node_crypto_.createPublicKey)(pem).export({ type: "spki", format: "pem" }).toString();
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", "It holds no public key in PEM form.", { cause: error });
    }
}

// EXTERNAL MODULE: ./packages/config/lib/policy/policy.js
var policy = __webpack_require__(72669);
;// CONCATENATED MODULE: ./packages/config/lib/policy/tighten.js




/**
 * The policy that demands what every file demands and trusts only whom every file trusts. `files` begins with the lowest. A place where one
 * loosens what a lower one says is a problem that names both; so are demands that nothing can satisfy together.
 */
function combineFiles(files) {
    const problems = files.flatMap((own, index) => files.slice(0, index).flatMap((lower) => looserThan(lower, own)));
    const names = new Set(files.flatMap(({ demands, selfApproval }) => [...demands, ...selfApproval].map(({ environment }) => environment)));
    const environments = Object.fromEntries([...names].sort().map((name) => [name, combineEnvironment(files, name)]));
    // What no environment could ever satisfy is said when the policy is read, and not at the first release.
    for (const name of names.size === 0 ? [] : [policy/* EVERY */.k7, ...names]) {
        const demanded = files.flatMap(({ demands }) => demands.filter(({ environment }) => environment === policy/* EVERY */.k7 || environment === name));
        const found = (0,policy/* tightenRequirements */.G4)([], demanded.map(({ requirement }) => requirement)).problems;
        problems.push(...found.filter(({ what }) => !problems.some((known) => known.what === what)));
    }
    const signers = files.findLast((one) => one.signers.length > 0)?.signers ?? [];
    return { policy: { environments, signers: signers.map(({ signer }) => signer), sources: files.map(({ source }) => source) }, problems };
}
function combineEnvironment(files, name) {
    const own = files.flatMap(({ demands }) => demands.filter(({ environment }) => environment === name));
    const { requirements } = (0,policy/* tightenRequirements */.G4)([], own.map(({ requirement }) => requirement));
    const refused = files.some(({ selfApproval }) => selfApproval.some(({ environment, value }) => value === "refuse" && (environment === name || environment === policy/* EVERY */.k7)));
    return { require: requirements, selfApproval: refused ? "refuse" : "allow" };
}
/** Every place where `own` would allow more than `floor` does. */
function looserThan(floor, own) {
    return [...looserVerdicts(floor, own), ...looserApproval(floor, own), ...looserSigners(floor, own)];
}
function loosens(origin, what) {
    return (0,lib_origin/* problem */.CC)(origin, `${what}; a policy may only tighten what it stands on, so remove this`);
}
function looserVerdicts(floor, own) {
    return own.demands.flatMap(({ environment, requirement, origin }) => floor.demands
        .filter((lower) => lower.requirement.stage === requirement.stage && binds(lower.environment, environment))
        .flatMap((lower) => {
        const extra = requirement.allow.filter((verdict) => !lower.requirement.allow.includes(verdict));
        if (extra.length === 0)
            return [];
        const where = `'${requirement.stage}' of '${environment}'`;
        return [loosens(origin, `${where} also allows ${extra.join(", ")}, which ${lineOf(lower.origin)} does not`)];
    }));
}
function looserApproval(floor, own) {
    return own.selfApproval.flatMap(({ environment, value, origin }) => {
        const lower = floor.selfApproval.find((each) => each.value === "refuse" && binds(each.environment, environment));
        if (value !== "allow" || !lower)
            return [];
        return [loosens(origin, `'${environment}' allows self-approval, which ${lineOf(lower.origin)} refuses`)];
    });
}
function binds(lower, own) {
    return lower === policy/* EVERY */.k7 || lower === own;
}
function looserSigners(floor, own) {
    const [first] = floor.signers;
    if (!first)
        return [];
    // An environment that nobody names stands for all that may come.
    const environments = [...new Set([...floor.signers, ...own.signers].flatMap(({ signer }) => signer.environments ?? [])), undefined];
    return own.signers.flatMap(({ signer, origin }, index) => {
        const same = floor.signers.filter((lower) => isWithin(signer, lower.signer));
        if (same.length === 0)
            return [loosens(origin, `signer ${index + 1} is none of those that are trusted from ${lineOf(first.origin)} on`)];
        const extra = environments.flatMap((environment) => evidence/* STAGES */.a.filter((stage) => maySign(signer, stage, environment) && !same.some((lower) => maySign(lower.signer, stage, environment))).map((stage) => ({ stage, environment })));
        return extra.length === 0
            ? []
            : [loosens(origin, `signer ${index + 1} may also sign ${describeExtra(extra)}, which ${linesOf(same)} does not let it`)];
    });
}
function describeExtra([first, ...more]) {
    if (!first)
        return "nothing";
    const where = first.environment === undefined ? "every environment" : `'${first.environment}'`;
    return `'${first.stage}' for ${where}${more.length > 0 ? ` and ${more.length} more` : ""}`;
}
function linesOf(signers) {
    return signers.map(({ origin }) => lineOf(origin)).join(", ");
}
function maySign({ stages, environments }, stage, environment) {
    const inPlace = environments === undefined || (environment !== undefined && environments.includes(environment));
    return inPlace && (stages?.includes(stage) ?? true);
}
/** Whether whoever is `own` is also `lower`: the same key, or every claim of the lower one with the same value. */
function isWithin(own, lower) {
    if (lower.key !== undefined || own.key !== undefined)
        return own.key === lower.key;
    return ["issuer", "repository", "workflow", "ref"].every((claim) => lower[claim] === undefined || lower[claim] === own[claim]);
}

;// CONCATENATED MODULE: ./packages/config/lib/policy/read-policy.js













/**
 * Reads the policy of a configuration with everything that it extends and the organisation's floor. A problem says file and line; when there
 * is one the policy is the empty one.
 */
async function readPolicy(project) {
    const files = [];
    const floor = project.floor ? await readFloorFile(project.floor) : NOTHING;
    const own = await readProjectFiles(project, files);
    const known = [...(project.root.members?.get("environments")?.value.members?.keys() ?? [])];
    const problems = [...floor.problems, ...own.problems, ...own.files.flatMap((one) => unknownEnvironments(one, known))];
    if (problems.length > 0)
        return { policy: policy/* EMPTY_POLICY */.XD, problems, files };
    const combined = combineFiles([...floor.files, ...own.files]);
    return { ...combined, ...(combined.problems.length > 0 ? { policy: policy/* EMPTY_POLICY */.XD } : {}), files };
}
const NOTHING = { files: [], problems: [] };
/** A floor names the environments of a whole organisation; only a project's own files can be held to what the project has. */
function unknownEnvironments({ named }, known) {
    return named
        .filter(({ environment }) => !known.includes(environment))
        .map(({ environment, origin }) => (0,lib_origin/* problem */.CC)(origin, unknownName("environment", environment, known)));
}
async function readFloorFile(floor) {
    const { root, problems } = parsePolicy(floor.text, floor.file);
    if (!root || problems.length > 0)
        return { files: [], problems };
    const fields = (0,json/* recordAt */.zR)((0,tree/* plainValue */._y)(root));
    // What it extended would lie in the workspace, where the project could change it.
    if (fields["extends"] !== undefined)
        return refuse(root, ["extends"], "the organisation's policy stands on its own and extends nothing; write it as one file");
    const source = { file: floor.file, role: "floor", digest: floor.digest };
    const { policyFile, problems: found } = await readPolicyFile(fields, {
        source,
        root,
        at: [],
        readKey: (path) => (0,policy_floor/* readFloorKey */._)(floor, path),
    });
    return { files: [policyFile], problems: found };
}
/** Every file of the workspace that is read on the way is added to `read`. */
async function readProjectFiles(project, read) {
    const { root, file, overlays = [], floor } = project;
    if (!file)
        return NOTHING;
    const readText = async (path) => {
        const source = await (0,text_file/* readSource */.o)(project.workspace, path);
        if (!read.some((known) => known.path === path))
            read.push({ path, digest: source.digest });
        return source;
    };
    const readKey = async (path) => (await readText((0,sections/* normalPath */.FE)(path))).text;
    const source = { file: file.name, role: "project", digest: file.digest };
    const base = root.members?.has("policy")
        ? await readChain({ source, root, at: ["policy"], readKey }, { readText, hasFloor: floor !== undefined, trail: [] })
        : NOTHING;
    const files = [...base.files];
    const problems = [...base.problems];
    for (const overlay of overlays.filter((each) => each.root.members?.has("policy"))) {
        const place = { source: { ...source, file: overlay.file, digest: overlay.digest }, root: overlay.root, at: ["policy"], readKey };
        const own = await readPolicyFile((0,json/* recordAt */.zR)((0,tree/* plainValue */._y)(overlay.root), "policy"), place);
        files.push(own.policyFile);
        problems.push(...own.problems);
    }
    return { files, problems };
}
/** A file on top of those that it extends. */
async function readChain(place, chain) {
    const whole = (0,json/* recordAt */.zR)((0,tree/* plainValue */._y)(place.root));
    const fields = (0,json/* recordAt */.zR)(whole, ...place.at);
    const { policyFile, problems } = await readPolicyFile(fields, place);
    const base = await readBase((0,json/* textAt */.$6)(fields, "extends"), place, chain);
    return { files: [...base.files, policyFile], problems: [...base.problems, ...problems] };
}
async function readBase(wanted, place, chain) {
    if (wanted === undefined)
        return NOTHING;
    const fail = (what) => refuse(place.root, [...place.at, "extends"], what);
    if (wanted === "org") {
        if (chain.hasFloor)
            return NOTHING;
        return fail("'extends: org' needs the organisation's policy, which was not given; give its text or path with the input 'policy' of the action, or with '--policy FILE' at a terminal");
    }
    const path = (0,sections/* normalPath */.FE)(wanted);
    const trail = [...chain.trail, path];
    if (chain.trail.includes(path))
        return fail(`the policies extend each other in a circle: ${trail.join(" → ")}`);
    try {
        const { text, digest } = await chain.readText(path);
        const { root, problems } = parsePolicy(text, path);
        if (!root || problems.length > 0)
            return { files: [], problems };
        return await readChain({ ...place, root, at: [], source: { file: path, role: "extended", digest } }, { ...chain, trail });
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        const why = error instanceof lib_error/* InputError */.dz ? `it ${error.problem}` : error.message.replace(/\.$/, "");
        return fail(`the policy '${path}' cannot be read: ${why}`);
    }
}
function parsePolicy(text, file) {
    const { root, problems } = parseDocument(text, file);
    return root ? { root, problems: (0,validator/* validate */.t)(root, policy_schema/* policySchema */.w) } : { problems };
}
function refuse(root, at, what) {
    return { files: [], problems: [(0,lib_origin/* problem */.CC)((0,tree/* originAt */.iX)(root, at), what)] };
}

;// CONCATENATED MODULE: ./packages/config/lib/project-folders.js



/** Deep enough for `services/shop/api`, and few enough folders for any repository. */
const project_folders_MAX_DEPTH = 3;
const MAX_FOLDERS = 2_000;
/** Folders below a workspace that hold a file of that name, nearest first; at most five, and none of hidden folders and of packages. */
async function findProjectFolders(workspace, file) {
    const found = [];
    let level = ["."];
    let seen = 0;
    for (let depth = 0; depth <= project_folders_MAX_DEPTH && level.length > 0; depth++) {
        const next = [];
        for (const folder of level) {
            if (++seen > MAX_FOLDERS || found.length >= 5)
                return found;
            const entries = await (0,promises_.readdir)((0,external_node_path_.join)(workspace, folder), { withFileTypes: true }).catch((error) => {
                if ((0,lib_error/* isSystemError */.Or)(error))
                    return [];
                throw error;
            });
            if (depth > 0 && entries.some((entry) => entry.isFile() && entry.name === file))
                found.push(folder);
            const below = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules");
            next.push(...below.map((entry) => external_node_path_.posix.join(folder, entry.name)).sort());
        }
        level = next;
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/config/lib/environment/twins.js



/**
 * Environments that would be changed together because they name one database or one namespace of one cluster. Whoever means it says so with
 * `shared`. What only the values behind the names show is looked at before a connection is made.
 */
function checkTwins(root, file, addresses) {
    return [...databaseTwins(file, addresses), ...namespaceTwins(root, file)];
}
function databaseTwins(file, addresses) {
    const isSaid = (database) => (0,json/* recordAt */.zR)(file, "databases", database)["shared"] !== undefined;
    const byUrl = new Map();
    for (const [environment, entries] of addresses)
        for (const address of entries)
            byUrl.set(address.url, [...(byUrl.get(address.url) ?? []), [environment, address]]);
    return [...byUrl].flatMap(([url, users]) => {
        const environments = [...new Set(users.map(([environment]) => environment))];
        const silent = users.find(([, { database }]) => !isSaid(database));
        const last = users.at(-1);
        if (environments.length < 2 || !silent || !last)
            return [];
        const { database, origin } = last[1];
        return [
            (0,lib_origin/* problem */.CC)(origin, `${environments.join(" and ")} have one address, ${url}, for the database '${database}', so a release to one could migrate the other; ` +
                `give '${last[0]}' a 'url' of its own in its own file, or say 'shared: false' in 'databases.${silent[1].database}' where ${url} has another value in each, ` +
                `'shared: true' where they have one database on purpose`),
        ];
    });
}
function namespaceTwins(root, file) {
    const targets = new Map();
    return Object.entries((0,json/* recordAt */.zR)(file, "environments")).flatMap(([name, entry]) => {
        const fields = (0,json/* recordAt */.zR)(entry);
        const target = JSON.stringify([fields["kubeconfig"] ?? null, fields["context"] ?? null, fields["namespace"] ?? "default"]);
        const twin = targets.get(target);
        targets.set(target, twin ?? [name, fields]);
        if (!twin || fields["shared"] !== undefined || twin[1]["shared"] !== undefined)
            return [];
        return [
            (0,lib_origin/* problemOf */.Zw)((0,tree/* originAt */.iX)(root, ["environments", name]), `deploys to the same namespace of the same cluster as '${twin[0]}', so each would undo the other; give them different namespaces, ` +
                `or say 'shared: false' where the same kubeconfig leads to another cluster in each ('shared: true' where it is one namespace on purpose)`),
        ];
    });
}

;// CONCATENATED MODULE: ./packages/config/lib/load.js



















const DEFAULT_FILE = "waybill.yml";
/** Nobody named the file, so an input that names one cannot be what is wrong. A repository may hold several products, each in a folder. */
async function noConfig(workspace) {
    const found = await findProjectFolders(workspace, DEFAULT_FILE);
    const next = found.length > 0
        ? `There is one in ${found.join(" and in ")}; give that folder as 'working-directory', at a terminal as '--directory'`
        : "In a workflow check the repository out before this step (actions/checkout), and give 'working-directory' where the project lies in a folder; at a terminal go to the project's folder or give '--directory'";
    return (0,lib_error/* inputError */.Xu)("config", `is not given, and there is no waybill.yml in '${workspace}', so nothing says what is released. ${next}`);
}
/** Reads `waybill.yml` (or another file of the workspace) with every default filled in. Throws one `input` error that lists every problem. */
async function loadConfig(workspace, file = DEFAULT_FILE, options = {}) {
    return demand(await checkConfig(workspace, file, options), file);
}
/** Like `loadConfig`, with the problems as findings, for edges that annotate lines. Still throws when the file cannot be read at all. */
async function checkConfig(workspace, file = DEFAULT_FILE, options = {}) {
    const { config, problems } = await readFiles(workspace, file, options);
    return { config, problems };
}
/** Like `loadConfig`, with the trees that it was read from: that of the base with what its environments say, and those of their own files. */
async function readConfig(workspace, file = DEFAULT_FILE, options = {}) {
    const { root, overlays, ...checked } = await readFiles(workspace, file, options);
    return { config: demand(checked, file), root, overlays };
}
async function readFiles(workspace, file, options) {
    if (file === DEFAULT_FILE && !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, file)))
        throw await noConfig(workspace);
    const { text, digest } = await (0,text_file/* readSource */.o)(workspace, file);
    const name = (0,sections/* normalPath */.FE)(file);
    const { root = (0,tree/* treeOf */.g7)({}, { from: "input", input: "config", key: "" }), problems } = parseDocument(text, name);
    if (problems.length > 0)
        return { problems, root, overlays: [] };
    const declared = [...((0,tree/* nodeAt */.oB)(root, ["environments"])?.members?.keys() ?? [])];
    const { overlays, problems: found } = await readOverlays(workspace, name, declared);
    const source = { workspace, file: { name, digest }, overlays, floor: options.floor };
    const judged = await load_judge(root, source, found);
    return { ...judged, problems: sorted(judged.problems, name), root: mergeEnvironments(root, overlays), overlays };
}
/**
 * The configuration that a step's inputs describe without a file, judged by the same rules as a file. Throws one `input` error that names
 * the input of every problem.
 */
async function configOfEntry(workspace, entry, { floor } = {}) {
    const { application, registry } = entry;
    return demand(await load_judge(treeOfEntry(entry), { workspace, application, registry, floor }), "The inputs");
}
/** What the organisation's policy says by itself, for judging where there is no project. Throws an `input` error with every problem of it. */
async function policyOfFloor(floor) {
    const root = (0,tree/* treeOf */.g7)({}, { from: "input", input: "policy", key: "" });
    const { policy, problems } = await readPolicy({ workspace: floor.path === undefined ? "." : (0,external_node_path_.dirname)(floor.path), root, floor });
    if (problems.length === 0)
        return policy;
    throw (0,lib_origin/* problemsError */.$j)(problems, `'${floor.file}' has ${problems.length === 1 ? "one problem" : `${problems.length} problems`}:`);
}
function demand({ config, problems }, source) {
    if (config)
        return config;
    throw (0,lib_origin/* problemsError */.$j)(problems, `'${source}' has ${problems.length === 1 ? "one problem" : `${problems.length} problems`}:`);
}
/** Judges a tree with what its environments say over it; `found` is what was wrong with that on its own. */
async function load_judge(base, source, found = []) {
    const problems = [...(0,validator/* validate */.t)(base, schema/* configSchema */.Q), ...found];
    if (problems.length > 0)
        return { problems };
    // Each says nothing of other environments, so one tree holds what all of them say.
    const root = mergeEnvironments(base, source.overlays ?? []);
    problems.push(...(0,validator/* validate */.t)(root, schema/* configSchema */.Q));
    if (problems.length > 0)
        return { problems };
    const fields = (0,json/* recordAt */.zR)((0,tree/* plainValue */._y)(root));
    const addresses = databaseAddresses(root, source.overlays ?? []);
    const read = await readPolicy({ root, ...source });
    problems.push(...addresses.problems, ...checkConsistency(root, fields), ...checkTwins(root, fields, addresses.byEnvironment));
    problems.push(...(await checkPaths(source.workspace, root, fields)), ...read.problems);
    return problems.length > 0
        ? { problems }
        : { config: buildConfig(root, source, fields, { ...read, addresses: addresses.byEnvironment }), problems };
}
function buildConfig(root, source, fields, read) {
    const images = (0,lib_fields/* readSection */.G)(fields["images"], sections/* readImage */.AM);
    const databases = (0,lib_fields/* readSection */.G)(fields["databases"], sections/* readDatabase */.SY);
    const origins = (0,tree/* originsOf */.TZ)(root);
    const environments = (0,lib_fields/* readSection */.G)(fields["environments"], (name, entry) => (0,sections/* readEnvironmentEntry */.Yo)(name, entry, { images: Object.keys(images), databases: addressedIn(name, databases, read.addresses, origins) }));
    const { ordered } = orderByPredecessor(new Map(Object.values(environments).map((environment) => [environment.name, environment.after])));
    const meaning = {
        name: (0,json/* textAt */.$6)(fields, "name") ?? source.application ?? folderName(source.workspace),
        registry: (0,json/* textAt */.$6)(fields, "registry") ?? source.registry ?? "ghcr.io",
        images,
        data: (0,lib_fields/* readSection */.G)(fields["data"], sections/* readData */.v3),
        models: (0,lib_fields/* readSection */.G)(fields["models"], sections/* readModel */.ko),
        databases,
        environments: Object.fromEntries(ordered.map((name) => [name, environments[name]])),
        policy: read.policy,
    };
    const { file, overlays = [] } = source;
    const files = [
        ...(file ? [{ path: file.name, digest: file.digest }] : []),
        ...overlays.map(({ file: path, digest, environment }) => ({ path, digest, environment })),
        ...read.files,
    ];
    return { file: file?.name, files, origins, ...meaning, digest: (0,digest/* digestOfJson */.Qs)(meaningOf(meaning)) };
}
/** A configuration without the places that it was read from. */
function meaningOf({ databases, environments, policy, ...rest }) {
    const plain = (database) => {
        const { urlKey: _, ...meaning } = database;
        return meaning;
    };
    return {
        ...rest,
        databases: Object.values(databases).map(plain),
        environments: Object.values(environments).map((environment) => ({ ...environment, databases: environment.databases.map(plain) })),
        policy: policyMeaning(policy),
    };
}
/** A policy without the files and lines that it was read from. */
function policyMeaning({ environments, signers }) {
    const demands = Object.entries(environments).map(([name, { require, selfApproval }]) => [
        name,
        { require: require.map(({ stage, allow }) => ({ stage, allow })), selfApproval },
    ]);
    return { environments: Object.fromEntries(demands), signers };
}
function folderName(workspace) {
    const words = (0,external_node_path_.basename)((0,external_node_path_.resolve)(workspace))
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, "-");
    return words.slice(0, 63).replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "") || "app";
}
async function checkPaths(workspace, root, fields) {
    const problems = [];
    for (const path of pathsOf(fields)) {
        const value = (0,json/* valueAt */.fK)(fields, ...path);
        if (typeof value !== "string")
            continue;
        try {
            await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, value, path.join("."), { mayBeMissing: true });
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            problems.push((0,lib_origin/* problemOf */.Zw)((0,tree/* originAt */.iX)(root, path), "leads outside the workspace; give a path inside it"));
        }
    }
    return problems;
}
const PATH_KEYS = {
    images: ["context", "dockerfile", "contexts"],
    data: ["source", "checks", "contract", "history"],
    models: ["path", "metrics", "baseline"],
    databases: ["migrations"],
    environments: ["manifests"],
};
function pathsOf(fields) {
    return Object.entries(PATH_KEYS).flatMap(([section, keys]) => Object.keys((0,json/* recordAt */.zR)(fields[section])).flatMap((name) => keys.flatMap((key) => {
        const value = (0,json/* valueAt */.fK)(fields, section, name, key);
        if (key === "contexts")
            return Object.entries((0,json/* recordAt */.zR)(value)).flatMap(([context, at]) => (0,sections/* isImageContext */.Pr)(String(at)) ? [] : [[section, name, key, context]]);
        return Array.isArray(value) ? value.map((_, index) => [section, name, key, index]) : [[section, name, key]];
    })));
}
/** By their place, those of the configuration's own file first. */
function sorted(problems, own) {
    const rank = ({ where }) => (where === undefined || where.file === own ? "" : where.file);
    const position = ({ where }) => (where?.line ?? 0) * 100_000 + (where?.column ?? 0);
    return problems.toSorted((a, b) => rank(a).localeCompare(rank(b), "en") || position(a) - position(b));
}


/***/ }),

/***/ 86180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $j: () => (/* binding */ problemsError),
/* harmony export */   BJ: () => (/* binding */ describeProblem),
/* harmony export */   CC: () => (/* binding */ problem),
/* harmony export */   Zw: () => (/* binding */ problemOf),
/* harmony export */   hF: () => (/* binding */ keyWithin)
/* harmony export */ });
/* unused harmony export subjectOf */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** The origin of a member or an entry of a value whose own origin is given. */
function keyWithin(origin, step) {
    return origin.key === "" ? String(step) : `${origin.key}.${step}`;
}
/** How a sentence about a value begins: `'images.api.context'`, `Input 'context'` or `Input 'gate': 'auc'`. */
function subjectOf(origin) {
    if (origin.from === "file")
        return origin.key === "" ? "the file" : `'${origin.key}'`;
    return origin.key === "" ? `Input '${origin.input}'` : `Input '${origin.input}': '${origin.key}'`;
}
/** The finding that a problem of a configuration becomes: `what` completes the sentence that begins with the value's name. */
function problemOf(origin, what) {
    return finding(origin, `${subjectOf(origin)} ${what}`);
}
/** The finding for a sentence that has a subject of its own; one about an input still begins with the input's name. */
function problem(origin, sentence) {
    return finding(origin, origin.from === "input" ? `Input '${origin.input}': ${sentence}` : sentence);
}
function finding(origin, what) {
    return { rule: "config", severity: "error", what, where: origin.from === "file" ? origin.place : undefined };
}
/** One line for a problem: file, line and column where it has them, and what is wrong. */
function describeProblem({ where, what }) {
    const sentence = `${what}${what.endsWith("?") ? "" : "."}`;
    return where === undefined ? sentence : `${where.file}:${where.line}:${where.column} ${sentence}`;
}
/** The `input` error that lists every problem, one a line; `heading` stands above those of a file. */
function problemsError(problems, heading) {
    const lines = problems.map(describeProblem);
    const isFile = problems.some((found) => found.where !== undefined);
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", (heading !== undefined && isFile ? [heading, ...lines] : lines).join("\n"), { findings: problems });
}


/***/ }),

/***/ 46969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ readFloorKey),
/* harmony export */   j: () => (/* binding */ readFloor)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26788);
/* harmony import */ var _sections_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15887);
/* harmony import */ var _text_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19004);




/**
 * Reads what the input `policy` gives: the text of a policy file, or the path of one in the workspace. Throws an `input` error when there is
 * no such file.
 */
async function readFloor(workspace, given) {
    // A mapping in one line has a colon with a space or a brace, which the path of a policy file has no reason to have.
    if (/\n|: |^\s*\{/.test(given))
        return { file: "input policy", text: given, digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(given) };
    const file = (0,_sections_js__WEBPACK_IMPORTED_MODULE_2__/* .normalPath */ .FE)(given.trim());
    const path = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .resolveInWorkspace */ .S)(workspace, file, "policy");
    return { file, path, ...(await (0,_text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readSource */ .o)(workspace, file, "policy")) };
}
/** The text of a key file that a floor names: beside the floor or below it, never elsewhere in the workspace. */
async function readFloorKey({ path: own }, path) {
    if (own === undefined)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("input", `'${path}' is no public key in PEM form, and a policy that is given as text has no folder to find a file in; write the key itself.`);
    try {
        return (await (0,_text_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readSource */ .o)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(own), path, "policy")).text;
    }
    catch (error) {
        if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ))
            throw error;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .inputError */ .Xu)("policy", `names the key '${path}', which cannot be read beside it`, { cause: error });
    }
}


/***/ }),

/***/ 72669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G4: () => (/* binding */ tightenRequirements),
/* harmony export */   JT: () => (/* binding */ selfApprovalFor),
/* harmony export */   XD: () => (/* binding */ EMPTY_POLICY),
/* harmony export */   eK: () => (/* binding */ requirementsFor),
/* harmony export */   k7: () => (/* binding */ EVERY)
/* harmony export */ });
/** The policy that adds nothing to what is demanded by default; also what a missing `policy:` means. */
const EMPTY_POLICY = { environments: {}, signers: [], sources: [] };
/** The name that stands for every environment. */
const EVERY = "*";
/**
 * Everything a policy demands of one environment, its own requirements and those for `*`, a stage named twice with the verdicts that both
 * allow. It comes on top of what is demanded by default: see `tightenRequirements`.
 */
function requirementsFor(policy, environment) {
    const own = environment === EVERY ? [] : requirementsOf(policy, environment);
    return tightenRequirements(requirementsOf(policy, EVERY), own).requirements;
}
/** Whether somebody may approve a plan with commits of their own for one environment. */
function selfApprovalFor(policy, environment) {
    const refused = [EVERY, environment].some((name) => entriesOf(policy, name).some(({ selfApproval }) => selfApproval === "refuse"));
    return refused ? "refuse" : "allow";
}
/**
 * Both lists as one: every stage that either demands, with the verdicts that both allow. A stage for which no verdict is left keeps its empty
 * list, which nothing satisfies, and is a problem that names who demanded what.
 */
function tightenRequirements(base, more) {
    const byStage = new Map();
    const problems = [];
    for (const next of [...base, ...more]) {
        const before = byStage.get(next.stage);
        const both = before ? merge(before, next) : next;
        if (before && both.allow.length === 0 && before.allow.length > 0)
            problems.push(contradiction(before, next));
        byStage.set(next.stage, both);
    }
    return { requirements: [...byStage.values()], problems };
}
function merge(one, other) {
    const from = [...new Set([...one.from.split(", "), ...other.from.split(", ")])].join(", ");
    return { stage: one.stage, allow: one.allow.filter((verdict) => other.allow.includes(verdict)), from };
}
function contradiction(before, next) {
    const says = ({ allow, from }) => `${from} allows ${allow.join(", ") || "none"}`;
    return {
        rule: "config",
        severity: "error",
        what: `no verdict satisfies everything that is demanded of '${next.stage}': ${says(before)}, and ${says(next)}`,
        where: placeOf(next.from),
    };
}
function placeOf(from) {
    const [, file, line] = /^(.+):(\d+)$/.exec(from.split(", ").at(-1) ?? "") ?? [];
    return file === undefined ? undefined : { file, line: Number(line), column: 1 };
}
/** GitHub takes the names of environments in any case, so another spelling does not leave an organisation's floor. */
function entriesOf({ environments }, name) {
    return Object.entries(environments).flatMap(([own, entry]) => (own.toLowerCase() === name.toLowerCase() ? [entry] : []));
}
function requirementsOf(policy, name) {
    return entriesOf(policy, name).flatMap(({ require }) => require);
}


/***/ }),

/***/ 14752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ policySchema)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76221);

const stage = { type: "string", enum: _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a, description: "The stage whose evidence is demanded." };
const ownKeys = { patternProperties: { "^x-": true }, additionalProperties: false };
const text = { type: "string", minLength: 1 };
const requirement = {
    anyOf: [
        stage,
        {
            type: "object",
            properties: {
                stage,
                allow: {
                    type: "array",
                    minItems: 1,
                    uniqueItems: true,
                    items: { type: "string", enum: ["pass", "warn", "inconclusive"] },
                    default: ["pass", "warn"],
                    description: "The verdicts that are enough.",
                },
            },
            required: ["stage"],
            ...ownKeys,
        },
    ],
};
const environment = {
    type: "object",
    minProperties: 1,
    properties: {
        require: { type: "array", items: requirement, description: "Evidence that is demanded on top of what is demanded by default." },
        self_approval: {
            type: "string",
            enum: ["refuse", "allow"],
            default: "allow",
            description: "Whether somebody may approve a plan with commits of their own.",
        },
    },
    ...ownKeys,
};
const signer = {
    type: "object",
    properties: {
        key: { ...text, description: "A public key: PEM text, or a file of the workspace. Then no claim is given." },
        issuer: {
            type: "string",
            pattern: "^https://[^\\s/]+(/\\S*)?$",
            default: "https://token.actions.githubusercontent.com",
            description: "Who vouched for the workflow.",
            "x-must": "be an https address such as https://token.actions.githubusercontent.com",
        },
        repository: {
            type: "string",
            pattern: "^[^\\s/]+(/[^\\s/]+)+$",
            description: "The repository whose run signed.",
            "x-must": "be a repository as owner/name",
        },
        workflow: {
            type: "string",
            pattern: "^[^\\s@]+/[^\\s@]+@(refs/\\S+|[0-9a-f]{40})$",
            description: "The workflow file whose job signed, with its ref; of a reusable workflow the called one (job_workflow_ref).",
            "x-must": "be a workflow file with its ref, as owner/name/.github/workflows/deploy.yml@refs/tags/v1",
        },
        ref: {
            type: "string",
            pattern: "^refs/\\S+$",
            description: "The ref that the run was for.",
            "x-must": "be a full ref such as refs/heads/main",
        },
        stages: {
            type: "array",
            minItems: 1,
            uniqueItems: true,
            items: stage,
            description: "The stages that it may sign; the default is all.",
        },
        environments: {
            type: "array",
            minItems: 1,
            uniqueItems: true,
            items: text,
            description: "The environments that it may sign for; the default is all.",
        },
    },
    ...ownKeys,
};
const policyProperties = {
    extends: {
        ...text,
        description: "A policy file of the workspace that this one may only tighten, or 'org' for the organisation's, which the input 'policy' gives.",
    },
    environments: {
        type: "object",
        description: "By environment, or '*' for all: what it demands.",
        additionalProperties: environment,
    },
    signers: {
        type: "array",
        uniqueItems: true,
        items: { anyOf: [text, signer] },
        description: "Who may sign evidence: a public key (PEM text, or a file of the workspace) or a workflow. Nothing else is trusted then.",
    },
};
/** The JSON Schema of a policy: of a policy file on its own, and of `policy` in `waybill.yml`. */
const policySchema = {
    type: "object",
    description: "Which evidence a release needs on top of what is demanded by default, and who may sign it.",
    properties: policyProperties,
    ...ownKeys,
};


/***/ }),

/***/ 56075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ configSchema)
});

;// CONCATENATED MODULE: ./packages/config/lib/schema/values.js
/** A mapping with keys of its own. Keys that begin with `x-` are the author's, for anchors and notes. */
const mapping = (description, properties, extra = {}) => ({
    type: "object",
    description,
    properties,
    patternProperties: { "^x-": true },
    additionalProperties: false,
    ...extra,
});
const path = (description, extra = {}) => ({ type: "string", minLength: 1, description, ...extra });
const values_text = { type: "string", minLength: 1 };
const secret = {
    type: "string",
    pattern: "^env:[A-Za-z_][A-Za-z0-9_]*$",
    description: "The name of an environment variable that holds the value, as env:NAME. The value never stands in this file.",
    "x-must": "name an environment variable as env:NAME; the value itself never stands in this file",
    "x-env": true,
};
const duration = {
    anyOf: [
        { type: "integer", minimum: 1, maximum: 86_400 },
        { type: "string", pattern: "^[1-9][0-9]{0,5}(s|m|h)$", "x-must": "be whole seconds or a text such as 90s, 5m or 1h" },
    ],
    description: "Whole seconds, or a text such as 90s, 5m or 1h.",
};
const settleTime = {
    anyOf: [
        { type: "integer", minimum: 0, maximum: 3_600 },
        { type: "string", pattern: "^(0|[1-9][0-9]{0,3})(s|m)$", "x-must": "be whole seconds from 0, or a text such as 0s, 30s or 2m" },
    ],
    description: "How long the pods must stay ready without a restart before a roll-out counts; 0 is not at all.",
};
const size = {
    anyOf: [
        { type: "integer", minimum: 1 },
        {
            type: "string",
            pattern: "^[0-9]+(\\.[0-9]+)? ?(B|kB|KB|MB|GB|KiB|MiB|GiB)$",
            "x-must": "be bytes or a text such as 200MB (10^6) or 200MiB (2^20)",
        },
    ],
    description: "Bytes, or a text such as 200MB (10^6) or 200MiB (2^20).",
};
/** A cache for `docker buildx`. Lists of processes show its arguments, so it holds no secret. */
const cacheEntry = {
    type: "string",
    pattern: "^type=[a-z0-9]+(,(?![a-z_]*(secret|token|password|key)[a-z_]*=)[^,\\s]+)*$",
    "x-must": "be a cache as docker buildx takes it, such as type=gha or type=registry,ref=ghcr.io/acme/cache, without keys and tokens",
};
const cacheList = (description) => ({
    anyOf: [cacheEntry, { type: "array", minItems: 1, uniqueItems: true, items: cacheEntry }],
    description,
});
const argument = {
    type: ["string", "integer", "number", "boolean"],
    pattern: "^(?!env:)|^env:[A-Za-z_][A-Za-z0-9_]*$",
    "x-must": "be a plain value, or name an environment variable as env:NAME",
    "x-env": true,
};
const port = { type: "integer", minimum: 1, maximum: 65_535, description: "The port that the container listens on." };
const httpPath = {
    type: "string",
    pattern: "^/",
    default: "/healthz",
    description: "The path of the request, with its query.",
    "x-must": "be a path that starts with '/'",
};
const values_status = {
    type: "integer",
    minimum: 100,
    maximum: 599,
    default: 200,
    description: "The status that the answer must have.",
};
const shared = (description) => ({ type: "boolean", description });
const nameRule = {
    pattern: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
    "x-must": "consist of letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
const lowerNameRule = {
    pattern: "^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$",
    "x-must": "consist of lower-case letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
const environmentNameRule = {
    pattern: "^[A-Za-z]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
    "x-must": "start with a letter and consist of letters, digits, '.', '_' and '-' (63 characters at most)",
};

;// CONCATENATED MODULE: ./packages/config/lib/schema/image-schema.js

const probe = mapping("The request that a container of the built image must answer before the image gets a tag.", {
    port: port,
    path: httpPath,
    expect_status: values_status,
    timeout: {
        ...duration,
        default: "60s",
        description: "How long the container has to answer: whole seconds, or a text such as 90s or 5m.",
    },
    env: { type: "object", additionalProperties: argument, description: "Environment of the probed container; values may be env:NAME." },
}, { required: ["port"] });
/** One entry of `images`. */
const image_schema_image = mapping("An image: what it is built from and what it must answer.", {
    context: path("The build context, relative to the workspace.", { default: "." }),
    dockerfile: path("Relative to the workspace; the default is Dockerfile in the context."),
    target: { ...values_text, description: "The build stage to build; the default is the last one." },
    args: {
        type: "object",
        additionalProperties: argument,
        description: "Build arguments; a value may be env:NAME, but the image's history shows it.",
    },
    labels: {
        type: "object",
        propertyNames: {
            pattern: "^(?!org\\.opencontainers\\.image\\.(source|revision)$)[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$",
            "x-must": "consist of lower-case letters, digits, '.', '_', '/' and '-' and be none of org.opencontainers.image.source and .revision, which every build sets",
        },
        additionalProperties: { type: "string" },
        description: "Labels of the image, beside those for source and revision that every build sets.",
    },
    platforms: {
        type: "array",
        minItems: 1,
        uniqueItems: true,
        items: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9.]+)?$", "x-must": "be a platform such as linux/amd64" },
        default: ["linux/amd64"],
        description: "The platforms to build for; several make one index.",
    },
    contexts: {
        type: "object",
        propertyNames: {
            pattern: "^[A-Za-z0-9][A-Za-z0-9._/:@-]*$",
            "x-must": "be a name as 'FROM' and 'COPY --from' use it",
        },
        additionalProperties: {
            type: "string",
            pattern: "^docker-image://[^\\s]+$|^(?![A-Za-z][A-Za-z0-9+.-]*://).+$",
            "x-must": "be a folder of the workspace, or an image as docker-image://reference",
        },
        description: "More build contexts by the name that FROM and COPY --from use: folders, or docker-image://reference. Needs BuildKit.",
    },
    cache: mapping("Where BuildKit keeps the layers of earlier builds. It makes builds faster and changes nothing that is built.", {
        from: cacheList("Caches to read, as docker buildx takes them for --cache-from."),
        to: cacheList("Caches to write, as docker buildx takes them for --cache-to."),
    }),
    repository: {
        type: "string",
        // https://github.com/distribution/reference: components in lower case, and a host only before the first slash.
        pattern: "^([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*)*$",
        description: "Repository in the registry, or with a registry's host before it; without a tag. The default is derived from the GitHub repository.",
        "x-must": "be a repository in lower case without a tag, such as ghcr.io/owner/name",
    },
    probe,
    budget: mapping("How large the image may be.", { size: { ...size, description: `Compressed. ${size.description}` } }, { required: ["size"] }),
    secrets: { type: "object", additionalProperties: secret, description: "Build secrets by id, as env:NAME. Needs BuildKit." },
}, { type: ["object", "null"] });

// EXTERNAL MODULE: ./packages/config/lib/schema/policy-schema.js
var policy_schema = __webpack_require__(14752);
;// CONCATENATED MODULE: ./packages/config/lib/schema/schema.js



const ref = (name) => ({ $ref: `#/definitions/${name}` });
const data = mapping("A data set and what must hold for it: exactly one of 'checks' and 'contract'.", {
    source: path("A file of the workspace."),
    checks: { anyOf: [{ type: "string", minLength: 1 }, { type: "object" }], description: "A check file, or the checks in place." },
    contract: path("A data contract file, used as the check file."),
    history: path("The file of earlier measurements; a validation that passes appends its own, but `waybill check` only reads it."),
}, { required: ["source"] });
const metricGate = mapping("The limits of one metric.", {
    must_be_at_least: { type: "number", description: "The smallest value that passes." },
    must_be_at_most: { type: "number", description: "The largest value that passes." },
    may_drop: { type: "number", minimum: 0, description: "How far the metric may lie below the baseline." },
    may_rise: { type: "number", minimum: 0, description: "How far the metric may lie above the baseline." },
}, { minProperties: 1 });
const model = mapping("A model file or directory and the gate its metrics must pass.", {
    path: path("The model file or directory."),
    metrics: path("A JSON file of the model's metrics."),
    baseline: path("A JSON file of the metrics to compare with."),
    gate: { type: "object", additionalProperties: metricGate, description: "Limits by the metric's name in the metrics file." },
    allow_pickle: {
        anyOf: [
            { type: "boolean", enum: [false], "x-must": "be false, or a list of the digests of files that somebody has inspected" },
            {
                type: "array",
                uniqueItems: true,
                items: { type: "string", pattern: "^sha256:[0-9a-f]{64}$", "x-must": "be a digest, sha256: and 64 hex digits" },
            },
        ],
        default: false,
        description: "Digests of pickle files that somebody has inspected.",
    },
}, { required: ["path"] });
const database = mapping("A database and the migrations that are applied to it.", {
    url: { ...secret, description: "The address with user and password, as env:NAME; waybill.<environment>.yml may name another." },
    migrations: path("The folder of numbered SQL files; the layout is detected."),
    shared: shared("Said where several environments name one url: false when the variable has another value in each, true when they have one database on purpose."),
}, { required: ["url", "migrations"] });
const serviceProbe = mapping("The request that must be answered through the Service after the roll-out.", {
    service: { ...values_text, description: "The name of the Service." },
    port: { anyOf: [port, { type: "string", minLength: 1 }], description: "The Service's port: its number or its name." },
    path: httpPath,
    expect_status: values_status,
    expect_body: { ...values_text, description: "A text that the answer must contain." },
}, { required: ["service", "port"] });
const environment = mapping("A place that a release goes to. waybill.<environment>.yml beside this file may say more of it, and other things.", {
    after: { ...values_text, description: "The environment that must have this release first." },
    namespace: {
        type: "string",
        pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        default: "default",
        description: "The Kubernetes namespace of everything that is deployed.",
        "x-must": "be a Kubernetes namespace: lower-case letters, digits and '-'",
    },
    manifests: {
        anyOf: [
            { type: "string", minLength: 1 },
            { type: "array", minItems: 1, items: values_text },
        ],
        default: "deploy",
        description: "Manifest files or folders.",
    },
    kubeconfig: { ...secret, description: "The kubeconfig as env:NAME: its text or its path. The default is the runner's." },
    context: { ...values_text, description: "The context of the kubeconfig; the default is its current one." },
    shared: shared("Said where several environments name one namespace of one cluster: false when the kubeconfig leads to another cluster in each, true when they share it on purpose."),
    secrets: {
        type: "object",
        additionalProperties: { type: "object", minProperties: 1, additionalProperties: secret },
        description: "Kubernetes Secrets to keep in step: name, key, env:NAME.",
    },
    probe: serviceProbe,
    timeout: {
        ...duration,
        default: "5m",
        description: "How long everything may take to become ready: whole seconds, or a text such as 90s, 5m or 1h.",
    },
    settle: { ...settleTime, default: "10s" },
    databases: { type: "array", uniqueItems: true, items: values_text, description: "Databases to migrate; the default is all." },
    images: { type: "array", uniqueItems: true, items: values_text, description: "Images to deploy; the default is all." },
    strategy: mapping("How a new revision takes over.", { type: { type: "string", enum: ["rolling"], description: "The only one: pods are replaced as their workload says." } }, { required: ["type"], default: { type: "rolling" } }),
}, { type: ["object", "null"] });
const named = (section, names, description) => ({
    type: "object",
    description,
    propertyNames: names,
    additionalProperties: ref(section),
});
/** The JSON Schema of `waybill.yml`; `waybill.schema.json` is its copy for editors. */
const configSchema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://github.com/waybill-ci/waybill/waybill.schema.json",
    title: "waybill.yml",
    ...mapping("What a project releases, and where to. Keys that begin with x- are ignored wherever the file has keys of its own.", {
        version: { type: "integer", enum: [1], default: 1, description: "The version of this format." },
        name: { type: "string", ...lowerNameRule, description: "The application's name; the default is the name of the folder." },
        registry: {
            type: "string",
            pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$",
            default: "ghcr.io",
            description: "The registry's host that images and evidence go to.",
            "x-must": "be a host name with an optional port, such as ghcr.io",
        },
        images: named("image", lowerNameRule, "What is built, by name."),
        data: named("data", nameRule, "Data sets that are validated, by name."),
        models: named("model", nameRule, "Models that are validated, by name."),
        databases: named("database", nameRule, "Databases that are migrated, by name."),
        environments: named("environment", environmentNameRule, "Where a release goes, by name."),
        policy: ref("policy"),
    }),
    definitions: {
        image: image_schema_image,
        data,
        model,
        database,
        environment,
        policy: policy_schema/* policySchema */.w,
    },
};


/***/ }),

/***/ 41932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ choose),
/* harmony export */   t: () => (/* binding */ validate)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86180);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48846);



const WORDS = {
    string: "a text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    object: "a mapping",
    array: "a list",
    null: "empty",
};
/** Checks a tree against a schema and lists every problem with its origin; an unknown key comes with the nearest known one. */
function validate(root, schema) {
    const problems = [];
    check({ top: schema, problems }, root, schema);
    return problems;
}
function check(run, node, schema) {
    if (schema.$ref !== undefined)
        return check(run, node, resolve(run.top, schema.$ref));
    if (schema.anyOf)
        return checkAlternatives(run, node, schema.anyOf);
    const types = typesOf(schema);
    if (types && !fits(node, types)) {
        const must = schema["x-must"] ?? (schema.enum ? oneOf(schema.enum) : `be ${wordsOf(types)}`);
        run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(node.origin, `must ${must}; it is ${WORDS[node.type]}${nextStep(node, types, schema)}`));
        return;
    }
    if (node.members)
        checkMembers(run, node, node.members, schema);
    else if (node.items)
        checkItems(run, node, node.items, schema);
    else
        checkScalar(run, node, schema);
}
/** What of a schema is about a node: what it refers to, and the alternative of the node's type; undefined when none is. */
function choose(top, node, schema) {
    const known = resolved(top, schema);
    return known.anyOf ? alternativeFor(top, node, known.anyOf) : known;
}
function alternativeFor(top, node, alternatives) {
    return alternatives.map((alternative) => resolved(top, alternative)).find((alternative) => fits(node, typesOf(alternative) ?? []));
}
function checkAlternatives(run, node, alternatives) {
    const chosen = alternativeFor(run.top, node, alternatives);
    if (chosen)
        return check(run, node, chosen);
    const types = alternatives.flatMap((alternative) => typesOf(resolved(run.top, alternative)) ?? []);
    run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(node.origin, `must be ${wordsOf(types)}; it is ${WORDS[node.type]}${nextStep(node, types, {})}`));
}
function wordsOf(types) {
    return [...new Set(types)]
        .filter((type) => type !== "null")
        .map((type) => WORDS[type])
        .join(" or ");
}
function oneOf(values) {
    return `be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`;
}
/** What to do in a file about a value of another type, where its form tells; never any of the value. */
function nextStep(node, types, schema) {
    const text = typeof node.scalar === "string" ? node.scalar : undefined;
    if (node.origin.from === "input" || (schema.enum && text === undefined))
        return "";
    const wants = (...wanted) => wanted.some((type) => types.includes(type));
    if (wants("integer", "number") && text !== undefined && /^-?\d+(\.\d+)?$/.test(text))
        return ", so write it without quotes";
    if (wants("string") && ["integer", "number", "boolean"].includes(node.type))
        return ", so put it in quotes";
    if (wants("array") && text !== undefined)
        return ", so put it in brackets";
    if (!wants("object"))
        return "";
    if (text !== undefined && /^(?!env:)[\w.-]+:\S/.test(text))
        return "; a colon needs a space after it";
    if (node.items)
        return ", so write each name as a key with a colon";
    const keys = Object.keys(schema.properties ?? {});
    return node.type === "null" || keys.length === 0 ? "" : `; its keys are ${keys.join(", ")}`;
}
function checkMembers(run, node, members, schema) {
    const known = Object.keys(schema.properties ?? {});
    for (const [key, member] of members) {
        const property = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
        if (property) {
            check(run, member.value, property);
            continue;
        }
        if (schema.patternProperties && key.startsWith("x-"))
            continue;
        if (schema.additionalProperties === false)
            run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)(member.origin, unknownKey(key, node.origin, known)));
        const { pattern, "x-must": must = "have another form" } = schema.propertyNames ?? {};
        if (pattern !== undefined && !new RegExp(pattern, "u").test(key))
            run.problems.push(unfitName(key, member.origin, node.origin, must));
        if (schema.additionalProperties)
            check(run, member.value, schema.additionalProperties);
    }
    const missing = (schema.required ?? []).filter((key) => !members.has(key));
    for (const key of missing)
        run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(node.origin, `needs the key '${key}'`));
    if (members.size < (schema.minProperties ?? 0))
        run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(node.origin, `is empty${known.length > 0 ? `; give at least one of ${known.join(", ")}` : ""}`));
}
function unknownKey(key, above, known) {
    const nearest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .findNearest */ .qg)(key, known);
    const hint = nearest === undefined ? `known keys are ${known.join(", ")}` : `did you mean '${nearest}'?`;
    return `unknown key '${key}'${above.key === "" ? "" : ` in '${above.key}'`}; ${hint}`;
}
/** An input that is a name is the subject itself; a key of a file is named with where it stands. */
function unfitName(key, origin, above, must) {
    if (origin.from === "input" && origin.key === "")
        return (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(origin, `is '${key}'; it must ${must}`);
    return (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)(origin, `the name '${key}' under '${above.key}' must ${must}`);
}
function checkItems(run, node, items, schema) {
    if (items.length < (schema.minItems ?? 0))
        run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(node.origin, "must not be an empty list"));
    const seen = new Set();
    for (const item of items) {
        if (schema.items)
            check(run, item, schema.items);
        if (!schema.uniqueItems)
            continue;
        // Canonical, because an order of keys makes no other entry.
        const text = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .canonicalJson */ .dj)((0,_tree_js__WEBPACK_IMPORTED_MODULE_3__/* .plainValue */ ._y)(item));
        if (seen.has(text))
            run.problems.push(twice(node, item));
        seen.add(text);
    }
}
function twice(list, item) {
    const found = (0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(list.origin, "names the same entry twice");
    return item.origin.from === "file" ? { ...found, where: item.origin.place } : found;
}
function checkScalar(run, node, schema) {
    // The form of a secret is judged by what uses it, because no problem may show any of it.
    if (node.secret)
        return;
    const value = node.scalar;
    const must = schema["x-must"];
    const report = (text) => void run.problems.push((0,_origin_js__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)(node.origin, `must ${text}`));
    if (schema.enum && !schema.enum.some((allowed) => allowed === value)) {
        const nearest = typeof value === "string" ? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .findNearest */ .qg)(value, schema.enum.map(String)) : undefined;
        report(`${must ?? oneOf(schema.enum)}; it is '${String(value)}'${nearest === undefined ? "" : `; did you mean '${nearest}'?`}`);
    }
    if (typeof value === "string") {
        if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value))
            report(`${must ?? `match ${schema.pattern}`}${insteadOf(schema, value)}`);
        else if (value === "" && schema.minLength === 1)
            report("not be empty");
    }
    if (typeof value === "number") {
        if (schema.minimum !== undefined && value < schema.minimum)
            report(`be at least ${schema.minimum}; it is ${value}`);
        if (schema.maximum !== undefined && value > schema.maximum)
            report(`be at most ${schema.maximum}; it is ${value}`);
    }
}
/** What GitHub's expression for a secret would be here. The expression names one and holds none, so it may be said. */
function insteadOf(schema, value) {
    const name = schema["x-env"] && /^\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/.exec(value)?.[1];
    return name ? `, so write env:${name} and set the variable in the workflow` : "";
}
function fits(node, types) {
    return types.includes(node.type) || (node.type === "integer" && types.includes("number"));
}
function typesOf(schema) {
    if (schema.type === undefined)
        return undefined;
    return typeof schema.type === "string" ? [schema.type] : schema.type;
}
function resolved(top, schema) {
    return schema.$ref === undefined ? schema : resolve(top, schema.$ref);
}
function resolve(top, reference) {
    const found = top.definitions?.[reference.replace("#/definitions/", "")];
    if (!found)
        throw new TypeError(`The schema has no '${reference}'`);
    return found;
}


/***/ }),

/***/ 76770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DW: () => (/* binding */ secretRefs),
/* harmony export */   TN: () => (/* binding */ parseSecretRef)
/* harmony export */ });
/* unused harmony export secretPlaces */
/* harmony import */ var _secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4226);


/** Reads `env:NAME`; undefined for any other text, which then stands for itself. */
function parseSecretRef(text) {
    const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)?.[1];
    return name === undefined ? undefined : { env: name };
}
/** Every secret that a configuration names, in the order of its sections; with an environment those that a release to it reads. */
function secretRefs(config, environment) {
    const isAsked = ({ name }) => environment === undefined || name === environment;
    const environments = Object.values(config.environments).filter(isAsked);
    const images = Object.values(config.images).filter(({ name }) => environment === undefined || environments.some((one) => one.images.includes(name)));
    // By their keys, because environments without an address of their own have the base's.
    const bases = environment === undefined ? Object.values(config.databases) : [];
    const databases = new Map([...bases, ...environments.flatMap((one) => one.databases)].map((database) => [database.urlKey, database.url]));
    const found = [];
    /** `place` as `secretPlaces` writes it; `names` are what its stars stand for, but for the last one, which is the key. */
    const look = (place, names, values) => {
        for (const [key, value] of Object.entries(values)) {
            // What an input gave has no name; whoever reads it hides it first.
            if (value === undefined || value instanceof _secret_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretText */ .o)
                continue;
            const ref = typeof value === "string" ? parseSecretRef(value) : value;
            const stars = [...names, key];
            if (ref)
                found.push({ place, at: place.replaceAll("*", () => stars.shift() ?? ""), ref });
        }
    };
    for (const { name, args, probe, secrets } of images) {
        look("images.*.args.*", [name], args);
        look("images.*.probe.env.*", [name], probe?.env ?? {});
        look("images.*.secrets.*", [name], secrets);
    }
    for (const [urlKey, url] of databases)
        if (!(url instanceof _secret_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretText */ .o))
            found.push({ place: "databases.*.url", at: urlKey, ref: url });
    for (const { name, kubeconfig, secrets } of environments) {
        look("environments.*.kubeconfig", [name], { kubeconfig });
        for (const [secret, keys] of Object.entries(secrets))
            look("environments.*.secrets.*.*", [name, secret], keys);
    }
    return found;
}
/** Every place where the schema of waybill.yml allows `env:NAME`, with `*` for a name that the author chooses: `images.*.args.*`. */
function secretPlaces(schema = configSchema) {
    const walk = (part, path) => {
        if (part.$ref !== undefined)
            return walk(schema.definitions?.[part.$ref.replace("#/definitions/", "")] ?? {}, path);
        if (part["x-env"])
            return [path.join(".")];
        return [
            ...Object.entries(part.properties ?? {}).flatMap(([key, value]) => walk(value, [...path, key])),
            ...(part.additionalProperties ? walk(part.additionalProperties, [...path, "*"]) : []),
            ...(part.items ? walk(part.items, [...path, "*"]) : []),
            ...(part.anyOf ?? []).flatMap((alternative) => walk(alternative, path)),
        ];
    };
    return walk(schema, []);
}


/***/ }),

/***/ 4226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ SecretText)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);

/** A secret whose text an input gave. Printed, inspected or serialised it is its input's name; only `reveal` gives the text. */
class SecretText {
    input;
    #text;
    constructor(input, text) {
        this.input = input;
        this.#text = text;
    }
    /** The secret itself. Whoever asks for it must mask it first. */
    reveal() {
        return this.#text;
    }
    toString() {
        return `the input '${this.input}'`;
    }
    [node_util__WEBPACK_IMPORTED_MODULE_0__.inspect.custom]() {
        return this.toString();
    }
}


/***/ }),

/***/ 15887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Pr: () => (/* binding */ isImageContext),
  FE: () => (/* binding */ normalPath),
  v3: () => (/* binding */ readData),
  SY: () => (/* binding */ readDatabase),
  Yo: () => (/* binding */ readEnvironmentEntry),
  AM: () => (/* binding */ readImage),
  ko: () => (/* binding */ readModel)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/config/lib/fields.js
var lib_fields = __webpack_require__(84851);
;// CONCATENATED MODULE: ./packages/config/lib/quantity.js
const SECONDS = { s: 1, m: 60, h: 3600 };
const BYTES = {
    B: 1,
    kB: 1e3,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
};
/** Seconds of a duration that the schema has accepted: a number of seconds, or `90s`, `5m`, `1h`. */
function parseSeconds(value) {
    if (typeof value === "number")
        return value;
    return Number.parseInt(value, 10) * (SECONDS[value.slice(-1)] ?? Number.NaN);
}
/** Bytes of a size that the schema has accepted: a number of bytes, or a text with B, kB, MB, GB (powers of 1000), KiB, MiB, GiB (of 1024). */
function parseBytes(value) {
    if (typeof value === "number")
        return value;
    const unit = /[A-Za-z]+$/.exec(value)?.[0] ?? "";
    return Math.round(Number.parseFloat(value) * (BYTES[unit] ?? Number.NaN));
}

// EXTERNAL MODULE: ./packages/config/lib/secret.js
var secret = __webpack_require__(4226);
// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
;// CONCATENATED MODULE: ./packages/config/lib/sections.js






/** Reads one entry of `images`; like the readers below it fills in what an accepted entry leaves out. */
function readImage(name, fields) {
    const context = normalPath((0,json/* textAt */.$6)(fields, "context") ?? ".");
    return {
        name,
        context,
        dockerfile: normalPath((0,json/* textAt */.$6)(fields, "dockerfile") ?? external_node_path_.posix.join(context, "Dockerfile")),
        target: (0,json/* textAt */.$6)(fields, "target"),
        args: readArguments(fields["args"]),
        labels: readArguments(fields["labels"]),
        platforms: (0,lib_fields/* textsOf */.C)(fields["platforms"]) ?? ["linux/amd64"],
        contexts: readContexts(fields["contexts"]),
        cache: { from: oneOrMore((0,json/* recordAt */.zR)(fields, "cache")["from"]), to: oneOrMore((0,json/* recordAt */.zR)(fields, "cache")["to"]) },
        repository: (0,json/* textAt */.$6)(fields, "repository"),
        probe: fields["probe"] === undefined ? undefined : readProbe((0,json/* recordAt */.zR)(fields, "probe")),
        budgetBytes: quantityOf((0,json/* recordAt */.zR)(fields, "budget")["size"], parseBytes),
        secrets: readSecretRefs(fields["secrets"]),
    };
}
function readProbe(fields) {
    return {
        port: (0,json/* numberAt */.tk)(fields, "port") ?? 0,
        path: (0,json/* textAt */.$6)(fields, "path") ?? "/healthz",
        expectStatus: (0,json/* numberAt */.tk)(fields, "expect_status") ?? 200,
        timeoutSeconds: quantityOf(fields["timeout"], parseSeconds) ?? 60,
        env: readArguments(fields["env"]),
    };
}
/** Reads one entry of `data`. */
function readData(name, fields) {
    const checks = fields["contract"] ?? fields["checks"];
    return {
        name,
        source: pathOf(fields["source"]) ?? "",
        ...(typeof checks === "string" ? { checks: normalPath(checks) } : { inline: checks }),
        history: pathOf(fields["history"]),
    };
}
/** Reads one entry of `models`. */
function readModel(name, fields) {
    return {
        name,
        path: pathOf(fields["path"]) ?? "",
        metrics: pathOf(fields["metrics"]),
        baseline: pathOf(fields["baseline"]),
        gate: (0,lib_fields/* readSection */.G)(fields["gate"], (_, gate) => readGate(gate)),
        allowPickle: (0,lib_fields/* textsOf */.C)(fields["allow_pickle"])?.filter(digest/* isDigest */.Bc) ?? false,
    };
}
function readGate(fields) {
    return {
        mustBeAtLeast: (0,json/* numberAt */.tk)(fields, "must_be_at_least"),
        mustBeAtMost: (0,json/* numberAt */.tk)(fields, "must_be_at_most"),
        mayDrop: (0,json/* numberAt */.tk)(fields, "may_drop"),
        mayRise: (0,json/* numberAt */.tk)(fields, "may_rise"),
    };
}
/** Reads one entry of `databases`. */
function readDatabase(name, fields) {
    return {
        name,
        url: readSecret(fields["url"]),
        migrations: pathOf(fields["migrations"]) ?? "",
        shared: booleanOf(fields["shared"]),
        urlKey: `databases.${name}.url`,
    };
}
/** Reads one entry of `environments`; `all` is what an environment has that does not choose. */
function readEnvironmentEntry(name, fields, all) {
    const manifests = (0,lib_fields/* textsOf */.C)(fields["manifests"]) ?? [(0,json/* textAt */.$6)(fields, "manifests") ?? "deploy"];
    return {
        name,
        after: (0,json/* textAt */.$6)(fields, "after"),
        namespace: (0,json/* textAt */.$6)(fields, "namespace") ?? "default",
        manifests: manifests.map(normalPath),
        kubeconfig: fields["kubeconfig"] === undefined ? undefined : readSecretRef(fields["kubeconfig"]),
        context: (0,json/* textAt */.$6)(fields, "context"),
        secrets: (0,lib_fields/* readSection */.G)(fields["secrets"], (_, keys) => readSecretRefs(keys)),
        probe: fields["probe"] === undefined ? undefined : readServiceProbe((0,json/* recordAt */.zR)(fields, "probe")),
        timeoutSeconds: quantityOf(fields["timeout"], parseSeconds) ?? 300,
        settleSeconds: quantityOf(fields["settle"], parseSeconds) ?? 10,
        databases: ((0,lib_fields/* textsOf */.C)(fields["databases"]) ?? Object.keys(all.databases)).flatMap((database) => all.databases[database] ?? []),
        images: (0,lib_fields/* textsOf */.C)(fields["images"]) ?? all.images,
        shared: booleanOf(fields["shared"]),
        strategy: { type: "rolling" },
    };
}
function readServiceProbe(fields) {
    return {
        service: (0,json/* textAt */.$6)(fields, "service") ?? "",
        port: (0,json/* numberAt */.tk)(fields, "port") ?? (0,json/* textAt */.$6)(fields, "port") ?? "",
        path: (0,json/* textAt */.$6)(fields, "path") ?? "/healthz",
        expectStatus: (0,json/* numberAt */.tk)(fields, "expect_status") ?? 200,
        expectBody: (0,json/* textAt */.$6)(fields, "expect_body"),
    };
}
function readContexts(value) {
    return Object.fromEntries(Object.entries(readArguments(value)).map(([name, at]) => [name, isImageContext(at) ? at : normalPath(at)]));
}
/** Whether a build context is an image and not a folder of the workspace. */
function isImageContext(context) {
    return context.startsWith("docker-image://");
}
/** A text, or a list of them. */
function oneOrMore(value) {
    return typeof value === "string" ? [value] : ((0,lib_fields/* textsOf */.C)(value) ?? []);
}
function readArguments(value) {
    return Object.fromEntries(Object.entries((0,json/* recordAt */.zR)(value)).map(([key, entry]) => [key, String(entry)]));
}
function readSecretRefs(value) {
    return Object.fromEntries(Object.entries((0,json/* recordAt */.zR)(value)).map(([key, entry]) => [key, readSecretRef(entry)]));
}
function readSecret(value) {
    return value instanceof secret/* SecretText */.o ? value : readSecretRef(value);
}
function readSecretRef(value) {
    const ref = (0,secret_ref/* parseSecretRef */.TN)((0,json/* textAt */.$6)(value) ?? "");
    if (!ref)
        throw new TypeError("The schema let something pass that is not env:NAME.");
    return ref;
}
function quantityOf(value, parse) {
    return typeof value === "number" || typeof value === "string" ? parse(value) : undefined;
}
function booleanOf(value) {
    return typeof value === "boolean" ? value : undefined;
}
function pathOf(value) {
    return typeof value === "string" ? normalPath(value) : undefined;
}
/** A path in its one spelling: no `./`, no double or trailing slash. */
function normalPath(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}


/***/ }),

/***/ 19004:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ readSource)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);


const MAX_FILE_BYTES = 1_000_000;
/** A file of the workspace as text, with the digest of its bytes; its absence, size and encoding are `input` errors about `input`. */
async function readSource(workspace, file, input = "config") {
    const path = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .resolveInWorkspace */ .S)(workspace, file, input);
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path);
    if (!info.isFile())
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `'${file}' is not a plain file; give the path of a YAML file.`);
    if (info.size > MAX_FILE_BYTES)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `'${file}' is larger than 1 MB, which no configuration needs; check the path.`);
    try {
        const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path);
        return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .ol)(bytes) };
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "EACCES"))
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `'${file}' may not be read by this user.`, { cause: error });
        if (error instanceof TypeError)
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `'${file}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
        throw error;
    }
}


/***/ }),

/***/ 48846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ scalarNode),
/* harmony export */   Md: () => (/* binding */ mergeTrees),
/* harmony export */   TZ: () => (/* binding */ originsOf),
/* harmony export */   _y: () => (/* binding */ plainValue),
/* harmony export */   g7: () => (/* binding */ treeOf),
/* harmony export */   iX: () => (/* binding */ originAt),
/* harmony export */   oB: () => (/* binding */ nodeAt)
/* harmony export */ });
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86180);
/* harmony import */ var _secret_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4226);


/** The node of a scalar; undefined for what is none, numbers that are not finite included. */
function scalarNode(value, origin) {
    if (value === null || value === undefined)
        return { type: "null", origin, scalar: null };
    if (typeof value === "string")
        return { type: "string", origin, scalar: value };
    if (typeof value === "boolean")
        return { type: "boolean", origin, scalar: value };
    if (typeof value === "number" && Number.isFinite(value))
        return { type: Number.isInteger(value) ? "integer" : "number", origin, scalar: value };
    return undefined;
}
/** The tree of a plain value, everything in it from the same source. What JSON cannot hold becomes null, which no required key accepts. */
function treeOf(value, origin) {
    if (value instanceof _secret_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretText */ .o)
        return { type: "string", origin, secret: value };
    const scalar = scalarNode(value, origin);
    if (scalar)
        return scalar;
    const within = (step) => ({ ...origin, key: (0,_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .keyWithin */ .hF)(origin, step) });
    if (Array.isArray(value)) {
        // An entry of a list is known by its text, so it keeps the name of the list.
        const items = value.map((item, index) => treeOf(item, typeof item === "string" ? origin : within(index)));
        return { type: "array", origin, items };
    }
    if (typeof value !== "object" || value === null)
        return { type: "null", origin, scalar: null };
    const members = Object.entries(value).map(([key, entry]) => {
        const at = within(key);
        return [key, { origin: at, value: treeOf(entry, at) }];
    });
    return { type: "object", origin, members: new Map(members) };
}
/**
 * A tree with another laid over it: mappings key by key, everything else replaced; lists are joined where that is asked for. Every value
 * keeps its origin.
 */
function mergeTrees(base, over, lists = "replace") {
    if (lists === "join" && base.items && over.items)
        return { ...base, items: [...base.items, ...over.items] };
    if (!base.members || !over.members)
        return over;
    const members = new Map(base.members);
    for (const [key, member] of over.members) {
        const below = members.get(key);
        members.set(key, below ? { origin: member.origin, value: mergeTrees(below.value, member.value, lists) } : member);
    }
    return { ...base, members };
}
/** The node at a path of keys; undefined where there is none. */
function nodeAt(root, path) {
    return path.reduce((node, key) => node?.members?.get(key)?.value, root);
}
/** The plain value of a node: JSON, but for secrets, which stay what they are. */
function plainValue(node) {
    if (node.secret)
        return node.secret;
    if (node.members) {
        const entries = [...node.members].map(([key, member]) => [key, plainValue(member.value)]);
        // fromEntries defines own members, so that a key named __proto__ stays a plain key.
        return Object.fromEntries(entries);
    }
    return node.items ? node.items.map(plainValue) : node.scalar;
}
/** The origin of the value at a path of keys and indexes, or of the nearest value above it. */
function originAt(root, path) {
    let node = root;
    for (const step of path) {
        const next = typeof step === "number" ? node.items?.[step] : node.members?.get(step)?.value;
        if (!next)
            break;
        node = next;
    }
    return node.origin;
}
/** Where every value of a tree came from, by its keys from the top, joined by dots. */
function originsOf(root) {
    const origins = new Map();
    const visit = (node, key) => {
        origins.set(key, node.origin);
        const below = key === "" ? "" : `${key}.`;
        for (const [name, member] of node.members ?? [])
            visit(member.value, `${below}${name}`);
        for (const [index, item] of (node.items ?? []).entries())
            visit(item, `${below}${index}`);
    };
    visit(root, "");
    return origins;
}


/***/ }),

/***/ 20371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31421);
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53053);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76760);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(80481);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(57075);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(26788);









const MAX_OUTPUT = 4 << 20;
const GRACE_MS = 5_000;
/**
 * Runs a program with an argument list, never through a shell, and prints nothing of it. A missing program is an `environment` error; an exit
 * code is a result. A cancelled signal rejects with its reason, the time limit with a `command` error, both after the program has ended.
 */
async function runCommand(program, argv, options) {
    options.signal?.throwIfAborted();
    const path = await locate(program, options);
    options.signal?.throwIfAborted();
    const stdout = collect(options.onLine);
    const stderr = collect(options.onLine);
    const leash = leashOn(program, options);
    try {
        // Loaded here because most steps start no program.
        const { exec } = await __webpack_require__.e(/* import() */ 1260).then(__webpack_require__.bind(__webpack_require__, 81260));
        const exitCode = await holding(leash.hold, () => exec(`"${path.replaceAll('"', String.raw `\"`)}"`, [...argv], {
            env: { ...options.env },
            ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
            // Otherwise the command line goes to the log, and the output once more.
            silent: true,
            ignoreReturnCode: true,
            // Left out, the program's input would stay open, and a program that reads it would wait forever.
            input: Buffer.from(options.input ?? ""),
            listeners: { stdout: stdout.take, stderr: stderr.take },
        }));
        leash.check();
        return { exitCode: typeof exitCode === "number" ? exitCode : 128, stdout: await stdout.text(), stderr: await stderr.text() };
    }
    catch (cause) {
        leash.check();
        throw new _error_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("environment", `The program '${program}' could not be started (${wordsOf(cause)}).`, { cause });
    }
    finally {
        leash.release();
    }
}
/** Ends the program of one call when it is cancelled or takes too long; @actions/exec does neither. */
function leashOn(program, { signal, timeoutMs }) {
    let child;
    let why;
    let killer;
    const end = (reason) => {
        why ??= reason;
        child?.kill("SIGTERM");
        // A program that ignores the polite signal must not hold up a cancelled job.
        killer ??= setTimeout(() => child?.kill("SIGKILL"), GRACE_MS);
    };
    const cancel = () => end(signal?.reason);
    const late = () => end(new _error_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("command", `'${program}' did not end within ${(timeoutMs ?? 0) / 1000} s and was stopped.`));
    signal?.addEventListener("abort", cancel, { once: true });
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    return {
        hold(started) {
            child = started;
            queueMicrotask(() => {
                // A program that ends without reading would raise EPIPE; its exit code says more.
                started.stdin?.on("error", () => undefined);
            });
            started.once("spawn", () => {
                if (why !== undefined)
                    end(why);
            });
        },
        check() {
            if (why !== undefined)
                throw why;
        },
        release() {
            clearTimeout(timer);
            clearTimeout(killer);
            signal?.removeEventListener("abort", cancel);
        },
    };
}
const holder = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
let isWatching = false;
/**
 * Runs work and hands over the child process that it starts. @actions/exec keeps the process to itself, so it is taken from Node's own notice
 * of every new process (https://nodejs.org/api/diagnostics_channel.html#child-process); the async context tells whose it is.
 */
function holding(hold, work) {
    if (!isWatching)
        (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_2__.subscribe)("child_process", onChildProcess);
    isWatching = true;
    return holder.run(hold, work);
}
function onChildProcess(message) {
    const child = typeof message === "object" && message !== null && "process" in message ? message.process : undefined;
    if (child instanceof node_child_process__WEBPACK_IMPORTED_MODULE_1__.ChildProcess)
        holder.getStore()?.(child);
}
function collect(onLine) {
    const stream = new node_stream__WEBPACK_IMPORTED_MODULE_7__.PassThrough();
    let text = "";
    const lines = (0,node_readline__WEBPACK_IMPORTED_MODULE_6__.createInterface)({ input: stream }).on("line", (line) => {
        text = `${text}${line}\n`.slice(-MAX_OUTPUT);
        onLine?.(line);
    });
    const ended = new Promise((done) => lines.once("close", done));
    return {
        take: (data) => void stream.write(data),
        async text() {
            stream.end();
            await ended;
            return text;
        },
    };
}
/** The program's file: as given, or the first one on the environment's own PATH, which need not be this process's. */
async function locate(program, { env, cwd = "." }) {
    const isPath = program.includes("/") || program.includes(node_path__WEBPACK_IMPORTED_MODULE_5__.sep);
    const candidates = isPath ? [(0,node_path__WEBPACK_IMPORTED_MODULE_5__.resolve)(cwd, program)] : (env["PATH"] ?? "").split(node_path__WEBPACK_IMPORTED_MODULE_5__.delimiter).map((dir) => (0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.resolve)(cwd, dir), program));
    for (const candidate of candidates)
        if (await isProgram(candidate))
            return candidate;
    // On Windows names lack their extension, which @actions/exec knows how to find.
    if (process.platform === "win32")
        return program;
    throw new _error_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("environment", `The program '${program}' is not on this machine. Install it or correct its path.`);
}
async function isProgram(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_3__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.stat)(path)).isFile();
    }
    catch {
        // Not there, or not to be run by this user: the next folder of the PATH may have it.
        return false;
    }
}
function wordsOf(error) {
    return error instanceof Error ? error.message : String(error);
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

/***/ 76221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ STAGES),
/* harmony export */   j: () => (/* binding */ SUBJECT_KINDS)
/* harmony export */ });
/** The stages that write evidence, in the order of the chain. */
const STAGES = ["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy", "release"];
/** What a subject is. Declared by whoever proves something about it and signed with it; nothing is concluded from a name. */
const SUBJECT_KINDS = ["image", "path", "plan", "environment", "release"];


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
    const [tracked, changed, committed] = await Promise.all([
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(folder, env, ["ls-files", "-z", "--", name]),
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(folder, env, ["status", "--porcelain=v2", "-z", "--untracked-files=no", "--", name]),
        (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(folder, env, ["cat-file", "blob", `HEAD:./${name}`]),
    ]);
    if (tracked === undefined || changed === undefined)
        return undefined;
    if (tracked === "")
        return "untracked";
    // `status` believes the index and filters, which anybody in the workspace can tell to call an edited file unchanged.
    const isCommitted = committed?.exitCode === 0 && sameLines(committed.stdout, textAt(path));
    return changed === "" && isCommitted ? undefined : "changed";
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

/***/ 37975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ imageOf)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);

/** Reads `repository@sha256:<64 hex digits>`; undefined for anything else, a tag without a digest among it. */
function imageOf(reference) {
    const [repository = "", digest, ...more] = reference.split("@");
    return repository !== "" && !/\s/.test(repository) && (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) && more.length === 0 ? { repository, digest } : undefined;
}


/***/ }),

/***/ 96516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);

const LOOPBACK = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
// RFC 1122, 3.2.1.3 and RFC 4291, 2.5.3.
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
/**
 * Whether a host, as URLs and references write it (`localhost`, `app.localhost`, `127.0.0.1:5000`, `[::1]:5000`, `::1`), is this machine itself: what is sent
 * there leaves it on no network. A name that only begins like an address (`127.example.com`) is not.
 */
function isLoopback(host) {
    const name = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 ? host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") : host;
    // RFC 6761, 6.3: resolvers keep every name below localhost on this machine.
    if (/^(.+\.)?localhost$/i.test(name))
        return true;
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name);
    return version !== 0 && LOOPBACK.check(name, version === 4 ? "ipv4" : "ipv6");
}


/***/ }),

/***/ 73015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ mapParallel)
/* harmony export */ });
/**
 * Does work for every item, at most `limit` (at least one) at a time; results keep the order of the items.
 * After the first failure nothing new starts; what runs already is awaited, then that failure is thrown.
 */
async function mapParallel(items, limit, work) {
    const results = [];
    const failures = [];
    const rest = items.entries();
    const worker = async () => {
        // All workers draw from one iterator, so every item is taken once.
        for (const [index, item] of rest) {
            try {
                results[index] = await work(item, index);
            }
            catch (error) {
                failures.push(error);
            }
            if (failures.length > 0)
                return;
        }
    };
    await Promise.all(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    return results;
}


/***/ }),

/***/ 31252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ pause)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/** Waits that many milliseconds. As soon as the signal aborts, it throws the signal's own reason. */
async function pause(ms, signal) {
    try {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, signal ? { signal } : {});
    }
    catch (error) {
        throw signal?.aborted ? signal.reason : error;
    }
}


/***/ }),

/***/ 52282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ proxiedFetch)
});

// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxy.js
var proxy_proxy = __webpack_require__(20697);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./packages/kit/lib/proxy/tunnel.js




/** How long a proxy may take until the tunnel stands; as long as connecting directly may take. */
const TUNNEL_TIMEOUT_MS = 10_000;
/** The proxy answered the request for a tunnel with another status than 200. */
class TunnelRefused extends Error {
    status;
    constructor(status) {
        super("no tunnel was opened");
        this.status = status;
    }
}
/**
 * Asks a proxy for a tunnel (CONNECT, https://www.rfc-editor.org/rfc/rfc9110#name-connect) to a host (without brackets) and port. Asks once:
 * throws `TunnelRefused` for a status other than 200, and Node's own errors (`ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT` after 10 s) for a proxy
 * that is not there, hangs up, or does not answer.
 */
function openTunnel(proxy, host, port) {
    const target = `${(0,external_node_net_.isIP)(host) === 6 ? `[${host}]` : host}:${port}`;
    const authorization = (0,proxy_proxy/* proxyAuthorization */.YB)(proxy);
    return new Promise((resolve, reject) => {
        const request = (proxy.url.protocol === "https:" ? external_node_https_.request : external_node_http_.request)({
            host: proxy.url.hostname.replace(/^\[(.*)\]$/, "$1"),
            port: proxy.url.port || undefined,
            method: "CONNECT",
            path: target,
            headers: { host: target, ...(authorization === undefined ? {} : { "proxy-authorization": authorization }) },
            agent: false,
        });
        const late = Object.assign(new Error("the proxy did not open the connection in time"), { code: "ETIMEDOUT" });
        const timer = setTimeout(() => request.destroy(late), TUNNEL_TIMEOUT_MS);
        request.on("error", reject).on("close", () => clearTimeout(timer));
        request.on("connect", (response, socket, head) => {
            clearTimeout(timer);
            if (response.statusCode !== 200) {
                socket.destroy();
                return reject(new TunnelRefused(response.statusCode ?? 0));
            }
            if (head.length > 0)
                socket.unshift(head);
            resolve(socket);
        });
        request.end();
    });
}

;// CONCATENATED MODULE: ./packages/kit/lib/proxy/proxied-fetch.js


/**
 * `fetch` that goes through the proxy of the settings where one is due. A proxy that refuses is an `environment` error that names it; one that
 * cannot be reached, or cannot reach the target now, is an ordinary network failure that names it too and may be tried again.
 */
function proxiedFetch(settings) {
    if (!settings?.https && !settings?.http)
        return fetch;
    const open = new Map();
    return async (input, init) => {
        const target = new URL(input instanceof Request ? input.url : input);
        const proxy = (0,proxy_proxy/* findProxy */.EE)(target, settings);
        if (!proxy)
            return fetch(input, init);
        const tunnel = open.get(proxy.url.href) ?? loadTunnel(proxy);
        open.set(proxy.url.href, tunnel);
        return send(await tunnel, proxy, target, input, init);
    };
}
async function loadTunnel(proxy) {
    // Loaded only where a proxy is: Node's own fetch takes no proxy before Node 24, and needs no library without one.
    const { Agent, buildConnector, fetch: send } = await __webpack_require__.e(/* import() */ 6752).then(__webpack_require__.t.bind(__webpack_require__, 24371, 19));
    const secure = buildConnector({});
    // Not its ProxyAgent, which asks a proxy that hangs up hundreds of times in a second, without end, and one that is silent for minutes.
    const dispatcher = new Agent({
        connect: (options, callback) => {
            const { hostname, port, protocol } = options;
            openTunnel(proxy, hostname, Number(port || (protocol === "https:" ? 443 : 80))).then((socket) => (protocol === "https:" ? secure({ ...options, httpSocket: socket }, callback) : callback(null, socket)), (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
        },
    });
    return { fetch: send, dispatcher };
}
async function send(tunnel, proxy, target, input, init = {}) {
    const { method, headers, body = null, redirect, signal } = init;
    // Whatever else fetch takes belongs to Node's own classes, which undici's copy does not know.
    if (input instanceof Request || !isSendable(body))
        throw new TypeError("This kind of request cannot go through a proxy.");
    try {
        const response = await tunnel.fetch(input, {
            dispatcher: tunnel.dispatcher,
            method: method ?? "GET",
            headers: [...new Headers(headers)],
            body,
            redirect: redirect ?? "follow",
            signal: signal ?? null,
        });
        if (isResponse(response))
            return response;
        throw new TypeError("undici answered without a response");
    }
    catch (error) {
        if (signal?.aborted)
            throw error;
        const status = tunnelStatus(error);
        if (status === undefined)
            throw new Error(`through ${proxy.label}`, { cause: error });
        // 5xx is the proxy's word for a target that it cannot reach now.
        if (status < 500)
            throw (0,proxy_proxy/* refusedByProxy */.SR)(proxy, target, status);
        throw new Error(`through ${proxy.label}: HTTP ${status}`, { cause: error });
    }
}
/** The status with which a proxy refused a tunnel. */
function tunnelStatus(error) {
    for (let at = error; at instanceof Error; at = at.cause)
        if (at instanceof TunnelRefused)
            return at.status;
    return undefined;
}
function isSendable(body) {
    return body === null || typeof body === "string" || body instanceof Uint8Array || body instanceof URLSearchParams;
}
/** undici's answer is the class of its own copy, which does what the global one does. */
function isResponse(value) {
    return typeof value === "object" && value !== null && "status" in value && "headers" in value && "arrayBuffer" in value;
}


/***/ }),

/***/ 20697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ findProxy),
/* harmony export */   SR: () => (/* binding */ refusedByProxy),
/* harmony export */   Wm: () => (/* binding */ proxySecrets),
/* harmony export */   YB: () => (/* binding */ proxyAuthorization)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96516);



const NO_LOGIN = { username: "", password: "" };
/**
 * The proxy that a connection to `target` goes through; undefined when it goes there directly. This machine's own addresses are always
 * direct. Throws an `environment` error when the variable does not name an http:// or https:// proxy.
 */
function findProxy(target, settings) {
    const variable = target.protocol === "https:" ? settings?.https : settings?.http;
    if (!settings || !variable || (0,_network_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopback */ .U)(hostOf(target)) || isDirect(target, settings.direct))
        return undefined;
    const text = variable.value.includes("://") ? variable.value : `http://${variable.value}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    // A lone percent sign passes as part of an address, but is no login that could be sent.
    const isLogin = url && isEscaped(url.username) && isEscaped(url.password);
    if (!isLogin || (url.protocol !== "http:" && url.protocol !== "https:"))
        throw new _error_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The environment variable ${variable.name} does not name a proxy that can be used here. Write http://host:port (or https://), with user:password@ before the host where the proxy wants a login (special characters percent-encoded: '%' is %25, '@' is %40), or unset it.`);
    return { url, variable: variable.name, label: `the proxy ${Object.assign(new URL(url), NO_LOGIN).origin} (${variable.name})` };
}
/** The passwords in the settings, as they stand there and decoded. */
function proxySecrets({ https, http }) {
    return [https, http].flatMap((variable) => {
        const password = /^(?:\w+:\/\/)?[^:@/]*:(.*)@/.exec(variable?.value ?? "")?.[1] ?? "";
        return password === "" ? [] : [password, decoded(password)];
    });
}
/** The header that logs in to the proxy; undefined where it has no login. */
function proxyAuthorization({ url: { username, password } }) {
    if (username === "" && password === "")
        return undefined;
    return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
}
/** The error for a proxy that answered a connection with a status that another try does not change. */
function refusedByProxy(proxy, target, status) {
    const advice = status === 407
        ? `It asks for a login: put user and password into ${proxy.variable} (http://user:password@host:port)`
        : "Ask its operator to allow this address";
    return new _error_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `${proxy.label.replace("the", "The")} refused the connection to ${target.host} (HTTP ${status}). ${advice}, or add '${target.hostname}' to NO_PROXY if it can be reached directly.`);
}
/**
 * Whether an entry of NO_PROXY covers a target. There is no standard; these are the rules that curl, Go and GitHub's toolkit share, and Go's
 * where they differ: `*` is everything, `name` is the host and all below it, `.name` and `*.name` only what is below, `name:port` one port,
 * and an address may be a range (`10.0.0.0/8`). Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
function isDirect(target, list) {
    const host = hostOf(target);
    const port = target.port === "" ? (target.protocol === "https:" ? "443" : "80") : target.port;
    return list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((entry) => entry !== "")
        .some((entry) => covers(entry, host, port));
}
function covers(entry, host, port) {
    if (entry === "*")
        return true;
    if (entry.includes("/"))
        return isInRange(host, entry);
    // An IPv6 address has colons of its own; with a port it stands in brackets.
    const [, name = "", wantedPort] = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(entry) === 6 ? ["", entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
    if (wantedPort !== undefined && wantedPort !== port)
        return false;
    const wanted = name.replace(/^\[(.*)\]$/, "$1").replace(/^\*\./, ".");
    if (wanted.startsWith("."))
        return host.endsWith(wanted);
    return wanted !== "" && (host === wanted || host.endsWith(`.${wanted}`));
}
function isInRange(host, range) {
    const [address = "", bits = ""] = range.split("/");
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(address);
    if (version === 0 || version !== (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
        return false;
    const family = version === 4 ? "ipv4" : "ipv6";
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(address, Number(bits), family);
    return list.check(host, family);
}
function hostOf({ hostname }) {
    return hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1");
}
function decoded(text) {
    // A lone percent sign is no escape; the text is then the password as it is.
    return isEscaped(text) ? decodeURIComponent(text) : text;
}
function isEscaped(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 4148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ retry),
/* harmony export */   m: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/* harmony import */ var _pause_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31252);

/** Runs work until it succeeds, may not be retried, or the attempts are used up; then throws the last error. */
async function retry(work, options) {
    const { baseDelayMs = 500, maxDelayMs = 30_000, random = Math.random } = options;
    for (let attempt = 1;; attempt++) {
        options.signal?.throwIfAborted();
        try {
            return await work(attempt);
        }
        catch (error) {
            const decision = options.decide(error);
            if (!decision.retry || attempt >= options.attempts)
                throw error;
            const backoff = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
            const delayMs = decision.afterMs ?? backoff * (0.5 + random() / 2);
            options.onRetry?.(error, attempt, delayMs);
            await (0,_pause_js__WEBPACK_IMPORTED_MODULE_0__/* .pause */ .v)(delayMs, options.signal);
        }
    }
}
/** Reads a `Retry-After` header (seconds or an HTTP date) as milliseconds from now, at most two minutes; undefined when absent or unreadable. */
function parseRetryAfter(header, now = Date.now()) {
    if (!header)
        return undefined;
    const seconds = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
    return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 120_000) : undefined;
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
 * Makes a folder for what runs leave behind; it ignores itself, so that nothing of it is ever committed. Throws an `environment` error when
 * something else has its place.
 */
async function makeStateFolder(dir) {
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

/***/ 75:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ resolveInWorkspace),
/* harmony export */   z: () => (/* binding */ pathProblem)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);



/** What a path can be that no file has, by the system's code for it. */
const UNUSABLE = {
    ELOOP: "a link that leads back to itself; give a path that leads to a file or folder",
    ENAMETOOLONG: "which is longer than a path can be; check that the value is a path and not the content of a file",
    ENOTDIR: "which leads through a file as if it were a folder; check the spelling",
    ERR_INVALID_ARG_VALUE: "which holds a character that no path can; check the value",
};
/**
 * Resolves a user-given path inside the workspace, following symbolic links of what exists.
 * Throws an `input` error that names the input when the path leaves the workspace or (unless `mayBeMissing`) does not exist.
 */
async function resolveInWorkspace(workspace, path, input, options) {
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace);
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!isInside(root, target))
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', which lies outside the workspace; give a path inside it`);
    try {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(target);
        if (!isInside(root, real))
            throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', a link that leads outside the workspace; give a path inside it`);
        return real;
    }
    catch (error) {
        const problem = pathProblem(error);
        if (problem !== undefined)
            throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', ${problem}`, { cause: error });
        if (!(0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "ENOENT"))
            throw error;
        if (options?.mayBeMissing)
            return target;
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', but nothing exists there; check the spelling and that an earlier step made it`, {
            cause: error,
        });
    }
}
/** Why the system could not follow a path, as the end of the sentence "'path' is …"; undefined for any other error. */
function pathProblem(error) {
    return (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error) ? UNUSABLE[error.code ?? ""] : undefined;
}
function isInside(root, target) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, target);
    return path === "" || (path !== ".." && !path.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path));
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
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29318);
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
    const { connectCluster, loadKubeconfig } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9322)]).then(__webpack_require__.bind(__webpack_require__, 69322));
    const access = readAccess(loadKubeconfig, context, source, environment);
    (0,_shared_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseSharedNamespace */ .n)(context, environment, access, (other, kubeconfig) => loadKubeconfig(kubeconfigOf(other, kubeconfig, source)));
    // What a kubeconfig hands to its plugin may come back in the plugin's words; the transport hides tokens and keys.
    for (const [name, value] of Object.entries(access.exec?.env ?? {}))
        if (source.env[name] !== value)
            context.reporter.mask(value);
    return connectCluster(access, { reporter: context.reporter, proxy: source.proxy });
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

/***/ 73415:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ openKeys),
  S: () => (/* binding */ requireSigner)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js + 1 modules
var proxied_fetch = __webpack_require__(52282);
// EXTERNAL MODULE: ./packages/kit/lib/state-folder.js
var state_folder = __webpack_require__(22544);
;// CONCATENATED MODULE: ./packages/record/lib/signing/services.js

const SIGNING_CONFIG = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const START = { start: "2022-01-01T00:00:00Z" };
/**
 * Chooses the services for a repository: its own if a file names some, Sigstore's public good ones for a public repository or with consent,
 * else GitHub's own, which have a timestamp authority and no log. Throws an `environment` error on a GitHub Enterprise Server, which has
 * neither, and an `input` error when a file would publish what nobody agreed to.
 */
function chooseServices({ visibility, allowPublicLog = false, own, serverUrl = "https://github.com", }) {
    const mayPublish = visibility === "public" || allowPublicLog;
    if (own) {
        if (!own.isPublic || mayPublish)
            return own;
        throw (0,lib_error/* inputError */.Xu)("signing-config", "names Sigstore's public services, which publish the repository's name for good, and the repository is not public. Name others, or agree to it");
    }
    const { hostname } = new URL(serverUrl);
    const isGitHub = hostname === "github.com";
    if (isGitHub && mayPublish)
        return PUBLIC_GOOD;
    if (!hasServices(serverUrl))
        throw new lib_error/* ActionError */.lZ("environment", `${hostname} has no certificate authority that Waybill knows. Sign with 'signing-key', or name your own services in 'signing-config'.`);
    // The names that GitHub's own tools use, for github.com and for tenants of ghe.com (github.com/actions/attest, endpoints).
    const domain = isGitHub ? "githubapp.com" : hostname;
    return {
        name: "GitHub's Sigstore",
        isPublic: false,
        config: configOf({ fulcio: `https://fulcio.${domain}`, tsa: `https://timestamp.${domain}` }),
    };
}
/** Whether a server's jobs are known to a certificate authority without a file that names one: those of github.com and ghe.com. */
function hasServices(serverUrl = "https://github.com") {
    const { hostname } = new URL(serverUrl);
    return hostname === "github.com" || hostname.endsWith(".ghe.com");
}
/** The public good instance (https://docs.sigstore.dev/about/overview/). */
const PUBLIC_GOOD = {
    name: "Sigstore's public good services",
    isPublic: true,
    config: configOf({ fulcio: "https://fulcio.sigstore.dev", rekor: "https://rekor.sigstore.dev" }),
};
function configOf({ fulcio, rekor, tsa }) {
    const service = (url) => ({ url, majorApiVersion: 1, validFor: START });
    return {
        mediaType: SIGNING_CONFIG,
        caUrls: [service(fulcio)],
        ...(rekor === undefined ? {} : { rekorTlogUrls: [service(rekor)], rekorTlogConfig: { selector: "ANY" } }),
        ...(tsa === undefined ? {} : { tsaUrls: [service(tsa)], tsaConfig: { selector: "ANY" } }),
    };
}
/**
 * Reads services from the text of a `signing_config.v0.2.json`, as Sigstore distributes it and private instances write it. Throws an `input`
 * error for anything else, and for a config under which nothing would prove when a signature was made.
 */
function parseSigningConfig(text, name) {
    let config;
    try {
        config = (0,json/* parseJson */.qF)(text);
    }
    catch (error) {
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', which is not JSON`, { cause: error });
    }
    const type = (0,json/* textAt */.$6)(config, "mediaType") ?? "";
    if (type !== SIGNING_CONFIG)
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', whose 'mediaType' is '${type}'; it must be ${SIGNING_CONFIG}`);
    const urlsOf = (list) => (0,json/* listAt */.gT)(config, list).map((service) => (0,json/* textAt */.$6)(service, "url") ?? "");
    const has = (list) => urlsOf(list).some((url) => URL.canParse(url));
    if (!has("caUrls"))
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', which names no certificate authority in 'caUrls'`);
    if (!has("rekorTlogUrls") && !has("tsaUrls"))
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', which names neither a log nor a timestamp authority, so nothing would prove when something was signed`);
    return { name: `the services of '${name}'`, isPublic: [...urlsOf("caUrls"), ...urlsOf("rekorTlogUrls")].some(isPublicGood), config };
}
function isPublicGood(url) {
    return URL.canParse(url) && /(^|\.)sigstore\.dev$/.test(new URL(url).hostname);
}

// EXTERNAL MODULE: ./packages/record/lib/signing/keys.js
var signing_keys = __webpack_require__(18787);
// EXTERNAL MODULE: ./packages/record/lib/signing/trust-root.js + 8 modules
var trust_root = __webpack_require__(39481);
// EXTERNAL MODULE: ./packages/record/lib/gate/foreign.js
var foreign = __webpack_require__(17439);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var signing_bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/signing/identity.js
var signing_identity = __webpack_require__(51181);
// EXTERNAL MODULE: ./packages/record/lib/signing/policy-signer.js
var policy_signer = __webpack_require__(29360);
;// CONCATENATED MODULE: ./packages/record/lib/gate/trust.js




/** Believes exactly these signers, each for its stages and environments; certificates where one of the trust roots verifies them. */
function trustOnly(signers, roots = []) {
    const keys = signers.flatMap(({ key }) => (key === undefined ? [] : [key]));
    const byKeyOnly = keys.length > 0 && keys.length === signers.length;
    return once((bundle) => {
        if (byKeyOnly && "certificate" in bundle.verificationMaterial)
            throw new lib_error/* ActionError */.lZ("verdict", `The ${(0,signing_bundle/* inspectBundle */.rI)(bundle).stage} statement was signed with a certificate, and only keys are trusted here. Name its workflow among the policy's signers if it should be.`);
        const { view, identity } = (0,signing_bundle/* verifyBundle */.IF)(bundle, keys, roots);
        const signer = (0,signing_identity/* describeIdentity */.Cl)(identity);
        const allowed = signers.some((trusted) => (0,policy_signer/* matchSigner */.u)(identity, { ...trusted, key: trusted.key?.keyId }) && (0,policy_signer/* maySign */.R)(trusted, view));
        if (allowed)
            return { view, signer };
        const where = view.environment === undefined ? "" : ` for '${view.environment}'`;
        throw new lib_error/* ActionError */.lZ("verdict", `The ${view.stage} statement was signed by ${signer}, which the policy does not let sign '${view.stage}'${where}. Sign it with the one that it names.`);
    });
}
/** Several ask about the same statements in turn, and a signature costs more than all that is read of a statement. A bundle is never changed. */
function once(verify) {
    const known = new WeakMap();
    return (bundle) => {
        const signed = known.get(bundle) ?? verify(bundle);
        known.set(bundle, signed);
        return signed;
    };
}

// EXTERNAL MODULE: ./packages/record/lib/signing/dsse.js
var dsse = __webpack_require__(91694);
// EXTERNAL MODULE: ./packages/record/lib/signing/material.js
var material = __webpack_require__(81122);
;// CONCATENATED MODULE: ./packages/record/lib/signing/keyless.js



/** Longer than the services take on a bad day, and short enough for a job. */
const TIMEOUT_MS = 20_000;
const RETRY = { retries: 3, minTimeout: 500 };
/**
 * Signs with a key that lives for one signature and a certificate that names the job's workflow. Nothing is asked for, and no library
 * loaded, before the first signature.
 */
function keylessSigner(options) {
    return {
        async sign(payload) {
            // One at a time: what a failure says must be cleaned of the token that was used.
            const tokens = [];
            try {
                return await signWith(options, payload, tokens);
            }
            catch (error) {
                throw translate(error, options.services, tokens);
            }
        },
    };
}
async function signWith({ services, identityToken, fetch: send = fetch }, payload, tokens) {
    const [{ default: transport }, { bundleBuilderFromSigningConfig }, { SigningConfig }, { bundleToJSON }] = await Promise.all([
        __webpack_require__.e(/* import() */ 8411).then(__webpack_require__.t.bind(__webpack_require__, 58411, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4463), __webpack_require__.e(5179), __webpack_require__.e(792)]).then(__webpack_require__.t.bind(__webpack_require__, 15179, 19)),
        __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19)),
    ]);
    transport.use(send);
    const builder = bundleBuilderFromSigningConfig({
        signingConfig: SigningConfig.fromJSON(services.config),
        identityProvider: {
            async getToken() {
                const token = await identityToken();
                tokens.push(token);
                return token;
            },
        },
        bundleType: "dsseEnvelope",
        fetchOptions: { timeout: TIMEOUT_MS, retry: RETRY },
    });
    const bundle = bundleToJSON(await builder.create({ data: Buffer.from(payload), type: dsse/* PAYLOAD_TYPE */.Uc }));
    const signature = Buffer.from((0,json/* textAt */.$6)(bundle, "dsseEnvelope", "signatures", 0, "sig") ?? "", "base64");
    return { signature, material: (0,material/* parseMaterial */.V)((0,json/* valueAt */.fK)(bundle, "verificationMaterial"), "The new bundle") };
}
/** What could not be done, by the library's code for it. */
const FAILURES = {
    CA_CREATE_SIGNING_CERTIFICATE_ERROR: "give a certificate to this job",
    TLOG_CREATE_ENTRY_ERROR: "write the signature into its log",
    TLOG_FETCH_ENTRY_ERROR: "read the signature from its log",
    TSA_CREATE_TIMESTAMP_ERROR: "stamp the signature with the time",
};
function translate(error, services, tokens) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (error instanceof lib_error/* ActionError */.lZ)
        return error;
    if (cause instanceof lib_error/* ActionError */.lZ)
        return cause;
    const code = String(memberOf(error, "code"));
    // The library quotes the whole token in this message, so neither it nor the error that holds it goes any further.
    if (code === "IDENTITY_TOKEN_PARSE_ERROR")
        return new lib_error/* ActionError */.lZ("environment", "The identity token that the runner gave cannot be read, so nothing can be signed without a key. Run on GitHub's runners, or pass 'signing-key'.");
    const failure = FAILURES[code];
    if (failure === undefined)
        return error;
    const status = memberOf(cause, "statusCode");
    const said = tokens.reduce((text, token) => text.replaceAll(token, "***"), reasonOf(cause));
    const isRefusal = typeof status === "number" && status >= 400 && status < 500 && status !== 408 && status !== 429;
    const next = isRefusal
        ? "Give the job 'id-token: write', check that these services take this repository, or pass 'signing-key'."
        : "The request was repeated without success; look at status.sigstore.dev and githubstatus.com, and run again.";
    return new lib_error/* ActionError */.lZ(isRefusal ? "environment" : "remote", `${upperFirst(services.name)} did not ${failure}: ${said}. ${next}`);
}
/** Node's fetch says "fetch failed", and why only beneath it. */
function reasonOf(cause) {
    if (!(cause instanceof Error))
        return "no reason given";
    return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
function memberOf(error, name) {
    return error instanceof Error ? Reflect.get(error, name) : undefined;
}
function upperFirst(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/record/lib/signing/tuf.js




/** Sigstore's public good instance. */
const PUBLIC_GOOD_MIRROR = { name: "Sigstore's trust root", url: "https://tuf-repo-cdn.sigstore.dev" };
/** GitHub's own instance, which signs for private repositories. */
const GITHUB_MIRROR = {
    name: "GitHub's trust root",
    url: "https://tuf-repo.github.com",
    firstRoot: async () => (await __webpack_require__.e(/* import() */ 9669).then(__webpack_require__.bind(__webpack_require__, 49669))).GITHUB_FIRST_ROOT,
};
const tuf_TIMEOUT_MS = 20_000;
const tuf_RETRY = { retries: 3, minTimeout: 500 };
/**
 * Fetches a trust root, and what changed since it was fetched last, into a folder of the caller's that nobody else can write to. `send` is for
 * the whole process, as a signer's is. Throws an `environment` error when the
 * mirror's metadata expired or is not signed as it should be, and a `remote` one when it does not answer.
 */
async function fetchTrustRoots(mirror, cacheDir, send = fetch) {
    await (0,promises_.mkdir)(cacheDir, { recursive: true });
    const rootPath = mirror.firstRoot ? (0,external_node_path_.join)(cacheDir, `${new URL(mirror.url).hostname}.root.json`) : undefined;
    if (rootPath !== undefined && mirror.firstRoot)
        await (0,promises_.writeFile)(rootPath, await mirror.firstRoot());
    const [{ default: transport }, { initTUF }] = await Promise.all([__webpack_require__.e(/* import() */ 8411).then(__webpack_require__.t.bind(__webpack_require__, 58411, 19)), Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(2830), __webpack_require__.e(3694)]).then(__webpack_require__.t.bind(__webpack_require__, 84423, 19))]);
    transport.use(send);
    let text;
    try {
        const client = await initTUF({
            mirrorURL: mirror.url,
            cachePath: cacheDir,
            timeout: tuf_TIMEOUT_MS,
            retry: tuf_RETRY,
            ...(rootPath === undefined ? {} : { rootPath }),
        });
        text = await client.getTarget("trusted_root.json");
    }
    catch (error) {
        throw failureOf(error, mirror);
    }
    return (0,trust_root/* parseTrustRoots */.d)(text, mirror.name);
}
function failureOf(error, { name, url }) {
    const reasons = [error, error instanceof Error ? error.cause : undefined].filter((reason) => reason instanceof Error);
    const said = [...new Set(reasons.map(({ message }) => message))].join(": ");
    const failure = (kind, what, next) => new lib_error/* ActionError */.lZ(kind, `${name} ${what} (${url}: ${said}). ${next} Offline, pass a file with 'trust-root'.`, { cause: error });
    // The library has a class for each reason, and exports none of them.
    const isOf = (pattern) => reasons.some((reason) => pattern.test(reason.constructor.name));
    if (isOf(/^ExpiredMetadataError$/))
        return failure("environment", "expired", "Check this machine's clock, and run again later.");
    // Node's own fetch says "fetch failed" of everything between here and an answer.
    const isNetwork = isOf(/^Download/) || reasons.some(({ message }) => message === "fetch failed" || /timed? ?out/i.test(message));
    if (isNetwork)
        return failure("remote", "could not be fetched", "Run again later.");
    return failure("environment", "is not signed as it should be", "Something between this machine and the mirror may have changed it.");
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/session/keys.js



/** Works out who signs and who is believed. Throws an `input` error for what cannot be read. Asks no service; the first signature or certificate does. */
async function openKeys(options, context) {
    const own = options.signingConfig && parseSigningConfig(options.signingConfig.text, options.signingConfig.name);
    const signer = options.signingKey === undefined ? openKeyless(options, own, context) : (0,signing_keys/* loadSigner */.vu)(options.signingKey, options.signingKeyFrom);
    const trusted = trustedSigners(options, context, signer);
    // Read at once: what is wrong with a file is said before anything is built.
    const given = options.trustRoot && (await (0,trust_root/* parseTrustRoots */.d)(options.trustRoot.text, options.trustRoot.name));
    const fetched = new Map();
    const rootsFor = async (bundles) => {
        // Where only keys are believed, a certificate that somebody left beside an image must not make a gate ask the network.
        const mirrors = given || trusted.every(({ key }) => key !== undefined) ? [] : mirrorsFor(bundles);
        for (const mirror of mirrors)
            if (!fetched.has(mirror))
                fetched.set(mirror, fetchFor(context, mirror));
        return given ?? (await whatCame(fetched.values(), context.reporter));
    };
    const builders = (0,foreign/* foreignBuilders */.DA)(trusted);
    let known;
    return {
        signer,
        async verifierFor(bundles) {
            const roots = await rootsFor(bundles);
            // A verifier remembers what it has verified, so it is kept while no root is added.
            if (known?.roots !== fetched.size)
                known = { roots: fetched.size, verify: trustOnly(trusted, roots) };
            return known.verify;
        },
        ...(builders.length > 0 ? { judgeBuilds: async (bundles) => (0,foreign/* judgeForeignBuilds */.F8)(bundles, builders, await rootsFor(bundles)) } : {}),
    };
}
/**
 * Where the policy names signers, nobody else is believed: neither the input 'trusted-keys' nor the run's own key. Where it names none, both
 * are, because a run must be able to verify what it has just signed; and so are the certificates of this repository's workflows, unless keys
 * are what was chosen.
 */
function trustedSigners({ trustedKeys = [] }, { policy, run, env }, signer) {
    const given = trustedKeys.map((pem) => (0,signing_keys/* trustKey */.UH)(pem));
    if (policy.signers.length > 0) {
        const named = policy.signers.map(({ key, ...rest }) => ({
            ...rest,
            key: key === undefined ? undefined : (0,signing_keys/* trustKey */.UH)(key),
        }));
        const stranger = given.find(({ keyId }) => !named.some(({ key }) => key?.keyId === keyId));
        if (!stranger)
            return named;
        throw (0,lib_error/* inputError */.Xu)("trusted-keys", `has the key ${stranger.keyId.slice(0, 12)}…, which the policy's signers do not name; where a policy names signers, it alone says who is trusted`);
    }
    const keys = [...given, ...(signer?.key ? [signer.key] : [])].map((key) => ({ key }));
    const isByWorkflow = signer ? signer.key === undefined : given.length === 0;
    const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
    return isByWorkflow ? [...keys, { issuer: issuerOf(server), repository: `${server}/${run.repository}` }] : keys;
}
/** Who vouches for the jobs of a server (docs.github.com, "OpenID Connect reference"). */
function issuerOf(server) {
    const { hostname } = new URL(server);
    return hostname === "github.com" ? "https://token.actions.githubusercontent.com" : `https://token.actions.${hostname}`;
}
function openKeyless({ identityToken, publicLog }, own, { env, proxy, reporter }) {
    const serverUrl = env["GITHUB_SERVER_URL"];
    // A job may have an identity for other ends, such as a cloud's login.
    if (!identityToken || !(own || hasServices(serverUrl)))
        return undefined;
    const url = serverUrl ?? "https://github.com";
    const ask = async () => {
        const token = await identityToken();
        reporter.mask(token);
        return token;
    };
    const choose = async () => 
    // The event that started the run does not say for each kind of event whether the repository is public.
    chooseServices({ visibility: (0,json/* textAt */.$6)((0,signing_identity/* claimsOfToken */.Yo)(await ask()), "repository_visibility"), allowPublicLog: publicLog, own, serverUrl });
    let chosen;
    return {
        identity: async () => (0,signing_identity/* identityOfToken */.z0)(await ask(), url),
        async sign(payload) {
            chosen ??= choose().then((services) => keylessSigner({ services, identityToken: ask, fetch: (0,proxied_fetch/* proxiedFetch */.i)(proxy) }));
            return (await chosen).sign(payload);
        },
    };
}
/** Whose trust roots could verify the certificates: GitHub's own services have no log, and Sigstore's public ones always one. */
function mirrorsFor(bundles) {
    const certified = bundles.filter((bundle) => (0,json/* valueAt */.fK)(bundle, "verificationMaterial", "publicKey") === undefined);
    const isLogged = certified.map((bundle) => (0,json/* listAt */.gT)(bundle, "verificationMaterial", "tlogEntries").length > 0);
    return [...(isLogged.includes(true) ? [PUBLIC_GOOD_MIRROR] : []), ...(isLogged.includes(false) ? [GITHUB_MIRROR] : [])];
}
/**
 * The roots of the mirrors that answered. Anybody who may push can leave a bundle of another instance beside an image, so one mirror out of
 * reach stops nobody; its certificates are passed over. Throws what the first one failed of when none answered.
 */
async function whatCame(fetched, reporter) {
    const results = await Promise.allSettled(fetched);
    const failed = results.filter((result) => result.status === "rejected");
    if (failed[0] && failed.length === results.length)
        throw failed[0].reason;
    for (const { reason } of failed)
        reporter.warn(`Certificates that need it are passed over: ${(0,lib_error/* headline */.Pl)(reason)}`);
    return results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
}
/** Outside of the project: what lies in its folder came with the commit, and would be believed as what was fetched before. */
async function fetchFor({ workspace, env, proxy }, mirror) {
    const folder = (0,external_node_path_.join)(await (0,state_folder/* userStateFolder */.ZX)(workspace, env), "trust-roots");
    return fetchTrustRoots(mirror, folder, (0,proxied_fetch/* proxiedFetch */.i)(proxy));
}
/**
 * The signer of what must be signed. Throws an `environment` error that names both ways to get one: what cannot be signed cannot be proven,
 * and what is not proven is not released.
 */
function requireSigner({ signer }) {
    if (signer)
        return signer;
    throw new lib_error/* ActionError */.lZ("environment", "A release signs what it proves, and there is nothing to sign with: this run has neither a signing key nor the identity of a job, so nothing was begun. On GitHub give the job 'id-token: write' under 'permissions:', so that it signs as the workflow that it is, or pass a key from a secret as 'signing-key'; at a terminal give '--signing-key FILE' or the variable WAYBILL_SIGNING_KEY. 'openssl genpkey -algorithm ed25519 -out signing-key.pem' makes a key.");
}


/***/ }),

/***/ 99236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ apiUrlOf),
  f: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/load.js + 13 modules
var lib_load = __webpack_require__(64629);
// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
// EXTERNAL MODULE: ./packages/kit/lib/state-folder.js
var state_folder = __webpack_require__(22544);
// EXTERNAL MODULE: ./packages/kit/lib/git/committed.js
var committed = __webpack_require__(88691);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxy.js
var proxy = __webpack_require__(20697);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js + 1 modules
var proxied_fetch = __webpack_require__(52282);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
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

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/config/lib/policy/policy.js
var policy = __webpack_require__(72669);
;// CONCATENATED MODULE: ./packages/config/lib/policy/join.js


/**
 * The policy that demands what each of several demands, for what lies under them all. Undefined where two of them name different signers:
 * whom both would believe cannot be said.
 */
function joinPolicies(policies) {
    let joined = policy/* EMPTY_POLICY */.XD;
    for (const policy of policies) {
        const [own, more] = [joined.signers, policy.signers];
        if (own.length > 0 && more.length > 0 && (0,digest/* canonicalJson */.dj)(own) !== (0,digest/* canonicalJson */.dj)(more))
            return undefined;
        joined = {
            environments: joinEnvironments(joined.environments, policy.environments),
            signers: own.length > 0 ? own : more,
            sources: [...joined.sources, ...policy.sources.filter((source) => !joined.sources.some((known) => isSame(known, source)))],
        };
    }
    return joined;
}
function joinEnvironments(one, other) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return Object.fromEntries(names.map((name) => {
        const both = [one[name], other[name]].filter((entry) => entry !== undefined);
        const isRefused = both.some(({ selfApproval }) => selfApproval === "refuse");
        return [name, { require: both.flatMap(({ require }) => require), selfApproval: isRefused ? "refuse" : "allow" }];
    }));
}
function isSame(one, other) {
    return (0,digest/* canonicalJson */.dj)(one) === (0,digest/* canonicalJson */.dj)(other);
}

// EXTERNAL MODULE: ./packages/kit/lib/git/git.js
var git = __webpack_require__(94305);
// EXTERNAL MODULE: ./packages/config/lib/secret.js
var lib_secret = __webpack_require__(4226);
// EXTERNAL MODULE: ./packages/kit/lib/image-reference.js
var image_reference = __webpack_require__(37975);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/secret.js


/**
 * Variables that the runner itself sets and shows to everybody
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables). Hiding the commit or the
 * repository would empty every page, and the runner drops an output that contains a hidden text.
 */
const PUBLIC_VARIABLES = new Set(["ACTOR", "API_URL", "BASE_REF", "EVENT_NAME", "HEAD_REF", "REF", "REF_NAME", "REF_TYPE", "REPOSITORY", "REPOSITORY_OWNER"]
    .concat(["RUN_ATTEMPT", "RUN_ID", "RUN_NUMBER", "SERVER_URL", "SHA", "WORKFLOW", "WORKFLOW_REF", "WORKFLOW_SHA", "WORKSPACE"])
    .map((name) => `GITHUB_${name}`));
/**
 * The value behind `env:NAME`, or the one that an input gave, hidden in every output from then on. This is the only way to it. Throws an `environment`
 * error that names the variable and who needs it (`usedBy`, the beginning of a sentence) when it is not set or empty.
 */
function readSecret(source, secret, usedBy) {
    if (secret instanceof lib_secret/* SecretText */.o) {
        source.reporter.mask(secret.reveal());
        return secret.reveal();
    }
    const value = maskSecret(source, secret);
    if (value)
        return value;
    throw new lib_error/* ActionError */.lZ("environment", `${usedBy} needs the environment variable ${secret.env}, which is not set. ${source.withoutSecrets === undefined ? "" : `${source.withoutSecrets} `}Set it from a secret: 'env: { ${secret.env}: \${{ secrets.${secret.env} }} }' in the workflow, as a line of the secret WAYBILL_ENV of our workflows, or export it in the shell.`);
}
/** As `readSecret`; undefined when there is none. */
function findSecret(source, secret) {
    const isThere = secret instanceof lib_secret/* SecretText */.o || Boolean(source.env[secret.env]);
    return isThere ? readSecret(source, secret, "") : undefined;
}
/** What a setting stands for: itself, or the value behind `env:NAME` as `readSecret` gives it; unlike a secret, that may be empty. */
function expandValue(source, value, usedBy) {
    const ref = (0,secret_ref/* parseSecretRef */.TN)(value);
    if (!ref)
        return value;
    return source.env[ref.env] === "" ? "" : readSecret(source, ref, usedBy);
}
/** Every value of a mapping, expanded; `usedBy` says for each key who needs it. */
function expandValues(source, values, usedBy) {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, expandValue(source, value, usedBy(key))]));
}
/** Hides the value behind `env:NAME` before anything could show it, but for an image by its digest and a digest, which are no secrets; undefined when the variable is not set. */
function maskSecret({ env, reporter }, { env: name }) {
    const value = env[name];
    if (value && !PUBLIC_VARIABLES.has(name) && !namesContent(value))
        reporter.mask(value);
    return value;
}
/** Whether a value is an image by its digest or a digest: it names content and opens nothing. A URL may hold a password in front of it. */
function namesContent(value) {
    return (0,digest/* isDigest */.Bc)(value) || ((0,image_reference/* imageOf */.d)(value) !== undefined && !value.includes("://"));
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/session/config-of-inputs.js





const DEFAULT_FILE = "waybill.yml";
/**
 * What a step's inputs describe. Where a waybill.yml lies, inputs are no way around it: what it declares is refused, and anything else that
 * would be changed is bound by its policy. That holds for the file that was named, and for the waybill.yml of this folder and of those above
 * it in the repository, so that naming another one leads around nothing. Throws an `input` error for what cannot be read, and for inputs that
 * describe what is declared.
 */
async function configOfInputs(options, entry) {
    const { workspace, floor, reporter } = options;
    const config = await (0,lib_load/* configOfEntry */.eJ)(workspace, entry, { floor });
    if (entry.section !== "environments" && entry.section !== "databases")
        return config;
    const paths = [
        ...Object.values(config.environments).flatMap((each) => each.manifests),
        ...Object.values(config.databases).map((each) => each.migrations),
    ];
    const projects = await projectsAround(options, paths);
    for (const project of projects) {
        for (const described of Object.values(config.environments))
            await refuseEnvironment(options, entry, described, project);
        for (const described of Object.values(config.databases))
            await refuseDatabase(options, described, project);
    }
    if (projects.length === 0)
        return config;
    const policy = joinPolicies(projects.map((project) => project.config.policy));
    if (!policy)
        throw new lib_error/* ActionError */.lZ("input", `${projects.map((project) => nameOf(options, project)).join(" and ")} name different signers, and what these inputs describe is bound by both. Declare it in one of the files and name it.`);
    if (policy.sources.length === 0)
        reporter.info(`${projects.map((project) => nameOf(options, project)).join(" and ")} does not declare what these inputs describe, and has no policy: no evidence is asked for.`);
    const files = projects.flatMap(({ folder, config: own }) => own.files.map(({ path, digest }) => ({ path: slashes((0,external_node_path_.relative)(workspace, (0,external_node_path_.join)(folder, path))), digest })));
    return { ...config, policy, files };
}
/** The paths are those that the inputs describe: what lies in the folder of another project of the repository is that project's. */
async function projectsAround({ workspace, configFile = DEFAULT_FILE, floor }, paths) {
    const found = new Map();
    const load = async (folder, file) => {
        const path = (0,external_node_path_.resolve)(folder, file);
        if (!(0,external_node_fs_.existsSync)(path) || found.has((0,external_node_fs_.realpathSync)(path)))
            return;
        found.set((0,external_node_fs_.realpathSync)(path), { folder, config: await (0,lib_load/* loadConfig */.Z9)(folder, file, { floor }) });
    };
    await load(workspace, configFile);
    const top = (0,git/* repositoryOf */._M)((0,external_node_path_.resolve)(workspace)) ?? (0,external_node_path_.resolve)(workspace);
    const described = paths.map((path) => (0,external_node_path_.resolve)(workspace, path));
    for (const path of [(0,external_node_path_.resolve)(workspace), ...described, ...described.map(realPathOf)])
        for (const folder of foldersUpTo(top, path))
            await load(folder, DEFAULT_FILE);
    return [...found.values()];
}
/** A folder and those above it up to one of them; none where it lies elsewhere. */
function foldersUpTo(top, folder) {
    const folders = [];
    for (let at = folder;; at = (0,external_node_path_.dirname)(at)) {
        folders.push(at);
        if (at === top || at === realPathOf(top))
            return folders;
        if ((0,external_node_path_.dirname)(at) === at)
            return [];
    }
}
async function refuseEnvironment(options, { name }, described, project) {
    const declared = Object.values(project.config.environments);
    const refuse = (input, is, environment) => {
        const says = `${is} environment '${environment.name}' of ${nameOf(options, project)}`;
        throw (0,lib_error/* inputError */.Xu)(input, `${says}: write 'environment: ${environment.name}' instead of 'namespace' and 'manifests'`);
    };
    const sameName = declared.find((each) => name.input === "environment" && each.name.toLowerCase() === described.name.toLowerCase());
    const sameNamespace = declared.find(({ namespace }) => namespace === described.namespace);
    if (sameNamespace)
        refuse("namespace", `is '${described.namespace}', which is that of`, sameNamespace);
    if (sameName)
        refuse("environment", `is '${described.name}', which is`, sameName);
    for (const path of described.manifests)
        for (const environment of declared)
            if (environment.manifests.some((own) => overlap((0,external_node_path_.resolve)(options.workspace, path), (0,external_node_path_.resolve)(project.folder, own))))
                refuse("manifests", `is '${path}', which holds or lies in the manifests of`, environment);
    const namespaces = declared.length === 0 ? new Map() : await namespacesIn(options, described);
    for (const environment of declared) {
        const place = namespaces.get(environment.namespace);
        if (place !== undefined)
            refuse("manifests", `has an object in the namespace '${environment.namespace}' (${place}), which is that of`, environment);
    }
}
/** Where the objects of manifests say that they belong, or which namespace they are, each with the first that says so. An object's own namespace goes before the input's. */
async function namespacesIn({ workspace }, { manifests }) {
    const { loadManifests } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(9322)]).then(__webpack_require__.bind(__webpack_require__, 69322));
    try {
        const { objects } = await loadManifests(manifests, workspace);
        return new Map(objects.toReversed().flatMap(({ object: { apiVersion, kind, metadata }, file, line }) => {
            const isNamespace = apiVersion === "v1" && kind === "Namespace";
            const namespace = isNamespace ? metadata.name : metadata.namespace;
            return namespace === undefined ? [] : [[namespace, `${file}:${line}`]];
        }));
    }
    catch (error) {
        // The stage that reads them says what is wrong with them.
        if (error instanceof lib_error/* ActionError */.lZ)
            return new Map();
        throw error;
    }
}
async function refuseDatabase(options, described, project) {
    const { workspace } = options;
    const { databases, environments } = project.config;
    const source = options;
    const url = findSecret(source, described.url);
    for (const declared of [...Object.values(databases), ...Object.values(environments).flatMap((each) => each.databases)]) {
        const instead = `database '${declared.name}' of ${nameOf(options, project)}: write 'name: ${declared.name}', with the environment, instead of 'migrations' and 'database-url'`;
        if (overlap((0,external_node_path_.resolve)(workspace, described.migrations), (0,external_node_path_.resolve)(project.folder, declared.migrations)))
            throw (0,lib_error/* inputError */.Xu)("migrations", `is '${described.migrations}', which holds or lies in the migrations of ${instead}`);
        const own = findSecret(source, declared.url);
        if (url && own && (own === url || (await leadsToSame(options, project, url, own))))
            throw (0,lib_error/* inputError */.Xu)("database-url", `leads to ${instead}`);
    }
}
/** Whether two URLs name one database. One that cannot be read is said where it is used. */
async function leadsToSame({ workspace }, { folder }, url, declared) {
    // Loaded here: only a step that migrates by inputs beside a waybill.yml asks.
    const { isSameDatabase } = await Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(9746)]).then(__webpack_require__.bind(__webpack_require__, 79746));
    try {
        return isSameDatabase({ url, workspace }, { url: declared, workspace: folder });
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            return false;
        throw error;
    }
}
/** Whether one of two absolute paths is the other or lies in it, behind links where they exist. */
function overlap(one, other) {
    const [a, b] = [realPathOf(one) + external_node_path_.sep, realPathOf(other) + external_node_path_.sep];
    return a.startsWith(b) || b.startsWith(a);
}
function realPathOf(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return path;
        throw error;
    }
}
/** The file of a project as somebody in the workspace writes it. */
function nameOf({ workspace }, { folder, config }) {
    return slashes((0,external_node_path_.relative)(workspace, (0,external_node_path_.join)(folder, config.file ?? DEFAULT_FILE)));
}
function slashes(path) {
    return path.split(external_node_path_.sep).join("/");
}

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

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/prove.js
var prove = __webpack_require__(40898);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/env-file.js

/** The variable that holds values for many others, as a `.env` file does: in a workflow, one secret for all that waybill.yml names. */
const ENV_FILE = "WAYBILL_ENV";
/** As much as one of GitHub's secrets may hold (docs.github.com, "Secrets reference"). */
const MAX_BYTES = 48 * 1024;
/**
 * Reads lines of `NAME=value`. A value in single quotes is taken as it stands, one in double quotes may hold `\n`, `\r`, `\t`, `\"` and `\\`;
 * both may go over several lines. `base64:` before a value without quotes says that the rest is base64 of UTF-8. A line may be empty or begin
 * with `#`; nothing else is a comment and nothing is expanded, because a password may hold any character. Throws an `environment` error with
 * the line for anything else; neither a value nor a name is repeated, since a line of a key that was not quoted may look like a name.
 */
function parseEnvFile(text) {
    if (Buffer.byteLength(text) > MAX_BYTES)
        throw new lib_error/* ActionError */.lZ("environment", `${ENV_FILE} has ${Buffer.byteLength(text)} bytes; a secret of GitHub holds at most ${MAX_BYTES}. Give large values as secrets of their own.`);
    const values = new Map();
    const secrets = [];
    const rest = new Lines(text.replaceAll("\r\n", "\n").split("\n"));
    for (let line = rest.next(); line !== undefined; line = rest.next()) {
        if (/^\s*(#.*)?$/s.test(line))
            continue;
        const at = rest.at;
        const [, name, raw] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(line) ?? [];
        if (name === undefined || raw === undefined)
            throw wrong(at, "is not NAME=value; a value of several lines stands in quotes");
        if (/^GITHUB_/i.test(name))
            throw wrong(at, "sets a name that begins with GITHUB_, which only the runner does");
        const before = values.get(name);
        if (before)
            throw wrong(at, `sets the name of line ${before.line} again; leave one of them out`);
        const value = readValue(raw.trimStart(), at, rest);
        values.set(name, { value, line: at });
        if (raw.startsWith("base64:"))
            secrets.push(raw.trim().slice("base64:".length));
    }
    return { values: Object.fromEntries([...values].map(([name, { value }]) => [name, value])), secrets };
}
function readValue(raw, at, rest) {
    const [quote] = raw;
    if (quote === "'" || quote === '"')
        return readQuoted(quote, raw.slice(1), at, rest);
    return readPlain(raw.trimEnd(), at);
}
function readPlain(raw, at) {
    if (raw === "")
        throw wrong(at, 'has no value; write "" for an empty one, and quotes around one of several lines');
    if (raw.startsWith("base64:"))
        return decode(raw.slice("base64:".length), at);
    if (/\s#/.test(raw))
        throw wrong(at, "has a '#' behind a space; put the value in single quotes, or the comment on a line of its own");
    return raw;
}
/** To the quote that ends it, over as many lines as it takes. */
function readQuoted(quote, first, at, rest) {
    let text = first;
    for (;;) {
        const end = endOf(quote, text);
        if (end !== undefined) {
            if (text.slice(end + 1).trim() !== "")
                throw wrong(rest.at, "goes on behind the quote that ends its value");
            return quote === "'" ? text.slice(0, end) : env_file_unescape(text.slice(0, end), at);
        }
        const more = rest.next();
        if (more === undefined)
            throw wrong(at, "begins a value with a quote that nothing ends");
        text += `\n${more}`;
    }
}
function endOf(quote, text) {
    for (let index = 0; index < text.length; index++) {
        if (quote === '"' && text[index] === "\\")
            index++;
        else if (text[index] === quote)
            return index;
    }
    return undefined;
}
const ESCAPES = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
function env_file_unescape(text, at) {
    return text.replace(/\\([\s\S]?)/g, (_, char) => {
        const meant = ESCAPES[char];
        if (meant !== undefined)
            return meant;
        throw wrong(at, String.raw `has a backslash before something else than n, r, t, " or \ in its value; single quotes take it as it stands`);
    });
}
function decode(base64, at) {
    const bytes = Buffer.from(base64, "base64");
    // Buffer passes over what is no base64; what comes out again must be what was given.
    const isWhole = base64 !== "" && bytes.toString("base64").replace(/=+$/, "") === base64.replace(/=+$/, "");
    try {
        if (isWhole)
            return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch {
        throw wrong(at, "holds base64 of something that is no UTF-8 text");
    }
    throw wrong(at, "says 'base64:' before something that is none; write all of it on one line");
}
class Lines {
    at = 0;
    #lines;
    constructor(lines) {
        this.#lines = lines;
    }
    next() {
        return this.#lines[this.at++];
    }
}
function wrong(line, what) {
    return new lib_error/* ActionError */.lZ("environment", `Line ${line} of ${ENV_FILE} ${what}. Mend the secret; its lines are not shown here.`);
}
/**
 * Takes the values of `WAYBILL_ENV` to those of the environment and of the inputs. Something that is said twice alike, or is empty in the
 * environment, is no question; throws an `environment` error that names it when they differ: whichever was taken, somebody would have meant
 * the other.
 */
function readValues(environment, given = {}) {
    const { [ENV_FILE]: text = "", ...env } = environment;
    const { values, secrets } = parseEnvFile(text);
    for (const [name, value] of Object.entries(values))
        // The runner's KUBECONFIG is the path of a file, and this one is a text, which counts before it as an input's does.
        if (name !== "KUBECONFIG" && env[name])
            refuseAnother(value, env[name], `The variable ${name} is set in the environment`);
    const { KUBECONFIG, WAYBILL_SIGNING_KEY } = values;
    refuseAnother(KUBECONFIG, given.kubeconfigText, "The input 'kubeconfig' is given");
    refuseAnother(WAYBILL_SIGNING_KEY, given.signingKey, "The input 'signing-key' is given");
    return {
        env,
        known: { ...env, ...values },
        kubeconfig: given.kubeconfigText ?? KUBECONFIG,
        signingKey: given.signingKey ?? WAYBILL_SIGNING_KEY,
        secrets: [...Object.values(values), ...secrets],
    };
}
function refuseAnother(ours, other, said) {
    if (ours === undefined || other === undefined || ours.trim() === other.trim())
        return;
    throw new lib_error/* ActionError */.lZ("environment", `${said} and ${ENV_FILE} says something else. Leave it out in one of them.`);
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 4 modules
var session_keys = __webpack_require__(73415);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
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
    const { parseDockerignore, readIgnoreFile } = await Promise.all(/* import() */[__webpack_require__.e(6063), __webpack_require__.e(4625)]).then(__webpack_require__.bind(__webpack_require__, 84625));
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

;// CONCATENATED MODULE: ./packages/pipeline/lib/session/open-session.js


















/**
 * Loads the configuration and makes the connections that stages share; opens no network connection yet. Throws `input` for a configuration,
 * key or variable that cannot be read.
 */
async function openSession(given) {
    const redactor = (0,redaction/* createRedactor */.lY)();
    const values = readValues(given.env, given);
    const { env, known, kubeconfig, signingKey } = values;
    const options = { ...given, env, signingKey, kubeconfigText: kubeconfig };
    const reporter = maskingReporter(options, redactor);
    const maskValues = () => values.secrets.filter((value) => !namesContent(value)).forEach((secret) => reporter.mask(secret));
    const project = await openProject({ ...options, env: known, reporter }).catch((error) => {
        maskValues();
        throw error;
    });
    const naming = { registry: options.registry ?? project.config.registry, run: options.run };
    // Before anything is masked: of what the runner was told to hide it also drops every output that contains it.
    for (const text of textsInTheOpen(project.config, (image) => (0,repositories/* imageRepository */.an)(naming, image)))
        reporter.show(text);
    maskValues();
    const run = await runOf(options, project);
    const stateDir = options.stateDir ?? (0,external_node_path_.join)(options.workspace, state_folder/* STATE_FOLDER */.P2);
    const limits = {
        dryRun: options.dryRun ?? false,
        signal: options.signal ?? new AbortController().signal,
        clock: options.clock ?? (() => new Date()),
    };
    const registries = openRegistries({ ...options, run }, project.config, { reporter, signal: limits.signal });
    const keys = await (0,session_keys/* openKeys */.h)(options, { ...options, policy: project.config.policy, reporter });
    const secrets = openSecrets({ env: known, reporter, withoutSecrets: await whyWithoutSecrets(env) }, project.config);
    const statements = [];
    const { attestations, ...github } = await openGitHub(options, reporter);
    const evidence = {
        ...keys,
        ...registries,
        stateDir,
        run,
        statements,
        store: (0,store/* evidenceStore */.$)(registries),
        ...openAttestations(attestations, options.attest ?? false, reporter),
    };
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
        redact: (text) => redactor.redact(text),
        prove: (facts) => (0,prove/* prove */.zn)(evidence, facts),
        openDatabase: (database) => openDatabase({ ...project, ...secrets }, database),
        openCluster: (environment) => (0,cluster/* openCluster */.D)({ ...project, reporter, ...secrets }, { kubeconfig: options.kubeconfigText, env, proxy: options.proxy }, environment),
    };
}
/** A reporter whose masked secrets are hidden from pages too; the run's own secrets are masked at once. */
function maskingReporter(options, redactor) {
    const reporter = {
        ...options.reporter,
        mask(secret) {
            redactor.add(secret);
            options.reporter.mask(secret);
        },
        show(text) {
            redactor.show(text);
            options.reporter.show(text);
        },
    };
    for (const secret of [options.signingKey, options.registryLogin?.password, options.githubToken, options.kubeconfigText]) {
        if (secret)
            reporter.mask(secret);
    }
    for (const secret of options.proxy ? (0,proxy/* proxySecrets */.Wm)(options.proxy) : [])
        reporter.mask(secret);
    return reporter;
}
async function openProject(options) {
    const { workspace, configFile, floor, entry, buildArgs = {} } = options;
    const config = entry ? await configOfInputs(options, entry) : await (0,lib_load/* loadConfig */.Z9)(workspace, configFile, { floor });
    if (Object.keys(buildArgs).length === 0)
        return { workspace, config };
    const images = Object.fromEntries(Object.entries(config.images).map(([name, image]) => [name, { ...image, args: { ...image.args, ...buildArgs } }]));
    return { workspace, config: { ...config, images } };
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
        findBuildx: async () => (await __webpack_require__.e(/* import() */ 1416).then(__webpack_require__.bind(__webpack_require__, 81416))).findBuildx({ env, createBuilder: true, ...context }),
        connectEngine: async () => (await __webpack_require__.e(/* import() */ 1416).then(__webpack_require__.bind(__webpack_require__, 81416))).connectEngine({ host, reporter: context.reporter }),
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
/** What waybill.yml or an input says for everybody to read, and a plan is about: names, namespaces, hosts and repositories. */
function textsInTheOpen(config, repositoryOf) {
    const { name, registry, images, data, models, databases, environments } = config;
    return [
        name,
        registry,
        ...[images, data, models, databases, environments].flatMap((section) => Object.keys(section)),
        ...Object.values(images).map(repositoryOf),
        ...Object.values(environments).map(({ namespace }) => namespace),
    ];
}
/** Programs that a run starts inherit the environment, so every secret that the configuration names is hidden before anything asks for it. */
function openSecrets(source, config) {
    for (const { ref } of (0,secret_ref/* secretRefs */.DW)(config))
        maskSecret(source, ref);
    return {
        readSecret: (secret, usedBy) => readSecret(source, secret, usedBy),
        findSecret: (secret) => findSecret(source, secret),
        expandValues: (values, usedBy) => expandValues(source, values, usedBy),
        withoutSecrets: source.withoutSecrets,
    };
}
/** The address of GitHub's API as the runner gives it; throws an `environment` error for what is none. */
function apiUrlOf(url = "https://api.github.com") {
    if (/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
        return url;
    throw new lib_error/* ActionError */.lZ("environment", `The environment variable GITHUB_API_URL is '${(0,lib_text/* cutText */.IN)(url, 200)}', which is no URL of an API. Unset it for github.com, or set https://HOST/api/v3 of your GitHub Enterprise Server; a runner sets it by itself.`);
}
async function openGitHub({ env, run, githubToken, proxy, signal, keepOpenDeployment }, reporter) {
    const started = { githubRunId: env["GITHUB_RUN_ID"] ?? "0", triggeringActor: env["GITHUB_TRIGGERING_ACTOR"] };
    if (!githubToken)
        return started;
    // Octokit is a third of a second of start-up on a slow runner; steps that do not talk to GitHub should not pay for it.
    const { connectGitHub } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(5894), __webpack_require__.e(5487)]).then(__webpack_require__.bind(__webpack_require__, 5487));
    const github = connectGitHub({
        token: githubToken,
        apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
        repository: run.repository,
        job: env["GITHUB_JOB"],
        reporter,
        signal,
        fetch: (0,proxied_fetch/* proxiedFetch */.i)(proxy),
    });
    return { github, attestations: github, keepOpenDeployment, ...started };
}


/***/ }),

/***/ 43215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T8: () => (/* binding */ splitRepository),
/* harmony export */   an: () => (/* binding */ imageRepository),
/* harmony export */   cL: () => (/* binding */ repositoryFor)
/* harmony export */ });
/* unused harmony export isImageName */
/**
 * `<registry>/<owner>/<repository>/<name>` in lower case, because registries refuse capitals while GitHub names may have them.
 * Characters that a repository name cannot hold become `-`
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests).
 */
function repositoryFor(registry, repository, name) {
    const path = `${repository}/${name}`
        .toLowerCase()
        .split("/")
        .map((part) => part.replaceAll(/[^a-z0-9._-]+/g, "-").replaceAll(/^[._-]+|[._-]+$/g, "") || "x")
        .join("/");
    return `${registry}/${path}`;
}
/** Where an image is pushed: its own `repository`, in the run's registry unless it names one, or a name derived from the GitHub repository. */
function imageRepository({ registry, run }, image) {
    if (image.repository === undefined)
        return repositoryFor(registry, run.repository, image.name);
    const namesHost = /^([^/]*[.:][^/]*|localhost)\//.test(image.repository);
    return namesHost ? image.repository : `${registry}/${image.repository}`;
}
/** Splits `host/path` into the registry's host and the repository path. */
function splitRepository(repository) {
    const slash = repository.indexOf("/");
    return { host: repository.slice(0, slash), path: repository.slice(slash + 1) };
}
/** Whether a subject's name is an image repository (`host/path`, the host with a dot or a port) and not a path of the workspace. */
function isImageName(name) {
    return /^[^/]*[.:][^/]*\/./.test(name) && !name.startsWith("./") && !name.startsWith("../");
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
    if (database.shared === true)
        return;
    const environments = Object.values(context.config.environments);
    const own = environments.filter(({ databases }) => databases.some(({ urlKey }) => urlKey === database.urlKey));
    const ownNames = new Set(own.flatMap(({ databases }) => databases.map((one) => nameOf(one))));
    for (const environment of environments.filter((one) => own.length > 0 && !own.includes(one))) {
        for (const other of environment.databases) {
            if (other.shared === true || ownNames.has(nameOf(other)))
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
        if (other.name === name || other.namespace !== namespace || other.shared === true)
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
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22544);



/** Makes a folder for what a run leaves behind, with the state folder's `.gitignore` above it, and returns its path. */
async function makeStateDir({ stateDir }, ...parts) {
    await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .makeStateFolder */ .En)(stateDir);
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stateDir, ...parts);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder, { recursive: true });
    return folder;
}


/***/ }),

/***/ 17439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DA: () => (/* binding */ foreignBuilders),
/* harmony export */   F8: () => (/* binding */ judgeForeignBuilds),
/* harmony export */   _G: () => (/* binding */ foreignBuildOf)
/* harmony export */ });
/* unused harmony export readForeignBuild */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19811);
/* harmony import */ var _predicate_published_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53583);
/* harmony import */ var _signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78540);
/* harmony import */ var _signing_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(51181);
/* harmony import */ var _signing_policy_signer_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29360);






/** Those whose provenance counts as evidence of a build: the workflows that a policy names for the stage `build` itself. */
function foreignBuilders(signers) {
    return signers.filter(({ key, stages }) => key === undefined && stages?.includes("build") === true);
}
/**
 * Reads provenance from a bundle as parsed JSON. Throws a `verdict` error that says why it does not count: no SLSA provenance of version 1, a
 * certificate that no root verifies or that lacks repository or commit, a signer who is none of the builders.
 */
function readForeignBuild(json, builders, roots) {
    const bundle = (0,_signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .readForeignBundle */ .t)(json, "The provenance of another program");
    const refuse = (why) => new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The provenance of another program does not count: ${why}.`);
    if (bundle.predicateType !== _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_2__/* .PREDICATES */ .Jt.build.type)
        throw refuse(`it is a statement of type '${bundle.predicateType}'`);
    // Ours has a verdict, which this way would pass by.
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(bundle.predicate, "buildDefinition", "buildType") === _predicate_published_js__WEBPACK_IMPORTED_MODULE_4__/* .BUILD_TYPE */ .mK)
        throw refuse("it is Waybill's own, written in another way");
    const { identity } = (0,_signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyForeignBundle */ .G)(bundle, [], roots);
    const signer = (0,_signing_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .describeIdentity */ .Cl)(identity);
    if (identity.kind !== "certificate" || !builders.some((builder) => (0,_signing_policy_signer_js__WEBPACK_IMPORTED_MODULE_6__/* .matchSigner */ .u)(identity, { ...builder, key: undefined })))
        throw refuse(`it was signed by ${signer}, which the policy does not name for the stage 'build'`);
    const { repository, commit } = identity;
    if (repository === undefined || commit === undefined)
        throw refuse("its certificate names no repository or no commit");
    return { digests: bundle.subjects.map(({ digest }) => digest), repository, commit, signer, bundle: json };
}
/** Reads each of several bundles as `readForeignBuild` does. Throws for none of them. */
function judgeForeignBuilds(bundles, builders, roots) {
    const builds = [];
    const ignored = [];
    for (const bundle of bundles) {
        try {
            builds.push(readForeignBuild(bundle, builders, roots));
        }
        catch (error) {
            ignored.push((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error));
        }
    }
    return { builds, ignored };
}
/** The provenance of an image, from a run of the expected repository at the expected commit. */
function foreignBuildOf(digest, builds, { repository, commit, rehearsal }) {
    // What rehearses releases nothing, and what was built for it is nobody's release.
    if (rehearsal)
        return undefined;
    return builds.find((build) => build.digests.includes(digest) &&
        build.commit === commit &&
        URL.canParse(build.repository) &&
        new URL(build.repository).pathname === `/${repository}`);
}


/***/ }),

/***/ 94232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ isSelfApproval),
/* harmony export */   z: () => (/* binding */ contradictionOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37975);
/* harmony import */ var _predicates_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19811);


/** Why a statement cannot be true, whoever signed it; undefined for what an honest stage writes. */
function contradictionOf(own, subjects) {
    return runProblem(own.run) ?? productProblem(own) ?? stageProblem(own, subjects);
}
/** GitHub's address of a run says which repository's it is and which attempt. */
function runProblem({ run, repository, attempt }) {
    const [, owner, tries] = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/actions\/runs\/\d+\/attempts\/(\d+)$/.exec(run) ?? [];
    if (owner !== undefined && owner !== repository)
        return `it is of ${repository}, in a run of ${owner}`;
    return tries === undefined || Number(tries) === attempt ? undefined : `it is of attempt ${attempt}, in ${run}`;
}
/** A product is deployed and released under its own name. */
function productProblem(own) {
    if (own.product === null || (own.stage !== "deploy" && own.stage !== "release"))
        return undefined;
    const { application } = own.facts;
    return when(application !== own.product, `it is of the product '${own.product}', and its facts are about '${application}'`);
}
function stageProblem(own, subjects) {
    switch (own.stage) {
        case "validate-data":
            return dataProblem(own);
        case "validate-model":
            return modelProblem(own);
        case "build":
            return buildProblem(own);
        case "test":
            return testProblem(own);
        case "plan":
            return planProblem(own);
        case "approve":
            return approvalProblem(own);
        case "migrate":
            return migrationProblem(own);
        case "deploy":
            return deployProblem(own, subjects);
        case "release":
            return releaseProblem(own, subjects);
    }
}
/** The first of several problems; only of a pass is demanded that nothing stands against it. */
function denied(verdict, problems) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(verdict))
        return undefined;
    for (const problem of problems)
        if (problem !== undefined)
            return `it passed, and ${problem}`;
    return undefined;
}
function when(isSo, problem) {
    return isSo ? problem : undefined;
}
/** A statement is as good as the worst that it lists. */
function worse(what, listed, verdict) {
    const worst = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .worstOf */ .hm)([verdict, ...listed]);
    return when(worst !== verdict, `${what} ended with ${worst}`);
}
function dataProblem({ verdict, facts: { checks, rows, bytes } }) {
    const counted = checks.find(({ check, observed }) => check === "row_count" && observed !== `${rows} rows`);
    if (counted)
        return `it has ${rows} rows, and a check counted ${counted.observed}`;
    return (when(rows > 0 && bytes === 0, `it is about ${rows} rows of 0 bytes`) ??
        denied(verdict, [
            // Every file gets this check, whatever else is demanded of it, so a list without it is nobody's.
            when(!checks.some(({ check }) => check === "structure"), "the data's structure was not checked"),
            worse("a check", checks.map((check) => check.verdict), verdict),
        ]));
}
function modelProblem({ verdict, facts }) {
    const { files, gates, size, format, basis } = facts;
    const isRead = (role) => basis.some((file) => file.role === role);
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    if (bytes !== size)
        return `it says ${size} bytes, and its files have ${bytes} bytes`;
    const formats = new Set(files.map((file) => file.format));
    if (files.length > 0 && !format.split(" + ").every((part) => formats.has(part)))
        return `its format is '${format}', and its files are ${[...formats].join(", ")}`;
    if (new Set(gates.map(({ metric }) => metric)).size < gates.length)
        return "it judges one metric twice";
    return denied(verdict, [
        when(files.length === 0, "the model has no file"),
        worse("a file", files.map((file) => file.verdict), verdict),
        worse("a metric's gate", gates.map((gate) => gate.verdict), verdict),
        ...gates.map(gateProblem),
        when(!isRead("metrics") && gates.length > 0, "its metrics are of no file of metrics"),
        when(!isRead("baseline") && gates.some((gate) => gate.baseline !== undefined), "its baseline is of no file of a baseline"),
    ]);
}
/** Rounding of decimal fractions must not decide; see `judgeGates` of the models. */
const SLACK = 1e-12;
function gateProblem({ metric, observed, baseline, limits }) {
    const { mustBeAtLeast, mustBeAtMost, mayDrop, mayRise } = limits;
    const name = `metric '${metric}'`;
    if ([mustBeAtLeast, mustBeAtMost, mayDrop, mayRise].every((limit) => limit === undefined))
        return `${name} was held to no limit`;
    if (observed === undefined)
        return `nothing was measured for ${name}`;
    if (mustBeAtLeast !== undefined && observed < mustBeAtLeast)
        return `${name} of ${observed} is less than ${mustBeAtLeast}`;
    if (mustBeAtMost !== undefined && observed > mustBeAtMost)
        return `${name} of ${observed} is more than ${mustBeAtMost}`;
    if (mayDrop === undefined && mayRise === undefined)
        return undefined;
    if (baseline === undefined)
        return `${name} had no baseline to be held to`;
    const slack = SLACK * Math.max(1, Math.abs(baseline));
    if (mayDrop !== undefined && observed < baseline - mayDrop - slack)
        return `${name} dropped from ${baseline} to ${observed}`;
    return when(mayRise !== undefined && observed > baseline + mayRise + slack, `${name} rose from ${baseline} to ${observed}`);
}
function buildProblem({ verdict, facts: { platforms, size } }) {
    return denied(verdict, [when(platforms.length === 0, "the image is for no platform"), when(size === 0, "the image has 0 bytes")]);
}
function testProblem({ verdict, facts }) {
    const { probed, attempts, durationMs } = facts;
    if (!probed) {
        if (verdict === "pass")
            return "it passed, and the image did not run";
        const measured = [facts.status, facts.expectedStatus, attempts, durationMs].some((value) => value !== undefined);
        return when(measured, "the image did not run, and it says what it answered");
    }
    return denied(verdict, [answerProblem(facts), when(attempts === 0, "there were 0 attempts")]);
}
function answerProblem({ status, expectedStatus, }) {
    if (status === undefined)
        return "nothing answered";
    if (expectedStatus === undefined)
        return "what was expected is not said";
    return when(status !== expectedStatus, `HTTP ${status} answered, and ${expectedStatus} was expected`);
}
function planProblem({ run, facts: { components, approvalsSeen } }) {
    if (components.commit !== run.commit)
        return `it plans commit ${components.commit}, in a run of ${run.commit}`;
    if (!approvalsSeen)
        return undefined;
    const isOwn = approvalsSeen.attempt === run.attempt && (!run.run.startsWith("http") || run.run.includes(`/runs/${approvalsSeen.runId}/`));
    return when(!isOwn, "it lists the reviews of another run");
}
function approvalProblem({ verdict, facts, run }) {
    const { source, approvers, authors, boundToPlan, rejectedBy = [] } = facts;
    const asked = source === "flag" || source === "prompt" ? approvers.find((name) => name !== run.actor) : undefined;
    const quotes = source !== "github-review" || (facts.comment ?? "").includes(facts.plan);
    const problem = denied(verdict, [
        when((approvers.length === 0) !== (source === "none"), "it names nobody who approved, or no source of who did"),
        when(facts.run !== run.run || facts.attempt !== run.attempt, "it approves another run than its own"),
        when(asked !== undefined, `'${run.actor}' was asked, and '${asked ?? ""}' answered`),
        when(!facts.selfApproved && isSelfApproval(approvers, [...authors, run.actor]), "an author approved, and it says that none did"),
        when(boundToPlan && !quotes, "the review that it is bound to the plan by does not name it"),
        when(boundToPlan && approvers.length === 0, "it is bound to the plan by nobody"),
        when(rejectedBy.length > 0, "somebody rejected it"),
    ]);
    if (problem !== undefined || verdict !== "pass")
        return problem;
    if (approvers.length === 0)
        return "it passed, and names nobody who approved";
    return when(!boundToPlan, "it passed, and the approval was not of this plan");
}
/** Whether somebody approves what is also theirs. GitHub's logins have no case; a trailer shows one in the address of people who hide theirs. */
function isSelfApproval(approvers, others) {
    const selves = new Set(others.map(loginOf));
    return approvers.some((approver) => selves.has(loginOf(approver)));
}
function loginOf(name) {
    return (/<(?:\d+\+)?([^@>]+)@users\.noreply\.[^>]+>/i.exec(name)?.[1] ?? name).trim().toLowerCase();
}
function migrationProblem({ verdict, facts: { applied, inPlace, pending, plan, releasePlan } }) {
    // What may be repeated has no version.
    const versions = applied.flatMap(({ version }) => (version === "" ? [] : [version]));
    const again = versions.find((version) => inPlace.includes(version));
    if (again !== undefined)
        return `migration ${again} was applied, and in place before`;
    const twice = versions.find((version, index) => versions.indexOf(version) < index);
    if (twice !== undefined)
        return `migration ${twice} was applied twice`;
    return partProblem(plan, releasePlan) ?? denied(verdict, [when(pending.length > 0, `${pending.join(", ")} is still to be applied`)]);
}
function partProblem(plan, releasePlan) {
    return when(plan === releasePlan, "its plan cannot be a part of itself");
}
function deployProblem({ verdict, facts }, subjects) {
    const { pods, plan, releasePlan, backTo, revision, rolledBack, probe, objects } = facts;
    const isSaid = subjects.some(({ kind }) => kind === "environment");
    const misread = pods.find(({ imageID = "", digest }) => digestIn(imageID) !== digest);
    return (partProblem(plan, releasePlan) ??
        when(misread !== undefined, `pod ${misread?.name} has digest ${misread?.digest}, and its imageID is ${misread?.imageID}`) ??
        when(backTo !== undefined && (releasePlan !== undefined || subjects.some(({ kind }) => kind === "path")), "a rollback has no plan and no files") ??
        when(isSaid && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(verdict), `it ended with ${verdict}, and it says what runs`) ??
        imagesProblem(facts) ??
        denied(verdict, [
            when(rolledBack, "it was rolled back"),
            when(!isSaid, "it does not say what runs"),
            when(objects.length === 0, "it has no object"),
            probe && answerProblem(probe),
            when(backTo !== undefined && backTo.revision > revision, `revision ${revision} went back to revision ${backTo?.revision}`),
            podsProblem(facts, subjects),
        ]));
}
function digestIn(imageID) {
    return /@(sha256:[0-9a-f]{64})$/.exec(imageID)?.[1];
}
function digestsOf(references) {
    return new Set(references.map((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .imageOf */ .d)(reference)?.digest));
}
/** What is of the release, and what is not. */
function imagesProblem({ images, others, pods, tested }) {
    const own = Object.values(images);
    const both = others.find((other) => own.includes(other));
    if (both !== undefined)
        return `the image ${both} is of this release and not of it`;
    if (!tested)
        return undefined;
    if (pods.length === 0)
        return "it is called tested, and no pod runs anything";
    const digests = digestsOf(own);
    const strange = pods.find(({ digest }) => !digests.has(digest));
    return (strange && `it is called tested, and pod ${strange.name} runs an image that is not of this release, or which its objects do not name`);
}
/** Of what passed, every pod says what it runs, the objects name that, and what is of the release is a subject. */
function podsProblem({ images, others, pods }, subjects) {
    const own = digestsOf(Object.values(images));
    const named = digestsOf(others);
    // An image by its tag may have any digest.
    const isOpen = others.some((other) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .imageOf */ .d)(other) === undefined);
    const about = new Set(subjects.flatMap(({ kind, digest }) => (kind === "image" ? [digest] : [])));
    for (const { name, digest } of pods) {
        if (own.has(digest) && digest !== undefined) {
            if (!about.has(digest))
                return `the image ${digest}, which pod ${name} runs, is no subject`;
        }
        else if (!isOpen && digest === undefined)
            return `pod ${name} says nothing of what it runs`;
        else if (!isOpen && !named.has(digest))
            return `pod ${name} runs ${digest}, which its objects do not name`;
    }
    return undefined;
}
function releaseProblem({ verdict, facts, run }, subjects) {
    const { statements, builds, findings } = facts;
    const own = subjects.find(({ kind }) => kind === "release");
    if (own?.digest !== (0,_predicates_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseDigest */ .cS)({ ...facts, commit: run.commit }))
        return "its subject is about another release than its facts say";
    if (new Set(statements.map(({ payload }) => payload)).size < statements.length)
        return "it lists a statement twice";
    if (statements.some(({ stage }) => stage === "release"))
        return "it lists a release among its statements";
    return (when(verdict === "pass" && findings.length > 0, "it passed, and it lists findings") ??
        denied(verdict, [when(statements.length + builds.length === 0, "it rests on no statement")]));
}


/***/ }),

/***/ 19811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ PREDICATES),
/* harmony export */   cS: () => (/* binding */ releaseDigest),
/* harmony export */   nb: () => (/* binding */ OWN_TYPES)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);

/** What the types of predicates that are ours alone begin with. */
const OWN_TYPES = "https://github.com/waybill-ci/waybill/predicates";
const everywhere = () => undefined;
/** One row for each stage. A new stage is a row here and its facts in `facts.ts`. */
const PREDICATES = {
    "validate-data": {
        type: `${OWN_TYPES}/validate-data/v1`,
        environment: everywhere,
        misfit: (subjects) => only(subjects, "path"),
        about: "data",
        madeBy: "'waybill check', the action validate-data (job 'validate'), or 'waybill release'",
    },
    "validate-model": {
        type: `${OWN_TYPES}/validate-model/v1`,
        environment: everywhere,
        misfit: modelMisfit,
        about: "models",
        madeBy: "'waybill check', the action validate-model (job 'validate'), or 'waybill release'",
    },
    build: {
        type: "https://slsa.dev/provenance/v1",
        environment: everywhere,
        misfit: (subjects) => only(subjects, "image"),
        about: "images",
        madeBy: "the action build-image (job 'build'), or 'waybill release'",
    },
    test: {
        type: "https://in-toto.io/attestation/test-result/v0.1",
        environment: everywhere,
        misfit: (subjects, { reference }) => only(subjects, "image", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.repository),
        about: "images",
        madeBy: "the action build-image with a probe (job 'build'), or 'waybill release'",
    },
    plan: {
        type: `${OWN_TYPES}/plan/v1`,
        environment: ({ components }) => components.environment,
        misfit: (subjects, { components, configuration }) => only(without(subjects, configuration), "plan", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(components), components.environment),
        about: "environment",
        madeBy: "'waybill plan' (the job that plans)",
    },
    approve: {
        type: `${OWN_TYPES}/approve/v1`,
        environment: ({ environment }) => environment,
        misfit: (subjects, { plan, environment }) => only(subjects, "plan", plan, environment),
        about: "environment",
        madeBy: "the job that applies the plan, once its reviewers let it start, or 'waybill release --approve'",
    },
    migrate: {
        type: `${OWN_TYPES}/migrate/v1`,
        environment: ({ environment }) => environment,
        misfit: (subjects) => only(subjects, "path"),
        about: "databases",
        madeBy: "the action migrate-database with 'command: apply' (job 'migrate')",
    },
    deploy: {
        type: `${OWN_TYPES}/deploy/v1`,
        environment: ({ environment }) => environment,
        misfit: deployMisfit,
        about: "environment",
        madeBy: "the action deploy-kubernetes with 'command: apply' (job 'deploy')",
    },
    release: {
        type: "https://slsa.dev/verification_summary/v1",
        environment: ({ environment }) => environment,
        misfit: releaseMisfit,
        about: "environment",
        madeBy: "the action verify-release (job 'verify'), or 'waybill release'",
    },
};
/** The identity of a release: which commit of which application went to which environment. A later job can compute it. */
function releaseDigest(release) {
    const { application, environment, commit } = release;
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)({ application, environment, commit });
}
function only(subjects, kind, digest, name) {
    const [first, ...more] = subjects;
    if (first?.kind !== kind)
        return `its first subject is no ${kind}`;
    if (more.length > 0)
        return `it has ${more.length} more ${more.length === 1 ? "subject" : "subjects"} than it is about`;
    if (digest !== undefined && first.digest !== digest)
        return `its subject is ${first.digest}, its facts are about ${digest}`;
    return name === undefined || first.name === name ? undefined : `its subject is '${first.name}', its facts are about '${name}'`;
}
/** The subjects without the files of the configuration that the facts list. */
function without(subjects, files) {
    return subjects.filter(({ kind, name, digest }) => kind !== "path" || !files.some((file) => file.path === name && file.digest === digest));
}
/** A model is its files: alone by its own digest, in a folder as `digestOfPath` puts them together. */
function modelMisfit(subjects, { files }) {
    const listed = files.map(({ path, digest }) => [path, digest]).toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
    const possible = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(listed), ...(files.length === 1 ? files.map(({ digest }) => digest) : [])];
    const [subject] = subjects;
    const misfit = only(subjects, "path");
    if (misfit !== undefined || !subject || possible.includes(subject.digest))
        return misfit;
    return `its subject is ${subject.digest}, and its files make another model`;
}
/** Images only as pods were seen to run them, paths, and the environment when something good runs there. */
function deployMisfit(subjects, { environment, images, pods }) {
    const seen = new Set(pods.map(({ digest }) => digest));
    const named = new Set(Object.values(images).map((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest));
    const environments = subjects.filter(({ kind }) => kind === "environment");
    if (environments.length > 1)
        return "it is about several environments";
    for (const { kind, name, digest } of subjects) {
        if (kind === "plan" || kind === "release")
            return `it has a subject of kind '${kind}'`;
        if (kind === "image" && !named.has(digest))
            return `its objects do not name the image ${name}@${digest}`;
        if (kind === "image" && !seen.has(digest))
            return `no pod was seen to run the image ${name}@${digest}`;
        if (kind === "environment" && name !== environment)
            return `its subject is environment '${name}', its facts are about '${environment}'`;
    }
    return undefined;
}
function releaseMisfit(subjects, { application, images }) {
    const named = new Set(Object.values(images).map((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest));
    const [own, ...others] = subjects;
    if (own?.kind !== "release" || own.name !== application)
        return `its first subject is not the release of '${application}'`;
    const strange = others.find(({ kind, digest }) => kind !== "image" || !named.has(digest));
    if (strange)
        return `'${strange.name}' is none of its images`;
    const missing = Object.values(images).find((reference) => !others.some(({ digest }) => digest === (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest));
    return missing === undefined ? undefined : `its image ${missing} is no subject`;
}


/***/ }),

/***/ 53583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lu: () => (/* binding */ predicateOf),
/* harmony export */   Ys: () => (/* binding */ EXTENSION),
/* harmony export */   mK: () => (/* binding */ BUILD_TYPE)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _predicates_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19811);


/** SLSA reserves `<vendor>_<field>` for what it does not define; we keep our facts there in published types. */
const EXTENSION = "waybill_run";
const PROJECT = "https://github.com/waybill-ci/waybill";
/** How we build; by it our own provenance is told from that of others. */
const BUILD_TYPE = `${PROJECT}/predicates/build-type/v1`;
/** The predicate of a statement: what its published type demands, and ours beside it. A reader makes it again and compares. */
function predicateOf(own) {
    switch (own.stage) {
        case "build":
            return { ...provenance(own), [EXTENSION]: own };
        case "test":
            return { ...testResult(own), [EXTENSION]: own };
        case "release":
            return { ...verificationSummary(own), [EXTENSION]: own };
        default:
            return { ...own };
    }
}
/** The required fields of SLSA provenance v1 (https://slsa.dev/spec/v1.0/provenance). */
function provenance({ facts, run, startedAt, finishedAt, tool }) {
    const { server } = placeOf(run);
    return {
        buildDefinition: {
            buildType: BUILD_TYPE,
            externalParameters: {
                repository: repositoryUri(run),
                ref: run.ref,
                image: facts.name,
                dockerfile: facts.dockerfile,
                context: facts.context,
                platforms: facts.platforms,
            },
            internalParameters: { builder: facts.builder, inputsDigest: facts.inputsDigest },
            resolvedDependencies: [
                ...(/^[0-9a-f]{40}$/.test(run.commit) ? [{ uri: `git+${repositoryUri(run)}@${run.ref}`, digest: { gitCommit: run.commit } }] : []),
                ...facts.bases.flatMap((base) => dependency(base)),
            ],
        },
        runDetails: {
            builder: { id: builderUri(server, run), version: { [tool.name]: tool.version } },
            metadata: { invocationId: run.run, startedOn: startedAt, finishedOn: finishedAt },
        },
    };
}
/** `pkg:docker` as the package-url registry of types has it (https://github.com/package-url/purl-spec/blob/main/types-doc/docker-definition.md). */
function dependency(base) {
    const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(base);
    if (!image)
        return [];
    const slash = image.repository.lastIndexOf("/");
    const [place, name] = [image.repository.slice(0, Math.max(0, slash)), image.repository.slice(slash + 1)];
    const query = place === "" ? "" : `?repository_url=${encodeURIComponent(place)}`;
    return [{ uri: `pkg:oci/${name}@${encodeURIComponent(image.digest)}${query}`, digest: { sha256: image.digest.slice("sha256:".length) } }];
}
/** The workflow that ran the build, as a URI; on a laptop a tag URI (RFC 4151), because nothing there can be fetched. */
function builderUri(server, { workflow, repository, rehearsal }) {
    if (!rehearsal && /^[^/\s]+\/[^/\s]+\/\.github\/workflows\/[^@\s]+@\S+$/.test(workflow))
        return `${server}/${workflow}`;
    return `tag:waybill-ci.github.io,2026:builder/${encodeURIComponent(repository)}/${encodeURIComponent(workflow)}`;
}
function repositoryUri(run) {
    const { server } = placeOf(run);
    return run.repository.startsWith("local/")
        ? `tag:waybill-ci.github.io,2026:${encodeURIComponent(run.repository)}`
        : `${server}/${run.repository}`;
}
function placeOf({ run }) {
    return { server: /^https?:\/\/[^/]+/.exec(run)?.[0] ?? "https://github.com" };
}
/** The required fields of in-toto test-result v0.1. */
function testResult({ verdict, run }) {
    const result = verdict === "pass" ? "PASSED" : verdict === "warn" ? "WARNED" : "FAILED";
    return {
        result,
        configuration: [{ name: "waybill.yml", uri: `git+${repositoryUri(run)}@${run.commit}` }],
        url: run.run.startsWith("http") ? run.run : undefined,
    };
}
/** The required fields of a SLSA verification summary v1 (https://slsa.dev/spec/v1.0/verification_summary). */
function verificationSummary({ facts, verdict, run, finishedAt, tool }) {
    const passed = verdict === "pass" || verdict === "warn";
    return {
        verifier: { id: PROJECT, version: { [tool.name]: tool.version } },
        timeVerified: finishedAt,
        resourceUri: `${repositoryUri(run)}@${run.commit}#${encodeURIComponent(facts.environment)}`,
        policy: { uri: `git+${repositoryUri(run)}@${run.commit}`, digest: { sha256: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(facts.policy).slice("sha256:".length) } },
        inputAttestations: facts.statements.map(({ stage, payload }) => ({
            uri: `${PROJECT}/predicates/${stage}`,
            digest: { sha256: payload.slice("sha256:".length) },
        })),
        verificationResult: passed ? "PASSED" : "FAILED",
        // Levels of our own may stand here as long as they do not begin with SLSA_.
        verifiedLevels: [passed ? "WAYBILL_RELEASE" : "FAILED"],
        slsaVersion: "1.0",
        // The digest by which a later job finds the release of this commit.
        waybill_release: (0,_predicates_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseDigest */ .cS)({ ...facts, commit: run.commit }),
    };
}


/***/ }),

/***/ 29318:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ay: () => (/* binding */ createStatement),
  By: () => (/* binding */ parseStatement),
  cO: () => (/* binding */ readStatement)
});

// UNUSED EXPORTS: MAX_STATEMENT_BYTES, STATEMENT_TYPE

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/record/lib/predicate/contradiction.js
var contradiction = __webpack_require__(94232);
;// CONCATENATED MODULE: ./packages/record/lib/predicate/facts.js


/*
 * The facts of each stage, once: the types of this file, the check of every statement that is read, and the published JSON Schemas in
 * `predicates/` all come from these schemas. What is signed never holds secrets or the values of rows.
 */
const VERDICTS = ["pass", "warn", "fail", "inconclusive"];
/** What can be done to an object of a cluster. */
const ACTIONS = ["create", "update", "replace", "unchanged", "delete"];
const facts_text = dist/* string */.YjP();
const facts_name = dist/* pipe */.FsL(facts_text, dist/* nonEmpty */.hq("must not be empty"));
const count = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0));
const milliseconds = dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0));
const verdict = dist/* picklist */.KIO(VERDICTS);
const isDigestText = dist/* regex */.yGV(/^sha256:[0-9a-f]{64}$/, "must be sha256:<64 hex digits>");
const facts_digest = dist/* pipe */.FsL(facts_text, isDigestText);
const reference = dist/* pipe */.FsL(facts_text, dist/* regex */.yGV(/^[^@\s]+@sha256:[0-9a-f]{64}$/, "must be repository@sha256:<64 hex digits>"));
const time = dist/* pipe */.FsL(facts_text, dist/* regex */.yGV(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, "must be a time in UTC as ISO 8601 writes it"));
const facts_images = dist/* pipe */.FsL(dist/* record */.g1P(facts_name, reference), dist/* description */.h_("Name in waybill.yml → repository@sha256:…"));
const others = dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Images that the objects name and that are not of this release: it neither built nor tested them."));
/** Files that a verdict rests on beside its subject. A history is none of them: it grows by the run itself. */
const basis = dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ role: dist/* picklist */.KIO(["checks", "metrics", "baseline"]), path: facts_name, digest: facts_digest })), dist/* description */.h_("The files that the verdict rests on beside the subject, by the SHA-256 of their bytes."));
const dataFacts = dist/* object */.Ikc({
    name: dist/* pipe */.FsL(facts_name, dist/* description */.h_("Entry of waybill.yml.")),
    declaration: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of what was demanded of the data: the entry and its check file.")),
    basis,
    rows: count,
    bytes: count,
    checks: dist/* array */.YOg(dist/* object */.Ikc({
        check: facts_text,
        column: dist/* optional */.lqM(facts_text),
        level: dist/* picklist */.KIO(["fail", "warn"]),
        verdict,
        observed: facts_text,
        expected: facts_text,
        failing: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("How many rows failed."))),
    })),
});
const metricLimits = dist/* object */.Ikc({
    mustBeAtLeast: dist/* optional */.lqM(dist/* number */.aig()),
    mustBeAtMost: dist/* optional */.lqM(dist/* number */.aig()),
    mayDrop: dist/* optional */.lqM(dist/* number */.aig()),
    mayRise: dist/* optional */.lqM(dist/* number */.aig()),
});
const modelFacts = dist/* object */.Ikc({
    name: facts_name,
    declaration: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of what was demanded of the model: the entry with its gates.")),
    basis,
    format: dist/* pipe */.FsL(facts_text, dist/* description */.h_("Told from the bytes, never from the name.")),
    size: count,
    gates: dist/* array */.YOg(dist/* object */.Ikc({
        metric: facts_text,
        observed: dist/* optional */.lqM(dist/* number */.aig()),
        baseline: dist/* optional */.lqM(dist/* number */.aig()),
        limits: dist/* pipe */.FsL(metricLimits, dist/* description */.h_("What the metric was held to, by itself and against the baseline.")),
        expected: dist/* pipe */.FsL(facts_text, dist/* description */.h_("The limits in words.")),
        verdict,
    })),
    files: dist/* array */.YOg(dist/* object */.Ikc({ path: facts_text, format: facts_text, size: count, digest: facts_digest, verdict })),
    inspection: dist/* optional */.lqM(dist/* record */.g1P(facts_text, dist/* unknown */.L5J())),
});
const buildFacts = dist/* object */.Ikc({
    name: facts_name,
    builder: facts_text,
    inputsDigest: facts_digest,
    context: facts_text,
    dockerfile: facts_text,
    platforms: dist/* array */.YOg(facts_text),
    size: count,
    tags: dist/* array */.YOg(facts_text),
    bases: dist/* pipe */.FsL(dist/* array */.YOg(reference), dist/* description */.h_("Base images, as far as they are known by digest.")),
});
const testFacts = dist/* object */.Ikc({
    name: facts_name,
    probed: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("False when waybill.yml gives no probe, so that the image did not run.")),
    reference: dist/* pipe */.FsL(reference, dist/* description */.h_("The image that ran.")),
    status: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("HTTP status of the probe; absent when nothing answered."))),
    expectedStatus: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("The HTTP status that waybill.yml demands; absent without a probe."))),
    durationMs: dist/* optional */.lqM(milliseconds),
    attempts: dist/* optional */.lqM(count),
    user: dist/* optional */.lqM(facts_text),
});
const planComponents = dist/* object */.Ikc({
    environment: facts_name,
    commit: facts_name,
    images: facts_images,
    databases: dist/* pipe */.FsL(dist/* record */.g1P(facts_name, facts_digest), dist/* description */.h_("Digest of each database's migration plan.")),
    deploy: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Digest of the plan of the objects.")),
});
const policySources = dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ file: facts_text, role: dist/* picklist */.KIO(["project", "extended", "floor"]), digest: facts_digest })), dist/* description */.h_("The policy files that were in force, by the SHA-256 of their bytes."));
const configuration = dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ path: facts_name, digest: facts_digest })), dist/* description */.h_("The files of the configuration in force, by the SHA-256 of their bytes: first the one that all environments share, then those of this one. Empty where a step's inputs described the work."));
const approvalsSeen = dist/* pipe */.FsL(dist/* object */.Ikc({
    runId: facts_text,
    attempt: dist/* pipe */.FsL(count, dist/* minValue */.Wwf(1)),
    entries: dist/* array */.YOg(dist/* object */.Ikc({ user: facts_text, state: dist/* picklist */.KIO(["approved", "rejected", "pending"]), environments: dist/* array */.YOg(facts_text), comment: facts_text })),
}), dist/* description */.h_("The approvals that GitHub listed for the run when the plan was made. Later ones are approvals of this plan's attempt."));
const planFacts = dist/* object */.Ikc({
    components: dist/* pipe */.FsL(planComponents, dist/* description */.h_("What the plan's digest is made of.")),
    configuration,
    others: dist/* optional */.lqM(others),
    policy: policySources,
    approvalsSeen: dist/* optional */.lqM(approvalsSeen),
});
const approveFacts = dist/* object */.Ikc({
    plan: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The plan that was approved.")),
    environment: facts_name,
    source: dist/* picklist */.KIO(["github-review", "prompt", "flag", "none"]),
    approvers: dist/* array */.YOg(facts_name),
    rejectedBy: dist/* optional */.lqM(dist/* array */.YOg(facts_name)),
    run: facts_text,
    attempt: dist/* pipe */.FsL(count, dist/* minValue */.Wwf(1)),
    authors: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Who wrote the commits, and who started the run.")),
    boundToPlan: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("Whether the approver could see and named this very plan.")),
    selfApproved: dist/* boolean */.zMY(),
    comment: dist/* optional */.lqM(facts_text),
});
const migrateFacts = dist/* object */.Ikc({
    environment: facts_text,
    database: dist/* object */.Ikc({ name: facts_name, kind: facts_text, version: facts_text }),
    layout: facts_text,
    plan: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of the database's migration plan, as the release plan names it.")),
    releasePlan: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The approved plan that it is part of."))),
    applied: dist/* array */.YOg(dist/* object */.Ikc({ version: facts_text, name: facts_text })),
    inPlace: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Versions that were applied before.")),
    pending: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Versions that were still to be applied when it ended.")),
});
const deployFacts = dist/* object */.Ikc({
    application: facts_name,
    environment: facts_name,
    namespace: facts_name,
    plan: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of the plan of the objects, as the release plan names it.")),
    releasePlan: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The approved plan that it is part of."))),
    revision: dist/* pipe */.FsL(count, dist/* description */.h_("Of the deployment in the cluster.")),
    content: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of the revision's objects, salted, so that the values of Secrets count and cannot be guessed."))),
    rolledBack: dist/* boolean */.zMY(),
    objects: dist/* array */.YOg(dist/* object */.Ikc({ apiVersion: facts_text, kind: facts_text, namespace: dist/* optional */.lqM(facts_text), name: facts_text, action: dist/* picklist */.KIO(ACTIONS) })),
    images: dist/* pipe */.FsL(facts_images, dist/* description */.h_("The images that the objects name. Only those that pods were seen to run are subjects.")),
    others,
    pods: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ name: facts_text, imageID: dist/* optional */.lqM(facts_text), digest: dist/* optional */.lqM(facts_digest) })), dist/* description */.h_("Empty when nothing runs, such as with no replicas.")),
    probe: dist/* optional */.lqM(dist/* object */.Ikc({ status: dist/* optional */.lqM(count), expectedStatus: count, durationMs: milliseconds })),
    tested: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("Whether all that was seen to run is of this release and was run and answered before. False when no evidence was asked for.")),
    backTo: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* object */.Ikc({ revision: count, commit: facts_name, release: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Payload of the release that was proven then.")) }), dist/* description */.h_("Of a rollback: what it went back to."))),
});
const releaseFacts = dist/* object */.Ikc({
    application: facts_name,
    environment: facts_name,
    images: facts_images,
    plan: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The plan that was approved and applied."))),
    revision: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("Of the deployment in the cluster."))),
    configuration,
    policy: policySources,
    statements: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ stage: dist/* picklist */.KIO(evidence/* STAGES */.a), payload: facts_digest })), dist/* description */.h_("Every other statement of the record, in order, by the SHA-256 of its payload.")),
    builds: dist/* pipe */.FsL(dist/* array */.YOg(facts_digest), dist/* description */.h_("The provenance of other programs that stands for a build, in order, by the SHA-256 of its bundle's canonical JSON.")),
    findings: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Why the verdict is not pass.")),
    ignored: dist/* pipe */.FsL(count, dist/* description */.h_("Statements about the same things that no trusted signer signed.")),
});
/** The schema of each stage's facts. */
const FACTS = {
    "validate-data": dataFacts,
    "validate-model": modelFacts,
    build: buildFacts,
    test: testFacts,
    plan: planFacts,
    approve: approveFacts,
    migrate: migrateFacts,
    deploy: deployFacts,
    release: releaseFacts,
};
/** What every statement says beside its facts, whatever its predicate type. */
const RUN_FACTS = dist/* object */.Ikc({
    stage: dist/* picklist */.KIO(evidence/* STAGES */.a),
    product: dist/* pipe */.FsL(dist/* nullable */.mee(facts_name), dist/* description */.h_("Name in the waybill.yml that described the work; null where a step's inputs did, which give a product no name.")),
    verdict: dist/* pipe */.FsL(verdict, dist/* description */.h_("What could not be evaluated is 'inconclusive', which gates treat as 'fail'.")),
    startedAt: dist/* pipe */.FsL(time, dist/* description */.h_("UTC.")),
    finishedAt: dist/* pipe */.FsL(time, dist/* description */.h_("UTC.")),
    run: dist/* object */.Ikc({
        repository: dist/* pipe */.FsL(facts_name, dist/* description */.h_("owner/name, or local/<folder> outside GitHub.")),
        commit: dist/* pipe */.FsL(facts_text, dist/* regex */.yGV(/^([0-9a-f]{40}|uncommitted)$/), dist/* description */.h_("The commit that was checked out.")),
        dirty: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("Whether files of the release were not as the commit has them.")),
        ref: facts_text,
        actor: dist/* pipe */.FsL(facts_text, dist/* description */.h_("Who started the run.")),
        triggeringActor: dist/* optional */.lqM(dist/* pipe */.FsL(facts_text, dist/* description */.h_("Who started this attempt."))),
        workflow: dist/* pipe */.FsL(facts_text, dist/* description */.h_("<workflow>@<ref> on GitHub, else the command.")),
        run: dist/* pipe */.FsL(facts_text, dist/* description */.h_("URL of the run on GitHub, else an id.")),
        attempt: dist/* pipe */.FsL(count, dist/* minValue */.Wwf(1)),
        rehearsal: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("True when nothing outside the machine was changed.")),
    }),
    tool: dist/* object */.Ikc({ name: dist/* literal */.euz("waybill"), version: facts_name }),
    facts: dist/* pipe */.FsL(dist/* looseObject */._H3({}), dist/* description */.h_("What the stage found; plain JSON without secrets or row values.")),
});
/** Why a value does not fit a schema, with the path of the first problem; undefined when it fits. */
function factsProblem(schema, value) {
    const result = dist/* safeParse */.xLC(schema, value, { abortEarly: true });
    if (result.success)
        return undefined;
    const [issue] = result.issues;
    return `${dist/* getDotPath */.BuJ(issue) ?? "it"}: ${issue.message}`;
}

// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/predicate/published.js
var published = __webpack_require__(53583);
;// CONCATENATED MODULE: ./packages/record/lib/predicate/statement.js






/** The annotation of a subject that says what it is: one of `SUBJECT_KINDS`. */
const KIND = "dev.waybill.kind";
/** The `_type` of every statement (in-toto Attestation Framework, "Statement"). */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** The most that a statement's bytes may be: facts are summaries, and what is larger was made to hurt its reader. */
const MAX_STATEMENT_BYTES = 4 << 20;
/** Turns what a stage proved into a statement about its subjects. Throws a `TypeError` for facts or subjects that do not fit: a mistake of ours. */
function createStatement(evidence, run, tool) {
    const { subjects, ...rest } = evidence;
    const own = { ...rest, run, tool };
    const problem = factsProblem(RUN_FACTS, own) ?? factsProblem(FACTS[own.stage], own.facts) ?? ownProblem(own, subjects);
    if (problem !== undefined)
        throw new TypeError(`a ${evidence.stage} statement cannot be made: ${problem}`);
    return {
        _type: STATEMENT_TYPE,
        subject: subjects.map(({ kind, name, digest }) => ({
            name,
            digest: { sha256: digest.slice("sha256:".length) },
            annotations: { [KIND]: kind },
        })),
        predicateType: predicates/* PREDICATES */.Jt[evidence.stage].type,
        predicate: (0,published/* predicateOf */.Lu)(own),
    };
}
/**
 * Reads what a statement says: its facts, checked against their schema, and its subjects. `contradiction` says what in it cannot be true:
 * subjects and facts about different things, a verdict beside facts that deny it, a published predicate that says something else.
 * Throws a `verdict` error for what is no statement of ours or does not fit its schema.
 */
function readStatement(statement) {
    const own = runFactsOf(statement);
    const subjects = subjectsOf(statement);
    const contradiction = ownProblem(own, subjects) ?? publishedProblem(own, statement);
    return { own, subjects, contradiction };
}
/** Made again from our facts, the predicate is the same byte for byte, so what a reader of the published type sees is what we mean. */
function publishedProblem(own, { predicate }) {
    if ((0,json/* isSameJson */.TL)((0,published/* predicateOf */.Lu)(own), predicate))
        return undefined;
    return "what its predicate says by its published type is not what its facts say";
}
const STAGE_AND_FACTS = dist/* looseObject */._H3({ stage: RUN_FACTS.entries.stage, facts: dist/* unknown */.L5J() });
function runFactsOf({ predicate, predicateType }) {
    const value = predicate[published/* EXTENSION */.Ys] ?? predicate;
    const problem = factsProblem(RUN_FACTS, value);
    if (problem !== undefined)
        throw isOwnForm(predicateType, predicate)
            ? fromAnotherVersion(stageIn(value) ?? "signed", value, problem)
            : new lib_error/* ActionError */.lZ("verdict", `A statement of type '${predicateType}' was made by another program than Waybill (${problem}), so it proves nothing here.`);
    const own = dist/* parse */.qgA(STAGE_AND_FACTS, value);
    if (predicateType !== predicates/* PREDICATES */.Jt[own.stage].type)
        throw new lib_error/* ActionError */.lZ("verdict", `A ${own.stage} statement has the type '${predicateType}', which is that of another one. Run its stage again.`);
    const misfit = factsProblem(FACTS[own.stage], own.facts);
    if (misfit !== undefined)
        throw fromAnotherVersion(own.stage, value, `facts.${misfit}`);
    return value;
}
/** A type of ours, or our facts inside of a published one. */
function isOwnForm(predicateType, predicate) {
    return published/* EXTENSION */.Ys in predicate || predicateType.startsWith(predicates/* OWN_TYPES */.nb);
}
function stageIn(value) {
    return evidence/* STAGES */.a.find((stage) => stage === (0,json/* textAt */.$6)(value, "stage"));
}
/** Forms change between versions; who reads of a misfit alone looks for a forger. */
function fromAnotherVersion(stage, value, problem) {
    const version = (0,json/* textAt */.$6)(value, "tool", "version");
    return new lib_error/* ActionError */.lZ("verdict", `A ${stage} statement was made by another version of Waybill, most likely an earlier one (${version === undefined ? "it does not say which" : `it says ${version}`}), in a form that this version does not read (${problem}). It counts neither for nor against, and a release that it is part of cannot be gone back to. Run its stage again with this version, or release that commit again.`);
}
/** What of facts that fit their schema cannot be true together with the subjects. */
function ownProblem(own, subjects) {
    if (subjects.length === 0)
        return "it is about nothing";
    const problem = misfitOf(own, subjects);
    if (problem !== undefined)
        return problem;
    // Not the other way round: what is no moment is neither before nor after another.
    if (!(Date.parse(own.startedAt) <= Date.parse(own.finishedAt)))
        return `it ended (${own.finishedAt}) before it began (${own.startedAt})`;
    return (0,contradiction/* contradictionOf */.z)(own, subjects);
}
/** Each stage's row takes its own facts; the union cannot say so. */
function misfitOf(own, subjects) {
    const misfit = predicates/* PREDICATES */.Jt[own.stage].misfit;
    return misfit(subjects, own.facts);
}
function subjectsOf(statement) {
    return statement.subject.map(({ name, digest, annotations }) => {
        const kind = evidence/* SUBJECT_KINDS */.j.find((known) => known === annotations[KIND]);
        if (kind === undefined)
            throw notAStatement(`its subject '${name}' has no known kind`);
        return { kind, name, digest: `sha256:${digest.sha256}` };
    });
}
/** Reads a statement from JSON bytes; throws a `verdict` error for anything that is not a complete in-toto statement. */
function parseStatement(bytes) {
    if (bytes.length > MAX_STATEMENT_BYTES)
        throw notAStatement(`it has ${bytes.length} bytes, and ${MAX_STATEMENT_BYTES} are allowed`);
    let value;
    try {
        value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("verdict", "A signed payload is not JSON, so the bundle was damaged or made by something else.", {
            cause: error,
        });
    }
    if (!(0,json/* isRecord */.u4)(value))
        throw notAStatement("it is no object");
    const { _type: type, predicateType, predicate } = value;
    if (type !== STATEMENT_TYPE)
        throw notAStatement(`its _type is '${String(type)}'`);
    if (typeof predicateType !== "string")
        throw notAStatement("it has no predicateType");
    if (!(0,json/* isRecord */.u4)(predicate))
        throw notAStatement("it has no predicate");
    const subject = (0,json/* listAt */.gT)(value, "subject").map((item) => {
        const [name, sha256] = [(0,json/* textAt */.$6)(item, "name"), (0,json/* textAt */.$6)(item, "digest", "sha256")];
        if (name === undefined || sha256 === undefined || !(0,digest/* isDigest */.Bc)(`sha256:${sha256}`))
            throw notAStatement("a subject has no name or no SHA-256 digest");
        return { name, digest: { sha256 }, annotations: { [KIND]: (0,json/* textAt */.$6)(item, "annotations", KIND) ?? "" } };
    });
    if (subject.length === 0)
        throw notAStatement("it has no subject");
    return { _type: type, subject, predicateType, predicate };
}
function notAStatement(why) {
    return new lib_error/* ActionError */.lZ("verdict", `A signed payload is not an in-toto statement: ${why}. The bundle was damaged or made by something else.`);
}


/***/ }),

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
/* harmony import */ var _predicate_statement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29318);





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
    let text;
    try {
        // In one go: with an encoding Node decodes it piece by piece.
        text = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path)).toString("utf8");
    }
    catch (error) {
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isSystemError */ .Or)(error))
            throw error;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("input", `The release record '${path}' cannot be read (${error.code}). A release writes it to .waybill/<environment>/record.json.`, { cause: error });
    }
    return parseRecord(text);
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
    const written = JSON.stringify(record, undefined, INDENT);
    if (given === written || given === JSON.stringify(record))
        return record;
    let at = 0;
    while (given[at] === written[at])
        at++;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("verdict", `The release record is not written as Waybill writes it: a character was changed, added or removed ${placeIn(written, at)}. Take it from the run's artifacts or the registry again.`);
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

/***/ 69800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rI: () => (/* binding */ inspectBundle),
  QN: () => (/* binding */ parseBundle),
  JU: () => (/* binding */ payloadDigest),
  fT: () => (/* binding */ signStatement),
  IF: () => (/* binding */ verifyBundle)
});

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/record/lib/predicate/statement.js + 1 modules
var predicate_statement = __webpack_require__(29318);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
;// CONCATENATED MODULE: ./packages/record/lib/predicate/view.js


/** Reads a statement. Throws a `verdict` error for one that is not ours, or whose facts do not fit their schema. */
function viewStatement(statement) {
    const { own, subjects, contradiction } = (0,predicate_statement/* readStatement */.cO)(statement);
    const environment = predicates/* PREDICATES */.Jt[own.stage].environment;
    return { ...own, subjects, environment: environment(own.facts), contradiction };
}

// EXTERNAL MODULE: ./packages/record/lib/signing/dsse.js
var dsse = __webpack_require__(91694);
// EXTERNAL MODULE: ./packages/record/lib/signing/keys.js
var keys = __webpack_require__(18787);
// EXTERNAL MODULE: ./packages/record/lib/signing/material.js
var material = __webpack_require__(81122);
// EXTERNAL MODULE: ./packages/record/lib/signing/certificate.js
var certificate = __webpack_require__(35812);
;// CONCATENATED MODULE: ./packages/record/lib/signing/bundle.js







/** Signs a statement (DSSE, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
async function signStatement(statement, signer) {
    const payload = Buffer.from((0,lib_digest/* canonicalJson */.dj)(statement));
    const { signature, material } = await signer.sign(payload);
    // Read back, so that it is written as every reader of ours demands.
    return parseBundle({
        mediaType: dsse/* BUNDLE_TYPE */.q$,
        verificationMaterial: material,
        dsseEnvelope: {
            payload: payload.toString("base64"),
            payloadType: dsse/* PAYLOAD_TYPE */.Uc,
            signatures: [{ sig: Buffer.from(signature).toString("base64") }],
        },
    });
}
/**
 * Checks a bundle's signature against keys, or its certificate against trust roots, of which one must verify it. Throws a `verdict` error
 * that names what is wrong.
 */
function verifyBundle(bundle, trusted, roots = []) {
    const payload = (0,dsse/* decodeBase64 */.y4)(bundle.dsseEnvelope.payload);
    const statement = (0,predicate_statement/* parseStatement */.By)(payload);
    const view = viewStatement(statement);
    const { verificationMaterial: material } = bundle;
    if (!("certificate" in material))
        return { statement, view, identity: verifyKey(bundle, material, { payload, trusted, stage: view.stage }) };
    const { identity, signedAt } = (0,certificate/* verifyCertificate */.X)(bundle, roots, `The ${view.stage} statement`);
    requireOwnRun(identity, view);
    return { statement, view, identity, signedAt };
}
/**
 * A workflow that anyone may call signs for whoever called it, so whose run it was, of which commit, ref and attempt, is the certificate's
 * word and not the statement's. What a certificate does not say is not compared.
 */
function requireOwnRun({ repository, commit, ref, run, startedWorkflow }, { stage, run: own }) {
    const claims = [
        ["repository", own.repository, withoutHost(repository)],
        ["commit", own.commit, commit],
        ["ref", own.ref, ref],
        ["run", own.run, run],
        ["workflow", own.workflow, withoutHost(startedWorkflow)],
    ];
    const lie = claims.find(([, said, certified]) => certified !== undefined && certified !== said);
    if (!lie)
        return;
    const [what, said, certified] = lie;
    throw new error/* ActionError */.lZ("verdict", `The ${stage} statement says that its ${what} is ${said}, and its certificate says ${certified}. Run the stage again in a run of its own${what === "commit" ? ", and check out the commit that started it (actions/checkout without 'ref')" : ""}.`);
}
/** What follows the host of an https address. */
function withoutHost(url) {
    return url?.replace(/^https?:\/\/[^/]+\//, "");
}
function verifyKey(bundle, { publicKey: { hint } }, { payload, trusted, stage }) {
    const [signature] = bundle.dsseEnvelope.signatures;
    if (!signature)
        throw new error/* ActionError */.lZ("verdict", `The ${stage} statement is not signed, so it proves nothing. Run the stage again with 'signing-key'.`);
    const key = trusted.find((candidate) => candidate.keyId === hint);
    if (!key) {
        throw new error/* ActionError */.lZ("verdict", `The ${stage} statement was signed by key ${hint.slice(0, 12)}…, which is not trusted here. Trusted: ${trusted.map(({ keyId }) => `${keyId.slice(0, 12)}…`).join(", ") || "none"}. Add its public key to 'trusted-keys' or to the policy's signers if it should be.`);
    }
    if (!(0,keys/* verifySignature */.Od)(key, (0,dsse/* preAuthEncoding */.JC)(payload), (0,dsse/* decodeBase64 */.y4)(signature.sig))) {
        throw new error/* ActionError */.lZ("verdict", `The signature of the ${stage} statement does not fit its content: the statement was changed after it was signed.`);
    }
    return { kind: "key", keyId: key.keyId };
}
/** Reads what a bundle says without trusting it. */
function inspectBundle(bundle) {
    return viewStatement((0,predicate_statement/* parseStatement */.By)((0,dsse/* decodeBase64 */.y4)(bundle.dsseEnvelope.payload)));
}
const PAYLOAD_DIGESTS = new WeakMap();
/** The digest of a bundle's payload, by which the release statement names it. Several ask for it in turn, and a bundle is never changed. */
function payloadDigest({ dsseEnvelope: envelope }) {
    const digest = PAYLOAD_DIGESTS.get(envelope) ?? (0,lib_digest/* digestOf */.ol)((0,dsse/* decodeBase64 */.y4)(envelope.payload));
    PAYLOAD_DIGESTS.set(envelope, digest);
    return digest;
}
/**
 * Reads a bundle from parsed JSON; throws a `verdict` error that names it as `what` unless it has exactly the fields that we write, so
 * that no byte of it is idle.
 */
function parseBundle(value, what = "A bundle") {
    const payload = (0,json/* textAt */.$6)(value, "dsseEnvelope", "payload");
    const sig = (0,json/* textAt */.$6)(value, "dsseEnvelope", "signatures", 0, "sig");
    if (payload === undefined || sig === undefined)
        throw (0,dsse/* malformed */.Qm)("a field is missing", what);
    const expected = {
        mediaType: dsse/* BUNDLE_TYPE */.q$,
        verificationMaterial: (0,material/* parseMaterial */.V)((0,json/* valueAt */.fK)(value, "verificationMaterial"), what),
        dsseEnvelope: { payload, payloadType: dsse/* PAYLOAD_TYPE */.Uc, signatures: [{ sig }] },
    };
    if (!(0,json/* isSameJson */.TL)(value, expected))
        throw (0,dsse/* malformed */.Qm)("it has other fields or types than a bundle of version 0.3 with one signature", what);
    for (const text of [payload, sig])
        (0,dsse/* decodeBase64 */.y4)(text, what);
    return expected;
}


/***/ }),

/***/ 35812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ verifyCertificate)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _trust_root_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39481);


/**
 * Verifies a bundle with a certificate by the first trust root that can; throws a `verdict` error with what each of them says, an
 * `OutdatedRoot` when one of them might know the signature if it were of the right time.
 */
function verifyCertificate(bundle, roots, what) {
    const reasons = [];
    let isOutdated = false;
    for (const root of roots) {
        try {
            return root.verify(bundle);
        }
        catch (error) {
            reasons.push((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error));
            isOutdated ||= error instanceof _trust_root_js__WEBPACK_IMPORTED_MODULE_1__/* .OutdatedRoot */ .b;
        }
    }
    if (roots.length === 0)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("verdict", `${what} is signed with a certificate, and no trust root says whose certificates to believe. Name a file in 'trust-root', or let Waybill fetch Sigstore's.`);
    const message = `${what} does not hold. ${[...new Set(reasons)].join(" ")}`;
    throw isOutdated ? new _trust_root_js__WEBPACK_IMPORTED_MODULE_1__/* .OutdatedRoot */ .b(message) : new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("verdict", message);
}


/***/ }),

/***/ 66184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T_: () => (/* binding */ headLength),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   ZE: () => (/* binding */ elementsOf),
/* harmony export */   gH: () => (/* binding */ isSound)
/* harmony export */ });
/* unused harmony export DerElement */
/** One element of DER (X.690): its tag, and where its value stands. */
class DerElement {
    tag;
    #bytes;
    #begin;
    #start;
    #end;
    #elements;
    constructor(place) {
        this.tag = place.bytes[place.begin] ?? 0;
        this.#bytes = place.bytes;
        this.#begin = place.begin;
        this.#start = place.start;
        this.#end = place.end;
    }
    get value() {
        return this.#bytes.subarray(this.#start, this.#end);
    }
    /** How many bytes it has with its tag and length. */
    get size() {
        return this.#end - this.#begin;
    }
    /** Tag, length and value. */
    get bytes() {
        return this.#bytes.subarray(this.#begin, this.#end);
    }
    /** The value, one character for each byte: what it is compared by, and looked up by. */
    get text() {
        return this.#bytes.toString("latin1", this.#start, this.#end);
    }
    /** The elements of which the value consists; as `elementsOf`. */
    elements() {
        return (this.#elements ??= elementsBetween(this.#bytes, this.#start, this.#end));
    }
}
const LONG_FORM = 0x80;
/** Longer is nothing that is signed here. */
const MAX_LENGTH_OCTETS = 3;
/** The elements of which bytes consist, one behind another; undefined when anything else is among them, such as a length that is not the shortest (10.1). */
function elementsOf(bytes) {
    return elementsBetween(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}
function elementsBetween(bytes, from, end) {
    const elements = [];
    for (let at = from; at < end;) {
        const first = bytes[at + 1] ?? 0;
        const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
        const start = at + 2 + octets;
        if (octets > MAX_LENGTH_OCTETS || start > end)
            return undefined;
        let length = octets === 0 ? first : 0;
        for (let octet = at + 2; octet < start; octet++)
            length = length * 256 + (bytes[octet] ?? 0);
        if (start - at !== headLength(length) || start + length > end)
            return undefined;
        elements.push(new DerElement({ bytes, begin: at, start, end: start + length }));
        at = start + length;
    }
    return elements;
}
const CONSTRUCTED = 0x20;
const TAG_NUMBER = 0x1f;
/** Deeper is nothing that is signed here. */
const MAX_DEPTH = 20;
/** Whether an element whose tag says that it consists of others does so, and each of them in turn; tags of several octets and the tag 0 are none. */
function isSound(element, depth = 0) {
    const { tag } = element;
    if ((tag & TAG_NUMBER) === TAG_NUMBER || (tag & ~CONSTRUCTED) === 0 || depth > MAX_DEPTH)
        return false;
    return (tag & CONSTRUCTED) === 0 || (element.elements()?.every((sub) => isSound(sub, depth + 1)) ?? false);
}
/** How many octets the tag and the length of a value take that is so long: one and one up to 127, else one more for each octet of its length (8.1.3). */
function headLength(length) {
    if (length < LONG_FORM)
        return 2;
    let octets = 1;
    for (let rest = length; rest >= 256; rest = Math.floor(rest / 256))
        octets++;
    return 2 + octets;
}
/** The tag and the length of a value that is so long. */
function headOf(tag, length) {
    const head = Buffer.alloc(headLength(length));
    head[0] = tag;
    if (head.length === 2)
        head[1] = length;
    else {
        head[1] = LONG_FORM + head.length - 2;
        head.writeUIntBE(length, 2, head.length - 2);
    }
    return head;
}


/***/ }),

/***/ 91694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JC: () => (/* binding */ preAuthEncoding),
/* harmony export */   Qm: () => (/* binding */ malformed),
/* harmony export */   Uc: () => (/* binding */ PAYLOAD_TYPE),
/* harmony export */   q$: () => (/* binding */ BUNDLE_TYPE),
/* harmony export */   y4: () => (/* binding */ decodeBase64)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** The media type of our bundles. */
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** The type of what our envelopes hold (in-toto Attestation Framework, "Envelope"). */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
/**
 * DSSE's pre-authentication encoding: what is signed covers the type and both lengths
 * (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md).
 */
function preAuthEncoding(payload, type = PAYLOAD_TYPE) {
    return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}
/** Reads base64 that has one reading only; throws a `verdict` error that names the bundle as `what` for anything else. */
function decodeBase64(base64, what) {
    const bytes = Buffer.from(base64, "base64");
    // Node skips what is not base64.
    if (bytes.toString("base64") !== base64)
        throw malformed("a field is not base64", what);
    return bytes;
}
/** The error for a bundle that is not one. */
function malformed(why, what = "A bundle") {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("verdict", `${what} is damaged: ${why}. Take it from the registry again, or run its stage again.`);
}


/***/ }),

/***/ 78540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ verifyForeignBundle),
/* harmony export */   t: () => (/* binding */ readForeignBundle)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _certificate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(35812);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91694);
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(18787);




/** Versions 0.1 to 0.3, whose media type was written in two ways. */
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.[123]\+json)$/;
/**
 * Reads a Sigstore bundle that others made (GitHub's provenance, cosign), as parsed JSON: unlike in `parseBundle` fields that it does not
 * know, and more proofs than one, are allowed. Throws a `verdict` error that names it as `what` unless it holds a signed in-toto statement.
 */
function readForeignBundle(json, what = "A bundle") {
    if (!MEDIA_TYPE.test((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, "mediaType") ?? ""))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its 'mediaType' is none of Sigstore's bundles", what);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, "dsseEnvelope", "payloadType") !== _dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .PAYLOAD_TYPE */ .Uc)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${what} holds a signature and no in-toto statement, so it says nothing about how its subject was made.`);
    const statement = parseStatementJson(payloadOf(json, what), what);
    const predicateType = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(statement, "predicateType");
    const predicate = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(statement, "predicate");
    if (predicateType === undefined || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(predicate))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its statement has no predicate", what);
    const subjects = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(statement, "subject").flatMap((subject) => {
        const digest = `sha256:${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(subject, "digest", "sha256") ?? ""}`;
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .Bc)(digest) ? [{ name: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(subject, "name") ?? "", digest }] : [];
    });
    return { predicateType, subjects, predicate, json };
}
/** Verifies somebody else's bundle as `verifyBundle` does ours; a key is only tried when its signature stands alone. */
function verifyForeignBundle(bundle, trusted, roots) {
    const { json, predicateType } = bundle;
    const what = `The statement of type '${predicateType}'`;
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(json, "verificationMaterial", "publicKey") === undefined)
        return (0,_certificate_js__WEBPACK_IMPORTED_MODULE_4__/* .verifyCertificate */ .X)(json, roots, what);
    const signatures = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(json, "dsseEnvelope", "signatures");
    const payload = payloadOf(json, what);
    const signature = (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(signatures[0], "sig") ?? "", what);
    // A hint may be anything that its writer liked; only the signature says which key it was.
    const key = signatures.length === 1 ? trusted.find((candidate) => (0,_keys_js__WEBPACK_IMPORTED_MODULE_5__/* .verifySignature */ .Od)(candidate, (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .preAuthEncoding */ .JC)(payload), signature)) : undefined;
    if (key)
        return { identity: { kind: "key", keyId: key.keyId } };
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${what} was signed by none of the ${trusted.length} trusted keys. Add the key to 'trusted-keys' if it should be believed.`);
}
function payloadOf(json, what) {
    const payload = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, "dsseEnvelope", "payload");
    if (payload === undefined)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is missing", what);
    return (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(payload, what);
}
function parseStatementJson(payload, what) {
    let statement;
    try {
        statement = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    }
    catch {
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its statement is not JSON", what);
    }
    // Version 0.1 has the same members, and older tools write it.
    if (!/^https:\/\/in-toto\.io\/Statement\/v(0\.1|1)$/.test((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(statement, "_type") ?? ""))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its statement is not one of in-toto's", what);
    return statement;
}


/***/ }),

/***/ 51181:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ describeIdentity),
/* harmony export */   Yo: () => (/* binding */ claimsOfToken),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   z0: () => (/* binding */ identityOfToken)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

/** The arcs below 1.3.6.1.4.1.57264.1 whose values are UTF8Strings. The older ones, 1 to 6, are raw text and are not read. */
const CLAIMS = {
    issuer: 8,
    workflow: 9,
    repository: 12,
    commit: 13,
    ref: 14,
    startedWorkflow: 18,
    trigger: 20,
    run: 21,
    visibility: 22,
};
const FULCIO_ARC = "1.3.6.1.4.1.57264.1";
const UTF8_STRING = 0x0c;
const LONG_FORM = 0x80;
/** Reads the claims in a certificate's extensions; throws a `verdict` error for one that stands twice or cannot be read. */
function identityOf(extensions) {
    const values = Map.groupBy(extensions, ({ oid }) => oid);
    const claims = Object.entries(CLAIMS).flatMap(([name, arc]) => {
        const [found, another] = values.get(`${FULCIO_ARC}.${arc}`) ?? [];
        if (another)
            throw unreadable(arc, "stands twice");
        return found ? [[name, textOf(found.value, arc)]] : [];
    });
    return { kind: "certificate", ...Object.fromEntries(claims) };
}
/**
 * Who a certificate will name that is given for an identity token of a GitHub job, by the claims that the authority copies; undefined where
 * they are not in the token, which is not verified here.
 */
function identityOfToken(token, serverUrl) {
    const claims = claimsOfToken(token);
    const [issuer, workflow, repository, ref] = ["iss", "job_workflow_ref", "repository", "ref"].map((name) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(claims, name));
    if (issuer === undefined || workflow === undefined || repository === undefined)
        return undefined;
    return { kind: "certificate", issuer, workflow: `${serverUrl}/${workflow}`, repository: `${serverUrl}/${repository}`, ref };
}
/** What a token says of the job, not verified; undefined when it cannot be read, which the certificate authority will say. */
function claimsOfToken(token) {
    try {
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    }
    catch {
        return undefined;
    }
}
/** The identity in a few words, for messages and tables: the beginning of a key's id, or the workflow. */
function describeIdentity(identity) {
    if (identity.kind === "key")
        return `key ${identity.keyId.slice(0, 12)}…`;
    const workflow = identity.workflow?.replace(/^https:\/\/github\.com\//, "");
    return workflow ?? `a certificate of ${identity.issuer ?? "an unknown issuer"} that names no workflow`;
}
/** The text of a UTF8String in DER (X.690, 8.1.3 and 8.21); anything after it, or a length in a longer form than needed, is refused. */
function textOf(der, arc) {
    const [tag, first = 0] = der;
    const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
    const length = octets === 0 ? first : der.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
    const isShortest = octets === 0 || (octets <= 2 && length >= (octets === 1 ? LONG_FORM : 256));
    if (tag !== UTF8_STRING || !isShortest || der.length !== 2 + octets + length)
        throw unreadable(arc, "is not a UTF8String");
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(der.subarray(2 + octets));
    }
    catch {
        throw unreadable(arc, "is not UTF-8");
    }
}
function unreadable(arc, why) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The certificate's extension ${FULCIO_ARC}.${arc} ${why}, so it does not say who signed. Sign again with a certificate of Sigstore's.`);
}


/***/ }),

/***/ 18787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Od: () => (/* binding */ verifySignature),
/* harmony export */   TZ: () => (/* binding */ generateKeyPair),
/* harmony export */   UH: () => (/* binding */ trustKey),
/* harmony export */   vu: () => (/* binding */ loadSigner),
/* harmony export */   yg: () => (/* binding */ keyIdOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91694);



/** Makes an Ed25519 key pair as PEM (PKCS #8 and SPKI), the form that openssl and cosign read. */
function generateKeyPair() {
    const { privateKey, publicKey } = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.generateKeyPairSync)("ed25519");
    return {
        privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    };
}
/** Makes a signer of a private key; throws an `input` error that never quotes the key and says where it came `from`. */
function loadSigner(privateKeyPem, from = "Input 'signing-key'") {
    let key;
    try {
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(privateKeyPem.trim().replaceAll(String.raw `\n`, "\n"));
    }
    catch {
        // The cause may quote parts of the key.
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `${from} is not a private key in PEM form. Make one with 'openssl genpkey -algorithm ed25519' and store its whole text, '-----BEGIN PRIVATE KEY-----' included, as a secret.`);
    }
    if (key.asymmetricKeyType !== "ed25519") {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `${from} is a key of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 is needed. Make one with 'openssl genpkey -algorithm ed25519'.`);
    }
    const publicKeyPem = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key).export({ type: "spki", format: "pem" }).toString();
    const keyId = keyIdOf(publicKeyPem);
    return {
        key: { keyId, publicKeyPem },
        sign: async (payload) => ({ signature: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)(null, (0,_dsse_js__WEBPACK_IMPORTED_MODULE_2__/* .preAuthEncoding */ .JC)(payload), key), material: { publicKey: { hint: keyId } } }),
    };
}
/** Reads a public key that evidence may be signed with; throws an `input` error for anything else. */
function trustKey(publicKeyPem) {
    return { keyId: keyIdOf(publicKeyPem), publicKeyPem };
}
/** The id of a key: base64 of the SHA-256 of its SPKI DER form, which is the hint that cosign writes into bundles. */
function keyIdOf(publicKeyPem) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256")
        .update(publicKeyOf(publicKeyPem).export({ type: "spki", format: "der" }))
        .digest("base64");
}
/** Whether the signature over the bytes was made by the key's owner. */
function verifySignature(key, bytes, signature) {
    const publicKey = publicKeyOf(key.publicKeyPem);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(publicKey.asymmetricKeyType === "ed25519" ? null : "sha256", bytes, publicKey, signature);
}
function publicKeyOf(pem) {
    let key;
    try {
        // createPublicKey would also take a private key and derive its public half, which hides a key in the wrong place.
        if (pem.includes("PRIVATE KEY"))
            throw new TypeError("private");
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem);
    }
    catch {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "A trusted key is not a public key in PEM form ('-----BEGIN PUBLIC KEY-----'). Export one with 'openssl pkey -in signing-key.pem -pubout'.");
    }
    // Ours are Ed25519; cosign makes the other kind.
    if (key.asymmetricKeyType === "ed25519" || key.asymmetricKeyDetails?.namedCurve === "prime256v1")
        return key;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `A trusted key is of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 or ECDSA with P-256 is needed.`);
}


/***/ }),

/***/ 81122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ parseMaterial)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _der_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66184);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91694);



/**
 * Reads verification material into exactly the fields that we write, in their order; the caller compares the result with what it was read
 * from. Throws a `verdict` error that names the bundle as `what` when a field is missing or says the same thing in another way.
 */
function parseMaterial(value, what) {
    const hint = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, "publicKey", "hint");
    if (hint !== undefined)
        return { publicKey: { hint } };
    const rawBytes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, "certificate", "rawBytes");
    if (rawBytes === undefined)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is missing", what);
    requireCertificate(rawBytes, what);
    const entries = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "tlogEntries");
    const stamps = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "timestampVerificationData", "rfc3161Timestamps");
    if (entries.length > 1 || stamps.length > 1)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("it has more than one proof of its time", what);
    return {
        certificate: { rawBytes },
        ...(entries.length === 0 ? {} : { tlogEntries: entries.map((entry) => parseEntry(entry, rawBytes, what)) }),
        ...(stamps.length === 0
            ? {}
            : {
                timestampVerificationData: {
                    rfc3161Timestamps: stamps.map((stamp) => ({ signedTimestamp: bytesAt(stamp, what, "signedTimestamp") })),
                },
            }),
    };
}
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
/**
 * Of a certificate (RFC 5280, 4.1) its authority signs the first of three elements. What is outside of that is as DER demands it, and the
 * algorithm says what the signed one says, so that every byte has one reading only. What is signed is left to who verifies it.
 */
function requireCertificate(rawBytes, what) {
    const [certificate, ...behind] = (0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .elementsOf */ .ZE)((0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(rawBytes, what)) ?? [];
    const [signed, algorithm, signature, ...more] = certificate?.elements() ?? [];
    if (!certificate || !signed || !algorithm || !signature)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its certificate cannot be read", what);
    // Behind the version and the serial number.
    const [, , signedAlgorithm] = signed.elements() ?? [];
    const areTags = certificate.tag === SEQUENCE && signed.tag === SEQUENCE && signature.tag === BIT_STRING;
    const isWhole = behind.length === 0 && more.length === 0 && signature.value[0] === 0;
    if (!areTags || !isWhole || !signedAlgorithm || Buffer.compare(algorithm.bytes, signedAlgorithm.bytes) !== 0)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its certificate is not written as DER demands", what);
}
function parseEntry(value, certificate, what) {
    const text = (...path) => required((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ...path), what);
    const number = (...path) => requireNumber(text(...path), what);
    const bytes = (...path) => bytesAt(value, what, ...path);
    const optional = (...path) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(value, ...path) !== undefined;
    const hashes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "inclusionProof", "hashes").map((hash) => bytesAt({ hash }, what, "hash"));
    const entry = {
        logIndex: number("logIndex"),
        logId: { keyId: bytes("logId", "keyId") },
        kindVersion: { kind: text("kindVersion", "kind"), version: text("kindVersion", "version") },
        ...(optional("integratedTime") ? { integratedTime: number("integratedTime") } : {}),
        ...(optional("inclusionPromise")
            ? { inclusionPromise: { signedEntryTimestamp: bytes("inclusionPromise", "signedEntryTimestamp") } }
            : {}),
        inclusionProof: {
            ...(optional("inclusionProof", "logIndex") ? { logIndex: number("inclusionProof", "logIndex") } : {}),
            rootHash: bytes("inclusionProof", "rootHash"),
            treeSize: number("inclusionProof", "treeSize"),
            ...(hashes.length > 0 ? { hashes } : {}),
            checkpoint: { envelope: text("inclusionProof", "checkpoint", "envelope") },
        },
        canonicalizedBody: bytes("canonicalizedBody"),
    };
    requireOneMeaning(entry, certificate, what);
    return entry;
}
/** What an entry says twice must be the same both times, because verifiers look at one of the two only. */
function requireOneMeaning({ inclusionPromise, inclusionProof, logIndex, canonicalizedBody }, certificate, what) {
    const checkpoint = /^([^ \n]+)[^\n]*\n(\d+)\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*\n((?:\u2014 \S+ \S+\n)+)$/.exec(inclusionProof.checkpoint.envelope);
    const [, origin, treeSize, rootHash, signatures = ""] = checkpoint ?? [];
    const signed = [...signatures.matchAll(/\u2014 (\S+) (\S+)\n/g)];
    for (const [, , signature = ""] of signed)
        (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(signature, what);
    if (treeSize !== inclusionProof.treeSize || rootHash !== inclusionProof.rootHash || !signed.some(([, name]) => name === origin))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its proof of inclusion and the log's checkpoint disagree", what);
    // Without the log's promise nothing else is signed that holds the index.
    if (inclusionPromise === undefined && logIndex !== (inclusionProof.logIndex ?? "0"))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its proof of inclusion is about another entry of the log", what);
    if (!namesCertificate(canonicalizedBody, certificate))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("the log's entry is about another certificate", what);
}
/** Whether the entry's body names the certificate, where its kind names one (`dsse` 0.0.1: base64 of PEM; 0.0.2: base64 of DER). */
function namesCertificate(canonicalizedBody, certificate) {
    let body;
    try {
        body = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(Buffer.from(canonicalizedBody, "base64").toString("utf8"));
    }
    catch {
        return false;
    }
    const [first] = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(body, "spec", "signatures");
    const pem = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(first, "verifier");
    if (pem !== undefined)
        return textOfPem(Buffer.from(pem, "base64").toString("utf8")) === certificate;
    const [second] = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(body, "spec", "dsseV002", "signatures");
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(second, "verifier", "x509Certificate"))["rawBytes"] === certificate;
}
function textOfPem(pem) {
    return pem.replaceAll(/-----[A-Z ]+-----/g, "").replaceAll(/\s/g, "");
}
function bytesAt(value, what, ...path) {
    const text = required((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ...path), what);
    (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(text, what);
    return text;
}
function required(text, what) {
    if (text === undefined || text === "")
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is missing", what);
    return text;
}
function requireNumber(text, what) {
    if (!/^(0|[1-9]\d{0,18})$/.test(text))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is no number", what);
    return text;
}


/***/ }),

/***/ 29360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ maySign),
/* harmony export */   u: () => (/* binding */ matchSigner)
/* harmony export */ });
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18787);

const GITHUB = "https://github.com/";
/**
 * Whether an identity is the signer that is named. Exact, case included; a claim that the certificate lacks never matches, and neither does a
 * signer of whom an issuer alone is known, since that would be everybody. Throws an `input` error for a PEM that is no public key.
 */
function matchSigner(identity, signer) {
    const { key, issuer, repository, workflow, ref } = signer;
    const named = [repository, workflow, ref].filter((claim) => claim !== undefined);
    if (key !== undefined)
        return identity.kind === "key" && issuer === undefined && named.length === 0 && identity.keyId === idOf(key);
    if (identity.kind !== "certificate" || issuer === undefined)
        return false;
    return ((repository !== undefined || workflow !== undefined) &&
        isSame(identity.issuer, issuer) &&
        (repository === undefined || isSame(identity.repository, urlOf(repository))) &&
        (workflow === undefined || matchesWorkflow(identity.workflow, workflow)) &&
        (ref === undefined || matchesRef(identity.ref, ref)));
}
/** Whether a signer is believed about a stage and about the environment that the stage worked on. */
function maySign({ stages, environments }, { stage, environment }) {
    return (stages?.includes(stage) ?? true) && (environment === undefined || (environments?.includes(environment) ?? true));
}
function matchesWorkflow(claimed, wanted) {
    const [path, ref] = splitAt(urlOf(wanted));
    // Without a ref anyone who may push a branch to the workflow's repository would be the signer.
    if (claimed === undefined || ref === undefined || path === "")
        return false;
    const [claimedPath, claimedRef] = splitAt(claimed);
    return isSame(claimedPath, path) && matchesRef(claimedRef, ref);
}
/**
 * Whether a ref fits a pattern, all of it: one `*` stands for one or more letters, digits, `.`, `_`, `+` and `-`, so never for a `/`, and
 * everything else for itself. A ref with `..`, which git has none of, fits nothing, and neither does anything fit a second `*`.
 */
function matchesRef(claimed, pattern) {
    if (claimed === undefined || pattern === "" || claimed.includes(".."))
        return false;
    const [start = "", end, ...more] = pattern.split("*");
    if (end === undefined)
        return claimed === pattern;
    if (more.length > 0 || !claimed.startsWith(start) || !claimed.endsWith(end))
        return false;
    return /^[A-Za-z0-9._+-]+$/.test(claimed.slice(start.length, claimed.length - end.length)) && claimed.length > start.length + end.length;
}
/** Splits `path@ref` at the first `@`: an `@` further on belongs to the ref's name, and a file's name with one is never matched by half. */
function splitAt(workflow) {
    const at = workflow.indexOf("@");
    return at < 0 ? [workflow, undefined] : [workflow.slice(0, at), workflow.slice(at + 1)];
}
function urlOf(name) {
    return name.startsWith("https://") ? name : `${GITHUB}${name}`;
}
function isSame(claimed, wanted) {
    return claimed !== undefined && wanted !== "" && claimed === wanted;
}
function idOf(key) {
    return key.includes("-----BEGIN") ? (0,_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .keyIdOf */ .yg)(key) : key;
}


/***/ }),

/***/ 39481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ OutdatedRoot),
  d: () => (/* binding */ parseTrustRoots)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var lib_json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/record/lib/signing/identity.js
var signing_identity = __webpack_require__(51181);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/record/lib/signing/der.js
var signing_der = __webpack_require__(66184);
;// CONCATENATED MODULE: ./packages/record/lib/signing/lasting-certificate.js


/** The certificate, what is signed of it, the wrapping of its extensions, and their list, from which the library takes one out. */
const CHANGED_LEVELS = 4;
/**
 * Lets a certificate keep its bytes, and its issuer's key. Sigstore's library writes the bytes anew, into buffers that grow step by step,
 * whenever it compares, verifies or copies a certificate, and reads the issuer's key anew for each that it issued: three quarters of what a
 * verification cost. Its reader takes the one encoding only that DER allows, so what it writes are the bytes that it read. Nothing
 * else about the certificate changes, and the library stays its judge.
 */
function keepBytes(certificate) {
    keepElement(certificate.root, CHANGED_LEVELS);
    const { publicKey } = certificate;
    Object.defineProperty(certificate, "publicKey", { value: publicKey });
    certificate.clone = () => Reflect.construct(certificate.constructor, [copyElement(certificate.root, CHANGED_LEVELS)]);
    // As the library has it, but for the key: an issuer's is read from the same bytes each time.
    certificate.verify = (issuer = certificate) => {
        const key = keyOf(issuer);
        const { tbsCertificate, signatureValue, signatureAlgorithm } = certificate;
        try {
            return (0,external_node_crypto_.verify)(signatureAlgorithm, tbsCertificate.toDER(), key, signatureValue);
        }
        catch {
            // Node throws for a signature that is none; the library takes it for a wrong one.
            return false;
        }
    };
    return certificate;
}
/** As `keepBytes`, for a certificate of a trust root: those verify one another for every statement, so it also keeps what it found of each issuer. */
function keepVerdicts(certificate) {
    const verdicts = new WeakMap();
    const ask = keepBytes(certificate).verify.bind(certificate);
    certificate.verify = (issuer = certificate) => {
        const verdict = verdicts.get(issuer) ?? ask(issuer);
        verdicts.set(issuer, verdict);
        return verdict;
    };
    return certificate;
}
/** Lets an element, and all below it, be written in one go; the bytes are the caller's, who may change them. */
function writeAtOnce(element) {
    element.subs.forEach(writeAtOnce);
    element.toDER = () => Buffer.from(bytesOf(element));
}
const KEYS = new WeakMap();
/** A certificate's key. Its certificate is asked for no longer than it is held, and its bytes never change. */
function keyOf(certificate) {
    const key = KEYS.get(certificate) ?? (0,external_node_crypto_.createPublicKey)({ key: certificate.publicKey, format: "der", type: "spki" });
    KEYS.set(certificate, key);
    return key;
}
function keepElement(element, levels) {
    element.toDER = () => bytesOf(element);
    if (levels > 0)
        for (const sub of element.subs)
            keepElement(sub, levels - 1);
    else if (element.subs[0])
        keepName(element.subs[0]);
}
/** An extension is looked for by the names of all, and each name is worked out from its octets every time. */
function keepName(element) {
    const read = element.toOID.bind(element);
    let name;
    element.toOID = () => (name ??= read());
}
/** The bytes that an element was read from: its value is a view of them, behind its tag and length. Whoever gets them leaves them as they are. */
function bytesOf({ value }) {
    const head = (0,signing_der/* headLength */.T_)(value.length);
    return Buffer.from(value.buffer, value.byteOffset - head, head + value.length);
}
/** A copy whose lists can be changed without the original's, so many levels deep; what lies below is shared. */
function copyElement(element, levels) {
    if (levels === 0)
        return element;
    const subs = element.subs.map((sub) => copyElement(sub, levels - 1));
    const copy = Reflect.construct(element.constructor, [element.tag, element.value, subs]);
    copy.toDER = () => encode(copy);
    return copy;
}
function encode({ tag, value, subs }) {
    const parts = subs.length > 0 ? subs.map((sub) => sub.toDER()) : [value];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return Buffer.concat([(0,signing_der/* headOf */.Uo)(tag.toDER(), length), ...parts]);
}

// EXTERNAL MODULE: ./packages/record/lib/signing/dsse.js
var dsse = __webpack_require__(91694);
;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/authorities.js

/** The authorities that issue certificates; none when it is not certain for each certificate of each of them who could have issued what. */
function issuersOf(chains) {
    const issuers = tryAll(chains);
    const isCertain = issuers.every(({ keyIds }) => !keyIds.includes(""));
    // Who issued something is found by the identifier of a key, so it must be in no other chain.
    return isCertain ? issuers.filter((one) => issuers.every((other) => one === other || !other.keyIds.includes(one.keyId))) : [];
}
/** The authorities that give time stamps. */
function stampersOf(chains) {
    return tryAll(chains);
}
function tryAll(chains) {
    try {
        return chains.map(authorityOf);
    }
    catch {
        // A certificate that has another form is for the library to judge.
        return [];
    }
}
function authorityOf({ certChain, validFor }) {
    const [first] = certChain;
    if (!first)
        throw new TypeError("an authority without certificates");
    const keyIds = certChain.map(({ extSubjectKeyID }) => textOf(extSubjectKeyID?.keyIdentifier));
    const issuerKeyIds = certChain.map(({ extAuthorityKeyID }) => textOf(extAuthorityKeyID?.keyIdentifier));
    return {
        name: textOf(first.subject),
        issuer: textOf(first.issuer),
        serialNumber: textOf(first.serialNumber),
        keyId: keyIds[0] ?? "",
        key: (0,external_node_crypto_.createPublicKey)({ key: first.publicKey, format: "der", type: "spki" }),
        keyBytes: first.publicKey,
        validFor: {
            start: Math.max(...[validFor.start, ...certChain.map(({ notBefore }) => notBefore)].map(Number)),
            end: Math.min(...[validFor.end, ...certChain.map(({ notAfter }) => notAfter)].map(Number)),
        },
        keyIds,
        issuerKeyIds,
    };
}
function textOf(bytes) {
    return bytes?.toString("latin1") ?? "";
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/parts.js

/** Tags of DER (X.690, 8) that certificates and time stamps consist of. */
const TAG = {
    integer: 0x02,
    bitString: 0x03,
    octetString: 0x04,
    oid: 0x06,
    utcTime: 0x17,
    generalizedTime: 0x18,
    sequence: 0x30,
    set: 0x31,
    /** Context-specific, around one other element or several. */
    wrapped: (number) => 0xa0 + number,
};
/** The hashes of ECDSA's signatures (RFC 5758, 3.2). */
const SIGNATURES = byOctets({ "2a8648ce3d040302": "sha256", "2a8648ce3d040303": "sha384", "2a8648ce3d040304": "sha512" });
/** Hashes alone (RFC 5754, 2). */
const DIGESTS = byOctets({ "608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512" });
function byOctets(named) {
    return new Map(Object.entries(named).map(([hex, name]) => [octets(hex), name]));
}
/** Bytes written in hex, one character for each, as `DerElement.text` has them. */
function octets(hex) {
    return Buffer.from(hex, "hex").toString("latin1");
}
/** The hash of the signatures that an algorithm (RFC 5280, 4.1.1.2) makes; undefined for any but ECDSA. */
function signatureHashOf(algorithm) {
    return SIGNATURES.get(nameOf(algorithm) ?? "");
}
/** The hash that an algorithm is; undefined for any but SHA-2. */
function digestHashOf(algorithm) {
    return DIGESTS.get(nameOf(algorithm) ?? "");
}
function nameOf(algorithm) {
    return algorithm?.tag === TAG.sequence ? oidOf(algorithm.elements()?.[0]) : undefined;
}
/**
 * The octets of an object identifier, when no others are read as the same one: readers pass over leading zeros of a number and an
 * unfinished last one (X.690, 8.19.2 forbids both).
 */
function oidOf(element) {
    if (element?.tag !== TAG.oid)
        return undefined;
    const { text } = element;
    let isBegin = true;
    for (let at = 0; at < text.length; at++) {
        const octet = text.charCodeAt(at);
        if (isBegin && octet === 0x80)
            return undefined;
        isBegin = octet < 0x80;
    }
    return isBegin && text !== "" ? text : undefined;
}
/** The one element that an element holds, by its tag. */
function onlyIn(element, tag) {
    const [only, ...more] = element?.elements() ?? [];
    return only?.tag === tag && more.length === 0 ? only : undefined;
}
/** A moment to the second (RFC 5280, 4.1.2.5), in milliseconds. */
function timeOf(element) {
    if (element?.tag !== TAG.utcTime && element?.tag !== TAG.generalizedTime)
        return undefined;
    const { text } = element;
    const isShort = element.tag === TAG.utcTime;
    const digits = isShort ? `${Number(text.slice(0, 2)) >= 50 ? 19 : 20}${text}` : text;
    const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
    const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return Number.isNaN(time) ? undefined : time;
}
/** Whether the key's owner signed the bytes; what is no signature at all is none of theirs. */
function isSignedBy(key, hash, bytes, signature) {
    try {
        return (0,external_node_crypto_.verify)(hash, bytes, key, signature);
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/certificate.js



const KEY_ID = octets("551d0e");
const ALTERNATIVE_NAME = octets("551d11");
const BASIC_CONSTRAINTS = octets("551d13");
const ISSUER_KEY_ID = octets("551d23");
const PROMISES = octets("2b06010401d679020402");
/** 1.3.6.1.4.1.57264.1, below which the claims are. */
const CLAIMS = octets("2b0601040183bf3001");
const CLAIMS_NAME = "1.3.6.1.4.1.57264.1";
/** INTEGER 2. */
const VERSION_3 = octets("020102");
/** What stands before the uncompressed point of a key of P-256 (RFC 5480, 2). */
const P256 = octets("3059301306072a8648ce3d020106082a8648ce3d03010703420004").slice(2);
const P256_LENGTH = 0x59;
/** Reads a certificate as Sigstore issues them for one signature; undefined for any other, about which nothing is known then. */
function readLeaf(der) {
    const [certificate, ...behind] = (0,signing_der/* elementsOf */.ZE)(der) ?? [];
    if (certificate?.tag !== TAG.sequence || behind.length > 0 || !(0,signing_der/* isSound */.gH)(certificate))
        return undefined;
    const [signed, algorithm, signature, ...more] = certificate.elements() ?? [];
    const hash = signatureHashOf(algorithm);
    if (signed?.tag !== TAG.sequence || signature?.tag !== TAG.bitString || signature.value[0] !== 0 || more.length > 0)
        return undefined;
    const said = readSigned(signed);
    return said && hash !== undefined ? { ...said, signed: signed.bytes, hash, signature: signature.value.subarray(1) } : undefined;
}
function readSigned(signed) {
    const [version, serial, algorithm, issuer, validity, subject, key, wrapped, ...more] = signed.elements() ?? [];
    const isWhole = version?.tag === TAG.wrapped(0) && version.text === VERSION_3 && serial && algorithm && more.length === 0;
    // One with a name of its own could be taken for somebody's issuer.
    if (!isWhole || !issuer || issuer.text === "" || subject?.text !== "" || wrapped?.tag !== TAG.wrapped(3))
        return undefined;
    const list = onlyIn(wrapped, TAG.sequence);
    const extensions = list && readExtensions(list);
    const keyId = onlyIn(extensions?.get(KEY_ID)?.value, TAG.octetString)?.text;
    const [issuerKeyId] = onlyIn(extensions?.get(ISSUER_KEY_ID)?.value, TAG.sequence)?.elements() ?? [];
    const [notBefore, notAfter] = validity?.elements()?.map(timeOf) ?? [];
    if (!extensions ||
        keyId === undefined ||
        issuerKeyId?.tag !== 0x80 ||
        issuerKeyId.text === "" ||
        notBefore === undefined ||
        notAfter === undefined)
        return undefined;
    if (extensions.has(BASIC_CONSTRAINTS) || !hasReadableName(extensions))
        return undefined;
    const publicKey = certificate_keyOf(key);
    if (!publicKey)
        return undefined;
    const promises = extensions.get(PROMISES);
    const about = promises && withoutPart(signed, list, promises);
    const promised = onlyIn(promises?.value, TAG.octetString);
    if (promises && !promised)
        return undefined;
    return {
        issuer: issuer.text,
        issuerKeyId: issuerKeyId.text,
        keyId,
        notBefore,
        notAfter,
        key: publicKey,
        claims: claimsOf(extensions),
        promises: promised && about ? { list: promised.value, about } : undefined,
    };
}
/** By name; undefined unless all are of one form and none stands twice. */
function readExtensions(list) {
    const extensions = new Map();
    let begin = 0;
    for (const extension of list.elements() ?? []) {
        const parts = extension.elements() ?? [];
        const name = oidOf(parts[0]);
        const value = parts.at(-1);
        if (extension.tag !== TAG.sequence || name === undefined || extensions.has(name))
            return undefined;
        if (value?.tag !== TAG.octetString || parts.length < 2 || parts.length > 3)
            return undefined;
        extensions.set(name, { value, begin, size: extension.size });
        begin += extension.size;
    }
    return extensions;
}
/** An alternative name is read by whoever verifies, so it must be one or several where it is. */
function hasReadableName(extensions) {
    const name = extensions.get(ALTERNATIVE_NAME);
    const names = onlyIn(name?.value, TAG.sequence);
    return name === undefined || (names !== undefined && (0,signing_der/* isSound */.gH)(names));
}
/** Read as PEM, which takes Node half as long as DER does. */
function certificate_keyOf(key) {
    if (key?.tag !== TAG.sequence || key.size !== P256_LENGTH + 2 || !key.text.startsWith(P256))
        return undefined;
    try {
        return (0,external_node_crypto_.createPublicKey)(`-----BEGIN PUBLIC KEY-----\n${key.bytes.toString("base64")}\n-----END PUBLIC KEY-----\n`);
    }
    catch {
        // A point that is not on the curve.
        return undefined;
    }
}
function claimsOf(extensions) {
    const claims = [];
    for (const [name, { value }] of extensions) {
        if (name.length === CLAIMS.length + 1 && name.startsWith(CLAIMS))
            claims.push({ oid: `${CLAIMS_NAME}.${name.charCodeAt(CLAIMS.length)}`, value: value.value });
    }
    return claims;
}
/** What is signed, written anew without one of its extensions, which are the last of its parts (RFC 6962, 3.2). */
function withoutPart(signed, list, part) {
    const extensions = list.value;
    const length = extensions.length - part.size;
    const heads = [(0,signing_der/* headOf */.Uo)(TAG.sequence, length)];
    heads.unshift((0,signing_der/* headOf */.Uo)(TAG.wrapped(3), length + (heads[0]?.length ?? 0)));
    const wrappedSize = signed.elements()?.at(-1)?.size ?? 0;
    const before = signed.value.subarray(0, signed.value.length - wrappedSize);
    const parts = [before, ...heads, extensions.subarray(0, part.begin), extensions.subarray(part.begin + part.size)];
    const whole = parts.reduce((sum, { length: size }) => sum + size, 0);
    return Buffer.concat([(0,signing_der/* headOf */.Uo)(TAG.sequence, whole), ...parts]);
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/log.js



/** Numbers that JavaScript counts with. */
const NUMBER = /^(0|[1-9]\d{0,14})$/;
const KIND = "dsse";
const VERSION = "0.0.1";
/**
 * The time that a log of the list gives an entry, in milliseconds, when it promised the entry, has it in the tree that it signed, and the entry
 * is about that signature of that payload; undefined when any of these cannot be shown here.
 */
function timeInLog(json, logs, about) {
    const entry = readEntry(json);
    if (!entry)
        return undefined;
    const time = Number(entry.time) * 1000;
    const [log, ...others] = logs.filter(({ logID }) => logID.equals(entry.logId));
    // Only keys of this kind sign with the hash that is the default of Node and of Sigstore alike.
    if (!log || others.length > 0 || log.publicKey.asymmetricKeyType !== "ec")
        return undefined;
    const { start, end } = log.validFor;
    if (!(Number(start) <= time && time <= Number(end)))
        return undefined;
    return isAbout(entry.body, about) && isInTree(entry, log) && isPromised(entry, log) ? time : undefined;
}
function readEntry(json) {
    const text = (...path) => (0,lib_json/* textAt */.$6)(json, ...path) ?? "";
    const bytes = (...path) => Buffer.from(text(...path), "base64");
    const [logIndex, time, index] = [text("logIndex"), text("integratedTime"), (0,lib_json/* textAt */.$6)(json, "inclusionProof", "logIndex") ?? "0"];
    const isKnown = text("kindVersion", "kind") === KIND && text("kindVersion", "version") === VERSION;
    if (!isKnown || ![logIndex, time, index].every((number) => NUMBER.test(number)) || time === "0")
        return undefined;
    const hashes = (0,lib_json/* listAt */.gT)(json, "inclusionProof", "hashes").map((one) => Buffer.from(typeof one === "string" ? one : "", "base64"));
    return {
        logId: bytes("logId", "keyId"),
        logIndex,
        time,
        promise: bytes("inclusionPromise", "signedEntryTimestamp"),
        body: bytes("canonicalizedBody"),
        proof: { index, hashes, checkpoint: text("inclusionProof", "checkpoint", "envelope") },
    };
}
/** Rekor's signature over the entry (its "signed entry timestamp"): over the canonical JSON of these four members. */
function isPromised({ body, time, logId, logIndex, promise }, log) {
    const said = `{"body":"${body.toString("base64")}","integratedTime":${time},"logID":"${logId.toString("hex")}","logIndex":${logIndex}}`;
    return isSignedBy(log.publicKey, "sha256", Buffer.from(said), promise);
}
/** A checkpoint with the signature of its log alone: origin, size of the tree, its root and what else the log says (C2SP, tlog-checkpoint). */
const CHECKPOINT = /^([^ \n]+[^\n]*\n(\d{1,15})\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*)\n\u2014 (\S+) (\S+)\n$/;
/** Of a signature, by which its key is found. */
const HINT_LENGTH = 4;
function isInTree({ body, proof }, log) {
    const [, note, size, root, name, signed] = CHECKPOINT.exec(proof.checkpoint) ?? [];
    if (note === undefined || size === undefined || root === undefined || name === undefined || signed === undefined)
        return false;
    const signature = Buffer.from(signed, "base64");
    const isHinted = log.logID.subarray(0, HINT_LENGTH).equals(signature.subarray(0, HINT_LENGTH)) && log.baseURL.includes(name);
    if (!isHinted || !isSignedBy(log.publicKey, "sha256", Buffer.from(note), signature.subarray(HINT_LENGTH)))
        return false;
    return rootOf(body, { ...proof, size: Number(size) })?.equals(Buffer.from(root, "base64")) ?? false;
}
/** What stands before entries and nodes where they are hashed (RFC 9162, 2.1.1). */
const [ENTRY, NODE] = [Buffer.from([0]), Buffer.from([1])];
/** The root of a tree that has an entry at an index (RFC 9162, 2.1.3.2); undefined when so many hashes are not the proof of any. */
function rootOf(entry, { index, size, hashes }) {
    let [at, last] = [Number(index), size - 1];
    if (at > last)
        return undefined;
    let root = (0,external_node_crypto_.hash)("sha256", Buffer.concat([ENTRY, entry]), "buffer");
    for (const one of hashes) {
        if (last === 0)
            return undefined;
        const isRight = at % 2 === 1 || at === last;
        root = (0,external_node_crypto_.hash)("sha256", Buffer.concat(isRight ? [NODE, one, root] : [NODE, root, one]), "buffer");
        // A last entry without a sibling stands as it is, so many levels up.
        if (isRight)
            while (at % 2 === 0 && at > 0)
                [at, last] = [at / 2, Math.floor(last / 2)];
        [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    }
    return last === 0 ? root : undefined;
}
/** Whether the entry says the envelope's one signature and the digest of its payload. */
function isAbout(entry, { payload, signature }) {
    let body;
    try {
        body = (0,lib_json/* parseJson */.qF)(entry.toString("utf8"));
    }
    catch {
        return false;
    }
    const signatures = (0,lib_json/* listAt */.gT)(body, "spec", "signatures");
    return ((0,lib_json/* valueAt */.fK)(body, "kind") === KIND &&
        (0,lib_json/* valueAt */.fK)(body, "apiVersion") === VERSION &&
        signatures.length === 1 &&
        (0,lib_json/* textAt */.$6)(signatures[0], "signature") === signature &&
        (0,lib_json/* textAt */.$6)(body, "spec", "payloadHash", "value") === (0,external_node_crypto_.hash)("sha256", payload, "hex"));
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/promises.js


/** SHA-256 and ECDSA (RFC 5246, 7.4.1.4.1). */
const ALGORITHM = 0x04_03;
const LOG_ID = 32;
/** Version, log, time and the length of what extends it, which is nothing. */
const HEAD = 1 + LOG_ID + 8 + 2;
/**
 * Whether a certificate log of the list promised (RFC 6962, 3.2) to show the certificate that the issuer's key will sign, or has signed. False also for
 * several promises and for one with extensions, which nobody gives.
 */
function promises_isPromised({ list, about }, issuerKey, logs) {
    // The list's length, then the one promise's.
    const promise = list.subarray(4);
    if (list.length < 4 + HEAD + 4 || list.readUInt16BE(0) !== list.length - 2 || list.readUInt16BE(2) !== promise.length)
        return false;
    const [logId, time] = [promise.subarray(1, 1 + LOG_ID), promise.subarray(1 + LOG_ID, HEAD - 2)];
    const signature = promise.subarray(HEAD + 4);
    const isWhole = promise.readUInt16BE(HEAD - 2) === 0 && promise.readUInt16BE(HEAD + 2) === signature.length;
    if (!isWhole || promise.readUInt16BE(HEAD) !== ALGORITHM)
        return false;
    const at = Number(time.readBigInt64BE());
    const [log, ...others] = logs.filter(({ logID }) => logID.equals(logId));
    if (!log || others.length > 0 || log.publicKey.asymmetricKeyType !== "ec")
        return false;
    if (!(Number(log.validFor.start) <= at && at <= Number(log.validFor.end)))
        return false;
    const length = Buffer.alloc(3);
    length.writeUIntBE(about.length, 0, 3);
    const entry = [
        Buffer.from([promise[0] ?? 0, 0]),
        time,
        Buffer.from([0, 1]),
        (0,external_node_crypto_.hash)("sha256", issuerKey, "buffer"),
        length,
        about,
        Buffer.alloc(2),
    ];
    return isSignedBy(log.publicKey, "sha256", Buffer.concat(entry), signature);
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/time-stamp.js



const SIGNED_DATA = octets("2a864886f70d010702");
const TIME_STAMP_INFO = octets("2a864886f70d0109100104");
const MESSAGE_DIGEST = octets("2a864886f70d010904");
/** Reads a time stamp's response; undefined for what has another form than authorities give it, about which nothing is known then. */
function readTimeStamp(der) {
    const [response, ...behind] = (0,signing_der/* elementsOf */.ZE)(der) ?? [];
    if (response?.tag !== TAG.sequence || behind.length > 0 || !(0,signing_der/* isSound */.gH)(response))
        return undefined;
    const [, token, ...more] = response.elements() ?? [];
    const [type, wrapped, ...others] = token?.elements() ?? [];
    if (more.length > 0 || others.length > 0 || oidOf(type) !== SIGNED_DATA || wrapped?.tag !== TAG.wrapped(0))
        return undefined;
    const parts = onlyIn(wrapped, TAG.sequence)?.elements() ?? [];
    const info = infoIn(parts[2]);
    const signer = onlyIn(parts.at(-1), TAG.sequence);
    return info && signer && parts.length > 3 ? readSigner(signer, info) : undefined;
}
function infoIn(content) {
    const [type, wrapped, ...more] = content?.elements() ?? [];
    if (oidOf(type) !== TIME_STAMP_INFO || wrapped?.tag !== TAG.wrapped(0) || more.length > 0)
        return undefined;
    const info = onlyIn(onlyIn(wrapped, TAG.octetString), TAG.sequence);
    return info && (0,signing_der/* isSound */.gH)(info) ? info : undefined;
}
/** CMS's SignerInfo (RFC 5652, 5.3), with signed attributes. */
function readSigner(signer, info) {
    const [version, sid, digestAlgorithm, attributes, algorithm, signature] = signer.elements() ?? [];
    const [issuer, serialNumber] = sid?.elements() ?? [];
    const [digestHash, signedHash] = [digestHashOf(digestAlgorithm), signatureHashOf(algorithm)];
    const imprint = imprintIn(info);
    const time = timeOf(info.elements()?.[4]);
    const digest = attributes?.tag === TAG.wrapped(0) ? messageDigestIn(attributes) : undefined;
    if (!issuer || !serialNumber || digestHash === undefined || signedHash === undefined || !digest || !imprint || time === undefined)
        return undefined;
    const areTags = version?.tag === TAG.integer && sid?.tag === TAG.sequence && signature?.tag === TAG.octetString;
    if (!attributes || !areTags)
        return undefined;
    const { value } = attributes;
    return {
        issuer: issuer.text,
        serialNumber: serialNumber.text,
        time,
        proves: (bytes, key) => (0,external_node_crypto_.hash)(imprint.hash, bytes, "buffer").equals(imprint.digest) &&
            (0,external_node_crypto_.hash)(digestHash, info.bytes, "buffer").equals(digest) &&
            // What is signed is the attributes as a set, whatever tag they stand behind (RFC 5652, 5.4).
            isSignedBy(key, signedHash, Buffer.concat([(0,signing_der/* headOf */.Uo)(TAG.set, value.length), value]), signature.value),
    };
}
/** What a time stamp is about: a digest, and the hash that it is made with. */
function imprintIn(info) {
    const [algorithm, digest] = info.elements()?.[2]?.elements() ?? [];
    const name = digestHashOf(algorithm);
    return name !== undefined && digest?.tag === TAG.octetString ? { hash: name, digest: digest.value } : undefined;
}
function messageDigestIn(attributes) {
    let found;
    for (const attribute of attributes.elements() ?? []) {
        const [type, values] = attribute.elements() ?? [];
        const name = oidOf(type);
        if (name === undefined || (name === MESSAGE_DIGEST && found))
            return undefined;
        if (name === MESSAGE_DIGEST)
            found = onlyIn(values, TAG.octetString)?.value;
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/familiar.js









/**
 * Judges as `ask` does, in a quarter of its time: bundles in the one form that we write, of authorities by which `ask` verified one already.
 * Every signature, digest, time and window of a bundle is verified here again. What is left to `ask` alone, once for each authority, is whether
 * the authority's own certificates make a chain, which is the same for all that it signed. Anything else, and everything that does not hold
 * here, is for `ask` to judge: nothing is refused here.
 */
function familiarWith(material, thresholds, ask) {
    const sources = {
        ...thresholds,
        tlogs: material.tlogs,
        ctlogs: material.ctlogs,
        issuers: issuersOf(material.certificateAuthorities),
        stampers: stampersOf(material.timestampAuthorities),
    };
    const known = new Set();
    return (bundle) => {
        const found = examine(bundle, sources);
        if (found?.authorities.every((authority) => known.has(authority)))
            return found.certified;
        const certified = ask(bundle);
        if (found && (0,lib_json/* isSameJson */.TL)(found.certified, certified))
            for (const authority of found.authorities)
                known.add(authority);
        return certified;
    };
}
function examine(bundle, sources) {
    const material = (0,lib_json/* valueAt */.fK)(bundle, "verificationMaterial");
    const entries = (0,lib_json/* listAt */.gT)(material, "tlogEntries");
    const stamps = (0,lib_json/* listAt */.gT)(material, "timestampVerificationData", "rfc3161Timestamps");
    if (!isOurForm(bundle) || entries.length > 1 || stamps.length > 1 || entries.length < sources.tlogThreshold)
        return undefined;
    const leaf = readLeaf(Buffer.from((0,lib_json/* textAt */.$6)(material, "certificate", "rawBytes") ?? "", "base64"));
    if (!leaf)
        return undefined;
    const payload = Buffer.from((0,lib_json/* textAt */.$6)(bundle, "dsseEnvelope", "payload") ?? "", "base64");
    if (payload.length === 0)
        return undefined;
    const sig = (0,lib_json/* textAt */.$6)(bundle, "dsseEnvelope", "signatures", 0, "sig") ?? "";
    const signature = Buffer.from(sig, "base64");
    const logged = entries.map((entry) => timeInLog(entry, sources.tlogs, { payload, signature: sig }));
    const stamped = stamps.map((stamp) => stampedBy((0,lib_json/* textAt */.$6)(stamp, "signedTimestamp") ?? "", signature, sources.stampers));
    const times = [...logged, ...stamped.map((stamp) => stamp?.time)].flatMap((time) => time ?? []);
    if (times.length === 0 || times.length < entries.length + stamps.length)
        return undefined;
    const issuer = issuerOf(leaf, sources, times);
    if (!issuer || !isSignedBy(leaf.key, "sha256", (0,dsse/* preAuthEncoding */.JC)(payload), signature))
        return undefined;
    return {
        certified: { identity: (0,signing_identity/* identityOf */.cu)(leaf.claims), signedAt: new Date(Math.min(...times)) },
        authorities: [issuer, ...stamped.flatMap((stamp) => stamp?.authority ?? [])],
    };
}
const BUNDLE_MEMBERS = "mediaType,verificationMaterial,dsseEnvelope";
const MATERIAL_MEMBERS = /^certificate(,tlogEntries)?(,timestampVerificationData)?$/;
/** Whether there is a certificate and an envelope with one signature, and nothing that could be verified in their stead. */
function isOurForm(bundle) {
    const material = (0,lib_json/* valueAt */.fK)(bundle, "verificationMaterial");
    return (membersOf(bundle) === BUNDLE_MEMBERS &&
        MATERIAL_MEMBERS.test(membersOf(material)) &&
        (0,lib_json/* textAt */.$6)(bundle, "mediaType") === dsse/* BUNDLE_TYPE */.q$ &&
        (0,lib_json/* textAt */.$6)(bundle, "dsseEnvelope", "payloadType") === dsse/* PAYLOAD_TYPE */.Uc &&
        (0,lib_json/* listAt */.gT)(bundle, "dsseEnvelope", "signatures").length === 1);
}
function membersOf(value) {
    return Object.keys(Object(value)).join();
}
/** Who issued the certificate, when nobody else could have, and it was valid at these times. */
function issuerOf(leaf, { issuers, ctlogs, ctlogThreshold }, times) {
    const [issuer, ...others] = issuers.filter(({ name, keyId }) => name === leaf.issuer && keyId === leaf.issuerKeyId);
    // A certificate that has the key of an authority could be taken for the authority's own.
    if (!issuer ||
        others.length > 0 ||
        issuer.key.asymmetricKeyType !== "ec" ||
        [...issuer.keyIds, ...issuer.issuerKeyIds].includes(leaf.keyId))
        return undefined;
    const { start, end } = issuer.validFor;
    const isValid = times.every((time) => start <= time && time <= end && leaf.notBefore <= time && time <= leaf.notAfter);
    if (!isValid || !isSignedBy(issuer.key, leaf.hash, leaf.signed, leaf.signature))
        return undefined;
    const isLogged = leaf.promises ? promises_isPromised(leaf.promises, issuer.keyBytes, ctlogs) : ctlogThreshold === 0;
    return isLogged ? issuer : undefined;
}
/** The time that an authority gives a signature. */
function stampedBy(base64, signature, stampers) {
    const stamp = readTimeStamp(Buffer.from(base64, "base64"));
    if (!stamp)
        return undefined;
    const { time } = stamp;
    const [authority, ...others] = stampers.filter(({ issuer, serialNumber }) => issuer === stamp.issuer && serialNumber === stamp.serialNumber);
    if (!authority || others.length > 0 || !(authority.validFor.start <= time && time <= authority.validFor.end))
        return undefined;
    return stamp.proves(signature, authority.key) ? { time, authority } : undefined;
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/trust-root.js




/** A signature that this trust root is too old or too new to know: nothing is known against it, and nothing for it. */
class OutdatedRoot extends lib_error/* ActionError */.lZ {
    constructor(message, options) {
        super("verdict", message, options);
    }
}
/** Said wherever a trust root is too old: GitHub's command writes both, GitHub's own and the public good one. */
const REFRESH = "Refresh it with 'gh attestation trusted-root > trusted_root.jsonl'";
/**
 * Reads trust roots from the text of a file: one `trusted_root.json` (sigstore_trustroot.proto, TrustedRoot), or several with one on each
 * line, as `gh attestation trusted-root` writes them. Needs no network. Throws an `input` error for anything else.
 */
async function parseTrustRoots(text, name) {
    const values = readValues(text, name);
    const [{ TrustedRoot }, verify, { bundleFromJSON }] = await Promise.all([
        __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4463), __webpack_require__.e(4187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19)),
    ]);
    return values.map((value) => {
        let material;
        try {
            material = verify.toTrustMaterial(TrustedRoot.fromJSON(value));
        }
        catch (error) {
            throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', whose keys or certificates cannot be read. ${REFRESH}`, { cause: error });
        }
        for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
            certChain.forEach(keepVerdicts);
        // A private instance has no logs; what has them must show an entry in each.
        const thresholds = { tlogThreshold: Math.min(1, material.tlogs.length), ctlogThreshold: Math.min(1, material.ctlogs.length) };
        const read = (json) => {
            const bundle = bundleFromJSON(json);
            // A bundle that also holds a plain signature would be verified by that one, and its statement by nobody.
            if (bundle.content.$case !== "dsseEnvelope")
                throw new TypeError("it is not one statement in an envelope");
            const entity = verify.toSignedEntity(bundle);
            if (entity.key.$case === "certificate")
                keepBytes(entity.key.certificate);
            for (const stamp of entity.timestamps)
                if (stamp.$case === "timestamp-authority")
                    writeAtOnce(stamp.timestamp.root);
            return entity;
        };
        const verifier = new verify.Verifier(material, { ...thresholds, timestampThreshold: 1 });
        return { name, verify: familiarWith(material, thresholds, (json) => certify(() => read(json), verifier, { material, name })) };
    });
}
function readValues(text, name) {
    const whole = tryJson(text);
    const values = whole === undefined
        ? text
            .split("\n")
            .filter((line) => line.trim() !== "")
            .map(tryJson)
        : [whole];
    for (const value of values) {
        const type = (0,lib_json/* textAt */.$6)(value, "mediaType") ?? "";
        if (!/^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.1|\.v0\.[12]\+json)$/.test(type))
            throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', which is no trust root of Sigstore's: ${type === "" ? "it has no 'mediaType'" : `its 'mediaType' is '${type}'`}. Write one with 'gh attestation trusted-root'`);
        if ((0,lib_json/* listAt */.gT)(value, "certificateAuthorities").length === 0)
            throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', which names no certificate authority. ${REFRESH}`);
    }
    if (values.length === 0)
        throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', which is empty. ${REFRESH}`);
    return values;
}
function tryJson(text) {
    try {
        return (0,lib_json/* parseJson */.qF)(text);
    }
    catch {
        // Several documents in one file, or none; the caller says which.
        return undefined;
    }
}
function certify(read, verifier, root) {
    let entity;
    try {
        const signed = withoutStacks(read);
        entity = signed;
        const { identity } = withoutStacks(() => verifier.verify(signed));
        const signedAt = new Date(Math.min(...timesOf(signed).map(Number)));
        const extensions = identity?.oids?.map(({ oid, value }) => ({ oid: oid?.id.join(".") ?? "", value })) ?? [];
        return { identity: (0,signing_identity/* identityOf */.cu)(extensions), signedAt };
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            throw error;
        const outdated = entity && outdatedBy(entity, root);
        if (outdated !== undefined)
            throw new OutdatedRoot(outdated, { cause: error });
        throw new lib_error/* ActionError */.lZ("verdict", `${root.name} does not verify the certificate: ${reasonOf(error)}.`, { cause: error });
    }
}
/**
 * The library tries to read a structure in every string of octets, and where there is none it throws and catches an error, whose stack costs
 * more than the reading.
 */
function withoutStacks(work) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return work();
    }
    finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
/** The times that the verifier demands proof of: those of timestamp authorities, and a log's where the log signed them. */
function timesOf({ timestamps }) {
    return timestamps.flatMap((timestamp) => {
        if (timestamp.$case === "timestamp-authority")
            return [timestamp.timestamp.signingTime];
        const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
        return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
    });
}
/**
 * Why no authority of the root can be asked about the times that the bundle claims, if that is so. The claims are not proven here, so this
 * explains a refusal and never makes one.
 */
function outdatedBy(entity, { material, name }) {
    const { certificateAuthorities, timestampAuthorities, tlogs } = material;
    for (const time of timesOf(entity)) {
        for (const windows of [certificateAuthorities, timestampAuthorities, tlogs].map((list) => list.map(({ validFor }) => validFor))) {
            if (windows.length === 0 || windows.some(({ start, end }) => start <= time && time <= end))
                continue;
            const end = new Date(Math.max(...windows.map((window) => Number(window.end))));
            const start = new Date(Math.min(...windows.map((window) => Number(window.start))));
            if (end < time)
                return `The trust root ${name} expired on ${end.toISOString()}, and this was signed on ${time.toISOString()}. ${REFRESH}.`;
            if (time < start)
                return `The trust root ${name} is valid from ${start.toISOString()} only, and this was signed on ${time.toISOString()}. Use the trust root of that time.`;
        }
    }
    return undefined;
}
/** The library's reason, with the one beneath it where its own is general. */
function reasonOf(error) {
    if (!(error instanceof Error))
        return String(error);
    return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}


/***/ }),

/***/ 58338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ evidenceStore)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73015);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(24574);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66911);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69800);
/* harmony import */ var _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91694);
/* harmony import */ var _signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(78540);
/* harmony import */ var _record_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(63281);
/* harmony import */ var _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19811);







/** Pages about a release for people: artifact type and the name of the file that `oras pull` writes. */
const PAGES = {
    report: { type: "application/vnd.waybill.report.v1+html", file: "report.html" },
    brief: { type: "application/vnd.waybill.brief.v1+markdown", file: "brief.md" },
};
/** A page is some hundred kilobytes. */
const MAX_PAGE_BYTES = 16 << 20;
/** Statements are a few kilobytes; what is larger than 4 MiB is none and is not downloaded. */
const MAX_BUNDLE_BYTES = 4 << 20;
/** A record holds some dozens of statements. */
const MAX_RECORD_BYTES = 64 << 20;
/** What all bundles about one subject may hold together, since they are in memory at once. */
const MAX_TOTAL_BYTES = 256 << 20;
/** What is kept of one run's readings, so that the next gate downloads only what is new. */
const MAX_KEPT_BYTES = 128 << 20;
const CONCURRENCY = 8;
/** The types of statements that can be ours, or be a build that others made. */
const TYPES = new Set(Object.values(_predicate_predicates_js__WEBPACK_IMPORTED_MODULE_0__/* .PREDICATES */ .Jt).map(({ type }) => type));
/** Makes a store whose record repository is `host/path`. */
function evidenceStore(options) {
    const open = (repository = options.recordRepository) => {
        const slash = repository.indexOf("/");
        return { registry: options.registryFor(repository.slice(0, slash)), path: repository.slice(slash + 1) };
    };
    const kept = { reads: new Map(), bytes: 0 };
    return {
        async publish(bundle, target) {
            const { registry, path } = open(target.repository);
            const { stage, verdict, finishedAt } = (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectBundle */ .rI)(bundle);
            const bytes = Buffer.from(JSON.stringify(bundle));
            // Readers would skip it.
            if (bytes.length > MAX_BUNDLE_BYTES)
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `The ${stage} statement has ${bytes.length} bytes; at most ${MAX_BUNDLE_BYTES} can be stored. Split what the stage judges, or let it report less.`);
            return registry.pushReferrer(path, subjectDescriptor(target.subject), {
                artifactType: _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__/* .BUNDLE_TYPE */ .q$,
                mediaType: _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__/* .BUNDLE_TYPE */ .q$,
                bytes,
                // Sigstore's tools look for these two; the rest lets people read a listing.
                annotations: {
                    "dev.sigstore.bundle.content": "dsse-envelope",
                    "dev.sigstore.bundle.predicateType": _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_0__/* .PREDICATES */ .Jt[stage].type,
                    "dev.waybill.stage": stage,
                    "dev.waybill.verdict": verdict,
                    "org.opencontainers.image.created": finishedAt,
                },
            });
        },
        async publishRecord(record, target) {
            const { registry, path } = open(target.repository);
            return registry.pushReferrer(path, subjectDescriptor(target.subject), {
                artifactType: _record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_TYPE */ .Bm,
                mediaType: _record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_TYPE */ .Bm,
                bytes: Buffer.from(JSON.stringify(record)),
                annotations: { "org.opencontainers.image.title": "record.json" },
            });
        },
        publishPage: (page, target) => storePage(open(target.repository), page, target.subject),
        async findRecords(subject, repository) {
            const { registry, path } = open(repository);
            const { descriptors } = await registry.listReferrers(path, subject, _record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_TYPE */ .Bm);
            const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .mapParallel */ .E)(descriptors, CONCURRENCY, (descriptor) => readStoredRecord(registry, path, descriptor));
            return found.filter((record) => record !== undefined);
        },
        find: (subject, repository) => findBundles({ ...open(repository), kept }, subject),
    };
}
async function storePage({ registry, path }, { kind, environment, bytes }, subject) {
    const { type, file } = PAGES[kind];
    if (bytes.length > MAX_PAGE_BYTES)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `${file} has ${bytes.length} bytes; at most ${MAX_PAGE_BYTES} are stored beside an image.`);
    return registry.pushReferrer(path, subjectDescriptor(subject), {
        artifactType: type,
        mediaType: type,
        bytes,
        annotations: { "dev.waybill.environment": environment, "org.opencontainers.image.title": file },
    });
}
async function findBundles(reader, subject) {
    const { registry, path } = reader;
    const { descriptors, missingFromIndex, skipped } = await registry.listReferrers(path, subject, _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__/* .BUNDLE_TYPE */ .q$);
    let held = 0;
    const results = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .mapParallel */ .E)(descriptors, CONCURRENCY, async (descriptor) => {
        const found = await readBundle(reader, descriptor);
        held += found.size;
        if (held > MAX_TOTAL_BYTES)
            throw tooMuch(subject, descriptors.length);
        return found.bundle;
    });
    return {
        bundles: results.filter((found) => typeof found !== "string" && "dsseEnvelope" in found),
        foreign: results.filter((found) => typeof found !== "string" && "json" in found),
        skipped: [...skipped, ...results.filter((found) => typeof found === "string")],
        missingFromIndex,
    };
}
/**
 * The bundle behind a descriptor, or why there is none. Anyone who may push can leave other bundles beside an image: what is not ours is no
 * evidence, and no error either. A registry that does not answer is an error.
 */
async function readBundle({ registry, path, kept }, descriptor) {
    const place = `${registry.host}/${path}@${descriptor.digest}`;
    const where = `The bundle '${place}'`;
    const before = kept.reads.get(place);
    if (before)
        return before;
    const type = descriptor.annotations?.["dev.sigstore.bundle.predicateType"];
    // It is only spared the download: what says that it is ours is read like what says nothing, and believed for its signature alone.
    if (type !== undefined && !TYPES.has(type))
        return { bundle: `${where} says of itself that it is of the type '${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .cutText */ .IN)(type, 100)}'.`, size: 0 };
    try {
        const bytes = await registry.readArtifact(path, descriptor, MAX_BUNDLE_BYTES);
        const read = { bundle: readOurs(bytes, where), size: bytes.length };
        if (kept.bytes + read.size > MAX_KEPT_BYTES)
            return read;
        kept.reads.set(place, read);
        kept.bytes += read.size;
        return read;
    }
    catch (error) {
        if (error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .WrongContent */ .lN || error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .MissingContent */ .c9)
            return { bundle: error.message, size: 0 };
        throw error;
    }
}
/** A stored record; undefined for what is none, because anybody who may push can leave something beside a release. */
async function readStoredRecord(registry, path, descriptor) {
    try {
        return (0,_record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(Buffer.from(await registry.readArtifact(path, descriptor, MAX_RECORD_BYTES)).toString("utf8"));
    }
    catch (error) {
        if (error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .WrongContent */ .lN || error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .MissingContent */ .c9)
            return undefined;
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ && error.kind === "verdict")
            return undefined;
        throw error;
    }
}
function readOurs(bytes, where) {
    let json;
    try {
        json = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .qF)(Buffer.from(bytes).toString("utf8"));
        const bundle = (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBundle */ .QN)(json, where);
        (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectBundle */ .rI)(bundle);
        return bundle;
    }
    catch (error) {
        if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ))
            return `${where} is no JSON.`;
        return isForeign(json) ? { json, why: error.message } : error.message;
    }
}
function isForeign(json) {
    try {
        (0,_signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_9__/* .readForeignBundle */ .t)(json);
        return true;
    }
    catch {
        return false;
    }
}
function tooMuch(subject, count) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("remote", `The ${count} bundles about ${subject} hold more than ${MAX_TOTAL_BYTES >> 20} MiB together, and a part of them would prove nothing. Delete those that no release needs.`);
}
/** What is no manifest gets a descriptor that says so; registries accept a subject that they do not hold. */
function subjectDescriptor(subject) {
    return typeof subject === "string" ? { mediaType: "application/vnd.waybill.subject.v1", digest: subject, size: 0 } : subject;
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

/***/ 35608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ connectRegistry)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var lib_descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/registry/lib/failure.js
var failure = __webpack_require__(66911);
// EXTERNAL MODULE: ./packages/kit/lib/network.js
var network = __webpack_require__(96516);
// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __webpack_require__(4148);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/registry/lib/challenge.js
var lib_challenge = __webpack_require__(90872);
;// CONCATENATED MODULE: ./packages/registry/lib/authorization.js



/** A failure that another try may heal. */
class PassingFailure extends Error {
    afterMs;
    constructor(message, afterMs, cause) {
        super(message, { cause });
        this.afterMs = afterMs;
    }
}
/** The least life that the token specification promises; registries that say nothing mean this. */
const DEFAULT_LIFE_SECONDS = 60;
/** A token service that does not answer is tried again, so waiting longer than this is in vain. */
const TOKEN_TIMEOUT_MS = 30_000;
/** Makes the authorizer of one registry. Credentials are sent to the registry and to the token service it names, over TLS unless the registry itself is plain HTTP. */
function createAuthorizer(options) {
    const now = options.now ?? Date.now;
    const grants = new Map();
    const pending = new Map();
    const keyOf = (scopes) => [...scopes].sort().join(" ");
    const grant = async (scopes, challenge, purpose) => {
        const credentials = await options.credentials?.(options.registry);
        if (credentials)
            options.mask("password" in credentials ? credentials.password : credentials.identityToken);
        // As Basic authentication sends it: a proxy that echoes its request echoes this.
        if (credentials && "username" in credentials)
            options.mask(`${credentials.username}:${credentials.password}`);
        if (challenge.scheme === "basic")
            return basicGrant(credentials, purpose);
        return requestToken(challenge, scopes, credentials, purpose, options, now());
    };
    return {
        current(scopes) {
            const found = grants.get(keyOf(scopes));
            return found && found.endsAt > now() ? found.header : undefined;
        },
        renew(scopes, header, refused, purpose) {
            const key = keyOf(scopes);
            const known = this.current(scopes);
            // Another request of the same push was refused first and has already renewed.
            if (known !== undefined && known !== refused)
                return Promise.resolve(known);
            const running = pending.get(key);
            if (running)
                return running;
            const challenge = (0,lib_challenge/* parseChallenge */.x)(header);
            if (!challenge)
                return Promise.reject((0,failure/* refusedCredentials */.PK)(purpose, "HTTP 401 without a way to log in that is known here"));
            if (challenge.scheme === "basic" && refused !== undefined)
                return Promise.reject((0,failure/* refusedCredentials */.PK)(purpose, "HTTP 401"));
            const work = grant(scopes, challenge, purpose)
                .then((fresh) => {
                grants.set(key, fresh);
                return fresh.header;
            })
                .finally(() => pending.delete(key));
            pending.set(key, work);
            return work;
        },
    };
}
function basicGrant(credentials, purpose) {
    if (!credentials || !("password" in credentials))
        throw (0,failure/* refusedCredentials */.PK)(purpose, "HTTP 401", false);
    return { header: basicHeader(credentials), endsAt: Number.POSITIVE_INFINITY };
}
function basicHeader(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}
async function requestToken(challenge, scopes, credentials, purpose, options, now) {
    const realm = checkRealm(challenge.realm, purpose, options.plainHttp);
    const wanted = scopes.length > 0 ? scopes : (challenge.scope?.split(" ") ?? []);
    const request = tokenRequest(realm, challenge.service, wanted, credentials);
    let response;
    try {
        const timeout = AbortSignal.timeout(TOKEN_TIMEOUT_MS);
        const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
        response = await options.fetch(request.url, { ...request.init, redirect: "error", signal });
    }
    catch (cause) {
        options.signal?.throwIfAborted();
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        throw new PassingFailure(`the token service ${realm.origin} did not answer (${(0,failure/* describeNetworkError */.gl)(cause)})`, undefined, cause);
    }
    if (!response.ok)
        throw await refusalOf(response, realm, credentials, purpose);
    return readGrant(response, realm, options, now);
}
/** With a password a GET with Basic authorisation; with an identity token the POST of a refresh token in OAuth 2. */
function tokenRequest(realm, service, scopes, credentials) {
    if (credentials && "identityToken" in credentials) {
        const form = new URLSearchParams({
            grant_type: "refresh_token",
            refresh_token: credentials.identityToken,
            client_id: "waybill",
            scope: scopes.join(" "),
        });
        if (service !== undefined)
            form.set("service", service);
        return { url: realm, init: { method: "POST", body: form } };
    }
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set("service", service);
    for (const scope of scopes)
        url.searchParams.append("scope", scope);
    return { url, init: { headers: credentials ? { authorization: basicHeader(credentials) } : {} } };
}
async function refusalOf(response, realm, credentials, purpose) {
    const errors = await (0,failure/* readErrors */.MA)(response);
    const words = [`HTTP ${response.status} from ${realm.origin}`, ...errors.map(({ code, message }) => `${code} ${message}`.trim())];
    const said = (0,lib_text/* cutText */.IN)(words.join(", "), 500);
    if (response.status === 408 || response.status === 429 || response.status >= 500) {
        return new PassingFailure(`the token service answered ${said}`, (0,retry/* parseRetryAfter */.m)(response.headers.get("retry-after")));
    }
    if (!credentials)
        return (0,failure/* refusedCredentials */.PK)(purpose, said, false);
    return response.status === 403 ? (0,failure/* missingPermission */.Up)(purpose, said) : (0,failure/* refusedCredentials */.PK)(purpose, said);
}
async function readGrant(response, realm, options, now) {
    // An answer that is no JSON holds no token, which is said below.
    const answer = await response.json().catch(() => undefined);
    // The token specification allows both names and says that they mean the same.
    const token = (0,json/* textAt */.$6)(answer, "token") ?? (0,json/* textAt */.$6)(answer, "access_token") ?? "";
    if (token === "")
        throw new lib_error/* ActionError */.lZ("remote", `The token service ${realm.origin} of '${options.registry}' answered without a token. Try again later.`);
    options.mask(token);
    const announced = (0,json/* numberAt */.tk)(answer, "expires_in") ?? 0;
    const life = announced > 0 ? announced : DEFAULT_LIFE_SECONDS;
    // Ends early by a tenth, so that a request does not start with a token that dies on the way.
    return { header: `Bearer ${token}`, endsAt: now + life * 900 };
}
/** The realm comes from an answer that anybody on the way could have written, where the connection is not encrypted. */
function checkRealm(realm, purpose, plainHttp) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url?.protocol === "https:" || (url?.protocol === "http:" && plainHttp))
        return url;
    throw new lib_error/* ActionError */.lZ("environment", `Could not ${purpose.what} '${purpose.registry}': it asks to log in at '${realm}', which is not an https address, so no credentials were sent. Ask the registry's operator.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/patience.js
/** A question alone is answered soon, or was lost and is asked again. Who is sent something hashes it before the answer, and may need all the patience. */
const QUESTION_SHARE = 1 / 4;
/** What a registry that was given up gets when it is asked once more, later in the same run. */
const LAST_CHANCE_SHARE = 1 / 12;
/** A patience that nothing was asked of yet. */
function createPatience(patienceMs) {
    // When the first request was sent that nothing has been answered since.
    let silentSince;
    return {
        deadline(work) {
            const now = Date.now();
            silentSince ??= now;
            return Math.max(silentSince + patienceMs, now + patienceMs * LAST_CHANCE_SHARE) + work;
        },
        wait(deadline, { isQuestion, work }) {
            silentSince ??= Date.now();
            // The pause before may have used up what was left.
            const left = Math.max(deadline - Date.now(), patienceMs * LAST_CHANCE_SHARE);
            return Math.min(left, patienceMs * (isQuestion ? QUESTION_SHARE : 1) + work);
        },
        answered() {
            silentSince = undefined;
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/lib/transport.js




const DEFAULT_POLICY = { attempts: 6, baseDelayMs: 500, maxDelayMs: 20_000, patienceMs: 100_000 };
/** The slowest connection on which an upload is still one: nothing tells how far a request's body got, so its time is reckoned by this. */
const SLOWEST_BYTES_PER_MS = 64;
/** As many as storage behind a registry ever needed, and few enough to end a circle soon. */
const MAX_REDIRECTS = 5;
/** Makes the transport of one registry; plain HTTP is the default for loopback hosts only. */
function createTransport(options) {
    const host = options.registry === "docker.io" ? "registry-1.docker.io" : options.registry;
    const plainHttp = options.plainHttp ?? (0,network/* isLoopback */.U)(host);
    const origin = new URL(`${plainHttp ? "http" : "https"}://${host}`).origin;
    const send = options.fetch ?? fetch;
    const policy = { ...DEFAULT_POLICY, ...options.retry };
    const authorizer = createAuthorizer({
        registry: options.registry,
        plainHttp,
        credentials: options.credentials,
        fetch: send,
        mask: (secret) => options.reporter?.mask(secret),
        signal: options.signal,
    });
    const patience = createPatience(policy.patienceMs);
    const wire = { origin, fetch: send, authorizer, registry: options.registry, signal: options.signal, policy, patience };
    return {
        registry: options.registry,
        reporter: options.reporter,
        signal: options.signal,
        policy,
        send: (request) => sendPatiently(request, wire, options.reporter),
        async expect(request, ...statuses) {
            const response = await this.send(request);
            if (statuses.includes(response.status))
                return response;
            throw await (0,failure/* failureOf */.g5)(response, purposeOf(request, options.registry));
        },
        locate: (location, from, purpose) => locate(location, from, purpose, origin),
    };
}
/** Tries again what another try may heal, and says after the last one how many there were. */
function sendPatiently(request, wire, reporter) {
    const attempts = request.attempts ?? wire.policy.attempts;
    const purpose = purposeOf(request, wire.registry);
    const deadline = wire.patience.deadline(workOf(request));
    let made = 0;
    const sendOne = (attempt) => {
        made = attempt;
        return sendOnce(request, wire, { purpose, deadline });
    };
    const work = (0,retry/* retry */.L)(sendOne, {
        ...wire.policy,
        attempts,
        signal: wire.signal,
        decide: (error) => {
            const isInTime = error instanceof PassingFailure && Date.now() + (error.afterMs ?? 0) < deadline;
            return isInTime ? { retry: true, afterMs: error.afterMs } : { retry: false };
        },
        onRetry: (error, attempt, delayMs) => reporter?.warn(`${wire.registry}: ${error instanceof StatusFailure ? error.message : `${error.message} while trying to ${request.purpose} ${(0,failure/* targetOf */.$r)(purpose)}`}; trying again in ${(delayMs / 1000).toFixed(1)} s (attempt ${attempt + 1} of ${attempts})`),
    });
    return work.catch((error) => {
        wire.signal?.throwIfAborted();
        if (!(error instanceof PassingFailure))
            throw error;
        if (error instanceof StatusFailure)
            throw new failure/* RemoteFailure */.p3(`${error.final.message} (${(0,lib_text/* countOf */.pq)(made, "attempt")} made.)`, {
                cause: error,
                afterMs: error.afterMs,
            });
        throw (0,failure/* unreachable */.HB)(purpose, error.cause ?? error, made);
    });
}
/** Milliseconds that a request may take without anybody being silent. */
function workOf({ body, graceMs = 0 }) {
    return (body?.length ?? 0) / SLOWEST_BYTES_PER_MS + graceMs;
}
/** A passing failure that already has its final words. */
class StatusFailure extends PassingFailure {
    final;
    constructor(message, final, afterMs) {
        super(message, afterMs);
        this.final = final;
    }
}
/** One request with its login: a 401 is answered once by a new token. */
async function sendOnce(request, wire, { purpose, deadline }) {
    const url = request.to instanceof URL ? request.to : new URL(request.to, wire.origin);
    const isHome = url.origin === wire.origin;
    let authorization = isHome ? wire.authorizer.current(request.scopes) : undefined;
    let response = await follow(request, { url, authorization, deadline }, wire);
    if (response.status === 401 && isHome) {
        const challenge = response.headers.get("www-authenticate");
        await drain(response);
        authorization = await wire.authorizer.renew(request.scopes, challenge, authorization, purpose);
        response = await follow(request, { url, authorization, deadline }, wire);
    }
    if (response.status !== 408 && response.status !== 429 && (response.status < 500 || response.status === 501))
        return response;
    const afterMs = (0,retry/* parseRetryAfter */.m)(response.headers.get("retry-after"));
    const message = `HTTP ${response.status} while trying to ${purpose.what} ${(0,failure/* targetOf */.$r)(purpose)}`;
    throw new StatusFailure(message, await (0,failure/* failureOf */.g5)(response, purpose), afterMs);
}
/** Follows redirects by hand, because `fetch` would take the credentials along within a host but not say where it ended. */
async function follow(request, start, wire) {
    let { url } = start;
    const { authorization, deadline } = start;
    for (let hops = 0;; hops++) {
        const headers = { "user-agent": "waybill", ...request.headers };
        // Credentials belong to the registry's origin only: a storage host that a redirect leads to must not see them.
        if (authorization !== undefined && url.origin === wire.origin)
            headers["authorization"] = authorization;
        const body = request.body ?? null;
        const isQuestion = request.method === "GET" || request.method === "HEAD";
        const waitMs = wire.patience.wait(deadline, { isQuestion, work: workOf(request) });
        const response = await exchange(url, { method: request.method, headers, redirect: "manual", body }, { wire, waitMs });
        const location = response.headers.get("location");
        const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
        if (!isRedirect || (request.method !== "GET" && request.method !== "HEAD" && response.status !== 307 && response.status !== 308))
            return response;
        if (hops >= MAX_REDIRECTS)
            throw new lib_error/* ActionError */.lZ("remote", `'${wire.registry}' redirected more than ${MAX_REDIRECTS} times while trying to ${request.purpose} ${(0,failure/* targetOf */.$r)(purposeOf(request, wire.registry))}. Check the registry's address, or ask its operator.`);
        await drain(response);
        url = checkTarget(new URL(location, url), url, wire);
    }
}
/** Waits so long for the headers; the body may take as long as it flows. */
async function exchange(url, init, { wire, waitMs }) {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new Error(`no answer within ${Math.ceil(waitMs / 1000)} s`)), waitMs);
    try {
        const response = await wire.fetch(url, {
            ...init,
            signal: wire.signal ? AbortSignal.any([wire.signal, timeout.signal]) : timeout.signal,
        });
        wire.patience.answered();
        return response;
    }
    catch (cause) {
        wire.signal?.throwIfAborted();
        // A proxy that refused will refuse again.
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        throw new PassingFailure((0,failure/* describeNetworkError */.gl)(cause), undefined, cause);
    }
    finally {
        clearTimeout(timer);
    }
}
function locate(location, from, purpose, origin) {
    const base = from.url === "" ? origin : from.url;
    if (location !== null && URL.canParse(location, base)) {
        const url = new URL(location, base);
        // Registries behind a TLS proxy often name themselves with http://; the credentials must not follow.
        if (origin.startsWith("https:") && url.protocol === "http:" && url.host === new URL(origin).host)
            url.protocol = "https:";
        return checkTarget(url, new URL(base), { origin, registry: purpose.registry });
    }
    throw new lib_error/* ActionError */.lZ("remote", `Could not ${purpose.what} '${purpose.registry}': it did not say where to continue the upload (no Location). Ask its operator.`);
}
/** A registry must not be able to point us at services of this machine or of its cloud (169.254.169.254), nor away from TLS. */
function checkTarget(target, from, wire) {
    const isSafe = target.protocol === "https:" || (target.protocol === "http:" && from.protocol === "http:");
    const leadsInside = (0,network/* isLoopback */.U)(target.host) || /^(169\.254\.|\[fe80:)/i.test(target.host);
    if (isSafe && (!leadsInside || (0,network/* isLoopback */.U)(new URL(wire.origin).host)))
        return target;
    throw new lib_error/* ActionError */.lZ("remote", `'${wire.registry}' redirects to '${target.origin}', which is ${isSafe ? "an address inside this machine" : "not encrypted"}; that is not followed. Ask its operator.`);
}
/** Waits before the next try: as long as the registry asked for, else longer each time. A cancelled run does not wait. */
async function pauseBeforeRetry(transport, failures, afterMs) {
    const { baseDelayMs, maxDelayMs } = transport.policy;
    const delayMs = afterMs ?? Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
    await (0,pause/* pause */.v)(delayMs, transport.signal);
}
/** Reads the rest of a response away, so that its connection can be used again. */
async function drain(response) {
    try {
        for await (const _ of (0,failure/* bytesOf */.$$)(response))
            ;
    }
    catch {
        // What is read away is nobody's loss.
    }
}
/** What a request is for, in the words of an error. */
function purposeOf(request, registry) {
    return { what: request.purpose, registry, repository: request.repository };
}

;// CONCATENATED MODULE: ./packages/registry/lib/download.js




/** What a download that stopped waits before it goes on with a new request, so that there is one within the patience. */
const STALL_SHARE = 0.45;
/**
 * Reads a blob as a stream ("Pulling blobs"). After a broken connection it goes on at the next byte by `Range`; as long as bytes arrive, this
 * may happen any number of times. Throws `WrongContent` when size or digest are not those of the descriptor, the digest at the end only, and
 * a `remote` error when nothing more arrives after all attempts. Memory: one piece of the response.
 */
async function* readBlob(transport, repository, descriptor) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    let received = 0;
    let lastByteAt = Date.now();
    // An empty blob is read once too, because its digest may be wrong.
    for (let failures = 0; received < descriptor.size || received === 0;) {
        try {
            for await (const chunk of openFrom(transport, repository, descriptor, received)) {
                received += chunk.length;
                if (received > descriptor.size)
                    throw wrongContent(transport, repository, descriptor, `more than its ${descriptor.size} bytes`);
                hash.update(chunk);
                failures = 0;
                yield chunk;
                lastByteAt = Date.now();
            }
            if (received < descriptor.size)
                throw new TypeError(`the connection ended after ${received} of ${descriptor.size} bytes`);
            break;
        }
        catch (error) {
            transport.signal?.throwIfAborted();
            if (error instanceof lib_error/* ActionError */.lZ)
                throw error;
            const isSilent = Date.now() - lastByteAt >= transport.policy.patienceMs;
            if (++failures >= transport.policy.attempts || isSilent)
                throw brokenOff(transport, repository, descriptor, error, failures);
            transport.reporter?.warn(`${transport.registry}: ${(0,failure/* describeNetworkError */.gl)(error)} while reading ${descriptor.digest}; going on at byte ${received}`);
            await pauseBeforeRetry(transport, failures);
        }
    }
    const digest = `sha256:${hash.digest("hex")}`;
    if (digest !== descriptor.digest)
        throw wrongContent(transport, repository, descriptor, `content of ${digest}`);
}
/** The content from a byte offset on, whether or not the registry knows ranges. */
async function* openFrom(transport, repository, descriptor, offset) {
    const response = await transport.expect({
        method: "GET",
        to: `/v2/${repository}/blobs/${descriptor.digest}`,
        scopes: [`repository:${repository}:pull`],
        purpose: `read blob ${descriptor.digest} of`,
        repository,
        headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
    }, 200, 206);
    // What cannot be right is not read to its end: a page of a proxy, another blob. Compressed answers announce another length.
    const announced = response.headers.get("content-length");
    if (response.status === 200 && announced !== null && !response.headers.has("content-encoding") && Number(announced) !== descriptor.size) {
        await response.body?.cancel();
        throw wrongContent(transport, repository, descriptor, `${announced} bytes`);
    }
    // A server that ignores the range starts again at the first byte.
    let skip = response.status === 200 ? offset : 0;
    if (response.status === 206 && !(response.headers.get("content-range") ?? "").startsWith(`bytes ${offset}-`)) {
        await drain(response);
        throw wrongContent(transport, repository, descriptor, "another range than the one asked for");
    }
    for await (const chunk of (0,failure/* bytesOf */.$$)(response, transport.policy.patienceMs * STALL_SHARE)) {
        if (skip >= chunk.length)
            skip -= chunk.length;
        else {
            yield skip === 0 ? chunk : chunk.subarray(skip);
            skip = 0;
        }
    }
}
function wrongContent(transport, repository, descriptor, served) {
    return new failure/* WrongContent */.lN(`'${transport.registry}/${repository}' served ${served} for blob ${descriptor.digest} (${descriptor.size} bytes). It is damaged there or changed on the way; push it again.`);
}
function brokenOff(transport, repository, descriptor, cause, attempts) {
    return new lib_error/* ActionError */.lZ("remote", `Could not read blob ${descriptor.digest} of '${transport.registry}/${repository}': ${(0,failure/* describeNetworkError */.gl)(cause)} (${attempts} attempts). Try again later.`, { cause });
}

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/registry/lib/manifests.js




/** The specification asks registries to take 4 MiB ("Pushing Manifests"); some take more. */
const MAX_MANIFEST_BYTES = 16 << 20;
/** For a registry that does not see for a moment what it holds. */
const PART_ATTEMPTS = 3;
/** Reads a manifest by tag or digest ("Pulling manifests"); undefined when there is none; throws when the bytes are not those of the digest asked for or announced. */
async function findManifest(transport, repository, reference) {
    const response = await transport.expect({
        method: "GET",
        to: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull`],
        purpose: `read '${reference}' of`,
        repository,
        headers: { accept: lib_descriptor/* MANIFEST_TYPES */._P.join(", ") },
    }, 200, 404);
    if (response.status === 404) {
        await drain(response);
        return undefined;
    }
    const bytes = await readLimited(response, transport, repository, `'${reference}'`);
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    // A digest that was asked for is believed before one that is announced ("Pulling manifests": the client SHOULD verify).
    const announced = response.headers.get("docker-content-digest");
    const expected = (0,lib_digest/* isDigest */.Bc)(reference) ? reference : announced !== null && (0,lib_digest/* isDigest */.Bc)(announced) ? announced : digest;
    if (digest !== expected) {
        throw new failure/* WrongContent */.lN(`'${transport.registry}/${repository}' served a manifest of ${digest} for '${reference}', which should be ${expected}. It is damaged there or changed on the way; push it again.`);
    }
    return { bytes, descriptor: { mediaType: mediaTypeOf(response, bytes), digest, size: bytes.length } };
}
/** Stores a manifest under a tag or its digest ("Pushing Manifests") and checks that the registry gave it that digest. */
async function putManifest(transport, repository, reference, bytes, mediaType) {
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    // The registry would refuse it as well, but could not say why.
    if ((0,lib_digest/* isDigest */.Bc)(reference) && reference !== digest) {
        throw new lib_error/* ActionError */.lZ("input", `The manifest for '${transport.registry}/${repository}' has the digest ${digest}, not ${reference}. It changed since it was named; build again.`);
    }
    const response = await sendManifest(transport, repository, reference, bytes, mediaType);
    await drain(response);
    const stored = response.headers.get("docker-content-digest");
    if (stored !== null && stored !== digest) {
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' stored '${reference}' as ${stored}, but its bytes are ${digest}: it changed on the way. Push it again.`);
    }
    return {
        descriptor: { mediaType, digest, size: bytes.length },
        // "Pushing Manifests with Subject": with this header the registry says that it will list the manifest as a referrer.
        hasSubjectSupport: response.headers.has("oci-subject"),
    };
}
/**
 * The CNCF registry 2.8 overwrites its note of a blob in place when a second client pushes the same blob, and for that moment says that it
 * does not know it. Whoever pushes a manifest has pushed its parts, so that answer is asked again.
 */
async function sendManifest(transport, repository, reference, bytes, mediaType) {
    const request = {
        method: "PUT",
        to: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull,push`],
        purpose: `store '${reference}' in`,
        repository,
        headers: { "content-type": mediaType },
        body: bytes,
    };
    for (let attempt = 1;; attempt++) {
        try {
            // Some registries answer 200 or 202 to a manifest that is there already.
            return await transport.expect(request, 201, 200, 202);
        }
        catch (error) {
            if (!(error instanceof failure/* MissingPart */.ib) || attempt >= PART_ATTEMPTS)
                throw error;
            await pauseBeforeRetry(transport, attempt);
        }
    }
}
/** Deletes a manifest by digest ("Deleting Manifests"); one that is not there is fine. */
async function deleteManifest(transport, repository, digest) {
    const request = {
        method: "DELETE",
        to: `/v2/${repository}/manifests/${digest}`,
        scopes: [`repository:${repository}:delete,pull,push`],
        purpose: `delete '${digest}' of`,
        repository,
    };
    const response = await transport.expect(request, 200, 202, 404, 405, 501);
    // "Deleting Manifests": 405 where it is disabled; some answer 501 instead.
    if (response.status === 405 || response.status === 501) {
        await drain(response);
        throw new lib_error/* ActionError */.lZ("environment", `Could not delete '${digest}' of '${transport.registry}/${repository}': this registry does not allow deleting (HTTP ${response.status}). Ask its operator to enable it.`);
    }
    await drain(response);
}
/** What stores serve as plain JSON or bytes is named by the manifest itself ("Pulling manifests": the two SHOULD match). */
function mediaTypeOf(response, bytes) {
    const header = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    if (header !== "" && header !== "application/json" && header !== "application/octet-stream" && header !== "text/plain")
        return header;
    try {
        return (0,json/* textAt */.$6)((0,json/* parseJson */.qF)(Buffer.from(bytes).toString("utf8")), "mediaType") ?? header;
    }
    catch {
        return header;
    }
}
/** Reads an answer of at most 16 MiB, or as much as is given, so that no answer can fill the memory; `what` names it in errors. */
async function readLimited(response, transport, repository, what, maxBytes = MAX_MANIFEST_BYTES) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of (0,failure/* bytesOf */.$$)(response)) {
            chunks.push(chunk);
            size += chunk.length;
            if (size > maxBytes)
                throw new failure/* WrongContent */.lN(`${what} of '${transport.registry}/${repository}' is larger than ${maxBytes >> 20} MiB, which nothing of this kind is. Ask who pushed it.`);
        }
    }
    catch (cause) {
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        transport.signal?.throwIfAborted();
        throw await (0,failure/* failureOf */.g5)(new Response(null, { status: 502, statusText: "broken off" }), {
            what: `read ${what} of`,
            registry: transport.registry,
            repository,
        });
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./packages/registry/lib/tags.js



/** As many as large registries put on one page. */
const PAGE_SIZE = 1000;
/** A registry that links its pages in a circle must not hold a run up for ever. */
const MAX_PAGES = 1000;
/** Half a million tags of the greatest length: the CNCF registry before version 3 knows no pages and sends all tags at once. */
const MAX_PAGE_BYTES = 64 << 20;
/** So many names that are random numbers stand in order by chance once in 3.6 million times (10!). */
const WITNESSES = 10;
/** All tags of a repository ("Listing Tags"), over as many pages as there are; none when the repository does not exist. */
async function listTags(transport, repository) {
    const tags = [];
    for await (const page of pagesOf(transport, repository))
        tags.push(...page);
    return tags;
}
/**
 * The tags that begin with `sha256-<hex>` (given as `prefix`), `prefix` itself included. All pages are read unless the registry shows that it lists
 * in the order of ASCII, as "Listing Tags" demands and not every registry does (the CNCF registry 2.8 lists in none). What shows it are the
 * names of other digests among the tags: they are random, so in a list by time, or without order, they would not ascend. Then
 * only the pages around the prefix are read.
 */
async function tagsBeginningWith(transport, repository, prefix) {
    const found = [];
    const order = new OrderWitness();
    let mayJump = true;
    for await (const page of pagesOf(transport, repository)) {
        found.push(...page.filter((tag) => tag.startsWith(prefix)));
        order.see(page);
        const end = page.at(-1) ?? "";
        if (!order.isProven)
            continue;
        if (isBeyond(end, prefix))
            return found;
        if (end < prefix && mayJump) {
            const near = await readAround(transport, repository, prefix);
            if (near)
                return near;
            mayJump = false;
        }
    }
    return found;
}
/** Reads from just before the prefix to just behind it; undefined when the answer shows that `last` is not understood. */
async function readAround(transport, repository, prefix) {
    const before = prefix.slice(0, -1);
    const found = [];
    const order = new OrderWitness(before);
    for await (const page of pagesOf(transport, repository, before)) {
        order.see(page);
        // An empty answer is also what registries give that look for the tag `last` and do not find it.
        if (!order.isAscending || page.length === 0)
            return undefined;
        found.push(...page.filter((tag) => tag.startsWith(prefix)));
        if (isBeyond(page.at(-1) ?? "", prefix))
            break;
    }
    return found;
}
function isBeyond(tag, prefix) {
    return tag > prefix && !tag.startsWith(prefix);
}
/** Whether a listing stands in the order of ASCII, and whether that can be chance. */
class OrderWitness {
    isAscending = true;
    #last;
    #digests = new Set();
    constructor(last = "") {
        this.#last = last;
    }
    get isProven() {
        return this.isAscending && this.#digests.size >= WITNESSES;
    }
    see(page) {
        for (const tag of page) {
            this.isAscending &&= tag > this.#last;
            this.#last = tag;
            const digest = /^sha256-[0-9a-f]{64}/.exec(tag)?.[0];
            if (digest !== undefined)
                this.#digests.add(digest);
        }
    }
}
/** The pages of a listing, after the tag `last` when one is given. Throws when a page is no list or when there is no end of them. */
async function* pagesOf(transport, repository, last) {
    const purpose = "list the tags of";
    const seen = new Set();
    let next = pathAfter(repository, last);
    for (let page = 0; next !== undefined; page++) {
        if (page >= MAX_PAGES)
            throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' has more than ${MAX_PAGES} pages of tags, so the list of them cannot be read to its end. Delete old tags, or ask its operator.`);
        const response = await transport.expect({ method: "GET", to: next, scopes: [`repository:${repository}:pull`], purpose, repository }, 200, 404);
        // "Listing Tags": 404 for a repository that nothing was pushed to.
        if (response.status === 404)
            return void (await drain(response));
        const tags = await readTags(response, transport, repository);
        // RFC 8288, with the relation "next" ("Listing Tags").
        const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
        const fresh = tags.filter((tag) => !seen.has(tag));
        for (const tag of fresh)
            seen.add(tag);
        yield fresh;
        if (link)
            next = transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository });
        // A page that is exactly full may have been cut; a registry that then says the same again has told all.
        else
            next = tags.length === PAGE_SIZE && fresh.length > 0 ? pathAfter(repository, tags.at(-1)) : undefined;
    }
}
function pathAfter(repository, last) {
    return `/v2/${repository}/tags/list?n=${PAGE_SIZE}${last === undefined ? "" : `&last=${encodeURIComponent(last)}`}`;
}
async function readTags(response, transport, repository) {
    const bytes = await readLimited(response, transport, repository, "the list of tags", MAX_PAGE_BYTES);
    const listed = (0,json/* valueAt */.fK)(parseOrNothing(bytes), "tags");
    if (listed !== null && !Array.isArray(listed))
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' answered without a list of tags. Try again later.`);
    return (listed ?? []).filter((tag) => typeof tag === "string");
}
/** An answer that is no JSON holds no list, which the caller says. */
function parseOrNothing(bytes) {
    try {
        return (0,json/* parseJson */.qF)(Buffer.from(bytes).toString("utf8"));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers-tags.js





/*
 * The own tag of a referrer is `sha256-<subject>.<first 32 hex digits of its own digest>`. Whoever writes it writes the same bytes, and
 * nobody reads it before writing, so no order of writers can lose it: what a registry has taken stays until somebody deletes it. Readers
 * list the tags of a subject and so find every referrer whose writer has ended, whatever happened to the index that all writers share.
 * It also keeps the referrer from clean-ups of untagged manifests.
 */
/** More than that is no evidence but a run in a circle; reading it would take hours. */
const MAX_REFERRERS = 20_000;
/** 128 bits: nobody meets them by chance, and the tag stays below the 128 characters that a tag may have. */
const OWN_DIGITS = 32;
/** The own tag of the referrer with a digest. */
function ownTagOf(subject, digest) {
    return `${fallbackTag(subject)}.${digest.slice(digest.indexOf(":") + 1).slice(0, OWN_DIGITS)}`;
}
/** "Referrers Tag Schema": the digest with `-` for `:`; a SHA-256 digest stays below the 128 characters of a tag. */
function fallbackTag(digest) {
    return digest.replace(":", "-");
}
/** Stores a referrer under its own tag. A registry whose tags cannot be written twice may refuse one that is there already. */
async function putOwnTag(transport, { repository, subject, bytes, entry }) {
    const tag = ownTagOf(subject, entry.digest);
    try {
        await putManifest(transport, repository, tag, bytes, entry.mediaType);
    }
    catch (error) {
        transport.signal?.throwIfAborted();
        const found = await findManifest(transport, repository, tag).catch(() => undefined);
        if (found?.descriptor.digest !== entry.digest)
            throw error;
    }
}
/** The own tags of what refers to a subject, and whether there is a fallback index too. */
async function listOwnTags(transport, repository, subject) {
    const prefix = fallbackTag(subject);
    const names = await tagsBeginningWith(transport, repository, prefix);
    const isOwn = new RegExp(`^${prefix}\\.[0-9a-f]{${OWN_DIGITS}}$`);
    const tags = names.filter((name) => isOwn.test(name));
    if (tags.length > MAX_REFERRERS)
        throw tooMany(transport, repository, subject, tags.length);
    return { tags, hasIndex: names.includes(prefix) };
}
/** The entry of the referrer behind an own tag, or why there is none. */
function readOwn(transport, repository, subject, tag) {
    const where = `'${transport.registry}/${repository}:${tag}'`;
    return readEntry(transport, `${repository}:${tag}`, async () => {
        const found = await findManifest(transport, repository, tag);
        if (!found)
            return `${where} stands in the list of tags, but is not there.`;
        if (ownTagOf(subject, found.descriptor.digest) !== tag)
            return `${where} names ${found.descriptor.digest}, which is not what the tag was made for.`;
        if ((0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where).subject?.digest !== subject)
            return `${where} does not refer to ${subject}.`;
        return entryOf(found, where);
    });
}
/** The entry that a referrer gets in an index, from its own manifest: with its artifact type, or its config's media type instead ("Listing Referrers"). */
function entryOf(found, where) {
    const manifest = (0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where);
    const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
    return {
        mediaType: found.descriptor.mediaType,
        digest: found.descriptor.digest,
        size: found.descriptor.size,
        artifactType,
        annotations: Object.keys(manifest.annotations).length === 0 ? undefined : manifest.annotations,
    };
}
/** An entry whose writer did not know the artifact type, as some write only the type of the empty config, with what its own manifest says. */
async function withKnownType(transport, repository, entry) {
    if (entry.artifactType !== undefined && entry.artifactType !== lib_descriptor/* MEDIA_TYPES */.Z2.empty)
        return entry;
    const where = `'${transport.registry}/${repository}@${entry.digest}'`;
    return readEntry(transport, `${repository}@${entry.digest}`, async () => {
        const found = await findManifest(transport, repository, entry.digest);
        return found ? entryOf(found, where) : `${where} stands in the list of referrers, but is not there.`;
    });
}
/** Entries that were read in this run, by place: what is named by its digest, as own tags name it too, never says anything else. */
const known = new WeakMap();
/** Some hundred bytes each. */
const MAX_KNOWN = 2 * MAX_REFERRERS;
/** Reads an entry once in a run; one that is not right is a sentence, and is read again. */
async function readEntry(transport, place, read) {
    const entries = known.get(transport) ?? new Map();
    known.set(transport, entries);
    const before = entries.get(place);
    if (before)
        return before;
    try {
        const found = await read();
        if (typeof found !== "string" && entries.size < MAX_KNOWN)
            entries.set(place, found);
        return found;
    }
    catch (error) {
        if (error instanceof failure/* WrongContent */.lN)
            return error.message;
        throw error;
    }
}
/** The error for a subject with more referrers than can be read. */
function tooMany(transport, repository, subject, count) {
    return new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' lists ${count} things that refer to ${subject}; at most ${MAX_REFERRERS} are read, and a part would prove nothing. Delete what is not needed.`);
}
/** Whether so many referrers are more than can be read. */
function areTooMany(count) {
    return count > MAX_REFERRERS;
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers-index.js






/** Writers that never agree are rather a registry that answers old content, or a tool that rewrites the tag all the time. */
const MAX_WRITES = 12;
/** Every registry takes manifests of 4 MiB ("Pushing Manifests"); the CNCF registry takes no more. */
const MAX_INDEX_BYTES = 4 << 20;
/** For two answers that another client's write came between. */
const READ_ATTEMPTS = 3;
const CONCURRENCY = 8;
/** Takes the descriptors out of a list; one that is broken, or has a digest of another kind, does not hide the others. */
function readEntries(manifests, where) {
    const entries = [];
    const skipped = [];
    for (const [at, item] of manifests.entries()) {
        try {
            entries.push((0,lib_descriptor/* parseDescriptor */.BA)(item, `Entry ${at + 1} of ${where}`));
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            skipped.push(error.message);
        }
    }
    return { entries, skipped };
}
/**
 * Reads the own tags and the fallback index of a subject ("Referrers Tag Schema"), which is empty when there is none. Throws when the index's tag
 * is something else, and when the index is there though the list of tags lacks it: then own tags may be missing there too.
 */
async function readTagged(transport, repository, subject) {
    const tag = fallbackTag(subject);
    const where = `'${transport.registry}/${repository}:${tag}'`;
    for (let attempt = 1;; attempt++) {
        const { tags, hasIndex } = await listOwnTags(transport, repository, subject);
        const found = await findManifest(transport, repository, tag);
        if (found && hasIndex)
            return { tags, index: parseIndex(found.bytes, subject, where) };
        if (!found && !hasIndex)
            return { tags, index: { entries: [], skipped: [], raw: [] } };
        if (attempt >= READ_ATTEMPTS) {
            if (found)
                throw cutList(transport, repository, tag);
            return { tags, index: { entries: [], skipped: [`${where} stands in the list of tags, but is not there.`], raw: [] } };
        }
        // One of the two answers was given before another client's write and one after it.
        await pauseBeforeRetry(transport, attempt);
    }
}
function parseIndex(bytes, subject, where) {
    const { mediaType = lib_descriptor/* MEDIA_TYPES */.Z2.index, manifests } = (0,lib_descriptor/* parseObject */.lj)(bytes, where);
    if ((mediaType !== lib_descriptor/* MEDIA_TYPES */.Z2.index && mediaType !== lib_descriptor/* MEDIA_TYPES */.Z2.dockerIndex) || !Array.isArray(manifests))
        throw new lib_error/* ActionError */.lZ("remote", `${where} should be the list of what refers to ${subject}, but is an image. Delete or rename that tag.`);
    return { ...readEntries(manifests, where), raw: manifests };
}
/**
 * Adds an entry to the fallback index, which tools such as cosign and oras read; our own readers do not depend on it.
 *
 * Registries have no conditional writes (the CNCF registry takes a PUT with a wrong If-Match), so a writer that read the index before our
 * write may overwrite it afterwards. No pause is long enough to rule that out; this rule is: **a writer puts its own tag first, and ends
 * only when, after its last write, it has listed the own tags, its own among them, and found each in the index.** Take the last write of all, by
 * W, and any writer V that has ended. If V last read the index after that write, V's entry stands in what it read. If before, V's own
 * tag was there before that write too, so W saw it when it listed the tags afterwards, and would have written again if V's entry were
 * missing. So the index that is left holds both. A writer that is killed before it looked may leave an index that is short;
 * the next one completes it.
 *
 * Entries of tools that put no own tag are kept once they were seen; one that such a tool writes between our reading and writing is lost
 * to the index, as with every client of this schema.
 */
async function mergeIntoIndex(transport, repository, subject, entry) {
    const merge = { transport, repository, subject, entry, known: new Map([[entry.digest, entry]]), dead: new Set() };
    for (let attempt = 1;; attempt++) {
        let seen = await look(merge);
        // The first write follows its reading at once; who was overwritten must get out of step with who did it.
        if (attempt > 1 && !seen.isDone) {
            const { baseDelayMs, maxDelayMs } = transport.policy;
            await (0,pause/* pause */.v)(Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 2)) * Math.random(), transport.signal);
            seen = await look(merge);
        }
        if (seen.isDone)
            return;
        if (attempt > MAX_WRITES)
            throw seen.isListed ? overwritten(merge) : unlisted(merge);
        if (!seen.isComplete)
            await writeIndex(merge);
    }
}
/** Adds to what is known what the index and the own tags name now, and says whether the index has it all and the list of tags has ours. */
async function look(merge) {
    const { transport, repository, subject, entry, known, dead } = merge;
    const { tags, index } = await readTagged(transport, repository, subject);
    const present = new Set(index.raw.map(keyOf));
    for (const item of index.raw)
        if (!dead.has(keyOf(item)) && !known.has(keyOf(item)))
            known.set(keyOf(item), item);
    const named = new Set([...known.keys()].map((key) => ownTagOf(subject, key)));
    const missing = tags.filter((tag) => !named.has(tag));
    const own = await (0,parallel/* mapParallel */.E)(missing, CONCURRENCY, (tag) => readOwn(transport, repository, subject, tag));
    // What is broken is the readers' to tell; it cannot be listed.
    for (const found of own)
        if (typeof found !== "string")
            known.set(found.digest, found);
    const isListed = tags.includes(ownTagOf(subject, entry.digest));
    const isComplete = known.has(entry.digest) && [...known.keys()].every((key) => present.has(key));
    return { isListed, isComplete, isDone: isListed && isComplete };
}
async function writeIndex(merge) {
    const { transport, repository, subject, known, dead } = merge;
    const put = (bytes) => putManifest(transport, repository, fallbackTag(subject), bytes, lib_descriptor/* MEDIA_TYPES */.Z2.index);
    const whole = indexOf(merge);
    try {
        await put(whole);
    }
    catch (error) {
        if (!(error instanceof failure/* MissingPart */.ib))
            throw error;
        // The CNCF registry refuses an index that names what is not there; a deleted referrer must not keep new ones out.
        for (const key of await findGone(transport, repository, [...known.keys()])) {
            known.delete(key);
            dead.add(key);
        }
        await put(indexOf(merge));
    }
}
async function findGone(transport, repository, keys) {
    const gone = await (0,parallel/* mapParallel */.E)(keys, CONCURRENCY, async (key) => {
        // Keys that are no digest are entries that no registry would have taken from us.
        const isThere = /^[a-z0-9+._-]+:[0-9a-f]+$/i.test(key) && (await findManifest(transport, repository, key)) !== undefined;
        return isThere ? [] : [key];
    });
    return gone.flat();
}
function keyOf(item) {
    return (0,json/* textAt */.$6)(item, "digest") ?? (0,lib_digest/* canonicalJson */.dj)(item);
}
/** The same entries always make the same bytes, so that writers that agree write one digest. */
function indexOf({ transport, repository, subject, known }) {
    const manifests = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
    const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.index, manifests }));
    if (bytes.length <= MAX_INDEX_BYTES)
        return bytes;
    throw new lib_error/* ActionError */.lZ("remote", `The list of what refers to ${subject} in '${transport.registry}/${repository}' has ${known.size} entries, more than the 4 MiB that a registry takes. What was pushed is stored and Waybill finds it, but cosign and oras do not. Delete old referrers of this digest.`);
}
function overwritten({ transport, repository, subject, entry }) {
    const list = `'${transport.registry}/${repository}:${fallbackTag(subject)}'`;
    return new lib_error/* ActionError */.lZ("remote", `Could not add ${entry.digest} to the list of referrers ${list}: it is missing there again after each of ${MAX_WRITES} writes. It is stored and Waybill finds it, but cosign and oras do not. Run again when no other job writes to that list, or ask the registry's operator whether a cache answers with old content.`);
}
function unlisted({ transport, repository, subject, entry }) {
    return new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' took the tag ${ownTagOf(subject, entry.digest)}, but does not list it, so nobody can find ${entry.digest}. Ask the registry's operator whether tags are deleted there, or a cache answers with old lists; then run again.`);
}
function cutList(transport, repository, tag) {
    return new lib_error/* ActionError */.lZ("remote", `The list of tags of '${transport.registry}/${repository}' lacks '${tag}', which is there. It is old or not whole, so evidence may be missing from it. Try again later, or ask the registry's operator.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers-api.js







/** A registry that links its pages in a circle must not hold a run up for ever. */
const referrers_api_MAX_PAGES = 1000;
/**
 * What the referrers API lists, over all pages; undefined when the registry has no such API. Throws when the list cannot be read to its end: a part
 * of the evidence must not pass for all of it.
 */
async function listNative(transport, repository, digest) {
    const entries = [];
    const skipped = [];
    const where = `the list of referrers of ${digest} in '${transport.registry}/${repository}'`;
    let next = `/v2/${repository}/referrers/${digest}`;
    for (let page = 0; next !== undefined; page++) {
        if (page >= referrers_api_MAX_PAGES)
            throw new lib_error/* ActionError */.lZ("remote", `There are more than ${referrers_api_MAX_PAGES} pages of ${where}, so it cannot be read to its end. Ask its operator.`);
        const purpose = `list what refers to ${digest} in`;
        const request = { method: "GET", to: next, scopes: [`repository:${repository}:pull`], purpose, repository };
        const response = await transport.send(request);
        const type = response.headers.get("content-type") ?? "";
        if (response.status !== 200 || !type.includes("json")) {
            if (page > 0)
                throw await (0,failure/* failureOf */.g5)(response, purposeOf(request, transport.registry));
            await drain(response);
            // 401 and 403 are not "there is no API": the tags are read with the same rights and say so plainly.
            return undefined;
        }
        const { manifests } = (0,lib_descriptor/* parseObject */.lj)(await readLimited(response, transport, repository, where), where);
        if (!Array.isArray(manifests)) {
            if (page > 0)
                throw new lib_error/* ActionError */.lZ("remote", `Page ${page + 1} of ${where} holds no list. Try again later, or ask its operator.`);
            return undefined;
        }
        const read = readEntries(manifests, where);
        entries.push(...read.entries);
        skipped.push(...read.skipped);
        if (areTooMany(entries.length))
            throw tooMany(transport, repository, digest, entries.length);
        const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
        next = link ? transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository }) : undefined;
    }
    return { entries, skipped };
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers.js






const EMPTY_CONFIG = new TextEncoder().encode("{}");
const referrers_CONCURRENCY = 8;
/** The writers of one process wait in line per fallback tag: they would be right without, but write it more often. */
const lines = new WeakMap();
/**
 * Lists what refers to a digest ("Listing Referrers"): from the referrers API, the fallback index and the own tags together. None of
 * them alone is enough: an index may have been overwritten, and a registry that gets the API later need only list there what the index had
 * ("Enabling the Referrers API"). One broken entry hides no other one. Throws when one of the three cannot be read to its end.
 */
async function listReferrers(transport, repository, digest, artifactType) {
    const native = (await listNative(transport, repository, digest)) ?? { entries: [], skipped: [] };
    const { tags, index } = await readTagged(transport, repository, digest);
    const listed = new Map([...index.entries, ...native.entries].map((entry) => [entry.digest, entry]));
    if (areTooMany(listed.size))
        throw tooMany(transport, repository, digest, listed.size);
    const taken = new Set([...listed.keys()].map((entry) => ownTagOf(digest, entry)));
    const alone = tags.filter((tag) => !taken.has(tag));
    const results = [
        ...(await (0,parallel/* mapParallel */.E)([...listed.values()], referrers_CONCURRENCY, (entry) => withKnownType(transport, repository, entry))),
        ...(await (0,parallel/* mapParallel */.E)(alone, referrers_CONCURRENCY, (tag) => readOwn(transport, repository, digest, tag))),
    ];
    const descriptors = results
        .filter((found) => typeof found !== "string")
        .filter((found) => artifactType === undefined || found.artifactType === artifactType)
        .sort((a, b) => (a.digest < b.digest ? -1 : 1));
    return {
        descriptors,
        missingFromIndex: descriptors.map((found) => found.digest).filter((found) => !listed.has(found)),
        skipped: [...native.skipped, ...index.skipped, ...results.filter((found) => typeof found === "string")],
    };
}
/** The manifest that attaches an artifact to a subject, and the two blobs it needs (image specification 1.1, "Guidelines for Artifact Usage"). */
function artifactManifest(subject, artifact) {
    const config = { mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.empty, digest: (0,lib_digest/* digestOf */.ol)(EMPTY_CONFIG), size: EMPTY_CONFIG.length };
    const layer = { mediaType: artifact.mediaType, digest: (0,lib_digest/* digestOf */.ol)(artifact.bytes), size: artifact.bytes.length };
    const manifest = {
        schemaVersion: 2,
        mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.manifest,
        artifactType: artifact.artifactType,
        config,
        layers: [layer],
        subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
        annotations: artifact.annotations,
    };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    const entry = {
        mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.manifest,
        digest: (0,lib_digest/* digestOf */.ol)(bytes),
        size: bytes.length,
        artifactType: artifact.artifactType,
        annotations: artifact.annotations,
    };
    const blobs = [
        { descriptor: config, bytes: EMPTY_CONFIG },
        { descriptor: layer, bytes: artifact.bytes },
    ];
    return { bytes, blobs, entry };
}
/**
 * Stores a manifest that has a subject ("Pushing Manifests with Subject") and makes it findable: by the API where the registry really
 * lists it; else first by its own tag, which no other writer can take away, then by the fallback index, for other tools.
 * Throws when it cannot be found afterwards in one of these ways.
 */
async function putReferrer(transport, referrer) {
    const { repository, subject, bytes, entry } = referrer;
    const { hasSubjectSupport } = await putManifest(transport, repository, entry.digest, bytes, entry.mediaType);
    if (hasSubjectSupport) {
        // At least one large registry claims support and has no API, so the claim is checked.
        const listed = await listNative(transport, repository, subject);
        if (listed?.entries.some(({ digest }) => digest === entry.digest))
            return;
    }
    await putOwnTag(transport, referrer);
    await inLine(transport, `${repository}@${subject}`, () => mergeIntoIndex(transport, repository, subject, entry));
}
function inLine(transport, key, work) {
    const line = lines.get(transport) ?? new Map();
    lines.set(transport, line);
    const before = line.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    line.set(key, mine);
    const leave = () => {
        if (line.get(key) === mine)
            line.delete(key);
    };
    mine.then(leave, leave);
    return mine;
}

;// CONCATENATED MODULE: ./packages/registry/lib/blob-source.js

/** Reads `length` bytes of a source from an offset; throws when there are fewer. */
async function readExactly(blob, offset, length) {
    if (length === 0)
        return new Uint8Array();
    for await (const chunk of chunksOf(blob, offset, length))
        if (chunk.length === length)
            return chunk;
    throw shortSource(blob);
}
/** Cuts a source into pieces of exactly `length` bytes (the last may be shorter); throws when it holds more or less than its descriptor says. */
async function* chunksOf(blob, offset, length) {
    let pieces = [];
    let held = 0;
    let total = offset;
    for await (let piece of blob.open(offset)) {
        total += piece.length;
        if (total > blob.descriptor.size)
            throw shortSource(blob);
        while (held + piece.length >= length) {
            const taken = length - held;
            yield Buffer.concat([...pieces, piece.subarray(0, taken)]);
            piece = piece.subarray(taken);
            pieces = [];
            held = 0;
        }
        if (piece.length > 0) {
            pieces.push(piece);
            held += piece.length;
        }
    }
    // The last piece, which may be shorter.
    if (held > 0)
        yield Buffer.concat(pieces);
    if (total !== blob.descriptor.size)
        throw shortSource(blob);
}
/** A file that grows or shrinks while it is sent is the usual reason. */
function shortSource(blob) {
    return new lib_error/* ActionError */.lZ("input", `The content to push as ${blob.descriptor.digest} does not have its ${blob.descriptor.size} bytes: it changed since it was measured. Build again.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/upload-session.js




/** The registry no longer knows an upload; it must be started again. */
class SessionLost extends Error {
}
/** Registries hash a whole blob, or copy it within their storage, before they answer that it is there. */
const CLOSING_BYTES_PER_MS = 50_000;
const OCTETS = { "content-type": "application/octet-stream" };
/**
 * Sends the whole content of a blob in an open session ("Pushing a blob in chunks"). After a broken request it asks how far the registry
 * got and goes on there; as long as bytes arrive, this may happen any number of times. Throws `SessionLost` when the session is gone.
 */
async function sendContent(upload) {
    const { transport, blob } = upload;
    const { digest, size } = blob.descriptor;
    let failures = 0;
    for (let offset = 0;;) {
        const before = offset;
        try {
            offset = await sendChunks(upload, offset);
            await closeUpload(upload, offset);
            return;
        }
        catch (error) {
            if (!(error instanceof UploadBroken))
                throw error;
            offset = await findAcceptedBytes(upload);
            failures = offset > before ? 1 : failures + 1;
            if (failures >= transport.policy.attempts)
                throw error.final;
            transport.reporter?.warn(`${transport.registry}: the upload of ${digest} broke; going on at byte ${offset} of ${size}`);
            await pauseBeforeRetry(transport, failures, error.afterMs);
        }
    }
}
/** Sends whole chunks until at most one is left, and returns the offset of the rest. */
async function sendChunks(upload, from) {
    const { blob, session } = upload;
    const { size } = blob.descriptor;
    let offset = from;
    if (size - offset <= session.chunkBytes)
        return offset;
    for await (const chunk of chunksOf(blob, offset, session.chunkBytes)) {
        await sendChunk(upload, offset, chunk);
        offset += chunk.length;
        upload.onProgress?.(offset, size);
        if (size - offset <= session.chunkBytes)
            break;
    }
    return offset;
}
/** A request of an upload that did not succeed; the upload can go on where the registry says. */
class UploadBroken extends Error {
    final;
    afterMs;
    constructor(final) {
        super("the upload broke");
        this.final = final;
        this.afterMs = final instanceof failure/* RemoteFailure */.p3 ? final.afterMs : undefined;
    }
}
async function sendChunk(upload, offset, chunk) {
    const { transport, session } = upload;
    const request = {
        ...requestOf(upload),
        method: "PATCH",
        to: session.location,
        // Not the form of RFC 9110: the specification wants `<start>-<end>`, both inclusive, without unit and length.
        headers: { ...OCTETS, "content-range": `${offset}-${offset + chunk.length - 1}` },
        body: chunk,
    };
    const response = await send(transport, request);
    const purpose = purposeOf(request, transport.registry);
    if (![201, 202, 204].includes(response.status))
        throw await (0,failure/* failureOf */.g5)(response, purpose);
    await drain(response);
    session.location = transport.locate(response.headers.get("location"), response, purpose);
}
/** Closes the upload with what is left of the content, at most one chunk, and compares the digest that the registry names. */
async function closeUpload(upload, offset) {
    const { transport, repository, blob, session } = upload;
    const { digest, size } = blob.descriptor;
    const rest = await readExactly(blob, offset, size - offset);
    const to = new URL(session.location);
    to.searchParams.set("digest", digest);
    const headers = offset > 0 && rest.length > 0 ? { ...OCTETS, "content-range": `${offset}-${size - 1}` } : OCTETS;
    const request = { ...requestOf(upload), method: "PUT", to, headers, body: rest, graceMs: size / CLOSING_BYTES_PER_MS };
    const response = await send(transport, request);
    if (response.status !== 201 && response.status !== 204)
        throw await (0,failure/* failureOf */.g5)(response, purposeOf(request, transport.registry));
    await drain(response);
    const stored = response.headers.get("docker-content-digest");
    if (stored !== null && stored !== digest) {
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' stored blob ${digest} as ${stored}: the content changed on the way. Push it again.`);
    }
    upload.onProgress?.(size, size);
}
/** Asks how many bytes the registry has: `GET` of the upload's location answers 204 with `Range: 0-<last byte>`. */
async function findAcceptedBytes(upload) {
    const { transport, blob, session } = upload;
    const purpose = `go on with the upload of blob ${blob.descriptor.digest} to`;
    const request = { ...requestOf(upload), method: "GET", to: session.location, purpose, attempts: undefined };
    const response = await transport.send(request);
    await drain(response);
    const range = /^(?:bytes=)?0-(\d+)$/.exec(response.headers.get("range") ?? "");
    if (response.status !== 204 && response.status !== 202 && response.status !== 200)
        throw new SessionLost();
    const location = response.headers.get("location");
    if (location !== null)
        session.location = transport.locate(location, response, purposeOf(request, transport.registry));
    // An empty upload is written as "0-0" by distribution, which cannot be told from one byte; chunks are never that small.
    const accepted = range ? Number(range[1]) + 1 : 0;
    if (accepted > blob.descriptor.size)
        throw new SessionLost();
    return accepted === 1 ? 0 : accepted;
}
/** What all requests of an upload share. */
function requestOf({ repository, scopes, blob }) {
    // Sending the same range again is wrong when the registry has taken a part of it: the offset is asked for first, so one attempt.
    return { scopes, purpose: `push blob ${blob.descriptor.digest} to`, repository, attempts: 1 };
}
/** Sends one request of an upload and sorts out the answers after which the upload can go on. */
async function send(transport, request) {
    const response = await transport.send(request).catch((error) => {
        transport.signal?.throwIfAborted();
        throw error instanceof failure/* RemoteFailure */.p3 ? new UploadBroken(error) : error;
    });
    // "If a chunk is uploaded out of order, the registry MUST respond with a 416": we and it count differently, so it is asked.
    if (response.status === 416)
        throw new UploadBroken(await (0,failure/* failureOf */.g5)(response, purposeOf(request, transport.registry)));
    if (response.status !== 404)
        return response;
    await drain(response);
    throw new SessionLost();
}

;// CONCATENATED MODULE: ./packages/registry/lib/upload.js



/** GHCR answers 416 to a ranged PATCH above 4 MiB. */
const GHCR_CHUNK_BYTES = 4 << 20;
const CHUNK_BYTES = 8 << 20;
/** A registry that asks for larger chunks than this asks for too much of our memory. */
const MAX_CHUNK_BYTES = 64 << 20;
/** How many upload sessions may be lost before the push of one blob is given up. */
const MAX_SESSIONS = 4;
/** Whether the registry holds a blob ("Checking if content exists in the registry"); a push asks with the scope that it needs anyway. */
async function hasBlob(transport, repository, digest, scope = `repository:${repository}:pull`) {
    const to = `/v2/${repository}/blobs/${digest}`;
    const request = { method: "HEAD", to, scopes: [scope], purpose: `look for blob ${digest} in`, repository };
    const response = await transport.expect(request, 200, 404);
    await drain(response);
    return response.status === 200;
}
/**
 * Makes a registry hold a blob: finds it, mounts it, or uploads it in chunks that go on where a broken connection left off. Memory: one
 * chunk. Throws an `input` error for content that is not what its descriptor says, else what `Transport` throws.
 */
async function pushBlob(transport, repository, blob, options = {}) {
    const { digest, size } = blob.descriptor;
    if (await hasBlob(transport, repository, digest, pushScope(repository))) {
        options.onProgress?.(size, size);
        return "exists";
    }
    for (let sessions = 1;; sessions++) {
        const session = await openSession(transport, repository, blob.descriptor, sessions === 1 ? options.mountFrom : undefined);
        if (session === "mounted") {
            options.onProgress?.(size, size);
            return "mounted";
        }
        try {
            await sendContent({ transport, repository, scopes: [pushScope(repository)], blob, session, onProgress: options.onProgress });
            return "uploaded";
        }
        catch (error) {
            if (!(error instanceof SessionLost))
                throw error;
            // The connection may have broken after the registry had closed the upload.
            if (await hasBlob(transport, repository, digest, pushScope(repository)))
                return "uploaded";
            if (sessions >= MAX_SESSIONS) {
                throw new lib_error/* ActionError */.lZ("remote", `Could not push blob ${digest} to '${transport.registry}/${repository}': the registry lost the upload ${sessions} times. Try again later or ask its operator.`);
            }
            transport.reporter?.warn(`${transport.registry}: the upload of ${digest} was lost; starting it again`);
        }
    }
}
/** Starts an upload and gives it up again ("Cancel a blob upload"): proves that this token may push here. */
async function tryUpload(transport, repository) {
    const request = startRequest(repository, "start an upload to");
    const response = await transport.expect(request, 202);
    await drain(response);
    const location = transport.locate(response.headers.get("location"), response, purposeOf(request, transport.registry));
    // Registries that cannot cancel clean up by themselves, so the answer does not matter.
    const cancelled = await transport
        .send({ ...request, method: "DELETE", to: location, purpose: "cancel an upload to", attempts: 1 })
        .catch(() => undefined);
    if (cancelled)
        await drain(cancelled);
}
/** Starts an upload, or mounts the blob from another repository ("Mounting a blob from another repository"). */
async function openSession(transport, repository, descriptor, mountFrom) {
    const request = startRequest(repository, `push blob ${descriptor.digest} to`);
    if (mountFrom !== undefined && mountFrom !== repository) {
        const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom });
        const scopes = [pushScope(repository), `repository:${mountFrom}:pull`];
        // A mount that is refused for whatever reason is only a missed shortcut.
        const response = await transport
            .send({ ...request, to: `${uploadsOf(repository)}?${query.toString()}`, scopes })
            .catch((error) => {
            transport.signal?.throwIfAborted();
            transport.reporter?.debug(`mount of ${descriptor.digest} from ${mountFrom} did not work: ${String(error)}`);
            return undefined;
        });
        if (response)
            await drain(response);
        if (response?.status === 201)
            return "mounted";
        // A registry that cannot mount answers as if an ordinary upload had been started.
        if (response?.status === 202)
            return sessionOf(transport, request, response);
    }
    const response = await transport.expect(request, 202);
    await drain(response);
    return sessionOf(transport, request, response);
}
function sessionOf(transport, request, response) {
    const location = transport.locate(response.headers.get("location"), response, purposeOf(request, transport.registry));
    // "Pushing a blob in chunks": the registry may name the least size that it takes.
    const least = Number(response.headers.get("oci-chunk-min-length") ?? 0);
    const usual = transport.registry === "ghcr.io" ? GHCR_CHUNK_BYTES : CHUNK_BYTES;
    return { location, chunkBytes: Math.max(usual, Number.isSafeInteger(least) ? Math.min(least, MAX_CHUNK_BYTES) : 0) };
}
function startRequest(repository, purpose) {
    return { method: "POST", to: uploadsOf(repository), scopes: [pushScope(repository)], purpose, repository };
}
function uploadsOf(repository) {
    return `/v2/${repository}/blobs/uploads/`;
}
function pushScope(repository) {
    return `repository:${repository}:pull,push`;
}

;// CONCATENATED MODULE: ./packages/registry/lib/copy.js







/** Referrers may themselves be referred to; deeper than this is a loop or an attack. */
const MAX_DEPTH = 5;
/** Copies a digest with everything below it, and what refers to it, byte for byte; children come before parents, so a broken copy names nothing that is not there. */
async function copyImage(from, to, options = {}, depth = 0) {
    const where = `'${from.transport.registry}/${from.repository}@${from.digest}'`;
    if (depth > MAX_DEPTH)
        throw new lib_error/* ActionError */.lZ("remote", `${where} lies more than ${MAX_DEPTH} levels deep; that is no image. Copy its parts by hand.`);
    const found = await findManifest(from.transport, from.repository, from.digest);
    if (!found)
        throw new lib_error/* ActionError */.lZ("environment", `${where} cannot be copied: it is not there. Check the digest and that the token may see it.`);
    const manifest = (0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where);
    for (const child of manifest.manifests)
        await copyImage({ ...from, digest: child.digest }, to, options, depth + 1);
    const blobs = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
    const unique = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
    await (0,parallel/* mapParallel */.E)(unique, options.concurrency ?? 4, (blob) => copyBlob(from, to, blob));
    const { bytes } = found;
    const { repository } = to;
    if (manifest.subject)
        await putReferrer(to.transport, { repository, subject: manifest.subject.digest, bytes, entry: entryOf(found, where) });
    else
        await putManifest(to.transport, to.repository, from.digest, found.bytes, found.descriptor.mediaType);
    if (options.referrers ?? true)
        await copyReferrers(from, to, options, depth);
    return found.descriptor;
}
/** What is listed and cannot be read stays behind, and is named: an image must not be stuck because of one broken thing that refers to it. */
async function copyReferrers(from, to, options, depth) {
    const { descriptors, skipped } = await listReferrers(from.transport, from.repository, from.digest);
    const warn = (why) => to.transport.reporter?.warn(`Not copied with ${from.digest}: ${why}`);
    for (const why of skipped)
        warn(why);
    for (const { digest } of descriptors) {
        if (await findManifest(from.transport, from.repository, digest))
            await copyImage({ ...from, digest }, to, options, depth + 1);
        else
            warn(`'${from.transport.registry}/${from.repository}@${digest}' stands in the list of referrers, but is not there.`);
    }
}
async function copyBlob(from, to, descriptor) {
    const source = {
        descriptor,
        open: (offset = 0) => skipBytes(readBlob(from.transport, from.repository, descriptor), offset),
    };
    await pushBlob(to.transport, to.repository, source, from.transport.registry === to.transport.registry ? { mountFrom: from.repository } : {});
}
/** Reads from the start also when only the end is wanted, because the digest covers the whole. */
async function* skipBytes(source, offset) {
    let left = offset;
    for await (const chunk of source) {
        if (left >= chunk.length)
            left -= chunk.length;
        else {
            yield left === 0 ? chunk : chunk.subarray(left);
            left = 0;
        }
    }
}

;// CONCATENATED MODULE: ./packages/registry/lib/client.js










const MAX_ARTIFACT_BYTES = 64 << 20;
/** The transport behind each registry, so that a copy can stream between two of them. */
const transports = new WeakMap();
/** Connects to a registry; nothing is sent before the first call. */
function connectRegistry(options) {
    const transport = createTransport(options);
    const registry = {
        host: options.registry,
        async ping(repository) {
            await drain(await transport.expect({ method: "GET", to: "/v2/", scopes: [`repository:${repository}:pull,push`], purpose: "reach", repository }, 200));
            await tryUpload(transport, repository);
        },
        findManifest: (repository, reference) => findManifest(transport, repository, reference),
        putManifest: (repository, reference, bytes, mediaType) => storeManifest(registry, repository, reference, bytes, mediaType),
        hasBlob: (repository, digest) => hasBlob(transport, repository, digest),
        readBlob: (repository, descriptor) => readBlob(transport, repository, descriptor),
        pushBlob: (repository, blob, pushOptions) => pushBlob(transport, repository, blob, pushOptions),
        copyImage: (from, to, copyOptions) => copyImage({ transport: transportOf(from.registry), repository: from.repository, digest: from.digest }, { transport, repository: to.repository }, copyOptions),
        async pushReferrer(repository, subject, artifact) {
            const { bytes, blobs, entry } = artifactManifest(subject, artifact);
            for (const { descriptor, bytes: content } of blobs)
                await pushBlob(transport, repository, { descriptor, open: (offset = 0) => only(content.subarray(offset)) });
            await putReferrer(transport, { repository, subject: subject.digest, bytes, entry });
            return entry;
        },
        listReferrers: (repository, digest, artifactType) => listReferrers(transport, repository, digest, artifactType),
        readArtifact: (repository, descriptor, maxBytes = MAX_ARTIFACT_BYTES) => readArtifact(registry, repository, descriptor, maxBytes),
        listTags: (repository) => listTags(transport, repository),
        deleteManifest: (repository, digest) => deleteManifest(transport, repository, digest),
    };
    transports.set(registry, transport);
    return registry;
}
/** A manifest with a subject that is stored directly must be findable too. */
async function storeManifest(registry, repository, reference, bytes, mediaType) {
    const transport = transportOf(registry);
    const { descriptor } = await putManifest(transport, repository, reference, bytes, mediaType);
    const { subject } = (0,lib_descriptor/* parseManifest */.Ng)(bytes, `The manifest for '${registry.host}/${repository}'`);
    if (subject) {
        const entry = entryOf({ bytes, descriptor }, "the manifest");
        await putReferrer(transport, { repository, subject: subject.digest, bytes, entry });
    }
    return descriptor;
}
async function readArtifact(registry, repository, descriptor, maxBytes) {
    const where = `'${registry.host}/${repository}@${descriptor.digest}'`;
    const found = await registry.findManifest(repository, descriptor.digest);
    if (!found)
        throw new failure/* MissingContent */.c9(`The artifact ${where} is not there. Check the digest and that the token may see it.`);
    const { layers } = (0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where);
    const [layer, ...others] = layers;
    if (!layer || others.length > 0)
        throw new failure/* WrongContent */.lN(`The artifact ${where} has ${layers.length} layers; expected one. It was not written by Waybill or changed since.`);
    if (layer.size > maxBytes)
        throw new failure/* WrongContent */.lN(`The artifact ${where} has ${layer.size} bytes; at most ${maxBytes} are read. Ask who pushed it.`);
    const chunks = [];
    for await (const chunk of registry.readBlob(repository, layer))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
function transportOf(registry) {
    const transport = transports.get(registry);
    if (!transport)
        throw new TypeError("copyImage needs registries made by connectRegistry");
    return transport;
}
async function* only(bytes) {
    if (bytes.length > 0)
        yield bytes;
}


/***/ }),

/***/ 59195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   d8: () => (/* binding */ dockerCredentials),
/* harmony export */   vU: () => (/* binding */ staticCredentials)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20371);



/** Credentials for one registry host, given by the caller. */
function staticCredentials(options) {
    return async (registry) => (registry === options.registry ? { username: options.username, password: options.password } : undefined);
}
/** Asks one source after the other; the first answer counts. */
function firstOf(...sources) {
    return async (registry) => {
        for (const source of sources) {
            const credentials = await source(registry);
            if (credentials)
                return credentials;
        }
        return undefined;
    };
}
const HELPER_TIMEOUT_MS = 60_000;
/**
 * Reads `config.json` of a Docker configuration folder (`auths`, `credHelpers`, `credsStore`) each time it is asked; no file means no
 * credentials. `env` is the whole environment of the helpers that it names, which are looked for on its PATH.
 */
function dockerCredentials(options) {
    const run = options.run ?? helperRunner(options.env ?? {});
    return async (registry) => {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(options.configDir, "config.json");
        const config = await readConfig(file);
        if (!config)
            return undefined;
        const keys = keysOf(registry);
        const helper = keys.map((key) => config.credHelpers[key]).find((value) => typeof value === "string" && value !== "");
        if (typeof helper === "string")
            return askHelper(helper, keys, run, file);
        const stored = config.credsStore === undefined ? undefined : await askHelper(config.credsStore, keys, run, file);
        return stored ?? readAuth(config, keys, file);
    };
}
async function readConfig(file) {
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, "utf8");
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return undefined;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The Docker configuration '${file}' cannot be read. Check its permissions.`, { cause: error });
    }
    try {
        const value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
        return {
            auths: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .recordAt */ .zR)(value, "auths"),
            credHelpers: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .recordAt */ .zR)(value, "credHelpers"),
            credsStore: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, "credsStore") || undefined,
        };
    }
    catch {
        // The cause would quote a piece of the file, which may be a password.
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The Docker configuration '${file}' is not JSON. Repair it, or log in again with 'docker login'.`);
    }
}
/** The keys under which tools store a registry, most specific first. */
function keysOf(registry) {
    const hub = ["docker.io", "index.docker.io", "registry-1.docker.io"];
    if (hub.includes(registry))
        return ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"];
    return [
        registry,
        `https://${registry}`,
        `https://${registry}/`,
        `https://${registry}/v2/`,
        `https://${registry}/v1/`,
        `http://${registry}`,
    ];
}
function readAuth(config, keys, file) {
    for (const key of keys) {
        const entry = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .recordAt */ .zR)(config.auths, key);
        const token = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "identitytoken");
        if (token)
            return { identityToken: token };
        const auth = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "auth");
        if (auth)
            return decodeAuth(auth, key, file);
        const [username, password] = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "username"), (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "password")];
        if (username && password !== undefined)
            return { username, password };
    }
    return undefined;
}
/** `auth` is base64 of `user:password`; the password may hold colons. */
function decodeAuth(auth, key, file) {
    const text = Buffer.from(auth, "base64").toString("utf8");
    const colon = text.indexOf(":");
    if (colon <= 0)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The entry '${key}' of '${file}' is not base64 of 'user:password'. Log in again with 'docker login'.`);
    // Some tools pad the password with NUL bytes.
    return credentialsOf(text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, ""));
}
/** Helpers and `docker login` write an identity token under the user name `<token>`. */
function credentialsOf(username, password) {
    return username === "<token>" ? { identityToken: password } : { username, password };
}
/** Asks for each key in turn; "not found" is an answer, everything else is a problem that must not look like "no login". */
async function askHelper(helper, keys, run, file) {
    if (!/^[\w.-]+$/.test(helper))
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The credential helper '${helper}' named in '${file}' is not a plain name. Correct the file.`);
    const program = `docker-credential-${helper}`;
    for (const key of keys) {
        const { exitCode, stdout, stderr } = await run(program, ["get"], key);
        if (exitCode === 0)
            return parseHelperAnswer(stdout, program);
        if (!/credentials not found|no credentials|not found in native keychain/i.test(`${stdout}\n${stderr}`)) {
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("command", `${program} failed with exit code ${exitCode} when asked for '${key}'. Run it by hand to see why, or log in with 'docker login'.`);
        }
    }
    return undefined;
}
function parseHelperAnswer(stdout, program) {
    try {
        const answer = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(stdout);
        const username = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(answer, "Username");
        const secret = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(answer, "Secret");
        if (username !== undefined && secret !== undefined)
            return secret === "" ? undefined : credentialsOf(username, secret);
    }
    catch {
        // Falls through to the error below: the answer may hold a secret, so it is not quoted.
    }
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("command", `${program} gave an answer that is not {"Username", "Secret"}. Update the helper.`);
}
function helperRunner(env) {
    return async (program, argv, input) => {
        try {
            return await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .runCommand */ .d)(program, argv, { env, input: `${input}\n`, timeoutMs: HELPER_TIMEOUT_MS });
        }
        catch (cause) {
            if (cause instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ && cause.kind === "command")
                throw cause;
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The credential helper '${program}' of the Docker configuration cannot be started. Install it or remove it from config.json.`, { cause });
        }
    };
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
