export const id = 7314;
export const ids = [7314];
export const modules = {

/***/ 46342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   eZ: () => (/* binding */ runTag),
/* harmony export */   fX: () => (/* binding */ findRunImages),
/* harmony export */   s6: () => (/* binding */ chooseImages),
/* harmony export */   tC: () => (/* binding */ isOfThisRun)
/* harmony export */ });
/* unused harmony export OF_THIS_RUN */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73015);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48788);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(82672);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(50076);
/* harmony import */ var _image_references_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18706);
/* harmony import */ var _repositories_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43215);
/* harmony import */ var _select_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72559);






/** What the input `images` says for "those that this workflow run has built". */
const OF_THIS_RUN = "run";
const PARALLEL = 4;
/**
 * The tag by which later jobs of one workflow run find an image of one product; the same in every attempt, because a job that is run again
 * may need what a job of an earlier attempt has built. Undefined outside GitHub, where no later job is. It holds the product, because two
 * products of a repository may each have an image of one name.
 */
function runTag({ config, githubRunId }) {
    return githubRunId === "0" ? undefined : `run-${githubRunId}-${config.name.replaceAll(/[^A-Za-z0-9_.-]/g, "-")}`;
}
/**
 * The images that an environment deploys, each by digest: those that the input `images` gives, or, where it says `run` or nothing, those that
 * this workflow run has built. Throws what `parseImages`, `imagesFor` and `findRunImages` throw.
 */
async function chooseImages(context, environment, text) {
    const { config } = context;
    if (isOfThisRun(text))
        return findRunImages(context, environment.images);
    const given = (0,_image_references_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImages */ .eb)(text, config);
    const isSilent = Object.keys(given).length === 0 && isDeclared(config) && context.githubRunId !== "0";
    return isSilent ? findRunImages(context, environment.images) : (0,_image_references_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesFor */ .qV)(config, environment, given);
}
/** Whether the input `images` asks for what this workflow run has built. */
function isOfThisRun(text) {
    return text?.trim() === OF_THIS_RUN;
}
function isDeclared({ file }) {
    return file !== undefined;
}
/**
 * The images of these names that this workflow run has built. The run's tag only says where to look: an image counts when a trusted signer
 * says that this run built exactly that digest from this commit. Throws an `environment` error for an image without the tag, and a `verdict`
 * error for a tag that points to anything else.
 */
