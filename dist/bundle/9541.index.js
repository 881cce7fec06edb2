export const id = 9541;
export const ids = [9541];
export const modules = {

/***/ 235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Yz: () => (/* binding */ debug),
  z3: () => (/* binding */ error),
  V4: () => (/* binding */ getInput),
  Gu: () => (/* binding */ getState),
  pq: () => (/* binding */ info),
  lm: () => (/* binding */ notice),
  LZ: () => (/* binding */ saveState),
  C1: () => (/* binding */ setFailed),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, endGroup, exportVariable, getBooleanInput, getIDToken, getMultilineInput, group, isDebug, markdownSummary, platform, setCommandEcho, startGroup, summary, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(70857);
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
    process.stdout.write(cmd.toString() + external_os_.EOL);
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
var external_crypto_ = __webpack_require__(76982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __webpack_require__(79896);
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
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
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
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __webpack_require__(16928);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
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
function setSecret(secret) {
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
    process.stdout.write(external_os_.EOL);
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
function debug(message) {
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
    process.stdout.write(message + external_os_.EOL);
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
    return __awaiter(this, void 0, void 0, function* () {
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
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
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
    return __awaiter(this, void 0, void 0, function* () {
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

/***/ 41586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ readProxySettings)
/* harmony export */ });
/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY from a snapshot of the environment. The lower-case name wins where both are set, as in curl,
 * Node and GitHub's toolkit; an empty one counts as not set.
 */
function readProxySettings(env) {
    return {
        https: variable(env, "https_proxy"),
        http: variable(env, "http_proxy"),
        direct: variable(env, "no_proxy")?.value ?? "",
    };
}
function variable(env, lower) {
    const name = [lower, lower.toUpperCase()].find((one) => env[one]?.trim());
    return name === undefined ? undefined : { name, value: env[name]?.trim() ?? "" };
}


/***/ }),

/***/ 64150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kf: () => (/* binding */ readChoice),
/* harmony export */   LD: () => (/* binding */ readList),
/* harmony export */   QZ: () => (/* binding */ refuseUnknownInputs),
/* harmony export */   R5: () => (/* binding */ readInput),
/* harmony export */   Vf: () => (/* binding */ readBoolean)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(235);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26788);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22079);



/** The names that this process has asked for: an action reads each of its inputs at its start. */
const asked = new Set();
function getInput(name) {
    asked.add(name);
    return _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4(name);
}
function readInput(name, options) {
    const value = getInput(name);
    if (value !== "")
        return value;
    if (options?.required)
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, "is required but empty; give it a value under 'with:'");
    return undefined;
}
/** A boolean input: `true` or `false`, nothing else. */
function readBoolean(name) {
    const value = getInput(name);
    if (value === "true")
        return true;
    if (value === "false" || value === "")
        return false;
    throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `is '${value}'; allowed are true and false${meantBoolean(value)}`);
}
/** One of a few words; undefined when the input is empty. */
function readChoice(name, allowed) {
    const text = readInput(name);
    if (text === undefined)
        return undefined;
    const found = allowed.find((word) => word === text);
    if (found !== undefined)
        return found;
    throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `is '${text}'; allowed are ${allowed.join(", ")}${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(text, allowed)}`);
}
/** A list input: one entry a line or separated by commas; empty entries are dropped. */
function readList(name) {
    return getInput(name)
        .split(/[\n,]/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== "");
}
/** YAML and other tools have more words for the two; an input is a text, so `yes` stays a word. */
function meantBoolean(value) {
    if (/^(?:true|yes|y|on|1)$/i.test(value))
        return "; did you mean 'true'?";
    if (/^(?:false|no|n|off|0)$/i.test(value))
        return "; did you mean 'false'?";
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(value, ["true", "false"]);
}
/**
 * Throws an `input` error for an input that was given and that nobody has asked for. The runner only warns of it and hands it on all the same,
 * and a step that passes `enviroment` over does something else than it was told. To be called once an action has read all of its own.
 */
function refuseUnknownInputs(env) {
    const known = new Set([...asked].map((name) => variableOf(name)));
    for (const [variable, value] of Object.entries(env)) {
        if (!variable.startsWith("INPUT_") || value === "" || known.has(variable))
            continue;
        const name = variable.slice("INPUT_".length).toLowerCase();
        throw (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .inputError */ .Xu)(name, `is no input of this action${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(name, [...asked]) || `; it has ${[...asked].sort().join(", ")}`}`);
    }
}
/** As the runner names it (docs.github.com, "Metadata syntax for GitHub Actions", `inputs`). */
function variableOf(name) {
    return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}


