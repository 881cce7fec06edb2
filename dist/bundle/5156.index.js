export const id = 5156;
export const ids = [5156];
export const modules = {

/***/ 46342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   eZ: () => (/* binding */ runTag),
/* harmony export */   fX: () => (/* binding */ findRunImages),
/* harmony export */   s6: () => (/* binding */ chooseImages),
/* harmony export */   tC: () => (/* binding */ isOfThisRun)
/* harmony export */ });
/* unused harmony export OF_THIS_RUN */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73015);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48788);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(82672);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(50076);
/* harmony import */ var _image_references_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18706);
/* harmony import */ var _repositories_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43215);
/* harmony import */ var _select_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72559);






/** What the input `images` says for "those that this workflow run has built". */
const OF_THIS_RUN = "run";
const PARALLEL = 4;
/**
 * The tag by which later jobs of one workflow run find an image of one product; the same in every attempt, because a job that is run again
 * may need what a job of an earlier attempt has built. Undefined outside GitHub, where no later job is. It holds the product, because two
 * products of a repository may each have an image of one name.
 */
function runTag({ config, githubRunId }) {
    return githubRunId === "0" ? undefined : `run-${githubRunId}-${config.name.replaceAll(/[^A-Za-z0-9_.-]/g, "-")}`;
}
/**
 * The images that an environment deploys, each by digest: those that the input `images` gives, or, where it says `run` or nothing, those that
 * this workflow run has built. Throws what `parseImages`, `imagesFor` and `findRunImages` throw.
 */
async function chooseImages(context, environment, text) {
    const { config } = context;
    if (isOfThisRun(text))
        return findRunImages(context, environment.images);
    const given = (0,_image_references_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImages */ .eb)(text, config);
    const isSilent = Object.keys(given).length === 0 && isDeclared(config) && context.githubRunId !== "0";
    return isSilent ? findRunImages(context, environment.images) : (0,_image_references_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesFor */ .qV)(config, environment, given);
}
/** Whether the input `images` asks for what this workflow run has built. */
function isOfThisRun(text) {
    return text?.trim() === OF_THIS_RUN;
}
function isDeclared({ file }) {
    return file !== undefined;
}
/**
 * The images of these names that this workflow run has built. The run's tag only says where to look: an image counts when a trusted signer
 * says that this run built exactly that digest from this commit. Throws an `environment` error for an image without the tag, and a `verdict`
 * error for a tag that points to anything else.
 */