async function findRunImages(context, names) {
    const tag = runTag(context);
    if (tag === undefined)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "Input 'images' is 'run', but this is no run of a GitHub workflow. Give JSON {\"name\": \"repository@sha256:…\"}.");
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .mapParallel */ .E)(names, PARALLEL, async (name) => [
        name,
        await findRunImage(context, name, tag),
    ]);
    return Object.fromEntries(found);
}
async function findRunImage(context, name, tag) {
    const repository = (0,_repositories_js__WEBPACK_IMPORTED_MODULE_3__/* .imageRepository */ .an)(context, (0,_select_js__WEBPACK_IMPORTED_MODULE_4__/* .findEntry */ .w4)(context.config.images, name, "images", context.config.file));
    const { host, path } = (0,_repositories_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRepository */ .T8)(repository);
    const image = await context.registryFor(host).findManifest(path, tag);
    if (!image)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `This run has built no image '${name}' that passed its test: '${repository}:${tag}' is not there. Let the job that builds it run before this one, or give the input 'images'.`);
    const { digest } = image.descriptor;
    const why = await whyNotBuilt(context, { name, repository, digest });
    if (why === undefined)
        return `${repository}@${digest}`;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The tag '${repository}:${tag}' points to ${digest}, of which no signed statement says that this run built it: ${why}. Run the job that builds '${name}' again with a key or an identity that is trusted here; whoever else may push to the repository may have moved the tag.`);
}
/** Why no statement counts; undefined when one does. */
async function whyNotBuilt(context, { name, repository, digest }) {
    const { bundles } = await context.store.find(digest, repository);
    const { trusted, ignored } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_5__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    const builds = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_5__/* .ofStage */ .i$)(trusted, "build").map(({ view }) => view);
    const { run } = context;
    const reasons = builds.map((view) => {
        if (view.contradiction !== undefined)
            return view.contradiction;
        const product = (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_6__/* .productOf */ .$7)(context.config);
        if ((0,_waybill_record__WEBPACK_IMPORTED_MODULE_7__/* .isOfAnother */ .TE)(view, product))
            return `it was built for the product '${view.product}', and this is '${product}'`;
        if (view.facts.name !== name)
            return `it was built as '${view.facts.name}'`;
        if (!view.subjects.some((subject) => subject.digest === digest))
            return "the statement is about another digest";
        if (view.run.repository !== run.repository)
            return `it was built in ${view.run.repository}`;
        if (view.run.commit !== run.commit)
            return `it was built from commit ${view.run.commit}, and this is ${run.commit}`;
        if (!isOfRun(view, run))
            return `it was built in ${view.run.run}`;
        return undefined;
    });
    if (reasons.includes(undefined))
        return undefined;
    return (reasons[0] ?? ignored[0] ?? "there is none").replace(/\.$/, "");
}
/** Whether a statement is of any attempt of this run. A run's attempts have one address but for its end (`runnerContext` of kit). */
function isOfRun(view, run) {
    return withoutAttempt(view.run.run) === withoutAttempt(run.run);
}
function withoutAttempt(run) {
    return run.replace(/\/attempts\/\d+$/, "");
}


/***/ }),

/***/ 17314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ buildStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/image/lib/assemble/assemble.js + 5 modules
var assemble = __webpack_require__(4846);
// EXTERNAL MODULE: ./packages/image/lib/assemble/base.js
var base = __webpack_require__(7783);
// EXTERNAL MODULE: ./packages/image/lib/assemble/config.js
var assemble_config = __webpack_require__(85084);
// EXTERNAL MODULE: ./packages/image/lib/assemble/oci-layout.js
var oci_layout = __webpack_require__(51156);
// EXTERNAL MODULE: ./packages/image/lib/assemble/tree.js
var tree = __webpack_require__(9126);
;// CONCATENATED MODULE: ./packages/image/lib/build.js









/** Builds an image into an OCI layout, through BuildKit or by assembling; pushes nothing. */
async function buildImage(options) {
    try {
        return await build(options);
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error, "ENOSPC"))
            throw error;
        throw new lib_error/* ActionError */.lZ("environment", `The disk of '${options.outDir}' is full. Free some space and run again.`, { cause: error });
    }
}
async function build(options) {
    await (0,promises_.rm)(options.outDir, { recursive: true, force: true });
    const builder = chooseBuilder(options);
    const result = builder === "buildx" ? await buildWithBuildx(options) : await buildByAssembling(options);
    const facts = await describeImage(options.outDir, result.digest);
    return {
        layoutDir: options.outDir,
        digest: result.digest,
        ...facts,
        builder,
        bases: result.bases,
        inputsDigest: await digestInputs(options, result),
    };
}
/** Findings when an image is larger than its budget, with its largest layers; none when it fits. */
async function checkBudget(image, budgetBytes) {
    const findings = [];
    for (const { platform, digest, size } of image.platforms) {
        if (size <= budgetBytes)
            continue;
        const { manifest } = await (0,oci_layout/* readManifestOf */.XL)(image.layoutDir, digest);
        const largest = [...manifest.layers].sort((a, b) => b.size - a.size).slice(0, 3);
        findings.push({
            rule: "image-size",
            severity: "error",
            what: `The image for ${platform} is larger than its budget.`,
            observed: `${size} bytes compressed; largest layers: ${largest.map((layer) => `${layer.digest.slice(7, 19)} ${layer.size}`).join(", ")}`,
            expected: `at most ${budgetBytes} bytes`,
            next: "Leave files out by .dockerignore or a smaller base image, or raise the budget on purpose.",
        });
    }
    return findings;
}
function chooseBuilder(options) {
    if (options.builder === "assemble") {
        const needs = needsBuildKit(options);
        if (needs !== undefined)
            throw new lib_error/* ActionError */.lZ("input", `${needs} BuildKit, and the builder is 'assemble'. Remove them or set the builder to 'buildx'.`);
        reportCache(options);
        return "assemble";
    }
    if (options.buildx)
        return "buildx";
    if (options.builder === "buildx")
        throw new lib_error/* ActionError */.lZ("environment", "The builder is 'buildx', but there is no docker buildx with a running builder. Run docker/setup-buildx-action first, or set the builder to 'auto'.");
    const needs = needsBuildKit(options);
    if (needs !== undefined)
        throw new lib_error/* ActionError */.lZ("environment", `${needs} BuildKit, and there is no docker buildx with a running builder. Run docker/setup-buildx-action first.`);
    reportCache(options);
    options.reporter.info("no docker buildx with a running builder here: assembling the image without an engine");
    return "assemble";
}
/** The beginning of a sentence about what assembling cannot do; undefined when it can do everything that is asked. */
function needsBuildKit({ secrets, buildContexts = {} }) {
    const [secret] = Object.keys(secrets);
    const [context] = Object.keys(buildContexts);
    if (secret !== undefined)
        return `This image has build secrets ('${secret}'), which need`;
    return context === undefined ? undefined : `This image has more build contexts ('${context}'), which need`;
}
/** A cache changes nothing that is built, so its absence stops nothing. */
function reportCache({ cacheFrom = [], cacheTo = [], reporter }) {
    if (cacheFrom.length + cacheTo.length > 0)
        reporter.info("the build cache is not used: an assembled image executes nothing that could be kept");
}
async function buildWithBuildx(options) {
    const { buildx, builder: _, registryFor: __, ...rest } = options;
    if (!buildx)
        throw new TypeError("buildx is missing");
    options.reporter.info(`building with docker buildx ${buildx.version} on '${buildx.builder}'`);
    const { digest } = await buildx.build({ ...rest, ignoreFile: await (0,tree/* readIgnoreFile */.rj)(options.context, options.dockerfile) });
    return { digest, bases: [] };
}
async function buildByAssembling(options) {
    const { digest, bases, files } = await (0,assemble/* assemble */.fT)(options);
    return { digest, bases, files };
}
async function describeImage(dir, digest) {
    const { manifest: top } = await (0,oci_layout/* readManifestOf */.XL)(dir, digest);
    // BuildKit's attestations are entries for the platform unknown/unknown; they are no images.
    const entries = top.isIndex
        ? top.manifests.filter((entry) => entry.platform?.os !== "unknown")
        : [{ digest }];
    const platforms = [];
    const blobs = new Map();
    let config;
    for (const entry of entries) {
        const { manifest } = await (0,oci_layout/* readManifestOf */.XL)(dir, entry.digest);
        if (!manifest.config)
            throw new lib_error/* ActionError */.lZ("verdict", `${entry.digest} in '${dir}' has no configuration; it is not an image for containers.`);
        const own = [manifest.config, ...manifest.layers];
        for (const blob of own)
            blobs.set(blob.digest, blob.size);
        const image = (0,assemble_config/* parseImageConfig */.F)(await (0,oci_layout/* readBlobOf */.$k)(dir, manifest.config.digest), `The configuration of ${entry.digest}`);
        config ??= (0,assemble_config/* factsOf */.x)(image);
        platforms.push({
            platform: (0,base/* formatPlatform */.Bq)(entry.platform ?? image),
            digest: entry.digest,
            size: own.reduce((sum, blob) => sum + blob.size, 0),
        });
    }
    if (!config)
        throw new lib_error/* ActionError */.lZ("verdict", `The index ${digest} in '${dir}' names no image.`);
    return { mediaType: top.mediaType, size: [...blobs.values()].reduce((sum, size) => sum + size, 0), config, platforms };
}
async function digestInputs(options, built) {
    const entries = await entriesOf(built.files ?? (await contextOf(options)));
    const { target = null, args, platforms, labels } = options;
    const buildContexts = await describeContexts(options);
    const dockerfile = (0,digest/* digestOf */.ol)(await (0,promises_.readFile)(options.dockerfile));
    return (0,digest/* digestOfJson */.Qs)({ dockerfile, entries, target, args, platforms, labels, buildContexts, bases: built.bases });
}
async function entriesOf(files) {
    const entries = [];
    for (const [path, entry] of files) {
        const hash = (0,external_node_crypto_.createHash)("sha256");
        for await (const chunk of entry.open())
            hash.update(chunk);
        entries.push([path, entry.kind, entry.mode, entry.target ?? "", entry.size, hash.digest("hex")]);
    }
    return entries;
}
/** Folders by their content, so that no path of this machine is in the digest; images as they are named. */
async function describeContexts({ buildContexts = {}, outDir }) {
    const described = {};
    for (const [name, at] of Object.entries(buildContexts))
        described[name] = (0,external_node_path_.isAbsolute)(at) ? await entriesOf(await contextOf({ context: at, dockerfile: (0,external_node_path_.join)(at, "Dockerfile"), outDir })) : at;
    return described;
}
async function contextOf(options) {
    const ignore = await (0,tree/* readIgnore */.RT)(options.context, options.dockerfile);
    return (0,tree/* readContext */.yI)(options.context, { ignore, skip: [options.outDir] });
}

// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
;// CONCATENATED MODULE: ./packages/image/lib/push.js


/** Pushes an image of a layout by its digest, without a tag: blobs in parallel, then manifests, children first. */
async function pushOciLayout(layoutDir, digest, registry, repository, options = {}) {
    const manifests = await collectManifests(layoutDir, digest);
    const blobs = new Map();
    for (const { manifest } of manifests)
        for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers])
            blobs.set(blob.digest, blob);
    const total = [...blobs.values()].reduce((sum, blob) => sum + blob.size, 0);
    const sent = new Map();
    const outcomes = await (0,parallel/* mapParallel */.E)([...blobs.values()], options.concurrency ?? 4, (descriptor) => registry.pushBlob(repository, { descriptor, open: (offset) => (0,oci_layout/* openBlobOf */.J$)(layoutDir, descriptor.digest, offset) }, {
        mountFrom: options.mountFrom,
        onProgress: (bytes) => {
            sent.set(descriptor.digest, bytes);
            const sum = [...sent.values()].reduce((all, one) => all + one, 0);
            options.onProgress?.(sum, total);
            options.reporter?.progress(`pushing to ${registry.host}/${repository}: ${sum} of ${total} bytes`);
        },
    }));
    let top;
    for (const { bytes, manifest, digest: own } of manifests)
        top = await registry.putManifest(repository, own, bytes, manifest.mediaType);
    if (!top)
        throw new TypeError("a layout has at least one manifest");
    const uploaded = outcomes.filter((outcome) => outcome === "uploaded").length;
    return { descriptor: top, uploaded, existed: outcomes.length - uploaded };
}
/** The manifests below a digest, children before parents, each once. */
async function collectManifests(layoutDir, digest, seen = new Set()) {
    if (seen.has(digest))
        return [];
    seen.add(digest);
    const found = await (0,oci_layout/* readManifestOf */.XL)(layoutDir, digest);
    const below = [];
    for (const child of found.manifest.manifests)
        below.push(...(await collectManifests(layoutDir, child.digest, seen)));
    return [...below, { ...found, digest }];
}

// EXTERNAL MODULE: ./packages/registry/lib/reference.js
var lib_reference = __webpack_require__(11156);
;// CONCATENATED MODULE: ./packages/image/lib/tag.js


/** Puts tags on a digest by storing the very same manifest bytes, and reads each back; nothing is set when one of them may not move. */
async function tagImage(registry, repository, digest, tags, options = {}) {
    const where = `${registry.host}/${repository}`;
    const illegal = tags.find((tag) => !(0,lib_reference/* isTag */.dz)(tag));
    if (illegal !== undefined)
        throw new lib_error/* ActionError */.lZ("input", `'${illegal}' is not a tag: 1 to 128 letters, digits, '_', '.' or '-', not starting with '.' or '-'.`);
    const image = await registry.findManifest(repository, digest);
    if (!image)
        throw new lib_error/* ActionError */.lZ("environment", `'${where}@${digest}' cannot be tagged: it is not there. Push it first.`);
    const before = new Map();
    for (const tag of new Set(tags)) {
        const current = (await registry.findManifest(repository, tag))?.descriptor.digest;
        before.set(tag, current);
        const expected = options.expect?.[tag];
        // A tag that is already where it should go was set by an earlier try of this run.
        if (expected === undefined || current === digest || (current ?? "absent") === expected)
            continue;
        throw new lib_error/* ActionError */.lZ("verdict", `The tag '${where}:${tag}' points to ${current ?? "nothing"}, expected ${expected}: someone else moved it. Nothing was tagged; look at it and run again.`);
    }
    const outcomes = [];
    for (const [tag, from] of before) {
        if (from !== digest)
            await registry.putManifest(repository, tag, image.bytes, image.descriptor.mediaType);
        const served = (await registry.findManifest(repository, tag))?.descriptor.digest;
        if (served !== digest)
            throw new lib_error/* ActionError */.lZ("remote", `The tag '${where}:${tag}' points to ${served ?? "nothing"} right after it was set to ${digest}. Another job moves it, or the registry lost it; run again.`);
        outcomes.push({
            tag,
            outcome: from === digest ? "unchanged" : from === undefined ? "created" : "moved",
            from,
        });
    }
    return outcomes;
}

// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
;// CONCATENATED MODULE: ./packages/image/lib/probe.js
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

/** Between two questions; an answer ends the wait at once. */
const PAUSE_MS = 200;
/** A service that takes longer for one answer is asked again. */
const ANSWER_TIMEOUT_MS = 5_000;
/** Characters of an answer that are kept for people. */
const MAX_BODY_LENGTH = 2_000;
/** Runs an image by digest in an engine and asks it over HTTP until it answers as expected, ends, or the time is up; the container is always removed. */
async function probeImage(engine, reference, probe, options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { reporter } = options;
        await engine.pull(reference, options.auth, (message) => reporter.progress(message));
        const image = await engine.inspectImage(reference);
        const started = performance.now();
        const container = __addDisposableResource(env_1, await engine.run({
            image: reference,
            env: probe.env,
            ports: [probe.port],
            labels: { "dev.waybill.probe": "true", ...options.labels },
        }), true);
        const answer = await waitForAnswer(container, probe, started, options);
        const logsTail = await container.logs(50).catch(() => "");
        const findings = answer.problem
            ? [
                {
                    ...answer.problem,
                    next: logsTail.trim() === "" ? answer.problem.next : `${answer.problem.next} The last lines of its log:\n${logsTail.trim()}`,
                },
            ]
            : [];
        return {
            verdict: answer.problem ? "fail" : "pass",
            findings,
            facts: {
                reference,
                status: answer.status,
                durationMs: Math.round(performance.now() - started),
                attempts: answer.attempts,
                body: answer.body,
                logsTail,
                user: image?.user ?? "",
            },
        };
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
/** Asks again and again until the expected answer, the end of the container, or the end of the time. */
async function waitForAnswer(container, probe, started, options) {
    const deadline = started + probe.timeoutSeconds * 1000;
    let last = { said: "no answer" };
    for (let attempts = 1;; attempts++) {
        options.signal?.throwIfAborted();
        const state = await container.state();
        if (!state.running)
            return { ...last, attempts, problem: endedProblem(state) };
        const next = await ask(container, probe, deadline, options.signal);
        // The last try is cut short by the end of the time; what was answered before says more.
        if (next.status !== undefined || last.status === undefined || performance.now() < deadline)
            last = next;
        if (last.status === probe.expectStatus)
            return { ...last, attempts };
        options.reporter.progress(`waiting for ${probe.path} on port ${probe.port}: ${last.said}`);
        if (performance.now() >= deadline)
            return { ...last, attempts, problem: lateProblem(probe, last.said) };
        await (0,pause/* pause */.v)(PAUSE_MS, options.signal);
    }
}
/** One question; redirects are answers, because a probe names the page that it means. */
async function ask(container, probe, deadline, signal) {
    const { host, port } = container.address(probe.port);
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(ANSWER_TIMEOUT_MS, deadline - performance.now()))));
    try {
        const path = probe.path.startsWith("/") ? probe.path : `/${probe.path}`;
        const response = await fetch(`http://${host}:${port}${path}`, {
            redirect: "manual",
            signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        const body = (await response.text()).slice(0, MAX_BODY_LENGTH);
        return { status: response.status, body, said: `HTTP ${response.status}` };
    }
    catch (error) {
        signal?.throwIfAborted();
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        return { said: cause instanceof Error ? cause.message : String(cause) };
    }
}
function endedProblem(state) {
    const why = state.oomKilled ? "it was killed because it used more memory than allowed" : state.error;
    return {
        rule: "image-probe",
        severity: "error",
        what: `The container of the image ended before it answered${why === undefined ? "" : `: ${why}`}.`,
        observed: `exit code ${state.exitCode ?? "unknown"}`,
        expected: "a running container",
        next: "Run the image by hand and see why it ends; check its command and the environment it needs.",
    };
}
function lateProblem(probe, said) {
    return {
        rule: "image-probe",
        severity: "error",
        what: `The image did not answer ${probe.path} on port ${probe.port} as expected within ${probe.timeoutSeconds} s.`,
        observed: said,
        expected: `HTTP ${probe.expectStatus}`,
        next: "Check the port and path of the probe, and that the service listens on 0.0.0.0.",
    };
}

