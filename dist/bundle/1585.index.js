export const id = 1585;
export const ids = [1585];
export const modules = {

/***/ 69971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: ./packages/kit/lib/edge/runner-outputs.js
var runner_outputs = __webpack_require__(72853);
// EXTERNAL MODULE: ./packages/pipeline/lib/project.js + 4 modules
var project = __webpack_require__(32639);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/gate/judge.js
var judge = __webpack_require__(48788);
// EXTERNAL MODULE: ./packages/record/lib/brief.js
var brief = __webpack_require__(89719);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/run-images.js
var run_images = __webpack_require__(46342);
;// CONCATENATED MODULE: ./packages/pipeline/lib/run-summary.js






/**
 * Reads what the jobs of this run have stored, and draws it; changes nothing. An environment without a record of this run that a trusted
 * signer has signed did not get its release, which fails. Throws what `findRunImages` throws.
 */
async function summarizeRun(context) {
    const { config, run } = context;
    const images = await (0,run_images/* findRunImages */.fX)(context, Object.keys(config.images));
    const rows = [];
    const chain = new Map();
    const findings = [];
    for (const environment of Object.values((0,session_select/* releasedEnvironments */.e_)(config))) {
        const released = await findReleased(context, environment);
        rows.push(environmentRow(environment, released));
        for (const { payload, view } of released?.statements ?? [])
            chain.set(payload, stepOf(view));
        if (released && (0,lib_verdict/* isPassing */.WG)(released.verdict))
            continue;
        findings.push(notReleased(environment, released));
        if (!released)
            chain.set(environment.name, { id: environment.name, label: `Release to ${environment.name}`, verdict: "missing" });
    }
    const verdict = (0,lib_verdict/* verdictOf */.Vj)(findings);
    const report = {
        title: `Run of ${config.name}`,
        verdict,
        rehearsal: run.rehearsal,
        run: (0,reports/* runFacts */.pI)(run, run.actor),
        chain: [...chain.values()],
        sections: [
            {
                id: "environments",
                title: "Environments",
                verdict,
                blocks: [
                    { type: "table", head: ["Environment", "Verdict", "Revision", "Plan", "Approved by"], rows },
                    ...(findings.length > 0 ? [{ type: "findings", findings }] : []),
                ],
            },
            {
                id: "images",
                title: "Images",
                blocks: [
                    {
                        type: "table",
                        head: ["Image", "Digest"],
                        rows: Object.entries(images).map(([name, reference]) => [name, { text: reference, code: true }]),
                    },
                ],
            },
        ],
    };
    return { images, verdict, report };
}
/** The newest record of this commit's release to an environment that a trusted signer of this run has closed. */
async function findReleased(context, { name }) {
    const { config, run } = context;
    const records = await context.store.findRecords((0,predicates/* releaseDigest */.cS)({ application: config.name, environment: name, commit: run.commit }));
    const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
    const found = records.flatMap((record) => {
        const statements = (0,judge/* judge */.S4)(record.statements, verify).trusted;
        const closing = (0,judge/* ofStage */.i$)(statements, "release").at(-1)?.view;
        if (closing?.environment !== name || closing.facts.application !== config.name)
            return [];
        if (closing.run.repository !== run.repository || !(0,run_images/* isOfRun */.NG)(closing, run))
            return [];
        return [{ record, statements, verdict: closing.verdict, at: Date.parse(closing.finishedAt) }];
    });
    return found.toSorted((a, b) => a.at - b.at).at(-1);
}
function environmentRow({ name }, released) {
    if (!released)
        return [name, "not released by this run", "", "", ""];
    const { revision, planDigest, approver } = (0,brief/* releaseBrief */.s)(released.record);
    return [
        name,
        { text: released.verdict, verdict: released.verdict },
        revision === undefined ? "" : String(revision),
        { text: planDigest ?? "", code: true },
        approver,
    ];
}
function notReleased({ name }, released) {
    return {
        rule: released ? "evidence-verdict" : "evidence-missing",
        severity: "error",
        what: released
            ? `The release to ${name} ended with ${released.verdict}.`
            : `There is no record of this run's release to ${name}: it was not made, or not to its end.`,
        next: `Read the jobs of ${name}, mend what they say, and run them again.`,
    };
}
function stepOf(view) {
    // Every environment has databases of the same names.
    const thing = view.stage === "migrate" ? `${(0,format/* thingOf */.MW)(view)} (${view.facts.environment})` : (0,format/* thingOf */.MW)(view);
    return {
        id: `${view.stage}/${thing}`,
        label: `${view.stage} ${thing}`,
        verdict: view.verdict,
        durationMs: Date.parse(view.finishedAt) - Date.parse(view.startedAt),
    };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/monitor/monitor.js + 4 modules
var monitor = __webpack_require__(6584);
// EXTERNAL MODULE: ./packages/report/lib/redaction.js
var redaction = __webpack_require__(20581);
;// CONCATENATED MODULE: ./packages/pipeline/lib/monitor/monitor-issue.js


const LABEL = "waybill-monitor";
/** GitHub takes at most 65,536 characters. */
const BODY_LIMIT_BYTES = 64_000;
/** What the monitor found: all is well, something differs, or something could not be looked at and nothing is known to differ. */
function isAlarm(outcomes) {
    const verdict = (0,lib_verdict/* worstOf */.hm)(outcomes.map((outcome) => outcome.verdict));
    if ((0,lib_verdict/* isPassing */.WG)(verdict))
        return "none";
    return verdict === "fail" ? "differs" : "unseen";
}
/**
 * Keeps one issue for an environment: opened when the monitor first finds something, changed while that lasts, closed with a comment when all
 * is well again. Without a token nothing is kept, and that is said. An issue that cannot be written is an error: nobody would hear the alarm.
 */
async function keepMonitorIssue(context, environment, { report, outcomes }) {
    const { github, reporter, run } = context;
    const alarm = isAlarm(outcomes);
    if (context.dryRun)
        return reporter.info("No issue is kept in a dry run.");
    if (!github)
        return reporter.info("No issue is kept, because there is no token for GitHub.");
    const where = `${context.config.name} in ${environment.name}`;
    // A name holds no '/', so what two products say of two environments is kept apart.
    const marker = `monitor-${context.config.name}/${environment.name}`;
    const of = run.run.startsWith("http") ? `[the run](${run.run})` : `run ${run.run}`;
    if (alarm === "none") {
        const closed = await github.closeIssue({ marker, label: LABEL }, `All is well again: ${where} is as it was released. See ${of}.`);
        if (closed)
            reporter.info(`Closed ${closed.url}: all is well again`);
        return;
    }
    const title = alarm === "differs" ? `${where} is not as it was released` : `${where} could not be checked`;
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 6403).then(__webpack_require__.bind(__webpack_require__, 26403));
    const page = renderMarkdown((0,redaction/* redactReport */.a)(report, context.redact), { maxBytes: BODY_LIMIT_BYTES });
    const body = `Waybill keeps this issue, and closes it when all is well again. Last looked at in ${of}.\n\n${page}`;
    const kept = await github.keepIssue({ marker, label: LABEL, title, body }, newsOf(alarm, of));
    reporter.info(`${kept.opened ? "Opened" : "Updated"} ${kept.url}`);
    if (!kept.isOurs)
        reporter.warn(`${kept.url} was opened in another name than github-actions[bot], so the next run will not find it. Hand the job's own token (github.token) to 'github-token'.`);
}
function newsOf(alarm, of) {
    return alarm === "differs"
        ? `It can be looked at, and something is wrong: see ${of} and the description above.`
        : `By ${of} something could not be looked at, so it is not known whether what was wrong still is.`;
}

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/kube/lib/preview/preview-namespace.js


const NUMBER_LABEL = "waybill.dev/preview";
const APPLICATION_LABEL = "waybill.dev/preview-of";
/** A label holds no '/', and at most 63 characters. */
const REPOSITORY_LABEL = "waybill.dev/preview-repository";
const REPOSITORY_ANNOTATION = "waybill.dev/preview-repository";
const EXPIRES_ANNOTATION = "waybill.dev/preview-expires";
/** The namespace of a pull request's preview: a DNS label. Throws an `input` error where the application's name cannot be a part of one. */
function previewNamespace(application, pullRequest) {
    const name = `${application}-pr-${pullRequest}`;
    if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
        return name;
    throw (0,error/* inputError */.Xu)("name", `is '${application}', which cannot begin the name of a namespace (${name}); allowed are lower-case letters, digits and '-', 63 characters with the number`);
}
/**
 * Makes the namespace of a pull request's preview, or renews its time. Throws a `verdict` error for a namespace of that name which was not
 * made for previews of this repository, and an `environment` error for one that is being deleted; both stay as they are.
 */
async function claimPreviewNamespace(cluster, owner, preview) {
    const name = previewNamespace(owner.application, preview.pullRequest);
    const ref = { apiVersion: "v1", kind: "Namespace", name };
    const live = await cluster.read(ref);
    const annotations = { [REPOSITORY_ANNOTATION]: owner.repository, [EXPIRES_ANNOTATION]: preview.expires.toISOString() };
    if (!live) {
        const labels = { ...labelsOf(owner), [NUMBER_LABEL]: String(preview.pullRequest) };
        await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels, annotations } });
        return { name, ...preview };
    }
    if (!readPreview(live, owner))
        throw new error/* ActionError */.lZ("verdict", `The namespace '${name}' is there, and was not made for previews of ${owner.application} in ${owner.repository}, so nothing was changed in it. Delete it if nobody needs it, or give the product another 'name'.`);
    if (live.metadata.deletionTimestamp !== undefined)
        throw new error/* ActionError */.lZ("environment", `The namespace '${name}' is being deleted. Run again when it is gone.`);
    await cluster.replace({ ...live, metadata: { ...live.metadata, annotations: { ...live.metadata.annotations, ...annotations } } });
    return { name, ...preview };
}
/**
 * Deletes the previews of an owner that `isOver` names, with all that is in them, and says which. No namespace is deleted that does not carry
 * our labels, this repository's name, and the name that follows from both; nor one that was renewed at this moment.
 */
