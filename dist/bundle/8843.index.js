export const id = 8843;
export const ids = [8843];
export const modules = {

/***/ 89289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A5: () => (/* binding */ isBusy),
/* harmony export */   AB: () => (/* binding */ quoteName),
/* harmony export */   L8: () => (/* binding */ SqlError),
/* harmony export */   Z8: () => (/* binding */ quoteTable)
/* harmony export */ });
/** What a server says about a statement that it refused. */
class SqlError extends Error {
    /** SQLSTATE, or SQLite's result code as text. */
    code;
    /** Offset into the statement's text, where the server tells. */
    offset;
    hint;
    /** The connection is gone, so it is unknown what the server did last. */
    isConnectionLost;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.name = "SqlError";
        this.code = facts.code;
        this.offset = facts.offset;
        this.hint = facts.hint;
        this.isConnectionLost = facts.isConnectionLost ?? false;
    }
}
/** Whether another connection kept a SQLite file locked: `SQLITE_BUSY`, whatever its extended code says. */
function isBusy(error) {
    return error instanceof SqlError && /^\d{1,4}$/.test(error.code) && (Number(error.code) & 0xff) === 5;
}
/** A name in double quotes, safe inside SQL. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
/** A table's full name in quotes. */
function quoteTable(table) {
    return table.schema === undefined ? quoteName(table.name) : `${quoteName(table.schema)}.${quoteName(table.name)}`;
}


/***/ }),

/***/ 55442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ ForeignKeyGuard),
/* harmony export */   Z: () => (/* binding */ FOREIGN_KEY_CODE)
/* harmony export */ });
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89289);

const SHOWN = 5;
/** `SQLITE_CONSTRAINT_FOREIGNKEY`: rows whose parent is missing. */
const FOREIGN_KEY_CODE = "787";
/**
 * Keeps a transaction that runs with `foreign_keys` off from leaving rows without their parents: what was wrong before it may stay,
 * nothing may be added ("Making Other Kinds Of Table Schema Changes", https://www.sqlite.org/lang_altertable.html).
 */
class ForeignKeyGuard {
    read;
    /** What was wrong when it was last looked at, and the data version of that moment: a check reads every row that has a foreign key. */
    known;
    constructor(read) {
        this.read = read;
    }
    /** Looks at what is wrong already; at the beginning of a transaction. */
    remember() {
        if (this.known?.version !== this.dataVersion())
            this.known = { violations: this.check(), version: this.dataVersion() };
    }
    /** Forgets what is known, because something was changed outside of a transaction. */
    forget() {
        this.known = undefined;
    }
    /** Throws a `SqlError` that names what is wrong now and was not at the beginning; at the end of a transaction. */
    refuseNew() {
        const before = this.known?.violations ?? new Map();
        const after = this.check();
        const added = [...after].filter(([what, count]) => count > (before.get(what) ?? 0)).map(([what]) => what);
        if (added.length > 0) {
            const more = added.length > SHOWN ? `; and ${added.length - SHOWN} more` : "";
            throw new _database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8(`${added.slice(0, SHOWN).join("; ")}${more}`, { code: FOREIGN_KEY_CODE });
        }
        this.known = { violations: after, version: this.dataVersion() };
    }
    /** Changes when another connection has committed, not when this one has. */
    dataVersion() {
        return this.read("PRAGMA data_version")[0]?.["data_version"] ?? "";
    }
    check() {
        try {
            return countEach(this.read("PRAGMA foreign_key_check").map(describeRow));
        }
        catch {
            // One foreign key that cannot be checked, because its parent's columns are not unique, hides all others: ask table by table.
            const tables = this.read("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
            return countEach(tables.flatMap((row) => this.checkTable(row["name"] ?? "")));
        }
    }
    checkTable(table) {
        try {
            return this.read(`PRAGMA foreign_key_check(${(0,_database_js__WEBPACK_IMPORTED_MODULE_0__/* .quoteName */ .AB)(table)})`).map(describeRow);
        }
        catch (error) {
            return [`table '${table}': ${error instanceof Error ? error.message : String(error)}`];
        }
    }
}
function describeRow(row) {
    // A table WITHOUT ROWID has none to name.
    const rowid = row["rowid"] === null ? "a row" : `row ${row["rowid"]}`;
    return `table '${row["table"]}', ${rowid}: no parent in '${row["parent"]}'`;
}
function countEach(texts) {
    const counts = new Map();
    for (const text of texts)
        counts.set(text, (counts.get(text) ?? 0) + 1);
    return counts;
}


/***/ }),

/***/ 78503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ planWarning),
/* harmony export */   K: () => (/* binding */ describeMigration),
/* harmony export */   u0: () => (/* binding */ planError)
/* harmony export */ });
/** Makes an error finding of a plan. */
function planError(rule, what, next, where) {
    return { rule, severity: "error", what, next, where };
}
/** Makes a warning finding of a plan. */
function planWarning(rule, what, next, where) {
    return { ...planError(rule, what, next, where), severity: "warning" };
}
/** How a migration is called in a sentence. */
function describeMigration(migration) {
    return migration.version === "" ? `'${migration.name}'` : `${migration.version} '${migration.name}'`;
}


/***/ }),

/***/ 58843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wE: () => (/* binding */ checkMigrations),
  n6: () => (/* binding */ planMigrations),
  un: () => (/* binding */ readState)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var databases_database = __webpack_require__(89289);
// EXTERNAL MODULE: ./packages/migrate/lib/migration.js
var migration = __webpack_require__(78503);
// EXTERNAL MODULE: ./packages/migrate/lib/side-table.js
var side_table = __webpack_require__(57821);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/checksum-table.js



