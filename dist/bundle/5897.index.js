export const id = 5897;
export const ids = [5897];
export const modules = {

/***/ 21463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ readEnvironment),
  $: () => (/* binding */ readRunContext)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/git/git.js
var git = __webpack_require__(94305);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/checkout.js


/** One call says all: https://git-scm.com/docs/git-status, "Porcelain Format Version 2". Submodules count as in `git describe --dirty`. */
const STATUS = [
    "status",
    "--porcelain=v2",
    "--branch",
    "--no-ahead-behind",
    "--untracked-files=no",
    "--ignore-submodules=untracked",
    "--no-renames",
];
/**
 * Reads what is checked out in the git repository that a folder lies in; undefined where there is no repository or no git. Throws an
 * `environment` error when there is a repository that git refuses to read: nobody may guess a commit then.
 */
async function readCheckout(folder, env) {
    if ((0,git/* repositoryOf */._M)((0,external_node_path_.resolve)(folder)) === undefined)
        return undefined;
    const status = await (0,git/* runGit */.EO)(folder, env, STATUS);
    if (!status)
        return undefined;
    const commit = headerOf(status, "branch.oid");
    const branch = headerOf(status, "branch.head");
    if (status.exitCode !== 0 || commit === undefined) {
        if ((0,git/* isOutside */._K)(status))
            return undefined;
        throw (0,git/* gitRefusal */.Xr)(folder, status);
    }
    return {
        commit: commit === "(initial)" ? "uncommitted" : commit,
        // Before the first commit there is nothing to differ from; `uncommitted` says it all.
        dirty: commit !== "(initial)" && /^[12u] /m.test(status.stdout),
        branch: branch === undefined || branch === "(detached)" ? undefined : `refs/heads/${branch}`,
    };
}
function headerOf({ stdout }, name) {
    const start = `# ${name} `;
    return stdout
        .split("\n")
        .find((line) => line.startsWith(start))
        ?.slice(start.length);
}

;// CONCATENATED MODULE: ./packages/kit/lib/edge/run-context.js




/** A snapshot of the environment variables that are set. The only place besides the runner's files that reads `process.env`. */
function readEnvironment() {
    const entries = Object.entries(process.env).filter((entry) => entry[1] !== undefined);
    return Object.freeze(Object.fromEntries(entries));
}
/**
 * Says which commit, workflow and person this run stands for: the commit from the git repository of the folder, the rest from the runner's
 * variables where there are any. Throws an `environment` error when git refuses to read a repository that is there, or a variable is none
 * that GitHub sets.
 */
async function readRunContext(env, workspace) {
    const checkout = await readCheckout(workspace, env);
    const rehearsal = env["WAYBILL_REHEARSAL"] === "true";
    if (env["GITHUB_ACTIONS"] === "true" || env["GITHUB_SHA"]) {
        return {
            ...runnerContext(env),
            commit: checkout ? checkout.commit : (env["GITHUB_SHA"] ?? "uncommitted"),
            dirty: checkout?.dirty ?? false,
            rehearsal,
        };
    }
    return {
        repository: `local/${(0,external_node_path_.basename)(workspace)}`,
        commit: checkout?.commit ?? "uncommitted",
        dirty: checkout?.dirty ?? false,
        ref: checkout?.branch ?? "refs/heads/local",
        actor: (0,external_node_os_.userInfo)().username,
        workflow: "waybill command",
        run: `local-${process.pid}-${Date.now().toString(36)}`,
        attempt: 1,
        rehearsal,
    };
}
function runnerContext(env) {
    const repository = env["GITHUB_REPOSITORY"] ?? "unknown/unknown";
    const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
    const attempt = attemptOf(env["GITHUB_RUN_ATTEMPT"]);
    return {
        repository,
        ref: env["GITHUB_REF"] ?? "",
        actor: env["GITHUB_ACTOR"] ?? "unknown",
        triggeringActor: env["GITHUB_TRIGGERING_ACTOR"],
        workflow: env["GITHUB_WORKFLOW_REF"] ?? env["GITHUB_WORKFLOW"] ?? "unknown",
        run: `${server}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? "0"}/attempts/${attempt}`,
        attempt,
    };
}
/** GitHub counts a run's attempts from 1 (docs.github.com, "Default environment variables"). */
function attemptOf(text = "1") {
    if (/^[1-9]\d{0,8}$/.test(text))
        return Number(text);
    throw new error/* ActionError */.lZ("environment", `The environment variable GITHUB_RUN_ATTEMPT is '${text}'; GitHub sets it to 1, 2, 3 and so on. Do not set it in the workflow.`);
}


