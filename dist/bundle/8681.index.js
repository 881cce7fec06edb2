export const id = 8681;
export const ids = [8681];
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

/***/ 87047:
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

;// CONCATENATED MODULE: ./packages/config/lib/environment/previews.js




/** Whether an environment is the pattern of previews. */
function isPreview(environment) {
    return (0,json/* recordAt */.zR)(environment)["preview"] === true;
}
/**
 * The databases that an environment uses: those that it names. One that names none has all but those of previews, and a preview has none, so
 * that no preview gets a database because somebody forgot a line.
 */
function usedDatabases(environments, name, known) {
    const own = (0,lib_fields/* textsOf */.C)((0,json/* recordAt */.zR)(environments, name)["databases"]);
    if (own)
        return own;
    if (isPreview(environments[name]))
        return [];
    const ofPreviews = new Set(Object.values(environments).flatMap((environment) => isPreview(environment) ? ((0,lib_fields/* textsOf */.C)((0,json/* recordAt */.zR)(environment)["databases"]) ?? []) : []));
    return known.filter((database) => !ofPreviews.has(database));
}
/** What a preview cannot say: each is made for one pull request, is no part of a release, and shares nothing with one. */
function checkPreviews(root, file, policy) {
    const environments = (0,json/* recordAt */.zR)(file, "environments");
    const previews = Object.keys(environments).filter((name) => isPreview(environments[name]));
    return previews.flatMap((name) => [
        ...["after", "namespace", "shared"]
            .filter((key) => (0,json/* recordAt */.zR)(environments[name])[key] !== undefined)
            .map((key) => (0,lib_origin/* problemOf */.Zw)((0,tree/* originAt */.iX)(root, ["environments", name, key]), `cannot stand beside 'preview: true', ${WHY_NOT[key] ?? ""}`)),
        ...followers(root, environments, name),
        ...sharedDatabases(root, file, name),
        ...(Object.hasOwn(policy.environments, name)
            ? [
                (0,lib_origin/* problemOf */.Zw)((0,tree/* originAt */.iX)(root, ["environments", name, "preview"]), `cannot be true, because the policy names '${name}': nothing is proven of a preview, so no evidence can be demanded of it`),
            ]
            : []),
    ]);
}
const WHY_NOT = {
    after: "because a preview is no part of a release",
    namespace: "because every pull request gets a namespace of its own: the application's name, '-pr-' and its number",
    shared: "because a preview shares nothing",
};
function followers(root, environments, preview) {
    const names = Object.keys(environments).filter((name) => (0,json/* textAt */.$6)(environments, name, "after") === preview);
    return names.map((name) => (0,lib_origin/* problemOf */.Zw)((0,tree/* originAt */.iX)(root, ["environments", name, "after"]), `names '${preview}', which is a preview: nothing that is shown there counts for a release`));
}
/** A preview writes to its databases before anybody has reviewed the change. */
function sharedDatabases(root, file, preview) {
    const environments = (0,json/* recordAt */.zR)(file, "environments");
    const known = Object.keys((0,json/* recordAt */.zR)(file, "databases"));
    const own = (0,lib_fields/* textsOf */.C)((0,json/* recordAt */.zR)(environments, preview)["databases"]) ?? [];
    return own.flatMap((database, index) => {
        const others = Object.keys(environments).filter((name) => name !== preview && usedDatabases(environments, name, known).includes(database));
        const where = (0,tree/* originAt */.iX)(root, ["environments", preview, "databases", index]);
        const [other] = others;
        if (other !== undefined)
            return [
                (0,lib_origin/* problem */.CC)(where, `the preview '${preview}' would migrate the database '${database}', which '${other}' uses too; declare a database that only '${preview}' names`),
            ];
        if ((0,tree/* nodeAt */.oB)(root, ["databases", database, "shared"])?.scalar !== true)
            return [];
        return [
            (0,lib_origin/* problem */.CC)(where, `the database '${database}' says 'shared: true', and a preview shares nothing; declare one that only '${preview}' names`),
        ];
    });
}

// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
;// CONCATENATED MODULE: ./packages/config/lib/environment/database-addresses.js






