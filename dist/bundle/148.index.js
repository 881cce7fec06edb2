export const id = 148;
export const ids = [148];
export const modules = {

/***/ 73348:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ environmentDigest)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42263);


/**
 * The digest of what a revision brought, as it is in the cluster now. It stays the same as long as every object of the revision exists and
 * has every field that was applied; fields that others own do not count.
 */
async function environmentDigest(cluster, application) {
    const objects = await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_0__/* .readLiveObjects */ .LZ)(cluster, application);
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .digestOfJson */ .Qs)({
        ...application,
        objects: objects.map(({ ref, exists, drift }) => ({ ref, exists, drift: drift.map((change) => change.path) })),
    });
}


/***/ }),

/***/ 51978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

const REFERENCE = /^[^\s@]+@sha256:[0-9a-f]{64}$/;
/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
function parseImages(text, config) {
    if (text === undefined || text.trim() === "")
        return {};
    const images = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
    for (const [name, reference] of Object.entries(images)) {
        if (typeof reference !== "string" || !REFERENCE.test(reference)) {
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
        }
    }
    return images;
}
function parseObject(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ }),

/***/ 5839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ verifyProject),
  U: () => (/* binding */ verifyStage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/config/lib/policy.js
var policy = __webpack_require__(37548);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: ./packages/registry/lib/failure.js
var failure = __webpack_require__(66911);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
;// CONCATENATED MODULE: ./packages/image/lib/verify.js


/** Reads an image again as the registry serves it now (manifests, configurations, every layer) and says what is missing or not what its digest says; no findings mean that all is there and right. */
async function verifyImage(registry, repository, digest) {
    const findings = [];
    const blobs = new Map();
    await verifyManifest(registry, repository, digest, blobs, findings, new Set());
    const results = await (0,parallel/* mapParallel */.E)([...blobs.values()], 4, (blob) => verifyBlob(registry, repository, blob));
    return [...findings, ...results.filter((finding) => finding !== undefined)];
}
async function verifyManifest(registry, repository, digest, blobs, findings, seen) {
    if (seen.has(digest))
        return;
    seen.add(digest);
    const where = `${registry.host}/${repository}@${digest}`;
    let manifest;
    try {
        const found = await registry.findManifest(repository, digest);
        if (!found) {
            findings.push(problem("image-missing", `The manifest ${where} is not in the registry.`, "not found", digest));
            return;
        }
        manifest = (0,descriptor/* parseManifest */.Ng)(found.bytes, where);
    }
    catch (error) {
        findings.push(describe(error, "image-manifest", digest));
        return;
    }
    for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers])
        blobs.set(blob.digest, blob);
    for (const child of manifest.manifests)
        await verifyManifest(registry, repository, child.digest, blobs, findings, seen);
}
async function verifyBlob(registry, repository, blob) {
    const where = `${registry.host}/${repository}@${blob.digest}`;
    if (!(await registry.hasBlob(repository, blob.digest)))
        return problem("image-blob", `The blob ${where} is not in the registry.`, "not found", blob.digest);
    try {
        // The reader itself compares size and digest at the end.
        for await (const _ of registry.readBlob(repository, blob))
            ;
        return undefined;
    }
    catch (error) {
        return describe(error, "image-blob", blob.digest);
    }
}
/** Wrong content is a finding; a registry that cannot be asked is not: nothing was verified then. */
function describe(error, rule, digest) {
    if (error instanceof failure/* WrongContent */.lN)
        return problem(rule, error.message, "other content", digest);
    throw error;
}
function problem(rule, what, observed, expected) {
    return { rule, severity: "error", what, observed, expected, next: "Push the image again and find out who changed the registry." };
}

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/record/lib/bundle.js
var lib_bundle = __webpack_require__(75207);
// EXTERNAL MODULE: ./packages/record/lib/statement.js
var lib_statement = __webpack_require__(39590);
;// CONCATENATED MODULE: ./packages/record/lib/record-file.js




