export const id = 371;
export const ids = [371];
export const modules = {

/***/ 20371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_async_hooks__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16698);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31421);
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53053);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76760);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(80481);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(57075);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(26788);









const MAX_OUTPUT = 4 << 20;
const GRACE_MS = 5_000;
/**
 * Runs a program with an argument list, never through a shell, and prints nothing of it. A missing program is an `environment` error; an exit
 * code is a result. A cancelled signal rejects with its reason, the time limit with a `command` error, both after the program has ended.
 */
async function runCommand(program, argv, options) {
    options.signal?.throwIfAborted();
    const path = await locate(program, options);
    options.signal?.throwIfAborted();
    const stdout = collect(options.onLine);
    const stderr = collect(options.onLine);
    const leash = leashOn(program, options);
    try {
        // Loaded here because most steps start no program.
        const { exec } = await __webpack_require__.e(/* import() */ 1260).then(__webpack_require__.bind(__webpack_require__, 81260));
        const exitCode = await holding(leash.hold, () => exec(`"${path.replaceAll('"', String.raw `\"`)}"`, [...argv], {
            env: { ...options.env },
            ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
            // Otherwise the command line goes to the log, and the output once more.
            silent: true,
            ignoreReturnCode: true,
            // Left out, the program's input would stay open, and a program that reads it would wait forever.
            input: Buffer.from(options.input ?? ""),
            listeners: { stdout: stdout.take, stderr: stderr.take },
        }));
        leash.check();
        return { exitCode: typeof exitCode === "number" ? exitCode : 128, stdout: await stdout.text(), stderr: await stderr.text() };
    }
    catch (cause) {
        leash.check();
        throw new _error_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("environment", `The program '${program}' could not be started (${wordsOf(cause)}).`, { cause });
    }
    finally {
        leash.release();
    }
}
/** Ends the program of one call when it is cancelled or takes too long; @actions/exec does neither. */
function leashOn(program, { signal, timeoutMs }) {
    let child;
    let why;
    let killer;
    const end = (reason) => {
        why ??= reason;
        child?.kill("SIGTERM");
        // A program that ignores the polite signal must not hold up a cancelled job.
        killer ??= setTimeout(() => child?.kill("SIGKILL"), GRACE_MS);
    };
    const cancel = () => end(signal?.reason);
    const late = () => end(new _error_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("command", `'${program}' did not end within ${(timeoutMs ?? 0) / 1000} s and was stopped.`));
    signal?.addEventListener("abort", cancel, { once: true });
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    return {
        hold(started) {
            child = started;
            queueMicrotask(() => {
                // A program that ends without reading would raise EPIPE; its exit code says more.
                started.stdin?.on("error", () => undefined);
            });
            started.once("spawn", () => {
                if (why !== undefined)
                    end(why);
            });
        },
        check() {
            if (why !== undefined)
                throw why;
        },
        release() {
            clearTimeout(timer);
            clearTimeout(killer);
            signal?.removeEventListener("abort", cancel);
        },
    };
}
const holder = new node_async_hooks__WEBPACK_IMPORTED_MODULE_0__.AsyncLocalStorage();
let isWatching = false;
/**
 * Runs work and hands over the child process that it starts. @actions/exec keeps the process to itself, so it is taken from Node's own notice
 * of every new process (https://nodejs.org/api/diagnostics_channel.html#child-process); the async context tells whose it is.
 */
function holding(hold, work) {
    if (!isWatching)
        (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_2__.subscribe)("child_process", onChildProcess);
    isWatching = true;
    return holder.run(hold, work);
}
function onChildProcess(message) {
    const child = typeof message === "object" && message !== null && "process" in message ? message.process : undefined;
    if (child instanceof node_child_process__WEBPACK_IMPORTED_MODULE_1__.ChildProcess)
        holder.getStore()?.(child);
}
function collect(onLine) {
    const stream = new node_stream__WEBPACK_IMPORTED_MODULE_7__.PassThrough();
    let text = "";
    const lines = (0,node_readline__WEBPACK_IMPORTED_MODULE_6__.createInterface)({ input: stream }).on("line", (line) => {
        text = `${text}${line}\n`.slice(-MAX_OUTPUT);
        onLine?.(line);
    });
    const ended = new Promise((done) => lines.once("close", done));
    return {
        take: (data) => void stream.write(data),
        async text() {
            stream.end();
            await ended;
            return text;
        },
    };
}
/** The program's file: as given, or the first one on the environment's own PATH, which need not be this process's. */
async function locate(program, { env, cwd = "." }) {
    const isPath = program.includes("/") || program.includes(node_path__WEBPACK_IMPORTED_MODULE_5__.sep);
    const candidates = isPath ? [(0,node_path__WEBPACK_IMPORTED_MODULE_5__.resolve)(cwd, program)] : (env["PATH"] ?? "").split(node_path__WEBPACK_IMPORTED_MODULE_5__.delimiter).map((dir) => (0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.resolve)(cwd, dir), program));
    for (const candidate of candidates)
        if (await isProgram(candidate))
            return candidate;
    // On Windows names lack their extension, which @actions/exec knows how to find.
    if (process.platform === "win32")
        return program;
    throw new _error_js__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("environment", `The program '${program}' is not on this machine. Install it or correct its path.`);
}
async function isProgram(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_3__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.stat)(path)).isFile();
    }
    catch {
        // Not there, or not to be run by this user: the next folder of the PATH may have it.
        return false;
    }
}
function wordsOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ })

};
