export const id = 2648;
export const ids = [2648];
export const modules = {

/***/ 69748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4226);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24697);




const COMMANDS = ["check", "plan", "apply", "status"];
/** Reads every input of the action. */
function readInputs() {
    const command = (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply";
    const entry = readEntry(command);
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command,
        name: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name"),
        entry,
        environment: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
    };
}
function readEntry(command) {
    const migrations = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("migrations");
    const url = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("database-url");
    if (migrations === undefined) {
        if (url === undefined)
            return undefined;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names");
    }
    if (url === undefined && command !== "check")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("database-url", "is needed beside 'migrations'; pass it from a secret");
    return {
        section: "databases",
        name: { input: "name", value: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("name") ?? "database" },
        keys: {
            migrations: { input: "migrations", value: migrations },
            // Only 'check' does without a database, and it connects to none.
            url: { input: "database-url", value: new _waybill_config__WEBPACK_IMPORTED_MODULE_3__/* .SecretText */ .o("database-url", url ?? "") },
        },
    };
}


/***/ }),

/***/ 84752:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19276);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(61423);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8600);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(78563);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1264);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(98487);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69748);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const title = `Database migrations: ${inputs.command}`;
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .reportStep */ .$P)(session, { title }, async () => ({ outcomes: await carryOut(session, inputs) }));
});
async function carryOut(session, inputs) {
    const databases = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .selectDatabases */ .$P)(session.config, inputs);
    if (inputs.command === "check")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .checkMigrationsStage */ .Yb)(session, database));
    if (inputs.command !== "apply" || inputs.dryRun) {
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, async (database) => {
            await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .requirePreconditions */ .v)(session, "migrate", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .onlyScope */ .b)({ databases: [database] }));
            return (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .planMigrationsStage */ .d$)(session, database);
        }, (outputs) => {
            outputs.single("plan-digest", ({ digest }) => digest);
            outputs.map("plan-digests", ({ digest }) => digest);
            outputs.sum("pending", ({ pending }) => pending.length);
            outputs.sum("applied", () => 0);
        });
    }
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironmentIfDeclared */ ._V)(session.config, inputs.environment);
    const approved = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .approvedDatabases */ .yc)(session, inputs.planDigest, databases);
    // Of all of them before the first is changed.
    await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .requirePreconditions */ .v)(session, "migrate", (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .onlyScope */ .b)({ databases }));
    const approval = environment && approved.release?.components ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .proveApproval */ .KP)(session, environment, approved.release)] : [];
    if (!approval.every(_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .mayContinue */ .D))
        return approval;
    const migrated = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .forEachEntry */ .ZB)(databases, (database) => (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__/* .migrateStage */ .U)(session, database, {
        environment,
        environmentName: inputs.environment,
        plan: approved.release,
        expectDigest: approved.digests.get(database.name),
    }), (outputs) => {
        outputs.single("plan-digest", ({ plan }) => plan.digest);
        outputs.map("plan-digests", ({ plan }) => plan.digest);
        outputs.sum("applied", ({ outcome }) => outcome.applied.length);
        outputs.sum("pending", ({ plan, outcome }) => plan.pending.length - outcome.applied.length);
    });
    return [...approval, ...migrated];
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 70950:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ uncommittedFindings),
/* harmony export */   c: () => (/* binding */ requireCommitted)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);


/**
 * Refuses to change anything by a configuration or policy that is not committed: whoever edits the file in the workspace would take away what
 * it demands, and nobody could read later what did hold. A dry run and a rehearsal change nothing that matters and may. Throws a `verdict`
 * error that names each file.
 */
