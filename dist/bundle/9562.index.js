export const id = 9562;
export const ids = [9562,3129];
export const modules = {

/***/ 50076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tk: () => (/* binding */ declarationOfModel),
/* harmony export */   _V: () => (/* binding */ declaredFiles),
/* harmony export */   gY: () => (/* binding */ declarationOfData)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72559);



/** Of what waybill.yml demands of a data set: evidence about other demands is no evidence. */
async function declarationOfData({ workspace }, entry) {
    const checks = entry.checks === undefined ? entry.inline : await digestAt(workspace, entry.checks);
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ checks: checks ?? null, history: entry.history ?? null });
}
/** Of what waybill.yml demands of a model. */
function declarationOfModel({ gate, allowPickle, metrics, baseline }) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ gate, allowPickle, metrics: metrics ?? null, baseline: baseline ?? null });
}
const known = new WeakMap();
/**
 * Reads them once for all gates of a run: large data is not hashed before every step. The verification at the end reads every file again.
 * Throws an `input` error that names each missing file.
 */
function declaredFiles(project, environment) {
    const byEnvironment = known.get(project.config) ?? new Map();
    known.set(project.config, byEnvironment);
    const files = byEnvironment.get(environment.name) ?? readFiles(project, environment);
    byEnvironment.set(environment.name, files);
    return files;
}
async function readFiles(project, environment) {
    const { config, workspace } = project;
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(project, "data", Object.keys(config.data));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(project, "models", Object.keys(config.models));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(project, "databases", environment.databases);
    const data = {};
    for (const entry of Object.values(config.data))
        data[entry.name] = {
            path: entry.source,
            digest: await digestAt(workspace, entry.source),
            declaration: await declarationOfData(project, entry),
        };
    const models = {};
    for (const entry of Object.values(config.models))
        models[entry.name] = { path: entry.path, digest: await digestAt(workspace, entry.path), declaration: declarationOfModel(entry) };
    const databases = {};
    for (const { name, migrations } of (0,_session_select_js__WEBPACK_IMPORTED_MODULE_2__/* .databasesOf */ .oD)(config, environment))
        databases[name] = { path: migrations, digest: await digestAt(workspace, migrations) };
    return { data, models, databases };
}
async function digestAt(workspace, path) {
    return (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .resolveInWorkspace */ .S)(workspace, path, "path"))).digest;
}


/***/ }),

/***/ 17288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ defaultRequirements),
/* harmony export */   g: () => (/* binding */ demandsOn)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72669);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43855);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19811);



const PASSING = ["pass", "warn"];
/** What is demanded of a release to an environment without any policy: every stage that the project has, with a passing verdict. */
function defaultRequirements(config, environment) {
    const { file = "the inputs" } = config;
    const declared = {
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        images: environment.images,
        databases: environment.databases,
        environment: [environment.name],
    };
    // The last one is made of all the others.
    return _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.filter((stage) => stage !== "release").flatMap((stage) => {
        const { about } = _waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .PREDICATES */ .J[stage];
        if (declared[about].length === 0)
            return [];
        const why = about === "environment" ? "every release" : `${file} has ${declared[about].join(", ")}`;
        return [{ stage, allow: PASSING, from: `default: ${why}` }];
    });
}
/**
 * What the evidence for an environment must be, from the default list, the policy and the input 'require'. Undefined for a step that is used
 * alone, without a waybill.yml, a policy or that input: then nothing was asked for, and nothing is called tested. Throws an `input` error
 * when no verdict would satisfy all who demand one.
 */
function demandsOn({ config, require }, environment) {
    const asked = require.map((stage) => ({ stage, allow: PASSING, from: "the input 'require'" }));
    const alone = config.file === undefined && config.policy.sources.length === 0;
    if (alone && asked.length === 0)
        return undefined;
    const declared = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .requirementsFor */ .eK)(config.policy, environment.name);
    const base = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .tightenRequirements */ .G4)(alone ? [] : defaultRequirements(config, environment), declared);
    const all = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .tightenRequirements */ .G4)(base.requirements, asked);
    const [problem] = [...base.problems, ...all.problems];
    if (problem)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .inputError */ .Xu)("policy", `cannot be satisfied: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .describeFinding */ .jb)(problem)}`);
    const selfApproval = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .selfApprovalFor */ .JT)(config.policy, environment.name);
    const isStrict = config.policy.signers.length > 0 || selfApproval === "refuse" || declared.some(({ stage }) => stage === "approve");
    return { demands: all.requirements, selfApproval, dirty: isStrict ? "refuse" : "allow", sources: config.policy.sources };
}


/***/ }),

/***/ 30105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RU: () => (/* binding */ expectRelease),
/* harmony export */   eW: () => (/* binding */ isTested),
/* harmony export */   lt: () => (/* binding */ passGate),
/* harmony export */   xt: () => (/* binding */ askEvidence)
/* harmony export */ });
/* unused harmony export imageDigests */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22079);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45457);
/* harmony import */ var _declared_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50076);
/* harmony import */ var _demands_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17288);
/* harmony import */ var _gather_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6017);





/**
 * Asks for the evidence that a step rests on, before it changes anything. This is the only list of preconditions: every stage that changes
 * something calls it first, so the command, the root action and the single actions refuse for the same reasons in the same words. Throws a
 * `verdict` error with every reason; reports what was passed over.
 */