/** Stands beside the tool's own table, in the same schema. */
const CHECKSUM_TABLE = "waybill_migrations";
/** The side table of layouts that keep no checksums, so that an edit of an applied file is noticed. */
function checksumTable(database, history) {
    const table = (0,side_table/* sideTable */.g)(CHECKSUM_TABLE, history);
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const now = database.kind === "postgresql" ? "clock_timestamp()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    const write = (file, run, appliedAt) => database.query(`INSERT INTO ${name} (version, name, checksum, meaning, applied_at, run) VALUES ($1, $2, $3, $4, ${appliedAt}, $5)
       ON CONFLICT (version) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, meaning = excluded.meaning,
         applied_at = excluded.applied_at, run = excluded.run`, [file.version, file.name, file.checksum, file.meaning, run]);
    return {
        async read() {
            if (!(await database.readColumns(table)))
                return new Map();
            const rows = await database.query(`SELECT version, name, checksum, meaning, ${isoTime(database, "applied_at")} AS applied_at FROM ${name}`);
            return new Map(rows.map((row) => [
                row["version"] ?? "",
                {
                    version: row["version"] ?? "",
                    name: row["name"] ?? "",
                    checksum: row["checksum"] ?? "",
                    meaning: row["meaning"] ?? "",
                    appliedAt: row["applied_at"] ?? null,
                },
            ]));
        },
        async create() {
            const time = database.kind === "postgresql" ? "timestamptz" : "text";
            await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version text PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, meaning text NOT NULL, applied_at ${time}, run text NOT NULL)`);
        },
        record: (file, run) => write(file, run, now),
        async adopt(files) {
            for (const file of files)
                await write(file, "applied before Waybill", "NULL");
        },
    };
}
/** A time column as ISO 8601 text in UTC. */
function isoTime(database, column) {
    if (database.kind === "sqlite")
        return column;
    return `to_char(CAST(${column} AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
/** The findings for an applied file whose text is no longer the one that was applied: a notice when only comments or spaces differ. */
function findEdits(file, row) {
    if (row.checksum === file.checksum)
        return [];
    if (row.meaning === file.meaning)
        return [
            {
                rule: "edited-comment",
                severity: "notice",
                what: `Comments or white space of the applied migration ${(0,migration/* describeMigration */.K)(file)} were edited; its statements are the same.`,
                where: { file: file.file },
            },
        ];
    return [editedFinding(file)];
}
/** The finding for an applied migration whose statements differ from what was applied. */
function editedFinding(file) {
    return (0,migration/* planError */.u0)("edited-migration", `The migration ${(0,migration/* describeMigration */.K)(file)} was edited after it had been applied, so the database is not what the files say.`, "Restore the file as it was applied (see its git history) and put the change into a new migration.", { file: file.file });
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/own-lock-key.js

/** "wayb" in the upper half, so that no tool's key is met. */
const PREFIX = 0x77617962n << 32n;
/** A lock that only runs of ours know, for one history of one tool's layout. */
function ownLockKey(layout, database, table) {
    return PREFIX | BigInt((0,external_node_zlib_.crc32)(`${layout}\0${table.schema ?? ""}\0${table.name}\0${database.name}`));
}

;// CONCATENATED MODULE: ./packages/migrate/lib/sql/text.js
/** A text as every checkout of a file should read: without byte order mark, lines ended by LF. */
function normalText(text) {
    return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
}
/** The text with everything outside the given ranges turned into spaces; line breaks stay, so lines and offsets keep their meaning. */
function keepRanges(text, ranges) {
    let result = "";
    let at = 0;
    for (const [start, end] of ranges) {
        result += text.slice(at, start).replace(/[^\n\r]/g, " ") + text.slice(start, end);
        at = end;
    }
    return result + text.slice(at).replace(/[^\n\r]/g, " ");
}
/** The line of an offset, from 1. */
function lineOf(text, offset) {
    return text.slice(0, offset).split("\n").length;
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/dbmate.js






/**
 * dbmate (https://github.com/amacneil/dbmate, release 2): `20240101120000_name.sql` with `-- migrate:up` and `-- migrate:down` blocks, and a history of one row per
 * version. Names and blocks follow `pkg/dbmate/migration.go`, tables its drivers.
 */
const dbmate = {
    name: "dbmate",
    defaultTable: "schema_migrations",
    parseName(script) {
        const match = /^(\d+)([^/]*)\.sql$/.exec(script);
        if (!match)
            return undefined;
        return { key: match[1], version: match[1], name: match[2].replace(/^_/, ""), isRepeatable: false };
    },
    parseBody,
    // dbmate applies files in the order of their whole names, not of their numbers.
    compare: (a, b) => (a.script < b.script ? -1 : a.script > b.script ? 1 : 0),
    // dbmate takes no lock at all; this one keeps two of our own runs apart.
    lockKeys: (database, table) => ({ kept: [ownLockKey("dbmate", database, table)], yielded: [] }),
    openHistory,
};
/** A block begins with its mark at the start of a line; options such as `transaction:false` follow on the same line. */
const BLOCK = /^--[ \t]*migrate:(up|down)(?:[ \t]*$|[ \t]+(.*)$)/gm;
/** Only the up blocks are run; everything else is blanked, so that lines and offsets are those of the file. */
function parseBody(text) {
    const checksum = (0,digest/* digestOf */.ol)(normalText(text));
    const plain = text.replaceAll("\r", " ");
    const marks = [...plain.matchAll(BLOCK)];
    const problems = [];
    const missing = ["up", "down"].filter((kind) => !marks.some((mark) => mark[1] === kind));
    for (const kind of missing)
        problems.push({
            line: 1,
            what: `The file has no '-- migrate:${kind}' block, without which dbmate refuses it`,
            next: `Add a line '-- migrate:${kind}'.`,
        });
    const before = plain.slice(0, marks[0]?.index ?? 0).replace(/^[ \t]*(--.*)?$/gm, "");
    if (before.trim() !== "")
        problems.push({ line: 1, what: "Statements stand before the first block", next: "Move them below '-- migrate:up'." });
    const ups = marks.filter((mark) => mark[1] === "up");
    const unsafe = ups.find((mark) => /(^|\s)transaction:false(\s|$)/.test(mark[2] ?? ""));
    const ranges = ups.map((mark) => [mark.index + mark[0].length, marks[marks.indexOf(mark) + 1]?.index ?? text.length]);
    return {
        sql: keepRanges(text, ranges),
        checksum,
        problems,
        withoutTransaction: unsafe ? lineOf(text, unsafe.index) : undefined,
    };
}
function openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const side = checksumTable(database, table);
    const readVersions = async () => (await database.readColumns(table))
        ? (await database.query(`SELECT version FROM ${name}`)).map((row) => row["version"] ?? "").sort()
        : [];
    return {
        table,
        async compare(files) {
            const versions = await readVersions();
            return { head: JSON.stringify(versions), ...compareFiles(files, versions, await side.read()) };
        },
        readHead: async () => JSON.stringify(await readVersions()),
        async create() {
            await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version ${database.kind === "postgresql" ? "varchar" : "varchar(128)"} primary key)`);
            await side.create();
        },
        async record(migration, { run }) {
            await database.query(`INSERT INTO ${name} (version) VALUES ($1)`, [migration.version]);
            await side.record(migration, run);
        },
        // dbmate writes nothing before the end of a migration, nor when one fails.
        markStarted: async () => undefined,
        markFailed: async () => undefined,
        adopt: (files) => side.adopt(files),
    };
}
/** Every version has a row of its own, so a file that comes late is seen and applied, as the tool does. */
function compareFiles(files, versions, side) {
    const byVersion = new Map(files.map((file) => [file.version, file]));
    const highest = versions.at(-1);
    const findings = [];
    const unrecorded = [];
    const applied = versions.map((version) => {
        const file = byVersion.get(version);
        const row = side.get(version);
        if (file && row)
            findings.push(...findEdits(file, row));
        else if (file)
            unrecorded.push(file);
        else
            findings.push(missingFinding(version, version === highest));
        return {
            version,
            name: file?.name ?? row?.name ?? "",
            appliedAt: row?.appliedAt || undefined,
            file: file?.file,
        };
    });
    const pending = files.filter((file) => !versions.includes(file.version));
    for (const file of pending)
        if (highest !== undefined && file.version < highest)
            findings.push(lateFinding(file, highest));
    return { applied, pending, findings, unrecorded };
}
function missingFinding(version, isHighest) {
    return (0,migration/* planWarning */.Cv)(isHighest ? "database-ahead" : "missing-file", `The database has had the migration ${version}, for which there is no file.`, isHighest
        ? "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."
        : "Restore the file, or make sure that an empty database can still be built from the others.");
}
function lateFinding(file, highest) {
    return (0,migration/* planWarning */.Cv)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} is older than ${highest}, which the database has already; it will be applied late, as dbmate does.`, "Check that it does not depend on the order, or give it a newer version.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/flyway-version.js

/** What Flyway reads from a file name, or undefined when the name is not one of its own. `U` files are undone only on demand and thus `ignored`. */
function parseFlywayName(script) {
    const file = script.split("/").at(-1) ?? "";
    if (!/\.sql$/i.test(file))
        return undefined;
    const base = file.slice(0, -4);
    if (CALLBACKS.has(base.split("__")[0] ?? ""))
        return "callback";
    const match = /^(V|R|U|B)(.*?)__(.+)$/.exec(base) ?? /^(V|U|B)(\d[\d._]*)$/.exec(base);
    if (!match)
        return undefined;
    const name = (match[3] ?? "").replaceAll("_", " ");
    if (match[1] === "R")
        return match[2] === "" ? { key: `R:${name}`, version: "", name, isRepeatable: true } : undefined;
    const version = (match[2] ?? "").replaceAll("_", ".");
    if (!/^\d+(\.\d+)*$/.test(version))
        return undefined;
    if (match[1] === "U")
        return "ignored";
    return match[1] === "B" ? "baseline" : { key: `V:${normalVersion(version)}`, version, name, isRepeatable: false };
}
/** Compares versions number by number; `1`, `1.0` and `01` are the same. */
function compareFlywayVersions(a, b) {
    const [left, right] = [numbersOf(a), numbersOf(b)];
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
        const difference = (left[index] ?? 0n) - (right[index] ?? 0n);
        if (difference !== 0n)
            return difference < 0n ? -1 : 1;
    }
    return 0;
}
/** The one spelling of a version. */
function normalVersion(version) {
    const numbers = numbersOf(version);
    while (numbers.length > 1 && numbers.at(-1) === 0n)
        numbers.pop();
    return numbers.join(".");
}
/** Flyway's checksum (`ChecksumCalculator`): the CRC32 of all lines without their ends, without byte order mark, as a signed 32-bit number. */
function flywayChecksum(text) {
    let sum = 0;
    for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/))
        sum = (0,external_node_zlib_.crc32)(line, sum);
    return sum | 0;
}
/** The advisory lock key that Flyway takes for its history table (`PostgreSQLAdvisoryLockTemplate`): the letters "Flyway" as a number, plus Java's hash of the table's quoted name. */
function flywayLockKey(schema, table) {
    return 77431708279161n + BigInt(javaHashCode(`"${schema}"."${table}"`));
}
function javaHashCode(text) {
    let hash = 0;
    for (let index = 0; index < text.length; index++)
        hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
    return hash;
}
function numbersOf(version) {
    return version.split(/[._]/).map((part) => BigInt(/^\d+$/.test(part) ? part : 0));
}
/** Names that Flyway runs at certain moments instead of as migrations (its documentation, "Callback events"). */
const CALLBACKS = new Set(`
    beforeMigrate beforeRepeatables beforeVersioned beforeEachMigrate beforeEachMigrateStatement beforeConnect createSchema
    afterMigrate afterMigrateApplied afterMigrateError afterEachMigrate afterEachMigrateStatement afterEachMigrateError
    afterEachMigrateStatementError afterVersioned afterRepeatables afterConnect afterMigrateOperationFinish beforeValidate
    afterValidate afterValidateError beforeBaseline afterBaseline afterBaselineError beforeClean afterClean afterCleanError
    beforeInfo afterInfo afterInfoError beforeRepair afterRepair afterRepairError beforeUndo beforeEachUndo afterUndo
    afterEachUndo afterUndoError afterEachUndoError
  `
    .trim()
    .split(/\s+/));

// EXTERNAL MODULE: ./packages/migrate/lib/run/statement-journal.js
var statement_journal = __webpack_require__(73934);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/flyway.js






/**
 * Flyway (https://github.com/flyway/flyway, releases 7 to 11): `V1__name.sql` and `R__name.sql` in any folders, and a history with a CRC32
 * per file. Versioned files run in the order of their versions, repeatable ones after them by description, whenever their checksum changed.
 */
const flyway = {
    name: "flyway",
    defaultTable: "flyway_schema_history",
    parseName(script) {
        const parsed = parseFlywayName(script);
        return parsed === "baseline" || parsed === "callback" ? undefined : parsed;
    },
    parseBody: flyway_parseBody,
    compare(a, b) {
        if (a.isRepeatable !== b.isRepeatable)
            return a.isRepeatable ? 1 : -1;
        if (a.isRepeatable)
            return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
        return compareFlywayVersions(a.version, b.version);
    },
    lockKeys: (_, table) => ({ kept: [flywayLockKey(table.schema ?? "", table.name)], yielded: [] }),
    openHistory: flyway_openHistory,
};
/** Refuses what would make the text that runs another one than the text that is read: placeholders, and settings beside the file. */
function flyway_parseBody(text, companion) {
    const problems = [];
    const placeholder = /\$\{[^}\n]*\}/.exec(text);
    if (placeholder)
        problems.push({
            line: lineOf(text, placeholder.index),
            what: `The file holds the placeholder ${placeholder[0]}, which Flyway would replace by a configured value`,
            next: "Write the value itself; placeholders are not supported.",
        });
    const settings = (companion ?? "").split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
    const transaction = settings.map((line) => /^\s*executeInTransaction\s*=\s*(true|false)\s*$/.exec(line));
    if (transaction.includes(null))
        problems.push({
            line: 1,
            what: "The script configuration file (.conf) beside it has settings other than executeInTransaction",
            next: "Remove them; no other setting is supported.",
        });
    const withoutTransaction = transaction.at(-1)?.[1] === "false";
    return { sql: text, checksum: String(flywayChecksum(text)), problems, withoutTransaction: withoutTransaction ? 1 : undefined };
}
/** Values of `type` for what a file did; others say what the tool did to the history itself. */
const SQL_TYPES = ["SQL", "JDBC", "SCRIPT"];
function flyway_openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const readRows = async () => (await database.readColumns(table))
        ? database.query(`SELECT installed_rank, version, description, type, script, checksum, ${isoTime(database, "installed_on")} AS installed_on, success FROM ${name} ORDER BY installed_rank`)
        : [];
    // The tool deletes the row of a failed attempt (`flyway repair`) before it writes the next one; ranks go on from the highest.
    const insert = async (migration, durationMs, success) => {
        const failed = `DELETE FROM ${name} WHERE NOT success AND ${migration.isRepeatable ? "version IS NULL AND description" : "version"} = $1`;
        await database.query(failed, [migration.isRepeatable ? migration.name : migration.version]);
        await database.query(`INSERT INTO ${name} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
       SELECT coalesce(max(installed_rank), 0) + 1, CAST($1 AS varchar(50)), CAST($2 AS varchar(200)), 'SQL', CAST($3 AS varchar(1000)), CAST($4 AS integer), ${database.kind === "postgresql" ? "current_user" : "''"}, CAST($5 AS integer), ${success ? "true" : "false"} FROM ${name}`, [
            migration.isRepeatable ? null : migration.version,
            shorten(migration.name, 200, false),
            shorten(migration.script, 1000, true),
            Number(migration.checksum),
            Math.round(durationMs),
        ]);
    };
    return {
        table,
        async compare(files) {
            const rows = await readRows();
            const failed = rows.filter((row) => !isTrue(row["success"])).map(keyOf);
            const resumable = new Set();
            for (const key of failed)
                if ((await (0,statement_journal/* readJournal */.a0)(database, table, key)).length > 0)
                    resumable.add(key);
            const isForeign = rows.length === 0 && !(await database.readColumns(table)) && (await database.countOtherTables([])) > 0;
            const comparison = { head: JSON.stringify(rows), ...flyway_compareFiles(files, rows, resumable) };
            return isForeign ? { ...comparison, findings: [...comparison.findings, foreignSchema(database)] } : comparison;
        },
        readHead: async () => JSON.stringify(await readRows()),
        create: () => createTable(database, table),
        async record(migration, { durationMs }) {
            await insert(migration, durationMs, true);
        },
        markStarted: async () => undefined,
        markFailed: (migration, { durationMs }) => insert(migration, durationMs, false),
        adopt: async () => undefined,
    };
}
/**
 * A version with several rows (a failure that was repaired, an undo) counts as its last one does. What lies at or below a baseline was
 * there before Flyway came.
 */
function flyway_compareFiles(files, rows, resumable) {
    const findings = [];
    const live = withoutUndone(rows);
    for (const row of live)
        if (!isTrue(row["success"]) && !resumable.has(keyOf(row)))
            findings.push(failedFinding(row));
    const done = live.filter((row) => isTrue(row["success"]));
    const byKey = new Map(files.map((file) => [file.key, file]));
    const latest = new Map(done.map((row) => [keyOf(row), row]));
    const baseline = done.find((row) => row["type"] === "BASELINE")?.["version"] ?? undefined;
    const highest = done.reduce((top, row) => (row["version"] && (top === "" || compareFlywayVersions(row["version"], top) > 0) ? row["version"] : top), "");
    const isBelowBaseline = (version) => baseline !== undefined && compareFlywayVersions(version, baseline) <= 0;
    for (const row of latest.values())
        findings.push(...checkApplied(row, byKey.get(keyOf(row)), files));
    const pending = files.filter((file) => {
        const row = latest.get(file.key);
        if (file.isRepeatable)
            return row?.["checksum"] !== file.checksum;
        return !row && !isBelowBaseline(file.version);
    });
    for (const file of pending)
        if (!file.isRepeatable && highest !== "" && compareFlywayVersions(file.version, highest) < 0)
            findings.push(flyway_lateFinding(file, highest));
    const applied = [...latest.values()].map((row) => {
        const file = byKey.get(keyOf(row));
        return {
            version: row["version"] ?? "",
            name: row["description"] ?? "",
            appliedAt: row["installed_on"] || undefined,
            file: file?.file,
        };
    });
    return { applied, pending, findings, unrecorded: [] };
}
/** Rows that a later undo or delete has not taken back. */
function withoutUndone(rows) {
    return rows.filter((row, index) => {
        const type = row["type"] ?? "";
        if (type.startsWith("UNDO") || type === "DELETE" || type === "SCHEMA")
            return false;
        return !rows.slice(index + 1).some((later) => {
            const laterType = later["type"] ?? "";
            if (!laterType.startsWith("UNDO") && laterType !== "DELETE")
                return false;
            return later["version"] === null
                ? row["version"] === null && later["description"] === row["description"]
                : later["version"] === row["version"];
        });
    });
}
/** What `flyway validate` would say of one applied row. */
function checkApplied(row, file, files) {
    const type = row["type"] ?? "";
    if (!SQL_TYPES.includes(type) && type !== "SQL_BASELINE")
        return [];
    if (!file)
        return row["version"] === null ? [] : [flyway_missingFinding(row, files)];
    // A repeatable file whose checksum differs is due again.
    if (file.isRepeatable || type !== "SQL" || row["checksum"] === null || row["checksum"] === file.checksum)
        return [];
    return [editedFinding(file)];
}
function flyway_missingFinding(row, files) {
    const version = row["version"] ?? "";
    const what = `The database has had the migration ${version} '${row["description"] ?? ""}', for which there is no file.`;
    const isAhead = files.every((file) => file.isRepeatable || compareFlywayVersions(file.version, version) < 0);
    if (isAhead)
        return (0,migration/* planWarning */.Cv)("database-ahead", what, "If this is an older commit than the one that migrated the database, check that its code works with the newer schema.");
    return (0,migration/* planError */.u0)("missing-file", what, "Restore the file; Flyway itself would refuse to go on as well.");
}
function flyway_lateFinding(file, highest) {
    return (0,migration/* planError */.u0)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} is older than ${highest}, which the database has already; Flyway would leave it out.`, `Give it a version above ${highest}.`, { file: file.file });
}
function failedFinding(row) {
    return (0,migration/* planError */.u0)("dirty", `The history says that the migration ${row["version"] ?? ""} '${row["description"] ?? ""}' failed, and there is no record of how far it came.`, "Undo by hand what it did, then run 'flyway repair'.");
}
function foreignSchema(database) {
    return (0,migration/* planError */.u0)("unknown-schema", `The schema '${database.schema ?? "main"}' of '${database.name}' already holds tables, but no history of Flyway.`, "Run 'flyway baseline' once, or give this application a schema of its own.");
}
/** The identity of a row: the version in its one spelling, or the description of a repeatable migration, which has no version. */
function keyOf(row) {
    return row["version"] === null || row["version"] === undefined ? `R:${row["description"] ?? ""}` : `V:${normalVersion(row["version"])}`;
}
function isTrue(value) {
    return value === "t" || value === "1" || value === "true";
}
/** The columns are short, and the tool keeps the end of a path and the beginning of a description. */
function shorten(text, length, atStart) {
    if (text.length <= length)
        return text;
    return atStart ? `...${text.slice(3, length)}` : `${text.slice(0, length - 3)}...`;
}
/** The table as the tool creates it, column by column, so that it finds its own (`getRawCreateScript` of its databases). */
async function createTable(database, table) {
    const isPostgres = database.kind === "postgresql";
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    if (await database.readColumns(table))
        return;
    const [integer, time, now] = isPostgres ? ["INTEGER", "TIMESTAMP", "now()"] : ["INT", "TEXT", "(strftime('%Y-%m-%d %H:%M:%f','now'))"];
    const key = isPostgres ? `, CONSTRAINT ${(0,databases_database/* quoteName */.AB)(`${table.name}_pk`)} PRIMARY KEY (installed_rank)` : "";
    await database.query(`CREATE TABLE ${name} (installed_rank INT NOT NULL${isPostgres ? "" : " PRIMARY KEY"}, version VARCHAR(50), description VARCHAR(200) NOT NULL,
       type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum ${integer}, installed_by VARCHAR(100) NOT NULL,
       installed_on ${time} NOT NULL DEFAULT ${now}, execution_time ${integer} NOT NULL, success BOOLEAN NOT NULL${key})`);
    await database.query(`CREATE INDEX ${(0,databases_database/* quoteName */.AB)(`${table.name}_s_idx`)} ON ${name} (success)`);
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/golang-migrate.js








/** `advisoryLockIDSalt` of `database/util.go`. */
const LOCK_SALT = 1_486_364_155;
/** The column is a `bigint`, and the tool parses versions as unsigned 64-bit numbers: what lies between would be written wrongly. */
const MAX_VERSION = 2n ** 63n - 1n;
/**
 * golang-migrate (https://github.com/golang-migrate/migrate, release 4): `000001_name.up.sql`, and a history of one row that says how far
 * the database has come. Names follow `source/parse.go`, tables and locks its drivers `database/postgres` and `database/sqlite3`.
 */
const golangMigrate = {
    name: "golang-migrate",
    defaultTable: "schema_migrations",
    parseName(script) {
        const match = /^([0-9]+)_([^/]*)\.(down|up)\.sql$/.exec(script);
        if (!match)
            return undefined;
        if (match[3] === "down")
            return "ignored";
        const version = BigInt(match[1]).toString();
        return { key: version, version, name: match[2], isRepeatable: false };
    },
    parseBody: (text) => ({ sql: text, checksum: (0,digest/* digestOf */.ol)(normalText(text)), problems: [] }),
    compare: compareVersions,
    lockKeys: (database, table) => ({
        // While the tool's own are given back, the history says `dirty`, which the tool does not go on over; but a run of ours would.
        kept: [ownLockKey("golang-migrate", database, table)],
        yielded: golangLockKeys(database.name, table.schema ?? "", table.name),
    }),
    openHistory: golang_migrate_openHistory,
};
/**
 * The advisory lock keys that golang-migrate may take for a history table of a database, by `GenerateAdvisoryLockId` of `database/util.go`.
 * Its command line and `migrate.New` hash the path of the URL with its slash (`Open` of `database/postgres`: `DatabaseName: purl.Path`),
 * `WithInstance` the database's bare name.
 */
function golangLockKeys(database, schema, table) {
    const keyOf = (name) => BigInt(Math.imul((0,external_node_zlib_.crc32)(`${schema}\0${table}\0${name}`), LOCK_SALT) >>> 0);
    return [keyOf(`/${database}`), keyOf(database)];
}
/** By number: `2` comes before `10`, and `010` is the same version as `10`. */
function compareVersions(a, b) {
    const difference = BigInt(a.version) - BigInt(b.version);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
function golang_migrate_openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const side = checksumTable(database, table);
    // `SetVersion` of its drivers: the table never holds more than one row.
    const write = async (version, dirty) => {
        await database.query(database.kind === "postgresql" ? `TRUNCATE ${name}` : `DELETE FROM ${name}`);
        await database.query(`INSERT INTO ${name} (version, dirty) VALUES ($1, ${dirty ? "true" : "false"})`, [version]);
    };
    const readRows = async () => (await database.readColumns(table)) ? await database.query(`SELECT version, dirty FROM ${name}`) : [];
    return {
        table,
        async compare(files) {
            const { kept, yielded } = golangMigrate.lockKeys(database, table);
            const { rows, holder } = await settle(readRows, () => database.findLockHolder([...kept, ...yielded]));
            const head = JSON.stringify(rows);
            if (rows.length > 1)
                return { head, applied: [], pending: [], unrecorded: [], findings: [tooManyRows(name)] };
            const state = { current: BigInt(rows[0]?.["version"] ?? -1), dirty: isDirty(rows), holder };
            const steps = state.dirty ? await (0,statement_journal/* readJournal */.a0)(database, table, state.current.toString()) : [];
            return { head, ...golang_migrate_compareFiles(files, { ...state, isResumable: steps.length > 0 }, await side.read()) };
        },
        readHead: async () => JSON.stringify(await readRows()),
        async create() {
            if (database.kind === "postgresql")
                await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version bigint not null primary key, dirty boolean not null)`);
            else {
                await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version uint64, dirty bool)`);
                await database.query(`CREATE UNIQUE INDEX IF NOT EXISTS version_unique ON ${name} (version)`);
            }
            await side.create();
        },
        async record(migration, { run }) {
            await write(migration.version, false);
            await side.record(migration, run);
        },
        markStarted: (migration) => write(migration.version, true),
        // The row still says `dirty`, which is what the tool leaves behind as well.
        markFailed: async () => undefined,
        adopt: (files) => side.adopt(files),
    };
}
/**
 * The tool writes `dirty` before every migration and takes it away behind it, so the mark means a failure only while nobody holds the
 * tool's lock. A run may end between the two questions: without a holder the rows are read once more.
 */
