export const id = 5104;
export const ids = [5104];
export const modules = {

/***/ 55104:
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
// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(45042);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
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
// EXTERNAL MODULE: ./packages/rehearsal/lib/world/control.js
var world_control = __webpack_require__(41191);
// EXTERNAL MODULE: ./packages/rehearsal/lib/world/files.js
var files = __webpack_require__(22601);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/world/no-room.js

/** What Node, PostgreSQL and MariaDB say where a disk, a quota or a limit of the shell is reached. */
const FULL = /\b(ENOSPC|EDQUOT|EFBIG)\b|No space left on device|Disk quota exceeded|File too large/;
/** Whether words of a program say that there is no room for what it writes. */
function isFull(words) {
    return FULL.test(words);
}
/** The error for a rehearsal that finds no room in its folder. */
function noRoom(dir) {
    return new lib_error/* ActionError */.lZ("environment", `The rehearsal did not start, because there is no room for its images and data in '${dir}'. Free some space on that disk (it needs about 100 MB), and rehearse again.`);
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/world/pod-engine.js + 9 modules
var pod_engine = __webpack_require__(66939);
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
    if (running && running.podEngine === options.podEngine)
        return running;
    if (running)
        await endRehearsal(dir);
    options.reporter.progress("Starting the rehearsal's registry, engine and cluster on this machine");
    const log = await openLog(dir);
    const { size } = await log.stat();
    const idle = options.idleMs === undefined ? [] : ["--idle-ms", String(options.idleMs)];
    const engine = options.podEngine === undefined ? [] : ["--pod-engine", options.podEngine];
    const child = (0,external_node_child_process_.spawn)(process.execPath, [...(options.entry ?? ownEntry()), "--dir", dir, ...idle, ...engine], {
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
    if (isFull(words))
        throw noRoom(dir);
    throw new lib_error/* ActionError */.lZ("environment", `The rehearsal did not start: ${life.ended ?? "it was not ready within 30 s"}. Its log (${(0,files/* pathIn */.lW)(dir, "log")}) ends:\n${words}`);
}
async function openLog(dir) {
    try {
        await (0,files/* makeRehearsalFolder */.eP)(dir);
        return await (0,promises_.open)((0,files/* pathIn */.lW)(dir, "log"), "a", 0o600);
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error))
            throw error;
        if (isFull(error.code ?? ""))
            throw noRoom(dir);
        throw new lib_error/* ActionError */.lZ("environment", `The rehearsal keeps its images and data in '${dir}', which cannot be written (${error.code}). Check who owns the folder, or set HOME to one of yours, and rehearse again.`, { cause: error });
    }
}
/** The rehearsal of a folder when it runs and answers; `undefined` otherwise. */
async function rehearsalStatus(dir) {
    const record = await (0,files/* readRecord */.aE)(dir);
    if (!record)
        return undefined;
    const answer = await ask(record, "GET", "/");
    return answer?.pid === record.rehearsal.pid ? record.rehearsal : undefined;
}
/**
 * Ends the rehearsal of a folder and every process it started; without one it only clears up after a rehearsal that was killed. What the rehearsal keeps stays for
 * the next start, unless `removeState` is set.
 */
async function rehearsal_stopRehearsal(dir, options = {}) {
    const folder = (0,external_node_path_.resolve)(dir);
    if (!(await (0,promises_.stat)(folder).catch(() => undefined)))
        return;
    await endRehearsal(folder);
    await (0,pod_engine/* clearPodEngine */.TY)(folder);
    await (0,postgres/* stopLeftoverPostgres */.d)((0,external_node_path_.join)(folder, "postgres"), options.removeState ?? false);
    await (0,files/* releaseLock */.x_)(folder);
    if (options.removeState)
        await (0,promises_.rm)(folder, { recursive: true, force: true });
}
async function endRehearsal(folder) {
    const record = await (0,files/* readRecord */.aE)(folder);
    if (record && (await ask(record, "POST", "/stop")))
        await waitUntilGone(record.rehearsal.pid);
    const holder = Number(await (0,promises_.readFile)((0,files/* pathIn */.lW)(folder, "lock"), "utf8").catch(() => "0"));
    // A process that holds the lock but does not answer is still starting, or stuck; a reused id is not ours to end.
    if (holder > 0 && (0,lib_process/* isAlive */._)(holder) && (await commandOf(holder)).includes(folder)) {
        process.kill(holder, "SIGTERM");
        await waitUntilGone(holder);
    }
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
async function ask({ control }, method, path) {
    const answer = await (0,world_control/* askControl */.t)(control, method, path);
    return (0,files/* isRehearsal */.SK)(answer) ? answer : undefined;
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
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/addresses.js

const TIMEOUT_MS = 5_000;
/**
 * The lines about the Services of an environment's namespace, each with the address that the loopback cluster gave it: what it answers, to the
 * environment's probe where that asks it, else where its pods are asked whether they are ready. One that answers with an error is given with its
 * status; one that speaks no HTTP is not told.
 */
async function describeAddresses({ kubernetesApi }, { namespace, probe }) {
    const list = async (kind) => {
        const response = await fetch(`${kubernetesApi}/api/v1/namespaces/${namespace}/${kind}`);
        const answer = await response.json();
        return (0,json/* listAt */.gT)(answer, "items");
    };
    const [services, pods] = await Promise.all([list("services"), list("pods")]);
    const told = services.map(async (service) => {
        const address = (0,json/* textAt */.$6)(service, "metadata", "annotations", "rehearsal.waybill.dev/url");
        if (address === undefined)
            return [];
        if (probe && (0,json/* textAt */.$6)(service, "metadata", "name") === probe.service)
            return addresses_ask(`${address}${probe.path}`, probe.expectStatus);
        return addresses_ask(`${address}${readinessPath(service, pods) ?? "/"}`);
    });
    return (await Promise.all(told)).flat();
}
async function addresses_ask(url, expected) {
    try {
        const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
        const text = (0,lib_text/* cutText */.IN)((await response.text()).trim(), 160);
        if (!response.ok && response.status !== expected)
            return [`Address      ${url}`, `             no answer to this path: HTTP ${response.status}`];
        return [`Answers now  ${url}`, `             ${text}`];
    }
    catch {
        // Not every Service speaks HTTP, and one whose pods were not run has nobody to answer.
        return [];
    }
}
/** The path at which the pods behind a Service say that they are ready. */
function readinessPath(service, pods) {
    const selector = Object.entries((0,json/* recordAt */.zR)(service, "spec", "selector"));
    const behind = selector.length === 0 ? [] : pods.filter((pod) => hasLabels(pod, selector));
    const probes = behind.flatMap((pod) => (0,json/* listAt */.gT)(pod, "spec", "containers").map((container) => (0,json/* recordAt */.zR)(container, "readinessProbe", "httpGet")));
    const path = probes.map((probe) => probe["path"]).find((each) => typeof each === "string");
    return path === undefined || path.startsWith("/") ? path : `/${path}`;
}
function hasLabels(pod, selector) {
    const labels = (0,json/* recordAt */.zR)(pod, "metadata", "labels");
    return selector.every(([name, value]) => labels[name] === value);
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/world/clusters.js
var clusters = __webpack_require__(57475);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/clusters.js

/**
 * The cluster of an environment in a rehearsal: one of its own, or that of the first one with which it shares its namespace on purpose. Its
 * kubeconfig has every context that an environment names, each leading into the cluster of that one.
 */
function clusterOf(config, environment, rehearsal) {
    const all = Object.values(config.environments);
    const contexts = Object.fromEntries(
    // Two may name one context of two kubeconfigs; in this one it is that of the environment itself.
    [...all, environment].flatMap((each) => (each.context === undefined ? [] : [[each.context, ownerOf(each, all)]])));
    return (0,clusters/* openCluster */.D)(rehearsal, ownerOf(environment, all), contexts);
}
function ownerOf({ name, namespace, shared }, all) {
    const sharing = all.find((other) => other.namespace === namespace && (other.name === name || other.shared === true || shared === true));
    return sharing?.name ?? name;
}

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
        await client.end();
    }
    const url = new URL(serverUrl);
    url.pathname = `/${encodeURIComponent(name)}`;
    return url.href;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/world/databases.js







/** More than PostgreSQL gives itself for making its data and starting. */
const databases_START_TIMEOUT_MS = 90_000;
/**
 * The URL of a database of its own for one database of one environment, kept from rehearsal to rehearsal: a database of the rehearsal's
 * PostgreSQL, which is made where it is not there yet, or a file of SQLite in its folder.
 */
async function makeDatabase(rehearsal, wanted) {
    const name = databaseNameOf(wanted.environment, wanted.database);
    if (wanted.dialect === "postgresql")
        return makePostgresDatabase(await openPostgres(rehearsal), name);
    const folder = (0,external_node_path_.join)(rehearsal.dir, "sqlite");
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    // What would end the path of a URL.
    return `sqlite:${(0,external_node_path_.join)(folder, `${name}.db`).replaceAll(/[%?#]/g, encodeURIComponent)}`;
}
/**
 * The URL, with the password, of the rehearsal's PostgreSQL, which is started when it is first asked for, with the data of earlier rehearsals.
 * Throws an `environment` error when the rehearsal has ended, or cannot start it.
 */
async function openPostgres({ dir }) {
    const record = await (0,files/* readRecord */.aE)(dir);
    const answer = record && (await (0,world_control/* askControl */.t)(record.control, "POST", "/postgres", databases_START_TIMEOUT_MS));
    const url = (0,json/* textAt */.$6)(answer, "databaseUrl");
    if (url !== undefined)
        return url;
    const why = (0,json/* textAt */.$6)(answer, "message");
    if (why !== undefined && isFull(why))
        throw noRoom(dir);
    throw new lib_error/* ActionError */.lZ("environment", why === undefined
        ? "The rehearsal's background process has ended. Rehearse again."
        : `The rehearsal cannot start its PostgreSQL: ${why}`);
}

// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js
var validate_data = __webpack_require__(47955);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js
var validate_model = __webpack_require__(58794);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/parts.js


/** Stands for the environment where there is none. */
const NOWHERE = "no-environment";
/**
 * Tries everything that a project without an environment declares: validates data and models, builds and tests the images that are not given,
 * and applies the migrations. As in a release, checks go on and the rest stops at what does not pass.
 */
async function tryParts(session, images) {
    const title = `What ${session.config.name} has without an environment`;
    try {
        const outcomes = await carryOut(session, images);
        return { outcomes, report: (0,reports/* stagesReport */.Ut)(session, title, outcomes) };
    }
    catch (thrown) {
        const error = session.signal.aborted ? session.signal.reason : thrown;
        return { outcomes: session.outcomes, report: (0,reports/* stagesReport */.Ut)(session, title, session.outcomes, error), error };
    }
}
async function carryOut(session, given) {
    const { config } = session;
    const scope = (0,precondition/* scopeOf */.Od)(config, { given });
    await (0,stage/* requirePreconditions */.v)(session, "release", scope);
    const outcomes = [];
    for (const entry of Object.values(config.data))
        outcomes.push(await (0,validate_data/* validateDataStage */.z)(session, entry));
    for (const entry of Object.values(config.models))
        outcomes.push(await (0,validate_model/* validateModelStage */.o)(session, entry));
    const changes = [
        ...scope.images.map((image) => () => (0,build/* buildStage */.Z)(session, image)),
        ...scope.databases.map((database) => () => (0,migrate/* migrateStage */.U)(session, database, { environmentName: NOWHERE })),
    ];
    for (const run of changes)
        if (outcomes.every(({ verdict }) => (0,lib_verdict/* isPassing */.WG)(verdict)))
            outcomes.push(await run());
    return outcomes;
}
/** What to add, so that there is something to deploy to. */
function nowhere({ file = "waybill.yml", name, databases }) {
    const migrated = Object.keys(databases).length === 0 ? "" : "; its databases are migrated by the action migrate-database alone";
    return `${file} declares no environment, so a release validates and builds and ends there${migrated}. For more, add Kubernetes manifests and 'environments: { production: { namespace: ${name}, manifests: deploy } }' (docs/waybill-yml.md).`;
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
            const wanted = { environment: databases_ownerOf(config, environment, database), database: database.name, dialect: known.dialect };
            urls.set(database.url.env, await makeDatabase(rehearsal, wanted));
        }
    }
    return { urls, missing, without: (whole) => (left.size === 0 ? whole : withoutDatabases(whole, left)) };
}
/** The first environment that has a shared database owns it. */
function databases_ownerOf(config, { name }, database) {
    if (database.shared !== true)
        return name;
    const all = Object.values(config.environments);
    return all.find(({ databases }) => databases.some((each) => each.name === database.name))?.name ?? name;
}
function notRehearsed({ name }, environment, known) {
    return {
        rule: "not-rehearsed",
        severity: "error",
        what: `The database '${name}'${environment.name === NOWHERE ? "" : ` of ${environment.name}`} was not rehearsed: it needs ${describeDialect(known)}.`,
        next: "Waybill migrates PostgreSQL and SQLite so far: a real release refuses this database as well, so migrate it with its own tool, or take it out of waybill.yml.",
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

// EXTERNAL MODULE: ./packages/engine/lib/buildx.js
var lib_buildx = __webpack_require__(65430);
// EXTERNAL MODULE: ./packages/engine/lib/client.js + 1 modules
var client = __webpack_require__(85632);
// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/bases.js




/** Whether an image is one of Node, by its name. */
function isNode(image) {
    const name = image
        .split("@")[0]
        ?.replace(/:[^/:]*$/, "")
        .split("/")
        .at(-1) ?? "";
    return /^node(js\d*)?(-|$)/.test(name);
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
        for (const { name, usual } of baseNames(text)) {
            // One of another kind has no stand-in here.
            if (usual === undefined || isNode(usual))
                names.push(name);
        }
    }
    return Object.fromEntries(names.map((name) => [name, base]));
}
/** The arguments that name base images in a Dockerfile, with their defaults. */
function baseNames(text) {
    return [...text.matchAll(/^FROM\s+\$\{?(\w+)\}?/gim)].map(([, name = ""]) => ({
        name,
        usual: new RegExp(`^ARG\\s+${name}=["']?([^\\s"']+)`, "im").exec(text)?.[1],
    }));
}
/** The first variable that would name a base image and has no value here; with one, BuildKit would be asked for an image of nobody. */
async function findUnnamedBase(config, workspace, env) {
    for (const { args, dockerfile } of Object.values(config.images)) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(workspace, dockerfile), "utf8").catch(() => "");
        for (const { name } of baseNames(text)) {
            const ref = (0,secret_ref/* parseSecretRef */.TN)(args[name] ?? "");
            if (ref && env[ref.env] === undefined)
                return ref.env;
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/engine.js





/** How docker is told what to use; only its own programs get these. */
const DOCKER_VARIABLES = ["DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "BUILDX_BUILDER", "BUILDX_CONFIG", "XDG_RUNTIME_DIR"];
/** The engine that a project is rehearsed with. It does not build where a base image is named by a variable that has no value here. */
async function chooseEngine(options, config) {
    const { workspace, env, builder, reporter } = options;
    const found = await findEngine(env, options);
    const unnamed = found?.hasBuildx && builder !== "buildx" ? await findUnnamedBase(config, workspace, env) : undefined;
    if (!found || unnamed === undefined)
        return found;
    reporter.info(`  rehearsal: ${unnamed}, which names a base image, has no value here, so images are assembled on the rehearsal's own base of Node`);
    return { ...found, hasBuildx: false };
}
/**
 * Finds the Docker Engine that a rehearsal uses: that of DOCKER_HOST, else of the sockets at which engines answer. Undefined where none answers,
 * with the builder 'assemble', and for one on another machine, whose containers nothing here could ask. Throws an `input` error where the
 * builder is 'buildx' and there is none.
 */
async function findEngine(env, { builder, reporter, signal, }) {
    if (builder === "assemble")
        return undefined;
    const answer = await findAnswer(env, reporter);
    const missing = (what) => (0,lib_error/* inputError */.Xu)("builder", `is 'buildx', and ${what}. Leave it out to rehearse what can be without`);
    if (!answer) {
        if (builder === "buildx")
            throw missing("no Docker Engine answers on this machine");
        return undefined;
    }
    const { host, version } = answer;
    const docker = { ...dockerEnvironment(env), DOCKER_HOST: host };
    const buildx = await (0,lib_buildx/* findBuildx */.ah)({ env: docker, createBuilder: true, reporter, signal });
    if (!buildx && builder === "buildx")
        throw missing("there is no docker buildx with a running builder");
    return { host, version, hasBuildx: buildx !== undefined };
}
/** What builds and what runs, in one sentence. */
function describeEngine(engine) {
    if (!engine)
        return "no Docker Engine: images are assembled, and commands of Node run as processes of this machine";
    const builds = engine.hasBuildx ? "builds images with BuildKit;" : "does not build, so images are assembled;";
    return `Docker Engine ${engine.version} ${builds} it runs pods as containers`;
}
/** The variables with which docker and its builders find their own. */
function dockerEnvironment(env) {
    return Object.fromEntries(["PATH", "HOME", ...DOCKER_VARIABLES].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
/** The first engine that answers. One that should and does not is named, so that nobody wonders why another is used, or none. */
async function findAnswer(env, reporter) {
    for (const host of listHosts(env, reporter)) {
        const answer = await (0,client/* connectEngine */.xn)({ host, reporter }).ping();
        if (answer)
            return { host, version: answer.version };
        reporter.info(`  rehearsal: no Docker Engine answers at ${host}, so it is not used`);
    }
    return undefined;
}
function listHosts(env, reporter) {
    const given = env["DOCKER_HOST"];
    if (given !== undefined && given !== "") {
        if (/^unix:\/\/.|^tcp:\/\/(127\.0\.0\.1|localhost)(:|$)/.test(given))
            return [given];
        reporter.info(`  rehearsal: the engine of DOCKER_HOST (${given}) is not on this machine, so it is not used`);
        return [];
    }
    const home = env["HOME"] ?? "";
    const sockets = [
        "/var/run/docker.sock",
        // Docker Desktop, and an engine that runs without root.
        (0,external_node_path_.join)(home, ".docker/run/docker.sock"),
        (0,external_node_path_.join)(env["XDG_RUNTIME_DIR"] ?? "/nonexistent", "docker.sock"),
    ];
    return sockets.filter((socket) => (0,external_node_fs_.existsSync)(socket)).map((socket) => `unix://${socket}`);
}

// EXTERNAL MODULE: ./packages/image/lib/dockerfile/needs.js
var dockerfile_needs = __webpack_require__(22895);
// EXTERNAL MODULE: ./packages/rehearsal/lib/container/process-runner.js + 1 modules
var process_runner = __webpack_require__(64455);
// EXTERNAL MODULE: ./packages/rehearsal/lib/container/images.js
var container_images = __webpack_require__(10567);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/images.js







/**
 * The probe of an environment asks one of its Services, and nobody says which image is behind it: it is left out where one of them is not run.
 */
function withoutProbe(environment, idle) {
    const image = environment.images.find((name) => idle.has(name));
    if (!environment.probe || image === undefined)
        return { environment, missing: [] };
    const what = `The probe of ${environment.name} was not asked: '${image}' is not run.`;
    return { environment: { ...environment, probe: undefined }, missing: [images_notRehearsed(what)] };
}
/**
 * Makes the images of a project buildable without BuildKit: a base image of Node becomes the rehearsal's own, and an image that cannot be built
 * becomes one that stands for it and is not run. The user's Dockerfiles stay as they are; what is built instead lies in the state folder.
 */
async function prepareImages(config, means) {
    if (means.engine?.hasBuildx)
        return { config, missing: new Map(), replaced: [] };
    const prepared = await Promise.all(Object.values(config.images).map(async (image) => Object.hasOwn(means.given, image.name) ? { image } : prepare(image, means)));
    return {
        config: { ...config, images: Object.fromEntries(prepared.map(({ image }) => [image.name, image])) },
        missing: new Map(prepared.flatMap(({ image, missing }) => (missing ? [[image.name, missing]] : []))),
        replaced: prepared.flatMap(({ replaced = [] }) => replaced),
    };
}
async function prepare(image, means) {
    const { workspace } = means.session;
    const file = (0,external_node_path_.join)(workspace, image.dockerfile);
    const given = Object.entries(image.args).filter(([, value]) => !(0,secret_ref/* parseSecretRef */.TN)(value));
    let needs;
    try {
        needs = await (0,dockerfile_needs/* readDockerfileNeeds */.C)({
            ...image,
            context: (0,external_node_path_.join)(workspace, image.context),
            dockerfile: file,
            args: Object.fromEntries(given),
        });
    }
    catch (error) {
        // The release itself says what is wrong with a Dockerfile, and where.
        if (error instanceof lib_error/* ActionError */.lZ)
            return { image };
        throw error;
    }
    const text = await (0,promises_.readFile)(file, "utf8");
    const obstacle = findObstacle(image, needs, means.engine) ?? (await findUnreachable(needs, means));
    if (obstacle !== undefined)
        return standIn(image, obstacle, means);
    const [own, replaced] = replaceBases(text, await findReplaceable(needs, means), means.base);
    const built = own === text ? image : { ...image, dockerfile: await writeBeside(image, means.session.workspace, own) };
    const said = replaced.map(({ image: base, line }) => `${image.dockerfile}:${line} names '${base}'; the rehearsal's own base image of Node took its place.`);
    if (means.engine || !image.probe || canRun(image, text, needs))
        return { image: built, replaced: said };
    const missing = images_notRehearsed(`The image '${image.name}' was built and not tried: its command is no program of Node, which needs Docker Engine.`);
    return { image: { ...built, probe: undefined }, missing, replaced: said };
}
/** Why an image cannot be assembled, as the end of a sentence. */
function findObstacle({ dockerfile, secrets, contexts }, { buildKit }, engine) {
    const needed = engine ? "docker buildx" : "Docker Engine";
    const [first] = buildKit;
    if (first)
        return `${dockerfile}:${first.line} has ${first.what}, which needs ${needed}`;
    if (Object.keys(secrets).length > 0)
        return `it has build secrets, which need ${needed}`;
    return Object.keys(contexts).length > 0 ? `it has more build contexts, which need ${needed}` : undefined;
}
/** A base of another kind than Node cannot be replaced, so it has to be there. */
async function findUnreachable({ bases }, { session, engine }) {
    for (const { image } of bases) {
        if (isNode(image) || (await isReachable(image, session)))
            continue;
        return `its base image '${image}' cannot be reached${engine ? "" : ", and its containers need Docker Engine"}`;
    }
    return undefined;
}
async function isReachable(image, session) {
    if (image.startsWith("oci-layout:"))
        return true;
    const { parseReference } = await __webpack_require__.e(/* import() */ 9846).then(__webpack_require__.bind(__webpack_require__, 57465));
    const { registry, repository, tag, digest } = parseReference(image);
    try {
        return (await session.registryFor(registry).findManifest(repository, digest ?? tag ?? "latest")) !== undefined;
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            return false;
        throw error;
    }
}
/** Where an engine runs what is built, a base image of Node is replaced only when it cannot be had. */
async function findReplaceable({ bases }, { session, engine }) {
    const nodes = bases.filter(({ image }) => isNode(image));
    if (!engine)
        return nodes;
    const reachable = await Promise.all(nodes.map(({ image }) => isReachable(image, session)));
    return nodes.filter((_, index) => reachable[index] === false);
}
function replaceBases(text, bases, own) {
    const lines = text.split("\n");
    const replaced = bases.filter(({ image, line }) => {
        const before = lines[line - 1] ?? "";
        lines[line - 1] = before.replace(image, own);
        return lines[line - 1] !== before;
    });
    return [lines.join("\n"), replaced];
}
/** Whether a process can be what the image runs. Without a command of its own it is that of its base. */
function canRun({ target }, text, { bases }) {
    if (target !== undefined)
        return bases.every(({ image }) => isNode(image));
    const last = text.split(/^\s*FROM\s/im).at(-1) ?? "";
    const words = (keyword) => {
        const found = [...last.matchAll(new RegExp(`^\\s*${keyword}\\s+((?:.*\\\\\\r?\\n)*.*)$`, "gim"))].at(-1)?.[1]?.trim();
        if (found === undefined)
            return [];
        const list = (0,json/* parseJson */.qF)(found);
        return (0,json/* isTextList */.Sl)(list) ? list : ["/bin/sh", "-c", found];
    };
    const command = [...words("ENTRYPOINT"), ...words("CMD")];
    return command.length === 0 ? bases.every(({ image }) => isNode(image)) : (0,process_runner/* runsAsProcess */.gj)(command);
}
/** An image that has nothing but the reason why it is not run; it is built, pushed and deployed as the real one would be. */
async function standIn(image, why, { base, session }) {
    const text = `FROM ${base}\nLABEL ${container_images/* NOT_RUN_LABEL */.H5}=${JSON.stringify(why)}\n`;
    const dockerfile = await writeBeside(image, session.workspace, text);
    return {
        image: { ...image, dockerfile, target: undefined, args: {}, secrets: {}, contexts: {}, probe: undefined, budgetBytes: undefined },
        missing: images_notRehearsed(`The image '${image.name}' was not built: ${why}.`),
    };
}
const START_ENGINE = "Start Docker Engine on this machine and rehearse again, without '--builder assemble'. What else the page says holds without it.";
/** A finding about what was not tried; by default, an engine would have shown it. */
function images_notRehearsed(what, next = START_ENGINE) {
    return {
        rule: "not-rehearsed",
        severity: "error",
        what,
        next,
    };
}
/** Writes a Dockerfile into the project's state folder, with what the user's ignores. */
async function writeBeside(image, workspace, text) {
    const folder = (0,external_node_path_.join)(state_folder/* STATE_FOLDER */.P2, "rehearsed", image.name);
    await (0,promises_.rm)(await (0,state_folder/* makeStateFolder */.En)((0,external_node_path_.join)(workspace, state_folder/* STATE_FOLDER */.P2), "rehearsed", image.name), { recursive: true });
    await (0,promises_.mkdir)((0,external_node_path_.join)(workspace, folder));
    const path = (0,external_node_path_.join)(folder, (0,external_node_path_.basename)(image.dockerfile));
    await (0,promises_.writeFile)((0,external_node_path_.join)(workspace, path), text);
    await (0,promises_.copyFile)((0,external_node_path_.join)(workspace, `${image.dockerfile}.dockerignore`), (0,external_node_path_.join)(workspace, `${path}.dockerignore`)).catch(() => undefined);
    return path;
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/missing.js

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
/** A report that says what the rehearsal had in place of something of the project's. */
function withReplaced(report, replaced) {
    if (replaced.length === 0)
        return report;
    const blocks = replaced.map((text) => ({ type: "text", text }));
    return {
        ...report,
        sections: [{ id: "replaced", title: "Replaced in this rehearsal", verdict: "pass", blocks }, ...report.sections],
    };
}

// EXTERNAL MODULE: ./packages/cli/lib/table.js
var table = __webpack_require__(56556);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/needed.js

/** What a real release will need that no rehearsal can give, to be taken to GitHub. */
async function describeNeeded(config, { workspace, env }) {
    // Only a rehearsal that came to its end needs it.
    const { releaseChecklist } = await Promise.all(/* import() */[__webpack_require__.e(1127), __webpack_require__.e(1375)]).then(__webpack_require__.bind(__webpack_require__, 91375));
    const { steps, permissions } = await releaseChecklist({ config, workspace, env, searchFrom: import.meta.dirname });
    const marked = (0,table/* table */.t)(steps.map((step) => ["[ ]", step]));
    const reasons = (0,table/* table */.t)(permissions.map(({ permission, reason }) => ["   ", permission, reason]));
    return `Before the first real release (docs/init.md says why and how)\n${marked}  [ ]  Permissions of the workflow's job:\n${reasons}`;
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/cluster/not-run.js
var not_run = __webpack_require__(80021);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/pods.js



const NEXT = "Where that needs Docker Engine, start it on this machine and rehearse again, without '--builder assemble'; what no rehearsal gives, only a cluster shows. What else the page says holds without it.";
/** What was deployed and not run, one finding for each workload: in the environment's namespace, and in others that its manifests name. */
async function findNotRun({ kubernetesApi }, namespace = "default") {
    const response = await fetch(`${kubernetesApi}/api/v1/pods`);
    const answer = await response.json();
    const found = new Map();
    for (const pod of (0,json/* listAt */.gT)(answer, "items")) {
        const why = (0,json/* textAt */.$6)(pod, "metadata", "annotations", not_run/* NOT_RUN_ANNOTATION */.G);
        // A pod that is on its way out is no longer what was deployed.
        if (why === undefined || (0,json/* textAt */.$6)(pod, "metadata", "deletionTimestamp") !== undefined)
            continue;
        const where = (0,json/* textAt */.$6)(pod, "metadata", "namespace");
        const name = where === namespace ? workloadOf(pod) : `${where}/${workloadOf(pod)}`;
        found.set(name, images_notRehearsed(`The pods of '${name}' were not run: ${why}.`, NEXT));
    }
    return [...found.values()];
}
/** A Deployment's pods belong to a ReplicaSet, whose name has the hash of its template at the end. */
function workloadOf(pod) {
    const [owner] = (0,json/* listAt */.gT)(pod, "metadata", "ownerReferences");
    const name = (0,json/* textAt */.$6)(owner, "name") ?? (0,json/* textAt */.$6)(pod, "metadata", "name") ?? "";
    return (0,json/* textAt */.$6)(owner, "kind") === "ReplicaSet" ? name.replace(/-[^-]+$/, "") : name;
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
    const environments = options.environment === undefined ? Object.values((0,session_select/* releasedEnvironments */.e_)(config)) : [(0,session_select/* findEnvironment */.jY)(config, options.environment)];
    const images = (0,image_references/* parseImages */.eb)(options.images, config);
    if (environments.length === 0)
        refuseNothing(config, images);
    for (const environment of environments)
        (0,image_references/* knownImages */.wM)(config, environment, images);
    const dialects = new Map();
    const databases = environments.length === 0 ? Object.values(config.databases) : environments.flatMap((environment) => environment.databases);
    for (const database of databases)
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
function refuseNothing({ file = "the configuration", ...config }, given) {
    const built = Object.keys(config.images).filter((name) => !Object.hasOwn(given, name));
    const declared = [config.data, config.models, config.databases].flatMap((section) => Object.keys(section));
    if (built.length + declared.length > 0)
        return;
    throw (0,lib_error/* inputError */.Xu)("config", `is '${file}', which declares nothing to try: no environment, and no image to build, data, model or database`);
}

// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js + 1 modules
var run_context = __webpack_require__(21463);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/open-session.js + 3 modules
var open_session = __webpack_require__(50428);
// EXTERNAL MODULE: ./packages/record/lib/signing/keys.js
var keys = __webpack_require__(18787);
;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/values.js






/** The addresses of the rehearsal, and a value for every variable that a release to the environment reads; others lead nowhere. */
function rehearsalEnvironment(config, { env, environment }, { rehearsal, cluster, base, engine, databases }) {
    const filled = {};
    for (const { place, ref } of (0,secret_ref/* secretRefs */.DW)(config, environment)) {
        // An argument is taken for the base image. One variable may stand at several places; the address of a database wins.
        const argument = (engine?.hasBuildx ? env[ref.env] : undefined) ?? base;
        const value = databases.get(ref.env) ?? { "images.*.args.*": argument, "environments.*.kubeconfig": cluster?.kubeconfig }[place];
        filled[ref.env] = value ?? filled[ref.env] ?? `rehearsal-${ref.env.toLowerCase().replaceAll("_", "-")}`;
    }
    // The real world's addresses must not leak into a rehearsal, so only what a process needs to run is kept.
    const kept = Object.fromEntries(["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
    return {
        ...kept,
        ...filled,
        DOCKER_HOST: rehearsal.dockerHost,
        DOCKER_CONFIG: "/nonexistent",
        ...(engine && { ...dockerEnvironment(env), DOCKER_HOST: engine.host }),
        KUBECONFIG: cluster?.kubeconfig ?? "/nonexistent",
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

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/session.js





/** A session whose every address is one of the rehearsal. */
async function openRehearsed({ floor, reporter, signal, workspace, configFile, env: own }, config, { signingKey, environment, ...addresses }) {
    const env = rehearsalEnvironment(config, { env: own, environment }, addresses);
    const { rehearsal, engine } = addresses;
    const hasBuildx = engine?.hasBuildx === true;
    const session = await (0,open_session/* openSession */.f)({
        workspace,
        configFile,
        floor,
        run: async () => ({ ...(await (0,run_context/* readRunContext */.$)(env, workspace)), rehearsal: true }),
        env,
        reporter,
        signal,
        registry: rehearsal.registry,
        builder: hasBuildx ? "buildx" : "assemble",
        signingKey,
        githubToken: "rehearsal-token",
        buildArgs: hasBuildx ? {} : await baseArguments(config, workspace, addresses.base),
    });
    // Images are tried where pods run, by whatever runs them there; DOCKER_HOST leads docker itself to the real engine.
    return { ...session, connectEngine: async () => (0,client/* connectEngine */.xn)({ host: rehearsal.dockerHost, reporter }) };
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/stored.js

/** Kinds that a rehearsal keeps as it was given them, and what it lacks to try them. */
const STORED = [
    { path: "networking.k8s.io/v1", plural: "ingresses", kind: "Ingress", why: "nobody was asked at its host" },
    { path: "batch/v1", plural: "cronjobs", kind: "CronJob", why: "it starts nothing by itself" },
    {
        path: "autoscaling/v2",
        plural: "horizontalpodautoscalers",
        kind: "HorizontalPodAutoscaler",
        why: "there are no metrics; only its limits hold",
    },
    { path: "networking.k8s.io/v1", plural: "networkpolicies", kind: "NetworkPolicy", why: "nothing enforces it" },
];
/** Says of what a deployment stored, and a rehearsal's cluster does nothing with, that it was not tried. */
async function describeStored({ kubernetesApi }, namespace = "default") {
    const lines = await Promise.all(STORED.map(async ({ path, plural, kind, why }) => {
        const response = await fetch(`${kubernetesApi}/apis/${path}/namespaces/${namespace}/${plural}`);
        const names = (0,json/* listAt */.gT)(await response.json(), "items").flatMap((item) => (0,json/* textAt */.$6)(item, "metadata", "name") ?? []);
        return names.map((name) => `  ${kind} ${name}: ${why}`);
    }));
    const all = lines.flat();
    return all.length === 0 ? [] : ["Stored, not tried:", ...all];
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearsal/watch.js


const LOOK_MS = 200;
/** A signal that also ends when the rehearsal's background process does: nobody shall wait for addresses at which nobody answers any more. */
function watchRehearsal({ pid }, signal) {
    const own = new AbortController();
    const timer = setInterval(() => {
        if (!(0,lib_process/* isAlive */._)(pid))
            own.abort(ended());
    }, LOOK_MS);
    timer.unref();
    return { signal: AbortSignal.any([signal, own.signal]), [Symbol.dispose]: () => clearInterval(timer) };
}
/** Throws when the background process has ended, because then no other error says what happened. */
async function failIfEnded({ dir, pid }, cause) {
    if ((await rehearsalStatus(dir))?.pid !== pid)
        throw ended(cause);
}
function ended(cause) {
    return new lib_error/* ActionError */.lZ("environment", "The rehearsal's background processes ended while it was under way: somebody called 'waybill rehearse --stop', or the system ended them. What it had begun counts for nothing. Rehearse again.", cause === undefined ? {} : { cause });
}

;// CONCATENATED MODULE: ./packages/cli/lib/rehearse.js
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




















const SETTLE_SECONDS = 1;
/**
 * Carries the project through a whole release on loopback servers, one environment after the other: no engine, cluster, database or network
 * is needed. Whatever is wrong with the options or the configuration is refused before anything is started. An environment that does not pass
 * ends it; what could not be rehearsed makes it inconclusive.
 */
async function rehearse(options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const dir = options.rehearsalDir ?? (0,external_node_path_.join)(await (0,state_folder/* userStateFolder */.ZX)(options.workspace, options.env), "rehearsal");
        nameFormerRehearsal((0,external_node_path_.join)(options.workspace, state_folder/* STATE_FOLDER */.P2, "rehearsal"), options);
        if (options.stop) {
            const ran = (await rehearsalStatus(dir)) !== undefined;
            await rehearsal_stopRehearsal(dir);
            options.print(ran ? "The rehearsal's background processes have ended.\n" : "No rehearsal of this project was running.\n");
            return "pass";
        }
        const project = await readProject(options);
        const place = await start(options, dir, await chooseEngine(options, project.config));
        const watched = __addDisposableResource(env_1, watchRehearsal(place.rehearsal, options.signal), false);
        try {
            const carry = project.environments.length > 0 ? rehearseAll : rehearseParts;
            const verdict = await carry({ ...options, signal: watched.signal }, project, place);
            options.print(`\n${await nextSteps(options, project.config)}`);
            return verdict;
        }
        catch (error) {
            if (!options.signal.aborted)
                await failIfEnded(place.rehearsal, error);
            throw error;
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
async function rehearseAll(options, project, place) {
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
    return (0,lib_verdict/* worstOf */.hm)(verdicts);
}
/**
 * Earlier versions kept the keys and data of a rehearsal in the project. What lies in a project may be anybody's: its files name processes to end and
 * folders to remove, so they are not read.
 */
function nameFormerRehearsal(dir, { reporter }) {
    if (!(0,external_node_fs_.existsSync)(dir))
        return;
    reporter.info(`  '${dir}' looks like a rehearsal of an earlier Waybill, with its key and data. Rehearsals are kept outside of the project now; this one is left alone, so remove the folder yourself.`);
}
/** The same for a folder of our own: its rehearsal is ended and removed. */
async function removeFormerRehearsal(dir, { reporter }) {
    if (!existsSync(dir))
        return;
    await stopRehearsal(dir, { removeState: true });
    reporter.info(`  An earlier rehearsal kept its key and data in '${dir}'; it was ended and removed. They are kept outside of the project now.`);
}
async function start({ reporter, rehearsalEntry }, dir, engine) {
    reporter.progress("starting the loopback registry, cluster and GitHub");
    const started = performance.now();
    const rehearsal = await startRehearsal({ dir, reporter, entry: rehearsalEntry, podEngine: engine?.host });
    const base = await pushNodeBase(rehearsal.registry);
    reporter.info(`  rehearsal: registry, cluster and GitHub on loopback, ready in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    reporter.info(`  rehearsal: ${describeEngine(engine)}`);
    return { rehearsal, base, engine, signingKey: await rehearsalKey(dir) };
}
/** Releases to one environment, and prints what came of it. */
async function rehearseEnvironment(options, { project, environment, images, ...place }) {
    const [databases, cluster] = await Promise.all([
        openTold(options, project, environment, place),
        clusterOf(project.config, environment, place.rehearsal),
    ]);
    const opened = await openRehearsed(options, project.config, {
        ...place,
        environment: environment.name,
        cluster,
        databases: databases.urls,
    });
    const prepared = await prepareImages(databases.without(opened.config), { ...place, session: opened, given: images });
    const session = { ...opened, config: prepared.config };
    const declared = session.config.environments[environment.name] ?? environment;
    // Whether a program stays up is a matter of the real cluster; here it is only shown that somebody looks.
    const asked = withoutProbe(declared, prepared.missing);
    const settled = { ...asked.environment, settleSeconds: Math.min(declared.settleSeconds, SETTLE_SECONDS) };
    const result = await (0,release/* release */._r)(session, { environment: settled, approval: { kind: "yes" }, images });
    if (!(0,lib_verdict/* isPassing */.WG)(result.verdict))
        await failIfEnded(place.rehearsal, result.error);
    const notRun = await findNotRun(cluster, declared.namespace);
    const missing = [...databases.missing, ...prepared.missing.values(), ...asked.missing, ...notRun];
    const { verdict, html } = await show(options, session, {
        name: environment.name,
        report: result.report,
        missing,
        replaced: prepared.replaced,
    });
    const lines = await closingLines(result, cluster, html, declared);
    options.print(`${lines.join("\n")}\n`);
    return { verdict, result };
}
/** Tries what a project without an environment declares. */
async function rehearseParts(options, project, place) {
    const all = { name: NOWHERE, databases: Object.values(project.config.databases) };
    const databases = await openTold(options, project, all, place);
    const opened = await openRehearsed(options, project.config, { ...place, databases: databases.urls });
    const prepared = await prepareImages(databases.without(opened.config), { ...place, session: opened, given: project.images });
    const session = { ...opened, config: prepared.config };
    const { outcomes, report, error } = await tryParts(session, project.images);
    if (error !== undefined)
        await failIfEnded(place.rehearsal, error);
    const { verdict, html } = await show(options, session, {
        name: NOWHERE,
        report,
        missing: [...databases.missing, ...prepared.missing.values()],
        replaced: prepared.replaced,
    });
    options.print(`Report page  ${html}\n\nNothing was deployed: ${nowhere(project.config)}\n`);
    // Where nothing at all could be tried, nothing failed.
    if (outcomes.length > 0 || error !== undefined)
        (0,release/* failUnlessPassed */.Rd)({ verdict: report.verdict, outcomes, error });
    return verdict;
}
/** The databases of a place, each told with its dialect and how that is known. */
async function openTold({ reporter }, project, place, { rehearsal }) {
    const opened = await openDatabases(project, place, rehearsal);
    const of = place.name === NOWHERE ? "" : ` of ${place.name}`;
    for (const database of place.databases)
        reporter.info(`  rehearsal: ${database.name}${of} is ${describeDialect(project.dialectOf(place, database))}`);
    return opened;
}
/** Writes and prints a report with what was not rehearsed first. */
async function show({ workspace, print }, session, { name, report: whole, missing, replaced }) {
    const report = withReplaced(withMissing(whole, missing), replaced);
    const { html } = await (0,reports/* writeReports */.Li)(session, name, report);
    (0,print_report/* printReport */.Y)(report, html, print);
    print(`\n${missing.map((finding) => `${(0,lib_verdict/* describeFinding */.jb)(finding)}\n`).join("")}`);
    return { verdict: report.verdict, html: (0,external_node_path_.join)(workspace, html) };
}
async function closingLines(result, cluster, page, environment) {
    const repeated = result.outcomes.flatMap((outcome) => (outcome.repeated ? [`  ${outcome.label}: ${outcome.repeated}`] : []));
    const lines = [];
    if (repeated.length > 0)
        lines.push("Did not need doing again:", ...repeated, "");
    lines.push(`Report page  ${page}`);
    if (result.recordPath)
        lines.push(`Record       ${result.recordPath}`);
    if (!(0,lib_verdict/* isPassing */.WG)(result.verdict))
        return lines;
    return [...lines, ...(await describeAddresses(cluster, environment)), ...(await describeStored(cluster, environment.namespace))];
}
/** What to do next: of a project of one's own, also what its first real release needs. */
async function nextSteps({ next, workspace, env }, config) {
    if (next)
        return `${next.join("\n")}\n`;
    const again = `Next: change something in the project and rehearse again. 'waybill rehearse --stop -C ${quoted(workspace)}' ends the background processes.\n`;
    return `${await describeNeeded(config, { workspace, env })}\n${again}`;
}
/** A path as a shell takes it; the sentence around it has quotes of its own. */
function quoted(path) {
    return /^[\w./@%+=:,-]+$/.test(path) ? path : JSON.stringify(path);
}


/***/ }),

/***/ 56556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ table)
/* harmony export */ });
/** Columns as wide as their widest cell; the last one ends where it ends. */
function table(rows) {
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return rows
        .map((row) => `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`)
        .join("");
}


/***/ }),

/***/ 65430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ah: () => (/* binding */ findBuildx)
/* harmony export */ });
/* unused harmony exports parseBuilder, buildArguments */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20371);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(94883);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(79404);




/** Questions are answered at once; booting a builder pulls its image first. */
const LOOK_TIMEOUT_MS = 30_000;
const BOOT_TIMEOUT_MS = 180_000;
const LAST_LINES = 25;
/** Finds `docker buildx` and a running builder that can write OCI layouts; undefined (with the reason in the debug log) when there is none. */
async function findBuildx(options) {
    const docker = options.dockerPath ?? "docker";
    const look = async (argv, timeoutMs = LOOK_TIMEOUT_MS) => {
        try {
            const result = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .runCommand */ .d)(docker, argv, { env: options.env, timeoutMs, signal: options.signal });
            if (result.exitCode === 0)
                return result;
            options.reporter?.debug(`docker ${argv.join(" ")}: exit code ${result.exitCode}: ${result.stderr.trim()}`);
        }
        catch (error) {
            options.signal?.throwIfAborted();
            options.reporter?.debug(`docker ${argv.join(" ")}: ${String(error)}`);
        }
        return undefined;
    };
    const version = /v?(\d+\.\d+\.\d+\S*)/.exec((await look(["buildx", "version"]))?.stdout ?? "")?.[1];
    if (version === undefined)
        return undefined;
    const current = await look(["buildx", "inspect", "--bootstrap"], BOOT_TIMEOUT_MS);
    let found = current && parseBuilder(current.stdout);
    if (!found && options.createBuilder) {
        await look(["buildx", "create", "--name", "waybill", "--driver", "docker-container"]);
        const own = await look(["buildx", "inspect", "--bootstrap", "waybill"], BOOT_TIMEOUT_MS);
        found = own && parseBuilder(own.stdout);
    }
    if (!found)
        return undefined;
    const { builder, driver } = found;
    return { version, builder, driver, build: (build) => runBuild(docker, builder, options.env, build) };
}
/** Reads the answer of `docker buildx inspect`; undefined for a builder that does not run or whose driver cannot write OCI layouts. */
function parseBuilder(text) {
    const builder = /^Name:\s+(\S+)/m.exec(text)?.[1];
    const driver = /^Driver:\s+(\S+)/m.exec(text)?.[1];
    if (builder === undefined || driver === undefined || !/^\s*Status:\s+running/m.test(text))
        return undefined;
    // The docker driver writes layouts only with the containerd image store, which shows in its worker's labels.
    return driver === "docker" && !/worker\.containerd\./i.test(text) ? undefined : { builder, driver };
}
/** The arguments of one build; secret values are not among them. */
function buildArguments(builder, options, metadataFile) {
    const pairs = (flag, record = {}) => Object.entries(record).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    const csv = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
    const output = `type=oci,tar=false,rewrite-timestamp=true,${csv(`dest=${options.outDir}`)}`;
    const provenance = options.provenance === undefined ? "false" : `mode=${options.provenance}`;
    const fixed = ["buildx", "build", "--builder", builder, "--progress", "plain", "--file", options.dockerfile];
    const results = ["--output", output, "--provenance", provenance, "--sbom", "false", "--metadata-file", metadataFile];
    return [
        ...fixed,
        ...results,
        ...(options.target === undefined ? [] : ["--target", options.target]),
        ...(options.platforms === undefined || options.platforms.length === 0 ? [] : ["--platform", options.platforms.join(",")]),
        ...Object.entries(options.args ?? {}).flatMap(([name, value]) => ["--build-arg", isHidden(options, name) ? name : `${name}=${value}`]),
        ...pairs("--label", options.labels),
        ...pairs("--build-context", options.buildContexts),
        ...(options.cacheFrom ?? []).flatMap((cache) => ["--cache-from", cache]),
        ...(options.cacheTo ?? []).flatMap((cache) => ["--cache-to", cache]),
        ...Object.keys(options.secrets ?? {}).flatMap((id, index) => ["--secret", `${csv(`id=${id}`)},env=${secretName(index)}`]),
        options.context,
    ];
}
/** Variables that steer the docker program itself and therefore cannot carry a build argument. */
const STEERING = /^(PATH|HOME|LD_.*|DOCKER_.*|BUILDX_.*|BUILDKIT_.*|SOURCE_DATE_EPOCH|WAYBILL_BUILD_SECRET_.*)$/;
function isHidden({ hiddenArgs = [] }, name) {
    return hiddenArgs.includes(name);
}
/** The values of hidden arguments as `--build-arg NAME` looks them up. Throws an `input` error where docker would misunderstand the name. */
function hiddenArguments(options, env) {
    const hidden = Object.entries(options.args ?? {}).filter(([name]) => isHidden(options, name));
    const taken = hidden.find(([name, value]) => STEERING.test(name) && env[name] !== value);
    if (taken) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("input", `The build argument ${taken[0]} cannot come from 'env:NAME', because docker reads a variable of that name itself. Rename the argument, or use a build secret.`);
    }
    return Object.fromEntries(hidden);
}
function secretName(index) {
    return `WAYBILL_BUILD_SECRET_${index}`;
}
/** Runs one build. Its scratch folder is outside of the context, so that nothing of it can be copied into the image. */
async function runBuild(docker, builder, env, options) {
    const hiddenArgs = hiddenArguments(options, env);
    const scratch = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), "waybill-buildx-"));
    const redactor = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .createRedactor */ .lY)();
    for (const value of Object.values(hiddenArgs))
        redactor.add(value);
    for (const secret of Object.values(options.secrets ?? {})) {
        redactor.add(secret);
        options.reporter?.mask(secret);
    }
    const secretEnv = Object.fromEntries(Object.values(options.secrets ?? {}).map((value, index) => [secretName(index), value]));
    const lines = [];
    try {
        const metadataFile = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(scratch, "metadata.json");
        const dockerfile = await dockerfileFor(options, scratch);
        const { exitCode } = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .runCommand */ .d)(docker, buildArguments(builder, { ...options, dockerfile }, metadataFile), {
            env: {
                ...env,
                ...hiddenArgs,
                ...secretEnv,
                SOURCE_DATE_EPOCH: String(Math.floor(options.created.getTime() / 1000)),
                BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
            },
            onLine: (line) => {
                const safe = redactor.redact(line);
                lines.push(safe);
                if (lines.length > 2_000)
                    lines.shift();
                if (safe.trim() !== "")
                    options.reporter?.progress(safe);
            },
            signal: options.signal,
        });
        if (exitCode !== 0)
            throw buildFailure(exitCode, lines, options.dockerfile);
        return { layoutDir: options.outDir, digest: await readDigest(metadataFile, options.outDir) };
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(scratch, { recursive: true, force: true });
    }
}
/** The Dockerfile to build: a copy with its own ignore file beside it where one is given. */
async function dockerfileFor({ dockerfile, ignoreFile }, scratch) {
    if (!ignoreFile)
        return dockerfile;
    const copy = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(scratch, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(dockerfile));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.copyFile)(dockerfile, copy);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`${copy}.dockerignore`, ignoreFile);
    return copy;
}
function buildFailure(exitCode, lines, dockerfile) {
    const reason = lines.findLast((line) => /^ERROR:|^error:/i.test(line)) ?? lines.findLast((line) => line.trim() !== "") ?? "no output";
    const last = lines
        .filter((line) => line.trim() !== "")
        .slice(-LAST_LINES)
        .join("\n");
    if (/no space left on device/i.test(reason)) {
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `The build of '${dockerfile}' failed because the disk is full: ${reason} Free some space on the runner or the builder ('docker buildx prune'), then run again.`);
    }
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("command", `The build of '${dockerfile}' failed: docker buildx ended with exit code ${exitCode}: ${reason}\nThe last lines were:\n${last}`);
}
async function readDigest(metadataFile, layoutDir) {
    const digest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(metadataFile, "utf8")), "containerimage.digest");
    const manifests = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .listAt */ .gT)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(layoutDir, "index.json"), "utf8")), "manifests");
    const written = manifests.map((entry) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(entry, "digest"));
    if (digest !== undefined && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .isDigest */ .Bc)(digest) && written.includes(digest))
        return digest;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("command", `docker buildx said that it built ${JSON.stringify(digest)}, but the layout it wrote names ${written.join(", ")}. Use an empty output directory and a current buildx.`);
}


/***/ }),

/***/ 9305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ CopyReader),
/* harmony export */   z: () => (/* binding */ findMissingCopies)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26788);
/* harmony import */ var _assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9126);
/* harmony import */ var _assemble_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68167);
/* harmony import */ var _ignore_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69790);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63079);







/** Reads the variables of a build stage in their order, and what its COPY and ADD take from the context. */
class CopyReader {
    #values = new Map();
    #given;
    #globals;
    #escape;
    /** `given` knows the build arguments that are passed, `globals` those before the first FROM and the platform's. */
    constructor(given, globals, escape) {
        this.#given = given;
        this.#globals = globals;
        this.#escape = escape;
    }
    /** The sources of one instruction; a path that only the build knows (a variable of the base image) is left to it. */
    read({ keyword, flags, rest, line }) {
        try {
            if (keyword === "ARG")
                this.#declareArgs(rest);
            if (keyword === "ENV")
                this.#declareEnv(rest);
            if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from"))
                return [];
            const words = ((0,_assemble_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .parseList */ .E1)(rest) ?? (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape)).slice(0, -1);
            // With it BuildKit takes every wildcard, whatever it matches and wherever it looks.
            const isFree = flags.some(({ name }) => name === "parents");
            return words.flatMap((word) => {
                const path = isAddress(word) ? undefined : this.#expand(word);
                return path === undefined || isAddress(path) || (isFree && isPattern(path)) ? [] : [{ path: (0,_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .cleanPath */ .ts)(path), line }];
            });
        }
        catch (error) {
            // What is wrong with its words, the build says at their place.
            if (error instanceof _words_js__WEBPACK_IMPORTED_MODULE_3__/* .WordProblem */ .sN)
                return [];
            throw error;
        }
    }
    /** What was given, else its own default, which may name one of the same line; without one what stands before the first FROM. */
    #declareArgs(rest) {
        for (const word of (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape)) {
            const { name, value } = partsOf(word);
            this.#set(name, this.#given(name) ?? (value === undefined ? this.#globals(name) : this.#expandKnown(value)));
        }
    }
    /** Values of one ENV do not know each other. "ENV A b c" is the older form of "ENV A='b c'". */
    #declareEnv(rest) {
        const words = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape);
        const [first = ""] = words;
        const pairs = first.includes("=") ? words.map(partsOf) : [{ name: first, value: rest.slice(first.length).trim() }];
        const values = pairs.map(({ name, value = "" }) => [name, this.#expandKnown(value)]);
        for (const [name, value] of values)
            this.#set(name, value);
    }
    #set(name, value) {
        if (value === undefined)
            this.#values.delete(name);
        else
            this.#values.set(name, value);
    }
    #expand(word) {
        let isKnown = true;
        const text = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expandWord */ .Vo)(word, (name) => this.#values.get(name) ?? ((isKnown = false), undefined), this.#escape);
        return isKnown ? text : undefined;
    }
    /** Also undefined for forms that only BuildKit knows. */
    #expandKnown(word) {
        try {
            return this.#expand(word);
        }
        catch (error) {
            if (error instanceof _words_js__WEBPACK_IMPORTED_MODULE_3__/* .WordProblem */ .sN)
                return undefined;
            throw error;
        }
    }
}
function partsOf(word) {
    const equals = word.indexOf("=");
    return equals === -1 ? { name: word, value: undefined } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}
/** A URL, or where git finds a repository by SSH (`git@example.com:a/b.git`). */
function isAddress(word) {
    return /^["']?(?:[a-z][a-z+.-]*:\/\/|[\w-]+@[\w.-]+:)/i.test(word);
}
function isPattern(path) {
    return /[*?[]/.test(path);
}
/** Says which sources a build in this context would not find. Reads no more of the context than they name. */
async function findMissingCopies({ context, dockerfile }, sources) {
    const ignore = await (0,_assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readIgnore */ .RT)(context, dockerfile);
    const missing = [];
    for (const source of sources) {
        const { exists, paths } = await findPaths(context, source.path);
        const kept = paths.some((path) => path === "" || !ignore(path));
        if (kept)
            continue;
        const hasPattern = isPattern(source.path);
        if (paths.length > 0) {
            // Of a folder that is left out, a later line may keep a part.
            const tree = await (0,_assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readContext */ .yI)(context, { ignore });
            if (!paths.some((path) => tree.has(path)))
                missing.push({ ...source, why: hasPattern ? "no-match" : "ignored" });
        }
        else
            missing.push({ ...source, why: hasPattern && exists ? "no-match" : "absent" });
    }
    return missing;
}
/**
 * The paths that a source stands for; `exists` says whether what stands before its first wildcard is there. The whole context stands for what
 * lies behind a link: where that leads, the build says, which takes an absolute one for a path of the context.
 */
async function findPaths(context, source) {
    let paths = [""];
    let exists = true;
    let isLiteral = true;
    for (const part of source.split("/").filter((each) => each !== "")) {
        const hasPattern = isPattern(part);
        isLiteral &&= !hasPattern;
        const next = [];
        for (const folder of paths) {
            if (folder !== "" && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, folder))).isSymbolicLink())
                return { exists: true, paths: [""] };
            next.push(...(hasPattern ? await matching(context, folder, part) : await child(context, folder, part)));
        }
        if (isLiteral)
            exists = next.length > 0;
        paths = next;
    }
    return { exists, paths };
}
async function child(context, folder, name) {
    const path = folder === "" ? name : `${folder}/${name}`;
    return (await isThere((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, path))) ? [path] : [];
}
/** Here '**' means no more than '*': only ignore files span folders. */
async function matching(context, folder, part) {
    const pattern = (0,_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .globToRegExp */ .tL)(part.replace(/\*{2,}/g, "*"));
    try {
        const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, folder));
        return names.filter((name) => pattern.test(name)).map((name) => (folder === "" ? name : `${folder}/${name}`));
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return [];
        throw error;
    }
}
async function isThere(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path);
        return true;
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return false;
        throw error;
    }
}


/***/ }),

/***/ 22895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readDockerfileNeeds)
/* harmony export */ });
/* harmony import */ var _assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4846);
/* harmony import */ var _assemble_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7783);
/* harmony import */ var _assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8592);
/* harmony import */ var _copies_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9305);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63079);





/**
 * Says what the build stages need that a target is made of; without one, the last. Throws an `input` error with file and line for what is no
 * Dockerfile, a target that is not there, and words that cannot be expanded.
 */
async function readDockerfileNeeds(options) {
    const dockerfile = await (0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .readDockerfile */ .n_)(options);
    const platform = (0,_assemble_base_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(options.platforms[0] ?? `linux/${(0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .hostArchitecture */ .m4)()}`);
    return needsOf(dockerfile, { target: (0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .findTarget */ .FB)(dockerfile, options.target), args: options.args, platform });
}
function needsOf(dockerfile, options) {
    const { file, escape } = dockerfile;
    const globals = (0,_assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__/* .globalArgs */ .J7)({ dockerfile, usedArgs: new Set(), ...options });
    const expand = (text, line) => (0,_assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__/* .expandAt */ .or)(file, line, () => (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expandWord */ .Vo)(text, (name) => globals.get(name), escape));
    const bases = [];
    const buildKit = [];
    const copies = [];
    const seen = new Set();
    /** A name is that of an earlier build stage, else an image ("Multi-stage builds"). */
    const follow = (name, before, line) => {
        const named = dockerfile.stages.findIndex((stage, at) => at < before && stage.name === name.toLowerCase());
        if (named !== -1)
            return look(named);
        if (name !== "scratch" && name !== "")
            bases.push({ image: name, line });
    };
    const look = (index) => {
        const stage = dockerfile.stages[index];
        if (!stage || seen.has(index))
            return;
        seen.add(index);
        follow(expand(stage.base, stage.line), index, stage.line);
        const platform = stage.platform === undefined ? undefined : expand(stage.platform, stage.line);
        if (platform !== undefined && platform !== (0,_assemble_base_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(options.platform))
            buildKit.push({ what: `a build stage for ${platform}`, line: stage.line });
        const reader = new _copies_js__WEBPACK_IMPORTED_MODULE_4__/* .CopyReader */ .b((name) => options.args[name], (name) => globals.get(name), escape);
        for (const instruction of stage.instructions) {
            copies.push(...reader.read(instruction));
            const what = onlyBuildKit(instruction);
            if (what !== undefined)
                buildKit.push({ what, line: instruction.line });
            const from = copySource(instruction);
            if (from === undefined)
                continue;
            if (/^\d+$/.test(from))
                look(Number(from));
            else
                follow(from, index, instruction.line);
        }
    };
    look(options.target);
    return { bases, buildKit, copies };
}
function onlyBuildKit({ keyword, flags, rest }) {
    if (keyword === "RUN" || keyword === "ONBUILD")
        return keyword;
    if (keyword !== "COPY" && keyword !== "ADD")
        return undefined;
    const flag = flags.find(({ name }) => !["from", "chown", "chmod", "link"].includes(name));
    if (flag)
        return `the flag --${flag.name} on ${keyword}`;
    return keyword === "ADD" && /(?:^|[\s"[])(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/i.test(rest) ? "ADD from the network" : undefined;
}
/** Build arguments of a stage are known only while it is built, so a name that they decide is left to the build. */
function copySource({ keyword, flags }) {
    const from = keyword === "COPY" ? flags.find(({ name }) => name === "from")?.value : undefined;
    return from?.includes("$") ? undefined : from;
}


/***/ })

};