async function requireCommitted(context) {
    if (context.dryRun || context.run.rehearsal)
        return;
    const files = await context.findUncommitted();
    if (files.length === 0)
        return;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `Nothing was changed, because what is demanded must be committed:\n${files.map((file) => `  ${describe(context, file)}.`).join("\n")}\nCommit and run again. 'waybill rehearse' carries out a whole release with files that are not committed.`);
}
/** The same as warnings of a plan, which changes nothing yet. */
async function uncommittedFindings(context) {
    if (context.run.rehearsal)
        return [];
    return (await context.findUncommitted()).map((file) => ({
        rule: "config-uncommitted",
        severity: "warning",
        what: `${describe(context, file)}, so nothing can be applied by it.`,
        next: "Commit it and plan again; the plan of a changed file is another one.",
    }));
}
function describe({ workspace, run }, { path, why }) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(workspace, path);
    const name = inside.startsWith("..") ? path : inside;
    return why === "untracked" ? `'${name}' is not tracked by git` : `'${name}' differs from commit ${run.commit.slice(0, 12)}`;
}


/***/ }),

/***/ 85044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ approvalRow),
/* harmony export */   l: () => (/* binding */ approvalSection)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29462);

const SOURCES = {
    "github-review": "a review of the deployment on GitHub",
    prompt: "an answer at the terminal",
    flag: "an option or input of the run",
    none: "nobody approved",
};
/** An approval in one line of the overview: who, and whether the plan's digest was before them. */
function approvalRow({ plan, boundToPlan, approvers, rejectedBy = [], source }, verdict) {
    const name = `plan ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(plan)}`;
    if (rejectedBy.length > 0)
        return { by: rejectedBy.join(", "), verdict, what: `rejected ${name}` };
    if (approvers.length === 0)
        return { by: "Nobody", verdict, what: `approved ${name}` };
    const what = boundToPlan ? `approved ${name}` : `let the run go on, without this plan's digest: ${SOURCES[source]}`;
    return { by: approvers.join(", "), verdict, what };
}
/** Who approved or rejected what, and how that is known. */
function approvalSection(fact, verdict, note) {
    const { approvers, rejectedBy, authors } = fact;
    return {
        id: `approval-${fact.environment}`,
        title: `Approval for ${fact.environment}`,
        verdict,
        intro: note,
        overview: {
            plan: fact.plan,
            approvals: [approvalRow(fact, verdict)],
        },
        blocks: [
            {
                type: "facts",
                facts: [
                    { label: "Plan", value: fact.plan },
                    { label: "Source", value: SOURCES[fact.source] },
                    { label: "Approved by", value: approvers.join(", ") || "nobody" },
                    ...(rejectedBy ? [{ label: "Rejected by", value: rejectedBy.join(", ") }] : []),
                    { label: "Bound to this plan", value: fact.boundToPlan ? "yes" : "no" },
                    { label: "Self-approved", value: fact.selfApproved ? "yes" : "no" },
                    { label: "Authors of the commit", value: authors.join(", ") || "not known" },
                    { label: "Attempt", value: String(fact.attempt) },
                    { label: "Comment", value: fact.comment ?? "none" },
                ],
            },
        ],
    };
}


/***/ }),

/***/ 18706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor),
/* harmony export */   wM: () => (/* binding */ knownImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);

/**
 * Reads the input `images`: JSON of name to `repository@sha256:…`, or one such reference when waybill.yml has one image.
 * Throws an `input` error for a tag without a digest, because a tag can move between test and deployment.
 */
