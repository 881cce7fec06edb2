export const id = 2815;
export const ids = [2815];
export const modules = {

/***/ 7321:
/***/ ((__unused_webpack_module, exports) => {


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


/***/ }),

/***/ 3541:
/***/ ((__unused_webpack_module, exports) => {


exports.loadSync = () => {
  throw new Error("BuildKit sessions through dockerode are not supported. Builds go through docker buildx.");
};


/***/ }),

/***/ 66091:
/***/ ((__unused_webpack_module, exports) => {


// dockerode needs ssh2 only for ssh:// hosts. Its native addons would make the bundles differ from builder to builder.
exports.K = class Client {
  constructor() {
    throw new Error("ssh:// Docker hosts are not supported. Use a unix:// or tcp:// host.");
  }
};


/***/ })

};
