export const id = 8812;
export const ids = [8812];
export const modules = {

/***/ 483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ printReport)
});

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
/** A text on a line of its own to copy. It is never broken, so that copying it gives it whole; the terminal itself wraps what is too wide. */
function copyLine(text) {
    return `  ${(0,plain_text/* cleanLine */.Ow)(text)}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/terminal/text.js

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide characters and emoji take two columns.
const WIDE = /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}(?=.)|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}])/u;
/** How many columns a text takes in a terminal. */
function displayWidth(text) {
    // Most text is plain, and asking for graphemes takes a hundred times as long.
    if (/^[ -~]*$/.test(text))
        return text.length;
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
/** What a person decides by is printed whole up to here; beyond, nobody would scroll back to its beginning. */
const MAX_WHOLE_LINES = 2000;
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
            if (block.whole)
                return [...wrap(block.summary, style.width), ...block.blocks.flatMap((inner) => ["", ...linesOf(inner, style)])];
            // A terminal cannot unfold, so the page is named instead of printing everything.
            return wrap(`▸ ${block.summary} (see ${style.page})`, style.width);
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
    const shown = all.slice(0, block.whole ? MAX_WHOLE_LINES : MAX_CODE_LINES);
    const rest = all.length - shown.length;
    const color = (line) => {
        const state = block.language !== "diff" ? undefined : line.startsWith("+") ? "pass" : line.startsWith("-") ? "fail" : undefined;
        return (part) => (state === undefined ? `  ${part}` : paintState(style, state, `  ${part}`));
    };
    return [
        ...(block.caption === undefined ? [] : wrap(block.caption, style.width).map((line) => paint(style, 1, line))),
        ...shown.flatMap((line) => splitColumns(line, style.width - 2).map(color(line))),
        ...(rest > 0 ? wrap(`… ${rest} more lines, see ${style.page}`, style.width) : []),
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
    const more = rest > 0 ? wrap(`… ${rest} more rows, see ${style.page}`, style.width) : [];
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

// EXTERNAL MODULE: ./packages/report/lib/overview.js
var overview = __webpack_require__(59017);
// EXTERNAL MODULE: ./packages/report/lib/reason.js
var reason = __webpack_require__(65278);
;// CONCATENATED MODULE: ./packages/report/lib/terminal/overview.js






/** Why it did not pass, what changes, what is proven, who approved, how to go back. */
function overviewLines(report, style) {
    const reasons = (0,reason/* reasonsOf */.z)(report).flatMap((reason) => [
        ...wrap(`${reason.title}: ${reason.what}${reason.where ? ` (${(0,plain_text/* placeText */.Z9)(reason.where)})` : ""}`, style.width - 2).map((line, index) => paintState(style, reason.verdict, `${index === 0 ? `${(0,verdict_mark/* markOf */.Fg)(reason.verdict).sign} ` : "  "}${line}`)),
        ...(reason.next === undefined ? [] : hang(`Next: ${reason.next}`, "    ", style)),
    ]);
    return [...(reasons.length > 0 ? ["", ...reasons] : []), ...(report.overview ? answerLines(report.overview, style) : [])];
}
function answerLines({ plan, changes, proven, approvals, back }, style) {
    const way = back && [...hang(back.text, "  ", style), ...(back.command === undefined ? [] : [copyLine(back.command)])];
    return [
        ...answer("changes", changes?.flatMap((row) => changeLines(row, style)), style),
        ...answer("proven", proven && proofLines(proven, style), style),
        ...answer("approvals", approvals?.flatMap((row) => approvalLines(row, style)), style),
        ...(way ? ["", paint(style, 1, overview/* QUESTIONS */.cE.back), ...way] : []),
        ...(plan === undefined ? [] : ["", paint(style, 1, "Plan"), copyLine(plan)]),
    ];
}
function answer(question, lines, style) {
    if (!lines)
        return [];
    return ["", paint(style, 1, overview/* QUESTIONS */.cE[question]), ...(lines.length > 0 ? lines : hang(overview/* NOTHING */.K$[question], "  ", style))];
}
function changeLines({ about, what, names }, style) {
    return hang(`${about}: ${what}${names.length === 0 ? "" : ` (${names.join(", ")})`}`, "  ", style);
}
function proofLines(all, style) {
    const { open, proven } = (0,overview/* groupProofs */.X4)(all);
    const told = ({ stage, rows }) => `${stage}: ${rows.map(({ thing }) => thing).join(", ")}`;
    return [
        ...open.flatMap((group) => [
            ...state(group, `${(0,verdict_mark/* markOf */.Fg)(group.verdict).word} ${told(group)}`, style),
            ...(group.next === undefined ? [] : hang(group.next, "      ", style)),
        ]),
        ...proven.flatMap((group) => state(group, told(group), style)),
    ];
}
function approvalLines(row, style) {
    return [...state(row, `${row.by} ${row.what}`, style), ...(row.next === undefined ? [] : [copyLine(row.next)])];
}
function state({ verdict }, text, style) {
    return wrap(text, style.width - 4).map((line, index) => paintState(style, verdict, `  ${index === 0 ? (0,verdict_mark/* markOf */.Fg)(verdict).sign : " "} ${line}`));
}
function hang(text, pad, style) {
    return wrap(text, style.width - pad.length).map((line) => pad + line);
}

;// CONCATENATED MODULE: ./packages/report/lib/terminal/page.js






/**
 * Renders a report as text for a terminal. No line is wider than `width` columns (at least 40) but those to copy, which are never broken, and
 * nothing of the report can send terminal sequences. `page` is the path of the page that has what is too long for a terminal.
 */
function renderTerminal(report, options) {
    const { color, width, page = "the report page" } = options;
    const style = { color, width: Math.max(40, Math.floor(width)), page };
    const mark = (0,verdict_mark/* markOf */.Fg)(report.verdict);
    const lines = [
        ...wrap(report.title, style.width).map((line) => paint(style, 1, line)),
        ...wrap(`${mark.sign} ${mark.headline}.${report.subtitle ? ` ${report.subtitle}` : ""}`, style.width).map((line) => paintState(style, report.verdict, line)),
        ...(report.rehearsal ? wrap(verdict_mark/* REHEARSAL_NOTICE */.R2, style.width).map((line) => paint(style, 36, line)) : []),
        ...runLines(report, style),
        ...(report.chain.length > 0 ? ["", ...chainLines(report.chain, style)] : []),
        ...report.sections.flatMap((section) => ["", ...(section.folded ? foldedLines(section, style) : sectionLines(section, style))]),
        ...overviewLines(report, style),
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
function foldedLines({ title, verdict, summary }, style) {
    const text = `${verdict === undefined ? "" : `${(0,verdict_mark/* markOf */.Fg)(verdict).sign} `}${title}${summary === undefined ? "" : `: ${summary}`}`;
    return wrap(text, style.width).map((line) => (verdict === undefined ? line : paintState(style, verdict, line)));
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

/**
 * Prints what a person at a terminal needs: the chain, every section that is not folded away, and the overview last, because that is where people
 * look. `page` is the path of the page, which has everything.
 */
function printReport(report, page, print) {
    const color = Boolean(process.stdout.isTTY);
    // The chain has a line for each stage already.
    const sections = report.chain.length > 0 ? report.sections.filter(({ folded }) => !folded) : report.sections;
    print(`\n${renderTerminal({ ...report, sections }, { color, width: Math.min(process.stdout.columns ?? 110, 140), page })}\n`);
}


/***/ }),

/***/ 21046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ closeLeftDeployment),
/* harmony export */   t: () => (/* binding */ withGitHubDeployment)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

/**
 * Runs the changing part of a release or a rollback inside a GitHub deployment, whose last status says how it ended, and gives the work's
 * result. Without a GitHub connection, and in a dry run, it only runs the work. A GitHub that does not answer never stops a release: the
 * statuses are a courtesy, the record is the proof. A token that may not record a deployment stops a release before it has changed anything,
 * because that is a mistake in the workflow, and never a rollback, because that cannot wait. What the work throws is thrown on.
 */
async function withGitHubDeployment(context, announced, work) {
    const told = describe(context, announced);
    const id = told && (await start(context, told, announced.revision !== undefined));
    try {
        const done = await work();
        const passed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(done.verdict);
        await finish(context, id, passed ? "success" : "failure", passed ? (told?.done ?? "") : "Stopped; see the run.");
        return done;
    }
    catch (error) {
        await finish(context, id, "error", context.redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)));
        throw error;
    }
}
function describe({ run }, { environment, plan, revision }) {
    const common = { environment: environment.name, production: environment.name === "production" };
    if (revision)
        return {
            deployment: {
                ...common,
                commit: revision.commit,
                description: `Back to revision ${revision.number}`,
                payload: { revision: revision.number, images: revision.images },
            },
            doing: `Rolling back to revision ${revision.number}.`,
            done: `Rolled back to revision ${revision.number}.`,
        };
    if (!plan)
        return undefined;
    return {
        deployment: {
            ...common,
            commit: run.commit,
            description: `Plan ${plan.digest.slice(7, 19)}`,
            payload: { plan: plan.digest, images: plan.images },
        },
        doing: "Migrating and deploying.",
        done: "Deployed and verified.",
    };
}
async function start(context, { deployment, doing }, cannotWait) {
    if (!context.github || context.dryRun)
        return undefined;
    try {
        const { id } = await context.github.startDeployment(deployment);
        context.keepOpenDeployment?.(id);
        await context.github.setDeploymentStatus(id, { state: "in_progress", description: doing, logUrl: context.run.run });
        return id;
    }
    catch (error) {
        if (!cannotWait && error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ && error.kind === "environment")
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `Nothing was changed in '${deployment.environment}'. ${error.message}`, { cause: error });
        context.reporter.warn(`The deployment could not be recorded on GitHub: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)}`);
        return undefined;
    }
}
async function finish(context, id, state, description) {
    if (id === undefined || !context.github)
        return;
    try {
        await context.github.setDeploymentStatus(id, { state, description, logUrl: context.run.run });
        context.keepOpenDeployment?.(undefined);
    }
    catch (error) {
        context.reporter.warn(`The deployment's status could not be set on GitHub: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)}`);
    }
}
/**
 * Says the last word of a deployment that its process has left open: it was killed, or GitHub did not answer it then. Whether anything was
 * changed is for the next release to find out.
 */
