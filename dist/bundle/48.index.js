export const id = 48;
export const ids = [48];
export const modules = {

/***/ 67019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isAlive)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Whether a process with this id runs, whoever owns it. */
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isSystemError */ .Or)(error, "EPERM");
    }
}


/***/ }),

/***/ 79257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ parseQuantity)
/* harmony export */ });
const SUFFIXES = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};
/** The number behind a Kubernetes quantity (`500m`, `64Mi`, `1e3`), in bytes or cores; undefined when it is not one. */
function parseQuantity(text) {
    if (typeof text === "number")
        return Number.isFinite(text) ? text : undefined;
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(text);
    if (!match)
        return undefined;
    const [, digits = "", exponent = "", suffix = ""] = match;
    const value = Number(`${digits}${exponent}`) * (SUFFIXES[suffix] ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
}


/***/ }),

/***/ 26445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ SILENT)
/* harmony export */ });
/* unused harmony export collectingReporter */
/** A reporter that says nothing. */
const SILENT = {
    info: () => undefined,
    warn: () => undefined,
    progress: () => undefined,
    debug: () => undefined,
    finding: () => undefined,
    mask: () => undefined,
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
    };
}


/***/ }),

/***/ 50683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TG: () => (/* binding */ isApiFailure),
/* harmony export */   tF: () => (/* binding */ apiFailure)
/* harmony export */ });
/* unused harmony export ApiFailure */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);

/** A request that the API server refused. */
class ApiFailure extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    status;
    /** The server's own words. */
    detail;
    causes;
    constructor(kind, message, facts) {
        super(kind, message);
        this.status = facts.status;
        this.detail = facts.detail;
        this.causes = facts.causes;
    }
}
/** Whether an error is the API server's answer with one of these status codes. */
function isApiFailure(error, ...statuses) {
    return error instanceof ApiFailure && (statuses.length === 0 || statuses.includes(error.status));
}
/** Turns a refusal into an error. `action` completes "The cluster did not let us …", for example `read Deployment shop/api`. */
function apiFailure(server, user, action, status, body) {
    const answer = parseStatus(body);
    const detail = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(answer, "message") ?? firstLine(body);
    const causes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(answer, "details", "causes").map((cause) => ({
        reason: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(cause, "reason") ?? "",
        message: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(cause, "message") ?? "",
        field: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(cause, "field") ?? "",
    }));
    const { kind, message } = describe({ server, user, action, status, detail });
    return new ApiFailure(kind, message, { status, detail, causes });
}
function describe({ server, user, action, status, detail }) {
    const said = detail === "" ? "" : ` The server says: ${detail.replace(/\.$/, "")}.`;
    switch (status) {
        case 401:
            return {
                kind: "environment",
                message: `The cluster at ${server} refused the credentials of user '${user}' (401) on the way to ${action}. The token or certificate is wrong or has expired: renew it and update the kubeconfig.`,
            };
        case 403:
            return {
                kind: "environment",
                message: `User '${user}' may not ${action} in the cluster at ${server} (403).${said} Grant that permission with a Role and a RoleBinding; the README of @waybill/kube lists what a deployment needs.`,
            };
        case 404:
            return { kind: "input", message: `The cluster at ${server} could not ${action}, because it was not found (404).${said}` };
        case 400:
        case 422:
            return { kind: "input", message: `The cluster at ${server} refused to ${action} (${status}).${said} Correct the manifest.` };
        case 409:
            return {
                kind: "remote",
                message: `The cluster at ${server} could not ${action}, because something else changed it (409).${said} Plan again.`,
            };
        default:
            return {
                kind: "remote",
                message: `The cluster at ${server} failed to ${action} (status ${status}).${said} Look at the API server's health and run again.`,
            };
    }
}
function parseStatus(body) {
    try {
        return JSON.parse(body);
    }
    catch {
        // A proxy in between answers with its own text; its first line is shown instead.
        return undefined;
    }
}
function firstLine(body) {
    return (body.trim().split("\n")[0] ?? "").slice(0, 300);
}


/***/ }),

/***/ 6197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ isKubeObject),
/* harmony export */   $f: () => (/* binding */ isSecret),
/* harmony export */   F8: () => (/* binding */ groupOf),
/* harmony export */   H8: () => (/* binding */ refOf),
/* harmony export */   NH: () => (/* binding */ isCustomResourceDefinition),
/* harmony export */   XF: () => (/* binding */ refKey),
/* harmony export */   fS: () => (/* binding */ findCondition),
/* harmony export */   rq: () => (/* binding */ formatRef)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

/** The name of an object. */
function refOf(object) {
    const { name, namespace } = object.metadata;
    return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
/** A key that is equal for two names of the same object; API versions of one group name the same objects. */
function refKey(ref) {
    return `${groupOf(ref.apiVersion)}/${ref.kind}/${ref.namespace ?? ""}/${ref.name}`;
}
/** The name as people say it: `Deployment shop/api`. */
function formatRef(ref) {
    return `${ref.kind} ${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}`;
}
/** The API group of an `apiVersion`; empty for the core group. */
function groupOf(apiVersion) {
    const slash = apiVersion.indexOf("/");
    return slash < 0 ? "" : apiVersion.slice(0, slash);
}
/** Whether JSON has the shape that every Kubernetes object has. */
function isKubeObject(value) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value) && typeof value["apiVersion"] === "string" && typeof value["kind"] === "string" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value["metadata"]);
}
/** The status condition of a type, or undefined. */
function findCondition(object, type) {
    const found = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(object, "status", "conditions").find((condition) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(condition, "type") === type);
    if (found === undefined)
        return undefined;
    const text = (key) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(found, key) ?? "";
    return { type, status: text("status"), reason: text("reason"), message: text("message") };
}
/** The API group and kind of CustomResourceDefinitions. */
function isCustomResourceDefinition(object) {
    return object.kind === "CustomResourceDefinition" && groupOf(object.apiVersion) === "apiextensions.k8s.io";
}
/** Whether an object is a core Secret, whose values must never be shown. */
function isSecret(object) {
    return object.kind === "Secret" && object.apiVersion === "v1";
}


/***/ }),

/***/ 39968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ judgeProgress)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6197);


const done = (note) => ({ state: "done", note });
const waiting = (note) => ({ state: "waiting", note });
const failed = (note) => ({ state: "failed", note });
/** Whether an object is what it was told to be, by the rule of its kind. */
function judgeProgress(object) {
    if (object.metadata.deletionTimestamp !== undefined)
        return waiting("is being deleted");
    const observed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "status", "observedGeneration");
    const generation = object.metadata.generation;
    if (observed !== undefined && generation !== undefined && observed < generation)
        return waiting("its controller has not seen the change yet");
    const rule = Object.hasOwn(RULES, object.kind) ? RULES[object.kind] : undefined;
    return rule && rule.group.test(object.apiVersion) ? rule.judge(object) : judgeConditions(object);
}
const RULES = {
    Deployment: { group: /^apps\//, judge: judgeDeployment },
    StatefulSet: { group: /^apps\//, judge: judgeStatefulSet },
    DaemonSet: { group: /^apps\//, judge: judgeDaemonSet },
    ReplicaSet: { group: /^apps\//, judge: judgeReplicaSet },
    Job: { group: /^batch\//, judge: judgeJob },
    Pod: { group: /^v1$/, judge: judgeBarePod },
    Service: { group: /^v1$/, judge: judgeService },
    PersistentVolumeClaim: { group: /^v1$/, judge: judgeClaim },
    Namespace: { group: /^v1$/, judge: judgeNamespace },
    CustomResourceDefinition: { group: /^apiextensions\.k8s\.io\//, judge: judgeDefinition },
};
const unseen = (object) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "status", "observedGeneration") === undefined && object.metadata.generation !== undefined;
const count = (object, field) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "status", field) ?? 0;
function judgeDeployment(object) {
    if (unseen(object))
        return waiting("its controller has not seen it yet");
    const progressing = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Progressing");
    if (progressing?.status === "False" && progressing.reason === "ProgressDeadlineExceeded")
        return failed(progressing.message || "it exceeded its progress deadline");
    const wanted = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "spec", "replicas") ?? 1;
    const [replicas, updated, available, ready] = [
        count(object, "replicas"),
        count(object, "updatedReplicas"),
        count(object, "availableReplicas"),
        count(object, "readyReplicas"),
    ];
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(object, "spec", "paused") === true && updated < wanted)
        return failed("it is paused ('spec.paused'), so nothing is rolled out");
    if (updated < wanted)
        return waiting(`${updated} of ${wanted} replicas are updated`);
    if (replicas > updated)
        return waiting(`${replicas - updated} old replicas are still there`);
    if (available < wanted)
        return waiting(`${available} of ${wanted} replicas are available`);
    if (ready < wanted)
        return waiting(`${ready} of ${wanted} replicas are ready`);
    return done(`${available} of ${wanted} replicas are available`);
}
function judgeStatefulSet(object) {
    if (unseen(object))
        return waiting("its controller has not seen it yet");
    const wanted = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "spec", "replicas") ?? 1;
    const [replicas, updated, ready] = [count(object, "replicas"), count(object, "updatedReplicas"), count(object, "readyReplicas")];
    // Servers before 1.22 do not count available replicas.
    const available = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "status", "availableReplicas") ?? ready;
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "spec", "updateStrategy", "type") === "OnDelete")
        return done("it is updated only when its pods are deleted (OnDelete)");
    const partition = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
    const toUpdate = Math.max(0, wanted - partition);
    const isCurrent = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "currentRevision") === (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "updateRevision");
    if (replicas < wanted)
        return waiting(`${replicas} of ${wanted} replicas exist`);
    // After a rollback in the middle of an update both revisions are the same again, while a pod of the abandoned one may still run: what
    // counts is how many pods are of that one revision, not that the names agree.
    const onRevision = isCurrent ? Math.max(updated, count(object, "currentReplicas")) : updated;
    if (onRevision < toUpdate)
        return waiting(`${onRevision} of ${toUpdate} replicas are updated`);
    if (ready < wanted)
        return waiting(`${ready} of ${wanted} replicas are ready`);
    if (available < wanted)
        return waiting(`${available} of ${wanted} replicas are available`);
    if (replicas > wanted)
        return waiting(`${replicas - wanted} surplus replicas are still there`);
    if (partition === 0 && !isCurrent)
        return waiting("its update is being finished");
    return done(`${available} of ${wanted} replicas are available`);
}
function judgeDaemonSet(object) {
    if (unseen(object))
        return waiting("its controller has not seen it yet");
    const wanted = count(object, "desiredNumberScheduled");
    const [updated, available, ready] = [
        count(object, "updatedNumberScheduled"),
        count(object, "numberAvailable"),
        count(object, "numberReady"),
    ];
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "spec", "updateStrategy", "type") === "OnDelete")
        return done("it is updated only when its pods are deleted (OnDelete)");
    if (updated < wanted)
        return waiting(`${updated} of ${wanted} pods are updated`);
    if (available < wanted || ready < wanted)
        return waiting(`${Math.min(available, ready)} of ${wanted} pods are available`);
    return done(wanted === 0 ? "no node wants a pod of it" : `${available} of ${wanted} pods are available`);
}
function judgeReplicaSet(object) {
    if (unseen(object))
        return waiting("its controller has not seen it yet");
    const wanted = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "spec", "replicas") ?? 1;
    const available = count(object, "availableReplicas");
    return available < wanted || count(object, "replicas") !== wanted
        ? waiting(`${available} of ${wanted} replicas are available`)
        : done(`${available} of ${wanted} replicas are available`);
}
function judgeJob(object) {
    if ((0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Complete")?.status === "True")
        return done("it has completed");
    const failure = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Failed");
    if (failure?.status === "True")
        return failed(`it failed (${failure.reason}${failure.message === "" ? "" : `: ${failure.message}`})`);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(object, "spec", "suspend") === true)
        return failed("it is suspended ('spec.suspend'), so it never runs");
    return waiting(`it runs: ${count(object, "active")} active, ${count(object, "succeeded")} succeeded, ${count(object, "failed")} failed`);
}
function judgeBarePod(object) {
    const phase = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "phase") ?? "Pending";
    if (phase === "Succeeded")
        return done("it has ended well");
    if (phase === "Failed")
        return failed((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "message") ?? "its containers failed");
    return (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Ready")?.status === "True"
        ? done("it is ready")
        : waiting(`it is ${phase === "Running" ? "running but not ready" : "pending"}`);
}
function judgeService(object) {
    const type = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "spec", "type") ?? "ClusterIP";
    if (type === "LoadBalancer" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(object, "status", "loadBalancer", "ingress").length === 0)
        return waiting("its load balancer has no address yet");
    if (type !== "ExternalName" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "spec", "clusterIP") === undefined)
        return waiting("it has no address yet");
    return done("it has its address");
}
function judgeClaim(object) {
    const phase = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "phase") ?? "Pending";
    if (phase === "Bound")
        return done("it is bound");
    return phase === "Lost" ? failed("its volume is lost") : waiting("it is not bound yet");
}
function judgeNamespace(object) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "phase") === "Terminating" ? failed("it is being deleted") : done("it is active");
}
function judgeDefinition(object) {
    const names = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "NamesAccepted");
    if (names?.status === "False")
        return failed(`its names are not accepted: ${names.message}`);
    return (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Established")?.status === "True" ? done("it is established") : waiting("it is not established yet");
}
// The convention of kstatus, which most controllers follow. An object that reports no conditions has nothing to wait for.
function judgeConditions(object) {
    if (!("conditions" in (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(object, "status")))
        return done("it is stored");
    const stalled = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Stalled");
    if (stalled?.status === "True")
        return failed(`it is stalled: ${stalled.message || stalled.reason}`);
    const reconciling = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Reconciling");
    if (reconciling?.status === "True")
        return waiting(reconciling.message || "it is being reconciled");
    const ready = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_1__/* .findCondition */ .fS)(object, "Ready");
    return ready && ready.status !== "True" ? waiting(ready.message || ready.reason || "it is not ready") : done("it is ready");
}


/***/ }),

/***/ 31053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ fullRepository),
/* harmony export */   i: () => (/* binding */ parseImageName)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);

const REPOSITORY = /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
/** Reads an image reference; undefined when it is not one (a placeholder, capitals, a bad digest). */
function parseImageName(text) {
    if (text.length > 1024)
        return undefined;
    const [name = "", digest, ...rest] = text.split("@");
    if (rest.length > 0 || (digest !== undefined && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)))
        return undefined;
    // A colon belongs to a tag only after the last slash; before it, it separates a registry's port.
    const colon = name.lastIndexOf(":");
    const hasTag = colon > name.lastIndexOf("/");
    const repository = hasTag ? name.slice(0, colon) : name;
    const tag = hasTag ? name.slice(colon + 1) : undefined;
    if (!REPOSITORY.test(repository) || (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)))
        return undefined;
    return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}
/** The full form of a repository: Docker Hub's short names written out, so that two spellings of one repository are equal. */
function fullRepository(repository) {
    const slash = repository.indexOf("/");
    const first = repository.slice(0, slash);
    const hasHost = slash > 0 && (first.includes(".") || first.includes(":") || first === "localhost");
    if (!hasHost)
        return `docker.io/${slash < 0 ? "library/" : ""}${repository}`;
    if (first === "index.docker.io" || first === "docker.io") {
        const path = repository.slice(slash + 1);
        return `docker.io/${path.includes("/") ? "" : "library/"}${path}`;
    }
    return repository;
}


/***/ }),

/***/ 33914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pV: () => (/* binding */ groupByRank),
/* harmony export */   ub: () => (/* binding */ inApplyOrder)
/* harmony export */ });
/* unused harmony export kindRank */
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6197);

// What others need comes first; webhooks last, because they judge everything that is applied after them.
const ORDER = [
    ["PriorityClass", "Namespace"],
    ["CustomResourceDefinition"],
    ["NetworkPolicy", "ResourceQuota", "LimitRange", "PodDisruptionBudget", "RuntimeClass"],
    ["ServiceAccount"],
    ["ClusterRole", "Role"],
    ["ClusterRoleBinding", "RoleBinding"],
    ["Secret", "ConfigMap"],
    ["StorageClass", "PersistentVolume"],
    ["PersistentVolumeClaim"],
    ["Service"],
    ["DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "Job", "CronJob"],
    ["HorizontalPodAutoscaler"],
    ["IngressClass", "Ingress"],
    ["APIService"],
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
];
const CUSTOM_RANK = ORDER.findIndex((kinds) => kinds.includes("HorizontalPodAutoscaler"));
/** The place of a kind in the order of applying, from 0; kinds of one rank do not need each other. Custom resources come after workloads. */
function kindRank(ref) {
    const isBuiltIn = !(0,_api_object_js__WEBPACK_IMPORTED_MODULE_0__/* .groupOf */ .F8)(ref.apiVersion).includes(".") || (0,_api_object_js__WEBPACK_IMPORTED_MODULE_0__/* .groupOf */ .F8)(ref.apiVersion).endsWith(".k8s.io");
    const rank = isBuiltIn ? ORDER.findIndex((kinds) => kinds.includes(ref.kind)) : -1;
    return rank < 0 ? CUSTOM_RANK : rank;
}
/** Sorts by the order of applying, then by name, so that a plan is the same whatever the order of files. */
function inApplyOrder(items, refOf) {
    const key = (ref) => `${ref.kind}\0${ref.namespace ?? ""}\0${ref.name}\0${ref.apiVersion}`;
    return [...items].sort((a, b) => {
        const byRank = kindRank(refOf(a)) - kindRank(refOf(b));
        if (byRank !== 0)
            return byRank;
        return key(refOf(a)) < key(refOf(b)) ? -1 : 1;
    });
}
/** Consecutive items of one rank together. */
function groupByRank(items, refOf) {
    const groups = [];
    let last = -1;
    for (const item of items) {
        const rank = kindRank(refOf(item));
        if (rank === last)
            groups.at(-1)?.push(item);
        else
            groups.push([item]);
        last = rank;
    }
    return groups;
}


/***/ }),

/***/ 3676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DD: () => (/* binding */ loadManifests),
  $t: () => (/* binding */ placeOf)
});

// UNUSED EXPORTS: parseManifest

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var object = __webpack_require__(6197);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/yaml-document.js


// Kubernetes reads YAML 1.1 (`0644` is octal, `<<` merges), but knows neither dates, base 60 nor binary.
const LEFT_OUT = new Set([
    "tag:yaml.org,2002:timestamp",
    "tag:yaml.org,2002:binary",
    "tag:yaml.org,2002:omap",
    "tag:yaml.org,2002:pairs",
    "tag:yaml.org,2002:set",
]);
// The octal numbers of YAML 1.2, which Kubernetes understands as well.
const OCTAL = {
    tag: "tag:yaml.org,2002:int",
    default: true,
    format: "OCT",
    test: /^[-+]?0o[0-7_]+$/,
    resolve: (text) => Number.parseInt(text.replace("0o", "").replaceAll("_", ""), 8),
};
function kubernetesTags(tags) {
    const kept = tags.filter((tag) => typeof tag === "string" || (!LEFT_OUT.has(tag.tag) && !("format" in tag && tag.format === "TIME")));
    return [OCTAL, ...kept];
}
/** Parses all documents of a text. Documents without content (comments only) are left out; nothing else is. */
function parseDocuments(text) {
    const lineCounter = new dist/* LineCounter */.HN();
    const parsed = (0,dist/* parseAllDocuments */.hR)(text, {
        version: "1.1",
        merge: true,
        lineCounter,
        customTags: kubernetesTags,
        prettyErrors: false,
        logLevel: "silent",
    });
    const place = (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const documents = [];
    const problems = [];
    // An empty stream is an empty list here, with the errors of no document.
    for (const document of Array.from(parsed)) {
        for (const error of [...document.errors, ...document.warnings])
            problems.push({ ...place(error.pos[0]), message: error.message });
        if (document.errors.length > 0 || document.contents === null)
            continue;
        const start = place(document.contents.range[0]);
        try {
            const value = document.toJS({ maxAliasCount: 100 });
            // Infinity and the like would silently become null on the way to the server.
            (0,digest/* canonicalJson */.dj)(value);
            if (value !== null)
                documents.push({ value, line: start.line, lines: linesOf(document.contents, (offset) => place(offset).line) });
        }
        catch (error) {
            problems.push({ ...start, message: error instanceof Error ? error.message : String(error) });
        }
    }
    return { documents, problems };
}
function linesOf(root, lineAt) {
    const lines = new Map();
    const visit = (node, path, line) => {
        lines.set((0,json/* jsonPointer */.Av)(path), line);
        // What an alias stands for keeps the line of the alias, which is where this object says it.
        if ((0,dist/* isAlias */.Vj)(node))
            return;
        if ((0,dist/* isMap */.jh)(node)) {
            for (const { key, value } of node.items) {
                const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key);
                const offset = (0,dist/* isScalar */.jn)(key) ? key.range?.[0] : undefined;
                visit(value, [...path, name], offset === undefined ? line : lineAt(offset));
            }
        }
        else if ((0,dist/* isSeq */.oP)(node)) {
            for (const [index, item] of node.items.entries()) {
                const range = item?.range;
                visit(item, [...path, index], range ? lineAt(range[0]) : line);
            }
        }
    };
    visit(root, [], lineAt(root.range[0]));
    return lines;
}

;// CONCATENATED MODULE: ./packages/kube/lib/manifest/manifest.js





const MAX_FILE_BYTES = 16 << 20;
const MANIFEST_NAME = /\.(ya?ml|json)$/i;
/**
 * Reads manifests from files and folders (with sub-folders, in the order of names). Throws one `input` error that lists every problem:
 * what does not parse, has no `kind`, appears twice, or a path that is empty or leaves the workspace.
 */
async function loadManifests(paths, workspace) {
    if (paths.length === 0)
        throw new lib_error/* ActionError */.lZ("input", "No manifests are given. Name files or folders under 'manifests'.");
    const found = { manifests: [], ignored: [], folders: new Set() };
    for (const path of paths)
        await collectFiles(await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, path, "manifests"), workspace, found, true);
    const problems = [];
    const objects = [];
    for (const file of new Set(found.manifests)) {
        const name = (0,external_node_path_.relative)(workspace, file).split(external_node_path_.sep).join("/");
        const loaded = parseManifest(await readManifest(file, name), name);
        objects.push(...loaded.objects);
        problems.push(...loaded.problems);
    }
    problems.push(...findDuplicates(objects));
    if (objects.length === 0 && problems.length === 0)
        problems.push(`${paths.join(", ")}: no Kubernetes object is there; files must end in .yaml, .yml or .json`);
    if (problems.length > 0)
        throw new lib_error/* ActionError */.lZ("input", `The manifests cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    return { objects, ignored: found.ignored.map((file) => (0,external_node_path_.relative)(workspace, file).split(external_node_path_.sep).join("/")) };
}
async function collectFiles(path, workspace, found, named) {
    const info = await (0,promises_.stat)(path);
    if (!info.isDirectory()) {
        // A file that was named is read whatever its name; one that merely lies in a folder only by its extension.
        (named || MANIFEST_NAME.test(path) ? found.manifests : found.ignored).push(path);
        return;
    }
    if (found.folders.has(path))
        return;
    found.folders.add(path);
    const entries = await (0,promises_.readdir)(path);
    for (const entry of entries.sort()) {
        if (entry.startsWith("."))
            found.ignored.push((0,external_node_path_.join)(path, entry));
        else
            await collectFiles(await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, (0,external_node_path_.join)(path, entry), "manifests"), workspace, found, false);
    }
}
async function readManifest(file, name) {
    const info = await (0,promises_.stat)(file);
    if (!info.isFile())
        throw new lib_error/* ActionError */.lZ("input", `The manifest '${name}' is not a plain file. Name a file or a folder of files.`);
    if (info.size > MAX_FILE_BYTES)
        throw new lib_error/* ActionError */.lZ("input", `The manifest '${name}' is larger than 16 MiB. No Kubernetes object may be that large; check what the file is.`);
    const bytes = await (0,promises_.readFile)(file);
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", `The manifest '${name}' is not UTF-8 text. Save it as UTF-8.`, { cause: error });
    }
}
/** Reads the objects of one file's text; lists are taken apart. Returns every problem as `file:line:column what`. */
function parseManifest(text, file) {
    const { documents, problems } = parseDocuments(text);
    const objects = [];
    const complaints = problems.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
    if (documents.length === 0 && problems.length === 0)
        complaints.push(`${file}:1:1 the file holds no object; write one or delete the file`);
    for (const { value, line, lines } of documents) {
        const lineOf = (path) => lines.get((0,json/* jsonPointer */.Av)(path)) ?? line;
        for (const { item, path } of takeApart(value, [])) {
            const problem = problemOf(item);
            if (problem !== undefined)
                complaints.push(`${file}:${lineOf(path)}:1 ${problem}`);
            else
                objects.push({ object: item, file, line: lineOf(path), lines: linesUnder(lines, (0,json/* jsonPointer */.Av)(path)) });
        }
    }
    return { objects, problems: complaints };
}
function* takeApart(value, path) {
    const isList = (0,json/* isRecord */.u4)(value) && ((0,json/* textAt */.$6)(value, "kind") ?? "").endsWith("List") && Array.isArray(value["items"]);
    if (!isList)
        return yield { item: value, path };
    for (const [index, item] of (0,json/* listAt */.gT)(value, "items").entries())
        yield* takeApart(item, [...path, "items", index]);
}
function problemOf(value) {
    if (!(0,json/* isRecord */.u4)(value))
        return "is not a Kubernetes object but plain text, a number or a list";
    if ((0,json/* textAt */.$6)(value, "kind") === "Kustomization")
        return "is a kustomization, which is no object; render it first with 'kubectl kustomize' and name the result";
    for (const key of ["apiVersion", "kind"])
        if (!(0,json/* textAt */.$6)(value, key))
            return `has no '${key}', so it is no Kubernetes object; move the file out of the manifests`;
    if (!(0,object/* isKubeObject */.$e)(value))
        return `is a ${String(value["kind"])} without 'metadata'`;
    if (typeof value.metadata.name !== "string" || value.metadata.name === "") {
        const generated = "generateName" in value.metadata ? "; 'generateName' makes a new object every time, so it cannot be planned" : "";
        return `is a ${value.kind} without 'metadata.name'${generated}`;
    }
    const namespace = value.metadata.namespace;
    if (namespace !== undefined && (typeof namespace !== "string" || namespace === ""))
        return `is a ${value.kind} whose 'metadata.namespace' is no text`;
    for (const key of ["labels", "annotations"]) {
        const entries = value.metadata[key];
        if (entries === undefined || entries === null)
            continue;
        if (!(0,json/* isRecord */.u4)(entries))
            return `has 'metadata.${key}' that is no map`;
        const wrong = Object.entries(entries).find(([, entry]) => typeof entry !== "string");
        if (wrong)
            return `has the value ${JSON.stringify(wrong[1])} in 'metadata.${key}.${wrong[0]}'; only text is allowed there, so put it in quotes`;
    }
    return undefined;
}
function linesUnder(lines, prefix) {
    if (prefix === "")
        return lines;
    const own = new Map();
    for (const [path, line] of lines)
        if (path === prefix || path.startsWith(`${prefix}/`))
            own.set(path.slice(prefix.length), line);
    return own;
}
function findDuplicates(objects) {
    const first = new Map();
    return objects.flatMap((item) => {
        const key = (0,object/* refKey */.XF)((0,object/* refOf */.H8)(item.object));
        const other = first.get(key);
        if (!other)
            first.set(key, item);
        return other
            ? [`${item.file}:${item.line}:1 ${(0,object/* formatRef */.rq)((0,object/* refOf */.H8)(item.object))} is already written in ${other.file}:${other.line}; keep one of them`]
            : [];
    });
}
/** The place of a value inside an object: its own line, or the nearest line above it that the manifest has. */
function placeOf(item, path = []) {
    if (item.file === "")
        return undefined;
    for (let length = path.length; length > 0; length--) {
        const line = item.lines.get((0,json/* jsonPointer */.Av)(path.slice(0, length)));
        if (line !== undefined)
            return { file: item.file, line };
    }
    return { file: item.file, line: item.line };
}


/***/ }),

/***/ 93978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ findMissingReferences),
/* harmony export */   X: () => (/* binding */ listReferences)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3676);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6197);
/* harmony import */ var _pod_template_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63721);




/** What a pod template needs from its namespace; optional references are left out. */
function listReferences(template) {
    const containers = (0,_pod_template_js__WEBPACK_IMPORTED_MODULE_0__/* .listContainers */ .ts)(template).flatMap(({ path, container }) => containerReferences(container, path));
    const volumes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(template.spec, "volumes").flatMap((volume, index) => volumeReferences(volume, [...template.path, "volumes", index]));
    const account = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(template.spec, "serviceAccountName");
    const accounts = account === undefined || account === "default"
        ? []
        : [{ kind: "ServiceAccount", name: account, path: [...template.path, "serviceAccountName"] }];
    return [...containers, ...volumes, ...accounts];
}
const SOURCES = [
    ["ConfigMap", "configMap"],
    ["Secret", "secret"],
];
function containerReferences(container, path) {
    return SOURCES.flatMap(([kind, source]) => [
        ...(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(container, "env").flatMap((entry, index) => reference(kind, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(entry, "valueFrom", `${source}KeyRef`), [...path, "env", index])),
        ...(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(container, "envFrom").flatMap((entry, index) => reference(kind, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(entry, `${source}Ref`), [...path, "envFrom", index])),
    ]);
}
function volumeReferences(volume, path) {
    const sources = [volume, ...(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(volume, "projected", "sources")];
    const claim = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(volume, "persistentVolumeClaim", "claimName");
    return [
        ...sources.flatMap((source) => [
            ...reference("ConfigMap", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(source, "configMap"), path),
            ...reference("Secret", (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(source, "secret"), path),
        ]),
        ...(claim === undefined ? [] : [{ kind: "PersistentVolumeClaim", name: claim, path }]),
    ];
}
function reference(kind, source, path) {
    const name = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(source, "name") ?? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(source, "secretName");
    if (name === undefined || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(source, "optional") === true)
        return [];
    const key = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(source, "key");
    return [{ kind, name, path, ...(key === undefined ? {} : { key }) }];
}
/** References of a set that the set itself does not answer: a missing key is an error, a missing object may exist in the cluster already. */
function findMissingReferences(set) {
    return set.objects.flatMap((item) => {
        const template = (0,_pod_template_js__WEBPACK_IMPORTED_MODULE_0__/* .findPodTemplate */ .$c)(item.object);
        return template ? listReferences(template).flatMap((wanted) => judge(set, item, wanted)) : [];
    });
}
function judge(set, item, wanted) {
    const namespace = item.object.metadata.namespace;
    const found = set.objects.find(({ object }) => object.kind === wanted.kind && object.metadata.name === wanted.name && object.metadata.namespace === namespace);
    const where = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(item, wanted.path);
    const place = where ? { where } : {};
    const user = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .formatRef */ .rq)((0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .refOf */ .H8)(item.object));
    if (!found) {
        const next = `Add it to the manifests, or make sure that it is in the namespace before the deployment.`;
        return [
            {
                rule: "config-reference",
                severity: "notice",
                what: `${user} needs the ${wanted.kind} '${wanted.name}', which is not part of these manifests.`,
                ...place,
                next,
            },
        ];
    }
    if (wanted.key === undefined || hasKey(found.object, wanted.key))
        return [];
    return [
        {
            rule: "config-reference",
            severity: "error",
            what: `${user} needs the key '${wanted.key}' of ${wanted.kind} '${wanted.name}', which has no such key.`,
            ...place,
            observed: keysOf(found.object).join(", ") || "no key",
            next: "Correct the key or add it.",
        },
    ];
}
function hasKey(object, key) {
    return keysOf(object).includes(key);
}
function keysOf(object) {
    return ["data", "stringData", "binaryData"].flatMap((field) => {
        const entries = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(object, field);
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(entries) ? Object.keys(entries) : [];
    });
}


/***/ }),

/***/ 63721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $c: () => (/* binding */ findPodTemplate),
/* harmony export */   ts: () => (/* binding */ listContainers),
/* harmony export */   v8: () => (/* binding */ listImages)
/* harmony export */ });
/* unused harmony export CONTAINER_LISTS */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

const SPEC_PATHS = [
    ["spec", "template", "spec"],
    ["spec", "jobTemplate", "spec", "template", "spec"],
    ["template", "spec"],
];
/** The pod specification of an object: of a Pod, of every built-in workload, and of custom resources that carry a pod template. */
function findPodTemplate(object) {
    const paths = object.kind === "Pod" && object.apiVersion === "v1" ? [["spec"]] : SPEC_PATHS;
    for (const path of paths) {
        const spec = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(object, ...path);
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(spec) || !Array.isArray(spec["containers"]))
            continue;
        return { path, spec, labels: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(object, ...path.slice(0, -1), "metadata", "labels") };
    }
    return undefined;
}
/** The lists of a pod specification that hold containers. */
const CONTAINER_LISTS = ["initContainers", "containers", "ephemeralContainers"];
/** All containers of a pod template, init containers first. */
function listContainers(template) {
    return CONTAINER_LISTS.flatMap((list) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(template.spec, list).map((container, index) => ({
        name: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(container, "name") ?? "",
        list,
        path: [...template.path, list, index],
        container,
    })));
}
/** Every image that an object's pods use: of containers of all lists, and of image volumes. */
function listImages(object) {
    const template = findPodTemplate(object);
    if (!template)
        return [];
    const places = listContainers(template).map(({ path, container }) => imagePlace([...path, "image"], (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(container, "image")));
    const volumes = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(template.spec, "volumes").map((volume, index) => imagePlace([...template.path, "volumes", index, "image", "reference"], (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(volume, "image", "reference")));
    return [...places, ...volumes].flat();
}
function imagePlace(path, image) {
    return image === undefined ? [] : [{ path, image }];
}


/***/ }),

/***/ 63232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B5: () => (/* binding */ matchesSelector),
/* harmony export */   Bk: () => (/* binding */ selectorOf),
/* harmony export */   VH: () => (/* binding */ formatSelector)
/* harmony export */ });
/* unused harmony export parseSelector */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

/** Reads a `LabelSelector` as workloads write it; an empty one selects nothing here, because no workload may have it. */
function parseSelector(value) {
    return {
        matchLabels: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(value, "matchLabels"),
        matchExpressions: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, "matchExpressions").map((expression) => ({
            key: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(expression, "key") ?? "",
            operator: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(expression, "operator") ?? "",
            values: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(expression, "values").filter((item) => typeof item === "string"),
        })),
    };
}
/** Whether labels satisfy a selector. An unknown operator never matches. */
function matchesSelector(selector, labels) {
    if (Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0)
        return false;
    const equal = Object.entries(selector.matchLabels).every(([key, value]) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .fK)(labels, key) === value);
    return equal && selector.matchExpressions.every((expression) => matchesExpression(expression, labels));
}
function matchesExpression(expression, labels) {
    const value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(labels, expression.key);
    switch (expression.operator) {
        case "In":
            return value !== undefined && expression.values.includes(value);
        case "NotIn":
            return value === undefined || !expression.values.includes(value);
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
        default:
            return false;
    }
}
/** A selector in the form of the API's `labelSelector` parameter. */
function formatSelector(selector) {
    const labels = Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`);
    const expressions = selector.matchExpressions.map(({ key, operator, values }) => {
        if (operator === "Exists")
            return key;
        if (operator === "DoesNotExist")
            return `!${key}`;
        return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
    });
    return [...labels, ...expressions].join(",");
}
/** The selector of a workload, or of a Service, whose selector is a plain map of labels. */
function selectorOf(object) {
    const selector = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(object, "spec", "selector");
    const isPlain = !("matchLabels" in selector) && !("matchExpressions" in selector);
    return isPlain ? { matchLabels: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(selector), matchExpressions: [] } : parseSelector(selector);
}


