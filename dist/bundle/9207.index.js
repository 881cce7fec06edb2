export const id = 9207;
export const ids = [9207];
export const modules = {

/***/ 84772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I8: () => (/* binding */ inTermsOfOptions),
/* harmony export */   We: () => (/* binding */ parseArguments),
/* harmony export */   eb: () => (/* binding */ UsageError)
/* harmony export */ });
/* unused harmony export COMMANDS */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);


const COMMANDS = [
    "plan",
    "check",
    "release",
    "verify",
    "rollback",
    "monitor",
    "rehearse",
    "init",
    "matrix",
    "config",
    "policy explain",
    "help",
];
const BUILDERS = ["auto", "buildx", "assemble"];
/** A call that cannot be understood; ends with exit code 2. */
class UsageError extends _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ {
    constructor(message) {
        super("input", `${message} See 'waybill --help'.`);
        this.name = "UsageError";
    }
}
const OPTIONS = {
    environment: { type: "string", short: "e" },
    directory: { type: "string", short: "C", default: "." },
    config: { type: "string", short: "c" },
    policy: { type: "string" },
    approve: { type: "string" },
    yes: { type: "boolean", default: false },
    images: { type: "string" },
    record: { type: "string" },
    registry: { type: "string" },
    builder: { type: "string" },
    "signing-key": { type: "string" },
    "trusted-keys": { type: "string", multiple: true, default: [] },
    "trust-root": { type: "string" },
    "signing-config": { type: "string" },
    "public-log": { type: "boolean", default: false },
    repository: { type: "string" },
    commit: { type: "string" },
    to: { type: "string" },
    url: { type: "string" },
    stop: { type: "boolean", default: false },
    inline: { type: "boolean", default: false },
    public: { type: "boolean", default: false },
    vendor: { type: "string" },
    version: { type: "string" },
    json: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
};
const OF_A_PROJECT = COMMANDS.filter((command) => command !== "init");
const ALL_BUT_REHEARSE = OF_A_PROJECT.filter((command) => command !== "rehearse");
/** What files say depends on files alone. */
const WITH_SERVICES = ALL_BUT_REHEARSE.filter((command) => command !== "policy explain" && command !== "config");
/** The commands that an option means something to; those that are not named here mean something to every command. */
const MEANT_FOR = {
    environment: ["plan", "release", "verify", "rollback", "monitor", "rehearse", "config", "policy explain"],
    images: ["plan", "release", "rehearse"],
    record: ["verify"],
    approve: ["release"],
    yes: ["release"],
    to: ["rollback"],
    url: ["monitor"],
    stop: ["rehearse"],
    repository: ["verify"],
    commit: ["verify", "init"],
    inline: ["init"],
    public: ["init"],
    vendor: ["init"],
    version: ["init"],
    config: OF_A_PROJECT,
    policy: OF_A_PROJECT,
    json: ["config", "policy explain", "verify"],
    builder: [...WITH_SERVICES, "rehearse"],
    // A rehearsal has a registry and a key of its own.
    ...Object.fromEntries(["registry", "signing-key", "trusted-keys", "trust-root", "signing-config", "public-log"].map((name) => [name, WITH_SERVICES])),
    "dry-run": [...WITH_SERVICES, "init"],
};
/** An option that would be passed over in silence makes people believe that it was followed. */
function refuseMeaningless(argv, command) {
    const { tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: [...argv], allowPositionals: true, tokens: true, options: OPTIONS });
    for (const token of tokens) {
        if (token.kind !== "option")
            continue;
        const commands = MEANT_FOR[token.name];
        if (commands && !commands.includes(command))
            throw new UsageError(`${token.rawName} means nothing to '${command}'; it goes with ${commands.filter((one) => one !== "help").join(", ")}.`);
    }
}
/** Options that only a project gives a meaning, and those that are needed only where there is none. */
const OF_PROJECT = [
    "directory",
    "config",
    "record",
    "registry",
    "builder",
    "signing-key",
    "signing-config",
    "public-log",
    "dry-run",
];
const OF_TARGET = ["repository", "commit", "json"];
function refuseForTarget(argv, target) {
    const meaningless = target === undefined ? OF_TARGET : OF_PROJECT;
    const { tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: [...argv], allowPositionals: true, tokens: true, options: OPTIONS });
    const found = tokens.find((token) => token.kind === "option" && meaningless.includes(token.name));
    if (found?.kind !== "option")
        return;
    throw new UsageError(target === undefined
        ? `${found.rawName} goes with a record that is verified without its project: 'waybill verify FILE' or 'waybill verify IMAGE'.`
        : `${found.rawName} means nothing to 'verify ${target}', which reads no project.`);
}
/** The same error as it reads at a terminal: an input that is an option is called by its option. */
function inTermsOfOptions(error) {
    if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz) || !Object.hasOwn(OPTIONS, error.input))
        return error;
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(error.kind, `--${error.input} ${error.problem}${error.problem.endsWith("?") ? "" : "."}`, { cause: error });
}
/** Reads the arguments; throws `UsageError` when they make no sense, with the nearest command or option. */
function parseArguments(argv) {
    refuseUnknown(argv);
    const { values, positionals } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: [...argv], allowPositionals: true, options: OPTIONS });
    const [word, rest] = commandWords(positionals);
    const { builder, to } = values;
    if (to !== undefined && !/^[1-9]\d*$/.test(to))
        throw new UsageError(`--to is '${to}'; it must be a revision number such as 3.`);
    if (values.approve !== undefined && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(values.approve))
        throw new UsageError(`--approve is '${values.approve}'; it must be the digest that 'waybill plan' printed: sha256:<64 hex digits>.`);
    if (values.approve !== undefined && values.yes)
        throw new UsageError("--approve and --yes exclude each other; give one of them.");
    const call = {
        directory: values.directory,
        config: values.config,
        policy: values.policy,
        environment: values.environment,
        approve: values.approve,
        yes: values.yes,
        images: values.images,
        record: values.record,
        registry: values.registry,
        builder: builder === undefined ? undefined : oneOf("--builder", builder, BUILDERS),
        signingKey: values["signing-key"],
        trustedKeys: values["trusted-keys"],
        trustRoot: values["trust-root"],
        signingConfig: values["signing-config"],
        publicLog: values["public-log"],
        target: undefined,
        repository: values.repository,
        commit: values.commit,
        toRevision: to === undefined ? undefined : Number(to),
        url: webAddress(values.url),
        stop: values.stop,
        way: wayOf(values),
        vendor: values.vendor,
        version: values.version,
        json: values.json,
        dryRun: values["dry-run"],
        verbose: values.verbose,
    };
    if (values.help)
        return { ...call, command: "help" };
    const command = commandOf(word);
    const target = command === "verify" ? rest[0] : undefined;
    const more = target === undefined ? rest : rest.slice(1);
    if (more.length > 0)
        throw new UsageError(`'${more.join(" ")}' is one argument too many after '${command}'. ${optionHint(more)}`);
    refuseMeaningless(argv, command);
    if (command === "verify")
        refuseForTarget(argv, target);
    return { ...call, command, target };
}
function wayOf({ inline, public: isPublic, vendor }) {
    const asked = [...(inline ? ["--inline"] : []), ...(isPublic ? ["--public"] : []), ...(vendor === undefined ? [] : ["--vendor"])];
    if (asked.length > 1)
        throw new UsageError(`${asked.join(" and ")} exclude each other; give one of them.`);
    return inline ? "inline" : isPublic ? "public" : vendor === undefined ? undefined : "vendored";
}
/** The command's name and what stands behind it; `policy` alone takes a second word. */
function commandWords([first = "help", second, ...rest]) {
    if (first === "policy")
        return [second === undefined ? first : `${first} ${second}`, rest];
    return [first, second === undefined ? rest : [second, ...rest]];
}
function commandOf(word) {
    const command = COMMANDS.find((known) => known === word);
    if (command !== undefined)
        return command;
    const nearest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .findNearest */ .qg)(word, COMMANDS);
    throw new UsageError(`'${word}' is no command; ${nearest === undefined ? `there are ${COMMANDS.join(", ")}.` : `did you mean '${nearest}'?`}`);
}
/** People put the environment behind the command, as in `waybill release production`. */
function optionHint([word = ""]) {
    return COMMANDS.some((command) => command === word) ? "Give one command at a time." : `An environment is given as '-e ${word}'.`;
}
function webAddress(url) {
    if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? ""))
        return url;
    throw new UsageError(`--url is '${url}'; it must be an address that begins with https:// or http://.`);
}
function oneOf(option, value, allowed) {
    const found = allowed.find((known) => known === value);
    if (found !== undefined)
        return found;
    const nearest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .findNearest */ .qg)(value, allowed);
    throw new UsageError(`${option} is '${value}'; allowed are ${allowed.join(", ")}${nearest === undefined ? "." : `; did you mean '${nearest}'?`}`);
}
/** What is wrong with an option, in our words: it is not known, has no value, or has one that it does not take. */
function refuseUnknown(argv) {
    const { tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: [...argv], allowPositionals: true, strict: false, tokens: true, options: OPTIONS });
    const known = new Map(Object.entries(OPTIONS).map(([name, { type }]) => [name, type]));
    for (const token of tokens) {
        if (token.kind !== "option")
            continue;
        const type = known.get(token.name);
        if (type === undefined) {
            const nearest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .findNearest */ .qg)(token.name, [...known.keys()]);
            const hint = nearest === undefined ? "." : `; did you mean '--${nearest}'?`;
            throw new UsageError(`'${token.rawName}' is no option${hint}`);
        }
        if (type === "boolean" && token.value !== undefined)
            throw new UsageError(`${token.rawName} takes no value, but has '${token.value}'.`);
        const missing = token.value === undefined || token.value === "" || (!token.inlineValue && token.value.startsWith("-"));
        if (type === "string" && missing)
            throw new UsageError(`${token.rawName} needs a value.`);
    }
}


