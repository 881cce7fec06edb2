export const id = 3290;
export const ids = [3290];
export const modules = {

/***/ 43290:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56427);


await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runPost */ .a)(_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_1__/* .closeOpenDeployment */ .Q);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 96516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isLoopback)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);

const LOOPBACK = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
// RFC 1122, 3.2.1.3 and RFC 4291, 2.5.3.
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
/**
 * Whether a host, as URLs and references write it (`localhost`, `app.localhost`, `127.0.0.1:5000`, `[::1]:5000`, `::1`), is this machine itself: what is sent
 * there leaves it on no network. A name that only begins like an address (`127.example.com`) is not.
 */
function isLoopback(host) {
    const name = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 ? host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") : host;
    // RFC 6761, 6.3: resolvers keep every name below localhost on this machine.
    if (/^(.+\.)?localhost$/i.test(name))
        return true;
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name);
    return version !== 0 && LOOPBACK.check(name, version === 4 ? "ipv4" : "ipv6");
}


/***/ }),

/***/ 66797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ proxiedFetch)
/* harmony export */ });
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20697);

/**
 * `fetch` that goes through the proxy of the settings where one is due. A proxy that refuses is an `environment` error that names it; one that
 * cannot be reached, or cannot reach the target now, is an ordinary network failure that names it too and may be tried again.
 */
function proxiedFetch(settings) {
    if (!settings?.https && !settings?.http)
        return fetch;
    const open = new Map();
    return async (input, init) => {
        const target = new URL(input instanceof Request ? input.url : input);
        const proxy = (0,_proxy_js__WEBPACK_IMPORTED_MODULE_0__/* .findProxy */ .EE)(target, settings);
        if (!proxy)
            return fetch(input, init);
        // Loaded only where a proxy is: Node's own fetch takes no proxy before Node 24, and needs no library without one.
        const { fetchThrough, makeTunnel } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(9091)]).then(__webpack_require__.bind(__webpack_require__, 59091));
        const tunnel = open.get(proxy.url.href) ?? makeTunnel(proxy);
        open.set(proxy.url.href, tunnel);
        return fetchThrough(tunnel, target, input, init);
    };
}


/***/ }),

/***/ 20697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ findProxy),
/* harmony export */   SR: () => (/* binding */ refusedByProxy),
/* harmony export */   Wm: () => (/* binding */ proxySecrets),
/* harmony export */   YB: () => (/* binding */ proxyAuthorization)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96516);



const NO_LOGIN = { username: "", password: "" };
/**
 * The proxy that a connection to `target` goes through; undefined when it goes there directly. This machine's own addresses are always
 * direct. Throws an `environment` error when the variable does not name an http:// or https:// proxy.
 */