async function removePreviewNamespaces(cluster, owner, isOver) {
    const labelSelector = Object.entries(labelsOf(owner))
        .map(([label, value]) => `${label}=${value}`)
        .join(",");
    const removed = [];
    for (const live of await cluster.list("v1", "Namespace", { labelSelector })) {
        const preview = readPreview(live, owner);
        if (!preview || live.metadata.deletionTimestamp !== undefined || !isOver(preview))
            continue;
        const { uid, resourceVersion } = live.metadata;
        if (await cluster.remove({ apiVersion: "v1", kind: "Namespace", name: preview.name }, { uid, resourceVersion }))
            removed.push(preview);
    }
    return removed;
}
/** What a namespace says of itself; undefined for one that is no preview of this owner, or that contradicts itself. */
function readPreview({ metadata }, owner) {
    const { name, labels = {}, annotations = {} } = metadata;
    const isOurs = Object.entries(labelsOf(owner)).every(([label, value]) => labels[label] === value);
    const number = labels[NUMBER_LABEL] ?? "";
    const expires = new Date((0,json/* textAt */.$6)(annotations, EXPIRES_ANNOTATION) ?? Number.NaN);
    if (!isOurs || annotations[REPOSITORY_ANNOTATION]?.toLowerCase() !== owner.repository.toLowerCase())
        return undefined;
    if (!/^[1-9]\d{0,8}$/.test(number) || name !== `${owner.application}-pr-${number}` || Number.isNaN(expires.getTime()))
        return undefined;
    return { name, pullRequest: Number(number), expires };
}
function labelsOf({ application, repository }) {
    const digest = (0,external_node_crypto_.createHash)("sha256").update(repository.toLowerCase()).digest("hex");
    return { [APPLICATION_LABEL]: application, [REPOSITORY_LABEL]: digest.slice(0, 40) };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/refusal.js
var refusal = __webpack_require__(9856);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approved-plan.js
var approved_plan = __webpack_require__(74167);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var stages_plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preview/pattern.js


/** The pattern of previews of that name, or the only one. Throws an `input` error that says how one is declared. */
function findPreview({ environments, file = "the configuration" }, name) {
    const patterns = Object.values(environments).filter(({ preview }) => preview === true);
    const found = name === undefined ? (patterns.length === 1 ? patterns[0] : undefined) : patterns.find((pattern) => pattern.name === name);
    if (found)
        return found;
    const known = patterns.map((pattern) => pattern.name).join(", ");
    if (name === undefined)
        throw (0,error/* inputError */.Xu)("environment", patterns.length === 0
            ? `is needed, but ${file} declares no preview; give it an environment with 'preview: true'`
            : `is needed; ${file} has the previews ${known}`);
    throw (0,error/* inputError */.Xu)("environment", `is '${name}', which ${file} does not declare as a preview; ${known === "" ? "it has none" : `it has ${known}`}`);
}
/**
 * The pattern as one pull request has it, in the namespace of its own. Throws an `input` error where a release goes to a namespace of that
 * name, in whatever cluster.
 */
function previewOf(config, pattern, pullRequest) {
    const namespace = previewNamespace(config.name, pullRequest);
    const taken = Object.values(config.environments).find((other) => other.preview !== true && other.namespace === namespace);
    if (taken)
        throw (0,error/* inputError */.Xu)("pull-request", `is ${pullRequest}, whose preview would have the namespace '${namespace}' of '${taken.name}'; give that another one`);
    return { ...pattern, namespace, pullRequest };
}
/** Objects of a preview that would lie outside of its namespace: a pull request must reach nothing else with the preview's identity. */
function strayObjects({ objects }, namespace) {
    return objects
        .filter(({ ref }) => ref.namespace !== namespace)
        .map(({ ref, file, line }) => ({
        rule: "outside-preview",
        severity: "error",
        what: `${ref.kind} '${ref.name}' ${ref.namespace === undefined ? "belongs to the whole cluster" : `names the namespace '${ref.namespace}'`}, and a preview changes nothing outside of its own.`,
        ...(file !== "" && { where: { file, line } }),
        next: "Leave the namespace out of the manifest, and give previews 'manifests:' of their own without objects of the whole cluster.",
    }));
}
/** The address of a preview: `{namespace}` and `{number}` stand for its own. Throws an `input` error for what is no address then. */
function addressOf(pattern, { namespace, pullRequest }) {
    if (pattern === undefined)
        return undefined;
    const url = pattern.replaceAll("{namespace}", namespace).replaceAll("{number}", String(pullRequest));
    if (/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
        return url;
    throw (0,error/* inputError */.Xu)("url", `is '${pattern}'; it must be an address that begins with https:// or http://, with {namespace} or {number} where those stand`);
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/preview/preview.js















const HOUR_MS = 3_600_000;
/**
 * Deploys a pull request into a namespace of its own, with images of its own, and says so in one comment. Previews whose time is over are
 * removed first. Nothing is signed and nothing of it counts for a release: no evidence is asked for, and none is made. Databases are
 * migrated that this pattern alone names. Throws an `input` error in a dry run, and a `verdict` error for manifests that reach further.
 */
async function previewProject(session, options) {
    if (session.dryRun)
        throw (0,error/* inputError */.Xu)("dry-run", "means nothing to a preview; pull-request.yml shows what a pull request would do");
    const environment = previewOf(session.config, findPreview(session.config, options.environment), options.pullRequest);
    const url = addressOf(options.url, environment);
    const unsigned = withoutEvidence(session);
    await (0,stage/* requirePreconditions */.v)(unsigned, "plan", (0,precondition/* scopeOf */.Od)(session.config, { environment }));
    const outcomes = await deployPreview(unsigned, environment, options);
    const report = reportOf(session, environment, { outcomes, url, options });
    await (0,reports/* commentOnPullRequest */.rh)(session, markerOf(session), report, options.pullRequest);
    return { outcomes, report, namespace: environment.namespace, url };
}
/**
 * Removes the preview of a pull request, where one is named, and those of this repository whose time is over. Never another namespace: see
 * `removePreviewNamespaces`.
 */
async function removePreviews(session, { environment: name, pullRequest }) {
    if (session.dryRun)
        throw (0,error/* inputError */.Xu)("dry-run", "means nothing to the removal of previews");
    const pattern = findPreview(session.config, name);
    const outcome = await removalStage(session, pattern, pullRequest);
    const report = (0,reports/* stagesReport */.Ut)(session, `Previews of ${session.config.name}`, [outcome]);
    // Where there was none, a comment would only be news of nothing.
    const own = outcome.result.find((removed) => removed.pullRequest === pullRequest);
    if (own)
        await (0,reports/* commentOnPullRequest */.rh)(session, markerOf(session), { ...report, title: "The preview was removed" }, own.pullRequest);
    return { outcomes: [outcome], report };
}
/** A signature would make evidence of what nobody has reviewed; and whoever asks GitHub about approvals asks about a release. */
function withoutEvidence(session) {
    return { ...session, signer: undefined, prove: async () => undefined, require: [], github: undefined, githubRunId: "0" };
}
async function deployPreview(session, environment, { ttlHours }) {
    const outcomes = [await removalStage(session, environment), await claimStage(session, environment, ttlHours)];
    const images = {};
    for (const name of environment.images) {
        const image = (0,session_select/* findEntry */.w4)(session.config.images, name, "images", session.config.file);
        const built = await (0,build/* buildStage */.Z)(session, image, [`pr-${environment.pullRequest}`]);
        outcomes.push(built);
        if (!(0,run_stage/* mayContinue */.D)(built))
            return outcomes;
        images[name] = built.result.reference;
    }
    const planned = await (0,stages_plan/* planStage */.c)(session, environment, images);
    outcomes.push(planned);
    if (!(0,run_stage/* mayContinue */.D)(planned))
        return outcomes;
    const stray = strayObjects(planned.result.deploy, environment.namespace);
    if (stray.length > 0)
        throw new refusal/* Refusal */.P(environment.name, `${(0,lib_text/* countOf */.pq)(stray.length, "object")} would lie outside of ${environment.namespace}`, stray);
    const plan = (0,approved_plan/* ownPlan */.sz)(planned.result);
    for (const name of (0,session_select/* databaseNames */.Ml)(environment)) {
        const database = (0,session_select/* findDatabase */.Xg)(session.config, environment, name);
        const migrated = await (0,migrate/* migrateStage */.U)(session, database, { environment, plan, expectDigest: plan.database(name), images });
        outcomes.push(migrated);
        if (!(0,run_stage/* mayContinue */.D)(migrated))
            return outcomes;
    }
    outcomes.push(await (0,deploy/* deployStage */.eM)(session, environment, images, plan));
    return outcomes;
}
function claimStage(session, environment, ttlHours) {
    return (0,run_stage/* runStage */.S)(session, `preview/${environment.name}`, "deploy", `Namespace ${environment.namespace}`, async () => {
        const expires = new Date(session.clock().getTime() + ttlHours * HOUR_MS);
        const { pullRequest = 0 } = environment;
        const claimed = await (0,cluster/* withCluster */.B)(session, environment, (cluster) => claimPreviewNamespace(cluster, ownerOf(session), { pullRequest, expires }));
        const note = `of pull request ${pullRequest} alone, until ${claimed.expires.toISOString()}`;
        return {
            verdict: "pass",
            note,
            result: claimed,
            section: {
                id: `preview-${environment.name}`,
                title: `Namespace ${claimed.name}`,
                verdict: "pass",
                blocks: [{ type: "text", text: note }],
            },
        };
    });
}
function removalStage(session, pattern, pullRequest) {
    return (0,run_stage/* runStage */.S)(session, `preview-remove/${pattern.name}`, "deploy", "Remove previews", async () => {
        const now = session.clock();
        // The one that is about to be renewed is not over.
        const isOver = (preview) => preview.pullRequest === pullRequest || (preview.expires < now && preview.pullRequest !== pattern.pullRequest);
        const removed = await (0,cluster/* withCluster */.B)(session, pattern, (cluster) => removePreviewNamespaces(cluster, ownerOf(session), isOver));
        const names = removed.map(({ name }) => name);
        const note = names.length === 0 ? "none is over" : `removed ${names.join(", ")}`;
        return {
            verdict: "pass",
            note,
            result: removed,
            section: {
                id: "preview-remove",
                title: "Removed previews",
                verdict: "pass",
                ...(names.length > 0 && {
                    overview: {
                        changes: [{ about: "Cluster", what: `${(0,lib_text/* countOf */.pq)(names.length, "preview")} removed`, names }],
                        back: { text: "The next push to its pull request makes a preview again." },
                    },
                }),
                blocks: [
                    { type: "text", text: names.length === 0 ? "No preview is over." : `Removed, with all that was in them: ${names.join(", ")}.` },
                ],
            },
        };
    });
}
function ownerOf({ config, run }) {
    return { application: config.name, repository: run.repository };
}
function reportOf(session, environment, { outcomes, url, options }) {
    const report = (0,reports/* stagesReport */.Ut)(session, `Preview of ${session.config.name}, pull request ${options.pullRequest}`, outcomes);
    const isThere = outcomes.every(run_stage/* mayContinue */.D);
    const running = `It runs in the namespace ${environment.namespace}, for ${(0,lib_text/* countOf */.pq)(options.ttlHours, "hour")} after the last push.`;
    return {
        ...report,
        subtitle: `${isThere ? running : "It was not deployed."} Nothing of a preview is signed, so nothing of it counts for a release.`,
        run: [...(isThere && url !== undefined ? [{ label: "Preview", value: url, href: url }] : []), ...(report.run ?? [])],
        // Neither evidence nor approvals were asked for, and a preview is not rolled back.
        overview: {
            changes: report.overview?.changes,
            back: {
                text: "Closing the pull request removes the namespace with all that is in it. Migrations that were applied to the preview's own databases stay.",
            },
        },
    };
}
function markerOf({ config }) {
    return `preview-${config.name}`;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(45042);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/action/report-step.js
var report_step = __webpack_require__(7660);
;// CONCATENATED MODULE: ./actions/waybill/lib/work.js



/** Carries out every command but `matrix`, which needs nothing of this; `send` reaches what the session does not connect to itself. */
async function runCommand(session, inputs, send) {
    const { config } = session;
    switch (inputs.command) {
        case "check":
            return (0,report_step/* reportStep */.$)(session, { title: `Checks of ${config.name}` }, async () => {
                const checked = await (0,project/* checkProject */.sh)(session);
                await (0,reports/* commentOnPullRequest */.rh)(session, `check-${config.name}`, checked.report);
                return checked;
            });
        case "rollback": {
            const environment = (0,session_select/* findEnvironment */.jY)(config, inputs.environment);
            return (0,report_step/* reportStep */.$)(session, { title: `Rollback of ${config.name}` }, () => (0,project/* rollbackProject */.UU)(session, environment, inputs.revision));
        }
        case "verify": {
            const environment = (0,session_select/* findEnvironment */.jY)(config, inputs.environment);
            return (0,report_step/* reportStep */.$)(session, { title: `Verification of ${config.name}` }, () => (0,project/* verifyProject */.HN)(session, environment, inputs));
        }
        case "monitor":
            return runMonitor(session, inputs, send);
        case "preview":
        case "preview-remove":
            return runPreview(session, inputs);
        case "summary": {
            const { images, report } = await summarizeRun(session);
            (0,runner_outputs/* setOutput */.uH)("images", JSON.stringify(images));
            return (0,report_step/* publishReport */.S)(session, report);
        }
        case "plan": {
            const environment = (0,session_select/* findEnvironment */.jY)(config, inputs.environment);
            return (0,report_step/* reportStep */.$)(session, { title: `Plan for ${environment.name}` }, async () => {
                const planned = await (0,project/* planProject */.fU)(session, environment, await imagesOf(session, environment, inputs));
                (0,runner_outputs/* setOutput */.uH)("plan-digest", planned.plan.digest);
                (0,runner_outputs/* setOutput */.uH)("plans", JSON.stringify({ deploy: planned.plan.components.deploy, databases: planned.plan.components.databases }));
                (0,runner_outputs/* setOutput */.uH)("images", JSON.stringify(planned.images));
                await (0,reports/* commentOnPullRequest */.rh)(session, `plan-${config.name}-${planned.plan.environment}`, planned.report);
                return planned;
            });
        }
        case "apply":
        case "release":
            return runRelease(session, inputs);
    }
}
/** A look at what runs, with the issue that is kept about it. */
async function runMonitor(session, { environment: name, url }, send) {
    const environment = (0,session_select/* findEnvironment */.jY)(session.config, name);
    return (0,report_step/* reportStep */.$)(session, { title: (0,monitor/* monitorTitle */.L)(session, environment) }, async () => {
        const monitored = await (0,monitor/* monitorProject */.y)(session, environment, { address: url === undefined ? undefined : { url, fetch: send } });
        await keepMonitorIssue(session, environment, monitored);
        return monitored;
    });
}
/** A pull request in a namespace of its own, or the end of it. */
async function runPreview(session, { command, environment, pullRequest, ttlHours, url }) {
    const title = `Preview of ${session.config.name}`;
    return (0,report_step/* reportStep */.$)(session, { title }, async () => {
        if (command === "preview-remove" || pullRequest === undefined)
            return removePreviews(session, { environment, pullRequest });
        const preview = await previewProject(session, { environment, pullRequest, ttlHours, url });
        (0,runner_outputs/* setOutput */.uH)("namespace", preview.namespace);
        (0,runner_outputs/* setOutput */.uH)("url", preview.url);
        return preview;
    });
}
/** The whole chain, or the part of it that applies the plan of an earlier job. */
async function runRelease(session, inputs) {
    const environment = (0,session_select/* findEnvironment */.jY)(session.config, inputs.environment);
    const approval = approvalOf(inputs);
    const result = inputs.planDigest === undefined
        ? await (0,release/* release */._r)(session, { environment, images: await imagesOf(session, environment, inputs), approval })
        : await (0,release/* applyPlan */.gj)(session, { environment, approval, digest: inputs.planDigest });
    (0,runner_outputs/* setOutput */.uH)("plan-digest", result.digest);
    (0,runner_outputs/* setOutput */.uH)("images", JSON.stringify(result.images));
    (0,runner_outputs/* setOutput */.uH)("record", result.recordPath);
    const closed = result.recordPath === undefined ? undefined : { environment: environment.name, images: result.images };
    await (0,report_step/* publishReport */.S)(session, result.report, closed);
    (0,release/* failUnlessPassed */.Rd)(result);
}
function approvalOf({ approve, command }) {
    return approve === undefined ? { kind: "github", oneJob: command === "release" } : { kind: "digest", digest: approve };
}
/** Those that are given, or that this run's earlier jobs have built; what is in neither is built. */
async function imagesOf(session, environment, { images }) {
    return (0,run_images/* isOfThisRun */.tC)(images) ? (0,run_images/* findRunImages */.fX)(session, environment.images) : (0,image_references/* parseImages */.eb)(images, session.config);
}


/***/ }),

/***/ 56767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R8: () => (/* binding */ filesOf),
/* harmony export */   dm: () => (/* binding */ originOfKey),
/* harmony export */   gw: () => (/* binding */ checkFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22544);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(26788);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(84851);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(86180);
/* harmony import */ var _sections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15887);






/** What each section reads from the workspace. A history is left out: the first run makes it. */
const READ_KEYS = {
    images: { context: "folder", dockerfile: "file", contexts: "folder" },
    data: { source: "file or folder", checks: "file" },
    models: { path: "file or folder", metrics: "file", baseline: "file" },
    databases: { migrations: "folder" },
    environments: { manifests: "file or folder" },
};
/** Keys under which a value may stand instead, or which its default is made of. */
const OTHER_KEYS = { checks: "contract", dockerfile: "context" };
/**
 * A finding for each file or folder that entries of a section need and that is not there, at the key that names it. The names are those of
 * the entries that a run is about to use; all of the section when none are given.
 */
async function checkFiles(workspace, config, section, names) {
    const findings = [];
    for (const name of names ?? Object.keys(config[section])) {
        const entry = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .recordAt */ .zR)(config[section][name]);
        const found = findings.length;
        for (const [key, kind] of Object.entries(READ_KEYS[section])) {
            const value = entry[key];
            const paths = pathsAt(key, value);
            for (const each of paths) {
                if (typeof each.path !== "string")
                    continue;
                const wrong = await whatIsWrong(workspace, each.path, key, kind);
                if (wrong !== undefined)
                    findings.push(missing(config, `${section}.${name}`, { ...each, path: each.path, base: key }, wrong));
            }
            // Without its context an image lacks its Dockerfile too, which nobody needs to be told.
            if (key === "context" && findings.length > found)
                break;
        }
    }
    return findings;
}
/** The paths under a key: one, a list, or more build contexts by name. */
function pathsAt(key, value) {
    if (key === "contexts")
        return Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .recordAt */ .zR)(value)).flatMap(([name, path]) => (0,_sections_js__WEBPACK_IMPORTED_MODULE_3__/* .isImageContext */ .Pr)(String(path)) ? [] : [{ path, key: `${key}.${name}` }]);
    return (0,_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .textsOf */ .C)(value)?.map((path, index) => ({ path, key: `${key}.${index}` })) ?? [{ path: value, key }];
}
async function whatIsWrong(workspace, path, key, kind) {
    try {
        const real = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .resolveInWorkspace */ .S)(workspace, path, "path", { mayBeMissing: true });
        const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real);
        // What runs leave behind is in no build context, so it cannot be one.
        if (key === "context" &&
            (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace), real)
                .split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep)
                .includes(_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .STATE_FOLDER */ .P2))
            return `which lies in ${_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .STATE_FOLDER */ .P2}, where runs leave their reports; give another folder`;
        const fits = kind === "file or folder" || (kind === "folder" ? info.isDirectory() : info.isFile());
        return fits ? undefined : `which is no ${kind}; give the path of a ${kind}`;
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .isSystemError */ .Or)(error, "ENOENT"))
            return "but nothing exists there; check the spelling and that an earlier step made it";
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .ActionError */ .lZ)
            return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .pathProblem */ .z)(error.cause) ?? "which leads outside the workspace; give a path inside it";
        // Where its first folder is missing, only the question for the file itself tells that a path is too long.
        const problem = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .pathProblem */ .z)(error);
        if (problem !== undefined)
            return problem;
        throw error;
    }
}
function missing(config, entry, at, wrong) {
    const other = OTHER_KEYS[at.base];
    const given = [at.key, at.base, at.base === "dockerfile" ? undefined : other].find((key) => key !== undefined && config.origins.has(`${entry}.${key}`));
    if (given !== undefined)
        return (0,_origin_js__WEBPACK_IMPORTED_MODULE_8__/* .problemOf */ .Zw)(originOfKey(config, `${entry}.${given}`), `is '${at.path}', ${wrong}`);
    const above = other !== undefined && config.origins.has(`${entry}.${other}`) ? `${entry}.${other}` : entry;
    return (0,_origin_js__WEBPACK_IMPORTED_MODULE_8__/* .problemOf */ .Zw)(originOfKey(config, above), `needs '${at.base}', because nothing exists at its default '${at.path}'`);
}
/** Where the value of a key (`images.api.context`) came from; for a key that was not given, where the nearest value above it came from. */
function originOfKey(config, key) {
    // A dot may belong to a name; then a prefix is no key, and the next shorter one is.
    for (let at = key; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
        const origin = config.origins.get(at);
        if (origin)
            return origin;
    }
    return config.origins.get("") ?? { from: "input", input: key, key: "" };
}
/** The files that the configuration of one environment was read from: all but other environments' own. */
function filesOf({ files }, environment) {
    return files.filter((file) => file.environment === undefined || file.environment === environment);
}


