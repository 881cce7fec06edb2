export const id = 4846;
export const ids = [4846];
export const modules = {

/***/ 4846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fT: () => (/* binding */ assemble),
  FB: () => (/* binding */ findTarget),
  m4: () => (/* binding */ hostArchitecture),
  n_: () => (/* binding */ readDockerfile)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/reporter.js
var reporter = __webpack_require__(26445);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/registry/lib/descriptor.js
var lib_descriptor = __webpack_require__(70444);
// EXTERNAL MODULE: ./packages/image/lib/assemble/base.js
var assemble_base = __webpack_require__(7783);
// EXTERNAL MODULE: ./packages/image/lib/dockerfile/place.js
var place = __webpack_require__(39161);
;// CONCATENATED MODULE: ./packages/image/lib/dockerfile/dockerfile.js

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
        throw (0,place/* dockerfileError */.l)(file, early.line, `has ${early.keyword} before the first FROM; only ARG may stand there.`);
    if (first === -1)
        throw (0,place/* dockerfileError */.l)(file, 1, "has no FROM. Name the base image first, or 'FROM scratch'.");
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
            throw (0,place/* dockerfileError */.l)(file, index + 1, `sets the escape character to '${directive[2]}'; it can be \\ or \`.`);
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
        throw (0,place/* dockerfileError */.l)(file, line, `has the unknown instruction '${word.slice(0, 40)}'. Known are ${KEYWORDS.join(", ")}.`);
    const flags = [];
    let rest = after;
    for (let flag = /^--([a-z][a-z-]*)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest); flag && takesFlags(keyword); flag = /^--([a-z][a-z-]*)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest)) {
        flags.push({ name: flag[1] ?? "", value: flag[2] });
        rest = rest.slice(flag[0].length);
    }
    if (["RUN", "COPY", "ADD"].includes(keyword) && /(?:^|\s)<<-?\s*(?:["']?)[A-Za-z_]\w*/.test(rest)) {
        throw (0,place/* dockerfileError */.l)(file, line, `uses a heredoc (<<) in ${keyword}, which cannot be assembled without BuildKit. Put the text into a file and COPY it, or: ${place/* NEEDS_BUILDKIT */.P}.`, "needs-buildkit");
    }
    if (rest.trim() === "")
        throw (0,place/* dockerfileError */.l)(file, line, `has ${keyword} without a value.`);
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
            throw (0,place/* dockerfileError */.l)(file, instruction.line, `names a second stage '${stage.name}'. Give it another name.`);
        stages.push(stage);
    }
    return stages;
}
function parseFrom(instruction, file) {
    // White space cannot be quoted here: neither image names nor stage names contain any.
    const words = instruction.rest.split(/\s+/);
    const [base = "", as, name] = words;
    if (words.length !== 1 && !(words.length === 3 && as?.toLowerCase() === "as"))
        throw (0,place/* dockerfileError */.l)(file, instruction.line, "has a FROM that is neither 'FROM image' nor 'FROM image AS name'.");
    if (name !== undefined && !/^[a-z][a-z0-9_.-]*$/i.test(name))
        throw (0,place/* dockerfileError */.l)(file, instruction.line, `has the stage name '${name}'; it starts with a letter, then letters, digits, '-', '_' and '.'.`);
    const unknown = instruction.flags.find((flag) => flag.name !== "platform");
    if (unknown)
        throw (0,place/* dockerfileError */.l)(file, instruction.line, `has the flag --${unknown.name} on FROM; only --platform is known.`);
    const platform = instruction.flags.find((flag) => flag.name === "platform")?.value;
    return {
        base,
        line: instruction.line,
        name: name?.toLowerCase(),
        platform,
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
var external_node_zlib_namespaceObject = /*#__PURE__*/__webpack_require__.t(external_node_zlib_, 2);
// EXTERNAL MODULE: ./packages/image/lib/assemble/oci-layout.js
var oci_layout = __webpack_require__(51156);
;// CONCATENATED MODULE: ./packages/image/lib/assemble/tar.js

/** POSIX.1-2017, pax, "ustar Interchange Format": records of 512 bytes, and two empty ones at the end. */
const BLOCK = 512;
/** Eleven octal digits; what is larger stands in an extended header. */
const MAX_OCTAL_SIZE = 8 ** 11 - 1;
/** Writes entries as a tar stream that depends on nothing but them: sorted by path, one time, no user names. `mtimeSeconds` counts from 1970. */
async function* writeTar(entries, mtimeSeconds) {
    const sorted = [...entries].filter(([path]) => path !== "").sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, entry] of sorted) {
        yield* headerOf(path, entry, mtimeSeconds);
        if (entry.kind !== "file")
            continue;
        let written = 0;
        for await (const chunk of entry.open()) {
            written += chunk.length;
            if (written > entry.size)
                break;
            yield chunk;
        }
        if (written !== entry.size)
            throw new error/* ActionError */.lZ("input", `'/${path}' changed while it was packed (${entry.size} bytes before). Build again when nothing writes to it.`);
        const rest = entry.size % BLOCK;
        if (rest > 0)
            yield new Uint8Array(BLOCK - rest);
    }
    yield new Uint8Array(2 * BLOCK);
}
/** The header of one entry, after an extended one ("pax Header Block") for whatever does not fit into its fields. */
function* headerOf(path, entry, mtimeSeconds) {
    const name = entry.kind === "directory" ? `${path}/` : path;
    const target = entry.target ?? "";
    const extended = [
        ...(fits(name) ? [] : [paxRecord("path", name)]),
        ...(fits(target) ? [] : [paxRecord("linkpath", target)]),
        ...(entry.size > MAX_OCTAL_SIZE ? [paxRecord("size", String(entry.size))] : []),
    ];
    if (extended.length > 0) {
        const content = Buffer.concat(extended);
        yield block({ name: "PaxHeader", mode: 0o644, uid: 0, gid: 0, size: content.length, mtimeSeconds, type: "x", target: "" });
        yield content;
        const rest = content.length % BLOCK;
        if (rest > 0)
            yield new Uint8Array(BLOCK - rest);
    }
    const type = { file: "0", symlink: "2", directory: "5" }[entry.kind];
    yield block({
        name,
        mode: entry.mode,
        uid: entry.uid,
        gid: entry.gid,
        size: entry.size > MAX_OCTAL_SIZE ? 0 : entry.size,
        mtimeSeconds,
        type,
        target,
    });
}
/** Plain ustar fields hold ASCII of at most 100 bytes. */
function fits(text) {
    return text.length <= 100 && /^[\x20-\x7E]*$/.test(text);
}
/** `"%d %s=%s\n", <length>, <keyword>, <value>`, where the length is that of the whole record. */
function paxRecord(key, value) {
    const body = Buffer.byteLength(` ${key}=${value}\n`);
    let length = body + String(body).length;
    // The length counts its own digits.
    if (String(length).length > String(body).length)
        length = body + String(length).length;
    return Buffer.from(`${length} ${key}=${value}\n`);
}
/** The fields of a ustar header at their offsets; numbers are octal and end with NUL. */
function block(header) {
    const bytes = Buffer.alloc(BLOCK);
    const octal = (value, at, length) => void bytes.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, length, "latin1");
    bytes.write(asciiOf(header.name), 0, 100, "latin1");
    octal(header.mode, 100, 8);
    octal(header.uid, 108, 8);
    octal(header.gid, 116, 8);
    octal(header.size, 124, 12);
    octal(header.mtimeSeconds, 136, 12);
    // The checksum is that of the header with spaces in its own place.
    bytes.fill(" ", 148, 156, "latin1");
    bytes.write(header.type, 156, 1, "latin1");
    bytes.write(asciiOf(header.target), 157, 100, "latin1");
    bytes.write("ustar\x0000", 257, 8, "latin1");
    octal(0, 329, 8);
    octal(0, 337, 8);
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8, "latin1");
    return bytes;
}
/** The short form for readers that know no extended headers. */
function asciiOf(text) {
    return text.replace(/[^\x20-\x7E]/g, "_");
}

// EXTERNAL MODULE: ./packages/image/lib/assemble/tree.js
var assemble_tree = __webpack_require__(9126);
;// CONCATENATED MODULE: ./packages/image/lib/assemble/layer.js













/** The default of zlib; another level would give other bytes. */
const GZIP_LEVEL = 6;
/** RFC 1952, section 2.3: OS. */
const GZIP_OS_BYTE = 9;
/** Packs files as a gzip layer into a layout; the same files give the same bytes on every machine with the same Node. */
async function writeLayer(dir, entries, mtimeSeconds) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    const hashed = async function* () {
        for await (const chunk of writeTar(entries, mtimeSeconds)) {
            hash.update(chunk);
            yield chunk;
        }
    };
    const descriptor = await (0,oci_layout/* writeBlobStream */.JF)(dir, gzip(hashed()), lib_descriptor/* MEDIA_TYPES */.Z2.layerGzip);
    return { descriptor, diffId: `sha256:${hash.digest("hex")}` };
}
async function* gzip(source) {
    const compressor = external_node_zlib_.createGzip({ level: GZIP_LEVEL });
    // Errors of the source reach the reader because the pipeline destroys the compressor with them.
    const done = (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(source, { objectMode: false }), compressor).catch(() => undefined);
    let offset = 0;
    for await (const chunk of compressor) {
        if (!Buffer.isBuffer(chunk))
            continue;
        // Node writes the number of its operating system here.
        if (offset <= GZIP_OS_BYTE && GZIP_OS_BYTE < offset + chunk.length)
            chunk[GZIP_OS_BYTE - offset] = 0;
        offset += chunk.length;
        yield chunk;
    }
    await done;
}
/** Puts the layers of an image into one tree; verifies every layer against its diff id. Contents are unpacked only when they are read. */
async function readLayers(dir, layers, scratch) {
    const tree = new Map([["", assemble_tree/* ROOT */.Dl]]);
    for (const layer of layers)
        await mergeLayer(tree, dir, layer, scratch);
    return tree;
}
/** Makes a scratch; disposing it removes the folder. */
function createScratch() {
    let dir;
    const files = new Map();
    return {
        file(digest, make) {
            const known = files.get(digest);
            if (known)
                return known;
            const made = (dir ??= (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), "waybill-layers-"))).then(async (folder) => {
                const path = (0,external_node_path_.join)(folder, digest.replace(":", "-"));
                await make(path);
                return path;
            });
            files.set(digest, made);
            return made;
        },
        async [Symbol.asyncDispose]() {
            if (dir)
                await (0,promises_.rm)(await dir, { recursive: true, force: true });
        },
    };
}
/**
 * Puts one layer over a tree (image specification, layer.md): `.wh.<name>` removes what lay below, `.wh..wh..opq` empties its folder, and
 * both hold for lower layers only, whatever their order in the archive.
 */