/***/ }),

/***/ 68426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ maskSecret),
/* harmony export */   dw: () => (/* binding */ withoutServerFields),
/* harmony export */   wc: () => (/* binding */ diffObjects)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6197);


// What the server alone writes: comparing it would show changes that nobody made.
const SERVER_METADATA = [
    "managedFields",
    "resourceVersion",
    "uid",
    "creationTimestamp",
    "generation",
    "selfLink",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
];
const SERVER_ANNOTATIONS = [
    "kubectl.kubernetes.io/last-applied-configuration",
    "deployment.kubernetes.io/revision",
    "deprecated.daemonset.template.generation",
    "pv.kubernetes.io/bind-completed",
    "pv.kubernetes.io/bound-by-controller",
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/selected-node",
];
// Allocated by the server when the manifest leaves them open; a dry run may answer with a value that the real request does not get.
const ALLOCATED = {
    Service: /^spec\.(clusterIPs?(\[.*)?|healthCheckNodePort|ports\[[^\]]*\]\.nodePort|ipFamil(ies|yPolicy).*)$/,
    PersistentVolumeClaim: /^spec\.(volumeName|storageClassName|volumeMode)$/,
    CustomResourceDefinition: /^spec\.conversion\.webhook\.clientConfig\.caBundle$/,
    APIService: /^spec\.caBundle$/,
    MutatingWebhookConfiguration: /clientConfig\.caBundle$/,
    ValidatingWebhookConfiguration: /clientConfig\.caBundle$/,
    ServiceAccount: /^secrets(\[|$)/,
};
/** An object without what the server alone writes: its status, identity, bookkeeping annotations. */
function withoutServerFields(object) {
    const { status: _status, ...rest } = object;
    const metadata = { ...rest.metadata };
    for (const field of SERVER_METADATA)
        delete metadata[field];
    const annotations = { ...rest.metadata.annotations };
    for (const name of SERVER_ANNOTATIONS)
        delete annotations[name];
    if (Object.keys(annotations).length > 0)
        metadata["annotations"] = annotations;
    else
        delete metadata["annotations"];
    return { ...rest, metadata };
}
/**
 * What differs between two states of an object, without what the server sets. Values of Secrets are never part of it. With `desired`,
 * fields that the server allocates are left out unless the manifest sets them.
 */
function diffObjects(before, after, desired) {
    const changes = [];
    compare(before && withoutServerFields(before), after && withoutServerFields(after), "", changes);
    const kind = (after ?? before)?.kind ?? "";
    const pattern = Object.hasOwn(ALLOCATED, kind) ? ALLOCATED[kind] : undefined;
    const wanted = new Set(desired && pattern ? leafPaths(desired) : []);
    const shown = pattern && desired ? changes.filter(({ path }) => !pattern.test(path) || wanted.has(path)) : changes;
    const secret = [before, after].some((object) => object !== undefined && (0,_api_object_js__WEBPACK_IMPORTED_MODULE_0__/* .isSecret */ .$f)(object));
    return secret ? shown.map(hideValue) : shown;
}
function compare(before, after, path, changes) {
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(before) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(after)) {
        for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort())
            compare(before[key], after[key], join(path, key), changes);
    }
    else if (Array.isArray(before) && Array.isArray(after))
        compareLists(before, after, path, changes);
    else if (!isSame(before, after))
        changes.push({ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
}
function compareLists(before, after, path, changes) {
    const key = identifyingKey([...before, ...after], before, after);
    if (key === undefined) {
        const length = Math.max(before.length, after.length);
        for (let index = 0; index < length; index++)
            compare(before[index], after[index], `${path}[${index}]`, changes);
        return;
    }
    const find = (list, id) => list.find((item) => idOf(item, key) === id);
    for (const id of new Set([...before, ...after].map((item) => idOf(item, key) ?? "")))
        compare(find(before, id), find(after, id), `${path}[${key}=${id}]`, changes);
}
function identifyingKey(all, ...lists) {
    return ["name", "containerPort", "port", "mountPath", "type", "key"].find((key) => all.every((item) => idOf(item, key) !== undefined) &&
        lists.every((list) => new Set(list.map((item) => idOf(item, key))).size === list.length));
}
function idOf(item, key) {
    const value = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(item) ? item[key] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
function join(path, key) {
    const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
    return path === "" ? step : `${path}.${step}`;
}
function isSame(a, b) {
    if (a === b)
        return true;
    // The API leaves empty members out or keeps them as it likes; both mean "nothing".
    if (isEmpty(a) && isEmpty(b))
        return true;
    return a !== undefined && b !== undefined && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .canonicalJson */ .dj)(a) === (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .canonicalJson */ .dj)(b);
}
function isEmpty(value) {
    if (value === undefined || value === null)
        return true;
    return typeof value === "object" && Object.keys(value).length === 0;
}
function leafPaths(object) {
    const changes = [];
    compare({}, object, "", changes);
    return changes.flatMap(({ path, after }) => [path, ...pathsInside(after, path)]);
}
function pathsInside(value, path) {
    if (Array.isArray(value)) {
        const key = identifyingKey(value, value);
        return value.flatMap((item, index) => {
            const inner = key === undefined ? `${path}[${index}]` : `${path}[${key}=${idOf(item, key) ?? ""}]`;
            return [inner, ...pathsInside(item, inner)];
        });
    }
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value))
        return [];
    return Object.entries(value).flatMap(([key, member]) => [join(path, key), ...pathsInside(member, join(path, key))]);
}
const VALUE_FIELDS = /^(data|stringData)(\.|$)/;
function hideValue(change) {
    if (!VALUE_FIELDS.test(change.path))
        return change.path === "" ? hideWhole(change) : change;
    return {
        path: change.path,
        ...("before" in change ? { before: "(hidden)" } : {}),
        ...("after" in change ? { after: "before" in change ? "(hidden, changed)" : "(hidden)" } : {}),
    };
}
function hideWhole({ path, before, after }) {
    return {
        path,
        ...(before === undefined ? {} : { before: maskSecret(before) }),
        ...(after === undefined ? {} : { after: maskSecret(after) }),
    };
}
/** A Secret with every value replaced; anything else unchanged. */
function maskSecret(value) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) || value["kind"] !== "Secret" || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(value, "apiVersion") !== "v1")
        return value;
    const masked = { ...value };
    for (const field of ["data", "stringData"]) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value[field]))
            masked[field] = Object.fromEntries(Object.keys(value[field]).map((key) => [key, "(hidden)"]));
    }
    return masked;
}


/***/ }),

/***/ 24698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HQ: () => (/* binding */ checkApplication),
/* harmony export */   Hv: () => (/* binding */ ownershipLabels),
/* harmony export */   OU: () => (/* binding */ APPLICATION_LABEL),
/* harmony export */   bf: () => (/* binding */ ownerOf)
/* harmony export */ });
/* unused harmony export NAMESPACE_LABEL */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Labels that say which application of which namespace an object belongs to. */
const APPLICATION_LABEL = "waybill.dev/application";
const NAMESPACE_LABEL = "waybill.dev/namespace";
/** Checks the names of an application, which become parts of object names. */
function checkApplication({ application, namespace }) {
    const rule = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;
    if (!rule.test(application))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("application", `is '${application}'; allowed are 1 to 40 lower-case letters, digits and '-'`);
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .inputError */ .Xu)("namespace", `is '${namespace}'; allowed are 1 to 63 lower-case letters, digits and '-'`);
    }
}
/** The labels that mark an object as part of an application. */
function ownershipLabels({ application, namespace }) {
    return { [APPLICATION_LABEL]: application, [NAMESPACE_LABEL]: namespace };
}
/** Whose an object is: of this application, of another one (named), or nobody's. */
function ownerOf(object, app) {
    const labels = object.metadata.labels ?? {};
    const application = labels[APPLICATION_LABEL];
    if (application === undefined)
        return "nobody";
    const namespace = labels[NAMESPACE_LABEL] ?? app.namespace;
    if (application === app.application && namespace === app.namespace)
        return "own";
    return { other: `${application} of namespace ${namespace}` };
}


/***/ }),

/***/ 10273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ planObject)
});

// EXTERNAL MODULE: ./packages/kube/lib/api/api-failure.js
var api_failure = __webpack_require__(50683);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/field-path.js

const TOKEN = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[((?:[^\]"]|"(?:[^"\\]|\\.)*")*)\]/y;
/**
 * Finds what a field path of an API server's message (`.spec.containers[name="api"].image`, `spec.ports[0].port`) means in an object.
 * Steps that the object does not have, or that cannot be read, end the path.
 */
function parseFieldPath(text, object) {
    const steps = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const match = TOKEN.exec(text);
        if (!match)
            break;
        const [, name, index, key] = match;
        const step = name ?? (index === undefined ? findStep((0,json/* valueAt */.fK)(object, ...steps), key ?? "") : Number(index));
        if (step === undefined || (0,json/* valueAt */.fK)(object, ...steps, step) === undefined)
            break;
        steps.push(step);
    }
    return steps;
}
function findStep(value, key) {
    // Maps with odd keys are written `[app.kubernetes.io/name]`, list items by their identifying fields or `="value"`.
    if ((0,json/* isRecord */.u4)(value))
        return key.replaceAll('"', "");
    if (!Array.isArray(value))
        return undefined;
    const pairs = [...key.matchAll(/([\w$-]*)=("(?:[^"\\]|\\.)*"|[^,]+)/g)].map(([, name = "", raw = ""]) => [name, parseScalar(raw)]);
    if (pairs.length === 0)
        return undefined;
    const index = value.findIndex((item) => pairs.every(([name, wanted]) => (name === "" ? item === wanted : fieldOf(item, name, wanted))));
    return index < 0 ? undefined : index;
}
// Fields with a default (`protocol="TCP"`) are often left out of the manifest.
function fieldOf(item, name, wanted) {
    const value = (0,json/* valueAt */.fK)(item, name);
    return value === wanted || (value === undefined && name === "protocol");
}
function parseScalar(raw) {
    try {
        return JSON.parse(raw);
    }
    catch {
        // Not quoted and no number: the text itself.
        return raw;
    }
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/plan/object-diff.js
var object_diff = __webpack_require__(68426);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/plan/ownership.js
var ownership = __webpack_require__(24698);
;// CONCATENATED MODULE: ./packages/kube/lib/plan/plan-object.js






const PROBE_NAME = "waybill-dry-run";
/** Compares one object with the cluster by a server-side dry run. Throws when the server refuses for a reason that is not the object's. */
async function planObject(cluster, desired, context) {
    const { object } = desired;
    const isFreshNamespace = object.kind === "Namespace" && context.freshNamespaces.has(object.metadata.name);
    const inFresh = object.metadata.namespace !== undefined && context.freshNamespaces.has(object.metadata.namespace);
    if (!desired.isKnown)
        return created(desired, [
            note(desired, "not-checked", `${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(object))} is checked by the server only after its CustomResourceDefinition is there.`),
        ]);
    const live = isFreshNamespace || inFresh ? undefined : await cluster.read((0,api_object/* refOf */.H8)(object), context.signal);
    if (!live)
        return created(desired, inFresh ? await checkElsewhere(cluster, desired) : await checkCreate(cluster, desired, context));
    const obstacle = findObstacle(desired, live, context.app);
    if (obstacle)
        return { action: "update", diff: [], findings: [obstacle], force: false, live };
    return planUpdate(cluster, desired, live, context);
}
function created(desired, findings) {
    return { action: "create", diff: [{ path: "", after: (0,object_diff/* maskSecret */.$l)(desired.object) }], findings, force: false, live: undefined };
}
async function checkCreate(cluster, desired, context) {
    try {
        await cluster.apply(desired.object, { dryRun: true, ...(context.signal ? { signal: context.signal } : {}) });
        return [];
    }
    catch (error) {
        if ((0,api_failure/* isApiFailure */.TG)(error, 400, 404, 422, 500))
            return [invalid(desired, error)];
        throw error;
    }
}
// A dry run needs its namespace. Before that exists, the object is checked in 'default', under a name that is nobody's.
async function checkElsewhere(cluster, desired) {
    const { object } = desired;
    const elsewhere = { ...object, metadata: { ...object.metadata, namespace: "default", name: PROBE_NAME } };
    try {
        await cluster.apply(elsewhere, { dryRun: true });
        return [];
    }
    catch (error) {
        if ((0,api_failure/* isApiFailure */.TG)(error, 400, 422))
            return [invalid(desired, error)];
        if ((0,api_failure/* isApiFailure */.TG)(error))
            return [note(desired, "not-checked", `${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(object))} could not be checked by the server before its namespace exists.`)];
        throw error;
    }
}
function findObstacle(desired, live, app) {
    const name = (0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(live));
    const where = (0,manifest/* placeOf */.$t)(desired);
    const at = where ? { where } : {};
    if (live.metadata.deletionTimestamp !== undefined) {
        return {
            rule: "being-deleted",
            severity: "error",
            what: `${name} is being deleted since ${live.metadata.deletionTimestamp}.`,
            ...at,
            next: "Wait until it is gone, or find the finalizer that holds it.",
        };
    }
    const owner = (0,ownership/* ownerOf */.bf)(live, app);
    if (typeof owner === "string")
        return undefined;
    return {
        rule: "other-owner",
        severity: "error",
        what: `${name} belongs to the application ${owner.other}.`,
        ...at,
        next: "Rename it here, or take it out of the other application first.",
    };
}
async function planUpdate(cluster, desired, live, context) {
    const own = (0,ownership/* ownerOf */.bf)(live, context.app) === "own";
    const findings = own
        ? []
        : [note(desired, "adopted", `${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(live))} exists already and becomes part of this application.`)];
    const dryRun = (force) => cluster.apply(desired.object, { dryRun: true, force, ...(context.signal ? { signal: context.signal } : {}) });
    let force = false;
    try {
        let after;
        try {
            after = await dryRun(false);
        }
        catch (error) {
            if (!isConflict(error))
                throw error;
            force = own || context.forceConflicts;
            findings.push(...error.causes.map((cause) => conflict(desired, cause, force)));
            if (!force)
                return { action: "update", diff: [], findings, force, live };
            after = await dryRun(true);
        }
        const diff = (0,object_diff/* diffObjects */.wc)(live, after, desired.object);
        return { action: diff.length === 0 ? "unchanged" : "update", diff, findings, force, live };
    }
    catch (error) {
        if (!(0,api_failure/* isApiFailure */.TG)(error, 400, 404, 422, 500))
            throw error;
        if (isReplaceable(desired.object, error))
            return { action: "replace", diff: diffDesired(live, desired.object), findings, force, live };
        return { action: "update", diff: [], findings: [...findings, invalid(desired, error)], force, live };
    }
}
function isConflict(error) {
    return (0,api_failure/* isApiFailure */.TG)(error, 409) && error.causes.some((cause) => cause.reason === "FieldManagerConflict");
}
function isReplaceable(object, failure) {
    return object.kind === "Job" && object.apiVersion.startsWith("batch/") && failure.status === 422 && failure.detail.includes("immutable");
}
// Without a dry run there are no defaults, so only what the manifest writes can be compared.
function diffDesired(live, desired) {
    return (0,object_diff/* diffObjects */.wc)(live, desired).filter((change) => "after" in change);
}
function conflict(desired, cause, force) {
    const manager = /"([^"]*)"/.exec(cause.message)?.[1] ?? "another manager";
    const where = (0,manifest/* placeOf */.$t)(desired, parseFieldPath(cause.field, desired.object));
    const name = (0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(desired.object));
    return {
        rule: "field-conflict",
        severity: force ? "warning" : "error",
        what: `The field ${cause.field} of ${name} is managed by '${manager}'${force ? ", and this deployment takes it back" : ""}.`,
        ...(where ? { where } : {}),
        next: force
            ? `If '${manager}' is right, take the field out of the manifest.`
            : `Take the field out of the manifest, or let '${manager}' give it up; to take it over by force, set 'forceConflicts'.`,
    };
}
function invalid(desired, failure) {
    const field = failure.causes[0]?.field ?? /(?:field "|unknown field "|^\s*)(\.?spec\.[^"\s:]+|\.?metadata\.[^"\s:]+)/.exec(failure.detail)?.[1] ?? "";
    const where = (0,manifest/* placeOf */.$t)(desired, parseFieldPath(field, desired.object));
    const name = (0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(desired.object));
    const immutable = failure.detail.includes("immutable") || failure.detail.includes("are forbidden");
    return {
        rule: immutable ? "immutable-field" : "invalid-object",
        severity: "error",
        what: `The server refuses ${name}.`,
        ...(where ? { where } : {}),
        // What the server says of a Secret may quote its values.
        observed: (0,api_object/* isSecret */.$f)(desired.object) ? (field === "" ? "invalid Secret" : `invalid field ${field}`) : failure.detail,
        next: immutable
            ? "Give the object a new name, or delete the old one first; this field cannot be changed in place."
            : "Correct the manifest.",
    };
}
function note(desired, rule, what) {
    const where = (0,manifest/* placeOf */.$t)(desired);
    return { rule, severity: "notice", what, ...(where ? { where } : {}) };
}


/***/ }),

/***/ 65800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* binding */ findPlanContents),
  b: () => (/* binding */ planDeploy)
});

// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kube/lib/api/api-failure.js
var api_failure = __webpack_require__(50683);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/plan/ownership.js
var ownership = __webpack_require__(24698);
;// CONCATENATED MODULE: ./packages/kube/lib/plan/desired.js




/** Completes the objects of a set: namespace where none is written, ownership labels, Secrets made from values. */
async function completeObjects(cluster, set, app, secrets) {
    const findings = [];
    const objects = [];
    for (const item of [...set.objects, ...Object.entries(secrets).map(([name, values]) => secretObject(name, values))]) {
        const { apiVersion, kind } = item.object;
        const resource = await cluster.findResource(apiVersion, kind);
        const namespaced = resource?.namespaced ?? scopeFromSet(set, item.object);
        if (namespaced === undefined)
            findings.push(unknownKind(item));
        else
            objects.push({ ...item, object: complete(item.object, namespaced, app), isKnown: resource !== undefined });
    }
    return { objects, findings: [...findings, ...findTwice(objects)] };
}
function complete(object, namespaced, app) {
    const { namespace, labels, ...metadata } = object.metadata;
    const { status: _status, ...rest } = object;
    return {
        ...rest,
        metadata: {
            ...metadata,
            ...(namespaced ? { namespace: namespace ?? app.namespace } : {}),
            labels: { ...labels, ...(0,ownership/* ownershipLabels */.Hv)(app) },
        },
    };
}
function secretObject(name, values) {
    const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]));
    const object = { apiVersion: "v1", kind: "Secret", type: "Opaque", metadata: { name }, data };
    return { object, file: "", line: 0, lines: new Map() };
}
// Whether a kind is namespaced is written in its definition, which may come with the same set.
function scopeFromSet(set, object) {
    const definition = set.objects.find((item) => definesKind(item.object, object));
    return definition ? (0,json/* textAt */.$6)(definition.object, "spec", "scope") === "Namespaced" : undefined;
}
/** Whether a CustomResourceDefinition brings the kind of an object. */
function definesKind(definition, object) {
    return ((0,api_object/* isCustomResourceDefinition */.NH)(definition) &&
        (0,json/* textAt */.$6)(definition, "spec", "group") === (0,api_object/* groupOf */.F8)(object.apiVersion) &&
        (0,json/* textAt */.$6)(definition, "spec", "names", "kind") === object.kind &&
        (0,json/* listAt */.gT)(definition, "spec", "versions").some((version) => `${(0,api_object/* groupOf */.F8)(object.apiVersion)}/${(0,json/* textAt */.$6)(version, "name")}` === object.apiVersion));
}
function unknownKind(item) {
    const where = (0,manifest/* placeOf */.$t)(item, ["apiVersion"]);
    return {
        rule: "unknown-kind",
        severity: "error",
        what: `The cluster knows no kind '${item.object.kind}' in '${item.object.apiVersion}', and no CustomResourceDefinition of these manifests brings it.`,
        ...(where ? { where } : {}),
        next: "Correct 'apiVersion' and 'kind', or install the operator that brings this kind first.",
    };
}
// Only the completed names can be compared: one file may write the namespace that another one leaves open.
function findTwice(objects) {
    const seen = new Map();
    return objects.flatMap((item) => {
        const key = (0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(item.object));
        const first = seen.get(key);
        if (!first)
            seen.set(key, item);
        if (!first)
            return [];
        const where = (0,manifest/* placeOf */.$t)(item) ?? (0,manifest/* placeOf */.$t)(first);
        const what = `${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(item.object))} is given twice${item.file === "" ? ": in the manifests and under 'secrets'" : ""}.`;
        return [{ rule: "given-twice", severity: "error", what, ...(where ? { where } : {}), next: "Keep one of them." }];
    });
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/kind-order.js
var kind_order = __webpack_require__(33914);
// EXTERNAL MODULE: ./packages/kube/lib/plan/object-diff.js
var object_diff = __webpack_require__(68426);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-reference.js
var pod_reference = __webpack_require__(93978);
// EXTERNAL MODULE: ./packages/kube/lib/plan/plan-object.js + 1 modules
var plan_object = __webpack_require__(10273);
// EXTERNAL MODULE: ./packages/kube/lib/plan/revision.js
var revision = __webpack_require__(74754);
;// CONCATENATED MODULE: ./packages/kube/lib/plan/plan.js











const PARALLEL = 8;
const NEVER_PRUNED = new Set(["Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim"]);
const contentsOf = new WeakMap();
/** The contents behind a plan of this process; undefined for any other object. */
function findPlanContents(plan) {
    return contentsOf.get(plan);
}
/** Plans a deployment by server-side dry runs; changes nothing. What cannot be applied is an error among the findings. */
async function planDeploy(cluster, set, options) {
    const app = { application: options.application, namespace: options.namespace };
    (0,ownership/* checkApplication */.HQ)(app);
    for (const values of Object.values(options.secrets ?? {}))
        for (const value of Object.values(values))
            cluster.reporter.mask(value);
    const completed = await completeObjects(cluster, set, app, options.secrets ?? {});
    const { fresh, added, revisions } = await findFreshNamespaces(cluster, app, completed.objects);
    const desired = (0,kind_order/* inApplyOrder */.ub)([...added, ...completed.objects], (item) => (0,api_object/* refOf */.H8)(item.object));
    const context = {
        app,
        freshNamespaces: fresh,
        forceConflicts: options.forceConflicts ?? false,
        ...(options.signal ? { signal: options.signal } : {}),
    };
    const planned = await (0,parallel/* mapParallel */.E)(desired, PARALLEL, async (item) => ({
        ...(await (0,plan_object/* planObject */.t)(cluster, item, context)),
        ref: (0,api_object/* refOf */.H8)(item.object),
        desired: item,
    }));
    const leftovers = await planLeftovers(cluster, app, desired, revisions, options.prune ?? false);
    const entries = [...planned, ...leftovers.entries];
    const findings = [
        ...completed.findings,
        ...entries.flatMap((entry) => entry.findings),
        ...leftovers.findings,
        ...noteRestarts(planned),
        ...noteInterrupted(revisions),
    ];
    const plan = summarise(options, entries, findings);
    contentsOf.set(plan, { set, options, entries, revisions });
    return plan;
}
function summarise(options, entries, findings) {
    const { application, namespace, environment } = options;
    const objects = entries.map(({ ref, desired, action, diff }) => ({
        ref,
        file: desired?.file ?? "",
        line: desired?.line ?? 0,
        action,
        diff,
    }));
    const digest = (0,lib_digest/* digestOfJson */.Qs)({
        application,
        namespace,
        environment,
        objects: entries.map(({ ref, action, diff, desired }) => ({ ref, action, diff, desired: desired ? (0,object_diff/* maskSecret */.$l)(desired.object) : null })),
    });
    const images = [
        ...new Set(entries.flatMap(({ desired }) => (desired ? (0,pod_template/* listImages */.v8)(desired.object).map(({ image }) => image) : []))),
    ].sort();
    return { application, namespace, environment, objects, findings, digest, images };
}
/** Finds namespaces that the plan must make: missing ones, and the application's own one when its first deployment ended before anything was kept. */
async function findFreshNamespaces(cluster, app, objects) {
    const names = new Set([app.namespace, ...objects.flatMap(({ object }) => object.metadata.namespace ?? [])]);
    const inSet = new Set(objects.filter(({ object }) => object.kind === "Namespace").map(({ object }) => object.metadata.name));
    const fresh = new Set();
    const revisions = new Array();
    for (const name of names) {
        const live = await readNamespace(cluster, name);
        if (name === app.namespace && live !== "missing")
            revisions.push(...(await (0,revision/* listRevisions */.VW)(cluster, app)));
        const unfinished = typeof live === "object" && (0,ownership/* ownerOf */.bf)(live, app) === "own" && revisions.length === 0 && live.metadata.deletionTimestamp === undefined;
        if (live === "missing" || unfinished)
            fresh.add(name);
    }
    const added = [...fresh]
        .filter((name) => !inSet.has(name))
        .map((name) => {
        const object = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: (0,ownership/* ownershipLabels */.Hv)(app) } };
        return { object, file: "", line: 0, lines: new Map(), isKnown: true };
    });
    return { fresh, added, revisions };
}
async function readNamespace(cluster, name) {
    try {
        return (await cluster.read({ apiVersion: "v1", kind: "Namespace", name })) ?? "missing";
    }
    catch (error) {
        // Whoever may deploy into a namespace need not be allowed to look at it; if it is missing, the dry runs say so.
        if ((0,api_failure/* isApiFailure */.TG)(error, 403))
            return "unknown";
        throw error;
    }
}
async function planLeftovers(cluster, app, desired, revisions, prune) {
    const wanted = new Set(desired.map((item) => (0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(item.object))));
    const earlier = new Map(revisions
        .filter(({ status }) => status === "good")
        .flatMap(({ objects }) => objects.map((object) => [(0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(object)), (0,api_object/* refOf */.H8)(object)])));
    const refs = (0,kind_order/* inApplyOrder */.ub)([...earlier.values()].filter((ref) => !wanted.has((0,api_object/* refKey */.XF)(ref))), (ref) => ref).toReversed();
    const live = await (0,parallel/* mapParallel */.E)(refs, PARALLEL, (ref) => cluster.read(ref));
    const entries = [];
    const findings = [];
    for (const [index, ref] of refs.entries()) {
        const object = live[index];
        if (!object || object.metadata.deletionTimestamp !== undefined || (0,ownership/* ownerOf */.bf)(object, app) !== "own")
            continue;
        const isKept = NEVER_PRUNED.has(ref.kind);
        if (prune && !isKept)
            entries.push({ ref, action: "delete", diff: [{ path: "", before: (0,object_diff/* maskSecret */.$l)(object) }], findings: [], force: false, live: object });
        else if (!isKept || ref.kind === "PersistentVolumeClaim") {
            const next = isKept
                ? "It holds data, so it is never deleted automatically; delete it by hand when it is not needed."
                : `Plan with 'prune', or delete it by hand; it carries the label ${ownership/* APPLICATION_LABEL */.OU}.`;
            findings.push({
                rule: "leftover",
                severity: "notice",
                what: `${(0,api_object/* formatRef */.rq)(ref)} came with an earlier revision and is no longer in the manifests; it stays.`,
                next,
            });
        }
    }
    return { entries, findings };
}
// Pods read ConfigMaps and Secrets from variables only when they start.
function noteRestarts(entries) {
    const changed = entries.filter(({ ref, action }) => action === "update" && (ref.kind === "ConfigMap" || (0,api_object/* isSecret */.$f)(ref)));
    return changed.flatMap(({ ref }) => entries.flatMap(({ ref: user, desired, action }) => {
        const template = desired && action === "unchanged" ? (0,pod_template/* findPodTemplate */.$c)(desired.object) : undefined;
        const uses = template &&
            user.namespace === ref.namespace &&
            (0,pod_reference/* listReferences */.X)(template).some((wanted) => wanted.kind === ref.kind && wanted.name === ref.name);
        if (!uses)
            return [];
        const where = desired && desired.file !== "" ? { where: { file: desired.file, line: desired.line } } : {};
        const what = `${(0,api_object/* formatRef */.rq)(ref)} changes, but the pods of ${(0,api_object/* formatRef */.rq)(user)} are not restarted, so they keep the old values of their variables.`;
        return [
            {
                rule: "no-restart",
                severity: "warning",
                what,
                ...where,
                next: "Give the object a name with a version, or change an annotation of the pod template along with it.",
            },
        ];
    }));
}
function noteInterrupted(revisions) {
    const last = revisions.at(-1);
    if (last?.status !== "applying")
        return [];
    const what = `Revision ${last.number}, started ${last.startedAt} by ${last.run.run}, was interrupted while it was ${last.phase === "apply" ? "applied" : "rolled back"}.`;
    return [{ rule: "interrupted", severity: "notice", what, next: "Applying this plan continues or rolls it back first." }];
}


