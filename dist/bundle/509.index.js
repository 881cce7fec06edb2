export const id = 509;
export const ids = [509];
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

/***/ 68064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ proveImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31252);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(79404);
/* harmony import */ var _manifest_image_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(53434);
/* harmony import */ var _manifest_manifest_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3676);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6197);
/* harmony import */ var _manifest_pod_template_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63721);
/* harmony import */ var _workload_pods_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29714);






const ATTEMPTS = 10;
const PAUSE_MS = 500;
/** Reads what the pods of workloads run and compares it with the digests of their manifests. A digest that cannot be read is an error. */
async function proveImages(cluster, items, signal) {
    const pods = [];
    const findings = [];
    for (const item of items) {
        if (!(0,_workload_pods_js__WEBPACK_IMPORTED_MODULE_0__/* .makesPods */ .UX)(item.object) || !(0,_manifest_pod_template_js__WEBPACK_IMPORTED_MODULE_1__/* .findPodTemplate */ .$c)(item.object))
            continue;
        let result = await proveWorkload(cluster, item);
        // The kubelet reports the image a moment after it reports the container.
        for (let attempt = 1; attempt < ATTEMPTS && result.findings.length > 0; attempt++) {
            await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .pause */ .v)(PAUSE_MS, signal);
            result = await proveWorkload(cluster, item);
        }
        pods.push(...result.pods);
        findings.push(...result.findings);
    }
    return { pods, findings };
}
async function proveWorkload(cluster, item) {
    const live = await cluster.read((0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .refOf */ .H8)(item.object));
    const template = (0,_manifest_pod_template_js__WEBPACK_IMPORTED_MODULE_1__/* .findPodTemplate */ .$c)(item.object);
    if (!live || !template)
        return { pods: [], findings: [unproven(item, [], "it is gone")] };
    const { pods } = await (0,_workload_pods_js__WEBPACK_IMPORTED_MODULE_0__/* .findWorkloadPods */ .fi)(cluster, live);
    const running = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(pod, "status", "phase") !== "Failed");
    // The live object's word, not the manifest's: an autoscaler may have changed `replicas` since.
    const expected = (0,_workload_pods_js__WEBPACK_IMPORTED_MODULE_0__/* .countNewestPods */ .e$)(live);
    if (running.length < expected)
        return { pods: [], findings: [unproven(item, [], `${running.length} of ${expected} pods of its newest revision were found`)] };
    const proofs = [];
    const findings = [];
    for (const pod of running) {
        for (const place of (0,_manifest_pod_template_js__WEBPACK_IMPORTED_MODULE_1__/* .listContainers */ .ts)(template)) {
            const proof = proveContainer(pod.metadata.name, pod, place);
            proofs.push(proof);
            const wanted = (0,_manifest_image_name_js__WEBPACK_IMPORTED_MODULE_5__/* .parseImageName */ .i)(proof.image)?.digest;
            if (wanted !== undefined && proof.digest !== wanted)
                findings.push(unproven(item, [...place.path, "image"], `pod ${proof.name} runs ${proof.imageID || "an unknown image"}`, wanted));
        }
    }
    return { pods: proofs, findings };
}
// `imageID` is the kubelet's own word for what runs, `repository@digest`; `image` may be rewritten by a mirror.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus
function proveContainer(podName, pod, place) {
    const list = {
        containers: "containerStatuses",
        initContainers: "initContainerStatuses",
        ephemeralContainers: "ephemeralContainerStatuses",
    }[place.list];
    const status = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .listAt */ .gT)(pod, "status", list).find((entry) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(entry, "name") === place.name);
    const imageID = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(status, "imageID") ?? "";
    const digest = imageID.slice(imageID.lastIndexOf("@") + 1);
    return {
        name: `${podName}/${place.name}`,
        image: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(place.container, "image") ?? "",
        imageID,
        digest: imageID.includes("@") && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isDigest */ .Bc)(digest) ? digest : undefined,
    };
}
function unproven(item, path, observed, expected) {
    const where = (0,_manifest_manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$t)(item, path);
    return {
        rule: "image-id",
        severity: "error",
        what: `It is not proven that ${(0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .formatRef */ .rq)((0,_api_object_js__WEBPACK_IMPORTED_MODULE_3__/* .refOf */ .H8)(item.object))} runs the tested image.`,
        where,
        observed,
        expected,
        next: "Look at the pods' 'imageID': something changed them after this deployment, or the node does not say what it runs.",
    };
}


/***/ }),

/***/ 37918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ probeService)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31252);

// Endpoints reach the proxies of the nodes a moment after a pod is ready.
const WINDOW_MS = 20_000;
const PAUSE_MS = 500;
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
        await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .pause */ .v)(PAUSE_MS, options.signal);
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
/**
 * Whether an object is what it was told to be, by the rule of its kind. Looks at nothing but the object, so it may be asked as often as one
 * likes. Until `status.observedGeneration` has reached `metadata.generation`, a status speaks of an earlier specification and proves nothing:
 * https://kubernetes.io/docs/reference/using-api/api-concepts/ and every `observedGeneration` in the API reference.
 */
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
// The built-in kinds; everything else follows the convention of conditions (see `judgeConditions`). The group is compared, not the version,
// because all versions of a group show one object.
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
// A controller that has never looked at an object has written no status: without this a new Deployment of 0 replicas would be done at once.
const unseen = (object) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "status", "observedGeneration") === undefined && object.metadata.generation !== undefined;
const count = (object, field) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "status", field) ?? 0;
// As `kubectl rollout status` does: first the new pods, then that no old one is left, then that they serve. `available` means ready for
// `minReadySeconds`; `ProgressDeadlineExceeded` ends the wait, as it does for kubectl: the controller itself does nothing more about it.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status
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
        return waiting(`of the old pods ${replicas - updated} ${replicas - updated === 1 ? "is" : "are"} still there`);
    if (available < wanted)
        return waiting(`${available} of ${wanted} replicas are available`);
    if (ready < wanted)
        return waiting(`${ready} of ${wanted} replicas are ready`);
    return done(`${available} of ${wanted} replicas are available`);
}
// Pods below `partition` keep the old revision on purpose, so an update is over without them.
// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions
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
// `desiredNumberScheduled` is what the controller found on the nodes, so a DaemonSet that fits no node is done with none.
// https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
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
// A ReplicaSet does not replace pods of an old template, so its number is all that there is to wait for.
function judgeReplicaSet(object) {
    if (unseen(object))
        return waiting("its controller has not seen it yet");
    const wanted = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(object, "spec", "replicas") ?? 1;
    const available = count(object, "availableReplicas");
    return available < wanted || count(object, "replicas") !== wanted
        ? waiting(`${available} of ${wanted} replicas are available`)
        : done(`${available} of ${wanted} replicas are available`);
}
// A Job counts its own failures against 'backoffLimit' and says by a condition when it gives up; `suspend` keeps it from ever starting.
// https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
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
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase
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
// A headless Service says `None` where others have an address, and an ExternalName has none at all; both are complete as they are.
// https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
function judgeService(object) {
    const type = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "spec", "type") ?? "ClusterIP";
    if (type === "LoadBalancer" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(object, "status", "loadBalancer", "ingress").length === 0)
        return waiting("its load balancer has no address yet");
    if (type !== "ExternalName" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "spec", "clusterIP") === undefined)
        return waiting("it has no address yet");
    return done("it has its address");
}
// `Lost` says that the bound volume is gone, which no waiting brings back.
// https://kubernetes.io/docs/concepts/storage/persistent-volumes/#phase
function judgeClaim(object) {
    const phase = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "phase") ?? "Pending";
    if (phase === "Bound")
        return done("it is bound");
    return phase === "Lost" ? failed("its volume is lost") : waiting("it is not bound yet");
}
// Nothing can be made in a namespace that is on its way out.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
function judgeNamespace(object) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(object, "status", "phase") === "Terminating" ? failed("it is being deleted") : done("it is active");
}
// Only when it is established does the API serve its kind; names that another definition has already are never accepted.
// https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
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

/***/ 29714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UX: () => (/* binding */ makesPods),
/* harmony export */   e$: () => (/* binding */ countNewestPods),
/* harmony export */   fi: () => (/* binding */ findWorkloadPods)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _manifest_selector_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63232);


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
    const options = { namespace, labelSelector: (0,_manifest_selector_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSelector */ .VH)((0,_manifest_selector_js__WEBPACK_IMPORTED_MODULE_0__/* .selectorOf */ .Bk)(workload)), signal };
    const pods = await cluster.list("v1", "Pod", options);
    if (workload.kind !== "Deployment") {
        const own = pods.filter((pod) => isOwnedBy(pod, workload));
        return { pods: ofNewestRevision(own, workload), controllers: [workload] };
    }
    const sets = (await cluster.list("apps/v1", "ReplicaSet", options)).filter((set) => isOwnedBy(set, workload));
    const newest = findNewest(sets, workload);
    return newest
        ? { pods: pods.filter((pod) => isOwnedBy(pod, newest)), controllers: [workload, newest] }
        : { pods: [], controllers: [workload] };
}
function isOwnedBy(object, owner) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(object, "metadata", "ownerReferences").some((reference) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(reference, "uid") === owner.metadata.uid);
}
/** How many pods of its newest revision a live workload is to have; 0 for one whose pods come and go, or are replaced only by hand. */
function countNewestPods(workload) {
    const replicas = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(workload, "spec", "replicas") ?? 1;
    const isByHand = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(workload, "spec", "updateStrategy", "type") === "OnDelete";
    switch (workload.kind) {
        case "DaemonSet":
            return isByHand ? 0 : ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(workload, "status", "desiredNumberScheduled") ?? 0);
        case "StatefulSet":
            return isByHand ? 0 : Math.max(0, replicas - ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(workload, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0));
        case "Job":
            // Pods of a finished Job may have been cleaned up already.
            return 0;
        default:
            return replicas;
    }
}
// Controllers stamp into labels of every pod what it was made from.
function ofNewestRevision(pods, workload) {
    if (workload.kind === "StatefulSet") {
        // Until the controller has seen a change, its status names the revision before.
        if (isStale(workload))
            return [];
        const newest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(workload, "status", "updateRevision");
        return newest ? pods.filter((pod) => (hashOf(pod) ?? newest) === newest) : pods;
    }
    return workload.kind === "DaemonSet" ? ofNewestGeneration(pods, workload) : pods;
}
function hashOf(pod) {
    return pod.metadata.labels?.["controller-revision-hash"];
}
// A DaemonSet's pods carry the generation of their template. One that went back to an earlier template keeps the pods of that one, although
// their generation is older: they are told by their hash, or by the controller's own count.
// https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
function ofNewestGeneration(pods, workload) {
    const wanted = workload.metadata.annotations?.["deprecated.daemonset.template.generation"];
    const standing = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
    // A server that writes no generations leaves only this: its controller deletes the pods of older templates as soon as it has seen a change.
    if (wanted === undefined)
        return isStale(workload) ? [] : standing;
    if (!isStale(workload) && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(workload, "status", "updatedNumberScheduled") === standing.length)
        return standing;
    const isOfGeneration = (pod) => (pod.metadata.labels?.["pod-template-generation"] ?? wanted) === wanted;
    const hashes = new Set(pods.filter(isOfGeneration).flatMap((pod) => hashOf(pod) ?? []));
    return pods.filter((pod) => isOfGeneration(pod) || hashes.has(hashOf(pod) ?? ""));
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
// The revision annotation still names the old ReplicaSet then.
function isStale(deployment) {
    const observed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(deployment, "status")["observedGeneration"];
    return typeof observed === "number" && deployment.metadata.generation !== undefined && observed < deployment.metadata.generation;
}
// The controller adds the hash label to a ReplicaSet's template, and to nothing else of it.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label
function templateKey(object) {
    const template = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(object, "spec", "template");
    const metadata = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(template, "metadata");
    const labels = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(metadata["labels"]) ? { ...metadata["labels"] } : {};
    delete labels["pod-template-hash"];
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .canonicalJson */ .dj)({ labels, annotations: metadata["annotations"] ?? {}, spec: template["spec"] ?? {} });
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
// Operators that serve custom resources are among the workloads, so their objects come after these.
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
    return { ...rest, metadata: { ...metadata, name: rest.metadata.name } };
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
        changes.push({ path, before, after });
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
// The merge keys of Kubernetes' own lists. Items that share a key, or lack it, are compared by their place.
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
        before: change.before === undefined ? undefined : "(hidden)",
        after: change.after === undefined ? undefined : change.before === undefined ? "(hidden)" : "(hidden, changed)",
    };
}
function hideWhole({ path, before, after }) {
    return {
        path,
        before: maskSecret(before),
        after: maskSecret(after),
    };
}
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
 * Segments that the object does not have, or that cannot be read, end the path.
 */
function parseFieldPath(text, object) {
    const segments = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const match = TOKEN.exec(text);
        if (!match)
            break;
        const [, name, index, key] = match;
        const segment = name ?? (index === undefined ? findSegment((0,json/* valueAt */.fK)(object, ...segments), key ?? "") : Number(index));
        if (segment === undefined || (0,json/* valueAt */.fK)(object, ...segments, segment) === undefined)
            break;
        segments.push(segment);
    }
    return segments;
}
function findSegment(value, key) {
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






// Nobody's object has this name, so a dry run under it meets no other manager.
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
        await cluster.apply(desired.object, { dryRun: true, signal: context.signal });
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
    if (live.metadata.deletionTimestamp !== undefined) {
        return {
            rule: "being-deleted",
            severity: "error",
            what: `${name} is being deleted since ${live.metadata.deletionTimestamp}.`,
            where,
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
        where,
        next: "Rename it here, or take it out of the other application first.",
    };
}
async function planUpdate(cluster, desired, live, context) {
    const own = (0,ownership/* ownerOf */.bf)(live, context.app) === "own";
    const findings = own
        ? []
        : [note(desired, "adopted", `${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(live))} exists already and becomes part of this application.`)];
    const dryRun = (force) => cluster.apply(desired.object, { dryRun: true, force, signal: context.signal });
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
// 409 also says that an object changed meanwhile; only these causes name a field and its manager.
// https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
function isConflict(error) {
    return (0,api_failure/* isApiFailure */.TG)(error, 409) && error.causes.some((cause) => cause.reason === "FieldManagerConflict");
}
// A Job's pod template cannot be changed. https://kubernetes.io/docs/concepts/workloads/controllers/job/
function isReplaceable(object, failure) {
    return object.kind === "Job" && object.apiVersion.startsWith("batch/") && failure.status === 422 && failure.detail.includes("immutable");
}
// Without a dry run there are no defaults, so only what the manifest writes can be compared.
function diffDesired(live, desired) {
    return (0,object_diff/* diffObjects */.wc)(live, desired).filter((change) => change.after !== undefined);
}
function conflict(desired, cause, force) {
    const manager = /"([^"]*)"/.exec(cause.message)?.[1] ?? "another manager";
    const where = (0,manifest/* placeOf */.$t)(desired, parseFieldPath(cause.field, desired.object));
    const name = (0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(desired.object));
    return {
        rule: "field-conflict",
        severity: force ? "warning" : "error",
        what: `The field ${cause.field} of ${name} is managed by '${manager}'${force ? ", and this deployment takes it back" : ""}.`,
        where,
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
        where,
        // What the server says of a Secret may quote its values.
        observed: (0,api_object/* isSecret */.$f)(desired.object) ? (field === "" ? "invalid Secret" : `invalid field ${field}`) : failure.detail,
        next: immutable
            ? "Give the object a new name, or delete the old one first; this field cannot be changed in place."
            : "Correct the manifest.",
    };
}
function note(desired, rule, what) {
    const where = (0,manifest/* placeOf */.$t)(desired);
    return { rule, severity: "notice", what, where };
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
            namespace: namespaced ? (namespace ?? app.namespace) : undefined,
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
        where,
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
        return [{ rule: "given-twice", severity: "error", what, where, next: "Keep one of them." }];
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
// Deleting one of these deletes what is in it, or the data behind it; nobody asked for that by leaving out a manifest.
const ALWAYS_KEPT = new Set(["Namespace", "CustomResourceDefinition", "PersistentVolume"]);
const HOLDS_DATA = "PersistentVolumeClaim";
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
        signal: options.signal,
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
    const plan = { ...summarise(options, entries, findings), lastGood: (0,revision/* wayBackAmong */.Pr)(revisions).current };
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
    const refs = (0,kind_order/* inApplyOrder */.ub)([...earlier.values()].filter((ref) => !wanted.has((0,api_object/* refKey */.XF)(ref)) && !ALWAYS_KEPT.has(ref.kind)), (ref) => ref).toReversed();
    const live = await (0,parallel/* mapParallel */.E)(refs, PARALLEL, (ref) => cluster.read(ref));
    const entries = [];
    const findings = [];
    for (const [index, ref] of refs.entries()) {
        const object = live[index];
        if (!object || object.metadata.deletionTimestamp !== undefined || (0,ownership/* ownerOf */.bf)(object, app) !== "own")
            continue;
        const isKept = ref.kind === HOLDS_DATA;
        if (prune && !isKept)
            entries.push({
                ref,
                action: "delete",
                diff: [{ path: "", before: (0,object_diff/* maskSecret */.$l)((0,object_diff/* withoutServerFields */.dw)(object)) }],
                findings: [],
                force: false,
                live: object,
            });
        else {
            const next = isKept
                ? "It holds data, so it is never deleted automatically; delete it by hand when it is not needed."
                : `Delete it by hand if nothing needs it any more; it carries the label ${ownership/* APPLICATION_LABEL */.OU}.`;
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
        const where = desired && (0,manifest/* placeOf */.$t)(desired);
        const what = `${(0,api_object/* formatRef */.rq)(ref)} changes, but the pods of ${(0,api_object/* formatRef */.rq)(user)} are not restarted, so they keep the old values of their variables.`;
        return [
            {
                rule: "no-restart",
                severity: "warning",
                what,
                where,
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
/* harmony export */   Pr: () => (/* binding */ wayBackAmong),
/* harmony export */   V8: () => (/* binding */ trimRevisions),
/* harmony export */   VW: () => (/* binding */ listRevisions),
/* harmony export */   tK: () => (/* binding */ updateRevision)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26788);
/* harmony import */ var _api_api_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50683);
/* harmony import */ var _api_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6197);
/* harmony import */ var _manifest_reserved_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4501);






const STATUSES = ["applying", "good", "failed", "rolled-back"];
/** Finds the last good revision among those of an application (oldest first), and the one before it. */
function wayBackAmong(revisions) {
    const good = revisions.filter(({ status }) => status === "good");
    // A rollback hands the salt on, so revisions of one salt hold the same objects.
    const isSame = (a, b) => a === b || (a.salt !== undefined && a.salt === b.salt);
    const tell = (revision) => {
        const { number, environment, finishedAt, startedAt, images } = revision;
        const first = good.find((candidate) => isSame(candidate, revision)) ?? revision;
        const restores = first === revision ? undefined : first.number;
        return {
            number,
            environment,
            commit: first.run.commit,
            ref: first.run.ref,
            images,
            since: finishedAt ?? startedAt,
            restores,
            run: revision.run.run,
        };
    };
    const current = good.at(-1);
    const before = current && good.findLast((revision) => !isSame(revision, current));
    return { current: current && tell(current), before: before && tell(before) };
}
const OWNER_LABEL = "waybill.dev/revision-of";
const KEPT = 10;
// A Secret holds 1 MiB of data at most.
// https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size
const MAX_BYTES = 1_000_000;
/** All revisions of an application, oldest first. */
async function listRevisions(cluster, app) {
    const secrets = await cluster.list("v1", "Secret", { namespace: app.namespace, labelSelector: `${OWNER_LABEL}=${app.application}` });
    const revisions = secrets.filter((secret) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(secret, "type") === _manifest_reserved_js__WEBPACK_IMPORTED_MODULE_3__/* .REVISION_TYPE */ .b).map(decode);
    return revisions.sort((a, b) => a.number - b.number);
}
/** Writes a new revision. Throws when one of that number exists, or when it is too large for a Secret. */
async function createRevision(cluster, app, revision) {
    try {
        return decode(await cluster.create(encode(app, { ...revision, salt: revision.salt ?? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(16).toString("hex") })));
    }
    catch (error) {
        if (!(0,_api_api_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .isApiFailure */ .TG)(error, 409))
            throw error;
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("remote", `Revision ${revision.number} of '${app.application}' was written by another run at this moment. Wait until that run ends and start again.`, { cause: error });
    }
}
/**
 * Changes a revision if nobody else did meanwhile: the API server compares `resourceVersion` and answers 409, which is thrown.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
 */
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
    const content = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.gzipSync)(JSON.stringify(revision));
    if (content.length > MAX_BYTES) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("input", `The objects of '${app.application}' and their state before are too large to be kept for a rollback (${content.length} bytes compressed, at most ${MAX_BYTES}). Deploy large CustomResourceDefinitions or ConfigMaps as an application of their own.`);
    }
    return {
        apiVersion: "v1",
        kind: "Secret",
        type: _manifest_reserved_js__WEBPACK_IMPORTED_MODULE_3__/* .REVISION_TYPE */ .b,
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
        const content = JSON.parse((0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.gunzipSync)(Buffer.from((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(secret, "data", "revision") ?? "", "base64"), { maxOutputLength: 256 << 20 }).toString("utf8"));
        if (!isRevision(content))
            throw new TypeError("not a revision");
        return { ...content, resourceVersion: secret.metadata.resourceVersion ?? "" };
    }
    catch (error) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("environment", `The Secret '${secret.metadata.namespace}/${secret.metadata.name}', which holds a revision, cannot be read. Something changed it: restore it, or delete it to give up that revision's rollback.`, { cause: error });
    }
}
function isRevision(content) {
    return ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(content) &&
        typeof content["number"] === "number" &&
        STATUSES.some((status) => status === content["status"]) &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .listAt */ .gT)(content, "objects").every(_api_object_js__WEBPACK_IMPORTED_MODULE_6__/* .isKubeObject */ .$e) &&
        (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .listAt */ .gT)(content, "before").every((before) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(before, "ref", "kind") !== undefined) &&
        Array.isArray(content["objects"]) &&
        Array.isArray(content["before"]));
}


/***/ }),

/***/ 24405:
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
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/health/proof.js
var proof = __webpack_require__(68064);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/pause.js
var pause = __webpack_require__(31252);
// EXTERNAL MODULE: ./packages/kube/lib/api/api-failure.js
var api_failure = __webpack_require__(50683);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/kind-order.js
var kind_order = __webpack_require__(33914);
// EXTERNAL MODULE: ./packages/kube/lib/plan/object-diff.js
var object_diff = __webpack_require__(68426);
// EXTERNAL MODULE: ./packages/kube/lib/plan/ownership.js
var ownership = __webpack_require__(24698);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/selector.js
var manifest_selector = __webpack_require__(63232);
;// CONCATENATED MODULE: ./packages/kube/lib/rollout/abandoned-pods.js




/**
 * Makes what deletes the pods that an abandoned revision of a StatefulSet left broken, once its controller has seen the restored
 * specification: it waits for such a pod to become ready before it replaces it, and so for ever. Ready ones it replaces itself. Only the very
 * pod that was judged is deleted, in the state in which it was judged; whoever may not delete pods is told once what to do.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
 */