/***/ }),

/***/ 72853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lq: () => (/* binding */ appendArtifact),
/* harmony export */   MM: () => (/* binding */ hasOutput),
/* harmony export */   Sy: () => (/* binding */ writeSummary),
/* harmony export */   uH: () => (/* binding */ setOutput)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(235);


const given = new Set();
/** Whether this process has set an output of that name. */
function hasOutput(name) {
    return given.has(name);
}
/** Sets an output of the step; undefined sets the empty text, so that a later step always sees a defined output. */
function setOutput(name, value) {
    given.add(name);
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
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(file, `${line}\n`);
}


/***/ }),

/***/ 57656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ runMain),
  a: () => (/* binding */ runPost)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 3 modules
var core = __webpack_require__(235);
// EXTERNAL MODULE: ./packages/kit/lib/error.js
var lib_error = __webpack_require__(26788);
// EXTERNAL MODULE: ./packages/kit/lib/redaction.js
var redaction = __webpack_require__(94883);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kit/lib/verdict.js
var verdict = __webpack_require__(43855);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/annotations.js




/** GitHub shows ten errors and ten warnings of a step and drops the rest without a word (docs.github.com, "Annotation limits"). */
const MAX_ANNOTATIONS = 10;
const SHOW = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
const SEVERITIES = ["error", "warning", "notice"];
/** Makes the annotations of one step; one that came twice is shown once. */
function collectAnnotations(redactor, project) {
    const entries = new Map();
    const add = (entry) => void entries.set(JSON.stringify([entry.text, entry.properties]), entry);
    return {
        add(finding) {
            const place = finding.where;
            add({
                severity: finding.severity,
                text: (0,verdict/* describeFinding */.jb)(finding),
                properties: {
                    title: finding.rule,
                    ...(place ? { file: fromRepository(place, project) } : {}),
                    ...(place?.line === undefined ? {} : { startLine: place.line }),
                    ...(place?.column === undefined ? {} : { startColumn: place.column }),
                },
            });
        },
        warn: (message) => add({ severity: "warning", text: message, properties: {} }),
        show(cause) {
            const ordered = SEVERITIES.flatMap((severity) => [...entries.values()].filter((entry) => entry.severity === severity));
            const room = MAX_ANNOTATIONS - (cause === undefined ? 0 : 1);
            const shown = ordered.length > room ? ordered.slice(0, room - 1) : ordered;
            if (cause !== undefined)
                core/* setFailed */.C1(redactor.redact(cause));
            for (const { severity, text, properties } of shown)
                SHOW[severity](redactor.redact(text), properties);
            if (shown.length < ordered.length)
                core/* notice */.lm(`and ${ordered.length - shown.length} more, see the summary`);
            entries.clear();
        },
    };
}
/** The path as GitHub's diff knows it: from the root of the repository that the project lies in, which a checkout may have put into a folder. */
function fromRepository({ file }, { workspace, workingDirectory }) {
    const project = (0,external_node_path_.resolve)(workspace, workingDirectory);
    const inProject = (0,external_node_path_.resolve)(project, file);
    // An organisation's policy lies beside the project, and is named from the workspace.
    const path = !(0,external_node_fs_.existsSync)(inProject) && (0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(workspace, file)) ? (0,external_node_path_.resolve)(workspace, file) : inProject;
    const named = (0,external_node_path_.relative)(repositoryOf((0,external_node_path_.dirname)(path), workspace), path);
    return named.startsWith("..") || (0,external_node_path_.isAbsolute)(named) ? file : named.split(external_node_path_.sep).join("/");
}
/** The nearest folder above that git keeps its repository in; the workspace where there is none. */
function repositoryOf(folder, workspace) {
    for (let at = folder; at.startsWith(workspace) && at !== workspace; at = (0,external_node_path_.dirname)(at))
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, ".git")))
            return at;
    return workspace;
}

// EXTERNAL MODULE: ./packages/kit/lib/edge/proxy-settings.js
var proxy_settings = __webpack_require__(41586);
// EXTERNAL MODULE: ./packages/kit/lib/edge/runner-outputs.js
var runner_outputs = __webpack_require__(72853);
// EXTERNAL MODULE: ./packages/kit/lib/edge/run-context.js + 1 modules
var run_context = __webpack_require__(21463);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner-reporter.js