/** Where each environment's databases are: at the base's URL, or at that of the environment's own file. */
function databaseAddresses(root, overlays) {
    const known = [...((0,tree/* nodeAt */.oB)(root, ["databases"])?.members?.keys() ?? [])];
    const problems = [];
    const byEnvironment = new Map();
    const section = (0,tree/* nodeAt */.oB)(root, ["environments"]);
    const environments = (0,json/* recordAt */.zR)(section && (0,tree/* plainValue */._y)(section));
    for (const environment of section?.members?.keys() ?? []) {
        const used = usedDatabases(environments, environment, known);
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
            ...partOf(definition("environment"), (key) => key !== "after" && key !== "preview"),
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
    // By code units: what knows the order of a language takes Node longer to load than all of the configuration takes to read.
    return entries
        .toSorted((a, b) => (a < b ? -1 : 1))
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
        // A preview shares nothing, whatever is said.
        const silent = users.find(([environment, { database }]) => !isSaid(database) || isPreview((0,json/* recordAt */.zR)(file, "environments")[environment]));
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
        // Each of its namespaces has the number of a pull request in its name.
        if (isPreview(entry))
            return [];
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
        : "In a workflow check the repository out before this step (actions/checkout), and give 'working-directory' where the project lies in a folder; at a terminal go to the project's folder or give '--directory'. For a repository that has none yet, 'waybill init' writes one";
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
    problems.push(...checkPreviews(root, fields, read.policy));
    problems.push(...(await checkPaths(source.workspace, root, fields)), ...read.problems);
    return problems.length > 0
        ? { problems }
        : { config: buildConfig(root, source, fields, { ...read, addresses: addresses.byEnvironment }), problems };
}
function buildConfig(root, source, fields, read) {
    const images = (0,lib_fields/* readSection */.G)(fields["images"], sections/* readImage */.AM);
    const databases = (0,lib_fields/* readSection */.G)(fields["databases"], sections/* readDatabase */.SY);
    const origins = (0,tree/* originsOf */.TZ)(root);
    const environments = (0,lib_fields/* readSection */.G)(fields["environments"], (name, entry) => (0,sections/* readEnvironmentEntry */.Yo)(name, entry, {
        images: Object.keys(images),
        used: usedDatabases((0,json/* recordAt */.zR)(fields, "environments"), name, Object.keys(databases)),
        databases: addressedIn(name, databases, read.addresses, origins),
    }));
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
    return problems.toSorted((a, b) => (rank(a) === rank(b) ? position(a) - position(b) : rank(a) < rank(b) ? -1 : 1));
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
    preview: {
        type: "boolean",
        default: false,
        description: "true: the pattern of previews of pull requests (preview.yml); no release goes there, and nothing is proven of it.",
    },
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
/** Reads one entry of `environments`; `all` is what an environment has that does not choose, and the databases that it uses. */
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
        databases: all.used.flatMap((database) => all.databases[database] ?? []),
        images: (0,lib_fields/* textsOf */.C)(fields["images"]) ?? all.images,
        shared: booleanOf(fields["shared"]),
        preview: booleanOf(fields["preview"]) ?? false,
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

/***/ 63178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ findIdentityToken)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4148);



/** Whom the tokens are for: Sigstore's certificate authorities take no other. */
const AUDIENCE = "sigstore";
const ATTEMPTS = 4;
/**
 * How this job gets identity tokens for Sigstore from its runner; undefined where the runner offers none, because the job has no
 * `id-token: write`, the run is from a fork, or this is no runner. Each call asks for a fresh one, since they live for minutes
 * (https://docs.github.com/actions/reference/security/oidc).
 *
 * `@actions/core` has a function for it, which brings an HTTP client of 1 MB into every start and passes by our proxy.
 */
function findIdentityToken({ env, fetch: send, reporter }) {
    const address = env["ACTIONS_ID_TOKEN_REQUEST_URL"];
    const secret = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
    if (!address || !secret)
        return undefined;
    const url = new URL(address);
    url.searchParams.set("audience", AUDIENCE);
    return async () => {
        reporter.mask(secret);
        const text = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L)(() => request(send, url, secret), {
            attempts: ATTEMPTS,
            decide: (error) => ({ retry: !(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ && error.kind === "environment") }),
        });
        const token = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(parse(text), "value");
        if (!token)
            throw failure("answered without a token", "remote");
        reporter.mask(token);
        return token;
    };
}
async function request(send, url, secret) {
    let response;
    try {
        response = await send(url, { headers: { authorization: `Bearer ${secret}`, accept: "application/json" } });
    }
    catch (error) {
        if (error instanceof _error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw error;
        throw failure(`could not be reached (${error instanceof Error ? error.message : String(error)})`, "remote");
    }
    if (response.ok)
        return response.text();
    await response.body?.cancel();
    throw failure(`answered HTTP ${response.status}`, response.status >= 500 || response.status === 429 ? "remote" : "environment");
}
function parse(text) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    }
    catch {
        // What it is instead may hold half of a token.
        throw failure("answered something else than JSON", "remote");
    }
}
function failure(what, kind) {
    const next = kind === "remote" ? "Run again later" : "Give the job 'id-token: write'";
    return new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(kind, `The runner's issuer of identity tokens ${what}, so nothing can be signed with a certificate. ${next}, or pass 'signing-key'.`);
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

/***/ 66797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ proxiedFetch)
/* harmony export */ });
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20697);

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
        const proxy = (0,_proxy_js__WEBPACK_IMPORTED_MODULE_0__/* .findProxy */ .EE)(target, settings);
        if (!proxy)
            return fetch(input, init);
        // Loaded only where a proxy is: Node's own fetch takes no proxy before Node 24, and needs no library without one.
        const { fetchThrough, makeTunnel } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(9091)]).then(__webpack_require__.bind(__webpack_require__, 59091));
        const tunnel = open.get(proxy.url.href) ?? makeTunnel(proxy);
        open.set(proxy.url.href, tunnel);
        return fetchThrough(tunnel, target, input, init);
    };
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