/***/ }),

/***/ 93907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ abortOnSignals)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/**
 * Turns the first SIGINT or SIGTERM into an abort of the signal, so that work can stop at a safe point. A second one ends the process
 * at once. A runner sends SIGINT on cancel, SIGTERM 7.5 s later and kills after another 2.5 s.
 */
function abortOnSignals() {
    const controller = new AbortController();
    const onSignal = (name) => {
        if (controller.signal.aborted)
            process.exit(name === "SIGINT" ? 130 : 143);
        controller.abort(new _error_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("command", `The run was cancelled (${name}). Start it again: finished steps are recognised, and what was half done is resumed or named.`));
    };
    const signals = ["SIGINT", "SIGTERM"];
    for (const name of signals)
        process.on(name, onSignal);
    return { signal: controller.signal, stop: () => signals.forEach((name) => process.off(name, onSignal)) };
}


/***/ }),

/***/ 26788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Or: () => (/* binding */ isSystemError),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   Xu: () => (/* binding */ inputError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22079);

/** An expected failure. Its message says what, where, why and the next step, and is safe to print. */
class ActionError extends Error {
    kind;
    /** What the message lists, each with its place, for an edge that can show it there. Says nothing that the message does not say. */
    findings;
    constructor(kind, message, options) {
        super(message, options);
        this.name = "ActionError";
        this.kind = kind;
        this.findings = options?.findings ?? [];
    }
}
/** A failure of one input, or of one key of a configuration; an edge that knows where the key stands may say it better. */
class InputError extends ActionError {
    /** The input, or the key with dots, such as `data.orders.source`. */
    input;
    /** Completes the sentence "Input 'name' …", without the full stop; it may end with a question of its own. */
    problem;
    constructor(input, problem, options) {
        const short = withoutLongValues(problem);
        super("input", `Input '${input}' ${short}${short.endsWith("?") ? "" : "."}`, options);
        this.input = input;
        this.problem = short;
    }
}
const MAX_VALUE_CHARACTERS = 200;
/** A value that is much too long, such as a file's text where its path belongs, would bury what is wrong with it. */
function withoutLongValues(problem) {
    return problem.replace(/'([^']{200,})'/g, (_, value) => `'${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .cutText */ .IN)(value, MAX_VALUE_CHARACTERS)}' (${value.length} characters)`);
}
/** Makes the error for one input: `name` is the input or key, `problem` completes the sentence "Input 'name' …". */
function inputError(name, problem, options) {
    return new InputError(name, problem, options);
}
/** What the system refuses for reasons that the owner of the runner can mend. */
const SYSTEM_ADVICE = {
    ENOSPC: "The disk is full. Free some space on the runner, for example in the workspace's '.waybill' folder",
    EDQUOT: "The disk quota is used up. Free some space on the runner",
    EROFS: "The file system is read-only. Run in a workspace that can be written to",
    EACCES: "This user may not read or write a file. Check who owns it",
    EMFILE: "Too many files are open on the runner. Raise its limit (ulimit -n)",
};
/** The one line that a user sees of any thrown value. */
function headline(error) {
    if (error instanceof ActionError)
        return error.message;
    const message = error instanceof Error ? error.message : String(error);
    const advice = isSystemError(error) ? SYSTEM_ADVICE[error.code ?? ""] : undefined;
    if (advice !== undefined)
        return `${advice} (${message}). Then run again: what is done already is recognised.`;
    return `Unexpected error, please report it: ${message}`;
}
/** Whether a value is a Node system error, optionally with the given code (`ENOENT`, `ECONNREFUSED`, …). */
function isSystemError(error, code) {
    return error instanceof Error && "code" in error && typeof error.code === "string" && (code === undefined || error.code === code);
}


/***/ }),

/***/ 94305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   Xr: () => (/* binding */ gitRefusal),
/* harmony export */   _K: () => (/* binding */ isOutside),
/* harmony export */   _M: () => (/* binding */ repositoryOf)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);




/** With these, git would read another repository than the folder's; a hook of git sets them for everything that it starts. */
const REPOSITORY_VARIABLES = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];
/** The folder of the git repository that a folder (an absolute path) lies in; so steps without one do not pay for starting git. */
function repositoryOf(folder) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, ".git")))
        return folder;
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder) === folder ? undefined : repositoryOf((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder));
}
/**
 * Settings by which a repository would have git believe something else than its files: a program or a cache that says what has changed, and
 * times and modes that are not looked at. Filters and flags of the index are not settings; `tracked.ts` sees through them.
 */
