export const id = 4754;
export const ids = [4754];
export const modules = {

/***/ 84806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ FIELD_MANAGER)
/* harmony export */ });
/**
 * The manager of the fields that deployments set. The name is part of the contract with a cluster: fields are taken away from it only by the
 * same name. https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
 */
const FIELD_MANAGER = "waybill";


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

/***/ 63890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ environmentNow),
/* harmony export */   k: () => (/* binding */ environmentDigest)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68162);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6197);


/**
 * The digest of what a revision brought, as it is in the cluster now. It stays the same as long as every object of the revision exists and
 * has every field that was applied, the revision itself says what it said then, its workloads have no other containers, and its pods run the
 * applied images. Other fields that others own do not count.
 */
async function environmentDigest(cluster, revision) {
    return digestOfObjects(revision, await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_0__/* .readLiveObjects */ .LZ)(cluster, revision));
}
/**
 * The same digest, and by name what the cluster lacks of the revision and what differs there from what was applied. Objects that a statement
 * lists and the revision never had are no match.
 */
async function environmentNow(cluster, revision, listed) {
    const objects = await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_0__/* .readLiveObjects */ .LZ)(cluster, revision);
    const had = new Set(objects.map(({ ref }) => keyOf(ref)));
    // A namespace is made for objects that name it and is none of the revision's; what was deleted is none any more.
    const strange = listed.filter((object) => object.action !== "delete" && object.kind !== "Namespace" && !had.has(keyOf(object)));
    if (objects.length > 0 && strange.length > 0)
        return {
            seen: `revision ${revision.revision} has no ${strange.map((object) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(object)).join(", ")}, which the statement lists`,
        };
    return { digest: digestOfObjects(revision, objects), seen: describe(objects, revision) };
}
function keyOf({ apiVersion, kind, namespace = "", name }) {
    return JSON.stringify([apiVersion, kind, namespace, name]);
}
function digestOfObjects(revision, objects) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .digestOfJson */ .Qs)({
        ...revision,
        objects: objects.map(({ ref, exists, drift, applied, images, strange }) => ({
            ref,
            exists,
            drift: drift.map((change) => change.path),
            applied,
            images,
            strange,
        })),
    });
}
function describe(objects, { revision }) {
    if (objects.length === 0)
        return `the cluster keeps nothing of revision ${revision}`;
    const lacking = objects.filter(({ exists }) => !exists).map(({ ref }) => (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(ref));
    const differing = objects.flatMap(({ ref, drift, strange }) => [
        ...(drift.length > 0 ? [`${(0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(ref)} differs in ${drift.map(({ path }) => path).join(", ")}`] : []),
        ...(strange.length > 0 ? [`${(0,_waybill_kube__WEBPACK_IMPORTED_MODULE_1__/* .formatRef */ .rq)(ref)} runs ${strange.join(", ")}`] : []),
    ]);
    const all = [...(lacking.length > 0 ? [`the cluster lacks ${lacking.join(", ")}`] : []), ...differing];
    return all.length === 0 ? undefined : all.join("; ");
}


/***/ }),

/***/ 69695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ subjectReader)
});

// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: ./packages/registry/lib/failure.js
var failure = __webpack_require__(66911);
// EXTERNAL MODULE: ./packages/kit/lib/parallel.js
var parallel = __webpack_require__(73015);
;// CONCATENATED MODULE: ./packages/image/lib/verify.js


/** Reads an image again as the registry serves it now (manifests, configurations, every layer) and says what is missing or not what its digest says; no findings mean that all is there and right. */
async function verifyImage(registry, repository, digest) {
    const findings = [];
    const blobs = new Map();
    await verifyManifest(registry, repository, digest, blobs, findings, new Set());
    const results = await (0,parallel/* mapParallel */.E)([...blobs.values()], 4, (blob) => verifyBlob(registry, repository, blob));
    return [...findings, ...results.filter((finding) => finding !== undefined)];
}
/** Looks at a manifest and everything below it; remembers the blobs, each of which is read once. */
async function verifyManifest(registry, repository, digest, blobs, findings, seen) {
    if (seen.has(digest))
        return;
    seen.add(digest);
    const where = `${registry.host}/${repository}@${digest}`;
    let manifest;
    try {
        const found = await registry.findManifest(repository, digest);
        if (!found) {
            findings.push(problem("image-missing", `The manifest ${where} is not in the registry.`, "not found", digest));
            return;
        }
        manifest = (0,descriptor/* parseManifest */.Ng)(found.bytes, where);
    }
    catch (error) {
        findings.push(describe(error, "image-manifest", digest));
        return;
    }
    for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers])
        blobs.set(blob.digest, blob);
    for (const child of manifest.manifests)
        await verifyManifest(registry, repository, child.digest, blobs, findings, seen);
}
async function verifyBlob(registry, repository, blob) {
    const where = `${registry.host}/${repository}@${blob.digest}`;
    if (!(await registry.hasBlob(repository, blob.digest)))
        return problem("image-blob", `The blob ${where} is not in the registry.`, "not found", blob.digest);
    try {
        // The reader itself compares size and digest at the end.
        for await (const _ of registry.readBlob(repository, blob))
            ;
        return undefined;
    }
    catch (error) {
        return describe(error, "image-blob", blob.digest);
    }
}
/** Wrong content is a finding; a registry that cannot be asked is not: nothing was verified then. */
function describe(error, rule, digest) {
    if (error instanceof failure/* WrongContent */.lN)
        return problem(rule, error.message, "other content", digest);
    throw error;
}
function problem(rule, what, observed, expected) {
    return { rule, severity: "error", what, observed, expected, next: "Push the image again and find out who changed the registry." };
}

// EXTERNAL MODULE: ./packages/kit/lib/digest.js
var digest = __webpack_require__(79404);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __webpack_require__(75);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __webpack_require__(43215);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/environment-digest.js
var environment_digest = __webpack_require__(63890);
;// CONCATENATED MODULE: ./packages/pipeline/lib/evidence/subject-reader.js





