export const id = 5266;
export const ids = [5266];
export const modules = {

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

/***/ 35266:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verifyTarget: () => (/* binding */ verifyTarget)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/config/lib/load.js + 14 modules
var load = __webpack_require__(87047);
// EXTERNAL MODULE: ./packages/kit/lib/reporter.js
var lib_reporter = __webpack_require__(26445);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/policy/policy.js
var policy_policy = __webpack_require__(72669);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/record/lib/verify-alone.js
var verify_alone = __webpack_require__(35580);
// EXTERNAL MODULE: ./packages/record/lib/store.js
var lib_store = __webpack_require__(58338);
// EXTERNAL MODULE: ./packages/registry/lib/reference.js
var reference = __webpack_require__(11156);
// EXTERNAL MODULE: ./packages/registry/lib/credentials.js
var lib_credentials = __webpack_require__(59195);
// EXTERNAL MODULE: ./packages/registry/lib/client.js + 14 modules
var client = __webpack_require__(35608);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/keys.js + 4 modules
var keys = __webpack_require__(73415);
;// CONCATENATED MODULE: ./packages/pipeline/lib/verify-anywhere.js








/**
 * Who is believed, by the rules of a release: the signers that the policy names and nobody else; without any the keys, and without these the
 * workflows of the repository. Throws an `input` error when nobody is named: a trust root says who vouches for signers, and everybody on
 * GitHub is one.
 */
async function believe(believed, { reporter }) {
    const { trustedKeys = [], trustRoot, policy = policy_policy/* EMPTY_POLICY */.XD, repository, env, proxy } = believed;
    if (policy.signers.length === 0 && trustedKeys.length === 0 && repository === undefined)
        throw trustRoot
            ? (0,lib_error/* inputError */.Xu)("repository", "is needed beside 'trust-root', which says who vouches for signers and not which of them to believe. Name the repository whose workflows signed, or give a policy with signers")
            : (0,lib_error/* inputError */.Xu)("trusted-keys", "is needed, because nothing says whose signatures to believe. Give a file of public keys, a policy that names signers, or the repository whose workflows signed");
    const run = { repository: repository ?? "" };
    // What is fetched is kept outside of the folder that this runs in.
    const { verifierFor, judgeBuilds } = await (0,keys/* openKeys */.h)({ trustedKeys, trustRoot }, { policy, run, workspace: process.cwd(), env, proxy, reporter });
    return { verifierFor, judgeBuilds };
}
/** Reads an image with its tag or digest; undefined when it has neither. Throws an `input` error for what is no reference. */
function imageSource(text) {
    const image = (0,reference/* parseReference */.F2)(text);
    return image.tag === undefined && image.digest === undefined ? undefined : { image };
}
/**
 * Verifies a release record without its project: signatures, listing, contradictions, closing verdict, and what is given. Throws an `input`
 * error for a file that cannot be read, `remote` or `environment` for a registry that does not answer or an image that is not there.
 */
async function verifyAnywhere(options) {
    const { source, verifierFor, judgeBuilds, policy, known, now } = options;
    const policyFor = policy && ((environment) => (0,demands/* demandsOfPolicy */.GE)(policy, environment));
    if ("file" in source) {
        const record = await (0,record_file/* readRecord */.aE)(source.file);
        const builds = await judgeBuilds?.(record.builds ?? []);
        const verified = await (0,verify_alone/* verifyAlone */.X)(record, { verify: await verifierFor(record.statements), builds, known, policyFor, now });
        return { ...verified, of: source.file, others: [], unchecked: uncheckedBy(options) };
    }
    const { repository, records, digest } = await findRecords(source.image, options);
    const verify = await verifierFor(records.flatMap(({ statements }) => statements));
    const asked = { ...known, image: digest };
    const { candidates, others } = (0,verify_alone/* chooseRecords */.A)(records, verify, asked);
    const where = { of: `${repository}@${digest}`, others, unchecked: uncheckedBy(options) };
    let last;
    for (const record of candidates) {
        const builds = await judgeBuilds?.(record.builds ?? []);
        last = await (0,verify_alone/* verifyAlone */.X)(record, { verify, builds, known: asked, policyFor, now });
        if (last.verdict !== "fail")
            break;
    }
    return { ...(last ?? nothingFound(where.of, others)), ...where };
}
async function findRecords(image, options) {
    const registry = connect(image.registry, options);
    const found = await registry.findManifest(image.repository, image.digest ?? image.tag ?? "");
    if (!found)
        throw new lib_error/* ActionError */.lZ("environment", `There is no image '${(0,reference/* formatReference */.FH)(image)}'. Check its name, tag and digest.`);
    const { digest } = found.descriptor;
    const repository = `${image.registry}/${image.repository}`;
    if (image.digest === undefined)
        options.reporter.info(`${(0,reference/* formatReference */.FH)(image)} is ${digest} now`);
    const store = (0,lib_store/* evidenceStore */.$)({ registryFor: () => registry, recordRepository: repository });
    return { repository, digest, records: await store.findRecords(digest) };
}
function connect(host, { env, proxy, reporter, signal }) {
    const credentials = (0,lib_credentials/* dockerCredentials */.d8)({ configDir: env["DOCKER_CONFIG"] ?? (0,external_node_path_.join)((0,external_node_os_.homedir)(), ".docker"), env });
    return (0,client/* connectRegistry */.g)({ registry: host, credentials, reporter, signal, fetch: (0,proxied_fetch/* proxiedFetch */.i)(proxy) });
}
function nothingFound(image, others) {
    const [first] = others;
    const finding = {
        rule: "evidence-missing",
        severity: "error",
        what: `No release record of ${image} counts.`,
        observed: first === undefined ? "no record lies beside the image" : `${(0,lib_text/* countOf */.pq)(others.length, "record")} passed over; the first: ${first}`,
        next: "Release the image with Waybill, or name the digest, the environment and the signers of the release that you mean.",
    };
    return { verdict: "fail", findings: [finding], statements: [], taken: [] };
}
function uncheckedBy({ source, policy }) {
    return [
        "The files of the project (data, models, migrations, manifests): there is no project here.",
        "What runs in the cluster now.",
        "file" in source ? "The images in their registry." : "The layers of the images in their registry.",
        policy
            ? "The demands of waybill.yml; those of the policy that was given were judged."
            : "The demands of waybill.yml and of any policy: that they were met is the word of whoever signed the closing statement.",
    ];
}

// EXTERNAL MODULE: ./packages/cli/lib/arguments.js
var lib_arguments = __webpack_require__(84772);
// EXTERNAL MODULE: ./packages/cli/lib/read-keys.js
var read_keys = __webpack_require__(77467);
// EXTERNAL MODULE: ./packages/cli/lib/table.js
var table = __webpack_require__(56556);
;// CONCATENATED MODULE: ./packages/cli/lib/verify-anywhere.js








/**
 * Verifies a record without its project and prints what it says, what was taken from it and what was left open. Throws a `UsageError` when
 * nothing says what to verify or whom to believe.
 */
async function verifyTarget(call, floor, { env, reporter, signal, print }) {
    const source = sourceOf(call.target);
    const policy = floor && (await (0,load/* policyOfFloor */.OY)(floor));
    const trustRoot = call.trustRoot === undefined ? undefined : { name: call.trustRoot, text: await (0,read_keys/* readOption */.g)("trust-root", call.trustRoot) };
    const proxy = (0,proxy_settings/* readProxySettings */.u)(env);
    const trustedKeys = (await Promise.all(call.trustedKeys.map((path) => (0,read_keys/* readKeys */.x)(path)))).flat();
    // One document and nothing else, so that a program can read it.
    const told = call.json ? (0,lib_reporter/* collectingReporter */.A)() : reporter;
    const believed = { trustedKeys, trustRoot, policy, repository: call.repository, env, proxy };
    const believing = await believe(believed, { reporter: told }).catch((error) => {
        throw error instanceof lib_error/* InputError */.dz ? new lib_arguments/* UsageError */.eb(`--${error.input} ${asOptions(error.problem)}.`) : error;
    });
    const result = await verifyAnywhere({
        source,
        ...believing,
        policy,
        known: { repository: call.repository, commit: call.commit, environment: call.environment },
        env,
        proxy,
        reporter: told,
        signal,
        now: new Date(),
    });
    print(call.json ? `${JSON.stringify(documentOf(result), undefined, 2)}\n` : textOf(result));
    return result.verdict;
}
/** The inputs of the actions are called as the options are. */
function asOptions(problem) {
    return problem.replaceAll(/'(trust-root|trusted-keys)'/g, "--$1");
}
function sourceOf(target) {
    if ((0,external_node_fs_.existsSync)(target) || /\.json$|^\.{0,2}\//.test(target))
        return { file: target };
    const image = imageOf(target);
    if (image)
        return image;
    throw new lib_arguments/* UsageError */.eb(`'${target}' is neither a file that is there nor an image with its tag or digest, such as ghcr.io/acme/churn@sha256:…. An environment is given as '-e ${target}'.`);
}
function imageOf(target) {
    try {
        return imageSource(target);
    }
    catch (error) {
        throw error instanceof lib_error/* ActionError */.lZ ? new lib_arguments/* UsageError */.eb(error.message) : error;
    }
}
/** What `--json` prints; docs/verify-by-hand.md describes it. */
function documentOf({ release, ...result }) {
    return {
        verdict: result.verdict,
        record: result.of,
        release: release && {
            application: release.facts.application,
            environment: release.facts.environment,
            repository: release.run.repository,
            commit: release.run.commit,
            images: release.facts.images,
            plan: release.facts.plan,
            revision: release.facts.revision,
            verdict: release.verdict,
            closedAt: release.finishedAt,
            run: release.run.run,
        },
        takenFromRecord: result.taken,
        statements: result.statements.map(({ view, signer }) => ({
            stage: view.stage,
            verdict: view.verdict,
            subjects: view.subjects,
            signer,
            finishedAt: view.finishedAt,
        })),
        findings: result.findings,
        notChecked: result.unchecked,
        otherRecords: result.others,
    };
}
function textOf({ of, release, statements, taken, unchecked, others, findings, verdict }) {
    const rows = statements.map(({ view, signer }) => {
        const [first, ...more] = view.subjects.map(({ name, digest }) => `${name} ${digest.slice(0, 19)}…`);
        return [view.stage, view.verdict, `${first ?? ""}${more.length > 0 ? ` and ${more.length} more` : ""}`, signer, view.finishedAt];
    });
    return [
        `\nRecord   ${of}\n`,
        release
            ? `Release  ${release.facts.application} to ${release.facts.environment}, ${release.run.repository} at ${release.run.commit}\n`
            : "",
        rows.length > 0 ? `\n${(0,table/* table */.t)([["stage", "verdict", "about", "signed by", "when"], ...rows])}` : "",
        taken.length > 0 ? `\nTaken from the record itself, because nothing else was given: ${taken.join(", ")}.\n` : "",
        listText("Not checked", unchecked),
        listText("Other records", others),
        listText("Findings", findings.map(lib_verdict/* describeFinding */.jb)),
        `\nVerdict: ${verdict}\n`,
    ].join("");
}
function listText(title, lines) {
    return lines.length === 0 ? "" : `\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}


/***/ }),

/***/ 26445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ collectingReporter),
/* harmony export */   q: () => (/* binding */ SILENT)
/* harmony export */ });
/** A reporter that says nothing. */
const SILENT = {
    info: () => undefined,
    warn: () => undefined,
    progress: () => undefined,
    debug: () => undefined,
    finding: () => undefined,
    mask: () => undefined,
    show: () => undefined,
};
/** A reporter that keeps every message, for tests. */
function collectingReporter() {
    const lines = [];
    const findings = [];
    const masked = [];
    const keep = (message) => void lines.push(message);
    return {
        lines,
        findings,
        masked,
        info: keep,
        warn: keep,
        progress: keep,
        debug: keep,
        finding: (finding) => void findings.push(finding),
        mask: (secret) => void masked.push(secret),
        show: () => undefined,
    };
}


/***/ }),

/***/ 28662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ subjectFindings)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Which subjects are not what the statements say any more; each is read once. */
async function subjectFindings(statements, readSubject) {
    const findings = [];
    const seen = new Set();
    for (const statement of statements) {
        for (const subject of statement.subjects) {
            const key = JSON.stringify([subject.kind, subject.name, subject.digest]);
            // A release's digest is judged with the statement that closes it; nothing in the world has it.
            if (seen.has(key) || subject.kind === "release")
                continue;
            seen.add(key);
            const found = await readNow(readSubject, subject, statement, findings);
            if (found === "unreadable")
                continue;
            const { digest: now, seen: observed } = typeof found === "object" ? found : { digest: found, seen: found };
            if (now === subject.digest)
                continue;
            findings.push({
                rule: "subject-changed",
                severity: "error",
                what: now === undefined
                    ? `${labelOf(subject)} of the ${statement.stage} statement cannot be read or does not hold any more.`
                    : `${labelOf(subject)} is not what the ${statement.stage} statement is about: it was changed after that stage.`,
                observed: observed ?? now ?? "nothing that could be compared",
                expected: subject.digest,
                next: "Undo the change, or run a new release for it.",
            });
        }
    }
    return findings;
}
function labelOf({ kind, name }) {
    if (kind === "path")
        return `'${name}'`;
    return kind === "environment" ? `What runs in '${name}'` : `The ${kind} '${name}'`;
}
/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(readSubject, subject, statement, findings) {
    try {
        return await readSubject(subject, statement);
    }
    catch (error) {
        findings.push({
            rule: "subject-unreadable",
            severity: "error",
            what: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error),
            next: "Do not rely on this record. Run a new release.",
        });
        return "unreadable";
    }
}


/***/ }),

/***/ 35580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ chooseRecords),
/* harmony export */   X: () => (/* binding */ verifyAlone)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _gate_things_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99150);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69800);
/* harmony import */ var _signing_trust_root_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39481);
/* harmony import */ var _verify_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25566);





/**
 * Verifies a record without the project that it is of: every signature, the listing that closes it, the closing verdict, that every statement
 * is of one release and about one another's things, and what `known` and `policyFor` ask for. The demands of a waybill.yml are not judged,
 * because there is none: that they were met is the word of whoever signed the closing statement. `inconclusive` when the authorities that
 * would know a signature cannot be asked, such as a trust root that expired.
 */
async function verifyAlone(record, options) {
    const { views, isUnknown } = readSigned(record, options.verify);
    const release = views?.at(-1);
    if (!views || release?.stage !== "release") {
        const verified = await (0,_verify_record_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyRecord */ .RC)(record, { ...options, policy: NOTHING_DEMANDED, expected: expectationOf([], undefined, options) });
        return { ...verified, verdict: isUnknown ? "inconclusive" : "fail", taken: [] };
    }
    const before = views.slice(0, -1);
    const asked = options.policyFor?.(release.facts.environment);
    const demanded = asked?.demands ?? [];
    const expected = expectationOf(before, release, options);
    // What the record has no statement about, it knows nothing of that one could be missing for.
    const empty = demanded.filter(({ stage }) => (0,_gate_things_js__WEBPACK_IMPORTED_MODULE_1__/* .thingsOf */ .P)(stage, { ...expected, before: "release" }).length === 0);
    const policy = {
        ...(asked ?? NOTHING_DEMANDED),
        demands: [
            ...[...new Set([...before.map(({ stage }) => stage), ...(record.builds ? ["build"] : [])])].map((stage) => ({
                stage,
                allow: PASSING,
                from: "the record itself",
            })),
            ...demanded.filter((demand) => !empty.includes(demand)),
        ],
    };
    const verified = await (0,_verify_record_js__WEBPACK_IMPORTED_MODULE_0__/* .verifyRecord */ .RC)(record, { ...options, policy, expected });
    const findings = [
        ...verified.findings,
        ...empty.map(({ stage, from }) => problem("evidence-missing", `Evidence of the stage '${stage}' is demanded by ${from}, and the record has none.`)),
        ...imageFindings(release, options.known),
    ];
    const isRefused = verified.verdict === "fail" || findings.length > verified.findings.length;
    return { ...verified, verdict: isRefused ? "fail" : verified.verdict, findings, release, taken: takenFor(options.known) };
}
const PASSING = ["pass", "warn"];
const NOTHING_DEMANDED = { demands: [], selfApproval: "allow", dirty: "allow", sources: [] };
/**
 * Chooses among records that were found beside an image: the newest whose closing statement a trusted signer signed, about this image and
 * about what else is known. What nobody who is trusted closed is passed over, so that who may only push can hide nothing behind it. Whether
 * the chosen one holds is for `verifyAlone` to say; a copy of it that was tampered with stands among the candidates beside the honest one.
 */
function chooseRecords(records, verify, known) {
    const others = [];
    const closed = records.flatMap((record) => {
        const found = closingOf(record, verify, known);
        if (typeof found !== "string")
            return [{ record, ...found }];
        others.push(found);
        return [];
    });
    const newest = closed.toSorted((a, b) => b.view.finishedAt.localeCompare(a.view.finishedAt))[0];
    const older = closed.filter(({ payload }) => payload !== newest?.payload);
    return {
        candidates: closed.filter(({ payload }) => payload === newest?.payload).map(({ record }) => record),
        others: [...older.map(({ view }) => `an older record, ${describeRelease(view)}`), ...others],
    };
}
function closingOf(record, verify, known) {
    const closing = record.statements.at(-1);
    if (!closing)
        return "a record without statements";
    try {
        const { view } = verify(closing);
        if (view.stage !== "release")
            return `a record that ends with a ${view.stage} statement`;
        const isAsked = [known.repository ?? view.run.repository, known.commit ?? view.run.commit].join() === [view.run.repository, view.run.commit].join() &&
            (known.environment ?? view.facts.environment) === view.facts.environment &&
            (known.image === undefined || isAbout(view.subjects, known.image));
        return isAsked ? { view, payload: (0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(closing) } : `the record of another release, ${describeRelease(view)}`;
    }
    catch (error) {
        return `a record that does not count: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(error)}`;
    }
}
function describeRelease({ facts, run, finishedAt, verdict }) {
    return `${facts.application} to ${facts.environment} of commit ${run.commit.slice(0, 12)} (${verdict}, ${finishedAt})`;
}
function readSigned(record, verify) {
    const problems = [];
    const views = record.statements.flatMap((bundle) => {
        try {
            return [verify(bundle).view];
        }
        catch (error) {
            problems.push(error);
            return [];
        }
    });
    if (problems.length === 0)
        return { views, isUnknown: false };
    return { isUnknown: problems.every((error) => error instanceof _signing_trust_root_js__WEBPACK_IMPORTED_MODULE_4__/* .OutdatedRoot */ .b) };
}
/** The record's own things are what its statements must be about. */
function expectationOf(before, release, { known, now }) {
    return {
        run: {
            repository: known.repository ?? release?.run.repository ?? "",
            commit: known.commit ?? release?.run.commit ?? "",
            rehearsal: known.rehearsal ?? false,
            dirty: false,
        },
        application: known.application ?? release?.facts.application ?? "",
        product: release?.product ?? null,
        environment: known.environment ?? release?.facts.environment ?? "",
        configuration: release?.facts.configuration,
        images: release ? (0,_verify_record_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesOf */ .IC)(release.facts) : {},
        ...(0,_gate_things_js__WEBPACK_IMPORTED_MODULE_1__/* .declaredBy */ .O)(before),
        now,
    };
}
function imageFindings({ subjects, facts }, { image }) {
    if (image === undefined || isAbout(subjects, image))
        return [];
    return [
        {
            ...problem("record-origin", "The record is of a release of other images."),
            observed: Object.values(facts.images).join(", ") || "no image",
            expected: image,
        },
    ];
}
/** Whether the subjects of a closing statement name an image. */
function isAbout(subjects, image) {
    return subjects.some(({ kind, digest }) => kind === "image" && digest === image);
}
function takenFor({ repository, commit, environment, image }) {
    return [
        ...(repository === undefined ? ["repository"] : []),
        ...(commit === undefined ? ["commit"] : []),
        ...(environment === undefined ? ["environment"] : []),
        ...(image === undefined ? ["images"] : []),
    ];
}
function problem(rule, what) {
    return { rule, severity: "error", what, next: "Do not rely on this record. Ask whoever released it for the record of this release." };
}


/***/ }),

/***/ 25566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hc: () => (/* binding */ verdictOn),
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   RC: () => (/* binding */ verifyRecord)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(79404);
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(69800);
/* harmony import */ var _gate_contradictions_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(36585);
/* harmony import */ var _gate_configuration_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(57573);
/* harmony import */ var _gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82672);
/* harmony import */ var _subject_findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28662);






/**
 * Verifies a record: every signature, that the statements are the ones and in the order that the release statement lists, that the evidence
 * suffices (the same judgement as before each effect), that the release was closed with a passing verdict, and that every subject still has
 * its digest. Each finding names the statement or subject.
 */
async function verifyRecord(record, options) {
    const findings = [];
    const signed = [];
    record.statements.forEach((bundle, index) => {
        try {
            signed.push(options.verify(bundle));
        }
        catch (error) {
            findings.push(problem("record-signature", `Statement ${index + 1} of the record does not hold: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error)}`));
        }
    });
    // What is not signed by a trusted key says nothing, so nothing further is concluded from it.
    if (findings.length > 0)
        return { verdict: "fail", findings, statements: signed };
    const statements = signed.map(({ view }) => view);
    const release = statements.at(-1);
    if (release?.stage !== "release")
        return {
            verdict: "fail",
            statements: signed,
            findings: [
                problem("record-end", "The record does not end with a release statement, so nothing says that it is complete. It was cut, or its release did not finish."),
            ],
        };
    const evaluation = judgeContents(record.statements.slice(0, -1), statements, release, options);
    findings.push(...listingFindings(record.statements.slice(0, -1), statements, release.facts), ...buildFindings(record, release.facts, options.builds, evaluation), ...closingFindings(release, options), ...closingContradictions(release, statements.slice(0, -1)), ...evaluation.findings, ...unusedFindings(statements.slice(0, -1), record, evaluation, options), ...(options.readSubject ? await (0,_subject_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectFindings */ .F)(statements, options.readSubject) : []));
    return { verdict: verdictOn(findings), findings, statements: signed, evaluation };
}
/** What could not be read is known to be neither right nor wrong, and a verification that found nothing else against a record cannot tell. */
function verdictOn(findings) {
    const errors = findings.filter(({ severity }) => severity === "error");
    return errors.length > 0 && errors.every(({ rule }) => rule === "subject-unreadable") ? "inconclusive" : (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .verdictOf */ .Vj)(findings);
}
/** The record's own statements must suffice for the release that its last one closes. */
function judgeContents(bundles, statements, release, { verify, policy, expected, builds }) {
    const { after: _elsewhere, ...rest } = expected;
    return (0,_gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .evaluate */ ._3)(bundles, verify, policy, {
        ...rest,
        builds: builds?.builds,
        // The run that applied the plan is the one that must have been allowed to.
        approvedIn: statements.findLast(({ stage }) => stage === "deploy")?.run.run,
        before: "release",
        images: expected.images ?? imagesOf(release.facts),
        plan: release.facts.plan,
    });
}
/** The images that a closing statement names by their digests. */
function imagesOf({ images }) {
    const found = [];
    for (const [name, reference] of Object.entries(images)) {
        const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .imageOf */ .d)(reference);
        if (image)
            found.push([name, image]);
    }
    return Object.fromEntries(found);
}
/** The last statement must be about the expected release, fit its own identity, and have passed. */
function closingFindings(release, { expected }) {
    const findings = [];
    const scope = (0,_gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .scopeProblem */ ._x)(release, { ...expected, before: "release", images: {} });
    if (scope !== undefined)
        findings.push(problem("record-origin", `The record is of another release: ${scope}.`));
    if (release.facts.application !== expected.application)
        findings.push(problem("record-origin", `The record is of the application '${release.facts.application}', and this is '${expected.application}'.`));
    if (release.contradiction !== undefined)
        findings.push(problem("evidence-contradiction", `The release statement contradicts itself: ${release.contradiction}.`));
    if (expected.configuration && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .canonicalJson */ .dj)(release.facts.configuration) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .canonicalJson */ .dj)(expected.configuration))
        findings.push(problem("record-origin", `The release was closed with another configuration than this one: with ${(0,_gate_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .describeConfiguration */ .Ey)(release.facts.configuration)}, and this is ${(0,_gate_configuration_js__WEBPACK_IMPORTED_MODULE_6__/* .describeConfiguration */ .Ey)(expected.configuration)}.`));
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isPassing */ .WG)(release.verdict))
        findings.push({
            ...problem("record-verdict", "The release was closed with a verdict that does not pass."),
            observed: [release.verdict, ...release.facts.findings].join(": "),
        });
    const future = Date.parse(release.finishedAt) - expected.now.getTime();
    if (future > _gate_contradictions_js__WEBPACK_IMPORTED_MODULE_7__/* .CLOCK_SKEW_MS */ .r)
        findings.push(problem("evidence-time", `The release was closed at ${release.finishedAt}, and it is ${expected.now.toISOString()}.`));
    return findings;
}
/** A release is closed after all that it rests on, and is of the plan and the revision that the record proves. */
function closingContradictions(release, statements) {
    const { revision, plan } = release.facts;
    const findings = [];
    const later = statements.find(({ finishedAt }) => Date.parse(finishedAt) > Date.parse(release.finishedAt) + _gate_contradictions_js__WEBPACK_IMPORTED_MODULE_7__/* .CLOCK_SKEW_MS */ .r);
    if (later) {
        const what = `The release says that it was closed at ${release.finishedAt}, before the ${later.stage} that it rests on (${later.finishedAt}).`;
        findings.push(problem("evidence-time", what));
    }
    const deploy = statements.findLast((view) => view.stage === "deploy");
    // A failed release may have come to none.
    const isSaid = revision !== undefined || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isPassing */ .WG)(release.verdict);
    if (deploy?.stage === "deploy" && isSaid && deploy.facts.revision !== revision)
        findings.push(problem("record-end", `The release is of ${revision === undefined ? "no revision" : `revision ${revision}`}, and revision ${deploy.facts.revision} was deployed.`));
    // A failed release says what it was about to be, and may have come to neither.
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isPassing */ .WG)(release.verdict))
        return findings;
    if (revision !== undefined && !deploy)
        findings.push(problem("record-end", `The release is of revision ${revision}, and no statement of the record says that it was deployed.`));
    if (plan !== undefined && statements.every(({ stage }) => stage !== "plan"))
        findings.push(problem("record-end", `The release is of the plan ${plan}, and the record has no statement of it.`));
    return findings;
}
/** Every statement of a record is there because the release rests on it; one that nothing rests on was added. */
function unusedFindings(statements, record, { chosen }, { expected }) {
    const used = new Set(chosen.map(({ payload }) => payload));
    return statements.flatMap((view, index) => {
        const bundle = record.statements[index];
        if (!bundle || used.has((0,_signing_bundle_js__WEBPACK_IMPORTED_MODULE_8__/* .payloadDigest */ .JU)(bundle)))
            return [];
        if (view.stage === "release")
            return [problem("record-added", `Statement ${index + 1} is a second release statement; a record has one, at its end.`)];
        const scope = (0,_gate_evaluate_js__WEBPACK_IMPORTED_MODULE_3__/* .scopeProblem */ ._x)(view, { ...expected, before: "release", images: {} });
        const why = scope ?? "a newer one, or one about what was released, stands in its place";
        return [problem("record-added", `The ${view.stage} statement (number ${index + 1}) is not part of this release: ${why}.`)];
    });
}
/** Compares the statements with the list that the release statement signs. */
function listingFindings(bundles, statements, { statements: listed }) {
    const present = bundles.map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_8__/* .payloadDigest */ .JU);
    const places = new Map(present.map((digest, index) => [digest, index]));
    const findings = [];
    for (const [index, entry] of listed.entries()) {
        const there = statements[index]?.stage;
        if (present[index] === entry.payload && there !== entry.stage)
            findings.push(problem("record-order", `Statement ${index + 1} is a ${there} statement, and is listed as ${entry.stage}.`));
        if (present[index] === entry.payload)
            continue;
        const elsewhere = places.get(entry.payload);
        findings.push(problem("record-order", elsewhere === undefined
            ? `The ${entry.stage} statement (number ${index + 1}) is missing from the record or was replaced.`
            : `The ${entry.stage} statement stands at number ${elsewhere + 1} instead of ${index + 1}: statements were swapped.`));
    }
    const known = new Set(listed.map(({ payload }) => payload));
    for (const [index, digest] of present.entries()) {
        if (!known.has(digest))
            findings.push(problem("record-added", `Statement ${index + 1} (${statements[index]?.stage ?? "unknown"}) is not part of this release: it was added or replaced.`));
    }
    if (places.size !== present.length)
        findings.push(problem("record-added", "A statement stands in the record twice."));
    return findings;
}
/** Provenance of other programs must be what was listed, be signed by whom the reader's policy names for it, and stand for a build. */
function buildFindings({ builds = [] }, { builds: listed }, judged, evaluation) {
    const present = builds.map(_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .digestOfJson */ .Qs);
    const missing = listed.findIndex((digest, index) => present[index] !== digest);
    const counted = new Set(evaluation.builds.map(({ bundle }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .digestOfJson */ .Qs)(bundle)));
    const good = new Set(judged?.builds.map(({ bundle }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .digestOfJson */ .Qs)(bundle)));
    const next = "Verify with a policy that names the workflow that signed it for the stage 'build', and with the trust root that knows it.";
    const findings = (judged?.ignored ?? []).map((why) => problem("record-signature", why, next));
    const unjudged = present.some((digest) => !good.has(digest)) && findings.length === 0;
    if (unjudged)
        findings.push(problem("record-signature", "Another program's provenance stands for a build in this record, and nobody is trusted for it.", next));
    if (missing >= 0)
        findings.push(problem("record-order", `The provenance of another program (number ${missing + 1}) is missing from the record or was replaced.`));
    const added = present.findIndex((digest, index) => listed[index] !== digest || (good.has(digest) && !counted.has(digest)));
    if (added >= 0)
        findings.push(problem("record-added", `The provenance of another program (number ${added + 1}) is not part of this release.`));
    return findings;
}
function problem(rule, what, next = "Do not rely on this record. Run a new release.") {
    return { rule, severity: "error", what, next };
}


/***/ }),

/***/ 11156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   dz: () => (/* binding */ isTag)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

// The grammar of https://github.com/distribution/reference, and of "Pulling manifests" for repositories and tags.
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
/** Of registry and repository together, with the slash. */
const MAX_NAME_LENGTH = 255;
/** Whether a text is a tag that every registry accepts (at most 128 characters). */
function isTag(text) {
    return TAG.test(text);
}
/** Reads `registry/repository[:tag][@digest]`; without a registry it is Docker Hub, as everywhere. Throws an `input` error that says what is wrong. */
function parseReference(text) {
    const [beforeDigest = "", digest, ...rest] = text.split("@");
    if (rest.length > 0)
        throw badReference(text, "has more than one '@'");
    if (digest !== undefined && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw badReference(text, `has the digest '${digest}', which is not sha256: and 64 lower-case hex digits`);
    const { name, tag } = splitTag(beforeDigest);
    if (tag !== undefined && !TAG.test(tag))
        throw badReference(text, `has the tag '${tag}'; a tag is 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'`);
    const { registry, repository } = splitRegistry(name);
    if (!HOST.test(registry))
        throw badReference(text, `has the registry '${registry}', which is not a host name`);
    checkRepository(text, repository);
    if (registry.length + 1 + repository.length > MAX_NAME_LENGTH)
        throw badReference(text, `has a name of more than ${MAX_NAME_LENGTH} characters`);
    return { registry, repository, tag, digest };
}
/** Writes a reference as `registry/repository[:tag][@digest]`. */
function formatReference(reference) {
    const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
    const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
    return `${reference.registry}/${reference.repository}${tag}${digest}`;
}
function splitTag(text) {
    const colon = text.lastIndexOf(":");
    // A colon before the last slash belongs to the registry's port.
    if (colon === -1 || text.includes("/", colon))
        return { name: text };
    return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}
function splitRegistry(name) {
    const slash = name.indexOf("/");
    const first = slash === -1 ? "" : name.slice(0, slash);
    if (first === "localhost" || first.includes(".") || first.includes(":"))
        return { registry: first, repository: name.slice(slash + 1) };
    return { registry: "docker.io", repository: slash === -1 ? `library/${name}` : name };
}
function checkRepository(text, repository) {
    if (repository === "" || repository === "library/")
        throw badReference(text, "names no repository");
    const wrong = repository.split("/").find((component) => !COMPONENT.test(component));
    if (wrong === undefined)
        return;
    if (/[A-Z]/.test(wrong))
        throw badReference(text, `has upper-case letters; write it as '${text.toLowerCase()}', because registries accept lower case only`);
    throw badReference(text, `has the part '${wrong}'; a part is lower-case letters and digits, with single '.', '_', '__' or '-' between them`);
}
function badReference(text, problem) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `The image reference '${text}' ${problem}.`);
}


/***/ })

};
