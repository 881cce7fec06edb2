export const id = 1881;
export const ids = [1881];
export const modules = {

/***/ 73415:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ openKeys)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./packages/kit/lib/state-folder.js
var state_folder = __webpack_require__(22544);
;// CONCATENATED MODULE: ./packages/record/lib/signing/services.js

const SIGNING_CONFIG = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const START = { start: "2022-01-01T00:00:00Z" };
/**
 * Chooses the services for a repository: its own if a file names some, Sigstore's public good ones for a public repository or with consent,
 * else GitHub's own, which have a timestamp authority and no log. Throws an `environment` error on a GitHub Enterprise Server, which has
 * neither, and an `input` error when a file would publish what nobody agreed to.
 */
function chooseServices({ visibility, allowPublicLog = false, own, serverUrl = "https://github.com", }) {
    const mayPublish = visibility === "public" || allowPublicLog;
    if (own) {
        if (!own.isPublic || mayPublish)
            return own;
        throw (0,lib_error/* inputError */.Xu)("signing-config", "names Sigstore's public services, which publish the repository's name for good, and the repository is not public. Name others, or agree to it");
    }
    const { hostname } = new URL(serverUrl);
    const isGitHub = hostname === "github.com";
    if (isGitHub && mayPublish)
        return PUBLIC_GOOD;
    if (!hasServices(serverUrl))
        throw new lib_error/* ActionError */.lZ("environment", `${hostname} has no certificate authority that Waybill knows. Sign with 'signing-key', or name your own services in 'signing-config'.`);
    // The names that GitHub's own tools use, for github.com and for tenants of ghe.com (github.com/actions/attest, endpoints).
    const domain = isGitHub ? "githubapp.com" : hostname;
    return {
        name: "GitHub's Sigstore",
        isPublic: false,
        config: configOf({ fulcio: `https://fulcio.${domain}`, tsa: `https://timestamp.${domain}` }),
    };
}
/** Whether a server's jobs are known to a certificate authority without a file that names one: those of github.com and ghe.com. */
function hasServices(serverUrl = "https://github.com") {
    const { hostname } = new URL(serverUrl);
    return hostname === "github.com" || hostname.endsWith(".ghe.com");
}
/** The public good instance (https://docs.sigstore.dev/about/overview/). */
const PUBLIC_GOOD = {
    name: "Sigstore's public good services",
    isPublic: true,
    config: configOf({ fulcio: "https://fulcio.sigstore.dev", rekor: "https://rekor.sigstore.dev" }),
};
function configOf({ fulcio, rekor, tsa }) {
    const service = (url) => ({ url, majorApiVersion: 1, validFor: START });
    return {
        mediaType: SIGNING_CONFIG,
        caUrls: [service(fulcio)],
        ...(rekor === undefined ? {} : { rekorTlogUrls: [service(rekor)], rekorTlogConfig: { selector: "ANY" } }),
        ...(tsa === undefined ? {} : { tsaUrls: [service(tsa)], tsaConfig: { selector: "ANY" } }),
    };
}
/**
 * Reads services from the text of a `signing_config.v0.2.json`, as Sigstore distributes it and private instances write it. Throws an `input`
 * error for anything else, and for a config under which nothing would prove when a signature was made.
 */
function parseSigningConfig(text, name) {
    let config;
    try {
        config = (0,json/* parseJson */.qF)(text);
    }
    catch (error) {
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', which is not JSON`, { cause: error });
    }
    const type = (0,json/* textAt */.$6)(config, "mediaType") ?? "";
    if (type !== SIGNING_CONFIG)
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', whose 'mediaType' is '${type}'; it must be ${SIGNING_CONFIG}`);
    const urlsOf = (list) => (0,json/* listAt */.gT)(config, list).map((service) => (0,json/* textAt */.$6)(service, "url") ?? "");
    const has = (list) => urlsOf(list).some((url) => URL.canParse(url));
    if (!has("caUrls"))
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', which names no certificate authority in 'caUrls'`);
    if (!has("rekorTlogUrls") && !has("tsaUrls"))
        throw (0,lib_error/* inputError */.Xu)("signing-config", `is '${name}', which names neither a log nor a timestamp authority, so nothing would prove when something was signed`);
    return { name: `the services of '${name}'`, isPublic: [...urlsOf("caUrls"), ...urlsOf("rekorTlogUrls")].some(isPublicGood), config };
}
function isPublicGood(url) {
    return URL.canParse(url) && /(^|\.)sigstore\.dev$/.test(new URL(url).hostname);
}

// EXTERNAL MODULE: ./packages/record/lib/signing/keys.js
var signing_keys = __webpack_require__(18787);
// EXTERNAL MODULE: ./packages/record/lib/signing/trust-root.js + 8 modules
var trust_root = __webpack_require__(39481);
// EXTERNAL MODULE: ./packages/record/lib/gate/foreign.js
var foreign = __webpack_require__(17439);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var signing_bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/signing/identity.js
var signing_identity = __webpack_require__(51181);
// EXTERNAL MODULE: ./packages/record/lib/signing/policy-signer.js
var policy_signer = __webpack_require__(29360);
;// CONCATENATED MODULE: ./packages/record/lib/gate/trust.js




/** Believes exactly these signers, each for its stages and environments; certificates where one of the trust roots verifies them. */
function trustOnly(signers, roots = []) {
    const keys = signers.flatMap(({ key }) => (key === undefined ? [] : [key]));
    const byKeyOnly = keys.length > 0 && keys.length === signers.length;
    return once((bundle) => {
        if (byKeyOnly && "certificate" in bundle.verificationMaterial)
            throw new lib_error/* ActionError */.lZ("verdict", `The ${(0,signing_bundle/* inspectBundle */.rI)(bundle).stage} statement was signed with a certificate, and only keys are trusted here. Name its workflow among the policy's signers if it should be.`);
        const { view, identity } = (0,signing_bundle/* verifyBundle */.IF)(bundle, keys, roots);
        const signer = (0,signing_identity/* describeIdentity */.Cl)(identity);
        const allowed = signers.some((trusted) => (0,policy_signer/* matchSigner */.u)(identity, { ...trusted, key: trusted.key?.keyId }) && (0,policy_signer/* maySign */.R)(trusted, view));
        if (allowed)
            return { view, signer };
        const where = view.environment === undefined ? "" : ` for '${view.environment}'`;
        throw new lib_error/* ActionError */.lZ("verdict", `The ${view.stage} statement was signed by ${signer}, which the policy does not let sign '${view.stage}'${where}. Sign it with the one that it names.`);
    });
}
/** Several ask about the same statements in turn, and a signature costs more than all that is read of a statement. A bundle is never changed. */
function once(verify) {
    const known = new WeakMap();
    return (bundle) => {
        const signed = known.get(bundle) ?? verify(bundle);
        known.set(bundle, signed);
        return signed;
    };
}

// EXTERNAL MODULE: ./packages/record/lib/signing/dsse.js
var dsse = __webpack_require__(91694);
// EXTERNAL MODULE: ./packages/record/lib/signing/material.js
var material = __webpack_require__(81122);
;// CONCATENATED MODULE: ./packages/record/lib/signing/keyless.js



/** Longer than the services take on a bad day, and short enough for a job. */
const TIMEOUT_MS = 20_000;
const RETRY = { retries: 3, minTimeout: 500 };
/**
 * Signs with a key that lives for one signature and a certificate that names the job's workflow. Nothing is asked for, and no library
 * loaded, before the first signature.
 */
