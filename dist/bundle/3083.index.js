export const id = 3083;
export const ids = [3083];
export const modules = {

/***/ 23083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runStages: () => (/* binding */ runStages)
});

// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: ./packages/pipeline/lib/project.js + 4 modules
var project = __webpack_require__(32639);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/select.js
var session_select = __webpack_require__(72559);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/monitor/monitor.js + 4 modules
var monitor = __webpack_require__(6584);
// EXTERNAL MODULE: ./packages/pipeline/lib/release.js + 2 modules
var release = __webpack_require__(45042);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
// EXTERNAL MODULE: ./packages/cli/lib/arguments.js
var lib_arguments = __webpack_require__(84772);
// EXTERNAL MODULE: external "node:readline/promises"
var promises_ = __webpack_require__(26848);
// EXTERNAL MODULE: ./packages/cli/lib/print-report.js + 5 modules
var print_report = __webpack_require__(483);
;// CONCATENATED MODULE: ./packages/cli/lib/confirm-plan.js



/** Shows all that a plan changes, then asks whether it may be applied. What is too long for a terminal stands on a page whose path is said. */
async function confirmPlan(plan, session, print, ask = askAtTerminal) {
    if (plan.section) {
        const report = (0,reports/* planReport */.sH)(session, plan.environment, plan.section);
        const { html } = await (0,reports/* writeReports */.Li)(session, `plan-${plan.environment}`, report);
        (0,print_report/* printReport */.Y)(report, html, print);
        print(`Report  ${html}\n\n`);
    }
    return /^y(es)?$/i.test((await ask(`Apply plan ${plan.digest} to ${plan.environment}? [y/N] `)).trim());
}
async function askAtTerminal(question) {
    const terminal = (0,promises_.createInterface)({ input: process.stdin, output: process.stdout });
    try {
        return await terminal.question(question);
    }
    finally {
        terminal.close();
    }
}

;// CONCATENATED MODULE: ./packages/cli/lib/stages.js






/** Runs a command that works with a session, and gives the verdict that decides the exit code. */
async function runStages(call, session, context) {
    switch (call.command) {
        case "check":
            return finish(call.command, session, context, () => (0,project/* checkProject */.sh)(call.verbose ? session : withoutLog(session)));
        case "plan":
            return finish(call.command, session, context, () => (0,project/* planProject */.fU)(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), (0,image_references/* parseImages */.eb)(call.images, session.config)));
        case "release":
            return runRelease(call, session, context);
        case "verify":
            return finish(call.command, session, context, () => (0,project/* verifyProject */.HN)(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), call.record ? { record: call.record } : {}));
        case "rollback":
            return finish(call.command, session, context, () => (0,project/* rollbackProject */.UU)(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), call.toRevision));
        case "monitor": {
            const address = call.url === undefined ? undefined : { url: call.url, fetch: (0,proxied_fetch/* proxiedFetch */.i)((0,proxy_settings/* readProxySettings */.u)(context.env)) };
            return finish(call.command, session, context, () => (0,monitor/* monitorProject */.y)(session, (0,session_select/* findEnvironment */.jY)(session.config, call.environment), { address }));
        }
        case "help":
            return "pass";
    }
}
/** The report that follows at once has everything that the log of a check would say. */
function withoutLog(session) {
    return { ...session, reporter: { ...session.reporter, info: () => undefined, finding: () => undefined } };
}
async function runRelease(call, session, context) {
    const environment = (0,session_select/* findEnvironment */.jY)(session.config, call.environment);
    const result = await (0,release/* release */._r)(session, {
        environment,
        approval: approvalSource(call, (plan) => confirmPlan(plan, session, context.print)),
        images: (0,image_references/* parseImages */.eb)(call.images, session.config),
    });
    // What stopped the release is the better news than what then stopped its report.
    const written = result.recordPath === undefined
        ? (0,reports/* writeReports */.Li)(session, environment.name, result.report)
        : (0,reports/* writeReleaseReport */.Dq)(session, { environment: environment.name, images: result.images }, result.report);
    const paths = await written.catch((error) => {
        throw result.error ?? error;
    });
    (0,print_report/* printReport */.Y)(result.report, paths.html, context.print);
    context.print(`\nReport  ${paths.html}\n${result.recordPath ? `Record  ${result.recordPath}\n` : ""}`);
    (0,release/* failUnlessPassed */.Rd)(result);
    return result.verdict;
}
/** Writes the page of a command also where an error ends it, which is then thrown on. */
async function finish(command, session, context, work) {
    const { report } = await work().catch(async (error) => {
        // Before the first stage there is nothing to show beside the message.
        if (session.outcomes.length > 0) {
            const stopped = (0,reports/* stagesReport */.Ut)(session, `waybill ${command} of ${session.config.name}`, session.outcomes, error);
            context.print(`\nReport  ${(await (0,reports/* writeReports */.Li)(session, command, stopped)).html}\n`);
        }
        throw error;
    });
    const paths = await (0,reports/* writeReports */.Li)(session, command, report);
    (0,print_report/* printReport */.Y)(report, paths.html, context.print);
    context.print(`\nReport  ${paths.html}\n`);
    return report.verdict;
}
function approvalSource(call, ask) {
    // A dry run ends before anything could be approved.
    if (call.dryRun)
        return { kind: "ask", ask: async () => false };
    if (call.approve !== undefined)
        return { kind: "digest", digest: call.approve };
    if (call.yes)
        return { kind: "yes" };
    if (process.stdin.isTTY)
        return { kind: "ask", ask };
    throw new lib_arguments/* UsageError */.eb("--approve is needed where nobody can be asked: run 'waybill plan', read it, and give its digest (or --yes to approve whatever the plan is).");
}


/***/ })

};