const INDENT = 1;
const RECORD_TYPE = "application/vnd.waybill.record.v1+json";
/** Closes a release: signs a statement that lists the payload digests of all others in order, so that none can be swapped, dropped or added. */
async function createRecord(bundles, release, signer) {
    const views = bundles.map(lib_bundle/* inspectBundle */.rI);
    const now = new Date().toISOString();
    const facts = {
        application: release.application,
        environment: release.environment,
        images: release.images,
        statements: bundles.map((bundle, index) => ({ stage: views[index]?.stage, payload: (0,lib_bundle/* payloadDigest */.JU)(bundle) })),
    };
    const statement = (0,lib_statement/* createStatement */.Ay)({
        stage: "release",
        subjects: [{ name: `release/${release.application}`, digest: (0,lib_digest/* digestOfJson */.Qs)(facts) }, ...imageSubjects(release.images)],
        verdict: (0,verdict/* worstOf */.hm)(views.map((view) => view.verdict)),
        facts,
        startedAt: views[0]?.startedAt ?? now,
        finishedAt: now,
    }, release.run, release.tool);
    return { mediaType: RECORD_TYPE, statements: [...bundles, await (0,lib_bundle/* signStatement */.fT)(statement, signer)] };
}
/** Writes a record so that a reader never sees half of it. */
async function writeRecord(path, record) {
    // A name of its own, so that two runs in one workspace do not take each other's file away.
    const draft = `${path}.${process.pid}.new`;
    await (0,promises_.writeFile)(draft, `${JSON.stringify(record, undefined, INDENT)}\n`);
    await (0,promises_.rename)(draft, path);
}
/** Reads a record; throws a `verdict` error for a file that is not exactly one, an `input` error when there is none. */
async function readRecord(path) {
    let text;
    try {
        text = await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error))
            throw error;
        throw new lib_error/* ActionError */.lZ("input", `The release record '${path}' cannot be read (${error.code}). A release writes it to .waybill/<environment>/record.json.`, { cause: error });
    }
    return parseRecord(text);
}
/**
 * Reads a record from its text; see `readRecord`. The text must be as `writeRecord` writes it, or the same without indentation: JSON
 * allows white space, escapes and repeated keys that mean nothing to its reader, and no byte of evidence may mean nothing.
 */
function parseRecord(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        const position = /position (\d+)/.exec(String(error))?.[1];
        const place = position === undefined ? "" : ` ${placeIn(text, Number(position))}`;
        throw new lib_error/* ActionError */.lZ("verdict", `The release record is not JSON: it was damaged${place}. Take it from the run's artifacts or the registry again.`, { cause: error });
    }
    const [mediaType, statements] = [(0,json/* valueAt */.fK)(value, "mediaType"), (0,json/* valueAt */.fK)(value, "statements")];
    if (mediaType !== RECORD_TYPE || !Array.isArray(statements) || (0,lib_digest/* canonicalJson */.dj)(value) !== (0,lib_digest/* canonicalJson */.dj)({ mediaType, statements })) {
        throw new lib_error/* ActionError */.lZ("verdict", `The file is not a release record: it must have 'mediaType' ${RECORD_TYPE} and 'statements', and nothing else.`);
    }
    const record = {
        mediaType,
        statements: statements.map((bundle, index) => (0,lib_bundle/* parseBundle */.QN)(bundle, `Statement ${index + 1} of the record`)),
    };
    const given = text.replace(/\n$/, "");
    const written = JSON.stringify(record, undefined, INDENT);
    if (given === written || given === JSON.stringify(record))
        return record;
    let at = 0;
    while (given[at] === written[at])
        at++;
    throw new lib_error/* ActionError */.lZ("verdict", `The release record is not written as Waybill writes it: a character was changed, added or removed ${placeIn(written, at)}. Take it from the run's artifacts or the registry again.`);
}
/** Names the statement that a position of a record's text lies in or just after. */
function placeIn(text, position) {
    // The record has the first media type, every statement one more; a payload, being base64, cannot contain the word in quotes.
    const statement = text.slice(0, position).split('"mediaType"').length - 2;
    return statement < 1 ? "before its first statement" : `in or just after statement ${statement}`;
}
function imageSubjects(images) {
    return Object.values(images).map((reference) => {
        const at = reference.indexOf("@");
        const digest = reference.slice(at + 1);
        if (!(0,lib_digest/* isDigest */.Bc)(digest))
            throw new TypeError(`the image '${reference}' of a release is not named by its digest`);
        return { name: reference.slice(0, at), digest };
    });
}