async function passGate(context, environment, step) {
    const evaluation = await askEvidence(context, environment, step);
    if (!evaluation || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(evaluation.verdict))
        return evaluation;
    throw refusal(environment, evaluation);
}
/** Judges the evidence for a step and throws nothing about it; undefined when nobody asked for evidence. */
async function askEvidence(context, environment, step) {
    const policy = (0,_demands_js__WEBPACK_IMPORTED_MODULE_1__/* .demandsOn */ .g)(context, environment);
    if (!policy)
        return undefined;
    const expected = await expectRelease(context, environment, step);
    const bundles = await (0,_gather_js__WEBPACK_IMPORTED_MODULE_2__/* .gatherStatements */ .Y)(context, environment, expected);
    const evaluation = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .evaluate */ ._)(bundles, await context.verifierFor(bundles), policy, expected);
    reportIgnored(context, evaluation);
    return evaluation;
}
/** What evidence for a release to an environment must be about. */
async function expectRelease(context, environment, { before, images, plan }) {
    const { config, run } = context;
    const earlier = environment.after === undefined ? undefined : config.environments[environment.after];
    return {
        run,
        application: config.name,
        environment: environment.name,
        images: imageDigests(images),
        ...(await (0,_declared_js__WEBPACK_IMPORTED_MODULE_4__/* .declaredFiles */ ._V)(context, environment)),
        plan,
        approvedIn: run.run,
        after: earlier && {
            environment: earlier.name,
            images: environment.images.filter((name) => earlier.images.includes(name)),
        },
        before,
        now: context.clock(),
    };
}
/** The images of a release by their digests. Throws a `TypeError` for a reference without one, which no caller hands on. */
function imageDigests(images) {
    return Object.fromEntries(Object.entries(images).map(([name, reference]) => {
        const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .imageOf */ .d)(reference);
        if (!image)
            throw new TypeError(`the image '${reference}' is not named by its digest`);
        return [name, image];
    }));
}
/** Whether evidence shows that every image was run and answered. */
function isTested(gate) {
    const tests = gate?.proofs.filter(({ stage }) => stage === "test") ?? [];
    return tests.length > 0 && tests.every(({ verdict }) => verdict === "pass");
}
function refusal({ name }, { findings }) {
    const reasons = findings.filter(({ severity }) => severity === "error").map((finding) => `  ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .describeFinding */ .jb)(finding)}`);
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .ActionError */ .lZ("verdict", `Nothing was changed in ${name}, because ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(reasons.length, "reason")} ${reasons.length === 1 ? "stands" : "stand"} against it:\n${reasons.join("\n")}`);
}
function reportIgnored({ reporter }, { ignored }) {
    const [first] = ignored;
    if (first === undefined)
        return;
    reporter.info(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(ignored.length, "statement")} about these things ${ignored.length === 1 ? "was" : "were"} passed over. The first: ${first}`);
}


/***/ }),

/***/ 6017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ gatherStatements)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73015);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22079);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19811);


const PARALLEL = 4;
/**
 * Every statement about the things of a release: those of this run, and those that the registry has for the digests as they are now. Nothing
 * is chosen and nothing trusted here; `evaluate` does both.
 */
async function gatherStatements(context, environment, expected) {
    const places = [
        ...Object.values(expected.images).map(({ repository, digest }) => ({ digest, repository })),
        ...[...Object.values(expected.data), ...Object.values(expected.models), ...Object.values(expected.databases)].map(({ digest }) => ({
            digest,
        })),
        ...(expected.plan === undefined ? [] : [{ digest: expected.plan }]),
        ...(expected.before === "release" ? await manifestPlaces(context, environment) : []),
        ...(expected.after
            ? [{ digest: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_0__/* .releaseDigest */ .c)({ ...expected, environment: expected.after.environment, commit: expected.run.commit }) }]
            : []),
    ];
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(places, PARALLEL, ({ digest, repository }) => context.store.findAll(digest, repository));
    reportLosses(context, found);
    return [...context.statements, ...found.flatMap(({ bundles }) => bundles)];
}
/** A deployment's statement is found by the manifests that it applied. */
async function manifestPlaces({ workspace }, { manifests }) {
    return Promise.all(manifests.map(async (path) => ({ digest: (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .resolveInWorkspace */ .S)(workspace, path, "manifests"))).digest })));
}
/** Foreign things beside an image are nobody's fault and no evidence; a lost entry of an index is a registry that loses, which people should know. */
function reportLosses({ reporter }, found) {
    const skipped = found.flatMap((place) => place.skipped);
    const lost = new Set(found.flatMap((place) => place.missingFromIndex)).size;
    if (skipped[0] !== undefined)
        reporter.info(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .countOf */ .pq)(skipped.length, "thing")} beside the images could not be read as evidence. The first: ${skipped[0]}`);
    if (lost > 0)
        reporter.warn(`The registry's index of referrers has lost ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .countOf */ .pq)(lost, "entry", "entries")}. Waybill found the evidence by its own tags; cosign and other tools will not. Publish it again by running the stage again.`);
}


/***/ }),

/***/ 85044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ approvalRow),
/* harmony export */   l: () => (/* binding */ approvalSection)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29462);

const SOURCES = {
    "github-review": "a review of the deployment on GitHub",
    comment: "a comment on GitHub",
    prompt: "an answer at the terminal",
    flag: "an option or input of the run",
    none: "nobody approved",
};
/** An approval in one line of the overview: who, and whether the plan's digest was before them. */
function approvalRow({ plan, boundToPlan, approvers, rejectedBy = [], source }, verdict) {
    const name = `plan ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(plan)}`;
    if (rejectedBy.length > 0)
        return { by: rejectedBy.join(", "), verdict, what: `rejected ${name}` };
    if (approvers.length === 0)
        return { by: "Nobody", verdict, what: `approved ${name}` };
    const what = boundToPlan ? `approved ${name}` : `let the run go on, without this plan's digest: ${SOURCES[source]}`;
    return { by: approvers.join(", "), verdict, what };
}
/** Who approved or rejected what, and how that is known. */
function approvalSection(fact, verdict, note) {
    const { approvers, rejectedBy, authors } = fact;
    return {
        id: `approval-${fact.environment}`,
        title: `Approval for ${fact.environment}`,
        verdict,
        intro: note,
        overview: {
            plan: fact.plan,
            approvals: [approvalRow(fact, verdict)],
        },
        blocks: [
            {
                type: "facts",
                facts: [
                    { label: "Plan", value: fact.plan },
                    { label: "Source", value: SOURCES[fact.source] },
                    { label: "Approved by", value: approvers.join(", ") || "nobody" },
                    ...(rejectedBy ? [{ label: "Rejected by", value: rejectedBy.join(", ") }] : []),
                    { label: "Bound to this plan", value: fact.boundToPlan ? "yes" : "no" },
                    { label: "Self-approved", value: fact.selfApproved ? "yes" : "no" },
                    { label: "Authors of the commit", value: authors.join(", ") || "not known" },
                    { label: "Attempt", value: String(fact.attempt) },
                    { label: "Comment", value: fact.comment ?? "none" },
                ],
            },
        ],
    };
}


/***/ }),

/***/ 29462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   ix: () => (/* binding */ megabytes)
/* harmony export */ });
/** A duration in milliseconds as people read it: `12 ms`, `3.4 s`. */
function seconds(milliseconds) {
    return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
/** A size in bytes as people read it, in powers of ten: `12 kB`, `3.4 MB`. */
function megabytes(bytes) {
    return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
/** The first 12 hex digits of a digest, enough to recognise it. */
function shortDigest(digest) {
    return digest.slice(7, 19);
}


/***/ }),

