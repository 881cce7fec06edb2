export const id = 7955;
export const ids = [7955];
export const modules = {

/***/ 30120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ cellReader)
/* harmony export */ });
/* unused harmony export READINGS */
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


/***/ }),

/***/ 45516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ validateData)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
;// CONCATENATED MODULE: ./packages/data/lib/checks/check-plan.js
/** What can be computed over a column; the standard deviation is that of a sample (n − 1). */
const AGGREGATE_FUNCTIONS = ["mean", "sum", "min", "max", "standard_deviation"];
/** The name of a metric in history files: `row_count` or `mean(amount)`. */
function metricName(metric) {
    return metric.column === undefined ? metric.kind : `${metric.kind}(${metric.column})`;
}

;// CONCATENATED MODULE: ./packages/data/lib/pattern/code-points.js
const PIECE = 4096;
const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;
const LAST = 0x10ffff;
let pieces;
/** Check files use the same few atoms again and again. */
const known = new Map();
/**
 * The code points that one atom of a regular expression stands for (a class such as `[^@\s]`, an escape such as `\p{Lu}`, or `.`), in order.
 * The engine of the language itself says which, so that no table of Unicode has to be kept and nothing can mean something else here. Surrogates
 * are left out, because no UTF-8 has them.
 */
function rangesOf(atom) {
    const ranges = known.get(atom) ?? findRanges(atom);
    known.set(atom, ranges);
    return ranges;
}
function findRanges(atom) {
    const run = new RegExp(`(?:${atom})+`, "gu");
    const ranges = [];
    pieces ??= allCodePoints();
    for (const piece of pieces) {
        for (const { 0: text } of piece.matchAll(run)) {
            const low = text.codePointAt(0) ?? 0;
            const tail = text.slice(-2).codePointAt(0) ?? 0;
            const high = tail > 0xffff ? tail : text.charCodeAt(text.length - 1);
            const last = ranges.at(-1);
            if (last?.high === low - 1)
                last.high = high;
            else
                ranges.push({ low, high });
        }
    }
    return ranges;
}
/** Every code point but the surrogates, in pieces that the engine runs over without a deep stack. */
function allCodePoints() {
    const all = [];
    for (let from = 0; from <= LAST; from += PIECE) {
        const units = new Uint16Array(PIECE * 2);
        let length = 0;
        for (let point = from; point < from + PIECE; point++) {
            if (point >= FIRST_SURROGATE && point < AFTER_SURROGATES)
                continue;
            if (point > 0xffff)
                units[length++] = FIRST_SURROGATE + ((point - 0x10000) >>> 10);
            units[length++] = point > 0xffff ? 0xdc00 + (point & 0x3ff) : point;
        }
        all.push(Buffer.from(units.buffer, 0, length * 2).toString("utf16le"));
    }
    return all;
}

;// CONCATENATED MODULE: ./packages/data/lib/pattern/parse.js