;// CONCATENATED MODULE: ./packages/record/lib/chain.js

/**
 * Whether statements fit together as one release: one commit and repository, one environment, the tested image is the planned and
 * deployed one, the approved plan is the applied one.
 */
function chainFindings(statements, environment, commit) {
    const release = statements.at(-1);
    if (!release)
        return [];
    return [
        ...originFindings(statements, release, commit),
        ...environmentFindings(statements, environment),
        ...imageFindings(statements, release),
        ...planFindings(statements),
    ];
}
function originFindings(statements, release, commit = release.commit) {
    return statements.flatMap((statement) => {
        const { stage, repository, rehearsal } = statement;
        if (repository !== release.repository)
            return [chain_problem("record-origin", `The ${stage} statement is from repository ${repository}, the release from ${release.repository}.`)];
        if (rehearsal !== release.rehearsal)
            return [chain_problem("record-origin", `The ${stage} statement is from ${rehearsal ? "a rehearsal" : "a real run"}, the release is not.`)];
        return statement.commit === commit
            ? []
            : [chain_problem("record-origin", `The ${stage} statement is about commit ${statement.commit}, the release about ${commit}.`)];
    });
}
function environmentFindings(statements, environment) {
    return statements
        .filter((statement) => statement.environment !== undefined && statement.environment !== environment)
        .map((statement) => chain_problem("record-environment", `The ${statement.stage} statement is for environment '${statement.environment}', not for '${environment}'.`));
}
function imageFindings(statements, release) {
    const images = Object.entries((0,json/* textsAt */.i1)(release.facts, "images"));
    return images.flatMap(([name, reference]) => ["build", "test", "deploy"].flatMap((stage) => {
        const own = statements.filter((statement) => statement.stage === stage);
        const digest = reference.slice(reference.indexOf("@") + 1);
        // Whether a stage must be there at all is the policy's word; one that is there must be about the released digest.
        if (own.length === 0 || own.some((statement) => statement.subjects.some((subject) => subject.digest === digest)))
            return [];
        return [chain_problem("record-image", `No ${stage} statement is about image ${name} as it was released (${digest}).`)];
    }));
}
function planFindings(statements) {
    const findings = [];
    const plan = statements.findLast((statement) => statement.stage === "plan");
    const subject = plan?.subjects.find((candidate) => candidate.name.startsWith("plan/"));
    if (!plan || !subject)
        return findings;
    const parts = plan.facts["parts"];
    if (parts === undefined || (0,lib_digest/* digestOfJson */.Qs)(parts) !== subject.digest)
        findings.push(chain_problem("record-plan", "The plan statement's parts do not have the digest that it is about."));
    for (const approval of statements.filter((statement) => statement.stage === "approve")) {
        if (!approval.subjects.some((candidate) => candidate.digest === subject.digest))
            findings.push(chain_problem("record-plan", "The approval is for another plan than the one that was applied."));
    }
    for (const deploy of statements.filter((statement) => statement.stage === "deploy")) {
        if (deploy.facts["plan"] !== (0,json/* valueAt */.fK)(parts, "deploy"))
            findings.push(chain_problem("record-plan", "The deployment applied another plan than the one of this release."));
    }
    for (const migrate of statements.filter((statement) => statement.stage === "migrate")) {
        const name = (0,json/* textAt */.$6)(migrate.facts, "database", "name");
        if (migrate.facts["plan"] !== (0,json/* valueAt */.fK)(parts, "databases", name ?? ""))
            findings.push(chain_problem("record-plan", `The migration of database '${name ?? "unknown"}' applied another plan than the one of this release.`));
    }
    return findings;
}
function chain_problem(rule, what) {
    return { rule, severity: "error", what, next: "Run a new release; do not mix statements of different ones." };
}

