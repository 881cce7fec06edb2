export const id = 4625;
export const ids = [4625];
export const modules = {

/***/ 84625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseDockerignore: () => (/* reexport */ ignore/* parseDockerignore */.y),
  readDockerfileNeeds: () => (/* reexport */ readDockerfileNeeds),
  readIgnoreFile: () => (/* reexport */ tree/* readIgnoreFile */.rj)
});

// UNUSED EXPORTS: assemble, buildImage, checkBudget, findInOciLayout, parseDockerfile, planTags, probeImage, pushOciLayout, readBlobOf, readManifestOf, readOciLayout, tagImage, verifyImage

// EXTERNAL MODULE: ./packages/image/lib/assemble/tree.js
var tree = __webpack_require__(9126);
// EXTERNAL MODULE: ./packages/image/lib/assemble/assemble.js + 6 modules
var assemble = __webpack_require__(46063);
// EXTERNAL MODULE: ./packages/image/lib/assemble/base.js
var base = __webpack_require__(7783);
// EXTERNAL MODULE: ./packages/image/lib/assemble/build-args.js
var build_args = __webpack_require__(8592);
// EXTERNAL MODULE: ./packages/image/lib/dockerfile/words.js
var words = __webpack_require__(63079);
;// CONCATENATED MODULE: ./packages/image/lib/dockerfile/needs.js




/**
 * Says what the build stages need that a target is made of; without one, the last. Throws an `input` error with file and line for what is no
 * Dockerfile, a target that is not there, and words that cannot be expanded.
 */
async function readDockerfileNeeds(options) {
    const dockerfile = await (0,assemble/* readDockerfile */.n_)(options);
    const platform = (0,base/* parsePlatform */.FL)(options.platforms[0] ?? `linux/${(0,assemble/* hostArchitecture */.m4)()}`);
    return needsOf(dockerfile, { target: (0,assemble/* findTarget */.FB)(dockerfile, options.target), args: options.args, platform });
}
function needsOf(dockerfile, options) {
    const { file, escape } = dockerfile;
    const globals = (0,build_args/* globalArgs */.J7)({ dockerfile, usedArgs: new Set(), ...options });
    const expand = (text, line) => (0,build_args/* expandAt */.or)(file, line, () => (0,words/* expandWord */.Vo)(text, (name) => globals.get(name), escape));
    const bases = [];
    const buildKit = [];
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
        if (platform !== undefined && platform !== (0,base/* formatPlatform */.Bq)(options.platform))
            buildKit.push({ what: `a build stage for ${platform}`, line: stage.line });
        for (const instruction of stage.instructions) {
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
    return { bases, buildKit };
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

// EXTERNAL MODULE: ./packages/image/lib/dockerfile/ignore.js
var ignore = __webpack_require__(69790);
;// CONCATENATED MODULE: ./packages/image/lib/index.js














/***/ })

};