/** A pattern that cannot be matched in bounded time; the message completes "'pattern' …". */
class PatternError extends Error {
}
const QUANTIFIER = /([*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|[^])/uy;
const GROUP = /\((?:\?(?:(:)|(?:<(?![=!])[^>]*(>))|(<?[=!])|([a-z-]*:)))?/y;
/**
 * Reads a JavaScript regular expression (ECMAScript, flag `u`) whose syntax the engine has accepted. Throws a `PatternError` for what no machine
 * with finitely many states can do: look-around, back-references; and for modifiers, which are not read here.
 */
function parsePattern(source) {
    return new Parser(source).pattern();
}
class Parser {
    #source;
    #at = 0;
    constructor(source) {
        this.#source = source;
    }
    pattern() {
        const node = this.#choice();
        if (this.#at < this.#source.length)
            throw new TypeError("a pattern that the engine accepts has no stray parenthesis");
        return node;
    }
    #choice() {
        const parts = [this.#sequence()];
        while (this.#source[this.#at] === "|") {
            this.#at += 1;
            parts.push(this.#sequence());
        }
        const [only] = parts;
        return parts.length === 1 && only !== undefined ? only : { kind: "choice", parts };
    }
    #sequence() {
        const parts = [];
        for (;;) {
            const char = this.#source[this.#at];
            if (char === undefined || char === "|" || char === ")")
                return { kind: "sequence", parts };
            parts.push(this.#quantified(this.#atom(char)));
        }
    }
    #quantified(part) {
        const [, mark, least, comma, most] = this.#match(QUANTIFIER) ?? [];
        if (mark === undefined)
            return part;
        if (mark === "*")
            return { kind: "repeat", part, min: 0, max: Infinity };
        if (mark === "+")
            return { kind: "repeat", part, min: 1, max: Infinity };
        if (mark === "?")
            return { kind: "repeat", part, min: 0, max: 1 };
        const min = Number(least);
        return { kind: "repeat", part, min, max: comma === undefined ? min : most === "" ? Infinity : Number(most) };
    }
    #atom(char) {
        switch (char) {
            case "(":
                return this.#group();
            case "[":
                return this.#set(this.#class());
            case "\\":
                return this.#escape();
            case "^":
            case "$":
                this.#at += 1;
                return { kind: "assertion", holds: char === "^" ? "start" : "end" };
            case ".":
                this.#at += 1;
                return this.#set(char);
            default: {
                const point = this.#source.codePointAt(this.#at) ?? 0;
                this.#at += String.fromCodePoint(point).length;
                return literal(point);
            }
        }
    }
    #group() {
        const [, , , look, modifier] = this.#match(GROUP) ?? [];
        if (look !== undefined)
            throw new PatternError(`has ${look.startsWith("<") ? "a look-behind" : "a look-ahead"} '(?${look}'`);
        if (modifier !== undefined)
            throw new PatternError(`has the modifier '(?${modifier}'`);
        const inner = this.#choice();
        this.#at += 1;
        return inner;
    }
    #escape() {
        const [text = ""] = this.#match(ESCAPE) ?? [];
        const letter = text[1] ?? "";
        if (letter === "b" || letter === "B")
            return { kind: "assertion", holds: letter === "b" ? "boundary" : "no boundary" };
        if (/[1-9k]/.test(letter))
            throw new PatternError(`has the back-reference '${letter === "k" ? "\\k" : text}'`);
        return /[\w]/.test(letter) ? this.#set(text) : literal(letter.charCodeAt(0));
    }
    /** The text of a class, from its bracket to the one that closes it. */
    #class() {
        const start = this.#at;
        for (this.#at += 1; this.#source[this.#at] !== "]"; this.#at += 1)
            if (this.#source[this.#at] === "\\")
                this.#at += 1;
        this.#at += 1;
        return this.#source.slice(start, this.#at);
    }
    #set(atom) {
        return { kind: "set", ranges: rangesOf(atom) };
    }
    #match(pattern) {
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.#source) ?? undefined;
        if (found !== undefined)
            this.#at += found[0].length;
        return found;
    }
}
function literal(point) {
    return { kind: "set", ranges: point >= 0xd800 && point <= 0xdfff ? [] : [{ low: point, high: point }] };
}

// EXTERNAL MODULE: ./packages/kit/lib/group.js
var group = __webpack_require__(31873);
;// CONCATENATED MODULE: ./packages/data/lib/pattern/utf8-arcs.js
/** The first and last code points of each length in UTF-8 (RFC 3629, section 3). */
const LENGTHS = [
    { low: 0, high: 0x7f },
    { low: 0x80, high: 0x7ff },
    { low: 0x800, high: 0xffff },
    { low: 0x10000, high: 0x10ffff },
];
/**
 * The UTF-8 of a range of code points as sequences of byte ranges: each byte of a sequence may be any of its range. Where one byte has more
 * than one value, all bytes behind it are free, so that at any place two sequences have the same range or none in common.
 */
function utf8Sequences({ low, high }) {
    return LENGTHS.flatMap((length, index) => {
        const [from, to] = [Math.max(low, length.low), Math.min(high, length.high)];
        return from > to ? [] : split(from, to, index);
    });
}
/** Splits code points whose UTF-8 has `tails` continuation bytes. */
function split(low, high, tails) {
    for (let tail = 1; tail <= tails; tail++) {
        const mask = 2 ** (6 * tail) - 1;
        // Either the bytes before this tail are the same for both ends, or the tail is free at both.
        if (low >>> (6 * tail) === high >>> (6 * tail))
            continue;
        if ((low & mask) !== 0)
            return [...split(low, low | mask, tails), ...split((low | mask) + 1, high, tails)];
        if ((high & mask) !== mask)
            return [...split(low, high - (high & mask) - 1, tails), ...split(high - (high & mask), high, tails)];
    }
    const [first, last] = [Buffer.from(String.fromCodePoint(low)), Buffer.from(String.fromCodePoint(high))];
    return [Array.from(first, (byte, index) => [byte, last[index] ?? byte])];
}

;// CONCATENATED MODULE: ./packages/data/lib/pattern/program.js