/***/ 76954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MB: () => (/* binding */ deployBlocks),
  k5: () => (/* binding */ findingsBlock),
  X1: () => (/* binding */ migrationBlocks),
  lA: () => (/* binding */ planSection)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/report/lib/fold.js
var fold = __webpack_require__(43129);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/change-text.js

/** Lines of a text that did not change and stand beside one that did. */
const CONTEXT_LINES = 2;
/**
 * What happens to an object, field by field, as a diff: `- spec.replicas: 1`, `+ spec.replicas: 2`. Values of Secrets are hidden already; nothing
 * is cut, because a person approves it.
 */
function changeText(object) {
    return object.diff.flatMap(changeLines).join("\n");
}
function changeLines({ path, before, after }) {
    if (isLongText(before) && isLongText(after))
        return [`  ${path}: |`, ...textLines(before.split("\n"), after.split("\n")).map((line) => `${line[0] ?? " "}   ${line.slice(1)}`)];
    return [...fieldLines(path, before).map((line) => `- ${line}`), ...fieldLines(path, after).map((line) => `+ ${line}`)];
}
/** Every field below a value on a line of its own; nothing for a value that is not there. */
function fieldLines(path, value) {
    if (value === undefined)
        return [];
    if ((0,json/* isRecord */.u4)(value) && Object.keys(value).length > 0)
        return Object.entries(value).flatMap(([key, member]) => fieldLines(joinPath(path, key), member));
    if (Array.isArray(value) && value.length > 0)
        return value.flatMap((item, index) => fieldLines(`${path}[${itemName(item) ?? index}]`, item));
    if (isLongText(value))
        return [
            `${path}: |`,
            ...value
                .replace(/\n$/, "")
                .split("\n")
                .map((line) => `  ${line}`),
        ];
    return [`${path}: ${typeof value === "string" ? showText(value) : JSON.stringify(value)}`];
}
function isLongText(value) {
    return typeof value === "string" && value.includes("\n");
}
/** A text as YAML would show it: quoted where it could be taken for something else. */
function showText(text) {
    return /^[A-Za-z/][\w./:@%+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}
function joinPath(path, key) {
    const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
    return path === "" ? step : `${path}.${step}`;
}
function itemName(item) {
    return (0,json/* isRecord */.u4)(item) && typeof item["name"] === "string" ? `name=${item["name"]}` : undefined;
}
/** The lines that differ between two texts, each with its sign, and those around them; how many others there are is said. */
function textLines(before, after) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start])
        start++;
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end])
        end++;
    const head = before.slice(0, start);
    const tail = before.slice(before.length - end);
    return [
        ...unchanged(head.slice(0, -CONTEXT_LINES)),
        ...head.slice(-CONTEXT_LINES).map((line) => ` ${line}`),
        ...before.slice(start, before.length - end).map((line) => `-${line}`),
        ...after.slice(start, after.length - end).map((line) => `+${line}`),
        ...tail.slice(0, CONTEXT_LINES).map((line) => ` ${line}`),
        ...unchanged(tail.slice(CONTEXT_LINES)),
    ];
}
function unchanged(lines) {
    return lines.length === 0 ? [] : [` … ${(0,lib_text/* countOf */.pq)(lines.length, "line")} as before`];
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/plan-section.js





/**
 * The report section that a release manager approves: what cannot be applied, every object with its changes, all pending SQL. `proofs` is what
 * the gate found before the plan.
 */
function planSection(plan, proofs) {
    const { environment, digest } = plan;
    const blocks = [
        ...findingsBlock(plan.findings),
        {
            type: "facts",
            facts: [
                { label: "Environment", value: environment },
                { label: "Commit", value: plan.components.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    return {
        id: `plan-${environment}`,
        title: `Plan for ${environment}`,
        verdict: (0,verdict/* verdictOf */.Vj)(plan.findings),
        overview: {
            plan: digest,
            changes: [
                ...Object.entries(plan.migrations).flatMap(([name, { pending }]) => (0,overview/* migrationChanges */.qQ)(name, pending, "planned")),
                ...(0,overview/* objectChanges */.Bx)(plan.deploy, "planned"),
            ],
            ...(proofs ? { proven: (0,overview/* proofRows */.u4)(proofs) } : {}),
            approvals: [
                {
                    by: "Nobody yet:",
                    verdict: "missing",
                    what: `plan ${(0,format/* shortDigest */.VK)(digest)} waits for its approval. On GitHub, quote its digest in the review; at a terminal:`,
                    next: `waybill release -e ${environment} --approve ${digest}`,
                },
            ],
            back: (0,overview/* wayBack */.lZ)(environment, plan.deploy.lastGoodRevision, "planned"),
        },
        blocks,
    };
}
/** What a migration plan would run, with all of its SQL. */
function migrationBlocks(name, plan) {
    const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
    if (plan.pending.length === 0)
        return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
    return [
        {
            type: "table",
            caption: `Pending migrations of database ${name} (${target})`,
            head: ["Version", "Name", "File", "Transaction"],
            rows: plan.pending.map((migration) => [
                migration.version,
                migration.name,
                { text: migration.file, code: true },
                migration.transactional ? "yes" : "no, statement by statement",
            ]),
        },
        ...plan.pending.map(({ file, sql }) => ({
            type: "code",
            language: "sql",
            text: sql,
            caption: `SQL that will run: ${file}`,
            whole: true,
        })),
    ];
}
/** What a deploy plan would change, object by object and field by field. */
function deployBlocks(plan) {
    const created = plan.objects.filter((object) => object.action === "create");
    const changed = plan.objects.filter((object) => object.action !== "create" && object.action !== "unchanged");
    return [
        ...(0,fold/* foldRows */.$)({
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            align: ["left", "left", "left", "right"],
            rows: plan.objects.map((object) => [
                { text: nameOf(object), code: true },
                object.action,
                placeOf(object),
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        }, (row) => row[1] === "unchanged", (count) => `${(0,lib_text/* countOf */.pq)(count, "object does", "objects do")} not change`),
        ...changed.map(changeBlock),
        // What is new has every field in its diff, which hides what changes; on a page it unfolds.
        ...(created.length > 0
            ? [
                {
                    type: "details",
                    summary: `${(0,lib_text/* countOf */.pq)(created.length, "new object")}, field by field`,
                    whole: true,
                    blocks: created.map(changeBlock),
                },
            ]
            : []),
    ];
}
function changeBlock(object) {
    const text = changeText(object);
    const caption = `${object.action} ${nameOf(object)} (${placeOf(object)})`;
    if (text === "")
        return { type: "text", text: `${caption}: its fields are not known; see the findings.` };
    return { type: "code", language: "diff", text, caption, whole: true };
}
function nameOf({ ref }) {
    return `${ref.kind}/${ref.name}`;
}
function placeOf({ file, line, action }) {
    if (file !== "")
        return `${file}:${line}`;
    return action === "delete" ? "no longer in the manifests" : "waybill.yml";
}
/** The findings as a block; none when there are none. */
function findingsBlock(findings) {
    return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}


/***/ }),

/***/ 78563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IF: () => (/* binding */ approvalsSeen),
/* harmony export */   KP: () => (/* binding */ proveApproval),
/* harmony export */   WA: () => (/* binding */ approveStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43855);
/* harmony import */ var _sections_approval_section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85044);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);



/** GitHub asks the reviewers again, and the plan job lists anew what was there before it. */
const AGAIN = "Nothing was changed. Re-run all jobs of this run, and review the deployment when its new plan is there. A job that plans and deploys in one needs the plan's digest as 'approve', because its review comes before its plan.";
/**
 * The reviews of this run that are there now, for the plan's statement. GitHub's reviews say neither when nor in which attempt they were
 * given, so an approval of this plan is one that is not in this list. Undefined outside GitHub, and with a warning when it cannot be read.
 */
async function approvalsSeen({ run, github, githubRunId, reporter }) {
    if (!github || githubRunId === "0")
        return undefined;
    const reviews = await tryReading(() => github.findApprovals(githubRunId));
    if ("why" in reviews) {
        reporter.warn(`The plan cannot say which reviews were there before it, so a review on GitHub will not count. ${reviews.why}`);
        return undefined;
    }
    return { runId: githubRunId, attempt: run.attempt, entries: reviews.value };
}
/**
 * Asks for approval of exactly this plan. `seen` is what the plan's statement lists (`approvalsSeen`); only reviews that came after it count.
 * Passes when an approver is known to have had the plan's digest before them; warns when only the job was approved, nobody is asked, or
 * nobody looked (`yes`); fails when a reviewer rejected; is inconclusive when GitHub does not say who approved this attempt. Throws a
 * `verdict` error for the digest of another plan and for a no at the terminal, an `environment` error when GitHub cannot be asked at all.
 */
async function approveStage(context, environment, plan, source, seen) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `approve/${environment.name}`, "approve", `Approve ${environment.name}`, async () => {
        const answer = withoutEmptyNames(await askSource(context, environment, plan, source, seen));
        const authors = await readAuthors(context);
        const { verdict, note, ...found } = "why" in authors ? withoutAuthors(answer, authors.why) : answer;
        const names = "why" in authors ? [] : authors.value;
        const fact = {
            plan: plan.digest,
            environment: environment.name,
            ...found,
            run: context.run.run,
            attempt: context.run.attempt,
            authors: names,
            selfApproved: isSelfApproved(found.approvers, [...names, context.run.actor, context.triggeringActor ?? context.run.actor]),
        };
        return {
            verdict,
            note,
            result: fact,
            section: (0,_sections_approval_section_js__WEBPACK_IMPORTED_MODULE_1__/* .approvalSection */ .l)(fact, verdict, note),
            evidence: { subjects: [{ kind: "plan", name: environment.name, digest: plan.digest }], facts: fact },
        };
    });
}
async function askSource(context, environment, plan, source, seen) {
    const { actor } = context.run;
    switch (source.kind) {
        case "digest":
            if (source.digest !== plan.digest) {
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The approval is for plan ${source.digest}, but the plan for ${environment.name} is now ${plan.digest}: the release, a database or the cluster has changed since. Read the new plan and approve it with --approve ${plan.digest}.`);
            }
            return { source: "flag", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}, who gave the plan's digest` };
        case "yes":
            return { source: "flag", approvers: [actor], boundToPlan: false, verdict: "warn", note: `by ${actor} for whatever the plan is` };
        case "ask":
            if (!(await source.ask(plan)))
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The plan ${plan.digest} for ${environment.name} was not approved, so nothing was changed. Run again when it should be.`);
            return { source: "prompt", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}` };
        case "github":
            if (!context.github)
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.");
            return askGitHub(context, context.github, environment.name, plan, seenBefore(context, source.oneJob, seen));
    }
}
async function askGitHub(context, github, environment, plan, seen) {
    const reviews = await tryReading(() => github.findApprovals(context.githubRunId));
    if ("why" in reviews)
        return nobody("inconclusive", `GitHub did not say who approved this run. ${reviews.why} ${AGAIN}`);
    const unusable = whyUnusable(context, seen);
    const added = seen && unusable === undefined ? newReviews(environment, seen.entries, reviews.value) : [];
    const rejections = added.filter(({ state }) => state === "rejected");
    if (rejections.length > 0)
        return rejected(environment, rejections);
    const approvals = added.filter(({ state }) => state === "approved");
    if (approvals.length > 0)
        return reviewed(plan, approvals);
    const reviewers = await github.environmentReviewers(environment);
    switch (reviewers.kind) {
        case "none":
            return nobody("warn", `by nobody (GitHub asks no reviewer for environment ${environment})`);
        case "unknown":
            return nobody("inconclusive", `GitHub did not say whether environment ${environment} asks for reviewers. ${reviewers.why} ${AGAIN}`);
        case "required":
            return nobody("inconclusive", `${unusable ?? `Nobody reviewed environment ${environment} after the plan was made.`} ${AGAIN}`);
    }
}
/**
 * In a run's first attempt every review is of this attempt. Where one job plans and applies, its reviewers answered before there was a plan:
 * they approved the job and not the plan, which is a warning and not an approval that nobody gave.
 */
