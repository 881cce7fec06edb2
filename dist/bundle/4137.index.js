export const id = 4137;
export const ids = [4137];
export const modules = {

/***/ 15246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  initProject: () => (/* binding */ initProject)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/text.js
var lib_text = __webpack_require__(22079);
;// CONCATENATED MODULE: ./packages/init/lib/account.js

const MAX_SHOWN = 160;
/** The one account of everything that was found: nothing is passed over in silence. */
class Account {
    #taken = new Map();
    #left = new Map();
    get taken() {
        return [...this.#taken.values()];
    }
    get left() {
        return [...this.#left.values()];
    }
    take(found, became) {
        const row = { found: plainText(found), became: plainText(became) };
        this.#taken.set(JSON.stringify(row), row);
    }
    leave(found, why) {
        const row = { found: plainText(found), why: plainText(why, MAX_SHOWN * 4) };
        this.#left.set(JSON.stringify(row), row);
    }
}
/** Text of a stranger's file on one line of a terminal: control characters could move its cursor, and what reads backwards hides itself. */
function plainText(text, length = MAX_SHOWN) {
    const oneLine = text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "?");
    return (0,lib_text/* cutText */.IN)(oneLine.trim(), length);
}

// EXTERNAL MODULE: ./packages/init/lib/names.js
var lib_names = __webpack_require__(80720);
// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/image-name.js
var image_name = __webpack_require__(53434);
;// CONCATENATED MODULE: ./packages/init/lib/pipelines/facts.js

function noFacts() {
    return { builds: [], deploys: [], migrations: [], data: [], starts: [], requests: [], tags: [], environments: [] };
}
/** How much of a release has been found. */
function countFacts({ facts }) {
    return Object.values(facts).reduce((sum, list) => sum + list.length, 0);
}
/** A path of a pipeline as the workspace has it; undefined for one that leaves it, or that a variable decides. */
function ownPath({ directory }, path, folder = ".") {
    if (path.includes("$") || /^[a-z][\w+.-]*:\/\//i.test(path) || path.startsWith("/") || path.startsWith("~"))
        return undefined;
    const inRepository = (0,lib_names/* pathIn */.lW)(folder, path);
    if (directory === undefined)
        return (0,lib_names/* isOutside */._K)(inRepository) ? undefined : inRepository;
    if (inRepository === directory)
        return ".";
    return inRepository.startsWith(`${directory}/`) ? inRepository.slice(directory.length + 1) : undefined;
}
/** Whether a path of a pipeline is that of another product of the repository, whose own it is to say so. */
function isElsewhere({ directory }, path, folder = ".") {
    const inRepository = ownPath({ directory: undefined }, path, folder);
    return directory !== undefined && inRepository !== undefined && ownPath({ directory }, path, folder) === undefined;
}
/** Whether a path is a file, or a folder that holds one. */
function exists({ files }, path) {
    return path === "." || files.includes(path) || files.some((file) => file.startsWith(`${path}/`));
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/found.js


/** Adds a build whose Dockerfile is there; says so of one that is not. */
function addBuild(reading, build) {
    if (reading.tree.files.includes(build.dockerfile))
        reading.facts.builds.push(build);
    else
        reading.account.leave(build.from, `it builds '${build.dockerfile}', but nothing exists there`);
}
/** `NAME=value` as waybill.yml has it; a value that only a run knows is not taken. */
function readArguments(reading, from, list, secretOf = secretVariable) {
    const args = {};
    for (const item of list) {
        const [, name, value] = /^\s*([A-Za-z_]\w*)=([\s\S]*?)\s*$/.exec(item) ?? [];
        if (name === undefined || value === undefined)
            continue;
        const secret = secretOf(value);
        if (secret !== undefined)
            args[name] = `env:${secret}`;
        else if (/\$\{?\{?|\$\(/.test(value))
            reading.account.leave(`${from}: build argument ${name}`, `its value '${value}' is known only when it runs`);
        // waybill.yml would read it as the name of a variable.
        else if (value.startsWith("env:"))
            reading.account.leave(`${from}: build argument ${name}`, "a value that begins with 'env:' would name a variable");
        else
            args[name] = value;
    }
    return args;
}
/** What Jenkins, GitHub and their like set for each run: no value that anybody could keep as a secret. */
const OF_A_RUN = /^(BUILD_|GIT_|GITHUB_|RUNNER_|CI_|JOB_|CHANGE_|BRANCH_NAME$|WORKSPACE$|TAG$|VERSION$|COMMIT|SHA$|PWD$|CI$)/i;
function secretVariable(value) {
    const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value)?.[1];
    return name === undefined || OF_A_RUN.test(name) ? undefined : name;
}
/** Platforms that waybill.yml takes. */
function readPlatforms(reading, from, text) {
    const names = text.split(/[\s,]+/).filter((name) => name !== "");
    const known = names.filter((name) => /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/.test(name));
    for (const name of names)
        if (!known.includes(name))
            reading.account.leave(`${from}: platform '${name}'`, "not known before it runs");
    return [...new Set(known)];
}
/** The repository of a tag, whatever its version is; undefined when the repository itself is known only when it runs. */
function repositoryOfTag(tag) {
    const text = tag.trim();
    const open = text.search(/\$\{|\$\w/);
    // What stands behind the repository's own colon is the version.
    const colon = text.indexOf(":", text.indexOf("/") + 1);
    const repository = open >= 0 && colon > 0 && colon < open ? text.slice(0, colon) : text;
    return (0,image_name/* parseImageName */.i)(repository)?.repository;
}
/** Paths of manifests that are there; a pattern stands for its folder. */
function readManifestPaths(reading, from, paths, folder = ".") {
    return paths.flatMap((path) => {
        if (path === "-" || isElsewhere(reading, path, folder))
            return [];
        const plain = path.trim().replace(/\/?[^/]*\*[^/]*$/, "") || ".";
        const own = ownPath(reading, plain, folder);
        if (own !== undefined && exists(reading.tree, own))
            return [own];
        reading.account.leave(`${from}: manifests '${path}'`, own === undefined ? "no path of this folder that is known before it runs" : "nothing exists there");
        return [];
    });
}
/** Folders of migrations, as the tools write them: `filesystem:sql`, `file://sql`. */
function readFolders(reading, locations, { from, folder }) {
    for (const location of locations) {
        if (isElsewhere(reading, plainLocation(location), folder))
            continue;
        const path = ownPath(reading, plainLocation(location), folder);
        if (path !== undefined && exists(reading.tree, path))
            reading.facts.migrations.push({ from, path });
        else
            reading.account.leave(`${from}: migrations '${location}'`, path === undefined ? "no folder of this repository that is known before it runs" : "nothing exists there");
    }
    return true;
}
function plainLocation(location) {
    // Where the runner shows the project to an action that is a container.
    return location
        .trim()
        .replace(/^(filesystem:|file:\/\/)/, "")
        .replace(/^\/github\/workspace(?=\/|$)/, ".");
}
/** Says why a changelog is not taken. */
function leaveLiquibase(reading, from) {
    reading.account.leave(`${from}: Liquibase`, "changelogs are not carried out by Waybill; keep this step, or move to numbered SQL files (golang-migrate, dbmate, Flyway)");
    return true;
}
/** Data files that a check tool is given are data of the release; its own checks are not translated. */
function leaveChecks(reading, tool, words, { from, folder }) {
    reading.account.leave(`${from}: checks of ${tool}`, "they are not translated; the check file that is written says what the file shows, add what you demand (docs/check-files.md)");
    for (const word of words) {
        const path = /\.csv$/i.test(word) ? ownPath(reading, word, folder) : undefined;
        if (path !== undefined && reading.tree.files.includes(path))
            reading.facts.data.push({ from, path });
    }
    return true;
}

// EXTERNAL MODULE: ./packages/init/lib/look/yaml-file.js
var yaml_file = __webpack_require__(87362);
;// CONCATENATED MODULE: ./packages/init/lib/look/compose.js





/** https://github.com/compose-spec/compose-spec/blob/main/spec.md, "Compose file" */
const COMPOSE = /^(?:docker-)?compose\.ya?ml$/;
const VARIANT = /^(?:docker-)?compose\.[\w.-]+\.ya?ml$/;
/** Whether a path at the top is a Compose file. */
function isComposeFile(path) {
    return COMPOSE.test(path);
}
/** Reads every Compose file: a service with `build:` is an image of the release, one without is somebody else's. */
async function readComposeFiles(reading) {
    for (const path of reading.tree.files) {
        const name = (0,lib_names/* lastPart */.S_)(path);
        if (COMPOSE.test(name))
            await readCompose(reading, path);
        else if (VARIANT.test(name))
            reading.account.leave(path, "it lies over another Compose file; only that one is read");
    }
}
async function readCompose(reading, path) {
    const text = await reading.tree.read(path);
    if (text === undefined)
        return;
    const read = (0,yaml_file/* readYamlFile */.kv)(text);
    if ("problem" in read)
        return reading.account.leave(path, read.problem);
    for (const [name, service] of Object.entries((0,json/* recordAt */.zR)(read.value, "services"))) {
        const from = `${path}:${read.lineOf("services", name)}: ${name}`;
        const build = (0,json/* valueAt */.fK)(service, "build");
        if (build === undefined || build === null)
            reading.account.leave(from, `its image '${(0,json/* textAt */.$6)(service, "image") ?? "none"}' is not built here; a release does not deploy it unless a manifest does`);
        else
            readBuild(reading, { path, from, name, service, build });
    }
}
function readBuild(reading, { path, from, name, service, build }) {
    const given = typeof build === "string" ? build : ((0,json/* textAt */.$6)(build, "context") ?? ".");
    // A Compose file of this workspace names paths from its own folder, whatever lies above the workspace.
    const context = ownPath({ directory: undefined }, given, (0,lib_names/* folderOf */.yS)(path));
    if (context === undefined || !exists(reading.tree, context))
        return reading.account.leave(from, `its context '${given}' is no folder of this repository`);
    if ((0,json/* valueAt */.fK)(build, "dockerfile_inline") !== undefined)
        return reading.account.leave(from, "its Dockerfile stands inside of the Compose file; put it into a file");
    const image = (0,json/* textAt */.$6)(service, "image");
    const platforms = [...(0,yaml_file/* textList */.gC)((0,json/* valueAt */.fK)(build, "platforms") ?? []), ...(0,yaml_file/* textList */.gC)((0,json/* valueAt */.fK)(service, "platform") ?? [])];
    addBuild(reading, {
        from,
        name,
        context,
        dockerfile: (0,lib_names/* pathIn */.lW)(context, (0,json/* textAt */.$6)(build, "dockerfile") ?? "Dockerfile"),
        target: (0,json/* textAt */.$6)(build, "target"),
        args: readArguments(reading, from, argumentList((0,json/* valueAt */.fK)(build, "args"))),
        platforms: readPlatforms(reading, from, [...new Set(platforms)].join(",")),
        cacheFrom: [],
        cacheTo: [],
        repositories: image === undefined ? [] : [repositoryOfTag(image) ?? []].flat(),
    });
}
/** Arguments are a list of `NAME=value` or a mapping; one without a value is taken from the environment. */
function argumentList(args) {
    if ((0,json/* isRecord */.u4)(args))
        return Object.entries(args).map(([name, value]) => `${name}=${(0,yaml_file/* scalarText */.ws)(value) ?? `\${${name}}`}`);
    return (0,yaml_file/* textList */.gC)(args ?? []).map((item) => (item.includes("=") ? item : `${item}=\${${item}}`));
}

// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/migrate/lib/plan.js + 12 modules
var lib_plan = __webpack_require__(58843);
;// CONCATENATED MODULE: ./packages/init/lib/look/migrations.js



/** What every tool's files have: a number at the beginning, or Flyway's letters. */
const NUMBERED = /^(?:[VRUB]?\d[\w.-]*|R__.*)\.sql$/i;
const MARKS = new Set(["atlas.sum", "migration_lock.toml", "_journal.json"]);
const USUAL = /^(migrations?|migrate|flyway|dbmate|goose)$/i;
/** Migrations that are programs, as Rails, Django, Alembic, Laravel, Knex and Entity Framework have them: below such a folder, by number or hash. */
const PROGRAM_FOLDER = /(^|\/)(migrations?|migrate|alembic\/versions)(\/|$)/i;
const PROGRAM = /^(\d[\w.-]*|[0-9a-f]{12}_\w+)\.(rb|py|php|js|ts|cs|go)$/i;
/** Finds the folders of migrations by their names and by what pipelines name, and asks `migrate` itself what they are. */
async function readMigrationFolders(tree, account, named) {
    const found = [];
    for (const path of migrationFolders(tree, named)) {
        const layout = await layoutOf(tree, account, path);
        if (layout !== undefined)
            found.push({ path, layout });
    }
    leavePrograms(tree, account, new Set(found.map(({ path }) => path)));
    const taken = new Set();
    return found.map(({ path, layout }) => {
        const name = (0,lib_names/* uniqueName */.Fi)(found.length === 1 ? "main" : databaseName(path), taken);
        taken.add(name);
        account.take(`${path}: migrations of ${layout}`, `databases.${name}`);
        return { name, path };
    });
}
/** Says of migrations that are programs that nothing carries them out, a folder at a time. */
function leavePrograms({ files }, account, taken) {
    const folders = new Map();
    for (const path of files) {
        const folder = (0,lib_names/* folderOf */.yS)(path);
        if (PROGRAM_FOLDER.test(folder) && PROGRAM.test((0,lib_names/* lastPart */.S_)(path)) && !taken.has(topOf(folder)) && !folders.has(folder))
            folders.set(folder, (0,lib_names/* lastPart */.S_)(path));
    }
    for (const [folder, file] of folders)
        account.leave(`${folder}: migrations that are programs (${file})`, "Waybill carries out SQL alone. Keep the step that runs them, before the deployment, or have the tool write them as SQL.");
}
/** The folders that look like migrations, none inside of another. */
function migrationFolders({ files }, named) {
    const folders = new Set(named.map(({ path }) => path));
    for (const path of files) {
        const folder = (0,lib_names/* folderOf */.yS)(path);
        if (MARKS.has((0,lib_names/* lastPart */.S_)(path)))
            folders.add((0,lib_names/* lastPart */.S_)(path) === "_journal.json" ? (0,lib_names/* folderOf */.yS)(folder) : folder);
        else if (/\.sql$/i.test(path) && (NUMBERED.test((0,lib_names/* lastPart */.S_)(path)) || USUAL.test((0,lib_names/* lastPart */.S_)(folder))))
            folders.add(topOf(folder));
    }
    return [...folders].filter((folder) => ![...folders].some((other) => other !== folder && folder.startsWith(`${other}/`))).sort();
}
/** Tools look below their folder, so the outermost one with such a name is meant. */
function topOf(folder) {
    const parts = folder.split("/");
    const at = parts.findIndex((part) => USUAL.test(part));
    return at < 0 ? folder : parts.slice(0, at + 1).join("/");
}
function databaseName(path) {
    const part = path.split("/").findLast((name) => !USUAL.test(name) && !/^(db|database|sql|src|main|resources)$/i.test(name));
    return (0,lib_names/* dnsLabel */.UG)(part ?? "") ?? "main";
}
/** The layout's name; undefined, and told, for files that cannot be carried out as they are. */
async function layoutOf({ workspace }, account, path) {
    try {
        const [postgresql, sqlite] = await Promise.all([
            (0,lib_plan/* checkMigrations */.wE)({ dir: path, workspace }),
            (0,lib_plan/* checkMigrations */.wE)({ dir: path, workspace, kind: "sqlite" }),
        ]);
        const plan = postgresql.verdict === "fail" ? sqlite : postgresql;
        if (plan.verdict !== "fail")
            return plan.layout;
        const error = plan.findings.find(({ severity }) => severity === "error");
        account.leave(`${path}: migrations of ${plan.layout}`, `${error?.what ?? "they cannot be carried out"}${error?.next === undefined ? "" : ` ${error.next}`}`);
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        account.leave(`${path}: migrations`, error.message);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/init/lib/propose/environment-names.js
/** Names by which people call environments, in the order in which a release goes through them. */
const RANKS = [
    ["development", /^(dev|develop|development|sandbox|integration|int)$/],
    ["test", /^(test|testing|tst|qa|quality)$/],
    ["staging", /^(staging|stage|stg|uat|acceptance|preprod|pre-prod|pre-production|preproduction)$/],
    ["production", /^(prod|production|prd|live)$/],
];
/** How far along a release an environment stands, by its name; undefined for a name that does not say it. */
function rankOf(name) {
    const rank = RANKS.findIndex(([, pattern]) => pattern.test(name.toLowerCase()));
    return rank < 0 ? undefined : rank;
}
/** The environment that a text speaks of, in its usual name: `Deploy to staging` and `shop-prod` do. */
function environmentIn(text) {
    const words = text.toLowerCase().split(/[^a-z]+/);
    return RANKS.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}
/** The part of a path that names an environment, as it is written there: `overlays/prod/api.yaml` and `api.prod.yaml`. */
function environmentOfPath(path, known) {
    const parts = path.replace(/\.(ya?ml|json)$/i, "").split("/");
    const named = parts.toReversed().flatMap((part) => [part, ...part.split(/[._-]/).toReversed()]);
    return named.find((part) => known.has(part)) ?? named.find((part) => rankOf(part) !== undefined && part.length > 2 && part !== "int");
}
/** Whether two names mean the same environment: `prod` and `production`. */
function isSameEnvironment(one, other) {
    if (one.toLowerCase() === other.toLowerCase())
        return true;
    const rank = rankOf(one);
    const long = (name) => name
        .toLowerCase()
        .replace(/^(prd|live)$/, "prod")
        .slice(0, 3);
    return rank !== undefined && rank === rankOf(other) && long(one) === long(other);
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/shell.js
/**
 * The simple commands of a shell script, each as its words. Nothing is run: known variables are put in, and a word that still needs one, or a
 * substitution, keeps its `$`, so that whoever reads the word sees that it is not known.
 */
function readCommands(script, variables) {
    const commands = [];
    let words = [];
    let word;
    const endWord = () => {
        if (word !== undefined)
            words.push(word);
        word = undefined;
    };
    const endCommand = () => {
        endWord();
        if (words.length > 0)
            commands.push(words);
        words = [];
    };
    for (let at = 0; at < script.length; at++) {
        const char = script.charAt(at);
        if (char === "\\" && /[\r\n]/.test(script.charAt(at + 1)))
            at += script.startsWith("\r\n", at + 1) ? 2 : 1;
        else if (char === "\\")
            word = (word ?? "") + script.charAt(++at);
        else if (char === "'" || char === '"') {
            const end = closingQuote(script, at);
            word = (word ?? "") + (char === "'" ? script.slice(at + 1, end) : expand(script.slice(at + 1, end), variables));
            at = end;
        }
        else if (char === "#" && word === undefined)
            at = lineEnd(script, at) - 1;
        else if (char === "$") {
            const [reference] = /^\$(?:\{[^}]*\}|\([^)]*\)|\w+)?/.exec(script.slice(at)) ?? ["$"];
            word = (word ?? "") + expand(reference, variables);
            at += reference.length - 1;
        }
        else if (/[\n;&|(){}]/.test(char) && !(char === "{" && word !== undefined) && !(char === "}" && word !== undefined))
            endCommand();
        else if (/\s/.test(char))
            endWord();
        else
            word = (word ?? "") + char;
    }
    endCommand();
    return commands;
}
function closingQuote(script, from) {
    const quote = script.charAt(from);
    for (let at = from + 1; at < script.length; at++) {
        if (script.charAt(at) === "\\" && quote === '"')
            at++;
        else if (script.charAt(at) === quote)
            return at;
    }
    return script.length;
}
function lineEnd(script, from) {
    const end = script.indexOf("\n", from);
    return end < 0 ? script.length : end;
}
/** Puts known variables in; a default (`${A:-b}`) stands for a variable that nobody sets. */
function expand(text, variables) {
    return text.replaceAll(/\\([$"`\\])|\$(?:\{(\w+)(?::?-([^}$]*))?\}|(\w+))/g, (whole, escaped, braced, fallback, plain) => {
        if (escaped !== undefined)
            return escaped;
        const name = braced ?? plain ?? "";
        return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : (fallback ?? whole);
    });
}
/** The options of a command by name, each with its values, and what is no option. `flags` take no value. */
function readOptions(words, flags) {
    const options = new Map();
    const rest = [];
    for (let at = 0; at < words.length; at++) {
        const [, name, inline] = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(words[at] ?? "") ?? [];
        if (name === undefined) {
            rest.push(words[at] ?? "");
            continue;
        }
        const value = inline ?? (flags.has(name) ? "" : (words[++at] ?? ""));
        options.set(name, [...(options.get(name) ?? []), value]);
    }
    return { options, rest };
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/containers.js




/** Options of 'docker run' that take no value. */
const RUN_FLAGS = new Set("-d --detach --rm -i --interactive -t --tty -it -dit -itd -di -dt --init --privileged -P --publish-all --read-only".split(" "));
/** What the folder of the project is called in pipelines. */
const HERE = /^(\$PWD|\$\{PWD\}|\$\(pwd\)|%cd%|\$\{?(?:env\.)?WORKSPACE\}?|\$\{?GITHUB_WORKSPACE\}?|\$\{\{ *github\.workspace *\}\})(?=\/|$)/;
/** Where the images of these tools look for migrations. */
const MIGRATION_MOUNT = /^\/(flyway\/(sql|migrations)|migrations?|db(\/migrations)?|liquibase\/changelog)\/?$/;
/** Reads a command of docker that builds nothing; false for one that is none of a release. */
function readDocker(reading, words, place) {
    const [command = "", ...rest] = ["container", "image"].includes(words[0] ?? "") ? words.slice(1) : words;
    if (command === "run")
        return readRun(reading, rest, place);
    if (command === "compose")
        return containers_readCompose(reading, rest, place);
    if (command === "stack")
        return leaveContainers(reading, `docker ${words.slice(0, 2).join(" ")}`, place);
    if (command === "tag") {
        const [one, other] = rest.map(repositoryOfTag);
        if (one !== undefined && other !== undefined)
            reading.facts.tags.push({ one, other });
    }
    return command === "tag" || command === "push";
}
/** Reads 'docker run': a tool of migrations, a trial of an image that is built here, or a container that is somebody's deployment. */
function readRun(reading, words, place) {
    const at = endOfOptions(words);
    const { options } = readOptions(words.slice(0, at), RUN_FLAGS);
    const [image = "", ...args] = words.slice(at);
    const name = (0,lib_names/* lastPart */.S_)(repositoryOfTag(image) ?? "");
    if (/^(flyway|migrate|dbmate|liquibase)$/.test(name))
        return readTool(reading, name, { options, args }, place);
    const repository = repositoryOfTag(image);
    const ports = [...options].flatMap(([option, values]) => (/^(-[dit]*p|--publish)$/.test(option) ? values : []));
    for (const port of ports) {
        const [, host, inner] = /(?:^|:)(\d+):(\d+)(?:\/tcp)?$/.exec(port) ?? [];
        if (repository !== undefined && host !== undefined && inner !== undefined)
            reading.facts.starts.push({ from: place.from, repository, hostPort: Number(host), port: Number(inner) });
    }
    // A container that is asked, or that ends by itself, is a trial.
    if (reading.facts.starts.some(({ from }) => from === place.from) || (options.has("--rm") && ports.length === 0))
        return ports.length > 0;
    return leaveContainers(reading, `docker run ${image}`, place);
}
/** The first word that is neither an option nor the value of one. */
function endOfOptions(words) {
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? "";
        if (!word.startsWith("-"))
            return at;
        if (!word.includes("=") && !RUN_FLAGS.has(word))
            at += 1;
    }
    return words.length;
}
function readTool(reading, name, { options }, place) {
    if (name === "liquibase")
        return leaveLiquibase(reading, place.from);
    const mounts = ["-v", "--volume"].flatMap((option) => options.get(option) ?? []).map((mount) => mount.split(":"));
    const folders = mounts.flatMap(([host, inner]) => host !== undefined && MIGRATION_MOUNT.test(inner ?? "") ? [host.replace(HERE, ".")] : []);
    return readFolders(reading, folders, place);
}
/** Reads a Compose command of a pipeline. */
function containers_readCompose(reading, words, place) {
    return words.includes("up") && leaveContainers(reading, "docker compose up", place);
}
/** Why a container that a pipeline starts is not taken. */
const NO_CONTAINERS = "it starts containers on the machine that runs the pipeline; a release deploys to Kubernetes: write a Deployment and a Service, and name the file under 'manifests'";
function leaveContainers(reading, what, { from }) {
    reading.account.leave(`${from}: ${what}`, NO_CONTAINERS);
    return true;
}
/** Reads a request to this machine: what a container must answer. */
function readRequest(reading, words, { from }) {
    let found = false;
    for (const word of words) {
        const [, port, path] = /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::(\d+))?(\/[^\s$#]*)?$/.exec(word) ?? [];
        if (port === undefined && path === undefined)
            continue;
        reading.facts.requests.push({ from, hostPort: Number(port ?? 80), path: path ?? "/" });
        found = true;
    }
    return found;
}
/** The registry that a plugin logs in to, as images write it; undefined for an address that only a run knows. */
function registryOfAddress(address) {
    const host = /^(?:https?:\/\/)?([\w.-]+(?::\d+)?)(?:\/|$)/.exec(address)?.[1];
    if (host === undefined || address.includes("$"))
        return undefined;
    if (/(^|\.)docker\.(io|com)$/.test(host))
        return "docker.io";
    return (0,image_name/* parseImageName */.i)(`${host}/a`) === undefined ? undefined : host;
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/commands.js





const FLAGS = new Set("--push --load --pull --no-cache -q --quiet --rm --force-rm --squash --record --server-side --force-conflicts --wait --prune --validate -R --recursive -u -v".split(" "));
/** Reads the commands of a script, and says whether any is one of a release; those that are none are left where they are. */
function readScript(reading, commands, place) {
    let { folder } = place;
    let isOne = false;
    for (const words of commands) {
        const [program = "", first = ""] = words;
        if (program === "cd")
            folder = (0,lib_names/* pathIn */.lW)(folder, first);
        else if (COMMANDS.get((0,lib_names/* lastPart */.S_)(program))?.(reading, words.slice(1), { ...place, folder }))
            isOne = true;
    }
    return isOne;
}
const COMMANDS = new Map(Object.entries({
    docker: (reading, words, place) => {
        const build = words[0] === "build" ? 1 : ["buildx", "image", "builder"].includes(words[0] ?? "") && words[1] === "build" ? 2 : 0;
        return build > 0 ? readDockerBuild(reading, words.slice(build), place) : readDocker(reading, words, place);
    },
    "docker-compose": (reading, words, place) => containers_readCompose(reading, words, place),
    podman: (reading, words, place) => words[0] === "build" ? readDockerBuild(reading, words.slice(1), place) : readDocker(reading, words, place),
    curl: readRequest,
    wget: readRequest,
    buildah: (reading, words, place) => (words[0] === "bud" || words[0] === "build") && readDockerBuild(reading, words.slice(1), place),
    kubectl: readKubectl,
    oc: readKubectl,
    kustomize: (reading, words, { from }) => {
        if (words[0] !== "build")
            return false;
        reading.account.leave(`${from}: kustomize ${words.join(" ")}`, "templates are rendered before: commit what 'kubectl kustomize' prints, and name that file under 'manifests'");
        return true;
    },
    helm: (reading, words, { from }) => {
        if (!["upgrade", "install", "template"].includes(words[0] ?? ""))
            return false;
        reading.account.leave(`${from}: helm ${words.slice(0, 3).join(" ")}`, "charts are rendered before: commit what 'helm template' prints, and name that file under 'manifests'");
        return true;
    },
    flyway: (reading, words, place) => {
        const { options } = readOptions(words, FLAGS);
        const locations = words.flatMap((word) => /^-{1,2}locations=(.*)$/.exec(word)?.[1] ?? []).concat(options.get("-locations") ?? []);
        return readFolders(reading, locations.flatMap((list) => list.split(",")), place);
    },
    migrate: (reading, words, place) => {
        const { options } = readOptions(words, FLAGS);
        return readFolders(reading, ["-path", "--path", "-source", "--source"].flatMap((name) => options.get(name) ?? []), place);
    },
    dbmate: (reading, words, place) => {
        const { options } = readOptions(words, FLAGS);
        return readFolders(reading, ["-d", "--migrations-dir"].flatMap((name) => options.get(name) ?? []), place);
    },
    atlas: (reading, words, place) => readFolders(reading, readOptions(words, FLAGS).options.get("--dir") ?? [], place),
    liquibase: (reading, _, { from }) => leaveLiquibase(reading, from),
    soda: (reading, words, place) => leaveChecks(reading, "Soda", words, place),
    great_expectations: (reading, words, place) => leaveChecks(reading, "Great Expectations", words, place),
    gx: (reading, words, place) => leaveChecks(reading, "Great Expectations", words, place),
}));
function readDockerBuild(reading, words, { from, folder }) {
    const { options, rest } = readOptions(words, FLAGS);
    const all = (...names) => names.flatMap((name) => options.get(name) ?? []);
    const context = ownPath(reading, rest[0] ?? ".", folder);
    if (isElsewhere(reading, rest[0] ?? ".", folder))
        return true;
    if (context === undefined) {
        reading.account.leave(`${from}: docker build ${rest[0] ?? ""}`, "its context is no folder of this repository that is known before it runs");
        return true;
    }
    const [file] = all("-f", "--file");
    const dockerfile = file === undefined ? (0,lib_names/* pathIn */.lW)(context, "Dockerfile") : ownPath(reading, file, folder);
    if (dockerfile === undefined) {
        reading.account.leave(`${from}: docker build -f ${file}`, "which Dockerfile it is, is not known before it runs");
        return true;
    }
    addBuild(reading, {
        from,
        context,
        dockerfile,
        target: all("--target")[0],
        args: readArguments(reading, from, all("--build-arg")),
        platforms: readPlatforms(reading, from, all("--platform").join(",")),
        cacheFrom: [],
        cacheTo: [],
        repositories: all("-t", "--tag").flatMap((tag) => repositoryOfTag(tag) ?? []),
    });
    return true;
}
function readKubectl(reading, words, { from, folder, environment }) {
    const { options, rest } = readOptions(words, FLAGS);
    const all = (...names) => names.flatMap((name) => options.get(name) ?? []);
    // A deployment sets its images and waits for them itself.
    if (["rollout", "set", "wait"].includes(rest[0] ?? ""))
        return true;
    if (!["apply", "create", "replace"].includes(rest[0] ?? ""))
        return false;
    for (const path of all("-k", "--kustomize"))
        reading.account.leave(`${from}: kubectl apply -k ${path}`, "templates are rendered before: commit what 'kubectl kustomize' prints, and name that file under 'manifests'");
    const paths = all("-f", "--filename").flatMap((list) => list.split(","));
    // Also where no file is named.
    if (paths.every((path) => isElsewhere(reading, path, folder)))
        return true;
    const namespace = (0,lib_names/* namespaceOf */.N6)(all("-n", "--namespace")[0]);
    reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths, folder), namespace, environment });
    return true;
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/groovy.js
/** Why a text is no Jenkinsfile that can be read; completes a sentence. */
class GroovyProblem extends Error {
}
const QUOTES = ["'''", '"""', "'", '"'];
const MAX_DEPTH = 60;
/** Takes a pipeline, declarative or scripted, apart, by its braces and lines; nothing of it is run. Throws a `GroovyProblem`. */
function parseGroovy(text) {
    const reader = new Reader(tokenize(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")));
    const statements = reader.block(0);
    if (!reader.atEnd)
        throw new GroovyProblem(`has a '}' without its '{' in line ${reader.line}`);
    return statements;
}
class Reader {
    #tokens;
    #at = 0;
    constructor(tokens) {
        this.#tokens = tokens;
    }
    /** The line of the next token. */
    get line() {
        return (this.#tokens[this.#at] ?? this.#tokens.at(-1))?.line ?? 1;
    }
    get atEnd() {
        return this.#at >= this.#tokens.length;
    }
    block(depth) {
        if (depth > MAX_DEPTH)
            throw new GroovyProblem(`has blocks more than ${MAX_DEPTH} deep`);
        const statements = [];
        while (!this.atEnd && !this.#is("}")) {
            const statement = this.#statement(depth);
            if (statement.tokens.length > 0 || statement.body !== undefined)
                statements.push(statement);
        }
        return statements;
    }
    #is(mark) {
        const token = this.#tokens[this.#at];
        return token?.kind === "mark" && token.value === mark;
    }
    /** Whether the block of a statement begins on a line below it. */
    #opensBelow() {
        let at = this.#at;
        while (this.#tokens[at]?.kind === "line")
            at++;
        return this.#tokens[at]?.kind === "mark" && this.#tokens[at]?.value === "{";
    }
    #statement(depth) {
        const tokens = [];
        let open = 0;
        const start = this.line;
        for (; !this.atEnd; this.#at++) {
            const token = this.#tokens[this.#at];
            if (token.kind === "line") {
                if (open > 0 || tokens.at(-1)?.value === "," || (tokens.length > 0 && this.#opensBelow()))
                    continue;
                this.#at++;
                break;
            }
            if (token.kind === "mark" && "([".includes(token.value))
                open += 1;
            if (token.kind === "mark" && ")]".includes(token.value))
                open -= 1;
            if (this.#is("}"))
                break;
            if (this.#is("{")) {
                this.#at++;
                const body = this.block(depth + 1);
                if (this.atEnd)
                    throw new GroovyProblem(`has a '{' in line ${start} that is never closed`);
                this.#at++;
                return { tokens, body, line: start };
            }
            tokens.push(token);
        }
        return { tokens, body: undefined, line: start };
    }
}
function tokenize(text) {
    const tokens = [];
    let line = 1;
    for (let at = 0; at < text.length;) {
        const { token, length } = readToken(text, at);
        if (token !== undefined)
            tokens.push({ ...token, line });
        line += text.slice(at, at + length).split("\n").length - 1;
        at += length;
    }
    return tokens;
}
/** The token at a place, if one begins there, and how much of the text it takes. */
function readToken(text, at) {
    const rest = text.slice(at, at + 3);
    const quote = QUOTES.find((mark) => rest.startsWith(mark));
    if (quote !== undefined) {
        const end = endOfText(text, at, quote);
        const value = groovy_unescape(text.slice(at + quote.length, end));
        return { token: { kind: "text", value, open: quote.startsWith('"') }, length: end + quote.length - at };
    }
    if (rest.startsWith("//"))
        return { length: positionOf(text, "\n", at) - at };
    if (rest.startsWith("/*"))
        return { length: Math.min(positionOf(text, "*/", at) + 2, text.length) - at };
    const char = text.charAt(at);
    if (char === "\n" || char === ";")
        return { token: { kind: "line", value: "\n" }, length: 1 };
    const [word] = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/.exec(text.slice(at, at + 400)) ?? [];
    if (word !== undefined)
        return { token: { kind: "word", value: word }, length: word.length };
    return /\s/.test(char) ? { length: 1 } : { token: { kind: "mark", value: char }, length: 1 };
}
function positionOf(text, mark, from) {
    const found = text.indexOf(mark, from);
    return found < 0 ? text.length : found;
}
function endOfText(text, from, quote) {
    for (let at = from + quote.length; at < text.length; at++) {
        if (text.charAt(at) === "\\")
            at++;
        else if (quote.startsWith('"') && text.startsWith("${", at))
            at = endOfInsert(text, at);
        else if (text.startsWith(quote, at))
            return at;
        else if (quote.length === 1 && text.charAt(at) === "\n")
            break;
    }
    throw new GroovyProblem(`has a ${quote} in line ${text.slice(0, from).split("\n").length} that is never closed`);
}
/** The brace that ends a `${…}`, in which there may be quotes; the place itself where none does. */
function endOfInsert(text, from) {
    let open = 0;
    for (let at = from + 1; at < text.length && text.charAt(at) !== "\n"; at++) {
        if (text.charAt(at) === "{")
            open += 1;
        if (text.charAt(at) === "}" && --open === 0)
            return at;
    }
    return from;
}
function groovy_unescape(text) {
    return text.replaceAll(/\\(\r?\n|.)/g, (whole, next) => {
        if (next.endsWith("\n"))
            return whole;
        return { n: "\n", t: "\t", r: "" }[next] ?? next;
    });
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/jenkinsfile.js









const BETWEEN_JOBS = "jobs of a release hand on images alone; make it in a build stage of the Dockerfile";
/** Sections and steps that have no place in a release, and where their work goes. */
const ELSEWHERE = new Map([
    ["triggers", "the caller's 'on:' says when it runs"],
    ["parameters", "a release takes what is committed; what differs between environments stands in waybill.yml"],
    ["properties", "a release takes what is committed; the caller's 'on:' says when it runs"],
    ["post", "steps behind the caller's job; Waybill reports and rolls back itself"],
    ["input", "required reviewers of the GitHub environment ask instead"],
    ["when", "the caller's 'on:' and the order of environments ('after') decide"],
    ["tools", "the base image of a build stage has the tools that a build needs"],
    ...["archiveArtifacts", "copyArtifacts", "stash", "unstash"].map((name) => [name, BETWEEN_JOBS]),
]);
/** Reads a pipeline, declarative or scripted; one that cannot be read is told to the account. Nothing of it is run. */
function readJenkinsfile(reading, path, text) {
    let statements;
    try {
        statements = parseGroovy(text);
    }
    catch (error) {
        if (!(error instanceof GroovyProblem))
            throw error;
        return reading.account.leave(path, `cannot be read: it ${error.message}`);
    }
    const pipeline = statements.find((statement) => nameOf(statement) === "pipeline" && statement.body !== undefined);
    const isScripted = pipeline === undefined && statements.some((statement) => ["node", "stage"].includes(nameOf(statement)));
    if (pipeline?.body === undefined && !isScripted)
        return reading.account.leave(path, "is no pipeline with stages ('pipeline { … }' or 'node { … }'); what a shared library does is not read");
    const known = reading.account.left.length + countFacts(reading);
    const others = [];
    const place = { path, folder: ".", variables: {}, registry: registryIn(statements), others };
    readBody(reading, pipeline?.body ?? statements, place);
    if (reading.account.left.length + countFacts(reading) === known)
        return reading.account.leave(path, "no stage of it builds, migrates or deploys with a command that is known here");
    if (isScripted)
        reading.account.leave(path, "a scripted pipeline: every branch of it is read, and what its code works out is not known");
    const [first] = others;
    if (first !== undefined)
        reading.account.leave(`${path}:${first.line}: ${(0,lib_text/* countOf */.pq)(others.length, "other step")}`, "none of a release: they stay where they are");
}
function nameOf({ tokens }) {
    return tokens[0]?.kind === "word" ? tokens[0].value : "";
}
function fromOf({ path, stage }, { line }) {
    return `${path}:${line}${stage === undefined ? "" : `: ${stage}`}`;
}
function readBody(reading, body, outer) {
    const variables = { ...outer.variables, ...variablesOf(body, outer.variables) };
    const place = { ...outer, variables };
    for (const statement of body)
        readStatement(reading, statement, place);
}
function readStatement(reading, statement, place) {
    const name = nameOf(statement);
    const from = fromOf(place, statement);
    const elsewhere = ELSEWHERE.get(name);
    if (elsewhere !== undefined) {
        reading.account.leave(`${from}: ${name}${namesIn(statement)}`, elsewhere);
        return readStarted(reading, statement.body ?? [], place);
    }
    if (name === "environment")
        return leaveCredentials(reading, statement.body ?? [], place);
    readCall(reading, name, statement, place);
    if (statement.body === undefined)
        return;
    const texts = textsOf(statement.tokens, place.variables);
    const [first] = texts;
    if (name === "stage" && first !== undefined)
        return readBody(reading, statement.body, stagePlace(reading, first, from, place));
    if (name === "dir" && first !== undefined)
        return readBody(reading, statement.body, { ...place, folder: (0,lib_names/* pathIn */.lW)(place.folder, first) });
    if (name === "withEnv")
        return readBody(reading, statement.body, { ...place, variables: { ...place.variables, ...assigned(texts) } });
    if (name === "withCredentials")
        reading.account.leave(`${from}: withCredentials`, "a secret to set on GitHub; see the checklist");
    readBody(reading, statement.body, place);
}
/** The names that a section declares: `parameters (TAG, TARGET)`. */
function namesIn({ body }) {
    const names = (body ?? []).flatMap(({ tokens }) => namedText(tokens, "name", {}) ?? []);
    return names.length === 0 ? "" : ` (${names.join(", ")})`;
}
/** Jobs that a section starts which is not read otherwise. */
function readStarted(reading, body, place) {
    for (const statement of body) {
        if (nameOf(statement) === "build")
            readCall(reading, "build", statement, place);
        readStarted(reading, statement.body ?? [], place);
    }
}
/** `KUBECONFIG = credentials('production')`. */
function leaveCredentials(reading, body, place) {
    for (const statement of body) {
        const at = statement.tokens.findIndex(({ kind, value }) => kind === "word" && value === "credentials");
        const [id] = at < 0 ? [] : textsOf(statement.tokens.slice(at), place.variables);
        if (id !== undefined)
            reading.account.leave(`${fromOf(place, statement)}: credentials '${id}'`, "a secret to set on GitHub; see the checklist");
    }
}
function stagePlace(reading, title, from, place) {
    const environment = /deploy|release|roll|promote/i.test(title) ? environmentIn(title) : undefined;
    if (environment !== undefined && (0,lib_names/* isEnvironmentName */.tq)(environment))
        reading.facts.environments.push({ from: `${from}: ${title}`, name: environment });
    return { ...place, stage: title, environment: environment ?? place.environment };
}
const SHELLS = new Set(["sh", "bat", "powershell", "pwsh"]);
function readCall(reading, name, statement, place) {
    const { tokens } = statement;
    const texts = textsOf(tokens, place.variables);
    const from = fromOf(place, statement);
    const at = { from, folder: place.folder, environment: place.environment };
    // Also `def version = sh(script: '…', returnStdout: true)`.
    const shell = tokens.findIndex(({ kind, value }) => kind === "word" && SHELLS.has(value));
    if (shell >= 0) {
        const own = tokens.slice(shell);
        const script = namedText(own, "script", place.variables) ?? textsOf(own, place.variables)[0] ?? "";
        if (!readScript(reading, readCommands(script, place.variables), at))
            place.others.push(statement);
    }
    else if (name === "build") {
        const job = namedText(tokens, "job", place.variables) ?? texts[0] ?? "";
        reading.account.take(`${from}: starts the job '${job}'`, "jobs that start each other become the stages of one release");
    }
    else if (name === "kubernetesDeploy") {
        const configs = (namedText(tokens, "configs", place.variables) ?? "").split(",").filter((path) => path !== "");
        const manifests = readManifestPaths(reading, from, configs, place.folder);
        reading.facts.deploys.push({ from, manifests, environment: place.environment });
    }
    else if (/soda|expectations/i.test(name))
        leaveChecks(reading, name, texts, at);
    jenkinsfile_readDockerBuild(reading, statement, place);
}
/** `docker.build("acme/api:1", "-f api/Dockerfile api")` of the plugin Docker Pipeline. */
function jenkinsfile_readDockerBuild(reading, statement, place) {
    const { folder, variables, environment, registry } = place;
    const at = statement.tokens.findIndex(({ kind, value }) => kind === "word" && value === "docker.build");
    if (at < 0)
        return;
    const [tag = "", rest = "."] = argumentsOf(statement.tokens.slice(at + 1), variables);
    const isLocal = !/^[^/]*[.:][^/]*\//.test(tag);
    const full = registry !== undefined && isLocal ? `${registry}/${tag}` : tag;
    readScript(reading, readCommands(`docker build -t '${full}' ${rest}`, {}), { from: fromOf(place, statement), folder, environment });
}
function registryIn(statements) {
    for (const { tokens, body } of statements) {
        const at = tokens.findIndex(({ kind, value }) => kind === "word" && value === "docker.withRegistry");
        const [address] = at < 0 ? [] : textsOf(tokens.slice(at), {});
        const found = address === undefined ? registryIn(body ?? []) : registryOfAddress(address);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** The texts among tokens, with the variables put in that are known. */
function textsOf(tokens, variables) {
    return tokens.flatMap((token) => (token.kind === "text" ? [jenkinsfile_valueOf(token, variables)] : []));
}
/** The texts that a call is given: `(registry + ":1", "-f api/Dockerfile .")`. A word that is not known keeps a `$`, which says so. */
function argumentsOf(tokens, variables) {
    const values = [""];
    let depth = 0;
    for (const token of tokens) {
        const { kind, value } = token;
        if (kind === "mark" && "([".includes(value))
            depth += 1;
        else if (kind === "mark" && ")]".includes(value) && --depth <= 0)
            break;
        else if (kind === "mark" && value === "," && depth <= 1)
            values.push("");
        else if (kind === "text")
            values.push(`${values.pop()}${jenkinsfile_valueOf(token, variables)}`);
        else if (kind === "word")
            values.push(`${values.pop()}${variables[value.replace(/^env\./, "")] ?? `$${value}`}`);
    }
    return values.filter((value) => value !== "");
}
function jenkinsfile_valueOf({ value, open }, variables) {
    if (open !== true)
        return value;
    return value.replaceAll(/\$\{(?:env\.)?(\w+)\}|\$(?:env\.)?(\w+)/g, (whole, braced, plain) => {
        const name = braced ?? plain ?? "";
        return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole;
    });
}
/** The text behind `name:`. */
function namedText(tokens, name, variables) {
    const at = tokens.findIndex((token, index) => token.kind === "word" && token.value === name && tokens[index + 1]?.value === ":");
    const text = at < 0 ? undefined : tokens[at + 2];
    return text?.kind === "text" ? jenkinsfile_valueOf(text, variables) : undefined;
}
/** `NAME = 'value'` of the block `environment`, and `def name = 'value'` of a script; what is computed is not known. */
function variablesOf(body, outer) {
    const known = {};
    for (const { tokens } of body.flatMap((each) => (nameOf(each) === "environment" ? (each.body ?? []) : [each]))) {
        const words = tokens.filter(({ kind, value }) => kind !== "word" || !["def", "String", "final"].includes(value));
        const [name, mark, value, more] = words;
        if (name?.kind === "word" && mark?.value === "=" && value?.kind === "text" && more === undefined)
            known[name.value.replace(/^env\./, "")] = jenkinsfile_valueOf(value, { ...outer, ...known });
    }
    return known;
}
/** `["TAG=1"]` of `withEnv`. */
function assigned(texts) {
    return Object.fromEntries(texts.flatMap((text) => (/^\w+=/.test(text) ? [[text.split("=")[0] ?? "", text.replace(/^\w+=/, "")]] : [])));
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/expressions.js


const MAX_CELLS = 64;
/** Puts what is known into a text's expressions; those that only a run decides stay as they are. */
function resolveExpressions(text, contexts) {
    return text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (whole, path) => expressions_valueOf(path, contexts) ?? whole);
}
function expressions_valueOf(path, { env, matrix, slug }) {
    const [context, ...names] = path.split(".");
    const name = names.join(".");
    if (context === "env")
        return Object.hasOwn(env, name) ? env[name] : undefined;
    if (context === "matrix") {
        const found = names.reduce((at, key) => ((0,json/* isRecord */.u4)(at) && Object.hasOwn(at, key) ? at[key] : undefined), matrix);
        return (0,yaml_file/* scalarText */.ws)(found);
    }
    if (context !== "github" || slug === undefined)
        return undefined;
    const [owner, repository] = slug.split("/");
    return new Map([
        ["repository", slug],
        ["repository_owner", owner],
        ["event.repository.name", repository],
        ["workspace", "."],
    ]).get(name);
}
/** Whether a text still has an expression, so that only a run knows what it means. */
function isOpen(text) {
    return text.includes("${{");
}
/** The name of the one secret or variable that a text consists of: `${{ secrets.NPM_TOKEN }}`. */
function secretOf(text) {
    return /^\$\{\{\s*(?:secrets|vars)\.(\w+)\s*\}\}$/.exec(text.trim())?.[1];
}
/** The cells of a job's matrix; one without values for a job that has none, or one that only a run knows. */
function matrixCells(matrix) {
    if (!(0,json/* isRecord */.u4)(matrix))
        return [{}];
    const axes = Object.entries(matrix).filter((axis) => axis[0] !== "include" && axis[0] !== "exclude" && Array.isArray(axis[1]));
    let cells = [{}];
    for (const [name, values] of axes)
        cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))).slice(0, MAX_CELLS);
    const { include } = matrix;
    if (!Array.isArray(include))
        return cells;
    const added = [];
    for (const entry of include.slice(0, MAX_CELLS)) {
        if (!(0,json/* isRecord */.u4)(entry))
            continue;
        const fitting = axes.length === 0 ? [] : cells.filter((cell) => Object.keys(entry).every((key) => !(key in cell) || cell[key] === entry[key]));
        if (fitting.length === 0)
            added.push(entry);
        for (const cell of fitting)
            Object.assign(cell, entry);
    }
    return axes.length === 0 && added.length > 0 ? added : [...cells, ...added];
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/actions.js





/** Reads a step whose action is known; false for all others. */
function readAction(reading, step, place, state) {
    const known = ACTIONS.find(([pattern]) => pattern.test(step.action));
    known?.[1](reading, step, place, state);
    return known !== undefined;
}
const ACTIONS = [
    [/^docker\/build-push-action$/, readBuildPush],
    [/^docker\/metadata-action$/, readMetadata],
    [
        /^docker\/bake-action$/,
        (reading, _, { from }) => reading.account.leave(`${from}: docker/bake-action`, "its HCL or JSON files are not read; name its images under 'images'"),
    ],
    [/^azure\/k8s-deploy$/, readK8sDeploy],
    [
        /^azure\/k8s-bake$/,
        (reading, _, { from }) => reading.account.leave(`${from}: Azure/k8s-bake`, "templates are rendered before: commit what it renders, and name that file under 'manifests'"),
    ],
    [/liquibase/, (reading, _, { from }) => void leaveLiquibase(reading, from)],
    [/flyway/, readFlyway],
    [/^ariga\/atlas-action\//, readAtlas],
    [/great[-_]?expectations/, (reading, { inputs }, place) => void leaveChecks(reading, "Great Expectations", wordsOf(inputs), place)],
    [/^sodadata\//, (reading, { inputs }, place) => void leaveChecks(reading, "Soda", wordsOf(inputs), place)],
];
function wordsOf(inputs) {
    return Object.values(inputs).flatMap((text) => text.split(/[\s,]+/));
}
/** https://github.com/docker/build-push-action#inputs */
function readBuildPush(reading, { inputs }, { from }, { metadata }) {
    // The repository itself as git has it, and a folder of it: https://github.com/docker/build-push-action#git-context
    const given = (inputs["context"] ?? ".").replace(/^\{\{\s*defaultContext\s*\}\}:?/, "./");
    const context = ownPath(reading, given);
    if (isElsewhere(reading, given))
        return;
    if (context === undefined)
        return reading.account.leave(`${from}: context '${given}'`, "no folder of this repository that is known before it runs");
    // `file` is relative to the repository, not to the context.
    const dockerfile = inputs["file"] === undefined ? (0,lib_names/* pathIn */.lW)(context, "Dockerfile") : ownPath(reading, inputs["file"]);
    if (dockerfile === undefined)
        return reading.account.leave(`${from}: file '${inputs["file"]}'`, "which Dockerfile it is, is not known before it runs");
    for (const name of ["secrets", "secret-files", "ssh", "build-contexts", "outputs", "labels"])
        if (inputs[name] !== undefined)
            reading.account.leave(`${from}: ${name} of docker/build-push-action`, whyNot(name));
    if (inputs["tags"] !== undefined && !inputs["tags"].includes("steps."))
        reading.account.leave(`${from}: tags of the image`, "Waybill pushes by digest and sets its own tags last, for the commit, branch or version");
    addBuild(reading, {
        from,
        context,
        dockerfile,
        target: inputs["target"] === undefined || isOpen(inputs["target"]) ? undefined : inputs["target"],
        args: readArguments(reading, from, linesOf(inputs["build-args"]), secretOf),
        platforms: readPlatforms(reading, from, inputs["platforms"] ?? ""),
        cacheFrom: readCaches(reading, from, inputs["cache-from"]),
        cacheTo: readCaches(reading, from, inputs["cache-to"]),
        repositories: repositoriesOf(inputs["tags"] ?? "", metadata),
    });
}
function whyNot(name) {
    if (name === "secrets")
        return "name each under 'secrets' of the image, as 'id: env:NAME'";
    if (name === "labels")
        return "Waybill labels source and revision itself; name others under 'labels' of the image";
    if (name === "build-contexts")
        return "name each under 'contexts' of the image";
    return "there is nothing in waybill.yml for it";
}
function repositoriesOf(tags, metadata) {
    const named = [...tags.matchAll(/steps\.([\w-]+)\.outputs\.(?:tags|json)/g)].flatMap(([, id = ""]) => metadata.get(id) ?? []);
    const literal = tags.split(/[\n,]/).flatMap((tag) => (/steps\./.test(tag) ? [] : (repositoryOfTag(tag) ?? [])));
    return [...new Set([...named, ...literal])];
}
/** Caches as waybill.yml takes them: literal, and without anything that looks like a secret. */
function readCaches(reading, from, text) {
    return linesOf(text).filter((cache) => {
        if (/^type=[a-z0-9]+(,(?![a-z_]*(secret|token|password|key)[a-z_]*=)[^,\s]+)*$/.test(cache) && !isOpen(cache))
            return true;
        reading.account.leave(`${from}: cache '${cache}'`, "known only when it runs, or with a secret in it");
        return false;
    });
}
function linesOf(text = "") {
    return text.split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}
/** https://github.com/docker/metadata-action#inputs */
function readMetadata(reading, { id, inputs }, { from }, { metadata }) {
    // The action itself writes names in lower case.
    const images = linesOf(inputs["images"]).map((line) => (/(?:^|,)name=([^,]+)/.exec(line)?.[1] ?? line).toLowerCase());
    const repositories = images.flatMap((image) => repositoryOfTag(image) ?? []);
    if (id !== undefined)
        metadata.set(id, repositories);
    for (const image of images)
        if (repositoryOfTag(image) === undefined)
            reading.account.leave(`${from}: image name '${image}'`, "known only when it runs");
    if (inputs["tags"] !== undefined)
        reading.account.leave(`${from}: tags of docker/metadata-action (${linesOf(inputs["tags"]).join("; ")})`, "Waybill sets its own tags last, for the commit, branch or version");
}
/** https://github.com/Azure/k8s-deploy#inputs */
function readK8sDeploy(reading, { inputs }, { from, environment }) {
    const paths = linesOf(inputs["manifests"]).flatMap((line) => line.split(","));
    const namespace = (0,lib_names/* namespaceOf */.N6)(inputs["namespace"]);
    if (inputs["namespace"] !== undefined && namespace === undefined)
        reading.account.leave(`${from}: namespace '${inputs["namespace"]}'`, "known only when it runs");
    if (paths.length > 0 && paths.every((path) => isElsewhere(reading, path)))
        return;
    const { strategy } = inputs;
    if (strategy !== undefined && !["basic", "none", ""].includes(strategy))
        reading.account.leave(`${from}: strategy '${strategy}' of Azure/k8s-deploy`, "Waybill rolls out as the workload says, and rolls back when it does not become ready");
    reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths), namespace, environment });
}
function readFlyway(reading, { action, inputs }, place) {
    // https://github.com/red-gate/flyway-actions: a project's own folder, by default beside its flyway.toml.
    if (action.startsWith("red-gate/flyway-actions/"))
        return void readFolders(reading, [(0,lib_names/* pathIn */.lW)(inputs["working-directory"] ?? ".", "migrations")], place);
    const locations = ["locations", "migrationsPath", "migrations-path", "args", "script", "extraArgs"].flatMap((name) => {
        const text = inputs[name];
        if (text === undefined)
            return [];
        if (!/args|script/i.test(name))
            return text.split(",");
        return [...text.matchAll(/-locations=(\S+)/g)].flatMap(([, list = ""]) => list.split(","));
    });
    readFolders(reading, locations, place);
}
/** https://github.com/ariga/atlas-action */
function readAtlas(reading, { inputs }, place) {
    const dir = inputs["dir"];
    if (dir !== undefined)
        readFolders(reading, [dir], place);
}
/** The inputs of a step as texts. */
function inputsOf(inputs) {
    return Object.fromEntries(Object.entries(inputs).flatMap(([name, value]) => {
        const text = (0,yaml_file/* scalarText */.ws)(value);
        return text === undefined || text.trim() === "" ? [] : [[name, text.trim()]];
    }));
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/workflow.js








/** Reads one workflow of GitHub as YAML; nothing of it is run. `path` names it in the account. */
function readWorkflow(reading, path, text) {
    const read = (0,yaml_file/* readYamlFile */.kv)(text);
    if ("problem" in read)
        return reading.account.leave(path, read.problem);
    if (/waybill-ci\/waybill/.test(text))
        return reading.account.leave(path, "it calls Waybill already");
    const before = countFacts(reading);
    const others = [];
    for (const [name, job] of Object.entries((0,json/* recordAt */.zR)(read.value, "jobs"))) {
        const at = (...inside) => `${path}:${read.lineOf("jobs", name, ...inside)}: ${name}`;
        if ((0,json/* isRecord */.u4)(job))
            others.push(...readJob(reading, at, job, envOf(read.value, {})));
    }
    const found = countFacts(reading) - before;
    if (found > 0)
        reading.account.take(path, `${(0,lib_text/* countOf */.pq)(found, "fact")} of a release, in the rows below`);
    if (others.length > 0)
        reading.account.leave(`${others[0]}: ${(0,lib_text/* countOf */.pq)(others.length, "other step")} of ${path}`, "none of a release: they stay where they are");
}
function envOf(holder, outer) {
    const own = Object.entries((0,json/* recordAt */.zR)(holder, "env")).flatMap(([name, value]) => {
        const text = (0,yaml_file/* scalarText */.ws)(value);
        return text === undefined ? [] : [[name, text]];
    });
    return { ...outer, ...Object.fromEntries(own) };
}
/** Reads a job for each cell of its matrix, and gives the places of the steps that are none of a release. */
function readJob(reading, placeOf, job, outer) {
    if (typeof job["uses"] === "string") {
        reading.account.leave(`${placeOf("uses")}: uses ${job["uses"]}`, "what a called workflow does is not read");
        return [];
    }
    const seen = new Set();
    const others = new Set();
    for (const matrix of matrixCells((0,json/* valueAt */.fK)(job, "strategy", "matrix"))) {
        const contexts = { env: {}, matrix, slug: reading.slug };
        const env = resolveAll(envOf(job, outer), contexts);
        const environment = readEnvironment(reading, placeOf("environment"), job, { ...contexts, env }, seen);
        const state = { metadata: new Map() };
        for (const [index, step] of (0,json/* listAt */.gT)(job, "steps").entries()) {
            const from = placeOf("steps", index);
            if ((0,json/* isRecord */.u4)(step) && !readStep(reading, step, { from, environment, env, contexts, state }))
                others.add(from);
        }
    }
    return [...others];
}
function resolveAll(env, contexts) {
    const once = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, resolveExpressions(text, contexts)]));
    return Object.fromEntries(Object.entries(once).map(([name, text]) => [name, resolveExpressions(text, { ...contexts, env: once })]));
}
function readEnvironment(reading, from, job, contexts, seen) {
    const written = (0,json/* textAt */.$6)(job, "environment") ?? (0,json/* textAt */.$6)(job, "environment", "name");
    if (written === undefined)
        return undefined;
    const name = resolveExpressions(written, contexts);
    if (seen.has(name))
        return (0,lib_names/* isEnvironmentName */.tq)(name) ? name : undefined;
    seen.add(name);
    if (isOpen(name))
        reading.account.leave(`${from}: environment '${name}'`, "known only when it runs; add it under 'environments'");
    else if (!(0,lib_names/* isEnvironmentName */.tq)(name))
        reading.account.leave(`${from}: environment '${name}'`, "a name of waybill.yml has letters, digits, '.', '_' and '-' and begins with a letter; rename it on GitHub");
    // Pages are published by GitHub itself.
    else if (name === "github-pages")
        return undefined;
    else {
        reading.facts.environments.push({ from, name });
        return name;
    }
    return undefined;
}
/** Whether the step is one of a release. */
function readStep(reading, step, at) {
    const { from, environment, state } = at;
    const env = resolveAll(envOf(step, at.env), at.contexts);
    const contexts = { ...at.contexts, env };
    const uses = (0,json/* textAt */.$6)(step, "uses");
    if (uses !== undefined) {
        const inputs = Object.fromEntries(Object.entries(inputsOf((0,json/* recordAt */.zR)(step, "with"))).map(([name, text]) => [name, resolveExpressions(text, contexts)]));
        const action = uses
            .replace(/^docker:\/\//i, "")
            .split(/[@:]/)[0]
            ?.toLowerCase() ?? "";
        return readAction(reading, { id: (0,json/* textAt */.$6)(step, "id"), action, inputs }, { from, folder: ".", environment }, state);
    }
    const script = (0,json/* textAt */.$6)(step, "run");
    if (script === undefined)
        return false;
    const folder = resolveExpressions((0,json/* textAt */.$6)(step, "working-directory") ?? ".", contexts);
    return readScript(reading, readCommands(resolveExpressions(script, contexts), env), { from, folder, environment });
}

;// CONCATENATED MODULE: ./packages/init/lib/propose/images.js



/** One image for each Dockerfile and build stage, with everything that Compose files, workflows and manifests say of it. */
function proposeImages(facts, manifests, context) {
    const drafts = new Map();
    for (const read of facts.builds) {
        const others = facts.tags.flatMap(({ one, other }) => (read.repositories.includes(one) ? [other] : []));
        const build = { ...read, repositories: [...others, ...read.repositories] };
        const key = JSON.stringify([build.dockerfile, build.target ?? ""]);
        const other = drafts.get(key);
        drafts.set(key, other === undefined ? { ...build, all: [build.from] } : merge(other, build, context.account));
    }
    const written = [...new Set(manifests.flatMap(({ images }) => images.flatMap((image) => (0,image_name/* parseImageName */.i)(image)?.repository ?? [])))];
    const taken = new Set();
    const used = new Set();
    const trials = new Map();
    const images = [...drafts.values()].map((draft) => {
        const image = nameImage(draft, written, { ...context, taken, used, isOnly: drafts.size === 1 });
        taken.add(image.name);
        for (const repository of written)
            if ([image.name, image.repository ?? image.name].some((own) => (0,image_name/* fullRepository */.g)(own) === (0,image_name/* fullRepository */.g)(repository)))
                used.add(repository);
        for (const other of draft.repositories)
            leaveOther(image, other, context.account);
        const trial = probeOf(draft, facts);
        if (trial === undefined)
            return image;
        trials.set(image.name, trial);
        return { ...image, probe: { port: trial.start.port, path: trial.request.path } };
    });
    tellTrials(facts, trials, context.account);
    return images;
}
/** A container that a pipeline starts and asks is the same trial as the image's probe, before anything is tagged. */
function probeOf({ repositories }, { starts, requests }) {
    const own = new Set(repositories.map(image_name/* fullRepository */.g));
    for (const start of starts.filter(({ repository }) => own.has((0,image_name/* fullRepository */.g)(repository)))) {
        const request = requests.find(({ hostPort }) => hostPort === start.hostPort);
        if (request !== undefined)
            return { start, request };
    }
    return undefined;
}
/** Says what became of the containers and requests of pipelines. */
function tellTrials({ starts, requests }, trials, account) {
    for (const [image, { start, request }] of trials)
        account.take(`${request.from}: asks ${request.path} of port ${start.hostPort}`, `images.${image}.probe, of the container's own port ${start.port}`);
    const known = [...trials.values()];
    for (const start of starts)
        if (!known.some((trial) => trial.start.hostPort === start.hostPort))
            account.leave(`${start.from}: docker run ${start.repository}`, NO_CONTAINERS);
    for (const request of requests)
        if (!known.some((trial) => trial.request.hostPort === request.hostPort))
            account.leave(`${request.from}: asks port ${request.hostPort}`, "no image that is built here is started on it; write it as 'probe' of an image, or of an environment's Service");
}
/** What is built in two ways is one image; a later pipeline is nearer to what ships than a Compose file for development. */
function merge(one, other, account) {
    if (one.context !== other.context)
        account.leave(`${one.from}: context '${one.context}'`, `${other.from} builds the same Dockerfile from '${other.context}', which is taken`);
    return {
        ...other,
        name: one.name ?? other.name,
        args: { ...one.args, ...other.args },
        platforms: other.platforms.length > 0 ? other.platforms : one.platforms,
        cacheFrom: [...new Set([...one.cacheFrom, ...other.cacheFrom])],
        cacheTo: [...new Set([...one.cacheTo, ...other.cacheTo])],
        repositories: [...new Set([...other.repositories, ...one.repositories])],
        all: [...new Set([...one.all, other.from])],
    };
}
/** A build has one repository here; what else it was pushed to or called is said. */
function leaveOther({ name, repository, from }, other, account) {
    if (repository !== undefined && (0,image_name/* fullRepository */.g)(repository) === (0,image_name/* fullRepository */.g)(other))
        return;
    const why = repository === undefined
        ? "names no registry, so the image goes to that of the release; give it 'repository' in waybill.yml to keep the name"
        : `the image goes to '${repository}'`;
    account.leave(`${from.join(", ")}: image '${other}' of ${name}`, why);
}
function nameImage(draft, written, { product, taken, used, isOnly }) {
    const pushed = draft.repositories.filter(hasHost);
    const guess = (0,lib_names/* dnsLabel */.UG)(draft.name ?? (0,lib_names/* lastPart */.S_)(pushed[0] ?? "") ?? "") ?? (0,lib_names/* dnsLabel */.UG)(folderName(draft)) ?? product;
    const names = [guess, `${product}-${guess}`, ...(isOnly ? [product] : [])];
    const [inManifest] = written
        .filter((repository) => !used.has(repository) && isOf(repository, draft, names))
        .sort((a, b) => sharedEnd(b, draft.dockerfile) - sharedEnd(a, draft.dockerfile));
    // A manifest that names no repository calls the image by its name.
    const byName = inManifest !== undefined && !inManifest.includes("/") ? (0,lib_names/* dnsLabel */.UG)(inManifest) : undefined;
    const name = (0,lib_names/* uniqueName */.Fi)(byName === inManifest && byName !== undefined ? byName : guess, taken);
    const repository = pushed[0] ?? (inManifest?.includes("/") === true ? withHost(inManifest) : undefined);
    const { name: _, repositories: __, from: ___, all, ...rest } = draft;
    return { ...rest, name, repository, from: all };
}
/** Whether a manifest's repository is that of a build: the same repository, or one that ends with its name. */
function isOf(repository, { repositories }, names) {
    if (repositories.some((own) => (0,image_name/* fullRepository */.g)(own) === (0,image_name/* fullRepository */.g)(repository)))
        return true;
    return names.includes((0,lib_names/* lastPart */.S_)(repository));
}
/** How many parts at its end a repository has in common with a Dockerfile's folder: `acme/shop/web` and `shop/web`. */
function sharedEnd(repository, dockerfile) {
    const [parts, folders] = [repository.split("/").toReversed(), (0,lib_names/* folderOf */.yS)(dockerfile).split("/").toReversed()];
    const different = parts.findIndex((part, index) => part !== folders[index]);
    return different < 0 ? parts.length : different;
}
function hasHost(repository) {
    return /^([^/]*[.:][^/]*|localhost)\//.test(repository);
}
/** Short names are those of Docker Hub, for a cluster as for an engine. */
function withHost(repository) {
    return hasHost(repository) ? repository : (0,image_name/* fullRepository */.g)(repository);
}
/** `services/api/Dockerfile` is `api`; a Dockerfile at the top has no name of its own. */
function folderName({ dockerfile, context }) {
    const folder = [(0,lib_names/* folderOf */.yS)(dockerfile), context].find((path) => path !== "." && !/^(docker|build|deploy|images?|ci)$/i.test((0,lib_names/* lastPart */.S_)(path)));
    return folder === undefined ? "" : (0,lib_names/* lastPart */.S_)(folder);
}
/** The images of the release that an environment's manifests use, by name. */
function imagesIn(manifests, images) {
    const written = manifests.flatMap(({ images: names }) => names.flatMap((name) => (0,image_name/* parseImageName */.i)(name)?.repository ?? []));
    const repositories = new Set(written.map(image_name/* fullRepository */.g));
    return images.flatMap(({ name, repository }) => {
        const own = repository === undefined ? [name] : [name, repository];
        return own.some((each) => repositories.has((0,image_name/* fullRepository */.g)(each))) ? [name] : [];
    });
}

;// CONCATENATED MODULE: ./packages/init/lib/propose/environments.js



/** The environments that pipelines, folders and namespaces speak of, in their order; one called `production` where nothing speaks of any. */
function proposeEnvironments(at) {
    const { account, files } = at;
    if (files.length === 0) {
        for (const { from, name } of at.facts.environments)
            account.leave(`${from}: environment '${name}'`, "there are no manifests that could be deployed to it");
        return [];
    }
    const drafts = namesOf(at).flatMap((name) => draftOf(at, name) ?? []);
    const used = new Set(drafts.flatMap((draft) => draft.files));
    for (const file of files)
        if (!used.has(file))
            account.leave(file.path, "no existing pipeline applies it; add it under 'manifests' if it is part of a release");
    for (const { name } of at.images)
        if (drafts.every(({ images }) => !images.includes(name)))
            account.leave(`the image '${name}'`, "no manifest uses it, so it is built and tested and deployed nowhere; write its name as the image of a container");
    const twins = new Set(drafts.map(({ namespace }) => namespace)).size < drafts.length;
    return drafts.map(({ name, namespace, images, files: own }, index) => {
        const manifests = shortenPaths(at.tree, own.map(({ path }) => path));
        account.take(`${manifests.join(", ")}: manifests`, `environments.${name}${namespace === undefined ? "" : `, namespace ${namespace}`}`);
        return {
            name,
            after: predecessorOf(name, drafts[index - 1]?.name),
            namespace,
            manifests,
            images: images.length === at.images.length ? undefined : images,
            kubeconfig: twins ? `${(0,lib_names/* variableName */.cG)(name)}_KUBECONFIG` : undefined,
        };
    });
}
/** Names are those of a pipeline where it has one that means the same. */
function namesOf({ facts, files }) {
    const names = [];
    for (const name of [...facts.environments.map((environment) => environment.name), ...files.flatMap((file) => file.environment ?? [])])
        if (!names.some((known) => isSameEnvironment(known, name)))
            names.push(name);
    if (names.length === 0)
        return ["production"];
    const last = Number.MAX_SAFE_INTEGER;
    return names.sort((a, b) => (rankOf(a) ?? last) - (rankOf(b) ?? last));
}
function draftOf({ account, facts, files, images }, name) {
    const deploys = facts.deploys.filter(({ environment }) => environment === undefined || isSameEnvironment(environment, name));
    const named = deploys.flatMap(({ manifests }) => manifests);
    const own = files.filter((file) => (file.environment === undefined || isSameEnvironment(file.environment, name)) && (named.length === 0 || isNamed(file, named)));
    if (own.length === 0) {
        account.leave(`environment '${name}'`, "no manifests that could be deployed to it were found");
        return undefined;
    }
    return { name, files: own, namespace: namespaceFor(deploys, own), images: imagesIn(own, images) };
}
function isNamed({ path }, named) {
    return named.some((each) => each === "." || path === each || path.startsWith(`${each}/`));
}
/** The one that its own deployment step names, else the one that most of its manifests name. */
function namespaceFor(deploys, files) {
    const ownFirst = deploys.toSorted((a, b) => Number(b.environment !== undefined) - Number(a.environment !== undefined));
    const named = ownFirst.find(({ namespace }) => namespace !== undefined)?.namespace;
    if (named !== undefined)
        return named;
    const counts = new Map();
    for (const { namespaces } of files)
        for (const namespace of namespaces)
            counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
/** Only names that say their place make an order. */
function predecessorOf(name, before) {
    if (before === undefined || rankOf(name) === undefined || rankOf(before) === undefined)
        return undefined;
    return rankOf(name) === rankOf(before) ? undefined : before;
}
/** Folders instead of files, where everything that would be read of a folder is meant. */
function shortenPaths({ files }, paths) {
    const meant = new Set(paths);
    const isWhole = (folder) => files.every((path) => !path.startsWith(`${folder}/`) || !/\.(ya?ml|json)$/i.test(path) || /(^|\/)\./.test(path.slice(folder.length)) || meant.has(path));
    const short = paths.map((path) => {
        let best = path;
        for (let folder = (0,lib_names/* folderOf */.yS)(path); folder !== "." && isWhole(folder); folder = (0,lib_names/* folderOf */.yS)(folder))
            best = folder;
        return best;
    });
    return [...new Set(short)];
}

// EXTERNAL MODULE: ./packages/tables/lib/csv-scanner.js
var csv_scanner = __webpack_require__(98284);
// EXTERNAL MODULE: ./packages/tables/lib/source-reader.js
var source_reader = __webpack_require__(80000);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/data/lib/checks/cell.js
var cell = __webpack_require__(30120);
;// CONCATENATED MODULE: ./packages/data/lib/first-look.js
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



/** From narrow to wide. */
const TYPES = ["integer", "number", "date", "datetime", "boolean"];
const DELIMITERS = [",", ";", "\t", "|"];
const HEAD_BYTES = 64 * 1024;
/**
 * Reads a whole file to say what its columns are. The delimiter is the one that the header has most of, and is believed only when every record
 * has as many fields as the header. Gives a text, which completes "the file …", where the file is no such table. `path` is absolute.
 */
async function lookAtData(path, shown, signal) {
    const delimiter = await likelyDelimiter(path);
    const look = new Look({ ...csv_scanner/* RFC_4180 */.s3, delimiter });
    const facts = await (0,source_reader/* readSource */.o)(path, shown, (bytes, start, end, final) => look.consume(bytes, start, end, final), { signal });
    if (facts.bytes === 0)
        return "is empty";
    if (facts.changed)
        return "changed while it was read";
    return look.problem ?? look.result();
}
async function likelyDelimiter(path) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const file = __addDisposableResource(env_1, await (0,promises_.open)(path, "r"), true);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
        const header = buffer
            .toString("latin1", 0, bytesRead)
            .split(/\r?\n/)[0]
            ?.replaceAll(/"[^"]*"/g, "") ?? "";
        const count = (mark) => header.split(mark).length;
        return DELIMITERS.reduce((best, mark) => (count(mark) > count(best) ? mark : best));
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
class Look {
    problem;
    #dialect;
    #scanner;
    #columns;
    #rows = 0;
    #started = false;
    constructor(dialect) {
        this.#dialect = dialect;
        this.#scanner = new csv_scanner/* CsvScanner */.BR(dialect, this);
    }
    consume(bytes, start, end, final) {
        let from = start;
        if (!this.#started) {
            this.#started = true;
            // The byte order mark that some programs write before UTF-8.
            if (end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf)
                from += 3;
        }
        if (this.problem !== undefined)
            return end;
        const used = this.#scanner.scan(bytes, from, end, final);
        if (!final && used === from && end === bytes.length)
            this.problem = `has a record of more than ${source_reader/* MAX_RECORD_BYTES */.x / 2 ** 20} MiB`;
        return used;
    }
    malformed(line, problem) {
        this.problem ??= `is no table in line ${line}: ${problem}`;
    }
    record(bytes, fields, line) {
        if (this.#columns === undefined) {
            this.#readHeader(bytes, fields);
            return;
        }
        if (fields.count !== this.#columns.length) {
            this.problem ??= `has ${fields.count} fields in line ${line}, and ${this.#columns.length} in its header`;
            return;
        }
        this.#rows += 1;
        for (const [index, column] of this.#columns.entries())
            this.#take(column, bytes, fields, index);
    }
    #take(column, bytes, fields, index) {
        const [start, end] = [fields.starts[index], fields.ends[index]];
        if (start === end) {
            column.complete = false;
            return;
        }
        column.values += 1;
        if (column.types.length === 0)
            return;
        // A quoted field with quotes in it is a text; and so is a number with leading zeros, which is a code that somebody counts with.
        const isText = fields.doubled[index] === 1 || (bytes[start] === 48 && end - start > 1 && bytes[start + 1] >= 48 && bytes[start + 1] <= 57);
        column.types = isText ? [] : column.types.filter(({ read }) => !Number.isNaN(read(bytes, start, end)));
    }
    #readHeader(bytes, fields) {
        const names = Array.from({ length: fields.count }, (_, index) => {
            const [start, end] = [fields.starts[index], fields.ends[index]];
            const text = bytes.subarray(start, end);
            return fields.doubled[index] === 1
                ? text.toString("utf8").replaceAll(this.#dialect.quote.repeat(2), this.#dialect.quote)
                : text.toString("utf8");
        });
        if (names.some((name) => name === ""))
            this.problem ??= "has a column without a name";
        else if (names.some((name) => name.trim() !== "" && !Number.isNaN(Number(name))))
            this.problem ??= "has numbers in its first record, so it seems to have no header";
        else if (new Set(names).size < names.length)
            this.problem ??= "has two columns of one name";
        const types = TYPES.map((name) => ({ name, read: (0,cell/* cellReader */.a)(name) }));
        this.#columns = names.map((name) => ({ name, types, values: 0, complete: true }));
    }
    result() {
        if (this.#columns === undefined || this.#rows === 0)
            return "has no row below its header";
        return {
            dialect: { delimiter: this.#dialect.delimiter, finalLineBreak: this.#scanner.endedWithBreak ? "required" : "optional" },
            rows: this.#rows,
            columns: this.#columns.map(({ name, types, values, complete }) => ({
                name,
                type: values === 0 ? undefined : types[0]?.name,
                complete,
            })),
        };
    }
}

// EXTERNAL MODULE: ./packages/data/lib/validate.js + 31 modules
var validate = __webpack_require__(45516);
// EXTERNAL MODULE: ./packages/kit/lib/reporter.js
var lib_reporter = __webpack_require__(26445);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/init/lib/look/data.js






const DATA_FOLDER = /(^|\/)(data|datasets?|seeds?)\//i;
const NOT_OURS = /(^|\/)(tests?|testdata|__tests__|fixtures?|spec|examples?)\//i;
const OTHER = /\.(ndjson|jsonl|parquet|avro|orc|xlsx)$/i;
const MAX_ENTRIES = 20;
/** Finds the CSV files of data folders, and those that a pipeline names, and writes for each what a first look at it proves. */
async function readDataFiles(tree, account, named, signal) {
    const paths = new Set(named.map(({ path }) => path));
    for (const path of tree.files) {
        if (!DATA_FOLDER.test(path) || NOT_OURS.test(path))
            continue;
        if (/\.csv$/i.test(path))
            paths.add(path);
        else if (OTHER.test(path))
            account.leave(path, "only CSV files are validated; write it as CSV in an earlier step");
    }
    const entries = [];
    const names = new Set();
    for (const path of [...paths].sort()) {
        if (entries.length === MAX_ENTRIES) {
            account.leave(path, `only ${MAX_ENTRIES} data files are taken; a folder of many is seldom one data set each`);
            continue;
        }
        const name = (0,lib_names/* uniqueName */.Fi)((0,lib_names/* dnsLabel */.UG)((0,lib_names/* lastPart */.S_)(path).replace(/\.csv$/i, "")) ?? "data", names);
        const entry = await readDataFile({ tree, account, signal }, name, path);
        if (entry === undefined)
            continue;
        names.add(name);
        entries.push(entry);
    }
    return entries;
}
async function readDataFile({ tree, account, signal }, name, source) {
    const checks = `${source.replace(/\.csv$/i, "")}.checks.yaml`;
    try {
        const look = await lookAtData((0,external_node_path_.join)(tree.workspace, source), source, signal);
        if (typeof look === "string") {
            account.leave(source, `the file ${look}; mend it, or say how it is written in a check file (docs/check-files.md)`);
            return undefined;
        }
        const isThere = exists(tree, checks);
        const written = checksOf(look);
        const options = { name, source, workspace: tree.workspace, now: new Date(), recordHistory: false, reporter: lib_reporter/* SILENT */.q, signal };
        const { verdict, findings } = await (0,validate/* validateData */.l)({ ...options, checks: isThere ? checks : written });
        if (verdict !== "pass" && verdict !== "warn") {
            account.leave(source, `its verdict is ${verdict}: ${findings[0]?.what ?? "it does not pass"}`);
            return undefined;
        }
        account.take(`${source}: ${(0,lib_text/* countOf */.pq)(look.rows, "row")}, ${(0,lib_text/* countOf */.pq)(look.columns.length, "column")}`, `data.${name}${isThere ? `, with the check file that is there` : ` and ${checks}`}`);
        return { name, source, checks, text: isThere ? undefined : checkFileText(look, written) };
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        account.leave(source, error.message);
        return undefined;
    }
}
/** Only what every row of the file shows: that there are rows, which columns, of which type, and where no value is missing. */
function checksOf({ dialect, columns }) {
    const isUsual = dialect.delimiter === "," && dialect.finalLineBreak === "required";
    const ends = dialect.finalLineBreak === "required" ? {} : { final_line_break: dialect.finalLineBreak };
    return {
        ...(isUsual ? {} : { dialect: { delimiter: dialect.delimiter, ...ends } }),
        columns: Object.fromEntries(columns.map(({ name, type, complete }) => {
            const demands = { ...(type === undefined ? {} : { type }), ...(complete ? { required: true } : {}) };
            return [name, Object.keys(demands).length === 0 ? null : demands];
        })),
        checks: [{ row_count: { must_be_greater_than: 0 } }],
    };
}
function checkFileText({ rows }, checks) {
    const head = [
        `# What a first look at the ${(0,lib_text/* countOf */.pq)(rows, "row")} of the file proves: types, and columns without a missing value. Add what you demand of the next one:`,
        "# limits, patterns, uniqueness, freshness, history (docs/check-files.md of Waybill).",
    ];
    return `${head.join("\n")}\n${(0,dist/* stringify */.As)(checks, { lineWidth: 0, nullStr: "" })}`;
}

// EXTERNAL MODULE: ./packages/image/lib/dockerfile/needs.js
var needs = __webpack_require__(22895);
// EXTERNAL MODULE: ./packages/image/lib/dockerfile/copies.js
var dockerfile_copies = __webpack_require__(9305);
;// CONCATENATED MODULE: ./packages/init/lib/look/dockerfiles.js




const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\.([\w-]+))?$|^([\w-]+)\.(?:Dockerfile|dockerfile)$/;
/** The Dockerfiles that nothing else names, each with the folder that it can be built from. */
async function readDockerfiles(reading) {
    const named = new Set(reading.facts.builds.map(({ dockerfile }) => dockerfile));
    const builds = [];
    for (const path of reading.tree.files) {
        const match = DOCKERFILE.exec((0,lib_names/* lastPart */.S_)(path));
        if (!match || named.has(path) || path.endsWith(".dockerignore"))
            continue;
        const context = await findContext(reading, path);
        if (context === undefined)
            continue;
        const part = match[1] ?? match[2];
        builds.push({
            from: path,
            name: part,
            context,
            dockerfile: path,
            args: {},
            platforms: [],
            cacheFrom: [],
            cacheTo: [],
            repositories: [],
        });
    }
    return builds;
}
/** The nearest folder that has the most of what it copies, from its own upwards; undefined, and told, for what is no Dockerfile. */
async function findContext({ tree, account }, path) {
    const dockerfile = (0,external_node_path_.join)(tree.workspace, path);
    const own = (0,lib_names/* folderOf */.yS)(path);
    if ((await tree.read(path)) === undefined)
        return undefined;
    try {
        const { copies } = await (0,needs/* readDockerfileNeeds */.C)({ context: tree.workspace, dockerfile, args: {}, platforms: [] });
        let best = { context: own, missing: Number.POSITIVE_INFINITY };
        for (let context = own;; context = (0,lib_names/* folderOf */.yS)(context)) {
            const { length: missing } = await (0,dockerfile_copies/* findMissingCopies */.z)({ context: (0,external_node_path_.join)(tree.workspace, context), dockerfile }, copies);
            if (missing < best.missing)
                best = { context, missing };
            if (context === "." || best.missing === 0)
                return best.context;
        }
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        // A heredoc is a matter of the builder, not of the file.
        if (error.findings.every(({ rule }) => rule === "needs-buildkit") && error.findings.length > 0)
            return own;
        account.leave(path, error.message);
        return undefined;
    }
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
;// CONCATENATED MODULE: ./packages/init/lib/look/manifests.js




const YAML = /\.(ya?ml|json)$/i;
/** Reads the Kubernetes objects of a repository; `known` are environments that something else names. */
async function readManifestFiles(tree, account, known) {
    const charts = tree.files.filter((path) => (0,lib_names/* lastPart */.S_)(path) === "Chart.yaml").map(lib_names/* folderOf */.yS);
    for (const chart of charts)
        account.leave(`${chart}: a Helm chart`, "charts are rendered before: commit what 'helm template' prints, and name that file under 'manifests'");
    const kustomized = await readKustomizations(tree, account);
    const files = [];
    for (const path of tree.files) {
        if (!YAML.test(path) || path.startsWith(".github/") || isBelow(path, charts) || isBelow(path, kustomized))
            continue;
        const file = await readManifestFile(tree, account, path, known);
        if (file !== undefined)
            files.push(file);
    }
    return files;
}
function isBelow(path, folders) {
    return folders.some((folder) => folder === "." || path.startsWith(`${folder}/`));
}
/** Folders whose files are put together by a kustomization: its own, and what it names. */
async function readKustomizations(tree, account) {
    const folders = new Set();
    for (const path of tree.files.filter((file) => /^kustomization\.ya?ml$|^Kustomization$/.test((0,lib_names/* lastPart */.S_)(file)))) {
        const folder = (0,lib_names/* folderOf */.yS)(path);
        folders.add(folder);
        account.leave(`${folder}: a kustomization`, `it is rendered before: 'kubectl kustomize ${folder} > deploy/${(0,lib_names/* lastPart */.S_)(folder)}.yaml', commit that file, and name it under 'manifests'`);
        const text = await tree.read(path);
        const read = text === undefined ? undefined : (0,yaml_file/* readYamlFile */.kv)(text);
        if (read === undefined || "problem" in read)
            continue;
        for (const name of ["resources", "bases", "components"])
            for (const resource of (0,yaml_file/* textList */.gC)(read.value[name] ?? [])) {
                const named = (0,lib_names/* pathIn */.lW)(folder, resource);
                if (!(0,lib_names/* isOutside */._K)(named) && !YAML.test(named))
                    folders.add(named);
            }
    }
    return [...folders];
}
async function readManifestFile(tree, account, path, known) {
    const text = /values|compose/.test((0,lib_names/* lastPart */.S_)(path)) ? undefined : await tree.read(path);
    if (text === undefined || !/^\s*["']?apiVersion["']?\s*:/m.test(text) || !/^\s*["']?kind["']?\s*:/m.test(text))
        return undefined;
    if (/\{\{-?\s*[.$a-z]/.test(text)) {
        account.leave(path, "a template ('{{ … }}'); commit what it renders to");
        return undefined;
    }
    const { objects, problems } = (0,manifest/* parseManifest */.Ng)(text, path);
    const [problem] = problems;
    if (problem !== undefined) {
        account.leave(`${path}${problem.where === undefined ? "" : `:${problem.where.line}`}`, `cannot be deployed as it is: ${problem.what}`);
        return undefined;
    }
    const written = [...new Set(objects.flatMap(({ object }) => object.metadata.namespace ?? []))];
    const namespaces = written.filter((namespace) => (0,lib_names/* namespaceOf */.N6)(namespace) !== undefined);
    for (const namespace of written)
        if (!namespaces.includes(namespace))
            account.leave(`${path}: namespace '${namespace}'`, "no name that Kubernetes takes");
    const byNamespace = [...new Set(namespaces.flatMap((namespace) => environmentIn(namespace) ?? []))];
    return {
        path,
        namespaces,
        images: [...new Set(objects.flatMap(({ object }) => (0,pod_template/* listImages */.v8)(object).map(({ image }) => image)))],
        environment: environmentOfPath(path, known) ?? (byNamespace.length === 1 ? byNamespace[0] : undefined),
    };
}

// EXTERNAL MODULE: ./packages/model/lib/validate.js + 25 modules
var lib_validate = __webpack_require__(96659);
;// CONCATENATED MODULE: ./packages/init/lib/look/models.js



const MODEL = /\.(onnx|safetensors|pkl|pickle|joblib|pt|pth)$/i;
const MODEL_FOLDER = /^models?$/i;
/** Finds models by their names, a folder of several files as one, and takes those whose structure passes. */
async function readModels(tree, account, signal) {
    const taken = new Set();
    const models = [];
    for (const path of candidates(tree)) {
        const name = (0,lib_names/* uniqueName */.Fi)((0,lib_names/* dnsLabel */.UG)((0,lib_names/* lastPart */.S_)(path).replace(MODEL, "")) ?? "model", taken);
        if (!(await passes(tree, account, { name, path }, signal)))
            continue;
        taken.add(name);
        models.push({ name, path });
        account.take(`${path}: a model`, `models.${name}; add its metrics and their gate`);
    }
    return models;
}
/** A folder that holds nothing but one model's files is one model; in a folder called `models` each file is one. */
function candidates({ files }) {
    const found = new Set();
    for (const path of files.filter((file) => MODEL.test(file))) {
        const folder = (0,lib_names/* folderOf */.yS)(path);
        const isOwn = folder !== "." && !MODEL_FOLDER.test((0,lib_names/* lastPart */.S_)(folder)) && /(^|\/)models?\//i.test(path);
        found.add(isOwn ? folder : path);
    }
    return [...found].sort();
}
async function passes({ workspace }, account, { name, path }, signal) {
    try {
        const result = await (0,lib_validate/* validateModel */.g)({ name, path, workspace, gate: {}, allowPickle: false, reporter: lib_reporter/* SILENT */.q, signal });
        if (result.verdict === "pass" || result.verdict === "warn")
            return true;
        const [finding] = result.findings.filter(({ severity }) => severity === "error");
        account.leave(`${path}: a model`, `${finding?.what ?? `its verdict is ${result.verdict}`} ${finding?.next ?? ""}`.trim());
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        account.leave(`${path}: a model`, error.message);
    }
    return false;
}

;// CONCATENATED MODULE: ./packages/init/lib/look/tree.js



/** What others have written, or what a build has: nothing of it is released as it lies there. */
const SKIPPED = new Set(".git .hg .svn .waybill .idea .vscode .venv venv env .tox .terraform .gradle .next .cache .mypy_cache .pytest_cache node_modules bower_components vendor __pycache__ target dist build out coverage site-packages".split(" "));
const MAX_FILES = 50_000;
const tree_MAX_DEPTH = 12;
const MAX_TEXT_BYTES = 2 << 20;
/** Lists a repository's files. What cannot be read is told to the account; throws an `environment` error when its own folder cannot be. */
async function readTree(workspace, account) {
    const files = [];
    const products = [];
    await walk({ workspace, account, files, products }, "", 0);
    if (files.length >= MAX_FILES)
        account.leave("the rest of the files", `only the first ${MAX_FILES} files are looked at; give the product's folder as '--directory'`);
    return { workspace, files: files.sort(), products: products.sort(), read: (path) => readText(workspace, path, account) };
}
async function walk(at, folder, depth) {
    const entries = await listFolder(at, folder);
    if (depth > 0 && entries.some((entry) => entry.isFile() && entry.name === "waybill.yml")) {
        at.account.leave(folder, `a product with a waybill.yml of its own; give it as '--directory ${folder}'`);
        at.products.push(folder);
        return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (at.files.length >= MAX_FILES)
            return;
        if (/[\p{Cc}\\]/u.test(entry.name))
            at.account.leave(path, "its name holds a character that no path of waybill.yml should; rename it");
        else if (entry.isFile())
            at.files.push(path);
        else if (entry.isDirectory() && !SKIPPED.has(entry.name) && depth < tree_MAX_DEPTH)
            await walk(at, path, depth + 1);
    }
}
async function listFolder({ workspace, account }, folder) {
    try {
        return await (0,promises_.readdir)((0,external_node_path_.join)(workspace, folder), { withFileTypes: true });
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error))
            throw error;
        if (folder !== "")
            account.leave(folder, `the folder cannot be read (${error.code})`);
        else
            throw new lib_error/* ActionError */.lZ("environment", `The folder '${workspace}' cannot be read (${error.code}). Check who owns it.`, {
                cause: error,
            });
        return [];
    }
}
async function readText(workspace, path, account) {
    try {
        const file = (0,external_node_path_.join)(workspace, path);
        if ((await (0,promises_.lstat)(file)).size > MAX_TEXT_BYTES) {
            account.leave(path, "larger than 2 MB, so it was not looked into");
            return undefined;
        }
        return new TextDecoder("utf-8", { fatal: true }).decode(await (0,promises_.readFile)(file));
    }
    catch (error) {
        const why = (0,lib_error/* isSystemError */.Or)(error) && error.code !== "ERR_ENCODING_INVALID_ENCODED_DATA" ? `cannot be read (${error.code})` : "is no UTF-8 text";
        account.leave(path, why);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/init/lib/look/survey.js














/** Looks at everything in a repository that a release could be made of; nothing of it is executed. */
async function survey(workspace, repository, account, signal) {
    const { directory, product } = repository;
    const { reading, files, pipelines } = await readSources(workspace, repository, account);
    const { tree, facts } = reading;
    const images = proposeImages(facts, files, { product, account });
    for (const { name, from, dockerfile } of images)
        account.take(`${dockerfile}${from[0] === dockerfile ? "" : ` (${from.join(", ")})`}`, `images.${name}`);
    const databases = await readMigrationFolders(tree, account, facts.migrations);
    const data = await readDataFiles(tree, account, facts.data, signal);
    const models = await readModels(tree, account, signal);
    const environments = proposeEnvironments({ tree, account, facts, files, images });
    const isOneOfSeveral = directory !== undefined;
    return { proposal: { product, isOneOfSeveral, images, data, models, databases, environments }, pipelines };
}
/** Reads everything that images and environments are made of. */
async function readSources(workspace, repository, account) {
    const tree = await readTree(workspace, account);
    const reading = { tree, account, facts: noFacts(), directory: repository.directory, slug: repository.slug };
    await readComposeFiles(reading);
    const pipelines = await readPipelines(reading, repository);
    reading.facts.builds.push(...(await readDockerfiles(reading)));
    const files = await readManifestFiles(tree, account, new Set(reading.facts.environments.map(({ name }) => name)));
    return { reading, files, pipelines };
}
/** Workflows lie at the repository's top, whatever folder the product has; Jenkinsfiles lie anywhere. Gives those that say something of a release. */
async function readPipelines(reading, { root, directory }) {
    const { account, facts, tree } = reading;
    // What only names an environment, or tries an image, may stay.
    const count = () => facts.builds.length + facts.deploys.length + facts.migrations.length;
    const found = [];
    const top = directory === undefined ? tree : await readTreeOf(root, account);
    for (const path of top.files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file))) {
        const before = count();
        const text = await top.read(path);
        if (text !== undefined)
            readWorkflow(reading, path, text);
        if (count() > before)
            found.push(path);
    }
    for (const path of tree.files.filter((file) => /^Jenkinsfile(\.[\w-]+)?$|\.jenkinsfile$/i.test((0,lib_names/* lastPart */.S_)(file)))) {
        const before = count();
        const text = await tree.read(path);
        // A Jenkinsfile of this workspace is read as Jenkins does, from the folder that is checked out.
        if (text !== undefined)
            readJenkinsfile({ ...reading, directory: undefined }, path, text);
        if (count() > before)
            found.push(path);
    }
    return found;
}
/** Only the workflows of the repository above a product's folder; what else lies there is not the product's. */
async function readTreeOf(root, account) {
    const workflows = await readTree(`${root}/.github/workflows`, account).catch((error) => {
        // There need be none; what is there and cannot be read may say what is released.
        if (error instanceof lib_error/* ActionError */.lZ && (0,lib_error/* isSystemError */.Or)(error.cause, "ENOENT"))
            return undefined;
        throw error;
    });
    const files = workflows?.files.map((file) => `.github/workflows/${file}`) ?? [];
    return { workspace: root, files, products: [], read: async (path) => workflows?.read(path.slice(".github/workflows/".length)) };
}

;// CONCATENATED MODULE: ./packages/init/lib/look/products.js





const ONE = { products: [{ folder: "." }], left: [] };
/**
 * Decides whether a repository is one product or several. Several are folders that each have a build and manifests of their own, or a waybill.yml;
 * whatever they share says that they are released as one: a Compose file or waybill.yml at the top, manifests, migrations or a build context
 * above them.
 */
async function findProducts(workspace, repository) {
    // What is to be said of a file, is said by the product that it belongs to.
    const sources = await readSources(workspace, repository, new Account());
    const { tree, facts } = sources.reading;
    if (tree.files.some((path) => path === "waybill.yml" || isComposeFile(path)))
        return ONE;
    const described = describedFolders(sources);
    const nearest = new Set(facts.builds.flatMap((build) => homeOf(build, described) ?? []));
    const homes = facts.builds.map((build) => ({ build, home: ownHome(homeOf(build, described), nearest, described) }));
    if (facts.builds.some(({ context }) => context === ".") ||
        homes.some(({ build, home }) => home !== undefined && !isIn(build.context, home)))
        return ONE;
    const folders = [...new Set([...homes.flatMap(({ home }) => home ?? []), ...tree.products])].sort();
    const isNested = folders.some((folder) => folders.some((other) => other !== folder && isIn(other, folder)));
    if (folders.length < 2 || isNested)
        return ONE;
    const isShared = (path) => !folders.some((folder) => isIn(path, folder));
    if (sources.files.some(({ path, images }) => images.length > 0 && isShared(path)))
        return ONE;
    if (migrationFolders(tree, facts.migrations).some(isShared))
        return ONE;
    const left = homes.flatMap(({ build, home }) => home === undefined
        ? [{ found: build.from, why: `in no product: it has no manifests of its own; 'waybill init -C ${build.context}' makes it one` }]
        : []);
    return { products: nameProducts(folders), left };
}
/** Folders that say how something is deployed: with objects, a chart or a kustomization. */
function describedFolders({ reading, files }) {
    const templates = reading.tree.files.filter((path) => /^(Chart\.yaml|kustomization\.ya?ml|Kustomization)$/.test((0,lib_names/* lastPart */.S_)(path)));
    return [...new Set([...files.map((file) => file.path), ...templates].map(lib_names/* folderOf */.yS))];
}
/** The nearest folder around a Dockerfile that has manifests; the top is everybody's. */
function homeOf({ dockerfile }, described) {
    for (let folder = (0,lib_names/* folderOf */.yS)(dockerfile); folder !== "."; folder = (0,lib_names/* folderOf */.yS)(folder))
        if (described.some((each) => isIn(each, folder)))
            return folder;
    return undefined;
}
/** A folder is no home whose manifests are all those of homes inside of it. */
function ownHome(home, homes, described) {
    if (home === undefined)
        return undefined;
    const inner = [...homes].filter((other) => other !== home && isIn(other, home));
    return described.some((each) => isIn(each, home) && !inner.some((folder) => isIn(each, folder))) ? home : undefined;
}
function isIn(path, folder) {
    return path === folder || path.startsWith(`${folder}/`);
}
/** Two folders of one name have the folders above them in their names. */
function nameProducts(folders) {
    return folders.map((folder) => {
        const isTaken = folders.some((other) => other !== folder && (0,lib_names/* dnsLabel */.UG)((0,lib_names/* lastPart */.S_)(other)) === (0,lib_names/* dnsLabel */.UG)((0,lib_names/* lastPart */.S_)(folder)));
        return { folder, name: isTaken ? (0,lib_names/* dnsLabel */.UG)(folder) : undefined };
    });
}

// EXTERNAL MODULE: ./packages/init/lib/look/repository.js
var look_repository = __webpack_require__(4944);
// EXTERNAL MODULE: ./packages/config/lib/load.js + 14 modules
var load = __webpack_require__(87047);
// EXTERNAL MODULE: ./packages/init/lib/look/found-caller.js
var found_caller = __webpack_require__(26840);
// EXTERNAL MODULE: ./packages/workflows/lib/called-workflow.js
var called_workflow = __webpack_require__(43485);
// EXTERNAL MODULE: ./packages/workflows/lib/permissions.js
var lib_permissions = __webpack_require__(63148);
;// CONCATENATED MODULE: ./packages/workflows/lib/caller.js



/** Secrets that the root action takes as an input; every other one is an environment variable of its step. */
const SECRET_INPUTS = {
    WAYBILL_SIGNING_KEY: "signing-key",
    KUBECONFIG: "kubeconfig",
    REGISTRY_TOKEN: "registry-password",
};
/** Where a build takes its values from: those of an environment are kept from it. */
const BUILD_SOURCES = { WAYBILL_ENV: "WAYBILL_BUILD_ENV" };
/** What an expression, a plain YAML scalar and a concurrency group all take as it stands. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const BRANCH = /^[A-Za-z0-9._][A-Za-z0-9._/-]*$/;
/** What YAML takes in double quotes, and no expression begins with. */
const FOLDER = /^[\p{L}\p{N}._][\p{L}\p{M}\p{N}._ /-]*$/u;
const SECRET_NAME = /^[A-Z_][A-Z0-9_]*$/i;
/**
 * The text of the workflow that releases a product. Its permissions are those that the called workflows declare, no more and no fewer, with
 * their reasons. Throws an `input` error for a name that cannot stand in a workflow, a secret that nothing called takes, and a called
 * workflow that is missing or wants an input which this caller does not know.
 */
function writeCaller(options) {
    checkNames(options);
    return options.way === "inline" ? writeInline(options) : writeCall(options);
}
function writeCall(options) {
    const release = calledBy(options, "release.yml");
    checkSecrets(options, [release]);
    return [
        ...writeHead(options),
        "jobs:",
        "  release:",
        "    name: Release",
        `    uses: ${workflowReference(options, release.name)}`,
        "    permissions:",
        ...release.permissions.map((permission) => `      ${permission.scope}: ${permission.access} # ${(0,lib_permissions/* describeReasons */.nl)(permission)}`),
        ...writeWith(options),
        ...writeSecrets(options, release),
        "",
    ].join("\n");
}
function writeInline(options) {
    const [validate, build, deploy] = [calledBy(options, "validate.yml"), calledBy(options, "build.yml"), calledBy(options, "deploy.yml")];
    checkSecrets(options, [validate, build, deploy]);
    const environments = options.environments.join(", ");
    return [
        ...writeHead(options),
        "jobs:",
        ...writeInlineCall(options, validate, "validate"),
        ...writeInlineCall(options, build, "build", "validate"),
        "  release:",
        "    name: Release to ${{ matrix.environment }}",
        ...writeNeeds("build"),
        `    strategy: { max-parallel: 1, fail-fast: true, matrix: { environment: [${environments}] } }`,
        "    runs-on: ubuntu-latest",
        "    timeout-minutes: 120",
        '    environment: { name: "${{ matrix.environment }}", deployment: false } # Waybill reports the deployment, with its plan',
        `    permissions: ${flowPermissions(deploy.permissions)}`,
        "    steps:",
        `      - { uses: ${options.checkout.repository}@${options.checkout.commit}, with: { persist-credentials: false } } # ${options.checkout.version}`,
        `      - uses: ${pinned(options.waybill)}`,
        ...writeActionInputs(options, secretsFor(options, deploy)),
        "",
    ].join("\n");
}
function writeHead({ product, branch = "main" }) {
    return [
        `name: Release ${product}`,
        `on: { push: { branches: [${branch}] } }`,
        "permissions: {}",
        // A group of its own for every run: GitHub keeps one waiting run of a group and cancels the others, and an approval that nobody
        // answers would hold the group. Two releases of one environment are kept apart by the called jobs, and by the locks that Waybill takes.
        `concurrency: { group: "release-${product}-\${{ github.run_id }}", cancel-in-progress: false } # no run waits for another's approval`,
    ];
}
function writeInlineCall(options, called, job, needs) {
    const sources = called.name === "build.yml" ? BUILD_SOURCES : {};
    const secrets = secretsFor(options, called, sources).map((name) => `${name}: "\${{ secrets.${sources[name] ?? name} }}"`);
    return [
        `  ${job}:`,
        ...(needs === undefined ? [] : writeNeeds(needs)),
        `    uses: ${workflowReference(options, called.name)}`,
        `    permissions: ${flowPermissions(called.permissions)}`,
        ...(options.directory === undefined ? [] : [`    with: { working-directory: ${options.directory} }`]),
        ...(secrets.length === 0 ? [] : [`    secrets: { ${secrets.join(", ")} }`]),
    ];
}
/** A product without data, or without images, has jobs that are skipped; GitHub would skip what comes after them. */
function writeNeeds(job) {
    return [`    needs: ${job}`, "    if: ${{ !failure() && !cancelled() }}"];
}
function writeActionInputs({ directory }, secrets) {
    const variables = secrets.filter((name) => SECRET_INPUTS[name] === undefined).map((name) => `${name}: "\${{ secrets.${name} }}"`);
    const inputs = secrets.filter((name) => SECRET_INPUTS[name] !== undefined);
    return [
        ...(variables.length === 0 ? [] : [`        env: { ${variables.join(", ")} }`]),
        "        with:",
        "          environment: ${{ matrix.environment }}",
        "          images: run",
        ...(directory === undefined ? [] : [`          working-directory: ${scalar(directory)}`]),
        ...inputs.map((name) => SECRET_INPUTS[name] === "registry-password"
            ? `          registry-password: \${{ secrets.${name} || github.token }}`
            : `          ${SECRET_INPUTS[name]}: \${{ secrets.${name} }}`),
    ];
}
function writeWith({ directory }) {
    return directory === undefined ? [] : ["    with:", `      working-directory: ${scalar(directory)}`];
}
/**
 * Secrets are handed on by name, never by `secrets: inherit`: the called workflow gets what it declares and no other secret, and an
 * environment's own secret of that name takes the place of the one that was passed.
 */
function writeSecrets(options, called) {
    const names = secretsFor(options, called);
    return names.length === 0 ? [] : ["    secrets:", ...names.map((name) => `      ${name}: \${{ secrets.${name} }}`)];
}
function secretsFor({ secrets }, called, sources = {}) {
    return called.secrets.filter((name) => secrets === undefined || secrets.includes(sources[name] ?? name));
}
function flowPermissions(permissions) {
    const scopes = permissions.map(({ scope, access }) => `${scope}: ${access}`).join(", ");
    return `{ ${scopes} } # ${permissions.map((permission) => `${permission.scope}: ${(0,lib_permissions/* describeReasons */.nl)(permission)}`).join("; ")}`;
}
function workflowReference({ way, waybill, vendored }, file) {
    const from = way === "vendored" ? vendored : waybill;
    if (from === undefined)
        throw (0,lib_error/* inputError */.Xu)("vendored", "is missing; name the repository that holds the copies, its commit and version");
    return `${from.repository}/.github/workflows/${file}@${from.commit} # ${from.version}`;
}
function pinned({ repository, commit, version }) {
    return `${repository}@${commit} # ${version}`;
}
function calledBy({ workflows, directory }, file) {
    const text = workflows[file];
    if (text === undefined)
        throw (0,lib_error/* inputError */.Xu)("workflows", `lacks ${file}; give the files of the release that is called`);
    const called = (0,called_workflow/* readCalledWorkflow */.n)(file, text);
    // deploy.yml is only read for what its jobs may do; nothing calls it.
    const unknown = file === "deploy.yml" ? [] : called.requiredInputs;
    if (unknown.length > 0)
        throw (0,lib_error/* inputError */.Xu)("workflows", `holds a ${file} that demands '${unknown.join("', '")}', which this caller does not know`);
    if (directory !== undefined && file !== "deploy.yml" && !called.inputs.includes("working-directory"))
        throw (0,lib_error/* inputError */.Xu)("directory", `cannot be handed on: ${file} has no input 'working-directory'`);
    return called;
}
function checkSecrets({ secrets = [] }, called) {
    const sources = called.flatMap(({ name, secrets: own }) => own.map((secret) => (name === "build.yml" ? (BUILD_SOURCES[secret] ?? secret) : secret)));
    const declared = [...new Set(sources)];
    for (const name of secrets)
        if (!declared.includes(name))
            throw (0,lib_error/* inputError */.Xu)("secrets", `names '${name}', which nothing called takes; it may name ${declared.join(", ")}`);
}
function checkNames({ product, way, environments, branch, directory, waybill, vendored, checkout, secrets = [] }) {
    demand("product", product, PLAIN, "letters, digits, '.', '_' and '-'");
    // The called workflow reads them itself, and has nothing to deploy where there are none.
    if (environments.length === 0 && way === "inline")
        throw (0,lib_error/* inputError */.Xu)("environments", "is empty; the job of this way goes to at least one");
    for (const name of environments)
        demand("environments", name, PLAIN, "letters, digits, '.', '_' and '-'");
    if (branch !== undefined)
        demand("branch", branch, BRANCH, "letters, digits, '.', '_', '-' and '/'");
    if (directory !== undefined)
        demand("directory", directory, FOLDER, "letters, digits, spaces, '.', '_', '-' and '/'");
    for (const name of secrets)
        demand("secrets", name, SECRET_NAME, "letters, digits and '_'");
    for (const { repository, commit, version } of [waybill, checkout, ...(vendored === undefined ? [] : [vendored])]) {
        demand("repository", repository, /^[\w.-]+\/[\w.-]+$/, "owner/name");
        demand("commit", commit, /^[0-9a-f]{40}$/, "40 hex digits");
        demand("version", version, /^v?\d[\w.+-]*$/, "a version such as v1.2.3");
    }
}
/** A folder's name may have spaces; JSON's text is YAML's too. */
function scalar(text) {
    return BRANCH.test(text) ? text : JSON.stringify(text);
}
function demand(input, value, pattern, allowed) {
    if (!pattern.test(value))
        throw (0,lib_error/* inputError */.Xu)(input, `is '${value}'; it may hold ${allowed}`);
}

;// CONCATENATED MODULE: ./packages/init/lib/propose/caller.js


/**
 * The way that is taken where none is asked for: the environment's job in the caller's own file, because there the environment's secrets certainly
 * arrive and its reviewers are asked; without an environment a call of the public workflows.
 */
function chooseWay(asked, environments, account) {
    if (environments.length > 0)
        return asked ?? "inline";
    if (asked === "inline")
        account.leave("--inline", "there is no environment whose job could stand in the caller's own file; it calls the public workflows");
    return asked === "vendored" ? "vendored" : "public";
}
/** The names of the secrets that the caller hands on. */
function callerSecrets({ environments, hasBuildValues, hasOtherRegistry }) {
    return [
        ...(environments.length > 0 ? ["WAYBILL_ENV"] : []),
        ...(hasBuildValues ? ["WAYBILL_BUILD_ENV"] : []),
        "WAYBILL_SIGNING_KEY",
        ...(hasOtherRegistry ? ["REGISTRY_TOKEN"] : []),
    ];
}
/** The text of the caller's workflow. */
function callerText(needs, repository, waybill, vendored) {
    const options = {
        product: needs.product,
        way: needs.way,
        environments: needs.environments,
        waybill: waybill.reference,
        vendored,
        checkout: waybill.checkout,
        workflows: waybill.workflows,
        secrets: callerSecrets(needs),
        directory: repository.directory,
        branch: repository.branch,
    };
    try {
        return writeCaller(options);
    }
    catch (error) {
        // Nobody has given it: it was found in the clone.
        if (!(error instanceof lib_error/* InputError */.dz) || error.input !== "branch")
            throw error;
        throw new lib_error/* ActionError */.lZ("input", `The branch '${repository.branch}', whose pushes would be released, has characters that mean something to a workflow, so nothing was written. It is the one that 'origin' checks out by default, or the one that is checked out here. Name the branch that is released with 'git remote set-head origin BRANCH', or rename it to letters, digits, '.', '_', '-' and '/', and run again.`, { cause: error });
    }
}
/** Where the caller lies below the repository's root: a product in a folder has one of its own. */
function callerPath({ directory, product }, name = "release") {
    return `.github/workflows/${directory === undefined ? name : `${name}-${product}`}.yml`;
}

// EXTERNAL MODULE: ./packages/init/lib/propose/needs.js
var propose_needs = __webpack_require__(73304);
;// CONCATENATED MODULE: ./packages/init/lib/propose/config-text.js


const SCHEMAS = "https://raw.githubusercontent.com/waybill-ci/waybill/v1/packages/config";
/** Where no image says another one. */
const OWN_REGISTRY = "ghcr.io";
/**
 * The texts of waybill.yml and of the environments' own files. Where there are several environments, each database has another variable in
 * each, so that no two can meet in one database by mistake.
 */
function configTexts(proposal) {
    const registry = registryOf(proposal.images);
    const last = proposal.environments.at(-1)?.name;
    const base = yamlText("waybill.schema.json", {
        version: 1,
        name: proposal.product,
        ...(registry === OWN_REGISTRY ? {} : { registry }),
        ...section("images", proposal.images, (image) => imageEntry(image, registry)),
        ...section("data", proposal.data, ({ source, checks }) => ({ source, checks })),
        ...section("models", proposal.models, ({ path }) => ({ path })),
        ...section("databases", proposal.databases, ({ name, path }) => ({
            url: `env:${databaseVariable(proposal, name, last)}`,
            migrations: path,
        })),
        ...section("environments", proposal.environments, environmentEntry),
    });
    const others = proposal.databases.length === 0 ? [] : proposal.environments.slice(0, -1);
    const overlays = others.map(({ name: environment }) => ({
        path: `waybill.${environment}.yml`,
        text: yamlText("waybill.overlay.schema.json", {
            ...section("databases", proposal.databases, ({ name }) => ({ url: `env:${databaseVariable(proposal, name, environment)}` })),
        }),
    }));
    return [{ path: "waybill.yml", text: base }, ...overlays];
}
function yamlText(schema, value) {
    return `# yaml-language-server: $schema=${SCHEMAS}/${schema}\n${(0,dist/* stringify */.As)(value, { lineWidth: 0, nullStr: "" })}`;
}
function section(key, entries, entryOf) {
    if (entries.length === 0)
        return {};
    return { [key]: Object.fromEntries(entries.map((entry) => [entry.name, entryOf(entry)])) };
}
/** Evidence goes where the images go, if that is one registry that takes repositories of any depth. */
function registryOf(images) {
    const [host = OWN_REGISTRY, ...more] = new Set(images.map(({ repository }) => repository?.split("/")[0] ?? OWN_REGISTRY));
    return more.length > 0 || host === "docker.io" ? OWN_REGISTRY : host;
}
function imageEntry(image, registry) {
    // Without the host that holds anyway, so that a rehearsal can have a registry of its own.
    const repository = image.repository?.startsWith(`${registry}/`) === true ? image.repository.slice(registry.length + 1) : image.repository;
    const usual = image.context === "." ? "Dockerfile" : `${image.context}/Dockerfile`;
    const cache = {
        ...(image.cacheFrom.length === 0 ? {} : { from: image.cacheFrom }),
        ...(image.cacheTo.length === 0 ? {} : { to: image.cacheTo }),
    };
    return {
        context: image.context,
        ...(image.dockerfile === usual ? {} : { dockerfile: image.dockerfile }),
        ...(image.target === undefined ? {} : { target: image.target }),
        ...(Object.keys(image.args).length === 0 ? {} : { args: image.args }),
        ...(image.platforms.length === 0 ? {} : { platforms: image.platforms }),
        ...(Object.keys(cache).length === 0 ? {} : { cache }),
        ...(repository === undefined ? {} : { repository }),
        ...(image.probe === undefined ? {} : { probe: image.probe }),
    };
}
function environmentEntry({ after, namespace, manifests, images, kubeconfig }) {
    const [only, ...more] = manifests;
    return {
        ...(after === undefined ? {} : { after }),
        ...(namespace === undefined ? {} : { namespace }),
        manifests: more.length === 0 ? only : manifests,
        ...(images === undefined ? {} : { images }),
        ...(kubeconfig === undefined ? {} : { kubeconfig: `env:${kubeconfig}` }),
    };
}
/** `DATABASE_URL`, with the database before it where there are several, and likewise the environment and the product. */
function databaseVariable({ product, isOneOfSeveral, databases, environments }, database, environment) {
    const parts = [
        ...(isOneOfSeveral ? [product] : []),
        ...(environments.length > 1 && environment !== undefined ? [environment] : []),
        ...(databases.length > 1 ? [database] : []),
        "DATABASE_URL",
    ];
    return (0,lib_names/* variableName */.cG)(parts.join("_")).replace(/^(?=\d)/, "_");
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var workspace = __webpack_require__(75);
;// CONCATENATED MODULE: ./packages/init/lib/write/write-files.js




/** What lies at a file's place: its text, or undefined where nothing does. Throws an `input` error for a place that leads out of its root. */
async function existingText({ root, path }) {
    const place = await (0,workspace/* resolveInWorkspace */.S)(root, path, path, { mayBeMissing: true });
    try {
        return await (0,promises_.readFile)(place, "utf8");
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT"))
            return undefined;
        if ((0,lib_error/* isSystemError */.Or)(error))
            throw refusal(path, error);
        throw error;
    }
}
/**
 * Writes files that are not there yet: all of them or, after an error, none. Nothing that exists is ever replaced, also when it comes into being
 * meanwhile. Throws an `environment` error where the system refuses.
 */
async function writeFiles(files) {
    const undo = [];
    try {
        const drafts = [];
        for (const file of files) {
            const place = await preparePlace(file, undo);
            const draft = `${place}.${(0,external_node_crypto_.randomBytes)(6).toString("hex")}.tmp`;
            undo.push({ path: below(file.root, draft), step: () => (0,promises_.rm)(draft, { force: true }) });
            await (0,promises_.writeFile)(draft, file.text, { flag: "wx", flush: true }).catch(explain(file));
            drafts.push({ file, draft, place });
        }
        for (const { file, draft, place } of drafts) {
            await publish(draft, place).catch(explain(file));
            undo.push({ path: file.path, step: () => (0,promises_.rm)(place, { force: true }) });
        }
        for (const { draft } of drafts)
            await (0,promises_.rm)(draft, { force: true });
    }
    catch (error) {
        throw told(error, await takeBack(undo));
    }
}
/** Takes back what was written, the last first, and gives what the system does not let go. */
async function takeBack(undo) {
    const left = [];
    for (const { path, step } of undo.toReversed()) {
        try {
            await step();
        }
        catch (error) {
            if (!(0,lib_error/* isSystemError */.Or)(error))
                throw error;
            // What was refused once may be refused again; what never came to be needs no taking back.
            if (error.code !== "ENOENT" && error.code !== "ENOTDIR")
                left.push(`'${path}' (${error.code})`);
        }
    }
    return left;
}
/** Says of a refusal whether anything of what was written is still there. */
function told(error, left) {
    if (!(error instanceof lib_error/* ActionError */.lZ))
        return error;
    const end = left.length === 0 ? NOTHING_CHANGED : `What was written before could not all be taken back: remove ${left.join(", ")}.`;
    return new lib_error/* ActionError */.lZ(error.kind, `${error.message.replace(` ${NOTHING_CHANGED}`, "")} ${end}`, { cause: error });
}
const NOTHING_CHANGED = "Nothing was changed.";
/** Makes the folders of a file, below the real root and through no link that leads out of it. */
async function preparePlace(file, undo) {
    const { root, path } = file;
    const parts = path.split("/");
    for (let length = 1; length < parts.length; length++) {
        const folder = await (0,workspace/* resolveInWorkspace */.S)(root, parts.slice(0, length).join("/"), path, { mayBeMissing: true });
        try {
            await (0,promises_.mkdir)(folder);
            undo.push({ path: parts.slice(0, length).join("/"), step: () => (0,promises_.rmdir)(folder) });
        }
        catch (error) {
            if ((0,lib_error/* isSystemError */.Or)(error, "EEXIST"))
                continue;
            throw (0,lib_error/* isSystemError */.Or)(error) ? refusal(path, error) : error;
        }
    }
    return (0,external_node_path_.join)(await (0,workspace/* resolveInWorkspace */.S)(root, (0,external_node_path_.dirname)(path), path), parts.at(-1) ?? "");
}
/** A second name for the draft appears at once and never over another file; some file systems know no second names. */
async function publish(draft, place) {
    try {
        await (0,promises_.link)(draft, place);
    }
    catch (error) {
        if (!(0,lib_error/* isSystemError */.Or)(error) || !["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(error.code ?? ""))
            throw error;
        await (0,promises_.copyFile)(draft, place, promises_.constants.COPYFILE_EXCL);
    }
}
function explain({ path }) {
    return (error) => {
        throw (0,lib_error/* isSystemError */.Or)(error) ? refusal(path, error) : error;
    };
}
function refusal(path, error) {
    const advice = {
        EACCES: "Check who owns the folder",
        EPERM: "Check who owns the folder",
        EROFS: "The file system is read-only",
        ENOSPC: "The disk is full; free some space",
        EDQUOT: "The disk quota is used up; free some space",
        EFBIG: "The system lets no file become so large",
        ENOTDIR: "A file stands where a folder is needed",
        EISDIR: "A folder stands where the file is needed",
        EEXIST: "Something is there that was not there before, or a link that leads nowhere; remove it",
    };
    const next = advice[error.code ?? ""] ?? "See what the system says";
    return new lib_error/* ActionError */.lZ("environment", `'${path}' cannot be written (${error.code}). ${next}, and run again. ${NOTHING_CHANGED}`, {
        cause: error,
    });
}
/** A path below a root, with `/`. */
function below(root, path) {
    return (0,external_node_path_.relative)(root, path).split("\\").join("/");
}

;// CONCATENATED MODULE: ./packages/init/lib/product.js










/**
 * Looks at a product's folder and says what adopts Waybill for it. Throws an `input` error for a folder in which nothing could be released.
 */
async function planProduct({ workspace, above, name, way, waybill, vendored, env, signal }) {
    const account = new Account();
    const read = await (0,look_repository/* readRepository */.N)(workspace, env, above);
    const repository = name === undefined ? read : { ...read, product: name };
    const found = await survey(workspace, repository, account, signal);
    const configFiles = filesOf(workspace, found);
    const existing = await existingConfig(configFiles, workspace, account);
    if (existing.config === undefined && isEmpty(found))
        throw nothingFound(workspace, account);
    const needs = needsOf(found, existing.config, { way, account });
    const caller = await callerFile(needs, { repository, waybill, vendored, account });
    return {
        repository,
        account,
        files: [...configFiles.map((file) => ({ file, mayWrite: !existing.isThere })), ...caller.map((file) => ({ file, mayWrite: true }))],
        needs: await needsOfPeople(found, existing.config, needs, caller[0]),
    };
}
/** What people have to set up: where the caller is kept that is there, what that one leaves to be set up. */
async function needsOfPeople(found, config, { environments, way }, caller) {
    const there = caller && (await existingText(caller));
    const kept = there === undefined ? undefined : (0,found_caller/* readFoundCaller */.C)(there);
    const needs = {
        environments: environments.map((name) => ({ name, variables: product_variablesOf(found, config, name) })),
        buildVariables: buildVariables(found, config),
        otherRegistries: otherRegistries(found, config),
        way: kept?.way ?? way,
        pipelines: found.pipelines,
    };
    return (0,propose_needs/* handedOn */.U)(needs, caller?.path, kept);
}
function isEmpty({ proposal }) {
    return [proposal.images, proposal.data, proposal.models, proposal.databases, proposal.environments].every((entries) => entries.length === 0);
}
function nothingFound(workspace, account) {
    const seen = account.left.slice(0, 5).map(({ found, why }) => `\n  ${found}: ${why}`);
    return new lib_error/* ActionError */.lZ("input", `Nothing in '${workspace}' could be released, so nothing was written. Looked for: Dockerfiles, Compose services with 'build:', folders of numbered SQL files, Kubernetes manifests, CSV files in a folder 'data', models (.onnx, .safetensors). Give the product's folder as '--directory' if it lies deeper.${seen.length === 0 ? "" : `\nSeen and not taken:${seen.join("")}`}`);
}
function filesOf(workspace, { proposal }) {
    const checks = proposal.data.flatMap(({ checks: path, text }) => (text === undefined ? [] : [{ root: workspace, path, text }]));
    return [...configTexts(proposal).map((text) => ({ root: workspace, ...text })), ...checks];
}
/** A waybill.yml that is there says what is released, whatever would have been written. */
async function existingConfig([base], workspace, account) {
    if (base === undefined || (await existingText(base)) === undefined)
        return { isThere: false };
    try {
        return { isThere: true, config: await (0,load/* loadConfig */.Z9)(workspace) };
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        account.leave("waybill.yml", `it is kept, and cannot be used as it is: ${error.message}`);
        return { isThere: true };
    }
}
function needsOf(found, config, { way, account }) {
    const environments = config === undefined ? found.proposal.environments.map(({ name }) => name) : (0,propose_needs/* needsOfConfig */.R)(config).environments.map(({ name }) => name);
    return {
        product: config?.name ?? found.proposal.product,
        environments,
        way: chooseWay(way, environments, account),
        hasBuildValues: buildVariables(found, config).length > 0,
        hasOtherRegistry: otherRegistries(found, config).length > 0,
    };
}
/** Nothing can name copies that no commit holds yet. A workflow of that name that is about something else stays, and the caller gets another. */
async function callerFile(needs, { repository, waybill, vendored, account }) {
    if (needs.way === "vendored" && vendored?.reference === undefined)
        return [];
    const { root } = repository;
    const text = callerText(needs, repository, waybill, vendored?.reference);
    const path = callerPath(repository);
    const there = await existingText({ root, path, text });
    if (there === undefined || /waybill/i.test(there))
        return [{ root, path, text }];
    const other = callerPath(repository, "waybill");
    account.leave(path, `it stays as it is; what calls Waybill is '${other}'`);
    return [{ root, path: other, text }];
}
/** The variables that a release to one environment needs, the kubeconfig among them. */
function product_variablesOf({ proposal }, config, environment) {
    if (config !== undefined)
        return (0,propose_needs/* needsOfConfig */.R)(config).environments.find(({ name }) => name === environment)?.variables ?? [];
    const kubeconfig = proposal.environments.find(({ name }) => name === environment)?.kubeconfig ?? "KUBECONFIG";
    return [...proposal.databases.map(({ name }) => databaseVariable(proposal, name, environment)), kubeconfig];
}
function buildVariables({ proposal }, config) {
    if (config !== undefined)
        return (0,propose_needs/* needsOfConfig */.R)(config).buildVariables;
    const values = proposal.images.flatMap(({ args }) => Object.values(args));
    return [...new Set(values.flatMap((value) => (value.startsWith("env:") ? [value.slice("env:".length)] : [])))];
}
function otherRegistries({ proposal }, config) {
    if (config !== undefined)
        return (0,propose_needs/* needsOfConfig */.R)(config).otherRegistries;
    const hosts = proposal.images.flatMap(({ repository }) => repository?.split("/")[0] ?? []);
    return [...new Set(hosts)].filter((host) => host !== "ghcr.io");
}

// EXTERNAL MODULE: ./packages/init/lib/propose/checklist.js
var checklist = __webpack_require__(78145);
// EXTERNAL MODULE: ./packages/init/lib/waybill.js
var lib_waybill = __webpack_require__(46430);
;// CONCATENATED MODULE: ./packages/init/lib/write/diff.js
const CONTEXT_LINES = 3;
/** The difference of two texts as `diff -u` writes it; empty where there is none. Line ends of Windows count as none. */
function unifiedDiff(path, before, after) {
    const [old, now] = [diff_linesOf(before ?? ""), diff_linesOf(after)];
    const edits = compare(old, now);
    if (edits.every(([mark]) => mark === " "))
        return "";
    const from = before === undefined ? "/dev/null" : `a/${path}`;
    return [`--- ${from}`, `+++ b/${path}`, ...hunks(edits), ""].join("\n");
}
function diff_linesOf(text) {
    const lines = text.replaceAll("\r\n", "\n").split("\n");
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
/** The longest common lines, by the textbook's table; files of an adopter have hundreds of lines and not more. */
function compare(old, now) {
    if (old.length * now.length > 25_000_000)
        return [...old.map((line) => ["-", line]), ...now.map((line) => ["+", line])];
    const width = now.length + 1;
    const lengths = new Uint32Array((old.length + 1) * width);
    for (let i = old.length - 1; i >= 0; i--)
        for (let j = now.length - 1; j >= 0; j--)
            lengths[i * width + j] =
                old[i] === now[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    const edits = [];
    let [i, j] = [0, 0];
    while (i < old.length || j < now.length) {
        if (i < old.length && j < now.length && old[i] === now[j]) {
            edits.push([" ", old[i++]]);
            j++;
        }
        else if (i < old.length && (j === now.length || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]))
            edits.push(["-", old[i++]]);
        else
            edits.push(["+", now[j++]]);
    }
    return edits;
}
/** The edits with three lines around each, under headings that say where they stand. */
function hunks(edits) {
    const isNear = (at) => edits.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(([mark]) => mark !== " ");
    const lines = [];
    let [oldLine, newLine] = [1, 1];
    for (let at = 0; at < edits.length;) {
        if (!isNear(at)) {
            at++;
            oldLine++;
            newLine++;
            continue;
        }
        const start = at;
        while (at < edits.length && isNear(at))
            at++;
        const hunk = edits.slice(start, at);
        const [olds, news] = [hunk.filter(([mark]) => mark !== "+").length, hunk.filter(([mark]) => mark !== "-").length];
        lines.push(`@@ -${range(oldLine, olds)} +${range(newLine, news)} @@`, ...hunk.map(([mark, line]) => `${mark}${line}`));
        oldLine += olds;
        newLine += news;
    }
    return lines;
}
function range(line, count) {
    return `${count === 0 ? line - 1 : line},${count}`;
}

// EXTERNAL MODULE: ./packages/kit/lib/git/remote.js
var remote = __webpack_require__(43971);
// EXTERNAL MODULE: ./packages/kit/lib/git/committed.js
var committed = __webpack_require__(88691);
;// CONCATENATED MODULE: ./packages/workflows/lib/vendor.js

const WORKFLOW_REFERENCE = /^(\s*uses:\s*)waybill-ci\/waybill(\/\.github\/workflows\/[\w.-]+\.ya?ml)@\S+(?:[ \t]+#.*)?$/gm;
const ACTION_REFERENCE = /^(\s*(?:- )?uses:\s*waybill-ci\/waybill(?:\/(?:\.github\/)?actions\/[\w.-]+)?)@\S+(?:[ \t]+#.*)?$/gm;
/** zizmor's strictest persona would have '$/', which says the same; actionlint and GitHub Enterprise Server do not know it yet. */
const RELATIVE = `# zizmor: ignore[self-repository] "$/" is not known everywhere yet`;
const ANY_REFERENCE = /^(?!\s*#).*waybill-ci\/waybill.*$/gm;
/**
 * A published workflow as the organisation's own copy: the workflows that it calls are its neighbours at the same commit
 * (https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows, "Calling a reusable workflow"), and our actions are pinned to a
 * commit. Throws an `input` error for a reference that it cannot pin.
 */
function vendorWorkflow(text, waybill) {
    const copy = text
        .replaceAll(WORKFLOW_REFERENCE, (_, head, path) => `${head}.${path} ${RELATIVE}`)
        .replaceAll(ACTION_REFERENCE, (_, head) => `${head}@${waybill.commit} # ${waybill.version}`);
    const open = [...copy.matchAll(ANY_REFERENCE)]
        .map(([line]) => line.trim())
        .find((line) => /uses:/.test(line) && !line.includes(`@${waybill.commit}`));
    if (open !== undefined)
        throw (0,lib_error/* inputError */.Xu)("workflows", `has a reference that cannot be pinned: '${open}'`);
    return copy;
}

;// CONCATENATED MODULE: ./packages/init/lib/write/vendor.js





/** Plans the copies in the organisation's repository that is checked out at a folder. Throws an `input` error about `vendor` for another folder. */
async function planVendoring(dir, waybill, env) {
    const root = (0,external_node_path_.resolve)(dir);
    const info = await (0,promises_.stat)(root).catch((error) => {
        if ((0,lib_error/* isSystemError */.Or)(error))
            throw (0,lib_error/* inputError */.Xu)("vendor", `is '${dir}', which cannot be read (${error.code}); check the organisation's repository out there`, {
                cause: error,
            });
        throw error;
    });
    if (!info.isDirectory())
        throw (0,lib_error/* inputError */.Xu)("vendor", `is '${dir}', which is no folder; check the organisation's repository out there`);
    const { slug, commit } = await (0,remote/* readRemote */.Z)(root, env);
    if (slug === undefined)
        throw (0,lib_error/* inputError */.Xu)("vendor", `is '${dir}', whose git remote 'origin' names no repository as owner/name; check the organisation's repository out there`);
    const files = Object.entries(waybill.workflows)
        .filter(([name, text]) => isCallable(name, text))
        .map(([name, text]) => ({ root, path: `.github/workflows/${name}`, text: vendorWorkflow(text, waybill.reference) }));
    const isThere = (await Promise.all(files.map(async (file) => (await existingText(file))?.replaceAll("\r\n", "\n") === file.text))).every(Boolean);
    const isCommitted = isThere &&
        (await (0,committed/* findUncommitted */.p)(files.map(({ path }) => (0,external_node_path_.join)(root, path)), env)).length === 0;
    const reference = isCommitted && commit !== undefined ? { repository: slug, commit, version: waybill.reference.version } : undefined;
    return { files, reference, repository: slug };
}
/** Waybill's own pipelines are none that anybody calls. */
function isCallable(name, text) {
    try {
        (0,called_workflow/* readCalledWorkflow */.n)(name, text);
        return true;
    }
    catch (error) {
        if (error instanceof lib_error/* ActionError */.lZ)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/init/lib/init.js









/**
 * Looks at a repository and writes what adopts Waybill: for each product waybill.yml, check files, one workflow; all of them or none, and never
 * over a file that is there. Executes nothing of what it finds and asks no server. Throws an `input` error for a repository in which nothing
 * could be released.
 */
async function initialise(options) {
    const { workspace, env, signal, way } = options;
    const waybill = await (0,lib_waybill/* readWaybill */.X)(options);
    const above = await (0,look_repository/* readRepository */.N)(workspace, env);
    const { products, left } = await findProducts(workspace, above);
    const vendored = options.vendorDir === undefined ? undefined : await planVendoring(options.vendorDir, waybill, env);
    const plans = [];
    for (const { folder, name } of products) {
        const plan = await planProduct({ workspace: (0,external_node_path_.join)(workspace, folder), above, name, way, waybill, vendored, env, signal });
        plans.push({ ...plan, directory: folder });
    }
    const files = await compareFiles(plans, vendored, options);
    if (!options.dryRun)
        await writeFiles(files.flatMap(({ file, state }) => (state === "written" ? [file] : [])));
    return {
        products: plans.map(({ repository, account, directory }) => ({
            name: repository.product,
            workspace: (0,external_node_path_.join)(workspace, directory),
            directory,
            check: `waybill check${inFolder(external_node_path_.posix.join(options.directory ?? ".", directory))}`,
            taken: account.taken,
            left: account.left,
        })),
        left,
        files: files.map(({ shown: path, state, diff }) => ({ path, state, diff })),
        commands: nextCommands(files, vendored, options, plans),
        checklist: (0,checklist/* checklist */.D)((0,checklist/* joinNeeds */.Y)(plans.map(({ needs }) => needs))),
    };
}
/** The files of all products, and the organisation's copies. */
async function compareFiles(plans, vendored, { dryRun, vendorDir }) {
    const compare = async ({ file, mayWrite }, shown) => {
        const before = await existingText(file);
        const diff = unifiedDiff(shown, before, file.text);
        if (before !== undefined)
            return { file, shown, state: diff === "" ? "same" : "kept", diff };
        if (!mayWrite)
            return { file, shown, state: "kept", diff };
        return { file, shown, state: dryRun ? "planned" : "written", diff: dryRun ? diff : "" };
    };
    const own = plans.flatMap(({ files, repository: { root, directory } }) => files.map((wanted) => compare(wanted, wanted.file.root === root ? wanted.file.path : `${directory}/${wanted.file.path}`)));
    const copies = (vendored?.files ?? []).map((file) => compare({ file, mayWrite: true }, `${vendorDir}/${file.path}`));
    return Promise.all([...own, ...copies]);
}
/** Each works where init was called, as it stands. */
function nextCommands(planned, vendored, { directory: given = ".", vendorDir }, plans) {
    if (vendored !== undefined && vendored.reference === undefined) {
        const dir = quote(vendorDir ?? "");
        return [
            `git -C ${dir} add .github/workflows && git -C ${dir} commit -m "Take the workflows of Waybill" && git -C ${dir} push`,
            `waybill init${inFolder(given)} --vendor ${dir}   # again: it writes the caller, which names that commit`,
        ];
    }
    // A release without an environment goes nowhere.
    const rehearsed = plans.flatMap(({ needs, directory }) => (needs.environments.length === 0 ? [] : [external_node_path_.posix.join(given, directory)]));
    const isAtTop = plans.every(({ repository, directory }) => (repository.directory ?? ".") === directory);
    const added = planned
        .filter(({ state, file }) => (state === "written" || state === "planned") && !vendored?.files.includes(file))
        .map(({ shown }) => quote(isAtTop ? shown : `:/${shown}`));
    const git = `git${inFolder(given)}`;
    return [
        ...(rehearsed.length === 0 ? [] : [rehearsed.map((folder) => `waybill rehearse${inFolder(folder)}`).join(" && ")]),
        ...(added.length === 0 ? [] : [`${git} add ${added.join(" ")} && ${git} commit -m "Release with Waybill"`]),
    ];
}
function inFolder(folder) {
    return folder === "." ? "" : ` -C ${quote(folder)}`;
}
/** A path as a shell takes it. */
function quote(path) {
    return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var lib_verdict = __webpack_require__(43855);
// EXTERNAL MODULE: ./packages/pipeline/lib/project.js + 4 modules
var project = __webpack_require__(32639);
// EXTERNAL MODULE: ./packages/cli/lib/table.js
var table = __webpack_require__(56556);
;// CONCATENATED MODULE: ./packages/cli/lib/init/init.js




/**
 * Writes what adopts Waybill in a project, says what became of everything that was found, and checks what is there now as `waybill check` does,
 * whose verdict it gives.
 */
async function initProject(call, { workspace, open }, { env, print, signal }) {
    const result = await initialise({
        workspace,
        directory: call.directory,
        searchFrom: import.meta.dirname,
        env,
        commit: call.commit,
        version: call.version,
        way: call.way,
        vendorDir: call.vendor,
        dryRun: call.dryRun,
        signal,
    });
    print(describeFound(result));
    if (call.dryRun) {
        print(describeNext(result, []));
        return "pass";
    }
    const checked = [];
    for (const product of result.products)
        checked.push(await check(product, open));
    print(describeNext(result, checked));
    return (0,lib_verdict/* worstOf */.hm)(checked.map(({ verdict }) => verdict));
}
/** What `waybill check` says of a product; a configuration that cannot be used is told in the same place. */
async function check(product, open) {
    const reporter = (0,lib_reporter/* collectingReporter */.A)();
    try {
        const { report } = await (0,project/* checkProject */.sh)(await open(product.workspace, reporter));
        return { product, verdict: report.verdict, findings: reporter.findings };
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        const own = { rule: "config", severity: "error", what: error.message };
        return { product, verdict: "fail", findings: error.findings.length > 0 ? error.findings : [own] };
    }
}
const STATES = {
    written: "written",
    planned: "would be written",
    same: "there already",
    kept: "not written: see the difference above",
};
/** The account of everything, differences first, because they are long. */
function describeFound({ products, left, files }) {
    const isSeveral = products.length > 1;
    const titled = (title, { name, directory }) => (isSeveral ? `${title} in ${directory} (${name})` : title);
    return joined([
        ...files.flatMap(({ diff }) => (diff === "" ? [] : [diff])),
        ...products.flatMap((product) => [
            init_section(titled("Found", product), product.taken.map(({ found, became }) => [found, "→", became])),
            init_section(titled("Not taken", product), product.left.map(({ found, why }) => [found, why])),
        ]),
        init_section("In no product", left.map(({ found, why }) => [found, why])),
        init_section("Files", files.map(({ path, state }) => [path, STATES[state]])),
    ]);
}
/** What the check says, and what to do next at the end, where people look. */
function describeNext({ products, commands, checklist }, checked) {
    const passed = new Set(checked.flatMap(({ product, verdict }) => ((0,lib_verdict/* isPassing */.WG)(verdict) ? [product] : [])));
    const again = products.filter((product) => !passed.has(product)).map((product) => product.check);
    return joined([
        init_section("Check", checked.map(({ product, verdict, findings }) => [product.name, `${verdict}${countWarnings(findings)}`])),
        init_section("To mend before it passes", checked.flatMap(({ product, findings }) => findings.flatMap((finding) => errorRow(product, finding)))),
        init_section("Next", [...(again.length === 0 ? [] : [again.join(" && ")]), ...commands].map((command, index) => [`${index + 1}.`, command])),
        init_section("Before the first release", checklist.map((line) => ["[ ]", line])),
    ]);
}
function countWarnings(findings) {
    const warnings = findings.filter(({ severity }) => severity === "warning").length;
    return warnings === 0 ? "" : `, with ${(0,lib_text/* countOf */.pq)(warnings, "warning")} that 'waybill check' prints`;
}
/** The line that is to be filled in or mended, and what is wrong with it. */
function errorRow({ directory }, finding) {
    if (finding.severity !== "error")
        return [];
    const { file, line } = finding.where ?? {};
    const place = file === undefined ? "waybill.yml" : file;
    const path = directory === "." ? place : `${directory}/${place}`;
    return [[line === undefined ? path : `${path}:${line}`, (0,lib_verdict/* describeFinding */.jb)(finding)]];
}
function joined(parts) {
    const shown = parts.filter((part) => part !== "");
    return shown.length === 0 ? "" : `${shown.join("\n")}\n`;
}
function init_section(title, rows) {
    return rows.length === 0 ? "" : `${title}\n${(0,table/* table */.t)(rows)}`;
}


/***/ }),

/***/ 56556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ table)
/* harmony export */ });
/** Columns as wide as their widest cell; the last one ends where it ends. */
function table(rows) {
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return rows
        .map((row) => `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`)
        .join("");
}


/***/ }),

/***/ 9305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ CopyReader),
/* harmony export */   z: () => (/* binding */ findMissingCopies)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26788);
/* harmony import */ var _assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9126);
/* harmony import */ var _assemble_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68167);
/* harmony import */ var _ignore_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69790);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63079);







/** Reads the variables of a build stage in their order, and what its COPY and ADD take from the context. */
class CopyReader {
    #values = new Map();
    #given;
    #globals;
    #escape;
    /** `given` knows the build arguments that are passed, `globals` those before the first FROM and the platform's. */
    constructor(given, globals, escape) {
        this.#given = given;
        this.#globals = globals;
        this.#escape = escape;
    }
    /** The sources of one instruction; a path that only the build knows (a variable of the base image) is left to it. */
    read({ keyword, flags, rest, line }) {
        try {
            if (keyword === "ARG")
                this.#declareArgs(rest);
            if (keyword === "ENV")
                this.#declareEnv(rest);
            if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from"))
                return [];
            const words = ((0,_assemble_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .parseList */ .E1)(rest) ?? (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape)).slice(0, -1);
            // With it BuildKit takes every wildcard, whatever it matches and wherever it looks.
            const isFree = flags.some(({ name }) => name === "parents");
            return words.flatMap((word) => {
                const path = isAddress(word) ? undefined : this.#expand(word);
                return path === undefined || isAddress(path) || (isFree && isPattern(path)) ? [] : [{ path: (0,_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .cleanPath */ .ts)(path), line }];
            });
        }
        catch (error) {
            // What is wrong with its words, the build says at their place.
            if (error instanceof _words_js__WEBPACK_IMPORTED_MODULE_3__/* .WordProblem */ .sN)
                return [];
            throw error;
        }
    }
    /** What was given, else its own default, which may name one of the same line; without one what stands before the first FROM. */
    #declareArgs(rest) {
        for (const word of (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape)) {
            const { name, value } = partsOf(word);
            this.#set(name, this.#given(name) ?? (value === undefined ? this.#globals(name) : this.#expandKnown(value)));
        }
    }
    /** Values of one ENV do not know each other. "ENV A b c" is the older form of "ENV A='b c'". */
    #declareEnv(rest) {
        const words = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .splitWords */ .yM)(rest, this.#escape);
        const [first = ""] = words;
        const pairs = first.includes("=") ? words.map(partsOf) : [{ name: first, value: rest.slice(first.length).trim() }];
        const values = pairs.map(({ name, value = "" }) => [name, this.#expandKnown(value)]);
        for (const [name, value] of values)
            this.#set(name, value);
    }
    #set(name, value) {
        if (value === undefined)
            this.#values.delete(name);
        else
            this.#values.set(name, value);
    }
    #expand(word) {
        let isKnown = true;
        const text = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expandWord */ .Vo)(word, (name) => this.#values.get(name) ?? ((isKnown = false), undefined), this.#escape);
        return isKnown ? text : undefined;
    }
    /** Also undefined for forms that only BuildKit knows. */
    #expandKnown(word) {
        try {
            return this.#expand(word);
        }
        catch (error) {
            if (error instanceof _words_js__WEBPACK_IMPORTED_MODULE_3__/* .WordProblem */ .sN)
                return undefined;
            throw error;
        }
    }
}
function partsOf(word) {
    const equals = word.indexOf("=");
    return equals === -1 ? { name: word, value: undefined } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}
/** A URL, or where git finds a repository by SSH (`git@example.com:a/b.git`). */
function isAddress(word) {
    return /^["']?(?:[a-z][a-z+.-]*:\/\/|[\w-]+@[\w.-]+:)/i.test(word);
}
function isPattern(path) {
    return /[*?[]/.test(path);
}
/** Says which sources a build in this context would not find. Reads no more of the context than they name. */
async function findMissingCopies({ context, dockerfile }, sources) {
    const ignore = await (0,_assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readIgnore */ .RT)(context, dockerfile);
    const missing = [];
    for (const source of sources) {
        const { exists, paths } = await findPaths(context, source.path);
        const kept = paths.some((path) => path === "" || !ignore(path));
        if (kept)
            continue;
        const hasPattern = isPattern(source.path);
        if (paths.length > 0) {
            // Of a folder that is left out, a later line may keep a part.
            const tree = await (0,_assemble_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readContext */ .yI)(context, { ignore });
            if (!paths.some((path) => tree.has(path)))
                missing.push({ ...source, why: hasPattern ? "no-match" : "ignored" });
        }
        else
            missing.push({ ...source, why: hasPattern && exists ? "no-match" : "absent" });
    }
    return missing;
}
/**
 * The paths that a source stands for; `exists` says whether what stands before its first wildcard is there. The whole context stands for what
 * lies behind a link: where that leads, the build says, which takes an absolute one for a path of the context.
 */
async function findPaths(context, source) {
    let paths = [""];
    let exists = true;
    let isLiteral = true;
    for (const part of source.split("/").filter((each) => each !== "")) {
        const hasPattern = isPattern(part);
        isLiteral &&= !hasPattern;
        const next = [];
        for (const folder of paths) {
            if (folder !== "" && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, folder))).isSymbolicLink())
                return { exists: true, paths: [""] };
            next.push(...(hasPattern ? await matching(context, folder, part) : await child(context, folder, part)));
        }
        if (isLiteral)
            exists = next.length > 0;
        paths = next;
    }
    return { exists, paths };
}
async function child(context, folder, name) {
    const path = folder === "" ? name : `${folder}/${name}`;
    return (await isThere((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, path))) ? [path] : [];
}
/** Here '**' means no more than '*': only ignore files span folders. */
async function matching(context, folder, part) {
    const pattern = (0,_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .globToRegExp */ .tL)(part.replace(/\*{2,}/g, "*"));
    try {
        const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, folder));
        return names.filter((name) => pattern.test(name)).map((name) => (folder === "" ? name : `${folder}/${name}`));
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return [];
        throw error;
    }
}
async function isThere(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path);
        return true;
    }
    catch (error) {
        if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return false;
        throw error;
    }
}


/***/ }),

/***/ 22895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readDockerfileNeeds)
/* harmony export */ });
/* harmony import */ var _assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4846);
/* harmony import */ var _assemble_base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7783);
/* harmony import */ var _assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8592);
/* harmony import */ var _copies_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9305);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63079);