async function mergeLayer(tree, dir, layer, scratch) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    const added = new Map();
    const removed = [];
    const emptied = [];
    const unpacked = () => scratch.file(layer.descriptor.digest, (path) => unpack(dir, layer.descriptor, path));
    await scan(dir, layer.descriptor, hash, (header) => {
        const path = (0,assemble_tree/* splitPath */.Uf)(header.name).join("/");
        const name = path.slice(path.lastIndexOf("/") + 1);
        const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
        if (name === ".wh..wh..opq")
            emptied.push(folder);
        else if (name.startsWith(".wh."))
            removed.push([folder, name.slice(4)].filter(Boolean).join("/"));
        else if (path !== "") {
            const entry = entryOf(header, added, tree, unpacked);
            if (entry)
                added.set(path, entry);
        }
    });
    const diffId = `sha256:${hash.digest("hex")}`;
    if (diffId !== layer.diffId) {
        throw new error/* ActionError */.lZ("verdict", `The base layer ${layer.descriptor.digest} unpacks to ${diffId}, but its image says ${layer.diffId}. The image is damaged; use another digest.`);
    }
    for (const path of emptied)
        dropBelow(tree, path);
    for (const path of removed) {
        tree.delete(path);
        dropBelow(tree, path);
    }
    for (const [path, entry] of added) {
        const real = (0,assemble_tree/* resolvePath */.o1)(tree, path, false);
        if (entry.kind !== "directory" && tree.get(real)?.kind === "directory")
            dropBelow(tree, real);
        for (let parent = (0,assemble_tree/* parentOf */.gN)(real); parent !== "" && !tree.has(parent); parent = (0,assemble_tree/* parentOf */.gN)(parent))
            tree.set(parent, assemble_tree/* ROOT */.Dl);
        tree.set(real, entry);
    }
}
/** Removes everything in a folder, but not the folder. */
function dropBelow(tree, folder) {
    const prefix = folder === "" ? "" : `${folder}/`;
    for (const path of tree.keys())
        if (path !== "" && path.startsWith(prefix) && path !== folder)
            tree.delete(path);
}
/** What an entry of a layer becomes in the tree; undefined for devices and pipes. A hard link has the content of what it names. */
function entryOf(header, added, tree, unpacked) {
    const base = { mode: (header.mode ?? 0o644) & 0o7777, uid: header.uid ?? 0, gid: header.gid ?? 0, size: 0, open: assemble_tree/* ROOT */.Dl.open };
    const target = header.linkname ?? "";
    if (header.type === "directory")
        return { ...base, kind: "directory" };
    if (header.type === "symlink")
        return { ...base, kind: "symlink", target };
    if (header.type === "link")
        return added.get((0,assemble_tree/* splitPath */.Uf)(target).join("/")) ?? tree.get((0,assemble_tree/* splitPath */.Uf)(target).join("/"));
    const start = header.byteOffset;
    if ((header.type !== "file" && header.type !== "contiguous-file") || start === undefined)
        return undefined;
    const size = header.size ?? 0;
    const open = async function* () {
        if (size > 0)
            yield* (0,external_node_fs_.createReadStream)(await unpacked(), { start, end: start + size - 1, highWaterMark: 1 << 20 });
    };
    return { ...base, kind: "file", size, open };
}
/** Reads the headers of a layer once, hashing it without compression: the digest that the configuration calls a diff id. */
async function scan(dir, descriptor, hash, onHeader) {
    const hashing = new external_node_stream_.PassThrough();
    hashing.on("data", (chunk) => hash.update(chunk));
    // Loaded only when a base image is read, because it costs a tenth of an action's start.
    const { extract } = await __webpack_require__.e(/* import() */ 6118).then(__webpack_require__.t.bind(__webpack_require__, 56118, 19));
    const reader = extract();
    reader.on("entry", (header, stream, next) => {
        onHeader(header);
        stream.on("end", () => next());
        stream.resume();
    });
    try {
        await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from((0,oci_layout/* openBlobOf */.J$)(dir, descriptor.digest), { objectMode: false }), decompressor(descriptor), hashing, reader);
    }
    catch (cause) {
        if (cause instanceof error/* ActionError */.lZ)
            throw cause;
        throw new error/* ActionError */.lZ("input", `The base layer ${descriptor.digest} cannot be unpacked (${cause instanceof Error ? cause.message : String(cause)}). The image is damaged; use another digest.`, { cause });
    }
}
async function unpack(dir, descriptor, path) {
    await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from((0,oci_layout/* openBlobOf */.J$)(dir, descriptor.digest), { objectMode: false }), decompressor(descriptor), (0,external_node_fs_.createWriteStream)(path));
}
/** By media type (image specification, layer.md, "+gzip" and "+zstd Media Types"), Docker's own names included. */
function decompressor(descriptor) {
    const { mediaType } = descriptor;
    if (mediaType.endsWith("+gzip") || mediaType.endsWith(".gzip"))
        return external_node_zlib_.createGunzip();
    if (mediaType.endsWith(".tar"))
        return new external_node_stream_.PassThrough();
    if (mediaType.endsWith("+zstd")) {
        // Only Node 22.15 and newer have it.
        if ("createZstdDecompress" in external_node_zlib_namespaceObject)
            return external_node_zlib_.createZstdDecompress();
        throw new error/* ActionError */.lZ("environment", `The base layer ${descriptor.digest} is packed with zstd, which this Node (${process.version}) cannot unpack. Use Node 24.`);
    }
    throw new error/* ActionError */.lZ("input", `The base layer ${descriptor.digest} has the media type '${mediaType}', which is not a layer. Use an image for containers as the base.`);
}

// EXTERNAL MODULE: ./packages/image/lib/assemble/build-args.js
var build_args = __webpack_require__(8592);
// EXTERNAL MODULE: ./packages/image/lib/dockerfile/words.js
var dockerfile_words = __webpack_require__(63079);
;// CONCATENATED MODULE: ./packages/image/lib/assemble/copy-flags.js