;// CONCATENATED MODULE: ./packages/record/lib/verify-record.js



const PASSING = ["pass", "warn"];
/**
 * Verifies a record: every signature, that the statements are the ones and in the order that the release statement lists, that they fit
 * together, that the policy is met, and that every subject still has its digest. Each finding names the statement or subject.
 */
async function verifyRecord(record, options) {
    const findings = [];
    const statements = [];
    record.statements.forEach((bundle, index) => {
        try {
            statements.push((0,lib_bundle/* verifyBundle */.IF)(bundle, options.trusted).view);
        }
        catch (error) {
            findings.push(verify_record_problem("record-signature", `Statement ${index + 1} of the record does not hold: ${(0,lib_error/* headline */.Pl)(error)}`));
        }
    });
    // What is not signed by a trusted key says nothing, so nothing further is concluded from it.
    if (findings.length > 0)
        return { verdict: "fail", findings, statements };
    findings.push(...listingFindings(record.statements, statements), ...chainFindings(statements, options.environment, options.commit), ...evaluatePolicy(statements, options.policy), ...(await subjectFindings(statements, options.readSubject)));
    return { verdict: (0,verdict/* verdictOf */.Vj)(findings), findings, statements };
}
/** Compares the statements with the list that the release statement signs. */
function listingFindings(bundles, statements) {
    const release = statements.at(-1);
    if (release?.stage !== "release")
        return [
            verify_record_problem("record-end", "The record does not end with a release statement, so nothing says that it is complete. It was cut, or its release did not finish."),
        ];
    const listed = release.facts["statements"];
    if (!isListing(listed))
        return [
            verify_record_problem("record-end", "The release statement does not list the statements of its release, so nothing says that the record is complete."),
        ];
    const own = release.subjects.find((subject) => subject.name.startsWith("release/"));
    if (own?.digest !== (0,lib_digest/* digestOfJson */.Qs)(release.facts))
        return [verify_record_problem("record-end", "The release statement's facts do not have the digest that it is about.")];
    const present = bundles.slice(0, -1).map(lib_bundle/* payloadDigest */.JU);
    const findings = [];
    for (const [index, entry] of listed.entries()) {
        if (present[index] === entry.payload)
            continue;
        const elsewhere = present.indexOf(entry.payload);
        findings.push(verify_record_problem("record-order", elsewhere < 0
            ? `The ${entry.stage} statement (number ${index + 1}) is missing from the record or was replaced.`
            : `The ${entry.stage} statement stands at number ${elsewhere + 1} instead of ${index + 1}: statements were swapped.`));
    }
    for (const [index, digest] of present.entries()) {
        if (!listed.some((entry) => entry.payload === digest))
            findings.push(verify_record_problem("record-added", `Statement ${index + 1} (${statements[index]?.stage ?? "unknown"}) is not part of this release: it was added or replaced.`));
    }
    if (new Set(present).size !== present.length)
        findings.push(verify_record_problem("record-added", "A statement stands in the record twice."));
    return findings;
}
function isListing(value) {
    return (Array.isArray(value) &&
        value.every((entry) => typeof entry?.stage === "string" && typeof entry.payload === "string"));
}
/**
 * Which requirements a list of statements does not meet. A stage that no requirement names need not be there, but when it is, it must
 * have passed: a release does not hide what went wrong.
 */