/**
 * Says what the build stages need that a target is made of; without one, the last. Throws an `input` error with file and line for what is no
 * Dockerfile, a target that is not there, and words that cannot be expanded.
 */
async function readDockerfileNeeds(options) {
    const dockerfile = await (0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .readDockerfile */ .n_)(options);
    const platform = (0,_assemble_base_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(options.platforms[0] ?? `linux/${(0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .hostArchitecture */ .m4)()}`);
    return needsOf(dockerfile, { target: (0,_assemble_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .findTarget */ .FB)(dockerfile, options.target), args: options.args, platform });
}
function needsOf(dockerfile, options) {
    const { file, escape } = dockerfile;
    const globals = (0,_assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__/* .globalArgs */ .J7)({ dockerfile, usedArgs: new Set(), ...options });
    const expand = (text, line) => (0,_assemble_build_args_js__WEBPACK_IMPORTED_MODULE_2__/* .expandAt */ .or)(file, line, () => (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expandWord */ .Vo)(text, (name) => globals.get(name), escape));
    const bases = [];
    const buildKit = [];
    const copies = [];
    const seen = new Set();
    /** A name is that of an earlier build stage, else an image ("Multi-stage builds"). */
    const follow = (name, before, line) => {
        const named = dockerfile.stages.findIndex((stage, at) => at < before && stage.name === name.toLowerCase());
        if (named !== -1)
            return look(named);
        if (name !== "scratch" && name !== "")
            bases.push({ image: name, line });
    };
    const look = (index) => {
        const stage = dockerfile.stages[index];
        if (!stage || seen.has(index))
            return;
        seen.add(index);
        follow(expand(stage.base, stage.line), index, stage.line);
        const platform = stage.platform === undefined ? undefined : expand(stage.platform, stage.line);
        if (platform !== undefined && platform !== (0,_assemble_base_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(options.platform))
            buildKit.push({ what: `a build stage for ${platform}`, line: stage.line });
        const reader = new _copies_js__WEBPACK_IMPORTED_MODULE_4__/* .CopyReader */ .b((name) => options.args[name], (name) => globals.get(name), escape);
        for (const instruction of stage.instructions) {
            copies.push(...reader.read(instruction));
            const what = onlyBuildKit(instruction);
            if (what !== undefined)
                buildKit.push({ what, line: instruction.line });
            const from = copySource(instruction);
            if (from === undefined)
                continue;
            if (/^\d+$/.test(from))
                look(Number(from));
            else
                follow(from, index, instruction.line);
        }
    };
    look(options.target);
    return { bases, buildKit, copies };
}
function onlyBuildKit({ keyword, flags, rest }) {
    if (keyword === "RUN" || keyword === "ONBUILD")
        return keyword;
    if (keyword !== "COPY" && keyword !== "ADD")
        return undefined;
    const flag = flags.find(({ name }) => !["from", "chown", "chmod", "link"].includes(name));
    if (flag)
        return `the flag --${flag.name} on ${keyword}`;
    return keyword === "ADD" && /(?:^|[\s"[])(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/i.test(rest) ? "ADD from the network" : undefined;
}
/** Build arguments of a stage are known only while it is built, so a name that they decide is left to the build. */
function copySource({ keyword, flags }) {
    const from = keyword === "COPY" ? flags.find(({ name }) => name === "from")?.value : undefined;
    return from?.includes("$") ? undefined : from;
}


/***/ }),

/***/ 88691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ listUntracked),
/* harmony export */   p: () => (/* binding */ findUncommitted)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26788);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94305);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48893);