/***/ 50428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: ./packages/config/lib/load.js + 14 modules
var lib_load = __webpack_require__(87047);
// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxy.js
var proxy = __webpack_require__(20697);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
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

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/git/git.js
var git = __webpack_require__(94305);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/secret.js
var secret = __webpack_require__(41955);
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
    const { loadManifests } = await Promise.all(/* import() */[__webpack_require__.e(5730), __webpack_require__.e(9322), __webpack_require__.e(371)]).then(__webpack_require__.bind(__webpack_require__, 69322));
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
    const url = (0,secret/* findSecret */.mt)(source, described.url);
    for (const declared of [...Object.values(databases), ...Object.values(environments).flatMap((each) => each.databases)]) {
        const instead = `database '${declared.name}' of ${nameOf(options, project)}: write 'name: ${declared.name}', with the environment, instead of 'migrations' and 'database-url'`;
        if (overlap((0,external_node_path_.resolve)(workspace, described.migrations), (0,external_node_path_.resolve)(project.folder, declared.migrations)))
            throw (0,lib_error/* inputError */.Xu)("migrations", `is '${described.migrations}', which holds or lies in the migrations of ${instead}`);
        const own = (0,secret/* findSecret */.mt)(source, declared.url);
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

// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
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
    const maskValues = () => values.secrets.filter((value) => !(0,secret/* namesContent */.M7)(value)).forEach((secret) => reporter.mask(secret));
    const { project, run } = await readProject({ ...options, env: known, reporter }).catch((error) => {
        maskValues();
        throw error;
    });
    const naming = { registry: options.registry ?? project.config.registry, run };
    // Before anything is masked: of what the runner was told to hide it also drops every output that contains it.
    for (const text of textsInTheOpen(project.config, (image) => (0,repositories/* imageRepository */.an)(naming, image)))
        reporter.show(text);
    maskValues();
    // Loaded here: what signs, stores and connects is most of a start, and a configuration that does not hold need not wait for it.
    const { connect } = await Promise.all(/* import() */[__webpack_require__.e(7934), __webpack_require__.e(9710), __webpack_require__.e(9868), __webpack_require__.e(1881), __webpack_require__.e(8051)]).then(__webpack_require__.bind(__webpack_require__, 8051));
    return connect(project, { ...options, run, reporter, known, redact: (text) => redactor.redact(text) });
}
/** The configuration first: who has written a wrong one need not wait for git to say which commit it is. */
async function readProject(options) {
    const project = await openProject(options);
    return { project, run: typeof options.run === "function" ? await options.run() : options.run };
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


/***/ }),

/***/ 43215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T8: () => (/* binding */ splitRepository),
/* harmony export */   an: () => (/* binding */ imageRepository),
/* harmony export */   cL: () => (/* binding */ repositoryFor)
/* harmony export */ });
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


/***/ }),

/***/ 41955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ maskSecret),
/* harmony export */   M7: () => (/* binding */ namesContent),
/* harmony export */   mt: () => (/* binding */ findSecret),
/* harmony export */   n5: () => (/* binding */ readSecret),
/* harmony export */   pj: () => (/* binding */ expandValues)
/* harmony export */ });
/* unused harmony export expandValue */
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4226);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76770);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37975);


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
    if (secret instanceof _waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .SecretText */ .o) {
        source.reporter.mask(secret.reveal());
        return secret.reveal();
    }
    const value = maskSecret(source, secret);
    if (value)
        return value;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `${usedBy} needs the environment variable ${secret.env}, which is not set. ${source.withoutSecrets === undefined ? "" : `${source.withoutSecrets} `}Set it from a secret: 'env: { ${secret.env}: \${{ secrets.${secret.env} }} }' in the workflow, as a line of the secret WAYBILL_ENV of our workflows, or export it in the shell.`);
}
/** As `readSecret`; undefined when there is none. */
function findSecret(source, secret) {
    const isThere = secret instanceof _waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .SecretText */ .o || Boolean(source.env[secret.env]);
    return isThere ? readSecret(source, secret, "") : undefined;
}
/** What a setting stands for: itself, or the value behind `env:NAME` as `readSecret` gives it; unlike a secret, that may be empty. */
function expandValue(source, value, usedBy) {
    const ref = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .parseSecretRef */ .TN)(value);
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
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .Bc)(value) || ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .imageOf */ .d)(value) !== undefined && !value.includes("://"));
}


/***/ })

};