function abandonedPodRemover(cluster, reporter) {
    const refused = new Set();
    return async (live) => {
        for (const pod of await findAbandonedPods(cluster, live)) {
            const { name, namespace, uid, resourceVersion } = pod.metadata;
            if (refused.has(name))
                continue;
            try {
                if (await cluster.remove((0,api_object/* refOf */.H8)(pod), { uid, resourceVersion }))
                    reporter.info(`Deleted pod ${name}, which the abandoned revision left broken and its StatefulSet does not replace.`);
            }
            catch (error) {
                if (!(0,api_failure/* isApiFailure */.TG)(error, 403))
                    throw error;
                refused.add(name);
                reporter.warn(`Pod ${name} of the abandoned revision blocks the rollback, and this user may not delete it. Delete it by hand now: ` +
                    `kubectl -n ${namespace} delete pod ${name}. So that this needs nobody, grant 'delete' on pods.`);
            }
        }
    };
}
async function findAbandonedPods(cluster, live) {
    if (live.kind !== "StatefulSet" || (0,json/* textAt */.$6)(live, "spec", "updateStrategy", "type") === "OnDelete")
        return [];
    const wanted = (0,json/* textAt */.$6)(live, "status", "updateRevision");
    const observed = (0,json/* numberAt */.tk)(live, "status", "observedGeneration") ?? 0;
    if (!wanted || observed < (live.metadata.generation ?? 0))
        return [];
    const { namespace } = live.metadata;
    const pods = await cluster.list("v1", "Pod", { namespace, labelSelector: (0,manifest_selector/* formatSelector */.VH)((0,manifest_selector/* selectorOf */.Bk)(live)) });
    return pods.filter((pod) => isAbandoned(pod, live, wanted));
}
function isAbandoned(pod, set, wanted) {
    const isOwn = (0,json/* listAt */.gT)(pod, "metadata", "ownerReferences").some((reference) => (0,json/* textAt */.$6)(reference, "uid") === set.metadata.uid);
    const isReady = (0,api_object/* findCondition */.fS)(pod, "Ready")?.status === "True";
    const revision = pod.metadata.labels?.["controller-revision-hash"];
    const isOther = revision !== undefined && revision !== wanted;
    // Pods below the partition keep their revision on purpose.
    const first = (0,json/* numberAt */.tk)(set, "spec", "ordinals", "start") ?? 0;
    const partition = (0,json/* numberAt */.tk)(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
    const ordinal = Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf("-") + 1));
    return isOwn && !isReady && isOther && pod.metadata.deletionTimestamp === undefined && ordinal >= first + partition;
}

// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
;// CONCATENATED MODULE: ./packages/kube/lib/health/placement-symptom.js


/** Why a pod finds no node, or why a volume cannot be mounted there. */
function findPlacementSymptoms(pod, events) {
    return [...judgeScheduling(pod), ...events.flatMap((event) => judgeMount(pod, event))];
}
// The scheduler sums up in one message why each node was left out. An autoscaler may still bring a node, hence the time.
// https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
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
// The kubelet tries again and again and says only by events why; a missing ConfigMap or Secret is known at the first time.
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
            graceMs: isMissing ? 3_000 : undefined,
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

;// CONCATENATED MODULE: ./packages/kube/lib/health/pod-symptom.js


