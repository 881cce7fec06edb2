export const id = 9710;
export const ids = [9710,371];
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


/***/ }),

/***/ 73015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ mapParallel)
/* harmony export */ });
/**
 * Does work for every item, at most `limit` (at least one) at a time; results keep the order of the items.
 * After the first failure nothing new starts; what runs already is awaited, then that failure is thrown.
 */
async function mapParallel(items, limit, work) {
    const results = [];
    const failures = [];
    const rest = items.entries();
    const worker = async () => {
        // All workers draw from one iterator, so every item is taken once.
        for (const [index, item] of rest) {
            try {
                results[index] = await work(item, index);
            }
            catch (error) {
                failures.push(error);
            }
            if (failures.length > 0)
                return;
        }
    };
    await Promise.all(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    return results;
}


/***/ }),

/***/ 17439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DA: () => (/* binding */ foreignBuilders),
/* harmony export */   F8: () => (/* binding */ judgeForeignBuilds),
/* harmony export */   _G: () => (/* binding */ foreignBuildOf)
/* harmony export */ });
/* unused harmony export readForeignBuild */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19811);
/* harmony import */ var _predicate_published_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53583);
/* harmony import */ var _signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78540);
/* harmony import */ var _signing_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(51181);
/* harmony import */ var _signing_policy_signer_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29360);






/** Those whose provenance counts as evidence of a build: the workflows that a policy names for the stage `build` itself. */
function foreignBuilders(signers) {
    return signers.filter(({ key, stages }) => key === undefined && stages?.includes("build") === true);
}
/**
 * Reads provenance from a bundle as parsed JSON. Throws a `verdict` error that says why it does not count: no SLSA provenance of version 1, a
 * certificate that no root verifies or that lacks repository or commit, a signer who is none of the builders.
 */
function readForeignBuild(json, builders, roots) {
    const bundle = (0,_signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .readForeignBundle */ .t)(json, "The provenance of another program");
    const refuse = (why) => new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The provenance of another program does not count: ${why}.`);
    if (bundle.predicateType !== _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_2__/* .PREDICATES */ .Jt.build.type)
        throw refuse(`it is a statement of type '${bundle.predicateType}'`);
    // Ours has a verdict, which this way would pass by.
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(bundle.predicate, "buildDefinition", "buildType") === _predicate_published_js__WEBPACK_IMPORTED_MODULE_4__/* .BUILD_TYPE */ .mK)
        throw refuse("it is Waybill's own, written in another way");
    const { identity } = (0,_signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyForeignBundle */ .G)(bundle, [], roots);
    const signer = (0,_signing_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .describeIdentity */ .Cl)(identity);
    if (identity.kind !== "certificate" || !builders.some((builder) => (0,_signing_policy_signer_js__WEBPACK_IMPORTED_MODULE_6__/* .matchSigner */ .u)(identity, { ...builder, key: undefined })))
        throw refuse(`it was signed by ${signer}, which the policy does not name for the stage 'build'`);
    const { repository, commit } = identity;
    if (repository === undefined || commit === undefined)
        throw refuse("its certificate names no repository or no commit");
    return { digests: bundle.subjects.map(({ digest }) => digest), repository, commit, signer, bundle: json };
}
/** Reads each of several bundles as `readForeignBuild` does. Throws for none of them. */
function judgeForeignBuilds(bundles, builders, roots) {
    const builds = [];
    const ignored = [];
    for (const bundle of bundles) {
        try {
            builds.push(readForeignBuild(bundle, builders, roots));
        }
        catch (error) {
            ignored.push((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error));
        }
    }
    return { builds, ignored };
}
/** The provenance of an image, from a run of the expected repository at the expected commit. */
function foreignBuildOf(digest, builds, { repository, commit, rehearsal }) {
    // What rehearses releases nothing, and what was built for it is nobody's release.
    if (rehearsal)
        return undefined;
    return builds.find((build) => build.digests.includes(digest) &&
        build.commit === commit &&
        URL.canParse(build.repository) &&
        new URL(build.repository).pathname === `/${repository}`);
}


/***/ }),

/***/ 94232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ isSeenIn),
/* harmony export */   z: () => (/* binding */ contradictionOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37975);
/* harmony import */ var _people_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52066);
/* harmony import */ var _predicates_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19811);



/** Why a statement cannot be true, whoever signed it; undefined for what an honest stage writes. */
function contradictionOf(own, subjects) {
    return runProblem(own.run) ?? productProblem(own) ?? stageProblem(own, subjects);
}
/** GitHub's address of a run says which repository's it is and which attempt. */
function runProblem({ run, repository, attempt }) {
    const [, owner, tries] = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/actions\/runs\/\d+\/attempts\/(\d+)$/.exec(run) ?? [];
    if (owner !== undefined && owner !== repository)
        return `it is of ${repository}, in a run of ${owner}`;
    return tries === undefined || Number(tries) === attempt ? undefined : `it is of attempt ${attempt}, in ${run}`;
}
/** A product is deployed and released under its own name. */
function productProblem(own) {
    if (own.product === null || (own.stage !== "deploy" && own.stage !== "release"))
        return undefined;
    const { application } = own.facts;
    return when(application !== own.product, `it is of the product '${own.product}', and its facts are about '${application}'`);
}
function stageProblem(own, subjects) {
    switch (own.stage) {
        case "validate-data":
            return dataProblem(own);
        case "validate-model":
            return modelProblem(own);
        case "build":
            return buildProblem(own);
        case "test":
            return testProblem(own);
        case "plan":
            return planProblem(own);
        case "approve":
            return approvalProblem(own);
        case "migrate":
            return migrationProblem(own);
        case "deploy":
            return deployProblem(own, subjects);
        case "release":
            return releaseProblem(own, subjects);
    }
}
/** The first of several problems; only of a pass is demanded that nothing stands against it. */
function denied(verdict, problems) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(verdict))
        return undefined;
    for (const problem of problems)
        if (problem !== undefined)
            return `it passed, and ${problem}`;
    return undefined;
}
function when(isSo, problem) {
    return isSo ? problem : undefined;
}
/** A statement is as good as the worst that it lists. */
function worse(what, listed, verdict) {
    const worst = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .worstOf */ .hm)([verdict, ...listed]);
    return when(worst !== verdict, `${what} ended with ${worst}`);
}
/** Of one file, one digest: who reads the first would not see the second. */
function basisProblem({ basis }) {
    const twice = twiceIn(basis.map(({ role, path }) => `${role} ${path}`));
    return when(twice !== undefined, `it rests on a file twice: ${twice}`);
}
function dataProblem({ verdict, facts }) {
    const { checks, rows, bytes } = facts;
    const counted = checks.find(({ check, observed }) => check === "row_count" && observed !== `${rows} rows`);
    if (counted)
        return `it has ${rows} rows, and a check counted ${counted.observed}`;
    return (basisProblem(facts) ??
        when(rows > 0 && bytes === 0, `it is about ${rows} rows of 0 bytes`) ??
        denied(verdict, [
            // Every file gets this check, whatever else is demanded of it, so a list without it is nobody's.
            when(!checks.some(({ check }) => check === "structure"), "the data's structure was not checked"),
            worse("a check", checks.map((check) => check.verdict), verdict),
        ]));
}
function modelProblem({ verdict, facts }) {
    const { files, gates, size, format, basis } = facts;
    const isRead = (role) => basis.some((file) => file.role === role);
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    if (bytes !== size)
        return `it says ${size} bytes, and its files have ${bytes} bytes`;
    const formats = new Set(files.map((file) => file.format));
    if (files.length > 0 && !format.split(" + ").every((part) => formats.has(part)))
        return `its format is '${format}', and its files are ${[...formats].join(", ")}`;
    if (new Set(gates.map(({ metric }) => metric)).size < gates.length)
        return "it judges one metric twice";
    return (basisProblem(facts) ??
        denied(verdict, [
            when(files.length === 0, "the model has no file"),
            worse("a file", files.map((file) => file.verdict), verdict),
            worse("a metric's gate", gates.map((gate) => gate.verdict), verdict),
            ...gates.map(gateProblem),
            when(!isRead("metrics") && gates.length > 0, "its metrics are of no file of metrics"),
            when(!isRead("baseline") && gates.some((gate) => gate.baseline !== undefined), "its baseline is of no file of a baseline"),
        ]));
}
/** Rounding of decimal fractions must not decide; see `judgeGates` of the models. */
const SLACK = 1e-12;
function gateProblem({ metric, observed, baseline, limits }) {
    const { mustBeAtLeast, mustBeAtMost, mayDrop, mayRise } = limits;
    const name = `metric '${metric}'`;
    if ([mustBeAtLeast, mustBeAtMost, mayDrop, mayRise].every((limit) => limit === undefined))
        return `${name} was held to no limit`;
    if (observed === undefined)
        return `nothing was measured for ${name}`;
    if (mustBeAtLeast !== undefined && observed < mustBeAtLeast)
        return `${name} of ${observed} is less than ${mustBeAtLeast}`;
    if (mustBeAtMost !== undefined && observed > mustBeAtMost)
        return `${name} of ${observed} is more than ${mustBeAtMost}`;
    if (mayDrop === undefined && mayRise === undefined)
        return undefined;
    if (baseline === undefined)
        return `${name} had no baseline to be held to`;
    const slack = SLACK * Math.max(1, Math.abs(baseline));
    if (mayDrop !== undefined && observed < baseline - mayDrop - slack)
        return `${name} dropped from ${baseline} to ${observed}`;
    return when(mayRise !== undefined && observed > baseline + mayRise + slack, `${name} rose from ${baseline} to ${observed}`);
}
function buildProblem({ verdict, facts: { platforms, size } }) {
    return denied(verdict, [when(platforms.length === 0, "the image is for no platform"), when(size === 0, "the image has 0 bytes")]);
}
function testProblem({ verdict, facts }) {
    const { probed, attempts, durationMs } = facts;
    if (!probed) {
        if (verdict === "pass")
            return "it passed, and the image did not run";
        const measured = [facts.status, facts.expectedStatus, attempts, durationMs].some((value) => value !== undefined);
        return when(measured, "the image did not run, and it says what it answered");
    }
    return denied(verdict, [answerProblem(facts), when(attempts === 0, "there were 0 attempts")]);
}
function answerProblem({ status, expectedStatus, }) {
    if (status === undefined)
        return "nothing answered";
    if (expectedStatus === undefined)
        return "what was expected is not said";
    return when(status !== expectedStatus, `HTTP ${status} answered, and ${expectedStatus} was expected`);
}
function planProblem({ run, facts: { components, approvalsSeen } }) {
    if (components.commit !== run.commit)
        return `it plans commit ${components.commit}, in a run of ${run.commit}`;
    return when(approvalsSeen !== undefined && !isSeenIn(run, approvalsSeen), "it lists the reviews of another run");
}
/** Whether a plan's list of reviews is of this run and attempt, so that others are of this attempt. */
function isSeenIn({ run, attempt }, seen) {
    return seen.attempt === attempt && (!run.startsWith("http") || run.includes(`/runs/${seen.runId}/`));
}
function approvalProblem({ verdict, facts, run }) {
    const { source, approvers, authors, boundToPlan, rejectedBy = [] } = facts;
    const asked = source === "flag" || source === "prompt" ? approvers.find((name) => name !== run.actor) : undefined;
    const quotes = source !== "github-review" || (facts.comment ?? "").includes(facts.plan);
    const problem = denied(verdict, [
        (0,_people_js__WEBPACK_IMPORTED_MODULE_1__/* .peopleProblem */ .$)(facts),
        when((approvers.length === 0) !== (source === "none"), "it names nobody who approved, or no source of who did"),
        when(facts.run !== run.run || facts.attempt !== run.attempt, "it approves another run than its own"),
        when(asked !== undefined, `'${run.actor}' was asked, and '${asked ?? ""}' answered`),
        when(!facts.selfApproved && (0,_people_js__WEBPACK_IMPORTED_MODULE_1__/* .isSelfApproval */ .s)(approvers, [...authors, run.actor, run.triggeringActor ?? run.actor]), "an author approved, and it says that none did"),
        when(boundToPlan && !quotes, "the review that it is bound to the plan by does not name it"),
        when(boundToPlan && approvers.length === 0, "it is bound to the plan by nobody"),
        when(rejectedBy.length > 0, "somebody rejected it"),
    ]);
    if (problem !== undefined || verdict !== "pass")
        return problem;
    if (approvers.length === 0)
        return "it passed, and names nobody who approved";
    return when(!boundToPlan, "it passed, and the approval was not of this plan");
}
function migrationProblem({ verdict, facts: { applied, inPlace, pending, plan, releasePlan } }) {
    // What may be repeated has no version.
    const versions = applied.flatMap(({ version }) => (version === "" ? [] : [version]));
    const again = versions.find((version) => inPlace.includes(version));
    if (again !== undefined)
        return `migration ${again} was applied, and in place before`;
    const twice = twiceIn(versions);
    if (twice !== undefined)
        return `migration ${twice} was applied twice`;
    const known = twiceIn(inPlace.filter((version) => version !== ""));
    if (known !== undefined)
        return `migration ${known} was in place twice`;
    return partProblem(plan, releasePlan) ?? denied(verdict, [when(pending.length > 0, `${pending.join(", ")} is still to be applied`)]);
}
function twiceIn(texts) {
    const seen = new Set();
    return texts.find((text) => seen.has(text) || !seen.add(text));
}
function partProblem(plan, releasePlan) {
    return when(plan === releasePlan, "its plan cannot be a part of itself");
}
function deployProblem({ verdict, facts }, subjects) {
    const { pods, plan, releasePlan, backTo, revision, rolledBack, probe, objects } = facts;
    const isSaid = subjects.some(({ kind }) => kind === "environment");
    const twice = twiceIn(objects.map(({ apiVersion, kind, namespace = "", name }) => [apiVersion, kind, namespace, name].join(" ")));
    const misread = pods.find(({ imageID = "", digest }) => digestIn(imageID) !== digest);
    return (partProblem(plan, releasePlan) ??
        when(twice !== undefined, `it lists an object twice: ${twice}`) ??
        when(misread !== undefined, `pod ${misread?.name} has digest ${misread?.digest}, and its imageID is ${misread?.imageID}`) ??
        when(backTo !== undefined && (releasePlan !== undefined || subjects.some(({ kind }) => kind === "path")), "a rollback has no plan and no files") ??
        when(isSaid && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(verdict), `it ended with ${verdict}, and it says what runs`) ??
        imagesProblem(facts) ??
        denied(verdict, [
            when(rolledBack, "it was rolled back"),
            when(!isSaid, "it does not say what runs"),
            when(objects.length === 0, "it has no object"),
            probe && answerProblem(probe),
            when(backTo !== undefined && backTo.revision > revision, `revision ${revision} went back to revision ${backTo?.revision}`),
            podsProblem(facts, subjects),
        ]));
}
function digestIn(imageID) {
    return /@(sha256:[0-9a-f]{64})$/.exec(imageID)?.[1];
}
function digestsOf(references) {
    return new Set(references.map((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .imageOf */ .d)(reference)?.digest));
}
/** What is of the release, and what is not. */
function imagesProblem({ images, others, pods, tested }) {
    const own = Object.values(images);
    const both = others.find((other) => own.includes(other));
    if (both !== undefined)
        return `the image ${both} is of this release and not of it`;
    if (!tested)
        return undefined;
    if (pods.length === 0)
        return "it is called tested, and no pod runs anything";
    const digests = digestsOf(own);
    const strange = pods.find(({ digest }) => !digests.has(digest));
    return (strange && `it is called tested, and pod ${strange.name} runs an image that is not of this release, or which its objects do not name`);
}
/** Of what passed, every pod says what it runs, the objects name that, and what is of the release is a subject. */
function podsProblem({ images, others, pods }, subjects) {
    const own = digestsOf(Object.values(images));
    const named = digestsOf(others);
    // An image by its tag may have any digest.
    const isOpen = others.some((other) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .imageOf */ .d)(other) === undefined);
    const about = new Set(subjects.flatMap(({ kind, digest }) => (kind === "image" ? [digest] : [])));
    for (const { name, digest } of pods) {
        if (own.has(digest) && digest !== undefined) {
            if (!about.has(digest))
                return `the image ${digest}, which pod ${name} runs, is no subject`;
        }
        else if (!isOpen && digest === undefined)
            return `pod ${name} says nothing of what it runs`;
        else if (!isOpen && !named.has(digest))
            return `pod ${name} runs ${digest}, which its objects do not name`;
    }
    return undefined;
}
function releaseProblem({ verdict, facts, run }, subjects) {
    const { statements, builds, findings } = facts;
    const own = subjects.find(({ kind }) => kind === "release");
    if (own?.digest !== (0,_predicates_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseDigest */ .cS)({ ...facts, commit: run.commit }))
        return "its subject is about another release than its facts say";
    if (new Set(statements.map(({ payload }) => payload)).size < statements.length)
        return "it lists a statement twice";
    if (statements.some(({ stage }) => stage === "release"))
        return "it lists a release among its statements";
    return (when(verdict === "pass" && findings.length > 0, "it passed, and it lists findings") ??
        denied(verdict, [when(statements.length + builds.length === 0, "it rests on no statement")]));
}


/***/ }),

/***/ 52066:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ peopleProblem),
/* harmony export */   s: () => (/* binding */ isSelfApproval)
/* harmony export */ });
/*
 * Who approved: names that a reader can tell from others. A prompt's or a flag's is a user of the machine or an address; a review's is a login of GitHub.
 */
/** Control and format characters (bidirectional ones too), and letters that show nothing: two names that look alike would be two people. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, "gu");
/** GitHub's logins; `_` stands before the short code of an enterprise's managed users (docs.github.com, "Username considerations"). */
const LOGIN = /^[A-Za-z0-9_-]+(\[bot\])?$/;
/** Why the names of those who approved are not all people, told apart; undefined when they are. */
function peopleProblem({ approvers, source }) {
    for (const [index, name] of approvers.entries()) {
        if (UNSEEN.test(name))
            return `the approver ${JSON.stringify(name)} has characters in the name that nobody sees`;
        if (name.trim() !== name || !/[\p{L}\p{N}]/u.test(name))
            return `the approver '${name}' is nobody's name`;
        if (source === "github-review" && !LOGIN.test(name))
            return `the approver '${name}' is no login of GitHub`;
        const same = approvers.slice(0, index).find((other) => personOf(other) === personOf(name));
        if (same !== undefined)
            return `the approvers '${same}' and '${name}' are one person`;
    }
    return undefined;
}
/** Whether somebody approves what is also theirs. GitHub's logins have no case; a trailer shows one in the address of people who hide theirs. */
function isSelfApproval(approvers, others) {
    const selves = new Set(others.map(personOf));
    return approvers.some((approver) => selves.has(personOf(approver)));
}
/** A name as it is compared: authors write theirs as they like, with letters that show nothing too. */
function personOf(name) {
    const login = /<(?:\d+\+)?([^@>]+)@users\.noreply\.[^>]+>/i.exec(name)?.[1] ?? name;
    return login.normalize("NFKC").replaceAll(ALL_UNSEEN, "").trim().replace(/^@/, "").toLowerCase();
}