async function settle(readRows, findHolder) {
    const rows = await readRows();
    if (!isDirty(rows))
        return { rows };
    const holder = await findHolder();
    return holder === undefined ? { rows: await readRows() } : { rows, holder };
}
function isDirty([row]) {
    return ["t", "1", "true"].includes(row?.["dirty"] ?? "");
}
/** What one number tells: everything up to it is applied. Which of those files were there then, only the side table knows. */
function golang_migrate_compareFiles(files, state, side) {
    const { current, dirty, holder, isResumable } = state;
    const findings = [];
    if (holder !== undefined)
        findings.push(runningFinding(current, holder));
    else if (dirty && !isResumable)
        findings.push(dirtyFinding(current));
    // With `dirty` the current version has begun but not ended.
    const limit = dirty ? current - 1n : current;
    const past = files.filter((file) => BigInt(file.version) <= limit);
    const pending = files.filter((file) => BigInt(file.version) > limit);
    const known = [...side.values()].filter((row) => BigInt(row.version) <= limit);
    const highestKnown = known.reduce((highest, row) => (BigInt(row.version) > highest ? BigInt(row.version) : highest), -1n);
    const unrecorded = [];
    for (const file of past) {
        const row = side.get(file.version);
        if (row)
            findings.push(...findEdits(file, row));
        else if (BigInt(file.version) < highestKnown)
            findings.push(golang_migrate_lateFinding(file, current));
        else
            unrecorded.push(file);
    }
    for (const file of files)
        if (BigInt(file.version) > MAX_VERSION)
            findings.push(versionFinding(file));
    findings.push(...findMissing(files, current, pending.length > 0));
    const applied = past
        .filter((file) => side.has(file.version) || unrecorded.includes(file))
        .map((file) => appliedOf(file, side.get(file.version)));
    return { applied, pending, findings, unrecorded };
}
function appliedOf(file, row) {
    return { version: file.version, name: file.name, file: file.file, appliedAt: row?.appliedAt || undefined };
}
function findMissing(files, current, hasPending) {
    if (current < 0n || files.some((file) => BigInt(file.version) === current))
        return [];
    const what = `The database is at version ${current}, for which there is no file.`;
    if (hasPending || files.some((file) => BigInt(file.version) > current))
        return [(0,migration/* planError */.u0)("missing-file", what, "Restore the file; golang-migrate itself would refuse to go on as well.")];
    return [
        (0,migration/* planWarning */.Cv)("database-ahead", what, "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."),
    ];
}
/** The tool applies what is above its version, so a file below it that was not there in time is never applied. */
function golang_migrate_lateFinding(file, current) {
    return (0,migration/* planError */.u0)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} came after the database had passed it (it is at version ${current}); golang-migrate would skip it without a word.`, `Rename the file to a version above ${current}.`, { file: file.file });
}
function runningFinding(version, holder) {
    return (0,migration/* planError */.u0)("migration-running", `Another run is applying version ${version} now; its lock is held by ${holder}.`, "Wait until that run ends, then plan again.");
}
function dirtyFinding(version) {
    return (0,migration/* planError */.u0)("dirty", `The history says that version ${version} began and never ended ('dirty'), and there is no record of how far it came.`, `Find out which of its statements took effect, finish or undo them by hand, then run 'migrate force ${version}' (finished) or force the version before it (undone).`);
}
function versionFinding(file) {
    return (0,migration/* planError */.u0)("version", `The version ${file.version} is too large for the history table.`, "Give the file a smaller number.", {
        file: file.file,
    });
}
function tooManyRows(table) {
    return (0,migration/* planError */.u0)("history", `The history table ${table} holds more than one row, which golang-migrate never writes.`, "Find out which tool writes this table, and give it another one with the option 'table'.");
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/detection.js





const LAYOUTS = { "golang-migrate": golangMigrate, dbmate: dbmate, flyway: flyway };
/**
 * The layout that both the files and the live history table speak of. Throws an `input` error when they disagree, when the files are of two
 * layouts or of one that is not supported, or when there are none.
 */
async function detectLayout(database, folder, table) {
    const layout = detectLayoutOfFiles(folder);
    const byFiles = layout.name;
    const name = database.history
        ? tableOfUrl(database, database.history, { byFiles, table })
        : tableName(database, table ?? layout.defaultTable);
    const byHistory = await detectByHistory(database, name);
    if (byHistory !== undefined && byHistory !== byFiles)
        throw new lib_error/* ActionError */.lZ("input", `The files under '${folder.sources[0]?.file.split("/").slice(0, -1).join("/") ?? folder.dir}' are of ${byFiles}, but the table '${name.name}' of '${database.name}' is ${byHistory === "other" ? "of a tool that is not supported" : `a history of ${byHistory}`}. Check that the migrations and the database belong together; another history table is named by 'table'.`);
    // Whoever names a table in the URL says that it is another one than the usual.
    if (!database.history)
        await refuseSecondHistory(database, byFiles, name);
    return { layout, table: name };
}
/** The layout that the files speak of, without asking a database. Throws an `input` error when there is none, or more than one. */
function detectLayoutOfFiles(folder) {
    return LAYOUTS[detectByFiles(folder)];
}
/** The table of golang-migrate's parameter. What it means for other files, or beside another table, is for people to say. */
function tableOfUrl(database, history, { byFiles, table }) {
    const found = database.kind === "sqlite" ? history : { schema: database.schema ?? "public", ...history };
    const shown = `The database URL names the history table '${found.name}' (x-migrations-table)`;
    if (byFiles !== "golang-migrate")
        throw new lib_error/* ActionError */.lZ("input", `${shown}, which only golang-migrate reads, but the files are of ${byFiles}. Remove the parameter; another history table is named by 'table'.`);
    const given = table === undefined ? found : tableName(database, table);
    if (given.name !== found.name || given.schema !== found.schema)
        throw new lib_error/* ActionError */.lZ("input", `${shown}, but the option 'table' names '${table}'. Keep one of them.`);
    return found;
}
/** As the tools read it: without a schema it is the one that the session writes to. */
function tableName(database, text) {
    if (database.kind === "sqlite")
        return { name: text };
    const [first = "", second] = text.replaceAll('"', "").split(".");
    return second === undefined ? { schema: database.schema ?? "public", name: first } : { schema: first, name: second };
}
function detectByFiles(folder) {
    const sql = folder.sources.filter((source) => !/\.conf$/i.test(source.script));
    const kinds = new Map();
    for (const source of sql) {
        const kind = kindOf(source);
        if (kind !== undefined && !kinds.has(kind))
            kinds.set(kind, source);
    }
    const found = [...kinds];
    const [first, second] = found;
    if (first && !second)
        return first[0];
    if (first && second)
        throw new lib_error/* ActionError */.lZ("input", `The folder of migrations holds files of two layouts: '${first[1].file}' is of ${first[0]}, '${second[1].file}' of ${second[0]}. Keep one of them, because their order to each other is unknown.`);
    throw new lib_error/* ActionError */.lZ("input", `${describeUnknown(folder, sql)} Supported are golang-migrate (000001_name.up.sql), dbmate (20240101120000_name.sql with '-- migrate:up') and Flyway (V1__name.sql).`);
}
/** Whose a file is, by its name and, where names are ambiguous, by its marks. */
function kindOf(source) {
    if (/^[0-9]+_[^/]*\.(down|up)\.sql$/.test(source.script))
        return "golang-migrate";
    if (/^\d+[^/]*\.sql$/.test(source.script) && /^--\s*migrate:up/m.test(source.text))
        return "dbmate";
    const flywayName = parseFlywayName(source.script);
    return flywayName === undefined ? undefined : "flyway";
}
function describeUnknown(folder, sql) {
    const [first] = sql;
    if (!first)
        return `The folder '${folder.dir.split("/").at(-1)}' holds no SQL file, so there is nothing to migrate.`;
    const tool = foreignTool(folder, first);
    return tool === undefined
        ? `'${first.file}' is of no migration layout that is known here.`
        : `'${first.file}' looks like a migration of ${tool}, which is not supported.`;
}
function foreignTool(folder, first) {
    if (/^--\s*\+goose/im.test(first.text))
        return "goose";
    if (/^\s*--\s*liquibase\s*formatted/i.test(first.text))
        return "Liquibase";
    if (/^--!\s*Previous:/m.test(first.text))
        return "graphile-migrate";
    if (folder.others.some((script) => script.endsWith("migration_lock.toml")))
        return "Prisma";
    if (folder.others.includes("atlas.sum"))
        return "Atlas";
    if (folder.others.includes("meta/_journal.json"))
        return "Drizzle";
    return undefined;
}
async function detectByHistory(database, table) {
    const columns = await database.readColumns(table);
    if (!columns)
        return undefined;
    if (columns.has("installed_rank") && columns.has("script"))
        return "flyway";
    if (columns.has("version") && columns.has("dirty") && columns.size === 2)
        return "golang-migrate";
    const type = columns.get("version") ?? "";
    return columns.size === 1 && /char|text/.test(type) ? "dbmate" : "other";
}
async function refuseSecondHistory(database, layout, table) {
    const candidates = [
        ["flyway_schema_history", "Flyway"],
        ["schema_migrations", "golang-migrate or dbmate"],
        ["goose_db_version", "goose"],
        ["_prisma_migrations", "Prisma"],
        ["atlas_schema_revisions", "Atlas"],
        ["databasechangelog", "Liquibase"],
        ["_sqlx_migrations", "sqlx"],
        ["__diesel_schema_migrations", "diesel"],
        ["django_migrations", "Django"],
        ["alembic_version", "Alembic"],
    ];
    if (await database.readColumns(table))
        return;
    for (const [name, tool] of candidates) {
        if (name === table.name || !(await database.readColumns({ ...table, name })))
            continue;
        throw new lib_error/* ActionError */.lZ("input", `The files are of ${layout} and the database '${database.name}' has no table '${table.name}', but it has '${name}', a history of ${tool}. Beginning a second history would run everything again; check that the migrations and the database belong together.`);
    }
}

// EXTERNAL MODULE: ./packages/migrate/lib/run/failure.js
var failure = __webpack_require__(5655);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
;// CONCATENATED MODULE: ./packages/migrate/lib/sql/lexer.js
/** Thrown for SQL whose quote, dollar quote or comment never ends; `offset` is where it begins. */
class UnendedError extends Error {
    offset;
    constructor(what, offset) {
        super(what);
        this.name = "UnendedError";
        this.offset = offset;
    }
}
const SPACE = /\s/;
const WORD_START = /[A-Za-z_\u0080-\uffff]/;
const WORD_PART = /[A-Za-z0-9_$\u0080-\uffff]/;
/**
 * Splits SQL into tokens as the server's own scanner does: quotes, E'' strings and their continuation lines, dollar quotes, nested
 * comments (not nested in SQLite). Comments and white space are left out. Assumes `standard_conforming_strings = on`, the default since 9.1.
 */
function* readTokens(sql, dialect) {
    let at = 0;
    while (at < sql.length) {
        const char = sql[at];
        if (SPACE.test(char) || char === "\ufeff")
            at++;
        else if (char === "-" && sql[at + 1] === "-")
            at = endOfLine(sql, at);
        else if (char === "/" && sql[at + 1] === "*")
            at = endOfComment(sql, at, dialect);
        else {
            const token = readToken(sql, at, dialect);
            yield token;
            at = token.end;
        }
    }
}
function readToken(sql, at, dialect) {
    const char = sql[at];
    if (char === "'")
        return { kind: "text", start: at, end: endOfString(sql, at, false) };
    if (char === '"' || (dialect === "sqlite" && char === "`"))
        return { kind: "name", start: at, end: endOfQuoted(sql, at, char) };
    if (dialect === "sqlite" && char === "[")
        return { kind: "name", start: at, end: endOfBracketed(sql, at) };
    if (dialect === "postgresql" && char === "$") {
        const end = endOfDollarQuoted(sql, at);
        if (end !== undefined)
            return { kind: "text", start: at, end };
    }
    if (WORD_START.test(char))
        return readWord(sql, at, dialect);
    if (/[0-9]/.test(char))
        return { kind: "number", start: at, end: endOf(sql, at, /[0-9A-Za-z_.]/) };
    return { kind: "symbol", start: at, end: at + 1 };
}
function readWord(sql, at, dialect) {
    if (dialect === "postgresql") {
        // E'…' has backslash escapes; the prefixes B, X, N and U& change the value, not where the constant ends.
        if (/[eE]/.test(sql[at]) && sql[at + 1] === "'")
            return { kind: "text", start: at, end: endOfString(sql, at + 1, true) };
        if (/[uU]/.test(sql[at]) && sql[at + 1] === "&" && sql[at + 2] === '"')
            return { kind: "name", start: at, end: endOfQuoted(sql, at + 2, '"') };
    }
    return { kind: "word", start: at, end: endOf(sql, at, WORD_PART) };
}
function endOf(sql, at, part) {
    let end = at + 1;
    while (end < sql.length && part.test(sql[end]))
        end++;
    return end;
}
function endOfLine(sql, at) {
    const found = /[\n\r]/.exec(sql.slice(at, at + 200))?.index;
    if (found !== undefined)
        return at + found;
    let end = at;
    while (end < sql.length && sql[end] !== "\n" && sql[end] !== "\r")
        end++;
    return end;
}
function endOfComment(sql, start, dialect) {
    let depth = 0;
    for (let at = start; at < sql.length;) {
        if (sql.startsWith("/*", at) && (depth === 0 || dialect === "postgresql"))
            [depth, at] = [depth + 1, at + 2];
        else if (sql.startsWith("*/", at)) {
            [depth, at] = [depth - 1, at + 2];
            if (depth === 0)
                return at;
        }
        else
            at++;
    }
    // SQLite lets the end of the text end a comment.
    if (dialect === "sqlite")
        return sql.length;
    throw new UnendedError("A comment that begins with /* never ends", start);
}
function endOfQuoted(sql, start, quote) {
    for (let at = start + 1; at < sql.length; at++) {
        if (sql[at] !== quote)
            continue;
        if (sql[at + 1] !== quote)
            return at + 1;
        at++;
    }
    throw new UnendedError(`A name that begins with ${quote} never ends`, start);
}
function endOfBracketed(sql, start) {
    const end = sql.indexOf("]", start);
    if (end < 0)
        throw new UnendedError("A name that begins with [ never ends", start);
    return end + 1;
}
function endOfString(sql, start, escapes) {
    for (let at = start + 1; at < sql.length; at++) {
        if (escapes && sql[at] === "\\")
            at++;
        else if (sql[at] === "'") {
            if (sql[at + 1] === "'")
                at++;
            else if (!escapes)
                return at + 1;
            else {
                // An E'…' constant goes on, with its escapes, after white space with a line break (and comments) and another quote.
                const next = /^[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*(?=[\n\r]))*'/.exec(sql.slice(at + 1));
                if (!next)
                    return at + 1;
                at += next[0].length;
            }
        }
    }
    throw new UnendedError("A text that begins with ' never ends", start);
}
function endOfDollarQuoted(sql, start) {
    const opening = /^\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/.exec(sql.slice(start, start + 130));
    if (!opening)
        return undefined;
    const end = sql.indexOf(opening[0], start + opening[0].length);
    if (end < 0)
        throw new UnendedError(`A text that begins with ${opening[0]} never ends`, start);
    return end + opening[0].length;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/migrate/lib/sql/statement.js


const MAX_WORDS = 40;
/**
 * Splits SQL at the semicolons that end statements: not those in quotes, comments, parentheses (CREATE RULE), `BEGIN ATOMIC … END` bodies of
 * functions, and bodies of SQLite triggers. Empty statements are left out. Throws `UnendedError`.
 */
function splitStatements(sql, dialect) {
    const lineAt = lineCounter(sql);
    const statements = [];
    let tokens = [];
    let body = new BodyDepth(dialect);
    let parentheses = 0;
    const finish = () => {
        if (tokens.length > 0)
            statements.push(makeStatement(sql, tokens, lineAt));
        tokens = [];
        body = new BodyDepth(dialect);
        parentheses = 0;
    };
    for (const token of readTokens(sql, dialect)) {
        const symbol = token.kind === "symbol" ? sql[token.start] : "";
        if (symbol === "(")
            parentheses++;
        else if (symbol === ")")
            parentheses = Math.max(0, parentheses - 1);
        if (symbol === ";" && parentheses === 0 && body.depth === 0) {
            finish();
            continue;
        }
        tokens.push(token);
        if (token.kind === "word")
            body.enter(sql.slice(token.start, token.end).toUpperCase());
    }
    finish();
    return statements;
}
/** Counts the BEGIN … END and CASE … END that a semicolon may stand inside of. The rule is psql's own. */
class BodyDepth {
    depth = 0;
    first = [];
    last = "";
    dialect;
    constructor(dialect) {
        this.dialect = dialect;
    }
    enter(word) {
        if (this.first.length < 5)
            this.first.push(word);
        if (this.mayHaveBody()) {
            if (word === "BEGIN" && this.dialect === "sqlite")
                this.depth++;
            if (word === "ATOMIC" && this.last === "BEGIN" && this.dialect === "postgresql")
                this.depth++;
            if (word === "CASE" && this.depth > 0)
                this.depth++;
            if (word === "END" && this.depth > 0)
                this.depth--;
        }
        this.last = word;
    }
    mayHaveBody() {
        if (this.first[0] !== "CREATE")
            return false;
        const kinds = this.dialect === "sqlite" ? ["TRIGGER"] : ["FUNCTION", "PROCEDURE"];
        return this.first.slice(1, 4).some((word) => kinds.includes(word));
    }
}
function makeStatement(sql, tokens, lineAt) {
    const start = tokens[0].start;
    const end = tokens.at(-1).end;
    const words = tokens
        .filter((token) => token.kind === "word" || token.kind === "name")
        .slice(0, MAX_WORDS)
        .map((token) => (token.kind === "word" ? sql.slice(token.start, token.end).toUpperCase() : sql.slice(token.start, token.end)));
    return { text: sql.slice(start, end), start, line: lineAt(start), tokens, words };
}
/** A function that says on which line an offset lies; fast for offsets that grow. */
function lineCounter(text) {
    let at = 0;
    let line = 1;
    return (offset) => {
        if (offset < at)
            [at, line] = [0, 1];
        for (; at < offset; at++)
            if (text[at] === "\n")
                line++;
        return line;
    };
}
/** The digest of what statements mean: their tokens, without comments and white space, bare words in any case. */
function digestOfStatements(sql, statements) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const statement of statements) {
        for (const token of statement.tokens) {
            const text = sql.slice(token.start, token.end);
            const meaning = token.kind === "word" ? text.toLowerCase() : text;
            hash.update(`${token.kind[0]}${meaning.length}:${meaning}`);
        }
        hash.update(";");
    }
    return `sha256:${hash.digest("hex")}`;
}

