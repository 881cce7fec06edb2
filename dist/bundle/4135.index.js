export const id = 4135;
export const ids = [4135];
export const modules = {

/***/ 67019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isAlive)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Whether a process with this id runs, whoever owns it. */
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isSystemError */ .Or)(error, "EPERM");
    }
}


/***/ }),

/***/ 44135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectSqlite: () => (/* binding */ connectSqlite)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var database = __webpack_require__(89289);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/sqlite-foreign-keys.js
var sqlite_foreign_keys = __webpack_require__(55442);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kit/lib/process.js
var lib_process = __webpack_require__(67019);
;// CONCATENATED MODULE: ./packages/migrate/lib/databases/sqlite-lock.js



const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 1_000;
/**
 * Takes the lock that SQLite itself has not: a file beside the database that names its holder. It is read and written only by whoever holds
 * the database's own write lock at that moment, so two runs cannot both find a stale lock and both take it over. Throws an `environment`
 * error that names the holder and the next step when the time is up.
 */
async function acquireSqliteLock(file, options) {
    const own = describeSelf(file, options.run ?? "");
    const deadline = performance.now() + options.timeoutMs;
    for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
        options.signal?.throwIfAborted();
        const obstacle = findObstacle(file) ?? tryToTake(file, own, options);
        if (obstacle === undefined)
            break;
        const left = deadline - performance.now();
        if (left <= 0)
            throw new lib_error/* ActionError */.lZ("environment", obstacle.refusal);
        options.reporter.progress(`Waiting for the migration lock of '${file.name}': ${obstacle.what}.`);
        await (0,pause/* pause */.v)(Math.min(left, pauseMs * (0.5 + Math.random() / 2)), options.signal);
    }
    return async () => {
        // Somebody who was sure that this run is dead may have taken it over; theirs stays.
        if (readLock(file.lockPath)?.holder?.token === file.token)
            (0,external_node_fs_.rmSync)(file.lockPath, { force: true });
    };
}
/** Who holds the lock now that was not taken through this very connection, in words; undefined when nobody does. */
function findSqliteLockHolder(file) {
    return readLock(file.lockPath)?.holder?.token === file.token ? undefined : findObstacle(file)?.what;
}
function tryToTake(file, own, { reporter }) {
    const attempt = file.exclusively(() => {
        const obstacle = findObstacle(file);
        if (obstacle)
            return obstacle;
        const stale = readLock(file.lockPath)?.holder;
        if (stale)
            reporter.warn(`Taking over the migration lock of '${file.name}', whose run has died: ${describeHolder(stale)}.`);
        (0,external_node_fs_.writeFileSync)(file.lockPath, `${JSON.stringify({ waybill: 1, ...own })}\n`);
        return undefined;
    });
    if (attempt)
        return attempt.result;
    const what = `another program is writing to the database`;
    return {
        what,
        refusal: `The migration lock of '${file.name}' cannot be taken, because ${what}. Run again when it is done; nothing was changed.`,
    };
}
/** What keeps the lock from being taken; undefined when there is none, or one that a dead process left behind. */
function findObstacle(file) {
    const lock = readLock(file.lockPath);
    // An empty file is what is left of a run that died between making and filling it.
    if (!lock || lock.text.trim() === "")
        return undefined;
    const remove = `remove '${file.lockPath}'`;
    if (!lock.holder) {
        const what = `'${file.lockPath}' stands in the place of the lock, but says nothing that is understood`;
        return {
            what,
            refusal: `The migration lock of '${file.name}' cannot be taken: ${what}. Find out who wrote it, then ${remove}; nothing was changed.`,
        };
    }
    const state = stateOf(lock.holder);
    if (state === "dead")
        return undefined;
    const what = `held by ${describeHolder(lock.holder)}`;
    const next = state === "alive"
        ? "Wait until that run ends, or end it if it is stuck"
        : `Whether that run still lives cannot be seen from here: wait until it ends or, when you are sure that it has, ${remove}`;
    return { what, refusal: `Another run holds the migration lock of '${file.name}': ${what}. ${next}; nothing was changed.` };
}
function describeHolder({ run, pid, host, since }) {
    return `${run === "" ? "a run" : `run '${run}'`}, process ${pid} on host '${host}', since ${since}`;
}
function readLock(path) {
    try {
        const text = (0,external_node_fs_.readFileSync)(path, "utf8");
        return { text, holder: parseHolder(text) };
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        throw error;
    }
}
function parseHolder(text) {
    try {
        const value = JSON.parse(text);
        return isHolder(value) ? value : undefined;
    }
    catch {
        // Something else, or cut off: the caller says so.
        return undefined;
    }
}
function isHolder(value) {
    if (typeof value !== "object" || value === null || !("waybill" in value) || !("pid" in value) || !Number.isSafeInteger(value.pid))
        return false;
    const texts = new Map(Object.entries(value));
    return ["token", "run", "host", "since"].every((key) => typeof texts.get(key) === "string");
}
function describeSelf({ token }, run) {
    const since = new Date().toISOString();
    return { token, run, pid: process.pid, host: (0,external_node_os_.hostname)(), since, ...systemFacts(), started: startOf(process.pid) };
}
/** Only the host where a process runs can say that it is dead; a process id means something only within one boot and one namespace. */
function stateOf(holder) {
    if (holder.host !== (0,external_node_os_.hostname)())
        return "unknown";
    const { boot, namespace } = systemFacts();
    if (holder.boot !== undefined && boot !== undefined && holder.boot !== boot)
        return "dead";
    if (holder.namespace !== undefined && holder.namespace !== namespace)
        return "unknown";
    if (!(0,lib_process/* isAlive */._)(holder.pid))
        return "dead";
    // The same number may have been given to another process since then.
    const started = startOf(holder.pid);
    return holder.started !== undefined && started !== undefined && holder.started !== started ? "dead" : "alive";
}
function systemFacts() {
    return {
        boot: whereKnown(() => (0,external_node_fs_.readFileSync)("/proc/sys/kernel/random/boot_id", "utf8").trim()),
        namespace: whereKnown(() => (0,external_node_fs_.readlinkSync)("/proc/self/ns/pid")),
    };
}
/** When a process began, in ticks since the boot: field 22 of proc(5), counted behind the name, which may hold blanks and brackets. */
function startOf(pid) {
    return whereKnown(() => {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, "utf8");
        return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    });
}
/** Only Linux has these files, and a container may hide them. */
function whereKnown(read) {
    try {
        return read() || undefined;
    }
    catch {
        // Without the fact the process id alone decides.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/sqlite.js







const BUSY_TIMEOUT_MS = 30_000;
const IN_MEMORY = ":memory:";
/** Opens a SQLite file, which is made when it is missing; its folder must exist. */
async function connectSqlite(path, history) {
    const file = await openFile(path);
    const [row] = read(file, "SELECT sqlite_version() AS version", []);
    const version = row?.["version"] ?? "3";
    const transaction = transactionOf(file);
    const locked = lockedFile(file, path);
    return {
        kind: "sqlite",
        version,
        major: Number.parseInt(version, 10),
        name: (0,external_node_path_.basename)(path),
        address: path,
        history,
        identify: async () => identify(path),
        query: async (sql, parameters = []) => transaction.query(sql, parameters),
        begin: async () => transaction.begin(),
        commit: async () => transaction.commit(),
        rollback: async () => transaction.rollback(),
        readColumns: async (table) => readColumns(file, table.name),
        countOtherTables: async (names) => read(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", []).filter((row) => !names.includes(row["name"] ?? "")).length,
        // BEGIN IMMEDIATE has locked the whole file already.
        lockTable: async () => undefined,
        limitLockWait: async () => undefined,
        describeOpenTransactions: async () => "",
        // SQLite has no lock that outlives a transaction, and no tool takes one, so this is our own; a database in memory has no second user.
        acquireLock: async (_, options) => (locked ? acquireSqliteLock(locked, options) : async () => undefined),
        // Nobody waits for a lock file inside of a statement.
        withoutLock: (_keys, _options, work) => work(),
        findLockHolder: async () => (locked ? findSqliteLockHolder(locked) : undefined),
        resetSession: async () => undefined,
        // Statements run to their end before anything else of this process runs, so there is never one to stop.
        cancel: async () => undefined,
        close: async () => sqlite_close(file),
        [Symbol.asyncDispose]: async () => sqlite_close(file),
    };
}
async function openFile(path) {
    const { DatabaseSync } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 80099, 19)).catch((error) => {
        throw new lib_error/* ActionError */.lZ("environment", "SQLite needs Node 24 or newer; run Waybill on that version.", { cause: error });
    });
    try {
        const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
        file.exec("PRAGMA schema_version");
        return file;
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new lib_error/* ActionError */.lZ("environment", `The SQLite file '${path}' cannot be opened: ${why}. Check that its folder exists and may be written.`, {
            cause: error,
        });
    }
}
/**
 * Transactions that exclude every other writer from their beginning. `foreign_keys` is off in them, because with it `DROP TABLE` of a table
 * that is rebuilt deletes the rows of its children; what the pragma would have refused is refused before COMMIT instead.
 */
function transactionOf(file) {
    const guard = new sqlite_foreign_keys/* ForeignKeyGuard */.R((sql) => run(file, sql, []));
    let wasOn = false;
    const restore = () => {
        if (wasOn)
            run(file, "PRAGMA foreign_keys = ON", []);
    };
    const rollback = () => {
        if (file.isTransaction)
            run(file, "ROLLBACK", []);
        restore();
    };
    return {
        async query(sql, parameters = []) {
            if (!file.isTransaction && !/^\s*(SELECT|PRAGMA)\b/i.test(sql))
                guard.forget();
            return run(file, sql, parameters);
        },
        async begin() {
            wasOn = run(file, "PRAGMA foreign_keys", [])[0]?.["foreign_keys"] === "1";
            // Within a transaction the pragma does nothing, so that no migration can switch it on again.
            run(file, "PRAGMA foreign_keys = OFF", []);
            try {
                run(file, "BEGIN IMMEDIATE", []);
                guard.remember();
            }
            catch (error) {
                rollback();
                throw error;
            }
        },
        async commit() {
            guard.refuseNew();
            try {
                run(file, "COMMIT", []);
            }
            catch (error) {
                // What was found holds for a state that does not come to be.
                guard.forget();
                throw error;
            }
            restore();
        },
        rollback: async () => rollback(),
    };
}
/** The file, and when it was made: a number of a file alone may be the same on two machines. */
function identify(path) {
    if (path === IN_MEMORY)
        return undefined;
    const real = (0,external_node_fs_.realpathSync)(path);
    const { dev, ino, birthtimeNs } = (0,external_node_fs_.statSync)(real, { bigint: true });
    if (birthtimeNs === 0n)
        return undefined;
    return { instance: ["sqlite", real, ...[dev, ino, birthtimeNs].map(String)] };
}
function lockedFile(file, path) {
    if (path === IN_MEMORY)
        return undefined;
    return {
        name: (0,external_node_path_.basename)(path),
        // One database has one lock, whatever links lead to it.
        lockPath: `${(0,external_node_fs_.realpathSync)(path)}.waybill-lock`,
        token: (0,external_node_crypto_.randomUUID)(),
        exclusively(work) {
            file.exec("PRAGMA busy_timeout = 0");
            try {
                run(file, "BEGIN IMMEDIATE", []);
            }
            catch (error) {
                if ((0,database/* isBusy */.A5)(error))
                    return undefined;
                throw error;
            }
            finally {
                file.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
            }
            try {
                return { result: work() };
            }
            finally {
                run(file, "ROLLBACK", []);
            }
        },
    };
}
function sqlite_close(file) {
    if (file.isOpen)
        file.close();
}
function run(file, sql, parameters) {
    try {
        return read(file, sql, parameters);
    }
    catch (error) {
        const code = error instanceof Error && "errcode" in error ? String(error.errcode) : "1";
        throw new database/* SqlError */.L8(error instanceof Error ? error.message : String(error), { code, cause: error });
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
    const rows = read(file, `PRAGMA table_info(${(0,database/* quoteName */.AB)(table)})`, []);
    return rows.length === 0 ? undefined : new Map(rows.map((row) => [row["name"] ?? "", (row["type"] ?? "").toLowerCase()]));
}


/***/ })

};
