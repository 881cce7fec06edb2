/** What the site uses of libraries that bring no types. */
declare module "@11ty/eleventy" {
  export interface Markdown {
    render(text: string, data: Readonly<Record<string, unknown>>): string;
  }
  export interface UserConfig {
    setLibrary(extension: string, library: Markdown): void;
    setUseGitIgnore(use: boolean): void;
    addTemplate(path: string, content: string, data: Readonly<Record<string, unknown>>): void;
    addPassthroughCopy(paths: Readonly<Record<string, string>>): void;
    addTransform(name: string, transform: (this: { readonly page: { readonly url: string } }, content: string) => string): void;
  }
  export interface Options {
    readonly quietMode: boolean;
    readonly configPath: null;
    readonly config: (config: UserConfig) => unknown;
  }
  export class Eleventy {
    constructor(input: string, output: string, options: Options);
    write(): Promise<unknown>;
  }
}

declare module "markdown-it" {
  export interface Token {
    readonly tag: string;
    readonly content: string;
    readonly info: string;
    attrGet(name: string): string | null;
    attrSet(name: string, value: string): void;
  }
  export interface Renderer {
    readonly rules: Record<string, Rule | undefined>;
    renderToken(tokens: readonly Token[], index: number, options: unknown): string;
  }
  // The library hands to every rule whatever its caller gave to render; this site gives one type.
  export type Rule = (tokens: readonly Token[], index: number, options: unknown, env: never, self: Renderer) => string;
  export default class MarkdownIt {
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    readonly renderer: Renderer;
    readonly utils: { readonly escapeHtml: (text: string) => string };
    render(text: string, env: unknown): string;
  }
}