// EXTERNAL MODULE: ./packages/migrate/lib/sql/transactionality.js
var transactionality = __webpack_require__(48169);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/files.js








const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Reads a folder of the workspace. Throws an `input` error when it is no folder, holds links, or a SQL file is no UTF-8 text. */
async function readFolder(workspace, dir) {
    const root = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, dir, "migrations");
    const base = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, ".", "workspace");
    const entries = await (0,promises_.readdir)(root, { recursive: true, withFileTypes: true }).catch((error) => {
        throw new lib_error/* ActionError */.lZ("input", `'${dir}' is not a folder that can be read; name the folder of the migration files.`, { cause: error });
    });
    const sources = [];
    const others = [];
    for (const entry of entries.sort((a, b) => ((0,external_node_path_.join)(a.parentPath, a.name) < (0,external_node_path_.join)(b.parentPath, b.name) ? -1 : 1))) {
        const path = (0,external_node_path_.join)(entry.parentPath, entry.name);
        const script = (0,external_node_path_.relative)(root, path).split(external_node_path_.sep).join("/");
        if (entry.isDirectory())
            continue;
        if (!entry.isFile())
            throw new lib_error/* ActionError */.lZ("input", `'${dir}/${script}' is a link or special file, which may change without the folder; replace it by a copy.`);
        if (!/\.sql(\.conf)?$/i.test(entry.name))
            others.push(script);
        else
            sources.push({ script, file: (0,external_node_path_.relative)(base, path).split(external_node_path_.sep).join("/"), text: await readText(path, `${dir}/${script}`) });
    }
    return { dir: root, sources, others, digest: (0,digest/* digestOfJson */.Qs)(sources.map((source) => [source.script, (0,digest/* digestOf */.ol)(source.text)])) };
}
async function readText(path, shown) {
    const bytes = await (0,promises_.readFile)(path);
    if (bytes.length > MAX_FILE_BYTES)
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' is larger than 64 MB; load bulk data by other means than a migration.`);
    const nul = bytes.indexOf(0);
    if (nul >= 0)
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' holds a NUL byte in line ${lineOf(bytes.toString("latin1", 0, nul), nul)}, where a database takes the text to end; remove it, or save the file as UTF-8 if it is UTF-16.`);
    try {
        // ignoreBOM keeps the mark, so that offsets are those of the file.
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
    }
}
/** Reads the files of a folder as migrations of a layout, in the order in which they run, with everything that is wrong about them. */
function readMigrations(folder, layout, server) {
    const findings = [];
    const named = [];
    for (const source of folder.sources) {
        if (/\.conf$/i.test(source.script))
            continue;
        const parsed = layout.parseName(source.script);
        if (parsed === undefined)
            findings.push(foreignFile(source, layout));
        else if (parsed !== "ignored")
            named.push({ ...source, ...parsed });
    }
    for (const script of folder.others)
        if (/^[VR]?\d[\w.]*_.*\.(java|kt|groovy|go|js|ts|mjs|cjs|py|rb|php|cs|sh|json|cql)$/i.test(script.split("/").at(-1) ?? ""))
            findings.push(programFile(script));
    named.sort((a, b) => layout.compare(a, b));
    for (const [index, file] of named.entries()) {
        const twin = named.findIndex((other) => other.key === file.key);
        if (twin < index)
            findings.push(duplicateFile(file, named[twin]));
    }
    const files = named.map((file) => {
        const companion = folder.sources.find((source) => source.script === `${file.script}.conf`)?.text;
        const { migration, findings: own } = readMigration(file, layout.parseBody(file.text, companion), server);
        findings.push(...own);
        return migration;
    });
    return { files, findings };
}
function readMigration(file, body, server) {
    const findings = body.problems.map(({ line, what, next }) => (0,migration/* planError */.u0)("migration-file", `${what}.`, next, { file: file.file, line }));
    const { key, version, name, isRepeatable, script } = file;
    const identity = { key, version, name, isRepeatable, script, file: file.file, checksum: body.checksum };
    let statements;
    try {
        statements = splitStatements(body.sql, server.kind);
    }
    catch (error) {
        if (!(error instanceof UnendedError))
            throw error;
        findings.push((0,migration/* planError */.u0)("migration-file", `${error.message}.`, "Close it.", { file: file.file, line: lineOf(body.sql, error.offset) }));
        return { migration: { ...identity, sql: body.sql, meaning: (0,digest/* digestOf */.ol)(body.sql), statements: [] }, findings };
    }
    const meaning = digestOfStatements(body.sql, statements);
    const switches = statements.filter((statement) => (0,transactionality/* isForeignKeySwitch */.qz)(statement, server.kind));
    const own = withoutOwnTransaction(statements.filter((statement) => !switches.includes(statement)));
    const removed = [...own.removed, ...switches].sort((a, b) => a.start - b.start);
    findings.push(...findUnrunnable(own.statements, file.file));
    const separately = findSeparation(own.statements, body.withoutTransaction, server);
    const sql = removed.length === 0 ? body.sql : keepRanges(body.sql, keptRanges(body.sql, removed));
    return { migration: { ...identity, sql, meaning, statements: own.statements, separately }, findings };
}
/** Many files wrap themselves in BEGIN … COMMIT. They run in our transaction, so that the history row is written in the same one. */
function withoutOwnTransaction(statements) {
    const [first] = statements;
    const last = statements.at(-1);
    if (!first || !last || (0,transactionality/* findTransactionControl */.f6)(first) !== "begin" || (0,transactionality/* findTransactionControl */.f6)(last) !== "end")
        return { statements, removed: [] };
    return { statements: statements.slice(1, -1), removed: [first, last] };
}
function keptRanges(sql, removed) {
    const ranges = [];
    let at = 0;
    for (const statement of removed) {
        ranges.push([at, statement.start]);
        at = statement.start + statement.text.length;
    }
    return [...ranges, [at, sql.length]];
}
function findUnrunnable(statements, file) {
    return statements.flatMap((statement) => {
        const where = { file, line: statement.line };
        if ((0,transactionality/* findTransactionControl */.f6)(statement))
            return [
                (0,migration/* planError */.u0)("transaction-control", `The statement '${statement.words[0]}' begins or ends a transaction in the middle of the file.`, "Remove it; every migration runs in a transaction of its own together with its history row.", where),
            ];
        if (statement.text.startsWith("\\"))
            return [
                (0,migration/* planError */.u0)("client-command", "The file holds a command of the psql client, which a server does not know.", "Write it as SQL.", where),
            ];
        if (statement.words[0] === "COPY" && statement.words.some((word, index) => word === "STDIN" && statement.words[index - 1] === "FROM"))
            return [(0,migration/* planError */.u0)("client-command", "COPY FROM STDIN needs data from a client.", "Write INSERT statements.", where)];
        return [];
    });
}
function findSeparation(statements, declared, server) {
    for (const statement of statements) {
        const why = (0,transactionality/* findTransactionBan */.r)(statement, server.kind, server.major);
        if (why !== undefined)
            return { line: statement.line, why: `${why} cannot run in a transaction` };
    }
    return declared === undefined ? undefined : { line: declared, why: "the file asks for it" };
}
function foreignFile(source, layout) {
    return (0,migration/* planError */.u0)("foreign-file", `'${source.script}' is not a migration that ${layout.name} files are made of here, so it would be left out.`, layout.name === "flyway"
        ? "Rename or move it; baseline (B) files and callbacks are not supported."
        : "Rename it like the others, or move it out of the folder.", { file: source.file });
}
function programFile(script) {
    return (0,migration/* planError */.u0)("program-file", `'${script}' looks like a migration written as a program, which cannot be run here.`, "Write it as SQL, or move it out of the folder and run it as a step of its own.");
}
function duplicateFile(file, twin) {
    const id = file.isRepeatable ? `the name '${file.name}'` : `the version ${file.version}`;
    return (0,migration/* planError */.u0)("duplicate-version", `'${file.script}' and '${twin.script}' both have ${id}.`, "Give one of them the next free version.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/sql/passwords.js
const HIDDEN = "***";
const KEYWORD = /\bPASSWORD\s*(=?)\s*/gi;
const DOLLAR_TAG = /\$\w*\$/y;
const BARE_VALUE = /[^\s';]+/y;
/**
 * SQL with the constants behind PASSWORD and in connection strings hidden, also inside function bodies. A constant that never ends is
 * hidden to the end of the text. Reads the text once, whatever it holds.
 */
function hidePasswords(sql) {
    let result = "";
    let at = 0;
    KEYWORD.lastIndex = 0;
    for (let match = KEYWORD.exec(sql); match; match = KEYWORD.exec(sql)) {
        const start = match.index + match[0].length;
        const found = findConstant(sql, start, match[1] === "=");
        if (!found)
            continue;
        result += sql.slice(at, start) + found.shown;
        at = found.end;
        KEYWORD.lastIndex = at;
    }
    return result + sql.slice(at);
}
/** The constant that begins at an offset: quoted, dollar-quoted or, in a connection string, bare. */
function findConstant(sql, start, isAssigned) {
    const quote = /[eE]/.test(sql[start] ?? "") && sql[start + 1] === "'" ? start + 1 : start;
    if (sql[quote] === "'")
        return { shown: `'${HIDDEN}'`, end: passwords_endOfQuoted(sql, quote) };
    const tag = textAt(DOLLAR_TAG, sql, start);
    if (tag !== undefined) {
        const end = sql.indexOf(tag, start + tag.length);
        return { shown: `'${HIDDEN}'`, end: end < 0 ? sql.length : end + tag.length };
    }
    const bare = isAssigned ? textAt(BARE_VALUE, sql, start) : undefined;
    return bare === undefined ? undefined : { shown: HIDDEN, end: start + bare.length };
}
function textAt(pattern, sql, start) {
    pattern.lastIndex = start;
    return pattern.exec(sql)?.[0];
}
/** Behind the closing quote. A backslash counts as an escape in every constant: to hide too much is better than too little. */
function passwords_endOfQuoted(sql, quote) {
    for (let at = quote + 1; at < sql.length; at++) {
        if (sql[at] === "\\" || (sql[at] === "'" && sql[at + 1] === "'"))
            at++;
        else if (sql[at] === "'")
            return at + 1;
    }
    return sql.length;
}

;// CONCATENATED MODULE: ./packages/migrate/lib/plan.js






/** Whose rules hold when files are checked without a server. */
const CURRENT_POSTGRES_MAJOR = 18;
/** Compares the files with the database's history. Throws `input` for a folder or history that no layout explains. */
async function planMigrations(database, options) {
    try {
        return (await readState(database, options)).plan;
    }
    catch (error) {
        throw (0,failure/* explainUnexpected */.Vv)(database, error);
    }
}
/**
 * What can be said about the files without a database: the plan for an empty one, under the rules of a current PostgreSQL unless another kind
 * is named. Throws `input` for a folder that no layout explains.
 */
async function checkMigrations(options) {
    const { kind = "postgresql", ...rest } = options;
    const folder = await readFolder(options.workspace, options.dir);
    const layout = detectLayoutOfFiles(folder);
    const { files, findings } = readMigrations(folder, layout, { kind, major: kind === "postgresql" ? CURRENT_POSTGRES_MAJOR : 3 });
    const all = [...findings, ...noticesOf(files, findings)];
    return {
        layout: layout.name,
        database: { kind, version: "", name: "" },
        applied: [],
        pending: files.map(showPending),
        findings: all,
        verdict: (0,verdict/* verdictOf */.Vj)(all),
        digest: folder.digest,
        filesDigest: folder.digest,
        options: rest,
    };
}
/** Reads files and history. */
async function readState(database, options) {
    const folder = await readFolder(options.workspace, options.dir);
    const { layout, table } = await detectLayout(database, folder, options.table);
    const { files, findings } = readMigrations(folder, layout, database);
    const history = layout.openHistory(database, table);
    const { head, applied, pending, findings: differences, unrecorded } = await history.compare(files);
    const all = [...findings, ...differences, ...noticesOf(pending, findings), ...adoptionNotice(layout, unrecorded)];
    const unknown = applied.filter((migration) => migration.file === undefined).map((migration) => migration.version);
    const where = { database: database.name, kind: database.kind, table: table.name, schema: table.schema ?? null };
    const facts = { layout: layout.name, ...where, files: folder.digest, unknown };
    const digestOfPending = (waiting) => (0,digest/* digestOfJson */.Qs)({ ...facts, pending: waiting.map(identityOf) });
    const isPending = new Set(pending);
    const done = inOrderOfTime(files.filter((file) => !isPending.has(file)), applied);
    const plan = {
        layout: layout.name,
        database: { kind: database.kind, version: database.version, name: database.name },
        applied,
        pending: pending.map(showPending),
        findings: all,
        verdict: (0,verdict/* verdictOf */.Vj)(all),
        digest: digestOfPending(pending),
        filesDigest: folder.digest,
        options,
    };
    return {
        plan,
        layout,
        table,
        history,
        files,
        pending,
        unrecorded,
        head,
        digestBefore: (count) => {
            const waiting = new Set([...pending, ...done.slice(done.length - count)]);
            return digestOfPending(files.filter((file) => waiting.has(file)));
        },
    };
}
function inOrderOfTime(files, applied) {
    const times = new Map(applied.map((migration) => [migration.file, migration.appliedAt ?? ""]));
    const timeOf = (file) => times.get(file.file) ?? "";
    return [...files].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}
/** Together with the digest of all files, the list of pending ones says which were applied. */
function identityOf(file) {
    return [file.key, file.script, file.checksum, file.separately === undefined];
}
function noticesOf(pending, errors) {
    return pending.flatMap((file) => {
        const notices = [];
        if (file.separately)
            notices.push({
                rule: "without-transaction",
                severity: "notice",
                what: `The migration ${(0,migration/* describeMigration */.K)(file)} runs statement by statement, because ${file.separately.why}; if it is interrupted, the next run goes on where it stopped.`,
                where: { file: file.file, line: file.separately.line },
            });
        if (file.statements.length === 0 && !errors.some((finding) => finding.where?.file === file.file))
            notices.push({
                rule: "empty-migration",
                severity: "notice",
                what: `The migration ${(0,migration/* describeMigration */.K)(file)} holds no statement; only its version will be written down.`,
                where: { file: file.file },
            });
        return notices;
    });
}
function adoptionNotice(layout, unrecorded) {
    const [first] = unrecorded;
    if (!first)
        return [];
    const what = `${layout.name} itself applied ${unrecorded.length === 1 ? "a migration" : `${unrecorded.length} migrations`} and keeps no checksums; applying writes them down, so that later edits are noticed.`;
    return [{ rule: "adoption", severity: "notice", what, where: { file: first.file } }];
}
function showPending(file) {
    return {
        version: file.version,
        name: file.name,
        file: file.file,
        checksum: file.checksum,
        sql: hidePasswords(file.sql.trim()),
        transactional: file.separately === undefined,
        reason: file.separately?.why,
        statements: file.statements.map(({ line, text }) => ({ line, text: hidePasswords(text) })),
    };
}


/***/ }),

/***/ 5655:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Vv: () => (/* binding */ explainUnexpected),
/* harmony export */   Xb: () => (/* binding */ MigrationRefusal),
/* harmony export */   iW: () => (/* binding */ during),
/* harmony export */   pR: () => (/* binding */ MigrationFailure)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _databases_database_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89289);
/* harmony import */ var _databases_sqlite_foreign_keys_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55442);
/* harmony import */ var _migration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78503);