/***/ }),

/***/ 19811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ PREDICATES),
/* harmony export */   cS: () => (/* binding */ releaseDigest),
/* harmony export */   nb: () => (/* binding */ OWN_TYPES)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);

/** What the types of predicates that are ours alone begin with. */
const OWN_TYPES = "https://github.com/waybill-ci/waybill/predicates";
const everywhere = () => undefined;
/** One row for each stage. A new stage is a row here and its facts in `facts.ts`. */
const PREDICATES = {
    "validate-data": {
        type: `${OWN_TYPES}/validate-data/v1`,
        environment: everywhere,
        misfit: (subjects) => only(subjects, "path"),
        about: "data",
        madeBy: "'waybill check', the action validate-data (job 'validate'), or 'waybill release'",
    },
    "validate-model": {
        type: `${OWN_TYPES}/validate-model/v1`,
        environment: everywhere,
        misfit: modelMisfit,
        about: "models",
        madeBy: "'waybill check', the action validate-model (job 'validate'), or 'waybill release'",
    },
    build: {
        type: "https://slsa.dev/provenance/v1",
        environment: everywhere,
        misfit: (subjects) => only(subjects, "image"),
        about: "images",
        madeBy: "the action build-image (job 'build'), or 'waybill release'",
    },
    test: {
        type: "https://in-toto.io/attestation/test-result/v0.1",
        environment: everywhere,
        misfit: (subjects, { reference }) => only(subjects, "image", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.repository),
        about: "images",
        madeBy: "the action build-image with a probe (job 'build'), or 'waybill release'",
    },
    plan: {
        type: `${OWN_TYPES}/plan/v1`,
        environment: ({ components }) => components.environment,
        misfit: (subjects, { components, configuration }) => only(without(subjects, configuration), "plan", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(components), components.environment),
        about: "environment",
        madeBy: "'waybill plan' (the job that plans)",
    },
    approve: {
        type: `${OWN_TYPES}/approve/v1`,
        environment: ({ environment }) => environment,
        misfit: (subjects, { plan, environment }) => only(subjects, "plan", plan, environment),
        about: "environment",
        madeBy: "the job that applies the plan, once its reviewers let it start, or 'waybill release --approve'",
    },
    migrate: {
        type: `${OWN_TYPES}/migrate/v1`,
        environment: ({ environment }) => environment,
        misfit: (subjects) => only(subjects, "path"),
        about: "databases",
        madeBy: "the action migrate-database with 'command: apply' (job 'migrate')",
    },
    deploy: {
        type: `${OWN_TYPES}/deploy/v1`,
        environment: ({ environment }) => environment,
        misfit: deployMisfit,
        about: "environment",
        madeBy: "the action deploy-kubernetes with 'command: apply' (job 'deploy')",
    },
    release: {
        type: "https://slsa.dev/verification_summary/v1",
        environment: ({ environment }) => environment,
        misfit: releaseMisfit,
        about: "environment",
        madeBy: "the action verify-release (job 'verify'), or 'waybill release'",
    },
};
/** The identity of a release: which commit of which application went to which environment. A later job can compute it. */
function releaseDigest(release) {
    const { application, environment, commit } = release;
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)({ application, environment, commit });
}
function only(subjects, kind, digest, name) {
    const [first, ...more] = subjects;
    if (first?.kind !== kind)
        return `its first subject is no ${kind}`;
    if (more.length > 0)
        return `it has ${more.length} more ${more.length === 1 ? "subject" : "subjects"} than it is about`;
    if (digest !== undefined && first.digest !== digest)
        return `its subject is ${first.digest}, its facts are about ${digest}`;
    return name === undefined || first.name === name ? undefined : `its subject is '${first.name}', its facts are about '${name}'`;
}
/** The subjects without the files of the configuration that the facts list. */
function without(subjects, files) {
    return subjects.filter(({ kind, name, digest }) => kind !== "path" || !files.some((file) => file.path === name && file.digest === digest));
}
/** A model is its files: alone by its own digest, in a folder as `digestOfPath` puts them together. */
function modelMisfit(subjects, { files }) {
    const listed = files.map(({ path, digest }) => [path, digest]).toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
    const possible = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(listed), ...(files.length === 1 ? files.map(({ digest }) => digest) : [])];
    const [subject] = subjects;
    const misfit = only(subjects, "path");
    if (misfit !== undefined || !subject || possible.includes(subject.digest))
        return misfit;
    return `its subject is ${subject.digest}, and its files make another model`;
}
/** Images only as pods were seen to run them, paths, and the environment when something good runs there. */
function deployMisfit(subjects, { environment, images, pods }) {
    const seen = new Set(pods.map(({ digest }) => digest));
    const named = new Set(Object.values(images).map((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest));
    const environments = subjects.filter(({ kind }) => kind === "environment");
    if (environments.length > 1)
        return "it is about several environments";
    for (const { kind, name, digest } of subjects) {
        if (kind === "plan" || kind === "release")
            return `it has a subject of kind '${kind}'`;
        if (kind === "image" && !named.has(digest))
            return `its objects do not name the image ${name}@${digest}`;
        if (kind === "image" && !seen.has(digest))
            return `no pod was seen to run the image ${name}@${digest}`;
        if (kind === "environment" && name !== environment)
            return `its subject is environment '${name}', its facts are about '${environment}'`;
    }
    return undefined;
}
function releaseMisfit(subjects, { application, images }) {
    const named = new Set(Object.values(images).map((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest));
    const [own, ...others] = subjects;
    if (own?.kind !== "release" || own.name !== application)
        return `its first subject is not the release of '${application}'`;
    const strange = others.find(({ kind, digest }) => kind !== "image" || !named.has(digest));
    if (strange)
        return `'${strange.name}' is none of its images`;
    const missing = Object.values(images).find((reference) => !others.some(({ digest }) => digest === (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference)?.digest));
    return missing === undefined ? undefined : `its image ${missing} is no subject`;
}


/***/ }),

/***/ 53583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lu: () => (/* binding */ predicateOf),
/* harmony export */   Ys: () => (/* binding */ EXTENSION),
/* harmony export */   mK: () => (/* binding */ BUILD_TYPE)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _predicates_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19811);


/** SLSA reserves `<vendor>_<field>` for what it does not define; we keep our facts there in published types. */
const EXTENSION = "waybill_run";
const PROJECT = "https://github.com/waybill-ci/waybill";
/** How we build; by it our own provenance is told from that of others. */
const BUILD_TYPE = `${PROJECT}/predicates/build-type/v1`;
/** The predicate of a statement: what its published type demands, and ours beside it. A reader makes it again and compares. */
function predicateOf(own) {
    switch (own.stage) {
        case "build":
            return { ...provenance(own), [EXTENSION]: own };
        case "test":
            return { ...testResult(own), [EXTENSION]: own };
        case "release":
            return { ...verificationSummary(own), [EXTENSION]: own };
        default:
            return { ...own };
    }
}
/** The required fields of SLSA provenance v1 (https://slsa.dev/spec/v1.0/provenance). */
function provenance({ facts, run, startedAt, finishedAt, tool }) {
    const { server } = placeOf(run);
    return {
        buildDefinition: {
            buildType: BUILD_TYPE,
            externalParameters: {
                repository: repositoryUri(run),
                ref: run.ref,
                image: facts.name,
                dockerfile: facts.dockerfile,
                context: facts.context,
                platforms: facts.platforms,
            },
            internalParameters: { builder: facts.builder, inputsDigest: facts.inputsDigest },
            resolvedDependencies: [
                ...(/^[0-9a-f]{40}$/.test(run.commit) ? [{ uri: `git+${repositoryUri(run)}@${run.ref}`, digest: { gitCommit: run.commit } }] : []),
                ...facts.bases.flatMap((base) => dependency(base)),
            ],
        },
        runDetails: {
            builder: { id: builderUri(server, run), version: { [tool.name]: tool.version } },
            metadata: { invocationId: run.run, startedOn: startedAt, finishedOn: finishedAt },
        },
    };
}
/** `pkg:docker` as the package-url registry of types has it (https://github.com/package-url/purl-spec/blob/main/types-doc/docker-definition.md). */
function dependency(base) {
    const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(base);
    if (!image)
        return [];
    const slash = image.repository.lastIndexOf("/");
    const [place, name] = [image.repository.slice(0, Math.max(0, slash)), image.repository.slice(slash + 1)];
    const query = place === "" ? "" : `?repository_url=${encodeURIComponent(place)}`;
    return [{ uri: `pkg:oci/${name}@${encodeURIComponent(image.digest)}${query}`, digest: { sha256: image.digest.slice("sha256:".length) } }];
}
/** The workflow that ran the build, as a URI; on a laptop a tag URI (RFC 4151), because nothing there can be fetched. */
function builderUri(server, { workflow, repository, rehearsal }) {
    if (!rehearsal && /^[^/\s]+\/[^/\s]+\/\.github\/workflows\/[^@\s]+@\S+$/.test(workflow))
        return `${server}/${workflow}`;
    return `tag:waybill-ci.github.io,2026:builder/${encodeURIComponent(repository)}/${encodeURIComponent(workflow)}`;
}
function repositoryUri(run) {
    const { server } = placeOf(run);
    return run.repository.startsWith("local/")
        ? `tag:waybill-ci.github.io,2026:${encodeURIComponent(run.repository)}`
        : `${server}/${run.repository}`;
}
function placeOf({ run }) {
    return { server: /^https?:\/\/[^/]+/.exec(run)?.[0] ?? "https://github.com" };
}
/** The required fields of in-toto test-result v0.1. */
function testResult({ verdict, run }) {
    const result = verdict === "pass" ? "PASSED" : verdict === "warn" ? "WARNED" : "FAILED";
    return {
        result,
        configuration: [{ name: "waybill.yml", uri: `git+${repositoryUri(run)}@${run.commit}` }],
        url: run.run.startsWith("http") ? run.run : undefined,
    };
}
/** The required fields of a SLSA verification summary v1 (https://slsa.dev/spec/v1.0/verification_summary). */
function verificationSummary({ facts, verdict, run, finishedAt, tool }) {
    const passed = verdict === "pass" || verdict === "warn";
    return {
        verifier: { id: PROJECT, version: { [tool.name]: tool.version } },
        timeVerified: finishedAt,
        resourceUri: `${repositoryUri(run)}@${run.commit}#${encodeURIComponent(facts.environment)}`,
        policy: { uri: `git+${repositoryUri(run)}@${run.commit}`, digest: { sha256: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)(facts.policy).slice("sha256:".length) } },
        inputAttestations: facts.statements.map(({ stage, payload }) => ({
            uri: `${PROJECT}/predicates/${stage}`,
            digest: { sha256: payload.slice("sha256:".length) },
        })),
        verificationResult: passed ? "PASSED" : "FAILED",
        // Levels of our own may stand here as long as they do not begin with SLSA_.
        verifiedLevels: [passed ? "WAYBILL_RELEASE" : "FAILED"],
        slsaVersion: "1.0",
        // The digest by which a later job finds the release of this commit.
        waybill_release: (0,_predicates_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseDigest */ .cS)({ ...facts, commit: run.commit }),
    };
}


/***/ }),

/***/ 55654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ay: () => (/* binding */ createStatement),
  By: () => (/* binding */ parseStatement),
  cO: () => (/* binding */ readStatement)
});

// UNUSED EXPORTS: MAX_STATEMENT_BYTES, STATEMENT_TYPE

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/record/lib/predicate/contradiction.js
var contradiction = __webpack_require__(94232);
;// CONCATENATED MODULE: ./packages/record/lib/predicate/facts.js


/*
 * The facts of each stage, once: the types of this file, the check of every statement that is read, and the published JSON Schemas in
 * `predicates/` all come from these schemas. What is signed never holds secrets or the values of rows.
 */