/**
 * Of some files (absolute paths), those that lie in a git checkout and are not as its commit has them: not tracked, ignored, or changed in
 * the work tree or in the index; also when that is so of a link that leads to one. Files outside of any checkout, and all of them where
 * there is no git, are left out: nothing is there to compare with. Throws an `environment` error when git refuses to read a repository.
 */
async function findUncommitted(paths, env) {
    const found = await Promise.all(paths.map(async (path) => {
        const states = await Promise.all((0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .linksTo */ .B9)(path).map((each) => stateOf(each, env)));
        const why = states.find((state) => state !== undefined);
        return why === undefined ? [] : [{ path, why }];
    }));
    return found.flat();
}
async function stateOf(path, env) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    if ((0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryOf */ ._M)(folder) === undefined)
        return undefined;
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path);
    const [status, committed] = await Promise.all([
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(folder, env, ["status", "--porcelain=v2", "-z", "--no-show-stash", "--untracked-files=all", "--ignored", "--", name]),
        (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(folder, env, ["cat-file", "blob", `HEAD:./${name}`]),
    ]);
    if (status === undefined)
        return undefined;
    // Lines of what is not tracked begin with '?', of what is also ignored with '!' ("Porcelain Format Version 2" of git-status).
    if (status.split("\0").some((line) => /^[?!] /.test(line)))
        return "untracked";
    // `status` believes the index and filters, which anybody in the workspace can tell to call an edited file unchanged.
    const isCommitted = committed?.exitCode === 0 && sameLines(committed.stdout, textAt(path));
    return status === "" && isCommitted ? undefined : "changed";
}
/** What a commit would hold of a path: a file's text, or where a link leads. */
function textAt(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path).isSymbolicLink() ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path) : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, "utf8");
    }
    catch (error) {
        if ((0,_error_js__WEBPACK_IMPORTED_MODULE_4__/* .isSystemError */ .Or)(error))
            return undefined;
        throw error;
    }
}
/** A checkout may write the line ends of its system. */
function sameLines(committed, now) {
    const lines = (text) => text.replaceAll("\r\n", "\n");
    return now !== undefined && lines(committed) === lines(now);
}
/**
 * What lies at or below some paths (relative to a folder) and is not tracked by git: files, and folders of which nothing is tracked, which end
 * with `/`; both relative to the folder, with `/`. With `ignored`, also what git ignores. Only these paths are looked at, and no folder of
 * which nothing is tracked is entered, so that a large tree costs nothing. Nothing where there is no repository or no git; throws as
 * `findUncommitted`.
 */
