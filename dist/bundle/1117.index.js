export const id = 1117;
export const ids = [1117];
export const modules = {

/***/ 96516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);

const LOOPBACK = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
// RFC 1122, 3.2.1.3 and RFC 4291, 2.5.3.
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
/**
 * Whether a host, as URLs and references write it (`localhost`, `app.localhost`, `127.0.0.1:5000`, `[::1]:5000`, `::1`), is this machine itself: what is sent
 * there leaves it on no network. A name that only begins like an address (`127.example.com`) is not.
 */
function isLoopback(host) {
    const name = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 ? host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") : host;
    // RFC 6761, 6.3: resolvers keep every name below localhost on this machine.
    if (/^(.+\.)?localhost$/i.test(name))
        return true;
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name);
    return version !== 0 && LOOPBACK.check(name, version === 4 ? "ipv4" : "ipv6");
}


/***/ }),

/***/ 31252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ pause)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/** Waits that many milliseconds. As soon as the signal aborts, it throws the signal's own reason. */
async function pause(ms, signal) {
    try {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, signal ? { signal } : {});
    }
    catch (error) {
        throw signal?.aborted ? signal.reason : error;
    }
}


/***/ }),

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

/***/ 79257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ parseQuantity)
/* harmony export */ });
const SUFFIXES = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};
/** The number behind a Kubernetes quantity (`500m`, `64Mi`, `1e3`), in bytes or cores; undefined when it is not one. */
function parseQuantity(text) {
    if (typeof text === "number")
        return Number.isFinite(text) ? text : undefined;
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(text);
    if (!match)
        return undefined;
    const [, digits = "", exponent = "", suffix = ""] = match;
    const value = Number(`${digits}${exponent}`) * (SUFFIXES[suffix] ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
}


/***/ }),

/***/ 81580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runRehearsal: () => (/* reexport */ runRehearsal)
});

// UNUSED EXPORTS: NOT_RUN_ANNOTATION, NOT_RUN_LABEL, makeDatabase, openCluster, openPostgres, pushNodeBase, rehearsalStatus, runsAsProcess, startCluster, startEngine, startGitHub, startPostgres, startRegistry, startRehearsal, stopRehearsal

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/rehearsal/lib/container/process-runner.js + 1 modules
var process_runner = __webpack_require__(64455);
// EXTERNAL MODULE: ./packages/rehearsal/lib/container/port-forward.js
var port_forward = __webpack_require__(16994);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/engine/containers.js