/***/ }),

/***/ 74754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CM: () => (/* binding */ createRevision),
/* harmony export */   V8: () => (/* binding */ trimRevisions),
/* harmony export */   VW: () => (/* binding */ listRevisions),
/* harmony export */   tK: () => (/* binding */ updateRevision)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _api_api_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50683);



const OWNER_LABEL = "waybill.dev/revision-of";
const TYPE = "waybill.dev/revision";
const KEPT = 10;
const MAX_BYTES = 1_000_000;
/** All revisions of an application, oldest first. */
async function listRevisions(cluster, app) {
    const secrets = await cluster.list("v1", "Secret", { namespace: app.namespace, labelSelector: `${OWNER_LABEL}=${app.application}` });
    const revisions = secrets.filter((secret) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(secret, "type") === TYPE).map(decode);
    return revisions.sort((a, b) => a.number - b.number);
}
/** Writes a new revision. Throws when one of that number exists, or when it is too large for a Secret. */
async function createRevision(cluster, app, revision) {
    try {
        return decode(await cluster.create(encode(app, revision)));
    }
    catch (error) {
        if (!(0,_api_api_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .isApiFailure */ .TG)(error, 409))
            throw error;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("remote", `Revision ${revision.number} of '${app.application}' was written by another run at this moment. Wait until that run ends and start again.`, { cause: error });
    }
}
/** Changes a revision if nobody else did meanwhile. */
async function updateRevision(cluster, app, stored, change) {
    const { resourceVersion, ...revision } = stored;
    const secret = encode(app, { ...revision, ...change });
    return decode(await cluster.replace({ ...secret, metadata: { ...secret.metadata, resourceVersion } }));
}
/** Deletes the oldest revisions beyond ten; the newest good one and unfinished ones always stay. */
async function trimRevisions(cluster, app) {
    const revisions = await listRevisions(cluster, app);
    const lastGood = revisions.findLast(({ status }) => status === "good");
    for (const revision of revisions.slice(0, Math.max(0, revisions.length - KEPT))) {
        if (revision === lastGood || revision.status === "applying")
            continue;
        await cluster.remove({ apiVersion: "v1", kind: "Secret", namespace: app.namespace, name: nameOf(app, revision.number) });
    }
}
function nameOf(app, number) {
    return `waybill.${app.application}.v${number}`;
}
function encode(app, revision) {
    const content = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gzipSync)(JSON.stringify(revision));
    if (content.length > MAX_BYTES) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `The objects of '${app.application}' and their state before are too large to be kept for a rollback (${content.length} bytes compressed, at most ${MAX_BYTES}). Deploy large CustomResourceDefinitions or ConfigMaps as an application of their own.`);
    }
    return {
        apiVersion: "v1",
        kind: "Secret",
        type: TYPE,
        metadata: {
            name: nameOf(app, revision.number),
            namespace: app.namespace,
            labels: { [OWNER_LABEL]: app.application, "waybill.dev/revision": String(revision.number), "waybill.dev/status": revision.status },
        },
        data: { revision: content.toString("base64") },
    };
}
function decode(secret) {
    try {
        const content = JSON.parse((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(Buffer.from((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(secret, "data", "revision") ?? "", "base64"), { maxOutputLength: 256 << 20 }).toString("utf8"));
        if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(content) ||
            typeof content["number"] !== "number" ||
            !Array.isArray(content["objects"]) ||
            !Array.isArray(content["before"]))
            throw new TypeError("not a revision");
        return { ...content, resourceVersion: secret.metadata.resourceVersion ?? "" };
    }
    catch (error) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `The Secret '${secret.metadata.namespace}/${secret.metadata.name}', which holds a revision, cannot be read. Something changed it: restore it, or delete it to give up that revision's rollback.`, { cause: error });
    }
}


/***/ }),

/***/ 10987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ applyDeploy)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/image-name.js
var image_name = __webpack_require__(31053);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/selector.js
var manifest_selector = __webpack_require__(63232);
;// CONCATENATED MODULE: ./packages/kube/lib/health/workload-pods.js


const POD_OWNERS = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"]);
/** Whether a kind makes pods that are waited for. */
function makesPods(object) {
    return POD_OWNERS.has(object.kind) || object.kind === "Pod";
}
/** Finds the pods of a workload's newest revision; pods that an update is replacing are left out. */
async function findWorkloadPods(cluster, workload, signal) {
    if (workload.kind === "Pod")
        return { pods: [workload], controllers: [workload] };
    const namespace = workload.metadata.namespace ?? "";
    const options = { namespace, labelSelector: (0,manifest_selector/* formatSelector */.VH)((0,manifest_selector/* selectorOf */.Bk)(workload)), ...(signal ? { signal } : {}) };
    const pods = await cluster.list("v1", "Pod", options);
    if (workload.kind !== "Deployment")
        return { pods: pods.filter((pod) => isOwnedBy(pod, workload) && isOfNewestRevision(pod, workload)), controllers: [workload] };
    const sets = (await cluster.list("apps/v1", "ReplicaSet", options)).filter((set) => isOwnedBy(set, workload));
    const newest = findNewest(sets, workload);
    return newest
        ? { pods: pods.filter((pod) => isOwnedBy(pod, newest)), controllers: [workload, newest] }
        : { pods: [], controllers: [workload] };
}
function isOwnedBy(object, owner) {
    return (0,json/* listAt */.gT)(object, "metadata", "ownerReferences").some((reference) => (0,json/* textAt */.$6)(reference, "uid") === owner.metadata.uid);
}
function isOfNewestRevision(pod, workload) {
    const hash = pod.metadata.labels?.["controller-revision-hash"];
    const newest = (0,json/* textAt */.$6)(workload, "status", "updateRevision");
    if (workload.kind === "StatefulSet" && hash !== undefined && newest)
        return hash === newest;
    const generation = pod.metadata.labels?.["pod-template-generation"];
    const wanted = workload.metadata.annotations?.["deprecated.daemonset.template.generation"];
    return workload.kind !== "DaemonSet" || generation === undefined || wanted === undefined || generation === wanted;
}
// As the Deployment controller does: the newest ReplicaSet is the one with the same pod template but for the label of its hash.
function findNewest(sets, deployment) {
    const wanted = templateKey(deployment);
    const same = sets.find((set) => templateKey(set) === wanted);
    if (same)
        return same;
    const revision = deployment.metadata.annotations?.["deployment.kubernetes.io/revision"];
    return revision === undefined
        ? undefined
        : sets.find((set) => set.metadata.annotations?.["deployment.kubernetes.io/revision"] === revision && !isStale(deployment));
}
function isStale(deployment) {
    const observed = (0,json/* recordAt */.zR)(deployment, "status")["observedGeneration"];
    return typeof observed === "number" && deployment.metadata.generation !== undefined && observed < deployment.metadata.generation;
}
function templateKey(object) {
    const template = (0,json/* recordAt */.zR)(object, "spec", "template");
    const metadata = (0,json/* recordAt */.zR)(template, "metadata");
    const labels = (0,json/* isRecord */.u4)(metadata["labels"]) ? { ...metadata["labels"] } : {};
    delete labels["pod-template-hash"];
    return (0,lib_digest/* canonicalJson */.dj)({ labels, annotations: metadata["annotations"] ?? {}, spec: template["spec"] ?? {} });
}

;// CONCATENATED MODULE: ./packages/kube/lib/health/proof.js






const ATTEMPTS = 10;
const PAUSE_MS = 500;
/** Reads what the pods of workloads run and compares it with the digests of their manifests. A digest that cannot be read is an error. */
async function proveImages(cluster, items, signal) {
    const pods = [];
    const findings = [];
    for (const item of items) {
        if (!makesPods(item.object) || !(0,pod_template/* findPodTemplate */.$c)(item.object))
            continue;
        let result = await proveWorkload(cluster, item);
        // The kubelet reports the image a moment after it reports the container.
        for (let attempt = 1; attempt < ATTEMPTS && result.findings.length > 0; attempt++) {
            await (0,pause/* pause */.v)(PAUSE_MS, signal);
            result = await proveWorkload(cluster, item);
        }
        pods.push(...result.pods);
        findings.push(...result.findings);
    }
    return { pods, findings };
}
async function proveWorkload(cluster, item) {
    const live = await cluster.read((0,api_object/* refOf */.H8)(item.object));
    const template = (0,pod_template/* findPodTemplate */.$c)(item.object);
    if (!live || !template)
        return { pods: [], findings: [unproven(item, [], "it is gone")] };
    const { pods } = await findWorkloadPods(cluster, live);
    const running = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && (0,json/* textAt */.$6)(pod, "status", "phase") !== "Failed");
    const expected = expectedPods(live);
    if (running.length < expected)
        return { pods: [], findings: [unproven(item, [], `${running.length} of ${expected} pods of its newest revision were found`)] };
    const proofs = [];
    const findings = [];
    for (const pod of running) {
        for (const place of (0,pod_template/* listContainers */.ts)(template)) {
            const proof = proveContainer(pod.metadata.name, pod, place);
            proofs.push(proof);
            const wanted = (0,image_name/* parseImageName */.i)(proof.image)?.digest;
            if (wanted !== undefined && proof.digest !== wanted)
                findings.push(unproven(item, [...place.path, "image"], `pod ${proof.name} runs ${proof.imageID || "an unknown image"}`, wanted));
        }
    }
    return { pods: proofs, findings };
}
function expectedPods(live) {
    switch ((0,json/* textAt */.$6)(live, "kind")) {
        case "DaemonSet":
            return (0,json/* numberAt */.tk)(live, "status", "desiredNumberScheduled") ?? 0;
        case "Job":
            // Pods of a finished Job may have been cleaned up already.
            return 0;
        default:
            return (0,json/* numberAt */.tk)(live, "spec", "replicas") ?? 1;
    }
}
function proveContainer(podName, pod, place) {
    const list = {
        containers: "containerStatuses",
        initContainers: "initContainerStatuses",
        ephemeralContainers: "ephemeralContainerStatuses",
    }[place.list];
    const status = (0,json/* listAt */.gT)(pod, "status", list).find((entry) => (0,json/* textAt */.$6)(entry, "name") === place.name);
    const imageID = (0,json/* textAt */.$6)(status, "imageID") ?? "";
    const digest = imageID.slice(imageID.lastIndexOf("@") + 1);
    return {
        name: `${podName}/${place.name}`,
        image: (0,json/* textAt */.$6)(place.container, "image") ?? "",
        imageID,
        ...(imageID.includes("@") && (0,lib_digest/* isDigest */.Bc)(digest) ? { digest } : {}),
    };
}
function unproven(item, path, observed, expected) {
    const where = (0,manifest/* placeOf */.$t)(item, path);
    return {
        rule: "image-id",
        severity: "error",
        what: `It is not proven that ${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(item.object))} runs the tested image.`,
        ...(where ? { where } : {}),
        observed,
        ...(expected === undefined ? {} : { expected }),
        next: "Look at the pods' 'imageID': something changed them after this deployment, or the node does not say what it runs.",
    };
}

// EXTERNAL MODULE: ./packages/kube/lib/api/api-failure.js
var api_failure = __webpack_require__(50683);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/kind-order.js
var kind_order = __webpack_require__(33914);
// EXTERNAL MODULE: ./packages/kube/lib/plan/object-diff.js
var object_diff = __webpack_require__(68426);
// EXTERNAL MODULE: ./packages/kube/lib/plan/ownership.js
var ownership = __webpack_require__(24698);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
;// CONCATENATED MODULE: ./packages/kube/lib/health/placement-symptom.js


/** Why a pod finds no node, or why a volume cannot be mounted there. */
function findPlacementSymptoms(pod, events) {
    return [...judgeScheduling(pod), ...events.flatMap((event) => judgeMount(pod, event))];
}
function judgeScheduling(pod) {
    const scheduled = (0,api_object/* findCondition */.fS)(pod, "PodScheduled");
    if (scheduled?.status !== "False" || scheduled.reason !== "Unschedulable")
        return [];
    const isResource = scheduled.message.includes("Insufficient");
    const next = isResource
        ? "Lower 'resources.requests', or add a node."
        : "Compare 'nodeSelector', affinity, tolerations and volumes with the nodes.";
    return [
        {
            rule: "unschedulable",
            what: "No node can take the pod.",
            observed: scheduled.message,
            next,
            field: isResource ? ["containers", 0, "resources"] : ["nodeSelector"],
            graceMs: 15_000,
        },
    ];
}
function judgeMount(pod, event) {
    if (event.reason !== "FailedMount" && event.reason !== "FailedAttachVolume")
        return [];
    // Once the containers run, what once hindered them is over.
    if ((0,json/* listAt */.gT)(pod, "status", "containerStatuses").some((status) => (0,json/* valueAt */.fK)(status, "state", "running") !== undefined))
        return [];
    const volume = /for volume "([^"]+)"/.exec(event.message)?.[1];
    const index = (0,json/* listAt */.gT)(pod, "spec", "volumes").findIndex((item) => (0,json/* textAt */.$6)(item, "name") === volume);
    const isMissing = /not found|non-existent/i.test(event.message);
    const what = `The volume${volume === undefined ? "" : ` '${volume}'`} of the pod cannot be mounted.`;
    const next = isMissing
        ? "Add the missing ConfigMap, Secret or key to the manifests, or correct its name."
        : "Look at the volume and its driver.";
    return [
        {
            rule: "config-reference",
            what,
            observed: event.message,
            next,
            field: index < 0 ? ["volumes"] : ["volumes", index],
            ...(isMissing ? { graceMs: 3_000 } : {}),
        },
    ];
}
/** Why a controller cannot even make its pods, from a message of its condition or events. */
function findCreationSymptom(message) {
    if (!/forbidden|denied|violates|not found|is invalid/i.test(message))
        return undefined;
    const common = { observed: message, field: [], graceMs: 2_000 };
    if (/exceeded quota|must specify|maximum .* usage|minimum .* usage/i.test(message)) {
        return {
            ...common,
            rule: "quota",
            what: "A quota or limit of the namespace forbids the pods.",
            next: "Lower the resources of the pods, or ask for a larger ResourceQuota.",
            field: ["containers", 0, "resources"],
        };
    }
    if (/service account|serviceaccount/i.test(message)) {
        return {
            ...common,
            rule: "config-reference",
            what: "The pods' ServiceAccount does not exist.",
            next: "Add it to the manifests, or correct 'serviceAccountName'.",
            field: ["serviceAccountName"],
        };
    }
    return {
        ...common,
        rule: "admission",
        what: "An admission rule of the cluster forbids the pods.",
        next: "Change the pods so that the rule allows them; it is named in the message.",
        field: /PodSecurity/.test(message) ? ["securityContext"] : [],
    };
}

;// CONCATENATED MODULE: ./packages/kube/lib/health/symptom.js


// A definite answer of a registry; anything else (no connection, overload) may pass.
const DEFINITE_PULL_ERROR = /not ?found|unknown|denied|unauthori[sz]ed|forbidden|no match for platform|does not exist|invalid|pull access|40[134]/i;
const FAULTY_SPECIFICATION = new Set(["CreateContainerConfigError", "CreateContainerError"]);
const PULL_REASONS = new Set([
    "ErrImagePull",
    "ImagePullBackOff",
    "ErrImageNeverPull",
    "InvalidImageName",
    "RegistryUnavailable",
    "ImageInspectError",
]);
/** All symptoms of one pod, the gravest first. */
function findPodSymptoms(pod, events) {
    const statuses = [...(0,json/* listAt */.gT)(pod, "status", "initContainerStatuses"), ...(0,json/* listAt */.gT)(pod, "status", "containerStatuses")];
    const symptoms = [...statuses.flatMap((status) => judgeContainer(pod, status, events)), ...findPlacementSymptoms(pod, events)];
    return symptoms.map((symptom) => ({ ...symptom, pod: pod.metadata.name }));
}
function judgeContainer(pod, status, events) {
    const container = (0,json/* textAt */.$6)(status, "name") ?? "";
    const reason = (0,json/* textAt */.$6)(status, "state", "waiting", "reason") ?? "";
    const message = (0,json/* textAt */.$6)(status, "state", "waiting", "message") ?? reason;
    if (PULL_REASONS.has(reason))
        return [pullFailure(container, (0,json/* textAt */.$6)(status, "image") ?? "", reason, message)];
    if (FAULTY_SPECIFICATION.has(reason))
        return [faultySpecification(container, message)];
    const ended = endOf(status);
    if (ended?.reason === "OOMKilled")
        return [outOfMemory(pod, container)];
    if (reason === "RunContainerError" || ended?.reason === "StartError" || ended?.reason === "ContainerCannotRun") {
        return [cannotStart(container, ended?.message || message)];
    }
    const probe = judgeProbes(pod, container, status, events);
    if (reason === "CrashLoopBackOff")
        return probe.length > 0 && probe[0]?.graceMs !== undefined ? probe : [crashing(container, ended, 0)];
    if (probe.length > 0)
        return probe;
    return ended && ended.code !== 0 ? [crashing(container, ended, undefined)] : [];
}
function endOf(status) {
    const state = (0,json/* valueAt */.fK)(status, "state", "terminated") ?? (0,json/* valueAt */.fK)(status, "lastState", "terminated");
    if (state === undefined)
        return undefined;
    const isLast = (0,json/* valueAt */.fK)(status, "state", "terminated") === undefined;
    return {
        reason: (0,json/* textAt */.$6)(state, "reason") ?? "",
        message: (0,json/* textAt */.$6)(state, "message") ?? "",
        code: (0,json/* numberAt */.tk)(state, "exitCode") ?? -1,
        isLast,
    };
}
function pullFailure(container, image, reason, message) {
    const isDefinite = reason === "InvalidImageName" || reason === "ErrImageNeverPull" || DEFINITE_PULL_ERROR.test(message.replace(image, ""));
    const next = isDefinite
        ? "Check that this digest was pushed to this repository, and that the cluster may read it ('imagePullSecrets')."
        : "Check that the node reaches the registry.";
    return {
        rule: "image-pull",
        what: `The node cannot pull the image of the container '${container}'.`,
        observed: message,
        next,
        container,
        field: ["image"],
        graceMs: isDefinite ? 0 : 30_000,
    };
}
function faultySpecification(container, message) {
    const isReference = /not found|couldn't find key|non-existent/i.test(message);
    const next = isReference
        ? "Add what is missing to the manifests or to 'secrets', or correct its name."
        : "Correct the container's specification.";
    const what = isReference
        ? `The container '${container}' needs something that does not exist.`
        : `The container '${container}' cannot be made as specified.`;
    // The kubelet's own caches lag behind the API for a moment.
    return {
        rule: "config-reference",
        what,
        observed: message,
        next,
        container,
        field: fieldOfMessage(message),
        graceMs: /failed to sync/i.test(message) ? 20_000 : 1_500,
    };
}
function fieldOfMessage(message) {
    if (message.includes("runAsNonRoot") || message.includes("non-root"))
        return ["securityContext"];
    return /key/.test(message) ? ["env"] : ["envFrom"];
}
function outOfMemory(pod, container) {
    const limit = limitOf(pod, container);
    return {
        rule: "out-of-memory",
        what: `The container '${container}' was killed because it needed more memory than its limit${limit === undefined ? "" : ` of ${limit}`}.`,
        observed: "OOMKilled",
        next: "Raise 'resources.limits.memory' or make the program need less.",
        container,
        field: ["resources", "limits", "memory"],
        log: "previous",
        graceMs: 0,
    };
}
function limitOf(pod, container) {
    const found = [...(0,json/* listAt */.gT)(pod, "spec", "containers"), ...(0,json/* listAt */.gT)(pod, "spec", "initContainers")].find((item) => (0,json/* textAt */.$6)(item, "name") === container);
    return (0,json/* textAt */.$6)(found, "resources", "limits", "memory");
}
function cannotStart(container, message) {
    return {
        rule: "container-start",
        what: `The container '${container}' cannot be started.`,
        observed: message,
        next: "Check 'command', 'args' and the program inside the image.",
        container,
        field: ["command"],
        graceMs: 0,
    };
}
function crashing(container, ended, graceMs) {
    const how = ended === undefined ? "" : ended.code >= 0 ? ` with exit code ${ended.code}` : "";
    return {
        rule: "crash-loop",
        what: `The container '${container}' ${graceMs === undefined ? "ended" : "starts and ends again and again"}${how}.`,
        observed: ended?.reason || "CrashLoopBackOff",
        next: "Its last log lines say why.",
        container,
        field: [],
        log: ended?.isLast === false ? "current" : "previous",
        ...(graceMs === undefined ? {} : { graceMs }),
    };
}
function judgeProbes(pod, container, status, events) {
    if ((0,json/* valueAt */.fK)(status, "ready") === true)
        return [];
    const restarts = (0,json/* numberAt */.tk)(status, "restartCount") ?? 0;
    const symptoms = events.flatMap((event) => {
        const match = event.reason === "Unhealthy" ? /^(Startup|Liveness|Readiness) probe (?:failed|errored)[^:]*: ?(.*)$/s.exec(event.message) : null;
        if (!match)
            return [];
        const [, kind = "", answer = ""] = match;
        const field = `${kind.toLowerCase()}Probe`;
        const probe = probeOf(pod, container, field);
        if (probe === undefined)
            return [];
        const threshold = (0,json/* numberAt */.tk)(probe, "failureThreshold") ?? 3;
        // A server that answers "no such page" or "not for you" does so for ever; one that does not answer may still be starting.
        const isDefinite = kind === "Readiness"
            ? /statuscode: 4(?!08|25|29)\d\d/.test(answer) && event.count >= threshold
            : restarts >= (kind === "Startup" ? 1 : 2);
        const what = `The ${kind.toLowerCase()} probe of the container '${container}' fails (${describeProbe(probe)}).`;
        const next = "Compare the probe's path, port and time limits with what the program serves.";
        return [
            {
                rule: "failed-probe",
                what,
                observed: answer.trim() || event.message,
                next,
                container,
                field: [field],
                log: "current",
                ...(isDefinite ? { graceMs: 0 } : {}),
            },
        ];
    });
    return symptoms.sort((a, b) => Number(b.graceMs !== undefined) - Number(a.graceMs !== undefined));
}
function probeOf(pod, container, field) {
    const found = [...(0,json/* listAt */.gT)(pod, "spec", "containers"), ...(0,json/* listAt */.gT)(pod, "spec", "initContainers")].find((item) => (0,json/* textAt */.$6)(item, "name") === container);
    return (0,json/* valueAt */.fK)(found, field);
}
function describeProbe(probe) {
    const http = (0,json/* recordAt */.zR)(probe, "httpGet");
    if ("port" in http)
        return `GET ${(0,json/* textAt */.$6)(http, "path") ?? "/"} on port ${String(http["port"])}`;
    const port = (0,json/* valueAt */.fK)(probe, "tcpSocket", "port") ?? (0,json/* valueAt */.fK)(probe, "grpc", "port");
    return port === undefined ? `command ${(0,json/* listAt */.gT)(probe, "exec", "command").join(" ").slice(0, 120)}` : `port ${JSON.stringify(port)}`;
}
const RANK = [
    "out-of-memory",
    "config-reference",
    "image-pull",
    "container-start",
    "failed-probe",
    "crash-loop",
    "quota",
    "admission",
    "unschedulable",
    "job-failed",
];
/** Sorts symptoms so that the likeliest cause comes first: those beyond healing before others, then by rule. */
function inOrderOfCause(symptoms) {
    const weight = (symptom) => RANK.indexOf(symptom.rule) + (symptom.graceMs === undefined ? 100 : 0);
    return [...symptoms].sort((a, b) => weight(a) - weight(b));
}

;// CONCATENATED MODULE: ./packages/kube/lib/health/diagnosis.js








const LOG_LINES = 25;
const LOG_CHARACTERS = 3_000;
/** Warning events of namespaces, without those that were there before the deployment began. */
class EventReader {
    #cluster;
    // Controllers keep events for an hour, so what an earlier rollout suffered must not be blamed on this one.
    #known = new Map();
    constructor(cluster) {
        this.#cluster = cluster;
    }
    /** Remembers the events that are there now as old ones. */
    async remember(namespaces) {
        for (const namespace of namespaces)
            for (const event of await this.#list(namespace, "Warning"))
                this.#known.set(event.key, event.count);
    }
    /** Events since then. */
    async read(namespace) {
        return (await this.#list(namespace, "Warning")).filter(({ key, count }) => (this.#known.get(key) ?? 0) < count);
    }
    /** Whether the cluster is adding a node for a pod. */
    async isScalingFor(pod) {
        const events = await this.#list(pod.metadata.namespace ?? "", "Normal");
        return events.some(({ uid, reason }) => uid === pod.metadata.uid && (reason === "TriggeredScaleUp" || reason === "Nominated"));
    }
    async #list(namespace, type) {
        const events = await this.#listAll(namespace, type);
        return events
            .filter((event) => (0,json/* textAt */.$6)(event, "type") === type)
            .map((event) => ({
            key: event.metadata.uid ?? event.metadata.name,
            uid: (0,json/* textAt */.$6)(event, "involvedObject", "uid") ?? "",
            reason: (0,json/* textAt */.$6)(event, "reason") ?? "",
            message: (0,json/* textAt */.$6)(event, "message") ?? "",
            count: (0,json/* numberAt */.tk)(event, "count") ?? (0,json/* numberAt */.tk)(event, "series", "count") ?? 1,
        }));
    }
    async #listAll(namespace, type) {
        try {
            return await this.#cluster.list("v1", "Event", { namespace, fieldSelector: `type=${type}` });
        }
        catch (error) {
            // Whoever may not read events still gets what the objects' own status says.
            if ((0,api_failure/* isApiFailure */.TG)(error, 403))
                return [];
            throw error;
        }
    }
}
/** Symptoms of a workload that is not ready, the likeliest cause first; one for each rule and container. */
async function findSymptoms(cluster, workload, events) {
    const { pods, controllers } = await findWorkloadPods(cluster, workload);
    const ofPods = pods.flatMap((pod) => findPodSymptoms(pod, events.filter(({ uid }) => uid === pod.metadata.uid)));
    const messages = [
        ...controllers
            .map((controller) => (0,api_object/* findCondition */.fS)(controller, "ReplicaFailure"))
            .flatMap((condition) => (condition?.status === "True" ? [condition.message] : [])),
        ...events
            .filter(({ uid, reason }) => reason === "FailedCreate" && controllers.some((controller) => controller.metadata.uid === uid))
            .map(({ message }) => message),
    ];
    const ofCreation = messages.flatMap((message) => findCreationSymptom(message) ?? []);
    const seen = new Set();
    return inOrderOfCause([...ofPods, ...ofCreation]).filter((symptom) => {
        const key = symptomKey(symptom);
        return !seen.has(key) && seen.add(key);
    });
}
/** What makes two symptoms the same one, seen in several pods or at several times. */
function symptomKey({ rule, container, field }) {
    return `${rule}/${container ?? ""}/${field.join(".")}`;
}
/** Turns a symptom into a finding at the line of the manifest, with the last log lines where they help. */
async function describeSymptom(cluster, symptom, item, redact) {
    const where = (0,manifest/* placeOf */.$t)(item, pathOf(symptom, item.object));
    const log = await readLog(cluster, symptom, item.object.metadata.namespace ?? "");
    const pod = symptom.pod === undefined || item.object.kind === "Pod" ? "" : ` (pod ${symptom.pod})`;
    const observed = log === "" ? symptom.observed : `${symptom.observed}; last log lines:\n${log}`;
    return {
        rule: symptom.rule,
        severity: "error",
        what: redact(`${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(item.object))}${pod}: ${symptom.what}`),
        ...(where ? { where } : {}),
        observed: redact(observed.trimEnd()),
        next: symptom.next,
    };
}
function pathOf(symptom, object) {
    const template = (0,pod_template/* findPodTemplate */.$c)(object);
    if (!template)
        return [];
    if (symptom.container === undefined)
        return [...template.path, ...symptom.field];
    const place = (0,pod_template/* listContainers */.ts)(template).find(({ name }) => name === symptom.container);
    if (!place)
        return template.path;
    const missing = /(?:secret|configmap) "([^"]+)"/i.exec(symptom.observed)?.[1] ??
        /in (?:Secret|ConfigMap) (?:[^\s/]+\/)?(\S+)$/.exec(symptom.observed)?.[1];
    return [...place.path, ...(missing === undefined ? symptom.field : (findReference(place.container, missing) ?? symptom.field))];
}
function findReference(container, name) {
    for (const list of ["env", "envFrom"]) {
        const index = (0,json/* listAt */.gT)(container, list).findIndex((entry) => JSON.stringify(entry).includes(`"name":${JSON.stringify(name)}`));
        if (index >= 0)
            return [list, index];
    }
    return undefined;
}
async function readLog(cluster, symptom, namespace) {
    if (symptom.log === undefined || symptom.pod === undefined || symptom.container === undefined)
        return "";
    const pod = { namespace, name: symptom.pod, container: symptom.container };
    const wanted = await cluster.readLog(pod, { previous: symptom.log === "previous", lines: LOG_LINES });
    // A container may have restarted, or its last instance been removed, since its state was read.
    const text = wanted?.trim() ? wanted : await cluster.readLog(pod, { previous: symptom.log !== "previous", lines: LOG_LINES });
    return (text ?? "").trimEnd().slice(-LOG_CHARACTERS);
}