function keylessSigner(options) {
    return {
        async sign(payload) {
            // One at a time: what a failure says must be cleaned of the token that was used.
            const tokens = [];
            try {
                return await signWith(options, payload, tokens);
            }
            catch (error) {
                throw translate(error, options.services, tokens);
            }
        },
    };
}
async function signWith({ services, identityToken, fetch: send = fetch }, payload, tokens) {
    const [{ default: transport }, { bundleBuilderFromSigningConfig }, { SigningConfig }, { bundleToJSON }] = await Promise.all([
        __webpack_require__.e(/* import() */ 8411).then(__webpack_require__.t.bind(__webpack_require__, 58411, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(4463), __webpack_require__.e(5179), __webpack_require__.e(792)]).then(__webpack_require__.t.bind(__webpack_require__, 15179, 19)),
        __webpack_require__.e(/* import() */ 9654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(1040)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19)),
    ]);
    transport.use(send);
    const builder = bundleBuilderFromSigningConfig({
        signingConfig: SigningConfig.fromJSON(services.config),
        identityProvider: {
            async getToken() {
                const token = await identityToken();
                tokens.push(token);
                return token;
            },
        },
        bundleType: "dsseEnvelope",
        fetchOptions: { timeout: TIMEOUT_MS, retry: RETRY },
    });
    const bundle = bundleToJSON(await builder.create({ data: Buffer.from(payload), type: dsse/* PAYLOAD_TYPE */.Uc }));
    const signature = Buffer.from((0,json/* textAt */.$6)(bundle, "dsseEnvelope", "signatures", 0, "sig") ?? "", "base64");
    return { signature, material: (0,material/* parseMaterial */.V)((0,json/* valueAt */.fK)(bundle, "verificationMaterial"), "The new bundle") };
}
/** What could not be done, by the library's code for it. */
const FAILURES = {
    CA_CREATE_SIGNING_CERTIFICATE_ERROR: "give a certificate to this job",
    TLOG_CREATE_ENTRY_ERROR: "write the signature into its log",
    TLOG_FETCH_ENTRY_ERROR: "read the signature from its log",
    TSA_CREATE_TIMESTAMP_ERROR: "stamp the signature with the time",
};
function translate(error, services, tokens) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (error instanceof lib_error/* ActionError */.lZ)
        return error;
    if (cause instanceof lib_error/* ActionError */.lZ)
        return cause;
    const code = String(memberOf(error, "code"));
    // The library quotes the whole token in this message, so neither it nor the error that holds it goes any further.
    if (code === "IDENTITY_TOKEN_PARSE_ERROR")
        return new lib_error/* ActionError */.lZ("environment", "The identity token that the runner gave cannot be read, so nothing can be signed without a key. Run on GitHub's runners, or pass 'signing-key'.");
    const failure = FAILURES[code];
    if (failure === undefined)
        return error;
    const status = memberOf(cause, "statusCode");
    const said = tokens.reduce((text, token) => text.replaceAll(token, "***"), reasonOf(cause));
    const isRefusal = typeof status === "number" && status >= 400 && status < 500 && status !== 408 && status !== 429;
    const next = isRefusal
        ? "Give the job 'id-token: write', check that these services take this repository, or pass 'signing-key'."
        : "The request was repeated without success; look at status.sigstore.dev and githubstatus.com, and run again.";
    return new lib_error/* ActionError */.lZ(isRefusal ? "environment" : "remote", `${upperFirst(services.name)} did not ${failure}: ${said}. ${next}`);
}
/** Node's fetch says "fetch failed", and why only beneath it. */
function reasonOf(cause) {
    if (!(cause instanceof Error))
        return "no reason given";
    return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
function memberOf(error, name) {
    return error instanceof Error ? Reflect.get(error, name) : undefined;
}
function upperFirst(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/record/lib/signing/tuf.js




/** Sigstore's public good instance. */
const PUBLIC_GOOD_MIRROR = { name: "Sigstore's trust root", url: "https://tuf-repo-cdn.sigstore.dev" };
/** GitHub's own instance, which signs for private repositories. */
const GITHUB_MIRROR = {
    name: "GitHub's trust root",
    url: "https://tuf-repo.github.com",
    firstRoot: async () => (await __webpack_require__.e(/* import() */ 9669).then(__webpack_require__.bind(__webpack_require__, 49669))).GITHUB_FIRST_ROOT,
};
const tuf_TIMEOUT_MS = 20_000;
const tuf_RETRY = { retries: 3, minTimeout: 500 };
/**
 * Fetches a trust root, and what changed since it was fetched last, into a folder of the caller's that nobody else can write to. `send` is for
 * the whole process, as a signer's is. Throws an `environment` error when the
 * mirror's metadata expired or is not signed as it should be, and a `remote` one when it does not answer.
 */
async function fetchTrustRoots(mirror, cacheDir, send = fetch) {
    await (0,promises_.mkdir)(cacheDir, { recursive: true });
    const rootPath = mirror.firstRoot ? (0,external_node_path_.join)(cacheDir, `${new URL(mirror.url).hostname}.root.json`) : undefined;
    if (rootPath !== undefined && mirror.firstRoot)
        await (0,promises_.writeFile)(rootPath, await mirror.firstRoot());
    const [{ default: transport }, { initTUF }] = await Promise.all([__webpack_require__.e(/* import() */ 8411).then(__webpack_require__.t.bind(__webpack_require__, 58411, 19)), Promise.all(/* import() */[__webpack_require__.e(9654), __webpack_require__.e(2830), __webpack_require__.e(3694)]).then(__webpack_require__.t.bind(__webpack_require__, 84423, 19))]);
    transport.use(send);
    let text;
    try {
        const client = await initTUF({
            mirrorURL: mirror.url,
            cachePath: cacheDir,
            timeout: tuf_TIMEOUT_MS,
            retry: tuf_RETRY,
            ...(rootPath === undefined ? {} : { rootPath }),
        });
        text = await client.getTarget("trusted_root.json");
    }
    catch (error) {
        throw failureOf(error, mirror);
    }
    return (0,trust_root/* parseTrustRoots */.d)(text, mirror.name);
}
function failureOf(error, { name, url }) {
    const reasons = [error, error instanceof Error ? error.cause : undefined].filter((reason) => reason instanceof Error);
    const said = [...new Set(reasons.map(({ message }) => message))].join(": ");
    const failure = (kind, what, next) => new lib_error/* ActionError */.lZ(kind, `${name} ${what} (${url}: ${said}). ${next} Offline, pass a file with 'trust-root'.`, { cause: error });
    // The library has a class for each reason, and exports none of them.
    const isOf = (pattern) => reasons.some((reason) => pattern.test(reason.constructor.name));
    if (isOf(/^ExpiredMetadataError$/))
        return failure("environment", "expired", "Check this machine's clock, and run again later.");
    // Node's own fetch says "fetch failed" of everything between here and an answer.
    const isNetwork = isOf(/^Download/) || reasons.some(({ message }) => message === "fetch failed" || /timed? ?out/i.test(message));
    if (isNetwork)
        return failure("remote", "could not be fetched", "Run again later.");
    return failure("environment", "is not signed as it should be", "Something between this machine and the mirror may have changed it.");
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/session/keys.js



/** Works out who signs and who is believed. Throws an `input` error for what cannot be read. Asks no service; the first signature or certificate does. */
async function openKeys(options, context) {
    const own = options.signingConfig && parseSigningConfig(options.signingConfig.text, options.signingConfig.name);
    const signer = options.signingKey === undefined ? openKeyless(options, own, context) : (0,signing_keys/* loadSigner */.vu)(options.signingKey, options.signingKeyFrom);
    const trusted = trustedSigners(options, context, signer);
    // Read at once: what is wrong with a file is said before anything is built.
    const given = options.trustRoot && (await (0,trust_root/* parseTrustRoots */.d)(options.trustRoot.text, options.trustRoot.name));
    const fetched = new Map();
    const rootsFor = async (bundles) => {
        // Where only keys are believed, a certificate that somebody left beside an image must not make a gate ask the network.
        const mirrors = given || trusted.every(({ key }) => key !== undefined) ? [] : mirrorsFor(bundles);
        for (const mirror of mirrors)
            if (!fetched.has(mirror))
                fetched.set(mirror, fetchFor(context, mirror));
        return given ?? (await whatCame(fetched.values(), context.reporter));
    };
    const builders = (0,foreign/* foreignBuilders */.DA)(trusted);
    let known;
    return {
        signer,
        async verifierFor(bundles) {
            const roots = await rootsFor(bundles);
            // A verifier remembers what it has verified, so it is kept while no root is added.
            if (known?.roots !== fetched.size)
                known = { roots: fetched.size, verify: trustOnly(trusted, roots) };
            return known.verify;
        },
        ...(builders.length > 0 ? { judgeBuilds: async (bundles) => (0,foreign/* judgeForeignBuilds */.F8)(bundles, builders, await rootsFor(bundles)) } : {}),
    };
}
/**
 * Where the policy names signers, nobody else is believed: neither the input 'trusted-keys' nor the run's own key. Where it names none, both
 * are, because a run must be able to verify what it has just signed; and so are the certificates of this repository's workflows, unless keys
 * are what was chosen.
 */
function trustedSigners({ trustedKeys = [] }, { policy, run, env }, signer) {
    const given = trustedKeys.map((pem) => (0,signing_keys/* trustKey */.UH)(pem));
    if (policy.signers.length > 0) {
        const named = policy.signers.map(({ key, ...rest }) => ({
            ...rest,
            key: key === undefined ? undefined : (0,signing_keys/* trustKey */.UH)(key),
        }));
        const stranger = given.find(({ keyId }) => !named.some(({ key }) => key?.keyId === keyId));
        if (!stranger)
            return named;
        throw (0,lib_error/* inputError */.Xu)("trusted-keys", `has the key ${stranger.keyId.slice(0, 12)}…, which the policy's signers do not name; where a policy names signers, it alone says who is trusted`);
    }
    const keys = [...given, ...(signer?.key ? [signer.key] : [])].map((key) => ({ key }));
    const isByWorkflow = signer ? signer.key === undefined : given.length === 0;
    const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
    return isByWorkflow ? [...keys, { issuer: issuerOf(server), repository: `${server}/${run.repository}` }] : keys;
}
/** Who vouches for the jobs of a server (docs.github.com, "OpenID Connect reference"). */
function issuerOf(server) {
    const { hostname } = new URL(server);
    return hostname === "github.com" ? "https://token.actions.githubusercontent.com" : `https://token.actions.${hostname}`;
}
function openKeyless({ identityToken, publicLog }, own, { env, proxy, reporter }) {
    const serverUrl = env["GITHUB_SERVER_URL"];
    // A job may have an identity for other ends, such as a cloud's login.
    if (!identityToken || !(own || hasServices(serverUrl)))
        return undefined;
    const url = serverUrl ?? "https://github.com";
    const ask = async () => {
        const token = await identityToken();
        reporter.mask(token);
        return token;
    };
    const choose = async () => 
    // The event that started the run does not say for each kind of event whether the repository is public.
    chooseServices({ visibility: (0,json/* textAt */.$6)((0,signing_identity/* claimsOfToken */.Yo)(await ask()), "repository_visibility"), allowPublicLog: publicLog, own, serverUrl });
    let chosen;
    return {
        identity: async () => (0,signing_identity/* identityOfToken */.z0)(await ask(), url),
        async sign(payload) {
            chosen ??= choose().then((services) => keylessSigner({ services, identityToken: ask, fetch: (0,proxied_fetch/* proxiedFetch */.i)(proxy) }));
            return (await chosen).sign(payload);
        },
    };
}
/** Whose trust roots could verify the certificates: GitHub's own services have no log, and Sigstore's public ones always one. */
function mirrorsFor(bundles) {
    const certified = bundles.filter((bundle) => (0,json/* valueAt */.fK)(bundle, "verificationMaterial", "publicKey") === undefined);
    const isLogged = certified.map((bundle) => (0,json/* listAt */.gT)(bundle, "verificationMaterial", "tlogEntries").length > 0);
    return [...(isLogged.includes(true) ? [PUBLIC_GOOD_MIRROR] : []), ...(isLogged.includes(false) ? [GITHUB_MIRROR] : [])];
}
/**
 * The roots of the mirrors that answered. Anybody who may push can leave a bundle of another instance beside an image, so one mirror out of
 * reach stops nobody; its certificates are passed over. Throws what the first one failed of when none answered.
 */
async function whatCame(fetched, reporter) {
    const results = await Promise.allSettled(fetched);
    const failed = results.filter((result) => result.status === "rejected");
    if (failed[0] && failed.length === results.length)
        throw failed[0].reason;
    for (const { reason } of failed)
        reporter.warn(`Certificates that need it are passed over: ${(0,lib_error/* headline */.Pl)(reason)}`);
    return results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
}
/** Outside of the project: what lies in its folder came with the commit, and would be believed as what was fetched before. */
async function fetchFor({ workspace, env, proxy }, mirror) {
    const folder = (0,external_node_path_.join)(await (0,state_folder/* userStateFolder */.ZX)(workspace, env), "trust-roots");
    return fetchTrustRoots(mirror, folder, (0,proxied_fetch/* proxiedFetch */.i)(proxy));
}


/***/ }),

/***/ 58338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ evidenceStore)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73015);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(24574);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(66000);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(66911);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69800);
/* harmony import */ var _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91694);
/* harmony import */ var _signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(78540);
/* harmony import */ var _record_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(63281);
/* harmony import */ var _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19811);







/** Pages about a release for people: artifact type and the name of the file that `oras pull` writes. */
const PAGES = {
    report: { type: "application/vnd.waybill.report.v1+html", file: "report.html" },
    brief: { type: "application/vnd.waybill.brief.v1+markdown", file: "brief.md" },
};
/** A page is some hundred kilobytes. */
const MAX_PAGE_BYTES = 16 << 20;
/** Statements are a few kilobytes; what is larger than 4 MiB is none and is not downloaded. */
const MAX_BUNDLE_BYTES = 4 << 20;
/** A record holds some dozens of statements. */
const MAX_RECORD_BYTES = 64 << 20;
/** What one search may download, whatever of it is of use, and hold, since all that it finds is in memory at once. */
const MAX_TOTAL_BYTES = 256 << 20;
/** What is kept of one run's readings, so that the next gate downloads only what is new. */
const MAX_KEPT_BYTES = 128 << 20;
const CONCURRENCY = 8;
/** The annotation that says which commit a statement is about. */
const COMMIT = "dev.waybill.commit";
/** As many statements about other commits are read, to say what is there in the place of what is missing. */
const MAX_OTHERS = 50;
/** The types of statements that can be ours, or be a build that others made. */
const TYPES = new Set(Object.values(_predicate_predicates_js__WEBPACK_IMPORTED_MODULE_0__/* .PREDICATES */ .Jt).map(({ type }) => type));
/** Makes a store of signed statements. */
function evidenceStore(options) {
    const open = (repository = options.recordRepository) => {
        const slash = repository.indexOf("/");
        return { registry: options.registryFor(repository.slice(0, slash)), path: repository.slice(slash + 1) };
    };
    const kept = { reads: new Map(), bytes: 0 };
    const { maxBytes = MAX_TOTAL_BYTES } = options;
    return {
        async publish(bundle, target) {
            const { registry, path } = open(target.repository);
            const { stage, verdict, finishedAt, run } = (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectBundle */ .rI)(bundle);
            const bytes = Buffer.from(JSON.stringify(bundle));
            // Readers would skip it.
            if (bytes.length > MAX_BUNDLE_BYTES)
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `The ${stage} statement has ${bytes.length} bytes; at most ${MAX_BUNDLE_BYTES} can be stored. Split what the stage judges, or let it report less.`);
            return registry.pushReferrer(path, subjectDescriptor(target.subject), {
                artifactType: _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__/* .BUNDLE_TYPE */ .q$,
                mediaType: _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__/* .BUNDLE_TYPE */ .q$,
                bytes,
                // Sigstore's tools look for these two; the rest lets people read a listing.
                annotations: {
                    "dev.sigstore.bundle.content": "dsse-envelope",
                    "dev.sigstore.bundle.predicateType": _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_0__/* .PREDICATES */ .Jt[stage].type,
                    [COMMIT]: run.commit,
                    "dev.waybill.stage": stage,
                    "dev.waybill.verdict": verdict,
                    "org.opencontainers.image.created": finishedAt,
                },
            });
        },
        async publishRecord(record, target) {
            const { registry, path } = open(target.repository);
            return registry.pushReferrer(path, subjectDescriptor(target.subject), {
                artifactType: _record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_TYPE */ .Bm,
                mediaType: _record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_TYPE */ .Bm,
                bytes: Buffer.from(JSON.stringify(record)),
                annotations: { "org.opencontainers.image.title": "record.json" },
            });
        },
        publishPage: (page, target) => storePage(open(target.repository), page, target.subject),
        async findRecords(subject, repository) {
            const { registry, path } = open(repository);
            const { descriptors } = await registry.listReferrers(path, subject, _record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_TYPE */ .Bm);
            const spend = budgetOf(maxBytes, `the ${descriptors.length} records about ${subject}`, registry);
            const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .mapParallel */ .E)(descriptors, CONCURRENCY, (descriptor) => readStoredRecord({ registry, path, spend }, descriptor));
            return found.filter((record) => record !== undefined);
        },
        find: (subject, repository, of) => findBundles({ ...open(repository), kept, maxBytes }, subject, of?.commit),
    };
}
async function storePage({ registry, path }, { kind, environment, bytes }, subject) {
    const { type, file } = PAGES[kind];
    if (bytes.length > MAX_PAGE_BYTES)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `${file} has ${bytes.length} bytes; at most ${MAX_PAGE_BYTES} are stored beside an image.`);
    return registry.pushReferrer(path, subjectDescriptor(subject), {
        artifactType: type,
        mediaType: type,
        bytes,
        annotations: { "dev.waybill.environment": environment, "org.opencontainers.image.title": file },
    });
}
async function findBundles({ maxBytes, ...place }, subject, commit) {
    const { registry, path } = place;
    const { descriptors: all, missingFromIndex, skipped } = await registry.listReferrers(path, subject, _signing_dsse_js__WEBPACK_IMPORTED_MODULE_3__/* .BUNDLE_TYPE */ .q$);
    const descriptors = commit === undefined ? all : withoutOthers(all, commit);
    const spend = budgetOf(maxBytes, `the ${descriptors.length} bundles about ${subject}`, registry);
    const results = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .mapParallel */ .E)(descriptors, CONCURRENCY, (descriptor) => readBundle({ ...place, spend }, descriptor));
    return {
        bundles: results.filter((found) => typeof found !== "string" && "dsseEnvelope" in found),
        foreign: results.filter((found) => typeof found !== "string" && "json" in found),
        skipped: [...skipped, ...results.filter((found) => typeof found === "string")],
        missingFromIndex,
    };
}
/**
 * Leaves out what cannot count: all but the newest of the statements whose manifest says that they are about another commit. A list may be
 * rewritten by anybody who may push, so its words count only where they are the manifest's own, by its digest; what a manifest says, says who
 * stored the statement, and a copy with other words takes the place of none.
 */
function withoutOthers(all, commit) {
    if (all.length <= MAX_OTHERS)
        return all;
    const isOther = ({ annotations }) => annotations?.[COMMIT] !== undefined && annotations[COMMIT] !== commit;
    const others = all.filter((one) => isOther(one) && (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_6__/* .readListed */ .oF)(one) !== undefined);
    const created = ({ annotations }) => annotations?.["org.opencontainers.image.created"] ?? "";
    const left = new Set(others.toSorted((a, b) => (created(a) < created(b) ? 1 : -1)).slice(MAX_OTHERS));
    return all.filter((one) => !left.has(one));
}
/**
 * The bundle behind a descriptor, or why there is none. Anyone who may push can leave other bundles beside an image: what is not ours is no
 * evidence, and no error either. A registry that does not answer is an error.
 */