/***/ }),

/***/ 77051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ runCommandLine)
});

// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/terminal-reporter.js

const MARK = { error: "✗", warning: "!", notice: "i" };
/** A reporter for a terminal: progress overwrites its own line on a TTY and is left out elsewhere. */
function terminalReporter(out, redactor, options) {
    let open = false;
    const clear = () => {
        if (open)
            out.write("\r\u001b[2K");
        open = false;
    };
    const line = (text) => {
        clear();
        out.write(`${redactor.redact(text)}\n`);
    };
    return {
        info: line,
        warn: (message) => line(`! ${message}`),
        debug: (message) => void (options?.verbose && line(`  ${message}`)),
        progress(message) {
            if (!out.isTTY)
                return;
            clear();
            out.write(redactor.redact(`  … ${message}`).slice(0, (out.columns ?? 80) - 1));
            open = true;
        },
        finding(finding) {
            const place = finding.where ? ` (${finding.where.file}${finding.where.line === undefined ? "" : `:${finding.where.line}`})` : "";
            line(`  ${MARK[finding.severity]} ${(0,lib_verdict/* describeFinding */.jb)(finding)}${place}`);
        },
        mask: (secret) => redactor.add(secret),
        show: (text) => redactor.show(text),
    };
}

// EXTERNAL MODULE: ./packages/cli/lib/arguments.js
var lib_arguments = __webpack_require__(84772);
;// CONCATENATED MODULE: ./packages/cli/lib/exit-code.js


