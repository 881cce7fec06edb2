export const id = 1127;
export const ids = [1127];
export const modules = {

/***/ 26840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readFoundCaller)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87362);


const ROOT_ACTION = /^waybill-ci\/waybill@/;
/** Those of the called workflows that change an environment, ours and an organisation's copies. */
const RELEASES = /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/(release|deploy)\.yml@/;
/** Reads a workflow; undefined where none of its jobs calls Waybill. Nothing of it is run. */
function readFoundCaller(text) {
    const way = wayOf(text);
    if (way === undefined)
        return undefined;
    const read = (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__/* .readYamlFile */ .kv)(text);
    // Of what cannot be read nothing is claimed.
    if ("problem" in read)
        return { way, handed: new Map(), inherits: true };
    const jobs = Object.values((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(read.value, "jobs")).filter((job) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(job));
    const steps = jobs.flatMap((job) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(job, "steps").map((step) => ({ job, step })));
    const own = steps.filter(({ step }) => ROOT_ACTION.test((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(step, "uses") ?? ""));
    const calls = jobs.filter((job) => RELEASES.test((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(job, "uses") ?? ""));
    const handed = [
        ...own.flatMap(({ job, step }) => [
            ...[read.value, job, step].flatMap((holder) => Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(holder, "env"))),
            ...kubeconfigOf(step, "kubeconfig"),
        ]),
        ...calls.flatMap((job) => [...Object.entries((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(job, "secrets")), ...kubeconfigOf(job, "cloud")]),
    ];
    return { way, handed: secretsBy(handed), inherits: calls.some((job) => (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(job, "secrets") === "inherit") };
}
function wayOf(text) {
    if (/uses:\s*["']?waybill-ci\/waybill@/.test(text))
        return "inline";
    if (/uses:\s*["']?waybill-ci\/waybill\/\.github\/workflows\/\w+\.yml@/.test(text))
        return "public";
    return /uses:\s*["']?[\w.-]+\/[\w.-]+\/\.github\/workflows\/release\.yml@/.test(text) && /\bWAYBILL_/.test(text) ? "vendored" : undefined;
}
/** An input that gives the kubeconfig. */
function kubeconfigOf(holder, input) {
    const value = (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__/* .scalarText */ .ws)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(holder, "with")[input]);
    return value === undefined || value === "" ? [] : [["KUBECONFIG", value]];
}
function secretsBy(entries) {
    const all = new Map();
    for (const [name, value] of entries) {
        const secrets = [...((0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__/* .scalarText */ .ws)(value) ?? "").matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].flatMap(([, secret]) => secret ?? []);
        all.set(name, [...new Set([...(all.get(name) ?? []), ...secrets])]);
    }
    return all;
}


/***/ }),

/***/ 4944:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ readRepository)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94305);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43971);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80720);



/** Reads it from git's own configuration; nothing is asked of a server, and git not again for a folder of a repository that is known. */
async function readRepository(workspace, env, known) {
    const root = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .repositoryOf */ ._M)(workspace) ?? workspace;
    const below = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(root, workspace).split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep).join("/");
    const directory = below === "" ? undefined : below;
    const { slug, branch } = known?.root === root ? known : await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .readRemote */ .Z)(workspace, env);
    const named = directory === undefined && slug !== undefined ? slug.split("/")[1] : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(workspace);
    return { root, directory, slug, branch: branch ?? "main", product: (0,_names_js__WEBPACK_IMPORTED_MODULE_3__/* .dnsLabel */ .UG)(named ?? "") ?? (0,_names_js__WEBPACK_IMPORTED_MODULE_3__/* .dnsLabel */ .UG)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(workspace)) ?? "product" };
}


/***/ }),

/***/ 87362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gC: () => (/* binding */ textList),
/* harmony export */   kv: () => (/* binding */ readYamlFile),
/* harmony export */   ws: () => (/* binding */ scalarText)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);


/**
 * Reads one mapping, as GitHub and Compose do (YAML 1.2, `<<` merges; Kubernetes reads 1.1, and our own files take less). Aliases are read up to
 * a limit, so that a small file cannot stand for a huge one.
 */
