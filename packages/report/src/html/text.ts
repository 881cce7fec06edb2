import { cleanText, safeUrl } from "../plain-text.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };

/** Escapes a text for HTML and SVG content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? "");
}

/** Markup as a link when the target is a plain http or https URL, else as it is. */
export function linkHtml(body: string, href: string | undefined): string {
  const url = safeUrl(href);
  return url === undefined ? body : `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${body}</a>`;
}

/** Makes names for `id` attributes that are unique on one page. */
export function createAnchors(): (wish: string) => string {
  const taken = new Set<string>();
  return (wish) => {
    const word =
      wish
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 60) || "part";
    let anchor = `s-${word}`;
    for (let count = 2; taken.has(anchor); count++) anchor = `s-${word}-${count}`;
    taken.add(anchor);
    return anchor;
  };
}