// EXTERNAL MODULE: ./packages/kube/lib/health/wait-rule.js
var wait_rule = __webpack_require__(39968);
;// CONCATENATED MODULE: ./packages/kube/lib/health/wait.js









const POLL_MS = 500;
const PARALLEL = 8;
/** Waits for all objects at once, under one deadline. Ends at the first that cannot become ready any more, with the cause. */
async function waitForObjects(cluster, items, options) {
    const deadline = performance.now() + options.timeoutMs;
    const watched = items.map((item) => ({ item, name: (0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(item.object)), note: "", since: new Map(), symptoms: [] }));
    let pending = watched;
    const notes = () => new Map(watched.map(({ item, note }) => [(0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(item.object)), note]));
    for (;;) {
        options.signal?.throwIfAborted();
        const states = await (0,parallel/* mapParallel */.E)(pending, PARALLEL, (one) => look(cluster, one, items, options));
        const findings = await explain(cluster, pending, states, options);
        if (findings.length > 0)
            return { findings, notes: notes() };
        pending = pending.filter((_, index) => states[index]?.state !== "done");
        // What was ready first may have broken since: all of them must be ready at one time.
        if (pending.length === 0 && states.length < watched.length)
            pending = watched;
        else if (pending.length === 0)
            return { findings: [], notes: notes() };
        else if (performance.now() >= deadline)
            return { findings: await explainTimeout(cluster, pending, options), notes: notes() };
        else
            await (0,pause/* pause */.v)(Math.min(options.pollMs ?? POLL_MS, Math.max(1, deadline - performance.now())), options.signal);
    }
}
async function look(cluster, one, items, options) {
    const live = await cluster.read((0,api_object/* refOf */.H8)(one.item.object), options.signal);
    const progress = live
        ? await refine(cluster, live, (0,wait_rule/* judgeProgress */.$)(live), items)
        : { state: "failed", note: "it is gone: something deleted it" };
    if (progress.note !== one.note)
        options.reporter.progress(`${one.name}: ${progress.note}`);
    one.note = progress.note;
    if (progress.state === "done" || !live || !makesPods(live))
        one.symptoms = [];
    else
        one.symptoms = withPatience(live, await findSymptoms(cluster, live, await options.events.read(live.metadata.namespace ?? "")));
    const now = performance.now();
    one.since = new Map(one.symptoms.map((symptom) => [symptomKey(symptom), one.since.get(symptomKey(symptom)) ?? now]));
    return progress;
}
// A Job says itself how often it may fail ('backoffLimit'), so its pods' failures end the wait only with its own.
function withPatience(live, symptoms) {
    if (live.kind !== "Job")
        return symptoms;
    return symptoms.map(({ graceMs, ...symptom }) => graceMs === undefined || ["crash-loop", "out-of-memory", "failed-probe"].includes(symptom.rule) ? symptom : { ...symptom, graceMs });
}
// Two rules need more than the object itself.
async function refine(cluster, live, progress, items) {
    if (live.kind === "Service" && live.apiVersion === "v1" && progress.state === "done")
        return refineService(cluster, live, progress, items);
    if (live.kind === "PersistentVolumeClaim" && live.apiVersion === "v1" && progress.state === "waiting")
        return refineClaim(cluster, live, progress);
    return progress;
}
async function refineService(cluster, live, progress, items) {
    const selector = (0,manifest_selector/* selectorOf */.Bk)(live);
    const hasPods = items.some(({ object }) => {
        const labels = (0,pod_template/* findPodTemplate */.$c)(object)?.labels ?? {};
        const isServed = makesPods(object) && object.kind !== "Job" && (0,json/* numberAt */.tk)(object, "spec", "replicas") !== 0;
        return (isServed &&
            object.metadata.namespace === live.metadata.namespace &&
            (0,manifest_selector/* matchesSelector */.B5)(selector, object.kind === "Pod" ? (object.metadata.labels ?? {}) : labels));
    });
    if (!hasPods || !(await cluster.findResource("discovery.k8s.io/v1", "EndpointSlice")))
        return progress;
    const slices = await readOptional(() => cluster.list("discovery.k8s.io/v1", "EndpointSlice", {
        namespace: live.metadata.namespace ?? "",
        labelSelector: `kubernetes.io/service-name=${live.metadata.name}`,
    }));
    if (slices === undefined)
        return progress;
    const ready = slices
        .flatMap((slice) => (0,json/* listAt */.gT)(slice, "endpoints"))
        .filter((endpoint) => (0,json/* valueAt */.fK)(endpoint, "conditions", "ready") !== false);
    return ready.length > 0
        ? { state: "done", note: `it has ${ready.length} ready endpoints` }
        : { state: "waiting", note: "it has no ready endpoint yet" };
}
async function refineClaim(cluster, live, progress) {
    const name = (0,json/* textAt */.$6)(live, "spec", "storageClassName");
    if (!name)
        return progress;
    const storageClass = await readOptional(() => cluster.read({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", name }));
    // Such a claim is bound when its first pod is scheduled; the pod's own rule covers it then.
    return (0,json/* textAt */.$6)(storageClass, "volumeBindingMode") === "WaitForFirstConsumer"
        ? { state: "done", note: "it is bound when a pod first uses it" }
        : progress;
}
async function readOptional(read) {
    try {
        return await read();
    }
    catch (error) {
        // A deployer need not be allowed to read these; the rule is then the plain one.
        if ((0,api_failure/* isApiFailure */.TG)(error, 403, 404))
            return undefined;
        throw error;
    }
}
async function explain(cluster, pending, states, options) {
    const now = performance.now();
    const findings = [];
    for (const [index, one] of pending.entries()) {
        const doomed = [];
        for (const symptom of one.symptoms) {
            const age = now - (one.since.get(symptomKey(symptom)) ?? now);
            if (symptom.graceMs !== undefined && age >= symptom.graceMs && !(await isBeingHelped(cluster, one, symptom, options)))
                doomed.push(symptom);
        }
        const state = states[index];
        if (doomed.length > 0)
            findings.push(...(await describeAll(cluster, one, doomed, options)));
        else if (state?.state === "failed")
            findings.push(...(await describeAll(cluster, one, one.symptoms, options)), failure(one, state.note, options));
    }
    return findings;
}
async function isBeingHelped(cluster, one, symptom, options) {
    if (symptom.rule !== "unschedulable" || symptom.pod === undefined)
        return false;
    const pod = await cluster.read({ apiVersion: "v1", kind: "Pod", namespace: one.item.object.metadata.namespace ?? "", name: symptom.pod });
    return pod !== undefined && (await options.events.isScalingFor(pod));
}
async function explainTimeout(cluster, pending, options) {
    const findings = [];
    for (const one of pending) {
        findings.push(...(await describeAll(cluster, one, one.symptoms, options)));
        const where = (0,manifest/* placeOf */.$t)(one.item);
        const next = "Look at the causes above, or allow more time with 'timeoutSeconds'.";
        const what = `${one.name} did not become ready within ${Math.round(options.timeoutMs / 1000)} seconds: ${options.redact(one.note)}.`;
        findings.push({ rule: "timeout", severity: "error", what, ...(where ? { where } : {}), next });
    }
    return findings;
}
function failure(one, note, options) {
    const where = (0,manifest/* placeOf */.$t)(one.item);
    const rule = one.item.object.kind === "Job" ? "job-failed" : "not-ready";
    return {
        rule,
        severity: "error",
        what: `${one.name} cannot become ready: ${options.redact(note)}.`,
        ...(where ? { where } : {}),
        next: "Correct the cause and deploy again.",
    };
}
function describeAll(cluster, one, symptoms, options) {
    return (0,parallel/* mapParallel */.E)(symptoms, 2, (symptom) => describeSymptom(cluster, symptom, one.item, options.redact));
}

;// CONCATENATED MODULE: ./packages/kube/lib/rollout/restore.js







const GONE_POLL_MS = 250;
const GONE_TIMEOUT_MS = 60_000;
/** The state of an object that a rollback needs; undefined for one that is not there. */
function snapshotOf(ref, live) {
    if (!live)
        return { ref };
    const object = (0,object_diff/* withoutServerFields */.dw)(live);
    // The identity tells whether a Job is still the same run; a finished one is recognised by its conditions.
    const metadata = { ...object.metadata, ...(live.metadata.uid === undefined ? {} : { uid: live.metadata.uid }) };
    return { ref, object: { ...object, metadata } };
}
/** Brings a set of objects back to the state before, waits until they are ready, and compares them. Findings are what did not come back. */
async function restoreObjects(cluster, app, before, options) {
    const ordered = (0,kind_order/* inApplyOrder */.ub)(before, ({ ref }) => ref);
    const findings = [];
    for (const { ref, object } of ordered)
        if (object)
            findings.push(...(await restoreObject(cluster, ref, object, options)));
    for (const { ref, object } of ordered.toReversed())
        if (!object)
            findings.push(...(await removeObject(cluster, app, ref, options.reporter)));
    const existing = ordered.flatMap(({ ref, object }) => (object && ref.kind !== "Job" ? [withPlace(object, options.items)] : []));
    const waited = await waitForObjects(cluster, existing, options);
    findings.push(...waited.findings);
    for (const entry of ordered)
        findings.push(...(await verifyObject(cluster, app, entry)));
    return findings;
}
function withPlace(object, items) {
    const item = items.find((candidate) => (0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(candidate.object)) === (0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(object)));
    return { object, file: item?.file ?? "", line: item?.line ?? 0, lines: item?.lines ?? new Map() };
}
async function restoreObject(cluster, ref, object, options) {
    const live = await cluster.read(ref);
    if (ref.kind === "Job")
        return restoreJob(cluster, ref, object, live);
    if (live && (0,object_diff/* diffObjects */.wc)(object, live).length === 0)
        return [];
    options.reporter.info(`Restoring ${(0,api_object/* formatRef */.rq)(ref)}.`);
    const previous = options.previous.find((candidate) => (0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(candidate)) === (0,api_object/* refKey */.XF)(ref));
    if (previous || !live)
        await cluster.apply(previous ?? (0,object_diff/* withoutServerFields */.dw)(object), { force: true });
    // What others had set and the failed revision took from them comes back only by writing the whole object.
    for (let attempt = 0; attempt < 5; attempt++) {
        const now = await cluster.read(ref);
        if (!now || (0,object_diff/* diffObjects */.wc)(object, now).length === 0)
            break;
        try {
            const stripped = (0,object_diff/* withoutServerFields */.dw)(object);
            await cluster.replace({ ...stripped, metadata: { ...stripped.metadata, ...versionOf(now) } });
            break;
        }
        catch (error) {
            // A controller wrote to it in between: take the new version and try again.
            if (!(0,api_failure/* isApiFailure */.TG)(error, 409))
                throw error;
        }
    }
    return [];
}
function versionOf(live) {
    return live.metadata.resourceVersion === undefined ? {} : { resourceVersion: live.metadata.resourceVersion };
}
// Making a finished Job again would run it again, and what it did cannot be told from here.
async function restoreJob(cluster, ref, object, live) {
    if (live?.metadata.uid !== undefined && live.metadata.uid === object.metadata.uid)
        return [];
    if (live)
        await removeAndWait(cluster, ref, live);
    const next = "Nothing needs to be done if it had finished; else apply it again by deploying the earlier version.";
    return [
        {
            rule: "job-not-restored",
            severity: "notice",
            what: `${(0,api_object/* formatRef */.rq)(ref)} of the earlier revision is not made again, because that would run it again.`,
            next,
        },
    ];
}
async function removeObject(cluster, app, ref, reporter) {
    const live = await cluster.read(ref);
    if (!live || (0,ownership/* ownerOf */.bf)(live, app) !== "own")
        return [];
    if (ref.kind === "Namespace")
        return [];
    if ((0,api_object/* isCustomResourceDefinition */.NH)(ref) && (await hasResources(cluster, live))) {
        return [
            {
                rule: "kept",
                severity: "warning",
                what: `${(0,api_object/* formatRef */.rq)(ref)} stays, because objects of its kind exist that are not part of this deployment.`,
                next: "Delete it by hand when they are gone.",
            },
        ];
    }
    reporter.info(`Removing ${(0,api_object/* formatRef */.rq)(ref)}, which was not there before.`);
    await removeAndWait(cluster, ref, live);
    return [];
}
async function hasResources(cluster, definition) {
    if ((0,api_object/* findCondition */.fS)(definition, "Established")?.status !== "True")
        return false;
    const served = (0,json/* listAt */.gT)(definition, "spec", "versions").find((version) => version.served === true);
    const apiVersion = `${(0,json/* textAt */.$6)(definition, "spec", "group")}/${(0,json/* textAt */.$6)(served, "name")}`;
    const kind = (0,json/* textAt */.$6)(definition, "spec", "names", "kind") ?? "";
    if (!(await cluster.findResource(apiVersion, kind)))
        return false;
    return (await cluster.list(apiVersion, kind)).length > 0;
}
/** Deletes an object and waits until it is gone, for a minute at most. */
async function removeAndWait(cluster, ref, live) {
    const { uid } = live.metadata;
    await cluster.remove(ref, uid === undefined ? {} : { uid });
    const deadline = performance.now() + GONE_TIMEOUT_MS;
    while (performance.now() < deadline) {
        const now = await cluster.read(ref);
        if (!now || now.metadata.uid !== uid)
            return;
        await (0,pause/* pause */.v)(GONE_POLL_MS);
    }
}
async function verifyObject(cluster, app, { ref, object }) {
    if (ref.kind === "Job" && object)
        return [];
    const live = await cluster.read(ref);
    const differ = (observed) => [
        {
            rule: "not-restored",
            severity: "error",
            what: `${(0,api_object/* formatRef */.rq)(ref)} is not as it was before.`,
            observed,
            next: "Compare it with the manifests of the last good release and deploy that again.",
        },
    ];
    if (!object) {
        // The namespace stays because it holds the history; a definition may stay for others' objects, which is said above.
        const mayStay = ref.kind === "Namespace" || (0,api_object/* isCustomResourceDefinition */.NH)(ref);
        return live && !mayStay && (0,ownership/* ownerOf */.bf)(live, app) === "own" ? differ("it still exists") : [];
    }
    if (!live)
        return differ("it does not exist");
    const changes = (0,object_diff/* diffObjects */.wc)(object, live);
    return changes.length === 0
        ? []
        : differ(changes
            .map(({ path }) => path)
            .slice(0, 10)
            .join(", "));
}

// EXTERNAL MODULE: ./packages/kube/lib/plan/revision.js
var plan_revision = __webpack_require__(74754);
// EXTERNAL MODULE: ./packages/kube/lib/plan/plan-object.js + 1 modules
var plan_object = __webpack_require__(10273);
;// CONCATENATED MODULE: ./packages/kube/lib/rollout/send-objects.js








const send_objects_PARALLEL = 4;
const DISCOVERY_TIMEOUT_MS = 15_000;
const DISCOVERY_POLL_MS = 250;
/**
 * Sends the objects of a plan in the order of kinds; definitions are waited for before the objects of their kinds. Deletions are left to
 * `deleteObjects`. Ends at the first refusal, which is returned as findings.
 */
async function sendObjects(cluster, app, entries, options) {
    const applied = [];
    const todo = entries.filter(({ action }) => action !== "unchanged" && action !== "delete");
    for (const group of (0,kind_order/* groupByRank */.pV)(todo, ({ ref }) => ref)) {
        options.signal?.throwIfAborted();
        const results = await (0,parallel/* mapParallel */.E)(group, send_objects_PARALLEL, (entry) => sendObject(cluster, app, entry, options));
        applied.push(...group.filter((_, index) => results[index]?.length === 0).map(({ ref, action }) => ({ ref, action })));
        const findings = results.flat();
        if (findings.length > 0)
            return { applied, findings };
        const definitions = group.flatMap(({ ref, desired }) => (desired && (0,api_object/* isCustomResourceDefinition */.NH)(ref) ? [desired] : []));
        if (definitions.length === 0)
            continue;
        const waited = await waitForObjects(cluster, definitions, options);
        if (waited.findings.length > 0)
            return { applied, findings: [...waited.findings] };
        cluster.forgetResources();
    }
    return { applied, findings: [] };
}
async function sendObject(cluster, app, entry, options) {
    const { desired, ref } = entry;
    if (!desired)
        return [];
    try {
        if (!desired.isKnown) {
            const refused = await checkNewKind(cluster, app, entry, options);
            if (refused.length > 0)
                return refused;
        }
        if (entry.action === "replace" && entry.live)
            await removeAndWait(cluster, ref, entry.live);
        await cluster.apply(desired.object, { force: entry.force, ...(options.signal ? { signal: options.signal } : {}) });
        options.reporter.info(`${PAST[entry.action]} ${(0,api_object/* formatRef */.rq)(ref)}.`);
        return [];
    }
    catch (error) {
        if (!(0,api_failure/* isApiFailure */.TG)(error))
            throw error;
        const where = (0,manifest/* placeOf */.$t)(desired);
        const observed = (0,api_object/* isSecret */.$f)(desired.object) ? `status ${error.status}` : options.redact(error.detail);
        return [
            {
                rule: "apply-refused",
                severity: "error",
                what: `The cluster refused to apply ${(0,api_object/* formatRef */.rq)(ref)}.`,
                ...(where ? { where } : {}),
                observed,
                next: error.status === 403 ? "Grant the permission that is named." : "Plan again and correct what is named.",
            },
        ];
    }
}
const PAST = {
    create: "Created",
    update: "Updated",
    replace: "Replaced",
    unchanged: "Kept",
    delete: "Deleted",
};
// Its kind came to the cluster a moment ago, so only now can the server say what it thinks of the object.
async function checkNewKind(cluster, app, entry, options) {
    if (!entry.desired)
        return [];
    const { apiVersion, kind } = entry.desired.object;
    const deadline = performance.now() + DISCOVERY_TIMEOUT_MS;
    while (!(await cluster.findResource(apiVersion, kind)) && performance.now() < deadline) {
        await (0,pause/* pause */.v)(DISCOVERY_POLL_MS, options.signal);
        cluster.forgetResources();
    }
    const planned = await (0,plan_object/* planObject */.t)(cluster, { ...entry.desired, isKnown: true }, { app, freshNamespaces: new Set(), forceConflicts: entry.force });
    return planned.findings.filter(({ severity }) => severity === "error");
}
/** Deletes what the plan deletes, in the reverse order of applying. */
async function deleteObjects(cluster, entries, options) {
    const applied = [];
    for (const { ref, live, action } of entries) {
        if (action !== "delete" || !live)
            continue;
        await removeAndWait(cluster, ref, live);
        options.reporter.info(`Deleted ${(0,api_object/* formatRef */.rq)(ref)}.`);
        applied.push({ ref, action });
    }
    return applied;
}
/** Whether two sets of objects are the same, whatever the order. */
function isSameSet(a, b, key) {
    const left = a.map(key).sort();
    const right = b.map(key).sort();
    return left.length === right.length && left.every((item, index) => item === right[index]);
}

;// CONCATENATED MODULE: ./packages/kube/lib/health/service-probe.js

const WINDOW_MS = 20_000;
const service_probe_PAUSE_MS = 500;
const SHOWN_CHARACTERS = 500;
/** Asks a Service through the API server until it answers as expected, for 20 seconds at most, because routes lag behind readiness. */
async function probeService(cluster, namespace, probe, options) {
    const deadline = performance.now() + (options.windowMs ?? WINDOW_MS);
    for (;;) {
        const result = await askOnce(cluster, namespace, probe, options.signal);
        const problem = problemOf(probe, result);
        if (problem === undefined)
            return { result, findings: [] };
        if (performance.now() >= deadline)
            return { result, findings: [finding(namespace, probe, problem, options.redact(result.body))] };
        await (0,pause/* pause */.v)(service_probe_PAUSE_MS, options.signal);
    }
}
async function askOnce(cluster, namespace, probe, signal) {
    const started = performance.now();
    const { service, port, path } = probe;
    const { status, body } = await cluster.requestService({ namespace, service, port, path }, signal);
    return { status, body, durationMs: Math.round(performance.now() - started) };
}
function problemOf(probe, result) {
    const expected = probe.expectStatus ?? 200;
    if (result.status !== expected)
        return `status ${result.status} instead of ${expected}`;
    if (probe.expectBody !== undefined && !result.body.includes(probe.expectBody))
        return `a body without '${probe.expectBody}'`;
    return undefined;
}
function finding(namespace, probe, problem, body) {
    return {
        rule: "service-probe",
        severity: "error",
        what: `The Service '${namespace}/${probe.service}' answers GET ${probe.path} on port ${probe.port} with ${problem}.`,
        observed: body.trim().slice(0, SHOWN_CHARACTERS) || "an empty body",
        next: "Look at the program's log, the Service's 'targetPort', and the path of the probe.",
    };
}

;// CONCATENATED MODULE: ./packages/kube/lib/rollout/deployment.js









const MAX_ROLLBACK_MS = 180_000;
/** The objects of a plan as they are sent. */
function desiredObjects(contents) {
    return contents.entries.flatMap(({ desired }) => (desired ? [desired.object] : []));
}
/** Whether a revision sent the same objects, Secrets included. */
function isSameRelease(revision, objects) {
    // The namespace is part of a plan only while it does not exist.
    const relevant = (list) => list.filter(({ kind }) => kind !== "Namespace");
    return isSameSet(relevant(revision.objects), relevant(objects), lib_digest/* canonicalJson */.dj);
}
function waitOptions(deployment, timeoutMs = deployment.options.timeoutMs) {
    const { options, signal, events, redact } = deployment;
    return { timeoutMs, reporter: options.reporter, signal, events, redact };
}
/** Nothing is to be changed: only proves that what runs is what was planned. */
async function confirmUnchanged(deployment, revision) {
    const { watch, contents } = deployment;
    const items = contents.entries.flatMap(({ desired }) => desired ?? []);
    const waited = await watch.measure("wait", () => waitForObjects(deployment.cluster, items, waitOptions(deployment)));
    const proof = waited.findings.length > 0 ? { pods: [], findings: waited.findings } : await watch.measure("prove", () => prove(deployment));
    return {
        verdict: (0,verdict/* verdictOf */.Vj)(proof.findings),
        revision: revision?.number ?? 0,
        changed: false,
        resumed: false,
        applied: contents.entries.map(({ ref }) => ({ ref, action: "unchanged" })),
        rolledBack: false,
        ...(proof.findings.length > 0 ? { diagnosis: proof.findings } : {}),
        findings: deployment.plan.findings,
        pods: proof.pods,
        ...("probe" in proof && proof.probe ? { probe: proof.probe } : {}),
        durations: watch.durations(),
    };
}
/** Writes the revision that stands for this deployment: a new one, or an interrupted one of the same objects that is continued. */
async function openRevision(deployment, interrupted) {
    if (interrupted)
        return interrupted;
    const { cluster, app, contents, plan, options } = deployment;
    const number = (contents.revisions.at(-1)?.number ?? 0) + 1;
    return (0,plan_revision/* createRevision */.CM)(cluster, app, {
        number,
        status: "applying",
        phase: "apply",
        environment: plan.environment,
        planDigest: options.expectDigest ?? plan.digest,
        images: plan.images,
        run: options.run,
        startedAt: new Date().toISOString(),
        objects: desiredObjects(contents),
        before: contents.entries.map(({ ref, live }) => snapshotOf(ref, live)),
    });
}
/** Applies, waits, deletes what is left over, proves; on failure brings everything back. */
async function carryOut(deployment, revision, resumed) {
    const { cluster, app, contents, watch } = deployment;
    const applied = [];
    const problems = [];
    let proof = { pods: [], findings: [] };
    try {
        problems.push(...(await applyAndWait(deployment, applied)));
        if (problems.length === 0) {
            proof = await watch.measure("prove", () => prove(deployment));
            problems.push(...proof.findings);
        }
    }
    catch (error) {
        // Without the lease, or when the run is being stopped, there may be no time left: the next run goes on from the kept revision.
        if (deployment.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        problems.push({ rule: "interrupted", severity: "error", what: deployment.redact(error.message) });
    }
    const common = {
        revision: revision.number,
        changed: true,
        resumed,
        applied,
        pods: proof.pods,
        ...(proof.probe ? { probe: proof.probe } : {}),
    };
    if (problems.length > 0)
        return rollBack(deployment, revision, problems, common);
    const kept = contents.entries.flatMap(({ ref, action }) => (action === "unchanged" ? [{ ref, action }] : []));
    await (0,plan_revision/* updateRevision */.tK)(cluster, app, revision, { status: "good", finishedAt: new Date().toISOString() });
    await (0,plan_revision/* trimRevisions */.V8)(cluster, app);
    return {
        ...common,
        verdict: "pass",
        applied: [...applied, ...kept],
        rolledBack: false,
        findings: deployment.plan.findings,
        durations: watch.durations(),
    };
}
async function applyAndWait(deployment, applied) {
    const { cluster, app, contents, watch, options } = deployment;
    const started = performance.now();
    const sent = await watch.measure("apply", () => sendObjects(cluster, app, contents.entries, waitOptions(deployment)));
    applied.push(...sent.applied);
    if (sent.findings.length > 0)
        return sent.findings;
    const items = contents.entries.flatMap(({ desired }) => desired ?? []);
    // Definitions were waited for already: that counts against the same deadline.
    const leftMs = Math.max(1, options.timeoutMs - (performance.now() - started));
    const waited = await watch.measure("wait", () => waitForObjects(cluster, items, waitOptions(deployment, leftMs)));
    if (waited.findings.length > 0)
        return waited.findings;
    applied.push(...(await watch.measure("apply", () => deleteObjects(cluster, contents.entries, waitOptions(deployment)))));
    return [];
}
async function prove(deployment) {
    const { cluster, app, contents, options, signal, redact } = deployment;
    const items = contents.entries.flatMap(({ desired }) => desired ?? []);
    const images = await proveImages(cluster, items, signal);
    if (images.findings.length > 0 || !options.probe)
        return images;
    const probed = await probeService(cluster, app.namespace, options.probe, { redact, signal });
    return { pods: images.pods, probe: probed.result, findings: probed.findings };
}
async function rollBack(deployment, revision, problems, common) {
    const { options, watch } = deployment;
    for (const finding of problems)
        options.reporter.finding(finding);
    options.reporter.warn(`The deployment failed: ${problems[0]?.what ?? "unknown cause"} Rolling back to the state before revision ${revision.number}.`);
    const restored = await watch.measure("rollback", () => finishRollback(deployment, revision, problems[0]?.what ?? "unknown cause"));
    return {
        ...common,
        verdict: "fail",
        rolledBack: true,
        rollbackVerified: restored.isVerified,
        diagnosis: problems,
        findings: [...deployment.plan.findings, ...restored.findings],
        durations: watch.durations(),
    };
}
/** Brings back the state before a revision and marks it; a killed run is continued here by the next one. */
async function finishRollback(deployment, revision, reason) {
    const { cluster, app, contents, options } = deployment;
    const marked = await (0,plan_revision/* updateRevision */.tK)(cluster, app, revision, { phase: "rollback", reason });
    const previous = contents.revisions.findLast(({ status, number }) => status === "good" && number < revision.number);
    const known = new Map(contents.entries.flatMap(({ desired }) => (desired ? [[(0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(desired.object)), desired]] : [])));
    const findings = await restoreObjects(cluster, app, revision.before, {
        ...waitOptions(deployment, Math.min(options.timeoutMs, MAX_ROLLBACK_MS)),
        previous: previous?.objects ?? [],
        items: [...known.values()],
    });
    const isVerified = !findings.some(({ severity }) => severity === "error");
    await (0,plan_revision/* updateRevision */.tK)(cluster, app, marked, { status: isVerified ? "rolled-back" : "failed", finishedAt: new Date().toISOString() });
    if (isVerified)
        options.reporter.info("Everything is as it was before.");
    else
        for (const finding of findings)
            options.reporter.finding(finding);
    return { isVerified, findings };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./packages/kit/lib/command.js
var command = __webpack_require__(20371);
// EXTERNAL MODULE: ./packages/kit/lib/process.js
var lib_process = __webpack_require__(67019);
;// CONCATENATED MODULE: ./packages/kube/lib/rollout/process-identity.js




/** The identity of this process. */
async function identifyProcess() {
    return { host: await identifyHost(), pid: process.pid, started: (await startOf(process.pid)) ?? "" };
}
/** Whether a process still runs: false only when that is certain, undefined when it runs elsewhere. */
async function isStillRunning(identity) {
    if (identity.host !== (await identifyHost()))
        return undefined;
    const started = (await startOf(identity.pid))?.replaceAll(/\s+/g, "_");
    return started !== undefined && (identity.started === "" || started === "" || started === identity.started);
}
async function identifyHost() {
    const boot = await textOrEmpty((0,promises_.readFile)("/proc/sys/kernel/random/boot_id", "utf8"));
    const space = await textOrEmpty((0,promises_.readlink)("/proc/self/ns/pid"));
    const parts = [(0,external_node_os_.hostname)(), boot.trim().slice(0, 8), space.replaceAll(/\D/g, "")];
    return parts.filter((part) => part !== "").join("#");
}
// `undefined` when there is no such process, empty when its start cannot be found out.
async function startOf(pid) {
    if (!(0,lib_process/* isAlive */._)(pid))
        return undefined;
    const stat = await textOrEmpty((0,promises_.readFile)(`/proc/${pid}/stat`, "utf8"));
    // The program's name, in parentheses, may hold blanks; the start time is the 20th field after it, the state the first.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (stat !== "")
        return fields[0] === "Z" ? undefined : (fields[19] ?? "");
    try {
        const { exitCode, stdout } = await (0,command/* runCommand */.d)("ps", ["-o", "lstart=", "-p", String(pid)], { env: { PATH: "/usr/bin:/bin" } });
        return exitCode === 0 ? stdout.trim() : "";
    }
    catch {
        return "";
    }
}
async function textOrEmpty(reading) {
    try {
        return await reading;
    }
    catch {
        // Only Linux has these files.
        return "";
    }
}

;// CONCATENATED MODULE: ./packages/kube/lib/rollout/lease.js



const DEFAULT_DURATION_SECONDS = 20;
const lease_POLL_MS = 1_000;
/**
 * Does work while holding the application's Lease, so that no other run changes the same application. A holder that died on this machine
 * is replaced at once, one elsewhere when its lease has expired; a living one is waited for, then the work is refused, naming it. The
 * signal given to the work ends when the lease is lost or the caller's signal ends.
 */
async function withLease(cluster, app, options, work) {
    const holder = { ...(await identifyProcess()), run: options.run };
    const lease = new HeldLease(cluster, app, formatHolder(holder), options);
    await lease.acquire(options);
    const lost = new AbortController();
    const stop = lease.keep(lost);
    try {
        return await work(options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal);
    }
    finally {
        await stop();
        await lease.release();
    }
}
class HeldLease {
    #cluster;
    #app;
    #identity;
    #durationSeconds;
    #reporter;
    #current;
    // When the lease of another holder was last seen to change, by our own clock: clocks of machines differ.
    #seen;
    constructor(cluster, app, identity, options) {
        this.#cluster = cluster;
        this.#app = app;
        this.#identity = identity;
        this.#durationSeconds = options.durationSeconds ?? DEFAULT_DURATION_SECONDS;
        this.#reporter = options.reporter;
    }
    async acquire(options) {
        const deadline = performance.now() + options.waitMs;
        for (let tries = 0;; tries++) {
            options.signal?.throwIfAborted();
            let live = await this.#cluster.read(this.#ref());
            if (await this.#isFree(live)) {
                if (await this.#take(live))
                    return;
                // Another run was faster: it is the one to wait for.
                live = await this.#cluster.read(this.#ref());
            }
            const holder = describeHolder((0,json/* textAt */.$6)(live, "spec", "holderIdentity") ?? "");
            if (performance.now() >= deadline)
                throw this.#busy(holder, options.waitMs);
            if (tries === 0)
                this.#reporter.info(`Another run deploys '${this.#app.application}' to '${this.#app.namespace}' (${holder}); waiting for it.`);
            await (0,pause/* pause */.v)(Math.min(lease_POLL_MS, Math.max(1, deadline - performance.now())), options.signal);
        }
    }
    /** Renews the lease until it is told to stop; ends `lost` when it could not be renewed in time. */
    keep(lost) {
        const stopped = new AbortController();
        const loop = async () => {
            let renewed = performance.now();
            while (!stopped.signal.aborted) {
                await (0,pause/* pause */.v)((this.#durationSeconds * 1000) / 4, stopped.signal);
                if (await this.#renew())
                    renewed = performance.now();
                else if (performance.now() - renewed > this.#durationSeconds * 900)
                    return lost.abort(this.#lostError());
            }
        };
        const running = loop().catch((error) => {
            if (!stopped.signal.aborted)
                lost.abort(error);
        });
        return async () => {
            stopped.abort();
            await running;
        };
    }
    async release() {
        try {
            const live = await this.#cluster.read(this.#ref());
            if ((0,json/* textAt */.$6)(live, "spec", "holderIdentity") !== this.#identity)
                return;
            await this.#cluster.remove(this.#ref(), live?.metadata.uid === undefined ? {} : { uid: live.metadata.uid });
        }
        catch (error) {
            // The work is done, and the lease expires by itself: a failed clean-up must not turn it into a failure.
            this.#reporter.debug(`The lease could not be released: ${String(error)}`);
        }
    }
    async #isFree(live) {
        const identity = (0,json/* textAt */.$6)(live, "spec", "holderIdentity") ?? "";
        if (!live || identity === "" || identity === this.#identity)
            return true;
        const holder = parseHolder(identity);
        if (holder && (await isStillRunning(holder)) === false) {
            this.#reporter.info(`The last run on '${this.#app.application}' (${describeHolder(identity)}) died; taking over.`);
            return true;
        }
        const version = live.metadata.resourceVersion ?? "";
        if (this.#seen?.version !== version)
            this.#seen = { version, at: performance.now() };
        const seconds = (0,json/* numberAt */.tk)(live, "spec", "leaseDurationSeconds") ?? this.#durationSeconds;
        const renewed = Date.parse((0,json/* textAt */.$6)(live, "spec", "renewTime") ?? "");
        // Long expired even by the holder's clock, or not renewed for a whole duration while we watched.
        return Date.now() - renewed > seconds * 1000 + 60_000 || performance.now() - this.#seen.at > seconds * 1000;
    }
    async #take(live) {
        const now = new Date().toISOString().replace("Z", "000Z");
        const spec = { holderIdentity: this.#identity, leaseDurationSeconds: this.#durationSeconds, acquireTime: now, renewTime: now };
        const { application, namespace } = this.#app;
        const metadata = {
            name: `waybill-${application}`,
            namespace,
            ...(live?.metadata.resourceVersion === undefined ? {} : { resourceVersion: live.metadata.resourceVersion }),
        };
        const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata, spec };
        try {
            this.#current = live ? await this.#cluster.replace(lease) : await this.#cluster.create(lease);
            return true;
        }
        catch (error) {
            // Another run was faster; look again.
            if ((0,api_failure/* isApiFailure */.TG)(error, 409) || (live && (0,api_failure/* isApiFailure */.TG)(error, 404)))
                return false;
            throw error;
        }
    }
    async #renew() {
        const current = this.#current;
        if (!current)
            return false;
        const spec = { ...current["spec"], renewTime: new Date().toISOString().replace("Z", "000Z") };
        try {
            this.#current = await this.#cluster.replace({ ...current, spec });
            return true;
        }
        catch (error) {
            if ((0,api_failure/* isApiFailure */.TG)(error, 404, 409))
                throw this.#lostError();
            return false;
        }
    }
    #ref() {
        return {
            apiVersion: "coordination.k8s.io/v1",
            kind: "Lease",
            namespace: this.#app.namespace,
            name: `waybill-${this.#app.application}`,
        };
    }
    #busy(holder, waitMs) {
        const { application, namespace } = this.#app;
        return new lib_error/* ActionError */.lZ("remote", `'${application}' in namespace '${namespace}' is being deployed by another run (${holder}), which did not end within ${Math.round(waitMs / 1000)} seconds. Wait for it, then start again.`);
    }
    #lostError() {
        return new lib_error/* ActionError */.lZ("remote", `This run lost its lease on '${this.#app.application}' in namespace '${this.#app.namespace}', so it stopped. Start again: the next run continues or rolls back what was begun.`);
    }
}
/** The text that names a holder in a Lease: host, process, its start and the run. */
function formatHolder({ host, pid, started, run }) {
    return [host, String(pid), started.replaceAll(/\s+/g, "_"), run].map((part) => part.replaceAll(";", ",")).join(";");
}
/** Reads what `formatHolder` wrote; undefined for a holder that is no run of ours. */
function parseHolder(identity) {
    const [host, pid, started, run, ...rest] = identity.split(";");
    if (!host || pid === undefined || !/^[1-9]\d{0,9}$/.test(pid) || started === undefined || run === undefined || rest.length > 0)
        return undefined;
    return { host, pid: Number(pid), started, run };
}
function describeHolder(identity) {
    if (identity === "")
        return "just ended";
    const holder = parseHolder(identity);
    return holder ? `${holder.run} on ${holder.host.split("#")[0] ?? ""}, process ${holder.pid}` : identity;
}

;// CONCATENATED MODULE: ./packages/kube/lib/rollout/outcome.js
/** Measures the parts of a deployment. */
class Stopwatch {
    #started = performance.now();
    #parts = new Map();
    async measure(part, work) {
        const started = performance.now();
        try {
            return await work();
        }
        finally {
            this.#parts.set(part, (this.#parts.get(part) ?? 0) + performance.now() - started);
        }
    }
    durations() {
        const of = (part) => Math.round(this.#parts.get(part) ?? 0);
        return {
            applyMs: of("apply"),
            waitMs: of("wait"),
            proveMs: of("prove"),
            rollbackMs: of("rollback"),
            totalMs: Math.round(performance.now() - this.#started),
        };
    }
}

// EXTERNAL MODULE: ./packages/kube/lib/plan/plan.js + 1 modules
var plan_plan = __webpack_require__(65800);
// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/secret-redaction.js


/** Hides every value of the Secrets among some objects, plain and encoded. */
function redactSecrets(objects) {
    const redactor = (0,redaction/* createRedactor */.lY)();
    for (const object of objects) {
        if (!(0,api_object/* isSecret */.$f)(object))
            continue;
        for (const value of Object.values((0,json/* textsAt */.i1)(object, "data")))
            redactor.add(Buffer.from(value, "base64").toString("utf8"));
        for (const value of Object.values((0,json/* textsAt */.i1)(object, "stringData")))
            redactor.add(value);
    }
    return (text) => redactor.redact(text);
}

;// CONCATENATED MODULE: ./packages/kube/lib/rollout/apply.js








const LOCK_TIMEOUT_MS = 60_000;
/**
 * Applies exactly the given plan and proves it. Under the application's lease the plan is made again and compared; the state before is
 * kept in the cluster before anything is changed; on failure the whole set goes back to it. Returns failures of the deployment itself as
 * an outcome; throws when it may not begin, or when it was stopped.
 */
async function applyDeploy(cluster, plan, options) {
    const contents = (0,plan_plan/* findPlanContents */.F)(plan);
    if (!contents)
        throw new lib_error/* ActionError */.lZ("input", "This plan was not made by this process, so its contents are unknown. Plan again and apply that, with the approved digest as 'expectDigest'.");
    refuseErrors(plan);
    const app = { application: plan.application, namespace: plan.namespace };
    await makeNamespace(cluster, contents, app, options.expectDigest === undefined || options.expectDigest === plan.digest);
    const lease = {
        run: options.run.run,
        waitMs: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
        reporter: options.reporter,
        ...(options.signal ? { signal: options.signal } : {}),
    };
    return withLease(cluster, app, lease, (signal) => deploy(cluster, app, plan, contents, options, signal));
}
async function deploy(cluster, app, plan, contents, options, signal) {
    const watch = new Stopwatch();
    const begin = async () => {
        const again = await (0,plan_plan/* planDeploy */.b)(cluster, contents.set, { ...contents.options, signal });
        const found = (0,plan_plan/* findPlanContents */.F)(again);
        if (!found)
            throw new Error("a fresh plan has no contents");
        const events = new EventReader(cluster);
        await events.remember([...new Set(found.entries.flatMap(({ ref }) => ref.namespace ?? []))]);
        return { cluster, app, plan: again, contents: found, options, signal, events, redact: redactSecrets(desiredObjects(found)), watch };
    };
    let deployment = await begin();
    const interrupted = deployment.contents.revisions.at(-1)?.status === "applying" ? deployment.contents.revisions.at(-1) : undefined;
    const isContinued = interrupted?.phase === "apply" && isSameRelease(interrupted, desiredObjects(deployment.contents));
    if (interrupted && !isContinued) {
        options.reporter.warn(`Revision ${interrupted.number} was interrupted; bringing back the state before it first.`);
        await finishRollback(deployment, interrupted, interrupted.reason ?? "The run was interrupted, and another release came after it.");
        deployment = await begin();
    }
    const isApprovedBefore = wasApproved(deployment, options, isContinued);
    refuseMoved(plan, deployment, options, isApprovedBefore, interrupted !== undefined && !isContinued);
    refuseErrors(deployment.plan);
    const isUnchanged = deployment.contents.entries.every(({ action }) => action === "unchanged");
    if (isUnchanged && !isContinued) {
        options.reporter.info(`Everything is as planned already; revision ${lastGood(deployment)?.number ?? 0} stays.`);
        return confirmUnchanged(deployment, lastGood(deployment));
    }
    if (isContinued)
        options.reporter.info(`Continuing revision ${interrupted.number}, which was interrupted.`);
    const revision = await openRevision(deployment, isContinued ? interrupted : undefined);
    return carryOut(deployment, revision, isContinued);
}
// A killed run leaves a cluster that differs from the approved plan in exactly what that plan had begun to do.
function wasApproved({ contents }, options, isContinued) {
    if (options.expectDigest === undefined)
        return false;
    const last = contents.revisions.at(-1);
    if (last?.planDigest !== options.expectDigest)
        return false;
    const isFinished = last.status === "good" && contents.entries.every(({ action }) => action === "unchanged");
    return (isContinued || isFinished) && isSameRelease(last, desiredObjects(contents));
}
function lastGood({ contents }) {
    return contents.revisions.findLast(({ status }) => status === "good");
}
function refuseErrors(plan) {
    const errors = plan.findings.filter(({ severity }) => severity === "error");
    if (errors.length === 0)
        return;
    const lines = errors.map((finding) => `  ${finding.where ? `${finding.where.file}:${finding.where.line ?? 1} ` : ""}${(0,verdict/* describeFinding */.jb)(finding)}`);
    throw new lib_error/* ActionError */.lZ("input", `The plan for '${plan.application}' cannot be applied:\n${lines.join("\n")}`);
}
function refuseMoved(plan, deployment, options, isApprovedBefore, isRecovered) {
    const now = deployment.plan;
    const expected = options.expectDigest ?? plan.digest;
    if (now.digest === expected || isApprovedBefore)
        return;
    if (isRecovered && options.expectDigest === undefined)
        return;
    const before = new Map(plan.objects.map((object) => [(0,api_object/* refKey */.XF)(object.ref), JSON.stringify([object.action, object.diff])]));
    const moved = now.objects
        .filter((object) => before.get((0,api_object/* refKey */.XF)(object.ref)) !== JSON.stringify([object.action, object.diff]))
        .map(({ ref }) => (0,api_object/* formatRef */.rq)(ref));
    const why = isRecovered
        ? "an interrupted deployment was rolled back just now"
        : plan.digest === expected
            ? `the cluster changed since it was made (${moved.slice(0, 5).join(", ") || "objects came or went"})`
            : "the manifests, images or the cluster are not those that were approved";
    throw new lib_error/* ActionError */.lZ("verdict", `The plan ${expected} for '${now.application}' is not applied, because ${why}; now it would be ${now.digest}. Nothing was changed by it. Plan again, look at the differences, and approve that.`);
}
// The lease and the revisions need a place to be in.
async function makeNamespace(cluster, contents, app, isApproved) {
    const entry = contents.entries.find(({ ref, action }) => ref.kind === "Namespace" && ref.name === app.namespace && action === "create");
    if (!entry?.desired)
        return;
    if (!isApproved)
        throw new lib_error/* ActionError */.lZ("verdict", `The namespace '${app.namespace}' does not exist, and the plan that would make it is not the one that was approved. Nothing was changed. Plan again and approve that.`);
    await cluster.apply(entry.desired.object);
}


/***/ }),

/***/ 42263:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ rollbackDeploy),
/* harmony export */   LZ: () => (/* binding */ readLiveObjects),
/* harmony export */   a4: () => (/* binding */ deployStatus)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73015);
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(10987);
/* harmony import */ var _plan_object_diff_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(68426);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6197);
/* harmony import */ var _plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24698);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65800);
/* harmony import */ var _plan_revision_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74754);
/* harmony import */ var _health_wait_rule_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(39968);








const PARALLEL = 8;
/** Reads what is deployed now and how it came there; changes nothing. */
async function deployStatus(cluster, app) {
    (0,_plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .checkApplication */ .HQ)(app);
    const revisions = await (0,_plan_revision_js__WEBPACK_IMPORTED_MODULE_1__/* .listRevisions */ .VW)(cluster, app);
    const current = revisions.findLast(({ status }) => status === "good");
    const interrupted = revisions.findLast(({ status }) => status === "applying");
    return {
        application: app.application,
        namespace: app.namespace,
        ...(current ? { current: summarise(current) } : {}),
        ...(interrupted ? { interrupted: summarise(interrupted) } : {}),
        revisions: revisions.map(summarise).toReversed(),
        objects: current ? await compareAll(cluster, current) : [],
    };
}
/** The objects of the last good revision, or of a given one, each compared with what was applied. */
async function readLiveObjects(cluster, app) {
    (0,_plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .checkApplication */ .HQ)(app);
    const revisions = await (0,_plan_revision_js__WEBPACK_IMPORTED_MODULE_1__/* .listRevisions */ .VW)(cluster, app);
    const revision = app.revision === undefined
        ? revisions.findLast(({ status }) => status === "good")
        : revisions.find(({ number }) => number === app.revision);
    return revision ? compareAll(cluster, revision) : [];
}
/** Deploys an earlier good revision again, as a new revision, and removes what came after it. */
async function rollbackDeploy(cluster, options) {
    const app = { application: options.application, namespace: options.namespace };
    (0,_plan_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .checkApplication */ .HQ)(app);
    const good = (await (0,_plan_revision_js__WEBPACK_IMPORTED_MODULE_1__/* .listRevisions */ .VW)(cluster, app)).filter(({ status }) => status === "good");
    const target = options.to === undefined ? good.at(-2) : good.find(({ number }) => number === options.to);
    if (!target) {
        const known = good.map(({ number }) => number).join(", ") || "none";
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)("to", options.to === undefined
            ? `is needed: '${app.application}' has no good revision before the current one (good ones: ${known})`
            : `is ${options.to}, which is no good revision of '${app.application}' (good ones: ${known})`);
    }
    const set = {
        ignored: [],
        objects: target.objects.filter(({ kind }) => kind !== "Namespace").map((object) => ({ object, file: "", line: 0, lines: new Map() })),
    };
    const plan = await (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .planDeploy */ .b)(cluster, set, {
        ...app,
        environment: options.environment ?? target.environment,
        prune: true,
        ...(options.signal ? { signal: options.signal } : {}),
    });
    const { to: _to, environment: _environment, application: _application, namespace: _namespace, ...deployOptions } = options;
    return (0,_apply_js__WEBPACK_IMPORTED_MODULE_4__/* .applyDeploy */ .U)(cluster, plan, deployOptions);
}
function summarise(revision) {
    const { number, status, environment, planDigest, images, run, startedAt, finishedAt, reason } = revision;
    return {
        number,
        status,
        environment,
        planDigest,
        images,
        run: run.run,
        commit: run.commit,
        startedAt,
        ...(finishedAt === undefined ? {} : { finishedAt }),
        ...(reason === undefined ? {} : { reason }),
    };
}
function compareAll(cluster, revision) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .mapParallel */ .E)(revision.objects, PARALLEL, (object) => compareObject(cluster, object));
}
async function compareObject(cluster, applied) {
    const ref = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_6__/* .refOf */ .H8)(applied);
    const live = await cluster.read(ref);
    if (!live)
        return { ref, exists: false, drift: [], ready: false, note: "it does not exist" };
    const progress = (0,_health_wait_rule_js__WEBPACK_IMPORTED_MODULE_7__/* .judgeProgress */ .$)(live);
    const shown = (0,_api_object_js__WEBPACK_IMPORTED_MODULE_6__/* .isSecret */ .$f)(live) ? (0,_plan_object_diff_js__WEBPACK_IMPORTED_MODULE_8__/* .maskSecret */ .$l)(live) : live;
    return {
        ref,
        exists: true,
        drift: await findDrift(cluster, applied, live),
        ready: progress.state === "done",
        note: progress.note,
        object: shown,
    };
}
// Only a dry run knows which differences are mere spelling (`1` for `1000m`) or defaults of the server.
async function findDrift(cluster, applied, live) {
    if (applied.kind === "Job")
        return [];
    const again = await cluster.apply(applied, { dryRun: true, force: true });
    return (0,_plan_object_diff_js__WEBPACK_IMPORTED_MODULE_8__/* .diffObjects */ .wc)(again, live, applied);
}


