/** References to our own actions and workflows inside workflow files, and how a release pins them. Pure text in, text out. */

/** `uses: waybill-ci/waybill[/actions/x | /.github/workflows/y.yml]@v1`, with whatever stands before and behind. */
const OWN_REFERENCE = /^(\s*(?:- )?uses:\s*waybill-ci\/waybill((?:\/[\w.-]+)*))@(\S+)(\s+#.*)?$/gm;
/** The same in whatever form YAML and GitHub take it: quoted, in a flow mapping, on the next line, in capitals. Lines of comment aside. */
const ANY_REFERENCE = /^(?!\s*#).*?\bwaybill-ci\/waybill(?:\/[^\s@"']*)?@([^\s"',}\]]*)/gim;
const WORKFLOW = /^\/\.github\/workflows\/([\w.-]+\.ya?ml)$/;
/** Actions that are steps of others, ours among them; those in `actions/` are code and refer to nothing. */
const COMPOSITE = /^\/\.github\/actions\//;

/** A workflow file by its name below `.github/workflows`, and its text. */
export type WorkflowFiles = Readonly<Record<string, string>>;

/** The workflows of ours that a workflow calls, by file name. */
export function calledWorkflows(text: string): string[] {
  return [...text.matchAll(OWN_REFERENCE)].flatMap(([, , path = ""]) => WORKFLOW.exec(path)?.[1] ?? []);
}

/**
 * Orders the workflows that refer to us in levels: a file's calls all lie in earlier levels. Each level becomes one commit, because a commit
 * cannot name itself. Throws when workflows call each other in a circle, or call one that is not there.
 */
export function levelsOf(files: WorkflowFiles): string[][] {
  const waiting = new Map(Object.entries(files).filter(([, text]) => text.matchAll(OWN_REFERENCE).next().done === false));
  for (const [name, text] of waiting) {
    const missing = calledWorkflows(text).find((called) => files[called] === undefined);
    if (missing !== undefined) throw new Error(`.github/workflows/${name} calls ${missing}, which is not there.`);
  }
  const levels: string[][] = [];
  while (waiting.size > 0) {
    const level = [...waiting].filter(([, text]) => calledWorkflows(text).every((called) => !waiting.has(called))).map(([name]) => name);
    if (level.length === 0) throw new Error(`These workflows call each other in a circle: ${[...waiting.keys()].sort().join(", ")}.`);
    for (const name of level) waiting.delete(name);
    levels.push(level.sort());
  }
  return levels;
}

/** Where a reference shall lead: `actions` is the commit that holds actions and `dist/`, the others are those in which such a file is final. */
export interface Pins {
  readonly actions: string;
  readonly composites: string;
  readonly workflows: Readonly<Record<string, string>>;
  /** The version that stands behind each commit for people, such as `v1.2.3`. */
  readonly version: string;
}

/** The text of a workflow with every reference to us as `@<commit> # <version>`. Throws when a called workflow has no commit yet. */
export function pinReferences(text: string, pins: Pins): string {
  return text.replaceAll(OWN_REFERENCE, (_, before: string, path: string) => {
    const called = WORKFLOW.exec(path)?.[1];
    const commit = called !== undefined ? pins.workflows[called] : COMPOSITE.test(path) ? pins.composites : pins.actions;
    if (commit === undefined) throw new Error(`${called} has no commit of its own yet, so nothing can refer to it.`);
    return `${before}@${commit} # ${pins.version}`;
  });
}

/**
 * What all of a workflow's references to us name, in whatever form they are written: commits when everything is pinned; a tag or branch that
 * `pinReferences` did not recognise is returned as it stands, so that it can be refused.
 */
export function pinnedCommits(text: string): string[] {
  return [...text.matchAll(ANY_REFERENCE)].map(([, ref = ""]) => ref);
}