function evaluatePolicy(statements, requirements) {
    const named = new Set(requirements.map(({ stage }) => stage));
    const others = [...new Set(statements.map(({ stage }) => stage))].filter((stage) => !named.has(stage) && stage !== "release");
    const all = [...requirements, ...others.map((stage) => ({ stage, allow: PASSING }))];
    return all.flatMap(({ stage, allow }) => {
        const own = statements.filter((statement) => statement.stage === stage);
        if (own.length === 0)
            return [
                verify_record_problem("record-policy", `The policy demands evidence of the stage '${stage}', and the record has none.`, "Run that stage for this release."),
            ];
        return own
            .filter((statement) => !allow.includes(statement.verdict))
            .map((statement) => ({
            ...verify_record_problem("record-policy", `The ${stage} statement about ${statement.subjects[0]?.name ?? "nothing"} does not have a verdict that the policy allows.`),
            observed: statement.verdict,
            expected: allow.join(" or "),
        }));
    });
}
async function subjectFindings(statements, readSubject) {
    const findings = [];
    const seen = new Set();
    for (const statement of statements) {
        for (const subject of statement.subjects) {
            const key = `${subject.name}@${subject.digest}`;
            if (seen.has(key) || subject.name.startsWith("release/"))
                continue;
            seen.add(key);
            const now = await readNow(readSubject, subject, statement, findings);
            if (now === subject.digest)
                continue;
            findings.push({
                ...verify_record_problem("subject-changed", now === undefined
                    ? `'${subject.name}' of the ${statement.stage} statement cannot be read or does not hold any more.`
                    : `'${subject.name}' is not what the ${statement.stage} statement is about: it was changed after that stage.`),
                observed: now ?? "nothing that could be compared",
                expected: subject.digest,
                next: "Undo the change, or run a new release for it.",
            });
        }
    }
    return findings;
}
/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(readSubject, subject, statement, findings) {
    try {
        return await readSubject(subject, statement);
    }
    catch (error) {
        findings.push(verify_record_problem("subject-unreadable", (0,lib_error/* headline */.Pl)(error)));
        return undefined;
    }
}
function verify_record_problem(rule, what, next) {
    return { rule, severity: "error", what, next };
}

;// CONCATENATED MODULE: ./packages/record/lib/brief.js


/** Draws the brief out of a record. Nothing is verified here; verify the record first. */
function releaseBrief(record) {
    const views = record.statements.map(lib_bundle/* inspectBundle */.rI);
    const release = views.at(-1);
    const deploy = views.findLast((view) => view.stage === "deploy");
    const plan = views.findLast((view) => view.stage === "plan");
    const planDigest = plan?.subjects[0]?.digest;
    return {
        application: textIn(release?.facts, "application"),
        environment: textIn(release?.facts, "environment"),
        commit: release?.commit ?? "",
        images: Object.entries((0,json/* textsAt */.i1)(release?.facts, "images")).map(([name, reference]) => ({ name, reference })),
        checks: views
            .filter((view) => view.stage !== "release")
            .map((view) => ({ stage: view.stage, subject: view.subjects[0]?.name ?? "", verdict: view.verdict })),
        migrations: views
            .filter((view) => view.stage === "migrate")
            .flatMap((view) => (0,json/* listAt */.gT)(view.facts, "applied").map((applied) => `${textIn(applied, "version")} ${textIn(applied, "name")}`)),
        objects: (0,json/* listAt */.gT)(deploy?.facts, "objects").map((object) => ({
            name: `${textIn(object, "kind")}/${textIn(object, "name")}`,
            action: textIn(object, "action"),
        })),
        pods: (0,json/* listAt */.gT)(deploy?.facts, "pods").map((pod) => ({
            name: textIn(pod, "name"),
            digest: (0,json/* textAt */.$6)(pod, "digest") ?? textIn(pod, "imageID"),
        })),
        approver: textIn(views.findLast((view) => view.stage === "approve")?.facts, "approver") || "nobody",
        planDigest,
        revision: (0,json/* numberAt */.tk)(deploy?.facts, "revision"),
    };
}
function textIn(value, key) {
    return (0,json/* textAt */.$6)(value, key) ?? "";
}