/** Reads the flags of a COPY or ADD; throws a `WordProblem` for those that only BuildKit can honour. */
function readCopyFlags(instruction, expand) {
    const flags = {};
    for (const { name, value: raw } of instruction.flags) {
        const value = raw === undefined ? undefined : expand(raw);
        if (name === "from" && instruction.keyword === "COPY" && value)
            flags.from = value;
        else if (name === "chown" && value)
            flags.owner = parseOwner(value);
        else if (name === "chmod" && value)
            flags.mode = parseMode(value);
        // Every COPY is a layer of its own here, so --link changes nothing.
        else if (name !== "link")
            throw new dockerfile_words/* WordProblem */.sN(`has the flag --${name}${raw === undefined ? "" : `=${raw}`} on ${instruction.keyword}, which cannot be assembled. ${place/* NEEDS_BUILDKIT */.P}`);
    }
    return flags;
}
/** Names would have to be looked up in the `/etc/passwd` of the image, where they may not exist yet. */
function parseOwner(text) {
    const [, uid, gid] = /^(\d{1,7})(?::(\d{1,7}))?$/.exec(text) ?? [];
    if (uid === undefined)
        throw new dockerfile_words/* WordProblem */.sN(`has --chown=${text}; only numbers can be assembled, for example --chown=1000:1000`);
    return { uid: Number(uid), gid: Number(gid ?? uid) };
}
function parseMode(text) {
    if (!/^0?[0-7]{3,4}$/.test(text))
        throw new dockerfile_words/* WordProblem */.sN(`has --chmod=${text}; only octal numbers can be assembled, for example --chmod=0755`);
    return Number.parseInt(text, 8);
}
/** Name, offset and first bytes of what ADD unpacks (https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives). */
const ARCHIVE_HEADS = [
    ["gzip", 0, [0x1f, 0x8b]],
    ["bzip2", 0, [0x42, 0x5a, 0x68]],
    ["xz", 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
    ["zstd", 0, [0x28, 0xb5, 0x2f, 0xfd]],
    ["tar", 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
];
/** ADD downloads addresses and unpacks archives; neither is done here, and copying them as they are would be another image. */
async function refuseSpecialAdd(sources, files) {
    for (const source of sources) {
        if (/^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)/i.test(source))
            throw new dockerfile_words/* WordProblem */.sN(`adds '${source}' from the network, which cannot be assembled. Download it in an earlier step, check its digest and COPY it, or: ${place/* NEEDS_BUILDKIT */.P}`);
        const entry = files.get(source.replace(/^(?:\.?\/)+/, ""));
        if (entry?.kind !== "file")
            continue;
        const head = [];
        for await (const chunk of entry.open()) {
            head.push(...chunk.subarray(0, 512 - head.length));
            if (head.length >= 512)
                break;
        }
        const archive = ARCHIVE_HEADS.find(([, at, bytes]) => bytes.every((byte, index) => head[at + index] === byte));
        if (archive)
            throw new dockerfile_words/* WordProblem */.sN(`adds '${source}', a ${archive[0]} file that ADD would unpack, which cannot be assembled. Unpack it in an earlier step, or use COPY to keep it packed, or: ${place/* NEEDS_BUILDKIT */.P}`);
    }
}

// EXTERNAL MODULE: ./packages/image/lib/assemble/copying.js
var copying = __webpack_require__(93811);
// EXTERNAL MODULE: ./packages/image/lib/assemble/settings.js
var settings = __webpack_require__(68167);
;// CONCATENATED MODULE: ./packages/image/lib/assemble/build-stage.js









/** Builds one stage (what one FROM begins) with the stages it needs; each is built once. Throws an `input` error with file and line. */
function buildStage(index, scope) {
    const known = scope.built.get(index);
    if (known)
        return known;
    const building = assembleStage(index, scope);
    scope.built.set(index, building);
    return building;
}
async function assembleStage(index, scope) {
    const stage = scope.dockerfile.stages[index];
    if (!stage)
        throw new TypeError(`there is no stage ${index}`);
    const globals = (0,build_args/* globalArgs */.J7)(scope);
    const state = await startStage(stage, index, globals, scope);
    for (const instruction of stage.instructions) {
        scope.signal?.throwIfAborted();
        try {
            await applyInstruction(instruction, state, globals);
        }
        catch (error) {
            if (error instanceof dockerfile_words/* WordProblem */.sN || error instanceof copying/* CopyProblem */.TQ)
                throw (0,place/* dockerfileError */.l)(scope.dockerfile.file, instruction.line, `${error.message}.`);
            throw error;
        }
    }
    return { image: state.image, layers: state.layers, tree: state.tree };
}
/** The state before the first instruction: the base image or stage, or nothing for `scratch`. ARGs before the first FROM count here only. */
async function startStage(stage, index, globals, scope) {
    const { file, escape } = scope.dockerfile;
    const expandGlobal = (text) => (0,build_args/* expandAt */.or)(file, stage.line, () => (0,dockerfile_words/* expandWord */.Vo)(text, (name) => globals.get(name), escape));
    const base = expandGlobal(stage.base);
    if (base === "")
        throw (0,place/* dockerfileError */.l)(file, stage.line, `has an empty base image: '${stage.base}' expands to nothing. Give the ARG a default or pass it as a build argument.`);
    const platform = stage.platform === undefined ? (0,assemble_base/* formatPlatform */.Bq)(scope.platform) : expandGlobal(stage.platform);
    if (platform !== (0,assemble_base/* formatPlatform */.Bq)(scope.platform))
        throw (0,place/* dockerfileError */.l)(file, stage.line, `builds a stage for ${platform} in an image for ${(0,assemble_base/* formatPlatform */.Bq)(scope.platform)}. ${place/* NEEDS_BUILDKIT */.P}.`);
    const below = await findBase(base, index, stage.line, scope);
    const start = below?.image;
    const image = {
        ...(start ?? {
            os: scope.platform.os,
            architecture: scope.platform.architecture,
            variant: scope.platform.variant,
        }),
        config: structuredClone(start?.config ?? { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] }),
        rootfs: { type: "layers", diff_ids: [...(start?.rootfs.diff_ids ?? [])] },
        history: [...(start?.history ?? [])],
    };
    if ((image.config.OnBuild ?? []).length > 0)
        throw (0,place/* dockerfileError */.l)(file, stage.line, `is based on '${base}', which has ONBUILD instructions. ${place/* NEEDS_BUILDKIT */.P}.`);
    let tree;
    const layers = [...(below?.layers ?? [])];
    const loadTree = below
        ? async () => new Map(await below.tree())
        : async () => readLayers(scope.outDir, [], scope.scratch);
    const state = {
        image,
        escape,
        args: new Map(),
        commandIsOwn: false,
        layers,
        scope,
        index,
        tree: () => (tree ??= loadTree()),
        expand: (text) => (0,dockerfile_words/* expandWord */.Vo)(text, (name) => variable(name, state), escape),
    };
    return state;
}
/** The environment of the image wins over ARG, as in Docker. */
function variable(name, state) {
    const entry = state.image.config.Env?.find((pair) => pair.startsWith(`${name}=`));
    return entry === undefined ? state.args.get(name) : entry.slice(name.length + 1);
}
/** FROM names a stage before it, whatever its letter case, else an image ("Multi-stage builds"). */
async function findBase(base, index, line, scope) {
    if (base === "scratch")
        return undefined;
    const stage = scope.dockerfile.stages.findIndex(({ name }, at) => at < index && name === base.toLowerCase());
    return stage === -1 ? fetchedBase(base, line, scope) : buildStage(stage, scope);
}
/** A base image is fetched once for a platform, whoever names it. */
function fetchedBase(base, line, scope) {
    const known = scope.built.get(base);
    if (known)
        return known;
    const fetching = (0,assemble_base/* fetchBase */.cu)(base, scope).then(({ reference, config, layers }) => {
        scope.bases.add(reference);
        const made = (0,assemble_base/* formatPlatform */.Bq)(config);
        if (made !== (0,assemble_base/* formatPlatform */.Bq)(scope.platform) &&
            `${config.os}/${config.architecture}` !== `${scope.platform.os}/${scope.platform.architecture}`) {
            scope.reporter.warn(`the base image '${reference}' is made for ${made}, but this image is built for ${(0,assemble_base/* formatPlatform */.Bq)(scope.platform)}`);
        }
        let tree;
        return { image: config, layers, tree: () => (tree ??= readLayers(scope.outDir, layers, scope.scratch)) };
    }, (cause) => {
        if (cause instanceof error/* ActionError */.lZ)
            throw new error/* ActionError */.lZ(cause.kind, `${scope.dockerfile.file}:${line} needs the base image '${base}': ${cause.message}`, { cause });
        throw cause;
    });
    scope.built.set(base, fetching);
    return fetching;
}
async function applyInstruction(instruction, state, globals) {
    const { keyword, rest } = instruction;
    if (keyword === "RUN" || keyword === "ONBUILD") {
        const shown = rest.length > 60 ? `${rest.slice(0, 60)}…` : rest;
        throw new dockerfile_words/* WordProblem */.sN(`has '${keyword} ${shown}', which cannot be assembled: nothing is executed without BuildKit. Move the work into an earlier step and COPY its result, or: ${place/* NEEDS_BUILDKIT */.P}`);
    }
    if (keyword === "ARG")
        return declareArgs(rest, state, globals);
    if (keyword === "COPY" || keyword === "ADD")
        return applyCopy(instruction, state);
    if (keyword === "WORKDIR") {
        const workdir = (0,settings/* applyWorkdir */.bP)(instruction, state);
        return addLayer(`WORKDIR ${workdir}`, (0,copying/* planFolder */.YI)(await state.tree(), workdir), state);
    }
    if (!(0,settings/* applySetting */.$n)(instruction, state))
        throw new dockerfile_words/* WordProblem */.sN(`has ${keyword}, which cannot be assembled. ${place/* NEEDS_BUILDKIT */.P}`);
    note(`${keyword} ${rest}`, true, state);
}
/** ARG: what was given, else its default; without one the global ARG of that name, or a platform's argument ("Automatic platform ARGs"). */
function declareArgs(rest, state, globals) {
    for (const word of (0,dockerfile_words/* splitWords */.yM)(rest, state.escape)) {
        const equals = word.indexOf("=");
        const name = equals === -1 ? word : word.slice(0, equals);
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
            throw new dockerfile_words/* WordProblem */.sN(`declares the build argument '${name}', which is not a name`);
        state.scope.usedArgs.add(name);
        const given = state.scope.args[name];
        const value = given ?? (equals === -1 ? (globals.get(name) ?? (0,build_args/* platformArgs */.xZ)(state.scope.platform).get(name)) : state.expand(word.slice(equals + 1)));
        if (value !== undefined)
            state.args.set(name, value);
    }
    // The value is left out of the history: a build argument may be something that not everybody should read.
    note(`ARG ${(0,dockerfile_words/* splitWords */.yM)(rest, state.escape)
        .map((word) => word.split("=")[0])
        .join(" ")}`, true, state);
}
/** COPY and ADD: words with spaces stand in a JSON list, the last one is the destination. */
async function applyCopy(instruction, state) {
    const flags = readCopyFlags(instruction, (text) => state.expand(text));
    const list = (0,settings/* parseList */.E1)(instruction.rest);
    const words = (list ?? (0,dockerfile_words/* splitWords */.yM)(instruction.rest, state.escape)).map((word) => state.expand(word));
    const destination = words.at(-1) ?? "";
    const sources = words.slice(0, -1);
    if (sources.length === 0)
        throw new dockerfile_words/* WordProblem */.sN(`has ${instruction.keyword} with one path; it needs a source and a destination`);
    if (instruction.keyword === "ADD")
        await refuseSpecialAdd(sources, state.scope.files);
    const from = flags.from === undefined ? state.scope.files : await (await findCopySource(flags.from, instruction.line, state)).tree();
    const request = {
        sources,
        destination,
        workdir: state.image.config.WorkingDir ?? "/",
        owner: flags.owner,
        mode: flags.mode,
    };
    await addLayer(`${instruction.keyword} ${words.join(" ")}`, (0,copying/* planCopy */.n4)(from, await state.tree(), request), state);
}
/** `--from` names a stage, its number, or an image; a stage must come before this one, so there is no circle. */
async function findCopySource(from, line, state) {
    const { stages } = state.scope.dockerfile;
    const named = stages.findIndex(({ name }, at) => at < state.index && name === from.toLowerCase());
    if (named !== -1)
        return buildStage(named, state.scope);
    if (!/^\d+$/.test(from))
        return fetchedBase(from, line, state.scope);
    if (Number(from) >= state.index)
        throw new dockerfile_words/* WordProblem */.sN(`copies from stage ${from}, which does not come before this one`);
    return buildStage(Number(from), state.scope);
}
/** Writes what an instruction added as a layer; one that added nothing becomes an empty entry of the history, as in Docker. */
async function addLayer(createdBy, added, state) {
    if (added.size === 0)
        return note(createdBy, true, state);
    const layer = await writeLayer(state.scope.outDir, added, Math.floor(state.scope.created.getTime() / 1000));
    state.layers.push(layer);
    state.image.rootfs.diff_ids.push(layer.diffId);
    note(createdBy, false, state);
    state.scope.reporter.progress(`${createdBy}: ${added.size} entries, ${layer.descriptor.size} bytes`);
}
/** Image specification, config.md, "history": one entry for each instruction, empty ones included. */
function note(createdBy, isEmpty, state) {
    state.image.history.push({
        created: state.scope.created.toISOString(),
        created_by: createdBy,
        comment: "waybill",
        empty_layer: isEmpty ? true : undefined,
    });
}