/** A statement of a migration or its COMMIT that the server refused, or the connection that broke under it. */
class MigrationFailure extends Error {
    migration;
    step;
    error;
    constructor(migration, step, error) {
        super(error.message, { cause: error });
        this.name = "MigrationFailure";
        this.migration = migration;
        this.step = step;
        this.error = error;
    }
}
/** A state of the database that a run will not go on from; carries what the user is told. */
class MigrationRefusal extends Error {
    finding;
    constructor(finding) {
        super(finding.what);
        this.name = "MigrationRefusal";
        this.finding = finding;
    }
}
/** Runs one step of a migration, so that a refusal by the server is told with its migration and line. */
async function during(migration, step, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof _databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8)
            throw new MigrationFailure(migration, step, error);
        throw error;
    }
}
const LOCK_NOT_AVAILABLE = "55P03";
/** What a user is told about a failed migration: where, what the server said, what is left, what to do. */
async function explainFailure(database, failure) {
    const { migration, step, error } = failure;
    const isSeparate = migration.separately !== undefined;
    const code = database.kind === "postgresql" ? `SQLSTATE ${error.code}` : `SQLite code ${error.code}`;
    const left = whatIsLeft(failure);
    const again = isSeparate ? `the next run goes on with ${step === "commit" ? "what was rolled back" : "this statement"}` : "run again";
    const line = step === undefined || step === "commit" ? undefined : lineOfError(step, error);
    const base = { severity: "error", where: { file: migration.file, line } };
    const name = `The migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)}`;
    if (error.isConnectionLost)
        return {
            ...base,
            rule: "connection-lost",
            what: `The connection to '${database.name}' was lost during the migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)}: ${error.message}.`,
            next: "Run again: the history says whether it was written down, and nothing runs twice.",
        };
    if (error.code === LOCK_NOT_AVAILABLE || (0,_databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .isBusy */ .A5)(error)) {
        const holders = await database.describeOpenTransactions().catch(() => "");
        return {
            ...base,
            rule: "lock-timeout",
            what: `${name} did not get a lock that other sessions hold (${code}). ${left}`,
            observed: holders === "" ? undefined : `longest open transactions: ${holders}`,
            next: `Run again when they are done; ${again}.`,
        };
    }
    if (database.kind === "sqlite" && step === "commit" && error.code === _databases_sqlite_foreign_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .FOREIGN_KEY_CODE */ .Z)
        return {
            ...base,
            rule: "foreign-key",
            what: `${name} leaves rows without their parent: ${error.message}. ${left}`,
            next: `Delete or correct these rows in the migration itself, because foreign keys are off while it runs and ON DELETE does nothing; then ${again}.`,
        };
    return {
        ...base,
        rule: "statement-failed",
        what: `${name} failed${step === "commit" ? " at its COMMIT, where deferred constraints and triggers are checked" : ""}: ${error.message} (${code}). ${left}`,
        next: `${hintFor(error)}Correct the file, then ${isSeparate ? `start the migration again; ${again}` : again}.`,
    };
}
function whatIsLeft({ migration, step }) {
    if (!migration.separately)
        return "Nothing of this migration remains; it ran in a transaction that was rolled back.";
    return step === undefined || step === "commit"
        ? "What an earlier transaction of it has written down has taken effect; this one was rolled back."
        : "Its statements before this line have taken effect and are written down.";
}
/** The error for a statement of our own that the server refused; any other thrown value is given back as it is. */
function explainUnexpected(database, error) {
    if (!(error instanceof _databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8))
        return error;
    const what = `The migration history of '${database.name}' (${database.address}) cannot be used: ${error.message} (${error.code}).`;
    if (error.isConnectionLost)
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("remote", `${what} Run again when the server is back; nothing runs twice.`, { cause: error });
    if ((0,_databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .isBusy */ .A5)(error))
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `${what} Another program keeps it locked; run again when that is done.`, { cause: error });
    const next = error.code === "42501" ? "Grant the database user the rights on the schema and its history table." : "Look into the history table.";
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `${what} ${next}`, { cause: error });
}
function hintFor(error) {
    const hints = {
        "42501": "The database user lacks a right; grant it or use the owner's role. ",
        "55P04": "A new enum value cannot be used in the transaction that adds it; put its use into the next file. ",
        "25001": "This statement must not run in a transaction; put it into a file of its own. ",
        "53100": "The server's disk is full. ",
    };
    return hints[error.code] ?? (error.hint === undefined ? "" : `The server's hint: ${error.hint.replace(/\.?$/, ".")} `);
}
function lineOfError(statement, error) {
    const before = error.offset === undefined ? "" : statement.text.slice(0, error.offset);
    return statement.line + before.split("\n").length - 1;
}


