export const id = 261;
export const ids = [261];
export const modules = {

/***/ 63178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ findIdentityToken)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4148);



/** Whom the tokens are for: Sigstore's certificate authorities take no other. */
const AUDIENCE = "sigstore";
const ATTEMPTS = 4;
/**
 * How this job gets identity tokens for Sigstore from its runner; undefined where the runner offers none, because the job has no
 * `id-token: write`, the run is from a fork, or this is no runner. Each call asks for a fresh one, since they live for minutes
 * (https://docs.github.com/actions/reference/security/oidc).
 *
 * `@actions/core` has a function for it, which brings an HTTP client of 1 MB into every start and passes by our proxy.
 */
function findIdentityToken({ env, fetch: send, reporter }) {
    const address = env["ACTIONS_ID_TOKEN_REQUEST_URL"];
    const secret = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
    if (!address || !secret)
        return undefined;
    const url = new URL(address);
    url.searchParams.set("audience", AUDIENCE);
    return async () => {
        reporter.mask(secret);
        const text = await (0,_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .retry */ .L)(() => request(send, url, secret), {
            attempts: ATTEMPTS,
            decide: (error) => ({ retry: !(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ && error.kind === "environment") }),
        });
        const token = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(parse(text), "value");
        if (!token)
            throw failure("answered without a token", "remote");
        reporter.mask(token);
        return token;
    };
}
async function request(send, url, secret) {
    let response;
    try {
        response = await send(url, { headers: { authorization: `Bearer ${secret}`, accept: "application/json" } });
    }
    catch (error) {
        if (error instanceof _error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw error;
        throw failure(`could not be reached (${error instanceof Error ? error.message : String(error)})`, "remote");
    }
    if (response.ok)
        return response.text();
    await response.body?.cancel();
    throw failure(`answered HTTP ${response.status}`, response.status >= 500 || response.status === 429 ? "remote" : "environment");
}
function parse(text) {
    try {
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    }
    catch {
        // What it is instead may hold half of a token.
        throw failure("answered something else than JSON", "remote");
    }
}
function failure(what, kind) {
    const next = kind === "remote" ? "Run again later" : "Give the job 'id-token: write'";
    return new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(kind, `The runner's issuer of identity tokens ${what}, so nothing can be signed with a certificate. ${next}, or pass 'signing-key'.`);
}


/***/ }),

/***/ 50076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ productOf),
/* harmony export */   QV: () => (/* binding */ configurationOf),
/* harmony export */   Tk: () => (/* binding */ declarationOfModel),
/* harmony export */   _V: () => (/* binding */ declaredFiles),
/* harmony export */   gY: () => (/* binding */ declarationOfData),
/* harmony export */   gd: () => (/* binding */ basisOfData)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55860);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);




/** Of what waybill.yml demands of a data set: evidence about other demands is no evidence. */
async function declarationOfData({ workspace }, entry) {
    const checks = entry.checks === undefined ? entry.inline : await digestAt(workspace, entry.checks);
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ checks: checks ?? null, history: entry.history ?? null });
}
/** Of what waybill.yml demands of a model. */
function declarationOfModel({ gate, allowPickle, metrics, baseline }) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ gate, allowPickle, metrics: metrics ?? null, baseline: baseline ?? null });
}
/**
 * The files that the verdict about a data set rests on, as they are now. Its history is none of them: it grows by every run that passes, so the
 * validation itself makes it another file, and evidence that named its digest would never hold. Whoever rewrites it in the repository makes a
 * new commit, and evidence is of one commit.
 */
async function basisOfData({ workspace }, { checks }) {
    return basisAt(workspace, { checks });
}
async function basisAt(workspace, files) {
    const found = [];
    for (const role of ["checks", "metrics", "baseline"]) {
        const path = files[role];
        if (path !== undefined)
            found.push({ role, path, digest: await digestAt(workspace, path) });
    }
    return found;
}
/** The files that hold for a release to an environment, as evidence names them: first the one that all environments share. */
function configurationOf(config, environment) {
    return (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .filesOf */ .R8)(config, environment.name).map(({ path, digest }) => ({ path, digest }));
}
/** The product that evidence is of: the name that waybill.yml gives it. A name that inputs gave, or that was derived from them, is nobody's. */
function productOf({ file, name }) {
    return file === undefined ? null : name;
}
const known = new WeakMap();
/**
 * Reads them once for all gates of a run: large data is not hashed before every step. The verification at the end reads every file again.
 * Throws an `input` error that names each missing file.
 */
function declaredFiles(project, environment) {
    const byEnvironment = known.get(project.config) ?? new Map();
    known.set(project.config, byEnvironment);
    const files = byEnvironment.get(environment.name) ?? readFiles(project, environment);
    byEnvironment.set(environment.name, files);
    return files;
}
async function readFiles(project, environment) {
    const { config, workspace } = project;
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFiles */ .PO)(project, "data", Object.keys(config.data));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFiles */ .PO)(project, "models", Object.keys(config.models));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFiles */ .PO)(project, "databases", (0,_session_select_js__WEBPACK_IMPORTED_MODULE_3__/* .databaseNames */ .Ml)(environment));
    const data = {};
    for (const entry of Object.values(config.data))
        data[entry.name] = {
            path: entry.source,
            digest: await digestAt(workspace, entry.source),
            declaration: await declarationOfData(project, entry),
            basis: await basisOfData(project, entry),
        };
    const models = {};
    for (const entry of Object.values(config.models))
        models[entry.name] = {
            path: entry.path,
            digest: await digestAt(workspace, entry.path),
            declaration: declarationOfModel(entry),
            basis: await basisAt(workspace, { metrics: entry.metrics, baseline: entry.baseline }),
        };
    const databases = {};
    for (const { name, migrations } of environment.databases)
        databases[name] = { path: migrations, digest: await digestAt(workspace, migrations) };
    return { data, models, databases };
}
async function digestAt(workspace, path) {
    return (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .resolveInWorkspace */ .S)(workspace, path, "path"))).digest;
}


/***/ }),

/***/ 17288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cz: () => (/* binding */ defaultRequirements),
/* harmony export */   Dj: () => (/* binding */ undeclaredTarget),
/* harmony export */   GE: () => (/* binding */ demandsOfPolicy),
/* harmony export */   gq: () => (/* binding */ demandsOn)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72669);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43855);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19811);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72559);




const PASSING = ["pass", "warn"];
/**
 * What a step works on whose environment is declared nowhere. Undefined where no policy is in force: then nobody asked for evidence. Where
 * one is, leaving the environment out of waybill.yml does not lead around it.
 */
function undeclaredTarget({ policy }, name, databases) {
    return policy.sources.length === 0 ? undefined : { name, images: [], databases, manifests: [] };
}
/** What is demanded of a release to an environment without any policy: every stage that the project has, with a passing verdict. */
function defaultRequirements(config, environment) {
    const { file = "the inputs" } = config;
    const declared = {
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        images: environment.images,
        databases: (0,_session_select_js__WEBPACK_IMPORTED_MODULE_0__/* .databaseNames */ .Ml)(environment),
        environment: [environment.name],
    };
    // The last one is made of all the others.
    return _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .STAGES */ .a.filter((stage) => stage !== "release").flatMap((stage) => {
        const { about } = _waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .PREDICATES */ .Jt[stage];
        if (declared[about].length === 0)
            return [];
        const why = about === "environment" ? "every release" : `${file} has ${declared[about].join(", ")}`;
        return [{ stage, allow: PASSING, from: `default: ${why}` }];
    });
}
/**
 * What the evidence for an environment must be, from the default list, the policy and the input 'require'. Undefined for a step that is used
 * alone, without a waybill.yml, a policy or that input: then nothing was asked for, and nothing is called tested. Throws an `input` error
 * when no verdict would satisfy all who demand one.
 */
function demandsOn({ config, require }, environment) {
    const asked = require.map((stage) => ({ stage, allow: PASSING, from: "the input 'require'" }));
    const alone = config.file === undefined && config.policy.sources.length === 0;
    if (alone && asked.length === 0)
        return undefined;
    const policy = demandsOfPolicy(config.policy, environment.name);
    const base = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .tightenRequirements */ .G4)(alone ? [] : defaultRequirements(config, environment), (0,_waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .requirementsFor */ .eK)(config.policy, environment.name));
    const all = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .tightenRequirements */ .G4)(base.requirements, asked);
    const [problem] = [...base.problems, ...all.problems];
    if (problem)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .inputError */ .Xu)("policy", `cannot be satisfied: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .describeFinding */ .jb)(problem)}`);
    return { ...policy, demands: all.requirements };
}
/** What a policy demands of an environment by itself, for judging where there is no project. */
function demandsOfPolicy(policy, environment) {
    const demands = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .requirementsFor */ .eK)(policy, environment);
    const selfApproval = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .selfApprovalFor */ .JT)(policy, environment);
    const isStrict = policy.signers.length > 0 || selfApproval === "refuse" || demands.some(({ stage }) => stage === "approve");
    return { demands, selfApproval, dirty: isStrict ? "refuse" : "allow", sources: policy.sources };
}


/***/ }),

/***/ 30105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ imageDigests),
/* harmony export */   RU: () => (/* binding */ expectRelease),
/* harmony export */   eW: () => (/* binding */ isTested),
/* harmony export */   lt: () => (/* binding */ passGate),
/* harmony export */   xt: () => (/* binding */ askEvidence)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(22079);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(82672);
/* harmony import */ var _declared_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50076);
/* harmony import */ var _demands_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17288);
/* harmony import */ var _gather_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6017);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9856);
/* harmony import */ var _tell_once_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(59463);







/**
 * Asks for the evidence that a step rests on, before it changes anything. This is the only list of preconditions: every stage that changes
 * something calls it first, so the command, the root action and the single actions refuse for the same reasons in the same words. Throws a
 * `Refusal` with every reason; reports what was passed over.
 */
