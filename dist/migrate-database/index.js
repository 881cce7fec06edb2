import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 2250:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 8253:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util/types");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
exports.hR = publicApi.parseAllDocuments;
__webpack_unused_export__ = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ }),

/***/ 7367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4150);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9819);



const COMMANDS = ["check", "plan", "apply", "status"];
/** The variable under which a URL given as an input is handed on. */
const URL_VARIABLE = "WAYBILL_DATABASE_URL";
function readInputs() {
    const command = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("command") ?? "apply";
    if (!isCommand(command))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("command", `is '${command}'; allowed are ${COMMANDS.join(", ")}`);
    const name = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("name");
    const environment = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("environment");
    const planDigest = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("plan-digest");
    const url = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("database-url");
    const migrations = (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .readInput */ .R5)("migrations");
    const common = { ...(0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .readCommonInputs */ .di)(), command, ...(environment ? { environment } : {}), ...(planDigest ? { planDigest } : {}) };
    const moreEnv = url === undefined ? {} : { [URL_VARIABLE]: url };
    if (migrations === undefined) {
        if (url !== undefined)
            throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("database-url", "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names");
        return { ...common, moreEnv, ...(name === undefined ? {} : { name }) };
    }
    if (url === undefined && command !== "check")
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("database-url", "is needed beside 'migrations'; pass it from a secret");
    const key = name ?? "database";
    const databases = { [key]: { url: `env:${URL_VARIABLE}`, migrations } };
    return { ...common, moreEnv, name: key, configText: JSON.stringify({ version: 1, databases }) };
}
function isCommand(text) {
    return COMMANDS.includes(text);
}


/***/ }),

/***/ 4752:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7868);
/* harmony import */ var _waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2853);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4144);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7096);
/* harmony import */ var _waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9218);
/* harmony import */ var _waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9819);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7367);




await (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_0__/* .runMain */ .V)(async (step) => {
    const inputs = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .readInputs */ .K)();
    const session = await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .openStepSession */ .j1)(step, inputs, inputs);
    const outcomes = [];
    for (const database of (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .selectDatabases */ .$P)(session, inputs)) {
        if (inputs.command === "check") {
            outcomes.push(await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .checkMigrationsStage */ .Yb)(session, database));
            continue;
        }
        if (inputs.command !== "apply" || inputs.dryRun) {
            const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_3__/* .planMigrationsStage */ .d$)(session, database);
            outcomes.push(outcome);
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("plan-digest", outcome.result.digest);
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("pending", outcome.result.pending.length);
            (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("applied", 0);
            continue;
        }
        const expected = inputs.planDigest === undefined ? undefined : (await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_5__/* .approvedParts */ .c)(session, inputs.planDigest)).database(database.name);
        const outcome = await (0,_waybill_pipeline__WEBPACK_IMPORTED_MODULE_6__/* .migrateStage */ .U)(session, database, inputs.environment ?? "", expected);
        outcomes.push(outcome);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("plan-digest", outcome.result.plan.digest);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("applied", outcome.result.outcome.applied.length);
        (0,_waybill_kit_edge__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH)("pending", outcome.result.plan.pending.length - outcome.result.outcome.applied.length);
    }
    await (0,_waybill_pipeline_action__WEBPACK_IMPORTED_MODULE_2__/* .finishStep */ .IT)(session, `Database migrations: ${inputs.command}`, outcomes);
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yz: () => (/* binding */ core_debug),
  V4: () => (/* binding */ getInput),
  pq: () => (/* binding */ info),
  lm: () => (/* binding */ notice),
  C1: () => (/* binding */ setFailed),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ core_setSecret),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, endGroup, error, exportVariable, getBooleanInput, getIDToken, getMultilineInput, getState, group, isDebug, markdownSummary, platform, saveState, setCommandEcho, startGroup, summary, toPlatformPath, toPosixPath, toWin32Path

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return __awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return __awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: external "string_decoder"
var external_string_decoder_ = __nccwpck_require__(3193);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
;// CONCATENATED MODULE: external "assert"
const external_assert_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_.dirname(filePath);
                        const upperName = external_path_.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 8061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  dj: () => (/* binding */ canonicalJson),
  ol: () => (/* binding */ digestOf),
  Qs: () => (/* binding */ digestOfJson),
  B$: () => (/* binding */ digestOfPath),
  Bc: () => (/* binding */ isDigest)
});

// UNUSED EXPORTS: digestOfFile

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __nccwpck_require__(6788);
;// CONCATENATED MODULE: ./packages/kit/lib/digest.js





/** Whether a text is a well-formed SHA-256 digest. */
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/** The digest of bytes or of a text's UTF-8 bytes. */
function digestOf(content) {
    return `sha256:${(0,external_node_crypto_.createHash)("sha256").update(content).digest("hex")}`;
}
/** The digest of a JSON value in its canonical form (see `canonicalJson`). */
function digestOfJson(value) {
    return digestOf(canonicalJson(value));
}
/** The digest and size in bytes of a file, read as a stream. */
async function digestOfFile(path) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    let size = 0;
    for await (const chunk of (0,external_node_fs_namespaceObject.createReadStream)(path, { highWaterMark: 1 << 20 })) {
        hash.update(chunk);
        size += chunk.length;
    }
    return { digest: `sha256:${hash.digest("hex")}`, size };
}
/**
 * The identity of a file or directory: for a file its own digest; for a directory the digest of the canonical JSON of its sorted
 * `[path, digest]` pairs. Symbolic links, sockets and devices are refused, because what they mean can change without the directory.
 */
async function digestOfPath(path) {
    const info = await (0,promises_.lstat)(path);
    if (info.isFile()) {
        const { digest, size } = await digestOfFile(path);
        return { digest, size, files: [{ path: "", size, digest }] };
    }
    const files = await listFiles(path, "");
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return { digest: digestOfJson(files.map((file) => [file.path, file.digest])), size, files };
}
async function listFiles(root, under) {
    const entries = [];
    for (const entry of await (0,promises_.readdir)((0,external_node_path_.join)(root, under), { withFileTypes: true })) {
        const path = under === "" ? entry.name : `${under}/${entry.name}`;
        if (entry.isDirectory())
            entries.push(...(await listFiles(root, path)));
        else if (entry.isFile())
            entries.push({ path, ...(await digestOfFile((0,external_node_path_.join)(root, path))) });
        else
            throw new error/* ActionError */.lZ("input", `'${(0,external_node_path_.join)(root, path)}' is ${await describeOddEntry((0,external_node_path_.join)(root, path))}; only plain files and folders have a stable digest. Replace it by a copy.`);
    }
    return entries;
}
async function describeOddEntry(path) {
    const info = await (0,promises_.lstat)(path);
    return info.isSymbolicLink() ? `a symbolic link to '${await (0,promises_.readlink)(path)}'` : "a special file";
}
/**
 * The one text of a JSON value: object keys sorted by UTF-16 code units, no white space, numbers and strings as JSON.stringify writes
 * them (RFC 8785). `undefined` members are left out; values that JSON cannot hold are refused.
 */
function canonicalJson(value) {
    if (value === null || typeof value === "string" || typeof value === "boolean")
        return JSON.stringify(value);
    if (typeof value === "number") {
        if (!Number.isFinite(value))
            throw new TypeError(`JSON cannot hold ${value}`);
        return JSON.stringify(value);
    }
    if (Array.isArray(value))
        return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(",")}]`;
    if (typeof value === "object") {
        const record = value;
        const keys = Object.keys(record)
            .filter((key) => record[key] !== undefined)
            .sort();
        return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(",")}}`;
    }
    throw new TypeError(`JSON cannot hold a ${typeof value}`);
}


/***/ }),

/***/ 4150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R5: () => (/* binding */ readInput),
/* harmony export */   Vf: () => (/* binding */ readBoolean)
/* harmony export */ });
/* unused harmony export readList */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1247);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);


function readInput(name, options) {
    const value = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name);
    if (value !== "")
        return value;
    if (options?.required)
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, "is required but empty; give it a value under 'with:'");
    return undefined;
}
/** A boolean input: `true` or `false`, nothing else. */
function readBoolean(name) {
    const value = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name);
    if (value === "true")
        return true;
    if (value === "false" || value === "")
        return false;
    throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `is '${value}'; allowed are true and false`);
}
/** A list input: one entry a line or separated by commas; empty entries are dropped. */
function readList(name) {
    return core
        .getInput(name)
        .split(/[\n,]/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== "");
}


/***/ }),

/***/ 2853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Sy: () => (/* binding */ writeSummary),
/* harmony export */   uH: () => (/* binding */ setOutput)
/* harmony export */ });
/* unused harmony export appendArtifact */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1247);


/** Sets an output of the step; undefined sets the empty text, so that a later step always sees a defined output. */
function setOutput(name, value) {
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH(name, value ?? "");
}
/** Adds Markdown to the job summary where the runner has one. */
async function writeSummary(markdown) {
    const file = process.env["GITHUB_STEP_SUMMARY"];
    if (file)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, `${markdown}\n`);
}
/** Lists an artifact of this step for the runner (`$GITHUB_ARTIFACTS`, runners from July 2026); older runners ignore it. */
async function appendArtifact(line) {
    const file = process.env["GITHUB_ARTIFACTS"];
    if (file)
        await appendFile(file, `${line}\n`);
}


/***/ }),

/***/ 7868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  V: () => (/* binding */ runMain)
});

// UNUSED EXPORTS: runPost

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 15 modules
var lib_core = __nccwpck_require__(1247);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __nccwpck_require__(6788);
// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __nccwpck_require__(4883);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./packages/kit/lib/edge/run-context.js




/** A snapshot of the environment variables that are set. The only place besides the runner's files that reads `process.env`. */
function run_context_readEnvironment() {
    const entries = Object.entries(process.env).filter((entry) => entry[1] !== undefined);
    return Object.freeze(Object.fromEntries(entries));
}
/** Says which commit, workflow and person this run stands for: from the runner's variables, else from git in the workspace. */
async function readRunContext(env, workspace = process.cwd()) {
    const rehearsal = env["WAYBILL_REHEARSAL"] === "true";
    const committed = await git(workspace, "log", "-1", "--format=%cI");
    const time = committed === undefined ? {} : { commitTime: committed };
    if (env["GITHUB_ACTIONS"] === "true" || env["GITHUB_SHA"])
        return { ...runnerContext(env, rehearsal), ...time };
    return {
        ...time,
        repository: `local/${(0,external_node_path_.basename)(workspace)}`,
        commit: (await git(workspace, "rev-parse", "HEAD")) ?? "uncommitted",
        ref: (await git(workspace, "symbolic-ref", "-q", "HEAD")) ?? "refs/heads/local",
        actor: (0,external_node_os_.userInfo)().username,
        workflow: "waybill command",
        run: `local-${process.pid}-${Date.now().toString(36)}`,
        rehearsal,
    };
}
function runnerContext(env, rehearsal) {
    const repository = env["GITHUB_REPOSITORY"] ?? "unknown/unknown";
    const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
    return {
        repository,
        commit: env["GITHUB_SHA"] ?? "uncommitted",
        ref: env["GITHUB_REF"] ?? "",
        actor: env["GITHUB_ACTOR"] ?? "unknown",
        workflow: env["GITHUB_WORKFLOW_REF"] ?? env["GITHUB_WORKFLOW"] ?? "unknown",
        run: `${server}/${repository}/actions/runs/${env["GITHUB_RUN_ID"] ?? "0"}/attempts/${env["GITHUB_RUN_ATTEMPT"] ?? "1"}`,
        rehearsal,
    };
}
async function git(workspace, ...args) {
    try {
        const { stdout } = await (0,external_node_util_namespaceObject.promisify)(external_node_child_process_.execFile)("git", ["-C", workspace, ...args]);
        return stdout.trim() || undefined;
    }
    catch {
        // No git, or no repository: the record then says `uncommitted`.
        return undefined;
    }
}

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __nccwpck_require__(3855);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner-reporter.js


const PROGRESS_INTERVAL_MS = 5_000;
/** A reporter for a runner's log: findings become annotations at their file and line, progress is thinned out. */
function runner_reporter_runnerReporter(redactor) {
    let lastProgress = 0;
    return {
        info: (message) => lib_core/* info */.pq(redactor.redact(message)),
        warn: (message) => lib_core/* warning */.$e(redactor.redact(message)),
        debug: (message) => lib_core/* debug */.Yz(redactor.redact(message)),
        progress(message) {
            const now = performance.now();
            if (now - lastProgress < PROGRESS_INTERVAL_MS)
                return;
            lastProgress = now;
            lib_core/* info */.pq(redactor.redact(message));
        },
        finding(finding) {
            const place = finding.where;
            const properties = {
                title: finding.rule,
                ...(place ? { file: place.file } : {}),
                ...(place?.line === undefined ? {} : { startLine: place.line }),
                ...(place?.column === undefined ? {} : { startColumn: place.column }),
            };
            const text = redactor.redact((0,verdict/* describeFinding */.jb)(finding));
            // `error` is kept for the one line that fails the step, so that a log never shows two headlines.
            if (finding.severity === "notice")
                lib_core/* notice */.lm(text, properties);
            else
                lib_core/* warning */.$e(text, properties);
        },
        mask(secret) {
            redactor.add(secret);
            if (secret !== "")
                lib_core/* setSecret */.Pq(secret);
        },
    };
}

;// CONCATENATED MODULE: ./packages/kit/lib/edge/signals.js

/**
 * Turns the first SIGINT or SIGTERM into an abort of the signal, so that work can stop at a safe point. A second one ends the process
 * at once. A runner sends SIGINT on cancel, SIGTERM 7.5 s later and kills after another 2.5 s.
 */
function abortOnSignals() {
    const controller = new AbortController();
    const onSignal = (name) => {
        if (controller.signal.aborted)
            process.exit(name === "SIGINT" ? 130 : 143);
        controller.abort(new lib_error/* ActionError */.lZ("command", `The run was cancelled (${name}). Start it again: finished steps are recognised, and what was half done is resumed or named.`));
    };
    const signals = ["SIGINT", "SIGTERM"];
    for (const name of signals)
        process.on(name, onSignal);
    return { signal: controller.signal, stop: () => signals.forEach((name) => process.off(name, onSignal)) };
}

;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner.js






/** Runs a main step; reports its failure once, without secrets, and makes the exit code 1. */
async function runMain(main) {
    const redactor = (0,redaction/* createRedactor */.l)();
    const { signal, stop } = abortOnSignals();
    try {
        const env = run_context_readEnvironment();
        const run = await readRunContext(env, env["GITHUB_WORKSPACE"]);
        await main({ reporter: runner_reporter_runnerReporter(redactor), signal, env, run, workspace: env["GITHUB_WORKSPACE"] ?? process.cwd() });
    }
    catch (thrown) {
        const error = signal.aborted && signal.reason instanceof lib_error/* ActionError */.lZ ? signal.reason : thrown;
        lib_core/* setFailed */.C1(redactor.redact((0,lib_error/* headline */.Pl)(error)));
        lib_core/* debug */.Yz(redactor.redact(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)));
    }
    finally {
        stop();
    }
}
/** Runs a post step. A failed clean-up warns; it never turns a green job red. */
async function runPost(post) {
    const redactor = createRedactor();
    try {
        await post({ reporter: runnerReporter(redactor), env: readEnvironment() });
    }
    catch (error) {
        core.warning(redactor.redact(`Clean-up failed: ${headline(error)}`));
    }
}


/***/ }),

/***/ 6788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Or: () => (/* binding */ isSystemError),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   Xu: () => (/* binding */ inputError),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
/** An expected failure. Its message says what, where, why and the next step, and is safe to print. */
class ActionError extends Error {
    kind;
    constructor(kind, message, options) {
        super(message, options);
        this.name = "ActionError";
        this.kind = kind;
    }
}
/** Makes the error for one input: `name` is the input or key, `problem` completes the sentence "Input 'name' …". */
function inputError(name, problem) {
    return new ActionError("input", `Input '${name}' ${problem}.`);
}
/** What the system refuses for reasons that the owner of the runner can mend. */
const SYSTEM_ADVICE = {
    ENOSPC: "The disk is full. Free some space on the runner, for example in the workspace's '.waybill' folder",
    EDQUOT: "The disk quota is used up. Free some space on the runner",
    EROFS: "The file system is read-only. Run in a workspace that can be written to",
    EACCES: "This user may not read or write a file. Check who owns it",
    EMFILE: "Too many files are open on the runner. Raise its limit (ulimit -n)",
};
/** The one line that a user sees of any thrown value. */
function headline(error) {
    if (error instanceof ActionError)
        return error.message;
    const message = error instanceof Error ? error.message : String(error);
    const advice = isSystemError(error) ? SYSTEM_ADVICE[error.code ?? ""] : undefined;
    if (advice !== undefined)
        return `${advice} (${message}). Then run again: what is done already is recognised.`;
    return `Unexpected error, please report it: ${message}`;
}
/** Whether a value is a Node system error, optionally with the given code (`ENOENT`, `ECONNREFUSED`, …). */
function isSystemError(error, code) {
    return error instanceof Error && "code" in error && typeof error.code === "string" && (code === undefined || error.code === code);
}


/***/ }),

/***/ 6221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ STAGES)
/* harmony export */ });
/** The stages that write evidence, in the order of the chain. */
const STAGES = ["validate-data", "validate-model", "build", "test", "plan", "approve", "migrate", "deploy", "release"];


/***/ }),

/***/ 4883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ redactUrlPasswords),
/* harmony export */   l: () => (/* binding */ createRedactor)
/* harmony export */ });
const HIDDEN = "***";
/** Makes a redactor that also hides the base64 and percent-encoded forms of its secrets, and passwords inside URLs. */
function createRedactor() {
    const secrets = new Set();
    return {
        add(secret) {
            if (secret.length < 4)
                return;
            secrets.add(secret);
            secrets.add(encodeURIComponent(secret));
            secrets.add(Buffer.from(secret).toString("base64"));
            for (const line of secret.split(/\r?\n/))
                if (line.trim().length >= 8)
                    secrets.add(line.trim());
            const password = passwordOf(secret);
            if (password !== undefined && password.length >= 4)
                secrets.add(password);
        },
        redact(text) {
            let result = text;
            // Longest first, so that a secret that contains another one leaves no rest.
            for (const secret of [...secrets].sort((a, b) => b.length - a.length))
                result = result.replaceAll(secret, HIDDEN);
            return redactUrlPasswords(result);
        },
    };
}
/** Hides the password of every `scheme://user:password@host` in a text. */
function redactUrlPasswords(text) {
    return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`);
}
function passwordOf(text) {
    if (!URL.canParse(text))
        return undefined;
    const { password } = new URL(text);
    return password === "" ? undefined : decodeURIComponent(password);
}


/***/ }),

/***/ 4148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ retry),
/* harmony export */   m: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);

/** Runs work until it succeeds, may not be retried, or the attempts are used up; then throws the last error. */
async function retry(work, options) {
    const { baseDelayMs = 500, maxDelayMs = 30_000, random = Math.random } = options;
    for (let attempt = 1;; attempt++) {
        options.signal?.throwIfAborted();
        try {
            return await work(attempt);
        }
        catch (error) {
            const decision = options.decide(error);
            if (!decision.retry || attempt >= options.attempts)
                throw error;
            const backoff = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
            const delayMs = decision.afterMs ?? backoff * (0.5 + random() / 2);
            options.onRetry?.(error, attempt, delayMs);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(delayMs, undefined, options.signal ? { signal: options.signal } : {});
        }
    }
}
/** Reads a `Retry-After` header (seconds or an HTTP date) as milliseconds from now, at most two minutes; undefined when absent or unreadable. */
function parseRetryAfter(header, now = Date.now()) {
    if (!header)
        return undefined;
    const seconds = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
    return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 120_000) : undefined;
}


/***/ }),

/***/ 3855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   hm: () => (/* binding */ worstOf),
/* harmony export */   jb: () => (/* binding */ describeFinding)
/* harmony export */ });
const ORDER = ["pass", "warn", "inconclusive", "fail"];
/** The worst of several verdicts; `inconclusive` when there is none, because nothing was evaluated. */
function worstOf(verdicts) {
    if (verdicts.length === 0)
        return "inconclusive";
    return verdicts.reduce((worst, verdict) => (ORDER.indexOf(verdict) > ORDER.indexOf(worst) ? verdict : worst), "pass");
}
/** Whether a gate lets this verdict through. */
function isPassing(verdict) {
    return verdict === "pass" || verdict === "warn";
}
/** The verdict that a list of findings amounts to. */
function verdictOf(findings) {
    if (findings.some((finding) => finding.severity === "error"))
        return "fail";
    return findings.some((finding) => finding.severity === "warning") ? "warn" : "pass";
}
/** One paragraph of plain text for a finding. */
function describeFinding(finding) {
    const parts = [finding.what];
    if (finding.observed !== undefined)
        parts.push(`Observed: ${finding.observed}.`);
    if (finding.expected !== undefined)
        parts.push(`Expected: ${finding.expected}.`);
    if (finding.next !== undefined)
        parts.push(finding.next);
    return parts.join(" ");
}


/***/ }),

/***/ 75:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ resolveInWorkspace)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6788);



/**
 * Resolves a user-given path inside the workspace, following symbolic links of what exists.
 * Throws an `input` error that names the input when the path leaves the workspace or (unless `mayBeMissing`) does not exist.
 */
async function resolveInWorkspace(workspace, path, input, options) {
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace);
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!isInside(root, target))
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', which lies outside the workspace; give a path inside it`);
    try {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(target);
        if (!isInside(root, real))
            throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', a link that leads outside the workspace; give a path inside it`);
        return real;
    }
    catch (error) {
        if (!(0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .isSystemError */ .Or)(error, "ENOENT"))
            throw error;
        if (options?.mayBeMissing)
            return target;
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_2__/* .inputError */ .Xu)(input, `is '${path}', but nothing exists there; check the spelling and that an earlier step made it`);
    }
}
function isInside(root, target) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, target);
    return path === "" || (path !== ".." && !path.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path));
}


/***/ }),

/***/ 5339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  o: () => (/* binding */ connectDatabase)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var error = __nccwpck_require__(6788);
;// CONCATENATED MODULE: ./packages/migrate/lib/databases/address.js

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
/** Reads a database URL. Throws an `input` error that never repeats any part of the URL but its scheme and parameter names. */
function parseAddress(url) {
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
    if (scheme === "sqlite" || scheme === "sqlite3" || scheme === "file")
        return { kind: "sqlite", path: sqlitePath(url) };
    if (scheme === "postgres" || scheme === "postgresql")
        return { kind: "postgresql", postgres: parsePostgres(url) };
    const given = scheme === undefined ? "has no scheme" : `has the scheme '${scheme}:'`;
    throw new error/* ActionError */.lZ("input", `The database URL ${given}; it must begin with postgres://, postgresql://, sqlite: or file:.`);
}
function sqlitePath(url) {
    const rest = url.slice(url.indexOf(":") + 1).replace(/\?.*$/s, "");
    // sqlite:///absolute, sqlite://relative, sqlite:any
    const path = rest.startsWith("//") ? rest.slice(2) : rest;
    if (path === "")
        throw new error/* ActionError */.lZ("input", "The database URL names no file; write sqlite:path/to/file.db.");
    return decodeURIComponent(path);
}
function parsePostgres(text) {
    if (!URL.canParse(text))
        throw new error/* ActionError */.lZ("input", "The database URL cannot be read as postgres://user:password@host:port/name; special characters of the password must be percent-encoded.");
    const url = new URL(text);
    const parameters = readParameters(url);
    const user = decode(url.username) || parameters.get("user") || "";
    if (user === "")
        throw new error/* ActionError */.lZ("input", "The database URL names no user; write postgres://user:password@host:port/name.");
    const host = parameters.get("host") || decode(url.hostname).replace(/^\[(.*)\]$/, "$1") || "localhost";
    const address = {
        host,
        port: Number(url.port || parameters.get("port") || 5432),
        user,
        password: decode(url.password) || parameters.get("password") || "",
        database: decode(url.pathname.slice(1)) || parameters.get("dbname") || user,
        sslmode: sslMode(parameters.get("sslmode"), host),
    };
    const timeout = parameters.get("connect_timeout");
    return {
        ...address,
        ...optional("sslrootcert", parameters.get("sslrootcert")),
        ...optional("sslcert", parameters.get("sslcert")),
        ...optional("sslkey", parameters.get("sslkey")),
        ...optional("applicationName", parameters.get("application_name")),
        ...optional("settings", settingsOf(parameters)),
        ...optional("table", parameters.get("x-migrations-table")),
        ...(timeout === undefined ? {} : { connectTimeoutMs: Number(timeout) * 1000 }),
    };
}
const KNOWN_PARAMETERS = [
    "user",
    "password",
    "host",
    "port",
    "dbname",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "application_name",
    "options",
    "search_path",
    "connect_timeout",
    "x-migrations-table",
];
function readParameters(url) {
    const parameters = new Map(url.searchParams);
    const unknown = [...parameters.keys()].find((key) => !KNOWN_PARAMETERS.includes(key));
    // A parameter that is ignored could be the one that makes the connection safe.
    if (unknown !== undefined)
        throw new error/* ActionError */.lZ("input", `The database URL has the parameter '${unknown}', which is not supported; known are ${KNOWN_PARAMETERS.join(", ")}.`);
    return parameters;
}
function sslMode(given, host) {
    if (given === undefined)
        return isLoopback(host) ? "disable" : "prefer";
    const mode = SSL_MODES.find((known) => known === given);
    if (!mode)
        throw new error/* ActionError */.lZ("input", `The database URL has an unknown sslmode; it must be one of ${SSL_MODES.join(", ")}.`);
    return mode;
}
function settingsOf(parameters) {
    const path = parameters.get("search_path");
    const settings = [parameters.get("options"), path === undefined ? undefined : `-c search_path=${path.replace(/[\\ ]/g, "\\$&")}`];
    return settings.filter((setting) => setting !== undefined).join(" ") || undefined;
}
function isLoopback(host) {
    return host === "localhost" || host === "::1" || host.startsWith("127.") || host.startsWith("/");
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A lone % is the user's spelling of itself.
        return text;
    }
}
function optional(key, value) {
    return (value === undefined ? {} : { [key]: value });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/databases/connect.js


/**
 * Connects to the database of a URL: `postgres://`, `postgresql://`, `sqlite:` or `file:`. Throws `input` for a URL that cannot be read and
 * `environment` for a server that cannot be used; neither repeats the password.
 */
async function connectDatabase(url, options = {}) {
    const address = parseAddress(url);
    // Each driver is loaded when it is needed, so that a run without a database does not pay for it.
    if (address.kind === "sqlite")
        return (await __nccwpck_require__.e(/* import() */ 300).then(__nccwpck_require__.bind(__nccwpck_require__, 300))).connectSqlite(address.path === ":memory:" ? address.path : (0,external_node_path_.resolve)(options.workspace ?? "", address.path));
    const { connectPostgres } = await Promise.all(/* import() */[__nccwpck_require__.e(849), __nccwpck_require__.e(484)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4484));
    return connectPostgres({
        ...(options.applicationName === undefined ? {} : { applicationName: options.applicationName }),
        ...address.postgres,
    });
}


/***/ }),

/***/ 9289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ quoteName),
/* harmony export */   L8: () => (/* binding */ SqlError),
/* harmony export */   Z8: () => (/* binding */ quoteTable)
/* harmony export */ });
/** What a server says about a statement that it refused. */
class SqlError extends Error {
    /** SQLSTATE, or SQLite's result code as text. */
    code;
    /** Offset into the statement's text, where the server tells. */
    offset;
    hint;
    /** The connection is gone, so it is unknown what the server did last. */
    isConnectionLost;
    constructor(message, facts) {
        super(message, { cause: facts.cause });
        this.name = "SqlError";
        this.code = facts.code;
        this.offset = facts.offset;
        this.hint = facts.hint;
        this.isConnectionLost = facts.isConnectionLost ?? false;
    }
}
/** A name in double quotes, safe inside SQL. */
function quoteName(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
/** A table's full name in quotes. */
function quoteTable(table) {
    return table.schema === undefined ? quoteName(table.name) : `${quoteName(table.schema)}.${quoteName(table.name)}`;
}


/***/ }),

/***/ 8503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ planWarning),
/* harmony export */   K: () => (/* binding */ describeMigration),
/* harmony export */   u0: () => (/* binding */ planError)
/* harmony export */ });
/** Makes an error finding of a plan. */
function planError(rule, what, next, where) {
    return { rule, severity: "error", what, next, ...(where ? { where } : {}) };
}
/** Makes a warning finding of a plan. */
function planWarning(rule, what, next, where) {
    return { ...planError(rule, what, next, where), severity: "warning" };
}
/** How a migration is called in a sentence. */
function describeMigration(migration) {
    return migration.version === "" ? `'${migration.name}'` : `${migration.version} '${migration.name}'`;
}


/***/ }),

/***/ 7114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  wE: () => (/* binding */ checkMigrations),
  n6: () => (/* binding */ planMigrations),
  un: () => (/* binding */ readState)
});

// UNUSED EXPORTS: hidePasswords, migrationStatus

// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __nccwpck_require__(3855);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js + 1 modules
var digest = __nccwpck_require__(8061);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __nccwpck_require__(6788);
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var databases_database = __nccwpck_require__(9289);
// EXTERNAL MODULE: ./packages/migrate/lib/migration.js
var migration = __nccwpck_require__(8503);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/checksum-table.js


const CHECKSUM_TABLE = "waybill_migrations";
/** The side table of layouts that keep no checksums, so that an edit of an applied file is noticed. */
function checksumTable(database, schema) {
    const table = { ...(schema === undefined ? {} : { schema }), name: CHECKSUM_TABLE };
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const now = database.kind === "postgresql" ? "clock_timestamp()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    const write = (file, run, appliedAt) => database.query(`INSERT INTO ${name} (version, name, checksum, meaning, applied_at, run) VALUES ($1, $2, $3, $4, ${appliedAt}, $5)
       ON CONFLICT (version) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, meaning = excluded.meaning,
         applied_at = excluded.applied_at, run = excluded.run`, [file.version, file.name, file.checksum, file.meaning, run]);
    return {
        async read() {
            if (!(await database.readColumns(table)))
                return new Map();
            const rows = await database.query(`SELECT version, name, checksum, meaning, ${isoTime(database, "applied_at")} AS applied_at FROM ${name}`);
            return new Map(rows.map((row) => [
                row["version"] ?? "",
                {
                    version: row["version"] ?? "",
                    name: row["name"] ?? "",
                    checksum: row["checksum"] ?? "",
                    meaning: row["meaning"] ?? "",
                    appliedAt: row["applied_at"] ?? null,
                },
            ]));
        },
        async create() {
            const time = database.kind === "postgresql" ? "timestamptz" : "text";
            await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version text PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, meaning text NOT NULL, applied_at ${time}, run text NOT NULL)`);
        },
        record: (file, run) => write(file, run, now),
        async adopt(files) {
            for (const file of files)
                await write(file, "applied before Waybill", "NULL");
        },
    };
}
/** A time column as ISO 8601 text in UTC. */
function isoTime(database, column) {
    if (database.kind === "sqlite")
        return column;
    return `to_char(CAST(${column} AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
/** The findings for an applied file whose text is no longer the one that was applied: a notice when only comments or spaces differ. */
function findEdits(file, row) {
    if (row.checksum === file.checksum)
        return [];
    if (row.meaning === file.meaning)
        return [
            {
                rule: "edited-comment",
                severity: "notice",
                what: `Comments or white space of the applied migration ${(0,migration/* describeMigration */.K)(file)} were edited; its statements are the same.`,
                where: { file: file.file },
            },
        ];
    return [editedFinding(file)];
}
/** The finding for an applied migration whose statements differ from what was applied. */
function editedFinding(file) {
    return (0,migration/* planError */.u0)("edited-migration", `The migration ${(0,migration/* describeMigration */.K)(file)} was edited after it had been applied, so the database is not what the files say.`, "Restore the file as it was applied (see its git history) and put the change into a new migration.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/sql/text.js
/** A text as every checkout of a file should read: without byte order mark, lines ended by LF. */
function normalText(text) {
    return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
}
/** The text with everything outside the given ranges turned into spaces; line breaks stay, so lines and offsets keep their meaning. */
function keepRanges(text, ranges) {
    let result = "";
    let at = 0;
    for (const [start, end] of ranges) {
        result += text.slice(at, start).replace(/[^\n\r]/g, " ") + text.slice(start, end);
        at = end;
    }
    return result + text.slice(at).replace(/[^\n\r]/g, " ");
}
/** The line of an offset, from 1. */
function lineOf(text, offset) {
    return text.slice(0, offset).split("\n").length;
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/dbmate.js






/** dbmate: `20240101120000_name.sql` with `-- migrate:up` and `-- migrate:down` blocks, and a history of one row per version. */
const dbmate = {
    name: "dbmate",
    defaultTable: "schema_migrations",
    parseName(script) {
        const match = /^(\d+)([^/]*)\.sql$/.exec(script);
        if (!match)
            return undefined;
        return { key: match[1], version: match[1], name: match[2].replace(/^_/, ""), isRepeatable: false };
    },
    parseBody,
    compare: (a, b) => (a.script < b.script ? -1 : a.script > b.script ? 1 : 0),
    // dbmate takes no lock at all; this one keeps two of our own runs apart.
    lockKey: (database, table) => (0x77617962n << 32n) | BigInt((0,external_node_zlib_namespaceObject.crc32)(`dbmate\0${table.schema ?? ""}\0${table.name}\0${database.name}`)),
    openHistory,
};
const BLOCK = /^--[ \t]*migrate:(up|down)(?:[ \t]*$|[ \t]+(.*)$)/gm;
function parseBody(text) {
    const checksum = (0,digest/* digestOf */.ol)(normalText(text));
    const plain = text.replaceAll("\r", " ");
    const marks = [...plain.matchAll(BLOCK)];
    const problems = [];
    const missing = ["up", "down"].filter((kind) => !marks.some((mark) => mark[1] === kind));
    for (const kind of missing)
        problems.push({
            line: 1,
            what: `The file has no '-- migrate:${kind}' block, without which dbmate refuses it`,
            next: `Add a line '-- migrate:${kind}'.`,
        });
    const before = plain.slice(0, marks[0]?.index ?? 0).replace(/^[ \t]*(--.*)?$/gm, "");
    if (before.trim() !== "")
        problems.push({ line: 1, what: "Statements stand before the first block", next: "Move them below '-- migrate:up'." });
    const ups = marks.filter((mark) => mark[1] === "up");
    const unsafe = ups.find((mark) => /(^|\s)transaction:false(\s|$)/.test(mark[2] ?? ""));
    const ranges = ups.map((mark) => [mark.index + mark[0].length, marks[marks.indexOf(mark) + 1]?.index ?? text.length]);
    return {
        sql: keepRanges(text, ranges),
        checksum,
        problems,
        ...(unsafe ? { withoutTransaction: lineOf(text, unsafe.index) } : {}),
    };
}
function openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const side = checksumTable(database, table.schema);
    const readVersions = async () => (await database.readColumns(table))
        ? (await database.query(`SELECT version FROM ${name}`)).map((row) => row["version"] ?? "").sort()
        : [];
    return {
        table,
        compare: async (files) => compareFiles(files, await readVersions(), await side.read()),
        readHead: async () => JSON.stringify(await readVersions()),
        async create() {
            await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version ${database.kind === "postgresql" ? "varchar" : "varchar(128)"} primary key)`);
            await side.create();
        },
        async record(migration, { run }) {
            await database.query(`INSERT INTO ${name} (version) VALUES ($1)`, [migration.version]);
            await side.record(migration, run);
        },
        // dbmate writes nothing before the end of a migration, nor when one fails.
        markStarted: async () => undefined,
        markFailed: async () => undefined,
        adopt: (files) => side.adopt(files),
    };
}
function compareFiles(files, versions, side) {
    const byVersion = new Map(files.map((file) => [file.version, file]));
    const highest = versions.at(-1);
    const findings = [];
    const unrecorded = [];
    const applied = versions.map((version) => {
        const file = byVersion.get(version);
        const row = side.get(version);
        if (file && row)
            findings.push(...findEdits(file, row));
        else if (file)
            unrecorded.push(file);
        else
            findings.push(missingFinding(version, version === highest));
        return {
            version,
            name: file?.name ?? row?.name ?? "",
            ...(row?.appliedAt ? { appliedAt: row.appliedAt } : {}),
            ...(file ? { file: file.file } : {}),
        };
    });
    const pending = files.filter((file) => !versions.includes(file.version));
    for (const file of pending)
        if (highest !== undefined && file.version < highest)
            findings.push(lateFinding(file, highest));
    return { applied, pending, findings, unrecorded };
}
function missingFinding(version, isHighest) {
    return (0,migration/* planWarning */.Cv)(isHighest ? "database-ahead" : "missing-file", `The database has had the migration ${version}, for which there is no file.`, isHighest
        ? "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."
        : "Restore the file, or make sure that an empty database can still be built from the others.");
}
function lateFinding(file, highest) {
    return (0,migration/* planWarning */.Cv)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} is older than ${highest}, which the database has already; it will be applied late, as dbmate does.`, "Check that it does not depend on the order, or give it a newer version.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/flyway-version.js

/** What Flyway reads from a file name, or undefined when the name is not one of its own. `U` files are undone only on demand and thus `ignored`. */
function parseFlywayName(script) {
    const file = script.split("/").at(-1) ?? "";
    if (!/\.sql$/i.test(file))
        return undefined;
    const base = file.slice(0, -4);
    if (CALLBACKS.has(base.split("__")[0] ?? ""))
        return "callback";
    const match = /^(V|R|U|B)(.*?)__(.+)$/.exec(base) ?? /^(V|U|B)(\d[\d._]*)$/.exec(base);
    if (!match)
        return undefined;
    const name = (match[3] ?? "").replaceAll("_", " ");
    if (match[1] === "R")
        return match[2] === "" ? { key: `R:${name}`, version: "", name, isRepeatable: true } : undefined;
    const version = (match[2] ?? "").replaceAll("_", ".");
    if (!/^\d+(\.\d+)*$/.test(version))
        return undefined;
    if (match[1] === "U")
        return "ignored";
    return match[1] === "B" ? "baseline" : { key: `V:${normalVersion(version)}`, version, name, isRepeatable: false };
}
/** Compares versions number by number; `1`, `1.0` and `01` are the same. */
function compareFlywayVersions(a, b) {
    const [left, right] = [partsOf(a), partsOf(b)];
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
        const difference = (left[index] ?? 0n) - (right[index] ?? 0n);
        if (difference !== 0n)
            return difference < 0n ? -1 : 1;
    }
    return 0;
}
/** The one spelling of a version. */
function normalVersion(version) {
    const parts = partsOf(version);
    while (parts.length > 1 && parts.at(-1) === 0n)
        parts.pop();
    return parts.join(".");
}
/** Flyway's checksum: the CRC32 of all lines without their ends, without byte order mark, as a signed 32-bit number. */
function flywayChecksum(text) {
    let sum = 0;
    for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/))
        sum = (0,external_node_zlib_namespaceObject.crc32)(line, sum);
    return sum | 0;
}
/** The advisory lock key that Flyway takes for its history table. */
function flywayLockKey(schema, table) {
    return 77431708279161n + BigInt(javaHashCode(`"${schema}"."${table}"`));
}
function javaHashCode(text) {
    let hash = 0;
    for (let index = 0; index < text.length; index++)
        hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
    return hash;
}
function partsOf(version) {
    return version.split(/[._]/).map((part) => BigInt(/^\d+$/.test(part) ? part : 0));
}
const CALLBACKS = new Set(`
    beforeMigrate beforeRepeatables beforeVersioned beforeEachMigrate beforeEachMigrateStatement beforeConnect createSchema
    afterMigrate afterMigrateApplied afterMigrateError afterEachMigrate afterEachMigrateStatement afterEachMigrateError
    afterEachMigrateStatementError afterVersioned afterRepeatables afterConnect afterMigrateOperationFinish beforeValidate
    afterValidate afterValidateError beforeBaseline afterBaseline afterBaselineError beforeClean afterClean afterCleanError
    beforeInfo afterInfo afterInfoError beforeRepair afterRepair afterRepairError beforeUndo beforeEachUndo afterUndo
    afterEachUndo afterUndoError afterEachUndoError
  `
    .trim()
    .split(/\s+/));

// EXTERNAL MODULE: ./packages/migrate/lib/run/step-journal.js
var step_journal = __nccwpck_require__(4929);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/flyway.js






/** Flyway: `V1__name.sql` and `R__name.sql` in any folders, and a history with a CRC32 per file. */
const flyway = {
    name: "flyway",
    defaultTable: "flyway_schema_history",
    parseName(script) {
        const parsed = parseFlywayName(script);
        return parsed === "baseline" || parsed === "callback" ? undefined : parsed;
    },
    parseBody: flyway_parseBody,
    compare(a, b) {
        if (a.isRepeatable !== b.isRepeatable)
            return a.isRepeatable ? 1 : -1;
        if (a.isRepeatable)
            return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
        return compareFlywayVersions(a.version, b.version);
    },
    lockKey: (_, table) => flywayLockKey(table.schema ?? "", table.name),
    openHistory: flyway_openHistory,
};
function flyway_parseBody(text, companion) {
    const problems = [];
    const placeholder = /\$\{[^}\n]*\}/.exec(text);
    if (placeholder)
        problems.push({
            line: lineOf(text, placeholder.index),
            what: `The file holds the placeholder ${placeholder[0]}, which Flyway would replace by a configured value`,
            next: "Write the value itself; placeholders are not supported.",
        });
    const settings = (companion ?? "").split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
    const transaction = settings.map((line) => /^\s*executeInTransaction\s*=\s*(true|false)\s*$/.exec(line));
    if (transaction.includes(null))
        problems.push({
            line: 1,
            what: "The script configuration file (.conf) beside it has settings other than executeInTransaction",
            next: "Remove them; no other setting is supported.",
        });
    const withoutTransaction = transaction.at(-1)?.[1] === "false";
    return { sql: text, checksum: String(flywayChecksum(text)), problems, ...(withoutTransaction ? { withoutTransaction: 1 } : {}) };
}
const SQL_TYPES = ["SQL", "JDBC", "SCRIPT"];
function flyway_openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const readRows = async () => (await database.readColumns(table))
        ? database.query(`SELECT installed_rank, version, description, type, script, checksum, ${isoTime(database, "installed_on")} AS installed_on, success FROM ${name} ORDER BY installed_rank`)
        : [];
    const insert = async (migration, durationMs, success) => {
        const failed = `DELETE FROM ${name} WHERE NOT success AND ${migration.isRepeatable ? "version IS NULL AND description" : "version"} = $1`;
        await database.query(failed, [migration.isRepeatable ? migration.name : migration.version]);
        await database.query(`INSERT INTO ${name} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
       SELECT coalesce(max(installed_rank), 0) + 1, CAST($1 AS varchar(50)), CAST($2 AS varchar(200)), 'SQL', CAST($3 AS varchar(1000)), CAST($4 AS integer), ${database.kind === "postgresql" ? "current_user" : "''"}, CAST($5 AS integer), ${success ? "true" : "false"} FROM ${name}`, [
            migration.isRepeatable ? null : migration.version,
            shorten(migration.name, 200, false),
            shorten(migration.script, 1000, true),
            Number(migration.checksum),
            Math.round(durationMs),
        ]);
    };
    return {
        table,
        async compare(files) {
            const rows = await readRows();
            const failed = rows.filter((row) => !isTrue(row["success"])).map(keyOf);
            const resumable = new Set();
            for (const key of failed)
                if ((await (0,step_journal/* readSteps */.I$)(database, table.schema, key)).length > 0)
                    resumable.add(key);
            const isForeign = rows.length === 0 && !(await database.readColumns(table)) && (await database.countOtherTables([])) > 0;
            const comparison = flyway_compareFiles(files, rows, resumable);
            return isForeign ? { ...comparison, findings: [...comparison.findings, foreignSchema(database)] } : comparison;
        },
        readHead: async () => JSON.stringify(await readRows()),
        create: () => createTable(database, table),
        async record(migration, { durationMs }) {
            await insert(migration, durationMs, true);
        },
        markStarted: async () => undefined,
        markFailed: (migration, { durationMs }) => insert(migration, durationMs, false),
        adopt: async () => undefined,
    };
}
function flyway_compareFiles(files, rows, resumable) {
    const findings = [];
    const live = withoutUndone(rows);
    for (const row of live)
        if (!isTrue(row["success"]) && !resumable.has(keyOf(row)))
            findings.push(failedFinding(row));
    const done = live.filter((row) => isTrue(row["success"]));
    const byKey = new Map(files.map((file) => [file.key, file]));
    const latest = new Map(done.map((row) => [keyOf(row), row]));
    const baseline = done.find((row) => row["type"] === "BASELINE")?.["version"] ?? undefined;
    const highest = done.reduce((top, row) => (row["version"] && (top === "" || compareFlywayVersions(row["version"], top) > 0) ? row["version"] : top), "");
    const isBelowBaseline = (version) => baseline !== undefined && compareFlywayVersions(version, baseline) <= 0;
    for (const row of latest.values())
        findings.push(...checkApplied(row, byKey.get(keyOf(row)), files));
    const pending = files.filter((file) => {
        const row = latest.get(file.key);
        if (file.isRepeatable)
            return row?.["checksum"] !== file.checksum;
        return !row && !isBelowBaseline(file.version);
    });
    for (const file of pending)
        if (!file.isRepeatable && highest !== "" && compareFlywayVersions(file.version, highest) < 0)
            findings.push(flyway_lateFinding(file, highest));
    const applied = [...latest.values()].map((row) => {
        const file = byKey.get(keyOf(row));
        return {
            version: row["version"] ?? "",
            name: row["description"] ?? "",
            ...(row["installed_on"] ? { appliedAt: row["installed_on"] } : {}),
            ...(file ? { file: file.file } : {}),
        };
    });
    return { applied, pending, findings, unrecorded: [] };
}
/** Rows that a later undo or delete has not taken back. */
function withoutUndone(rows) {
    return rows.filter((row, index) => {
        const type = row["type"] ?? "";
        if (type.startsWith("UNDO") || type === "DELETE" || type === "SCHEMA")
            return false;
        return !rows.slice(index + 1).some((later) => {
            const laterType = later["type"] ?? "";
            if (!laterType.startsWith("UNDO") && laterType !== "DELETE")
                return false;
            return later["version"] === null
                ? row["version"] === null && later["description"] === row["description"]
                : later["version"] === row["version"];
        });
    });
}
function checkApplied(row, file, files) {
    const type = row["type"] ?? "";
    if (!SQL_TYPES.includes(type) && type !== "SQL_BASELINE")
        return [];
    if (!file)
        return row["version"] === null ? [] : [flyway_missingFinding(row, files)];
    // A repeatable file whose checksum differs is due again.
    if (file.isRepeatable || type !== "SQL" || row["checksum"] === null || row["checksum"] === file.checksum)
        return [];
    return [editedFinding(file)];
}
function flyway_missingFinding(row, files) {
    const version = row["version"] ?? "";
    const what = `The database has had the migration ${version} '${row["description"] ?? ""}', for which there is no file.`;
    const isAhead = files.every((file) => file.isRepeatable || compareFlywayVersions(file.version, version) < 0);
    if (isAhead)
        return (0,migration/* planWarning */.Cv)("database-ahead", what, "If this is an older commit than the one that migrated the database, check that its code works with the newer schema.");
    return (0,migration/* planError */.u0)("missing-file", what, "Restore the file; Flyway itself would refuse to go on as well.");
}
function flyway_lateFinding(file, highest) {
    return (0,migration/* planError */.u0)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} is older than ${highest}, which the database has already; Flyway would leave it out.`, `Give it a version above ${highest}.`, { file: file.file });
}
function failedFinding(row) {
    return (0,migration/* planError */.u0)("dirty", `The history says that the migration ${row["version"] ?? ""} '${row["description"] ?? ""}' failed, and there is no record of how far it came.`, "Undo by hand what it did, then run 'flyway repair'.");
}
function foreignSchema(database) {
    return (0,migration/* planError */.u0)("unknown-schema", `The schema '${database.schema ?? "main"}' of '${database.name}' already holds tables, but no history of Flyway.`, "Run 'flyway baseline' once, or give this application a schema of its own.");
}
function keyOf(row) {
    return row["version"] === null || row["version"] === undefined ? `R:${row["description"] ?? ""}` : `V:${normalVersion(row["version"])}`;
}
function isTrue(value) {
    return value === "t" || value === "1" || value === "true";
}
function shorten(text, length, atStart) {
    if (text.length <= length)
        return text;
    return atStart ? `...${text.slice(3, length)}` : `${text.slice(0, length - 3)}...`;
}
async function createTable(database, table) {
    const isPostgres = database.kind === "postgresql";
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    if (await database.readColumns(table))
        return;
    const [integer, time, now] = isPostgres ? ["INTEGER", "TIMESTAMP", "now()"] : ["INT", "TEXT", "(strftime('%Y-%m-%d %H:%M:%f','now'))"];
    const key = isPostgres ? `, CONSTRAINT ${(0,databases_database/* quoteName */.AB)(`${table.name}_pk`)} PRIMARY KEY (installed_rank)` : "";
    await database.query(`CREATE TABLE ${name} (installed_rank INT NOT NULL${isPostgres ? "" : " PRIMARY KEY"}, version VARCHAR(50), description VARCHAR(200) NOT NULL,
       type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum ${integer}, installed_by VARCHAR(100) NOT NULL,
       installed_on ${time} NOT NULL DEFAULT ${now}, execution_time ${integer} NOT NULL, success BOOLEAN NOT NULL${key})`);
    await database.query(`CREATE INDEX ${(0,databases_database/* quoteName */.AB)(`${table.name}_s_idx`)} ON ${name} (success)`);
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/golang-migrate.js







const LOCK_SALT = 1_486_364_155;
const BIGGEST_VERSION = 2n ** 63n - 1n;
/** golang-migrate: `000001_name.up.sql`, and a history of one row that says how far the database has come. */
const golangMigrate = {
    name: "golang-migrate",
    defaultTable: "schema_migrations",
    parseName(script) {
        const match = /^([0-9]+)_([^/]*)\.(down|up)\.sql$/.exec(script);
        if (!match)
            return undefined;
        if (match[3] === "down")
            return "ignored";
        const version = BigInt(match[1]).toString();
        return { key: version, version, name: match[2], isRepeatable: false };
    },
    parseBody: (text) => ({ sql: text, checksum: (0,digest/* digestOf */.ol)(normalText(text)), problems: [] }),
    compare: compareVersions,
    lockKey: (database, table) => golangLockKey(database.name, table.schema ?? "", table.name),
    openHistory: golang_migrate_openHistory,
};
/** The advisory lock key that golang-migrate takes for a history table of a database. */
function golangLockKey(database, schema, table) {
    return BigInt(Math.imul((0,external_node_zlib_namespaceObject.crc32)(`${schema}\0${table}\0${database}`), LOCK_SALT) >>> 0);
}
function compareVersions(a, b) {
    const difference = BigInt(a.version) - BigInt(b.version);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
function golang_migrate_openHistory(database, table) {
    const name = (0,databases_database/* quoteTable */.Z8)(table);
    const side = checksumTable(database, table.schema);
    const write = async (version, dirty) => {
        await database.query(database.kind === "postgresql" ? `TRUNCATE ${name}` : `DELETE FROM ${name}`);
        await database.query(`INSERT INTO ${name} (version, dirty) VALUES ($1, ${dirty ? "true" : "false"})`, [version]);
    };
    return {
        table,
        async compare(files) {
            const rows = (await database.readColumns(table)) ? await database.query(`SELECT version, dirty FROM ${name}`) : [];
            if (rows.length > 1)
                return { applied: [], pending: [], unrecorded: [], findings: [tooManyRows(name)] };
            const [row] = rows;
            const state = { current: BigInt(row?.["version"] ?? -1), dirty: ["t", "1", "true"].includes(row?.["dirty"] ?? "") };
            const steps = state.dirty ? await (0,step_journal/* readSteps */.I$)(database, table.schema, state.current.toString()) : [];
            return golang_migrate_compareFiles(files, { ...state, isResumable: steps.length > 0 }, await side.read());
        },
        readHead: async () => JSON.stringify(await database.query(`SELECT version, dirty FROM ${name}`)),
        async create() {
            if (database.kind === "postgresql")
                await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version bigint not null primary key, dirty boolean not null)`);
            else {
                await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version uint64, dirty bool)`);
                await database.query(`CREATE UNIQUE INDEX IF NOT EXISTS version_unique ON ${name} (version)`);
            }
            await side.create();
        },
        async record(migration, { run }) {
            await write(migration.version, false);
            await side.record(migration, run);
        },
        markStarted: (migration) => write(migration.version, true),
        // The row still says `dirty`, which is what the tool leaves behind as well.
        markFailed: async () => undefined,
        adopt: (files) => side.adopt(files),
    };
}
function golang_migrate_compareFiles(files, state, side) {
    const { current, dirty, isResumable } = state;
    const findings = [];
    if (dirty && !isResumable)
        findings.push(dirtyFinding(current));
    // With `dirty` the current version has begun but not ended.
    const limit = dirty ? current - 1n : current;
    const past = files.filter((file) => BigInt(file.version) <= limit);
    const pending = files.filter((file) => BigInt(file.version) > limit);
    const known = [...side.values()].filter((row) => BigInt(row.version) <= limit);
    const highestKnown = known.reduce((highest, row) => (BigInt(row.version) > highest ? BigInt(row.version) : highest), -1n);
    const unrecorded = [];
    for (const file of past) {
        const row = side.get(file.version);
        if (row)
            findings.push(...findEdits(file, row));
        else if (BigInt(file.version) < highestKnown)
            findings.push(golang_migrate_lateFinding(file, current));
        else
            unrecorded.push(file);
    }
    for (const file of files)
        if (BigInt(file.version) > BIGGEST_VERSION)
            findings.push(versionFinding(file));
    findings.push(...findMissing(files, current, pending.length > 0));
    const applied = past
        .filter((file) => side.has(file.version) || unrecorded.includes(file))
        .map((file) => appliedOf(file, side.get(file.version)));
    return { applied, pending, findings, unrecorded };
}
function appliedOf(file, row) {
    return { version: file.version, name: file.name, file: file.file, ...(row?.appliedAt ? { appliedAt: row.appliedAt } : {}) };
}
function findMissing(files, current, hasPending) {
    if (current < 0n || files.some((file) => BigInt(file.version) === current))
        return [];
    const what = `The database is at version ${current}, for which there is no file.`;
    if (hasPending || files.some((file) => BigInt(file.version) > current))
        return [(0,migration/* planError */.u0)("missing-file", what, "Restore the file; golang-migrate itself would refuse to go on as well.")];
    return [
        (0,migration/* planWarning */.Cv)("database-ahead", what, "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."),
    ];
}
function golang_migrate_lateFinding(file, current) {
    return (0,migration/* planError */.u0)("out-of-order", `The migration ${(0,migration/* describeMigration */.K)(file)} came after the database had passed it (it is at version ${current}); golang-migrate would skip it without a word.`, `Rename the file to a version above ${current}.`, { file: file.file });
}
function dirtyFinding(version) {
    return (0,migration/* planError */.u0)("dirty", `The history says that version ${version} began and never ended ('dirty'), and there is no record of how far it came.`, `Find out which of its statements took effect, finish or undo them by hand, then run 'migrate force ${version}' (finished) or force the version before it (undone).`);
}
function versionFinding(file) {
    return (0,migration/* planError */.u0)("version", `The version ${file.version} is too large for the history table.`, "Give the file a smaller number.", {
        file: file.file,
    });
}
function tooManyRows(table) {
    return (0,migration/* planError */.u0)("history", `The history table ${table} holds more than one row, which golang-migrate never writes.`, "Find out which tool writes this table, and give it another one with the option 'table'.");
}

;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/detection.js





const LAYOUTS = { "golang-migrate": golangMigrate, dbmate: dbmate, flyway: flyway };
/**
 * The layout that both the files and the live history table speak of. Throws an `input` error when they disagree, when the files are of two
 * layouts or of one that is not supported, or when there are none.
 */
async function detectLayout(database, folder, table) {
    const layout = detectLayoutOfFiles(folder);
    const byFiles = layout.name;
    const name = tableName(database, table ?? layout.defaultTable);
    const byHistory = await detectByHistory(database, name);
    if (byHistory !== undefined && byHistory !== byFiles)
        throw new lib_error/* ActionError */.lZ("input", `The files under '${folder.sources[0]?.file.split("/").slice(0, -1).join("/") ?? folder.dir}' are of ${byFiles}, but the table '${name.name}' of '${database.name}' is ${byHistory === "other" ? "of a tool that is not supported" : `a history of ${byHistory}`}. Check that the migrations and the database belong together; another history table is named by 'table'.`);
    await refuseSecondHistory(database, byFiles, name);
    return { layout, table: name };
}
/** The layout that the files speak of, without asking a database. Throws an `input` error when there is none, or more than one. */
function detectLayoutOfFiles(folder) {
    return LAYOUTS[detectByFiles(folder)];
}
function tableName(database, text) {
    if (database.kind === "sqlite")
        return { name: text };
    const [first = "", second] = text.replaceAll('"', "").split(".");
    return second === undefined ? { schema: database.schema ?? "public", name: first } : { schema: first, name: second };
}
function detectByFiles(folder) {
    const sql = folder.sources.filter((source) => !/\.conf$/i.test(source.script));
    const kinds = new Map();
    for (const source of sql) {
        const kind = kindOf(source);
        if (kind !== undefined && !kinds.has(kind))
            kinds.set(kind, source);
    }
    const found = [...kinds];
    const [first, second] = found;
    if (first && !second)
        return first[0];
    if (first && second)
        throw new lib_error/* ActionError */.lZ("input", `The folder of migrations holds files of two layouts: '${first[1].file}' is of ${first[0]}, '${second[1].file}' of ${second[0]}. Keep one of them, because their order to each other is unknown.`);
    throw new lib_error/* ActionError */.lZ("input", `${describeUnknown(folder, sql)} Supported are golang-migrate (000001_name.up.sql), dbmate (20240101120000_name.sql with '-- migrate:up') and Flyway (V1__name.sql).`);
}
function kindOf(source) {
    if (/^[0-9]+_[^/]*\.(down|up)\.sql$/.test(source.script))
        return "golang-migrate";
    if (/^\d+[^/]*\.sql$/.test(source.script) && /^--\s*migrate:up/m.test(source.text))
        return "dbmate";
    const flywayName = parseFlywayName(source.script);
    return flywayName === undefined ? undefined : "flyway";
}
function describeUnknown(folder, sql) {
    const [first] = sql;
    if (!first)
        return `The folder '${folder.dir.split("/").at(-1)}' holds no SQL file, so there is nothing to migrate.`;
    const tool = foreignTool(folder, first);
    return tool === undefined
        ? `'${first.file}' is of no migration layout that is known here.`
        : `'${first.file}' looks like a migration of ${tool}, which is not supported.`;
}
function foreignTool(folder, first) {
    if (/^--\s*\+goose/im.test(first.text))
        return "goose";
    if (/^\s*--\s*liquibase\s*formatted/i.test(first.text))
        return "Liquibase";
    if (/^--!\s*Previous:/m.test(first.text))
        return "graphile-migrate";
    if (folder.others.some((script) => script.endsWith("migration_lock.toml")))
        return "Prisma";
    if (folder.others.includes("atlas.sum"))
        return "Atlas";
    if (folder.others.includes("meta/_journal.json"))
        return "Drizzle";
    return undefined;
}
async function detectByHistory(database, table) {
    const columns = await database.readColumns(table);
    if (!columns)
        return undefined;
    if (columns.has("installed_rank") && columns.has("script"))
        return "flyway";
    if (columns.has("version") && columns.has("dirty") && columns.size === 2)
        return "golang-migrate";
    const type = columns.get("version") ?? "";
    return columns.size === 1 && /char|text/.test(type) ? "dbmate" : "other";
}
async function refuseSecondHistory(database, layout, table) {
    const candidates = [
        ["flyway_schema_history", "Flyway"],
        ["schema_migrations", "golang-migrate or dbmate"],
        ["goose_db_version", "goose"],
        ["_prisma_migrations", "Prisma"],
        ["atlas_schema_revisions", "Atlas"],
        ["databasechangelog", "Liquibase"],
        ["_sqlx_migrations", "sqlx"],
        ["__diesel_schema_migrations", "diesel"],
        ["django_migrations", "Django"],
        ["alembic_version", "Alembic"],
    ];
    if (await database.readColumns(table))
        return;
    for (const [name, tool] of candidates) {
        if (name === table.name || !(await database.readColumns({ ...table, name })))
            continue;
        throw new lib_error/* ActionError */.lZ("input", `The files are of ${layout} and the database '${database.name}' has no table '${table.name}', but it has '${name}', a history of ${tool}. Beginning a second history would run everything again; check that the migrations and the database belong together.`);
    }
}

// EXTERNAL MODULE: ./packages/migrate/lib/run/failure.js
var failure = __nccwpck_require__(5655);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __nccwpck_require__(75);
;// CONCATENATED MODULE: ./packages/migrate/lib/sql/lexer.js
/** Thrown for SQL whose quote, dollar quote or comment never ends; `offset` is where it begins. */
class UnendedError extends Error {
    offset;
    constructor(what, offset) {
        super(what);
        this.name = "UnendedError";
        this.offset = offset;
    }
}
const SPACE = /\s/;
const WORD_START = /[A-Za-z_\u0080-\uffff]/;
const WORD_PART = /[A-Za-z0-9_$\u0080-\uffff]/;
/**
 * Splits SQL into tokens as the server's own scanner does: quotes, E'' strings and their continuation lines, dollar quotes, nested
 * comments (not nested in SQLite). Comments and white space are left out. Assumes `standard_conforming_strings = on`, the default since 9.1.
 */
function* readTokens(sql, dialect) {
    let at = 0;
    while (at < sql.length) {
        const char = sql[at];
        if (SPACE.test(char) || char === "\ufeff")
            at++;
        else if (char === "-" && sql[at + 1] === "-")
            at = endOfLine(sql, at);
        else if (char === "/" && sql[at + 1] === "*")
            at = endOfComment(sql, at, dialect);
        else {
            const token = readToken(sql, at, dialect);
            yield token;
            at = token.end;
        }
    }
}
function readToken(sql, at, dialect) {
    const char = sql[at];
    if (char === "'")
        return { kind: "text", start: at, end: endOfString(sql, at, false) };
    if (char === '"' || (dialect === "sqlite" && char === "`"))
        return { kind: "name", start: at, end: endOfQuoted(sql, at, char) };
    if (dialect === "sqlite" && char === "[")
        return { kind: "name", start: at, end: endOfBracketed(sql, at) };
    if (dialect === "postgresql" && char === "$") {
        const end = endOfDollarQuoted(sql, at);
        if (end !== undefined)
            return { kind: "text", start: at, end };
    }
    if (WORD_START.test(char))
        return readWord(sql, at, dialect);
    if (/[0-9]/.test(char))
        return { kind: "number", start: at, end: endOf(sql, at, /[0-9A-Za-z_.]/) };
    return { kind: "symbol", start: at, end: at + 1 };
}
function readWord(sql, at, dialect) {
    if (dialect === "postgresql") {
        // E'…' has backslash escapes; the prefixes B, X, N and U& change the value, not where the constant ends.
        if (/[eE]/.test(sql[at]) && sql[at + 1] === "'")
            return { kind: "text", start: at, end: endOfString(sql, at + 1, true) };
        if (/[uU]/.test(sql[at]) && sql[at + 1] === "&" && sql[at + 2] === '"')
            return { kind: "name", start: at, end: endOfQuoted(sql, at + 2, '"') };
    }
    return { kind: "word", start: at, end: endOf(sql, at, WORD_PART) };
}
function endOf(sql, at, part) {
    let end = at + 1;
    while (end < sql.length && part.test(sql[end]))
        end++;
    return end;
}
function endOfLine(sql, at) {
    const found = /[\n\r]/.exec(sql.slice(at, at + 200))?.index;
    if (found !== undefined)
        return at + found;
    let end = at;
    while (end < sql.length && sql[end] !== "\n" && sql[end] !== "\r")
        end++;
    return end;
}
function endOfComment(sql, start, dialect) {
    let depth = 0;
    for (let at = start; at < sql.length;) {
        if (sql.startsWith("/*", at) && (depth === 0 || dialect === "postgresql"))
            [depth, at] = [depth + 1, at + 2];
        else if (sql.startsWith("*/", at)) {
            [depth, at] = [depth - 1, at + 2];
            if (depth === 0)
                return at;
        }
        else
            at++;
    }
    // SQLite lets the end of the text end a comment.
    if (dialect === "sqlite")
        return sql.length;
    throw new UnendedError("A comment that begins with /* never ends", start);
}
function endOfQuoted(sql, start, quote) {
    for (let at = start + 1; at < sql.length; at++) {
        if (sql[at] !== quote)
            continue;
        if (sql[at + 1] !== quote)
            return at + 1;
        at++;
    }
    throw new UnendedError(`A name that begins with ${quote} never ends`, start);
}
function endOfBracketed(sql, start) {
    const end = sql.indexOf("]", start);
    if (end < 0)
        throw new UnendedError("A name that begins with [ never ends", start);
    return end + 1;
}
function endOfString(sql, start, escapes) {
    for (let at = start + 1; at < sql.length; at++) {
        if (escapes && sql[at] === "\\")
            at++;
        else if (sql[at] === "'") {
            if (sql[at + 1] === "'")
                at++;
            else if (!escapes)
                return at + 1;
            else {
                // An E'…' constant goes on, with its escapes, after white space with a line break (and comments) and another quote.
                const next = /^[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*(?=[\n\r]))*'/.exec(sql.slice(at + 1));
                if (!next)
                    return at + 1;
                at += next[0].length;
            }
        }
    }
    throw new UnendedError("A text that begins with ' never ends", start);
}
function endOfDollarQuoted(sql, start) {
    const opening = /^\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/.exec(sql.slice(start, start + 130));
    if (!opening)
        return undefined;
    const end = sql.indexOf(opening[0], start + opening[0].length);
    if (end < 0)
        throw new UnendedError(`A text that begins with ${opening[0]} never ends`, start);
    return end + opening[0].length;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./packages/migrate/lib/sql/statement.js


const WORDS_AT_MOST = 40;
/**
 * Splits SQL at the semicolons that end statements: not those in quotes, comments, parentheses (CREATE RULE), `BEGIN ATOMIC … END` bodies of
 * functions, and bodies of SQLite triggers. Empty statements are left out. Throws `UnendedError`.
 */
function splitStatements(sql, dialect) {
    const lineAt = lineCounter(sql);
    const statements = [];
    let tokens = [];
    let body = new BodyDepth(dialect);
    let parentheses = 0;
    const finish = () => {
        if (tokens.length > 0)
            statements.push(makeStatement(sql, tokens, lineAt));
        tokens = [];
        body = new BodyDepth(dialect);
        parentheses = 0;
    };
    for (const token of readTokens(sql, dialect)) {
        const symbol = token.kind === "symbol" ? sql[token.start] : "";
        if (symbol === "(")
            parentheses++;
        else if (symbol === ")")
            parentheses = Math.max(0, parentheses - 1);
        if (symbol === ";" && parentheses === 0 && body.depth === 0) {
            finish();
            continue;
        }
        tokens.push(token);
        if (token.kind === "word")
            body.enter(sql.slice(token.start, token.end).toUpperCase());
    }
    finish();
    return statements;
}
/** Counts the BEGIN … END and CASE … END that a semicolon may stand inside of. The rule is psql's own. */
class BodyDepth {
    depth = 0;
    first = [];
    last = "";
    dialect;
    constructor(dialect) {
        this.dialect = dialect;
    }
    enter(word) {
        if (this.first.length < 5)
            this.first.push(word);
        if (this.mayHaveBody()) {
            if (word === "BEGIN" && this.dialect === "sqlite")
                this.depth++;
            if (word === "ATOMIC" && this.last === "BEGIN" && this.dialect === "postgresql")
                this.depth++;
            if (word === "CASE" && this.depth > 0)
                this.depth++;
            if (word === "END" && this.depth > 0)
                this.depth--;
        }
        this.last = word;
    }
    mayHaveBody() {
        if (this.first[0] !== "CREATE")
            return false;
        const kinds = this.dialect === "sqlite" ? ["TRIGGER"] : ["FUNCTION", "PROCEDURE"];
        return this.first.slice(1, 4).some((word) => kinds.includes(word));
    }
}
function makeStatement(sql, tokens, lineAt) {
    const start = tokens[0].start;
    const end = tokens.at(-1).end;
    const words = tokens
        .filter((token) => token.kind === "word" || token.kind === "name")
        .slice(0, WORDS_AT_MOST)
        .map((token) => (token.kind === "word" ? sql.slice(token.start, token.end).toUpperCase() : sql.slice(token.start, token.end)));
    return { text: sql.slice(start, end), start, line: lineAt(start), tokens, words };
}
/** A function that says on which line an offset lies; fast for offsets that grow. */
function lineCounter(text) {
    let at = 0;
    let line = 1;
    return (offset) => {
        if (offset < at)
            [at, line] = [0, 1];
        for (; at < offset; at++)
            if (text[at] === "\n")
                line++;
        return line;
    };
}
/** The digest of what statements mean: their tokens, without comments and white space, bare words in any case. */
function digestOfStatements(sql, statements) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const statement of statements) {
        for (const token of statement.tokens) {
            const text = sql.slice(token.start, token.end);
            const meaning = token.kind === "word" ? text.toLowerCase() : text;
            hash.update(`${token.kind[0]}${meaning.length}:${meaning}`);
        }
        hash.update(";");
    }
    return `sha256:${hash.digest("hex")}`;
}

// EXTERNAL MODULE: ./packages/migrate/lib/sql/transactionality.js
var transactionality = __nccwpck_require__(8169);
;// CONCATENATED MODULE: ./packages/migrate/lib/layouts/files.js








const FILE_BYTES_AT_MOST = 64 * 1024 * 1024;
/** Reads a folder of the workspace. Throws an `input` error when it is no folder, holds links, or a SQL file is no UTF-8 text. */
async function readFolder(workspace, dir) {
    const root = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, dir, "migrations");
    const base = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, ".", "workspace");
    const entries = await (0,promises_.readdir)(root, { recursive: true, withFileTypes: true }).catch((error) => {
        throw new lib_error/* ActionError */.lZ("input", `'${dir}' is not a folder that can be read; name the folder of the migration files.`, { cause: error });
    });
    const sources = [];
    const others = [];
    for (const entry of entries.sort((a, b) => ((0,external_node_path_.join)(a.parentPath, a.name) < (0,external_node_path_.join)(b.parentPath, b.name) ? -1 : 1))) {
        const path = (0,external_node_path_.join)(entry.parentPath, entry.name);
        const script = (0,external_node_path_.relative)(root, path).split(external_node_path_.sep).join("/");
        if (entry.isDirectory())
            continue;
        if (!entry.isFile())
            throw new lib_error/* ActionError */.lZ("input", `'${dir}/${script}' is a link or special file, which may change without the folder; replace it by a copy.`);
        if (!/\.sql(\.conf)?$/i.test(entry.name))
            others.push(script);
        else
            sources.push({ script, file: (0,external_node_path_.relative)(base, path).split(external_node_path_.sep).join("/"), text: await readText(path, `${dir}/${script}`) });
    }
    return { dir: root, sources, others, digest: (0,digest/* digestOfJson */.Qs)(sources.map((source) => [source.script, (0,digest/* digestOf */.ol)(source.text)])) };
}
async function readText(path, shown) {
    const bytes = await (0,promises_.readFile)(path);
    if (bytes.length > FILE_BYTES_AT_MOST)
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' is larger than 64 MB; load bulk data by other means than a migration.`);
    try {
        // ignoreBOM keeps the mark, so that offsets are those of the file.
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", `'${shown}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
    }
}
/** Reads the files of a folder as migrations of a layout, in the order in which they run, with everything that is wrong about them. */
function readMigrations(folder, layout, server) {
    const findings = [];
    const named = [];
    for (const source of folder.sources) {
        if (/\.conf$/i.test(source.script))
            continue;
        const parsed = layout.parseName(source.script);
        if (parsed === undefined)
            findings.push(foreignFile(source, layout));
        else if (parsed !== "ignored")
            named.push({ ...source, ...parsed });
    }
    for (const script of folder.others)
        if (/^[VR]?\d[\w.]*_.*\.(java|kt|groovy|go|js|ts|mjs|cjs|py|rb|php|cs|sh|json|cql)$/i.test(script.split("/").at(-1) ?? ""))
            findings.push(programFile(script));
    named.sort((a, b) => layout.compare(a, b));
    for (const [index, file] of named.entries()) {
        const twin = named.findIndex((other) => other.key === file.key);
        if (twin < index)
            findings.push(duplicateFile(file, named[twin]));
    }
    const files = named.map((file) => {
        const companion = folder.sources.find((source) => source.script === `${file.script}.conf`)?.text;
        const { migration, findings: own } = readMigration(file, layout.parseBody(file.text, companion), server);
        findings.push(...own);
        return migration;
    });
    return { files, findings };
}
function readMigration(file, body, server) {
    const findings = body.problems.map(({ line, what, next }) => (0,migration/* planError */.u0)("migration-file", `${what}.`, next, { file: file.file, line }));
    const { key, version, name, isRepeatable, script } = file;
    const identity = { key, version, name, isRepeatable, script, file: file.file, checksum: body.checksum };
    let statements;
    try {
        statements = splitStatements(body.sql, server.kind);
    }
    catch (error) {
        if (!(error instanceof UnendedError))
            throw error;
        findings.push((0,migration/* planError */.u0)("migration-file", `${error.message}.`, "Close it.", { file: file.file, line: lineOf(body.sql, error.offset) }));
        return { migration: { ...identity, sql: body.sql, meaning: (0,digest/* digestOf */.ol)(body.sql), statements: [] }, findings };
    }
    const meaning = digestOfStatements(body.sql, statements);
    const own = withoutOwnTransaction(statements);
    findings.push(...findUnrunnable(own.statements, file.file));
    const separately = findSeparation(own.statements, body.withoutTransaction, server);
    const sql = own.removed.length === 0 ? body.sql : keepRanges(body.sql, keptRanges(body.sql, own.removed));
    return { migration: { ...identity, sql, meaning, statements: own.statements, ...(separately ? { separately } : {}) }, findings };
}
/** Many files wrap themselves in BEGIN … COMMIT. They run in our transaction, so that the history row is written in the same one. */
function withoutOwnTransaction(statements) {
    const [first] = statements;
    const last = statements.at(-1);
    if (!first || !last || (0,transactionality/* findTransactionControl */.f)(first) !== "begin" || (0,transactionality/* findTransactionControl */.f)(last) !== "end")
        return { statements, removed: [] };
    return { statements: statements.slice(1, -1), removed: [first, last] };
}
function keptRanges(sql, removed) {
    const ranges = [];
    let at = 0;
    for (const statement of removed) {
        ranges.push([at, statement.start]);
        at = statement.start + statement.text.length;
    }
    return [...ranges, [at, sql.length]];
}
function findUnrunnable(statements, file) {
    return statements.flatMap((statement) => {
        const where = { file, line: statement.line };
        if ((0,transactionality/* findTransactionControl */.f)(statement))
            return [
                (0,migration/* planError */.u0)("transaction-control", `The statement '${statement.words[0]}' begins or ends a transaction in the middle of the file.`, "Remove it; every migration runs in a transaction of its own together with its history row.", where),
            ];
        if (statement.text.startsWith("\\"))
            return [
                (0,migration/* planError */.u0)("client-command", "The file holds a command of the psql client, which a server does not know.", "Write it as SQL.", where),
            ];
        if (statement.words[0] === "COPY" && statement.words.some((word, index) => word === "STDIN" && statement.words[index - 1] === "FROM"))
            return [(0,migration/* planError */.u0)("client-command", "COPY FROM STDIN needs data from a client.", "Write INSERT statements.", where)];
        return [];
    });
}
function findSeparation(statements, declared, server) {
    for (const statement of statements) {
        const why = (0,transactionality/* findTransactionBan */.r)(statement, server.kind, server.major);
        if (why !== undefined)
            return { line: statement.line, why: `${why} cannot run in a transaction` };
    }
    return declared === undefined ? undefined : { line: declared, why: "the file asks for it" };
}
function foreignFile(source, layout) {
    return (0,migration/* planError */.u0)("foreign-file", `'${source.script}' is not a migration that ${layout.name} files are made of here, so it would be left out.`, layout.name === "flyway"
        ? "Rename or move it; baseline (B) files and callbacks are not supported."
        : "Rename it like the others, or move it out of the folder.", { file: source.file });
}
function programFile(script) {
    return (0,migration/* planError */.u0)("program-file", `'${script}' looks like a migration written as a program, which cannot be run here.`, "Write it as SQL, or move it out of the folder and run it as a step of its own.");
}
function duplicateFile(file, twin) {
    const id = file.isRepeatable ? `the name '${file.name}'` : `the version ${file.version}`;
    return (0,migration/* planError */.u0)("duplicate-version", `'${file.script}' and '${twin.script}' both have ${id}.`, "Give one of them the next free version.", { file: file.file });
}

;// CONCATENATED MODULE: ./packages/migrate/lib/plan.js





const NEWEST_POSTGRES = 18;
/** Compares the files with the database's history. Throws `input` for a folder or history that no layout explains. */
async function planMigrations(database, options) {
    try {
        return (await readState(database, options)).plan;
    }
    catch (error) {
        throw (0,failure/* explainUnexpected */.Vv)(database, error);
    }
}
/**
 * What can be said about the files without a database: the plan for an empty one, under the rules of a current PostgreSQL unless another kind
 * is named. Throws `input` for a folder that no layout explains.
 */
async function checkMigrations(options) {
    const { kind = "postgresql", ...rest } = options;
    const folder = await readFolder(options.workspace, options.dir);
    const layout = detectLayoutOfFiles(folder);
    const { files, findings } = readMigrations(folder, layout, { kind, major: kind === "postgresql" ? NEWEST_POSTGRES : 3 });
    const all = [...findings, ...noticesOf(files, findings)];
    return {
        layout: layout.name,
        database: { kind, version: "", name: "" },
        applied: [],
        pending: files.map(showPending),
        findings: all,
        verdict: (0,verdict/* verdictOf */.Vj)(all),
        digest: folder.digest,
        filesDigest: folder.digest,
        options: rest,
    };
}
/** Where the database stands; the same as a plan, for those who do not mean to apply it. */
async function migrationStatus(database, options) {
    return planMigrations(database, options);
}
/** Reads files and history. */
async function readState(database, options) {
    const folder = await readFolder(options.workspace, options.dir);
    const { layout, table } = await detectLayout(database, folder, options.table);
    const { files, findings } = readMigrations(folder, layout, database);
    const history = layout.openHistory(database, table);
    const { applied, pending, findings: differences, unrecorded } = await history.compare(files);
    const all = [...findings, ...differences, ...noticesOf(pending, findings), ...adoptionNotice(layout, unrecorded)];
    const unknown = applied.filter((migration) => migration.file === undefined).map((migration) => migration.version);
    const where = { database: database.name, kind: database.kind, table: table.name, schema: table.schema ?? null };
    const facts = { layout: layout.name, ...where, files: folder.digest, unknown };
    const digestOfPending = (waiting) => (0,digest/* digestOfJson */.Qs)({ ...facts, pending: waiting.map(identityOf) });
    const done = inOrderOfTime(files.filter((file) => !pending.includes(file)), applied);
    const plan = {
        layout: layout.name,
        database: { kind: database.kind, version: database.version, name: database.name },
        applied,
        pending: pending.map(showPending),
        findings: all,
        verdict: (0,verdict/* verdictOf */.Vj)(all),
        digest: digestOfPending(pending),
        filesDigest: folder.digest,
        options,
    };
    return {
        plan,
        layout,
        table,
        history,
        files,
        pending,
        unrecorded,
        digestBefore: (count) => digestOfPending(files.filter((file) => pending.includes(file) || done.indexOf(file) >= done.length - count)),
    };
}
function inOrderOfTime(files, applied) {
    const times = new Map(applied.map((migration) => [migration.file, migration.appliedAt ?? ""]));
    const timeOf = (file) => times.get(file.file) ?? "";
    return [...files].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}
/** Together with the digest of all files, the list of pending ones says which were applied. */
function identityOf(file) {
    return [file.key, file.script, file.checksum, file.separately === undefined];
}
function noticesOf(pending, errors) {
    return pending.flatMap((file) => {
        const notices = [];
        if (file.separately)
            notices.push({
                rule: "without-transaction",
                severity: "notice",
                what: `The migration ${(0,migration/* describeMigration */.K)(file)} runs statement by statement, because ${file.separately.why}; if it is interrupted, the next run goes on where it stopped.`,
                where: { file: file.file, line: file.separately.line },
            });
        if (file.statements.length === 0 && !errors.some((finding) => finding.where?.file === file.file))
            notices.push({
                rule: "empty-migration",
                severity: "notice",
                what: `The migration ${(0,migration/* describeMigration */.K)(file)} holds no statement; only its version will be written down.`,
                where: { file: file.file },
            });
        return notices;
    });
}
function adoptionNotice(layout, unrecorded) {
    const [first] = unrecorded;
    if (!first)
        return [];
    const what = `${layout.name} itself applied ${unrecorded.length === 1 ? "a migration" : `${unrecorded.length} migrations`} and keeps no checksums; applying writes them down, so that later edits are noticed.`;
    return [{ rule: "adoption", severity: "notice", what, where: { file: first.file } }];
}
function showPending(file) {
    return {
        version: file.version,
        name: file.name,
        file: file.file,
        checksum: file.checksum,
        sql: hidePasswords(file.sql.trim()),
        transactional: file.separately === undefined,
        ...(file.separately ? { reason: file.separately.why } : {}),
        statements: file.statements.map(({ line, text }) => ({ line, text: hidePasswords(text) })),
    };
}
/** SQL with the constants behind PASSWORD and in connection strings hidden. */
function hidePasswords(sql) {
    return sql
        .replace(/\b(PASSWORD\s+)(?:[eE]?'(?:[^'\\]|''|\\.)*'|\$(\w*)\$.*?\$\2\$)/gis, "$1'***'")
        .replace(/\b(password\s*=\s*)[^\s';]+/gi, "$1***");
}


/***/ }),

/***/ 5655:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Vv: () => (/* binding */ explainUnexpected),
/* harmony export */   Xb: () => (/* binding */ MigrationRefusal),
/* harmony export */   iW: () => (/* binding */ during),
/* harmony export */   pR: () => (/* binding */ MigrationFailure)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6788);
/* harmony import */ var _databases_database_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9289);
/* harmony import */ var _migration_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8503);



/** A statement of a migration that the server refused, or the connection that broke under it. */
class MigrationFailure extends Error {
    migration;
    statement;
    error;
    constructor(migration, statement, error) {
        super(error.message, { cause: error });
        this.name = "MigrationFailure";
        this.migration = migration;
        this.statement = statement;
        this.error = error;
    }
}
/** A state of the database that a run will not go on from; carries what the user is told. */
class MigrationRefusal extends Error {
    finding;
    constructor(finding) {
        super(finding.what);
        this.name = "MigrationRefusal";
        this.finding = finding;
    }
}
/** Runs work for one statement, so that a refusal by the server is told with its migration and line. */
async function during(migration, statement, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof _databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8)
            throw new MigrationFailure(migration, statement, error);
        throw error;
    }
}
const LOCK_NOT_AVAILABLE = "55P03";
/** What a user is told about a failed migration: where, what the server said, what is left, what to do. */
async function explainFailure(database, failure) {
    const { migration, statement, error } = failure;
    const isSeparate = migration.separately !== undefined;
    const code = database.kind === "postgresql" ? `SQLSTATE ${error.code}` : `SQLite code ${error.code}`;
    const left = isSeparate
        ? "Its statements before this line have taken effect and are written down."
        : "Nothing of this migration remains; it ran in a transaction that was rolled back.";
    const again = isSeparate ? "the next run goes on with this statement" : "run again";
    const where = { file: migration.file, ...(statement ? { line: lineOfError(statement, error) } : {}) };
    const base = { severity: "error", where };
    if (error.isConnectionLost)
        return {
            ...base,
            rule: "connection-lost",
            what: `The connection to '${database.name}' was lost during the migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)}: ${error.message}.`,
            next: "Run again: the history says whether it was written down, and nothing runs twice.",
        };
    if (error.code === LOCK_NOT_AVAILABLE) {
        const holders = await database.describeOpenTransactions().catch(() => "");
        return {
            ...base,
            rule: "lock-timeout",
            what: `The migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)} did not get a lock that other sessions hold (${code}). ${left}`,
            ...(holders === "" ? {} : { observed: `longest open transactions: ${holders}` }),
            next: `Run again when they are done; ${again}.`,
        };
    }
    return {
        ...base,
        rule: "statement-failed",
        what: `The migration ${(0,_migration_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMigration */ .K)(migration)} failed: ${error.message} (${code}). ${left}`,
        next: `${hintFor(error)}Correct the file, then ${isSeparate ? `start the migration again; ${again}` : again}.`,
    };
}
/** The error for a statement of our own that the server refused; any other thrown value is given back as it is. */
function explainUnexpected(database, error) {
    if (!(error instanceof _databases_database_js__WEBPACK_IMPORTED_MODULE_0__/* .SqlError */ .L8))
        return error;
    const what = `The migration history of '${database.name}' (${database.address}) cannot be used: ${error.message} (${error.code}).`;
    if (error.isConnectionLost)
        return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("remote", `${what} Run again when the server is back; nothing runs twice.`, { cause: error });
    const next = error.code === "42501" ? "Grant the database user the rights on the schema and its history table." : "Look into the history table.";
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("environment", `${what} ${next}`, { cause: error });
}
function hintFor(error) {
    const hints = {
        "42501": "The database user lacks a right; grant it or use the owner's role. ",
        "55P04": "A new enum value cannot be used in the transaction that adds it; put its use into the next file. ",
        "25001": "This statement must not run in a transaction; put it into a file of its own. ",
        "53100": "The server's disk is full. ",
    };
    return hints[error.code] ?? (error.hint === undefined ? "" : `The server's hint: ${error.hint.replace(/\.?$/, ".")} `);
}
function lineOfError(statement, error) {
    const before = error.offset === undefined ? "" : statement.text.slice(0, error.offset);
    return statement.line + before.split("\n").length - 1;
}


/***/ }),

/***/ 4929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E5: () => (/* binding */ createSteps),
/* harmony export */   I$: () => (/* binding */ readSteps),
/* harmony export */   TW: () => (/* binding */ stepDigest),
/* harmony export */   e3: () => (/* binding */ stepTableName),
/* harmony export */   qV: () => (/* binding */ writeStep),
/* harmony export */   z$: () => (/* binding */ deleteSteps)
/* harmony export */ });
/* unused harmony export STEP_TABLE */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8061);
/* harmony import */ var _databases_database_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9289);


const STEP_TABLE = "waybill_migration_steps";
/** What a statement is recognised by in the journal. */
function stepDigest(statement) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(statement.text);
}
function stepTable(schema) {
    return { ...(schema === undefined ? {} : { schema }), name: STEP_TABLE };
}
/** The full name of the journal's table in quotes, for messages that people act on. */
function stepTableName(schema) {
    return (0,_databases_database_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteTable */ .Z8)(stepTable(schema));
}
/** The steps written down for a migration, in order; none when it never ran without a transaction. */
async function readSteps(database, schema, key) {
    if (!(await database.readColumns(stepTable(schema))))
        return [];
    const rows = await database.query(`SELECT statement, digest, state FROM ${stepTableName(schema)} WHERE migration = $1 ORDER BY statement`, [key]);
    return rows.map((row) => ({
        index: Number(row["statement"]),
        digest: row["digest"] ?? "",
        state: row["state"] === "done" ? "done" : "started",
    }));
}
/** Makes the journal's table; inside a transaction of the caller, as everything that writes here. */
async function createSteps(database, schema) {
    await database.query(`CREATE TABLE IF NOT EXISTS ${stepTableName(schema)} (migration text NOT NULL, statement integer NOT NULL, digest text NOT NULL, state text NOT NULL, PRIMARY KEY (migration, statement))`);
}
/** Writes that a statement has started or is done. */
async function writeStep(database, schema, key, step) {
    await database.query(`INSERT INTO ${stepTableName(schema)} (migration, statement, digest, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (migration, statement) DO UPDATE SET digest = excluded.digest, state = excluded.state`, [key, step.index, step.digest, step.state]);
}
/** Forgets the steps of a migration whose history row is written in the same transaction. */
async function deleteSteps(database, schema, key) {
    await database.query(`DELETE FROM ${stepTableName(schema)} WHERE migration = $1`, [key]);
}


/***/ }),

/***/ 8169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ findTransactionControl),
/* harmony export */   r: () => (/* binding */ findTransactionBan)
/* harmony export */ });
/** Says in a few words why a statement cannot run inside a transaction; undefined when it can. */
function findTransactionBan(statement, dialect, major) {
    return dialect === "sqlite" ? sqliteBan(statement.words) : postgresBan(statement.words, major);
}
function sqliteBan([first = ""]) {
    return ["VACUUM", "ATTACH", "DETACH"].includes(first) ? first : undefined;
}
function postgresBan(words, major) {
    const [first = "", second = "", third = ""] = words;
    const has = (word) => words.includes(word);
    if (first === "VACUUM")
        return "VACUUM";
    if (first === "ALTER" && second === "SYSTEM")
        return "ALTER SYSTEM";
    if (first === "CLUSTER" && words.every((word) => word === "CLUSTER" || word === "VERBOSE"))
        return "CLUSTER of all tables";
    if (["CREATE", "DROP"].includes(first) && ["DATABASE", "TABLESPACE"].includes(second))
        return `${first} ${second}`;
    if (["CREATE", "DROP"].includes(first) && second === "SUBSCRIPTION")
        return `${first} SUBSCRIPTION`;
    if (first === "ALTER" && second === "SUBSCRIPTION" && (has("REFRESH") || has("PUBLICATION")))
        return "ALTER SUBSCRIPTION";
    if (first === "ALTER" && second === "DATABASE" && has("TABLESPACE"))
        return "ALTER DATABASE SET TABLESPACE";
    const isIndex = second === "INDEX" || (second === "UNIQUE" && third === "INDEX");
    if (["CREATE", "DROP"].includes(first) && isIndex && words[words.indexOf("INDEX") + 1] === "CONCURRENTLY")
        return `${first} INDEX CONCURRENTLY`;
    if (first === "REINDEX")
        return reindexBan(words);
    if (first === "ALTER" && second === "TABLE" && has("DETACH") && has("CONCURRENTLY"))
        return "DETACH PARTITION CONCURRENTLY";
    if (first === "ALTER" && second === "TYPE" && has("ADD") && has("VALUE") && major < 12)
        return "ALTER TYPE ADD VALUE before PostgreSQL 12";
    return undefined;
}
function reindexBan(words) {
    if (words.includes("CONCURRENTLY"))
        return "REINDEX CONCURRENTLY";
    const object = words.find((word) => ["INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"].includes(word)) ?? "";
    return ["SCHEMA", "DATABASE", "SYSTEM"].includes(object) ? `REINDEX ${object}` : undefined;
}
/** Whether a statement begins or ends a transaction itself. `ROLLBACK TO` and savepoints do not. */
function findTransactionControl({ words }) {
    const [first = "", second = ""] = words;
    if (first === "BEGIN" || (first === "START" && second === "TRANSACTION"))
        return "begin";
    if (first === "COMMIT" || first === "END")
        return second === "PREPARED" || words.includes("CHAIN") ? "other" : "end";
    if (first === "ROLLBACK")
        return words.includes("TO") ? undefined : "other";
    if (first === "ABORT" || (first === "PREPARE" && second === "TRANSACTION"))
        return "other";
    return undefined;
}


/***/ }),

/***/ 9819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  IT: () => (/* binding */ finishStep),
  j1: () => (/* binding */ openStepSession),
  di: () => (/* binding */ readCommonInputs)
});

// UNUSED EXPORTS: publishReport, readPairs, readYaml

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __nccwpck_require__(6788);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __nccwpck_require__(3855);
// EXTERNAL MODULE: ./packages/kit/lib/edge/runner-inputs.js
var runner_inputs = __nccwpck_require__(4150);
// EXTERNAL MODULE: ./packages/kit/lib/edge/runner-outputs.js
var runner_outputs = __nccwpck_require__(2853);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js + 1 modules
var lib_digest = __nccwpck_require__(8061);
// EXTERNAL MODULE: ./packages/kit/lib/workspace.js
var lib_workspace = __nccwpck_require__(75);
;// CONCATENATED MODULE: ./packages/config/lib/document.js

const NODES_AT_MOST = 20_000;
const DEPTH_AT_MOST = 40;
/** Makes the finding that a problem of a file becomes. */
function problem(place, what, next) {
    return { rule: "config", severity: "error", what, where: place, ...(next === undefined ? {} : { next }) };
}
/** One line for a problem: file, line, column and what is wrong. */
function document_describeProblem({ where, what }) {
    return `${where?.file}:${where?.line}:${where?.column} ${what}${what.endsWith("?") ? "" : "."}`;
}
/**
 * Reads the one document of a YAML text; syntax errors, duplicate keys, several documents and an empty text become findings. Aliases are
 * followed up to a bound, so that a small file cannot fill the memory.
 */
function parseDocument(text, file) {
    const counter = new dist/* LineCounter */.HN();
    const parsed = (0,dist/* parseAllDocuments */.hR)(text, { lineCounter: counter, prettyErrors: false, version: "1.2" });
    const documents = Array.isArray(parsed) ? parsed : [];
    const placeAt = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const problems = documents.flatMap((document) => [...document.errors, ...document.warnings].map((error) => problem(placeAt(error.pos[0]), oneLine(error.message))));
    if (problems.length > 0)
        return { problems };
    const [document, second] = documents;
    if (second)
        return { problems: [problem(placeAt(second.range[0]), "a second document begins here; one file holds one document")] };
    const contents = document?.contents;
    if (!document || !contents || ((0,dist/* isScalar */.jn)(contents) && contents.value === null))
        return { problems: [problem({ file, line: 1, column: 1 }, "the file is empty")] };
    const reader = { document, placeAt, problems, count: 0 };
    const root = readNode(reader, contents, 0);
    return problems.length > 0 ? { problems } : { root, problems };
}
function readNode(reader, node, depth, fallback) {
    const place = node?.range ? reader.placeAt(node.range[0]) : (fallback ?? reader.placeAt(0));
    const nothing = { type: "null", place, scalar: null };
    if (++reader.count > NODES_AT_MOST || depth > DEPTH_AT_MOST) {
        const limit = depth > DEPTH_AT_MOST ? `${DEPTH_AT_MOST} levels deep` : `${NODES_AT_MOST} values`;
        if (reader.problems.length === 0)
            reader.problems.push(problem(place, `the file holds more than ${limit}, aliases counted`));
        return nothing;
    }
    if ((0,dist/* isAlias */.Vj)(node)) {
        const target = node.resolve(reader.document);
        if (target)
            return { ...readNode(reader, target, depth + 1), place };
        reader.problems.push(problem(place, `the alias '*${node.source}' has no anchor`));
        return nothing;
    }
    if ((0,dist/* isMap */.jh)(node))
        return { type: "object", place, members: readMembers(reader, node, depth) };
    if ((0,dist/* isSeq */.oP)(node))
        return { type: "array", place, items: node.items.map((item) => readNode(reader, item, depth + 1, place)) };
    return (0,dist/* isScalar */.jn)(node) ? readScalar(reader, node.value, place) : nothing;
}
function readMembers(reader, map, depth) {
    const members = new Map();
    for (const pair of map.items) {
        const key = pair.key;
        const place = key?.range ? reader.placeAt(key.range[0]) : reader.placeAt(0);
        const value = (0,dist/* isScalar */.jn)(key) ? key.value : undefined;
        if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
            reader.problems.push(problem(place, "a key must be a plain word"));
            continue;
        }
        const name = String(value);
        if (members.has(name))
            reader.problems.push(problem(place, `the key '${name}' stands here a second time`));
        members.set(name, { place, value: readNode(reader, pair.value, depth + 1, place) });
    }
    return members;
}
function readScalar(reader, value, place) {
    if (value === null || value === undefined)
        return { type: "null", place, scalar: null };
    if (typeof value === "string")
        return { type: "string", place, scalar: value };
    if (typeof value === "boolean")
        return { type: "boolean", place, scalar: value };
    if (typeof value === "number" && Number.isFinite(value))
        return { type: Number.isInteger(value) ? "integer" : "number", place, scalar: value };
    reader.problems.push(problem(place, "the value is no text, finite number, true, false, list or mapping"));
    return { type: "null", place, scalar: null };
}
/** The plain JSON value of a node. */
function plainValue(node) {
    if (node.members) {
        const entries = [...node.members].map(([key, member]) => [key, plainValue(member.value)]);
        // fromEntries defines own members, so that a key named __proto__ stays a plain key.
        return Object.fromEntries(entries);
    }
    return node.items ? node.items.map(plainValue) : node.scalar;
}
/** The place of the value at a path of keys and indexes, or of the nearest value above it. */
function placeOf(root, path) {
    let node = root;
    for (const step of path) {
        const next = typeof step === "number" ? node.items?.[step] : node.members?.get(step)?.value;
        if (!next)
            break;
        node = next;
    }
    return node.place;
}
function oneLine(text) {
    return text.replace(/\s+/g, " ").trim();
}

;// CONCATENATED MODULE: ./packages/config/lib/nearest.js
/** The candidate that a mistyped word most likely meant: at most a third of its letters differ; undefined when none is near. */
function findNearest(word, candidates) {
    let best;
    let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
    for (const candidate of candidates) {
        const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < bestDistance)
            [best, bestDistance] = [candidate, distance];
    }
    return best;
}
/** How many letters must be inserted, removed, replaced or swapped with their neighbour to make one word of the other. */
function editDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const cost = a[row - 1] === b[column - 1] ? 0 : 1;
            let best = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost);
            if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
                best = Math.min(best, beforeLast[column - 2] + 1);
            current.push(best);
        }
        [beforeLast, last] = [last, current];
    }
    return last[b.length];
}

;// CONCATENATED MODULE: ./packages/config/lib/order.js
/**
 * Names in an order in which each stands behind its predecessor, else as they came; and the names that wait for each other in a circle or
 * for a name that is not there.
 */
function orderByPredecessor(predecessors) {
    const ordered = [];
    let waiting = [...predecessors.keys()];
    for (;;) {
        const ready = waiting.find((name) => {
            const before = predecessors.get(name);
            return before === undefined || ordered.includes(before);
        });
        if (ready === undefined)
            return { ordered, circular: waiting };
        ordered.push(ready);
        waiting = waiting.filter((name) => name !== ready);
    }
}

;// CONCATENATED MODULE: ./packages/config/lib/quantity.js
const SECONDS = { s: 1, m: 60, h: 3600 };
const BYTES = {
    B: 1,
    kB: 1e3,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
};
/** Seconds of a duration that the schema has accepted: a number of seconds, or `90s`, `5m`, `1h`. */
function parseSeconds(value) {
    if (typeof value === "number")
        return value;
    return Number.parseInt(value, 10) * (SECONDS[value.slice(-1)] ?? Number.NaN);
}
/** Bytes of a size that the schema has accepted: a number of bytes, or a text with B, kB, MB, GB (powers of 1000), KiB, MiB, GiB (of 1024). */
function parseBytes(value) {
    if (typeof value === "number")
        return value;
    const unit = /[A-Za-z]+$/.exec(value)?.[0] ?? "";
    return Math.round(Number.parseFloat(value) * (BYTES[unit] ?? Number.NaN));
}

;// CONCATENATED MODULE: ./packages/config/lib/sections.js


/** The mapping under a key, empty when it is absent. */
function fieldsOf(value) {
    return (value ?? {});
}
/** Every entry of a section, read by name. */
function readSection(section, read) {
    return Object.fromEntries(Object.entries(fieldsOf(section)).map(([name, value]) => [name, read(name, fieldsOf(value))]));
}
/** Reads one entry of `images`. */
function readImage(name, fields) {
    const context = normalPath(fields["context"] ?? ".");
    return {
        name,
        context,
        dockerfile: normalPath(fields["dockerfile"] ?? external_node_path_.posix.join(context, "Dockerfile")),
        ...optional("target", fields["target"]),
        args: readArguments(fields["args"]),
        platforms: fields["platforms"] ?? ["linux/amd64"],
        ...optional("repository", fields["repository"]),
        ...(fields["probe"] === undefined ? {} : { probe: readProbe(fieldsOf(fields["probe"])) }),
        ...(fields["budget"] === undefined ? {} : { budgetBytes: parseBytes(fieldsOf(fields["budget"])["size"]) }),
        secrets: readSecrets(fields["secrets"]),
    };
}
function readProbe(fields) {
    return {
        port: fields["port"],
        path: fields["path"] ?? "/healthz",
        expectStatus: fields["expect_status"] ?? 200,
        timeoutSeconds: parseSeconds(fields["timeout"] ?? 60),
        env: readArguments(fields["env"]),
    };
}
/** Reads one entry of `data`. */
function readData(name, fields) {
    const checks = fields["contract"] ?? fields["checks"];
    return {
        name,
        source: normalPath(fields["source"]),
        ...(typeof checks === "string" ? { checks: normalPath(checks) } : { inline: checks }),
        ...optional("history", pathOf(fields["history"])),
    };
}
/** Reads one entry of `models`. */
function readModel(name, fields) {
    return {
        name,
        path: normalPath(fields["path"]),
        ...optional("metrics", pathOf(fields["metrics"])),
        ...optional("baseline", pathOf(fields["baseline"])),
        gate: readSection(fields["gate"], (_, gate) => readGate(gate)),
        allowPickle: fields["allow_pickle"] ?? false,
    };
}
function readGate(fields) {
    const number = (key) => fields[key];
    return {
        ...optional("mustBeAtLeast", number("must_be_at_least")),
        ...optional("mustBeAtMost", number("must_be_at_most")),
        ...optional("mayDrop", number("may_drop")),
        ...optional("mayRise", number("may_rise")),
    };
}
/** Reads one entry of `databases`. */
function readDatabase(name, fields) {
    return { name, url: readSecret(fields["url"]), migrations: normalPath(fields["migrations"]) };
}
/** Reads one entry of `environments`; `all` names what an environment has that does not choose. */
function readEnvironmentEntry(name, fields, all) {
    const manifests = fields["manifests"] ?? "deploy";
    return {
        name,
        ...optional("after", fields["after"]),
        namespace: fields["namespace"] ?? "default",
        manifests: (typeof manifests === "string" ? [manifests] : manifests).map(normalPath),
        ...(fields["kubeconfig"] === undefined ? {} : { kubeconfig: readSecret(fields["kubeconfig"]) }),
        ...optional("context", fields["context"]),
        secrets: readSection(fields["secrets"], (_, keys) => readSecrets(keys)),
        ...(fields["probe"] === undefined ? {} : { probe: readServiceProbe(fieldsOf(fields["probe"])) }),
        timeoutSeconds: parseSeconds(fields["timeout"] ?? 300),
        databases: fields["databases"] ?? all.databases,
        images: fields["images"] ?? all.images,
        strategy: { type: "rolling" },
    };
}
function readServiceProbe(fields) {
    return {
        service: fields["service"],
        port: fields["port"],
        path: fields["path"] ?? "/healthz",
        expectStatus: fields["expect_status"] ?? 200,
        ...optional("expectBody", fields["expect_body"]),
    };
}
function readArguments(value) {
    return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, String(entry)]));
}
function readSecrets(value) {
    return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, readSecret(entry)]));
}
function readSecret(value) {
    return { env: value.slice("env:".length) };
}
function pathOf(value) {
    return value === undefined ? undefined : normalPath(value);
}
/** A path in its one spelling: no `./`, no double or trailing slash. */
function normalPath(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}
function optional(key, value) {
    return (value === undefined ? {} : { [key]: value });
}

;// CONCATENATED MODULE: ./packages/config/lib/consistency.js




/** What a schema cannot say: names that must exist elsewhere in the file, keys that exclude or need each other, circles. */
function checkConsistency(root, file) {
    const problems = [];
    const report = (path, what) => void problems.push(problem(placeOf(root, path), what));
    for (const [name, entry] of Object.entries(fieldsOf(file["data"])))
        checkData(name, fieldsOf(entry), report);
    for (const [name, entry] of Object.entries(fieldsOf(file["models"])))
        checkModel(name, fieldsOf(entry), report);
    checkEnvironments(file, report);
    const environments = Object.keys(fieldsOf(file["environments"]));
    for (const name of Object.keys(fieldsOf(fieldsOf(file["policy"])["environments"])))
        if (name !== "*" && !environments.includes(name))
            report(["policy", "environments", name], unknownName("environment", name, environments));
    return problems;
}
function checkData(name, fields, report) {
    const given = ["checks", "contract"].filter((key) => fields[key] !== undefined);
    if (given.length !== 1)
        report(["data", name], `'data.${name}' needs exactly one of 'checks' and 'contract'; without checks nothing would be validated`);
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(fields["source"]))
        report(["data", name, "source"], `'data.${name}.source' is a URL; it must be a file of the workspace, so fetch it in an earlier step`);
}
function checkModel(name, fields, report) {
    const gates = Object.entries(fieldsOf(fields["gate"]));
    if (gates.length > 0 && fields["metrics"] === undefined)
        report(["models", name, "gate"], `'models.${name}.gate' needs the key 'metrics' beside it: the file whose metrics pass the gate`);
    if (typeof fields["baseline"] === "string" && fields["baseline"].startsWith("environment:"))
        report(["models", name, "baseline"], `'models.${name}.baseline' must be a metrics file of the workspace; baselines read from an environment are not supported`);
    for (const [metric, entry] of gates) {
        const gate = fieldsOf(entry);
        const path = ["models", name, "gate", metric];
        if ((gate["may_drop"] !== undefined || gate["may_rise"] !== undefined) && fields["baseline"] === undefined)
            report(path, `'${path.join(".")}' compares with a baseline; add the key 'baseline' to 'models.${name}'`);
        if (gate["must_be_at_least"] !== undefined &&
            gate["must_be_at_most"] !== undefined &&
            gate["must_be_at_least"] > gate["must_be_at_most"])
            report(path, `'${path.join(".")}' can never pass: must_be_at_least is greater than must_be_at_most`);
    }
}
function checkEnvironments(file, report) {
    const environments = fieldsOf(file["environments"]);
    const names = Object.keys(environments);
    const targets = new Map();
    for (const [name, entry] of Object.entries(environments)) {
        const fields = fieldsOf(entry);
        const after = fields["after"];
        if (after !== undefined && !names.includes(after))
            report(["environments", name, "after"], unknownName("environment", after, names));
        for (const kind of ["images", "databases"]) {
            const known = Object.keys(fieldsOf(file[kind]));
            for (const [index, wanted] of (fields[kind] ?? []).entries())
                if (!known.includes(wanted))
                    report(["environments", name, kind, index], unknownName(kind.slice(0, -1), wanted, known));
        }
        const target = JSON.stringify([fields["kubeconfig"] ?? null, fields["context"] ?? null, fields["namespace"] ?? "default"]);
        const twin = targets.get(target);
        if (twin !== undefined)
            report(["environments", name], `'environments.${name}' deploys to the same namespace of the same cluster as '${twin}', so each would undo the other; give them different namespaces`);
        targets.set(target, name);
    }
    checkOrder(environments, report);
}
function checkOrder(environments, report) {
    const predecessors = new Map(Object.entries(environments).map(([name, entry]) => [name, fieldsOf(entry)["after"]]));
    // Names that do not exist are reported where they stand.
    const known = new Map([...predecessors].map(([name, after]) => [name, after !== undefined && predecessors.has(after) ? after : undefined]));
    const { circular } = orderByPredecessor(known);
    const [first] = circular;
    if (first !== undefined)
        report(["environments", first, "after"], `the environments ${circular.join(", ")} wait for each other in a circle`);
}
function unknownName(kind, name, known) {
    const nearest = findNearest(name, known);
    const hint = nearest === undefined ? (known.length > 0 ? `there is ${known.join(", ")}` : "none is declared") : `did you mean '${nearest}'?`;
    return `there is no ${kind} '${name}'; ${hint}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./packages/config/lib/policy.js

/** The policy that demands nothing; also what a missing `policy:` means. */
const EMPTY_POLICY = { environments: {}, signers: [] };
const EVERY = "*";
/** Everything a policy demands of one environment: its own requirements and those for `*`, a stage named twice with the verdicts that both allow. */
function requirementsFor(policy, environment) {
    const own = environment === EVERY ? [] : requirementsOf(policy, environment);
    return combine([...requirementsOf(policy, EVERY), ...own]);
}
/**
 * The policy that demands what the floor and the team demand together. Throws an `input` error that names every place where `own` is looser
 * than the floor: a wider list of verdicts, or a signer that the floor does not trust.
 */
function tightenPolicy(floor, own) {
    const problems = [...looserVerdicts(floor, own), ...foreignSigners(floor, own)];
    if (problems.length > 0)
        throw new lib_error/* ActionError */.lZ("input", `The policy loosens the one it extends, which may only be tightened: ${problems.join("; ")}. Remove these entries.`);
    const names = new Set([...Object.keys(floor.environments), ...Object.keys(own.environments)]);
    const merge = (name) => combine([...requirementsOf(floor, name), ...requirementsOf(own, name)]);
    return {
        environments: Object.fromEntries([...names].sort().map((name) => [name, { require: merge(name) }])),
        signers: own.signers.length > 0 ? own.signers : floor.signers,
    };
}
function looserVerdicts(floor, own) {
    return Object.keys(own.environments).flatMap((name) => {
        const demanded = new Map(requirementsFor(floor, name).map((requirement) => [requirement.stage, requirement.allow]));
        return requirementsOf(own, name).flatMap(({ stage, allow }) => {
            const limit = demanded.get(stage);
            const extra = limit ? allow.filter((verdict) => !limit.includes(verdict)) : [];
            return extra.length > 0 ? [`'${stage}' of '${name}' also allows ${extra.join(", ")}`] : [];
        });
    });
}
function foreignSigners(floor, own) {
    if (floor.signers.length === 0)
        return [];
    return own.signers.flatMap((signer, index) => floor.signers.includes(signer) ? [] : [`signer ${index + 1} is not one of the trusted ones`]);
}
function requirementsOf(policy, name) {
    return Object.hasOwn(policy.environments, name) ? (policy.environments[name]?.require ?? []) : [];
}
function combine(requirements) {
    const byStage = new Map();
    for (const { stage, allow } of requirements) {
        const before = byStage.get(stage);
        byStage.set(stage, before ? before.filter((verdict) => allow.includes(verdict)) : allow);
    }
    return [...byStage].map(([stage, allow]) => ({ stage, allow }));
}

// EXTERNAL MODULE: ./packages/kit/lib/evidence.js
var evidence = __nccwpck_require__(6221);
;// CONCATENATED MODULE: ./packages/config/lib/schema.js

const ref = (name) => ({ $ref: `#/definitions/${name}` });
const path = (description, extra = {}) => ({ type: "string", minLength: 1, description, ...extra });
const schema_text = { type: "string", minLength: 1 };
const secret = {
    type: "string",
    pattern: "^env:[A-Za-z_][A-Za-z0-9_]*$",
    description: "The name of an environment variable that holds the value, as env:NAME. The value never stands in this file.",
    "x-must": "name an environment variable as env:NAME; the value itself never stands in this file",
};
const duration = {
    anyOf: [
        { type: "integer", minimum: 1, maximum: 86_400 },
        { type: "string", pattern: "^[1-9][0-9]{0,5}(s|m|h)$", "x-must": "be whole seconds or a text such as 90s, 5m or 1h" },
    ],
    description: "Whole seconds, or a text such as 90s, 5m or 1h.",
};
const size = {
    anyOf: [
        { type: "integer", minimum: 1 },
        {
            type: "string",
            pattern: "^[0-9]+(\\.[0-9]+)? ?(B|kB|KB|MB|GB|KiB|MiB|GiB)$",
            "x-must": "be bytes or a text such as 200MB (10^6) or 200MiB (2^20)",
        },
    ],
    description: "Bytes, or a text such as 200MB (10^6) or 200MiB (2^20).",
};
const argument = { type: ["string", "integer", "number", "boolean"] };
const port = { type: "integer", minimum: 1, maximum: 65_535 };
const httpPath = { type: "string", pattern: "^/", default: "/healthz", "x-must": "be a path that starts with '/'" };
const schema_status = { type: "integer", minimum: 100, maximum: 599, default: 200 };
const nameRule = {
    pattern: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
    "x-must": "consist of letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
const lowerNameRule = {
    pattern: "^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$",
    "x-must": "consist of lower-case letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
};
const environmentNameRule = {
    pattern: "^[A-Za-z]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
    "x-must": "start with a letter and consist of letters, digits, '.', '_' and '-' (63 characters at most)",
};
const probe = {
    type: "object",
    description: "The request that a container of the built image must answer before the image gets a tag.",
    properties: {
        port,
        path: httpPath,
        expect_status: schema_status,
        timeout: { ...duration, default: "60s" },
        env: { type: "object", additionalProperties: argument, description: "Environment of the probed container; values may be env:NAME." },
    },
    required: ["port"],
    additionalProperties: false,
};
const schema_image = {
    type: ["object", "null"],
    description: "An image: what it is built from and what it must answer.",
    properties: {
        context: path("The build context, relative to the workspace.", { default: "." }),
        dockerfile: path("Relative to the workspace; the default is Dockerfile in the context."),
        target: schema_text,
        args: { type: "object", additionalProperties: argument, description: "Build arguments; a value may be env:NAME." },
        platforms: {
            type: "array",
            minItems: 1,
            uniqueItems: true,
            items: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9.]+)?$", "x-must": "be a platform such as linux/amd64" },
            default: ["linux/amd64"],
        },
        repository: path("Repository in the registry, without a tag; the default is derived from the GitHub repository."),
        probe,
        budget: { type: "object", properties: { size }, required: ["size"], additionalProperties: false },
        secrets: { type: "object", additionalProperties: secret, description: "Build secrets by id." },
    },
    additionalProperties: false,
};
const data = {
    type: "object",
    description: "A data set and what must hold for it: exactly one of 'checks' and 'contract'.",
    properties: {
        source: path("A file of the workspace."),
        checks: { anyOf: [{ type: "string", minLength: 1 }, { type: "object" }], description: "A check file, or the checks in place." },
        contract: path("A data contract file, used as the check file."),
        history: path("The file of earlier measurements, appended after a release."),
    },
    required: ["source"],
    additionalProperties: false,
};
const metricGate = {
    type: "object",
    minProperties: 1,
    properties: {
        must_be_at_least: { type: "number" },
        must_be_at_most: { type: "number" },
        may_drop: { type: "number", minimum: 0, description: "How far the metric may lie below the baseline." },
        may_rise: { type: "number", minimum: 0, description: "How far the metric may lie above the baseline." },
    },
    additionalProperties: false,
};
const model = {
    type: "object",
    description: "A model file or directory and the gate its metrics must pass.",
    properties: {
        path: path("The model file or directory."),
        metrics: path("A JSON file of the model's metrics."),
        baseline: path("A JSON file of the metrics to compare with."),
        gate: { type: "object", additionalProperties: metricGate },
        allow_pickle: {
            anyOf: [
                { type: "boolean", enum: [false] },
                {
                    type: "array",
                    uniqueItems: true,
                    items: { type: "string", pattern: "^sha256:[0-9a-f]{64}$", "x-must": "be a digest, sha256: and 64 hex digits" },
                },
            ],
            default: false,
            description: "Digests of pickle files that somebody has inspected.",
        },
    },
    required: ["path"],
    additionalProperties: false,
};
const database = {
    type: "object",
    properties: { url: secret, migrations: path("The folder of numbered SQL files; the layout is detected.") },
    required: ["url", "migrations"],
    additionalProperties: false,
};
const environment = {
    type: ["object", "null"],
    properties: {
        after: { ...schema_text, description: "The environment that must have this release first." },
        namespace: {
            type: "string",
            pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
            default: "default",
            "x-must": "be a Kubernetes namespace: lower-case letters, digits and '-'",
        },
        manifests: {
            anyOf: [
                { type: "string", minLength: 1 },
                { type: "array", minItems: 1, items: schema_text },
            ],
            default: "deploy",
            description: "Manifest files or folders.",
        },
        kubeconfig: { ...secret, description: "The kubeconfig as env:NAME: its text or its path." },
        context: schema_text,
        secrets: {
            type: "object",
            additionalProperties: { type: "object", minProperties: 1, additionalProperties: secret },
            description: "Kubernetes Secrets to keep in step: name, key, env:NAME.",
        },
        probe: {
            type: "object",
            description: "The request that must be answered through the Service after the roll-out.",
            properties: {
                service: schema_text,
                port: { anyOf: [port, { type: "string", minLength: 1 }] },
                path: httpPath,
                expect_status: schema_status,
                expect_body: { ...schema_text, description: "A text that the answer must contain." },
            },
            required: ["service", "port"],
            additionalProperties: false,
        },
        timeout: { ...duration, default: "5m" },
        databases: { type: "array", uniqueItems: true, items: schema_text, description: "Databases to migrate; the default is all." },
        images: { type: "array", uniqueItems: true, items: schema_text, description: "Images to deploy; the default is all." },
        strategy: {
            type: "object",
            properties: { type: { type: "string", enum: ["rolling"] } },
            required: ["type"],
            additionalProperties: false,
            default: { type: "rolling" },
        },
    },
    additionalProperties: false,
};
const requirement = {
    anyOf: [
        { type: "string", enum: evidence/* STAGES */.a },
        {
            type: "object",
            properties: {
                stage: { type: "string", enum: evidence/* STAGES */.a },
                allow: {
                    type: "array",
                    minItems: 1,
                    uniqueItems: true,
                    items: { type: "string", enum: ["pass", "warn", "inconclusive"] },
                    default: ["pass", "warn"],
                },
            },
            required: ["stage"],
            additionalProperties: false,
        },
    ],
};
const policyProperties = {
    extends: path("A policy file of the workspace that this one may only tighten, or 'org' for the organisation's."),
    environments: {
        type: "object",
        description: "By environment, or '*' for all: the evidence it demands.",
        additionalProperties: {
            type: "object",
            properties: { require: { type: "array", items: requirement } },
            required: ["require"],
            additionalProperties: false,
        },
    },
    signers: { type: "array", uniqueItems: true, items: schema_text, description: "Trusted public keys: PEM text, or a file of the workspace." },
};
const named = (schema, names) => ({ type: "object", propertyNames: names, additionalProperties: schema });
/** The JSON Schema of `waybill.yml`; `waybill.schema.json` is its copy for editors. */
const configSchema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://github.com/waybill-ci/waybill/waybill.schema.json",
    title: "waybill.yml",
    type: "object",
    properties: {
        version: { type: "integer", enum: [1], default: 1 },
        name: { type: "string", ...lowerNameRule, description: "The application's name; the default is the name of the folder." },
        registry: {
            type: "string",
            pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$",
            default: "ghcr.io",
            "x-must": "be a host name with an optional port, such as ghcr.io",
        },
        images: named(ref("image"), lowerNameRule),
        data: named(ref("data"), nameRule),
        models: named(ref("model"), nameRule),
        databases: named(ref("database"), nameRule),
        environments: named(ref("environment"), environmentNameRule),
        policy: ref("policy"),
    },
    additionalProperties: false,
    definitions: {
        image: schema_image,
        data,
        model,
        database,
        environment,
        policy: { type: "object", properties: policyProperties, additionalProperties: false },
    },
};
/** The JSON Schema of a policy file on its own. */
const policySchema = { type: "object", properties: policyProperties, additionalProperties: false };

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./packages/config/lib/text-file.js


const FILE_BYTES_AT_MOST = 1_000_000;
/** The text of a file of the workspace; its absence, size and encoding are `input` errors. */
async function readText(workspace, file) {
    const path = await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, file, "config");
    const info = await (0,promises_.stat)(path);
    if (!info.isFile())
        throw new lib_error/* ActionError */.lZ("input", `'${file}' is not a plain file; give the path of a YAML file.`);
    if (info.size > FILE_BYTES_AT_MOST)
        throw new lib_error/* ActionError */.lZ("input", `'${file}' is larger than 1 MB, which no configuration needs; check the path.`);
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(await (0,promises_.readFile)(path));
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "EACCES"))
            throw new lib_error/* ActionError */.lZ("environment", `'${file}' may not be read by this user.`, { cause: error });
        if (error instanceof TypeError)
            throw new lib_error/* ActionError */.lZ("input", `'${file}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/config/lib/validator.js


const WORDS = {
    string: "a text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    object: "a mapping",
    array: "a list",
    null: "empty",
};
/** Checks a file against a schema and lists every problem with its place; an unknown key comes with the nearest known one. */
function validate(root, schema) {
    const problems = [];
    check({ top: schema, problems }, root, schema, []);
    return problems;
}
function check(run, node, schema, path) {
    if (schema.$ref !== undefined)
        return check(run, node, resolve(run.top, schema.$ref), path);
    if (schema.anyOf)
        return checkAlternatives(run, node, schema.anyOf, path);
    const types = typesOf(schema);
    if (types && !fits(node, types)) {
        const must = schema["x-must"] ??
            `be ${types
                .filter((type) => type !== "null")
                .map((type) => WORDS[type])
                .join(" or ")}`;
        run.problems.push(problem(node.place, `${subject(path)} must ${must}; it is ${WORDS[node.type]}`));
        return;
    }
    if (node.members)
        checkMembers(run, node, node.members, schema, path);
    else if (node.items)
        checkItems(run, node, node.items, schema, path);
    else
        checkScalar(run, node, schema, path);
}
function checkAlternatives(run, node, alternatives, path) {
    const chosen = alternatives.find((alternative) => fits(node, typesOf(resolved(run.top, alternative)) ?? []));
    if (chosen)
        return check(run, node, chosen, path);
    const words = alternatives.flatMap((alternative) => typesOf(resolved(run.top, alternative)) ?? []).map((type) => WORDS[type]);
    run.problems.push(problem(node.place, `${subject(path)} must be ${words.join(" or ")}; it is ${WORDS[node.type]}`));
}
function checkMembers(run, node, members, schema, path) {
    const known = Object.keys(schema.properties ?? {});
    for (const [key, member] of members) {
        const property = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
        if (property) {
            check(run, member.value, property, [...path, key]);
            continue;
        }
        if (schema.additionalProperties === false)
            run.problems.push(problem(member.place, unknownKey(key, path, known)));
        const { pattern, "x-must": must = "have another form" } = schema.propertyNames ?? {};
        if (pattern !== undefined && !new RegExp(pattern, "u").test(key))
            run.problems.push(problem(member.place, `the name '${key}' under '${path.join(".")}' must ${must}`));
        if (schema.additionalProperties)
            check(run, member.value, schema.additionalProperties, [...path, key]);
    }
    const missing = (schema.required ?? []).filter((key) => !members.has(key));
    for (const key of missing)
        run.problems.push(problem(node.place, `${subject(path)} needs the key '${key}'`));
    if (members.size < (schema.minProperties ?? 0))
        run.problems.push(problem(node.place, `${subject(path)} is empty${known.length > 0 ? `; give at least one of ${known.join(", ")}` : ""}`));
}
function unknownKey(key, path, known) {
    const nearest = findNearest(key, known);
    const hint = nearest === undefined ? `known keys are ${known.join(", ")}` : `did you mean '${nearest}'?`;
    return `unknown key '${key}'${path.length > 0 ? ` in '${path.join(".")}'` : ""}; ${hint}`;
}
function checkItems(run, node, items, schema, path) {
    if (items.length < (schema.minItems ?? 0))
        run.problems.push(problem(node.place, `${subject(path)} must not be an empty list`));
    const seen = new Set();
    for (const [index, item] of items.entries()) {
        if (schema.items)
            check(run, item, schema.items, [...path, index]);
        if (!schema.uniqueItems)
            continue;
        const text = JSON.stringify(plainValue(item));
        if (seen.has(text))
            run.problems.push(problem(item.place, `${subject(path)} names the same entry twice`));
        seen.add(text);
    }
}
function checkScalar(run, node, schema, path) {
    const value = node.scalar;
    const must = schema["x-must"];
    const report = (text) => void run.problems.push(problem(node.place, `${subject(path)} must ${text}`));
    if (schema.enum && !schema.enum.some((allowed) => allowed === value)) {
        const nearest = typeof value === "string" ? findNearest(value, schema.enum.map(String)) : undefined;
        report(`be ${schema.enum.length === 1 ? "" : "one of "}${schema.enum.join(", ")}; it is '${String(value)}'${nearest === undefined ? "" : `; did you mean '${nearest}'?`}`);
    }
    if (typeof value === "string") {
        if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value))
            report(must ?? `match ${schema.pattern}`);
        else if (value === "" && schema.minLength === 1)
            report("not be empty");
    }
    if (typeof value === "number") {
        if (schema.minimum !== undefined && value < schema.minimum)
            report(`be at least ${schema.minimum}; it is ${value}`);
        if (schema.maximum !== undefined && value > schema.maximum)
            report(`be at most ${schema.maximum}; it is ${value}`);
    }
}
function fits(node, types) {
    return types.includes(node.type) || (node.type === "integer" && types.includes("number"));
}
function typesOf(schema) {
    if (schema.type === undefined)
        return undefined;
    return typeof schema.type === "string" ? [schema.type] : schema.type;
}
function resolved(top, schema) {
    return schema.$ref === undefined ? schema : resolve(top, schema.$ref);
}
function resolve(top, reference) {
    const found = top.definitions?.[reference.replace("#/definitions/", "")];
    if (!found)
        throw new TypeError(`The schema has no '${reference}'`);
    return found;
}
function subject(path) {
    return path.length === 0 ? "the file" : `'${path.join(".")}'`;
}

;// CONCATENATED MODULE: ./packages/config/lib/policy-file.js








const DEFAULT_ALLOW = ["pass", "warn"];
/** Reads a policy that the schema has accepted, with everything it extends. */
async function readPolicy(fields, source) {
    const signers = await readSigners(fields["signers"] ?? [], source);
    const own = { environments: readEnvironments(fields["environments"]), signers: signers.keys };
    const base = await readBase(fields["extends"], source);
    const problems = [...signers.problems, ...base.problems];
    if (problems.length > 0)
        return { policy: EMPTY_POLICY, problems };
    try {
        return { policy: base.floors.reduce((policy, floor) => tightenPolicy(floor, policy), own), problems };
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        return { policy: EMPTY_POLICY, problems: [problem(placeOf(source.root, source.at), withoutFullStop(error.message))] };
    }
}
/** Reads the text of a policy file, for example the organisation's; throws an `input` error that lists every problem. */
async function parsePolicy(text, file, workspace) {
    const { policy, problems } = await parsePolicyText(text, { workspace, file, trail: [] });
    if (problems.length === 0)
        return policy;
    const lines = problems.map(describeProblem);
    throw new ActionError("input", `The policy '${file}' cannot be used:\n${lines.join("\n")}`);
}
async function parsePolicyText(text, source) {
    const { root, problems } = parseDocument(text, source.file);
    if (root)
        problems.push(...validate(root, policySchema));
    if (!root || problems.length > 0)
        return { policy: EMPTY_POLICY, problems };
    return readPolicy(plainValue(root), { ...source, root, at: [] });
}
async function readBase(wanted, source) {
    const floors = source.floor && source.at.length > 0 ? [source.floor] : [];
    if (wanted === undefined)
        return { floors, problems: [] };
    const place = placeOf(source.root, [...source.at, "extends"]);
    const fail = (what) => ({ floors, problems: [problem(place, what)] });
    if (wanted === "org") {
        if (source.floor)
            return { floors, problems: [] };
        return fail("'extends: org' needs the organisation's policy, which was not given; until then extend a file of the workspace, for example 'extends: .github/policy.yml'");
    }
    const path = normalPath(wanted);
    const trail = [...(source.trail ?? []), path];
    if (source.trail?.includes(path))
        return fail(`the policies extend each other in a circle: ${trail.join(" → ")}`);
    try {
        const text = await readText(source.workspace, path);
        const rest = { workspace: source.workspace, file: path, trail, ...(source.floor ? { floor: source.floor } : {}) };
        const { policy, problems } = await parsePolicyText(text, rest);
        return { floors: [policy, ...floors], problems };
    }
    catch (error) {
        if (!(error instanceof lib_error/* ActionError */.lZ))
            throw error;
        return fail(`the policy '${path}' cannot be read: ${withoutFullStop(error.message)}`);
    }
}
function readEnvironments(value) {
    return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, entry]) => {
        const required = fieldsOf(entry)["require"];
        return [name, { require: required.map(readRequirement) }];
    }));
}
function readRequirement(entry) {
    if (typeof entry === "string")
        return { stage: entry, allow: DEFAULT_ALLOW };
    return { stage: entry["stage"], allow: entry["allow"] ?? DEFAULT_ALLOW };
}
async function readSigners(signers, source) {
    const keys = [];
    const problems = [];
    for (const [index, signer] of signers.entries()) {
        const place = placeOf(source.root, [...source.at, "signers", index]);
        try {
            keys.push(normalKey(signer.includes("-----BEGIN") ? signer : await readText(source.workspace, signer)));
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            problems.push(problem(place, `signer ${index + 1} cannot be used: ${withoutFullStop(error.message)}`));
        }
    }
    return { keys, problems };
}
/** The one PEM spelling of a public key, so that the same key from a file and from a text is the same signer. */
function normalKey(pem) {
    if (/PRIVATE KEY/.test(pem))
        throw new lib_error/* ActionError */.lZ("input", "It is a private key; name the public one and treat this one as leaked.");
    try {
        return (0,external_node_crypto_.createPublicKey)(pem).export({ type: "spki", format: "pem" }).toString();
    }
    catch (error) {
        throw new lib_error/* ActionError */.lZ("input", "It holds no public key in PEM form.", { cause: error });
    }
}
function withoutFullStop(text) {
    return text.replace(/\.$/, "");
}

;// CONCATENATED MODULE: ./packages/config/lib/load.js










/** Reads `waybill.yml` (or another file of the workspace) with every default filled in. Throws one `input` error that lists every problem. */
async function loadConfig(workspace, file = "waybill.yml", options = {}) {
    const { config, problems } = await checkConfig(workspace, file, options);
    if (config)
        return config;
    const lines = problems.map(document_describeProblem);
    const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    throw new lib_error/* ActionError */.lZ("input", `'${file}' has ${count}:\n${lines.join("\n")}`);
}
/** Like `loadConfig`, with the problems as findings, for edges that annotate lines. Still throws when the file cannot be read at all. */
async function checkConfig(workspace, file = "waybill.yml", options = {}) {
    const { root, problems } = parseDocument(options.text ?? (await readText(workspace, file)), normalPath(file));
    if (!root)
        return { problems };
    problems.push(...validate(root, configSchema));
    if (problems.length > 0)
        return { problems: sorted(problems) };
    const fields = plainValue(root);
    problems.push(...checkConsistency(root, fields), ...(await checkPaths(workspace, root, fields)));
    if (problems.length > 0)
        return { problems: sorted(problems) };
    const policy = await readPolicy(fieldsOf(fields["policy"]), { workspace, file: normalPath(file), at: ["policy"], root, ...options });
    if (policy.problems.length > 0)
        return { problems: policy.problems };
    return { config: buildConfig(workspace, file, fields, policy.policy), problems: [] };
}
function buildConfig(workspace, file, fields, policy) {
    const images = readSection(fields["images"], readImage);
    const databases = readSection(fields["databases"], readDatabase);
    const all = { images: Object.keys(images), databases: Object.keys(databases) };
    const environments = readSection(fields["environments"], (name, entry) => readEnvironmentEntry(name, entry, all));
    const { ordered } = orderByPredecessor(new Map(Object.values(environments).map((environment) => [environment.name, environment.after])));
    const meaning = {
        name: fields["name"] ?? folderName(workspace),
        registry: fields["registry"] ?? "ghcr.io",
        images,
        data: readSection(fields["data"], readData),
        models: readSection(fields["models"], readModel),
        databases,
        environments: Object.fromEntries(ordered.map((name) => [name, environments[name]])),
        policy,
    };
    return { file: normalPath(file), ...meaning, digest: (0,lib_digest/* digestOfJson */.Qs)(meaning) };
}
function folderName(workspace) {
    const words = (0,external_node_path_.basename)((0,external_node_path_.resolve)(workspace))
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, "-");
    return words.slice(0, 63).replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "") || "app";
}
async function checkPaths(workspace, root, fields) {
    const problems = [];
    for (const path of pathsOf(fields)) {
        const value = valueAt(fields, path);
        if (typeof value !== "string")
            continue;
        try {
            await (0,lib_workspace/* resolveInWorkspace */.z)(workspace, value, path.join("."), { mayBeMissing: true });
        }
        catch (error) {
            if (!(error instanceof lib_error/* ActionError */.lZ))
                throw error;
            problems.push(problem(placeOf(root, path), `'${path.join(".")}' leads outside the workspace; give a path inside it`));
        }
    }
    return problems;
}
const PATH_KEYS = {
    images: ["context", "dockerfile"],
    data: ["source", "checks", "contract", "history"],
    models: ["path", "metrics", "baseline"],
    databases: ["migrations"],
    environments: ["manifests"],
};
function pathsOf(fields) {
    return Object.entries(PATH_KEYS).flatMap(([section, keys]) => Object.keys(fieldsOf(fields[section])).flatMap((name) => keys.flatMap((key) => {
        const value = valueAt(fields, [section, name, key]);
        return Array.isArray(value) ? value.map((_, index) => [section, name, key, index]) : [[section, name, key]];
    })));
}
function valueAt(fields, path) {
    return path.reduce((value, step) => value?.[step], fields);
}
function sorted(problems) {
    const position = (finding) => (finding.where?.line ?? 0) * 100_000 + (finding.where?.column ?? 0);
    return problems.sort((a, b) => position(a) - position(b));
}

// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __nccwpck_require__(4883);
// EXTERNAL MODULE: ./packages/record/lib/keys.js
var keys = __nccwpck_require__(2923);
// EXTERNAL MODULE: ./packages/record/lib/bundle.js
var lib_bundle = __nccwpck_require__(5207);
// EXTERNAL MODULE: ./packages/record/lib/statement.js
var statement = __nccwpck_require__(9590);
;// CONCATENATED MODULE: ./packages/record/lib/store.js


const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** Makes a store whose record repository is `host/path`. */
function evidenceStore(options) {
    const open = (repository = options.recordRepository) => {
        const slash = repository.indexOf("/");
        return { registry: options.registryFor(repository.slice(0, slash)), path: repository.slice(slash + 1) };
    };
    return {
        async publish(bundle, target) {
            const { registry, path } = open(target.repository);
            const { stage, verdict, finishedAt } = (0,lib_bundle/* inspectBundle */.rI)(bundle);
            return registry.pushReferrer(path, subjectDescriptor(target.subject), {
                artifactType: BUNDLE_TYPE,
                mediaType: BUNDLE_TYPE,
                bytes: Buffer.from(JSON.stringify(bundle)),
                // Sigstore's tools look for these two; the rest lets people read a listing.
                annotations: {
                    "dev.sigstore.bundle.content": "dsse-envelope",
                    "dev.sigstore.bundle.predicateType": (0,statement/* predicateTypeOf */.T4)(stage),
                    "dev.waybill.stage": stage,
                    "dev.waybill.verdict": verdict,
                    "org.opencontainers.image.created": finishedAt,
                },
            });
        },
        async find(subject, repository) {
            const { registry, path } = open(repository);
            const bundles = [];
            for (const descriptor of await registry.listReferrers(path, subject)) {
                if (descriptor.artifactType !== BUNDLE_TYPE)
                    continue;
                const bundle = readBundle(await registry.readArtifact(path, descriptor));
                if (bundle)
                    bundles.push(bundle);
            }
            return bundles;
        },
    };
}
/** Anyone who may push can leave other bundles beside an image; what is not ours is no evidence, and no error either. */
function readBundle(bytes) {
    try {
        const bundle = (0,lib_bundle/* parseBundle */.QN)(JSON.parse(Buffer.from(bytes).toString("utf8")));
        (0,lib_bundle/* inspectBundle */.rI)(bundle);
        return bundle;
    }
    catch {
        return undefined;
    }
}
/** What is no manifest gets a descriptor that says so; registries accept a subject that they do not hold. */
function subjectDescriptor(subject) {
    return typeof subject === "string" ? { mediaType: "application/vnd.waybill.subject.v1", digest: subject, size: 0 } : subject;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
;// CONCATENATED MODULE: ./packages/registry/lib/credentials.js




/** Credentials for one registry host, given by the caller. */
function staticCredentials(options) {
    return async (registry) => (registry === options.registry ? { username: options.username, password: options.password } : undefined);
}
/** Asks one source after the other; the first answer counts. */
function firstOf(...sources) {
    return async (registry) => {
        for (const source of sources) {
            const credentials = await source(registry);
            if (credentials)
                return credentials;
        }
        return undefined;
    };
}
/** Reads `config.json` of a Docker configuration folder (`auths`, `credHelpers`, `credsStore`) each time it is asked; no file means no credentials. */
function dockerCredentials(options) {
    const run = options.run ?? runHelper;
    return async (registry) => {
        const file = (0,external_node_path_.join)(options.configDir, "config.json");
        const config = await readConfig(file);
        if (!config)
            return undefined;
        const keys = keysOf(registry);
        const helper = keys.map((key) => config.credHelpers[key]).find((value) => typeof value === "string" && value !== "");
        if (typeof helper === "string")
            return askHelper(helper, keys, run, file);
        const stored = config.credsStore === undefined ? undefined : await askHelper(config.credsStore, keys, run, file);
        return stored ?? readAuth(config, keys, file);
    };
}
async function readConfig(file) {
    let text;
    try {
        text = await (0,promises_.readFile)(file, "utf8");
    }
    catch (error) {
        if ((0,lib_error/* isSystemError */.Or)(error, "ENOENT") || (0,lib_error/* isSystemError */.Or)(error, "ENOTDIR"))
            return undefined;
        throw new lib_error/* ActionError */.lZ("environment", `The Docker configuration '${file}' cannot be read. Check its permissions.`, { cause: error });
    }
    try {
        const value = JSON.parse(text);
        const store = value["credsStore"];
        return {
            auths: recordOf(value["auths"]),
            credHelpers: recordOf(value["credHelpers"]),
            ...(typeof store === "string" && store !== "" ? { credsStore: store } : {}),
        };
    }
    catch {
        // The cause would quote a piece of the file, which may be a password.
        throw new lib_error/* ActionError */.lZ("environment", `The Docker configuration '${file}' is not JSON. Repair it, or log in again with 'docker login'.`);
    }
}
function recordOf(value) {
    return typeof value === "object" && value !== null ? value : {};
}
/** The keys under which tools store a registry, most specific first. */
function keysOf(registry) {
    const hub = ["docker.io", "index.docker.io", "registry-1.docker.io"];
    if (hub.includes(registry))
        return ["https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io"];
    return [
        registry,
        `https://${registry}`,
        `https://${registry}/`,
        `https://${registry}/v2/`,
        `https://${registry}/v1/`,
        `http://${registry}`,
    ];
}
function readAuth(config, keys, file) {
    for (const key of keys) {
        const entry = recordOf(config.auths[key]);
        const token = entry["identitytoken"];
        if (typeof token === "string" && token !== "")
            return { identityToken: token };
        const { auth, username, password } = entry;
        if (typeof auth === "string" && auth !== "")
            return decodeAuth(auth, key, file);
        if (typeof username === "string" && typeof password === "string" && username !== "")
            return { username, password };
    }
    return undefined;
}
function decodeAuth(auth, key, file) {
    const text = Buffer.from(auth, "base64").toString("utf8");
    const colon = text.indexOf(":");
    if (colon <= 0)
        throw new lib_error/* ActionError */.lZ("environment", `The entry '${key}' of '${file}' is not base64 of 'user:password'. Log in again with 'docker login'.`);
    // Some tools pad the password with NUL bytes.
    return credentialsOf(text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, ""));
}
function credentialsOf(username, password) {
    return username === "<token>" ? { identityToken: password } : { username, password };
}
async function askHelper(helper, keys, run, file) {
    if (!/^[\w.-]+$/.test(helper))
        throw new lib_error/* ActionError */.lZ("environment", `The credential helper '${helper}' named in '${file}' is not a plain name. Correct the file.`);
    const program = `docker-credential-${helper}`;
    for (const key of keys) {
        const { exitCode, stdout, stderr } = await run(program, ["get"], key);
        if (exitCode === 0)
            return parseHelperAnswer(stdout, program);
        if (!/credentials not found|no credentials|not found in native keychain/i.test(`${stdout}\n${stderr}`)) {
            throw new lib_error/* ActionError */.lZ("command", `${program} failed with exit code ${exitCode} when asked for '${key}'. Run it by hand to see why, or log in with 'docker login'.`);
        }
    }
    return undefined;
}
function parseHelperAnswer(stdout, program) {
    try {
        const answer = JSON.parse(stdout);
        const username = answer["Username"];
        const secret = answer["Secret"];
        if (typeof username === "string" && typeof secret === "string")
            return secret === "" ? undefined : credentialsOf(username, secret);
    }
    catch {
        // Falls through to the error below: the answer may hold a secret, so it is not quoted.
    }
    throw new lib_error/* ActionError */.lZ("command", `${program} gave an answer that is not {"Username", "Secret"}. Update the helper.`);
}
const runHelper = (program, argv, input) => new Promise((resolve, reject) => {
    const child = (0,external_node_child_process_.spawn)(program, argv, { stdio: ["pipe", "pipe", "pipe"], timeout: 60_000 });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", (cause) => reject(new lib_error/* ActionError */.lZ("environment", `The credential helper '${program}' of the Docker configuration cannot be started. Install it or remove it from config.json.`, { cause })));
    child.on("close", (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
    // A helper that ends without reading would raise EPIPE; its exit code says more.
    child.stdin.on("error", () => undefined);
    child.stdin.end(`${input}\n`);
});

;// CONCATENATED MODULE: ./packages/registry/lib/concurrency.js
/** Runs work over all items, at most `limit` at a time, and keeps the order of results. After the first failure nothing new starts; what runs is awaited, then the failure is thrown. */
async function mapLimited(items, limit, work) {
    const results = [];
    const failures = [];
    let next = 0;
    const lane = async () => {
        while (next < items.length && failures.length === 0) {
            const index = next++;
            try {
                results[index] = await work(items[index], index);
            }
            catch (error) {
                failures.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, lane));
    if (failures.length > 0)
        throw failures[0];
    return results;
}

;// CONCATENATED MODULE: ./packages/registry/lib/challenge.js
/** Reads a `WWW-Authenticate` header; prefers Bearer over Basic; undefined when neither is offered or a Bearer challenge names no realm. */
function parseChallenge(header) {
    if (header === null)
        return undefined;
    const bearer = /(?:^|,\s*|\s)bearer\s+(.*)$/i.exec(header);
    if (bearer) {
        const parameters = parseParameters(bearer[1] ?? "");
        const realm = parameters.get("realm");
        if (realm !== undefined && realm !== "") {
            return { scheme: "bearer", realm, ...pick(parameters, "service"), ...pick(parameters, "scope"), ...pick(parameters, "error") };
        }
    }
    return /(?:^|,\s*)basic(?:\s|$)/i.test(header) ? { scheme: "basic" } : undefined;
}
function parseParameters(text) {
    const parameters = new Map();
    for (const match of text.matchAll(/([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
        const name = match[1]?.toLowerCase() ?? "";
        if (!parameters.has(name))
            parameters.set(name, match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? "");
    }
    return parameters;
}
function pick(parameters, name) {
    const value = parameters.get(name);
    return value === undefined ? {} : { [name]: value };
}

;// CONCATENATED MODULE: ./packages/registry/lib/failure.js


/** A `remote` failure of a registry, with the pause it asked for. */
class RemoteFailure extends lib_error/* ActionError */.lZ {
    afterMs;
    constructor(message, options) {
        super("remote", message, { cause: options.cause });
        this.afterMs = options.afterMs;
    }
}
/** Content that is there but is not what its digest, size or media type says. */
class WrongContent extends lib_error/* ActionError */.lZ {
    constructor(message, options) {
        super("remote", message, options);
    }
}
const LONGEST_ERROR_BODY = 16_384;
/** Reads at most 16 KiB of an error response and returns what it says; an unreadable body is an empty list. */
async function readErrors(response) {
    const text = await failure_readText(response).catch(() => "");
    try {
        const { errors } = JSON.parse(text);
        if (!Array.isArray(errors))
            return [];
        return errors.map((error) => ({
            code: textOf(error["code"]),
            message: textOf(error["message"]),
        }));
    }
    catch {
        return [];
    }
}
/** Makes the plain-English error for a response that is not what was expected. */
async function failureOf(response, deed) {
    const errors = await readErrors(response);
    const said = describeErrors(errors, response.status);
    const target = targetOf(deed);
    const id = response.headers.get("x-github-request-id") ?? response.headers.get("x-request-id");
    const request = id === null ? "" : ` Request id: ${id}.`;
    const challenge = parseChallenge(response.headers.get("www-authenticate"));
    const lacksScope = challenge?.scheme === "bearer" && challenge.error === "insufficient_scope";
    if (response.status === 401 && !lacksScope)
        return refusedCredentials(deed, said);
    if (response.status === 403 || response.status === 401)
        return missingPermission(deed, said);
    if (errors.some(({ code }) => code === "DIGEST_INVALID")) {
        return new lib_error/* ActionError */.lZ("remote", `Could not ${deed.what} ${target}: the registry computed another digest from the bytes it received (${said}). Run it again; if it repeats, something between here and the registry changes the content.`);
    }
    if (response.status === 404)
        return new lib_error/* ActionError */.lZ("environment", `Could not ${deed.what} ${target}: it is not there (${said}). Check the name and that the token may see it.`);
    if (response.status === 413)
        return new lib_error/* ActionError */.lZ("remote", `Could not ${deed.what} ${target}: it is larger than the registry or a proxy before it accepts (${said}). Make the layer smaller or raise the limit.`);
    return new lib_error/* ActionError */.lZ("remote", `Could not ${deed.what} ${target}: ${said}.${request} Try again later or ask the registry's operator.`);
}
/** The error for credentials that the registry did not accept, or that are missing. */
function refusedCredentials(deed, said, hasCredentials = true) {
    const advice = hasCredentials
        ? "Check the user name and that the token is valid and not expired"
        : `There are no credentials for it: log in first (docker/login-action or 'docker login ${deed.registry}'), or pass 'registry-username' and 'registry-password'`;
    const github = deed.registry === "ghcr.io"
        ? "; for ghcr.io that is the job's GITHUB_TOKEN, or a classic personal access token (fine-grained ones are not accepted)"
        : "";
    return new lib_error/* ActionError */.lZ("environment", `Could not ${deed.what} ${targetOf(deed)}: the registry refused the login (${said}). ${advice}${github}.`);
}
/** The error for a token that is valid but may not do this. */
function missingPermission(deed, said) {
    const github = "Give the job 'permissions: packages: write'. If the package was first pushed by hand or from another repository, open its page on GitHub, " +
        "Package settings, Manage Actions access, and add this repository with the role Write (write_package)";
    const advice = deed.registry === "ghcr.io" ? github : `Give this account the right to read and push '${deed.repository ?? "the repository"}'`;
    return new lib_error/* ActionError */.lZ("environment", `Could not ${deed.what} ${targetOf(deed)}: permission is missing (${said}). ${advice}.`);
}
/** The error for a registry that did not answer at all. */
function unreachable(deed, cause, attempts) {
    const made = `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
    const what = `Could not ${deed.what} ${targetOf(deed)}: the registry did not answer (${describeNetworkError(cause)}; ${made}).`;
    return new RemoteFailure(`${what} Check its name, that it runs, and that this machine may reach it.`, { cause });
}
/** The words of a failed connection, without a stack and without passwords. */
function describeNetworkError(error) {
    const words = [];
    for (let at = error; at instanceof Error && words.length < 3; at = at.cause) {
        const code = "code" in at && typeof at.code === "string" ? at.code : "";
        const message = at instanceof AggregateError && at.message === "" ? at.errors.map((one) => describeNetworkError(one)).join(", ") : at.message;
        if (message !== "fetch failed" && message !== "")
            words.push(code === "" || message.includes(code) ? message : `${code}: ${message}`);
    }
    return (0,redaction/* redactUrlPasswords */.B)(words.length === 0 ? "connection failed" : words.join(": "));
}
function describeErrors(errors, status) {
    const words = errors.map(({ code, message }) => [code, message].filter((word) => word !== "").join(": ")).filter((word) => word !== "");
    return words.length === 0 ? `HTTP ${status}` : `HTTP ${status}, ${words.join("; ").slice(0, 500)}`;
}
function targetOf(deed) {
    return deed.repository === undefined ? `'${deed.registry}'` : `'${deed.registry}/${deed.repository}'`;
}
function textOf(value) {
    return typeof value === "string" ? value : "";
}
async function failure_readText(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= LONGEST_ERROR_BODY)
            break;
    }
    return Buffer.concat(chunks).toString("utf8");
}

;// CONCATENATED MODULE: ./packages/registry/lib/descriptor.js


/** The media types that Waybill writes. */
const MEDIA_TYPES = {
    index: "application/vnd.oci.image.index.v1+json",
    manifest: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
    layerTar: "application/vnd.oci.image.layer.v1.tar",
    layerZstd: "application/vnd.oci.image.layer.v1.tar+zstd",
    empty: "application/vnd.oci.empty.v1+json",
    dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
    dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
};
/** What a client accepts as a manifest, best first. */
const MANIFEST_TYPES = [
    MEDIA_TYPES.index,
    MEDIA_TYPES.manifest,
    MEDIA_TYPES.dockerIndex,
    MEDIA_TYPES.dockerManifest,
];
/** Reads the bytes of a manifest or index; `where` names it in errors. Throws a `remote` error for anything that is neither. */
function parseManifest(bytes, where) {
    const value = parseObject(bytes, where);
    const mediaType = typeof value["mediaType"] === "string" ? value["mediaType"] : "";
    const isIndex = mediaType === MEDIA_TYPES.index || mediaType === MEDIA_TYPES.dockerIndex || (mediaType === "" && "manifests" in value);
    const isManifest = mediaType === MEDIA_TYPES.manifest || mediaType === MEDIA_TYPES.dockerManifest || (mediaType === "" && "layers" in value);
    if (value["schemaVersion"] !== 2 || (!isIndex && !isManifest))
        throw notManifest(where, mediaType === "" ? "it has no known media type" : `its media type is '${mediaType}'`);
    return {
        mediaType: mediaType === "" ? (isIndex ? MEDIA_TYPES.index : MEDIA_TYPES.manifest) : mediaType,
        ...(typeof value["artifactType"] === "string" ? { artifactType: value["artifactType"] } : {}),
        ...(isIndex ? {} : { config: parseDescriptor(value["config"], `the config of ${where}`) }),
        ...(value["subject"] === undefined ? {} : { subject: parseDescriptor(value["subject"], `the subject of ${where}`) }),
        layers: isIndex ? [] : parseDescriptors(value["layers"], `the layers of ${where}`),
        manifests: isIndex ? parseDescriptors(value["manifests"], `the manifests of ${where}`) : [],
        annotations: parseAnnotations(value["annotations"]) ?? {},
        isIndex,
    };
}
/** Checks that a JSON value is a descriptor; `where` names it in errors. Throws a `remote` error when it is not. */
function parseDescriptor(value, where) {
    if (!isRecord(value))
        throw notManifest(where, "it is not an object");
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== "string" || mediaType === "")
        throw notManifest(where, "it has no media type");
    if (typeof digest !== "string" || !(0,lib_digest/* isDigest */.Bc)(digest))
        throw notManifest(where, `its digest is ${JSON.stringify(digest)}, not sha256:<64 hex digits>`);
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
        throw notManifest(where, `its size is ${JSON.stringify(size)}`);
    const annotations = parseAnnotations(value["annotations"]);
    const platform = parsePlatform(value["platform"]);
    return {
        mediaType,
        digest,
        size,
        ...(annotations ? { annotations } : {}),
        ...(typeof value["artifactType"] === "string" ? { artifactType: value["artifactType"] } : {}),
        ...(platform ? { platform } : {}),
        ...(typeof value["data"] === "string" ? { data: value["data"] } : {}),
    };
}
/** Parses bytes as a JSON object; `where` names them in errors. */
function parseObject(bytes, where) {
    let value;
    try {
        value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }
    catch (cause) {
        throw new WrongContent(`${where} is not readable: it is not JSON. Push it again.`, { cause });
    }
    if (!isRecord(value))
        throw notManifest(where, "it is not a JSON object");
    return value;
}
function parseDescriptors(value, where) {
    if (!Array.isArray(value))
        throw notManifest(where, "there is no list");
    return value.map((item, index) => parseDescriptor(item, `${where} (number ${index + 1})`));
}
function parseAnnotations(value) {
    if (!isRecord(value))
        return undefined;
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === "string"));
}
function parsePlatform(value) {
    if (!isRecord(value) || typeof value["os"] !== "string" || typeof value["architecture"] !== "string")
        return undefined;
    return {
        os: value["os"],
        architecture: value["architecture"],
        ...(typeof value["variant"] === "string" ? { variant: value["variant"] } : {}),
    };
}
function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function notManifest(where, problem) {
    return new WrongContent(`${where} cannot be used: ${problem}. Push it again, or name another digest.`);
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __nccwpck_require__(4148);
;// CONCATENATED MODULE: ./packages/registry/lib/authorization.js



/** A failure that another try may heal. */
class PassingFailure extends Error {
    afterMs;
    constructor(message, afterMs, cause) {
        super(message, { cause });
        this.afterMs = afterMs;
    }
}
/** The least life that the token specification promises; registries that say nothing mean this. */
const DEFAULT_LIFE_SECONDS = 60;
const TOKEN_TIMEOUT_MS = 30_000;
/** Makes the authorizer of one registry. Credentials are sent to the registry and to the token service it names, over TLS unless the registry itself is plain HTTP. */
function createAuthorizer(options) {
    const now = options.now ?? Date.now;
    const grants = new Map();
    const pending = new Map();
    const keyOf = (scopes) => [...scopes].sort().join(" ");
    const grant = async (scopes, challenge, deed) => {
        const credentials = await options.credentials?.(options.registry);
        if (credentials)
            options.mask("password" in credentials ? credentials.password : credentials.identityToken);
        if (challenge.scheme === "basic")
            return basicGrant(credentials, deed);
        return requestToken(challenge, scopes, credentials, deed, options, now());
    };
    return {
        current(scopes) {
            const found = grants.get(keyOf(scopes));
            return found && found.endsAt > now() ? found.header : undefined;
        },
        renew(scopes, header, refused, deed) {
            const key = keyOf(scopes);
            const known = this.current(scopes);
            // Another request of the same push was refused first and has already renewed.
            if (known !== undefined && known !== refused)
                return Promise.resolve(known);
            const running = pending.get(key);
            if (running)
                return running;
            const challenge = parseChallenge(header);
            if (!challenge)
                return Promise.reject(refusedCredentials(deed, "HTTP 401 without a way to log in that is known here"));
            if (challenge.scheme === "basic" && refused !== undefined)
                return Promise.reject(refusedCredentials(deed, "HTTP 401"));
            const work = grant(scopes, challenge, deed)
                .then((fresh) => {
                grants.set(key, fresh);
                return fresh.header;
            })
                .finally(() => pending.delete(key));
            pending.set(key, work);
            return work;
        },
    };
}
function basicGrant(credentials, deed) {
    if (!credentials || !("password" in credentials))
        throw refusedCredentials(deed, "HTTP 401", false);
    return { header: basicHeader(credentials), endsAt: Number.POSITIVE_INFINITY };
}
function basicHeader(credentials) {
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}
async function requestToken(challenge, scopes, credentials, deed, options, now) {
    const realm = checkRealm(challenge.realm, deed, options.plainHttp);
    const wanted = scopes.length > 0 ? scopes : (challenge.scope?.split(" ") ?? []);
    const request = tokenRequest(realm, challenge.service, wanted, credentials);
    let response;
    try {
        const timeout = AbortSignal.timeout(TOKEN_TIMEOUT_MS);
        const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
        response = await options.fetch(request.url, { ...request.init, redirect: "error", signal });
    }
    catch (cause) {
        options.signal?.throwIfAborted();
        throw new PassingFailure(`the token service ${realm.origin} did not answer (${describeNetworkError(cause)})`, undefined, cause);
    }
    if (!response.ok)
        throw await refusalOf(response, realm, credentials, deed);
    return readGrant(response, realm, options, now);
}
function tokenRequest(realm, service, scopes, credentials) {
    if (credentials && "identityToken" in credentials) {
        const form = new URLSearchParams({
            grant_type: "refresh_token",
            refresh_token: credentials.identityToken,
            client_id: "waybill",
            scope: scopes.join(" "),
        });
        if (service !== undefined)
            form.set("service", service);
        return { url: realm, init: { method: "POST", body: form } };
    }
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set("service", service);
    for (const scope of scopes)
        url.searchParams.append("scope", scope);
    return { url, init: { headers: credentials ? { authorization: basicHeader(credentials) } : {} } };
}
async function refusalOf(response, realm, credentials, deed) {
    const errors = await readErrors(response);
    const said = [`HTTP ${response.status} from ${realm.origin}`, ...errors.map(({ code, message }) => `${code} ${message}`.trim())]
        .join(", ")
        .slice(0, 500);
    if (response.status === 408 || response.status === 429 || response.status >= 500) {
        return new PassingFailure(`the token service answered ${said}`, (0,retry/* parseRetryAfter */.m)(response.headers.get("retry-after")));
    }
    if (!credentials)
        return refusedCredentials(deed, said, false);
    return response.status === 403 ? missingPermission(deed, said) : refusedCredentials(deed, said);
}
async function readGrant(response, realm, options, now) {
    const answer = (await response.json().catch(() => ({})));
    const token = answer["token"] ?? answer["access_token"];
    if (typeof token !== "string" || token === "")
        throw new lib_error/* ActionError */.lZ("remote", `The token service ${realm.origin} of '${options.registry}' answered without a token. Try again later.`);
    options.mask(token);
    const life = typeof answer["expires_in"] === "number" && answer["expires_in"] > 0 ? answer["expires_in"] : DEFAULT_LIFE_SECONDS;
    // Ends early by a tenth, so that a request does not start with a token that dies on the way.
    return { header: `Bearer ${token}`, endsAt: now + life * 900 };
}
function checkRealm(realm, deed, plainHttp) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url?.protocol === "https:" || (url?.protocol === "http:" && plainHttp))
        return url;
    throw new lib_error/* ActionError */.lZ("environment", `Could not ${deed.what} '${deed.registry}': it asks to log in at '${realm}', which is not an https address, so no credentials were sent. Ask the registry's operator.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/transport.js




const DEFAULT_POLICY = { attempts: 6, baseDelayMs: 500, maxDelayMs: 20_000 };
const HEADERS_TIMEOUT_MS = 120_000;
const MOST_REDIRECTS = 5;
/** Makes the transport of one registry; plain HTTP is the default for loopback hosts only. */
function createTransport(options) {
    const host = options.registry === "docker.io" ? "registry-1.docker.io" : options.registry;
    const plainHttp = options.plainHttp ?? isLoopback(host);
    const origin = new URL(`${plainHttp ? "http" : "https"}://${host}`).origin;
    const send = options.fetch ?? fetch;
    const policy = { ...DEFAULT_POLICY, ...options.retry };
    const authorizer = createAuthorizer({
        registry: options.registry,
        plainHttp,
        credentials: options.credentials,
        fetch: send,
        mask: (secret) => options.reporter?.mask(secret),
        signal: options.signal,
    });
    const wire = { origin, fetch: send, authorizer, registry: options.registry, signal: options.signal };
    return {
        registry: options.registry,
        reporter: options.reporter,
        signal: options.signal,
        policy,
        send: (call) => sendPatiently(call, wire, policy, options.reporter),
        async expect(call, ...statuses) {
            const response = await this.send(call);
            if (statuses.includes(response.status))
                return response;
            throw await failureOf(response, deedOf(call, options.registry));
        },
        locate: (location, from, deed) => locate(location, from, deed, origin),
    };
}
function sendPatiently(call, wire, policy, reporter) {
    const attempts = call.attempts ?? policy.attempts;
    const deed = deedOf(call, wire.registry);
    const work = (0,retry/* retry */.L)(() => sendOnce(call, wire, deed), {
        ...policy,
        attempts,
        ...(wire.signal ? { signal: wire.signal } : {}),
        decide: (error) => error instanceof PassingFailure
            ? { retry: true, ...(error.afterMs === undefined ? {} : { afterMs: error.afterMs }) }
            : { retry: false },
        onRetry: (error, attempt, delayMs) => reporter?.warn(`${wire.registry}: ${error.message}; trying again in ${(delayMs / 1000).toFixed(1)} s (attempt ${attempt + 1} of ${attempts})`),
    });
    return work.catch((error) => {
        wire.signal?.throwIfAborted();
        if (!(error instanceof PassingFailure))
            throw error;
        if (error instanceof StatusFailure)
            throw new RemoteFailure(`${error.final.message} (${attempts} ${attempts === 1 ? "attempt" : "attempts"} made.)`, {
                cause: error,
                afterMs: error.afterMs,
            });
        throw unreachable(deed, error.cause ?? error, attempts);
    });
}
/** A passing failure that already has its final words. */
class StatusFailure extends PassingFailure {
    final;
    constructor(message, final, afterMs) {
        super(message, afterMs);
        this.final = final;
    }
}
async function sendOnce(call, wire, deed) {
    const url = call.to instanceof URL ? call.to : new URL(call.to, wire.origin);
    const isHome = url.origin === wire.origin;
    let authorization = isHome ? wire.authorizer.current(call.scopes) : undefined;
    let response = await follow(call, url, authorization, wire);
    if (response.status === 401 && isHome) {
        const challenge = response.headers.get("www-authenticate");
        await drain(response);
        authorization = await wire.authorizer.renew(call.scopes, challenge, authorization, deed);
        response = await follow(call, url, authorization, wire);
    }
    if (response.status !== 408 && response.status !== 429 && (response.status < 500 || response.status === 501))
        return response;
    const afterMs = (0,retry/* parseRetryAfter */.m)(response.headers.get("retry-after"));
    const message = `HTTP ${response.status} while trying to ${call.deed}`;
    throw new StatusFailure(message, await failureOf(response, deed), afterMs);
}
async function follow(call, start, authorization, wire) {
    let url = start;
    for (let hops = 0;; hops++) {
        const headers = { "user-agent": "waybill", ...call.headers };
        // Credentials belong to the registry's origin only: a storage host that a redirect leads to must not see them.
        if (authorization !== undefined && url.origin === wire.origin)
            headers["authorization"] = authorization;
        const response = await exchange(url, { method: call.method, headers, redirect: "manual", ...(call.body ? { body: call.body } : {}) }, wire);
        const location = response.headers.get("location");
        const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
        if (!isRedirect || (call.method !== "GET" && call.method !== "HEAD" && response.status !== 307 && response.status !== 308))
            return response;
        if (hops >= MOST_REDIRECTS)
            throw new lib_error/* ActionError */.lZ("remote", `'${wire.registry}' redirected more than ${MOST_REDIRECTS} times while trying to ${call.deed}. Ask its operator.`);
        await drain(response);
        url = checkTarget(new URL(location, url), url, wire);
    }
}
/** Waits for the headers at most two minutes; the body may take as long as it flows. */
async function exchange(url, init, wire) {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new Error(`no answer within ${HEADERS_TIMEOUT_MS / 1000} s`)), HEADERS_TIMEOUT_MS);
    try {
        return await wire.fetch(url, { ...init, signal: wire.signal ? AbortSignal.any([wire.signal, timeout.signal]) : timeout.signal });
    }
    catch (cause) {
        wire.signal?.throwIfAborted();
        throw new PassingFailure(describeNetworkError(cause), undefined, cause);
    }
    finally {
        clearTimeout(timer);
    }
}
function locate(location, from, deed, origin) {
    const base = from.url === "" ? origin : from.url;
    if (location !== null && URL.canParse(location, base)) {
        const url = new URL(location, base);
        // Registries behind a TLS proxy often name themselves with http://; the credentials must not follow.
        if (origin.startsWith("https:") && url.protocol === "http:" && url.host === new URL(origin).host)
            url.protocol = "https:";
        return checkTarget(url, new URL(base), { origin, registry: deed.registry });
    }
    throw new lib_error/* ActionError */.lZ("remote", `Could not ${deed.what} '${deed.registry}': it did not say where to continue the upload (no Location). Ask its operator.`);
}
function checkTarget(target, from, wire) {
    const isSafe = target.protocol === "https:" || (target.protocol === "http:" && from.protocol === "http:");
    const leadsInside = isLoopback(target.host) || /^(169\.254\.|\[fe80:)/i.test(target.host);
    if (isSafe && (!leadsInside || isLoopback(new URL(wire.origin).host)))
        return target;
    throw new lib_error/* ActionError */.lZ("remote", `'${wire.registry}' redirects to '${target.origin}', which is ${isSafe ? "an address inside this machine" : "not encrypted"}; that is not followed. Ask its operator.`);
}
/** Waits before the next try: as long as the registry asked for, else longer each time. A cancelled run does not wait. */
async function pause(transport, failures, afterMs) {
    const { baseDelayMs, maxDelayMs } = transport.policy;
    const delayMs = afterMs ?? Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
    await (0,external_node_timers_promises_.setTimeout)(delayMs, undefined, transport.signal ? { signal: transport.signal } : {}).catch(() => transport.signal?.throwIfAborted());
}
/** Reads the rest of a response away, so that its connection can be used again. */
async function drain(response) {
    await response.arrayBuffer().catch(() => undefined);
}
function deedOf(call, registry) {
    return { what: call.deed, registry, ...(call.repository === undefined ? {} : { repository: call.repository }) };
}
function isLoopback(host) {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

;// CONCATENATED MODULE: ./packages/registry/lib/download.js




/** Reads a blob as a stream, resumes after a broken connection, and throws at the end when size or digest are not those of the descriptor. */
async function* readBlob(transport, repository, descriptor) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    let received = 0;
    for (let failures = 0; received < descriptor.size || received === 0;) {
        try {
            for await (const chunk of openFrom(transport, repository, descriptor, received)) {
                received += chunk.length;
                if (received > descriptor.size)
                    throw wrongContent(transport, repository, descriptor, `more than its ${descriptor.size} bytes`);
                hash.update(chunk);
                failures = 0;
                yield chunk;
            }
            if (received < descriptor.size)
                throw new TypeError(`the connection ended after ${received} of ${descriptor.size} bytes`);
            break;
        }
        catch (error) {
            transport.signal?.throwIfAborted();
            if (error instanceof lib_error/* ActionError */.lZ)
                throw error;
            if (++failures >= transport.policy.attempts)
                throw brokenOff(transport, repository, descriptor, error, failures);
            transport.reporter?.warn(`${transport.registry}: ${describeNetworkError(error)} while reading ${descriptor.digest}; going on at byte ${received}`);
            await pause(transport, failures);
        }
    }
    const digest = `sha256:${hash.digest("hex")}`;
    if (digest !== descriptor.digest)
        throw wrongContent(transport, repository, descriptor, `content of ${digest}`);
}
async function* openFrom(transport, repository, descriptor, offset) {
    const response = await transport.expect({
        method: "GET",
        to: `/v2/${repository}/blobs/${descriptor.digest}`,
        scopes: [`repository:${repository}:pull`],
        deed: `read blob ${descriptor.digest} of`,
        repository,
        headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
    }, 200, 206);
    const announced = response.headers.get("content-length");
    if (response.status === 200 && announced !== null && !response.headers.has("content-encoding") && Number(announced) !== descriptor.size) {
        await response.body?.cancel();
        throw wrongContent(transport, repository, descriptor, `${announced} bytes`);
    }
    // A server that ignores the range starts again at the first byte.
    let skip = response.status === 200 ? offset : 0;
    if (response.status === 206 && !(response.headers.get("content-range") ?? "").startsWith(`bytes ${offset}-`)) {
        await drain(response);
        throw wrongContent(transport, repository, descriptor, "another range than the one asked for");
    }
    for await (const value of response.body ?? []) {
        const chunk = value;
        if (skip >= chunk.length)
            skip -= chunk.length;
        else {
            yield skip === 0 ? chunk : chunk.subarray(skip);
            skip = 0;
        }
    }
}
function wrongContent(transport, repository, descriptor, served) {
    return new WrongContent(`'${transport.registry}/${repository}' served ${served} for blob ${descriptor.digest} (${descriptor.size} bytes). It is damaged there or changed on the way; push it again.`);
}
function brokenOff(transport, repository, descriptor, cause, attempts) {
    return new lib_error/* ActionError */.lZ("remote", `Could not read blob ${descriptor.digest} of '${transport.registry}/${repository}': ${describeNetworkError(cause)} (${attempts} attempts). Try again later.`, { cause });
}

;// CONCATENATED MODULE: ./packages/registry/lib/manifests.js




const LARGEST_MANIFEST_BYTES = 16 << 20;
const MOST_TAG_PAGES = 1000;
/** Reads a manifest by tag or digest; undefined when there is none; throws when the bytes are not those of the digest asked for or announced. */
async function findManifest(transport, repository, reference) {
    const response = await transport.expect({
        method: "GET",
        to: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull`],
        deed: `read '${reference}' of`,
        repository,
        headers: { accept: MANIFEST_TYPES.join(", ") },
    }, 200, 404);
    if (response.status === 404) {
        await drain(response);
        return undefined;
    }
    const bytes = await readLimited(response, transport, repository, reference);
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    const announced = response.headers.get("docker-content-digest");
    const expected = (0,lib_digest/* isDigest */.Bc)(reference) ? reference : announced !== null && (0,lib_digest/* isDigest */.Bc)(announced) ? announced : digest;
    if (digest !== expected) {
        throw new WrongContent(`'${transport.registry}/${repository}' served a manifest of ${digest} for '${reference}', which should be ${expected}. It is damaged there or changed on the way; push it again.`);
    }
    return { bytes, descriptor: { mediaType: mediaTypeOf(response, bytes), digest, size: bytes.length } };
}
/** Stores a manifest under a tag or its digest and checks that the registry gave it that digest. */
async function putManifest(transport, repository, reference, bytes, mediaType) {
    const digest = (0,lib_digest/* digestOf */.ol)(bytes);
    if ((0,lib_digest/* isDigest */.Bc)(reference) && reference !== digest) {
        throw new lib_error/* ActionError */.lZ("input", `The manifest for '${transport.registry}/${repository}' has the digest ${digest}, not ${reference}. It changed since it was named; build again.`);
    }
    const response = await transport.expect({
        method: "PUT",
        to: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull,push`],
        deed: `store '${reference}' in`,
        repository,
        headers: { "content-type": mediaType },
        body: bytes,
    }, 201, 
    // Some registries answer 200 or 202 to a manifest that is there already.
    200, 202);
    await drain(response);
    const stored = response.headers.get("docker-content-digest");
    if (stored !== null && stored !== digest) {
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' stored '${reference}' as ${stored}, but its bytes are ${digest}: it changed on the way. Push it again.`);
    }
    return { descriptor: { mediaType, digest, size: bytes.length }, hasSubjectSupport: response.headers.has("oci-subject") };
}
/** All tags of a repository, over as many pages as there are; none when the repository does not exist. */
async function listTags(transport, repository) {
    const tags = [];
    let next = `/v2/${repository}/tags/list?n=1000`;
    for (let page = 0; next !== undefined; page++) {
        if (page >= MOST_TAG_PAGES)
            throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' has more than ${MOST_TAG_PAGES} pages of tags. Ask its operator.`);
        const call = { method: "GET", to: next, scopes: [`repository:${repository}:pull`], deed: "list the tags of", repository };
        const response = await transport.expect(call, 200, 404);
        if (response.status === 404) {
            await drain(response);
            return tags;
        }
        const body = (await response.json().catch(() => ({})));
        if (body.tags !== null && !Array.isArray(body.tags))
            throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' answered without a list of tags. Try again later.`);
        for (const tag of body.tags ?? [])
            if (typeof tag === "string")
                tags.push(tag);
        const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
        next = link
            ? transport.locate(link[1] ?? null, response, { what: "list the tags of", registry: transport.registry, repository })
            : undefined;
    }
    return tags;
}
/** Deletes a manifest by digest; one that is not there is fine. */
async function deleteManifest(transport, repository, digest) {
    const call = {
        method: "DELETE",
        to: `/v2/${repository}/manifests/${digest}`,
        scopes: [`repository:${repository}:delete,pull,push`],
        deed: `delete '${digest}' of`,
        repository,
    };
    const response = await transport.expect(call, 200, 202, 404, 405, 501);
    if (response.status === 405 || response.status === 501) {
        await drain(response);
        throw new lib_error/* ActionError */.lZ("environment", `Could not delete '${digest}' of '${transport.registry}/${repository}': this registry does not allow deleting (HTTP ${response.status}). Ask its operator to enable it.`);
    }
    await drain(response);
}
function mediaTypeOf(response, bytes) {
    const header = response.headers.get("content-type")?.split(";")[0]?.trim() ?? "";
    if (header !== "" && header !== "application/json" && header !== "application/octet-stream" && header !== "text/plain")
        return header;
    try {
        const { mediaType } = JSON.parse(Buffer.from(bytes).toString("utf8"));
        return typeof mediaType === "string" ? mediaType : header;
    }
    catch {
        return header;
    }
}
async function readLimited(response, transport, repository, reference) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response.body ?? []) {
            chunks.push(chunk);
            size += chunk.length;
            if (size > LARGEST_MANIFEST_BYTES)
                throw new lib_error/* ActionError */.lZ("remote", `'${reference}' of '${transport.registry}/${repository}' is larger than ${LARGEST_MANIFEST_BYTES >> 20} MiB, which no manifest is.`);
        }
    }
    catch (cause) {
        if (cause instanceof lib_error/* ActionError */.lZ)
            throw cause;
        transport.signal?.throwIfAborted();
        throw await failureOf(new Response(null, { status: 502, statusText: "broken off" }), {
            what: `read '${reference}' of`,
            registry: transport.registry,
            repository,
        });
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./packages/registry/lib/referrers.js




const EMPTY_CONFIG = new TextEncoder().encode("{}");
const MOST_WRITES = 12;
const CONFIRMATIONS = 2;
const MOST_PAGES = 100;
/** Waits in line per fallback tag, because two writers of one process would lose each other's entries. */
const lines = new WeakMap();
/** Lists what refers to a digest: from the referrers API, else from the fallback tag `sha256-<hex>`, without duplicates. */
async function listReferrers(transport, repository, digest, artifactType) {
    const native = await listNative(transport, repository, digest);
    // Entries that an older client wrote to the tag stay visible where the API came later.
    const tagged = await readFallback(transport, repository, digest);
    const all = new Map([...tagged.entries, ...(native ?? [])].map((descriptor) => [descriptor.digest, descriptor]));
    const wanted = [...all.values()].filter((descriptor) => artifactType === undefined || descriptor.artifactType === artifactType);
    return wanted.sort((a, b) => (a.digest < b.digest ? -1 : 1));
}
/** The manifest that attaches an artifact to a subject, and the two blobs it needs. */
function artifactManifest(subject, artifact) {
    const config = { mediaType: MEDIA_TYPES.empty, digest: (0,lib_digest/* digestOf */.ol)(EMPTY_CONFIG), size: EMPTY_CONFIG.length };
    const layer = { mediaType: artifact.mediaType, digest: (0,lib_digest/* digestOf */.ol)(artifact.bytes), size: artifact.bytes.length };
    const manifest = {
        schemaVersion: 2,
        mediaType: MEDIA_TYPES.manifest,
        artifactType: artifact.artifactType,
        config,
        layers: [layer],
        subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
        ...(artifact.annotations ? { annotations: artifact.annotations } : {}),
    };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    const entry = {
        mediaType: MEDIA_TYPES.manifest,
        digest: (0,lib_digest/* digestOf */.ol)(bytes),
        size: bytes.length,
        artifactType: artifact.artifactType,
        ...(artifact.annotations ? { annotations: artifact.annotations } : {}),
    };
    const blobs = [
        { descriptor: config, bytes: EMPTY_CONFIG },
        { descriptor: layer, bytes: artifact.bytes },
    ];
    return { bytes, blobs, entry };
}
/** Stores a manifest that has a subject and makes it findable: by the API where the registry really lists it, else by the fallback tag. */
async function putReferrer(transport, repository, subject, bytes, entry) {
    const { hasSubjectSupport } = await putManifest(transport, repository, entry.digest, bytes, entry.mediaType);
    if (hasSubjectSupport) {
        // At least one large registry claims support and has no API, so the claim is checked.
        const listed = await listNative(transport, repository, subject);
        if (listed?.some(({ digest }) => digest === entry.digest))
            return;
    }
    await inLine(transport, `${repository}@${subject}`, () => mergeFallback(transport, repository, subject, entry));
}
/** The entry that a referrer gets in an index, from its own manifest. */
function entryOf(found, where) {
    const manifest = parseManifest(found.bytes, where);
    const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
    return {
        mediaType: found.descriptor.mediaType,
        digest: found.descriptor.digest,
        size: found.descriptor.size,
        ...(artifactType === undefined ? {} : { artifactType }),
        ...(Object.keys(manifest.annotations).length === 0 ? {} : { annotations: manifest.annotations }),
    };
}
/**
 * Adds an entry to the fallback index: reads, adds, writes, reads back, and does it again when another writer came between. Registries have no
 * conditional writes, so the list is read back twice: a writer that had read it before our write has written by then.
 */
async function mergeFallback(transport, repository, subject, entry) {
    const tag = fallbackTag(subject);
    const wanted = new Map([[entry.digest, entry]]);
    let writes = 0;
    for (let confirmed = 0; confirmed < CONFIRMATIONS;) {
        const before = await readFallback(transport, repository, subject);
        // Whatever was seen once is kept, also when another writer dropped it in between.
        for (const descriptor of before.entries)
            if (!wanted.has(descriptor.digest))
                wanted.set(descriptor.digest, descriptor);
        if (before.entries.length === wanted.size) {
            if (writes === 0)
                return;
            confirmed++;
            continue;
        }
        if (writes >= MOST_WRITES)
            throw overwritten(transport, repository, tag, entry);
        // Two writers that keep overwriting each other must get out of step.
        if (writes > 0)
            await pause(transport, 1, transport.policy.baseDelayMs * Math.random());
        writes++;
        confirmed = 0;
        const index = {
            schemaVersion: 2,
            mediaType: MEDIA_TYPES.index,
            manifests: [...wanted.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
        };
        await putManifest(transport, repository, tag, new TextEncoder().encode(JSON.stringify(index)), MEDIA_TYPES.index);
    }
}
function overwritten(transport, repository, tag, entry) {
    const list = `'${transport.registry}/${repository}:${tag}'`;
    return new lib_error/* ActionError */.lZ("remote", `Could not add ${entry.digest} to the list of referrers ${list}: others keep overwriting it (${MOST_WRITES} attempts). Run again when no other job writes to it.`);
}
async function readFallback(transport, repository, subject) {
    const found = await findManifest(transport, repository, fallbackTag(subject));
    if (!found)
        return { entries: [] };
    const where = `'${transport.registry}/${repository}:${fallbackTag(subject)}'`;
    const manifest = parseManifest(found.bytes, where);
    if (!manifest.isIndex)
        throw new lib_error/* ActionError */.lZ("remote", `${where} should be the list of what refers to ${subject}, but is an image. Delete or rename that tag.`);
    return { entries: [...manifest.manifests] };
}
/** What the referrers API lists; undefined when the registry has no such API. */
async function listNative(transport, repository, digest) {
    const entries = [];
    let next = `/v2/${repository}/referrers/${digest}`;
    for (let page = 0; next !== undefined && page < MOST_PAGES; page++) {
        const deed = `list what refers to ${digest} in`;
        const response = await transport.send({
            method: "GET",
            to: next,
            scopes: [`repository:${repository}:pull`],
            deed,
            repository,
        });
        const type = response.headers.get("content-type") ?? "";
        if (response.status !== 200 || !type.includes("json")) {
            await drain(response);
            // 401 and 403 are not "there is no API": the fallback tag is read with the same rights and says so plainly.
            return undefined;
        }
        const bytes = new Uint8Array(await response.arrayBuffer());
        const where = `The list of referrers of ${digest} in '${transport.registry}/${repository}'`;
        const { manifests } = parseObject(bytes, where);
        if (!Array.isArray(manifests))
            return undefined;
        entries.push(...manifests.map((item) => parseDescriptor(item, where)));
        const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
        next = link ? transport.locate(link[1] ?? null, response, { what: deed, registry: transport.registry, repository }) : undefined;
    }
    return entries;
}
function fallbackTag(digest) {
    return digest.replace(":", "-");
}
function inLine(transport, key, work) {
    const line = lines.get(transport) ?? new Map();
    lines.set(transport, line);
    const before = line.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    line.set(key, mine);
    return mine;
}

;// CONCATENATED MODULE: ./packages/registry/lib/blob-source.js

/** Reads `length` bytes of a source from an offset; throws when there are fewer. */
async function readExactly(blob, offset, length) {
    if (length === 0)
        return new Uint8Array();
    for await (const chunk of chunksOf(blob, offset, length))
        if (chunk.length === length)
            return chunk;
    throw shortSource(blob);
}
/** Cuts a source into pieces of exactly `length` bytes (the last may be shorter); throws when it holds more or less than its descriptor says. */
async function* chunksOf(blob, offset, length) {
    let pieces = [];
    let held = 0;
    let total = offset;
    for await (let piece of blob.open(offset)) {
        total += piece.length;
        if (total > blob.descriptor.size)
            throw shortSource(blob);
        while (held + piece.length >= length) {
            const taken = length - held;
            yield Buffer.concat([...pieces, piece.subarray(0, taken)]);
            piece = piece.subarray(taken);
            pieces = [];
            held = 0;
        }
        if (piece.length > 0) {
            pieces.push(piece);
            held += piece.length;
        }
    }
    if (held > 0)
        yield Buffer.concat(pieces);
    if (total !== blob.descriptor.size)
        throw shortSource(blob);
}
function shortSource(blob) {
    return new lib_error/* ActionError */.lZ("input", `The content to push as ${blob.descriptor.digest} does not have its ${blob.descriptor.size} bytes: it changed since it was measured. Build again.`);
}

;// CONCATENATED MODULE: ./packages/registry/lib/upload.js




/** GHCR answers 416 to a ranged PATCH above 4 MiB. */
const GHCR_CHUNK_BYTES = 4 << 20;
const CHUNK_BYTES = 8 << 20;
/** How many upload sessions may be lost before the push of one blob is given up. */
const MOST_SESSIONS = 4;
/** An upload session that the registry no longer knows. */
class SessionLost extends Error {
}
/** Whether the registry holds a blob; a push asks with the scope that it needs anyway. */
async function hasBlob(transport, repository, digest, scope = `repository:${repository}:pull`) {
    const response = await transport.expect({
        method: "HEAD",
        to: `/v2/${repository}/blobs/${digest}`,
        scopes: [scope],
        deed: `look for blob ${digest} in`,
        repository,
    }, 200, 404);
    await drain(response);
    return response.status === 200;
}
/** Makes a registry hold a blob: finds it, mounts it, or uploads it in chunks that go on where a broken connection left off. Memory: one chunk. */
async function pushBlob(transport, repository, blob, options = {}) {
    const { digest, size } = blob.descriptor;
    if (await hasBlob(transport, repository, digest, pushScope(repository))) {
        options.onProgress?.(size, size);
        return "exists";
    }
    for (let sessions = 1;; sessions++) {
        const session = await openSession(transport, repository, blob.descriptor, sessions === 1 ? options.mountFrom : undefined);
        if (session === "mounted") {
            options.onProgress?.(size, size);
            return "mounted";
        }
        try {
            await sendContent(transport, repository, blob, session, options);
            return "uploaded";
        }
        catch (error) {
            if (!(error instanceof SessionLost))
                throw error;
            // The connection may have broken after the registry had closed the upload.
            if (await hasBlob(transport, repository, digest, pushScope(repository)))
                return "uploaded";
            if (sessions >= MOST_SESSIONS) {
                throw new lib_error/* ActionError */.lZ("remote", `Could not push blob ${digest} to '${transport.registry}/${repository}': the registry lost the upload ${sessions} times. Try again later or ask its operator.`);
            }
            transport.reporter?.warn(`${transport.registry}: the upload of ${digest} was lost; starting it again`);
        }
    }
}
/** Starts an upload and gives it up again: proves that this token may push here. */
async function tryUpload(transport, repository) {
    const call = {
        method: "POST",
        to: `/v2/${repository}/blobs/uploads/`,
        scopes: [pushScope(repository)],
        deed: "start an upload to",
        repository,
    };
    const response = await transport.expect(call, 202);
    await drain(response);
    const location = transport.locate(response.headers.get("location"), response, {
        what: call.deed,
        registry: transport.registry,
        repository,
    });
    // Registries that cannot cancel clean up by themselves, so the answer does not matter.
    const cancelled = await transport
        .send({ ...call, method: "DELETE", to: location, deed: "cancel an upload to", attempts: 1 })
        .catch(() => undefined);
    if (cancelled)
        await drain(cancelled);
}
async function openSession(transport, repository, descriptor, mountFrom) {
    const path = `/v2/${repository}/blobs/uploads/`;
    const call = { method: "POST", to: path, scopes: [pushScope(repository)], deed: `push blob ${descriptor.digest} to`, repository };
    if (mountFrom !== undefined && mountFrom !== repository) {
        const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom });
        const scopes = [pushScope(repository), `repository:${mountFrom}:pull`];
        // A mount that is refused for whatever reason is only a missed shortcut.
        const response = await transport.send({ ...call, to: `${path}?${query.toString()}`, scopes }).catch((error) => {
            transport.signal?.throwIfAborted();
            transport.reporter?.debug(`mount of ${descriptor.digest} from ${mountFrom} did not work: ${String(error)}`);
            return undefined;
        });
        if (response)
            await drain(response);
        if (response?.status === 201)
            return "mounted";
        if (response?.status === 202)
            return sessionOf(transport, repository, response);
    }
    const response = await transport.expect(call, 202);
    await drain(response);
    return sessionOf(transport, repository, response);
}
function sessionOf(transport, repository, response) {
    const location = transport.locate(response.headers.get("location"), response, {
        what: "push a blob to",
        registry: transport.registry,
        repository,
    });
    const least = Number(response.headers.get("oci-chunk-min-length") ?? 0);
    const usual = transport.registry === "ghcr.io" ? GHCR_CHUNK_BYTES : CHUNK_BYTES;
    return { location, chunkBytes: Math.max(usual, Number.isSafeInteger(least) ? Math.min(least, 64 << 20) : 0) };
}
async function sendContent(transport, repository, blob, session, options) {
    const { digest, size } = blob.descriptor;
    let failures = 0;
    for (let offset = 0;;) {
        const before = offset;
        try {
            offset = await sendChunks(transport, repository, blob, session, offset, options);
            await closeUpload(transport, repository, blob, session, offset, options);
            return;
        }
        catch (error) {
            if (!(error instanceof UploadBroken))
                throw error;
            offset = await acceptedBytes(transport, repository, blob.descriptor, session);
            failures = offset > before ? 1 : failures + 1;
            if (failures >= transport.policy.attempts)
                throw error.final;
            transport.reporter?.warn(`${transport.registry}: the upload of ${digest} broke; going on at byte ${offset} of ${size}`);
            await pause(transport, failures, error.afterMs);
        }
    }
}
/** Sends whole chunks until at most one is left, and returns the offset of the rest. */
async function sendChunks(transport, repository, blob, session, from, options) {
    const { size } = blob.descriptor;
    let offset = from;
    if (size - offset <= session.chunkBytes)
        return offset;
    for await (const chunk of chunksOf(blob, offset, session.chunkBytes)) {
        await patch(transport, repository, blob.descriptor, session, offset, chunk);
        offset += chunk.length;
        options.onProgress?.(offset, size);
        if (size - offset <= session.chunkBytes)
            break;
    }
    return offset;
}
/** A request of an upload that did not succeed; the upload can go on where the registry says. */
class UploadBroken extends Error {
    final;
    afterMs;
    constructor(final) {
        super("the upload broke");
        this.final = final;
        this.afterMs = final instanceof RemoteFailure ? final.afterMs : undefined;
    }
}
async function patch(transport, repository, descriptor, session, offset, chunk) {
    const call = {
        method: "PATCH",
        to: session.location,
        scopes: [pushScope(repository)],
        deed: `push blob ${descriptor.digest} to`,
        repository,
        headers: { "content-type": "application/octet-stream", "content-range": `${offset}-${offset + chunk.length - 1}` },
        body: chunk,
        // Sending the same range again is wrong when the registry has taken a part of it: the offset is asked for first.
        attempts: 1,
    };
    const response = await sendPart(transport, call);
    if (![201, 202, 204].includes(response.status))
        throw await failureOf(response, { what: call.deed, registry: transport.registry, repository });
    await drain(response);
    session.location = transport.locate(response.headers.get("location"), response, {
        what: call.deed,
        registry: transport.registry,
        repository,
    });
}
/** Sends one request of an upload and sorts out the answers after which the upload can go on. */
async function sendPart(transport, call) {
    const response = await transport.send(call).catch((error) => {
        transport.signal?.throwIfAborted();
        throw error instanceof RemoteFailure ? new UploadBroken(error) : error;
    });
    if (response.status === 416)
        throw new UploadBroken(await failureOf(response, {
            what: call.deed,
            registry: transport.registry,
            ...(call.repository === undefined ? {} : { repository: call.repository }),
        }));
    if (response.status !== 404)
        return response;
    await drain(response);
    throw new SessionLost();
}
async function acceptedBytes(transport, repository, descriptor, session) {
    const deed = `go on with the upload of blob ${descriptor.digest} to`;
    const response = await transport.send({ method: "GET", to: session.location, scopes: [pushScope(repository)], deed, repository });
    await drain(response);
    const range = /^(?:bytes=)?0-(\d+)$/.exec(response.headers.get("range") ?? "");
    if (response.status !== 204 && response.status !== 202 && response.status !== 200)
        throw new SessionLost();
    const location = response.headers.get("location");
    if (location !== null)
        session.location = transport.locate(location, response, { what: deed, registry: transport.registry, repository });
    // An empty upload is written as "0-0" by distribution, which cannot be told from one byte; chunks are never that small.
    const accepted = range ? Number(range[1]) + 1 : 0;
    if (accepted > descriptor.size)
        throw new SessionLost();
    return accepted === 1 ? 0 : accepted;
}
async function closeUpload(transport, repository, blob, session, offset, options) {
    const { digest, size } = blob.descriptor;
    const rest = await readExactly(blob, offset, size - offset);
    const to = new URL(session.location);
    to.searchParams.set("digest", digest);
    const call = {
        method: "PUT",
        to,
        scopes: [pushScope(repository)],
        deed: `push blob ${digest} to`,
        repository,
        headers: {
            "content-type": "application/octet-stream",
            ...(offset > 0 && rest.length > 0 ? { "content-range": `${offset}-${size - 1}` } : {}),
        },
        body: rest,
        attempts: 1,
    };
    const response = await sendPart(transport, call);
    if (response.status !== 201 && response.status !== 204)
        throw await failureOf(response, { what: call.deed, registry: transport.registry, repository });
    await drain(response);
    const stored = response.headers.get("docker-content-digest");
    if (stored !== null && stored !== digest) {
        throw new lib_error/* ActionError */.lZ("remote", `'${transport.registry}/${repository}' stored blob ${digest} as ${stored}: the content changed on the way. Push it again.`);
    }
    options.onProgress?.(size, size);
}
function pushScope(repository) {
    return `repository:${repository}:pull,push`;
}

;// CONCATENATED MODULE: ./packages/registry/lib/copy.js







/** Referrers may themselves be referred to; deeper than this is a loop or an attack. */
const DEEPEST = 5;
/** Copies a digest with everything below it, and what refers to it, byte for byte; children come before parents, so a broken copy names nothing that is not there. */
async function copyImage(from, to, options = {}, depth = 0) {
    const where = `'${from.transport.registry}/${from.repository}@${from.digest}'`;
    if (depth > DEEPEST)
        throw new lib_error/* ActionError */.lZ("remote", `${where} lies more than ${DEEPEST} levels deep; that is no image. Copy its parts by hand.`);
    const found = await findManifest(from.transport, from.repository, from.digest);
    if (!found)
        throw new lib_error/* ActionError */.lZ("environment", `${where} cannot be copied: it is not there. Check the digest and that the token may see it.`);
    const manifest = parseManifest(found.bytes, where);
    for (const child of manifest.manifests)
        await copyImage({ ...from, digest: child.digest }, to, options, depth + 1);
    const blobs = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
    const unique = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
    await mapLimited(unique, options.concurrency ?? 4, (blob) => copyBlob(from, to, blob));
    if (manifest.subject)
        await putReferrer(to.transport, to.repository, manifest.subject.digest, found.bytes, entryOf(found, where));
    else
        await putManifest(to.transport, to.repository, from.digest, found.bytes, found.descriptor.mediaType);
    if (options.referrers ?? true) {
        for (const referrer of await listReferrers(from.transport, from.repository, from.digest)) {
            await copyImage({ ...from, digest: referrer.digest }, to, options, depth + 1);
        }
    }
    return found.descriptor;
}
async function copyBlob(from, to, descriptor) {
    const source = {
        descriptor,
        open: (offset = 0) => skipBytes(readBlob(from.transport, from.repository, descriptor), offset),
    };
    await pushBlob(to.transport, to.repository, source, from.transport.registry === to.transport.registry ? { mountFrom: from.repository } : {});
}
/** Reads from the start also when only the end is wanted, because the digest covers the whole. */
async function* skipBytes(source, offset) {
    let left = offset;
    for await (const chunk of source) {
        if (left >= chunk.length)
            left -= chunk.length;
        else {
            yield left === 0 ? chunk : chunk.subarray(left);
            left = 0;
        }
    }
}
/** The transport behind each registry, so that a copy can stream between two of them. */
const transports = new WeakMap();
/** Remembers the transport of a registry that `connectRegistry` made. */
function rememberTransport(registry, transport) {
    transports.set(registry, transport);
}
/** The transport of a registry that `connectRegistry` made. */
function transportOf(registry) {
    const transport = transports.get(registry);
    if (!transport)
        throw new TypeError("copyImage needs registries made by connectRegistry");
    return transport;
}

;// CONCATENATED MODULE: ./packages/registry/lib/client.js








const LARGEST_ARTIFACT_BYTES = 64 << 20;
/** Connects to a registry; nothing is sent before the first call. */
function connectRegistry(options) {
    const transport = createTransport(options);
    const registry = {
        host: options.registry,
        async ping(repository) {
            await drain(await transport.expect({ method: "GET", to: "/v2/", scopes: [`repository:${repository}:pull,push`], deed: "reach", repository }, 200));
            await tryUpload(transport, repository);
        },
        findManifest: (repository, reference) => findManifest(transport, repository, reference),
        putManifest: (repository, reference, bytes, mediaType) => storeManifest(registry, repository, reference, bytes, mediaType),
        hasBlob: (repository, digest) => hasBlob(transport, repository, digest),
        readBlob: (repository, descriptor) => readBlob(transport, repository, descriptor),
        pushBlob: (repository, blob, pushOptions) => pushBlob(transport, repository, blob, pushOptions),
        copyImage: (from, to, copyOptions) => copyImage({ transport: transportOf(from.registry), repository: from.repository, digest: from.digest }, { transport, repository: to.repository }, copyOptions),
        async pushReferrer(repository, subject, artifact) {
            const { bytes, blobs, entry } = artifactManifest(subject, artifact);
            for (const { descriptor, bytes: content } of blobs)
                await pushBlob(transport, repository, { descriptor, open: (offset = 0) => only(content.subarray(offset)) });
            await putReferrer(transport, repository, subject.digest, bytes, entry);
            return entry;
        },
        listReferrers: (repository, digest, artifactType) => listReferrers(transport, repository, digest, artifactType),
        readArtifact: (repository, descriptor) => readArtifact(registry, repository, descriptor),
        listTags: (repository) => listTags(transport, repository),
        deleteManifest: (repository, digest) => deleteManifest(transport, repository, digest),
    };
    rememberTransport(registry, transport);
    return registry;
}
/** A manifest with a subject that is stored directly must be findable too. */
async function storeManifest(registry, repository, reference, bytes, mediaType) {
    const transport = transportOf(registry);
    const { descriptor } = await putManifest(transport, repository, reference, bytes, mediaType);
    const { subject } = parseManifest(bytes, `The manifest for '${registry.host}/${repository}'`);
    if (subject)
        await putReferrer(transport, repository, subject.digest, bytes, entryOf({ bytes, descriptor }, "the manifest"));
    return descriptor;
}
async function readArtifact(registry, repository, descriptor) {
    const where = `'${registry.host}/${repository}@${descriptor.digest}'`;
    const found = await registry.findManifest(repository, descriptor.digest);
    if (!found)
        throw new lib_error/* ActionError */.lZ("environment", `The artifact ${where} is not there. Check the digest and that the token may see it.`);
    const { layers } = parseManifest(found.bytes, where);
    const [layer, ...others] = layers;
    if (!layer || others.length > 0)
        throw new lib_error/* ActionError */.lZ("remote", `The artifact ${where} has ${layers.length} layers; expected one. It was not written by Waybill or changed since.`);
    if (layer.size > LARGEST_ARTIFACT_BYTES)
        throw new lib_error/* ActionError */.lZ("remote", `The artifact ${where} has ${layer.size} bytes; at most ${LARGEST_ARTIFACT_BYTES} are read.`);
    const chunks = [];
    for await (const chunk of registry.readBlob(repository, layer))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
async function* only(bytes) {
    if (bytes.length > 0)
        yield bytes;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __nccwpck_require__(3215);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/open-session.js







/** Loads the configuration and makes the connections that stages share; opens no network connection yet. */
async function open_session_openSession(options) {
    const { env, run } = options;
    const redactor = (0,redaction/* createRedactor */.l)();
    const reporter = {
        ...options.reporter,
        mask(secret) {
            redactor.add(secret);
            options.reporter.mask(secret);
        },
    };
    for (const secret of [options.signingKey, options.registryLogin?.password, options.githubToken, options.kubeconfigText]) {
        if (secret)
            reporter.mask(secret);
    }
    const loaded = await loadConfig(options.workspace, options.configFile, options.configText === undefined ? {} : { text: options.configText });
    const config = withBuildArgs(loaded, options.buildArgs ?? {});
    const registry = options.registry ?? env["WAYBILL_REGISTRY"] ?? config.registry;
    const credentials = firstOf(...(options.registryLogin ? [staticCredentials({ registry, ...options.registryLogin })] : []), dockerCredentials({ configDir: env["DOCKER_CONFIG"] ?? (0,external_node_path_.join)((0,external_node_os_.homedir)(), ".docker") }));
    const signal = options.signal ?? new AbortController().signal;
    const registries = new Map();
    const registryFor = (host) => {
        const known = registries.get(host) ?? connectRegistry({ registry: host, credentials, reporter, signal });
        registries.set(host, known);
        return known;
    };
    const signer = options.signingKey ? (0,keys/* loadSigner */.vu)(options.signingKey) : undefined;
    const trusted = [...(options.trustedKeys ?? []), ...config.policy.signers].map((pem) => (0,keys/* trustKey */.UH)(pem));
    if (signer && !trusted.some((key) => key.keyId === (0,keys/* keyIdOf */.yg)(signer.publicKeyPem)))
        trusted.push((0,keys/* trustKey */.UH)(signer.publicKeyPem));
    const session = {
        workspace: options.workspace,
        stateDir: options.stateDir ?? (0,external_node_path_.join)(options.workspace, ".waybill"),
        config,
        run,
        env,
        reporter,
        redact: (text) => redactor.redact(text),
        signal,
        clock: options.clock ?? (() => new Date()),
        builder: options.builder ?? builderFrom(env),
        registry,
        credentials,
        registryFor,
        trusted,
        store: evidenceStore({ registryFor, recordRepository: (0,repositories/* repositoryFor */.cL)(registry, run.repository, "record") }),
        dryRun: options.dryRun ?? false,
        statements: [],
        ...(signer ? { signer } : {}),
        ...(options.kubeconfigText ? { kubeconfigText: options.kubeconfigText } : {}),
    };
    return options.githubToken ? { ...session, github: await connect(options.githubToken, session) } : session;
}
function withBuildArgs(config, more) {
    if (Object.keys(more).length === 0)
        return config;
    const images = Object.fromEntries(Object.entries(config.images).map(([name, image]) => [name, { ...image, args: { ...image.args, ...more } }]));
    return { ...config, images };
}
async function connect(token, { env, run }) {
    // Octokit is a third of a second of start-up on a slow runner; steps that do not talk to GitHub should not pay for it.
    const { connectGitHub } = await Promise.all(/* import() */[__nccwpck_require__.e(167), __nccwpck_require__.e(173)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8173));
    return connectGitHub({ token, apiUrl: env["GITHUB_API_URL"] ?? "https://api.github.com", repository: run.repository });
}
function builderFrom(env) {
    const value = env["WAYBILL_BUILDER"] ?? "auto";
    if (value === "auto" || value === "buildx" || value === "assemble")
        return value;
    throw new lib_error/* ActionError */.lZ("input", `The environment variable WAYBILL_BUILDER is '${value}'; allowed are auto, buildx and assemble.`);
}

;// CONCATENATED MODULE: ./packages/report/lib/plain-text.js
// Terminal sequences: CSI, OSC (ended by BEL or ST) and two-character escapes.
// oxlint-disable-next-line no-control-regex
const TERMINAL_SEQUENCES = /\u001b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
// Characters that reorder or hide text, by which a page could show something else than it says.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const REPLACEMENT = "\ufffd";
/** Makes any text safe to show: terminal sequences go, control and invisible characters become a visible mark, line ends become `\n`. */
function cleanText(text) {
    return text
        .toWellFormed()
        .replace(TERMINAL_SEQUENCES, "")
        .replace(/\r\n?/g, "\n")
        .replace(CONTROLS, REPLACEMENT)
        .replace(INVISIBLE, REPLACEMENT);
}
/** Clean text on one line. */
function cleanLine(text) {
    return cleanText(text)
        .replace(/\s*\n\s*/g, " ")
        .replaceAll("\t", " ")
        .trim();
}
/** The URL when it is an absolute http or https URL without a login; undefined for anything else, which must not become a link. */
function safeUrl(href) {
    if (href === undefined || !/^https?:\/\//i.test(href) || !URL.canParse(href))
        return undefined;
    const url = new URL(href);
    if (url.username !== "" || url.password !== "")
        return undefined;
    return url.href;
}
/** Cuts a text to a number of characters and says so with an ellipsis; never inside a surrogate pair. */
function clip(text, most) {
    const characters = [...text];
    return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join("")}…`;
}
/** A duration as people read it. */
function plain_text_duration(milliseconds) {
    if (milliseconds < 999.5)
        return `${Math.round(milliseconds)} ms`;
    if (milliseconds < 59_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
/** A number as people read it: at most four decimals, thousands apart. */
function number(value) {
    return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) >= 1000 ? 0 : 4 });
}
/** A place as `file:line:column`. */
function placeText(place) {
    return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}

;// CONCATENATED MODULE: ./packages/report/lib/html-text.js

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };
/** Escapes a text for HTML and SVG content and for quoted attributes. */
function escapeHtml(text) {
    return cleanText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? "");
}
/** Makes names for `id` attributes that are unique on one page. */
function createAnchors() {
    const taken = new Set();
    return (wish) => {
        const word = wish
            .toLowerCase()
            .replace(/[^a-z0-9]+/g, "-")
            .replace(/^-+|-+$/g, "")
            .slice(0, 60) || "part";
        let anchor = `s-${word}`;
        for (let count = 2; taken.has(anchor); count++)
            anchor = `s-${word}-${count}`;
        taken.add(anchor);
        return anchor;
    };
}

;// CONCATENATED MODULE: ./packages/report/lib/icon.js
/** Drawn in a square of 16; strokes take the colour of the text around them. */
const SHAPES = {
    pass: '<path d="M3.5 8.5l3 3 6-7"/>',
    warn: '<path d="M8 3.2v5.6"/><path d="M8 12.4v.1"/>',
    fail: '<path d="M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6"/>',
    inconclusive: '<path d="M5.4 5.8a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.8"/><path d="M8 12.6v.1"/>',
    skipped: '<path d="M4 8h8"/>',
    running: '<path d="M4 8h.1M8 8h.1M12 8h.1"/>',
};
/** The strokes of a state's icon. A state that is unknown gets the question mark. */
function iconShape(state) {
    return Object.hasOwn(SHAPES, state) ? SHAPES[state] : SHAPES.inconclusive;
}
const NOTE = '<path d="M8 7.4v5M8 3.9v.1"/>';
/** The icon of a note, which is no state. */
function noteSvg() {
    return svg(NOTE);
}
/** An icon beside a word that says the same; hidden from screen readers. */
function iconSvg(state) {
    return svg(iconShape(state));
}
function svg(shape) {
    return `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${shape}</svg>`;
}

;// CONCATENATED MODULE: ./packages/report/lib/palette.js
const LIGHT = {
    page: "#f6f7f9",
    surface: "#ffffff",
    sunken: "#f0f2f6",
    ink: "#18202c",
    muted: "#525d6e",
    line: "#dde2ea",
    accent: "#2450c4",
    "accent-tint": "#eaf0fd",
    pass: "#13693d",
    "pass-tint": "#e6f4ec",
    warn: "#7a4f00",
    "warn-tint": "#fdf2d9",
    fail: "#a81c14",
    "fail-tint": "#fdebe9",
    inconclusive: "#5b3fa6",
    "inconclusive-tint": "#f0ebfb",
    skipped: "#525d6e",
    "skipped-tint": "#edf0f4",
    running: "#2450c4",
    "running-tint": "#eaf0fd",
};
const DARK = {
    page: "#10141b",
    surface: "#171d27",
    sunken: "#1e2531",
    ink: "#e7ebf2",
    muted: "#a5b0c0",
    line: "#2c3543",
    accent: "#8db0ff",
    "accent-tint": "#1b2947",
    pass: "#74d7a5",
    "pass-tint": "#14301f",
    warn: "#f2c76e",
    "warn-tint": "#2b2312",
    fail: "#ff9d94",
    "fail-tint": "#301a1b",
    inconclusive: "#c7b3fa",
    "inconclusive-tint": "#2a2143",
    skipped: "#a5b0c0",
    "skipped-tint": "#222a36",
    running: "#8db0ff",
    "running-tint": "#1b2947",
};
/** The palette as custom properties of CSS. */
function paletteCss(palette) {
    return Object.entries(palette)
        .map(([name, color]) => `--${name}:${color}`)
        .join(";");
}

;// CONCATENATED MODULE: ./packages/report/lib/verdict-mark.js
const MARKS = {
    pass: { word: "pass", headline: "Passed", emoji: "✅", sign: "✓", color: 32 },
    warn: { word: "warn", headline: "Passed with warnings", emoji: "⚠️", sign: "!", color: 33 },
    fail: { word: "fail", headline: "Failed", emoji: "❌", sign: "✗", color: 31 },
    inconclusive: { word: "inconclusive", headline: "Inconclusive", emoji: "❔", sign: "?", color: 35 },
    skipped: { word: "not run", headline: "Not run", emoji: "⏭️", sign: "-", color: 90 },
    running: { word: "running", headline: "Running", emoji: "⏳", sign: "…", color: 36 },
};
/** The mark of a state. A state that is unknown is drawn as inconclusive, never as green. */
function markOf(state) {
    return Object.hasOwn(MARKS, state) ? MARKS[state] : MARKS.inconclusive;
}
/** The state whose mark and colour a finding has. */
function stateOfSeverity(severity) {
    return severity === "error" ? "fail" : severity === "warning" ? "warn" : "skipped";
}
/** The name of a state that styles use. */
function styleOf(state) {
    return Object.hasOwn(MARKS, state) ? state : "inconclusive";
}
/** The word for a finding's severity. */
const SEVERITY_WORD = { error: "error", warning: "warning", notice: "note" };
/** What every rendering of a rehearsal says. */
const REHEARSAL_NOTICE = "This is a rehearsal: it ran on loopback servers, and nothing outside this machine was changed.";

;// CONCATENATED MODULE: ./packages/report/lib/chain-svg.js






const STEP_WIDTH = 124;
const LINE_HEIGHT = 16;
/** Height of a row beside its label's lines: the circle, the verdict and the time. */
const ROW_HEIGHT = 100;
const ROW_GAP = 30;
const COLUMN_STEP = 64;
const RADIUS = 17;
const MOST_PER_ROW = 8;
/** The style of the drawing, shared with the page. */
const CHAIN_CSS = [
    ".chain text{font:500 13px system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;fill:var(--ink)}",
    ".chain .state{font-size:12px;font-weight:600}",
    ".chain .time{font-size:12px;fill:var(--muted)}",
    ".chain .link{stroke:var(--muted);stroke-width:2;fill:none;opacity:.55}",
    ".chain .link.idle{stroke-dasharray:3 5}",
    ".chain .knot{stroke-width:2}",
    ".chain .glyph{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}",
    ...["pass", "warn", "fail", "inconclusive", "skipped", "running"].map((state) => `.chain .${state} .knot{fill:var(--${state}-tint);stroke:var(--${state})}.chain .${state} .glyph{stroke:var(--${state})}.chain .${state} .state{fill:var(--${state})}`),
    ".chain .skipped .knot{stroke-dasharray:3 3}.chain .skipped .label{fill:var(--muted)}",
].join("");
/** Draws the chain as a picture that stands alone: steps in order, each with icon, name, verdict and time. */
function renderChainSvg(chain, options = {}) {
    const column = options.layout === "column";
    const perRow = column ? 1 : Math.ceil(chain.length / Math.max(1, Math.ceil(chain.length / MOST_PER_ROW)));
    const width = column ? 320 : Math.max(1, perRow) * STEP_WIDTH;
    const rows = Math.max(1, Math.ceil(chain.length / Math.max(1, perRow)));
    const rowHeight = ROW_HEIGHT + LINE_HEIGHT * Math.max(1, ...chain.map((step) => labelLines(step.label).length));
    const height = column ? Math.max(1, chain.length) * COLUMN_STEP : rows * rowHeight + (rows - 1) * ROW_GAP;
    const places = chain.map((_, index) => column
        ? { x: 26, y: index * COLUMN_STEP + 30 }
        : { x: (index % perRow) * STEP_WIDTH + STEP_WIDTH / 2, y: Math.floor(index / perRow) * (rowHeight + ROW_GAP) + 26 });
    const story = chain.map((step, index) => `${index + 1}. ${cleanLine(step.label)}: ${storyOf(step)}.`).join(" ");
    const key = `c${(0,external_node_crypto_.createHash)("sha256")
        .update(`${options.layout ?? "row"} ${story}`)
        .digest("hex")
        .slice(0, 8)}`;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="chain ${column ? "column" : "row"}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${key}-title ${key}-desc">`,
        `<title id="${key}-title">The chain of the release</title><desc id="${key}-desc">${escapeHtml(story || "No steps.")}</desc>`,
        options.embedded
            ? ""
            : `<style>${standaloneCss(options.dark)}</style><rect class="ground" width="${width}" height="${height}" rx="8"/>`,
        ...chain.slice(1).map((step, index) => chain_svg_link(places[index], places[index + 1], isIdle(step))),
        ...chain.map((step, index) => drawStep(step, places[index] ?? { x: 0, y: 0 }, column)),
        "</svg>",
    ].join("");
}
function storyOf(step) {
    return `${markOf(step.verdict).word}${step.durationMs === undefined ? "" : `, ${plain_text_duration(step.durationMs)}`}`;
}
function isIdle(step) {
    return step.verdict === "skipped";
}
function chain_svg_link(from, to, idle) {
    if (!from || !to)
        return "";
    const gap = RADIUS + 5;
    const style = `class="link${idle ? " idle" : ""}"`;
    if (from.y === to.y)
        return `<path ${style} d="M${from.x + gap} ${from.y}H${to.x - gap}"/>`;
    if (from.x === to.x)
        return `<path ${style} d="M${from.x} ${from.y + gap}V${to.y - gap}"/>`;
    // From the end of one row, between the rows, to the start of the next.
    const between = to.y - gap - 8;
    return `<path ${style} d="M${from.x + gap} ${from.y}h${STEP_WIDTH / 2 - gap - 3}V${between}H${to.x}V${to.y - gap}"/>`;
}
function drawStep(step, at, column) {
    const state = styleOf(step.verdict);
    const tip = `${cleanLine(step.label)}: ${storyOf(step)}${step.note ? `. ${cleanLine(step.note)}` : ""}`;
    return [
        `<g class="${state}"><title>${escapeHtml(tip)}</title>`,
        `<circle class="knot" cx="${at.x}" cy="${at.y}" r="${RADIUS}"/>`,
        `<g class="glyph" transform="translate(${at.x - 8} ${at.y - 8})">${iconShape(step.verdict)}</g>`,
        column ? besideKnot(step, at) : belowKnot(step, at),
        "</g>",
    ].join("");
}
function besideKnot(step, at) {
    const place = { x: at.x + RADIUS + 14, anchor: "start" };
    return (chain_svg_text("label", clip(cleanLine(step.label), 34), { ...place, y: at.y - 3 }) +
        chain_svg_text("state", storyOf(step).replace(", ", " · "), { ...place, y: at.y + 14 }));
}
function belowKnot(step, at) {
    const lines = labelLines(step.label);
    const top = at.y + RADIUS + 22;
    const place = { x: at.x, anchor: "middle" };
    return [
        ...lines.map((line, index) => chain_svg_text("label", line, { ...place, y: top + index * LINE_HEIGHT })),
        chain_svg_text("state", markOf(step.verdict).word, { ...place, y: top + lines.length * LINE_HEIGHT + 1 }),
        step.durationMs === undefined ? "" : chain_svg_text("time", plain_text_duration(step.durationMs), { ...place, y: top + (lines.length + 1) * LINE_HEIGHT }),
    ].join("");
}
function chain_svg_text(style, content, at) {
    return `<text class="${style}" x="${at.x}" y="${at.y}" text-anchor="${at.anchor}">${escapeHtml(content)}</text>`;
}
const LABEL_CHARACTERS = 15;
/** A label on at most two lines; a longer one is cut with an ellipsis and whole in the step's tooltip. */
function labelLines(text) {
    // A hyphen is a good place to break a long name, so it ends a word of its own.
    const words = cleanLine(text).split(/ |(?<=-)/);
    const lines = [""];
    for (const word of words) {
        const last = lines.at(-1) ?? "";
        const joined = last === "" || last.endsWith("-") ? last + word : `${last} ${word}`;
        if ([...joined].length <= LABEL_CHARACTERS || last === "")
            lines[lines.length - 1] = joined;
        else
            lines.push(word);
    }
    const [first = "", ...more] = lines;
    return more.length === 0
        ? [clip(first, LABEL_CHARACTERS)]
        : [clip(first, LABEL_CHARACTERS), clip(more.join(" ").replaceAll("- ", "-"), LABEL_CHARACTERS)];
}
function standaloneCss(dark) {
    const ground = ".ground{fill:var(--surface)}";
    if (dark !== undefined)
        return `.chain{${paletteCss(dark ? DARK : LIGHT)}}${ground}${CHAIN_CSS}`;
    return `.chain{${paletteCss(LIGHT)}}@media(prefers-color-scheme:dark){.chain{${paletteCss(DARK)}}}${ground}${CHAIN_CSS}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/chart-svg.js


const WIDTH = 640;
const HEIGHT = 220;
const EDGE = { left: 64, right: 86, top: 16, bottom: 34 };
/** More points than pixels say nothing; the newest ones are drawn and the text says how many were left out. */
const MOST_POINTS = 300;
/** Whether a value lies outside the limits of its chart. */
function isOutside(chart, y) {
    return (chart.lower !== undefined && y < chart.lower) || (chart.upper !== undefined && y > chart.upper);
}
/** One sentence that says what a chart shows. */
function chartStory(chart) {
    const unit = chart.unit === undefined ? "" : ` ${chart.unit}`;
    const last = chart.points.at(-1);
    const outside = chart.points.filter(({ y }) => isOutside(chart, y)).length;
    return [
        `${chart.points.length} values`,
        last ? `the last is ${number(last.y)}${unit} (${last.x})` : "",
        chart.center === undefined ? "" : `centre ${number(chart.center)}`,
        chart.lower === undefined || chart.upper === undefined ? "" : `limits ${number(chart.lower)} to ${number(chart.upper)}`,
        chart.lower === undefined && chart.upper === undefined ? "" : `${outside === 0 ? "none" : outside} outside the limits`,
        chart.points.length > MOST_POINTS ? `the picture has the last ${MOST_POINTS}` : "",
    ]
        .filter((part) => part !== "")
        .join(", ");
}
/** Draws a control chart; `id` must be unique on the page. Values outside the limits are squares, the others dots. */
function renderChartSvg(chart, id) {
    const points = chart.points.filter(({ y }) => Number.isFinite(y)).slice(-MOST_POINTS);
    const limits = [chart.center, chart.lower, chart.upper].filter((value) => value !== undefined && Number.isFinite(value));
    const values = [...points.map(({ y }) => y), ...limits];
    if (points.length === 0)
        return "";
    const scale = scaleOf(Math.min(...values), Math.max(...values));
    const places = points.map(({ y }, index) => ({
        x: points.length === 1
            ? (EDGE.left + WIDTH - EDGE.right) / 2
            : EDGE.left + (index / (points.length - 1)) * (WIDTH - EDGE.left - EDGE.right),
        y: scale(y),
        outside: isOutside(chart, y),
    }));
    return [
        `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
        `<title id="${id}-title">${escapeHtml(chart.title)}</title><desc id="${id}-desc">${escapeHtml(chartStory(chart))}</desc>`,
        band(chart, scale),
        ...rules(chart, scale),
        `<polyline class="curve" points="${places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}"/>`,
        ...places.map(({ x, y, outside }, index) => dot(x, y, outside, index === places.length - 1)),
        `<text class="axis" x="${EDGE.left}" y="${HEIGHT - 8}">${escapeHtml(clip(points[0]?.x ?? "", 24))}</text>`,
        points.length > 1
            ? `<text class="axis" x="${WIDTH - EDGE.right}" y="${HEIGHT - 8}" text-anchor="end">${escapeHtml(clip(points.at(-1)?.x ?? "", 24))}</text>`
            : "",
        "</svg>",
    ].join("");
}
function scaleOf(low, high) {
    const spread = high === low ? Math.max(1, Math.abs(high)) : high - low;
    const [from, to] = [low - spread * 0.08, high + spread * 0.08];
    return (value) => HEIGHT - EDGE.bottom - ((value - from) / (to - from)) * (HEIGHT - EDGE.top - EDGE.bottom);
}
function band(chart, scale) {
    if (chart.lower === undefined || chart.upper === undefined)
        return "";
    const top = scale(chart.upper);
    return `<rect class="band" x="${EDGE.left}" y="${top.toFixed(1)}" width="${WIDTH - EDGE.left - EDGE.right}" height="${Math.max(0, scale(chart.lower) - top).toFixed(1)}"/>`;
}
/** Lines of centre and limits with their values; names that would overlap are moved apart. */
function rules(chart, scale) {
    const lines = [
        { name: "upper", value: chart.upper },
        { name: "centre", value: chart.center },
        { name: "lower", value: chart.lower },
    ].filter((line) => line.value !== undefined && Number.isFinite(line.value));
    let lowest = -Infinity;
    return lines.map(({ name, value }) => {
        const y = scale(value);
        const text = Math.max(y + 4, lowest + 14);
        lowest = text;
        return `<path class="rule ${name === "centre" ? "center" : "limit"}" d="M${EDGE.left} ${y.toFixed(1)}H${WIDTH - EDGE.right}"/><text class="axis" x="${WIDTH - EDGE.right + 8}" y="${text.toFixed(1)}">${name}</text><text class="axis" x="${EDGE.left - 8}" y="${text.toFixed(1)}" text-anchor="end">${escapeHtml(number(value))}</text>`;
    });
}
function dot(x, y, outside, last) {
    if (outside)
        return `<rect class="dot outside" x="${(x - 5).toFixed(1)}" y="${(y - 5).toFixed(1)}" width="10" height="10"/>`;
    return `<circle class="dot${last ? " last" : ""}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${last ? 5 : 3}"/>`;
}

;// CONCATENATED MODULE: ./packages/report/lib/html-blocks.js





/** Tables longer than this scroll inside a region of their own, so that the page stays readable. */
const SCROLL_FROM_ROWS = 30;
/** Renders blocks in order. */
function blocksHtml(blocks, anchors) {
    return blocks.map((block) => blockHtml(block, anchors)).join("\n");
}
function blockHtml(block, anchors) {
    switch (block.type) {
        case "table":
            return tableHtml(block, anchors);
        case "findings":
            return findingsHtml(block.findings);
        case "code":
            return codeHtml(block, anchors);
        case "facts":
            return factsHtml(block.facts);
        case "chart":
            return chartHtml(block, anchors);
        case "text":
            return `<p>${escapeHtml(block.text).replaceAll("\n", "<br>")}</p>`;
        case "details":
            return `<details><summary>${escapeHtml(block.summary)}</summary><div class="folded">${blocksHtml(block.blocks, anchors)}</div></details>`;
    }
}
/** A state as icon and word. */
function badgeHtml(state, word = markOf(state).word) {
    return `<span class="badge ${styleOf(state)}">${iconSvg(state)}${escapeHtml(word)}</span>`;
}
/** A list of names and values; what looks like a digest, path or reference is set in code type. */
function factsHtml(facts) {
    if (facts.length === 0)
        return "";
    return `<dl class="facts">${facts.map((fact) => `<div><dt>${escapeHtml(fact.label)}</dt><dd>${linked(valueHtml(fact.value), fact.href)}</dd></div>`).join("")}</dl>`;
}
function valueHtml(value) {
    return /sha256:|^[0-9a-f]{40}$|^[\w.-]+(?:[/:][\w.@:-]+)+$/.test(value) ? codeText(value) : escapeHtml(value);
}
/** Code that may break after its separators before it breaks anywhere. */
function codeText(text) {
    return `<code>${escapeHtml(text).replace(/([/@:])/g, "$1<wbr>")}</code>`;
}
function linked(body, href) {
    const url = safeUrl(href);
    return url === undefined ? body : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${body}</a>`;
}
function tableHtml(table, anchors) {
    const side = (column) => table.align?.[column] ?? "left";
    const head = table.head
        .map((title, column) => `<th scope="col" role="columnheader"${classes([side(column)])}>${escapeHtml(title)}</th>`)
        .join("");
    const rows = table.rows.map((row) => `<tr role="row">${row.map((cell, column) => cellHtml(cell, table.head[column] ?? "", side(column), column === 0)).join("")}</tr>`);
    const name = table.caption ?? "Table";
    const caption = table.caption === undefined
        ? ""
        : `<caption>${escapeHtml(table.caption)}${table.rows.length >= SCROLL_FROM_ROWS ? ` <span class="count">${table.rows.length} rows</span>` : ""}</caption>`;
    // Roles are explicit because narrow screens show the table as blocks, which makes some browsers forget that it is one.
    const body = `<table role="table">${caption}<thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows.join("\n")}</tbody></table>`;
    if (table.rows.length < SCROLL_FROM_ROWS)
        return `<div class="table">${body}</div>`;
    return `<div class="table long" id="${anchors(`table-${name}`)}" role="region" tabindex="0" aria-label="${escapeHtml(name)}, scrollable">${body}</div>`;
}
/** A word longer than this is broken anywhere; shorter ones stay whole, else browsers squeeze a column to one letter. */
const LONGEST_WHOLE_WORD = 24;
function cellHtml(cell, title, side, first) {
    const text = typeof cell === "string" ? cell : cell.text;
    const broken = text.split(/\s/).some((word) => word.length > LONGEST_WHOLE_WORD) ? "broken" : "";
    const [open, close] = first ? [`<th scope="row" role="rowheader"`, "</th>"] : [`<td role="cell"`, "</td>"];
    return `${open}${classes([side, broken])} data-label="${escapeHtml(title)}"><span>${cellBody(cell)}</span>${close}`;
}
function classes(names) {
    const used = names.filter((name) => name !== "" && name !== "left");
    return used.length === 0 ? "" : ` class="${used.join(" ")}"`;
}
function cellBody(cell) {
    if (typeof cell === "string")
        return escapeHtml(cell);
    if (cell.verdict !== undefined)
        return linked(badgeHtml(cell.verdict, cell.text), cell.href);
    return linked(cell.code && cell.text !== "" ? codeText(cell.text) : escapeHtml(cell.text), cell.href);
}
function findingsHtml(findings) {
    if (findings.length === 0)
        return "";
    return `<ul class="findings">${findings.map(findingHtml).join("")}</ul>`;
}
function findingHtml(finding) {
    const state = stateOfSeverity(finding.severity);
    const details = [
        { label: "Where", value: finding.where === undefined ? undefined : codeText(placeText(finding.where)) },
        { label: "Observed", value: escaped(finding.observed) },
        { label: "Expected", value: escaped(finding.expected) },
        { label: "Next", value: escaped(finding.next) },
    ].filter((detail) => detail.value !== undefined);
    const list = details.length === 0
        ? ""
        : `<dl>${details.map(({ label, value }) => `<div class="${label.toLowerCase()}"><dt>${label}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
    return `<li class="finding ${styleOf(state)}"><p>${severityHtml(finding.severity)} <span class="what">${escapeHtml(finding.what)}</span></p>${list}</li>`;
}
function severityHtml(severity) {
    if (severity === "notice")
        return `<span class="badge skipped">${noteSvg()}${SEVERITY_WORD.notice}</span>`;
    return badgeHtml(stateOfSeverity(severity), SEVERITY_WORD[severity]);
}
function escaped(text) {
    return text === undefined ? undefined : escapeHtml(text);
}
function codeHtml(block, anchors) {
    const name = block.caption ?? `${block.language} code`;
    const caption = block.caption === undefined ? "" : `<figcaption>${escapeHtml(block.caption)}</figcaption>`;
    return `<figure class="code">${caption}<pre id="${anchors(`code-${name}`)}" tabindex="0" role="region" aria-label="${escapeHtml(name)}"><code>${escapeHtml(block.text.replace(/\n+$/, ""))}</code></pre></figure>`;
}
function chartHtml(chart, anchors) {
    const id = anchors(`chart-${chart.title}`);
    const rows = chart.points.map(({ x, y }) => [
        x,
        number(y),
        isOutside(chart, y) ? { text: "outside", verdict: "fail" } : "within",
    ]);
    const limited = chart.lower !== undefined || chart.upper !== undefined;
    const value = chart.unit === undefined ? "Value" : `Value (${chart.unit})`;
    const table = {
        type: "table",
        head: limited ? ["When", value, "Limits"] : ["When", value],
        rows: limited ? rows : rows.map((row) => row.slice(0, 2)),
        align: ["left", "right", "left"],
        caption: `Values: ${chart.title}`,
    };
    return `<figure class="plot"><figcaption>${escapeHtml(chart.title)} <span class="count">${escapeHtml(chartStory(chart))}</span></figcaption>${renderChartSvg(chart, id)}<details><summary>Values as a table</summary><div class="folded">${tableHtml(table, anchors)}</div></details></figure>`;
}

;// CONCATENATED MODULE: ./packages/report/lib/style.js


const STATES = ["pass", "warn", "fail", "inconclusive", "skipped", "running"];
const PAGE = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1.5rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
h1,h2{line-height:1.25;margin:0;text-wrap:balance}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
.skip{position:absolute;left:1rem;top:-6rem;padding:.6rem 1rem;background:var(--surface);border:1px solid var(--line);border-radius:8px;z-index:2}
.skip:focus{top:1rem}
.frame{max-width:78rem;margin:0 auto;padding:0 1.5rem}
header{background:var(--surface);border-bottom:1px solid var(--line);border-top:4px solid var(--ink)}
header.pass{border-top-color:var(--pass)}header.warn{border-top-color:var(--warn)}header.fail{border-top-color:var(--fail)}header.inconclusive{border-top-color:var(--inconclusive)}
header .frame{padding-top:1.75rem;padding-bottom:1.75rem}
.brand{margin:0 0 .75rem;color:var(--muted);font-size:.875rem;font-weight:600;letter-spacing:.02em}
h1{font-size:clamp(1.5rem,1.1rem + 1.8vw,2.125rem);letter-spacing:-.015em}
.outcome{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .875rem;margin:.875rem 0 0;font-size:1.0625rem}
.outcome .badge{font-size:1rem;padding:.3rem .8rem .3rem .6rem}
.rehearsal{display:flex;gap:.6rem;margin:1.25rem 0 0;padding:.7rem 1rem;background:var(--accent-tint);border-radius:8px}
.rehearsal strong{color:var(--accent);white-space:nowrap}
header .facts{margin:1.25rem 0 0}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem;padding-top:1.5rem;padding-bottom:3rem}
nav{font-size:.9375rem}
nav h2{font-size:.8125rem;color:var(--muted);font-weight:600;margin-bottom:.5rem}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .5rem}
nav a{display:flex;align-items:flex-start;gap:.5rem;padding:.3rem .55rem;border-radius:6px;color:var(--ink);text-decoration:none}
nav a:hover{background:var(--sunken);text-decoration:underline}
nav .icon{display:block;margin-top:.2rem}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.375rem 1.5rem 1.5rem}
section>h2{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .75rem;font-size:1.1875rem;letter-spacing:-.01em}
section>*+*{margin-top:1.125rem}
section>h2+p{margin-top:.5rem}
section>p+.facts{margin-top:.75rem}
section.next ul{margin-bottom:0;padding-left:1.25rem}
.icon{fill:none;stroke:currentColor;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round;flex:none}
.badge{display:inline-flex;align-items:center;gap:.35rem;padding:.1rem .55rem .1rem .4rem;border-radius:999px;font-size:.8125rem;font-weight:600;line-height:1.5;white-space:nowrap}
th,td{overflow-wrap:break-word}
td.broken,th.broken{overflow-wrap:anywhere;min-width:9rem}
.broken .badge{white-space:normal}
.what,.finding dd,tbody th,tbody td{white-space:pre-line}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2.25rem;margin:0}
.facts>div{max-width:100%}
section>*+.facts{margin-top:.75rem}
.facts dt{color:var(--muted);font-size:.8125rem}
.facts dd{margin:0}
.table{overflow-x:auto}
.table.long{max-height:32rem;overflow-y:auto;border:1px solid var(--line);border-radius:8px;padding:0 .75rem}
.table.long thead th{position:sticky;top:0;background:var(--surface)}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding:.35rem 0}
.count{color:var(--muted);font-weight:400;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--muted);font-size:.8125rem;font-weight:600}
tbody th{font-weight:500}
.right{text-align:right;font-variant-numeric:tabular-nums}.center{text-align:center}
.findings{list-style:none;margin-left:0;margin-right:0;margin-bottom:0;padding:0;display:grid;gap:.75rem}
.finding{border-left:4px solid var(--line);border-radius:0 8px 8px 0;background:var(--sunken);padding:.75rem 1rem}
.finding>p{margin:0;display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:baseline}
.finding .badge{align-self:flex-start}
.finding .what{flex:1 1 16rem;font-weight:500}
.finding dl{display:grid;gap:.2rem;margin:.5rem 0 0;font-size:.9375rem}
.finding dl div{display:grid;grid-template-columns:5.25rem minmax(0,1fr);gap:.75rem}
.finding dt{color:var(--muted);font-size:.875rem;line-height:1.7}
.finding dd{margin:0}
.finding .next dd{font-weight:500}
figure{margin-left:0;margin-right:0;margin-bottom:0}
figcaption{font-weight:600;font-size:.9375rem;margin-bottom:.4rem}
pre{margin:0;padding:.9rem 1rem;background:var(--sunken);border-radius:8px;overflow:auto;max-height:28rem;line-height:1.5;overflow-wrap:normal;tab-size:4}
details{border:1px solid var(--line);border-radius:8px}
details>summary{cursor:pointer;padding:.55rem .9rem;font-weight:500}
details[open]>summary{border-bottom:1px solid var(--line)}
.folded{padding:.9rem}
.folded>*+*{margin-top:1rem}
.plot details{margin-top:.75rem}
svg.chain{display:block;width:100%;height:auto;margin-inline:auto}
svg.chain.row{max-width:66rem}
svg.chain.column{display:none;max-width:22rem;margin-inline:0}
svg.chart{display:block;width:100%;height:auto;max-width:48rem}
.chart .axis{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;fill:var(--muted)}
.chart .band{fill:var(--accent-tint)}
.chart .rule{stroke:var(--muted);stroke-width:1}.chart .limit{stroke-dasharray:5 4}
.chart .curve{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
.chart .dot{fill:var(--accent)}.chart .outside{fill:var(--fail)}
footer{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem}
footer .frame{padding-top:1.25rem;padding-bottom:2rem}
`;
const WIDE = `
@media(min-width:68rem){
.columns.with-nav{grid-template-columns:14rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto}
nav ol{flex-direction:column;gap:.125rem}
}`;
const NARROW = `
@media(max-width:44rem){
.frame{padding-left:1rem;padding-right:1rem}
section{padding:1.125rem 1rem 1.25rem;border-radius:10px}
svg.chain.row{display:none}svg.chain.column{display:block}
.chart .axis{font-size:19px}
table,caption,tbody,tbody tr,tbody th,tbody td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
tbody tr:last-child{border-bottom:0}
tbody th,tbody td,tbody td.broken,tbody th.broken{min-width:0;overflow-wrap:anywhere;display:grid;grid-template-columns:6.25rem minmax(0,1fr);gap:.75rem;padding:.15rem 0;border:0;text-align:left}
tbody th::before,tbody td::before{content:attr(data-label);color:var(--muted);font-weight:400;font-size:.875rem}
.finding dl div{grid-template-columns:minmax(0,1fr);gap:0}
}`;
const PRINT = `
@media print{
:root{${paletteCss(LIGHT)}}
html{color-scheme:light}
body{font-size:10.5pt;background:#fff}
.skip,nav{display:none}
.frame,.columns{padding:0;display:block}
main{display:block}
section{break-inside:auto;border:0;border-top:1px solid var(--line);border-radius:0;padding:.75rem 0}
section>h2,figcaption,caption{break-after:avoid}
tr,.finding,svg{break-inside:avoid}
.table.long,pre{max-height:none;overflow:visible;white-space:pre-wrap;border:0;padding:0}
.table.long thead th{position:static}
.badge{border:1px solid currentColor}
details::details-content{content-visibility:visible;block-size:auto}
a[href^="http"]::after{content:" (" attr(href) ")"}
}
@media(forced-colors:active){.badge,.finding{border:1px solid}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;
/** The whole style of the page. */
const STYLE = [
    `:root{${paletteCss(LIGHT)}}`,
    `@media(prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}`,
    PAGE,
    STATES.map((state) => `.badge.${state}{color:var(--${state});background:var(--${state}-tint)}.finding.${state}{border-left-color:var(--${state});background:var(--${state}-tint)}.finding.${state} .badge{background:none;padding-left:0}nav .${state}{color:var(--${state})}`).join(""),
    CHAIN_CSS,
    WIDE,
    NARROW,
    PRINT,
]
    .join("")
    .replaceAll("\n", "");

;// CONCATENATED MODULE: ./packages/report/lib/html.js







/** Below this many sections a list of them helps nobody. */
const NAVIGATION_FROM = 3;
/**
 * Renders a report as one HTML file that needs nothing else: no script, font, picture or request. Its policy forbids all of them, so that
 * even a text that slipped through the escaping could do nothing.
 */
function renderHtml(report) {
    const anchors = createAnchors();
    const hasChain = report.chain.length > 0;
    const chainAnchor = anchors("chain");
    const nextAnchor = anchors("next");
    const placed = report.sections.map((section) => ({ section, anchor: anchors(section.id) }));
    const parts = [
        hasChain ? chainHtml(report, chainAnchor, anchors) : "",
        ...placed.map((part) => sectionHtml(part, anchors)),
        nextHtml(report.next ?? [], nextAnchor),
    ].filter((part) => part !== "");
    const withNavigation = placed.length >= NAVIGATION_FROM;
    return [
        "<!doctype html>",
        '<html lang="en">',
        headHtml(report),
        "<body>",
        '<a class="skip" href="#main">Skip to the report</a>',
        headerHtml(report),
        `<div class="frame columns${withNavigation ? " with-nav" : ""}">`,
        withNavigation
            ? navigationHtml(placed, hasChain ? chainAnchor : undefined, (report.next ?? []).length > 0 ? nextAnchor : undefined)
            : "",
        `<main id="main" tabindex="-1">`,
        ...parts,
        "</main>",
        "</div>",
        `<footer><div class="frame">Written by Waybill. This page has no scripts and loads nothing.${report.rehearsal ? " It shows a rehearsal." : ""}</div></footer>`,
        "</body>",
        "</html>",
        "",
    ]
        .filter((line, index, lines) => line !== "" || index === lines.length - 1)
        .join("\n");
}
function headHtml(report) {
    const hash = (0,external_node_crypto_.createHash)("sha256").update(STYLE).digest("base64");
    const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    return [
        "<head>",
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        `<title>${escapeHtml(`${markOf(report.verdict).headline}: ${report.title}`)}</title>`,
        `<style>${STYLE}</style>`,
        "</head>",
    ].join("\n");
}
function headerHtml(report) {
    const mark = markOf(report.verdict);
    return [
        `<header class="${styleOf(report.verdict)}"><div class="frame">`,
        '<p class="brand">Waybill</p>',
        `<h1>${escapeHtml(report.title)}</h1>`,
        `<p class="outcome">${badgeHtml(report.verdict, mark.headline)}${report.subtitle ? `<span>${escapeHtml(report.subtitle)}</span>` : ""}</p>`,
        report.rehearsal ? `<p class="rehearsal"><strong>Rehearsal</strong> <span>${escapeHtml(REHEARSAL_NOTICE)}</span></p>` : "",
        factsHtml(report.run ?? []),
        "</div></header>",
    ].join("");
}
function navigationHtml(placed, chain, next) {
    const items = placed.map(({ section, anchor }) => {
        const icon = section.verdict === undefined ? "" : `<span class="${styleOf(section.verdict)}">${iconSvg(section.verdict)}</span>`;
        const word = section.verdict === undefined || section.verdict === "pass" ? "" : ` (${markOf(section.verdict).word})`;
        return `<li><a href="#${anchor}">${icon}<span>${escapeHtml(section.title)}${word}</span></a></li>`;
    });
    return [
        '<nav aria-labelledby="contents"><h2 id="contents">On this page</h2><ol>',
        chain === undefined ? "" : `<li><a href="#${chain}">The chain</a></li>`,
        ...items,
        next === undefined ? "" : `<li><a href="#${next}">What to do now</a></li>`,
        "</ol></nav>",
    ].join("");
}
function chainHtml(report, anchor, anchors) {
    return [
        `<section id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">The chain</h2>`,
        renderChainSvg(report.chain, { embedded: true, layout: "row" }),
        renderChainSvg(report.chain, { embedded: true, layout: "column" }),
        notesHtml(report, anchors),
        "</section>",
    ].join("\n");
}
/** The notes of the steps, which the picture has no room for. */
function notesHtml(report, anchors) {
    const noted = report.chain.filter((step) => step.note);
    if (noted.length === 0)
        return "";
    const rows = noted.map((step) => [
        step.label,
        { text: markOf(step.verdict).word, ...(step.verdict === "skipped" || step.verdict === "running" ? {} : { verdict: step.verdict }) },
        step.note ?? "",
    ]);
    return blocksHtml([{ type: "details", summary: "What each step says", blocks: [{ type: "table", head: ["Step", "Verdict", "Note"], rows }] }], anchors);
}
function sectionHtml({ section, anchor }, anchors) {
    const badge = section.verdict === undefined ? "" : ` ${badgeHtml(section.verdict)}`;
    const intro = section.intro ? `<p>${escapeHtml(section.intro)}</p>` : "";
    return `<section id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">${escapeHtml(section.title)}${badge}</h2>${intro}\n${blocksHtml(section.blocks, anchors)}</section>`;
}
function nextHtml(next, anchor) {
    if (next.length === 0)
        return "";
    return `<section class="next" id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">What to do now</h2><ul>${next.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ul></section>`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown-text.js

// An empty entity that breaks mentions, issue references and short codes without changing what people see.
const BREAK = "&#8203;";
/**
 * Escapes a text for one line of GitHub's Markdown, also inside a table: nothing of it can become markup, HTML, a link, a mention, an
 * issue reference, a short code or a formula.
 */
function escapeMarkdown(text) {
    return cleanLine(text)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll("\\", "&#92;")
        .replaceAll("|", "&#124;")
        .replaceAll("`", "&#96;")
        .replaceAll("$", "<span>$</span>")
        .replace(/[*_[\]{}()!~^=]/g, (character) => `\\${character}`)
        .replace(/^(\d+)([.)])/, (_, digits, end) => `${digits}${end === "." ? "\\." : end}`)
        .replace(/^([+-])/, "\\$1")
        .replace(/(?<!&)#/g, `\\#${BREAK}`)
        .replaceAll("@", `@${BREAK}`)
        .replace(/\b(GH)-(?=\d)/gi, `$1-${BREAK}`)
        .replace(/:(?=\/\/)/g, "\\:")
        .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
        .replace(/(www)\./gi, "$1\\.");
}
/** A text in code type on one line. It is an HTML element, because no backtick run is safe for every text inside a table. */
function codeMarkdown(text) {
    const escaped = cleanLine(text)
        .replace(/[&<>"'\\|`*_[\]{}()!~^=$#]/g, (character) => `&#${character.codePointAt(0)};`)
        .replace(/:(?=\/\/)/g, "&#58;")
        .replace(/(www)\./gi, "$1&#46;")
        // Addresses become links even in code type; the element keeps the text as it is when it is copied.
        .replace(/@(?!sha256:)/g, "<span>@</span>");
    return escaped === "" ? "" : `<code>${escaped}</code>`;
}
/** A link when the target is a plain http or https URL, else the text alone. */
function linkMarkdown(text, href) {
    const url = safeUrl(href);
    if (url === undefined)
        return escapeMarkdown(text);
    return `[${escapeMarkdown(text)}](<${url.replace(/[<>\\|\s`]/g, (character) => encodeURIComponent(character))}>)`;
}
/** A fenced block whose fence is longer than any run of backticks in the text. */
function fenceMarkdown(text, language) {
    const clean = cleanText(text).replace(/\n+$/, "");
    const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `${fence}${language.replace(/[^a-z0-9+-]/gi, "")}\n${clean}\n${fence}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown-blocks.js



/** Renders blocks in order. */
function blocksMarkdown(blocks, limits) {
    return blocks.map((block) => blockMarkdown(block, limits)).filter((text) => text !== "");
}
function blockMarkdown(block, limits) {
    switch (block.type) {
        case "table":
            return tableMarkdown(block, limits);
        case "findings":
            return findingsMarkdown(block.findings, limits);
        case "code":
            return codeBlockMarkdown(block, limits);
        case "facts":
            return block.facts
                .map(({ label, value }) => `- **${escapeMarkdown(clip(label, limits.cellCharacters))}:** ${valueMarkdown(clip(value, limits.cellCharacters))}`)
                .join("\n");
        case "chart":
            return chartMarkdown(block, limits);
        case "text":
            return escapeMarkdown(clip(block.text, limits.codeCharacters));
        case "details":
            return `<details><summary>${escapeMarkdown(clip(block.summary, limits.cellCharacters))}</summary>\n\n${blocksMarkdown(block.blocks, limits).join("\n\n")}\n\n</details>`;
    }
}
/** Digests, references and paths are easier to read and copy in code type. */
function valueMarkdown(value) {
    return /sha256:|^[\w.-]+(?:\/[\w.@:-]+)+$/.test(value) ? codeMarkdown(value) : escapeMarkdown(value);
}
const RULER = { left: ":--", right: "--:", center: ":-:" };
function tableMarkdown(table, limits) {
    const shown = table.rows.slice(0, limits.rows);
    const width = Math.max(1, table.head.length, ...shown.map((row) => row.length));
    const columns = Array.from({ length: width }, (_, column) => column);
    const line = (cells) => `| ${columns.map((column) => cells[column] ?? "").join(" | ")} |`;
    const lines = [
        line(table.head.map((title) => escapeMarkdown(clip(title, limits.cellCharacters)))),
        line(columns.map((column) => RULER[table.align?.[column] ?? "left"])),
        ...shown.map((row) => line(row.map((cell) => cellMarkdown(cell, limits.cellCharacters)))),
    ];
    const rest = table.rows.length - shown.length;
    return [
        table.caption === undefined ? "" : `**${escapeMarkdown(clip(table.caption, limits.cellCharacters))}**`,
        lines.join("\n"),
        rest > 0 ? `> ${rest} of ${table.rows.length} rows are left out here.` : "",
    ]
        .filter((part) => part !== "")
        .join("\n\n");
}
function cellMarkdown(cell, most) {
    if (typeof cell === "string")
        return escapeMarkdown(clip(cell, most));
    const text = clip(cell.text, most);
    const body = cell.href !== undefined ? linkMarkdown(text, cell.href) : cell.code ? codeMarkdown(text) : escapeMarkdown(text);
    return cell.verdict === undefined ? body : `${markOf(cell.verdict).emoji} ${body}`;
}
function findingsMarkdown(findings, limits) {
    const shown = findings.slice(0, limits.findings);
    const rest = findings.length - shown.length;
    const lines = shown.map((finding) => findingMarkdown(finding, limits.cellCharacters));
    if (rest > 0)
        lines.push(`- ${rest} of ${findings.length} findings are left out here.`);
    return lines.join("\n");
}
function findingMarkdown(finding, most) {
    const say = (text) => escapeMarkdown(clip(text, most));
    const mark = markOf(stateOfSeverity(finding.severity));
    const emoji = finding.severity === "notice" ? "ℹ️" : mark.emoji;
    return [
        `- ${emoji} **${SEVERITY_WORD[finding.severity]}** ${say(finding.what)}`,
        finding.where ? ` ${codeMarkdown(clip(placeText(finding.where), most))}` : "",
        finding.observed === undefined ? "" : `<br>Observed: ${say(finding.observed)}`,
        finding.expected === undefined ? "" : `<br>Expected: ${say(finding.expected)}`,
        finding.next === undefined ? "" : `<br>Next: ${say(finding.next)}`,
    ].join("");
}
function codeBlockMarkdown(block, limits) {
    const characters = [...block.text];
    const cut = characters.length > limits.codeCharacters;
    const text = cut ? characters.slice(0, limits.codeCharacters).join("") : block.text;
    return [
        block.caption === undefined ? "" : `**${escapeMarkdown(clip(block.caption, limits.cellCharacters))}**`,
        fenceMarkdown(text, block.language),
        cut ? `> ${characters.length - limits.codeCharacters} of ${characters.length} characters are left out here.` : "",
    ]
        .filter((part) => part !== "")
        .join("\n\n");
}
const BARS = "▁▂▃▄▅▆▇█";
function chartMarkdown(chart, limits) {
    const shown = limits.points === 0 ? [] : chart.points.slice(-limits.points);
    const low = Math.min(...shown.map(({ y }) => y));
    const high = Math.max(...shown.map(({ y }) => y));
    const bars = shown.map(({ y }) => BARS[high === low ? 3 : Math.round(((y - low) / (high - low)) * (BARS.length - 1))] ?? "·").join("");
    const last = chart.points.at(-1);
    const rest = chart.points.length - shown.length;
    const facts = [
        last ? `last ${number(last.y)}${unit(chart)} (${last.x})` : "no values",
        ...(chart.center === undefined ? [] : [`centre ${number(chart.center)}`]),
        ...(chart.lower === undefined || chart.upper === undefined ? [] : [`limits ${number(chart.lower)} to ${number(chart.upper)}`]),
        ...(rest > 0 ? [`${rest} of ${chart.points.length} earlier values are left out here`] : []),
    ];
    return `**${escapeMarkdown(clip(chart.title, limits.cellCharacters))}** ${bars}<br>${escapeMarkdown(facts.join(", "))}`;
}
function unit(chart) {
    return chart.unit === undefined ? "" : ` ${chart.unit}`;
}

;// CONCATENATED MODULE: ./packages/report/lib/markdown.js




/** Levels of detail, tried from the first on until a report fits. */
const LEVELS = [
    { rows: Infinity, findings: Infinity, points: 400, codeCharacters: Infinity, cellCharacters: Infinity },
    { rows: 250, findings: 100, points: 200, codeCharacters: 8000, cellCharacters: 1000 },
    { rows: 60, findings: 40, points: 100, codeCharacters: 2000, cellCharacters: 300 },
    { rows: 20, findings: 15, points: 40, codeCharacters: 600, cellCharacters: 160 },
    { rows: 5, findings: 5, points: 20, codeCharacters: 200, cellCharacters: 100 },
];
const SHORTENED = "This report was shortened to fit GitHub's limit. What is left out is said where it is missing; the HTML page has everything.";
/**
 * Renders a report as GitHub's Markdown of at most `maxBytes` bytes of UTF-8 (so never more characters either). Long tables, code and
 * lists are shortened step by step until it fits, and every place where something is left out says so.
 */
function markdown_renderMarkdown(report, options) {
    const fits = (text) => Buffer.byteLength(text) <= options.maxBytes;
    for (const [level, limits] of LEVELS.entries()) {
        const text = wholeReport(report, limits, level > 0);
        if (fits(text))
            return text;
    }
    for (let kept = Math.min(report.sections.length, 400); kept >= 0; kept = Math.min(kept - 1, Math.floor(kept / 2))) {
        const text = outline(report, kept, kept);
        if (fits(text))
            return text;
    }
    return lastResort(report, options.maxBytes);
}
function wholeReport(report, limits, shortened) {
    return join([
        ...opening(report, limits.cellCharacters),
        ...(shortened ? [`> ${SHORTENED}`] : []),
        chainTable(report.chain, limits),
        ...report.sections.map((section) => join([sectionHead(section, limits.cellCharacters), ...blocksMarkdown(section.blocks, limits)])),
        nextSteps(report.next ?? [], limits.cellCharacters),
    ]);
}
/** Only names and verdicts, the first `sections` of them. */
function outline(report, sections, steps) {
    const smallest = { rows: steps, findings: 1, points: 0, codeCharacters: 0, cellCharacters: 100 };
    const rest = report.sections.length - sections;
    return join([
        ...opening({ ...report, run: [] }, 200),
        `> ${SHORTENED}`,
        chainTable(report.chain, smallest),
        ...report.sections.slice(0, sections).map((section) => sectionHead({ ...section, intro: "" }, 100)),
        rest > 0 ? `> ${rest} of ${report.sections.length} sections are left out here.` : "",
    ]);
}
function lastResort(report, maxBytes) {
    const mark = markOf(report.verdict);
    const candidates = [
        `${mark.emoji} ${mark.headline}. The rest of this report is left out, because it does not fit here; the HTML page has everything.\n`,
        `${mark.headline}; the rest is left out.\n`,
    ];
    return candidates.find((text) => Buffer.byteLength(text) <= maxBytes) ?? clip(mark.word, Math.max(1, Math.floor(maxBytes / 4)));
}
function opening(report, most) {
    const mark = markOf(report.verdict);
    const facts = (report.run ?? []).map(({ label, value, href }) => `${escapeMarkdown(clip(label, most))}: ${href ? linkMarkdown(clip(value, most), href) : codeMarkdown(clip(value, most))}`);
    return [
        `# ${mark.emoji} ${escapeMarkdown(clip(report.title, most))}`,
        report.rehearsal ? `> [!NOTE]\n> ${REHEARSAL_NOTICE}` : "",
        `**${mark.headline}.** ${escapeMarkdown(clip(report.subtitle ?? "", most))}`.trimEnd(),
        facts.join(" · "),
    ];
}
function chainTable(chain, limits) {
    if (chain.length === 0)
        return "";
    const shown = chain.slice(0, limits.rows);
    const rows = shown.map((step) => {
        const mark = markOf(step.verdict);
        const time = step.durationMs === undefined ? "" : plain_text_duration(step.durationMs);
        return `| ${mark.emoji} ${mark.word} | ${escapeMarkdown(clip(step.label, limits.cellCharacters))} | ${time} | ${escapeMarkdown(clip(step.note ?? "", limits.cellCharacters))} |`;
    });
    const rest = chain.length - shown.length;
    const table = ["| Verdict | Step | Time | Note |", "| :-- | :-- | --: | :-- |", ...rows].join("\n");
    return rest > 0 ? `${table}\n\n> ${rest} of ${chain.length} steps are left out here.` : table;
}
function sectionHead(section, most) {
    const mark = section.verdict === undefined ? "" : `${markOf(section.verdict).emoji} `;
    const word = section.verdict === undefined ? "" : ` (${markOf(section.verdict).word})`;
    return join([
        `## ${mark}${escapeMarkdown(clip(section.title, most))}${word}`,
        section.intro ? escapeMarkdown(clip(section.intro, most)) : "",
    ]).trimEnd();
}
function nextSteps(next, most) {
    if (next.length === 0)
        return "";
    return join(["## What to do now", next.map((step) => `- ${escapeMarkdown(clip(step, most))}`).join("\n")]).trimEnd();
}
function join(parts) {
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

// EXTERNAL MODULE: ./packages/pipeline/lib/session/session.js
var session_session = __nccwpck_require__(7675);
;// CONCATENATED MODULE: ./packages/pipeline/lib/sections/reports.js





/** The runner takes at most 1 MiB of summary a step. */
const SUMMARY_LIMIT_BYTES = 1_000_000;
/** Writes a report as one HTML page into the folder `name` of the state directory. */
async function writeReports(session, name, report) {
    const folder = (0,session_session/* environmentDir */.Fw)(session, name.replaceAll("/", "-"));
    await (0,promises_.mkdir)(folder, { recursive: true });
    const html = (0,external_node_path_.join)(folder, "report.html");
    await (0,promises_.writeFile)(html, session.redact(renderHtml(report)));
    return { html: (0,external_node_path_.relative)(session.workspace, html), markdown: session.redact(markdown_renderMarkdown(report, { maxBytes: SUMMARY_LIMIT_BYTES })) };
}
/** The report of a few stages that are no whole release. */
function stagesReport(session, title, outcomes) {
    const { run } = session;
    return {
        title,
        verdict: (0,verdict/* worstOf */.hm)(outcomes.map((outcome) => outcome.verdict)),
        rehearsal: run.rehearsal,
        run: [
            { label: "Repository", value: run.repository },
            { label: "Commit", value: run.commit },
            { label: "Run", value: run.run, ...(run.run.startsWith("http") ? { href: run.run } : {}) },
        ],
        chain: outcomes.map(({ id, label, verdict, durationMs, note }) => ({ id, label, verdict, durationMs, note })),
        sections: outcomes.map((outcome) => outcome.section),
    };
}
/** GitHub takes at most 65,536 characters a comment; the marker needs a few. */
const COMMENT_LIMIT_BYTES = 65_000;
/**
 * Shows a report as a comment on the pull request that the run is for, updating the one from before; does nothing on other events. A comment
 * that cannot be written is a warning: what was found stands in the job summary all the same.
 */
async function commentOnPullRequest(session, marker, report) {
    const number = /^refs\/pull\/(\d+)\//.exec(session.run.ref)?.[1];
    if (!session.github || number === undefined)
        return;
    try {
        const { url } = await session.github.upsertComment(Number(number), marker, session.redact(renderMarkdown(report, { maxBytes: COMMENT_LIMIT_BYTES })));
        session.reporter.info(`The pull request shows this at ${url}`);
    }
    catch (error) {
        session.reporter.warn(`The pull request could not be commented on: ${headline(error)}`);
    }
}

;// CONCATENATED MODULE: ./packages/pipeline/lib/action.js






/** Reads the shared inputs; those that an action does not declare are empty. */
function readCommonInputs() {
    const username = (0,runner_inputs/* readInput */.R5)("registry-username");
    const password = (0,runner_inputs/* readInput */.R5)("registry-password");
    const githubToken = (0,runner_inputs/* readInput */.R5)("github-token");
    const signingKey = (0,runner_inputs/* readInput */.R5)("signing-key");
    const kubeconfig = (0,runner_inputs/* readInput */.R5)("kubeconfig");
    const builder = (0,runner_inputs/* readInput */.R5)("builder");
    if (builder !== undefined && builder !== "auto" && builder !== "buildx" && builder !== "assemble")
        throw (0,lib_error/* inputError */.Xu)("builder", `is '${builder}'; allowed are auto, buildx and assemble`);
    return {
        workingDirectory: (0,runner_inputs/* readInput */.R5)("working-directory") ?? ".",
        config: (0,runner_inputs/* readInput */.R5)("config") ?? "waybill.yml",
        trustedKeys: readKeys(),
        dryRun: (0,runner_inputs/* readBoolean */.Vf)("dry-run"),
        ...(githubToken ? { githubToken } : {}),
        ...(signingKey ? { signingKey } : {}),
        ...(username && password ? { registryLogin: { username, password } } : {}),
        ...(kubeconfig ? { kubeconfig } : {}),
        ...(builder ? { builder } : {}),
    };
}
/** Several PEM blocks may stand one after another in one input. */
function readKeys() {
    return (0,runner_inputs/* readInput */.R5)("trusted-keys")?.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g) ?? [];
}
/**
 * Opens the session of a step. `configText` stands in for waybill.yml when the step's own inputs describe the work; it is JSON, which
 * is YAML too, so that every value passes the same checks.
 */
async function openStepSession(step, inputs, options = {}) {
    const builder = options.builder ?? inputs.builder;
    const session = {
        workspace: (0,external_node_path_.resolve)(step.workspace, inputs.workingDirectory),
        configFile: inputs.config,
        run: step.run,
        env: { ...step.env, ...options.moreEnv },
        reporter: step.reporter,
        signal: step.signal,
        trustedKeys: inputs.trustedKeys,
        dryRun: inputs.dryRun,
        ...(options.configText === undefined ? {} : { configText: options.configText }),
        ...(options.buildArgs ? { buildArgs: options.buildArgs } : {}),
        ...(inputs.githubToken ? { githubToken: inputs.githubToken } : {}),
        ...(inputs.signingKey ? { signingKey: inputs.signingKey } : {}),
        ...(inputs.registryLogin ? { registryLogin: inputs.registryLogin } : {}),
        ...(inputs.kubeconfig ? { kubeconfigText: inputs.kubeconfig } : {}),
        ...(builder ? { builder } : {}),
    };
    return open_session_openSession(session);
}
/** `NAME=value` lines of an input as a record. */
function readPairs(name) {
    return Object.fromEntries((readInput(name) ?? "")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => {
        const equals = line.indexOf("=");
        if (equals < 1)
            throw inputError(name, `has the line '${line.trim()}'; write NAME=value, one a line`);
        return [line.slice(0, equals).trim(), line.slice(equals + 1)];
    }));
}
/** A YAML (or JSON) input as a value; undefined when it is empty. */
function readYaml(name) {
    const text = readInput(name);
    if (text === undefined)
        return undefined;
    try {
        return parse(text);
    }
    catch (error) {
        throw inputError(name, `is not YAML: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
    }
}
/** Writes the report and the job summary of a step, sets `verdict` and `report`, and fails the step when a stage did not pass. */
async function finishStep(session, title, outcomes) {
    await publishReport(session, stagesReport(session, title, outcomes));
    const bad = outcomes.find((outcome) => !(0,verdict/* isPassing */.WG)(outcome.verdict));
    if (bad)
        throw new lib_error/* ActionError */.lZ("verdict", `${bad.label}: ${bad.verdict}. ${bad.note}${/[.!?]$/.test(bad.note) ? "" : "."}${firstStep(bad)}`);
}
/** Writes a report as page and job summary and sets the outputs `verdict` and `report`. */
async function publishReport(session, report) {
    const { html, markdown } = await writeReports(session, report.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), report);
    await (0,runner_outputs/* writeSummary */.Sy)(markdown);
    (0,runner_outputs/* setOutput */.uH)("report", html);
    (0,runner_outputs/* setOutput */.uH)("verdict", report.verdict);
}
function firstStep(outcome) {
    for (const block of outcome.section.blocks) {
        if (block.type !== "findings")
            continue;
        const error = block.findings.find((finding) => finding.severity === "error");
        if (error)
            return ` ${(0,verdict/* describeFinding */.jb)(error) === outcome.note ? "" : (error.next ?? "")}`.trimEnd();
    }
    return "";
}


/***/ }),

/***/ 668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X1: () => (/* binding */ migrationBlocks)
/* harmony export */ });
/* unused harmony exports planSection, deployBlocks */

const SQL_PREVIEW_CHARACTERS = 4000;
/** The report section that a release manager approves: pending SQL and every object with its changes. */
function planSection(plan) {
    const blocks = [
        {
            type: "facts",
            facts: [
                { label: "Plan", value: plan.digest },
                { label: "Environment", value: plan.environment },
                { label: "Commit", value: plan.parts.commit },
                ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
            ],
        },
        ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
        ...deployBlocks(plan.deploy),
    ];
    if (plan.findings.length > 0)
        blocks.push({ type: "findings", findings: [...plan.findings] });
    return { id: `plan-${plan.environment}`, title: `Plan for ${plan.environment}`, verdict: verdictOf(plan.findings), blocks };
}
/** What a migration plan would run, with the SQL. */
function migrationBlocks(name, plan) {
    const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
    if (plan.pending.length === 0)
        return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
    return [
        {
            type: "table",
            caption: `Pending migrations of database ${name} (${target})`,
            head: ["Version", "Name", "File", "Transaction"],
            rows: plan.pending.map((migration) => [
                migration.version,
                migration.name,
                { text: migration.file, code: true },
                migration.transactional ? "yes" : "no, statement by statement",
            ]),
        },
        {
            type: "details",
            summary: "SQL that will run",
            blocks: plan.pending.map((migration) => ({ type: "code", language: "sql", text: preview(migration.sql), caption: migration.file })),
        },
    ];
}
/** What a deploy plan would change, object by object. */
function deployBlocks(plan) {
    const changed = plan.objects.filter((object) => object.action !== "unchanged");
    const blocks = [
        {
            type: "table",
            caption: `Objects in namespace ${plan.namespace}`,
            head: ["Object", "Action", "Where", "Changes"],
            rows: plan.objects.map((object) => [
                { text: `${object.ref.kind}/${object.ref.name}`, code: true },
                object.action,
                object.file === "" ? "waybill.yml" : `${object.file}:${object.line}`,
                object.action === "update" ? String(object.diff.length) : "",
            ]),
        },
    ];
    const updates = changed.filter((object) => object.action === "update");
    if (updates.length > 0) {
        blocks.push({
            type: "details",
            summary: "Fields that change",
            blocks: [
                {
                    type: "table",
                    head: ["Object", "Field", "Now", "Then"],
                    rows: updates.flatMap((object) => object.diff.map((change) => [
                        `${object.ref.kind}/${object.ref.name}`,
                        { text: change.path, code: true },
                        show(change.before),
                        show(change.after),
                    ])),
                },
            ],
        });
    }
    return blocks;
}
function show(value) {
    if (value === undefined)
        return "";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { text: text.length > 200 ? `${text.slice(0, 200)}…` : text, code: true };
}
function preview(sql) {
    return sql.length > SQL_PREVIEW_CHARACTERS
        ? `${sql.slice(0, SQL_PREVIEW_CHARACTERS)}\n-- … ${sql.length - SQL_PREVIEW_CHARACTERS} more characters in the file`
        : sql;
}


/***/ }),

/***/ 3215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T8: () => (/* binding */ splitRepository),
/* harmony export */   cL: () => (/* binding */ repositoryFor)
/* harmony export */ });
/* unused harmony export imageRepository */
/**
 * `<registry>/<owner>/<repository>/<name>` in lower case, because registries refuse capitals while GitHub names may have them.
 * Characters that a repository name cannot hold become `-`.
 */
function repositoryFor(registry, repository, name) {
    const path = `${repository}/${name}`
        .toLowerCase()
        .split("/")
        .map((part) => part.replaceAll(/[^a-z0-9._-]+/g, "-").replaceAll(/^[._-]+|[._-]+$/g, "") || "x")
        .join("/");
    return `${registry}/${path}`;
}
/** Where an image of waybill.yml is pushed: its own `repository`, or a name derived from the GitHub repository. */
function imageRepository(session, image) {
    return image.repository ?? repositoryFor(session.registry, session.run.repository, image.name);
}
/** Splits `host/path` into the registry's host and the repository path. */
function splitRepository(repository) {
    const slash = repository.indexOf("/");
    return { host: repository.slice(0, slash), path: repository.slice(slash + 1) };
}


/***/ }),

/***/ 7675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fw: () => (/* binding */ environmentDir),
/* harmony export */   jY: () => (/* binding */ findEnvironment),
/* harmony export */   n5: () => (/* binding */ readSecret),
/* harmony export */   w4: () => (/* binding */ findEntry)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);


/** The value behind `env:NAME`, masked from then on. Throws an `environment` error that names the variable when it is not set. */
function readSecret(session, secret, usedBy) {
    const value = session.env[secret.env];
    if (value === undefined || value === "") {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("environment", `${usedBy} needs the environment variable ${secret.env}, which is not set. Set it from a secret: 'env: { ${secret.env}: \${{ secrets.${secret.env} }} }' in the workflow, or export it in the shell.`);
    }
    session.reporter.mask(value);
    return value;
}
/** The environment of that name, or the only one. Throws an `input` error that lists the known ones. */
function findEnvironment(config, name) {
    const known = Object.keys(config.environments);
    const chosen = name ?? (known.length === 1 ? known[0] : undefined);
    if (chosen === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", known.length === 0 ? `is needed, but ${config.file} declares no environment` : `is needed; ${config.file} has ${known.join(", ")}`);
    const environment = config.environments[chosen];
    if (!environment)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("environment", `is '${chosen}', which ${config.file} does not declare; it has ${known.join(", ") || "none"}`);
    return environment;
}
/** One entry of a section of waybill.yml, or an `input` error that lists the known names. */
function findEntry(entries, name, section, file) {
    const entry = entries[name];
    if (entry === undefined)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is '${name}', which ${file} does not declare under '${section}:'; it has ${Object.keys(entries).join(", ") || "none"}`);
    return entry;
}
/** Folder of one environment's report, record and brief. */
function environmentDir(session, environment) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(session.stateDir, environment);
}


/***/ }),

/***/ 7096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ approvedParts)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8061);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);
/* harmony import */ var _waybill_record__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5207);


/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the
 * digest of each part; any other digest is taken for that of the one part that a step is about to apply.
 */
async function approvedParts(session, digest) {
    if (!(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
    const parts = session.signer ? await releasePlan(session, digest) : undefined;
    if (!parts)
        return { database: () => digest, deploy: () => digest };
    return {
        parts,
        deploy: () => parts.deploy,
        database(name) {
            const part = parts.databases[name];
            if (part)
                return part;
            throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `The approved plan ${digest} says nothing about database '${name}', so nothing may be applied to it. Make a new plan.`);
        },
    };
}
async function releasePlan(session, digest) {
    for (const bundle of await session.store.find(digest)) {
        if ((0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .inspectBundle */ .rI)(bundle).stage !== "plan")
            continue;
        const { statement } = (0,_waybill_record__WEBPACK_IMPORTED_MODULE_2__/* .verifyBundle */ .IF)(bundle, session.trusted);
        const parts = statement.predicate.facts?.parts;
        // The digest that people approved is the digest of the parts, so a statement cannot smuggle in others.
        if (parts && (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOfJson */ .Qs)(parts) === digest)
            return parts;
    }
    return undefined;
}


/***/ }),

/***/ 9218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  U: () => (/* binding */ migrateStage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/kit/lib/digest.js + 1 modules
var lib_digest = __nccwpck_require__(8061);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __nccwpck_require__(3855);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/connect.js + 1 modules
var connect = __nccwpck_require__(5339);
// EXTERNAL MODULE: ./packages/migrate/lib/plan.js + 11 modules
var lib_plan = __nccwpck_require__(7114);
// EXTERNAL MODULE: ./packages/migrate/lib/run/failure.js
var failure = __nccwpck_require__(5655);
// EXTERNAL MODULE: ./packages/migrate/lib/migration.js
var lib_migration = __nccwpck_require__(8503);
// EXTERNAL MODULE: ./packages/migrate/lib/databases/database.js
var database = __nccwpck_require__(9289);
// EXTERNAL MODULE: ./packages/migrate/lib/run/step-journal.js
var step_journal = __nccwpck_require__(4929);
;// CONCATENATED MODULE: ./packages/migrate/lib/run/interrupted-step.js




/**
 * Decides what to do with a statement that cannot run in a transaction: run it, or count it as done because an earlier run that was
 * interrupted had finished it. Clears away an invalid index that the interrupted run left. Throws `MigrationRefusal` when only a person can tell.
 */
async function recallStep(run, migration, statement, before) {
    const { words } = statement;
    const [first = ""] = words;
    if (words.includes("INDEX") && words.includes("CONCURRENTLY") && first === "CREATE")
        return recallIndex(run, migration, statement, before);
    if (!before || run.database.kind === "sqlite")
        return "run";
    if (["VACUUM", "REINDEX", "CLUSTER"].includes(first) || (first === "ALTER" && words[1] === "SYSTEM"))
        return "run";
    if (first === "DROP" && words[1] === "INDEX") {
        const name = rawNameAfter(statement, ["CONCURRENTLY", "IF", "EXISTS"]);
        const [row] = await run.database.query("SELECT to_regclass($1) IS NULL AS gone", [name]);
        return row?.["gone"] === "t" ? "done" : "run";
    }
    if (words[1] === "DATABASE" && (first === "CREATE" || first === "DROP")) {
        const name = foldName(rawNameAfter(statement, ["DATABASE", "IF", "EXISTS"]));
        const rows = await run.database.query("SELECT 1 AS there FROM pg_database WHERE datname = $1", [name]);
        return rows.length > 0 === (first === "CREATE") ? "done" : "run";
    }
    throw new failure/* MigrationRefusal */.Xb(unclear(run, migration, statement, before));
}
async function recallIndex(run, migration, statement, before) {
    const index = readIndex(statement);
    if (!index) {
        if (!before)
            return "run";
        throw new failure/* MigrationRefusal */.Xb(unclear(run, migration, statement, before));
    }
    const found = await findIndex(run.database, index.table, index.name);
    if (!found)
        return "run";
    if (found.isValid)
        return before ? "done" : "run";
    if (!before)
        throw new failure/* MigrationRefusal */.Xb((0,lib_migration/* planError */.u0)("invalid-index", `The index '${index.name}' exists but is INVALID, left by an index build that failed; building it again would fail or, with IF NOT EXISTS, do nothing.`, `Drop it with 'DROP INDEX CONCURRENTLY ${(0,database/* quoteTable */.Z8)(found.name)}' and run again.`, { file: migration.file, line: statement.line }));
    run.reporter.warn(`Dropping the invalid index '${index.name}', which an interrupted run left behind, before it is built again.`);
    await run.database.query(`DROP INDEX CONCURRENTLY IF EXISTS ${(0,database/* quoteTable */.Z8)(found.name)}`);
    return "run";
}
async function findIndex(database, table, name) {
    const [row] = await database.query(`SELECT i.indisvalid AS valid, n.nspname AS schema FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indrelid = to_regclass($1) AND c.relname = $2`, [table, name]);
    return row ? { isValid: row["valid"] === "t", name: { schema: row["schema"] ?? "public", name } } : undefined;
}
/** Name and table of a CREATE INDEX CONCURRENTLY; undefined when the server is to choose the name. */
function readIndex(statement) {
    const name = rawNameAfter(statement, ["CONCURRENTLY", "IF", "NOT", "EXISTS"]);
    if (name === "" || name.toUpperCase() === "ON")
        return undefined;
    const table = rawNameAfter(statement, ["ON", "ONLY"]);
    return table === "" ? undefined : { name: foldName(name), table };
}
/** The possibly qualified name that follows the first of some words and any of the others, as it is written. */
function rawNameAfter(statement, [anchor, ...optional]) {
    const texts = statement.tokens.map((token) => ({
        ...token,
        text: statement.text.slice(token.start - statement.start, token.end - statement.start),
    }));
    let at = texts.findIndex((token) => token.kind === "word" && token.text.toUpperCase() === anchor) + 1;
    if (at === 0)
        return "";
    while (texts[at]?.kind === "word" && optional.includes(texts[at]?.text.toUpperCase() ?? ""))
        at++;
    let name = "";
    while (texts[at] && (texts[at]?.kind === "word" || texts[at]?.kind === "name" || texts[at]?.text === ".")) {
        const { text } = texts[at];
        if (name !== "" && text !== "." && !name.endsWith("."))
            break;
        name += text;
        at++;
    }
    return name;
}
function foldName(raw) {
    return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw.toLowerCase();
}
function unclear(run, migration, statement, step) {
    const key = migration.key.replaceAll("'", "''");
    const where = `migration = '${key}' AND statement = ${step.index}`;
    const table = (0,step_journal/* stepTableName */.e3)(run.table.schema);
    return (0,lib_migration/* planError */.u0)("unclear-step", `Statement ${step.index + 1} of the migration ${(0,lib_migration/* describeMigration */.K)(migration)} had started when an earlier run ended, and it cannot be told whether it took effect.`, `Look at the database. If it did, run: UPDATE ${table} SET state = 'done' WHERE ${where}; if it did not, run: DELETE FROM ${table} WHERE ${where}. Then start again.`, { file: migration.file, line: statement.line });
}

// EXTERNAL MODULE: ./packages/kit/lib/retry.js
var retry = __nccwpck_require__(4148);
;// CONCATENATED MODULE: ./packages/migrate/lib/run/run-transaction.js



const LOCK_WAIT_MS = 10_000;
const ATTEMPTS = 5;
/** lock_not_available, deadlock_detected, serialization_failure: nothing is wrong with the migration. */
const TRANSIENT = ["55P03", "40P01", "40001"];
/** Runs a migration and its history row in one transaction, again when only the locks of other sessions stood in its way. */
async function runInTransaction(run, migration) {
    return (0,retry/* retry */.L)(() => attempt(run, migration), {
        attempts: ATTEMPTS,
        baseDelayMs: 500,
        maxDelayMs: 5_000,
        decide: (error) => ({ retry: error instanceof failure/* MigrationFailure */.pR && TRANSIENT.includes(error.error.code) && !run.signal?.aborted }),
        onRetry: (error, count, delayMs) => run.reporter.warn(`The migration ${(0,lib_migration/* describeMigration */.K)(migration)} was rolled back, because another session held a lock (${error.error.code}); attempt ${count + 1} of ${ATTEMPTS} in ${Math.round(delayMs)} ms.`),
        ...(run.signal ? { signal: run.signal } : {}),
    });
}
async function attempt(run, migration) {
    const started = performance.now();
    return inTransaction(run, migration, async () => {
        for (const [index, statement] of migration.statements.entries()) {
            run.signal?.throwIfAborted();
            run.reporter.progress(`${(0,lib_migration/* describeMigration */.K)(migration)}: statement ${index + 1} of ${migration.statements.length}`);
            await (0,failure/* during */.iW)(migration, statement, () => run.database.query(statement.text));
        }
        // A file may change the search path, the role or a time-out for itself; the history row is ours.
        await (0,failure/* during */.iW)(migration, undefined, () => run.database.resetSession());
        const durationMs = performance.now() - started;
        await (0,failure/* during */.iW)(migration, undefined, () => run.history.record(migration, { durationMs, run: run.id }));
        return { durationMs };
    });
}
/**
 * Runs work in a transaction that holds the history table and refuses when the history is not what this run knows: the session lock alone
 * does not keep out a tool that takes none.
 */
async function inTransaction(run, migration, work) {
    const { database, history } = run;
    const guard = (step) => (0,failure/* during */.iW)(migration, undefined, step);
    await guard(() => database.begin());
    try {
        await guard(() => database.limitLockWait(LOCK_WAIT_MS));
        await guard(() => database.lockTable(run.table));
        if ((await guard(() => history.readHead())) !== run.head)
            throw new failure/* MigrationRefusal */.Xb(historyMoved(run));
        const result = await work();
        const head = await guard(() => history.readHead());
        await guard(() => database.commit());
        run.head = head;
        return result;
    }
    catch (error) {
        await database.rollback();
        throw error;
    }
}
function historyMoved(run) {
    return (0,lib_migration/* planError */.u0)("history-moved", `Somebody else wrote to the history table '${run.table.name}' since this run began.`, "Find out which tool or person migrates this database at the same time; then make a new plan.");
}

// EXTERNAL MODULE: ./packages/migrate/lib/sql/transactionality.js
var transactionality = __nccwpck_require__(8169);
;// CONCATENATED MODULE: ./packages/migrate/lib/run/run-steps.js






/**
 * Runs a migration statement by statement. A journal says how far it came, so that a later run goes on at the exact statement: a statement
 * that may run in a transaction is written down in the same one; of another one the database itself is asked whether it took effect.
 */
async function runInSteps(run, migration) {
    const started = performance.now();
    const { database, history, table } = run;
    const before = await (0,step_journal/* readSteps */.I$)(database, table.schema, migration.key);
    refuseChanged(migration, before);
    if (before.length > 0)
        run.reporter.info(`${(0,lib_migration/* describeMigration */.K)(migration)}: going on after ${before.filter((step) => step.index >= 0 && step.state === "done").length} finished statements.`);
    else
        await begin(run, migration);
    try {
        for (const [index, statement] of migration.statements.entries()) {
            run.signal?.throwIfAborted();
            run.reporter.progress(`${(0,lib_migration/* describeMigration */.K)(migration)}: statement ${index + 1} of ${migration.statements.length}`);
            await runStep(run, migration, { statement, index, before: before.find((step) => step.index === index) });
        }
    }
    catch (error) {
        await markFailed(run, migration, error, performance.now() - started);
        throw error;
    }
    await (0,failure/* during */.iW)(migration, undefined, () => database.resetSession());
    const durationMs = performance.now() - started;
    await inTransaction(run, migration, async () => {
        await (0,failure/* during */.iW)(migration, undefined, () => history.record(migration, { durationMs, run: run.id }));
        await (0,failure/* during */.iW)(migration, undefined, () => (0,step_journal/* deleteSteps */.z$)(database, table.schema, migration.key));
    });
    return { durationMs };
}
/** What the tool itself writes first, and in the same transaction the sign that this run can be gone on with. */
async function begin(run, migration) {
    const sign = { index: -1, digest: "", state: "done" };
    await inTransaction(run, migration, () => (0,failure/* during */.iW)(migration, undefined, async () => {
        await run.history.markStarted(migration);
        await (0,step_journal/* writeStep */.qV)(run.database, run.table.schema, migration.key, sign);
    }));
}
async function runStep(run, migration, { statement, index, before }) {
    const { database, table } = run;
    const execute = () => (0,failure/* during */.iW)(migration, statement, () => database.query(statement.text));
    const write = (state) => (0,failure/* during */.iW)(migration, statement, () => (0,step_journal/* writeStep */.qV)(database, table.schema, migration.key, { index, digest: (0,step_journal/* stepDigest */.TW)(statement), state }));
    // Settings of the session end with it, so a later run needs them again.
    if (["SET", "RESET"].includes(statement.words[0] ?? ""))
        return void (await execute());
    if (before?.state === "done")
        return;
    if ((0,transactionality/* findTransactionBan */.r)(statement, database.kind, database.major) === undefined) {
        await inTransaction(run, migration, async () => {
            await execute();
            await write("done");
        });
        return;
    }
    const recalled = await (0,failure/* during */.iW)(migration, statement, () => recallStep(run, migration, statement, before));
    if (recalled === "run") {
        await inTransaction(run, migration, () => write("started"));
        await execute();
    }
    await inTransaction(run, migration, () => write("done"));
}
function refuseChanged(migration, before) {
    for (const step of before) {
        const statement = migration.statements[step.index];
        if (step.index < 0 || step.state !== "done" || (statement && (0,step_journal/* stepDigest */.TW)(statement) === step.digest))
            continue;
        throw new failure/* MigrationRefusal */.Xb((0,lib_migration/* planError */.u0)("edited-step", `Statement ${step.index + 1} of the migration ${(0,lib_migration/* describeMigration */.K)(migration)} has run already, but its text was changed since then.`, "Restore the statements that have run; only those from the failed one on may be corrected.", { file: migration.file, ...(statement ? { line: statement.line } : {}) }));
    }
}
/** What the original tool would leave behind must be there as well, so that it refuses to go on over a half-done migration. */
async function markFailed(run, migration, error, durationMs) {
    if (!(error instanceof failure/* MigrationFailure */.pR) || error.error.isConnectionLost)
        return;
    try {
        await run.database.resetSession();
        await inTransaction(run, migration, () => (0,failure/* during */.iW)(migration, undefined, () => run.history.markFailed(migration, { durationMs })));
    }
    catch (second) {
        // The first error is the one that people need; the journal says what the history could not.
        run.reporter.debug(`The failure could not be written to the history: ${second instanceof Error ? second.message : String(second)}`);
    }
}

;// CONCATENATED MODULE: ./packages/migrate/lib/run/apply.js







const LOCK_TIMEOUT_MS = 60_000;
/** How many applied migrations are looked back over to recognise an approved plan that an earlier run began. */
const LOOK_BACK = 200;
/**
 * Applies exactly the planned migrations: takes the lock of the layout's own tool, plans again under it, and refuses when anything but this
 * plan's own progress has moved. Every migration is written down in the transaction that runs it. What the server refuses comes back as a
 * `fail` with findings; a lock that is not to be had and a lost server before the first change are thrown as `environment`; a cancelled
 * run is rolled back and the signal's reason thrown.
 */
async function applyMigrations(database, plan, options) {
    const { signal } = options;
    signal?.throwIfAborted();
    const explain = (error) => (signal?.aborted ? signal.reason : (0,failure/* explainUnexpected */.Vv)(database, error));
    const release = await lock(database, plan, options).catch((error) => {
        throw explain(error);
    });
    const stop = () => {
        // When the statement cannot be stopped from outside it ends by itself.
        database.cancel().catch(() => undefined);
    };
    signal?.addEventListener("abort", stop);
    try {
        return await applyUnderLock(database, plan, options);
    }
    catch (error) {
        throw explain(error);
    }
    finally {
        signal?.removeEventListener("abort", stop);
        await release();
    }
}
async function lock(database, plan, options) {
    const { layout, table } = await (0,lib_plan/* readState */.un)(database, plan.options);
    return database.acquireLock(layout.lockKey(database, table), {
        timeoutMs: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
        reporter: options.reporter,
        ...(options.signal ? { signal: options.signal } : {}),
    });
}
async function applyUnderLock(database, plan, options) {
    const state = await (0,lib_plan/* readState */.un)(database, plan.options);
    const refusals = findRefusals(state, options.expectDigest ?? plan.digest);
    const skipped = state.plan.applied.length;
    if (refusals.length > 0)
        return { applied: [], skipped, verdict: "fail", findings: refusals };
    const applied = [];
    const findings = state.plan.findings.filter((finding) => finding.severity === "warning");
    try {
        await prepare(database, state);
        const run = {
            database,
            history: state.history,
            table: state.table,
            reporter: options.reporter,
            ...(options.signal ? { signal: options.signal } : {}),
            id: options.run ?? "",
            head: state.pending.length > 0 ? await state.history.readHead() : "",
        };
        for (const migration of state.pending) {
            const { durationMs } = await runOne(run, migration);
            options.reporter.info(`Applied the migration ${(0,lib_migration/* describeMigration */.K)(migration)} in ${Math.round(durationMs)} ms.`);
            applied.push({ version: migration.version, name: migration.name, durationMs: Math.round(durationMs) });
        }
        findings.push(...(await prove(database, plan)));
    }
    catch (error) {
        if (options.signal?.aborted)
            throw error;
        findings.push(await findingOf(database, error, { applied, remaining: state.pending.slice(applied.length) }));
    }
    return { applied, skipped, verdict: (0,verdict/* verdictOf */.Vj)(findings), findings };
}
async function runOne(run, migration) {
    run.signal?.throwIfAborted();
    // A file that began statement by statement ends so, even if it was corrected to need it no more.
    const isBegun = (await (0,step_journal/* readSteps */.I$)(run.database, run.table.schema, migration.key)).length > 0;
    return isBegun || migration.separately ? runInSteps(run, migration) : runInTransaction(run, migration);
}
function findRefusals(state, expected) {
    const errors = state.plan.findings.filter((finding) => finding.severity === "error");
    if (errors.length > 0)
        return errors;
    if (state.plan.digest === expected)
        return [];
    // An earlier run of the same plan, or another one at the same time, may have applied a part of it.
    const done = Math.min(state.files.length - state.pending.length, LOOK_BACK);
    for (let count = 1; count <= done; count++)
        if (state.digestBefore(count) === expected)
            return [];
    return [
        {
            rule: "plan-moved",
            severity: "error",
            what: "The files or the database have moved since the plan was made, so what was approved is not what would run now. Nothing was changed.",
            observed: state.plan.digest,
            expected,
            next: "Make a new plan and have it approved.",
        },
    ];
}
/** Makes the tables that are missing and writes down the checksums of what the tool itself had applied. */
async function prepare(database, state) {
    if (state.pending.length === 0 && state.unrecorded.length === 0)
        return;
    await database.begin();
    try {
        await state.history.create();
        if (state.pending.some((migration) => migration.separately))
            await (0,step_journal/* createSteps */.E5)(database, state.table.schema);
        await state.history.adopt(state.unrecorded);
        await database.commit();
    }
    catch (error) {
        await database.rollback();
        throw error;
    }
}
/** Reads everything back: after a run nothing may be pending. */
async function prove(database, plan) {
    const after = await (0,lib_plan/* readState */.un)(database, plan.options);
    if (after.pending.length === 0 && (0,verdict/* isPassing */.WG)(after.plan.verdict))
        return [];
    const left = after.pending.map(lib_migration/* describeMigration */.K).join(", ") || "nothing";
    return [
        ...after.plan.findings.filter((finding) => finding.severity === "error"),
        (0,lib_migration/* planError */.u0)("not-proven", `After the run the history does not say that every migration is applied; pending: ${left}.`, "Look into the history table before anything is deployed."),
    ];
}
async function findingOf(database, error, progress) {
    const before = progress.applied.length === 0 ? "" : ` Applied before it: ${progress.applied.length}.`;
    const after = progress.remaining.length > 1 ? ` Not begun: ${progress.remaining.slice(1).map(lib_migration/* describeMigration */.K).join(", ")}.` : "";
    if (error instanceof failure/* MigrationRefusal */.Xb)
        return { ...error.finding, what: `${error.finding.what}${before}${after}` };
    if (!(error instanceof failure/* MigrationFailure */.pR))
        throw (0,failure/* explainUnexpected */.Vv)(database, error);
    const finding = await (0,failure/* explainFailure */.SP)(database, error);
    return { ...finding, what: `${finding.what}${before}${after}` };
}

// EXTERNAL MODULE: ./packages/pipeline/lib/sections/plan-section.js
var plan_section = __nccwpck_require__(668);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/plan.js
var stages_plan = __nccwpck_require__(8895);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/session.js
var session_session = __nccwpck_require__(7675);
// EXTERNAL MODULE: ./packages/pipeline/lib/stages/stage.js + 1 modules
var stage = __nccwpck_require__(4791);
;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/migrate.js
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







/** Applies exactly the planned migrations of one database and proves it. */
async function migrateStage(session, database, environment, expectDigest) {
    return (0,stage/* runStage */.Si)(session, `migrate/${database.name}`, "migrate", `Migrate database ${database.name}`, async () => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const connection = __addDisposableResource(env_1, await (0,connect/* connectDatabase */.o)((0,session_session/* readSecret */.n5)(session, database.url, `Database '${database.name}'`)), true);
            const plan = await (0,lib_plan/* planMigrations */.n6)(connection, { dir: database.migrations, workspace: session.workspace });
            const { digest } = await (0,lib_digest/* digestOfPath */.B$)((0,external_node_path_.join)(session.workspace, database.migrations));
            const outcome = session.dryRun
                ? { applied: [], skipped: plan.applied.length, verdict: (0,verdict/* verdictOf */.Vj)(plan.findings), findings: plan.findings }
                : await applyMigrations(connection, plan, {
                    reporter: session.reporter,
                    signal: session.signal,
                    run: session.run.run,
                    ...(expectDigest ? { expectDigest } : {}),
                });
            for (const finding of outcome.findings)
                session.reporter.finding(finding);
            const repeated = outcome.applied.length === 0 && plan.pending.length === 0
                ? `${(0,stages_plan/* count */.U9)(plan.applied.length, "migration")} in place already, nothing to apply`
                : undefined;
            return {
                verdict: outcome.verdict,
                note: outcome.findings.find((finding) => finding.severity === "error")?.what ??
                    repeated ??
                    `${outcome.applied.length} applied (${outcome.applied.map((migration) => migration.version).join(", ")})`,
                section: {
                    id: `database-${database.name}`,
                    title: `Database ${database.name}`,
                    verdict: outcome.verdict,
                    blocks: blocks(database, plan, outcome),
                },
                result: { plan, outcome },
                ...(repeated ? { repeated } : {}),
                evidence: {
                    subjects: [{ name: database.migrations, digest }],
                    facts: {
                        environment,
                        database: { name: database.name, kind: plan.database.kind, version: plan.database.version },
                        layout: plan.layout,
                        plan: plan.digest,
                        applied: outcome.applied.map(({ version, name }) => ({ version, name })),
                        inPlace: plan.applied.map((migration) => migration.version),
                    },
                },
            };
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
    });
}
function blocks(database, plan, outcome) {
    const result = [];
    if (outcome.applied.length > 0) {
        result.push({
            type: "table",
            caption: "Applied by this run",
            head: ["Version", "Name", "Time"],
            rows: outcome.applied.map((migration) => [migration.version, migration.name, (0,stage/* seconds */.YA)(migration.durationMs)]),
        });
    }
    else
        result.push(...(0,plan_section/* migrationBlocks */.X1)(database.name, plan));
    if (outcome.findings.length > 0)
        result.push({ type: "findings", findings: [...outcome.findings] });
    return result;
}


/***/ }),

/***/ 4144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ selectDatabases),
/* harmony export */   Yb: () => (/* binding */ checkMigrationsStage),
/* harmony export */   d$: () => (/* binding */ planMigrationsStage)
/* harmony export */ });
/* unused harmony exports imagesFor, planDeploymentStage, statusStage, proveApproval */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3855);
/* harmony import */ var _waybill_migrate__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7114);
/* harmony import */ var _sections_plan_section_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(668);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8895);
/* harmony import */ var _session_session_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7675);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4791);










/** The databases that a step works on: the named one, those of its environment, or all of waybill.yml. */
function selectDatabases(session, choice) {
    const { databases, file } = session.config;
    if (choice.name !== undefined)
        return [(0,_session_session_js__WEBPACK_IMPORTED_MODULE_0__/* .findEntry */ .w4)(databases, choice.name, "databases", file)];
    const declared = choice.environment !== undefined && session.config.environments[choice.environment];
    const names = declared ? (0,_session_session_js__WEBPACK_IMPORTED_MODULE_0__/* .findEnvironment */ .jY)(session.config, choice.environment).databases : Object.keys(databases);
    if (names.length === 0)
        throw (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)("name", `is needed, because ${file} declares no database; or give 'migrations' and 'database-url'`);
    return names.map((name) => (0,_session_session_js__WEBPACK_IMPORTED_MODULE_0__/* .findEntry */ .w4)(databases, name, "databases", file));
}
/** The images that an environment deploys, each by digest. Throws an `input` error that names the missing ones. */
function imagesFor(environment, images) {
    const missing = environment.images.filter((name) => images[name] === undefined);
    if (missing.length === 0)
        return images;
    throw inputError("images", `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'image'`);
}
/** Checks the migration files alone, without a database. */
async function checkMigrationsStage(session, database) {
    return (0,_stage_js__WEBPACK_IMPORTED_MODULE_2__/* .runStage */ .Si)(session, `check-migrations/${database.name}`, "migrate", `Check migrations of ${database.name}`, async () => {
        const plan = await (0,_waybill_migrate__WEBPACK_IMPORTED_MODULE_3__/* .checkMigrations */ .wE)({ dir: database.migrations, workspace: session.workspace });
        for (const finding of plan.findings)
            session.reporter.finding(finding);
        return { ...planned(database, plan), note: `${(0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(plan.pending.length, "migration")} in ${plan.layout} layout` };
    });
}
/** Plans the migrations of one database; changes nothing and proves nothing. */
async function planMigrationsStage(session, database) {
    return (0,_stage_js__WEBPACK_IMPORTED_MODULE_2__/* .runStage */ .Si)(session, `plan-migrations/${database.name}`, "plan", `Plan migrations of ${database.name}`, async () => {
        const plan = await (0,_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .planDatabase */ .$C)(session, database);
        for (const finding of plan.findings)
            session.reporter.finding(finding);
        return planned(database, plan);
    });
}
function planned(database, plan) {
    const verdict = (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_5__/* .verdictOf */ .Vj)(plan.findings);
    return {
        verdict,
        note: plan.findings.find((finding) => finding.severity === "error")?.what ??
            `${plan.pending.length} pending, ${plan.applied.length} in place, plan ${(0,_stage_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(plan.digest)}`,
        result: plan,
        section: {
            id: `migrations-${database.name}`,
            title: `Migrations of ${database.name}`,
            verdict,
            blocks: [
                { type: "facts", facts: [{ label: "Plan", value: plan.digest }] },
                ...(0,_sections_plan_section_js__WEBPACK_IMPORTED_MODULE_6__/* .migrationBlocks */ .X1)(database.name, plan),
                ...(plan.findings.length > 0 ? [{ type: "findings", findings: [...plan.findings] }] : []),
            ],
        },
    };
}
/** Plans the deployment of one environment; changes nothing and proves nothing. */
async function planDeploymentStage(session, environment, images) {
    return runStage(session, `plan-deployment/${environment.name}`, "plan", `Plan deployment to ${environment.name}`, async () => {
        const { plan, findings } = await planEnvironment(session, environment, images);
        for (const finding of findings)
            session.reporter.finding(finding);
        const verdict = verdictOf(findings);
        const changes = plan.objects.filter((object) => object.action !== "unchanged").length;
        return {
            verdict,
            note: `${shortDigest(plan.digest)}: ${changes} of ${count(plan.objects.length, "object")} to change`,
            result: plan,
            section: {
                id: `plan-${environment.name}`,
                title: `Deploy plan for ${environment.name}`,
                verdict,
                blocks: [
                    { type: "facts", facts: [{ label: "Plan", value: plan.digest }] },
                    ...deployBlocks(plan),
                    ...(findings.length > 0 ? [{ type: "findings", findings }] : []),
                ],
            },
        };
    });
}
/** Says what runs in an environment now, and whether it is still what was deployed. */
async function statusStage(session, environment) {
    return runStage(session, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
        const result = await withCluster(session, environment, (cluster) => deployStatus(cluster, { namespace: environment.namespace, application: session.config.name }));
        return { result, ...judgeStatus(environment, result) };
    });
}
function judgeStatus(environment, status) {
    const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
    const notReady = status.objects.filter((object) => !object.ready);
    const verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
    const note = !status.current
        ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
        : `revision ${status.current.number} of ${status.current.startedAt}: ${count(differing.length, "object")} changed since, ${notReady.length} not ready`;
    const section = {
        id: `status-${environment.name}`,
        title: `Status of ${environment.name}`,
        verdict,
        blocks: [
            { type: "text", text: note },
            {
                type: "table",
                caption: "Objects of the last good revision",
                head: ["Object", "State", "Changed since"],
                rows: status.objects.map((object) => [
                    `${object.ref.kind}/${object.ref.name}`,
                    object.note,
                    object.drift.map((change) => change.path).join(", "),
                ]),
            },
            {
                type: "table",
                caption: "Revisions",
                head: ["Revision", "Status", "Started", "Commit"],
                rows: status.revisions.map((revision) => [String(revision.number), revision.status, revision.startedAt, revision.commit]),
            },
        ],
    };
    return { verdict, note, section };
}
/** Records who let this job start, for the plan that it is about to apply. */
async function proveApproval(session, environment, planDigest) {
    const { parts } = await approvedParts(session, planDigest);
    if (!parts)
        throw new ActionError("verdict", `No signed plan has the digest ${planDigest}, so an approval of it means nothing. Make a new plan.`);
    const runId = session.env["GITHUB_RUN_ID"] ?? "0";
    return approveStage(session, environment, { environment: environment.name, digest: planDigest }, { kind: "github", runId });
}


/***/ }),

/***/ 8895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ planDatabase),
/* harmony export */   U9: () => (/* binding */ count)
/* harmony export */ });
/* unused harmony exports planStage, planEnvironment */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _waybill_migrate__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5339);
/* harmony import */ var _waybill_migrate__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7114);
/* harmony import */ var _session_session_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7675);
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









/** Plans migrations and deployment of one environment against the live world; changes nothing. */
async function planStage(session, environment, images) {
    return runStage(session, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
        const migrations = {};
        for (const name of environment.databases)
            migrations[name] = await planDatabase(session, findEntry(session.config.databases, name, "databases", session.config.file));
        const deploy = await planEnvironment(session, environment, images);
        const parts = {
            environment: environment.name,
            commit: session.run.commit,
            images,
            databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
            deploy: deploy.plan.digest,
        };
        const findings = [...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings];
        for (const finding of findings)
            session.reporter.finding(finding);
        const result = {
            environment: environment.name,
            images,
            migrations,
            deploy: deploy.plan,
            findings,
            parts,
            digest: digestOfJson(parts),
        };
        const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
        const changes = deploy.plan.objects.filter((object) => object.action !== "unchanged").length;
        return {
            verdict: verdictOf(findings),
            note: findings.find((finding) => finding.severity === "error")?.what ??
                `${shortDigest(result.digest)}: ${count(pending, "migration")}, ${changes} of ${count(deploy.plan.objects.length, "object")} to change`,
            section: planSection(result),
            result,
            evidence: {
                subjects: [{ name: `plan/${environment.name}`, digest: result.digest }, ...(await configSubjects(session))],
                facts: { parts },
            },
        };
    });
}
/** Plans the migrations of one database. */
async function planDatabase(session, database) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const connection = __addDisposableResource(env_1, await (0,_waybill_migrate__WEBPACK_IMPORTED_MODULE_1__/* .connectDatabase */ .o)((0,_session_session_js__WEBPACK_IMPORTED_MODULE_2__/* .readSecret */ .n5)(session, database.url, `Database '${database.name}'`)), true);
        return await (0,_waybill_migrate__WEBPACK_IMPORTED_MODULE_3__/* .planMigrations */ .n6)(connection, { dir: database.migrations, workspace: session.workspace });
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
/** Plans the deployment of one environment with its manifests pinned to the images' digests. */
async function planEnvironment(session, environment, images) {
    const loaded = await loadManifests(environment.manifests, session.workspace);
    const pinned = pinImages(loaded, manifestNames(session, loaded, images));
    const findings = [...checkManifests(pinned.set), ...pinned.findings];
    const plan = await withCluster(session, environment, (cluster) => planDeploy(cluster, pinned.set, {
        namespace: environment.namespace,
        application: session.config.name,
        environment: environment.name,
        secrets: resolveSecrets(session, environment),
    }));
    return { plan, findings: [...findings, ...plan.findings] };
}
/** Manifests may name an image by its name in waybill.yml, by the repository it is pushed to, or by the one it was built for. */
function manifestNames(session, set, images) {
    return Object.fromEntries(Object.entries(images).map(([name, reference]) => {
        const image = session.config.images[name];
        const aliases = [name, reference.slice(0, reference.indexOf("@")), ...(image ? [imageRepository(session, image)] : [])];
        return [aliases.find((alias) => pinImages(set, { [alias]: reference }).pinned.length > 0) ?? name, reference];
    }));
}
function resolveSecrets(session, environment) {
    return Object.fromEntries(Object.entries(environment.secrets).map(([secret, keys]) => [
        secret,
        Object.fromEntries(Object.entries(keys).map(([key, ref]) => [
            key,
            readSecret(session, ref, `Key '${key}' of Secret '${secret}' in environment '${environment.name}'`),
        ])),
    ]));
}
async function configSubjects(session) {
    const { digest } = await digestOfPath(join(session.workspace, session.config.file));
    return [{ name: session.config.file, digest }];
}
/** `1 migration`, `2 migrations`. */
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}


/***/ }),

/***/ 4791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Si: () => (/* binding */ runStage),
  YA: () => (/* binding */ seconds),
  VK: () => (/* binding */ shortDigest)
});

// UNUSED EXPORTS: isImageName, mayContinue, prove

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/record/lib/bundle.js
var lib_bundle = __nccwpck_require__(5207);
// EXTERNAL MODULE: ./packages/record/lib/statement.js
var statement = __nccwpck_require__(9590);
// EXTERNAL MODULE: ./packages/pipeline/lib/session/repositories.js
var repositories = __nccwpck_require__(3215);
;// CONCATENATED MODULE: ./packages/pipeline/lib/session/tool.js
/** What signs itself as the maker of statements. */
const TOOL = { name: "waybill", version: "0.1.0" };

;// CONCATENATED MODULE: ./packages/pipeline/lib/stages/stage.js






/** Runs one stage: announces it, does the work, signs and stores what it proved, and says how it ended. */
async function runStage(session, id, stage, label, work) {
    session.signal.throwIfAborted();
    const startedAt = session.clock();
    const begun = performance.now();
    session.reporter.progress(label);
    const done = await work();
    if (done.evidence && !session.dryRun) {
        await prove(session, {
            stage,
            verdict: done.verdict,
            startedAt: startedAt.toISOString(),
            finishedAt: session.clock().toISOString(),
            ...done.evidence,
        });
    }
    const durationMs = performance.now() - begun;
    const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
    session.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${seconds(durationMs).padStart(7)}  ${done.note}`);
    return {
        id,
        stage,
        label,
        verdict: done.verdict,
        note: done.note,
        section: done.section,
        startedAt,
        durationMs,
        result: done.result,
        ...(done.repeated ? { repeated: done.repeated } : {}),
    };
}
/** Signs evidence and stores it: in the run's list, as a file, and in the registry beside its subject. Without a signer it does nothing. */
async function prove(session, evidence) {
    if (!session.signer)
        return;
    const bundle = await (0,lib_bundle/* signStatement */.fT)((0,statement/* createStatement */.Ay)(evidence, session.run, TOOL), session.signer);
    session.statements.push(bundle);
    const folder = (0,external_node_path_.join)(session.stateDir, "evidence");
    await (0,promises_.mkdir)(folder, { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, `${evidence.stage}-${(0,lib_bundle/* payloadDigest */.JU)(bundle).slice(7, 19)}.json`), `${JSON.stringify(bundle)}\n`);
    for (const subject of evidence.subjects)
        await session.store.publish(bundle, await storageTarget(session, subject));
}
/** Evidence about an image lies beside the image; evidence about anything else in the record repository, under its digest. */
async function storageTarget(session, subject) {
    if (!isImageName(subject.name))
        return { subject: subject.digest };
    const { host, path } = (0,repositories/* splitRepository */.T8)(subject.name);
    const manifest = await session.registryFor(host).findManifest(path, subject.digest);
    return manifest ? { repository: subject.name, subject: manifest.descriptor } : { subject: subject.digest };
}
/** Whether a subject's name is an image repository (`host/path`, the host with a dot or a port) and not a path of the workspace. */
function isImageName(name) {
    return /^[^/]*[.:][^/]*\/./.test(name) && !name.startsWith("./") && !name.startsWith("../");
}
/** Whether a run may go on after this stage. */
function mayContinue(outcome) {
    return isPassing(outcome.verdict);
}
/** A duration as people read it. */
function seconds(milliseconds) {
    return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
/** The first 12 hex digits of a digest, enough to recognise it. */
function shortDigest(digest) {
    return digest.slice(7, 19);
}


/***/ }),

/***/ 5207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IF: () => (/* binding */ verifyBundle),
/* harmony export */   JU: () => (/* binding */ payloadDigest),
/* harmony export */   QN: () => (/* binding */ parseBundle),
/* harmony export */   fT: () => (/* binding */ signStatement),
/* harmony export */   rI: () => (/* binding */ inspectBundle)
/* harmony export */ });
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8061);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6788);
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2923);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9590);



const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** Signs a statement (DSSE, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
async function signStatement(statement, signer) {
    const payload = Buffer.from((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(statement));
    const signature = signer.sign(preAuthEncoding(payload));
    return {
        mediaType: BUNDLE_TYPE,
        verificationMaterial: { publicKey: { hint: signer.keyId } },
        dsseEnvelope: {
            payload: payload.toString("base64"),
            payloadType: PAYLOAD_TYPE,
            signatures: [{ sig: Buffer.from(signature).toString("base64") }],
        },
    };
}
/** Checks a bundle's signature against the trusted keys; throws a `verdict` error that names what is wrong. */
function verifyBundle(bundle, trusted) {
    const payload = decode(bundle.dsseEnvelope.payload);
    const statement = (0,_statement_js__WEBPACK_IMPORTED_MODULE_1__/* .parseStatement */ .By)(payload);
    const { stage } = (0,_statement_js__WEBPACK_IMPORTED_MODULE_1__/* .runFactsOf */ .sl)(statement);
    const [signature] = bundle.dsseEnvelope.signatures;
    if (!signature)
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The ${stage} statement is not signed, so it proves nothing. Run the stage again with 'signing-key'.`);
    const hint = bundle.verificationMaterial.publicKey.hint;
    const key = trusted.find((candidate) => candidate.keyId === hint);
    if (!key) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The ${stage} statement was signed by key ${hint.slice(0, 12)}…, which is not trusted here. Trusted: ${trusted.map(({ keyId }) => `${keyId.slice(0, 12)}…`).join(", ") || "none"}. Add its public key to 'trusted-keys' or to the policy's signers if it should be.`);
    }
    if (!(0,_keys_js__WEBPACK_IMPORTED_MODULE_3__/* .verifySignature */ .Od)(key, preAuthEncoding(payload), decode(signature.sig))) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `The signature of the ${stage} statement does not fit its content: the statement was changed after it was signed.`);
    }
    return { statement, view: viewOf(statement, hint), keyId: hint };
}
/** Reads what a bundle says without trusting it. */
function inspectBundle(bundle) {
    return viewOf((0,_statement_js__WEBPACK_IMPORTED_MODULE_1__/* .parseStatement */ .By)(decode(bundle.dsseEnvelope.payload)), bundle.verificationMaterial.publicKey.hint);
}
/** The digest of a bundle's payload, by which the release statement names it. */
function payloadDigest(bundle) {
    return (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(decode(bundle.dsseEnvelope.payload));
}
/**
 * Reads a bundle from parsed JSON; throws a `verdict` error that names it as `what` unless it has exactly the fields that we write, so
 * that no byte of it is idle.
 */
function parseBundle(value, what = "A bundle") {
    const bundle = value;
    const envelope = bundle?.dsseEnvelope;
    const [signature] = Array.isArray(envelope?.signatures) ? envelope.signatures : [];
    const texts = [envelope?.payload, signature?.sig, bundle?.verificationMaterial?.publicKey?.hint];
    if (!bundle || !envelope || !signature || texts.some((text) => typeof text !== "string"))
        throw malformed("a field is missing", what);
    const expected = {
        mediaType: BUNDLE_TYPE,
        verificationMaterial: { publicKey: { hint: bundle.verificationMaterial.publicKey.hint } },
        dsseEnvelope: { payload: envelope.payload, payloadType: PAYLOAD_TYPE, signatures: [{ sig: signature.sig }] },
    };
    if ((0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(bundle) !== (0,_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(expected))
        throw malformed("it has other fields or types than a bundle of version 0.3 with one signature", what);
    for (const text of [envelope.payload, signature.sig])
        decode(text, what);
    return expected;
}
function viewOf(statement, keyId) {
    const { stage, verdict, facts, run, startedAt, finishedAt } = (0,_statement_js__WEBPACK_IMPORTED_MODULE_1__/* .runFactsOf */ .sl)(statement);
    const environment = environmentOf(facts, statement);
    return {
        stage,
        verdict,
        subjects: (0,_statement_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectsOf */ .Z6)(statement),
        commit: run.commit,
        repository: run.repository,
        rehearsal: run.rehearsal,
        actor: run.actor,
        facts,
        startedAt,
        finishedAt,
        keyId,
        ...(environment === undefined ? {} : { environment }),
    };
}
function environmentOf(facts, statement) {
    if (typeof facts["environment"] === "string" && facts["environment"] !== "")
        return facts["environment"];
    const named = statement.subject.find(({ name }) => /^(plan|environment)\//.test(name));
    return named?.name.slice(named.name.indexOf("/") + 1);
}
/** DSSE's pre-authentication encoding: what is signed covers the type and both lengths. */
function preAuthEncoding(payload) {
    return Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload]);
}
function decode(base64, what) {
    const bytes = Buffer.from(base64, "base64");
    // Node skips what is not base64; a bundle must have one reading only.
    if (bytes.toString("base64") !== base64)
        throw malformed("a field is not base64", what);
    return bytes;
}
function malformed(why, what = "A bundle") {
    return new _waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("verdict", `${what} is damaged: ${why}. Take it from the registry again, or run its stage again.`);
}


/***/ }),

/***/ 2923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Od: () => (/* binding */ verifySignature),
/* harmony export */   UH: () => (/* binding */ trustKey),
/* harmony export */   vu: () => (/* binding */ loadSigner),
/* harmony export */   yg: () => (/* binding */ keyIdOf)
/* harmony export */ });
/* unused harmony export generateKeyPair */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);


/** Makes an Ed25519 key pair as PEM (PKCS #8 and SPKI), the form that openssl and cosign read. */
function generateKeyPair() {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    return {
        privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }),
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }),
    };
}
/** Reads the private key that signs; throws an `input` error that never quotes the key. */
function loadSigner(privateKeyPem) {
    let key;
    try {
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(privateKeyPem.trim().replaceAll(String.raw `\n`, "\n"));
    }
    catch {
        // The cause may quote parts of the key.
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "Input 'signing-key' is not a private key in PEM form. Make one with 'openssl genpkey -algorithm ed25519' and store its whole text as a secret.");
    }
    if (key.asymmetricKeyType !== "ed25519") {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `Input 'signing-key' is a key of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 is needed. Make one with 'openssl genpkey -algorithm ed25519'.`);
    }
    const publicKeyPem = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key).export({ type: "spki", format: "pem" });
    return { keyId: keyIdOf(publicKeyPem), publicKeyPem, sign: (bytes) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)(null, bytes, key) };
}
/** Reads a public key that evidence may be signed with; throws an `input` error for anything else. */
function trustKey(publicKeyPem) {
    return { keyId: keyIdOf(publicKeyPem), publicKeyPem };
}
/** The id of a key: base64 of the SHA-256 of its SPKI DER form, which is the hint that cosign writes into bundles. */
function keyIdOf(publicKeyPem) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256")
        .update(publicKeyOf(publicKeyPem).export({ type: "spki", format: "der" }))
        .digest("base64");
}
/** Whether the signature over the bytes was made by the key's owner. */
function verifySignature(key, bytes, signature) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.verify)(null, bytes, publicKeyOf(key.publicKeyPem), signature);
}
function publicKeyOf(pem) {
    let key;
    try {
        // createPublicKey would also take a private key and derive its public half, which hides a key in the wrong place.
        if (pem.includes("PRIVATE KEY"))
            throw new TypeError("private");
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem);
    }
    catch {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", "A trusted key is not a public key in PEM form ('-----BEGIN PUBLIC KEY-----'). Export one with 'openssl pkey -in signing-key.pem -pubout'.");
    }
    if (key.asymmetricKeyType !== "ed25519")
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("input", `A trusted key is of type ${key.asymmetricKeyType ?? "unknown"}; Ed25519 is needed.`);
    return key;
}


/***/ }),

/***/ 9590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ay: () => (/* binding */ createStatement),
/* harmony export */   By: () => (/* binding */ parseStatement),
/* harmony export */   T4: () => (/* binding */ predicateTypeOf),
/* harmony export */   Z6: () => (/* binding */ subjectsOf),
/* harmony export */   sl: () => (/* binding */ runFactsOf)
/* harmony export */ });
/* unused harmony export STATEMENT_TYPE */
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6221);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6788);
/* harmony import */ var _waybill_kit__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8061);

const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const OWN_PREDICATES = "https://github.com/waybill-ci/waybill/predicates";
const PROVENANCE = "https://slsa.dev/provenance/v1";
const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
/** SLSA reserves `<vendor>_<field>` for what it does not define; we keep our facts there in published types. */
const EXTENSION = "waybill_run";
/** The predicate type of a stage: the published one where there is one, else ours. */
function predicateTypeOf(stage) {
    if (stage === "build")
        return PROVENANCE;
    return stage === "test" ? TEST_RESULT : `${OWN_PREDICATES}/${stage}/v1`;
}
/** Turns what a stage proved into a statement about its subjects. */
function createStatement(evidence, run, tool) {
    const { stage, verdict, facts, startedAt, finishedAt } = evidence;
    const own = { stage, verdict, facts, run, tool, startedAt, finishedAt };
    return {
        _type: STATEMENT_TYPE,
        subject: evidence.subjects.map(({ name, digest }) => ({ name, digest: { sha256: digest.slice("sha256:".length) } })),
        predicateType: predicateTypeOf(stage),
        predicate: predicateOf(own),
    };
}
function predicateOf(own) {
    if (own.stage === "build")
        return { ...provenance(own), [EXTENSION]: own };
    if (own.stage === "test")
        return { ...testResult(own), [EXTENSION]: own };
    return { ...own };
}
/** The required fields of SLSA provenance v1. */
function provenance({ facts, run, startedAt, finishedAt }) {
    return {
        buildDefinition: {
            buildType: `${OWN_PREDICATES}/build-type/v1`,
            externalParameters: {
                repository: run.repository,
                ref: run.ref,
                image: facts["name"],
                dockerfile: facts["dockerfile"],
                context: facts["context"],
                platforms: facts["platforms"],
            },
            internalParameters: { builder: facts["builder"], inputsDigest: facts["inputsDigest"] },
            resolvedDependencies: /^[0-9a-f]{40}$/.test(run.commit)
                ? [{ uri: `git+${run.repository}@${run.ref}`, digest: { gitCommit: run.commit } }]
                : [],
        },
        runDetails: { builder: { id: run.workflow }, metadata: { invocationId: run.run, startedOn: startedAt, finishedOn: finishedAt } },
    };
}
/** The required fields of in-toto test-result v0.1. */
function testResult({ verdict, run }) {
    const result = verdict === "pass" ? "PASSED" : verdict === "warn" ? "WARNED" : "FAILED";
    return {
        result,
        configuration: [{ name: "waybill.yml", uri: `git+${run.repository}@${run.commit}` }],
        ...(run.run.startsWith("http") ? { url: run.run } : {}),
    };
}
/** Reads our facts out of a statement; throws a `verdict` error when the statement is not one of ours. */
function runFactsOf(statement) {
    const own = (statement.predicate[EXTENSION] ?? statement.predicate);
    const complete = own.stage && own.verdict && own.facts && own.run && own.tool && own.startedAt && own.finishedAt;
    if (!complete || !_waybill_kit__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .a.includes(own.stage) || statement.predicateType !== predicateTypeOf(own.stage)) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `A statement of type '${statement.predicateType}' is not one that Waybill writes, so it proves nothing here. Remove it from the record.`);
    }
    return own;
}
/** The subjects of a statement as we name digests. */
function subjectsOf(statement) {
    return statement.subject.map(({ name, digest }) => ({ name, digest: `sha256:${digest.sha256}` }));
}
/** Reads a statement from JSON bytes; throws a `verdict` error for anything that is not a complete in-toto statement. */
function parseStatement(bytes) {
    const refuse = (why) => new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", `A signed payload is not an in-toto statement: ${why}. The bundle was damaged or made by something else.`);
    let value;
    try {
        value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }
    catch (error) {
        throw new _waybill_kit__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("verdict", "A signed payload is not JSON, so the bundle was damaged or made by something else.", {
            cause: error,
        });
    }
    const statement = value;
    if (typeof statement !== "object" || statement === null)
        throw refuse("it is no object");
    if (statement._type !== STATEMENT_TYPE)
        throw refuse(`its _type is '${String(statement._type)}'`);
    if (typeof statement.predicateType !== "string")
        throw refuse("it has no predicateType");
    if (typeof statement.predicate !== "object" || statement.predicate === null)
        throw refuse("it has no predicate");
    if (!Array.isArray(statement.subject) || statement.subject.length === 0)
        throw refuse("it has no subject");
    for (const subject of statement.subject) {
        const { name, digest } = (subject ?? {});
        if (typeof name !== "string" || typeof digest?.sha256 !== "string" || !(0,_waybill_kit__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(`sha256:${digest.sha256}`))
            throw refuse("a subject has no name or no SHA-256 digest");
    }
    return statement;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(4752);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