// A definite answer of a registry; anything else (no connection, overload) may pass.
const DEFINITE_PULL_ERROR = /not ?found|unknown|denied|unauthori[sz]ed|forbidden|no match for platform|does not exist|invalid|pull access|40[134]/i;
// The reasons that the kubelet writes into `state.waiting.reason`; none of them is left by itself while the specification stays.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-state-waiting
const FAULTY_SPECIFICATION = new Set(["CreateContainerConfigError", "CreateContainerError"]);
// https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff
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
const CRASHES = 2;
function judgeContainer(pod, status, events) {
    const restarts = (0,json/* numberAt */.tk)(status, "restartCount") ?? 0;
    if ((0,json/* valueAt */.fK)(status, "ready") === true && restarts < CRASHES)
        return [];
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
    const probes = judgeProbes(pod, container, status, events);
    const crash = judgeCrash(container, status, reason, ended);
    return crash === undefined ? probes : explainCrash(crash, probes);
}
// A liveness or startup probe explains the crash that it causes; a readiness probe cannot reach what has ended, and causes nothing.
function explainCrash(crash, probes) {
    const killer = probes.find(({ field }) => field[0] !== "readinessProbe");
    if (killer)
        return [{ ...killer, graceMs: crash.graceMs ?? killer.graceMs }];
    const [probe] = probes;
    return probe && (crash.graceMs === undefined || probe.graceMs !== undefined) ? [...probes] : [crash];
}
// One restart may be that of a program that came before something it needs; one that failed twice does so again. Whether the kubelet says
// 'CrashLoopBackOff' then is a matter of the moment in which it reports.
function judgeCrash(container, status, reason, ended) {
    if (reason === "CrashLoopBackOff")
        return crashing(container, ended, 0);
    if (ended === undefined)
        return undefined;
    const restarts = (0,json/* numberAt */.tk)(status, "restartCount") ?? 0;
    const failures = restarts + (ended.isLast ? 0 : 1);
    if (ended.code !== 0)
        return crashing(container, ended, failures >= CRASHES ? 0 : undefined);
    return restarts > 0 ? crashing(container, ended, undefined) : undefined;
}
// `state` is how the container is now, `lastState` how its run before ended: a container in back-off has its end only there.
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
// The kernel ends a container at its limit, and the kubelet reports `OOMKilled` with exit code 137.
// https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit
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
        next: "Read its last log lines, which stand with this finding; mend what they name in the image, its settings or what it connects to, and deploy again.",
        container,
        field: [],
        log: ended?.isLast === false ? "current" : "previous",
        graceMs,
    };
}
// Probes tell by events only; the count of an event says how often it failed in a row. A liveness or startup probe that fails kills the
// container, so restarts show it. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
function judgeProbes(pod, container, status, events) {
    const restarts = (0,json/* numberAt */.tk)(status, "restartCount") ?? 0;
    const symptoms = events.flatMap((event) => {
        const match = event.reason === "Unhealthy" ? /^(Startup|Liveness|Readiness) probe (?:failed|errored)[^:]*: ?(.*)$/s.exec(event.message) : null;
        if (!match)
            return [];
        const [, kind = "", answer = ""] = match;
        if (kind === "Readiness" && (0,json/* valueAt */.fK)(status, "ready") === true)
            return [];
        const field = `${kind.toLowerCase()}Probe`;
        const probe = probeOf(pod, container, field);
        if (probe === undefined)
            return [];
        const threshold = (0,json/* numberAt */.tk)(probe, "failureThreshold") ?? 3;
        // A server that answers "no such page" or "not for you" does so for ever; one that does not answer may still be starting.
        const isDefinite = kind === "Readiness"
            ? /statuscode: 4(?!08|25|29)\d\d/.test(answer) && event.count >= threshold
            : restarts >= (kind === "Startup" ? 1 : CRASHES);
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
                graceMs: isDefinite ? 0 : undefined,
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
    return port === undefined ? `command ${(0,lib_text/* cutText */.IN)((0,json/* listAt */.gT)(probe, "exec", "command").join(" "), 120)}` : `port ${JSON.stringify(port)}`;
}

;// CONCATENATED MODULE: ./packages/kube/lib/health/symptom.js
// Where several signs are seen, the first one listed here explains the others: a container killed for its memory is also in a crash loop.
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
function findSymptoms({ pods, controllers }, events) {
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
/** The line of the manifest that explains a symptom. */
function placeOfSymptom(symptom, item) {
    return (0,manifest/* placeOf */.$t)(item, pathOf(symptom, item.object));
}
/** Turns a symptom into a finding at the line of the manifest, with the last log lines where they help. */
async function describeSymptom(cluster, symptom, item, redact) {
    const where = placeOfSymptom(symptom, item);
    // A secret that the cut goes through would not be recognised any more.
    const log = redact(await readLog(cluster, symptom, item.object.metadata.namespace ?? "")).slice(-LOG_CHARACTERS);
    const pod = symptom.pod === undefined || item.object.kind === "Pod" ? "" : ` (pod ${symptom.pod})`;
    const observed = log === "" ? symptom.observed : `${symptom.observed}; last log lines:\n${log}`;
    return {
        rule: symptom.rule,
        severity: "error",
        what: redact(`${(0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(item.object))}${pod}: ${symptom.what}`),
        where,
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
    return (text ?? "").trimEnd();
}

;// CONCATENATED MODULE: ./packages/kube/lib/health/pod-history.js


// Timestamps of the API are cut off to the second, and so is the server's own clock as we know it.
const ROUNDING_MS = 2_000;
/** What is remembered of a workload's pods from look to look. */
class PodHistory {
    #newSinceMs;
    #steady = new Map();
    #restartsBefore = new Map();
    /** Pods that were created since `newSinceMs` on the API server's clock are new: everything that happened to them counts. */
    constructor(newSinceMs) {
        this.#newSinceMs = newSinceMs;
    }
    /**
     * For how many milliseconds a pod has been ready without a restart; undefined when it is not ready. What we saw ourselves needs no agreement
     * of clocks. What was so before we looked is taken from the pod's own timestamps, so that a pod that nobody touched need not prove itself again.
     */
    steadyMs(pod, clocks) {
        const key = pod.metadata.uid ?? pod.metadata.name;
        if (!isSteady(pod)) {
            this.#steady.delete(key);
            return undefined;
        }
        const sign = signOf(pod);
        const known = this.#steady.get(key);
        const sinceMs = known?.sign === sign ? known.sinceMs : clocks.ownMs;
        this.#steady.set(key, { sign, sinceMs });
        const statedMs = (clocks.serverMs ?? Number.NaN) - readySinceMs(pod) - ROUNDING_MS;
        return Math.max(clocks.ownMs - sinceMs, Number.isNaN(statedMs) ? 0 : statedMs);
    }
    /** The pod without the restarts that its containers had before it was first looked at, so that nobody is blamed for last week's. */
    sinceFirstLook(pod) {
        if (this.#isNew(pod))
            return pod;
        const relative = (list) => {
            const statuses = (0,json/* listAt */.gT)(pod, "status", list);
            return statuses.length === 0 ? {} : { [list]: statuses.map((status) => this.#relative(pod, status)) };
        };
        const status = { ...(0,json/* recordAt */.zR)(pod, "status"), ...relative("initContainerStatuses"), ...relative("containerStatuses") };
        return { ...pod, status };
    }
    #isNew(pod) {
        const created = Date.parse(pod.metadata.creationTimestamp ?? "");
        return this.#newSinceMs !== undefined && created + ROUNDING_MS > this.#newSinceMs;
    }
    #relative(pod, status) {
        if (!(0,json/* isRecord */.u4)(status))
            return status;
        const key = `${pod.metadata.uid}/${(0,json/* textAt */.$6)(status, "name")}`;
        const restarts = (0,json/* numberAt */.tk)(status, "restartCount") ?? 0;
        const before = this.#restartsBefore.get(key) ?? restarts;
        this.#restartsBefore.set(key, before);
        const { lastState, ...rest } = status;
        return restarts > before ? { ...rest, lastState, restartCount: restarts - before } : { ...rest, restartCount: 0 };
    }
}
function mainStatuses(pod) {
    return (0,json/* listAt */.gT)(pod, "status", "containerStatuses");
}
// The kubelet writes the condition and the containers' states at once, but a proxy or an older kubelet need not.
function isSteady(pod) {
    return (0,api_object/* findCondition */.fS)(pod, "Ready")?.status === "True" && mainStatuses(pod).every((status) => (0,json/* valueAt */.fK)(status, "state", "running"));
}
// Anything that makes another one of it: a restart may come and go between two looks.
function signOf(pod) {
    const statuses = [...(0,json/* listAt */.gT)(pod, "status", "initContainerStatuses"), ...mainStatuses(pod)];
    const runs = statuses.map((status) => [(0,json/* textAt */.$6)(status, "containerID"), (0,json/* numberAt */.tk)(status, "restartCount")]);
    return JSON.stringify([transitionOf(pod, "Ready"), runs]);
}
function transitionOf(pod, type) {
    const condition = (0,json/* listAt */.gT)(pod, "status", "conditions").find((entry) => (0,json/* textAt */.$6)(entry, "type") === type);
    return (0,json/* textAt */.$6)(condition, "lastTransitionTime");
}
// Most of a pod's timestamps are those of its node, whose clock may be wrong by any amount. But the node took the pod on right after it was
// scheduled, which the API server dated: so times since then are known on the server's clock too. The later of both answers is taken.
function readySinceMs(pod) {
    const parse = (text) => Date.parse(text ?? "");
    const runs = mainStatuses(pod).map((status) => parse((0,json/* textAt */.$6)(status, "state", "running", "startedAt")));
    const ready = Math.max(parse(transitionOf(pod, "Ready")), ...runs);
    const onServer = parse(transitionOf(pod, "PodScheduled")) + ready - parse((0,json/* textAt */.$6)(pod, "status", "startTime"));
    return Math.max(ready, onServer);
}

// EXTERNAL MODULE: ./packages/kube/lib/health/workload-pods.js
var workload_pods = __webpack_require__(29714);
;// CONCATENATED MODULE: ./packages/kube/lib/health/settle.js


const STAYING = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"]);
/**
 * How long the pods of an object have to stay ready without a restart; 0 for what makes no pods that stay. A workload's own
 * `minReadySeconds` counts when it is longer. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds
 */
function settleTimeOf(object, settleMs) {
    const hasEnded = object.kind === "Pod" && (0,json/* textAt */.$6)(object, "status", "phase") === "Succeeded";
    if (settleMs <= 0 || hasEnded || !STAYING.has(object.kind))
        return 0;
    return Math.max(settleMs, ((0,json/* numberAt */.tk)(object, "spec", "minReadySeconds") ?? 0) * 1000);
}
/**
 * An object that is done by the rule of its kind has proven it when every pod of its newest revision stayed ready for the settle time. Without
 * a readiness probe a pod is ready as soon as its program starts, so a program that always ends is ready again and again.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes
 */
function judgeSettled(object, pods, options) {
    const { progress, history, settleMs, clocks } = options;
    const standing = pods.filter(isStanding);
    const steady = standing.map((pod) => history.steadyMs(pod, clocks));
    if (progress.state !== "done" || settleMs <= 0)
        return progress;
    const expected = (0,workload_pods/* countNewestPods */.e$)(object);
    if (standing.length < expected)
        return { state: "waiting", note: `${standing.length} of ${expected} pods of its newest revision were found` };
    const unready = steady.filter((ms) => ms === undefined).length;
    if (unready > 0)
        return { state: "waiting", note: `${unready} of ${standing.length} pods are not ready any more` };
    if (steady.every((ms) => ms !== undefined && ms >= settleMs))
        return progress;
    const time = (0,lib_text/* countOf */.pq)(Math.round(settleMs / 1000), "second");
    return { state: "settling", note: `${progress.note}, and have to stay so for ${time} without a restart` };
}
// Evicted pods are kept for a while, and pods on their way out are no loss.
function isStanding(pod) {
    const phase = (0,json/* textAt */.$6)(pod, "status", "phase");
    return pod.metadata.deletionTimestamp === undefined && phase !== "Failed" && phase !== "Succeeded";
}

// EXTERNAL MODULE: ./packages/kube/lib/health/wait-rule.js
var wait_rule = __webpack_require__(39968);
;// CONCATENATED MODULE: ./packages/kube/lib/health/look.js










/** Begins to watch an object; `newSinceMs` as in `LookOptions`. */
function watch(item, newSinceMs) {
    const history = new PodHistory(newSinceMs);
    return { item, name: (0,api_object/* formatRef */.rq)((0,api_object/* refOf */.H8)(item.object)), history, note: "", since: new Map(), told: new Set(), symptoms: [], settleMs: 0 };
}
/** Looks at an object once: how far it is, and what its pods suffer from while it is not done. */
async function look(cluster, one, items, options) {
    const live = await cluster.read((0,api_object/* refOf */.H8)(one.item.object), options.signal);
    const progress = live
        ? await refine(cluster, live, (0,wait_rule/* judgeProgress */.$)(live), items)
        : { state: "failed", note: "it is gone: something deleted it" };
    if (live && progress.state === "waiting")
        await options.help?.(live);
    const seen = live && (0,workload_pods/* makesPods */.UX)(live) ? await lookAtPods(cluster, one, live, progress, options) : { settling: progress, symptoms: [] };
    if (seen.settling.note !== one.note)
        options.reporter.progress(`${one.name}: ${seen.settling.note}`);
    one.note = seen.settling.note;
    one.symptoms = seen.symptoms;
    const now = performance.now();
    one.since = new Map(one.symptoms.map((symptom) => [symptomKey(symptom), one.since.get(symptomKey(symptom)) ?? now]));
    return seen.settling;
}
async function lookAtPods(cluster, one, live, progress, options) {
    one.settleMs = settleTimeOf(live, options.settleMs);
    if (progress.state === "done" && one.settleMs === 0)
        return { settling: progress, symptoms: [] };
    const { pods, controllers } = await (0,workload_pods/* findWorkloadPods */.fi)(cluster, live, options.signal);
    const clocks = { ownMs: performance.now(), serverMs: cluster.clock() };
    const settling = judgeSettled(live, pods, { progress, history: one.history, settleMs: one.settleMs, clocks });
    if (settling.state === "done")
        return { settling, symptoms: [] };
    // Events only tell more about pods that are not ready.
    const events = settling.state === "settling" ? [] : await options.events.read(live.metadata.namespace ?? "");
    const recent = pods.map((pod) => one.history.sinceFirstLook(pod));
    return { settling, symptoms: withPatience(live, findSymptoms({ pods: recent, controllers }, events)) };
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
        const isServed = (0,workload_pods/* makesPods */.UX)(object) && object.kind !== "Job" && (0,json/* numberAt */.tk)(object, "spec", "replicas") !== 0;
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
// 403 and 404 only: whatever else happens is not a matter of permission and is thrown.
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

;// CONCATENATED MODULE: ./packages/kube/lib/health/wait.js





// Reading again is enough: a watch would save requests, but one that a proxy in between cuts off silently would make the wait blind.
const POLL_MS = 500;
// A restart is counted by the kubelet, so none is missed between two looks.
const SETTLE_POLL_MS = 1_000;
const PARALLEL = 8;
const TELL_AFTER_MS = 5_000;
const MAX_OBSERVED = 300;
/**
 * Waits for all objects at once, under one deadline, and then until their pods have stayed ready for the settle time; they settle side by side.
 * Ends at the first that cannot become ready any more, with the cause.
 */
async function waitForObjects(cluster, items, options) {
    const deadline = performance.now() + options.timeoutMs;
    const watched = items.map((item) => watch(item, options.newSinceMs));
    let pending = watched;
    let readySince;
    const end = (findings) => ({
        findings,
        notes: new Map(watched.map(({ item, note }) => [(0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(item.object)), note])),
        settleMs: readySince === undefined ? 0 : performance.now() - readySince,
    });
    for (;;) {
        options.signal?.throwIfAborted();
        const states = await (0,parallel/* mapParallel */.E)(pending, PARALLEL, (one) => look(cluster, one, items, options));
        const findings = await explain(cluster, pending, states, options);
        if (findings.length > 0)
            return end(findings);
        tell(pending, options);
        const now = performance.now();
        const isWaiting = states.some(({ state }) => state === "waiting");
        const isSettling = states.some(({ state }) => state === "settling");
        readySince = isWaiting ? undefined : (readySince ?? (isSettling ? now : undefined));
        pending = pending.filter((_, index) => states[index]?.state !== "done");
        // What was ready first may have broken since: all of them must be ready at one time.
        if (pending.length === 0 && states.length < watched.length)
            pending = watched;
        else if (pending.length === 0)
            return end([]);
        else if (now >= (isWaiting ? deadline : deadline + longestSettle(pending)))
            return end(await explainTimeout(cluster, pending, options));
        else
            await (0,pause/* pause */.v)(isWaiting ? POLL_MS : SETTLE_POLL_MS, options.signal);
    }
}
// What may still heal does not end the wait, but whoever watches the log need not wait for the deadline to read what it is.
function tell(pending, options) {
    const now = performance.now();
    for (const one of pending) {
        for (const symptom of one.symptoms) {
            const key = symptomKey(symptom);
            if (one.told.has(key) || now - (one.since.get(key) ?? now) < TELL_AFTER_MS)
                continue;
            one.told.add(key);
            const place = placeOfSymptom(symptom, one.item);
            const where = place ? ` (${place.file}:${place.line})` : "";
            const observed = (0,lib_text/* cutText */.IN)(options.redact(symptom.observed), MAX_OBSERVED).replace(/\.$/, "");
            options.reporter.info(`${one.name}${where}: ${symptom.what} Observed: ${observed}. It may still heal, so the wait goes on.`);
        }
    }
}
function longestSettle(pending) {
    return Math.max(0, ...pending.map(({ settleMs }) => settleMs));
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
        const next = "Look at the causes above, or allow more time with the environment's 'timeout' in waybill.yml.";
        const what = `${one.name} did not become ready within ${Math.round(options.timeoutMs / 1000)} seconds: ${options.redact(one.note)}.`;
        findings.push({ rule: "timeout", severity: "error", what, where, next });
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
        where,
        next: "Correct the cause and deploy again.",
    };
}
function describeAll(cluster, one, symptoms, options) {
    return (0,parallel/* mapParallel */.E)(symptoms, 2, (symptom) => describeSymptom(cluster, symptom, one.item, options.redact));
}

;// CONCATENATED MODULE: ./packages/kube/lib/rollout/restore.js








// Deletion in the background returns before the object is gone; finalizers may take their time.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
const GONE_POLL_MS = 250;
const GONE_TIMEOUT_MS = 60_000;
/** The state of an object that a rollback needs; undefined for one that is not there. */
function snapshotOf(ref, live) {
    if (!live)
        return { ref };
    const object = (0,object_diff/* withoutServerFields */.dw)(live);
    // The identity tells whether a Job is still the same run; a finished one is recognised by its conditions.
    const metadata = { ...object.metadata, uid: live.metadata.uid };
    return { ref, object: { ...object, metadata } };
}
/**
 * Throws a `verdict` error when the state before a revision has an object outside of the application's namespace. A Secret there keeps that
 * state, so whatever may write Secrets there, such as the manifests and pods of a pull request, may have made it up.
 */
async function refuseOutside(cluster, { namespace }, { number, before }) {
    for (const ref of before.flatMap(({ ref: named, object }) => (object ? [named, (0,api_object/* refOf */.H8)(object)] : [named]))) {
        const resource = await cluster.findResource(ref.apiVersion, ref.kind);
        if (resource?.namespaced === true && ref.namespace === namespace)
            continue;
        throw new lib_error/* ActionError */.lZ("verdict", `Revision ${number} in the namespace '${namespace}' would bring back ${(0,api_object/* formatRef */.rq)(ref)}, which is outside of it, so nothing is brought back. Find out who wrote that revision, then delete the namespace.`);
    }
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
    const waited = await waitForObjects(cluster, existing, { ...options, help: abandonedPodRemover(cluster, options.reporter) });
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
            await cluster.replace({ ...stripped, metadata: { ...stripped.metadata, resourceVersion: now.metadata.resourceVersion } });
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
    const served = (0,json/* listAt */.gT)(definition, "spec", "versions").find((version) => (0,json/* valueAt */.fK)(version, "served") === true);
    const apiVersion = `${(0,json/* textAt */.$6)(definition, "spec", "group")}/${(0,json/* textAt */.$6)(served, "name")}`;
    const kind = (0,json/* textAt */.$6)(definition, "spec", "names", "kind") ?? "";
    if (!(await cluster.findResource(apiVersion, kind)))
        return false;
    return (await cluster.list(apiVersion, kind)).length > 0;
}
/** Deletes an object and waits until it is gone, for a minute at most. */
async function removeAndWait(cluster, ref, live) {
    const { uid } = live.metadata;
    await cluster.remove(ref, { uid });
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
        await cluster.apply(desired.object, { force: entry.force, signal: options.signal });
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
                where,
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

// EXTERNAL MODULE: ./packages/kube/lib/health/service-probe.js
var service_probe = __webpack_require__(37918);
;// CONCATENATED MODULE: ./packages/kube/lib/rollout/rollout.js









const MAX_ROLLBACK_MS = 180_000;
const SETTLE_MS = 10_000;
/** The objects of a plan as they are sent. */
function desiredObjects(contents) {
    return contents.entries.flatMap(({ desired }) => (desired ? [desired.object] : []));
}
/** Whether a revision sent the same objects, Secrets included. */
function isSameRelease(revision, objects) {
    // The namespace is part of a plan only while it does not exist.
    const relevant = (list) => list.filter(({ kind }) => kind !== "Namespace");
    return isSameSet(relevant(revision.objects), relevant(objects), digest/* canonicalJson */.dj);
}
function waitOptions(rollout, timeoutMs = rollout.options.timeoutMs) {
    const { options, signal, events, redact, newSinceMs } = rollout;
    return { timeoutMs, settleMs: options.settleMs ?? SETTLE_MS, newSinceMs, reporter: options.reporter, signal, events, redact };
}
/** Nothing is to be changed: only proves that what runs is what was planned. */
async function confirmUnchanged(rollout, revision) {
    const { watch, contents } = rollout;
    const findings = await awaitAll(rollout, rollout.options.timeoutMs);
    const proof = findings.length > 0 ? { pods: [], findings } : await watch.measure("prove", () => prove(rollout));
    return {
        verdict: (0,verdict/* verdictOf */.Vj)(proof.findings),
        revision: revision?.number ?? 0,
        changed: false,
        resumed: false,
        applied: contents.entries.map(({ ref }) => ({ ref, action: "unchanged" })),
        rolledBack: false,
        diagnosis: proof.findings.length > 0 ? proof.findings : undefined,
        findings: rollout.plan.findings,
        pods: proof.pods,
        probe: proof.probe,
        durations: watch.durations(),
    };
}
/** Writes the revision that stands for this rollout: a new one, or an interrupted one of the same objects that is continued. */
async function openRevision(rollout, interrupted) {
    if (interrupted)
        return interrupted;
    const { cluster, app, contents, plan, options } = rollout;
    const number = (contents.revisions.at(-1)?.number ?? 0) + 1;
    return (0,plan_revision/* createRevision */.CM)(cluster, app, {
        number,
        status: "applying",
        phase: "apply",
        environment: plan.environment,
        planDigest: options.expectDigest ?? plan.digest,
        images: plan.images,
        run: options.run,
        salt: options.salt,
        startedAt: new Date().toISOString(),
        objects: desiredObjects(contents),
        before: contents.entries.map(({ ref, live }) => snapshotOf(ref, live)),
    });
}
/** Applies, waits, deletes what is left over, proves; on failure brings everything back. */
async function carryOut(rollout, revision, resumed) {
    const { cluster, app, contents, watch } = rollout;
    const applied = [];
    const problems = [];
    let proof = { pods: [], findings: [] };
    try {
        problems.push(...(await applyAndWait(rollout, applied)));
        if (problems.length === 0) {
            proof = await watch.measure("prove", () => prove(rollout));
            problems.push(...proof.findings);
        }
    }
    catch (error) {
        // Without the lease, or when the run is being stopped, there may be no time left: the next run goes on from the kept revision.
        if (rollout.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        problems.push({ rule: "interrupted", severity: "error", what: rollout.redact(error.message) });
    }
    const common = {
        revision: revision.number,
        changed: true,
        resumed,
        applied,
        pods: proof.pods,
        probe: proof.probe,
    };
    if (problems.length > 0)
        return rollBack(rollout, revision, problems, common);
    const kept = contents.entries.flatMap(({ ref, action }) => (action === "unchanged" ? [{ ref, action }] : []));
    await (0,plan_revision/* updateRevision */.tK)(cluster, app, revision, { status: "good", finishedAt: new Date().toISOString() });
    await (0,plan_revision/* trimRevisions */.V8)(cluster, app);
    return {
        ...common,
        verdict: "pass",
        applied: [...applied, ...kept],
        rolledBack: false,
        findings: rollout.plan.findings,
        durations: watch.durations(),
    };
}
async function applyAndWait(rollout, applied) {
    const { cluster, app, contents, watch, options } = rollout;
    const started = performance.now();
    const sent = await watch.measure("apply", () => sendObjects(cluster, app, contents.entries, waitOptions(rollout)));
    applied.push(...sent.applied);
    if (sent.findings.length > 0)
        return sent.findings;
    // Definitions were waited for already: that counts against the same deadline.
    const leftMs = Math.max(1, options.timeoutMs - (performance.now() - started));
    const findings = await awaitAll(rollout, leftMs);
    if (findings.length > 0)
        return findings;
    applied.push(...(await watch.measure("apply", () => deleteObjects(cluster, contents.entries, waitOptions(rollout)))));
    return [];
}
async function awaitAll(rollout, timeoutMs) {
    const items = rollout.contents.entries.flatMap(({ desired }) => desired ?? []);
    const waited = await rollout.watch.measure("wait", () => waitForObjects(rollout.cluster, items, waitOptions(rollout, timeoutMs)));
    rollout.watch.move("wait", "settle", waited.settleMs);
    if (waited.findings.length === 0 && waited.settleMs > 0)
        rollout.options.reporter.info(`Everything stayed ready for ${(waited.settleMs / 1000).toFixed(1)} s without a restart.`);
    return waited.findings;
}
async function prove(rollout) {
    const { cluster, app, contents, options, signal, redact } = rollout;
    const items = contents.entries.flatMap(({ desired }) => desired ?? []);
    const images = await (0,proof/* proveImages */.p)(cluster, items, signal);
    if (images.findings.length > 0 || !options.probe)
        return images;
    const probed = await (0,service_probe/* probeService */.O)(cluster, app.namespace, options.probe, { redact, signal });
    return { pods: images.pods, probe: probed.result, findings: probed.findings };
}
async function rollBack(rollout, revision, problems, common) {
    const { options, watch } = rollout;
    for (const finding of problems)
        options.reporter.finding(finding);
    options.reporter.warn(`The deployment failed: ${problems[0]?.what ?? "unknown cause"} Rolling back to the state before revision ${revision.number}.`);
    const restored = await watch.measure("rollback", () => finishRollback(rollout, revision, problems[0]?.what ?? "unknown cause"));
    return {
        ...common,
        verdict: "fail",
        rolledBack: true,
        rollbackVerified: restored.isVerified,
        diagnosis: problems,
        findings: [...rollout.plan.findings, ...restored.findings],
        durations: watch.durations(),
    };
}
/** Brings back the state before a revision and marks it; a killed run is continued here by the next one. */
async function finishRollback(rollout, revision, reason) {
    const { cluster, app, contents, options } = rollout;
    if (options.isConfined)
        await refuseOutside(cluster, app, revision);
    const marked = await (0,plan_revision/* updateRevision */.tK)(cluster, app, revision, { phase: "rollback", reason });
    const previous = contents.revisions.findLast(({ status, number }) => status === "good" && number < revision.number);
    const known = new Map(contents.entries.flatMap(({ desired }) => (desired ? [[(0,api_object/* refKey */.XF)((0,api_object/* refOf */.H8)(desired.object)), desired]] : [])));
    const findings = await restoreObjects(cluster, app, revision.before, {
        ...waitOptions(rollout, Math.min(options.timeoutMs, MAX_ROLLBACK_MS)),
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



// Renewed four times in it, so that a lost request does not cost the lease; a dead holder elsewhere blocks others no longer than this.
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
            await this.#cluster.remove(this.#ref(), { uid: live?.metadata.uid });
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
            resourceVersion: live?.metadata.resourceVersion,
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
        const spec = { ...(0,json/* recordAt */.zR)(current, "spec"), renewTime: new Date().toISOString().replace("Z", "000Z") };
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
/** Measures the phases of a deployment. */
class Stopwatch {
    #started = performance.now();
    #phases = new Map();
    async measure(phase, work) {
        const started = performance.now();
        try {
            return await work();
        }
        finally {
            this.#phases.set(phase, (this.#phases.get(phase) ?? 0) + performance.now() - started);
        }
    }
    /** Counts time that was measured as one phase to another one. */
    move(from, to, ms) {
        this.#phases.set(from, (this.#phases.get(from) ?? 0) - ms);
        this.#phases.set(to, (this.#phases.get(to) ?? 0) + ms);
    }
    durations() {
        const of = (phase) => Math.round(this.#phases.get(phase) ?? 0);
        return {
            applyMs: of("apply"),
            waitMs: of("wait"),
            settleMs: of("settle"),
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
        signal: options.signal,
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
        const redact = redactSecrets(desiredObjects(found));
        return { cluster, app, plan: again, contents: found, options, signal, events, newSinceMs: cluster.clock(), redact, watch };
    };
    let rollout = await begin();
    const found = rollout.plan;
    const interrupted = rollout.contents.revisions.at(-1)?.status === "applying" ? rollout.contents.revisions.at(-1) : undefined;
    const isContinued = interrupted?.phase === "apply" && isSameRelease(interrupted, desiredObjects(rollout.contents));
    if (interrupted && !isContinued) {
        options.reporter.warn(`Revision ${interrupted.number} was interrupted; bringing back the state before it first.`);
        await finishRollback(rollout, interrupted, interrupted.reason ?? "The run was interrupted, and another release came after it.");
        rollout = await begin();
    }
    const isRecovered = interrupted !== undefined && !isContinued;
    const isApproved = wasApproved(rollout, options, isContinued) || (isRecovered && isApprovedAsFound(found, rollout.plan, options));
    refuseMoved(plan, rollout, options, isApproved, isRecovered);
    refuseErrors(rollout.plan);
    const isUnchanged = rollout.contents.entries.every(({ action }) => action === "unchanged");
    if (isUnchanged && !isContinued) {
        options.reporter.info(`Everything is as planned already; revision ${lastGood(rollout)?.number ?? 0} stays.`);
        return confirmUnchanged(rollout, lastGood(rollout));
    }
    if (isContinued)
        options.reporter.info(`Continuing revision ${interrupted.number}, which was interrupted.`);
    const revision = await openRevision(rollout, isContinued ? interrupted : undefined);
    return carryOut(rollout, revision, isContinued);
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
/**
 * Whether the plan that was approved says of what was found here, half-applied, that it comes after the state before; the differences from
 * that state are others then, and every object ends as it was approved. What is deleted or made anew only because of it was not.
 */
function isApprovedAsFound(found, now, { expectDigest }) {
    if (expectDigest !== found.digest)
        return false;
    const approved = new Map(found.objects.map(({ ref, action }) => [(0,api_object/* refKey */.XF)(ref), action]));
    return now.objects.every(({ ref, action }) => (action !== "delete" && action !== "replace") || approved.get((0,api_object/* refKey */.XF)(ref)) === action);
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
function refuseMoved(plan, rollout, options, isApproved, isRecovered) {
    const now = rollout.plan;
    const expected = options.expectDigest ?? plan.digest;
    if (now.digest === expected || isApproved)
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

/***/ 68162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a4: () => (/* binding */ deployStatus),
  pV: () => (/* binding */ findRevision),
  L_: () => (/* binding */ findRollbackTarget),
  C9: () => (/* binding */ findWayBack),
  LZ: () => (/* binding */ readLiveObjects),
  C5: () => (/* binding */ rollbackDeploy)
});

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
// EXTERNAL MODULE: ./packages/kube/lib/api/api-failure.js
var api_failure = __webpack_require__(50683);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/apply.js + 16 modules
var apply = __webpack_require__(24405);
// EXTERNAL MODULE: ./packages/kube/lib/plan/object-diff.js
var object_diff = __webpack_require__(68426);
// EXTERNAL MODULE: ./packages/kube/lib/api/object.js
var api_object = __webpack_require__(6197);
// EXTERNAL MODULE: ./packages/kube/lib/health/proof.js
var proof = __webpack_require__(68064);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/api/cluster.js
var cluster = __webpack_require__(84806);
;// CONCATENATED MODULE: ./packages/kube/lib/plan/owned-drift.js



/** Names of an object, and what only controllers write: a manager of manifests owns neither. */
const NAMES = new Set(["apiVersion", "kind", "metadata.name", "metadata.namespace", "status"]);
/**
 * What was applied and is not there any more, told from the live object alone, for an identity that may only read: whoever changes a field
 * takes it away from the manager that applied it, and `managedFields` says whose it is. A field that is not ours any more and still has our
 * value is no drift. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
function ownedDrift(applied, live) {
    const own = (0,json/* listAt */.gT)(live, "metadata", "managedFields").filter((entry) => (0,json/* textAt */.$6)(entry, "manager") === cluster/* FIELD_MANAGER */.v && (0,json/* textAt */.$6)(entry, "operation") === "Apply");
    const changes = [];
    compare(withData(applied), live, { trees: own.map((entry) => (0,json/* recordAt */.zR)(entry, "fieldsV1")), path: "" }, changes);
    return (0,api_object/* isSecret */.$f)(applied) ? changes.map(({ path }) => ({ path, before: "(hidden)", after: "(hidden)" })) : changes;
}
function compare(applied, live, at, changes) {
    if (NAMES.has(at.path) || isNothing(applied) || isSame(applied, live))
        return;
    // A list or map that is owned as a whole has nothing below it.
    if (at.path !== "" && at.trees.some((tree) => Object.keys(tree).length === 0))
        return;
    if ((0,json/* isRecord */.u4)(applied) && ((0,json/* isRecord */.u4)(live) || hasMembers(at.trees, "f:"))) {
        for (const [key, value] of Object.entries(applied))
            compare(value, (0,json/* valueAt */.fK)(live, key), { trees: below(at.trees, `f:${key}`), path: at.path === "" ? key : `${at.path}.${key}` }, changes);
    }
    else if (Array.isArray(applied) && (hasMembers(at.trees, "k:") || hasMembers(at.trees, "v:"))) {
        const items = applied;
        items.forEach((item, index) => compareItem(item, live, { ...at, path: `${at.path}[${nameOf(item) ?? index}]` }, changes));
    }
    else
        changes.push({ path: at.path, before: applied, after: live });
}
/** An item is found by its key, because others may have put theirs between ours. */
function compareItem(item, live, { trees, path }, changes) {
    const entries = trees.flatMap((tree) => Object.entries(tree));
    const owned = entries.flatMap(([key, tree]) => {
        if (key.startsWith("v:"))
            return (0,digest/* canonicalJson */.dj)((0,json/* parseJson */.qF)(key.slice(2))) === (0,digest/* canonicalJson */.dj)(item) ? [{}] : [];
        return key.startsWith("k:") && isKeyOf((0,json/* recordAt */.zR)((0,json/* parseJson */.qF)(key.slice(2))), item) ? [(0,json/* recordAt */.zR)(tree)] : [];
    });
    const there = (0,json/* listAt */.gT)(live).find((other) => (0,json/* isRecord */.u4)(item) && nameOf(item) !== undefined && nameOf(other) === nameOf(item));
    if (owned.length === 0)
        changes.push({ path, before: item, after: there });
    else if ((0,json/* isRecord */.u4)(item))
        compare(item, there, { trees: owned, path }, changes);
}
/** The server's key may hold defaults that the manifest leaves out, such as `protocol: TCP`. */
function isKeyOf(key, item) {
    const stated = Object.entries(key).filter(([name]) => (0,json/* valueAt */.fK)(item, name) !== undefined);
    return stated.length > 0 && stated.every(([name, value]) => (0,digest/* canonicalJson */.dj)(value) === (0,digest/* canonicalJson */.dj)((0,json/* valueAt */.fK)(item, name)));
}
function below(trees, key) {
    return trees.flatMap((tree) => (Object.hasOwn(tree, key) ? [(0,json/* recordAt */.zR)(tree, key)] : []));
}
function hasMembers(trees, prefix) {
    return trees.some((tree) => Object.keys(tree).some((key) => key.startsWith(prefix)));
}
/** What people know an item of a list by. */
function nameOf(item) {
    const key = ["name", "containerPort", "port", "mountPath", "type", "key"].find((name) => (0,json/* valueAt */.fK)(item, name) !== undefined);
    return key === undefined ? undefined : `${key}=${String((0,json/* valueAt */.fK)(item, key))}`;
}
/** The server keeps `stringData` as `data`. */
function withData(object) {
    if (!(0,api_object/* isSecret */.$f)(object))
        return object;
    const { stringData, ...rest } = object;
    const encoded = Object.entries((0,json/* recordAt */.zR)(stringData)).map(([key, text]) => [key, Buffer.from(String(text)).toString("base64")]);
    return { ...rest, data: { ...(0,json/* recordAt */.zR)(object, "data"), ...Object.fromEntries(encoded) } };
}
function isSame(applied, live) {
    return live !== undefined && (0,digest/* canonicalJson */.dj)(applied) === (0,digest/* canonicalJson */.dj)(live);
}
function isNothing(value) {
    return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

// EXTERNAL MODULE: ./packages/kube/lib/plan/ownership.js
var ownership = __webpack_require__(24698);
// EXTERNAL MODULE: ./packages/kube/lib/plan/plan.js + 1 modules
var plan_plan = __webpack_require__(65800);
// EXTERNAL MODULE: ./packages/kube/lib/plan/revision.js
var plan_revision = __webpack_require__(74754);
// EXTERNAL MODULE: ./packages/kube/lib/health/wait-rule.js
var wait_rule = __webpack_require__(39968);
;// CONCATENATED MODULE: ./packages/kube/lib/rollout/status.js












const PARALLEL = 8;
/** Reads what is deployed now and how it came there; changes nothing. */
async function deployStatus(cluster, app) {
    (0,ownership/* checkApplication */.HQ)(app);
    const revisions = await (0,plan_revision/* listRevisions */.VW)(cluster, app);
    const current = revisions.findLast(({ status }) => status === "good");
    const interrupted = revisions.findLast(({ status }) => status === "applying");
    return {
        application: app.application,
        namespace: app.namespace,
        current: current && summarise(current),
        interrupted: interrupted && summarise(interrupted),
        revisions: revisions.map(summarise).toReversed(),
        objects: current ? await compareAll(cluster, current) : [],
    };
}
/** The objects of the last good revision, or of a given one, each compared with what was applied. */
async function readLiveObjects(cluster, app) {
    (0,ownership/* checkApplication */.HQ)(app);
    const revisions = await (0,plan_revision/* listRevisions */.VW)(cluster, app);
    const revision = app.revision === undefined
        ? revisions.findLast(({ status }) => status === "good")
        : revisions.find(({ number }) => number === app.revision);
    return revision ? compareAll(cluster, revision) : [];
}
/** What the cluster keeps of one revision; undefined when it keeps none of that number. Reads no object of it. */
async function findRevision(cluster, app, revision) {
    (0,ownership/* checkApplication */.HQ)(app);
    const found = (await (0,plan_revision/* listRevisions */.VW)(cluster, app)).find(({ number }) => number === revision);
    return found && summarise(found);
}
/** The good revision that runs and the one before it. Reads no object of them. */
async function findWayBack(cluster, app) {
    (0,ownership/* checkApplication */.HQ)(app);
    return (0,plan_revision/* wayBackAmong */.Pr)(await (0,plan_revision/* listRevisions */.VW)(cluster, app));
}
/** The good revision numbered `to`, or the one before the current. Throws an `input` error that says what there is when there is none. */
async function findRollbackTarget(cluster, app, to) {
    return summarise(await targetOf(cluster, app, to));
}
async function targetOf(cluster, app, to) {
    (0,ownership/* checkApplication */.HQ)(app);
    const good = (await (0,plan_revision/* listRevisions */.VW)(cluster, app)).filter(({ status }) => status === "good");
    const target = to === undefined ? good.at(-2) : good.find(({ number }) => number === to);
    if (target)
        return target;
    const where = `'${app.application}' in namespace '${app.namespace}'`;
    const known = good.map(({ number }) => number).join(", ");
    if (to !== undefined)
        // The command calls it --to, and an action 'revision'.
        throw new error/* ActionError */.lZ("input", `Revision ${to} is no good revision of ${where}; ${known === "" ? "it has none" : `give one of ${known}`}. Nothing was changed.`);
    throw new error/* ActionError */.lZ("input", good.length === 0
        ? `There is nothing to go back to: no revision of ${where} ever became healthy, or none is kept in the cluster. Nothing was changed. Deploy the version that you want to have.`
        : `There is nothing to go back to: revision ${known} runs, and no good revision of ${where} before it is kept in the cluster. Nothing was changed. Release the commit that you want to have again.`);
}
/** Deploys an earlier good revision again, as a new revision, and removes what came after it. */
async function rollbackDeploy(cluster, options) {
    const app = { application: options.application, namespace: options.namespace };
    const target = await targetOf(cluster, app, options.to);
    if (options.content !== undefined && options.content !== contentOf(target))
        throw new error/* ActionError */.lZ("verdict", `Revision ${target.number} was changed after its evidence was judged. Nothing was changed; run again.`);
    const set = {
        ignored: [],
        objects: contentsOf(target).map((object) => ({ object, file: "", line: 0, lines: new Map() })),
    };
    const plan = await (0,plan_plan/* planDeploy */.b)(cluster, set, {
        ...app,
        environment: options.environment ?? target.environment,
        prune: true,
        signal: options.signal,
    });
    const { to: _to, content: _content, environment: _environment, application: _application, namespace: _namespace, ...deployOptions } = options;
    return { plan, outcome: await (0,apply/* applyDeploy */.U)(cluster, plan, { ...deployOptions, salt: target.salt }) };
}
function summarise(revision) {
    const { number, status, environment, planDigest, images, run, startedAt, finishedAt, reason } = revision;
    return {
        number,
        status,
        environment,
        planDigest,
        content: contentOf(revision),
        images,
        run: run.run,
        commit: run.commit,
        startedAt,
        finishedAt,
        reason,
        isBound: revision.salt !== undefined,
    };
}
/** With the values of Secrets, which the salt keeps from being guessed; a revision of before it had one is told by the rest. */
function contentOf(revision) {
    const objects = contentsOf(revision);
    const { salt } = revision;
    return (0,digest/* digestOfJson */.Qs)(salt === undefined ? objects.map((object) => ((0,api_object/* isSecret */.$f)(object) ? (0,object_diff/* maskSecret */.$l)(object) : object)) : { salt, objects });
}
/** What a rollback deploys again. A namespace stays as it is, so a revision made by going back has the content of the one it went back to. */
function contentsOf({ objects }) {
    return objects.filter(({ kind }) => kind !== "Namespace");
}
function compareAll(cluster, revision) {
    return (0,parallel/* mapParallel */.E)(revision.objects, PARALLEL, (object) => compareObject(cluster, object));
}
async function compareObject(cluster, applied) {
    const ref = (0,api_object/* refOf */.H8)(applied);
    const live = await cluster.read(ref);
    const sent = (0,digest/* digestOfJson */.Qs)((0,api_object/* isSecret */.$f)(applied) ? (0,object_diff/* maskSecret */.$l)(applied) : applied);
    if (!live)
        return { ref, exists: false, drift: [], ready: false, note: "it does not exist", applied: sent, images: [], strange: [] };
    const progress = (0,wait_rule/* judgeProgress */.$)(live);
    const shown = (0,api_object/* isSecret */.$f)(live) ? (0,object_diff/* maskSecret */.$l)(live) : live;
    return {
        ref,
        exists: true,
        drift: await findDrift(cluster, applied, live),
        ready: progress.state === "done",
        note: progress.note,
        applied: sent,
        images: (0,pod_template/* listImages */.v8)(live).map(({ image }) => image),
        strange: await findStrangePods(cluster, applied),
        object: shown,
    };
}
// A pod's image can be changed without its workload; pods that are only missing are no strangers, because they come and go.
async function findStrangePods(cluster, object) {
    const { findings } = await (0,proof/* proveImages */.p)(cluster, [{ object, file: "", line: 0, lines: new Map() }]);
    return findings.filter(({ expected }) => expected !== undefined).map(({ observed = "" }) => observed);
}
// A dry run knows which differences are mere spelling (`1` for `1000m`) or defaults of the server. Who may only read is refused it.
async function findDrift(cluster, applied, live) {
    if (applied.kind === "Job")
        return [];
    try {
        const again = await cluster.apply(applied, { dryRun: true, force: true });
        return (0,object_diff/* diffObjects */.wc)(again, live, applied);
    }
    catch (error) {
        if (!(0,api_failure/* isApiFailure */.TG)(error, 403))
            throw error;
        return ownedDrift(applied, live);
    }
}


/***/ }),

/***/ 50076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ productOf),
/* harmony export */   QV: () => (/* binding */ configurationOf),
/* harmony export */   Tk: () => (/* binding */ declarationOfModel),
/* harmony export */   _V: () => (/* binding */ declaredFiles),
/* harmony export */   gY: () => (/* binding */ declarationOfData),
/* harmony export */   gd: () => (/* binding */ basisOfData)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55860);
/* harmony import */ var _session_select_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72559);




/** Of what waybill.yml demands of a data set: evidence about other demands is no evidence. */
async function declarationOfData({ workspace }, entry) {
    const checks = entry.checks === undefined ? entry.inline : await digestAt(workspace, entry.checks);
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ checks: checks ?? null, history: entry.history ?? null });
}
/** Of what waybill.yml demands of a model. */
function declarationOfModel({ gate, allowPickle, metrics, baseline }) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)({ gate, allowPickle, metrics: metrics ?? null, baseline: baseline ?? null });
}
/**
 * The files that the verdict about a data set rests on, as they are now. Its history is none of them: it grows by every run that passes, so the
 * validation itself makes it another file, and evidence that named its digest would never hold. Whoever rewrites it in the repository makes a
 * new commit, and evidence is of one commit.
 */
async function basisOfData({ workspace }, { checks }) {
    return basisAt(workspace, { checks });
}
async function basisAt(workspace, files) {
    const found = [];
    for (const role of ["checks", "metrics", "baseline"]) {
        const path = files[role];
        if (path !== undefined)
            found.push({ role, path, digest: await digestAt(workspace, path) });
    }
    return found;
}
/** The files that hold for a release to an environment, as evidence names them: first the one that all environments share. */
function configurationOf(config, environment) {
    return (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .filesOf */ .R8)(config, environment.name).map(({ path, digest }) => ({ path, digest }));
}
/** The product that evidence is of: the name that waybill.yml gives it. A name that inputs gave, or that was derived from them, is nobody's. */
function productOf({ file, name }) {
    return file === undefined ? null : name;
}
const known = new WeakMap();
/**
 * Reads them once for all gates of a run: large data is not hashed before every step. The verification at the end reads every file again.
 * Throws an `input` error that names each missing file.
 */
function declaredFiles(project, environment) {
    const byEnvironment = known.get(project.config) ?? new Map();
    known.set(project.config, byEnvironment);
    const files = byEnvironment.get(environment.name) ?? readFiles(project, environment);
    byEnvironment.set(environment.name, files);
    return files;
}
async function readFiles(project, environment) {
    const { config, workspace } = project;
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFiles */ .PO)(project, "data", Object.keys(config.data));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFiles */ .PO)(project, "models", Object.keys(config.models));
    await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFiles */ .PO)(project, "databases", (0,_session_select_js__WEBPACK_IMPORTED_MODULE_3__/* .databaseNames */ .Ml)(environment));
    const data = {};
    for (const entry of Object.values(config.data))
        data[entry.name] = {
            path: entry.source,
            digest: await digestAt(workspace, entry.source),
            declaration: await declarationOfData(project, entry),
            basis: await basisOfData(project, entry),
        };
    const models = {};
    for (const entry of Object.values(config.models))
        models[entry.name] = {
            path: entry.path,
            digest: await digestAt(workspace, entry.path),
            declaration: declarationOfModel(entry),
            basis: await basisAt(workspace, { metrics: entry.metrics, baseline: entry.baseline }),
        };
    const databases = {};
    for (const { name, migrations } of environment.databases)
        databases[name] = { path: migrations, digest: await digestAt(workspace, migrations) };
    return { data, models, databases };
}
async function digestAt(workspace, path) {
    return (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .resolveInWorkspace */ .S)(workspace, path, "path"))).digest;
}