async function readBundle({ registry, path, kept, spend }, descriptor) {
    const place = `${registry.host}/${path}@${descriptor.digest}`;
    const where = `The bundle '${place}'`;
    const before = kept.reads.get(place);
    if (before) {
        spend(before.size);
        return before.bundle;
    }
    const type = descriptor.annotations?.["dev.sigstore.bundle.predicateType"];
    // It is only spared the download: what says that it is ours is read like what says nothing, and believed for its signature alone.
    if (type !== undefined && !TYPES.has(type))
        return `${where} says of itself that it is of the type '${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .cutText */ .IN)(type, 100)}'.`;
    try {
        const bytes = await registry.readArtifact(path, descriptor, { maxBytes: MAX_BUNDLE_BYTES, onBytes: spend });
        const read = { bundle: readOurs(bytes, where), size: bytes.length };
        if (kept.bytes + read.size <= MAX_KEPT_BYTES) {
            kept.reads.set(place, read);
            kept.bytes += read.size;
        }
        return read.bundle;
    }
    catch (error) {
        if (error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_8__/* .WrongContent */ .lN || error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_8__/* .MissingContent */ .c9)
            return error.message;
        throw error;
    }
}
/** A stored record; undefined for what is none, because anybody who may push can leave something beside a release. */
async function readStoredRecord({ registry, path, spend }, descriptor) {
    try {
        const bytes = await registry.readArtifact(path, descriptor, { maxBytes: MAX_RECORD_BYTES, onBytes: spend });
        return (0,_record_file_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRecord */ .Hh)(Buffer.from(bytes).toString("utf8"));
    }
    catch (error) {
        if (error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_8__/* .WrongContent */ .lN || error instanceof _waybill_registry__WEBPACK_IMPORTED_MODULE_8__/* .MissingContent */ .c9)
            return undefined;
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ && error.kind === "verdict")
            return undefined;
        throw error;
    }
}
function readOurs(bytes, where) {
    let json;
    try {
        json = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .parseJson */ .qF)(Buffer.from(bytes).toString("utf8"));
        const bundle = (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBundle */ .QN)(json, where);
        (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_1__/* .inspectBundle */ .rI)(bundle);
        return bundle;
    }
    catch (error) {
        if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ))
            return `${where} is no JSON.`;
        return isForeign(json) ? { json, why: error.message } : error.message;
    }
}
function isForeign(json) {
    try {
        (0,_signing_foreign_bundle_js__WEBPACK_IMPORTED_MODULE_10__/* .readForeignBundle */ .t)(json);
        return true;
    }
    catch {
        return false;
    }
}
/** Counts what is read of `what`; throws when it is too much, so that nobody who serves or stores rubbish keeps a gate downloading. */
function budgetOf(maxBytes, what, registry) {
    let spent = 0;
    return (bytes) => {
        spent += bytes;
        if (spent > maxBytes)
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("remote", `To read ${what} took more than ${maxBytes >> 20} MiB, with all that ${registry.host} served wrongly, and a part of them would prove nothing. Delete those that no release needs, or let the registry's owner mend it.`);
    };
}
/** What is no manifest gets a descriptor that says so; registries accept a subject that they do not hold. */
function subjectDescriptor(subject) {
    return typeof subject === "string" ? { mediaType: "application/vnd.waybill.subject.v1", digest: subject, size: 0 } : subject;
}


/***/ }),

/***/ 35608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ connectRegistry)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var lib_descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/registry/lib/failure.js
var failure = __webpack_require__(66911);
// EXTERNAL MODULE: ./packages/kit/lib/network.js
var network = __webpack_require__(96516);
// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __webpack_require__(4148);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/registry/lib/challenge.js
var lib_challenge = __webpack_require__(90872);
;// CONCATENATED MODULE: ./packages/registry/lib/authorization.js