const PASSED = 0;
const REFUSED = 1;
const WRONG_CALL = 2;
const COULD_NOT_CHECK = 3;
/**
 * 0 when the verdict lets a release pass, else 1. A verification and the monitor tell apart what was refused (1) and what could not be checked (3), because
 * one is a reason for alarm and the other for trying again.
 */
function exitCodeOf(verdict, command) {
    if ((0,lib_verdict/* isPassing */.WG)(verdict))
        return PASSED;
    return isCheck(command) && verdict === "inconclusive" ? COULD_NOT_CHECK : REFUSED;
}
function isCheck(command) {
    return command === "verify" || command === "monitor";
}
/** 2 for a call that cannot be understood, else 1; of a verification or the monitor, 3 for everything that is no verdict. */
function exitCodeOfError(error, command) {
    if (error instanceof lib_arguments/* UsageError */.eb)
        return WRONG_CALL;
    if (!isCheck(command))
        return REFUSED;
    if (error instanceof lib_error/* ActionError */.lZ && error.kind === "verdict")
        return REFUSED;
    return isWrongOption(error) ? WRONG_CALL : COULD_NOT_CHECK;
}
/** An option whose value makes no sense, which \`inTermsOfOptions\` has put into the options' own words. */
function isWrongOption(error) {
    return error instanceof lib_error/* ActionError */.lZ && error.kind === "input" && error.cause instanceof lib_error/* InputError */.dz;
}

