import { basename } from "node:path";
import { judgeTemplate } from "./chat-template.ts";
import { judgeMlmodel } from "./mlmodel.ts";
import { HARMLESS, unknown } from "./text-judgement.ts";
import type { TextJudgement } from "./text-judgement.ts";

const PROGRAM = /\.(py|pyw|sh|js|mjs|lua|r)$/i;
const PACKAGES = /^(requirements.*\.txt|conda\.ya?ml|environment\.ya?ml|python_env\.ya?ml)$/i;
/** Documents for people, and files of version control. */
const DOCUMENT =
  /\.(md|rst)$|^(readme|licen[cs]e|notice|copying|changelog|changes|authors|citation|notes|use_policy|model_card)(\.txt|\.cff)?$|^\.git(attributes|ignore|keep)$/i;
/** Lists of words, one to a line. */
const WORDS = /^(vocab|merges|labels?|classes|categories|features|feature_names|label_map)\.txt$/i;

/** Judges a text file of a model by its name and, where the name says that it is read as a program or as settings, by what is in it. */
export function judgeTextFile(path: string, read: () => string): TextJudgement {
  const name = basename(path);
  if (PROGRAM.test(name)) return { kind: "tools", why: "is program code inside a model; nothing here looks at what it does" };
  if (PACKAGES.test(name)) return { kind: "tools", why: "names packages that a loader may install; nothing here looks at what they do" };
  if (name === "MLmodel") return judgeMlmodel(read());
  if (/\.(jinja2?|j2)$/i.test(name)) return judgeTemplate(read());
  if (DOCUMENT.test(name) || WORDS.test(name)) return HARMLESS;
  return unknown("is text that no rule here knows; it may be a model itself, or say what a loader runs");
}
