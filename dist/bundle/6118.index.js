export const id = 6118;
export const ids = [6118];
export const modules = {

/***/ 96118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  initProject: () => (/* binding */ initProject)
});

// EXTERNAL MODULE: ./packages/config/lib/load.js + 14 modules
var load = __webpack_require__(87047);
// EXTERNAL MODULE: ./packages/config/lib/secret-ref.js
var secret_ref = __webpack_require__(76770);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/git/git.js
var git = __webpack_require__(94305);
;// CONCATENATED MODULE: ./packages/kit/lib/git/remote.js

/** Where `origin` did not say which branch it checks out by default, one of these names is more likely it than a branch of somebody's work. */
const USUAL_BRANCHES = ["main", "master"].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]);
/** Reads git's own files; no server is asked. Without a repository, or without git, nothing is known. */
async function readRemote(folder, env) {
    if ((0,git/* repositoryOf */._M)(folder) === undefined)
        return { tags: [] };
    const ask = async (...args) => {
        const answer = await (0,git/* runGit */.EO)(folder, env, args);
        return answer?.exitCode === 0 && answer.stdout.trim() !== "" ? answer.stdout.trim() : undefined;
    };
    const [url, head, usual, current, commit, tags] = await Promise.all([
        // As it is written down: `insteadOf` would give the address of a mirror.
        ask("config", "--get", "remote.origin.url"),
        ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"),
        ask("for-each-ref", "--format=%(refname:lstrip=-1)", ...USUAL_BRANCHES),
        ask("symbolic-ref", "--quiet", "--short", "HEAD"),
        ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}"),
        ask("tag", "--points-at", "HEAD"),
    ]);
    const branch = head?.replace(/^origin\//, "") ?? usual?.split("\n")[0] ?? current;
    return { slug: slugOf(url), branch, commit, tags: tags?.split("\n") ?? [] };
}
/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` and `ssh://git@host:22/acme/shop.git` all name `acme/shop`. */
function slugOf(url = "") {
    const [, owner, name] = /^(?:[a-z+]+:\/\/[^/]+\/|[^/\s]+@[^/:\s]+:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(url) ?? [];
    return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}

;// CONCATENATED MODULE: ./packages/init/lib/names.js
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

;// CONCATENATED MODULE: ./packages/init/lib/look/repository.js



/** Reads it from git's own configuration; nothing is asked of a server. */
async function readRepository(workspace, env) {
    const root = (0,git/* repositoryOf */._M)(workspace) ?? workspace;
    const below = (0,external_node_path_.relative)(root, workspace).split(external_node_path_.sep).join("/");
    const directory = below === "" ? undefined : below;
    const { slug, branch } = await readRemote(workspace, env);
    const named = directory === undefined && slug !== undefined ? slug.split("/")[1] : (0,external_node_path_.basename)(workspace);
    return { root, directory, slug, branch: branch ?? "main", product: dnsLabel(named ?? "") ?? dnsLabel((0,external_node_path_.basename)(workspace)) ?? "product" };
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/facts.js

function noFacts() {
    return { builds: [], deploys: [], migrations: [], data: [], environments: [] };
}
/** A path of a pipeline as the workspace has it; undefined for one that leaves it, or that a variable decides. */
function ownPath({ directory }, path, folder = ".") {
    if (path.includes("$") || /^[a-z][\w+.-]*:\/\//i.test(path) || path.startsWith("/") || path.startsWith("~"))
        return undefined;
    const inRepository = pathIn(folder, path);
    if (directory === undefined)
        return isOutside(inRepository) ? undefined : inRepository;
    if (inRepository === directory)
        return ".";
    return inRepository.startsWith(`${directory}/`) ? inRepository.slice(directory.length + 1) : undefined;
}
/** Whether a path is a file, or a folder that holds one. */
function exists({ files }, path) {
    return path === "." || files.includes(path) || files.some((file) => file.startsWith(`${path}/`));
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

// EXTERNAL MODULE: ./packages/kube/lib/manifest/image-name.js
var image_name = __webpack_require__(53434);
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

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/commands.js




const FLAGS = new Set("--push --load --pull --no-cache -q --quiet --rm --force-rm --squash --record --server-side --force-conflicts --wait --prune --validate -R --recursive -u -v".split(" "));
/** Reads the commands of a script; those that are none of a release are left where they are. */
function readScript(reading, commands, place) {
    let { folder } = place;
    for (const words of commands) {
        const [program = "", first = ""] = words;
        if (program === "cd")
            folder = pathIn(folder, first);
        else
            COMMANDS.get(lastPart(program))?.(reading, words.slice(1), { ...place, folder });
    }
}
const COMMANDS = new Map(Object.entries({
    docker: (reading, words, place) => {
        const build = words[0] === "build" ? 1 : ["buildx", "image", "builder"].includes(words[0] ?? "") && words[1] === "build" ? 2 : 0;
        return build > 0 && readDockerBuild(reading, words.slice(build), place);
    },
    podman: (reading, words, place) => words[0] === "build" && readDockerBuild(reading, words.slice(1), place),
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
    if (context === undefined) {
        reading.account.leave(`${from}: docker build ${rest[0] ?? ""}`, "its context is no folder of this repository that is known before it runs");
        return true;
    }
    const [file] = all("-f", "--file");
    const dockerfile = file === undefined ? pathIn(context, "Dockerfile") : ownPath(reading, file, folder);
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
function readKubectl(reading, words, { from, folder, environment }) {
    const { options, rest } = readOptions(words, FLAGS);
    const all = (...names) => names.flatMap((name) => options.get(name) ?? []);
    if (!["apply", "create", "replace"].includes(rest[0] ?? ""))
        return false;
    for (const path of all("-k", "--kustomize"))
        reading.account.leave(`${from}: kubectl apply -k ${path}`, "templates are rendered before: commit what 'kubectl kustomize' prints, and name that file under 'manifests'");
    const paths = all("-f", "--filename").flatMap((list) => list.split(","));
    if (paths.length === 0)
        return true;
    const namespace = namespaceOf(all("-n", "--namespace")[0]);
    reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths, folder), namespace, environment });
    return true;
}
/** Paths of manifests that are there; a pattern stands for its folder. */
function readManifestPaths(reading, from, paths, folder = ".") {
    return paths.flatMap((path) => {
        if (path === "-")
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
        const path = ownPath(reading, location.trim().replace(/^(filesystem:|file:\/\/)/, ""), folder);
        if (path !== undefined && exists(reading.tree, path))
            reading.facts.migrations.push({ from, path });
        else
            reading.account.leave(`${from}: migrations '${location}'`, path === undefined ? "no folder of this repository that is known before it runs" : "nothing exists there");
    }
    return true;
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

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/groovy.js
/** Why a text is no Jenkinsfile that can be read; completes a sentence. */
class GroovyProblem extends Error {
}
const QUOTES = ["'''", '"""', "'", '"'];
const MAX_DEPTH = 60;
/** Takes a declarative pipeline apart, by its braces and lines; nothing of it is run. Throws a `GroovyProblem`. */
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
    line = 1;
    constructor(tokens) {
        this.#tokens = tokens;
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
    #statement(depth) {
        const tokens = [];
        let open = 0;
        const start = this.line;
        for (; !this.atEnd; this.#at++) {
            const token = this.#tokens[this.#at];
            if (token.kind === "line") {
                this.line += 1;
                if (open > 0 || tokens.at(-1)?.value === ",")
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
    for (let at = 0; at < text.length;) {
        const rest = text.slice(at, at + 3);
        const quote = QUOTES.find((mark) => rest.startsWith(mark));
        if (quote !== undefined) {
            const end = endOfText(text, at, quote);
            tokens.push({ kind: "text", value: groovy_unescape(text.slice(at + quote.length, end)), open: quote.startsWith('"') });
            // Lines inside of a text are lines of the file.
            at = end + quote.length;
            continue;
        }
        if (rest.startsWith("//"))
            at = positionOf(text, "\n", at);
        else if (rest.startsWith("/*"))
            at = Math.min(positionOf(text, "*/", at) + 2, text.length);
        else if (text[at] === "\n" || text[at] === ";") {
            tokens.push({ kind: "line", value: "\n" });
            at += 1;
        }
        else {
            const [word] = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/.exec(text.slice(at, at + 400)) ?? [];
            if (word !== undefined)
                tokens.push({ kind: "word", value: word });
            else if (!/\s/.test(text.charAt(at)))
                tokens.push({ kind: "mark", value: text.charAt(at) });
            at += word?.length ?? 1;
        }
    }
    return tokens;
}
function positionOf(text, mark, from) {
    const found = text.indexOf(mark, from);
    return found < 0 ? text.length : found;
}
function endOfText(text, from, quote) {
    for (let at = from + quote.length; at < text.length; at++) {
        if (text.charAt(at) === "\\")
            at++;
        else if (text.startsWith(quote, at))
            return at;
        else if (quote.length === 1 && text.charAt(at) === "\n")
            break;
    }
    throw new GroovyProblem(`has a ${quote} in line ${text.slice(0, from).split("\n").length} that is never closed`);
}
function groovy_unescape(text) {
    return text.replaceAll(/\\(\r?\n|.)/g, (whole, next) => {
        if (next.endsWith("\n"))
            return whole;
        return { n: "\n", t: "\t", r: "" }[next] ?? next;
    });
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/jenkinsfile.js





/** Sections of a pipeline that have no place in a release, and where their work goes. */
const ELSEWHERE = new Map([
    ["triggers", "the caller's 'on:' says when it runs"],
    ["parameters", "a release takes what is committed; what differs between environments stands in waybill.yml"],
    ["post", "steps behind the caller's job; Waybill reports and rolls back itself"],
    ["input", "required reviewers of the GitHub environment ask instead"],
    ["when", "the caller's 'on:' and the order of environments ('after') decide"],
]);
/** Reads a declarative pipeline; one that cannot be read is told to the account. Nothing of it is run. */
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
    if (pipeline?.body === undefined)
        return reading.account.leave(path, "is no declarative pipeline ('pipeline { … }'); a scripted one cannot be read without running it");
    const known = reading.account.left.length + countOf(reading);
    readBody(reading, pipeline.body, { from: path, folder: ".", variables: {} });
    if (reading.account.left.length + countOf(reading) === known)
        reading.account.leave(path, "no stage of it builds, migrates or deploys with a command that is known here");
}
function countOf({ facts }) {
    return facts.builds.length + facts.deploys.length + facts.migrations.length;
}
function nameOf({ tokens }) {
    return tokens[0]?.kind === "word" ? tokens[0].value : "";
}
function readBody(reading, body, outer) {
    const variables = { ...outer.variables, ...variablesOf(body, outer.variables) };
    const place = { ...outer, variables };
    for (const statement of body)
        readStatement(reading, statement, place);
}
function readStatement(reading, statement, place) {
    const name = nameOf(statement);
    const elsewhere = ELSEWHERE.get(name);
    if (elsewhere !== undefined)
        return reading.account.leave(`${place.from}: ${name}`, elsewhere);
    if (name === "environment")
        return;
    readCall(reading, name, statement.tokens, place);
    if (statement.body === undefined)
        return;
    const first = textsOf(statement.tokens, place.variables)[0];
    if (name === "stage" && first !== undefined)
        return readBody(reading, statement.body, stagePlace(reading, first, place));
    if (name === "dir" && first !== undefined)
        return readBody(reading, statement.body, { ...place, folder: first });
    if (name === "withCredentials")
        reading.account.leave(`${place.from}: withCredentials`, "a secret to set on GitHub; see the checklist");
    readBody(reading, statement.body, place);
}
function stagePlace(reading, title, place) {
    const from = `${place.from.split(":")[0]}: ${title}`;
    const environment = /deploy|release|roll|promote/i.test(title) ? environmentIn(title) : undefined;
    if (environment !== undefined && isEnvironmentName(environment))
        reading.facts.environments.push({ from, name: environment });
    return { ...place, from, environment: environment ?? place.environment };
}
function readCall(reading, name, tokens, place) {
    const texts = textsOf(tokens, place.variables);
    const at = { from: place.from, folder: place.folder, environment: place.environment };
    if (name === "sh" || name === "bat")
        readScript(reading, readCommands(texts[0] ?? "", place.variables), at);
    else if (name === "build") {
        const job = namedText(tokens, "job", place.variables) ?? texts[0] ?? "";
        reading.account.take(`${place.from}: starts the job '${job}'`, "jobs that start each other become the stages of one release");
    }
    else if (name === "kubernetesDeploy") {
        const configs = (namedText(tokens, "configs", place.variables) ?? "").split(",").filter((path) => path !== "");
        reading.facts.deploys.push({
            from: place.from,
            manifests: readManifestPaths(reading, place.from, configs, place.folder),
            environment: place.environment,
        });
    }
    else if (/soda|expectations/i.test(name))
        leaveChecks(reading, name, texts, at);
    jenkinsfile_readDockerBuild(reading, tokens, place);
}
/** `docker.build("acme/api:1", "-f api/Dockerfile api")` of the plugin Docker Pipeline. */
function jenkinsfile_readDockerBuild(reading, tokens, { from, folder, variables, environment }) {
    const at = tokens.findIndex(({ kind, value }) => kind === "word" && value === "docker.build");
    if (at < 0)
        return;
    const [tag = "", rest = "."] = textsOf(tokens.slice(at), variables);
    readScript(reading, readCommands(`docker build -t ${tag} ${rest}`, variables), { from, folder, environment });
}
/** The texts among tokens, with the variables put in that are known. */
function textsOf(tokens, variables) {
    return tokens.flatMap((token) => (token.kind === "text" ? [jenkinsfile_valueOf(token, variables)] : []));
}
function jenkinsfile_valueOf({ value, open }, variables) {
    if (open !== true)
        return value;
    return value.replaceAll(/\$\{?(?:env\.)?(\w+)\}?/g, (whole, name) => Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole);
}
/** The text behind `name:`. */
function namedText(tokens, name, variables) {
    const at = tokens.findIndex((token, index) => token.kind === "word" && token.value === name && tokens[index + 1]?.value === ":");
    const text = at < 0 ? undefined : tokens[at + 2];
    return text?.kind === "text" ? jenkinsfile_valueOf(text, variables) : undefined;
}
/** `NAME = 'value'` of the block `environment`; what is computed is not known. */
function variablesOf(body, outer) {
    const known = {};
    for (const statement of body.filter((each) => nameOf(each) === "environment").flatMap((each) => each.body ?? [])) {
        const [name, mark, value, more] = statement.tokens;
        if (name?.kind === "word" && mark?.value === "=" && value?.kind === "text" && more === undefined)
            known[name.value] = jenkinsfile_valueOf(value, { ...outer, ...known });
    }
    return known;
}

// EXTERNAL MODULE: ./packages/kit/lib/json.js
var json = __webpack_require__(24574);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/init/lib/look/yaml-file.js


/** Reads one mapping. Aliases are read up to a limit, so that a small file cannot stand for a huge one. */
function readYamlFile(text) {
    const document = (0,dist/* parseDocument */.Tp)(text, { merge: true, logLevel: "silent", prettyErrors: false });
    const [error] = document.errors;
    if (error)
        return { problem: `is no YAML: ${error.message}` };
    try {
        const value = document.toJS({ maxAliasCount: 100 });
        return (0,json/* isRecord */.u4)(value) ? { value } : { problem: "holds no mapping" };
    }
    catch (thrown) {
        return { problem: `cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
    }
}
/** A scalar as text; undefined for everything else. */
function scalarText(value) {
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
/** A list of texts, or one text as a list. */
function textList(value) {
    return (Array.isArray(value) ? value : [value]).flatMap((item) => scalarText(item) ?? []);
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
        return scalarText(found);
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
    const given = inputs["context"] ?? ".";
    const context = ownPath(reading, given);
    if (context === undefined)
        return reading.account.leave(`${from}: context '${given}'`, "no folder of this repository that is known before it runs");
    // `file` is relative to the repository, not to the context.
    const dockerfile = inputs["file"] === undefined ? pathIn(context, "Dockerfile") : ownPath(reading, inputs["file"]);
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
    const namespace = namespaceOf(inputs["namespace"]);
    if (inputs["namespace"] !== undefined && namespace === undefined)
        reading.account.leave(`${from}: namespace '${inputs["namespace"]}'`, "known only when it runs");
    const { strategy } = inputs;
    if (strategy !== undefined && !["basic", "none", ""].includes(strategy))
        reading.account.leave(`${from}: strategy '${strategy}' of Azure/k8s-deploy`, "Waybill rolls out as the workload says, and rolls back when it does not become ready");
    reading.facts.deploys.push({ from, manifests: readManifestPaths(reading, from, paths), namespace, environment });
}
function readFlyway(reading, { inputs }, place) {
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
        const text = scalarText(value);
        return text === undefined || text.trim() === "" ? [] : [[name, text.trim()]];
    }));
}

;// CONCATENATED MODULE: ./packages/init/lib/pipelines/workflow.js







/** Reads one workflow of GitHub as YAML; nothing of it is run. `path` names it in the account. */
function readWorkflow(reading, path, text) {
    const file = lastPart(path);
    const read = readYamlFile(text);
    if ("problem" in read)
        return reading.account.leave(path, read.problem);
    if (/waybill-ci\/waybill/.test(text))
        return reading.account.leave(path, "it calls Waybill already");
    const before = countFacts(reading);
    let others = 0;
    for (const [name, job] of Object.entries((0,json/* recordAt */.zR)(read.value, "jobs"))) {
        if ((0,json/* isRecord */.u4)(job))
            others += readJob(reading, `${file}: ${name}`, job, envOf(read.value, {}));
    }
    const found = countFacts(reading) - before;
    if (found > 0)
        reading.account.take(path, `${(0,lib_text/* countOf */.pq)(found, "fact")} of a release, in the rows below`);
    if (others > 0)
        reading.account.leave(`${path}: ${(0,lib_text/* countOf */.pq)(others, "other step")}`, "none of a release: they stay where they are");
}
function countFacts({ facts }) {
    return facts.builds.length + facts.deploys.length + facts.migrations.length + facts.data.length + facts.environments.length;
}
function envOf(holder, outer) {
    const own = Object.entries((0,json/* recordAt */.zR)(holder, "env")).flatMap(([name, value]) => {
        const text = scalarText(value);
        return text === undefined ? [] : [[name, text]];
    });
    return { ...outer, ...Object.fromEntries(own) };
}
/** Reads a job for each cell of its matrix, and says how many of its steps are none of a release. */
function readJob(reading, from, job, outer) {
    if (typeof job["uses"] === "string") {
        reading.account.leave(`${from}: uses ${job["uses"]}`, "what a called workflow does is not read");
        return 0;
    }
    const seen = new Set();
    const others = new Set();
    for (const matrix of matrixCells((0,json/* valueAt */.fK)(job, "strategy", "matrix"))) {
        const contexts = { env: {}, matrix, slug: reading.slug };
        const env = resolveAll(envOf(job, outer), contexts);
        const environment = readEnvironment(reading, from, job, { ...contexts, env }, seen);
        const state = { metadata: new Map() };
        for (const step of (0,json/* listAt */.gT)(job, "steps")) {
            if ((0,json/* isRecord */.u4)(step) && !readStep(reading, step, { from, environment, env, contexts, state }))
                others.add(step);
        }
    }
    return others.size;
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
        return isEnvironmentName(name) ? name : undefined;
    seen.add(name);
    if (isOpen(name))
        reading.account.leave(`${from}: environment '${name}'`, "known only when it runs; add it under 'environments'");
    else if (!isEnvironmentName(name))
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
    const before = countFacts(reading) + reading.account.left.length;
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
    readScript(reading, readCommands(resolveExpressions(script, contexts), env), { from, folder, environment });
    return countFacts(reading) + reading.account.left.length > before;
}

;// CONCATENATED MODULE: ./packages/init/lib/propose/images.js


/** One image for each Dockerfile and build stage, with everything that Compose files, workflows and manifests say of it. */
function proposeImages(builds, manifests, context) {
    const drafts = new Map();
    for (const build of builds) {
        const key = JSON.stringify([build.dockerfile, build.target ?? ""]);
        const other = drafts.get(key);
        drafts.set(key, other === undefined ? { ...build, all: [build.from] } : merge(other, build, context.account));
    }
    const written = [...new Set(manifests.flatMap(({ images }) => images.flatMap((image) => (0,image_name/* parseImageName */.i)(image)?.repository ?? [])))];
    const taken = new Set();
    return [...drafts.values()].map((draft) => {
        const image = nameImage(draft, written, { ...context, taken, isOnly: drafts.size === 1 });
        taken.add(image.name);
        return image;
    });
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
function nameImage(draft, written, { product, taken, isOnly }) {
    const pushed = draft.repositories.filter(hasHost);
    const guess = dnsLabel(draft.name ?? lastPart(pushed[0] ?? "") ?? "") ?? dnsLabel(folderName(draft)) ?? product;
    const inManifest = written.find((repository) => isOf(repository, draft, [guess, `${product}-${guess}`, ...(isOnly ? [product] : [])]));
    // A manifest that names no repository calls the image by its name.
    const byName = inManifest !== undefined && !inManifest.includes("/") ? dnsLabel(inManifest) : undefined;
    const name = uniqueName(byName === inManifest && byName !== undefined ? byName : guess, taken);
    const repository = pushed[0] ?? (inManifest?.includes("/") === true ? withHost(inManifest) : undefined);
    const { name: _, repositories: __, from: ___, all, ...rest } = draft;
    return { ...rest, name, repository, from: all };
}
/** Whether a manifest's repository is that of a build: the same repository, or one that ends with its name. */
function isOf(repository, { repositories }, names) {
    if (repositories.some((own) => (0,image_name/* fullRepository */.g)(own) === (0,image_name/* fullRepository */.g)(repository)))
        return true;
    return names.includes(lastPart(repository));
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
    const folder = [folderOf(dockerfile), context].find((path) => path !== "." && !/^(docker|build|deploy|images?|ci)$/i.test(lastPart(path)));
    return folder === undefined ? "" : lastPart(folder);
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
            kubeconfig: twins ? `${variableName(name)}_KUBECONFIG` : undefined,
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
        for (let folder = folderOf(path); folder !== "." && isWhole(folder); folder = folderOf(folder))
            best = folder;
        return best;
    });
    return [...new Set(short)];
}

;// CONCATENATED MODULE: ./packages/init/lib/look/compose.js





/** https://github.com/compose-spec/compose-spec/blob/main/spec.md, "Compose file" */
const COMPOSE = /^(?:docker-)?compose\.ya?ml$/;
const VARIANT = /^(?:docker-)?compose\.[\w.-]+\.ya?ml$/;
/** Reads every Compose file: a service with `build:` is an image of the release, one without is somebody else's. */
async function readComposeFiles(reading) {
    for (const path of reading.tree.files) {
        const name = lastPart(path);
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
    const read = readYamlFile(text);
    if ("problem" in read)
        return reading.account.leave(path, read.problem);
    for (const [name, service] of Object.entries((0,json/* recordAt */.zR)(read.value, "services"))) {
        const from = `${path}: ${name}`;
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
    const context = ownPath({ directory: undefined }, given, folderOf(path));
    if (context === undefined || !exists(reading.tree, context))
        return reading.account.leave(from, `its context '${given}' is no folder of this repository`);
    if ((0,json/* valueAt */.fK)(build, "dockerfile_inline") !== undefined)
        return reading.account.leave(from, "its Dockerfile stands inside of the Compose file; put it into a file");
    const image = (0,json/* textAt */.$6)(service, "image");
    const platforms = [...textList((0,json/* valueAt */.fK)(build, "platforms") ?? []), ...textList((0,json/* valueAt */.fK)(service, "platform") ?? [])];
    addBuild(reading, {
        from,
        name,
        context,
        dockerfile: pathIn(context, (0,json/* textAt */.$6)(build, "dockerfile") ?? "Dockerfile"),
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
        return Object.entries(args).map(([name, value]) => `${name}=${scalarText(value) ?? `\${${name}}`}`);
    return textList(args ?? []).map((item) => (item.includes("=") ? item : `${item}=\${${item}}`));
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
var reporter = __webpack_require__(26445);
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
        const name = uniqueName(dnsLabel(lastPart(path).replace(/\.csv$/i, "")) ?? "data", names);
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
        const options = { name, source, workspace: tree.workspace, now: new Date(), recordHistory: false, reporter: reporter/* SILENT */.q, signal };
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

// EXTERNAL MODULE: ./packages/image/lib/dockerfile/dockerfile.js
var dockerfile = __webpack_require__(5130);
;// CONCATENATED MODULE: ./packages/init/lib/look/dockerfiles.js




const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:\.([\w-]+))?$|^([\w-]+)\.(?:Dockerfile|dockerfile)$/;
/** The Dockerfiles that nothing else names, each with the folder that it can be built from. */
async function readDockerfiles(reading) {
    const named = new Set(reading.facts.builds.map(({ dockerfile }) => dockerfile));
    const builds = [];
    for (const path of reading.tree.files) {
        const match = DOCKERFILE.exec(lastPart(path));
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
/** Its own folder, or the top where only that has what it copies; undefined, and told, for what is no Dockerfile. */
async function findContext({ tree, account }, path) {
    const text = await tree.read(path);
    if (text === undefined)
        return undefined;
    let copied;
    try {
        copied = sourcesOf(text, path);
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        // A heredoc is a matter of the builder, not of the file.
        if (error.findings.every(({ rule }) => rule === "needs-buildkit") && error.findings.length > 0)
            return folderOf(path);
        account.leave(path, error.message);
        return undefined;
    }
    const own = folderOf(path);
    const missing = (context) => copied.filter((source) => !exists(tree, pathIn(context, source))).length;
    const context = missing(own) > 0 && missing(".") < missing(own) ? "." : own;
    if (missing(context) > 0)
        account.leave(`${path}: COPY of ${copied.filter((source) => !exists(tree, pathIn(context, source))).join(", ")}`, `nothing exists there in the context '${context}'; an earlier step may make it, or name another 'context'`);
    return context;
}
/** What a Dockerfile copies from its context, as far as it is written out. */
function sourcesOf(text, path) {
    return (0,dockerfile/* parseDockerfile */.A)(text, path).stages.flatMap(({ instructions }) => instructions.flatMap(({ keyword, flags, rest }) => {
        if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from") || rest.startsWith("["))
            return [];
        const sources = rest.split(/\s+/).slice(0, -1);
        return sources.filter((source) => !/[*?[$"']|:\/\//.test(source));
    }));
}

// EXTERNAL MODULE: ./packages/kube/lib/manifest/manifest.js + 1 modules
var manifest = __webpack_require__(3676);
// EXTERNAL MODULE: ./packages/kube/lib/manifest/pod-template.js
var pod_template = __webpack_require__(63721);
;// CONCATENATED MODULE: ./packages/init/lib/look/manifests.js




const YAML = /\.(ya?ml|json)$/i;
/** Reads the Kubernetes objects of a repository; `known` are environments that something else names. */
async function readManifestFiles(tree, account, known) {
    const charts = tree.files.filter((path) => lastPart(path) === "Chart.yaml").map(folderOf);
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
    for (const path of tree.files.filter((file) => /^kustomization\.ya?ml$|^Kustomization$/.test(lastPart(file)))) {
        const folder = folderOf(path);
        folders.add(folder);
        account.leave(`${folder}: a kustomization`, `it is rendered before: 'kubectl kustomize ${folder} > deploy/${lastPart(folder)}.yaml', commit that file, and name it under 'manifests'`);
        const text = await tree.read(path);
        const read = text === undefined ? undefined : readYamlFile(text);
        if (read === undefined || "problem" in read)
            continue;
        for (const name of ["resources", "bases", "components"])
            for (const resource of textList(read.value[name] ?? [])) {
                const named = pathIn(folder, resource);
                if (!isOutside(named) && !YAML.test(named))
                    folders.add(named);
            }
    }
    return [...folders];
}
async function readManifestFile(tree, account, path, known) {
    const text = /values|compose/.test(lastPart(path)) ? undefined : await tree.read(path);
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
    const namespaces = written.filter((namespace) => namespaceOf(namespace) !== undefined);
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

// EXTERNAL MODULE: ./packages/migrate/lib/plan.js + 12 modules
var lib_plan = __webpack_require__(58843);
;// CONCATENATED MODULE: ./packages/init/lib/look/migrations.js



/** What every tool's files have: a number at the beginning, or Flyway's letters. */
const NUMBERED = /^(?:[VRUB]?\d[\w.-]*|R__.*)\.sql$/i;
const MARKS = new Set(["atlas.sum", "migration_lock.toml", "_journal.json"]);
const USUAL = /^(migrations?|migrate|flyway|dbmate|goose)$/i;
/** Finds the folders of migrations by their names and by what pipelines name, and asks `migrate` itself what they are. */
async function readMigrationFolders(tree, account, named) {
    const found = [];
    for (const path of candidates(tree, named)) {
        const layout = await layoutOf(tree, account, path);
        if (layout !== undefined)
            found.push({ path, layout });
    }
    const taken = new Set();
    return found.map(({ path, layout }) => {
        const name = uniqueName(found.length === 1 ? "main" : databaseName(path), taken);
        taken.add(name);
        account.take(`${path}: migrations of ${layout}`, `databases.${name}`);
        return { name, path };
    });
}
/** Folders, none inside of another. */
function candidates({ files }, named) {
    const folders = new Set(named.map(({ path }) => path));
    for (const path of files) {
        const folder = folderOf(path);
        if (MARKS.has(lastPart(path)))
            folders.add(lastPart(path) === "_journal.json" ? folderOf(folder) : folder);
        else if (/\.sql$/i.test(path) && (NUMBERED.test(lastPart(path)) || USUAL.test(lastPart(folder))))
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
    return dnsLabel(part ?? "") ?? "main";
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

// EXTERNAL MODULE: ./packages/model/lib/validate.js + 25 modules
var lib_validate = __webpack_require__(96659);
;// CONCATENATED MODULE: ./packages/init/lib/look/models.js



const MODEL = /\.(onnx|safetensors|pkl|pickle|joblib|pt|pth)$/i;
const MODEL_FOLDER = /^models?$/i;
/** Finds models by their names, a folder of several files as one, and takes those whose structure passes. */
async function readModels(tree, account, signal) {
    const taken = new Set();
    const models = [];
    for (const path of models_candidates(tree)) {
        const name = uniqueName(dnsLabel(lastPart(path).replace(MODEL, "")) ?? "model", taken);
        if (!(await passes(tree, account, { name, path }, signal)))
            continue;
        taken.add(name);
        models.push({ name, path });
        account.take(`${path}: a model`, `models.${name}; add its metrics and their gate`);
    }
    return models;
}
/** A folder that holds nothing but one model's files is one model; in a folder called `models` each file is one. */
function models_candidates({ files }) {
    const found = new Set();
    for (const path of files.filter((file) => MODEL.test(file))) {
        const folder = folderOf(path);
        const isOwn = folder !== "." && !MODEL_FOLDER.test(lastPart(folder)) && /(^|\/)models?\//i.test(path);
        found.add(isOwn ? folder : path);
    }
    return [...found].sort();
}
async function passes({ workspace }, account, { name, path }, signal) {
    try {
        const result = await (0,lib_validate/* validateModel */.g)({ name, path, workspace, gate: {}, allowPickle: false, reporter: reporter/* SILENT */.q, signal });
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
    await walk({ workspace, account, files }, "", 0);
    if (files.length >= MAX_FILES)
        account.leave("the rest of the files", `only the first ${MAX_FILES} files are looked at; give the product's folder as '--directory'`);
    return { workspace, files: files.sort(), read: (path) => readText(workspace, path, account) };
}
async function walk(at, folder, depth) {
    const entries = await listFolder(at, folder);
    if (depth > 0 && entries.some((entry) => entry.isFile() && entry.name === "waybill.yml")) {
        at.account.leave(folder, `a product with a waybill.yml of its own; give it as '--directory ${folder}'`);
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
    const { directory, product, slug } = repository;
    const tree = await readTree(workspace, account);
    const reading = { tree, account, facts: noFacts(), directory, slug };
    await readComposeFiles(reading);
    const pipelines = await readPipelines(reading, repository);
    const { facts } = reading;
    facts.builds.push(...(await readDockerfiles(reading)));
    const files = await readManifestFiles(tree, account, new Set(facts.environments.map(({ name }) => name)));
    const images = proposeImages(facts.builds, files, { product, account });
    for (const { name, from, dockerfile } of images)
        account.take(`${dockerfile}${from[0] === dockerfile ? "" : ` (${from.join(", ")})`}`, `images.${name}`);
    const databases = await readMigrationFolders(tree, account, facts.migrations);
    const data = await readDataFiles(tree, account, facts.data, signal);
    const models = await readModels(tree, account, signal);
    const environments = proposeEnvironments({ tree, account, facts, files, images });
    return { proposal: { product, images, data, models, databases, environments }, pipelines };
}
/** Workflows lie at the repository's top, whatever folder the product has; Jenkinsfiles lie anywhere. Gives those that say something of a release. */
async function readPipelines(reading, { root, directory }) {
    const { account, facts, tree } = reading;
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
    for (const path of tree.files.filter((file) => /^Jenkinsfile(\.[\w-]+)?$|\.jenkinsfile$/i.test(lastPart(file)))) {
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
    const workflows = await readTree(`${root}/.github/workflows`, account).catch(() => undefined); // there need be none
    const files = workflows?.files.map((file) => `.github/workflows/${file}`) ?? [];
    return { workspace: root, files, read: async (path) => workflows?.read(path.slice(".github/workflows/".length)) };
}

;// CONCATENATED MODULE: ./packages/workflows/lib/permissions.js
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

;// CONCATENATED MODULE: ./packages/workflows/lib/called-workflow.js



const ACCESS = new Set(["none", "read", "write"]);
/**
 * Reads a workflow with `on: workflow_call`; `name` is its file's, for messages. Throws an `input` error for text that is none, and where
 * a job does not say which permissions it asks for, because its caller could not tell what to give.
 */
function readCalledWorkflow(name, text) {
    const document = (0,dist/* parseDocument */.Tp)(text);
    if (document.errors.length > 0)
        throw refusal(name, `is no YAML: ${document.errors[0]?.message.split("\n")[0]}`);
    const root = mapIn(document.contents);
    const call = mapAt(root, "on", "workflow_call");
    if (root === undefined || mapAt(root, "on")?.has("workflow_call") !== true)
        throw refusal(name, "cannot be called: it lacks 'on: workflow_call'");
    const inputs = mapAt(call, "inputs");
    return {
        name,
        permissions: unionOf(permissionsOfJobs(name, root)),
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
            const access = (0,dist/* isScalar */.jn)(value) ? String(value.value) : "";
            if (!isAccess(access))
                throw refusal(name, `gives job '${job}' the permission '${String(key)}: ${access}'; it must be read, write or none`);
            const reason = (0,dist/* isScalar */.jn)(value) ? value.comment?.trim() : undefined;
            return { scope: String(key), access, reasons: reason === undefined || reason === "" ? [] : [reason] };
        });
    });
}
function isAccess(text) {
    return ACCESS.has(text);
}
function refusal(name, problem) {
    return new lib_error/* ActionError */.lZ("input", `The workflow '${name}' ${problem}. Take the file from a release of Waybill.`);
}
function mapAt(map, ...path) {
    return path.reduce((at, key) => mapIn(at?.get(key, true)), map);
}
function mapIn(node) {
    return (0,dist/* isMap */.jh)(node) ? node : undefined;
}
function keysOf(map) {
    return (map?.items ?? []).map(({ key }) => ((0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key)));
}

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
        ...release.permissions.map((permission) => `      ${permission.scope}: ${permission.access} # ${reasonOf(permission)}`),
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
        `      - uses: ${pinned(options.checkout)}`,
        "        with: { persist-credentials: false }",
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
    return `{ ${scopes} } # ${permissions.map((permission) => `${permission.scope}: ${reasonOf(permission)}`).join("; ")}`;
}
function reasonOf({ reasons }) {
    const told = reasons.filter((reason) => !reasons.some((other) => other !== reason && other.includes(reason)));
    return told.length === 0 ? "as the called workflow asks" : told.join(", ");
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
    const called = readCalledWorkflow(file, text);
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
    return writeCaller({
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
    });
}
/** Where the caller lies below the repository's root: a product in a folder has one of its own. */
function callerPath({ directory, product }, name = "release") {
    return `.github/workflows/${directory === undefined ? name : `${name}-${product}`}.yml`;
}

;// CONCATENATED MODULE: ./packages/init/lib/propose/checklist.js
/** One line for each thing to do, in the order in which to do them. */
function checklist({ environments, buildVariables, otherRegistries, way, pipelines }) {
    const names = environments.map(({ name }) => name);
    return [
        ...(names.length === 0
            ? []
            : [
                `GitHub, Settings, Environments: make ${names.join(", ")}${way === "inline" ? "" : ` (and ${names.map((name) => `${name}-plan`).join(", ")}, which need no approval)`}.`,
            ]),
        ...secretLines(environments, way),
        ...(buildVariables.length === 0
            ? []
            : [`Secret WAYBILL_BUILD_ENV of the repository, with the lines ${buildVariables.map((name) => `${name}=…`).join(" and ")}.`]),
        "Secret WAYBILL_SIGNING_KEY of the repository, unless jobs sign with their identity ('openssl genpkey -algorithm ed25519'). A private repository needs it, or 'public-log: true'.",
        ...otherRegistries.map((host) => `Registry ${host}: secret REGISTRY_TOKEN of the repository, and its user as the input 'registry-username' of every call.`),
        ...(names.length === 0
            ? []
            : [
                "Reviewers: required reviewers exist on the plans Free, Pro and Team for public repositories only; a private one needs Enterprise, or approves each plan by its digest.",
            ]),
        ...pipelines.map((path) => `${path}: remove what Waybill does now, or both will build and deploy.`),
    ];
}
function secretLines(environments, way) {
    if (way !== "public")
        return environments.map(({ name, variables }) => secretLine(`of the environment ${name}`, variables));
    if (environments.length === 0)
        return [];
    const variables = [...new Set(environments.flatMap((environment) => environment.variables))];
    const isShared = environments.length > 1 && environments.every((environment) => environment.variables.includes("KUBECONFIG"));
    return [
        `${secretLine("of the repository, one for all environments", variables)}${isShared ? " Where their clusters differ, give each environment a 'kubeconfig: env:NAME' of its own in waybill.yml." : ""}`,
    ];
}
function secretLine(place, variables) {
    return `Secret WAYBILL_ENV ${place}, with the lines ${variables.map((name) => `${name}=…`).join(" and ")}.`;
}

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
/** `DATABASE_URL`, with the database before it where there are several, and the environment where there are several. */
function databaseVariable({ databases, environments }, database, environment) {
    const parts = [
        ...(environments.length > 1 && environment !== undefined ? [environment] : []),
        ...(databases.length > 1 ? [database] : []),
        "DATABASE_URL",
    ];
    return variableName(parts.join("_")).replace(/^(?=\d)/, "_");
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/init/lib/waybill.js




const REPOSITORY = "waybill-ci/waybill";
const WORKFLOWS = ".github/workflows";
/**
 * Finds out which commit of Waybill is running: by the checkout that it lies in, or by the folder that a runner or an archive of GitHub names after
 * the commit. Throws an `input` error about `commit` where neither says it: what is called must never change under those who call it.
 */
async function readWaybill(options) {
    const root = findRoot(options.searchFrom);
    const remote = (0,git/* repositoryOf */._M)(root) === root ? await readRemote(root, options.env) : { tags: [] };
    const commit = options.commit ?? ("commit" in remote ? remote.commit : undefined) ?? /[0-9a-f]{40}$/.exec((0,external_node_path_.basename)(await (0,promises_.realpath)(root)))?.[0];
    if (commit === undefined)
        throw (0,lib_error/* inputError */.Xu)("commit", `is needed, because the Waybill in '${root}' is no checkout that says which commit it is; give the commit of the release, as its page on GitHub has it`);
    if (!/^[0-9a-f]{40}$/.test(commit))
        throw (0,lib_error/* inputError */.Xu)("commit", `is '${commit}'; it must be all 40 hex digits of a commit of ${REPOSITORY}`);
    const released = remote.tags.find((tag) => /^v\d+\.\d+\.\d+/.test(tag));
    const version = options.version ?? released ?? `${await ownVersion(root)}-unreleased`;
    const workflows = await readWorkflows(root);
    return { reference: { repository: REPOSITORY, commit, version }, checkout: findCheckout(workflows), workflows };
}
function findRoot(from) {
    for (let at = from;; at = (0,external_node_path_.dirname)(at)) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, "action.yml")) && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, WORKFLOWS, "release.yml")))
            return at;
        if ((0,external_node_path_.dirname)(at) === at)
            throw new lib_error/* ActionError */.lZ("environment", `The workflows of Waybill do not lie beside the program in '${from}'. Run it from a checkout of ${REPOSITORY}, or from the archive of a release.`);
    }
}
async function ownVersion(root) {
    return (0,json/* textAt */.$6)((0,json/* parseJson */.qF)(await (0,promises_.readFile)((0,external_node_path_.join)(root, "package.json"), "utf8")), "version") ?? "0.0.0";
}
async function readWorkflows(root) {
    const names = (await (0,promises_.readdir)((0,external_node_path_.join)(root, WORKFLOWS))).filter((name) => name.endsWith(".yml"));
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await (0,promises_.readFile)((0,external_node_path_.join)(root, WORKFLOWS, name), "utf8")])));
}
function findCheckout(workflows) {
    const [, commit, version] = /uses: actions\/checkout@([0-9a-f]{40}) # (v[\w.]+)/.exec(workflows["validate.yml"] ?? workflows["build.yml"] ?? "") ?? [];
    if (commit === undefined || version === undefined)
        throw new lib_error/* ActionError */.lZ("environment", "The workflows of this Waybill name no commit of actions/checkout. Take them from a release.");
    return { repository: "actions/checkout", commit, version };
}

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

