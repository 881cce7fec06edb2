export const id = 7922;
export const ids = [7922,5541];
export const modules = {

/***/ 37922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  apiUrlOf: () => (/* reexport */ apiUrlOf),
  connectGitHub: () => (/* reexport */ connectGitHub)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
;// CONCATENATED MODULE: ./packages/github/lib/api-url.js

/** The address of GitHub's API as the runner gives it; throws an `environment` error for what is none. */
function apiUrlOf(url = "https://api.github.com") {
    if (/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
        return url;
    throw new lib_error/* ActionError */.lZ("environment", `The environment variable GITHUB_API_URL is '${(0,lib_text/* cutText */.IN)(url, 200)}', which is no URL of an API. Unset it for github.com, or set https://HOST/api/v3 of your GitHub Enterprise Server; a runner sets it by itself.`);
}

// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/github/lib/attestations.js

/** REST API, "Create an attestation". */
async function uploadAttestation({ octokit, ...where }, bundle) {
    const { data } = await octokit.rest.repos.createAttestation({ ...where, bundle: { ...bundle } });
    return { id: String(data.id ?? "") };
}
/** REST API, "List attestations"; follows its pages. */
async function findAttestations({ octokit, ...where }, digest) {
    const bundles = [];
    let unread = 0;
    try {
        const pages = octokit.paginate.iterator(octokit.rest.repos.listAttestations, { ...where, subject_digest: digest, per_page: 100 });
        for await (const { data } of pages) {
            for (const attestation of (0,json/* listAt */.gT)(data, "attestations")) {
                const bundle = (0,json/* valueAt */.fK)(attestation, "bundle");
                if ((0,json/* isRecord */.u4)(bundle))
                    bundles.push(bundle);
                else
                    unread += 1;
            }
        }
    }
    catch (error) {
        if (!(error instanceof Error && "status" in error && error.status === 404))
            throw error;
        // GitHub says 404 of a digest without attestations; a repository that the token may not see must not look like one.
        await octokit.rest.repos.get({ ...where });
    }
    return { bundles, unread };
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 23 modules
var github = __webpack_require__(55649);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(49735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(86856);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
;// CONCATENATED MODULE: ./packages/github/lib/client.js




/** After as many pauses that GitHub asked for, a job is better off failing. */
const MAX_RETRIES = 3;
/** A longer pause is refused: a runner that only waits is paid for, and the job's own time limit would end it without a reason. */
const MAX_PAUSE_S = 900;
/** Makes a client that logs nothing and sends through the given fetch. */
function createClient({ token, apiUrl, reporter, signal, ...options }) {
    const silent = () => undefined;
    const waitFor = async (after, _request, _octokit, count) => {
        if (signal?.aborted || count >= MAX_RETRIES || after > MAX_PAUSE_S)
            return false;
        reporter?.progress(`GitHub's rate limit is reached; waiting ${after} s`);
        return (0,pause/* pause */.v)(after * 1000, signal).then(() => true, () => false);
    };
    const settings = {
        // Both are set because the library would take the address and the proxy from the process's variables.
        baseUrl: apiUrl.replace(/\/+$/, ""),
        request: { fetch: options.fetch ?? fetch },
        // Octokit prints every failed request on its own otherwise, headers and all.
        log: { debug: silent, info: silent, warn: silent, error: silent },
        // The library's own pause cannot be ended, so the pause is ours and the library's is none.
        throttle: { enabled: options.isRehearsal !== true, onRateLimit: waitFor, onSecondaryRateLimit: waitFor, retryAfterBaseValue: 0 },
    };
    return (0,github/* getOctokit */.Q)(token, settings, keepRefusals, plugin_throttling_dist_bundle/* throttling */.A, dist_bundle/* retry */.L);
}
/**
 * What was refused before a request left, by a proxy for example, stays the error that it is: Octokit makes a 500 of it, which its plugin for
 * retries would then repeat.
 */
function keepRefusals({ hook }) {
    hook.error("request", (error) => {
        throw error.cause instanceof lib_error/* ActionError */.lZ ? error.cause : error;
    });
    return {};
}
/** The two halves of `owner/name`; throws an `input` error for anything else. */
function splitRepository(repository) {
    const [owner, repo, ...rest] = repository.split("/");
    if (!owner || !repo || rest.length > 0)
        throw (0,lib_error/* inputError */.Xu)("repository", `is '${repository}'; it must be owner/name`);
    return { owner, repo };
}

// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
;// CONCATENATED MODULE: ./packages/github/lib/failure.js

/** Runs a call to GitHub and turns Octokit's failures into errors that name the missing permission or the state of GitHub. */
async function translate(purpose, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!isRequestFailure(error))
            throw error;
        if (isRateLimit(error))
            purpose.signal?.throwIfAborted();
        throw failureOf(error, purpose);
    }
}
function failureOf(failure, { purpose, permission, repository, job }) {
    const id = failure.response?.headers?.["x-github-request-id"];
    const request = id === undefined ? "" : ` Request id: ${id}.`;
    const said = (0,redaction/* redactUrlPasswords */.BM)((failure.message.split(" - https://")[0] ?? "").trim());
    const cause = { cause: failure };
    if (isRateLimit(failure))
        return new lib_error/* ActionError */.lZ("remote", `GitHub did not let Waybill ${purpose} in ${repository}: the token's rate limit is used up (HTTP ${failure.status}: ${said}). Run again ${resetOf(failure)}, or use a token of its own for this job.${request}`, cause);
    // Octokit calls it 500 when there was no answer at all.
    if (failure.response === undefined)
        return new lib_error/* ActionError */.lZ("remote", `GitHub could not be reached to ${purpose} in ${repository}: ${said}. The request was repeated without success; check this machine's network and proxy, look at githubstatus.com, and run again.`, cause);
    switch (failure.status) {
        case 401:
            return new lib_error/* ActionError */.lZ("environment", `GitHub refused the token while Waybill tried to ${purpose} in ${repository}: ${said}. Pass a valid 'github-token'; \${{ github.token }} is the usual one.${request}`, cause);
        case 403:
        case 404:
            return new lib_error/* ActionError */.lZ("environment", `GitHub does not let this token ${purpose} in ${repository} (HTTP ${failure.status}: ${said}). Add '${needed(failure, permission)}' to the job's 'permissions:'${whichJob(job)}; a run from a fork never gets it.${request}`, cause);
        case 422:
            return new lib_error/* ActionError */.lZ("input", `GitHub cannot ${purpose} in ${repository}: ${said}.${request}`, cause);
        default:
            return new lib_error/* ActionError */.lZ("remote", `GitHub did not let Waybill ${purpose} in ${repository}: HTTP ${failure.status}, ${said}. The request was repeated without success; look at githubstatus.com and run again.${request}`, cause);
    }
}
/** A called workflow may not ask for more than its caller gives, so a line in the called file alone does not help. */
function whichJob(job) {
    return job === undefined ? "" : ` (job '${job}', and where another workflow calls this one, its job that calls)`;
}
/** When the limit is renewed, as far as GitHub said it. */
function resetOf({ response }) {
    const seconds = Number(response?.headers?.["x-ratelimit-reset"]);
    return Number.isInteger(seconds) && seconds > 0 ? `after ${new Date(seconds * 1000).toISOString()}` : "later";
}
/**
 * GitHub says which permissions would do, `deployments=write` for example; its word is newer than ours. Who is told to add `read` of what is
 * about to be written would be told twice, so ours stands where both name one scope.
 */
function needed({ response }, ours) {
    const accepted = response?.headers?.["x-accepted-github-permissions"];
    const first = (typeof accepted === "string" ? (accepted.split(/[;,]/)[0] ?? "") : "").trim();
    if (!/^[a-z_]+=(?:read|write|admin)$/.test(first))
        return ours;
    const theirs = first.replaceAll("_", "-").replace("=", ": ");
    return theirs.split(": ")[0] === ours.split(": ")[0] ? ours : theirs;
}
/** GitHub answers 403 both for a missing permission and for a used-up rate limit; only the headers and words tell them apart. */
function isRateLimit({ status, message, response }) {
    if (status === 429)
        return true;
    return status === 403 && (String(response?.headers?.["x-ratelimit-remaining"]) === "0" || /rate limit|abuse detection/i.test(message));
}
function isRequestFailure(error) {
    return error instanceof Error && "status" in error && typeof error.status === "number";
}

;// CONCATENATED MODULE: ./packages/github/lib/tag.js
/** The first line of a text of ours, by which it is found again: an HTML comment is invisible to readers, and survives what people change. */
function tagOf(marker) {
    return `<!-- waybill:${marker} -->`;
}

;// CONCATENATED MODULE: ./packages/github/lib/issues.js


/**
 * In whose name a job's own token acts. Everybody may write an issue with our marker in it; only one by this account is ours.
 * https://docs.github.com/en/actions/concepts/security/github_token
 */
const OWN_ACCOUNT = "github-actions[bot]";
/** See `GitHub.keepIssue`. */
async function keepIssue(repository, { marker, label, title, body }, news) {
    const { octokit, owner, repo } = repository;
    const text = `${tagOf(marker)}\n${body}`;
    const own = await findOwn(repository, marker, label);
    if (!own) {
        const { data } = await octokit.rest.issues.create({ owner, repo, title, body: text, labels: [label] });
        return { url: data.html_url, opened: true, isOurs: data.user?.login === OWN_ACCOUNT };
    }
    const { data } = await octokit.rest.issues.update({ owner, repo, issue_number: own.number, title, body: text });
    // A changed body notifies nobody; that it is now something else is news.
    if (own.title !== title && news !== undefined)
        await octokit.rest.issues.createComment({ owner, repo, issue_number: own.number, body: news });
    return { url: data.html_url, opened: false, isOurs: true };
}
/** See `GitHub.closeIssue`. */
async function closeIssue(repository, { marker, label }, comment) {
    const { octokit, owner, repo } = repository;
    const own = await findOwn(repository, marker, label);
    if (!own)
        return undefined;
    await octokit.rest.issues.createComment({ owner, repo, issue_number: own.number, body: comment });
    const { data } = await octokit.rest.issues.update({
        owner,
        repo,
        issue_number: own.number,
        state: "closed",
        state_reason: "completed",
    });
    return { url: data.html_url };
}
/** The oldest one: should two runs have opened one each, both keep to the same. */
async function findOwn({ octokit, owner, repo }, marker, label) {
    const tag = tagOf(marker);
    const query = {
        owner,
        repo,
        state: "open",
        labels: label,
        creator: OWN_ACCOUNT,
        sort: "created",
        direction: "asc",
        per_page: 100,
    };
    for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listForRepo, query)) {
        const own = data.find((issue) => 
        // GitHub lists pull requests among the issues, and its word for the author is not left to a filter alone.
        issue.pull_request === undefined &&
            issue.user?.login === OWN_ACCOUNT &&
            (issue.body ?? "").startsWith(tag) &&
            (0,json/* listAt */.gT)(issue, "labels").some((entry) => ((0,json/* textAt */.$6)(entry) ?? (0,json/* textAt */.$6)(entry, "name")) === label));
        if (own)
            return { number: own.number, title: own.title };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/github/lib/reviews.js

const STATES = ["approved", "rejected", "pending"];
/** See `GitHub.findApprovals` (REST API, "Get the review history for a workflow run"; it has no pages). */
async function findApprovals({ octokit, owner, repo }, runId) {
    const { data } = await octokit.rest.actions.getReviewsForRun({ owner, repo, run_id: runId });
    // An answer that cannot be read must not look like a run that nobody reviewed.
    if (!Array.isArray(data))
        throw unreadable("who approved this run", "it is no list");
    return data.map((review) => {
        const state = STATES.find((known) => known === (0,json/* textAt */.$6)(review, "state"));
        if (!state)
            throw unreadable("who approved this run", "a review has no state that Waybill knows");
        return {
            user: (0,json/* textAt */.$6)(review, "user", "login") ?? "",
            state,
            comment: (0,json/* textAt */.$6)(review, "comment") ?? "",
            environments: (0,json/* listAt */.gT)(review, "environments").map((environment) => (0,json/* textAt */.$6)(environment, "name") ?? ""),
        };
    });
}
/**
 * The protection rules of an environment (REST API, "Get an environment"); undefined when the repository has no such environment. Throws
 * when that cannot be told.
 */
async function protectionRules({ octokit, owner, repo }, environment) {
    try {
        const { data } = await octokit.rest.repos.getEnvironment({ owner, repo, environment_name: environment });
        return (0,json/* valueAt */.fK)(data, "protection_rules");
    }
    catch (error) {
        if (!(error instanceof Error && "status" in error && error.status === 404))
            throw error;
        // GitHub also hides what a token may not see behind 404; a repository that is hidden must not look like one without the environment.
        await octokit.rest.repos.get({ owner, repo });
        return [];
    }
}
/** See `GitHub.environmentReviewers`. */
async function environmentReviewers(read) {
    try {
        const rules = await read();
        if (!Array.isArray(rules))
            return { kind: "unknown", why: "GitHub's answer names no protection rules." };
        const asks = rules.some((rule) => (0,json/* textAt */.$6)(rule, "type") === "required_reviewers");
        return asks ? { kind: "required" } : { kind: "none" };
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            return { kind: "unknown", why: error.message };
        throw error;
    }
}
/** See `GitHub.commitAuthors` (REST API, "Get a commit"). */
async function commitAuthors({ octokit, owner, repo }, commit) {
    // One file a page is enough, because none is read.
    const { data } = await octokit.rest.repos.getCommit({ owner, repo, ref: commit, per_page: 1 });
    const message = (0,json/* textAt */.$6)(data, "commit", "message");
    if (message === undefined)
        throw unreadable(`who wrote commit ${commit}`, "it names no message");
    const people = ["author", "committer"].map((role) => (0,json/* textAt */.$6)(data, role, "login") ?? nameIn((0,json/* valueAt */.fK)(data, "commit", role)));
    const trailers = [...message.matchAll(/^co-authored-by:[ \t]*(\S.*?)[ \t]*$/gim)].map((match) => match[1] ?? "");
    return [...new Set([...people, ...trailers])].filter((name) => name !== "");
}
/** Name and address as git has them, for an author whose address belongs to no account. */
function nameIn(person) {
    const [name = "", email] = [(0,json/* textAt */.$6)(person, "name"), (0,json/* textAt */.$6)(person, "email")];
    return email === undefined ? name : `${name} <${email}>`.trim();
}
function unreadable(what, why) {
    return new lib_error/* ActionError */.lZ("remote", `GitHub's answer about ${what} cannot be read: ${why}. Look at githubstatus.com, and re-run all jobs later.`);
}

;// CONCATENATED MODULE: ./packages/github/lib/connect.js







/** GitHub refuses longer descriptions of deployments, and longer comments. */
const MAX_DESCRIPTION_LENGTH = 140;
const MAX_COMMENT_LENGTH = 65_536;
/** What a hidden marker may take of it. */
const MARKER_LENGTH = 500;
/**
 * Connects to GitHub for one repository; nothing is sent before the first call. Rate limits are waited for, each pause reported and of a
 * quarter of an hour at most, passing failures are retried.
 */
function connectGitHub(options) {
    const { owner, repo } = splitRepository(options.repository);
    const octokit = createClient(options);
    const repository = { octokit, owner, repo };
    const { signal, job } = options;
    const call = (purpose, permission, work) => translate({ purpose, permission, repository: options.repository, job, signal }, work);
    return {
        startDeployment: (deployment) => call("record a deployment", "deployments: write", () => startDeployment(octokit, owner, repo, deployment)),
        setDeploymentStatus: (id, status) => call("set the status of a deployment", "deployments: write", () => setStatus(octokit, owner, repo, id, status)),
        askDeployments: () => call("read deployments, which it is about to record,", "deployments: write", async () => {
            await octokit.rest.repos.listDeployments({ owner, repo, per_page: 1 });
        }),
        findApprovals: (runId) => call("read who approved this run", "actions: read", () => findApprovals(repository, Number(runId))),
        environmentReviewers: (environment) => environmentReviewers(() => call(`read who must approve '${environment}'`, "actions: read", () => protectionRules(repository, environment))),
        commitAuthors: (commit) => call("read who wrote a commit", "contents: read", () => commitAuthors(repository, commit)),
        upsertComment: (issue, marker, body) => call(`comment on #${issue}`, "pull-requests: write", () => upsertComment(octokit, owner, repo, issue, marker, body)),
        keepIssue: (issue, news) => call("keep an issue", "issues: write", () => keepIssue(repository, { ...issue, body: cutComment(issue.body, MAX_COMMENT_LENGTH - MARKER_LENGTH) }, news)),
        closeIssue: (issue, comment) => call("close an issue", "issues: write", () => closeIssue(repository, issue, comment)),
        async findPullRequests(commit) {
            const { data } = await call("find the pull request of a commit", "pull-requests: read", () => octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: commit }));
            return data.filter((pull) => pull.state === "open").map((pull) => pull.number);
        },
        readFile: (repository, path, ref) => translate({ purpose: `read ${path}`, permission: "contents: read", repository, job, signal }, () => readFile(octokit, repository, path, ref)),
        uploadAttestation: (bundle) => call("store an attestation", "attestations: write", () => uploadAttestation(repository, bundle)),
        findAttestations: (digest) => call("read attestations", "attestations: read", () => findAttestations(repository, digest)),
    };
}
async function startDeployment(octokit, owner, repo, deployment) {
    const { data } = await octokit.rest.repos.createDeployment({
        owner,
        repo,
        ref: deployment.commit,
        environment: deployment.environment,
        description: cut(deployment.description, MAX_DESCRIPTION_LENGTH),
        payload: deployment.payload ?? {},
        production_environment: deployment.production ?? false,
        auto_merge: false,
        // The gate of a release is its own evidence; GitHub's default would demand every commit status to be green, the running job's included.
        required_contexts: [],
    });
    if ("id" in data)
        return { id: data.id };
    throw new Error(data.message ?? "GitHub merged branches instead of creating a deployment");
}
async function setStatus(octokit, owner, repo, id, status) {
    await octokit.rest.repos.createDeploymentStatus({
        owner,
        repo,
        deployment_id: id,
        state: status.state,
        description: cut(status.description, MAX_DESCRIPTION_LENGTH),
        ...(isWebUrl(status.logUrl) ? { log_url: status.logUrl } : {}),
        ...(isWebUrl(status.environmentUrl) ? { environment_url: status.environmentUrl } : {}),
    });
}
function isApp(user) {
    return user?.type === "Bot";
}
async function upsertComment(octokit, owner, repo, issue, marker, body) {
    const tag = tagOf(marker);
    const text = `${tag}\n${cutComment(body, MAX_COMMENT_LENGTH - tag.length - 1)}`;
    for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listComments, {
        owner,
        repo,
        issue_number: issue,
        per_page: 100,
    })) {
        // Everybody may write our marker, and whoever wrote a comment can change what we put into it; only an app's is kept.
        const own = data.find((comment) => isApp(comment.user) && comment.body?.startsWith(tag));
        if (!own)
            continue;
        const updated = await octokit.rest.issues.updateComment({ owner, repo, comment_id: own.id, body: text });
        return { url: updated.data.html_url, isOurs: true };
    }
    const created = await octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body: text });
    return { url: created.data.html_url, isOurs: isApp(created.data.user) };
}
async function readFile(octokit, repository, path, ref) {
    const { owner, repo } = splitRepository(repository);
    const where = `'${path}' of ${repository}`;
    try {
        const { data } = await octokit.rest.repos.getContent({ owner, repo, path, ...(ref === undefined ? {} : { ref }) });
        if (Array.isArray(data) || data.type !== "file")
            throw new lib_error/* ActionError */.lZ("input", `${where} is no file. Name a file.`);
        // GitHub leaves the content of files above 1 MB out.
        if (data.encoding !== "base64")
            throw new lib_error/* ActionError */.lZ("input", `${where} is too large to be read through GitHub's API (${data.size} bytes; at most 1 MB). Make it smaller.`);
        return Buffer.from(data.content, "base64").toString("utf8");
    }
    catch (error) {
        if (!(error instanceof Error && "status" in error && error.status === 404))
            throw error;
        // GitHub also hides what a token may not see behind 404; a repository that is hidden must not look like a missing file.
        await octokit.rest.repos.get({ owner, repo });
        return undefined;
    }
}
function isWebUrl(url) {
    return url !== undefined && /^https?:\/\//.test(url);
}
function cut(text, max) {
    return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
/** Cuts a comment at the end of a line and says so. */
function cutComment(body, max) {
    if (body.length <= max)
        return body;
    const note = "\n\n> The rest of this comment is left out, because GitHub takes at most 65,536 characters.";
    const kept = body.slice(0, max - note.length);
    return `${kept.slice(0, Math.max(kept.lastIndexOf("\n"), 0)) || kept}${note}`;
}

;// CONCATENATED MODULE: ./packages/github/lib/index.js




/***/ }),