async function passGate(context, environment, step) {
    const evaluation = await askEvidence(context, environment, step);
    if (!evaluation || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(evaluation.verdict))
        return evaluation;
    throw new _refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .Refusal */ .P(environment.name, (0,_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonsAgainst */ .l)(evaluation.findings), evaluation.findings, evaluation.proofs);
}
/** Judges the evidence for a step and throws nothing about it; undefined when nobody asked for evidence. */
async function askEvidence(context, environment, step) {
    const policy = (0,_demands_js__WEBPACK_IMPORTED_MODULE_2__/* .demandsOn */ .gq)(context, environment);
    if (!policy)
        return undefined;
    const unnamedImages = environment.images.filter((name) => !Object.hasOwn(step.images, name));
    const asked = { ...(await expectRelease(context, environment, step)), unnamedImages };
    const { bundles, expected } = await (0,_gather_js__WEBPACK_IMPORTED_MODULE_3__/* .gatherStatements */ .Y)(context, environment, asked);
    const evaluation = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_4__/* .evaluate */ ._3)(bundles, await context.verifierFor(bundles), policy, expected);
    reportIgnored(context, evaluation);
    return evaluation;
}
/** What evidence for a release to an environment must be about. */
async function expectRelease(context, environment, { before, images, plan }) {
    const { config, run } = context;
    const earlier = environment.after === undefined ? undefined : config.environments[environment.after];
    return {
        run,
        application: config.name,
        product: (0,_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .productOf */ .$7)(config),
        environment: environment.name,
        configuration: (0,_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .configurationOf */ .QV)(config, environment),
        images: imageDigests(images),
        ...(await (0,_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .declaredFiles */ ._V)(context, environment)),
        plan,
        approvedIn: run.run,
        after: earlier && {
            environment: earlier.name,
            images: environment.images,
        },
        before,
        now: context.clock(),
    };
}
/** The images of a release by their digests. Throws a `TypeError` for a reference without one, which no caller hands on. */
function imageDigests(images) {
    return Object.fromEntries(Object.entries(images).map(([name, reference]) => {
        const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .imageOf */ .d)(reference);
        if (!image)
            throw new TypeError(`the image '${reference}' is not named by its digest`);
        return [name, image];
    }));
}
/** Whether evidence shows that every image was run and answered. */
function isTested(gate) {
    const tests = gate?.proofs.filter(({ stage }) => stage === "test") ?? [];
    return tests.length > 0 && tests.every(({ verdict }) => verdict === "pass");
}
function reportIgnored({ reporter }, { ignored }) {
    const [first] = ignored;
    if (first === undefined)
        return;
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_7__/* .tellOnce */ .r)(reporter, "ignored", ignored.length, () => reporter.info(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .countOf */ .pq)(ignored.length, "statement")} about these things ${ignored.length === 1 ? "was" : "were"} passed over. The first: ${first}`));
}


/***/ }),

/***/ 6017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ gatherStatements),
/* harmony export */   a: () => (/* binding */ gatherDeployments)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73015);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19811);
/* harmony import */ var _tell_once_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59463);



const PARALLEL = 4;
/**
 * Every statement about the things of a release: those of this run, and those that the registry has for the digests as they are now; and
 * where the policy believes provenance that others made, what lies beside the images and in GitHub's attestation store. Nothing of ours is
 * chosen or trusted here; `evaluate` does both.
 */
async function gatherStatements(context, environment, expected) {
    const places = [
        ...Object.values(expected.images).map(({ repository, digest }) => ({ digest, repository })),
        ...[...Object.values(expected.data), ...Object.values(expected.models), ...Object.values(expected.databases)].map(({ digest }) => ({
            digest,
        })),
        ...(expected.plan === undefined ? [] : [{ digest: expected.plan }]),
        ...(expected.before === "release" ? await manifestPlaces(context, environment) : []),
        ...(expected.after
            ? [{ digest: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_0__/* .releaseDigest */ .cS)({ ...expected, environment: expected.after.environment, commit: expected.run.commit }) }]
            : []),
    ];
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository));
    reportLosses(context, found);
    const bundles = [...context.statements, ...found.flatMap((place) => place.bundles)];
    return { bundles, expected: { ...expected, builds: await judgeFound(context, found, Object.values(expected.images)) } };
}
/** Provenance that others made of images, verified; of what does not count the first reason is told. */
async function judgeFound({ judgeBuilds, attested, reporter }, found, images) {
    if (!judgeBuilds)
        return [];
    const listed = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(images, PARALLEL, async ({ digest }) => (attested ? attested(digest) : []));
    const { builds, ignored } = await judgeBuilds([...found.flatMap(({ foreign }) => foreign.map(({ json }) => json)), ...listed.flat()]);
    const [first] = ignored;
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_2__/* .tellOnce */ .r)(reporter, "foreign", ignored.length, () => reporter.info(`Passed over what other programs say of the images (${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(ignored.length, "statement")}). The first: ${first}`));
    return builds;
}
/**
 * Statements about deployments of images and of the files as they are here, and about rollbacks that this commit made: wherever the newest
 * deployment of an environment may have left its own. Nothing is chosen and nothing trusted here.
 */
async function gatherDeployments(context, environment, images) {
    const { config, run } = context;
    const places = [
        ...images,
        { digest: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_0__/* .releaseDigest */ .cS)({ application: config.name, environment: environment.name, commit: run.commit }) },
        // Files that are not here were not deployed from here.
        ...(await manifestPlaces(context, environment).catch(() => [])),
    ];
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository));
    reportLosses(context, found);
    return [...context.statements, ...found.flatMap(({ bundles }) => bundles)];
}
/** A deployment's statement is found by the manifests that it applied. */
async function manifestPlaces({ workspace }, { manifests }) {
    return Promise.all(manifests.map(async (path) => ({ digest: (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .resolveInWorkspace */ .S)(workspace, path, "manifests"))).digest })));
}
/** Foreign things beside an image are nobody's fault and no evidence; a lost entry of an index is a registry that loses, which people should know. */
function reportLosses({ reporter, judgeBuilds }, found) {
    const foreign = judgeBuilds ? [] : found.flatMap((place) => place.foreign.map(({ why }) => why));
    const skipped = [...found.flatMap((place) => place.skipped), ...foreign];
    const lost = new Set(found.flatMap((place) => place.missingFromIndex)).size;
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_2__/* .tellOnce */ .r)(reporter, "skipped", skipped.length, () => reporter.info(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(skipped.length, "thing")} beside the images could not be read as evidence. The first: ${skipped[0]}`));
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_2__/* .tellOnce */ .r)(reporter, "lost", lost, () => reporter.warn(`The registry's index of referrers has lost ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(lost, "entry", "entries")}. Waybill found the evidence by its own tags; cosign and other tools will not. Publish it again by running the stage again.`));
}


/***/ }),

/***/ 67690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ publishPage)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30105);
/* harmony import */ var _prove_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40898);





/**
 * Stores a page of a release beside each of its images, as it lies on disk. The record is what proves; a page that cannot be stored is a
 * warning and never what a release that passed fails with.
 */
async function publishPage(context, release, { kind, path }) {
    if (context.dryRun)
        return;
    try {
        const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path);
        for (const { repository, digest } of Object.values((0,_gate_js__WEBPACK_IMPORTED_MODULE_2__/* .imageDigests */ .JD)(release.images))) {
            const place = await (0,_prove_js__WEBPACK_IMPORTED_MODULE_3__/* .placeOf */ .$t)(context, { kind: "image", name: repository, digest });
            await context.store.publishPage({ kind, environment: release.environment, bytes }, place);
        }
    }
    catch (error) {
        context.reporter.warn(`${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)} was not stored beside the images: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .headline */ .Pl)(error)}`);
    }
}


/***/ }),

/***/ 9856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Refusal),
/* harmony export */   l: () => (/* binding */ reasonsAgainst)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);

/**
 * The error of a stage that was refused before it changed anything: its message has every reason, and a page shows the findings and what was
 * proven and missing.
 */
class Refusal extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    /** What the gate found; none where it was not asked. */
    proofs;
    /** What the same run had changed before, such as "Migrate database main"; empty when nothing. */
    changedBefore;
    #environment;
    #because;
    /** `because` completes the sentence "Nothing was changed in <environment>, because …". */
    constructor(environment, because, findings, proofs, changedBefore = []) {
        const reasons = errorsOf(findings).map((finding) => `  ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .describeFinding */ .jb)(finding)}`);
        const nothing = changedBefore.length === 0
            ? `Nothing was changed in ${environment}`
            : `After '${changedBefore.join("', '")}' nothing more was changed in ${environment}`;
        super("verdict", `${nothing}, because ${because}:\n${reasons.join("\n")}`, { findings });
        this.proofs = proofs;
        this.changedBefore = changedBefore;
        this.#environment = environment;
        this.#because = because;
    }
    /** The same refusal in a run that had changed something before it. */
    after(changedBefore) {
        return new Refusal(this.#environment, this.#because, this.findings, this.proofs, changedBefore);
    }
}
/** "1 reason stands against it", "2 reasons stand against it". */
function reasonsAgainst(findings) {
    const count = errorsOf(findings).length;
    return `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(count, "reason")} ${count === 1 ? "stands" : "stand"} against it`;
}
function errorsOf(findings) {
    return findings.filter(({ severity }) => severity === "error");
}


/***/ }),

/***/ 59463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ tellOnce)
/* harmony export */ });
/** How many things of each kind a run was told of. */
const told = new WeakMap();
/**
 * Says a line about a number of things once for each run, and again only when the number grew: several steps of a run ask the same registry
 * for the same evidence.
 */
function tellOnce(reporter, kind, count, tell) {
    const known = told.get(reporter) ?? new Map();
    told.set(reporter, known);
    if (count <= (known.get(kind) ?? 0))
        return;
    known.set(kind, count);
    tell();
}


/***/ }),

/***/ 29462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MW: () => (/* binding */ thingOf),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   ix: () => (/* binding */ megabytes)
/* harmony export */ });
/** A duration in milliseconds as people read it: `12 ms`, `3.4 s`. */
function seconds(milliseconds) {
    return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
/** A size in bytes as people read it, in powers of ten: `12 kB`, `3.4 MB`. */
function megabytes(bytes) {
    return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
/** The first 12 hex digits of a digest, enough to recognise it. */
function shortDigest(digest) {
    return digest.slice(7, 19);
}
/** What a statement is about, as waybill.yml calls it: the data set, model, image or database, or the environment. */
function thingOf(view) {
    if (view.stage === "migrate")
        return view.facts.database.name;
    if ("name" in view.facts)
        return view.facts.name;
    return view.environment ?? view.subjects[0]?.name ?? "";
}


/***/ }),

