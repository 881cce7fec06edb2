export const id = 206;
export const ids = [206];
export const modules = {

/***/ 69748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4226);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);




const COMMANDS = ["check", "plan", "apply", "status"];
/** Reads every input of the action. */
function readInputs() {
    const command = (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply";
    const entry = readEntry(command);
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command,
        name: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name"),
        entry,
        environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
    };
}
function readEntry(command) {
    const migrations = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("migrations");
    const url = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("database-url");
    if (migrations === undefined) {
        if (url === undefined)
            return undefined;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names");
    }
    if (url === undefined && command !== "check")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "is needed beside 'migrations'; pass it from a secret");
    return {
        section: "databases",
        name: { input: "name", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name") ?? "database" },
        keys: {
            migrations: { input: "migrations", value: migrations },
            // Only 'check' does without a database, and it connects to none.
            url: { input: "database-url", value: new _waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .SecretText */ .o("database-url", url ?? "") },
        },
    };
}


/***/ }),

/***/ 84752:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19276);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(98487);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69748);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const databases = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .selectDatabases */ .$P)(session.config, inputs);
    const title = `Database migrations: ${inputs.command}`;
    if (inputs.command === "check")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .checkMigrationsStage */ .Yb)(session, database)));
    if (inputs.command !== "apply" || inputs.dryRun) {
        const planned = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .planMigrationsStage */ .d$)(session, database), (outputs) => {
            outputs.single("plan-digest", ({ digest }) => digest);
            outputs.map("plan-digests", ({ digest }) => digest);
            outputs.sum("pending", ({ pending }) => pending.length);
            outputs.sum("applied", () => 0);
        });
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, planned);
    }
    const approved = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .approvedDigests */ .V)(session, inputs.planDigest, databases);
    const migrated = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .migrateStage */ .U)(session, database, inputs.environment ?? "", approved.get(database.name)), (outputs) => {
        outputs.single("plan-digest", ({ plan }) => plan.digest);
        outputs.map("plan-digests", ({ plan }) => plan.digest);
        outputs.sum("applied", ({ outcome }) => outcome.applied.length);
        outputs.sum("pending", ({ plan, outcome }) => plan.pending.length - outcome.applied.length);
    });
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, migrated);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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

/***/ 80668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ deployBlocks),
/* harmony export */   X1: () => (/* binding */ migrationBlocks),
/* harmony export */   k5: () => (/* binding */ findingsBlock),
/* harmony export */   lA: () => (/* binding */ planSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);

const SQL_PREVIEW_CHARACTERS = 4000;
/** The report section that a release manager approves: pending SQL and every object with its changes. */
function planSection(plan) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Plan", value: plan.digest },
                { label: "Environment", value: plan.environment },
                { label: "Commit", value: plan.components.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    blocks.push(...findingsBlock(plan.findings));
    return { id: `plan-${plan.environment}`, title: `Plan for ${plan.environment}`, verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .verdictOf */ .Vj)(plan.findings), blocks };
}
/** What a migration plan would run, with the SQL. */
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
        {
            type: "details",
            summary: "SQL that will run",
            blocks: plan.pending.map((migration) => ({ type: "code", language: "sql", text: preview(migration.sql), caption: migration.file })),
        },
    ];
}
/** What a deploy plan would change, object by object. */
function deployBlocks(plan) {
    const changed = plan.objects.filter((object) => object.action !== "unchanged");
    const blocks = [
        {
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            rows: plan.objects.map((object) => [
                { text: `${object.ref.kind}/${object.ref.name}`, code: true },
                object.action,
                object.file === "" ? "waybill.yml" : `${object.file}:${object.line}`,
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        },
    ];
    const updates = changed.filter((object) => object.action === "update");
    if (updates.length > 0) {
        blocks.push({
            type: "details",
            summary: "Fields that change",
            blocks: [
                {
                    type: "table",
                    head: ["Object", "Field", "Now", "Then"],
                    rows: updates.flatMap((object) => object.diff.map((change) => [
                        `${object.ref.kind}/${object.ref.name}`,
                        { text: change.path, code: true },
                        show(change.before),
                        show(change.after),
                    ])),
                },
            ],
        });
    }
    return blocks;
}
function show(value) {
    if (value === undefined)
        return "";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { text: text.length > 200 ? `${text.slice(0, 200)}…` : text, code: true };
}
function preview(sql) {
    return sql.length > SQL_PREVIEW_CHARACTERS
        ? `${sql.slice(0, SQL_PREVIEW_CHARACTERS)}\n-- … ${sql.length - SQL_PREVIEW_CHARACTERS} more characters in the file`
        : sql;
}
/** The findings as a block; none when there are none. */
function findingsBlock(findings) {
    return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}


/***/ }),

/***/ 74167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ findApprovedPlan),
/* harmony export */   V: () => (/* binding */ approvedDigests)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75207);


/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Throws an `input`
 * error for what is no digest, and a `verdict` error for a plan statement that no trusted key has signed.
 */
async function findApprovedPlan(context, digest) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
    const components = context.signer ? await findComponents(context, digest) : undefined;
    if (!components)
        return { digest, database: () => digest, deploy: () => digest };
    return {
        digest,
        components,
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
async function approvedDigests(context, text, databases) {
    if (text === undefined)
        return new Map();
    if (!text.startsWith("{")) {
        const approved = await findApprovedPlan(context, text);
        if (!approved.components && databases.length > 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`);
        return new Map(databases.map(({ name }) => [name, approved.database(name)]));
    }
    const given = readMap(text);
    return new Map(databases.map(({ name }) => {
        const digest = given.get(name);
        if (digest !== undefined)
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`);
    }));
}
function readMap(text) {
    let value;
    try {
        value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
            cause: error,
        });
    }
    return new Map(Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) ? value : {}).map(([name, digest]) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }));
}
async function findComponents(context, digest) {
    for (const bundle of await context.store.find(digest)) {
        if ((0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .inspectBundle */ .rI)(bundle).stage !== "plan")
            continue;
        const components = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .verifyBundle */ .IF)(bundle, context.trusted).view.facts["parts"];
        // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
        if (isComponents(components) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(components) === digest)
            return components;
    }
    return undefined;
}
function isComponents(value) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value))
        return false;
    const { environment, commit, images, databases, deploy } = value;
    return (typeof environment === "string" &&
        typeof commit === "string" &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(images) &&
        Object.values(images).every((reference) => typeof reference === "string") &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(databases) &&
        Object.values(databases).every(_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc) &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(deploy));
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
        await context.prove({
            stage,
            verdict: done.verdict,
            startedAt: startedAt.toISOString(),
            finishedAt: context.clock().toISOString(),
            ...done.evidence,
        });
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


/***/ })

};
