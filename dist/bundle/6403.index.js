export const id = 6403;
export const ids = [6403];
export const modules = {

/***/ 26403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderHtml: () => (/* reexport */ renderHtml),
  renderMarkdown: () => (/* reexport */ renderMarkdown)
});

// UNUSED EXPORTS: foldRows, redactReport, redactSection, renderChainSvg, renderTerminal

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/report/lib/plain-text.js
var plain_text = __webpack_require__(68778);
;// CONCATENATED MODULE: ./packages/report/lib/html/text.js

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };
/** Escapes a text for HTML and SVG content and for quoted attributes. */
function escapeHtml(text) {
    return (0,plain_text/* cleanText */.X5)(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? "");
}
/** Markup as a link when the target is a plain http or https URL, else as it is. */
function linkHtml(body, href) {
    const url = (0,plain_text/* safeUrl */.Pl)(href);
    return url === undefined ? body : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${body}</a>`;
}
/** Makes names for `id` attributes that are unique on one page. */
function createAnchors() {
    const taken = new Set();
    return (wish) => {
        const word = wish
            .toLowerCase()
            .replace(/[^a-z0-9]+/g, "-")
            .replace(/^-+|-+$/g, "")
            .slice(0, 60) || "part";
        let anchor = `s-${word}`;
        for (let count = 2; taken.has(anchor); count++)
            anchor = `s-${word}-${count}`;
        taken.add(anchor);
        return anchor;
    };
}

;// CONCATENATED MODULE: ./packages/report/lib/html/icon.js
/** Drawn in a square of 16; strokes take the colour of the text around them. */
const SHAPES = {
    pass: '<path d="M3.5 8.5l3 3 6-7"/>',
    warn: '<path d="M8 3.2v5.6"/><path d="M8 12.4v.1"/>',
    fail: '<path d="M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6"/>',
    inconclusive: '<path d="M5.4 5.8a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.8"/><path d="M8 12.6v.1"/>',
    skipped: '<path d="M4 8h8"/>',
    running: '<path d="M4 8h.1M8 8h.1M12 8h.1"/>',
    missing: '<path d="M8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7"/>',
};
/** The strokes of a state's icon. A state that is unknown gets the question mark. */
function iconShape(state) {
    return Object.hasOwn(SHAPES, state) ? SHAPES[state] : SHAPES.inconclusive;
}
const NOTE = '<path d="M8 7.4v5M8 3.9v.1"/>';
/** The icon of a note, which is no state. */
function noteSvg() {
    return svg(NOTE);
}
/** An icon beside a word that says the same; hidden from screen readers. */
function iconSvg(state) {
    return svg(iconShape(state));
}
function svg(shape) {
    return `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${shape}</svg>`;
}

;// CONCATENATED MODULE: ./packages/report/lib/palette.js
const LIGHT = {
    page: "#f6f7f9",
    surface: "#ffffff",
    sunken: "#f0f2f6",
    ink: "#18202c",
    muted: "#525d6e",
    line: "#dde2ea",
    accent: "#2450c4",
    "accent-tint": "#eaf0fd",
    pass: "#13693d",
    "pass-tint": "#e6f4ec",
    warn: "#7a4f00",
    "warn-tint": "#fdf2d9",
    fail: "#a81c14",
    "fail-tint": "#fdebe9",
    inconclusive: "#5b3fa6",
    "inconclusive-tint": "#f0ebfb",
    skipped: "#525d6e",
    "skipped-tint": "#edf0f4",
    missing: "#5b3fa6",
    "missing-tint": "#f0ebfb",
    running: "#2450c4",
    "running-tint": "#eaf0fd",
};
const DARK = {
    page: "#10141b",
    surface: "#171d27",
    sunken: "#1e2531",
    ink: "#e7ebf2",
    muted: "#a5b0c0",
    line: "#2c3543",
    accent: "#8db0ff",
    "accent-tint": "#1b2947",
    pass: "#74d7a5",
    "pass-tint": "#14301f",
    warn: "#f2c76e",
    "warn-tint": "#2b2312",
    fail: "#ff9d94",
    "fail-tint": "#301a1b",
    inconclusive: "#c7b3fa",
    "inconclusive-tint": "#2a2143",
    skipped: "#a5b0c0",
    "skipped-tint": "#222a36",
    missing: "#c7b3fa",
    "missing-tint": "#2a2143",
    running: "#8db0ff",
    "running-tint": "#1b2947",
};
/** The palette as custom properties of CSS. */
function paletteCss(palette) {
    return Object.entries(palette)
        .map(([name, color]) => `--${name}:${color}`)
        .join(";");
}

// EXTERNAL MODULE: ./packages/report/lib/verdict-mark.js
var verdict_mark = __webpack_require__(47943);
;// CONCATENATED MODULE: ./packages/report/lib/svg/chain.js






const STEP_WIDTH = 124;
const LINE_HEIGHT = 16;
/** Height of a row beside its label's lines: the circle, the verdict and the time. */
const ROW_HEIGHT = 100;
const ROW_GAP = 30;
const COLUMN_STEP = 64;
const RADIUS = 17;
const MAX_PER_ROW = 8;
/** The style of the drawing, shared with the page. */
const CHAIN_CSS = [
    ".chain text{font:500 13px system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;fill:var(--ink)}",
    ".chain .state{font-size:12px;font-weight:600}",
    ".chain .time{font-size:12px;fill:var(--muted)}",
    ".chain .link{stroke:var(--muted);stroke-width:2;fill:none;opacity:.55}",
    ".chain .link.idle{stroke-dasharray:3 5}",
    ".chain .knot{stroke-width:2}",
    ".chain .glyph{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}",
    ...["pass", "warn", "fail", "inconclusive", "skipped", "running"].map((state) => `.chain .${state} .knot{fill:var(--${state}-tint);stroke:var(--${state})}.chain .${state} .glyph{stroke:var(--${state})}.chain .${state} .state{fill:var(--${state})}`),
    ".chain .skipped .knot{stroke-dasharray:3 3}.chain .skipped .label{fill:var(--muted)}",
].join("");
/** Draws the chain as a picture that stands alone: steps in order, each with icon, name, verdict and time. */
function renderChainSvg(chain, options = {}) {
    const column = options.direction === "column";
    const perRow = column ? 1 : Math.ceil(chain.length / Math.max(1, Math.ceil(chain.length / MAX_PER_ROW)));
    const width = column ? 320 : Math.max(1, perRow) * STEP_WIDTH;
    const rows = Math.max(1, Math.ceil(chain.length / Math.max(1, perRow)));
    const rowHeight = ROW_HEIGHT + LINE_HEIGHT * Math.max(1, ...chain.map((step) => labelLines(step.label).length));
    const height = column ? Math.max(1, chain.length) * COLUMN_STEP : rows * rowHeight + (rows - 1) * ROW_GAP;
    const places = chain.map((_, index) => column
        ? { x: 26, y: index * COLUMN_STEP + 30 }
        : { x: (index % perRow) * STEP_WIDTH + STEP_WIDTH / 2, y: Math.floor(index / perRow) * (rowHeight + ROW_GAP) + 26 });
    const story = chain.map((step, index) => `${index + 1}. ${(0,plain_text/* cleanLine */.Ow)(step.label)}: ${storyOf(step)}.`).join(" ");
    const key = `c${(0,external_node_crypto_.createHash)("sha256")
        .update(`${options.direction ?? "row"} ${story}`)
        .digest("hex")
        .slice(0, 8)}`;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="chain ${column ? "column" : "row"}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${key}-title ${key}-desc">`,
        `<title id="${key}-title">The chain of the release</title><desc id="${key}-desc">${escapeHtml(story || "No steps.")}</desc>`,
        options.embedded
            ? ""
            : `<style>${standaloneCss(options.dark)}</style><rect class="ground" width="${width}" height="${height}" rx="8"/>`,
        ...chain.slice(1).map((step, index) => chain_link(places[index], places[index + 1], isIdle(step))),
        ...chain.map((step, index) => drawStep(step, places[index] ?? { x: 0, y: 0 }, column)),
        "</svg>",
    ].join("");
}
function storyOf(step) {
    return `${(0,verdict_mark/* markOf */.Fg)(step.verdict).word}${step.durationMs === undefined ? "" : `, ${(0,plain_text/* duration */.p0)(step.durationMs)}`}`;
}
function isIdle(step) {
    return step.verdict === "skipped";
}
function chain_link(from, to, idle) {
    if (!from || !to)
        return "";
    const gap = RADIUS + 5;
    const style = `class="link${idle ? " idle" : ""}"`;
    if (from.y === to.y)
        return `<path ${style} d="M${from.x + gap} ${from.y}H${to.x - gap}"/>`;
    if (from.x === to.x)
        return `<path ${style} d="M${from.x} ${from.y + gap}V${to.y - gap}"/>`;
    // From the end of one row, between the rows, to the start of the next.
    const between = to.y - gap - 8;
    return `<path ${style} d="M${from.x + gap} ${from.y}h${STEP_WIDTH / 2 - gap - 3}V${between}H${to.x}V${to.y - gap}"/>`;
}
function drawStep(step, at, column) {
    const state = (0,verdict_mark/* styleOf */.Vj)(step.verdict);
    const tip = `${(0,plain_text/* cleanLine */.Ow)(step.label)}: ${storyOf(step)}${step.note ? `. ${(0,plain_text/* cleanLine */.Ow)(step.note)}` : ""}`;
    return [
        `<g class="${state}"><title>${escapeHtml(tip)}</title>`,
        `<circle class="knot" cx="${at.x}" cy="${at.y}" r="${RADIUS}"/>`,
        `<g class="glyph" transform="translate(${at.x - 8} ${at.y - 8})">${iconShape(step.verdict)}</g>`,
        column ? besideKnot(step, at) : belowKnot(step, at),
        "</g>",
    ].join("");
}
function besideKnot(step, at) {
    const place = { x: at.x + RADIUS + 14, anchor: "start" };
    return (chain_text("label", (0,plain_text/* clip */.$Q)((0,plain_text/* cleanLine */.Ow)(step.label), 34), { ...place, y: at.y - 3 }) +
        chain_text("state", storyOf(step).replace(", ", " · "), { ...place, y: at.y + 14 }));
}
function belowKnot(step, at) {
    const lines = labelLines(step.label);
    const top = at.y + RADIUS + 22;
    const place = { x: at.x, anchor: "middle" };
    return [
        ...lines.map((line, index) => chain_text("label", line, { ...place, y: top + index * LINE_HEIGHT })),
        chain_text("state", (0,verdict_mark/* markOf */.Fg)(step.verdict).word, { ...place, y: top + lines.length * LINE_HEIGHT + 1 }),
        step.durationMs === undefined ? "" : chain_text("time", (0,plain_text/* duration */.p0)(step.durationMs), { ...place, y: top + (lines.length + 1) * LINE_HEIGHT }),
    ].join("");
}
function chain_text(style, content, at) {
    return `<text class="${style}" x="${at.x}" y="${at.y}" text-anchor="${at.anchor}">${escapeHtml(content)}</text>`;
}
const LABEL_CHARACTERS = 15;
/** A label on at most two lines; a longer one is cut with an ellipsis and whole in the step's tooltip. */
function labelLines(text) {
    // A hyphen is a good place to break a long name, so it ends a word of its own.
    const words = (0,plain_text/* cleanLine */.Ow)(text).split(/ |(?<=-)/);
    const lines = [""];
    for (const word of words) {
        const last = lines.at(-1) ?? "";
        const joined = last === "" || last.endsWith("-") ? last + word : `${last} ${word}`;
        if ([...joined].length <= LABEL_CHARACTERS || last === "")
            lines[lines.length - 1] = joined;
        else
            lines.push(word);
    }
    const [first = "", ...more] = lines;
    return more.length === 0
        ? [(0,plain_text/* clip */.$Q)(first, LABEL_CHARACTERS)]
        : [(0,plain_text/* clip */.$Q)(first, LABEL_CHARACTERS), (0,plain_text/* clip */.$Q)(more.join(" ").replaceAll("- ", "-"), LABEL_CHARACTERS)];
}
function standaloneCss(dark) {
    const ground = ".ground{fill:var(--surface)}";
    if (dark !== undefined)
        return `.chain{${paletteCss(dark ? DARK : LIGHT)}}${ground}${CHAIN_CSS}`;
    return `.chain{${paletteCss(LIGHT)}}@media(prefers-color-scheme:dark){.chain{${paletteCss(DARK)}}}${ground}${CHAIN_CSS}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/svg/chart.js


const WIDTH = 640;
const HEIGHT = 220;
const EDGE = { left: 64, right: 86, top: 16, bottom: 34 };
/** More points than pixels say nothing; the newest ones are drawn and the text says how many were left out. */
const MAX_POINTS = 300;
/** Whether a value lies outside the limits of its chart. */
function isOutside(chart, y) {
    return (chart.lower !== undefined && y < chart.lower) || (chart.upper !== undefined && y > chart.upper);
}
/** One sentence that says what a chart shows. */
function chartStory(chart) {
    const unit = chart.unit === undefined ? "" : ` ${chart.unit}`;
    const last = chart.points.at(-1);
    const outside = chart.points.filter(({ y }) => isOutside(chart, y)).length;
    return [
        `${chart.points.length} values`,
        last ? `the last is ${(0,plain_text/* number */.ai)(last.y)}${unit} (${last.x})` : "",
        chart.center === undefined ? "" : `centre ${(0,plain_text/* number */.ai)(chart.center)}`,
        chart.lower === undefined || chart.upper === undefined ? "" : `limits ${(0,plain_text/* number */.ai)(chart.lower)} to ${(0,plain_text/* number */.ai)(chart.upper)}`,
        chart.lower === undefined && chart.upper === undefined ? "" : `${outside === 0 ? "none" : outside} outside the limits`,
        chart.points.length > MAX_POINTS ? `the picture has the last ${MAX_POINTS}` : "",
    ]
        .filter((part) => part !== "")
        .join(", ");
}
/** Draws a control chart; `id` must be unique on the page. Values outside the limits are squares, the others dots. */
function renderChartSvg(chart, id) {
    const points = chart.points.filter(({ y }) => Number.isFinite(y)).slice(-MAX_POINTS);
    const limits = [chart.center, chart.lower, chart.upper].filter((value) => value !== undefined && Number.isFinite(value));
    const values = [...points.map(({ y }) => y), ...limits];
    if (points.length === 0)
        return "";
    const scale = scaleOf(Math.min(...values), Math.max(...values));
    const places = points.map(({ y }, index) => ({
        x: points.length === 1
            ? (EDGE.left + WIDTH - EDGE.right) / 2
            : EDGE.left + (index / (points.length - 1)) * (WIDTH - EDGE.left - EDGE.right),
        y: scale(y),
        outside: isOutside(chart, y),
    }));
    return [
        `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
        `<title id="${id}-title">${escapeHtml(chart.title)}</title><desc id="${id}-desc">${escapeHtml(chartStory(chart))}</desc>`,
        band(chart, scale),
        ...rules(chart, scale),
        `<polyline class="curve" points="${places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}"/>`,
        ...places.map(({ x, y, outside }, index) => dot(x, y, outside, index === places.length - 1)),
        `<text class="axis" x="${EDGE.left}" y="${HEIGHT - 8}">${escapeHtml((0,plain_text/* clip */.$Q)(points[0]?.x ?? "", 24))}</text>`,
        points.length > 1
            ? `<text class="axis" x="${WIDTH - EDGE.right}" y="${HEIGHT - 8}" text-anchor="end">${escapeHtml((0,plain_text/* clip */.$Q)(points.at(-1)?.x ?? "", 24))}</text>`
            : "",
        "</svg>",
    ].join("");
}
function scaleOf(low, high) {
    const spread = high === low ? Math.max(1, Math.abs(high)) : high - low;
    const [from, to] = [low - spread * 0.08, high + spread * 0.08];
    return (value) => HEIGHT - EDGE.bottom - ((value - from) / (to - from)) * (HEIGHT - EDGE.top - EDGE.bottom);
}
function band(chart, scale) {
    if (chart.lower === undefined || chart.upper === undefined)
        return "";
    const top = scale(chart.upper);
    return `<rect class="band" x="${EDGE.left}" y="${top.toFixed(1)}" width="${WIDTH - EDGE.left - EDGE.right}" height="${Math.max(0, scale(chart.lower) - top).toFixed(1)}"/>`;
}
/** Lines of centre and limits with their values; names that would overlap are moved apart. */
function rules(chart, scale) {
    const lines = [
        { name: "upper", value: chart.upper },
        { name: "centre", value: chart.center },
        { name: "lower", value: chart.lower },
    ].filter((line) => line.value !== undefined && Number.isFinite(line.value));
    let lowest = -Infinity;
    return lines.map(({ name, value }) => {
        const y = scale(value);
        const text = Math.max(y + 4, lowest + 14);
        lowest = text;
        return `<path class="rule ${name === "centre" ? "center" : "limit"}" d="M${EDGE.left} ${y.toFixed(1)}H${WIDTH - EDGE.right}"/><text class="axis" x="${WIDTH - EDGE.right + 8}" y="${text.toFixed(1)}">${name}</text><text class="axis" x="${EDGE.left - 8}" y="${text.toFixed(1)}" text-anchor="end">${escapeHtml((0,plain_text/* number */.ai)(value))}</text>`;
    });
}
function dot(x, y, outside, last) {
    if (outside)
        return `<rect class="dot outside" x="${(x - 5).toFixed(1)}" y="${(y - 5).toFixed(1)}" width="10" height="10"/>`;
    return `<circle class="dot${last ? " last" : ""}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${last ? 5 : 3}"/>`;
}