/** A count such as `{1,1000}` makes so many copies of what it counts; more than this would need too much memory. */
const MAX_NODES = 50_000;
/**
 * Compiles a JavaScript regular expression (flag `u`) to a machine that needs time by the length of a value only, whatever the value is.
 * Throws a `SyntaxError` for what is no regular expression and a `PatternError` for one that this machine cannot match.
 */
function compilePattern(source) {
    // The engine says what is well-formed, and in the words that people know.
    void new RegExp(source, "u");
    const compiler = new Compiler();
    const start = compiler.compile(parsePattern(source), compiler.add({ kind: "match" }));
    return { nodes: compiler.nodes, start };
}
/** Builds from the end to the start, so that every node knows what comes next. */
class Compiler {
    nodes = [];
    add(node) {
        if (this.nodes.length >= MAX_NODES)
            throw new PatternError(`needs more than ${MAX_NODES} nodes; lower its counts such as '{1,1000}'`);
        return this.nodes.push(node) - 1;
    }
    compile(node, next) {
        switch (node.kind) {
            case "set":
                return this.#set(node.ranges.flatMap(utf8Sequences), 0, next, new Map());
            case "assertion":
                return this.add({ kind: "assertion", holds: node.holds, next });
            case "sequence":
                return node.parts.reduceRight((behind, part) => this.compile(part, behind), next);
            case "choice":
                return this.add({ kind: "split", next: node.parts.map((part) => this.compile(part, next)) });
            case "repeat":
                return this.#repeat(node, next);
        }
    }
    #repeat({ part, min, max }, next) {
        let at = next;
        if (max === Infinity) {
            const ways = [next];
            at = this.add({ kind: "split", next: ways });
            ways.push(this.compile(part, at));
        }
        for (let copy = min; copy < (max === Infinity ? min : max); copy++)
            at = this.add({ kind: "split", next: [next, this.compile(part, at)] });
        for (let copy = 0; copy < min; copy++)
            at = this.compile(part, at);
        return at;
    }
    /** A tree of bytes in which equal ends are one node; `known` has those of this set. */
    #set(sequences, depth, next, known) {
        const byRange = (0,group/* groupBy */.$)(sequences, (sequence) => sequence[depth]?.join("-") ?? "");
        const arcs = [...byRange.values()].flatMap((group) => {
            const [[low, high] = [0, 0]] = group[0]?.slice(depth) ?? [];
            const isLast = group[0]?.length === depth + 1;
            return [{ low, high, next: isLast ? next : this.#set(group, depth + 1, next, known) }];
        });
        const key = arcs.map((arc) => `${arc.low}-${arc.high}:${arc.next}`).join();
        const node = known.get(key) ?? this.add({ kind: "bytes", arcs });
        known.set(key, node);
        return node;
    }
}

