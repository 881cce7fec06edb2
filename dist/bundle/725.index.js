export const id = 725;
export const ids = [725];
export const modules = {

/***/ 10725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  printReport: () => (/* binding */ printReport)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/report/lib/plain-text.js
var plain_text = __webpack_require__(68778);
// EXTERNAL MODULE: ./packages/report/lib/verdict-mark.js
var verdict_mark = __webpack_require__(47943);
;// CONCATENATED MODULE: ./packages/report/lib/terminal/style.js

/** Colours a line when the terminal has colours; `code` is an SGR number. */
function paint(style, code, text) {
    return style.color ? `\u001b[${code}m${text}\u001b[0m` : text;
}
/** Colours a line by a state; the words say the same without colour. */
function paintState(style, state, text) {
    return paint(style, (0,verdict_mark/* markOf */.Fg)(state).color, text);
}

;// CONCATENATED MODULE: ./packages/report/lib/terminal/text.js

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide characters and emoji take two columns.
const WIDE = /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}(?=.)|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}])/u;
/** How many columns a text takes in a terminal. */
function displayWidth(text) {
    let width = 0;
    for (const { segment } of graphemes.segment(text))
        width += WIDE.test(segment) ? 2 : 1;
    return width;
}
/** Clean text cut or filled with spaces to exactly `columns` columns. */
function padTo(text, columns, side = "left") {
    const [first = "", ...more] = wrap(text, columns);
    const line = more.length > 0 ? `${cut(first, columns - 1)[0]}…` : first;
    const space = " ".repeat(Math.max(0, columns - displayWidth(line)));
    return side === "right" ? space + line : line + space;
}
/** Breaks a clean text into lines of at most `columns` columns, at spaces where there are some. */
function wrap(text, columns) {
    const width = Math.max(2, columns);
    const lines = [];
    let line = "";
    for (const word of (0,plain_text/* cleanLine */.Ow)(text).split(/ +/)) {
        const joined = line === "" ? word : `${line} ${word}`;
        if (displayWidth(joined) <= width) {
            line = joined;
            continue;
        }
        if (line !== "")
            lines.push(line);
        let rest = word;
        while (displayWidth(rest) > width) {
            const [head, tail] = cut(rest, width);
            lines.push(head);
            rest = tail;
        }
        line = rest;
    }
    if (line !== "" || lines.length === 0)
        lines.push(line);
    return lines;
}
/** Splits a text after as many graphemes as fit, at least one. */
function cut(text, columns) {
    let width = 0;
    let at = 0;
    for (const { segment, index } of graphemes.segment(text)) {
        width += WIDE.test(segment) ? 2 : 1;
        if (width > columns && index > 0)
            break;
        at = index + segment.length;
    }
    return [text.slice(0, at), text.slice(at)];
}

;// CONCATENATED MODULE: ./packages/report/lib/terminal/blocks.js