/**
 * Reads the digest of a subject as it is now: of a file or folder of the project, an image in its registry, or what runs in the environment.
 * Undefined when it cannot be read, which is never taken for a match.
 */
function subjectReader(context, environment) {
    return async (subject, statement) => {
        switch (subject.kind) {
            case "plan":
                return planDigest(statement);
            case "environment":
                return liveDigest(context, environment, statement);
            case "image":
                return imageDigest(context, subject);
            case "path":
                return pathDigest(context.workspace, subject.name);
            case "release":
                // Judged with the statement that closes the release; nothing in the world has this digest.
                return undefined;
        }
    };
}
/** A plan is gone once it was applied; what stays is that its digest is the digest of the components that the statement lists. */
function planDigest(statement) {
    if (statement.stage === "plan")
        return (0,digest/* digestOfJson */.Qs)(statement.facts.components);
    return statement.stage === "approve" ? statement.facts.plan : undefined;
}
async function liveDigest(context, environment, statement) {
    if (statement.stage !== "deploy")
        return undefined;
    const { revision, objects } = statement.facts;
    return (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,environment_digest/* environmentNow */.g)(cluster, { namespace: environment.namespace, application: context.config.name, revision }, objects));
}
async function imageDigest(context, subject) {
    const { host, path } = (0,repositories/* splitRepository */.T8)(subject.name);
    const problems = await verifyImage(context.registryFor(host), path, subject.digest);
    for (const problem of problems)
        context.reporter.finding(problem);
    return problems.length === 0 ? subject.digest : undefined;
}
async function pathDigest(workspace, path) {
    try {
        const real = await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, path, "record", { mayBeMissing: true });
        return (await (0,digest/* digestOfPath */.B$)(real)).digest;
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ deploySection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43855);
/* harmony import */ var _overview_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27158);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76954);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);




const MAX_SHOWN = 2_000;
/**
 * The report section of one deployment: cause of a failure first, then the pods and their digests, then the objects. `others` are images that
 * run beside those of the release.
 */