const VERDICTS = ["pass", "warn", "fail", "inconclusive"];
/** What can be done to an object of a cluster. */
const ACTIONS = ["create", "update", "replace", "unchanged", "delete"];
const facts_text = dist/* string */.YjP();
const facts_name = dist/* pipe */.FsL(facts_text, dist/* nonEmpty */.hq("must not be empty"));
const count = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0));
const milliseconds = dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0));
const verdict = dist/* picklist */.KIO(VERDICTS);
const isDigestText = dist/* regex */.yGV(/^sha256:[0-9a-f]{64}$/, "must be sha256:<64 hex digits>");
const facts_digest = dist/* pipe */.FsL(facts_text, isDigestText);
const reference = dist/* pipe */.FsL(facts_text, dist/* regex */.yGV(/^[^@\s]+@sha256:[0-9a-f]{64}$/, "must be repository@sha256:<64 hex digits>"));
const time = dist/* pipe */.FsL(facts_text, dist/* regex */.yGV(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, "must be a time in UTC as ISO 8601 writes it"));
const facts_images = dist/* pipe */.FsL(dist/* record */.g1P(facts_name, reference), dist/* description */.h_("Name in waybill.yml → repository@sha256:…"));
const others = dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Images that the objects name and that are not of this release: it neither built nor tested them."));
/** Files that a verdict rests on beside its subject. A history is none of them: it grows by the run itself. */
const basis = dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ role: dist/* picklist */.KIO(["checks", "metrics", "baseline"]), path: facts_name, digest: facts_digest })), dist/* description */.h_("The files that the verdict rests on beside the subject, by the SHA-256 of their bytes."));
const dataFacts = dist/* object */.Ikc({
    name: dist/* pipe */.FsL(facts_name, dist/* description */.h_("Entry of waybill.yml.")),
    declaration: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of what was demanded of the data: the entry and its check file.")),
    basis,
    rows: count,
    bytes: count,
    checks: dist/* array */.YOg(dist/* object */.Ikc({
        check: facts_text,
        column: dist/* optional */.lqM(facts_text),
        level: dist/* picklist */.KIO(["fail", "warn"]),
        verdict,
        observed: facts_text,
        expected: facts_text,
        failing: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("How many rows failed."))),
    })),
});
const metricLimits = dist/* object */.Ikc({
    mustBeAtLeast: dist/* optional */.lqM(dist/* number */.aig()),
    mustBeAtMost: dist/* optional */.lqM(dist/* number */.aig()),
    mayDrop: dist/* optional */.lqM(dist/* number */.aig()),
    mayRise: dist/* optional */.lqM(dist/* number */.aig()),
});
const modelFacts = dist/* object */.Ikc({
    name: facts_name,
    declaration: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of what was demanded of the model: the entry with its gates.")),
    basis,
    format: dist/* pipe */.FsL(facts_text, dist/* description */.h_("Told from the bytes, never from the name.")),
    size: count,
    gates: dist/* array */.YOg(dist/* object */.Ikc({
        metric: facts_text,
        observed: dist/* optional */.lqM(dist/* number */.aig()),
        baseline: dist/* optional */.lqM(dist/* number */.aig()),
        limits: dist/* pipe */.FsL(metricLimits, dist/* description */.h_("What the metric was held to, by itself and against the baseline.")),
        expected: dist/* pipe */.FsL(facts_text, dist/* description */.h_("The limits in words.")),
        verdict,
    })),
    files: dist/* array */.YOg(dist/* object */.Ikc({ path: facts_text, format: facts_text, size: count, digest: facts_digest, verdict })),
    inspection: dist/* optional */.lqM(dist/* record */.g1P(facts_text, dist/* unknown */.L5J())),
});
const buildFacts = dist/* object */.Ikc({
    name: facts_name,
    builder: facts_text,
    inputsDigest: facts_digest,
    context: facts_text,
    dockerfile: facts_text,
    platforms: dist/* array */.YOg(facts_text),
    size: count,
    tags: dist/* array */.YOg(facts_text),
    bases: dist/* pipe */.FsL(dist/* array */.YOg(reference), dist/* description */.h_("Base images, as far as they are known by digest.")),
});
const testFacts = dist/* object */.Ikc({
    name: facts_name,
    probed: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("False when waybill.yml gives no probe, so that the image did not run.")),
    reference: dist/* pipe */.FsL(reference, dist/* description */.h_("The image that ran.")),
    status: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("HTTP status of the probe; absent when nothing answered."))),
    expectedStatus: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("The HTTP status that waybill.yml demands; absent without a probe."))),
    durationMs: dist/* optional */.lqM(milliseconds),
    attempts: dist/* optional */.lqM(count),
    user: dist/* optional */.lqM(facts_text),
});
const planComponents = dist/* object */.Ikc({
    environment: facts_name,
    commit: facts_name,
    images: facts_images,
    databases: dist/* pipe */.FsL(dist/* record */.g1P(facts_name, facts_digest), dist/* description */.h_("Digest of each database's migration plan.")),
    deploy: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Digest of the plan of the objects.")),
});
const policySources = dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ file: facts_text, role: dist/* picklist */.KIO(["project", "extended", "floor"]), digest: facts_digest })), dist/* description */.h_("The policy files that were in force, by the SHA-256 of their bytes."));
const configuration = dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ path: facts_name, digest: facts_digest })), dist/* description */.h_("The files of the configuration in force, by the SHA-256 of their bytes: first the one that all environments share, then those of this one. Empty where a step's inputs described the work."));
const approvalsSeen = dist/* pipe */.FsL(dist/* object */.Ikc({
    runId: facts_text,
    attempt: dist/* pipe */.FsL(count, dist/* minValue */.Wwf(1)),
    entries: dist/* array */.YOg(dist/* object */.Ikc({ user: facts_text, state: dist/* picklist */.KIO(["approved", "rejected", "pending"]), environments: dist/* array */.YOg(facts_text), comment: facts_text })),
}), dist/* description */.h_("The approvals that GitHub listed for the run when the plan was made. Later ones are approvals of this plan's attempt."));
const planFacts = dist/* object */.Ikc({
    components: dist/* pipe */.FsL(planComponents, dist/* description */.h_("What the plan's digest is made of.")),
    configuration,
    others,
    policy: policySources,
    approvalsSeen: dist/* optional */.lqM(approvalsSeen),
});
const approveFacts = dist/* object */.Ikc({
    plan: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The plan that was approved.")),
    environment: facts_name,
    source: dist/* picklist */.KIO(["github-review", "prompt", "flag", "none"]),
    approvers: dist/* array */.YOg(facts_name),
    rejectedBy: dist/* optional */.lqM(dist/* array */.YOg(facts_name)),
    run: facts_text,
    attempt: dist/* pipe */.FsL(count, dist/* minValue */.Wwf(1)),
    authors: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Who wrote the commits, and who started the run.")),
    boundToPlan: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("Whether the approver could see and named this very plan.")),
    selfApproved: dist/* boolean */.zMY(),
    comment: dist/* optional */.lqM(facts_text),
});
const identity = dist/* pipe */.FsL(dist/* object */.Ikc({ instance: facts_digest, system: dist/* optional */.lqM(facts_digest) }), dist/* description */.h_("What the server says of itself, hashed."));
const migrateFacts = dist/* object */.Ikc({
    environment: facts_text,
    database: dist/* object */.Ikc({ name: facts_name, kind: facts_text, version: facts_text, identity: dist/* optional */.lqM(identity) }),
    layout: facts_text,
    plan: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of the database's migration plan, as the release plan names it.")),
    releasePlan: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The approved plan that it is part of."))),
    applied: dist/* array */.YOg(dist/* object */.Ikc({ version: facts_text, name: facts_text })),
    inPlace: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Versions that were applied before.")),
    pending: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Versions that were still to be applied when it ended.")),
});
const deployFacts = dist/* object */.Ikc({
    application: facts_name,
    environment: facts_name,
    namespace: facts_name,
    plan: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of the plan of the objects, as the release plan names it.")),
    releasePlan: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The approved plan that it is part of."))),
    revision: dist/* pipe */.FsL(count, dist/* description */.h_("Of the deployment in the cluster.")),
    content: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Of the revision's objects, salted, so that the values of Secrets count and cannot be guessed."))),
    rolledBack: dist/* boolean */.zMY(),
    objects: dist/* array */.YOg(dist/* object */.Ikc({ apiVersion: facts_text, kind: facts_text, namespace: dist/* optional */.lqM(facts_text), name: facts_text, action: dist/* picklist */.KIO(ACTIONS) })),
    images: dist/* pipe */.FsL(facts_images, dist/* description */.h_("The images that the objects name. Only those that pods were seen to run are subjects.")),
    others,
    pods: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ name: facts_text, imageID: dist/* optional */.lqM(facts_text), digest: dist/* optional */.lqM(facts_digest) })), dist/* description */.h_("Empty when nothing runs, such as with no replicas.")),
    probe: dist/* optional */.lqM(dist/* object */.Ikc({ status: dist/* optional */.lqM(count), expectedStatus: count, durationMs: milliseconds })),
    tested: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("Whether all that was seen to run is of this release and was run and answered before. False when no evidence was asked for.")),
    backTo: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* object */.Ikc({ revision: count, commit: facts_name, release: dist/* pipe */.FsL(facts_digest, dist/* description */.h_("Payload of the release that was proven then.")) }), dist/* description */.h_("Of a rollback: what it went back to."))),
});
const releaseFacts = dist/* object */.Ikc({
    application: facts_name,
    environment: facts_name,
    images: facts_images,
    plan: dist/* optional */.lqM(dist/* pipe */.FsL(facts_digest, dist/* description */.h_("The plan that was approved and applied."))),
    revision: dist/* optional */.lqM(dist/* pipe */.FsL(count, dist/* description */.h_("Of the deployment in the cluster."))),
    configuration,
    policy: policySources,
    statements: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ stage: dist/* picklist */.KIO(evidence/* STAGES */.a), payload: facts_digest })), dist/* description */.h_("Every other statement of the record, in order, by the SHA-256 of its payload.")),
    builds: dist/* pipe */.FsL(dist/* array */.YOg(facts_digest), dist/* description */.h_("The provenance of other programs that stands for a build, in order, by the SHA-256 of its bundle's canonical JSON.")),
    findings: dist/* pipe */.FsL(dist/* array */.YOg(facts_text), dist/* description */.h_("Why the verdict is not pass.")),
    ignored: dist/* pipe */.FsL(count, dist/* description */.h_("Statements about the same things that no trusted signer signed.")),
});
/** The schema of each stage's facts. */
const FACTS = {
    "validate-data": dataFacts,
    "validate-model": modelFacts,
    build: buildFacts,
    test: testFacts,
    plan: planFacts,
    approve: approveFacts,
    migrate: migrateFacts,
    deploy: deployFacts,
    release: releaseFacts,
};
/** What every statement says beside its facts, whatever its predicate type. */
const RUN_FACTS = dist/* object */.Ikc({
    stage: dist/* picklist */.KIO(evidence/* STAGES */.a),
    product: dist/* pipe */.FsL(dist/* nullable */.mee(facts_name), dist/* description */.h_("Name in the waybill.yml that described the work; null where a step's inputs did, which give a product no name.")),
    verdict: dist/* pipe */.FsL(verdict, dist/* description */.h_("What could not be evaluated is 'inconclusive', which gates treat as 'fail'.")),
    startedAt: dist/* pipe */.FsL(time, dist/* description */.h_("UTC.")),
    finishedAt: dist/* pipe */.FsL(time, dist/* description */.h_("UTC.")),
    run: dist/* object */.Ikc({
        repository: dist/* pipe */.FsL(facts_name, dist/* description */.h_("owner/name, or local/<folder> outside GitHub.")),
        commit: dist/* pipe */.FsL(facts_text, dist/* regex */.yGV(/^([0-9a-f]{40}|uncommitted)$/), dist/* description */.h_("The commit that was checked out.")),
        dirty: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("Whether files of the release were not as the commit has them.")),
        ref: facts_text,
        actor: dist/* pipe */.FsL(facts_text, dist/* description */.h_("Who started the run.")),
        triggeringActor: dist/* optional */.lqM(dist/* pipe */.FsL(facts_text, dist/* description */.h_("Who started this attempt."))),
        workflow: dist/* pipe */.FsL(facts_text, dist/* description */.h_("<workflow>@<ref> on GitHub, else the command.")),
        run: dist/* pipe */.FsL(facts_text, dist/* description */.h_("URL of the run on GitHub, else an id.")),
        attempt: dist/* pipe */.FsL(count, dist/* minValue */.Wwf(1)),
        rehearsal: dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_("True when nothing outside the machine was changed.")),
    }),
    tool: dist/* object */.Ikc({ name: dist/* literal */.euz("waybill"), version: facts_name }),
    facts: dist/* pipe */.FsL(dist/* looseObject */._H3({}), dist/* description */.h_("What the stage found; plain JSON without secrets or row values.")),
});

;// CONCATENATED MODULE: ./packages/record/lib/predicate/facts-problem.js

/** Why a value does not fit a schema, with the path of the first problem; undefined when it fits. */
function factsProblem(schema, value) {
    const result = dist/* safeParse */.xLC(schema, value, { abortEarly: true });
    if (result.success)
        return undefined;
    const [issue] = result.issues;
    return `${dist/* getDotPath */.BuJ(issue) ?? "it"}: ${issue.message}`;
}

// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/predicate/published.js
var published = __webpack_require__(53583);
;// CONCATENATED MODULE: ./packages/record/lib/predicate/statement.js







/** The annotation of a subject that says what it is: one of `SUBJECT_KINDS`. */
const KIND = "dev.waybill.kind";
/** The `_type` of every statement (in-toto Attestation Framework, "Statement"). */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** The most that a statement's bytes may be: facts are summaries, and what is larger was made to hurt its reader. */
const MAX_STATEMENT_BYTES = 4 << 20;
/** Turns what a stage proved into a statement about its subjects. Throws a `TypeError` for facts or subjects that do not fit: a mistake of ours. */
function createStatement(evidence, run, tool) {
    const { subjects, ...rest } = evidence;
    const own = { ...rest, run, tool };
    const problem = factsProblem(RUN_FACTS, own) ?? factsProblem(FACTS[own.stage], own.facts) ?? ownProblem(own, subjects);
    if (problem !== undefined)
        throw new TypeError(`a ${evidence.stage} statement cannot be made: ${problem}`);
    return {
        _type: STATEMENT_TYPE,
        subject: subjects.map(({ kind, name, digest }) => ({
            name,
            digest: { sha256: digest.slice("sha256:".length) },
            annotations: { [KIND]: kind },
        })),
        predicateType: predicates/* PREDICATES */.Jt[evidence.stage].type,
        predicate: (0,published/* predicateOf */.Lu)(own),
    };
}
/**
 * Reads what a statement says: its facts, checked against their schema, and its subjects. `contradiction` says what in it cannot be true:
 * subjects and facts about different things, a verdict beside facts that deny it, a published predicate that says something else.
 * Throws a `verdict` error for what is no statement of ours or does not fit its schema.
 */