;// CONCATENATED MODULE: ./packages/image/lib/assemble/assemble.js
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










/**
 * Builds an image from a Dockerfile without RUN, without an engine: the same inputs give the same digest, bit for bit.
 * Throws an `input` error with file and line for whatever it cannot do exactly as Docker would.
 */
async function assemble(options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const dockerfile = await readDockerfile(options);
        const target = findTarget(dockerfile, options.target);
        const ignore = await (0,assemble_tree/* readIgnore */.RT)(options.context, options.dockerfile);
        const files = await (0,assemble_tree/* readContext */.yI)(options.context, { ignore, skip: [options.outDir] });
        await (0,oci_layout/* createOciLayout */.Ky)(options.outDir);
        const scratch = __addDisposableResource(env_1, createScratch(), true);
        const bases = new Set();
        const usedArgs = new Set();
        const platforms = options.platforms && options.platforms.length > 0 ? options.platforms : [`linux/${hostArchitecture()}`];
        const manifests = [];
        for (const text of new Set(platforms)) {
            const platform = (0,assemble_base/* parsePlatform */.FL)(text);
            const scope = {
                dockerfile,
                files,
                platform,
                scratch,
                bases,
                usedArgs,
                built: new Map(),
                context: options.context,
                outDir: options.outDir,
                created: wholeSecond(options.created),
                registryFor: options.registryFor,
                args: options.args ?? {},
                reporter: options.reporter ?? reporter/* SILENT */.q,
                signal: options.signal,
            };
            manifests.push({ ...(await writeImage(target, scope, options.labels ?? {})), platform });
        }
        for (const name of Object.keys(options.args ?? {})) {
            if (!usedArgs.has(name))
                options.reporter?.warn(`the build argument '${name}' is given, but no stage that was built declares it with ARG`);
        }
        const [only, ...others] = manifests;
        const entry = only && others.length === 0
            ? only
            : await (0,oci_layout/* writeBlob */.Zh)(options.outDir, jsonBytes({ schemaVersion: 2, mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.index, manifests }), lib_descriptor/* MEDIA_TYPES */.Z2.index);
        await (0,oci_layout/* writeIndex */._M)(options.outDir, entry);
        return { digest: entry.digest, mediaType: entry.mediaType, bases: [...bases].sort(), files };
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
/** Reads and takes apart a Dockerfile; its name in errors is relative to the context where it lies inside. */
async function readDockerfile(options) {
    const inside = (0,external_node_path_.relative)(options.context, options.dockerfile);
    const name = inside.startsWith("..") ? options.dockerfile : inside;
    const text = await (0,promises_.readFile)(options.dockerfile, "utf8").catch((cause) => {
        throw new error/* ActionError */.lZ("input", `The Dockerfile '${options.dockerfile}' cannot be read. Check the path.`, { cause });
    });
    return parseDockerfile(text, name);
}
/** The index of the build stage that is wanted, by name or number; the last one by default. Throws `input` when there is none. */
function findTarget(dockerfile, target) {
    if (target === undefined)
        return dockerfile.stages.length - 1;
    const named = dockerfile.stages.findIndex(({ name }) => name === target.toLowerCase());
    const index = named === -1 && /^\d+$/.test(target) ? Number(target) : named;
    if (dockerfile.stages[index])
        return index;
    const names = dockerfile.stages.flatMap(({ name }) => (name === undefined ? [] : [`'${name}'`]));
    throw new error/* ActionError */.lZ("input", `${dockerfile.file} has no stage '${target}'. Its named stages are: ${names.join(", ") || "none"}.`);
}
async function writeImage(target, scope, labels) {
    const { image, layers } = await buildStage(target, scope);
    const allLabels = { ...image.config.Labels, ...labels };
    const config = {
        ...image,
        created: scope.created.toISOString(),
        config: {
            ...image.config,
            Labels: Object.keys(allLabels).length === 0
                ? image.config.Labels
                : Object.fromEntries(Object.entries(allLabels).sort(([a], [b]) => (a < b ? -1 : 1))),
        },
    };
    const descriptor = await (0,oci_layout/* writeBlob */.Zh)(scope.outDir, jsonBytes(config), lib_descriptor/* MEDIA_TYPES */.Z2.config);
    const manifest = {
        schemaVersion: 2,
        mediaType: lib_descriptor/* MEDIA_TYPES */.Z2.manifest,
        config: descriptor,
        layers: layers.map((layer) => layer.descriptor),
    };
    return (0,oci_layout/* writeBlob */.Zh)(scope.outDir, jsonBytes(manifest), lib_descriptor/* MEDIA_TYPES */.Z2.manifest);
}
function jsonBytes(value) {
    return new TextEncoder().encode(JSON.stringify(value));
}
function wholeSecond(date) {
    return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
const ARCHITECTURES = { x64: "amd64", ia32: "386", arm64: "arm64" };
/** The OCI name of this machine's processor. */
function hostArchitecture() {
    return ARCHITECTURES[process.arch] ?? process.arch;
}


/***/ }),

/***/ 7783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   cu: () => (/* binding */ fetchBase)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73015);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(79404);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11156);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(70444);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85084);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51156);





const LAYOUT_PREFIX = "oci-layout:";
/** Brings a base image (`registry/repository@digest`, a tag, or `oci-layout:folder[@digest|:tag]`) for one platform into the layout of the build. */
async function fetchBase(text, options) {
    const { source, digest } = text.startsWith(LAYOUT_PREFIX)
        ? await openLayoutSource(text, options)
        : await openRegistrySource(text, options);
    const manifest = await pickManifest(source, digest, options.platform);
    const blobs = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
    await (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .mapParallel */ .E)(blobs, 4, async (blob) => {
        if (await (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .holdsBlob */ .Ae)(options.outDir, blob))
            return;
        options.reporter.progress(`fetching ${blob.digest.slice(0, 19)} of ${source.name} (${blob.size} bytes)`);
        const written = await (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .writeBlobStream */ .JF)(options.outDir, source.blob(blob), blob.mediaType);
        if (written.digest !== blob.digest)
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("verdict", `Blob ${blob.digest} of the base image '${source.name}' has the content of ${written.digest}. The image is damaged; use another one.`);
    });
    if (!manifest.config)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `The base image '${source.name}' has no configuration; it is not an image for containers.`);
    const config = (0,_config_js__WEBPACK_IMPORTED_MODULE_4__/* .parseImageConfig */ .F)(await (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .readBlobOf */ .$k)(options.outDir, manifest.config.digest), `The configuration of '${source.name}'`);
    // Image specification, config.md: one diff id for each layer, in order.
    const diffIds = config.rootfs.diff_ids;
    if (diffIds.length !== manifest.layers.length)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `The base image '${source.name}' has ${manifest.layers.length} layers, but its configuration names ${diffIds.length}. Use another image.`);
    const layers = diffIds.flatMap((diffId, index) => {
        const descriptor = manifest.layers[index];
        if (!descriptor)
            return [];
        return [{ descriptor: { mediaType: ociLayerType(descriptor.mediaType), digest: descriptor.digest, size: descriptor.size }, diffId }];
    });
    return { reference: source.name, config, layers };
}
/** A tag is resolved to its digest before anything is read, and the user is told to write the digest. */
async function openRegistrySource(text, options) {
    const reference = (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_5__/* .parseReference */ .F2)(text);
    const registry = options.registryFor(reference.registry);
    const { repository } = reference;
    let digest = reference.digest;
    if (digest === undefined) {
        const tag = reference.tag ?? "latest";
        const found = await registry.findManifest(repository, tag);
        if (!found)
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `The base image '${text}' is not there. Check its name, and that the token may read it.`);
        digest = found.descriptor.digest;
        options.reporter.warn(`the base image '${text}' is named by a tag, which may move; it is ${digest} now. Write '${text}@${digest}' to get the same image every time`);
    }
    const name = `${reference.registry}/${repository}@${digest}`;
    const source = {
        name,
        async manifest(wanted) {
            const found = await registry.findManifest(repository, wanted);
            if (!found)
                throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("environment", `The base image '${name}' is not there (${wanted}). Check its name and digest, and that the token may read it.`);
            return found.bytes;
        },
        blob: (descriptor) => registry.readBlob(repository, descriptor),
    };
    return { source, digest };
}
async function openLayoutSource(text, options) {
    const [, folder = "", digest, tag] = /^(.*?)(?:@(sha256:[0-9a-f]{64})|:([\w][\w.-]{0,127}))?$/.exec(text.slice(LAYOUT_PREFIX.length)) ?? [];
    if (folder === "")
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `The base image '${text}' names no folder. Write oci-layout:path/to/layout.`);
    const dir = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(folder) ? folder : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(options.context, folder);
    const layout = await (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .readOciLayout */ .I$)(dir);
    const entry = digest !== undefined && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .isDigest */ .Bc)(digest) ? digest : (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .findInOciLayout */ .M5)(layout, tag).digest;
    const source = {
        name: `${LAYOUT_PREFIX}${folder}@${entry}`,
        manifest: (wanted) => (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .readBlobOf */ .$k)(dir, wanted),
        blob: (descriptor) => (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .openBlobOf */ .J$)(dir, descriptor.digest),
    };
    return { source, digest: entry };
}
/** The manifest of an index for a platform: the same variant, or the first one when no variant is asked for. */
async function pickManifest(source, digest, platform) {
    const manifest = (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .parseManifest */ .Ng)(await source.manifest(digest), `'${source.name}'`);
    if (!manifest.isIndex)
        return manifest;
    const usable = manifest.manifests.filter((entry) => entry.platform?.os === platform.os && entry.platform.architecture === platform.architecture);
    const exact = usable.find((entry) => (entry.platform?.variant ?? "") === (platform.variant ?? ""));
    const chosen = exact ?? (platform.variant === undefined ? usable[0] : undefined);
    if (chosen)
        return (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .parseManifest */ .Ng)(await source.manifest(chosen.digest), `'${source.name}' (${formatPlatform(platform)})`);
    const offered = manifest.manifests.flatMap((entry) => (entry.platform ? [formatPlatform(entry.platform)] : []));
    throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `The base image '${source.name}' is not made for ${formatPlatform(platform)}, only for ${offered.join(", ") || "no platform"}. Use another base image or other platforms.`);
}
/** Writes a platform as `os/architecture[/variant]`. */
function formatPlatform(platform) {
    return [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined && part !== "").join("/");
}
/** Reads `os/architecture[/variant]`; throws an `input` error for anything else. */
function parsePlatform(text) {
    const [, os, architecture, variant] = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9]+))?$/.exec(text) ?? [];
    if (os === undefined || architecture === undefined)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `The platform '${text}' is not of the form linux/amd64 or linux/arm64/v8.`);
    return { os, architecture, variant };
}
/** The bytes of a Docker layer are those of an OCI layer; only the name differs, and a manifest must not mix them. */
function ociLayerType(mediaType) {
    if (mediaType === "application/vnd.docker.image.rootfs.diff.tar.gzip")
        return _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .MEDIA_TYPES */ .Z2.layerGzip;
    if (mediaType === "application/vnd.docker.image.rootfs.diff.tar")
        return _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .MEDIA_TYPES */ .Z2.layerTar;
    return mediaType;
}