/***/ }),

/***/ 73934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ deleteJournal),
/* harmony export */   Z6: () => (/* binding */ writeJournalEntry),
/* harmony export */   a0: () => (/* binding */ readJournal),
/* harmony export */   e9: () => (/* binding */ statementDigest),
/* harmony export */   s9: () => (/* binding */ createJournal),
/* harmony export */   vi: () => (/* binding */ journalTableName)
/* harmony export */ });
/* unused harmony export JOURNAL_TABLE */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _databases_database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89289);
/* harmony import */ var _side_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57821);



/** Stands beside the history, in the same schema; empty unless a migration without transaction is under way or was interrupted. */
const JOURNAL_TABLE = "waybill_migration_steps";
/** What a statement is recognised by in the journal. */
function statementDigest(statement) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(statement.text);
}
/** The full name of the journal's table in quotes, for messages that people act on. */
function journalTableName(history) {
    return (0,_databases_database_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteTable */ .Z8)((0,_side_table_js__WEBPACK_IMPORTED_MODULE_2__/* .sideTable */ .g)(JOURNAL_TABLE, history));
}
/** What is written down of a migration, in order; none when it never ran without a transaction. */
async function readJournal(database, history, key) {
    if (!(await database.readColumns((0,_side_table_js__WEBPACK_IMPORTED_MODULE_2__/* .sideTable */ .g)(JOURNAL_TABLE, history))))
        return [];
    const rows = await database.query(`SELECT statement, digest, state FROM ${journalTableName(history)} WHERE migration = $1 ORDER BY statement`, [key]);
    return rows.map((row) => ({
        index: Number(row["statement"]),
        digest: row["digest"] ?? "",
        state: row["state"] === "done" ? "done" : "started",
    }));
}
/** Makes the journal's table; inside a transaction of the caller, as everything that writes here. */
async function createJournal(database, history) {
    await database.query(`CREATE TABLE IF NOT EXISTS ${journalTableName(history)} (migration text NOT NULL, statement integer NOT NULL, digest text NOT NULL, state text NOT NULL, PRIMARY KEY (migration, statement))`);
}
/** Writes that a statement has started or is done. */
async function writeJournalEntry(database, history, key, entry) {
    await database.query(`INSERT INTO ${journalTableName(history)} (migration, statement, digest, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (migration, statement) DO UPDATE SET digest = excluded.digest, state = excluded.state`, [key, entry.index, entry.digest, entry.state]);
}
/** Forgets what is written of a migration whose history row is written in the same transaction. */
async function deleteJournal(database, history, key) {
    await database.query(`DELETE FROM ${journalTableName(history)} WHERE migration = $1`, [key]);
}


