export const id = 4337;
export const ids = [4337];
export const modules = {

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
    const { bundles } = await context.store.find(digest);
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
function ownPlan({ digest, components, approvalsSeen }) {
    return approvedPlan(digest, components, approvalsSeen);
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

/***/ 98487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ migrateStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/migrate/lib/plan.js + 12 modules
var lib_plan = __webpack_require__(58843);
// EXTERNAL MODULE: ./packages/migrate/lib/run/failure.js
var failure = __webpack_require__(5655);
// EXTERNAL MODULE: ./packages/migrate/lib/migration.js
var lib_migration = __webpack_require__(78503);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var database = __webpack_require__(89289);
// EXTERNAL MODULE: ./packages/migrate/lib/run/statement-journal.js
var statement_journal = __webpack_require__(73934);
;// CONCATENATED MODULE: ./packages/migrate/lib/run/interrupted-statement.js




/**
 * Decides what to do with a statement that cannot run in a transaction: run it, or count it as done because an earlier run that was
 * interrupted had finished it. Clears away an invalid index that the interrupted run left. Throws `MigrationRefusal` when only a person can tell.
 */
async function recallStatement(run, migration, statement, before) {
    const { words } = statement;
    const [first = ""] = words;
    if (words.includes("INDEX") && words.includes("CONCURRENTLY") && first === "CREATE")
        return recallIndex(run, migration, statement, before);
    if (!before || run.database.kind === "sqlite")
        return "run";
    if (["VACUUM", "REINDEX", "CLUSTER"].includes(first) || (first === "ALTER" && words[1] === "SYSTEM"))
        return "run";
    if (first === "DROP" && words[1] === "INDEX") {
        const name = rawNameAfter(statement, ["CONCURRENTLY", "IF", "EXISTS"]);
        const [row] = await run.database.query("SELECT to_regclass($1) IS NULL AS gone", [name]);
        return row?.["gone"] === "t" ? "done" : "run";
    }
    if (words[1] === "DATABASE" && (first === "CREATE" || first === "DROP")) {
        const name = foldName(rawNameAfter(statement, ["DATABASE", "IF", "EXISTS"]));
        const rows = await run.database.query("SELECT 1 AS there FROM pg_database WHERE datname = $1", [name]);
        return rows.length > 0 === (first === "CREATE") ? "done" : "run";
    }
    throw new failure/* MigrationRefusal */.Xb(unclear(run, migration, statement, before));
}
/** PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently": a failed build leaves an index that is marked invalid. */
async function recallIndex(run, migration, statement, before) {
    const index = readIndex(statement);
    if (!index) {
        if (!before)
            return "run";
        throw new failure/* MigrationRefusal */.Xb(unclear(run, migration, statement, before));
    }
    const found = await findIndex(run.database, index.table, index.name);
    if (!found)
        return "run";
    if (found.isValid)
        return before ? "done" : "run";
    if (!before)
        throw new failure/* MigrationRefusal */.Xb((0,lib_migration/* planError */.u0)("invalid-index", `The index '${index.name}' exists but is INVALID, left by an index build that failed; building it again would fail or, with IF NOT EXISTS, do nothing.`, `Drop it with 'DROP INDEX CONCURRENTLY ${(0,database/* quoteTable */.Z8)(found.name)}' and run again.`, { file: migration.file, line: statement.line }));
    run.reporter.warn(`Dropping the invalid index '${index.name}', which an interrupted run left behind, before it is built again.`);
    await run.database.query(`DROP INDEX CONCURRENTLY IF EXISTS ${(0,database/* quoteTable */.Z8)(found.name)}`);
    return "run";
}
async function findIndex(database, table, name) {
    const [row] = await database.query(`SELECT i.indisvalid AS valid, n.nspname AS schema FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indrelid = to_regclass($1) AND c.relname = $2`, [table, name]);
    return row ? { isValid: row["valid"] === "t", name: { schema: row["schema"] ?? "public", name } } : undefined;
}
/** Name and table of a CREATE INDEX CONCURRENTLY; undefined when the server is to choose the name. */
function readIndex(statement) {
    const name = rawNameAfter(statement, ["CONCURRENTLY", "IF", "NOT", "EXISTS"]);
    if (name === "" || name.toUpperCase() === "ON")
        return undefined;
    const table = rawNameAfter(statement, ["ON", "ONLY"]);
    return table === "" ? undefined : { name: foldName(name), table };
}
/** The possibly qualified name that follows the first of some words and any of the others, as it is written. */
function rawNameAfter(statement, [anchor, ...optional]) {
    const texts = statement.tokens.map((token) => ({
        ...token,
        text: statement.text.slice(token.start - statement.start, token.end - statement.start),
    }));
    let at = texts.findIndex((token) => token.kind === "word" && token.text.toUpperCase() === anchor) + 1;
    if (at === 0)
        return "";
    while (texts[at]?.kind === "word" && optional.includes(texts[at]?.text.toUpperCase() ?? ""))
        at++;
    let name = "";
    while (texts[at] && (texts[at]?.kind === "word" || texts[at]?.kind === "name" || texts[at]?.text === ".")) {
        const { text } = texts[at];
        if (name !== "" && text !== "." && !name.endsWith("."))
            break;
        name += text;
        at++;
    }
    return name;
}
/** Names without quotes are folded to lower case. */
function foldName(raw) {
    return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw.toLowerCase();
}
/** What only a person can find out, with the one statement that says so to the journal. */
function unclear(run, migration, statement, entry) {
    const key = migration.key.replaceAll("'", "''");
    const where = `migration = '${key}' AND statement = ${entry.index}`;
    const table = (0,statement_journal/* journalTableName */.vi)(run.table);
    return (0,lib_migration/* planError */.u0)("unclear-step", `Statement ${entry.index + 1} of the migration ${(0,lib_migration/* describeMigration */.K)(migration)} had started when an earlier run ended, and it cannot be told whether it took effect.`, `Look at the database. If it did, run: UPDATE ${table} SET state = 'done' WHERE ${where}; if it did not, run: DELETE FROM ${table} WHERE ${where}. Then start again.`, { file: migration.file, line: statement.line });
}

// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __webpack_require__(4148);
;// CONCATENATED MODULE: ./packages/migrate/lib/run/run-transaction.js



const LOCK_WAIT_MS = 10_000;
const ATTEMPTS = 5;
/** lock_not_available, deadlock_detected, serialization_failure: nothing is wrong with the migration. */
const TRANSIENT = ["55P03", "40P01", "40001"];
/** Runs a migration and its history row in one transaction, again when only the locks of other sessions stood in its way. */
async function runInTransaction(run, migration) {
    return (0,retry/* retry */.L)(() => attempt(run, migration), {
        attempts: ATTEMPTS,
        baseDelayMs: 500,
        maxDelayMs: 5_000,
        decide: (error) => ({ retry: error instanceof failure/* MigrationFailure */.pR && TRANSIENT.includes(error.error.code) && !run.signal?.aborted }),
        onRetry: (error, count, delayMs) => run.reporter.warn(`The migration ${(0,lib_migration/* describeMigration */.K)(migration)} was rolled back, because another session held a lock (${error.error.code}); attempt ${count + 1} of ${ATTEMPTS} in ${Math.round(delayMs)} ms.`),
        signal: run.signal,
    });
}
async function attempt(run, migration) {
    const started = performance.now();
    return inTransaction(run, migration, async () => {
        for (const [index, statement] of migration.statements.entries()) {
            run.signal?.throwIfAborted();
            run.reporter.progress(`${(0,lib_migration/* describeMigration */.K)(migration)}: statement ${index + 1} of ${migration.statements.length}`);
            await (0,failure/* during */.iW)(migration, statement, () => run.database.query(statement.text));
        }
        // A file may change the search path, the role or a time-out for itself; the history row is ours.
        await (0,failure/* during */.iW)(migration, undefined, () => run.database.resetSession());
        const durationMs = performance.now() - started;
        await (0,failure/* during */.iW)(migration, undefined, () => run.history.record(migration, { durationMs, run: run.id }));
        return { durationMs };
    });
}
/**
 * Runs work in a transaction that holds the history table and refuses when the history is not what this run knows: the session lock alone
 * does not keep out a tool that takes none.
 */
async function inTransaction(run, migration, work) {
    const { database, history } = run;
    const guard = (work) => (0,failure/* during */.iW)(migration, undefined, work);
    await guard(() => database.begin());
    try {
        await guard(() => database.limitLockWait(LOCK_WAIT_MS));
        await guard(() => database.lockTable(run.table));
        if ((await guard(() => history.readHead())) !== run.head)
            throw new failure/* MigrationRefusal */.Xb(historyMoved(run));
        const result = await work();
        const head = await guard(() => history.readHead());
        await (0,failure/* during */.iW)(migration, "commit", () => database.commit());
        run.head = head;
        return result;
    }
    catch (error) {
        await database.rollback();
        throw error;
    }
}
function historyMoved(run) {
    return (0,lib_migration/* planError */.u0)("history-moved", `Somebody else wrote to the history table '${run.table.name}' since this run began.`, "Find out which tool or person migrates this database at the same time; then make a new plan.");
}

// EXTERNAL MODULE: ./packages/migrate/lib/sql/transactionality.js
var transactionality = __webpack_require__(48169);
;// CONCATENATED MODULE: ./packages/migrate/lib/run/run-statements.js






/**
 * Runs a migration statement by statement. A journal says how far it came, so that a later run goes on at the exact statement: a statement
 * that may run in a transaction is written down in the same one; of another one the database itself is asked whether it took effect.
 */
async function runByStatements(run, migration) {
    const started = performance.now();
    const { database, history, table } = run;
    const before = await (0,statement_journal/* readJournal */.a0)(database, table, migration.key);
    refuseChanged(migration, before);
    if (before.length > 0)
        run.reporter.info(`${(0,lib_migration/* describeMigration */.K)(migration)}: going on after ${before.filter((entry) => entry.index >= 0 && entry.state === "done").length} finished statements.`);
    else
        await begin(run, migration);
    try {
        for (const group of groupsOf(run, migration, before))
            await runGroup(run, migration, group);
    }
    catch (error) {
        await markFailed(run, migration, error, performance.now() - started);
        throw error;
    }
    await (0,failure/* during */.iW)(migration, undefined, () => database.resetSession());
    const durationMs = performance.now() - started;
    await inTransaction(run, migration, async () => {
        await (0,failure/* during */.iW)(migration, undefined, () => history.record(migration, { durationMs, run: run.id }));
        await (0,failure/* during */.iW)(migration, undefined, () => (0,statement_journal/* deleteJournal */.BA)(database, table, migration.key));
    });
    return { durationMs };
}
/** What the tool itself writes first, and in the same transaction the sign that this run can be gone on with. */
async function begin(run, migration) {
    const sign = { index: -1, digest: "", state: "done" };
    await inTransaction(run, migration, () => (0,failure/* during */.iW)(migration, undefined, async () => {
        await run.history.markStarted(migration);
        await (0,statement_journal/* writeJournalEntry */.Z6)(run.database, run.table, migration.key, sign);
    }));
}
/**
 * PostgreSQL gives every statement a transaction of its own, so that locks are held as shortly as they can be. SQLite locks the whole file
 * anyway, and its foreign keys are checked at the end of a transaction: what stands between two statements that need none is one.
 */
function groupsOf({ database }, migration, before) {
    const entries = new Map(before.map((entry) => [entry.index, entry]));
    const groups = [];
    for (const [index, statement] of migration.statements.entries()) {
        const place = { statement, index, before: entries.get(index) };
        const isTransactional = (0,transactionality/* findTransactionBan */.r)(statement, database.kind, database.major) === undefined;
        const last = groups.at(-1);
        if (database.kind === "sqlite" && isTransactional && last?.isTransactional)
            last.places.push(place);
        else
            groups.push({ isTransactional, places: [place] });
    }
    return groups;
}
/** Statements with their entries in the journal: in one transaction where that is possible, else before and after. */
async function runGroup(run, migration, { isTransactional, places }) {
    const { database } = run;
    run.signal?.throwIfAborted();
    const execute = ({ statement, index }) => {
        run.reporter.progress(`${(0,lib_migration/* describeMigration */.K)(migration)}: statement ${index + 1} of ${migration.statements.length}`);
        return (0,failure/* during */.iW)(migration, statement, () => database.query(statement.text));
    };
    const [first] = places;
    // Settings of the session end with it, so a later run needs them again.
    if (first && ["SET", "RESET"].includes(first.statement.words[0] ?? ""))
        return void (await execute(first));
    const left = places.filter((place) => place.before?.state !== "done");
    if (left.length === 0)
        return;
    if (isTransactional)
        return inTransaction(run, migration, async () => {
            for (const place of left) {
                await execute(place);
                await writeDown(run, migration, place, "done");
            }
        });
    for (const place of left) {
        const recalled = await (0,failure/* during */.iW)(migration, place.statement, () => recallStatement(run, migration, place.statement, place.before));
        if (recalled === "run") {
            await inTransaction(run, migration, () => writeDown(run, migration, place, "started"));
            await run.yieldLock(() => execute(place));
        }
        await inTransaction(run, migration, () => writeDown(run, migration, place, "done"));
    }
}
function writeDown(run, migration, { statement, index }, state) {
    const entry = { index, digest: (0,statement_journal/* statementDigest */.e9)(statement), state };
    return (0,failure/* during */.iW)(migration, statement, () => (0,statement_journal/* writeJournalEntry */.Z6)(run.database, run.table, migration.key, entry));
}
/** What has run cannot be edited; what failed or comes after it may be. */
function refuseChanged(migration, before) {
    for (const entry of before) {
        const statement = migration.statements[entry.index];
        if (entry.index < 0 || entry.state !== "done" || (statement && (0,statement_journal/* statementDigest */.e9)(statement) === entry.digest))
            continue;
        throw new failure/* MigrationRefusal */.Xb((0,lib_migration/* planError */.u0)("edited-step", `Statement ${entry.index + 1} of the migration ${(0,lib_migration/* describeMigration */.K)(migration)} has run already, but its text was changed since then.`, "Restore the statements that have run; only those from the failed one on may be corrected.", { file: migration.file, line: statement?.line }));
    }
}
/** What the original tool would leave behind must be there as well, so that it refuses to go on over a half-done migration. */
async function markFailed(run, migration, error, durationMs) {
    if (!(error instanceof failure/* MigrationFailure */.pR) || error.error.isConnectionLost)
        return;
    try {
        await run.database.resetSession();
        await inTransaction(run, migration, () => (0,failure/* during */.iW)(migration, undefined, () => run.history.markFailed(migration, { durationMs })));
    }
    catch (second) {
        // The first error is the one that people need; the journal says what the history could not.
        run.reporter.debug(`The failure could not be written to the history: ${second instanceof Error ? second.message : String(second)}`);
    }
}

;// CONCATENATED MODULE: ./packages/migrate/lib/run/apply.js







const LOCK_TIMEOUT_MS = 60_000;
/**
 * Applies exactly the planned migrations: takes the lock of the layout's own tool, plans again under it, and refuses when anything but this
 * plan's own progress has moved. Every migration is written down in the transaction that runs it. What the server refuses comes back as a
 * `fail` with findings; a lock that is not to be had and a lost server before the first change are thrown as `environment`; a cancelled
 * run is rolled back and the signal's reason thrown.
 */
async function applyMigrations(database, plan, options) {
    const { signal } = options;
    signal?.throwIfAborted();
    const explain = (error) => (signal?.aborted ? signal.reason : (0,failure/* explainUnexpected */.Vv)(database, error));
    const release = await lock(database, plan, options).catch((error) => {
        throw explain(error);
    });
    const stop = () => {
        // When the statement cannot be stopped from outside it ends by itself.
        database.cancel().catch(() => undefined);
    };
    signal?.addEventListener("abort", stop);
    try {
        return await applyUnderLock(database, plan, options);
    }
    catch (error) {
        throw explain(error);
    }
    finally {
        signal?.removeEventListener("abort", stop);
        await release();
    }
}
async function lock(database, plan, options) {
    const { layout, table } = await (0,lib_plan/* readState */.un)(database, plan.options);
    const { kept, yielded } = layout.lockKeys(database, table);
    return database.acquireLock([...kept, ...yielded], lockOptions(options));
}
function lockOptions({ run, lockTimeoutMs = LOCK_TIMEOUT_MS, reporter, signal }) {
    return { run, timeoutMs: lockTimeoutMs, reporter, signal };
}
async function applyUnderLock(database, plan, options) {
    const state = await (0,lib_plan/* readState */.un)(database, plan.options);
    const refusals = findRefusals(state, options.expectDigest ?? plan.digest);
    const skipped = state.plan.applied.length;
    if (refusals.length > 0)
        return { applied: [], skipped, verdict: "fail", findings: refusals };
    const applied = [];
    const findings = state.plan.findings.filter((finding) => finding.severity === "warning");
    try {
        await prepare(database, state);
        const { yielded } = state.layout.lockKeys(database, state.table);
        const run = {
            database,
            history: state.history,
            table: state.table,
            reporter: options.reporter,
            signal: options.signal,
            id: options.run ?? "",
            yieldLock: (work) => (yielded.length === 0 ? work() : database.withoutLock(yielded, lockOptions(options), work)),
            // Of the rows that say what is pending: every transaction begins by asking whether they are still the same.
            head: state.head,
        };
        for (const migration of state.pending) {
            const { durationMs } = await runOne(run, migration);
            options.reporter.info(`Applied the migration ${(0,lib_migration/* describeMigration */.K)(migration)} in ${Math.round(durationMs)} ms.`);
            applied.push({ version: migration.version, name: migration.name, durationMs: Math.round(durationMs) });
        }
        findings.push(...(await prove(database, plan)));
    }
    catch (error) {
        if (options.signal?.aborted)
            throw error;
        findings.push(await findingOf(database, error, { applied, remaining: state.pending.slice(applied.length) }));
    }
    return { applied, skipped, verdict: (0,verdict/* verdictOf */.Vj)(findings), findings };
}
async function runOne(run, migration) {
    run.signal?.throwIfAborted();
    // A file that began statement by statement ends so, even if it was corrected to need it no more.
    const isBegun = (await (0,statement_journal/* readJournal */.a0)(run.database, run.table, migration.key)).length > 0;
    return isBegun || migration.separately ? runByStatements(run, migration) : runInTransaction(run, migration);
}
function findRefusals(state, expected) {
    const errors = state.plan.findings.filter((finding) => finding.severity === "error");
    if (errors.length > 0)
        return errors;
    if (state.plan.digest === expected)
        return [];
    // An earlier run of the same plan, or another one at the same time, may have applied a part of it.
    const done = state.files.length - state.pending.length;
    for (let count = 1; count <= done; count++)
        if (state.digestBefore(count) === expected)
            return [];
    return [
        {
            rule: "plan-moved",
            severity: "error",
            what: "The files or the database have moved since the plan was made, so what was approved is not what would run now. Nothing was changed.",
            observed: state.plan.digest,
            expected,
            next: "Make a new plan and have it approved.",
        },
    ];
}
/** Makes the tables that are missing and writes down the checksums of what the tool itself had applied. */
async function prepare(database, state) {
    if (state.pending.length === 0 && state.unrecorded.length === 0)
        return;
    await database.begin();
    try {
        await state.history.create();
        if (state.pending.some((migration) => migration.separately))
            await (0,statement_journal/* createJournal */.s9)(database, state.table);
        await state.history.adopt(state.unrecorded);
        await database.commit();
    }
    catch (error) {
        await database.rollback();
        throw error;
    }
}
/** Reads everything back: after a run nothing may be pending. */
async function prove(database, plan) {
    const after = await (0,lib_plan/* readState */.un)(database, plan.options);
    if (after.pending.length === 0 && (0,verdict/* isPassing */.WG)(after.plan.verdict))
        return [];
    const left = after.pending.map(lib_migration/* describeMigration */.K).join(", ") || "nothing";
    return [
        ...after.plan.findings.filter((finding) => finding.severity === "error"),
        (0,lib_migration/* planError */.u0)("not-proven", `After the run the history does not say that every migration is applied; pending: ${left}.`, "Look into the history table before anything is deployed."),
    ];
}
async function findingOf(database, error, progress) {
    const before = progress.applied.length === 0 ? "" : ` Applied before it: ${progress.applied.length}.`;
    const after = progress.remaining.length > 1 ? ` Not begun: ${progress.remaining.slice(1).map(lib_migration/* describeMigration */.K).join(", ")}.` : "";
    if (error instanceof failure/* MigrationRefusal */.Xb)
        return { ...error.finding, what: `${error.finding.what}${before}${after}` };
    if (!(error instanceof failure/* MigrationFailure */.pR))
        throw (0,failure/* explainUnexpected */.Vv)(database, error);
    const finding = await (0,failure/* explainFailure */.SP)(database, error);
    return { ...finding, what: `${finding.what}${before}${after}` };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/older-run.js
var older_run = __webpack_require__(34574);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/refusal.js
var refusal = __webpack_require__(9856);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/same-place.js
var same_place = __webpack_require__(73410);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/migrate.js
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
 * Applies exactly the planned migrations of one database and proves it. Before it opens the database it asks for the evidence that the
 * environment demands; with `expectDigest` it fails before it changes anything unless the plan has that digest; in a dry run it only plans.
 * Throws a `verdict` error when evidence is missing, and `environment` for a database that cannot be reached.
 */
async function migrateStage(context, database, { environment, environmentName = environment?.name ?? "", plan: approved, expectDigest, images, findLive }) {
    return (0,run_stage/* runStage */.S)(context, `migrate/${database.name}`, "migrate", `Migrate database ${database.name}`, async () => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            await (0,committed/* requireCommitted */.c)(context);
            await (0,files/* requireFiles */.PO)(context, "databases", [database.name]);
            const released = images ?? approved?.components?.images ?? {};
            const target = environment ?? (0,demands/* undeclaredTarget */.Dj)(context.config, environmentName || database.name, [database]);
            if (target && !context.dryRun)
                await (0,gate/* passGate */.lt)(context, target, { before: "migrate", images: released, plan: approved?.digest });
            if (environment && findLive && !context.dryRun)
                refuse(environment, (0,older_run/* olderRun */.k)(context, environment, { lastGood: await findLive() }));
            const connection = __addDisposableResource(env_1, await context.openDatabase(database), true);
            const plan = await (0,lib_plan/* planMigrations */.n6)(connection, { dir: database.migrations, workspace: context.workspace });
            const { digest } = await (0,lib_digest/* digestOfPath */.B$)((0,external_node_path_.join)(context.workspace, database.migrations));
            const identity = await (0,same_place/* identityOf */.cu)(connection);
            await refuseShared(context, environment, database, { migrations: digest, identity });
            const outcome = context.dryRun
                ? { applied: [], skipped: plan.applied.length, verdict: (0,verdict/* verdictOf */.Vj)(plan.findings), findings: plan.findings }
                : await applyMigrations(connection, plan, {
                    reporter: context.reporter,
                    signal: context.signal,
                    run: context.run.run,
                    expectDigest,
                });
            for (const finding of outcome.findings)
                context.reporter.finding(finding);
            const repeated = nothingToDo(plan, outcome);
            return {
                verdict: outcome.verdict,
                note: noteOf(outcome, repeated),
                section: {
                    id: `database-${database.name}`,
                    title: `Database ${database.name}`,
                    verdict: outcome.verdict,
                    overview: {
                        changes: (0,overview/* migrationChanges */.qQ)(database.name, outcome.applied, "done"),
                        back: (0,overview/* wayBackFromMigrations */.uJ)(outcome.applied.length > 0),
                    },
                    blocks: blocks(database, plan, outcome),
                },
                result: { plan, outcome },
                repeated,
                evidence: {
                    subjects: [{ kind: "path", name: database.migrations, digest }],
                    facts: {
                        environment: environmentName,
                        database: { name: database.name, kind: plan.database.kind, version: plan.database.version, identity },
                        layout: plan.layout,
                        // What another run of the same plan has applied meanwhile is that plan all the same; the engine refuses everything else.
                        plan: expectDigest !== undefined && (0,verdict/* isPassing */.WG)(outcome.verdict) ? expectDigest : plan.digest,
                        releasePlan: approved?.components && approved.digest,
                        applied: outcome.applied.map(({ version, name }) => ({ version, name })),
                        inPlace: plan.applied.map((migration) => migration.version),
                        // The engine has read the history again before it passes, so then another run has applied what this one did not.
                        pending: (0,verdict/* isPassing */.WG)(outcome.verdict) ? [] : stillPending(plan, outcome),
                    },
                },
            };
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
    });
}
/** A warning stands in the plan; here only what is sure ends the stage. */
async function refuseShared(context, environment, database, which) {
    if (environment === undefined || context.dryRun)
        return;
    refuse(environment, await (0,same_place/* sameDatabase */.KX)(context, environment, database, which));
}
function refuse({ name }, findings) {
    if (findings.some(({ severity }) => severity === "error"))
        throw new refusal/* Refusal */.P(name, (0,refusal/* reasonsAgainst */.l)(findings), findings);
}
function noteOf({ findings, applied }, repeated) {
    const error = findings.find(({ severity }) => severity === "error")?.what;
    return error ?? repeated ?? `${applied.length} applied (${applied.map(({ version }) => version).join(", ")})`;
}
function stillPending({ pending }, { applied }) {
    const done = new Set(applied.map(({ version, name }) => (0,lib_digest/* canonicalJson */.dj)([version, name])));
    return pending.filter(({ version, name }) => !done.has((0,lib_digest/* canonicalJson */.dj)([version, name]))).map(({ version }) => version);
}
function nothingToDo(plan, { applied }) {
    if (applied.length > 0 || plan.pending.length > 0)
        return undefined;
    return `${(0,lib_text/* countOf */.pq)(plan.applied.length, "migration")} in place already, nothing to apply`;
}
function blocks(database, plan, outcome) {
    const result = [];
    if (outcome.applied.length > 0) {
        result.push({
            type: "table",
            caption: "Applied by this run",
            head: ["Version", "Name", "Time"],
            rows: outcome.applied.map((migration) => [migration.version, migration.name, (0,format/* seconds */.YA)(migration.durationMs)]),
        });
    }
    else
        result.push(...(0,plan_section/* migrationBlocks */.X1)(database.name, plan));
    result.push(...(0,plan_section/* findingsBlock */.k5)(outcome.findings));
    return result;
}


/***/ })

};