/** A failure that another try may heal. */
class PassingFailure extends Error {
    afterMs;
    constructor(message, afterMs, cause) {
        super(message, { cause });
        this.afterMs = afterMs;
    }
}
/** The least life that the token specification promises; registries that say nothing mean this. */
const DEFAULT_LIFE_SECONDS = 60;
/** A token service that does not answer is tried again, so waiting longer than this is in vain. */
const TOKEN_TIMEOUT_MS = 30_000;
/** Makes the authorizer of one registry. Credentials are sent to the registry and to the token service it names, over TLS unless the registry itself is plain HTTP. */
function createAuthorizer(options) {
    const now = options.now ?? Date.now;
    const grants = new Map();
    const pending = new Map();
    const keyOf = (scopes) => [...scopes].sort().join(" ");
    const grant = async (scopes, challenge, purpose) => {
        const credentials = await options.credentials?.(options.registry);
        if (credentials)
            options.mask("password" in credentials ? credentials.password : credentials.identityToken);
        // As Basic authentication sends it: a proxy that echoes its request echoes this.
        if (credentials && "username" in credentials)
            options.mask(`${credentials.username}:${credentials.password}`);
        if (challenge.scheme === "basic")
            return basicGrant(credentials, purpose);
        return requestToken(challenge, scopes, credentials, purpose, options, now());
    };
    return {
        current(scopes) {
            const found = grants.get(keyOf(scopes));
            return found && found.endsAt > now() ? found.header : undefined;
        },
        renew(scopes, header, refused, purpose) {
            const key = keyOf(scopes);
            const known = this.current(scopes);
            // Another request of the same push was refused first and has already renewed.
            if (known !== undefined && known !== refused)
                return Promise.resolve(known);
            const running = pending.get(key);
            if (running)
                return running;
            const challenge = (0,lib_challenge/* parseChallenge */.x)(header);
            if (!challenge)
                return Promise.reject((0,failure/* refusedCredentials */.PK)(purpose, "HTTP 401 without a way to log in that is known here"));
            if (challenge.scheme === "basic" && refused !== undefined)
                return Promise.reject((0,failure/* refusedCredentials */.PK)(purpose, "HTTP 401"));
            const work = grant(scopes, challenge, purpose)
                .then((fresh) => {
                grants.set(key, fresh);
                return fresh.header;
            })
                .finally(() => pending.delete(key));
            pending.set(key, work);
            return work;
        },
    };
}
function basicGrant(credentials, purpose) {
    if (!credentials || !("password" in credentials))
        throw (0,failure/* refusedCredentials */.PK)(purpose, "HTTP 401", false);
    return { header: basicHeader(credentials), endsAt: Number.POSITIVE_INFINITY };
}
function basicHeader(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}
async function requestToken(challenge, scopes, credentials, purpose, options, now) {
    const realm = checkRealm(challenge.realm, purpose, options.plainHttp);
    const wanted = scopes.length > 0 ? scopes : (challenge.scope?.split(" ") ?? []);
    const request = tokenRequest(realm, challenge.service, wanted, credentials);
    let response;
    try {
        const timeout = AbortSignal.timeout(TOKEN_TIMEOUT_MS);
        const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
        response = await options.fetch(request.url, { ...request.init, redirect: "error", signal });
    }
    catch (cause) {
        options.signal?.throwIfAborted();
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        throw new PassingFailure(`the token service ${realm.origin} did not answer (${(0,failure/* describeNetworkError */.gl)(cause)})`, undefined, cause);
    }
    if (!response.ok)
        throw await refusalOf(response, realm, credentials, purpose);
    return readGrant(response, realm, options, now);
}
/** With a password a GET with Basic authorisation; with an identity token the POST of a refresh token in OAuth 2. */
function tokenRequest(realm, service, scopes, credentials) {
    if (credentials && "identityToken" in credentials) {
        const form = new URLSearchParams({
            grant_type: "refresh_token",
            refresh_token: credentials.identityToken,
            client_id: "waybill",
            scope: scopes.join(" "),
        });
        if (service !== undefined)
            form.set("service", service);
        return { url: realm, init: { method: "POST", body: form } };
    }
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set("service", service);
    for (const scope of scopes)
        url.searchParams.append("scope", scope);
    return { url, init: { headers: credentials ? { authorization: basicHeader(credentials) } : {} } };
}
async function refusalOf(response, realm, credentials, purpose) {
    const errors = await (0,failure/* readErrors */.MA)(response);
    const words = [`HTTP ${response.status} from ${realm.origin}`, ...errors.map(({ code, message }) => `${code} ${message}`.trim())];
    const said = (0,lib_text/* cutText */.IN)(words.join(", "), 500);
    if (response.status === 408 || response.status === 429 || response.status >= 500) {
        return new PassingFailure(`the token service answered ${said}`, (0,retry/* parseRetryAfter */.m)(response.headers.get("retry-after")));
    }
    if (!credentials)
        return (0,failure/* refusedCredentials */.PK)(purpose, said, false);
    return response.status === 403 ? (0,failure/* missingPermission */.Up)(purpose, said) : (0,failure/* refusedCredentials */.PK)(purpose, said);
}
async function readGrant(response, realm, options, now) {
    // An answer that is no JSON holds no token, which is said below.
    const answer = await response.json().catch(() => undefined);
    // The token specification allows both names and says that they mean the same.
    const token = (0,json/* textAt */.$6)(answer, "token") ?? (0,json/* textAt */.$6)(answer, "access_token") ?? "";
    if (token === "")
        throw new lib_error/* ActionError */.lZ("remote", `The token service ${realm.origin} of '${options.registry}' answered without a token. Try again later.`);
    options.mask(token);
    const announced = (0,json/* numberAt */.tk)(answer, "expires_in") ?? 0;
    const life = announced > 0 ? announced : DEFAULT_LIFE_SECONDS;
    // Ends early by a tenth, so that a request does not start with a token that dies on the way.
    return { header: `Bearer ${token}`, endsAt: now + life * 900 };
}
/** The realm comes from an answer that anybody on the way could have written, where the connection is not encrypted. */
function checkRealm(realm, purpose, plainHttp) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url?.protocol === "https:" || (url?.protocol === "http:" && plainHttp))
        return url;
    throw new lib_error/* ActionError */.lZ("environment", `Could not ${purpose.what} '${purpose.registry}': it asks to log in at '${realm}', which is not an https address, so no credentials were sent. Ask the registry's operator.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/patience.js
/** A question alone is answered soon, or was lost and is asked again. Who is sent something hashes it before the answer, and may need all the patience. */
const QUESTION_SHARE = 1 / 4;
/** What a registry that was given up gets when it is asked once more, later in the same run. */
const LAST_CHANCE_SHARE = 1 / 12;
/** A patience that nothing was asked of yet. */
function createPatience(patienceMs) {
    // When the first request was sent that nothing has been answered since.
    let silentSince;
    return {
        deadline(work) {
            const now = Date.now();
            silentSince ??= now;
            return Math.max(silentSince + patienceMs, now + patienceMs * LAST_CHANCE_SHARE) + work;
        },
        wait(deadline, { isQuestion, work }) {
            silentSince ??= Date.now();
            // The pause before may have used up what was left.
            const left = Math.max(deadline - Date.now(), patienceMs * LAST_CHANCE_SHARE);
            return Math.min(left, patienceMs * (isQuestion ? QUESTION_SHARE : 1) + work);
        },
        answered() {
            silentSince = undefined;
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/lib/transport.js




const DEFAULT_POLICY = { attempts: 6, baseDelayMs: 500, maxDelayMs: 20_000, patienceMs: 100_000 };
/** The slowest connection on which an upload is still one: nothing tells how far a request's body got, so its time is reckoned by this. */
const SLOWEST_BYTES_PER_MS = 64;
/** As many as storage behind a registry ever needed, and few enough to end a circle soon. */
const MAX_REDIRECTS = 5;
/** Makes the transport of one registry; plain HTTP is the default for loopback hosts only. */
function createTransport(options) {
    const host = options.registry === "docker.io" ? "registry-1.docker.io" : options.registry;
    const plainHttp = options.plainHttp ?? (0,network/* isLoopback */.U)(host);
    const origin = new URL(`${plainHttp ? "http" : "https"}://${host}`).origin;
    const send = options.fetch ?? fetch;
    const policy = { ...DEFAULT_POLICY, ...options.retry };
    const authorizer = createAuthorizer({
        registry: options.registry,
        plainHttp,
        credentials: options.credentials,
        fetch: send,
        mask: (secret) => options.reporter?.mask(secret),
        signal: options.signal,
    });
    const patience = createPatience(policy.patienceMs);
    const wire = { origin, fetch: send, authorizer, registry: options.registry, signal: options.signal, policy, patience };
    return {
        registry: options.registry,
        reporter: options.reporter,
        signal: options.signal,
        policy,
        send: (request) => sendPatiently(request, wire, options.reporter),
        async expect(request, ...statuses) {
            const response = await this.send(request);
            if (statuses.includes(response.status))
                return response;
            throw await (0,failure/* failureOf */.g5)(response, purposeOf(request, options.registry));
        },
        locate: (location, from, purpose) => locate(location, from, purpose, origin),
    };
}
/** Tries again what another try may heal, and says after the last one how many there were. */
function sendPatiently(request, wire, reporter) {
    const attempts = request.attempts ?? wire.policy.attempts;
    const purpose = purposeOf(request, wire.registry);
    const deadline = wire.patience.deadline(workOf(request));
    let made = 0;
    const sendOne = (attempt) => {
        made = attempt;
        return sendOnce(request, wire, { purpose, deadline });
    };
    const work = (0,retry/* retry */.L)(sendOne, {
        ...wire.policy,
        attempts,
        signal: wire.signal,
        decide: (error) => {
            const isInTime = error instanceof PassingFailure && Date.now() + (error.afterMs ?? 0) < deadline;
            return isInTime ? { retry: true, afterMs: error.afterMs } : { retry: false };
        },
        onRetry: (error, attempt, delayMs) => reporter?.warn(`${wire.registry}: ${error instanceof StatusFailure ? error.message : `${error.message} while trying to ${request.purpose} ${(0,failure/* targetOf */.$r)(purpose)}`}; trying again in ${(delayMs / 1000).toFixed(1)} s (attempt ${attempt + 1} of ${attempts})`),
    });
    return work.catch((error) => {
        wire.signal?.throwIfAborted();
        if (!(error instanceof PassingFailure))
            throw error;
        if (error instanceof StatusFailure)
            throw new failure/* RemoteFailure */.p3(`${error.final.message} (${(0,lib_text/* countOf */.pq)(made, "attempt")} made.)`, {
                cause: error,
                afterMs: error.afterMs,
            });
        throw (0,failure/* unreachable */.HB)(purpose, error.cause ?? error, made);
    });
}
/** Milliseconds that a request may take without anybody being silent. */
function workOf({ body, graceMs = 0 }) {
    return (body?.length ?? 0) / SLOWEST_BYTES_PER_MS + graceMs;
}
/** A passing failure that already has its final words. */
class StatusFailure extends PassingFailure {
    final;
    constructor(message, final, afterMs) {
        super(message, afterMs);
        this.final = final;
    }
}
/** One request with its login: a 401 is answered once by a new token. */
async function sendOnce(request, wire, { purpose, deadline }) {
    const url = request.to instanceof URL ? request.to : new URL(request.to, wire.origin);
    const isHome = url.origin === wire.origin;
    let authorization = isHome ? wire.authorizer.current(request.scopes) : undefined;
    let response = await follow(request, { url, authorization, deadline }, wire);
    if (response.status === 401 && isHome) {
        const challenge = response.headers.get("www-authenticate");
        await drain(response);
        authorization = await wire.authorizer.renew(request.scopes, challenge, authorization, purpose);
        response = await follow(request, { url, authorization, deadline }, wire);
    }
    if (response.status !== 408 && response.status !== 429 && (response.status < 500 || response.status === 501))
        return response;
    const afterMs = (0,retry/* parseRetryAfter */.m)(response.headers.get("retry-after"));
    const message = `HTTP ${response.status} while trying to ${purpose.what} ${(0,failure/* targetOf */.$r)(purpose)}`;
    throw new StatusFailure(message, await (0,failure/* failureOf */.g5)(response, purpose), afterMs);
}
/** Follows redirects by hand, because `fetch` would take the credentials along within a host but not say where it ended. */
async function follow(request, start, wire) {
    let { url } = start;
    const { authorization, deadline } = start;
    for (let hops = 0;; hops++) {
        const headers = { "user-agent": "waybill", ...request.headers };
        // Credentials belong to the registry's origin only: a storage host that a redirect leads to must not see them.
        if (authorization !== undefined && url.origin === wire.origin)
            headers["authorization"] = authorization;
        const body = request.body ?? null;
        const isQuestion = request.method === "GET" || request.method === "HEAD";
        const waitMs = wire.patience.wait(deadline, { isQuestion, work: workOf(request) });
        const response = await exchange(url, { method: request.method, headers, redirect: "manual", body }, { wire, waitMs });
        const location = response.headers.get("location");
        const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
        if (!isRedirect || (request.method !== "GET" && request.method !== "HEAD" && response.status !== 307 && response.status !== 308))
            return response;
        if (hops >= MAX_REDIRECTS)
            throw new lib_error/* ActionError */.lZ("remote", `'${wire.registry}' redirected more than ${MAX_REDIRECTS} times while trying to ${request.purpose} ${(0,failure/* targetOf */.$r)(purposeOf(request, wire.registry))}. Check the registry's address, or ask its operator.`);
        await drain(response);
        url = checkTarget(new URL(location, url), url, wire);
    }
}
/** Waits so long for the headers; the body may take as long as it flows. */
async function exchange(url, init, { wire, waitMs }) {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new Error(`no answer within ${Math.ceil(waitMs / 1000)} s`)), waitMs);
    try {
        const response = await wire.fetch(url, {
            ...init,
            signal: wire.signal ? AbortSignal.any([wire.signal, timeout.signal]) : timeout.signal,
        });
        wire.patience.answered();
        return response;
    }
    catch (cause) {
        wire.signal?.throwIfAborted();
        // A proxy that refused will refuse again.
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        throw new PassingFailure((0,failure/* describeNetworkError */.gl)(cause), undefined, cause);
    }
    finally {
        clearTimeout(timer);
    }
}
function locate(location, from, purpose, origin) {
    const base = from.url === "" ? origin : from.url;
    if (location !== null && URL.canParse(location, base)) {
        const url = new URL(location, base);
        // Registries behind a TLS proxy often name themselves with http://; the credentials must not follow.
        if (origin.startsWith("https:") && url.protocol === "http:" && url.host === new URL(origin).host)
            url.protocol = "https:";
        return checkTarget(url, new URL(base), { origin, registry: purpose.registry });
    }
    throw new lib_error/* ActionError */.lZ("remote", `Could not ${purpose.what} '${purpose.registry}': it did not say where to continue the upload (no Location). Ask its operator.`);
}
/** A registry must not be able to point us at services of this machine or of its cloud (169.254.169.254), nor away from TLS. */
function checkTarget(target, from, wire) {
    const isSafe = target.protocol === "https:" || (target.protocol === "http:" && from.protocol === "http:");
    const leadsInside = (0,network/* isLoopback */.U)(target.host) || /^(169\.254\.|\[fe80:)/i.test(target.host);
    if (isSafe && (!leadsInside || (0,network/* isLoopback */.U)(new URL(wire.origin).host)))
        return target;
    throw new lib_error/* ActionError */.lZ("remote", `'${wire.registry}' redirects to '${target.origin}', which is ${isSafe ? "an address inside this machine" : "not encrypted"}; that is not followed. Ask its operator.`);
}
/** Waits before the next try: as long as the registry asked for, else longer each time. A cancelled run does not wait. */
async function pauseBeforeRetry(transport, failures, afterMs) {
    const { baseDelayMs, maxDelayMs } = transport.policy;
    const delayMs = afterMs ?? Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
    await (0,pause/* pause */.v)(delayMs, transport.signal);
}
/** Reads the rest of a response away, so that its connection can be used again. */
async function drain(response) {
    try {
        for await (const _ of (0,failure/* bytesOf */.$$)(response))
            ;
    }
    catch {
        // What is read away is nobody's loss.
    }
}
/** What a request is for, in the words of an error. */
function purposeOf(request, registry) {
    return { what: request.purpose, registry, repository: request.repository };
}

;// CONCATENATED MODULE: ./packages/registry/lib/download.js




/** What a download that stopped waits before it goes on with a new request, so that there is one within the patience. */
const STALL_SHARE = 0.45;
/**
 * Reads a blob as a stream ("Pulling blobs"). After a broken connection it goes on at the next byte by `Range`; as long as bytes arrive, this
 * may happen any number of times. Throws `WrongContent` when size or digest are not those of the descriptor, the digest at the end only, and
 * a `remote` error when nothing more arrives after all attempts. Memory: one piece of the response.
 */
async function* readBlob(transport, repository, descriptor) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    let received = 0;
    let lastByteAt = Date.now();
    // An empty blob is read once too, because its digest may be wrong.
    for (let failures = 0; received < descriptor.size || received === 0;) {
        try {
            for await (const chunk of openFrom(transport, repository, descriptor, received)) {
                received += chunk.length;
                if (received > descriptor.size)
                    throw wrongContent(transport, repository, descriptor, `more than its ${descriptor.size} bytes`);
                hash.update(chunk);
                failures = 0;
                yield chunk;
                lastByteAt = Date.now();
            }
            if (received < descriptor.size)
                throw new TypeError(`the connection ended after ${received} of ${descriptor.size} bytes`);
            break;
        }
        catch (error) {
            transport.signal?.throwIfAborted();
            if (error instanceof lib_error/* ActionError */.lZ)
                throw error;
            const isSilent = Date.now() - lastByteAt >= transport.policy.patienceMs;
            if (++failures >= transport.policy.attempts || isSilent)
                throw brokenOff(transport, repository, descriptor, error, failures);
            transport.reporter?.warn(`${transport.registry}: ${(0,failure/* describeNetworkError */.gl)(error)} while reading ${descriptor.digest}; going on at byte ${received}`);
            await pauseBeforeRetry(transport, failures);
        }
    }
    const digest = `sha256:${hash.digest("hex")}`;
    if (digest !== descriptor.digest)
        throw wrongContent(transport, repository, descriptor, `content of ${digest}`);
}
/** The content from a byte offset on, whether or not the registry knows ranges. */
async function* openFrom(transport, repository, descriptor, offset) {
    const response = await transport.expect({
        method: "GET",
        to: `/v2/${repository}/blobs/${descriptor.digest}`,
        scopes: [`repository:${repository}:pull`],
        purpose: `read blob ${descriptor.digest} of`,
        repository,
        headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
    }, 200, 206);
    // What cannot be right is not read to its end: a page of a proxy, another blob. Compressed answers announce another length.
    const announced = response.headers.get("content-length");
    if (response.status === 200 && announced !== null && !response.headers.has("content-encoding") && Number(announced) !== descriptor.size) {
        await response.body?.cancel();
        throw wrongContent(transport, repository, descriptor, `${announced} bytes`);
    }
    // A server that ignores the range starts again at the first byte.
    let skip = response.status === 200 ? offset : 0;
    if (response.status === 206 && !(response.headers.get("content-range") ?? "").startsWith(`bytes ${offset}-`)) {
        await drain(response);
        throw wrongContent(transport, repository, descriptor, "another range than the one asked for");
    }
    for await (const chunk of (0,failure/* bytesOf */.$$)(response, transport.policy.patienceMs * STALL_SHARE)) {
        transport.onBytes?.(chunk.length);
        if (skip >= chunk.length)
            skip -= chunk.length;
        else {
            yield skip === 0 ? chunk : chunk.subarray(skip);
            skip = 0;
        }
    }
}
function wrongContent(transport, repository, descriptor, served) {
    return new failure/* WrongContent */.lN(`'${transport.registry}/${repository}' served ${served} for blob ${descriptor.digest} (${descriptor.size} bytes). It is damaged there or changed on the way; push it again.`);
}
function brokenOff(transport, repository, descriptor, cause, attempts) {
    return new lib_error/* ActionError */.lZ("remote", `Could not read blob ${descriptor.digest} of '${transport.registry}/${repository}': ${(0,failure/* describeNetworkError */.gl)(cause)} (${attempts} attempts). Try again later.`, { cause });
}

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/registry/lib/manifests.js




/** The specification asks registries to take 4 MiB ("Pushing Manifests"); some take more. */
const MAX_MANIFEST_BYTES = 16 << 20;
/** For a registry that does not see for a moment what it holds. */
const PART_ATTEMPTS = 3;
/** Reads a manifest by tag or digest ("Pulling manifests"); undefined when there is none; throws when the bytes are not those of the digest asked for or announced. */
async function findManifest(transport, repository, reference) {
    const response = await transport.expect({
        method: "GET",
        to: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull`],
        purpose: `read '${reference}' of`,
        repository,
        headers: { accept: lib_descriptor/* MANIFEST_TYPES */._P.join(", ") },
    }, 200, 404);
    if (response.status === 404) {
        await drain(response);
        return undefined;
    }
    const bytes = await readLimited(response, transport, repository, `'${reference}'`);
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    // A digest that was asked for is believed before one that is announced ("Pulling manifests": the client SHOULD verify).
    const announced = response.headers.get("docker-content-digest");
    const expected = (0,lib_digest/* isDigest */.Bc)(reference) ? reference : announced !== null && (0,lib_digest/* isDigest */.Bc)(announced) ? announced : digest;
    if (digest !== expected) {
        throw new failure/* WrongContent */.lN(`'${transport.registry}/${repository}' served a manifest of ${digest} for '${reference}', which should be ${expected}. It is damaged there or changed on the way; push it again.`);
    }
    return { bytes, descriptor: { mediaType: mediaTypeOf(response, bytes), digest, size: bytes.length } };
}
/** Stores a manifest under a tag or its digest ("Pushing Manifests") and checks that the registry gave it that digest. */
async function putManifest(transport, repository, reference, bytes, mediaType) {
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    // The registry would refuse it as well, but could not say why.
    if ((0,lib_digest/* isDigest */.Bc)(reference) && reference !== digest) {
        throw new lib_error/* ActionError */.lZ("input", `The manifest for '${transport.registry}/${repository}' has the digest ${digest}, not ${reference}. It changed since it was named; build again.`);
    }
    const response = await sendManifest(transport, repository, reference, bytes, mediaType);
    await drain(response);
    const stored = response.headers.get("docker-content-digest");
    if (stored !== null && stored !== digest) {
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' stored '${reference}' as ${stored}, but its bytes are ${digest}: it changed on the way. Push it again.`);
    }
    return {
        descriptor: { mediaType, digest, size: bytes.length },
        // "Pushing Manifests with Subject": with this header the registry says that it will list the manifest as a referrer.
        hasSubjectSupport: response.headers.has("oci-subject"),
    };
}
/**
 * The CNCF registry 2.8 overwrites its note of a blob in place when a second client pushes the same blob, and for that moment says that it
 * does not know it. Whoever pushes a manifest has pushed its parts, so that answer is asked again.
 */
