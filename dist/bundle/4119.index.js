export const id = 4119;
export const ids = [4119];
export const modules = {

/***/ 68607:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64150);


/** Reads every input of the action. */
function readInputs() {
    return {
        cloud: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("cloud", { required: true }),
        job: {
            purpose: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readChoice */ .Kf)("purpose", ["change", "plan", "read", "build"]) ?? "change",
            environment: readEnvironment(),
            cluster: (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readBoolean */ .Vf)("cluster"),
        },
    };
}
/** It becomes a part of names in the cloud. */
function readEnvironment() {
    const name = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("environment");
    if (name === undefined || /^[A-Za-z0-9._-]+$/.test(name))
        return name;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", `is '${name}'; the name of an environment consists of letters, digits, '.', '_' and '-'`);
}


/***/ }),

/***/ 84119:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57656);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64150);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72853);
/* harmony import */ var _waybill_workflows__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20589);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68607);



await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async ({ env, reporter }) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_2__/* .refuseUnknownInputs */ .QZ)(env);
    const login = (0,_waybill_workflows__WEBPACK_IMPORTED_MODULE_3__/* .readCloud */ .e)(inputs.cloud, inputs.job);
    reporter.info(login === undefined ? "This job has nothing to log in to." : `Logging in to ${login.cloud} as ${login.identity}`);
    (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("login", JSON.stringify(login ?? {}));
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 20589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ readCloud)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);


const GUID = { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, example: "11111111-2222-3333-4444-555555555555" };
const form = (pattern, example) => ({ pattern, example });
const CLOUDS = {
    aws: {
        identity: "role",
        settings: {
            role: form(/^arn:aws[a-z-]*:iam::\d+:role\/[\w+=,.@/-]+$/, "arn:aws:iam::123456789012:role/shop"),
            region: form(/^[a-z]{2}(-[a-z]+)+-\d$/, "eu-central-1"),
            cluster: form(/^[A-Za-z0-9][\w-]{0,99}$/, "shop"),
            registry: form(/^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, "123456789012.dkr.ecr.eu-central-1.amazonaws.com"),
        },
        always: ["region"],
        forCluster: [],
        registry: (host, { region = "" }) => {
            const [account = "", , , place = ""] = host.split(".");
            if (place === region)
                return { account };
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `names the registry '${host}', which is not in the region '${region}'; a job logs in to one region`);
        },
    },
    azure: {
        identity: "client-id",
        settings: {
            "client-id": GUID,
            "tenant-id": GUID,
            "subscription-id": GUID,
            "resource-group": form(/^[\w.()-]{1,90}$/, "shop"),
            cluster: form(/^[A-Za-z0-9][\w-]{0,62}$/, "shop"),
            registry: form(/^[a-z0-9]{5,50}\.azurecr\.(io|cn|us)$/, "acmeshop.azurecr.io"),
        },
        always: ["tenant-id", "subscription-id"],
        forCluster: ["resource-group"],
        registry: (host) => ({ "registry-name": host.split(".")[0] ?? "" }),
    },
    google: {
        identity: "service-account",
        settings: {
            "service-account": form(/^[a-z][a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/, "shop@acme.iam.gserviceaccount.com"),
            "workload-identity-provider": form(/^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/, "projects/123456789/locations/global/workloadIdentityPools/github/providers/shop"),
            project: form(/^[a-z0-9.:-]{4,63}$/, "acme"),
            location: form(/^[a-z]+-[a-z]+\d(-[a-z])?$/, "europe-west3"),
            cluster: form(/^[a-z][a-z0-9-]{0,39}$/, "shop"),
            registry: form(/^([a-z0-9-]+-docker\.pkg\.dev|([a-z]+\.)?gcr\.io)$/, "europe-west3-docker.pkg.dev"),
        },
        always: ["workload-identity-provider"],
        forCluster: ["project", "location"],
        registry: () => ({}),
    },
};
const ELSEWHERE = ["plan", "read", "build"];
const PLACEHOLDER = "{environment}";
/** What a branch that edits its workflow could do otherwise. */
const WHY = {
    read: "; pull requests and monitors never log in as who changes an environment, so name an identity that can only read",
};
/**
 * Reads the input `cloud`: one cloud's name and below it its settings, as YAML or JSON. Returns how a job logs in, or undefined where there
 * is nothing for it to log in to. Throws an `input` error that names the setting for everything that the cloud would refuse later.
 */