/***/ }),

/***/ 57821:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ sideTable)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);

/** The longest name that PostgreSQL keeps whole, in bytes. */
const MAX_NAME_BYTES = 63;
/** Histories with their tool's usual name; what stands beside them needs no longer one. */
const USUAL_NAMES = ["schema_migrations", "flyway_schema_history"];
/** A table of ours beside a history, in the same schema. Two histories in one schema have two, because both begin with version 1. */
function sideTable(name, history) {
    const { schema } = history;
    if (USUAL_NAMES.includes(history.name))
        return { schema, name };
    const full = `${name}_${history.name}`;
    const isShort = Buffer.byteLength(full) <= MAX_NAME_BYTES;
    return { schema, name: isShort ? full : `${name}_${(0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(history.name).toString(16).padStart(8, "0")}` };
}


/***/ }),

/***/ 48169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f6: () => (/* binding */ findTransactionControl),
/* harmony export */   qz: () => (/* binding */ isForeignKeySwitch),
/* harmony export */   r: () => (/* binding */ findTransactionBan)
/* harmony export */ });
/** Says in a few words why a statement cannot run inside a transaction; undefined when it can. */
function findTransactionBan(statement, dialect, major) {
    return dialect === "sqlite" ? sqliteBan(statement.words) : postgresBan(statement.words, major);
}
/** SQLite: "cannot VACUUM from within a transaction", and the same of attached databases and of two pragmas. */
function sqliteBan(words) {
    const [first = ""] = words;
    const pragma = pragmaOf(words);
    if (pragma === "JOURNAL_MODE" || pragma === "SYNCHRONOUS")
        return `PRAGMA ${pragma.toLowerCase()}`;
    return ["VACUUM", "ATTACH", "DETACH"].includes(first) ? first : undefined;
}
/**
 * Whether a statement of SQLite only switches the enforcement of foreign keys. It is off while a migration runs, and a transaction does
 * not let it be switched, so such a statement is left out.
 */