/***/ }),

/***/ 30105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ imageDigests),
/* harmony export */   RU: () => (/* binding */ expectRelease),
/* harmony export */   eW: () => (/* binding */ isTested),
/* harmony export */   lt: () => (/* binding */ passGate),
/* harmony export */   xt: () => (/* binding */ askEvidence)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(22079);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(82672);
/* harmony import */ var _declared_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50076);
/* harmony import */ var _demands_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17288);
/* harmony import */ var _gather_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6017);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9856);
/* harmony import */ var _tell_once_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(59463);







/**
 * Asks for the evidence that a step rests on, before it changes anything. This is the only list of preconditions: every stage that changes
 * something calls it first, so the command, the root action and the single actions refuse for the same reasons in the same words. Throws a
 * `Refusal` with every reason; reports what was passed over.
 */
async function passGate(context, environment, step) {
    const evaluation = await askEvidence(context, environment, step);
    if (!evaluation || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isPassing */ .WG)(evaluation.verdict))
        return evaluation;
    throw new _refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .Refusal */ .P(environment.name, (0,_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonsAgainst */ .l)(evaluation.findings), evaluation.findings, evaluation.proofs);
}
/** Judges the evidence for a step and throws nothing about it; undefined when nobody asked for evidence. */
async function askEvidence(context, environment, step) {
    const policy = (0,_demands_js__WEBPACK_IMPORTED_MODULE_2__/* .demandsOn */ .gq)(context, environment);
    if (!policy)
        return undefined;
    const unnamedImages = environment.images.filter((name) => !Object.hasOwn(step.images, name));
    const asked = { ...(await expectRelease(context, environment, step)), unnamedImages };
    const { bundles, expected } = await (0,_gather_js__WEBPACK_IMPORTED_MODULE_3__/* .gatherStatements */ .Y)(context, environment, asked);
    const evaluation = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_4__/* .evaluate */ ._3)(bundles, await context.verifierFor(bundles), policy, expected);
    reportIgnored(context, evaluation);
    return evaluation;
}
/** What evidence for a release to an environment must be about. */
async function expectRelease(context, environment, { before, images, plan }) {
    const { config, run } = context;
    const earlier = environment.after === undefined ? undefined : config.environments[environment.after];
    return {
        run,
        application: config.name,
        product: (0,_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .productOf */ .$7)(config),
        environment: environment.name,
        namespace: environment.namespace,
        probe: environment.probe,
        probes: Object.fromEntries(Object.keys(images).map((name) => [name, config.images[name]?.probe])),
        configuration: (0,_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .configurationOf */ .QV)(config, environment),
        images: imageDigests(images),
        ...(await (0,_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .declaredFiles */ ._V)(context, environment)),
        plan,
        approvedIn: run.run,
        after: earlier && {
            environment: earlier.name,
            images: environment.images,
        },
        before,
        now: context.clock(),
    };
}
/** The images of a release by their digests. Throws a `TypeError` for a reference without one, which no caller hands on. */
function imageDigests(images) {
    return Object.fromEntries(Object.entries(images).map(([name, reference]) => {
        const image = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .imageOf */ .d)(reference);
        if (!image)
            throw new TypeError(`the image '${reference}' is not named by its digest`);
        return [name, image];
    }));
}
/** Whether evidence shows that every image was run and answered. */
function isTested(gate) {
    const tests = gate?.proofs.filter(({ stage }) => stage === "test") ?? [];
    return tests.length > 0 && tests.every(({ verdict }) => verdict === "pass");
}
function reportIgnored({ reporter }, { ignored }) {
    const [first] = ignored;
    if (first === undefined)
        return;
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_7__/* .tellOnce */ .r)(reporter, "ignored", ignored.length, () => reporter.info(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .countOf */ .pq)(ignored.length, "statement")} about these things ${ignored.length === 1 ? "was" : "were"} passed over. The first: ${first}`));
}


/***/ }),

/***/ 6017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ gatherStatements),
/* harmony export */   a: () => (/* binding */ gatherDeployments)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73015);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19811);
/* harmony import */ var _tell_once_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59463);



const PARALLEL = 4;
/**
 * Every statement about the things of a release: those of this run, and those that the registry has for the digests as they are now; and
 * where the policy believes provenance that others made, what lies beside the images and in GitHub's attestation store. Nothing of ours is
 * chosen or trusted here; `evaluate` does both.
 */
async function gatherStatements(context, environment, expected) {
    const places = [
        ...Object.values(expected.images).map(({ repository, digest }) => ({ digest, repository })),
        ...[...Object.values(expected.data), ...Object.values(expected.models), ...Object.values(expected.databases)].map(({ digest }) => ({
            digest,
        })),
        ...(expected.plan === undefined ? [] : [{ digest: expected.plan }]),
        ...(expected.before === "release" ? await manifestPlaces(context, environment) : []),
        ...(expected.after
            ? [{ digest: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_0__/* .releaseDigest */ .cS)({ ...expected, environment: expected.after.environment, commit: expected.run.commit }) }]
            : []),
    ];
    const { commit } = expected.run;
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository, { commit }));
    reportLosses(context, found);
    const bundles = [...context.statements, ...found.flatMap((place) => place.bundles)];
    return { bundles, expected: { ...expected, builds: await judgeFound(context, found, Object.values(expected.images)) } };
}
/** Provenance that others made of images, verified; of what does not count the first reason is told. */
async function judgeFound({ judgeBuilds, attested, reporter }, found, images) {
    if (!judgeBuilds)
        return [];
    const listed = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(images, PARALLEL, async ({ digest }) => (attested ? attested(digest) : []));
    const { builds, ignored } = await judgeBuilds([...found.flatMap(({ foreign }) => foreign.map(({ json }) => json)), ...listed.flat()]);
    const [first] = ignored;
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_2__/* .tellOnce */ .r)(reporter, "foreign", ignored.length, () => reporter.info(`Passed over what other programs say of the images (${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(ignored.length, "statement")}). The first: ${first}`));
    return builds;
}
/**
 * Statements about deployments of images and of the files as they are here, and about rollbacks that this commit made: wherever the newest
 * deployment of an environment may have left its own. Nothing is chosen and nothing trusted here.
 */
async function gatherDeployments(context, environment, images) {
    const { config, run } = context;
    const places = [
        ...images,
        { digest: (0,_waybill_record__WEBPACK_IMPORTED_MODULE_0__/* .releaseDigest */ .cS)({ application: config.name, environment: environment.name, commit: run.commit }) },
        // Files that are not here were not deployed from here.
        ...(await manifestPlaces(context, environment).catch(() => [])),
    ];
    const found = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository));
    reportLosses(context, found);
    return [...context.statements, ...found.flatMap(({ bundles }) => bundles)];
}
/** A deployment's statement is found by the manifests that it applied. */
async function manifestPlaces({ workspace }, { manifests }) {
    return Promise.all(manifests.map(async (path) => ({ digest: (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .digestOfPath */ .B$)(await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .resolveInWorkspace */ .S)(workspace, path, "manifests"))).digest })));
}
/** Foreign things beside an image are nobody's fault and no evidence; a lost entry of an index is a registry that loses, which people should know. */
function reportLosses({ reporter, judgeBuilds }, found) {
    const foreign = judgeBuilds ? [] : found.flatMap((place) => place.foreign.map(({ why }) => why));
    const skipped = [...found.flatMap((place) => place.skipped), ...foreign];
    const lost = new Set(found.flatMap((place) => place.missingFromIndex)).size;
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_2__/* .tellOnce */ .r)(reporter, "skipped", skipped.length, () => reporter.info(`${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(skipped.length, "thing")} beside the images could not be read as evidence. The first: ${skipped[0]}`));
    (0,_tell_once_js__WEBPACK_IMPORTED_MODULE_2__/* .tellOnce */ .r)(reporter, "lost", lost, () => reporter.warn(`The registry's index of referrers has lost ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(lost, "entry", "entries")}. Waybill found the evidence by its own tags; cosign and other tools will not. Publish it again by running the stage again.`));
}


/***/ }),

/***/ 34574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ olderRun),
/* harmony export */   v: () => (/* binding */ findLiveRevision)
/* harmony export */ });
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68162);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2677);


/**
 * Says that a later run of the same repository has released to the environment already: what this run brings is older, whether its jobs took
 * longer or somebody started it again, and nobody is told by the plan's differences alone. GitHub's numbers of runs grow, and a new attempt
 * keeps its run's. In a dry run it is a warning, because nothing is replaced.
 */
function olderRun({ run, dryRun }, { name }, { lastGood }) {
    const own = numberOf(run.run);
    const live = lastGood && numberOf(lastGood.run);
    if (!lastGood || !own || !live || own.repository !== live.repository || own.number >= live.number)
        return [];
    return [
        {
            rule: "older-run",
            severity: dryRun ? "warning" : "error",
            what: `Run ${live.number} began after this one, which is run ${own.number}, and its revision ${lastGood.number} (commit ${lastGood.commit.slice(0, 12)}) runs in ${name}.`,
            next: `To go back, roll ${name} back. To release this commit all the same, start a new run of it instead of this one again.`,
        },
    ];
}
/** The good revision that runs in an environment; undefined where none does. Throws what the cluster answers. */
async function findLiveRevision(context, environment) {
    const app = { application: context.config.name, namespace: environment.namespace };
    return (await (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_0__/* .withCluster */ .B)(context, environment, (cluster) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .findWayBack */ .C9)(cluster, app))).current;
}
/** Where a run is and its number; undefined for what is no run of a workflow, and for the number that GitHub never gives. */
function numberOf(run) {
    const [, repository, number] = /^(.*)\/actions\/runs\/([1-9]\d*)\/attempts\/\d+$/.exec(run) ?? [];
    return repository === undefined ? undefined : { repository, number: Number(number) };
}


/***/ }),

/***/ 40898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   mk: () => (/* binding */ publish),
/* harmony export */   zn: () => (/* binding */ prove)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69800);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55654);
/* harmony import */ var _session_repositories_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43215);
/* harmony import */ var _session_state_dir_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(80116);
/* harmony import */ var _tool_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32408);






/** Signs evidence and stores it: in the run's list, as a file, and in the registry beside its subject. Without a signer it does nothing. */
async function prove(context, evidence) {
    if (!context.signer)
        return;
    const bundle = await (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .signStatement */ .fT)((0,_waybill_record__WEBPACK_IMPORTED_MODULE_3__/* .createStatement */ .Ay)(evidence, context.run, _tool_js__WEBPACK_IMPORTED_MODULE_4__/* .TOOL */ .j), context.signer);
    context.statements.push(bundle);
    const folder = await (0,_session_state_dir_js__WEBPACK_IMPORTED_MODULE_5__/* .makeStateDir */ .H)(context, "evidence");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, `${evidence.stage}-${(0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .payloadDigest */ .JU)(bundle).slice(7, 19)}.json`), `${JSON.stringify(bundle)}\n`);
    await publish(context, bundle, evidence.subjects);
}
/** Stores a signed statement beside everything that it is about. */
async function publish(context, bundle, subjects) {
    for (const subject of subjects)
        await context.store.publish(bundle, await placeOf(context, subject));
    if (subjects.some(({ kind }) => kind === "image"))
        await context.attest?.(bundle);
}
/** Evidence about an image lies beside the image; evidence about anything else in the record repository, under its digest. */
async function placeOf(context, subject) {
    if (subject.kind !== "image")
        return { subject: subject.digest };
    const { host, path } = (0,_session_repositories_js__WEBPACK_IMPORTED_MODULE_6__/* .splitRepository */ .T8)(subject.name);
    const manifest = await context.registryFor(host).findManifest(path, subject.digest);
    return manifest ? { repository: subject.name, subject: manifest.descriptor } : { subject: subject.digest };
}


/***/ }),

/***/ 67690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ publishPage)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30105);
/* harmony import */ var _prove_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40898);





/**
 * Stores a page of a release beside each of its images, as it lies on disk. The record is what proves; a page that cannot be stored is a
 * warning and never what a release that passed fails with.
 */
async function publishPage(context, release, { kind, path }) {
    if (context.dryRun)
        return;
    try {
        const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path);
        for (const { repository, digest } of Object.values((0,_gate_js__WEBPACK_IMPORTED_MODULE_2__/* .imageDigests */ .JD)(release.images))) {
            const place = await (0,_prove_js__WEBPACK_IMPORTED_MODULE_3__/* .placeOf */ .$t)(context, { kind: "image", name: repository, digest });
            await context.store.publishPage({ kind, environment: release.environment, bytes }, place);
        }
    }
    catch (error) {
        context.reporter.warn(`${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)} was not stored beside the images: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .headline */ .Pl)(error)}`);
    }
}


/***/ }),

/***/ 9856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Refusal),
/* harmony export */   l: () => (/* binding */ reasonsAgainst)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);

/**
 * The error of a stage that was refused before it changed anything: its message has every reason, and a page shows the findings and what was
 * proven and missing.
 */
class Refusal extends _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    /** What the gate found; none where it was not asked. */
    proofs;
    /** What the same run had changed before, such as "Migrate database main"; empty when nothing. */
    changedBefore;
    #environment;
    #because;
    /** `because` completes the sentence "Nothing was changed in <environment>, because …". */
    constructor(environment, because, findings, proofs, changedBefore = []) {
        const reasons = errorsOf(findings).map((finding) => `  ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .describeFinding */ .jb)(finding)}`);
        const nothing = changedBefore.length === 0
            ? `Nothing was changed in ${environment}`
            : `After '${changedBefore.join("', '")}' nothing more was changed in ${environment}`;
        super("verdict", `${nothing}, because ${because}:\n${reasons.join("\n")}`, { findings });
        this.proofs = proofs;
        this.changedBefore = changedBefore;
        this.#environment = environment;
        this.#because = because;
    }
    /** The same refusal in a run that had changed something before it. */
    after(changedBefore) {
        return new Refusal(this.#environment, this.#because, this.findings, this.proofs, changedBefore);
    }
}
/** "1 reason stands against it", "2 reasons stand against it". */
function reasonsAgainst(findings) {
    const count = errorsOf(findings).length;
    return `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(count, "reason")} ${count === 1 ? "stands" : "stand"} against it`;
}
function errorsOf(findings) {
    return findings.filter(({ severity }) => severity === "error");
}


/***/ }),

/***/ 73410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KX: () => (/* binding */ sameDatabase),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   ef: () => (/* binding */ sameNamespace)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48788);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(82672);


/** Asks a database who it is, hashed, because a server's own numbers are nobody's business; undefined where it does not say. */
async function identityOf(database) {
    const found = await database.identify();
    if (found === undefined)
        return undefined;
    return { instance: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(found.instance), system: found.system && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(found.system) };
}
/**
 * Says that another environment was migrated with this very database, as the signed statements about the same migrations tell: its secret has
 * the same name in both and meets this one in no job, so nothing else could. A server that was started anew since, or a copy of it, cannot be
 * told apart for sure, which is a warning.
 */
async function sameDatabase(context, environment, database, { migrations, identity }) {
    const others = othersThan(context, environment);
    if (identity === undefined || database.shared === true || others.length === 0)
        return [];
    const { config, run } = context;
    // Of every commit: the other environment may have been migrated long ago.
    const bundles = [...context.statements, ...(await context.store.find(migrations)).bundles];
    const { trusted } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(bundles, await context.verifierFor(bundles));
    return others.flatMap(({ name, databases }) => {
        const own = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .ofStage */ .i$)(trusted, "migrate").filter(({ view }) => view.facts.environment === name &&
            view.facts.database.identity !== undefined &&
            view.run.repository === run.repository &&
            view.run.rehearsal === run.rehearsal &&
            !(0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .isOfAnother */ .TE)(view, config.name) &&
            !databases.some((one) => one.name === view.facts.database.name && one.shared === true));
        // A database that it had before is not its own any more.
        const names = new Set(own.map(({ view }) => view.facts.database.name));
        const present = [...names].flatMap((one) => (0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)(own.filter(({ view }) => view.facts.database.name === one)) ?? []);
        const about = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .newestOf */ .su)((0,_waybill_record__WEBPACK_IMPORTED_MODULE_1__/* .ofStage */ .i$)(present, "migrate").filter(({ view }) => isNear(view.facts.database.identity, identity)));
        if (about?.view.stage !== "migrate")
            return [];
        const isSure = about.view.facts.database.identity?.instance === identity.instance;
        const which = isSure ? "is the very database" : "may be the very database, or is a copy of the one,";
        return [
            {
                rule: "shared-database",
                severity: isSure ? "error" : "warning",
                what: `The database '${database.name}' of ${environment.name} ${which} that was migrated for ${name} (${about.view.run.run}), as its server says of itself.`,
                next: `Give one of them another database, or say 'shared: true' in 'databases.${database.name}' where they have one on purpose.`,
            },
        ];
    });
}
/** Says that the namespace holds what was deployed for another environment, as the cluster keeps it. */
function sameNamespace({ config }, environment, { lastGood }) {
    const other = othersThan({ config }, environment).find(({ name }) => name === lastGood?.environment);
    if (lastGood === undefined || other === undefined || environment.shared === true || other.shared === true)
        return [];
    return [
        {
            rule: "shared-namespace",
            severity: "error",
            what: `The namespace '${environment.namespace}' holds revision ${lastGood.number} of ${config.name}, which was deployed for ${other.name} (${lastGood.run}), so ${environment.name} would replace it.`,
            next: `Give one of them another namespace or cluster. Where they have one on purpose, or ${other.name} has handed it over, write 'shared: true' below 'environments.${environment.name}' in ${config.file}; once handed over and released to, it needs it no more.`,
        },
    ];
}
function othersThan({ config }, { name }) {
    return Object.values(config.environments).filter((other) => other.name !== name);
}
function isNear(one, other) {
    return one !== undefined && (one.instance === other.instance || (one.system !== undefined && one.system === other.system));
}


/***/ }),

/***/ 59463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ tellOnce)
/* harmony export */ });
/** How many things of each kind a run was told of. */
const told = new WeakMap();
/**
 * Says a line about a number of things once for each run, and again only when the number grew: several steps of a run ask the same registry
 * for the same evidence.
 */
function tellOnce(reporter, kind, count, tell) {
    const known = told.get(reporter) ?? new Map();
    told.set(reporter, known);
    if (count <= (known.get(kind) ?? 0))
        return;
    known.set(kind, count);
    tell();
}


/***/ }),

/***/ 32408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ TOOL)
/* harmony export */ });
/** What signs itself as the maker of statements. */
const TOOL = { name: "waybill", version: "0.1.0" };


/***/ }),

