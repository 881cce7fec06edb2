// The look of the site: colours, type and the drawing of the chain are those of the report page.
import { DARK, LIGHT, paletteCss } from "../../packages/report/src/palette.ts";
import { BASE } from "../../packages/report/src/html/base.ts";
import { CHAIN_CSS } from "../../packages/report/src/svg/chain.ts";

const PAGE = `
header .frame{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem 1.5rem;padding-top:.625rem;padding-bottom:.625rem}
.brand{margin:0;font-size:1.125rem;font-weight:700;letter-spacing:-.01em}
.brand a{color:var(--ink);text-decoration:none}
form{display:flex;gap:.5rem;min-width:0}
input[type=search]{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--page);border:1px solid var(--muted);border-radius:8px;padding:.35rem .7rem;min-width:0;width:15rem}
input::placeholder{color:var(--muted);opacity:1}
button{font:inherit;font-size:.9375rem;font-weight:600;color:var(--surface);background:var(--accent);border:0;border-radius:8px;padding:.4rem .9rem;cursor:pointer}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem;padding-top:1.25rem;padding-bottom:3rem}
nav{font-size:.9375rem}
nav .menu{display:inline-block;cursor:pointer;font-weight:600;padding:.4rem .9rem;border:1px solid var(--muted);border-radius:8px;background:var(--surface)}
nav input:focus-visible+.menu{outline:3px solid var(--accent);outline-offset:2px}
nav .pages{display:none;margin-top:.75rem}
nav input:checked~.pages{display:block}
nav summary{cursor:pointer;font-weight:600;padding:.3rem .55rem;border-radius:6px}
nav summary:hover,nav a:hover{background:var(--sunken)}
nav ul{list-style:none;margin:0 0 .5rem;padding:0 0 0 .75rem}
nav li a{display:block;padding:.2rem .55rem;border-radius:6px;color:var(--ink);text-decoration:none;line-height:1.4}
nav li a[aria-current]{background:var(--accent-tint);color:var(--accent);font-weight:600}
nav li ul{margin:.15rem 0 .35rem;border-left:2px solid var(--line);margin-left:.75rem;padding-left:.25rem;font-size:.875rem}
nav li ul a{color:var(--muted)}
article{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.75rem 2rem 2.25rem}
article>*{max-width:48rem}
article>.table,article>.code,article>.cards,article>.picture,article>p:has(>img){max-width:none}
article>*+*{margin-top:1rem}
article h1+p{font-size:1.0625rem}
h2{font-size:1.375rem;letter-spacing:-.01em}
article>h2{margin-top:2.5rem;padding-top:1.25rem;border-top:1px solid var(--line);max-width:none}
article>h3{font-size:1.0625rem;margin-top:1.75rem}
article>h4{margin:1.25rem 0 0}
ul,ol{padding-left:1.375rem}
li+li{margin-top:.3rem}
li>p{margin:.25rem 0}
code{background:var(--sunken);border-radius:4px;padding:.1em .3em}
pre code,a code{background:none;padding:0}
pre code{font-size:inherit}
figure{margin-left:0;margin-right:0;margin-bottom:0}
pre{margin:0;padding:.9rem 1rem;background:var(--sunken);border:1px solid var(--line);border-radius:8px;overflow-x:auto;line-height:1.5;overflow-wrap:normal;tab-size:4}
figcaption{color:var(--muted);font-size:.8125rem;margin-top:.3rem}
pre .note{color:var(--muted)}
img{display:block;max-width:100%;height:auto;border:1px solid var(--line);border-radius:8px}
.table{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}
td.broken{overflow-wrap:anywhere;min-width:9rem}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--muted);font-size:.8125rem;font-weight:600}
.beside{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 1.5rem;margin-top:1rem}
.beside a{padding:.4rem .2rem}
.beside a:nth-child(2){margin-left:auto}
.beside span{color:var(--muted)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:1rem}
.cards section{border:1px solid var(--line);border-radius:10px;padding:1rem 1.125rem}
.cards h3{font-size:1.0625rem}
.cards p{color:var(--muted);font-size:.9375rem;margin:.25rem 0 .5rem}
.cards ul{list-style:none;padding:0;margin:0;font-size:.9375rem}
.cards li+li{margin-top:.2rem}
.start article>p:first-of-type{font-size:1.125rem}
.picture{padding-top:.5rem;margin-bottom:-1.5rem}
svg.chain{display:block;max-width:100%;height:auto;margin-inline:auto}
.results{list-style:none;padding:0}
.results li{padding:.75rem 0;border-bottom:1px solid var(--line)}
.results p{margin:.2rem 0 0;font-size:.9375rem}
.results .inside{font-size:.9375rem}
mark{background:var(--warn-tint);color:var(--warn);font-weight:600}
footer{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem}
footer .frame{padding-top:1.25rem;padding-bottom:2rem}
`;

const WIDE = `
@media(min-width:68rem){
.columns{grid-template-columns:15rem minmax(0,1fr);gap:2rem}
nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}
nav .menu,nav input{display:none}
nav .pages{display:block;margin-top:0}
}`;

const NARROW = `
@media(max-width:44rem){
.frame{padding-left:1rem;padding-right:1rem}
form{flex:1}
input[type=search]{flex:1;width:0}
article{padding:1.125rem 1rem 1.5rem;border-radius:10px}
.picture{display:none}
table,tbody,tbody tr,tbody td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
tbody tr:last-child{border-bottom:0}
tbody td,tbody td.broken{min-width:0;overflow-wrap:anywhere;display:grid;grid-template-columns:6rem minmax(0,1fr);gap:.75rem;padding:.15rem 0;border:0}
tbody td.empty{display:none}
tbody td::before{content:attr(data-label);color:var(--muted);font-size:.875rem;overflow-wrap:anywhere}
}`;

const PRINT = `
@media print{
:root{${paletteCss(LIGHT)}}
html{color-scheme:light}
body{font-size:10.5pt;background:#fff}
.skip,nav,form,.beside{display:none}
.frame,.columns{padding:0;display:block}
article{border:0;padding:0}
pre{white-space:pre-wrap}
}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;

/** The style sheet of every page. */
export const STYLE = [
  `:root{${paletteCss(LIGHT)}}`,
  `@media(prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}`,
  BASE,
  PAGE,
  CHAIN_CSS,
  WIDE,
  NARROW,
  PRINT,
].join("\n");