/***/ }),

/***/ 22544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   En: () => (/* binding */ makeStateFolder),
/* harmony export */   P2: () => (/* binding */ STATE_FOLDER),
/* harmony export */   ZX: () => (/* binding */ userStateFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);





/** The folder of a project in which runs leave reports, records and evidence. No build context holds it, and it never holds a key. */
const STATE_FOLDER = ".waybill";
/** How the system says that a folder cannot be made because a file, or a link to nothing, has its name. */
const OTHER_THING = ["EEXIST", "ENOTDIR", "ENOENT"];
/**
 * Makes a folder for what runs leave behind, or one in it, and returns its path; it ignores itself, so that nothing of it is ever committed. Throws
 * an `environment` error when something else has its place, and for a link on the way or in it: a repository may have brought it, to
 * have files elsewhere written over or removed.
 */
async function makeStateFolder(dir, ...parts) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, ...parts);
    const way = parts.map((_, index) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, ...parts.slice(0, index + 1)));
    for (const path of [dir, ...way])
        if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path).catch(() => undefined))?.isSymbolicLink())
            throw linkInTheWay(path);
    await makeIgnored(dir);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
    const link = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true })).find((entry) => entry.isSymbolicLink());
    if (link)
        throw linkInTheWay((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, link.name));
    return folder;
}
function linkInTheWay(path) {
    return new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `'${path}' is a link, but a run writes and removes its reports and records there, so nothing there may lead elsewhere. Remove it.`);
}
async function makeIgnored(dir) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(dir, { recursive: true });
    }
    catch (cause) {
        if (!OTHER_THING.some((code) => (0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(cause, code)))
            throw cause;
        throw new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `'${dir}' is or leads through a file or a broken link, but a run needs a folder there for its reports and records. Remove or rename it.`, { cause });
    }
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, ".gitignore"), "*\n", { flag: "wx" });
    }
    catch (error) {
        if (!(0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error, "EEXIST"))
            throw error;
    }
}
/**
 * This user's own folder for what belongs to a project but must not lie in it, such as keys and databases: below `RUNNER_TEMP` on a runner,
 * which empties it, else below `XDG_STATE_HOME` or `~/.local/state` (https://specifications.freedesktop.org/basedir-spec/latest/). One project
 * has one folder, whatever links lead to it. Throws an `environment` error when all of these lie in the project. Makes nothing.
 */
