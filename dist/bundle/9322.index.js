export const id = 9322;
export const ids = [9322];
export const modules = {

/***/ 26445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ collectingReporter),
/* harmony export */   q: () => (/* binding */ SILENT)
/* harmony export */ });
/** A reporter that says nothing. */
const SILENT = {
    info: () => undefined,
    warn: () => undefined,
    progress: () => undefined,
    debug: () => undefined,
    finding: () => undefined,
    mask: () => undefined,
    show: () => undefined,
};
/** A reporter that keeps every message, for tests. */
function collectingReporter() {
    const lines = [];
    const findings = [];
    const masked = [];
    const keep = (message) => void lines.push(message);
    return {
        lines,
        findings,
        masked,
        info: keep,
        warn: keep,
        progress: keep,
        debug: keep,
        finding: (finding) => void findings.push(finding),
        mask: (secret) => void masked.push(secret),
        show: () => undefined,
    };
}


/***/ }),

/***/ 69322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkManifests: () => (/* reexport */ preflight/* checkManifests */.d),
  connectCluster: () => (/* reexport */ connectCluster),
  listServices: () => (/* reexport */ listServices),
  loadKubeconfig: () => (/* reexport */ loadKubeconfig),
  loadManifests: () => (/* reexport */ manifest/* loadManifests */.DD)
});

// UNUSED EXPORTS: APPLICATION_LABEL, NAMESPACE_LABEL, applyDeploy, claimPreviewNamespace, deployStatus, findRevision, findRollbackTarget, findWayBack, formatRef, fullRepository, groupOf, listImages, parseImageName, parseManifest, pinImages, planDeploy, previewNamespace, probeService, readLiveObjects, removePreviewNamespaces, requestService, rollbackDeploy

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/network.js
var network = __webpack_require__(96516);
;// CONCATENATED MODULE: ./packages/kube/lib/api/kubeconfig.js




