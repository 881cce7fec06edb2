"use strict";
// dockerode needs ssh2 only for ssh:// hosts. Its native addons would make the bundles differ from builder to builder.
exports.Client = class Client {
  constructor() {
    throw new Error("ssh:// Docker hosts are not supported. Use a unix:// or tcp:// host.");
  }
};