const PROGRESS_INTERVAL_MS = 5_000;
const MARK = { error: "✗", warning: "!", notice: "i" };
/** A reporter for a runner's log: what it finds stands there at once and among the annotations at the end; progress is thinned out. */
function runnerReporter(redactor, annotations) {
    let lastProgress = 0;
    const told = new Set();
    const noted = new Set();
    /** The mark keeps a text that begins with `::` from being a command of the runner; a finding of two stages stands in the log once. */
    const note = (mark, text) => {
        const line = redactor.redact(`${mark} ${text.replaceAll(/\r?\n/g, "\n  ")}`);
        if (!noted.has(line))
            core/* info */.pq(line);
        noted.add(line);
    };
    return {
        info: (message) => core/* info */.pq(redactor.redact(message)),
        warn(message) {
            note(MARK.warning, message);
            annotations.warn(message);
        },
        debug: (message) => core/* debug */.Yz(redactor.redact(message)),
        progress(message) {
            const now = performance.now();
            if (now - lastProgress < PROGRESS_INTERVAL_MS)
                return;
            lastProgress = now;
            core/* info */.pq(redactor.redact(message));
        },
        finding(finding) {
            const place = finding.where;
            const where = place ? `${place.file}${place.line === undefined ? "" : `:${place.line}`} ` : "";
            note(MARK[finding.severity], `${where}${(0,verdict/* describeFinding */.jb)(finding)}`);
            annotations.add(finding);
        },
        mask(secret) {
            redactor.add(secret);
            // The runner drops every output of a job that contains a masked text, so it gets no more than what is a secret.
            for (const part of (0,redaction/* secretParts */.Bm)(secret)) {
                // The runner would hide it in every log and summary, and there is no way to tell it where a text is open.
                if (!told.has(part) && !redactor.isShown(part))
                    core/* setSecret */.Pq(part);
                told.add(part);
            }
        },
        show: (text) => redactor.show(text),
    };
}

// EXTERNAL MODULE: ./packages/kit/lib/edge/signals.js
var signals = __webpack_require__(93907);
;// CONCATENATED MODULE: ./packages/kit/lib/edge/runner.js









/** Runs a main step; reports its failure once, without secrets, and makes the exit code 1. */
async function runMain(main) {
    const redactor = (0,redaction/* createRedactor */.lY)();
    const { signal, stop } = (0,signals/* abortOnSignals */.P)();
    const env = (0,run_context/* readEnvironment */.Q)();
    const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
    const annotations = annotationsOf(redactor, workspace);
    try {
        await main({ reporter: runnerReporter(redactor, annotations), signal, env, proxy: (0,proxy_settings/* readProxySettings */.u)(env), workspace });
        annotations.show();
    }
    catch (thrown) {
        const error = signal.aborted && signal.reason instanceof lib_error/* ActionError */.lZ ? signal.reason : thrown;
        // A later step that asks for the verdict must not find none: what ended early is not known to be good.
        if (!(0,runner_outputs/* hasOutput */.MM)("verdict"))
            (0,runner_outputs/* setOutput */.uH)("verdict", error instanceof lib_error/* ActionError */.lZ && error.kind === "verdict" ? "fail" : "inconclusive");
        for (const finding of error instanceof lib_error/* ActionError */.lZ ? error.findings : [])
            annotations.add(finding);
        annotations.show((0,lib_error/* headline */.Pl)(error));
        core/* debug */.Yz(redactor.redact(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)));
    }
    finally {
        stop();
    }
}
/** Runs a post step. A failed clean-up warns; it never turns a green job red. */
async function runPost(post) {
    const redactor = (0,redaction/* createRedactor */.lY)();
    const env = (0,run_context/* readEnvironment */.Q)();
    const annotations = annotationsOf(redactor, env["GITHUB_WORKSPACE"] ?? process.cwd());
    try {
        await post({ reporter: runnerReporter(redactor, annotations), env });
    }
    catch (error) {
        annotations.warn(`Clean-up failed: ${(0,lib_error/* headline */.Pl)(error)}`);
    }
    annotations.show();
}
/** The project's folder is read here, where it is needed only to name a file; whoever works in it judges it. */
function annotationsOf(redactor, workspace) {
    return collectAnnotations(redactor, { workspace, workingDirectory: core/* getInput */.V4("working-directory") || "." });
}


/***/ })

};