const MAX_ROWS = 40;
const MAX_CODE_LINES = 40;
const MIN_COLUMN_WIDTH = 6;
/** The lines of one block, indented by `indent` columns. */
function blockLines(block, style, indent) {
    const room = style.width - indent;
    const pad = " ".repeat(indent);
    return linesOf(block, { ...style, width: room }).map((line) => pad + line);
}
function linesOf(block, style) {
    switch (block.type) {
        case "table":
            return tableLines(block, style);
        case "findings":
            return block.findings.flatMap((finding) => findingLines(finding, style));
        case "code":
            return codeLines(block, style);
        case "facts":
            return factLines(block.facts, style);
        case "chart":
            return chartLines(block, style);
        case "text":
            return wrap(block.text, style.width);
        case "details":
            // A terminal cannot unfold, so the page is named instead of printing everything.
            return wrap(`▸ ${block.summary} (on the report page)`, style.width);
    }
}
function factLines(facts, style) {
    const label = Math.min(24, Math.max(0, ...facts.map((fact) => displayWidth((0,plain_text/* cleanLine */.Ow)(fact.label)))));
    return facts.flatMap((fact) => {
        const [first = "", ...more] = wrap(fact.value, style.width - label - 2);
        return [`${paint(style, 90, padTo(fact.label, label))}  ${first}`, ...more.map((line) => " ".repeat(label + 2) + line)];
    });
}
function findingLines(finding, style) {
    const state = (0,verdict_mark/* stateOfSeverity */.cb)(finding.severity);
    const sign = finding.severity === "notice" ? "i" : (0,verdict_mark/* markOf */.Fg)(state).sign;
    const place = finding.where ? ` (${(0,plain_text/* placeText */.Z9)(finding.where)})` : "";
    const details = [
        finding.observed === undefined ? "" : `Observed: ${finding.observed}`,
        finding.expected === undefined ? "" : `Expected: ${finding.expected}`,
        finding.next === undefined ? "" : `Next: ${finding.next}`,
    ].filter((text) => text !== "");
    return [
        ...wrap(`${sign} ${verdict_mark/* SEVERITY_WORD */.d1[finding.severity]}: ${finding.what}${place} [${finding.rule}]`, style.width - 2).map((line, index) => paintState(style, state, `${index === 0 ? "" : "  "}${line}`)),
        ...details.flatMap((text) => wrap(text, style.width - 4).map((line) => `    ${line}`)),
    ];
}
function codeLines(block, style) {
    const all = (0,plain_text/* cleanText */.X5)(block.text).replaceAll("\t", "  ").replace(/\n+$/, "").split("\n");
    const rest = all.length - MAX_CODE_LINES;
    return [
        ...(block.caption === undefined ? [] : wrap(block.caption, style.width).map((line) => paint(style, 1, line))),
        ...all.slice(0, MAX_CODE_LINES).flatMap((line) => splitColumns(line, style.width - 2).map((part) => `  ${part}`)),
        ...(rest > 0 ? wrap(`… ${rest} more lines on the report page`, style.width) : []),
    ];
}
/** Splits a line of code by columns and keeps its spaces. */
function splitColumns(line, columns) {
    const parts = [];
    let part = "";
    for (const character of line) {
        if (displayWidth(part + character) > columns) {
            parts.push(part);
            part = "";
        }
        part += character;
    }
    return [...parts, part];
}
function tableLines(table, style) {
    const rows = table.rows.slice(0, MAX_ROWS);
    const count = Math.max(1, table.head.length, ...rows.map((row) => row.length));
    const columns = Array.from({ length: count }, (_, column) => column);
    const texts = rows.map((row) => columns.map((column) => cellText(row[column])));
    const natural = columns.map((column) => Math.max(1, displayWidth((0,plain_text/* cleanLine */.Ow)(table.head[column] ?? "")), ...texts.map((row) => displayWidth((0,plain_text/* cleanLine */.Ow)(row[column] ?? "")))));
    const widths = fitWidths(natural, style.width - 2 * (count - 1));
    const rest = table.rows.length - rows.length;
    const caption = table.caption === undefined ? [] : wrap(table.caption, style.width).map((line) => paint(style, 1, line));
    const more = rest > 0 ? wrap(`… ${rest} more rows on the report page`, style.width) : [];
    if (!widths)
        return [...caption, ...texts.flatMap((row) => stackedRow(row, table.head, style)), ...more];
    const line = (cells) => rowLines(cells, widths, table.align ?? []);
    return [
        ...caption,
        ...line(columns.map((column) => table.head[column] ?? "")).map((text) => paint(style, 90, text)),
        ...texts.flatMap((row, index) => {
            const state = rows[index]
                ?.map((cell) => (typeof cell === "string" ? undefined : cell.verdict))
                .find((verdict) => verdict !== undefined && verdict !== "pass");
            return line(row).map((text) => (state === undefined ? text : paintState(style, state, text)));
        }),
        ...more,
    ];
}
/** Column widths that fit, the widest columns cut first; undefined when the terminal is too narrow for a table. */
function fitWidths(natural, room) {
    if (room < natural.length * MIN_COLUMN_WIDTH && natural.reduce((sum, width) => sum + width, 0) > room)
        return undefined;
    const widths = [...natural];
    let excess = widths.reduce((sum, width) => sum + width, 0) - room;
    while (excess > 0) {
        const widest = widths.indexOf(Math.max(...widths));
        widths[widest] = (widths[widest] ?? 1) - 1;
        excess--;
    }
    return widths;
}
function rowLines(cells, widths, align) {
    const wrapped = widths.map((width, column) => wrap(cells[column] ?? "", width));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, index) => widths.map((width, column) => padTo(wrapped[column]?.[index] ?? "", width, align[column] === "right" ? "right" : "left")).join("  "));
}
function stackedRow(row, head, style) {
    return row.flatMap((text, column) => wrap(`${head[column] ? `${head[column]}: ` : ""}${text}`, style.width - 2).map((line, index) => `${column === 0 && index === 0 ? "- " : "  "}${line}`));
}
function cellText(cell) {
    if (cell === undefined)
        return "";
    if (typeof cell === "string")
        return cell;
    return cell.verdict === undefined ? cell.text : `${(0,verdict_mark/* markOf */.Fg)(cell.verdict).sign} ${cell.text}`;
}
function chartLines(chart, style) {
    const last = chart.points.at(-1);
    const unit = chart.unit === undefined ? "" : ` ${chart.unit}`;
    const facts = [
        last ? `last ${(0,plain_text/* number */.ai)(last.y)}${unit} (${last.x})` : "no values",
        ...(chart.center === undefined ? [] : [`centre ${(0,plain_text/* number */.ai)(chart.center)}`]),
        ...(chart.lower === undefined || chart.upper === undefined ? [] : [`limits ${(0,plain_text/* number */.ai)(chart.lower)} to ${(0,plain_text/* number */.ai)(chart.upper)}`]),
    ];
    return wrap(`${chart.title}: ${facts.join(", ")}, ${chart.points.length} values`, style.width);
}