/***/ }),

/***/ 8592:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J7: () => (/* binding */ globalArgs),
/* harmony export */   or: () => (/* binding */ expandAt),
/* harmony export */   xZ: () => (/* binding */ platformArgs)
/* harmony export */ });
/* harmony import */ var _base_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7783);
/* harmony import */ var _dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39161);
/* harmony import */ var _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63079);



/** The ARGs before the first FROM, which a stage sees only when it declares them again ("Understand how ARG and FROM interact"). */
function globalArgs(scope) {
    const { file, escape } = scope.dockerfile;
    const globals = platformArgs(scope.platform);
    for (const { rest, line } of scope.dockerfile.globalArgs) {
        for (const word of expandAt(file, line, () => (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .splitWords */ .yM)(rest, escape))) {
            const equals = word.indexOf("=");
            const name = equals === -1 ? word : word.slice(0, equals);
            scope.usedArgs.add(name);
            const value = scope.args[name] ??
                (equals === -1 ? undefined : expandAt(file, line, () => (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .expandWord */ .Vo)(word.slice(equals + 1), (known) => globals.get(known), escape)));
            if (value !== undefined)
                globals.set(name, value);
        }
    }
    return globals;
}
/** BUILD and TARGET are the same here: nothing is executed, so it does not matter on what machine this runs. */
function platformArgs(platform) {
    const text = (0,_base_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform);
    return new Map(["TARGET", "BUILD"].flatMap((prefix) => [
        [`${prefix}PLATFORM`, text],
        [`${prefix}OS`, platform.os],
        [`${prefix}ARCH`, platform.architecture],
        [`${prefix}VARIANT`, platform.variant ?? ""],
    ]));
}
/** Expands something of one line; what is wrong with its words becomes an `input` error with file and line. */
function expandAt(file, line, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN)
            throw (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileError */ .l)(file, line, `${error.message}.`);
        throw error;
    }
}


/***/ }),

/***/ 85084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parseImageConfig),
/* harmony export */   x: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79404);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70444);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(66911);


/** Reads an image configuration; `where` names it in errors. Throws `WrongContent` when a member that Waybill understands has another type. */
function parseImageConfig(bytes, where) {
    const { architecture, os, ...value } = (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_0__/* .parseObject */ .lj)(bytes, where);
    const config = value["config"] ?? {};
    const diffIds = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(value, "rootfs", "diff_ids").filter((item) => typeof item === "string" && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(item));
    const history = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(value, "history").filter(isHistoryEntry);
    if (!isRunConfig(config) ||
        diffIds.length < (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(value, "rootfs", "diff_ids").length ||
        history.length < (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(value, "history").length)
        throw new _waybill_registry__WEBPACK_IMPORTED_MODULE_3__/* .WrongContent */ .lN(`${where} cannot be used: it is not an OCI image configuration. Build or push that image again.`);
    return {
        ...value,
        created: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(value, "created"),
        author: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(value, "author"),
        variant: (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(value, "variant"),
        architecture: typeof architecture === "string" ? architecture : "",
        os: typeof os === "string" ? os : "",
        config: { ...config },
        rootfs: { type: "layers", diff_ids: diffIds },
        history,
    };
}
/** Docker writes null for much that is empty. */
function isRunConfig(value) {
    const isAbsent = (name) => ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(value, name) ?? undefined) === undefined;
    return ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) &&
        ["User", "WorkingDir", "StopSignal"].every((name) => isAbsent(name) || typeof value[name] === "string") &&
        ["Env", "Entrypoint", "Cmd", "Shell", "OnBuild"].every((name) => isAbsent(name) || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isTextList */ .Sl)(value[name])) &&
        ["ExposedPorts", "Volumes"].every((name) => isAbsent(name) || Object.values((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(value, name)).every(_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)) &&
        (isAbsent("Labels") || Object.values((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .recordAt */ .zR)(value, "Labels")).every((label) => typeof label === "string")) &&
        (isAbsent("Healthcheck") || (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isTextList */ .Sl)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(value, "Healthcheck", "Test") ?? [])));
}
/** History is for people; what is in it must only be text. */
function isHistoryEntry(value) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(value) && ["created", "created_by", "comment"].every((name) => ["string", "undefined"].includes(typeof value[name]));
}
/** The facts of a configuration. */
function factsOf(config) {
    return {
        user: config.config.User ?? "",
        workdir: config.config.WorkingDir ?? "/",
        entrypoint: config.config.Entrypoint ?? [],
        command: config.config.Cmd ?? [],
        exposedPorts: Object.keys(config.config.ExposedPorts ?? {}),
        labels: config.config.Labels ?? {},
        created: config.created,
        os: config.os,
        architecture: config.architecture,
    };
}


/***/ }),

/***/ 93811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TQ: () => (/* binding */ CopyProblem),
/* harmony export */   YI: () => (/* binding */ planFolder),
/* harmony export */   n4: () => (/* binding */ planCopy),
/* harmony export */   ys: () => (/* binding */ absolute)
/* harmony export */ });
/* harmony import */ var _dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69790);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9126);


/** A problem of a COPY; the caller adds file and line. */
class CopyProblem extends Error {
}
/** Decides which entries a COPY adds to an image and puts them into its tree; symbolic links of the image are followed as a container would. */
function planCopy(from, image, request) {
    const found = request.sources.flatMap((source) => findSources(from, source));
    const target = absolute(request.destination, request.workdir);
    const wantsFolder = /(?:^|\/)\.?$/.test(request.destination);
    if (request.sources.length > 1 && !wantsFolder)
        throw new CopyProblem(`copies ${request.sources.length} sources to '${request.destination}'; with more than one source the destination is a folder and ends with '/'`);
    const added = new Map();
    const put = (path, entry) => putEntry(image, added, path, restyle(entry, request));
    const isFolder = wantsFolder || found.length > 1 || image.get((0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .resolvePath */ .o1)(image, target))?.kind === "directory";
    for (const path of found) {
        const real = (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .resolvePath */ .o1)(from, path);
        const entry = from.get(real);
        if (!entry)
            throw new CopyProblem(`copies '${path}', a symbolic link to '${from.get(path)?.target ?? real}', which is not in the build context`);
        if (entry.kind !== "directory") {
            put(isFolder ? `${target}/${path.slice(path.lastIndexOf("/") + 1)}` : target, entry);
            continue;
        }
        put(target, _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .ROOT */ .Dl);
        const prefix = real === "" ? "" : `${real}/`;
        for (const [below, child] of from) {
            if (below !== "" && below !== real && below.startsWith(prefix))
                put(`${target}/${below.slice(prefix.length)}`, child);
        }
    }
    return added;
}
/** Adds a folder with its missing parents, as WORKDIR does, and returns what was new. */
function planFolder(image, path) {
    const added = new Map();
    putEntry(image, added, path, _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .ROOT */ .Dl);
    return added;
}
/** An absolute path in an image, without `..`. */
function absolute(path, workdir) {
    const segments = [];
    for (const segment of (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .splitPath */ .Uf)(path.startsWith("/") ? path : `${workdir}/${path}`)) {
        if (segment === "..")
            segments.pop();
        else
            segments.push(segment);
    }
    return `/${segments.join("/")}`;
}
/** The paths that a source means: itself, what its wildcards match, or what it links to. One that means nothing is a mistake, never empty. */
function findSources(from, source) {
    const segments = [];
    for (const segment of (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .splitPath */ .Uf)(source)) {
        if (segment !== "..")
            segments.push(segment);
        else if (segments.pop() === undefined)
            throw new CopyProblem(`copies '${source}', which lies outside the build context`);
    }
    const path = segments.join("/");
    if (/[*?[]/.test(path)) {
        // Here '**' means no more than '*': only ignore files span folders.
        const pattern = (0,_dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_1__/* .globToRegExp */ .tL)(path.replace(/\*{2,}/g, "*"));
        const matches = [...from.keys()].filter((key) => key !== "" && pattern.test(key));
        if (matches.length === 0)
            throw new CopyProblem(`copies '${source}', which matches nothing that is there (see .dockerignore for what is left out)`);
        return matches;
    }
    if (from.has(path))
        return [path];
    const real = (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .resolvePath */ .o1)(from, path);
    if (from.has(real))
        return [real];
    throw new CopyProblem(`copies '${source}', which is not there or left out by .dockerignore`);
}
/** Puts an entry into the image's tree and into what was added; a file never replaces a folder, nor the other way round. */
function putEntry(image, added, path, entry) {
    // Only the folders on the way are followed: a file replaces a link, as in a container.
    const real = (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .resolvePath */ .o1)(image, path, entry.kind === "directory");
    const existing = image.get(real);
    if (real === "" || (entry.kind === "directory" && existing?.kind === "directory"))
        return;
    if (existing?.kind === "directory")
        throw new CopyProblem(`would replace the folder '/${real}' by a file`);
    if (existing && entry.kind === "directory")
        throw new CopyProblem(`would replace the file '/${real}' by a folder`);
    for (const parent of parentsOf(real)) {
        const known = image.get(parent);
        if (known && known.kind !== "directory")
            throw new CopyProblem(`needs the folder '/${parent}', but that is a file`);
        if (known)
            continue;
        image.set(parent, _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .ROOT */ .Dl);
        added.set(parent, _tree_js__WEBPACK_IMPORTED_MODULE_0__/* .ROOT */ .Dl);
    }
    image.set(real, entry);
    added.set(real, entry);
}
function parentsOf(path) {
    const parents = [];
    for (let parent = (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .parentOf */ .gN)(path); parent !== ""; parent = (0,_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .parentOf */ .gN)(parent))
        parents.unshift(parent);
    return parents;
}
/** Owner and mode as COPY gives them: root and the source's own, unless flags say otherwise; links have no mode. */
function restyle(entry, request) {
    const mode = request.mode !== undefined && entry.kind !== "symlink" ? request.mode : entry.mode;
    return { ...entry, mode, uid: request.owner?.uid ?? 0, gid: request.owner?.gid ?? 0 };
}


/***/ }),