async function sendManifest(transport, repository, reference, bytes, mediaType) {
    const request = {
        method: "PUT",
        to: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull,push`],
        purpose: `store '${reference}' in`,
        repository,
        headers: { "content-type": mediaType },
        body: bytes,
    };
    for (let attempt = 1;; attempt++) {
        try {
            // Some registries answer 200 or 202 to a manifest that is there already.
            return await transport.expect(request, 201, 200, 202);
        }
        catch (error) {
            if (!(error instanceof failure/* MissingPart */.ib) || attempt >= PART_ATTEMPTS)
                throw error;
            await pauseBeforeRetry(transport, attempt);
        }
    }
}
/** Deletes a manifest by digest ("Deleting Manifests"); one that is not there is fine. */
async function deleteManifest(transport, repository, digest) {
    const request = {
        method: "DELETE",
        to: `/v2/${repository}/manifests/${digest}`,
        scopes: [`repository:${repository}:delete,pull,push`],
        purpose: `delete '${digest}' of`,
        repository,
    };
    const response = await transport.expect(request, 200, 202, 404, 405, 501);
    // "Deleting Manifests": 405 where it is disabled; some answer 501 instead.
    if (response.status === 405 || response.status === 501) {
        await drain(response);
        throw new lib_error/* ActionError */.lZ("environment", `Could not delete '${digest}' of '${transport.registry}/${repository}': this registry does not allow deleting (HTTP ${response.status}). Ask its operator to enable it.`);
    }
    await drain(response);
}
/** What stores serve as plain JSON or bytes is named by the manifest itself ("Pulling manifests": the two SHOULD match). */
function mediaTypeOf(response, bytes) {
    const header = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    if (header !== "" && header !== "application/json" && header !== "application/octet-stream" && header !== "text/plain")
        return header;
    try {
        return (0,json/* textAt */.$6)((0,json/* parseJson */.qF)(Buffer.from(bytes).toString("utf8")), "mediaType") ?? header;
    }
    catch {
        return header;
    }
}
/** Reads an answer of at most 16 MiB, or as much as is given, so that no answer can fill the memory; `what` names it in errors. */
async function readLimited(response, transport, repository, what, maxBytes = MAX_MANIFEST_BYTES) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of (0,failure/* bytesOf */.$$)(response)) {
            transport.onBytes?.(chunk.length);
            chunks.push(chunk);
            size += chunk.length;
            if (size > maxBytes)
                throw new failure/* WrongContent */.lN(`${what} of '${transport.registry}/${repository}' is larger than ${maxBytes >> 20} MiB, which nothing of this kind is. Ask who pushed it.`);
        }
    }
    catch (cause) {
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        transport.signal?.throwIfAborted();
        throw await (0,failure/* failureOf */.g5)(new Response(null, { status: 502, statusText: "broken off" }), {
            what: `read ${what} of`,
            registry: transport.registry,
            repository,
        });
    }
    return Buffer.concat(chunks);
}

// EXTERNAL MODULE: ./packages/registry/lib/referrers/listed-artifact.js
var listed_artifact = __webpack_require__(66000);
;// CONCATENATED MODULE: ./packages/registry/lib/tags.js



/** As many as large registries put on one page. */
const PAGE_SIZE = 1000;
/** A registry that links its pages in a circle must not hold a run up for ever. */
const MAX_PAGES = 1000;
/** Half a million tags of the greatest length: the CNCF registry before version 3 knows no pages and sends all tags at once. */
const MAX_PAGE_BYTES = 64 << 20;
/** So many names that are random numbers stand in order by chance once in 3.6 million times (10!). */
const WITNESSES = 10;
/** All tags of a repository ("Listing Tags"), over as many pages as there are; none when the repository does not exist. */
async function listTags(transport, repository) {
    const tags = [];
    for await (const page of pagesOf(transport, repository))
        tags.push(...page);
    return tags;
}
/**
 * The tags that begin with `sha256-<hex>` (given as `prefix`), `prefix` itself included. All pages are read unless the registry shows that it lists
 * in the order of ASCII, as "Listing Tags" demands and not every registry does (the CNCF registry 2.8 lists in none). What shows it are the
 * names of other digests among the tags: they are random, so in a list by time, or without order, they would not ascend. Then
 * only the pages around the prefix are read.
 */
async function tagsBeginningWith(transport, repository, prefix) {
    const found = [];
    const order = new OrderWitness();
    let mayJump = true;
    for await (const page of pagesOf(transport, repository)) {
        found.push(...page.filter((tag) => tag.startsWith(prefix)));
        order.see(page);
        const end = page.at(-1) ?? "";
        if (!order.isProven)
            continue;
        if (isBeyond(end, prefix))
            return found;
        if (end < prefix && mayJump) {
            const near = await readAround(transport, repository, prefix);
            if (near)
                return near;
            mayJump = false;
        }
    }
    return found;
}
/** Reads from just before the prefix to just behind it; undefined when the answer shows that `last` is not understood. */
async function readAround(transport, repository, prefix) {
    const before = prefix.slice(0, -1);
    const found = [];
    const order = new OrderWitness(before);
    for await (const page of pagesOf(transport, repository, before)) {
        order.see(page);
        // An empty answer is also what registries give that look for the tag `last` and do not find it.
        if (!order.isAscending || page.length === 0)
            return undefined;
        found.push(...page.filter((tag) => tag.startsWith(prefix)));
        if (isBeyond(page.at(-1) ?? "", prefix))
            break;
    }
    return found;
}
function isBeyond(tag, prefix) {
    return tag > prefix && !tag.startsWith(prefix);
}
/** Whether a listing stands in the order of ASCII, and whether that can be chance. */
class OrderWitness {
    isAscending = true;
    #last;
    #digests = new Set();
    constructor(last = "") {
        this.#last = last;
    }
    get isProven() {
        return this.isAscending && this.#digests.size >= WITNESSES;
    }
    see(page) {
        for (const tag of page) {
            this.isAscending &&= tag > this.#last;
            this.#last = tag;
            const digest = /^sha256-[0-9a-f]{64}/.exec(tag)?.[0];
            if (digest !== undefined)
                this.#digests.add(digest);
        }
    }
}
/** The pages of a listing, after the tag `last` when one is given. Throws when a page is no list or when there is no end of them. */
async function* pagesOf(transport, repository, last) {
    const purpose = "list the tags of";
    const seen = new Set();
    let next = pathAfter(repository, last);
    for (let page = 0; next !== undefined; page++) {
        if (page >= MAX_PAGES)
            throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' has more than ${MAX_PAGES} pages of tags, so the list of them cannot be read to its end. Delete old tags, or ask its operator.`);
        const response = await transport.expect({ method: "GET", to: next, scopes: [`repository:${repository}:pull`], purpose, repository }, 200, 404);
        // "Listing Tags": 404 for a repository that nothing was pushed to.
        if (response.status === 404)
            return void (await drain(response));
        const tags = await readTags(response, transport, repository);
        // RFC 8288, with the relation "next" ("Listing Tags").
        const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
        const fresh = tags.filter((tag) => !seen.has(tag));
        for (const tag of fresh)
            seen.add(tag);
        yield fresh;
        if (link)
            next = transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository });
        // A page that is exactly full may have been cut; a registry that then says the same again has told all.
        else
            next = tags.length === PAGE_SIZE && fresh.length > 0 ? pathAfter(repository, tags.at(-1)) : undefined;
    }
}
function pathAfter(repository, last) {
    return `/v2/${repository}/tags/list?n=${PAGE_SIZE}${last === undefined ? "" : `&last=${encodeURIComponent(last)}`}`;
}
async function readTags(response, transport, repository) {
    const bytes = await readLimited(response, transport, repository, "the list of tags", MAX_PAGE_BYTES);
    const listed = (0,json/* valueAt */.fK)(parseOrNothing(bytes), "tags");
    if (listed !== null && !Array.isArray(listed))
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' answered without a list of tags. Try again later.`);
    return (listed ?? []).filter((tag) => typeof tag === "string");
}
/** An answer that is no JSON holds no list, which the caller says. */
function parseOrNothing(bytes) {
    try {
        return (0,json/* parseJson */.qF)(Buffer.from(bytes).toString("utf8"));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers-tags.js





/*
 * The own tag of a referrer is `sha256-<subject>.<first 32 hex digits of its own digest>`. Whoever writes it writes the same bytes, and
 * nobody reads it before writing, so no order of writers can lose it: what a registry has taken stays until somebody deletes it. Readers
 * list the tags of a subject and so find every referrer whose writer has ended, whatever happened to the index that all writers share.
 * It also keeps the referrer from clean-ups of untagged manifests.
 */
/** More than that is no evidence but a run in a circle; reading it would take hours. */
const MAX_REFERRERS = 20_000;
/** 128 bits: nobody meets them by chance, and the tag stays below the 128 characters that a tag may have. */
const OWN_DIGITS = 32;
/** The own tag of the referrer with a digest. */
function ownTagOf(subject, digest) {
    return `${fallbackTag(subject)}.${digest.slice(digest.indexOf(":") + 1).slice(0, OWN_DIGITS)}`;
}
/** "Referrers Tag Schema": the digest with `-` for `:`; a SHA-256 digest stays below the 128 characters of a tag. */
function fallbackTag(digest) {
    return digest.replace(":", "-");
}
/** Stores a referrer under its own tag. A registry whose tags cannot be written twice may refuse one that is there already. */
async function putOwnTag(transport, { repository, subject, bytes, entry }) {
    const tag = ownTagOf(subject, entry.digest);
    try {
        await putManifest(transport, repository, tag, bytes, entry.mediaType);
    }
    catch (error) {
        transport.signal?.throwIfAborted();
        const found = await findManifest(transport, repository, tag).catch(() => undefined);
        if (found?.descriptor.digest !== entry.digest)
            throw error;
    }
}
/** The own tags of what refers to a subject, and whether there is a fallback index too. */
async function listOwnTags(transport, repository, subject) {
    const prefix = fallbackTag(subject);
    const names = await tagsBeginningWith(transport, repository, prefix);
    const isOwn = new RegExp(`^${prefix}\\.[0-9a-f]{${OWN_DIGITS}}$`);
    const tags = names.filter((name) => isOwn.test(name));
    if (tags.length > MAX_REFERRERS)
        throw tooMany(transport, repository, subject, tags.length);
    return { tags, hasIndex: names.includes(prefix) };
}
/** The entry of the referrer behind an own tag, or why there is none. */
function readOwn(transport, repository, subject, tag) {
    const where = `'${transport.registry}/${repository}:${tag}'`;
    return readEntry(transport, `${repository}:${tag}`, async () => {
        const found = await findManifest(transport, repository, tag);
        if (!found)
            return `${where} stands in the list of tags, but is not there.`;
        if (ownTagOf(subject, found.descriptor.digest) !== tag)
            return `${where} names ${found.descriptor.digest}, which is not what the tag was made for.`;
        if ((0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where).subject?.digest !== subject)
            return `${where} does not refer to ${subject}.`;
        return entryOf(found, where);
    });
}
/** The entry that a referrer gets in an index, from its own manifest: with its artifact type, or its config's media type instead ("Listing Referrers"). */
function entryOf(found, where) {
    const manifest = (0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where);
    const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
    return {
        mediaType: found.descriptor.mediaType,
        digest: found.descriptor.digest,
        size: found.descriptor.size,
        artifactType,
        annotations: Object.keys(manifest.annotations).length === 0 ? undefined : manifest.annotations,
    };
}
/** An entry whose writer did not know the artifact type, as some write only the type of the empty config, with what its own manifest says. */
async function withKnownType(transport, repository, entry) {
    if (entry.artifactType !== undefined && entry.artifactType !== lib_descriptor/* MEDIA_TYPES */.Z2.empty)
        return entry;
    const where = `'${transport.registry}/${repository}@${entry.digest}'`;
    return readEntry(transport, `${repository}@${entry.digest}`, async () => {
        const found = await findManifest(transport, repository, entry.digest);
        return found ? entryOf(found, where) : `${where} stands in the list of referrers, but is not there.`;
    });
}
/** Entries that were read in this run, by place: what is named by its digest, as own tags name it too, never says anything else. */
const known = new WeakMap();
/** Some hundred bytes each. */
const MAX_KNOWN = 2 * MAX_REFERRERS;
/** Reads an entry once in a run; one that is not right is a sentence, and is read again. */
async function readEntry(transport, place, read) {
    const entries = known.get(transport) ?? new Map();
    known.set(transport, entries);
    const before = entries.get(place);
    if (before)
        return before;
    try {
        const found = await read();
        if (typeof found !== "string" && entries.size < MAX_KNOWN)
            entries.set(place, found);
        return found;
    }
    catch (error) {
        if (error instanceof failure/* WrongContent */.lN)
            return error.message;
        throw error;
    }
}
/** The error for a subject with more referrers than can be read. */
function tooMany(transport, repository, subject, count) {
    return new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' lists ${count} things that refer to ${subject}; at most ${MAX_REFERRERS} are read, and a part would prove nothing. Delete what is not needed.`);
}
/** Whether so many referrers are more than can be read. */
function areTooMany(count) {
    return count > MAX_REFERRERS;
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers-index.js






/** Writers that never agree are rather a registry that answers old content, or a tool that rewrites the tag all the time. */
const MAX_WRITES = 12;
/** Every registry takes manifests of 4 MiB ("Pushing Manifests"); the CNCF registry takes no more. */
const MAX_INDEX_BYTES = 4 << 20;
/** For two answers that another client's write came between. */
const READ_ATTEMPTS = 3;
const CONCURRENCY = 8;
/** Takes the descriptors out of a list; one that is broken, or has a digest of another kind, does not hide the others. */
function readEntries(manifests, where) {
    const entries = [];
    const skipped = [];
    for (const [at, item] of manifests.entries()) {
        try {
            entries.push((0,lib_descriptor/* parseDescriptor */.BA)(item, `Entry ${at + 1} of ${where}`));
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            skipped.push(error.message);
        }
    }
    return { entries, skipped };
}
/**
 * Reads the own tags and the fallback index of a subject ("Referrers Tag Schema"), which is empty when there is none. Throws when the index's tag
 * is something else, and when the index is there though the list of tags lacks it: then own tags may be missing there too.
 */
async function readTagged(transport, repository, subject) {
    const tag = fallbackTag(subject);
    const where = `'${transport.registry}/${repository}:${tag}'`;
    for (let attempt = 1;; attempt++) {
        const { tags, hasIndex } = await listOwnTags(transport, repository, subject);
        const found = await findManifest(transport, repository, tag);
        if (found && hasIndex)
            return { tags, index: parseIndex(found.bytes, subject, where) };
        if (!found && !hasIndex)
            return { tags, index: { entries: [], skipped: [], raw: [] } };
        if (attempt >= READ_ATTEMPTS) {
            if (found)
                throw cutList(transport, repository, tag);
            return { tags, index: { entries: [], skipped: [`${where} stands in the list of tags, but is not there.`], raw: [] } };
        }
        // One of the two answers was given before another client's write and one after it.
        await pauseBeforeRetry(transport, attempt);
    }
}
function parseIndex(bytes, subject, where) {
    const { mediaType = lib_descriptor/* MEDIA_TYPES */.Z2.index, manifests } = (0,lib_descriptor/* parseObject */.lj)(bytes, where);
    if ((mediaType !== lib_descriptor/* MEDIA_TYPES */.Z2.index && mediaType !== lib_descriptor/* MEDIA_TYPES */.Z2.dockerIndex) || !Array.isArray(manifests))
        throw new lib_error/* ActionError */.lZ("remote", `${where} should be the list of what refers to ${subject}, but is an image. Delete or rename that tag.`);
    return { ...readEntries(manifests, where), raw: manifests };
}
/**
 * Adds an entry to the fallback index, which tools such as cosign and oras read; our own readers do not depend on it.
 *
 * Registries have no conditional writes (the CNCF registry takes a PUT with a wrong If-Match), so a writer that read the index before our
 * write may overwrite it afterwards. No pause is long enough to rule that out; this rule is: **a writer puts its own tag first, and ends
 * only when, after its last write, it has listed the own tags, its own among them, and found each in the index.** Take the last write of all, by
 * W, and any writer V that has ended. If V last read the index after that write, V's entry stands in what it read. If before, V's own
 * tag was there before that write too, so W saw it when it listed the tags afterwards, and would have written again if V's entry were
 * missing. So the index that is left holds both. A writer that is killed before it looked may leave an index that is short;
 * the next one completes it.
 *
 * Entries of tools that put no own tag are kept once they were seen; one that such a tool writes between our reading and writing is lost
 * to the index, as with every client of this schema.
 */
async function mergeIntoIndex(transport, repository, subject, entry) {
    const merge = { transport, repository, subject, entry, known: new Map([[entry.digest, entry]]), dead: new Set() };
    for (let attempt = 1;; attempt++) {
        let seen = await look(merge);
        // The first write follows its reading at once; who was overwritten must get out of step with who did it.
        if (attempt > 1 && !seen.isDone) {
            const { baseDelayMs, maxDelayMs } = transport.policy;
            await (0,pause/* pause */.v)(Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 2)) * Math.random(), transport.signal);
            seen = await look(merge);
        }
        if (seen.isDone)
            return;
        if (attempt > MAX_WRITES)
            throw seen.isListed ? overwritten(merge) : unlisted(merge);
        if (!seen.isComplete)
            await writeIndex(merge);
    }
}
/** Adds to what is known what the index and the own tags name now, and says whether the index has it all and the list of tags has ours. */
async function look(merge) {
    const { transport, repository, subject, entry, known, dead } = merge;
    const { tags, index } = await readTagged(transport, repository, subject);
    const present = new Set(index.raw.map(keyOf));
    for (const item of index.raw)
        if (!dead.has(keyOf(item)) && !known.has(keyOf(item)))
            known.set(keyOf(item), item);
    const named = new Set([...known.keys()].map((key) => ownTagOf(subject, key)));
    const missing = tags.filter((tag) => !named.has(tag));
    const own = await (0,parallel/* mapParallel */.E)(missing, CONCURRENCY, (tag) => readOwn(transport, repository, subject, tag));
    // What is broken is the readers' to tell; it cannot be listed.
    for (const found of own)
        if (typeof found !== "string")
            known.set(found.digest, found);
    const isListed = tags.includes(ownTagOf(subject, entry.digest));
    const isComplete = known.has(entry.digest) && [...known.keys()].every((key) => present.has(key));
    return { isListed, isComplete, isDone: isListed && isComplete };
}
async function writeIndex(merge) {
    const { transport, repository, subject, known, dead } = merge;
    const put = (bytes) => putManifest(transport, repository, fallbackTag(subject), bytes, lib_descriptor/* MEDIA_TYPES */.Z2.index);
    const whole = indexOf(merge);
    try {
        await put(whole);
    }
    catch (error) {
        if (!(error instanceof failure/* MissingPart */.ib))
            throw error;
        // The CNCF registry refuses an index that names what is not there; a deleted referrer must not keep new ones out.
        for (const key of await findGone(transport, repository, [...known.keys()])) {
            known.delete(key);
            dead.add(key);
        }
        await put(indexOf(merge));
    }
}
async function findGone(transport, repository, keys) {
    const gone = await (0,parallel/* mapParallel */.E)(keys, CONCURRENCY, async (key) => {
        // Keys that are no digest are entries that no registry would have taken from us.
        const isThere = /^[a-z0-9+._-]+:[0-9a-f]+$/i.test(key) && (await findManifest(transport, repository, key)) !== undefined;
        return isThere ? [] : [key];
    });
    return gone.flat();
}
function keyOf(item) {
    return (0,json/* textAt */.$6)(item, "digest") ?? (0,lib_digest/* canonicalJson */.dj)(item);
}
/** The same entries always make the same bytes, so that writers that agree write one digest. */
function indexOf({ transport, repository, subject, known }) {
    const manifests = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
    const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.index, manifests }));
    if (bytes.length <= MAX_INDEX_BYTES)
        return bytes;
    throw new lib_error/* ActionError */.lZ("remote", `The list of what refers to ${subject} in '${transport.registry}/${repository}' has ${known.size} entries, more than the 4 MiB that a registry takes. What was pushed is stored and Waybill finds it, but cosign and oras do not. Delete old referrers of this digest.`);
}
function overwritten({ transport, repository, subject, entry }) {
    const list = `'${transport.registry}/${repository}:${fallbackTag(subject)}'`;
    return new lib_error/* ActionError */.lZ("remote", `Could not add ${entry.digest} to the list of referrers ${list}: it is missing there again after each of ${MAX_WRITES} writes. It is stored and Waybill finds it, but cosign and oras do not. Run again when no other job writes to that list, or ask the registry's operator whether a cache answers with old content.`);
}
function unlisted({ transport, repository, subject, entry }) {
    return new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' took the tag ${ownTagOf(subject, entry.digest)}, but does not list it, so nobody can find ${entry.digest}. Ask the registry's operator whether tags are deleted there, or a cache answers with old lists; then run again.`);
}
function cutList(transport, repository, tag) {
    return new lib_error/* ActionError */.lZ("remote", `The list of tags of '${transport.registry}/${repository}' lacks '${tag}', which is there. It is old or not whole, so evidence may be missing from it. Try again later, or ask the registry's operator.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers-api.js







/** A registry that links its pages in a circle must not hold a run up for ever. */
const referrers_api_MAX_PAGES = 1000;
/**
 * What the referrers API lists, over all pages; undefined when the registry has no such API. Throws when the list cannot be read to its end: a part
 * of the evidence must not pass for all of it.
 */
async function listNative(transport, repository, digest) {
    const entries = [];
    const skipped = [];
    const where = `the list of referrers of ${digest} in '${transport.registry}/${repository}'`;
    let next = `/v2/${repository}/referrers/${digest}`;
    for (let page = 0; next !== undefined; page++) {
        if (page >= referrers_api_MAX_PAGES)
            throw new lib_error/* ActionError */.lZ("remote", `There are more than ${referrers_api_MAX_PAGES} pages of ${where}, so it cannot be read to its end. Ask its operator.`);
        const purpose = `list what refers to ${digest} in`;
        const request = { method: "GET", to: next, scopes: [`repository:${repository}:pull`], purpose, repository };
        const response = await transport.send(request);
        const type = response.headers.get("content-type") ?? "";
        if (response.status !== 200 || !type.includes("json")) {
            if (page > 0)
                throw await (0,failure/* failureOf */.g5)(response, purposeOf(request, transport.registry));
            await drain(response);
            // 401 and 403 are not "there is no API": the tags are read with the same rights and say so plainly.
            return undefined;
        }
        const { manifests } = (0,lib_descriptor/* parseObject */.lj)(await readLimited(response, transport, repository, where), where);
        if (!Array.isArray(manifests)) {
            if (page > 0)
                throw new lib_error/* ActionError */.lZ("remote", `Page ${page + 1} of ${where} holds no list. Try again later, or ask its operator.`);
            return undefined;
        }
        const read = readEntries(manifests, where);
        entries.push(...read.entries);
        skipped.push(...read.skipped);
        if (areTooMany(entries.length))
            throw tooMany(transport, repository, digest, entries.length);
        const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
        next = link ? transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository }) : undefined;
    }
    return { entries, skipped };
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers/referrers.js