function readYamlFile(text) {
    const lineCounter = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { merge: true, logLevel: "silent", prettyErrors: false, lineCounter });
    const [error] = document.errors;
    if (error)
        return { problem: `is no YAML: ${error.message}` };
    try {
        const value = document.toJS({ maxAliasCount: 100 });
        const lineOf = (...path) => lineCounter.linePos(offsetOf(document, path)).line;
        return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) ? { value, lineOf } : { problem: "holds no mapping" };
    }
    catch (thrown) {
        return { problem: `cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
    }
}
/** Where a value stands, a member by its key; the last place on the way that is known. */
function offsetOf(document, path) {
    let node = document.contents;
    let offset = 0;
    for (const step of path) {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
            node = node.resolve(document);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
            const pair = node.items.find(({ key }) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) && String(key.value) === String(step));
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair?.key))
                offset = pair.key.range?.[0] ?? offset;
            node = pair?.value;
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) && typeof step === "number") {
            node = node.items[step];
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
                offset = node.range?.[0] ?? offset;
        }
        else
            return offset;
    }
    return offset;
}
/** A scalar as text; undefined for everything else. */
function scalarText(value) {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
/** A list of texts, or one text as a list. */
function textList(value) {
    return (Array.isArray(value) ? value : [value]).flatMap((item) => scalarText(item) ?? []);
}


/***/ }),

/***/ 80720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fi: () => (/* binding */ uniqueName),
/* harmony export */   N6: () => (/* binding */ namespaceOf),
/* harmony export */   S_: () => (/* binding */ lastPart),
/* harmony export */   UG: () => (/* binding */ dnsLabel),
/* harmony export */   _K: () => (/* binding */ isOutside),
/* harmony export */   cG: () => (/* binding */ variableName),
/* harmony export */   lW: () => (/* binding */ pathIn),
/* harmony export */   tq: () => (/* binding */ isEnvironmentName),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/** What a Kubernetes name, an image name of waybill.yml and a part of an image's repository all take. */
const MAX_NAME = 63;
/** A text as a DNS label: lower-case letters, digits and '-'; undefined when nothing of it remains. */
function dnsLabel(text) {
    const label = text
        .normalize("NFKD")
        .replaceAll(/\p{M}+/gu, "")
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .slice(0, MAX_NAME)
        .replaceAll(/^-+|-+$/g, "");
    return label === "" ? undefined : label;
}
/** The name itself, or with the first number that makes it new. */
function uniqueName(name, taken) {
    for (let number = 2, next = name;; number++) {
        if (!taken.has(next))
            return next;
        next = `${name.slice(0, MAX_NAME - 4)}-${number}`;
    }
}
/** A name as an environment variable: `STAGING_EU`. */
function variableName(text) {
    return text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
}
/** Whether waybill.yml and a workflow take the name of an environment as it stands. */
function isEnvironmentName(name) {
    return /^[A-Za-z]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name);
}
/** The folder of a path with `/`, `.` for the top. */
function folderOf(path) {
    const slash = path.lastIndexOf("/");
    return slash < 0 ? "." : path.slice(0, slash);
}
/** A path inside a folder, `.` for the folder itself. */
function pathIn(folder, path) {
    const parts = [];
    for (const part of `${folder}/${path}`.replaceAll("\\", "/").split("/")) {
        if (part === "" || part === ".")
            continue;
        if (part === ".." && parts.length > 0 && parts.at(-1) !== "..")
            parts.pop();
        else
            parts.push(part);
    }
    return parts.join("/") || ".";
}
/** Whether a path, as `pathIn` gives it, leaves the workspace. */
function isOutside(path) {
    return path === ".." || path.startsWith("../");
}
/** The last part of a path. */
function lastPart(path) {
    return path.split("/").at(-1) ?? path;
}
/** A text that is the name of a Kubernetes namespace. */
function namespaceOf(text) {
    return text !== undefined && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text) ? text : undefined;
}


/***/ }),

/***/ 78145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ checklist),
/* harmony export */   Y: () => (/* binding */ joinNeeds)
/* harmony export */ });
/** More secrets than this are told together, so that the list stays one that can be read at once. */
const MAX_SECRET_LINES = 4;
const MAX_NAMES = 12;
/** One line for each thing to do, in the order in which to do them: twelve at most, whatever the product has. docs/init.md says why and how. */
function checklist(needs) {
    const { environments, buildVariables, otherRegistries, way, pipelines, callersWithoutEnv = [] } = needs;
    const names = environments.map(({ name }) => name);
    const plans = way === "inline"
        ? ""
        : ` (and ${listed(names.map((name) => `${name}-plan`))}, which ${names.length === 1 ? "needs" : "need"} no approval)`;
    const isDeployed = names.length > 0;
    return [
        ...(isDeployed ? [`GitHub, Settings, Environments: make ${listed(names)}${plans}.`] : []),
        ...secretLines(environments, way),
        ...(callersWithoutEnv.length === 0 ? [] : [`${listed(callersWithoutEnv, 4)}: hand on WAYBILL_ENV, or what it holds by name.`]),
        ...(isDeployed ? [clusterLine(way)] : []),
        ...(buildVariables.length === 0 ? [] : [`Secret WAYBILL_BUILD_ENV of the repository, with the lines ${lines(buildVariables)}.`]),
        "Secret WAYBILL_SIGNING_KEY of the repository, unless jobs sign with their identity; a private repository needs it, or 'public-log: true'.",
        ...(otherRegistries.length === 0
            ? []
            : [`Registry ${listed(otherRegistries)}: secret REGISTRY_TOKEN, and its user as the input 'registry-username' of every call.`]),
        ...(isDeployed
            ? [
                "Reviewers: required reviewers exist on the plans Free, Pro and Team for public repositories only; elsewhere approve a plan by its digest.",
            ]
            : []),
        ...(pipelines.length === 0 ? [] : [`${listed(pipelines, 4)}: remove what Waybill does now, or both will build and deploy.`]),
    ];
}
function clusterLine(way) {
    const cloud = way === "inline" ? "" : "; the input 'cloud' (EKS, AKS, GKE) takes its place";
    return `Cluster: a kubeconfig of an account of its own, which may change its namespace and no more${cloud}.`;
}
function secretLines(environments, way) {
    if (environments.length === 0)
        return [];
    if (way !== "public")
        return environmentLines(environments);
    const all = {
        variables: [...new Set(environments.flatMap(({ variables }) => variables))],
        secrets: [...new Set(environments.flatMap(({ secrets = [] }) => secrets))],
    };
    const isShared = environments.length > 1 && [...all.variables, ...all.secrets].includes("KUBECONFIG");
    return secretLine("of the repository, one for all environments", all).map((line) => `${line}${isShared ? " Where their clusters differ, give each environment a 'kubeconfig: env:NAME' of its own in waybill.yml." : ""}`);
}
/** Environments that need the same are told in one line. */
function environmentLines(environments) {
    const groups = new Map();
    for (const { name, variables, secrets = [] } of environments) {
        const key = JSON.stringify([variables, secrets]);
        const group = groups.get(key);
        if (group)
            group.names.push(name);
        else
            groups.set(key, { names: [name], needs: { variables, secrets } });
    }
    const all = [...groups.values()];
    const told = all.slice(0, all.length > MAX_SECRET_LINES ? MAX_SECRET_LINES - 1 : MAX_SECRET_LINES);
    const rest = all.slice(told.length).flatMap(({ names }) => names);
    return [
        ...told.flatMap(({ names, needs }) => secretLine(names.length === 1 ? `of the environment ${names.join("")}` : `of each of the environments ${listed(names)}`, needs)),
        ...(rest.length === 0 ? [] : [`Secret WAYBILL_ENV of ${listed(rest)} likewise: 'waybill config -e NAME' shows the variables of each.`]),
    ];
}
function lines(variables) {
    return listed(variables.map((name) => `${name}=…`));
}
/** "a, b and c"; of many the first ones and how many more there are. */
function listed(names, max = MAX_NAMES) {
    if (names.length > max)
        return `${names.slice(0, max - 1).join(", ")} and ${names.length - max + 1} more`;
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
/** One line; none where no secret is needed. */
function secretLine(place, { variables, secrets = [] }) {
    const named = `Secret${secrets.length > 1 ? "s" : ""} ${listed(secrets)} ${place}, which the workflow hands on by name`;
    const packed = `with the lines ${lines(variables)}.`;
    if (secrets.length === 0)
        return variables.length === 0 ? [] : [`Secret WAYBILL_ENV ${place}, ${packed}`];
    return [variables.length === 0 ? `${named}.` : `${named}; and WAYBILL_ENV there, ${packed}`];
}
/** What several products of one repository need, each thing once: they share its environments and secrets on GitHub. */
function joinNeeds(all) {
    const unique = (list) => [...new Set(list)];
    const names = unique(all.flatMap(({ environments }) => environments.map(({ name }) => name)));
    const of = (environment) => all.flatMap(({ environments }) => environments.filter(({ name }) => name === environment));
    return {
        environments: names.map((name) => ({
            name,
            variables: unique(of(name).flatMap(({ variables }) => variables)),
            secrets: unique(of(name).flatMap(({ secrets = [] }) => secrets)),
        })),
        buildVariables: unique(all.flatMap(({ buildVariables }) => buildVariables)),
        otherRegistries: unique(all.flatMap(({ otherRegistries }) => otherRegistries)),
        way: all.find(({ way }) => way === "inline")?.way ?? all[0]?.way ?? "public",
        pipelines: unique(all.flatMap(({ pipelines }) => pipelines)),
        callersWithoutEnv: unique(all.flatMap(({ callersWithoutEnv = [] }) => callersWithoutEnv)),
    };
}


/***/ }),

/***/ 73304:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ needsOfConfig),
/* harmony export */   U: () => (/* binding */ handedOn)
/* harmony export */ });
/* harmony import */ var _waybill_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76770);

/** GitHub's own registry, to which a job logs in with its token. */
const OWN_REGISTRY = "ghcr.io";
/** What a configuration needs of people before its first release. */
function needsOfConfig(config) {
    const released = Object.values(config.environments).filter(({ preview }) => preview !== true);
    return {
        environments: released.map(({ name, kubeconfig }) => ({
            name,
            variables: unique([
                ...(0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .secretRefs */ .DW)(config, name).flatMap(({ place, ref }) => (place.startsWith("images.") ? [] : [ref.env])),
                ...(kubeconfig === undefined ? ["KUBECONFIG"] : []),
            ]),
        })),
        buildVariables: unique((0,_waybill_config__WEBPACK_IMPORTED_MODULE_0__/* .secretRefs */ .DW)(config).flatMap(({ place, ref }) => (place.startsWith("images.") ? [ref.env] : []))),
        otherRegistries: unique([
            ...(Object.keys(config.images).length === 0 && released.length === 0 ? [] : [config.registry]),
            ...Object.values(config.images).flatMap(({ repository }) => hostOf(repository ?? "") ?? []),
        ]).filter((host) => host !== OWN_REGISTRY),
    };
}
/** The needs as the workflow that is there leaves them: what it hands on by name is a secret of its own, and no line of WAYBILL_ENV. */
function handedOn(needs, path, caller) {
    if (path === undefined || caller === undefined)
        return needs;
    const environments = needs.environments.map(({ name, variables }) => ({
        name,
        variables: variables.filter((variable) => !caller.handed.has(variable)),
        secrets: unique(variables.flatMap((variable) => caller.handed.get(variable) ?? [])),
    }));
    const lacks = !caller.inherits && !caller.handed.has("WAYBILL_ENV") && environments.some(({ variables }) => variables.length > 0);
    return { ...needs, environments, callersWithoutEnv: lacks ? [path] : [] };
}
/** The host that a repository names, as a registry's client reads it. */
function hostOf(repository) {
    return /^([^/]*[.:][^/]*|localhost)\//.exec(repository)?.[1];
}
function unique(list) {
    return [...new Set(list)];
}


/***/ }),

/***/ 46430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ readOwnWorkflows),
/* harmony export */   X: () => (/* binding */ readWaybill)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94305);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43971);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24574);




const REPOSITORY = "waybill-ci/waybill";
const WORKFLOWS = ".github/workflows";
/**
 * Finds out which commit of Waybill is running: by the checkout that it lies in, or by the folder that a runner or an archive of GitHub names after
 * the commit. Throws an `input` error about `commit` where neither says it: what is called must never change under those who call it.
 */
async function readWaybill(options) {
    const root = findRoot(options.searchFrom);
    const head = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .repositoryOf */ ._M)(root) === root ? await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_4__/* .readHead */ .z)(root, options.env) : { tags: [] };
    const commit = options.commit ?? head.commit ?? /[0-9a-f]{40}$/.exec((0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root)))?.[0];
    if (commit === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .inputError */ .Xu)("commit", `is needed, because the Waybill in '${root}' is no checkout that says which commit it is; give the commit of the release, as its page on GitHub has it`);
    if (!/^[0-9a-f]{40}$/.test(commit))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .inputError */ .Xu)("commit", `is '${commit}'; it must be all 40 hex digits of a commit of ${REPOSITORY}`);
    const released = head.tags.find((tag) => /^v\d+\.\d+\.\d+/.test(tag));
    const version = options.version ?? released ?? `${await ownVersion(root)}-unreleased`;
    const workflows = await readWorkflows(root);
    return { reference: { repository: REPOSITORY, commit, version }, checkout: findCheckout(workflows), workflows };
}
/** The text of each workflow of the Waybill that runs, by its file's name. Throws as `readWaybill` where none lie beside the program. */
function readOwnWorkflows(searchFrom) {
    return readWorkflows(findRoot(searchFrom));
}
function findRoot(from) {
    for (let at = from;; at = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(at)) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(at, "action.yml")) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(at, WORKFLOWS, "release.yml")))
            return at;
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(at) === at)
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("environment", `The workflows of Waybill do not lie beside the program in '${from}'. Run it from a checkout of ${REPOSITORY}, or from the archive of a release.`);
    }
}
async function ownVersion(root) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .textAt */ .$6)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, "package.json"), "utf8")), "version") ?? "0.0.0";
}
async function readWorkflows(root) {
    const names = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, WORKFLOWS))).filter((name) => name.endsWith(".yml"));
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, WORKFLOWS, name), "utf8")])));
}
function findCheckout(workflows) {
    const [, commit, version] = /uses: actions\/checkout@([0-9a-f]{40}) # (v[\w.]+)/.exec(workflows["validate.yml"] ?? workflows["build.yml"] ?? "") ?? [];
    if (commit === undefined || version === undefined)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("environment", "The workflows of this Waybill name no commit of actions/checkout. Take them from a release.");
    return { repository: "actions/checkout", commit, version };
}


/***/ }),

/***/ 43971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ readRemote),
/* harmony export */   z: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94305);

/** Where `origin` did not say which branch it checks out by default, one of these names is more likely it than a branch of somebody's work. */
const USUAL_BRANCHES = ["main", "master"].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]);
/** Reads git's own files; no server is asked. Without a repository, or without git, nothing is known. */
async function readRemote(folder, env) {
    if ((0,_git_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryOf */ ._M)(folder) === undefined)
        return { tags: [] };
    const ask = async (...args) => {
        const answer = await (0,_git_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)(folder, env, args);
        return answer?.exitCode === 0 && answer.stdout.trim() !== "" ? answer.stdout.trim() : undefined;
    };
    const [url, head, usual, current, { commit, tags }] = await Promise.all([
        // As it is written down: `insteadOf` would give the address of a mirror.
        ask("config", "--get", "remote.origin.url"),
        ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"),
        ask("for-each-ref", "--format=%(refname:lstrip=-1)", ...USUAL_BRANCHES),
        ask("symbolic-ref", "--quiet", "--short", "HEAD"),
        readHead(folder, env),
    ]);
    const branch = head?.replace(/^origin\//, "") ?? usual?.split("\n")[0] ?? current;
    return { slug: slugOf(url), branch, commit, tags };
}
/** Reads which commit is checked out, by one call of git. Without a repository, a commit, or git, nothing is known. */
async function readHead(folder, env) {
    if ((0,_git_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryOf */ ._M)(folder) === undefined)
        return { tags: [] };
    // Nothing that may be set for `git log` shall add to it; no name of a tag has a comma and a space.
    const plain = ["-c", "log.showSignature=false", "log", "-1", "--no-color", "--decorate=full", "--decorate-refs=refs/tags/*"];
    const answer = await (0,_git_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)(folder, env, [...plain, "--format=%H %D", "HEAD"]);
    const [, commit, names = ""] = /^([0-9a-f]{40}) (.*)$/m.exec(answer?.exitCode === 0 ? answer.stdout : "") ?? [];
    const tags = names.split(", ").flatMap((name) => (name.startsWith("tag: refs/tags/") ? [name.slice("tag: refs/tags/".length)] : []));
    return { commit, tags: tags.sort() };
}
/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` and `ssh://git@host:22/acme/shop.git` all name `acme/shop`. */
function slugOf(url = "") {
    const [, owner, name] = /^(?:[a-z+]+:\/\/[^/]+\/|[^/\s]+@[^/:\s]+:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(url) ?? [];
    return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}


/***/ }),

/***/ 43485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readCalledWorkflow)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26788);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _permissions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63148);