/** Reads the body of `POST /containers/create`. What it says and a rehearsal cannot honour is left out. */
function readContainerRequest(body) {
    const words = (name) => {
        const list = (0,json/* valueAt */.fK)(body, name);
        return (0,json/* isTextList */.Sl)(list) ? list : undefined;
    };
    const bindings = Object.entries((0,json/* recordAt */.zR)(body, "HostConfig", "PortBindings")).map(([port, list]) => [port, (0,json/* listAt */.gT)(list).map((binding) => ({ HostPort: (0,json/* textAt */.$6)(binding, "HostPort") }))]);
    return {
        Image: (0,json/* textAt */.$6)(body, "Image") ?? "",
        Cmd: words("Cmd"),
        Entrypoint: (0,json/* textAt */.$6)(body, "Entrypoint") ?? words("Entrypoint"),
        Env: words("Env"),
        Labels: (0,json/* textsAt */.i1)(body, "Labels"),
        User: (0,json/* textAt */.$6)(body, "User"),
        WorkingDir: (0,json/* textAt */.$6)(body, "WorkingDir"),
        ExposedPorts: (0,json/* recordAt */.zR)(body, "ExposedPorts"),
        HostConfig: {
            PortBindings: Object.fromEntries(bindings),
            PublishAllPorts: (0,json/* valueAt */.fK)(body, "HostConfig", "PublishAllPorts") === true,
            AutoRemove: (0,json/* valueAt */.fK)(body, "HostConfig", "AutoRemove") === true,
        },
    };
}
/** One container of the loopback engine. */
class EngineContainer {
    id = (0,external_node_crypto_.createHash)("sha256").update((0,external_node_crypto_.randomBytes)(32)).digest("hex");
    created = new Date().toISOString();
    name;
    request;
    image;
    #scratch;
    #engine;
    #pod;
    #forwards = new Map();
    #process;
    #end;
    #error = "";
    #waiters = [];
    constructor(name, request, image, { dir, engine }) {
        this.name = name || `rehearsal_${this.id.slice(0, 8)}`;
        this.request = request;
        this.image = image;
        this.#scratch = (0,external_node_path_.join)(dir, this.id);
        this.#engine = engine;
    }
    get state() {
        if (this.#process && !this.#end)
            return "running";
        return this.#end ? "exited" : "created";
    }
    get process() {
        return this.#process;
    }
    /** Starts the process and opens a loopback port for every published one. Throws ActionError for a command that a rehearsal cannot run. */
    async start() {
        const { Env, Cmd, Entrypoint, WorkingDir, User } = this.request;
        const env = Object.fromEntries((Env ?? []).map((pair) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
        const entrypoint = typeof Entrypoint === "string" ? [Entrypoint] : (Entrypoint ?? undefined);
        this.#end = undefined;
        try {
            this.#process = await this.#run({
                name: "container",
                env: { HOSTNAME: this.id.slice(0, 12), ...env },
                entrypoint,
                arguments: Cmd ?? undefined,
                workingDir: WorkingDir || undefined,
                security: { user: User || undefined },
            });
        }
        catch (error) {
            this.#error = error instanceof Error ? error.message : String(error);
            this.#end = { exitCode: 127, at: new Date().toISOString() };
            throw error;
        }
        const running = this.#process;
        void running.ended.then((end) => this.#settle(end));
        for (const { port, wanted } of this.#published()) {
            this.#forwards.set(`${port}/tcp`, await (0,port_forward/* forwardPort */.x)(wanted, () => running.findPort(port)));
        }
    }
    async #run(options) {
        const { image } = this;
        if ("root" in image)
            return (0,process_runner/* startProcess */.kp)({ ...options, image, scratch: this.#scratch });
        if ("notRun" in image || !this.#engine)
            throw new lib_error/* ActionError */.lZ("environment", "the rehearsal does not run this image without Docker Engine");
        const ports = this.#published().map(({ port }) => port);
        const uid = this.id.slice(0, 12);
        this.#pod = await this.#engine.openPod({ name: uid, namespace: "images", uid, ports, aliases: [] });
        return this.#pod.start(image, options);
    }
    /** Resolves when the container is not running. */
    wait() {
        if (this.#end)
            return Promise.resolve(this.#end);
        return new Promise((resolve) => this.#waiters.push(resolve));
    }
    async stop(graceSeconds) {
        if (this.state !== "running")
            return;
        this.#process?.kill("SIGTERM");
        const timer = setTimeout(() => this.#process?.kill("SIGKILL"), graceSeconds * 1000);
        await this.wait();
        clearTimeout(timer);
    }
    /** Ends the process at once and removes what belongs to the container. */
    async remove() {
        await this.stop(0);
        await this.#pod?.close();
        await (0,promises_.rm)(this.#scratch, { recursive: true, force: true });
    }
    /** The answer of `GET /containers/{id}/json`. */
    inspect() {
        const { Image, Labels = {}, Env, Cmd, WorkingDir = "", User } = this.request;
        const { settings } = this.image;
        const ports = Object.fromEntries([...this.#forwards].map(([port, forward]) => [port, [{ HostIp: "127.0.0.1", HostPort: String(forward.port) }]]));
        const exposed = Object.fromEntries(Object.keys({ ...settings.ExposedPorts, ...this.request.ExposedPorts }).map((port) => [port, null]));
        return {
            Id: this.id,
            Created: this.created,
            Name: `/${this.name}`,
            Image: this.image.id,
            Path: "node",
            Args: [],
            RestartCount: 0,
            Driver: "rehearsal",
            Platform: "linux",
            State: {
                Status: this.state,
                Running: this.state === "running",
                Paused: false,
                Restarting: false,
                OOMKilled: false,
                Dead: false,
                Pid: 0,
                ExitCode: this.#end?.exitCode ?? 0,
                Error: this.#error,
                StartedAt: this.#process?.startedAt ?? "0001-01-01T00:00:00Z",
                FinishedAt: this.#end?.at ?? "0001-01-01T00:00:00Z",
            },
            Config: {
                Hostname: this.id.slice(0, 12),
                Image,
                Labels: { ...settings.Labels, ...Labels },
                Env: [...(settings.Env ?? []), ...(Env ?? [])],
                Cmd: Cmd ?? settings.Cmd,
                WorkingDir,
                User: User ?? settings.User ?? "",
            },
            HostConfig: this.request.HostConfig ?? {},
            NetworkSettings: { IPAddress: "127.0.0.1", Ports: { ...exposed, ...ports }, Networks: { bridge: { IPAddress: "127.0.0.1" } } },
            Mounts: [],
        };
    }
    /** The entry of `GET /containers/json`. */
    summary() {
        const Ports = [...this.#forwards].map(([port, forward]) => ({
            IP: "127.0.0.1",
            PrivatePort: Number.parseInt(port, 10),
            PublicPort: forward.port,
            Type: "tcp",
        }));
        const labels = { ...this.image.settings.Labels, ...this.request.Labels };
        return {
            Id: this.id,
            Names: [`/${this.name}`],
            Image: this.request.Image,
            ImageID: this.image.id,
            Created: Math.floor(Date.parse(this.created) / 1000),
            State: this.state,
            Status: this.state,
            Labels: labels,
            Ports,
        };
    }
    #published() {
        const { PortBindings = {}, PublishAllPorts } = this.request.HostConfig ?? {};
        const all = PublishAllPorts ? Object.keys({ ...this.image.settings.ExposedPorts, ...this.request.ExposedPorts }) : [];
        return [...new Set([...Object.keys(PortBindings), ...all])].map((port) => ({
            port: Number.parseInt(port, 10),
            wanted: Number(PortBindings[port]?.[0]?.HostPort || 0),
        }));
    }
    #settle(end) {
        this.#end = end;
        for (const forward of this.#forwards.values())
            forward.close();
        this.#forwards.clear();
        for (const waiter of this.#waiters)
            waiter(end);
        this.#waiters = [];
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/engine/logs.js
/** Answers `GET /containers/{id}/logs` in Docker's frames: one byte for the stream, three zero bytes, four for the length. */
function sendContainerLogs(container, url, response) {
    const isOn = (name) => ["1", "true"].includes(url.searchParams.get(name) ?? "");
    const isWanted = (line) => isOn(line.stream);
    const frame = (line) => {
        const text = Buffer.from(`${isOn("timestamps") ? `${line.time} ` : ""}${line.text}\n`);
        const head = Buffer.from([line.stream === "stdout" ? 1 : 2, 0, 0, 0, 0, 0, 0, 0]);
        head.writeUInt32BE(text.length, 4);
        return Buffer.concat([head, text]);
    };
    response.writeHead(200, { "content-type": "application/vnd.docker.multiplexed-stream" });
    const tail = url.searchParams.get("tail");
    const log = container.process?.log;
    for (const line of log?.lines(tail && tail !== "all" ? Number(tail) : undefined) ?? [])
        if (isWanted(line))
            response.write(frame(line));
    if (!log || !isOn("follow"))
        return void response.end();
    const stop = log.follow((line) => {
        if (!line)
            response.end();
        else if (isWanted(line))
            response.write(frame(line));
    });
    response.on("close", stop);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./packages/kit/lib/network.js
var network = __webpack_require__(96516);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/http-peer.js

const verdicts = new WeakMap();
/**
 * Whether a loopback connection comes from a program of this user (or of root). A rehearsal runs what it is told to run, so on a machine with several
 * users the others must not reach it. Linux tells who owns a connection; on systems that do not, every local program is let in.
 */
function isOwnConnection(socket) {
    const known = verdicts.get(socket) ?? isOwn(socket);
    verdicts.set(socket, known);
    return known;
}
function isOwn({ remoteAddress = "0.0.0.0", remotePort = 0, localAddress = "0.0.0.0", localPort = 0 }) {
    const [client, server] = [
        { address: remoteAddress, port: remotePort },
        { address: localAddress, port: localPort },
    ];
    const tables = ["/proc/net/tcp", "/proc/net/tcp6"].filter((path) => canRead(path));
    if (tables.length === 0)
        return true;
    const owner = findOwnerIn(readParts(tables), client, server);
    return owner === 0 || (owner !== undefined && owner === process.getuid?.());
}
function canRead(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.R_OK);
        return true;
    }
    catch {
        return false;
    }
}
/** Tables in parts of whole lines. The kernel writes each when it is read, a page at a time, so whoever has found a line saves the rest. */
function* readParts(tables) {
    const buffer = Buffer.alloc(64 * 1024);
    for (const path of tables) {
        const table = (0,external_node_fs_.openSync)(path, "r");
        try {
            for (let size = (0,external_node_fs_.readSync)(table, buffer); size > 0; size = (0,external_node_fs_.readSync)(table, buffer))
                yield buffer.toString("latin1", 0, size);
        }
        finally {
            (0,external_node_fs_.closeSync)(table);
        }
    }
}
/**
 * Reads the owner of the socket with these local and remote ends from parts of `/proc/net/tcp`. One without an inode counts for nothing: no
 * program has it open any more, and then the kernel shows root, whoever it was.
 */
function findOwnerIn(parts, client, server) {
    const [local, remote] = [client, server].map(
    // An address of IPv4 in the table of IPv6 stands behind zeros and FFFF.
    ({ address, port }) => `[0F]*${hexAddress(address)}:${port.toString(16).toUpperCase().padStart(4, "0")}`);
    const line = new RegExp(`: ${local} ${remote} (?:\\S+ +){4}(\\d+) +\\d+ +[1-9]`);
    for (const part of parts) {
        const uid = line.exec(part)?.[1];
        if (uid !== undefined)
            return Number(uid);
    }
    return undefined;
}
/** An IPv4 address as the kernel's table has it: its bytes read as a number of this machine. */
function hexAddress(address) {
    const [number = 0] = new Uint32Array(Uint8Array.from(address.split(".").map(Number)).buffer);
    return number.toString(16).toUpperCase().padStart(8, "0");
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/http-service.js



const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** Serves HTTP on 127.0.0.1 or a Unix socket. Requests of web pages are refused: loopback is in reach of every browser tab. */
async function startService(handler, options) {
    const server = (0,external_node_http_.createServer)({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
        options.onRequest?.();
        if (!options.socketPath && !isLocalRequest(request))
            return void response.writeHead(403).end("This server answers local programs only.\n");
        if (!options.socketPath && !isOwnConnection(request.socket))
            return void response.writeHead(403).end("This server answers programs of the user who started it only.\n");
        const url = new URL(request.url ?? "/", "http://loopback");
        Promise.resolve()
            .then(() => handler(request, response, url))
            .catch((error) => {
            if (response.headersSent)
                return void response.destroy();
            options.onError(error, response);
        });
    });
    const listen = (port) => new Promise((resolve, reject) => {
        server.once("error", reject);
        const done = () => {
            server.off("error", reject);
            resolve();
        };
        if (options.socketPath)
            server.listen(options.socketPath, done);
        else
            server.listen(port, "127.0.0.1", done);
    });
    await listen(options.port ?? 0).catch((error) => {
        if (!options.port || !(0,lib_error/* isSystemError */.Or)(error, "EADDRINUSE"))
            throw error;
        return listen(0);
    });
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return {
        address: options.socketPath ?? `127.0.0.1:${port}`,
        port,
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
/** A browser says where a request comes from, and a rebound name shows in `Host`. Programs send neither. */
function isLocalRequest(request) {
    if (request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined)
        return false;
    return (0,network/* isLoopback */.U)(request.headers.host ?? "");
}
/** Reads a whole request body. Throws ActionError("input") beyond 64 MiB. */
async function readBody(request) {
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
        if (!Buffer.isBuffer(chunk))
            continue;
        size += chunk.length;
        if (size > MAX_BODY_BYTES)
            throw new lib_error/* ActionError */.lZ("input", "The request body is larger than 64 MiB.");
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** Answers with JSON. */
function sendJson(response, status, value, headers = {}) {
    const text = JSON.stringify(value);
    response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers }).end(text);
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/container/images.js
var container_images = __webpack_require__(10567);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/engine/server.js







const API_VERSION = "1.47";
const SIGNALS = ["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];
/** An answer that is not a success, in the format of the Docker Engine API. */
class EngineRefusal extends Error {
    status;
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}
/** Serves the subset of the Docker Engine API that pulling, running and probing an image needs, on a Unix socket that only this user can open. */
async function startEngine(options) {
    await (0,promises_.mkdir)(options.dir, { recursive: true });
    await (0,promises_.rm)(options.socketPath, { force: true });
    const puller = new container_images/* PodImages */.Uc(options.images, options.engine);
    const engine = { options, puller, images: new Map(), containers: new Map() };
    const service = await startService((request, response, url) => answer({ engine, request, response, url }), {
        socketPath: options.socketPath,
        onRequest: options.onRequest,
        onError: (error, response) => sendJson(response, error instanceof EngineRefusal ? error.status : 500, { message: (0,lib_error/* headline */.Pl)(error) }),
    });
    await (0,promises_.chmod)(options.socketPath, 0o600);
    return {
        host: `unix://${options.socketPath}`,
        close: async () => {
            await Promise.all([...engine.containers.values()].map((container) => container.remove()));
            await service.close();
            await (0,promises_.rm)(options.socketPath, { force: true });
        },
    };
}
async function answer(incoming) {
    const { request, response, url, engine } = incoming;
    const path = url.pathname.replace(/^\/v\d+\.\d+(?=\/)/, "");
    const method = request.method ?? "GET";
    response.setHeader("api-version", API_VERSION);
    response.setHeader("ostype", "linux");
    if (path === "/_ping")
        return void response.writeHead(200, { "content-type": "text/plain" }).end(method === "HEAD" ? undefined : "OK");
    if (path === "/version")
        return sendJson(response, 200, version());
    if (path === "/info")
        return sendJson(response, 200, {
            ID: "rehearsal",
            Name: "rehearsal",
            ServerVersion: "rehearsal",
            OSType: "linux",
            Architecture: process.arch,
            Containers: engine.containers.size,
            Images: engine.images.size,
        });
    if (path === "/images/create" && method === "POST")
        return pull(incoming);
    if (path === "/images/json")
        return sendJson(response, 200, [...engine.images].map(([name, image]) => imageSummary(name, image)));
    const image = /^\/images\/(.+?)(\/json)?$/.exec(path);
    if (image?.[1])
        return answerImage(incoming, decodeURIComponent(image[1]), image[2] !== undefined);
    if (path === "/containers/create" && method === "POST")
        return create(incoming);
    if (path === "/containers/json")
        return list(incoming);
    const container = /^\/containers\/([^/]+)(?:\/(\w+))?$/.exec(path);
    if (container?.[1])
        return answerContainer(incoming, findContainer(engine, container[1]), container[2] ?? "");
    throw new EngineRefusal(404, `the rehearsal's engine does not serve ${method} ${path}`);
}
async function pull({ engine, response, url }) {
    const name = url.searchParams.get("fromImage") ?? "";
    const tag = url.searchParams.get("tag") ?? "";
    const reference = tag === "" || name.includes("@") ? name : `${name}${tag.startsWith("sha256:") ? "@" : ":"}${tag}`;
    const image = await engine.puller.pull(reference).catch((error) => {
        throw new EngineRefusal(error instanceof lib_error/* ActionError */.lZ && error.message.endsWith(" not found") ? 404 : 500, (0,lib_error/* headline */.Pl)(error));
    });
    engine.images.set(reference, image);
    engine.images.set(image.repoDigest, image);
    const lines = [
        { status: `Pulling from ${name}` },
        { status: `Digest: ${image.repoDigest.split("@")[1]}` },
        { status: `Status: Downloaded newer image for ${reference}` },
    ];
    response.writeHead(200, { "content-type": "application/json" }).end(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(""));
}
function answerImage({ engine, request, response }, name, isInspect) {
    const image = findImage(engine, name);
    if (isInspect)
        return sendJson(response, 200, inspectImage(name, image));
    if (request.method !== "DELETE")
        throw new EngineRefusal(404, "page not found");
    for (const [key, value] of engine.images)
        if (value.id === image.id)
            engine.images.delete(key);
    sendJson(response, 200, [{ Untagged: name }, { Deleted: image.id }]);
}
async function create({ engine, request, response, url }) {
    const body = readContainerRequest((0,json/* parseJson */.qF)((await readBody(request)).toString()));
    const image = findImage(engine, body.Image);
    const name = url.searchParams.get("name") ?? "";
    if (name && [...engine.containers.values()].some((container) => container.name === name)) {
        throw new EngineRefusal(409, `Conflict. The container name "/${name}" is already in use. You have to remove (or rename) that container to be able to reuse that name.`);
    }
    const container = new EngineContainer(name, body, image, { dir: (0,external_node_path_.join)(engine.options.dir, "containers"), engine: engine.options.engine });
    engine.containers.set(container.id, container);
    const isOtherUser = "root" in image && (body.User ?? image.settings.User ?? "") !== "";
    sendJson(response, 201, {
        Id: container.id,
        Warnings: isOtherUser ? ["The rehearsal runs the process as your own user; USER is not honoured."] : [],
    });
}
function list({ engine, response, url }) {
    const filters = (0,json/* parseJson */.qF)(url.searchParams.get("filters") ?? "{}");
    const wanted = (name) => {
        const list = (0,json/* valueAt */.fK)(filters, name);
        return (0,json/* isTextList */.Sl)(list) ? list : Object.keys((0,json/* recordAt */.zR)(list));
    };
    const isAll = ["1", "true"].includes(url.searchParams.get("all") ?? "") || wanted("status").length > 0;
    const found = [...engine.containers.values()].filter((container) => {
        const labels = { ...container.image.settings.Labels, ...container.request.Labels };
        const hasLabels = wanted("label").every((label) => label.includes("=") ? `${label.split("=", 1)[0]}=${labels[label.split("=", 1)[0] ?? ""]}` === label : label in labels);
        const hasName = wanted("name").length === 0 || wanted("name").some((name) => container.name.includes(name.replace(/^\//, "")));
        const hasState = wanted("status").length === 0 || wanted("status").includes(container.state);
        return hasLabels && hasName && hasState && (isAll || container.state === "running");
    });
    sendJson(response, 200, found.map((container) => container.summary()));
}
async function answerContainer({ engine, request, response, url }, container, action) {
    const done = (status) => void response.writeHead(status).end();
    if (request.method === "DELETE" && action === "") {
        const isForced = ["1", "true"].includes(url.searchParams.get("force") ?? "");
        if (container.state === "running" && !isForced)
            throw new EngineRefusal(409, `cannot remove container "/${container.name}": container is running: stop the container before removing or force remove`);
        await container.remove();
        engine.containers.delete(container.id);
        return done(204);
    }
    if (action === "json")
        return sendJson(response, 200, container.inspect());
    if (action === "logs")
        return sendContainerLogs(container, url, response);
    if (action === "start") {
        if (container.state === "running")
            return done(304);
        await container.start().catch((error) => {
            throw new EngineRefusal(400, `failed to create task for container: ${(0,lib_error/* headline */.Pl)(error)}`);
        });
        if (container.request.HostConfig?.AutoRemove)
            void container.wait().then(() => container.remove().then(() => engine.containers.delete(container.id)));
        return done(204);
    }
    if (action === "stop") {
        if (container.state !== "running")
            return done(304);
        await container.stop(Number(url.searchParams.get("t") ?? 10));
        return done(204);
    }
    if (action === "kill") {
        if (container.state !== "running")
            throw new EngineRefusal(409, `cannot kill container: ${container.id}: container is not running`);
        container.process?.kill(signalOf(url.searchParams.get("signal") ?? "SIGKILL"));
        return done(204);
    }
    if (action === "wait") {
        // The client waits for headers before it starts the container.
        response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
        const end = await container.wait();
        return void response.end(JSON.stringify({ StatusCode: end.exitCode }));
    }
    throw new EngineRefusal(404, `the rehearsal's engine does not serve containers/${action}`);
}
function signalOf(text) {
    const name = text.startsWith("SIG") ? text : `SIG${text}`;
    const signal = SIGNALS.find((known) => known === name);
    if (signal)
        return signal;
    throw new EngineRefusal(400, `Invalid signal: ${text}`);
}
function findImage(engine, name) {
    const found = engine.images.get(name) ?? [...engine.images.values()].find((image) => image.id === name || image.repoDigest === name);
    if (!found)
        throw new EngineRefusal(404, `No such image: ${name}`);
    return found;
}
function findContainer(engine, id) {
    const found = [...engine.containers.values()].find((container) => container.id.startsWith(id) || container.name === id);
    if (!found)
        throw new EngineRefusal(404, `No such container: ${id}`);
    return found;
}
function inspectImage(name, image) {
    const { id, repoDigest, created, architecture, size, settings } = image;
    return {
        Id: id,
        RepoTags: name.includes("@") ? [] : [name],
        RepoDigests: [repoDigest],
        Created: created,
        Architecture: architecture,
        Os: "linux",
        Size: size,
        Config: settings,
        RootFS: { Type: "layers", Layers: [] },
    };
}
function imageSummary(name, image) {
    return {
        Id: image.id,
        RepoTags: name.includes("@") ? [] : [name],
        RepoDigests: [image.repoDigest],
        Created: Math.floor(Date.parse(image.created) / 1000),
        Size: image.size,
        Labels: image.settings.Labels ?? {},
    };
}
function version() {
    return {
        Platform: { Name: "Waybill rehearsal" },
        Version: "rehearsal",
        ApiVersion: API_VERSION,
        MinAPIVersion: "1.24",
        Os: "linux",
        Arch: process.arch === "x64" ? "amd64" : process.arch,
        KernelVersion: "",
        GoVersion: "",
        GitCommit: "",
    };
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/faults.js

/**
 * Applies the first fault of a list that means a request; the list may grow and shrink while the server runs. `onFault` does what only one
 * kind of server can do.
 */
function createFaults(faults, onFault = () => undefined) {
    const met = new Map();
    const find = (seen) => faults.find((fault) => {
        const { skip = 0, times = 1 } = fault;
        const before = met.get(fault) ?? 0;
        if (before >= skip + times || !(fault.when?.(seen) ?? true))
            return false;
        met.set(fault, before + 1);
        return before >= skip;
    });
    return async (request, response) => {
        const seen = { method: request.method ?? "GET", path: request.url ?? "/", headers: request.headers };
        const fault = find(seen);
        if (!fault)
            return { isOver: false, body: request };
        if (fault.delayMs !== undefined)
            await (0,external_node_timers_promises_.setTimeout)(fault.delayMs);
        onFault(fault);
        await fault.meanwhile?.();
        return harm(fault, seen, request, response);
    };
}
async function harm(fault, seen, request, response) {
    if (fault.answer) {
        // A body that nobody reads would keep the client from sending its next request over this connection.
        for await (const _ of request)
            ;
        const { status, headers, body = "" } = typeof fault.answer === "function" ? fault.answer(seen) : fault.answer;
        response.writeHead(status, headers).end(body);
        return { isOver: true, body: request };
    }
    if (fault.endAnswerAfterMs !== undefined)
        setTimeout(() => response.end(), fault.endAnswerAfterMs);
    if (fault.loseAnswer || fault.changeHeaders || fault.changeBody || fault.cutAnswerAfterBytes !== undefined)
        holdAnswer(response, fault);
    if (fault.resetAfterBytes === undefined)
        return { isOver: false, body: request };
    if (fault.resetAfterBytes === 0)
        request.socket.destroy();
    return { isOver: fault.resetAfterBytes === 0, body: cutBody(request, fault.resetAfterBytes) };
}
/** Hands on what arrives before the cut, as a registry keeps it, and ends like a connection that broke. */
async function* cutBody(request, bytes) {
    // A request that has arrived as a whole lets go of its socket when reading it is given up.
    const { socket } = request;
    let left = bytes;
    for await (const chunk of request) {
        if (!Buffer.isBuffer(chunk))
            continue;
        yield chunk.subarray(0, left);
        left -= chunk.length;
        if (left <= 0)
            break;
    }
    socket.destroy();
    throw new Error("the connection was reset");
}
/** Collects an answer until it is whole, and sends what the fault makes of it. */
function holdAnswer(response, fault) {
    const chunks = [];
    let status = 200;
    let headers = {};
    const keep = (chunk) => {
        if (typeof chunk === "string" || chunk instanceof Uint8Array)
            chunks.push(Buffer.from(chunk));
    };
    Object.defineProperties(response, {
        writeHead: {
            configurable: true,
            value: (given, more = {}) => {
                status = given;
                headers = more;
                return response;
            },
        },
        write: {
            configurable: true,
            value: (chunk) => {
                keep(chunk);
                return true;
            },
        },
        end: {
            configurable: true,
            value: (chunk) => {
                keep(chunk);
                for (const name of ["writeHead", "write", "end"])
                    Reflect.deleteProperty(response, name);
                send(response, fault, { status, headers, body: Buffer.concat(chunks) });
                return response;
            },
        },
    });
}
function send(response, fault, answer) {
    if (fault.loseAnswer)
        return void response.destroy();
    const body = fault.changeBody ? fault.changeBody(answer.body) : answer.body;
    const headers = fault.changeBody ? { ...answer.headers, "content-length": body.length } : answer.headers;
    for (const [name, value] of Object.entries({ ...headers, ...fault.changeHeaders })) {
        if (value === undefined)
            response.removeHeader(name);
        else
            response.setHeader(name, value);
    }
    response.writeHead(answer.status);
    if (fault.cutAnswerAfterBytes === undefined)
        response.end(body);
    else
        response.write(body.subarray(0, fault.cutAnswerAfterBytes), () => response.destroy());
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/request.js

/** Answers with one page of a list, in an object's member where GitHub has it in one, and the links to the others. */
function sendPage({ url, base, response }, items, member) {
    const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
    const page = Number(url.searchParams.get("page") ?? 1);
    const last = Math.max(1, Math.ceil(items.length / size));
    const linkTo = (number, rel) => {
        const target = new URL(url.pathname + url.search, base);
        target.searchParams.set("page", String(number));
        return `<${target.href}>; rel="${rel}"`;
    };
    const links = page < last ? { link: `${linkTo(page + 1, "next")}, ${linkTo(last, "last")}` } : {};
    const list = items.slice((page - 1) * size, page * size);
    sendJson(response, 200, member === undefined ? list : { [member]: list }, links);
}
/** Answers in the error format of GitHub. */
function refuse(response, status, message) {
    sendJson(response, status, { message, documentation_url: "https://docs.github.com/rest", status: String(status) });
}
/** The next id; one sequence for everything. */
function nextId(state) {
    state.lastId += 1;
    return state.lastId;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/attestations.js



/** `POST attestations` */
function createAttestation({ state, body, response, repository }) {
    const bundle = body["bundle"];
    const subjects = subjectsOf(bundle);
    if (!(0,json/* isRecord */.u4)(bundle) || subjects.length === 0)
        return refuse(response, 422, "Validation Failed: bundle is not a Sigstore bundle");
    const attestation = { id: nextId(state), repository, subjects, bundle };
    state.attestations.push(attestation);
    sendJson(response, 201, { id: attestation.id });
}
/** `GET attestations/{subject_digest}` */
function listAttestations(incoming, digest = "") {
    const { state, repository, response } = incoming;
    const found = state.attestations.filter((entry) => entry.repository === repository && entry.subjects.includes(decodeURIComponent(digest)));
    if (found.length === 0)
        return refuse(response, 404, "Not Found");
    sendPage(incoming, found.map(({ bundle }) => ({ bundle, repository_id: 1, bundle_url: "", initiator: "user" })), "attestations");
}
/** Digests of what the statement in a bundle is about; none for what holds no statement. */
function subjectsOf(bundle) {
    try {
        const statement = (0,json/* parseJson */.qF)(Buffer.from((0,json/* textAt */.$6)(bundle, "dsseEnvelope", "payload") ?? "", "base64").toString("utf8"));
        return (0,json/* listAt */.gT)(statement, "subject").map((subject) => `sha256:${(0,json/* textAt */.$6)(subject, "digest", "sha256") ?? ""}`);
    }
    catch {
        // GitHub refuses it for the same reason.
        return [];
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/shapes.js

/** The account in whose name a rehearsal acts. */
const REHEARSAL_USER = "rehearsal[bot]";
/** The account that reviews deployments in a rehearsal. */
const REHEARSAL_REVIEWER = "rehearsal-manager";
const LISTS = ["deployments", "comments", "issues", "environments", "reviews", "attestations"];
/** Whether a file holds what an earlier start remembered; only this server ever writes it. */
function isGitHubState(value) {
    return (0,json/* isRecord */.u4)(value) && typeof value["lastId"] === "number" && LISTS.every((name) => Array.isArray(value[name]));
}
/** What lies below a user's address, by the name of its link. */
const USER_LINKS = {
    followers: "followers",
    following: "following{/other_user}",
    gists: "gists{/gist_id}",
    starred: "starred{/owner}{/repo}",
    subscriptions: "subscriptions",
    organizations: "orgs",
    repos: "repos",
    events: "events{/privacy}",
    received_events: "received_events",
};
/** The `simple-user` of GitHub's description. */
function userOf(login) {
    const id = [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
    const url = `https://api.github.com/users/${encodeURIComponent(login)}`;
    return {
        login,
        id,
        node_id: `U_${id}`,
        avatar_url: `https://avatars.githubusercontent.com/u/${id}`,
        gravatar_id: "",
        url,
        html_url: `https://github.com/${encodeURIComponent(login)}`,
        ...Object.fromEntries(Object.entries(USER_LINKS).map(([link, path]) => [`${link}_url`, `${url}/${path}`])),
        type: login.endsWith("[bot]") ? "Bot" : "User",
        site_admin: false,
    };
}
/** The `deployment` of GitHub's description. */
function deploymentOf(base, deployment) {
    const { id, repository, ref, environment, description, payload, task, production, transient, created_at, updated_at } = deployment;
    const url = `${base}/repos/${repository}/deployments/${id}`;
    return {
        url,
        id,
        node_id: `DE_${id}`,
        sha: ref,
        ref,
        task,
        payload,
        original_environment: environment,
        environment,
        description,
        creator: userOf(REHEARSAL_USER),
        created_at,
        updated_at,
        statuses_url: `${url}/statuses`,
        repository_url: `${base}/repos/${repository}`,
        transient_environment: transient,
        production_environment: production,
    };
}
/** The `deployment-status` of GitHub's description. */
function statusOf(base, deployment, status) {
    const url = `${base}/repos/${deployment.repository}/deployments/${deployment.id}`;
    return {
        url: `${url}/statuses/${status.id}`,
        node_id: `DES_${status.id}`,
        creator: userOf(REHEARSAL_USER),
        target_url: status.log_url,
        ...status,
        deployment_url: url,
        repository_url: `${base}/repos/${deployment.repository}`,
    };
}
/** The `issue` of GitHub's description. */
function issueOf(base, issue) {
    const { number, repository, user, title, body, labels, state, created_at, updated_at, closed_at = null } = issue;
    const url = `${base}/repos/${repository}/issues/${number}`;
    return {
        id: number,
        node_id: `I_${number}`,
        number,
        url,
        repository_url: `${base}/repos/${repository}`,
        labels_url: `${url}/labels{/name}`,
        comments_url: `${url}/comments`,
        events_url: `${url}/events`,
        html_url: `https://github.com/${repository}/issues/${number}`,
        state,
        state_reason: state === "closed" ? "completed" : null,
        title,
        body,
        user: userOf(user),
        labels: labels.map((name) => ({ name })),
        assignee: null,
        assignees: [],
        milestone: null,
        locked: false,
        comments: 0,
        closed_at,
        created_at,
        updated_at,
        author_association: "MEMBER",
    };
}
/** The `issue-comment` of GitHub's description. */
function commentOf(base, { id, repository, issue, body, created_at, updated_at }) {
    return {
        id,
        node_id: `IC_${id}`,
        url: `${base}/repos/${repository}/issues/comments/${id}`,
        html_url: `https://github.com/${repository}/pull/${issue}#issuecomment-${id}`,
        body,
        user: userOf(REHEARSAL_USER),
        created_at,
        updated_at,
        issue_url: `${base}/repos/${repository}/issues/${issue}`,
        author_association: "MEMBER",
    };
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/comments.js



/** `GET issues/{number}/comments` */
function listComments(incoming, issue = "") {
    const found = incoming.state.comments.filter((comment) => comment.repository === incoming.repository && comment.issue === Number(issue));
    sendPage(incoming, found.map((comment) => commentOf(incoming.base, comment)));
}
/** `POST issues/{number}/comments` */
function createComment(incoming, issue = "") {
    const { state, body, response, repository, base } = incoming;
    const text = readCommentBody(body, response);
    if (text === undefined)
        return;
    const now = new Date().toISOString();
    const comment = { id: nextId(state), repository, issue: Number(issue), body: text, created_at: now, updated_at: now };
    state.comments.push(comment);
    sendJson(response, 201, commentOf(base, comment));
}
/** `GET issues/comments/{id}` */
function readComment(incoming, id = "") {
    const found = incoming.state.comments.find((comment) => comment.repository === incoming.repository && comment.id === Number(id));
    if (found)
        sendJson(incoming.response, 200, commentOf(incoming.base, found));
    else
        refuse(incoming.response, 404, "Not Found");
}
/** `PATCH issues/comments/{id}` */
function updateComment(incoming, id = "") {
    const found = incoming.state.comments.find((comment) => comment.repository === incoming.repository && comment.id === Number(id));
    if (!found)
        return refuse(incoming.response, 404, "Not Found");
    const text = readCommentBody(incoming.body, incoming.response);
    if (text === undefined)
        return;
    found.body = text;
    found.updated_at = new Date().toISOString();
    sendJson(incoming.response, 200, commentOf(incoming.base, found));
}
function readCommentBody(body, response) {
    const text = body["body"];
    if (typeof text === "string" && text !== "" && text.length <= 65_536)
        return text;
    refuse(response, 422, typeof text === "string" && text !== ""
        ? "Validation Failed: body is too long (maximum is 65536 characters)"
        : "Validation Failed: body can't be blank");
    return undefined;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/issues.js




/** In whose name a job's own token opens issues. */
const AUTHOR = "github-actions[bot]";
/** `GET issues` */
function listIssues(incoming) {
    const { state, url, repository, base } = incoming;
    const ask = (name) => url.searchParams.get(name);
    const labels = (ask("labels") ?? "").split(",").filter((label) => label !== "");
    const found = state.issues.filter((issue) => issue.repository === repository &&
        (ask("state") === "all" || issue.state === (ask("state") ?? "open")) &&
        (ask("creator") ?? issue.user) === issue.user &&
        labels.every((label) => issue.labels.includes(label)));
    // GitHub's own order is the newest first.
    const ordered = ask("direction") === "asc" ? found : found.toReversed();
    sendPage(incoming, ordered.map((issue) => issueOf(base, issue)));
}
/** `POST issues` */
function createIssue(incoming) {
    const { state, body, response, repository, base } = incoming;
    const { title, body: text = "", labels = [] } = body;
    if (typeof title !== "string" || title === "")
        return refuse(response, 422, "Validation Failed: title can't be blank");
    if (typeof text !== "string" || text.length > 65_536)
        return refuse(response, 422, "Validation Failed: body is too long (maximum is 65536 characters)");
    if (!(0,json/* isTextList */.Sl)(labels))
        return refuse(response, 422, "Validation Failed: labels");
    const now = new Date().toISOString();
    const number = nextId(state);
    const issue = { number, repository, user: AUTHOR, title, body: text, labels, state: "open", created_at: now, updated_at: now };
    state.issues.push(issue);
    sendJson(response, 201, issueOf(base, issue));
}
/** `PATCH issues/{number}` */
function updateIssue(incoming, number = "") {
    const { state, body, response, repository, base } = incoming;
    const issue = state.issues.find((entry) => entry.repository === repository && entry.number === Number(number));
    if (!issue)
        return refuse(response, 404, "Not Found");
    const { title, body: text, state: next } = body;
    if (typeof text === "string" && text.length > 65_536)
        return refuse(response, 422, "Validation Failed: body is too long (maximum is 65536 characters)");
    if (typeof title === "string")
        issue.title = title;
    if (typeof text === "string")
        issue.body = text;
    if (next === "open" || next === "closed")
        issue.state = next;
    issue.updated_at = new Date().toISOString();
    if (issue.state === "closed")
        issue.closed_at ??= issue.updated_at;
    else
        issue.closed_at = undefined;
    sendJson(response, 200, { ...issueOf(base, issue), ...(issue.state === "closed" && { closed_by: userOf(AUTHOR) }) });
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/reviews.js




/** `PUT environments/{name}`: with `reviewers`, a job for it waits for one of them. */
function writeEnvironment(incoming, encoded = "") {
    const { state, repository, body, response } = incoming;
    const name = decodeURIComponent(encoded);
    const asksReviewers = (0,json/* listAt */.gT)(body, "reviewers").length > 0;
    const known = findEnvironment(incoming, name);
    const environment = known ?? { id: nextId(state), repository, name, asksReviewers };
    environment.asksReviewers = asksReviewers;
    if (!known)
        state.environments.push(environment);
    sendJson(response, 200, environmentOf(incoming, environment));
}
/** `GET environments/{name}` */
function readEnvironment(incoming, encoded = "") {
    const found = findEnvironment(incoming, decodeURIComponent(encoded));
    if (found)
        sendJson(incoming.response, 200, environmentOf(incoming, found));
    else
        refuse(incoming.response, 404, "Not Found");
}
/** `POST actions/runs/{id}/pending_deployments`: a review by the rehearsal's one reviewer, at any time. */
function reviewDeployments(incoming, run = "") {
    const { state, repository, body, response } = incoming;
    const ids = (0,json/* listAt */.gT)(body, "environment_ids");
    const environments = state.environments.filter((entry) => entry.repository === repository && ids.includes(entry.id));
    const [verdict, comment] = [(0,json/* textAt */.$6)(body, "state"), (0,json/* textAt */.$6)(body, "comment")];
    if ((verdict !== "approved" && verdict !== "rejected") || comment === undefined || environments.length !== ids.length || ids.length === 0)
        return refuse(response, 422, "Validation Failed: environment_ids, state (approved or rejected) and comment are needed");
    state.reviews.push({
        repository,
        run: Number(run),
        state: verdict,
        comment,
        user: REHEARSAL_REVIEWER,
        environments: environments.map(({ name }) => name),
    });
    sendJson(response, 200, []);
}
/** `GET actions/runs/{id}/approvals`: every attempt's, without time or attempt, as GitHub has it. */
function listApprovals(incoming, run = "") {
    const { state, repository, response } = incoming;
    const found = state.reviews.filter((review) => review.repository === repository && review.run === Number(run));
    sendJson(response, 200, found.map(({ user, environments, comment, state: verdict }) => ({
        environments: environments.flatMap((name) => {
            const environment = findEnvironment(incoming, name);
            return environment ? [environmentOf(incoming, environment)] : [];
        }),
        state: verdict,
        user: userOf(user),
        comment,
    })));
}
/** `GET commits/{sha}`: every commit of a rehearsal is by the account that acts in it. */
function readCommit({ repository, base, response }, sha = "") {
    const person = { name: REHEARSAL_USER, email: `${REHEARSAL_USER}@users.noreply.github.com`, date: "2025-01-01T00:00:00Z" };
    const url = `${base}/repos/${repository}/commits/${sha}`;
    sendJson(response, 200, {
        sha,
        node_id: "C_1",
        url,
        html_url: `https://github.com/${repository}/commit/${sha}`,
        comments_url: `${url}/comments`,
        author: userOf(REHEARSAL_USER),
        committer: userOf(REHEARSAL_USER),
        commit: { message: "Rehearsal", author: person, committer: person, url, comment_count: 0, tree: { sha, url } },
        parents: [],
        files: [],
    });
}
function findEnvironment({ state, repository }, name) {
    // GitHub takes the names of environments in any case.
    return state.environments.find((entry) => entry.repository === repository && entry.name.toLowerCase() === name.toLowerCase());
}
/** The `environment` of GitHub's description. */
function environmentOf({ base, repository }, { id, name, asksReviewers }) {
    const reviewers = [{ type: "User", reviewer: userOf(REHEARSAL_REVIEWER) }];
    return {
        id,
        node_id: `EN_${id}`,
        name,
        url: `${base}/repos/${repository}/environments/${encodeURIComponent(name)}`,
        html_url: `${base}/${repository}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
        created_at: "2025-01-01T00:00:00Z",
        updated_at: "2025-01-01T00:00:00Z",
        protection_rules: asksReviewers ? [{ id, node_id: `GA_${id}`, type: "required_reviewers", prevent_self_review: false, reviewers }] : [],
        deployment_branch_policy: null,
    };
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/repository-shape.js

const CREATED = "2025-01-01T00:00:00Z";
/** What lies below a repository's address, by the name of its link. */
const LINKS = {
    archive: "{archive_format}{/ref}",
    assignees: "assignees{/user}",
    blobs: "git/blobs{/sha}",
    branches: "branches{/branch}",
    collaborators: "collaborators{/collaborator}",
    comments: "comments{/number}",
    commits: "commits{/sha}",
    compare: "compare/{base}...{head}",
    contents: "contents/{+path}",
    contributors: "contributors",
    deployments: "deployments",
    downloads: "downloads",
    events: "events",
    forks: "forks",
    git_commits: "git/commits{/sha}",
    git_refs: "git/refs{/sha}",
    git_tags: "git/tags{/sha}",
    hooks: "hooks",
    issue_comment: "issues/comments{/number}",
    issue_events: "issues/events{/number}",
    issues: "issues{/number}",
    keys: "keys{/key_id}",
    labels: "labels{/name}",
    languages: "languages",
    merges: "merges",
    milestones: "milestones{/number}",
    notifications: "notifications{?since,all,participating}",
    pulls: "pulls{/number}",
    releases: "releases{/id}",
    stargazers: "stargazers",
    statuses: "statuses/{sha}",
    subscribers: "subscribers",
    subscription: "subscription",
    tags: "tags",
    teams: "teams",
    trees: "git/trees{/sha}",
};
/** The `full-repository` of GitHub's description: private, and new. */
function repositoryOf(base, fullName) {
    const [owner = "", name = ""] = fullName.split("/");
    const url = `${base}/repos/${fullName}`;
    const home = `https://github.com/${fullName}`;
    const counts = ["forks", "forks_count", "open_issues", "open_issues_count", "stargazers_count", "watchers", "watchers_count"];
    return {
        id: 1,
        node_id: "R_1",
        name,
        full_name: fullName,
        private: true,
        owner: userOf(owner),
        default_branch: "main",
        url,
        html_url: home,
        clone_url: `${home}.git`,
        svn_url: home,
        git_url: `git://github.com/${fullName}.git`,
        ssh_url: `git@github.com:${fullName}.git`,
        ...Object.fromEntries(Object.entries(LINKS).map(([link, path]) => [`${link}_url`, `${url}/${path}`])),
        ...Object.fromEntries([...counts, "size", "network_count", "subscribers_count"].map((count) => [count, 0])),
        ...Object.fromEntries(["description", "homepage", "language", "license", "mirror_url"].map((word) => [word, null])),
        ...Object.fromEntries(["issues", "projects", "wiki", "pages", "downloads", "discussions"].map((part) => [`has_${part}`, false])),
        fork: false,
        archived: false,
        disabled: false,
        pushed_at: CREATED,
        created_at: CREATED,
        updated_at: CREATED,
    };
}
/** The `pull-request-simple` of GitHub's description: the one open pull request of a commit. */
function pullRequestOf(base, repository, commit) {
    const number = 1;
    const [api, home] = [`${base}/repos/${repository}`, `https://github.com/${repository}/pull/${number}`];
    const issue = `${api}/issues/${number}`;
    const url = `${api}/pulls/${number}`;
    const links = {
        self: url,
        html: home,
        issue,
        comments: `${issue}/comments`,
        review_comments: `${url}/comments`,
        review_comment: `${api}/pulls/comments{/number}`,
        commits: `${url}/commits`,
        statuses: `${api}/statuses/${commit}`,
    };
    const user = userOf(repository.split("/")[0] ?? "");
    const branch = (ref) => ({ ref, sha: commit, label: ref, user, repo: repositoryOf(base, repository) });
    return {
        url,
        id: number,
        node_id: "PR_1",
        html_url: home,
        diff_url: `${home}.diff`,
        patch_url: `${home}.patch`,
        ...Object.fromEntries(Object.entries(links).map(([link, target]) => [`${link}_url`, target])),
        number,
        state: "open",
        locked: false,
        title: "Rehearsal",
        user,
        body: null,
        labels: [],
        milestone: null,
        assignee: null,
        auto_merge: null,
        author_association: "MEMBER",
        created_at: CREATED,
        updated_at: CREATED,
        closed_at: null,
        merged_at: null,
        merge_commit_sha: commit,
        draft: false,
        head: branch("rehearsal"),
        base: branch("main"),
        _links: Object.fromEntries(Object.entries(links).map(([link, href]) => [link, { href }])),
    };
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/github/server.js













const STATES = new Set(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]);
/** Starts a GitHub REST API on loopback with the few endpoints that a release uses, in the field names of GitHub's published description. */
async function startGitHub(options) {
    const file = (0,external_node_path_.join)(options.dir, "github.json");
    const state = readState(file);
    const harm = createFaults(options.faults ?? []);
    return startService(async (request, response, url) => {
        response.setHeader("x-github-request-id", "REHEARSAL");
        if ((await harm(request, response)).isOver)
            return;
        if (!/^(token|bearer) \S+/i.test(request.headers.authorization ?? ""))
            return refuse(response, 401, "Requires authentication");
        const path = url.pathname.replace(/^\/api\/v3/, "");
        if (path === "/rate_limit")
            return sendJson(response, 200, { resources: { core: rate(), search: rate() }, rate: rate() });
        const match = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path);
        if (!match?.[1])
            return refuse(response, 404, "Not Found");
        const body = await readJson(request, response);
        if (!body)
            return;
        route({ state, dir: options.dir, base: `http://${request.headers.host}`, repository: match[1], url, body, response }, request.method ?? "GET", match[2] ?? "");
        if (request.method !== "GET")
            await (0,promises_.writeFile)(file, JSON.stringify(state), { mode: 0o600 });
    }, {
        port: options.port,
        onRequest: options.onRequest,
        onError: (error, response) => refuse(response, 500, error instanceof Error ? error.message : String(error)),
    });
}
function route(incoming, method, path) {
    const routes = [
        ["GET", /^$/, readRepository],
        ["POST", /^\/deployments$/, createDeployment],
        ["GET", /^\/deployments$/, listDeployments],
        ["GET", /^\/deployments\/(\d+)$/, readDeployment],
        ["POST", /^\/deployments\/(\d+)\/statuses$/, createStatus],
        ["GET", /^\/deployments\/(\d+)\/statuses$/, listStatuses],
        ["GET", /^\/actions\/runs\/(\d+)\/approvals$/, listApprovals],
        ["POST", /^\/actions\/runs\/(\d+)\/pending_deployments$/, reviewDeployments],
        ["GET", /^\/environments\/([^/]+)$/, readEnvironment],
        ["PUT", /^\/environments\/([^/]+)$/, writeEnvironment],
        ["GET", /^\/issues$/, listIssues],
        ["POST", /^\/issues$/, createIssue],
        ["PATCH", /^\/issues\/(\d+)$/, updateIssue],
        ["GET", /^\/issues\/(\d+)\/comments$/, listComments],
        ["POST", /^\/issues\/(\d+)\/comments$/, createComment],
        ["GET", /^\/issues\/comments\/(\d+)$/, readComment],
        ["PATCH", /^\/issues\/comments\/(\d+)$/, updateComment],
        ["GET", /^\/commits\/([^/]+)\/pulls$/, listPulls],
        ["POST", /^\/attestations$/, createAttestation],
        ["GET", /^\/attestations\/([^/]+)$/, listAttestations],
        ["GET", /^\/commits\/([^/]+)$/, readCommit],
        ["GET", /^\/contents\/(.+)$/, readContents],
    ];
    for (const [verb, pattern, handle] of routes) {
        const match = verb === method ? pattern.exec(path) : null;
        if (match)
            return handle(incoming, ...match.slice(1));
    }
    refuse(incoming.response, 404, "Not Found");
}
function readRepository({ repository, base, response }) {
    sendJson(response, 200, repositoryOf(base, repository));
}
function createDeployment(incoming) {
    const { state, body, response, repository } = incoming;
    if (typeof body["ref"] !== "string")
        return refuse(response, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.');
    const { environment = "production", description = null, payload = {}, task = "deploy", production_environment = environment === "production", } = body;
    const now = new Date().toISOString();
    const deployment = {
        id: nextId(state),
        repository,
        ref: body["ref"],
        environment: String(environment),
        description: typeof description === "string" ? description : null,
        payload,
        task: String(task),
        production: production_environment === true,
        transient: body["transient_environment"] === true,
        created_at: now,
        updated_at: now,
        statuses: [],
    };
    state.deployments.push(deployment);
    sendJson(response, 201, deploymentOf(incoming.base, deployment));
}
function listDeployments(incoming) {
    const { state, url, repository, base } = incoming;
    const isWanted = (name, value) => (url.searchParams.get(name) ?? value) === value;
    const found = state.deployments.filter((entry) => entry.repository === repository &&
        isWanted("environment", entry.environment) &&
        isWanted("ref", entry.ref) &&
        isWanted("sha", entry.ref));
    sendPage(incoming, found.toReversed().map((entry) => deploymentOf(base, entry)));
}
function readDeployment(incoming, id = "") {
    const found = findDeployment(incoming, id);
    if (found)
        sendJson(incoming.response, 200, deploymentOf(incoming.base, found));
}
function createStatus(incoming, id = "") {
    const { body, response, state, base } = incoming;
    const deployment = findDeployment(incoming, id);
    if (!deployment)
        return;
    if (!STATES.has(String(body["state"])))
        return refuse(response, 422, `Validation Failed: ${JSON.stringify(body["state"])} is not a member of ${[...STATES].join(", ")}`);
    const text = (name) => (typeof body[name] === "string" ? body[name] : "");
    if (text("description").length > 140)
        return refuse(response, 422, "Validation Failed: description is too long (maximum is 140 characters)");
    const now = new Date().toISOString();
    const status = {
        id: nextId(state),
        state: text("state"),
        description: text("description"),
        environment: text("environment") || deployment.environment,
        log_url: text("log_url"),
        environment_url: text("environment_url"),
        created_at: now,
        updated_at: now,
    };
    deployment.statuses.push(status);
    // A success makes earlier deployments of the environment inactive, unless the caller says otherwise.
    if (status.state === "success" && body["auto_inactive"] !== false)
        deactivateOthers(state, deployment.id, deployment.repository, deployment.environment);
    sendJson(response, 201, statusOf(base, deployment, status));
}
function deactivateOthers(state, id, repository, environment) {
    for (const other of state.deployments) {
        const last = other.statuses.at(-1);
        if (other.id === id ||
            other.repository !== repository ||
            other.environment !== environment ||
            other.transient ||
            last?.state !== "success")
            continue;
        other.statuses.push({ ...last, id: nextId(state), state: "inactive", description: "" });
    }
}
function listStatuses(incoming, id = "") {
    const deployment = findDeployment(incoming, id);
    if (deployment)
        sendPage(incoming, deployment.statuses.toReversed().map((status) => statusOf(incoming.base, deployment, status)));
}
/** Every commit of a rehearsal came by one pull request. */
function listPulls(incoming, commit = "") {
    sendPage(incoming, [pullRequestOf(incoming.base, incoming.repository, commit)]);
}
function readContents({ dir, repository, response, base }, path = "") {
    const relative = (0,external_node_path_.normalize)(`/${decodeURIComponent(path)}`).slice(1);
    const url = `${base}/repos/${repository}/contents/${relative}`;
    void (0,promises_.readFile)((0,external_node_path_.join)(dir, "contents", repository, relative)).then((bytes) => sendJson(response, 200, {
        type: "file",
        encoding: "base64",
        size: bytes.length,
        name: relative.split("/").at(-1),
        path: relative,
        content: bytes.toString("base64"),
        sha: "",
        url,
        git_url: null,
        html_url: null,
        download_url: null,
        _links: { self: url, git: null, html: null },
    }), () => refuse(response, 404, "Not Found"));
}
function findDeployment({ state, repository, response }, id) {
    const found = state.deployments.find((entry) => entry.id === Number(id) && entry.repository === repository);
    if (!found)
        refuse(response, 404, "Not Found");
    return found;
}
async function readJson(request, response) {
    const text = (await readBody(request)).toString();
    try {
        return text === "" ? {} : (0,json/* recordAt */.zR)((0,json/* parseJson */.qF)(text));
    }
    catch {
        refuse(response, 400, "Problems parsing JSON");
        return undefined;
    }
}
function rate() {
    return { limit: 5000, remaining: 4999, used: 1, reset: Math.floor(Date.now() / 1000) + 3600 };
}
function readState(file) {
    try {
        const state = (0,json/* parseJson */.qF)((0,external_node_fs_.readFileSync)(file, "utf8"));
        if (isGitHubState(state))
            return state;
    }
    catch {
        // The first start has no file.
    }
    return { lastId: 1000, deployments: [], comments: [], issues: [], environments: [], reviews: [], attestations: [] };
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/cluster/kubeconfig.js
var cluster_kubeconfig = __webpack_require__(37329);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/kinds.js
// group/version, kind, plural, scope, short names, subresources
const TABLE = `
v1 Namespace namespaces cluster ns status,finalize
v1 Node nodes cluster no status
v1 ConfigMap configmaps namespaced cm -
v1 Secret secrets namespaced - -
v1 Service services namespaced svc status,proxy
v1 ServiceAccount serviceaccounts namespaced sa -
v1 Pod pods namespaced po status,log,proxy
v1 Endpoints endpoints namespaced ep -
v1 Event events namespaced ev -
v1 PersistentVolumeClaim persistentvolumeclaims namespaced pvc status
v1 PersistentVolume persistentvolumes cluster pv status
v1 ResourceQuota resourcequotas namespaced quota status
v1 LimitRange limitranges namespaced limits -
apps/v1 Deployment deployments namespaced deploy status,scale
apps/v1 ReplicaSet replicasets namespaced rs status,scale
apps/v1 StatefulSet statefulsets namespaced sts status,scale
apps/v1 DaemonSet daemonsets namespaced ds status
apps/v1 ControllerRevision controllerrevisions namespaced - -
batch/v1 Job jobs namespaced - status
batch/v1 CronJob cronjobs namespaced cj status
networking.k8s.io/v1 Ingress ingresses namespaced ing status
networking.k8s.io/v1 IngressClass ingressclasses cluster - -
networking.k8s.io/v1 NetworkPolicy networkpolicies namespaced netpol -
autoscaling/v2 HorizontalPodAutoscaler horizontalpodautoscalers namespaced hpa status
policy/v1 PodDisruptionBudget poddisruptionbudgets namespaced pdb status
coordination.k8s.io/v1 Lease leases namespaced - -
discovery.k8s.io/v1 EndpointSlice endpointslices namespaced - -
rbac.authorization.k8s.io/v1 Role roles namespaced - -
rbac.authorization.k8s.io/v1 RoleBinding rolebindings namespaced - -
rbac.authorization.k8s.io/v1 ClusterRole clusterroles cluster - -
rbac.authorization.k8s.io/v1 ClusterRoleBinding clusterrolebindings cluster - -
storage.k8s.io/v1 StorageClass storageclasses cluster sc -
scheduling.k8s.io/v1 PriorityClass priorityclasses cluster pc -
apiextensions.k8s.io/v1 CustomResourceDefinition customresourcedefinitions cluster crd,crds status
`;
const IN_ALL = new Set([
    "pods",
    "services",
    "deployments",
    "replicasets",
    "statefulsets",
    "daemonsets",
    "jobs",
    "cronjobs",
    "horizontalpodautoscalers",
]);
/** The kinds that the rehearsal serves without a CustomResourceDefinition. */
const BUILT_IN_KINDS = TABLE.trim()
    .split("\n")
    .map((line) => {
    const [groupVersion = "", kind = "", plural = "", scope, short = "-", subresources = "-"] = line.split(" ");
    const [group = "", version = ""] = groupVersion.includes("/") ? groupVersion.split("/") : ["", groupVersion];
    const words = (text) => (text === "-" ? [] : text.split(","));
    return {
        group,
        version,
        kind,
        plural,
        singular: kind.toLowerCase(),
        shortNames: words(short),
        categories: IN_ALL.has(plural) ? ["all"] : [],
        namespaced: scope === "namespaced",
        subresources: words(subresources),
        custom: false,
    };
});
/** `v1`, `apps/v1` … */
function apiVersionOf(kind) {
    return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}
/** The key under which objects of a kind are stored; versions of one kind share it. */
function kindKey(kind) {
    return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}
/** The kinds that a CustomResourceDefinition adds, one per served version. */
function customKinds(definition) {
    const { group, scope, names, versions } = definition.spec;
    return versions
        .filter((version) => version.served)
        .map((version) => ({
        group,
        version: version.name,
        kind: names.kind,
        plural: names.plural,
        singular: names.singular ?? names.kind.toLowerCase(),
        shortNames: names.shortNames ?? [],
        categories: names.categories ?? [],
        namespaced: scope === "Namespaced",
        subresources: version.subresources?.status ? ["status"] : [],
        custom: true,
    }));
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/object.js

/** A refusal in the words of the API server; becomes a `Status` object in the answer. */
class ApiRefusal extends Error {
    code;
    reason;
    details;
    constructor(code, reason, message, details = {}) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }
    toStatus() {
        return {
            kind: "Status",
            apiVersion: "v1",
            metadata: {},
            status: "Failure",
            message: this.message,
            reason: this.reason,
            details: this.details,
            code: this.code,
        };
    }
}
/** Makes the refusal of an object whose fields are wrong, one cause per field. */
function invalid(kind, name, causes) {
    const text = causes.map((cause) => `${cause.field}: ${cause.message}`).join(", ");
    const list = causes.map((cause) => ({ reason: "FieldValueInvalid", ...cause }));
    return new ApiRefusal(422, "Invalid", `${kind} "${name}" is invalid: ${causes.length > 1 ? `[${text}]` : text}`, {
        name,
        kind,
        causes: list,
    });
}
/** Whether a value has what every object of the API has: a version, a kind and a name. */
function isKubeObject(value) {
    return ((0,json/* textAt */.$6)(value, "apiVersion") !== undefined && (0,json/* textAt */.$6)(value, "kind") !== undefined && (0,json/* textAt */.$6)(value, "metadata", "name") !== undefined);
}
/** A value as an object of the API. Throws a refusal (400) for what has no version, kind or name. */
function requireKubeObject(value) {
    if (isKubeObject(value))
        return value;
    throw new ApiRefusal(400, "BadRequest", "the body of the request is no object of the API: it lacks a version, a kind or metadata");
}
/** Whether two JSON values are the same, whatever the order of their keys. A key without a value is no key. */
function isEqual(a, b) {
    if (a === b)
        return true;
    if (Array.isArray(a) && Array.isArray(b))
        return a.length === b.length && a.every((item, at) => isEqual(item, b[at]));
    if (!(0,json/* isRecord */.u4)(a) || !(0,json/* isRecord */.u4)(b))
        return false;
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => isEqual(a[key], b[key]));
}
/** Now, in the precision of the API. */
function timestamp() {
    return `${new Date().toISOString().slice(0, 19)}Z`;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/store.js






// A watch that begins earlier gets 410 and lists anew, as on a real server whose history is compacted.
const MAX_EVENTS = 5_000;
const SAVE_DELAY_MS = 200;
/** All objects of the cluster in memory, with resource versions, a log of changes for watches, and a file that survives a restart. */
class ObjectStore {
    #objects = new Map();
    #events = [];
    #listeners = new Set();
    #file;
    #version = 1;
    #saving;
    #kinds = BUILT_IN_KINDS;
    constructor(file) {
        this.#file = file;
        if (file)
            this.#load(file);
    }
    get version() {
        return this.#version;
    }
    /** Every kind that is served now, custom ones included. */
    get kinds() {
        return this.#kinds;
    }
    list(key, namespace) {
        const all = [...(this.#objects.get(key)?.values() ?? [])];
        const own = namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
        return own.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    }
    find(key, namespace, name) {
        return this.#objects.get(key)?.get(`${namespace ?? ""}/${name}`);
    }
    add(key, object) {
        const { metadata } = object;
        if (this.find(key, metadata.namespace, metadata.name)) {
            throw new ApiRefusal(409, "AlreadyExists", `${key} "${metadata.name}" already exists`, { name: metadata.name, kind: key });
        }
        const stored = this.#stamp({
            ...object,
            metadata: { ...metadata, uid: (0,external_node_crypto_.randomUUID)(), creationTimestamp: timestamp(), generation: metadata.generation ?? 1 },
        });
        this.#keep(key, stored);
        this.#publish({ type: "ADDED", key, object: stored, version: this.#version });
        return stored;
    }
    replace(key, object) {
        const before = this.find(key, object.metadata.namespace, object.metadata.name);
        if (!before || before.metadata.uid !== object.metadata.uid)
            throw notFound(key, object.metadata.name);
        const { resourceVersion: _, ...old } = before.metadata;
        const { resourceVersion: __, ...now } = object.metadata;
        if (isEqual({ ...before, metadata: old }, { ...object, metadata: now }))
            return before;
        const stored = this.#stamp(object);
        this.#keep(key, stored);
        this.#publish({ type: "MODIFIED", key, object: stored, before, version: this.#version });
        return stored;
    }
    /** Replaces the status of an object that may have changed meanwhile, or be gone. */
    setStatus(key, object, status) {
        const current = this.find(key, object.metadata.namespace, object.metadata.name);
        if (current && current.metadata.uid === object.metadata.uid)
            this.replace(key, { ...current, status });
    }
    remove(key, namespace, name) {
        const object = this.find(key, namespace, name);
        if (!object)
            return undefined;
        this.#objects.get(key)?.delete(idOf(object));
        const last = this.#stamp(object);
        this.#refreshKinds(key);
        this.#publish({ type: "DELETED", key, object: last, before: object, version: this.#version });
        return last;
    }
    onEvent(listener) {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }
    /** The changes after a version. Throws a refusal (410) when they are no longer known. */
    eventsSince(version) {
        const oldest = this.#events[0]?.version ?? this.#version + 1;
        if (version < oldest - 1 || version > this.#version) {
            throw new ApiRefusal(410, "Expired", `too old resource version: ${version} (${oldest})`);
        }
        return this.#events.filter((event) => event.version > version);
    }
    /** Writes everything to the file now. */
    async save() {
        clearTimeout(this.#saving);
        this.#saving = undefined;
        if (!this.#file)
            return;
        const objects = Object.fromEntries([...this.#objects].map(([key, map]) => [key, [...map.values()]]));
        const draft = `${this.#file}.${(0,external_node_crypto_.randomUUID)()}`;
        await (0,promises_.writeFile)(draft, JSON.stringify({ version: this.#version, objects }), { mode: 0o600 });
        await (0,promises_.rename)(draft, this.#file);
    }
    #load(file) {
        let text;
        try {
            text = (0,external_node_fs_.readFileSync)(file, "utf8");
        }
        catch {
            // The first start has no file; a file is only ever replaced as a whole, so there is no half one.
            return;
        }
        const saved = (0,json/* parseJson */.qF)(text);
        this.#version = (0,json/* numberAt */.tk)(saved, "version") ?? this.#version;
        for (const [key, objects] of Object.entries((0,json/* recordAt */.zR)(saved, "objects")))
            for (const object of (0,json/* listAt */.gT)(objects))
                if (isKubeObject(object))
                    this.#keep(key, object);
    }
    #stamp(object) {
        this.#version += 1;
        return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
    }
    #keep(key, object) {
        const map = this.#objects.get(key) ?? new Map();
        this.#objects.set(key, map);
        map.set(idOf(object), object);
        this.#refreshKinds(key);
    }
    #refreshKinds(key) {
        if (key !== "customresourcedefinitions.apiextensions.k8s.io")
            return;
        this.#kinds = [...BUILT_IN_KINDS, ...this.list(key).flatMap(customKinds)];
    }
    #publish(event) {
        this.#events.push(event);
        if (this.#events.length > MAX_EVENTS)
            this.#events.shift();
        for (const listener of this.#listeners)
            listener(event);
        this.#saving ??= setTimeout(() => void this.save(), SAVE_DELAY_MS).unref();
    }
}
/** The refusal for an object that does not exist. */
function notFound(key, name) {
    const [plural = "", ...group] = key.split(".");
    return new ApiRefusal(404, "NotFound", `${key} "${name}" not found`, {
        name,
        group: group.join(".") || undefined,
        kind: plural,
    });
}
/** Finds a kind by what stands in a path of the API. */
function findKind(kinds, group, version, plural) {
    return kinds.find((kind) => kind.group === group && kind.version === version && kind.plural === plural);
}
/** Finds the storage key of an `apiVersion` and `kind`, as owner references name them. */
function findKeyOf(kinds, apiVersion, kind) {
    const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
    const found = kinds.find((entry) => entry.group === group && entry.kind === kind);
    return found && kindKey(found);
}
function idOf({ metadata }) {
    return `${metadata.namespace ?? ""}/${metadata.name}`;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/known-kinds.js
/**
 * Whether an object is of a kind, and so of its shape. For objects that `validateObject` let pass, as everything in the store: the shape is
 * judged there, once.
 */
function isKind(object, ...kinds) {
    return kinds.some((kind) => kind === object.kind);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/deletion.js





const POLICIES = ["Background", "Foreground", "Orphan"];
/** Reads the `DeleteOptions` in a body; what is no option is left out, as an API server does it. */
function readDeleteOptions(body) {
    return {
        propagationPolicy: POLICIES.find((policy) => policy === (0,json/* textAt */.$6)(body, "propagationPolicy")),
        gracePeriodSeconds: (0,json/* numberAt */.tk)(body, "gracePeriodSeconds"),
        preconditions: {
            uid: (0,json/* textAt */.$6)(body, "preconditions", "uid"),
            resourceVersion: (0,json/* textAt */.$6)(body, "preconditions", "resourceVersion"),
        },
    };
}
/**
 * Deletes an object as the API server does: a Pod gets its grace period, an object with finalizers waits for them, a Namespace empties first,
 * dependants follow (or are orphaned). Returns the object as it is now.
 */
function deleteObject(store, kind, namespace, name, options, dryRun) {
    const key = kindKey(kind);
    const live = store.find(key, namespace, name);
    if (!live)
        throw notFound(key, name);
    const { uid, resourceVersion } = options.preconditions ?? {};
    if ((uid && uid !== live.metadata.uid) || (resourceVersion && resourceVersion !== live.metadata.resourceVersion)) {
        throw new ApiRefusal(409, "Conflict", `Precondition failed on ${key} "${name}": the object is another one by now`, { name });
    }
    if (dryRun)
        return live;
    if (options.propagationPolicy === "Orphan")
        orphanDependants(store, live);
    const grace = options.gracePeriodSeconds ?? (isKind(live, "Pod") ? (live.spec.terminationGracePeriodSeconds ?? 30) : 0);
    const isRunningPod = kind.kind === "Pod" && grace > 0 && !["Succeeded", "Failed"].includes((0,json/* textAt */.$6)(live, "status", "phase") ?? "");
    if (!isRunningPod && kind.kind !== "Namespace" && !live.metadata.finalizers?.length)
        return store.remove(key, namespace, name) ?? live;
    if (live.metadata.deletionTimestamp && !(grace < (live.metadata.deletionGracePeriodSeconds ?? 0)))
        return live;
    const metadata = { ...live.metadata, deletionTimestamp: timestamp(), deletionGracePeriodSeconds: grace };
    const status = kind.kind === "Namespace" ? { phase: "Terminating" } : live.status;
    return store.replace(key, { ...live, metadata, status });
}
function orphanDependants(store, owner) {
    for (const kind of store.kinds) {
        for (const object of store.list(kindKey(kind), owner.metadata.namespace)) {
            const owners = object.metadata.ownerReferences ?? [];
            if (!owners.some((reference) => reference.uid === owner.metadata.uid))
                continue;
            store.replace(kindKey(kind), {
                ...object,
                metadata: { ...object.metadata, ownerReferences: owners.filter((reference) => reference.uid !== owner.metadata.uid) },
            });
        }
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/events.js


const events_MAX_EVENTS = 300;
/** Writes an Event about an object, or counts the one that says the same already. */
function recordEvent(store, about, type, reason, message) {
    const { name, namespace = "default", uid, resourceVersion } = about.metadata;
    const all = store.list("events");
    const same = all.find(({ involvedObject, reason: other, message: text }) => (0,json/* textAt */.$6)(involvedObject, "uid") === uid && other === reason && text === message);
    if (same) {
        store.replace("events", { ...same, count: Number(same["count"]) + 1, lastTimestamp: timestamp() });
        return;
    }
    const involvedObject = { kind: about.kind, apiVersion: about.apiVersion, name, namespace, uid, resourceVersion };
    const source = { component: "rehearsal" };
    const now = timestamp();
    store.add("events", {
        apiVersion: "v1",
        kind: "Event",
        metadata: { name: `${name}.${(store.version + 1).toString(16)}`, namespace },
        involvedObject,
        type,
        reason,
        message,
        count: 1,
        firstTimestamp: now,
        lastTimestamp: now,
        source,
        reportingComponent: "rehearsal",
        reportingInstance: "",
    });
    const oldest = all.length >= events_MAX_EVENTS
        ? all.toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))[0]
        : undefined;
    if (oldest)
        store.remove("events", oldest.metadata.namespace, oldest.metadata.name);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/workloads.js
/** Whether a pod has passed its readiness. */
function isReady(pod) {
    return pod.status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
}
/** Whether a pod counts: it is not being deleted and has not ended. */
function isActive(pod) {
    return !pod.metadata.deletionTimestamp && pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed";
}
/** The number of a container's port, given by number or by name. */
function resolvePort(pod, port) {
    if (typeof port === "number")
        return port;
    if (/^\d+$/.test(port))
        return Number(port);
    return pod.containers.flatMap((container) => container.ports ?? []).find((entry) => entry.name === port)?.containerPort;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/control.js







const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
/** A short name for a pod template; the same template always gets the same. */
function hashTemplate(template) {
    const bytes = (0,external_node_crypto_.createHash)("sha256").update((0,lib_digest/* canonicalJson */.dj)(template)).digest().subarray(0, 10);
    return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
/** Five random letters as in the names of pods. */
function randomSuffix() {
    return [...(0,external_node_crypto_.randomBytes)(5)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
/** The reference by which an object belongs to its controller. */
function ownedBy(owner) {
    return {
        apiVersion: owner.apiVersion,
        kind: owner.kind,
        name: owner.metadata.name,
        uid: owner.metadata.uid ?? "",
        controller: true,
        blockOwnerDeletion: true,
    };
}
/** The objects of a kind that a controller owns. */
function listOwned(store, key, owner) {
    return store
        .list(key, owner.metadata.namespace)
        .filter((object) => object.metadata.ownerReferences?.some((reference) => reference.uid === owner.metadata.uid));
}
/** Creates a pod from a template for its controller. */
function createPod(store, owner, template, name, labels = {}) {
    const metadata = {
        name,
        namespace: owner.metadata.namespace ?? "default",
        labels: { ...template.metadata?.labels, ...labels },
        annotations: template.metadata?.annotations,
        ownerReferences: [ownedBy(owner)],
    };
    store.add("pods", { apiVersion: "v1", kind: "Pod", metadata, spec: template.spec, status: { phase: "Pending", qosClass: "Burstable" } });
    recordEvent(store, owner, "Normal", "SuccessfulCreate", `Created pod: ${name}`);
}
/** Deletes an object in the background, with its grace period if it is a pod. */
function removeObject(store, key, object) {
    if (object.metadata.deletionTimestamp)
        return;
    const kind = [...store.kinds, ...BUILT_IN_KINDS].find((entry) => kindKey(entry) === key);
    if (kind)
        deleteObject(store, kind, object.metadata.namespace, object.metadata.name, {}, false);
}
/** The order in which surplus pods go: those that do not serve first, then the newest. */
function bySurplus(a, b) {
    const ready = Number(isReady(a)) - Number(isReady(b));
    return ready !== 0 ? ready : (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? "");
}
/** The counts that every workload's status has. Counts of zero are left out, as the API server leaves them out. */
function countPods(pods) {
    const active = pods.filter(isActive);
    const ready = active.filter(isReady).length;
    const served = ready > 0 ? ready : undefined;
    return { replicas: active.length, readyReplicas: served, availableReplicas: served };
}
/** Puts a condition into a list and keeps the time since when it holds. */
function withCondition(conditions, next) {
    const old = conditions.find((condition) => condition.type === next.type);
    const isSame = old?.status === next.status;
    const merged = { ...next, lastTransitionTime: isSame && old?.lastTransitionTime ? old.lastTransitionTime : timestamp() };
    return [...conditions.filter((condition) => condition.type !== next.type), merged];
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/deployments.js




const DEPLOYMENTS = "deployments.apps";
const REPLICA_SETS = "replicasets.apps";
const REVISION = "deployment.kubernetes.io/revision";
const HASH = "pod-template-hash";
/** Brings the ReplicaSets of every Deployment one step nearer to its spec and writes its status. */
function syncDeployments(store) {
    for (const object of store.list(DEPLOYMENTS))
        if (!object.metadata.deletionTimestamp)
            syncDeployment(store, object);
}
function syncDeployment(store, deployment) {
    const { spec } = deployment;
    const hash = hashTemplate(spec.template);
    const sets = listOwned(store, REPLICA_SETS, deployment);
    let current = sets.find((set) => set.metadata.labels?.[HASH] === hash);
    const older = sets.filter((set) => set !== current);
    if (!spec.paused) {
        current = ensureCurrent(store, deployment, hash, current, older);
        if (spec.strategy?.type === "Recreate")
            recreate(store, deployment, current, older);
        else
            roll(store, deployment, current, older);
        pruneHistory(store, spec, older);
    }
    writeStatus(store, deployment, current);
}
// The newest ReplicaSet is the one of the present template; its revision is the number that `kubectl rollout history` shows.
function ensureCurrent(store, deployment, hash, current, older) {
    const revisions = older.map((set) => Number(set.metadata.annotations?.[REVISION] ?? 0));
    const revision = String(Math.max(0, ...revisions) + 1);
    let set = current;
    if (!set) {
        const { template, selector } = deployment.spec;
        const labels = { ...template.metadata?.labels, [HASH]: hash };
        const metadata = {
            name: `${deployment.metadata.name}-${hash}`,
            namespace: deployment.metadata.namespace ?? "",
            labels,
            annotations: { [REVISION]: revision },
            ownerReferences: [ownedBy(deployment)],
        };
        const spec = {
            replicas: 0,
            selector: { ...selector, matchLabels: { ...selector?.matchLabels, [HASH]: hash } },
            template: { ...template, metadata: { ...template.metadata, labels } },
        };
        set = store.add(REPLICA_SETS, { apiVersion: "apps/v1", kind: "ReplicaSet", metadata, spec, status: { replicas: 0 } });
    }
    else if (Number(set.metadata.annotations?.[REVISION] ?? 0) < Number(revision)) {
        // Going back to an old template makes it the newest revision.
        set = store.replace(REPLICA_SETS, {
            ...set,
            metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, [REVISION]: revision } },
        });
    }
    const own = set.metadata.annotations?.[REVISION] ?? revision;
    if (deployment.metadata.annotations?.[REVISION] !== own) {
        store.replace(DEPLOYMENTS, {
            ...deployment,
            metadata: { ...deployment.metadata, annotations: { ...deployment.metadata.annotations, [REVISION]: own } },
        });
    }
    return set;
}
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment
function recreate(store, deployment, current, older) {
    for (const set of older)
        scale(store, deployment, set, 0);
    const isClear = older.every((set) => listOwned(store, "pods", set).length === 0);
    if (isClear)
        scale(store, deployment, current, deployment.spec?.replicas ?? 1);
}
// `maxSurge` rounds up and `maxUnavailable` down, and both cannot be 0.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
function roll(store, deployment, current, older) {
    const wanted = deployment.spec?.replicas ?? 1;
    const { maxSurge = "25%", maxUnavailable = "25%" } = deployment.spec?.strategy?.rollingUpdate ?? {};
    const surge = portion(maxSurge, wanted, Math.ceil);
    const down = portion(maxUnavailable, wanted, Math.floor) || (surge === 0 ? 1 : 0);
    const size = (set) => set.spec?.replicas ?? 0;
    const total = [current, ...older].reduce((sum, set) => sum + size(set), 0);
    if (size(current) > wanted)
        return scale(store, deployment, current, wanted);
    if (size(current) < wanted && total < wanted + surge)
        return scale(store, deployment, current, Math.min(wanted, size(current) + wanted + surge - total));
    const available = (set) => countPods(listOwned(store, "pods", set)).availableReplicas ?? 0;
    const minimum = wanted - down;
    let removable = total - minimum - (size(current) - available(current));
    // Pods that do not serve are no loss, so they go first; then those that do, as far as enough remain.
    for (const set of older) {
        const idle = Math.min(size(set) - available(set), Math.max(0, removable));
        if (idle <= 0)
            continue;
        scale(store, deployment, set, size(set) - idle);
        removable -= idle;
    }
    let spare = [current, ...older].reduce((sum, set) => sum + available(set), 0) - minimum;
    for (const set of older) {
        const now = store.find(REPLICA_SETS, set.metadata.namespace, set.metadata.name);
        if (!now)
            continue;
        const gone = Math.min(size(now), Math.max(0, Math.min(spare, removable)));
        if (gone <= 0)
            continue;
        scale(store, deployment, now, size(now) - gone);
        spare -= gone;
        removable -= gone;
    }
}
function portion(value, of, round) {
    return typeof value === "number" ? value : round((Number.parseFloat(value) / 100) * of);
}
function scale(store, deployment, set, replicas) {
    const before = set.spec?.replicas ?? 0;
    if (before === replicas)
        return;
    const generation = (set.metadata.generation ?? 1) + 1;
    store.replace(REPLICA_SETS, { ...set, metadata: { ...set.metadata, generation }, spec: { ...set.spec, replicas } });
    const direction = replicas > before ? "up" : "down";
    recordEvent(store, deployment, "Normal", "ScalingReplicaSet", `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`);
}
function pruneHistory(store, spec, older) {
    const idle = older.filter((set) => (set.spec?.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0);
    const newestFirst = idle.toSorted((a, b) => Number(b.metadata.annotations?.[REVISION]) - Number(a.metadata.annotations?.[REVISION]));
    for (const set of newestFirst.slice(spec.revisionHistoryLimit ?? 10))
        store.remove(REPLICA_SETS, set.metadata.namespace, set.metadata.name);
}
function writeStatus(store, before, current) {
    const deployment = store.find(DEPLOYMENTS, before.metadata.namespace, before.metadata.name);
    if (!deployment)
        return;
    const { spec } = deployment;
    const wanted = spec.replicas ?? 1;
    const pods = listOwned(store, REPLICA_SETS, deployment).flatMap((set) => listOwned(store, "pods", set));
    const counts = countPods(pods);
    const updated = current ? countPods(listOwned(store, "pods", current)).replicas : 0;
    const available = counts.availableReplicas ?? 0;
    const down = portion(spec.strategy?.rollingUpdate?.maxUnavailable ?? (spec.strategy?.type === "Recreate" ? 0 : "25%"), wanted, Math.floor);
    const isAvailable = available >= wanted - down;
    const old = deployment.status;
    const unavailable = Math.max(0, counts.replicas - available, wanted - available);
    const numbers = {
        ...counts,
        updatedReplicas: updated > 0 ? updated : undefined,
        unavailableReplicas: unavailable > 0 ? unavailable : undefined,
    };
    const isComplete = updated === wanted && counts.replicas === wanted && available === wanted && current !== undefined;
    const conditions = withCondition(withProgress(deployment, current, numbers, isComplete), {
        type: "Available",
        status: isAvailable ? "True" : "False",
        reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        message: isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
    });
    const status = { observedGeneration: deployment.metadata.generation ?? 1, ...numbers, conditions };
    if (JSON.stringify(status) !== JSON.stringify(old))
        store.setStatus(DEPLOYMENTS, deployment, status);
}
/** A Deployment that makes no progress for its deadline says so; every change of the numbers is progress. */
function withProgress(deployment, current, numbers, isComplete) {
    const { status, spec } = deployment;
    const conditions = [...(status?.conditions ?? [])];
    const old = conditions.find((condition) => condition.type === "Progressing");
    const name = current?.metadata.name ?? "";
    const hasMoved = !old ||
        status?.observedGeneration !== deployment.metadata.generation ||
        ["replicas", "updatedReplicas", "readyReplicas", "unavailableReplicas"].some((field) => status?.[field] !== numbers[field]);
    const lastUpdateTime = hasMoved ? timestamp() : (old?.lastUpdateTime ?? timestamp());
    const isLate = !isComplete && !hasMoved && Date.now() - Date.parse(lastUpdateTime) > (spec?.progressDeadlineSeconds ?? 600) * 1000;
    const base = { type: "Progressing", lastUpdateTime };
    if (isLate)
        return withCondition(conditions, {
            ...base,
            status: "False",
            reason: "ProgressDeadlineExceeded",
            message: `ReplicaSet "${name}" has timed out progressing.`,
        });
    if (isComplete)
        return withCondition(conditions, {
            ...base,
            status: "True",
            reason: "NewReplicaSetAvailable",
            message: `ReplicaSet "${name}" has successfully progressed.`,
        });
    return withCondition(conditions, {
        ...base,
        status: "True",
        reason: "ReplicaSetUpdated",
        message: `ReplicaSet "${name}" is progressing.`,
    });
}
/** Creates and deletes pods so that every ReplicaSet has as many as it wants, and writes its status. */
function syncReplicaSets(store) {
    for (const set of store.list(REPLICA_SETS)) {
        if (set.metadata.deletionTimestamp)
            continue;
        const { replicas = 1, template } = set.spec;
        const active = listOwned(store, "pods", set).filter(isActive);
        for (let count = active.length; count < replicas; count += 1)
            createPod(store, set, template, `${set.metadata.name}-${randomSuffix()}`);
        for (const pod of active.toSorted(bySurplus).slice(0, Math.max(0, active.length - replicas)))
            removeObject(store, "pods", pod);
        store.setStatus(REPLICA_SETS, set, {
            observedGeneration: set.metadata.generation ?? 1,
            ...countPods(listOwned(store, "pods", set)),
        });
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/selectors.js


/** Reads a workload's selector; what is no text in it is left out. */
function readSelector(value) {
    return {
        matchLabels: (0,json/* textsAt */.i1)(value, "matchLabels"),
        matchExpressions: (0,json/* listAt */.gT)(value, "matchExpressions").map((rule) => ({
            key: (0,json/* textAt */.$6)(rule, "key") ?? "",
            operator: (0,json/* textAt */.$6)(rule, "operator") ?? "",
            values: (0,json/* listAt */.gT)(rule, "values").filter((item) => typeof item === "string"),
        })),
    };
}
/** Whether labels match the selector of a workload. An empty selector matches everything, a missing one nothing. */
function matchesSelector(selector, labels = {}) {
    if (!selector)
        return false;
    const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
    return equal && (selector.matchExpressions ?? []).every((rule) => matchesRule(rule.key, rule.operator, rule.values ?? [], labels));
}
/** Whether labels have every pair of a Service's selector. A Service without one selects nothing. */
function matchesPairs(pairs, labels = {}) {
    return pairs !== undefined && Object.keys(pairs).length > 0 && matchesSelector({ matchLabels: pairs }, labels);
}
function matchesRule(key, operator, values, labels) {
    const value = labels[key];
    if (operator === "In")
        return value !== undefined && values.includes(value);
    if (operator === "NotIn")
        return value === undefined || !values.includes(value);
    if (operator === "Exists")
        return value !== undefined;
    if (operator === "DoesNotExist")
        return value === undefined;
    throw new ApiRefusal(400, "BadRequest", `"${operator}" is not a valid label selector operator`);
}
/** Parses `app=api,tier!=db,env in (a,b),!legacy`. Throws a refusal (400) for anything else. */
function parseLabelSelector(text) {
    const rules = splitTopLevel(text).map((part) => {
        const set = /^([^\s!=()]+)\s+(in|notin)\s+\(([^()]*)\)$/.exec(part);
        if (set?.[1])
            return { key: set[1], operator: set[2] === "in" ? "In" : "NotIn", values: (set[3] ?? "").split(",").map((value) => value.trim()) };
        const pair = /^([^\s!=()]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(part);
        if (pair?.[1])
            return { key: pair[1], operator: pair[2] === "!=" ? "NotIn" : "In", values: [pair[3] ?? ""] };
        const key = /^(!?)\s*([^\s!=()]+)$/.exec(part);
        if (key?.[2])
            return { key: key[2], operator: key[1] ? "DoesNotExist" : "Exists", values: [] };
        throw new ApiRefusal(400, "BadRequest", `unable to parse requirement: ${part}`);
    });
    return (object) => rules.every((rule) => matchesRule(rule.key, rule.operator, rule.values, object.metadata.labels ?? {}));
}
/** Parses `metadata.name=x,status.phase!=Running`. Throws a refusal (400) for anything else. */
function parseFieldSelector(text) {
    const rules = splitTopLevel(text).map((part) => {
        const match = /^([\w.[\]]+)(==|=|!=)(.*)$/.exec(part);
        if (!match?.[1])
            throw new ApiRefusal(400, "BadRequest", `invalid field selector: ${part}`);
        return { path: match[1].split("."), negative: match[2] === "!=", value: match[3] ?? "" };
    });
    return (object) => rules.every(({ path, negative, value }) => {
        let at = object;
        for (const name of path)
            at = (0,json/* isRecord */.u4)(at) ? at[name] : undefined;
        const text = typeof at === "string" || typeof at === "number" || typeof at === "boolean" ? String(at) : "";
        return (text === value) !== negative;
    });
}
function splitTopLevel(text) {
    return text
        .split(/,(?![^(]*\))/)
        .map((part) => part.trim())
        .filter(Boolean);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/housekeeping.js





const DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";
/** Does what small controllers of a cluster do: claims, definitions, budgets, autoscalers, owners, namespaces. */
function keepHouse(store) {
    bindClaims(store);
    establishDefinitions(store);
    countBudgets(store);
    observeAutoscalers(store);
    collectGarbage(store);
    emptyNamespaces(store);
}
function bindClaims(store) {
    for (const claim of store.list("persistentvolumeclaims")) {
        const { spec } = claim;
        if (spec.volumeName)
            continue;
        const bound = store.replace("persistentvolumeclaims", { ...claim, spec: { ...spec, volumeName: `pvc-${claim.metadata.uid}` } });
        store.setStatus("persistentvolumeclaims", bound, {
            phase: "Bound",
            accessModes: spec.accessModes ?? [],
            capacity: spec.resources?.requests ?? {},
        });
    }
}
function establishDefinitions(store) {
    for (const definition of store.list(DEFINITIONS)) {
        const { names, versions } = definition.spec;
        const conditions = [
            { type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" },
            { type: "Established", status: "True", reason: "InitialNamesAccepted", message: "the initial names have been accepted" },
        ];
        if (definition.status?.conditions?.length)
            continue;
        store.setStatus(DEFINITIONS, definition, {
            conditions: conditions.reduce((list, condition) => withCondition(list, condition), []),
            acceptedNames: { listKind: `${names.kind}List`, singular: names.kind.toLowerCase(), ...names },
            storedVersions: versions.filter((version) => version.storage).map((version) => version.name),
        });
    }
}
/** Without its definition a custom object cannot exist. */
function removeCustomObjects(store, definition) {
    for (const kind of customKinds(definition))
        for (const { metadata } of store.list(kindKey(kind)))
            store.remove(kindKey(kind), metadata.namespace, metadata.name);
}
function countBudgets(store) {
    for (const budget of store.list("poddisruptionbudgets.policy")) {
        const { spec } = budget;
        const pods = store.list("pods", budget.metadata.namespace).filter((pod) => matchesSelector(spec.selector, pod.metadata.labels));
        const { replicas: expectedPods, readyReplicas: currentHealthy = 0 } = countPods(pods);
        const share = (value) => typeof value === "number" ? value : Math.ceil((Number.parseFloat(value) / 100) * expectedPods);
        const desiredHealthy = spec.minAvailable === undefined ? Math.max(0, expectedPods - share(spec.maxUnavailable ?? 0)) : share(spec.minAvailable);
        const disruptionsAllowed = Math.max(0, currentHealthy - desiredHealthy);
        store.setStatus("poddisruptionbudgets.policy", budget, {
            observedGeneration: budget.metadata.generation,
            expectedPods,
            currentHealthy,
            desiredHealthy,
            disruptionsAllowed,
        });
    }
}
// https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ : the limits hold without metrics, which a rehearsal has none of.
function observeAutoscalers(store) {
    for (const scaler of store.list("horizontalpodautoscalers.autoscaling")) {
        const { scaleTargetRef, minReplicas = 1, maxReplicas = minReplicas } = scaler.spec;
        const key = findKeyOf(store.kinds, scaleTargetRef.apiVersion ?? "apps/v1", scaleTargetRef.kind);
        const target = key ? store.find(key, scaler.metadata.namespace, scaleTargetRef.name) : undefined;
        const wanted = (0,json/* numberAt */.tk)(target, "spec", "replicas");
        const desiredReplicas = wanted === undefined ? 0 : Math.min(Math.max(wanted, minReplicas), maxReplicas);
        // Nobody scales what somebody has switched off.
        if (key && target && wanted && wanted !== desiredReplicas) {
            const metadata = { ...target.metadata, generation: (target.metadata.generation ?? 1) + 1 };
            store.replace(key, { ...target, metadata, spec: { ...(0,json/* recordAt */.zR)(target, "spec"), replicas: desiredReplicas } });
        }
        const conditions = withCondition(scaler.status?.conditions ?? [], target
            ? {
                type: "AbleToScale",
                status: "True",
                reason: "SucceededGetScale",
                message: "the HPA controller was able to get the target's current scale",
            }
            : {
                type: "AbleToScale",
                status: "False",
                reason: "FailedGetScale",
                message: `${scaleTargetRef.kind} "${scaleTargetRef.name}" not found`,
            });
        const status = {
            observedGeneration: scaler.metadata.generation,
            currentReplicas: (0,json/* numberAt */.tk)(target, "status", "replicas") ?? 0,
            desiredReplicas: wanted === 0 ? 0 : desiredReplicas,
            conditions,
        };
        store.setStatus("horizontalpodautoscalers.autoscaling", scaler, status);
    }
}
/** Deletes what has owners that are all gone. */
function collectGarbage(store) {
    const all = store.kinds.flatMap((kind) => store.list(kindKey(kind)).map((object) => ({ key: kindKey(kind), object })));
    const present = new Set(all.map(({ object }) => object.metadata.uid));
    for (const { key, object } of all) {
        const owners = object.metadata.ownerReferences ?? [];
        if (owners.length > 0 &&
            owners.every((owner) => !present.has(owner.uid)) &&
            store.find(key, object.metadata.namespace, object.metadata.name))
            removeObject(store, key, object);
    }
    for (const { key, object } of all)
        releaseForeground(store, key, object);
}
/** An object that waits for its dependants (`foregroundDeletion`) goes when the last of them is gone. */
function releaseForeground(store, key, object) {
    const { finalizers = [], deletionTimestamp, uid, namespace, name } = object.metadata;
    if (!deletionTimestamp || !finalizers.includes("foregroundDeletion"))
        return;
    const dependants = store.kinds.flatMap((kind) => store
        .list(kindKey(kind), namespace)
        .filter((other) => other.metadata.ownerReferences?.some((owner) => owner.uid === uid))
        .map((other) => ({ key: kindKey(kind), other })));
    for (const dependant of dependants)
        removeObject(store, dependant.key, dependant.other);
    if (dependants.length > 0)
        return;
    const rest = finalizers.filter((finalizer) => finalizer !== "foregroundDeletion");
    if (rest.length === 0)
        store.remove(key, namespace, name);
    else
        store.replace(key, { ...object, metadata: { ...object.metadata, finalizers: rest } });
}
function emptyNamespaces(store) {
    for (const namespace of store.list("namespaces")) {
        const { name, deletionTimestamp } = namespace.metadata;
        if (!deletionTimestamp) {
            ensureServiceAccount(store, name);
            continue;
        }
        const kinds = store.kinds.filter((kind) => kind.namespaced);
        const content = kinds.flatMap((kind) => store.list(kindKey(kind), name).map((object) => ({ key: kindKey(kind), object })));
        for (const { key, object } of content)
            if (store.find(key, name, object.metadata.name))
                removeObject(store, key, object);
        if (kinds.every((kind) => store.list(kindKey(kind), name).length === 0))
            store.remove("namespaces", undefined, name);
    }
}
function ensureServiceAccount(store, namespace) {
    const kind = BUILT_IN_KINDS.find((entry) => entry.kind === "ServiceAccount");
    if (!kind || store.find("serviceaccounts", namespace, "default"))
        return;
    store.add("serviceaccounts", { apiVersion: apiVersionOf(kind), kind: "ServiceAccount", metadata: { name: "default", namespace } });
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/cluster/not-run.js
var not_run = __webpack_require__(80021);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/jobs.js





const JOBS = "jobs.batch";
/** Runs the pods of every Job until it has completed or failed for good. */
function syncJobs(store) {
    for (const job of store.list(JOBS)) {
        if (job.metadata.deletionTimestamp)
            continue;
        if (!job.spec.selector)
            selectOwnPods(store, job, job.spec);
        else if (isOver(job))
            expire(store, job);
        else
            syncJob(store, job, job.spec);
    }
}
/** A Job gets a selector that only its own pods match. */
function selectOwnPods(store, job, spec) {
    const uid = job.metadata.uid ?? "";
    const labels = {
        "batch.kubernetes.io/controller-uid": uid,
        "controller-uid": uid,
        "batch.kubernetes.io/job-name": job.metadata.name,
        "job-name": job.metadata.name,
    };
    const template = { ...spec.template, metadata: { ...spec.template.metadata, labels: { ...spec.template.metadata?.labels, ...labels } } };
    store.replace(JOBS, { ...job, spec: { ...spec, selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } }, template } });
}
function syncJob(store, job, spec) {
    const pods = listOwned(store, "pods", job);
    const succeeded = pods.filter((pod) => pod.status?.phase === "Succeeded").length;
    const failed = pods.filter((pod) => pod.status?.phase === "Failed").length;
    const active = pods.filter(isActive);
    const restarts = active.flatMap((pod) => pod.status?.containerStatuses ?? []).reduce((sum, status) => sum + status.restartCount, 0);
    const { completions = 1, parallelism = 1, backoffLimit = 6, activeDeadlineSeconds } = spec;
    const startTime = job.status?.startTime ?? timestamp();
    const isLate = activeDeadlineSeconds !== undefined && Date.now() - Date.parse(startTime) > activeDeadlineSeconds * 1000;
    const problem = failed + restarts > backoffLimit ? "BackoffLimitExceeded" : isLate ? "DeadlineExceeded" : undefined;
    const counts = { startTime, ...positive({ active: active.length, succeeded, failed, ready: active.filter(isReady).length }) };
    if (succeeded >= completions)
        return finish(store, job, counts, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
    if (problem) {
        for (const pod of active)
            removeObject(store, "pods", pod);
        const message = problem === "DeadlineExceeded" ? "Job was active longer than specified deadline" : "Job has reached the specified backoff limit";
        return finish(store, job, { ...counts, active: 0 }, "Failed", problem, message);
    }
    const lastFailure = Math.max(0, ...pods.filter((pod) => pod.status?.phase === "Failed").map((pod) => Date.parse(pod.metadata.creationTimestamp ?? "")));
    // A kubelet's 10 s, 20 s … at the rehearsal's faster clock.
    const isBackingOff = failed > 0 && Date.now() - lastFailure < Math.min(10_000, 500 * 2 ** failed);
    const missing = Math.min(parallelism, completions - succeeded) - active.length;
    if (!isBackingOff)
        for (let count = 0; count < missing; count += 1)
            createPod(store, job, spec.template, `${job.metadata.name}-${randomSuffix()}`);
    store.setStatus(JOBS, job, { ...job.status, ...counts, observedGeneration: job.metadata.generation });
}
// The two conditions that a Job ends with since 1.31: first why it is over, then that it is.
// https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions
function finish(store, job, counts, type, reason, message) {
    const first = withCondition(job.status?.conditions ?? [], {
        type: type === "Complete" ? "SuccessCriteriaMet" : "FailureTarget",
        status: "True",
        reason,
        message,
    });
    const conditions = withCondition(first, { type, status: "True", reason, message });
    store.setStatus(JOBS, job, { ...counts, conditions, completionTime: type === "Complete" ? timestamp() : undefined });
    recordEvent(store, job, type === "Complete" ? "Normal" : "Warning", type === "Complete" ? "Completed" : reason, message);
}
function isOver(job) {
    return (job.status?.conditions ?? []).some((condition) => ["Complete", "Failed"].includes(condition.type) && condition.status === "True");
}
function expire(store, job) {
    const seconds = job.spec?.ttlSecondsAfterFinished;
    const ended = job.status?.conditions?.find((condition) => condition.type === "Complete" || condition.type === "Failed")?.lastTransitionTime;
    // What was not run stays to be seen.
    const isIdle = listOwned(store, "pods", job).some((pod) => pod.metadata.annotations?.[not_run/* NOT_RUN_ANNOTATION */.G] !== undefined);
    if (seconds !== undefined && ended && !isIdle && Date.now() - Date.parse(ended) > seconds * 1000)
        removeObject(store, JOBS, job);
}
function positive(counts) {
    return Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0));
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/container/image-pull.js + 1 modules
var image_pull = __webpack_require__(80870);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/node/pod-config.js





/** What a container refers to is missing. The message is the one that a kubelet writes. */
class MissingConfig extends Error {
}
/** The annotation of a Service with the address at which it answers on this machine. */
const URL_ANNOTATION = "rehearsal.waybill.dev/url";
/**
 * The environment of a container: Services, `envFrom`, then `env` with its references, `$(NAME)` expanded; `ip` is the pod's address in an
 * engine's network, where Services have names. Throws MissingConfig.
 */
function resolveEnvironment(store, pod, container, ip) {
    const namespace = pod.metadata.namespace ?? "";
    const services = ip === undefined ? serviceEnvironment(store, namespace) : namedServices(store, namespace);
    const env = { HOSTNAME: pod.metadata.name, ...services };
    for (const { prefix = "", configMapRef, secretRef } of container.envFrom ?? []) {
        const reference = configMapRef ?? secretRef;
        if (!reference)
            continue;
        const source = findSource(store, pod, configMapRef ? "configmap" : "secret", reference.name, reference.optional);
        for (const [key, value] of Object.entries(readData(source)))
            env[prefix + key] = value.toString();
    }
    for (const variable of container.env ?? []) {
        const value = variable.valueFrom ? resolveReference(store, pod, container, variable, ip) : expand(variable.value ?? "", env);
        if (value !== undefined)
            env[variable.name] = value;
    }
    return env;
}
/** Like a kubelet, which tells every container where the Services of its namespace are. */
function serviceEnvironment(store, namespace) {
    return Object.fromEntries(store.list("services", namespace).flatMap(({ metadata }) => {
        const url = metadata.annotations?.[URL_ANNOTATION];
        const prefix = metadata.name.toUpperCase().replaceAll(/[-.]/g, "_");
        return url
            ? [
                [`${prefix}_SERVICE_HOST`, "127.0.0.1"],
                [`${prefix}_SERVICE_PORT`, new URL(url).port],
            ]
            : [];
    }));
}
/** In an engine's network a Service's name leads straight to its pods, so the port is theirs. */
function namedServices(store, namespace) {
    return Object.fromEntries(store.list("services", namespace).flatMap(({ metadata, spec }) => {
        const [port] = spec.ports ?? [];
        const target = port && servicePort(store, namespace, spec, port);
        const prefix = metadata.name.toUpperCase().replaceAll(/[-.]/g, "_");
        return target === undefined
            ? []
            : [
                [`${prefix}_SERVICE_HOST`, metadata.name],
                [`${prefix}_SERVICE_PORT`, String(target)],
            ];
    }));
}
function servicePort(store, namespace, spec, port) {
    const target = port.targetPort ?? port.port;
    const pod = store.list("pods", namespace).find(({ metadata }) => matchesPairs(spec.selector, metadata.labels));
    return pod ? resolvePort(pod.spec, target) : typeof target === "number" ? target : port.port;
}
/** The names of an engine's network under which other pods reach this one: its own, and those of the Services that lead to it. */
function namesOf(store, { metadata }) {
    const namespace = metadata.namespace ?? "";
    const services = store.list("services", namespace).filter(({ spec }) => spec.selector && matchesPairs(spec.selector, metadata.labels));
    const full = (name) => ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((end) => name + end);
    return [metadata.name, ...services.flatMap(({ metadata: { name } }) => [...full(name), ...full(`${metadata.name}.${name}`)])];
}
/** Every port of a pod that somebody may ask for: those that it names, its probes', and those of the Services that lead to it. */
function portsOf(store, pod) {
    const probes = pod.spec.containers.flatMap(({ readinessProbe, livenessProbe, startupProbe }) => [
        readinessProbe,
        livenessProbe,
        startupProbe,
    ]);
    const services = store
        .list("services", pod.metadata.namespace)
        .filter(({ spec }) => spec.selector && matchesPairs(spec.selector, pod.metadata.labels));
    const wanted = [
        ...pod.spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)),
        ...probes.flatMap((probe) => [probe?.httpGet?.port, probe?.tcpSocket?.port]),
        ...services.flatMap(({ spec }) => (spec.ports ?? []).map((port) => port.targetPort ?? port.port)),
    ];
    return [...new Set(wanted.flatMap((port) => (port === undefined ? [] : (resolvePort(pod.spec, port) ?? []))))];
}
function expand(text, env) {
    return text.replaceAll(/\$(\$?)\(([A-Za-z_][\w.-]*)\)/g, (all, escape, name) => escape ? all.slice(1) : (env[name] ?? all));
}
function resolveReference(store, pod, container, { valueFrom }, ip) {
    if (valueFrom?.configMapKeyRef)
        return readKey(store, pod, "configmap", valueFrom.configMapKeyRef);
    if (valueFrom?.secretKeyRef)
        return readKey(store, pod, "secret", valueFrom.secretKeyRef);
    if (valueFrom?.fieldRef)
        return readField(pod, valueFrom.fieldRef.fieldPath, ip);
    const resource = valueFrom?.resourceFieldRef?.resource ?? "";
    const [kind = "", name = ""] = resource.split(".");
    return container.resources?.[kind === "limits" ? "limits" : "requests"]?.[name] ?? "0";
}
function readKey(store, pod, kind, { name, key, optional }) {
    const value = readData(findSource(store, pod, kind, name, optional))[key];
    if (value === undefined && !optional)
        throw new MissingConfig(`couldn't find key ${key} in ${kind === "secret" ? "Secret" : "ConfigMap"} ${pod.metadata.namespace}/${name}`);
    return value?.toString();
}
function readField(pod, path, ip = "127.0.0.1") {
    const { name, namespace, uid, labels, annotations } = pod.metadata;
    const keyed = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
    if (keyed)
        return (keyed[1] === "labels" ? labels : annotations)?.[keyed[2] ?? ""] ?? "";
    const pairs = path === "metadata.labels" ? labels : path === "metadata.annotations" ? annotations : undefined;
    if (pairs)
        return Object.entries(pairs)
            .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
            .join("\n");
    const known = {
        "metadata.name": name,
        "metadata.namespace": namespace,
        "metadata.uid": uid,
        "spec.nodeName": "rehearsal",
        "spec.serviceAccountName": pod.spec?.serviceAccountName ?? "default",
        "status.podIP": ip,
        "status.podIPs": ip,
        "status.hostIP": "127.0.0.1",
    };
    const value = known[path];
    if (value === undefined)
        throw new MissingConfig(`unsupported fieldPath: ${path}`);
    return value;
}
const KINDS = ["emptyDir", "configMap", "secret", "downwardAPI", "persistentVolumeClaim"];
/** The kind of a volume that a rehearsal does not mount. One that names no kind is an `emptyDir`, as an API server has it. */
function foreignKind(volume) {
    return Object.keys(volume).find((key) => key !== "name" && !KINDS.includes(key));
}
/** Makes the folders of a pod's volumes and says where a container sees them. Throws MissingConfig. */
function mountVolumes(store, pod, podDir, claimDir) {
    for (const { name, volumeMounts = [] } of [...(pod.spec.initContainers ?? []), ...pod.spec.containers])
        for (const { subPath = "" } of volumeMounts)
            assertInside(subPath, `the subPath of container "${name}"`);
    for (const { name } of pod.spec.volumes ?? [])
        assertInside(name, "the name of a volume");
    const sources = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, makeVolume(store, pod, volume, podDir, claimDir)]));
    return (container) => (container.volumeMounts ?? []).map(({ name, mountPath, subPath = "", readOnly = false }) => ({
        path: mountPath.replace(/(?<=.)\/+$/, ""),
        source: (0,external_node_path_.join)(sources.get(name) ?? podDir, subPath),
        volume: describeVolume(pod.spec.volumes?.find((volume) => volume.name === name), subPath, readOnly),
    }));
}
function describeVolume(volume, subPath, readOnly) {
    if (!volume)
        return undefined;
    const claim = volume.persistentVolumeClaim?.claimName;
    const kind = claim !== undefined ? "claim" : volume.emptyDir ? "empty" : "files";
    const mode = (volume.configMap ?? volume.secret ?? volume.downwardAPI)?.defaultMode ?? 0o644;
    return { name: claim ?? volume.name, kind, subPath, readOnly, mode };
}
function makeVolume(store, pod, volume, podDir, claimDir) {
    const namespace = pod.metadata.namespace ?? "";
    if (volume.persistentVolumeClaim) {
        const { claimName } = volume.persistentVolumeClaim;
        if (!store.find("persistentvolumeclaims", namespace, claimName))
            throw new MissingConfig(`persistentvolumeclaim "${claimName}" not found`);
        return makeFolder((0,external_node_path_.join)(claimDir, namespace, claimName));
    }
    const folder = (0,external_node_path_.join)(podDir, "volumes", volume.name);
    if (volume.emptyDir)
        return makeFolder(folder);
    if (volume.downwardAPI) {
        for (const { path, fieldRef } of volume.downwardAPI.items ?? [])
            writeItem(folder, volume, path, fieldRef ? readField(pod, fieldRef.fieldPath) : "");
        return makeFolder(folder);
    }
    const reference = volume.configMap
        ? { kind: "configmap", ...volume.configMap }
        : volume.secret
            ? { kind: "secret", ...volume.secret, name: volume.secret.secretName }
            : undefined;
    // A container that mounts another kind is not run.
    if (!reference)
        return makeFolder(folder);
    const data = readData(findSource(store, pod, reference.kind, reference.name, reference.optional));
    const items = reference.items ?? Object.keys(data).map((key) => ({ key, path: key }));
    (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    for (const { key, path } of items) {
        const value = data[key];
        if (value === undefined)
            throw new MissingConfig(`references non-existent config key: ${key}`);
        writeItem(folder, volume, path, value);
    }
    return makeFolder(folder);
}
function writeItem(folder, { name, secret }, path, value) {
    assertInside(path, `volume "${name}"`);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, path)), { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, path), value, { mode: secret ? 0o600 : 0o644 });
}
/** Objects of an earlier version lie in the store unjudged, and what they name is written to and removed. */
function assertInside(path, where) {
    if (path.split(/[/\\]/).includes(".."))
        throw new MissingConfig(`${where}: the path '${path}' must not contain '..'`);
}
function makeFolder(path) {
    (0,external_node_fs_.mkdirSync)(path, { recursive: true, mode: 0o700 });
    return path;
}
function findSource(store, pod, kind, name, optional) {
    const found = store.find(`${kind}s`, pod.metadata.namespace, name);
    if (!found && !optional)
        throw new MissingConfig(`${kind} "${name}" not found`);
    return found;
}
function readData(source) {
    if (!source)
        return {};
    const isSecret = source.kind === "Secret";
    const decode = (name, encoding) => Object.entries((0,json/* textsAt */.i1)(source, name)).map(([key, value]) => [key, Buffer.from(value, encoding)]);
    return Object.fromEntries([...decode("data", isSecret ? "base64" : "utf8"), ...decode("binaryData", "base64")]);
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/node/probe.js



/** Repeats a probe with its delays and thresholds until the signal aborts. */
async function runProbe({ probe, check, signal, first, wake, onChange, onFailure, once }) {
    const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, successThreshold = 1 } = probe;
    await pauseUntilAbort(initialDelaySeconds * 1000, signal);
    // A try before the program could listen would only add an event that distracts from why it does not.
    if (first)
        await Promise.race([pauseUntilAbort(periodSeconds * 1000, signal), first()]);
    let state;
    let [passed, failed] = [0, 0];
    while (!signal.aborted) {
        // A container that is just ending cannot be asked.
        const problem = await check().catch(lib_error/* headline */.Pl);
        if (signal.aborted)
            return;
        [passed, failed] = problem === undefined ? [passed + 1, 0] : [0, failed + 1];
        if (problem !== undefined)
            onFailure(problem);
        const next = passed >= successThreshold ? true : failed >= failureThreshold ? false : state;
        if (next !== state && next !== undefined)
            onChange((state = next), problem ?? "");
        if (once && state)
            return;
        const early = state === true ? [] : [wake()];
        await Promise.race([pauseUntilAbort(periodSeconds * 1000, signal), ...early]);
    }
}
/** Makes the check of a probe against a container's process. `runCommand` runs an exec probe and returns its exit code. */
function probeCheck(probe, running, resolve, runCommand) {
    const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
    const find = (port) => {
        const number = resolve(port);
        return number === undefined ? undefined : running.findPort(number);
    };
    const { httpGet, tcpSocket, exec } = probe;
    if (httpGet) {
        return async () => {
            const port = find(httpGet.port);
            const path = httpGet.path ?? "/";
            if (port === undefined)
                return `Get "http://127.0.0.1:${httpGet.port}${path}": dial tcp 127.0.0.1:${httpGet.port}: connect: connection refused`;
            return tryHttp(`http://127.0.0.1:${port}${path}`, httpGet.httpHeaders ?? [], timeoutMs);
        };
    }
    if (tcpSocket)
        return () => tryConnect(find(tcpSocket.port), tcpSocket.port, timeoutMs);
    if (exec) {
        return async () => {
            const code = await Promise.race([runCommand(exec.command), (0,external_node_timers_promises_.setTimeout)(timeoutMs, -1, { ref: false })]);
            if (code === -1)
                return `command timed out: "${exec.command.join(" ")}" timed out after ${timeoutMs / 1000}s`;
            return code === 0 ? undefined : `command "${exec.command.join(" ")}" ended with exit code ${code}`;
        };
    }
    // Not green because not evaluated.
    return () => Promise.resolve("the rehearsal has no probe of this type: use httpGet, tcpSocket or exec");
}
async function tryHttp(url, headers, timeoutMs) {
    try {
        const response = await fetch(url, {
            redirect: "manual",
            signal: AbortSignal.timeout(timeoutMs),
            headers: {
                "user-agent": "kube-probe/1.35",
                connection: "close",
                ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
            },
        });
        await response.body?.cancel();
        return response.status >= 200 && response.status < 400 ? undefined : `HTTP probe failed with statuscode: ${response.status}`;
    }
    catch (error) {
        const isTimeout = error instanceof Error && error.name === "TimeoutError";
        return `Get "${url}": ${isTimeout ? "context deadline exceeded (Client.Timeout exceeded while awaiting headers)" : "connect: connection refused"}`;
    }
}
function tryConnect(port, asked, timeoutMs) {
    const problem = `dial tcp 127.0.0.1:${asked}: connect: connection refused`;
    if (port === undefined)
        return Promise.resolve(problem);
    return new Promise((resolve) => {
        const socket = (0,external_node_net_.connect)({ host: "127.0.0.1", port, timeout: timeoutMs });
        const end = (result) => {
            socket.destroy();
            resolve(result);
        };
        socket.once("connect", () => end(undefined));
        socket.once("timeout", () => end(`dial tcp 127.0.0.1:${asked}: i/o timeout`));
        socket.once("error", () => end(problem));
    });
}
/** Waits, but not longer than until the signal aborts. */
async function pauseUntilAbort(ms, signal) {
    await (0,external_node_timers_promises_.setTimeout)(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/node/container-run.js







// A rehearsal's clock runs faster than a kubelet's 10 s, 20 s, 40 s … so that a demo shows the state within seconds.
const BACK_OFF_MS = [0, 2_000, 4_000, 8_000, 16_000, 30_000];
const PULL_BACK_OFF_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** One container of a pod: pulls, starts, probes, restarts and finally ends it, be it a local process or an engine's container. */
class ContainerRun {
    #context;
    #abort = new AbortController();
    #process;
    #previousLog;
    #state = { waiting: { reason: "ContainerCreating" } };
    #lastState = {};
    #imageId = "";
    #restarts = 0;
    #isStarted = false;
    #isReady = false;
    constructor(context) {
        this.#context = context;
    }
    get status() {
        const { name, image } = this.#context.spec;
        return {
            name,
            image,
            imageID: this.#imageId,
            containerID: this.#process && `rehearsal://${this.#context.podName}-${name}-${this.#restarts}`,
            ready: this.#isReady && this.#state.running !== undefined,
            started: this.#isStarted && this.#state.running !== undefined,
            restartCount: this.#restarts,
            state: this.#state,
            lastState: this.#lastState,
        };
    }
    findPort(port) {
        return this.#process?.findPort(port);
    }
    findLog(previous) {
        if (previous)
            return this.#previousLog;
        return this.#process?.log ?? this.#previousLog;
    }
    /** Runs until the container has ended for good by its restart policy. Returns its exit code, or `undefined` when it was stopped. */
    async run() {
        for (let crashes = 0;;) {
            const image = await this.#pullUntilThere();
            if (!image)
                return undefined;
            const startedAt = Date.now();
            const end = await this.#runOnce(image);
            if (!end)
                return undefined;
            const isOver = this.#context.restart === "Never" || (this.#context.restart === "OnFailure" && end.exitCode === 0);
            if (isOver)
                return end.exitCode;
            if (this.#abort.signal.aborted)
                return undefined;
            crashes = Date.now() - startedAt > 60_000 ? 1 : crashes + 1;
            await this.#backOff(crashes);
            if (this.#abort.signal.aborted)
                return undefined;
            this.#restarts += 1;
        }
    }
    /** Ends the process: SIGTERM, after the grace period SIGKILL. */
    async stop(graceSeconds) {
        this.#abort.abort();
        await this.#end(graceSeconds);
    }
    async #end(graceSeconds) {
        const running = this.#process;
        if (!running || this.#state.running === undefined)
            return;
        running.kill("SIGTERM");
        const timer = setTimeout(() => running.kill("SIGKILL"), graceSeconds * 1000);
        await running.ended;
        clearTimeout(timer);
    }
    async #pullUntilThere() {
        const { spec, pull, onEvent } = this.#context;
        for (let attempt = 0; !this.#abort.signal.aborted; attempt += 1) {
            try {
                (0,image_pull/* parseImageReference */.o_)(spec.image);
            }
            catch (error) {
                this.#set({ waiting: { reason: "InvalidImageName", message: (0,lib_error/* headline */.Pl)(error) } });
                onEvent("Warning", "InspectFailed", (0,lib_error/* headline */.Pl)(error));
                return undefined;
            }
            try {
                const image = await pull(spec.image);
                if (this.#imageId !== image.repoDigest)
                    onEvent("Normal", "Pulled", `Container image "${spec.image}" is present`);
                this.#imageId = image.repoDigest;
                return image;
            }
            catch (error) {
                this.#set({ waiting: { reason: "ErrImagePull", message: (0,lib_error/* headline */.Pl)(error) } });
                onEvent("Warning", "Failed", `Failed to pull image "${spec.image}": ${(0,lib_error/* headline */.Pl)(error)}`);
                await pauseUntilAbort(300, this.#abort.signal);
                this.#set({
                    waiting: { reason: "ImagePullBackOff", message: `Back-off pulling image "${spec.image}": ErrImagePull: ${(0,lib_error/* headline */.Pl)(error)}` },
                });
                onEvent("Warning", "BackOff", `Back-off pulling image "${spec.image}"`);
                await pauseUntilAbort(PULL_BACK_OFF_MS[attempt] ?? 10_000, this.#abort.signal);
            }
        }
        return undefined;
    }
    async #runOnce(image) {
        const { spec, refused, onEvent } = this.#context;
        const idle = "notRun" in image ? image.notRun : refused(image);
        if (idle !== undefined)
            return this.#stayIdle(idle);
        this.#previousLog = this.#process?.log ?? this.#previousLog;
        this.#process = undefined;
        let running;
        try {
            running = await this.#start(image);
        }
        catch (error) {
            if (error instanceof process_runner/* NotNode */.eD)
                return this.#stayIdle((0,container_images/* needsEngine */.MF)("its command is no program of Node"));
            const at = new Date().toISOString();
            this.#set({ terminated: { exitCode: 128, reason: "StartError", message: (0,lib_error/* headline */.Pl)(error), finishedAt: at } });
            onEvent("Warning", "Failed", `Error: ${(0,lib_error/* headline */.Pl)(error)}`);
            return { exitCode: 128, at };
        }
        if (!running)
            return undefined;
        this.#process = running;
        if (this.#abort.signal.aborted)
            running.kill("SIGKILL");
        onEvent("Normal", "Started", `Started container ${spec.name}`);
        const probes = new AbortController();
        this.#isStarted = spec.startupProbe === undefined;
        this.#isReady = this.#isStarted && spec.readinessProbe === undefined;
        this.#set({ running: { startedAt: running.startedAt } });
        void this.#runProbes(running, probes.signal, running.exec);
        const end = await running.ended;
        probes.abort();
        const reason = end.exitCode === 0 ? "Completed" : "Error";
        this.#set({ terminated: { exitCode: end.exitCode, reason, startedAt: running.startedAt, finishedAt: end.at } });
        return end;
    }
    /** Starts the container where its image runs; `undefined` when it was stopped before. */
    async #start(image) {
        const { spec, scratch, mounts, security, openPod, onNotRun } = this.#context;
        const pod = "inEngine" in image ? await openPod(image) : undefined;
        const env = await this.#configureUntilComplete(image, pod?.ip);
        if (!env || this.#abort.signal.aborted)
            return undefined;
        const options = {
            name: spec.name,
            env,
            mounts,
            security,
            workingDir: spec.workingDir,
            entrypoint: spec.command,
            arguments: spec.args,
        };
        if (pod && "inEngine" in image)
            return pod.start(image, options);
        if (!("root" in image))
            throw new TypeError("an image that nothing runs was started");
        const exec = async (command) => {
            try {
                const probe = { ...options, image, scratch: (0,external_node_path_.join)(scratch, `${spec.name}-probe`), entrypoint: command, arguments: [] };
                return (await (0,process_runner/* startProcess */.kp)(probe).ended).exitCode;
            }
            catch (error) {
                if (!(error instanceof process_runner/* NotNode */.eD))
                    throw error;
                onNotRun((0,container_images/* needsEngine */.MF)(`its probe '${command.join(" ")}' is no program of Node`));
                return 0;
            }
        };
        return { ...(0,process_runner/* startProcess */.kp)({ ...options, image, scratch: (0,external_node_path_.join)(scratch, spec.name) }), exec };
    }
    /** Takes the place of what is not run: it counts as ready, or as done where it would end, so that the rest of a release can go on, and says so. */
    async #stayIdle(why) {
        const { spec, restart, onEvent, onNotRun } = this.#context;
        onNotRun(why);
        onEvent("Warning", "NotRun", `Container ${spec.name} was not run: ${why}`);
        const startedAt = new Date().toISOString();
        if (restart !== "Always") {
            this.#set({ terminated: { exitCode: 0, reason: "NotRun", message: why, startedAt, finishedAt: startedAt } });
            return { exitCode: 0, at: startedAt };
        }
        this.#isStarted = true;
        this.#isReady = true;
        this.#set({ running: { startedAt } });
        await new Promise((resolve) => this.#abort.signal.addEventListener("abort", () => resolve(), { once: true }));
        return undefined;
    }
    async #configureUntilComplete(image, ip) {
        while (!this.#abort.signal.aborted) {
            try {
                return this.#context.environment(image, ip);
            }
            catch (error) {
                if (!(error instanceof MissingConfig))
                    throw error;
                this.#set({ waiting: { reason: "CreateContainerConfigError", message: error.message } });
                this.#context.onEvent("Warning", "Failed", `Error: ${error.message}`);
                await pauseUntilAbort(1_000, this.#abort.signal);
            }
        }
        return undefined;
    }
    async #runProbes(running, signal, runCommand) {
        const { spec, onEvent, onChange, resolvePort } = this.#context;
        const start = (kind, probe, onResult, once = false) => runProbe({
            probe,
            signal,
            once,
            check: probeCheck(probe, running, resolvePort, runCommand),
            first: probe.exec ? undefined : () => (running.isListening() ? Promise.resolve() : running.nextListen()),
            wake: () => running.nextListen(),
            onFailure: (problem) => onEvent("Warning", "Unhealthy", `${kind} probe failed: ${problem}`),
            onChange: onResult,
        });
        const restart = (kind) => (passes) => {
            if (passes)
                return;
            onEvent("Normal", "Killing", `Container ${spec.name} failed ${kind} probe, will be restarted`);
            void this.#end(this.#context.graceSeconds);
        };
        if (spec.startupProbe)
            await start("Startup", spec.startupProbe, restart("startup"), true);
        if (signal.aborted)
            return;
        this.#isStarted = true;
        this.#isReady = spec.readinessProbe === undefined;
        onChange();
        if (spec.livenessProbe)
            void start("Liveness", spec.livenessProbe, restart("liveness"));
        if (!spec.readinessProbe)
            return;
        void start("Readiness", spec.readinessProbe, (passes) => {
            this.#isReady = passes;
            onChange();
        });
    }
    async #backOff(crashes) {
        this.#lastState = this.#state;
        const wait = BACK_OFF_MS[crashes - 1] ?? 30_000;
        if (wait === 0)
            return;
        const message = `back-off ${wait / 1000}s restarting failed container=${this.#context.spec.name} pod=${this.#context.podName}`;
        this.#set({ waiting: { reason: "CrashLoopBackOff", message } });
        this.#context.onEvent("Warning", "BackOff", `Back-off restarting failed container ${this.#context.spec.name}`);
        await pauseUntilAbort(wait, this.#abort.signal);
    }
    #set(state) {
        this.#state = state;
        this.#context.onChange();
    }
}

// EXTERNAL MODULE: ./packages/kit/lib/quantity.js
var lib_quantity = __webpack_require__(79257);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/discovery.js

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
/** The version of Kubernetes whose API the rehearsal imitates. */
const KUBERNETES_VERSION = {
    major: "1",
    minor: "35",
    gitVersion: "v1.35.0+rehearsal",
    gitCommit: "",
    gitTreeState: "clean",
    buildDate: "1970-01-01T00:00:00Z",
    goVersion: "",
    compiler: "node",
    platform: "linux/amd64",
};
/** The answer to a discovery request; `undefined` for another path. `aggregated` is what clients since 1.26 ask for. */
function answerDiscovery(kinds, path, aggregated) {
    if (path === "/version")
        return { body: KUBERNETES_VERSION };
    if (aggregated && (path === "/api" || path === "/apis")) {
        return {
            body: aggregatedList(kinds.filter((kind) => (kind.group === "") === (path === "/api"))),
            type: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
        };
    }
    if (path === "/api")
        return { body: { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] } };
    if (path === "/apis")
        return { body: { kind: "APIGroupList", apiVersion: "v1", groups: groupsOf(kinds).map((group) => groupEntry(kinds, group)) } };
    const [, root, group, version, ...more] = path.split("/");
    if (more.length > 0)
        return undefined;
    if (root === "api" && group && version === undefined)
        return resourceList(kinds, group);
    if (root !== "apis" || !group)
        return undefined;
    if (version)
        return resourceList(kinds, `${group}/${version}`);
    return groupsOf(kinds).includes(group) ? { body: { apiVersion: "v1", ...groupEntry(kinds, group) } } : undefined;
}
function groupsOf(kinds) {
    return [...new Set(kinds.map((kind) => kind.group))].filter(Boolean);
}
function versionsOf(kinds, group) {
    return [...new Set(kinds.filter((kind) => kind.group === group).map((kind) => kind.version))];
}
function groupEntry(kinds, name) {
    const versions = versionsOf(kinds, name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
    return { kind: "APIGroup", name, versions, preferredVersion: versions[0] };
}
function resourceList(kinds, groupVersion) {
    const own = kinds.filter((kind) => apiVersionOf(kind) === groupVersion);
    if (own.length === 0)
        return undefined;
    const resources = own.flatMap(({ plural: name, singular: singularName, namespaced, kind, shortNames, categories, subresources }) => [
        {
            name,
            singularName,
            namespaced,
            kind,
            verbs: VERBS,
            shortNames: shortNames.length > 0 ? shortNames : undefined,
            categories: categories.length > 0 ? categories : undefined,
        },
        ...subresources.map((sub) => ({
            name: `${name}/${sub}`,
            singularName: "",
            namespaced,
            ...subresourceKind(kind, sub),
            verbs: ["get", "patch", "update"],
        })),
    ]);
    return { body: { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources } };
}
function subresourceKind(kind, subresource) {
    return subresource === "scale" ? { group: "autoscaling", version: "v1", kind: "Scale" } : { kind };
}
function aggregatedList(kinds) {
    const groups = [...new Set(kinds.map((kind) => kind.group))];
    return {
        kind: "APIGroupDiscoveryList",
        apiVersion: "apidiscovery.k8s.io/v2",
        metadata: {},
        items: groups.map((name) => ({
            metadata: { name: name || undefined, creationTimestamp: null },
            versions: versionsOf(kinds, name).map((version) => ({
                version,
                freshness: "Current",
                resources: kinds.filter((kind) => kind.group === name && kind.version === version).map(aggregatedEntry),
            })),
        })),
    };
}
function aggregatedEntry(entry) {
    const { group, version, kind, plural, singular, namespaced, shortNames, categories, subresources } = entry;
    return {
        resource: plural,
        responseKind: { group, version, kind },
        scope: namespaced ? "Namespaced" : "Cluster",
        singularResource: singular,
        verbs: VERBS,
        shortNames: shortNames.length > 0 ? shortNames : undefined,
        categories: categories.length > 0 ? categories : undefined,
        subresources: subresources.map((subresource) => ({
            subresource,
            responseKind: { group, version, ...subresourceKind(kind, subresource) },
            verbs: ["get", "patch", "update"],
        })),
    };
}
/** The OpenAPI v3 documents, as much of them as clients need to see that the server validates fields and can run dry. */
function answerOpenApi(kinds, path) {
    const versions = [...new Set(kinds.map(apiVersionOf))];
    const pathOf = (version) => (version.includes("/") ? `apis/${version}` : `api/${version}`);
    if (path === "/openapi/v3")
        return {
            paths: Object.fromEntries(versions.map((version) => [pathOf(version), { serverRelativeURL: `/openapi/v3/${pathOf(version)}` }])),
        };
    const wanted = versions.find((version) => path === `/openapi/v3/${pathOf(version)}`);
    if (!wanted)
        return undefined;
    const parameters = ["dryRun", "fieldManager", "fieldValidation", "force"].map((name) => ({
        name,
        in: "query",
        schema: { type: name === "force" ? "boolean" : "string", uniqueItems: true },
    }));
    const paths = kinds
        .filter((kind) => apiVersionOf(kind) === wanted)
        .map(({ group, version, kind, plural, namespaced }) => [
        `/${pathOf(wanted)}/${namespaced ? "namespaces/{namespace}/" : ""}${plural}/{name}`,
        {
            patch: {
                "x-kubernetes-action": "patch",
                "x-kubernetes-group-version-kind": { group, version, kind },
                parameters,
                responses: { "200": { description: "OK" } },
            },
        },
    ]);
    return {
        openapi: "3.0.0",
        info: { title: "Waybill rehearsal", version: KUBERNETES_VERSION.gitVersion },
        paths: Object.fromEntries(paths),
        components: { schemas: {} },
    };
}
/**
 * The OpenAPI v2 document in the protobuf format that kubectl asks for: a title and no definitions. Clients that find a kind undefined there leave the check of
 * its fields to the server.
 */
function openApiV2() {
    const text = (field, value) => {
        const bytes = Buffer.from(value);
        return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
    };
    const info = Buffer.concat([text(1, "Waybill rehearsal"), text(2, KUBERNETES_VERSION.gitVersion)]);
    return Buffer.concat([text(1, "2.0"), text(2, info), text(8, "")]);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/scheduling.js


const CAPACITY = { cpu: "8", memory: "16Gi", pods: "110" };
const ARCHITECTURE = process.arch === "x64" ? "amd64" : process.arch;
const LABELS = {
    "kubernetes.io/hostname": "rehearsal",
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": ARCHITECTURE,
};
/** The one node of the rehearsal. */
const NODE = {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "rehearsal", labels: { ...LABELS } },
    spec: {},
    status: {
        capacity: CAPACITY,
        allocatable: CAPACITY,
        conditions: [{ type: "Ready", status: "True", reason: "KubeletReady", message: "the rehearsal runs pods as local Node processes" }],
        addresses: [
            { type: "InternalIP", address: "127.0.0.1" },
            { type: "Hostname", address: "rehearsal" },
        ],
        nodeInfo: {
            kubeletVersion: KUBERNETES_VERSION.gitVersion,
            containerRuntimeVersion: "rehearsal://node",
            operatingSystem: "linux",
            architecture: ARCHITECTURE,
            osImage: "rehearsal",
            kernelVersion: "",
            machineID: "",
            systemUUID: "",
            bootID: "",
            kubeProxyVersion: "",
        },
    },
};
/** Why a pod fits on no node, in the scheduler's words; `undefined` when it fits. */
function findObstacle(spec) {
    const isSelected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => LABELS[key] === value);
    if (!isSelected)
        return "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
    for (const resource of ["cpu", "memory"]) {
        const wanted = spec.containers.reduce((sum, container) => sum + amountOf(container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource] ?? "0"), 0);
        if (wanted > amountOf(CAPACITY[resource]))
            return `0/1 nodes are available: 1 Insufficient ${resource}.`;
    }
    return undefined;
}
/** The amount of a quantity. What is no quantity counts as more than any node has. */
function amountOf(quantity) {
    return (0,lib_quantity/* parseQuantity */.L)(quantity) ?? Number.POSITIVE_INFINITY;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/node/security.js

/** What Docker gives by itself (https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities). */
const USUAL = new Set("AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(" "));
/** What a container may do: its own word wins over its pod's. */
function securityOf(pod, { securityContext: own = {} }) {
    const { securityContext: shared = {} } = pod;
    const [user, group] = [own.runAsUser ?? shared.runAsUser, own.runAsGroup ?? shared.runAsGroup];
    const groups = [...(shared.supplementalGroups ?? []), ...(shared.fsGroup === undefined ? [] : [shared.fsGroup])];
    return {
        user: user === undefined ? undefined : `${user}${group === undefined ? "" : `:${group}`}`,
        groups: groups.map(String),
        readOnly: own.readOnlyRootFilesystem,
        dropCapabilities: own.capabilities?.drop,
        addCapabilities: own.capabilities?.add?.filter((name) => USUAL.has(name)),
        noNewPrivileges: own.allowPrivilegeEscalation === false,
    };
}
/** What a container asks for and a rehearsal does not give, as the end of a sentence: kinds of volumes, and rights over the machine that it runs on. */
function refusedOf(pod, container, image) {
    for (const { name } of container.volumeMounts ?? []) {
        const volume = pod.volumes?.find((candidate) => candidate.name === name);
        const kind = volume && foreignKind(volume);
        if (kind !== undefined)
            return `its volume '${name}' is of the type '${kind}', which no rehearsal mounts`;
    }
    // A process has its user's rights, whatever it asks for.
    return "inEngine" in image ? refusedRights(pod, container) : undefined;
}
function refusedRights(pod, { securityContext: own = {} }) {
    if (own.privileged === true)
        return "it asks to be privileged, which no container of a rehearsal is";
    const shared = ["hostNetwork", "hostPID", "hostIPC"].find((field) => pod[field] === true);
    if (shared !== undefined)
        return `it asks for '${shared}', and no container of a rehearsal shares that with its machine`;
    const more = (own.capabilities?.add ?? []).filter((name) => !USUAL.has(name));
    return more.length > 0 ? `it asks for the capabilities ${more.join(", ")}, which no container of a rehearsal has` : undefined;
}
/** Throws MissingConfig, in a kubelet's words, for an image that runs as root where that is forbidden. */
function refuseRoot(pod, container, { settings }) {
    if ((container.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) !== true)
        return;
    const user = (securityOf(pod, container).user ?? settings.User ?? "").split(":")[0] ?? "";
    if (user === "" || user === "0" || user === "root")
        throw new MissingConfig("container has runAsNonRoot and image will run as root");
}
/** The ports that an image names. */
function exposedPorts({ settings }) {
    return Object.keys(settings.ExposedPorts ?? {}).flatMap((port) => (port.endsWith("/udp") ? [] : [Number.parseInt(port, 10)]));
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/node/pod-run.js











/** Runs the containers of one pod, each as what runs its image, and reports its status. */
class PodRun {
    #deps;
    #pod;
    #spec;
    #dir;
    #abort = new AbortController();
    #startTime = timestamp();
    #inits = [];
    #mains = [];
    #phase = "Pending";
    #obstacle;
    #stopping;
    #enginePod;
    #ip = "127.0.0.1";
    #notRun;
    constructor(deps, pod) {
        this.#deps = deps;
        this.#pod = pod;
        this.#spec = pod.spec;
        this.#dir = (0,external_node_path_.join)(deps.dir, "pods", pod.metadata.uid ?? pod.metadata.name);
    }
    /** Runs the pod until all its containers have ended by its restart policy, or it is stopped. */
    async run() {
        this.#obstacle = findObstacle(this.#spec);
        if (this.#obstacle !== undefined) {
            this.#record("Warning", "FailedScheduling", this.#obstacle);
            return this.#report();
        }
        this.#record("Normal", "Scheduled", `Successfully assigned ${this.#pod.metadata.namespace}/${this.#pod.metadata.name} to rehearsal`);
        this.#report();
        const mounts = await this.#mountUntilThere();
        if (!mounts)
            return;
        this.#inits = (this.#spec.initContainers ?? []).map((spec) => this.#makeContainer(spec, mounts, true));
        this.#mains = this.#spec.containers.map((spec) => this.#makeContainer(spec, mounts, false));
        for (const init of this.#inits) {
            const code = await init.run();
            if (this.#abort.signal.aborted || code === undefined)
                return;
            if (code !== 0)
                return this.#finish("Failed");
        }
        const codes = await Promise.all(this.#mains.map((main) => main.run()));
        if (this.#abort.signal.aborted || codes.includes(undefined))
            return;
        this.#finish(codes.every((code) => code === 0) ? "Succeeded" : "Failed");
    }
    findPort(port) {
        return this.#mains.map((main) => main.findPort(port)).find((found) => found !== undefined);
    }
    findLog(container, previous) {
        return [...this.#mains, ...this.#inits].find((run) => run.status.name === container)?.findLog(previous);
    }
    /** Stops every container and removes the pod's folder. Stopping twice is stopping once. */
    stop(graceSeconds) {
        this.#stopping ??= this.#stop(graceSeconds);
        return this.#stopping;
    }
    async #stop(graceSeconds) {
        this.#abort.abort();
        await Promise.all([...this.#inits, ...this.#mains].map((run) => run.stop(graceSeconds)));
        await this.#enginePod?.then((pod) => pod.close()).catch((error) => process.stderr.write(`${String(error)}\n`));
        await (0,promises_.rm)(this.#dir, { recursive: true, force: true });
    }
    /** All containers of the pod that the engine runs share a network; it is there from the first of them on. */
    #openPod(image) {
        const { store, engine } = this.#deps;
        if (!engine)
            throw new TypeError("an image of an engine without an engine");
        const { name, namespace = "", uid = name } = this.#pod.metadata;
        const ports = [...new Set([...portsOf(store, this.#pod), ...exposedPorts(image)])];
        const opening = this.#enginePod ?? engine.openPod({ name, namespace, uid, ports, aliases: namesOf(store, this.#pod) });
        this.#enginePod = opening;
        opening.then(({ ip }) => (this.#ip = ip), 
        // The next start of the container tries again.
        () => (this.#enginePod = undefined));
        return opening;
    }
    async #mountUntilThere() {
        while (!this.#abort.signal.aborted) {
            try {
                return mountVolumes(this.#deps.store, this.#pod, this.#dir, (0,external_node_path_.join)(this.#deps.dir, "claims"));
            }
            catch (error) {
                if (!(error instanceof MissingConfig))
                    throw error;
                this.#record("Warning", "FailedMount", `MountVolume.SetUp failed: ${error.message}`);
                this.#report();
                await pauseUntilAbort(1_000, this.#abort.signal);
            }
        }
        return undefined;
    }
    #makeContainer(spec, mounts, isInit) {
        const policy = this.#spec.restartPolicy ?? "Always";
        return new ContainerRun({
            spec,
            podName: this.#pod.metadata.name,
            scratch: this.#dir,
            // An init container that succeeded is done, whatever the pod's policy.
            restart: isInit && policy === "Always" ? "OnFailure" : policy,
            graceSeconds: this.#spec.terminationGracePeriodSeconds ?? 30,
            pull: this.#deps.pull,
            openPod: (image) => this.#openPod(image),
            environment: (image, ip) => {
                if (ip !== undefined)
                    refuseRoot(this.#spec, spec, image);
                return resolveEnvironment(this.#deps.store, this.#pod, spec, ip);
            },
            security: securityOf(this.#spec, spec),
            refused: (image) => refusedOf(this.#spec, spec, image),
            onNotRun: (why) => {
                this.#notRun ??= why;
                this.#report();
            },
            mounts: mounts(spec),
            resolvePort: (port) => resolvePort(this.#spec, port),
            onChange: () => this.#report(),
            onEvent: (type, reason, message) => this.#record(type, reason, message),
        });
    }
    #finish(phase) {
        this.#phase = phase;
        this.#report();
    }
    #record(type, reason, message) {
        // The namespace may be on its way out.
        if (this.#deps.store.find("pods", this.#pod.metadata.namespace, this.#pod.metadata.name))
            recordEvent(this.#deps.store, this.#pod, type, reason, message);
    }
    #report() {
        const current = this.#deps.store.find("pods", this.#pod.metadata.namespace, this.#pod.metadata.name);
        if (!current || current.metadata.uid !== this.#pod.metadata.uid)
            return;
        const main = this.#statuses(this.#mains, this.#spec.containers, this.#inits.length > 0 ? "PodInitializing" : "ContainerCreating");
        const init = this.#statuses(this.#inits, this.#spec.initContainers ?? [], "PodInitializing");
        if (this.#phase === "Pending" && main.some((status) => status.state.running || status.state.terminated))
            this.#phase = "Running";
        const status = {
            phase: this.#phase,
            conditions: this.#conditions(current.status?.conditions ?? [], main, init),
            ...(this.#obstacle === undefined
                ? {
                    hostIP: "127.0.0.1",
                    hostIPs: [{ ip: "127.0.0.1" }],
                    podIP: this.#ip,
                    podIPs: [{ ip: this.#ip }],
                    startTime: this.#startTime,
                    containerStatuses: main,
                }
                : {}),
            initContainerStatuses: init.length > 0 && this.#obstacle === undefined ? init : undefined,
            qosClass: "Burstable",
        };
        const spec = this.#obstacle === undefined ? { ...this.#spec, nodeName: "rehearsal" } : this.#spec;
        const annotations = this.#notRun === undefined ? {} : { [not_run/* NOT_RUN_ANNOTATION */.G]: this.#notRun };
        const metadata = { ...current.metadata, annotations: { ...current.metadata.annotations, ...annotations } };
        this.#deps.store.replace("pods", { ...current, metadata, spec, status });
    }
    #statuses(runs, specs, waiting) {
        if (runs.length > 0)
            return runs.map((run) => run.status);
        return specs.map(({ name, image }) => ({
            name,
            image,
            imageID: "",
            ready: false,
            started: false,
            restartCount: 0,
            state: { waiting: { reason: waiting } },
            lastState: {},
        }));
    }
    #conditions(before, main, init) {
        const isDone = this.#phase === "Succeeded" || this.#phase === "Failed";
        const unready = main.filter((status) => !status.ready).map((status) => status.name);
        const isInitialized = this.#obstacle === undefined && init.every((status) => status.state.terminated?.exitCode === 0);
        const why = unready.length === 0
            ? {}
            : isDone
                ? { reason: "PodCompleted" }
                : { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
        const conditions = [
            {
                type: "PodScheduled",
                ...(this.#obstacle === undefined ? { status: "True" } : { status: "False", reason: "Unschedulable", message: this.#obstacle }),
            },
            ...(this.#obstacle === undefined
                ? [
                    {
                        type: "Initialized",
                        status: isInitialized ? "True" : "False",
                        reason: isInitialized ? undefined : "ContainersNotInitialized",
                    },
                    { type: "ContainersReady", status: unready.length === 0 ? "True" : "False", ...why },
                    { type: "Ready", status: unready.length === 0 ? "True" : "False", ...why },
                ]
                : []),
        ];
        return conditions.map((condition) => {
            const old = before.find((entry) => entry.type === condition.type && entry.status === condition.status);
            return { ...condition, lastTransitionTime: old?.lastTransitionTime ?? timestamp() };
        });
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/node/kubelet.js



/** Runs every pod of the store on this machine. */
class Kubelet {
    #options;
    #runs = new Map();
    constructor(options) {
        this.#options = options;
        // Pods of an earlier rehearsal ended with it; they start anew.
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(options.dir, "pods"), { recursive: true, force: true });
    }
    /** Starts pods that are new, stops those that are to go. */
    sync() {
        const { store, dir, images, engine } = this.#options;
        const present = new Set();
        for (const pod of store.list("pods")) {
            const uid = pod.metadata.uid ?? "";
            present.add(uid);
            const run = this.#runs.get(uid);
            if (pod.metadata.deletionTimestamp)
                this.#retire(pod, run);
            else if (!run && pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed") {
                const started = new PodRun({ store, dir, engine, pull: (image) => images.pull(image) }, pod);
                this.#runs.set(uid, started);
                void started.run();
            }
        }
        for (const [uid, run] of this.#runs) {
            if (present.has(uid))
                continue;
            // Deleted by force: the object is gone, the process follows at once.
            this.#runs.delete(uid);
            void run.stop(0);
        }
    }
    findPort(pod, containerPort) {
        return this.#runs.get(pod.metadata.uid ?? "")?.findPort(containerPort);
    }
    findLog(pod, container, previous) {
        return this.#runs.get(pod.metadata.uid ?? "")?.findLog(container, previous);
    }
    /** Stops every pod's processes; the objects stay. */
    async close() {
        await Promise.all([...this.#runs.values()].map((run) => run.stop(2)));
    }
    #retire(pod, run) {
        const { namespace, name, uid } = pod.metadata;
        void (run?.stop(pod.metadata.deletionGracePeriodSeconds ?? 30) ?? Promise.resolve()).then(() => {
            const current = this.#options.store.find("pods", namespace, name);
            if (current?.metadata.uid !== uid || current?.metadata.finalizers?.length)
                return;
            this.#runs.delete(uid ?? "");
            this.#options.store.remove("pods", namespace, name);
        });
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/logs.js

/** Answers `kubectl logs`: one container, the present or the previous run, the last lines, followed or not. */
function sendLogs(pods, pod, url, response) {
    const names = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].map((container) => container.name);
    const name = url.searchParams.get("container") ?? names[0] ?? "";
    if (!names.includes(name))
        throw new ApiRefusal(400, "BadRequest", `container ${name} is not valid for pod ${pod.metadata.name}`);
    const isPrevious = url.searchParams.get("previous") === "true";
    const log = pods.findLog(pod, name, isPrevious);
    if (!log) {
        const state = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].find((status) => status.name === name)?.state.waiting?.reason;
        const message = isPrevious
            ? `previous terminated container "${name}" in pod "${pod.metadata.name}" not found`
            : `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${state ?? "ContainerCreating"}`;
        throw new ApiRefusal(400, "BadRequest", message);
    }
    const tail = url.searchParams.get("tailLines");
    const since = url.searchParams.get("sinceSeconds");
    const oldest = since === null ? "" : new Date(Date.now() - Number(since) * 1000).toISOString();
    const hasTimes = url.searchParams.get("timestamps") === "true";
    const format = (line) => `${hasTimes ? `${line.time} ` : ""}${line.text}\n`;
    response.writeHead(200, { "content-type": "text/plain" });
    const lines = log.lines(tail === null ? undefined : Number(tail)).filter((line) => line.time >= oldest);
    response.write(lines.map(format).join(""));
    if (url.searchParams.get("follow") !== "true")
        return void response.end();
    const stop = log.follow((line) => (line ? response.write(format(line)) : response.end()));
    response.on("close", stop);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/proxy.js





/** Answers `services/{name}:{port}/proxy/…` and `pods/{name}:{port}/proxy/…` from a pod. */
function proxyToPods(store, pods, route, request, response, url) {
    const [name = "", port = ""] = (route.name ?? "").replace(/^https?:/, "").split(":");
    const target = route.kind.kind === "Service"
        ? findServiceTarget(store, pods, route.namespace ?? "", name, port)
        : findPodTarget(store, pods, route.namespace ?? "", name, port);
    if (target === undefined)
        throw new ApiRefusal(503, "ServiceUnavailable", `no endpoints available for ${route.kind.kind.toLowerCase()} "${route.name}"`, {
            name,
        });
    const { host: _, authorization: __, connection: ___, ...headers } = request.headers;
    const outgoing = (0,external_node_http_.request)({ host: "127.0.0.1", port: target, method: request.method, path: route.rest + url.search, headers }, (incoming) => {
        response.writeHead(incoming.statusCode ?? 502, incoming.headers);
        incoming.pipe(response);
    });
    outgoing.on("error", (error) => {
        if (response.headersSent)
            return void response.destroy();
        const refusal = new ApiRefusal(503, "ServiceUnavailable", `error trying to reach service: ${error.message}`, { name });
        response.writeHead(503, { "content-type": "application/json" }).end(JSON.stringify(refusal.toStatus()));
    });
    response.on("close", () => outgoing.destroy());
    request.pipe(outgoing);
}
/** The ready pods behind a Service, with the loopback port for one of its ports. */
function listEndpoints(store, pods, namespace, spec, port) {
    return store.list("pods", namespace).flatMap((pod) => {
        if (!matchesPairs(spec.selector, pod.metadata.labels) || !isReady(pod) || pod.metadata.deletionTimestamp)
            return [];
        const wanted = resolvePort(pod.spec, port.targetPort ?? port.port);
        const found = wanted === undefined ? undefined : pods.findPort(pod, wanted);
        return found === undefined ? [] : [found];
    });
}
// `name`, `name:port` or `name:portname`, as in https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/
function findServiceTarget(store, pods, namespace, name, port) {
    const service = store.find("services", namespace, name);
    if (!service)
        throw notFound("services", name);
    const { spec } = service;
    const ports = spec.ports ?? [];
    const chosen = port === "" ? ports[0] : ports.find((entry) => entry.name === port || String(entry.port) === port);
    if (!chosen)
        throw new ApiRefusal(503, "ServiceUnavailable", `no service port "${port}" found for service "${name}"`, { name });
    return pick(listEndpoints(store, pods, namespace, spec, chosen));
}
function findPodTarget(store, pods, namespace, name, port) {
    const pod = store.find("pods", namespace, name);
    if (!pod)
        throw notFound("pods", name);
    const { spec } = pod;
    const wanted = port === "" ? spec.containers[0]?.ports?.[0]?.containerPort : resolvePort(spec, port);
    return wanted === undefined ? undefined : pods.findPort(pod, wanted);
}
/** Spreads requests over the pods without keeping state. */
function pick(items) {
    return items[Math.floor(Math.random() * items.length)];
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/protobuf.js


const OWNER = {
    1: { name: "kind", type: "string" },
    3: { name: "name", type: "string" },
    4: { name: "uid", type: "string" },
    5: { name: "apiVersion", type: "string" },
    6: { name: "controller", type: "boolean" },
    7: { name: "blockOwnerDeletion", type: "boolean" },
};
const METADATA = {
    1: { name: "name", type: "string" },
    2: { name: "generateName", type: "string" },
    3: { name: "namespace", type: "string" },
    5: { name: "uid", type: "string" },
    6: { name: "resourceVersion", type: "string" },
    7: { name: "generation", type: "integer" },
    8: { name: "creationTimestamp", type: "time" },
    9: { name: "deletionTimestamp", type: "time" },
    10: { name: "deletionGracePeriodSeconds", type: "integer" },
    11: { name: "labels", type: "map", of: "string" },
    12: { name: "annotations", type: "map", of: "string" },
    13: { name: "ownerReferences", type: OWNER, many: true },
    14: { name: "finalizers", type: "string", many: true },
};
const MESSAGES = {
    "v1/Namespace": { 1: { name: "metadata", type: METADATA } },
    "v1/Secret": {
        1: { name: "metadata", type: METADATA },
        2: { name: "data", type: "map", of: "bytes" },
        3: { name: "type", type: "string" },
        4: { name: "stringData", type: "map", of: "string" },
        5: { name: "immutable", type: "boolean" },
    },
    "v1/ConfigMap": {
        1: { name: "metadata", type: METADATA },
        2: { name: "data", type: "map", of: "string" },
        3: { name: "binaryData", type: "map", of: "bytes" },
        4: { name: "immutable", type: "boolean" },
    },
    "v1/ServiceAccount": { 1: { name: "metadata", type: METADATA } },
    DeleteOptions: {
        1: { name: "gracePeriodSeconds", type: "integer" },
        2: { name: "preconditions", type: { 1: { name: "uid", type: "string" }, 2: { name: "resourceVersion", type: "string" } } },
        4: { name: "propagationPolicy", type: "string" },
        5: { name: "dryRun", type: "string", many: true },
    },
};
const ENVELOPE = {
    1: { name: "typeMeta", type: { 1: { name: "apiVersion", type: "string" }, 2: { name: "kind", type: "string" } } },
    2: { name: "raw", type: "bytes" },
};
const MAGIC = Buffer.from("k8s\0");
/**
 * Reads a body in Kubernetes' protobuf format, in which helm writes its Secrets and `kubectl create` its simplest kinds. Throws a refusal (415) for every
 * other kind: the answer lists JSON, which clients can always send.
 */
function decodeProtobuf(body) {
    if (body.length === 0)
        return {};
    if (!body.subarray(0, 4).equals(MAGIC))
        throw new ApiRefusal(400, "BadRequest", "the body does not begin as Kubernetes' protobuf format does");
    const envelope = decode(body.subarray(4), ENVELOPE);
    const [apiVersion, kind] = [(0,json/* textAt */.$6)(envelope, "typeMeta", "apiVersion") ?? "", (0,json/* textAt */.$6)(envelope, "typeMeta", "kind") ?? ""];
    const message = MESSAGES[kind === "DeleteOptions" ? kind : `${apiVersion}/${kind}`];
    if (!message) {
        throw new ApiRefusal(415, "UnsupportedMediaType", `the rehearsal reads ${apiVersion}, Kind=${kind} as application/json and application/yaml only, not as protobuf`);
    }
    return { apiVersion, kind, ...decode(Buffer.from((0,json/* textAt */.$6)(envelope, "raw") ?? "", "base64"), message) };
}
function decode(bytes, message) {
    const result = {};
    const reader = { bytes, at: 0 };
    while (reader.at < bytes.length) {
        const tag = readVarint(reader);
        const value = readValue(reader, tag & 7);
        const field = message[tag >>> 3];
        if (!field || value === undefined)
            continue;
        if (field.type === "map") {
            const { key, entry } = decode(asBytes(value), { 1: { name: "key", type: "string" }, 2: { name: "entry", type: field.of } });
            result[field.name] = { ...(0,json/* recordAt */.zR)(result, field.name), [typeof key === "string" ? key : ""]: entry ?? "" };
        }
        else if (field.many)
            result[field.name] = [...(0,json/* listAt */.gT)(result, field.name), convert(value, field.type)];
        else
            result[field.name] = convert(value, field.type);
    }
    return result;
}
function convert(value, type) {
    if (type === "integer")
        return value;
    if (type === "boolean")
        return value !== 0;
    if (type === "string")
        return asBytes(value).toString("utf8");
    if (type === "bytes")
        return asBytes(value).toString("base64");
    if (type !== "time")
        return decode(asBytes(value), type);
    const { seconds } = decode(asBytes(value), { 1: { name: "seconds", type: "integer" } });
    return typeof seconds === "number" ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : undefined;
}
function readValue(reader, wire) {
    if (wire === 0)
        return readVarint(reader);
    const length = wire === 2 ? readVarint(reader) : wire === 1 ? 8 : wire === 5 ? 4 : -1;
    const end = reader.at + length;
    if (length < 0 || end > reader.bytes.length)
        throw broken();
    const value = reader.bytes.subarray(reader.at, end);
    reader.at = end;
    // Fixed-width numbers are in no field that is read here.
    return wire === 2 ? value : undefined;
}
function readVarint(reader) {
    let value = 0;
    for (let shift = 0; shift < 10; shift += 1) {
        const byte = reader.bytes[reader.at];
        if (byte === undefined)
            throw broken();
        reader.at += 1;
        value += (byte & 127) * 2 ** (7 * shift);
        if (byte < 128)
            return value;
    }
    throw broken();
}
function asBytes(value) {
    if (typeof value === "number")
        throw broken();
    return value;
}
function broken() {
    return new ApiRefusal(400, "BadRequest", "the protobuf body ends in the middle of a field or has a field of a wrong type");
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/request.js






/** Takes `/api/v1/namespaces/shop/pods/x/log` apart. Returns `undefined` for what is no resource. */
function parseRoute(store, path) {
    const segments = path.split("/").slice(1).map(request_decode);
    const [group, version, rest] = segments[0] === "api"
        ? ["", segments[1], segments.slice(2)]
        : segments[0] === "apis"
            ? [segments[1], segments[2], segments.slice(3)]
            : ["", undefined, []];
    if (group === undefined || !version)
        return undefined;
    const inNamespace = rest[0] === "namespaces" && rest.length > 2 && !["status", "finalize"].includes(rest[2] ?? "");
    const [namespace, tail] = inNamespace ? [rest[1], rest.slice(2)] : [undefined, rest];
    const kind = findKind(store.kinds, group, version, tail[0] ?? "");
    if (!kind || (inNamespace && !kind.namespaced))
        return undefined;
    return {
        kind,
        namespace,
        name: tail[1] || undefined,
        subresource: tail[2] || undefined,
        rest: `/${path.split("/proxy/").slice(1).join("/proxy/")}`,
    };
}
function request_decode(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch {
        throw new ApiRefusal(400, "BadRequest", `the path has a wrong escape: ${segment}`);
    }
}
/** Whether an object is wanted by the `labelSelector` and `fieldSelector` of a request. */
function request_readSelector(url) {
    const labels = parseLabelSelector(url.searchParams.get("labelSelector") ?? "");
    const fields = parseFieldSelector(url.searchParams.get("fieldSelector") ?? "");
    return (object) => labels(object) && fields(object);
}
/** Reads where a write goes. Without a `fieldManager` the first word of the user agent signs, as on a real server. */
function readTarget(route, url, request) {
    const agent = /^[^/\s]+/.exec(request.headers["user-agent"] ?? "")?.[0] ?? "unknown";
    const manager = url.searchParams.get("fieldManager");
    if (!manager && request.headers["content-type"]?.startsWith("application/apply-patch")) {
        throw new ApiRefusal(400, "BadRequest", "PatchOptions.meta.k8s.io is invalid: fieldManager: Required value: is required for apply patch");
    }
    const dryRun = url.searchParams.getAll("dryRun");
    if (dryRun.some((value) => value !== "All"))
        throw new ApiRefusal(400, "BadRequest", `dryRun: Unsupported value: "${dryRun.join(",")}": supported values: "All"`);
    return {
        kind: route.kind,
        namespace: route.namespace,
        name: route.name ?? "",
        subresource: route.subresource,
        manager: manager ?? agent,
        dryRun: dryRun.length > 0,
    };
}
/** Reads a body of JSON, YAML or (for a few kinds) protobuf; an empty one is an empty object. Throws a refusal for anything else. */
async function readObjectBody(request) {
    const type = request.headers["content-type"] ?? "application/json";
    if (type.includes("cbor"))
        throw new ApiRefusal(415, "UnsupportedMediaType", "the rehearsal reads application/json and application/yaml, not CBOR");
    if (type.includes("protobuf"))
        return decodeProtobuf(await readBody(request));
    const text = (await readBody(request)).toString();
    if (text.trim() === "")
        return {};
    try {
        return text.trimStart().startsWith("{") || text.trimStart().startsWith("[") ? JSON.parse(text) : (0,dist/* parse */.qg)(text);
    }
    catch (error) {
        throw new ApiRefusal(400, "BadRequest", `error decoding the body: ${error instanceof Error ? error.message : String(error)}`);
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/schema.js


/**
 * The fields of the kinds that people write by hand, so that a misspelt one is refused here as on a cluster. `name:Type` leads to another line, `name:Type[]`
 * to a list of it; everything else is taken as it is.
 */
const schema_TABLE = `
Object: apiVersion kind metadata:Metadata
Metadata: name namespace generateName labels annotations finalizers ownerReferences uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds managedFields selfLink
Deployment: spec:DeploymentSpec status
DeploymentSpec: replicas selector:Selector template:PodTemplate strategy:Strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds
Strategy: type rollingUpdate:RollingUpdate
RollingUpdate: maxSurge maxUnavailable partition
ReplicaSet: spec:ReplicaSetSpec status
ReplicaSetSpec: replicas selector:Selector template:PodTemplate minReadySeconds
StatefulSet: spec:StatefulSetSpec status
StatefulSetSpec: replicas selector:Selector template:PodTemplate volumeClaimTemplates serviceName podManagementPolicy updateStrategy:Strategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals
DaemonSet: spec:DaemonSetSpec status
DaemonSetSpec: selector:Selector template:PodTemplate updateStrategy:Strategy minReadySeconds revisionHistoryLimit
Job: spec:JobSpec status
JobSpec: parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector:Selector manualSelector template:PodTemplate ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy
CronJob: spec:CronJobSpec status
CronJobSpec: schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate:JobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit
JobTemplate: metadata:Metadata spec:JobSpec
Pod: spec:PodSpec status
PodTemplate: metadata:Metadata spec:PodSpec
PodSpec: volumes:Volume[] initContainers:Container[] containers:Container[] ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride workloadRef
Container: name image command args workingDir ports:ContainerPort[] envFrom:EnvFrom[] env:EnvVar[] resources:Resources resizePolicy restartPolicy restartPolicyRules volumeMounts:VolumeMount[] volumeDevices livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin stdinOnce tty
ContainerPort: name hostPort containerPort protocol hostIP
EnvFrom: prefix configMapRef:Reference secretRef:Reference
Reference: name optional
EnvVar: name value valueFrom:EnvSource
EnvSource: fieldRef resourceFieldRef configMapKeyRef:KeyReference secretKeyRef:KeyReference fileKeyRef
KeyReference: name key optional
Resources: limits requests claims
VolumeMount: name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr
Probe: exec httpGet:HttpGet tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds
HttpGet: path port host scheme httpHeaders
SecurityContext: capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation procMount seccompProfile appArmorProfile
Volume: name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image
Selector: matchLabels matchExpressions
Service: spec:ServiceSpec status
ServiceSpec: ports:ServicePort[] selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution
ServicePort: name protocol appProtocol port targetPort nodePort
ConfigMap: data binaryData immutable
Secret: data stringData type immutable
Namespace: spec status
ServiceAccount: secrets imagePullSecrets automountServiceAccountToken
PersistentVolumeClaim: spec:ClaimSpec status
ClaimSpec: accessModes selector resources volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName
Ingress: spec:IngressSpec status
IngressSpec: ingressClassName defaultBackend tls rules
NetworkPolicy: spec:NetworkPolicySpec
NetworkPolicySpec: podSelector ingress egress policyTypes
HorizontalPodAutoscaler: spec:AutoscalerSpec status
AutoscalerSpec: scaleTargetRef minReplicas maxReplicas metrics behavior
PodDisruptionBudget: spec:BudgetSpec status
BudgetSpec: minAvailable maxUnavailable selector:Selector unhealthyPodEvictionPolicy
`;
const SHAPES = new Map(schema_TABLE.trim()
    .split("\n")
    .map((line) => {
    const [name = "", fields = ""] = line.split(": ");
    const entries = fields.split(" ").map((field) => {
        const [key = "", type = ""] = field.split(":");
        return [key, { shape: type.replace("[]", ""), many: type.endsWith("[]") }];
    });
    return [name, Object.fromEntries(entries)];
}));
/** The fields that no API server knows, as paths like `spec.template.spec.containers[0].enviroment`. Kinds that are not in the table have none. */
function findUnknownFields(object) {
    const own = SHAPES.get(object.kind);
    if (!own || !/^(v1|apps\/v1|batch\/v1|policy\/v1|networking\.k8s\.io\/v1|autoscaling\/v2)$/.test(object.apiVersion))
        return [];
    return collect(object, { ...SHAPES.get("Object"), ...own }, "");
}
/** Refuses (400) unknown fields when the client asked for `Strict`; returns them as warnings when it asked for `Warn`. */
function checkFields(object, validation) {
    if (validation === "Ignore")
        return [];
    const unknown = findUnknownFields(object).map((path) => `unknown field "${path}"`);
    if (unknown.length === 0 || validation !== "Strict")
        return unknown;
    throw new ApiRefusal(400, "BadRequest", `${object.kind} in version "${object.apiVersion}" cannot be handled as a ${object.kind}: strict decoding error: ${unknown.join(", ")}`);
}
function collect(value, shape, at) {
    if (!(0,json/* isRecord */.u4)(value))
        return [];
    return Object.entries(value).flatMap(([name, child]) => {
        const path = at ? `${at}.${name}` : name;
        const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
        if (!field)
            return [path];
        const inner = SHAPES.get(field.shape);
        if (!inner)
            return [];
        if (!field.many)
            return collect(child, inner, path);
        return Array.isArray(child) ? child.flatMap((item, index) => collect(item, inner, `${path}[${index}]`)) : [];
    });
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/table.js


const AGE = ["Age", (object) => formatAge(object.metadata.creationTimestamp)];
const count = (object, name) => (0,json/* numberAt */.tk)(object, "status", name) ?? 0;
const replicas = (object) => (0,json/* numberAt */.tk)(object, "spec", "replicas") ?? 0;
const entries = (object) => Object.keys((0,json/* recordAt */.zR)(object, "data")).length;
const ofPod = (show) => (object) => isKind(object, "Pod") ? show(object) : "";
const COLUMNS = {
    Pod: [
        ["Ready", ofPod(podReady)],
        ["Status", ofPod(podState)],
        ["Restarts", ofPod((pod) => containersOf(pod).reduce((sum, status) => sum + status.restartCount, 0))],
        AGE,
    ],
    Deployment: [
        ["Ready", (object) => `${count(object, "readyReplicas")}/${replicas(object)}`],
        ["Up-to-date", (object) => count(object, "updatedReplicas"), "integer"],
        ["Available", (object) => count(object, "availableReplicas"), "integer"],
        AGE,
    ],
    ReplicaSet: [
        ["Desired", replicas, "integer"],
        ["Current", (object) => count(object, "replicas"), "integer"],
        ["Ready", (object) => count(object, "readyReplicas"), "integer"],
        AGE,
    ],
    StatefulSet: [["Ready", (object) => `${count(object, "readyReplicas")}/${replicas(object)}`], AGE],
    DaemonSet: [
        ["Desired", (object) => count(object, "desiredNumberScheduled"), "integer"],
        ["Ready", (object) => count(object, "numberReady"), "integer"],
        AGE,
    ],
    Job: [
        ["Status", (object) => jobState(object)],
        ["Completions", (object) => `${count(object, "succeeded")}/${(0,json/* numberAt */.tk)(object, "spec", "completions") ?? 1}`],
        AGE,
    ],
    Service: [
        ["Type", (object) => (0,json/* textAt */.$6)(object, "spec", "type") ?? "ClusterIP"],
        ["Cluster-IP", (object) => (0,json/* textAt */.$6)(object, "spec", "clusterIP") ?? "<none>"],
        ["URL", (object) => object.metadata.annotations?.["rehearsal.waybill.dev/url"] ?? "<none>"],
        [
            "Port(s)",
            (object) => (0,json/* listAt */.gT)(object, "spec", "ports")
                .map((port) => `${(0,json/* numberAt */.tk)(port, "port")}/${(0,json/* textAt */.$6)(port, "protocol") ?? "TCP"}`)
                .join(","),
        ],
        AGE,
    ],
    Namespace: [["Status", (object) => (0,json/* textAt */.$6)(object, "status", "phase") ?? "Active"], AGE],
    Node: [["Status", () => "Ready"], AGE, ["Version", (object) => (0,json/* textAt */.$6)(object, "status", "nodeInfo", "kubeletVersion") ?? ""]],
    ConfigMap: [["Data", entries], AGE],
    Secret: [["Type", (object) => String(object["type"])], ["Data", entries], AGE],
    Event: [
        ["Last Seen", (object) => formatAge(String(object["lastTimestamp"]))],
        ["Type", (object) => String(object["type"])],
        ["Reason", (object) => String(object["reason"])],
        ["Object", (object) => `${(0,json/* textAt */.$6)(object, "involvedObject", "kind")?.toLowerCase()}/${(0,json/* textAt */.$6)(object, "involvedObject", "name")}`],
        ["Message", (object) => String(object["message"])],
    ],
};
/** The table that `kubectl get` prints. */
function tableOf(kind, objects, metadata) {
    const columns = COLUMNS[kind.kind] ?? [AGE];
    return {
        kind: "Table",
        apiVersion: "meta.k8s.io/v1",
        metadata,
        columnDefinitions: [
            { name: "Name", type: "string", format: "name", description: "", priority: 0 },
            ...columns.map(([name, , type = "string"]) => ({ name, type, format: "", description: "", priority: 0 })),
        ],
        rows: objects.map((object) => ({
            cells: [object.metadata.name, ...columns.map(([, read]) => read(object))],
            object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata },
        })),
    };
}
function containersOf(pod) {
    return pod.status?.containerStatuses ?? [];
}
function podReady(pod) {
    return `${containersOf(pod).filter((status) => status.ready).length}/${pod.spec?.containers.length ?? 0}`;
}
function podState(pod) {
    if (pod.metadata.deletionTimestamp)
        return "Terminating";
    const states = [...(pod.status?.initContainerStatuses ?? []), ...containersOf(pod)].map((status) => status.state);
    const bad = states
        .map((state) => state.waiting?.reason ?? (state.terminated && state.terminated.exitCode !== 0 ? state.terminated.reason : undefined))
        .find(Boolean);
    if (bad)
        return bad;
    return pod.status?.phase === "Succeeded" ? "Completed" : (pod.status?.phase ?? "Pending");
}
function jobState(job) {
    const current = (0,json/* listAt */.gT)(job, "status", "conditions").find((condition) => (0,json/* textAt */.$6)(condition, "status") === "True");
    return (0,json/* textAt */.$6)(current, "type") ?? "Running";
}
function formatAge(since) {
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(since ?? "")) / 1000));
    if (!Number.isFinite(seconds))
        return "<unknown>";
    if (seconds < 120)
        return `${seconds}s`;
    if (seconds < 7200)
        return `${Math.floor(seconds / 60)}m`;
    return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/watch.js



// About once a minute on a real server; often enough here for a client that waits for one.
// https://kubernetes.io/docs/reference/using-api/api-concepts/#watch-bookmarks
const BOOKMARK_INTERVAL_MS = 10_000;
/** Streams the changes of a list until the client goes or its time is over. `shape` turns an object into what the client asked for. */
function streamWatch(store, route, url, response, shape) {
    const selected = request_readSelector(url);
    const key = kindKey(route.kind);
    const isWanted = (object) => (route.namespace === undefined || object.metadata.namespace === route.namespace) &&
        (route.name === undefined || object.metadata.name === route.name) &&
        selected(object);
    const version = url.searchParams.get("resourceVersion") ?? "";
    const hasBookmarks = url.searchParams.get("allowWatchBookmarks") === "true";
    const isFromNow = version === "" || version === "0" || url.searchParams.get("sendInitialEvents") === "true";
    const past = isFromNow ? [] : store.eventsSince(readVersion(version));
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    const send = (type, object) => void response.write(`${JSON.stringify({ type, object })}\n`);
    const bookmark = (annotations) => send("BOOKMARK", {
        kind: route.kind.kind,
        apiVersion: apiVersionOf(route.kind),
        metadata: { resourceVersion: String(store.version), annotations },
    });
    const relay = (event) => {
        if (event.key !== key)
            return;
        const was = event.before ? isWanted(event.before) : false;
        const is = event.type !== "DELETED" && isWanted(event.object);
        // Whatever leaves a selection is deleted for the watcher, whatever enters it is added.
        if (is)
            send(was ? "MODIFIED" : "ADDED", shape(event.object));
        else if (was)
            send("DELETED", shape(event.object));
    };
    if (isFromNow)
        for (const object of store.list(key).filter(isWanted))
            send("ADDED", shape(object));
    if (url.searchParams.get("sendInitialEvents") === "true")
        bookmark({ "k8s.io/initial-events-end": "true" });
    for (const event of past)
        relay(event);
    const stop = store.onEvent(relay);
    const timer = hasBookmarks ? setInterval(bookmark, BOOKMARK_INTERVAL_MS) : undefined;
    const seconds = Number(url.searchParams.get("timeoutSeconds") ?? 1800);
    const end = setTimeout(() => response.end(), seconds * 1000);
    response.on("close", () => {
        stop();
        clearInterval(timer);
        clearTimeout(end);
    });
}
function readVersion(text) {
    const version = Number(text);
    if (!Number.isInteger(version))
        throw new ApiRefusal(400, "BadRequest", `resourceVersion: Invalid value: "${text}"`);
    return version;
}

// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/lists.js
const ATOMIC = { mode: "atomic" };
const BY_NAME = { mode: "keyed", keys: ["name"] };
// What Kubernetes' own types declare as `x-kubernetes-list-map-keys`, by the name of the field, as far as people write such lists.
// https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
const KEYED = {
    containers: BY_NAME,
    initContainers: BY_NAME,
    ephemeralContainers: BY_NAME,
    volumes: BY_NAME,
    env: BY_NAME,
    imagePullSecrets: BY_NAME,
    secrets: BY_NAME,
    resourceClaims: BY_NAME,
    webhooks: BY_NAME,
    volumeMounts: { mode: "keyed", keys: ["mountPath"] },
    volumeDevices: { mode: "keyed", keys: ["devicePath"] },
    conditions: { mode: "keyed", keys: ["type"] },
    hostAliases: { mode: "keyed", keys: ["ip"] },
    topologySpreadConstraints: { mode: "keyed", keys: ["topologyKey", "whenUnsatisfiable"] },
};
// `x-kubernetes-map-type: atomic`: references and selectors mean something only as a whole.
const ATOMIC_MAPS = new Set([
    "selector",
    "labelSelector",
    "podSelector",
    "namespaceSelector",
    "nodeSelector",
    "fieldRef",
    "resourceFieldRef",
    "secretKeyRef",
    "configMapKeyRef",
    "scaleTargetRef",
    "roleRef",
    "claimRef",
    "involvedObject",
]);
/** The merge rule of the list at a path of field names, as Kubernetes' schema has it (`x-kubernetes-list-type`). */
function listModeAt(path, custom) {
    const last = path.at(-1) ?? "";
    if (path[0] === "metadata") {
        if (last === "finalizers")
            return { mode: "set" };
        return last === "ownerReferences" ? { mode: "keyed", keys: ["uid"] } : ATOMIC;
    }
    if (custom)
        return ATOMIC;
    if (last === "ports") {
        const parent = path.at(-2) ?? "";
        if (/containers$/i.test(parent))
            return { mode: "keyed", keys: ["containerPort", "protocol"] };
        return path.length === 2 && parent === "spec" ? { mode: "keyed", keys: ["port", "protocol"] } : ATOMIC;
    }
    return KEYED[last] ?? ATOMIC;
}
/** Whether a map is one value that managers cannot share (`x-kubernetes-map-type: atomic`). */
function isAtomicMap(path, custom) {
    return !custom && path[0] !== "metadata" && ATOMIC_MAPS.has(path.at(-1) ?? "");
}
/** The key of a list item as `FieldsV1` writes it: JSON with sorted names, defaults filled in. */
function itemKey(item, keys) {
    const sorted = [...keys].sort();
    return JSON.stringify(Object.fromEntries(sorted.map((key) => [key, item[key] ?? (key === "protocol" ? "TCP" : null)])));
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/fields.js



const SEPARATOR = "\u0000";
const SERVER_METADATA = new Set([
    "name",
    "namespace",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "managedFields",
    "selfLink",
    "generateName",
]);
/** The fields that an object sets, without those that belong to the server. */
function fieldsOf(object, custom) {
    const { apiVersion: _, kind: __, metadata, ...rest } = object;
    const own = Object.fromEntries(Object.entries(metadata).filter(([name]) => !SERVER_METADATA.has(name)));
    const found = new Set();
    fields_collect(Object.keys(own).length > 0 ? { ...rest, metadata: own } : rest, [], [], custom, found);
    found.delete("");
    return found;
}
function fields_collect(value, names, keys, custom, found) {
    if (value === undefined)
        return;
    const add = (path) => void found.add(path.join(SEPARATOR));
    if ((0,json/* isRecord */.u4)(value) && Object.keys(value).length > 0 && !isAtomicMap(names, custom)) {
        for (const [name, child] of Object.entries(value))
            fields_collect(child, [...names, name], [...keys, `f:${name}`], custom, found);
        return;
    }
    const list = Array.isArray(value) ? listModeAt(names, custom) : { mode: "atomic" };
    if (!Array.isArray(value) || list.mode === "atomic" || value.length === 0)
        return add(keys);
    const items = value;
    for (const item of items) {
        if (list.mode === "set")
            add([...keys, `v:${JSON.stringify(item)}`]);
        else if ((0,json/* isRecord */.u4)(item)) {
            const at = [...keys, `k:${itemKey(item, list.keys)}`];
            add([...at, "."]);
            fields_collect(item, names, at, custom, found);
        }
    }
}
/** The `FieldsV1` tree of a set. */
function treeOf(set) {
    const tree = {};
    for (const path of [...set].sort()) {
        let at = tree;
        for (const key of path.split(SEPARATOR))
            at = at[key] ??= {};
    }
    return tree;
}
/** The set of a `FieldsV1` tree. */
function setOf(tree) {
    const found = new Set();
    const walk = (at, path) => {
        const entries = Object.entries(at);
        if (entries.length === 0 && path.length > 0)
            found.add(path.join(SEPARATOR));
        for (const [key, child] of entries)
            walk(child, [...path, key]);
    };
    walk(tree, []);
    return found;
}
/** A path as people write it: `.spec.template.spec.containers[name="api"].image`. */
function formatField(path) {
    return path
        .split(SEPARATOR)
        .map((key) => {
        if (key.startsWith("f:"))
            return `.${key.slice(2)}`;
        if (key.startsWith("v:"))
            return `[=${key.slice(2)}]`;
        if (key === ".")
            return "";
        const pairs = Object.entries((0,json/* recordAt */.zR)((0,json/* parseJson */.qF)(key.slice(2))));
        return `[${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",")}]`;
    })
        .join("");
}
/** The value at a path, `undefined` when there is none; for an item (`.`), whether it is there. */
function valueAt(object, path) {
    let at = object;
    for (const key of path.split(SEPARATOR)) {
        if (key === ".")
            return at === undefined ? undefined : true;
        if (key.startsWith("f:"))
            at = (0,json/* isRecord */.u4)(at) ? at[key.slice(2)] : undefined;
        else
            at = Array.isArray(at) ? at.find((item) => matches(item, key)) : undefined;
    }
    return at;
}
/** The fields whose values differ between two versions of an object, and those that the newer one no longer has. */
function compareFields(before, after, custom) {
    const now = fieldsOf(after, custom);
    const then = before ? fieldsOf(before, custom) : new Set();
    return {
        changed: new Set([...now].filter((path) => !then.has(path) || !isEqual(valueAt(before, path), valueAt(after, path)))),
        removed: new Set([...then].filter((path) => !now.has(path))),
    };
}
/** Lays applied fields over a live object, item by item where lists have keys. */
function mergeFields(live, applied, names, custom) {
    if ((0,json/* isRecord */.u4)(live) && (0,json/* isRecord */.u4)(applied)) {
        if (isAtomicMap(names, custom))
            return applied;
        const merged = { ...live };
        for (const [name, value] of Object.entries(applied))
            merged[name] = mergeFields(live[name], value, [...names, name], custom);
        return merged;
    }
    if (!Array.isArray(live) || !Array.isArray(applied))
        return applied;
    const list = listModeAt(names, custom);
    if (list.mode === "atomic")
        return applied;
    const keyOf = (item) => (list.mode === "keyed" && (0,json/* isRecord */.u4)(item) ? itemKey(item, list.keys) : JSON.stringify(item));
    const byKey = new Map(live.map((item) => [keyOf(item), item]));
    const merged = applied.map((item) => {
        const old = byKey.get(keyOf(item));
        byKey.delete(keyOf(item));
        return old === undefined ? item : mergeFields(old, item, names, custom);
    });
    return [...merged, ...byKey.values()];
}
/** Removes fields from an object (in place), and the maps that become empty by it. Keeps what `kept` names, and what leads there. */
function removeFields(object, paths, kept) {
    const places = new Set([...kept].flatMap(placesOf));
    const isItem = (path) => path.endsWith(`${SEPARATOR}.`);
    const isFree = (path) => !kept.has(path) && !places.has(isItem(path) ? path.slice(0, -2) : path);
    const gone = [...paths].filter(isFree);
    // Items go first: the fields that identify one can only go together with it.
    for (const path of gone.filter(isItem))
        remove(object, path.split(SEPARATOR));
    for (const path of gone.filter((other) => !isItem(other) && !isKeyField(other)))
        remove(object, path.split(SEPARATOR));
}
/** Every path above a path; an item's own mark (`.`) leads to the item. */
function placesOf(path) {
    const keys = path.split(SEPARATOR);
    return keys.slice(1).map((_, at) => keys.slice(0, at + 1).join(SEPARATOR));
}
function isKeyField(path) {
    const [item = "", field = ""] = path.split(SEPARATOR).slice(-2);
    return item.startsWith("k:") && Object.hasOwn((0,json/* recordAt */.zR)((0,json/* parseJson */.qF)(item.slice(2))), field.slice(2));
}
function remove(at, [key = "", ...rest]) {
    if ((0,json/* isRecord */.u4)(at) && key.startsWith("f:")) {
        const name = key.slice(2);
        if (rest.length > 0)
            remove(at[name], rest);
        const child = at[name];
        const isEmptied = ((0,json/* isRecord */.u4)(child) || Array.isArray(child)) && Object.keys(child).length === 0;
        if (rest.length === 0 || isEmptied)
            delete at[name];
        return;
    }
    if (!Array.isArray(at))
        return;
    const index = at.findIndex((item) => matches(item, key));
    if (index === -1)
        return;
    if (rest.length === 0 || rest[0] === ".")
        at.splice(index, 1);
    else
        remove(at[index], rest);
}
function matches(item, key) {
    if (key.startsWith("v:"))
        return JSON.stringify(item) === key.slice(2);
    if (!(0,json/* isRecord */.u4)(item))
        return false;
    const wanted = (0,json/* recordAt */.zR)((0,json/* parseJson */.qF)(key.slice(2)));
    return itemKey(item, Object.keys(wanted)) === JSON.stringify(wanted);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/apply.js



/**
 * Merges an applied configuration into the live object by the rules of server-side apply: what the manager no longer applies and nobody else
 * owns goes; what another manager owns with another value is a conflict (409 that names the manager) unless `force` takes it over.
 */
function applyConfiguration(live, applied, writer, force) {
    const wanted = fieldsOf(applied, writer.custom);
    const claims = readClaims(live);
    const own = claims.find((claim) => isSameWriter(claim, writer));
    let others = claims.filter((claim) => claim !== own);
    if (live) {
        const conflicts = findConflicts(live, applied, wanted, others);
        if (conflicts.length > 0 && !force)
            throw conflictRefusal(applied, conflicts);
        const taken = new Set(conflicts.map((conflict) => conflict.path));
        others = others.map((claim) => ({ ...claim, fields: minus(claim.fields, taken) }));
    }
    const merged = structuredClone(live ? requireKubeObject(mergeFields(live, applied, [], writer.custom)) : applied);
    const abandoned = own ? minus(own.fields, wanted) : new Set();
    removeFields(merged, abandoned, new Set([...wanted, ...others.flatMap((claim) => [...claim.fields])]));
    // A map that is applied empty is there, even if all that was in it is gone.
    const finished = requireKubeObject(mergeFields(merged, applied, [], writer.custom));
    finished.metadata = { ...finished.metadata, ...(live && serverMetadata(live)) };
    return withClaims(finished, [...others, { entry: entryOf(writer), fields: wanted }], live);
}
/** Records who changed what by a plain write (POST, PUT, PATCH that is not apply). */
function claimUpdate(live, written, writer) {
    const claims = readClaims(live);
    const { changed, removed } = compareFields(live, written, writer.custom);
    const own = claims.find((claim) => isSameWriter(claim, writer));
    // Somebody who changes a field takes it from everybody who had set it.
    const others = claims
        .filter((claim) => claim !== own)
        .map((claim) => ({ ...claim, fields: minus(minus(claim.fields, changed), removed) }));
    const fields = new Set([...minus(own?.fields ?? new Set(), removed), ...changed]);
    return withClaims(written, [...others, { entry: entryOf(writer), fields }], live);
}
function findConflicts(live, applied, wanted, others) {
    return [...wanted].flatMap((path) => {
        if (isEqual(valueAt(live, path), valueAt(applied, path)))
            return [];
        const claim = others.find((other) => other.fields.has(path));
        return claim ? [{ path, claim }] : [];
    });
}
function conflictRefusal(applied, conflicts) {
    const describe = ({ entry }) => `conflict with "${entry.manager}"${entry.subresource ? ` with subresource "${entry.subresource}"` : ""}${entry.operation === "Update" ? ` using ${entry.apiVersion}` : ""}`;
    const causes = conflicts.map(({ path, claim }) => ({
        reason: "FieldManagerConflict",
        message: describe(claim),
        field: formatField(path),
    }));
    const managers = [...new Set(causes.map((cause) => cause.message))];
    const list = managers.map((message) => `${message}:${causes
        .filter((cause) => cause.message === message)
        .map((cause) => `\n- ${cause.field}`)
        .join("")}`);
    const only = causes.length === 1 ? `${causes[0]?.message}: ${causes[0]?.field}` : list.join("\n");
    const count = (0,lib_text/* countOf */.pq)(causes.length, "conflict");
    return new ApiRefusal(409, "Conflict", `Apply failed with ${count}: ${only}`, {
        name: applied.metadata.name,
        kind: applied.kind,
        causes,
    });
}
function readClaims(live) {
    return (live?.metadata.managedFields ?? []).map(({ fieldsV1, ...entry }) => ({ entry, fields: setOf(fieldsV1) }));
}
function withClaims(object, claims, live) {
    const managedFields = claims
        .filter((claim) => claim.fields.size > 0)
        .map((claim) => {
        const fieldsV1 = treeOf(claim.fields);
        // The time of an entry tells when its fields changed, not when they were confirmed.
        const before = live?.metadata.managedFields?.find((entry) => isSameEntry(entry, claim.entry));
        return before && isEqual(before.fieldsV1, fieldsV1) ? before : { ...claim.entry, time: timestamp(), fieldsV1 };
    });
    return { ...object, metadata: { ...object.metadata, managedFields } };
}
function entryOf({ manager, operation, apiVersion, subresource }) {
    return { manager, operation, apiVersion, time: timestamp(), fieldsType: "FieldsV1", subresource };
}
function isSameWriter(claim, writer) {
    return isSameEntry(claim.entry, entryOf(writer));
}
function isSameEntry(a, b) {
    return a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource;
}
function minus(set, taken) {
    return new Set([...set].filter((path) => !taken.has(path)));
}
// What a client may send along and the server never takes from it.
function serverMetadata({ metadata }) {
    const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp } = metadata;
    return Object.fromEntries(Object.entries({ uid, resourceVersion, generation, creationTimestamp, deletionTimestamp }).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/defaults.js


/** Fills in what the API server fills in, as far as clients of the rehearsal can notice. Returns a new object. */
function withDefaults(object) {
    if (isKind(object, "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"))
        return { ...object, spec: workloadDefaults(object.kind, object.spec) };
    if (isKind(object, "Pod"))
        return { ...object, spec: podDefaults(object.spec) };
    if (isKind(object, "Job"))
        return { ...object, spec: jobDefaults(object.spec) };
    if (isKind(object, "Service"))
        return { ...object, spec: serviceDefaults(object.spec) };
    switch (object.kind) {
        case "CronJob":
            return withSpecDefaults(object, {
                concurrencyPolicy: "Allow",
                suspend: false,
                successfulJobsHistoryLimit: 3,
                failedJobsHistoryLimit: 1,
            });
        case "PersistentVolumeClaim":
            return withSpecDefaults(object, { volumeMode: "Filesystem", storageClassName: "rehearsal" });
        case "Secret":
            return secretDefaults(object);
        case "Namespace":
            return namespaceDefaults(object);
        default:
            return object;
    }
}
function withSpecDefaults(object, defaults) {
    return { ...object, spec: { ...defaults, ...(0,json/* recordAt */.zR)(object, "spec") } };
}
// The defaults of `apps/v1`, https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
function workloadDefaults(kind, spec) {
    const template = { ...spec.template, spec: podDefaults(spec.template.spec) };
    if (kind === "DaemonSet")
        return {
            revisionHistoryLimit: 10,
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
            ...spec,
            template,
        };
    if (kind === "ReplicaSet")
        return { replicas: 1, ...spec, template };
    if (kind === "StatefulSet") {
        const updateStrategy = {
            type: "RollingUpdate",
            rollingUpdate: spec.updateStrategy?.type === "OnDelete" ? undefined : { partition: 0 },
            ...spec.updateStrategy,
        };
        return { replicas: 1, podManagementPolicy: "OrderedReady", revisionHistoryLimit: 10, ...spec, updateStrategy, template };
    }
    const rolling = spec.strategy?.type === "Recreate"
        ? {}
        : { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%", ...spec.strategy?.rollingUpdate } };
    return {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        ...spec,
        strategy: { type: "RollingUpdate", ...spec.strategy, ...rolling },
        template,
    };
}
function jobDefaults(spec) {
    const template = { ...spec.template, spec: podDefaults(spec.template.spec) };
    return { completions: 1, parallelism: 1, backoffLimit: 6, completionMode: "NonIndexed", suspend: false, ...spec, template };
}
function podDefaults(spec) {
    return {
        restartPolicy: "Always",
        terminationGracePeriodSeconds: 30,
        dnsPolicy: "ClusterFirst",
        schedulerName: "default-scheduler",
        securityContext: {},
        ...spec,
        containers: spec.containers.map(containerDefaults),
        initContainers: spec.initContainers?.map(containerDefaults),
        volumes: spec.volumes?.map(volumeDefaults),
    };
}
// An image without a tag or with `latest` is asked for at every start.
// https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting
function containerDefaults(container) {
    const tagged = container.image.endsWith(":latest") || !/[:@][^/]*$/.test(container.image);
    const { ports, startupProbe, livenessProbe, readinessProbe } = container;
    return {
        imagePullPolicy: tagged ? "Always" : "IfNotPresent",
        terminationMessagePath: "/dev/termination-log",
        terminationMessagePolicy: "File",
        resources: {},
        ...container,
        ports: ports?.map((port) => ({ ...port, protocol: port.protocol ?? "TCP" })),
        startupProbe: startupProbe && probeDefaults(startupProbe),
        livenessProbe: livenessProbe && probeDefaults(livenessProbe),
        readinessProbe: readinessProbe && probeDefaults(readinessProbe),
    };
}
// https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
function probeDefaults(probe) {
    const httpGet = probe.httpGet && { path: "/", scheme: "HTTP", ...probe.httpGet };
    return { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...probe, httpGet };
}
function volumeDefaults(volume) {
    if (volume.configMap)
        return { ...volume, configMap: { defaultMode: 420, ...volume.configMap } };
    return volume.secret ? { ...volume, secret: { defaultMode: 420, ...volume.secret } } : volume;
}
function serviceDefaults(spec) {
    const ports = (spec.ports ?? []).map((port) => ({ ...port, protocol: port.protocol ?? "TCP", targetPort: port.targetPort ?? port.port }));
    const family = spec.type === "ExternalName" ? {} : { ipFamilies: ["IPv4"], ipFamilyPolicy: "SingleStack", internalTrafficPolicy: "Cluster" };
    return { type: "ClusterIP", sessionAffinity: "None", ...family, ...spec, ports };
}
function secretDefaults(object) {
    return { ...object, type: object["type"] ?? "Opaque" };
}
/** A Secret's `stringData` is write-only: it becomes `data` before anything is compared or owned. */
function foldStringData(object) {
    const { stringData, ...rest } = object;
    if (object.kind !== "Secret" || !stringData)
        return object;
    const written = Object.entries((0,json/* textsAt */.i1)(stringData)).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
    return { ...rest, data: { ...(0,json/* recordAt */.zR)(object, "data"), ...Object.fromEntries(written) } };
}
function namespaceDefaults(object) {
    const labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
    return {
        ...object,
        metadata: { ...object.metadata, labels },
        spec: { finalizers: ["kubernetes"], ...(0,json/* recordAt */.zR)(object, "spec") },
        status: { phase: "Active", ...(0,json/* recordAt */.zR)(object, "status") },
    };
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/patch.js



/** JSON Merge Patch (RFC 7386). */
function mergePatch(target, patch) {
    if (!(0,json/* isRecord */.u4)(patch))
        return patch;
    const result = (0,json/* isRecord */.u4)(target) ? { ...target } : {};
    for (const [name, value] of Object.entries(patch)) {
        if (value === null)
            delete result[name];
        else
            result[name] = mergePatch(result[name], value);
    }
    return result;
}
function readOperation(operation) {
    const path = (0,json/* textAt */.$6)(operation, "path");
    if (path === undefined)
        throw unprocessable("an operation names no path");
    return { op: (0,json/* textAt */.$6)(operation, "op") ?? "", path, from: (0,json/* textAt */.$6)(operation, "from"), value: (0,json/* valueAt */.fK)(operation, "value") };
}
/** JSON Patch (RFC 6902). Throws a refusal when an operation has no place or a test does not hold. */
function jsonPatch(target, operations) {
    const root = { "": structuredClone(target) };
    for (const operation of operations) {
        const { op, path, from, value } = readOperation(operation);
        if (op === "add" || op === "replace")
            put(root, path, value, op === "replace");
        else if (op === "remove")
            take(root, path);
        else if (op === "move")
            put(root, path, take(root, from ?? ""), false);
        else if (op === "copy")
            put(root, path, structuredClone(read(root, from ?? "")), false);
        else if (op === "test" && isEqual(read(root, path), value))
            continue;
        else
            throw unprocessable(op === "test" ? `testing value ${path} failed` : `unexpected operation '${op}'`);
    }
    return root[""];
}
function locate(root, pointer) {
    const keys = pointer.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const key = keys.pop() ?? "";
    let at = root;
    for (const name of keys)
        at = Array.isArray(at) ? (0,json/* listAt */.gT)(at)[Number(name)] : (0,json/* valueAt */.fK)(at, name);
    if (!Array.isArray(at) && !(0,json/* isRecord */.u4)(at))
        throw unprocessable(`the path '${pointer}' does not exist`);
    return { parent: at, key };
}
function read(root, pointer) {
    const { parent, key } = locate(root, pointer);
    return Array.isArray(parent) ? parent[Number(key)] : parent[key];
}
function put(root, pointer, value, replace) {
    const { parent, key } = locate(root, pointer);
    if (replace && read(root, pointer) === undefined)
        throw unprocessable(`replace operation does not apply: '${pointer}' does not exist`);
    if (!Array.isArray(parent))
        parent[key] = value;
    else if (key === "-")
        parent.push(value);
    else
        parent.splice(Number(key), replace ? 1 : 0, value);
}
function take(root, pointer) {
    const { parent, key } = locate(root, pointer);
    const value = read(root, pointer);
    if (value === undefined)
        throw unprocessable(`remove operation does not apply: '${pointer}' does not exist`);
    if (Array.isArray(parent))
        parent.splice(Number(key), 1);
    else
        delete parent[key];
    return value;
}
/** Kubernetes' strategic merge patch: lists with a merge key are merged item by item, with the directives `$patch`, `$setElementOrder` … */
function strategicMergePatch(target, patch, names = []) {
    if (!(0,json/* isRecord */.u4)(patch))
        return patch;
    if (patch["$patch"] === "replace")
        return without(patch);
    if (patch["$patch"] === "delete")
        return undefined;
    const result = (0,json/* isRecord */.u4)(target) ? { ...target } : {};
    const retained = patch["$retainKeys"];
    if (Array.isArray(retained))
        for (const name of Object.keys(result))
            if (!retained.includes(name))
                delete result[name];
    for (const [name, value] of Object.entries(patch)) {
        if (name.startsWith("$deleteFromPrimitiveList/")) {
            const field = name.slice(25);
            result[field] = (0,json/* listAt */.gT)(result, field).filter((item) => !(0,json/* listAt */.gT)(value).includes(item));
        }
        else if (!name.startsWith("$")) {
            if (value === null)
                delete result[name];
            else
                result[name] = Array.isArray(value)
                    ? mergeList(result[name], value, [...names, name])
                    : strategicMergePatch(result[name], value, [...names, name]);
        }
    }
    for (const [name, order] of Object.entries(patch))
        if (name.startsWith("$setElementOrder/"))
            sortList(result, name.slice(17), (0,json/* listAt */.gT)(order), names);
    return result;
}
// https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
function mergeList(target, patch, names) {
    const list = listModeAt(names, false);
    if (patch.some((item) => (0,json/* isRecord */.u4)(item) && item["$patch"] === "replace"))
        return patch.filter((item) => !(0,json/* isRecord */.u4)(item) || item["$patch"] !== "replace");
    if (list.mode === "atomic")
        return [...patch];
    const result = [...(0,json/* listAt */.gT)(target)];
    for (const item of patch) {
        if (list.mode === "set" || !(0,json/* isRecord */.u4)(item)) {
            if (!result.includes(item))
                result.push(item);
            continue;
        }
        // The merge key of a patch is the first of the keys that server-side apply uses.
        const key = list.keys[0] ?? "name";
        const at = result.findIndex((other) => (0,json/* isRecord */.u4)(other) && isEqual(other[key], item[key]));
        if (item["$patch"] === "delete") {
            if (at !== -1)
                result.splice(at, 1);
        }
        else if (at === -1)
            result.push(strategicMergePatch({}, item, names));
        else
            result[at] = strategicMergePatch(result[at], item, names);
    }
    return result;
}
function sortList(result, field, order, names) {
    const items = result[field];
    const list = listModeAt([...names, field], false);
    if (!Array.isArray(items))
        return;
    const keyOf = (item) => JSON.stringify(list.mode === "keyed" && (0,json/* isRecord */.u4)(item) ? item[list.keys[0] ?? "name"] : item);
    const places = order.map(keyOf);
    const placeOf = (item) => (places.includes(keyOf(item)) ? places.indexOf(keyOf(item)) : places.length);
    result[field] = (0,json/* listAt */.gT)(items).toSorted((a, b) => placeOf(a) - placeOf(b));
}
function without(patch) {
    return Object.fromEntries(Object.entries(patch).filter(([name]) => name !== "$patch"));
}
function unprocessable(message) {
    return new ApiRefusal(422, "Invalid", `the patch cannot be applied: ${message}`);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/validation.js



// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and .../labels/#syntax-and-character-set
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const WORKLOADS = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]);
/** Refuses (422) an object that no API server would take: wrong names, missing required fields, selectors that miss their own template. */
function validateObject(object) {
    const causes = [...metadataCauses(object), ...specCauses(object)];
    if (causes.length > 0)
        throw invalid(object.kind, object.metadata.name, causes);
}
/** Refuses (422) a change of what cannot change. */
function validateUpdate(before, after) {
    const causes = [];
    const fixed = (field, a, b) => {
        if (a !== undefined && !isEqual(a, b))
            causes.push({ field, message: "Invalid value: field is immutable" });
    };
    const [old, now] = [(0,json/* recordAt */.zR)(before, "spec"), (0,json/* recordAt */.zR)(after, "spec")];
    if (WORKLOADS.has(before.kind))
        fixed("spec.selector", old["selector"], now["selector"]);
    if (before.kind === "StatefulSet")
        fixed("spec.serviceName", old["serviceName"], now["serviceName"]);
    if (before.kind === "Job") {
        fixed("spec.template", old["template"], now["template"]);
        fixed("spec.selector", old["selector"], now["selector"]);
    }
    if (before.kind === "Service") {
        const address = old["clusterIP"];
        if (address)
            fixed("spec.clusterIPs[0]", address, now["clusterIP"]);
    }
    if (before.kind === "RoleBinding" || before.kind === "ClusterRoleBinding")
        fixed("roleRef", before["roleRef"], after["roleRef"]);
    if ((before.kind === "ConfigMap" || before.kind === "Secret") && before["immutable"] === true) {
        for (const field of ["data", "binaryData", "immutable"])
            fixed(field, before[field], after[field]);
    }
    if (before.kind === "Secret")
        fixed("type", before["type"], after["type"]);
    if (causes.length > 0)
        throw invalid(after.kind, after.metadata.name, causes);
}
function metadataCauses({ kind, metadata }) {
    const causes = [];
    const isLabel = kind === "Namespace" || kind === "Service";
    const isFree = /^(Cluster)?Role(Binding)?$/.test(kind);
    const pattern = isLabel ? LABEL : SUBDOMAIN;
    if (!metadata.name)
        causes.push({ field: "metadata.name", message: "Required value: name or generateName is required" });
    else if (!isFree && (!pattern.test(metadata.name) || metadata.name.length > (isLabel ? 63 : 253))) {
        causes.push({
            field: "metadata.name",
            message: `Invalid value: "${metadata.name}": a lowercase RFC 1123 ${isLabel ? "label" : "subdomain"} must consist of lower case alphanumeric characters${isLabel ? " or '-'" : ", '-' or '.'"}, and must start and end with an alphanumeric character`,
        });
    }
    for (const [key, value] of Object.entries(metadata.labels ?? {})) {
        if (typeof value !== "string" || !LABEL_VALUE.test(value) || value.length > 63)
            causes.push({
                field: "metadata.labels",
                message: `Invalid value: "${String(value)}": the value of the label '${key}' is not a valid label value`,
            });
    }
    return causes;
}
function specCauses(object) {
    if (object.kind === "Pod")
        return podCauses(object.spec, "spec");
    if (WORKLOADS.has(object.kind))
        return workloadCauses(object.spec);
    if (object.kind === "Job")
        return podCauses((0,json/* valueAt */.fK)(object, "spec", "template", "spec"), "spec.template.spec");
    if (object.kind === "Service")
        return serviceCauses(object.spec);
    if (object.kind === "Secret" || object.kind === "ConfigMap")
        return dataCauses(object);
    return [];
}
function workloadCauses(spec) {
    if (!(0,json/* isRecord */.u4)(spec))
        return [{ field: "spec", message: "Required value" }];
    const causes = podCauses((0,json/* valueAt */.fK)(spec, "template", "spec"), "spec.template.spec");
    const { selector, replicas } = spec;
    if (!selector)
        causes.push({ field: "spec.selector", message: "Required value" });
    else if (!matchesSelector(readSelector(selector), (0,json/* textsAt */.i1)(spec, "template", "metadata", "labels"))) {
        causes.push({ field: "spec.template.metadata.labels", message: "Invalid value: `selector` does not match template `labels`" });
    }
    if (replicas !== undefined && !(isWhole(replicas) && replicas >= 0)) {
        causes.push({ field: "spec.replicas", message: `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0` });
    }
    return causes;
}
function podCauses(spec, field) {
    const [containers, inits] = [(0,json/* listAt */.gT)(spec, "containers"), (0,json/* listAt */.gT)(spec, "initContainers")];
    if (containers.length === 0)
        return [{ field: `${field}.containers`, message: "Required value" }];
    const volumes = new Set((0,json/* listAt */.gT)(spec, "volumes").map((volume) => (0,json/* textAt */.$6)(volume, "name")));
    const all = [
        ...containers.map((container, at) => [container, `${field}.containers[${at}]`]),
        ...inits.map((container, at) => [container, `${field}.initContainers[${at}]`]),
    ];
    const names = all.map(([container]) => (0,json/* textAt */.$6)(container, "name"));
    return [
        ...volumeCauses((0,json/* listAt */.gT)(spec, "volumes"), `${field}.volumes`),
        ...all.flatMap(([container, at], index) => [
            ...containerCauses(container, at, volumes),
            ...(names.indexOf(names[index]) === index ? [] : [{ field: `${at}.name`, message: `Duplicate value: "${names[index]}"` }]),
        ]),
    ];
}
/** A volume's name and its items' paths become those of folders and files, which stay where they belong. */
function volumeCauses(volumes, field) {
    const names = volumes.map((volume) => (0,json/* textAt */.$6)(volume, "name") ?? "");
    return volumes.flatMap((volume, index) => {
        const [name = "", at] = [names[index], `${field}[${index}]`];
        const items = ["configMap", "secret", "downwardAPI"].flatMap((kind) => (0,json/* listAt */.gT)(volume, kind, "items").map((item, place) => [(0,json/* textAt */.$6)(item, "path"), `${at}.${kind}.items[${place}].path`]));
        return [
            ...(LABEL.test(name) && name.length <= 63
                ? []
                : [
                    {
                        field: `${at}.name`,
                        message: `Invalid value: "${name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'`,
                    },
                ]),
            ...(names.indexOf(name) === index ? [] : [{ field: `${at}.name`, message: `Duplicate value: "${name}"` }]),
            ...items.flatMap(([path, place]) => pathCauses(path, place)),
        ];
    });
}
function pathCauses(path, field) {
    if (path?.startsWith("/"))
        return [{ field, message: `Invalid value: "${path}": must be a relative path` }];
    return path?.split("/").includes("..") ? [{ field, message: `Invalid value: "${path}": must not contain '..'` }] : [];
}
function containerCauses(container, field, volumes) {
    const causes = [];
    const name = (0,json/* textAt */.$6)(container, "name");
    if (!name)
        causes.push({ field: `${field}.name`, message: "Required value" });
    else if (!LABEL.test(name))
        causes.push({
            field: `${field}.name`,
            message: `Invalid value: "${name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'`,
        });
    if (!(0,json/* textAt */.$6)(container, "image"))
        causes.push({ field: `${field}.image`, message: "Required value" });
    for (const [at, port] of (0,json/* listAt */.gT)(container, "ports").entries())
        causes.push(...portCauses((0,json/* valueAt */.fK)(port, "containerPort"), `${field}.ports[${at}].containerPort`));
    for (const [at, mount] of (0,json/* listAt */.gT)(container, "volumeMounts").entries()) {
        const volume = (0,json/* textAt */.$6)(mount, "name");
        if (!volumes.has(volume))
            causes.push({ field: `${field}.volumeMounts[${at}].name`, message: `Not found: "${volume}"` });
        causes.push(...pathCauses((0,json/* textAt */.$6)(mount, "subPath"), `${field}.volumeMounts[${at}].subPath`));
    }
    for (const [at, variable] of (0,json/* listAt */.gT)(container, "env").entries()) {
        const value = (0,json/* valueAt */.fK)(variable, "value");
        if (!(0,json/* textAt */.$6)(variable, "name"))
            causes.push({ field: `${field}.env[${at}].name`, message: "Required value" });
        if (value !== undefined && typeof value !== "string")
            causes.push({ field: `${field}.env[${at}].value`, message: "Invalid value: must be a string" });
    }
    return causes;
}
function serviceCauses(spec) {
    if (!(0,json/* isRecord */.u4)(spec))
        return [{ field: "spec", message: "Required value" }];
    const ports = (0,json/* listAt */.gT)(spec, "ports");
    if (ports.length === 0)
        return spec["type"] === "ExternalName" || spec["clusterIP"] === "None" ? [] : [{ field: "spec.ports", message: "Required value" }];
    return ports.flatMap((port, at) => [
        ...portCauses((0,json/* valueAt */.fK)(port, "port"), `spec.ports[${at}].port`),
        ...(ports.length > 1 && !(0,json/* textAt */.$6)(port, "name") ? [{ field: `spec.ports[${at}].name`, message: "Required value" }] : []),
    ]);
}
function portCauses(port, field) {
    if (isWhole(port) && port > 0 && port < 65_536)
        return [];
    return [{ field, message: `Invalid value: ${JSON.stringify(port)}: must be between 1 and 65535, inclusive` }];
}
function dataCauses(object) {
    return Object.entries((0,json/* recordAt */.zR)(object, "data")).flatMap(([key, value]) => {
        if (!/^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/.test(key))
            return [
                {
                    field: `data[${key}]`,
                    message: `Invalid value: "${key}": a valid config key must consist of alphanumeric characters, '-', '_' or '.', and must not be '.' or begin with '..'`,
                },
            ];
        return typeof value === "string" ? [] : [{ field: `data.${key}`, message: "Invalid value: must be a string" }];
    });
}
function isWhole(value) {
    return Number.isInteger(value);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/writes.js









/** Creates an object. */
function createObject(store, target, input) {
    const object = readObject(input, target);
    if (!object.metadata.name && object.metadata.generateName)
        object.metadata.name = object.metadata.generateName + (0,external_node_crypto_.randomBytes)(3).toString("hex").slice(0, 5);
    return insert(store, target, claimUpdate(undefined, prepare(object), writerOf(target, "Update")));
}
/** Replaces an object or, when the target says so, its status. */
function replaceObject(store, target, input) {
    const object = readObject(input, target);
    const live = findLive(store, target);
    if (!live)
        throw notFound(kindKey(target.kind), target.name);
    return update(store, target, live, object, "Update");
}
/** Applies a patch of any of the four types; server-side apply creates what does not exist. */
function patchObject(store, target, type, input, force) {
    const live = findLive(store, target);
    if (type === "application/apply-patch+yaml")
        return apply(store, target, live, readObject(input, target), force);
    if (!live)
        throw notFound(kindKey(target.kind), target.name);
    const before = target.subresource === "scale" ? scaleOf(live) : live;
    return update(store, target, live, readObject(patched(before, type, input, target.kind), target), "Update");
}
/** The `Scale` of a workload: its size and nothing else. */
function scaleOf({ metadata, spec, status }) {
    const { managedFields: _, labels: __, annotations: ___, ...own } = metadata;
    const replicas = (value) => (0,json/* numberAt */.tk)(value, "replicas") ?? 0;
    const pairs = (0,json/* textsAt */.i1)(spec, "selector", "matchLabels");
    const selector = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
    return {
        kind: "Scale",
        apiVersion: "autoscaling/v1",
        metadata: own,
        spec: { replicas: replicas(spec) },
        status: { replicas: replicas(status), selector: selector.join(",") },
    };
}
function patched(live, type, input, kind) {
    if (type === "application/merge-patch+json")
        return mergePatch(live, input);
    if (type === "application/json-patch+json")
        return jsonPatch(live, (0,json/* listAt */.gT)(input));
    if (type === "application/strategic-merge-patch+json" && !kind.custom)
        return strategicMergePatch(live, input);
    throw new ApiRefusal(415, "UnsupportedMediaType", `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml`);
}
function apply(store, target, live, object, force) {
    if (object.metadata.managedFields)
        throw new ApiRefusal(400, "BadRequest", "metadata.managedFields must be nil");
    if (!live) {
        if (target.subresource)
            throw notFound(kindKey(target.kind), target.name);
        return insert(store, target, prepare(applyConfiguration(undefined, object, writerOf(target, "Apply"), force)));
    }
    const merged = applyConfiguration(live, target.subresource === "status" ? object : withoutStatus(object), writerOf(target, "Apply"), force);
    return update(store, target, live, merged, "Apply");
}
function insert(store, target, object) {
    validateObject(object);
    assertNamespace(store, target);
    if (!target.dryRun)
        return store.add(kindKey(target.kind), object);
    if (store.find(kindKey(target.kind), target.namespace, object.metadata.name)) {
        throw new ApiRefusal(409, "AlreadyExists", `${kindKey(target.kind)} "${object.metadata.name}" already exists`, {
            name: object.metadata.name,
        });
    }
    return {
        ...object,
        metadata: { ...object.metadata, uid: "00000000-0000-4000-8000-000000000000", creationTimestamp: timestamp(), generation: 1 },
    };
}
function update(store, target, live, object, operation) {
    assertVersion(target, live, object);
    const next = target.subresource
        ? withSubresource(live, object, target.subresource)
        : withSystemFields(live, withDefaults(keepAssigned(live, object)));
    const claimed = operation === "Apply" ? next : claimUpdate(live, next, writerOf(target, "Update"));
    if (!target.subresource) {
        validateObject(claimed);
        validateUpdate(live, claimed);
    }
    const finished = withGeneration(live, claimed);
    if (target.dryRun)
        return finished;
    const stored = store.replace(kindKey(target.kind), finished);
    // The last finalizer of an object that is being deleted releases it.
    if (stored.metadata.deletionTimestamp &&
        !stored.metadata.finalizers?.length &&
        target.kind.kind !== "Pod" &&
        target.kind.kind !== "Namespace") {
        return store.remove(kindKey(target.kind), target.namespace, target.name) ?? stored;
    }
    return stored;
}
function prepare(object) {
    const { uid: _, resourceVersion: __, creationTimestamp: ___, deletionTimestamp: ____, ...metadata } = object.metadata;
    const { status: _____, ...rest } = requireKubeObject(withoutNulls(object));
    // A broken spec is refused by the validation, not by the defaults.
    validateObject({ ...rest, metadata });
    return withDefaults({ ...rest, metadata });
}
function withSubresource(live, object, subresource) {
    if (subresource === "scale")
        return { ...live, spec: { ...(0,json/* recordAt */.zR)(live, "spec"), replicas: (0,json/* numberAt */.tk)(object, "spec", "replicas") ?? 0 } };
    if (subresource === "finalize")
        return { ...live, spec: object.spec };
    return { ...live, status: object.status, metadata: { ...live.metadata, managedFields: object.metadata.managedFields ?? [] } };
}
function withSystemFields(live, object) {
    const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds } = live.metadata;
    const system = Object.fromEntries(Object.entries({ uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds }).filter(([, value]) => value !== undefined));
    const { status: _, ...rest } = requireKubeObject(withoutNulls(object));
    return {
        ...rest,
        metadata: { ...rest.metadata, ...system },
        status: live.status,
    };
}
/** A Service keeps the address that it was given, also when a client writes it without one; a real server does so for every allocated field. */
function keepAssigned(live, object) {
    if (live.kind !== "Service" || !(0,json/* isRecord */.u4)(live.spec) || !(0,json/* isRecord */.u4)(object.spec))
        return object;
    const { clusterIP, clusterIPs } = live.spec;
    return { ...object, spec: { clusterIP, clusterIPs, ...object.spec } };
}
// `generation` counts changes of what was asked for; metadata and status are none.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
function withGeneration(live, object) {
    const { metadata: _, status: __, ...before } = live;
    const { metadata: ___, status: ____, ...after } = object;
    return isEqual(before, after) ? object : { ...object, metadata: { ...object.metadata, generation: (live.metadata.generation ?? 1) + 1 } };
}
function assertVersion(target, live, object) {
    const wanted = object.metadata.resourceVersion;
    if (wanted && wanted !== live.metadata.resourceVersion) {
        const message = `Operation cannot be fulfilled on ${kindKey(target.kind)} "${target.name}": the object has been modified; please apply your changes to the latest version and try again`;
        throw new ApiRefusal(409, "Conflict", message, { name: target.name, kind: target.kind.plural });
    }
    if (object.metadata.uid && object.metadata.uid !== live.metadata.uid) {
        throw new ApiRefusal(409, "Conflict", `Precondition failed: UID in precondition: ${object.metadata.uid}, UID in object meta: ${live.metadata.uid}`, { name: target.name });
    }
}
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
function assertNamespace(store, { kind, namespace }) {
    if (!kind.namespaced || !namespace)
        return;
    const found = store.find("namespaces", undefined, namespace);
    if (!found)
        throw notFound("namespaces", namespace);
    if (found.metadata.deletionTimestamp) {
        throw new ApiRefusal(403, "Forbidden", `unable to create new content in namespace ${namespace} because it is being terminated`, {
            causes: [{ reason: "NamespaceTerminating" }],
        });
    }
}
function readObject(input, target) {
    if (!(0,json/* isRecord */.u4)(input))
        throw new ApiRefusal(400, "BadRequest", "the body of the request is not an object");
    const { kind } = target;
    const expected = target.subresource === "scale" ? "Scale" : kind.kind;
    const apiVersion = target.subresource === "scale" ? "autoscaling/v1" : apiVersionOf(kind);
    if ((input["kind"] ?? expected) !== expected || (input["apiVersion"] ?? apiVersion) !== apiVersion) {
        throw new ApiRefusal(400, "BadRequest", `the object provided (${String(input["apiVersion"])}, Kind=${String(input["kind"])}) does not match the expected ${apiVersion}, Kind=${expected}`);
    }
    const named = (0,json/* textAt */.$6)(input, "metadata", "name") ?? "";
    if (target.name && named && named !== target.name) {
        throw new ApiRefusal(400, "BadRequest", `the name of the object (${named}) does not match the name on the URL (${target.name})`);
    }
    const given = (0,json/* textAt */.$6)(input, "metadata", "namespace");
    if (given && given !== target.namespace) {
        throw new ApiRefusal(400, "BadRequest", `the namespace of the provided object does not match the namespace sent on the request`);
    }
    const namespace = kind.namespaced && target.namespace ? target.namespace : given;
    const metadata = { ...(0,json/* recordAt */.zR)(input, "metadata"), name: named || target.name, namespace };
    return foldStringData(requireKubeObject(withoutNulls({ ...input, apiVersion, kind: expected, metadata })));
}
function findLive(store, { kind, namespace, name }) {
    const live = store.find(kindKey(kind), namespace, name);
    return live && { ...live, apiVersion: apiVersionOf(kind) };
}
function writerOf({ kind, manager, subresource }, operation) {
    return { manager, operation, apiVersion: apiVersionOf(kind), subresource, custom: kind.custom };
}
function withoutStatus(object) {
    const { status: _, ...rest } = object;
    return rest;
}
/** For the API a field that is null is a field that is not set. */
function withoutNulls(value) {
    if (Array.isArray(value))
        return value.map(withoutNulls);
    if (!(0,json/* isRecord */.u4)(value))
        return value;
    return Object.fromEntries(Object.entries(value).flatMap(([name, child]) => (child === null || child === undefined ? [] : [[name, withoutNulls(child)]])));
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/api/server.js
















/** Serves the Kubernetes API over the store, in JSON, on 127.0.0.1. */
function startKubernetesApi({ store, pods, port, faults = [], onRequest }) {
    const harm = createFaults(faults);
    return startService(async (request, response, url) => {
        const { isOver, body } = await harm(request, response);
        if (isOver)
            return;
        // A body that breaks off never becomes an object.
        if (body !== request)
            for await (const _ of body)
                ;
        if (/^\/(healthz|readyz|livez)/.test(url.pathname))
            return void response.writeHead(200, { "content-type": "text/plain" }).end("ok");
        if (answerMeta(store, request, response, url))
            return;
        if (request.method === "POST" && /\/(selfsubject(access|rules)reviews|subjectaccessreviews)$/.test(url.pathname))
            return sendReview(request, response);
        const route = parseRoute(store, url.pathname);
        if (!route)
            throw new ApiRefusal(404, "NotFound", "the server could not find the requested resource");
        await server_answer({ store, pods, request, response, url, route });
    }, { port, onRequest, onError: sendRefusal });
}
function sendRefusal(error, response) {
    const refusal = error instanceof ApiRefusal
        ? error
        : new ApiRefusal(500, "InternalError", `Internal error occurred: ${error instanceof Error ? error.message : String(error)}`);
    sendJson(response, refusal.code, refusal.toStatus());
}
function answerMeta(store, request, response, url) {
    if (request.method !== "GET")
        return false;
    const path = url.pathname.replace(/\/$/, "");
    const isAggregated = /as=APIGroupDiscoveryList/.test(request.headers.accept ?? "") && /v=v2(?!beta)/.test(request.headers.accept ?? "");
    const discovery = answerDiscovery(store.kinds, path, isAggregated);
    if (discovery) {
        sendJson(response, 200, discovery.body, discovery.type ? { "content-type": discovery.type } : {});
        return true;
    }
    if (path === "/openapi/v2") {
        response.writeHead(200, { "content-type": "application/com.github.proto-openapi.spec.v2.v1.0+protobuf" }).end(openApiV2());
        return true;
    }
    const openApi = answerOpenApi(store.kinds, path);
    if (openApi)
        sendJson(response, 200, openApi);
    return openApi !== undefined;
}
/** Whoever reaches the loopback port may do everything. */
async function sendReview(request, response) {
    const review = (0,json/* recordAt */.zR)(await readObjectBody(request));
    sendJson(response, 201, { ...review, status: { allowed: true, reason: "The rehearsal allows everything." } });
}
async function server_answer(incoming) {
    const { request, route, store, pods, url, response } = incoming;
    const { subresource, kind } = route;
    if (subresource !== undefined && !kind.subresources.includes(subresource))
        throw new ApiRefusal(404, "NotFound", `the rehearsal does not serve ${kind.plural}/${subresource}`);
    if (subresource === "log") {
        const pod = requireObject(incoming);
        if (isKind(pod, "Pod"))
            return sendLogs(pods, pod, url, response);
    }
    if (subresource === "proxy")
        return proxyToPods(store, pods, route, request, response, url);
    if (request.method === "GET")
        return server_read(incoming);
    if (request.method === "DELETE")
        return server_remove(incoming);
    const target = readTarget(route, url, request);
    const body = await readObjectBody(request);
    const type = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
    // The fields of a patch are checked where the patch is a whole object.
    if (!subresource && (0,json/* isRecord */.u4)(body) && (request.method !== "PATCH" || type === "application/apply-patch+yaml")) {
        const unknown = checkFields({ ...body, apiVersion: apiVersionOf(kind), kind: kind.kind }, url.searchParams.get("fieldValidation"));
        for (const problem of unknown)
            response.appendHeader("warning", `299 - ${JSON.stringify(problem)}`);
    }
    if (request.method === "POST" && !route.name)
        return server_send(incoming, 201, createObject(store, target, body));
    if (request.method === "PUT" && route.name)
        return server_send(incoming, 200, replaceObject(store, target, body));
    if (request.method === "PATCH" && route.name) {
        const existed = store.find(kindKey(kind), route.namespace, route.name) !== undefined;
        return server_send(incoming, existed ? 200 : 201, patchObject(store, target, type, body, url.searchParams.get("force") === "true"));
    }
    throw new ApiRefusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}
function server_read(incoming) {
    const { store, route, url, response } = incoming;
    const isWatch = url.searchParams.get("watch") === "true" || url.searchParams.get("watch") === "1";
    const isTable = wantsTable(incoming);
    if (isWatch) {
        const shape = (object) => isTable ? tableOf(route.kind, [object], { resourceVersion: object.metadata.resourceVersion }) : shaped(incoming, object);
        return streamWatch(store, route, url, response, shape);
    }
    if (route.name !== undefined)
        return server_send(incoming, 200, requireObject(incoming));
    const items = store.list(kindKey(route.kind), route.namespace).filter(request_readSelector(url));
    const metadata = { resourceVersion: String(store.version) };
    if (isTable)
        return sendJson(response, 200, tableOf(route.kind, items, metadata));
    sendJson(response, 200, {
        kind: `${route.kind.kind}List`,
        apiVersion: apiVersionOf(route.kind),
        metadata,
        items: items.map((item) => shaped(incoming, item)),
    });
}
async function server_remove(incoming) {
    const { store, route, request, response, url } = incoming;
    const { dryRun } = readTarget(route, url, request);
    const body = await readObjectBody(request);
    const grace = url.searchParams.get("gracePeriodSeconds");
    const options = { ...readDeleteOptions(body), ...(grace !== null && { gracePeriodSeconds: Number(grace) }) };
    const isDry = dryRun || (0,json/* listAt */.gT)(body, "dryRun").length > 0;
    if (route.name !== undefined) {
        const object = deleteObject(store, route.kind, route.namespace, route.name, options, isDry);
        if (object.metadata.deletionTimestamp)
            return server_send(incoming, 200, object);
        const details = { name: route.name, group: route.kind.group, kind: route.kind.plural, uid: object.metadata.uid };
        return sendJson(response, 200, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
    }
    const items = store.list(kindKey(route.kind), route.namespace).filter(request_readSelector(url));
    for (const item of items)
        deleteObject(store, route.kind, item.metadata.namespace, item.metadata.name, options, isDry);
    sendJson(response, 200, {
        kind: `${route.kind.kind}List`,
        apiVersion: apiVersionOf(route.kind),
        metadata: { resourceVersion: String(store.version) },
        items,
    });
}
function requireObject({ store, route }) {
    const object = store.find(kindKey(route.kind), route.namespace, route.name ?? "");
    if (!object)
        throw notFound(kindKey(route.kind), route.name ?? "");
    return object;
}
function server_send(incoming, status, object) {
    const { route, response } = incoming;
    if (wantsTable(incoming))
        return sendJson(response, status, tableOf(route.kind, [object], {}));
    sendJson(response, status, route.subresource === "scale" ? scaleOf(object) : shaped(incoming, object));
}
/** All versions of a kind share one object; a client gets it under the version it asked for, or only its metadata. */
function shaped({ route, request }, object) {
    if (/as=PartialObjectMetadata/.test(request.headers.accept ?? ""))
        return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata };
    return { ...object, apiVersion: apiVersionOf(route.kind), kind: route.kind.kind };
}
function wantsTable({ request }) {
    return /as=Table/.test(request.headers.accept ?? "");
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/services.js






const SLICES = "endpointslices.discovery.k8s.io";
/** Gives Services their cluster address, their EndpointSlices, and a loopback port each that leads to a ready pod. */
class ServiceHost {
    #store;
    #pods;
    #onRequest;
    #forwards = new Map();
    /** `onRequest` is told of every connection through a Service's address. */
    constructor(store, pods, onRequest = () => undefined) {
        this.#store = store;
        this.#pods = pods;
        this.#onRequest = onRequest;
    }
    sync() {
        const present = new Set();
        for (const service of this.#store.list("services")) {
            present.add(service.metadata.uid ?? "");
            this.#assignAddress(service);
            this.#syncEndpoints(service);
            const [port] = service.spec.ports ?? [];
            if (port && service.spec.selector && !this.#forwards.has(service.metadata.uid ?? ""))
                this.#forwardPort(service, port);
            else
                this.#restoreUrl(service);
        }
        for (const [uid, forward] of this.#forwards) {
            if (present.has(uid))
                continue;
            this.#forwards.delete(uid);
            void forward.then((opened) => opened.close());
        }
    }
    async close() {
        for (const forward of this.#forwards.values())
            (await forward).close();
        this.#forwards.clear();
    }
    #assignAddress(service) {
        const { spec } = service;
        if (spec.clusterIP !== undefined || spec.type === "ExternalName")
            return;
        const taken = new Set(this.#store.list("services").map((other) => other.spec.clusterIP));
        for (let number = 2; number < 65_000; number += 1) {
            const clusterIP = `10.96.${number >> 8}.${number & 255}`;
            if (taken.has(clusterIP))
                continue;
            this.#store.replace("services", { ...service, spec: { ...spec, clusterIP, clusterIPs: [clusterIP] }, status: { loadBalancer: {} } });
            return;
        }
    }
    #syncEndpoints(service) {
        const { name, namespace = "" } = service.metadata;
        const { spec } = service;
        if (!spec.selector)
            return;
        const pods = this.#store.list("pods", namespace).filter((pod) => matchesPairs(spec.selector, pod.metadata.labels) && pod.status?.podIP);
        const endpoints = pods.map((pod) => {
            const isTerminating = pod.metadata.deletionTimestamp !== undefined;
            const serving = isReady(pod);
            return {
                addresses: [pod.status?.podIP],
                conditions: { ready: serving && !isTerminating, serving, terminating: isTerminating },
                nodeName: "rehearsal",
                targetRef: { kind: "Pod", namespace, name: pod.metadata.name, uid: pod.metadata.uid },
            };
        });
        const ports = (spec.ports ?? []).flatMap((port) => {
            const number = pods[0] && resolvePort(pods[0].spec, port.targetPort ?? port.port);
            return number === undefined ? [] : [{ name: port.name ?? "", port: number, protocol: port.protocol ?? "TCP" }];
        });
        const sliceName = `${name}-rehearsal`;
        const slice = this.#store.find(SLICES, namespace, sliceName);
        const content = { addressType: "IPv4", endpoints, ports };
        if (slice)
            this.#store.replace(SLICES, { ...slice, ...content });
        else {
            const metadata = {
                name: sliceName,
                namespace,
                labels: { "kubernetes.io/service-name": name },
                ownerReferences: [ownedBy({ ...service, apiVersion: "v1", kind: "Service" })],
            };
            this.#store.add(SLICES, { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata, ...content });
        }
    }
    #forwardPort(service, port) {
        const { uid = "", namespace = "", name, annotations } = service.metadata;
        const findTarget = () => {
            this.#onRequest();
            const spec = this.#store.find("services", namespace, name)?.spec;
            return spec && pick(listEndpoints(this.#store, this.#pods, namespace, spec, spec.ports?.[0] ?? port));
        };
        const before = annotations?.[URL_ANNOTATION];
        this.#forwards.set(uid, (0,port_forward/* forwardPort */.x)(before ? Number(new URL(before).port) : 0, findTarget));
        this.#restoreUrl(service);
    }
    /** The annotation is ours; a client that replaces the whole object must not lose the address. */
    #restoreUrl({ metadata }) {
        void this.#forwards.get(metadata.uid ?? "")?.then(({ port }) => {
            const current = this.#store.find("services", metadata.namespace, metadata.name);
            const url = `http://127.0.0.1:${port}`;
            if (!current || current.metadata.uid !== metadata.uid || current.metadata.annotations?.[URL_ANNOTATION] === url)
                return;
            this.#store.replace("services", {
                ...current,
                metadata: { ...current.metadata, annotations: { ...current.metadata.annotations, [URL_ANNOTATION]: url } },
            });
        });
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/controllers/sets.js


const STATEFUL_SETS = "statefulsets.apps";
const DAEMON_SETS = "daemonsets.apps";
const sets_REVISION = "controller-revision-hash";
/** Keeps the numbered pods of every StatefulSet, in order, and replaces those of an old revision from the last to the first. */
function syncStatefulSets(store) {
    for (const set of store.list(STATEFUL_SETS)) {
        if (set.metadata.deletionTimestamp)
            continue;
        const revision = `${set.metadata.name}-${hashTemplate(set.spec.template)}`;
        stepStatefulSet(store, set, set.spec, revision);
        const pods = listOwned(store, "pods", set).filter(isActive);
        const updated = pods.filter((pod) => pod.metadata.labels?.[sets_REVISION] === revision).length;
        const isUpdated = updated === (set.spec.replicas ?? 1) && pods.length === updated;
        const current = isUpdated ? revision : (set.status?.currentRevision ?? revision);
        store.setStatus(STATEFUL_SETS, set, {
            observedGeneration: set.metadata.generation ?? 1,
            collisionCount: 0,
            availableReplicas: 0,
            ...countPods(pods),
            currentRevision: current,
            updateRevision: revision,
            ...sets_count("updatedReplicas", updated),
            ...sets_count("currentReplicas", pods.filter((pod) => pod.metadata.labels?.[sets_REVISION] === current).length),
        });
    }
}
// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees
function stepStatefulSet(store, set, spec, revision) {
    const wanted = spec.replicas ?? 1;
    const isOrdered = spec.podManagementPolicy !== "Parallel";
    const pods = new Map(listOwned(store, "pods", set).map((pod) => [Number(pod.metadata.name.slice(set.metadata.name.length + 1)), pod]));
    for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
        const pod = pods.get(ordinal);
        if (!pod)
            createStatefulPod(store, set, spec, ordinal, revision);
        // A pod of an old revision that never becomes ready must not block its own replacement.
        const isStale = pod?.metadata.labels?.[sets_REVISION] !== revision;
        if (isOrdered && (!pod || !isReady(pod)) && !(pod && isStale))
            return;
    }
    const surplus = [...pods].filter(([ordinal]) => ordinal >= wanted).sort(([a], [b]) => b - a);
    for (const [, pod] of isOrdered ? surplus.slice(0, 1) : surplus)
        removeObject(store, "pods", pod);
    if (surplus.length > 0 || spec.updateStrategy?.type === "OnDelete")
        return;
    const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    const stale = [...pods]
        .filter(([ordinal, pod]) => ordinal >= partition && pod.metadata.labels?.[sets_REVISION] !== revision)
        .sort(([a], [b]) => b - a);
    const isSettled = [...pods.values()].every((pod) => isReady(pod) || pod.metadata.labels?.[sets_REVISION] !== revision);
    const [next] = stale.toSorted(([, a], [, b]) => Number(isReady(a)) - Number(isReady(b)));
    if (next && isSettled)
        removeObject(store, "pods", next[1]);
}
function createStatefulPod(store, set, spec, ordinal, revision) {
    const name = `${set.metadata.name}-${ordinal}`;
    const claims = (spec.volumeClaimTemplates ?? []).map((template) => ({ template, claim: `${template.metadata.name}-${name}` }));
    for (const { template, claim } of claims) {
        if (store.find("persistentvolumeclaims", set.metadata.namespace, claim))
            continue;
        store.add("persistentvolumeclaims", {
            ...template,
            apiVersion: "v1",
            kind: "PersistentVolumeClaim",
            metadata: { ...template.metadata, name: claim, namespace: set.metadata.namespace ?? "" },
        });
    }
    const volumes = claims.map(({ template, claim }) => ({ name: template.metadata.name, persistentVolumeClaim: { claimName: claim } }));
    const podTemplate = { ...spec.template, spec: { ...spec.template.spec, volumes: [...(spec.template.spec.volumes ?? []), ...volumes] } };
    const labels = { [sets_REVISION]: revision, "statefulset.kubernetes.io/pod-name": name, "apps.kubernetes.io/pod-index": String(ordinal) };
    createPod(store, set, podTemplate, name, labels);
}
/** Keeps one pod of every DaemonSet on the one node. */
function syncDaemonSets(store) {
    for (const set of store.list(DAEMON_SETS)) {
        if (set.metadata.deletionTimestamp)
            continue;
        const hash = hashTemplate(set.spec.template);
        const pods = listOwned(store, "pods", set);
        const stale = pods.filter((pod) => pod.metadata.labels?.[sets_REVISION] !== hash);
        if (set.spec.updateStrategy?.type !== "OnDelete")
            for (const pod of stale)
                removeObject(store, "pods", pod);
        if (pods.length === 0)
            createPod(store, set, set.spec.template, `${set.metadata.name}-${randomSuffix()}`, { [sets_REVISION]: hash });
        const { replicas: scheduled, readyReplicas: ready = 0 } = countPods(listOwned(store, "pods", set));
        const updated = listOwned(store, "pods", set).filter((pod) => isActive(pod) && pod.metadata.labels?.[sets_REVISION] === hash).length;
        store.setStatus(DAEMON_SETS, set, {
            observedGeneration: set.metadata.generation ?? 1,
            desiredNumberScheduled: 1,
            currentNumberScheduled: Math.min(1, scheduled),
            numberMisscheduled: 0,
            numberReady: ready,
            ...sets_count("updatedNumberScheduled", updated),
            ...sets_count("numberAvailable", ready),
            ...sets_count("numberUnavailable", 1 - Math.min(1, ready)),
        });
    }
}
function sets_count(name, value) {
    return value > 0 ? { [name]: value } : {};
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/cluster/cluster.js















// Deadlines and back-offs pass without any event, so the controllers also look by the clock.
const TICK_MS = 1_000;
/** Starts a Kubernetes API on loopback whose pods are containers of an engine, or local Node processes. Objects of an earlier start come back and their pods start anew. */
async function startCluster(options) {
    await (0,promises_.mkdir)(options.dir, { recursive: true });
    const store = new ObjectStore((0,external_node_path_.join)(options.dir, "objects.json"));
    seed(store);
    const images = new container_images/* PodImages */.Uc(options.images, options.engine);
    const kubelet = new Kubelet({ store, dir: options.dir, images, engine: options.engine });
    const services = new ServiceHost(store, kubelet, options.onRequest);
    const stopControl = startControl(store, [keepHouse, syncDeployments, syncReplicaSets, syncStatefulSets, syncDaemonSets, syncJobs, () => kubelet.sync(), () => services.sync()], options.onProblem);
    const api = await startKubernetesApi({
        store,
        pods: kubelet,
        port: options.port ?? (await readFormerPort(options.dir)),
        faults: options.faults,
        onRequest: options.onRequest,
    });
    const server = `http://${api.address}`;
    const kubeconfig = kubeconfigIn(options.dir);
    await (0,promises_.writeFile)(kubeconfig, (0,cluster_kubeconfig/* formatKubeconfig */.h)({ rehearsal: server }), { mode: 0o600 });
    return {
        server,
        port: api.port,
        kubeconfig,
        close: async () => {
            stopControl();
            await services.close();
            await api.close();
            await kubelet.close();
            await store.save();
        },
    };
}
function seed(store) {
    for (const name of ["default", "kube-system"]) {
        if (store.find("namespaces", undefined, name))
            continue;
        store.add("namespaces", {
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
            spec: { finalizers: ["kubernetes"] },
            status: { phase: "Active" },
        });
    }
    if (!store.find("nodes", undefined, NODE.metadata.name))
        store.add("nodes", structuredClone(NODE));
}
/** Runs the controllers after every change and once a second, one round after the other. */
function startControl(store, controllers, onProblem) {
    let isPlanned = false;
    let isStopped = false;
    const round = () => {
        isPlanned = false;
        if (isStopped)
            return;
        for (const controller of controllers) {
            try {
                controller(store);
            }
            catch (problem) {
                // One broken object must not stop the others; the next round tries again.
                onProblem?.(problem);
            }
        }
    };
    const plan = () => {
        if (isPlanned)
            return;
        isPlanned = true;
        setImmediate(round);
    };
    const forget = store.onEvent((event) => {
        if (event.type === "DELETED" && isKind(event.object, "CustomResourceDefinition"))
            removeCustomObjects(store, event.object);
        plan();
    });
    const timer = setInterval(plan, TICK_MS);
    plan();
    return () => {
        isStopped = true;
        forget();
        clearInterval(timer);
    };
}
function kubeconfigIn(dir) {
    return (0,external_node_path_.join)(dir, "kubeconfig");
}
/** Whoever has the address of a cluster finds it there again after a restart. */
async function readFormerPort(dir) {
    const text = await (0,promises_.readFile)(kubeconfigIn(dir), "utf8").catch((error) => {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return "";
        throw error;
    });
    const port = /server: http:\/\/127\.0\.0\.1:(\d+)$/m.exec(text)?.[1];
    return port === undefined ? undefined : Number(port);
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/postgres/postgres.js + 1 modules
var postgres_postgres = __webpack_require__(3178);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/registry/store.js
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





/** What a registry keeps, as files below `dir`: blobs once by digest, and per repository links, manifests and tags. */
class RegistryStore {
    #dir;
    constructor(dir) {
        this.#dir = dir;
    }
    async hasBlob(repository, digest) {
        if (!(0,external_node_fs_.existsSync)(this.#link(repository, digest)))
            return undefined;
        return (await (0,promises_.stat)(this.#blob(digest)).catch(() => undefined))?.size;
    }
    readBlob(digest, start, end) {
        return (0,external_node_fs_.createReadStream)(this.#blob(digest), { start, end });
    }
    async mountBlob(from, to, digest) {
        if ((await this.hasBlob(from, digest)) === undefined)
            return false;
        await this.#linkBlob(to, digest);
        return true;
    }
    async startUpload(repository) {
        const id = (0,external_node_crypto_.randomUUID)();
        await write(this.#upload(repository, id), "");
        return id;
    }
    async uploadSize(repository, id) {
        return /^[0-9a-f-]{36}$/.test(id) ? (await (0,promises_.stat)(this.#upload(repository, id)).catch(() => undefined))?.size : undefined;
    }
    /** Appends to an upload; what arrived before a broken connection stays, so that the client can resume. */
    async appendUpload(repository, id, content) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const file = __addDisposableResource(env_1, await (0,promises_.open)(this.#upload(repository, id), "a"), true);
            for await (const chunk of content)
                await file.writeFile(chunk);
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
    /** Ends an upload. Returns whether its bytes have the digest; if not, they are dropped. */
    async finishUpload(repository, id, digest) {
        const file = this.#upload(repository, id);
        if ((await (0,lib_digest/* digestOfFile */.Mk)(file)).digest !== digest) {
            await (0,promises_.rm)(file, { force: true });
            return false;
        }
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(this.#blob(digest)), { recursive: true });
        await (0,promises_.rename)(file, this.#blob(digest));
        await this.#linkBlob(repository, digest);
        return true;
    }
    async cancelUpload(repository, id) {
        await (0,promises_.rm)(this.#upload(repository, id), { force: true });
    }
    async findManifest(repository, reference) {
        const digest = reference.startsWith("sha256:")
            ? reference
            : await (0,promises_.readFile)(this.#tag(repository, reference), "utf8").catch(() => undefined);
        if (!digest || !(0,lib_digest/* isDigest */.Bc)(digest))
            return undefined;
        const mediaType = await (0,promises_.readFile)(this.#manifest(repository, digest), "utf8").catch(() => undefined);
        if (mediaType === undefined)
            return undefined;
        return { digest, mediaType, bytes: await (0,promises_.readFile)(this.#blob(digest)) };
    }
    async putManifest(repository, reference, mediaType, bytes) {
        const digest = (0,lib_digest/* digestOf */.ol)(bytes);
        await write(this.#blob(digest), bytes);
        await write(this.#manifest(repository, digest), mediaType);
        if (!reference.startsWith("sha256:"))
            await write(this.#tag(repository, reference), digest);
        return digest;
    }
    async deleteManifest(repository, reference) {
        const file = reference.startsWith("sha256:") ? this.#manifest(repository, reference) : this.#tag(repository, reference);
        if (!(0,external_node_fs_.existsSync)(file))
            return false;
        await (0,promises_.rm)(file);
        if (!reference.startsWith("sha256:"))
            return true;
        for (const tag of (await this.listTags(repository)) ?? []) {
            if ((await (0,promises_.readFile)(this.#tag(repository, tag), "utf8")) === reference)
                await (0,promises_.rm)(this.#tag(repository, tag));
        }
        return true;
    }
    /** The tags of a repository in the order of the specification; `undefined` for a repository that does not exist. */
    async listTags(repository) {
        if (!(0,external_node_fs_.existsSync)(this.#repository(repository)))
            return undefined;
        const names = await (0,promises_.readdir)((0,external_node_path_.join)(this.#repository(repository), "_tags")).catch(() => []);
        return names.sort();
    }
    /** Every manifest of a repository. */
    async listManifests(repository) {
        const names = await (0,promises_.readdir)((0,external_node_path_.join)(this.#repository(repository), "_manifests")).catch(() => []);
        const found = await Promise.all(names.map((name) => this.findManifest(repository, `sha256:${name}`)));
        return found.filter((entry) => entry !== undefined);
    }
    #repository(repository) {
        return (0,external_node_path_.join)(this.#dir, "repositories", repository);
    }
    #blob(digest) {
        return (0,external_node_path_.join)(this.#dir, "blobs", digest.replace(":", "/"));
    }
    #link(repository, digest) {
        return (0,external_node_path_.join)(this.#repository(repository), "_blobs", digest.replace("sha256:", ""));
    }
    #manifest(repository, digest) {
        return (0,external_node_path_.join)(this.#repository(repository), "_manifests", digest.replace("sha256:", ""));
    }
    #tag(repository, tag) {
        return (0,external_node_path_.join)(this.#repository(repository), "_tags", tag);
    }
    #upload(repository, id) {
        return (0,external_node_path_.join)(this.#repository(repository), "_uploads", id);
    }
    async #linkBlob(repository, digest) {
        await write(this.#link(repository, digest), "");
    }
}
/** Writes a file as a whole or not at all. */
async function write(path, content) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const draft = `${path}.${(0,external_node_crypto_.randomUUID)()}`;
    await (0,promises_.writeFile)(draft, content);
    await (0,promises_.rename)(draft, path);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/registry/request.js

/** Answers in the error format of the distribution specification. */
function sendRegistryError(response, status, code, message) {
    sendJson(response, status, { errors: [{ code, message }] });
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/registry/uploads.js

/** Answers everything below `/blobs/uploads/`: start, mount, chunks, resume, finish, cancel. */
async function handleUpload(incoming) {
    if (incoming.rest === "") {
        if (incoming.request.method === "POST")
            return startUpload(incoming);
        return sendRegistryError(incoming.response, 405, "UNSUPPORTED", "the operation is unsupported");
    }
    const size = await incoming.store.uploadSize(incoming.repository, incoming.rest);
    if (size === undefined)
        return sendRegistryError(incoming.response, 404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    const { method } = incoming.request;
    if (method === "GET")
        return sendProgress(incoming, incoming.rest, size, 204);
    if (method === "DELETE") {
        await incoming.store.cancelUpload(incoming.repository, incoming.rest);
        return void incoming.response.writeHead(204).end();
    }
    if (method === "PATCH")
        return appendChunk(incoming, size);
    if (method === "PUT")
        return finishUpload(incoming, size);
    return sendRegistryError(incoming.response, 405, "UNSUPPORTED", "the operation is unsupported");
}
async function startUpload(incoming) {
    const { store, body, repository, url } = incoming;
    const mount = url.searchParams.get("mount");
    const from = url.searchParams.get("from");
    if (mount && from && (await store.mountBlob(from, repository, mount)))
        return sendCreated(incoming, mount);
    const id = await store.startUpload(repository);
    const digest = url.searchParams.get("digest");
    if (!digest)
        return sendProgress(incoming, id, 0, 202);
    await store.appendUpload(repository, id, body);
    return completeUpload(incoming, id, digest);
}
async function appendChunk(incoming, size) {
    if (!continues(incoming, size))
        return sendProgress(incoming, incoming.rest, size, 416);
    await incoming.store.appendUpload(incoming.repository, incoming.rest, incoming.body);
    const now = (await incoming.store.uploadSize(incoming.repository, incoming.rest)) ?? 0;
    return sendProgress(incoming, incoming.rest, now, 202);
}
async function finishUpload(incoming, size) {
    const digest = incoming.url.searchParams.get("digest");
    if (!digest)
        return sendRegistryError(incoming.response, 400, "DIGEST_INVALID", "the digest is missing");
    if (!continues(incoming, size))
        return sendProgress(incoming, incoming.rest, size, 416);
    await incoming.store.appendUpload(incoming.repository, incoming.rest, incoming.body);
    return completeUpload(incoming, incoming.rest, digest);
}
/** A chunk that names its place must begin where the upload ends. */
function continues({ request }, size) {
    const range = /^(?:bytes[ =])?(\d+)-\d+/.exec(request.headers["content-range"] ?? "");
    return !range || Number(range[1]) === size;
}
async function completeUpload(incoming, id, digest) {
    if (await incoming.store.finishUpload(incoming.repository, id, digest))
        return sendCreated(incoming, digest);
    return sendRegistryError(incoming.response, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
}
function sendCreated({ response, repository }, digest) {
    response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}`, "docker-content-digest": digest, "content-length": 0 }).end();
}
function sendProgress({ response, repository }, id, size, status) {
    response
        .writeHead(status, {
        location: `/v2/${repository}/blobs/uploads/${id}`,
        // The specification's range is inclusive, so an empty upload says 0-0 as the CNCF registry does.
        range: `0-${Math.max(0, size - 1)}`,
        "docker-upload-uuid": id,
        "content-length": 0,
    })
        .end();
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/registry/server.js







const NAME = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*";
const ROUTE = new RegExp(`^/v2/(${NAME})/(blobs/uploads|blobs|manifests|tags|referrers)(?:/(.*))?$`);
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** Starts an OCI registry (distribution specification 1.1) on 127.0.0.1 that keeps its content below `dir`. */
function startRegistry(options) {
    const store = new RegistryStore(options.dir);
    const tokens = new Map();
    const guard = createGuard(options, tokens);
    const harm = createFaults(options.faults ?? [], ({ revokeTokens }) => {
        if (revokeTokens)
            tokens.clear();
    });
    return startService(async (request, response, url) => {
        response.setHeader("docker-distribution-api-version", "registry/2.0");
        const { isOver, body } = await harm(request, response);
        if (isOver)
            return;
        if (guard(request, response, url))
            return;
        if (url.pathname === "/v2/" || url.pathname === "/v2")
            return sendJson(response, 200, {});
        const match = ROUTE.exec(url.pathname);
        if (!match?.[1])
            return sendRegistryError(response, 404, "NAME_INVALID", "no such endpoint or an invalid repository name");
        const incoming = { store, request, body, response, url, repository: match[1], rest: match[3] ?? "" };
        if (match[2] === "blobs/uploads")
            return handleUpload(incoming);
        if (match[2] === "blobs")
            return handleBlob(incoming);
        if (match[2] === "manifests")
            return handleManifest(incoming, options.referrers ?? false);
        if (match[2] === "tags")
            return handleTags(incoming, options.maxPageSize);
        if (options.referrers)
            return handleReferrers(incoming);
        return sendRegistryError(response, 404, "UNSUPPORTED", "the referrers API is off");
    }, {
        port: options.port,
        onRequest: options.onRequest,
        onError: (error, response) => sendRegistryError(response, 500, "UNKNOWN", error instanceof Error ? error.message : String(error)),
    });
}
async function handleBlob({ store, request, response, repository, rest: digest }) {
    if (!DIGEST.test(digest))
        return sendRegistryError(response, 400, "DIGEST_INVALID", `'${digest}' is not a digest`);
    const size = await store.hasBlob(repository, digest);
    if (size === undefined)
        return sendRegistryError(response, 404, "BLOB_UNKNOWN", "blob unknown to registry");
    const headers = { "docker-content-digest": digest, "content-type": "application/octet-stream", "accept-ranges": "bytes" };
    if (request.method === "HEAD")
        return void response.writeHead(200, { ...headers, "content-length": size }).end();
    if (request.method !== "GET")
        return sendRegistryError(response, 405, "UNSUPPORTED", "the operation is unsupported");
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const start = range ? Number(range[1]) : 0;
    const end = Math.min(range?.[2] ? Number(range[2]) : size - 1, size - 1);
    if (range && start > end)
        return void response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    response.writeHead(range ? 206 : 200, {
        ...headers,
        "content-length": end - start + 1,
        ...(range ? { "content-range": `bytes ${start}-${end}/${size}` } : {}),
    });
    if (size === 0)
        return void response.end();
    store
        .readBlob(digest, start, end)
        .on("error", () => response.destroy())
        .pipe(response);
}
async function handleManifest(incoming, referrers) {
    const { store, request, response, repository, rest: reference } = incoming;
    if (!DIGEST.test(reference) && !TAG.test(reference))
        return sendRegistryError(response, 400, "TAG_INVALID", `'${reference}' is neither a tag nor a digest`);
    if (request.method === "PUT")
        return putManifest(incoming, referrers);
    if (request.method === "DELETE") {
        if (await store.deleteManifest(repository, reference))
            return void response.writeHead(202).end();
        return sendRegistryError(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
    }
    const found = await store.findManifest(repository, reference);
    if (!found)
        return sendRegistryError(response, 404, "MANIFEST_UNKNOWN", "manifest unknown");
    response.writeHead(200, { "content-type": found.mediaType, "content-length": found.bytes.length, "docker-content-digest": found.digest });
    response.end(request.method === "HEAD" ? undefined : found.bytes);
}
async function putManifest({ store, request, response, repository, rest: reference }, referrers) {
    const bytes = await readBody(request);
    const body = parseManifest(bytes);
    if (!body)
        return sendRegistryError(response, 400, "MANIFEST_INVALID", "the manifest is not a JSON object");
    if (DIGEST.test(reference) && (0,lib_digest/* digestOf */.ol)(bytes) !== reference) {
        return sendRegistryError(response, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
    }
    for (const blob of [...(body.config ? [body.config] : []), ...(body.layers ?? [])]) {
        if ((await store.hasBlob(repository, blob.digest)) === undefined) {
            return sendRegistryError(response, 400, "MANIFEST_BLOB_UNKNOWN", `blob unknown to registry: ${blob.digest}`);
        }
    }
    for (const child of body.manifests ?? []) {
        if (!(await store.findManifest(repository, child.digest))) {
            return sendRegistryError(response, 400, "MANIFEST_BLOB_UNKNOWN", `manifest unknown to registry: ${child.digest}`);
        }
    }
    const digest = await store.putManifest(repository, reference, request.headers["content-type"] ?? body.mediaType ?? "application/vnd.oci.image.manifest.v1+json", bytes);
    // The header tells a client that it need not maintain the fallback tag.
    const subject = referrers && body.subject ? { "oci-subject": body.subject.digest } : {};
    response.writeHead(201, { location: `/v2/${repository}/manifests/${digest}`, "docker-content-digest": digest, ...subject }).end();
}
function parseManifest(bytes) {
    try {
        return readManifest((0,json/* parseJson */.qF)(bytes.toString()));
    }
    catch {
        return undefined;
    }
}
function readManifest(value) {
    if (!(0,json/* isRecord */.u4)(value))
        return undefined;
    const blob = (entry) => ({
        digest: (0,json/* textAt */.$6)(entry, "digest") ?? "",
        mediaType: (0,json/* textAt */.$6)(entry, "mediaType") ?? "",
    });
    return {
        mediaType: (0,json/* textAt */.$6)(value, "mediaType"),
        artifactType: (0,json/* textAt */.$6)(value, "artifactType"),
        annotations: (0,json/* isRecord */.u4)(value["annotations"]) ? (0,json/* textsAt */.i1)(value, "annotations") : undefined,
        config: (0,json/* isRecord */.u4)(value["config"]) ? blob(value["config"]) : undefined,
        layers: (0,json/* listAt */.gT)(value, "layers").map(blob),
        manifests: (0,json/* listAt */.gT)(value, "manifests").map(blob),
        subject: (0,json/* isRecord */.u4)(value["subject"]) ? blob(value["subject"]) : undefined,
    };
}
async function handleTags({ store, response, url, repository }, maxPageSize = Number.POSITIVE_INFINITY) {
    const all = await store.listTags(repository);
    if (!all)
        return sendRegistryError(response, 404, "NAME_UNKNOWN", "repository name not known to registry");
    const last = url.searchParams.get("last");
    const rest = last === null ? all : all.filter((tag) => tag > last);
    const limit = Math.min(url.searchParams.has("n") ? Number(url.searchParams.get("n")) : rest.length, maxPageSize);
    const tags = rest.slice(0, limit);
    const more = tags.length < rest.length && tags.length > 0;
    sendJson(response, 200, { name: repository, tags }, more ? { link: `</v2/${repository}/tags/list?n=${limit}&last=${tags.at(-1)}>; rel="next"` } : {});
}
async function handleReferrers({ store, response, url, repository, rest: digest }) {
    const wanted = url.searchParams.get("artifactType");
    const manifests = (await store.listManifests(repository)).flatMap(({ digest: own, mediaType, bytes }) => {
        const body = parseManifest(bytes);
        if (body?.subject?.digest !== digest)
            return [];
        const artifactType = body.artifactType ?? body.config?.mediaType;
        if (wanted && artifactType !== wanted)
            return [];
        return [{ mediaType, digest: own, size: bytes.length, artifactType, annotations: body.annotations }];
    });
    const headers = {
        "content-type": "application/vnd.oci.image.index.v1+json",
        ...(wanted ? { "oci-filters-applied": "artifactType" } : {}),
    };
    sendJson(response, 200, { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests }, headers);
}
/** Returns whether the request was refused (and answered), or was one for a token. */
function createGuard({ auth }, tokens) {
    if (!auth)
        return () => false;
    const basic = `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}`;
    return (request, response, url) => {
        const given = request.headers.authorization ?? "";
        if (auth.scheme === "token" && url.pathname === "/token") {
            if (!isSame(given, basic))
                sendRegistryError(response, 401, "UNAUTHORIZED", "wrong user or password");
            else {
                const token = (0,external_node_crypto_.randomBytes)(24).toString("base64url");
                const seconds = auth.tokenSeconds ?? 300;
                tokens.set(token, Date.now() + seconds * 1000);
                sendJson(response, 200, { token, access_token: token, expires_in: seconds });
            }
            return true;
        }
        const allowed = auth.scheme === "basic" ? isSame(given, basic) : (tokens.get(given.replace(/^Bearer /, "")) ?? 0) > Date.now();
        if (allowed)
            return false;
        const repository = ROUTE.exec(url.pathname)?.[1];
        const scope = repository
            ? `,scope="repository:${repository}:pull${request.method === "GET" || request.method === "HEAD" ? "" : ",push"}"`
            : "";
        response.setHeader("www-authenticate", auth.scheme === "basic"
            ? 'Basic realm="rehearsal"'
            : `Bearer realm="http://${request.headers.host}/token",service="rehearsal"${scope}`);
        sendRegistryError(response, 401, "UNAUTHORIZED", "authentication required");
        return true;
    };
}
function isSame(given, expected) {
    const [a, b] = [Buffer.from(given), Buffer.from(expected)];
    return a.length === b.length && (0,external_node_crypto_.timingSafeEqual)(a, b);
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/world/clusters.js
var world_clusters = __webpack_require__(57475);
// EXTERNAL MODULE: ./packages/rehearsal/lib/world/on-demand.js
var on_demand = __webpack_require__(63625);
// EXTERNAL MODULE: ./packages/rehearsal/lib/world/files.js
var files = __webpack_require__(22601);
// EXTERNAL MODULE: ./packages/rehearsal/lib/world/pod-engine.js + 9 modules
var pod_engine = __webpack_require__(66939);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/world/process.js














const IDLE_MS = 30 * 60_000;
/**
 * Is the rehearsal: starts the servers that every project needs, and PostgreSQL and clusters when they are asked for, writes their addresses, and returns when it was told to end, by its control address, by a signal, or by
 * nobody having asked for anything for long. Returns `false` at once when another process is the rehearsal of this folder already.
 */
async function runRehearsal(options) {
    const dir = (0,external_node_path_.resolve)(options.dir);
    await (0,files/* makeRehearsalFolder */.eP)(dir);
    for (const folder of ["registry", "engine", "clusters", "images"])
        await (0,promises_.mkdir)((0,external_node_path_.join)(dir, folder), { recursive: true, mode: 0o700 });
    if (!(await (0,files/* takeLock */.HJ)(dir)))
        return false;
    const services = [];
    try {
        await live(dir, options, services);
    }
    finally {
        // The pods use the database and the registry, so they end first.
        for (const service of services.toReversed())
            await service.close().catch((error) => process.stderr.write(`${String(error)}\n`));
        await (0,files/* releaseLock */.x_)(dir);
    }
    return true;
}
async function live(dir, options, services) {
    const ended = waitForEnd(options.idleMs ?? IDLE_MS);
    const { onRequest } = ended;
    const ports = await (0,files/* readPorts */.xH)(dir);
    const images = (0,external_node_path_.join)(dir, "images");
    const socket = await (0,files/* makeSocketPath */.Hz)(dir);
    services.push({ close: socket.remove });
    const keep = async (starting) => {
        const started = await starting;
        services.push(started);
        return started;
    };
    const servers = [];
    const pods = options.podEngine === undefined ? undefined : await keep((0,pod_engine/* openPodEngine */.q9)(dir, options.podEngine, () => servers));
    const postgres = new on_demand/* OnDemand */.h(async () => {
        const server = await (0,postgres_postgres/* startPostgres */.C)({ dir: (0,external_node_path_.join)(dir, "postgres"), keepData: true, searchFrom: options.searchFrom });
        servers.push(Number(new URL(server.url).port));
        return { url: server.url, close: () => server.stop() };
    });
    services.push(postgres);
    const starting = [
        keep(startRegistry({ dir: (0,external_node_path_.join)(dir, "registry"), port: ports.registry, onRequest })),
        keep(startGitHub({ dir, port: ports.github, onRequest })),
        keep(startEngine({ socketPath: socket.path, dir: (0,external_node_path_.join)(dir, "engine"), images, engine: pods, onRequest })),
    ];
    // A service that started while another failed must be known before it can be closed.
    await Promise.allSettled(starting);
    const [registry, github, engine] = await Promise.all(starting);
    const onProblem = (problem) => void process.stderr.write(`${problem instanceof Error ? problem.stack : String(problem)}\n`);
    const clusters = new world_clusters/* Clusters */.g((environment) => startCluster({ dir: (0,external_node_path_.join)(dir, "clusters", environment), images, engine: pods && (0,pod_engine/* within */.ux)(pods, environment), onRequest, onProblem }));
    services.push(clusters);
    await (0,files/* writePorts */.y6)(dir, { registry: registry.port, github: github.port });
    const rehearsal = {
        registry: registry.address,
        dockerHost: engine.host,
        githubApi: `http://${github.address}`,
        podEngine: options.podEngine,
        pid: process.pid,
        dir,
        startedAt: new Date().toISOString(),
    };
    const token = (0,external_node_crypto_.randomBytes)(24).toString("base64url");
    const control = await keep(process_startControl({ rehearsal, clusters, postgres, token, ended }));
    ended.onRequest();
    await (0,files/* writeRecord */.rh)(dir, { rehearsal, control: { url: `http://${control.address}`, token } });
    await ended.promise;
}
function waitForEnd(idleMs) {
    let end = () => undefined;
    const promise = new Promise((resolve) => (end = resolve));
    let timer;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
        process.once(signal, () => end());
    return {
        promise: promise.finally(() => clearTimeout(timer)),
        end,
        onRequest: () => void (timer ? timer.refresh() : (timer = setTimeout(() => end(), idleMs))),
    };
}
function process_startControl({ rehearsal, clusters, postgres, token, ended }) {
    return startService(async (request, response, url) => {
        if (request.headers.authorization !== `Bearer ${token}`)
            return sendJson(response, 401, {});
        ended.onRequest();
        const [, folder, name] = url.pathname.split("/");
        if (request.method === "POST" && folder === "clusters" && name) {
            const { kubeconfig, server } = await clusters.open(decodeURIComponent(name));
            return sendJson(response, 200, { kubeconfig, kubernetesApi: server });
        }
        if (request.method === "POST" && folder === "postgres")
            return sendJson(response, 200, { databaseUrl: (await postgres.open()).url });
        sendJson(response, 200, rehearsal);
        if (request.method === "POST" && folder === "stop")
            ended.end();
    }, { onError: (error, response) => sendJson(response, 500, { message: (0,lib_error/* headline */.Pl)(error) }) });
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/index.js















/***/ })

};