function findProxy(target, settings) {
    const variable = target.protocol === "https:" ? settings?.https : settings?.http;
    if (!settings || !variable || (0,_network_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopback */ .U)(hostOf(target)) || isDirect(target, settings.direct))
        return undefined;
    const text = variable.value.includes("://") ? variable.value : `http://${variable.value}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    // A lone percent sign passes as part of an address, but is no login that could be sent.
    const isLogin = url && isEscaped(url.username) && isEscaped(url.password);
    if (!isLogin || (url.protocol !== "http:" && url.protocol !== "https:"))
        throw new _error_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `The environment variable ${variable.name} does not name a proxy that can be used here. Write http://host:port (or https://), with user:password@ before the host where the proxy wants a login (special characters percent-encoded: '%' is %25, '@' is %40), or unset it.`);
    return { url, variable: variable.name, label: `the proxy ${Object.assign(new URL(url), NO_LOGIN).origin} (${variable.name})` };
}
/** The passwords in the settings, as they stand there and decoded. */
function proxySecrets({ https, http }) {
    return [https, http].flatMap((variable) => {
        const password = /^(?:\w+:\/\/)?[^:@/]*:(.*)@/.exec(variable?.value ?? "")?.[1] ?? "";
        return password === "" ? [] : [password, decoded(password)];
    });
}
/** The header that logs in to the proxy; undefined where it has no login. */
function proxyAuthorization({ url: { username, password } }) {
    if (username === "" && password === "")
        return undefined;
    return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
}
/** The error for a proxy that answered a connection with a status that another try does not change. */
function refusedByProxy(proxy, target, status) {
    const advice = status === 407
        ? `It asks for a login: put user and password into ${proxy.variable} (http://user:password@host:port)`
        : "Ask its operator to allow this address";
    return new _error_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `${proxy.label.replace("the", "The")} refused the connection to ${target.host} (HTTP ${status}). ${advice}, or add '${target.hostname}' to NO_PROXY if it can be reached directly.`);
}
/**
 * Whether an entry of NO_PROXY covers a target. There is no standard; these are the rules that curl, Go and GitHub's toolkit share, and Go's
 * where they differ: `*` is everything, `name` is the host and all below it, `.name` and `*.name` only what is below, `name:port` one port,
 * and an address may be a range (`10.0.0.0/8`). Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
function isDirect(target, list) {
    const host = hostOf(target);
    const port = target.port === "" ? (target.protocol === "https:" ? "443" : "80") : target.port;
    return list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((entry) => entry !== "")
        .some((entry) => covers(entry, host, port));
}
function covers(entry, host, port) {
    if (entry === "*")
        return true;
    if (entry.includes("/"))
        return isInRange(host, entry);
    // An IPv6 address has colons of its own; with a port it stands in brackets.
    const [, name = "", wantedPort] = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(entry) === 6 ? ["", entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
    if (wantedPort !== undefined && wantedPort !== port)
        return false;
    const wanted = name.replace(/^\[(.*)\]$/, "$1").replace(/^\*\./, ".");
    if (wanted.startsWith("."))
        return host.endsWith(wanted);
    return wanted !== "" && (host === wanted || host.endsWith(`.${wanted}`));
}
function isInRange(host, range) {
    const [address = "", bits = ""] = range.split("/");
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(address);
    if (version === 0 || version !== (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
        return false;
    const family = version === 4 ? "ipv4" : "ipv6";
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(address, Number(bits), family);
    return list.check(host, family);
}
function hostOf({ hostname }) {
    return hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1");
}
function decoded(text) {
    // A lone percent sign is no escape; the text is then the password as it is.
    return isEscaped(text) ? decodeURIComponent(text) : text;
}
function isEscaped(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 21046:
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


/***/ }),

/***/ 56427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ closeOpenDeployment),
  L: () => (/* binding */ keepOpenDeployment)
});

// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxied-fetch.js
var proxied_fetch = __webpack_require__(66797);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 3 modules
var core = __webpack_require__(235);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner-state.js

/** Keeps a text for the post step of this very step, also when this process is killed a moment later; undefined forgets it. */
function saveState(name, value) {
    core/* saveState */.LZ(name, value ?? "");
}
/** What the main step kept for its post step; undefined when it kept nothing, or has forgotten it. */
function readState(name) {
    return core/* getState */.Gu(name) || undefined;
}

// EXTERNAL MODULE: ./packages/kit/lib/edge/runner-inputs.js
var runner_inputs = __webpack_require__(64150);
// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js + 1 modules
var run_context = __webpack_require__(21463);
// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: ./packages/pipeline/lib/deployments/github-deployment.js
var github_deployment = __webpack_require__(21046);
;// CONCATENATED MODULE: ./packages/pipeline/lib/deployments/left-deployment.js



const STATE = "open-deployment";
/** Keeps a step's open GitHub deployment for its post step. */
function keepOpenDeployment(id) {
    saveState(STATE, id === undefined ? undefined : String(id));
}
/**
 * The post step of whatever reports deployments: GitHub would show one as in progress for good whose step was killed, because it was cancelled
 * and needed too long, for example. Without an open deployment it does nothing.
 */
async function closeOpenDeployment({ env, reporter }) {
    const id = Number(readState(STATE));
    const token = (0,runner_inputs/* readInput */.R5)("github-token");
    if (!id || token === undefined)
        return;
    reporter.mask(token);
    // A step that was not killed has nothing to say to GitHub here, and shall not wait for its client.
    const { apiUrlOf, connectGitHub } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(5894), __webpack_require__.e(7922)]).then(__webpack_require__.bind(__webpack_require__, 37922));
    const run = await (0,run_context/* readRunContext */.$)(env, env["GITHUB_WORKSPACE"] ?? ".");
    const github = connectGitHub({
        token,
        apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
        repository: run.repository,
        reporter,
        fetch: (0,proxied_fetch/* proxiedFetch */.i)((0,proxy_settings/* readProxySettings */.u)(env)),
    });
    await (0,github_deployment/* closeLeftDeployment */.p)(github, { run }, id);
    reporter.info("GitHub was told that the deployment ended before it could say how.");
}


/***/ })

};
