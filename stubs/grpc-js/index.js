"use strict";
// Only dockerode's own BuildKit sessions need gRPC; builds go through `docker buildx` here.
const refuse = () => {
  throw new Error("BuildKit sessions through dockerode are not supported. Builds go through docker buildx.");
};
exports.Server = class Server {
  constructor() {
    refuse();
  }
};
exports.ServerCredentials = { createInsecure: refuse };
exports.loadPackageDefinition = refuse;
