export const id = 374;
export const ids = [374];
export const modules = {

/***/ 40374:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   confirmPlan: () => (/* binding */ confirmPlan)
/* harmony export */ });
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26848);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76614);
/* harmony import */ var _print_report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(483);



/** Shows all that a plan changes, then asks whether it may be applied. What is too long for a terminal stands on a page whose path is said. */
async function confirmPlan(plan, session, print, ask = askAtTerminal) {
    if (plan.section) {
        const report = (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_1__/* .planReport */ .sH)(session, plan.environment, plan.section);
        const { html } = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_1__/* .writeReports */ .Li)(session, `plan-${plan.environment}`, report);
        (0,_print_report_js__WEBPACK_IMPORTED_MODULE_2__.printReport)(report, html, print);
        print(`Report  ${html}\n\n`);
    }
    return /^y(es)?$/i.test((await ask(`Apply plan ${plan.digest} to ${plan.environment}? [y/N] `)).trim());
}
async function askAtTerminal(question) {
    const terminal = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_0__.createInterface)({ input: process.stdin, output: process.stdout });
    try {
        return await terminal.question(question);
    }
    finally {
        terminal.close();
    }
}


/***/ })

};