/** Reads how to reach a cluster from a kubeconfig. Throws an `input` or `environment` error that says what is missing or not supported. */
function loadKubeconfig(options) {
    const sources = readSources(options);
    const names = sources.map((source) => source.name).join(", ");
    const contextName = options.context ?? firstText(sources, "current-context");
    if (!contextName)
        throw badConfig(names, "names no current context. Choose one with 'context'.");
    const context = findEntry(sources, "contexts", "context", contextName);
    if (!context) {
        const known = sources.flatMap(({ content }) => (0,json/* listAt */.gT)(content, "contexts").map((entry) => (0,json/* textAt */.$6)(entry, "name") ?? "?"));
        throw badConfig(names, `has no context '${contextName}'; it has ${known.join(", ") || "none"}.`);
    }
    const clusterName = (0,json/* textAt */.$6)(context.value, "cluster") ?? "";
    const userName = (0,json/* textAt */.$6)(context.value, "user") ?? "";
    const cluster = findEntry(sources, "clusters", "cluster", clusterName);
    if (!cluster)
        throw badConfig(names, `has no cluster '${clusterName}', which context '${contextName}' names.`);
    const user = userName === "" ? undefined : findEntry(sources, "users", "user", userName);
    if (userName !== "" && !user)
        throw badConfig(names, `has no user '${userName}', which context '${contextName}' names.`);
    const namespace = (0,json/* textAt */.$6)(context.value, "namespace") || undefined;
    const server = readServer(cluster, names);
    return { context: contextName, user: userName, namespace, ...server, ...(user && readUser(user, names, options.env ?? {}, server)) };
}
function readSources(options) {
    if (options.text !== undefined)
        return [parseSource("the given kubeconfig", ".", options.text)];
    const env = options.env ?? {};
    const path = options.path ?? env["KUBECONFIG"] ?? (env["HOME"] ? (0,external_node_path_.join)(env["HOME"], ".kube", "config") : undefined);
    if (!path)
        throw new lib_error/* ActionError */.lZ("environment", "No kubeconfig is given. Set 'kubeconfig' (its content, from a secret) or the variable KUBECONFIG.");
    const files = path.split(process.platform === "win32" ? ";" : ":").filter((file) => file !== "");
    return files.map((file) => parseSource(`kubeconfig '${file}'`, (0,external_node_path_.dirname)((0,external_node_path_.resolve)(file)), readText(file)));
}
function readText(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, "utf8");
    }
    catch (error) {
        const why = (0,lib_error/* isSystemError */.Or)(error, "ENOENT")
            ? "does not exist"
            : `cannot be read (${(0,lib_error/* isSystemError */.Or)(error) ? error.code : "unknown reason"})`;
        throw new lib_error/* ActionError */.lZ("environment", `The kubeconfig '${file}' ${why}. Give its path with KUBECONFIG, or its content with 'kubeconfig'.`, { cause: error });
    }
}
function parseSource(name, dir, text) {
    if (text.trim() === "")
        throw badConfig(name, "is empty. Check that the secret which holds it is set for this environment.");
    let content;
    try {
        content = (0,dist/* parse */.qg)(text, { logLevel: "error" });
    }
    catch (error) {
        // The parser's message quotes the text, which holds credentials: only the place may be shown.
        const line = (0,json/* valueAt */.fK)(error, "linePos", 0, "line");
        throw badConfig(name, `is not valid YAML${typeof line === "number" ? ` (line ${line})` : ""}.`);
    }
    if (!(0,json/* isRecord */.u4)(content) || !Array.isArray(content["clusters"]))
        throw badConfig(name, "is not a kubeconfig: it has no list 'clusters'.");
    return { name, dir, content };
}
function findEntry(sources, list, member, name) {
    for (const source of sources) {
        const entry = (0,json/* listAt */.gT)(source.content, list).find((item) => (0,json/* textAt */.$6)(item, "name") === name);
        if (entry !== undefined)
            return { value: (0,json/* valueAt */.fK)(entry, member), dir: source.dir };
    }
    return undefined;
}
function firstText(sources, key) {
    return sources.map(({ content }) => (0,json/* textAt */.$6)(content, key)).find((text) => text !== undefined && text !== "");
}
function readServer(cluster, names) {
    const server = (0,json/* textAt */.$6)(cluster.value, "server") ?? "";
    if (!URL.canParse(server))
        throw badConfig(names, `gives '${server}' as the server, which is no URL.`);
    const { protocol, hostname } = new URL(server);
    if (protocol !== "https:" && !(protocol === "http:" && (0,network/* isLoopback */.U)(hostname))) {
        throw badConfig(names, `gives the server ${server}; only https:// is allowed, because http:// would send credentials in the clear.`);
    }
    if ((0,json/* textAt */.$6)(cluster.value, "proxy-url"))
        throw badConfig(names, "uses 'proxy-url', which is not supported. Run where the API server can be reached directly.");
    const caPem = pemAt(cluster, "certificate-authority", names);
    const tlsServerName = (0,json/* textAt */.$6)(cluster.value, "tls-server-name") || undefined;
    return {
        server: server.replace(/\/+$/, ""),
        insecureSkipTlsVerify: (0,json/* valueAt */.fK)(cluster.value, "insecure-skip-tls-verify") === true,
        caPem,
        tlsServerName,
    };
}
function readUser(user, names, env, server) {
    for (const key of ["auth-provider", "username", "as"]) {
        if ((0,json/* valueAt */.fK)(user.value, key) !== undefined)
            throw badConfig(names, `uses '${key}', which is not supported. Use a token, a client certificate or an exec plugin.`);
    }
    const tokenFile = (0,json/* textAt */.$6)(user.value, "tokenFile");
    const token = (0,json/* textAt */.$6)(user.value, "token") ?? (tokenFile ? readText((0,external_node_path_.resolve)(user.dir, tokenFile)).trim() : undefined);
    const clientCertPem = pemAt(user, "client-certificate", names);
    const clientKeyPem = pemAt(user, "client-key", names);
    if ((clientCertPem === undefined) !== (clientKeyPem === undefined))
        throw badConfig(names, "gives a client certificate without its key, or a key without its certificate.");
    const exec = readExec(user, env, server);
    return {
        token: token || undefined,
        clientCertPem,
        clientKeyPem,
        exec,
    };
}
function readExec(user, env, server) {
    const command = (0,json/* textAt */.$6)(user.value, "exec", "command");
    if (!command)
        return undefined;
    const added = (0,json/* listAt */.gT)(user.value, "exec", "env").map((item) => [(0,json/* textAt */.$6)(item, "name") ?? "", (0,json/* textAt */.$6)(item, "value") ?? ""]);
    return {
        // As kubectl does: a path with a separator is relative to the kubeconfig, a bare name is looked up in PATH.
        command: command.includes("/") ? (0,external_node_path_.resolve)(user.dir, command) : command,
        args: (0,json/* listAt */.gT)(user.value, "exec", "args").filter((arg) => typeof arg === "string"),
        env: { ...env, ...Object.fromEntries(added) },
        apiVersion: (0,json/* textAt */.$6)(user.value, "exec", "apiVersion") ?? "client.authentication.k8s.io/v1",
        ...((0,json/* valueAt */.fK)(user.value, "exec", "provideClusterInfo") === true ? { cluster: clusterInfo(server) } : {}),
    };
}
/** https://kubernetes.io/docs/reference/config-api/client-authentication.v1/#client-authentication-k8s-io-v1-Cluster */
function clusterInfo({ server, tlsServerName, insecureSkipTlsVerify, caPem }) {
    return {
        server,
        ...(tlsServerName === undefined ? {} : { "tls-server-name": tlsServerName }),
        ...(insecureSkipTlsVerify ? { "insecure-skip-tls-verify": true } : {}),
        ...(caPem === undefined ? {} : { "certificate-authority-data": Buffer.from(caPem).toString("base64") }),
    };
}
function pemAt(entry, key, names) {
    const data = (0,json/* textAt */.$6)(entry.value, `${key}-data`);
    const file = (0,json/* textAt */.$6)(entry.value, key);
    if (data === undefined && file === undefined)
        return undefined;
    const pem = data === undefined ? readText((0,external_node_path_.resolve)(entry.dir, file ?? "")) : Buffer.from(data, "base64").toString("utf8");
    if (!pem.includes("-----BEGIN "))
        throw badConfig(names, `has a '${key}${data === undefined ? "" : "-data"}' that holds no PEM text.`);
    return pem;
}
function badConfig(name, problem) {
    return new lib_error/* ActionError */.lZ("input", `${name.charAt(0).toUpperCase()}${name.slice(1)} ${problem}`);
}

