export const id = 9846;
export const ids = [9846];
export const modules = {

/***/ 57465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseReference: () => (/* reexport safe */ _reference_js__WEBPACK_IMPORTED_MODULE_0__.F2)
/* harmony export */ });
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11156);








/***/ })

};