const referrers_CONCURRENCY = 8;
/** The writers of one process wait in line per fallback tag: they would be right without, but write it more often. */
const lines = new WeakMap();
/**
 * Lists what refers to a digest ("Listing Referrers"): from the referrers API, the fallback index and the own tags together. None of
 * them alone is enough: an index may have been overwritten, and a registry that gets the API later need only list there what the index had
 * ("Enabling the Referrers API"). One broken entry hides no other one. Throws when one of the three cannot be read to its end.
 */
async function listReferrers(transport, repository, digest, artifactType) {
    const native = (await listNative(transport, repository, digest)) ?? { entries: [], skipped: [] };
    const { tags, index } = await readTagged(transport, repository, digest);
    // What was deleted may stand in the shared list for long; its own tag is gone with it.
    const own = new Set(tags);
    const shared = index.entries.map((entry) => (own.has(ownTagOf(digest, entry.digest)) ? entry : (0,listed_artifact/* withoutParts */.TK)(entry)));
    const listed = new Map([...shared, ...native.entries].map((entry) => [entry.digest, entry]));
    if (areTooMany(listed.size))
        throw tooMany(transport, repository, digest, listed.size);
    const taken = new Set([...listed.keys()].map((entry) => ownTagOf(digest, entry)));
    const alone = tags.filter((tag) => !taken.has(tag));
    const results = [
        ...(await (0,parallel/* mapParallel */.E)([...listed.values()], referrers_CONCURRENCY, (entry) => withKnownType(transport, repository, entry))),
        ...(await (0,parallel/* mapParallel */.E)(alone, referrers_CONCURRENCY, (tag) => readOwn(transport, repository, digest, tag))),
    ];
    const descriptors = results
        .filter((found) => typeof found !== "string")
        .filter((found) => artifactType === undefined || found.artifactType === artifactType)
        .sort((a, b) => (a.digest < b.digest ? -1 : 1));
    return {
        descriptors,
        missingFromIndex: descriptors.map((found) => found.digest).filter((found) => !listed.has(found)),
        skipped: [...native.skipped, ...index.skipped, ...results.filter((found) => typeof found === "string")],
    };
}
/** The manifest that attaches an artifact to a subject, and the two blobs it needs (image specification 1.1, "Guidelines for Artifact Usage"). */
function artifactManifest(subject, artifact) {
    const layer = { mediaType: artifact.mediaType, digest: (0,lib_digest/* digestOf */.ol)(artifact.bytes), size: artifact.bytes.length };
    const { artifactType } = artifact;
    const { bytes, annotations } = (0,listed_artifact/* writeArtifact */.w6)({ artifactType, subject, layer, annotations: artifact.annotations });
    const entry = { mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.manifest, digest: (0,lib_digest/* digestOf */.ol)(bytes), size: bytes.length, artifactType, annotations };
    return { bytes, blobs: [listed_artifact/* emptyConfig */.i4, { descriptor: layer, bytes: artifact.bytes }], entry };
}
/**
 * Stores a manifest that has a subject ("Pushing Manifests with Subject") and makes it findable: by the API where the registry really
 * lists it; else first by its own tag, which no other writer can take away, then by the fallback index, for other tools.
 * Throws when it cannot be found afterwards in one of these ways.
 */
async function putReferrer(transport, referrer) {
    const { repository, subject, bytes, entry } = referrer;
    const { hasSubjectSupport } = await putManifest(transport, repository, entry.digest, bytes, entry.mediaType);
    if (hasSubjectSupport) {
        // At least one large registry claims support and has no API, so the claim is checked.
        const listed = await listNative(transport, repository, subject);
        if (listed?.entries.some(({ digest }) => digest === entry.digest))
            return;
    }
    await putOwnTag(transport, referrer);
    await inLine(transport, `${repository}@${subject}`, () => mergeIntoIndex(transport, repository, subject, entry));
}
function inLine(transport, key, work) {
    const line = lines.get(transport) ?? new Map();
    lines.set(transport, line);
    const before = line.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    line.set(key, mine);
    const leave = () => {
        if (line.get(key) === mine)
            line.delete(key);
    };
    mine.then(leave, leave);
    return mine;
}

;// CONCATENATED MODULE: ./packages/registry/lib/blob-source.js