const HONEST = [
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.ignoreStat=false",
    "core.trustctime=true",
    "core.checkStat=default",
    // Windows has no modes.
    ...(process.platform === "win32" ? [] : ["core.fileMode=true"]),
].flatMap((setting) => ["-c", setting]);
/** Not by `runCommand`: every step asks this, and loading what that stands on takes longer than git. Undefined when git cannot be started. */
async function runGit(folder, env, args) {
    const own = Object.fromEntries(Object.entries(env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name)));
    // Messages in English, because two of them are read; no lock on the index that another git may want; and a commit is what its id says, not
    // what `git replace` put in its place.
    const options = { env: { ...own, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_NO_REPLACE_OBJECTS: "1" }, maxBuffer: Infinity };
    return new Promise((done, fail) => {
        (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)("git", ["-C", folder, ...HONEST, ...args], options, (error, stdout, stderr) => {
            if (error === null)
                done({ exitCode: 0, stdout, stderr });
            else if (typeof error.code === "number")
                done({ exitCode: error.code, stdout, stderr });
            else if ((0,_error_js__WEBPACK_IMPORTED_MODULE_3__/* .isSystemError */ .Or)(error))
                done(undefined);
            else
                fail(new _error_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `git was stopped (${error.signal}) while it read the repository in '${folder}'. Run again.`));
        });
    });
}
/** Whether git says that a folder lies in no repository: those above one on another file system are none of its business. */
function isOutside({ stderr }) {
    return /not a git repository \(or any /.test(stderr);
}
/** The error for a repository that is there and that git does not read. */
function gitRefusal(folder, { exitCode, stderr }) {
    const said = stderr.split("\n").find((line) => line.trim() !== "") ?? `exit code ${exitCode}`;
    const next = /dubious ownership|safe\.directory/.test(stderr)
        ? `Run git config --global --add safe.directory '${safeFolder(stderr) ?? folder}' in a step before this one, in the same container.`
        : "Check the repository out again, with 'actions/checkout' for example, and see that 'git status' works there.";
    return new _error_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `git cannot read the repository in '${folder}' (${said.trim()}), so nobody knows which commit this is. ${next}`);
}
/** The folder that git itself asks to be trusted: the repository's, which may lie above ours. */
function safeFolder(stderr) {
    return /detected dubious ownership in repository at '(.+)'/.exec(stderr)?.[1];
}


/***/ }),

/***/ 94883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ redactUrlPasswords),
/* harmony export */   Bm: () => (/* binding */ secretParts),
/* harmony export */   lY: () => (/* binding */ createRedactor)
/* harmony export */ });
const HIDDEN = "***";
/** Hiding shorter texts would garble every output and hide nothing that could not be guessed. */
const MIN_SECRET = 4;
/** A line of a longer text, shorter than this, is most likely a bracket or a word that stands everywhere. */
const MIN_LINE = 6;
/** A changed form that is shorter than this could be a word or a part of a digest. */
const MIN_LONG = 8;
/** Lines of keys, certificates and kubeconfigs that say the same in every one of them. */
const COMMON_LINE = /^(-----(BEGIN|END) [A-Z0-9 ]+-----|(apiVersion|kind): \S+|[\w-]+:( \{\}| \[\]| "")?)$/;
/** Switches, not secrets: hiding them would make a report unreadable. */
const SWITCHES = new Set(["true", "false", "null", "none"]);
/**
 * The texts that must not be seen of one secret: the whole, its lines (a log shows them one by one), and the passwords of a URL (as they
 * stand there and percent-decoded). Empty for a text too short to be one.
 */
function secretParts(secret) {
    const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
    const longLines = lines.length === 1 ? lines : lines.filter((line) => line.length >= MIN_LINE && !COMMON_LINE.test(line));
    const parts = [secret, secret.trim(), ...longLines, ...passwordsOf(secret.trim())];
    return [...new Set(parts)].filter((part) => part.length >= MIN_SECRET && !SWITCHES.has(part));
}
/**
 * Makes a redactor. It finds each part of its secrets as it is, percent-encoded, as a JSON or HTML text holds it, in base64 (also as a part of
 * a longer text), in capital or small letters and in hexadecimal, and besides the password of every URL, declared or not.
 */