;// CONCATENATED MODULE: ./packages/image/lib/tag-plan.js

const MAX_TAG_LENGTH = 128;
const HASH_LENGTH = 8;
/**
 * Decides the tags of an image. Every tag is legal and at most 128 characters; `latest`, `X` and `X.Y` go to the highest release of their line only,
 * so a backport never takes them away; different references never get the same tag.
 */
function planTags(context) {
    const commitTag = { tag: `sha-${context.commit.slice(0, 12).toLowerCase()}`, why: "names the commit" };
    const [, kind, name] = /^refs\/(tags|heads|pull)\/(.+)$/s.exec(context.ref) ?? [];
    const text = context.version ?? (kind === "tags" ? name : undefined);
    const version = text === undefined ? undefined : parseVersion(text);
    if (version)
        return [...versionTags(version, context.existing), commitTag];
    if (text !== undefined)
        return [
            {
                tag: legalTag(text),
                why: context.version === undefined
                    ? "names the Git tag, which is not a version"
                    : "is the version that was given, which is not of the form 1.2.3",
            },
            commitTag,
        ];
    if (kind === "pull") {
        const number = /^(\d+)\//.exec(name ?? "")?.[1];
        return number === undefined ? [commitTag] : [{ tag: `pr-${number}`, why: "names the pull request" }, commitTag];
    }
    // A merge queue's branch lives for minutes; a tag for it would only be litter.
    if (kind !== "heads" || name === undefined || name.startsWith("gh-readonly-queue/"))
        return [commitTag];
    const branch = branchTag(name);
    const why = name === context.defaultBranch ? "names the default branch; it is no release, so 'latest' stays where it is" : "names the branch";
    return [{ tag: branch, why }, commitTag];
}
function versionTags(version, existing) {
    const [major, minor] = version.numbers;
    const full = { tag: legalTag(version.text.replaceAll("+", "_")), why: "is the version" };
    if (version.prerelease !== undefined)
        return [full];
    if (version.build !== undefined)
        return [full];
    const releases = existing
        .map((tag) => parseVersion(tag))
        .filter((known) => known !== undefined)
        .filter(({ prerelease, build }) => prerelease === undefined && build === undefined);
    const isHighest = (line) => releases.filter(line).every((known) => compare(known, version) <= 0);
    const planned = [full];
    if (isHighest(({ numbers }) => numbers[0] === major && numbers[1] === minor))
        planned.push({ tag: `${major}.${minor}`, why: `is the highest release of ${major}.${minor}` });
    // 0.x promises no compatibility, so a tag '0' would promise too much.
    if (major > 0 && isHighest(({ numbers }) => numbers[0] === major))
        planned.push({ tag: String(major), why: `is the highest release of ${major}` });
    if (isHighest(() => true))
        planned.push({ tag: "latest", why: "is the highest release of all" });
    return planned;
}
function parseVersion(text) {
    const match = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(text);
    if (!match)
        return undefined;
    const [, major, minor, patch, prerelease, build] = match;
    return {
        numbers: [Number(major), Number(minor), Number(patch)],
        text: text.replace(/^v/, ""),
        prerelease,
        build,
    };
}
function compare(a, b) {
    for (const index of [0, 1, 2]) {
        const difference = a.numbers[index] - b.numbers[index];
        if (difference !== 0)
            return difference;
    }
    return 0;
}
/** A branch must not take a tag that means a release, a pull request or a commit. */
function branchTag(name) {
    const isReserved = /^(?:latest|v?\d+(?:\.\d+)*(?:[-_].*)?|pr-\d+|sha-[0-9a-f]+|sha256-[0-9a-f]+)$/i.test(name);
    return legalTag(isReserved ? `branch-${name}` : name);
}
/** Makes a text a legal tag; whatever had to be changed gets a hash, so that two texts never become one tag. */
function legalTag(text) {
    const clean = text.replace(/[^a-zA-Z0-9._-]+/g, "-").replace(/^[.-]+/, "");
    if (clean === text && clean.length <= MAX_TAG_LENGTH)
        return clean;
    const hash = (0,digest/* digestOf */.ol)(text).slice("sha256:".length, "sha256:".length + HASH_LENGTH);
    return [clean.slice(0, MAX_TAG_LENGTH - HASH_LENGTH - 1), hash].filter((part) => part !== "").join("-");
}

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/image-reference.js
var image_reference = __webpack_require__(37975);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/declared.js
var declared = __webpack_require__(50076);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/image-section.js