/** Reads `length` bytes of a source from an offset; throws when there are fewer. */
async function readExactly(blob, offset, length) {
    if (length === 0)
        return new Uint8Array();
    for await (const chunk of chunksOf(blob, offset, length))
        if (chunk.length === length)
            return chunk;
    throw shortSource(blob);
}
/** Cuts a source into pieces of exactly `length` bytes (the last may be shorter); throws when it holds more or less than its descriptor says. */
async function* chunksOf(blob, offset, length) {
    let pieces = [];
    let held = 0;
    let total = offset;
    for await (let piece of blob.open(offset)) {
        total += piece.length;
        if (total > blob.descriptor.size)
            throw shortSource(blob);
        while (held + piece.length >= length) {
            const taken = length - held;
            yield Buffer.concat([...pieces, piece.subarray(0, taken)]);
            piece = piece.subarray(taken);
            pieces = [];
            held = 0;
        }
        if (piece.length > 0) {
            pieces.push(piece);
            held += piece.length;
        }
    }
    // The last piece, which may be shorter.
    if (held > 0)
        yield Buffer.concat(pieces);
    if (total !== blob.descriptor.size)
        throw shortSource(blob);
}
/** A file that grows or shrinks while it is sent is the usual reason. */
function shortSource(blob) {
    return new lib_error/* ActionError */.lZ("input", `The content to push as ${blob.descriptor.digest} does not have its ${blob.descriptor.size} bytes: it changed since it was measured. Build again.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/upload-session.js




/** The registry no longer knows an upload; it must be started again. */
class SessionLost extends Error {
}
/** Registries hash a whole blob, or copy it within their storage, before they answer that it is there. */
const CLOSING_BYTES_PER_MS = 50_000;
const OCTETS = { "content-type": "application/octet-stream" };
/**
 * Sends the whole content of a blob in an open session ("Pushing a blob in chunks"). After a broken request it asks how far the registry
 * got and goes on there; as long as bytes arrive, this may happen any number of times. Throws `SessionLost` when the session is gone.
 */
async function sendContent(upload) {
    const { transport, blob } = upload;
    const { digest, size } = blob.descriptor;
    let failures = 0;
    for (let offset = 0;;) {
        const before = offset;
        try {
            offset = await sendChunks(upload, offset);
            await closeUpload(upload, offset);
            return;
        }
        catch (error) {
            if (!(error instanceof UploadBroken))
                throw error;
            offset = await findAcceptedBytes(upload);
            failures = offset > before ? 1 : failures + 1;
            if (failures >= transport.policy.attempts)
                throw error.final;
            transport.reporter?.warn(`${transport.registry}: the upload of ${digest} broke; going on at byte ${offset} of ${size}`);
            await pauseBeforeRetry(transport, failures, error.afterMs);
        }
    }
}
/** Sends whole chunks until at most one is left, and returns the offset of the rest. */
async function sendChunks(upload, from) {
    const { blob, session } = upload;
    const { size } = blob.descriptor;
    let offset = from;
    if (size - offset <= session.chunkBytes)
        return offset;
    for await (const chunk of chunksOf(blob, offset, session.chunkBytes)) {
        await sendChunk(upload, offset, chunk);
        offset += chunk.length;
        upload.onProgress?.(offset, size);
        if (size - offset <= session.chunkBytes)
            break;
    }
    return offset;
}
/** A request of an upload that did not succeed; the upload can go on where the registry says. */
class UploadBroken extends Error {
    final;
    afterMs;
    constructor(final) {
        super("the upload broke");
        this.final = final;
        this.afterMs = final instanceof failure/* RemoteFailure */.p3 ? final.afterMs : undefined;
    }
}
async function sendChunk(upload, offset, chunk) {
    const { transport, session } = upload;
    const request = {
        ...requestOf(upload),
        method: "PATCH",
        to: session.location,
        // Not the form of RFC 9110: the specification wants `<start>-<end>`, both inclusive, without unit and length.
        headers: { ...OCTETS, "content-range": `${offset}-${offset + chunk.length - 1}` },
        body: chunk,
    };
    const response = await send(transport, request);
    const purpose = purposeOf(request, transport.registry);
    if (![201, 202, 204].includes(response.status))
        throw await (0,failure/* failureOf */.g5)(response, purpose);
    await drain(response);
    session.location = transport.locate(response.headers.get("location"), response, purpose);
}
/** Closes the upload with what is left of the content, at most one chunk, and compares the digest that the registry names. */
async function closeUpload(upload, offset) {
    const { transport, repository, blob, session } = upload;
    const { digest, size } = blob.descriptor;
    const rest = await readExactly(blob, offset, size - offset);
    const to = new URL(session.location);
    to.searchParams.set("digest", digest);
    const headers = offset > 0 && rest.length > 0 ? { ...OCTETS, "content-range": `${offset}-${size - 1}` } : OCTETS;
    const request = { ...requestOf(upload), method: "PUT", to, headers, body: rest, graceMs: size / CLOSING_BYTES_PER_MS };
    const response = await send(transport, request);
    if (response.status !== 201 && response.status !== 204)
        throw await (0,failure/* failureOf */.g5)(response, purposeOf(request, transport.registry));
    await drain(response);
    const stored = response.headers.get("docker-content-digest");
    if (stored !== null && stored !== digest) {
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' stored blob ${digest} as ${stored}: the content changed on the way. Push it again.`);
    }
    upload.onProgress?.(size, size);
}
/** Asks how many bytes the registry has: `GET` of the upload's location answers 204 with `Range: 0-<last byte>`. */
async function findAcceptedBytes(upload) {
    const { transport, blob, session } = upload;
    const purpose = `go on with the upload of blob ${blob.descriptor.digest} to`;
    const request = { ...requestOf(upload), method: "GET", to: session.location, purpose, attempts: undefined };
    const response = await transport.send(request);
    await drain(response);
    const range = /^(?:bytes=)?0-(\d+)$/.exec(response.headers.get("range") ?? "");
    if (response.status !== 204 && response.status !== 202 && response.status !== 200)
        throw new SessionLost();
    const location = response.headers.get("location");
    if (location !== null)
        session.location = transport.locate(location, response, purposeOf(request, transport.registry));
    // An empty upload is written as "0-0" by distribution, which cannot be told from one byte; chunks are never that small.
    const accepted = range ? Number(range[1]) + 1 : 0;
    if (accepted > blob.descriptor.size)
        throw new SessionLost();
    return accepted === 1 ? 0 : accepted;
}
/** What all requests of an upload share. */
function requestOf({ repository, scopes, blob }) {
    // Sending the same range again is wrong when the registry has taken a part of it: the offset is asked for first, so one attempt.
    return { scopes, purpose: `push blob ${blob.descriptor.digest} to`, repository, attempts: 1 };
}
/** Sends one request of an upload and sorts out the answers after which the upload can go on. */
async function send(transport, request) {
    const response = await transport.send(request).catch((error) => {
        transport.signal?.throwIfAborted();
        throw error instanceof failure/* RemoteFailure */.p3 ? new UploadBroken(error) : error;
    });
    // "If a chunk is uploaded out of order, the registry MUST respond with a 416": we and it count differently, so it is asked.
    if (response.status === 416)
        throw new UploadBroken(await (0,failure/* failureOf */.g5)(response, purposeOf(request, transport.registry)));
    if (response.status !== 404)
        return response;
    await drain(response);
    throw new SessionLost();
}

;// CONCATENATED MODULE: ./packages/registry/lib/upload.js



/** GHCR answers 416 to a ranged PATCH above 4 MiB. */
const GHCR_CHUNK_BYTES = 4 << 20;
const CHUNK_BYTES = 8 << 20;
/** A registry that asks for larger chunks than this asks for too much of our memory. */
const MAX_CHUNK_BYTES = 64 << 20;
/** How many upload sessions may be lost before the push of one blob is given up. */
const MAX_SESSIONS = 4;
/** Whether the registry holds a blob ("Checking if content exists in the registry"); a push asks with the scope that it needs anyway. */
async function hasBlob(transport, repository, digest, scope = `repository:${repository}:pull`) {
    const to = `/v2/${repository}/blobs/${digest}`;
    const request = { method: "HEAD", to, scopes: [scope], purpose: `look for blob ${digest} in`, repository };
    const response = await transport.expect(request, 200, 404);
    await drain(response);
    return response.status === 200;
}
/**
 * Makes a registry hold a blob: finds it, mounts it, or uploads it in chunks that go on where a broken connection left off. Memory: one
 * chunk. Throws an `input` error for content that is not what its descriptor says, else what `Transport` throws.
 */
async function pushBlob(transport, repository, blob, options = {}) {
    const { digest, size } = blob.descriptor;
    if (await hasBlob(transport, repository, digest, pushScope(repository))) {
        options.onProgress?.(size, size);
        return "exists";
    }
    for (let sessions = 1;; sessions++) {
        const session = await openSession(transport, repository, blob.descriptor, sessions === 1 ? options.mountFrom : undefined);
        if (session === "mounted") {
            options.onProgress?.(size, size);
            return "mounted";
        }
        try {
            await sendContent({ transport, repository, scopes: [pushScope(repository)], blob, session, onProgress: options.onProgress });
            return "uploaded";
        }
        catch (error) {
            if (!(error instanceof SessionLost))
                throw error;
            // The connection may have broken after the registry had closed the upload.
            if (await hasBlob(transport, repository, digest, pushScope(repository)))
                return "uploaded";
            if (sessions >= MAX_SESSIONS) {
                throw new lib_error/* ActionError */.lZ("remote", `Could not push blob ${digest} to '${transport.registry}/${repository}': the registry lost the upload ${sessions} times. Try again later or ask its operator.`);
            }
            transport.reporter?.warn(`${transport.registry}: the upload of ${digest} was lost; starting it again`);
        }
    }
}
/** Starts an upload and gives it up again ("Cancel a blob upload"): proves that this token may push here. */
async function tryUpload(transport, repository) {
    const request = startRequest(repository, "start an upload to");
    const response = await transport.expect(request, 202);
    await drain(response);
    const location = transport.locate(response.headers.get("location"), response, purposeOf(request, transport.registry));
    // Registries that cannot cancel clean up by themselves, so the answer does not matter.
    const cancelled = await transport
        .send({ ...request, method: "DELETE", to: location, purpose: "cancel an upload to", attempts: 1 })
        .catch(() => undefined);
    if (cancelled)
        await drain(cancelled);
}
/** Starts an upload, or mounts the blob from another repository ("Mounting a blob from another repository"). */
async function openSession(transport, repository, descriptor, mountFrom) {
    const request = startRequest(repository, `push blob ${descriptor.digest} to`);
    if (mountFrom !== undefined && mountFrom !== repository) {
        const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom });
        const scopes = [pushScope(repository), `repository:${mountFrom}:pull`];
        // A mount that is refused for whatever reason is only a missed shortcut.
        const response = await transport
            .send({ ...request, to: `${uploadsOf(repository)}?${query.toString()}`, scopes })
            .catch((error) => {
            transport.signal?.throwIfAborted();
            transport.reporter?.debug(`mount of ${descriptor.digest} from ${mountFrom} did not work: ${String(error)}`);
            return undefined;
        });
        if (response)
            await drain(response);
        if (response?.status === 201)
            return "mounted";
        // A registry that cannot mount answers as if an ordinary upload had been started.
        if (response?.status === 202)
            return sessionOf(transport, request, response);
    }
    const response = await transport.expect(request, 202);
    await drain(response);
    return sessionOf(transport, request, response);
}
function sessionOf(transport, request, response) {
    const location = transport.locate(response.headers.get("location"), response, purposeOf(request, transport.registry));
    // "Pushing a blob in chunks": the registry may name the least size that it takes.
    const least = Number(response.headers.get("oci-chunk-min-length") ?? 0);
    const usual = transport.registry === "ghcr.io" ? GHCR_CHUNK_BYTES : CHUNK_BYTES;
    return { location, chunkBytes: Math.max(usual, Number.isSafeInteger(least) ? Math.min(least, MAX_CHUNK_BYTES) : 0) };
}
function startRequest(repository, purpose) {
    return { method: "POST", to: uploadsOf(repository), scopes: [pushScope(repository)], purpose, repository };
}
function uploadsOf(repository) {
    return `/v2/${repository}/blobs/uploads/`;
}
function pushScope(repository) {
    return `repository:${repository}:pull,push`;
}

;// CONCATENATED MODULE: ./packages/registry/lib/copy.js







/** Referrers may themselves be referred to; deeper than this is a loop or an attack. */
const MAX_DEPTH = 5;
/** Copies a digest with everything below it, and what refers to it, byte for byte; children come before parents, so a broken copy names nothing that is not there. */
async function copyImage(from, to, options = {}, depth = 0) {
    const where = `'${from.transport.registry}/${from.repository}@${from.digest}'`;
    if (depth > MAX_DEPTH)
        throw new lib_error/* ActionError */.lZ("remote", `${where} lies more than ${MAX_DEPTH} levels deep; that is no image. Copy its parts by hand.`);
    const found = await findManifest(from.transport, from.repository, from.digest);
    if (!found)
        throw new lib_error/* ActionError */.lZ("environment", `${where} cannot be copied: it is not there. Check the digest and that the token may see it.`);
    const manifest = (0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where);
    for (const child of manifest.manifests)
        await copyImage({ ...from, digest: child.digest }, to, options, depth + 1);
    const blobs = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
    const unique = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
    await (0,parallel/* mapParallel */.E)(unique, options.concurrency ?? 4, (blob) => copyBlob(from, to, blob));
    const { bytes } = found;
    const { repository } = to;
    if (manifest.subject)
        await putReferrer(to.transport, { repository, subject: manifest.subject.digest, bytes, entry: entryOf(found, where) });
    else
        await putManifest(to.transport, to.repository, from.digest, found.bytes, found.descriptor.mediaType);
    if (options.referrers ?? true)
        await copyReferrers(from, to, options, depth);
    return found.descriptor;
}
/** What is listed and cannot be read stays behind, and is named: an image must not be stuck because of one broken thing that refers to it. */
async function copyReferrers(from, to, options, depth) {
    const { descriptors, skipped } = await listReferrers(from.transport, from.repository, from.digest);
    const warn = (why) => to.transport.reporter?.warn(`Not copied with ${from.digest}: ${why}`);
    for (const why of skipped)
        warn(why);
    for (const { digest } of descriptors) {
        if (await findManifest(from.transport, from.repository, digest))
            await copyImage({ ...from, digest }, to, options, depth + 1);
        else
            warn(`'${from.transport.registry}/${from.repository}@${digest}' stands in the list of referrers, but is not there.`);
    }
}
async function copyBlob(from, to, descriptor) {
    const source = {
        descriptor,
        open: (offset = 0) => skipBytes(readBlob(from.transport, from.repository, descriptor), offset),
    };
    await pushBlob(to.transport, to.repository, source, from.transport.registry === to.transport.registry ? { mountFrom: from.repository } : {});
}
/** Reads from the start also when only the end is wanted, because the digest covers the whole. */
async function* skipBytes(source, offset) {
    let left = offset;
    for await (const chunk of source) {
        if (left >= chunk.length)
            left -= chunk.length;
        else {
            yield left === 0 ? chunk : chunk.subarray(left);
            left = 0;
        }
    }
}

