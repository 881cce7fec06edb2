export const id = 9091;
export const ids = [9091];
export const modules = {

/***/ 59091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fetchThrough: () => (/* binding */ fetchThrough),
  makeTunnel: () => (/* binding */ makeTunnel)
});

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(24371);
// EXTERNAL MODULE: ./packages/kit/lib/proxy/proxy.js
var proxy_proxy = __webpack_require__(20697);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./packages/kit/lib/proxy/tunnel.js


/** How long a proxy may take until the tunnel stands; as long as connecting directly may take. */
const TUNNEL_TIMEOUT_MS = 10_000;
/** The proxy answered the request for a tunnel with another status than 200. */
class TunnelRefused extends Error {
    status;
    constructor(status) {
        super("no tunnel was opened");
        this.status = status;
    }
}
/**
 * Asks a proxy for a tunnel (CONNECT, https://www.rfc-editor.org/rfc/rfc9110#name-connect) to a host (without brackets) and port. Asks once:
 * throws `TunnelRefused` for a status other than 200, and Node's own errors (`ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT` after 10 s) for a proxy
 * that is not there, hangs up, or does not answer.
 */
async function openTunnel(proxy, host, port) {
    // Loaded here, because it takes Node as long as all of ours, and few runs have a proxy.
    const { request: send } = await (proxy.url.protocol === "https:" ? Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 44708, 19)) : Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 37067, 19)));
    const target = `${(0,external_node_net_.isIP)(host) === 6 ? `[${host}]` : host}:${port}`;
    const authorization = (0,proxy_proxy/* proxyAuthorization */.YB)(proxy);
    return new Promise((resolve, reject) => {
        const request = send({
            host: proxy.url.hostname.replace(/^\[(.*)\]$/, "$1"),
            port: proxy.url.port || undefined,
            method: "CONNECT",
            path: target,
            headers: { host: target, ...(authorization === undefined ? {} : { "proxy-authorization": authorization }) },
            agent: false,
        });
        const late = Object.assign(new Error("the proxy did not open the connection in time"), { code: "ETIMEDOUT" });
        const timer = setTimeout(() => request.destroy(late), TUNNEL_TIMEOUT_MS);
        request.on("error", reject).on("close", () => clearTimeout(timer));
        request.on("connect", (response, socket, head) => {
            clearTimeout(timer);
            if (response.statusCode !== 200) {
                socket.destroy();
                return reject(new TunnelRefused(response.statusCode ?? 0));
            }
            if (head.length > 0)
                socket.unshift(head);
            resolve(socket);
        });
        request.end();
    });
}

;// CONCATENATED MODULE: ./packages/kit/lib/proxy/tunnel-fetch.js



/** Makes the connections through a proxy; opens none yet. */
function makeTunnel(proxy) {
    const secure = (0,undici/* buildConnector */.gU)({});
    // Not its ProxyAgent, which asks a proxy that hangs up hundreds of times in a second, without end, and one that is silent for minutes.
    const dispatcher = new undici/* Agent */.g6({
        connect: (options, callback) => {
            const { hostname, port, protocol } = options;
            openTunnel(proxy, hostname, Number(port || (protocol === "https:" ? 443 : 80))).then((socket) => (protocol === "https:" ? secure({ ...options, httpSocket: socket }, callback) : callback(null, socket)), (error) => callback(error instanceof Error ? error : new Error(String(error)), null));
        },
    });
    return { proxy, dispatcher };
}
/** `fetch` through a tunnel, for the kinds of requests that we send; fails as `proxiedFetch` says. */
async function fetchThrough({ proxy, dispatcher }, target, input, init = {}) {
    const { method, headers, body = null, redirect, signal } = init;
    // Whatever else fetch takes belongs to Node's own classes, which undici's copy does not know.
    if (input instanceof Request || !isSendable(body))
        throw new TypeError("This kind of request cannot go through a proxy.");
    try {
        const response = await (0,undici/* fetch */.hd)(input, {
            dispatcher,
            method: method ?? "GET",
            headers: [...new Headers(headers)],
            body,
            redirect: redirect ?? "follow",
            signal: signal ?? null,
        });
        if (isResponse(response))
            return response;
        throw new TypeError("undici answered without a response");
    }
    catch (error) {
        if (signal?.aborted)
            throw error;
        const status = tunnelStatus(error);
        if (status === undefined)
            throw new Error(`through ${proxy.label}`, { cause: error });
        // 5xx is the proxy's word for a target that it cannot reach now.
        if (status < 500)
            throw (0,proxy_proxy/* refusedByProxy */.SR)(proxy, target, status);
        throw new Error(`through ${proxy.label}: HTTP ${status}`, { cause: error });
    }
}
/** The status with which a proxy refused a tunnel. */
function tunnelStatus(error) {
    for (let at = error; at instanceof Error; at = at.cause)
        if (at instanceof TunnelRefused)
            return at.status;
    return undefined;
}
function isSendable(body) {
    return body === null || typeof body === "string" || body instanceof Uint8Array || body instanceof URLSearchParams;
}
/** undici's answer is the class of its own copy, which does what the global one does. */
function isResponse(value) {
    return typeof value === "object" && value !== null && "status" in value && "headers" in value && "arrayBuffer" in value;
}


/***/ })

};