/***/ 27158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ proofsOfRecord),
/* harmony export */   Bs: () => (/* binding */ wayBackFromNow),
/* harmony export */   Bx: () => (/* binding */ objectChanges),
/* harmony export */   GW: () => (/* binding */ wayBackFromUnchanged),
/* harmony export */   Ll: () => (/* binding */ deployedObjects),
/* harmony export */   M9: () => (/* binding */ wayBackFromPlan),
/* harmony export */   a9: () => (/* binding */ foldPassed),
/* harmony export */   bq: () => (/* binding */ overviewOf),
/* harmony export */   e6: () => (/* binding */ MIGRATIONS_STAY),
/* harmony export */   hi: () => (/* binding */ describeRevision),
/* harmony export */   lZ: () => (/* binding */ wayBack),
/* harmony export */   qQ: () => (/* binding */ migrationChanges),
/* harmony export */   u4: () => (/* binding */ proofRows),
/* harmony export */   uJ: () => (/* binding */ wayBackFromMigrations)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);

/**
 * Puts together what each stage's section adds to the overview, in the order of the chain: what a later stage says of a thing takes the place
 * of what an earlier one announced.
 */
function overviewOf(outcomes, { run, missing = [] } = {}) {
    const parts = outcomes.flatMap(({ section: { overview } }) => (overview ? [overview] : []));
    const approvals = parts.flatMap((part) => (part.approvals ? [part.approvals] : []));
    // The first that was given knows most of it; a record that is verified later repeats it.
    const given = approvals.find((rows) => rows.some(({ verdict }) => verdict !== "missing"));
    const by = run?.startsWith("http") ? run : undefined;
    return {
        plan: parts.findLast(({ plan }) => plan !== undefined)?.plan,
        changes: mergeChanges(parts.flatMap((part) => (part.changes ? [part.changes] : []))),
        proven: mergeProofs([missing, ...outcomes.map((outcome) => [...(outcome.section.overview?.proven ?? []), ...proofOf(outcome, by)])]),
        approvals: given ?? approvals.at(-1) ?? [],
        back: parts.findLast(({ back }) => back !== undefined)?.back ?? NO_WAY_NEEDED,
    };
}
// A build pushes and tags, so it is not true that nothing changes.
const NO_WAY_NEEDED = { text: "No database and no cluster was or will be changed, so there is nothing to go back from." };
function mergeChanges(parts) {
    return parts.reduce((merged, rows) => {
        const told = new Set(rows.map(({ about }) => about));
        return [...merged.filter(({ about }) => !told.has(about)), ...rows];
    }, []);
}
/** What a stage proved by itself. Stages that only look or plan a part have ids that do not begin with the stage's name, and prove nothing. */
function proofOf({ id, stage, verdict, stoppedBy }, by) {
    if (!id.startsWith(`${stage}/`))
        return [];
    const thing = id.slice(stage.length + 1);
    // What an error stopped has proven nothing, neither for nor against.
    return [stoppedBy === undefined ? { stage, thing, verdict, by } : { stage, thing, verdict: "missing" }];
}
/** In the order of the chain; the last that was said about a thing counts. */
function mergeProofs(parts) {
    const rows = new Map(parts.flat().map((row) => [JSON.stringify([row.stage, row.thing]), row]));
    return [...rows.values()].toSorted((a, b) => _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(a.stage) - _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(b.stage));
}
/** What a gate found proven and missing, as rows. */
function proofRows(proofs) {
    return proofs.map(({ stage, thing, verdict, statement, provenBy, next }) => ({
        stage,
        thing,
        verdict,
        by: statement?.view.run.run ?? provenBy,
        next,
    }));
}
/** The proofs of a record. What a record says counts only as a whole, so nothing of one that does not hold is green. */
function proofsOfRecord({ verdict, evaluation }) {
    const rows = proofRows(evaluation?.proofs ?? []);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(verdict))
        return rows;
    return rows.map((row) => (row.verdict === "missing" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(row.verdict) ? row : { ...row, verdict: "inconclusive" }));
}
const DONE = {
    create: "created",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
    unchanged: "unchanged",
};
/** How many objects of a plan are created, updated, replaced and deleted, with their names. */
function objectChanges(plan, when) {
    const objects = plan.objects.map(({ ref: { kind, name }, action }) => ({ kind, name, action }));
    return changesByAction(plan.namespace, objects, (action) => (when === "planned" ? `to ${action}` : DONE[action]));
}
/** The same of what a deployment's statement says of its objects. */
function deployedObjects(namespace, objects) {
    return changesByAction(namespace, objects, (action) => DONE[action]);
}
function changesByAction(namespace, objects, word) {
    const actions = ["delete", "replace", "update", "create"];
    return actions.flatMap((action) => {
        const names = objects.filter((object) => object.action === action).map(({ kind, name }) => `${kind}/${name}`);
        return names.length === 0
            ? []
            : [{ about: `Namespace ${namespace}`, what: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(names.length, "object")} ${word(action)}`, names }];
    });
}
/** The migrations that a plan would apply, or those that were applied. */
function migrationChanges(database, migrations, when) {
    if (migrations.length === 0)
        return [];
    const what = `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(migrations.length, "migration")} ${when === "planned" ? "to apply" : "applied"}`;
    return [{ about: `Database ${database}`, what, names: migrations.map(({ version, name }) => `${version} ${name}`) }];
}
const MIGRATIONS_STAY = "Applied migrations stay: only a backup of the database undoes them.";
/** How to go back from a deployment to `revision`, the last good one before it; `planned` when it has not begun. */
function wayBack(environment, revision, when) {
    const begin = when === "planned" ? "Nothing has changed yet. " : "";
    if (revision === undefined)
        return {
            text: `${begin}There is nothing to go back to: the cluster keeps no earlier good revision. A deployment that does not become healthy is taken back by itself. ${MIGRATIONS_STAY}`,
        };
    return {
        text: `${begin}This brings back ${describeRevision(revision)}${when === "planned" ? ", once the release is done" : ""}. ${MIGRATIONS_STAY}`,
        command: rollbackCommand(environment, revision),
    };
}
/** How to go back from what a plan would deploy. */
function wayBackFromPlan(environment, plan) {
    if (plan.objects.every(({ action }) => action === "unchanged"))
        return wayBackFromUnchanged(environment, "plan");
    return wayBack(environment, plan.lastGood, "planned");
}
/** The same where no object changes: what the plan knows as the last good revision is then what people would go back from. */
function wayBackFromUnchanged(environment, what) {
    return {
        text: `This ${what} changes no object. The command leaves what runs for the good revision before it, if the cluster keeps one. ${MIGRATIONS_STAY}`,
        command: `waybill rollback -e ${environment}`,
    };
}
/** How to go back from what runs now; it names what a rollback would undo. */
function wayBackFromNow(environment, { current, before }) {
    if (current?.restores === undefined || before === undefined)
        return wayBack(environment, before, "done");
    return {
        text: `Revision ${current.number} is itself a rollback to revision ${current.restores}. This undoes it and brings back ${describeRevision(before)}. ${MIGRATIONS_STAY}`,
        command: rollbackCommand(environment, before),
    };
}
function rollbackCommand(environment, { number }) {
    return `waybill rollback -e ${environment} --to ${number}`;
}
/** What a revision is, for somebody who did not deploy it: `revision 7 (v1.2.3, commit 3f1c2a9b5d7e, of 2026-01-01 10:00 UTC, with api@9f86d081884c)`. */
function describeRevision({ number, commit, ref, images, since }) {
    const version = /^refs\/tags\/(.+)$/.exec(ref)?.[1];
    const facts = [
        ...(version === undefined ? [] : [version]),
        `commit ${commit.slice(0, 12)}`,
        `of ${since.slice(0, 16).replace("T", " ")} UTC`,
        ...(images.length > 0 ? [`with ${images.map(shortImage).join(", ")}`] : []),
    ];
    return `revision ${number} (${facts.join(", ")})`;
}
function shortImage(reference) {
    return reference.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@$1").replace(/^.*\//, "");
}
/** How to go back from migrations alone. */
function wayBackFromMigrations(isChanging) {
    return isChanging ? { text: MIGRATIONS_STAY } : undefined;
}
/** A report's sections with everything that passed folded behind its note, but for what people decide by and what stands alone. */
function foldPassed(outcomes, keepOpen) {
    return outcomes.map((outcome) => ({
        ...outcome.section,
        summary: outcome.section.summary ?? outcome.note,
        folded: outcomes.length > 1 && outcome.verdict === "pass" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(outcome.section.verdict ?? "pass") && !keepOpen(outcome),
    }));
}


/***/ }),

/***/ 76954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MB: () => (/* binding */ deployBlocks),
  k5: () => (/* binding */ findingsBlock),
  X1: () => (/* binding */ migrationBlocks),
  lA: () => (/* binding */ planSection),
  dA: () => (/* binding */ waitsForChecks)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/report/lib/fold.js
var fold = __webpack_require__(43129);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/change-text.js

/** Lines of a text that did not change and stand beside one that did. */
const CONTEXT_LINES = 2;
/**
 * What happens to an object, field by field, as a diff: `- spec.replicas: 1`, `+ spec.replicas: 2`. Values of Secrets are hidden already; nothing
 * is cut, because a person approves it.
 */
function changeText(object) {
    return object.diff.flatMap(changeLines).join("\n");
}
function changeLines({ path, before, after }) {
    if (isLongText(before) && isLongText(after))
        return [`  ${path}: |`, ...textLines(before.split("\n"), after.split("\n")).map((line) => `${line[0] ?? " "}   ${line.slice(1)}`)];
    return [...fieldLines(path, before).map((line) => `- ${line}`), ...fieldLines(path, after).map((line) => `+ ${line}`)];
}
/** Every field below a value on a line of its own; nothing for a value that is not there. */
function fieldLines(path, value) {
    if (value === undefined)
        return [];
    if ((0,json/* isRecord */.u4)(value) && Object.keys(value).length > 0)
        return Object.entries(value).flatMap(([key, member]) => fieldLines(joinPath(path, key), member));
    if (Array.isArray(value) && value.length > 0)
        return value.flatMap((item, index) => fieldLines(`${path}[${itemName(item) ?? index}]`, item));
    if (isLongText(value))
        return [
            `${path}: |`,
            ...value
                .replace(/\n$/, "")
                .split("\n")
                .map((line) => `  ${line}`),
        ];
    return [`${path}: ${typeof value === "string" ? showText(value) : JSON.stringify(value)}`];
}
function isLongText(value) {
    return typeof value === "string" && value.includes("\n");
}
/** A text as YAML would show it: quoted where it could be taken for something else. */
function showText(text) {
    return /^[A-Za-z/][\w./:@%+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}
function joinPath(path, key) {
    const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
    return path === "" ? step : `${path}.${step}`;
}
function itemName(item) {
    return (0,json/* isRecord */.u4)(item) && typeof item["name"] === "string" ? `name=${item["name"]}` : undefined;
}
/** The lines that differ between two texts, each with its sign, and those around them; how many others there are is said. */
function textLines(before, after) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start])
        start++;
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end])
        end++;
    const head = before.slice(0, start);
    const tail = before.slice(before.length - end);
    return [
        ...unchanged(head.slice(0, -CONTEXT_LINES)),
        ...head.slice(-CONTEXT_LINES).map((line) => ` ${line}`),
        ...before.slice(start, before.length - end).map((line) => `-${line}`),
        ...after.slice(start, after.length - end).map((line) => `+${line}`),
        ...tail.slice(0, CONTEXT_LINES).map((line) => ` ${line}`),
        ...unchanged(tail.slice(CONTEXT_LINES)),
    ];
}
function unchanged(lines) {
    return lines.length === 0 ? [] : [` … ${(0,lib_text/* countOf */.pq)(lines.length, "line")} as before`];
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/plan-section.js





/**
 * The report section that a release manager approves: what cannot be applied, every object with its changes, all pending SQL. `proofs` is what
 * the gate found before the plan.
 */
function planSection(plan, proofs) {
    const { environment, digest } = plan;
    const verdict = (0,lib_verdict/* verdictOf */.Vj)(plan.findings);
    const unproven = checksToRun(plan, proofs);
    const blocks = [
        ...findingsBlock(plan.findings),
        {
            type: "facts",
            facts: [
                { label: "Environment", value: environment },
                { label: "Commit", value: plan.components.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    return {
        id: `plan-${environment}`,
        title: `Plan for ${environment}`,
        verdict,
        ...((0,lib_verdict/* isPassing */.WG)(verdict) ? {} : { intro: unproven.length > 0 ? UNPROVEN : FAILED }),
        overview: {
            plan: digest,
            changes: [
                ...Object.entries(plan.migrations).flatMap(([name, { pending }]) => (0,overview/* migrationChanges */.qQ)(name, pending, "planned")),
                ...(0,overview/* objectChanges */.Bx)(plan.deploy, "planned"),
            ],
            ...(proofs ? { proven: (0,overview/* proofRows */.u4)(proofs) } : {}),
            approvals: [approvalOf(plan, verdict, unproven)],
            back: (0,overview/* wayBackFromPlan */.M9)(environment, plan.deploy),
        },
        blocks,
    };
}
const FAILED = "This plan failed, so it cannot be approved. Mend what stands below and plan again.";
const UNPROVEN = "What this plan rests on is not proven yet. A release runs the checks below first; a job that applies the plan of an earlier one needs them to run before that.";
/** The checks that a plan lacks where it lacks nothing else, and a release to the environment runs each before it plans. */
function checksToRun({ findings }, proofs = []) {
    const missing = proofs.filter(({ verdict }) => verdict === "missing");
    const errors = findings.filter(({ severity }) => severity === "error");
    const isAll = errors.length === missing.length && errors.every(({ rule }) => rule === "evidence-missing");
    return isAll && missing.every(({ stage }) => stage === "validate-data" || stage === "validate-model") ? missing : [];
}
function approvalOf(plan, verdict, unproven) {
    if ((0,lib_verdict/* isPassing */.WG)(verdict))
        return waiting(plan);
    if (unproven.length === 0)
        return notApprovable(plan);
    const checks = unproven.map(({ stage, thing }) => `${stage} ${thing}`).join(", ");
    return {
        ...waiting(plan),
        what: `plan ${(0,format/* shortDigest */.VK)(plan.digest)} rests on checks that are not proven yet (${checks}). A release runs them, plans again, and applies that plan if it is still this one; at a terminal:`,
    };
}
/** Whether a plan did not pass for no other reason than that a release would first run its checks. */
function waitsForChecks({ verdict, overview }) {
    return verdict !== undefined && !(0,lib_verdict/* isPassing */.WG)(verdict) && overview?.approvals?.[0]?.verdict === "missing";
}
function waiting({ environment, digest }) {
    return {
        by: "Nobody yet:",
        verdict: "missing",
        what: `plan ${(0,format/* shortDigest */.VK)(digest)} waits for its approval. On GitHub, quote its digest in the review; at a terminal:`,
        next: `waybill release -e ${environment} --approve ${digest}`,
    };
}
/** An approval of what the gate would refuse would be given for nothing. */
function notApprovable({ environment, digest }) {
    return {
        by: "Nobody can approve it:",
        verdict: "fail",
        what: `plan ${(0,format/* shortDigest */.VK)(digest)} failed. Mend what it found and plan again; at a terminal:`,
        next: `waybill plan -e ${environment}`,
    };
}
/** What a migration plan would run, with all of its SQL. */
function migrationBlocks(name, plan) {
    const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
    if (plan.pending.length === 0)
        return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
    return [
        {
            type: "table",
            caption: `Pending migrations of database ${name} (${target})`,
            head: ["Version", "Name", "File", "Transaction"],
            rows: plan.pending.map((migration) => [
                migration.version,
                migration.name,
                { text: migration.file, code: true },
                migration.transactional ? "yes" : "no, statement by statement",
            ]),
        },
        ...plan.pending.map(({ file, sql }) => ({
            type: "code",
            language: "sql",
            text: sql,
            caption: `SQL that will run: ${file}`,
            whole: true,
        })),
    ];
}
/** What a deploy plan would change, object by object and field by field. */
function deployBlocks(plan) {
    const created = plan.objects.filter((object) => object.action === "create");
    const changed = plan.objects.filter((object) => object.action !== "create" && object.action !== "unchanged");
    return [
        ...(0,fold/* foldRows */.$)({
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            align: ["left", "left", "left", "right"],
            rows: plan.objects.map((object) => [
                { text: nameOf(object), code: true },
                object.action,
                placeOf(object),
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        }, (row) => row[1] === "unchanged", (count) => `${(0,lib_text/* countOf */.pq)(count, "object does", "objects do")} not change`),
        ...changed.map(changeBlock),
        // What is new has every field in its diff, which hides what changes; on a page it unfolds.
        ...(created.length > 0
            ? [
                {
                    type: "details",
                    summary: `${(0,lib_text/* countOf */.pq)(created.length, "new object")}, field by field`,
                    whole: true,
                    blocks: created.map(changeBlock),
                },
            ]
            : []),
    ];
}
function changeBlock(object) {
    const text = changeText(object);
    const caption = `${object.action} ${nameOf(object)} (${placeOf(object)})`;
    if (text === "")
        return { type: "text", text: `${caption}: its fields are not known; see the findings.` };
    return { type: "code", language: "diff", text, caption, whole: true };
}
function nameOf({ ref }) {
    return `${ref.kind}/${ref.name}`;
}
function placeOf({ file, line, action }) {
    if (file !== "")
        return `${file}:${line}`;
    return action === "delete" ? "no longer in the manifests" : "waybill.yml";
}
/** The findings as a block; none when there are none. */
function findingsBlock(findings) {
    return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}


/***/ }),

/***/ 76614:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dq: () => (/* binding */ writeReleaseReport),
/* harmony export */   Li: () => (/* binding */ writeReports),
/* harmony export */   Ut: () => (/* binding */ stagesReport),
/* harmony export */   cd: () => (/* binding */ writeStepReport),
/* harmony export */   kx: () => (/* binding */ writeBrief),
/* harmony export */   pI: () => (/* binding */ runFacts),
/* harmony export */   rh: () => (/* binding */ commentOnPullRequest),
/* harmony export */   sH: () => (/* binding */ planReport)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(26788);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20581);
/* harmony import */ var _evidence_publish_pages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67690);
/* harmony import */ var _session_state_dir_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80116);
/* harmony import */ var _overview_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(27158);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(76954);
/* harmony import */ var _stopped_section_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(80718);









/** The runner takes at most 1 MiB of summary a step. */
const SUMMARY_LIMIT_BYTES = 1_000_000;
/**
 * Writes the last report of a release beside its record, `report.html` in the environment's folder, and stores it beside the release's
 * images: as far as that is possible, because the page proves nothing.
 */
async function writeReleaseReport(context, release, report) {
    const written = await writeReports(context, release.environment, report);
    await (0,_evidence_publish_pages_js__WEBPACK_IMPORTED_MODULE_2__/* .publishPage */ .X)(context, release, { kind: "report", path: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.workspace, written.html) });
    return written;
}
/** Writes the report of a step: into a folder named after it, that of a closed release beside its record. */
async function writeStepReport(context, report, closed) {
    if (closed)
        return writeReleaseReport(context, closed, report);
    return writeReports(context, report.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), report);
}
/** Writes a report as one HTML page into the folder `name` of the state folder; no secret that was masked so far stands in it. */
async function writeReports(context, name, report) {
    // Pages are drawn last, so a step that stops early need not load what draws them.
    const { renderHtml, renderMarkdown } = await __webpack_require__.e(/* import() */ 6385).then(__webpack_require__.bind(__webpack_require__, 16385));
    const folder = await (0,_session_state_dir_js__WEBPACK_IMPORTED_MODULE_3__/* .makeStateDir */ .H)(context, name.replaceAll("/", "-"));
    const html = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "report.html");
    const safe = (0,_waybill_report__WEBPACK_IMPORTED_MODULE_4__/* .redactReport */ .a)(report, context.redact);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(html, renderHtml(safe));
    return { html: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(context.workspace, html), markdown: renderMarkdown(safe, { maxBytes: SUMMARY_LIMIT_BYTES }) };
}
/** So that the brief fits into one comment on GitHub. */
const MAX_BRIEF_BYTES = 65_536;
/** Writes a report as the brief of an environment and gives its absolute path; no secret that was masked so far stands in it. */
async function writeBrief(context, environment, report) {
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 6385).then(__webpack_require__.bind(__webpack_require__, 16385));
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await (0,_session_state_dir_js__WEBPACK_IMPORTED_MODULE_3__/* .makeStateDir */ .H)(context, environment), "brief.md");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, renderMarkdown((0,_waybill_report__WEBPACK_IMPORTED_MODULE_4__/* .redactReport */ .a)(report, context.redact), { maxBytes: MAX_BRIEF_BYTES }));
    return path;
}
/** The report of a few stages that are no whole release; `error` is what ended them early, in whichever stage or between them. */
function stagesReport({ run, redact }, title, outcomes, error) {
    const isTold = error === undefined || outcomes.some(({ stoppedBy }) => stoppedBy !== undefined);
    // A plan is what people came to read.
    const sections = (0,_overview_js__WEBPACK_IMPORTED_MODULE_5__/* .foldPassed */ .a9)(outcomes, ({ stage }) => stage === "plan");
    const failedPlan = outcomes.find(({ stage, id, verdict }) => stage === "plan" && id.startsWith("plan") && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(verdict));
    const [only, ...others] = outcomes;
    const subtitle = failedPlan
        ? `${whyNotYet(failedPlan.section)}; nothing was changed.`
        : only && others.length === 0 && error === undefined && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(only.verdict)
            ? sentence(only.note)
            : undefined;
    return {
        title,
        ...(subtitle !== undefined && { subtitle }),
        verdict: error === undefined ? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .worstOf */ .hm)(outcomes.map((outcome) => outcome.verdict)) : "fail",
        rehearsal: run.rehearsal,
        run: runFacts(run),
        overview: (0,_overview_js__WEBPACK_IMPORTED_MODULE_5__/* .overviewOf */ .bq)(outcomes, { run: run.run }),
        // A chain of one link says nothing and takes a third of the first screen.
        chain: outcomes.length === 1 ? [] : outcomes.map(({ id, label, verdict, durationMs, note }) => ({ id, label, verdict, durationMs, note })),
        sections: isTold ? sections : [(0,_stopped_section_js__WEBPACK_IMPORTED_MODULE_7__/* .stoppedBetween */ .ap)(redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .headline */ .Pl)(error))), ...sections],
    };
}
function whyNotYet(section) {
    return (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_9__/* .waitsForChecks */ .dA)(section) ? "The plan waits for checks that a release runs before it" : "The plan failed and cannot be approved";
}
/** A note as a sentence; a digest that it begins with is no word. */
function sentence(note) {
    const begin = /^[0-9a-f]{12}\b/.test(note) ? note.slice(0, 1) : note.slice(0, 1).toUpperCase();
    return `${begin}${note.slice(1)}${/[.!?]$/.test(note) ? "" : "."}`;
}
/** The report of a plan before anything else happens, for the person who is asked whether it may be applied. */
function planReport({ run, config }, environment, section) {
    return {
        title: `Plan of ${config.name} for ${environment}`,
        subtitle: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(section.verdict ?? "pass")
            ? "This is what would change; nothing was changed yet."
            : `${whyNotYet(section)}; nothing was changed.`,
        verdict: section.verdict ?? "inconclusive",
        rehearsal: run.rehearsal,
        run: runFacts(run),
        overview: section.overview,
        chain: [],
        sections: [section],
    };
}
/** Where and from what a run was made, for the head of a page. */
function runFacts(run, startedBy) {
    return [
        { label: "Repository", value: run.repository },
        { label: "Commit", value: run.commit },
        ...(startedBy === undefined ? [] : [{ label: "Started by", value: startedBy }]),
        { label: "Run", value: run.run, href: run.run.startsWith("http") ? run.run : undefined },
    ];
}
/** GitHub takes at most 65,536 characters a comment; the marker needs a few. */
const COMMENT_LIMIT_BYTES = 65_000;
/**
 * Shows a report as a comment on the pull request that the run is for, updating the one from before; does nothing on other events. A comment
 * that cannot be written is a warning: what was found stands in the job summary all the same.
 */
async function commentOnPullRequest(context, marker, report) {
    const number = /^refs\/pull\/(\d+)\//.exec(context.run.ref)?.[1];
    if (!context.github || number === undefined)
        return;
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 6385).then(__webpack_require__.bind(__webpack_require__, 16385));
    try {
        const { url } = await context.github.upsertComment(Number(number), marker, renderMarkdown((0,_waybill_report__WEBPACK_IMPORTED_MODULE_4__/* .redactReport */ .a)(report, context.redact), { maxBytes: COMMENT_LIMIT_BYTES }));
        context.reporter.info(`The pull request shows this at ${url}`);
    }
    catch (error) {
        context.reporter.warn(`The pull request could not be commented on: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .headline */ .Pl)(error)}`);
    }
}


/***/ }),

/***/ 80718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kn: () => (/* binding */ isChanging),
/* harmony export */   ap: () => (/* binding */ stoppedBetween),
/* harmony export */   xQ: () => (/* binding */ stoppedSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9856);
/* harmony import */ var _overview_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27158);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76954);




/** The report section of a stage that an error ended: why, and, where it was refused before any change, what is proven and missing. */
function stoppedSection({ id, label, changes }, error) {
    const section = { id: `stopped-${id}`, title: `Stopped at ${label}`, verdict: "fail" };
    if (error instanceof _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P)
        return {
            ...section,
            title: `Refused before ${error.changedBefore.length === 0 ? "any" : "a further"} change: ${label}`,
            overview: {
                changes: [],
                ...(error.proofs && { proven: (0,_overview_js__WEBPACK_IMPORTED_MODULE_1__/* .proofRows */ .u4)(error.proofs) }),
                back: { text: wayBackFrom(error) },
            },
            blocks: (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsBlock */ .k5)(error.findings),
        };
    return {
        ...section,
        // A call that is wrong is refused before it begins.
        ...(changes && !(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ && error.kind === "input") && { overview: MAY_HAVE_CHANGED }),
        blocks: (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsBlock */ .k5)([{ rule: "stopped", severity: "error", what: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(error) }]),
    };
}
function wayBackFrom({ changedBefore }) {
    if (changedBefore.length === 0)
        return "Nothing was changed by this step, so there is nothing to go back from.";
    return `Before it was refused, this run had changed something: ${changedBefore.join(", ")}. That stays. Supply what is missing and run again: what is done is recognised.`;
}
/** Why a run ended outside of its stages, or beside the one called `at`. */
function stoppedBetween(why, at) {
    return {
        id: "stopped",
        title: `Stopped${at === undefined ? "" : ` at ${at}`}`,
        verdict: "fail",
        blocks: (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsBlock */ .k5)([{ rule: "stopped", severity: "error", what: why }]),
    };
}
/** The error alone does not tell how far the stage came. */
const MAY_HAVE_CHANGED = {
    changes: [{ about: "Not known from here", what: "it stopped before its end; its log says how far it came", names: [] }],
    back: {
        text: "The stage may have begun to change things. Run it again: it recognises what is done, and resumes or takes back what is half done.",
    },
};
/** Whether a stage of this name, run in earnest, changes a database or a cluster. */
function isChanging(id, stage) {
    return (stage === "migrate" || stage === "deploy") && /^(migrate|deploy|rollback)\//.test(id);
}


/***/ }),

/***/ 72559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ selectDatabases),
/* harmony export */   Fw: () => (/* binding */ environmentDir),
/* harmony export */   Ml: () => (/* binding */ databaseNames),
/* harmony export */   Xg: () => (/* binding */ findDatabase),
/* harmony export */   _V: () => (/* binding */ findEnvironmentIfDeclared),
/* harmony export */   jY: () => (/* binding */ findEnvironment),
/* harmony export */   w4: () => (/* binding */ findEntry)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);


/** The environment of that name, or the only one. Throws an `input` error that lists the known ones. */
function findEnvironment(config, name) {
    const { file = "the configuration" } = config;
    const known = Object.keys(config.environments);
    const chosen = name ?? (known.length === 1 ? known[0] : undefined);
    if (chosen === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", known.length === 0 ? `is needed, but ${file} declares no environment` : `is needed; ${file} has ${known.join(", ")}`);
    const environment = ownEntry(config.environments, chosen);
    if (environment)
        return environment;
    const nearest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .findNearest */ .qg)(chosen, known);
    const hint = nearest === undefined ? "" : `, of which '${nearest}' is the nearest`;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", `is '${chosen}', which ${file} does not declare; it has ${known.join(", ") || "none"}${hint}`);
}
/** As `findEnvironment`; undefined where waybill.yml declares none, so that nothing is demanded of an environment. */
function findEnvironmentIfDeclared(config, name) {
    return Object.keys(config.environments).length === 0 ? undefined : findEnvironment(config, name);
}
/** One entry of a section of waybill.yml. Throws an `input` error that lists the known names. */
function findEntry(entries, name, section, file = "the inputs") {
    const entry = ownEntry(entries, name);
    if (entry === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is '${name}', which ${file} does not declare under '${section}:'; it has ${Object.keys(entries).join(", ") || "none"}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(name, Object.keys(entries))}`);
    return entry;
}
/** Every object inherits `constructor` and `toString`, which are no entries of anybody's file. */
function ownEntry(entries, name) {
    return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
/** The names of an environment's databases, in its order. */
function databaseNames({ databases }) {
    return databases.map(({ name }) => name);
}
/** A database with the address that it has in an environment. Throws an `input` error when a release to it migrates no such database. */
function findDatabase(config, environment, name) {
    const declared = findEntry(config.databases, name, "databases", config.file);
    const found = environment.databases.find((database) => database.name === declared.name);
    if (found)
        return found;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is '${name}', which '${environment.name}' does not use; it has ${databaseNames(environment).join(", ") || "no database"}. Name it in its 'databases'`);
}
/**
 * The databases that a step works on, with their addresses in its environment: the named one, those of the environment, or all of
 * waybill.yml where that is one place. Throws an `input` error for none, and where no environment is given to say which address is meant.
 */
function selectDatabases(config, choice) {
    const { databases, file = "the configuration" } = config;
    // Where no environment is declared, the input only says what the evidence is about.
    const declared = choice.environment !== undefined && Object.keys(config.environments).length > 0;
    const environment = declared || hasOwnAddresses(config) ? findEnvironment(config, choice.environment) : undefined;
    if (choice.name !== undefined)
        return [environment ? findDatabase(config, environment, choice.name) : findEntry(databases, choice.name, "databases", file)];
    const chosen = environment ? [...environment.databases] : Object.values(databases);
    if (chosen.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is needed, because ${file} declares no database; or give 'migrations' and 'database-url'`);
    return chosen;
}
/** Whether a database has another address in some environment than in the base, so that a step must know its environment. */
function hasOwnAddresses({ databases, environments }) {
    return Object.values(environments).some((environment) => environment.databases.some(({ name, urlKey }) => urlKey !== databases[name]?.urlKey));
}
/** Folder of one environment's report, record and brief. */
function environmentDir({ stateDir }, environment) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(stateDir, environment);
}