// EXTERNAL MODULE: ./packages/data/lib/checks/cell.js
var cell = __webpack_require__(30120);
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
        return { kind: "pattern", program: compilePattern(source), text: `matching /${source}/ as a whole` };
    }
    catch (error) {
        if (error instanceof PatternError) {
            const why = `'pattern' ${error.message}, which cannot be matched in a time that is bounded`;
            return reader.fail(member?.value, `${why}; write it without, or as several 'invalid' checks with a pattern each`);
        }
        if (!(error instanceof SyntaxError))
            throw error;
        return reader.fail(member?.value, `'pattern' is not a regular expression: ${error.message}`);
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
    const number = (0,cell/* cellReader */.a)("number")(bytes, 0, bytes.length);
    if (!Number.isNaN(number))
        return { kind: "number", value: number, text };
    const time = (0,cell/* cellReader */.a)("temporal")(bytes, 0, bytes.length);
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

// EXTERNAL MODULE: ./packages/tables/lib/csv-scanner.js
var csv_scanner = __webpack_require__(98284);
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
        return csv_scanner/* RFC_4180 */.s3;
    const delimiter = readByte(reader, members, "delimiter") ?? csv_scanner/* RFC_4180 */.s3.delimiter;
    const quote = members.has("quote") ? (readByte(reader, members, "quote", true) ?? csv_scanner/* RFC_4180 */.s3.quote) : csv_scanner/* RFC_4180 */.s3.quote;
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
        chart: { ...chart, center: average, lower: finite(lower), upper: finite(upper) },
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
    const shown = { center: limits.center, lower: finite(lower), upper: finite(upper) };
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
function finite(limit) {
    return Number.isFinite(limit) ? limit : undefined;
}
function unitOf(rule) {
    return rule.metric.kind === "missing_percent" ? "percent" : "number";
}
function formatMetric(rule, value) {
    return formatValue(value, unitOf(rule));
}

;// CONCATENATED MODULE: ./packages/data/lib/run/header.js

/** How many names or positions one text lists at most. */
const MAX_LISTED = 20;
/** How many undeclared names are compared with missing ones: enough for a slip, and no cost in a file with 100,000 columns. */
const MAX_COMPARED = 1000;
/** What divides most files of tables, the surest first: a comma may stand in a name that people wrote. */
const DELIMITERS = [";", "\t", "|", ","];
/**
 * The first record of a file, read as names of columns. A file without a header has a person's data there, so nothing of it is ever shown but a
 * name that the check file expects, and one that differs from such a name by a slip of the hand; all other columns are told by their position.
 */
class Header {
    names;
    #positions = new Map();
    /** Positions, from 0, of the first two columns with the same name. */
    repeated;
    constructor(names) {
        this.names = names;
        let repeated;
        names.forEach((name, index) => {
            const first = this.#positions.get(name);
            if (first === undefined)
                this.#positions.set(name, index);
            else
                repeated ??= [first, index];
        });
        this.repeated = repeated;
    }
    /** The position of a column, from 0. */
    indexOf(name) {
        return this.#positions.get(name);
    }
    has(name) {
        return this.#positions.has(name);
    }
    /** The character that most likely divides a header of which the dialect's own made one column. */
    likelyDelimiter() {
        const [only = "", ...others] = this.names;
        return others.length > 0 ? undefined : DELIMITERS.find((delimiter) => only.includes(delimiter));
    }
    /** Says in words which columns have the same name, quoting it only when it is expected. */
    describeRepeated(expected) {
        if (this.repeated === undefined)
            return undefined;
        const [first, second] = this.repeated;
        const name = this.names[first] ?? "";
        return expected.has(name)
            ? `the header names the column '${name}' twice`
            : `the header gives columns ${first + 1} and ${second + 1} the same name`;
    }
    /** Names of the header that are most likely meant for missing ones, each with its position from 0. */
    findSlips(missing, undeclared) {
        const anyFits = this.names.length > undeclared.length;
        return missing.slice(0, MAX_LISTED).flatMap((meant) => {
            const position = undeclared.slice(0, MAX_COMPARED).find((index) => isSlip(this.names[index] ?? "", meant, anyFits));
            return position === undefined ? [] : [{ name: this.names[position] ?? "", position, meant }];
        });
    }
}
/** Lists names that the check file gives. */
function listNames(names) {
    if (names.length === 0)
        return "none";
    return names.slice(0, MAX_LISTED).join(", ") + (names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "");
}
/** Lists positions, given from 0, as people count columns. */
function listPositions(positions) {
    const shown = positions.slice(0, MAX_LISTED).map((position) => position + 1);
    const more = positions.length > MAX_LISTED ? ` and ${positions.length - MAX_LISTED} more` : "";
    return `${positions.length === 1 ? "column" : "columns"} ${shown.join(", ")}${more}`;
}
/** Another case says nothing that the check file does not; other letters do, so they are shown only beside columns that are right. */
function isSlip(name, meant, anyFits) {
    const [found, wanted] = [name.trim().toLowerCase(), meant.trim().toLowerCase()];
    if (found === wanted)
        return true;
    const allowed = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
    if (!anyFits || allowed === 0 || Math.abs(found.length - wanted.length) > allowed)
        return false;
    // A digit is what tells one value from the next; a slip of the hand seldom makes one.
    const isValue = [...found].some((char) => /[\d@]/.test(char) && !wanted.includes(char));
    return !isValue && (0,lib_text/* editDistance */.YC)(found, wanted) <= allowed;
}

;// CONCATENATED MODULE: ./packages/data/lib/evaluate.js




// Clocks and time zones differ by less than a day; a time further ahead is a mistake of the data.
const FUTURE_TOLERANCE_MS = 86_400_000;
const NO_HEADER = "The first record has none of the expected names, so that it may be no header but data, and is not shown; if the file has no header, set dialect.header: false.";
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
    const expected = `columns ${listNames(check.columns)}${order}${check.extra === "forbid" ? " and no other" : ""}`;
    if (header === undefined)
        return unknown(expected, "The file has no header that could be read.");
    const declared = new Set(check.columns);
    const missing = check.columns.filter((name) => !header.has(name));
    const extra = header.names.flatMap((name, position) => (declared.has(name) ? [] : [position]));
    const known = header.names.filter((name) => declared.has(name));
    const moved = check.order === "exact" && missing.length === 0 && known.some((name, index) => name !== check.columns[index]);
    const slips = header.findSlips(missing, extra).map(({ name, position, meant }) => `column ${position + 1} is '${name}', near '${meant}'`);
    const faults = [
        ...(missing.length > 0 ? [`missing ${listNames(missing)}`, ...slips] : []),
        ...(check.extra === "forbid" && extra.length > 0 ? [`not declared: ${listPositions(extra)}`] : []),
        ...(moved ? [`another order: ${listNames(known)}`] : []),
    ];
    const count = (0,lib_text/* countOf */.pq)(header.names.length, "column");
    if (faults.length === 0) {
        const undeclared = extra.length > 0 ? `, ${extra.length} of them not declared: ${listPositions(extra)}` : "";
        return { verdict: "pass", observed: `${count}${undeclared}`, expected };
    }
    return {
        verdict: "fail",
        observed: `${count}; ${faults.join("; ")}`,
        expected,
        failing: Math.max(missing.length + (check.extra === "forbid" ? extra.length : 0), 1),
        note: known.length === 0 ? whyNothingKnown(header) : undefined,
    };
}
function whyNothingKnown(header) {
    const delimiter = header.likelyDelimiter();
    if (delimiter === undefined)
        return NO_HEADER;
    const called = delimiter === "\t" ? "a tab" : `'${delimiter}'`;
    return `The header is one column that looks as if ${called} divided it; set dialect.delimiter: ${JSON.stringify(delimiter)}.`;
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
    const { failing, tested, rows, undecided } = failures;
    const judged = { ...judgeShare(check, { failing, tested, rows, of: "values", word: "invalid" }), expected };
    if (undecided === 0)
        return judged;
    const note = `${(0,lib_text/* countOf */.pq)(undecided, "value")} could not be judged: the pattern has too many ways to match; write it with fewer repetitions inside repetitions.`;
    return { ...judged, verdict: isCertain(check, judged.verdict, failing, undecided) ? "fail" : "inconclusive", note };
}
/** Whether a failure stays one, whatever the values that were not judged are. */
function isCertain(check, verdict, failing, open) {
    return verdict === "fail" && check.metric === "count" && !check.threshold.holds(failing + open);
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
    const unseen = `${work.unseen} rows were not compared, because the keys before them used up the memory; raise limits.unique_memory_mb.`;
    return { ...judged, verdict: isCertain(check, judged.verdict, failing, work.unseen) ? "fail" : "inconclusive", note: unseen };
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
        what: `In line ${row.line}, ${describeRow(result)}.`,
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
/** What the system refuses, in words. */
const REASONS = {
    EACCES: "this user may not (EACCES)",
    EISDIR: "it is a folder (EISDIR)",
    ENOENT: "its folder does not exist (ENOENT)",
    ENOTDIR: "its path leads through a file (ENOTDIR)",
    EROFS: "the file system is read-only (EROFS)",
};
function unusable(shown, verb, error) {
    const lost = verb === "written"
        ? "The data was judged, but later runs could not be held against it, so nothing was proven."
        : "Without it the data cannot be judged.";
    const reason = (0,lib_error/* isSystemError */.Or)(error) ? (REASONS[error.code ?? ""] ?? `the system says ${error.code}`) : String(error);
    return new lib_error/* ActionError */.lZ("environment", `The history '${shown}' could not be ${verb}: ${reason}. ${lost} Make it a file that this user may read and write, in a folder that exists, or name another one as 'history:', and run again.`, {
        cause: error,
    });
}

// EXTERNAL MODULE: ./packages/tables/lib/source-reader.js
var source_reader = __webpack_require__(80000);
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

;// CONCATENATED MODULE: ./packages/data/lib/pattern/matcher.js
const UNKNOWN = -1;
const DEAD = 0;
/** States are kept in a cache of bounded size; a full one is emptied. */
const MAX_STATES = 2048;
/**
 * Steps of building states that a pattern may take: many at first, and some for each byte. A pattern of data as people have it needs a few hundred
 * states once; one made to explode gives up after about a second, so that a run can always be stopped.
 */
const FREE_STEPS = 2 ** 21;
const STEPS_PER_BYTE = 0.25;
/**
 * Runs a program over bytes as a deterministic machine whose states are built when they are first met (Thompson 1968, as in grep and RE2): one table
 * look-up for each byte, however the pattern is written, and no string is made.
 */
class PatternMatcher {
    #program;
    /** Bytes that the program cannot tell apart have the same class. */
    #classOf = new Uint8Array(256);
    #sample;
    #usesWords;
    #states = [];
    #ids = new Map();
    #table = new Int32Array(0);
    #steps = 0;
    #budget = FREE_STEPS;
    #seen;
    #round = 0;
    constructor(program) {
        this.#program = program;
        this.#usesWords = program.nodes.some((node) => node.kind === "assertion" && node.holds.includes("boundary"));
        this.#sample = this.#classify();
        this.#seen = new Uint32Array(program.nodes.length);
        this.#clear();
    }
    /** Matches the bytes from `start` to `end` as a whole. */
    test(bytes, start, end) {
        this.#budget += (end - start) * STEPS_PER_BYTE;
        const classes = this.#sample.length;
        let state = 1;
        for (let at = start; at < end; at++) {
            const byte = bytes[at];
            const known = this.#table[state * classes + this.#classOf[byte]];
            state = known === UNKNOWN ? this.#step(state, byte) : known;
            if (state === DEAD)
                return "no match";
            if (state === UNKNOWN)
                return "undecided";
        }
        const last = this.#states[state];
        if (last === undefined)
            throw new TypeError("a state that was reached is kept");
        last.accepts ??= this.#close(last.nodes, last.before, "edge").includes(UNKNOWN);
        return last.accepts ? "match" : "no match";
    }
    /** The state behind a byte, built and kept; UNKNOWN when there is no work left for it. */
    #step(from, byte) {
        const state = this.#states[from];
        if (state === undefined || this.#steps > this.#budget)
            return UNKNOWN;
        const after = isWord(byte) ? "word" : "other";
        const reached = new Set();
        for (const id of this.#close(state.nodes, state.before, after)) {
            const node = this.#program.nodes[id];
            const arc = node?.kind === "bytes" ? node.arcs.find(({ low, high }) => byte >= low && byte <= high) : undefined;
            if (arc !== undefined)
                reached.add(arc.next);
        }
        const isFull = this.#states.length >= MAX_STATES;
        if (isFull)
            this.#clear();
        const to = reached.size === 0
            ? DEAD
            : this.#intern([...reached].sort((a, b) => a - b), this.#usesWords ? after : "other");
        if (!isFull)
            this.#table[from * this.#sample.length + this.#classOf[byte]] = to;
        return to;
    }
    /** All nodes that read a byte or match (as UNKNOWN) and are reached from some without reading any, between two neighbours. */
    #close(from, before, after) {
        const found = [];
        const open = [...from];
        this.#round += 1;
        for (let id = open.pop(); id !== undefined; id = open.pop()) {
            if (this.#seen[id] === this.#round)
                continue;
            this.#seen[id] = this.#round;
            this.#steps += 1;
            const node = this.#program.nodes[id];
            if (node?.kind === "bytes")
                found.push(id);
            else if (node?.kind === "split")
                open.push(...node.next);
            else if (node?.kind === "assertion" && holds(node.holds, before, after))
                open.push(node.next);
            else if (node?.kind === "match")
                found.push(UNKNOWN);
        }
        return found;
    }
    #intern(nodes, before) {
        const key = `${before} ${nodes.join()}`;
        const known = this.#ids.get(key);
        if (known !== undefined)
            return known;
        const id = this.#states.push({ nodes, before, accepts: undefined }) - 1;
        this.#ids.set(key, id);
        const needed = this.#states.length * this.#sample.length;
        if (needed > this.#table.length) {
            const grown = new Int32Array(Math.max(needed, this.#table.length * 2)).fill(UNKNOWN);
            grown.set(this.#table);
            this.#table = grown;
        }
        return id;
    }
    /** Forgets all states but the dead one and the first. */
    #clear() {
        this.#states.length = 0;
        this.#ids.clear();
        this.#table.fill(UNKNOWN);
        this.#intern([], "other");
        this.#intern([this.#program.start], "edge");
    }
    /** Finds the classes of bytes and returns one byte of each. */
    #classify() {
        const starts = new Uint8Array(257);
        for (const node of this.#program.nodes) {
            if (node.kind !== "bytes")
                continue;
            for (const { low, high } of node.arcs)
                starts[low] = starts[high + 1] = 1;
        }
        for (let byte = 1; byte < 256; byte++)
            if (this.#usesWords && isWord(byte) !== isWord(byte - 1))
                starts[byte] = 1;
        const sample = [0];
        for (let byte = 1; byte < 256; byte++) {
            if (starts[byte] === 1)
                sample.push(byte);
            this.#classOf[byte] = sample.length - 1;
        }
        return sample;
    }
}
/** Digits, ASCII letters and the underscore: what `\w` is without the flag `i`. */
function isWord(byte) {
    return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122);
}
function holds(assertion, before, after) {
    if (assertion === "start")
        return before === "edge";
    if (assertion === "end")
        return after === "edge";
    return ((before === "word") !== (after === "word")) === (assertion === "boundary");
}

;// CONCATENATED MODULE: ./packages/data/lib/run/failure-count.js

/** Counts what was tested and what failed, and keeps the first few failing rows. */
class FailureCount {
    #limit;
    rows = [];
    tested = 0;
    failing = 0;
    /** Values that were tested and could not be judged. */
    undecided = 0;
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
/** Code points: every byte of UTF-8 but the continuation bytes starts one. */
function countCharacters(bytes, start, end) {
    let count = 0;
    for (let index = start; index < end; index++)
        if ((bytes[index] & 0xc0) !== 0x80)
            count += 1;
    return count;
}

;// CONCATENATED MODULE: ./packages/data/lib/run/cell-test.js




/** Compiles a rule to a test that is true for a value that breaks it. A value that could not be judged counts in `failures` and breaks nothing. */
function compileRule(rule, columnReading, failures) {
    switch (rule.kind) {
        case "type": {
            if (rule.reading === "string")
                return () => false;
            if (rule.reading === columnReading)
                return (_bytes, _start, _end, value) => Number.isNaN(value);
            const read = (0,cell/* cellReader */.a)(rule.reading);
            return (bytes, start, end) => Number.isNaN(read(bytes, start, end));
        }
        case "values": {
            const set = byteSetOf(rule.values);
            return (bytes, start, end) => !set.has(bytes, start, end);
        }
        case "pattern": {
            const matcher = new PatternMatcher(rule.program);
            return (bytes, start, end) => {
                const outcome = matcher.test(bytes, start, end);
                if (outcome === "undecided")
                    failures.undecided += 1;
                return outcome === "no match";
            };
        }
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
        this.#read = (0,cell/* cellReader */.a)(plan.reading);
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
        const failures = new FailureCount(this.#examples);
        const tests = rules.map((rule) => compileRule(rule, this.#reading, failures));
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
    /** The header, or the declared columns of a file without one; undefined until it is read. */
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
        this.#scanner = new csv_scanner/* CsvScanner */.BR(plan.dialect, this);
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
            this.#settle(new Header([...plan.columns.keys()]));
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
        return this.header?.has(name) ?? false;
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
            return this.#stop(`a record is longer than ${source_reader/* MAX_RECORD_BYTES */.x / 2 ** 20} MiB, most likely because a quote is never closed`, end, line);
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
        return (0,csv_scanner/* unquote */._n)(bytes, start, end, this.#quote, this.#scratch);
    }
    #readHeader(bytes, fields, line) {
        const names = [];
        for (let index = 0; index < fields.count; index++) {
            const [start, end] = [fields.starts[index], fields.ends[index]];
            const doubled = fields.doubled[index] === 1;
            const length = doubled ? this.#unquote(bytes, start, end) : 0;
            names.push(doubled ? this.#scratch.toString("utf8", 0, length) : bytes.toString("utf8", start, end));
        }
        const header = new Header(names);
        const repeated = header.describeRepeated(this.#plan.columns);
        if (repeated !== undefined)
            this.structure.add(repeated, line);
        this.#settle(header);
    }
    /** Takes time by the number of columns, not by its square: a file can have 100,000. */
    #settle(header) {
        this.header = header;
        this.#width = header.names.length;
        const keys = [...this.keys.values()].filter((work) => work.columns.every((name) => header.has(name)));
        const single = (0,group/* groupBy */.$)(keys.filter((work) => work.columns.length === 1), (work) => work.columns[0]);
        this.#byPosition = [...this.#columns.values()].flatMap((work) => {
            const index = header.indexOf(work.name);
            return index === undefined ? [] : [{ index, work, keys: single.get(work.name) ?? [] }];
        });
        this.#composite = keys
            .filter((work) => work.columns.length > 1)
            .map((work) => ({
            work,
            indexes: work.columns.flatMap((name) => header.indexOf(name) ?? []),
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
    const path = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, source, `data.${options.name}.source`);
    const plan = await validate_readPlan(options);
    const historyPath = options.history === undefined
        ? undefined
        : await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, options.history, `data.${options.name}.history`, { mayBeMissing: true });
    const history = historyPath === undefined ? undefined : await readHistory(historyPath, options.history ?? "");
    const run = new TableRun(plan);
    const facts = await (0,source_reader/* readSource */.o)(path, source, (bytes, start, end, final) => run.consume(bytes, start, end, final), {
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
    const path = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, checks, `data.${name}.checks`);
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
    return { evaluations, verdict: (0,verdict/* worstOf */.hm)([run.structure.count === 0 ? "pass" : "fail", ...verdicts]) };
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


/***/ }),

/***/ 22379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ dataSection),
/* harmony export */   t: () => (/* binding */ modelSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43129);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76954);




/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
function dataSection(result) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(result.findings),
        {
            type: "facts",
            facts: [
                { label: "File", value: result.source },
                { label: "Digest", value: result.digest },
                { label: "Rows", value: result.rows.toLocaleString("en") },
                { label: "Read in", value: (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(result.durationMs) },
            ],
        },
        ...(0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .foldRows */ .$)({
            type: "table",
            caption: "Checks",
            head: ["Check", "Verdict", "Observed", "Expected"],
            rows: result.checks.map((check) => [
                checkName(check),
                { text: check.verdict, verdict: check.verdict },
                check.observed,
                check.expected,
            ]),
        }, isPassedRow, (count) => `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(count, "check")} passed`),
        ...chartBlocks(result.checks),
    ];
    return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}
/** The charts of checks that did not pass; those of the others fold away with them. */
function chartBlocks(checks) {
    const drawn = checks.flatMap((check) => check.chart ? [{ check, block: { type: "chart", title: `${checkName(check)} over time`, ...check.chart } }] : []);
    const passed = drawn.filter(({ check }) => check.verdict === "pass").map(({ block }) => block);
    return [
        ...drawn.filter(({ check }) => check.verdict !== "pass").map(({ block }) => block),
        ...(passed.length > 0 ? [{ type: "details", summary: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(passed.length, "control chart"), blocks: passed }] : []),
    ];
}
function isPassedRow(row) {
    return row.some((cell) => typeof cell !== "string" && cell.verdict === "pass");
}
function checkName(check) {
    return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}
/** The report section of one model: format, files, metric gates. */
function modelSection(result) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(result.findings),
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
    return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}


/***/ }),

