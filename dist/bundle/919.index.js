export const id = 919;
export const ids = [919];
export const modules = {

/***/ 89289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
/** A name in double quotes, safe inside SQL. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
/** A table's full name in quotes. */
function quoteTable(table) {
    return table.schema === undefined ? quoteName(table.name) : `${quoteName(table.schema)}.${quoteName(table.name)}`;
}


/***/ }),

/***/ 90300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectSqlite: () => (/* binding */ connectSqlite)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _database_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89289);



const BUSY_TIMEOUT_MS = 30_000;
/** Opens a SQLite file, which is made when it is missing; its folder must exist. */
async function connectSqlite(path) {
    const file = await openFile(path);
    const [row] = read(file, "SELECT sqlite_version() AS version", []);
    const version = row?.["version"] ?? "3";
    return {
        kind: "sqlite",
        version,
        major: Number.parseInt(version, 10),
        name: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(path),
        address: path,
        query: async (sql, parameters = []) => run(file, sql, parameters),
        begin: async () => void run(file, "BEGIN IMMEDIATE", []),
        commit: async () => void run(file, "COMMIT", []),
        rollback: async () => {
            if (file.isTransaction)
                run(file, "ROLLBACK", []);
        },
        readColumns: async (table) => readColumns(file, table.name),
        countOtherTables: async (names) => read(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", []).filter((row) => !names.includes(row["name"] ?? "")).length,
        // BEGIN IMMEDIATE has locked the whole file already.
        lockTable: async () => undefined,
        limitLockWait: async () => undefined,
        describeOpenTransactions: async () => "",
        // SQLite has no lock that outlives a transaction; every transaction here checks the history again after BEGIN IMMEDIATE.
        acquireLock: async () => async () => undefined,
        resetSession: async () => undefined,
        // Statements run to their end before anything else of this process runs, so there is never one to stop.
        cancel: async () => undefined,
        close: async () => close(file),
        [Symbol.asyncDispose]: async () => close(file),
    };
}
async function openFile(path) {
    const { DatabaseSync } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 80099, 19)).catch((error) => {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", "SQLite needs Node 24 or newer; run Waybill on that version.", { cause: error });
    });
    try {
        const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
        file.exec("PRAGMA schema_version");
        return file;
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `The SQLite file '${path}' cannot be opened: ${why}. Check that its folder exists and may be written.`, {
            cause: error,
        });
    }
}
function close(file) {
    if (file.isOpen)
        file.close();
}
function run(file, sql, parameters) {
    try {
        return read(file, sql, parameters);
    }
    catch (error) {
        const code = error instanceof Error && "errcode" in error ? String(error.errcode) : "1";
        throw new _database_js__WEBPACK_IMPORTED_MODULE_2__/* .SqlError */ .L8(error instanceof Error ? error.message : String(error), { code, cause: error });
    }
}
function read(file, sql, parameters) {
    const statement = file.prepare(parameters.length > 0 ? sql.replace(/\$(\d+)/g, "?$1") : sql);
    statement.setReadBigInts(true);
    return statement.all(...parameters).map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, textOf(value)])));
}
function textOf(value) {
    if (value === null)
        return null;
    return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}
function readColumns(file, table) {
    const rows = read(file, `PRAGMA table_info(${(0,_database_js__WEBPACK_IMPORTED_MODULE_2__/* .quoteName */ .AB)(table)})`, []);
    return rows.length === 0 ? undefined : new Map(rows.map((row) => [row["name"] ?? "", (row["type"] ?? "").toLowerCase()]));
}


/***/ })

};