;// CONCATENATED MODULE: ./packages/cli/lib/usage.js
/** What 'waybill --help' prints. */
const USAGE = `waybill: carries a release from a commit to a Kubernetes cluster, with one verifiable record of the way.

  waybill init [--inline|--public|--vendor DIR]  look at this repository and write waybill.yml and the workflow that releases it
  waybill check                       validate data and models, and that every named file is there; change nothing
  waybill plan     [-e ENVIRONMENT]   show what a release would change, with the digest to approve
  waybill release  [-e ENVIRONMENT]   validate, build, plan, approve, migrate, deploy, verify
  waybill verify   [-e ENVIRONMENT]   verify a release record against the world as it is now
  waybill verify   FILE | IMAGE       verify a record anywhere, without its project: a file, or what lies beside an image in its registry
  waybill rollback [-e ENVIRONMENT]   bring back the last good revision
  waybill monitor  [-e ENVIRONMENT]   look at what runs: whether it is what was released, is proven, answers, and its data still passes
  waybill rehearse [-e ENVIRONMENT]   the whole release to every environment (or one) on this machine alone: loopback registry, cluster, databases
  waybill matrix                      print the names in waybill.yml as JSON, for workflow matrices
  waybill config [-e ENVIRONMENT]     print what waybill.yml and its environments' files come to, every value with its file and line
  waybill policy explain [-e ENV.]    print what a release must prove, which file and line demands it, and who may sign

  -e, --environment NAME     environment of waybill.yml (may be left out when there is only one)
  -C, --directory DIR        the project (default: here)
  -c, --config FILE          configuration file (default: waybill.yml)
      --policy FILE          the organisation's policy, which the project's own may only tighten
      --approve DIGEST       approve exactly this plan        --yes   approve whatever the plan is
      --images JSON          images to use instead of building: {"name":"repository@sha256:..."}
      --record FILE          record to verify
      --registry HOST        push here instead of 'registry:' of waybill.yml
      --builder KIND         auto, buildx or assemble
      --signing-key FILE     Ed25519 private key (PEM); or the variable WAYBILL_SIGNING_KEY with its text
      --trusted-keys FILE    public keys (PEM) that may sign evidence; may be repeated
      --trust-root FILE      trusted_root.json by which certificates are verified (default: Sigstore's and GitHub's, fetched)
      --signing-config FILE  signing_config.v0.2.json of your own certificate authority and log
      --public-log           agree to a private repository's name in Sigstore's public log, for good
      --inline, --public     init: the job of an environment in the caller's own file (default), or in the public workflows
      --vendor DIR           init: in copies in your organisation's own repository, checked out at DIR
      --version VERSION      init: the version of Waybill to name beside its commit
      --repository NAME      verify FILE | IMAGE: the repository that must have released, as owner/name
      --commit SHA           verify FILE | IMAGE: the commit that must have been released; init: the commit of Waybill to call
      --to REVISION          revision to roll back to (default: the last good one)
      --url ADDRESS          monitor: also ask this address, as people reach it
      --stop                 rehearse: end the background processes
      --json                 config, policy explain, verify FILE | IMAGE: as JSON
      --dry-run              say what would happen, change nothing
      --verbose              more detail

Exit code: 0 when the verdict lets a release pass, 1 when it does not, 2 for a call that cannot be understood. For 'verify' and
'monitor' also 3: it could not be checked, because a file, registry or cluster could not be read, or a trust root expired.
`;

;// CONCATENATED MODULE: ./packages/cli/lib/command-line.js





/** Runs one command line, says how it ended, and returns the exit code; never throws. See `exitCodeOf` for what the code means. */
async function runCommandLine(argv, { env, signal, out, err, rehearsalEntry }) {
    const redactor = (0,redaction/* createRedactor */.lY)();
    let command;
    try {
        const call = (0,lib_arguments/* parseArguments */.We)(argv);
        command = call.command;
        if (call.command === "help") {
            out.write(USAGE);
            return 0;
        }
        // What only carries out a command is loaded once it is clear that there is one.
        const { runCommand } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8681), __webpack_require__.e(4228)]).then(__webpack_require__.bind(__webpack_require__, 64228));
        const reporter = terminalReporter(out, redactor, { verbose: call.verbose });
        const print = (text) => void out.write(redactor.redact(text));
        return exitCodeOf(await runCommand(call, { env, reporter, signal, print, rehearsalEntry }), command);
    }
    catch (thrown) {
        const error = signal.aborted ? signal.reason : (0,lib_arguments/* inTermsOfOptions */.I8)(thrown);
        err.write(`\nwaybill: ${redactor.redact((0,lib_error/* headline */.Pl)(error))}\n`);
        if (argv.includes("--verbose") && error instanceof Error)
            err.write(`${redactor.redact(error.stack ?? "")}\n`);
        return exitCodeOfError(error, command);
    }
}