function readStatement(statement) {
    const own = runFactsOf(statement);
    const subjects = subjectsOf(statement);
    const contradiction = ownProblem(own, subjects) ?? publishedProblem(own, statement);
    return { own, subjects, contradiction };
}
/** Made again from our facts, the predicate is the same byte for byte, so what a reader of the published type sees is what we mean. */
function publishedProblem(own, { predicate }) {
    if ((0,json/* isSameJson */.TL)((0,published/* predicateOf */.Lu)(own), predicate))
        return undefined;
    return "what its predicate says by its published type is not what its facts say";
}
const STAGE_AND_FACTS = dist/* looseObject */._H3({ stage: RUN_FACTS.entries.stage, facts: dist/* unknown */.L5J() });
function runFactsOf({ predicate, predicateType }) {
    const value = predicate[published/* EXTENSION */.Ys] ?? predicate;
    const problem = factsProblem(RUN_FACTS, value);
    if (problem !== undefined)
        throw isOwnForm(predicateType, predicate)
            ? fromAnotherVersion(stageIn(value) ?? "signed", value, problem)
            : new lib_error/* ActionError */.lZ("verdict", `A statement of type '${predicateType}' was made by another program than Waybill (${problem}), so it proves nothing here.`);
    const own = dist/* parse */.qgA(STAGE_AND_FACTS, value);
    if (predicateType !== predicates/* PREDICATES */.Jt[own.stage].type)
        throw new lib_error/* ActionError */.lZ("verdict", `A ${own.stage} statement has the type '${predicateType}', which is that of another one. Run its stage again.`);
    const misfit = factsProblem(FACTS[own.stage], own.facts);
    if (misfit !== undefined)
        throw fromAnotherVersion(own.stage, value, `facts.${misfit}`);
    return value;
}
/** A type of ours, or our facts inside of a published one. */
function isOwnForm(predicateType, predicate) {
    return published/* EXTENSION */.Ys in predicate || predicateType.startsWith(predicates/* OWN_TYPES */.nb);
}
function stageIn(value) {
    return evidence/* STAGES */.a.find((stage) => stage === (0,json/* textAt */.$6)(value, "stage"));
}
/** Forms change between versions; who reads of a misfit alone looks for a forger. */
function fromAnotherVersion(stage, value, problem) {
    const version = (0,json/* textAt */.$6)(value, "tool", "version");
    return new lib_error/* ActionError */.lZ("verdict", `A ${stage} statement was made by another version of Waybill, most likely an earlier one (${version === undefined ? "it does not say which" : `it says ${version}`}), in a form that this version does not read (${problem}). It counts neither for nor against, and a release that it is part of cannot be gone back to. Run its stage again with this version, or release that commit again.`);
}
/** What of facts that fit their schema cannot be true together with the subjects. */
function ownProblem(own, subjects) {
    if (subjects.length === 0)
        return "it is about nothing";
    const problem = misfitOf(own, subjects);
    if (problem !== undefined)
        return problem;
    // Not the other way round: what is no moment is neither before nor after another.
    if (!(Date.parse(own.startedAt) <= Date.parse(own.finishedAt)))
        return `it ended (${own.finishedAt}) before it began (${own.startedAt})`;
    return (0,contradiction/* contradictionOf */.z)(own, subjects);
}
/** Each stage's row takes its own facts; the union cannot say so. */
function misfitOf(own, subjects) {
    const misfit = predicates/* PREDICATES */.Jt[own.stage].misfit;
    return misfit(subjects, own.facts);
}
function subjectsOf(statement) {
    return statement.subject.map(({ name, digest, annotations }) => {
        const kind = evidence/* SUBJECT_KINDS */.j.find((known) => known === annotations[KIND]);
        if (kind === undefined)
            throw notAStatement(`its subject '${name}' has no known kind`);
        return { kind, name, digest: `sha256:${digest.sha256}` };
    });
}
const UTF_8 = new TextDecoder("utf-8", { fatal: true });
/** Reads a statement from JSON bytes; throws a `verdict` error for anything that is not a complete in-toto statement. */
function parseStatement(bytes) {
    if (bytes.length > MAX_STATEMENT_BYTES)
        throw notAStatement(`it has ${bytes.length} bytes, and ${MAX_STATEMENT_BYTES} are allowed`);
    let value;
    try {
        value = JSON.parse(UTF_8.decode(bytes));
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("verdict", "A signed payload is not JSON, so the bundle was damaged or made by something else.", {
            cause: error,
        });
    }
    if (!(0,json/* isRecord */.u4)(value))
        throw notAStatement("it is no object");
    const { _type: type, predicateType, predicate } = value;
    if (type !== STATEMENT_TYPE)
        throw notAStatement(`its _type is '${String(type)}'`);
    if (typeof predicateType !== "string")
        throw notAStatement("it has no predicateType");
    if (!(0,json/* isRecord */.u4)(predicate))
        throw notAStatement("it has no predicate");
    const subject = (0,json/* listAt */.gT)(value, "subject").map((item) => {
        const [name, sha256] = [(0,json/* textAt */.$6)(item, "name"), (0,json/* textAt */.$6)(item, "digest", "sha256")];
        if (name === undefined || sha256 === undefined || !(0,digest/* isDigest */.Bc)(`sha256:${sha256}`))
            throw notAStatement("a subject has no name or no SHA-256 digest");
        return { name, digest: { sha256 }, annotations: { [KIND]: (0,json/* textAt */.$6)(item, "annotations", KIND) ?? "" } };
    });
    if (subject.length === 0)
        throw notAStatement("it has no subject");
    return { _type: type, subject, predicateType, predicate };
}
function notAStatement(why) {
    return new lib_error/* ActionError */.lZ("verdict", `A signed payload is not an in-toto statement: ${why}. The bundle was damaged or made by something else.`);
}


/***/ }),

/***/ 69800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rI: () => (/* binding */ inspectBundle),
  QN: () => (/* binding */ parseBundle),
  JU: () => (/* binding */ payloadDigest),
  fT: () => (/* binding */ signStatement),
  IF: () => (/* binding */ verifyBundle)
});

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/record/lib/predicate/statement.js + 2 modules
var predicate_statement = __webpack_require__(55654);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
;// CONCATENATED MODULE: ./packages/record/lib/predicate/view.js


/** Reads a statement. Throws a `verdict` error for one that is not ours, or whose facts do not fit their schema. */
function viewStatement(statement) {
    const { own, subjects, contradiction } = (0,predicate_statement/* readStatement */.cO)(statement);
    const environment = predicates/* PREDICATES */.Jt[own.stage].environment;
    return { ...own, subjects, environment: environment(own.facts), contradiction };
}

// EXTERNAL MODULE: ./packages/record/lib/signing/dsse.js
var dsse = __webpack_require__(91694);
// EXTERNAL MODULE: ./packages/record/lib/signing/keys.js
var keys = __webpack_require__(18787);
// EXTERNAL MODULE: ./packages/record/lib/signing/material.js
var material = __webpack_require__(81122);
// EXTERNAL MODULE: ./packages/record/lib/signing/certificate.js
var certificate = __webpack_require__(35812);
;// CONCATENATED MODULE: ./packages/record/lib/signing/bundle.js







/** Signs a statement (DSSE, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
async function signStatement(statement, signer) {
    const payload = Buffer.from((0,lib_digest/* canonicalJson */.dj)(statement));
    const { signature, material } = await signer.sign(payload);
    // Read back, so that it is written as every reader of ours demands.
    return parseBundle({
        mediaType: dsse/* BUNDLE_TYPE */.q$,
        verificationMaterial: material,
        dsseEnvelope: {
            payload: payload.toString("base64"),
            payloadType: dsse/* PAYLOAD_TYPE */.Uc,
            signatures: [{ sig: Buffer.from(signature).toString("base64") }],
        },
    });
}
/**
 * Checks a bundle's signature against keys, or its certificate against trust roots, of which one must verify it. Throws a `verdict` error
 * that names what is wrong.
 */
function verifyBundle(bundle, trusted, roots = []) {
    const payload = (0,dsse/* decodeBase64 */.y4)(bundle.dsseEnvelope.payload);
    const statement = (0,predicate_statement/* parseStatement */.By)(payload);
    const view = viewStatement(statement);
    const { verificationMaterial: material } = bundle;
    if (!("certificate" in material))
        return { statement, view, identity: verifyKey(bundle, material, { payload, trusted, stage: view.stage }) };
    const { identity, signedAt } = (0,certificate/* verifyCertificate */.X)(bundle, roots, `The ${view.stage} statement`);
    requireOwnRun(identity, view);
    return { statement, view, identity, signedAt };
}
/**
 * A workflow that anyone may call signs for whoever called it, so whose run it was, of which commit, ref and attempt, is the certificate's
 * word and not the statement's. What a certificate does not say is not compared.
 */
function requireOwnRun({ repository, commit, ref, run, startedWorkflow }, { stage, run: own }) {
    const claims = [
        ["repository", own.repository, withoutHost(repository)],
        ["commit", own.commit, commit],
        ["ref", own.ref, ref],
        ["run", own.run, run],
        ["workflow", own.workflow, withoutHost(startedWorkflow)],
    ];
    const lie = claims.find(([, said, certified]) => certified !== undefined && certified !== said);
    if (!lie)
        return;
    const [what, said, certified] = lie;
    throw new error/* ActionError */.lZ("verdict", `The ${stage} statement says that its ${what} is ${said}, and its certificate says ${certified}. Run the stage again in a run of its own${what === "commit" ? ", and check out the commit that started it (actions/checkout without 'ref')" : ""}.`);
}
/** What follows the host of an https address. */
function withoutHost(url) {
    return url?.replace(/^https?:\/\/[^/]+\//, "");
}
function verifyKey(bundle, { publicKey: { hint } }, { payload, trusted, stage }) {
    const [signature] = bundle.dsseEnvelope.signatures;
    if (!signature)
        throw new error/* ActionError */.lZ("verdict", `The ${stage} statement is not signed, so it proves nothing. Run the stage again with 'signing-key'.`);
    const key = trusted.find((candidate) => candidate.keyId === hint);
    if (!key) {
        throw new error/* ActionError */.lZ("verdict", `The ${stage} statement was signed by key ${hint.slice(0, 12)}…, which is not trusted here. Trusted: ${trusted.map(({ keyId }) => `${keyId.slice(0, 12)}…`).join(", ") || "none"}. Add its public key to 'trusted-keys' or to the policy's signers if it should be.`);
    }
    if (!(0,keys/* verifySignature */.Od)(key, (0,dsse/* preAuthEncoding */.JC)(payload), (0,dsse/* decodeBase64 */.y4)(signature.sig))) {
        throw new error/* ActionError */.lZ("verdict", `The signature of the ${stage} statement does not fit its content: the statement was changed after it was signed.`);
    }
    return { kind: "key", keyId: key.keyId };
}
/** Reads what a bundle says without trusting it. */
function inspectBundle(bundle) {
    return viewStatement((0,predicate_statement/* parseStatement */.By)((0,dsse/* decodeBase64 */.y4)(bundle.dsseEnvelope.payload)));
}
const PAYLOAD_DIGESTS = new WeakMap();
/** The digest of a bundle's payload, by which the release statement names it. Several ask for it in turn, and a bundle is never changed. */
function payloadDigest({ dsseEnvelope: envelope }) {
    const digest = PAYLOAD_DIGESTS.get(envelope) ?? (0,lib_digest/* digestOf */.ol)((0,dsse/* decodeBase64 */.y4)(envelope.payload));
    PAYLOAD_DIGESTS.set(envelope, digest);
    return digest;
}
/**
 * Reads a bundle from parsed JSON; throws a `verdict` error that names it as `what` unless it has exactly the fields that we write, so
 * that no byte of it is idle.
 */
function parseBundle(value, what = "A bundle") {
    const payload = (0,json/* textAt */.$6)(value, "dsseEnvelope", "payload");
    const sig = (0,json/* textAt */.$6)(value, "dsseEnvelope", "signatures", 0, "sig");
    if (payload === undefined || sig === undefined)
        throw (0,dsse/* malformed */.Qm)("a field is missing", what);
    const expected = {
        mediaType: dsse/* BUNDLE_TYPE */.q$,
        verificationMaterial: (0,material/* parseMaterial */.V)((0,json/* valueAt */.fK)(value, "verificationMaterial"), what),
        dsseEnvelope: { payload, payloadType: dsse/* PAYLOAD_TYPE */.Uc, signatures: [{ sig }] },
    };
    if (!(0,json/* isSameJson */.TL)(value, expected))
        throw (0,dsse/* malformed */.Qm)("it has other fields or types than a bundle of version 0.3 with one signature", what);
    for (const text of [payload, sig])
        (0,dsse/* decodeBase64 */.y4)(text, what);
    return expected;
}


/***/ }),

/***/ 35812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ verifyCertificate)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _trust_root_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39481);


/**
 * Verifies a bundle with a certificate by the first trust root that can; throws a `verdict` error with what each of them says, an
 * `OutdatedRoot` when one of them might know the signature if it were of the right time.
 */
function verifyCertificate(bundle, roots, what) {
    const reasons = [];
    let isOutdated = false;
    for (const root of roots) {
        try {
            return root.verify(bundle);
        }
        catch (error) {
            reasons.push((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error));
            isOutdated ||= error instanceof _trust_root_js__WEBPACK_IMPORTED_MODULE_1__/* .OutdatedRoot */ .b;
        }
    }
    if (roots.length === 0)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("verdict", `${what} is signed with a certificate, and no trust root says whose certificates to believe. Name a file in 'trust-root', or let Waybill fetch Sigstore's.`);
    const message = `${what} does not hold. ${[...new Set(reasons)].join(" ")}`;
    throw isOutdated ? new _trust_root_js__WEBPACK_IMPORTED_MODULE_1__/* .OutdatedRoot */ .b(message) : new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("verdict", message);
}


/***/ }),

/***/ 66184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T_: () => (/* binding */ headLength),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   ZE: () => (/* binding */ elementsOf),
/* harmony export */   gH: () => (/* binding */ isSound)
/* harmony export */ });
/* unused harmony export DerElement */
/** One element of DER (X.690): its tag, and where its value stands. */
class DerElement {
    tag;
    #bytes;
    #begin;
    #start;
    #end;
    #elements;
    constructor(bytes, begin, start, end) {
        this.tag = bytes[begin] ?? 0;
        this.#bytes = bytes;
        this.#begin = begin;
        this.#start = start;
        this.#end = end;
    }
    get value() {
        return this.#bytes.subarray(this.#start, this.#end);
    }
    /** How many bytes it has with its tag and length. */
    get size() {
        return this.#end - this.#begin;
    }
    /** Tag, length and value. */
    get bytes() {
        return this.#bytes.subarray(this.#begin, this.#end);
    }
    /** The value, one character for each byte: what it is compared by, and looked up by. */
    get text() {
        return this.#bytes.toString("latin1", this.#start, this.#end);
    }
    /** The elements of which the value consists, as `elementsOf`; undefined also where the tag says that there are none. */
    elements() {
        if ((this.tag & CONSTRUCTED) === 0 && this.tag !== OCTET_STRING)
            return undefined;
        return (this.#elements ??= elementsBetween(this.#bytes, this.#start, this.#end));
    }
}
const CONSTRUCTED = 0x20;
/** Whose octets may be an element in turn. */
const OCTET_STRING = 0x04;
const LONG_FORM = 0x80;
/** Longer is nothing that is signed here. */
const MAX_LENGTH_OCTETS = 3;
/** The elements of which bytes consist, one behind another; undefined when anything else is among them, such as a length that is not the shortest (10.1). */
function elementsOf(bytes) {
    return elementsBetween(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}
function elementsBetween(bytes, from, end) {
    const elements = [];
    for (let at = from; at < end;) {
        const first = bytes[at + 1] ?? 0;
        const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
        const start = at + 2 + octets;
        if (octets > MAX_LENGTH_OCTETS || start > end)
            return undefined;
        let length = octets === 0 ? first : 0;
        for (let octet = at + 2; octet < start; octet++)
            length = length * 256 + (bytes[octet] ?? 0);
        if (start - at !== headLength(length) || start + length > end)
            return undefined;
        elements.push(new DerElement(bytes, at, start, start + length));
        at = start + length;
    }
    return elements;
}
const TAG_NUMBER = 0x1f;
/** Deeper is nothing that is signed here. */
const MAX_DEPTH = 20;
/** Whether an element whose tag says that it consists of others does so, and each of them in turn; tags of several octets and the tag 0 are none. */
function isSound(element, depth = 0) {
    const { tag } = element;
    if ((tag & TAG_NUMBER) === TAG_NUMBER || (tag & ~CONSTRUCTED) === 0 || depth > MAX_DEPTH)
        return false;
    return (tag & CONSTRUCTED) === 0 || (element.elements()?.every((sub) => isSound(sub, depth + 1)) ?? false);
}
/** How many octets the tag and the length of a value take that is so long: one and one up to 127, else one more for each octet of its length (8.1.3). */
function headLength(length) {
    if (length < LONG_FORM)
        return 2;
    let octets = 1;
    for (let rest = length; rest >= 256; rest = Math.floor(rest / 256))
        octets++;
    return 2 + octets;
}
/** The tag and the length of a value that is so long. */
function headOf(tag, length) {
    const head = Buffer.alloc(headLength(length));
    head[0] = tag;
    if (head.length === 2)
        head[1] = length;
    else {
        head[1] = LONG_FORM + head.length - 2;
        head.writeUIntBE(length, 2, head.length - 2);
    }
    return head;
}


/***/ }),