/***/ 8600:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Od: () => (/* binding */ scopeOf),
/* harmony export */   bD: () => (/* binding */ onlyScope)
/* harmony export */ });
/* unused harmony export ENTRIES */
/** What begins a run: a command, or a single action. A rehearsal is a `release`; `apply` carries out what an earlier job has planned. */
const ENTRIES = (/* unused pure expression or super */ null && (["check", "plan", "release", "apply", "validate", "build", "migrate", "deploy", "rollback", "verify"]));
/** Everything that a configuration names; of one environment, where it is given. */
function scopeOf(config, choice = {}) {
    const { environment, given = {}, asksGitHub } = choice;
    const names = environment?.images ?? Object.keys(config.images);
    return {
        images: names.filter((name) => !Object.hasOwn(given, name)).flatMap((name) => config.images[name] ?? []),
        given,
        data: Object.keys(config.data),
        models: Object.keys(config.models),
        databases: environment ? environment.databases : Object.values(config.databases),
        environments: environment ? [environment] : Object.values(config.environments),
        asksGitHub,
    };
}
/** A scope of some things alone, for a step that does one thing. */
function onlyScope(part) {
    return { images: [], given: {}, data: [], models: [], databases: [], environments: [], ...part };
}


/***/ }),

/***/ 61423:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ preconditionsStage),
  v: () => (/* binding */ requirePreconditions)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/report/lib/redaction.js
var redaction = __webpack_require__(20581);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/preconditions/table.js + 9 modules
var preconditions_table = __webpack_require__(53594);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/check-preconditions.js


/** Looks at everything that a run of this entry needs of its scope. Throws nothing but what is no failure of ours to expect. */
async function checkPreconditions(context, entry, scope, table = preconditions_table/* PRECONDITIONS */.Q) {
    const findings = [];
    const looked = [];
    const leftOut = [];
    const kinds = [];
    let mustBeMended = false;
    for (const row of table) {
        const names = row.names(scope, context, entry);
        if (names.length === 0)
            continue;
        const isMeant = row.before.includes(entry);
        // A server that is asked about what a file has wrong answers something else than what is wrong.
        const isHeldBack = isMeant && row.needs === "network" && mustBeMended;
        if (!isMeant || isHeldBack) {
            if (entry === "check" || isHeldBack)
                leftOut.push(sayLeftOut(row, names, isHeldBack));
            continue;
        }
        looked.push(row.what);
        const found = await lookAt(row, context, scope, entry);
        findings.push(...found.findings);
        if (found.kind === undefined)
            continue;
        kinds.push(found.kind);
        mustBeMended ||= row.needs !== "network";
    }
    const isKnown = findings.some(({ severity }) => severity === "error") && kinds.some((kind) => kind !== "remote");
    const verdict = isKnown ? "fail" : kinds.length > 0 ? "inconclusive" : (0,lib_verdict/* verdictOf */.Vj)(findings);
    return { verdict, findings: once(findings), looked, leftOut: [...new Set(leftOut)], kind: kinds[0] };
}
/** What a row found, and who can mend it where that is an error; what it threw is a finding too. */
async function lookAt(row, context, scope, entry) {
    try {
        const all = await row.look(context, scope, entry);
        // What is merely unwise in a file, the stage tells whose file it is.
        const findings = entry === "check" || row.needs !== "files" ? all : all.filter(({ severity }) => severity === "error");
        const kind = row.needs === "files" ? "input" : "environment";
        return findings.some(({ severity }) => severity === "error") ? { findings, kind } : { findings };
    }
    catch (error) {
        if (context.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        const own = { rule: row.id, severity: "error", what: error.message };
        return { findings: error.findings.length > 0 ? error.findings : [own], kind: error.kind };
    }
}
function sayLeftOut({ what, needs, before }, names, isHeldBack) {
    const needed = needs === "network" ? ", which need the network" : "";
    const looks = isHeldBack ? "mend the errors first" : `'waybill ${before.includes("plan") ? "plan" : "release"}' does`;
    return `Not looked at: the ${what} (${names.join(", ")})${needed}; ${looks}.`;
}
function once(findings) {
    return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/stage.js





/** How many problems an error lists; the log and the report have all of them. */
const MAX_LISTED = 10;
const LABEL = "Look at what is needed";
/** Looks at what must be so before a run, so that what is wrong is told before anything is built or changed; proves nothing. */
async function preconditionsStage(context, entry, scope, table) {
    return (0,run_stage/* runStage */.S)(context, "preconditions", "plan", LABEL, async () => {
        const result = await checkPreconditions(context, entry, scope, table);
        tell(context, result);
        const cause = result.findings.find(({ severity }) => severity === "error");
        const note = cause === undefined ? noteOf(result) : lineOf(cause);
        return { verdict: result.verdict, note, result, section: sectionOf(result) };
    });
}
/** The same for a step that says nothing of it while all is there: throws one error that lists what is not so, and pages draw it like a stage. */
async function requirePreconditions(context, entry, scope) {
    const startedAt = context.clock();
    const begun = performance.now();
    const result = await checkPreconditions(context, entry, scope);
    tell(context, result);
    if ((0,lib_verdict/* isPassing */.WG)(result.verdict))
        return;
    const errors = result.findings.filter(({ severity }) => severity === "error");
    const lines = errors.slice(0, MAX_LISTED).map(lineOf);
    const more = errors.length > MAX_LISTED ? [`and ${errors.length - MAX_LISTED} more, see the log`] : [];
    const error = new lib_error/* ActionError */.lZ(result.kind ?? "input", [...lines, ...more].join("\n"), { findings: errors });
    context.outcomes.push({
        id: "preconditions",
        stage: "plan",
        label: LABEL,
        startedAt,
        durationMs: performance.now() - begun,
        verdict: result.verdict,
        note: context.redact(lines[0] ?? ""),
        section: (0,redaction/* redactSection */.f)(sectionOf(result), context.redact),
        result,
        stoppedBy: error,
    });
    throw error;
}
function sectionOf({ verdict, findings, looked, leftOut }) {
    return {
        id: "preconditions",
        title: "What is needed",
        verdict,
        blocks: [
            ...(0,plan_section/* findingsBlock */.k5)(findings),
            { type: "text", text: `Looked at: ${looked.join(", ") || "nothing, because nothing is named"}.` },
            ...leftOut.map((text) => ({ type: "text", text })),
        ],
    };
}
function tell(context, { findings, leftOut }) {
    for (const finding of findings)
        context.reporter.finding(finding);
    for (const text of leftOut)
        context.reporter.info(`  ${text}`);
}
function noteOf({ findings, leftOut }) {
    const warnings = findings.filter(({ severity }) => severity === "warning").length;
    const found = warnings > 0
        ? (0,lib_text/* countOf */.pq)(warnings, "warning")
        : leftOut.length === 0
            ? "everything that is needed is there"
            : "what was looked at is there";
    return leftOut.length === 0 ? found : `${found}; ${(0,lib_text/* countOf */.pq)(leftOut.length, "thing")} not looked at`;
}
/** One line: place, what is wrong, and what to do. */
function lineOf(finding) {
    const { where, what } = finding;
    const column = where?.column === undefined ? "" : `:${where.column}`;
    const place = where === undefined ? "" : `${where.file}${where.line === undefined ? "" : `:${where.line}${column}`} `;
    return `${place}${(0,lib_verdict/* describeFinding */.jb)({ ...finding, what: /[.!?]$/.test(what) ? what : `${what}.` })}`;
}


/***/ }),

/***/ 53594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ PRECONDITIONS)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
// EXTERNAL MODULE: ./packages/config/lib/origin.js
var lib_origin = __webpack_require__(86180);
// EXTERNAL MODULE: ./packages/config/lib/files.js
var files = __webpack_require__(56767);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/files.js