// EXTERNAL MODULE: ./packages/kit/lib/git/committed.js
var committed = __webpack_require__(88691);
;// CONCATENATED MODULE: ./packages/workflows/lib/vendor.js

const WORKFLOW_REFERENCE = /^(\s*uses:\s*)waybill-ci\/waybill(\/\.github\/workflows\/[\w.-]+\.ya?ml)@\S+(?:[ \t]+#.*)?$/gm;
const ACTION_REFERENCE = /^(\s*(?:- )?uses:\s*waybill-ci\/waybill(?:\/(?:\.github\/)?actions\/[\w.-]+)?)@\S+(?:[ \t]+#.*)?$/gm;
const ANY_REFERENCE = /^(?!\s*#).*waybill-ci\/waybill.*$/gm;
/**
 * A published workflow as the organisation's own copy: the workflows that it calls are its neighbours at the same commit
 * (https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows, "Calling a reusable workflow"), and our actions are pinned to a
 * commit. Throws an `input` error for a reference that it cannot pin.
 */
function vendorWorkflow(text, waybill) {
    const copy = text
        .replaceAll(WORKFLOW_REFERENCE, (_, head, path) => `${head}.${path}`)
        .replaceAll(ACTION_REFERENCE, (_, head) => `${head}@${waybill.commit} # ${waybill.version}`);
    const open = [...copy.matchAll(ANY_REFERENCE)]
        .map(([line]) => line.trim())
        .find((line) => /uses:/.test(line) && !line.includes(`@${waybill.commit}`));
    if (open !== undefined)
        throw (0,lib_error/* inputError */.Xu)("workflows", `has a reference that cannot be pinned: '${open}'`);
    return copy;
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
            throw write_files_refusal(path, error);
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
            undo.push(() => (0,promises_.rm)(draft, { force: true }));
            await (0,promises_.writeFile)(draft, file.text, { flag: "wx", flush: true }).catch(explain(file));
            drafts.push({ file, draft, place });
        }
        for (const { file, draft, place } of drafts) {
            await publish(draft, place).catch(explain(file));
            undo.push(() => (0,promises_.rm)(place, { force: true }));
        }
        for (const { draft } of drafts)
            await (0,promises_.rm)(draft, { force: true });
    }
    catch (error) {
        for (const step of undo.toReversed())
            await step().catch(() => undefined); // what was refused once may be refused again
        throw error;
    }
}
/** Makes the folders of a file, below the real root and through no link that leads out of it. */
async function preparePlace(file, undo) {
    const { root, path } = file;
    const parts = path.split("/");
    for (let length = 1; length < parts.length; length++) {
        const folder = await (0,workspace/* resolveInWorkspace */.S)(root, parts.slice(0, length).join("/"), path, { mayBeMissing: true });
        try {
            await (0,promises_.mkdir)(folder);
            undo.push(() => (0,promises_.rmdir)(folder));
        }
        catch (error) {
            if ((0,lib_error/* isSystemError */.Or)(error, "EEXIST"))
                continue;
            throw (0,lib_error/* isSystemError */.Or)(error) ? write_files_refusal(path, error) : error;
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
        throw (0,lib_error/* isSystemError */.Or)(error) ? write_files_refusal(path, error) : error;
    };
}
function write_files_refusal(path, error) {
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
    return new lib_error/* ActionError */.lZ("environment", `'${path}' cannot be written (${error.code}). ${next}, and run again. Nothing was changed.`, {
        cause: error,
    });
}
/** A path below a root, with `/`. */
function below(root, path) {
    return relative(root, path).split("\\").join("/");
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
    const { slug, commit } = await readRemote(root, env);
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
        readCalledWorkflow(name, text);
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
 * Looks at a repository and writes what adopts Waybill: waybill.yml, check files, one workflow; all of them or none, and never over a file that is
 * there. Executes nothing of what it finds and asks no server. Throws an `input` error for a repository in which nothing could be released.
 */
async function initialise(options) {
    const { workspace, env, signal } = options;
    const account = new Account();
    const [waybill, repository] = [await readWaybill(options), await readRepository(workspace, env)];
    const found = await survey(workspace, repository, account, signal);
    const configFiles = filesOf(workspace, found);
    const existing = await existingConfig(configFiles, workspace, account);
    if (existing.config === undefined && isEmpty(found))
        throw nothingFound(workspace, account);
    const needs = needsOf(found, existing.config, { ...options, account });
    const vendored = options.vendorDir === undefined ? undefined : await planVendoring(options.vendorDir, waybill, env);
    const files = [
        ...configFiles.map((file) => ({ file, mayWrite: !existing.isThere })),
        ...(vendored?.files ?? []).map((file) => ({ file, mayWrite: true })),
        ...(await callerFile(needs, { repository, waybill, vendored, account })).map((file) => ({ file, mayWrite: true })),
    ];
    const planned = await compareFiles(files, options, repository);
    if (!options.dryRun)
        await writeFiles(planned.flatMap(({ file, state }) => (state === "written" ? [file] : [])));
    const names = { registries: otherRegistries(found), pipelines: found.pipelines };
    return {
        taken: account.taken,
        left: account.left,
        files: planned.map(({ shown: path, state, diff }) => ({ path, state, diff })),
        way: needs.way,
        commands: nextCommands(planned, vendored, options, { ...repository, canRehearse: needs.environments.length > 0 }),
        checklist: checklist({
            environments: needs.environments.map((name) => ({ name, variables: init_variablesOf(found, existing.config, name) })),
            buildVariables: buildVariables(found, existing.config),
            otherRegistries: names.registries,
            way: needs.way,
            pipelines: names.pipelines,
        }),
    };
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
    const environments = config === undefined ? found.proposal.environments.map(({ name }) => name) : Object.keys(config.environments);
    return {
        product: config?.name ?? found.proposal.product,
        environments,
        way: chooseWay(way, environments, account),
        hasBuildValues: buildVariables(found, config).length > 0,
        hasOtherRegistry: otherRegistries(found).length > 0,
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
async function compareFiles(files, { dryRun, workspace, vendorDir }, { root, directory }) {
    return Promise.all(files.map(async ({ file, mayWrite }) => {
        const before = await existingText(file);
        const isOwn = file.root === root || file.root === workspace;
        const shown = !isOwn ? `${vendorDir}/${file.path}` : file.root === root ? file.path : `${directory}/${file.path}`;
        const diff = unifiedDiff(shown, before, file.text);
        if (before !== undefined)
            return { file, shown, state: diff === "" ? "same" : "kept", diff };
        if (!mayWrite)
            return { file, shown, state: "kept", diff };
        return { file, shown, state: dryRun ? "planned" : "written", diff: dryRun ? diff : "" };
    }));
}
/** The variables that a release to one environment needs, the kubeconfig among them. */
function init_variablesOf({ proposal }, config, environment) {
    if (config !== undefined) {
        const named = (0,secret_ref/* secretRefs */.DW)(config, environment).flatMap(({ place, ref }) => (place.startsWith("images.") ? [] : [ref.env]));
        return [...new Set([...named, ...(config.environments[environment]?.kubeconfig === undefined ? ["KUBECONFIG"] : [])])];
    }
    const kubeconfig = proposal.environments.find(({ name }) => name === environment)?.kubeconfig ?? "KUBECONFIG";
    return [...proposal.databases.map(({ name }) => databaseVariable(proposal, name, environment)), kubeconfig];
}
function buildVariables({ proposal }, config) {
    if (config !== undefined)
        return [...new Set((0,secret_ref/* secretRefs */.DW)(config).flatMap(({ place, ref }) => (place.startsWith("images.") ? [ref.env] : [])))];
    const values = proposal.images.flatMap(({ args }) => Object.values(args));
    return [...new Set(values.flatMap((value) => (value.startsWith("env:") ? [value.slice("env:".length)] : [])))];
}
function otherRegistries({ proposal }) {
    const hosts = proposal.images.flatMap(({ repository }) => repository?.split("/")[0] ?? []);
    return [...new Set(hosts)].filter((host) => host !== "ghcr.io");
}
function nextCommands(planned, vendored, options, { directory, canRehearse }) {
    const at = directory === undefined ? "" : ` -C ${quote(directory)}`;
    if (vendored !== undefined && vendored.reference === undefined) {
        const dir = quote(options.vendorDir ?? "");
        return [
            `git -C ${dir} add .github/workflows && git -C ${dir} commit -m "Take the workflows of Waybill" && git -C ${dir} push`,
            `waybill init${at} --vendor ${dir}   # again: it writes the caller, which names that commit`,
            `waybill check${at}`,
        ];
    }
    const added = planned
        .filter(({ state, file }) => (state === "written" || state === "planned") && !vendored?.files.includes(file))
        .map(({ shown }) => quote(directory === undefined ? shown : `:/${shown}`));
    return [
        `waybill check${at}`,
        ...(canRehearse ? [`waybill rehearse${at}`] : []), // a release without an environment goes nowhere
        ...(added.length === 0 ? [] : [`git add ${added.join(" ")} && git commit -m "Release with Waybill"`]),
    ];
}
/** A path as a shell takes it. */
function quote(path) {
    return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

// EXTERNAL MODULE: ./packages/cli/lib/table.js
var table = __webpack_require__(56556);
;// CONCATENATED MODULE: ./packages/cli/lib/init.js


/** Writes what adopts Waybill in a project and says what became of everything that was found. */
async function initProject(call, workspace, { env, print, signal }) {
    const result = await initialise({
        workspace,
        searchFrom: import.meta.dirname,
        env,
        commit: call.commit,
        version: call.version,
        way: call.way,
        vendorDir: call.vendor,
        dryRun: call.dryRun,
        signal,
    });
    print(describe(result));
    return "pass";
}
const STATES = {
    written: "written",
    planned: "would be written",
    same: "there already",
    kept: "not written: see the difference above",
};
/** The account of everything: differences first, because they are long, and what to do next at the end, where people look. */
function describe({ taken, left, files, commands, checklist }) {
    const parts = [
        ...files.flatMap(({ diff }) => (diff === "" ? [] : [diff])),
        init_section("Found", taken.map(({ found, became }) => [found, "→", became])),
        init_section("Not taken", left.map(({ found, why }) => [found, why])),
        init_section("Files", files.map(({ path, state }) => [path, STATES[state]])),
        init_section("Next", commands.map((command, index) => [`${index + 1}.`, command])),
        init_section("Before the first release", checklist.map((line) => ["[ ]", line])),
    ];
    return parts.filter((part) => part !== "").join("\n");
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

/***/ 5130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parseDockerfile)
/* harmony export */ });
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39161);

const KEYWORDS = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];
/** Takes a Dockerfile apart; `file` names it in errors. Throws an `input` error with file and line for what is not a Dockerfile, and for heredocs. */
function parseDockerfile(text, file = "Dockerfile") {
    const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
    const escape = findEscape(lines, file);
    const instructions = joinLines(lines, escape).map(({ text: joined, line }) => parseInstruction(joined, line, file));
    const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
    const globalArgs = first === -1 ? instructions : instructions.slice(0, first);
    const early = globalArgs.find(({ keyword }) => keyword !== "ARG");
    if (early)
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, early.line, `has ${early.keyword} before the first FROM; only ARG may stand there.`);
    if (first === -1)
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, 1, "has no FROM. Name the base image first, or 'FROM scratch'.");
    return { file, escape, globalArgs, stages: splitStages(instructions.slice(first), file) };
}
/** "Parser directives": a comment `# escape=` before anything else. */
function findEscape(lines, file) {
    for (const [index, line] of lines.entries()) {
        const directive = /^#\s*([a-z]+)\s*=\s*(.*?)\s*$/i.exec(line);
        if (!directive)
            break;
        if (directive[1]?.toLowerCase() !== "escape")
            continue;
        if (directive[2] !== "\\" && directive[2] !== "`")
            throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, index + 1, `sets the escape character to '${directive[2]}'; it can be \\ or \`.`);
        return directive[2];
    }
    return "\\";
}
/** Lines that end with the escape character go on; comments and empty lines in between do not end them ("Format"). */
function joinLines(lines, escape) {
    const joined = [];
    let open;
    for (const [index, raw] of lines.entries()) {
        const line = raw.trimStart();
        if (line.startsWith("#") || (line.trim() === "" && open !== undefined))
            continue;
        if (line.trim() === "")
            continue;
        const trimmed = line.trimEnd();
        const continues = trimmed.endsWith(escape);
        // The first line of an instruction loses its indentation; later ones keep theirs, as in a shell.
        const content = (open ? raw : line).slice(0, (open ? raw.trimEnd() : trimmed).length - (continues ? 1 : 0));
        open = { text: (open?.text ?? "") + content, line: open?.line ?? index + 1 };
        if (continues)
            continue;
        joined.push({ text: open.text.trim(), line: open.line });
        open = undefined;
    }
    if (open && open.text.trim() !== "")
        joined.push({ text: open.text.trim(), line: open.line });
    return joined;
}
function parseInstruction(text, line, file) {
    const [, word = "", after = ""] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    const keyword = KEYWORDS.find((known) => known === word.toUpperCase());
    if (keyword === undefined)
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, line, `has the unknown instruction '${word.slice(0, 40)}'. Known are ${KEYWORDS.join(", ")}.`);
    const flags = [];
    let rest = after;
    for (let flag = /^--([a-z][a-z-]*)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest); flag && takesFlags(keyword); flag = /^--([a-z][a-z-]*)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest)) {
        flags.push({ name: flag[1] ?? "", value: flag[2] });
        rest = rest.slice(flag[0].length);
    }
    if (["RUN", "COPY", "ADD"].includes(keyword) && /(?:^|\s)<<-?\s*(?:["']?)[A-Za-z_]\w*/.test(rest)) {
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, line, `uses a heredoc (<<) in ${keyword}, which cannot be assembled without BuildKit. Put the text into a file and COPY it, or: ${_place_js__WEBPACK_IMPORTED_MODULE_0__/* .NEEDS_BUILDKIT */ .P}.`, "needs-buildkit");
    }
    if (rest.trim() === "")
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, line, `has ${keyword} without a value.`);
    return { keyword, flags, rest: rest.trim(), line };
}
function takesFlags(keyword) {
    return ["FROM", "COPY", "ADD", "RUN", "HEALTHCHECK"].includes(keyword);
}
function splitStages(instructions, file) {
    const stages = [];
    for (const instruction of instructions) {
        if (instruction.keyword !== "FROM") {
            stages.at(-1)?.instructions.push(instruction);
            continue;
        }
        const stage = { ...parseFrom(instruction, file), instructions: [] };
        if (stage.name !== undefined && stages.some(({ name }) => name === stage.name))
            throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, instruction.line, `names a second stage '${stage.name}'. Give it another name.`);
        stages.push(stage);
    }
    return stages;
}
function parseFrom(instruction, file) {
    // White space cannot be quoted here: neither image names nor stage names contain any.
    const words = instruction.rest.split(/\s+/);
    const [base = "", as, name] = words;
    if (words.length !== 1 && !(words.length === 3 && as?.toLowerCase() === "as"))
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, instruction.line, "has a FROM that is neither 'FROM image' nor 'FROM image AS name'.");
    if (name !== undefined && !/^[a-z][a-z0-9_.-]*$/i.test(name))
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, instruction.line, `has the stage name '${name}'; it starts with a letter, then letters, digits, '-', '_' and '.'.`);
    const unknown = instruction.flags.find((flag) => flag.name !== "platform");
    if (unknown)
        throw (0,_place_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerfileError */ .l)(file, instruction.line, `has the flag --${unknown.name} on FROM; only --platform is known.`);
    const platform = instruction.flags.find((flag) => flag.name === "platform")?.value;
    return {
        base,
        line: instruction.line,
        name: name?.toLowerCase(),
        platform,
    };
}


