export const id = 6204;
export const ids = [6204];
export const modules = {

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

/***/ 6204:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectEngine: () => (/* reexport safe */ _client_js__WEBPACK_IMPORTED_MODULE_1__.xn),
/* harmony export */   findBuildx: () => (/* reexport safe */ _buildx_js__WEBPACK_IMPORTED_MODULE_0__.ah)
/* harmony export */ });
/* harmony import */ var _buildx_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65430);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85632);




/***/ })

};