function parseImages(text, config) {
    if (text === undefined || text.trim() === "")
        return {};
    const given = text.trim().startsWith("{") ? parseObject(text) : { [onlyImage(config, text)]: text.trim() };
    const images = {};
    for (const [name, reference] of Object.entries(given)) {
        if (typeof reference !== "string" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/**
 * The images that an environment deploys, each by digest; those that only other environments deploy are left out. Throws an `input` error
 * that names the missing ones, and names that waybill.yml does not have.
 */
function imagesFor(config, environment, images) {
    const own = knownImages(config, environment, images);
    const missing = environment.images.filter((name) => !Object.hasOwn(own, name));
    if (missing.length === 0)
        return own;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
/** The given images that an environment deploys. Throws an `input` error for names that waybill.yml does not have. */
function knownImages(config, environment, images) {
    // A step that describes its environment by inputs declares no images, so all that it is given are its own.
    if (config.file === undefined)
        return images;
    const strange = Object.keys(images).filter((name) => !Object.hasOwn(config.images, name));
    if (strange.length > 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(strange[0] ?? "", Object.keys(config.images))}`);
    return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(parsed) ? parsed : {};
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ }),

/***/ 78563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IF: () => (/* binding */ approvalsSeen),
/* harmony export */   KP: () => (/* binding */ proveApproval),
/* harmony export */   WA: () => (/* binding */ approveStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43855);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94232);
/* harmony import */ var _sections_approval_section_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85044);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);




/** GitHub asks the reviewers again, and the plan job lists anew what was there before it. */
const AGAIN = "Nothing was changed. Re-run all jobs of this run, and review the deployment when its new plan is there. A job that plans and deploys in one needs the plan's digest as 'approve', because its review comes before its plan.";
/**
 * The reviews of this run that are there now, for the plan's statement. GitHub's reviews say neither when nor in which attempt they were
 * given, so an approval of this plan is one that is not in this list. Undefined outside GitHub, and with a warning when it cannot be read.
 */
async function approvalsSeen({ run, github, githubRunId, reporter }) {
    if (!github || githubRunId === "0")
        return undefined;
    const reviews = await tryReading(() => github.findApprovals(githubRunId));
    if ("why" in reviews) {
        reporter.warn(`The plan cannot say which reviews were there before it, so a review on GitHub will not count. ${reviews.why}`);
        return undefined;
    }
    return { runId: githubRunId, attempt: run.attempt, entries: reviews.value };
}
/**
 * Asks for approval of exactly this plan. `seen` is what the plan's statement lists (`approvalsSeen`); only reviews that came after it count.
 * Passes when an approver is known to have had the plan's digest before them; warns when only the job was approved, nobody is asked, or
 * nobody looked (`yes`); fails when a reviewer rejected; is inconclusive when GitHub does not say who approved this attempt. Throws a
 * `verdict` error for the digest of another plan and for a no at the terminal, an `environment` error when GitHub cannot be asked at all.
 */
async function approveStage(context, environment, plan, source, seen) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `approve/${environment.name}`, "approve", `Approve ${environment.name}`, async () => {
        const answer = withoutEmptyNames(await askSource(context, environment, plan, source, seen));
        const authors = await readAuthors(context);
        const { verdict, note, ...found } = "why" in authors ? withoutAuthors(answer, authors.why) : answer;
        const names = "why" in authors ? [] : authors.value;
        const fact = {
            plan: plan.digest,
            environment: environment.name,
            ...found,
            run: context.run.run,
            attempt: context.run.attempt,
            authors: names,
            selfApproved: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .isSelfApproval */ .s)(found.approvers, [...names, context.run.actor, context.triggeringActor ?? context.run.actor]),
        };
        return {
            verdict,
            note,
            result: fact,
            section: (0,_sections_approval_section_js__WEBPACK_IMPORTED_MODULE_2__/* .approvalSection */ .l)(fact, verdict, note),
            evidence: { subjects: [{ kind: "plan", name: environment.name, digest: plan.digest }], facts: fact },
        };
    });
}
async function askSource(context, environment, plan, source, seen) {
    const { actor } = context.run;
    switch (source.kind) {
        case "digest":
            if (source.digest !== plan.digest) {
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("verdict", `The approval is for plan ${source.digest}, but the plan for ${environment.name} is now ${plan.digest}: the release, a database or the cluster has changed since. Read the new plan and approve it with --approve ${plan.digest}.`);
            }
            return { source: "flag", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}, who gave the plan's digest` };
        case "yes":
            return { source: "flag", approvers: [actor], boundToPlan: false, verdict: "warn", note: `by ${actor} for whatever the plan is` };
        case "ask":
            if (!(await source.ask(plan)))
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("verdict", `The plan ${plan.digest} for ${environment.name} was not approved, so nothing was changed. Run again when it should be.`);
            return { source: "prompt", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}` };
        case "github":
            if (!context.github)
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.");
            return askGitHub(context, context.github, environment.name, plan, seenBefore(context, source.oneJob, seen));
    }
}
async function askGitHub(context, github, environment, plan, seen) {
    const reviews = await tryReading(() => github.findApprovals(context.githubRunId));
    if ("why" in reviews)
        return nobody("inconclusive", `GitHub did not say who approved this run. ${reviews.why} ${AGAIN}`);
    const unusable = whyUnusable(context, seen);
    const added = seen && unusable === undefined ? newReviews(environment, seen.entries, reviews.value) : [];
    const rejections = added.filter(({ state }) => state === "rejected");
    if (rejections.length > 0)
        return rejected(environment, rejections);
    const approvals = added.filter(({ state }) => state === "approved");
    if (approvals.length > 0)
        return reviewed(plan, approvals);
    const reviewers = await github.environmentReviewers(environment);
    switch (reviewers.kind) {
        case "none":
            return nobody("warn", `by nobody (GitHub asks no reviewer for environment ${environment})`);
        case "unknown":
            return nobody("inconclusive", `GitHub did not say whether environment ${environment} asks for reviewers. ${reviewers.why} ${AGAIN}`);
        case "required":
            return nobody("inconclusive", `${unusable ?? `Nobody reviewed environment ${environment} after the plan was made.`} ${AGAIN}`);
    }
}
/**
 * In a run's first attempt every review is of this attempt. Where one job plans and applies, its reviewers answered before there was a plan:
 * they approved the job and not the plan, which is a warning and not an approval that nobody gave.
 */
function seenBefore({ run }, oneJob, seen) {
    return oneJob && seen && run.attempt === 1 ? { ...seen, entries: [] } : seen;
}
/** Why the plan's list does not tell this attempt's reviews from older ones; undefined when it does. */
function whyUnusable({ run, githubRunId }, seen) {
    if (!seen)
        return "The plan does not say which reviews were there before it, so nobody knows which of them are of this plan.";
    if (seen.runId === githubRunId && seen.attempt === run.attempt)
        return undefined;
    return `The plan is of run ${seen.runId}, attempt ${seen.attempt}, and was not made again for run ${githubRunId}, attempt ${run.attempt}.`;
}
/**
 * The reviews of one environment that were not there before: the difference of both lists as multisets, because a person may review a later
 * attempt in the same words. GitHub takes the names of environments in any case.
 */
function newReviews(environment, before, now) {
    const name = environment.toLowerCase();
    const own = (reviews) => reviews.filter(({ environments }) => environments.some((other) => other.toLowerCase() === name));
    // Without the other environments that a review speaks of: that list may have grown since.
    const key = ({ user, state, comment }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .canonicalJson */ .dj)([user, state, comment]);
    const left = new Map();
    for (const review of own(before))
        left.set(key(review), (left.get(key(review)) ?? 0) + 1);
    return own(now).filter((review) => {
        const known = left.get(key(review)) ?? 0;
        left.set(key(review), known - 1);
        return known <= 0;
    });
}
function rejected(environment, rejections) {
    const rejectedBy = [...new Set(rejections.map(({ user }) => user || "an account that is gone"))];
    return {
        ...nobody("fail", `${rejectedBy.join(", ")} rejected the deployment to ${environment}, so nothing was changed.`),
        rejectedBy,
        comment: rejections.map(({ comment }) => comment).find((text) => text !== ""),
    };
}
function reviewed({ digest }, approvals) {
    // A reviewer who quotes the digest has seen the plan; otherwise only the job was approved. One without a name binds nothing.
    const quoting = approvals.find(({ user, comment }) => user.trim() !== "" && comment.includes(digest));
    const approvers = [...new Set(approvals.map(({ user }) => user))];
    return {
        source: "github-review",
        approvers,
        boundToPlan: quoting !== undefined,
        comment: quoting?.comment ?? approvals.map(({ comment }) => comment).find((text) => text !== ""),
        verdict: quoting ? "pass" : "warn",
        note: `by ${approvers.filter(Boolean).join(", ")}${quoting ? "" : ", who approved the job and not this plan"}`,
    };
}
function nobody(verdict, note) {
    return { source: "none", approvers: [], boundToPlan: false, verdict, note };
}
/** An approval that names nobody is none. */
function withoutEmptyNames(answer) {
    const approvers = answer.approvers.filter((name) => name.trim() !== "");
    if (answer.source !== "none" && approvers.length === 0)
        return nobody("inconclusive", `The approval names nobody. ${AGAIN}`);
    return { ...answer, approvers };
}
/** Who approves what they wrote themselves must be known before anybody relies on a review. */
function withoutAuthors(answer, why) {
    if (answer.source !== "github-review" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isPassing */ .WG)(answer.verdict))
        return answer;
    return { ...answer, verdict: "inconclusive", note: `GitHub did not say who wrote the commit that was approved. ${why} ${AGAIN}` };
}
async function readAuthors({ run, github, githubRunId }) {
    if (!github || githubRunId === "0" || run.commit === "uncommitted")
        return { value: [] };
    return tryReading(() => github.commitAuthors(run.commit));
}
/** What an outside service answered, or why it did not; anything but its refusals is thrown on. */
async function tryReading(read) {
    try {
        return { value: await read() };
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ)
            return { why: error.message };
        throw error;
    }
}
/**
 * Records who let this job start, for the plan that it is about to apply; see `approveStage`. Throws a `verdict` error when no signed plan has
 * the digest: then nobody can have read what would be applied.
 */
async function proveApproval(context, environment, { digest, components, approvalsSeen: seen }) {
    if (!components)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("verdict", `No signed plan has the digest ${digest}, so an approval of it means nothing. Make a new plan.`);
    return approveStage(context, environment, { environment: environment.name, digest }, { kind: "github" }, seen);
}


/***/ }),

/***/ 74167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G5: () => (/* binding */ findApprovedPlan),
/* harmony export */   sz: () => (/* binding */ ownPlan),
/* harmony export */   yc: () => (/* binding */ approvedDatabases)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48788);


/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Whether the plan
 * passed, and is one of this release, is for the gate to say. Throws an `input` error for what is no digest.
 */
async function findApprovedPlan(context, digest) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
    const { bundles } = await context.store.find(digest);
    const { trusted } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
    const plans = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .ofStage */ .i$)(trusted, "plan").filter(({ view }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(view.facts.components) === digest);
    const newest = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .newestOf */ .su)(plans);
    if (newest?.view.stage !== "plan")
        return { digest, database: () => digest, deploy: () => digest };
    const { components, approvalsSeen } = newest.view.facts;
    return approvedPlan(digest, components, approvalsSeen);
}
/** The plan that this very run has made. */
function ownPlan({ digest, components, approvalsSeen }) {
    return approvedPlan(digest, components, approvalsSeen);
}
function approvedPlan(digest, components, approvalsSeen) {
    return {
        digest,
        components,
        approvalsSeen,
        deploy: () => components.deploy,
        database(name) {
            const component = components.databases[name];
            if (component)
                return component;
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The approved plan ${digest} says nothing about database '${name}', so nothing may be applied to it. Make a new plan.`);
        },
    };
}
/**
 * The digest that each database's plan must have. The text is the digest of a release plan, that of the only database's plan, or a JSON map
 * of database to digest, as a step that planned several puts into its output `plan-digests`. Nothing is demanded when there is no text.
 */
async function approvedDatabases(context, text, databases) {
    if (text === undefined)
        return { digests: new Map() };
    if (!text.startsWith("{")) {
        const approved = await findApprovedPlan(context, text);
        if (!approved.components && databases.length > 1)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`);
        return { release: approved, digests: new Map(databases.map(({ name }) => [name, approved.database(name)])) };
    }
    const given = readMap(text);
    return {
        digests: new Map(databases.map(({ name }) => {
            const digest = given.get(name);
            if (digest !== undefined)
                return [name, digest];
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`);
        })),
    };
}
function readMap(text) {
    let value;
    try {
        value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
            cause: error,
        });
    }
    return new Map(Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value) ? value : {}).map(([name, digest]) => {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
            return [name, digest];
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }));
}


/***/ })

};