/***/ 47955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ validateDataStage)
/* harmony export */ });
/* harmony import */ var _waybill_data__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45516);
/* harmony import */ var _sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22379);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50076);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Checks one data entry and proves what was found about its digest. Its history, which control charts compare with, grows by this run unless it is
 * a dry run, or `recordHistory` is false for somebody who only looks. Throws `input` for a source or check file that cannot be read.
 */
async function validateDataStage(context, entry, { recordHistory = true } = {}) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `validate-data/${entry.name}`, "validate-data", `Validate data ${entry.name}`, async () => {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(context, "data", [entry.name]);
        // As the check file is read: before the data, which may take minutes.
        const demanded = { declaration: await (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__/* .declarationOfData */ .gY)(context, entry), basis: await (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__/* .basisOfData */ .gd)(context, entry) };
        const result = await (0,_waybill_data__WEBPACK_IMPORTED_MODULE_3__/* .validateData */ .l)({
            name: entry.name,
            source: entry.source,
            workspace: context.workspace,
            checks: entry.checks ?? entry.inline ?? {},
            history: entry.history,
            now: context.clock(),
            recordHistory: recordHistory && !context.dryRun,
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
                : `${count}; ${[
                    listed(failing, ["fail", "warn"], "not passed"),
                    // Nothing was found wrong with the data, and nothing right.
                    listed(failing, ["inconclusive"], "could not be evaluated"),
                ]
                    .filter((part) => part !== "")
                    .join("; ")}`,
            section: (0,_sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .dataSection */ .s)(result),
            result,
            evidence: {
                subjects: [{ kind: "path", name: result.source, digest: result.digest }],
                facts: {
                    name: result.name,
                    ...demanded,
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
function listed(checks, verdicts, what) {
    const named = checks.filter(({ verdict }) => verdicts.includes(verdict));
    const names = named.map(({ check, column }) => (column ? `${check} of ${column}` : check));
    return names.length === 0 ? "" : `${names.join(", ")} ${what}`;
}


/***/ }),

/***/ 98284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BR: () => (/* binding */ CsvScanner),
/* harmony export */   _n: () => (/* binding */ unquote),
/* harmony export */   s3: () => (/* binding */ RFC_4180)
/* harmony export */ });
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


/***/ }),

/***/ 80000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ readSource),
/* harmony export */   x: () => (/* binding */ MAX_RECORD_BYTES)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
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
            if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).isFile())
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `Data source '${shown}' is not a file; name one CSV file.`);
            const file = __addDisposableResource(env_1, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, "r"), true);
            const before = await file.stat();
            const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
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
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ || options.signal?.aborted)
            throw error;
        const reason = error instanceof Error ? error.message : String(error);
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `Data source '${shown}' could not be read: ${reason}. Check that it is a readable file.`, {
            cause: error,
        });
    }
}


/***/ })

};