function deploySection({ redact }, environment, plan, outcome, others = []) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(outcome.diagnosis ?? []),
        {
            type: "facts",
            facts: [
                { label: "Namespace", value: environment.namespace },
                { label: "Revision", value: String(outcome.revision) },
                {
                    label: "Taken back",
                    value: outcome.rolledBack
                        ? outcome.rollbackVerified
                            ? "yes, and the state before was verified"
                            : "yes, but the state before could not be verified"
                        : "no",
                },
                ...(others.length > 0 ? [{ label: "Not of this release: not tested", value: others.join(", ") }] : []),
                ...(outcome.probe
                    ? [{ label: "Request through the Service", value: `HTTP ${outcome.probe.status} in ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(outcome.probe.durationMs)}` }]
                    : []),
            ],
        },
    ];
    // Redacted before it is cut, because half of a secret is not recognised any more.
    const answer = redact(outcome.probe?.body ?? "").slice(0, MAX_SHOWN);
    if (answer !== "")
        blocks.push({ type: "code", language: "json", text: answer, caption: "The Service's answer" });
    if (outcome.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: outcome.pods.map((pod) => [pod.name, { text: pod.digest ?? pod.imageID, code: true }]),
        });
    }
    if (plan)
        blocks.push(...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .deployBlocks */ .MB)(plan));
    return {
        id: `deploy-${environment.name}`,
        title: `Deployment to ${environment.name}`,
        verdict: outcome.verdict,
        overview: { changes: changesOf(environment, plan, outcome), back: backFrom(environment, plan, outcome) },
        blocks,
    };
}
function changesOf({ namespace }, plan, outcome) {
    const about = `Namespace ${namespace}`;
    const names = outcome.applied.map(({ ref }) => `${ref.kind}/${ref.name}`);
    if (outcome.rolledBack)
        return [{ about, what: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(names.length, "object")} changed and brought back`, names }];
    if (plan && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .isPassing */ .WG)(outcome.verdict))
        return (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .objectChanges */ .Bx)(plan, "done");
    return names.length === 0 ? [] : [{ about, what: `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(names.length, "object")} applied`, names }];
}
function backFrom({ name }, plan, outcome) {
    const before = plan?.lastGood;
    if (outcome.rolledBack)
        return outcome.rollbackVerified
            ? { text: `The objects were brought back already, and the state before was verified: nobody has to act at once. ${_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .MIGRATIONS_STAY */ .e6}` }
            : {
                ...(before && (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBack */ .lZ)(name, before, "done")),
                text: `It was brought back, but the state before could not be verified. Look at the cluster first. ${before ? `The last good one was ${(0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .describeRevision */ .hi)(before)}.` : "The cluster keeps no earlier good revision."} ${_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .MIGRATIONS_STAY */ .e6}`,
            };
    return outcome.changed ? (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBack */ .lZ)(name, before, "done") : (0,_overview_js__WEBPACK_IMPORTED_MODULE_4__/* .wayBackFromUnchanged */ .GW)(name, "deployment");
}


/***/ }),

/***/ 22379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ dataSection),
/* harmony export */   t: () => (/* binding */ modelSection)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22079);
/* harmony import */ var _waybill_report__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43129);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29462);
/* harmony import */ var _plan_section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76954);




/** The report section of one data entry: every declared check with what was observed and expected, and the control charts. */
function dataSection(result) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(result.findings),
        {
            type: "facts",
            facts: [
                { label: "File", value: result.source },
                { label: "Digest", value: result.digest },
                { label: "Rows", value: result.rows.toLocaleString("en") },
                { label: "Read in", value: (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .seconds */ .YA)(result.durationMs) },
            ],
        },
        ...(0,_waybill_report__WEBPACK_IMPORTED_MODULE_2__/* .foldRows */ .$)({
            type: "table",
            caption: "Checks",
            head: ["Check", "Verdict", "Observed", "Expected"],
            rows: result.checks.map((check) => [
                checkName(check),
                { text: check.verdict, verdict: check.verdict },
                check.observed,
                check.expected,
            ]),
        }, isPassedRow, (count) => `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(count, "check")} passed`),
        ...chartBlocks(result.checks),
    ];
    return { id: `data-${result.name}`, title: `Data ${result.name}`, verdict: result.verdict, blocks };
}
/** The charts of checks that did not pass; those of the others fold away with them. */
function chartBlocks(checks) {
    const drawn = checks.flatMap((check) => check.chart ? [{ check, block: { type: "chart", title: `${checkName(check)} over time`, ...check.chart } }] : []);
    const passed = drawn.filter(({ check }) => check.verdict === "pass").map(({ block }) => block);
    return [
        ...drawn.filter(({ check }) => check.verdict !== "pass").map(({ block }) => block),
        ...(passed.length > 0 ? [{ type: "details", summary: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(passed.length, "control chart"), blocks: passed }] : []),
    ];
}
function isPassedRow(row) {
    return row.some((cell) => typeof cell !== "string" && cell.verdict === "pass");
}
function checkName(check) {
    return check.column === undefined ? check.check : `${check.check} · ${check.column}`;
}
/** The report section of one model: format, files, metric gates. */
function modelSection(result) {
    const blocks = [
        ...(0,_plan_section_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsBlock */ .k5)(result.findings),
        {
            type: "facts",
            facts: [
                { label: "Path", value: result.path },
                { label: "Digest", value: result.digest },
                { label: "Format", value: result.format },
                { label: "Size", value: `${result.size.toLocaleString("en")} bytes` },
            ],
        },
    ];
    if (result.gates.length > 0) {
        blocks.push({
            type: "table",
            caption: "Metric gates",
            head: ["Metric", "Verdict", "Observed", "In use now", "Expected"],
            rows: result.gates.map((gate) => [
                gate.metric,
                { text: gate.verdict, verdict: gate.verdict },
                gate.observed === undefined ? "missing" : String(gate.observed),
                gate.baseline === undefined ? "none" : String(gate.baseline),
                gate.expected,
            ]),
        });
    }
    return { id: `model-${result.name}`, title: `Model ${result.name}`, verdict: result.verdict, blocks };
}


/***/ }),

/***/ 98691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ contentOf),
/* harmony export */   $p: () => (/* binding */ isOfRelease),
/* harmony export */   CJ: () => (/* binding */ liveSubjects),
/* harmony export */   Du: () => (/* binding */ refuseDryRun),
/* harmony export */   eM: () => (/* binding */ deployStage),
/* harmony export */   iI: () => (/* binding */ rolloutOptions),
/* harmony export */   lo: () => (/* binding */ deployFacts),
/* harmony export */   vW: () => (/* binding */ provenImages),
/* harmony export */   wm: () => (/* binding */ deployNote)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(22079);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24405);
/* harmony import */ var _waybill_kube__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(68162);
/* harmony import */ var _sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(804);
/* harmony import */ var _session_cluster_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2677);
/* harmony import */ var _evidence_committed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70950);
/* harmony import */ var _evidence_gate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30105);
/* harmony import */ var _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(9856);
/* harmony import */ var _deployment_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39896);
/* harmony import */ var _evidence_environment_digest_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(63890);
/* harmony import */ var _session_images_image_references_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(18706);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1264);












/**
 * Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. Before it changes
 * anything it asks for the evidence that the environment demands, stops at any error finding of manifests, images or plan, and refuses a
 * plan that is not the approved one; each is a `verdict` error. Throws an `input` error in a dry run.
 */
async function deployStage(context, environment, images, approved) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)(context, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
        refuseDryRun(context, "deploy");
        await (0,_evidence_committed_js__WEBPACK_IMPORTED_MODULE_2__/* .requireCommitted */ .c)(context);
        const gate = await (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .passGate */ .lt)(context, environment, { before: "deploy", images, plan: approved?.digest });
        const { plan, findings } = await (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .planDeployment */ .HN)(context, environment, images);
        refuseErrors(context, environment, findings);
        return (0,_session_cluster_js__WEBPACK_IMPORTED_MODULE_5__/* .withCluster */ .B)(context, environment, async (cluster) => {
            const outcome = await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_6__/* .applyDeploy */ .U)(cluster, plan, {
                expectDigest: approved?.deploy(),
                ...rolloutOptions(context, environment),
            });
            const others = (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .othersBeside */ .g5)(images, plan);
            const tested = (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .isTested */ .eW)(gate) && isOfRelease(images, outcome);
            const repeated = isUnchanged(plan, outcome)
                ? `${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(plan.objects.length, "object")} are as planned already, nothing to change`
                : undefined;
            // The deploy engine reports as it goes; its findings are only drawn here.
            return {
                verdict: outcome.verdict,
                note: deployNote(outcome, { tested, asked: gate !== undefined, repeated }),
                section: (0,_sections_deploy_section_js__WEBPACK_IMPORTED_MODULE_8__/* .deploySection */ .b)(context, environment, plan, outcome, others),
                result: { plan, outcome },
                repeated,
                evidence: {
                    subjects: [
                        ...provenImages(images, outcome),
                        ...(await manifestSubjects(context, environment)),
                        ...(await liveSubjects(context, environment, cluster, outcome)),
                    ],
                    facts: {
                        ...deployFacts(context, environment, plan, outcome),
                        // The engine applies nothing but the approved plan; continuing a killed run, it finds a part of that done.
                        plan: approved?.deploy() ?? plan.digest,
                        content: await contentOf(cluster, context, environment, outcome),
                        images,
                        others,
                        releasePlan: approved?.components && approved.digest,
                        tested,
                    },
                },
            };
        });
    });
}
/** What deploying and rolling back have in common. */
function rolloutOptions(context, environment) {
    return {
        timeoutMs: environment.timeoutSeconds * 1000,
        settleMs: environment.settleSeconds * 1000,
        reporter: context.reporter,
        signal: context.signal,
        run: context.run,
        isConfined: environment.preview,
        probe: environment.probe,
    };
}
/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
function refuseDryRun({ dryRun }, verb) {
    if (dryRun)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .ActionError */ .lZ("input", `A dry run cannot ${verb}. Use the command 'plan' to see what would change.`);
}
/** One line about a deployment: the cause when it failed, else what runs. */
function deployNote(outcome, { tested, asked, repeated }) {
    const cause = outcome.diagnosis?.[0]?.what;
    if (outcome.rolledBack)
        return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
    if (cause !== undefined && outcome.verdict !== "pass")
        return cause;
    const where = repeated === undefined ? "" : `${repeated}; `;
    const why = asked ? "" : "; not tested: no evidence was asked for";
    if (outcome.pods.length === 0)
        return `${where}revision ${outcome.revision} runs nowhere: it has no pod${why}`;
    const image = tested
        ? "on the tested digest"
        : `on the given digest; not tested: ${asked ? "an image has no probe, or is not of this release" : "no evidence was asked for"}`;
    return `${where}revision ${outcome.revision}, ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(outcome.pods.length, "pod")} ${image}`;
}
function isUnchanged(plan, outcome) {
    return outcome.verdict === "pass" && plan.objects.every((object) => object.action === "unchanged");
}
/** What was done and read back, for a deployment and for a rollback. */
function deployFacts({ config }, environment, plan, outcome) {
    return {
        application: config.name,
        environment: environment.name,
        namespace: environment.namespace,
        plan: plan.digest,
        revision: outcome.revision,
        rolledBack: outcome.rolledBack,
        objects: plan.objects.map(({ ref: { apiVersion, kind, namespace, name }, action }) => ({ apiVersion, kind, namespace, name, action })),
        pods: outcome.pods.map(({ name, imageID, digest }) => ({ name, imageID, digest })),
        probe: outcome.probe && {
            status: outcome.probe.status,
            expectedStatus: environment.probe?.expectStatus ?? 200,
            durationMs: outcome.probe.durationMs,
        },
    };
}
/** The images that pods were seen to run. What only a template names, such as a CronJob's, is in the facts and is no subject. */
function provenImages(images, { pods }) {
    const seen = new Set(pods.map(({ digest }) => digest));
    return Object.values(images)
        .map((reference) => (0,_session_images_image_references_js__WEBPACK_IMPORTED_MODULE_10__/* .splitReference */ .mQ)(reference))
        .filter(({ digest }) => seen.has(digest))
        .map(({ repository, digest }) => ({ kind: "image", name: repository, digest }));
}
/** Whether something runs, and all of it is of this release: nobody here has tested anything else. */
function isOfRelease(images, { pods }) {
    const own = new Set(Object.values(images).map((reference) => (0,_session_images_image_references_js__WEBPACK_IMPORTED_MODULE_10__/* .splitReference */ .mQ)(reference).digest));
    return pods.length > 0 && pods.every(({ digest }) => digest !== undefined && own.has(digest));
}
/** Stops before anything is applied. What has a line is also reported, so that it stands there; the rest is said once, by the refusal. */
function refuseErrors({ reporter }, { name }, findings) {
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length === 0)
        return;
    for (const finding of findings)
        if (finding.where || finding.severity !== "error")
            reporter.finding(finding);
    throw new _evidence_refusal_js__WEBPACK_IMPORTED_MODULE_11__/* .Refusal */ .P(name, `its plan has ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_7__/* .countOf */ .pq)(errors.length, "error")}`, findings);
}
async function manifestSubjects({ workspace }, environment) {
    return Promise.all(environment.manifests.map(async (path) => ({
        kind: "path",
        name: path,
        digest: (await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_12__/* .digestOfPath */ .B$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(workspace, path))).digest,
    })));
}
/** Binds the statement to the revision as it is kept in the cluster, which a rollback would apply again. */
async function contentOf(cluster, { config }, { namespace }, { revision }) {
    return (await (0,_waybill_kube__WEBPACK_IMPORTED_MODULE_13__/* .findRevision */ .pV)(cluster, { application: config.name, namespace }, revision))?.content;
}
/** What runs now, as a later verification will compare it; nothing when the deployment failed and something else runs. */
async function liveSubjects({ config }, { name, namespace }, cluster, { verdict, revision }) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_14__/* .isPassing */ .WG)(verdict))
        return [];
    return [{ kind: "environment", name, digest: await (0,_evidence_environment_digest_js__WEBPACK_IMPORTED_MODULE_15__/* .environmentDigest */ .k)(cluster, { namespace, application: config.name, revision }) }];
}


/***/ }),

/***/ 18895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ planStage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43855);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(22079);
/* harmony import */ var _evidence_committed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70950);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50076);
/* harmony import */ var _evidence_gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30105);
/* harmony import */ var _evidence_same_place_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(73410);
/* harmony import */ var _sections_format_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(29462);
/* harmony import */ var _sections_plan_section_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76954);
/* harmony import */ var _approve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78563);
/* harmony import */ var _deployment_plan_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(39896);
/* harmony import */ var _migration_plan_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(19276);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1264);












/**
 * Plans migrations and deployment of one environment against what is there now, and proves the plan; changes nothing else. A plan of what is
 * not proven, or not released to the environment before, does not pass, so that nobody approves what the gate would refuse. Where nothing is
 * signed, a plan is only looked at: what is missing is a warning.
 */
async function planStage(context, environment, images) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_1__/* .runStage */ .S)(context, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
        const planned = await planRelease(context, environment, images);
        // A dry run proves nothing on its way here, so there is nothing to look for.
        const gate = context.dryRun ? undefined : await (0,_evidence_gate_js__WEBPACK_IMPORTED_MODULE_2__/* .askEvidence */ .xt)(context, environment, { before: "plan", images });
        const result = {
            ...planned,
            approvalsSeen: await (0,_approve_js__WEBPACK_IMPORTED_MODULE_3__/* .approvalsSeen */ .IF)(context),
            findings: [...missingEvidence(context, gate), ...(await (0,_evidence_committed_js__WEBPACK_IMPORTED_MODULE_4__/* .uncommittedFindings */ .U)(context)), ...planned.findings],
        };
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const configuration = (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_5__/* .configurationOf */ .QV)(context.config, environment);
        return {
            verdict: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .verdictOf */ .Vj)(result.findings),
            note: result.findings.find((finding) => finding.severity === "error")?.what ?? planNote(result),
            section: (0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_7__/* .planSection */ .lA)(result, gate?.proofs),
            result,
            evidence: {
                subjects: [
                    { kind: "plan", name: environment.name, digest: result.digest },
                    ...configuration.map(({ path, digest }) => ({ kind: "path", name: path, digest })),
                ],
                facts: {
                    components: result.components,
                    configuration,
                    others: (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .othersBeside */ .g5)(images, result.deploy),
                    policy: context.config.policy.sources,
                    approvalsSeen: result.approvalsSeen,
                },
            },
        };
    });
}
function missingEvidence({ signer }, gate) {
    const findings = gate?.findings ?? [];
    return signer ? findings : findings.map((finding) => ({ ...finding, severity: "warning" }));
}
async function planRelease(context, environment, images) {
    const migrations = {};
    const shared = [];
    for (const database of environment.databases) {
        const { plan, identity } = await (0,_migration_plan_js__WEBPACK_IMPORTED_MODULE_9__/* .planWithIdentity */ .mK)(context, database);
        migrations[database.name] = plan;
        const { digest } = await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_10__/* .digestOfPath */ .B$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context.workspace, database.migrations));
        // A dry run asks nobody for evidence.
        if (!context.dryRun)
            shared.push(...(await (0,_evidence_same_place_js__WEBPACK_IMPORTED_MODULE_11__/* .sameDatabase */ .KX)(context, environment, database, { migrations: digest, identity })));
    }
    const deploy = await (0,_deployment_plan_js__WEBPACK_IMPORTED_MODULE_8__/* .planDeployment */ .HN)(context, environment, images);
    const components = {
        environment: environment.name,
        commit: context.run.commit,
        images,
        databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
        deploy: deploy.plan.digest,
    };
    return {
        environment: environment.name,
        images,
        migrations,
        deploy: deploy.plan,
        findings: [...shared, ...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings],
        components,
        digest: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_10__/* .digestOfJson */ .Qs)(components),
    };
}
function planNote({ digest, migrations, deploy }) {
    const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
    const changes = deploy.objects.filter((object) => object.action !== "unchanged").length;
    return `${(0,_sections_format_js__WEBPACK_IMPORTED_MODULE_12__/* .shortDigest */ .VK)(digest)}: ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_13__/* .countOf */ .pq)(pending, "migration")}, ${changes} of ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_13__/* .countOf */ .pq)(deploy.objects.length, "object")} to change`;
}


/***/ }),

/***/ 47955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ validateDataStage)
/* harmony export */ });
/* harmony import */ var _waybill_data__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45516);
/* harmony import */ var _sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22379);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50076);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/**
 * Checks one data entry and proves what was found about its digest. Its history, which control charts compare with, grows by this run unless it is
 * a dry run, or `recordHistory` is false for somebody who only looks. Throws `input` for a source or check file that cannot be read.
 */
async function validateDataStage(context, entry, { recordHistory = true } = {}) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `validate-data/${entry.name}`, "validate-data", `Validate data ${entry.name}`, async () => {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(context, "data", [entry.name]);
        // As the check file is read: before the data, which may take minutes.
        const demanded = { declaration: await (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__/* .declarationOfData */ .gY)(context, entry), basis: await (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_2__/* .basisOfData */ .gd)(context, entry) };
        const result = await (0,_waybill_data__WEBPACK_IMPORTED_MODULE_3__/* .validateData */ .l)({
            name: entry.name,
            source: entry.source,
            workspace: context.workspace,
            checks: entry.checks ?? entry.inline ?? {},
            history: entry.history,
            now: context.clock(),
            recordHistory: recordHistory && !context.dryRun,
            reporter: context.reporter,
            signal: context.signal,
        });
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const failing = result.checks.filter((check) => check.verdict !== "pass");
        const count = `${result.rows.toLocaleString("en")} rows, ${result.checks.length} checks`;
        return {
            verdict: result.verdict,
            note: failing.length === 0
                ? count
                : `${count}; ${[
                    listed(failing, ["fail", "warn"], "not passed"),
                    // Nothing was found wrong with the data, and nothing right.
                    listed(failing, ["inconclusive"], "could not be evaluated"),
                ]
                    .filter((part) => part !== "")
                    .join("; ")}`,
            section: (0,_sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .dataSection */ .s)(result),
            result,
            evidence: {
                subjects: [{ kind: "path", name: result.source, digest: result.digest }],
                facts: {
                    name: result.name,
                    ...demanded,
                    rows: result.rows,
                    bytes: result.bytes,
                    checks: result.checks.map(({ check, column, level, verdict, observed, expected, failing: rows }) => ({
                        check,
                        column,
                        level,
                        verdict,
                        observed,
                        expected,
                        failing: rows,
                    })),
                },
            },
        };
    });
}
function listed(checks, verdicts, what) {
    const named = checks.filter(({ verdict }) => verdicts.includes(verdict));
    const names = named.map(({ check, column }) => (column ? `${check} of ${column}` : check));
    return names.length === 0 ? "" : `${names.join(", ")} ${what}`;
}


/***/ }),

/***/ 58794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ validateModelStage)
/* harmony export */ });
/* harmony import */ var _waybill_model__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96659);
/* harmony import */ var _sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22379);
/* harmony import */ var _evidence_declared_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50076);
/* harmony import */ var _session_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55860);
/* harmony import */ var _run_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1264);





/** Inspects one model, gates its metrics, and proves both about its digest. Throws `input` for files that cannot be read. */
async function validateModelStage(context, entry) {
    return (0,_run_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .runStage */ .S)(context, `validate-model/${entry.name}`, "validate-model", `Validate model ${entry.name}`, async () => {
        await (0,_session_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .PO)(context, "models", [entry.name]);
        const result = await (0,_waybill_model__WEBPACK_IMPORTED_MODULE_2__/* .validateModel */ .g)({
            name: entry.name,
            path: entry.path,
            workspace: context.workspace,
            metrics: entry.metrics,
            baseline: entry.baseline,
            gate: entry.gate,
            allowPickle: entry.allowPickle,
            reporter: context.reporter,
        });
        for (const finding of result.findings)
            context.reporter.finding(finding);
        const gates = result.gates.map((gate) => `${gate.metric} ${gate.observed ?? "missing"}`).join(", ");
        return {
            verdict: result.verdict,
            note: [result.format, gates].filter((part) => part !== "").join(", "),
            section: (0,_sections_validation_sections_js__WEBPACK_IMPORTED_MODULE_3__/* .modelSection */ .t)(result),
            result,
            evidence: {
                subjects: [{ kind: "path", name: result.path, digest: result.digest }],
                facts: {
                    name: result.name,
                    declaration: (0,_evidence_declared_js__WEBPACK_IMPORTED_MODULE_4__/* .declarationOfModel */ .Tk)(entry),
                    basis: [...readAs("metrics", result.metrics), ...readAs("baseline", result.baseline)],
                    format: result.format,
                    size: result.size,
                    gates: result.gates.map(({ observed, baseline, ...gate }) => ({
                        ...gate,
                        observed: finite(observed),
                        baseline: finite(baseline),
                    })),
                    files: result.files,
                    inspection: { ...result.facts },
                },
            },
        };
    });
}
/** JSON has no other numbers, and a gate that met one says so in its verdict. */
function finite(value) {
    return Number.isFinite(value) ? value : undefined;
}
/** A metrics file as it was read, which is not asked of the disk again. */
function readAs(role, measured) {
    return measured ? [{ role, path: measured.file, digest: measured.digest }] : [];
}


/***/ }),

/***/ 27703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  US: () => (/* binding */ policyOf),
  uC: () => (/* binding */ reportVerification),
  U0: () => (/* binding */ verifyStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/record/lib/gate/evaluate.js
var evaluate = __webpack_require__(82672);
// EXTERNAL MODULE: ./packages/record/lib/subject-findings.js
var subject_findings = __webpack_require__(28662);
// EXTERNAL MODULE: ./packages/record/lib/gate/judge.js
var judge = __webpack_require__(48788);
// EXTERNAL MODULE: ./packages/record/lib/record-file.js
var record_file = __webpack_require__(63281);
// EXTERNAL MODULE: ./packages/record/lib/signing/bundle.js + 1 modules
var bundle = __webpack_require__(69800);
// EXTERNAL MODULE: ./packages/record/lib/brief.js
var lib_brief = __webpack_require__(89719);
// EXTERNAL MODULE: ./packages/kube/lib/rollout/status.js + 1 modules
var rollout_status = __webpack_require__(68162);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/demands.js
var demands = __webpack_require__(17288);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/declared.js
var declared = __webpack_require__(50076);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gate.js
var gate = __webpack_require__(30105);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/gather.js
var gather = __webpack_require__(6017);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/prove.js
var prove = __webpack_require__(40898);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/publish-pages.js
var publish_pages = __webpack_require__(67690);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/subject-reader.js + 1 modules
var subject_reader = __webpack_require__(69695);
// EXTERNAL MODULE: ./packages/pipeline/lib/evidence/tool.js
var tool = __webpack_require__(32408);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/approval-section.js
var approval_section = __webpack_require__(85044);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/overview.js
var overview = __webpack_require__(27158);
// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js + 1 modules
var plan_section = __webpack_require__(76954);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/brief-section.js




/** The release on one page: why it is refused, when it is; digests, checks, applied migrations, deployed objects, approver. */
function briefSection(brief, verification) {
    const blocks = [
        ...(0,plan_section/* findingsBlock */.k5)(verification.findings),
        {
            type: "facts",
            facts: [
                { label: "Application", value: brief.application },
                { label: "Environment", value: brief.environment },
                { label: "Commit", value: brief.commit },
                ...brief.images.map(({ name, reference }) => ({ label: `Image ${name}`, value: reference })),
                ...(brief.planDigest === undefined ? [] : [{ label: "Plan", value: brief.planDigest }]),
                { label: "Approved by", value: brief.approver },
                { label: "Migrations applied", value: brief.migrations.join(", ") || "none were pending" },
                ...(brief.revision === undefined ? [] : [{ label: "Revision", value: String(brief.revision) }]),
            ],
        },
        {
            type: "table",
            caption: "What was proven",
            head: ["Stage", "Verdict", "About"],
            rows: brief.checks.map((check) => [check.stage, { text: check.verdict, ...verdictOf(check.verdict) }, check.subject]),
        },
    ];
    if (brief.objects.length > 0) {
        blocks.push({
            type: "table",
            caption: "Deployed objects",
            head: ["Object", "Action"],
            rows: brief.objects.map((object) => [{ text: object.name, code: true }, object.action]),
        });
    }
    if (brief.pods.length > 0) {
        blocks.push({
            type: "table",
            caption: "Running pods",
            head: ["Pod", "Digest that runs"],
            rows: brief.pods.map((pod) => [pod.name, { text: pod.digest, code: true }]),
        });
    }
    return {
        id: "record",
        title: "Release record",
        verdict: verification.verdict,
        overview: {
            ...(brief.planDigest === undefined ? {} : { plan: brief.planDigest }),
            changes: changesOf(verification),
            proven: (0,overview/* proofsOfRecord */.AS)(verification),
            approvals: approvalsOf(verification),
        },
        blocks,
    };
}
/** What the release changed, as its migrations and its deployment say. */
function changesOf({ statements }) {
    return statements.flatMap(({ view }) => {
        if (view.stage === "migrate")
            return (0,overview/* migrationChanges */.qQ)(view.facts.database.name, view.facts.applied, "done");
        return view.stage === "deploy" ? (0,overview/* deployedObjects */.Ll)(view.facts.namespace, view.facts.objects) : [];
    });
}
function approvalsOf({ verdict, statements }) {
    const rows = statements.flatMap(({ view }) => (view.stage === "approve" ? [(0,approval_section/* approvalRow */.g)(view.facts, view.verdict)] : []));
    return rows.slice(-1).map((row) => ({ ...row, verdict: (0,lib_verdict/* isPassing */.WG)(verdict) ? row.verdict : "inconclusive" }));
}
function verdictOf(text) {
    return text === "pass" || text === "warn" || text === "fail" || text === "inconclusive" ? { verdict: text } : {};
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/reports.js
var reports = __webpack_require__(76614);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/verification-section.js
/** The report section of a verification: the brief, then every statement with its signer and whether its subjects are still what they were. */
function verificationSection(environment, brief, verification) {
    const blocks = [
        ...brief.blocks,
        {
            type: "table",
            caption: "Statements of the record",
            head: ["Stage", "Verdict", "Subject", "Signed by"],
            rows: verification.statements.map(({ view, signer }) => [
                view.stage,
                { text: view.verdict, verdict: view.verdict },
                view.subjects.map((subject) => subject.name).join(", "),
                signer,
            ]),
        },
    ];
    return { ...brief, id: `verify-${environment}`, blocks };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/cluster.js
var cluster = __webpack_require__(2677);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/require-signer.js
var require_signer = __webpack_require__(50679);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/state-dir.js
var state_dir = __webpack_require__(80116);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/run-stage.js
var run_stage = __webpack_require__(1264);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/verify.js




















/**
 * Closes the release: collects its statements, judges them as every gate does, holds what they are about against files, registry and cluster
 * as they are now, and then signs the verdict with the list of the statements. `plan` is the plan that was applied; without it the
 * deployment's statement says which it was. Throws an `environment` error without a signer.
 */
async function verifyStage(context, environment, images, plan) {
    return (0,run_stage/* runStage */.S)(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
        (0,require_signer/* requireSigner */.S)(context);
        const policy = policyOf(context, environment);
        const { expected, bundles } = await collect(context, environment, images, plan);
        const evaluation = (0,evaluate/* evaluate */._3)(bundles, await context.verifierFor(bundles), policy, expected);
        const findings = [
            ...evaluation.findings,
            ...(await (0,subject_findings/* subjectFindings */.F)(evaluation.chosen.map(({ view }) => view), (0,subject_reader/* subjectReader */.w)(context, environment))),
        ];
        const verification = { verdict: (0,lib_verdict/* verdictOf */.Vj)(findings), findings, statements: evaluation.chosen, evaluation };
        const record = await verify_close(context, environment, { images, expected, policy, evaluation, verification });
        const closed = await reportVerification(context, environment, record, verification, await save(context, environment, record));
        await (0,publish_pages/* publishPage */.X)(context, { environment: environment.name, images }, { kind: "brief", path: closed.result.briefPath });
        return closed;
    });
}
/** What is demanded of a release to an environment; throws an `input` error where nothing says it. */
function policyOf(context, environment) {
    const policy = (0,demands/* demandsOn */.gq)(context, environment);
    if (policy)
        return policy;
    throw new error/* ActionError */.lZ("input", "A release can be verified only for a project with a waybill.yml, which says what must have been proven.");
}
/** The deployment says which plan it applied, and in which run; the statements of that plan are found by it. */
async function collect(context, environment, images, plan) {
    const release = await (0,gate/* expectRelease */.RU)(context, environment, { before: "release", images, plan });
    const { bundles, expected } = await (0,gather/* gatherStatements */.Y)(context, environment, release);
    const deploy = (0,judge/* newestOf */.su)((0,judge/* ofStage */.i$)((0,judge/* judge */.S4)(bundles, await context.verifierFor(bundles)).trusted, "deploy").filter(({ view }) => view.facts.application === context.config.name &&
        view.environment === environment.name &&
        view.run.commit === context.run.commit &&
        view.run.repository === context.run.repository));
    if (deploy?.view.stage !== "deploy")
        return { expected, bundles };
    const applied = plan ?? deploy.view.facts.releasePlan;
    const known = { ...expected, plan: applied, approvedIn: deploy.view.run.run };
    if (applied === plan || applied === undefined)
        return { expected: known, bundles };
    return { expected: known, bundles: [...bundles, ...(await context.store.find(applied)).bundles] };
}
/** Signs what the verification came to. */
async function verify_close(context, environment, { images, expected, policy, evaluation, verification }) {
    const deploy = (0,judge/* ofStage */.i$)(evaluation.chosen, "deploy").at(-1)?.view;
    return (0,record_file/* createRecord */.eC)(evaluation.chosen.map(({ bundle }) => bundle), {
        builds: evaluation.builds,
        application: context.config.name,
        product: (0,declared/* productOf */.$7)(context.config),
        environment: environment.name,
        run: context.run,
        tool: tool/* TOOL */.j,
        verdict: verification.verdict,
        now: context.clock(),
        images,
        plan: expected.plan,
        revision: deploy?.facts.revision,
        configuration: (0,declared/* configurationOf */.QV)(context.config, environment),
        policy: policy.sources,
        findings: verification.findings.map(({ what }) => what),
        ignored: evaluation.ignored.length,
    }, (0,require_signer/* requireSigner */.S)(context));
}
/** Writes the record and stores it, whole and its last statement by itself, with its release and beside its images. */
async function save(context, environment, record) {
    const recordPath = (0,external_node_path_.join)(await (0,state_dir/* makeStateDir */.H)(context, environment.name), "record.json");
    await (0,record_file/* writeRecord */.rh)(recordPath, record);
    const release = record.statements.at(-1);
    if (!release || context.dryRun)
        return recordPath;
    const { subjects } = (0,bundle/* inspectBundle */.rI)(release);
    await (0,prove/* publish */.mk)(context, release, subjects);
    for (const subject of subjects)
        await context.store.publishRecord(record, await (0,prove/* placeOf */.$t)(context, subject));
    return recordPath;
}
/** What the cluster keeps to go back to. The verification does not rest on it, so a cluster that does not answer is said and no error. */
async function wayBackNow(context, environment) {
    try {
        const revisions = await (0,cluster/* withCluster */.B)(context, environment, (cluster) => (0,rollout_status/* findWayBack */.C9)(cluster, { namespace: environment.namespace, application: context.config.name }));
        return (0,overview/* wayBackFromNow */.Bs)(environment.name, revisions);
    }
    catch {
        return {
            text: `What can be gone back to is not known, because the cluster did not answer. The action deploy-kubernetes with 'command: status' lists the revisions.`,
        };
    }
}
/** Reports what a verification found and writes the brief of the record. */
async function reportVerification(context, environment, record, verification, recordPath) {
    for (const finding of verification.findings)
        context.reporter.finding(finding);
    const drawn = briefSection((0,lib_brief/* releaseBrief */.s)(record), verification);
    const brief = { ...drawn, overview: { ...drawn.overview, back: await wayBackNow(context, environment) } };
    const page = {
        title: `Release brief of ${context.config.name}`,
        verdict: verification.verdict,
        rehearsal: context.run.rehearsal,
        overview: brief.overview,
        chain: [],
        sections: [brief],
    };
    const briefPath = await (0,reports/* writeBrief */.kx)(context, environment.name, page);
    const error = verification.findings.find((finding) => finding.severity === "error");
    return {
        verdict: verification.verdict,
        note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
        section: verificationSection(environment.name, brief, verification),
        result: { recordPath, briefPath, verification },
    };
}


/***/ }),

/***/ 89719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ releaseBrief)
/* harmony export */ });
/* harmony import */ var _signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69800);

/** Draws the brief out of a record. Nothing is verified here; verify the record first. */
function releaseBrief(record) {
    const views = record.statements.map(_signing_bundle_js__WEBPACK_IMPORTED_MODULE_0__/* .inspectBundle */ .rI);
    const release = last(views, "release");
    const deploy = last(views, "deploy");
    const approval = last(views, "approve");
    return {
        application: release?.facts.application ?? "",
        environment: release?.facts.environment ?? "",
        commit: release?.run.commit ?? "",
        images: Object.entries(release?.facts.images ?? {}).map(([name, reference]) => ({ name, reference })),
        checks: views
            .filter(({ stage }) => stage !== "release")
            .map(({ stage, subjects, verdict }) => ({ stage, subject: subjects[0]?.name ?? "", verdict })),
        migrations: views.flatMap((view) => view.stage === "migrate" ? view.facts.applied.map(({ version, name }) => `${version} ${name}`) : []),
        objects: (deploy?.facts.objects ?? []).map(({ kind, name, action }) => ({ name: `${kind}/${name}`, action })),
        pods: (deploy?.facts.pods ?? []).map(({ name, imageID, digest }) => ({ name, digest: digest ?? imageID ?? "" })),
        approver: approval?.facts.approvers.join(", ") || "nobody",
        planDigest: release?.facts.plan,
        revision: deploy?.facts.revision,
    };
}
function last(views, stage) {
    return views.findLast((view) => view.stage === stage);
}


/***/ }),

/***/ 28662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ subjectFindings)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Which subjects are not what the statements say any more; each is read once. */
async function subjectFindings(statements, readSubject) {
    const findings = [];
    const seen = new Set();
    for (const statement of statements) {
        for (const subject of statement.subjects) {
            const key = JSON.stringify([subject.kind, subject.name, subject.digest]);
            // A release's digest is judged with the statement that closes it; nothing in the world has it.
            if (seen.has(key) || subject.kind === "release")
                continue;
            seen.add(key);
            const found = await readNow(readSubject, subject, statement, findings);
            if (found === "unreadable")
                continue;
            const { digest: now, seen: observed } = typeof found === "object" ? found : { digest: found, seen: found };
            if (now === subject.digest)
                continue;
            findings.push({
                rule: "subject-changed",
                severity: "error",
                what: now === undefined
                    ? `${labelOf(subject)} of the ${statement.stage} statement cannot be read or does not hold any more.`
                    : `${labelOf(subject)} is not what the ${statement.stage} statement is about: it was changed after that stage.`,
                observed: observed ?? now ?? "nothing that could be compared",
                expected: subject.digest,
                next: "Undo the change, or run a new release for it.",
            });
        }
    }
    return findings;
}
function labelOf({ kind, name }) {
    if (kind === "path")
        return `'${name}'`;
    return kind === "environment" ? `What runs in '${name}'` : `The ${kind} '${name}'`;
}
/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(readSubject, subject, statement, findings) {
    try {
        return await readSubject(subject, statement);
    }
    catch (error) {
        findings.push({
            rule: "subject-unreadable",
            severity: "error",
            what: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(error),
            next: "Do not rely on this record. Run a new release.",
        });
        return "unreadable";
    }
}


/***/ })

};