/** A finding for each file or folder that is named and not there. */
async function missingFiles({ workspace, config }, scope) {
    const names = {
        data: scope.data,
        models: scope.models,
        images: scope.images.map(({ name }) => name),
        databases: scope.databases.map(({ name }) => name),
        environments: scope.environments.map(({ name }) => name),
    };
    const sections = ["data", "models", "images", "databases", "environments"];
    return (await Promise.all(sections.map((section) => (0,files/* checkFiles */.gw)(workspace, config, section, names[section])))).flat();
}
/** Those of the entries whose files are there, so that one that is missing is told once. */
async function withFiles({ workspace, config }, section, entries) {
    const there = await Promise.all(entries.map(async ({ name }) => (await (0,files/* checkFiles */.gw)(workspace, config, section, [name])).length === 0));
    return entries.filter((_, index) => there[index]);
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/images.js




/** Every Dockerfile of the scope that is there, taken apart; places are relative to the workspace. */
async function readDockerfiles(context, { images }) {
    const { readDockerfileNeeds } = await Promise.all(/* import() */[__webpack_require__.e(4846), __webpack_require__.e(1818)]).then(__webpack_require__.bind(__webpack_require__, 66387));
    const there = await withFiles(context, "images", images);
    return Promise.all(there.map(async (image) => {
        const { workspace } = context;
        const paths = { context: (0,external_node_path_.join)(workspace, image.context), dockerfile: (0,external_node_path_.join)(workspace, image.dockerfile) };
        try {
            return { image, needs: await readDockerfileNeeds({ ...image, ...paths, args: valuesOf(context, image.args) }), findings: [] };
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            return { image, findings: findingsOf(context, image, error) };
        }
    }));
}
/** Values that stand behind variables may be missing here; then the Dockerfile's own default counts. */
function valuesOf(context, args) {
    return Object.fromEntries(Object.entries(args).flatMap(([name, value]) => {
        if (!(0,secret_ref/* parseSecretRef */.TN)(value))
            return [[name, value]];
        try {
            return Object.entries(context.expandValues({ [name]: value }, () => ""));
        }
        catch {
            return [];
        }
    }));
}
function findingsOf({ config }, image, error) {
    const atKey = (0,lib_origin/* problem */.CC)((0,files/* originOfKey */.dm)(config, `images.${image.name}.${image.target === undefined ? "dockerfile" : "target"}`), error.message);
    if (error.findings.length === 0)
        return [{ ...atKey, rule: "dockerfile" }];
    return error.findings.map((finding) => ({ ...finding, where: { ...finding.where, file: image.dockerfile } }));
}
async function unreadableDockerfiles(context, scope) {
    return (await readDockerfiles(context, scope)).flatMap(({ findings }) => findings.filter(({ rule }) => rule === "dockerfile"));
}
/** A notice where BuildKit may build the image, because whether it does is known when it is built; an error where it will not. */
async function needsBuildKit(context, scope, entry) {
    if (context.builder === "buildx")
        return [];
    const found = (await readDockerfiles(context, scope)).flatMap(({ image, needs, findings }) => [
        ...findings.filter(({ rule }) => rule === "needs-buildkit"),
        ...(needs?.buildKit ?? []).map(({ what, line }) => ({
            rule: "needs-buildkit",
            severity: "error",
            what: `The Dockerfile has ${what}, which only BuildKit carries out.`,
            where: { file: image.dockerfile, line },
            next: "Run docker/setup-buildx-action before, or move the work into an earlier step and COPY its result.",
        })),
    ]);
    if (found.length === 0 || context.builder === "assemble")
        return found;
    if (entry !== "check")
        return (await context.findBuildx()) === undefined ? found : [];
    return found.map((finding) => ({ ...finding, severity: "notice" }));
}
/** Asks the registry for every base image that is none of an earlier build stage. */
async function missingBases(context, scope) {
    const { parseReference } = await __webpack_require__.e(/* import() */ 7465).then(__webpack_require__.bind(__webpack_require__, 57465));
    const findings = [];
    for (const { image, needs } of await readDockerfiles(context, scope)) {
        for (const base of needs?.bases ?? []) {
            if (base.image.startsWith("oci-layout:"))
                continue;
            const where = { file: image.dockerfile, line: base.line };
            const next = "Correct its name, or log in to its registry in an earlier step.";
            try {
                const { registry, repository, tag, digest } = parseReference(base.image);
                if (await context.registryFor(registry).findManifest(repository, digest ?? tag ?? "latest"))
                    continue;
                findings.push({ rule: "base-image", severity: "error", what: `The base image '${base.image}' is not there.`, where, next });
            }
            catch (error) {
                if (!(error instanceof lib_error/* ActionError */.lZ))
                    throw error;
                // BuildKit has mirrors and logins of its own, so only the build can say that it does not get the image.
                const mayHave = context.builder !== "assemble" && (await context.findBuildx()) !== undefined;
                const what = `The base image '${base.image}' could not be looked for: ${error.message}`;
                if (!mayHave && error.kind === "remote")
                    throw new lib_error/* ActionError */.lZ("remote", what, { findings: [{ rule: "base-image", severity: "error", what, where }] });
                findings.push({ rule: "base-image", severity: mayHave ? "warning" : "error", what, where, ...(mayHave ? {} : { next }) });
            }
        }
    }
    return findings;
}
/** GitHub's own registry is that of github.com: a server of one's own, or a tenant of ghe.com, has another or none. */
async function foreignRegistry({ config, registry, sourceUrl }) {
    const { host } = new URL(sourceUrl);
    if (host === "github.com" || registry !== "ghcr.io" || config.origins.has("registry"))
        return [];
    return [
        {
            rule: "registry-host",
            severity: "error",
            what: `Images and evidence would go to ghcr.io, the registry of github.com, but this repository is on ${host}.`,
            expected: "'registry:' in waybill.yml, or 'image' of the action build-image",
            next: `Name your registry there, for example containers.${host} where the server has GitHub's own.`,
            where: config.file === undefined ? undefined : { file: config.file, line: 1 },
        },
    ];
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/copies.js




/** What Dockerfiles copy and a build would not find, each with what makes it where a file of the project says so. */
async function missingCopies(context, scope, entry) {
    const { findMissingCopies } = await Promise.all(/* import() */[__webpack_require__.e(4846), __webpack_require__.e(1818)]).then(__webpack_require__.bind(__webpack_require__, 66387));
    const { workspace } = context;
    const isAssembled = context.builder === "assemble" || (context.builder !== "buildx" && entry !== "check" && (await context.findBuildx()) === undefined);
    const findings = [];
    for (const { image, needs } of await readDockerfiles(context, scope)) {
        const paths = { context: (0,external_node_path_.join)(workspace, image.context), dockerfile: (0,external_node_path_.join)(workspace, image.dockerfile) };
        for (const missing of await findMissingCopies(paths, needs?.copies ?? [])) {
            // BuildKit takes a wildcard that matches nothing, as in 'COPY package.json package-lock.json* ./'.
            if (missing.why === "no-match" && !isAssembled)
                continue;
            findings.push({
                rule: "copy-source",
                severity: "error",
                what: `The Dockerfile copies '${missing.path}', ${whyMissing(missing)} '${image.context}'.`,
                where: { file: image.dockerfile, line: missing.line },
                next: await nextStep(workspace, image.context, missing),
            });
        }
    }
    return findings;
}
function whyMissing({ why }) {
    if (why === "ignored")
        return "which the ignore file leaves out of the context";
    return why === "no-match" ? "which matches nothing in the context" : "which is not in the context";
}
async function nextStep(workspace, context, { path, why }) {
    if (why === "ignored")
        return "Take it out of .dockerignore, or out of the Dockerfile.";
    const maker = await findMaker(workspace, context, path);
    if (maker === undefined)
        return "Correct the path, commit the file, or name another 'context' in waybill.yml.";
    return `${maker} makes it. Run that in an earlier step of the same job, or in a build stage of the Dockerfile ('COPY --from'): a fresh checkout has only what is committed.`;
}
const MAKERS = [
    { makes: /^node_modules$/, by: /^package\.json$/, command: "npm ci" },
    { makes: /^vendor$/, by: /^composer\.json$/, command: "composer install" },
    { makes: /^vendor$/, by: /^go\.mod$/, command: "go mod vendor" },
    { makes: /^target$|\.[jw]ar$/, by: /^pom\.xml$/, command: "mvn package" },
    { makes: /^target$/, by: /^Cargo\.toml$/, command: "cargo build --release" },
    { makes: /^build$|\.[jw]ar$/, by: /^build\.gradle(\.kts)?$/, command: "gradle build" },
    { makes: /^(bin|publish)$/, by: /\.[cf]sproj$/, command: "dotnet publish" },
    { makes: /^dist$|\.whl$/, by: /^(pyproject\.toml|setup\.py)$/, command: "python -m build" },
];
/** What builds of JavaScript call their results. */
const BUNDLES = /^(dist|build|out|lib|public|www|\.next|\.output|\.svelte-kit)$/;
/** The command that makes a path, and the file that says so: `'npm run build' (web/package.json)`. */
async function findMaker(workspace, context, path) {
    const parts = path.split("/");
    for (const [index, name] of parts.entries()) {
        const folder = external_node_path_.posix.join(context, ...parts.slice(0, index));
        const files = await filesIn((0,external_node_path_.join)(workspace, folder));
        const found = (await ownScript(workspace, folder, files, name)) ?? usualMaker(files, name);
        if (found)
            return `'${found.command}' (${external_node_path_.posix.join(folder, found.file)})`;
    }
    return undefined;
}
function usualMaker(files, name) {
    for (const { makes, by, command } of MAKERS) {
        const file = makes.test(name) ? files.find((each) => by.test(each)) : undefined;
        if (file !== undefined)
            return { command, file };
    }
    return undefined;
}
/** What a project says itself: the script `build` of a package, or a target of its Makefile. */
async function ownScript(workspace, folder, files, name) {
    const [makefile] = files.filter((file) => /^(GNU)?[Mm]akefile$/.test(file));
    if (makefile !== undefined) {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(workspace, folder, makefile), "utf8");
        const targets = [...text.matchAll(/^([\w./ -]+?)\s*:(?!=)/gm)].flatMap(([, list = ""]) => list.split(/\s+/));
        if (targets.includes(name))
            return { command: `make ${name}`, file: makefile };
    }
    if (!BUNDLES.test(name) || !files.includes("package.json"))
        return undefined;
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(workspace, folder, "package.json"), "utf8");
    return hasBuildScript(text) ? { command: "npm run build", file: "package.json" } : undefined;
}
function hasBuildScript(text) {
    try {
        return (0,json/* textAt */.$6)((0,json/* parseJson */.qF)(text), "scripts", "build") !== undefined;
    }
    catch {
        return false; // a broken package.json is not what is asked about here
    }
}
async function filesIn(folder) {
    try {
        return await (0,promises_.readdir)(folder);
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT") || (0,lib_error/* isSystemError */.Or)(error, "ENOTDIR"))
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/deployment-plan.js + 1 modules
var deployment_plan = __webpack_require__(39896);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/manifests.js





const ANY_DIGEST = `sha256:${"0".repeat(64)}`;
async function readManifests(context, { environments }) {
    const { loadManifests } = await __webpack_require__.e(/* import() */ 9322).then(__webpack_require__.bind(__webpack_require__, 69322));
    const there = await withFiles(context, "environments", environments);
    return Promise.all(there.map(async (environment) => {
        try {
            return { environment, set: await loadManifests(environment.manifests, context.workspace), findings: [] };
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            const origin = (0,files/* originOfKey */.dm)(context.config, `environments.${environment.name}.manifests`);
            const ofKey = { ...(0,lib_origin/* problem */.CC)(origin, error.message), rule: "manifest" };
            const findings = error.findings.length > 0 ? error.findings : [ofKey];
            return { environment, findings: findings.map((finding) => ({ ...finding, where: finding.where ?? ofKey.where })) };
        }
    }));
}
/** What cannot be read, and what can be known to be wrong or unwise without the cluster. */
async function faultyManifests(context, scope) {
    const { checkManifests } = await __webpack_require__.e(/* import() */ 9322).then(__webpack_require__.bind(__webpack_require__, 69322));
    return (await readManifests(context, scope)).flatMap(({ environment, set, findings }) => set ? checkManifests(pin(context, scope, environment, set).set, (0,deployment_plan/* secretKeysOf */.aI)(environment)) : findings);
}
/** Images of the release that no manifest uses, and images of manifests that are neither pinned nor of the release. */
async function strayImages(context, scope) {
    return (await readManifests(context, scope)).flatMap(({ environment, set }) => set ? pin(context, scope, environment, set).findings : []);
}
/** The manifests as a release would deploy them; an image that is not built yet stands for itself with a digest that is none. */
function pin(context, { given }, environment, set) {
    const { config } = context;
    const own = environment.images.flatMap((name) => {
        const image = config.images[name];
        return image ? [[name, `${(0,repositories/* imageRepository */.an)(context, image)}@${ANY_DIGEST}`]] : [];
    });
    const references = { ...Object.fromEntries(own), ...given };
    const pinned = (0,deployment_plan/* pinManifests */.qB)(context, set, references);
    const findings = pinned.findings.map((finding) => {
        const name = pinned.unused.get(finding);
        if (name === undefined)
            return finding;
        const origin = (0,files/* originOfKey */.dm)(config, `images.${name}`);
        return { ...finding, where: origin.from === "file" ? origin.place : undefined };
    });
    return { ...pinned, findings };
}
/** Probes that ask a Service, or a port of one, that the manifests do not have. */
async function missingServices(context, scope) {
    const { listServices } = await __webpack_require__.e(/* import() */ 9322).then(__webpack_require__.bind(__webpack_require__, 69322));
    return (await readManifests(context, scope)).flatMap(({ environment: { name, namespace, probe }, set }) => {
        if (!set || !probe)
            return [];
        const key = `environments.${name}.probe`;
        const services = listServices(set).filter((service) => service.namespace === undefined || service.namespace === namespace);
        const service = services.find((candidate) => candidate.name === probe.service);
        if (!service)
            return [
                {
                    ...(0,lib_origin/* problemOf */.Zw)((0,files/* originOfKey */.dm)(context.config, `${key}.service`), `is '${probe.service}', but the manifests have no such Service`),
                    rule: "probe-service",
                    ...choice(probe.service, services.map((known) => known.name)),
                },
            ];
        if (service.ports.some((port) => String(port) === String(probe.port)))
            return [];
        return [
            {
                ...(0,lib_origin/* problemOf */.Zw)((0,files/* originOfKey */.dm)(context.config, `${key}.port`), `is '${probe.port}', but Service '${service.name}' has no such port`),
                rule: "probe-service",
                ...choice(String(probe.port), service.ports.map(String)),
            },
        ];
    });
}
function choice(given, known) {
    const nearest = (0,lib_text/* findNearest */.qg)(given, known);
    return {
        expected: known.length === 0 ? "none, because there is none" : `one of ${known.join(", ")}`,
        next: nearest === undefined ? "Name a Service and one of its ports as the manifests write them." : `Did you mean '${nearest}'?`,
    };
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/migrations.js



/** What can be said of the migration files without their database: of which tool they are, and what no database takes. */
async function faultyMigrations(context, scope) {
    const { checkMigrations } = await Promise.all(/* import() */[__webpack_require__.e(8843), __webpack_require__.e(9746)]).then(__webpack_require__.bind(__webpack_require__, 79746));
    const there = await withFiles(context, "databases", scope.databases);
    const found = await Promise.all(there.map(async ({ name, migrations }) => {
        const options = { dir: migrations, workspace: context.workspace };
        try {
            const [postgresql, sqlite] = await Promise.all([checkMigrations(options), checkMigrations({ ...options, kind: "sqlite" })]);
            // Which database it is stands behind a variable; what one of the two takes is no mistake.
            return postgresql.verdict === "fail" ? sqlite.findings : postgresql.findings;
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            const key = `databases.${name}.migrations`;
            return [{ ...(0,lib_origin/* problem */.CC)((0,files/* originOfKey */.dm)(context.config, key), `'${key}': ${error.message}`), rule: "migration-layout" }];
        }
    }));
    return found.flat();
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/permissions.js


/*
 * What the job's token may do, asked before the first effect. A registry tells it: an upload is begun and given up. GitHub's API tells what may
 * be read; what may be written, only a write tells, so the first write to it comes before anything in a cluster or database is changed
 * (`deployments/github-deployment.ts`).
 */
/** Whether this run may push the images that it builds. Throws what the registry answers, with the permission that is missing. */
async function refusedPushes(context, { images }) {
    for (const image of images) {
        const { host, path } = (0,repositories/* splitRepository */.T8)((0,repositories/* imageRepository */.an)(context, image));
        await context.registryFor(host).ping(path);
    }
    return [];
}
/** What a release asks of GitHub's API, by the line under `permissions:` that allows it. */
function askedPermissions({ github, dryRun }, { asksGitHub }) {
    if (dryRun)
        return [];
    return [...(asksGitHub === true ? ["actions: read"] : []), ...(github === undefined ? [] : ["deployments: write"])];
}
/**
 * Whether the token reads who approved this run and what was deployed, which a release needs after minutes of building. Throws the permission
 * that is missing.
 */
async function refusedGitHub(context, scope) {
    const { github, githubRunId } = context;
    if (scope.asksGitHub === true) {
        if (!github)
            throw new lib_error/* ActionError */.lZ("environment", "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.");
        if (githubRunId !== "0")
            await github.findApprovals(githubRunId);
    }
    if (askedPermissions(context, scope).includes("deployments: write"))
        await github?.askDeployments();
    return [];
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/reachability.js
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

/** Connects to every database and asks nothing of it. Throws what the connection throws. */
async function refusedDatabases(context, { databases }) {
    for (const database of databases) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const connection = __addDisposableResource(env_1, await context.openDatabase(database), true);
            void connection;
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
    return [];
}
/** Asks every cluster for its version. Throws what the connection throws. */
async function refusedClusters(context, { environments }) {
    for (const environment of environments)
        await (0,cluster/* withCluster */.B)(context, environment, (cluster) => cluster.ping());
    return [];
}
/**
 * Says where GitHub asks nobody. Which plan an owner has is not told to a job's token, so what plans offer is said and not concluded
 * (docs.github.com, "Deployments and environments", "Required reviewers").
 */
async function unguardedEnvironments({ github }, { environments }) {
    const findings = [];
    for (const { name, preview } of environments) {
        if (preview === true)
            continue;
        const reviewers = await github?.environmentReviewers(name);
        if (reviewers === undefined || reviewers.kind === "required")
            continue;
        findings.push({
            rule: "no-reviewers",
            severity: "notice",
            what: reviewers.kind === "none"
                ? `GitHub asks nobody before a release to '${name}'.`
                : `Whether GitHub asks anybody before a release to '${name}' could not be read: ${reviewers.why}`,
            next: "Give the environment required reviewers under Settings, Environments: on the plans Free, Pro and Team public repositories alone have them, private ones need Enterprise. Elsewhere approve a plan by its digest.",
        });
    }
    return findings;
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/secrets.js


/** The variables that the things of a scope need and that are not set here, each at the first key that names it. */
function unsetVariables(context, scope) {
    const used = (0,secret_ref/* secretRefs */.DW)({
        images: byName(scope.images),
        databases: byName(scope.databases),
        environments: byName(scope.environments),
    });
    const first = new Map(used.toReversed().map((secret) => [secret.ref.env, secret]));
    return used.filter((secret) => first.get(secret.ref.env) === secret && !isSet(context, secret));
}
async function missingSecrets(context, scope) {
    return unsetVariables(context, scope).map(({ at, ref }) => {
        const found = (0,lib_origin/* problemOf */.Zw)((0,files/* originOfKey */.dm)(context.config, at), `names the environment variable ${ref.env}, which is not set`);
        const set = `Set it from a secret: 'env: { ${ref.env}: \${{ secrets.${ref.env} }} }' in the workflow, or export it in the shell.`;
        return { ...found, rule: "secret-missing", next: context.withoutSecrets === undefined ? set : `${context.withoutSecrets} ${set}` };
    });
}
/** A build argument or a setting of a probe may be empty, a secret may not. */
function isSet(context, { place, at, ref }) {
    if (place !== "images.*.args.*" && place !== "images.*.probe.env.*")
        return context.findSecret(ref) !== undefined;
    try {
        context.expandValues({ [at]: `env:${ref.env}` }, () => at);
        return true;
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            return false;
        throw error;
    }
}
function byName(entries) {
    return Object.fromEntries(entries.map((entry) => [entry.name, entry]));
}
/** Environments whose kubeconfig can be asked for here. */
function environmentsWithKubeconfig(context, { environments }) {
    const missing = new Set(unsetVariables(context, { ...EMPTY, environments }).map(({ ref }) => ref.env));
    return environments.filter(({ kubeconfig }) => kubeconfig === undefined || !missing.has(kubeconfig.env));
}
const EMPTY = { images: [], given: {}, data: [], models: [], databases: [], environments: [] };
/** What cannot be read of the kubeconfigs; nothing is sent. */
async function faultyKubeconfigs(context, scope) {
    const findings = [];
    for (const environment of environmentsWithKubeconfig(context, scope)) {
        try {
            await (await context.openCluster(environment)).close();
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            const origin = (0,files/* originOfKey */.dm)(context.config, `environments.${environment.name}.kubeconfig`);
            findings.push({
                rule: "kubeconfig",
                severity: "error",
                what: error.message,
                where: origin.from === "file" ? origin.place : undefined,
            });
        }
    }
    return findings;
}

// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __webpack_require__(76221);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/record/lib/signing/policy-signer.js
var policy_signer = __webpack_require__(29360);
// EXTERNAL MODULE: ./packages/record/lib/signing/identity.js
var signing_identity = __webpack_require__(51181);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/require-signer.js
var require_signer = __webpack_require__(50679);
;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/signing.js





/**
 * What a run of each entry signs that nobody else would, or that follows a change. What a release proves before it changes anything may have
 * been proven by another job with a signer of its own, so the gate says whether it counts.
 */
const SIGNED = {
    check: () => [],
    plan: (scope) => inEach(scope, ["plan"]),
    release: changes,
    apply: changes,
    validate: (scope) => evidence/* STAGES */.a.filter((stage) => {
        const { about } = predicates/* PREDICATES */.Jt[stage];
        return (about === "data" || about === "models") && scope[about].length > 0;
    }).map((stage) => ({ stage })),
    build: () => [{ stage: "build" }, { stage: "test" }],
    migrate: ({ target }) => [{ stage: "migrate", environment: target ?? "" }],
    deploy: (scope) => inEach(scope, ["deploy"]),
    rollback: (scope) => inEach(scope, ["deploy"]),
    verify: (scope) => inEach(scope, ["release"]),
};
function changes({ environments }) {
    return environments.flatMap((environment) => [
        ...(environment.databases.length > 0 ? [{ stage: "migrate", environment: environment.name }] : []),
        ...inEach({ environments: [environment] }, ["deploy", "release"]),
    ]);
}
function inEach({ environments }, stages) {
    return environments.flatMap(({ name }) => stages.map((stage) => ({ stage, environment: name })));
}
/** What of signing concerns a run: what is missing, or whose signature is held against the policy's signers; none where nothing is signed. */
function signerNames(scope, context, entry) {
    const { signer, config, dryRun } = context;
    if (dryRun || SIGNED[entry](scope).length === 0)
        return [];
    if (signer === undefined)
        return mustSign(scope, context, entry) ? ["signing-key, or id-token: write"] : [];
    if (config.policy.signers.length === 0)
        return [];
    return [signer.key === undefined ? "the identity of this job" : "signing-key"];
}
/**
 * Whether a run that signs nothing comes to nothing. A step that changes something may be used alone, where nobody asks for its evidence; a
 * way back must not be barred because a key is missing.
 */
function mustSign(scope, context, entry) {
    if (entry === "release" || entry === "apply" || entry === "verify")
        return true;
    if (entry !== "migrate" && entry !== "deploy")
        return false;
    const { config } = context;
    const [first] = scope.databases;
    const declared = scope.environments[0] ?? (Object.hasOwn(config.environments, scope.target ?? "") && config.environments[scope.target ?? ""]);
    const target = declared || (0,demands/* undeclaredTarget */.Dj)(config, scope.target || (first?.name ?? ""), scope.databases);
    return target !== undefined && ((0,demands/* demandsOn */.gq)(context, target)?.demands.some(({ stage }) => stage === entry) ?? false);
}
/** Throws what a release without a signer throws, and finds what it would sign without being believed. */
async function missingSigner(context, scope, entry) {
    const signer = (0,require_signer/* requireSigner */.S)(context);
    const { signers } = context.config.policy;
    const identity = signer.key ? { kind: "key", keyId: signer.key.keyId } : await signer.identity?.();
    // What a token does not tell, only the certificate will; then the gate says it.
    if (identity === undefined || signers.length === 0)
        return [];
    const own = signers.filter((named) => (0,policy_signer/* matchSigner */.u)(identity, named));
    const who = identity.kind === "key" ? "this run's key" : `this run's identity (${(0,signing_identity/* describeIdentity */.Cl)(identity)})`;
    return SIGNED[entry](scope)
        .filter((use) => !own.some((named) => (0,policy_signer/* maySign */.R)(named, use)))
        .map(({ stage, environment }) => ({
        rule: "no-signer",
        severity: "error",
        what: `The policy names signers, and does not let ${who} sign '${stage}'${environment ? ` for '${environment}'` : ""}, so the release would begin and then be refused.`,
        next: `Name it among the policy's 'signers' for these stages and environments, or sign with one that it names.`,
    }));
}
/** Where the statements of a run are stored beside the images that it builds itself; none where nothing is signed. */
function evidenceRepositories({ given }, { recordRepository, signer, dryRun }) {
    if (dryRun || signer === undefined)
        return [];
    return [...new Set([recordRepository, ...Object.values(given).map((reference) => reference.slice(0, reference.indexOf("@")))])];
}
/** Asks whether the statements can be stored: found out afterwards, something would have been changed and nothing proven. */
async function refusedEvidence(context, scope) {
    const refusals = [];
    for (const repository of evidenceRepositories(scope, context)) {
        const { host, path } = (0,repositories/* splitRepository */.T8)(repository);
        try {
            await context.registryFor(host).ping(path);
        }
        catch (error) {
            if (context.signal.aborted || !(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            const what = `The statements of this run would be stored in '${repository}', and that cannot be done: ${error.message}`;
            refusals.push({ error, finding: { rule: "evidence-access", severity: "error", what, next: NEXT } });
        }
    }
    const [first] = refusals;
    if (first === undefined)
        return [];
    throw new lib_error/* ActionError */.lZ(first.error.kind, first.finding.what, { findings: refusals.map(({ finding }) => finding), cause: first.error });
}
const NEXT = "Name a registry that answers as 'registry:' in waybill.yml, and give its login as 'registry-username' and 'registry-password', or the job 'packages: write' for ghcr.io. A step that is used alone and proves nothing runs without 'signing-key' and 'id-token: write'.";

;// CONCATENATED MODULE: ./packages/pipeline/lib/preconditions/table.js









const namesOf = (entries) => entries.map(({ name }) => name);
const table_images = (scope) => namesOf(scope.images);
const databases = (scope) => namesOf(scope.databases);
const environments = (scope) => namesOf(scope.environments);
/**
 * What must be so before anything is built, planned or changed, for every program that asks: the command, the root action, the single actions
 * and the workflows. Rows that need less come first, and those that need the network run only when the others found no error. A new
 * precondition is a row here and its rule in `kit/src/rules/precondition-rules.ts`.
 */
const PRECONDITIONS = [
    {
        id: "config",
        needs: "files",
        before: ["check", "plan", "release", "apply", "validate", "build", "migrate", "deploy", "verify"],
        what: "named files",
        names: (scope) => [...scope.data, ...scope.models, ...table_images(scope), ...databases(scope), ...environments(scope)],
        look: missingFiles,
    },
    {
        id: "dockerfile",
        needs: "files",
        before: ["check", "plan", "release", "build"],
        what: "Dockerfiles",
        names: table_images,
        look: unreadableDockerfiles,
    },
    {
        id: "needs-buildkit",
        needs: "files",
        before: ["check", "plan", "release", "build"],
        what: "instructions that only BuildKit carries out",
        names: table_images,
        look: needsBuildKit,
    },
    {
        id: "copy-source",
        needs: "files",
        before: ["check", "plan", "release", "build"],
        what: "files that Dockerfiles copy",
        names: table_images,
        look: missingCopies,
    },
    {
        id: "registry-host",
        needs: "files",
        before: ["check", "plan", "release", "apply", "build"],
        what: "registry",
        names: (scope, { registry }) => (scope.images.length > 0 || Object.keys(scope.given).length > 0 ? [registry] : []),
        look: foreignRegistry,
    },
    {
        id: "manifest",
        needs: "files",
        before: ["check", "plan", "release", "apply", "deploy"],
        what: "manifests",
        names: environments,
        look: faultyManifests,
    },
    {
        id: "image-unused",
        needs: "files",
        before: ["check", "plan", "release", "apply", "deploy"],
        what: "images of the manifests",
        names: environments,
        look: strayImages,
    },
    {
        id: "probe-service",
        needs: "files",
        before: ["check", "plan", "release", "apply", "deploy"],
        what: "Services that are probed",
        names: (scope) => namesOf(scope.environments.filter(({ probe }) => probe !== undefined)),
        look: missingServices,
    },
    {
        id: "migration-layout",
        needs: "files",
        before: ["check", "plan", "release", "apply", "migrate"],
        what: "migrations",
        names: databases,
        look: faultyMigrations,
    },
    {
        id: "no-signer",
        needs: "secrets",
        before: ["plan", "release", "apply", "validate", "build", "migrate", "deploy", "rollback", "verify"],
        what: "identity that signs the evidence",
        names: signerNames,
        look: missingSigner,
    },
    {
        id: "secret-missing",
        needs: "secrets",
        before: ["plan", "release", "apply", "build", "migrate", "deploy", "rollback", "verify"],
        what: "variables that are not set here",
        names: (scope, context) => unsetVariables(context, scope).map(({ ref }) => ref.env),
        look: missingSecrets,
    },
    {
        id: "kubeconfig",
        needs: "secrets",
        before: ["plan", "release", "apply", "deploy", "rollback", "verify"],
        what: "kubeconfigs",
        names: (scope, context) => namesOf(environmentsWithKubeconfig(context, scope)),
        look: faultyKubeconfigs,
    },
    {
        id: "base-image",
        needs: "network",
        before: ["plan", "release", "build"],
        what: "base images",
        names: table_images,
        look: missingBases,
    },
    {
        id: "registry-access",
        needs: "network",
        before: ["plan", "release", "build"],
        what: "registries that images are pushed to",
        names: (scope, { dryRun }) => (dryRun ? [] : table_images(scope)),
        look: refusedPushes,
    },
    {
        id: "evidence-access",
        needs: "network",
        before: ["plan", "release", "apply", "validate", "build", "migrate", "deploy", "rollback", "verify"],
        what: "registries that statements are stored in",
        names: evidenceRepositories,
        look: refusedEvidence,
    },
    {
        id: "database-access",
        needs: "network",
        before: ["plan", "release", "apply", "migrate"],
        what: "databases",
        names: databases,
        look: refusedDatabases,
    },
    {
        id: "cluster-access",
        needs: "network",
        before: ["plan", "release", "apply", "deploy", "rollback", "verify"],
        what: "clusters",
        names: environments,
        look: refusedClusters,
    },
    {
        id: "github-access",
        needs: "network",
        before: ["release", "apply"],
        what: "permissions of the GitHub token",
        names: (scope, context) => askedPermissions(context, scope),
        look: refusedGitHub,
    },
    {
        id: "no-reviewers",
        needs: "network",
        before: ["release", "apply"],
        what: "required reviewers on GitHub",
        names: (scope, { github, dryRun }) => (github !== undefined && scope.asksGitHub === true && !dryRun ? environments(scope) : []),
        look: unguardedEnvironments,
    },
];


/***/ }),

/***/ 29462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MW: () => (/* binding */ thingOf),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   ix: () => (/* binding */ megabytes),
/* harmony export */   k$: () => (/* binding */ noteSentence)
/* harmony export */ });
/** A duration in milliseconds as people read it: `12 ms`, `3.4 s`. */
function seconds(milliseconds) {
    return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
/** A size in bytes as people read it, in powers of ten: `12 kB`, `3.4 MB`. */
function megabytes(bytes) {
    return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
/** The first 12 hex digits of a digest, enough to recognise it. */
function shortDigest(digest) {
    return digest.slice(7, 19);
}
/** What a statement is about, as waybill.yml calls it: the data set, model, image or database, or the environment. */
function thingOf(view) {
    if (view.stage === "migrate")
        return view.facts.database.name;
    if ("name" in view.facts)
        return view.facts.name;
    return view.environment ?? view.subjects[0]?.name ?? "";
}
/** A stage's note as a sentence. A digest, a path or a name that it begins with stays as it is. */
function noteSentence(note) {
    const isWord = /^[a-z]+[ ,]/.test(note) && !/^[0-9a-f]{12}\b/.test(note);
    return `${isWord ? note.slice(0, 1).toUpperCase() : note.slice(0, 1)}${note.slice(1)}${/[.!?]$/.test(note) ? "" : "."}`;
}


/***/ }),

/***/ 27158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ proofsOfRecord),
/* harmony export */   Bs: () => (/* binding */ wayBackFromNow),
/* harmony export */   Bx: () => (/* binding */ objectChanges),
/* harmony export */   GW: () => (/* binding */ wayBackFromUnchanged),
/* harmony export */   Ll: () => (/* binding */ deployedObjects),
/* harmony export */   M9: () => (/* binding */ wayBackFromPlan),
/* harmony export */   a9: () => (/* binding */ foldPassed),
/* harmony export */   bq: () => (/* binding */ overviewOf),
/* harmony export */   e6: () => (/* binding */ MIGRATIONS_STAY),
/* harmony export */   hi: () => (/* binding */ describeRevision),
/* harmony export */   lZ: () => (/* binding */ wayBack),
/* harmony export */   qQ: () => (/* binding */ migrationChanges),
/* harmony export */   u4: () => (/* binding */ proofRows),
/* harmony export */   uJ: () => (/* binding */ wayBackFromMigrations)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);

/**
 * Puts together what each stage's section adds to the overview, in the order of the chain: what a later stage says of a thing takes the place
 * of what an earlier one announced.
 */
function overviewOf(outcomes, { run, missing = [] } = {}) {
    const parts = outcomes.flatMap(({ section: { overview } }) => (overview ? [overview] : []));
    const approvals = parts.flatMap((part) => (part.approvals ? [part.approvals] : []));
    // The first that was given knows most of it; a record that is verified later repeats it.
    const given = approvals.find((rows) => rows.some(({ verdict }) => verdict !== "missing"));
    const by = run?.startsWith("http") ? run : undefined;
    return {
        plan: parts.findLast(({ plan }) => plan !== undefined)?.plan,
        changes: mergeChanges(parts.flatMap((part) => (part.changes ? [part.changes] : []))),
        proven: mergeProofs([missing, ...outcomes.map((outcome) => [...(outcome.section.overview?.proven ?? []), ...proofOf(outcome, by)])]),
        approvals: given ?? approvals.at(-1) ?? [],
        back: parts.findLast(({ back }) => back !== undefined)?.back ?? NO_WAY_NEEDED,
    };
}
// A build pushes and tags, so it is not true that nothing changes.
const NO_WAY_NEEDED = { text: "No database and no cluster was or will be changed, so there is nothing to go back from." };
function mergeChanges(parts) {
    return parts.reduce((merged, rows) => {
        const told = new Set(rows.map(({ about }) => about));
        return [...merged.filter(({ about }) => !told.has(about)), ...rows];
    }, []);
}
/** What a stage proved by itself. Stages that only look or plan a part have ids that do not begin with the stage's name, and prove nothing. */
function proofOf({ id, stage, verdict, stoppedBy }, by) {
    if (!id.startsWith(`${stage}/`))
        return [];
    const thing = id.slice(stage.length + 1);
    // What an error stopped has proven nothing, neither for nor against.
    return [stoppedBy === undefined ? { stage, thing, verdict, by } : { stage, thing, verdict: "missing" }];
}
/** In the order of the chain; the last that was said about a thing counts. */
function mergeProofs(parts) {
    const rows = new Map(parts.flat().map((row) => [JSON.stringify([row.stage, row.thing]), row]));
    return [...rows.values()].toSorted((a, b) => _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(a.stage) - _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.indexOf(b.stage));
}
/** What a gate found proven and missing, as rows. */
function proofRows(proofs) {
    return proofs.map(({ stage, thing, verdict, statement, provenBy, next }) => ({
        stage,
        thing,
        verdict,
        by: statement?.view.run.run ?? provenBy,
        next,
    }));
}
/** The proofs of a record. What a record says counts only as a whole, so nothing of one that does not hold is green. */
function proofsOfRecord({ verdict, evaluation }) {
    const rows = proofRows(evaluation?.proofs ?? []);
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(verdict))
        return rows;
    return rows.map((row) => (row.verdict === "missing" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(row.verdict) ? row : { ...row, verdict: "inconclusive" }));
}
const DONE = {
    create: "created",
    update: "updated",
    replace: "replaced",
    delete: "deleted",
    unchanged: "unchanged",
};
/** How many objects of a plan are created, updated, replaced and deleted, with their names. */
function objectChanges(plan, when) {
    const objects = plan.objects.map(({ ref: { kind, name }, action }) => ({ kind, name, action }));
    return changesByAction(plan.namespace, objects, (action) => (when === "planned" ? `to ${action}` : DONE[action]));
}
/** The same of what a deployment's statement says of its objects. */
function deployedObjects(namespace, objects) {
    return changesByAction(namespace, objects, (action) => DONE[action]);
}
function changesByAction(namespace, objects, word) {
    const actions = ["delete", "replace", "update", "create"];
    return actions.flatMap((action) => {
        const names = objects.filter((object) => object.action === action).map(({ kind, name }) => `${kind}/${name}`);
        return names.length === 0
            ? []
            : [{ about: `Namespace ${namespace}`, what: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(names.length, "object")} ${word(action)}`, names }];
    });
}
/** The migrations that a plan would apply, or those that were applied. */
function migrationChanges(database, migrations, when) {
    if (migrations.length === 0)
        return [];
    const what = `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(migrations.length, "migration")} ${when === "planned" ? "to apply" : "applied"}`;
    return [{ about: `Database ${database}`, what, names: migrations.map(({ version, name }) => `${version} ${name}`) }];
}
const MIGRATIONS_STAY = "Applied migrations stay: only a backup of the database undoes them.";
/** How to go back from a deployment to `revision`, the last good one before it; `planned` when it has not begun. */
function wayBack(environment, revision, when) {
    const begin = when === "planned" ? "Nothing has changed yet. " : "";
    if (revision === undefined)
        return {
            text: `${begin}There is nothing to go back to: the cluster keeps no earlier good revision. A deployment that does not become healthy is taken back by itself. ${MIGRATIONS_STAY}`,
        };
    return {
        text: `${begin}This brings back ${describeRevision(revision)}${when === "planned" ? ", once the release is done" : ""}. ${MIGRATIONS_STAY}`,
        command: rollbackCommand(environment, revision),
    };
}
/** How to go back from what a plan would deploy. */
function wayBackFromPlan(environment, plan) {
    if (plan.objects.every(({ action }) => action === "unchanged"))
        return wayBackFromUnchanged(environment, "plan");
    return wayBack(environment, plan.lastGood, "planned");
}
/** The same where no object changes: what the plan knows as the last good revision is then what people would go back from. */
function wayBackFromUnchanged(environment, what) {
    return {
        text: `This ${what} changes no object. The command leaves what runs for the good revision before it, if the cluster keeps one. ${MIGRATIONS_STAY}`,
        command: `waybill rollback -e ${environment}`,
    };
}
/** How to go back from what runs now; it names what a rollback would undo. */
function wayBackFromNow(environment, { current, before }) {
    if (current?.restores === undefined || before === undefined)
        return wayBack(environment, before, "done");
    return {
        text: `Revision ${current.number} is itself a rollback to revision ${current.restores}. This undoes it and brings back ${describeRevision(before)}. ${MIGRATIONS_STAY}`,
        command: rollbackCommand(environment, before),
    };
}
function rollbackCommand(environment, { number }) {
    return `waybill rollback -e ${environment} --to ${number}`;
}
/** What a revision is, for somebody who did not deploy it: `revision 7 (v1.2.3, commit 3f1c2a9b5d7e, of 2026-01-01 10:00 UTC, with api@9f86d081884c)`. */
function describeRevision({ number, commit, ref, images, since }) {
    const version = /^refs\/tags\/(.+)$/.exec(ref)?.[1];
    const facts = [
        ...(version === undefined ? [] : [version]),
        `commit ${commit.slice(0, 12)}`,
        `of ${since.slice(0, 16).replace("T", " ")} UTC`,
        ...(images.length > 0 ? [`with ${images.map(shortImage).join(", ")}`] : []),
    ];
    return `revision ${number} (${facts.join(", ")})`;
}
function shortImage(reference) {
    return reference.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@$1").replace(/^.*\//, "");
}
/** How to go back from migrations alone. */
function wayBackFromMigrations(isChanging) {
    return isChanging ? { text: MIGRATIONS_STAY } : undefined;
}
/** A report's sections with everything that passed folded behind its note, but for what people decide by and what stands alone. */
function foldPassed(outcomes, keepOpen) {
    return outcomes.map((outcome) => ({
        ...outcome.section,
        summary: outcome.section.summary ?? outcome.note,
        folded: outcomes.length > 1 && outcome.verdict === "pass" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isPassing */ .WG)(outcome.section.verdict ?? "pass") && !keepOpen(outcome),
    }));
}


/***/ }),

/***/ 76954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MB: () => (/* binding */ deployBlocks),
  k5: () => (/* binding */ findingsBlock),
  X1: () => (/* binding */ migrationBlocks),
  lA: () => (/* binding */ planSection),
  dA: () => (/* binding */ waitsForChecks)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/record/lib/predicate/predicates.js
var predicates = __webpack_require__(19811);
// EXTERNAL MODULE: ./packages/report/lib/fold.js
var fold = __webpack_require__(43129);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/change-text.js

/** Lines of a text that did not change and stand beside one that did. */
const CONTEXT_LINES = 2;
/**
 * What happens to an object, field by field, as a diff: `- spec.replicas: 1`, `+ spec.replicas: 2`. Values of Secrets are hidden already; nothing
 * is cut, because a person approves it.
 */
function changeText(object) {
    return object.diff.flatMap(changeLines).join("\n");
}
function changeLines({ path, before, after }) {
    if (isLongText(before) && isLongText(after))
        return [`  ${path}: |`, ...textLines(before.split("\n"), after.split("\n")).map((line) => `${line[0] ?? " "}   ${line.slice(1)}`)];
    return [...fieldLines(path, before).map((line) => `- ${line}`), ...fieldLines(path, after).map((line) => `+ ${line}`)];
}
/** Every field below a value on a line of its own; nothing for a value that is not there. */
function fieldLines(path, value) {
    if (value === undefined)
        return [];
    if ((0,json/* isRecord */.u4)(value) && Object.keys(value).length > 0)
        return Object.entries(value).flatMap(([key, member]) => fieldLines(joinPath(path, key), member));
    if (Array.isArray(value) && value.length > 0)
        return value.flatMap((item, index) => fieldLines(`${path}[${itemName(item) ?? index}]`, item));
    if (isLongText(value))
        return [
            `${path}: |`,
            ...value
                .replace(/\n$/, "")
                .split("\n")
                .map((line) => `  ${line}`),
        ];
    return [`${path}: ${typeof value === "string" ? showText(value) : JSON.stringify(value)}`];
}
function isLongText(value) {
    return typeof value === "string" && value.includes("\n");
}
/** A text as YAML would show it: quoted where it could be taken for something else. */
function showText(text) {
    return /^[A-Za-z/][\w./:@%+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}
function joinPath(path, key) {
    const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
    return path === "" ? step : `${path}.${step}`;
}
function itemName(item) {
    return (0,json/* isRecord */.u4)(item) && typeof item["name"] === "string" ? `name=${item["name"]}` : undefined;
}
/** The lines that differ between two texts, each with its sign, and those around them; how many others there are is said. */
function textLines(before, after) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start])
        start++;
    let end = 0;
    while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end])
        end++;
    const head = before.slice(0, start);
    const tail = before.slice(before.length - end);
    return [
        ...unchanged(head.slice(0, -CONTEXT_LINES)),
        ...head.slice(-CONTEXT_LINES).map((line) => ` ${line}`),
        ...before.slice(start, before.length - end).map((line) => `-${line}`),
        ...after.slice(start, after.length - end).map((line) => `+${line}`),
        ...tail.slice(0, CONTEXT_LINES).map((line) => ` ${line}`),
        ...unchanged(tail.slice(CONTEXT_LINES)),
    ];
}
function unchanged(lines) {
    return lines.length === 0 ? [] : [` … ${(0,lib_text/* countOf */.pq)(lines.length, "line")} as before`];
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/plan-section.js






/**
 * The report section that a release manager approves: what cannot be applied, every object with its changes, all pending SQL. `proofs` is what
 * the gate found before the plan.
 */
function planSection(plan, proofs) {
    const { environment, digest } = plan;
    const verdict = (0,lib_verdict/* verdictOf */.Vj)(plan.findings);
    const unproven = checksToRun(plan, proofs);
    const blocks = [
        ...findingsBlock(plan.findings),
        {
            type: "facts",
            facts: [
                { label: "Environment", value: environment },
                { label: "Commit", value: plan.components.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    return {
        id: `plan-${environment}`,
        title: `Plan for ${environment}`,
        verdict,
        ...((0,lib_verdict/* isPassing */.WG)(verdict) ? {} : { intro: unproven.length > 0 ? UNPROVEN : FAILED }),
        overview: {
            plan: digest,
            changes: [
                ...Object.entries(plan.migrations).flatMap(([name, { pending }]) => (0,overview/* migrationChanges */.qQ)(name, pending, "planned")),
                ...(0,overview/* objectChanges */.Bx)(plan.deploy, "planned"),
            ],
            ...(proofs ? { proven: (0,overview/* proofRows */.u4)(proofs) } : {}),
            approvals: [approvalOf(plan, verdict, unproven)],
            back: (0,overview/* wayBackFromPlan */.M9)(environment, plan.deploy),
        },
        blocks,
    };
}
const FAILED = "This plan failed, so it cannot be approved. Mend what stands below and plan again.";
const UNPROVEN = "What this plan rests on is not proven yet. A release runs the checks below first; a job that applies the plan of an earlier one needs them to run before that.";
/** The checks that a plan lacks where it lacks nothing else, and a release to the environment runs each before it plans. */
function checksToRun({ findings }, proofs = []) {
    const missing = proofs.filter(({ verdict }) => verdict === "missing");
    const errors = findings.filter(({ severity }) => severity === "error");
    const isAll = errors.length === missing.length && errors.every(({ rule }) => rule === "evidence-missing");
    return isAll && missing.every(({ stage }) => isCheck(stage)) ? missing : [];
}
/** Whether every release runs the stage itself, on files that are here. */
function isCheck(stage) {
    const { about } = predicates/* PREDICATES */.Jt[stage];
    return about === "data" || about === "models";
}
function approvalOf(plan, verdict, unproven) {
    if ((0,lib_verdict/* isPassing */.WG)(verdict))
        return waiting(plan);
    if (unproven.length === 0)
        return notApprovable(plan);
    const checks = unproven.map(({ stage, thing }) => `${stage} ${thing}`).join(", ");
    return {
        ...waiting(plan),
        what: `plan ${(0,format/* shortDigest */.VK)(plan.digest)} rests on checks that are not proven yet (${checks}). A release runs them, plans again, and applies that plan if it is still this one; at a terminal:`,
    };
}
/** Whether a plan did not pass for no other reason than that a release would first run its checks. */
function waitsForChecks({ verdict, overview }) {
    return verdict !== undefined && !(0,lib_verdict/* isPassing */.WG)(verdict) && overview?.approvals?.[0]?.verdict === "missing";
}
function waiting({ environment, digest }) {
    return {
        by: "Nobody yet:",
        verdict: "missing",
        what: `plan ${(0,format/* shortDigest */.VK)(digest)} waits for its approval. On GitHub, quote its digest in the review; at a terminal:`,
        next: `waybill release -e ${environment} --approve ${digest}`,
    };
}
/** An approval of what the gate would refuse would be given for nothing. */
function notApprovable({ environment, digest }) {
    return {
        by: "Nobody can approve it:",
        verdict: "fail",
        what: `plan ${(0,format/* shortDigest */.VK)(digest)} failed. Mend what it found and plan again; at a terminal:`,
        next: `waybill plan -e ${environment}`,
    };
}
/** What a migration plan would run, with all of its SQL. */
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
        ...plan.pending.map(({ file, sql }) => ({
            type: "code",
            language: "sql",
            text: sql,
            caption: `SQL that will run: ${file}`,
            whole: true,
        })),
    ];
}
/** What a deploy plan would change, object by object and field by field. */
function deployBlocks(plan) {
    const created = plan.objects.filter((object) => object.action === "create");
    const changed = plan.objects.filter((object) => object.action !== "create" && object.action !== "unchanged");
    return [
        ...(0,fold/* foldRows */.$)({
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            align: ["left", "left", "left", "right"],
            rows: plan.objects.map((object) => [
                { text: nameOf(object), code: true },
                object.action,
                placeOf(object),
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        }, (row) => row[1] === "unchanged", (count) => `${(0,lib_text/* countOf */.pq)(count, "object does", "objects do")} not change`),
        ...changed.map(changeBlock),
        // What is new has every field in its diff, which hides what changes; on a page it unfolds.
        ...(created.length > 0
            ? [
                {
                    type: "details",
                    summary: `${(0,lib_text/* countOf */.pq)(created.length, "new object")}, field by field`,
                    whole: true,
                    blocks: created.map(changeBlock),
                },
            ]
            : []),
    ];
}
function changeBlock(object) {
    const text = changeText(object);
    const caption = `${object.action} ${nameOf(object)} (${placeOf(object)})`;
    if (text === "")
        return { type: "text", text: `${caption}: its fields are not known; see the findings.` };
    return { type: "code", language: "diff", text, caption, whole: true };
}
function nameOf({ ref }) {
    return `${ref.kind}/${ref.name}`;
}
function placeOf({ file, line, action }) {
    if (file !== "")
        return `${file}:${line}`;
    return action === "delete" ? "no longer in the manifests" : "waybill.yml";
}
/** The findings as a block; none when there are none. */
function findingsBlock(findings) {
    return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}


/***/ }),

/***/ 76614:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dq: () => (/* binding */ writeReleaseReport),
/* harmony export */   Li: () => (/* binding */ writeReports),
/* harmony export */   Ut: () => (/* binding */ stagesReport),
/* harmony export */   cd: () => (/* binding */ writeStepReport),
/* harmony export */   kx: () => (/* binding */ writeBrief),
/* harmony export */   pI: () => (/* binding */ runFacts),
/* harmony export */   rh: () => (/* binding */ commentOnPullRequest),
/* harmony export */   sH: () => (/* binding */ planReport)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(26788);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20581);
/* harmony import */ var _evidence_publish_pages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67690);
/* harmony import */ var _session_state_dir_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80116);
/* harmony import */ var _overview_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(27158);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(76954);
/* harmony import */ var _stopped_section_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(80718);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(29462);










/** The runner takes at most 1 MiB of summary a step. */
const SUMMARY_LIMIT_BYTES = 1_000_000;
/**
 * Writes the last report of a release beside its record, `report.html` in the environment's folder, and stores it beside the release's
 * images: as far as that is possible, because the page proves nothing.
 */
async function writeReleaseReport(context, release, report) {
    const written = await writeReports(context, release.environment, report);
    await (0,_evidence_publish_pages_js__WEBPACK_IMPORTED_MODULE_2__/* .publishPage */ .X)(context, release, { kind: "report", path: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.workspace, written.html) });
    return written;
}
/** Writes the report of a step: into a folder named after it, that of a closed release beside its record. */
async function writeStepReport(context, report, closed) {
    if (closed)
        return writeReleaseReport(context, closed, report);
    return writeReports(context, report.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), report);
}
/** Writes a report as one HTML page into the folder `name` of the state folder; no secret that was masked so far stands in it. */
async function writeReports(context, name, report) {
    // Pages are drawn last, so a step that stops early need not load what draws them.
    const { renderHtml, renderMarkdown } = await __webpack_require__.e(/* import() */ 6403).then(__webpack_require__.bind(__webpack_require__, 26403));
    const folder = await (0,_session_state_dir_js__WEBPACK_IMPORTED_MODULE_3__/* .makeStateDir */ .H)(context, name.replaceAll("/", "-"));
    const html = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "report.html");
    const safe = (0,_waybill_report__WEBPACK_IMPORTED_MODULE_4__/* .redactReport */ .a)(report, context.redact);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(html, renderHtml(safe));
    return { html: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(context.workspace, html), markdown: renderMarkdown(safe, { maxBytes: SUMMARY_LIMIT_BYTES }) };
}
/** So that the brief fits into one comment on GitHub. */
const MAX_BRIEF_BYTES = 65_536;
/** Writes a report as the brief of an environment and gives its absolute path; no secret that was masked so far stands in it. */
async function writeBrief(context, environment, report) {
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 6403).then(__webpack_require__.bind(__webpack_require__, 26403));
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await (0,_session_state_dir_js__WEBPACK_IMPORTED_MODULE_3__/* .makeStateDir */ .H)(context, environment), "brief.md");
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, renderMarkdown((0,_waybill_report__WEBPACK_IMPORTED_MODULE_4__/* .redactReport */ .a)(report, context.redact), { maxBytes: MAX_BRIEF_BYTES }));
    return path;
}
/** The report of a few stages that are no whole release; `error` is what ended them early, in whichever stage or between them. */
function stagesReport({ run, redact }, title, outcomes, error) {
    const isTold = error === undefined || outcomes.some(({ stoppedBy }) => stoppedBy !== undefined);
    // A plan is what people came to read.
    const sections = (0,_overview_js__WEBPACK_IMPORTED_MODULE_5__/* .foldPassed */ .a9)(outcomes, ({ stage }) => stage === "plan");
    const failedPlan = outcomes.find(({ stage, id, verdict }) => stage === "plan" && id.startsWith("plan") && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(verdict));
    const [only, ...others] = outcomes;
    const subtitle = failedPlan
        ? `${whyNotYet(failedPlan.section)}; nothing was changed.`
        : only && others.length === 0 && error === undefined && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(only.verdict)
            ? (0,_format_js__WEBPACK_IMPORTED_MODULE_7__/* .noteSentence */ .k$)(only.note)
            : undefined;
    return {
        title,
        ...(subtitle !== undefined && { subtitle }),
        verdict: error === undefined ? (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .worstOf */ .hm)(outcomes.map((outcome) => outcome.verdict)) : "fail",
        rehearsal: run.rehearsal,
        run: runFacts(run),
        overview: (0,_overview_js__WEBPACK_IMPORTED_MODULE_5__/* .overviewOf */ .bq)(outcomes, { run: run.run }),
        // A chain of one link says nothing and takes a third of the first screen.
        chain: outcomes.length === 1 ? [] : outcomes.map(({ id, label, verdict, durationMs, note }) => ({ id, label, verdict, durationMs, note })),
        sections: isTold ? sections : [(0,_stopped_section_js__WEBPACK_IMPORTED_MODULE_8__/* .stoppedBetween */ .ap)(redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .headline */ .Pl)(error))), ...sections],
    };
}
function whyNotYet(section) {
    return (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_10__/* .waitsForChecks */ .dA)(section) ? "The plan waits for checks that a release runs before it" : "The plan failed and cannot be approved";
}
/** The report of a plan before anything else happens, for the person who is asked whether it may be applied. */
function planReport({ run, config }, environment, section) {
    return {
        title: `Plan of ${config.name} for ${environment}`,
        subtitle: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isPassing */ .WG)(section.verdict ?? "pass")
            ? "This is what would change; nothing was changed yet."
            : `${whyNotYet(section)}; nothing was changed.`,
        verdict: section.verdict ?? "inconclusive",
        rehearsal: run.rehearsal,
        run: runFacts(run),
        overview: section.overview,
        chain: [],
        sections: [section],
    };
}
/** Where and from what a run was made, for the head of a page. */
function runFacts(run, startedBy) {
    return [
        { label: "Repository", value: run.repository },
        { label: "Commit", value: run.commit },
        ...(startedBy === undefined ? [] : [{ label: "Started by", value: startedBy }]),
        { label: "Run", value: run.run, href: run.run.startsWith("http") ? run.run : undefined },
    ];
}
/** GitHub takes at most 65,536 characters a comment; the marker needs a few. */
const COMMENT_LIMIT_BYTES = 65_000;
/**
 * Shows a report as a comment on the pull request that the run is for, or on the one that is named, updating the one from before; does nothing on other events. A comment
 * that cannot be written is a warning: what was found stands in the job summary all the same.
 */
async function commentOnPullRequest(context, marker, report, pullRequest) {
    const number = pullRequest ?? /^refs\/pull\/(\d+)\//.exec(context.run.ref)?.[1];
    if (!context.github || number === undefined)
        return;
    const { renderMarkdown } = await __webpack_require__.e(/* import() */ 6403).then(__webpack_require__.bind(__webpack_require__, 26403));
    try {
        const { url, isOurs } = await context.github.upsertComment(Number(number), marker, renderMarkdown((0,_waybill_report__WEBPACK_IMPORTED_MODULE_4__/* .redactReport */ .a)(report, context.redact), { maxBytes: COMMENT_LIMIT_BYTES }));
        context.reporter.info(`The pull request shows this at ${url}`);
        if (!isOurs)
            context.reporter.warn(`${url} was written in a person's name, so the next run will write another one. Hand the job's own token (github.token) to 'github-token'.`);
    }
    catch (error) {
        context.reporter.warn(`The pull request could not be commented on: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .headline */ .Pl)(error)}`);
    }
}


/***/ }),

/***/ 80718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kn: () => (/* binding */ isChanging),
/* harmony export */   ap: () => (/* binding */ stoppedBetween),
/* harmony export */   xQ: () => (/* binding */ stoppedSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9856);
/* harmony import */ var _overview_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27158);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76954);




/** The report section of a stage that an error ended: why, and, where it was refused before any change, what is proven and missing. */
function stoppedSection({ id, label, changes }, error) {
    const section = { id: `stopped-${id}`, title: `Stopped at ${label}`, verdict: "fail" };
    if (error instanceof _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P)
        return {
            ...section,
            title: `Refused before ${error.changedBefore.length === 0 ? "any" : "a further"} change: ${label}`,
            overview: {
                changes: [],
                ...(error.proofs && { proven: (0,_overview_js__WEBPACK_IMPORTED_MODULE_1__/* .proofRows */ .u4)(error.proofs) }),
                back: { text: wayBackFrom(error) },
            },
            blocks: (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsBlock */ .k5)(error.findings),
        };
    return {
        ...section,
        // A call that is wrong is refused before it begins.
        ...(changes && !(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ && error.kind === "input") && { overview: MAY_HAVE_CHANGED }),
        blocks: (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsBlock */ .k5)([{ rule: "stopped", severity: "error", what: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(error) }]),
    };
}
function wayBackFrom({ changedBefore }) {
    if (changedBefore.length === 0)
        return "Nothing was changed by this step, so there is nothing to go back from.";
    return `Before it was refused, this run had changed something: ${changedBefore.join(", ")}. That stays. Supply what is missing and run again: what is done is recognised.`;
}
/** Why a run ended outside of its stages, or beside the one called `at`. */
function stoppedBetween(why, at) {
    return {
        id: "stopped",
        title: `Stopped${at === undefined ? "" : ` at ${at}`}`,
        verdict: "fail",
        blocks: (0,_plan_section_js__WEBPACK_IMPORTED_MODULE_2__/* .findingsBlock */ .k5)([{ rule: "stopped", severity: "error", what: why }]),
    };
}
/** The error alone does not tell how far the stage came. */
const MAY_HAVE_CHANGED = {
    changes: [{ about: "Not known from here", what: "it stopped before its end; its log says how far it came", names: [] }],
    back: {
        text: "The stage may have begun to change things. Run it again: it recognises what is done, and resumes or takes back what is half done.",
    },
};
/** Whether a stage of this name, run in earnest, changes a database or a cluster. */
function isChanging(id, stage) {
    return (stage === "migrate" || stage === "deploy") && /^(migrate|deploy|rollback)\//.test(id);
}


/***/ }),

/***/ 2677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ withCluster),
/* harmony export */   D: () => (/* binding */ openCluster)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56767);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _shared_targets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14665);



/**
 * Opens the environment's cluster, unless another environment has the same namespace of it: from its own `kubeconfig: env:NAME`, the run's
 * kubeconfig, or the file that KUBECONFIG names.
 */
async function openCluster(context, source, environment) {
    // Loaded here because most steps meet no cluster, and node:http alone takes a quarter of a step's start.
    const { connectCluster, loadKubeconfig } = await Promise.all(/* import() */[__webpack_require__.e(5730), __webpack_require__.e(9322)]).then(__webpack_require__.bind(__webpack_require__, 69322));
    const access = readAccess(loadKubeconfig, context, source, environment);
    (0,_shared_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseSharedNamespace */ .n)(context, environment, access, (other, kubeconfig) => loadKubeconfig(kubeconfigOf(other, kubeconfig, source)));
    // What a kubeconfig hands to its plugin may come back in the plugin's words; the transport hides tokens and keys.
    for (const [name, value] of Object.entries(access.exec?.env ?? {}))
        if (source.env[name] !== value)
            context.reporter.mask(value);
    return connectCluster(access, { reporter: context.reporter, proxy: source.proxy, logins: source.logins });
}
/** What is wrong with a kubeconfig is said of the key or the input that gave it. */
function readAccess(load, context, source, environment) {
    const named = environment.kubeconfig ? context.readSecret(environment.kubeconfig, `Environment '${environment.name}'`) : undefined;
    try {
        return load(kubeconfigOf(environment, named, source));
    }
    catch (error) {
        if (named === undefined && source.kubeconfig === undefined)
            throw error;
        const key = `environments.${environment.name}.kubeconfig`;
        throw (0,_files_js__WEBPACK_IMPORTED_MODULE_1__/* .saidOf */ .Jo)(named === undefined ? { from: "input", input: "kubeconfig", key: "" } : (0,_waybill_config__WEBPACK_IMPORTED_MODULE_2__/* .originOfKey */ .dm)(context.config, key), error);
    }
}
function kubeconfigOf({ context }, named, { kubeconfig, env }) {
    const given = named ?? kubeconfig;
    // A secret may hold the text of a kubeconfig (as JSON it may be one line) or, on a laptop, the path of one.
    const place = given === undefined ? {} : /\n|^\s*\{/.test(given) ? { text: given } : { path: given };
    return { ...place, context, env };
}
/** Runs work with a cluster and closes its connections afterwards. */
async function withCluster({ openCluster: open }, environment, work) {
    const cluster = await open(environment);
    try {
        return await work(cluster);
    }
    finally {
        await cluster.close();
    }
}


/***/ }),

/***/ 55860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jo: () => (/* binding */ saidOf),
/* harmony export */   PO: () => (/* binding */ requireFiles),
/* harmony export */   q$: () => (/* binding */ inTermsOfConfig)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56767);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86180);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);


/**
 * Throws one `input` error, and annotates each key, when a file or folder that entries of the configuration need is not there. The names are
 * those of the entries; all of the section when none are given.
 */
async function requireFiles(context, section, names) {
    const problems = await (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .checkFiles */ .gw)(context.workspace, context.config, section, names);
    if (problems.length === 0)
        return;
    for (const found of problems)
        if (found.where)
            context.reporter.finding(found);
    throw (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .problemsError */ .$j)(problems);
}
/** The same failure, said of the value that caused it: a key of the configuration with its file and line, or an input. */
function saidOf(origin, error) {
    if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ) || error.findings.some(({ where }) => where !== undefined))
        return error;
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(error.kind, (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .describeProblem */ .BJ)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)(origin, error.message.replace(/\.$/, ""))), { cause: error });
}
/** The same error in terms of what the user wrote: a key of the configuration with its file and line, or the input that gave the value. */
function inTermsOfConfig(config, error) {
    if (!(error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz) || !config.origins.has(error.input))
        return error;
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", (0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .describeProblem */ .BJ)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .problemOf */ .Zw)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .originOfKey */ .dm)(config, error.input), error.problem)), { cause: error });
}


/***/ }),

/***/ 18706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eb: () => (/* binding */ parseImages),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   qV: () => (/* binding */ imagesFor),
/* harmony export */   wM: () => (/* binding */ knownImages)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37975);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24574);

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
        if (typeof reference !== "string" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference))
            throw notByDigest(name, reference);
        images[name] = reference;
    }
    return images;
}
/** Splits `repository@sha256:…`. Throws an `input` error for anything else. */
function splitReference(reference) {
    const parts = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .imageOf */ .d)(reference);
    if (!parts)
        throw notByDigest("an image", reference);
    return parts;
}
/**
 * The images that an environment deploys, each by digest; those that only other environments deploy are left out. Throws an `input` error
 * that names the missing ones, and names that waybill.yml does not have.
 */
function imagesFor(config, environment, images) {
    const own = knownImages(config, environment, images);
    const missing = environment.images.filter((name) => !Object.hasOwn(own, name));
    if (missing.length === 0)
        return own;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'images'`);
}
/** The given images that an environment deploys. Throws an `input` error for names that waybill.yml does not have. */
function knownImages(config, environment, images) {
    // A step that describes its environment by inputs declares no images, so all that it is given are its own.
    if (config.file === undefined)
        return images;
    const strange = Object.keys(images).filter((name) => !Object.hasOwn(config.images, name));
    if (strange.length > 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `names ${strange.join(", ")}, which ${config.file} does not declare; it has ${Object.keys(config.images).join(", ") || "none"}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(strange[0] ?? "", Object.keys(config.images))}`);
    return Object.fromEntries(Object.entries(images).filter(([name]) => environment.images.includes(name)));
}
function notByDigest(name, reference) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `gives '${String(reference)}' for '${name}'; it must be repository@sha256:<64 hex digits>, as build-image puts into its output 'image'`);
}
function parseObject(text) {
    try {
        const parsed = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
        // The text starts with `{`, so JSON that is no object does not get here.
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(parsed) ? parsed : {};
    }
    catch (error) {
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is not JSON (${error instanceof Error ? error.message : String(error)}); write {"name": "repository@sha256:…"}`);
    }
}
function onlyImage(config, text) {
    const names = Object.keys(config.images);
    if (names.length <= 1)
        return names[0] ?? text.slice(0, text.indexOf("@"));
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("images", `is one reference, but ${config.file} has the images ${names.join(", ")}; write JSON {"name": "repository@sha256:…"}`);
}


/***/ }),

/***/ 14665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ refuseSharedNamespace),
/* harmony export */   v: () => (/* binding */ refuseSharedDatabase)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86180);
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56767);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);


/**
 * Throws an `input` error when a database of another environment is this very one, although its variable has another name. Only what this run
 * was given can be compared: a variable that is not set here says nothing, and one that both environments read has this one's value here.
 * `isSame` tells whether a URL is that of the database, and may throw.
 */
function refuseSharedDatabase(context, database, isSame) {
    const environments = Object.values(context.config.environments);
    const own = environments.filter(({ databases }) => databases.some(({ urlKey }) => urlKey === database.urlKey));
    // A preview shares nothing, whatever is said.
    const isPreview = own.some(({ preview }) => preview === true);
    if (database.shared === true && !isPreview)
        return;
    const ownNames = new Set(own.flatMap(({ databases }) => databases.map((one) => nameOf(one))));
    for (const environment of environments.filter((one) => own.length > 0 && !own.includes(one))) {
        for (const other of environment.databases) {
            if ((other.shared === true && !isPreview && environment.preview !== true) || ownNames.has(nameOf(other)))
                continue;
            const given = context.findSecret(other.url);
            if (given === undefined || !tried(() => isSame(given)))
                continue;
            const where = own.map(({ name }) => name).join(" and ");
            throw refusal(context, database.urlKey, `leads ${where} to the same database as ${nameOf(other)} leads ${environment.name}; give one of them another database, or say 'shared: true' in 'databases.${database.name}' where they have one on purpose`);
        }
    }
}
/** As `refuseSharedDatabase`, of a namespace in a cluster. `open` reads the access of another environment and may throw. */
function refuseSharedNamespace(context, environment, access, open) {
    const { name, namespace, kubeconfig, shared } = environment;
    if (shared === true)
        return;
    for (const other of Object.values(context.config.environments)) {
        if (other.name === name || other.preview === true || other.namespace !== namespace || other.shared === true)
            continue;
        // The same names lead where this environment's lead, whatever they hold in another run.
        if (other.kubeconfig?.env === kubeconfig?.env && other.context === environment.context)
            continue;
        const given = other.kubeconfig && context.findSecret(other.kubeconfig);
        if (other.kubeconfig && given === undefined)
            continue;
        if (tried(() => open(other, given))?.server !== access.server)
            continue;
        throw refusal(context, `environments.${name}`, `leads to the namespace '${namespace}' of the same cluster as '${other.name}', so each would undo the other; give them different namespaces, or say 'shared: true' in one of them where that is on purpose`);
    }
}
function nameOf({ name, url }) {
    return "env" in url ? `env:${url.env}` : name;
}
function refusal({ config }, key, what) {
    return (0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .problemsError */ .$j)([(0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .problemOf */ .Zw)((0,_waybill_config__WEBPACK_IMPORTED_MODULE_1__/* .originOfKey */ .dm)(config, key), what)]);
}
/** What cannot be read is another environment's trouble, which its own run says. */
function tried(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 80116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ makeStateDir)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22544);

/** Makes a folder for what a run leaves behind, with the state folder's `.gitignore` above it, and returns its path. */
async function makeStateDir({ stateDir }, ...parts) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .makeStateFolder */ .En)(stateDir, ...parts);
}


/***/ }),

/***/ 39896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g5: () => (/* binding */ othersBeside),
  qB: () => (/* binding */ pinManifests),
  HN: () => (/* binding */ planDeployment),
  b7: () => (/* binding */ planDeploymentStage),
  aI: () => (/* binding */ secretKeysOf)
});

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/preflight.js + 1 modules
var preflight = __webpack_require__(24961);
// EXTERNAL MODULE: ./packages/kube/lib/plan/plan.js + 1 modules
var plan_plan = __webpack_require__(65800);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/image-name.js
var image_name = __webpack_require__(53434);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
;// CONCATENATED MODULE: ./packages/kube/lib/manifest/image-pin.js




/**
 * Replaces images by digests in every kind that has pods, init containers and image volumes included. `images` maps a repository as the
 * manifests write it (any tag there is replaced) to `repository@sha256:…`; `aliases` has further repositories of the same images, and an image
 * whose repository is already that of the target matches too. Errors are a given image that no manifest uses, and an image of such a repository
 * at another digest; an image that is none of them is a warning without a digest, and with one a notice.
 */
function pinImages(set, images, aliases = {}) {
    const targets = Object.entries(images).map(([name, reference]) => readTarget(name, reference, aliases[name] ?? []));
    const used = new Set();
    const pinned = [];
    const findings = [];
    const objects = set.objects.map((item) => {
        let object = item.object;
        for (const place of (0,pod_template/* listImages */.v8)(item.object)) {
            const target = findTarget(targets, place.image);
            const digest = target && (0,image_name/* parseImageName */.i)(place.image)?.digest;
            if (target)
                used.add(target);
            if (target && digest !== undefined && digest !== target.digest)
                findings.push(otherDigest(item, place, target));
            else if (target) {
                object = (0,json/* withValue */.cO)(object, place.path, target.reference);
                pinned.push({ file: item.file, line: (0,manifest/* placeOf */.$t)(item, place.path)?.line ?? item.line, from: place.image, to: target.reference });
            }
            else
                findings.push(...judgeUnpinned(item, place));
        }
        return object === item.object ? item : { ...item, object };
    });
    const seen = [...new Set(set.objects.flatMap((item) => (0,pod_template/* listImages */.v8)(item.object).map(({ image }) => image)))];
    const unused = new Map(targets.filter((target) => !used.has(target)).map((target) => [unusedImage(target, seen), target.name]));
    return { set: { ...set, objects }, pinned, findings: [...findings, ...unused.keys()], unused };
}
function readTarget(name, reference, aliases) {
    const target = (0,image_name/* parseImageName */.i)(reference);
    if (!target?.digest) {
        throw new error/* ActionError */.lZ("input", `The image '${name}' is to be deployed as '${reference}', which names no digest. Give 'repository@sha256:…' of the image that was tested.`);
    }
    const written = (0,image_name/* parseImageName */.i)(name);
    if (!written)
        throw new error/* ActionError */.lZ("input", `'${name}' is no image name. Give the repository as the manifests write it.`);
    const repositories = new Set([written.repository, target.repository, ...aliases].map(image_name/* fullRepository */.g));
    return { name, reference, digest: target.digest, repositories };
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
/** Somebody may have had a reason to write that digest, so it is neither replaced in silence nor run in the place of what was tested. */
function otherDigest(item, place, target) {
    return {
        rule: "image-other-digest",
        severity: "error",
        what: `The image '${place.image}' is another one than this release has built and tested for '${target.name}'.`,
        where: (0,manifest/* placeOf */.$t)(item, place.path),
        observed: place.image,
        expected: target.reference,
        next: "Write the repository without a digest, so that the release fills in its own; or release the commit that built that digest.",
    };
}
function judgeUnpinned(item, place) {
    const written = (0,image_name/* parseImageName */.i)(place.image);
    const where = (0,manifest/* placeOf */.$t)(item, place.path);
    if (!written) {
        const next = "Write a repository with a tag or digest; a placeholder must be filled in before, or be a repository that the release builds.";
        return [{ rule: "image-name", severity: "error", what: `'${place.image}' is no image reference.`, where, next }];
    }
    if (written.digest)
        return [
            {
                rule: "image-not-of-release",
                severity: "notice",
                what: `The image '${place.image}' is not of this release: it was neither built nor tested by it.`,
                where,
                next: "Nothing, where it comes from somebody else. Else declare it under 'images' of waybill.yml, so that it is built and tested.",
            },
        ];
    const next = "Pin it to a digest ('repository@sha256:…'), so that every node runs the same bytes.";
    return [
        {
            rule: "image-not-pinned",
            severity: "warning",
            what: `The image '${place.image}' is not pinned to a digest and is not part of this release.`,
            where,
            next,
        },
    ];
}
function unusedImage(target, seen) {
    return {
        rule: "image-unused",
        severity: "error",
        what: `No manifest uses the image '${target.name}', so this release would not change what runs.`,
        observed: seen.length === 0 ? "no image at all" : seen.join(", "),
        expected: `an image of the repository ${[...target.repositories].join(" or ")}`,
        next: "Write that repository as the image of the container that it is for.",
    };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/same-place.js
var same_place = __webpack_require__(73410);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/format.js
var format = __webpack_require__(29462);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/files.js
var files = __webpack_require__(55860);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/images/image-references.js
var image_references = __webpack_require__(18706);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/older-run.js
var older_run = __webpack_require__(34574);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/deployment-plan.js












/**
 * Plans the deployment of one environment with its manifests pinned to the images' digests, by the cluster's own dry run; changes nothing.
 * The findings are those of manifests, images and plan together, and whether a later run was here before. Throws `environment` for a cluster that cannot be reached.
 */
async function planDeployment(context, environment, images) {
    await (0,files/* requireFiles */.PO)(context, "environments", [environment.name]);
    const loaded = await (0,manifest/* loadManifests */.DD)(environment.manifests, context.workspace);
    // What people approve by must be readable, whatever else has the same text.
    for (const reference of Object.values(images))
        for (const text of [reference, (0,image_references/* splitReference */.mQ)(reference).repository])
            context.reporter.show(text);
    for (const host of hostsOf(loaded))
        context.reporter.show(host);
    const pinned = pinManifests(context, loaded, images);
    const findings = [...(0,preflight/* checkManifests */.d)(pinned.set, secretKeysOf(environment)), ...pinned.findings];
    const plan = await (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,plan_plan/* planDeploy */.b)(cluster, pinned.set, {
        namespace: environment.namespace,
        application: context.config.name,
        environment: environment.name,
        secrets: readSecrets(context, environment),
    }));
    return {
        plan,
        findings: [...(0,older_run/* olderRun */.k)(context, environment, plan), ...(0,same_place/* sameNamespace */.ef)(context, environment, plan), ...findings, ...plan.findings],
    };
}
/** Plans the deployment of one environment; changes nothing and proves nothing. */
async function planDeploymentStage(context, environment, images) {
    return (0,run_stage/* runStage */.S)(context, `plan-deployment/${environment.name}`, "plan", `Plan deployment to ${environment.name}`, async () => {
        const { plan, findings } = await planDeployment(context, environment, images);
        for (const finding of findings)
            context.reporter.finding(finding);
        const verdict = (0,lib_verdict/* verdictOf */.Vj)(findings);
        const changes = plan.objects.filter((object) => object.action !== "unchanged").length;
        return {
            verdict,
            note: findings.find(({ severity }) => severity === "error")?.what ??
                `${(0,format/* shortDigest */.VK)(plan.digest)}: ${changes} of ${(0,lib_text/* countOf */.pq)(plan.objects.length, "object")} to change`,
            result: plan,
            section: {
                id: `plan-${environment.name}`,
                title: `Deploy plan for ${environment.name}`,
                verdict,
                overview: {
                    plan: plan.digest,
                    changes: (0,overview/* objectChanges */.Bx)(plan, "planned"),
                    back: (0,overview/* wayBackFromPlan */.M9)(environment.name, plan),
                },
                blocks: [...(0,plan_section/* findingsBlock */.k5)(findings), ...(0,plan_section/* deployBlocks */.MB)(plan)],
            },
        };
    });
}
/** The keys of the Secrets that come beside the manifests, by the Secret's name. */
function secretKeysOf({ secrets }) {
    return Object.fromEntries(Object.entries(secrets).map(([name, keys]) => [name, Object.keys(keys)]));
}
/** Replaces the images of manifests by the digests of a release; see `pinImages` for its findings. */
function pinManifests(context, set, images) {
    return pinImages(set, images, aliasesOf(context, images));
}
/**
 * Manifests may name an image by its name in waybill.yml, by the repository it is pushed to, by the one it was built for, or by the one that
 * waybill.yml says, also where this run (a rehearsal, for example) has another registry.
 */
function aliasesOf(context, images) {
    const declared = Object.keys(images).flatMap((name) => context.config.images[name] ?? []);
    const written = { ...context, registry: context.config.registry };
    return Object.fromEntries(declared.map((image) => [image.name, [(0,repositories/* imageRepository */.an)(context, image), (0,repositories/* imageRepository */.an)(written, image)]]));
}
/** The images that the objects name and that are not of this release. */
function othersBeside(images, plan) {
    const own = new Set(Object.values(images));
    return plan.images.filter((image) => !own.has(image));
}
/** The host names that an Ingress declares for everybody. */
function hostsOf({ objects }) {
    return objects
        .filter(({ object }) => object.kind === "Ingress")
        .flatMap(({ object }) => (0,json/* listAt */.gT)(object, "spec", "rules").flatMap((rule) => (0,json/* textAt */.$6)(rule, "host") ?? []));
}
function readSecrets(context, environment) {
    return Object.fromEntries(Object.entries(environment.secrets).map(([secret, keys]) => [
        secret,
        Object.fromEntries(Object.entries(keys).map(([key, ref]) => [
            key,
            context.readSecret(ref, `Key '${key}' of Secret '${secret}' in environment '${environment.name}'`),
        ])),
    ]));
}


/***/ }),

/***/ 1264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ mayContinue),
/* harmony export */   S: () => (/* binding */ runStage)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(43855);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20581);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50076);
/* harmony import */ var _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9856);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);
/* harmony import */ var _sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80718);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55860);







/**
 * Runs one stage: announces it, does the work, proves what the work says was proven (not in a dry run), and says how it ended. What the work
 * throws is thrown on in terms of the configuration, and then nothing is proven; either way `context.outcomes` has how it ended.
 */
async function runStage(context, id, stage, label, work) {
    context.signal.throwIfAborted();
    const startedAt = context.clock();
    const begun = performance.now();
    context.reporter.progress(label);
    const ended = { id, stage, label, startedAt };
    try {
        const done = await work();
        if (done.evidence && !context.dryRun) {
            const evidence = {
                stage,
                product: (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_0__/* .productOf */ .$7)(context.config),
                verdict: done.verdict,
                startedAt: startedAt.toISOString(),
                finishedAt: context.clock().toISOString(),
                ...done.evidence,
            };
            await context.prove(evidence);
        }
        const durationMs = performance.now() - begun;
        const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
        context.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(durationMs).padStart(7)}  ${done.note}`);
        const outcome = {
            ...ended,
            verdict: done.verdict,
            note: context.redact(done.note),
            // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
            section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .redactSection */ .f)(done.section, context.redact),
            durationMs,
            result: done.result,
            repeated: done.repeated,
        };
        context.outcomes.push(outcome);
        return outcome;
    }
    catch (thrown) {
        const changed = context.outcomes.filter((earlier) => (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_3__/* .isChanging */ .Kn)(earlier.id, earlier.stage) && earlier.repeated === undefined);
        const inTerms = (0,_session_files_js__WEBPACK_IMPORTED_MODULE_4__/* .inTermsOfConfig */ .q$)(context.config, thrown);
        // A refusal speaks of its own stage, and people read it as the end of the whole run.
        const error = inTerms instanceof _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .Refusal */ .P && changed.length > 0 ? inTerms.after(changed.map((earlier) => earlier.label)) : inTerms;
        const [note = ""] = context.redact((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .headline */ .Pl)(error)).split("\n");
        const section = (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_3__/* .stoppedSection */ .xQ)({ id, label, changes: !context.dryRun && (0,_sections_stopped_section_js__WEBPACK_IMPORTED_MODULE_3__/* .isChanging */ .Kn)(id, stage) }, error);
        context.outcomes.push({
            ...ended,
            verdict: "fail",
            note,
            section: (0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .redactSection */ .f)(section, context.redact),
            durationMs: performance.now() - begun,
            result: undefined,
            stoppedBy: error,
        });
        throw error;
    }
}
/** Whether a run may go on after this stage. */
function mayContinue(outcome) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .isPassing */ .WG)(outcome.verdict);
}