// EXTERNAL MODULE: ./packages/kit/lib/reporter.js
var reporter = __webpack_require__(26445);
// EXTERNAL MODULE: ./packages/kube/lib/api/api-failure.js
var api_failure = __webpack_require__(50683);
;// CONCATENATED MODULE: ./packages/kube/lib/api/api-resource.js

/** The URL path of an API version: `/api/v1` or `/apis/apps/v1`. */
function versionPath(apiVersion) {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
/** Reads an `APIResourceList`; sub-resources are left out. */
function parseResources(apiVersion, answer) {
    return (0,json/* listAt */.gT)(answer, "resources").flatMap((resource) => {
        const plural = (0,json/* textAt */.$6)(resource, "name") ?? "";
        const kind = (0,json/* textAt */.$6)(resource, "kind") ?? "";
        if (plural === "" || kind === "" || plural.includes("/"))
            return [];
        return [{ apiVersion, kind, plural, namespaced: (0,json/* isRecord */.u4)(resource) && resource["namespaced"] === true }];
    });
}
/** The URL path of a resource, its collection when no name is given. */
function resourcePath(resource, namespace, name) {
    const within = resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
    return `${versionPath(resource.apiVersion)}${within}/${resource.plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}

// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/api/cluster.js
var cluster = __webpack_require__(84806);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxy.js
var proxy_proxy = __webpack_require__(20697);
// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __webpack_require__(4148);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kit/lib/command.js
var command = __webpack_require__(20371);
;// CONCATENATED MODULE: ./packages/kube/lib/api/access.js


// Cloud logins ask a server; one that waits for a person never ends.
const EXEC_TIMEOUT_MS = 60_000;
/**
 * The credentials of an access; runs its exec plugin where it has one, unless `logins` has a token of it that was not `refused`. Throws an
 * `environment` error for an expired certificate.
 */
async function readCredentials(access, logins = new Map(), refused) {
    const { token, clientCertPem, clientKeyPem, exec } = access;
    if (exec && asksPlugin(access)) {
        const asked = JSON.stringify(exec);
        const before = logins.get(asked);
        if (before && before !== refused)
            return before;
        const answer = await runPlugin(exec);
        // A certificate says itself when it ends, and no answer of the server would.
        if (answer.certPem === undefined)
            logins.set(asked, answer);
        return checked(access, answer);
    }
    return checked(access, {
        token,
        certPem: clientCertPem,
        keyPem: clientKeyPem,
    });
}
/** Whether the credentials are an exec plugin's, which can be asked for new ones; what stands in the kubeconfig itself comes first. */
function asksPlugin({ token, clientCertPem, exec }) {
    return exec !== undefined && token === undefined && clientCertPem === undefined;
}
function checked(access, credentials) {
    if (credentials.certPem === undefined)
        return credentials;
    const expired = expiryOf(credentials.certPem);
    if (expired !== undefined && expired.getTime() < Date.now()) {
        throw new lib_error/* ActionError */.lZ("environment", `The client certificate of user '${access.user}' (context '${access.context}') expired on ${expired.toISOString().slice(0, 10)}. Renew it and update the kubeconfig.`);
    }
    return credentials;
}
function expiryOf(pem) {
    try {
        return new external_node_crypto_.X509Certificate(pem).validToDate;
    }
    catch {
        // The TLS layer says what is wrong with a certificate that cannot be read.
        return undefined;
    }
}
// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
async function runPlugin(plugin) {
    const spec = { interactive: false, cluster: plugin.cluster };
    const info = JSON.stringify({ apiVersion: plugin.apiVersion, kind: "ExecCredential", spec });
    const stdout = await askPlugin(plugin, info);
    let answer;
    try {
        answer = JSON.parse(stdout);
    }
    catch {
        throw new lib_error/* ActionError */.lZ("command", `The credential plugin '${plugin.command}' did not print JSON. Run it by hand to see what it says.`);
    }
    const token = (0,json/* textAt */.$6)(answer, "status", "token");
    const certPem = (0,json/* textAt */.$6)(answer, "status", "clientCertificateData");
    const keyPem = (0,json/* textAt */.$6)(answer, "status", "clientKeyData");
    if (!token && !(certPem && keyPem))
        throw new lib_error/* ActionError */.lZ("command", `The credential plugin '${plugin.command}' printed no token and no certificate.`);
    return certPem && keyPem ? { token, certPem, keyPem } : { token };
}
async function askPlugin(plugin, info) {
    const env = { ...plugin.env, KUBERNETES_EXEC_INFO: info };
    try {
        const { exitCode, stdout, stderr } = await (0,command/* runCommand */.d)(plugin.command, plugin.args, { env, timeoutMs: EXEC_TIMEOUT_MS });
        if (exitCode === 0)
            return stdout;
        const lastLine = stderr.trim().split("\n").at(-1) ?? "";
        throw new lib_error/* ActionError */.lZ("command", `The credential plugin '${plugin.command}' failed${lastLine === "" ? "" : `: ${lastLine}`}.`);
    }
    catch (cause) {
        if (!(cause instanceof lib_error/* ActionError */.lZ && cause.kind === "environment"))
            throw cause;
        throw new lib_error/* ActionError */.lZ("environment", `The kubeconfig needs the credential plugin '${plugin.command}', which is not on this machine or cannot be started. Install it in an earlier step.`, { cause });
    }
}

;// CONCATENATED MODULE: ./packages/kube/lib/api/transport.js




const ATTEMPTS = 4;
const MAX_RESPONSE_BYTES = 64 << 20;
const KEEP_ALIVE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
// 429 is the API server's own flow control and comes with Retry-After; the others are a server that restarts or a balancer without one.
// https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
const RETRIED_STATUSES = new Set([429, 502, 503, 504]);
class Unavailable extends Error {
    response;
    afterMs;
    constructor(response, afterMs) {
        super(`status ${response.status}`);
        this.response = response;
        this.afterMs = afterMs;
    }
}
/** Makes the transport; opens no connection before the first request. */
function connectTransport(access, options) {
    let connection;
    const logIn = async (refused) => {
        const credentials = await readCredentials(access, options.logins, refused);
        if (credentials.token)
            options.reporter.mask(credentials.token);
        if (credentials.keyPem)
            options.reporter.mask(credentials.keyPem);
        return { credentials, tls: tlsOptions(access, credentials) };
    };
    const connect = async () => {
        const login = await logIn();
        const proxy = (0,proxy_proxy/* findProxy */.EE)(new URL(access.server), options.proxy);
        return { agent: await makeAgent(access, proxy), proxy, ...login };
    };
    const renew = async (before) => {
        const refused = await before;
        return { ...refused, ...(await logIn(refused.credentials)) };
    };
    const once = async (apiRequest) => {
        const used = (connection ??= connect());
        const response = await sendOnce(access, await used, apiRequest, options);
        // A plugin's login lives for minutes (EKS: 15), a rollout for longer. Who was not let in has done nothing, so any request may be repeated.
        if (response.status !== 401 || !asksPlugin(access))
            return response;
        if (connection === used)
            connection = renew(used);
        return sendOnce(access, await (connection ?? used), apiRequest, options);
    };
    return {
        async send(apiRequest) {
            const repeatable = apiRequest.repeatable ?? (apiRequest.method !== "POST" && apiRequest.method !== "PUT");
            try {
                return await (0,retry/* retry */.L)(() => once(apiRequest), {
                    attempts: ATTEMPTS,
                    baseDelayMs: 200,
                    maxDelayMs: 5_000,
                    decide: (error) => decide(error, repeatable, apiRequest.signal),
                    onRetry: (error, attempt) => options.reporter.debug(`Try ${attempt} of ${apiRequest.method} ${apiRequest.path}: ${String(error)}`),
                    signal: apiRequest.signal,
                });
            }
            catch (error) {
                if (error instanceof Unavailable)
                    return error.response;
                if (apiRequest.signal?.aborted)
                    throw apiRequest.signal.reason;
                // Without a connection no proxy is known, and the error itself says why there is none.
                throw error instanceof lib_error/* ActionError */.lZ ? error : unreachable(access, error, (await connection?.catch(() => undefined))?.proxy);
            }
        },
        async close() {
            const open = connection;
            connection = undefined;
            // A connection that never came about has nothing to close, and its error was thrown where it was used.
            const made = await open?.catch(() => undefined);
            made?.agent.destroy();
        },
    };
}
async function makeAgent(access, proxy) {
    const pool = { keepAlive: true, maxSockets: 16, timeout: KEEP_ALIVE_MS };
    if (proxy)
        return (await Promise.all(/* import() */[__webpack_require__.e(2830), __webpack_require__.e(9736)]).then(__webpack_require__.bind(__webpack_require__, 49736))).createTunnelAgent(proxy, pool, CONNECT_TIMEOUT_MS);
    return access.server.startsWith("https:") ? new external_node_https_.Agent(pool) : new external_node_http_.Agent(pool);
}
function tlsOptions(access, credentials) {
    return {
        rejectUnauthorized: !access.insecureSkipTlsVerify,
        ca: access.caPem,
        cert: credentials.certPem,
        key: credentials.keyPem,
        servername: access.tlsServerName,
    };
}
async function sendOnce(access, { agent, tls, proxy, credentials }, apiRequest, options) {
    const url = new URL(access.server + apiRequest.path);
    for (const [key, value] of Object.entries(apiRequest.query ?? {}))
        if (value !== undefined)
            url.searchParams.set(key, value);
    const body = apiRequest.body === undefined ? undefined : Buffer.from(JSON.stringify(apiRequest.body));
    const timeout = AbortSignal.timeout(apiRequest.timeoutMs ?? options.timeoutMs);
    const signal = apiRequest.signal ? AbortSignal.any([apiRequest.signal, timeout]) : timeout;
    const response = await exchange(url, body, {
        agent,
        ...tls,
        proxy,
        method: apiRequest.method,
        headers: {
            accept: "application/json, */*",
            "user-agent": options.userAgent,
            ...(credentials.token && { authorization: `Bearer ${credentials.token}` }),
            ...(body && { "content-type": apiRequest.contentType ?? "application/json", "content-length": body.length }),
        },
        signal,
    });
    const date = Date.parse(response.headers.date ?? "");
    const dateMs = Number.isNaN(date) ? undefined : date;
    const answer = { status: response.statusCode ?? 0, text: await transport_readText(response, signal), dateMs };
    if (RETRIED_STATUSES.has(answer.status))
        throw new Unavailable(answer, (0,retry/* parseRetryAfter */.m)(response.headers["retry-after"]));
    return answer;
}
/** Sends one request and gives the response as soon as its headers are there. */
function exchange(url, body, { proxy, ...options }) {
    return new Promise((resolve, reject) => {
        const request = (url.protocol === "https:" ? external_node_https_.request : external_node_http_.request)(url, options, resolve);
        // An abort comes as a bare AbortError; its reason says whether it was the time or the user.
        request.on("error", (error) => reject(options.signal.aborted ? options.signal.reason : error));
        // While a tunnel is being opened, a request has no socket yet, and tells nobody that it was aborted.
        options.signal.addEventListener("abort", () => reject(options.signal.reason), { once: true });
        // Otherwise the proxy's refusal would come as if the API server had answered it.
        request.on("proxyConnect", ({ statusCode }) => {
            if (proxy && statusCode !== 200)
                request.destroy(refusal(proxy, url, statusCode));
        });
        request.on("socket", (socket) => {
            if (!socket.connecting)
                return;
            const timer = setTimeout(() => request.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" })), CONNECT_TIMEOUT_MS);
            socket.once("connect", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
        });
        request.end(body);
    });
}
function refusal(proxy, url, status) {
    if (Number.isNaN(status))
        return Object.assign(new Error(`${proxy.label} answered with something that is not HTTP`), { code: "EPROXY" });
    // 5xx is the proxy's word for a server that it cannot reach now.
    if (status >= 500)
        return Object.assign(new Error(`${proxy.label} answered HTTP ${status}`), { code: "EPROXY" });
    return (0,proxy_proxy/* refusedByProxy */.SR)(proxy, url, status);
}
async function transport_readText(body, signal) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of body) {
            size += chunk.length;
            if (size > MAX_RESPONSE_BYTES)
                throw new lib_error/* ActionError */.lZ("remote", "The API server's answer is larger than 64 MiB, which is not read any further.");
            chunks.push(chunk);
        }
    }
    catch (error) {
        // A body that is cut off by an abort ends as if the server had hung up, and would be asked for again.
        throw signal.aborted ? signal.reason : error;
    }
    return Buffer.concat(chunks).toString("utf8");
}
function decide(error, repeatable, signal) {
    if (signal?.aborted || error instanceof lib_error/* ActionError */.lZ)
        return { retry: false };
    // 429 says that the request was not even looked at, so it may be sent again whatever it is.
    if (error instanceof Unavailable) {
        const retry = repeatable || error.response.status === 429;
        return error.afterMs === undefined ? { retry } : { retry, afterMs: Math.min(error.afterMs, 10_000) };
    }
    const code = codeOf(error);
    if (code === "ECONNREFUSED")
        return { retry: true };
    return { retry: repeatable && !isTlsProblem(code) && code !== "ENOTFOUND" && !isTimeout(error) };
}
function unreachable(access, error, proxy) {
    const code = codeOf(error);
    const where = `The Kubernetes API at ${access.server} (context '${access.context}'${proxy ? `, through ${proxy.label}` : ""})`;
    if (isTimeout(error))
        return new lib_error/* ActionError */.lZ("remote", `${where} did not answer in time. Check the network and the API server's health, then run again.`, {
            cause: error,
        });
    if (code === "CERT_HAS_EXPIRED")
        return new lib_error/* ActionError */.lZ("environment", `${where} shows a certificate that has expired. Renew the server's certificate.`, {
            cause: error,
        });
    if (isTlsProblem(code)) {
        const next = "Put the cluster's certificate authority into 'certificate-authority-data' of the kubeconfig, and check the host name.";
        return new lib_error/* ActionError */.lZ("environment", `${where} shows a certificate that is not trusted (${code}). ${next}`, { cause: error });
    }
    const why = {
        ECONNREFUSED: "nothing listens there",
        ENOTFOUND: "its host name is unknown",
        EAI_AGAIN: "its host name could not be looked up",
        EPROXY: error instanceof Error ? error.message : "",
        ECONNRESET: "it closed the connection",
        EPIPE: "it closed the connection",
    };
    // Behind a proxy it is the proxy whose host is looked up and dialled; the API server's own failures come back through the tunnel.
    const next = proxy && ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(code)
        ? `This is about the proxy: check ${proxy.variable} and that the proxy runs, or add the API server's host to NO_PROXY if it can be reached directly.`
        : "Check the address in the kubeconfig, the network, and that the cluster runs.";
    return new lib_error/* ActionError */.lZ("remote", `${where} cannot be reached: ${why[code] ?? (code || String(error))}. ${next}`, { cause: error });
}
function codeOf(error) {
    if ((0,lib_error/* isSystemError */.Or)(error))
        return error.code ?? "";
    return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : "";
}
function isTlsProblem(code) {
    return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/.test(code);
}
function isTimeout(error) {
    return (error instanceof Error && error.name === "TimeoutError") || codeOf(error) === "ETIMEDOUT";
}