/***/ }),

/***/ 39161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ NEEDS_BUILDKIT),
/* harmony export */   l: () => (/* binding */ dockerfileError)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26788);

/** Makes the error for a place in a Dockerfile: `file:line`, what is wrong, what to do. */
function dockerfileError(file, line, problem, rule = "dockerfile") {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `${file}:${line} ${problem}`, {
        findings: [{ rule, severity: "error", what: `The Dockerfile ${problem}`, where: { file, line } }],
    });
}
/** How every refusal of the assembler ends. */
const NEEDS_BUILDKIT = "Build it with BuildKit (docker/setup-buildx-action, or any docker buildx with a running builder)";


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
    const [tracked, changed, committed] = await Promise.all([
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(folder, env, ["ls-files", "-z", "--", name]),
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(folder, env, ["status", "--porcelain=v2", "-z", "--untracked-files=no", "--", name]),
        (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(folder, env, ["cat-file", "blob", `HEAD:./${name}`]),
    ]);
    if (tracked === undefined || changed === undefined)
        return undefined;
    if (tracked === "")
        return "untracked";
    // `status` believes the index and filters, which anybody in the workspace can tell to call an edited file unchanged.
    const isCommitted = committed?.exitCode === 0 && sameLines(committed.stdout, textAt(path));
    return changed === "" && isCommitted ? undefined : "changed";
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
    return { apiVersion: object.apiVersion, kind: object.kind, name, namespace };
}
/** A key that is equal for two names of the same object: API versions of one group name the same objects, so only the group counts. */
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

