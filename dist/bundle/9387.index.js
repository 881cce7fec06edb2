export const id = 9387;
export const ids = [9387];
export const modules = {

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
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52066);
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
            selfApproved: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .isSelfApproval */ .s)(found.approvers, [...names, context.run.actor, context.run.triggeringActor ?? context.run.actor]),
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

/***/ 19276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yb: () => (/* binding */ checkMigrationsStage),
/* harmony export */   d$: () => (/* binding */ planMigrationsStage),
/* harmony export */   mK: () => (/* binding */ planWithIdentity)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43855);
/* harmony import */ var _waybill_migrate__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58843);
/* harmony import */ var _evidence_same_place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73410);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29462);
/* harmony import */ var _sections_overview_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(27158);
/* harmony import */ var _sections_plan_section_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(76954);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55860);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1264);
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








/**
 * What would be applied to one database, and what that says of itself; changes nothing. Throws `environment` for a database that cannot be
 * reached.
 */
async function planWithIdentity(context, database) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_0__/* .requireFiles */ .PO)(context, "databases", [database.name]);
        const connection = __addDisposableResource(env_1, await context.openDatabase(database), true);
        const plan = await (0,_waybill_migrate__WEBPACK_IMPORTED_MODULE_1__/* .planMigrations */ .n6)(connection, { dir: database.migrations, workspace: context.workspace });
        return { plan, identity: await (0,_evidence_same_place_js__WEBPACK_IMPORTED_MODULE_2__/* .identityOf */ .cu)(connection) };
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
/** Checks the migration files alone, without a database; proves nothing. */
async function checkMigrationsStage(context, database) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_3__/* .runStage */ .S)(context, `check-migrations/${database.name}`, "migrate", `Check migrations of ${database.name}`, async () => {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_0__/* .requireFiles */ .PO)(context, "databases", [database.name]);
        const plan = await (0,_waybill_migrate__WEBPACK_IMPORTED_MODULE_1__/* .checkMigrations */ .wE)({ dir: database.migrations, workspace: context.workspace });
        for (const finding of plan.findings)
            context.reporter.finding(finding);
        return { ...planned(database, plan), note: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .countOf */ .pq)(plan.pending.length, "migration")} in ${plan.layout} layout` };
    });
}
/** Plans the migrations of one database; changes nothing and proves nothing. */
async function planMigrationsStage(context, database) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_3__/* .runStage */ .S)(context, `plan-migrations/${database.name}`, "plan", `Plan migrations of ${database.name}`, async () => {
        const { plan } = await planWithIdentity(context, database);
        for (const finding of plan.findings)
            context.reporter.finding(finding);
        return planned(database, plan);
    });
}
function planned(database, plan) {
    const verdict = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .verdictOf */ .Vj)(plan.findings);
    return {
        verdict,
        note: plan.findings.find((finding) => finding.severity === "error")?.what ??
            `${plan.pending.length} pending, ${plan.applied.length} in place, plan ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_6__/* .shortDigest */ .VK)(plan.digest)}`,
        result: plan,
        section: {
            id: `migrations-${database.name}`,
            title: `Migrations of ${database.name}`,
            verdict,
            overview: {
                plan: plan.digest,
                changes: (0,_sections_overview_js__WEBPACK_IMPORTED_MODULE_7__/* .migrationChanges */ .qQ)(database.name, plan.pending, "planned"),
                back: (0,_sections_overview_js__WEBPACK_IMPORTED_MODULE_7__/* .wayBackFromMigrations */ .uJ)(plan.pending.length > 0),
            },
            blocks: [...(0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_8__/* .findingsBlock */ .k5)(plan.findings), ...(0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_8__/* .migrationBlocks */ .X1)(database.name, plan)],
        },
    };
}


/***/ })

};