;// CONCATENATED MODULE: ./packages/kube/lib/api/http-cluster.js






const PAGE_SIZE = "500";
const MAX_BODY_CHARACTERS = 65_536;
/** Makes a client for a cluster; opens no connection before the first request. */
function connectCluster(access, options) {
    const settings = { userAgent: "waybill", timeoutMs: 30_000, reporter: reporter/* SILENT */.q, ...options };
    return new HttpCluster(access, connectTransport(access, settings), settings.reporter);
}
class HttpCluster {
    server;
    context;
    namespace;
    reporter;
    #user;
    #transport;
    #resources = new Map();
    /** The server's time minus that of our own steady clock, when it last answered. */
    #clockOffset;
    constructor(access, transport, reporter) {
        this.server = access.server;
        this.context = access.context;
        this.namespace = access.namespace;
        this.#user = access.user;
        this.#transport = transport;
        this.reporter = reporter;
    }
    async ping() {
        const answer = await this.#json({ method: "GET", path: "/version" }, "read its version");
        return { version: (0,json/* textAt */.$6)(answer, "gitVersion") ?? "unknown" };
    }
    clock() {
        return this.#clockOffset === undefined ? undefined : this.#clockOffset + performance.now();
    }
    async findResource(apiVersion, kind) {
        const known = this.#resources.get(apiVersion) ?? this.#discover(apiVersion);
        this.#resources.set(apiVersion, known);
        try {
            return (await known).find((resource) => resource.kind === kind);
        }
        catch (error) {
            this.#resources.delete(apiVersion);
            throw error;
        }
    }
    forgetResources() {
        this.#resources = new Map();
    }
    async read(ref, signal) {
        const resource = await this.findResource(ref.apiVersion, ref.kind);
        if (!resource)
            return undefined;
        try {
            return await this.#object({ method: "GET", path: resourcePath(resource, ref.namespace, ref.name), signal }, `read ${(0,api_object/* formatRef */.rq)(ref)}`);
        }
        catch (error) {
            if ((0,api_failure/* isApiFailure */.TG)(error, 404))
                return undefined;
            throw error;
        }
    }
    async list(apiVersion, kind, options = {}) {
        const resource = await this.#resource({ apiVersion, kind, name: "" });
        const { namespace, labelSelector, fieldSelector, signal } = options;
        const objects = [];
        let next;
        do {
            const query = { labelSelector, fieldSelector, limit: PAGE_SIZE, continue: next };
            const answer = await this.#json({ method: "GET", path: resourcePath(resource, namespace), query, signal }, `list ${resource.plural}${namespace ? ` in namespace '${namespace}'` : ""}`);
            // Items of a list carry no kind of their own.
            for (const item of (0,json/* listAt */.gT)(answer, "items"))
                objects.push(this.#checked({ apiVersion, kind, ...((0,json/* isRecord */.u4)(item) && item) }, `list ${resource.plural}`));
            next = (0,json/* textAt */.$6)(answer, "metadata", "continue") || undefined;
        } while (next !== undefined);
        return objects;
    }
    async apply(object, options = {}) {
        const ref = (0,api_object/* refOf */.H8)(object);
        const resource = await this.#resource(ref);
        const query = {
            fieldManager: cluster/* FIELD_MANAGER */.v,
            fieldValidation: "Strict",
            force: options.force ? "true" : undefined,
            dryRun: options.dryRun ? "All" : undefined,
        };
        return this.#object({
            method: "PATCH",
            path: resourcePath(resource, ref.namespace, ref.name),
            query,
            body: object,
            contentType: "application/apply-patch+yaml",
            signal: options.signal,
        }, `${options.dryRun ? "plan" : "apply"} ${(0,api_object/* formatRef */.rq)(ref)}`);
    }
    async create(object) {
        const ref = (0,api_object/* refOf */.H8)(object);
        const resource = await this.#resource(ref);
        return this.#object({ method: "POST", path: resourcePath(resource, ref.namespace), query: { fieldManager: cluster/* FIELD_MANAGER */.v }, body: object }, `create ${(0,api_object/* formatRef */.rq)(ref)}`);
    }
    async replace(object) {
        const ref = (0,api_object/* refOf */.H8)(object);
        const resource = await this.#resource(ref);
        return this.#object({ method: "PUT", path: resourcePath(resource, ref.namespace, ref.name), query: { fieldManager: cluster/* FIELD_MANAGER */.v }, body: object }, `write ${(0,api_object/* formatRef */.rq)(ref)}`);
    }
    async remove(ref, options = {}) {
        const resource = await this.findResource(ref.apiVersion, ref.kind);
        if (!resource)
            return false;
        const { uid, resourceVersion } = options;
        const preconditions = uid === undefined && resourceVersion === undefined ? undefined : { uid, resourceVersion };
        const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Background", preconditions };
        try {
            await this.#json({ method: "DELETE", path: resourcePath(resource, ref.namespace, ref.name), body }, `delete ${(0,api_object/* formatRef */.rq)(ref)}`);
            return true;
        }
        catch (error) {
            // 409: another object of that name took its place meanwhile, or it is not any more as it was when it was looked at.
            if ((0,api_failure/* isApiFailure */.TG)(error, 404) || (preconditions !== undefined && (0,api_failure/* isApiFailure */.TG)(error, 409)))
                return false;
            throw error;
        }
    }
    async readLog(pod, options) {
        const query = {
            container: pod.container,
            tailLines: String(options.lines),
            previous: options.previous ? "true" : undefined,
            limitBytes: "65536",
        };
        const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/log`;
        const response = await this.#send({ method: "GET", path, query });
        // Logs only illustrate a diagnosis: a container without any, or a missing permission, must not hide it.
        return response.status === 200 ? response.text : undefined;
    }
    async requestService(target, signal) {
        const name = `${encodeURIComponent(target.service)}:${encodeURIComponent(String(target.port))}`;
        const [pathname = "", search = ""] = target.path.split(/\?(.*)/s);
        const path = `/api/v1/namespaces/${encodeURIComponent(target.namespace)}/services/${name}/proxy/${pathname.replace(/^\/+/, "")}`;
        const query = Object.fromEntries(new URLSearchParams(search));
        const response = await this.#send({
            method: "GET",
            path,
            query,
            repeatable: false,
            timeoutMs: 10_000,
            signal,
        });
        const refusal = response.status === 401 || response.status === 403 ? parseRefusal(response.text) : undefined;
        if (refusal)
            throw (0,api_failure/* apiFailure */.tF)(this.server, this.#user, `get services/proxy of Service ${target.namespace}/${target.service}`, response.status, response.text);
        return { status: response.status, body: response.text.slice(0, MAX_BODY_CHARACTERS) };
    }
    close() {
        return this.#transport.close();
    }
    async #send(request) {
        const response = await this.#transport.send(request);
        if (response.dateMs !== undefined)
            this.#clockOffset = response.dateMs - performance.now();
        return response;
    }
    async #discover(apiVersion) {
        const response = await this.#send({ method: "GET", path: versionPath(apiVersion) });
        if (response.status === 404)
            return [];
        if (response.status !== 200)
            throw (0,api_failure/* apiFailure */.tF)(this.server, this.#user, `read which kinds '${apiVersion}' has`, response.status, response.text);
        return parseResources(apiVersion, parseJson(response.text, this.server));
    }
    async #resource(ref) {
        const resource = await this.findResource(ref.apiVersion, ref.kind);
        if (resource)
            return resource;
        throw new lib_error/* ActionError */.lZ("input", `The cluster at ${this.server} knows no kind '${ref.kind}' in '${ref.apiVersion}'. Install its CustomResourceDefinition or correct 'apiVersion' and 'kind'.`);
    }
    async #object(request, action) {
        return this.#checked(await this.#json(request, action), action);
    }
    #checked(answer, action) {
        if ((0,api_object/* isKubeObject */.$e)(answer))
            return answer;
        throw new lib_error/* ActionError */.lZ("remote", `The cluster at ${this.server} answered something that is no object when asked to ${action}. Check that the address is a Kubernetes API.`);
    }
    async #json(request, action) {
        const response = await this.#send(request);
        if (response.status >= 200 && response.status < 300)
            return parseJson(response.text, this.server);
        throw (0,api_failure/* apiFailure */.tF)(this.server, this.#user, action, response.status, response.text);
    }
}
// An application behind the proxy may answer 401 or 403 itself; only the API server's own refusal is a `Status` object.
function parseRefusal(body) {
    return /"kind"\s*:\s*"Status"/.test(body);
}
function parseJson(text, server) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("remote", `${server} answered something that is not JSON. Check that the address is a Kubernetes API and not a proxy's page.`, { cause: error });
    }
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/preflight.js + 1 modules
var preflight = __webpack_require__(24961);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/services.js

/** The Services of a set, in its order. */
function listServices(set) {
    return set.objects.flatMap(({ object }) => {
        if (object.kind !== "Service" || object.apiVersion !== "v1")
            return [];
        const ports = (0,json/* listAt */.gT)(object, "spec", "ports").flatMap((port) => {
            const [number, name] = [(0,json/* valueAt */.fK)(port, "port"), (0,json/* textAt */.$6)(port, "name")];
            return [...(typeof number === "number" ? [number] : []), ...(name === undefined ? [] : [name])];
        });
        return [{ name: object.metadata.name, namespace: object.metadata.namespace, ports }];
    });
}

;// CONCATENATED MODULE: ./packages/kube/lib/index.js


















/***/ })

};