const ACCESS = new Set(["none", "read", "write"]);
/**
 * Reads a workflow with `on: workflow_call`; `name` is its file's, for messages. Throws an `input` error for text that is none, and where
 * a job does not say which permissions it asks for, because its caller could not tell what to give.
 */
function readCalledWorkflow(name, text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text);
    if (document.errors.length > 0)
        throw refusal(name, `is no YAML: ${document.errors[0]?.message.split("\n")[0]}`);
    const root = mapIn(document.contents);
    const call = mapAt(root, "on", "workflow_call");
    if (root === undefined || mapAt(root, "on")?.has("workflow_call") !== true)
        throw refusal(name, "cannot be called: it lacks 'on: workflow_call'");
    const inputs = mapAt(call, "inputs");
    return {
        name,
        permissions: (0,_permissions_js__WEBPACK_IMPORTED_MODULE_1__/* .unionOf */ .Z6)(permissionsOfJobs(name, root)),
        secrets: keysOf(mapAt(call, "secrets")),
        inputs: keysOf(inputs),
        requiredInputs: keysOf(inputs).filter((input) => mapAt(inputs, input)?.get("required") === true),
    };
}
function permissionsOfJobs(name, root) {
    const jobs = mapAt(root, "jobs");
    return keysOf(jobs).flatMap((job) => {
        const own = mapIn(jobs?.get(job, true));
        const holder = own?.has("permissions") === true ? own : root;
        const permissions = mapIn(holder.get("permissions", true));
        if (permissions === undefined)
            throw refusal(name, `does not list the permissions of its job '${job}'`);
        return permissions.items.map(({ key, value }) => {
            const access = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) ? String(value.value) : "";
            if (!isAccess(access))
                throw refusal(name, `gives job '${job}' the permission '${String(key)}: ${access}'; it must be read, write or none`);
            const reason = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) ? value.comment?.trim() : undefined;
            return { scope: String(key), access, reasons: reason === undefined || reason === "" ? [] : [reason] };
        });
    });
}
function isAccess(text) {
    return ACCESS.has(text);
}
function refusal(name, problem) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", `The workflow '${name}' ${problem}. Take the file from a release of Waybill.`);
}
function mapAt(map, ...path) {
    return path.reduce((at, key) => mapIn(at?.get(key, true)), map);
}
function mapIn(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) ? node : undefined;
}
function keysOf(map) {
    return (map?.items ?? []).map(({ key }) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? String(key.value) : String(key)));
}


/***/ }),

/***/ 63148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z6: () => (/* binding */ unionOf),
/* harmony export */   nl: () => (/* binding */ describeReasons)
/* harmony export */ });
/* unused harmony export includesAccess */
const ORDER = ["none", "read", "write"];
/** Whether the first access includes the second. */
function includesAccess(given, asked) {
    return ORDER.indexOf(given) >= ORDER.indexOf(asked);
}
/** The least permissions that include all of the given ones; a reason for `read` goes where another job asks for `write`. */
function unionOf(permissions) {
    const union = new Map();
    for (const { scope, access, reasons } of permissions) {
        const before = union.get(scope);
        if (before === undefined || !includesAccess(before.access, access))
            union.set(scope, { scope, access, reasons: [...new Set(reasons)] });
        else if (before.access === access)
            union.set(scope, { ...before, reasons: [...new Set([...before.reasons, ...reasons])] });
    }
    return [...union.values()].filter(({ access }) => access !== "none");
}
/** The reasons in one line, without those that another one says as well. */
function describeReasons({ reasons }) {
    const told = reasons.filter((reason) => !reasons.some((other) => other !== reason && other.includes(reason)));
    return told.length === 0 ? "as the called workflow asks" : told.join(", ");
}


/***/ })

};