/***/ }),

/***/ 57573:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ey: () => (/* binding */ describeConfiguration),
/* harmony export */   F8: () => (/* binding */ sharesConfiguration),
/* harmony export */   HO: () => (/* binding */ configurationFindings)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);

/**
 * A plan of another configuration than the one in force. What waybill.yml does not say is demanded of nobody, so another file, or the same one
 * edited, would leave out what the plan was judged by.
 */
function configurationFindings({ configuration: planned }, { configuration: now }) {
    if (now === undefined || isSame(planned, now))
        return [];
    return [
        {
            rule: "evidence-plan",
            severity: "error",
            what: `The plan was made with another configuration than the one in force now: with ${describeConfiguration(planned)}, and this is ${describeConfiguration(now)}.`,
            next: "Give every job the same configuration as it was committed, and plan again.",
        },
    ];
}
/**
 * Whether two releases of one commit, to different environments, were made by the same project's rules: the file that all environments share
 * is the same. Those that follow it belong to one environment, and each release has its own.
 */
function sharesConfiguration(one, other) {
    return other === undefined || isSame(one.slice(0, 1), other.slice(0, 1));
}
/** The files of a configuration as a sentence names them. */
function describeConfiguration(files) {
    return files.map(({ path, digest }) => `${path} (${digest})`).join(" with ") || "a step's inputs alone";
}
function isSame(one, other) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(one) === (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(other);
}