async function closeLeftDeployment(github, { run }, id) {
    const description = "Ended before it could say how. The next release continues or takes back what it began.";
    await github.setDeploymentStatus(id, { state: "error", description, logUrl: run.run });
}


/***/ }),

/***/ 45042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gj: () => (/* binding */ applyPlan),
  Rd: () => (/* binding */ failUnlessPassed),
  _r: () => (/* binding */ release)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/stopped-section.js
var stopped_section = __webpack_require__(80718);
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
        const ordered = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a));
        // What a dry run would change is what people came to read; after a release, it was approved.
        const sections = (0,overview/* foldPassed */.a9)(ordered, ({ stage }) => dryRun && stage === "plan");
        return {
            title: `Release of ${config.name} to ${this.#environment.name}`,
            subtitle: subtitleOf(verdict, dryRun),
            verdict,
            rehearsal: run.rehearsal,
            run: (0,reports/* runFacts */.pI)(run, run.actor),
            overview: (0,overview/* overviewOf */.bq)(this.outcomes, { run: run.run, missing: this.#missing() }),
            chain: this.#drawnChain(error !== undefined),
            // A stage that was stopped says it itself.
            sections: error === undefined || this.outcomes.some(({ stoppedBy }) => stoppedBy !== undefined)
                ? sections
                : [(0,stopped_section/* stoppedBetween */.ap)(redact((0,lib_error/* headline */.Pl)(error)), this.#current?.label), ...sections],
        };
    }
    /** What would have been proven by the stages that did not run. */
    #missing() {
        const next = `waybill release -e ${this.#environment.name}`;
        return this.#chain
            .filter(({ id }) => !this.outcomes.some((outcome) => outcome.id === id))
            .flatMap(({ id }) => {
            const stage = evidence/* STAGES */.a.find((known) => id.startsWith(`${known}/`));
            return stage === undefined ? [] : [{ stage, thing: id.slice(stage.length + 1), verdict: "missing", next }];
        });
    }
    #drawnChain(isStopped) {
        return this.#chain.map(({ id, label }) => {
            const link = { id, label };
            const outcome = this.outcomes.find((candidate) => candidate.id === id);
            if (outcome)
                return { ...link, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
            return { ...link, verdict: isStopped && id === this.#current?.id ? "fail" : "skipped" };
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

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/require-signer.js
var require_signer = __webpack_require__(50679);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/table.js + 9 modules
var preconditions_table = __webpack_require__(53594);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approved-plan.js
var approved_plan = __webpack_require__(74167);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/deployments/github-deployment.js
var github_deployment = __webpack_require__(21046);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/older-run.js
var older_run = __webpack_require__(34574);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approve.js
var approve = __webpack_require__(78563);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js
var validate_data = __webpack_require__(47955);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js
var validate_model = __webpack_require__(58794);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 2 modules
var verify = __webpack_require__(27703);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/table.js













const environmentName = (_, { name }) => [name];
/**
 * The stages of a release, in the order in which they run. Release, report, policy, collecting and verification all read this table, so a new
 * stage is a row here and a file beside it; the README of the package names the other two places.
 */
const STAGE_TABLE = [
    {
        id: "validate-data",
        phase: "check",
        names: (config) => Object.keys(config.data),
        label: (name) => `Data ${name}`,
        run: (session, _, name) => (0,validate_data/* validateDataStage */.z)(session, (0,session_select/* findEntry */.w4)(session.config.data, name, "data", session.config.file)),
    },
    {
        id: "validate-model",
        phase: "check",
        names: (config) => Object.keys(config.models),
        label: (name) => `Model ${name}`,
        run: (session, _, name) => (0,validate_model/* validateModelStage */.o)(session, (0,session_select/* findEntry */.w4)(session.config.models, name, "models", session.config.file)),
    },
    {
        id: "build",
        phase: "prepare",
        names: (_, environment) => environment.images,
        label: (name) => `Build ${name}`,
        isGiven: (release, name) => Object.hasOwn(release.images, name),
        async run(session, release, name) {
            const built = await (0,build/* buildStage */.Z)(session, (0,session_select/* findEntry */.w4)(session.config.images, name, "images", session.config.file));
            release.images[name] = built.result.reference;
            return built;
        },
    },
    {
        id: "plan",
        phase: "prepare",
        names: environmentName,
        label: () => "Plan",
        async run(session, release) {
            const planned = await (0,plan/* planStage */.c)(session, release.environment, release.images);
            release.plan = planned.result;
            release.approved = (0,approved_plan/* ownPlan */.sz)(planned.result);
            return planned;
        },
    },
    {
        id: "approve",
        phase: "approve",
        names: environmentName,
        label: () => "Approve",
        run(session, release) {
            const { digest, approvalsSeen } = planOf(release);
            const shown = { environment: release.environment.name, digest, section: release.plan && (0,plan_section/* planSection */.lA)(release.plan) };
            return (0,approve/* approveStage */.WA)(session, release.environment, shown, release.approval, approvalsSeen);
        },
    },
    {
        id: "migrate",
        phase: "change",
        names: (_, environment) => (0,session_select/* databaseNames */.Ml)(environment),
        label: (name) => `Migrate ${name}`,
        run: (session, release, name) => (0,migrate/* migrateStage */.U)(session, (0,session_select/* findDatabase */.Xg)(session.config, release.environment, name), {
            environment: release.environment,
            plan: planOf(release),
            expectDigest: planOf(release).database(name),
            images: release.images,
            findLive: () => (0,older_run/* findLiveRevision */.v)(session, release.environment),
        }),
    },
    {
        id: "deploy",
        phase: "change",
        names: environmentName,
        label: () => "Deploy",
        run: (session, release) => (0,deploy/* deployStage */.eM)(session, release.environment, release.images, planOf(release)),
    },
    {
        id: "verify",
        phase: "change",
        names: environmentName,
        label: () => "Verify",
        async run(session, release) {
            const verified = await (0,verify/* verifyStage */.U0)(session, release.environment, release.images, release.approved?.digest);
            release.recordPath = verified.result.recordPath;
            return verified;
        },
    },
];
/** A stage that follows a plan never runs without one: the table's order is the order of a release. */
function planOf({ approved, environment }) {
    if (approved)
        return approved;
    throw new lib_error/* ActionError */.lZ("verdict", `Nothing was planned for ${environment.name}, so nothing may be changed there. Run the stage 'plan' first.`);
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/release.js













/**
 * Applies a release plan that an earlier job has made and proven, with the images that the plan names: approval, migrations, deployment and
 * record, inside one GitHub deployment. The evidence of the earlier jobs is in the registry, where every gate finds it. Stops and throws as
 * `release` does.
 */
async function applyPlan(session, { environment, approval, digest }) {
    const table = STAGE_TABLE.filter(({ phase }) => phase === "approve" || phase === "change");
    const state = { environment, approval, table, images: {} };
    return carry(session, state, async (progress) => {
        (0,require_signer/* requireSigner */.S)(session);
        const approved = await (0,approved_plan/* findApprovedPlan */.G5)(session, digest);
        const components = componentsFor(environment, approved);
        Object.assign(state.images, components.images);
        state.approved = approved;
        const scope = (0,precondition/* scopeOf */.Od)(session.config, { environment, given: components.images, asksGitHub: approval.kind === "github" });
        const needed = await (0,stage/* preconditionsStage */._)(session, "apply", scope);
        if (!(0,run_stage/* mayContinue */.D)(needed))
            return progress.add(needed);
        await approveAndChange(session, state, progress, { digest: approved.digest, images: components.images });
    });
}
function componentsFor({ name }, { digest, components }) {
    if (!components)
        throw new lib_error/* ActionError */.lZ("verdict", `No plan with the digest ${digest} was signed by anybody who is trusted here, so nothing was changed in ${name}. Make a plan in an earlier job of this run, and give its output 'plan-digest'.`);
    if (components.environment === name)
        return components;
    throw new lib_error/* ActionError */.lZ("verdict", `The plan ${digest} is for ${components.environment}, so nothing was changed in ${name}. Give the digest of the plan that was made for ${name}.`);
}
/**
 * Carries one release through the stages of the table. Stops at the first stage that does not pass; nothing after it runs. Every stage can be
 * repeated: what is in place already is recognised and said. Throws nothing: what ended it early is the result's `error`.
 */
async function release(session, options, table = STAGE_TABLE, preconditions = preconditions_table/* PRECONDITIONS */.Q) {
    const state = {
        environment: options.environment,
        approval: options.approval,
        table,
        images: { ...(0,image_references/* knownImages */.wM)(session.config, options.environment, options.images ?? {}) },
    };
    return carry(session, state, (progress) => runPhases(session, state, progress, preconditions));
}
async function carry(session, state, run) {
    const progress = new ReleaseProgress(state.table, session.config, state.environment);
    let error;
    try {
        await run(progress);
    }
    catch (thrown) {
        error = session.signal.aborted ? session.signal.reason : thrown;
        const stopped = session.outcomes.find(({ stoppedBy }) => stoppedBy !== undefined && stoppedBy === thrown);
        if (stopped)
            progress.add(stopped);
    }
    const verdict = error === undefined ? progress.verdict() : "fail";
    return {
        verdict,
        outcomes: progress.outcomes,
        report: progress.report(session, verdict, error),
        images: state.images,
        plan: state.plan,
        digest: state.approved?.digest,
        recordPath: state.recordPath,
        error,
    };
}
async function runPhases(session, state, progress, preconditions) {
    const scope = (0,precondition/* scopeOf */.Od)(session.config, {
        environment: state.environment,
        given: state.images,
        asksGitHub: state.approval.kind === "github",
    });
    // Better said before minutes of building.
    await (0,committed/* requireCommitted */.c)(session);
    const needed = await (0,stage/* preconditionsStage */._)(session, "release", scope, preconditions);
    if (!(0,run_stage/* mayContinue */.D)(needed))
        return progress.add(needed);
    await runPhase("check", session, state, progress);
    if (progress.isHalted())
        return;
    await runPhase("prepare", session, state, progress);
    // A dry run ends with the plan: it says what would happen and changes nothing.
    if (progress.isHalted() || session.dryRun)
        return;
    await approveAndChange(session, state, progress, state.plan);
}
async function approveAndChange(session, state, progress, plan) {
    await runPhase("approve", session, state, progress);
    if (progress.isHalted())
        return;
    await (0,github_deployment/* withGitHubDeployment */.t)(session, { environment: state.environment, plan }, async () => {
        await runPhase("change", session, state, progress);
        return { verdict: progress.verdict() };
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
/** Throws the error that an edge reports when a release, or what was run instead of one, did not pass. */
function failUnlessPassed(result) {
    if (result.error !== undefined)
        throw result.error;
    if ((0,lib_verdict/* isPassing */.WG)(result.verdict))
        return;
    const bad = result.outcomes.find((outcome) => !(0,lib_verdict/* isPassing */.WG)(outcome.verdict));
    throw new lib_error/* ActionError */.lZ("verdict", bad ? `${bad.label}: ${bad.verdict}. ${(0,format/* noteSentence */.k$)(bad.note)} Nothing after it has run.` : "The release did not pass.");
}


/***/ }),

/***/ 50679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ requireSigner)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/**
 * The signer of what must be signed. Throws an `environment` error that names both ways to get one: what cannot be signed cannot be proven,
 * and what is not proven is not released.
 */
function requireSigner({ signer }) {
    if (signer)
        return signer;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("environment", "A release signs what it proves, and there is nothing to sign with: this run has neither a signing key nor the identity of a job, so nothing was begun. On GitHub give the job 'id-token: write' under 'permissions:', so that it signs as the workflow that it is, or pass a key from a secret as 'signing-key'; at a terminal give '--signing-key FILE' or the variable WAYBILL_SIGNING_KEY. 'openssl genpkey -algorithm ed25519 -out signing-key.pem' makes a key.");
}


/***/ }),

/***/ 59017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   X4: () => (/* binding */ groupProofs),
/* harmony export */   cE: () => (/* binding */ QUESTIONS),
/* harmony export */   nn: () => (/* binding */ isProven)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31873);

/** Whether a gate would let this proof pass. */
function isProven({ verdict }) {
    return verdict !== "missing" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(verdict);
}
/** What is missing or did not pass, and what is proven; in order, the things of one stage together. */
function groupProofs(rows) {
    return { open: groupsOf(rows.filter((row) => !isProven(row))), proven: groupsOf(rows.filter(isProven)) };
}
function groupsOf(rows) {
    const groups = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .groupBy */ .$)(rows, ({ stage, verdict, next = "" }) => JSON.stringify([stage, verdict, next]));
    return [...groups.values()].flatMap((own) => own.slice(0, 1).map(({ stage, verdict, next }) => ({ stage, verdict, next, rows: own })));
}
/** What stands where an overview has nothing to say; an empty place would leave open whether something was forgotten. */
const NOTHING = {
    changes: "No database and no cluster changes.",
    proven: "Nothing was proven or looked for by this run.",
    approvals: "No approval is part of this run.",
};
/** The questions that an overview answers, as its headings. */
const QUESTIONS = {
    changes: "What changes",
    proven: "What is proven",
    approvals: "Who approved what",
    back: "How to go back",
};


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
    // Never more characters than UTF-16 units; most texts are short, and reports have a million of them.
    if (text.length <= max)
        return text;
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

/***/ 65278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ reasonsOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);

/** The reason of every section that did not pass, in order. */
function reasonsOf(report) {
    return report.sections.flatMap((section) => {
        const { verdict, title } = section;
        return verdict === undefined || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(verdict) ? [] : [{ title, verdict, ...reasonOf(section) }];
    });
}
function reasonOf(section) {
    const findings = section.blocks.flatMap(findingsIn);
    const finding = findings.find(({ severity }) => severity === "error") ?? findings.find(({ severity }) => severity === "warning");
    return finding ?? { what: section.summary ?? section.intro ?? "No reason was given." };
}
function findingsIn(block) {
    if (block.type === "findings")
        return block.findings;
    return block.type === "details" ? block.blocks.flatMap(findingsIn) : [];
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
    missing: { word: "missing", headline: "Missing", emoji: "⬜", sign: "○", color: 90 },
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