function seenBefore({ run }, oneJob, seen) {
    return oneJob && seen && run.attempt === 1 ? { ...seen, entries: [] } : seen;
}
/** Why the plan's list does not tell this attempt's reviews from older ones; undefined when it does. */
function whyUnusable({ run, githubRunId }, seen) {
    if (!seen)
        return "The plan does not say which reviews were there before it, so nobody knows which of them are of this plan.";
    if (seen.runId === githubRunId && seen.attempt === run.attempt)
        return undefined;
    return `The plan is of run ${seen.runId}, attempt ${seen.attempt}, and was not made again for run ${githubRunId}, attempt ${run.attempt}.`;
}
/**
 * The reviews of one environment that were not there before: the difference of both lists as multisets, because a person may review a later
 * attempt in the same words. GitHub takes the names of environments in any case.
 */
function newReviews(environment, before, now) {
    const name = environment.toLowerCase();
    const own = (reviews) => reviews.filter(({ environments }) => environments.some((other) => other.toLowerCase() === name));
    // Without the other environments that a review speaks of: that list may have grown since.
    const key = ({ user, state, comment }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)([user, state, comment]);
    const left = new Map();
    for (const review of own(before))
        left.set(key(review), (left.get(key(review)) ?? 0) + 1);
    return own(now).filter((review) => {
        const known = left.get(key(review)) ?? 0;
        left.set(key(review), known - 1);
        return known <= 0;
    });
}
function rejected(environment, rejections) {
    const rejectedBy = [...new Set(rejections.map(({ user }) => user || "an account that is gone"))];
    return {
        ...nobody("fail", `${rejectedBy.join(", ")} rejected the deployment to ${environment}, so nothing was changed.`),
        rejectedBy,
        comment: rejections.map(({ comment }) => comment).find((text) => text !== ""),
    };
}
function reviewed({ digest }, approvals) {
    // A reviewer who quotes the digest has seen the plan; otherwise only the job was approved. One without a name binds nothing.
    const quoting = approvals.find(({ user, comment }) => user.trim() !== "" && comment.includes(digest));
    const approvers = [...new Set(approvals.map(({ user }) => user))];
    return {
        source: "github-review",
        approvers,
        boundToPlan: quoting !== undefined,
        comment: quoting?.comment ?? approvals.map(({ comment }) => comment).find((text) => text !== ""),
        verdict: quoting ? "pass" : "warn",
        note: `by ${approvers.filter(Boolean).join(", ")}${quoting ? "" : ", who approved the job and not this plan"}`,
    };
}
function nobody(verdict, note) {
    return { source: "none", approvers: [], boundToPlan: false, verdict, note };
}
/** An approval that names nobody is none. */
function withoutEmptyNames(answer) {
    const approvers = answer.approvers.filter((name) => name.trim() !== "");
    if (answer.source !== "none" && approvers.length === 0)
        return nobody("inconclusive", `The approval names nobody. ${AGAIN}`);
    return { ...answer, approvers };
}
/** Who approves what they wrote themselves must be known before anybody relies on a review. */
function withoutAuthors(answer, why) {
    if (answer.source !== "github-review" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .isPassing */ .WG)(answer.verdict))
        return answer;
    return { ...answer, verdict: "inconclusive", note: `GitHub did not say who wrote the commit that was approved. ${why} ${AGAIN}` };
}
async function readAuthors({ run, github, githubRunId }) {
    if (!github || githubRunId === "0" || run.commit === "uncommitted")
        return { value: [] };
    return tryReading(() => github.commitAuthors(run.commit));
}
function isSelfApproved(approvers, others) {
    const selves = new Set(others.map(loginOf));
    return approvers.some((approver) => selves.has(loginOf(approver)));
}
/** GitHub's logins have no case; a trailer shows one in the address that GitHub gives to people who hide theirs. */
function loginOf(name) {
    return (/<(?:\d+\+)?([^@>]+)@users\.noreply\.[^>]+>/i.exec(name)?.[1] ?? name).trim().toLowerCase();
}
/** What an outside service answered, or why it did not; anything but its refusals is thrown on. */
async function tryReading(read) {
    try {
        return { value: await read() };
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ)
            return { why: error.message };
        throw error;
    }
}
/**
 * Records who let this job start, for the plan that it is about to apply; see `approveStage`. Throws a `verdict` error when no signed plan has
 * the digest: then nobody can have read what would be applied.
 */
