// The search page: asks the index that Pagefind has made of the built pages. It lies beside the pages, so nothing is asked of another server.
const list = document.querySelector(".results");
const told = document.querySelector("#told");
const field = document.querySelector("#query");
const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";

/** An excerpt with the words that were found marked; everything else in it is text. */
function excerpt(html) {
  const paragraph = document.createElement("p");
  for (const part of html.split(/(<mark>.*?<\/mark>)/)) {
    const marked = /^<mark>(.*)<\/mark>$/.exec(part);
    const words = new DOMParser().parseFromString(marked ? marked[1] : part, "text/html").body.textContent;
    if (marked) paragraph.append(Object.assign(document.createElement("mark"), { textContent: words }));
    else paragraph.append(words);
  }
  return paragraph;
}

function item({ title, url, inside, html }) {
  const entry = document.createElement("li");
  entry.append(Object.assign(document.createElement("a"), { href: url, textContent: title }));
  if (inside) entry.append(Object.assign(document.createElement("span"), { className: "inside", textContent: ` in ${inside}` }));
  entry.append(excerpt(html));
  return entry;
}

async function search() {
  const pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url).href);
  const { results } = await pagefind.search(query);
  const pages = await Promise.all(results.slice(0, 20).map((result) => result.data()));
  for (const { url, meta, excerpt: html, sub_results: parts } of pages) {
    const best = parts?.[0];
    const isPart = best !== undefined && best.title !== meta.title;
    list.append(
      item(isPart ? { title: best.title, url: best.url, inside: meta.title, html: best.excerpt } : { title: meta.title, url, html }),
    );
  }
  const count = results.length;
  told.textContent = count === 0 ? `Nothing was found for “${query}”.` : `${count} ${count === 1 ? "page" : "pages"} for “${query}”.`;
}

field.value = query;
if (query === "") told.textContent = "Write what you are looking for into the field above.";
else
  search().catch((error) => {
    const reason = location.protocol === "file:" ? "Browsers let a page search only when a web server sends it." : String(error);
    told.textContent = `The search could not be asked. ${reason} All pages are listed below.`;
  });
