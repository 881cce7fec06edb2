export const id = 640;
export const ids = [640];
export const modules = {

/***/ 20640:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26848);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(83593);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(41586);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44627);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85689);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(74186);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(76614);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(87122);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84772);
/* harmony import */ var _print_report_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(10725);








/** Runs one command and gives the verdict that decides the exit code. */
async function runCommand(call, context) {
    if (call.command === "rehearse") {
        const workspace = await projectFolder(call);
        // The rehearsal's code is a third of a second of start-up, which no other command should pay for.
        const { rehearse } = await Promise.all(/* import() */[__webpack_require__.e(118), __webpack_require__.e(548)]).then(__webpack_require__.bind(__webpack_require__, 78548));
        return rehearse({ workspace, stop: call.stop, environment: call.environment, ...context });
    }
    const session = await sessionFor(call, context);
    switch (call.command) {
        case "matrix":
            context.print(`${JSON.stringify((0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .matrices */ .L)(session.config), undefined, 2)}\n`);
            return "pass";
        case "check":
            return finish(await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .checkProject */ .sh)(session), "check", session, context);
        case "plan":
            return finish(await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .planProject */ .fU)(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment), (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .eb)(call.images, session.config)), "plan", session, context);
        case "release":
            return runRelease(call, session, context);
        case "verify":
            return finish(await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .verifyProject */ .HN)(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment), call.record ? { record: call.record } : {}), "verify", session, context);
        case "rollback":
            return finish(await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .rollbackProject */ .UU)(session, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment), call.toRevision), "rollback", session, context);
        case "help":
            return "pass";
    }
}
async function runRelease(call, session, context) {
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .findEnvironment */ .jY)(session.config, call.environment);
    const result = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .release */ ._)(session, { environment, approval: approvalSource(call), images: (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .eb)(call.images, session.config) });
    // What stopped the release is the better news than what then stopped its report.
    const paths = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .writeReports */ .Li)(session, environment.name, result.report).catch((error) => {
        throw result.error ?? error;
    });
    (0,_print_report_js__WEBPACK_IMPORTED_MODULE_10__/* .printReport */ .Y)(result.report, context.print);
    context.print(`\nReport  ${paths.html}\n${result.recordPath ? `Record  ${result.recordPath}\n` : ""}`);
    (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .failUnlessPassed */ .R)(result);
    return result.verdict;
}
async function finish(result, name, session, context) {
    const paths = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .writeReports */ .Li)(session, name, result.report);
    (0,_print_report_js__WEBPACK_IMPORTED_MODULE_10__/* .printReport */ .Y)(result.report, context.print);
    context.print(`\nReport  ${paths.html}\n`);
    return result.report.verdict;
}
function approvalSource(call) {
    // A dry run ends before anything could be approved.
    if (call.dryRun)
        return { kind: "ask", ask: async () => false };
    if (call.approve !== undefined)
        return { kind: "digest", digest: call.approve };
    if (call.yes)
        return { kind: "ask", ask: async () => true };
    if (process.stdin.isTTY)
        return { kind: "ask", ask: askAtTerminal };
    throw new _arguments_js__WEBPACK_IMPORTED_MODULE_3__/* .UsageError */ .eb("--approve is needed where nobody can be asked: run 'waybill plan', read it, and give its digest (or --yes to approve whatever the plan is).");
}
async function askAtTerminal(plan) {
    const terminal = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_2__.createInterface)({ input: process.stdin, output: process.stdout });
    try {
        return /^y(es)?$/i.test((await terminal.question(`Apply plan ${plan.digest} to ${plan.environment}? [y/N] `)).trim());
    }
    finally {
        terminal.close();
    }
}
async function sessionFor(call, { env, reporter, signal }) {
    const workspace = await projectFolder(call);
    const signingKey = call.signingKey ? await readKey("signing-key", call.signingKey) : env["WAYBILL_SIGNING_KEY"];
    return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__/* .openSession */ .f)({
        workspace,
        run: await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_12__/* .readRunContext */ .$)(env, workspace),
        env,
        proxy: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_13__/* .readProxySettings */ .u)(env),
        reporter,
        signal,
        dryRun: call.dryRun,
        trustedKeys: await Promise.all(call.trustedKeys.map((path) => readKey("trusted-key", path))),
        configFile: call.config,
        registry: call.registry,
        builder: call.builder,
        signingKey: signingKey || undefined,
        githubToken: env["GITHUB_TOKEN"] || undefined,
    });
}
/** The project as an absolute path; an `input` error when it is no folder. */
async function projectFolder({ directory }) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).catch((error) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .isSystemError */ .Or)(error))
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .inputError */ .Xu)("directory", `is '${directory}', which cannot be read (${error.code})`, { cause: error });
        throw error;
    });
    if (!info.isDirectory())
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .inputError */ .Xu)("directory", `is '${directory}', which is no folder`);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(directory);
}
async function readKey(option, path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .isSystemError */ .Or)(error))
            throw error;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .inputError */ .Xu)(option, `is '${path}', which cannot be read (${error.code}); make a key with 'openssl genpkey -algorithm ed25519 -out signing-key.pem'`, { cause: error });
    }
}