/***/ }),

/***/ 43129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ foldRows),
/* harmony export */   _: () => (/* binding */ MAX_OPEN_LINES)
/* harmony export */ });
/** Code of more lines than this folds away on pages and in Markdown. */
const MAX_OPEN_LINES = 60;
/**
 * A table whose quiet rows (those that passed, or that do not change) fold away behind a line that says how many they are: `52 checks passed`.
 * When all rows are loud or all quiet there is only the one part.
 */
function foldRows(table, isQuiet, summary) {
    const quiet = table.rows.filter(isQuiet);
    const loud = table.rows.filter((row, index) => !isQuiet(row, index));
    return [
        ...(loud.length > 0 ? [{ ...table, rows: loud }] : []),
        ...(quiet.length > 0 ? [{ type: "details", summary: summary(quiet.length), blocks: [{ ...table, rows: quiet }] }] : []),
    ];
}


/***/ }),

/***/ 20581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ redactReport),
/* harmony export */   f: () => (/* binding */ redactSection)
/* harmony export */ });
/**
 * A report without secrets. It must happen before a renderer escapes, wraps or cuts a text, because a secret that was changed by any of
 * these is not recognised any more.
 */
function redactReport(report, redact) {
    return {
        ...report,
        title: redact(report.title),
        ...textsOf(report, ["subtitle"], redact),
        run: report.run?.map((fact) => ({ ...fact, value: redact(fact.value), ...textsOf(fact, ["href"], redact) })),
        overview: report.overview && redactOverview(report.overview, redact),
        chain: report.chain.map((step) => ({ ...step, label: redact(step.label), ...textsOf(step, ["note"], redact) })),
        sections: report.sections.map((section) => redactSection(section, redact)),
        next: report.next?.map(redact),
    };
}
/** A section without secrets; see `redactReport`. */
function redactSection(section, redact) {
    return {
        ...section,
        title: redact(section.title),
        ...textsOf(section, ["intro", "summary"], redact),
        overview: section.overview && redactOverview(section.overview, redact),
        blocks: section.blocks.map((block) => redactBlock(block, redact)),
    };
}
function redactOverview(overview, redact) {
    const { changes, proven, approvals, back } = overview;
    return {
        ...overview,
        ...textsOf(overview, ["plan"], redact),
        ...(changes && { changes: changes.map((row) => ({ about: redact(row.about), what: redact(row.what), names: row.names.map(redact) })) }),
        ...(proven && { proven: proven.map((row) => ({ ...row, thing: redact(row.thing), ...textsOf(row, ["by", "next"], redact) })) }),
        ...(approvals && { approvals: approvals.map((row) => ({ ...row, ...textsOf(row, ["by", "what", "next"], redact) })) }),
        ...(back && { back: { ...back, ...textsOf(back, ["text", "command"], redact) } }),
    };
}
function redactBlock(block, redact) {
    switch (block.type) {
        case "table":
            return {
                ...block,
                ...textsOf(block, ["caption"], redact),
                head: block.head.map(redact),
                rows: block.rows.map((row) => row.map((cell) => redactCell(cell, redact))),
            };
        case "chart":
            return { ...block, title: redact(block.title), points: block.points.map(({ x, y }) => ({ x: redact(x), y })) };
        case "findings":
            return { ...block, findings: block.findings.map((finding) => redactFinding(finding, redact)) };
        case "code":
            return { ...block, ...textsOf(block, ["text", "caption"], redact) };
        case "facts":
            return { ...block, facts: block.facts.map(({ label, value }) => ({ label: redact(label), value: redact(value) })) };
        case "text":
            return { ...block, text: redact(block.text) };
        case "details":
            return { ...block, summary: redact(block.summary), blocks: block.blocks.map((inner) => redactBlock(inner, redact)) };
    }
}
function redactCell(cell, redact) {
    return typeof cell === "string" ? redact(cell) : { ...cell, ...textsOf(cell, ["text", "href"], redact) };
}
function redactFinding(finding, redact) {
    return { ...finding, ...textsOf(finding, ["what", "observed", "expected", "next"], redact) };
}
/** The texts under some keys of an object, redacted; a key that is not there stays away. */
function textsOf(object, keys, redact) {
    const texts = {};
    for (const key of keys) {
        const text = object[key];
        if (text !== undefined)
            texts[key] = redact(text);
    }
    return texts;
}


/***/ })

};