function createRedactor() {
    const known = new Set();
    const open = new Set();
    return {
        add(secret) {
            for (const part of secretParts(secret))
                for (const form of formsOf(part))
                    known.add(form);
        },
        show: (text) => void open.add(text),
        isShown: (text) => open.has(text),
        redact: (text) => redactUrlPasswords(hideAll(text, known, open)),
    };
}
/** Hides the password of every `scheme://user:password@host` in a text. */
function redactUrlPasswords(text) {
    // It begins at `://`: to look for a scheme from every letter on would take minutes for a line of a megabyte.
    return text.replace(/(?<=[a-z0-9+.-])(:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`);
}
function occurrences(text, part) {
    const found = [];
    if (part === "")
        return found;
    for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1))
        found.push({ from: at, to: at + part.length });
    return found;
}
/** Where a text is open: what was shown, as a word of its own, and digests that name themselves. */
function openSpans(text, open) {
    const isWord = (char) => char !== undefined && /\w/.test(char);
    const shown = [...open].flatMap((part) => occurrences(text, part));
    const alone = shown.filter(({ from, to }) => !isWord(text[from - 1]) && !isWord(text[to]));
    const digests = [...text.matchAll(DIGEST)].map(({ index, 0: { length } }) => ({ from: index, to: index + length }));
    return [...alone, ...digests];
}
const DIGEST = /\bsha256:[0-9a-f]{64}\b/g;
/** A secret that is exactly the digits of a digest could as well be a key. */
function isBareDigits(text, from, to) {
    return /^[0-9a-f]{64}$/.test(text.slice(from, to));
}
/** Hides every occurrence, also where two of them overlap, so that nothing of either is left over. */
function hideAll(text, secrets, open) {
    const all = [...secrets].flatMap((secret) => occurrences(text, secret));
    if (all.length === 0)
        return text;
    const shown = openSpans(text, open);
    const found = all.filter(({ from, to }) => isBareDigits(text, from, to) || !shown.some((span) => span.from <= from && to <= span.to));
    if (found.length === 0)
        return text;
    found.sort((a, b) => a.from - b.from);
    let result = "";
    let end = 0;
    for (const { from, to } of found) {
        if (from >= end)
            result += `${text.slice(end, from)}${HIDDEN}`;
        end = Math.max(end, to);
    }
    return result + text.slice(end);
}
/** What programs turn a text into before they print it; a form that is the text itself counts once. */
function formsOf(part) {
    // A lone surrogate has no percent-encoding, and no program can print it either.
    const forms = [part, ...jsonForms(part), ...htmlForms(part), ...(part.isWellFormed() ? percentForms(part) : []), ...base64Forms(part)];
    const isLong = part.length >= MIN_LONG;
    return isLong ? [...forms, part.toUpperCase(), part.toLowerCase(), Buffer.from(part).toString("hex")] : forms;
}
/** JSON as JavaScript writes it, as Go does (`&`, `<` and `>` escaped), as Python does (only ASCII), and JSON inside of JSON, as logs hold it. */
function jsonForms(part) {
    const escaped = (text, chars) => text.replace(chars, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const json = JSON.stringify(part).slice(1, -1);
    return [json, escaped(json, /[&<>]/g), escaped(json, /[^ -~]/g), JSON.stringify(json).slice(1, -1)];
}
/** HTML has several ways to write a quote. */
function htmlForms(part) {
    const text = part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    return [text, text.replaceAll('"', "&quot;").replaceAll("'", "&#39;"), text.replaceAll('"', "&#34;").replaceAll("'", "&#39;")];
}
/** RFC 3986 lets `!'()*` stand or not and does not care for the case of the digits; a form (`application/x-www-form-urlencoded`) has `+` for a space. */
function percentForms(part) {
    const percent = encodeURIComponent(part);
    const strict = percent.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const form = new URLSearchParams({ part }).toString().slice("part=".length);
    return [percent, strict, form].flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())]);
}
/**
 * Base64 in both alphabets, with and without padding, of the text alone and of a text that it stands in, such as `user:password`: three bytes
 * become four letters, so there are three ways in which it can begin, and the letters that it shares with its neighbours do not count.
 */