// EXTERNAL MODULE: ./packages/report/lib/markdown.js + 2 modules
var markdown = __webpack_require__(75605);
// EXTERNAL MODULE: ./packages/report/lib/redaction.js
var redaction = __webpack_require__(20581);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/brief-section.js
/** The release on one page: digests, checks, applied migrations, deployed objects, approver. */
function briefSection(brief, verification) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Application", value: brief.application },
                { label: "Environment", value: brief.environment },
                { label: "Commit", value: brief.commit },
                ...brief.images.map(({ name, reference }) => ({ label: `Image ${name}`, value: reference })),
                ...(brief.planDigest === undefined ? [] : [{ label: "Plan", value: brief.planDigest }]),
                { label: "Approved by", value: brief.approver },
                { label: "Migrations applied", value: brief.migrations.join(", ") || "none were pending" },
                ...(brief.revision === undefined ? [] : [{ label: "Revision", value: String(brief.revision) }]),
            ],
        },
        {
            type: "table",
            caption: "What was proven",
            head: ["Stage", "Verdict", "About"],
            rows: brief.checks.map((check) => [check.stage, { text: check.verdict, ...verdictOf(check.verdict) }, check.subject]),
        },
    ];
    if (brief.objects.length > 0) {
        blocks.push({
            type: "table",
            caption: "Deployed objects",
            head: ["Object", "Action"],
            rows: brief.objects.map((object) => [{ text: object.name, code: true }, object.action]),
        });
    }
    if (brief.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: brief.pods.map((pod) => [pod.name, { text: pod.digest, code: true }]),
        });
    }
    return { id: "record", title: "Release record", verdict: verification.verdict, blocks };
}
function verdictOf(text) {
    return text === "pass" || text === "warn" || text === "fail" || text === "inconclusive" ? { verdict: text } : {};
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/session.js
var session_session = __webpack_require__(7675);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/collect.js




/**
 * The statements of a release in the order of the chain: those of this run, and for stages that ran in other jobs the newest ones that
 * the registry has for the digests as they are now and for this commit. Nothing is trusted here: the verification comes after.
 */
async function collectStatements(session, environment, images) {
    const own = session.statements.map((bundle) => ({ bundle, view: (0,lib_bundle/* inspectBundle */.rI)(bundle) }));
    const found = [...own];
    for (const wanted of await wantedStatements(session, environment, images)) {
        if (found.some(({ view }) => view.stage === wanted.stage && view.subjects.some((subject) => subject.digest === wanted.digest)))
            continue;
        const newest = await newestOf(session, environment, wanted);
        if (newest)
            found.push(newest);
    }
    const plan = found.findLast(({ view }) => view.stage === "plan")?.view.subjects.find((subject) => subject.name.startsWith("plan/"));
    if (plan && !found.some(({ view }) => view.stage === "approve")) {
        const approval = await newestOf(session, environment, { stage: "approve", digest: plan.digest });
        if (approval)
            found.push(approval);
    }
    return [...new Set(found)].sort((a, b) => a.view.startedAt.localeCompare(b.view.startedAt)).map(({ bundle }) => bundle);
}
async function wantedStatements(session, environment, images) {
    const { config } = session;
    const pathDigest = async (path) => (await (0,lib_digest/* digestOfPath */.B$)((0,external_node_path_.join)(session.workspace, path))).digest;
    const wanted = [];
    for (const entry of Object.values(config.data))
        wanted.push({ stage: "validate-data", digest: await pathDigest(entry.source) });
    for (const entry of Object.values(config.models))
        wanted.push({ stage: "validate-model", digest: await pathDigest(entry.path) });
    for (const reference of Object.values(images)) {
        const at = reference.indexOf("@");
        const image = { digest: reference.slice(at + 1), repository: reference.slice(0, at) };
        wanted.push({ stage: "build", ...image }, { stage: "test", ...image });
    }
    if (config.file !== undefined)
        wanted.push({ stage: "plan", digest: await pathDigest(config.file) });
    for (const name of environment.databases)
        wanted.push({ stage: "migrate", digest: await pathDigest((0,session_session/* findEntry */.w4)(config.databases, name, "databases", config.file).migrations) });
    for (const path of environment.manifests)
        wanted.push({ stage: "deploy", digest: await pathDigest(path) });
    return wanted;
}
async function newestOf(session, environment, wanted) {
    const bundles = await session.store.find(wanted.digest, wanted.repository);
    return bundles
        .map((bundle) => ({ bundle, view: (0,lib_bundle/* inspectBundle */.rI)(bundle) }))
        .filter(({ view }) => view.stage === wanted.stage &&
        view.commit === session.run.commit &&
        (view.environment === undefined || view.environment === environment.name))
        .sort((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt))
        .at(-1);
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js + 5 modules
var cluster = __webpack_require__(29586);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js + 8 modules
var reports = __webpack_require__(46749);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/environment-digest.js
var environment_digest = __webpack_require__(73348);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/stage.js
var stage = __webpack_require__(19256);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/tool.js
var tool = __webpack_require__(50517);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/verification-section.js
/** The report section of a verification: the brief, then every statement with its signer and whether its subjects are still what they were. */
function verificationSection(environment, brief, verification) {
    const blocks = [
        ...brief.blocks,
        {
            type: "table",
            caption: "Statements of the record",
            head: ["Stage", "Verdict", "Subject", "Signed by"],
            rows: verification.statements.map((statement) => [
                statement.stage,
                { text: statement.verdict, verdict: statement.verdict },
                statement.subjects.map((subject) => subject.name).join(", "),
                { text: statement.keyId.slice(0, 12), code: true },
            ]),
        },
    ];
    if (verification.findings.length > 0)
        blocks.push({ type: "findings", findings: [...verification.findings] });
    return { id: `verify-${environment}`, title: "Release record", verdict: verification.verdict, blocks };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify.js

















/** Closes the release: puts its statements into one signed record, then verifies that record against the world. */
async function verifyStage(session, environment, images) {
    return (0,stage/* runStage */.Si)(session, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
        if (!session.signer) {
            throw new lib_error/* ActionError */.lZ("environment", "A release record needs a signature, but no signing key was given. Make one with 'openssl genpkey -algorithm ed25519', store it as the secret WAYBILL_SIGNING_KEY and pass it as 'signing-key'.");
        }
        const statements = await collectStatements(session, environment, images);
        const record = await createRecord(statements, { application: session.config.name, environment: environment.name, run: session.run, images, tool: tool/* TOOL */.j }, session.signer);
        const folder = (0,session_session/* environmentDir */.Fw)(session, environment.name);
        await (0,promises_.mkdir)(folder, { recursive: true });
        const recordPath = (0,external_node_path_.join)(folder, "record.json");
        await writeRecord(recordPath, record);
        await publishRelease(session, record, images);
        return { ...(await verified(session, environment, record, recordPath)) };
    });
}
/** Verifies a record that was written before against the world as it is now. */
async function verifyProject(session, environment, options) {
    const given = options.record ?? (0,external_node_path_.relative)(session.workspace, (0,external_node_path_.join)((0,session_session/* environmentDir */.Fw)(session, environment.name), "record.json"));
    const recordPath = await (0,workspace/* resolveInWorkspace */.z)(session.workspace, given, "record");
    const outcome = await (0,stage/* runStage */.Si)(session, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => verified(session, environment, await readRecord(recordPath), recordPath));
    return { outcomes: [outcome], report: (0,reports/* stagesReport */.Ut)(session, `Verification of ${session.config.name} in ${environment.name}`, [outcome]) };
}
async function verified(session, environment, record, recordPath) {
    const verification = await verifyRecord(record, {
        trusted: session.trusted,
        policy: requirements(session, environment),
        environment: environment.name,
        readSubject: worldReader(session, environment),
    });
    for (const finding of verification.findings)
        session.reporter.finding(finding);
    const brief = briefSection(releaseBrief(record), verification);
    const section = verificationSection(environment.name, brief, verification);
    const briefPath = (0,external_node_path_.join)((0,session_session/* environmentDir */.Fw)(session, environment.name), "brief.md");
    await (0,promises_.mkdir)((0,session_session/* environmentDir */.Fw)(session, environment.name), { recursive: true });
    await (0,promises_.writeFile)(briefPath, (0,markdown/* renderMarkdown */.G)((0,redaction/* redactReport */.a)(briefReport(session, brief, verification), session.redact), { maxBytes: 65_536 }));
    const error = verification.findings.find((finding) => finding.severity === "error");
    return {
        verdict: verification.verdict,
        note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
        section,
        result: { recordPath, briefPath, verification },
    };
}
function briefReport(session, brief, verification) {
    return {
        title: `Release brief of ${session.config.name}`,
        verdict: verification.verdict,
        rehearsal: session.run.rehearsal,
        chain: [],
        sections: [brief],
    };
}
async function publishRelease(session, record, images) {
    const release = record.statements.at(-1);
    if (!release || session.dryRun)
        return;
    for (const reference of Object.values(images)) {
        const at = reference.indexOf("@");
        const { host, path } = (0,repositories/* splitRepository */.T8)(reference.slice(0, at));
        const manifest = await session.registryFor(host).findManifest(path, reference.slice(at + 1));
        if (manifest)
            await session.store.publish(release, { repository: reference.slice(0, at), subject: manifest.descriptor });
    }
}
/** What the policy demands of this environment; without a word in waybill.yml, every stage that the project has. */
function requirements(session, environment) {
    const { config } = session;
    const declared = (0,policy/* requirementsFor */.eK)(config.policy, environment.name);
    if (declared.length > 0)
        return declared;
    const stages = [
        ...(Object.keys(config.data).length > 0 ? ["validate-data"] : []),
        ...(Object.keys(config.models).length > 0 ? ["validate-model"] : []),
        ...(environment.images.length > 0 ? ["build", "test"] : []),
        "plan",
        "approve",
        ...(environment.databases.length > 0 ? ["migrate"] : []),
        "deploy",
    ];
    return stages.map((stage) => ({ stage, allow: ["pass", "warn"] }));
}
/** Reads the digest of a subject as it is now; undefined when it cannot be read, which is never taken for a match. */
function worldReader(session, environment) {
    return async (subject, statement) => {
        if (subject.name.startsWith("plan/"))
            return planDigest(statement.facts);
        if (subject.name.startsWith("environment/"))
            return liveDigest(session, environment, statement.facts);
        if ((0,stage/* isImageName */.lS)(subject.name))
            return imageDigest(session, subject);
        return pathDigest(session, subject.name);
    };
}
/** A plan is gone once it was applied; what stays is that its digest is the digest of the parts that the statement lists. */
function planDigest(facts) {
    return facts["parts"] === undefined ? facts["planDigest"] : (0,lib_digest/* digestOfJson */.Qs)(facts["parts"]);
}
async function liveDigest(session, environment, facts) {
    const revision = facts["revision"];
    if (typeof revision !== "number")
        return undefined;
    return (0,cluster/* withCluster */.B)(session, environment, (cluster) => (0,environment_digest/* environmentDigest */.k)(cluster, { namespace: environment.namespace, application: session.config.name, revision }));
}
async function imageDigest(session, subject) {
    const { host, path } = (0,repositories/* splitRepository */.T8)(subject.name);
    const problems = await verifyImage(session.registryFor(host), path, subject.digest);
    for (const problem of problems)
        session.reporter.finding(problem);
    return problems.length === 0 ? subject.digest : undefined;
}
async function pathDigest(session, path) {
    try {
        const real = await (0,workspace/* resolveInWorkspace */.z)(session.workspace, path, "record", { mayBeMissing: true });
        return (await (0,lib_digest/* digestOfPath */.B$)(real)).digest;
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        throw error;
    }
}


/***/ })

};
