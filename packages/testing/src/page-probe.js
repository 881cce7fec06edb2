// Runs inside a page of a real browser; tests evaluate it as one expression, so it is plain JavaScript.
// oxlint-disable-next-line no-unused-expressions
({
  /** Unfolds everything and returns the width that the page needs. */
  neededWidth() {
    for (const details of document.querySelectorAll("details")) details.open = true;
    return document.documentElement.scrollWidth;
  },

  structure() {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const nameOf = (id) =>
      (id ?? "")
        .split(" ")
        .map((part) => document.getElementById(part)?.textContent ?? "")
        .join(" ")
        .trim();
    return {
      landmarks: ["header", "main", "footer"].map((tag) => all(tag).length),
      headings: all("h1,h2,h3").map((heading) => Number(heading.tagName[1])),
      language: document.documentElement.lang,
      unnamed: all("section,nav,[role=region],svg[role=img]").filter(
        (element) => !element.getAttribute("aria-label") && nameOf(element.getAttribute("aria-labelledby")) === "",
      ).length,
      tablesWithoutCaption: all("main > section > .table > table").filter((table) => !table.caption?.textContent).length,
      cellsWithoutScope: all("th").filter((cell) => !cell.getAttribute("scope")).length,
      duplicateIds: all("[id]").length - new Set(all("[id]").map(({ id }) => id)).size,
      foreign: all("img,script,link,iframe,object,embed,form,base,[style]").length,
      handlers: all("*").filter((element) => [...element.attributes].some((attribute) => attribute.name.startsWith("on"))).length,
      links: all("a").map((link) => link.getAttribute("href") ?? ""),
      hacked: "hacked" in window,
    };
  },

  /** Texts whose contrast against what lies behind them is below 4.5 to 1 (3 to 1 for large text). */
  lowContrast() {
    const parse = (text) => {
      const [r = 0, g = 0, b = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return { channels: [r, g, b], alpha };
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor);
        if (color.alpha === 1) return color;
      }
      return { channels: [255, 255, 255], alpha: 1 };
    };
    const luminance = ({ channels }) => {
      const [r, g, b] = channels
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const bad = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim();
      const element = walker.currentNode.parentElement;
      if (text === "" || element.closest("title,desc,style")) continue;
      const style = getComputedStyle(element);
      const [high, low] = [luminance(parse(element instanceof SVGElement ? style.fill : style.color)), luminance(behind(element))].sort(
        (a, b) => b - a,
      );
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < (Number.parseFloat(style.fontSize) >= 24 ? 3 : 4.5))
        bad.add(`${element.tagName} '${text.slice(0, 30)}' ${ratio.toFixed(2)}`);
    }
    return [...bad];
  },

  /** Table texts that are broken into more lines than their words ask for, as when a column is squeezed. */
  squeezed: () =>
    [...document.querySelectorAll("td .badge, thead th, td:not(.broken) > span, tbody th:not(.broken) > span")]
      .filter((element) => {
        const longest = Math.max(...element.textContent.split(/\s/).map((word) => word.length));
        const { width } = element.getBoundingClientRect();
        // An average letter is about half as wide as it is high; a third leaves room for narrow ones.
        return width > 1 && width < (longest * Number.parseFloat(getComputedStyle(element).fontSize)) / 3;
      })
      .map((element) => element.textContent),

  /** Where the keyboard is; null when it has left the page's content. */
  focusStop() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      text: (element.getAttribute("aria-label") ?? element.textContent).trim(),
      top: box.top + scrollY,
      visible: box.bottom > 0 && box.top < innerHeight && box.width > 0,
      outline: `${style.outlineStyle} ${style.outlineWidth}`,
    };
  },

  focusedId: () => document.activeElement?.id,
  background: () => getComputedStyle(document.body).backgroundColor,

  paper: () => ({
    ink: getComputedStyle(document.body).color,
    background: getComputedStyle(document.body).backgroundColor,
    navigation: getComputedStyle(document.querySelector("nav")).display,
    cutTables: [...document.querySelectorAll(".table.long")].filter((table) => table.clientHeight < table.scrollHeight).length,
  }),
});
