/** Adds the bearer token to a request's headers. */
export class BearerCredentialHandler {
  constructor(token) {
    this.token = token;
  }

  prepareHeaders(headers) {
    headers["authorization"] = `Bearer ${this.token}`;
  }
}