/***/ }),

/***/ 89289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ quoteName),
/* harmony export */   L8: () => (/* binding */ SqlError),
/* harmony export */   Z8: () => (/* binding */ quoteTable)
/* harmony export */ });
/** What a server says about a statement that it refused. */
class SqlError extends Error {
    /** SQLSTATE, or SQLite's result code as text. */
    code;
    /** Offset into the statement's text, where the server tells. */
    offset;
    hint;
    /** The connection is gone, so it is unknown what the server did last. */
    isConnectionLost;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.name = "SqlError";
        this.code = facts.code;
        this.offset = facts.offset;
        this.hint = facts.hint;
        this.isConnectionLost = facts.isConnectionLost ?? false;
    }
}
/** A name in double quotes, safe inside SQL. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
/** A table's full name in quotes. */
function quoteTable(table) {
    return table.schema === undefined ? quoteName(table.name) : `${quoteName(table.schema)}.${quoteName(table.name)}`;
}


/***/ }),

/***/ 78503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ planWarning),
/* harmony export */   K: () => (/* binding */ describeMigration),
/* harmony export */   u0: () => (/* binding */ planError)
/* harmony export */ });
/** Makes an error finding of a plan. */
function planError(rule, what, next, where) {
    return { rule, severity: "error", what, next, where };
}
/** Makes a warning finding of a plan. */
function planWarning(rule, what, next, where) {
    return { ...planError(rule, what, next, where), severity: "warning" };
}
/** How a migration is called in a sentence. */
function describeMigration(migration) {
    return migration.version === "" ? `'${migration.name}'` : `${migration.version} '${migration.name}'`;
}


/***/ }),

/***/ 72885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wE: () => (/* binding */ checkMigrations),
  n6: () => (/* binding */ planMigrations),
  un: () => (/* binding */ readState)
});

// UNUSED EXPORTS: hidePasswords, migrationStatus

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var databases_database = __webpack_require__(89289);
// EXTERNAL MODULE: ./packages/migrate/lib/migration.js
var migration = __webpack_require__(78503);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/checksum-table.js


