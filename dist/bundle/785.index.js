export const id = 785;
export const ids = [785];
export const modules = {

/***/ 96965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87028);



const COMMANDS = ["plan", "apply", "status", "rollback"];
/** Reads every input of the action. */
function readInputs() {
    const entry = readEntry();
    return {
        ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readCommonInputs */ .di)(),
        command: (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("command", COMMANDS) ?? "apply",
        environment: entry?.name.value ?? (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment"),
        entry,
        images: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("images"),
        planDigest: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("plan-digest"),
    };
}
function readEntry() {
    const namespace = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("namespace");
    const manifests = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readList */ .LD)("manifests");
    if (namespace === undefined && manifests.length === 0)
        return undefined;
    if (namespace === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("namespace", "is needed beside 'manifests'");
    if (manifests.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("manifests", `is needed beside 'namespace: ${namespace}'`);
    const environment = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_1__/* .readInput */ .R5)("environment");
    return {
        section: "environments",
        name: environment === undefined ? { input: "namespace", value: namespace } : { input: "environment", value: environment },
        keys: { namespace: { input: "namespace", value: namespace }, manifests: { input: "manifests", value: manifests } },
        application: namespace,
    };
}


/***/ }),

/***/ 71785:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1046);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74146);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33568);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(64581);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(80749);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(74167);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(78563);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(98691);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87028);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const environment = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .findEnvironment */ .jY)(session.config, inputs.environment);
    const title = `Deployment to ${environment.name}: ${inputs.command}`;
    if (inputs.command === "status")
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_4__/* .statusStage */ .t)(session, environment)]);
    if (inputs.command === "rollback") {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .rollbackStage */ .T)(session, environment);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.revision);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
    }
    const images = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .imagesFor */ .qV)(environment, (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_7__/* .parseImages */ .eb)(inputs.images, session.config));
    if (inputs.command === "plan" || inputs.dryRun) {
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_8__/* .planDeploymentStage */ .b)(session, environment, images);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
        return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [outcome]);
    }
    const approved = inputs.planDigest === undefined ? undefined : await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_9__/* .findApprovedPlan */ .G)(session, inputs.planDigest);
    const approval = approved?.components ? [await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_10__/* .proveApproval */ .K)(session, environment, approved.digest)] : [];
    const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_11__/* .deployStage */ .eM)(session, environment, images, approved?.deploy());
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("revision", outcome.result.outcome.revision);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_6__/* .setOutput */ .uH)("diagnosis", outcome.result.outcome.diagnosis?.[0]?.what);
    return (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, title, [...approval, outcome]);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 64581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);

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
        if (typeof reference !== "string" || !findParts(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = findParts(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/** The images that an environment deploys, each by digest. Throws an `input` error that names the missing ones. */
function imagesFor(environment, images) {
    const missing = environment.images.filter((name) => !Object.hasOwn(images, name));
    if (missing.length === 0)
        return images;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
function findParts(reference) {
    const [repository = "", digest, ...more] = reference.split("@");
    return repository !== "" && !/\s/.test(repository) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest) && more.length === 0 ? { repository, digest } : undefined;
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(parsed) ? parsed : {};
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

/***/ 33568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ rollbackStage)
/* harmony export */ });
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42263);
/* harmony import */ var _sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(804);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2677);
/* harmony import */ var _deploy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98691);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Brings an environment back to its last good revision, or to the revision numbered `to`; proves nothing, because what a revision brought was
 * proven when it came. Throws an `input` error in a dry run and a `verdict` error when there is no revision to go back to.
 */
async function rollbackStage(context, environment, to) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
        (0,_deploy_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseDryRun */ .Du)(context, "roll back");
        const outcome = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_2__/* .withCluster */ .B)(context, environment, (cluster) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_3__/* .rollbackDeploy */ .C5)(cluster, {
            namespace: environment.namespace,
            application: context.config.name,
            to,
            ...(0,_deploy_js__WEBPACK_IMPORTED_MODULE_1__/* .rolloutOptions */ .iI)(context, environment),
        }));
        return {
            verdict: outcome.verdict,
            note: (0,_deploy_js__WEBPACK_IMPORTED_MODULE_1__/* .deployNote */ .wm)(outcome),
            section: (0,_sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_4__/* .deploySection */ .b)(context, environment, undefined, outcome),
            result: outcome,
        };
    });
}


/***/ }),

/***/ 74146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ statusStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42263);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2677);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);




/**
 * Says what runs in an environment now, and whether it is still what was deployed. Where nothing was deployed yet there is nothing to
 * compare with, and that is `inconclusive`.
 */
async function statusStage(context, environment) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const result = await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_1__/* .withCluster */ .B)(context, environment, (cluster) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_2__/* .deployStatus */ .a4)(cluster, { namespace: environment.namespace, application: context.config.name }));
        return { result, ...judgeStatus(environment, result) };
    });
}
function judgeStatus(environment, status) {
    const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
    const notReady = status.objects.filter((object) => !object.ready);
    const verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
    const note = !status.current
        ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
        : `revision ${status.current.number} of ${status.current.startedAt}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(differing.length, "object")} changed since, ${notReady.length} not ready`;
    const section = {
        id: `status-${environment.name}`,
        title: `Status of ${environment.name}`,
        verdict,
        blocks: [
            { type: "text", text: note },
            {
                type: "table",
                caption: "Objects of the last good revision",
                head: ["Object", "State", "Changed since"],
                rows: status.objects.map((object) => [
                    `${object.ref.kind}/${object.ref.name}`,
                    object.note,
                    object.drift.map((change) => change.path).join(", "),
                ]),
            },
            {
                type: "table",
                caption: "Revisions",
                head: ["Revision", "Status", "Started", "Commit"],
                rows: status.revisions.map((revision) => [String(revision.number), revision.status, revision.startedAt, revision.commit]),
            },
        ],
    };
    return { verdict, note, section };
}


/***/ })

};
