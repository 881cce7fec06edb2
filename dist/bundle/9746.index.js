export const id = 9746;
export const ids = [9746];
export const modules = {

/***/ 79746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkMigrations: () => (/* reexport */ plan/* checkMigrations */.wE),
  connectDatabase: () => (/* reexport */ connectDatabase),
  identifyDatabase: () => (/* reexport */ identifyDatabase),
  isSameDatabase: () => (/* reexport */ isSameDatabase)
});

// UNUSED EXPORTS: SqlError, applyMigrations, planMigrations

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/network.js
var network = __webpack_require__(96516);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
;// CONCATENATED MODULE: ./packages/migrate/lib/databases/golang-parameters.js

/** The parameters that `Open` of golang-migrate's drivers `database/postgres` and `database/sqlite3` read. */
const GOLANG_PARAMETERS = [
    "x-migrations-table",
    "x-migrations-table-quoted",
    "x-statement-timeout",
    // How the tool cuts a file into statements. Here every file is cut, and runs in one transaction wherever the server lets it.
    "x-multi-statement",
    "x-multi-statement-max-size",
    "x-no-tx-wrap",
];
/** Reads golang-migrate's parameters as the tool does. Throws an `input` error for a value that the tool would refuse as well. */
function readGolangParameters(parameters, dialect) {
    for (const name of ["x-multi-statement", "x-no-tx-wrap"])
        readBoolean(parameters, name);
    readNumber(parameters, "x-multi-statement-max-size");
    const isQuoted = readBoolean(parameters, "x-migrations-table-quoted");
    const table = parameters.get("x-migrations-table") || undefined;
    return {
        history: table === undefined ? undefined : dialect === "sqlite" ? readRaw(table) : isQuoted ? readQuoted(table) : { name: table },
        statementTimeoutMs: readNumber(parameters, "x-statement-timeout"),
    };
}
/** The driver of SQLite puts the text into its SQL as it stands. */
function readRaw(text) {
    const quoted = /^"([^"]+)"$/.exec(text)?.[1];
    if (quoted === undefined && !/^[A-Za-z_]\w*$/.test(text))
        throw new lib_error/* ActionError */.lZ("input", "The database URL's x-migrations-table must be a plain name, or a name in double quotes.");
    return { name: quoted ?? text };
}
/** With quotes a schema may stand before the table; without them a dot is a part of the name. */
function readQuoted(text) {
    const names = [...text.matchAll(/"(.*?)"/g)].map((match) => match[1] ?? "");
    const [first = "", second] = names;
    if (!/^".*"$/s.test(text) || names.length > 2)
        throw new lib_error/* ActionError */.lZ("input", `The database URL's x-migrations-table must be a name in double quotes, or a schema and a name, because x-migrations-table-quoted is set; write "schema"."table".`);
    return second === undefined ? { name: first } : { schema: first, name: second };
}
/** As Go's `strconv.ParseBool`. */
function readBoolean(parameters, name) {
    const text = parameters.get(name) ?? "";
    if (/^(1|t|T|true|TRUE|True)$/.test(text))
        return true;
    if (text === "" || /^(0|f|F|false|FALSE|False)$/.test(text))
        return false;
    throw new lib_error/* ActionError */.lZ("input", `The database URL's parameter ${name} must be true or false.`);
}
function readNumber(parameters, name) {
    const text = parameters.get(name) ?? "";
    if (text === "")
        return undefined;
    if (/^\d{1,9}$/.test(text))
        return Number(text);
    throw new lib_error/* ActionError */.lZ("input", `The database URL's parameter ${name} must be a whole number.`);
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/address.js


const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
/** Reads a database URL. Throws an `input` error that never repeats any part of the URL but its scheme and parameter names. */
function parseAddress(url) {
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
    if (scheme === "sqlite" || scheme === "sqlite3" || scheme === "file")
        return parseSqlite(url);
    if (scheme === "postgres" || scheme === "postgresql")
        return parsePostgres(url);
    const given = scheme === undefined ? "has no scheme" : `has the scheme '${scheme}:'`;
    throw new lib_error/* ActionError */.lZ("input", `The database URL ${given}; it must begin with postgres://, postgresql://, sqlite: or file:.`);
}
function parseSqlite(url) {
    const query = url.indexOf("?");
    const { history } = readGolangParameters(new Map(new URLSearchParams(query < 0 ? "" : url.slice(query))), "sqlite");
    return { kind: "sqlite", path: pathOfSqlite(query < 0 ? url : url.slice(0, query)), history };
}
/** A file of SQLite: `sqlite:path` in the workspace, `sqlite:/path` or `sqlite:///path` anywhere; programs do not agree on what `sqlite://path` is. */
function pathOfSqlite(url) {
    const colon = url.indexOf(":") + 1;
    const [scheme, rest] = [url.slice(0, colon), url.slice(colon)];
    const path = rest.startsWith("//") ? rest.slice(2) : rest;
    if (path === "")
        throw new lib_error/* ActionError */.lZ("input", "The database URL names no file; write sqlite:path/to/file.db.");
    if (path === rest || path.startsWith("/"))
        return decodeURIComponent(path);
    throw new lib_error/* ActionError */.lZ("input", `The database URL has a host's name where a file should stand, because two slashes come before it; write ${scheme}path/to/file.db for a file of the project, or ${scheme}///path/to/file.db for one of the machine.`);
}
function parsePostgres(text) {
    if (!URL.canParse(text))
        throw new lib_error/* ActionError */.lZ("input", "The database URL cannot be read as postgres://user:password@host:port/name; special characters of the password must be percent-encoded.");
    const url = new URL(text);
    const parameters = readParameters(url);
    const user = decode(url.username) || parameters.get("user") || "";
    if (user === "")
        throw new lib_error/* ActionError */.lZ("input", "The database URL names no user; write postgres://user:password@host:port/name.");
    const host = parameters.get("host") || decode(url.hostname).replace(/^\[(.*)\]$/, "$1") || "localhost";
    const address = {
        host,
        port: Number(url.port || parameters.get("port") || 5432),
        user,
        password: decode(url.password) || parameters.get("password") || "",
        database: decode(url.pathname.slice(1)) || parameters.get("dbname") || user,
        sslmode: sslMode(parameters.get("sslmode"), host),
    };
    const timeout = parameters.get("connect_timeout");
    const { history, statementTimeoutMs } = readGolangParameters(parameters, "postgresql");
    const postgres = {
        ...address,
        sslrootcert: parameters.get("sslrootcert"),
        sslcert: parameters.get("sslcert"),
        sslkey: parameters.get("sslkey"),
        applicationName: parameters.get("application_name"),
        settings: settingsOf(parameters, statementTimeoutMs),
        connectTimeoutMs: timeout === undefined ? undefined : Number(timeout) * 1000,
    };
    return { kind: "postgresql", postgres, history };
}
const KNOWN_PARAMETERS = [
    "user",
    "password",
    "host",
    "port",
    "dbname",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "application_name",
    "options",
    "search_path",
    "connect_timeout",
    ...GOLANG_PARAMETERS,
];
function readParameters(url) {
    const parameters = new Map(url.searchParams);
    const unknown = [...parameters.keys()].find((key) => !KNOWN_PARAMETERS.includes(key));
    // A parameter that is ignored could be the one that makes the connection safe.
    if (unknown !== undefined)
        throw new lib_error/* ActionError */.lZ("input", `The database URL has the parameter '${unknown}', which is not supported; known are ${KNOWN_PARAMETERS.join(", ")}.`);
    return parameters;
}
/** Without a word about TLS it is libpq's `prefer`, and none to this machine, where nobody listens in between. */
function sslMode(given, host) {
    // A socket's folder and this machine itself are reached over no network.
    if (given === undefined)
        return host.startsWith("/") || (0,network/* isLoopback */.U)(host) ? "disable" : "prefer";
    const mode = SSL_MODES.find((known) => known === given);
    if (!mode)
        throw new lib_error/* ActionError */.lZ("input", `The database URL has an unknown sslmode; it must be one of ${SSL_MODES.join(", ")}.`);
    return mode;
}
/** `options` of libpq, with the search path and the time limit that some tools take as parameters of their own. */
function settingsOf(parameters, statementTimeoutMs) {
    const path = parameters.get("search_path");
    const settings = [
        parameters.get("options"),
        path === undefined ? undefined : `-c search_path=${path.replace(/[\\ ]/g, "\\$&")}`,
        statementTimeoutMs === undefined ? undefined : `-c statement_timeout=${statementTimeoutMs}`,
    ];
    return settings.filter((setting) => setting !== undefined).join(" ") || undefined;
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A lone % is the user's spelling of itself.
        return text;
    }
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/connect.js




/**
 * Connects to the database of a URL: `postgres://`, `postgresql://`, `sqlite:` or `file:`. Throws `input` for a URL that cannot be read and
 * `environment` for a server that cannot be used; neither repeats the password.
 */
async function connectDatabase(url, options = {}) {
    const address = parseAddress(url);
    // Each driver is loaded when it is needed, so that a run without a database does not pay for it.
    if (address.kind === "sqlite")
        return (await __webpack_require__.e(/* import() */ 4135).then(__webpack_require__.bind(__webpack_require__, 44135))).connectSqlite(address.path === ":memory:" ? address.path : (0,external_node_path_.resolve)(options.workspace ?? "", address.path), address.history);
    const { connectPostgres } = await Promise.all(/* import() */[__webpack_require__.e(3849), __webpack_require__.e(4484)]).then(__webpack_require__.bind(__webpack_require__, 4484));
    const { postgres, history } = address;
    return connectPostgres({ ...postgres, applicationName: postgres.applicationName ?? options.applicationName }, history);
}
/**
 * A text that is equal for URLs of one database: server, port, name and search path, or the file. It holds no password. Two names of one
 * server are two servers to it. Throws an `input` error for a URL that cannot be read.
 */
function identifyDatabase(url, options = {}) {
    const address = parseAddress(url);
    if (address.kind === "sqlite")
        return JSON.stringify(["sqlite", realFile((0,external_node_path_.resolve)(options.workspace ?? "", address.path))]);
    const { host, port, database, settings = "" } = address.postgres;
    const path = [...settings.matchAll(/search_path=((?:\\.|[^\s])*)/g)].at(-1)?.[1] ?? "";
    return JSON.stringify(["postgresql", (0,network/* isLoopback */.U)(host) ? "localhost" : host.toLowerCase().replace(/\.$/, ""), port, database, path]);
}
/**
 * Whether two URLs lead into one database, each with the folder that its files are relative to: into whatever schema, because one migration can
 * change them all. Throws as `identifyDatabase`.
 */
function isSameDatabase(one, other) {
    const [a, b] = [one, other].map(({ url, workspace }) => {
        const [kind, ...place] = JSON.parse(identifyDatabase(url, { workspace }));
        return JSON.stringify([kind, ...place.slice(0, 3)]);
    });
    return a === b;
}
/** The file behind links; one that is not made yet is known by its path. */
function realFile(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error))
            return path;
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/migrate/lib/plan.js + 12 modules
var plan = __webpack_require__(58843);
;// CONCATENATED MODULE: ./packages/migrate/lib/index.js






/***/ })

};