;// CONCATENATED MODULE: ./packages/report/lib/terminal/page.js





/** Renders a report as text for a terminal. No line is wider than `width` columns (at least 40), and nothing of the report can send terminal sequences. */
function renderTerminal(report, options) {
    const style = { color: options.color, width: Math.max(40, Math.floor(options.width)) };
    const mark = (0,verdict_mark/* markOf */.Fg)(report.verdict);
    const lines = [
        ...wrap(report.title, style.width).map((line) => paint(style, 1, line)),
        ...wrap(`${mark.sign} ${mark.headline}.${report.subtitle ? ` ${report.subtitle}` : ""}`, style.width).map((line) => paintState(style, report.verdict, line)),
        ...(report.rehearsal ? wrap(verdict_mark/* REHEARSAL_NOTICE */.R2, style.width).map((line) => paint(style, 36, line)) : []),
        ...runLines(report, style),
        ...(report.chain.length > 0 ? ["", ...chainLines(report.chain, style)] : []),
        ...report.sections.flatMap((section) => ["", ...sectionLines(section, style)]),
        ...nextLines(report.next ?? [], style),
    ];
    return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}
function runLines(report, style) {
    return blockLines({ type: "facts", facts: report.run ?? [] }, style, 0);
}
/** Columns of a step's line beside its label and note: sign, verdict and time. */
const STEP_COLUMNS = 26;
const MIN_NOTE_WIDTH = 20;
function chainLines(chain, style) {
    const label = Math.min(34, style.width - STEP_COLUMNS, Math.max(1, ...chain.map((step) => displayWidth((0,plain_text/* cleanLine */.Ow)(step.label)))));
    const room = style.width - STEP_COLUMNS - label - 2;
    const beside = room >= MIN_NOTE_WIDTH;
    return chain.flatMap((step) => {
        const mark = (0,verdict_mark/* markOf */.Fg)(step.verdict);
        const time = step.durationMs === undefined ? "" : (0,plain_text/* duration */.p0)(step.durationMs);
        const head = paintState(style, step.verdict, `${mark.sign} ${padTo(mark.word, 12)} ${padTo(step.label, label)} ${time.padStart(9)}`);
        const notes = step.note ? wrap(step.note, beside ? room : style.width - 4) : [];
        if (!beside)
            return [head, ...notes.map((line) => `    ${line}`)];
        const [first = "", ...more] = notes;
        return [`${head}  ${first}`, ...more.map((line) => " ".repeat(STEP_COLUMNS + label + 2) + line)];
    });
}
function sectionLines(section, style) {
    const state = section.verdict;
    const title = wrap(`${section.title}${state === undefined ? "" : `  ${(0,verdict_mark/* markOf */.Fg)(state).sign} ${(0,verdict_mark/* markOf */.Fg)(state).word}`}`, style.width);
    const rule = "─".repeat(Math.min(style.width, Math.max(...title.map(displayWidth))));
    return [
        ...title.map((line) => (state === undefined ? paint(style, 1, line) : paintState(style, state, line))),
        paint(style, 90, rule),
        ...(section.intro ? wrap(section.intro, style.width) : []),
        ...section.blocks.flatMap((block, index) => [...(index > 0 ? [""] : []), ...blockLines(block, style, 0)]),
    ];
}
function nextLines(next, style) {
    if (next.length === 0)
        return [];
    return [
        "",
        paint(style, 1, "What to do now"),
        ...next.flatMap((step) => wrap(step, style.width - 2).map((line, index) => `${index === 0 ? "- " : "  "}${line}`)),
    ];
}

;// CONCATENATED MODULE: ./packages/cli/lib/print-report.js


