export const id = 4342;
export const ids = [4342];
export const modules = {

/***/ 74342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainPolicy: () => (/* binding */ explainPolicy)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72669);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18787);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56556);



/**
 * Prints what each environment demands and which file and line demanded it, who may sign what, and the files that say so. Fails when demands
 * contradict each other.
 */
function explainPolicy(config, { environments, defaults, json, print, finding }) {
    const { policy } = config;
    const problems = [];
    const explained = environments.map((environment) => {
        const { name, after } = environment;
        const together = (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .tightenRequirements */ .G4)(defaults(config, environment), (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .requirementsFor */ .eK)(policy, name));
        problems.push(...together.problems);
        return { environment: name, requirements: together.requirements, selfApproval: (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .selfApprovalFor */ .JT)(policy, name), after };
    });
    if (json)
        print(`${JSON.stringify({ environments: explained, signers: policy.signers, files: policy.sources }, undefined, 2)}\n`);
    else
        print([...explained.map(environmentText), signersText(policy), filesText(policy)].join("\n"));
    for (const problem of problems)
        finding(problem);
    return problems.length > 0 ? "fail" : "pass";
}
function environmentText({ environment, requirements, selfApproval, after }) {
    const rows = requirements.map(({ stage, allow, from }) => [stage, allow.join(", ") || "none", from]);
    const approval = selfApproval === "refuse" ? "refused" : "allowed";
    const earlier = after === undefined ? "" : `  It comes after ${after}: this commit and its images must have been released there first.\n`;
    return `\n${environment}\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .t)([["stage", "verdicts", "demanded by"], ...rows])}${earlier}  Approving one's own commits is ${approval}.\n`;
}
function signersText({ signers }) {
    if (signers.length === 0)
        return "Signers\n  The policy names none.\n";
    const rows = signers.map((signer) => [
        whoIs(signer),
        signer.stages?.join(", ") ?? "every stage",
        signer.environments?.join(", ") ?? "all",
    ]);
    return `Signers (nothing that another signed is trusted)\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .t)([["signer", "stages", "environments"], ...rows])}`;
}
function whoIs({ key, issuer, repository, workflow, ref }) {
    if (key !== undefined)
        return `key ${(0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .keyIdOf */ .yg)(key)}`;
    const claims = [
        ["repository", repository],
        ["workflow", workflow],
        ["ref", ref],
        ["issuer", issuer],
    ];
    return claims.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(", ");
}
function filesText({ sources }) {
    if (sources.length === 0)
        return "Files\n  There is no policy, so the default list is all that is demanded.\n";
    return `Files\n${(0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .t)([["file", "role", "digest"], ...sources.map(({ file, role, digest }) => [file, role, digest])])}`;
}


/***/ }),

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


/***/ })

};