async function proveApproval(context, environment, { digest, components, approvalsSeen: seen }) {
    if (!components)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `No signed plan has the digest ${digest}, so an approval of it means nothing. Make a new plan.`);
    return approveStage(context, environment, { environment: environment.name, digest }, { kind: "github" }, seen);
}


/***/ }),

/***/ 74167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G5: () => (/* binding */ findApprovedPlan),
/* harmony export */   sz: () => (/* binding */ ownPlan),
/* harmony export */   yc: () => (/* binding */ approvedDatabases)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48788);


/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Whether the plan
 * passed, and is one of this release, is for the gate to say. Throws an `input` error for what is no digest.
 */
async function findApprovedPlan(context, digest) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
    const bundles = await context.store.find(digest);
    const { trusted } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
    const plans = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .ofStage */ .i$)(trusted, "plan").filter(({ view }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(view.facts.components) === digest);
    const newest = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .newestOf */ .su)(plans);
    if (newest?.view.stage !== "plan")
        return { digest, database: () => digest, deploy: () => digest };
    const { components, approvalsSeen } = newest.view.facts;
    return approvedPlan(digest, components, approvalsSeen);
}
/** The plan that this very run has made. */
function ownPlan({ digest, components }) {
    return approvedPlan(digest, components);
}
function approvedPlan(digest, components, approvalsSeen) {
    return {
        digest,
        components,
        approvalsSeen,
        deploy: () => components.deploy,
        database(name) {
            const component = components.databases[name];
            if (component)
                return component;
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The approved plan ${digest} says nothing about database '${name}', so nothing may be applied to it. Make a new plan.`);
        },
    };
}
/**
 * The digest that each database's plan must have. The text is the digest of a release plan, that of the only database's plan, or a JSON map
 * of database to digest, as a step that planned several puts into its output `plan-digests`. Nothing is demanded when there is no text.
 */
async function approvedDatabases(context, text, databases) {
    if (text === undefined)
        return { digests: new Map() };
    if (!text.startsWith("{")) {
        const approved = await findApprovedPlan(context, text);
        if (!approved.components && databases.length > 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`);
        return { release: approved, digests: new Map(databases.map(({ name }) => [name, approved.database(name)])) };
    }
    const given = readMap(text);
    return {
        digests: new Map(databases.map(({ name }) => {
            const digest = given.get(name);
            if (digest !== undefined)
                return [name, digest];
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`);
        })),
    };
}
function readMap(text) {
    let value;
    try {
        value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
            cause: error,
        });
    }
    return new Map(Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value) ? value : {}).map(([name, digest]) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }));
}


/***/ }),

/***/ 1264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ mayContinue),
/* harmony export */   S: () => (/* binding */ runStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43855);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20581);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55860);




/**
 * Runs one stage: announces it, does the work, proves what the work says was proven (not in a dry run), and says how it ended. What the work
 * throws is thrown on in terms of the configuration, and then nothing is proven.
 */
async function runStage(context, id, stage, label, work) {
    context.signal.throwIfAborted();
    const startedAt = context.clock();
    const begun = performance.now();
    context.reporter.progress(label);
    const done = await work().catch((error) => {
        throw (0,_session_files_js__WEBPACK_IMPORTED_MODULE_0__/* .inTermsOfConfig */ .q$)(context.config, error);
    });
    if (done.evidence && !context.dryRun) {
        const evidence = {
            stage,
            verdict: done.verdict,
            startedAt: startedAt.toISOString(),
            finishedAt: context.clock().toISOString(),
            ...done.evidence,
        };
        await context.prove(evidence);
    }
    const durationMs = performance.now() - begun;
    const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
    context.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(durationMs).padStart(7)}  ${done.note}`);
    return {
        id,
        stage,
        label,
        verdict: done.verdict,
        note: context.redact(done.note),
        // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
        section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .redactSection */ .f)(done.section, context.redact),
        startedAt,
        durationMs,
        result: done.result,
        repeated: done.repeated,
    };
}
/** Whether a run may go on after this stage. */
function mayContinue(outcome) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isPassing */ .WG)(outcome.verdict);
}