/***/ }),

/***/ 10725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ printReport)
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

/***/ 44627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ matrices)
/* harmony export */ });
function matrices(config) {
    return {
        images: Object.keys(config.images),
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        databases: Object.keys(config.databases),
        environments: Object.keys(config.environments),
    };
}


/***/ }),

/***/ 74186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ failUnlessPassed),
  _: () => (/* binding */ release)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/release-progress.js



/** What happened in a release so far, in order, and what it amounts to. */
class ReleaseProgress {
    outcomes = [];
    #chain;
    #environment;
    #current;
    constructor(table, config, environment) {
        this.#environment = environment;
        this.#chain = table.flatMap((row) => row.names(config, environment).map((name) => linkOf(row, name)));
    }
    /** Remembers what runs now, so that an error that ends the release can be drawn where it happened. */
    start(row, name) {
        this.#current = linkOf(row, name);
    }
    add(outcome) {
        this.outcomes.push(outcome);
        this.#current = undefined;
    }
    /** Whether a stage did not pass, so that nothing may follow. */
    isHalted() {
        return this.outcomes.some((outcome) => !(0,run_stage/* mayContinue */.D)(outcome));
    }
    verdict() {
        return (0,lib_verdict/* worstOf */.hm)(this.outcomes.map((outcome) => outcome.verdict));
    }
    /** The page of the release; `error` is what ended it early, when that was no verdict of a stage. */
    report({ run, config, dryRun, redact }, verdict, error) {
        const sections = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a)).map((outcome) => outcome.section);
        return {
            title: `Release of ${config.name} to ${this.#environment.name}`,
            subtitle: subtitleOf(verdict, dryRun),
            verdict,
            rehearsal: run.rehearsal,
            run: (0,reports/* runFacts */.pI)(run, run.actor),
            chain: this.#drawnChain(error !== undefined),
            sections: error === undefined ? sections : [this.#stopped(redact((0,lib_error/* headline */.Pl)(error))), ...sections],
        };
    }
    #stopped(why) {
        return {
            id: "stopped",
            title: `Stopped${this.#current ? ` at ${this.#current.label}` : ""}`,
            verdict: "fail",
            blocks: [{ type: "findings", findings: [{ rule: "stopped", severity: "error", what: why }] }],
        };
    }
    #drawnChain(isStopped) {
        return this.#chain.map((link) => {
            const outcome = this.outcomes.find((candidate) => candidate.id === link.id);
            if (outcome)
                return { ...link, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
            return { ...link, verdict: isStopped && link.id === this.#current?.id ? "fail" : "skipped" };
        });
    }
}
function linkOf(row, name) {
    return { id: `${row.id}/${name}`, label: row.label(name) };
}
function subtitleOf(verdict, dryRun) {
    if (!(0,lib_verdict/* isPassing */.WG)(verdict))
        return "The release stopped before it was complete.";
    return dryRun ? "A dry run: this is what would change; nothing was changed." : "Every stage passed, and the record proves it.";
}
/** What a release manager wants to see first: what went wrong, then the record, then the rest in the order of the chain. */
function prominence(outcome) {
    if (!(0,lib_verdict/* isPassing */.WG)(outcome.verdict))
        return 2;
    return outcome.stage === "release" ? 1 : 0;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/check-files.js
var check_files = __webpack_require__(76816);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/github-deployment.js

/**
 * Runs the changing part of a release inside a GitHub deployment, whose last status says how it ended. Without a GitHub connection it
 * only runs the work. A GitHub that does not answer never stops a release: the statuses are a courtesy, the record is the proof.
 */
async function withGitHubDeployment(context, release, work) {
    const id = await start(context, release);
    try {
        const verdict = await work();
        await finish(context, id, (0,lib_verdict/* isPassing */.WG)(verdict) ? "success" : "failure", (0,lib_verdict/* isPassing */.WG)(verdict) ? "Deployed and verified." : "Stopped; see the run.");
    }
    catch (error) {
        await finish(context, id, "error", context.redact((0,lib_error/* headline */.Pl)(error)));
        throw error;
    }
}
async function start(context, { environment, plan }) {
    if (!context.github || !plan || context.dryRun)
        return undefined;
    try {
        const { id } = await context.github.startDeployment({
            environment: environment.name,
            commit: context.run.commit,
            description: `Plan ${plan.digest.slice(7, 19)}`,
            payload: { plan: plan.digest, images: plan.images },
            production: environment.name === "production",
        });
        await context.github.setDeploymentStatus(id, {
            state: "in_progress",
            description: "Migrating and deploying.",
            logUrl: context.run.run,
        });
        return id;
    }
    catch (error) {
        context.reporter.warn(`The deployment could not be recorded on GitHub: ${(0,lib_error/* headline */.Pl)(error)}`);
        return undefined;
    }
}
async function finish(context, id, state, description) {
    if (id === undefined || !context.github)
        return;
    try {
        await context.github.setDeploymentStatus(id, { state, description, logUrl: context.run.run });
    }
    catch (error) {
        context.reporter.warn(`The deployment's status could not be set on GitHub: ${(0,lib_error/* headline */.Pl)(error)}`);
    }
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/table.js
var stages_table = __webpack_require__(95410);
;// CONCATENATED MODULE: ./packages/pipeline/lib/release.js






/**
 * Carries one release through the stages of the table. Stops at the first stage that does not pass; nothing after it runs. Every stage can be
 * repeated: what is in place already is recognised and said. Throws nothing: what ended it early is the result's `error`.
 */
async function release(session, options, table = stages_table/* STAGE_TABLE */.K) {
    const state = { environment: options.environment, approval: options.approval, table, images: { ...options.images } };
    const progress = new ReleaseProgress(table, session.config, options.environment);
    let error;
    try {
        await runPhases(session, state, progress);
    }
    catch (thrown) {
        error = session.signal.aborted ? session.signal.reason : thrown;
    }
    const verdict = error === undefined ? progress.verdict() : "fail";
    return {
        verdict,
        outcomes: progress.outcomes,
        report: progress.report(session, verdict, error),
        images: state.images,
        plan: state.plan,
        recordPath: state.recordPath,
        error,
    };
}
async function runPhases(session, state, progress) {
    const files = await (0,check_files/* checkFilesStage */.o)(session, state);
    if (!(0,run_stage/* mayContinue */.D)(files))
        return progress.add(files);
    await runPhase("check", session, state, progress);
    if (progress.isHalted())
        return;
    await runPhase("prepare", session, state, progress);
    // A dry run ends with the plan: it says what would happen and changes nothing.
    if (progress.isHalted() || session.dryRun)
        return;
    await runPhase("approve", session, state, progress);
    if (progress.isHalted())
        return;
    await withGitHubDeployment(session, state, async () => {
        await runPhase("change", session, state, progress);
        return progress.verdict();
    });
}
/** Runs the stages of a phase until one does not pass; checks go on, so that one run shows all that is wrong. */
async function runPhase(phase, session, state, progress) {
    for (const row of state.table.filter((candidate) => candidate.phase === phase)) {
        for (const name of row.names(session.config, state.environment)) {
            if (phase !== "check" && progress.isHalted())
                return;
            if (row.isGiven?.(state, name))
                continue;
            progress.start(row, name);
            progress.add(await row.run(session, state, name));
        }
    }
}
/** Throws the error that an edge reports when a release did not pass. */
function failUnlessPassed(result) {
    if (result.error !== undefined)
        throw result.error;
    if ((0,lib_verdict/* isPassing */.WG)(result.verdict))
        return;
    const bad = result.outcomes.find((outcome) => !(0,lib_verdict/* isPassing */.WG)(outcome.verdict));
    throw new lib_error/* ActionError */.lZ("verdict", bad ? `${bad.label}: ${bad.verdict}. ${sentence(bad.note)} Nothing after it has run.` : "The release did not pass.");
}
function sentence(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}


/***/ }),

/***/ 64581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);

/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
function parseImages(text, config) {
    if (text === undefined || text.trim() === "")
        return {};
    const given = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
    const images = {};
    for (const [name, reference] of Object.entries(given)) {
        if (typeof reference !== "string" || !findParts(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = findParts(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/** The images that an environment deploys, each by digest. Throws an `input` error that names the missing ones. */
function imagesFor(environment, images) {
    const missing = environment.images.filter((name) => !Object.hasOwn(images, name));
    if (missing.length === 0)
        return images;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
function findParts(reference) {
    const [repository = "", digest, ...more] = reference.split("@");
    return repository !== "" && !/\s/.test(repository) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest) && more.length === 0 ? { repository, digest } : undefined;
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(parsed) ? parsed : {};
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
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
