export const id = 7465;
export const ids = [7465,9846];
export const modules = {

/***/ 57465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseReference: () => (/* reexport safe */ _reference_js__WEBPACK_IMPORTED_MODULE_0__.F2)
/* harmony export */ });
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11156);








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