/***/ }),

/***/ 45457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ evaluate),
  H: () => (/* binding */ scopeProblem)
});

// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/kit/lib/image-reference.js
var image_reference = __webpack_require__(37975);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/record/lib/gate/judge.js
var judge = __webpack_require__(48788);
;// CONCATENATED MODULE: ./packages/record/lib/gate/contradictions.js


/** How far the clocks of two runners may differ, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;
/**
 * What in the chosen statements of one release cannot be true together, or is not what is expected, whoever signed it: a statement against
 * itself, times that run backwards, a plan of other images, an apply of another plan, a self-approval, files that were not committed.
 */
function contradictions(chosen, policy, expected) {
    const plan = (0,judge/* ofStage */.i$)(chosen, "plan").at(-1)?.view.facts;
    return [
        ...chosen.flatMap(({ view }) => view.contradiction === undefined
            ? []
            : [problem("evidence-contradiction", `The ${view.stage} statement of ${view.run.run} contradicts itself: ${view.contradiction}.`)]),
        ...timeFindings(chosen, expected.now),
        ...(plan ? planFindings(plan, chosen, expected) : []),
        ...approvalFindings(chosen, policy),
        ...dirtyFindings(chosen, policy, expected),
    ];
}
function timeFindings(chosen, now) {
    const findings = [];
    for (const { view } of chosen) {
        if (Date.parse(view.finishedAt) > now.getTime() + CLOCK_SKEW_MS)
            findings.push(problem("evidence-time", `The ${view.stage} statement says that it ended at ${view.finishedAt}, and it is ${now.toISOString()}: its runner's clock or this one is wrong.`, "Set the clocks (NTP) and run the stage again."));
    }
    const chain = ["plan", "approve", "migrate", "deploy"].map((stage) => (0,judge/* ofStage */.i$)(chosen, stage));
    for (const [index, later] of chain.entries()) {
        for (const { view } of later) {
            const early = chain
                .slice(0, index)
                .flat()
                // Two databases are migrated one after the other, in any order.
                .find((earlier) => Date.parse(earlier.view.finishedAt) > Date.parse(view.finishedAt) + CLOCK_SKEW_MS);
            if (early)
                findings.push(problem("evidence-time", `The ${view.stage} statement says that it ended at ${view.finishedAt}, before the ${early.view.stage} that it rests on (${early.view.finishedAt}).`));
        }
    }
    return findings;
}
function planFindings({ components }, chosen, expected) {
    const findings = [];
    if (components.commit !== expected.run.commit)
        findings.push(problem("evidence-plan", `The plan is of commit ${components.commit}, and this is ${expected.run.commit}.`));
    const planned = Object.fromEntries(Object.entries(components.images).map(([name, reference]) => [name, (0,image_reference/* imageOf */.d)(reference)?.digest]));
    const released = Object.fromEntries(Object.entries(expected.images).map(([name, { digest }]) => [name, digest]));
    if ((0,digest/* canonicalJson */.dj)(planned) !== (0,digest/* canonicalJson */.dj)(released))
        findings.push(problem("evidence-plan", `The plan is of the images ${list(planned)}, and the ones to be released are ${list(released)}.`, "Plan again with these images and approve that."));
    const databases = Object.keys(expected.databases).sort();
    if ((0,digest/* canonicalJson */.dj)(Object.keys(components.databases).sort()) !== (0,digest/* canonicalJson */.dj)(databases))
        findings.push(problem("evidence-plan", `The plan is of the databases ${Object.keys(components.databases).join(", ") || "none"}, and waybill.yml names ${databases.join(", ") || "none"}.`, "Plan again and approve that."));
    for (const { view } of (0,judge/* ofStage */.i$)(chosen, "migrate"))
        if (view.facts.plan !== components.databases[view.facts.database.name])
            findings.push(problem("evidence-plan", `The migration of database '${view.facts.database.name}' applied another plan than the one of this release.`));
    for (const { view } of (0,judge/* ofStage */.i$)(chosen, "deploy"))
        if (view.facts.plan !== components.deploy)
            findings.push(problem("evidence-plan", "The deployment applied another plan than the one of this release."));
    return findings;
}
function list(digests) {
    const entries = Object.entries(digests).map(([name, digest]) => `${name} ${digest ?? "without a digest"}`);
    return entries.join(", ") || "none";
}
function approvalFindings(chosen, policy) {
    if (policy.selfApproval === "allow")
        return [];
    return (0,judge/* ofStage */.i$)(chosen, "approve")
        .filter(({ view }) => view.facts.selfApproved)
        .map(({ view }) => problem("evidence-self-approval", `${view.facts.approvers.join(", ")} approved their own work (authors: ${view.facts.authors.join(", ")}), which the policy refuses.`, "Let somebody else approve the plan."));
}
function dirtyFindings(chosen, policy, expected) {
    if (policy.dirty === "allow")
        return [];
    const stages = chosen.filter(({ view }) => view.run.dirty).map(({ view }) => view.stage);
    if (stages.length === 0 && !expected.run.dirty)
        return [];
    const who = stages.length === 0 ? "This run works" : `The stages ${[...new Set(stages)].join(", ")} worked`;
    return [
        problem("evidence-dirty", `${who} on files that differ from commit ${expected.run.commit}, and ${expected.environment} has a policy of signers or approvals.`, "Commit the changes and release that commit."),
    ];
}
function problem(rule, what, next = "Do not go on with this release: find out who wrote it, then release again.") {
    return { rule, severity: "error", what, next };
}