/***/ 91694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JC: () => (/* binding */ preAuthEncoding),
/* harmony export */   Qm: () => (/* binding */ malformed),
/* harmony export */   Uc: () => (/* binding */ PAYLOAD_TYPE),
/* harmony export */   q$: () => (/* binding */ BUNDLE_TYPE),
/* harmony export */   y4: () => (/* binding */ decodeBase64)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** The media type of our bundles. */
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** The type of what our envelopes hold (in-toto Attestation Framework, "Envelope"). */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
/**
 * DSSE's pre-authentication encoding: what is signed covers the type and both lengths
 * (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md).
 */
function preAuthEncoding(payload, type = PAYLOAD_TYPE) {
    return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}
/** Reads base64 that has one reading only; throws a `verdict` error that names the bundle as `what` for anything else. */
function decodeBase64(base64, what) {
    const bytes = Buffer.from(base64, "base64");
    // Node skips what is not base64.
    if (bytes.toString("base64") !== base64)
        throw malformed("a field is not base64", what);
    return bytes;
}
/** The error for a bundle that is not one. */
function malformed(why, what = "A bundle") {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("verdict", `${what} is damaged: ${why}. Take it from the registry again, or run its stage again.`);
}


/***/ }),

/***/ 78540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ verifyForeignBundle),
/* harmony export */   t: () => (/* binding */ readForeignBundle)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _certificate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(35812);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91694);
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(18787);




/** Versions 0.1 to 0.3, whose media type was written in two ways. */
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.[123]\+json)$/;
/**
 * Reads a Sigstore bundle that others made (GitHub's provenance, cosign), as parsed JSON: unlike in `parseBundle` fields that it does not
 * know, and more proofs than one, are allowed. Throws a `verdict` error that names it as `what` unless it holds a signed in-toto statement.
 */
function readForeignBundle(json, what = "A bundle") {
    if (!MEDIA_TYPE.test((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, "mediaType") ?? ""))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its 'mediaType' is none of Sigstore's bundles", what);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, "dsseEnvelope", "payloadType") !== _dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .PAYLOAD_TYPE */ .Uc)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${what} holds a signature and no in-toto statement, so it says nothing about how its subject was made.`);
    const statement = parseStatementJson(payloadOf(json, what), what);
    const predicateType = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(statement, "predicateType");
    const predicate = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(statement, "predicate");
    if (predicateType === undefined || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(predicate))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its statement has no predicate", what);
    const subjects = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(statement, "subject").flatMap((subject) => {
        const digest = `sha256:${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(subject, "digest", "sha256") ?? ""}`;
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .Bc)(digest) ? [{ name: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(subject, "name") ?? "", digest }] : [];
    });
    return { predicateType, subjects, predicate, json };
}
/** Verifies somebody else's bundle as `verifyBundle` does ours; a key is only tried when its signature stands alone. */
function verifyForeignBundle(bundle, trusted, roots) {
    const { json, predicateType } = bundle;
    const what = `The statement of type '${predicateType}'`;
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(json, "verificationMaterial", "publicKey") === undefined)
        return (0,_certificate_js__WEBPACK_IMPORTED_MODULE_4__/* .verifyCertificate */ .X)(json, roots, what);
    const signatures = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(json, "dsseEnvelope", "signatures");
    const payload = payloadOf(json, what);
    const signature = (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(signatures[0], "sig") ?? "", what);
    // A hint may be anything that its writer liked; only the signature says which key it was.
    const key = signatures.length === 1 ? trusted.find((candidate) => (0,_keys_js__WEBPACK_IMPORTED_MODULE_5__/* .verifySignature */ .Od)(candidate, (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .preAuthEncoding */ .JC)(payload), signature)) : undefined;
    if (key)
        return { identity: { kind: "key", keyId: key.keyId } };
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${what} was signed by none of the ${trusted.length} trusted keys. Add the key to 'trusted-keys' if it should be believed.`);
}
function payloadOf(json, what) {
    const payload = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(json, "dsseEnvelope", "payload");
    if (payload === undefined)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is missing", what);
    return (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(payload, what);
}
function parseStatementJson(payload, what) {
    let statement;
    try {
        statement = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    }
    catch {
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its statement is not JSON", what);
    }
    // Version 0.1 has the same members, and older tools write it.
    if (!/^https:\/\/in-toto\.io\/Statement\/v(0\.1|1)$/.test((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(statement, "_type") ?? ""))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its statement is not one of in-toto's", what);
    return statement;
}


/***/ }),

/***/ 51181:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ describeIdentity),
/* harmony export */   Yo: () => (/* binding */ claimsOfToken),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   z0: () => (/* binding */ identityOfToken)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

/** The arcs below 1.3.6.1.4.1.57264.1 whose values are UTF8Strings. The older ones, 1 to 6, are raw text and are not read. */
const CLAIMS = {
    issuer: 8,
    workflow: 9,
    repository: 12,
    commit: 13,
    ref: 14,
    startedWorkflow: 18,
    trigger: 20,
    run: 21,
    visibility: 22,
};
const FULCIO_ARC = "1.3.6.1.4.1.57264.1";
const UTF8_STRING = 0x0c;
const LONG_FORM = 0x80;
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Their object identifiers. */
const NAMES = new Map(Object.entries(CLAIMS).map(([name, arc]) => [`${FULCIO_ARC}.${arc}`, { name, arc }]));
/** Reads the claims in a certificate's extensions; throws a `verdict` error for one that stands twice or cannot be read. */
function identityOf(extensions) {
    const claims = new Map();
    for (const { oid, value } of extensions) {
        const claim = NAMES.get(oid);
        if (claim === undefined)
            continue;
        if (claims.has(claim.name))
            throw unreadable(claim.arc, "stands twice");
        claims.set(claim.name, textOf(value, claim.arc));
    }
    return { kind: "certificate", ...Object.fromEntries(claims) };
}
/**
 * Who a certificate will name that is given for an identity token of a GitHub job, by the claims that the authority copies; undefined where
 * they are not in the token, which is not verified here.
 */
function identityOfToken(token, serverUrl) {
    const claims = claimsOfToken(token);
    const [issuer, workflow, repository, ref] = ["iss", "job_workflow_ref", "repository", "ref"].map((name) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(claims, name));
    if (issuer === undefined || workflow === undefined || repository === undefined)
        return undefined;
    return { kind: "certificate", issuer, workflow: `${serverUrl}/${workflow}`, repository: `${serverUrl}/${repository}`, ref };
}
/** What a token says of the job, not verified; undefined when it cannot be read, which the certificate authority will say. */
function claimsOfToken(token) {
    try {
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    }
    catch {
        return undefined;
    }
}
/** The identity in a few words, for messages and tables: the beginning of a key's id, or the workflow. */
function describeIdentity(identity) {
    if (identity.kind === "key")
        return `key ${identity.keyId.slice(0, 12)}…`;
    const workflow = identity.workflow?.replace(/^https:\/\/github\.com\//, "");
    return workflow ?? `a certificate of ${identity.issuer ?? "an unknown issuer"} that names no workflow`;
}
/** The text of a UTF8String in DER (X.690, 8.1.3 and 8.21); anything after it, or a length in a longer form than needed, is refused. */
function textOf(der, arc) {
    const tag = der[0];
    const first = der[1] ?? 0;
    const octets = first < LONG_FORM ? 0 : first - LONG_FORM;
    const length = octets === 0 ? first : der.subarray(2, 2 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
    const isShortest = octets === 0 || (octets <= 2 && length >= (octets === 1 ? LONG_FORM : 256));
    if (tag !== UTF8_STRING || !isShortest || der.length !== 2 + octets + length)
        throw unreadable(arc, "is not a UTF8String");
    try {
        return UTF_8.decode(der.subarray(2 + octets));
    }
    catch {
        throw unreadable(arc, "is not UTF-8");
    }
}
function unreadable(arc, why) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The certificate's extension ${FULCIO_ARC}.${arc} ${why}, so it does not say who signed. Sign again with a certificate of Sigstore's.`);
}


/***/ }),

/***/ 18787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Od: () => (/* binding */ verifySignature),
/* harmony export */   TZ: () => (/* binding */ generateKeyPair),
/* harmony export */   UH: () => (/* binding */ trustKey),
/* harmony export */   vu: () => (/* binding */ loadSigner),
/* harmony export */   yg: () => (/* binding */ keyIdOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91694);



/** Makes an Ed25519 key pair as PEM (PKCS #8 and SPKI), the form that openssl and cosign read. */
function generateKeyPair() {
    const { privateKey, publicKey } = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.generateKeyPairSync)("ed25519");
    return {
        privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    };
}
/** Makes a signer of a private key; throws an `input` error that never quotes the key and says where it came `from`. */
function loadSigner(privateKeyPem, from = "Input 'signing-key'") {
    let key;
    try {
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(privateKeyPem.trim().replaceAll(String.raw `\n`, "\n"));
    }
    catch {
        // The cause may quote parts of the key.
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `${from} is not a private key in PEM form. Make one with 'openssl genpkey -algorithm ed25519' and store its whole text, '-----BEGIN PRIVATE KEY-----' included, as a secret.`);
    }
    if (key.asymmetricKeyType !== "ed25519") {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `${from} is a key of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 is needed. Make one with 'openssl genpkey -algorithm ed25519'.`);
    }
    const publicKeyPem = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key).export({ type: "spki", format: "pem" }).toString();
    const keyId = keyIdOf(publicKeyPem);
    return {
        key: { keyId, publicKeyPem },
        sign: async (payload) => ({ signature: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)(null, (0,_dsse_js__WEBPACK_IMPORTED_MODULE_2__/* .preAuthEncoding */ .JC)(payload), key), material: { publicKey: { hint: keyId } } }),
    };
}
/** Reads a public key that evidence may be signed with; throws an `input` error for anything else. */
function trustKey(publicKeyPem) {
    return { keyId: keyIdOf(publicKeyPem), publicKeyPem };
}
/** The id of a key: base64 of the SHA-256 of its SPKI DER form, which is the hint that cosign writes into bundles. */
function keyIdOf(publicKeyPem) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256")
        .update(publicKeyOf(publicKeyPem).export({ type: "spki", format: "der" }))
        .digest("base64");
}
/** Whether the signature over the bytes was made by the key's owner. */
function verifySignature(key, bytes, signature) {
    const publicKey = publicKeyOf(key.publicKeyPem);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(publicKey.asymmetricKeyType === "ed25519" ? null : "sha256", bytes, publicKey, signature);
}
function publicKeyOf(pem) {
    let key;
    try {
        // createPublicKey would also take a private key and derive its public half, which hides a key in the wrong place.
        if (pem.includes("PRIVATE KEY"))
            throw new TypeError("private");
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem);
    }
    catch {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "A trusted key is not a public key in PEM form ('-----BEGIN PUBLIC KEY-----'). Export one with 'openssl pkey -in signing-key.pem -pubout'.");
    }
    // Ours are Ed25519; cosign makes the other kind.
    if (key.asymmetricKeyType === "ed25519" || key.asymmetricKeyDetails?.namedCurve === "prime256v1")
        return key;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `A trusted key is of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 or ECDSA with P-256 is needed.`);
}


/***/ }),

/***/ 53598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ bodyOf),
/* harmony export */   OG: () => (/* binding */ parseBody),
/* harmony export */   kJ: () => (/* binding */ keepBody)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

/** An entry's body as JSON; undefined when it is none. */
function parseBody(canonicalizedBody) {
    try {
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(Buffer.from(canonicalizedBody, "base64").toString("utf8"));
    }
    catch {
        return undefined;
    }
}
const BODIES = new WeakMap();
/** Remembers what the body of an entry says: it is read first to see whether the bundle is whole, and again to verify it. */
function keepBody(entry, body) {
    BODIES.set(entry, { of: entry.canonicalizedBody, body: summaryOf(body) });
}
/** What the body of an entry in a bundle's JSON says. */
function bodyOf(entry) {
    const text = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(entry, "canonicalizedBody") ?? "";
    const known = typeof entry === "object" && entry !== null ? BODIES.get(entry) : undefined;
    return known?.of === text ? known.body : summaryOf(parseBody(text));
}
function summaryOf(body) {
    const signatures = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(body, "spec", "signatures");
    return {
        kind: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(body, "kind"),
        version: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(body, "apiVersion"),
        signature: signatures.length === 1 ? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(signatures[0], "signature") : undefined,
        payload: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(body, "spec", "payloadHash", "value"),
    };
}


/***/ }),

/***/ 81122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ parseMaterial)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _der_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66184);
/* harmony import */ var _dsse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91694);
/* harmony import */ var _log_body_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53598);




/**
 * Reads verification material into exactly the fields that we write, in their order; the caller compares the result with what it was read
 * from. Throws a `verdict` error that names the bundle as `what` when a field is missing or says the same thing in another way.
 */
function parseMaterial(value, what) {
    const hint = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, "publicKey", "hint");
    if (hint !== undefined)
        return { publicKey: { hint } };
    const rawBytes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, "certificate", "rawBytes");
    if (rawBytes === undefined)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is missing", what);
    requireCertificate(rawBytes, what);
    const entries = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "tlogEntries");
    const stamps = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "timestampVerificationData", "rfc3161Timestamps");
    if (entries.length > 1 || stamps.length > 1)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("it has more than one proof of its time", what);
    return {
        certificate: { rawBytes },
        ...(entries.length === 0 ? {} : { tlogEntries: entries.map((entry) => parseEntry(entry, rawBytes, what)) }),
        ...(stamps.length === 0
            ? {}
            : {
                timestampVerificationData: {
                    rfc3161Timestamps: stamps.map((stamp) => ({ signedTimestamp: bytesAt(stamp, what, "signedTimestamp") })),
                },
            }),
    };
}
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
/**
 * Of a certificate (RFC 5280, 4.1) its authority signs the first of three elements. What is outside of that is as DER demands it, and the
 * algorithm says what the signed one says, so that every byte has one reading only. What is signed is left to who verifies it.
 */
