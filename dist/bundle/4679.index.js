export const id = 4679;
export const ids = [4679];
export const modules = {

/***/ 31873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ groupBy)
/* harmony export */ });
/** What belongs together by a key, in the order in which keys and items came. `Map.groupBy` says the same, but Node 20 has none. */
function groupBy(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group)
            group.push(item);
        else
            groups.set(key, [item]);
    }
    return groups;
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
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43855);
/* harmony import */ var _predicate_contradiction_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(94232);
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
        ...runFindings(chosen),
        ...testFindings(chosen),
        ...(plan ? planFindings(plan, chosen, expected) : []),
        ...(plan ? (0,_configuration_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationFindings */ .HO)(plan, expected) : []),
        ...deployFindings(chosen, expected),
        ...(plan && expected.before !== "release" ? policyFindings(plan, policy) : []),
        ...(plan ? reviewFindings(plan, chosen) : []),
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
                // An approval that a later attempt gave again says nothing about migrations of the one before.
                .filter((earlier) => view.stage !== "migrate" || earlier.view.stage !== "approve" || earlier.view.run.run === view.run.run)
                // Two databases are migrated one after the other, in any order.
                .find((earlier) => Date.parse(earlier.view.finishedAt) > Date.parse(view.finishedAt) + CLOCK_SKEW_MS);
            if (early)
                findings.push(problem("evidence-time", `The ${view.stage} statement says that it ended at ${view.finishedAt}, before the ${early.view.stage} that it rests on (${early.view.finishedAt}).`));
        }
    }
    return findings;
}
/**
 * What GitHub says of a run is one for all that it signs. The workflow's name is not held: for a called workflow programs that run workflows
 * differ, and a certificate says which one it was.
 */
