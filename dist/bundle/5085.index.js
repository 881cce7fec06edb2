export const id = 5085;
export const ids = [5085];
export const modules = {

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

/***/ 78563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IF: () => (/* binding */ approvalsSeen),
/* harmony export */   KP: () => (/* binding */ proveApproval),
/* harmony export */   WA: () => (/* binding */ approveStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43855);
/* harmony import */ var _sections_approval_section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85044);
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
            selfApproved: isSelfApproved(found.approvers, [...names, context.run.actor, context.triggeringActor ?? context.run.actor]),
        };
        return {
            verdict,
            note,
            result: fact,
            section: (0,_sections_approval_section_js__WEBPACK_IMPORTED_MODULE_1__/* .approvalSection */ .l)(fact, verdict, note),
            evidence: { subjects: [{ kind: "plan", name: environment.name, digest: plan.digest }], facts: fact },
        };
    });
}
async function askSource(context, environment, plan, source, seen) {
    const { actor } = context.run;
    switch (source.kind) {
        case "digest":
            if (source.digest !== plan.digest) {
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The approval is for plan ${source.digest}, but the plan for ${environment.name} is now ${plan.digest}: the release, a database or the cluster has changed since. Read the new plan and approve it with --approve ${plan.digest}.`);
            }
            return { source: "flag", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}, who gave the plan's digest` };
        case "yes":
            return { source: "flag", approvers: [actor], boundToPlan: false, verdict: "warn", note: `by ${actor} for whatever the plan is` };
        case "ask":
            if (!(await source.ask(plan)))
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The plan ${plan.digest} for ${environment.name} was not approved, so nothing was changed. Run again when it should be.`);
            return { source: "prompt", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}` };
        case "github":
            if (!context.github)
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.");
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
    const key = ({ user, state, comment }) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)([user, state, comment]);
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
    if (answer.source !== "github-review" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .isPassing */ .WG)(answer.verdict))
        return answer;
    return { ...answer, verdict: "inconclusive", note: `GitHub did not say who wrote the commit that was approved. ${why} ${AGAIN}` };
}
async function readAuthors({ run, github, githubRunId }) {
    if (!github || githubRunId === "0" || run.commit === "uncommitted")
        return { value: [] };
    return tryReading(() => github.commitAuthors(run.commit));
}
function isSelfApproved(approvers, others) {
    const selves = new Set(others.map(loginOf));
    return approvers.some((approver) => selves.has(loginOf(approver)));
}
/** GitHub's logins have no case; a trailer shows one in the address that GitHub gives to people who hide theirs. */
function loginOf(name) {
    return (/<(?:\d+\+)?([^@>]+)@users\.noreply\.[^>]+>/i.exec(name)?.[1] ?? name).trim().toLowerCase();
}
/** What an outside service answered, or why it did not; anything but its refusals is thrown on. */
async function tryReading(read) {
    try {
        return { value: await read() };
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ)
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
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `No signed plan has the digest ${digest}, so an approval of it means nothing. Make a new plan.`);
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


/***/ }),

/***/ 1264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ mayContinue),
/* harmony export */   S: () => (/* binding */ runStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43855);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20581);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29462);
/* harmony import */ var _sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(80718);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55860);





/**
 * Runs one stage: announces it, does the work, proves what the work says was proven (not in a dry run), and says how it ended. What the work
 * throws is thrown on in terms of the configuration, and then nothing is proven; either way `context.outcomes` has how it ended.
 */
async function runStage(context, id, stage, label, work) {
    context.signal.throwIfAborted();
    const startedAt = context.clock();
    const begun = performance.now();
    context.reporter.progress(label);
    const ended = { id, stage, label, startedAt };
    try {
        const done = await work();
        if (done.evidence && !context.dryRun) {
            const evidence = {
                stage,
                verdict: done.verdict,
                startedAt: startedAt.toISOString(),
                finishedAt: context.clock().toISOString(),
                ...done.evidence,
            };
            await context.prove(evidence);
        }
        const durationMs = performance.now() - begun;
        const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
        context.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(durationMs).padStart(7)}  ${done.note}`);
        const outcome = {
            ...ended,
            verdict: done.verdict,
            note: context.redact(done.note),
            // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
            section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_1__/* .redactSection */ .f)(done.section, context.redact),
            durationMs,
            result: done.result,
            repeated: done.repeated,
        };
        context.outcomes.push(outcome);
        return outcome;
    }
    catch (thrown) {
        const error = (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .inTermsOfConfig */ .q$)(context.config, thrown);
        const [note = ""] = context.redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(error)).split("\n");
        const section = (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_4__/* .stoppedSection */ .xQ)({ id, label, changes: !context.dryRun && (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_4__/* .isChanging */ .Kn)(id, stage) }, error);
        context.outcomes.push({
            ...ended,
            verdict: "fail",
            note,
            section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_1__/* .redactSection */ .f)(section, context.redact),
            durationMs: performance.now() - begun,
            result: undefined,
            stoppedBy: error,
        });
        throw error;
    }
}
/** Whether a run may go on after this stage. */
function mayContinue(outcome) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isPassing */ .WG)(outcome.verdict);
}


/***/ })

};
