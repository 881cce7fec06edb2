export const id = 6387;
export const ids = [6387];
export const modules = {

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

/***/ 66387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findMissingCopies: () => (/* reexport safe */ _dockerfile_copies_js__WEBPACK_IMPORTED_MODULE_1__.z),
/* harmony export */   parseDockerignore: () => (/* reexport safe */ _dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_3__.yr),
/* harmony export */   readDockerfileNeeds: () => (/* reexport safe */ _dockerfile_needs_js__WEBPACK_IMPORTED_MODULE_2__.C),
/* harmony export */   readIgnoreFile: () => (/* reexport safe */ _assemble_tree_js__WEBPACK_IMPORTED_MODULE_0__.rj)
/* harmony export */ });
/* harmony import */ var _assemble_tree_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9126);
/* harmony import */ var _dockerfile_copies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9305);
/* harmony import */ var _dockerfile_needs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22895);
/* harmony import */ var _dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69790);














/***/ })

};
