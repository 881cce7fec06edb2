export const id = 3129;
export const ids = [3129];
export const modules = {

/***/ 43129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ foldRows),
/* harmony export */   _: () => (/* binding */ MAX_OPEN_LINES)
/* harmony export */ });
/** Code of more lines than this folds away on pages and in Markdown. */
const MAX_OPEN_LINES = 60;
/**
 * A table whose quiet rows (those that passed, or that do not change) fold away behind a line that says how many they are: `52 checks passed`.
 * When all rows are loud or all quiet there is only the one part.
 */
function foldRows(table, isQuiet, summary) {
    const quiet = table.rows.filter(isQuiet);
    const loud = table.rows.filter((row, index) => !isQuiet(row, index));
    return [
        ...(loud.length > 0 ? [{ ...table, rows: loud }] : []),
        ...(quiet.length > 0 ? [{ type: "details", summary: summary(quiet.length), blocks: [{ ...table, rows: quiet }] }] : []),
    ];
}


/***/ })

};
