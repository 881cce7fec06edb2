/** The answer to a path: a status and a page. */
export function answer(path) {
  if (path === "/lab/") return [200, page("The lab works.")];
  return [404, page("There is /lab/.")];
}

const page = (text) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Lab</title><h1>${text}</h1></html>\n`;