/***/ 51156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ readBlobOf),
/* harmony export */   Ae: () => (/* binding */ holdsBlob),
/* harmony export */   I$: () => (/* binding */ readOciLayout),
/* harmony export */   J$: () => (/* binding */ openBlobOf),
/* harmony export */   JF: () => (/* binding */ writeBlobStream),
/* harmony export */   Ky: () => (/* binding */ createOciLayout),
/* harmony export */   M5: () => (/* binding */ findInOciLayout),
/* harmony export */   XL: () => (/* binding */ readManifestOf),
/* harmony export */   Zh: () => (/* binding */ writeBlob),
/* harmony export */   _M: () => (/* binding */ writeIndex)
/* harmony export */ });
/* unused harmony export blobPath */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46466);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(24574);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(26788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(79404);
/* harmony import */ var _waybill_registry__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(70444);








/** Opens an OCI image layout; throws an `input` error when the folder is none. */
async function readOciLayout(dir) {
    try {
        const version = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "oci-layout"), "utf8")), "imageLayoutVersion");
        if (version !== "1.0.0")
            throw notLayout(dir, `its version is ${JSON.stringify(version)}, not "1.0.0"`);
        const manifests = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .fK)((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .qF)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "index.json"), "utf8")), "manifests");
        if (!Array.isArray(manifests))
            throw notLayout(dir, "its index.json lists no manifests");
        return { dir, manifests: manifests.map((item) => (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .parseDescriptor */ .BA)(item, `an entry of '${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "index.json")}'`)) };
    }
    catch (error) {
        if (error instanceof _waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ)
            throw error;
        throw notLayout(dir, (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .isSystemError */ .Or)(error) ? `${error.code}` : "its files are not JSON", error);
    }
}
/** The file of a blob in a layout. */
function blobPath(dir, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "blobs", ...digest.split(":"));
}
/** Reads a small blob (manifest or config) of a layout and verifies it. */
async function readBlobOf(dir, digest) {
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(blobPath(dir, digest)).catch((cause) => {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("input", `The OCI layout '${dir}' has no readable blob ${digest}. Build it again.`, { cause });
    });
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .digestOf */ .ol)(bytes) !== digest)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("verdict", `Blob ${digest} of the OCI layout '${dir}' has the content of ${(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .digestOf */ .ol)(bytes)}: it was changed after the build. Build it again.`);
    return bytes;
}
/** Reads a manifest or index of a layout and verifies it. */
async function readManifestOf(dir, digest) {
    const bytes = await readBlobOf(dir, digest);
    return { bytes, manifest: (0,_waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .parseManifest */ .Ng)(bytes, `${digest} of '${dir}'`) };
}
/** Streams a blob of a layout from a byte offset. */
function openBlobOf(dir, digest, offset = 0) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(blobPath(dir, digest), { start: offset, highWaterMark: 1 << 20 });
}
/** Makes the folders of an empty layout. */
async function createOciLayout(dir) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "blobs", "sha256"), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
}
/** Writes bytes as a blob. */
async function writeBlob(dir, bytes, mediaType) {
    const digest = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .digestOf */ .ol)(bytes);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(blobPath(dir, digest), bytes);
    return { mediaType, digest, size: bytes.length };
}
/** Writes a stream as a blob; a stream that breaks leaves nothing. */
async function writeBlobStream(dir, source, mediaType) {
    const scratch = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "blobs", `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
    let size = 0;
    const measured = async function* () {
        for await (const chunk of source) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
        }
    };
    try {
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_5__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_4__.Readable.from(measured(), { objectMode: false }), (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(scratch));
        const digest = `sha256:${hash.digest("hex")}`;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(scratch, blobPath(dir, digest));
        return { mediaType, digest, size };
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(scratch, { force: true });
        throw error;
    }
}
/** Whether a layout holds a blob of that size. */
async function holdsBlob(dir, descriptor) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(blobPath(dir, descriptor.digest)).then(({ size }) => size === descriptor.size, () => false);
}
/** Writes `index.json` with one entry; it comes last, so that a layout that was not finished is none. */
async function writeIndex(dir, entry) {
    const index = {
        schemaVersion: 2,
        mediaType: _waybill_registry__WEBPACK_IMPORTED_MODULE_7__/* .MEDIA_TYPES */ .Z2.index,
        manifests: [{ mediaType: entry.mediaType, digest: entry.digest, size: entry.size }],
    };
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, "index.json"), JSON.stringify(index));
}
/** Picks a manifest of a layout by `org.opencontainers.image.ref.name` ("index.json file"): the one with the digest or tag asked for, else the only one. */
function findInOciLayout(layout, wanted) {
    const name = "org.opencontainers.image.ref.name";
    const found = wanted === undefined
        ? layout.manifests
        : layout.manifests.filter((entry) => ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_9__/* .isDigest */ .Bc)(wanted) ? entry.digest === wanted : entry.annotations?.[name] === wanted));
    const [first, ...others] = found;
    if (!first)
        throw notLayout(layout.dir, wanted === undefined ? "it names no image" : `it names no '${wanted}'`);
    if (others.length > 0)
        throw notLayout(layout.dir, `it names ${found.length} images; add @sha256:… of the one you mean (${found.map(({ digest }) => digest).join(", ")})`);
    return first;
}
function notLayout(dir, problem, cause) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_8__/* .ActionError */ .lZ("input", `'${dir}' cannot be used as an OCI image layout: ${problem}. Name a folder with oci-layout, index.json and blobs/.`, { cause });
}


/***/ }),

/***/ 68167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $n: () => (/* binding */ applySetting),
/* harmony export */   E1: () => (/* binding */ parseList),
/* harmony export */   bP: () => (/* binding */ applyWorkdir)
/* harmony export */ });
/* harmony import */ var _copying_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93811);
/* harmony import */ var _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63079);


const SHELL = ["/bin/sh", "-c"];
/**
 * Rules are those of https://docs.docker.com/reference/dockerfile/; what it leaves open is as BuildKit does it. Applies an instruction that changes only the configuration; false when it is none of these. Problems are thrown as `WordProblem`.
 */
function applySetting(instruction, scope) {
    const { config } = scope.image;
    const { rest } = instruction;
    const words = () => (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .splitWords */ .yM)(rest, scope.escape).map((word) => scope.expand(word));
    switch (instruction.keyword) {
        case "ENV":
            for (const [name, value] of pairsOf(rest, scope))
                setEnv(config, name, value);
            return true;
        case "LABEL":
            config.Labels = { ...config.Labels, ...Object.fromEntries(pairsOf(rest, scope)) };
            return true;
        case "EXPOSE":
            config.ExposedPorts = {
                ...config.ExposedPorts,
                ...Object.fromEntries(words()
                    .flatMap(parsePorts)
                    .map((port) => [port, {}])),
            };
            return true;
        case "USER":
            config.User = single(words(), "USER");
            return true;
        case "VOLUME":
            config.Volumes = {
                ...config.Volumes,
                ...Object.fromEntries((parseList(rest)?.map((item) => scope.expand(item)) ?? words()).map((path) => [path, {}])),
            };
            return true;
        case "STOPSIGNAL":
            config.StopSignal = parseSignal(single(words(), "STOPSIGNAL"));
            return true;
        case "ENTRYPOINT":
            config.Entrypoint = parseCommand(rest, config.Shell);
            // A CMD of the base image was meant for the base image's ENTRYPOINT.
            if (!scope.commandIsOwn)
                delete config.Cmd;
            return true;
        case "CMD":
            config.Cmd = parseCommand(rest, config.Shell);
            scope.commandIsOwn = true;
            return true;
        case "SHELL": {
            const shell = parseList(rest);
            if (!shell || shell.length === 0)
                throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN('has a SHELL that is not a JSON list such as ["/bin/bash", "-c"]');
            config.Shell = shell;
            return true;
        }
        case "HEALTHCHECK":
            config.Healthcheck = parseHealthcheck(instruction, config.Shell);
            return true;
        case "MAINTAINER":
            scope.image.author = rest;
            return true;
        default:
            return false;
    }
}
/** Sets the working directory and returns its absolute path. */
function applyWorkdir(instruction, scope) {
    const [path = "", ...others] = (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .splitWords */ .yM)(instruction.rest, scope.escape).map((word) => scope.expand(word));
    if (path === "" || others.length > 0)
        throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN("has a WORKDIR that is not one path; quote it when it has spaces");
    const workdir = (0,_copying_js__WEBPACK_IMPORTED_MODULE_1__/* .absolute */ .ys)(path, scope.image.config.WorkingDir ?? "/");
    scope.image.config.WorkingDir = workdir;
    return workdir;
}
/** The pairs of ENV and LABEL. */
function pairsOf(rest, scope) {
    const words = (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .splitWords */ .yM)(rest, scope.escape);
    const [first = ""] = words;
    if (!first.includes("=")) {
        // The old form: one name, the rest is the value.
        const name = scope.expand(first);
        const value = rest.slice(first.length).trim();
        if (value === "")
            throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`has '${name}' without a value; write ${name}=value`);
        return [[name, scope.expand(value)]];
    }
    return words.map((word) => {
        const equals = word.indexOf("=");
        if (equals < 1)
            throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`has '${word}', which is not name=value`);
        return [scope.expand(word.slice(0, equals)), scope.expand(word.slice(equals + 1))];
    });
}
/** A later value takes the place of an earlier one, so that the order stays. */
function setEnv(config, name, value) {
    const env = config.Env ?? [];
    const at = env.findIndex((entry) => entry.startsWith(`${name}=`));
    config.Env = at === -1 ? [...env, `${name}=${value}`] : env.with(at, `${name}=${value}`);
}
/** Each port of a range on its own, in the form `8080/tcp` that the configuration wants. */
function parsePorts(text) {
    const [, from = "", to, protocol = "tcp"] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
    const first = Number(from);
    const last = Number(to ?? from);
    if (from === "" || first < 1 || last > 65_535 || last < first)
        throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`exposes '${text}', which is not a port (1 to 65535), a range, or a port with /tcp or /udp`);
    return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol.toLowerCase()}`);
}
function parseSignal(text) {
    if (/^(?:\d{1,2}|(?:SIG)?[A-Z][A-Z0-9+-]*)$/i.test(text))
        return text;
    throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`has the signal '${text}', which is neither a name such as SIGTERM nor a number`);
}
function single(words, keyword) {
    const [word = ""] = words;
    if (word === "" || words.length > 1)
        throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`has a ${keyword} with ${words.length} values; expected one`);
    return word;
}
/** Reads the JSON list form; undefined when the text is not one (Docker then takes it as a shell command). */
function parseList(text) {
    if (!text.startsWith("["))
        return undefined;
    try {
        const value = JSON.parse(text);
        return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function parseCommand(text, shell = SHELL) {
    const list = parseList(text);
    if (list)
        return list;
    // A list with the wrong quotes would silently become a shell command that cannot run.
    if (/^\[.*\]$/s.test(text))
        throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN("has a command that looks like a list but is not JSON; use double quotes, and commas between");
    return [...shell, text];
}
const HEALTHCHECK_TIMES = new Map([
    ["interval", "Interval"],
    ["timeout", "Timeout"],
    ["start-period", "StartPeriod"],
    ["start-interval", "StartInterval"],
]);
/** `NONE` switches off a check of the base image; times that are not given are left to the engine. */
function parseHealthcheck(instruction, shell = SHELL) {
    if (/^none$/i.test(instruction.rest))
        return { Test: ["NONE"] };
    const command = /^cmd\s+([\s\S]+)$/i.exec(instruction.rest)?.[1];
    if (command === undefined)
        throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN("has a HEALTHCHECK that is neither NONE nor CMD followed by a command");
    const list = parseList(command);
    const check = { Test: list ? ["CMD", ...list] : shell === SHELL ? ["CMD-SHELL", command] : ["CMD", ...shell, command] };
    for (const { name, value = "" } of instruction.flags) {
        const time = HEALTHCHECK_TIMES.get(name);
        if (time !== undefined)
            check[time] = parseDuration(value);
        else if (name === "retries" && /^\d+$/.test(value))
            check.Retries = Number(value);
        else
            throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`has the HEALTHCHECK flag --${name}=${value}, which is not known or not a number`);
    }
    return check;
}
const NANOSECONDS = { h: 3_600e9, m: 60e9, s: 1e9, ms: 1e6, us: 1e3, µs: 1e3, ns: 1 };
/** A duration as Go writes it, in nanoseconds. */
function parseDuration(text) {
    const terms = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)];
    if (terms.length === 0 || terms.map(([term]) => term).join("") !== text)
        throw new _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .WordProblem */ .sN(`has the duration '${text}'; write for example 30s or 1m30s`);
    return terms.reduce((total, [, number, unit = ""]) => total + Math.round(Number(number) * (NANOSECONDS[unit] ?? 0)), 0);
}