/***/ }),

/***/ 36585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ CLOCK_SKEW_MS),
/* harmony export */   v: () => (/* binding */ contradictions)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _configuration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57573);
/* harmony import */ var _judge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48788);



/** How far the clocks of two runners may differ, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;
/**
 * What in the chosen statements of one release cannot be true together, or is not what is expected, whoever signed it: a statement against
 * itself, times that run backwards, a plan of other images, an apply of another plan, a self-approval, files that were not committed.
 */
function contradictions(chosen, policy, expected) {
    const plan = (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "plan").at(-1)?.view.facts;
    return [
        ...chosen.flatMap(({ view }) => view.contradiction === undefined
            ? []
            : [problem("evidence-contradiction", `The ${view.stage} statement of ${view.run.run} contradicts itself: ${view.contradiction}.`)]),
        ...timeFindings(chosen),
        ...(plan ? planFindings(plan, chosen, expected) : []),
        ...(plan ? (0,_configuration_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationFindings */ .HO)(plan, expected) : []),
        ...deployFindings(chosen, expected),
        ...(plan && expected.before !== "release" ? policyFindings(plan, policy) : []),
        ...approvalFindings(chosen, policy),
        ...dirtyFindings(chosen, policy, expected),
    ];
}
function timeFindings(chosen) {
    const findings = [];
    const chain = ["plan", "approve", "migrate", "deploy"].map((stage) => (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, stage));
    for (const [index, later] of chain.entries()) {
        for (const { view } of later) {
            const early = chain
                .slice(0, index)
                .flat()
                // Two databases are migrated one after the other, in any order.
                .find((earlier) => Date.parse(earlier.view.finishedAt) > Date.parse(view.finishedAt) + CLOCK_SKEW_MS);
            if (early)
                findings.push(problem("evidence-time", `The ${view.stage} statement says that it ended at ${view.finishedAt}, before the ${early.view.stage} that it rests on (${early.view.finishedAt}).`));
        }
    }
    return findings;
}
function planFindings({ components, others }, chosen, expected) {
    const findings = [];
    if (components.commit !== expected.run.commit)
        findings.push(problem("evidence-plan", `The plan is of commit ${components.commit}, and this is ${expected.run.commit}.`));
    const planned = Object.fromEntries(Object.entries(components.images).map(([name, reference]) => [name, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .imageOf */ .d)(reference)?.digest]));
    const released = Object.fromEntries(Object.entries(expected.images).map(([name, { digest }]) => [name, digest]));
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(planned) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(released))
        findings.push(problem("evidence-plan", `The plan is of the images ${list(planned)}, and the ones to be released are ${list(released)}.`, "Plan again with these images and approve that."));
    const databases = Object.keys(expected.databases).sort();
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(Object.keys(components.databases).sort()) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(databases))
        findings.push(problem("evidence-plan", `The plan is of the databases ${Object.keys(components.databases).join(", ") || "none"}, and waybill.yml names ${databases.join(", ") || "none"}.`, "Plan again and approve that."));
    for (const { view } of (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "migrate"))
        if (view.facts.plan !== components.databases[view.facts.database.name])
            findings.push(problem("evidence-plan", `The migration of database '${view.facts.database.name}' applied another plan than the one of this release.`));
    for (const { view } of (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "deploy"))
        if (view.facts.plan !== components.deploy || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(view.facts.images) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(components.images))
            findings.push(problem("evidence-plan", "The deployment applied another plan, or other images, than those of this release."));
    for (const { view } of (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "deploy"))
        if (others && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(others.toSorted()) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(view.facts.others.toSorted()))
            findings.push(problem("evidence-plan", "The deployment names other images that are not of this release than its plan did, which was approved."));
    return findings;
}
/** A release's deployment is one of its images, says of them what their tests said, and goes back to nothing. */
function deployFindings(chosen, expected) {
    const findings = [];
    for (const { view } of (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "deploy")) {
        const { images, tested, backTo } = view.facts;
        if (backTo)
            findings.push(problem("evidence-plan", `The deployment is a rollback to revision ${backTo.revision}, and this is a release of its own.`));
        const other = Object.entries(expected.images).find(([name, { digest }]) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .imageOf */ .d)(images[name] ?? "")?.digest !== digest);
        if (other)
            findings.push(problem("evidence-plan", `The deployment is of other images than are released: its image ${other[0]} is not ${other[1].digest}.`));
        // A test that was repeated since says nothing about what was known then.
        const before = (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "test").filter((test) => Date.parse(test.view.finishedAt) <= Date.parse(view.finishedAt));
        const untested = before.find((test) => test.view.verdict !== "pass");
        if (tested && untested)
            findings.push(problem("evidence-contradiction", `The deployment says that it runs what was tested, and the test of image ${untested.view.facts.name} ended with ${untested.view.verdict}.`));
    }
    return findings;
}
/** A policy that was taken away or changed after the plan was judged by it. A record is judged by the policy of its reader's day. */
function policyFindings({ policy: then }, { sources: now }) {
    const [planned, present] = [then, now].map((sources) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(sources.map(({ digest }) => digest).sort()));
    if (planned === present)
        return [];
    const what = "The plan was made under another policy than the one in force now: a policy file was changed, added or left out since.";
    return [problem("evidence-plan", what, "Give every job the same files and the same input 'policy', and plan again.")];
}
function list(digests) {
    const entries = Object.entries(digests).map(([name, digest]) => `${name} ${digest ?? "without a digest"}`);
    return entries.join(", ") || "none";
}
function approvalFindings(chosen, policy) {
    if (policy.selfApproval === "allow")
        return [];
    return (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "approve")
        .filter(({ view }) => view.facts.selfApproved)
        .map(({ view }) => problem("evidence-self-approval", `${view.facts.approvers.join(", ")} approved their own work (authors: ${view.facts.authors.join(", ")}), which the policy refuses.`, "Let somebody else approve the plan."));
}
function dirtyFindings(chosen, policy, expected) {
    if (policy.dirty === "allow")
        return [];
    const stages = chosen.filter(({ view }) => view.run.dirty).map(({ view }) => view.stage);
    if (stages.length === 0 && !expected.run.dirty)
        return [];
    const who = stages.length === 0 ? "This run works" : `The stages ${[...new Set(stages)].join(", ")} worked`;
    return [
        problem("evidence-dirty", `${who} on files that differ from commit ${expected.run.commit}, and ${expected.environment} has a policy of signers or approvals.`, "Commit the changes and release that commit."),
    ];
}
function problem(rule, what, next = "Do not go on with this release: find out who wrote it, then release again.") {
    return { rule, severity: "error", what, next };
}


