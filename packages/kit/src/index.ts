export { ActionError, headline, InputError, inputError, isSystemError } from "./error.ts";
export type { ErrorKind } from "./error.ts";
export { describeFinding, isPassing, verdictOf, worstOf } from "./verdict.ts";
export type { Finding, Place, Verdict } from "./verdict.ts";
export type { Rule } from "./rules/rules.ts";
export { collectingReporter, SILENT } from "./reporter.ts";
export type { Reporter } from "./reporter.ts";
export { canonicalJson, digestOf, digestOfFile, digestOfJson, digestOfPath, isDigest } from "./digest.ts";
export type { Digest, FileEntry } from "./digest.ts";
export { runCommand } from "./command.ts";
export type { CommandOptions, CommandResult } from "./command.ts";
export { isLoopback } from "./network.ts";
export { isAlive } from "./process.ts";
export {
  isRecord,
  isSameJson,
  isTextList,
  jsonPointer,
  listAt,
  numberAt,
  parseJson,
  recordAt,
  textAt,
  textsAt,
  valueAt,
  withValue,
} from "./json.ts";
export type { JsonKey } from "./json.ts";
export { groupBy } from "./group.ts";
export { mapParallel } from "./parallel.ts";
export { pause } from "./pause.ts";
export { parseQuantity } from "./quantity.ts";
export { countOf, cutText, editDistance, didYouMean, findNearest } from "./text.ts";
export { parseRetryAfter, retry } from "./retry.ts";
export type { RetryOptions } from "./retry.ts";
export { createRedactor, redactUrlPasswords, secretParts } from "./redaction.ts";
export type { Redactor } from "./redaction.ts";
export { proxiedFetch } from "./proxy/proxied-fetch.ts";
export { findProxy, proxySecrets, refusedByProxy } from "./proxy/proxy.ts";
export type { Proxy, ProxySettings, ProxyVariable } from "./proxy/proxy.ts";
export { makeStateFolder, STATE_FOLDER, userStateFolder } from "./state-folder.ts";
export { pathProblem, resolveInWorkspace } from "./workspace.ts";
export { STAGES, SUBJECT_KINDS } from "./evidence.ts";
export type { Demand, PolicySigner, RunContext, SignerScope, Stage, Subject, SubjectKind } from "./evidence.ts";
export { imageOf } from "./image-reference.ts";
export type { ImageDigest } from "./image-reference.ts";
export { findUncommitted, listUntracked } from "./git/committed.ts";
export type { UncommittedFile } from "./git/committed.ts";
export { listFlagged, listUnlike } from "./git/tracked.ts";
export { repositoryOf } from "./git/git.ts";
export { readHead, readRemote } from "./git/remote.ts";
export type { Head } from "./git/remote.ts";
export type { Remote } from "./git/remote.ts";
