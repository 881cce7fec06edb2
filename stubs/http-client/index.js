/** The part of the original that @actions/core uses: one JSON GET with a bearer token, repeated when the server is busy. */
export class HttpClient {
  constructor(userAgent, handlers = [], options = {}) {
    this.userAgent = userAgent;
    this.handlers = handlers;
    this.attempts = options.allowRetries ? 1 + (options.maxRetries ?? 1) : 1;
  }

  async getJson(url) {
    const headers = { accept: "application/json", "user-agent": this.userAgent };
    for (const handler of this.handlers) handler.prepareHeaders(headers);
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(url, { headers });
      if (response.ok) return { statusCode: response.status, result: await response.json(), headers: {} };
      if (attempt >= this.attempts || ![502, 503, 504].includes(response.status)) {
        throw Object.assign(new Error(`HTTP ${response.status}`), { statusCode: response.status });
      }
      await new Promise((done) => setTimeout(done, Math.min(5000, 100 * 2 ** attempt)));
    }
  }
}