async function userStateFolder(project, env) {
    const real = await realPathOf(project);
    const home = env["HOME"] || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)();
    const candidates = [env["RUNNER_TEMP"], env["XDG_STATE_HOME"], (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, ".local", "state")];
    for (const candidate of candidates) {
        // The specification says to ignore relative paths.
        if (!candidate || !(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(candidate))
            continue;
        const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(real).digest("hex").slice(0, 12);
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(candidate, "waybill", `${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(real).replaceAll(/[^\w.-]+/g, "-")}-${key}`);
        if (!contains(real, await realPathOf(folder)))
            return folder;
    }
    throw new _error_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("environment", `The home folder '${home}' lies in the project '${project}', where no key may be written. Set XDG_STATE_HOME to a folder outside of the project.`);
}
/** The path with its links followed as far as it exists. */
async function realPathOf(path) {
    const full = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(path);
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(full);
    }
    catch (error) {
        if (!(0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error, "ENOENT") || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(full) === full)
            throw error;
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(await realPathOf((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(full)), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(full));
    }
}
function contains(folder, path) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(folder, path);
    return inside !== ".." && !inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_3__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(inside);
}


/***/ }),

/***/ 7660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ reportStep),
/* harmony export */   S: () => (/* binding */ publishReport)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29462);
/* harmony import */ var _sections_reports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76614);