/***/ 24574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Av: () => (/* binding */ jsonPointer),
/* harmony export */   Sl: () => (/* binding */ isTextList),
/* harmony export */   TL: () => (/* binding */ isSameJson),
/* harmony export */   cO: () => (/* binding */ withValue),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   zR: () => (/* binding */ recordAt)
/* harmony export */ });
/** Whether a value is a JSON object: neither null nor a list. Says nothing about its members. */
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** Whether a value is a list whose items are all texts. */
function isTextList(value) {
    return Array.isArray(value) && value.every((item) => typeof item === "string");
}
/** Reads a JSON text, whatever it holds, for a guard to judge. Throws the SyntaxError of `JSON.parse` when it is no JSON. */
function parseJson(text) {
    return JSON.parse(text);
}
/** The value at a path of JSON, or undefined when anything on the way is missing. What an object inherits is not found. */
function valueAt(value, ...path) {
    let current = value;
    for (const key of path) {
        if (Array.isArray(current)) {
            const items = current;
            current = typeof key === "number" ? items[key] : undefined;
        }
        else
            current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
    }
    return current;
}
/** The text at a path, or undefined when there is none or it is something else. */
function textAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === "string" ? found : undefined;
}
/** The number at a path, or undefined when there is none or it is something else. */
function numberAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === "number" ? found : undefined;
}
/** The object at a path; an empty one when there is none. */
function recordAt(value, ...path) {
    const found = valueAt(value, ...path);
    return isRecord(found) ? found : {};
}
/** The list at a path; an empty one when there is none. */
function listAt(value, ...path) {
    const found = valueAt(value, ...path);
    return Array.isArray(found) ? found : [];
}
/** The members of the object at a path that are texts (labels, annotations, variables); other members are left out. */
function textsAt(value, ...path) {
    const texts = [];
    for (const [key, member] of Object.entries(recordAt(value, ...path)))
        if (typeof member === "string")
            texts.push([key, member]);
    return Object.fromEntries(texts);
}
/** A copy of JSON in which the value at a path is another one. All but the last key of the path must exist, else it throws a TypeError. */
function withValue(value, path, replacement) {
    const copy = structuredClone(value);
    const key = path.at(-1);
    const parent = valueAt(copy, ...path.slice(0, -1));
    if (Array.isArray(parent) && typeof key === "number")
        parent[key] = replacement;
    else if (isRecord(parent) && key !== undefined)
        parent[key] = replacement;
    else
        throw new TypeError(`There is nothing at '${jsonPointer(path.slice(0, -1))}' that '${key}' could be set in`);
    return copy;
}
/** Whether two values are the same JSON, whatever the order of their members: a member that is undefined is none, an item that is undefined is null. */
function isSameJson(one, other) {
    if (one === other)
        return true;
    if (Array.isArray(one))
        return (Array.isArray(other) &&
            one.length === other.length &&
            one.every((item, at) => isSameJson(item ?? null, other[at] ?? null)));
    if (!isRecord(one) || !isRecord(other))
        return false;
    const keys = definedKeys(one);
    return keys.length === definedKeys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]));
}
function definedKeys(value) {
    return Object.keys(value).filter((key) => value[key] !== undefined);
}
/** A path in the form of a JSON pointer (RFC 6901), `/spec/containers/0/image`. */
function jsonPointer(path) {
    return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}


/***/ }),

/***/ 31252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ pause)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/** Waits that many milliseconds. As soon as the signal aborts, it throws the signal's own reason. */
async function pause(ms, signal) {
    try {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, signal ? { signal } : {});
    }
    catch (error) {
        throw signal?.aborted ? signal.reason : error;
    }
}


/***/ })

};