/** Prints what a person at a terminal needs: the chain, what did not pass, and the foremost section; the report page has everything. */
function printReport(report, print) {
    const [foremost] = report.sections;
    const shown = report.sections.filter((section) => section === foremost || !(0,verdict/* isPassing */.WG)(section.verdict ?? "pass"));
    const color = Boolean(process.stdout.isTTY);
    print(`\n${renderTerminal({ ...report, sections: shown.map(withoutPassedRows) }, { color, width: Math.min(process.stdout.columns ?? 110, 140) })}\n`);
}
/** In a section that failed, the rows that passed are noise. */
function withoutPassedRows(section) {
    if ((0,verdict/* isPassing */.WG)(section.verdict ?? "pass"))
        return section;
    const blocks = section.blocks.map((block) => {
        if (block.type !== "table")
            return block;
        const rows = block.rows.filter((row) => !row.some((cell) => typeof cell !== "string" && cell.verdict === "pass"));
        return { ...block, rows };
    });
    return { ...section, blocks: blocks.filter((block) => block.type !== "table" || block.rows.length > 0) };
}


/***/ }),

/***/ 68778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   Ow: () => (/* binding */ cleanLine),
/* harmony export */   Pl: () => (/* binding */ safeUrl),
/* harmony export */   X5: () => (/* binding */ cleanText),
/* harmony export */   Z9: () => (/* binding */ placeText),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
// Terminal sequences: CSI, OSC (ended by BEL or ST) and two-character escapes.
// oxlint-disable-next-line no-control-regex
const TERMINAL_SEQUENCES = /\u001b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
// Characters that reorder or hide text, by which a page could show something else than it says.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const REPLACEMENT = "\ufffd";
/** Makes any text safe to show: terminal sequences go, control and invisible characters become a visible mark, line ends become `\n`. */
function cleanText(text) {
    return text
        .toWellFormed()
        .replace(TERMINAL_SEQUENCES, "")
        .replace(/\r\n?/g, "\n")
        .replace(CONTROLS, REPLACEMENT)
        .replace(INVISIBLE, REPLACEMENT);
}
/** Clean text on one line. */
function cleanLine(text) {
    return cleanText(text)
        .replace(/\s*\n\s*/g, " ")
        .replaceAll("\t", " ")
        .trim();
}
/** The URL when it is an absolute http or https URL without a login; undefined for anything else, which must not become a link. */
function safeUrl(href) {
    if (href === undefined || !/^https?:\/\//i.test(href) || !URL.canParse(href))
        return undefined;
    const url = new URL(href);
    if (url.username !== "" || url.password !== "")
        return undefined;
    return url.href;
}
/** Cuts a text to a number of characters and says so with an ellipsis; never inside a surrogate pair. */
function clip(text, max) {
    const characters = [...text];
    return characters.length <= max ? text : `${characters.slice(0, Math.max(0, max - 1)).join("")}…`;
}
/** A duration as people read it. */
function duration(milliseconds) {
    if (milliseconds < 999.5)
        return `${Math.round(milliseconds)} ms`;
    if (milliseconds < 59_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
/** A number as people read it: at max four decimals, thousands apart. */
function number(value) {
    return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) >= 1000 ? 0 : 4 });
}
/** A place as `file:line:column`. */
function placeText(place) {
    return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}


/***/ }),

/***/ 47943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ markOf),
/* harmony export */   R2: () => (/* binding */ REHEARSAL_NOTICE),
/* harmony export */   Vj: () => (/* binding */ styleOf),
/* harmony export */   cb: () => (/* binding */ stateOfSeverity),
/* harmony export */   d1: () => (/* binding */ SEVERITY_WORD)
/* harmony export */ });
const MARKS = {
    pass: { word: "pass", headline: "Passed", emoji: "✅", sign: "✓", color: 32 },
    warn: { word: "warn", headline: "Passed with warnings", emoji: "⚠️", sign: "!", color: 33 },
    fail: { word: "fail", headline: "Failed", emoji: "❌", sign: "✗", color: 31 },
    inconclusive: { word: "inconclusive", headline: "Inconclusive", emoji: "❔", sign: "?", color: 35 },
    skipped: { word: "not run", headline: "Not run", emoji: "⏭️", sign: "-", color: 90 },
    running: { word: "running", headline: "Running", emoji: "⏳", sign: "…", color: 36 },
};
/** The mark of a state. A state that is unknown is drawn as inconclusive, never as green. */
function markOf(state) {
    return Object.hasOwn(MARKS, state) ? MARKS[state] : MARKS.inconclusive;
}
/** The state whose mark and colour a finding has. */
function stateOfSeverity(severity) {
    return severity === "error" ? "fail" : severity === "warning" ? "warn" : "skipped";
}
/** The name of a state that styles use. */
function styleOf(state) {
    return Object.hasOwn(MARKS, state) ? state : "inconclusive";
}
/** The word for a finding's severity. */
const SEVERITY_WORD = { error: "error", warning: "warning", notice: "note" };
/** What every rendering of a rehearsal says. */
const REHEARSAL_NOTICE = "This is a rehearsal: it ran on loopback servers, and nothing outside this machine was changed.";


/***/ })

};