/**
 * Runs the stages of a step and leaves the same page, job summary and outputs `report` and `verdict` however they end; fails the step when a
 * stage did not pass. What `work` throws is on the page and thrown on. It returns the stages to draw, and the release that it closed.
 */
async function reportStep(session, { title, brief }, work) {
    const done = await work().catch(async (error) => {
        await leavePage(session, { title, brief }, session.signal.aborted ? session.signal.reason : error);
        throw error;
    });
    await publishReport(session, (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .stagesReport */ .Ut)(session, title, done.outcomes), done.closed);
    const bad = done.outcomes.find((outcome) => !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(outcome.verdict));
    if (bad)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${bad.label}: ${bad.verdict}. ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_3__/* .noteSentence */ .k$)(bad.note)}${firstStep(bad)}`);
}
/** The step's error is the one to report, so a page that cannot be written is a warning beside it. The edge sets the verdict. */
async function leavePage(session, { title, brief }, error) {
    try {
        const report = (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .stagesReport */ .Ut)(session, title, session.outcomes, error);
        const { html, markdown } = await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .writeStepReport */ .cd)(session, report);
        await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .writeSummary */ .Sy)(markdown);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("report", html);
        if (brief !== undefined)
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("brief", await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .writeBrief */ .kx)(session, brief, report));
    }
    catch (failure) {
        session.reporter.warn(`The page of this step could not be written: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .headline */ .Pl)(failure)}`);
    }
}
/** Writes a report as page and job summary and sets the outputs `verdict` and `report`; that of a closed release goes beside its record. */
async function publishReport(session, report, closed) {
    const { html, markdown } = await (0,_sections_reports_js__WEBPACK_IMPORTED_MODULE_0__/* .writeStepReport */ .cd)(session, report, closed);
    await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .writeSummary */ .Sy)(markdown);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("report", html);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("verdict", report.verdict);
}
function firstStep({ section, note }) {
    const findings = section.blocks.flatMap((block) => (block.type === "findings" ? block.findings : []));
    const error = findings.find(({ severity }) => severity === "error");
    return error && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .describeFinding */ .jb)(error) !== note ? ` ${error.next ?? ""}`.trimEnd() : "";
}


/***/ }),

/***/ 45042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gj: () => (/* binding */ applyPlan),
  Rd: () => (/* binding */ failUnlessPassed),
  _r: () => (/* binding */ release)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/stopped-section.js
var stopped_section = __webpack_require__(80718);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/release-progress.js





/** What happened in a release so far, in order, and what it amounts to. */
class ReleaseProgress {
    outcomes = [];
    #chain;
    #environment;
    #current;
    constructor(table, config, environment) {
        this.#environment = environment;
        this.#chain = table.flatMap((row) => row.names(config, environment).map((name) => linkOf(row, name)));
    }
    /** Remembers what runs now, so that an error that ends the release can be drawn where it happened. */
    start(row, name) {
        this.#current = linkOf(row, name);
    }
    add(outcome) {
        this.outcomes.push(outcome);
        this.#current = undefined;
    }
    /** Whether a stage did not pass, so that nothing may follow. */
    isHalted() {
        return this.outcomes.some((outcome) => !(0,run_stage/* mayContinue */.D)(outcome));
    }
    verdict() {
        return (0,lib_verdict/* worstOf */.hm)(this.outcomes.map((outcome) => outcome.verdict));
    }
    /** The page of the release; `error` is what ended it early, when that was no verdict of a stage. */
    report({ run, config, dryRun, redact }, verdict, error) {
        const ordered = this.outcomes.toSorted((a, b) => prominence(b) - prominence(a));
        // What a dry run would change is what people came to read; after a release, it was approved.
        const sections = (0,overview/* foldPassed */.a9)(ordered, ({ stage }) => dryRun && stage === "plan");
        return {
            title: `Release of ${config.name} to ${this.#environment.name}`,
            subtitle: subtitleOf(verdict, dryRun),
            verdict,
            rehearsal: run.rehearsal,
            run: (0,reports/* runFacts */.pI)(run, run.actor),
            overview: (0,overview/* overviewOf */.bq)(this.outcomes, { run: run.run, missing: this.#missing() }),
            chain: this.#drawnChain(error !== undefined),
            // A stage that was stopped says it itself.
            sections: error === undefined || this.outcomes.some(({ stoppedBy }) => stoppedBy !== undefined)
                ? sections
                : [(0,stopped_section/* stoppedBetween */.ap)(redact((0,lib_error/* headline */.Pl)(error)), this.#current?.label), ...sections],
        };
    }
    /** What would have been proven by the stages that did not run. */
    #missing() {
        const next = `waybill release -e ${this.#environment.name}`;
        return this.#chain
            .filter(({ id }) => !this.outcomes.some((outcome) => outcome.id === id))
            .flatMap(({ id }) => {
            const stage = evidence/* STAGES */.a.find((known) => id.startsWith(`${known}/`));
            return stage === undefined ? [] : [{ stage, thing: id.slice(stage.length + 1), verdict: "missing", next }];
        });
    }
    #drawnChain(isStopped) {
        return this.#chain.map(({ id, label }) => {
            const link = { id, label };
            const outcome = this.outcomes.find((candidate) => candidate.id === id);
            if (outcome)
                return { ...link, verdict: outcome.verdict, durationMs: outcome.durationMs, note: outcome.note };
            return { ...link, verdict: isStopped && id === this.#current?.id ? "fail" : "skipped" };
        });
    }
}
function linkOf(row, name) {
    return { id: `${row.id}/${name}`, label: row.label(name) };
}
function subtitleOf(verdict, dryRun) {
    if (!(0,lib_verdict/* isPassing */.WG)(verdict))
        return "The release stopped before it was complete.";
    return dryRun ? "A dry run: this is what would change; nothing was changed." : "Every stage passed, and the record proves it.";
}
/** What a release manager wants to see first: what went wrong, then the record, then the rest in the order of the chain. */
function prominence(outcome) {
    if (!(0,lib_verdict/* isPassing */.WG)(outcome.verdict))
        return 2;
    return outcome.stage === "release" ? 1 : 0;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/committed.js
var committed = __webpack_require__(70950);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/require-signer.js
var require_signer = __webpack_require__(50679);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/precondition.js
var precondition = __webpack_require__(8600);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/table.js + 9 modules
var preconditions_table = __webpack_require__(53594);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approved-plan.js
var approved_plan = __webpack_require__(74167);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/stage.js + 1 modules
var stage = __webpack_require__(61423);
// EXTERNAL MODULE: ./packages/pipeline/lib/deployments/github-deployment.js
var github_deployment = __webpack_require__(21046);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/older-run.js
var older_run = __webpack_require__(34574);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/approve.js
var approve = __webpack_require__(78563);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/build.js + 7 modules
var build = __webpack_require__(17314);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deploy.js
var deploy = __webpack_require__(98691);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/migrate.js + 4 modules
var migrate = __webpack_require__(98487);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var plan = __webpack_require__(18895);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-data.js
var validate_data = __webpack_require__(47955);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/validate-model.js
var validate_model = __webpack_require__(58794);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/verify.js + 2 modules
var verify = __webpack_require__(27703);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/table.js













const environmentName = (_, { name }) => [name];
/**
 * The stages of a release, in the order in which they run. Release, report, policy, collecting and verification all read this table, so a new
 * stage is a row here and a file beside it; the README of the package names the other two places.
 */
const STAGE_TABLE = [
    {
        id: "validate-data",
        phase: "check",
        names: (config) => Object.keys(config.data),
        label: (name) => `Data ${name}`,
        run: (session, _, name) => (0,validate_data/* validateDataStage */.z)(session, (0,session_select/* findEntry */.w4)(session.config.data, name, "data", session.config.file)),
    },
    {
        id: "validate-model",
        phase: "check",
        names: (config) => Object.keys(config.models),
        label: (name) => `Model ${name}`,
        run: (session, _, name) => (0,validate_model/* validateModelStage */.o)(session, (0,session_select/* findEntry */.w4)(session.config.models, name, "models", session.config.file)),
    },
    {
        id: "build",
        phase: "prepare",
        names: (_, environment) => environment.images,
        label: (name) => `Build ${name}`,
        isGiven: (release, name) => Object.hasOwn(release.images, name),
        async run(session, release, name) {
            const built = await (0,build/* buildStage */.Z)(session, (0,session_select/* findEntry */.w4)(session.config.images, name, "images", session.config.file));
            release.images[name] = built.result.reference;
            return built;
        },
    },
    {
        id: "plan",
        phase: "prepare",
        names: environmentName,
        label: () => "Plan",
        async run(session, release) {
            const planned = await (0,plan/* planStage */.c)(session, release.environment, release.images);
            release.plan = planned.result;
            release.approved = (0,approved_plan/* ownPlan */.sz)(planned.result);
            return planned;
        },
    },
    {
        id: "approve",
        phase: "approve",
        names: environmentName,
        label: () => "Approve",
        run(session, release) {
            const { digest, approvalsSeen } = planOf(release);
            const shown = { environment: release.environment.name, digest, section: release.plan && (0,plan_section/* planSection */.lA)(release.plan) };
            return (0,approve/* approveStage */.WA)(session, release.environment, shown, release.approval, approvalsSeen);
        },
    },
    {
        id: "migrate",
        phase: "change",
        names: (_, environment) => (0,session_select/* databaseNames */.Ml)(environment),
        label: (name) => `Migrate ${name}`,
        run: (session, release, name) => (0,migrate/* migrateStage */.U)(session, (0,session_select/* findDatabase */.Xg)(session.config, release.environment, name), {
            environment: release.environment,
            plan: planOf(release),
            expectDigest: planOf(release).database(name),
            images: release.images,
            findLive: () => (0,older_run/* findLiveRevision */.v)(session, release.environment),
        }),
    },
    {
        id: "deploy",
        phase: "change",
        names: environmentName,
        label: () => "Deploy",
        run: (session, release) => (0,deploy/* deployStage */.eM)(session, release.environment, release.images, planOf(release)),
    },
    {
        id: "verify",
        phase: "change",
        names: environmentName,
        label: () => "Verify",
        async run(session, release) {
            const verified = await (0,verify/* verifyStage */.U0)(session, release.environment, release.images, release.approved?.digest);
            release.recordPath = verified.result.recordPath;
            return verified;
        },
    },
];
/** A stage that follows a plan never runs without one: the table's order is the order of a release. */
function planOf({ approved, environment }) {
    if (approved)
        return approved;
    throw new lib_error/* ActionError */.lZ("verdict", `Nothing was planned for ${environment.name}, so nothing may be changed there. Run the stage 'plan' first.`);
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/release.js













/**
 * Applies a release plan that an earlier job has made and proven, with the images that the plan names: approval, migrations, deployment and
 * record, inside one GitHub deployment. The evidence of the earlier jobs is in the registry, where every gate finds it. Stops and throws as
 * `release` does.
 */
async function applyPlan(session, { environment, approval, digest }) {
    const table = STAGE_TABLE.filter(({ phase }) => phase === "approve" || phase === "change");
    const state = { environment, approval, table, images: {} };
    return carry(session, state, async (progress) => {
        (0,require_signer/* requireSigner */.S)(session);
        const approved = await (0,approved_plan/* findApprovedPlan */.G5)(session, digest);
        const components = componentsFor(environment, approved);
        Object.assign(state.images, components.images);
        state.approved = approved;
        const scope = (0,precondition/* scopeOf */.Od)(session.config, { environment, given: components.images, asksGitHub: approval.kind === "github" });
        const needed = await (0,stage/* preconditionsStage */._)(session, "apply", scope);
        if (!(0,run_stage/* mayContinue */.D)(needed))
            return progress.add(needed);
        await approveAndChange(session, state, progress, { digest: approved.digest, images: components.images });
    });
}
function componentsFor({ name }, { digest, components }) {
    if (!components)
        throw new lib_error/* ActionError */.lZ("verdict", `No plan with the digest ${digest} was signed by anybody who is trusted here, so nothing was changed in ${name}. Make a plan in an earlier job of this run, and give its output 'plan-digest'.`);
    if (components.environment === name)
        return components;
    throw new lib_error/* ActionError */.lZ("verdict", `The plan ${digest} is for ${components.environment}, so nothing was changed in ${name}. Give the digest of the plan that was made for ${name}.`);
}
/**
 * Carries one release through the stages of the table. Stops at the first stage that does not pass; nothing after it runs. Every stage can be
 * repeated: what is in place already is recognised and said. Throws nothing: what ended it early is the result's `error`.
 */
async function release(session, options, table = STAGE_TABLE, preconditions = preconditions_table/* PRECONDITIONS */.Q) {
    const state = {
        environment: options.environment,
        approval: options.approval,
        table,
        images: { ...(0,image_references/* knownImages */.wM)(session.config, options.environment, options.images ?? {}) },
    };
    return carry(session, state, (progress) => runPhases(session, state, progress, preconditions));
}
async function carry(session, state, run) {
    const progress = new ReleaseProgress(state.table, session.config, state.environment);
    let error;
    try {
        await run(progress);
    }
    catch (thrown) {
        error = session.signal.aborted ? session.signal.reason : thrown;
        const stopped = session.outcomes.find(({ stoppedBy }) => stoppedBy !== undefined && stoppedBy === thrown);
        if (stopped)
            progress.add(stopped);
    }
    const verdict = error === undefined ? progress.verdict() : "fail";
    return {
        verdict,
        outcomes: progress.outcomes,
        report: progress.report(session, verdict, error),
        images: state.images,
        plan: state.plan,
        digest: state.approved?.digest,
        recordPath: state.recordPath,
        error,
    };
}
async function runPhases(session, state, progress, preconditions) {
    const scope = (0,precondition/* scopeOf */.Od)(session.config, {
        environment: state.environment,
        given: state.images,
        asksGitHub: state.approval.kind === "github",
    });
    // Better said before minutes of building.
    await (0,committed/* requireCommitted */.c)(session);
    const needed = await (0,stage/* preconditionsStage */._)(session, "release", scope, preconditions);
    if (!(0,run_stage/* mayContinue */.D)(needed))
        return progress.add(needed);
    await runPhase("check", session, state, progress);
    if (progress.isHalted())
        return;
    await runPhase("prepare", session, state, progress);
    // A dry run ends with the plan: it says what would happen and changes nothing.
    if (progress.isHalted() || session.dryRun)
        return;
    await approveAndChange(session, state, progress, state.plan);
}
async function approveAndChange(session, state, progress, plan) {
    await runPhase("approve", session, state, progress);
    if (progress.isHalted())
        return;
    await (0,github_deployment/* withGitHubDeployment */.t)(session, { environment: state.environment, plan }, async () => {
        await runPhase("change", session, state, progress);
        return { verdict: progress.verdict() };
    });
}
/** Runs the stages of a phase until one does not pass; checks go on, so that one run shows all that is wrong. */
async function runPhase(phase, session, state, progress) {
    for (const row of state.table.filter((candidate) => candidate.phase === phase)) {
        for (const name of row.names(session.config, state.environment)) {
            if (phase !== "check" && progress.isHalted())
                return;
            if (row.isGiven?.(state, name))
                continue;
            progress.start(row, name);
            progress.add(await row.run(session, state, name));
        }
    }
}
/** Throws the error that an edge reports when a release, or what was run instead of one, did not pass. */
function failUnlessPassed(result) {
    if (result.error !== undefined)
        throw result.error;
    if ((0,lib_verdict/* isPassing */.WG)(result.verdict))
        return;
    const bad = result.outcomes.find((outcome) => !(0,lib_verdict/* isPassing */.WG)(outcome.verdict));
    throw new lib_error/* ActionError */.lZ("verdict", bad ? `${bad.label}: ${bad.verdict}. ${(0,format/* noteSentence */.k$)(bad.note)} Nothing after it has run.` : "The release did not pass.");
}


/***/ })

};