/***/ }),

/***/ 9126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dl: () => (/* binding */ ROOT),
/* harmony export */   RT: () => (/* binding */ readIgnore),
/* harmony export */   Uf: () => (/* binding */ splitPath),
/* harmony export */   gN: () => (/* binding */ parentOf),
/* harmony export */   o1: () => (/* binding */ resolvePath),
/* harmony export */   rj: () => (/* binding */ readIgnoreFile),
/* harmony export */   yI: () => (/* binding */ readContext)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22544);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(26788);
/* harmony import */ var _dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69790);





const MAX_LINKS = 40;
/** The root of every tree. */
const ROOT = { kind: "directory", mode: 0o755, uid: 0, gid: 0, size: 0, open: nothing };
/** Reads the build context without what the ignore file leaves out. Modes keep only whether the owner may execute, because that is all Git keeps. */
async function readContext(context, options = {}) {
    const tree = new Map([["", ROOT]]);
    const ignored = new Map();
    const skip = new Set(options.skip?.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(path)));
    await walk((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(context), "", tree, ignored, options.ignore ?? (() => false), skip);
    // A folder that is left out itself but holds something that is kept comes along.
    for (const path of tree.keys()) {
        for (let parent = parentOf(path); parent !== "" && !tree.has(parent); parent = parentOf(parent)) {
            tree.set(parent, ignored.get(parent) ?? ROOT);
        }
    }
    return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}
/**
 * The ignore file of a context, `<Dockerfile>.dockerignore` before `.dockerignore`, with one more line at its end that nothing can take back:
 * what runs leave behind (`.waybill`) is in no build context. It would change the image's digest with every run, and nobody asked for it.
 */
async function readIgnoreFile(context, dockerfile) {
    return Buffer.concat([await readOwnIgnoreFile(context, dockerfile), Buffer.from(`\n**/${_waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STATE_FOLDER */ .P2}\n`)]);
}
/** Says what `readIgnoreFile` leaves out. */
async function readIgnore(context, dockerfile) {
    return (0,_dockerfile_ignore_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDockerignore */ .yr)(Buffer.from(await readIgnoreFile(context, dockerfile)).toString("utf8"));
}
async function readOwnIgnoreFile(context, dockerfile) {
    for (const file of [`${dockerfile}.dockerignore`, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(context, ".dockerignore")]) {
        try {
            return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file);
        }
        catch (error) {
            if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isSystemError */ .Or)(error, "ENOENT") && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .isSystemError */ .Or)(error, "ENOTDIR"))
                throw error;
        }
    }
    return new Uint8Array();
}
async function walk(root, under, tree, ignored, ignore, skip) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, under)).catch((cause) => {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("input", `The build context '${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, under)}' cannot be read. Check that it is a folder and its permissions.`, { cause });
    });
    for (const name of names.sort()) {
        const path = under === "" ? name : `${under}/${name}`;
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, path);
        // The ignore file says so too; here it saves the walk through what may be large or belong to somebody else.
        if (skip.has(file) || name === _waybill_kit__WEBPACK_IMPORTED_MODULE_3__/* .STATE_FOLDER */ .P2)
            continue;
        const info = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(file);
        const isIgnored = ignore(path);
        const into = isIgnored ? ignored : tree;
        const mode = (info.mode & 0o100) === 0 ? 0o644 : 0o755;
        const base = { uid: 0, gid: 0, size: 0, open: nothing };
        if (info.isDirectory()) {
            into.set(path, { ...base, kind: "directory", mode: 0o755 });
            await walk(root, path, tree, ignored, ignore, skip);
        }
        else if (info.isSymbolicLink())
            into.set(path, { ...base, kind: "symlink", mode: 0o777, target: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)(file) });
        else if (info.isFile())
            into.set(path, { ...base, kind: "file", mode, size: info.size, open: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(file, { highWaterMark: 1 << 20 }) });
        // Sockets, pipes and devices have no content to copy; BuildKit leaves them out as well.
    }
}
/** The real path behind a path of a tree, with symbolic links followed inside the tree; names that do not exist stay as they are. Throws when links go in a circle. */
function resolvePath(tree, path, followLast = true) {
    let rest = splitPath(path);
    let done = [];
    for (let links = 0; rest.length > 0;) {
        const [segment = "", ...after] = rest;
        rest = after;
        if (segment === "..") {
            done = done.slice(0, -1);
            continue;
        }
        const next = [...done, segment];
        const entry = tree.get(next.join("/"));
        if (entry?.kind !== "symlink" || (rest.length === 0 && !followLast)) {
            done = next;
            continue;
        }
        if (++links > MAX_LINKS)
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ("input", `The path '/${path}' leads through more than ${MAX_LINKS} symbolic links.`);
        const target = entry.target ?? "";
        if (target.startsWith("/"))
            done = [];
        rest = [...splitPath(target), ...rest];
    }
    return done.join("/");
}
/** The names in a path without empty ones and dots; `..` stays. */
function splitPath(path) {
    return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}
/** The folder that a path lies in; the root is the empty path. */
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
async function* nothing() {
    // Folders and links have no content.
}


/***/ }),

