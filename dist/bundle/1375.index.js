export const id = 1375;
export const ids = [1375];
export const modules = {

/***/ 91375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  releaseChecklist: () => (/* reexport */ releaseChecklist)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/workflows/lib/called-workflow.js
var called_workflow = __webpack_require__(43485);
// EXTERNAL MODULE: ./packages/workflows/lib/permissions.js
var permissions = __webpack_require__(63148);
// EXTERNAL MODULE: ./packages/init/lib/look/repository.js
var look_repository = __webpack_require__(4944);
// EXTERNAL MODULE: ./packages/init/lib/waybill.js
var waybill = __webpack_require__(46430);
// EXTERNAL MODULE: ./packages/init/lib/look/found-caller.js
var found_caller = __webpack_require__(26840);
// EXTERNAL MODULE: ./packages/init/lib/propose/checklist.js
var checklist = __webpack_require__(78145);
// EXTERNAL MODULE: ./packages/init/lib/propose/needs.js
var propose_needs = __webpack_require__(73304);
;// CONCATENATED MODULE: ./packages/init/lib/propose/release-checklist.js









const CALLED = {
    public: ["release.yml"],
    vendored: ["release.yml"],
    inline: ["validate.yml", "build.yml", "deploy.yml"],
};
/**
 * What a real release of a project needs besides what its repository holds, as `waybill init` tells it: by its configuration, and by the way in
 * which the workflow that is there calls Waybill. Asks no server.
 */
async function releaseChecklist({ config, workspace, env, searchFrom }) {
    const repository = await (0,look_repository/* readRepository */.N)(workspace, env);
    const needs = (0,propose_needs/* needsOfConfig */.R)(config);
    const caller = await findCaller(repository);
    const way = caller?.way ?? (needs.environments.length > 0 ? "inline" : "public");
    const workflow = caller === undefined
        ? "Workflow: none in .github/workflows calls Waybill; 'waybill init' writes it."
        : `Workflow: ${caller.path} calls Waybill; commit it to the branch that is released.`;
    const all = (0,propose_needs/* handedOn */.U)({ ...needs, way, pipelines: [] }, caller?.path, caller);
    return { steps: [workflow, ...(0,checklist/* checklist */.D)(all)], permissions: await permissionsOf(way, searchFrom) };
}
async function permissionsOf(way, searchFrom) {
    let texts;
    try {
        texts = await (0,waybill/* readOwnWorkflows */.T)(searchFrom);
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        return [{ permission: "not known here", reason: error.message }];
    }
    const all = CALLED[way].flatMap((name) => (0,called_workflow/* readCalledWorkflow */.n)(name, texts[name] ?? "").permissions);
    return (0,permissions/* unionOf */.Z6)(all).map((each) => ({ permission: `${each.scope}: ${each.access}`, reason: (0,permissions/* describeReasons */.nl)(each) }));
}
/** The workflow that calls Waybill for this product: of a product in a folder, the one that names the folder. */
async function findCaller({ root, directory }) {
    const folder = (0,external_node_path_.join)(root, ".github", "workflows");
    const names = await (0,promises_.readdir)(folder).catch((error) => {
        // There need be none.
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT") || (0,lib_error/* isSystemError */.Or)(error, "ENOTDIR"))
            return [];
        throw error;
    });
    for (const name of names.filter((each) => /\.ya?ml$/.test(each)).sort()) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(folder, name), "utf8");
        const found = (0,found_caller/* readFoundCaller */.C)(text);
        if (found && (directory === undefined || text.includes(directory)))
            return { path: `.github/workflows/${name}`, ...found };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/init/lib/checklist.js



/***/ })

};