/***/ }),

/***/ 79207:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93907);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21463);
/* harmony import */ var _command_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77051);




/** The `waybill` command; see `exitCodeOf` for how it ends. */
async function main(argv) {
    // The rehearsal's background process is this same program, started by ourselves; it ends by its own handling of signals.
    if (argv[0] === "rehearsal-process")
        return runRehearsalProcess(argv.slice(1));
    const { signal, stop } = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_2__/* .abortOnSignals */ .P)();
    // Whoever stops reading (`| head`) is no reason to leave a release half-way: its record and page say the rest.
    for (const stream of [process.stdout, process.stderr])
        stream.on("error", (error) => {
            if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isSystemError */ .Or)(error, "EPIPE"))
                throw error;
        });
    try {
        return await (0,_command_line_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommandLine */ .r)(argv, {
            env: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .readEnvironment */ .Q)(),
            signal,
            out: process.stdout,
            err: process.stderr,
            // The file that was started, not this one: in the bundle this code lies in a chunk that starts nothing.
            rehearsalEntry: [...process.execArgv, process.argv[1] ?? import.meta.filename, "rehearsal-process"],
        });
    }
    finally {
        stop();
    }
}
async function runRehearsalProcess(args) {
    try {
        const { runRehearsal } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(6118), __webpack_require__.e(2148), __webpack_require__.e(1117)]).then(__webpack_require__.bind(__webpack_require__, 81580));
        const { values } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({
            args: [...args],
            options: { dir: { type: "string" }, "idle-ms": { type: "string" }, "pod-engine": { type: "string" } },
        });
        await runRehearsal({ dir: values.dir ?? ".", podEngine: values["pod-engine"], searchFrom: [import.meta.dirname] });
        return 0;
    }
    catch (error) {
        // Whoever started it quotes these words; a stack with lines of the bundle would hide them.
        process.stderr.write(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(error)}\n`);
        return 1;
    }
}
process.exitCode = await main(process.argv.slice(2));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 79404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ digestOfPath),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Mk: () => (/* binding */ digestOfFile),
/* harmony export */   Qs: () => (/* binding */ digestOfJson),
/* harmony export */   dj: () => (/* binding */ canonicalJson),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24574);






/** Whether a value is a well-formed SHA-256 digest. */
function isDigest(text) {
    return typeof text === "string" && /^sha256:[0-9a-f]{64}$/.test(text);
}
/** The digest of bytes or of a text's UTF-8 bytes. */
function digestOf(content) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(content).digest("hex")}`;
}
/** The digest of a JSON value in its canonical form (see `canonicalJson`). */
function digestOfJson(value) {
    return digestOf(canonicalJson(value));
}
/** The digest and size in bytes of a file, read as a stream. */
async function digestOfFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
    let size = 0;
    const chunks = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: 1 << 20 });
    for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
    }
    return { digest: `sha256:${hash.digest("hex")}`, size };
}
/**
 * The identity of a file or directory: for a file its own digest; for a directory the digest of the canonical JSON of its sorted
 * `[path, digest]` pairs. Symbolic links, sockets and devices are refused, because what they mean can change without the directory.
 */
async function digestOfPath(path) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
    if (info.isFile()) {
        const { digest, size } = await digestOfFile(path);
        return { digest, size, files: [{ path: "", size, digest }] };
    }
    const files = await listFiles(path, "");
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return { digest: digestOfJson(files.map((file) => [file.path, file.digest])), size, files };
}
async function listFiles(root, under) {
    const entries = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, under), { withFileTypes: true })) {
        const path = under === "" ? entry.name : `${under}/${entry.name}`;
        if (entry.isDirectory())
            entries.push(...(await listFiles(root, path)));
        else if (entry.isFile())
            entries.push({ path, ...(await digestOfFile((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, path))) });
        else
            throw new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("input", `'${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, path)}' is ${await describeOddEntry((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, path))}; only plain files and folders have a stable digest. Replace it by a copy.`);
    }
    return entries;
}
async function describeOddEntry(path) {
    const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
    return info.isSymbolicLink() ? `a symbolic link to '${await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readlink)(path)}'` : "a special file";
}
/**
 * The one text of a JSON value: object keys sorted by UTF-16 code units, no white space, numbers and strings as JSON.stringify writes
 * them (RFC 8785). `undefined` members are left out; values that JSON cannot hold are refused.
 */