const CHECKSUM_TABLE = "waybill_migrations";
/** The side table of layouts that keep no checksums, so that an edit of an applied file is noticed. */
function checksumTable(database, schema) {
    const table = { schema, name: CHECKSUM_TABLE };
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const now = database.kind === "postgresql" ? "clock_timestamp()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    const write = (file, run, appliedAt) => database.query(`INSERT INTO ${name} (version, name, checksum, meaning, applied_at, run) VALUES ($1, $2, $3, $4, ${appliedAt}, $5)
       ON CONFLICT (version) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, meaning = excluded.meaning,
         applied_at = excluded.applied_at, run = excluded.run`, [file.version, file.name, file.checksum, file.meaning, run]);
    return {
        async read() {
            if (!(await database.readColumns(table)))
                return new Map();
            const rows = await database.query(`SELECT version, name, checksum, meaning, ${isoTime(database, "applied_at")} AS applied_at FROM ${name}`);
            return new Map(rows.map((row) => [
                row["version"] ?? "",
                {
                    version: row["version"] ?? "",
                    name: row["name"] ?? "",
                    checksum: row["checksum"] ?? "",
                    meaning: row["meaning"] ?? "",
                    appliedAt: row["applied_at"] ?? null,
                },
            ]));
        },
        async create() {
            const time = database.kind === "postgresql" ? "timestamptz" : "text";
            await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version text PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, meaning text NOT NULL, applied_at ${time}, run text NOT NULL)`);
        },
        record: (file, run) => write(file, run, now),
        async adopt(files) {
            for (const file of files)
                await write(file, "applied before Waybill", "NULL");
        },
    };
}
/** A time column as ISO 8601 text in UTC. */
function isoTime(database, column) {
    if (database.kind === "sqlite")
        return column;
    return `to_char(CAST(${column} AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
/** The findings for an applied file whose text is no longer the one that was applied: a notice when only comments or spaces differ. */
function findEdits(file, row) {
    if (row.checksum === file.checksum)
        return [];
    if (row.meaning === file.meaning)
        return [
            {
                rule: "edited-comment",
                severity: "notice",
                what: `Comments or white space of the applied migration ${(0,migration/* describeMigration */.K)(file)} were edited; its statements are the same.`,
                where: { file: file.file },
            },
        ];
    return [editedFinding(file)];
}
/** The finding for an applied migration whose statements differ from what was applied. */
function editedFinding(file) {
    return (0,migration/* planError */.u0)("edited-migration", `The migration ${(0,migration/* describeMigration */.K)(file)} was edited after it had been applied, so the database is not what the files say.`, "Restore the file as it was applied (see its git history) and put the change into a new migration.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/sql/text.js
/** A text as every checkout of a file should read: without byte order mark, lines ended by LF. */
function normalText(text) {
    return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
}
/** The text with everything outside the given ranges turned into spaces; line breaks stay, so lines and offsets keep their meaning. */
function keepRanges(text, ranges) {
    let result = "";
    let at = 0;
    for (const [start, end] of ranges) {
        result += text.slice(at, start).replace(/[^\n\r]/g, " ") + text.slice(start, end);
        at = end;
    }
    return result + text.slice(at).replace(/[^\n\r]/g, " ");
}
/** The line of an offset, from 1. */
function lineOf(text, offset) {
    return text.slice(0, offset).split("\n").length;
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/dbmate.js






/** dbmate: `20240101120000_name.sql` with `-- migrate:up` and `-- migrate:down` blocks, and a history of one row per version. */
const dbmate = {
    name: "dbmate",
    defaultTable: "schema_migrations",
    parseName(script) {
        const match = /^(\d+)([^/]*)\.sql$/.exec(script);
        if (!match)
            return undefined;
        return { key: match[1], version: match[1], name: match[2].replace(/^_/, ""), isRepeatable: false };
    },
    parseBody,
    compare: (a, b) => (a.script < b.script ? -1 : a.script > b.script ? 1 : 0),
    // dbmate takes no lock at all; this one keeps two of our own runs apart.
    lockKey: (database, table) => (0x77617962n << 32n) | BigInt((0,external_node_zlib_.crc32)(`dbmate\0${table.schema ?? ""}\0${table.name}\0${database.name}`)),
    openHistory,
};
const BLOCK = /^--[ \t]*migrate:(up|down)(?:[ \t]*$|[ \t]+(.*)$)/gm;
function parseBody(text) {
    const checksum = (0,digest/* digestOf */.ol)(normalText(text));
    const plain = text.replaceAll("\r", " ");
    const marks = [...plain.matchAll(BLOCK)];
    const problems = [];
    const missing = ["up", "down"].filter((kind) => !marks.some((mark) => mark[1] === kind));
    for (const kind of missing)
        problems.push({
            line: 1,
            what: `The file has no '-- migrate:${kind}' block, without which dbmate refuses it`,
            next: `Add a line '-- migrate:${kind}'.`,
        });
    const before = plain.slice(0, marks[0]?.index ?? 0).replace(/^[ \t]*(--.*)?$/gm, "");
    if (before.trim() !== "")
        problems.push({ line: 1, what: "Statements stand before the first block", next: "Move them below '-- migrate:up'." });
    const ups = marks.filter((mark) => mark[1] === "up");
    const unsafe = ups.find((mark) => /(^|\s)transaction:false(\s|$)/.test(mark[2] ?? ""));
    const ranges = ups.map((mark) => [mark.index + mark[0].length, marks[marks.indexOf(mark) + 1]?.index ?? text.length]);
    return {
        sql: keepRanges(text, ranges),
        checksum,
        problems,
        withoutTransaction: unsafe ? lineOf(text, unsafe.index) : undefined,
    };
}
function openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const side = checksumTable(database, table.schema);
    const readVersions = async () => (await database.readColumns(table))
        ? (await database.query(`SELECT version FROM ${name}`)).map((row) => row["version"] ?? "").sort()
        : [];
    return {
        table,
        compare: async (files) => compareFiles(files, await readVersions(), await side.read()),
        readHead: async () => JSON.stringify(await readVersions()),
        async create() {
            await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version ${database.kind === "postgresql" ? "varchar" : "varchar(128)"} primary key)`);
            await side.create();
        },
        async record(migration, { run }) {
            await database.query(`INSERT INTO ${name} (version) VALUES ($1)`, [migration.version]);
            await side.record(migration, run);
        },
        // dbmate writes nothing before the end of a migration, nor when one fails.
        markStarted: async () => undefined,
        markFailed: async () => undefined,
        adopt: (files) => side.adopt(files),
    };
}
function compareFiles(files, versions, side) {
    const byVersion = new Map(files.map((file) => [file.version, file]));
    const highest = versions.at(-1);
    const findings = [];
    const unrecorded = [];
    const applied = versions.map((version) => {
        const file = byVersion.get(version);
        const row = side.get(version);
        if (file && row)
            findings.push(...findEdits(file, row));
        else if (file)
            unrecorded.push(file);
        else
            findings.push(missingFinding(version, version === highest));
        return {
            version,
            name: file?.name ?? row?.name ?? "",
            appliedAt: row?.appliedAt || undefined,
            file: file?.file,
        };
    });
    const pending = files.filter((file) => !versions.includes(file.version));
    for (const file of pending)
        if (highest !== undefined && file.version < highest)
            findings.push(lateFinding(file, highest));
    return { applied, pending, findings, unrecorded };
}
function missingFinding(version, isHighest) {
    return (0,migration/* planWarning */.Cv)(isHighest ? "database-ahead" : "missing-file", `The database has had the migration ${version}, for which there is no file.`, isHighest
        ? "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."
        : "Restore the file, or make sure that an empty database can still be built from the others.");
}
function lateFinding(file, highest) {
    return (0,migration/* planWarning */.Cv)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} is older than ${highest}, which the database has already; it will be applied late, as dbmate does.`, "Check that it does not depend on the order, or give it a newer version.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/flyway-version.js

/** What Flyway reads from a file name, or undefined when the name is not one of its own. `U` files are undone only on demand and thus `ignored`. */
function parseFlywayName(script) {
    const file = script.split("/").at(-1) ?? "";
    if (!/\.sql$/i.test(file))
        return undefined;
    const base = file.slice(0, -4);
    if (CALLBACKS.has(base.split("__")[0] ?? ""))
        return "callback";
    const match = /^(V|R|U|B)(.*?)__(.+)$/.exec(base) ?? /^(V|U|B)(\d[\d._]*)$/.exec(base);
    if (!match)
        return undefined;
    const name = (match[3] ?? "").replaceAll("_", " ");
    if (match[1] === "R")
        return match[2] === "" ? { key: `R:${name}`, version: "", name, isRepeatable: true } : undefined;
    const version = (match[2] ?? "").replaceAll("_", ".");
    if (!/^\d+(\.\d+)*$/.test(version))
        return undefined;
    if (match[1] === "U")
        return "ignored";
    return match[1] === "B" ? "baseline" : { key: `V:${normalVersion(version)}`, version, name, isRepeatable: false };
}
/** Compares versions number by number; `1`, `1.0` and `01` are the same. */
function compareFlywayVersions(a, b) {
    const [left, right] = [numbersOf(a), numbersOf(b)];
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
        const difference = (left[index] ?? 0n) - (right[index] ?? 0n);
        if (difference !== 0n)
            return difference < 0n ? -1 : 1;
    }
    return 0;
}
/** The one spelling of a version. */
function normalVersion(version) {
    const numbers = numbersOf(version);
    while (numbers.length > 1 && numbers.at(-1) === 0n)
        numbers.pop();
    return numbers.join(".");
}
/** Flyway's checksum: the CRC32 of all lines without their ends, without byte order mark, as a signed 32-bit number. */
function flywayChecksum(text) {
    let sum = 0;
    for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/))
        sum = (0,external_node_zlib_.crc32)(line, sum);
    return sum | 0;
}
/** The advisory lock key that Flyway takes for its history table. */
function flywayLockKey(schema, table) {
    return 77431708279161n + BigInt(javaHashCode(`"${schema}"."${table}"`));
}
function javaHashCode(text) {
    let hash = 0;
    for (let index = 0; index < text.length; index++)
        hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
    return hash;
}
function numbersOf(version) {
    return version.split(/[._]/).map((part) => BigInt(/^\d+$/.test(part) ? part : 0));
}
const CALLBACKS = new Set(`
    beforeMigrate beforeRepeatables beforeVersioned beforeEachMigrate beforeEachMigrateStatement beforeConnect createSchema
    afterMigrate afterMigrateApplied afterMigrateError afterEachMigrate afterEachMigrateStatement afterEachMigrateError
    afterEachMigrateStatementError afterVersioned afterRepeatables afterConnect afterMigrateOperationFinish beforeValidate
    afterValidate afterValidateError beforeBaseline afterBaseline afterBaselineError beforeClean afterClean afterCleanError
    beforeInfo afterInfo afterInfoError beforeRepair afterRepair afterRepairError beforeUndo beforeEachUndo afterUndo
    afterEachUndo afterUndoError afterEachUndoError
  `
    .trim()
    .split(/\s+/));

// EXTERNAL MODULE: ./packages/migrate/lib/run/statement-journal.js
var statement_journal = __webpack_require__(73934);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/flyway.js






/** Flyway: `V1__name.sql` and `R__name.sql` in any folders, and a history with a CRC32 per file. */
const flyway = {
    name: "flyway",
    defaultTable: "flyway_schema_history",
    parseName(script) {
        const parsed = parseFlywayName(script);
        return parsed === "baseline" || parsed === "callback" ? undefined : parsed;
    },
    parseBody: flyway_parseBody,
    compare(a, b) {
        if (a.isRepeatable !== b.isRepeatable)
            return a.isRepeatable ? 1 : -1;
        if (a.isRepeatable)
            return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
        return compareFlywayVersions(a.version, b.version);
    },
    lockKey: (_, table) => flywayLockKey(table.schema ?? "", table.name),
    openHistory: flyway_openHistory,
};
function flyway_parseBody(text, companion) {
    const problems = [];
    const placeholder = /\$\{[^}\n]*\}/.exec(text);
    if (placeholder)
        problems.push({
            line: lineOf(text, placeholder.index),
            what: `The file holds the placeholder ${placeholder[0]}, which Flyway would replace by a configured value`,
            next: "Write the value itself; placeholders are not supported.",
        });
    const settings = (companion ?? "").split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
    const transaction = settings.map((line) => /^\s*executeInTransaction\s*=\s*(true|false)\s*$/.exec(line));
    if (transaction.includes(null))
        problems.push({
            line: 1,
            what: "The script configuration file (.conf) beside it has settings other than executeInTransaction",
            next: "Remove them; no other setting is supported.",
        });
    const withoutTransaction = transaction.at(-1)?.[1] === "false";
    return { sql: text, checksum: String(flywayChecksum(text)), problems, withoutTransaction: withoutTransaction ? 1 : undefined };
}
const SQL_TYPES = ["SQL", "JDBC", "SCRIPT"];
function flyway_openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const readRows = async () => (await database.readColumns(table))
        ? database.query(`SELECT installed_rank, version, description, type, script, checksum, ${isoTime(database, "installed_on")} AS installed_on, success FROM ${name} ORDER BY installed_rank`)
        : [];
    const insert = async (migration, durationMs, success) => {
        const failed = `DELETE FROM ${name} WHERE NOT success AND ${migration.isRepeatable ? "version IS NULL AND description" : "version"} = $1`;
        await database.query(failed, [migration.isRepeatable ? migration.name : migration.version]);
        await database.query(`INSERT INTO ${name} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
       SELECT coalesce(max(installed_rank), 0) + 1, CAST($1 AS varchar(50)), CAST($2 AS varchar(200)), 'SQL', CAST($3 AS varchar(1000)), CAST($4 AS integer), ${database.kind === "postgresql" ? "current_user" : "''"}, CAST($5 AS integer), ${success ? "true" : "false"} FROM ${name}`, [
            migration.isRepeatable ? null : migration.version,
            shorten(migration.name, 200, false),
            shorten(migration.script, 1000, true),
            Number(migration.checksum),
            Math.round(durationMs),
        ]);
    };
    return {
        table,
        async compare(files) {
            const rows = await readRows();
            const failed = rows.filter((row) => !isTrue(row["success"])).map(keyOf);
            const resumable = new Set();
            for (const key of failed)
                if ((await (0,statement_journal/* readJournal */.a0)(database, table.schema, key)).length > 0)
                    resumable.add(key);
            const isForeign = rows.length === 0 && !(await database.readColumns(table)) && (await database.countOtherTables([])) > 0;
            const comparison = flyway_compareFiles(files, rows, resumable);
            return isForeign ? { ...comparison, findings: [...comparison.findings, foreignSchema(database)] } : comparison;
        },
        readHead: async () => JSON.stringify(await readRows()),
        create: () => createTable(database, table),
        async record(migration, { durationMs }) {
            await insert(migration, durationMs, true);
        },
        markStarted: async () => undefined,
        markFailed: (migration, { durationMs }) => insert(migration, durationMs, false),
        adopt: async () => undefined,
    };
}
function flyway_compareFiles(files, rows, resumable) {
    const findings = [];
    const live = withoutUndone(rows);
    for (const row of live)
        if (!isTrue(row["success"]) && !resumable.has(keyOf(row)))
            findings.push(failedFinding(row));
    const done = live.filter((row) => isTrue(row["success"]));
    const byKey = new Map(files.map((file) => [file.key, file]));
    const latest = new Map(done.map((row) => [keyOf(row), row]));
    const baseline = done.find((row) => row["type"] === "BASELINE")?.["version"] ?? undefined;
    const highest = done.reduce((top, row) => (row["version"] && (top === "" || compareFlywayVersions(row["version"], top) > 0) ? row["version"] : top), "");
    const isBelowBaseline = (version) => baseline !== undefined && compareFlywayVersions(version, baseline) <= 0;
    for (const row of latest.values())
        findings.push(...checkApplied(row, byKey.get(keyOf(row)), files));
    const pending = files.filter((file) => {
        const row = latest.get(file.key);
        if (file.isRepeatable)
            return row?.["checksum"] !== file.checksum;
        return !row && !isBelowBaseline(file.version);
    });
    for (const file of pending)
        if (!file.isRepeatable && highest !== "" && compareFlywayVersions(file.version, highest) < 0)
            findings.push(flyway_lateFinding(file, highest));
    const applied = [...latest.values()].map((row) => {
        const file = byKey.get(keyOf(row));
        return {
            version: row["version"] ?? "",
            name: row["description"] ?? "",
            appliedAt: row["installed_on"] || undefined,
            file: file?.file,
        };
    });
    return { applied, pending, findings, unrecorded: [] };
}
/** Rows that a later undo or delete has not taken back. */
function withoutUndone(rows) {
    return rows.filter((row, index) => {
        const type = row["type"] ?? "";
        if (type.startsWith("UNDO") || type === "DELETE" || type === "SCHEMA")
            return false;
        return !rows.slice(index + 1).some((later) => {
            const laterType = later["type"] ?? "";
            if (!laterType.startsWith("UNDO") && laterType !== "DELETE")
                return false;
            return later["version"] === null
                ? row["version"] === null && later["description"] === row["description"]
                : later["version"] === row["version"];
        });
    });
}
function checkApplied(row, file, files) {
    const type = row["type"] ?? "";
    if (!SQL_TYPES.includes(type) && type !== "SQL_BASELINE")
        return [];
    if (!file)
        return row["version"] === null ? [] : [flyway_missingFinding(row, files)];
    // A repeatable file whose checksum differs is due again.
    if (file.isRepeatable || type !== "SQL" || row["checksum"] === null || row["checksum"] === file.checksum)
        return [];
    return [editedFinding(file)];
}
function flyway_missingFinding(row, files) {
    const version = row["version"] ?? "";
    const what = `The database has had the migration ${version} '${row["description"] ?? ""}', for which there is no file.`;
    const isAhead = files.every((file) => file.isRepeatable || compareFlywayVersions(file.version, version) < 0);
    if (isAhead)
        return (0,migration/* planWarning */.Cv)("database-ahead", what, "If this is an older commit than the one that migrated the database, check that its code works with the newer schema.");
    return (0,migration/* planError */.u0)("missing-file", what, "Restore the file; Flyway itself would refuse to go on as well.");
}
function flyway_lateFinding(file, highest) {
    return (0,migration/* planError */.u0)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} is older than ${highest}, which the database has already; Flyway would leave it out.`, `Give it a version above ${highest}.`, { file: file.file });
}
function failedFinding(row) {
    return (0,migration/* planError */.u0)("dirty", `The history says that the migration ${row["version"] ?? ""} '${row["description"] ?? ""}' failed, and there is no record of how far it came.`, "Undo by hand what it did, then run 'flyway repair'.");
}
function foreignSchema(database) {
    return (0,migration/* planError */.u0)("unknown-schema", `The schema '${database.schema ?? "main"}' of '${database.name}' already holds tables, but no history of Flyway.`, "Run 'flyway baseline' once, or give this application a schema of its own.");
}
function keyOf(row) {
    return row["version"] === null || row["version"] === undefined ? `R:${row["description"] ?? ""}` : `V:${normalVersion(row["version"])}`;
}
function isTrue(value) {
    return value === "t" || value === "1" || value === "true";
}
function shorten(text, length, atStart) {
    if (text.length <= length)
        return text;
    return atStart ? `...${text.slice(3, length)}` : `${text.slice(0, length - 3)}...`;
}
async function createTable(database, table) {
    const isPostgres = database.kind === "postgresql";
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    if (await database.readColumns(table))
        return;
    const [integer, time, now] = isPostgres ? ["INTEGER", "TIMESTAMP", "now()"] : ["INT", "TEXT", "(strftime('%Y-%m-%d %H:%M:%f','now'))"];
    const key = isPostgres ? `, CONSTRAINT ${(0,databases_database/* quoteName */.AB)(`${table.name}_pk`)} PRIMARY KEY (installed_rank)` : "";
    await database.query(`CREATE TABLE ${name} (installed_rank INT NOT NULL${isPostgres ? "" : " PRIMARY KEY"}, version VARCHAR(50), description VARCHAR(200) NOT NULL,
       type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum ${integer}, installed_by VARCHAR(100) NOT NULL,
       installed_on ${time} NOT NULL DEFAULT ${now}, execution_time ${integer} NOT NULL, success BOOLEAN NOT NULL${key})`);
    await database.query(`CREATE INDEX ${(0,databases_database/* quoteName */.AB)(`${table.name}_s_idx`)} ON ${name} (success)`);
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/golang-migrate.js







const LOCK_SALT = 1_486_364_155;
const MAX_VERSION = 2n ** 63n - 1n;
/** golang-migrate: `000001_name.up.sql`, and a history of one row that says how far the database has come. */
const golangMigrate = {
    name: "golang-migrate",
    defaultTable: "schema_migrations",
    parseName(script) {
        const match = /^([0-9]+)_([^/]*)\.(down|up)\.sql$/.exec(script);
        if (!match)
            return undefined;
        if (match[3] === "down")
            return "ignored";
        const version = BigInt(match[1]).toString();
        return { key: version, version, name: match[2], isRepeatable: false };
    },
    parseBody: (text) => ({ sql: text, checksum: (0,digest/* digestOf */.ol)(normalText(text)), problems: [] }),
    compare: compareVersions,
    lockKey: (database, table) => golangLockKey(database.name, table.schema ?? "", table.name),
    openHistory: golang_migrate_openHistory,
};
/** The advisory lock key that golang-migrate takes for a history table of a database. */
function golangLockKey(database, schema, table) {
    return BigInt(Math.imul((0,external_node_zlib_.crc32)(`${schema}\0${table}\0${database}`), LOCK_SALT) >>> 0);
}
function compareVersions(a, b) {
    const difference = BigInt(a.version) - BigInt(b.version);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
function golang_migrate_openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const side = checksumTable(database, table.schema);
    const write = async (version, dirty) => {
        await database.query(database.kind === "postgresql" ? `TRUNCATE ${name}` : `DELETE FROM ${name}`);
        await database.query(`INSERT INTO ${name} (version, dirty) VALUES ($1, ${dirty ? "true" : "false"})`, [version]);
    };
    return {
        table,
        async compare(files) {
            const rows = (await database.readColumns(table)) ? await database.query(`SELECT version, dirty FROM ${name}`) : [];
            if (rows.length > 1)
                return { applied: [], pending: [], unrecorded: [], findings: [tooManyRows(name)] };
            const [row] = rows;
            const state = { current: BigInt(row?.["version"] ?? -1), dirty: ["t", "1", "true"].includes(row?.["dirty"] ?? "") };
            const steps = state.dirty ? await (0,statement_journal/* readJournal */.a0)(database, table.schema, state.current.toString()) : [];
            return golang_migrate_compareFiles(files, { ...state, isResumable: steps.length > 0 }, await side.read());
        },
        readHead: async () => JSON.stringify(await database.query(`SELECT version, dirty FROM ${name}`)),
        async create() {
            if (database.kind === "postgresql")
                await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version bigint not null primary key, dirty boolean not null)`);
            else {
                await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version uint64, dirty bool)`);
                await database.query(`CREATE UNIQUE INDEX IF NOT EXISTS version_unique ON ${name} (version)`);
            }
            await side.create();
        },
        async record(migration, { run }) {
            await write(migration.version, false);
            await side.record(migration, run);
        },
        markStarted: (migration) => write(migration.version, true),
        // The row still says `dirty`, which is what the tool leaves behind as well.
        markFailed: async () => undefined,
        adopt: (files) => side.adopt(files),
    };
}
function golang_migrate_compareFiles(files, state, side) {
    const { current, dirty, isResumable } = state;
    const findings = [];
    if (dirty && !isResumable)
        findings.push(dirtyFinding(current));
    // With `dirty` the current version has begun but not ended.
    const limit = dirty ? current - 1n : current;
    const past = files.filter((file) => BigInt(file.version) <= limit);
    const pending = files.filter((file) => BigInt(file.version) > limit);
    const known = [...side.values()].filter((row) => BigInt(row.version) <= limit);
    const highestKnown = known.reduce((highest, row) => (BigInt(row.version) > highest ? BigInt(row.version) : highest), -1n);
    const unrecorded = [];
    for (const file of past) {
        const row = side.get(file.version);
        if (row)
            findings.push(...findEdits(file, row));
        else if (BigInt(file.version) < highestKnown)
            findings.push(golang_migrate_lateFinding(file, current));
        else
            unrecorded.push(file);
    }
    for (const file of files)
        if (BigInt(file.version) > MAX_VERSION)
            findings.push(versionFinding(file));
    findings.push(...findMissing(files, current, pending.length > 0));
    const applied = past
        .filter((file) => side.has(file.version) || unrecorded.includes(file))
        .map((file) => appliedOf(file, side.get(file.version)));
    return { applied, pending, findings, unrecorded };
}
function appliedOf(file, row) {
    return { version: file.version, name: file.name, file: file.file, appliedAt: row?.appliedAt || undefined };
}
function findMissing(files, current, hasPending) {
    if (current < 0n || files.some((file) => BigInt(file.version) === current))
        return [];
    const what = `The database is at version ${current}, for which there is no file.`;
    if (hasPending || files.some((file) => BigInt(file.version) > current))
        return [(0,migration/* planError */.u0)("missing-file", what, "Restore the file; golang-migrate itself would refuse to go on as well.")];
    return [
        (0,migration/* planWarning */.Cv)("database-ahead", what, "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."),
    ];
}
function golang_migrate_lateFinding(file, current) {
    return (0,migration/* planError */.u0)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} came after the database had passed it (it is at version ${current}); golang-migrate would skip it without a word.`, `Rename the file to a version above ${current}.`, { file: file.file });
}
function dirtyFinding(version) {
    return (0,migration/* planError */.u0)("dirty", `The history says that version ${version} began and never ended ('dirty'), and there is no record of how far it came.`, `Find out which of its statements took effect, finish or undo them by hand, then run 'migrate force ${version}' (finished) or force the version before it (undone).`);
}
function versionFinding(file) {
    return (0,migration/* planError */.u0)("version", `The version ${file.version} is too large for the history table.`, "Give the file a smaller number.", {
        file: file.file,
    });
}
function tooManyRows(table) {
    return (0,migration/* planError */.u0)("history", `The history table ${table} holds more than one row, which golang-migrate never writes.`, "Find out which tool writes this table, and give it another one with the option 'table'.");
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/detection.js





const LAYOUTS = { "golang-migrate": golangMigrate, dbmate: dbmate, flyway: flyway };
/**
 * The layout that both the files and the live history table speak of. Throws an `input` error when they disagree, when the files are of two
 * layouts or of one that is not supported, or when there are none.
 */
async function detectLayout(database, folder, table) {
    const layout = detectLayoutOfFiles(folder);
    const byFiles = layout.name;
    const name = tableName(database, table ?? layout.defaultTable);
    const byHistory = await detectByHistory(database, name);
    if (byHistory !== undefined && byHistory !== byFiles)
        throw new lib_error/* ActionError */.lZ("input", `The files under '${folder.sources[0]?.file.split("/").slice(0, -1).join("/") ?? folder.dir}' are of ${byFiles}, but the table '${name.name}' of '${database.name}' is ${byHistory === "other" ? "of a tool that is not supported" : `a history of ${byHistory}`}. Check that the migrations and the database belong together; another history table is named by 'table'.`);
    await refuseSecondHistory(database, byFiles, name);
    return { layout, table: name };
}
/** The layout that the files speak of, without asking a database. Throws an `input` error when there is none, or more than one. */
function detectLayoutOfFiles(folder) {
    return LAYOUTS[detectByFiles(folder)];
}
function tableName(database, text) {
    if (database.kind === "sqlite")
        return { name: text };
    const [first = "", second] = text.replaceAll('"', "").split(".");
    return second === undefined ? { schema: database.schema ?? "public", name: first } : { schema: first, name: second };
}
function detectByFiles(folder) {
    const sql = folder.sources.filter((source) => !/\.conf$/i.test(source.script));
    const kinds = new Map();
    for (const source of sql) {
        const kind = kindOf(source);
        if (kind !== undefined && !kinds.has(kind))
            kinds.set(kind, source);
    }
    const found = [...kinds];
    const [first, second] = found;
    if (first && !second)
        return first[0];
    if (first && second)
        throw new lib_error/* ActionError */.lZ("input", `The folder of migrations holds files of two layouts: '${first[1].file}' is of ${first[0]}, '${second[1].file}' of ${second[0]}. Keep one of them, because their order to each other is unknown.`);
    throw new lib_error/* ActionError */.lZ("input", `${describeUnknown(folder, sql)} Supported are golang-migrate (000001_name.up.sql), dbmate (20240101120000_name.sql with '-- migrate:up') and Flyway (V1__name.sql).`);
}
function kindOf(source) {
    if (/^[0-9]+_[^/]*\.(down|up)\.sql$/.test(source.script))
        return "golang-migrate";
    if (/^\d+[^/]*\.sql$/.test(source.script) && /^--\s*migrate:up/m.test(source.text))
        return "dbmate";
    const flywayName = parseFlywayName(source.script);
    return flywayName === undefined ? undefined : "flyway";
}
function describeUnknown(folder, sql) {
    const [first] = sql;
    if (!first)
        return `The folder '${folder.dir.split("/").at(-1)}' holds no SQL file, so there is nothing to migrate.`;
    const tool = foreignTool(folder, first);
    return tool === undefined
        ? `'${first.file}' is of no migration layout that is known here.`
        : `'${first.file}' looks like a migration of ${tool}, which is not supported.`;
}
function foreignTool(folder, first) {
    if (/^--\s*\+goose/im.test(first.text))
        return "goose";
    if (/^\s*--\s*liquibase\s*formatted/i.test(first.text))
        return "Liquibase";
    if (/^--!\s*Previous:/m.test(first.text))
        return "graphile-migrate";
    if (folder.others.some((script) => script.endsWith("migration_lock.toml")))
        return "Prisma";
    if (folder.others.includes("atlas.sum"))
        return "Atlas";
    if (folder.others.includes("meta/_journal.json"))
        return "Drizzle";
    return undefined;
}
async function detectByHistory(database, table) {
    const columns = await database.readColumns(table);
    if (!columns)
        return undefined;
    if (columns.has("installed_rank") && columns.has("script"))
        return "flyway";
    if (columns.has("version") && columns.has("dirty") && columns.size === 2)
        return "golang-migrate";
    const type = columns.get("version") ?? "";
    return columns.size === 1 && /char|text/.test(type) ? "dbmate" : "other";
}
async function refuseSecondHistory(database, layout, table) {
    const candidates = [
        ["flyway_schema_history", "Flyway"],
        ["schema_migrations", "golang-migrate or dbmate"],
        ["goose_db_version", "goose"],
        ["_prisma_migrations", "Prisma"],
        ["atlas_schema_revisions", "Atlas"],
        ["databasechangelog", "Liquibase"],
        ["_sqlx_migrations", "sqlx"],
        ["__diesel_schema_migrations", "diesel"],
        ["django_migrations", "Django"],
        ["alembic_version", "Alembic"],
    ];
    if (await database.readColumns(table))
        return;
    for (const [name, tool] of candidates) {
        if (name === table.name || !(await database.readColumns({ ...table, name })))
            continue;
        throw new lib_error/* ActionError */.lZ("input", `The files are of ${layout} and the database '${database.name}' has no table '${table.name}', but it has '${name}', a history of ${tool}. Beginning a second history would run everything again; check that the migrations and the database belong together.`);
    }
}

// EXTERNAL MODULE: ./packages/migrate/lib/run/failure.js
var failure = __webpack_require__(5655);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
;// CONCATENATED MODULE: ./packages/migrate/lib/sql/lexer.js
/** Thrown for SQL whose quote, dollar quote or comment never ends; `offset` is where it begins. */
class UnendedError extends Error {
    offset;
    constructor(what, offset) {
        super(what);
        this.name = "UnendedError";
        this.offset = offset;
    }
}
const SPACE = /\s/;
const WORD_START = /[A-Za-z_\u0080-\uffff]/;
const WORD_PART = /[A-Za-z0-9_$\u0080-\uffff]/;
/**
 * Splits SQL into tokens as the server's own scanner does: quotes, E'' strings and their continuation lines, dollar quotes, nested
 * comments (not nested in SQLite). Comments and white space are left out. Assumes `standard_conforming_strings = on`, the default since 9.1.
 */
function* readTokens(sql, dialect) {
    let at = 0;
    while (at < sql.length) {
        const char = sql[at];
        if (SPACE.test(char) || char === "\ufeff")
            at++;
        else if (char === "-" && sql[at + 1] === "-")
            at = endOfLine(sql, at);
        else if (char === "/" && sql[at + 1] === "*")
            at = endOfComment(sql, at, dialect);
        else {
            const token = readToken(sql, at, dialect);
            yield token;
            at = token.end;
        }
    }
}
function readToken(sql, at, dialect) {
    const char = sql[at];
    if (char === "'")
        return { kind: "text", start: at, end: endOfString(sql, at, false) };
    if (char === '"' || (dialect === "sqlite" && char === "`"))
        return { kind: "name", start: at, end: endOfQuoted(sql, at, char) };
    if (dialect === "sqlite" && char === "[")
        return { kind: "name", start: at, end: endOfBracketed(sql, at) };
    if (dialect === "postgresql" && char === "$") {
        const end = endOfDollarQuoted(sql, at);
        if (end !== undefined)
            return { kind: "text", start: at, end };
    }
    if (WORD_START.test(char))
        return readWord(sql, at, dialect);
    if (/[0-9]/.test(char))
        return { kind: "number", start: at, end: endOf(sql, at, /[0-9A-Za-z_.]/) };
    return { kind: "symbol", start: at, end: at + 1 };
}
function readWord(sql, at, dialect) {
    if (dialect === "postgresql") {
        // E'…' has backslash escapes; the prefixes B, X, N and U& change the value, not where the constant ends.
        if (/[eE]/.test(sql[at]) && sql[at + 1] === "'")
            return { kind: "text", start: at, end: endOfString(sql, at + 1, true) };
        if (/[uU]/.test(sql[at]) && sql[at + 1] === "&" && sql[at + 2] === '"')
            return { kind: "name", start: at, end: endOfQuoted(sql, at + 2, '"') };
    }
    return { kind: "word", start: at, end: endOf(sql, at, WORD_PART) };
}
function endOf(sql, at, part) {
    let end = at + 1;
    while (end < sql.length && part.test(sql[end]))
        end++;
    return end;
}
function endOfLine(sql, at) {
    const found = /[\n\r]/.exec(sql.slice(at, at + 200))?.index;
    if (found !== undefined)
        return at + found;
    let end = at;
    while (end < sql.length && sql[end] !== "\n" && sql[end] !== "\r")
        end++;
    return end;
}
function endOfComment(sql, start, dialect) {
    let depth = 0;
    for (let at = start; at < sql.length;) {
        if (sql.startsWith("/*", at) && (depth === 0 || dialect === "postgresql"))
            [depth, at] = [depth + 1, at + 2];
        else if (sql.startsWith("*/", at)) {
            [depth, at] = [depth - 1, at + 2];
            if (depth === 0)
                return at;
        }
        else
            at++;
    }
    // SQLite lets the end of the text end a comment.
    if (dialect === "sqlite")
        return sql.length;
    throw new UnendedError("A comment that begins with /* never ends", start);
}
function endOfQuoted(sql, start, quote) {
    for (let at = start + 1; at < sql.length; at++) {
        if (sql[at] !== quote)
            continue;
        if (sql[at + 1] !== quote)
            return at + 1;
        at++;
    }
    throw new UnendedError(`A name that begins with ${quote} never ends`, start);
}
function endOfBracketed(sql, start) {
    const end = sql.indexOf("]", start);
    if (end < 0)
        throw new UnendedError("A name that begins with [ never ends", start);
    return end + 1;
}
function endOfString(sql, start, escapes) {
    for (let at = start + 1; at < sql.length; at++) {
        if (escapes && sql[at] === "\\")
            at++;
        else if (sql[at] === "'") {
            if (sql[at + 1] === "'")
                at++;
            else if (!escapes)
                return at + 1;
            else {
                // An E'…' constant goes on, with its escapes, after white space with a line break (and comments) and another quote.
                const next = /^[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*(?=[\n\r]))*'/.exec(sql.slice(at + 1));
                if (!next)
                    return at + 1;
                at += next[0].length;
            }
        }
    }
    throw new UnendedError("A text that begins with ' never ends", start);
}
function endOfDollarQuoted(sql, start) {
    const opening = /^\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/.exec(sql.slice(start, start + 130));
    if (!opening)
        return undefined;
    const end = sql.indexOf(opening[0], start + opening[0].length);
    if (end < 0)
        throw new UnendedError(`A text that begins with ${opening[0]} never ends`, start);
    return end + opening[0].length;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/migrate/lib/sql/statement.js


const WORDS_AT_MOST = 40;
/**
 * Splits SQL at the semicolons that end statements: not those in quotes, comments, parentheses (CREATE RULE), `BEGIN ATOMIC … END` bodies of
 * functions, and bodies of SQLite triggers. Empty statements are left out. Throws `UnendedError`.
 */
function splitStatements(sql, dialect) {
    const lineAt = lineCounter(sql);
    const statements = [];
    let tokens = [];
    let body = new BodyDepth(dialect);
    let parentheses = 0;
    const finish = () => {
        if (tokens.length > 0)
            statements.push(makeStatement(sql, tokens, lineAt));
        tokens = [];
        body = new BodyDepth(dialect);
        parentheses = 0;
    };
    for (const token of readTokens(sql, dialect)) {
        const symbol = token.kind === "symbol" ? sql[token.start] : "";
        if (symbol === "(")
            parentheses++;
        else if (symbol === ")")
            parentheses = Math.max(0, parentheses - 1);
        if (symbol === ";" && parentheses === 0 && body.depth === 0) {
            finish();
            continue;
        }
        tokens.push(token);
        if (token.kind === "word")
            body.enter(sql.slice(token.start, token.end).toUpperCase());
    }
    finish();
    return statements;
}
/** Counts the BEGIN … END and CASE … END that a semicolon may stand inside of. The rule is psql's own. */
class BodyDepth {
    depth = 0;
    first = [];
    last = "";
    dialect;
    constructor(dialect) {
        this.dialect = dialect;
    }
    enter(word) {
        if (this.first.length < 5)
            this.first.push(word);
        if (this.mayHaveBody()) {
            if (word === "BEGIN" && this.dialect === "sqlite")
                this.depth++;
            if (word === "ATOMIC" && this.last === "BEGIN" && this.dialect === "postgresql")
                this.depth++;
            if (word === "CASE" && this.depth > 0)
                this.depth++;
            if (word === "END" && this.depth > 0)
                this.depth--;
        }
        this.last = word;
    }
    mayHaveBody() {
        if (this.first[0] !== "CREATE")
            return false;
        const kinds = this.dialect === "sqlite" ? ["TRIGGER"] : ["FUNCTION", "PROCEDURE"];
        return this.first.slice(1, 4).some((word) => kinds.includes(word));
    }
}
function makeStatement(sql, tokens, lineAt) {
    const start = tokens[0].start;
    const end = tokens.at(-1).end;
    const words = tokens
        .filter((token) => token.kind === "word" || token.kind === "name")
        .slice(0, WORDS_AT_MOST)
        .map((token) => (token.kind === "word" ? sql.slice(token.start, token.end).toUpperCase() : sql.slice(token.start, token.end)));
    return { text: sql.slice(start, end), start, line: lineAt(start), tokens, words };
}
/** A function that says on which line an offset lies; fast for offsets that grow. */
function lineCounter(text) {
    let at = 0;
    let line = 1;
    return (offset) => {
        if (offset < at)
            [at, line] = [0, 1];
        for (; at < offset; at++)
            if (text[at] === "\n")
                line++;
        return line;
    };
}
/** The digest of what statements mean: their tokens, without comments and white space, bare words in any case. */
function digestOfStatements(sql, statements) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const statement of statements) {
        for (const token of statement.tokens) {
            const text = sql.slice(token.start, token.end);
            const meaning = token.kind === "word" ? text.toLowerCase() : text;
            hash.update(`${token.kind[0]}${meaning.length}:${meaning}`);
        }
        hash.update(";");
    }
    return `sha256:${hash.digest("hex")}`;
}

// EXTERNAL MODULE: ./packages/migrate/lib/sql/transactionality.js
var transactionality = __webpack_require__(48169);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/files.js