function runFindings(chosen) {
    const first = new Map();
    for (const { view } of chosen) {
        const known = first.get(view.run.run) ?? view;
        first.set(view.run.run, known);
        const members = ["ref", "actor", "triggeringActor"];
        const other = members.find((member) => known.run[member] !== view.run[member]);
        if (other !== undefined)
            return [
                problem("evidence-contradiction", `Of ${view.run.run} the ${known.stage} statement says that its ${WORDS[other]} is '${known.run[other] ?? "unknown"}', and the ${view.stage} statement says '${view.run[other] ?? "unknown"}'.`),
            ];
    }
    return [];
}
const WORDS = { ref: "ref", actor: "actor", triggeringActor: "triggering actor" };
/** Every build is followed by a test of what it made. */
function testFindings(chosen) {
    return (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "build").flatMap(({ view: build }) => {
        const early = (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "test").find(({ view }) => view.facts.name === build.facts.name && Date.parse(view.finishedAt) + CLOCK_SKEW_MS < Date.parse(build.startedAt));
        if (!early)
            return [];
        const what = `The test of image ${build.facts.name} says that it ended at ${early.view.finishedAt}, before its build began (${build.startedAt}).`;
        return [problem("evidence-time", what)];
    });
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
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(others.toSorted()) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(view.facts.others.toSorted()))
            findings.push(problem("evidence-plan", "The deployment names other images that are not of this release than its plan did, which was approved."));
    return findings;
}
/** A release's deployment is one of its images, says of them what their tests said, and goes back to nothing. */
function deployFindings(chosen, expected) {
    const findings = [];
    for (const { view } of (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "deploy")) {
        const { images, tested, backTo } = view.facts;
        findings.push(...placeFindings(view, expected));
        if (backTo)
            findings.push(problem("evidence-plan", `The deployment is a rollback to revision ${backTo.revision}, and this is a release of its own.`));
        const names = [...Object.keys(expected.images), ...Object.keys(images)];
        const other = names.find((name) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .imageOf */ .d)(images[name] ?? "")?.digest !== expected.images[name]?.digest);
        if (other !== undefined)
            findings.push(problem("evidence-plan", `The deployment is of other images than are released: its image ${other} is not ${expected.images[other]?.digest ?? "one of them"}.`));
        // A test that was repeated since says nothing about what was known then.
        const before = (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "test").filter((test) => Date.parse(test.view.finishedAt) <= Date.parse(view.finishedAt));
        const untested = before.find((test) => test.view.verdict !== "pass");
        if (tested && untested)
            findings.push(problem("evidence-contradiction", `The deployment says that it runs what was tested, and the test of image ${untested.view.facts.name} ended with ${untested.view.verdict}.`));
        const unproven = Object.keys(images).find((name) => !(0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "test").some((test) => test.view.facts.name === name));
        // Where inputs describe the work, each step says by itself what it asks for.
        if (tested && expected.product !== null && unproven !== undefined)
            findings.push(problem("evidence-contradiction", `The deployment says that it runs what was tested, and no test of image ${unproven} is there.`));
    }
    return findings;
}
/** It went where waybill.yml says, answered what that demands, and applied manifests. */
function placeFindings({ subjects, facts: { namespace, probe, backTo } }, expected) {
    const wanted = expected.probe?.expectStatus;
    return [
        ...(expected.namespace !== undefined && namespace !== expected.namespace
            ? [`The deployment went to namespace '${namespace}', and that of ${expected.environment} is '${expected.namespace}'.`]
            : []),
        ...(wanted !== undefined && probe?.expectedStatus !== wanted
            ? [
                `The deployment was to answer ${probe === undefined ? "nothing" : `HTTP ${probe.expectedStatus}`}, and waybill.yml demands ${wanted} of ${expected.environment}.`,
            ]
            : []),
        ...(backTo === undefined && !subjects.some(({ kind }) => kind === "path")
            ? ["The deployment says of no manifest that it was applied."]
            : []),
    ].map((what) => problem("evidence-plan", what));
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
/** GitHub's reviews say neither when nor in which attempt they were given: one counts that the plan of its attempt has not listed. */
function reviewFindings({ approvalsSeen }, chosen) {
    return (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "approve").flatMap(({ view }) => {
        if (view.facts.source !== "github-review" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .isPassing */ .WG)(view.verdict))
            return [];
        if (approvalsSeen && (0,_predicate_contradiction_js__WEBPACK_IMPORTED_MODULE_5__/* .isSeenIn */ .l)(view.run, approvalsSeen))
            return [];
        const which = approvalsSeen ? `those of run ${approvalsSeen.runId}, attempt ${approvalsSeen.attempt}` : "none";
        const what = `The approval is a review in ${view.run.run}, and of the reviews before it the plan lists ${which}, so nobody knows that it is of this plan.`;
        return [problem("evidence-plan", what, "Re-run all jobs, so that the plan lists the reviews before it, and review that plan.")];
    });
}
function approvalFindings(chosen, policy) {
    if (policy.selfApproval === "allow")
        return [];
    const approvals = (0,_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .ofStage */ .i$)(chosen, "approve");
    const unknown = approvals.filter(({ view }) => view.facts.approvers.length > 0 && view.facts.authors.length === 0);
    if (unknown.length > 0)
        return [
            problem("evidence-self-approval", `The approval by ${unknown[0]?.view.facts.approvers.join(", ")} does not say who wrote the commit, so nobody knows that it is not their own work, which the policy refuses.`, "Let the plan be approved in a run that may read the commit ('contents: read')."),
        ];
    return approvals
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
            const about = statementsAbout(thing).filter(({ view }) => thing.impossible === undefined && thing.mismatch(view) === undefined);
            const found = chosenOf(about, demand, expected);
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
/** The newest word about a thing; of several good ones about a plan, the one that the run rests on. */
function chosenOf(about, demand, { approvedIn }) {
    const newest = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(about);
    if (!newest || !demand.allow.includes(newest.view.verdict))
        return newest;
    if (demand.stage === "approve")
        return approvalOf(about, newest);
    if (demand.stage !== "plan")
        return newest;
    // Two runs may come to one plan, and each lists the reviews before its own.
    const own = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(about.filter(({ view }) => view.run.run === approvedIn));
    return own && demand.allow.includes(own.view.verdict) ? own : newest;
}
/**
 * The newest approval of a plan, or, where it is one of several that its run proved, the first of those: a job that migrates and then deploys proves
 * the same approval before each, and the migrations rest on the first.
 */
function approvalOf(about, newest) {
    const ofRun = about.filter(({ view }) => view.run.run === newest.view.run.run);
    // A no is a no, whoever says yes after it.
    const refused = (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(ofRun.filter(({ view }) => view.stage === "approve" && (view.facts.rejectedBy ?? []).length > 0));
    if (refused)
        return refused;
    const equal = ofRun.filter(({ view }) => view.verdict === newest.view.verdict);
    return equal.toSorted((a, b) => Date.parse(a.view.finishedAt) - Date.parse(b.view.finishedAt))[0];
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
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31873);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);
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
    const bySignature = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .groupBy */ .$)(bundles, ({ dsseEnvelope }) => dsseEnvelope.signatures[0]?.sig);
    return [...bySignature.values()].flatMap((alike) => alike.filter((bundle, at) => alike.findIndex((other) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isSameJson */ .TL)(other, bundle)) === at));
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
function imageThings(stage, { images, unnamedImages = [], builds = [], run, probes = {} }) {
    return [
        ...Object.entries(images).map(([name, { repository, digest }]) => ({
            name,
            digest,
            label: `image ${name} (${repository}@${digest})`,
            mismatch: (view) => view.stage === stage ? (about(view, digest) ?? named(view.facts.name, name) ?? probedBy(view, probes[name])) : stage,
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
/** A test of another answer than waybill.yml demands, or of none, is not the one that it demands. */
function probedBy(view, probe) {
    if (view.stage !== "test" || !probe)
        return undefined;
    const { probed, expectedStatus } = view.facts;
    if (!probed)
        return "it did not run the image, and waybill.yml demands a probe";
    // Of one that says nothing of it, its contradiction is said.
    if (expectedStatus === undefined || expectedStatus === probe.expectStatus)
        return undefined;
    return `it expected HTTP ${expectedStatus}, and waybill.yml demands ${probe.expectStatus}`;
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


/***/ })

};