function readCloud(text, job) {
    const [name, cloud, given] = readSettings(text);
    const at = (key) => `${name}.${key}`;
    const has = (key) => given[key] !== undefined;
    const uses = { cluster: job.cluster && has("cluster"), registry: has("registry") };
    for (const key of [...cloud.always, ...(has("cluster") ? cloud.forCluster : [])])
        if (!has(key))
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `lacks '${at(key)}', such as ${cloud.settings[key]?.example}`);
    if (!has(cloud.identity) && !ELSEWHERE.some((prefix) => has(`${prefix}-${cloud.identity}`)))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `lacks '${at(cloud.identity)}', such as ${cloud.settings[cloud.identity]?.example}`);
    if (!job.cluster && !uses.registry)
        return undefined;
    const own = `${job.purpose}-${cloud.identity}`;
    const candidates = job.purpose === "read" ? [own, `plan-${cloud.identity}`] : [own, cloud.identity];
    const identity = candidates.find(has);
    if (identity === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `names nobody for the jobs that ${job.purpose}; give '${candidates.map(at).toReversed().join("' or '")}'${WHY[job.purpose] ?? ""}`);
    const value = (key) => settle({ at: at(key), value: given[key] ?? "", own: at(own) }, formOf(cloud, key), job);
    if (job.purpose === "read" && has(cloud.identity) && value(identity).toLowerCase() === value(cloud.identity).toLowerCase())
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `has the same in '${at(identity)}' and '${at(cloud.identity)}'${WHY.read}`);
    const needed = [...cloud.always, ...(uses.cluster ? ["cluster", ...cloud.forCluster] : [])];
    const settings = Object.fromEntries(needed.map((key) => [key, value(key)]));
    const registry = uses.registry ? value("registry") : undefined;
    return {
        cloud: name,
        identity: value(identity),
        ...settings,
        ...(registry === undefined ? {} : { registry, ...cloud.registry(registry, settings) }),
    };
}
function readSettings(text) {
    const clouds = entriesOf(parseText(text), "the name of one cloud and below it its settings");
    const known = Object.keys(CLOUDS);
    const foreign = clouds.find(([name]) => !known.includes(name));
    if (foreign !== undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `names '${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .cutText */ .IN)(foreign[0], 40)}'; allowed are ${known.join(", ")}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(foreign[0], known)}`);
    const [first, second] = clouds;
    if (second !== undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `names two clouds, '${first?.[0]}' and '${second[0]}', and a call works with one; call the workflow once for each`);
    const [name, below] = first ?? ["", undefined];
    const cloud = CLOUDS[name];
    if (cloud === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `holds nothing; allowed are ${known.join(", ")}`);
    return [
        name,
        cloud,
        Object.fromEntries(entriesOf(below, `settings below '${name}'`).map(([key, value]) => readSetting(name, cloud, key, value))),
    ];
}
function readSetting(name, cloud, key, value) {
    const keys = [...Object.keys(cloud.settings), ...ELSEWHERE.map((prefix) => `${prefix}-${cloud.identity}`)];
    if (!keys.includes(key))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `names '${name}.${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .cutText */ .IN)(key, 40)}', which ${name} does not have; it has ${keys.join(", ")}${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(key, keys)}`);
    if (value === null || value === "")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `leaves '${name}.${key}' empty; a variable of the repository or organisation that is not set is empty here`);
    if (typeof value !== "string" && typeof value !== "number")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `gives '${name}.${key}' something else than a text; it is such as ${formOf(cloud, key).example}`);
    return [key, String(value)];
}
function formOf(cloud, key) {
    const found = cloud.settings[key] ?? cloud.settings[cloud.identity];
    if (found === undefined)
        throw new Error(`no form of '${key}'`);
    return found;
}
/** A setting as this job has it. */
function settle({ at, value, own }, { pattern, example }, job) {
    if (job.environment === undefined && value.includes(PLACEHOLDER))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `has ${PLACEHOLDER} in '${at}', and the jobs that ${job.purpose} are of no environment; give them '${own}', or write the value without it`);
    const settled = value.replaceAll(PLACEHOLDER, job.environment ?? "");
    if (pattern.test(settled))
        return settled;
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `has '${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .cutText */ .IN)(settled, 120)}' as '${at}'; it is such as ${example}`);
}
function parseText(text) {
    try {
        const value = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, { logLevel: "error" });
        return value;
    }
    catch (error) {
        // A ReferenceError is of an alias that stands for too much or for nothing.
        if (!(error instanceof yaml__WEBPACK_IMPORTED_MODULE_0__/* .YAMLParseError */ .XT || error instanceof ReferenceError))
            throw error;
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `is neither YAML nor JSON: ${error.message.split("\n")[0] ?? ""}`);
    }
}
function entriesOf(value, wanted) {
    if (typeof value === "object" && value !== null && !Array.isArray(value))
        return Object.entries(value);
    throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("cloud", `must hold ${wanted}, such as 'aws: { role: ${CLOUDS["aws"]?.settings["role"]?.example}, region: eu-central-1 }'`);
}


/***/ })

};