/***/ }),

/***/ 82672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TE: () => (/* binding */ isOfAnother),
/* harmony export */   _3: () => (/* binding */ evaluate),
/* harmony export */   _x: () => (/* binding */ scopeProblem)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43855);
/* harmony import */ var _predicate_predicates_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(19811);
/* harmony import */ var _configuration_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(57573);
/* harmony import */ var _contradictions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36585);
/* harmony import */ var _judge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48788);
/* harmony import */ var _things_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99150);






/** The stages that must be behind a release before it may do something: those that come before it in the chain. */
function neededBefore({ before }) {
    return _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.slice(0, _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(before));
}
/**
 * Judges whether the evidence of a release suffices for its next step. Signatures first; of what is left, the newest statement about each
 * thing counts; each demand must be met for every thing; what was chosen must fit together. Pure: it is asked before every effect, with the
 * same words for everybody who asks.
 */
function evaluate(bundles, verify, policy, expected) {
    const judged = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(bundles, verify);
    // What a clock that ran ahead has dated would be the newest word for years; it is passed over like what nobody trusted has signed.
    const trusted = judged.trusted.filter(({ view }) => clockProblem(view, expected) === undefined);
    const ignored = [...judged.ignored, ...judged.trusted.flatMap(({ view }) => clockProblem(view, expected) ?? [])];
    const inScope = trusted.filter(({ view }) => scopeProblem(view, expected) === undefined);
    const statementsAbout = findByDigest(inScope);
    const proofs = [];
    const builds = new Set();
    const findings = [];
    const needed = neededBefore(expected);
    for (const demand of policy.demands.filter(({ stage }) => needed.includes(stage)).toSorted(byStage)) {
        const things = (0,_things_js__WEBPACK_IMPORTED_MODULE_2__/* .thingsOf */ .P)(demand.stage, expected);
        if (things.length === 0)
            findings.push(nothingToProve(demand));
        const newest = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(trusted.filter(({ view }) => view.stage === demand.stage));
        for (const thing of things) {
            const found = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(statementsAbout(thing).filter(({ view }) => thing.impossible === undefined && thing.mismatch(view) === undefined));
            if (!found && thing.builtBy !== undefined) {
                builds.add(thing.builtBy);
                proofs.push({ stage: demand.stage, thing: thing.name, verdict: "pass", provenBy: thing.builtBy.signer });
                continue;
            }
            // What is about the very thing tells more than the newest of all.
            const closest = !found && thing.digest && (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(statementsAbout(thing).filter(({ view }) => view.stage === demand.stage));
            const problem = found ? unmet(demand, thing, found) : missing(demand, thing, expected, { newest: closest || newest, ignored });
            proofs.push({
                stage: demand.stage,
                thing: thing.name,
                verdict: found?.view.verdict ?? "missing",
                statement: found,
                next: problem?.next,
            });
            if (problem)
                findings.push(problem);
        }
    }
    const before = releaseBefore(trusted, expected);
    if (before) {
        proofs.push(before.proof);
        findings.push(...before.findings);
    }
    const own = proofs.flatMap(({ statement, stage }) => (statement && stage !== "release" ? [statement] : []));
    const chosen = [...new Set(own)].toSorted((a, b) => a.view.startedAt.localeCompare(b.view.startedAt));
    findings.push(...(0,_contradictions_js__WEBPACK_IMPORTED_MODULE_3__/* .contradictions */ .v)(chosen, policy, expected));
    return { verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .verdictOf */ .Vj)(findings), findings, proofs, chosen, builds: [...builds], ignored };
}
/** Finds the statements that may be about a thing, without holding each of thousands of things against each of thousands of statements. */
function findByDigest(statements) {
    const known = new Map();
    for (const statement of statements) {
        for (const digest of new Set(statement.view.subjects.map((subject) => subject.digest))) {
            const about = known.get(digest) ?? [];
            about.push(statement);
            known.set(digest, about);
        }
    }
    return ({ digest }) => (digest === undefined ? statements : (known.get(digest) ?? []));
}
function clockProblem({ stage, finishedAt }, { now }) {
    if (!(Date.parse(finishedAt) > now.getTime() + _contradictions_js__WEBPACK_IMPORTED_MODULE_3__/* .CLOCK_SKEW_MS */ .r))
        return undefined;
    return `The ${stage} statement says that it ended at ${finishedAt}, and it is ${now.toISOString()}: its runner's clock or this one is wrong. Set the clocks (NTP) and run the stage again.`;
}
/** Why a statement is about another release; undefined when it is about this one. */
function scopeProblem(view, { run, environment, product }) {
    if (view.run.repository !== run.repository)
        return `it is from repository ${view.run.repository}, and this is ${run.repository}`;
    if (view.run.rehearsal !== run.rehearsal)
        return `it is from ${view.run.rehearsal ? "a rehearsal" : "a real run"}, and this is not`;
    if (view.run.commit !== run.commit)
        return `it is about commit ${view.run.commit}, and this is ${run.commit}`;
    if (isOfAnother(view, product))
        return `it is of the product '${view.product}', and this is '${product}'`;
    if (view.environment !== undefined && view.environment !== environment)
        return `it is for environment '${view.environment}', and this is '${environment}'`;
    return undefined;
}
/** Whether two files named two products. What a step's inputs described has no product, and says of none that it is another. */
function isOfAnother(view, product) {
    return view.product !== null && product !== null && view.product !== product;
}
function byStage(a, b) {
    return _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(a.stage) - _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(b.stage);
}
function unmet(demand, thing, { view }) {
    if (demand.allow.includes(view.verdict))
        return undefined;
    return {
        ...problem("evidence-verdict", `The ${demand.stage} of ${thing.label} ended with ${view.verdict}.`),
        observed: view.verdict,
        expected: `${demand.allow.join(" or ")} (demanded by ${demand.from})`,
        next: `Mend what it found (${view.run.run}) and run it again: it comes from ${_predicate_predicates_js__WEBPACK_IMPORTED_MODULE_5__/* .PREDICATES */ .Jt[demand.stage].madeBy}.`,
    };
}
function missing(demand, thing, expected, found) {
    return {
        ...problem("evidence-missing", `No ${demand.stage} evidence counts for ${thing.label} (demanded by ${demand.from}).`),
        observed: thing.impossible ?? nearest(demand.stage, thing, expected, found),
        next: `It comes from ${_predicate_predicates_js__WEBPACK_IMPORTED_MODULE_5__/* .PREDICATES */ .Jt[demand.stage].madeBy}. Run that for this commit with a signing key or identity that is trusted.`,
    };
}
/** What is nearest to the missing proof, because people look for the difference. */
function nearest(stage, thing, expected, { newest, ignored }) {
    const other = newest && (scopeProblem(newest.view, expected) ?? thing.mismatch(newest.view));
    if (other !== undefined)
        return `the newest ${stage} statement does not count: ${other}`;
    const [first] = ignored;
    if (first === undefined)
        return `there is no ${stage} statement`;
    return `${ignored.length === 1 ? "a statement was" : `${ignored.length} statements were`} passed over: ${first.replace(/\.$/, "")}`;
}
function nothingToProve({ stage, from }) {
    return problem("evidence-missing", `Evidence of the stage '${stage}' is demanded by ${from}, and waybill.yml declares nothing that it could be about.`, "Declare it in waybill.yml, or ask the owner of the policy to leave this project out.");
}
/**
 * `after:` of an environment: the same commit and images must have been released there with a passing verdict, by the same configuration. One
 * that says less of that environment would have let anything pass there.
 */