function base64Forms(part) {
    const bytes = Buffer.from(part);
    const base64 = bytes.toString("base64");
    const forms = [base64, base64.replace(/=+$/, ""), bytes.toString("base64url")];
    for (const before of [0, 1, 2]) {
        const from = Math.ceil((before * 8) / 6);
        const to = Math.floor(((before + bytes.length) * 8) / 6);
        const inner = Buffer.concat([Buffer.alloc(before), bytes]);
        const shared = [inner.toString("base64").slice(from, to), inner.toString("base64url").slice(from, to)];
        if (to - from >= MIN_LONG)
            forms.push(...shared);
    }
    return forms;
}
function passwordsOf(text) {
    if (!URL.canParse(text))
        return [];
    const { password, searchParams } = new URL(text);
    const raw = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/]+)@/i.exec(text)?.[1] ?? "";
    return [raw, password, decoded(password), ...["password", "sslpassword"].map((name) => searchParams.get(name) ?? "")];
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A lone % stands for itself.
        return text;
    }
}


/***/ }),

/***/ 22079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   YC: () => (/* binding */ editDistance),
/* harmony export */   au: () => (/* binding */ didYouMean),
/* harmony export */   pq: () => (/* binding */ countOf),
/* harmony export */   qg: () => (/* binding */ findNearest)
/* harmony export */ });
/**
 * The candidate that a mistyped word most likely meant, or undefined when none is near: the one with the fewest differing letters, at
 * most a third of the word's (see `editDistance`; letter case does not count), else the first that starts with the word (three letters or more).
 */
function findNearest(word, candidates) {
    const wanted = word.toLowerCase();
    let best;
    let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
    for (const candidate of candidates) {
        const distance = editDistance(wanted, candidate.toLowerCase());
        if (distance < bestDistance)
            [best, bestDistance] = [candidate, distance];
    }
    return best ?? (word.length < 3 ? undefined : candidates.find((candidate) => candidate.toLowerCase().startsWith(wanted)));
}
/** The end of a sentence about a word that is none of the candidates: `; did you mean 'plan'?`, or nothing when none is near. */
function didYouMean(word, candidates) {
    const nearest = findNearest(word, candidates);
    return nearest === undefined ? "" : `; did you mean '${nearest}'?`;
}
/**
 * How many letters (UTF-16 code units) must be inserted, removed, replaced or swapped with their neighbour to make one word of the other:
 * the optimal string alignment distance, so no letter is changed twice. Takes time proportional to the product of the lengths.
 */
function editDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const cost = a[row - 1] === b[column - 1] ? 0 : 1;
            let best = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost);
            if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
                best = Math.min(best, beforeLast[column - 2] + 1);
            current.push(best);
        }
        [beforeLast, last] = [last, current];
    }
    return last[b.length];
}
/** A number with its noun, `1 file` or `2 files`; `plural` is for nouns that take more than an s. */
function countOf(count, noun, plural = `${noun}s`) {
    return `${count} ${count === 1 ? noun : plural}`;
}
/**
 * At most the first `max` characters, with `…` for the rest. A word that the limit cuts goes too: it may be half of a secret, which nothing that
 * hides secrets afterwards would know again.
 */
function cutText(text, max) {
    if (text.length <= max)
        return text;
    return `${text.slice(0, max).replace(/[\w+/=.~%@:-]+$/, "")}…`;
}


/***/ }),

/***/ 43855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   hm: () => (/* binding */ worstOf),
/* harmony export */   jb: () => (/* binding */ describeFinding)
/* harmony export */ });
const ORDER = ["pass", "warn", "inconclusive", "fail"];
/** The worst of several verdicts; `inconclusive` when there is none, because nothing was evaluated. */
function worstOf(verdicts) {
    if (verdicts.length === 0)
        return "inconclusive";
    return verdicts.reduce((worst, verdict) => (ORDER.indexOf(verdict) > ORDER.indexOf(worst) ? verdict : worst), "pass");
}
/** Whether a gate lets this verdict through. */
function isPassing(verdict) {
    return verdict === "pass" || verdict === "warn";
}
/** The verdict that a list of findings amounts to. */
function verdictOf(findings) {
    if (findings.some((finding) => finding.severity === "error"))
        return "fail";
    return findings.some((finding) => finding.severity === "warning") ? "warn" : "pass";
}
/** One paragraph of plain text for a finding. */
function describeFinding(finding) {
    const parts = [];
    if (finding.observed !== undefined)
        parts.push(`Observed: ${finding.observed}.`);
    if (finding.expected !== undefined)
        parts.push(`Expected: ${finding.expected}.`);
    if (finding.next !== undefined)
        parts.push(finding.next);
    // Some say what is wrong without a full stop, which is missed only where something follows.
    const what = parts.length > 0 && !/[.!?]$/.test(finding.what) ? `${finding.what}.` : finding.what;
    return [what, ...parts].join(" ");
}


/***/ })

};
