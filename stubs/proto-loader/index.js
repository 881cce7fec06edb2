"use strict";
exports.loadSync = () => {
  throw new Error("BuildKit sessions through dockerode are not supported. Builds go through docker buildx.");
};