function releaseBefore(trusted, expected) {
    if (!expected.after)
        return undefined;
    const { environment, images } = expected.after;
    const releases = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .ofStage */ .i$)(trusted, "release").filter(({ view }) => {
        if (view.facts.application !== expected.application)
            return false;
        if (scopeProblem(view, { ...expected, environment }) !== undefined)
            return false;
        return images.every((name) => {
            const image = expected.images[name];
            return image !== undefined && (view.facts.images[name] ?? "").endsWith(`@${image.digest}`);
        });
    });
    const found = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(releases.filter(({ view }) => (0,_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .sharesConfiguration */ .F8)(view.facts.configuration, expected.configuration)));
    const next = `Release this commit with these images to ${environment} first: 'waybill release -e ${environment}', or the job of ${environment} in the workflow.`;
    const verdict = found?.view.verdict ?? "missing";
    const proof = { stage: "release", thing: environment, verdict, statement: found, next: found ? undefined : next };
    if (found && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .isPassing */ .WG)(found.view.verdict) && found.view.contradiction === undefined)
        return { proof, findings: [] };
    const what = found
        ? `The release of this commit to ${environment} ended with ${found.view.verdict}, and ${expected.environment} comes after it.`
        : `This commit with these images was not released to ${environment}, and ${expected.environment} comes after it.`;
    return { proof, findings: [{ ...problem("evidence-after", what), observed: otherwiseConfigured(found, releases, expected), next }] };
}
/** A release by another configuration is what people take for the missing one. */
function otherwiseConfigured(found, releases, { configuration = [] }) {
    const other = releases.at(-1);
    if (found || !other)
        return undefined;
    return `a release with another configuration: with ${(0,_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .describeConfiguration */ .Ey)(other.view.facts.configuration)}, and this is ${(0,_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .describeConfiguration */ .Ey)(configuration)}`;
}
function problem(rule, what, next) {
    return { rule, severity: "error", what, next };
}


/***/ }),

/***/ 48788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   i$: () => (/* binding */ ofStage),
/* harmony export */   su: () => (/* binding */ newestOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69800);


/** Looks at the signatures first and at nothing else: what no trusted signer signed says nothing, not even that something is wrong. */
function judge(bundles, verify) {
    const trusted = [];
    const ignored = [];
    const seen = new Set();
    for (const bundle of distinct(bundles)) {
        try {
            const payload = (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .payloadDigest */ .JU)(bundle);
            const signed = verify(bundle);
            if (!seen.has(payload))
                trusted.push({ ...signed, bundle, payload });
            seen.add(payload);
        }
        catch (error) {
            ignored.push((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error));
        }
    }
    return { trusted, ignored };
}
/** A statement about several things lies beside each of them, and is judged once. Two with one signature are compared whole. */
function distinct(bundles) {
    const bySignature = Map.groupBy(bundles, ({ dsseEnvelope }) => dsseEnvelope.signatures[0]?.sig);
    return [...bySignature.values()].flatMap((alike) => alike.filter((bundle, at) => alike.findIndex((other) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isSameJson */ .TL)(other, bundle)) === at));
}
/** The newest of statements: what a stage said last counts, so that a test that was repeated and failed is not hidden by one before. */
function newestOf(statements) {
    let newest;
    for (const statement of statements)
        if (!newest || Date.parse(statement.view.finishedAt) >= Date.parse(newest.view.finishedAt))
            newest = statement;
    return newest;
}
/** Those of one stage. */
function ofStage(statements, stage) {
    return statements.filter((statement) => isOf(statement.view, stage));
}
function isOf(view, stage) {
    return view.stage === stage;
}