/***/ 53434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ fullRepository),
/* harmony export */   i: () => (/* binding */ parseImageName)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);

// The grammar of https://github.com/distribution/reference: a host, if there is one, then lower-case path components.
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
    return { repository, tag, digest };
}
/**
 * The full form of a repository: Docker Hub's short names written out, so that two spellings of one repository are equal. The first part is a
 * host only when it has a dot or a port or is `localhost`, as container engines decide it.
 */
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

/***/ 3676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DD: () => (/* binding */ loadManifests),
  Ng: () => (/* binding */ parseManifest),
  $t: () => (/* binding */ placeOf)
});

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
                const range = (0,dist/* isNode */.Ll)(item) ? item.range : undefined;
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
 * Reads manifests from files and folders (with sub-folders, in the order of names). Throws one `input` error that lists every problem, each
 * as a finding too: what does not parse, has no `kind`, appears twice, or a path that is empty or leaves the workspace.
 */
async function loadManifests(paths, workspace) {
    if (paths.length === 0)
        throw new lib_error/* ActionError */.lZ("input", "No manifests are given. Name files or folders under 'manifests'.");
    const found = { manifests: [], ignored: [], folders: new Set() };
    for (const path of paths)
        await collectFiles(await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, path, "manifests"), workspace, found, true);
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
        problems.push({ what: `${paths.join(", ")}: no Kubernetes object is there; files must end in .yaml, .yml or .json` });
    if (problems.length > 0)
        throw new lib_error/* ActionError */.lZ("input", `The manifests cannot be used:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join("\n")}`, {
            findings: problems.map(findingOf),
        });
    return { objects, ignored: found.ignored.map((file) => (0,external_node_path_.relative)(workspace, file).split(external_node_path_.sep).join("/")) };
}
function formatProblem({ where, what }) {
    return where === undefined ? what : `${where.file}:${where.line}:${where.column} ${what}`;
}
function findingOf({ where, what }) {
    return { rule: "manifest", severity: "error", what: `The manifests cannot be used: ${what}.`, where };
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
            await collectFiles(await (0,lib_workspace/* resolveInWorkspace */.S)(workspace, (0,external_node_path_.join)(path, entry), "manifests"), workspace, found, false);
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
/** Reads the objects of one file's text; lists are taken apart. */
function parseManifest(text, file) {
    const { documents, problems } = parseDocuments(text);
    const objects = [];
    const at = (line, what, column = 1) => ({ where: { file, line, column }, what });
    const complaints = problems.map(({ line, column, message }) => at(line, message, column));
    if (documents.length === 0 && problems.length === 0)
        complaints.push(at(1, "the file holds no object; write one or delete the file"));
    for (const { value, line, lines } of documents) {
        const lineOf = (path) => lines.get((0,json/* jsonPointer */.Av)(path)) ?? line;
        for (const { item, path } of takeApart(value, [])) {
            const problem = problemOf(item);
            if (problem !== undefined)
                complaints.push(at(lineOf(path), problem));
            else if ((0,object/* isKubeObject */.$e)(item))
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
            ? [
                {
                    where: { file: item.file, line: item.line, column: 1 },
                    what: `${(0,object/* formatRef */.rq)((0,object/* refOf */.H8)(item.object))} is already written in ${other.file}:${other.line}; keep one of them`,
                },
            ]
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

/***/ 63721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $c: () => (/* binding */ findPodTemplate),
/* harmony export */   ts: () => (/* binding */ listContainers),
/* harmony export */   v8: () => (/* binding */ listImages)
/* harmony export */ });
/* unused harmony export CONTAINER_LISTS */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24574);

// Workloads; CronJobs; PodTemplates. Custom resources that embed a pod follow the first form.
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


/***/ })

};
