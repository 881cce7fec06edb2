export const id = 4484;
export const ids = [4484];
export const modules = {

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

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;
/** Two short questions; a pooler with a full pool answers the second one never. */
const PROBE_TIMEOUT_MS = 10_000;
/**
 * Takes session locks by trying again and again, never by a blocking wait: a waiting session would hold a snapshot, and a concurrent index
 * build waits for every snapshot. While one of them is not to be had none is kept, so that nobody waits for a run that waits itself. The
 * server frees the locks when this process dies. Throws an `environment` error that names the holder when the time is up, or, before any
 * lock is taken, when a transaction pooler would make it worthless.
 */
async function acquirePostgresLock(sessions, keys, options) {
    await refusePooler(sessions, options);
    await takeAll(sessions.database, keys, options);
    // The session ends with the run, and the server frees what it held; a lost connection has done so already.
    return () => release(sessions.database, keys).catch(() => undefined);
}
/** Gives locks back while work runs; see `Database.withoutLock`. */
async function yieldPostgresLock(database, keys, options, work) {
    await release(database, keys);
    const result = await work();
    await takeAll(database, keys, options);
    return result;
}
async function takeAll(database, keys, options) {
    const deadline = performance.now() + options.timeoutMs;
    for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
        options.signal?.throwIfAborted();
        if (await tryAll(database, keys))
            return;
        const holder = (await findPostgresLockHolder(database, keys)) ?? "a session that has just ended";
        const left = deadline - performance.now();
        if (left <= 0)
            throw new lib_error/* ActionError */.lZ("environment", `Another session holds the migration lock of '${database.name}': ${holder}. Wait until that run ends, or end it with pg_terminate_backend if it is stuck, and run again.`);
        options.reporter.progress(`Waiting for the migration lock of '${database.name}', held by ${holder}.`);
        await (0,pause/* pause */.v)(Math.min(left, pauseMs * (0.5 + Math.random() / 2)), options.signal);
    }
}
/** Takes every lock or none. */
async function tryAll(database, keys) {
    const taken = [];
    for (const key of keys) {
        const [row] = await database.query("SELECT pg_try_advisory_lock($1) AS taken", [key.toString()]);
        if (row?.["taken"] !== "t") {
            await release(database, taken);
            return false;
        }
        taken.push(key);
    }
    return true;
}
/** Throws what the server says: whoever goes on must know that others still wait. */
async function release(database, keys) {
    for (const key of keys)
        await database.query("SELECT pg_advisory_unlock($1)", [key.toString()]);
}
/** Behind a transaction pooler two clients share a server session, and both "hold" the lock. A second client inside a transaction shows it. */
async function refusePooler(sessions, { signal, probeTimeoutMs = PROBE_TIMEOUT_MS }) {
    const { database, connectAnother } = sessions;
    const pidOf = async (session) => (await session.query("SELECT pg_backend_pid() AS pid"))[0]?.["pid"] ?? "";
    let other;
    const ask = async () => {
        const before = await pidOf(database);
        other = await connectAnother(probeTimeoutMs);
        await other.begin();
        const [otherPid, after] = [await pidOf(other), await pidOf(database)];
        return otherPid === before || after !== before;
    };
    try {
        const isShared = await withinTime(ask(), probeTimeoutMs, signal);
        if (isShared === false)
            return;
        const what = isShared === undefined
            ? `No second server session of '${database.name}' was to be had within ${probeTimeoutMs / 1000} s, as behind a transaction pooler with a full pool`
            : `A transaction pooler stands before '${database.name}'`;
        throw new lib_error/* ActionError */.lZ("environment", `${what}, so two runs could hold the migration lock at once. Give the migrations a URL that leads to the server directly (or to a pooler in session mode); nothing was changed.`);
    }
    finally {
        // Its end gives back the server session that our own may be waiting for.
        await other?.close();
    }
}
/** The result of work, or undefined when it takes longer; what comes of it later has nobody to be told to. */
async function withinTime(work, milliseconds, signal) {
    const stop = new AbortController();
    const limit = (0,pause/* pause */.v)(milliseconds, signal ? AbortSignal.any([signal, stop.signal]) : stop.signal).then(() => undefined);
    limit.catch(() => undefined);
    work.catch(() => undefined);
    try {
        return await Promise.race([work, limit]);
    }
    finally {
        stop.abort();
    }
}
/** Which other session holds one of the locks, in words. */
async function findPostgresLockHolder(database, keys) {
    for (const key of keys) {
        const holder = await describeHolder(database, key);
        if (holder !== undefined)
            return holder;
    }
    return undefined;
}
async function describeHolder(database, key) {
    const unsigned = BigInt.asUintN(64, key);
    const [row] = await database.query(`SELECT l.pid, a.application_name AS application, a.usename AS username, a.state, floor(extract(epoch FROM now() - a.backend_start)) AS seconds
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND l.objsubid = 1 AND l.classid::bigint = $1 AND l.objid::bigint = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`, [(unsigned >> 32n).toString(), (unsigned & 0xffffffffn).toString()]);
    if (!row)
        return undefined;
    return `pid ${row["pid"]}, application '${row["application"] ?? "?"}', user '${row["username"] ?? "?"}', ${row["state"] ?? "state unknown"}, connected for ${row["seconds"] ?? "?"} s`;
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/postgres.js







const CONNECT_TIMEOUT_MS = 10_000;
const APPLICATION_NAME = "waybill";
/** So that the server notices within a second that this process died in the middle of a long statement. */
const ALIVE_CHECK = "SET client_connection_check_interval = '1s'";
/** Connects to a PostgreSQL server. Throws an `environment` error without the password. */
async function connectPostgres(address, history) {
    const client = await openClient(address);
    const facts = await readFacts(client).catch(async (error) => {
        // An open connection would keep the process alive for good.
        await client.end();
        throw connectError(address, error);
    });
    const connectAnother = (queryTimeoutMs) => connectPostgres({ ...address, queryTimeoutMs });
    const database = {
        kind: "postgresql",
        ...facts,
        name: address.database,
        address: `${address.host}:${address.port}/${address.database}`,
        history,
        identify: () => identify(client),
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
        acquireLock: (keys, options) => acquirePostgresLock({ database, connectAnother }, keys, options),
        withoutLock: (keys, options, work) => yieldPostgresLock(database, keys, options, work),
        findLockHolder: (keys) => findPostgresLockHolder(database, keys),
        resetSession: () => resetSession(client, facts.major),
        cancel: () => cancelFromOutside(address, facts.pid),
        close: () => client.end(),
        [Symbol.asyncDispose]: () => client.end(),
    };
    await resetSession(client, facts.major);
    return database;
}
async function openClient(address) {
    const attempt = async (ssl) => {
        const client = new esm["default"].Client(await clientConfig(address, ssl));
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
        ...(address.queryTimeoutMs === undefined ? {} : { query_timeout: address.queryTimeoutMs }),
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
    return error instanceof databases_database/* SqlError */.L8 || error instanceof esm["default"].DatabaseError;
}
async function readFacts(client) {
    const [row] = await runQuery(client, "SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number, pg_backend_pid() AS pid, current_schema() AS schema");
    const major = Math.floor(Number(row?.["number"] ?? 0) / 10_000);
    return { version: (row?.["version"] ?? "").split(" ")[0] ?? "", major, pid: row?.["pid"] ?? "", schema: row?.["schema"] ?? "public" };
}
/** The start of the server is exact to the microsecond; its number in `pg_control` is kept by every copy of its files. */
async function identify(client) {
    const ask = (sql) => runQuery(client, sql).catch(() => []);
    const [own] = await ask("SELECT extract(epoch FROM pg_postmaster_start_time())::text AS started, oid::text AS oid, current_schema() AS schema FROM pg_database WHERE datname = current_database()");
    if (!own?.["started"])
        return undefined;
    const place = [own["oid"] ?? "", own["schema"] ?? ""];
    // Some services let nobody ask.
    const [control] = await ask("SELECT system_identifier::text AS number FROM pg_control_system()");
    const system = control?.["number"] ? ["postgresql", control["number"], ...place] : undefined;
    return { instance: ["postgresql", own["started"], ...place], system };
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
    if (!(error instanceof esm["default"].DatabaseError)) {
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
        await client.end();
    }
}


/***/ })

};