/** The report section of one image. */
function imageSection(image, built, test) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Image", value: image.repository },
                { label: "Digest", value: image.digest },
                { label: "Tags", value: image.tags.join(", ") || "none" },
                { label: "Compressed size", value: (0,format/* megabytes */.ix)(image.size) },
                { label: "Built by", value: built.builder === "buildx" ? "BuildKit" : "assembling the Dockerfile" },
                { label: "Test of this digest", value: describeTest(test) },
            ],
        },
    ];
    if (test.findings.length > 0)
        blocks.push({ type: "findings", findings: [...test.findings] });
    const logs = test.facts["logsTail"];
    if (typeof logs === "string" && logs !== "" && test.verdict !== "pass")
        blocks.push({ type: "code", language: "text", text: logs, caption: "Last lines of the container's log" });
    return { id: `image-${image.name}`, title: `Image ${image.name}`, verdict: test.verdict, blocks };
}
function describeTest({ verdict, facts }) {
    if (facts["probed"] === false)
        return "not run";
    const status = facts["status"];
    const time = facts["durationMs"];
    if (typeof status !== "number")
        return verdict;
    return `${verdict}: HTTP ${status}${typeof time === "number" ? ` after ${Math.round(time)} ms` : ""}`;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/kit/lib/process.js
var lib_process = __webpack_require__(67019);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/images/image-layout.js




/**
 * A folder for one build's OCI image layout that no other run touches, two runs in one workspace included. It goes away when it is disposed
 * of; what a killed run left is removed by the next one.
 */
async function makeImageLayoutDir(context, image) {
    const root = await (0,state_dir/* makeStateDir */.H)(context, "layouts");
    for (const entry of await (0,promises_.readdir)(root)) {
        const owner = Number(/\.(\d+)$/.exec(entry)?.[1] ?? 0);
        if (owner === 0 || owner === process.pid || !(0,lib_process/* isAlive */._)(owner))
            await (0,promises_.rm)((0,external_node_path_.join)(root, entry), { recursive: true, force: true });
    }
    const dir = (0,external_node_path_.join)(root, `${image}.${process.pid}`);
    await (0,promises_.mkdir)(dir, { recursive: true });
    return { dir, [Symbol.asyncDispose]: () => (0,promises_.rm)(dir, { recursive: true, force: true }) };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/run-images.js
var run_images = __webpack_require__(46342);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/build.js
var build_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var build_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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












/**
 * Builds one image, pushes it without a tag, tests exactly that digest, and tags it last; an image that does not pass its test gets no tag.
 * The very last tag is that of the workflow run, by which its later jobs find the image: once its statements are stored.
 * `tags` are those to set instead of the ones that follow from the git ref. Throws `input` for a Dockerfile that cannot be built and
 * `environment` for a builder, engine or registry that cannot be used; nothing is tagged then.
 */
async function buildStage(context, image, tags) {
    const outcome = await (0,run_stage/* runStage */.S)(context, `build/${image.name}`, "build", `Build image ${image.name}`, async () => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            await (0,files/* requireFiles */.PO)(context, "images", [image.name]);
            const startedAt = context.clock().toISOString();
            const repository = (0,repositories/* imageRepository */.an)(context, image);
            const layout = build_addDisposableResource(env_1, await makeImageLayoutDir(context, image.name), true);
            const built = await build_build(context, image, layout.dir);
            const overBudget = image.budgetBytes === undefined ? [] : await checkBudget(built, image.budgetBytes);
            for (const finding of overBudget)
                context.reporter.finding(finding);
            if (context.dryRun || overBudget.length > 0)
                return notPushed(image, repository, built, overBudget);
            const { host, path } = (0,repositories/* splitRepository */.T8)(repository);
            const registry = context.registryFor(host);
            const pushed = await pushOciLayout(built.layoutDir, built.digest, registry, path, {
                reporter: context.reporter,
                mountFrom: baseOn(host, built),
            });
            const test = await testImage(context, image, `${repository}@${built.digest}`);
            await proveTest(context, { name: image.name, repository, digest: built.digest }, test, {
                startedAt,
                expectedStatus: image.probe?.expectStatus,
            });
            const chosen = (0,lib_verdict/* isPassing */.WG)(test.verdict) ? [...(tags ?? (await plannedTags(context, repository)))] : [];
            if (chosen.length > 0)
                await tagImage(registry, path, built.digest, chosen);
            const result = releasedImage(image, repository, built, chosen);
            return pushedWork(image, built, test, result, pushed.uploaded === 0 ? "the registry had every layer already" : undefined);
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = build_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    });
    await tagForRun(context, outcome);
    return outcome;
}
async function tagForRun(context, { verdict, result }) {
    const tag = (0,run_images/* runTag */.eZ)(context);
    if (tag === undefined || context.dryRun || !(0,lib_verdict/* isPassing */.WG)(verdict))
        return;
    const { host, path } = (0,repositories/* splitRepository */.T8)(result.repository);
    await tagImage(context.registryFor(host), path, result.digest, [tag]);
}
function releasedImage(image, repository, { digest, size }, tags) {
    return { name: image.name, repository, digest, reference: `${repository}@${digest}`, tags, size };
}
/** What a build amounts to that was pushed and tested. */
function pushedWork(image, built, test, result, repeated) {
    return {
        verdict: test.verdict,
        note: (0,lib_verdict/* isPassing */.WG)(test.verdict)
            ? `${(0,format/* shortDigest */.VK)(built.digest)}, ${(0,format/* megabytes */.ix)(built.size)}, ${built.builder}${repeated ? `, ${repeated}` : ""}`
            : (test.findings[0]?.what ?? "the image did not pass its test"),
        section: imageSection(result, built, test),
        result,
        repeated,
        evidence: {
            subjects: [{ kind: "image", name: result.repository, digest: built.digest }],
            facts: {
                name: image.name,
                builder: built.builder,
                inputsDigest: built.inputsDigest,
                context: image.context,
                dockerfile: image.dockerfile,
                platforms: image.platforms,
                size: built.size,
                tags: result.tags,
                bases: built.bases.filter((base) => (0,image_reference/* imageOf */.d)(base) !== undefined),
            },
        },
    };
}
/** What a build amounts to that was not, or must not be, pushed. */
function notPushed(image, repository, built, overBudget) {
    const verdict = overBudget.length > 0 ? "fail" : "pass";
    const result = releasedImage(image, repository, built, []);
    return {
        verdict,
        note: overBudget[0]?.what ?? "built, not pushed",
        section: imageSection(result, built, { verdict, findings: overBudget, facts: { probed: false } }),
        result,
    };
}
async function build_build(context, image, outDir) {
    const buildx = await usableBuildx(context);
    const args = context.expandValues(image.args, (name) => `The build argument ${name} of image '${image.name}'`);
    const secrets = Object.fromEntries(Object.entries(image.secrets).map(([id, ref]) => [id, context.readSecret(ref, `The build secret '${id}' of image '${image.name}'`)]));
    return buildImage({
        context: (0,external_node_path_.join)(context.workspace, image.context),
        dockerfile: (0,external_node_path_.join)(context.workspace, image.dockerfile),
        target: image.target,
        args,
        hiddenArgs: Object.keys(args).filter((name) => args[name] !== image.args[name]),
        secrets,
        platforms: image.platforms,
        buildContexts: Object.fromEntries(Object.entries(image.contexts).map(([name, at]) => [name, at.startsWith("docker-image://") ? at : (0,external_node_path_.join)(context.workspace, at)])),
        cacheFrom: image.cache.from,
        cacheTo: image.cache.to,
        outDir,
        builder: context.builder,
        buildx,
        registryFor: context.registryFor,
        created: await context.created(),
        labels: {
            ...image.labels,
            "org.opencontainers.image.source": context.sourceUrl,
            "org.opencontainers.image.revision": context.run.commit,
        },
        reporter: context.reporter,
        signal: context.signal,
    });
}
async function usableBuildx(context) {
    if (context.builder === "assemble")
        return undefined;
    const buildx = await context.findBuildx();
    if (!buildx && context.builder === "buildx") {
        throw new lib_error/* ActionError */.lZ("environment", "Input 'builder' is buildx, but 'docker buildx version' or its builder does not answer. Add docker/setup-buildx-action before this step, or choose 'assemble' for a Dockerfile without RUN.");
    }
    return buildx;
}
/** A base on the same registry lends its layers instead of having them uploaded again. */
function baseOn(host, built) {
    return built.bases.map((reference) => (0,lib_reference/* parseReference */.F2)(reference)).find((reference) => reference.registry === host)?.repository;
}
async function testImage(context, image, reference) {
    if (!image.probe)
        return { verdict: "warn", findings: [noProbe(image)], facts: { probed: false } };
    const engine = await context.connectEngine();
    const credentials = await context.credentials((0,repositories/* splitRepository */.T8)(reference).host);
    const login = credentials && "username" in credentials ? credentials : undefined;
    const probe = {
        ...image.probe,
        env: context.expandValues(image.probe.env, (name) => `The variable ${name} of the probe of image '${image.name}'`),
    };
    return probeImage(engine, reference, probe, { reporter: context.reporter, signal: context.signal, auth: login });
}
function noProbe(image) {
    return {
        rule: "image-probe",
        severity: "warning",
        what: `Image ${image.name} was not run, because it has no probe.`,
        next: "Add 'probe: { port: 8080, path: /healthz }' to the image in waybill.yml, or give the input 'probe' where inputs name the image.",
    };
}
async function proveTest(context, image, test, { startedAt, expectedStatus }) {
    for (const finding of test.findings)
        context.reporter.finding(finding);
    await context.prove({
        stage: "test",
        product: (0,declared/* productOf */.$7)(context.config),
        subjects: [{ kind: "image", name: image.repository, digest: image.digest }],
        verdict: test.verdict,
        facts: testFacts(image, test, expectedStatus),
        startedAt,
        finishedAt: context.clock().toISOString(),
    });
}
/** What a container printed or answered may hold anything, secrets included; it is for the report, never for signed evidence. */
function testFacts(image, { facts }, expectedStatus) {
    const probed = facts["probed"] !== false;
    return {
        name: image.name,
        probed,
        reference: `${image.repository}@${image.digest}`,
        status: (0,json/* numberAt */.tk)(facts, "status"),
        expectedStatus,
        durationMs: (0,json/* numberAt */.tk)(facts, "durationMs"),
        attempts: (0,json/* numberAt */.tk)(facts, "attempts"),
        user: (0,json/* textAt */.$6)(facts, "user"),
    };
}
async function plannedTags(context, repository) {
    const { host, path } = (0,repositories/* splitRepository */.T8)(repository);
    const existing = await context.registryFor(host).listTags(path);
    const { ref, commit } = context.run;
    return planTags({ ref, commit, existing }).map(({ tag }) => tag);
}


/***/ })

};