function requireCertificate(rawBytes, what) {
    const [certificate, ...behind] = (0,_der_js__WEBPACK_IMPORTED_MODULE_2__/* .elementsOf */ .ZE)((0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(rawBytes, what)) ?? [];
    const [signed, algorithm, signature, ...more] = certificate?.elements() ?? [];
    if (!certificate || !signed || !algorithm || !signature)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its certificate cannot be read", what);
    // Behind the version and the serial number.
    const [, , signedAlgorithm] = signed.elements() ?? [];
    const areTags = certificate.tag === SEQUENCE && signed.tag === SEQUENCE && signature.tag === BIT_STRING;
    const isWhole = behind.length === 0 && more.length === 0 && signature.value[0] === 0;
    if (!areTags || !isWhole || !signedAlgorithm || Buffer.compare(algorithm.bytes, signedAlgorithm.bytes) !== 0)
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its certificate is not written as DER demands", what);
}
function parseEntry(value, certificate, what) {
    const text = (...path) => required((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ...path), what);
    const number = (...path) => requireNumber(text(...path), what);
    const bytes = (...path) => bytesAt(value, what, ...path);
    const optional = (...path) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(value, ...path) !== undefined;
    const hashes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "inclusionProof", "hashes").map((hash) => bytesAt({ hash }, what, "hash"));
    const entry = {
        logIndex: number("logIndex"),
        logId: { keyId: bytes("logId", "keyId") },
        kindVersion: { kind: text("kindVersion", "kind"), version: text("kindVersion", "version") },
        ...(optional("integratedTime") ? { integratedTime: number("integratedTime") } : {}),
        ...(optional("inclusionPromise")
            ? { inclusionPromise: { signedEntryTimestamp: bytes("inclusionPromise", "signedEntryTimestamp") } }
            : {}),
        inclusionProof: {
            ...(optional("inclusionProof", "logIndex") ? { logIndex: number("inclusionProof", "logIndex") } : {}),
            rootHash: bytes("inclusionProof", "rootHash"),
            treeSize: number("inclusionProof", "treeSize"),
            ...(hashes.length > 0 ? { hashes } : {}),
            checkpoint: { envelope: text("inclusionProof", "checkpoint", "envelope") },
        },
        canonicalizedBody: bytes("canonicalizedBody"),
    };
    const body = (0,_log_body_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBody */ .OG)(entry.canonicalizedBody);
    requireOneMeaning(entry, body, certificate, what);
    (0,_log_body_js__WEBPACK_IMPORTED_MODULE_3__/* .keepBody */ .kJ)(entry, body);
    return entry;
}
/** What an entry says twice must be the same both times, because verifiers look at one of the two only. */
function requireOneMeaning({ inclusionPromise, inclusionProof, logIndex }, body, certificate, what) {
    const checkpoint = /^([^ \n]+)[^\n]*\n(\d+)\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*\n((?:\u2014 \S+ \S+\n)+)$/.exec(inclusionProof.checkpoint.envelope);
    const [, origin, treeSize, rootHash, signatures = ""] = checkpoint ?? [];
    const signed = [...signatures.matchAll(/\u2014 (\S+) (\S+)\n/g)];
    for (const [, , signature = ""] of signed)
        (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(signature, what);
    if (treeSize !== inclusionProof.treeSize || rootHash !== inclusionProof.rootHash || !signed.some(([, name]) => name === origin))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its proof of inclusion and the log's checkpoint disagree", what);
    // Without the log's promise nothing else is signed that holds the index.
    if (inclusionPromise === undefined && logIndex !== (inclusionProof.logIndex ?? "0"))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("its proof of inclusion is about another entry of the log", what);
    if (!namesCertificate(body, certificate))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("the log's entry is about another certificate", what);
}
/** Whether the entry's body names the certificate, where its kind names one (`dsse` 0.0.1: base64 of PEM; 0.0.2: base64 of DER). */
function namesCertificate(body, certificate) {
    const [first] = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(body, "spec", "signatures");
    const pem = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(first, "verifier");
    if (pem !== undefined)
        return textOfPem(Buffer.from(pem, "base64").toString("utf8")) === certificate;
    const [second] = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(body, "spec", "dsseV002", "signatures");
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(second, "verifier", "x509Certificate"))["rawBytes"] === certificate;
}
function textOfPem(pem) {
    return pem.replaceAll(/-----[A-Z ]+-----/g, "").replaceAll(/\s/g, "");
}
function bytesAt(value, what, ...path) {
    const text = required((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ...path), what);
    (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeBase64 */ .y4)(text, what);
    return text;
}
function required(text, what) {
    if (text === undefined || text === "")
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is missing", what);
    return text;
}
function requireNumber(text, what) {
    if (!/^(0|[1-9]\d{0,18})$/.test(text))
        throw (0,_dsse_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)("a field is no number", what);
    return text;
}


/***/ }),

/***/ 29360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ maySign),
/* harmony export */   u: () => (/* binding */ matchSigner)
/* harmony export */ });
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18787);

const GITHUB = "https://github.com/";
/**
 * Whether an identity is the signer that is named. Exact, case included; a claim that the certificate lacks never matches, and neither does a
 * signer of whom an issuer alone is known, since that would be everybody. Throws an `input` error for a PEM that is no public key.
 */
function matchSigner(identity, signer) {
    const { key, issuer, repository, workflow, ref } = signer;
    const named = [repository, workflow, ref].filter((claim) => claim !== undefined);
    if (key !== undefined)
        return identity.kind === "key" && issuer === undefined && named.length === 0 && identity.keyId === idOf(key);
    if (identity.kind !== "certificate" || issuer === undefined)
        return false;
    return ((repository !== undefined || workflow !== undefined) &&
        isSame(identity.issuer, issuer) &&
        (repository === undefined || isSame(identity.repository, urlOf(repository))) &&
        (workflow === undefined || matchesWorkflow(identity.workflow, workflow)) &&
        (ref === undefined || matchesRef(identity.ref, ref)));
}
/** Whether a signer is believed about a stage and about the environment that the stage worked on. */
function maySign({ stages, environments }, { stage, environment }) {
    return (stages?.includes(stage) ?? true) && (environment === undefined || (environments?.includes(environment) ?? true));
}
function matchesWorkflow(claimed, wanted) {
    const [path, ref] = splitAt(urlOf(wanted));
    // Without a ref anyone who may push a branch to the workflow's repository would be the signer.
    if (claimed === undefined || ref === undefined || path === "")
        return false;
    const [claimedPath, claimedRef] = splitAt(claimed);
    return isSame(claimedPath, path) && matchesRef(claimedRef, ref);
}
/**
 * Whether a ref fits a pattern, all of it: one `*` stands for one or more letters, digits, `.`, `_`, `+` and `-`, so never for a `/`, and
 * everything else for itself. A ref with `..`, which git has none of, fits nothing, and neither does anything fit a second `*`.
 */
function matchesRef(claimed, pattern) {
    if (claimed === undefined || pattern === "" || claimed.includes(".."))
        return false;
    const [start = "", end, ...more] = pattern.split("*");
    if (end === undefined)
        return claimed === pattern;
    if (more.length > 0 || !claimed.startsWith(start) || !claimed.endsWith(end))
        return false;
    return /^[A-Za-z0-9._+-]+$/.test(claimed.slice(start.length, claimed.length - end.length)) && claimed.length > start.length + end.length;
}
/** Splits `path@ref` at the first `@`: an `@` further on belongs to the ref's name, and a file's name with one is never matched by half. */
function splitAt(workflow) {
    const at = workflow.indexOf("@");
    return at < 0 ? [workflow, undefined] : [workflow.slice(0, at), workflow.slice(at + 1)];
}
function urlOf(name) {
    return name.startsWith("https://") ? name : `${GITHUB}${name}`;
}
function isSame(claimed, wanted) {
    return claimed !== undefined && wanted !== "" && claimed === wanted;
}
function idOf(key) {
    return key.includes("-----BEGIN") ? (0,_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .keyIdOf */ .yg)(key) : key;
}


/***/ }),

/***/ 39481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ OutdatedRoot),
  d: () => (/* binding */ parseTrustRoots)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var lib_json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/record/lib/signing/identity.js
var signing_identity = __webpack_require__(51181);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/record/lib/signing/der.js
var signing_der = __webpack_require__(66184);
;// CONCATENATED MODULE: ./packages/record/lib/signing/lasting-certificate.js


/** The certificate, what is signed of it, the wrapping of its extensions, and their list, from which the library takes one out. */
const CHANGED_LEVELS = 4;
/**
 * Lets a certificate keep its bytes, and its issuer's key. Sigstore's library writes the bytes anew, into buffers that grow step by step,
 * whenever it compares, verifies or copies a certificate, and reads the issuer's key anew for each that it issued: three quarters of what a
 * verification cost. Its reader takes the one encoding only that DER allows, so what it writes are the bytes that it read. Nothing
 * else about the certificate changes, and the library stays its judge.
 */
function keepBytes(certificate) {
    keepElement(certificate.root, CHANGED_LEVELS);
    const { publicKey } = certificate;
    Object.defineProperty(certificate, "publicKey", { value: publicKey });
    certificate.clone = () => Reflect.construct(certificate.constructor, [copyElement(certificate.root, CHANGED_LEVELS)]);
    // As the library has it, but for the key: an issuer's is read from the same bytes each time.
    certificate.verify = (issuer = certificate) => {
        const key = keyOf(issuer);
        const { tbsCertificate, signatureValue, signatureAlgorithm } = certificate;
        try {
            return (0,external_node_crypto_.verify)(signatureAlgorithm, tbsCertificate.toDER(), key, signatureValue);
        }
        catch {
            // Node throws for a signature that is none; the library takes it for a wrong one.
            return false;
        }
    };
    return certificate;
}
/** As `keepBytes`, for a certificate of a trust root: those verify one another for every statement, so it also keeps what it found of each issuer. */
function keepVerdicts(certificate) {
    const verdicts = new WeakMap();
    const ask = keepBytes(certificate).verify.bind(certificate);
    certificate.verify = (issuer = certificate) => {
        const verdict = verdicts.get(issuer) ?? ask(issuer);
        verdicts.set(issuer, verdict);
        return verdict;
    };
    return certificate;
}
/** Lets an element, and all below it, be written in one go; the bytes are the caller's, who may change them. */
function writeAtOnce(element) {
    element.subs.forEach(writeAtOnce);
    element.toDER = () => Buffer.from(bytesOf(element));
}
const KEYS = new WeakMap();
/** A certificate's key. Its certificate is asked for no longer than it is held, and its bytes never change. */
function keyOf(certificate) {
    const key = KEYS.get(certificate) ?? (0,external_node_crypto_.createPublicKey)({ key: certificate.publicKey, format: "der", type: "spki" });
    KEYS.set(certificate, key);
    return key;
}
function keepElement(element, levels) {
    element.toDER = () => bytesOf(element);
    if (levels > 0)
        for (const sub of element.subs)
            keepElement(sub, levels - 1);
    else if (element.subs[0])
        keepName(element.subs[0]);
}
/** An extension is looked for by the names of all, and each name is worked out from its octets every time. */
function keepName(element) {
    const read = element.toOID.bind(element);
    let name;
    element.toOID = () => (name ??= read());
}
/** The bytes that an element was read from: its value is a view of them, behind its tag and length. Whoever gets them leaves them as they are. */
function bytesOf({ value }) {
    const head = (0,signing_der/* headLength */.T_)(value.length);
    return Buffer.from(value.buffer, value.byteOffset - head, head + value.length);
}
/** A copy whose lists can be changed without the original's, so many levels deep; what lies below is shared. */
function copyElement(element, levels) {
    if (levels === 0)
        return element;
    const subs = element.subs.map((sub) => copyElement(sub, levels - 1));
    const copy = Reflect.construct(element.constructor, [element.tag, element.value, subs]);
    copy.toDER = () => encode(copy);
    return copy;
}
function encode({ tag, value, subs }) {
    const parts = subs.length > 0 ? subs.map((sub) => sub.toDER()) : [value];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return Buffer.concat([(0,signing_der/* headOf */.Uo)(tag.toDER(), length), ...parts]);
}

// EXTERNAL MODULE: ./packages/record/lib/signing/dsse.js
var dsse = __webpack_require__(91694);
;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/authorities.js