function isForeignKeySwitch({ words }, dialect) {
    return dialect === "sqlite" && pragmaOf(words) === "FOREIGN_KEYS";
}
/** The name of a pragma in upper case, behind that of a schema if one is written: `PRAGMA main."foreign_keys" = ON`. */
function pragmaOf([first, ...rest]) {
    if (first !== "PRAGMA")
        return undefined;
    const known = ["FOREIGN_KEYS", "JOURNAL_MODE", "SYNCHRONOUS"];
    return rest
        .slice(0, 2)
        .map((word) => word.replace(/^["'`[](.*)["'`\]]$/s, "$1").toUpperCase())
        .find((word) => known.includes(word));
}
/** What calls `PreventInTransactionBlock` in PostgreSQL 12 to 18; the manual says it of each command under "Notes". */
function postgresBan(words, major) {
    const [first = "", second = "", third = ""] = words;
    const has = (word) => words.includes(word);
    if (first === "VACUUM")
        return "VACUUM";
    if (first === "ALTER" && second === "SYSTEM")
        return "ALTER SYSTEM";
    if (first === "CLUSTER" && words.every((word) => word === "CLUSTER" || word === "VERBOSE"))
        return "CLUSTER of all tables";
    if (["CREATE", "DROP"].includes(first) && ["DATABASE", "TABLESPACE"].includes(second))
        return `${first} ${second}`;
    if (["CREATE", "DROP"].includes(first) && second === "SUBSCRIPTION")
        return `${first} SUBSCRIPTION`;
    if (first === "ALTER" && second === "SUBSCRIPTION" && (has("REFRESH") || has("PUBLICATION")))
        return "ALTER SUBSCRIPTION";
    if (first === "ALTER" && second === "DATABASE" && has("TABLESPACE"))
        return "ALTER DATABASE SET TABLESPACE";
    const isIndex = second === "INDEX" || (second === "UNIQUE" && third === "INDEX");
    if (["CREATE", "DROP"].includes(first) && isIndex && words[words.indexOf("INDEX") + 1] === "CONCURRENTLY")
        return `${first} INDEX CONCURRENTLY`;
    if (first === "REINDEX")
        return reindexBan(words);
    if (first === "ALTER" && second === "TABLE" && has("DETACH") && has("CONCURRENTLY"))
        return "DETACH PARTITION CONCURRENTLY";
    if (first === "ALTER" && second === "TYPE" && has("ADD") && has("VALUE") && major < 12)
        return "ALTER TYPE ADD VALUE before PostgreSQL 12";
    return undefined;
}
/** `REINDEX` of one index or table may be in a transaction; of more it commits after each. */
function reindexBan(words) {
    if (words.includes("CONCURRENTLY"))
        return "REINDEX CONCURRENTLY";
    const object = words.find((word) => ["INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"].includes(word)) ?? "";
    return ["SCHEMA", "DATABASE", "SYSTEM"].includes(object) ? `REINDEX ${object}` : undefined;
}
/** Whether a statement begins or ends a transaction itself. `ROLLBACK TO` and savepoints do not. */
function findTransactionControl({ words }) {
    const [first = "", second = ""] = words;
    if (first === "BEGIN" || (first === "START" && second === "TRANSACTION"))
        return "begin";
    if (first === "COMMIT" || first === "END")
        return second === "PREPARED" || words.includes("CHAIN") ? "other" : "end";
    if (first === "ROLLBACK")
        return words.includes("TO") ? undefined : "other";
    if (first === "ABORT" || (first === "PREPARE" && second === "TRANSACTION"))
        return "other";
    return undefined;
}


/***/ })

};