function canonicalJson(value) {
    if (value === null || typeof value === "string" || typeof value === "boolean")
        return JSON.stringify(value);
    if (typeof value === "number") {
        if (!Number.isFinite(value))
            throw new TypeError(`JSON cannot hold ${value}`);
        return JSON.stringify(value);
    }
    if (Array.isArray(value))
        return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(",")}]`;
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u4)(value)) {
        const keys = Object.keys(value)
            .filter((key) => value[key] !== undefined)
            .sort();
        return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
    }
    throw new TypeError(`JSON cannot hold a ${typeof value}`);
}


/***/ }),

/***/ 24574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Av: () => (/* binding */ jsonPointer),
/* harmony export */   Sl: () => (/* binding */ isTextList),
/* harmony export */   TL: () => (/* binding */ isSameJson),
/* harmony export */   cO: () => (/* binding */ withValue),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   zR: () => (/* binding */ recordAt)
/* harmony export */ });
/** Whether a value is a JSON object: neither null nor a list. Says nothing about its members. */
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Whether a value is a list whose items are all texts. */
function isTextList(value) {
    return Array.isArray(value) && value.every((item) => typeof item === "string");
}
/** Reads a JSON text, whatever it holds, for a guard to judge. Throws the SyntaxError of `JSON.parse` when it is no JSON. */
function parseJson(text) {
    return JSON.parse(text);
}
/** The value at a path of JSON, or undefined when anything on the way is missing. What an object inherits is not found. */
function valueAt(value, ...path) {
    let current = value;
    for (const key of path) {
        if (Array.isArray(current)) {
            const items = current;
            current = typeof key === "number" ? items[key] : undefined;
        }
        else
            current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
    }
    return current;
}
/** The text at a path, or undefined when there is none or it is something else. */
function textAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === "string" ? found : undefined;
}
/** The number at a path, or undefined when there is none or it is something else. */
function numberAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === "number" ? found : undefined;
}
/** The object at a path; an empty one when there is none. */
function recordAt(value, ...path) {
    const found = valueAt(value, ...path);
    return isRecord(found) ? found : {};
}
/** The list at a path; an empty one when there is none. */
function listAt(value, ...path) {
    const found = valueAt(value, ...path);
    return Array.isArray(found) ? found : [];
}
/** The members of the object at a path that are texts (labels, annotations, variables); other members are left out. */
function textsAt(value, ...path) {
    const texts = [];
    for (const [key, member] of Object.entries(recordAt(value, ...path)))
        if (typeof member === "string")
            texts.push([key, member]);
    return Object.fromEntries(texts);
}
/** A copy of JSON in which the value at a path is another one. All but the last key of the path must exist, else it throws a TypeError. */
function withValue(value, path, replacement) {
    const copy = structuredClone(value);
    const key = path.at(-1);
    const parent = valueAt(copy, ...path.slice(0, -1));
    if (Array.isArray(parent) && typeof key === "number")
        parent[key] = replacement;
    else if (isRecord(parent) && key !== undefined)
        parent[key] = replacement;
    else
        throw new TypeError(`There is nothing at '${jsonPointer(path.slice(0, -1))}' that '${key}' could be set in`);
    return copy;
}
/** Whether two values are the same JSON, whatever the order of their members: a member that is undefined is none, an item that is undefined is null. */
function isSameJson(one, other) {
    if (one === other)
        return true;
    if (Array.isArray(one))
        return (Array.isArray(other) &&
            one.length === other.length &&
            one.every((item, at) => isSameJson(item ?? null, other[at] ?? null)));
    if (!isRecord(one) || !isRecord(other))
        return false;
    const keys = definedKeys(one);
    return keys.length === definedKeys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]));
}
function definedKeys(value) {
    return Object.keys(value).filter((key) => value[key] !== undefined);
}
/** A path in the form of a JSON pointer (RFC 6901), `/spec/containers/0/image`. */
function jsonPointer(path) {
    return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}


/***/ })

};