const FILE_BYTES_AT_MOST = 64 * 1024 * 1024;
/** Reads a folder of the workspace. Throws an `input` error when it is no folder, holds links, or a SQL file is no UTF-8 text. */
async function readFolder(workspace, dir) {
    const root = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, dir, "migrations");
    const base = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, ".", "workspace");
    const entries = await (0,promises_.readdir)(root, { recursive: true, withFileTypes: true }).catch((error) => {
        throw new lib_error/* ActionError */.lZ("input", `'${dir}' is not a folder that can be read; name the folder of the migration files.`, { cause: error });
    });
    const sources = [];
    const others = [];
    for (const entry of entries.sort((a, b) => ((0,external_node_path_.join)(a.parentPath, a.name) < (0,external_node_path_.join)(b.parentPath, b.name) ? -1 : 1))) {
        const path = (0,external_node_path_.join)(entry.parentPath, entry.name);
        const script = (0,external_node_path_.relative)(root, path).split(external_node_path_.sep).join("/");
        if (entry.isDirectory())
            continue;
        if (!entry.isFile())
            throw new lib_error/* ActionError */.lZ("input", `'${dir}/${script}' is a link or special file, which may change without the folder; replace it by a copy.`);
        if (!/\.sql(\.conf)?$/i.test(entry.name))
            others.push(script);
        else
            sources.push({ script, file: (0,external_node_path_.relative)(base, path).split(external_node_path_.sep).join("/"), text: await readText(path, `${dir}/${script}`) });
    }
    return { dir: root, sources, others, digest: (0,digest/* digestOfJson */.Qs)(sources.map((source) => [source.script, (0,digest/* digestOf */.ol)(source.text)])) };
}
async function readText(path, shown) {
    const bytes = await (0,promises_.readFile)(path);
    if (bytes.length > FILE_BYTES_AT_MOST)
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' is larger than 64 MB; load bulk data by other means than a migration.`);
    try {
        // ignoreBOM keeps the mark, so that offsets are those of the file.
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
    }
}
/** Reads the files of a folder as migrations of a layout, in the order in which they run, with everything that is wrong about them. */
function readMigrations(folder, layout, server) {
    const findings = [];
    const named = [];
    for (const source of folder.sources) {
        if (/\.conf$/i.test(source.script))
            continue;
        const parsed = layout.parseName(source.script);
        if (parsed === undefined)
            findings.push(foreignFile(source, layout));
        else if (parsed !== "ignored")
            named.push({ ...source, ...parsed });
    }
    for (const script of folder.others)
        if (/^[VR]?\d[\w.]*_.*\.(java|kt|groovy|go|js|ts|mjs|cjs|py|rb|php|cs|sh|json|cql)$/i.test(script.split("/").at(-1) ?? ""))
            findings.push(programFile(script));
    named.sort((a, b) => layout.compare(a, b));
    for (const [index, file] of named.entries()) {
        const twin = named.findIndex((other) => other.key === file.key);
        if (twin < index)
            findings.push(duplicateFile(file, named[twin]));
    }
    const files = named.map((file) => {
        const companion = folder.sources.find((source) => source.script === `${file.script}.conf`)?.text;
        const { migration, findings: own } = readMigration(file, layout.parseBody(file.text, companion), server);
        findings.push(...own);
        return migration;
    });
    return { files, findings };
}
function readMigration(file, body, server) {
    const findings = body.problems.map(({ line, what, next }) => (0,migration/* planError */.u0)("migration-file", `${what}.`, next, { file: file.file, line }));
    const { key, version, name, isRepeatable, script } = file;
    const identity = { key, version, name, isRepeatable, script, file: file.file, checksum: body.checksum };
    let statements;
    try {
        statements = splitStatements(body.sql, server.kind);
    }
    catch (error) {
        if (!(error instanceof UnendedError))
            throw error;
        findings.push((0,migration/* planError */.u0)("migration-file", `${error.message}.`, "Close it.", { file: file.file, line: lineOf(body.sql, error.offset) }));
        return { migration: { ...identity, sql: body.sql, meaning: (0,digest/* digestOf */.ol)(body.sql), statements: [] }, findings };
    }
    const meaning = digestOfStatements(body.sql, statements);
    const own = withoutOwnTransaction(statements);
    findings.push(...findUnrunnable(own.statements, file.file));
    const separately = findSeparation(own.statements, body.withoutTransaction, server);
    const sql = own.removed.length === 0 ? body.sql : keepRanges(body.sql, keptRanges(body.sql, own.removed));
    return { migration: { ...identity, sql, meaning, statements: own.statements, separately }, findings };
}
/** Many files wrap themselves in BEGIN … COMMIT. They run in our transaction, so that the history row is written in the same one. */
function withoutOwnTransaction(statements) {
    const [first] = statements;
    const last = statements.at(-1);
    if (!first || !last || (0,transactionality/* findTransactionControl */.f)(first) !== "begin" || (0,transactionality/* findTransactionControl */.f)(last) !== "end")
        return { statements, removed: [] };
    return { statements: statements.slice(1, -1), removed: [first, last] };
}
function keptRanges(sql, removed) {
    const ranges = [];
    let at = 0;
    for (const statement of removed) {
        ranges.push([at, statement.start]);
        at = statement.start + statement.text.length;
    }
    return [...ranges, [at, sql.length]];
}
function findUnrunnable(statements, file) {
    return statements.flatMap((statement) => {
        const where = { file, line: statement.line };
        if ((0,transactionality/* findTransactionControl */.f)(statement))
            return [
                (0,migration/* planError */.u0)("transaction-control", `The statement '${statement.words[0]}' begins or ends a transaction in the middle of the file.`, "Remove it; every migration runs in a transaction of its own together with its history row.", where),
            ];
        if (statement.text.startsWith("\\"))
            return [
                (0,migration/* planError */.u0)("client-command", "The file holds a command of the psql client, which a server does not know.", "Write it as SQL.", where),
            ];
        if (statement.words[0] === "COPY" && statement.words.some((word, index) => word === "STDIN" && statement.words[index - 1] === "FROM"))
            return [(0,migration/* planError */.u0)("client-command", "COPY FROM STDIN needs data from a client.", "Write INSERT statements.", where)];
        return [];
    });
}
function findSeparation(statements, declared, server) {
    for (const statement of statements) {
        const why = (0,transactionality/* findTransactionBan */.r)(statement, server.kind, server.major);
        if (why !== undefined)
            return { line: statement.line, why: `${why} cannot run in a transaction` };
    }
    return declared === undefined ? undefined : { line: declared, why: "the file asks for it" };
}
function foreignFile(source, layout) {
    return (0,migration/* planError */.u0)("foreign-file", `'${source.script}' is not a migration that ${layout.name} files are made of here, so it would be left out.`, layout.name === "flyway"
        ? "Rename or move it; baseline (B) files and callbacks are not supported."
        : "Rename it like the others, or move it out of the folder.", { file: source.file });
}
function programFile(script) {
    return (0,migration/* planError */.u0)("program-file", `'${script}' looks like a migration written as a program, which cannot be run here.`, "Write it as SQL, or move it out of the folder and run it as a step of its own.");
}
function duplicateFile(file, twin) {
    const id = file.isRepeatable ? `the name '${file.name}'` : `the version ${file.version}`;
    return (0,migration/* planError */.u0)("duplicate-version", `'${file.script}' and '${twin.script}' both have ${id}.`, "Give one of them the next free version.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/plan.js





const CURRENT_POSTGRES_MAJOR = 18;
/** Compares the files with the database's history. Throws `input` for a folder or history that no layout explains. */
async function planMigrations(database, options) {
    try {
        return (await readState(database, options)).plan;
    }
    catch (error) {
        throw (0,failure/* explainUnexpected */.Vv)(database, error);
    }
}
/**
 * What can be said about the files without a database: the plan for an empty one, under the rules of a current PostgreSQL unless another kind
 * is named. Throws `input` for a folder that no layout explains.
 */
async function checkMigrations(options) {
    const { kind = "postgresql", ...rest } = options;
    const folder = await readFolder(options.workspace, options.dir);
    const layout = detectLayoutOfFiles(folder);
    const { files, findings } = readMigrations(folder, layout, { kind, major: kind === "postgresql" ? CURRENT_POSTGRES_MAJOR : 3 });
    const all = [...findings, ...noticesOf(files, findings)];
    return {
        layout: layout.name,
        database: { kind, version: "", name: "" },
        applied: [],
        pending: files.map(showPending),
        findings: all,
        verdict: (0,verdict/* verdictOf */.Vj)(all),
        digest: folder.digest,
        filesDigest: folder.digest,
        options: rest,
    };
}
/** Where the database stands; the same as a plan, for those who do not mean to apply it. */
async function migrationStatus(database, options) {
    return planMigrations(database, options);
}
/** Reads files and history. */
async function readState(database, options) {
    const folder = await readFolder(options.workspace, options.dir);
    const { layout, table } = await detectLayout(database, folder, options.table);
    const { files, findings } = readMigrations(folder, layout, database);
    const history = layout.openHistory(database, table);
    const { applied, pending, findings: differences, unrecorded } = await history.compare(files);
    const all = [...findings, ...differences, ...noticesOf(pending, findings), ...adoptionNotice(layout, unrecorded)];
    const unknown = applied.filter((migration) => migration.file === undefined).map((migration) => migration.version);
    const where = { database: database.name, kind: database.kind, table: table.name, schema: table.schema ?? null };
    const facts = { layout: layout.name, ...where, files: folder.digest, unknown };
    const digestOfPending = (waiting) => (0,digest/* digestOfJson */.Qs)({ ...facts, pending: waiting.map(identityOf) });
    const done = inOrderOfTime(files.filter((file) => !pending.includes(file)), applied);
    const plan = {
        layout: layout.name,
        database: { kind: database.kind, version: database.version, name: database.name },
        applied,
        pending: pending.map(showPending),
        findings: all,
        verdict: (0,verdict/* verdictOf */.Vj)(all),
        digest: digestOfPending(pending),
        filesDigest: folder.digest,
        options,
    };
    return {
        plan,
        layout,
        table,
        history,
        files,
        pending,
        unrecorded,
        digestBefore: (count) => digestOfPending(files.filter((file) => pending.includes(file) || done.indexOf(file) >= done.length - count)),
    };
}
function inOrderOfTime(files, applied) {
    const times = new Map(applied.map((migration) => [migration.file, migration.appliedAt ?? ""]));
    const timeOf = (file) => times.get(file.file) ?? "";
    return [...files].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}
/** Together with the digest of all files, the list of pending ones says which were applied. */
function identityOf(file) {
    return [file.key, file.script, file.checksum, file.separately === undefined];
}
function noticesOf(pending, errors) {
    return pending.flatMap((file) => {
        const notices = [];
        if (file.separately)
            notices.push({
                rule: "without-transaction",
                severity: "notice",
                what: `The migration ${(0,migration/* describeMigration */.K)(file)} runs statement by statement, because ${file.separately.why}; if it is interrupted, the next run goes on where it stopped.`,
                where: { file: file.file, line: file.separately.line },
            });
        if (file.statements.length === 0 && !errors.some((finding) => finding.where?.file === file.file))
            notices.push({
                rule: "empty-migration",
                severity: "notice",
                what: `The migration ${(0,migration/* describeMigration */.K)(file)} holds no statement; only its version will be written down.`,
                where: { file: file.file },
            });
        return notices;
    });
}
function adoptionNotice(layout, unrecorded) {
    const [first] = unrecorded;
    if (!first)
        return [];
    const what = `${layout.name} itself applied ${unrecorded.length === 1 ? "a migration" : `${unrecorded.length} migrations`} and keeps no checksums; applying writes them down, so that later edits are noticed.`;
    return [{ rule: "adoption", severity: "notice", what, where: { file: first.file } }];
}
function showPending(file) {
    return {
        version: file.version,
        name: file.name,
        file: file.file,
        checksum: file.checksum,
        sql: hidePasswords(file.sql.trim()),
        transactional: file.separately === undefined,
        reason: file.separately?.why,
        statements: file.statements.map(({ line, text }) => ({ line, text: hidePasswords(text) })),
    };
}
/** SQL with the constants behind PASSWORD and in connection strings hidden. */
function hidePasswords(sql) {
    return sql
        .replace(/\b(PASSWORD\s+)(?:[eE]?'(?:[^'\\]|''|\\.)*'|\$(\w*)\$.*?\$\2\$)/gis, "$1'***'")
        .replace(/\b(password\s*=\s*)[^\s';]+/gi, "$1***");
}


/***/ }),

/***/ 5655:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Vv: () => (/* binding */ explainUnexpected),
/* harmony export */   Xb: () => (/* binding */ MigrationRefusal),
/* harmony export */   iW: () => (/* binding */ during),
/* harmony export */   pR: () => (/* binding */ MigrationFailure)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var _databases_database_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89289);
/* harmony import */ var _migration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78503);



/** A statement of a migration that the server refused, or the connection that broke under it. */
class MigrationFailure extends Error {
    migration;
    statement;
    error;
    constructor(migration, statement, error) {
        super(error.message, { cause: error });
        this.name = "MigrationFailure";
        this.migration = migration;
        this.statement = statement;
        this.error = error;
    }
}
/** A state of the database that a run will not go on from; carries what the user is told. */
class MigrationRefusal extends Error {
    finding;
    constructor(finding) {
        super(finding.what);
        this.name = "MigrationRefusal";
        this.finding = finding;
    }
}
/** Runs work for one statement, so that a refusal by the server is told with its migration and line. */
async function during(migration, statement, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof _databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8)
            throw new MigrationFailure(migration, statement, error);
        throw error;
    }
}
const LOCK_NOT_AVAILABLE = "55P03";
/** What a user is told about a failed migration: where, what the server said, what is left, what to do. */
async function explainFailure(database, failure) {
    const { migration, statement, error } = failure;
    const isSeparate = migration.separately !== undefined;
    const code = database.kind === "postgresql" ? `SQLSTATE ${error.code}` : `SQLite code ${error.code}`;
    const left = isSeparate
        ? "Its statements before this line have taken effect and are written down."
        : "Nothing of this migration remains; it ran in a transaction that was rolled back.";
    const again = isSeparate ? "the next run goes on with this statement" : "run again";
    const where = { file: migration.file, line: statement ? lineOfError(statement, error) : undefined };
    const base = { severity: "error", where };
    if (error.isConnectionLost)
        return {
            ...base,
            rule: "connection-lost",
            what: `The connection to '${database.name}' was lost during the migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)}: ${error.message}.`,
            next: "Run again: the history says whether it was written down, and nothing runs twice.",
        };
    if (error.code === LOCK_NOT_AVAILABLE) {
        const holders = await database.describeOpenTransactions().catch(() => "");
        return {
            ...base,
            rule: "lock-timeout",
            what: `The migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)} did not get a lock that other sessions hold (${code}). ${left}`,
            observed: holders === "" ? undefined : `longest open transactions: ${holders}`,
            next: `Run again when they are done; ${again}.`,
        };
    }
    return {
        ...base,
        rule: "statement-failed",
        what: `The migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)} failed: ${error.message} (${code}). ${left}`,
        next: `${hintFor(error)}Correct the file, then ${isSeparate ? `start the migration again; ${again}` : again}.`,
    };
}
/** The error for a statement of our own that the server refused; any other thrown value is given back as it is. */
function explainUnexpected(database, error) {
    if (!(error instanceof _databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8))
        return error;
    const what = `The migration history of '${database.name}' (${database.address}) cannot be used: ${error.message} (${error.code}).`;
    if (error.isConnectionLost)
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("remote", `${what} Run again when the server is back; nothing runs twice.`, { cause: error });
    const next = error.code === "42501" ? "Grant the database user the rights on the schema and its history table." : "Look into the history table.";
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `${what} ${next}`, { cause: error });
}
function hintFor(error) {
    const hints = {
        "42501": "The database user lacks a right; grant it or use the owner's role. ",
        "55P04": "A new enum value cannot be used in the transaction that adds it; put its use into the next file. ",
        "25001": "This statement must not run in a transaction; put it into a file of its own. ",
        "53100": "The server's disk is full. ",
    };
    return hints[error.code] ?? (error.hint === undefined ? "" : `The server's hint: ${error.hint.replace(/\.?$/, ".")} `);
}
function lineOfError(statement, error) {
    const before = error.offset === undefined ? "" : statement.text.slice(0, error.offset);
    return statement.line + before.split("\n").length - 1;
}


/***/ }),

/***/ 73934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ deleteJournal),
/* harmony export */   Z6: () => (/* binding */ writeJournalEntry),
/* harmony export */   a0: () => (/* binding */ readJournal),
/* harmony export */   e9: () => (/* binding */ statementDigest),
/* harmony export */   s9: () => (/* binding */ createJournal),
/* harmony export */   vi: () => (/* binding */ journalTableName)
/* harmony export */ });
/* unused harmony export JOURNAL_TABLE */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _databases_database_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89289);


const JOURNAL_TABLE = "waybill_migration_steps";
/** What a statement is recognised by in the journal. */
function statementDigest(statement) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(statement.text);
}
function journalTable(schema) {
    return { schema, name: JOURNAL_TABLE };
}
/** The full name of the journal's table in quotes, for messages that people act on. */
function journalTableName(schema) {
    return (0,_databases_database_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteTable */ .Z8)(journalTable(schema));
}
/** What is written down of a migration, in order; none when it never ran without a transaction. */
async function readJournal(database, schema, key) {
    if (!(await database.readColumns(journalTable(schema))))
        return [];
    const rows = await database.query(`SELECT statement, digest, state FROM ${journalTableName(schema)} WHERE migration = $1 ORDER BY statement`, [key]);
    return rows.map((row) => ({
        index: Number(row["statement"]),
        digest: row["digest"] ?? "",
        state: row["state"] === "done" ? "done" : "started",
    }));
}
/** Makes the journal's table; inside a transaction of the caller, as everything that writes here. */
async function createJournal(database, schema) {
    await database.query(`CREATE TABLE IF NOT EXISTS ${journalTableName(schema)} (migration text NOT NULL, statement integer NOT NULL, digest text NOT NULL, state text NOT NULL, PRIMARY KEY (migration, statement))`);
}
/** Writes that a statement has started or is done. */
async function writeJournalEntry(database, schema, key, entry) {
    await database.query(`INSERT INTO ${journalTableName(schema)} (migration, statement, digest, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (migration, statement) DO UPDATE SET digest = excluded.digest, state = excluded.state`, [key, entry.index, entry.digest, entry.state]);
}
/** Forgets what is written of a migration whose history row is written in the same transaction. */
async function deleteJournal(database, schema, key) {
    await database.query(`DELETE FROM ${journalTableName(schema)} WHERE migration = $1`, [key]);
}


/***/ }),

/***/ 48169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ findTransactionControl),
/* harmony export */   r: () => (/* binding */ findTransactionBan)
/* harmony export */ });
/** Says in a few words why a statement cannot run inside a transaction; undefined when it can. */
function findTransactionBan(statement, dialect, major) {
    return dialect === "sqlite" ? sqliteBan(statement.words) : postgresBan(statement.words, major);
}
function sqliteBan([first = ""]) {
    return ["VACUUM", "ATTACH", "DETACH"].includes(first) ? first : undefined;
}
function postgresBan(words, major) {
    const [first = "", second = "", third = ""] = words;
    const has = (word) => words.includes(word);
    if (first === "VACUUM")
        return "VACUUM";
    if (first === "ALTER" && second === "SYSTEM")
        return "ALTER SYSTEM";
    if (first === "CLUSTER" && words.every((word) => word === "CLUSTER" || word === "VERBOSE"))
        return "CLUSTER of all tables";
    if (["CREATE", "DROP"].includes(first) && ["DATABASE", "TABLESPACE"].includes(second))
        return `${first} ${second}`;
    if (["CREATE", "DROP"].includes(first) && second === "SUBSCRIPTION")
        return `${first} SUBSCRIPTION`;
    if (first === "ALTER" && second === "SUBSCRIPTION" && (has("REFRESH") || has("PUBLICATION")))
        return "ALTER SUBSCRIPTION";
    if (first === "ALTER" && second === "DATABASE" && has("TABLESPACE"))
        return "ALTER DATABASE SET TABLESPACE";
    const isIndex = second === "INDEX" || (second === "UNIQUE" && third === "INDEX");
    if (["CREATE", "DROP"].includes(first) && isIndex && words[words.indexOf("INDEX") + 1] === "CONCURRENTLY")
        return `${first} INDEX CONCURRENTLY`;
    if (first === "REINDEX")
        return reindexBan(words);
    if (first === "ALTER" && second === "TABLE" && has("DETACH") && has("CONCURRENTLY"))
        return "DETACH PARTITION CONCURRENTLY";
    if (first === "ALTER" && second === "TYPE" && has("ADD") && has("VALUE") && major < 12)
        return "ALTER TYPE ADD VALUE before PostgreSQL 12";
    return undefined;
}
function reindexBan(words) {
    if (words.includes("CONCURRENTLY"))
        return "REINDEX CONCURRENTLY";
    const object = words.find((word) => ["INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"].includes(word)) ?? "";
    return ["SCHEMA", "DATABASE", "SYSTEM"].includes(object) ? `REINDEX ${object}` : undefined;
}
/** Whether a statement begins or ends a transaction itself. `ROLLBACK TO` and savepoints do not. */
function findTransactionControl({ words }) {
    const [first = "", second = ""] = words;
    if (first === "BEGIN" || (first === "START" && second === "TRANSACTION"))
        return "begin";
    if (first === "COMMIT" || first === "END")
        return second === "PREPARED" || words.includes("CHAIN") ? "other" : "end";
    if (first === "ROLLBACK")
        return words.includes("TO") ? undefined : "other";
    if (first === "ABORT" || (first === "PREPARE" && second === "TRANSACTION"))
        return "other";
    return undefined;
}


/***/ }),

/***/ 80668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ deployBlocks),
/* harmony export */   X1: () => (/* binding */ migrationBlocks),
/* harmony export */   lA: () => (/* binding */ planSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);

const SQL_PREVIEW_CHARACTERS = 4000;
/** The report section that a release manager approves: pending SQL and every object with its changes. */
function planSection(plan) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Plan", value: plan.digest },
                { label: "Environment", value: plan.environment },
                { label: "Commit", value: plan.parts.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    if (plan.findings.length > 0)
        blocks.push({ type: "findings", findings: [...plan.findings] });
    return { id: `plan-${plan.environment}`, title: `Plan for ${plan.environment}`, verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .verdictOf */ .Vj)(plan.findings), blocks };
}
/** What a migration plan would run, with the SQL. */
function migrationBlocks(name, plan) {
    const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
    if (plan.pending.length === 0)
        return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
    return [
        {
            type: "table",
            caption: `Pending migrations of database ${name} (${target})`,
            head: ["Version", "Name", "File", "Transaction"],
            rows: plan.pending.map((migration) => [
                migration.version,
                migration.name,
                { text: migration.file, code: true },
                migration.transactional ? "yes" : "no, statement by statement",
            ]),
        },
        {
            type: "details",
            summary: "SQL that will run",
            blocks: plan.pending.map((migration) => ({ type: "code", language: "sql", text: preview(migration.sql), caption: migration.file })),
        },
    ];
}
/** What a deploy plan would change, object by object. */
function deployBlocks(plan) {
    const changed = plan.objects.filter((object) => object.action !== "unchanged");
    const blocks = [
        {
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            rows: plan.objects.map((object) => [
                { text: `${object.ref.kind}/${object.ref.name}`, code: true },
                object.action,
                object.file === "" ? "waybill.yml" : `${object.file}:${object.line}`,
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        },
    ];
    const updates = changed.filter((object) => object.action === "update");
    if (updates.length > 0) {
        blocks.push({
            type: "details",
            summary: "Fields that change",
            blocks: [
                {
                    type: "table",
                    head: ["Object", "Field", "Now", "Then"],
                    rows: updates.flatMap((object) => object.diff.map((change) => [
                        `${object.ref.kind}/${object.ref.name}`,
                        { text: change.path, code: true },
                        show(change.before),
                        show(change.after),
                    ])),
                },
            ],
        });
    }
    return blocks;
}
function show(value) {
    if (value === undefined)
        return "";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { text: text.length > 200 ? `${text.slice(0, 200)}…` : text, code: true };
}
function preview(sql) {
    return sql.length > SQL_PREVIEW_CHARACTERS
        ? `${sql.slice(0, SQL_PREVIEW_CHARACTERS)}\n-- … ${sql.length - SQL_PREVIEW_CHARACTERS} more characters in the file`
        : sql;
}


/***/ }),

/***/ 29586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ openCluster),
  B: () => (/* binding */ withCluster)
});

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
    const namespace = (0,json/* textAt */.$6)(context.value, "namespace");
    return {
        context: contextName,
        user: userName,
        ...(namespace ? { namespace } : {}),
        ...readServer(cluster, names),
        ...(user ? readUser(user, names, options.env ?? {}) : {}),
    };
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
    const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
    if (protocol !== "https:" && !(protocol === "http:" && isLoopback)) {
        throw badConfig(names, `gives the server ${server}; only https:// is allowed, because http:// would send credentials in the clear.`);
    }
    if ((0,json/* textAt */.$6)(cluster.value, "proxy-url"))
        throw badConfig(names, "uses 'proxy-url', which is not supported. Run where the API server can be reached directly.");
    const caPem = pemAt(cluster, "certificate-authority", names);
    const tlsServerName = (0,json/* textAt */.$6)(cluster.value, "tls-server-name");
    return {
        server: server.replace(/\/+$/, ""),
        insecureSkipTlsVerify: (0,json/* valueAt */.fK)(cluster.value, "insecure-skip-tls-verify") === true,
        ...(caPem === undefined ? {} : { caPem }),
        ...(tlsServerName ? { tlsServerName } : {}),
    };
}
function readUser(user, names, env) {
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
    const exec = readExec(user, env);
    return {
        ...(token ? { token } : {}),
        ...(clientCertPem !== undefined && clientKeyPem !== undefined ? { clientCertPem, clientKeyPem } : {}),
        ...(exec ? { exec } : {}),
    };
}
function readExec(user, env) {
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
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./packages/kit/lib/proxy.js
var lib_proxy = __webpack_require__(99778);
// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __webpack_require__(4148);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kit/lib/command.js
var command = __webpack_require__(20371);
;// CONCATENATED MODULE: ./packages/kube/lib/api/access.js


const EXEC_TIMEOUT_MS = 60_000;
/** The credentials of an access; runs its exec plugin where it has one. Throws an `environment` error for an expired certificate. */
async function readCredentials(access) {
    const { token, clientCertPem, clientKeyPem, exec } = access;
    if (exec && token === undefined && clientCertPem === undefined)
        return checked(access, await runPlugin(exec));
    return checked(access, {
        ...(token === undefined ? {} : { token }),
        ...(clientCertPem === undefined ? {} : { certPem: clientCertPem }),
        ...(clientKeyPem === undefined ? {} : { keyPem: clientKeyPem }),
    });
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
async function runPlugin(plugin) {
    const info = JSON.stringify({ apiVersion: plugin.apiVersion, kind: "ExecCredential", spec: { interactive: false } });
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
    return { ...(token ? { token } : {}), ...(certPem && keyPem ? { certPem, keyPem } : {}) };
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
    const connect = async () => {
        const credentials = await readCredentials(access);
        if (credentials.token)
            options.reporter.mask(credentials.token);
        if (credentials.keyPem)
            options.reporter.mask(credentials.keyPem);
        const proxy = (0,lib_proxy/* findProxy */.EE)(new URL(access.server), options.proxy);
        return { agent: await makeAgent(access, proxy), tls: tlsOptions(access, credentials), proxy, credentials };
    };
    const once = async (apiRequest) => {
        connection ??= connect();
        return sendOnce(access, await connection, apiRequest, options);
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
                    ...(apiRequest.signal ? { signal: apiRequest.signal } : {}),
                });
            }
            catch (error) {
                if (error instanceof Unavailable)
                    return error.response;
                if (apiRequest.signal?.aborted)
                    throw apiRequest.signal.reason;
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
    if (proxy) {
        const { HttpsProxyAgent } = await Promise.all(/* import() */[__webpack_require__.e(830), __webpack_require__.e(669)]).then(__webpack_require__.t.bind(__webpack_require__, 3669, 19));
        return new HttpsProxyAgent(proxy.url, pool);
    }
    return access.server.startsWith("https:") ? new external_node_https_.Agent(pool) : new external_node_http_.Agent(pool);
}
function tlsOptions(access, credentials) {
    return {
        rejectUnauthorized: !access.insecureSkipTlsVerify,
        ...(access.caPem === undefined ? {} : { ca: access.caPem }),
        ...(credentials.certPem === undefined ? {} : { cert: credentials.certPem }),
        ...(credentials.keyPem === undefined ? {} : { key: credentials.keyPem }),
        ...(access.tlsServerName === undefined ? {} : { servername: access.tlsServerName }),
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
            ...(credentials.token ? { authorization: `Bearer ${credentials.token}` } : {}),
            ...(body ? { "content-type": apiRequest.contentType ?? "application/json", "content-length": body.length } : {}),
        },
        signal,
    });
    const answer = { status: response.statusCode ?? 0, text: await transport_readText(response, signal) };
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
    // 5xx is the proxy's word for a server that it cannot reach now.
    if (status >= 500)
        return Object.assign(new Error(`${proxy.label} answered HTTP ${status}`), { code: "EPROXY" });
    return (0,lib_proxy/* refusedByProxy */.SR)(proxy, url, status);
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
    return new lib_error/* ActionError */.lZ("remote", `${where} cannot be reached: ${why[code] ?? (code || String(error))}. Check the address in the kubeconfig, the network, and that the cluster runs.`, { cause: error });
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

;// CONCATENATED MODULE: ./packages/kube/lib/api/cluster.js





/** The manager of the fields that deployments set. */
const FIELD_MANAGER = "waybill";
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
    constructor(access, transport, reporter) {
        this.server = access.server;
        this.context = access.context;
        if (access.namespace !== undefined)
            this.namespace = access.namespace;
        this.#user = access.user;
        this.#transport = transport;
        this.reporter = reporter;
    }
    async ping() {
        const answer = await this.#json({ method: "GET", path: "/version" }, "read its version");
        return { version: (0,json/* textAt */.$6)(answer, "gitVersion") ?? "unknown" };
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
            return await this.#object({ method: "GET", path: resourcePath(resource, ref.namespace, ref.name), ...(signal ? { signal } : {}) }, `read ${(0,api_object/* formatRef */.rq)(ref)}`);
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
            const answer = await this.#json({ method: "GET", path: resourcePath(resource, namespace), query, ...(signal ? { signal } : {}) }, `list ${resource.plural}${namespace ? ` in namespace '${namespace}'` : ""}`);
            // Items of a list carry no kind of their own.
            for (const item of (0,json/* listAt */.gT)(answer, "items"))
                objects.push({ apiVersion, kind, ...item });
            next = (0,json/* textAt */.$6)(answer, "metadata", "continue") || undefined;
        } while (next !== undefined);
        return objects;
    }
    async apply(object, options = {}) {
        const ref = (0,api_object/* refOf */.H8)(object);
        const resource = await this.#resource(ref);
        const query = {
            fieldManager: FIELD_MANAGER,
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
            ...(options.signal ? { signal: options.signal } : {}),
        }, `${options.dryRun ? "plan" : "apply"} ${(0,api_object/* formatRef */.rq)(ref)}`);
    }
    async create(object) {
        const ref = (0,api_object/* refOf */.H8)(object);
        const resource = await this.#resource(ref);
        return this.#object({ method: "POST", path: resourcePath(resource, ref.namespace), query: { fieldManager: FIELD_MANAGER }, body: object }, `create ${(0,api_object/* formatRef */.rq)(ref)}`);
    }
    async replace(object) {
        const ref = (0,api_object/* refOf */.H8)(object);
        const resource = await this.#resource(ref);
        return this.#object({ method: "PUT", path: resourcePath(resource, ref.namespace, ref.name), query: { fieldManager: FIELD_MANAGER }, body: object }, `write ${(0,api_object/* formatRef */.rq)(ref)}`);
    }
    async remove(ref, options = {}) {
        const resource = await this.findResource(ref.apiVersion, ref.kind);
        if (!resource)
            return false;
        const preconditions = options.uid === undefined ? {} : { preconditions: { uid: options.uid } };
        const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Background", ...preconditions };
        try {
            await this.#json({ method: "DELETE", path: resourcePath(resource, ref.namespace, ref.name), body }, `delete ${(0,api_object/* formatRef */.rq)(ref)}`);
            return true;
        }
        catch (error) {
            // 409: another object of that name took its place meanwhile; the one that was asked for is gone.
            if ((0,api_failure/* isApiFailure */.TG)(error, 404) || (options.uid !== undefined && (0,api_failure/* isApiFailure */.TG)(error, 409)))
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
        const response = await this.#transport.send({ method: "GET", path, query });
        // Logs only illustrate a diagnosis: a container without any, or a missing permission, must not hide it.
        return response.status === 200 ? response.text : undefined;
    }
    async requestService(target, signal) {
        const name = `${encodeURIComponent(target.service)}:${encodeURIComponent(String(target.port))}`;
        const [pathname = "", search = ""] = target.path.split(/\?(.*)/s);
        const path = `/api/v1/namespaces/${encodeURIComponent(target.namespace)}/services/${name}/proxy/${pathname.replace(/^\/+/, "")}`;
        const query = Object.fromEntries(new URLSearchParams(search));
        const response = await this.#transport.send({
            method: "GET",
            path,
            query,
            repeatable: false,
            timeoutMs: 10_000,
            ...(signal ? { signal } : {}),
        });
        const refusal = response.status === 401 || response.status === 403 ? parseRefusal(response.text) : undefined;
        if (refusal)
            throw (0,api_failure/* apiFailure */.tF)(this.server, this.#user, `get services/proxy of Service ${target.namespace}/${target.service}`, response.status, response.text);
        return { status: response.status, body: response.text.slice(0, MAX_BODY_CHARACTERS) };
    }
    close() {
        return this.#transport.close();
    }
    async #discover(apiVersion) {
        const response = await this.#transport.send({ method: "GET", path: versionPath(apiVersion) });
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
        const answer = await this.#json(request, action);
        if ((0,api_object/* isKubeObject */.$e)(answer))
            return answer;
        throw new lib_error/* ActionError */.lZ("remote", `The cluster at ${this.server} answered something that is no object when asked to ${action}. Check that the address is a Kubernetes API.`);
    }
    async #json(request, action) {
        const response = await this.#transport.send(request);
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

