declare function request(url: string, options: request.MakeFetchHappenOptions): Promise<Response>;
declare namespace request {
  interface MakeFetchHappenOptions {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
    readonly timeout?: number | undefined;
    readonly retry?: boolean | number | { readonly retries?: number; readonly minTimeout?: number };
  }
  /** How requests leave from now on; one way for the whole process. */
  function use(send: typeof fetch): void;
}
export = request;
