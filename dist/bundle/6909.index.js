export const id = 6909;
export const ids = [6909];
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

/***/ 35565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verifyTarget: () => (/* binding */ verifyTarget)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64629);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26445);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41586);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(89181);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84772);
/* harmony import */ var _read_keys_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77467);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(56556);








/**
 * Verifies a record without its project and prints what it says, what was taken from it and what was left open. Throws a `UsageError` when
 * nothing says what to verify or whom to believe.
 */
async function verifyTarget(call, floor, { env, reporter, signal, print }) {
    const source = sourceOf(call.target);
    const policy = floor && (await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .policyOfFloor */ .OY)(floor));
    const trustRoot = call.trustRoot === undefined ? undefined : { name: call.trustRoot, text: await (0,_read_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .readOption */ .g)("trust-root", call.trustRoot) };
    const proxy = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .readProxySettings */ .u)(env);
    const trustedKeys = (await Promise.all(call.trustedKeys.map((path) => (0,_read_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .readKeys */ .x)(path)))).flat();
    // One document and nothing else, so that a program can read it.
    const told = call.json ? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .collectingReporter */ .A)() : reporter;
    const believed = { trustedKeys, trustRoot, policy, repository: call.repository, env, proxy };
    const believing = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .believe */ .Ti)(believed, { reporter: told }).catch((error) => {
        throw error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .InputError */ .dz ? new _arguments_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb(`--${error.input} ${asOptions(error.problem)}.`) : error;
    });
    const result = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .verifyAnywhere */ .nJ)({
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
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(target) || /\.json$|^\.{0,2}\//.test(target))
        return { file: target };
    const image = imageOf(target);
    if (image)
        return image;
    throw new _arguments_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb(`'${target}' is neither a file that is there nor an image with its tag or digest, such as ghcr.io/acme/churn@sha256:…. An environment is given as '-e ${target}'.`);
}
function imageOf(target) {
    try {
        return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .imageSource */ .ZZ)(target);
    }
    catch (error) {
        throw error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .ActionError */ .lZ ? new _arguments_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb(error.message) : error;
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
        rows.length > 0 ? `\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_8__/* .table */ .t)([["stage", "verdict", "about", "signed by", "when"], ...rows])}` : "",
        taken.length > 0 ? `\nTaken from the record itself, because nothing else was given: ${taken.join(", ")}.\n` : "",
        listText("Not checked", unchecked),
        listText("Other records", others),
        listText("Findings", findings.map(_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .describeFinding */ .jb)),
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

/***/ 11156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   dz: () => (/* binding */ isTag)
/* harmony export */ });
/* unused harmony export ghcrRepository */
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
/** The package name on GitHub's registry for a GitHub repository, in lower case because GHCR takes nothing else. */
function ghcrRepository(repository, image) {
    const name = ["ghcr.io", repository, ...(image === undefined ? [] : [image])].join("/").toLowerCase();
    const reference = parseReference(name);
    return formatReference(reference);
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
