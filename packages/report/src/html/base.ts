/** What every page of the house begins with: type, links, focus, the way past the navigation, and the frame. Colours are the palette's. */
export const BASE = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1.5rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
h1,h2,h3{line-height:1.25;margin:0;text-wrap:balance}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
.skip{position:absolute;left:1rem;top:-6rem;padding:.6rem 1rem;background:var(--surface);border:1px solid var(--line);border-radius:8px;z-index:2}
.skip:focus{top:1rem}
.frame{max-width:78rem;margin:0 auto;padding:0 1.5rem}
header{background:var(--surface);border-bottom:1px solid var(--line);border-top:4px solid var(--ink)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;