// EXTERNAL MODULE: ./packages/pipeline/lib/session/secret.js
var secret = __webpack_require__(41955);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/cluster.js


/** Opens the environment's cluster: from its own `kubeconfig: env:NAME`, the run's kubeconfig, or the file that KUBECONFIG names. */
async function openCluster(session, environment) {
    const named = environment.kubeconfig ? (0,secret/* readSecret */.n5)(session, environment.kubeconfig, `Environment '${environment.name}'`) : undefined;
    const given = named ?? session.kubeconfigText;
    // A secret may hold the text of a kubeconfig or, on a laptop, the path of one.
    const source = given === undefined ? {} : given.includes("\n") ? { text: given } : { path: given };
    const access = loadKubeconfig({
        ...source,
        ...(environment.context === undefined ? {} : { context: environment.context }),
        env: session.env,
    });
    // What a kubeconfig hands to its plugin may come back in the plugin's words; the transport hides tokens and keys.
    for (const [name, value] of Object.entries(access.exec?.env ?? {}))
        if (session.env[name] !== value)
            session.reporter.mask(value);
    return connectCluster(access, { reporter: session.reporter, proxy: session.proxy });
}
/** Runs work with a cluster and closes its connections afterwards. */
async function withCluster(session, environment, work) {
    const cluster = await openCluster(session, environment);
    try {
        return await work(cluster);
    }
    finally {
        await cluster.close();
    }
}


/***/ }),

/***/ 46569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ openDatabase)
});

// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
// EXTERNAL MODULE: ./packages/config/lib/origin.js
var lib_origin = __webpack_require__(86180);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/migrate/lib/databases/address.js

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
/** Reads a database URL. Throws an `input` error that never repeats any part of the URL but its scheme and parameter names. */
function parseAddress(url) {
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
    if (scheme === "sqlite" || scheme === "sqlite3" || scheme === "file")
        return { kind: "sqlite", path: sqlitePath(url) };
    if (scheme === "postgres" || scheme === "postgresql")
        return { kind: "postgresql", postgres: parsePostgres(url) };
    const given = scheme === undefined ? "has no scheme" : `has the scheme '${scheme}:'`;
    throw new lib_error/* ActionError */.lZ("input", `The database URL ${given}; it must begin with postgres://, postgresql://, sqlite: or file:.`);
}
function sqlitePath(url) {
    const rest = url.slice(url.indexOf(":") + 1).replace(/\?.*$/s, "");
    // sqlite:///absolute, sqlite://relative, sqlite:any
    const path = rest.startsWith("//") ? rest.slice(2) : rest;
    if (path === "")
        throw new lib_error/* ActionError */.lZ("input", "The database URL names no file; write sqlite:path/to/file.db.");
    return decodeURIComponent(path);
}
function parsePostgres(text) {
    if (!URL.canParse(text))
        throw new lib_error/* ActionError */.lZ("input", "The database URL cannot be read as postgres://user:password@host:port/name; special characters of the password must be percent-encoded.");
    const url = new URL(text);
    const parameters = readParameters(url);
    const user = decode(url.username) || parameters.get("user") || "";
    if (user === "")
        throw new lib_error/* ActionError */.lZ("input", "The database URL names no user; write postgres://user:password@host:port/name.");
    const host = parameters.get("host") || decode(url.hostname).replace(/^\[(.*)\]$/, "$1") || "localhost";
    const address = {
        host,
        port: Number(url.port || parameters.get("port") || 5432),
        user,
        password: decode(url.password) || parameters.get("password") || "",
        database: decode(url.pathname.slice(1)) || parameters.get("dbname") || user,
        sslmode: sslMode(parameters.get("sslmode"), host),
    };
    const timeout = parameters.get("connect_timeout");
    return {
        ...address,
        sslrootcert: parameters.get("sslrootcert"),
        sslcert: parameters.get("sslcert"),
        sslkey: parameters.get("sslkey"),
        applicationName: parameters.get("application_name"),
        settings: settingsOf(parameters),
        table: parameters.get("x-migrations-table"),
        connectTimeoutMs: timeout === undefined ? undefined : Number(timeout) * 1000,
    };
}
const KNOWN_PARAMETERS = [
    "user",
    "password",
    "host",
    "port",
    "dbname",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "application_name",
    "options",
    "search_path",
    "connect_timeout",
    "x-migrations-table",
];
function readParameters(url) {
    const parameters = new Map(url.searchParams);
    const unknown = [...parameters.keys()].find((key) => !KNOWN_PARAMETERS.includes(key));
    // A parameter that is ignored could be the one that makes the connection safe.
    if (unknown !== undefined)
        throw new lib_error/* ActionError */.lZ("input", `The database URL has the parameter '${unknown}', which is not supported; known are ${KNOWN_PARAMETERS.join(", ")}.`);
    return parameters;
}
function sslMode(given, host) {
    if (given === undefined)
        return isLoopback(host) ? "disable" : "prefer";
    const mode = SSL_MODES.find((known) => known === given);
    if (!mode)
        throw new lib_error/* ActionError */.lZ("input", `The database URL has an unknown sslmode; it must be one of ${SSL_MODES.join(", ")}.`);
    return mode;
}
function settingsOf(parameters) {
    const path = parameters.get("search_path");
    const settings = [parameters.get("options"), path === undefined ? undefined : `-c search_path=${path.replace(/[\\ ]/g, "\\$&")}`];
    return settings.filter((setting) => setting !== undefined).join(" ") || undefined;
}
function isLoopback(host) {
    return host === "localhost" || host === "::1" || host.startsWith("127.") || host.startsWith("/");
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A lone % is the user's spelling of itself.
        return text;
    }
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/connect.js


/**
 * Connects to the database of a URL: `postgres://`, `postgresql://`, `sqlite:` or `file:`. Throws `input` for a URL that cannot be read and
 * `environment` for a server that cannot be used; neither repeats the password.
 */
async function connectDatabase(url, options = {}) {
    const address = parseAddress(url);
    // Each driver is loaded when it is needed, so that a run without a database does not pay for it.
    if (address.kind === "sqlite")
        return (await __webpack_require__.e(/* import() */ 300).then(__webpack_require__.bind(__webpack_require__, 90300))).connectSqlite(address.path === ":memory:" ? address.path : (0,external_node_path_.resolve)(options.workspace ?? "", address.path));
    const { connectPostgres } = await Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(484)]).then(__webpack_require__.bind(__webpack_require__, 4484));
    return connectPostgres({ ...address.postgres, applicationName: address.postgres.applicationName ?? options.applicationName });
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/secret.js
var secret = __webpack_require__(41955);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/database.js




/** Connects to a database of the configuration. What is wrong with its URL is said of the key or the input that gave it. */
async function openDatabase(session, database) {
    const url = (0,secret/* readSecret */.n5)(session, database.url, `Database '${database.name}'`);
    try {
        return await connectDatabase(url, { workspace: session.workspace });
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ) || error.kind !== "input")
            throw error;
        const origin = (0,files/* originOfKey */.d)(session.config, `databases.${database.name}.url`);
        throw new lib_error/* ActionError */.lZ("input", (0,lib_origin/* describeProblem */.BJ)((0,lib_origin/* problem */.CC)(origin, error.message.replace(/\.$/, ""))), { cause: error });
    }
}


/***/ }),

/***/ 78563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ approveStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19256);


/** Asks for approval of exactly this plan. Throws a `verdict` error that names the digest when it is not given. */
async function approveStage(session, environment, plan, source) {
    return (0,_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .Si)(session, `approve/${environment.name}`, "approve", `Approve ${environment.name}`, async () => {
        const approval = await findApproval(session, environment, plan, source);
        const note = `by ${approval.approver}${approval.boundToPlan ? "" : ", who approved the job and not this plan"}`;
        return {
            verdict: approval.boundToPlan ? "pass" : "warn",
            note,
            result: approval,
            section: {
                id: `approval-${environment.name}`,
                title: `Approval for ${environment.name}`,
                verdict: approval.boundToPlan ? "pass" : "warn",
                blocks: [
                    {
                        type: "facts",
                        facts: [
                            { label: "Plan", value: plan.digest },
                            { label: "Approved by", value: approval.approver },
                            { label: "Comment", value: approval.comment ?? "none" },
                        ],
                    },
                ],
            },
            evidence: { subjects: [{ name: `plan/${environment.name}`, digest: plan.digest }], facts: { ...approval } },
        };
    });
}
async function findApproval(session, environment, plan, source) {
    switch (source.kind) {
        case "digest":
            if (source.digest !== plan.digest) {
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The approval is for plan ${source.digest}, but the plan for ${environment.name} is now ${plan.digest}: the world or the release has moved since. Read the new plan and approve it with --approve ${plan.digest}.`);
            }
            return { approver: session.run.actor, planDigest: plan.digest, boundToPlan: true };
        case "ask":
            if (!(await source.ask(plan)))
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The plan ${plan.digest} for ${environment.name} was not approved, so nothing was changed. Run again when it should be.`);
            return { approver: session.run.actor, planDigest: plan.digest, boundToPlan: true };
        case "github":
            return approvalOnGitHub(session, environment, plan, source.runId);
    }
}
async function approvalOnGitHub(session, environment, plan, runId) {
    if (!session.github)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.");
    const reviews = await session.github.findApprovals(runId);
    const own = reviews.filter((review) => review.environments.includes(environment.name));
    const rejection = own.find((review) => review.state === "rejected");
    if (rejection)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `${rejection.user} rejected the deployment to ${environment.name}, so nothing was changed.`);
    const approvals = own.filter((review) => review.state === "approved");
    if (approvals.length === 0) {
        return {
            approver: `nobody (GitHub asks no reviewer for environment ${environment.name})`,
            planDigest: plan.digest,
            boundToPlan: false,
        };
    }
    const comment = approvals.map((review) => review.comment).find((text) => text !== "");
    return {
        approver: approvals.map((review) => review.user).join(", "),
        planDigest: plan.digest,
        // A reviewer who quotes the digest has seen the plan; otherwise only the job was approved.
        boundToPlan: approvals.some((review) => review.comment.includes(plan.digest)),
        ...(comment === undefined ? {} : { comment }),
    };
}


/***/ }),

/***/ 50832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U9: () => (/* binding */ count),
  $C: () => (/* binding */ planDatabase),
  RJ: () => (/* binding */ planEnvironment),
  cJ: () => (/* binding */ planStage)
});

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var lib_digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/image-name.js
var image_name = __webpack_require__(31053);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/image-pin.js




/**
 * Replaces images by digests in every kind that has pods, init containers and image volumes included. `images` maps a repository as the
 * manifests write it (any tag or digest there is replaced) to `repository@sha256:…`; an image whose repository is already that of the
 * target matches too. A given image that no manifest uses is an error; an image that stays without a digest is a warning.
 */
function pinImages(set, images) {
    const targets = Object.entries(images).map(([name, reference]) => readTarget(name, reference));
    const used = new Set();
    const pinned = [];
    const findings = [];
    const objects = set.objects.map((item) => {
        let object = item.object;
        for (const place of (0,pod_template/* listImages */.v8)(item.object)) {
            const target = findTarget(targets, place.image);
            if (target) {
                used.add(target);
                object = (0,json/* withValue */.cO)(object, place.path, target.reference);
                pinned.push({ file: item.file, line: (0,manifest/* placeOf */.$t)(item, place.path)?.line ?? item.line, from: place.image, to: target.reference });
            }
            else
                findings.push(...judgeUnpinned(item, place));
        }
        return object === item.object ? item : { ...item, object };
    });
    const seen = [...new Set(set.objects.flatMap((item) => (0,pod_template/* listImages */.v8)(item.object).map(({ image }) => image)))];
    for (const target of targets)
        if (!used.has(target))
            findings.push(unused(target, seen));
    return { set: { ...set, objects }, pinned, findings };
}
function readTarget(name, reference) {
    const target = (0,image_name/* parseImageName */.i)(reference);
    if (!target?.digest) {
        throw new error/* ActionError */.lZ("input", `The image '${name}' is to be deployed as '${reference}', which names no digest. Give 'repository@sha256:…' of the image that was tested.`);
    }
    const written = (0,image_name/* parseImageName */.i)(name);
    if (!written)
        throw new error/* ActionError */.lZ("input", `'${name}' is no image name. Give the repository as the manifests write it.`);
    return { name, reference, repositories: new Set([(0,image_name/* fullRepository */.g)(written.repository), (0,image_name/* fullRepository */.g)(target.repository)]) };
}
function findTarget(targets, image) {
    const written = (0,image_name/* parseImageName */.i)(image);
    if (!written)
        return undefined;
    const repository = (0,image_name/* fullRepository */.g)(written.repository);
    // The name given by the caller wins over a repository that merely is the same, should two targets share one.
    return (targets.find(({ name }) => (0,image_name/* fullRepository */.g)((0,image_name/* parseImageName */.i)(name)?.repository ?? name) === repository) ??
        targets.find(({ repositories }) => repositories.has(repository)));
}
function judgeUnpinned(item, place) {
    const written = (0,image_name/* parseImageName */.i)(place.image);
    const where = (0,manifest/* placeOf */.$t)(item, place.path);
    const at = where ? { where } : {};
    if (!written) {
        const next = "Write a repository with a tag or digest; a placeholder must be filled in before, or be a repository that the release builds.";
        return [{ rule: "image-name", severity: "error", what: `'${place.image}' is no image reference.`, ...at, next }];
    }
    if (written.digest)
        return [];
    const next = "Pin it to a digest ('repository@sha256:…'), so that every node runs the same bytes.";
    return [
        {
            rule: "image-not-pinned",
            severity: "warning",
            what: `The image '${place.image}' is not pinned to a digest and is not part of this release.`,
            ...at,
            next,
        },
    ];
}
function unused(target, seen) {
    return {
        rule: "image-unused",
        severity: "error",
        what: `No manifest uses the image '${target.name}', so this release would not change what runs.`,
        observed: seen.length === 0 ? "no image at all" : seen.join(", "),
        expected: `an image of the repository ${[...target.repositories].join(" or ")}`,
        next: "Write that repository as the image of the container that it is for.",
    };
}

// EXTERNAL MODULE: ./packages/kit/lib/quantity.js
var quantity = __webpack_require__(79257);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-reference.js
var pod_reference = __webpack_require__(93978);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/removed-api.js
// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
const REMOVED = [
    { apiVersion: "extensions/v1beta1", kinds: ["Deployment", "DaemonSet", "ReplicaSet"], since: "1.16", instead: "apps/v1" },
    { apiVersion: "extensions/v1beta1", kinds: ["NetworkPolicy"], since: "1.16", instead: "networking.k8s.io/v1" },
    { apiVersion: "extensions/v1beta1", kinds: ["Ingress"], since: "1.22", instead: "networking.k8s.io/v1" },
    { apiVersion: "apps/v1beta1", kinds: ["Deployment", "StatefulSet"], since: "1.16", instead: "apps/v1" },
    { apiVersion: "apps/v1beta2", kinds: ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"], since: "1.16", instead: "apps/v1" },
    { apiVersion: "networking.k8s.io/v1beta1", kinds: ["Ingress", "IngressClass"], since: "1.22", instead: "networking.k8s.io/v1" },
    { apiVersion: "apiextensions.k8s.io/v1beta1", kinds: ["CustomResourceDefinition"], since: "1.22", instead: "apiextensions.k8s.io/v1" },
    { apiVersion: "apiregistration.k8s.io/v1beta1", kinds: ["APIService"], since: "1.22", instead: "apiregistration.k8s.io/v1" },
    {
        apiVersion: "admissionregistration.k8s.io/v1beta1",
        kinds: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        since: "1.22",
        instead: "admissionregistration.k8s.io/v1",
    },
    { apiVersion: "coordination.k8s.io/v1beta1", kinds: ["Lease"], since: "1.22", instead: "coordination.k8s.io/v1" },
    {
        apiVersion: "rbac.authorization.k8s.io/v1beta1",
        kinds: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        since: "1.22",
        instead: "rbac.authorization.k8s.io/v1",
    },
    { apiVersion: "scheduling.k8s.io/v1beta1", kinds: ["PriorityClass"], since: "1.22", instead: "scheduling.k8s.io/v1" },
    {
        apiVersion: "storage.k8s.io/v1beta1",
        kinds: ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
        since: "1.22",
        instead: "storage.k8s.io/v1",
    },
    { apiVersion: "batch/v1beta1", kinds: ["CronJob"], since: "1.25", instead: "batch/v1" },
    { apiVersion: "discovery.k8s.io/v1beta1", kinds: ["EndpointSlice"], since: "1.25", instead: "discovery.k8s.io/v1" },
    { apiVersion: "policy/v1beta1", kinds: ["PodDisruptionBudget"], since: "1.25", instead: "policy/v1" },
    {
        apiVersion: "policy/v1beta1",
        kinds: ["PodSecurityPolicy"],
        since: "1.25",
        instead: "Pod Security Admission, by labels of the namespace",
    },
    { apiVersion: "node.k8s.io/v1beta1", kinds: ["RuntimeClass"], since: "1.25", instead: "node.k8s.io/v1" },
    { apiVersion: "autoscaling/v2beta1", kinds: ["HorizontalPodAutoscaler"], since: "1.25", instead: "autoscaling/v2" },
    { apiVersion: "autoscaling/v2beta2", kinds: ["HorizontalPodAutoscaler"], since: "1.26", instead: "autoscaling/v2" },
    { apiVersion: "storage.k8s.io/v1beta1", kinds: ["CSIStorageCapacity"], since: "1.27", instead: "storage.k8s.io/v1" },
    {
        apiVersion: "flowcontrol.apiserver.k8s.io/v1beta1",
        kinds: ["FlowSchema", "PriorityLevelConfiguration"],
        since: "1.26",
        instead: "flowcontrol.apiserver.k8s.io/v1",
    },
    {
        apiVersion: "flowcontrol.apiserver.k8s.io/v1beta2",
        kinds: ["FlowSchema", "PriorityLevelConfiguration"],
        since: "1.29",
        instead: "flowcontrol.apiserver.k8s.io/v1",
    },
    {
        apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3",
        kinds: ["FlowSchema", "PriorityLevelConfiguration"],
        since: "1.32",
        instead: "flowcontrol.apiserver.k8s.io/v1",
    },
];
/** Which Kubernetes version removed an API, and what replaces it; undefined when it is not a removed one. */
function findRemovedApi(apiVersion, kind) {
    return REMOVED.find((removed) => removed.apiVersion === apiVersion && removed.kinds.includes(kind));
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/selector.js
var manifest_selector = __webpack_require__(63232);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/preflight.js








const LONG_RUNNING = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);
/** What can be known to be wrong or unwise from the manifests alone; errors would be refused or never become ready. */
function checkManifests(set) {
    return [
        ...set.objects.flatMap((item) => [
            ...checkApi(item),
            ...checkName(item),
            ...checkSelector(item),
            ...checkImages(item),
            ...checkContainers(item),
        ]),
        ...checkServices(set),
        ...(0,pod_reference/* findMissingReferences */.U)(set),
    ];
}
function finding(severity, item, path, words) {
    const where = (0,manifest/* placeOf */.$t)(item, path);
    return { severity, ...words, ...(where ? { where } : {}) };
}
const nameOf = (item) => (0,object/* formatRef */.rq)((0,object/* refOf */.H8)(item.object));
function checkApi(item) {
    const { apiVersion, kind } = item.object;
    const removed = findRemovedApi(apiVersion, kind);
    if (!removed)
        return [];
    const what = `${nameOf(item)} uses ${apiVersion}, which Kubernetes ${removed.since} removed.`;
    return [finding("error", item, ["apiVersion"], { rule: "removed-api", what, next: `Use ${removed.instead}.` })];
}
function checkName(item) {
    const { name } = item.object.metadata;
    // Names of RBAC objects and some cluster-wide kinds may hold more; the API server judges those.
    const isFree = item.object.apiVersion.startsWith("rbac.authorization.k8s.io/");
    if (isFree || (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253))
        return [];
    const what = `The name '${name}' is not allowed: names are lower-case letters, digits, '-' and '.', at most 253 of them.`;
    return [
        finding("error", item, ["metadata", "name"], {
            rule: "object-name",
            what,
            next: `Use '${name
                .toLowerCase()
                .replaceAll(/[^a-z0-9.-]+/g, "-")
                .replaceAll(/^[.-]+|[.-]+$/g, "")}' and change every place that names it.`,
        }),
    ];
}
function checkSelector(item) {
    const { object } = item;
    const template = LONG_RUNNING.has(object.kind) ? (0,pod_template/* findPodTemplate */.$c)(object) : undefined;
    if (!template || (0,manifest_selector/* matchesSelector */.B5)((0,manifest_selector/* selectorOf */.Bk)(object), template.labels))
        return [];
    const what = `The selector of ${nameOf(item)} does not match the labels of its own pods.`;
    return [
        finding("error", item, ["spec", "selector"], {
            rule: "selector",
            what,
            observed: formatLabels(template.labels),
            next: "Give 'spec.template.metadata.labels' every label that 'spec.selector' demands.",
        }),
    ];
}
function checkImages(item) {
    return (0,pod_template/* listImages */.v8)(item.object).flatMap(({ path, image }) => {
        const name = (0,image_name/* parseImageName */.i)(image);
        if (!name || name.digest || (name.tag !== undefined && name.tag !== "latest"))
            return [];
        const what = `The image '${image}' means whatever 'latest' is at the moment.`;
        return [finding("warning", item, path, { rule: "image-latest", what, next: "Name a version, or better a digest." })];
    });
}
function checkContainers(item) {
    const template = (0,pod_template/* findPodTemplate */.$c)(item.object);
    if (!template)
        return [];
    return (0,pod_template/* listContainers */.ts)(template).flatMap(({ name, list, path, container }) => {
        const findings = checkLimits(item, name, path, container);
        if (LONG_RUNNING.has(item.object.kind) && list === "containers" && !(0,json/* isRecord */.u4)((0,json/* valueAt */.fK)(container, "readinessProbe"))) {
            const what = `The container '${name}' of ${nameOf(item)} has no readiness probe, so it gets requests before it can answer them.`;
            findings.push(finding("warning", item, path, { rule: "no-readiness-probe", what, next: "Add a 'readinessProbe' that asks what a client asks." }));
        }
        return findings;
    });
}
function checkLimits(item, name, path, container) {
    const findings = [];
    for (const part of ["requests", "limits"]) {
        for (const [resource, value] of Object.entries((0,json/* isRecord */.u4)((0,json/* valueAt */.fK)(container, "resources", part)) ? (0,json/* valueAt */.fK)(container, "resources", part) : {})) {
            if ((typeof value === "string" || typeof value === "number") && (0,quantity/* parseQuantity */.L)(value) !== undefined)
                continue;
            const what = `'${String(value)}' is no quantity for '${part}.${resource}' of the container '${name}'.`;
            findings.push(finding("error", item, [...path, "resources", part, resource], {
                rule: "quantity",
                what,
                next: "Write for example '500m' or '256Mi'.",
            }));
        }
    }
    if ((0,json/* valueAt */.fK)(container, "resources", "limits", "memory") === undefined) {
        const what = `The container '${name}' of ${nameOf(item)} has no memory limit, so it can take the whole node's.`;
        findings.push(finding("warning", item, path, { rule: "no-memory-limit", what, next: "Set 'resources.limits.memory'." }));
    }
    return findings;
}
function checkServices(set) {
    return set.objects.flatMap((item) => {
        const { object } = item;
        if (object.kind !== "Service" || object.apiVersion !== "v1" || (0,json/* textAt */.$6)(object, "spec", "type") === "ExternalName")
            return [];
        const selector = (0,json/* textsAt */.i1)(object, "spec", "selector");
        if (Object.keys(selector).length === 0)
            return [];
        const isMatched = set.objects.some((other) => {
            const template = (0,pod_template/* findPodTemplate */.$c)(other.object);
            const labels = other.object.kind === "Pod" ? (other.object.metadata.labels ?? {}) : (template?.labels ?? {});
            return (template !== undefined &&
                other.object.metadata.namespace === object.metadata.namespace &&
                (0,manifest_selector/* matchesSelector */.B5)({ matchLabels: selector, matchExpressions: [] }, labels));
        });
        if (isMatched)
            return [];
        const what = `The selector of ${nameOf(item)} matches no pod of these manifests.`;
        return [
            finding("warning", item, ["spec", "selector"], {
                rule: "service-selector",
                what,
                observed: formatLabels(selector),
                next: "Compare it with the labels of the pods that it is for.",
            }),
        ];
    });
}
function formatLabels(labels) {
    return (Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(", ") || "no label");
}

// EXTERNAL MODULE: ./packages/kube/lib/plan/plan.js + 1 modules
var plan_plan = __webpack_require__(65800);
// EXTERNAL MODULE: ./packages/migrate/lib/plan.js + 10 modules
var plan = __webpack_require__(72885);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js + 5 modules
var cluster = __webpack_require__(29586);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/database.js + 2 modules
var session_database = __webpack_require__(46569);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js
var plan_section = __webpack_require__(80668);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/secret.js
var session_secret = __webpack_require__(41955);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/session.js
var session_session = __webpack_require__(7675);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/stage.js
var stage = __webpack_require__(19256);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/plan.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});












/** Plans migrations and deployment of one environment against the live world; changes nothing. */
async function planStage(session, environment, images) {
    return (0,stage/* runStage */.Si)(session, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
        const migrations = {};
        for (const name of environment.databases)
            migrations[name] = await planDatabase(session, (0,session_session/* findEntry */.w4)(session.config.databases, name, "databases", session.config.file));
        const deploy = await planEnvironment(session, environment, images);
        const parts = {
            environment: environment.name,
            commit: session.run.commit,
            images,
            databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
            deploy: deploy.plan.digest,
        };
        const findings = [...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings];
        for (const finding of findings)
            session.reporter.finding(finding);
        const result = {
            environment: environment.name,
            images,
            migrations,
            deploy: deploy.plan,
            findings,
            parts,
            digest: (0,lib_digest/* digestOfJson */.Qs)(parts),
        };
        const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
        const changes = deploy.plan.objects.filter((object) => object.action !== "unchanged").length;
        return {
            verdict: (0,verdict/* verdictOf */.Vj)(findings),
            note: findings.find((finding) => finding.severity === "error")?.what ??
                `${(0,stage/* shortDigest */.VK)(result.digest)}: ${count(pending, "migration")}, ${changes} of ${count(deploy.plan.objects.length, "object")} to change`,
            section: (0,plan_section/* planSection */.lA)(result),
            result,
            evidence: {
                subjects: [{ name: `plan/${environment.name}`, digest: result.digest }, ...(await configSubjects(session))],
                facts: { parts },
            },
        };
    });
}
/** Plans the migrations of one database. */
async function planDatabase(session, database) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        await (0,files/* requireFiles */.P)(session, "databases", [database.name]);
        const connection = __addDisposableResource(env_1, await (0,session_database/* openDatabase */.q)(session, database), true);
        return await (0,plan/* planMigrations */.n6)(connection, { dir: database.migrations, workspace: session.workspace });
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Plans the deployment of one environment with its manifests pinned to the images' digests. */
async function planEnvironment(session, environment, images) {
    await (0,files/* requireFiles */.P)(session, "environments", [environment.name]);
    const loaded = await (0,manifest/* loadManifests */.DD)(environment.manifests, session.workspace);
    const pinned = pinImages(loaded, manifestNames(session, loaded, images));
    const findings = [...checkManifests(pinned.set), ...pinned.findings];
    const plan = await (0,cluster/* withCluster */.B)(session, environment, (cluster) => (0,plan_plan/* planDeploy */.b)(cluster, pinned.set, {
        namespace: environment.namespace,
        application: session.config.name,
        environment: environment.name,
        secrets: resolveSecrets(session, environment),
    }));
    return { plan, findings: [...findings, ...plan.findings] };
}
/** Manifests may name an image by its name in waybill.yml, by the repository it is pushed to, or by the one it was built for. */
function manifestNames(session, set, images) {
    return Object.fromEntries(Object.entries(images).map(([name, reference]) => {
        const image = session.config.images[name];
        const aliases = [name, reference.slice(0, reference.indexOf("@")), ...(image ? [(0,repositories/* imageRepository */.an)(session, image)] : [])];
        return [aliases.find((alias) => pinImages(set, { [alias]: reference }).pinned.length > 0) ?? name, reference];
    }));
}
function resolveSecrets(session, environment) {
    return Object.fromEntries(Object.entries(environment.secrets).map(([secret, keys]) => [
        secret,
        Object.fromEntries(Object.entries(keys).map(([key, ref]) => [
            key,
            (0,session_secret/* readSecret */.n5)(session, ref, `Key '${key}' of Secret '${secret}' in environment '${environment.name}'`),
        ])),
    ]));
}
async function configSubjects(session) {
    const { file } = session.config;
    if (file === undefined)
        return [];
    const { digest } = await (0,lib_digest/* digestOfPath */.B$)((0,external_node_path_.join)(session.workspace, file));
    return [{ name: file, digest }];
}
/** `1 migration`, `2 migrations`. */
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}


/***/ })

};
