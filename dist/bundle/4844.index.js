export const id = 4844;
export const ids = [4844];
export const modules = {

/***/ 44844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderConfig: () => (/* binding */ renderConfig),
/* harmony export */   renderConfigJson: () => (/* binding */ renderConfigJson)
/* harmony export */ });
/** A configuration as YAML, every value with its origin as a comment; `others` are notes by key. */
function renderConfig({ environment, files, values }, others) {
    const heading = [
        environment === undefined ? "# What holds for every environment, and what each says of itself." : `# What holds for ${environment}.`,
        ...files.map(({ path, digest }) => `# ${path} ${digest}`),
    ];
    const lines = values.flatMap((value, index) => linesOf(value, values[index - 1]?.path ?? [], others));
    const policy = values.some(({ path }) => path[0] === "policy")
        ? ["# What is demanded on top of this policy: waybill policy explain"]
        : [];
    return [...heading, ...lines, ...policy, ""].join("\n");
}
/** As JSON: the values, and the origin of each by its key. */
function renderConfigJson({ environment, files, values }) {
    const config = {};
    for (const { path, value } of values)
        place(config, path, value);
    const origins = Object.fromEntries(values.map(({ path, from }) => [path.join("."), from]));
    return `${JSON.stringify({ environment, files, config, origins }, undefined, 2)}\n`;
}
/** The keys above a value that the one before it did not have, and the value itself. */
function linesOf({ path, value, from }, before, others) {
    const same = path.findIndex((step, index) => step !== before[index]);
    return path.slice(Math.max(same, 0)).map((step, offset) => {
        const depth = Math.max(same, 0) + offset;
        const isLast = depth === path.length - 1;
        // A list's entries stand where its key stands.
        const indent = "  ".repeat(depth);
        const head = typeof step === "number" ? "- " : `${keyOf(step)}:`;
        if (!isLast)
            return `${indent}${head}`;
        const note = [from, ...(others.get(path.join(".")) ?? [])].join("; ");
        return `${indent}${typeof step === "number" ? "- " : `${keyOf(step)}: `}${textOf(value)} # ${note}`;
    });
}
function keyOf(key) {
    return /^[A-Za-z_][\w.-]*$/.test(key) && !isWord(key) ? key : JSON.stringify(key);
}
/** JSON is YAML; a text that reads as nothing else needs no quotes. */
function textOf(value) {
    const isPlain = typeof value === "string" && /^[A-Za-z_./][\w./@+-]*(:[\w./@+-]+)*$/.test(value) && !isWord(value);
    return isPlain ? value : JSON.stringify(value);
}
/** What YAML 1.1 or 1.2 reads as something else than a text. */
function isWord(text) {
    return /^(true|false|yes|no|on|off|null|y|n|\.inf|\.nan)$/i.test(text);
}
function place(into, [step = "", ...rest], value) {
    const key = String(step);
    if (rest.length === 0) {
        into[key] = value;
        return;
    }
    const isList = typeof rest[0] === "number";
    const below = (Object.hasOwn(into, key) ? into[key] : isList ? [] : {});
    into[key] = below;
    place(below, rest, value);
}


/***/ })

};