async function listUntracked(folder, env, paths, { ignored }) {
    const here = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    const own = (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryOf */ ._M)(here);
    if (own === undefined)
        return [];
    // Only what is committed says what is made elsewhere: neither the repository's own list, `info/exclude`, nor the user's is. Without the third,
    // git also names folders that hold nothing, or nothing but what it ignores.
    const mode = ignored ? ["--directory"] : ["--directory", "--exclude-per-directory=.gitignore", "--no-empty-directory"];
    const all = paths.flatMap((path) => (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .linksTo */ .B9)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(here, path)));
    const listed = await Promise.all([...(0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .byRepository */ .IH)(all)].map(async ([repository, below]) => {
        // A second checkout below this one is of another commit, whatever it tracks; a submodule, which has a file `.git`, is of this one.
        if (repository !== own && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, ".git")).isDirectory())
            return below;
        const args = ["ls-files", "--others", "-z", ...mode, "--", ...below.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(repository, path) || ".")];
        const found = (await (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(repository, env, args)) ?? "";
        return found.split("\0").flatMap((path) => (path === "" ? [] : [repository + node_path__WEBPACK_IMPORTED_MODULE_1__.sep + path]));
    }));
    return listed.flat().map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(here, path).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/") + (path.endsWith("/") ? "/" : ""));
}