/***/ 69790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tL: () => (/* binding */ globToRegExp),
/* harmony export */   ts: () => (/* binding */ cleanPath),
/* harmony export */   yr: () => (/* binding */ parseDockerignore)
/* harmony export */ });
/** Reads a `.dockerignore` (https://docs.docker.com/build/concepts/context/#dockerignore-files; patterns as Go's `filepath.Match`, with `**`): later lines win, `!` keeps again, `**` spans folders, a match covers everything below it. */
function parseDockerignore(text) {
    const rules = text
        .replace(/^\uFEFF/, "")
        .split(/\r?\n/)
        .map((line) => (line.startsWith("#") ? "" : line.trim()))
        .filter((line) => line !== "" && line !== "!")
        .flatMap(parseRule);
    return (path) => {
        const segments = path.split("/");
        let ignored = false;
        for (const { pattern, keeps } of rules) {
            if (ignored !== keeps)
                continue;
            if (segments.some((_, index) => pattern.test(segments.slice(0, index + 1).join("/"))))
                ignored = !keeps;
        }
        return ignored;
    };
}
/** One line: `!` keeps what an earlier line left out. */
function parseRule(line) {
    const keeps = line.startsWith("!");
    const cleaned = cleanPath(keeps ? line.slice(1).trim() : line);
    // "/" and "." name the whole context; leaving that out would leave nothing, and Docker ignores such lines too.
    return cleaned === "" ? [] : [{ keeps, pattern: globToRegExp(cleaned) }];
}
/** A path of a context as Go's `filepath.Clean` has it, without `/` at its ends; nothing leads out of the context. */
function cleanPath(path) {
    const segments = [];
    for (const segment of path.split("/")) {
        if (segment === "" || segment === ".")
            continue;
        if (segment === ".." && segments.length > 0)
            segments.pop();
        else if (segment !== "..")
            segments.push(segment);
    }
    return segments.join("/");
}
/** The regular expression of a path pattern: `*` and `?` stay within a folder, `**` does not, `[…]` is a set; a broken set stands for itself. */
function globToRegExp(glob) {
    let source = "";
    for (let at = 0; at < glob.length; at++) {
        const char = glob.charAt(at);
        if (char === "*" && glob[at + 1] === "*") {
            while (glob[at + 1] === "*")
                at++;
            if (glob[at + 1] === "/") {
                source += "(?:[^]*/)?";
                at++;
            }
            else
                source += "[^]*";
        }
        else if (char === "*")
            source += "[^/]*";
        else if (char === "?")
            source += "[^/]";
        else if (char === "[") {
            const set = /^\[(\^?)((?:\\[^]|[^\]\\])+)\]/.exec(glob.slice(at));
            source += set ? setSource(set[1] ?? "", set[2] ?? "") : "\\[";
            if (set)
                at += set[0].length - 1;
        }
        else if (char === "\\" && at + 1 < glob.length)
            source += quote(glob.charAt(++at));
        else
            source += quote(char);
    }
    return new RegExp(`^${source}$`, "u");
}
/** The members of a `[…]`; a set never matches a slash, negated or not. */
function setSource(negation, content) {
    const members = [...content.matchAll(/\\([^])|([^])/gu)].map((match) => match[1] ?? match[2] ?? "");
    const ranges = [];
    for (let at = 0; at < members.length; at++) {
        const from = members[at] ?? "";
        const to = members[at + 2];
        if (members[at + 1] === "-" && to !== undefined && from <= to) {
            ranges.push(`${quoteInSet(from)}-${quoteInSet(to)}`);
            at += 2;
        }
        else
            ranges.push(quoteInSet(from));
    }
    return `(?!/)[${negation}${ranges.join("")}]`;
}
function quote(char) {
    return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}
function quoteInSet(char) {
    return char === "-" ? "\\-" : quote(char);
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

/***/ 63079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vo: () => (/* binding */ expandWord),
/* harmony export */   sN: () => (/* binding */ WordProblem),
/* harmony export */   yM: () => (/* binding */ splitWords)
/* harmony export */ });
/** A problem in the words of an instruction; the caller adds file and line. */
class WordProblem extends Error {
}
const MAX_NESTING = 20;
/** Splits a text at white space outside quotes as BuildKit's shell lexer does; quotes and escapes stay in the words. */
function splitWords(text, escape) {
    const words = [];
    let word;
    let quote = "";
    for (let at = 0; at < text.length; at++) {
        const char = text.charAt(at);
        if (quote === "" && /\s/.test(char)) {
            if (word !== undefined)
                words.push(word);
            word = undefined;
            continue;
        }
        word = (word ?? "") + char;
        if (char === escape && quote !== "'" && at + 1 < text.length)
            word += text[++at];
        else if (quote === "" && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = "";
    }
    if (quote !== "")
        throw new WordProblem(`has a ${quote} that is never closed`);
    if (word !== undefined)
        words.push(word);
    return words;
}
/** Replaces variables and removes quotes and escapes as Dockerfiles do; throws a `WordProblem` for forms it does not know. */
function expandWord(text, lookup, escape) {
    return readUntil({ text, at: 0 }, "", lookup, escape, 0);
}
/** Reads up to an end character that is outside quotes, or to the end of the text. */
function readUntil(cursor, end, lookup, escape, depth) {
    if (depth > MAX_NESTING)
        throw new WordProblem("nests variables too deeply");
    let result = "";
    while (cursor.at < cursor.text.length) {
        const char = cursor.text.charAt(cursor.at);
        if (char === end)
            return result;
        if (char === "'")
            result += readSingleQuoted(cursor);
        else if (char === '"')
            result += readDoubleQuoted(cursor, lookup, escape, depth);
        else if (char === "$")
            result += readVariable(cursor, lookup, escape, depth);
        else if (char === escape) {
            // A trailing escape stands for itself.
            result += cursor.text[cursor.at + 1] ?? escape;
            cursor.at += 2;
        }
        else {
            result += char;
            cursor.at++;
        }
    }
    if (end !== "")
        throw new WordProblem(`has a \${ that is never closed`);
    return result;
}
/** Nothing is special inside single quotes. */
function readSingleQuoted(cursor) {
    const close = cursor.text.indexOf("'", cursor.at + 1);
    if (close === -1)
        throw new WordProblem("has a ' that is never closed");
    const content = cursor.text.slice(cursor.at + 1, close);
    cursor.at = close + 1;
    return content;
}
/** Variables count inside double quotes. */
function readDoubleQuoted(cursor, lookup, escape, depth) {
    let result = "";
    cursor.at++;
    while (cursor.at < cursor.text.length) {
        const char = cursor.text.charAt(cursor.at);
        if (char === '"') {
            cursor.at++;
            return result;
        }
        if (char === "$") {
            result += readVariable(cursor, lookup, escape, depth);
            continue;
        }
        const next = cursor.text[cursor.at + 1];
        if (char === escape && next !== undefined) {
            // Inside double quotes only these can be escaped; before others the escape stays.
            result += next === '"' || next === "$" || next === escape ? next : char + next;
            cursor.at += 2;
            continue;
        }
        result += char;
        cursor.at++;
    }
    throw new WordProblem('has a " that is never closed');
}
/** `$name`, `${name}` and the forms with a word ("Environment replacement"): `-` if it is not set, `+` if it is, `?` refuses; with `:` empty counts as not set. */
function readVariable(cursor, lookup, escape, depth) {
    const rest = cursor.text.slice(cursor.at + 1);
    const plain = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
    if (plain !== undefined) {
        cursor.at += 1 + plain.length;
        return lookup(plain) ?? "";
    }
    if (!rest.startsWith("{")) {
        cursor.at++;
        return "$";
    }
    const name = /^\{([A-Za-z_][A-Za-z0-9_]*)/.exec(rest)?.[1];
    if (name === undefined)
        throw new WordProblem("has a ${…} without a variable name");
    cursor.at += 2 + name.length;
    const value = lookup(name);
    const form = /^(?:\}|:?[-+?])/.exec(cursor.text.slice(cursor.at))?.[0];
    if (form === undefined)
        throw new WordProblem(`uses a form of \${${name}…} that only BuildKit knows; the forms :-, -, :+, + and :? work here`);
    cursor.at += form.length;
    if (form === "}")
        return value ?? "";
    const word = readUntil(cursor, "}", lookup, escape, depth + 1);
    cursor.at++;
    const isSet = form.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
    if (form.endsWith("-"))
        return isSet ? (value ?? "") : word;
    if (form.endsWith("+"))
        return isSet ? word : "";
    if (!isSet)
        throw new WordProblem(`needs the variable ${name}: ${word === "" ? "it is not set" : word}`);
    return value ?? "";
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

/***/ 11156:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   dz: () => (/* binding */ isTag)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79404);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);

// The grammar of https://github.com/distribution/reference, and of "Pulling manifests" for repositories and tags.
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
/** Of registry and repository together, with the slash. */
const MAX_NAME_LENGTH = 255;
/** Whether a text is a tag that every registry accepts (at most 128 characters). */
function isTag(text) {
    return TAG.test(text);
}
/** Reads `registry/repository[:tag][@digest]`; without a registry it is Docker Hub, as everywhere. Throws an `input` error that says what is wrong. */
function parseReference(text) {
    const [beforeDigest = "", digest, ...rest] = text.split("@");
    if (rest.length > 0)
        throw badReference(text, "has more than one '@'");
    if (digest !== undefined && !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw badReference(text, `has the digest '${digest}', which is not sha256: and 64 lower-case hex digits`);
    const { name, tag } = splitTag(beforeDigest);
    if (tag !== undefined && !TAG.test(tag))
        throw badReference(text, `has the tag '${tag}'; a tag is 1 to 128 letters, digits, '_', '.' or '-', and does not start with '.' or '-'`);
    const { registry, repository } = splitRegistry(name);
    if (!HOST.test(registry))
        throw badReference(text, `has the registry '${registry}', which is not a host name`);
    checkRepository(text, repository);
    if (registry.length + 1 + repository.length > MAX_NAME_LENGTH)
        throw badReference(text, `has a name of more than ${MAX_NAME_LENGTH} characters`);
    return { registry, repository, tag, digest };
}
/** Writes a reference as `registry/repository[:tag][@digest]`. */
function formatReference(reference) {
    const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
    const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
    return `${reference.registry}/${reference.repository}${tag}${digest}`;
}
function splitTag(text) {
    const colon = text.lastIndexOf(":");
    // A colon before the last slash belongs to the registry's port.
    if (colon === -1 || text.includes("/", colon))
        return { name: text };
    return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}
function splitRegistry(name) {
    const slash = name.indexOf("/");
    const first = slash === -1 ? "" : name.slice(0, slash);
    if (first === "localhost" || first.includes(".") || first.includes(":"))
        return { registry: first, repository: name.slice(slash + 1) };
    return { registry: "docker.io", repository: slash === -1 ? `library/${name}` : name };
}
function checkRepository(text, repository) {
    if (repository === "" || repository === "library/")
        throw badReference(text, "names no repository");
    const wrong = repository.split("/").find((component) => !COMPONENT.test(component));
    if (wrong === undefined)
        return;
    if (/[A-Z]/.test(wrong))
        throw badReference(text, `has upper-case letters; write it as '${text.toLowerCase()}', because registries accept lower case only`);
    throw badReference(text, `has the part '${wrong}'; a part is lower-case letters and digits, with single '.', '_', '__' or '-' between them`);
}
function badReference(text, problem) {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `The image reference '${text}' ${problem}.`);
}


/***/ })

};