/** The authorities that issue certificates; none when it is not certain for each certificate of each of them who could have issued what. */
function issuersOf(chains) {
    const issuers = tryAll(chains);
    const isCertain = issuers.every(({ keyIds }) => !keyIds.includes(""));
    // Who issued something is found by the identifier of a key, so it must be in no other chain.
    return isCertain ? issuers.filter((one) => issuers.every((other) => one === other || !other.keyIds.includes(one.keyId))) : [];
}
/** The authorities that give time stamps. */
function stampersOf(chains) {
    return tryAll(chains);
}
function tryAll(chains) {
    try {
        return chains.map(authorityOf);
    }
    catch {
        // A certificate that has another form is for the library to judge.
        return [];
    }
}
function authorityOf({ certChain, validFor }) {
    const [first] = certChain;
    if (!first)
        throw new TypeError("an authority without certificates");
    const keyIds = certChain.map(({ extSubjectKeyID }) => textOf(extSubjectKeyID?.keyIdentifier));
    const issuerKeyIds = certChain.map(({ extAuthorityKeyID }) => textOf(extAuthorityKeyID?.keyIdentifier));
    return {
        name: textOf(first.subject),
        issuer: textOf(first.issuer),
        serialNumber: textOf(first.serialNumber),
        keyId: keyIds[0] ?? "",
        key: (0,external_node_crypto_.createPublicKey)({ key: first.publicKey, format: "der", type: "spki" }),
        keyDigest: (0,external_node_crypto_.hash)("sha256", first.publicKey, "buffer"),
        validFor: {
            start: Math.max(...[validFor.start, ...certChain.map(({ notBefore }) => notBefore)].map(Number)),
            end: Math.min(...[validFor.end, ...certChain.map(({ notAfter }) => notAfter)].map(Number)),
        },
        keyIds,
        issuerKeyIds,
    };
}
function textOf(bytes) {
    return bytes?.toString("latin1") ?? "";
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/parts.js

/** Tags of DER (X.690, 8) that certificates and time stamps consist of. */
const TAG = {
    integer: 0x02,
    bitString: 0x03,
    octetString: 0x04,
    oid: 0x06,
    utcTime: 0x17,
    generalizedTime: 0x18,
    sequence: 0x30,
    set: 0x31,
    /** Context-specific, around one other element or several. */
    wrapped: (number) => 0xa0 + number,
};
/** The hashes of ECDSA's signatures (RFC 5758, 3.2). */
const SIGNATURES = byOctets({ "2a8648ce3d040302": "sha256", "2a8648ce3d040303": "sha384", "2a8648ce3d040304": "sha512" });
/** Hashes alone (RFC 5754, 2). */
const DIGESTS = byOctets({ "608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512" });
function byOctets(named) {
    return new Map(Object.entries(named).map(([hex, name]) => [octets(hex), name]));
}
/** Bytes written in hex, one character for each, as `DerElement.text` has them. */
function octets(hex) {
    return Buffer.from(hex, "hex").toString("latin1");
}
/** The hash of the signatures that an algorithm (RFC 5280, 4.1.1.2) makes; undefined for any but ECDSA. */
function signatureHashOf(algorithm) {
    return SIGNATURES.get(nameOf(algorithm) ?? "");
}
/** The hash that an algorithm is; undefined for any but SHA-2. */
function digestHashOf(algorithm) {
    return DIGESTS.get(nameOf(algorithm) ?? "");
}
function nameOf(algorithm) {
    return algorithm?.tag === TAG.sequence ? oidOf(algorithm.elements()?.[0]) : undefined;
}
/**
 * The octets of an object identifier, when no others are read as the same one: readers pass over leading zeros of a number and an
 * unfinished last one (X.690, 8.19.2 forbids both).
 */
function oidOf(element) {
    if (element?.tag !== TAG.oid)
        return undefined;
    const { text } = element;
    let isBegin = true;
    for (let at = 0; at < text.length; at++) {
        const octet = text.charCodeAt(at);
        if (isBegin && octet === 0x80)
            return undefined;
        isBegin = octet < 0x80;
    }
    return isBegin && text !== "" ? text : undefined;
}
/** The one element that an element holds, by its tag. */
function onlyIn(element, tag) {
    const [only, ...more] = element?.elements() ?? [];
    return only?.tag === tag && more.length === 0 ? only : undefined;
}
/** A moment to the second (RFC 5280, 4.1.2.5), in milliseconds. */
function timeOf(element) {
    if (element?.tag !== TAG.utcTime && element?.tag !== TAG.generalizedTime)
        return undefined;
    const { text } = element;
    const isShort = element.tag === TAG.utcTime;
    const digits = isShort ? `${Number(text.slice(0, 2)) >= 50 ? 19 : 20}${text}` : text;
    const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
    const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return Number.isNaN(time) ? undefined : time;
}
/** Whether the key's owner signed the bytes; what is no signature at all is none of theirs. */
function isSignedBy(key, hash, bytes, signature) {
    try {
        return (0,external_node_crypto_.verify)(hash, bytes, key, signature);
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/certificate.js



const KEY_ID = octets("551d0e");
const ALTERNATIVE_NAME = octets("551d11");
const BASIC_CONSTRAINTS = octets("551d13");
const ISSUER_KEY_ID = octets("551d23");
const PROMISES = octets("2b06010401d679020402");
/** 1.3.6.1.4.1.57264.1, below which the claims are. */
const CLAIMS = octets("2b0601040183bf3001");
const CLAIMS_NAME = "1.3.6.1.4.1.57264.1";
/** INTEGER 2. */
const VERSION_3 = octets("020102");
/** What stands before the uncompressed point of a key of P-256 (RFC 5480, 2). */
const P256 = octets("3059301306072a8648ce3d020106082a8648ce3d03010703420004").slice(2);
const P256_LENGTH = 0x59;
/** Reads a certificate as Sigstore issues them for one signature; undefined for any other, about which nothing is known then. */
function readLeaf(der) {
    const [certificate, ...behind] = (0,signing_der/* elementsOf */.ZE)(der) ?? [];
    if (certificate?.tag !== TAG.sequence || behind.length > 0 || !(0,signing_der/* isSound */.gH)(certificate))
        return undefined;
    const [signed, algorithm, signature, ...more] = certificate.elements() ?? [];
    const hash = signatureHashOf(algorithm);
    if (signed?.tag !== TAG.sequence || signature?.tag !== TAG.bitString || signature.value[0] !== 0 || more.length > 0)
        return undefined;
    const said = readSigned(signed);
    return said && hash !== undefined ? { ...said, signed: signed.bytes, hash, signature: signature.value.subarray(1) } : undefined;
}
function readSigned(signed) {
    const [version, serial, algorithm, issuer, validity, subject, key, wrapped, ...more] = signed.elements() ?? [];
    const isWhole = version?.tag === TAG.wrapped(0) && version.text === VERSION_3 && serial && algorithm && more.length === 0;
    // One with a name of its own could be taken for somebody's issuer.
    if (!isWhole || !issuer || issuer.text === "" || subject?.text !== "" || wrapped?.tag !== TAG.wrapped(3))
        return undefined;
    const list = onlyIn(wrapped, TAG.sequence);
    const extensions = list && readExtensions(list);
    const keyId = onlyIn(extensions?.get(KEY_ID)?.value, TAG.octetString)?.text;
    const [issuerKeyId] = onlyIn(extensions?.get(ISSUER_KEY_ID)?.value, TAG.sequence)?.elements() ?? [];
    const [notBefore, notAfter] = validity?.elements()?.map(timeOf) ?? [];
    if (!extensions ||
        keyId === undefined ||
        issuerKeyId?.tag !== 0x80 ||
        issuerKeyId.text === "" ||
        notBefore === undefined ||
        notAfter === undefined)
        return undefined;
    if (extensions.has(BASIC_CONSTRAINTS) || !hasReadableName(extensions))
        return undefined;
    const publicKey = certificate_keyOf(key);
    if (!publicKey)
        return undefined;
    const promises = extensions.get(PROMISES);
    const about = promises && withoutPart(signed, list, promises);
    const promised = onlyIn(promises?.value, TAG.octetString);
    if (promises && !promised)
        return undefined;
    return {
        issuer: issuer.text,
        issuerKeyId: issuerKeyId.text,
        keyId,
        notBefore,
        notAfter,
        key: publicKey,
        claims: claimsOf(extensions),
        promises: promised && about ? { list: promised.value, about } : undefined,
    };
}
/** By name; undefined unless all are of one form and none stands twice. */
function readExtensions(list) {
    const extensions = new Map();
    let begin = 0;
    for (const extension of list.elements() ?? []) {
        const parts = extension.elements() ?? [];
        const name = oidOf(parts[0]);
        const value = parts.at(-1);
        if (extension.tag !== TAG.sequence || name === undefined || extensions.has(name))
            return undefined;
        if (value?.tag !== TAG.octetString || parts.length < 2 || parts.length > 3)
            return undefined;
        extensions.set(name, { value, begin, size: extension.size });
        begin += extension.size;
    }
    return extensions;
}
/** An alternative name is read by whoever verifies, so it must be one or several where it is. */
function hasReadableName(extensions) {
    const name = extensions.get(ALTERNATIVE_NAME);
    const names = onlyIn(name?.value, TAG.sequence);
    return name === undefined || (names !== undefined && (0,signing_der/* isSound */.gH)(names));
}
/** Read as PEM, which takes Node half as long as DER does. */
function certificate_keyOf(key) {
    if (key?.tag !== TAG.sequence || key.size !== P256_LENGTH + 2 || !key.text.startsWith(P256))
        return undefined;
    try {
        return (0,external_node_crypto_.createPublicKey)(`-----BEGIN PUBLIC KEY-----\n${key.bytes.toString("base64")}\n-----END PUBLIC KEY-----\n`);
    }
    catch {
        // A point that is not on the curve.
        return undefined;
    }
}
function claimsOf(extensions) {
    const claims = [];
    for (const [name, { value }] of extensions) {
        if (name.length === CLAIMS.length + 1 && name.startsWith(CLAIMS))
            claims.push({ oid: `${CLAIMS_NAME}.${name.charCodeAt(CLAIMS.length)}`, value: value.value });
    }
    return claims;
}
/** What is signed, written anew without one of its extensions, which are the last of its parts (RFC 6962, 3.2). */
function withoutPart(signed, list, part) {
    const extensions = list.value;
    const length = extensions.length - part.size;
    const heads = [(0,signing_der/* headOf */.Uo)(TAG.sequence, length)];
    heads.unshift((0,signing_der/* headOf */.Uo)(TAG.wrapped(3), length + (heads[0]?.length ?? 0)));
    const wrappedSize = signed.elements()?.at(-1)?.size ?? 0;
    const before = signed.value.subarray(0, signed.value.length - wrappedSize);
    const parts = [before, ...heads, extensions.subarray(0, part.begin), extensions.subarray(part.begin + part.size)];
    const whole = parts.reduce((sum, { length: size }) => sum + size, 0);
    return Buffer.concat([(0,signing_der/* headOf */.Uo)(TAG.sequence, whole), ...parts]);
}

// EXTERNAL MODULE: ./packages/record/lib/signing/log-body.js
var log_body = __webpack_require__(53598);
;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/log.js




/** Numbers that JavaScript counts with. */
const NUMBER = /^(0|[1-9]\d{0,14})$/;
const KIND = "dsse";
const VERSION = "0.0.1";
/**
 * The time that a log of the list gives an entry, in milliseconds, when it promised the entry, has it in the tree that it signed, and the entry
 * is about that signature of that payload; undefined when any of these cannot be shown here.
 */
function timeInLog(json, logs, about) {
    const entry = readEntry(json);
    if (!entry)
        return undefined;
    const time = Number(entry.time) * 1000;
    const [log, ...others] = logs.filter(({ logID }) => logID.equals(entry.logId));
    // Only keys of this kind sign with the hash that is the default of Node and of Sigstore alike.
    if (!log || others.length > 0 || log.publicKey.asymmetricKeyType !== "ec")
        return undefined;
    const { start, end } = log.validFor;
    if (!(Number(start) <= time && time <= Number(end)))
        return undefined;
    return isAbout(entry, about) && isInTree(entry, log) && isPromised(entry, log) ? time : undefined;
}
function readEntry(json) {
    const text = (...path) => (0,lib_json/* textAt */.$6)(json, ...path) ?? "";
    const bytes = (...path) => Buffer.from(text(...path), "base64");
    const isFirst = (0,lib_json/* valueAt */.fK)(json, "inclusionProof", "logIndex") === undefined;
    const [logIndex, time, index] = [text("logIndex"), text("integratedTime"), isFirst ? "0" : text("inclusionProof", "logIndex")];
    const isKnown = text("kindVersion", "kind") === KIND && text("kindVersion", "version") === VERSION;
    // The checkpoint says the root; that it stands here too, as text, is all that others ask.
    if (!isKnown || (0,lib_json/* textAt */.$6)(json, "inclusionProof", "rootHash") === undefined)
        return undefined;
    if (![logIndex, time, index].every((number) => NUMBER.test(number)) || time === "0")
        return undefined;
    const hashes = (0,lib_json/* listAt */.gT)(json, "inclusionProof", "hashes").map((one) => Buffer.from(typeof one === "string" ? one : "", "base64"));
    return {
        logId: bytes("logId", "keyId"),
        logIndex,
        time,
        promise: bytes("inclusionPromise", "signedEntryTimestamp"),
        body: bytes("canonicalizedBody"),
        said: (0,log_body/* bodyOf */.EN)(json),
        proof: { index, hashes, checkpoint: text("inclusionProof", "checkpoint", "envelope") },
    };
}
/** Rekor's signature over the entry (its "signed entry timestamp"): over the canonical JSON of these four members. */
function isPromised({ body, time, logId, logIndex, promise }, log) {
    const said = `{"body":"${body.toString("base64")}","integratedTime":${time},"logID":"${logId.toString("hex")}","logIndex":${logIndex}}`;
    return isSignedBy(log.publicKey, "sha256", Buffer.from(said), promise);
}
/** A checkpoint with the signature of its log alone: origin, size of the tree, its root and what else the log says (C2SP, tlog-checkpoint). */
const CHECKPOINT = /^([^ \n]+[^\n]*\n(\d{1,15})\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*)\n\u2014 (\S+) (\S+)\n$/;
/** Of a signature, by which its key is found. */
const HINT_LENGTH = 4;
function isInTree({ body, proof }, log) {
    const [, note, size, root, name, signed] = CHECKPOINT.exec(proof.checkpoint) ?? [];
    if (note === undefined || size === undefined || root === undefined || name === undefined || signed === undefined)
        return false;
    const signature = Buffer.from(signed, "base64");
    const isHinted = log.logID.subarray(0, HINT_LENGTH).equals(signature.subarray(0, HINT_LENGTH)) && log.baseURL.includes(name);
    if (!isHinted || !isSignedBy(log.publicKey, "sha256", Buffer.from(note), signature.subarray(HINT_LENGTH)))
        return false;
    return rootOf(body, { ...proof, size: Number(size) })?.equals(Buffer.from(root, "base64")) ?? false;
}
/** What stands before entries and nodes where they are hashed (RFC 9162, 2.1.1). */
const [ENTRY, NODE] = [Buffer.from([0]), Buffer.from([1])];
/** The root of a tree that has an entry at an index (RFC 9162, 2.1.3.2); undefined when so many hashes are not the proof of any. */
function rootOf(entry, { index, size, hashes }) {
    let [at, last] = [Number(index), size - 1];
    if (at > last)
        return undefined;
    let root = (0,external_node_crypto_.hash)("sha256", Buffer.concat([ENTRY, entry]), "buffer");
    for (const one of hashes) {
        if (last === 0)
            return undefined;
        const isRight = at % 2 === 1 || at === last;
        root = (0,external_node_crypto_.hash)("sha256", Buffer.concat(isRight ? [NODE, one, root] : [NODE, root, one]), "buffer");
        // A last entry without a sibling stands as it is, so many levels up.
        if (isRight)
            while (at % 2 === 0 && at > 0)
                [at, last] = [at / 2, Math.floor(last / 2)];
        [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    }
    return last === 0 ? root : undefined;
}
/** Whether the entry says the envelope's one signature and the digest of its payload. */
function isAbout({ said }, { payload, signature }) {
    return said.kind === KIND && said.version === VERSION && said.signature === signature && said.payload === (0,external_node_crypto_.hash)("sha256", payload, "hex");
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/promises.js

/** SHA-256 and ECDSA (RFC 5246, 7.4.1.4.1). */
const ALGORITHM = 0x04_03;
const LOG_ID = 32;
/** Version, log, time and the length of what extends it, which is nothing. */
const HEAD = 1 + LOG_ID + 8 + 2;
/**
 * Whether a certificate log of the list promised (RFC 6962, 3.2) to show a certificate of the issuer whose key has this digest. False also for
 * several promises and for one with extensions, which nobody gives.
 */
function promises_isPromised({ list, about }, issuerKey, logs) {
    // The list's length, then the one promise's.
    const promise = list.subarray(4);
    if (list.length < 4 + HEAD + 4 || list.readUInt16BE(0) !== list.length - 2 || list.readUInt16BE(2) !== promise.length)
        return false;
    const [logId, time] = [promise.subarray(1, 1 + LOG_ID), promise.subarray(1 + LOG_ID, HEAD - 2)];
    const signature = promise.subarray(HEAD + 4);
    const isWhole = promise.readUInt16BE(HEAD - 2) === 0 && promise.readUInt16BE(HEAD + 2) === signature.length;
    if (!isWhole || promise.readUInt16BE(HEAD) !== ALGORITHM)
        return false;
    const at = Number(time.readBigInt64BE());
    const [log, ...others] = logs.filter(({ logID }) => logID.equals(logId));
    if (!log || others.length > 0 || log.publicKey.asymmetricKeyType !== "ec")
        return false;
    if (!(Number(log.validFor.start) <= at && at <= Number(log.validFor.end)))
        return false;
    const length = Buffer.alloc(3);
    length.writeUIntBE(about.length, 0, 3);
    const entry = [Buffer.from([promise[0] ?? 0, 0]), time, Buffer.from([0, 1]), issuerKey, length, about, Buffer.alloc(2)];
    return isSignedBy(log.publicKey, "sha256", Buffer.concat(entry), signature);
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/time-stamp.js



const SIGNED_DATA = octets("2a864886f70d010702");
const TIME_STAMP_INFO = octets("2a864886f70d0109100104");
const MESSAGE_DIGEST = octets("2a864886f70d010904");
/** Reads a time stamp's response; undefined for what has another form than authorities give it, about which nothing is known then. */
function readTimeStamp(der) {
    const [response, ...behind] = (0,signing_der/* elementsOf */.ZE)(der) ?? [];
    if (response?.tag !== TAG.sequence || behind.length > 0 || !(0,signing_der/* isSound */.gH)(response))
        return undefined;
    const [, token, ...more] = response.elements() ?? [];
    const [type, wrapped, ...others] = token?.elements() ?? [];
    if (more.length > 0 || others.length > 0 || oidOf(type) !== SIGNED_DATA || wrapped?.tag !== TAG.wrapped(0))
        return undefined;
    const parts = onlyIn(wrapped, TAG.sequence)?.elements() ?? [];
    const info = infoIn(parts[2]);
    const signer = onlyIn(parts.at(-1), TAG.sequence);
    return info && signer && parts.length > 3 ? readSigner(signer, info) : undefined;
}
function infoIn(content) {
    const [type, wrapped, ...more] = content?.elements() ?? [];
    if (oidOf(type) !== TIME_STAMP_INFO || wrapped?.tag !== TAG.wrapped(0) || more.length > 0)
        return undefined;
    const info = onlyIn(onlyIn(wrapped, TAG.octetString), TAG.sequence);
    return info && (0,signing_der/* isSound */.gH)(info) ? info : undefined;
}
/** CMS's SignerInfo (RFC 5652, 5.3), with signed attributes. */
function readSigner(signer, info) {
    const [version, sid, digestAlgorithm, attributes, algorithm, signature] = signer.elements() ?? [];
    const [issuer, serialNumber] = sid?.elements() ?? [];
    const [digestHash, signedHash] = [digestHashOf(digestAlgorithm), signatureHashOf(algorithm)];
    const imprint = imprintIn(info);
    const time = timeOf(info.elements()?.[4]);
    const digest = attributes?.tag === TAG.wrapped(0) ? messageDigestIn(attributes) : undefined;
    if (!issuer || !serialNumber || digestHash === undefined || signedHash === undefined || !digest || !imprint || time === undefined)
        return undefined;
    const areTags = version?.tag === TAG.integer && sid?.tag === TAG.sequence && signature?.tag === TAG.octetString;
    if (!attributes || !areTags)
        return undefined;
    const { value } = attributes;
    return {
        issuer: issuer.text,
        serialNumber: serialNumber.text,
        time,
        proves: (bytes, key) => (0,external_node_crypto_.hash)(imprint.hash, bytes, "buffer").equals(imprint.digest) &&
            (0,external_node_crypto_.hash)(digestHash, info.bytes, "buffer").equals(digest) &&
            // What is signed is the attributes as a set, whatever tag they stand behind (RFC 5652, 5.4).
            isSignedBy(key, signedHash, Buffer.concat([(0,signing_der/* headOf */.Uo)(TAG.set, value.length), value]), signature.value),
    };
}
/** What a time stamp is about: a digest, and the hash that it is made with. */
function imprintIn(info) {
    const [algorithm, digest] = info.elements()?.[2]?.elements() ?? [];
    const name = digestHashOf(algorithm);
    return name !== undefined && digest?.tag === TAG.octetString ? { hash: name, digest: digest.value } : undefined;
}
function messageDigestIn(attributes) {
    let found;
    for (const attribute of attributes.elements() ?? []) {
        const [type, values] = attribute.elements() ?? [];
        const name = oidOf(type);
        if (name === undefined || (name === MESSAGE_DIGEST && found))
            return undefined;
        if (name === MESSAGE_DIGEST)
            found = onlyIn(values, TAG.octetString)?.value;
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/familiar/familiar.js









/**
 * Judges as `ask` does, in half the time: bundles in the one form that we write, of authorities by which `ask` verified one already.
 * Every signature, digest, time and window of a bundle is verified here again. What is left to `ask` alone, once for each authority, is whether
 * the authority's own certificates make a chain, which is the same for all that it signed. Anything else, and everything that does not hold
 * here, is for `ask` to judge: nothing is refused here.
 */
function familiarWith(material, thresholds, ask) {
    const sources = {
        ...thresholds,
        tlogs: material.tlogs,
        ctlogs: material.ctlogs,
        issuers: issuersOf(material.certificateAuthorities),
        stampers: stampersOf(material.timestampAuthorities),
    };
    const known = new Set();
    return (bundle) => {
        const found = examine(bundle, sources);
        if (found?.authorities.every((authority) => known.has(authority)))
            return found.certified;
        const certified = ask(bundle);
        if (found && isSame(found.certified, certified))
            for (const authority of found.authorities)
                known.add(authority);
        return certified;
    };
}
function isSame(one, other) {
    return (0,lib_json/* isSameJson */.TL)(one.identity, other.identity) && Number(one.signedAt) === Number(other.signedAt);
}
function examine(bundle, sources) {
    const material = (0,lib_json/* valueAt */.fK)(bundle, "verificationMaterial");
    const entries = (0,lib_json/* listAt */.gT)(material, "tlogEntries");
    const stamps = (0,lib_json/* listAt */.gT)(material, "timestampVerificationData", "rfc3161Timestamps");
    if (!isOurForm(bundle) || entries.length > 1 || stamps.length > 1 || entries.length < sources.tlogThreshold)
        return undefined;
    const leaf = readLeaf(Buffer.from((0,lib_json/* textAt */.$6)(material, "certificate", "rawBytes") ?? "", "base64"));
    if (!leaf)
        return undefined;
    const payload = Buffer.from((0,lib_json/* textAt */.$6)(bundle, "dsseEnvelope", "payload") ?? "", "base64");
    if (payload.length === 0)
        return undefined;
    const sig = (0,lib_json/* textAt */.$6)(bundle, "dsseEnvelope", "signatures", 0, "sig") ?? "";
    const signature = Buffer.from(sig, "base64");
    const logged = entries.map((entry) => timeInLog(entry, sources.tlogs, { payload, signature: sig }));
    const stamped = stamps.map((stamp) => stampedBy((0,lib_json/* textAt */.$6)(stamp, "signedTimestamp") ?? "", signature, sources.stampers));
    const times = [...logged, ...stamped.map((stamp) => stamp?.time)].flatMap((time) => time ?? []);
    if (times.length === 0 || times.length < entries.length + stamps.length)
        return undefined;
    const issuer = issuerOf(leaf, sources, times);
    if (!issuer || !isSignedBy(leaf.key, "sha256", (0,dsse/* preAuthEncoding */.JC)(payload), signature))
        return undefined;
    return {
        certified: { identity: (0,signing_identity/* identityOf */.cu)(leaf.claims), signedAt: new Date(Math.min(...times)) },
        authorities: [issuer, ...stamped.flatMap((stamp) => stamp?.authority ?? [])],
    };
}
const BUNDLE_MEMBERS = "mediaType,verificationMaterial,dsseEnvelope";
const MATERIAL_MEMBERS = /^certificate(,tlogEntries)?(,timestampVerificationData)?$/;
/** Whether there is a certificate and an envelope with one signature, and nothing that could be verified in their stead. */
function isOurForm(bundle) {
    const material = (0,lib_json/* valueAt */.fK)(bundle, "verificationMaterial");
    return (membersOf(bundle) === BUNDLE_MEMBERS &&
        MATERIAL_MEMBERS.test(membersOf(material)) &&
        (0,lib_json/* textAt */.$6)(bundle, "mediaType") === dsse/* BUNDLE_TYPE */.q$ &&
        (0,lib_json/* textAt */.$6)(bundle, "dsseEnvelope", "payloadType") === dsse/* PAYLOAD_TYPE */.Uc &&
        (0,lib_json/* listAt */.gT)(bundle, "dsseEnvelope", "signatures").length === 1);
}
function membersOf(value) {
    return Object.keys(Object(value)).join();
}
/** Who issued the certificate, when nobody else could have, and it was valid at these times. */
function issuerOf(leaf, { issuers, ctlogs, ctlogThreshold }, times) {
    const [issuer, ...others] = issuers.filter(({ name, keyId }) => name === leaf.issuer && keyId === leaf.issuerKeyId);
    // A certificate that has the key of an authority could be taken for the authority's own.
    if (!issuer ||
        others.length > 0 ||
        issuer.key.asymmetricKeyType !== "ec" ||
        [...issuer.keyIds, ...issuer.issuerKeyIds].includes(leaf.keyId))
        return undefined;
    const { start, end } = issuer.validFor;
    const isValid = times.every((time) => start <= time && time <= end && leaf.notBefore <= time && time <= leaf.notAfter);
    if (!isValid || !isSignedBy(issuer.key, leaf.hash, leaf.signed, leaf.signature))
        return undefined;
    const isLogged = leaf.promises ? promises_isPromised(leaf.promises, issuer.keyDigest, ctlogs) : ctlogThreshold === 0;
    return isLogged ? issuer : undefined;
}
/** The time that an authority gives a signature. */
function stampedBy(base64, signature, stampers) {
    const stamp = readTimeStamp(Buffer.from(base64, "base64"));
    if (!stamp)
        return undefined;
    const { time } = stamp;
    const [authority, ...others] = stampers.filter(({ issuer, serialNumber }) => issuer === stamp.issuer && serialNumber === stamp.serialNumber);
    if (!authority || others.length > 0 || !(authority.validFor.start <= time && time <= authority.validFor.end))
        return undefined;
    return stamp.proves(signature, authority.key) ? { time, authority } : undefined;
}

;// CONCATENATED MODULE: ./packages/record/lib/signing/trust-root.js




/** A signature that this trust root is too old or too new to know: nothing is known against it, and nothing for it. */
class OutdatedRoot extends lib_error/* ActionError */.lZ {
    constructor(message, options) {
        super("verdict", message, options);
    }
}
/** Said wherever a trust root is too old: GitHub's command writes both, GitHub's own and the public good one. */
const REFRESH = "Refresh it with 'gh attestation trusted-root > trusted_root.jsonl'";
/**
 * Reads trust roots from the text of a file: one `trusted_root.json` (sigstore_trustroot.proto, TrustedRoot), or several with one on each
 * line, as `gh attestation trusted-root` writes them. Needs no network. Throws an `input` error for anything else.
 */
async function parseTrustRoots(text, name) {
    const values = readValues(text, name);
    const [{ TrustedRoot }, verify, { bundleFromJSON }] = await Promise.all([
        __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4463), __webpack_require__.e(4187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19)),
    ]);
    return values.map((value) => {
        let material;
        try {
            material = verify.toTrustMaterial(TrustedRoot.fromJSON(value));
        }
        catch (error) {
            throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', whose keys or certificates cannot be read. ${REFRESH}`, { cause: error });
        }
        for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
            certChain.forEach(keepVerdicts);
        // A private instance has no logs; what has them must show an entry in each.
        const thresholds = { tlogThreshold: Math.min(1, material.tlogs.length), ctlogThreshold: Math.min(1, material.ctlogs.length) };
        const read = (json) => {
            const bundle = bundleFromJSON(json);
            // A bundle that also holds a plain signature would be verified by that one, and its statement by nobody.
            if (bundle.content.$case !== "dsseEnvelope")
                throw new TypeError("it is not one statement in an envelope");
            const entity = verify.toSignedEntity(bundle);
            if (entity.key.$case === "certificate")
                keepBytes(entity.key.certificate);
            for (const stamp of entity.timestamps)
                if (stamp.$case === "timestamp-authority")
                    writeAtOnce(stamp.timestamp.root);
            return entity;
        };
        const verifier = new verify.Verifier(material, { ...thresholds, timestampThreshold: 1 });
        return { name, verify: familiarWith(material, thresholds, (json) => certify(() => read(json), verifier, { material, name })) };
    });
}
function readValues(text, name) {
    const whole = tryJson(text);
    const values = whole === undefined
        ? text
            .split("\n")
            .filter((line) => line.trim() !== "")
            .map(tryJson)
        : [whole];
    for (const value of values) {
        const type = (0,lib_json/* textAt */.$6)(value, "mediaType") ?? "";
        if (!/^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.1|\.v0\.[12]\+json)$/.test(type))
            throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', which is no trust root of Sigstore's: ${type === "" ? "it has no 'mediaType'" : `its 'mediaType' is '${type}'`}. Write one with 'gh attestation trusted-root'`);
        if ((0,lib_json/* listAt */.gT)(value, "certificateAuthorities").length === 0)
            throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', which names no certificate authority. ${REFRESH}`);
    }
    if (values.length === 0)
        throw (0,lib_error/* inputError */.Xu)("trust-root", `is '${name}', which is empty. ${REFRESH}`);
    return values;
}
function tryJson(text) {
    try {
        return (0,lib_json/* parseJson */.qF)(text);
    }
    catch {
        // Several documents in one file, or none; the caller says which.
        return undefined;
    }
}
function certify(read, verifier, root) {
    let entity;
    try {
        const signed = withoutStacks(read);
        entity = signed;
        const { identity } = withoutStacks(() => verifier.verify(signed));
        const signedAt = new Date(Math.min(...timesOf(signed).map(Number)));
        const extensions = identity?.oids?.map(({ oid, value }) => ({ oid: oid?.id.join(".") ?? "", value })) ?? [];
        return { identity: (0,signing_identity/* identityOf */.cu)(extensions), signedAt };
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            throw error;
        const outdated = entity && outdatedBy(entity, root);
        if (outdated !== undefined)
            throw new OutdatedRoot(outdated, { cause: error });
        throw new lib_error/* ActionError */.lZ("verdict", `${root.name} does not verify the certificate: ${reasonOf(error)}.`, { cause: error });
    }
}
/**
 * The library tries to read a structure in every string of octets, and where there is none it throws and catches an error, whose stack costs
 * more than the reading.
 */
function withoutStacks(work) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return work();
    }
    finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
/** The times that the verifier demands proof of: those of timestamp authorities, and a log's where the log signed them. */
function timesOf({ timestamps }) {
    return timestamps.flatMap((timestamp) => {
        if (timestamp.$case === "timestamp-authority")
            return [timestamp.timestamp.signingTime];
        const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
        return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)];
    });
}
/**
 * Why no authority of the root can be asked about the times that the bundle claims, if that is so. The claims are not proven here, so this
 * explains a refusal and never makes one.
 */
function outdatedBy(entity, { material, name }) {
    const { certificateAuthorities, timestampAuthorities, tlogs } = material;
    for (const time of timesOf(entity)) {
        for (const windows of [certificateAuthorities, timestampAuthorities, tlogs].map((list) => list.map(({ validFor }) => validFor))) {
            if (windows.length === 0 || windows.some(({ start, end }) => start <= time && time <= end))
                continue;
            const end = new Date(Math.max(...windows.map((window) => Number(window.end))));
            const start = new Date(Math.min(...windows.map((window) => Number(window.start))));
            if (end < time)
                return `The trust root ${name} expired on ${end.toISOString()}, and this was signed on ${time.toISOString()}. ${REFRESH}.`;
            if (time < start)
                return `The trust root ${name} is valid from ${start.toISOString()} only, and this was signed on ${time.toISOString()}. Use the trust root of that time.`;
        }
    }
    return undefined;
}
/** The library's reason, with the one beneath it where its own is general. */
function reasonOf(error) {
    if (!(error instanceof Error))
        return String(error);
    return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}


/***/ })

};