;// CONCATENATED MODULE: ./packages/registry/lib/client.js











const MAX_ARTIFACT_BYTES = 64 << 20;
/** The transport behind each registry, so that a copy can stream between two of them. */
const transports = new WeakMap();
/** Connects to a registry; nothing is sent before the first call. */
function connectRegistry(options) {
    const transport = createTransport(options);
    const pushable = new Set();
    const registry = {
        host: options.registry,
        async ping(repository) {
            if (pushable.has(repository))
                return;
            await drain(await transport.expect({ method: "GET", to: "/v2/", scopes: [`repository:${repository}:pull,push`], purpose: "reach", repository }, 200));
            await tryUpload(transport, repository);
            pushable.add(repository);
        },
        findManifest: (repository, reference) => findManifest(transport, repository, reference),
        putManifest: (repository, reference, bytes, mediaType) => storeManifest(registry, repository, reference, bytes, mediaType),
        hasBlob: (repository, digest) => hasBlob(transport, repository, digest),
        readBlob: (repository, descriptor) => readBlob(transport, repository, descriptor),
        pushBlob: (repository, blob, pushOptions) => pushBlob(transport, repository, blob, pushOptions),
        copyImage: (from, to, copyOptions) => copyImage({ transport: transportOf(from.registry), repository: from.repository, digest: from.digest }, { transport, repository: to.repository }, copyOptions),
        async pushReferrer(repository, subject, artifact) {
            const { bytes, blobs, entry } = artifactManifest(subject, artifact);
            for (const { descriptor, bytes: content } of blobs)
                await pushBlob(transport, repository, { descriptor, open: (offset = 0) => only(content.subarray(offset)) });
            await putReferrer(transport, { repository, subject: subject.digest, bytes, entry });
            return entry;
        },
        listReferrers: (repository, digest, artifactType) => listReferrers(transport, repository, digest, artifactType),
        readArtifact: (repository, descriptor, readOptions) => readArtifact(transport, repository, descriptor, readOptions),
        listTags: (repository) => listTags(transport, repository),
        deleteManifest: (repository, digest) => deleteManifest(transport, repository, digest),
    };
    transports.set(registry, transport);
    return registry;
}
/** A manifest with a subject that is stored directly must be findable too. */
async function storeManifest(registry, repository, reference, bytes, mediaType) {
    const transport = transportOf(registry);
    const { descriptor } = await putManifest(transport, repository, reference, bytes, mediaType);
    const { subject } = (0,lib_descriptor/* parseManifest */.Ng)(bytes, `The manifest for '${registry.host}/${repository}'`);
    if (subject) {
        const entry = entryOf({ bytes, descriptor }, "the manifest");
        await putReferrer(transport, { repository, subject: subject.digest, bytes, entry });
    }
    return descriptor;
}
async function readArtifact(transport, repository, descriptor, { maxBytes = MAX_ARTIFACT_BYTES, onBytes } = {}) {
    const counted = { ...transport, onBytes };
    const where = `'${transport.registry}/${repository}@${descriptor.digest}'`;
    const layers = [(0,listed_artifact/* readListed */.oF)(descriptor)?.layer ?? (await readLayers(counted, repository, descriptor))].flat();
    const [layer, ...others] = layers;
    if (!layer || others.length > 0)
        throw new failure/* WrongContent */.lN(`The artifact ${where} has ${layers.length} layers; expected one. It was not written by Waybill or changed since.`);
    if (layer.size > maxBytes)
        throw new failure/* WrongContent */.lN(`The artifact ${where} has ${layer.size} bytes; at most ${maxBytes} are read. Ask who pushed it.`);
    const chunks = [];
    for await (const chunk of readBlob(counted, repository, layer))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
async function readLayers(transport, repository, { digest }) {
    const where = `'${transport.registry}/${repository}@${digest}'`;
    const found = await findManifest(transport, repository, digest);
    if (found)
        return (0,lib_descriptor/* parseManifest */.Ng)(found.bytes, where).layers;
    throw new failure/* MissingContent */.c9(`The artifact ${where} is not there. Check the digest and that the token may see it.`);
}
function transportOf(registry) {
    const transport = transports.get(registry);
    if (!transport)
        throw new TypeError("copyImage needs registries made by connectRegistry");
    return transport;
}
async function* only(bytes) {
    if (bytes.length > 0)
        yield bytes;
}


/***/ }),

/***/ 59195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   d8: () => (/* binding */ dockerCredentials),
/* harmony export */   vU: () => (/* binding */ staticCredentials)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20371);



/** Credentials for one registry host, given by the caller. */
function staticCredentials(options) {
    return async (registry) => (registry === options.registry ? { username: options.username, password: options.password } : undefined);
}
/** Asks one source after the other; the first answer counts. */
function firstOf(...sources) {
    return async (registry) => {
        for (const source of sources) {
            const credentials = await source(registry);
            if (credentials)
                return credentials;
        }
        return undefined;
    };
}
const HELPER_TIMEOUT_MS = 60_000;
/**
 * Reads `config.json` of a Docker configuration folder (`auths`, `credHelpers`, `credsStore`) each time it is asked; no file means no
 * credentials. `env` is the whole environment of the helpers that it names, which are looked for on its PATH.
 */
function dockerCredentials(options) {
    const run = options.run ?? helperRunner(options.env ?? {});
    return async (registry) => {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(options.configDir, "config.json");
        const config = await readConfig(file);
        if (!config)
            return undefined;
        const keys = keysOf(registry);
        const helper = keys.map((key) => config.credHelpers[key]).find((value) => typeof value === "string" && value !== "");
        if (typeof helper === "string")
            return askHelper(helper, keys, run, file);
        const stored = config.credsStore === undefined ? undefined : await askHelper(config.credsStore, keys, run, file);
        return stored ?? readAuth(config, keys, file);
    };
}
async function readConfig(file) {
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, "utf8");
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return undefined;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The Docker configuration '${file}' cannot be read. Check its permissions.`, { cause: error });
    }
    try {
        const value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
        return {
            auths: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .recordAt */ .zR)(value, "auths"),
            credHelpers: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .recordAt */ .zR)(value, "credHelpers"),
            credsStore: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, "credsStore") || undefined,
        };
    }
    catch {
        // The cause would quote a piece of the file, which may be a password.
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The Docker configuration '${file}' is not JSON. Repair it, or log in again with 'docker login'.`);
    }
}
/** The keys under which tools store a registry, most specific first. */
function keysOf(registry) {
    const hub = ["docker.io", "index.docker.io", "registry-1.docker.io"];
    if (hub.includes(registry))
        return ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"];
    return [
        registry,
        `https://${registry}`,
        `https://${registry}/`,
        `https://${registry}/v2/`,
        `https://${registry}/v1/`,
        `http://${registry}`,
    ];
}
function readAuth(config, keys, file) {
    for (const key of keys) {
        const entry = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .recordAt */ .zR)(config.auths, key);
        const token = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "identitytoken");
        if (token)
            return { identityToken: token };
        const auth = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "auth");
        if (auth)
            return decodeAuth(auth, key, file);
        const [username, password] = [(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "username"), (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(entry, "password")];
        if (username && password !== undefined)
            return { username, password };
    }
    return undefined;
}
/** `auth` is base64 of `user:password`; the password may hold colons. */
function decodeAuth(auth, key, file) {
    const text = Buffer.from(auth, "base64").toString("utf8");
    const colon = text.indexOf(":");
    if (colon <= 0)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The entry '${key}' of '${file}' is not base64 of 'user:password'. Log in again with 'docker login'.`);
    // Some tools pad the password with NUL bytes.
    return credentialsOf(text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, ""));
}
/** Helpers and `docker login` write an identity token under the user name `<token>`. */
function credentialsOf(username, password) {
    return username === "<token>" ? { identityToken: password } : { username, password };
}
/** Asks for each key in turn; "not found" is an answer, everything else is a problem that must not look like "no login". */
async function askHelper(helper, keys, run, file) {
    if (!/^[\w.-]+$/.test(helper))
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The credential helper '${helper}' named in '${file}' is not a plain name. Correct the file.`);
    const program = `docker-credential-${helper}`;
    for (const key of keys) {
        const { exitCode, stdout, stderr } = await run(program, ["get"], key);
        if (exitCode === 0)
            return parseHelperAnswer(stdout, program);
        if (!/credentials not found|no credentials|not found in native keychain/i.test(`${stdout}\n${stderr}`)) {
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("command", `${program} failed with exit code ${exitCode} when asked for '${key}'. Run it by hand to see why, or log in with 'docker login'.`);
        }
    }
    return undefined;
}
function parseHelperAnswer(stdout, program) {
    try {
        const answer = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(stdout);
        const username = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(answer, "Username");
        const secret = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(answer, "Secret");
        if (username !== undefined && secret !== undefined)
            return secret === "" ? undefined : credentialsOf(username, secret);
    }
    catch {
        // Falls through to the error below: the answer may hold a secret, so it is not quoted.
    }
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("command", `${program} gave an answer that is not {"Username", "Secret"}. Update the helper.`);
}
function helperRunner(env) {
    return async (program, argv, input) => {
        try {
            return await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .runCommand */ .d)(program, argv, { env, input: `${input}\n`, timeoutMs: HELPER_TIMEOUT_MS });
        }
        catch (cause) {
            if (cause instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ && cause.kind === "command")
                throw cause;
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The credential helper '${program}' of the Docker configuration cannot be started. Install it or remove it from config.json.`, { cause });
        }
    };
}


/***/ }),

/***/ 66000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TK: () => (/* binding */ withoutParts),
/* harmony export */   i4: () => (/* binding */ emptyConfig),
/* harmony export */   oF: () => (/* binding */ readListed),
/* harmony export */   w6: () => (/* binding */ writeArtifact)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70444);


/*
 * A manifest of ours says in its annotations what else stands in it, so lists, which repeat annotations, hold enough to write the same bytes
 * again. Where these have the digest under which the manifest is listed, they are the manifest, and nobody has to download it; whoever changes a
 * list's annotations makes another digest, and then the manifest itself is asked.
 */
const LAYER = "dev.waybill.layer";
const SUBJECT = "dev.waybill.subject";
const EMPTY_CONFIG = new TextEncoder().encode("{}");
/** The empty config that every artifact has ("Guidelines for Artifact Usage" of the image specification). */
const emptyConfig = {
    descriptor: { mediaType: _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.empty, digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(EMPTY_CONFIG), size: EMPTY_CONFIG.length },
    bytes: EMPTY_CONFIG,
};
/** The bytes of a manifest, with its own parts in its annotations; the same parts always make the same bytes. */
function writeArtifact(parts) {
    const { artifactType, subject, layer } = parts;
    const own = { ...parts.annotations, [LAYER]: describe(layer), [SUBJECT]: describe(subject) };
    // A registry may list them in another order.
    const annotations = Object.fromEntries(Object.entries(own).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const manifest = {
        schemaVersion: 2,
        mediaType: _descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.manifest,
        artifactType,
        config: emptyConfig.descriptor,
        layers: [plain(layer)],
        subject: plain(subject),
        annotations,
    };
    return { bytes: new TextEncoder().encode(JSON.stringify(manifest)), annotations };
}
/** The parts of a listed manifest of ours, read from the list alone and proven by the manifest's digest; undefined for every other entry. */
function readListed({ digest, size, artifactType, annotations = {} }) {
    const [layer, subject] = [parse(annotations[LAYER]), parse(annotations[SUBJECT])];
    if (artifactType === undefined || layer === undefined || subject === undefined)
        return undefined;
    const parts = { artifactType, layer, subject, annotations };
    const { bytes } = writeArtifact(parts);
    return bytes.length === size && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(bytes) === digest ? parts : undefined;
}
/** The entry without what would save the download: for one of which nothing but the shared list says that it is still there. */
function withoutParts(entry) {
    const { [LAYER]: _layer, ...annotations } = entry.annotations ?? {};
    return { ...entry, annotations };
}
function plain({ mediaType, digest, size }) {
    return { mediaType, digest, size };
}
function describe({ mediaType, digest, size }) {
    return `${mediaType} ${digest} ${size}`;
}
function parse(text = "") {
    const [mediaType = "", digest = "", size = "", ...others] = text.split(" ");
    return mediaType !== "" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest) && /^\d{1,15}$/.test(size) && others.length === 0
        ? { mediaType, digest, size: Number(size) }
        : undefined;
}


/***/ })

};
