export const id = 8794;
export const ids = [8794];
export const modules = {

/***/ 96659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ validateModel)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
;// CONCATENATED MODULE: ./packages/model/lib/metric-range.js
const SHARE = { low: 0, high: 1, text: "a share from 0 to 1 (95 % is 0.95)" };
const SIGNED = { low: -1, high: 1, text: "a number from -1 to 1" };
const ERROR = { low: 0, high: Infinity, text: "a number from 0" };
const COUNT = { low: 1, high: Infinity, whole: true, text: "a whole number from 1: without a sample nothing was measured" };
const DETERMINATION = { low: -Infinity, high: 1, text: "a number up to 1" };
/** Names as scikit-learn, Hugging Face's evaluate and most training code write them. */
const RANGES = [
    [
        SHARE,
        "auc roc_auc auroc pr_auc auprc average_precision accuracy acc balanced_accuracy precision recall sensitivity specificity f1 jaccard iou dice ndcg mrr hit_rate ece",
    ],
    [SIGNED, "mcc matthews_corrcoef matthews_correlation cohen_kappa kappa pearson pearsonr spearman spearmanr kendall_tau silhouette"],
    [
        ERROR,
        "log_loss logloss cross_entropy mae mse rmse rmsle mape smape mean_absolute_error mean_squared_error root_mean_squared_error perplexity brier brier_score_loss",
    ],
    [COUNT, "samples n_samples num_samples sample_count sample_size"],
    [DETERMINATION, "r2 explained_variance"],
];
const BY_NAME = new Map(RANGES.flatMap(([range, names]) => names.split(" ").map((name) => [name, range])));
/** Words around a metric's name that say on what or how it was measured. */
const AROUND = /^(?:(?:test|val|valid|validation|eval|train|dev|holdout|mean|avg|macro|micro|weighted|best)_)+|_(?:macro|micro|weighted|mean|avg|score|test|val)$/g;
/** What a metric's values can be, by its name ("test.slice.de.accuracy"); undefined when the name is not well known. */
function rangeOf(metric) {
    const name = (metric.split(/[./]/).at(-1) ?? "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
    return BY_NAME.get(name) ?? BY_NAME.get(name.replaceAll(AROUND, "")) ?? (/^top_?\d+_acc(uracy)?$/.test(name) ? SHARE : undefined);
}
/** Says why a number cannot be a value of a metric; undefined when it can, or nothing is known of the metric. NaN and infinities are no matter of range. */
function explainRange(metric, value) {
    const range = rangeOf(metric);
    if (range === undefined || !Number.isFinite(value))
        return undefined;
    const fits = value >= range.low && value <= range.high && (range.whole !== true || Number.isInteger(value));
    return fits ? undefined : `${value} cannot be a value of '${metric}', which is ${range.text}.`;
}

;// CONCATENATED MODULE: ./packages/model/lib/gate.js

/** Rounding of decimal fractions must not decide: 0.9 − 0.01 is 0.89. */
const SLACK = 1e-12;
/**
 * Judges every gate; a missing metric or baseline is inconclusive, NaN fails. A number that cannot be a value of its metric (an AUC of 1.7, no samples) fails,
 * with or without a gate, because the file is then no measurement.
 */
function judgeGates(gates, metrics, baseline) {
    const impossible = [...(metrics?.metrics ?? [])].flatMap(([metric, observed]) => {
        const note = Object.hasOwn(gates, metric) ? undefined : explainRange(metric, observed);
        return note === undefined ? [] : [{ metric, observed, limits: {}, expected: "a possible value", verdict: "fail", note }];
    });
    return [...Object.entries(gates).map(([metric, gate]) => judgeGate(metric, gate, metrics, baseline)), ...impossible];
}
/** The findings of gates that do not pass. */
function gateFindings(results, place) {
    return results
        .filter((result) => result.verdict !== "pass")
        .map((result) => ({
        rule: "model-metric",
        severity: "error",
        what: result.verdict === "fail"
            ? `Metric '${result.metric}' does not pass its gate.${result.note === undefined ? "" : ` ${result.note}`}`
            : `Metric '${result.metric}' could not be judged. ${result.note ?? ""}`.trim(),
        where: { file: place },
        observed: result.observed === undefined ? "nothing" : String(result.observed),
        expected: result.expected,
        next: result.verdict === "fail"
            ? "Train again, or change the gate in a reviewed commit."
            : "Write the missing number, or remove the gate in a reviewed commit.",
    }));
}
function judgeGate(metric, gate, file, baselineFile) {
    const observed = file?.metrics.get(metric);
    const baseline = baselineFile?.metrics.get(metric);
    const expected = describeGate(gate, baseline);
    const facts = { metric, observed, baseline, limits: gate, expected };
    const unknown = (note) => ({ ...facts, verdict: "inconclusive", note });
    const limits = [gate.mustBeAtLeast, gate.mustBeAtMost, gate.mayDrop, gate.mayRise].filter((limit) => limit !== undefined);
    if (limits.length === 0)
        return unknown("The gate sets no limit.");
    if (limits.some((limit) => !Number.isFinite(limit)) || (gate.mayDrop ?? 0) < 0 || (gate.mayRise ?? 0) < 0)
        return unknown("The gate's limits are no usable numbers.");
    if (file === undefined)
        return unknown("No metrics file is configured; name one as 'metrics'.");
    if (observed === undefined)
        return unknown(`It is not in ${file.file}, which has ${describeNames(file.metrics)}.`);
    if (!Number.isFinite(observed))
        return { ...facts, verdict: "fail", note: "It is not a finite number." };
    const impossible = explainRange(metric, observed);
    if (impossible !== undefined)
        return { ...facts, verdict: "fail", note: impossible };
    const absolute = (gate.mustBeAtLeast === undefined || observed >= gate.mustBeAtLeast) &&
        (gate.mustBeAtMost === undefined || observed <= gate.mustBeAtMost);
    // A limit that is broken stays broken, whatever the baseline would say.
    if (!absolute)
        return { ...facts, verdict: "fail" };
    if (gate.mayDrop === undefined && gate.mayRise === undefined)
        return { ...facts, verdict: "pass" };
    const problem = explainBaseline(metric, baselineFile);
    if (problem !== undefined || baseline === undefined)
        return unknown(problem ?? "");
    const slack = SLACK * Math.max(1, Math.abs(baseline));
    const dropped = gate.mayDrop !== undefined && observed < baseline - gate.mayDrop - slack;
    const risen = gate.mayRise !== undefined && observed > baseline + gate.mayRise + slack;
    return { ...facts, verdict: dropped || risen ? "fail" : "pass" };
}
/** Why a metric cannot be compared with its baseline; undefined when it can. */
function explainBaseline(metric, file) {
    if (file === undefined)
        return "No baseline is configured; name the metrics file of the model that runs now as 'baseline'.";
    const baseline = file.metrics.get(metric);
    if (baseline === undefined)
        return `It is not in the baseline ${file.file}, which has ${describeNames(file.metrics)}.`;
    if (!Number.isFinite(baseline))
        return `The baseline ${file.file} has no finite number for it.`;
    const impossible = explainRange(metric, baseline);
    return impossible && `In the baseline ${file.file}, ${impossible}`;
}
function describeGate(gate, baseline) {
    const against = baseline === undefined ? "the baseline" : `the baseline ${baseline}`;
    const parts = [
        ...(gate.mustBeAtLeast === undefined ? [] : [`at least ${gate.mustBeAtLeast}`]),
        ...(gate.mustBeAtMost === undefined ? [] : [`at most ${gate.mustBeAtMost}`]),
        ...(gate.mayDrop === undefined ? [] : [`at most ${gate.mayDrop} below ${against} (higher is better)`]),
        ...(gate.mayRise === undefined ? [] : [`at most ${gate.mayRise} above ${against} (lower is better)`]),
    ];
    return parts.length === 0 ? "nothing" : parts.join(" and ");
}
function describeNames(metrics) {
    const names = [...metrics.keys()];
    if (names.length === 0)
        return "no metric";
    return names.slice(0, 8).join(", ") + (names.length > 8 ? ` and ${names.length - 8} more` : "");
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/model/lib/byte-source.js

const WINDOW_BYTES = 65_536;
/** A file as bytes; reading is synchronous, because format rules hop through a file in small steps. `using` closes it. */
function openSource(path) {
    const file = (0,external_node_fs_.openSync)(path, "r");
    const size = (0,external_node_fs_.fstatSync)(file).size;
    let window = Buffer.alloc(0);
    let windowAt = 0;
    const load = (offset, length) => {
        const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
        let filled = 0;
        while (filled < bytes.length) {
            const got = (0,external_node_fs_.readSync)(file, bytes, filled, bytes.length - filled, offset + filled);
            if (got === 0)
                break;
            filled += got;
        }
        return bytes.subarray(0, filled);
    };
    return {
        size,
        read(offset, length) {
            if (length > WINDOW_BYTES)
                return load(offset, length);
            if (offset < windowAt || offset + length > windowAt + window.length) {
                window = load(offset, WINDOW_BYTES);
                windowAt = offset;
            }
            return window.subarray(offset - windowAt, offset - windowAt + length);
        },
        [Symbol.dispose]: () => (0,external_node_fs_.closeSync)(file),
    };
}
/** Bytes in memory as a source. */
function sourceOf(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { size: buffer.length, read: (offset, length) => buffer.subarray(offset, offset + length) };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/model/lib/pickle/opcode.js
/** Every opcode of protocols 0 to 5, as Python's pickletools lists them. */
const ROWS = [
    ["(N)]}\x88\x89\x8f\x97", 0, 0, 1],
    ["FILPSVg", { lines: 1 }, 0, 1],
    ["Kh\x82", 1, 0, 1],
    ["M\x83", 2, 0, 1],
    ["Jj\x84", 4, 0, 1],
    ["G", 8, 0, 1],
    ["UC\x8a\x8c", { prefix: 1 }, 0, 1],
    ["TXB\x8b", { prefix: 4 }, 0, 1],
    ["\x8d\x8e\x96", { prefix: 8 }, 0, 1],
    ["c", { lines: 2 }, 0, 1],
    ["i", { lines: 2 }, "mark", 1],
    ["dlto\x91", 0, "mark", 1],
    ["eu\x90", 0, "mark", 0, 1],
    ["1", 0, "mark", 0],
    ["0.", 0, 1, 0],
    ["2\x98", 0, 0, 0, 1],
    ["ab", 0, 1, 0, 1],
    ["s", 0, 2, 0, 1],
    ["Q\x85", 0, 1, 1],
    ["R\x81\x86\x93", 0, 2, 1],
    ["\x87\x92", 0, 3, 1],
    ["p", { lines: 1 }, 0, 0, 1],
    ["q", 1, 0, 0, 1],
    ["r", 4, 0, 0, 1],
    ["\x94", 0, 0, 0, 1],
    ["\x80", 1, 0, 0],
    ["\x95", 8, 0, 0],
];
/** The opcodes by their byte. */
const PICKLE_OPCODES = new Map(ROWS.flatMap(([codes, argument, takes, puts, below = 0]) => [...codes].map((char) => [char.charCodeAt(0), { argument, takes, puts, below }])));
/** Opcodes that import by name: GLOBAL, INST, STACK_GLOBAL. */
const IMPORTING = opcodes("ci\x93");
/** Opcodes that import by a number, which the loading program must have registered before: EXT1, EXT2, EXT4. */
const EXTENDING = opcodes("\x82\x83\x84");
/** Opcodes that call, instantiate or set the state of what was imported: REDUCE, OBJ, NEWOBJ, NEWOBJ_EX, BUILD, INST. */
const CALLING = opcodes("Ro\x81\x92bi");
/** Opcodes that ask the loader for an object by its persistent id. */
const PERSISTENT = opcodes("PQ");
const [MARK, STOP, PROTO, DUP] = [0x28, 0x2e, 0x80, 0x32];
function opcodes(codes) {
    return new Set([...codes].map((char) => char.charCodeAt(0)));
}

;// CONCATENATED MODULE: ./packages/model/lib/pickle/walk.js

/** Nothing that is no pickle goes on for so long; what does is taken for one. */
const MAX_OPCODES = 4_000_000;
/** Longer lines are taken as they are. */
const MAX_TEXT_BYTES = 1 << 20;
const LINE_WINDOW_BYTES = 65_536;
/** Names that Python can import have no white space and no control character. */
const IMPORTABLE = /^[^\s\p{Cc}]+$/u;
/** Wider than what Python takes, so that nothing it takes is missed. */
const NUMBER = /^[-+]?(0[xob])?[0-9a-f_.]*(e[-+]?[\d_]+)?L?$|^[-+]?(inf|infinity|nan)$/i;
/**
 * Reads a file from byte 0, opcode by opcode, as Python's unpickler does, until something does not fit. The stack is followed only in its height, and generously, so
 * that what runs code in any Python is told as such, while a list of labels ("airplane", "automobile", …) is not. Arguments are skipped, not read,
 * so that a file of any size can be asked.
 */
function walkPickle(source) {
    const stack = new Heights();
    let [imports, isExtended, stops, complete] = [false, false, false, false];
    let at = 0;
    for (let count = 0; at < source.size; count++) {
        if (count === MAX_OPCODES)
            return { imports, runsCode: true, stops, complete: false };
        const code = source.read(at, 1)[0] ?? 0;
        const opcode = PICKLE_OPCODES.get(code);
        // An unpickler without a function for persistent ids refuses them, and every loader begins with such a one.
        if (opcode === undefined || PERSISTENT.has(code))
            break;
        const end = endOf(source, at + 1, opcode.argument);
        if (end === undefined || !isPlausible(source, code, at + 1, end) || !stack.apply(code, opcode))
            break;
        imports ||= IMPORTING.has(code);
        isExtended ||= EXTENDING.has(code);
        if ((imports || isExtended) && CALLING.has(code))
            return { imports, runsCode: true, stops, complete: false };
        stops ||= code === STOP;
        complete = code === STOP && end === source.size;
        at = end;
    }
    return { imports, runsCode: false, stops, complete: complete && at === source.size };
}
/** The height of the unpickler's stack and where its marks are. Python 2 counts a mark as an item, so this does, too. */
class Heights {
    #height = 0;
    #marks = [];
    /** Applies an opcode; false when every Python would refuse it. */
    apply(code, { takes, puts, below }) {
        if (takes === "mark") {
            const mark = this.#marks.pop();
            if (mark === undefined || mark < below)
                return false;
            this.#height = mark;
        }
        else {
            if (this.#height < takes + below)
                return false;
            this.#height -= takes;
            while ((this.#marks.at(-1) ?? -1) >= this.#height)
                this.#marks.pop();
        }
        if (code === MARK)
            this.#marks.push(this.#height);
        this.#height += code === DUP ? 1 : puts;
        // What a STOP leaves behind is gone when the next pickle of the file starts.
        if (code === STOP)
            [this.#height, this.#marks] = [0, []];
        return true;
    }
}
function endOf(source, start, argument) {
    let end = start;
    if (typeof argument === "number")
        end = start + argument;
    else if ("lines" in argument) {
        for (let line = 0; line < argument.lines; line++) {
            const found = findLineEnd(source, end);
            if (found === undefined)
                return undefined;
            end = found + 1;
        }
    }
    else {
        const { prefix } = argument;
        const bytes = source.read(start, prefix);
        if (bytes.length < prefix)
            return undefined;
        const length = prefix === 1 ? bytes.readUInt8(0) : prefix === 4 ? bytes.readUInt32LE(0) : Number(bytes.readBigUInt64LE(0));
        end = start + prefix + length;
    }
    return end <= source.size ? end : undefined;
}
function findLineEnd(source, from) {
    for (let at = from; at < source.size; at += LINE_WINDOW_BYTES) {
        const found = source.read(at, LINE_WINDOW_BYTES).indexOf(10);
        if (found >= 0)
            return at + found;
    }
    return undefined;
}
/** Rules out what the unpickler refuses before it goes on, so that ordinary text is not taken for a pickle. */
function isPlausible(source, opcode, start, end) {
    if (opcode === PROTO)
        return (source.read(start, 1)[0] ?? 255) <= 5;
    if (!"ILFpgSci".includes(String.fromCharCode(opcode)) || end - start > MAX_TEXT_BYTES)
        return true;
    const text = source.read(start, end - 1 - start).toString("utf8");
    switch (String.fromCharCode(opcode)) {
        case "I":
        case "L":
        case "F":
            return NUMBER.test(untilNul(text));
        case "p":
        case "g":
            return /^[-+]?[\d_]+$/.test(untilNul(text));
        case "S":
            return /^(['"]).*\1$/s.test(text.trim());
        default:
            return text.split("\n").every((line) => IMPORTABLE.test(line));
    }
}
/** Python reads numbers with C's functions, which stop at a NUL. */
function untilNul(text) {
    return text.replace(/\0.*$/s, "").trim();
}

;// CONCATENATED MODULE: ./packages/model/lib/protobuf.js

// The wire format: https://protobuf.dev/programming-guides/encoding/
/** Bytes that are not the message they should be; the message is a full sentence with the offset. */
class ProtobufError extends Error {
}
const MAX_DEPTH = 100;
const CHUNK_BYTES = 32_768;
const protobuf_MAX_TEXT_BYTES = 1 << 24;
const [VARINT, FIXED64, LENGTH, FIXED32] = [0, 1, 2, 5];
/**
 * Reads a message strictly: unknown fields, wrong wire types, a singular field that stands twice, groups, and anything that does not end where it should are a
 * `ProtobufError`, because what a reader skips could be what another one reads.
 */
function decodeMessage(source, schema, range = { offset: 0, length: source.size }) {
    return new Decoder(source).message(schema, range.offset, range.offset + range.length, 0);
}
/** The fields of a message's top level as far as they can be read, to recognise a format. */
function listFields(source, limit) {
    const decoder = new Decoder(source);
    const fields = [];
    try {
        decoder.seek(0);
        while (decoder.at < source.size && fields.length < limit) {
            const field = decoder.tag(source.size);
            fields.push(field);
            decoder.skip(field.wire, source.size);
        }
    }
    catch (error) {
        if (!(error instanceof ProtobufError))
            throw error;
    }
    return fields;
}
class Decoder {
    #source;
    at = 0;
    constructor(source) {
        this.#source = source;
    }
    seek(offset) {
        this.at = offset;
    }
    message(schema, start, end, depth) {
        if (depth > MAX_DEPTH)
            throw this.#error(`Messages are nested more than ${MAX_DEPTH} levels deep`);
        const fields = schema.fields();
        // Without a prototype, so that no field can meet one.
        const message = Object.create(null);
        this.at = start;
        while (this.at < end) {
            const { number, wire } = this.tag(end);
            const field = fields[number];
            if (field === undefined)
                throw this.#error(`${schema.name} has the unknown field ${number}`);
            const [name, kind] = field;
            const value = this.#value(kind, wire, end, { schema, name, depth, before: message[name] });
            message[name] = value;
        }
        return message;
    }
    /** Reads a field's number and wire type. */
    tag(end) {
        const tag = this.#varint(end);
        const number = Number(tag >> 3n);
        if (number === 0 || number > 536_870_911)
            throw this.#error(`A field has the impossible number ${number}`);
        return { number, wire: Number(tag & 7n) };
    }
    skip(wire, end) {
        if (wire === VARINT)
            this.#varint(end);
        else if (wire === LENGTH)
            this.#range(end);
        else if (wire === FIXED64 || wire === FIXED32)
            this.#advance(wire === FIXED64 ? 8 : 4, end);
        else
            throw this.#error(`A field has wire type ${wire}, which is not used`);
    }
    #value(kind, wire, end, field) {
        const { before, schema, name, depth } = field;
        const label = `${schema.name}.${name}`;
        const isList = typeof kind === "object" ? "many" in kind : /s$|^count/.test(kind);
        if (!isList && before !== undefined)
            throw this.#error(`${label} stands twice`);
        if (typeof kind === "object") {
            this.#expect(wire, LENGTH, label);
            const { offset, length } = this.#range(end);
            const inner = "one" in kind ? kind.one : kind.many;
            const message = this.message(inner, offset, offset + length, depth + 1);
            return "one" in kind ? message : push(before, message);
        }
        if (kind === "int" || kind === "float") {
            this.#expect(wire, kind === "int" ? VARINT : FIXED32, label);
            if (kind === "int")
                return this.#int(end);
            const at = this.#advance(4, end);
            return this.#source.read(at, 4).readFloatLE(0);
        }
        if (kind.startsWith("count"))
            return this.#count(kind, wire, end, label, countOf(before));
        if (kind === "ints")
            return this.#ints(wire, end, label, before);
        this.#expect(wire, LENGTH, label);
        const range = this.#range(end);
        if (kind === "range")
            return range;
        if (kind === "ranges")
            return push(before, range);
        const text = this.#text(range, label);
        return kind === "text" ? text : push(before, text);
    }
    #ints(wire, end, label, before) {
        if (wire === VARINT)
            return push(before, this.#int(end));
        const values = isList(before) ? before : [];
        this.#expect(wire, LENGTH, label);
        const { offset, length } = this.#range(end);
        for (this.at = offset; this.at < offset + length;)
            values.push(this.#int(offset + length));
        return values;
    }
    #count(kind, wire, end, label, before) {
        const width = kind === "count-4" ? 4 : kind === "count-8" ? 8 : 0;
        if (wire !== LENGTH) {
            this.#expect(wire, width === 4 ? FIXED32 : width === 8 ? FIXED64 : VARINT, label);
            this.skip(wire, end);
            return { count: before + 1 };
        }
        const { offset, length } = this.#range(end);
        if (width > 0) {
            if (length % width !== 0)
                throw this.#error(`${label} does not end on a whole number`);
            return { count: before + length / width };
        }
        return { count: before + this.#countVarints(offset, offset + length, label) };
    }
    /** Counts numbers by the bytes that end one; far quicker than reading each. */
    #countVarints(start, end, label) {
        let count = 0;
        let run = 0;
        for (let at = start; at < end; at += CHUNK_BYTES) {
            for (const byte of this.#source.read(at, Math.min(CHUNK_BYTES, end - at))) {
                run = byte < 0x80 ? 0 : run + 1;
                if (run === 0)
                    count += 1;
                if (run >= 10)
                    throw this.#error(`${label} has a number longer than 64 bits`);
            }
        }
        if (run > 0)
            throw this.#error(`${label} ends inside a number`);
        return count;
    }
    #text({ offset, length }, label) {
        if (length > protobuf_MAX_TEXT_BYTES)
            throw this.#error(`${label} is longer than ${protobuf_MAX_TEXT_BYTES} bytes`);
        const bytes = this.#source.read(offset, length);
        if (!(0,external_node_buffer_.isUtf8)(bytes))
            throw this.#error(`${label} is not valid UTF-8`);
        return bytes.toString("utf8");
    }
    #int(end) {
        return Number(BigInt.asIntN(64, this.#varint(end)));
    }
    #varint(end) {
        const bytes = this.#source.read(this.at, Math.min(10, end - this.at));
        let value = 0n;
        for (let index = 0; index < bytes.length; index++) {
            const byte = bytes[index];
            value |= BigInt(byte & 0x7f) << BigInt(7 * index);
            if (byte < 0x80) {
                if (value > 0xffffffffffffffffn)
                    break;
                this.at += index + 1;
                return value;
            }
        }
        throw this.#error(bytes.length < 10 ? "The file ends inside a number: it is truncated" : "A number is longer than 64 bits");
    }
    #range(end) {
        const length = Number(this.#varint(end));
        return { offset: this.#advance(length, end), length };
    }
    #advance(length, end) {
        const at = this.at;
        if (!(length <= end - at))
            throw this.#error(`A field of ${length} bytes reaches past the end of its message: the file is truncated or damaged`);
        this.at += length;
        return at;
    }
    #expect(wire, wanted, label) {
        if (wire !== wanted)
            throw this.#error(`${label} has wire type ${wire} instead of ${wanted}`);
    }
    #error(what) {
        return new ProtobufError(`${what} (byte ${this.at}).`);
    }
}
function push(list, item) {
    if (!isList(list))
        return [item];
    list.push(item);
    return list;
}
function isList(value) {
    return Array.isArray(value);
}
function countOf(value) {
    return typeof value === "object" && "count" in value && typeof value.count === "number" ? value.count : 0;
}

;// CONCATENATED MODULE: ./packages/model/lib/strict-json.js
/** Whether a value is a list; `Array.isArray` alone forgets what is in a read-only one. */
function isJsonList(value) {
    return Array.isArray(value);
}
/** A text that is not the JSON it should be; the message completes "the JSON …". */
class JsonError extends Error {
}
const strict_json_MAX_DEPTH = 64;
const SPACE = /[\t\n\r ]*/y;
const STRING_PART = /[^"\\]*/y;
const strict_json_NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null|NaN|-?Infinity/y;
/** Parses JSON as RFC 8259 says and refuses a key that stands twice in one object. Throws a `JsonError`. */
function parseStrictJson(text, rules = {}) {
    const parser = new Parser(text, rules);
    return parser.document();
}
class Parser {
    #text;
    #rules;
    #at = 0;
    constructor(text, rules) {
        this.#text = text;
        this.#rules = rules;
    }
    document() {
        const value = this.#value(0);
        this.#match(SPACE);
        if (this.#at < this.#text.length)
            throw this.#error("has more text behind its value");
        return value;
    }
    #value(depth) {
        if (depth > strict_json_MAX_DEPTH)
            throw this.#error(`is nested more than ${strict_json_MAX_DEPTH} levels deep`);
        this.#match(SPACE);
        const char = this.#text[this.#at];
        if (char === "{")
            return this.#object(depth);
        if (char === "[")
            return this.#array(depth);
        if (char === '"')
            return this.#string();
        const word = this.#match(WORD);
        return word === undefined ? this.#number() : this.#word(word);
    }
    #object(depth) {
        const members = new Map();
        this.#at += 1;
        if (this.#take("}"))
            return members;
        do {
            this.#match(SPACE);
            const key = this.#string();
            if (members.has(key))
                throw this.#error(`has the key ${JSON.stringify(key.slice(0, 80))} twice in one object`);
            this.#expect(":");
            members.set(key, this.#value(depth + 1));
        } while (this.#take(","));
        this.#expect("}");
        return members;
    }
    #array(depth) {
        const items = [];
        this.#at += 1;
        if (this.#take("]"))
            return items;
        do
            items.push(this.#value(depth + 1));
        while (this.#take(","));
        this.#expect("]");
        return items;
    }
    #string() {
        const start = this.#at;
        if (this.#text[start] !== '"')
            throw this.#error("has no string where one belongs");
        this.#at += 1;
        // One pattern for a whole string would run out of stack on a long one.
        for (;;) {
            this.#match(STRING_PART);
            const char = this.#text[this.#at];
            if (char === undefined)
                throw this.#error("ends inside a string");
            this.#at += char === '"' ? 1 : 2;
            if (char === '"')
                break;
        }
        try {
            return String(JSON.parse(this.#text.slice(start, this.#at)));
        }
        catch {
            // JSON.parse knows the escapes and control characters; where the string starts is all that is worth telling.
            this.#at = start;
            throw this.#error("has a malformed string");
        }
    }
    #number() {
        const token = this.#match(strict_json_NUMBER);
        if (token === undefined)
            throw this.#error("has no well-formed value");
        const value = Number(token);
        if (this.#rules.naturalNumbers && !(/^\d+$/.test(token) && Number.isSafeInteger(value))) {
            throw this.#error("has a number that is not a whole number from 0 to 2^53");
        }
        return value;
    }
    #word(word) {
        if (word === "true")
            return true;
        if (word === "false")
            return false;
        if (word === "null")
            return null;
        if (!this.#rules.pythonNumbers)
            throw this.#error(`has ${word}, which JSON does not know`);
        return Number(word);
    }
    #match(pattern) {
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.#text)?.[0];
        if (found !== undefined)
            this.#at += found.length;
        return found;
    }
    #take(char) {
        this.#match(SPACE);
        if (this.#text[this.#at] !== char)
            return false;
        this.#at += 1;
        return true;
    }
    #expect(char) {
        if (!this.#take(char))
            throw this.#error(`has no '${char}' where one belongs`);
    }
    #error(problem) {
        return new JsonError(`${problem} (character ${this.#at})`);
    }
}

;// CONCATENATED MODULE: ./packages/model/lib/detect/archives.js
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const MAX_NAMES = 10_000;
const [END_SIGNATURE, ENTRY_SIGNATURE] = ["PK\u0005\u0006", "PK\u0001\u0002"];
/** Says in a ZIP64 archive that the true number stands elsewhere. */
const ELSEWHERE = 0xffffffff;
const TAR_BLOCK_BYTES = 512;
/** How far from the file's end a tar archive is looked for; its first block is always looked at. */
const TAR_TAIL_BYTES = 262_144;
/**
 * The names in a file's ZIP directory; undefined when no reader would see one. Readers look for it from the end (APPNOTE 6.3.10, section 4.3.16) and take
 * archives with anything before them, so the first bytes say nothing. The names only describe the archive: one whose directory lies is refused all the same.
 */
function findZipNames(source) {
    const tailAt = Math.max(0, source.size - END_BYTES - MAX_COMMENT_BYTES);
    const tail = source.read(tailAt, source.size - tailAt);
    for (let end = tail.lastIndexOf(END_SIGNATURE, undefined, "latin1"); end >= 0; end = end === 0 ? -1 : tail.lastIndexOf(END_SIGNATURE, end - 1, "latin1")) {
        if (end + END_BYTES > tail.length)
            continue;
        const [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
        if (length === ELSEWHERE || offset === ELSEWHERE)
            return [];
        if (length === 0 && tail.readUInt16LE(end + 10) === 0)
            return [];
        // What stands before the archive shifts its directory, and not every writer counts it in.
        const at = [offset, tailAt + end - length].find((place) => place >= 0 && source.read(place, 4).toString("latin1") === ENTRY_SIGNATURE);
        if (at !== undefined)
            return readNames(source.read(at, Math.min(length, 16 * 2 ** 20)));
    }
    return undefined;
}
function readNames(directory) {
    const names = [];
    for (let at = 0; at + 46 <= directory.length && names.length < MAX_NAMES && directory.toString("latin1", at, at + 4) === ENTRY_SIGNATURE;) {
        const nameLength = directory.readUInt16LE(at + 28);
        names.push(directory.toString("utf8", at + 46, at + 46 + nameLength));
        at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return names;
}
/** Whether a file starts with a tar archive (POSIX pax, "ustar Interchange Format"), or one begins near its end, behind something else. */
function hasTar(source) {
    if (isTarHeader(source.read(0, TAR_BLOCK_BYTES)))
        return true;
    const from = Math.ceil(Math.max(0, source.size - TAR_TAIL_BYTES) / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
    const tail = source.read(from, source.size - from);
    for (let at = tail.indexOf("ustar", 0, "latin1"); at >= 0; at = tail.indexOf("ustar", at + 1, "latin1")) {
        const start = at - 257;
        if (start >= 0 && start % TAR_BLOCK_BYTES === 0 && isTarHeader(tail.subarray(start, start + TAR_BLOCK_BYTES)))
            return true;
    }
    return false;
}
/** A header holds the sum of its own bytes, with its own field counted as spaces; older archives have no other mark. */
function isTarHeader(block) {
    const field = /^[ 0]*([0-7]+)[ \0]*$/.exec(block.toString("latin1", 148, 156))?.[1];
    if (block.length < TAR_BLOCK_BYTES || field === undefined || block[0] === 0)
        return false;
    const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    return sum === Number.parseInt(field, 8);
}

;// CONCATENATED MODULE: ./packages/model/lib/detect/claims.js







const HEAD_BYTES = 65_536;
/** Text and JSON are read whole, to be sure of every byte. */
const claims_MAX_TEXT_BYTES = 64 * 2 ** 20;
/** Tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13]);
const MAX_SAFETENSORS_HEADER = 100000000n;
const HDF5_SIGNATURE = "894844460d0a1a0a";
const MAGICS = [
    ["gguf", "47475546"],
    ["numpy", "934e554d5059"],
    ["compressed", "425a6839314159265359"],
    ["compressed", "fd377a585a00"],
    ["compressed", "04224d18"],
    ["compressed", "28b52ffd"],
    ["compressed", "5d000080"],
    ["compressed", "377abcaf271c"],
];
/** Wire types of ModelProto's fields. */
const ONNX_FIELDS = { 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2 };
/**
 * Says which formats a file is in by its bytes alone: every format is asked, and each looks where its loaders look, be that the first byte, the end or
 * in between. A file with two of them is another thing to another loader. There is always one at least; never throws for what the bytes are.
 */
function claimFormats(source) {
    if (source.size === 0)
        return ["empty"];
    const head = source.read(0, HEAD_BYTES);
    const claims = [
        isSafetensors(head) ? "safetensors" : undefined,
        findMagic(head),
        isHdf5(source) ? "hdf5" : undefined,
        claimZip(source, head),
        hasTar(source) ? "tar" : undefined,
        claimCompressed(head),
        isOnnx(source, head) ? "onnx" : undefined,
    ].filter((format) => format !== undefined);
    const text = claims.length === 0 ? readText(source) : undefined;
    const pickle = claimPickle(source, head, { isText: text !== undefined, isOther: claims.length > 0 });
    if (pickle !== undefined)
        return [...claims, pickle];
    if (claims.length > 0)
        return claims;
    return [text === undefined ? "unknown" : isJson(text) ? "json" : "text"];
}
function findMagic(head) {
    const hex = head.subarray(0, 16).toString("hex");
    return MAGICS.find(([, start]) => hex.startsWith(start))?.[0];
}
function isSafetensors(head) {
    return head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) <= MAX_SAFETENSORS_HEADER;
}
/** HDF5 looks for its signature at 0, 512, 1024, 2048 and so on, behind a user block (HDF5 File Format Specification 3.0, II.A). */
function isHdf5(source) {
    for (let at = 0; at < source.size; at = at === 0 ? 512 : at * 2) {
        if (source.read(at, 8).toString("hex") === HDF5_SIGNATURE)
            return true;
    }
    return false;
}
function isOnnx(source, head) {
    const fields = listFields(source, 64);
    const known = fields.length >= 2 && fields.every(({ number, wire }) => ONNX_FIELDS[number] === wire);
    const numbers = fields.map((field) => field.number);
    // Writers put the IR version first; other orders must be read to the end to be believed.
    return known && numbers.includes(7) && (head[0] === 0x08 || numbers.includes(1));
}
function claimZip(source, head) {
    const found = findZipNames(source);
    if (found === undefined && head.subarray(0, 2).toString("latin1") !== "PK")
        return undefined;
    const names = found ?? [];
    if (names.some((name) => name.endsWith(".pkl")))
        return "torch";
    if (names.includes("model.weights.h5") || (names.includes("config.json") && names.includes("metadata.json")))
        return "keras";
    if (names.length > 0 && names.every((name) => name.endsWith(".npy")))
        return "numpy-zip";
    return "zip";
}
function claimCompressed(head) {
    const inner = inflateHead(head);
    if (inner === undefined)
        return undefined;
    return inner[0] === 0x80 || walkPickle(sourceOf(inner)).runsCode ? "joblib" : "compressed";
}
/** Unpacks the start of gzip or zlib data; undefined when it is neither. */
function inflateHead(head) {
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    const isZlib = head[0] === 0x78 && head.length > 2 && head.readUInt16BE(0) % 31 === 0;
    if (!isGzip && !isZlib)
        return undefined;
    const options = { finishFlush: external_node_zlib_.constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 2 ** 20 };
    try {
        // 8 KiB cannot grow beyond the limit, so that a bomb stays small.
        const start = head.subarray(0, 8192);
        return isGzip ? (0,external_node_zlib_.unzipSync)(start, options) : (0,external_node_zlib_.inflateSync)(start, options);
    }
    catch {
        // Damaged gzip is still gzip; text that starts with "x^" is no zlib.
        return isGzip ? Buffer.alloc(0) : undefined;
    }
}
/**
 * Whether an unpickler would run something, or the file is nothing but a pickle. In a file of another format an import is what counts: without one an unpickler makes
 * plain data at most, and one safetensors header in 200 happens to read as a short text and a STOP. Prose may begin as a pickle does ("N.B." is
 * one of None, and every word list whose first word starts with "c" imports), so text must import and go on, or end with its STOP.
 */
function claimPickle(source, head, file) {
    const walk = walkPickle(source);
    const format = head.includes("numpy_pickle") || head.includes("joblib\u0094") ? "joblib" : "pickle";
    if (walk.runsCode || (walk.imports && (walk.stops || !file.isText)))
        return format;
    if (file.isOther)
        return undefined;
    // A stream that breaks off can have done its work before.
    const isDamaged = head[0] === 0x80 && (head[1] ?? 255) <= 5;
    return walk.complete || isDamaged ? format : undefined;
}
/** The file's text; undefined when it has bytes that no text has. */
function readText(source) {
    if (source.size > claims_MAX_TEXT_BYTES)
        return undefined;
    const bytes = source.read(0, source.size);
    if (!(0,external_node_buffer_.isUtf8)(bytes) || bytes.some((byte) => (byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127))
        return undefined;
    return bytes.toString("utf8").replace(/^\ufeff/, "");
}
function isJson(text) {
    if (!/^\s*[[{]/.test(text))
        return false;
    try {
        parseStrictJson(text, { pythonNumbers: true });
        return true;
    }
    catch (error) {
        if (!(error instanceof JsonError))
            throw error;
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/model/lib/format.js
/** Why a format is refused until somebody vouches for a file's digest: loading it can run code. */
const CODE_WORDS = {
    pickle: "a Python pickle, which can run any code when it is loaded",
    joblib: "a joblib file, which is a Python pickle and can run any code when it is loaded",
    torch: "a PyTorch archive, which holds a Python pickle and can run any code when it is loaded",
    keras: "a Keras archive, whose Lambda layers can run any code when they are loaded",
    hdf5: "an HDF5 file, in which Keras models can carry code that runs when they are loaded",
    "numpy-zip": "a NumPy archive, whose object arrays are Python pickles",
    zip: "a ZIP archive whose content is not inspected yet and may be a Python pickle",
    tar: "a tar archive whose content is not inspected yet and may be a Python pickle",
    compressed: "a compressed file whose content is not inspected yet and may be a Python pickle",
};
const PICKLES = ["pickle", "joblib", "compressed"];
const TEXTS = ["text", "json", "empty"];
/** Formats by the ends of names that loaders choose by; the first is the one that the name means. */
const PROMISES = {
    ".safetensors": ["safetensors"],
    ".onnx": ["onnx"],
    ".gguf": ["gguf"],
    ".json": ["json"],
    ".pkl": [...PICKLES, "torch"],
    ".pickle": [...PICKLES, "torch"],
    ".joblib": [...PICKLES],
    ".dill": ["pickle"],
    ".pt": ["torch", "pickle", "tar"],
    ".pth": ["torch", "pickle", "tar"],
    ".h5": ["hdf5"],
    ".hdf5": ["hdf5"],
    ".keras": ["keras", "zip", "hdf5"],
    ".skops": ["zip"],
    ".npy": ["numpy"],
    ".npz": ["numpy-zip", "zip"],
    ".tar": ["tar"],
    ".zip": ["zip", "torch", "keras", "numpy-zip"],
    ".md": TEXTS,
    ".txt": TEXTS,
    ".yaml": TEXTS,
    ".yml": TEXTS,
    ".jinja": TEXTS,
    ".py": TEXTS,
};
/** Why loading a file of this format can run code; undefined when it cannot. */
function codeWordOf(format) {
    return CODE_WORDS[format];
}
/** The formats that a name promises by its end, as loaders read it; undefined when it promises none. */
function promisedFormats(name) {
    return PROMISES[/\.[^./]+$/.exec(name)?.[0].toLowerCase() ?? ""];
}

;// CONCATENATED MODULE: ./packages/model/lib/onnx/external-file.js


/**
 * Finds what is wrong with a piece of external data, or nothing: it must be a plain file of the model's folder, reached by a relative path without `..`, links or second names,
 * and hold the bytes the tensor takes.
 */
function checkExternalFile(data, folder) {
    const { location, offset, length, bytes } = data;
    if (/[\p{Cc}\\:]/u.test(location))
        return "is at a path with a backslash, a colon or a control character";
    if (external_node_path_.posix.isAbsolute(location))
        return "is at an absolute path";
    if (location.split("/").some((part) => part === ".." || part === ""))
        return "is at a path that leads upwards or is malformed";
    const base = (0,external_node_path_.dirname)(folder.file);
    const path = (0,external_node_path_.resolve)(base, location);
    if (!path.startsWith(folder.root + external_node_path_.sep))
        return "is outside the model's folder";
    try {
        // Every step is looked at without following it, so that a link to a folder is found, too.
        for (let step = path; step !== base; step = (0,external_node_path_.dirname)(step)) {
            const info = (0,external_node_fs_.lstatSync)(step);
            if (info.isSymbolicLink())
                return "is reached through a symbolic link";
            if (step !== path)
                continue;
            if (!info.isFile())
                return "is not a plain file";
            if (info.nlink !== 1)
                return "is a file with a second name (hard link)";
            if (offset + (length ?? bytes) > info.size)
                return `needs ${offset + (length ?? bytes)} bytes of a file that has ${info.size}: it is truncated`;
        }
        return undefined;
    }
    catch {
        // Whatever keeps it from being looked at keeps the model from being loaded.
        return "is not there, or cannot be looked at";
    }
}

;// CONCATENATED MODULE: ./packages/model/lib/structure.js
/** The most problems that are kept of one file; one is enough to fail it. */
const MAX_PROBLEMS = 50;
/** Collects problems up to a limit. */
class ProblemList {
    problems = [];
    unchecked = [];
    add(rule, what) {
        if (this.problems.length < MAX_PROBLEMS)
            this.problems.push({ rule, what });
    }
    leave(what) {
        if (this.unchecked.length < MAX_PROBLEMS)
            this.unchecked.push(what);
    }
}
/** Writes a name from an untrusted file so that it cannot break a line or fill a log. */
function quoteName(name) {
    const text = JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
    return `'${text.slice(1, -1)}'`;
}

;// CONCATENATED MODULE: ./packages/model/lib/onnx/tensor.js

function type(name, bits, field, ratio = 1) {
    return { name, bits, field, ratio };
}
const TYPES = {
    1: type("float32", 32, "floats"),
    2: type("uint8", 8, "int32s"),
    3: type("int8", 8, "int32s"),
    4: type("uint16", 16, "int32s"),
    5: type("int16", 16, "int32s"),
    6: type("int32", 32, "int32s"),
    7: type("int64", 64, "int64s"),
    8: type("string", 0, "strings"),
    9: type("bool", 8, "int32s"),
    10: type("float16", 16, "int32s"),
    11: type("float64", 64, "doubles"),
    12: type("uint32", 32, "uint64s"),
    13: type("uint64", 64, "uint64s"),
    14: type("complex64", 64, "floats", 2),
    15: type("complex128", 128, "doubles", 2),
    16: type("bfloat16", 16, "int32s"),
    17: type("float8e4m3fn", 8, "int32s"),
    18: type("float8e4m3fnuz", 8, "int32s"),
    19: type("float8e5m2", 8, "int32s"),
    20: type("float8e5m2fnuz", 8, "int32s"),
    21: type("uint4", 4, "int32s", 1 / 2),
    22: type("int4", 4, "int32s", 1 / 2),
    23: type("float4e2m1", 4, "int32s", 1 / 2),
    24: type("float8e8m0", 8, "int32s"),
    25: type("uint2", 2, "int32s", 1 / 4),
    26: type("int2", 2, "int32s", 1 / 4),
};
const TYPED_FIELDS = ["floats", "int32s", "int64s", "uint64s", "doubles", "strings"];
const EXTERNAL_KEYS = ["location", "offset", "length", "checksum", "basepath"];
const EXTERNAL = 1;
/** The name of an element type; undefined when ONNX has none with this number. */
function findElementType(number) {
    return TYPES[number ?? 0]?.name;
}
/** The number of elements of dimensions; undefined when it cannot be counted exactly. */
function countElements(dims) {
    let product = 1;
    for (const size of dims) {
        if (!Number.isSafeInteger(size) || size < 0)
            return undefined;
        product *= size;
        if (!Number.isSafeInteger(product))
            return undefined;
    }
    return product;
}
/** Checks that a tensor has exactly the data its type and shape say. Gives back its external data, whose file the caller must check. */
function checkTensor(tensor, what, list) {
    const fail = (problem) => void list.add("onnx-tensor", `${what} ${problem}.`);
    const element = TYPES[tensor.dataType ?? 0];
    if (element === undefined)
        return fail(`has the unknown element type ${tensor.dataType ?? 0}`);
    if (tensor.segment !== undefined)
        return fail("is stored in segments, which no runtime reads");
    const elements = countElements(tensor.dims ?? []);
    if (elements === undefined)
        return fail("has a negative or uncountable dimension");
    const bytes = Math.ceil((elements * element.bits) / 8);
    if (!Number.isSafeInteger(elements * Math.max(element.bits, 1)))
        return fail("has too many elements to count");
    const filled = TYPED_FIELDS.filter((field) => lengthOf(tensor, field) > 0);
    if ((tensor.location ?? 0) === EXTERNAL) {
        if (tensor.raw !== undefined || filled.length > 0)
            return fail("has data in the file and outside it");
        if (element.bits === 0)
            return fail("holds texts outside the file, which is not allowed");
        return readExternal(tensor.external ?? [], bytes, what, list);
    }
    if ((tensor.location ?? 0) !== 0)
        return fail(`has the unknown data location ${tensor.location}`);
    if ((tensor.external ?? []).length > 0)
        return fail("names external data, but says that its data is in the file");
    if (tensor.raw !== undefined) {
        if (filled.length > 0)
            return fail("has its data twice");
        if (element.bits === 0)
            return fail("holds texts as raw bytes");
        return tensor.raw.length === bytes ? undefined : fail(`has ${tensor.raw.length} raw bytes, but its type and shape take ${bytes}`);
    }
    if (filled.some((field) => field !== element.field))
        return fail(`holds ${element.name} in a field of another type`);
    const [have, need] = [lengthOf(tensor, element.field), Math.ceil(elements * element.ratio)];
    return have === need ? undefined : fail(`has ${have} stored elements, but its type and shape take ${need}`);
}
function lengthOf(tensor, field) {
    return field === "strings" ? (tensor.strings?.length ?? 0) : (tensor[field]?.count ?? 0);
}
function readExternal(entries, bytes, what, list) {
    const fail = (problem) => void list.add("onnx-external-data", `${what} ${problem}.`);
    const values = new Map();
    for (const { key = "", value = "" } of entries) {
        if (!EXTERNAL_KEYS.includes(key))
            return fail(`describes its external data with the unknown key ${quoteName(key)}`);
        if (values.has(key))
            return fail(`gives the ${key} of its external data twice`);
        values.set(key, value);
    }
    const [location, offset, length] = [values.get("location"), readCount(values.get("offset") ?? "0"), readCount(values.get("length"))];
    if (location === undefined || location === "")
        return fail("does not say where its external data is");
    if (values.has("basepath"))
        return fail("gives a base path for its external data, which could lead anywhere");
    if (offset === undefined)
        return fail("has an offset of its external data that is no whole number");
    if (values.has("length") && length === undefined)
        return fail("has a length of its external data that is no whole number");
    if (length !== undefined && length !== bytes)
        return fail(`takes ${length} bytes of its external data, but its type and shape take ${bytes}`);
    return { location, offset, length, bytes };
}
function readCount(text) {
    if (text === undefined || !/^\d{1,16}$/.test(text))
        return undefined;
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : undefined;
}

;// CONCATENATED MODULE: ./packages/model/lib/onnx/graph.js


const RULE = "onnx-graph";
/** The fields that each attribute type may have; absent singular numbers and texts are zero and empty. */
const ATTRIBUTE_FIELDS = {
    1: "f",
    2: "i",
    3: "s",
    4: "t",
    5: "g",
    6: "floats",
    7: "ints",
    8: "strings",
    9: "tensors",
    10: "graphs",
    11: "sparseTensor",
    12: "sparseTensors",
    13: "tp",
    14: "typeProtos",
};
const MUST_BE_PRESENT = ["t", "g", "sparseTensor", "tp"];
/** Checks a graph and the graphs inside it: names assigned once, nodes in order, every output made, every tensor complete. */
function checkGraph(graph, scope, outer) {
    const { list } = scope;
    const names = { own: new Set(), outer };
    if ((graph.name ?? "") === "")
        list.add(RULE, "A graph has no name.");
    for (const input of graph.inputs ?? []) {
        checkValue(input, "Input", outer === undefined, list);
        graph_assign(names, input.name ?? "", "graph input", list);
    }
    checkInitializers(graph, names, scope);
    checkNodes(graph.nodes ?? [], names, scope);
    if ((graph.outputs ?? []).length === 0)
        list.add(RULE, `Graph ${quoteName(graph.name ?? "")} has no output.`);
    for (const output of graph.outputs ?? []) {
        checkValue(output, "Output", outer === undefined, list);
        if (!isKnown(names, output.name ?? ""))
            list.add(RULE, `Output ${quoteName(output.name ?? "")} of the graph is made by no node.`);
    }
    for (const value of graph.values ?? [])
        checkValue(value, "Value", false, list);
}
/** Checks nodes that follow each other: what one reads must be there before it. */
function checkNodes(nodes, names, scope) {
    for (const node of nodes) {
        scope.totals.nodes += 1;
        const shown = describeNode(node);
        if ((node.opType ?? "") === "")
            scope.list.add(RULE, `${shown} has no operator.`);
        if ((node.inputs ?? []).length + (node.outputs ?? []).length === 0)
            scope.list.add(RULE, `${shown} has neither inputs nor outputs.`);
        if (!scope.domains.has(normaliseDomain(node.domain)))
            scope.list.add(RULE, `${shown} is of the domain ${quoteName(node.domain ?? "")}, which is not imported.`);
        for (const input of node.inputs ?? []) {
            if (input !== "" && !isKnown(names, input))
                scope.list.add(RULE, `${shown} reads ${quoteName(input)}, which nothing before it makes.`);
        }
        checkAttributes(node.attributes ?? [], shown, names, scope);
        for (const output of node.outputs ?? [])
            if (output !== "")
                graph_assign(names, output, "output of a node", scope.list);
    }
}
/** The default domain has two spellings. */
function normaliseDomain(domain) {
    return domain === undefined || domain === "ai.onnx" ? "" : domain;
}
/** Starts the names of a function's body. */
function namesOf(inputs) {
    return { own: new Set(inputs), outer: undefined };
}
/** Whether a name is visible. */
function isKnown(names, name) {
    for (let at = names; at !== undefined; at = at.outer)
        if (at.own.has(name))
            return true;
    return false;
}
function graph_assign(names, name, what, list) {
    if (name === "")
        list.add(RULE, `A ${what} has no name.`);
    else if (names.own.has(name))
        list.add(RULE, `The name ${quoteName(name)} is given twice; the second is a ${what}.`);
    names.own.add(name);
}
function checkInitializers(graph, names, scope) {
    const seen = new Set();
    const sparse = (graph.sparseInitializers ?? []).flatMap((tensor) => tensor.values ?? []);
    for (const tensor of [...(graph.initializers ?? []), ...sparse]) {
        const name = tensor.name ?? "";
        const shown = `Initializer ${quoteName(name)}`;
        if (name === "")
            scope.list.add(RULE, "An initializer has no name.");
        if (seen.has(name))
            scope.list.add(RULE, `${shown} stands twice.`);
        seen.add(name);
        if (scope.irVersion < 4 && !names.own.has(name))
            scope.list.add(RULE, `${shown} is not an input of the graph, as IR versions before 4 demand.`);
        names.own.add(name);
        scope.tensor(tensor, shown);
        scope.totals.tensors += 1;
        scope.totals.parameters += countElements(tensor.dims ?? []) ?? 0;
        const dtype = findElementType(tensor.dataType) ?? "unknown";
        scope.totals.dtypes[dtype] = (scope.totals.dtypes[dtype] ?? 0) + 1;
    }
    for (const tensor of graph.sparseInitializers ?? [])
        checkSparse(tensor, scope);
}
function checkSparse(tensor, scope) {
    if (tensor.values === undefined || tensor.indices === undefined)
        scope.list.add(RULE, "A sparse tensor has no values or no indices.");
    else
        scope.tensor(tensor.indices, `Indices of sparse tensor ${quoteName(tensor.values.name ?? "")}`);
}
function checkAttributes(attributes, node, names, scope) {
    const seen = new Set();
    for (const attribute of attributes) {
        const name = attribute.name ?? "";
        const shown = `Attribute ${quoteName(name)} of ${node.charAt(0).toLowerCase()}${node.slice(1)}`;
        if (name === "")
            scope.list.add(RULE, `An attribute of ${node} has no name.`);
        if (seen.has(name))
            scope.list.add(RULE, `${shown} stands twice.`);
        seen.add(name);
        checkAttributeType(attribute, shown, scope.list);
        for (const tensor of [attribute.t ?? [], attribute.tensors ?? []].flat())
            scope.tensor(tensor, `The tensor of ${shown}`);
        for (const sparse of [attribute.sparseTensor ?? [], attribute.sparseTensors ?? []].flat()) {
            checkSparse(sparse, scope);
            if (sparse.values)
                scope.tensor(sparse.values, `The sparse tensor of ${shown}`);
        }
        for (const graph of [attribute.g ?? [], attribute.graphs ?? []].flat())
            checkGraph(graph, scope, names);
    }
}
function checkAttributeType(attribute, shown, list) {
    const field = ATTRIBUTE_FIELDS[attribute.type ?? 0];
    const present = Object.values(ATTRIBUTE_FIELDS).filter((name) => attribute[name] !== undefined);
    if (field === undefined)
        return list.add(RULE, `${shown} has the unknown type ${attribute.type ?? 0}.`);
    if (present.some((name) => name !== field))
        return list.add(RULE, `${shown} has a value that is not of its type.`);
    if (attribute.reference !== undefined && present.length > 0)
        return list.add(RULE, `${shown} refers to another attribute and has a value.`);
    if (present.length === 0 && attribute.reference === undefined && MUST_BE_PRESENT.includes(field))
        list.add(RULE, `${shown} has no value.`);
}
function checkValue(value, what, isTyped, list) {
    const shown = `${what} ${quoteName(value.name ?? "")}`;
    if ((value.name ?? "") === "")
        list.add(RULE, `${what} of a graph has no name.`);
    if (value.type === undefined) {
        if (isTyped)
            list.add(RULE, `${shown} of the graph has no type.`);
    }
    else if (!isType(value.type, isTyped))
        list.add(RULE, `${shown} of the graph has a type that ONNX does not know.`);
}
function isType(type, isComplete) {
    const tensor = type.tensor ?? type.sparse;
    if (tensor)
        return (findElementType(tensor.elemType) !== undefined && (tensor.shape?.dim ?? []).every(({ value }) => value === undefined || value >= 0));
    const inner = type.sequence ?? type.optional;
    if (inner)
        return inner.elemType !== undefined && isType(inner.elemType, isComplete);
    if (type.map)
        return findElementType(type.map.keyType) !== undefined && type.map.valueType !== undefined && isType(type.map.valueType, isComplete);
    return type.opaque !== undefined || !isComplete;
}
function describeNode(node) {
    const name = node.name ? ` ${quoteName(node.name)}` : node.outputs?.[0] ? ` that makes ${quoteName(node.outputs[0])}` : "";
    return `Node${name} (${quoteName(node.opType ?? "")})`;
}

;// CONCATENATED MODULE: ./packages/model/lib/onnx/schema.js
function schema(name, fields) {
    // Asked for on every message; messages refer to each other, so that it cannot be a plain value.
    let known;
    return { name, fields: () => (known ??= fields()) };
}
const StringEntry = schema("StringStringEntryProto", () => ({ 1: ["key", "text"], 2: ["value", "text"] }));
const Segment = schema("Segment", () => ({ 1: ["begin", "int"], 2: ["end", "int"] }));
const OperatorSet = schema("OperatorSetIdProto", () => ({ 1: ["domain", "text"], 2: ["version", "int"] }));
const Dimension = schema("Dimension", () => ({ 1: ["value", "int"], 2: ["param", "text"], 3: ["denotation", "text"] }));
const Shape = schema("TensorShapeProto", () => ({ 1: ["dim", { many: Dimension }] }));
const TensorType = schema("TypeProto.Tensor", () => ({ 1: ["elemType", "int"], 2: ["shape", { one: Shape }] }));
const ElementType = schema("TypeProto.Sequence", () => ({ 1: ["elemType", { one: Type }] }));
const MapType = schema("TypeProto.Map", () => ({ 1: ["keyType", "int"], 2: ["valueType", { one: Type }] }));
const Opaque = schema("TypeProto.Opaque", () => ({ 1: ["domain", "text"], 2: ["name", "text"] }));
const Type = schema("TypeProto", () => ({
    1: ["tensor", { one: TensorType }],
    4: ["sequence", { one: ElementType }],
    5: ["map", { one: MapType }],
    6: ["denotation", "text"],
    7: ["opaque", { one: Opaque }],
    8: ["sparse", { one: TensorType }],
    9: ["optional", { one: ElementType }],
}));
const ValueInfo = schema("ValueInfoProto", () => ({
    1: ["name", "text"],
    2: ["type", { one: Type }],
    3: ["doc", "text"],
    4: ["metadata", { many: StringEntry }],
}));
const Tensor = schema("TensorProto", () => ({
    1: ["dims", "ints"],
    2: ["dataType", "int"],
    3: ["segment", { one: Segment }],
    4: ["floats", "count-4"],
    5: ["int32s", "count-varint"],
    6: ["strings", "ranges"],
    7: ["int64s", "count-varint"],
    8: ["name", "text"],
    9: ["raw", "range"],
    10: ["doubles", "count-8"],
    11: ["uint64s", "count-varint"],
    12: ["doc", "text"],
    13: ["external", { many: StringEntry }],
    14: ["location", "int"],
    16: ["metadata", { many: StringEntry }],
}));
const SparseTensor = schema("SparseTensorProto", () => ({
    1: ["values", { one: Tensor }],
    2: ["indices", { one: Tensor }],
    3: ["dims", "ints"],
}));
const Attribute = schema("AttributeProto", () => ({
    1: ["name", "text"],
    2: ["f", "float"],
    3: ["i", "int"],
    4: ["s", "range"],
    5: ["t", { one: Tensor }],
    6: ["g", { one: Graph }],
    7: ["floats", "count-4"],
    8: ["ints", "count-varint"],
    9: ["strings", "ranges"],
    10: ["tensors", { many: Tensor }],
    11: ["graphs", { many: Graph }],
    13: ["doc", "text"],
    14: ["tp", { one: Type }],
    15: ["typeProtos", { many: Type }],
    20: ["type", "int"],
    21: ["reference", "text"],
    22: ["sparseTensor", { one: SparseTensor }],
    23: ["sparseTensors", { many: SparseTensor }],
}));
const Node = schema("NodeProto", () => ({
    1: ["inputs", "texts"],
    2: ["outputs", "texts"],
    3: ["name", "text"],
    4: ["opType", "text"],
    5: ["attributes", { many: Attribute }],
    6: ["doc", "text"],
    7: ["domain", "text"],
    8: ["overload", "text"],
    9: ["metadata", { many: StringEntry }],
    10: ["devices", "ranges"],
}));
const Graph = schema("GraphProto", () => ({
    1: ["nodes", { many: Node }],
    2: ["name", "text"],
    5: ["initializers", { many: Tensor }],
    10: ["doc", "text"],
    11: ["inputs", { many: ValueInfo }],
    12: ["outputs", { many: ValueInfo }],
    13: ["values", { many: ValueInfo }],
    14: ["quantization", "ranges"],
    15: ["sparseInitializers", { many: SparseTensor }],
    16: ["metadata", { many: StringEntry }],
}));
const FunctionSchema = schema("FunctionProto", () => ({
    1: ["name", "text"],
    4: ["inputs", "texts"],
    5: ["outputs", "texts"],
    6: ["attributeNames", "texts"],
    7: ["nodes", { many: Node }],
    8: ["doc", "text"],
    9: ["opsets", { many: OperatorSet }],
    10: ["domain", "text"],
    11: ["attributes", { many: Attribute }],
    12: ["values", { many: ValueInfo }],
    13: ["overload", "text"],
    14: ["metadata", { many: StringEntry }],
}));
/** The message of a whole ONNX file (onnx.proto of IR version 13). */
const MODEL = schema("ModelProto", () => ({
    1: ["irVersion", "int"],
    2: ["producer", "text"],
    3: ["producerVersion", "text"],
    4: ["domain", "text"],
    5: ["modelVersion", "int"],
    6: ["doc", "text"],
    7: ["graph", { one: Graph }],
    8: ["opsets", { many: OperatorSet }],
    14: ["metadata", { many: StringEntry }],
    20: ["training", "ranges"],
    25: ["functions", { many: FunctionSchema }],
    26: ["configuration", "ranges"],
}));

;// CONCATENATED MODULE: ./packages/model/lib/onnx/onnx.js






/** The newest versions whose rules are known (ONNX 1.22). */
const KNOWN_IR_VERSION = 13;
const KNOWN_OPSET = 27;
/** Calls are followed by recursion, which must not run out of stack. */
const MAX_FUNCTIONS = 1000;
const onnx_RULE = "onnx-model";
/**
 * Checks the structure rules of an ONNX model (https://github.com/onnx/onnx/blob/main/docs/IR.md) without loading its weights. Without `folder` external data is a problem, because the file alone is then the model.
 * Never throws for what the bytes are.
 */
function inspectOnnx(source, folder) {
    const list = new ProblemList();
    let model;
    try {
        model = decodeMessage(source, MODEL);
    }
    catch (error) {
        if (!(error instanceof ProtobufError))
            throw error;
        list.add("onnx-message", error.message);
        return { problems: list.problems, unchecked: [], facts: emptyFacts() };
    }
    const external = new Set();
    const scope = {
        irVersion: model.irVersion ?? 0,
        domains: new Set((model.opsets ?? []).map((opset) => normaliseDomain(opset.domain))),
        list,
        totals: { nodes: 0, parameters: 0, tensors: 0, dtypes: {} },
        tensor(tensor, what) {
            const data = checkTensor(tensor, what, list);
            if (data === undefined)
                return;
            external.add(data.location);
            const problem = folder === undefined
                ? "is outside the model's file; name the folder as the model, so that its identity covers both"
                : checkExternalFile(data, folder);
            if (problem !== undefined)
                list.add("onnx-external-data", `External data of ${what.charAt(0).toLowerCase()}${what.slice(1)} ${problem}.`);
        },
    };
    checkModel(model, list);
    if (model.graph)
        checkGraph(model.graph, scope);
    checkFunctions(model.functions ?? [], scope);
    return { problems: list.problems, unchecked: list.unchecked, facts: describe(model, scope, [...external]) };
}
function checkModel(model, list) {
    const version = model.irVersion ?? 0;
    if (version < 1)
        list.add(onnx_RULE, "The model has no IR version.");
    if (version > KNOWN_IR_VERSION)
        list.leave(`The model has IR version ${version}; the rules up to ${KNOWN_IR_VERSION} are known here.`);
    if (model.graph === undefined)
        list.add(onnx_RULE, "The model has no graph.");
    if (version >= 3 && (model.opsets ?? []).length === 0)
        list.add(onnx_RULE, "The model imports no operator set, as IR versions from 3 must.");
    checkOpsets(model.opsets ?? [], "The model", list);
    checkUnique((model.metadata ?? []).map((entry) => entry.key ?? ""), "metadata key", list);
    if ((model.training ?? []).length > 0)
        list.leave("The model has training graphs, which are not checked.");
}
function checkOpsets(opsets, what, list) {
    checkUnique(opsets.map((opset) => normaliseDomain(opset.domain) || "ai.onnx"), "operator set", list);
    for (const { domain, version = 0 } of opsets) {
        const name = quoteName(normaliseDomain(domain) || "ai.onnx");
        if (version < 1)
            list.add(onnx_RULE, `${what} imports operator set ${name} without a version.`);
        if (normaliseDomain(domain) === "" && version > KNOWN_OPSET)
            list.leave(`${what} uses operator set ${version}; sets up to ${KNOWN_OPSET} are known here.`);
    }
}
function checkUnique(names, what, list) {
    const seen = new Set();
    const repeated = names.find((name) => seen.size === seen.add(name).size);
    if (repeated !== undefined)
        list.add(onnx_RULE, `The ${what} ${quoteName(repeated)} stands twice.`);
}
function checkFunctions(functions, scope) {
    checkUnique(functions.map(nameOf), "function", scope.list);
    for (const each of functions) {
        const opsets = each.opsets ?? [];
        checkOpsets(opsets, `Function ${quoteName(each.name ?? "")}`, scope.list);
        if ((each.name ?? "") === "")
            scope.list.add(onnx_RULE, "A function has no name.");
        const names = namesOf(each.inputs ?? []);
        const domains = new Set([...opsets.map((opset) => normaliseDomain(opset.domain)), normaliseDomain(each.domain)]);
        checkNodes(each.nodes ?? [], names, { ...scope, domains });
        for (const output of each.outputs ?? []) {
            if (!isKnown(names, output))
                scope.list.add(onnx_RULE, `Output ${quoteName(output)} of function ${quoteName(each.name ?? "")} is made by no node.`);
        }
    }
    if (functions.length > MAX_FUNCTIONS)
        scope.list.leave(`The model has ${functions.length} functions; calls among more than ${MAX_FUNCTIONS} are not followed.`);
    const cycle = functions.length > MAX_FUNCTIONS ? undefined : findCycle(functions);
    if (cycle !== undefined)
        scope.list.add(onnx_RULE, `Function ${quoteName(cycle)} calls itself.`);
}
function nameOf(each) {
    return `${normaliseDomain(each.domain)}:${each.name ?? ""}:${each.overload ?? ""}`;
}
/** The name of a function that reaches itself through calls. */
function findCycle(functions) {
    const calls = new Map(functions.map((each) => [
        `${normaliseDomain(each.domain)}:${each.name ?? ""}`,
        (each.nodes ?? []).map((node) => `${normaliseDomain(node.domain)}:${node.opType ?? ""}`),
    ]));
    const done = new Set();
    const open = new Set();
    const visit = (name) => {
        if (open.has(name))
            return true;
        if (done.has(name))
            return false;
        open.add(name);
        const found = (calls.get(name) ?? []).some(visit);
        open.delete(name);
        done.add(name);
        return found;
    };
    return [...calls.keys()].find(visit);
}
function describe(model, scope, externalFiles) {
    const initializers = new Set((model.graph?.initializers ?? []).map((tensor) => tensor.name));
    const producer = [model.producer, model.producerVersion].filter(Boolean).join(" ");
    return {
        irVersion: model.irVersion,
        opsets: Object.fromEntries((model.opsets ?? []).map((opset) => [normaliseDomain(opset.domain) || "ai.onnx", opset.version ?? 0])),
        producer: producer === "" ? undefined : producer,
        // Up to IR version 3 initializers are listed among the inputs.
        inputs: (model.graph?.inputs ?? []).filter((input) => !initializers.has(input.name)).map(describePort),
        outputs: (model.graph?.outputs ?? []).map(describePort),
        ...scope.totals,
        externalFiles,
    };
}
function describePort(value) {
    const tensor = value.type?.tensor;
    return {
        name: value.name ?? "",
        dtype: findElementType(tensor?.elemType) ?? "not a tensor",
        shape: (tensor?.shape?.dim ?? []).map((dim) => dim.value ?? dim.param ?? "?"),
    };
}
function emptyFacts() {
    return { opsets: {}, inputs: [], outputs: [], nodes: 0, tensors: 0, parameters: 0, dtypes: {}, externalFiles: [] };
}

;// CONCATENATED MODULE: ./packages/model/lib/safetensors/safetensors.js



/** In bytes. The reference implementation refuses longer headers, too. */
const MAX_HEADER_BYTES = 100_000_000;
const DTYPES_BY_BITS = [
    [4, "F4"],
    [6, "F6_E2M3 F6_E3M2"],
    [8, "BOOL U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ"],
    [16, "I16 U16 F16 BF16"],
    [32, "I32 U32 F32"],
    [64, "F64 I64 U64 C64"],
];
const DTYPE_BITS = new Map(DTYPES_BY_BITS.flatMap(([bits, dtypes]) => dtypes.split(" ").map((dtype) => [dtype, bits])));
/**
 * Checks every rule of the safetensors format (https://github.com/huggingface/safetensors#format): 8 bytes with the length of a JSON header,
 * the header, then the tensors without gap or overlap to the last byte. Values of tensors are not looked at. Never throws for what the bytes are.
 */
function inspectSafetensors(source) {
    const list = new ProblemList();
    const header = readHeader(source, list);
    const tensors = [];
    const metadata = {};
    for (const [name, value] of header?.members ?? []) {
        if (name === "__metadata__")
            readMetadata(value, metadata, list);
        else {
            const tensor = readTensor(name, value, list);
            if (tensor !== undefined)
                tensors.push(tensor);
        }
    }
    // With a broken entry the layout has a hole that says nothing new.
    if (header !== undefined && list.problems.length === 0)
        checkLayout(tensors, source.size - header.dataStart, list);
    const dtypes = {};
    for (const { dtype } of tensors)
        dtypes[dtype] = (dtypes[dtype] ?? 0) + 1;
    const parameters = tensors.reduce((sum, tensor) => sum + tensor.elements, 0);
    const names = tensors.map((tensor) => tensor.name);
    return { problems: list.problems, unchecked: list.unchecked, facts: { tensors: tensors.length, parameters, dtypes, names, metadata } };
}
function readHeader(source, list) {
    const prefix = source.read(0, 8);
    if (prefix.length < 8)
        return void list.add("safetensors-header-too-small", `The file has ${source.size} bytes; its first 8 must give the header's length.`);
    const length = prefix.readBigUInt64LE(0);
    if (length > BigInt(MAX_HEADER_BYTES)) {
        return void list.add("safetensors-header-too-large", `The header claims ${length} bytes; at most ${MAX_HEADER_BYTES} are allowed.`);
    }
    const bytes = source.read(8, Number(length));
    if (bytes.length < Number(length)) {
        return void list.add("safetensors-header-length", `The header claims ${length} bytes, but only ${source.size - 8} follow: the file is truncated.`);
    }
    if (bytes[0] !== 0x7b)
        return void list.add("safetensors-header-start", "The header does not start with '{'.");
    if (!(0,external_node_buffer_.isUtf8)(bytes))
        return void list.add("safetensors-header-encoding", "The header is not valid UTF-8.");
    try {
        const members = parseStrictJson(bytes.toString("utf8"), { naturalNumbers: true });
        // A text that begins with '{' is an object or no JSON at all.
        return members instanceof Map ? { members, dataStart: 8 + Number(length) } : undefined;
    }
    catch (error) {
        if (!(error instanceof JsonError))
            throw error;
        return void list.add("safetensors-header-json", `The header's JSON ${error.message}.`);
    }
}
function readMetadata(value, metadata, list) {
    if (!(value instanceof Map))
        return list.add("safetensors-metadata", "'__metadata__' is not an object.");
    for (const [key, text] of value) {
        if (typeof text !== "string")
            list.add("safetensors-metadata", `'__metadata__' has a value for ${quoteName(key)} that is not a text.`);
        else
            Object.defineProperty(metadata, key, { value: text, enumerable: true });
    }
}
function readTensor(name, value, list) {
    const shown = `Tensor ${quoteName(name)}`;
    if (!(value instanceof Map))
        return void list.add("safetensors-tensor-entry", `${shown} is not described by an object.`);
    const unknown = [...value.keys()].find((key) => !["dtype", "shape", "data_offsets"].includes(key));
    if (unknown !== undefined)
        return void list.add("safetensors-tensor-entry", `${shown} has the unknown key ${quoteName(unknown)}.`);
    const [dtype, shape, offsets] = [value.get("dtype"), value.get("shape"), value.get("data_offsets")];
    const bits = typeof dtype === "string" ? DTYPE_BITS.get(dtype) : undefined;
    if (typeof dtype !== "string" || bits === undefined)
        return void list.add("safetensors-tensor-dtype", `${shown} has no dtype of the format.`);
    if (!isNumbers(shape))
        return void list.add("safetensors-tensor-shape", `${shown} has no shape.`);
    const [begin, end] = isNumbers(offsets) ? offsets : [];
    if (begin === undefined || end === undefined || offsets.length !== 2)
        return void list.add("safetensors-tensor-offsets", `${shown} has no pair of data offsets.`);
    const elements = shape.reduce((product, size) => product * size, 1);
    // Any product beyond 2^53 is inexact; NaN cannot occur, because sizes are finite.
    if (!Number.isSafeInteger(elements * bits) || shape.some((size) => size > 0 && elements > 0 && size > elements)) {
        return void list.add("safetensors-tensor-overflow", `${shown} has a shape with too many elements to count.`);
    }
    if ((elements * bits) % 8 !== 0)
        return void list.add("safetensors-tensor-alignment", `${shown} does not end on a whole byte.`);
    if (end < begin)
        return void list.add("safetensors-tensor-offsets", `${shown} ends before it begins.`);
    const expected = (elements * bits) / 8;
    if (end - begin !== expected) {
        return void list.add("safetensors-tensor-size", `${shown} takes ${end - begin} bytes, but ${dtype} of shape [${shape.join(", ").slice(0, 80)}] takes ${expected}.`);
    }
    return { name, dtype, elements, begin, end };
}
/** Tensors must fill the data part without holes, overlaps or a rest: what nobody reads could be another file. */
function checkLayout(tensors, dataBytes, list) {
    let at = 0;
    for (const tensor of tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
        if (tensor.begin !== at) {
            const kind = tensor.begin > at ? `a hole of ${tensor.begin - at} bytes before it` : "an overlap with the tensor before it";
            return list.add("safetensors-tensor-layout", `Tensor ${quoteName(tensor.name)} has ${kind}.`);
        }
        at = tensor.end;
    }
    if (at > dataBytes)
        list.add("safetensors-incomplete", `The tensors need ${at} bytes, but the file has ${dataBytes} after its header: it is truncated.`);
    if (at < dataBytes)
        list.add("safetensors-trailing-bytes", `${dataBytes - at} bytes at the end belong to no tensor.`);
}
function isNumbers(value) {
    return Array.isArray(value) && value.every((item) => typeof item === "number");
}

;// CONCATENATED MODULE: ./packages/model/lib/text/text-judgement.js
const HARMLESS = { kind: "harmless" };
function code(why) {
    return { kind: "code", why };
}
function unknown(why) {
    return { kind: "unknown", why };
}

;// CONCATENATED MODULE: ./packages/model/lib/text/chat-template.js

/** What Jinja evaluates: expressions, statements and comments. */
const BLOCK = /\{\{-?([\s\S]*?)-?\}\}|\{%[-+]?([\s\S]*?)[-+]?%\}|\{#[\s\S]*?#\}/g;
const TOKEN = /\s+|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|[-+*/%~|.,:()[\]{}=!<>]/y;
/** Ways out of a template to Python's objects. */
const ESCAPES = new Set(["lipsum", "cycler", "joiner", "attr", "import", "include", "extends", "from", "self", "mro"]);
/** What reaches an attribute by a name that is computed, or makes such a name out of parts. */
const COMPUTED = new Set([
    "format",
    "format_map",
    "map",
    "groupby",
    "sort",
    "sum",
    "unique",
    "selectattr",
    "rejectattr",
    "call",
    "caller",
    "xmlattr",
    "batch",
    "join",
    "min",
    "max",
    "attribute",
]);
const KEYWORDS = new Set(["in", "if", "else", "elif", "and", "or", "not", "is", "set", "for", "return"]);
/** Names that give numbers inside a subscript; each must go on as it says. */
const NUMBERS = { loop: ".", messages: "|" };
const NUMBER_NAMES = new Set(["index", "index0", "revindex", "revindex0", "length"]);
/**
 * Judges a chat template, a Jinja program that runs with every request (https://jinja.palletsprojects.com/en/stable/sandbox/). Not every loader runs it in a
 * sandbox, so it passes only when it cannot reach an attribute that starts with an underscore: no such name or text in it, and every subscript a number or a plain text.
 */
function judgeTemplate(template) {
    let judged = HARMLESS;
    for (const [, expression, statement] of template.matchAll(BLOCK)) {
        const tokens = tokenise(expression ?? statement ?? "");
        const found = tokens === undefined ? unknown("has a chat template that could not be read") : judgeTokens(tokens);
        if (found.kind === "code")
            return found;
        if (found.kind !== "harmless")
            judged = found;
    }
    return judged;
}
function tokenise(text) {
    const tokens = [];
    TOKEN.lastIndex = 0;
    for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
        TOKEN.lastIndex = at;
        const token = TOKEN.exec(text)?.[0];
        if (token === undefined)
            return undefined;
        if (token.trim() !== "")
            tokens.push(token);
    }
    return tokens;
}
function judgeTokens(tokens) {
    const hostile = tokens.find((token) => token.includes("__") || token.startsWith("_") || ESCAPES.has(token));
    if (hostile !== undefined)
        return code(`has a chat template that reaches for Python's own objects ('${hostile.slice(0, 40).replace(/[^\x20-\x7e]/g, "?")}')`);
    const isComputed = tokens.some((token, index) => COMPUTED.has(token) || isMadeText(token) || (token === "loop" && tokens[index + 1] !== "."));
    const isIndexed = tokens.some((token, index) => token === "[" && isSubscript(tokens[index - 1]) && !isPlainSubscript(tokens, index + 1));
    return isComputed || isIndexed
        ? unknown("has a chat template that computes names of attributes, so that what it does cannot be told")
        : HARMLESS;
}
/** A text with an escape beyond line breaks and quotes, or with an underscore at its edge, of which a hidden name can be made. */
function isMadeText(token) {
    return /^["']/.test(token) && (/\\[^ntr\\"']/.test(token) || /^._|_.$/.test(token));
}
function isSubscript(before) {
    return before !== undefined && (/^["')\]]/.test(before) || (/^\w/.test(before) && !KEYWORDS.has(before)));
}
/** Whether what stands from a bracket to the next one is a number, a slice or one plain text. */
function isPlainSubscript(tokens, from) {
    // A letter of a text can be a part of a hidden name.
    if (/^["']/.test(tokens[from - 2] ?? ""))
        return false;
    const inside = tokens.slice(from, tokens.indexOf("]", from));
    if (inside.length === 1 && /^["']/.test(inside[0] ?? ""))
        return true;
    return inside.every((token, index) => {
        if (/^(\d+|[-+:.|])$/.test(token) || NUMBER_NAMES.has(token))
            return !NUMBER_NAMES.has(token) || /^[.|]$/.test(inside[index - 1] ?? "");
        return NUMBERS[token] !== undefined && NUMBERS[token] === inside[index + 1];
    });
}

;// CONCATENATED MODULE: ./packages/model/lib/text/json-file.js




/** Files that the loaders of Hugging Face's libraries read as settings and vocabularies. */
const SETTINGS = /^((generation_|tokenizer_|preprocessor_|processor_|image_processor_|video_preprocessor_|feature_extractor_|quantization_|quantize_)?config|tokenizer|special_tokens_map|added_tokens|vocab|adapter_config|modules|config_sentence_transformers|sentence_bert_config|chat_template|.*\.(safetensors|bin)\.index)\.json$/;
const METRICS = /(^|[._-])(metrics?|(all|eval|train|test)_results)\.json$/;
const LABELS = /^(labels?|classes|class_names|id2label|label2id|label_map|features|feature_names)\.json$/;
const DESCRIPTION = /^(model|metadata|model[_-]info|description)\.json$/;
/** Keys by which a loader is told to import or run something. */
const CODE_KEYS = new Map([
    ["auto_map", "program code that comes with the model or from another repository"],
    ["auto_mapping", "a module that is imported"],
    ["custom_pipelines", "program code that comes with the model"],
    ["trust_remote_code", "leave to run code of other repositories"],
    ["loader_module", "a module that is imported"],
    ["_target_", "a function that is called"],
]);
/** Keys of models that are JSON themselves: XGBoost, LightGBM, CatBoost, TensorFlow.js, skops. */
const MODEL_KEYS = new Set([
    "learner",
    "gradient_booster",
    "tree_info",
    "oblivious_trees",
    "trees",
    "modelTopology",
    "weightsManifest",
    "__loader__",
]);
/** What a description of a model says; a key that is not here could be a parameter. */
const DESCRIPTION_KEYS = new Set(("name version id algorithm framework library task target threshold thresholds features feature_names inputs outputs labels classes training " +
    "trained_at created created_at author authors license description seed samples data dataset commit git_commit run_id tags hyperparameters notes language").split(" "));
/** Settings and labels have no longer lists of numbers; weights have. */
const MAX_NUMBERS = 16;
const MAX_TEXT = 4096;
/** Judges a JSON file of a model by its name and by everything in it. `isMetrics`: the model's entry names it as its metrics. */
function judgeJsonFile(path, text, isMetrics) {
    const root = parseStrictJson(text, { pythonNumbers: true });
    const name = (0,external_node_path_.basename)(path);
    const found = findInside(root, (key, value) => judgeMember(key, value));
    if (found?.kind === "code" || found?.kind === "unknown")
        return found;
    if (name === "modules.json")
        return judgeModules(root);
    if (SETTINGS.test(name) && root instanceof Map)
        return HARMLESS;
    if ((isMetrics || METRICS.test(name) || LABELS.test(name)) && isDescriptive(root))
        return HARMLESS;
    if (DESCRIPTION.test(name) && root instanceof Map && [...root.keys()].every((key) => DESCRIPTION_KEYS.has(key)) && isDescriptive(root))
        return HARMLESS;
    return unknown("is JSON that no rule here knows; it may be a model itself, or say what a loader runs");
}
function judgeMember(key, value) {
    const word = CODE_KEYS.get(key);
    if (word !== undefined && value !== null && value !== false)
        return code(`names ${word} ('${key}')`);
    if (key === "class_name" && typeof value === "string") {
        if (/lambda/i.test(value))
            return code("has a Keras Lambda layer, which carries program code");
        return unknown("describes Keras layers, whose rules are not checked here");
    }
    if (MODEL_KEYS.has(key))
        return unknown("is a model in JSON, whose rules are not checked here");
    if (key !== "chat_template")
        return undefined;
    const templates = typeof value === "string" ? [value] : textsIn(value);
    return templates.map(judgeTemplate).find((judged) => judged.kind !== "harmless");
}
/** The first thing inside a value that is not harmless, code before anything else. */
function findInside(value, judge) {
    let found;
    const open = [value];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (isJsonList(next))
            for (const item of next)
                open.push(item);
        else if (next instanceof Map) {
            for (const [key, member] of next) {
                const judged = judge(key, member);
                if (judged?.kind === "code")
                    return judged;
                found ??= judged;
                open.push(member);
            }
        }
    }
    return found;
}
function textsIn(value) {
    if (typeof value === "string")
        return [value];
    const inner = isJsonList(value) ? value : value instanceof Map ? [...value.values()] : [];
    return inner.flatMap(textsIn);
}
/** sentence-transformers imports the class that each entry names. */
function judgeModules(root) {
    const types = isJsonList(root) ? root.map((entry) => (entry instanceof Map ? entry.get("type") : undefined)) : [undefined];
    const isOwn = types.every((type) => typeof type === "string" && /^sentence_transformers(\.\w+)+$/.test(type));
    return isOwn ? HARMLESS : code("names a class outside sentence_transformers, which is imported");
}
/** Whether a value is made of short texts and single numbers, as descriptions and metrics are and weights are not. */
function isDescriptive(value) {
    if (typeof value === "string")
        return value.length <= MAX_TEXT;
    if (isJsonList(value))
        return value.filter((item) => typeof item === "number").length <= MAX_NUMBERS && value.every(isDescriptive);
    return !(value instanceof Map) || [...value.values()].every(isDescriptive);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/model/lib/text/mlmodel.js


/** Flavors whose loader of MLflow itself runs no code but that of a model file, which is judged on its own. */
const FLAVORS = new Set([
    "sklearn",
    "xgboost",
    "lightgbm",
    "catboost",
    "onnx",
    "pytorch",
    "tensorflow",
    "keras",
    "statsmodels",
    "spark",
    "h2o",
    "prophet",
]);
const MAX_ALIASES = 100;
/**
 * Judges the file `MLmodel` of an MLflow model (https://mlflow.org/docs/latest/ml/model/). It says which module loads the model (`loader_module`), which folder of
 * code comes with it (`code`) and where its files lie: only MLflow's own loaders, no code and no path out of the folder are harmless.
 */
function judgeMlmodel(text) {
    const document = (0,dist/* parseDocument */.Tp)(text, { uniqueKeys: true });
    if (document.errors.length > 0 || document.warnings.length > 0)
        return unknown("is no YAML that can be read");
    const root = document.toJS({ maxAliasCount: MAX_ALIASES });
    const flavors = isObject(root) ? root["flavors"] : undefined;
    if (!isObject(flavors))
        return unknown("names no flavors");
    for (const [name, flavor] of Object.entries(flavors)) {
        const found = isObject(flavor) ? judgeFlavor(name, flavor) : unknown("has a flavor that is no map");
        if (found.kind !== "harmless")
            return found;
    }
    return HARMLESS;
}
function judgeFlavor(name, flavor) {
    const { loader_module: loader, code: folder } = flavor;
    if (loader !== undefined && !(typeof loader === "string" && /^mlflow\.\w+$/.test(loader) && FLAVORS.has(loader.slice(7)))) {
        return code("has the model loaded by a module of its own ('loader_module')");
    }
    if (folder !== undefined && folder !== null)
        return code("brings code of its own ('code')");
    const custom = ["python_model", "artifacts", "model_code_path", "pickle_module", "custom_objects"].find((key) => (flavor[key] ?? null) !== null);
    if (custom !== undefined)
        return code(`brings code of its own ('${custom}')`);
    if (Object.values(flavor).some((value) => typeof value === "string" && /^[/\\~]|(^|[/\\])\.\.([/\\]|$)/.test(value))) {
        return code("names a path outside the model's folder");
    }
    return name === "python_function" || FLAVORS.has(name) ? HARMLESS : unknown("has a flavor that no rule here knows");
}
function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./packages/model/lib/text/text-file.js




const PROGRAM = /\.(py|pyw|sh|js|mjs|lua|r)$/i;
const PACKAGES = /^(requirements.*\.txt|conda\.ya?ml|environment\.ya?ml|python_env\.ya?ml)$/i;
/** Documents for people, and files of version control. */
const DOCUMENT = /\.(md|rst)$|^(readme|licen[cs]e|notice|copying|changelog|changes|authors|citation|notes|use_policy|model_card)(\.txt|\.cff)?$|^\.git(attributes|ignore|keep)$/i;
/** Lists of words, one to a line. */
const WORDS = /^(vocab|merges|labels?|classes|categories|features|feature_names|label_map)\.txt$/i;
/** Judges a text file of a model by its name and, where the name says that it is read as a program or as settings, by what is in it. */
function judgeTextFile(path, read) {
    const name = (0,external_node_path_.basename)(path);
    if (PROGRAM.test(name))
        return { kind: "tools", why: "is program code inside a model; nothing here looks at what it does" };
    if (PACKAGES.test(name))
        return { kind: "tools", why: "names packages that a loader may install; nothing here looks at what they do" };
    if (name === "MLmodel")
        return judgeMlmodel(read());
    if (/\.(jinja2?|j2)$/i.test(name))
        return judgeTemplate(read());
    if (DOCUMENT.test(name) || WORDS.test(name))
        return HARMLESS;
    return unknown("is text that no rule here knows; it may be a model itself, or say what a loader runs");
}

;// CONCATENATED MODULE: ./packages/model/lib/inspection.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});









/** Inspects one file by its bytes. `files` lists the whole model, for what one file says about another. */
function inspectFile(entry, rules) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const path = rules.isFolder ? entry.path : (0,external_node_path_.basename)(rules.shown);
        const source = __addDisposableResource(env_1, openSource((0,external_node_path_.join)(rules.root, path)), false);
        const claims = claimFormats(source);
        const [format = "unknown"] = claims;
        const promised = promisedFormats(path);
        const [meant] = promised ?? [];
        const isDamaged = (format === "unknown" || format === "empty") && meant !== undefined && meant !== "json" && meant !== "text";
        // Rules can only find more fault than no rules: a damaged file is judged as what its name promises.
        const judged = isDamaged ? meant : format;
        const shown = rules.isFolder ? `${rules.shown}/${path}` : rules.shown;
        const found = claims.length > 1 ? judgeAmbiguous(claims, shown) : judge(source, judged, { entry, rules, shown, path });
        const mismatch = promised !== undefined && !promised.includes(judged) ? [describeMismatch(shown, promised, format)] : [];
        const findings = [...mismatch, ...found.findings];
        const verdict = (0,lib_verdict/* worstOf */.hm)([mismatch.length > 0 ? "fail" : "pass", found.verdict]);
        const file = { path, format: judged, size: entry.size, digest: entry.digest, verdict };
        return { ...found, file, findings, isModel: found.isModel ?? true };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
function judge(source, format, subject) {
    const { rules, shown, path } = subject;
    const word = codeWordOf(format);
    if (word !== undefined)
        return judgeRefused(format, word, subject);
    const read = () => source
        .read(0, source.size)
        .toString("utf8")
        .replace(/^\ufeff/, "");
    switch (format) {
        case "safetensors": {
            const report = inspectSafetensors(source);
            return { ...judgeStructure(report, shown), safetensors: report.facts, isModel: report.facts.parameters + report.problems.length > 0 };
        }
        case "onnx": {
            const report = inspectOnnx(source, rules.isFolder ? { root: rules.root, file: (0,external_node_path_.join)(rules.root, path) } : undefined);
            return { ...judgeStructure(report, shown), onnx: report.facts, isModel: report.facts.nodes + report.problems.length > 0 };
        }
        case "json":
            return judgeText(judgeJsonFile(path, read(), rules.metrics.includes(subject.entry.digest)), subject);
        case "text":
            return judgeText(judgeTextFile(path, read), subject);
        case "empty":
            return judgeEmpty(path, shown);
        default:
            return vouched(subject, "in a format that is not known here") ?? judgeUnknown(format, shown);
    }
}
/** The verdict about a file that somebody vouches for by its digest or the model's; undefined when nobody does. */
function vouched({ entry, rules, shown }, word) {
    const digest = [entry.digest, rules.modelDigest].find((each) => rules.allowed.includes(each));
    if (digest === undefined)
        return undefined;
    const what = `${shown} is ${word}; it is accepted because allow_pickle lists ${digest}.`;
    return { verdict: "warn", findings: [{ rule: "model-pickle", severity: "warning", what, where: { file: shown } }] };
}
function judgeRefused(format, word, subject) {
    const { entry, shown } = subject;
    const finding = {
        rule: "model-pickle",
        severity: "error",
        what: `${shown} is ${word}.`,
        where: { file: shown },
        observed: `${format} (by its bytes), ${entry.digest}`,
        expected: "a format without code, such as safetensors or ONNX, or a digest that allow_pickle lists",
        next: `Export the model as safetensors or ONNX; or, when you trust its origin, add ${entry.digest} to allow_pickle.`,
    };
    return vouched(subject, word) ?? { verdict: "fail", findings: [finding] };
}
/** No digest helps here: who vouches for a file means one of its formats. */
function judgeAmbiguous(claims, shown) {
    const finding = {
        rule: "model-ambiguous",
        severity: "error",
        what: `${shown} is ${claims.join(" and ")} at once; which one it is depends on the loader.`,
        where: { file: shown },
        observed: claims.join(" + "),
        expected: "a file in one format",
        next: "Do not load it; find out who made it. If your own exporter did, export the model again.",
    };
    return { verdict: "fail", findings: [finding] };
}
function judgeText(judged, subject) {
    if (judged.kind === "harmless")
        return { verdict: "pass", findings: [], isModel: false };
    const { entry, shown } = subject;
    const [what, where] = [`${shown} ${judged.why}.`, { file: shown }];
    if (judged.kind === "tools") {
        const next = "Keep code in the image, not in the model.";
        return { verdict: "warn", findings: [{ rule: "model-code", severity: "warning", what, where, next }], isModel: false };
    }
    const isCode = judged.kind === "code";
    const next = `Keep it out of the model's folder; or, when you have read it and trust its origin, add ${entry.digest} to allow_pickle.`;
    const finding = { rule: isCode ? "model-code" : "model-unchecked", severity: "error", what, where, next };
    return (vouched(subject, `text that ${isCode ? "can make a loader run code" : "no rule here knows"}`) ?? {
        verdict: isCode ? "fail" : "inconclusive",
        findings: [finding],
    });
}
function judgeStructure(report, shown) {
    const problems = report.problems.map(({ rule, what }) => ({
        rule,
        severity: "error",
        what,
        where: { file: shown },
        next: "Export the model again, and check that the file was copied whole.",
    }));
    const unchecked = report.unchecked.map((what) => ({ rule: "model-unchecked", severity: "error", what, where: { file: shown } }));
    return { verdict: problems.length > 0 ? "fail" : unchecked.length > 0 ? "inconclusive" : "pass", findings: [...problems, ...unchecked] };
}
function judgeEmpty(path, shown) {
    if (/(^|\/)(\.[^/]*|__init__\.py)$/.test(path))
        return { verdict: "pass", findings: [], isModel: false };
    const finding = {
        rule: "model-empty",
        severity: "error",
        what: `${shown} is empty.`,
        where: { file: shown },
        next: "Export the model again.",
    };
    return { verdict: "fail", findings: [finding] };
}
function judgeUnknown(format, shown) {
    const what = format === "unknown"
        ? `${shown} has no format that is known here, so that nothing can be said about it.`
        : `${shown} is a ${format === "gguf" ? "GGUF" : "NumPy"} file; the rules of this format are not checked yet.`;
    const next = "Export the model as safetensors or ONNX, or keep the file out of the model's folder.";
    return {
        verdict: "inconclusive",
        findings: [{ rule: "model-format", severity: "error", what, where: { file: shown }, observed: format, next }],
    };
}
function describeMismatch(shown, promised, format) {
    return {
        rule: "model-format-mismatch",
        severity: "error",
        what: `${shown} is not what its name says.`,
        where: { file: shown },
        observed: `${format} (by its bytes)`,
        expected: promised.join(" or "),
        next: "Name the file by its format; loaders choose by name what they do with it.",
    };
}

;// CONCATENATED MODULE: ./packages/model/lib/metrics.js

/** Objects that only wrap metrics and are no part of their names (MLflow's run and evaluation files). */
const WRAPPERS = ["metrics", "data"];
/**
 * Reads a metrics file: flat or nested JSON of numbers, `{ "metrics": { … } }`, or MLflow's lists of `{ "key", "value", "step" }` (the last step counts).
 * Other values are left out. Throws a `JsonError` when it is no JSON object or list.
 */
function parseMetrics(text) {
    const root = parseStrictJson(text.replace(/^\ufeff/, ""), { pythonNumbers: true });
    if (!(root instanceof Map) && !isJsonList(root))
        throw new JsonError("is neither an object nor a list");
    const metrics = new Map();
    collect(root, [], metrics);
    return metrics;
}
function collect(value, path, metrics) {
    if (isJsonList(value))
        collectEntries(value, path, metrics);
    else if (value instanceof Map) {
        for (const [key, member] of value) {
            const isWrapper = path.length === 0 && WRAPPERS.includes(key) && typeof member === "object" && member !== null;
            collect(member, isWrapper ? path : [...path, key], metrics);
        }
    }
    else {
        const number = typeof value === "string" ? parseNumber(value) : value;
        const name = path.join(".");
        if (typeof number !== "number" || name === "")
            return;
        // Two values of one name: nobody could say which one a gate means.
        if (metrics.has(name))
            throw new JsonError(`gives the metric ${JSON.stringify(name)} twice`);
        metrics.set(name, number);
    }
}
function collectEntries(entries, path, metrics) {
    const newest = new Map();
    for (const entry of entries) {
        if (!(entry instanceof Map))
            continue;
        const [key, value, step] = [entry.get("key"), entry.get("value"), entry.get("step")];
        const at = typeof step === "number" ? step : -Infinity;
        if (typeof key === "string" && at >= (newest.get(key)?.at ?? -Infinity))
            newest.set(key, { at, value: value ?? null });
    }
    for (const [key, { value }] of newest)
        collect(value, [...path, key], metrics);
}
/** Tools that keep to JSON write NaN and infinities as texts. */
function parseNumber(text) {
    return /^[-+]?(nan|inf(inity)?)$/i.test(text) ? Number(text.toLowerCase().replace(/inf(inity)?/, "Infinity")) : undefined;
}

;// CONCATENATED MODULE: ./packages/model/lib/safetensors/safetensors-index.js


/** Whether a file's name says that it is the index of a sharded safetensors model. */
function isSafetensorsIndex(path) {
    return path.endsWith(".safetensors.index.json");
}
/**
 * Checks that the index of a sharded model names exactly the tensors that its shards hold, each in its shard.
 * `shards` has the tensor names of every safetensors file beside the index, by file name.
 */
function inspectIndex(text, shards) {
    try {
        const root = parseStrictJson(text);
        const map = root instanceof Map ? root.get("weight_map") : undefined;
        if (!(map instanceof Map))
            return [problem("The index has no 'weight_map'.")];
        const entries = [...map].map(([tensor, shard]) => ({ tensor, shard: typeof shard === "string" ? shard : "" }));
        const held = new Map([...shards].map(([shard, tensors]) => [shard, new Set(tensors)]));
        const misplaced = entries.filter(({ tensor, shard }) => !held.get(shard)?.has(tensor));
        if (entries.length === 0)
            return [problem("The index names no tensor.")];
        const named = new Set(entries.map((entry) => entry.shard));
        const forgotten = [...shards]
            .filter(([shard]) => named.has(shard) || isShard(shard))
            .flatMap(([, tensors]) => tensors.filter((tensor) => !map.has(tensor)));
        return [
            ...misplaced
                .slice(0, 10)
                .map(({ tensor, shard }) => problem(`Tensor ${quoteName(tensor)} is not in ${quoteName(shard)}, where the index has it.`)),
            ...forgotten.slice(0, 10).map((tensor) => problem(`Tensor ${quoteName(tensor)} of a shard is not in the index.`)),
        ];
    }
    catch (error) {
        if (!(error instanceof JsonError))
            throw error;
        return [problem(`The index's JSON ${error.message}.`)];
    }
}
/** Shards are named `model-00001-of-00003.safetensors`. */
function isShard(name) {
    return /-\d+-of-\d+\.safetensors$/.test(name);
}
function problem(what) {
    return { rule: "safetensors-index", what };
}

;// CONCATENATED MODULE: ./packages/model/lib/validate.js








const BESIDE_FORMATS = ["text", "empty", "json"];
/**
 * Identifies a model by its digest, inspects every file by its bytes and judges its metrics. Findings are returned, not reported.
 * Throws an `input` error for a path or metrics file that is wrong and an `environment` error for a file that cannot be read.
 */
async function validateModel(options) {
    const { name, path, workspace, reporter } = options;
    const root = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, path, `models.${name}.path`);
    checkAllowed(options);
    const isFolder = (await (0,promises_.lstat)(root)).isDirectory();
    const identity = await (0,lib_digest/* digestOfPath */.B$)(root);
    reporter.progress(`Inspecting ${identity.files.length} files of ${path}`);
    const metrics = await readMetrics(options, "metrics");
    const baseline = await readMetrics(options, "baseline");
    const rules = {
        root: isFolder ? root : (0,external_node_path_.dirname)(root),
        isFolder,
        shown: path.replace(/\/+$/, ""),
        allowed: options.allowPickle || [],
        modelDigest: identity.digest,
        metrics: [metrics, baseline].flatMap((each) => each?.digest ?? []),
    };
    const inspected = inspectAll(identity.files, rules, root, options);
    const shards = isFolder ? await checkIndexes(inspected, rules) : [];
    const gates = judgeGates(options.gate, metrics, baseline);
    const whole = judgeWhole(inspected, path);
    const files = inspected.map((each) => each.file);
    const findings = [...whole, ...inspected.flatMap((each) => each.findings), ...shards, ...gateFindings(gates, options.metrics ?? path)];
    const verdicts = [...files, ...gates].map((each) => each.verdict);
    return {
        name,
        path,
        digest: identity.digest,
        format: describeFormat(files),
        size: identity.size,
        files,
        verdict: (0,lib_verdict/* worstOf */.hm)([
            ...verdicts,
            ...(shards.length > 0 ? ["fail"] : []),
            ...(whole.length > 0 ? ["inconclusive"] : []),
        ]),
        findings,
        gates,
        metrics: metrics && { file: metrics.file, digest: metrics.digest },
        baseline: baseline && { file: baseline.file, digest: baseline.digest },
        facts: sumFacts(inspected),
    };
}
function checkAllowed({ name, allowPickle }) {
    for (const digest of allowPickle || []) {
        if (!(0,lib_digest/* isDigest */.Bc)(digest))
            throw (0,lib_error/* inputError */.Xu)(`models.${name}.allow_pickle`, `has '${String(digest)}', which is no digest; write sha256: and 64 hex digits`);
    }
}
function inspectAll(entries, rules, root, options) {
    const inspected = entries.map((entry) => {
        options.signal?.throwIfAborted();
        const shown = rules.isFolder ? entry.path : rules.shown;
        try {
            // A single file is opened by its real path; a link to it may have another name.
            return inspectFile(entry, rules.isFolder ? rules : { ...rules, root: (0,external_node_path_.dirname)(root) });
        }
        catch (error) {
            if (error instanceof lib_error/* ActionError */.lZ)
                throw error;
            if (!(error instanceof Error && "code" in error))
                throw error;
            throw new lib_error/* ActionError */.lZ("environment", `'${shown}' of model '${options.name}' could not be read: ${error.message}.`, { cause: error });
        }
    });
    const external = new Set(inspected.flatMap((each) => (each.onnx?.externalFiles ?? []).map((location) => (0,external_node_path_.join)((0,external_node_path_.dirname)(each.file.path), location))));
    return inspected.map((each) => {
        if (each.file.format !== "unknown" || !external.has((0,external_node_path_.join)(each.file.path)))
            return each;
        return { file: { ...each.file, format: "onnx-external-data", verdict: "pass" }, findings: [], isModel: true };
    });
}
async function checkIndexes(inspected, rules) {
    const findings = [];
    for (const { file } of inspected) {
        if (!isSafetensorsIndex(file.path))
            continue;
        const folder = (0,external_node_path_.dirname)(file.path);
        const shards = inspected.filter((each) => each.safetensors !== undefined && (0,external_node_path_.dirname)(each.file.path) === folder);
        const names = new Map(shards.map((each) => [each.file.path.slice(folder === "." ? 0 : folder.length + 1), each.safetensors?.names ?? []]));
        const problems = inspectIndex(await (0,promises_.readFile)((0,external_node_path_.join)(rules.root, file.path), "utf8"), names);
        const place = { file: `${rules.shown}/${file.path}` };
        findings.push(...problems.map(({ rule, what }) => ({ rule, severity: "error", what, where: place, next: "Export the model again." })));
    }
    return findings;
}
async function readMetrics(options, which) {
    const file = options[which];
    if (file === undefined)
        return undefined;
    const input = `models.${options.name}.${which}`;
    const path = await (0,lib_workspace/* resolveInWorkspace */.S)(options.workspace, file, input);
    try {
        const bytes = await (0,promises_.readFile)(path);
        return { file, digest: (0,lib_digest/* digestOf */.ol)(bytes), metrics: parseMetrics(bytes.toString("utf8")) };
    }
    catch (error) {
        const reason = error instanceof JsonError ? `its JSON ${error.message}` : error instanceof Error ? error.message : String(error);
        throw (0,lib_error/* inputError */.Xu)(input, `is '${file}', which is no metrics file: ${reason}; write JSON with numbers, such as {"auc": 0.9}`, {
            cause: error,
        });
    }
}
/** What can only be said of all files together. */
function judgeWhole(inspected, path) {
    if (inspected.some((each) => each.isModel))
        return [];
    const what = inspected.length === 0 ? `${path} has no file.` : `${path} has no file that holds what a model has learned.`;
    return [
        { rule: "model-format", severity: "error", what, where: { file: path }, next: "Name the file or folder that the training wrote." },
    ];
}
function describeFormat(files) {
    const formats = new Set(files.map((file) => file.format));
    const main = [...formats].filter((format) => !BESIDE_FORMATS.includes(format) && format !== "onnx-external-data");
    return (main.length > 0 ? main : [...formats]).sort().join(" + ") || "none";
}
function sumFacts(inspected) {
    const facts = inspected.flatMap((each) => each.safetensors ?? each.onnx ?? []);
    const onnx = inspected.flatMap((each) => each.onnx ?? []);
    // Of several ONNX files nobody could say which one is served.
    const only = onnx.length === 1 ? onnx[0] : undefined;
    if (facts.length === 0)
        return {};
    const dtypes = {};
    for (const each of facts)
        for (const [dtype, count] of Object.entries(each.dtypes))
            dtypes[dtype] = (dtypes[dtype] ?? 0) + count;
    return {
        tensors: facts.reduce((sum, each) => sum + each.tensors, 0),
        parameters: facts.reduce((sum, each) => sum + each.parameters, 0),
        dtypes,
        irVersion: only?.irVersion,
        opset: only?.opsets,
        inputs: only?.inputs,
        outputs: only?.outputs,
    };
}


/***/ }),

/***/ 58794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ validateModelStage)
/* harmony export */ });
/* harmony import */ var _waybill_model__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96659);
/* harmony import */ var _sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22379);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50076);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/** Inspects one model, gates its metrics, and proves both about its digest. Throws `input` for files that cannot be read. */
async function validateModelStage(context, entry) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `validate-model/${entry.name}`, "validate-model", `Validate model ${entry.name}`, async () => {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(context, "models", [entry.name]);
        const result = await (0,_waybill_model__WEBPACK_IMPORTED_MODULE_2__/* .validateModel */ .g)({
            name: entry.name,
            path: entry.path,
            workspace: context.workspace,
            metrics: entry.metrics,
            baseline: entry.baseline,
            gate: entry.gate,
            allowPickle: entry.allowPickle,
            reporter: context.reporter,
        });
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const gates = result.gates.map((gate) => `${gate.metric} ${gate.observed ?? "missing"}`).join(", ");
        return {
            verdict: result.verdict,
            note: [result.format, gates].filter((part) => part !== "").join(", "),
            section: (0,_sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_3__/* .modelSection */ .t)(result),
            result,
            evidence: {
                subjects: [{ kind: "path", name: result.path, digest: result.digest }],
                facts: {
                    name: result.name,
                    declaration: (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_4__/* .declarationOfModel */ .Tk)(entry),
                    basis: [...readAs("metrics", result.metrics), ...readAs("baseline", result.baseline)],
                    format: result.format,
                    size: result.size,
                    gates: result.gates.map(({ observed, baseline, ...gate }) => ({
                        ...gate,
                        observed: finite(observed),
                        baseline: finite(baseline),
                    })),
                    files: result.files,
                    inspection: { ...result.facts },
                },
            },
        };
    });
}
/** JSON has no other numbers, and a gate that met one says so in its verdict. */
function finite(value) {
    return Number.isFinite(value) ? value : undefined;
}
/** A metrics file as it was read, which is not asked of the disk again. */
function readAs(role, measured) {
    return measured ? [{ role, path: measured.file, digest: measured.digest }] : [];
}


/***/ })

};