/***/ }),

/***/ 99150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ declaredBy),
/* harmony export */   P: () => (/* binding */ thingsOf)
/* harmony export */ });
/* harmony import */ var _foreign_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17439);

/** Everything that a stage must have proven for the expected release. Pure. */
function thingsOf(stage, expected) {
    switch (stage) {
        case "validate-data":
            return Object.entries(expected.data).map(([name, data]) => ({
                name,
                digest: data.digest,
                label: `data set ${name} (${data.path}, ${data.digest})`,
                mismatch: (view) => view.stage === stage
                    ? (about(view, data.digest) ??
                        named(view.facts.name, name) ??
                        restsOn(view.facts.basis, data.basis) ??
                        declared(view.facts.declaration, data.declaration))
                    : stage,
            }));
        case "validate-model":
            return Object.entries(expected.models).map(([name, model]) => ({
                name,
                digest: model.digest,
                label: `model ${name} (${model.path}, ${model.digest})`,
                mismatch: (view) => view.stage === stage
                    ? (about(view, model.digest) ??
                        named(view.facts.name, name) ??
                        restsOn(view.facts.basis, model.basis) ??
                        declared(view.facts.declaration, model.declaration))
                    : stage,
            }));
        case "build":
        case "test":
            return imageThings(stage, expected);
        case "plan":
        case "approve":
            return [planThing(stage, expected)];
        case "migrate":
            return Object.entries(expected.databases).map(([name, { path, digest }]) => ({
                name,
                digest,
                label: `database ${name} (${path}, ${digest})`,
                mismatch: (view) => view.stage === stage
                    ? (about(view, digest) ?? named(view.facts.database.name, name) ?? ofPlan(view.facts.releasePlan, expected))
                    : stage,
            }));
        case "deploy":
            return [
                {
                    name: expected.environment,
                    label: `environment ${expected.environment}`,
                    mismatch: (view) => view.stage === stage
                        ? (named(view.facts.application, expected.application) ?? ofPlan(view.facts.releasePlan, expected))
                        : stage,
                },
            ];
        case "release":
            return [];
    }
}
function imageThings(stage, { images, unnamedImages = [], builds = [], run }) {
    return [
        ...Object.entries(images).map(([name, { repository, digest }]) => ({
            name,
            digest,
            label: `image ${name} (${repository}@${digest})`,
            mismatch: (view) => (view.stage === stage ? (about(view, digest) ?? named(view.facts.name, name)) : stage),
            builtBy: stage === "build" ? (0,_foreign_js__WEBPACK_IMPORTED_MODULE_0__/* .foreignBuildOf */ ._G)(digest, builds, run) : undefined,
        })),
        ...unnamedImages.map((name) => ({
            name,
            label: `image ${name}`,
            mismatch: () => stage,
            impossible: "its digest was not given: give 'images', or as 'plan-digest' that of the release plan that names it",
        })),
    ];
}
/** The data sets, models and databases that statements are about: all that is known of them where there is no project that declares them. */
function declaredBy(statements) {
    const data = {};
    const models = {};
    const databases = {};
    for (const view of statements) {
        const subject = view.subjects.find(({ kind }) => kind === "path");
        if (!subject)
            continue;
        const thing = { path: subject.name, digest: subject.digest };
        if (view.stage === "validate-data" || view.stage === "validate-model") {
            const { name, declaration, basis } = view.facts;
            (view.stage === "validate-data" ? data : models)[name] = { ...thing, declaration, basis };
        }
        if (view.stage === "migrate")
            databases[view.facts.database.name] = thing;
    }
    return { data, models, databases };
}
function planThing(stage, { plan, environment, approvedIn }) {
    return {
        name: environment,
        digest: plan,
        label: plan === undefined ? `a plan of ${environment}` : `the plan ${plan}`,
        impossible: plan === undefined ? "no plan was named: give the digest that was approved as 'plan-digest'" : undefined,
        mismatch: (view) => {
            if (view.stage !== stage || plan === undefined)
                return stage;
            const other = about(view, plan);
            if (other !== undefined || view.stage !== "approve" || approvedIn === undefined)
                return other;
            // An approval lets one run change things once; the same plan in a later run is a new question.
            return view.run.run === approvedIn ? undefined : `it was given to another run (${view.run.run})`;
        },
    };
}
/** Two runs may release one commit at the same time: what the other did by a plan of its own is no evidence for this one. */
function ofPlan(found, { plan }) {
    if (plan === undefined || found === plan)
        return undefined;
    return found === undefined ? "it names no release plan that it is part of" : `it is part of another plan (${found})`;
}
function about(view, digest) {
    return view.subjects.some((subject) => subject.digest === digest)
        ? undefined
        : `it is about ${view.subjects.map((subject) => subject.digest).join(", ")}`;
}
function named(found, wanted) {
    return found === wanted ? undefined : `it is about '${found}'`;
}
/** Every file that is another one now, by its name: what was judged by it may end otherwise. */
function restsOn(found, wanted) {
    const changes = [
        ...wanted.flatMap(({ role, path, digest }) => {
            const then = found.find((file) => file.role === role && file.path === path);
            if (!then)
                return [`its ${FILE_OF[role]} ${path} was not the one that it was judged by`];
            return then.digest === digest ? [] : [`its ${FILE_OF[role]} ${path} was ${then.digest} then and is ${digest} now`];
        }),
        ...found
            .filter(({ role, path }) => !wanted.some((file) => file.role === role && file.path === path))
            .map(({ role, path }) => `it was judged by the ${FILE_OF[role]} ${path}, which is not declared now`),
    ];
    return changes.length === 0 ? undefined : changes.join("; ");
}
const FILE_OF = { checks: "check file", metrics: "metrics file", baseline: "baseline" };
function declared(found, wanted) {
    return found === wanted ? undefined : "other checks were demanded of it than waybill.yml demands now";
}


/***/ }),

/***/ 43129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ foldRows),
/* harmony export */   _: () => (/* binding */ MAX_OPEN_LINES)
/* harmony export */ });
/** Code of more lines than this folds away on pages and in Markdown. */
const MAX_OPEN_LINES = 60;
/**
 * A table whose quiet rows (those that passed, or that do not change) fold away behind a line that says how many they are: `52 checks passed`.
 * When all rows are loud or all quiet there is only the one part.
 */
function foldRows(table, isQuiet, summary) {
    const quiet = table.rows.filter(isQuiet);
    const loud = table.rows.filter((row, index) => !isQuiet(row, index));
    return [
        ...(loud.length > 0 ? [{ ...table, rows: loud }] : []),
        ...(quiet.length > 0 ? [{ type: "details", summary: summary(quiet.length), blocks: [{ ...table, rows: quiet }] }] : []),
    ];
}


/***/ }),

/***/ 20581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ redactReport),
/* harmony export */   f: () => (/* binding */ redactSection)
/* harmony export */ });
/**
 * A report without secrets. It must happen before a renderer escapes, wraps or cuts a text, because a secret that was changed by any of
 * these is not recognised any more.
 */
function redactReport(report, redact) {
    return {
        ...report,
        title: redact(report.title),
        ...textsOf(report, ["subtitle"], redact),
        run: report.run?.map((fact) => ({ ...fact, value: redact(fact.value), ...textsOf(fact, ["href"], redact) })),
        overview: report.overview && redactOverview(report.overview, redact),
        chain: report.chain.map((step) => ({ ...step, label: redact(step.label), ...textsOf(step, ["note"], redact) })),
        sections: report.sections.map((section) => redactSection(section, redact)),
        next: report.next?.map(redact),
    };
}
/** A section without secrets; see `redactReport`. */
function redactSection(section, redact) {
    return {
        ...section,
        title: redact(section.title),
        ...textsOf(section, ["intro", "summary"], redact),
        overview: section.overview && redactOverview(section.overview, redact),
        blocks: section.blocks.map((block) => redactBlock(block, redact)),
    };
}
function redactOverview(overview, redact) {
    const { changes, proven, approvals, back } = overview;
    return {
        ...overview,
        ...textsOf(overview, ["plan"], redact),
        ...(changes && { changes: changes.map((row) => ({ about: redact(row.about), what: redact(row.what), names: row.names.map(redact) })) }),
        ...(proven && { proven: proven.map((row) => ({ ...row, thing: redact(row.thing), ...textsOf(row, ["by", "next"], redact) })) }),
        ...(approvals && { approvals: approvals.map((row) => ({ ...row, ...textsOf(row, ["by", "what", "next"], redact) })) }),
        ...(back && { back: { ...back, ...textsOf(back, ["text", "command"], redact) } }),
    };
}
function redactBlock(block, redact) {
    switch (block.type) {
        case "table":
            return {
                ...block,
                ...textsOf(block, ["caption"], redact),
                head: block.head.map(redact),
                rows: block.rows.map((row) => row.map((cell) => redactCell(cell, redact))),
            };
        case "chart":
            return { ...block, title: redact(block.title), points: block.points.map(({ x, y }) => ({ x: redact(x), y })) };
        case "findings":
            return { ...block, findings: block.findings.map((finding) => redactFinding(finding, redact)) };
        case "code":
            return { ...block, ...textsOf(block, ["text", "caption"], redact) };
        case "facts":
            return { ...block, facts: block.facts.map(({ label, value }) => ({ label: redact(label), value: redact(value) })) };
        case "text":
            return { ...block, text: redact(block.text) };
        case "details":
            return { ...block, summary: redact(block.summary), blocks: block.blocks.map((inner) => redactBlock(inner, redact)) };
    }
}
function redactCell(cell, redact) {
    return typeof cell === "string" ? redact(cell) : { ...cell, ...textsOf(cell, ["text", "href"], redact) };
}
function redactFinding(finding, redact) {
    return { ...finding, ...textsOf(finding, ["what", "observed", "expected", "next"], redact) };
}
/** The texts under some keys of an object, redacted; a key that is not there stays away. */
function textsOf(object, keys, redact) {
    const texts = {};
    for (const key of keys) {
        const text = object[key];
        if (text !== undefined)
            texts[key] = redact(text);
    }
    return texts;
}


/***/ })

};