;// CONCATENATED MODULE: ./packages/record/lib/gate/things.js
/** Everything that a stage must have proven for the expected release. Pure. */
function thingsOf(stage, expected) {
    switch (stage) {
        case "validate-data":
            return Object.entries(expected.data).map(([name, data]) => ({
                name,
                digest: data.digest,
                label: `data set ${name} (${data.path}, ${data.digest})`,
                mismatch: (view) => view.stage === stage
                    ? (about(view, data.digest) ?? named(view.facts.name, name) ?? declared(view.facts.declaration, data.declaration))
                    : stage,
            }));
        case "validate-model":
            return Object.entries(expected.models).map(([name, model]) => ({
                name,
                digest: model.digest,
                label: `model ${name} (${model.path}, ${model.digest})`,
                mismatch: (view) => view.stage === stage
                    ? (about(view, model.digest) ?? named(view.facts.name, name) ?? declared(view.facts.declaration, model.declaration))
                    : stage,
            }));
        case "build":
        case "test":
            return Object.entries(expected.images).map(([name, { repository, digest }]) => ({
                name,
                digest,
                label: `image ${name} (${repository}@${digest})`,
                mismatch: (view) => (view.stage === stage ? (about(view, digest) ?? named(view.facts.name, name)) : stage),
            }));
        case "plan":
        case "approve":
            return [planThing(stage, expected)];
        case "migrate":
            return Object.entries(expected.databases).map(([name, { path, digest }]) => ({
                name,
                digest,
                label: `database ${name} (${path}, ${digest})`,
                mismatch: (view) => view.stage === stage
                    ? (about(view, digest) ?? named(view.facts.database.name, name) ?? ofPlan(view.facts.releasePlan, expected))
                    : stage,
            }));
        case "deploy":
            return [
                {
                    name: expected.environment,
                    label: `environment ${expected.environment}`,
                    mismatch: (view) => view.stage === stage
                        ? (named(view.facts.application, expected.application) ?? ofPlan(view.facts.releasePlan, expected))
                        : stage,
                },
            ];
        case "release":
            return [];
    }
}
function planThing(stage, { plan, environment, approvedIn }) {
    return {
        name: environment,
        digest: plan,
        label: plan === undefined ? `a plan of ${environment}` : `the plan ${plan}`,
        impossible: plan === undefined ? "no plan was named: give the digest that was approved as 'plan-digest'" : undefined,
        mismatch: (view) => {
            if (view.stage !== stage || plan === undefined)
                return stage;
            const other = about(view, plan);
            if (other !== undefined || view.stage !== "approve" || approvedIn === undefined)
                return other;
            // An approval lets one run change things once; the same plan in a later run is a new question.
            return view.run.run === approvedIn ? undefined : `it was given to another run (${view.run.run})`;
        },
    };
}
/** Two runs may release one commit at the same time: what the other did by a plan of its own is no evidence for this one. */
function ofPlan(found, { plan }) {
    if (plan === undefined || found === plan)
        return undefined;
    return found === undefined ? "it names no release plan that it is part of" : `it is part of another plan (${found})`;
}
function about(view, digest) {
    return view.subjects.some((subject) => subject.digest === digest)
        ? undefined
        : `it is about ${view.subjects.map((subject) => subject.digest).join(", ")}`;
}
function named(found, wanted) {
    return found === wanted ? undefined : `it is about '${found}'`;
}
function declared(found, wanted) {
    return found === wanted ? undefined : "other checks were demanded of it than waybill.yml demands now";
}

;// CONCATENATED MODULE: ./packages/record/lib/gate/evaluate.js





/** The stages that must be behind a release before it may do something: those that come before it in the chain. */
function neededBefore({ before }) {
    return evidence/* STAGES */.a.slice(0, evidence/* STAGES */.a.indexOf(before));
}
/**
 * Judges whether the evidence of a release suffices for its next step. Signatures first; of what is left, the newest statement about each
 * thing counts; each demand must be met for every thing; what was chosen must fit together. Pure: it is asked before every effect, with the
 * same words for everybody who asks.
 */