// EXTERNAL MODULE: ./packages/report/lib/fold.js
var fold = __webpack_require__(43129);
;// CONCATENATED MODULE: ./packages/report/lib/rule-link.js
/** Where every rule has a paragraph of its own; made of the tables in `kit/src/rules`. */
const RULES_PAGE = "https://github.com/waybill-ci/waybill/blob/v1/docs/rules.md";
/** The address that says what a rule means and what to do about it. */
function ruleUrl(rule) {
    // A report must be drawn whatever stands in it, so that nothing but a rule's letters gets into the address.
    return `${RULES_PAGE}#${rule.replaceAll(/[^a-z0-9-]/g, "")}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/html/blocks.js







/** Tables longer than this scroll inside a region of their own, so that the page stays readable. */
const SCROLL_FROM_ROWS = 30;
/** Renders blocks in order. */
function blocksHtml(blocks, anchors) {
    return blocks.map((block) => blockHtml(block, anchors)).join("\n");
}
function blockHtml(block, anchors) {
    switch (block.type) {
        case "table":
            return tableHtml(block, anchors);
        case "findings":
            return findingsHtml(block.findings);
        case "code":
            return codeHtml(block, anchors);
        case "facts":
            return factsHtml(block.facts);
        case "chart":
            return chartHtml(block, anchors);
        case "text":
            return `<p>${escapeHtml(block.text).replaceAll("\n", "<br>")}</p>`;
        case "details":
            return `<details><summary>${escapeHtml(block.summary)}</summary><div class="folded">${blocksHtml(block.blocks, anchors)}</div></details>`;
    }
}
/** A state as icon and word. */
function badgeHtml(state, word = (0,verdict_mark/* markOf */.Fg)(state).word) {
    return `<span class="badge ${(0,verdict_mark/* styleOf */.Vj)(state)}">${iconSvg(state)}${escapeHtml(word)}</span>`;
}
/** A list of names and values; what looks like a digest, path or reference is set in code type. */
function factsHtml(facts) {
    if (facts.length === 0)
        return "";
    return `<dl class="facts">${facts.map((fact) => `<div><dt>${escapeHtml(fact.label)}</dt><dd>${linkHtml(valueHtml(fact.value), fact.href)}</dd></div>`).join("")}</dl>`;
}
function valueHtml(value) {
    return /sha256:|^[0-9a-f]{40}$|^[\w.-]+(?:[/:][\w.@:-]+)+$/.test(value) ? codeText(value) : escapeHtml(value);
}
/** Code that may break after its separators before it breaks anywhere. */
function codeText(text) {
    return `<code>${escapeHtml(text).replace(/([/@:])/g, "$1<wbr>")}</code>`;
}
function tableHtml(table, anchors) {
    const side = (column) => table.align?.[column] ?? "left";
    const head = table.head
        .map((title, column) => `<th scope="col" role="columnheader"${classes([side(column)])}>${escapeHtml(title)}</th>`)
        .join("");
    const rows = table.rows.map((row) => `<tr role="row">${row.map((cell, column) => cellHtml(cell, table.head[column] ?? "", side(column), column === 0)).join("")}</tr>`);
    const name = table.caption ?? "Table";
    const caption = table.caption === undefined
        ? ""
        : `<caption>${escapeHtml(table.caption)}${table.rows.length >= SCROLL_FROM_ROWS ? ` <span class="count">${table.rows.length} rows</span>` : ""}</caption>`;
    // Roles are explicit because narrow screens show the table as blocks, which makes some browsers forget that it is one.
    const body = `<table role="table">${caption}<thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows.join("\n")}</tbody></table>`;
    if (table.rows.length < SCROLL_FROM_ROWS)
        return `<div class="table">${body}</div>`;
    return `<div class="table long" id="${anchors(`table-${name}`)}" role="region" tabindex="0" aria-label="${escapeHtml(name)}, scrollable">${body}</div>`;
}
/** A word longer than this is broken anywhere; shorter ones stay whole, else browsers squeeze a column to one letter. */
const MAX_UNBROKEN_CHARACTERS = 24;
function cellHtml(cell, title, side, first) {
    const text = typeof cell === "string" ? cell : cell.text;
    const broken = text.split(/\s/).some((word) => word.length > MAX_UNBROKEN_CHARACTERS) ? "broken" : "";
    const [open, close] = first ? [`<th scope="row" role="rowheader"`, "</th>"] : [`<td role="cell"`, "</td>"];
    return `${open}${classes([side, broken])} data-label="${escapeHtml(title)}"><span>${cellBody(cell)}</span>${close}`;
}
function classes(names) {
    const used = names.filter((name) => name !== "" && name !== "left");
    return used.length === 0 ? "" : ` class="${used.join(" ")}"`;
}
function cellBody(cell) {
    if (typeof cell === "string")
        return escapeHtml(cell);
    if (cell.verdict !== undefined)
        return linkHtml(badgeHtml(cell.verdict, cell.text), cell.href);
    return linkHtml(cell.code && cell.text !== "" ? codeText(cell.text) : escapeHtml(cell.text), cell.href);
}
function findingsHtml(findings) {
    if (findings.length === 0)
        return "";
    return `<ul class="findings">${findings.map(findingHtml).join("")}</ul>`;
}
function findingHtml(finding) {
    const state = (0,verdict_mark/* stateOfSeverity */.cb)(finding.severity);
    const details = [
        { label: "Where", value: finding.where === undefined ? undefined : codeText((0,plain_text/* placeText */.Z9)(finding.where)) },
        { label: "Observed", value: escaped(finding.observed) },
        { label: "Expected", value: escaped(finding.expected) },
        { label: "Next", value: escaped(finding.next) },
        { label: "Rule", value: linkHtml(codeText(finding.rule), ruleUrl(finding.rule)) },
    ].filter((detail) => detail.value !== undefined);
    const list = `<dl>${details.map(({ label, value }) => `<div class="${label.toLowerCase()}"><dt>${label}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
    return `<li class="finding ${(0,verdict_mark/* styleOf */.Vj)(state)}"><p>${severityHtml(finding.severity)} <span class="what">${escapeHtml(finding.what)}</span></p>${list}</li>`;
}
function severityHtml(severity) {
    if (severity === "notice")
        return `<span class="badge skipped">${noteSvg()}${verdict_mark/* SEVERITY_WORD */.d1.notice}</span>`;
    return badgeHtml((0,verdict_mark/* stateOfSeverity */.cb)(severity), verdict_mark/* SEVERITY_WORD */.d1[severity]);
}
function escaped(text) {
    return text === undefined ? undefined : escapeHtml(text);
}
function codeHtml(block, anchors) {
    const name = block.caption ?? `${block.language} code`;
    const lines = block.text.replace(/\n+$/, "").split("\n");
    const isLong = lines.length > fold/* MAX_OPEN_LINES */._;
    const caption = block.caption === undefined || isLong ? "" : `<figcaption>${escapeHtml(block.caption)}</figcaption>`;
    const code = block.language === "diff" ? lines.map(diffLine).join("\n") : escapeHtml(lines.join("\n"));
    const figure = `<figure class="code">${caption}<pre id="${anchors(`code-${name}`)}" tabindex="0" role="region" aria-label="${escapeHtml(name)}"><code>${code}</code></pre></figure>`;
    if (!isLong)
        return figure;
    return `<details><summary>${escapeHtml(name)} <span class="count">${lines.length} lines</span></summary><div class="folded">${figure}</div></details>`;
}
function diffLine(line) {
    const text = escapeHtml(line);
    if (line.startsWith("+"))
        return `<ins>${text}</ins>`;
    return line.startsWith("-") ? `<del>${text}</del>` : text;
}
/** A text on a line of its own, of which one click selects all. */
function copyHtml(label, text) {
    const name = label === "" ? "" : `<span>${escapeHtml(label)}</span> `;
    return `<p class="copy">${name}<code>${escapeHtml(text)}</code></p>`;
}
function chartHtml(chart, anchors) {
    const id = anchors(`chart-${chart.title}`);
    const rows = chart.points.map(({ x, y }) => [
        x,
        (0,plain_text/* number */.ai)(y),
        isOutside(chart, y) ? { text: "outside", verdict: "fail" } : "within",
    ]);
    const limited = chart.lower !== undefined || chart.upper !== undefined;
    const value = chart.unit === undefined ? "Value" : `Value (${chart.unit})`;
    const table = {
        type: "table",
        head: limited ? ["When", value, "Limits"] : ["When", value],
        rows: limited ? rows : rows.map((row) => row.slice(0, 2)),
        align: ["left", "right", "left"],
        caption: `Values: ${chart.title}`,
    };
    return `<figure class="plot"><figcaption>${escapeHtml(chart.title)} <span class="count">${escapeHtml(chartStory(chart))}</span></figcaption>${renderChartSvg(chart, id)}<details><summary>Values as a table</summary><div class="folded">${tableHtml(table, anchors)}</div></details></figure>`;
}

// EXTERNAL MODULE: ./packages/kit/lib/group.js
var group = __webpack_require__(31873);
// EXTERNAL MODULE: ./packages/report/lib/overview.js
var overview = __webpack_require__(59017);
// EXTERNAL MODULE: ./packages/report/lib/reason.js
var reason = __webpack_require__(65278);
;// CONCATENATED MODULE: ./packages/report/lib/html/overview.js






/** Beyond these, things fold away or are counted, so that the four answers fit on a first screen; all of it stands in the sections below. */
const MAX_REASON_CHARACTERS = 240;
const MAX_CHANGES = 2;
const MAX_OPEN_PROOFS = 4;
const MAX_NAMES_CHARACTERS = 60;
const MAX_FOLDED_CHARACTERS = 40;
/** The first screen: why it did not pass, the plan's digest to copy, and the four answers. Empty when there is nothing to say. */
function overviewHtml(report, anchor) {
    const { overview } = report;
    const reasons = (0,reason/* reasonsOf */.z)(report);
    if (!overview && reasons.length === 0)
        return "";
    return [
        `<section class="overview" id="${anchor}" aria-labelledby="${anchor}-title"><h2 class="unseen" id="${anchor}-title">At a glance</h2>`,
        reasonsHtml(reasons),
        overview?.plan === undefined ? "" : copyHtml("Plan", overview.plan),
        overview ? `<div class="answers">${answersHtml(overview, reasons[0]?.next)}</div>` : "",
        "</section>",
    ].join("\n");
}
/** `said` is the next step that stands above already. */
function answersHtml({ changes, proven, approvals, back }, said) {
    const way = back && `<p>${escapeHtml(back.text)}</p>${back.command === undefined ? "" : copyHtml("", back.command)}`;
    return [
        "<div>",
        answer("changes", changes, (rows) => `<dl>${changesHtml(rows)}</dl>`),
        way === undefined ? "" : `<div class="answer back"><h3>${overview/* QUESTIONS */.cE.back}</h3>${way}</div>`,
        "</div><div>",
        answer("proven", proven, (rows) => proofsHtml(rows, said)),
        answer("approvals", approvals, (rows) => `<ul>${rows.map(approvalHtml).join("")}</ul>`),
        "</div>",
    ].join("");
}
function answer(question, rows, draw) {
    if (!rows)
        return "";
    const body = rows.length === 0 ? `<p class="none">${overview/* NOTHING */.K$[question]}</p>` : draw(rows);
    return `<div class="answer ${question}"><h3>${overview/* QUESTIONS */.cE[question]}</h3>${body}</div>`;
}
/** The first reason whole, because it is the likeliest cause of the others; the others by their titles. */
function reasonsHtml([first, ...others]) {
    if (!first)
        return "";
    const more = others.length === 0 ? "" : `<li class="none">Also below: ${listHtml(others, escapeHtml, ({ title }) => title)}</li>`;
    return `<ul class="reasons">${reasonHtml(first)}${more}</ul>`;
}
function reasonHtml({ title, verdict, what, where, next }) {
    const place = where === undefined ? "" : ` <code>${escapeHtml((0,plain_text/* placeText */.Z9)(where))}</code>`;
    const then = next === undefined ? "" : `<p class="then"><strong>Next:</strong> ${escapeHtml((0,plain_text/* clip */.$Q)(next, MAX_REASON_CHARACTERS))}</p>`;
    return `<li class="finding ${verdict}"><p>${badgeHtml(verdict, (0,plain_text/* clip */.$Q)(title, MAX_NAMES_CHARACTERS))} <span class="what">${escapeHtml((0,plain_text/* clip */.$Q)(what, MAX_REASON_CHARACTERS))}${place}</span></p>${then}</li>`;
}
/** The changes, each thing that they belong to named once. */
function changesHtml(rows) {
    const things = [...(0,group/* groupBy */.$)(rows, ({ about }) => about)];
    const lines = things.map(([about, own]) => {
        const whats = own.map(({ what, names }) => `<dd><strong>${escapeHtml(what)}</strong>${namesHtml(names)}</dd>`);
        return `<div><dt>${escapeHtml(about)}</dt>${whats.join("")}</div>`;
    });
    const hidden = things.slice(MAX_CHANGES).map(([about]) => about);
    return folded(lines, MAX_CHANGES, "dl", `more: ${escapeHtml((0,plain_text/* clip */.$Q)(hidden.join(", "), MAX_FOLDED_CHARACTERS))}`);
}
function namesHtml(names) {
    return names.length === 0 ? "" : ` <span class="names">${listHtml(names, escapeHtml)}</span>`;
}
/** Names that have room, and how many others there are. */
function listHtml(items, draw, nameOf = (item) => String(item)) {
    let characters = 0;
    const shown = items.filter((item, index) => {
        characters += nameOf(item).length;
        return index === 0 || characters <= MAX_NAMES_CHARACTERS;
    });
    const rest = items.length - shown.length;
    return `${shown.map((item) => draw((0,plain_text/* clip */.$Q)(nameOf(item), MAX_NAMES_CHARACTERS), item)).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
function proofsHtml(rows, said) {
    const { open, proven } = (0,overview/* groupProofs */.X4)(rows);
    // One command makes several of them: it is said once, after the last.
    const told = open.map((group, index) => proofHtml([said, open[index + 1]?.next].includes(group.next) ? { ...group, next: undefined } : group));
    return `<ul>${folded(told, MAX_OPEN_PROOFS, "ul", "more that did not pass")}${proven.map(proofHtml).join("")}</ul>`;
}
function proofHtml(group) {
    const { verdict, stage, next } = group;
    const then = next === undefined ? "" : ` <span class="names">${escapeHtml((0,plain_text/* clip */.$Q)(next, MAX_REASON_CHARACTERS))}</span>`;
    return `<li>${badgeHtml(verdict)} <span>${escapeHtml(stage)}: ${thingsHtml(group.rows)}${then}</span></li>`;
}
function thingsHtml(group) {
    return listHtml(group, (text, { by }) => linkHtml(escapeHtml(text), by), ({ thing }) => thing);
}
function approvalHtml({ by, verdict, what, next }) {
    const then = next === undefined ? "" : copyHtml("", next);
    return `<li>${badgeHtml(verdict)} <span><strong>${escapeHtml(by)}</strong> ${escapeHtml(what)}${then}</span></li>`;
}
/** Lines beyond `max` behind a line that counts them; one alone stands in that line's place. */
function folded(lines, max, list, rest) {
    if (lines.length <= max + 1)
        return lines.join("");
    const inner = `<details><summary>${lines.length - max} ${rest}</summary><${list}>${lines.slice(max).join("")}</${list}></details>`;
    return `${lines.slice(0, max).join("")}${list === "ul" ? `<li>${inner}</li>` : `<div><dt></dt><dd>${inner}</dd></div>`}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/html/base.js
/** What every page of the house begins with: type, links, focus, the way past the navigation, and the frame. Colours are the palette's. */
const BASE = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1.5rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
h1,h2,h3{line-height:1.25;margin:0;text-wrap:balance}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
.skip{position:absolute;left:1rem;top:-6rem;padding:.6rem 1rem;background:var(--surface);border:1px solid var(--line);border-radius:8px;z-index:2}
.skip:focus{top:1rem}
.frame{max-width:78rem;margin:0 auto;padding:0 1.5rem}
header{background:var(--surface);border-bottom:1px solid var(--line);border-top:4px solid var(--ink)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

;// CONCATENATED MODULE: ./packages/report/lib/html/style.js



const STATES = ["pass", "warn", "fail", "inconclusive", "skipped", "running", "missing"];
const PAGE = `
header.pass{border-top-color:var(--pass)}header.warn{border-top-color:var(--warn)}header.fail{border-top-color:var(--fail)}header.inconclusive{border-top-color:var(--inconclusive)}
header .frame{padding-top:1rem;padding-bottom:1.125rem}
.brand{margin:0 0 .25rem;color:var(--muted);font-size:.875rem;font-weight:600;letter-spacing:.02em}
h1{font-size:clamp(1.375rem,1.1rem + 1vw,1.75rem);letter-spacing:-.015em}
.outcome{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .875rem;margin:.5rem 0 0}
.outcome .badge{font-size:.9375rem;padding:.2rem .75rem .2rem .5rem}
.rehearsal{display:flex;gap:.6rem;margin:.625rem 0 0;padding:.3rem .75rem;background:var(--accent-tint);border-radius:8px;font-size:.9375rem}
.rehearsal strong{color:var(--accent);white-space:nowrap}
header .facts{margin:.625rem 0 0;font-size:.875rem;gap:.25rem 2rem}
header .facts>div{display:flex;gap:.5rem}
header .facts dt{font-size:inherit;flex:none;max-width:12rem}
header .facts dd{min-width:0}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem;padding-top:1.5rem;padding-bottom:3rem}
nav{font-size:.9375rem}
nav h2{font-size:.8125rem;color:var(--muted);font-weight:600;margin-bottom:.5rem}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .5rem}
nav a{display:flex;align-items:flex-start;gap:.5rem;padding:.3rem .55rem;border-radius:6px;color:var(--ink);text-decoration:none}
nav a:hover{background:var(--sunken);text-decoration:underline}
nav .icon{display:block;margin-top:.2rem}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.375rem 1.5rem 1.5rem}
section>h2{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .75rem;font-size:1.1875rem;letter-spacing:-.01em}
section>*+*{margin-top:1.125rem}
section>h2+p{margin-top:.5rem}
section>p+.facts{margin-top:.75rem}
.overview{padding:1rem 1.25rem 1.125rem}
.overview>*+*{margin-top:.875rem}
.overview>.unseen+*{margin-top:0}
.answers{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem 2.5rem;font-size:.9375rem;line-height:1.45}
.answer+.answer{margin-top:1rem}
.answer h3{font-size:.875rem;color:var(--muted);font-weight:600;margin-bottom:.35rem}
.answer ul{list-style:none;margin:0;padding:0}
.answer dl{margin:0}
.answer li{display:flex;gap:.5rem;align-items:flex-start}
.answer li+li,.answer dl>div+div{margin-top:.3rem}
.answer li>span+span{min-width:0}
.answer dt{color:var(--muted);font-size:.8125rem}
.answer dd{margin:0}
.answer>p{margin:0}
.answer .badge{flex:none}
.answer details{flex:1}
.answer details>summary{padding:.15rem .6rem;font-size:.875rem}
.answer details>ul,.answer details>dl{padding:.5rem .6rem}
.names,.none{color:var(--muted)}
.reasons{list-style:none;margin-bottom:0;padding:0}
.reasons .finding{padding:.5rem .875rem}
.reasons .none{margin-top:.4rem}
.reasons .finding>p{display:block}
.reasons .badge{display:flex;font-size:.9375rem;white-space:normal}
.reasons .then{margin:.3rem 0 0}
.copy{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .75rem;margin-bottom:0}
.copy>span{color:var(--muted);font-size:.875rem;font-weight:600}
.copy code{flex:0 1 auto;min-width:0;padding:.2rem .6rem;background:var(--sunken);border:1px solid var(--line);border-radius:6px;user-select:all;-webkit-user-select:all}
.answer .copy{margin-top:.35rem}
section.away{padding:0}
.away>details{border:0}
.away>details>summary{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .75rem;padding:.7rem 1.25rem}
.away>details>summary::before{content:"";width:.45rem;height:.45rem;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(-45deg);flex:none}
.away>details[open]>summary::before{transform:rotate(45deg)}
.away>details>summary::-webkit-details-marker{display:none}
.away h2{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .6rem;font-size:1.0625rem}
.away .summary{color:var(--muted);font-weight:400;font-size:.9375rem}
.away .folded{padding:1rem 1.25rem 1.25rem}
ins,del{text-decoration:none;display:inline-block;min-width:100%}
ins{color:var(--pass);background:var(--pass-tint)}
del{color:var(--fail);background:var(--fail-tint)}
section.next ul{margin-bottom:0;padding-left:1.25rem}
.icon{fill:none;stroke:currentColor;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round;flex:none}
.badge{display:inline-flex;align-items:center;gap:.35rem;padding:.1rem .55rem .1rem .4rem;border-radius:999px;font-size:.8125rem;font-weight:600;line-height:1.5;white-space:nowrap}
th,td{overflow-wrap:break-word}
td.broken,th.broken{overflow-wrap:anywhere;min-width:9rem}
.broken .badge{white-space:normal}
.what,.finding dd,tbody th,tbody td{white-space:pre-line}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2.25rem;margin:0}
.facts>div{max-width:100%}
section>*+.facts{margin-top:.75rem}
.facts dt{color:var(--muted);font-size:.8125rem}
.facts dd{margin:0}
.table{overflow-x:auto}
.table.long{max-height:32rem;overflow-y:auto;border:1px solid var(--line);border-radius:8px;padding:0 .75rem}
.table.long thead th{position:sticky;top:0;background:var(--surface)}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding:.35rem 0}
.count{color:var(--muted);font-weight:400;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--muted);font-size:.8125rem;font-weight:600}
tbody th{font-weight:500}
.right{text-align:right;font-variant-numeric:tabular-nums}.center{text-align:center}
.findings{list-style:none;margin-left:0;margin-right:0;margin-bottom:0;padding:0;display:grid;gap:.75rem}
.finding{border-left:4px solid var(--line);border-radius:0 8px 8px 0;background:var(--sunken);padding:.75rem 1rem}
.finding>p{margin:0;display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:baseline}
.finding .badge{align-self:flex-start}
.finding .what{flex:1 1 16rem;font-weight:500}
.finding dl{display:grid;gap:.2rem;margin:.5rem 0 0;font-size:.9375rem}
.finding dl div{display:grid;grid-template-columns:5.25rem minmax(0,1fr);gap:.75rem}
.finding dt{color:var(--muted);font-size:.875rem;line-height:1.7}
.finding dd{margin:0}
.finding .next dd{font-weight:500}
figure{margin-left:0;margin-right:0;margin-bottom:0}
figcaption{font-weight:600;font-size:.9375rem;margin-bottom:.4rem}
pre{margin:0;padding:.9rem 1rem;background:var(--sunken);border-radius:8px;overflow:auto;max-height:28rem;line-height:1.5;overflow-wrap:normal;tab-size:4}
details{border:1px solid var(--line);border-radius:8px}
details>summary{cursor:pointer;padding:.55rem .9rem;font-weight:500}
details[open]>summary{border-bottom:1px solid var(--line)}
.folded{padding:.9rem}
.folded>*+*{margin-top:1rem}
.plot details{margin-top:.75rem}
svg.chain{display:block;max-width:100%;height:auto;margin-inline:auto}
svg.chain.column{display:none;margin-inline:0}
svg.chart{display:block;width:100%;height:auto;max-width:48rem}
.chart .axis{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;fill:var(--muted)}
.chart .band{fill:var(--accent-tint)}
.chart .rule{stroke:var(--muted);stroke-width:1}.chart .limit{stroke-dasharray:5 4}
.chart .curve{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
.chart .dot{fill:var(--accent)}.chart .outside{fill:var(--fail)}
footer{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem}
footer .frame{padding-top:1.25rem;padding-bottom:2rem}
`;
const WIDE = `
@media(min-width:68rem){
.columns.with-nav{grid-template-columns:14rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto}
nav ol{flex-direction:column;gap:.125rem}
}`;
const NARROW = `
@media(max-width:44rem){
.frame{padding-left:1rem;padding-right:1rem}
section{padding:1.125rem 1rem 1.25rem;border-radius:10px}
svg.chain.row{display:none}svg.chain.column{display:block}
.chart .axis{font-size:19px}
table,caption,tbody,tbody tr,tbody th,tbody td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
tbody tr:last-child{border-bottom:0}
tbody th,tbody td,tbody td.broken,tbody th.broken{min-width:0;overflow-wrap:anywhere;display:grid;grid-template-columns:6.25rem minmax(0,1fr);gap:.75rem;padding:.15rem 0;border:0;text-align:left}
tbody th::before,tbody td::before{content:attr(data-label);color:var(--muted);font-weight:400;font-size:.875rem}
.finding dl div{grid-template-columns:minmax(0,1fr);gap:0}
nav{display:none}
.answers{grid-template-columns:minmax(0,1fr)}
}`;
const PRINT = `
@media print{
:root{${paletteCss(LIGHT)}}
html{color-scheme:light}
body{font-size:10.5pt;background:#fff}
.skip,nav{display:none}
.frame,.columns{padding:0;display:block}
main{display:block}
section{break-inside:auto;border:0;border-top:1px solid var(--line);border-radius:0;padding:.75rem 0}
section>h2,figcaption,caption{break-after:avoid}
tr,.finding,svg{break-inside:avoid}
.table.long,pre{max-height:none;overflow:visible;white-space:pre-wrap;border:0;padding:0}
.table.long thead th{position:static}
.badge{border:1px solid currentColor}
details::details-content{content-visibility:visible;block-size:auto}
a[href^="http"]::after{content:" (" attr(href) ")"}
}
@media(forced-colors:active){.badge,.finding{border:1px solid}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;
/** The whole style of the page. */
const STYLE = [
    `:root{${paletteCss(LIGHT)}}`,
    `@media(prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}`,
    BASE,
    PAGE,
    STATES.map((state) => `.badge.${state}{color:var(--${state});background:var(--${state}-tint)}.finding.${state}{border-left-color:var(--${state});background:var(--${state}-tint)}.finding.${state} .badge{background:none;padding-left:0}nav .${state}{color:var(--${state})}`).join(""),
    CHAIN_CSS,
    WIDE,
    NARROW,
    PRINT,
]
    .join("")
    .replaceAll("\n", "");

;// CONCATENATED MODULE: ./packages/report/lib/html/page.js








/** Below this many sections a list of them helps nobody. */
const NAVIGATION_FROM = 3;
/**
 * Renders a report as one HTML file that needs nothing else: no script, font, picture or request. Its policy forbids all of them, so that
 * even a text that slipped through the escaping could do nothing.
 */
function renderHtml(report) {
    const anchors = createAnchors();
    const glance = overviewHtml(report, anchors("at-a-glance"));
    const hasChain = report.chain.length > 0;
    const chainAnchor = anchors("chain");
    const nextAnchor = anchors("next");
    const placed = report.sections.map((section) => ({ section, anchor: anchors(section.id) }));
    const parts = [
        glance,
        hasChain ? chainHtml(report, chainAnchor, anchors) : "",
        ...placed.map((part) => sectionHtml(part, anchors)),
        nextHtml(report.next ?? [], nextAnchor),
    ].filter((part) => part !== "");
    const withNavigation = placed.length >= NAVIGATION_FROM;
    return [
        "<!doctype html>",
        '<html lang="en">',
        headHtml(report),
        "<body>",
        '<a class="skip" href="#main">Skip to the report</a>',
        headerHtml(report),
        `<div class="frame columns${withNavigation ? " with-nav" : ""}">`,
        withNavigation
            ? navigationHtml(placed, hasChain ? chainAnchor : undefined, (report.next ?? []).length > 0 ? nextAnchor : undefined)
            : "",
        `<main id="main" tabindex="-1">`,
        ...parts,
        "</main>",
        "</div>",
        `<footer><div class="frame">Written by Waybill. This page has no scripts and loads nothing.${report.rehearsal ? " It shows a rehearsal." : ""}</div></footer>`,
        "</body>",
        "</html>",
        "",
    ]
        .filter((line, index, lines) => line !== "" || index === lines.length - 1)
        .join("\n");
}
function headHtml(report) {
    const hash = (0,external_node_crypto_.createHash)("sha256").update(STYLE).digest("base64");
    const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    return [
        "<head>",
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        `<title>${escapeHtml(`${(0,verdict_mark/* markOf */.Fg)(report.verdict).headline}: ${report.title}`)}</title>`,
        `<style>${STYLE}</style>`,
        "</head>",
    ].join("\n");
}
function headerHtml(report) {
    const mark = (0,verdict_mark/* markOf */.Fg)(report.verdict);
    return [
        `<header class="${(0,verdict_mark/* styleOf */.Vj)(report.verdict)}"><div class="frame">`,
        '<p class="brand">Waybill</p>',
        `<h1>${escapeHtml(report.title)}</h1>`,
        `<p class="outcome">${badgeHtml(report.verdict, mark.headline)}${report.subtitle ? `<span>${escapeHtml(report.subtitle)}</span>` : ""}</p>`,
        report.rehearsal ? `<p class="rehearsal"><strong>Rehearsal</strong> <span>${escapeHtml(verdict_mark/* REHEARSAL_NOTICE */.R2)}</span></p>` : "",
        factsHtml(report.run ?? []),
        "</div></header>",
    ].join("");
}
function navigationHtml(placed, chain, next) {
    const items = placed.map(({ section, anchor }) => {
        const icon = section.verdict === undefined ? "" : `<span class="${(0,verdict_mark/* styleOf */.Vj)(section.verdict)}">${iconSvg(section.verdict)}</span>`;
        const word = section.verdict === undefined || section.verdict === "pass" ? "" : ` (${(0,verdict_mark/* markOf */.Fg)(section.verdict).word})`;
        return `<li><a href="#${anchor}">${icon}<span>${escapeHtml(section.title)}${word}</span></a></li>`;
    });
    return [
        '<nav aria-labelledby="contents"><h2 id="contents">On this page</h2><ol>',
        chain === undefined ? "" : `<li><a href="#${chain}">The chain</a></li>`,
        ...items,
        next === undefined ? "" : `<li><a href="#${next}">What to do now</a></li>`,
        "</ol></nav>",
    ].join("");
}
function chainHtml(report, anchor, anchors) {
    return [
        `<section id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">The chain</h2>`,
        renderChainSvg(report.chain, { embedded: true, direction: "row" }),
        renderChainSvg(report.chain, { embedded: true, direction: "column" }),
        notesHtml(report, anchors),
        "</section>",
    ].join("\n");
}
/** The notes of the steps, which the picture has no room for. */
function notesHtml(report, anchors) {
    const noted = report.chain.filter((step) => step.note);
    if (noted.length === 0)
        return "";
    const rows = noted.map((step) => [
        step.label,
        { text: (0,verdict_mark/* markOf */.Fg)(step.verdict).word, verdict: verdictOfStep(step.verdict) },
        step.note ?? "",
    ]);
    return blocksHtml([{ type: "details", summary: "What each step says", blocks: [{ type: "table", head: ["Step", "Verdict", "Note"], rows }] }], anchors);
}
function verdictOfStep(state) {
    return state === "skipped" || state === "running" || state === "missing" ? undefined : state;
}
function sectionHtml({ section, anchor }, anchors) {
    const badge = section.verdict === undefined ? "" : ` ${badgeHtml(section.verdict)}`;
    const title = `<h2 id="${anchor}-title">${escapeHtml(section.title)}${badge}</h2>`;
    const intro = section.intro ? `<p>${escapeHtml(section.intro)}</p>` : "";
    const body = `${intro}\n${blocksHtml(section.blocks, anchors)}`;
    if (!section.folded)
        return `<section id="${anchor}" aria-labelledby="${anchor}-title">${title}${body}</section>`;
    const summary = section.summary ? ` <span class="summary">${escapeHtml(section.summary)}</span>` : "";
    return `<section class="away" id="${anchor}" aria-labelledby="${anchor}-title"><details><summary>${title}${summary}</summary><div class="folded">${body}</div></details></section>`;
}
function nextHtml(next, anchor) {
    if (next.length === 0)
        return "";
    return `<section class="next" id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">What to do now</h2><ul>${next.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ul></section>`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown/text.js

// An empty entity that breaks mentions, issue references and short codes without changing what people see.
const BREAK = "&#8203;";
/**
 * Escapes a text for one line of GitHub's Markdown, also inside a table: nothing of it can become markup, HTML, a link, a mention, an
 * issue reference, a short code or a formula.
 */
function escapeMarkdown(text) {
    return (0,plain_text/* cleanLine */.Ow)(text)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll("\\", "&#92;")
        .replaceAll("|", "&#124;")
        .replaceAll("`", "&#96;")
        .replaceAll("$", "<span>$</span>")
        .replace(/[*_[\]{}()!~^=]/g, (character) => `\\${character}`)
        .replace(/^(\d+)([.)])/, (_, digits, end) => `${digits}${end === "." ? "\\." : end}`)
        .replace(/^([+-])/, "\\$1")
        .replace(/(?<!&)#/g, `\\#${BREAK}`)
        .replaceAll("@", `@${BREAK}`)
        .replace(/\b(GH)-(?=\d)/gi, `$1-${BREAK}`)
        .replace(/:(?=\/\/)/g, "\\:")
        .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
        .replace(/(www)\./gi, "$1\\.");
}
/** A text in code type on one line. It is an HTML element, because no backtick run is safe for every text inside a table. */
function codeMarkdown(text) {
    const escaped = (0,plain_text/* cleanLine */.Ow)(text)
        .replace(/[&<>"'\\|`*_[\]{}()!~^=$#]/g, (character) => `&#${character.codePointAt(0)};`)
        .replace(/:(?=\/\/)/g, "&#58;")
        .replace(/(www)\./gi, "$1&#46;")
        // Addresses become links even in code type; the element keeps the text as it is when it is copied.
        .replace(/@(?!sha256:)/g, "<span>@</span>");
    return escaped === "" ? "" : `<code>${escaped}</code>`;
}
/** A link when the target is a plain http or https URL, else the text alone. */
function linkMarkdown(text, href) {
    const url = (0,plain_text/* safeUrl */.Pl)(href);
    if (url === undefined)
        return escapeMarkdown(text);
    return `[${escapeMarkdown(text)}](<${url.replace(/[<>\\|\s`]/g, (character) => encodeURIComponent(character))}>)`;
}
/** A fenced block whose fence is longer than any run of backticks in the text. */
function fenceMarkdown(text, language) {
    const clean = (0,plain_text/* cleanText */.X5)(text).replace(/\n+$/, "");
    const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `${fence}${language.replace(/[^a-z0-9+-]/gi, "")}\n${clean}\n${fence}`;
}
// Longer than any digest or command of ours, so that only a text that is neither is ever cut.
const MAX_COPIED_CHARACTERS = 400;
/** A text in a fence of its own, which GitHub gives a button to copy. */
function copyMarkdown(label, text, language) {
    const fence = fenceMarkdown((0,plain_text/* clip */.$Q)((0,plain_text/* cleanLine */.Ow)(text), MAX_COPIED_CHARACTERS), language);
    return label === "" ? fence : `**${escapeMarkdown((0,plain_text/* clip */.$Q)(label, 80))}**\n${fence}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown/blocks.js





/** Renders blocks in order. */
function blocksMarkdown(blocks, limits) {
    return blocks.map((block) => blockMarkdown(block, limits)).filter((text) => text !== "");
}
function blockMarkdown(block, limits) {
    switch (block.type) {
        case "table":
            return tableMarkdown(block, limits);
        case "findings":
            return findingsMarkdown(block.findings, limits);
        case "code":
            return codeBlockMarkdown(block, limits);
        case "facts":
            return block.facts
                .map(({ label, value }) => `- **${escapeMarkdown((0,plain_text/* clip */.$Q)(label, limits.cellCharacters))}:** ${valueMarkdown((0,plain_text/* clip */.$Q)(value, limits.cellCharacters))}`)
                .join("\n");
        case "chart":
            return chartMarkdown(block, limits);
        case "text":
            return escapeMarkdown((0,plain_text/* clip */.$Q)(block.text, limits.codeCharacters));
        case "details":
            return `<details><summary>${escapeMarkdown((0,plain_text/* clip */.$Q)(block.summary, limits.cellCharacters))}</summary>\n\n${blocksMarkdown(block.blocks, limits).join("\n\n")}\n\n</details>`;
    }
}
/** Digests, references and paths are easier to read and copy in code type. */
function valueMarkdown(value) {
    return /sha256:|^[\w.-]+(?:\/[\w.@:-]+)+$/.test(value) ? codeMarkdown(value) : escapeMarkdown(value);
}
const RULER = { left: ":--", right: "--:", center: ":-:" };
function tableMarkdown(table, limits) {
    const shown = table.rows.slice(0, limits.rows);
    const width = Math.max(1, table.head.length, ...shown.map((row) => row.length));
    const columns = Array.from({ length: width }, (_, column) => column);
    const line = (cells) => `| ${columns.map((column) => cells[column] ?? "").join(" | ")} |`;
    const lines = [
        line(table.head.map((title) => escapeMarkdown((0,plain_text/* clip */.$Q)(title, limits.cellCharacters)))),
        line(columns.map((column) => RULER[table.align?.[column] ?? "left"])),
        ...shown.map((row) => line(row.map((cell) => cellMarkdown(cell, limits.cellCharacters)))),
    ];
    const rest = table.rows.length - shown.length;
    return [
        table.caption === undefined ? "" : `**${escapeMarkdown((0,plain_text/* clip */.$Q)(table.caption, limits.cellCharacters))}**`,
        lines.join("\n"),
        rest > 0 ? `> ${rest} of ${table.rows.length} rows are left out here.` : "",
    ]
        .filter((part) => part !== "")
        .join("\n\n");
}
function cellMarkdown(cell, max) {
    if (typeof cell === "string")
        return escapeMarkdown((0,plain_text/* clip */.$Q)(cell, max));
    const text = (0,plain_text/* clip */.$Q)(cell.text, max);
    const body = cell.href !== undefined ? linkMarkdown(text, cell.href) : cell.code ? codeMarkdown(text) : escapeMarkdown(text);
    return cell.verdict === undefined ? body : `${(0,verdict_mark/* markOf */.Fg)(cell.verdict).emoji} ${body}`;
}
const RANK = { error: 0, warning: 1, notice: 2 };
function findingsMarkdown(findings, limits) {
    // Where some are left out, errors are the last that go.
    const kept = new Set(findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, limits.findings));
    const shown = findings.filter((finding) => kept.has(finding));
    const rest = findings.length - shown.length;
    const lines = shown.map((finding) => findingMarkdown(finding, limits.cellCharacters));
    if (rest > 0)
        lines.push(`- ${rest} of ${findings.length} findings are left out here.`);
    return lines.join("\n");
}
function findingMarkdown(finding, max) {
    const say = (text) => escapeMarkdown((0,plain_text/* clip */.$Q)(text, max));
    const mark = (0,verdict_mark/* markOf */.Fg)((0,verdict_mark/* stateOfSeverity */.cb)(finding.severity));
    const emoji = finding.severity === "notice" ? "ℹ️" : mark.emoji;
    return [
        `- ${emoji} **${verdict_mark/* SEVERITY_WORD */.d1[finding.severity]}** ${say(finding.what)}`,
        finding.where ? ` ${codeMarkdown((0,plain_text/* clip */.$Q)((0,plain_text/* placeText */.Z9)(finding.where), max))}` : "",
        ` ${linkMarkdown((0,plain_text/* clip */.$Q)(finding.rule, max), ruleUrl(finding.rule))}`,
        finding.observed === undefined ? "" : `<br>Observed: ${say(finding.observed)}`,
        finding.expected === undefined ? "" : `<br>Expected: ${say(finding.expected)}`,
        finding.next === undefined ? "" : `<br>Next: ${say(finding.next)}`,
    ].join("");
}
function codeBlockMarkdown(block, limits) {
    // Never more characters than UTF-16 units.
    const characters = block.text.length > limits.codeCharacters ? [...block.text] : [];
    const cut = characters.length > limits.codeCharacters;
    const text = cut ? characters.slice(0, limits.codeCharacters).join("") : block.text;
    const caption = block.caption === undefined ? "" : escapeMarkdown((0,plain_text/* clip */.$Q)(block.caption, limits.cellCharacters));
    const lines = text.trimEnd().split("\n").length;
    const fence = fenceMarkdown(text, block.language);
    return [
        caption === "" || lines > fold/* MAX_OPEN_LINES */._ ? "" : `**${caption}**`,
        lines > fold/* MAX_OPEN_LINES */._ ? `<details><summary>${caption || "Code"} (${lines} lines)</summary>\n\n${fence}\n\n</details>` : fence,
        cut ? `> ${characters.length - limits.codeCharacters} of ${characters.length} characters are left out here.` : "",
    ]
        .filter((part) => part !== "")
        .join("\n\n");
}
const BARS = "▁▂▃▄▅▆▇█";
function chartMarkdown(chart, limits) {
    const shown = limits.points === 0 ? [] : chart.points.slice(-limits.points);
    const low = Math.min(...shown.map(({ y }) => y));
    const high = Math.max(...shown.map(({ y }) => y));
    const bars = shown.map(({ y }) => BARS[high === low ? 3 : Math.round(((y - low) / (high - low)) * (BARS.length - 1))] ?? "·").join("");
    const last = chart.points.at(-1);
    const rest = chart.points.length - shown.length;
    const facts = [
        last ? `last ${(0,plain_text/* number */.ai)(last.y)}${unit(chart)} (${last.x})` : "no values",
        ...(chart.center === undefined ? [] : [`centre ${(0,plain_text/* number */.ai)(chart.center)}`]),
        ...(chart.lower === undefined || chart.upper === undefined ? [] : [`limits ${(0,plain_text/* number */.ai)(chart.lower)} to ${(0,plain_text/* number */.ai)(chart.upper)}`]),
        ...(rest > 0 ? [`${rest} of ${chart.points.length} earlier values are left out here`] : []),
    ];
    return `**${escapeMarkdown((0,plain_text/* clip */.$Q)(chart.title, limits.cellCharacters))}** ${bars}<br>${escapeMarkdown(facts.join(", "))}`;
}
function unit(chart) {
    return chart.unit === undefined ? "" : ` ${chart.unit}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown/overview.js





/** Characters of a reason's parts, tried from the first on until all reasons fit; where it comes to the last, what is to do next goes. */
const REASON_CHARACTERS = [2000, 600, 300, 160, 80].map((what, index) => ({
    title: index < 4 ? 80 : 30,
    what,
    next: index < 4 ? what : 0,
}));
/**
 * Why a report did not pass: one line for every section that failed. At most `maxBytes` bytes; longer reasons are cut before any is left out,
 * because whoever reads only this must learn of all of them: 39,000 bytes hold 80 of any alphabet. Empty when everything passed.
 */
function reasonsMarkdown(report, maxBytes) {
    const reasons = (0,reason/* reasonsOf */.z)(report);
    if (reasons.length === 0)
        return "";
    const lines = REASON_CHARACTERS.map((limits) => reasons.map((reason) => reasonMarkdown(reason, limits)));
    const whole = lines.map(listOf).find((text) => Buffer.byteLength(text) <= maxBytes);
    if (whole !== undefined)
        return whole;
    const shortest = lines.at(-1) ?? [];
    for (let kept = shortest.length - 1; kept > 0; kept--) {
        const text = `${listOf(shortest.slice(0, kept))}\n- ${shortest.length - kept} more reasons are left out here.`;
        if (Buffer.byteLength(text) <= maxBytes)
            return text;
    }
    return "";
}
function listOf(lines) {
    return ["**Why**", "", ...lines].join("\n");
}
function reasonMarkdown({ title, verdict, what, where, next }, limits) {
    const say = (text, max) => escapeMarkdown((0,plain_text/* clip */.$Q)((0,plain_text/* cleanLine */.Ow)(text), max));
    const head = `- ${(0,verdict_mark/* markOf */.Fg)(verdict).emoji} **${say(title, limits.title)}:** ${say(what, limits.what)}`;
    if (limits.next === 0)
        return head;
    const place = where === undefined ? "" : ` ${codeMarkdown((0,plain_text/* clip */.$Q)((0,plain_text/* placeText */.Z9)(where), limits.next))}`;
    return `${head}${place}${next === undefined ? "" : ` Next: ${say(next, limits.next)}`}`;
}
/** What changes, what is proven, who approved, how to go back. */
function overviewMarkdown(overview, limits) {
    if (!overview)
        return "";
    return [
        overview.plan === undefined ? "" : copyMarkdown("Plan", overview.plan, "text"),
        changesMarkdown(overview, limits),
        provenMarkdown(overview.proven, limits),
        approvalsMarkdown(overview, limits),
        backMarkdown(overview, limits),
    ]
        .filter((part) => part !== "")
        .join("\n\n");
}
function changesMarkdown({ changes }, limits) {
    if (!changes)
        return "";
    const say = (text) => escapeMarkdown((0,plain_text/* clip */.$Q)(text, limits.cellCharacters));
    const rows = changes.slice(0, limits.rows).map(({ about, what, names }) => {
        return `- ${say(about)}: **${say(what)}**${names.length === 0 ? "" : ` (${namesMarkdown(names, limits)})`}`;
    });
    const rest = changes.length - rows.length;
    return [
        `**${overview/* QUESTIONS */.cE.changes}**\n`,
        ...(changes.length === 0 ? [overview/* NOTHING */.K$.changes] : rows),
        ...(rest > 0 ? [`- ${rest} more are left out here.`] : []),
    ].join("\n");
}
const MAX_NAMES = 12;
function namesMarkdown(names, limits) {
    const shown = names.slice(0, MAX_NAMES).map((name) => escapeMarkdown((0,plain_text/* clip */.$Q)(name, limits.cellCharacters)));
    return `${shown.join(", ")}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ""}`;
}
function provenMarkdown(proven, limits) {
    if (!proven)
        return "";
    if (proven.length === 0)
        return `**${overview/* QUESTIONS */.cE.proven}**\n\n${overview/* NOTHING */.K$.proven}`;
    // What is missing or failed is the news; when rows are cut, these stay.
    const sorted = proven.toSorted((a, b) => Number((0,overview/* isProven */.nn)(a)) - Number((0,overview/* isProven */.nn)(b)));
    const shown = new Set(sorted.slice(0, limits.rows));
    const say = (text) => escapeMarkdown((0,plain_text/* clip */.$Q)(text, limits.cellCharacters));
    const rows = proven
        .filter((row) => shown.has(row))
        .map(({ stage, thing, verdict, by, next }) => `| ${(0,verdict_mark/* markOf */.Fg)(verdict).emoji} ${(0,verdict_mark/* markOf */.Fg)(verdict).word} | ${say(stage)} | ${linkMarkdown((0,plain_text/* clip */.$Q)(thing, limits.cellCharacters), by)} | ${say(next ?? "")} |`);
    const rest = proven.length - rows.length;
    const missing = proven.filter((row) => !(0,overview/* isProven */.nn)(row)).length;
    return [
        `**${overview/* QUESTIONS */.cE.proven}** (${proven.length - missing} of ${proven.length})\n`,
        "| | Stage | About | Next |",
        "| :-- | :-- | :-- | :-- |",
        ...rows,
        ...(rest > 0 ? ["", `> ${rest} of ${proven.length} rows are left out here.`] : []),
    ].join("\n");
}
function approvalsMarkdown({ approvals }, limits) {
    if (!approvals)
        return "";
    if (approvals.length === 0)
        return `**${overview/* QUESTIONS */.cE.approvals}**\n\n${overview/* NOTHING */.K$.approvals}`;
    const say = (text) => escapeMarkdown((0,plain_text/* clip */.$Q)(text, limits.cellCharacters));
    const rows = approvals
        .slice(0, limits.rows)
        .map(({ by, verdict, what, next }) => `- ${(0,verdict_mark/* markOf */.Fg)(verdict).emoji} **${say(by)}**: ${say(what)}${next ? `. Next: ${say(next)}` : ""}`);
    const rest = approvals.length - rows.length;
    return [`**${overview/* QUESTIONS */.cE.approvals}**\n`, ...rows, ...(rest > 0 ? [`- ${rest} more are left out here.`] : [])].join("\n");
}
function backMarkdown({ back }, limits) {
    if (!back)
        return "";
    const text = `**${overview/* QUESTIONS */.cE.back}**\n\n${escapeMarkdown((0,plain_text/* clip */.$Q)(back.text, Math.max(limits.cellCharacters, 300)))}`;
    return back.command === undefined ? text : `${text}\n${copyMarkdown("", back.command, "sh")}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown/page.js





/** Levels of detail, tried from the first on until a report fits. */
const LEVELS = [
    { rows: Infinity, findings: Infinity, points: 400, codeCharacters: Infinity, cellCharacters: Infinity, folded: true },
    { rows: 1000, findings: 250, points: 200, codeCharacters: 30_000, cellCharacters: 2000, folded: false },
    { rows: 250, findings: 100, points: 200, codeCharacters: 8000, cellCharacters: 1000, folded: false },
    { rows: 60, findings: 40, points: 100, codeCharacters: 2000, cellCharacters: 300, folded: false },
    { rows: 20, findings: 15, points: 40, codeCharacters: 600, cellCharacters: 160, folded: false },
    { rows: 5, findings: 5, points: 20, codeCharacters: 200, cellCharacters: 100, folded: false },
];
const SHORTENED = "This report was shortened to fit GitHub's limit. What is left out is said where it is missing; the HTML page has everything.";
/** The part of a report's bytes that the reasons of what failed may take, before anything else gets room. */
const REASONS_SHARE = 0.6;
/**
 * Renders a report as GitHub's Markdown of at most `maxBytes` bytes of UTF-8 (so never more characters either). What is folded away, then long
 * tables, code and lists are shortened step by step until it fits, and every place where something is left out says so. Why something failed
 * stands at the top and is kept whatever else goes.
 */
function renderMarkdown(report, options) {
    const fits = (text) => Buffer.byteLength(text) <= options.maxBytes;
    const reasons = reasonsMarkdown(report, options.maxBytes * REASONS_SHARE);
    for (const [level, limits] of LEVELS.entries()) {
        const text = wholeReport(report, reasons, limits, { isShortened: level > 0, maxBytes: options.maxBytes });
        if (text !== undefined && fits(text))
            return text;
    }
    for (let kept = Math.min(report.sections.length, 400); kept >= 0; kept = Math.min(kept - 1, Math.floor(kept / 2))) {
        const text = outline(report, reasons, kept);
        if (fits(text))
            return text;
    }
    return lastResort(report, reasons, options.maxBytes);
}
/** The report at one level of detail; undefined as soon as its sections alone are too long, so that a huge one is not drawn six times. */
function wholeReport(report, reasons, limits, { isShortened, maxBytes }) {
    const sections = [];
    let bytes = 0;
    for (const section of report.sections) {
        const text = sectionMarkdown(section, limits);
        sections.push(text);
        bytes += Buffer.byteLength(text);
        if (bytes > maxBytes)
            return undefined;
    }
    return join([
        ...opening(report, limits.cellCharacters),
        ...(isShortened ? [`> ${SHORTENED}`] : []),
        reasons,
        overviewMarkdown(report.overview, limits),
        chainTable(report.chain, limits),
        ...sections,
        nextSteps(report.next ?? [], limits.cellCharacters),
    ]);
}
function sectionMarkdown(section, limits) {
    if (!section.folded)
        return join([sectionHead(section, limits.cellCharacters), ...blocksMarkdown(section.blocks, limits)]);
    const mark = section.verdict === undefined ? "" : `${(0,verdict_mark/* markOf */.Fg)(section.verdict).emoji} `;
    const word = section.verdict === undefined ? "" : ` (${(0,verdict_mark/* markOf */.Fg)(section.verdict).word})`;
    const summary = section.summary ? `: ${escapeMarkdown((0,plain_text/* clip */.$Q)(section.summary, limits.cellCharacters))}` : "";
    const line = `${mark}<b>${escapeMarkdown((0,plain_text/* clip */.$Q)(section.title, limits.cellCharacters))}</b>${word}${summary}`;
    if (!limits.folded)
        return `${line}<br>Its details are left out here.\n`;
    return `<details><summary>${line}</summary>\n\n${join(blocksMarkdown(section.blocks, limits))}\n</details>\n`;
}
/** Only names, verdicts and reasons, the first `kept` of each list. */
function outline(report, reasons, kept) {
    const smallest = { rows: kept, findings: 1, points: 0, codeCharacters: 0, cellCharacters: 100, folded: false };
    const rest = report.sections.length - kept;
    return join([
        ...opening({ ...report, run: [] }, 200),
        `> ${SHORTENED}`,
        reasons,
        kept > 0 ? overviewMarkdown(report.overview, smallest) : "",
        chainTable(report.chain, smallest),
        ...report.sections.slice(0, kept).map((section) => sectionHead({ ...section, intro: "" }, 100)),
        rest > 0 ? `> ${rest} of ${report.sections.length} sections are left out here.` : "",
    ]);
}
function lastResort(report, reasons, maxBytes) {
    const mark = (0,verdict_mark/* markOf */.Fg)(report.verdict);
    const rest = `${mark.emoji} ${mark.headline}. The rest of this report is left out, because it does not fit here; the HTML page has everything.\n`;
    const candidates = [...(reasons === "" ? [] : [join([rest.trimEnd(), reasons])]), rest, `${mark.headline}; the rest is left out.\n`];
    return candidates.find((text) => Buffer.byteLength(text) <= maxBytes) ?? (0,plain_text/* clip */.$Q)(mark.word, Math.max(1, Math.floor(maxBytes / 4)));
}
function opening(report, max) {
    const mark = (0,verdict_mark/* markOf */.Fg)(report.verdict);
    const facts = (report.run ?? []).map(({ label, value, href }) => `${escapeMarkdown((0,plain_text/* clip */.$Q)(label, max))}: ${href ? linkMarkdown((0,plain_text/* clip */.$Q)(value, max), href) : codeMarkdown((0,plain_text/* clip */.$Q)(value, max))}`);
    return [
        `# ${mark.emoji} ${escapeMarkdown((0,plain_text/* clip */.$Q)(report.title, max))}`,
        report.rehearsal ? `> [!NOTE]\n> ${verdict_mark/* REHEARSAL_NOTICE */.R2}` : "",
        `**${mark.headline}.** ${escapeMarkdown((0,plain_text/* clip */.$Q)(report.subtitle ?? "", max))}`.trimEnd(),
        facts.join(" · "),
    ];
}
function chainTable(chain, limits) {
    if (chain.length === 0)
        return "";
    const shown = chain.slice(0, limits.rows);
    const rows = shown.map((step) => {
        const mark = (0,verdict_mark/* markOf */.Fg)(step.verdict);
        const time = step.durationMs === undefined ? "" : (0,plain_text/* duration */.p0)(step.durationMs);
        return `| ${mark.emoji} ${mark.word} | ${escapeMarkdown((0,plain_text/* clip */.$Q)(step.label, limits.cellCharacters))} | ${time} | ${escapeMarkdown((0,plain_text/* clip */.$Q)(step.note ?? "", limits.cellCharacters))} |`;
    });
    const rest = chain.length - shown.length;
    const table = ["| Verdict | Step | Time | Note |", "| :-- | :-- | --: | :-- |", ...rows].join("\n");
    return rest > 0 ? `${table}\n\n> ${rest} of ${chain.length} steps are left out here.` : table;
}
function sectionHead(section, max) {
    const mark = section.verdict === undefined ? "" : `${(0,verdict_mark/* markOf */.Fg)(section.verdict).emoji} `;
    const word = section.verdict === undefined ? "" : ` (${(0,verdict_mark/* markOf */.Fg)(section.verdict).word})`;
    return join([
        `## ${mark}${escapeMarkdown((0,plain_text/* clip */.$Q)(section.title, max))}${word}`,
        section.intro ? escapeMarkdown((0,plain_text/* clip */.$Q)(section.intro, max)) : "",
    ]).trimEnd();
}
function nextSteps(next, max) {
    if (next.length === 0)
        return "";
    return join(["## What to do now", next.map((step) => `- ${escapeMarkdown((0,plain_text/* clip */.$Q)(step, max))}`).join("\n")]).trimEnd();
}
function join(parts) {
    return `${parts
        .map((part) => part.trimEnd())
        .filter((part) => part !== "")
        .join("\n\n")}\n`;
}

;// CONCATENATED MODULE: ./packages/report/lib/index.js








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
