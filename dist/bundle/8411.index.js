export const id = 8411;
export const ids = [8411,792];
export const modules = {

/***/ 58411:
/***/ ((module) => {


// @sigstore/sign sends its few requests with make-fetch-happen: 1 MB with a cache on disk, proxies of its own and code that nobody can read.
let send = (url, init) => fetch(url, init);

module.exports = async function request(url, { method, headers, body, timeout }) {
  const signal = timeout === undefined ? {} : { signal: AbortSignal.timeout(timeout) };
  const response = await send(url, { method, headers, ...(body === undefined ? {} : { body }), ...signal });
  // A method of older fetches, by which time stamps are read.
  return Object.assign(response, { buffer: async () => Buffer.from(await response.arrayBuffer()) });
};

// How requests leave from now on, through a proxy for example.
module.exports.use = (fetch) => {
  send = fetch;
};


/***/ })

};