function evaluate(bundles, verify, policy, expected) {
    const { trusted, ignored } = (0,judge/* judge */.S4)(bundles, verify);
    const inScope = trusted.filter(({ view }) => scopeProblem(view, expected) === undefined);
    const statementsAbout = findByDigest(inScope);
    const proofs = [];
    const findings = [];
    const needed = neededBefore(expected);
    for (const demand of policy.demands.filter(({ stage }) => needed.includes(stage)).toSorted(byStage)) {
        const things = thingsOf(demand.stage, expected);
        if (things.length === 0)
            findings.push(nothingToProve(demand));
        for (const thing of things) {
            const found = (0,judge/* newestOf */.su)(statementsAbout(thing).filter(({ view }) => thing.impossible === undefined && thing.mismatch(view) === undefined));
            const problem = found ? unmet(demand, thing, found) : missing(demand, thing, expected, { trusted, ignored });
            proofs.push({
                stage: demand.stage,
                thing: thing.name,
                verdict: found?.view.verdict ?? "missing",
                statement: found,
                next: problem?.next,
            });
            if (problem)
                findings.push(problem);
        }
    }
    const before = releaseBefore(trusted, expected);
    if (before) {
        proofs.push(before.proof);
        findings.push(...before.findings);
    }
    const own = proofs.flatMap(({ statement, stage }) => (statement && stage !== "release" ? [statement] : []));
    const chosen = [...new Set(own)].toSorted((a, b) => a.view.startedAt.localeCompare(b.view.startedAt));
    findings.push(...contradictions(chosen, policy, expected));
    return { verdict: (0,lib_verdict/* verdictOf */.Vj)(findings), findings, proofs, chosen, ignored };
}
/** Finds the statements that may be about a thing, without holding each of thousands of things against each of thousands of statements. */
function findByDigest(statements) {
    const known = new Map();
    for (const statement of statements) {
        for (const digest of new Set(statement.view.subjects.map((subject) => subject.digest))) {
            const about = known.get(digest) ?? [];
            about.push(statement);
            known.set(digest, about);
        }
    }
    return ({ digest }) => (digest === undefined ? statements : (known.get(digest) ?? []));
}
/** Why a statement is about another release; undefined when it is about this one. */
function scopeProblem(view, { run, environment }) {
    if (view.run.repository !== run.repository)
        return `it is from repository ${view.run.repository}, and this is ${run.repository}`;
    if (view.run.rehearsal !== run.rehearsal)
        return `it is from ${view.run.rehearsal ? "a rehearsal" : "a real run"}, and this is not`;
    if (view.run.commit !== run.commit)
        return `it is about commit ${view.run.commit}, and this is ${run.commit}`;
    if (view.environment !== undefined && view.environment !== environment)
        return `it is for environment '${view.environment}', and this is '${environment}'`;
    return undefined;
}
function byStage(a, b) {
    return evidence/* STAGES */.a.indexOf(a.stage) - evidence/* STAGES */.a.indexOf(b.stage);
}
function unmet(demand, thing, { view }) {
    if (demand.allow.includes(view.verdict))
        return undefined;
    return {
        ...evaluate_problem("evidence-verdict", `The ${demand.stage} of ${thing.label} ended with ${view.verdict}.`),
        observed: view.verdict,
        expected: `${demand.allow.join(" or ")} (demanded by ${demand.from})`,
        next: `Mend what it found (${view.run.run}) and run it again: it comes from ${predicates/* PREDICATES */.J[demand.stage].madeBy}.`,
    };
}
function missing(demand, thing, expected, found) {
    return {
        ...evaluate_problem("evidence-missing", `No ${demand.stage} evidence counts for ${thing.label} (demanded by ${demand.from}).`),
        observed: thing.impossible ?? nearest(demand.stage, thing, expected, found),
        next: `It comes from ${predicates/* PREDICATES */.J[demand.stage].madeBy}. Run that for this commit with a signing key or identity that is trusted.`,
    };
}
/** What is nearest to the missing proof, because people look for the difference. */
function nearest(stage, thing, expected, { trusted, ignored }) {
    const close = (0,judge/* newestOf */.su)(trusted.filter(({ view }) => view.stage === stage));
    const other = close && (scopeProblem(close.view, expected) ?? thing.mismatch(close.view));
    if (other !== undefined)
        return `the newest ${stage} statement does not count: ${other}`;
    const [first] = ignored;
    if (first === undefined)
        return `there is no ${stage} statement`;
    return `${ignored.length === 1 ? "a statement was" : `${ignored.length} statements were`} passed over: ${first.replace(/\.$/, "")}`;
}
function nothingToProve({ stage, from }) {
    return evaluate_problem("evidence-missing", `Evidence of the stage '${stage}' is demanded by ${from}, and waybill.yml declares nothing that it could be about.`, "Declare it in waybill.yml, or ask the owner of the policy to leave this project out.");
}
/** `after:` of an environment: the same commit and images must have been released there, with a passing verdict. */
function releaseBefore(trusted, expected) {
    if (!expected.after)
        return undefined;
    const { environment, images } = expected.after;
    const found = (0,judge/* newestOf */.su)(trusted.filter(({ view }) => {
        if (view.stage !== "release" || view.facts.application !== expected.application)
            return false;
        if (scopeProblem(view, { ...expected, environment }) !== undefined)
            return false;
        const released = view.facts.images;
        return images.every((name) => {
            const image = expected.images[name];
            return image !== undefined && (released[name] ?? "").endsWith(`@${image.digest}`);
        });
    }));
    const next = `Release this commit with these images to ${environment} first: 'waybill release -e ${environment}', or the job of ${environment} in the workflow.`;
    const verdict = found?.view.verdict ?? "missing";
    const proof = { stage: "release", thing: environment, verdict, statement: found, next: found ? undefined : next };
    if (found && (0,lib_verdict/* isPassing */.WG)(found.view.verdict) && found.view.contradiction === undefined)
        return { proof, findings: [] };
    return {
        proof,
        findings: [
            {
                ...evaluate_problem("evidence-after", found
                    ? `The release of this commit to ${environment} ended with ${found.view.verdict}, and ${expected.environment} comes after it.`
                    : `This commit with these images was not released to ${environment}, and ${expected.environment} comes after it.`),
                next,
            },
        ],
    };
}
function evaluate_problem(rule, what, next) {
    return { rule, severity: "error", what, next };
}


/***/ }),

/***/ 48788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   i$: () => (/* binding */ ofStage),
/* harmony export */   su: () => (/* binding */ newestOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71720);


/** Looks at the signatures first and at nothing else: what no trusted signer signed says nothing, not even that something is wrong. */
function judge(bundles, verify) {
    const trusted = [];
    const ignored = [];
    const seen = new Set();
    // A statement about several things lies beside each of them.
    const distinct = new Map(bundles.map((bundle) => [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(bundle), bundle]));
    for (const bundle of distinct.values()) {
        try {
            const payload = (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .payloadDigest */ .JU)(bundle);
            const signed = verify(bundle);
            if (!seen.has(payload))
                trusted.push({ ...signed, bundle, payload });
            seen.add(payload);
        }
        catch (error) {
            ignored.push((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .headline */ .Pl)(error));
        }
    }
    return { trusted, ignored };
}
/** The newest of statements: what a stage said last counts, so that a test that was repeated and failed is not hidden by one before. */
function newestOf(statements) {
    let newest;
    for (const statement of statements)
        if (!newest || Date.parse(statement.view.finishedAt) >= Date.parse(newest.view.finishedAt))
            newest = statement;
    return newest;
}
/** Those of one stage. */
function ofStage(statements, stage) {
    return statements.filter((statement) => isOf(statement.view, stage));
}
function isOf(view, stage) {
    return view.stage === stage;
}


/***/ }),

/***/ 43129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ foldRows),
/* harmony export */   _: () => (/* binding */ MAX_OPEN_LINES)
/* harmony export */ });
/** Code of more lines than this folds away on pages and in Markdown. */
const MAX_OPEN_LINES = 60;
/**
 * A table whose quiet rows (those that passed, or that do not change) fold away behind a line that says how many they are: `52 checks passed`.
 * When all rows are loud or all quiet there is only the one part.
 */
function foldRows(table, isQuiet, summary) {
    const quiet = table.rows.filter(isQuiet);
    const loud = table.rows.filter((row, index) => !isQuiet(row, index));
    return [
        ...(loud.length > 0 ? [{ ...table, rows: loud }] : []),
        ...(quiet.length > 0 ? [{ type: "details", summary: summary(quiet.length), blocks: [{ ...table, rows: quiet }] }] : []),
    ];
}


/***/ })

};