/***/ }),

/***/ 48893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B9: () => (/* binding */ linksTo),
/* harmony export */   IH: () => (/* binding */ byRepository),
/* harmony export */   kA: () => (/* binding */ ask),
/* harmony export */   zU: () => (/* binding */ askBelow)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94305);




/**
 * Asks every repository that some paths (relative to a folder) lie in about those of them that are below it, and gives the paths that each answers,
 * relative to the folder, with `/`. Nothing where the folder lies in no repository.
 */
async function askBelow(folder, paths, question) {
    const here = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    if ((0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryOf */ ._M)(here) === undefined)
        return [];
    const all = paths.flatMap((path) => linksTo((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(here, path)));
    const answers = await Promise.all([...byRepository(all)].map(async ([repository, below]) => {
        const found = await question(repository, below.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(repository, path) || "."));
        return found.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(here, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, path)).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join("/"));
    }));
    return answers.flat();
}
/** Git lists nothing of a repository that lies in another one. */
function byRepository(paths) {
    const grouped = new Map();
    for (const path of paths) {
        const repository = (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryOf */ ._M)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path).isDirectory() ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        if (repository !== undefined)
            grouped.set(repository, [...(grouped.get(repository) ?? []), path]);
    }
    return grouped;
}
/** What a path leads to at last, behind the links on the way to it, each by its real folder; as far as anything is there. */
function linksTo(path) {
    const links = [];
    const { root } = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.parse)(path);
    let at = root;
    try {
        for (const name of path.slice(root.length).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
            const next = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(at, name);
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(next).isSymbolicLink())
                links.push(next);
            at = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(next);
        }
    }
    catch (error) {
        if ((0,_error_js__WEBPACK_IMPORTED_MODULE_3__/* .isSystemError */ .Or)(error, "ENOENT") || (0,_error_js__WEBPACK_IMPORTED_MODULE_3__/* .isSystemError */ .Or)(error, "ENOTDIR"))
            return links;
        throw error;
    }
    return [...links, at];
}
/** What git prints; undefined where there is no git, or none of its repositories. No name of a file is taken for a pattern. */
async function ask(folder, env, args) {
    const answer = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(folder, env, ["--literal-pathspecs", ...args]);
    if (!answer || (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .isOutside */ ._K)(answer))
        return undefined;
    if (answer.exitCode !== 0)
        throw (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .gitRefusal */ .Xr)(folder, answer);
    return answer.stdout;
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

/***/ 50679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ requireSigner)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/**
 * The signer of what must be signed. Throws an `environment` error that names both ways to get one: what cannot be signed cannot be proven,
 * and what is not proven is not released.
 */
function requireSigner({ signer }) {
    if (signer)
        return signer;
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("environment", "A release signs what it proves, and there is nothing to sign with: this run has neither a signing key nor the identity of a job, so nothing was begun. On GitHub give the job 'id-token: write' under 'permissions:', so that it signs as the workflow that it is, or pass a key from a secret as 'signing-key'; at a terminal give '--signing-key FILE' or the variable WAYBILL_SIGNING_KEY. 'openssl genpkey -algorithm ed25519 -out signing-key.pem' makes a key.");
}


/***/ })

};
