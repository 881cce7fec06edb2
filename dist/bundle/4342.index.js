export const id = 4342;
export const ids = [4342];
export const modules = {

/***/ 74342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainPolicy: () => (/* binding */ explainPolicy)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72669);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17288);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18787);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56556);




/**
 * Prints what each environment demands and which file and line demanded it, who may sign what, and the files that say so. Fails when demands
 * contradict each other.
 */
function explainPolicy(config, { environments, json, print, finding }) {
    const { policy } = config;
    const problems = [];
    const explained = environments.map((environment) => {
        const { name, after } = environment;
        const together = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .tightenRequirements */ .G4)((0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_1__/* .defaultRequirements */ .Cz)(config, environment), (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .requirementsFor */ .eK)(policy, name));
        problems.push(...together.problems);
        return { environment: name, requirements: together.requirements, selfApproval: (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .selfApprovalFor */ .JT)(policy, name), after };
    });
    if (json)
        print(`${JSON.stringify({ environments: explained, signers: policy.signers, files: policy.sources }, undefined, 2)}\n`);
    else
        print([...explained.map(environmentText), signersText(policy), filesText(policy)].join("\n"));
    for (const problem of problems)
        finding(problem);
    return problems.length > 0 ? "fail" : "pass";
}
function environmentText({ environment, requirements, selfApproval, after }) {
    const rows = requirements.map(({ stage, allow, from }) => [stage, allow.join(", ") || "none", from]);
    const approval = selfApproval === "refuse" ? "refused" : "allowed";
    const earlier = after === undefined ? "" : `  It comes after ${after}: this commit and its images must have been released there first.\n`;
    return `\n${environment}\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .t)([["stage", "verdicts", "demanded by"], ...rows])}${earlier}  Approving one's own commits is ${approval}.\n`;
}
function signersText({ signers }) {
    if (signers.length === 0)
        return "Signers\n  The policy names none.\n";
    const rows = signers.map((signer) => [
        whoIs(signer),
        signer.stages?.join(", ") ?? "every stage",
        signer.environments?.join(", ") ?? "all",
    ]);
    return `Signers (nothing that another signed is trusted)\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .t)([["signer", "stages", "environments"], ...rows])}`;
}
function whoIs({ key, issuer, repository, workflow, ref }) {
    if (key !== undefined)
        return `key ${(0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .keyIdOf */ .yg)(key)}`;
    const claims = [
        ["repository", repository],
        ["workflow", workflow],
        ["ref", ref],
        ["issuer", issuer],
    ];
    return claims.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(", ");
}
function filesText({ sources }) {
    if (sources.length === 0)
        return "Files\n  There is no policy, so the default list is all that is demanded.\n";
    return `Files\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .t)([["file", "role", "digest"], ...sources.map(({ file, role, digest }) => [file, role, digest])])}`;
}


/***/ }),

/***/ 56556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ table)
/* harmony export */ });
/** Columns as wide as their widest cell; the last one ends where it ends. */
function table(rows) {
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return rows
        .map((row) => `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`)
        .join("");
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
 * alone, without a waybill.yml, a policy or that input, and for the preview of a pull request: then nothing was asked for, and nothing is called tested. Throws an `input` error
 * when no verdict would satisfy all who demand one.
 */
function demandsOn({ config, require }, environment) {
    if (environment.pullRequest !== undefined)
        return undefined;
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


/***/ })

};
