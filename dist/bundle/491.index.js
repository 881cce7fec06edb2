export const id = 491;
export const ids = [491];
export const modules = {

/***/ 8491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ validateDataStage),
  o: () => (/* binding */ validateModelStage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
;// CONCATENATED MODULE: ./packages/data/lib/checks/check-plan.js
/** What can be computed over a column; the standard deviation is that of a sample (n − 1). */
const AGGREGATE_FUNCTIONS = ["mean", "sum", "min", "max", "standard_deviation"];
/** The name of a metric in history files: `row_count` or `mean(amount)`. */
function metricName(metric) {
    return metric.column === undefined ? metric.kind : `${metric.kind}(${metric.column})`;
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/cell.js
/** How the bytes of a column's values are understood. `temporal` is a date or a datetime. */
const READINGS = (/* unused pure expression or super */ null && (["string", "integer", "number", "boolean", "date", "datetime", "temporal"]));
const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const COLON = 58;
// Up to 15 digits a mantissa is exact, and so are powers of ten up to 22: their quotient is then correctly rounded.
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;
/** The reader of a kind; a string is never wrong and reads as 0. */
function cellReader(reading) {
    switch (reading) {
        case "string":
            return () => 0;
        case "integer":
            return readInteger;
        case "number":
            return readNumber;
        case "boolean":
            return readBoolean;
        case "date":
            return readDate;
        case "datetime":
            return readDatetime;
        case "temporal":
            return (bytes, start, end) => (end - start === 10 ? readDate(bytes, start, end) : readDatetime(bytes, start, end));
    }
}
/** Digits with an optional minus. Beyond 2^53 the number is the nearest double. */
function readInteger(bytes, start, end) {
    let at = start;
    const negative = bytes[at] === MINUS;
    if (negative)
        at += 1;
    if (at >= end)
        return Number.NaN;
    let value = 0;
    for (let index = at; index < end; index++) {
        const digit = bytes[index] - ZERO;
        if (digit < 0 || digit > 9)
            return Number.NaN;
        value = value * 10 + digit;
    }
    if (end - at > EXACT_DIGITS)
        value = Number(bytes.toString("latin1", at, end));
    return negative ? -value : value;
}
/** A decimal number with an optional minus, fraction and exponent; `NaN`, `Infinity`, spaces and thousands separators are not numbers. */
function readNumber(bytes, start, end) {
    let at = start;
    const negative = bytes[at] === MINUS;
    if (negative)
        at += 1;
    let mantissa = 0;
    let digits = 0;
    let fraction = -1;
    for (; at < end; at++) {
        const byte = bytes[at];
        const digit = byte - ZERO;
        if (digit >= 0 && digit <= 9) {
            mantissa = mantissa * 10 + digit;
            digits += 1;
            if (fraction >= 0)
                fraction += 1;
        }
        else if (byte === POINT && fraction < 0)
            fraction = 0;
        else
            break;
    }
    if (digits === 0)
        return Number.NaN;
    if (at < end)
        return isExponent(bytes, at, end) ? finite(Number(bytes.toString("latin1", start, end))) : Number.NaN;
    if (digits > EXACT_DIGITS)
        return finite(Number(bytes.toString("latin1", start, end)));
    const value = fraction > 0 ? mantissa / POWERS[fraction] : mantissa;
    return negative ? -value : value;
}
function finite(value) {
    return Number.isFinite(value) ? value : Number.NaN;
}
function isExponent(bytes, start, end) {
    // 101 and 69 are e and E.
    if (bytes[start] !== 101 && bytes[start] !== 69)
        return false;
    const signed = bytes[start + 1] === 43 || bytes[start + 1] === MINUS;
    const at = start + (signed ? 2 : 1);
    return at < end && at + 4 >= end && !Number.isNaN(digitsAt(bytes, at, end - at, end));
}
/** `true` or `false` in any case. */
function readBoolean(bytes, start, end) {
    if (end - start !== 4 && end - start !== 5)
        return Number.NaN;
    const text = bytes.toString("latin1", start, end).toLowerCase();
    if (text === "true")
        return 1;
    return text === "false" ? 0 : Number.NaN;
}
/** `YYYY-MM-DD`, a day that exists, as the start of that day in UTC. */
function readDate(bytes, start, end) {
    return end - start === 10 ? dayAt(bytes, start, end) : Number.NaN;
}
/** `YYYY-MM-DD` then `T` or a space, `HH:MM`, optionally `:SS`, a fraction, and `Z` or an offset; without an offset it is UTC. */
function readDatetime(bytes, start, end) {
    const day = end - start >= 16 ? dayAt(bytes, start, end) : Number.NaN;
    const separator = bytes[start + 10];
    // 84, 116 and 32 are T, t and a space.
    if (Number.isNaN(day) || (separator !== 84 && separator !== 116 && separator !== 32))
        return Number.NaN;
    const hour = digitsAt(bytes, start + 11, 2, end);
    const minute = digitsAt(bytes, start + 14, 2, end);
    if (!(hour < 24) || !(minute < 60) || bytes[start + 13] !== COLON)
        return Number.NaN;
    let at = start + 16;
    let seconds = 0;
    if (at < end && bytes[at] === COLON) {
        seconds = digitsAt(bytes, at + 1, 2, end);
        if (!(seconds < 60))
            return Number.NaN;
        at += 3;
        if (at < end && bytes[at] === POINT) {
            const from = at + 1;
            at = from;
            while (at < end && isDigit(bytes[at]))
                at += 1;
            if (at === from || at - from > 9)
                return Number.NaN;
            seconds += digitsAt(bytes, from, at - from, end) / 10 ** (at - from);
        }
    }
    return day + hour * 3_600_000 + minute * 60_000 + seconds * 1000 - readOffset(bytes, at, end);
}
function readOffset(bytes, start, end) {
    if (start === end)
        return 0;
    const sign = bytes[start];
    // 90 and 122 are Z and z, 43 is a plus.
    if (sign === 90 || sign === 122)
        return start + 1 === end ? 0 : Number.NaN;
    if (sign !== 43 && sign !== MINUS)
        return Number.NaN;
    const hours = digitsAt(bytes, start + 1, 2, end);
    const minutesAt = bytes[start + 3] === COLON && start + 3 < end ? start + 4 : start + 3;
    const minutes = minutesAt === end && minutesAt === start + 3 ? 0 : digitsAt(bytes, minutesAt, 2, end);
    if (!(hours < 24) || !(minutes < 60) || (minutesAt !== end && minutesAt + 2 !== end))
        return Number.NaN;
    return (sign === MINUS ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}
function dayAt(bytes, start, end) {
    const year = digitsAt(bytes, start, 4, end);
    const month = digitsAt(bytes, start + 5, 2, end);
    const day = digitsAt(bytes, start + 8, 2, end);
    if (!(year >= 1) || !(month >= 1 && month <= 12) || bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS)
        return Number.NaN;
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const length = DAYS_IN[month - 1] + (leap && month === 2 ? 1 : 0);
    if (!(day >= 1 && day <= length))
        return Number.NaN;
    const before = year - 1;
    const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
    // The proleptic Gregorian calendar, as ISO 8601 has it. 719,162 days lie between 0001-01-01 and 1970-01-01.
    return (days - 719_162 + DAYS_BEFORE[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1) * DAY_MS;
}
function digitsAt(bytes, start, count, end) {
    if (start + count > end)
        return Number.NaN;
    let value = 0;
    for (let index = start; index < start + count; index++) {
        if (!isDigit(bytes[index]))
            return Number.NaN;
        value = value * 10 + bytes[index] - ZERO;
    }
    return value;
}
function isDigit(byte) {
    return byte !== undefined && byte >= ZERO && byte <= ZERO + 9;
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/cell-rules.js

/** The keys that demand something of each value, of a column or of the check `invalid`. */
const RULE_KEYS = ["type", "values", "pattern", "min", "max", "min_length", "max_length"];
/** What `type` may be. */
const COLUMN_TYPES = ["integer", "number", "string", "boolean", "date", "datetime"];
const TYPE_WORDS = {
    integer: "a whole number",
    number: "a number",
    string: "a text",
    boolean: "true or false",
    date: "a date (YYYY-MM-DD)",
    datetime: "a date and time (ISO 8601)",
};
/** Reads the rules for single values among the members of a column or of an `invalid` check. */
function readCellRules(reader, table, column, members) {
    const rules = [readType(reader, members), readValues(reader, members), readPattern(reader, members)];
    rules.push(readRange(reader, table, column, members), readLength(reader, members));
    return rules.filter((rule) => rule !== undefined);
}
function readType(reader, members) {
    const member = members.get("type");
    const type = member && reader.word(member.value, "'type'", COLUMN_TYPES);
    return type && { kind: "type", reading: type, text: TYPE_WORDS[type] };
}
function readValues(reader, members) {
    const member = members.get("values");
    const items = member && reader.list(member.value, "'values'");
    if (items === undefined)
        return undefined;
    const values = items.flatMap((item) => reader.text(item, "an entry of 'values'") ?? []);
    if (items.length === 0)
        return reader.fail(member?.value, "'values' is empty, so that no value could pass");
    const shown = values.slice(0, 8).map((value) => JSON.stringify(value));
    const more = values.length - shown.length;
    return { kind: "values", values, text: `one of ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}` };
}
function readPattern(reader, members) {
    const member = members.get("pattern");
    const source = member && reader.text(member.value, "'pattern'");
    if (source === undefined)
        return undefined;
    try {
        return { kind: "pattern", pattern: new RegExp(`^(?:${source})$`, "u"), text: `matching /${source}/ as a whole` };
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return reader.fail(member?.value, `'pattern' is not a regular expression: ${reason}`);
    }
}
function readRange(reader, table, column, members) {
    const [min, max] = [members.get("min")?.value, members.get("max")?.value];
    if (min === undefined && max === undefined)
        return undefined;
    const bounds = [min, max].map((node) => (node === undefined ? undefined : readBound(reader, node)));
    if (bounds.some((bound, index) => bound === undefined && [min, max][index] !== undefined))
        return undefined;
    const kinds = new Set(bounds.flatMap((bound) => bound?.kind ?? []));
    const [kind] = kinds;
    if (kinds.size !== 1 || kind === undefined)
        return reader.fail(min, "'min' and 'max' must both be numbers or both be dates");
    table.need(column, kind, min ?? max);
    const [low, high] = [bounds[0]?.value ?? -Infinity, bounds[1]?.value ?? Infinity];
    if (low > high)
        return reader.fail(min, "'min' is above 'max', so that no value could pass");
    return { kind: "range", low, high, text: describeRange(bounds[0]?.text, bounds[1]?.text) };
}
function readBound(reader, node) {
    const text = reader.text(node, "a bound");
    if (text === undefined)
        return undefined;
    const bytes = Buffer.from(text);
    const number = cellReader("number")(bytes, 0, bytes.length);
    if (!Number.isNaN(number))
        return { kind: "number", value: number, text };
    const time = cellReader("temporal")(bytes, 0, bytes.length);
    if (!Number.isNaN(time))
        return { kind: "temporal", value: time, text };
    return reader.fail(node, `a bound must be a number, a date or a date and time, not '${text}'`);
}
function readLength(reader, members) {
    const [min, max] = [members.get("min_length"), members.get("max_length")];
    if (min === undefined && max === undefined)
        return undefined;
    const low = min && reader.integer(min.value, "'min_length'", 0, 1e9);
    const high = max && reader.integer(max.value, "'max_length'", 0, 1e9);
    if ((min && low === undefined) || (max && high === undefined))
        return undefined;
    if (low !== undefined && high !== undefined && low > high)
        return reader.fail(min?.value, "'min_length' is above 'max_length'");
    return { kind: "length", low: low ?? 0, high: high ?? Infinity, text: `${describeRange(low?.toString(), high?.toString())} characters` };
}
function describeRange(low, high) {
    if (low === undefined)
        return `at most ${high}`;
    return high === undefined ? `at least ${low}` : `between ${low} and ${high}, both included`;
}

// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/data/lib/checks/spec-reader.js


/** Reads a YAML tree strictly: every problem is kept with its line and column, and nothing is guessed. */
class SpecReader {
    file;
    root;
    #problems = [];
    #lines;
    #document;
    /** `source` is YAML text, or a plain object when the checks are given in place. */
    constructor(file, source) {
        this.file = file;
        if ("text" in source) {
            this.#lines = new dist/* LineCounter */.HN();
            const document = (0,dist/* parseDocument */.Tp)(source.text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
            for (const error of [...document.errors, ...document.warnings])
                this.#problems.push(`${this.#prefix(error.pos[0])} ${error.message}`);
            this.#document = document;
        }
        else {
            this.#document = new dist/* Document */.yo(source.object);
        }
        this.root = this.#document.contents;
    }
    /** Keeps a problem at a node. */
    fail(node, problem) {
        this.#problems.push(`${this.#prefix(offsetOf(node))} ${problem}`);
    }
    /** Throws one `input` error that lists every problem, if there is any. */
    finish() {
        const [first] = this.#problems;
        if (first === undefined)
            return;
        const count = this.#problems.length === 1 ? "a problem" : `${this.#problems.length} problems`;
        throw new lib_error/* ActionError */.lZ("input", `The check file has ${count}:\n${this.#problems.join("\n")}\nThe format is described in https://github.com/waybill-ci/waybill/blob/v1/docs/check-files.md.`);
    }
    /** Where a node stands; undefined for checks given in place. */
    place(node) {
        const offset = offsetOf(node);
        if (this.#lines === undefined || offset === undefined)
            return undefined;
        const { line, col } = this.#lines.linePos(offset);
        return { file: this.file, line, column: col };
    }
    /** A map's members; unknown keys are problems that name the nearest known one. Without `known` any key goes. */
    map(node, what, known) {
        const target = this.#resolve(node);
        if (!(0,dist/* isMap */.jh)(target))
            return this.fail(node, `${what} must be a map of keys and values, not ${describe(target)}`);
        const members = new Map();
        for (const pair of target.items) {
            const key = (0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.source ?? pair.key.value) : undefined;
            if (key === undefined)
                this.fail(pair.key, `a key of ${what} must be plain text`);
            else if (known && !known.includes(key))
                this.#failUnknown(pair.key, key, what, known);
            else
                members.set(key, { key: pair.key, value: this.#resolve(pair.value) });
        }
        return members;
    }
    /** A list's items. */
    list(node, what) {
        const target = this.#resolve(node);
        if (!(0,dist/* isSeq */.oP)(target))
            return this.fail(node, `${what} must be a list, not ${describe(target)}`);
        return target.items.map((item) => this.#resolve(item));
    }
    /** A text; numbers and booleans keep the spelling they have in the file. */
    text(node, what) {
        if (!(0,dist/* isScalar */.jn)(node) || node.value === null || typeof node.value === "object") {
            return this.fail(node, `${what} must be a text, not ${describe(node)}`);
        }
        return typeof node.value === "string" ? node.value : (node.source ?? JSON.stringify(node.value));
    }
    number(node, what) {
        if ((0,dist/* isScalar */.jn)(node) && typeof node.value === "number" && Number.isFinite(node.value))
            return node.value;
        return this.fail(node, `${what} must be a number, not ${describe(node)}`);
    }
    /** A whole number between two bounds, both included. */
    integer(node, what, min, max) {
        const value = (0,dist/* isScalar */.jn)(node) ? node.value : undefined;
        if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max)
            return value;
        return this.fail(node, `${what} must be a whole number from ${min} to ${max}, not ${describe(node)}`);
    }
    boolean(node, what) {
        if ((0,dist/* isScalar */.jn)(node) && typeof node.value === "boolean")
            return node.value;
        return this.fail(node, `${what} must be true or false, not ${describe(node)}`);
    }
    /** One word of a list. */
    word(node, what, known) {
        const value = (0,dist/* isScalar */.jn)(node) ? node.value : undefined;
        const found = known.find((word) => word === value);
        if (found !== undefined)
            return found;
        const nearest = typeof value === "string" ? (0,lib_text/* findNearest */.qg)(value, known) : undefined;
        return this.fail(node, `${what} must be one of ${known.join(", ")}, not ${describe(node)}${hint(nearest)}`);
    }
    #failUnknown(node, key, what, known) {
        const nearest = (0,lib_text/* findNearest */.qg)(key, known);
        this.fail(node, `unknown key '${key}' in ${what}${nearest === undefined ? `; known keys are ${known.join(", ")}` : hint(nearest)}`);
    }
    #resolve(node) {
        return (0,dist/* isAlias */.Vj)(node) ? node.resolve(this.#document) : node;
    }
    #prefix(offset) {
        if (this.#lines === undefined || offset === undefined)
            return `${this.file}:`;
        const { line, col } = this.#lines.linePos(offset);
        return `${this.file}:${line}:${col}`;
    }
}
/** Whether a key stands without a value. */
function isNothing(node) {
    return node === undefined || node === null || ((0,dist/* isScalar */.jn)(node) && node.value === null);
}
function hint(nearest) {
    return nearest === undefined ? "" : `; did you mean '${nearest}'?`;
}
function offsetOf(node) {
    return (0,dist/* isNode */.Ll)(node) ? node.range?.[0] : undefined;
}
function describe(node) {
    if ((0,dist/* isMap */.jh)(node))
        return "a map";
    if ((0,dist/* isSeq */.oP)(node))
        return "a list";
    if (!(0,dist/* isScalar */.jn)(node) || isNothing(node))
        return "nothing";
    return `'${node.source ?? JSON.stringify(node.value)}'`;
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/duration.js
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
/** Reads `90m`, `36h`, `2d` or `1w` (also joined, `1d 12h`) as milliseconds; undefined when it is anything else. */
function parseDuration(text) {
    if (!/^\s*(\d+(\.\d+)?\s*[mhdw]\s*)+$/.test(text))
        return undefined;
    let total = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([mhdw])/g))
        total += Number(amount) * (UNIT_MS[unit ?? ""] ?? Number.NaN);
    return total;
}
/** Writes milliseconds as the two largest units that matter: `2 d 3 h`, `5 min`. */
function formatDuration(ms) {
    const sign = ms < 0 ? "-" : "";
    const minutes = Math.floor(Math.abs(ms) / 60_000);
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
    const parts = days > 0
        ? [
            [days, "d"],
            [hours, "h"],
        ]
        : [
            [hours, "h"],
            [rest, "min"],
        ];
    const text = parts
        .filter(([amount]) => amount !== 0)
        .map(([amount, unit]) => `${amount} ${unit}`)
        .join(" ");
    return text === "" ? "0 min" : sign + text;
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/threshold.js

/** The keys that set a limit. Several together must all hold. */
const THRESHOLD_KEYS = [
    "must_be",
    "must_not_be",
    "must_be_greater_than",
    "must_be_greater_than_or_equal",
    "must_be_less_than",
    "must_be_less_than_or_equal",
    "must_be_between",
    "must_be_not_between",
];
/** The threshold that nothing may be counted. */
const NONE = { text: "0", holds: (value) => value === 0 };
/** A threshold from `low` to `high`, both included; an infinite end is open. */
function between(low, high, unit) {
    return { text: threshold_describeRange(low, high, unit, "both included"), holds: (value) => value >= low && value <= high };
}
/** Writes a number of a unit: `12`, `3.5 %`, `2 d`. */
function formatValue(value, unit) {
    if (unit === "duration")
        return formatDuration(value);
    const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
    return unit === "percent" ? `${text} %` : text;
}
/** Reads every threshold key among the members; all of them must hold. Undefined when there is none or one is wrong (then kept as a problem). */
function readThreshold(reader, members, unit) {
    const limits = [];
    for (const key of THRESHOLD_KEYS) {
        const member = members.get(key);
        if (member === undefined)
            continue;
        const limit = readLimit(reader, key, member.value, unit);
        if (limit !== undefined)
            limits.push(limit);
    }
    const [only] = limits;
    if (only === undefined || limits.length === 1)
        return only;
    return { text: limits.map((limit) => limit.text).join(" and "), holds: (value) => limits.every((limit) => limit.holds(value)) };
}
function readLimit(reader, key, node, unit) {
    if (key === "must_be_between" || key === "must_be_not_between")
        return threshold_readRange(reader, key, node, unit);
    const limit = readValue(reader, key, node, unit);
    return limit === undefined ? undefined : compare(key, limit, formatValue(limit, unit));
}
function compare(key, limit, shown) {
    switch (key) {
        case "must_be":
            return { text: shown, holds: (value) => value === limit };
        case "must_not_be":
            return { text: `not ${shown}`, holds: (value) => value !== limit };
        case "must_be_greater_than":
            return { text: `more than ${shown}`, holds: (value) => value > limit };
        case "must_be_greater_than_or_equal":
            return { text: `at least ${shown}`, holds: (value) => value >= limit };
        case "must_be_less_than":
            return { text: `less than ${shown}`, holds: (value) => value < limit };
        case "must_be_less_than_or_equal":
            return { text: `at most ${shown}`, holds: (value) => value <= limit };
    }
}
function threshold_readRange(reader, key, node, unit) {
    const items = reader.list(node, `'${key}'`);
    if (items === undefined)
        return undefined;
    if (items.length !== 2)
        return reader.fail(node, `'${key}' must be a list of two numbers, [lowest, highest], both included`);
    const [low, high] = items.map((item) => readValue(reader, key, item, unit));
    if (low === undefined || high === undefined)
        return undefined;
    if (low > high)
        return reader.fail(node, `'${key}' has its lowest number after its highest, so that no value could pass`);
    const inside = between(low, high, unit);
    if (key === "must_be_between")
        return inside;
    return { text: `not ${inside.text}`, holds: (value) => value < low || value > high };
}
function readValue(reader, key, node, unit) {
    if (unit !== "duration") {
        const value = reader.number(node, `'${key}'`);
        if (value === undefined || unit === "number" || (value >= 0 && (unit === "count" || value <= 100)))
            return value;
        return reader.fail(node, unit === "count" ? `'${key}' must not be negative` : `'${key}' must be a percentage from 0 to 100`);
    }
    const text = reader.text(node, `'${key}'`);
    if (text === undefined)
        return undefined;
    return parseDuration(text) ?? reader.fail(node, `'${key}' must be a duration such as 90m, 36h or 2d, not '${text}'`);
}
function threshold_describeRange(low, high, unit, ends) {
    if (low === -Infinity && high === Infinity)
        return "any number";
    if (low === -Infinity)
        return `at most ${formatValue(high, unit)}`;
    if (high === Infinity)
        return `at least ${formatValue(low, unit)}`;
    return `between ${formatValue(low, unit)} and ${formatValue(high, unit)}, ${ends}`;
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/check-column.js



/** Every key of an entry of `columns`. */
const COLUMN_KEYS = [
    ...RULE_KEYS,
    "required",
    "unique",
    "missing_percent",
    "missing_values",
    "may_be_all_missing",
    "level",
    "description",
];
/** Reads one entry of `columns` as checks: one for each thing that it demands. */
function readColumnChecks(reader, table, column, member) {
    if (isNothing(member.value)) {
        table.use(column);
        return [];
    }
    const members = reader.map(member.value, `column '${column}'`, COLUMN_KEYS);
    if (members === undefined)
        return [];
    const texts = readMissingValues(reader, members);
    const type = members.get("type");
    const typed = type && readCellRules(reader, table, column, new Map([["type", type]]))[0];
    table.declare(column, typed?.kind === "type" ? typed.reading : undefined, texts);
    const rest = new Map([...members].filter(([key]) => key !== "type"));
    const rules = [...(typed ? [typed] : []), ...readCellRules(reader, table, column, rest)];
    return [...missingChecks(reader, column, members, member.key), ...rules.map((rule) => invalidCheck(reader, column, members, rule))];
}
function missingChecks(reader, column, members, key) {
    const level = readLevel(reader, members);
    const checks = [];
    const [required, percent, unique] = [members.get("required"), members.get("missing_percent"), members.get("unique")];
    if (required && percent)
        reader.fail(percent.key, `column '${column}' has both 'required' and 'missing_percent'; keep one`);
    if (required && reader.boolean(required.value, "'required'") === true) {
        checks.push({ kind: "missing", column, metric: "count", threshold: NONE, level, ...at(reader, required.key) });
    }
    const limit = percent && reader.number(percent.value, "'missing_percent'");
    if (percent && limit !== undefined) {
        if (limit < 0 || limit > 100)
            reader.fail(percent.value, "'missing_percent' must be a percentage from 0 to 100");
        checks.push({
            kind: "missing",
            column,
            metric: "percent",
            threshold: between(-Infinity, limit, "percent"),
            level,
            ...at(reader, percent.key),
        });
    }
    if (unique && reader.boolean(unique.value, "'unique'") === true) {
        checks.push({ kind: "duplicate", columns: [column], metric: "count", threshold: NONE, level, ...at(reader, unique.key ?? key) });
    }
    return checks;
}
const KEY_OF_RULE = {
    type: ["type"],
    values: ["values"],
    pattern: ["pattern"],
    range: ["min", "max"],
    length: ["min_length", "max_length"],
};
function invalidCheck(reader, column, members, rule) {
    const key = KEY_OF_RULE[rule.kind].map((name) => members.get(name)?.key).find((node) => node !== undefined);
    const level = readLevel(reader, members);
    const mayBeAllMissing = readMayBeAllMissing(reader, members);
    return { kind: "invalid", column, rules: [rule], metric: "count", threshold: NONE, mayBeAllMissing, level, ...at(reader, key) };
}
/** The `level` among the members: `fail` unless it says `warn`. */
function readLevel(reader, members) {
    const level = members.get("level");
    return (level && reader.word(level.value, "'level'", ["fail", "warn"])) ?? "fail";
}
/** Whether a column without any value passes a check of its values. */
function readMayBeAllMissing(reader, members) {
    const member = members.get("may_be_all_missing");
    return (member && reader.boolean(member.value, "'may_be_all_missing'")) ?? false;
}
/** The place of a node as a part of a check. */
function at(reader, node) {
    const place = reader.place(node);
    return place ? { at: place } : {};
}
function readMissingValues(reader, members) {
    const member = members.get("missing_values");
    return (member && reader.list(member.value, "'missing_values'")?.flatMap((item) => reader.text(item, "an entry of 'missing_values'") ?? []));
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/check-history.js

/** Every key of the check `history` besides those that all checks have. */
const HISTORY_KEYS = ["metric", "column", "method", "window", "minimum", "may_drop", "may_rise", "direction", "run_rules"];
const METRICS = ["row_count", "missing_count", "missing_percent", ...AGGREGATE_FUNCTIONS];
const RUN_RULES_ON = ["two-of-three-beyond-2-sigma", "four-of-five-beyond-1-sigma", "eight-on-one-side"];
const AVERAGE_KEYS = ["may_drop", "may_rise"];
const CHART_KEYS = ["direction", "run_rules"];
/** Reads a `history` check: against an average with `may_drop` or `may_rise`, else a control chart. */
function readHistoryRule(reader, table, { members, node }) {
    const metric = readMetric(reader, table, members, node);
    const hasAllowance = AVERAGE_KEYS.some((key) => members.has(key));
    const named = members.get("method");
    const method = (named && reader.word(named.value, "'method'", ["average", "control_chart"])) ?? (hasAllowance ? "average" : "control_chart");
    for (const key of method === "average" ? CHART_KEYS : AVERAGE_KEYS) {
        if (members.has(key))
            reader.fail(members.get(key)?.key, `'${key}' does not belong to method ${method}`);
    }
    const window = readCount(reader, members, "window", method === "average" ? 14 : 30);
    const minimum = readCount(reader, members, "minimum", method === "average" ? 3 : 8);
    if (minimum > window)
        reader.fail(members.get("minimum")?.key ?? node, `'minimum' (${minimum}) is above 'window' (${window})`);
    if (metric === undefined)
        return undefined;
    const common = { kind: "history", metric, window, minimum };
    if (method === "control_chart") {
        if (minimum < 2)
            reader.fail(members.get("minimum")?.key, "a control chart needs a 'minimum' of at least 2");
        return { ...common, method, ...readChart(reader, members) };
    }
    if (!hasAllowance)
        return reader.fail(node, "'history' with method average needs 'may_drop', 'may_rise' or both, for example may_drop: 20%");
    return { ...common, method, mayDrop: readAllowance(reader, members, "may_drop"), mayRise: readAllowance(reader, members, "may_rise") };
}
function readMetric(reader, table, members, node) {
    const named = members.get("metric");
    if (named === undefined)
        return reader.fail(node, `'history' needs 'metric': one of ${METRICS.join(", ")}`);
    const kind = reader.word(named.value, "'metric'", METRICS);
    const member = members.get("column");
    if (kind === undefined)
        return undefined;
    if (kind === "row_count")
        return member ? reader.fail(member.key, "'row_count' has no column") : { kind };
    if (member === undefined)
        return reader.fail(node, `metric ${kind} needs 'column'`);
    const column = reader.text(member.value, "'column'");
    if (column === undefined)
        return undefined;
    if (kind === "missing_count" || kind === "missing_percent")
        table.use(column);
    else
        table.need(column, "number", member.value);
    return { kind, column };
}
function readChart(reader, members) {
    const [direction, rules] = [members.get("direction"), members.get("run_rules")];
    const isOn = (rules && reader.boolean(rules.value, "'run_rules'")) ?? true;
    return {
        direction: (direction && reader.word(direction.value, "'direction'", ["both", "drop", "rise"])) ?? "both",
        runRules: isOn ? RUN_RULES_ON : [],
    };
}
function readCount(reader, members, key, fallback) {
    const member = members.get(key);
    return (member && reader.integer(member.value, `'${key}'`, 1, 10_000)) ?? fallback;
}
function readAllowance(reader, members, key) {
    const member = members.get(key);
    const text = member && reader.text(member.value, `'${key}'`);
    if (member === undefined || text === undefined)
        return undefined;
    const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text);
    if (match === null)
        return reader.fail(member.value, `'${key}' must be a number from 0 or a percentage such as 20%, not '${text}'`);
    return match[2] === "%" ? { share: Number(match[1]) / 100 } : { absolute: Number(match[1]) };
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/check-list.js





const COMMON_KEYS = ["level", "description"];
/** The keys of each kind of check. */
const CHECK_KEYS = {
    schema: ["columns", "extra_columns", "column_order", ...COMMON_KEYS],
    row_count: [...THRESHOLD_KEYS, ...COMMON_KEYS],
    missing: ["column", "metric", ...THRESHOLD_KEYS, ...COMMON_KEYS],
    invalid: ["column", "metric", "may_be_all_missing", ...RULE_KEYS, ...THRESHOLD_KEYS, ...COMMON_KEYS],
    duplicate: ["column", "columns", "metric", ...THRESHOLD_KEYS, ...COMMON_KEYS],
    freshness: ["column", ...THRESHOLD_KEYS, ...COMMON_KEYS],
    aggregate: ["column", "function", ...THRESHOLD_KEYS, ...COMMON_KEYS],
    history: [...HISTORY_KEYS, ...COMMON_KEYS],
};
/** The reader of one entry of `checks`: a map with one key, the kind of the check. */
function checkListReader(reader, table) {
    const kinds = Object.keys(CHECK_KEYS);
    return (item) => {
        const entry = reader.map(item, "an entry of 'checks'", kinds);
        if (entry === undefined)
            return undefined;
        const [only] = entry;
        if (only === undefined || entry.size !== 1)
            return reader.fail(item, "an entry of 'checks' must have one key, the kind of the check");
        const [kind, member] = only;
        if (!isKind(kind))
            return undefined;
        const members = reader.map(member.value, `'${kind}'`, CHECK_KEYS[kind]);
        if (members === undefined)
            return undefined;
        const rule = readCheck(reader, table, kind, { members, node: member.key });
        return rule && { ...rule, level: readLevel(reader, members), ...at(reader, member.key) };
    };
}
function isKind(key) {
    return Object.hasOwn(CHECK_KEYS, key);
}
function readCheck(reader, table, kind, source) {
    switch (kind) {
        case "schema":
            return readSchema(reader, table, source);
        case "row_count": {
            const threshold = required(reader, source, kind, "count");
            return threshold && { kind, threshold };
        }
        case "missing":
        case "invalid":
            return readShareCheck(reader, table, kind, source);
        case "duplicate":
            return readDuplicate(reader, table, source);
        case "freshness": {
            const column = readColumn(reader, table, kind, source, "temporal");
            const threshold = required(reader, source, kind, "duration");
            return column === undefined ? undefined : threshold && { kind, column, threshold };
        }
        case "aggregate":
            return readAggregate(reader, table, source);
        case "history":
            return readHistoryRule(reader, table, source);
    }
}
function readSchema(reader, table, { members }) {
    const [columns, extra, order] = [members.get("columns"), members.get("extra_columns"), members.get("column_order")];
    const names = columns && reader.list(columns.value, "'columns'")?.flatMap((item) => reader.text(item, "a column name") ?? []);
    for (const name of names ?? [])
        table.use(name);
    return {
        kind: "schema",
        columns: names ?? [],
        extra: (extra && reader.word(extra.value, "'extra_columns'", ["allow", "forbid"])) ?? "allow",
        order: (order && reader.word(order.value, "'column_order'", ["any", "exact"])) ?? "any",
    };
}
function readShareCheck(reader, table, kind, source) {
    const { members, node } = source;
    const column = readColumn(reader, table, kind, source);
    const metric = readShare(reader, members);
    const threshold = readThreshold(reader, members, metric) ?? NONE;
    if (column === undefined)
        return undefined;
    if (kind === "missing")
        return { kind, column, metric, threshold };
    const rules = readCellRules(reader, table, column, members);
    for (const rule of rules) {
        if (rule.kind === "type" && table.typeOf(column) === undefined)
            table.declare(column, rule.reading, undefined);
        else if (rule.kind === "type" && table.typeOf(column) !== rule.reading)
            reader.fail(node, `column '${column}' has two different types`);
    }
    if (rules.length === 0)
        return reader.fail(node, `'invalid' needs a rule: one of ${RULE_KEYS.join(", ")}`);
    return { kind, column, rules, metric, threshold, mayBeAllMissing: readMayBeAllMissing(reader, members) };
}
function readDuplicate(reader, table, { members, node }) {
    const [one, many] = [members.get("column"), members.get("columns")];
    if ((one === undefined) === (many === undefined))
        return reader.fail(node, "'duplicate' needs either 'column' or 'columns'");
    const nodes = one ? [one.value] : (reader.list(many?.value, "'columns'") ?? []);
    const columns = nodes.flatMap((item) => reader.text(item, "a column name") ?? []);
    if (columns.length === 0)
        return reader.fail(node, "'duplicate' names no column");
    for (const column of columns)
        table.use(column);
    const metric = readShare(reader, members);
    return { kind: "duplicate", columns, metric, threshold: readThreshold(reader, members, metric) ?? NONE };
}
function readAggregate(reader, table, source) {
    const column = readColumn(reader, table, "aggregate", source, "number");
    const threshold = required(reader, source, "aggregate", "number");
    const named = source.members.get("function");
    if (named === undefined)
        return reader.fail(source.node, `'aggregate' needs 'function': one of ${AGGREGATE_FUNCTIONS.join(", ")}`);
    const chosen = reader.word(named.value, "'function'", AGGREGATE_FUNCTIONS);
    if (column === undefined || threshold === undefined || chosen === undefined)
        return undefined;
    return { kind: "aggregate", column, function: chosen, threshold };
}
function readColumn(reader, table, kind, source, need) {
    const member = source.members.get("column");
    if (member === undefined)
        return reader.fail(source.node, `'${kind}' needs 'column'`);
    const column = reader.text(member.value, "'column'");
    if (column === undefined)
        return undefined;
    if (need === undefined)
        table.use(column);
    else
        table.need(column, need, member.value);
    return column;
}
function readShare(reader, members) {
    const metric = members.get("metric");
    return (metric && reader.word(metric.value, "'metric'", ["count", "percent"])) ?? "count";
}
function required(reader, { members, node }, kind, unit) {
    const threshold = readThreshold(reader, members, unit);
    if (threshold === undefined && !THRESHOLD_KEYS.some((key) => members.has(key))) {
        return reader.fail(node, `'${kind}' needs a threshold such as ${unit === "duration" ? "must_be_less_than: 2d" : "must_be_between: [1, 10]"}`);
    }
    return threshold;
}

;// CONCATENATED MODULE: ./packages/tables/lib/csv-scanner.js
/** Comma, double quotes, CRLF or LF, a header. */
const RFC_4180 = { delimiter: ",", quote: '"', header: true, finalLineBreak: "required" };
const LF = 10;
const CR = 13;
/**
 * Splits bytes into records in one pass, by offsets, without making strings. The grammar is that of RFC 4180, section 2, with two things that
 * writers do: a line may end with LF alone, and the dialect may name another delimiter or no quote. Bytes of UTF-8 need no decoding for
 * that, because no byte of a longer character is one of ASCII.
 */
class CsvScanner {
    #sink;
    #delimiter;
    #quote;
    /** 1 for the bytes at which a plain field can end. */
    #special = new Uint8Array(256);
    #fields = { count: 0, starts: new Int32Array(64), ends: new Int32Array(64), doubled: new Uint8Array(64) };
    #at = 0;
    #breaks = 0;
    #problem = "";
    /** The line of the next record, from 1. */
    line = 1;
    /** Whether the last record that was well-formed ended with a line break, or a malformed one followed. */
    endedWithBreak = true;
    constructor(dialect, sink) {
        this.#sink = sink;
        this.#delimiter = dialect.delimiter.charCodeAt(0);
        this.#quote = dialect.quote === "" ? -1 : dialect.quote.charCodeAt(0);
        for (const byte of [this.#delimiter, LF, CR])
            this.#special[byte] = 1;
        if (this.#quote >= 0)
            this.#special[this.#quote] = 1;
    }
    /**
     * Scans the whole records between `start` and `end` and returns where the first incomplete one begins. With `final` nothing follows,
     * so that the last record may end without a line break.
     */
    scan(bytes, start, end, final) {
        let from = start;
        while (from < end) {
            this.#breaks = 0;
            this.#fields.count = 0;
            const outcome = this.#scanRecord(bytes, from, end, final);
            if (outcome === "more")
                return from;
            if (outcome === "record")
                this.#sink.record(bytes, this.#fields, this.line);
            else {
                const next = bytes.indexOf(LF, this.#at);
                const found = next >= 0 && next < end;
                if (!found && !final)
                    return from;
                this.#sink.malformed(this.line, this.#problem);
                this.#at = found ? next + 1 : end;
                this.#breaks += found ? 1 : 0;
                // A malformed end is a problem of its own.
                this.endedWithBreak = true;
            }
            this.line += this.#breaks;
            from = this.#at;
        }
        return from;
    }
    #scanRecord(bytes, from, end, final) {
        const special = this.#special;
        const delimiter = this.#delimiter;
        let at = from;
        for (;;) {
            if (at < end && bytes[at] === this.#quote) {
                const outcome = this.#scanQuoted(bytes, at, end, final);
                if (outcome !== "record")
                    return outcome;
                at = this.#at;
            }
            else {
                const start = at;
                while (at < end && special[bytes[at]] === 0)
                    at += 1;
                this.#push(start, at, 0);
            }
            if (at < end && bytes[at] === delimiter)
                at += 1;
            else
                return this.#endRecord(bytes, at, end, final);
        }
    }
    /** Reads a field that starts with a quote; `#at` is then behind its closing quote. */
    #scanQuoted(bytes, from, end, final) {
        const quote = this.#quote;
        let at = from + 1;
        let doubled = 0;
        for (;;) {
            let byte = -1;
            while (at < end && (byte = bytes[at]) !== quote) {
                if (byte === LF)
                    this.#breaks += 1;
                at += 1;
            }
            if (at >= end)
                return final ? this.#malformed(end, "a quoted field is never closed") : "more";
            if (at + 1 >= end && !final)
                return "more";
            if (at + 1 >= end || bytes[at + 1] !== quote)
                break;
            doubled = 1;
            at += 2;
        }
        this.#push(from + 1, at, doubled);
        this.#at = at + 1;
        return "record";
    }
    #endRecord(bytes, at, end, final) {
        if (at >= end) {
            if (!final)
                return "more";
            this.#at = end;
            this.endedWithBreak = false;
            return "record";
        }
        const byte = bytes[at];
        if (byte === CR && at + 1 >= end && !final)
            return "more";
        if (byte === LF || (byte === CR && at + 1 < end && bytes[at + 1] === LF)) {
            this.#at = byte === LF ? at + 1 : at + 2;
            this.#breaks += 1;
            this.endedWithBreak = true;
            return "record";
        }
        if (byte === CR)
            return this.#malformed(at, "a carriage return stands alone, without a line feed");
        const closed = bytes[at - 1] === this.#quote && byte !== this.#quote;
        return this.#malformed(at, closed ? "text follows a closing quote" : "a quote stands inside a field that is not quoted");
    }
    #malformed(at, problem) {
        this.#at = at;
        this.#problem = problem;
        return "malformed";
    }
    #push(start, end, doubled) {
        const fields = this.#fields;
        const index = fields.count;
        if (index === fields.starts.length)
            grow(fields);
        fields.starts[index] = start;
        fields.ends[index] = end;
        fields.doubled[index] = doubled;
        fields.count = index + 1;
    }
}
function grow(fields) {
    const size = fields.starts.length * 2;
    const starts = new Int32Array(size);
    starts.set(fields.starts);
    const ends = new Int32Array(size);
    ends.set(fields.ends);
    const doubled = new Uint8Array(size);
    doubled.set(fields.doubled);
    Object.assign(fields, { starts, ends, doubled });
}
/** Copies a field with doubled quotes into `target` with single ones and returns its length; `target` must be long enough. */
function unquote(bytes, start, end, quote, target) {
    let length = 0;
    for (let index = start; index < end; index++) {
        const byte = bytes[index];
        target[length++] = byte;
        if (byte === quote)
            index += 1;
    }
    return length;
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/column-table.js
/** Collects what is known of each column while a check file is read, and settles how its values are read. */
class ColumnTable {
    #reader;
    #missingValues;
    #entries = new Map();
    constructor(reader, missingValues) {
        this.#reader = reader;
        this.#missingValues = missingValues;
    }
    /** Notes a column of `columns`. */
    declare(name, reading, missingValues) {
        const entry = this.#entry(name);
        if (reading !== undefined)
            entry.declared = reading;
        if (missingValues !== undefined)
            entry.missingValues = missingValues;
    }
    /** Notes that a check uses a column as it is. */
    use(name) {
        this.#entry(name);
    }
    /** Notes that a check needs numbers or times from a column; a declared type or another check that says otherwise is a problem. */
    need(name, kind, node) {
        const entry = this.#entry(name);
        if (entry.declared !== undefined) {
            const fits = kind === "number" ? ["integer", "number"] : ["date", "datetime", "temporal"];
            if (!fits.includes(entry.declared))
                this.#reader.fail(node, `column '${name}' has type ${entry.declared}; this needs ${fits.slice(0, 2).join(" or ")}`);
        }
        else if (entry.needed !== undefined && entry.needed !== kind) {
            this.#reader.fail(node, `column '${name}' is used as a number and as a time; declare its type`);
        }
        else
            entry.needed = kind;
    }
    /** The declared type of a column, if any. */
    typeOf(name) {
        return this.#entries.get(name)?.declared;
    }
    resolve() {
        const plans = [...this.#entries].map(([name, entry]) => [
            name,
            { name, reading: entry.declared ?? entry.needed ?? "string", missingValues: entry.missingValues },
        ]);
        return new Map(plans);
    }
    #entry(name) {
        const entry = this.#entries.get(name) ?? { missingValues: this.#missingValues };
        this.#entries.set(name, entry);
        return entry;
    }
}

;// CONCATENATED MODULE: ./packages/data/lib/checks/check-file.js





/** The keys at the top of a check file; checks.schema.json, which editors use, is held to these lists by a test. */
const TOP_KEYS = ["version", "dialect", "missing_values", "columns", "checks", "examples", "limits", "description"];
/** The keys of `dialect`. */
const DIALECT_KEYS = ["delimiter", "quote", "header", "final_line_break"];
/** The keys of `limits`. */
const LIMIT_KEYS = ["unique_memory_mb"];
/** All keys of the format by place, for the JSON Schema's test. */
const FORMAT_KEYS = { top: TOP_KEYS, dialect: DIALECT_KEYS, limits: LIMIT_KEYS, column: COLUMN_KEYS, checks: CHECK_KEYS };
const DEFAULT_EXAMPLES = 10;
const DEFAULT_UNIQUE_MEMORY_MB = 256;
/** Reads a check file's text. Throws one `input` error that lists every problem with `file:line:column`. */
function parseCheckFile(text, file) {
    return readPlan(new SpecReader(file, { text }));
}
/** Reads checks that are given as an object instead of a file. Throws like `parseCheckFile`, without positions. */
function parseInlineChecks(object) {
    return readPlan(new SpecReader("inline checks", { object }));
}
function readPlan(reader) {
    const top = reader.map(reader.root, "the check file", TOP_KEYS);
    const plan = top === undefined ? undefined : readTop(reader, top);
    if (plan !== undefined && plan.checks.length === 0)
        reader.fail(reader.root, "declares no check; name at least one column or check");
    reader.finish();
    if (plan === undefined)
        throw new TypeError("a check file without problems has a plan");
    return plan;
}
function readTop(reader, top) {
    const version = top.get("version");
    if (version)
        reader.integer(version.value, "'version'", 1, 1);
    const dialect = readDialect(reader, top.get("dialect")?.value);
    const missingValues = readTexts(reader, top.get("missing_values")?.value, "'missing_values'") ?? [""];
    const table = new ColumnTable(reader, missingValues);
    const declared = readColumns(reader, table, top.get("columns")?.value);
    const listed = readList(reader, table, top.get("checks")?.value);
    const names = declared.names;
    const schema = listed.filter((check) => check.kind === "schema");
    if (schema.length > 1)
        reader.fail(top.get("checks")?.value, "has more than one 'schema' check; merge them into one");
    const place = reader.place(top.get("columns")?.key);
    const implied = schema.length > 0 || names.length === 0
        ? []
        : [{ kind: "schema", level: "fail", columns: names, extra: "allow", order: "any", at: place }];
    const complete = listed.map((check) => (check.kind === "schema" && check.columns.length === 0 ? { ...check, columns: names } : check));
    const examples = top.get("examples");
    const columns = table.resolve();
    if (!dialect.header)
        checkHeaderless(reader, top, names, columns);
    return {
        dialect,
        columns,
        checks: [...implied, ...declared.checks, ...complete],
        examples: (examples && reader.integer(examples.value, "'examples'", 0, 1000)) ?? DEFAULT_EXAMPLES,
        uniqueMemoryBytes: readMemory(reader, top.get("limits")?.value) * 2 ** 20,
    };
}
function checkHeaderless(reader, top, names, columns) {
    if (names.length === 0)
        reader.fail(top.get("dialect")?.value, "without a header, 'columns' must name every column in order");
    for (const name of columns.keys()) {
        if (!names.includes(name))
            reader.fail(top.get("checks")?.value, `column '${name}' is not in 'columns', which gives the names of a file without a header`);
    }
}
function readColumns(reader, table, node) {
    const members = node === undefined ? undefined : reader.map(node, "'columns'");
    const checks = [];
    for (const [name, member] of members ?? [])
        checks.push(...readColumnChecks(reader, table, name, member));
    return { names: [...(members?.keys() ?? [])], checks };
}
function readList(reader, table, node) {
    const items = node === undefined ? [] : (reader.list(node, "'checks'") ?? []);
    const read = checkListReader(reader, table);
    return items.flatMap((item) => read(item) ?? []);
}
function readDialect(reader, node) {
    const members = node === undefined ? undefined : reader.map(node, "'dialect'", DIALECT_KEYS);
    if (members === undefined)
        return RFC_4180;
    const delimiter = readByte(reader, members, "delimiter") ?? RFC_4180.delimiter;
    const quote = members.has("quote") ? (readByte(reader, members, "quote", true) ?? RFC_4180.quote) : RFC_4180.quote;
    if (delimiter === quote)
        reader.fail(members.get("quote")?.value, "'quote' and 'delimiter' must differ");
    const header = members.get("header");
    const end = members.get("final_line_break");
    return {
        delimiter,
        quote,
        header: (header && reader.boolean(header.value, "'header'")) ?? true,
        finalLineBreak: (end && reader.word(end.value, "'final_line_break'", ["required", "optional"])) ?? "required",
    };
}
function readByte(reader, members, key, mayBeEmpty = false) {
    const member = members.get(key);
    if (member === undefined)
        return undefined;
    const text = reader.text(member.value, `'${key}'`);
    if (text === undefined || (mayBeEmpty && text === ""))
        return text;
    if (/^[\t\x20-\x7e]$/.test(text))
        return text;
    return reader.fail(member.value, `'${key}' must be one ASCII character${mayBeEmpty ? " or empty" : ""}, not '${text}'`);
}
function readMemory(reader, node) {
    const members = node === undefined ? undefined : reader.map(node, "'limits'", LIMIT_KEYS);
    const memory = members?.get("unique_memory_mb");
    return (memory && reader.integer(memory.value, "'unique_memory_mb'", 1, 16_384)) ?? DEFAULT_UNIQUE_MEMORY_MB;
}
/** Reads a list of texts; undefined when there is none. */
function readTexts(reader, node, what) {
    if (node === undefined)
        return undefined;
    return reader.list(node, what)?.flatMap((item) => reader.text(item, `an entry of ${what}`) ?? []);
}

;// CONCATENATED MODULE: ./packages/stats/lib/moments.js
/** The arithmetic mean; NaN of an empty list. Exact to rounding also when the values share a large offset. */
function mean(values) {
    const moments = createMoments();
    for (const value of values)
        moments.add(value);
    return moments.mean;
}
/** The sample standard deviation (n − 1); NaN below two values. Never negative inside the root, unlike Σx² − n·x̄². */
function standardDeviation(values) {
    const moments = createMoments();
    for (const value of values)
        moments.add(value);
    return moments.standardDeviation;
}
/** The value in the middle of the sorted list, or the mean of the two in the middle; NaN of an empty list. */
function median(values) {
    return quantile(values, 0.5);
}
/**
 * The quantile at `share` (0 to 1), interpolated linearly between neighbours (Hyndman and Fan's type 7, the default of R and numpy);
 * NaN of an empty list. Throws a RangeError for a share outside 0 to 1.
 */
function quantile(values, share) {
    if (!(share >= 0 && share <= 1))
        throw new RangeError(`A quantile's share must lie between 0 and 1, got ${share}`);
    if (values.length === 0 || values.some(Number.isNaN))
        return Number.NaN;
    const sorted = Float64Array.from(values).sort();
    const position = (sorted.length - 1) * share;
    const low = Math.floor(position);
    const below = sorted[low] ?? Number.NaN;
    const above = sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN;
    // Without this an infinite neighbour with weight 0 would give NaN.
    return position === low || below === above ? below : below + (above - below) * (position - low);
}
/** Starts an empty `Moments`: everything but `count` and `sum` is NaN until a value comes. */
function createMoments() {
    return new Welford();
}
class Welford {
    count = 0;
    sum = 0;
    min = Number.NaN;
    max = Number.NaN;
    #mean = 0;
    #squares = 0;
    add(value) {
        this.count += 1;
        this.sum += value;
        const delta = value - this.#mean;
        this.#mean += delta / this.count;
        this.#squares += delta * (value - this.#mean);
        if (!(value >= this.min))
            this.min = value;
        if (!(value <= this.max))
            this.max = value;
    }
    get mean() {
        return this.count === 0 ? Number.NaN : this.#mean;
    }
    get standardDeviation() {
        return this.count < 2 ? Number.NaN : Math.sqrt(this.#squares / (this.count - 1));
    }
}

;// CONCATENATED MODULE: ./packages/stats/lib/average.js

/** The average of the last `window` values (all when there are fewer), with how many there were; NaN when there is none. */
function historicalAverage(values, window) {
    if (!Number.isInteger(window) || window < 1)
        throw new RangeError(`A window must be a whole number from 1, got ${window}`);
    const recent = values.slice(-window);
    return { average: mean(recent), standardDeviation: standardDeviation(recent), count: recent.length };
}

;// CONCATENATED MODULE: ./packages/stats/lib/control-chart.js

// The expectation (d2) and standard deviation (d3) of ranges of two normal values; 3/d2 is the "2.66" and 1 + 3·d3/d2 the "3.267" of the printed tables.
const D2 = 2 / Math.sqrt(Math.PI);
const D3 = Math.sqrt(2 - 4 / Math.PI);
/** Half the width of an individuals chart in mean moving ranges (2.66 in tables). */
const XMR_LIMIT_FACTOR = 3 / D2;
/** The upper limit of the moving range in mean moving ranges (3.267 in tables). */
const MOVING_RANGE_LIMIT_FACTOR = 1 + (3 * D3) / D2;
/** The run rules: the four of the Western Electric handbook (1956) and the limit of the moving range. */
const RUN_RULES = (/* unused pure expression or super */ null && ([
    "beyond-limits",
    "two-of-three-beyond-2-sigma",
    "four-of-five-beyond-1-sigma",
    "eight-on-one-side",
    "moving-range",
]));
/**
 * The X-mR chart of values in time order (NIST/SEMATECH e-Handbook, 6.3.2.2, "Individuals Control Charts"). With `baseline: n` the limits come from the first n values only, so that the values that
 * are judged cannot widen their own limits. Throws a RangeError below two baseline values or for a value that is not finite.
 */
function xmrChart(values, options) {
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
        throw new RangeError(`A control chart needs finite numbers, got ${values[bad]} at position ${bad}`);
    const baseline = values.slice(0, options?.baseline ?? values.length);
    if (baseline.length < 2)
        throw new RangeError(`A control chart needs at least two baseline values, got ${baseline.length}`);
    const center = mean(baseline);
    const movingRangeMean = mean(movingRanges(baseline));
    const half = XMR_LIMIT_FACTOR * movingRangeMean;
    const limits = { center, lower: center - half, upper: center + half, sigma: half / 3 };
    const movingRangeUpper = MOVING_RANGE_LIMIT_FACTOR * movingRangeMean;
    const signals = values.flatMap((_, index) => findSignals(values, index, limits, movingRangeUpper));
    return { ...limits, movingRangeMean, movingRangeUpper, signals };
}
function movingRanges(values) {
    return values.slice(1).map((value, index) => Math.abs(value - values[index]));
}
function findSignals(values, index, limits, movingRangeUpper) {
    const value = values[index];
    const previous = values[index - 1] ?? value;
    const signals = [];
    for (const side of ["above", "below"]) {
        const sign = side === "above" ? 1 : -1;
        const beyond = (sigmas) => (other) => sign * (other - limits.center) > sigmas * limits.sigma;
        const isOut = side === "above" ? value > limits.upper : value < limits.lower;
        if (isOut)
            signals.push({ index, rule: "beyond-limits", side });
        if (isRun(values, index, 3, 2, beyond(2)))
            signals.push({ index, rule: "two-of-three-beyond-2-sigma", side });
        if (isRun(values, index, 5, 4, beyond(1)))
            signals.push({ index, rule: "four-of-five-beyond-1-sigma", side });
        if (isRun(values, index, 8, 8, beyond(0)))
            signals.push({ index, rule: "eight-on-one-side", side });
        if (sign * (value - previous) > movingRangeUpper)
            signals.push({ index, rule: "moving-range", side });
    }
    return signals;
}
/** Whether the point belongs to a run that ends with it: `needed` of the last `length` values hold, itself among them. */
function isRun(values, index, length, needed, holds) {
    if (index + 1 < length || !holds(values[index]))
        return false;
    return values.slice(index + 1 - length, index + 1).filter(holds).length >= needed;
}

;// CONCATENATED MODULE: ./packages/data/lib/history/history-check.js



const RULE_WORDS = {
    "beyond-limits": "is outside the limits",
    "two-of-three-beyond-2-sigma": "is the second of three beyond 2 sigma",
    "four-of-five-beyond-1-sigma": "is the fourth of five beyond 1 sigma",
    "eight-on-one-side": "is the eighth in a row on one side of the mean",
    "moving-range": "jumped further than usual from the point before",
};
/**
 * Judges a value by the accepted points before it. Below the rule's minimum it only learns, which is a warning. The caller lowers a failure
 * to a warning where the check's level says so.
 */
function judgeByHistory(rule, value, now, points) {
    const name = metricName(rule.metric);
    const known = points.flatMap(({ at, metrics: { [name]: y } }) => (y === undefined ? [] : [{ x: at, y }])).slice(-rule.window);
    const chart = { points: [...known, { x: now.toISOString(), y: value }] };
    const observed = formatMetric(rule, value);
    if (known.length < rule.minimum) {
        const count = `${known.length} of ${rule.minimum} points`;
        return {
            verdict: "warn",
            observed,
            expected: `nothing yet: the history has ${count}`,
            note: `Learning: the history has ${count} that this check needs before it judges.`,
            chart,
        };
    }
    const before = known.map((point) => point.y);
    return rule.method === "average" ? judgeByAverage(rule, value, before, chart) : judgeByChart(rule, value, before, chart);
}
function judgeByAverage(rule, value, before, chart) {
    const { average, count } = historicalAverage(before, rule.window);
    const lower = rule.mayDrop === undefined ? -Infinity : average - distance(rule.mayDrop, average);
    const upper = rule.mayRise === undefined ? Infinity : average + distance(rule.mayRise, average);
    // One part in 10^12 for the rounding of the subtraction, so that exactly 20 % less is allowed where 20 % are.
    const slack = 1e-12 * Math.abs(average);
    return {
        verdict: value >= lower - slack && value <= upper + slack ? "pass" : "fail",
        observed: `${formatMetric(rule, value)} (${describeChange(value, average)})`,
        expected: `${between(lower, upper, unitOf(rule)).text} (average of ${count} points: ${formatMetric(rule, average)})`,
        chart: { ...chart, center: average, lower: history_check_finite(lower), upper: history_check_finite(upper) },
    };
}
function judgeByChart(rule, value, before, chart) {
    const limits = xmrChart([...before, value], { baseline: before.length });
    const sides = rule.direction === "both" ? ["above", "below"] : [rule.direction === "rise" ? "above" : "below"];
    const signals = limits.signals
        .filter((signal) => signal.index === before.length && sides.includes(signal.side))
        .map((signal) => signal.rule);
    const isOut = signals.includes("beyond-limits");
    const runs = rule.runRules.filter((name) => signals.includes(name));
    const lower = rule.direction === "rise" ? -Infinity : limits.lower;
    const upper = rule.direction === "drop" ? Infinity : limits.upper;
    const shown = { center: limits.center, lower: history_check_finite(lower), upper: history_check_finite(upper) };
    const words = (isOut ? ["beyond-limits", ...runs] : runs).map((name) => RULE_WORDS[name]);
    return {
        verdict: isOut ? "fail" : runs.length > 0 ? "warn" : "pass",
        observed: formatMetric(rule, value),
        expected: `${between(lower, upper, unitOf(rule)).text} (X-mR limits of ${before.length} points)`,
        note: words.length > 0 ? `The value ${words.join(" and ")}.` : undefined,
        chart: { ...chart, ...shown },
    };
}
/** How far a value may lie from the average, in the metric's own unit; a share is of the average's size, so that a negative one works, too. */
function distance(allowance, average) {
    return "share" in allowance ? Math.abs(average) * allowance.share : allowance.absolute;
}
function describeChange(value, average) {
    if (average === 0)
        return "the average is 0";
    const percent = ((value - average) / Math.abs(average)) * 100;
    return `${percent >= 0 ? "+" : "−"}${Math.abs(percent).toFixed(1)} % against the average`;
}
/** A limit that a picture can show. */
function history_check_finite(limit) {
    return Number.isFinite(limit) ? limit : undefined;
}
function unitOf(rule) {
    return rule.metric.kind === "missing_percent" ? "percent" : "number";
}
function formatMetric(rule, value) {
    return formatValue(value, unitOf(rule));
}

;// CONCATENATED MODULE: ./packages/data/lib/evaluate.js


// Clocks and time zones differ by less than a day; a time further ahead is a mistake of the data.
const FUTURE_TOLERANCE_MS = 86_400_000;
/** Turns the counts of a pass into one evaluation for each check of the plan, in its order. */
function evaluateChecks(plan, run, context) {
    return plan.checks.map((check, position) => {
        const judgement = judge(check, position, run, context);
        const { rows = [], ...facts } = judgement;
        const column = columnOf(check);
        const result = {
            check: check.kind,
            level: check.level,
            column,
            examples: rows.map((row) => ({ file: context.source, line: row.line })),
            at: check.at,
            ...facts,
            ...settle(judgement, check.level, run.structure.count),
        };
        return { result, rows };
    });
}
/** The value of a metric; undefined when nothing was there to measure. */
function measure(metric, run) {
    if (metric.kind === "row_count")
        return run.rows;
    if (metric.column === undefined || !run.has(metric.column) || run.rows === 0)
        return undefined;
    const work = run.column(metric.column);
    if (metric.kind === "missing_count")
        return work.missing.failing;
    if (metric.kind === "missing_percent")
        return (work.missing.failing / run.rows) * 100;
    const value = work.moments?.[metric.kind === "standard_deviation" ? "standardDeviation" : metric.kind];
    return work.unreadable.failing > 0 || work.present === 0 || value === undefined || !Number.isFinite(value) ? undefined : value;
}
/** Unread bytes can hide anything, so nothing passes beside them; a failure at level warn is a warning. */
function settle(judgement, level, problems) {
    if (judgement.verdict === "pass" && problems > 0) {
        return { verdict: "inconclusive", note: "The file has parts that could not be read, so that this cannot be known." };
    }
    const verdict = judgement.verdict === "fail" && level === "warn" ? "warn" : judgement.verdict;
    return { verdict, note: judgement.note };
}
function columnOf(check) {
    if (check.kind === "duplicate")
        return check.columns.join(", ");
    if (check.kind === "history")
        return check.metric.column;
    return "column" in check ? check.column : undefined;
}
function judge(check, position, run, context) {
    if (check.kind === "schema")
        return judgeSchema(check, run);
    const expected = "threshold" in check ? check.threshold.text : "a value like those before";
    const needed = check.kind === "duplicate" ? check.columns : [columnOf(check) ?? []].flat();
    const absent = needed.filter((name) => !run.has(name));
    if (absent.length > 0)
        return unknown(expected, `Column ${absent.map((name) => `'${name}'`).join(", ")} is not in the file.`);
    switch (check.kind) {
        case "row_count":
            return {
                verdict: check.threshold.holds(run.rows) ? "pass" : "fail",
                observed: `${run.rows} rows`,
                expected: `row count: ${expected}`,
            };
        case "missing": {
            const { failing, rows } = run.column(check.column).missing;
            return judgeShare(check, { failing, tested: run.rows, rows, of: "rows", word: "missing" });
        }
        case "invalid":
            return judgeInvalid(check, position, run);
        case "duplicate":
            return judgeDuplicate(check, position, run);
        case "freshness":
            return judgeFreshness(check, run, context.now);
        case "aggregate":
            return judgeAggregate(check, run);
        case "history":
            return judgeHistory(check, run, context);
    }
}
function judgeSchema(check, run) {
    const header = run.header;
    const order = check.order === "exact" ? " in this order" : "";
    const expected = `columns ${list(check.columns)}${order}${check.extra === "forbid" ? " and no other" : ""}`;
    if (header === undefined)
        return unknown(expected, "The file has no header that could be read.");
    const missing = check.columns.filter((name) => !header.includes(name));
    const extra = header.filter((name) => !check.columns.includes(name));
    const known = header.filter((name) => check.columns.includes(name));
    const moved = check.order === "exact" && missing.length === 0 && known.some((name, index) => name !== check.columns[index]);
    const faults = [
        ...(missing.length > 0 ? [`missing ${list(missing)}`] : []),
        ...(check.extra === "forbid" && extra.length > 0 ? [`not declared ${list(extra)}`] : []),
        ...(moved ? [`another order: ${list(known)}`] : []),
    ];
    const undeclared = extra.length > 0 ? `, ${extra.length} of them not declared: ${list(extra)}` : "";
    if (faults.length === 0)
        return { verdict: "pass", observed: `${header.length} columns${undeclared}`, expected };
    return {
        verdict: "fail",
        observed: faults.join("; "),
        expected,
        failing: Math.max(missing.length + (check.extra === "forbid" ? extra.length : 0), 1),
    };
}
function judgeShare(check, share) {
    const { failing, tested, of, word } = share;
    const expected = `${word}: ${check.threshold.text}`;
    if (tested === 0)
        return unknown(expected, `There are no ${of} to test.`);
    const percent = (failing / tested) * 100;
    const value = check.metric === "percent" ? percent : failing;
    const holds = check.threshold.holds(value);
    const observed = `${failing} of ${tested} ${of} ${word} (${formatValue(percent, "percent")})`;
    return { verdict: holds ? "pass" : "fail", observed, expected, failing, rows: share.rows };
}
function judgeInvalid(check, position, run) {
    const failures = run.invalid.get(position);
    if (failures === undefined)
        throw new TypeError("every invalid check has a count");
    const rule = check.rules.map((one) => one.text).join(" and ");
    const expected = `invalid: ${check.threshold.text}; each value must be ${rule}`;
    if (failures.tested === 0 && run.rows > 0) {
        if (check.mayBeAllMissing)
            return { verdict: "pass", observed: "every value is missing, which is allowed", expected };
        return unknown(expected, "Every value is missing, so that none was tested; 'may_be_all_missing: true' allows that.");
    }
    return {
        ...judgeShare(check, { failing: failures.failing, tested: failures.tested, rows: failures.rows, of: "values", word: "invalid" }),
        expected,
    };
}
function judgeDuplicate(check, position, run) {
    const work = run.keys.get(position);
    if (work === undefined)
        throw new TypeError("every duplicate check has its keys");
    const { failing, tested, rows } = work.failures;
    const note = work.incomplete > 0 ? { note: `${work.incomplete} rows were not compared: a part of their key is missing.` } : {};
    const judged = { ...judgeShare(check, { failing, tested, rows, of: "keys", word: "duplicate" }), ...note };
    if (work.unseen === 0)
        return judged;
    // Duplicates that were found stay duplicates, whatever the unseen rows hold.
    const isCertain = judged.verdict === "fail" && check.metric === "count" && !check.threshold.holds(failing + work.unseen);
    const unseen = `${work.unseen} rows were not compared, because the keys before them used up the memory; raise limits.unique_memory_mb.`;
    return { ...judged, verdict: isCertain ? "fail" : "inconclusive", note: unseen };
}
function judgeFreshness(check, run, now) {
    const work = run.column(check.column);
    const expected = `age: ${check.threshold.text}`;
    if (work.present === 0)
        return unknown(expected, "There is no time to look at.");
    if (work.unreadable.failing > 0) {
        const note = `${work.unreadable.failing} values are no time that can be read, so that the newest is not known.`;
        return { ...unknown(expected, note), failing: work.unreadable.failing, rows: work.unreadable.rows };
    }
    const age = now.getTime() - work.newest;
    const newest = `the newest is ${new Date(work.newest).toISOString().replace(".000Z", "Z")}`;
    if (age < -FUTURE_TOLERANCE_MS) {
        return { verdict: "fail", observed: `${formatValue(-age, "duration")} in the future (${newest})`, expected };
    }
    const verdict = check.threshold.holds(Math.max(age, 0)) ? "pass" : "fail";
    return { verdict, observed: `${formatValue(Math.max(age, 0), "duration")} old (${newest})`, expected };
}
function judgeAggregate(check, run) {
    const expected = `${check.function}: ${check.threshold.text}`;
    const value = measure({ kind: check.function, column: check.column }, run);
    if (value === undefined)
        return unmeasured(check.column, expected, run);
    return {
        verdict: check.threshold.holds(value) ? "pass" : "fail",
        observed: `${check.function} ${formatValue(value, "number")}`,
        expected,
    };
}
function judgeHistory(check, run, context) {
    const value = measure(check.metric, run);
    const expected = "a value like those before";
    if (value === undefined)
        return unmeasured(check.metric.column ?? "", expected, run);
    if ("unusable" in context.history)
        return { ...unknown(expected, context.history.unusable), observed: formatValue(value, "number") };
    const judged = judgeByHistory(check, value, context.now, context.history);
    return { ...judged, observed: `${check.metric.kind} ${judged.observed}` };
}
function unmeasured(column, expected, run) {
    const { failing, rows } = run.column(column).unreadable;
    if (failing === 0)
        return unknown(expected, "There are not enough values to measure.");
    return { ...unknown(expected, `${failing} values of '${column}' are no number that can be read.`), failing, rows };
}
function unknown(expected, note) {
    return { verdict: "inconclusive", observed: "not known", expected, note };
}
function list(names) {
    return names.length === 0 ? "none" : names.join(", ");
}

;// CONCATENATED MODULE: ./packages/data/lib/finding.js
const RULE_OF = {
    structure: "data-structure",
    schema: "data-schema",
    row_count: "data-row-count",
    missing: "data-missing",
    invalid: "data-invalid",
    duplicate: "data-duplicate",
    freshness: "data-freshness",
    aggregate: "data-aggregate",
    history: "data-history",
};
const SEVERITY = { pass: "notice", warn: "warning", fail: "error", inconclusive: "error" };
/** The findings of a file's form: one per problem that was kept. */
function structureFindings(result, problems, source) {
    return problems.map(({ line, problem }) => ({
        rule: RULE_OF.structure,
        severity: "error",
        what: `${sentence(problem)} (${source}${line === undefined ? "" : `, line ${line}`}).`,
        where: { file: source, line },
        expected: result.expected,
        next: nextFor(problem),
    }));
}
/** The findings of one check: one for the check, at its line in the check file, and one for each example row. Passing checks have none. */
function checkFindings({ result, rows }, source) {
    if (result.verdict === "pass")
        return [];
    const rule = RULE_OF[result.check];
    const severity = SEVERITY[result.verdict];
    const subject = result.column === undefined ? "" : ` of '${result.column}'`;
    const what = `Check '${result.check}'${subject} ${describeVerdict(result)}.${result.note === undefined ? "" : ` ${result.note}`}`;
    const facts = { observed: result.observed, expected: result.expected };
    const summary = { rule, severity, what, where: result.at ?? { file: source }, ...facts };
    const failing = rows.map((row) => ({
        rule,
        severity: result.verdict === "warn" ? "notice" : "warning",
        what: `${sentence(describeRow(result))} in line ${row.line}.`,
        where: { file: source, line: row.line },
        observed: row.shape,
        expected: result.expected,
    }));
    return [summary, ...failing];
}
function describeVerdict(result) {
    if (result.verdict === "inconclusive")
        return "could not be evaluated";
    if (result.verdict === "fail")
        return "failed";
    return result.check === "history" && result.note?.startsWith("Learning") ? "is still learning" : "did not hold";
}
function describeRow(result) {
    if (result.check === "missing")
        return `'${result.column}' has no value`;
    if (result.check === "duplicate")
        return `'${result.column}' has a value that was there before`;
    return `'${result.column}' has a value that is not allowed`;
}
function nextFor(problem) {
    if (problem.includes("no line break"))
        return "Load the file again; if its writer leaves the last line break out, set dialect.final_line_break: optional.";
    if (problem.includes("fields"))
        return "Look for an unquoted delimiter or a lost line, or set dialect.delimiter if the file uses another one.";
    if (problem.includes("quote"))
        return "Quote the field and double the quotes inside it, or set dialect.quote: '' if quotes mean nothing in this file.";
    if (problem.includes("UTF-8") || problem.includes("NUL"))
        return "Write the file as UTF-8 text.";
    return "Write the file again as the dialect in the check file says.";
}
function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/data/lib/history/history-file.js
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


/**
 * Reads a history (JSON Lines); an absent file is an empty history. A last line without a line break is cut off, unless it is whole JSON.
 * Throws an `environment` error when the file cannot be read.
 */
async function readHistory(path, shown) {
    let text;
    try {
        text = await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return { points: [], soundBytes: 0, isCut: false };
        throw unusable(shown, "read", error);
    }
    return parseHistory(text);
}
/** Reads a history's text; never throws. */
function parseHistory(text) {
    const lines = text.split("\n");
    const rest = lines.pop() ?? "";
    const points = [];
    let damagedLine;
    lines.forEach((line, index) => {
        const point = parsePoint(line);
        if (point !== undefined)
            points.push(point);
        else
            damagedLine ??= index + 1;
    });
    const last = rest === "" ? undefined : parsePoint(rest);
    if (last !== undefined)
        points.push(last);
    const isCut = rest !== "" && last === undefined;
    return { points, soundBytes: Buffer.byteLength(text) - (isCut ? Buffer.byteLength(rest) : 0), isCut, damagedLine };
}
/**
 * Appends a point unless the history has it (same digest and name) and says whether it did. A cut-off last line is removed first. The line is written at once and
 * flushed to disk. Throws an `environment` error when that is not possible.
 */
async function appendHistory(path, shown, point) {
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            // Read again under the same handle: another run may have appended since the checks looked.
            const file = __addDisposableResource(env_1, await (0,promises_.open)(path, "a+"), true);
            const text = await file.readFile("utf8");
            const history = parseHistory(text);
            if (history.points.some((known) => known.digest === point.digest && known.name === point.name))
                return false;
            if (history.isCut)
                await file.truncate(history.soundBytes);
            const sound = Buffer.from(text).subarray(0, history.soundBytes);
            const gap = sound.length === 0 || sound[sound.length - 1] === 10 ? "" : "\n";
            await file.appendFile(`${gap}${JSON.stringify(point)}\n`);
            await file.sync();
            return true;
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        throw unusable(shown, "written", error);
    }
}
function parsePoint(line) {
    let value;
    try {
        value = (0,json/* parseJson */.qF)(line);
    }
    catch {
        // A line that is no JSON is reported by its number; its content says nothing more.
        return undefined;
    }
    if (!(0,json/* isRecord */.u4)(value))
        return undefined;
    const { digest, name, at, metrics } = value;
    if (typeof digest !== "string" || !(0,lib_digest/* isDigest */.Bc)(digest) || typeof name !== "string" || typeof at !== "string")
        return undefined;
    if (Number.isNaN(Date.parse(at)) || !isMetrics(metrics))
        return undefined;
    return { digest, name, at, metrics };
}
function isMetrics(value) {
    return (0,json/* isRecord */.u4)(value) && Object.values(value).every((metric) => typeof metric === "number" && Number.isFinite(metric));
}
function unusable(shown, verb, error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new lib_error/* ActionError */.lZ("environment", `History '${shown}' could not be ${verb}: ${reason}. Check that its folder exists and is writable.`, {
        cause: error,
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/tables/lib/source-reader.js
var source_reader_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var source_reader_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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



/** The longest record that can be read; also the size of the one buffer. */
const MAX_RECORD_BYTES = 4 * 2 ** 20;
const MIN_BUFFER_BYTES = 4096;
/**
 * Reads a file once from start to end in one buffer, hashing every byte. Throws an `input` error when it is not a file and an `environment` error
 * when it cannot be read.
 */
async function readSource(path, shown, consume, options) {
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            // Opening a pipe would wait for its writer, so this comes first.
            if (!(await (0,promises_.stat)(path)).isFile())
                throw new lib_error/* ActionError */.lZ("input", `Data source '${shown}' is not a file; name one CSV file.`);
            const file = source_reader_addDisposableResource(env_1, await (0,promises_.open)(path, "r"), true);
            const before = await file.stat();
            const hash = (0,external_node_crypto_.createHash)("sha256");
            // One byte more than the file, so that a file that grows is seen to.
            const buffer = Buffer.allocUnsafe(Math.min(MAX_RECORD_BYTES, Math.max(before.size, MIN_BUFFER_BYTES) + 1));
            let filled = 0;
            let total = 0;
            for (let skipping = false;;) {
                options.signal?.throwIfAborted();
                const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, null);
                hash.update(buffer.subarray(filled, filled + bytesRead));
                total += bytesRead;
                const end = filled + bytesRead;
                // A short read is no end: only 0 bytes are.
                if (bytesRead > 0 && end < buffer.length && total < before.size) {
                    filled = end;
                    continue;
                }
                const final = bytesRead === 0 || total === before.size;
                const used = skipping ? end : consume(buffer, 0, end, final);
                if (final)
                    break;
                skipping ||= used === 0 && end === buffer.length;
                if (skipping)
                    filled = 0;
                else {
                    buffer.copy(buffer, 0, used, end);
                    filled = end - used;
                }
                options.onProgress?.(total, before.size);
            }
            const after = await file.stat();
            const changed = total !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs;
            return { digest: `sha256:${hash.digest("hex")}`, bytes: total, changed };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = source_reader_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ || options.signal?.aborted)
            throw error;
        const reason = error instanceof Error ? error.message : String(error);
        throw new lib_error/* ActionError */.lZ("environment", `Data source '${shown}' could not be read: ${reason}. Check that it is a readable file.`, {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./packages/data/lib/run/byte-set.js
// Powers of two, so that a mask finds a slot; small, because most keys are few.
const FIRST_SLOTS = 1024;
const FIRST_ARENA = 16_384;
const BYTES_PER_KEY = 8;
/**
 * A set of byte strings that compares bytes, not only hashes, and never takes more memory than it may.
 * It keeps keys back to back in one arena and finds them by open addressing.
 */
class ByteSet {
    #limit;
    #arena = Buffer.allocUnsafe(FIRST_ARENA);
    #used = 0;
    #slots = new Int32Array(FIRST_SLOTS);
    #starts = new Int32Array(FIRST_SLOTS / 2 + 1);
    #hashes = new Int32Array(FIRST_SLOTS / 2);
    #size = 0;
    constructor(limitBytes) {
        this.#limit = limitBytes;
    }
    get size() {
        return this.#size;
    }
    /** Adds a key: `added`, or `present` when it was there, or `full` when it is not there and there is no memory for it. */
    add(bytes, start, end) {
        const hash = hashOf(bytes, start, end);
        let slot = this.#find(bytes, start, end, hash);
        if (this.#slots[slot] !== 0)
            return "present";
        const slots = this.#slots;
        if (!this.#reserve(end - start))
            return "full";
        if (slots !== this.#slots)
            slot = this.#find(bytes, start, end, hash);
        this.#append(bytes, start, end);
        this.#hashes[this.#size] = hash;
        this.#size += 1;
        this.#starts[this.#size] = this.#used;
        this.#slots[slot] = this.#size;
        return "added";
    }
    has(bytes, start, end) {
        return this.#slots[this.#find(bytes, start, end, hashOf(bytes, start, end))] !== 0;
    }
    #append(bytes, start, end) {
        const arena = this.#arena;
        let at = this.#used;
        // For a short key a call into native code costs more than the bytes.
        if (end - start > 64)
            bytes.copy(arena, at, start, end);
        else
            for (let index = start; index < end; index++)
                arena[at++] = bytes[index];
        this.#used += end - start;
    }
    /** The slot that holds the key, or the empty one where it belongs. */
    #find(bytes, start, end, hash) {
        const mask = this.#slots.length - 1;
        for (let slot = hash & mask;; slot = (slot + 1) & mask) {
            const entry = this.#slots[slot];
            if (entry === 0 || (this.#hashes[entry - 1] === hash && this.#equals(entry - 1, bytes, start, end)))
                return slot;
        }
    }
    #equals(entry, bytes, start, end) {
        let at = this.#starts[entry];
        if (this.#starts[entry + 1] - at !== end - start)
            return false;
        for (let index = start; index < end; index++, at++)
            if (this.#arena[at] !== bytes[index])
                return false;
        return true;
    }
    #reserve(length) {
        const grownArena = this.#used + length > this.#arena.length ? Math.max(this.#arena.length * 2, this.#used + length) : this.#arena.length;
        const grownSlots = this.#size * 2 >= this.#slots.length ? this.#slots.length * 2 : this.#slots.length;
        // Offsets are 32 bits wide.
        const needed = grownArena + grownSlots * (4 + BYTES_PER_KEY / 2);
        if (needed > this.#limit || grownArena > 0x7fffffff)
            return false;
        if (grownArena !== this.#arena.length) {
            const arena = Buffer.allocUnsafe(grownArena);
            this.#arena.copy(arena, 0, 0, this.#used);
            this.#arena = arena;
        }
        if (grownSlots !== this.#slots.length)
            this.#rehash(grownSlots);
        return true;
    }
    #rehash(count) {
        const starts = new Int32Array(count / 2 + 1);
        starts.set(this.#starts);
        const hashes = new Int32Array(count / 2);
        hashes.set(this.#hashes);
        const slots = new Int32Array(count);
        for (let entry = 0; entry < this.#size; entry++) {
            let slot = hashes[entry] & (count - 1);
            while (slots[slot] !== 0)
                slot = (slot + 1) & (count - 1);
            slots[slot] = entry + 1;
        }
        [this.#starts, this.#hashes, this.#slots] = [starts, hashes, slots];
    }
}
/** FNV-1a with a final mix, because open addressing looks at the low bits. */
function hashOf(bytes, start, end) {
    let hash = 0x811c9dc5;
    for (let index = start; index < end; index++)
        hash = Math.imul(hash ^ bytes[index], 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) | 0;
}

;// CONCATENATED MODULE: ./packages/data/lib/run/cell-test.js


/** Compiles a rule to a test that is true for a value that breaks it. */
function compileRule(rule, columnReading) {
    switch (rule.kind) {
        case "type": {
            if (rule.reading === "string")
                return () => false;
            if (rule.reading === columnReading)
                return (_bytes, _start, _end, value) => Number.isNaN(value);
            const read = cellReader(rule.reading);
            return (bytes, start, end) => Number.isNaN(read(bytes, start, end));
        }
        case "values": {
            const set = byteSetOf(rule.values);
            return (bytes, start, end) => !set.has(bytes, start, end);
        }
        case "pattern":
            return (bytes, start, end) => !rule.pattern.test(bytes.toString("utf8", start, end));
        case "range":
            // Written so that NaN, a value that is no number, breaks the rule.
            return (_bytes, _start, _end, value) => !(value >= rule.low && value <= rule.high);
        case "length":
            return (bytes, start, end) => {
                const length = countCharacters(bytes, start, end);
                return length < rule.low || length > rule.high;
            };
    }
}
/** The set of some texts' UTF-8 bytes. */
function byteSetOf(texts) {
    const set = new ByteSet(Infinity);
    for (const text of texts) {
        const bytes = Buffer.from(text);
        set.add(bytes, 0, bytes.length);
    }
    return set;
}
/** Code points: every byte of UTF-8 but the continuation bytes starts one. */
function countCharacters(bytes, start, end) {
    let count = 0;
    for (let index = start; index < end; index++)
        if ((bytes[index] & 0xc0) !== 0x80)
            count += 1;
    return count;
}

;// CONCATENATED MODULE: ./packages/data/lib/run/failure-count.js


/** Counts what was tested and what failed, and keeps the first few failing rows. */
class FailureCount {
    #limit;
    rows = [];
    tested = 0;
    failing = 0;
    constructor(limit) {
        this.#limit = limit;
    }
    /** Counts a failing row without a value. */
    failRow(line) {
        this.failing += 1;
        if (this.rows.length < this.#limit)
            this.rows.push({ line });
    }
    /** Counts a failing value. */
    failCell(bytes, start, end, line) {
        this.failing += 1;
        if (this.rows.length < this.#limit)
            this.rows.push({ line, shape: describeShape(bytes, start, end) });
    }
}
/** Says what kind of value it is, but nothing from which it could be told. */
function describeShape(bytes, start, end) {
    const count = countCharacters(bytes, start, end);
    const text = bytes.toString("latin1", start, Math.min(end, start + 64));
    const kind = /^-?\d+$/.test(text) ? "digits" : /^-?\d*\.\d+$/.test(text) ? "a decimal number" : "a text";
    return `${kind} of ${(0,lib_text/* countOf */.pq)(count, "character")}`;
}

;// CONCATENATED MODULE: ./packages/data/lib/run/column-work.js




/** Everything that one column is asked in the pass. */
class ColumnWork {
    name;
    missing;
    /** Values that could not be read although a check needs their number. */
    unreadable;
    /** Spread of the readable numbers; only kept when asked for. */
    moments;
    newest = -Infinity;
    #present = 0;
    #examples;
    #reading;
    #read;
    #missingValues;
    #emptyIsMissing;
    #tests = [];
    constructor(plan, examples) {
        this.name = plan.name;
        this.#examples = examples;
        this.missing = new FailureCount(examples);
        this.unreadable = new FailureCount(examples);
        this.#reading = plan.reading;
        this.#read = cellReader(plan.reading);
        const words = plan.missingValues.filter((text) => text !== "");
        this.#emptyIsMissing = words.length < plan.missingValues.length;
        this.#missingValues = words.length > 0 ? byteSetOf(words) : undefined;
    }
    /** Values that are not missing. */
    get present() {
        return this.#present;
    }
    /** Adds a check of every value: it fails when any of the rules is broken. */
    check(rules) {
        const tests = rules.map((rule) => compileRule(rule, this.#reading));
        const failures = new FailureCount(this.#examples);
        const [only] = tests;
        const test = only !== undefined && tests.length === 1 ? only : (bytes, start, end, value) => tests.some((one) => one(bytes, start, end, value));
        this.#tests.push({ test, failures });
        return failures;
    }
    /** Asks for the moments of the column's numbers. */
    measure() {
        this.moments ??= createMoments();
    }
    isMissing(bytes, start, end) {
        return start === end ? this.#emptyIsMissing : this.#missingValues !== undefined && this.#missingValues.has(bytes, start, end);
    }
    /** Takes the value of one row. */
    take(bytes, start, end, line) {
        if (this.isMissing(bytes, start, end)) {
            this.missing.failRow(line);
            return;
        }
        this.#present += 1;
        const value = this.#read(bytes, start, end);
        if (Number.isNaN(value))
            this.unreadable.failCell(bytes, start, end, line);
        else {
            if (value > this.newest)
                this.newest = value;
            this.moments?.add(value);
        }
        for (const { test, failures } of this.#tests) {
            failures.tested += 1;
            if (test(bytes, start, end, value))
                failures.failCell(bytes, start, end, line);
        }
    }
}

;// CONCATENATED MODULE: ./packages/data/lib/run/key-work.js


/** Looks for keys that were seen before, by their bytes, in bounded memory. */
class KeyWork {
    columns;
    failures;
    /** Rows that were not compared because a part of their key is missing. */
    incomplete = 0;
    /** Rows that were not compared because the memory was used up. */
    unseen = 0;
    #seen;
    #key = Buffer.allocUnsafe(256);
    #length = 0;
    constructor(columns, options) {
        this.columns = columns;
        this.failures = new FailureCount(options.examples);
        this.#seen = new ByteSet(options.memoryBytes);
    }
    /** Starts the key of a row. */
    begin() {
        this.#length = 0;
    }
    /** Adds one column's value to the key; its length goes first, so that ("a","bc") and ("ab","c") differ. */
    append(bytes, start, end) {
        const needed = this.#length + 4 + end - start;
        if (needed > this.#key.length) {
            const grown = Buffer.allocUnsafe(needed * 2);
            this.#key.copy(grown, 0, 0, this.#length);
            this.#key = grown;
        }
        this.#key.writeInt32LE(end - start, this.#length);
        bytes.copy(this.#key, this.#length + 4, start, end);
        this.#length = needed;
    }
    /** Compares the key that was begun last with all before it. */
    finish(line) {
        this.compare(this.#key, 0, this.#length, line);
    }
    /** Compares a key that is one value. */
    compare(bytes, start, end, line) {
        const outcome = this.#seen.add(bytes, start, end);
        if (outcome === "full") {
            this.unseen += 1;
            return;
        }
        this.failures.tested += 1;
        if (outcome === "present")
            this.failures.failRow(line);
    }
}

;// CONCATENATED MODULE: ./packages/data/lib/run/signature.js
const SIGNATURES = [
    ["a Parquet file", [0x50, 0x41, 0x52, 0x31]],
    ["gzip-compressed", [0x1f, 0x8b]],
    ["a ZIP archive (or a spreadsheet)", [0x50, 0x4b, 0x03, 0x04]],
    ["zstd-compressed", [0x28, 0xb5, 0x2f, 0xfd]],
    ["bzip2-compressed", [0x42, 0x5a, 0x68, 0x39]],
    ["UTF-16 text", [0xff, 0xfe]],
    ["UTF-16 text", [0xfe, 0xff]],
    ["an Arrow file", [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
];
/** Names the other format that a file's first bytes announce; undefined when it can be CSV in UTF-8. */
function findSignature(head) {
    const found = SIGNATURES.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
    return found && `the file is ${found[0]}, not CSV in UTF-8`;
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./packages/data/lib/run/structure.js


/** Keeps what is wrong with a file's form: the number of problems and the first few of them. */
class Structure {
    problems = [];
    #limit;
    count = 0;
    constructor(limit) {
        // Without one example nobody could tell what is wrong.
        this.#limit = Math.max(limit, 1);
    }
    add(problem, line) {
        this.count += 1;
        if (this.problems.length < this.#limit)
            this.problems.push({ problem, line });
    }
    /** Looks for bytes that no text holds between two record boundaries; `line` is that of `start`. */
    inspect(bytes, start, end, line) {
        const block = bytes.subarray(start, end);
        if ((0,external_node_buffer_.isUtf8)(block) && !block.includes(0))
            return;
        let number = line;
        for (let from = start; from < end; number += 1) {
            const found = bytes.indexOf(10, from);
            const to = found < 0 || found >= end ? end : found + 1;
            const part = bytes.subarray(from, to);
            if (part.includes(0))
                this.add("the line has a NUL byte", number);
            else if (!(0,external_node_buffer_.isUtf8)(part))
                this.add("the line is not valid UTF-8", number);
            from = to;
        }
    }
    /** The result of the check that every file gets. */
    result(source, rows) {
        const [first] = this.problems;
        const examples = this.problems.flatMap(({ line }) => (line === undefined ? [] : [{ file: source, line }]));
        const where = first?.line === undefined ? "" : ` in line ${first.line}`;
        return {
            check: "structure",
            level: "fail",
            verdict: this.count === 0 ? "pass" : "fail",
            observed: first === undefined ? `${rows} well-formed records` : `${(0,lib_text/* countOf */.pq)(this.count, "problem")}, the first${where}: ${first.problem}`,
            expected: "a file that is read to its last byte without a problem",
            failing: this.count > 0 ? this.count : undefined,
            examples,
        };
    }
}

;// CONCATENATED MODULE: ./packages/data/lib/run/table-run.js






const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** One pass of a plan over a CSV file: takes its bytes and ends with counts. */
class TableRun {
    structure;
    /** Counts of the `invalid` checks by their position in the plan. */
    invalid = new Map();
    /** Key comparisons of the `duplicate` checks by their position in the plan. */
    keys = new Map();
    /** Names in the header, in order; undefined until it is read. */
    header;
    rows = 0;
    #plan;
    #columns = new Map();
    #scanner;
    #quote;
    #scratch = Buffer.allocUnsafe(1024);
    /** Work by position, settled when the header is known. */
    #byPosition = [];
    #composite = [];
    #width = 0;
    #started = false;
    #stopped = false;
    constructor(plan) {
        this.#plan = plan;
        this.structure = new Structure(plan.examples);
        this.#scanner = new CsvScanner(plan.dialect, this);
        this.#quote = plan.dialect.quote.charCodeAt(0);
        for (const column of plan.columns.values())
            this.#columns.set(column.name, new ColumnWork(column, plan.examples));
        plan.checks.forEach((check, position) => {
            if (check.kind === "invalid")
                this.invalid.set(position, this.column(check.column).check(check.rules));
            if (check.kind === "duplicate") {
                this.keys.set(position, new KeyWork(check.columns, { examples: plan.examples, memoryBytes: plan.uniqueMemoryBytes }));
            }
            const measured = check.kind === "aggregate" ? check.column : check.kind === "history" ? momentsColumn(check.metric) : undefined;
            if (measured !== undefined)
                this.column(measured).measure();
        });
        if (!plan.dialect.header)
            this.#settle([...plan.columns.keys()]);
    }
    /** The work of a column that the plan knows. */
    column(name) {
        const work = this.#columns.get(name);
        if (work === undefined)
            throw new TypeError(`the plan has no column '${name}'`);
        return work;
    }
    /** Whether a column is in the file. */
    has(name) {
        return this.header?.includes(name) ?? false;
    }
    /** Takes bytes as `readSource` gives them. */
    consume(bytes, start, end, final) {
        if (this.#stopped)
            return end;
        let from = start;
        if (!this.#started) {
            this.#started = true;
            const signature = findSignature(bytes.subarray(start, end));
            if (signature !== undefined)
                return this.#stop(signature, end);
            if (bytes.subarray(start, end).indexOf(BOM) === 0)
                from += BOM.length;
        }
        const line = this.#scanner.line;
        const used = this.#scanner.scan(bytes, from, end, final);
        this.structure.inspect(bytes, from, used, line);
        if (final)
            this.#finish();
        else if (used === from && end === bytes.length) {
            return this.#stop(`a record is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB, most likely because a quote is never closed`, end, line);
        }
        return used;
    }
    malformed(line, problem) {
        this.structure.add(problem, line);
    }
    record(bytes, fields, line) {
        if (this.header === undefined)
            this.#readHeader(bytes, fields, line);
        else if (fields.count !== this.#width)
            this.#addRagged(fields, line);
        else {
            this.rows += 1;
            for (const { index, work, keys } of this.#byPosition)
                this.#takeCell(bytes, fields, index, line, work, keys);
            if (this.#composite.length > 0)
                this.#compareKeys(bytes, fields, line);
        }
    }
    #takeCell(bytes, fields, index, line, work, keys) {
        let source = bytes;
        let start = fields.starts[index];
        let end = fields.ends[index];
        if (fields.doubled[index] === 1) {
            end = this.#unquote(bytes, start, end);
            [source, start] = [this.#scratch, 0];
        }
        work.take(source, start, end, line);
        for (const key of keys)
            if (!work.isMissing(source, start, end))
                key.compare(source, start, end, line);
    }
    #compareKeys(bytes, fields, line) {
        for (const { work, indexes, columns } of this.#composite) {
            work.begin();
            let complete = true;
            indexes.forEach((index, position) => {
                const [start, end] = [fields.starts[index], fields.ends[index]];
                const doubled = fields.doubled[index] === 1;
                const length = doubled ? this.#unquote(bytes, start, end) : end - start;
                const [source, from] = doubled ? [this.#scratch, 0] : [bytes, start];
                if (columns[position]?.isMissing(source, from, from + length))
                    complete = false;
                else
                    work.append(source, from, from + length);
            });
            if (complete)
                work.finish(line);
            else
                work.incomplete += 1;
        }
    }
    /** Puts a field without its doubled quotes into the scratch buffer and returns its length. */
    #unquote(bytes, start, end) {
        if (end - start > this.#scratch.length)
            this.#scratch = Buffer.allocUnsafe((end - start) * 2);
        return unquote(bytes, start, end, this.#quote, this.#scratch);
    }
    #readHeader(bytes, fields, line) {
        const names = [];
        for (let index = 0; index < fields.count; index++) {
            const [start, end] = [fields.starts[index], fields.ends[index]];
            const doubled = fields.doubled[index] === 1;
            const length = doubled ? this.#unquote(bytes, start, end) : 0;
            names.push(doubled ? this.#scratch.toString("utf8", 0, length) : bytes.toString("utf8", start, end));
        }
        const repeated = names.find((name, index) => names.indexOf(name) !== index);
        if (repeated !== undefined)
            this.structure.add(`the header names the column '${repeated}' twice`, line);
        this.#settle(names);
    }
    #settle(names) {
        this.header = names;
        this.#width = names.length;
        const keys = [...this.keys.values()].filter((work) => work.columns.every((name) => names.includes(name)));
        const single = keys.filter((work) => work.columns.length === 1);
        this.#byPosition = [...this.#columns.values()]
            .filter((work) => names.includes(work.name))
            .map((work) => ({ index: names.indexOf(work.name), work, keys: single.filter((key) => key.columns[0] === work.name) }));
        this.#composite = keys
            .filter((work) => work.columns.length > 1)
            .map((work) => ({
            work,
            indexes: work.columns.map((name) => names.indexOf(name)),
            columns: work.columns.map((name) => this.column(name)),
        }));
    }
    #addRagged(fields, line) {
        const isBlank = fields.count === 1 && fields.starts[0] === fields.ends[0];
        const names = this.#plan.dialect.header ? "the header has" : "'columns' has";
        this.structure.add(isBlank ? "the line is blank" : `the record has ${fields.count} fields, ${names} ${this.#width}`, line);
    }
    #finish() {
        if (this.rows === 0 && this.structure.count === 0) {
            this.structure.add(this.#scanner.line === 1 && this.#scanner.endedWithBreak ? "the file is empty" : "the file has no record");
        }
        if (!this.#scanner.endedWithBreak && this.#plan.dialect.finalLineBreak === "required") {
            this.structure.add("the last record has no line break, as in a cut-off file", this.#scanner.line);
        }
    }
    #stop(problem, end, line) {
        this.#stopped = true;
        this.structure.add(problem, line);
        return end;
    }
}
function momentsColumn(metric) {
    return metric.kind === "missing_count" || metric.kind === "missing_percent" ? undefined : metric.column;
}

;// CONCATENATED MODULE: ./packages/data/lib/validate.js









/**
 * Runs every declared check over a CSV file in one pass and accounts for each of them. Findings are returned, not reported.
 * Throws an `input` error for a wrong check file or path and an `environment` error for a file that cannot be read or written.
 */
async function validateData(options) {
    const startedAt = performance.now();
    const { workspace, source, reporter, now } = options;
    const path = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, source, `data.${options.name}.source`);
    const plan = await validate_readPlan(options);
    const historyPath = options.history === undefined
        ? undefined
        : await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, options.history, `data.${options.name}.history`, { mayBeMissing: true });
    const history = historyPath === undefined ? undefined : await readHistory(historyPath, options.history ?? "");
    const run = new TableRun(plan);
    const facts = await readSource(path, source, (bytes, start, end, final) => run.consume(bytes, start, end, final), {
        signal: options.signal,
        onProgress: (bytes, total) => reporter.progress(`Checked ${Math.floor((bytes / Math.max(total, 1)) * 100)} % of ${source}`),
    });
    if (facts.changed)
        run.structure.add("the file changed while it was read");
    const { evaluations, verdict } = judgeAll(plan, run, { source, now, history: usableHistory(options, history, facts) });
    const structure = run.structure.result(source, run.rows);
    const findings = [
        ...structureFindings(structure, run.structure.problems, source),
        ...historyFindings(history, options.history),
        ...evaluations.flatMap((evaluation) => checkFindings(evaluation, source)),
    ];
    const historyPoint = await record(options, plan, run, { facts, verdict, historyPath, history });
    return {
        name: options.name,
        source,
        digest: facts.digest,
        rows: run.rows,
        bytes: facts.bytes,
        verdict,
        checks: [structure, ...evaluations.map((evaluation) => evaluation.result)],
        findings,
        historyPoint,
        durationMs: Math.round(performance.now() - startedAt),
    };
}
async function validate_readPlan(options) {
    const { checks, workspace, name } = options;
    if (typeof checks !== "string")
        return parseInlineChecks(checks);
    const path = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, checks, `data.${name}.checks`);
    try {
        return parseCheckFile(await (0,promises_.readFile)(path, "utf8"), checks);
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            throw error;
        const reason = error instanceof Error ? error.message : String(error);
        throw new lib_error/* ActionError */.lZ("environment", `Check file '${checks}' could not be read: ${reason}. Check that it is a readable file.`, {
            cause: error,
        });
    }
}
function judgeAll(plan, run, context) {
    const evaluations = evaluateChecks(plan, run, context);
    if (evaluations.length !== plan.checks.length) {
        throw new Error(`${plan.checks.length} checks were declared, but ${evaluations.length} are accounted for`);
    }
    const verdicts = evaluations.map((evaluation) => evaluation.result.verdict);
    return { evaluations, verdict: (0,lib_verdict/* worstOf */.hm)([run.structure.count === 0 ? "pass" : "fail", ...verdicts]) };
}
/** The points that this data is judged by: accepted before it, each data set once. */
function usableHistory(options, history, facts) {
    if (history === undefined)
        return { unusable: "No history file is configured; name one as 'history'." };
    if (history.damagedLine !== undefined) {
        return {
            unusable: `Line ${history.damagedLine} of ${options.history} is no history point; restore it from version control or remove it.`,
        };
    }
    const own = history.points.filter((point) => point.name === options.name);
    const known = own.filter((point, index) => own.findIndex((other) => other.digest === point.digest) === index);
    const self = known.findIndex((point) => point.digest === facts.digest);
    return self < 0 ? known : known.slice(0, self);
}
function historyFindings(history, shown) {
    if (!history?.isCut || shown === undefined)
        return [];
    return [
        {
            rule: "data-history-cut",
            severity: "notice",
            what: `The last line of ${shown} is cut off, as a killed run leaves it; it is ignored, and removed when the next point is appended.`,
            where: { file: shown },
        },
    ];
}
/** Only accepted data enters a history: one bad file must not widen tomorrow's limits. */
async function record(options, plan, run, at) {
    if (at.historyPath === undefined)
        return undefined;
    const metrics = { row_count: run.rows };
    for (const check of plan.checks) {
        if (check.kind !== "history")
            continue;
        const value = measure(check.metric, run);
        if (value !== undefined)
            metrics[metricName(check.metric)] = value;
    }
    const point = { digest: at.facts.digest, name: options.name, at: options.now.toISOString(), metrics };
    const accepted = at.verdict === "pass" || at.verdict === "warn";
    if (!options.recordHistory || !accepted || at.history?.damagedLine !== undefined)
        return { ...point, recorded: false };
    return { ...point, recorded: await appendHistory(at.historyPath, options.history ?? "", point) };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/model/lib/gate.js
/** Rounding of decimal fractions must not decide: 0.9 − 0.01 is 0.89. */
const SLACK = 1e-12;
/** Judges every gate. A missing metric or baseline is inconclusive, NaN fails. */
function judgeGates(gates, metrics, baseline) {
    return Object.entries(gates).map(([metric, gate]) => judgeGate(metric, gate, metrics, baseline));
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
    const facts = { metric, observed, baseline, expected };
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
    const absolute = (gate.mustBeAtLeast === undefined || observed >= gate.mustBeAtLeast) &&
        (gate.mustBeAtMost === undefined || observed <= gate.mustBeAtMost);
    // A limit that is broken stays broken, whatever the baseline would say.
    if (!absolute)
        return { ...facts, verdict: "fail" };
    if (gate.mayDrop === undefined && gate.mayRise === undefined)
        return { ...facts, verdict: "pass" };
    if (baselineFile === undefined)
        return unknown("No baseline is configured; name the metrics file of the model that runs now as 'baseline'.");
    if (baseline === undefined)
        return unknown(`It is not in the baseline ${baselineFile.file}, which has ${describeNames(baselineFile.metrics)}.`);
    if (!Number.isFinite(baseline))
        return unknown(`The baseline ${baselineFile.file} has no finite number for it.`);
    const slack = SLACK * Math.max(1, Math.abs(baseline));
    const dropped = gate.mayDrop !== undefined && observed < baseline - gate.mayDrop - slack;
    const risen = gate.mayRise !== undefined && observed > baseline + gate.mayRise + slack;
    return { ...facts, verdict: dropped || risen ? "fail" : "pass" };
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
/** Opcodes that import by name: GLOBAL, INST, EXT1, EXT2, EXT4, STACK_GLOBAL. */
const IMPORTING = opcodes("ci\x82\x83\x84\x93");
/** Opcodes that call, instantiate or set the state of what was imported: REDUCE, OBJ, NEWOBJ, NEWOBJ_EX, BUILD, INST. */
const CALLING = opcodes("Ro\x81\x92bi");
const [MARK, STOP, PROTO, DUP] = [0x28, 0x2e, 0x80, 0x32];
function opcodes(codes) {
    return new Set([...codes].map((char) => char.charCodeAt(0)));
}

;// CONCATENATED MODULE: ./packages/model/lib/pickle/walk.js

/** Names that Python can import have no white space. */
const IMPORTABLE = /^\S+$/;
/** Wider than what Python takes, so that nothing it takes is missed. */
const NUMBER = /^[-+]?(0[xob])?[0-9a-f_.]*(e[-+]?[\d_]+)?L?$|^[-+]?(inf|infinity|nan)$/i;
/**
 * Reads bytes opcode by opcode as Python's unpickler does until something does not fit. The stack is followed only in its height, and generously, so that a pickle
 * that runs code in any Python is told as one, while a list of labels ("airplane", "automobile", …) is not. An import alone is not counted: it can only load
 * a module that is installed, and every word list whose first word starts with "c" would be one.
 */
function walkPickle(bytes) {
    const stack = new Heights();
    let imports = false;
    let complete = false;
    let cut = false;
    for (let at = 0; at < bytes.length;) {
        const code = bytes[at];
        const opcode = PICKLE_OPCODES.get(code);
        const end = opcode === undefined ? undefined : endOf(bytes, at + 1, opcode.argument);
        cut = opcode !== undefined && end === undefined;
        if (opcode === undefined || end === undefined || !isPlausible(bytes, code, at + 1, end) || !stack.apply(code, opcode))
            break;
        imports ||= IMPORTING.has(code);
        if (imports && CALLING.has(code))
            return { runsCode: true, complete: false, cut: false };
        complete = code === STOP && end === bytes.length;
        at = end;
    }
    return { runsCode: false, complete, cut };
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
function endOf(bytes, start, argument) {
    let end = start;
    if (typeof argument === "number")
        end = start + argument;
    else if ("lines" in argument) {
        for (let line = 0; line < argument.lines; line++) {
            const found = bytes.indexOf(10, end);
            if (found < 0)
                return undefined;
            end = found + 1;
        }
    }
    else {
        const { prefix } = argument;
        if (start + prefix > bytes.length)
            return undefined;
        const length = prefix === 1 ? bytes.readUInt8(start) : prefix === 4 ? bytes.readUInt32LE(start) : Number(bytes.readBigUInt64LE(start));
        end = start + prefix + length;
    }
    return end <= bytes.length ? end : undefined;
}
/** Rules out what the unpickler refuses before it goes on, so that ordinary text is not taken for a pickle. */
function isPlausible(bytes, opcode, start, end) {
    const text = () => bytes.toString("utf8", start, end - 1);
    switch (String.fromCharCode(opcode)) {
        case "I":
        case "L":
        case "F":
            return NUMBER.test(text().trim());
        case "p":
        case "g":
            return /^[-+]?[\d_]+$/.test(text().trim());
        case "S":
            return /^(['"]).*\1$/s.test(text().trim());
        case "c":
        case "i":
            return text()
                .split("\n")
                .every((line) => IMPORTABLE.test(line));
        default:
            return opcode !== PROTO || bytes[start] <= 5;
    }
}

;// CONCATENATED MODULE: ./packages/model/lib/protobuf.js

// The wire format: https://protobuf.dev/programming-guides/encoding/
/** Bytes that are not the message they should be; the message is a full sentence with the offset. */
class ProtobufError extends Error {
}
const MAX_DEPTH = 100;
const CHUNK_BYTES = 32_768;
const MAX_TEXT_BYTES = 1 << 24;
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
        if (length > MAX_TEXT_BYTES)
            throw this.#error(`${label} is longer than ${MAX_TEXT_BYTES} bytes`);
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

;// CONCATENATED MODULE: ./packages/model/lib/zip.js
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const MAX_NAMES = 10_000;
/** The names in a ZIP archive's directory, only to describe it: an archive whose directory lies is refused all the same. */
function listZipNames(source) {
    const tailAt = Math.max(0, source.size - END_BYTES - MAX_COMMENT_BYTES);
    const tail = source.read(tailAt, source.size - tailAt);
    const end = tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
    if (end < 0 || end + END_BYTES > tail.length)
        return [];
    const directory = source.read(tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), 16 * 2 ** 20));
    const names = [];
    for (let at = 0; at + 46 <= directory.length && names.length < MAX_NAMES && directory.readUInt32LE(at) === 0x02014b50;) {
        const nameLength = directory.readUInt16LE(at + 28);
        names.push(directory.toString("utf8", at + 46, at + 46 + nameLength));
        at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return names;
}

;// CONCATENATED MODULE: ./packages/model/lib/format.js






const HEAD_BYTES = 65_536;
/** Text and JSON are read whole, to be sure of every byte. */
const format_MAX_TEXT_BYTES = 64 * 2 ** 20;
/** Tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13]);
const MAX_SAFETENSORS_HEADER = 100000000n;
const MAGICS = [
    ["gguf", "47475546"],
    ["hdf5", "894844460d0a1a0a"],
    ["numpy", "934e554d5059"],
    ["compressed", "425a6839314159265359"],
    ["compressed", "fd377a585a00"],
    ["compressed", "04224d18"],
    ["compressed", "28b52ffd"],
    ["compressed", "5d000080"],
];
/** Wire types of ModelProto's fields. */
const ONNX_FIELDS = { 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2 };
/** Tells what a file is by its bytes alone; its name plays no part. Never throws for what the bytes are. */
function detectFormat(source) {
    if (source.size === 0)
        return "empty";
    const head = source.read(0, HEAD_BYTES);
    if (isSafetensors(head))
        return "safetensors";
    const hex = head.subarray(0, 16).toString("hex");
    const magic = MAGICS.find(([, start]) => hex.startsWith(start));
    if (magic !== undefined)
        return magic[0];
    // A user block of a power of two may come before HDF5's signature.
    if ([512, 1024, 2048, 4096].some((at) => head.subarray(at, at + 8).toString("hex") === "894844460d0a1a0a"))
        return "hdf5";
    if (head.subarray(0, 2).toString("latin1") === "PK")
        return detectZip(source);
    if (head[0] === 0x80 && (head[1] ?? 255) <= 5)
        return isJoblib(head) ? "joblib" : "pickle";
    const inner = inflateHead(head);
    if (inner !== undefined)
        return inner[0] === 0x80 || walkPickle(inner).runsCode ? "joblib" : "compressed";
    if (isOnnx(source, head))
        return "onnx";
    return detectText(source);
}
/** Whether a format can run code when it is loaded, so that it is refused until somebody vouches for its digest. */
function canRunCode(format) {
    return ["pickle", "joblib", "torch", "keras", "hdf5", "numpy-zip", "zip", "compressed"].includes(format);
}
function isSafetensors(head) {
    return head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) <= MAX_SAFETENSORS_HEADER;
}
function isJoblib(head) {
    return head.includes("joblib.numpy_pickle") || head.includes("joblib\u0094") || head.includes("numpy_pickle");
}
function isOnnx(source, head) {
    const fields = listFields(source, 64);
    const known = fields.length >= 2 && fields.every(({ number, wire }) => ONNX_FIELDS[number] === wire);
    const numbers = fields.map((field) => field.number);
    // Writers put the IR version first; other orders must be read to the end to be believed.
    return known && numbers.includes(7) && (head[0] === 0x08 || numbers.includes(1));
}
function detectZip(source) {
    const names = listZipNames(source);
    if (names.some((name) => /(^|\/)data\.pkl$|(^|\/)constants\.pkl$|\.pkl$/.test(name)))
        return "torch";
    if (names.includes("model.weights.h5") || (names.includes("config.json") && names.includes("metadata.json")))
        return "keras";
    if (names.length > 0 && names.every((name) => name.endsWith(".npy")))
        return "numpy-zip";
    return "zip";
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
function detectText(source) {
    if (source.size > format_MAX_TEXT_BYTES)
        return "unknown";
    const bytes = source.read(0, source.size);
    const walk = walkPickle(bytes);
    if (walk.runsCode || walk.complete)
        return "pickle";
    if (!(0,external_node_buffer_.isUtf8)(bytes) || bytes.some((byte) => (byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127))
        return "unknown";
    const text = bytes.toString("utf8").replace(/^\ufeff/, "");
    if (!/^\s*[[{]/.test(text))
        return "text";
    try {
        parseStrictJson(text, { pythonNumbers: true });
        return "json";
    }
    catch (error) {
        if (!(error instanceof JsonError))
            throw error;
        return "text";
    }
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
    const [location, offset, length] = [values.get("location"), tensor_readCount(values.get("offset") ?? "0"), tensor_readCount(values.get("length"))];
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
function tensor_readCount(text) {
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
    return { problems: list.problems, unchecked: list.unchecked, facts: onnx_describe(model, scope, [...external]) };
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
function onnx_describe(model, scope, externalFiles) {
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

;// CONCATENATED MODULE: ./packages/model/lib/inspection.js
var inspection_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var inspection_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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







/** How much of a file is read to see whether it is a pickle as well. */
const MAX_WALK_BYTES = 64 * 2 ** 20;
const DISGUISE = {
    rule: "model-disguise",
    what: "The file is also a Python pickle that runs code, for a loader that does not look at its name.",
};
/** Names that promise a format whose rules are known here. */
const PROMISES = {
    ".safetensors": "safetensors",
    ".onnx": "onnx",
    ".json": "json",
    ".gguf": "gguf",
};
const FORMAT_WORDS = {
    pickle: "a Python pickle, which can run any code when it is loaded",
    joblib: "a joblib file, which is a Python pickle and can run any code when it is loaded",
    torch: "a PyTorch archive, which holds a Python pickle and can run any code when it is loaded",
    keras: "a Keras archive, whose Lambda layers can run any code when they are loaded",
    hdf5: "an HDF5 file, in which Keras models can carry code that runs when they are loaded",
    "numpy-zip": "a NumPy archive, whose object arrays are Python pickles",
    zip: "a ZIP archive whose content is not inspected yet and may be a Python pickle",
    compressed: "a compressed file whose content is not inspected yet and may be a Python pickle",
};
/** Inspects one file by its bytes. `files` lists the whole model, for what one file says about another. */
function inspectFile(entry, rules) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const path = rules.isFolder ? entry.path : (0,external_node_path_.basename)(rules.shown);
        const source = inspection_addDisposableResource(env_1, openSource((0,external_node_path_.join)(rules.root, path)), false);
        const format = detectFormat(source);
        const promised = PROMISES[(0,external_node_path_.extname)(path).toLowerCase()];
        // Rules can only find more fault than no rules: a damaged file is judged as what its name promises.
        const judged = (format === "unknown" || format === "empty") && promised !== undefined ? promised : format;
        const shown = rules.isFolder ? `${rules.shown}/${path}` : rules.shown;
        const found = inspection_judge(source, judged, { entry, rules, shown, path });
        const mismatch = promised !== undefined && judged !== promised ? [describeMismatch(shown, promised, format)] : [];
        const findings = [...mismatch, ...found.findings];
        const verdict = (0,lib_verdict/* worstOf */.hm)([mismatch.length > 0 ? "fail" : "pass", found.verdict]);
        const file = { path, format: judged, size: entry.size, digest: entry.digest, verdict };
        return { file, findings, safetensors: found.safetensors, onnx: found.onnx };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        inspection_disposeResources(env_1);
    }
}
function inspection_judge(source, format, subject) {
    const { rules, shown, path } = subject;
    if (canRunCode(format))
        return judgeRefused(format, subject);
    switch (format) {
        case "safetensors": {
            const report = inspectSafetensors(source);
            const problems = isPickleToo(source) ? [...report.problems, DISGUISE] : report.problems;
            return { ...judgeStructure({ ...report, problems }, shown), safetensors: report.facts };
        }
        case "onnx": {
            const report = inspectOnnx(source, rules.isFolder ? { root: rules.root, file: (0,external_node_path_.join)(rules.root, path) } : undefined);
            return { ...judgeStructure(report, shown), onnx: report.facts };
        }
        case "json":
            return { verdict: "pass", findings: [] };
        case "text":
            return /\.(py|pyw|sh|js|mjs|lua|r)$/i.test(path) ? warnOfCode(shown) : { verdict: "pass", findings: [] };
        case "empty":
            return judgeEmpty(path, shown);
        default:
            return judgeUnknown(format, shown);
    }
}
function judgeRefused(format, { entry, rules, shown }) {
    const word = FORMAT_WORDS[format] ?? format;
    const digest = [entry.digest, rules.modelDigest].find((each) => rules.allowed.includes(each));
    if (digest !== undefined) {
        const what = `${shown} is ${word}; it is accepted because allow_pickle lists ${digest}.`;
        return { verdict: "warn", findings: [{ rule: "model-pickle", severity: "warning", what, where: { file: shown } }] };
    }
    return {
        verdict: "fail",
        findings: [
            {
                rule: "model-pickle",
                severity: "error",
                what: `${shown} is ${word}.`,
                where: { file: shown },
                observed: `${format} (by its bytes), ${entry.digest}`,
                expected: "a format without code, such as safetensors or ONNX, or a digest that allow_pickle lists",
                next: `Export the model as safetensors or ONNX; or, when you trust its origin, add ${entry.digest} to allow_pickle.`,
            },
        ],
    };
}
/** A header's length can be chosen so that an unpickler skips the header and lands in the weights. */
function isPickleToo(source) {
    const walk = walkPickle(source.read(0, 4096));
    return walk.runsCode || (walk.cut && walkPickle(source.read(0, MAX_WALK_BYTES)).runsCode);
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
function warnOfCode(shown) {
    const what = `${shown} is program code inside a model; nothing here looks at what it does.`;
    return {
        verdict: "warn",
        findings: [
            { rule: "model-code", severity: "warning", what, where: { file: shown }, next: "Keep code in the image, not in the model." },
        ],
    };
}
function judgeEmpty(path, shown) {
    if (/(^|\/)(\.[^/]*|__init__\.py)$/.test(path))
        return { verdict: "pass", findings: [] };
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
        expected: promised,
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
    if (!(root instanceof Map) && !Array.isArray(root))
        throw new JsonError("is neither an object nor a list");
    const metrics = new Map();
    collect(root, [], metrics);
    return metrics;
}
function collect(value, path, metrics) {
    if (metrics_isList(value))
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
function metrics_isList(value) {
    return Array.isArray(value);
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
    const root = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, path, `models.${name}.path`);
    checkAllowed(options);
    const isFolder = (await (0,promises_.lstat)(root)).isDirectory();
    const identity = await (0,lib_digest/* digestOfPath */.B$)(root);
    reporter.progress(`Inspecting ${identity.files.length} files of ${path}`);
    const rules = {
        root: isFolder ? root : (0,external_node_path_.dirname)(root),
        isFolder,
        shown: path.replace(/\/+$/, ""),
        allowed: options.allowPickle || [],
        modelDigest: identity.digest,
    };
    const inspected = inspectAll(identity.files, rules, root, options);
    const shards = isFolder ? await checkIndexes(inspected, rules) : [];
    const metrics = await readMetrics(options, "metrics");
    const baseline = await readMetrics(options, "baseline");
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
        return { file: { ...each.file, format: "onnx-external-data", verdict: "pass" }, findings: [] };
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
    const path = await (0,lib_workspace/* resolveInWorkspace */.z)(options.workspace, file, input);
    try {
        return { file, metrics: parseMetrics(await (0,promises_.readFile)(path, "utf8")) };
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
    const isModel = inspected.some(({ file }) => file.format === "json" || !BESIDE_FORMATS.includes(file.format));
    if (isModel)
        return [];
    const what = inspected.length === 0 ? `${path} has no file.` : `${path} has no file in a model format.`;
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

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/validation-sections.js

/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
function dataSection(result) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "File", value: result.source },
                { label: "Digest", value: result.digest },
                { label: "Rows", value: result.rows.toLocaleString("en") },
                { label: "Read in", value: (0,format/* seconds */.YA)(result.durationMs) },
            ],
        },
        {
            type: "table",
            caption: "Checks",
            head: ["Check", "Verdict", "Observed", "Expected"],
            rows: result.checks.map((check) => [
                checkName(check),
                { text: check.verdict, verdict: check.verdict },
                check.observed,
                check.expected,
            ]),
        },
    ];
    if (result.findings.length > 0)
        blocks.push({ type: "findings", findings: result.findings });
    for (const check of result.checks) {
        if (check.chart)
            blocks.push({ type: "chart", title: `${checkName(check)} over time`, ...check.chart });
    }
    return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}
function checkName(check) {
    return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}
/** The report section of one model: format, files, metric gates. */
function modelSection(result) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Path", value: result.path },
                { label: "Digest", value: result.digest },
                { label: "Format", value: result.format },
                { label: "Size", value: `${result.size.toLocaleString("en")} bytes` },
            ],
        },
    ];
    if (result.gates.length > 0) {
        blocks.push({
            type: "table",
            caption: "Metric gates",
            head: ["Metric", "Verdict", "Observed", "In use now", "Expected"],
            rows: result.gates.map((gate) => [
                gate.metric,
                { text: gate.verdict, verdict: gate.verdict },
                gate.observed === undefined ? "missing" : String(gate.observed),
                gate.baseline === undefined ? "none" : String(gate.baseline),
                gate.expected,
            ]),
        });
    }
    if (result.findings.length > 0)
        blocks.push({ type: "findings", findings: result.findings });
    return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/validate.js





/**
 * Checks one data entry and proves what was found about its digest. Its history, which control charts compare with, grows by this run unless it is
 * a dry run. Throws `input` for a source or check file that cannot be read.
 */
async function validateDataStage(context, entry) {
    return (0,run_stage/* runStage */.S)(context, `validate-data/${entry.name}`, "validate-data", `Validate data ${entry.name}`, async () => {
        await (0,files/* requireFiles */.PO)(context, "data", [entry.name]);
        const result = await validateData({
            name: entry.name,
            source: entry.source,
            workspace: context.workspace,
            checks: entry.checks ?? entry.inline ?? {},
            history: entry.history,
            now: context.clock(),
            recordHistory: !context.dryRun,
            reporter: context.reporter,
            signal: context.signal,
        });
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const failing = result.checks.filter((check) => check.verdict !== "pass");
        const count = `${result.rows.toLocaleString("en")} rows, ${result.checks.length} checks`;
        return {
            verdict: result.verdict,
            note: failing.length === 0
                ? count
                : `${count}; ${failing.map((check) => (check.column ? `${check.check} of ${check.column}` : check.check)).join(", ")} not passed`,
            section: dataSection(result),
            result,
            evidence: {
                subjects: [{ name: result.source, digest: result.digest }],
                facts: {
                    name: result.name,
                    rows: result.rows,
                    bytes: result.bytes,
                    checks: result.checks.map(({ check, column, level, verdict, observed, expected, failing: rows }) => ({
                        check,
                        column,
                        level,
                        verdict,
                        observed,
                        expected,
                        failing: rows,
                    })),
                },
            },
        };
    });
}
/** Inspects one model, gates its metrics, and proves both about its digest. Throws `input` for files that cannot be read. */
async function validateModelStage(context, entry) {
    return (0,run_stage/* runStage */.S)(context, `validate-model/${entry.name}`, "validate-model", `Validate model ${entry.name}`, async () => {
        await (0,files/* requireFiles */.PO)(context, "models", [entry.name]);
        const result = await validateModel({
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
            section: modelSection(result),
            result,
            evidence: {
                subjects: [{ name: result.path, digest: result.digest }],
                facts: {
                    name: result.name,
                    format: result.format,
                    size: result.size,
                    gates: result.gates,
                    files: result.files,
                    inspection: result.facts,
                },
            },
        };
    });
}


/***/ })

};
