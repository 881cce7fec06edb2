export const id = 484;
export const ids = [484];
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

/***/ 4484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectPostgres: () => (/* binding */ connectPostgres)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var databases_database = __webpack_require__(89289);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
;// CONCATENATED MODULE: ./packages/migrate/lib/databases/postgres-lock.js
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

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;
/**
 * Takes a session lock by trying again and again, never by a blocking wait: a waiting session would hold a snapshot, and a concurrent index
 * build waits for every snapshot. The server frees the lock when this process dies. Throws an `environment` error that names the holder
 * when the time is up, or when a transaction pooler makes the lock worthless.
 */
async function acquirePostgresLock(sessions, key, options) {
    const { database } = sessions;
    const deadline = performance.now() + options.timeoutMs;
    for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
        options.signal?.throwIfAborted();
        const [row] = await database.query("SELECT pg_try_advisory_lock($1) AS taken", [key.toString()]);
        if (row?.["taken"] === "t")
            break;
        const holder = await describeHolder(database, key);
        const left = deadline - performance.now();
        if (left <= 0)
            throw new lib_error/* ActionError */.lZ("environment", `Another session holds the migration lock of '${database.name}': ${holder}. Wait until that run ends, or end it with pg_terminate_backend if it is stuck; nothing was changed.`);
        options.reporter.progress(`Waiting for the migration lock of '${database.name}', held by ${holder}.`);
        await (0,pause/* pause */.v)(Math.min(left, pauseMs * (0.5 + Math.random() / 2)), options.signal);
    }
    const release = async () => {
        // When the connection is lost the server has released the lock already.
        await database.query("SELECT pg_advisory_unlock($1)", [key.toString()]).catch(() => undefined);
    };
    try {
        await refusePooler(sessions);
    }
    catch (error) {
        await release();
        throw error;
    }
    return release;
}
/** Behind a transaction pooler two clients share a server session, and both "hold" the lock. A second client inside a transaction shows it. */
async function refusePooler({ database, connectAnother }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const pidOf = async (session) => (await session.query("SELECT pg_backend_pid() AS pid"))[0]?.["pid"] ?? "";
        const before = await pidOf(database);
        const other = __addDisposableResource(env_1, await connectAnother(), true);
        await other.begin();
        const [otherPid, after] = [await pidOf(other), await pidOf(database)];
        await other.rollback();
        if (otherPid === before || after !== before)
            throw new lib_error/* ActionError */.lZ("environment", `A transaction pooler stands before '${database.name}', so two runs could hold the migration lock at once. Give the migrations a URL that leads to the server directly (or to a pooler in session mode).`);
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
}
async function describeHolder(database, key) {
    const unsigned = BigInt.asUintN(64, key);
    const [row] = await database.query(`SELECT l.pid, a.application_name AS application, a.usename AS username, a.state, floor(extract(epoch FROM now() - a.backend_start)) AS seconds
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid::bigint = $1 AND l.objid::bigint = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`, [(unsigned >> 32n).toString(), (unsigned & 0xffffffffn).toString()]);
    if (!row)
        return "a session that has just ended";
    return `pid ${row["pid"]}, application '${row["application"] ?? "?"}', user '${row["username"] ?? "?"}', ${row["state"] ?? "state unknown"}, connected for ${row["seconds"] ?? "?"} s`;
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/postgres.js







const CONNECT_TIMEOUT_MS = 10_000;
const APPLICATION_NAME = "waybill";
/** So that the server notices within a second that this process died in the middle of a long statement. */
const ALIVE_CHECK = "SET client_connection_check_interval = '1s'";
/** Connects to a PostgreSQL server. Throws an `environment` error without the password. */
async function connectPostgres(address) {
    const client = await openClient(address);
    const facts = await readFacts(client).catch(async (error) => {
        // An open connection would keep the process alive for good; how its end goes matters less than what went wrong before.
        await client.end().catch(() => undefined);
        throw connectError(address, error);
    });
    const database = {
        kind: "postgresql",
        ...facts,
        name: address.database,
        address: `${address.host}:${address.port}/${address.database}`,
        query: (sql, parameters = []) => runQuery(client, sql, parameters),
        begin: async () => void (await runQuery(client, "BEGIN")),
        // COMMIT of a failed transaction answers ROLLBACK instead of an error.
        commit: () => commit(client),
        rollback: async () => {
            // When the connection is lost the server rolls back by itself.
            await runQuery(client, "ROLLBACK").catch(() => undefined);
        },
        readColumns: (table) => readColumns(client, table),
        countOtherTables: (names) => countOtherTables(client, facts.schema, names),
        lockTable: async (table) => void (await runQuery(client, `LOCK TABLE ${(0,databases_database/* quoteTable */.Z8)(table)} IN EXCLUSIVE MODE`)),
        limitLockWait: (milliseconds) => limitLockWait(client, milliseconds),
        describeOpenTransactions: () => describeOpenTransactions(client),
        acquireLock: (key, options) => acquirePostgresLock({ database, connectAnother: () => connectPostgres(address) }, key, options),
        resetSession: () => resetSession(client, facts.major),
        cancel: () => cancelFromOutside(address, facts.pid),
        close: () => client.end().catch(() => undefined),
        [Symbol.asyncDispose]: () => client.end().catch(() => undefined),
    };
    await resetSession(client, facts.major);
    return database;
}
async function openClient(address) {
    const attempt = async (ssl) => {
        const client = new esm/* default.Client */.Ay.Client(await clientConfig(address, ssl));
        // Without a listener an error of an idle connection would end the process; the next query reports it.
        client.on("error", () => undefined);
        await client.connect();
        return client;
    };
    const { sslmode } = address;
    try {
        if (sslmode === "disable" || sslmode === "allow")
            return await attempt(false);
        if (sslmode !== "prefer")
            return await attempt(await verifiedTls(address));
        return await attempt({ rejectUnauthorized: false }).catch((error) => {
            if (error instanceof Error && /does not support SSL/.test(error.message))
                return attempt(false);
            throw error;
        });
    }
    catch (error) {
        throw connectError(address, error);
    }
}
async function clientConfig(address, ssl) {
    return {
        host: address.host,
        port: address.port,
        user: address.user,
        // A function, because the library would replace an empty text by PGPASSWORD of the environment.
        password: () => address.password,
        database: address.database,
        ssl: ssl ?? false,
        application_name: address.applicationName ?? APPLICATION_NAME,
        options: address.settings,
        connectionTimeoutMillis: address.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
        keepAlive: true,
        // Every value as the text that the server sent.
        types: { getTypeParser: () => (value) => value },
    };
}
/** TLS as `sslmode` asks for it (PostgreSQL manual, "SSL Mode Descriptions"). */
async function verifiedTls(address) {
    const file = async (path) => (path === undefined ? undefined : (0,promises_.readFile)(path, "utf8"));
    const [ca, cert, key] = await Promise.all([file(address.sslrootcert), file(address.sslcert), file(address.sslkey)]);
    // As libpq: `require` encrypts without asking who is there, unless a root certificate is given.
    const verify = address.sslmode !== "require" || ca !== undefined;
    return {
        rejectUnauthorized: verify,
        ca,
        cert,
        key,
        servername: (0,external_node_net_.isIP)(address.host) === 0 ? address.host : undefined,
        // Only `verify-full` asks whether the certificate is made for this host.
        checkServerIdentity: address.sslmode === "verify-full" ? external_node_tls_.checkServerIdentity : () => undefined,
    };
}
function connectError(address, error) {
    const where = `PostgreSQL at ${address.host}:${address.port}`;
    const fail = (text) => new lib_error/* ActionError */.lZ("environment", `${where} ${text}`, { cause: error });
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "28P01" || code === "28000")
        return fail(`refused the user '${address.user}'; check the password and pg_hba.conf.`);
    if (code === "3D000")
        return fail(`has no database '${address.database}'; create it or correct the URL.`);
    if (code === "53300")
        return fail("has no connection left; close some or raise max_connections.");
    if (code === "57P03")
        return fail("is starting up or shutting down; try again in a moment.");
    if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
        return fail("needs a certificate file of the URL that does not exist.");
    if ((0,lib_error/* isSystemError */.Or)(error) && !isAnswer(error))
        return fail(`cannot be reached (${error.code}); check the address and that this runner may connect to it.`);
    const message = error instanceof Error ? error.message : String(error);
    return fail(`cannot be used: ${message.replaceAll(address.password === "" ? "\u0000" : address.password, "***")}.`);
}
/** Whether the server itself said no; its errors have a code, as those of the system have. */
function isAnswer(error) {
    return error instanceof databases_database/* SqlError */.L8 || error instanceof esm/* default.DatabaseError */.Ay.DatabaseError;
}
async function readFacts(client) {
    const [row] = await runQuery(client, "SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number, pg_backend_pid() AS pid, current_schema() AS schema");
    const major = Math.floor(Number(row?.["number"] ?? 0) / 10_000);
    return { version: (row?.["version"] ?? "").split(" ")[0] ?? "", major, pid: row?.["pid"] ?? "", schema: row?.["schema"] ?? "public" };
}
async function runQuery(client, sql, parameters = []) {
    try {
        // Without parameters the simple protocol is used, which takes every statement there is.
        const result = await (parameters.length > 0 ? client.query(sql, [...parameters]) : client.query(sql));
        return Array.isArray(result) ? [] : result.rows;
    }
    catch (error) {
        throw sqlError(error);
    }
}
async function commit(client) {
    const result = await client.query("COMMIT").catch((error) => {
        throw sqlError(error);
    });
    if (result.command !== "COMMIT")
        throw new databases_database/* SqlError */.L8("The transaction had failed before its end", { code: "25P02" });
}
/** Whatever the driver throws that the server did not say is a lost connection: nobody knows what became of the statement. */
function sqlError(error) {
    if (!(error instanceof esm/* default.DatabaseError */.Ay.DatabaseError)) {
        const message = error instanceof Error ? error.message : String(error);
        return new databases_database/* SqlError */.L8(message, { code: "08006", isConnectionLost: true, cause: error });
    }
    const code = error.code ?? "XX000";
    const offset = error.position === undefined ? undefined : Number(error.position) - 1;
    return new databases_database/* SqlError */.L8(withoutValues(error.message, code), {
        code,
        offset,
        hint: error.hint,
        // 57P01-57P03: the server is shutting down or has crashed.
        isConnectionLost: /^(08|57P0[123])/.test(code),
        cause: error,
    });
}
/** Class 22 messages quote the offending value, which may be a person's data. */
function withoutValues(message, code) {
    return code.startsWith("22") ? message.replace(/: ".*"$/s, ': "***"') : message;
}
async function readColumns(client, table) {
    const rows = await runQuery(client, `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND c.relname = $1 AND n.nspname = $2 ORDER BY a.attnum`, [table.name, table.schema ?? "public"]);
    return rows.length === 0 ? undefined : new Map(rows.map((row) => [row["name"] ?? "", row["type"] ?? ""]));
}
async function countOtherTables(client, schema, names) {
    const rows = await runQuery(client, "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname = $1", [schema]);
    return rows.filter((row) => !names.includes(row["name"] ?? "")).length;
}
async function limitLockWait(client, milliseconds) {
    const [row] = await runQuery(client, "SELECT current_setting('lock_timeout') AS value");
    if (row?.["value"] === "0")
        await runQuery(client, `SET LOCAL lock_timeout = ${Math.round(milliseconds)}`);
}
async function describeOpenTransactions(client) {
    const rows = await runQuery(client, `SELECT pid, application_name AS application, state, floor(extract(epoch FROM now() - xact_start)) AS seconds FROM pg_stat_activity
     WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database() ORDER BY xact_start LIMIT 3`);
    return rows
        .map((row) => `pid ${row["pid"]}, application '${row["application"] ?? ""}', ${row["state"] ?? "?"}, for ${row["seconds"]} s`)
        .join("; ");
}
async function resetSession(client, major) {
    await runQuery(client, "RESET SESSION AUTHORIZATION");
    await runQuery(client, "RESET ROLE");
    await runQuery(client, "RESET ALL");
    if (major >= 14)
        await runQuery(client, ALIVE_CHECK);
}
async function cancelFromOutside(address, pid) {
    const client = await openClient(address);
    try {
        await runQuery(client, "SELECT pg_cancel_backend($1)", [pid]);
    }
    finally {
        await client.end().catch(() => undefined);
    }
}


/***/ })

};