async function findRunImages(context, names) {
    const tag = runTag(context);
    if (tag === undefined)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "Input 'images' is 'run', but this is no run of a GitHub workflow. Give JSON {\"name\": \"repository@sha256:…\"}.");
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .mapParallel */ .E)(names, PARALLEL, async (name) => [
        name,
        await findRunImage(context, name, tag),
    ]);
    return Object.fromEntries(found);
}
async function findRunImage(context, name, tag) {
    const repository = (0,_repositories_js__WEBPACK_IMPORTED_MODULE_3__/* .imageRepository */ .an)(context, (0,_select_js__WEBPACK_IMPORTED_MODULE_4__/* .findEntry */ .w4)(context.config.images, name, "images", context.config.file));
    const { host, path } = (0,_repositories_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRepository */ .T8)(repository);
    const image = await context.registryFor(host).findManifest(path, tag);
    if (!image)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `This run has built no image '${name}' that passed its test: '${repository}:${tag}' is not there. Let the job that builds it run before this one, or give the input 'images'.`);
    const { digest } = image.descriptor;
    const why = await whyNotBuilt(context, { name, repository, digest });
    if (why === undefined)
        return `${repository}@${digest}`;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The tag '${repository}:${tag}' points to ${digest}, of which no signed statement says that this run built it: ${why}. Run the job that builds '${name}' again with a key or an identity that is trusted here; whoever else may push to the repository may have moved the tag.`);
}
/** Why no statement counts; undefined when one does. */
async function whyNotBuilt(context, { name, repository, digest }) {
    const { bundles } = await context.store.find(digest, repository);
    const { trusted, ignored } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_5__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    const builds = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_5__/* .ofStage */ .i$)(trusted, "build").map(({ view }) => view);
    const { run } = context;
    const reasons = builds.map((view) => {
        if (view.contradiction !== undefined)
            return view.contradiction;
        const product = (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_6__/* .productOf */ .$7)(context.config);
        if ((0,_waybill_record__WEBPACK_IMPORTED_MODULE_7__/* .isOfAnother */ .TE)(view, product))
            return `it was built for the product '${view.product}', and this is '${product}'`;
        if (view.facts.name !== name)
            return `it was built as '${view.facts.name}'`;
        if (!view.subjects.some((subject) => subject.digest === digest))
            return "the statement is about another digest";
        if (view.run.repository !== run.repository)
            return `it was built in ${view.run.repository}`;
        if (view.run.commit !== run.commit)
            return `it was built from commit ${view.run.commit}, and this is ${run.commit}`;
        if (!isOfRun(view, run))
            return `it was built in ${view.run.run}`;
        return undefined;
    });
    if (reasons.includes(undefined))
        return undefined;
    return (reasons[0] ?? ignored[0] ?? "there is none").replace(/\.$/, "");
}
/** Whether a statement is of any attempt of this run. A run's attempts have one address but for its end (`runnerContext` of kit). */
function isOfRun(view, run) {
    return withoutAttempt(view.run.run) === withoutAttempt(run.run);
}
function withoutAttempt(run) {
    return run.replace(/\/attempts\/\d+$/, "");
}


/***/ }),

/***/ 32227:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ closeLeftDeployment),
/* harmony export */   t: () => (/* binding */ withGitHubDeployment)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

/**
 * Runs the changing part of a release or a rollback inside a GitHub deployment, whose last status says how it ended, and gives the work's
 * result. Without a GitHub connection, and in a dry run, it only runs the work. A GitHub that does not answer never stops a release: the
 * statuses are a courtesy, the record is the proof. A token that may not record a deployment stops a release before it has changed anything,
 * because that is a mistake in the workflow, and never a rollback, because that cannot wait. What the work throws is thrown on.
 */
async function withGitHubDeployment(context, announced, work) {
    const told = describe(context, announced);
    const id = told && (await start(context, told, announced.revision !== undefined));
    try {
        const done = await work();
        const passed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(done.verdict);
        await finish(context, id, passed ? "success" : "failure", passed ? (told?.done ?? "") : "Stopped; see the run.");
        return done;
    }
    catch (error) {
        await finish(context, id, "error", context.redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)));
        throw error;
    }
}
function describe({ run }, { environment, plan, revision }) {
    const common = { environment: environment.name, production: environment.name === "production" };
    if (revision)
        return {
            deployment: {
                ...common,
                commit: revision.commit,
                description: `Back to revision ${revision.number}`,
                payload: { revision: revision.number, images: revision.images },
            },
            doing: `Rolling back to revision ${revision.number}.`,
            done: `Rolled back to revision ${revision.number}.`,
        };
    if (!plan)
        return undefined;
    return {
        deployment: {
            ...common,
            commit: run.commit,
            description: `Plan ${plan.digest.slice(7, 19)}`,
            payload: { plan: plan.digest, images: plan.images },
        },
        doing: "Migrating and deploying.",
        done: "Deployed and verified.",
    };
}
async function start(context, { deployment, doing }, cannotWait) {
    if (!context.github || context.dryRun)
        return undefined;
    try {
        const { id } = await context.github.startDeployment(deployment);
        context.keepOpenDeployment?.(id);
        await context.github.setDeploymentStatus(id, { state: "in_progress", description: doing, logUrl: context.run.run });
        return id;
    }
    catch (error) {
        if (!cannotWait && error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ && error.kind === "environment")
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `Nothing was changed in '${deployment.environment}'. ${error.message}`, { cause: error });
        context.reporter.warn(`The deployment could not be recorded on GitHub: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)}`);
        return undefined;
    }
}
async function finish(context, id, state, description) {
    if (id === undefined || !context.github)
        return;
    try {
        await context.github.setDeploymentStatus(id, { state, description, logUrl: context.run.run });
        context.keepOpenDeployment?.(undefined);
    }
    catch (error) {
        context.reporter.warn(`The deployment's status could not be set on GitHub: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .headline */ .Pl)(error)}`);
    }
}
/**
 * Says the last word of a deployment that its process has left open: it was killed, or GitHub did not answer it then. Whether anything was
 * changed is for the next release to find out.
 */
async function closeLeftDeployment(github, { run }, id) {
    const description = "Ended before it could say how. The next release continues or takes back what it began.";
    await github.setDeploymentStatus(id, { state: "error", description, logUrl: run.run });
}


/***/ })

};
