import { BASE } from "./base.ts";
import { CHAIN_CSS } from "../svg/chain.ts";
import { DARK, LIGHT, paletteCss } from "../palette.ts";

const STATES = ["pass", "warn", "fail", "inconclusive", "skipped", "running", "missing"];

const PAGE = `
header.pass{border-top-color:var(--pass)}header.warn{border-top-color:var(--warn)}header.fail{border-top-color:var(--fail)}header.inconclusive{border-top-color:var(--inconclusive)}
header .frame{padding-top:1rem;padding-bottom:1.125rem}
.brand{margin:0 0 .25rem;color:var(--muted);font-size:.875rem;font-weight:600;letter-spacing:.02em}
h1{font-size:clamp(1.375rem,1.1rem + 1vw,1.75rem);letter-spacing:-.015em}
.outcome{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .875rem;margin:.5rem 0 0}
.outcome .badge{font-size:.9375rem;padding:.2rem .75rem .2rem .5rem}
.rehearsal{display:flex;gap:.6rem;margin:.625rem 0 0;padding:.3rem .75rem;background:var(--accent-tint);border-radius:8px;font-size:.9375rem}
.rehearsal strong{color:var(--accent);white-space:nowrap}
header .facts{margin:.625rem 0 0;font-size:.875rem;gap:.25rem 2rem}
header .facts>div{display:flex;gap:.5rem}
header .facts dt{font-size:inherit;flex:none;max-width:12rem}
header .facts dd{min-width:0}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem;padding-top:1.5rem;padding-bottom:3rem}
nav{font-size:.9375rem}
nav h2{font-size:.8125rem;color:var(--muted);font-weight:600;margin-bottom:.5rem}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .5rem}
nav a{display:flex;align-items:flex-start;gap:.5rem;padding:.3rem .55rem;border-radius:6px;color:var(--ink);text-decoration:none}
nav a:hover{background:var(--sunken);text-decoration:underline}
nav .icon{display:block;margin-top:.2rem}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.375rem 1.5rem 1.5rem}
section>h2{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .75rem;font-size:1.1875rem;letter-spacing:-.01em}
section>*+*{margin-top:1.125rem}
section>h2+p{margin-top:.5rem}
section>p+.facts{margin-top:.75rem}
.overview{padding:1rem 1.25rem 1.125rem}
.overview>*+*{margin-top:.875rem}
.overview>.unseen+*{margin-top:0}
.answers{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem 2.5rem;font-size:.9375rem;line-height:1.45}
.answer+.answer{margin-top:1rem}
.answer h3{font-size:.875rem;color:var(--muted);font-weight:600;margin-bottom:.35rem}
.answer ul{list-style:none;margin:0;padding:0}
.answer dl{margin:0}
.answer li{display:flex;gap:.5rem;align-items:flex-start}
.answer li+li,.answer dl>div+div{margin-top:.3rem}
.answer li>span+span{min-width:0}
.answer dt{color:var(--muted);font-size:.8125rem}
.answer dd{margin:0}
.answer>p{margin:0}
.answer .badge{flex:none}
.answer details{flex:1}
.answer details>summary{padding:.15rem .6rem;font-size:.875rem}
.answer details>ul,.answer details>dl{padding:.5rem .6rem}
.names,.none{color:var(--muted)}
.reasons{list-style:none;margin-bottom:0;padding:0}
.reasons .finding{padding:.5rem .875rem}
.reasons .none{margin-top:.4rem}
.reasons .finding>p{display:block}
.reasons .badge{display:flex;font-size:.9375rem;white-space:normal}
.reasons .then{margin:.3rem 0 0}
.copy{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .75rem;margin-bottom:0}
.copy>span{color:var(--muted);font-size:.875rem;font-weight:600}
.copy code{flex:0 1 auto;min-width:0;padding:.2rem .6rem;background:var(--sunken);border:1px solid var(--line);border-radius:6px;user-select:all;-webkit-user-select:all}
.answer .copy{margin-top:.35rem}
section.away{padding:0}
.away>details{border:0}
.away>details>summary{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .75rem;padding:.7rem 1.25rem}
.away>details>summary::before{content:"";width:.45rem;height:.45rem;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(-45deg);flex:none}
.away>details[open]>summary::before{transform:rotate(45deg)}
.away>details>summary::-webkit-details-marker{display:none}
.away h2{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .6rem;font-size:1.0625rem}
.away .summary{color:var(--muted);font-weight:400;font-size:.9375rem}
.away .folded{padding:1rem 1.25rem 1.25rem}
ins,del{text-decoration:none;display:inline-block;min-width:100%}
ins{color:var(--pass);background:var(--pass-tint)}
del{color:var(--fail);background:var(--fail-tint)}
section.next ul{margin-bottom:0;padding-left:1.25rem}
.icon{fill:none;stroke:currentColor;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round;flex:none}
.badge{display:inline-flex;align-items:center;gap:.35rem;padding:.1rem .55rem .1rem .4rem;border-radius:999px;font-size:.8125rem;font-weight:600;line-height:1.5;white-space:nowrap}
th,td{overflow-wrap:break-word}
td.broken,th.broken{overflow-wrap:anywhere;min-width:9rem}
.broken .badge{white-space:normal}
.what,.finding dd,tbody th,tbody td{white-space:pre-line}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2.25rem;margin:0}
.facts>div{max-width:100%}
section>*+.facts{margin-top:.75rem}
.facts dt{color:var(--muted);font-size:.8125rem}
.facts dd{margin:0}
.table{overflow-x:auto}
.table.long{max-height:32rem;overflow-y:auto;border:1px solid var(--line);border-radius:8px;padding:0 .75rem}
.table.long thead th{position:sticky;top:0;background:var(--surface)}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding:.35rem 0}
.count{color:var(--muted);font-weight:400;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--muted);font-size:.8125rem;font-weight:600}
tbody th{font-weight:500}
.right{text-align:right;font-variant-numeric:tabular-nums}.center{text-align:center}
.findings{list-style:none;margin-left:0;margin-right:0;margin-bottom:0;padding:0;display:grid;gap:.75rem}
.finding{border-left:4px solid var(--line);border-radius:0 8px 8px 0;background:var(--sunken);padding:.75rem 1rem}
.finding>p{margin:0;display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:baseline}
.finding .badge{align-self:flex-start}
.finding .what{flex:1 1 16rem;font-weight:500}
.finding dl{display:grid;gap:.2rem;margin:.5rem 0 0;font-size:.9375rem}
.finding dl div{display:grid;grid-template-columns:5.25rem minmax(0,1fr);gap:.75rem}
.finding dt{color:var(--muted);font-size:.875rem;line-height:1.7}
.finding dd{margin:0}
.finding .next dd{font-weight:500}
figure{margin-left:0;margin-right:0;margin-bottom:0}
figcaption{font-weight:600;font-size:.9375rem;margin-bottom:.4rem}
pre{margin:0;padding:.9rem 1rem;background:var(--sunken);border-radius:8px;overflow:auto;max-height:28rem;line-height:1.5;overflow-wrap:normal;tab-size:4}
details{border:1px solid var(--line);border-radius:8px}
details>summary{cursor:pointer;padding:.55rem .9rem;font-weight:500}
details[open]>summary{border-bottom:1px solid var(--line)}
.folded{padding:.9rem}
.folded>*+*{margin-top:1rem}
.plot details{margin-top:.75rem}
svg.chain{display:block;max-width:100%;height:auto;margin-inline:auto}
svg.chain.column{display:none;margin-inline:0}
svg.chart{display:block;width:100%;height:auto;max-width:48rem}
.chart .axis{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;fill:var(--muted)}
.chart .band{fill:var(--accent-tint)}
.chart .rule{stroke:var(--muted);stroke-width:1}.chart .limit{stroke-dasharray:5 4}
.chart .curve{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
.chart .dot{fill:var(--accent)}.chart .outside{fill:var(--fail)}
footer{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem}
footer .frame{padding-top:1.25rem;padding-bottom:2rem}
`;

const WIDE = `
@media(min-width:68rem){
.columns.with-nav{grid-template-columns:14rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto}
nav ol{flex-direction:column;gap:.125rem}
}`;

const NARROW = `
@media(max-width:44rem){
.frame{padding-left:1rem;padding-right:1rem}
section{padding:1.125rem 1rem 1.25rem;border-radius:10px}
svg.chain.row{display:none}svg.chain.column{display:block}
.chart .axis{font-size:19px}
table,caption,tbody,tbody tr,tbody th,tbody td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
tbody tr:last-child{border-bottom:0}
tbody th,tbody td,tbody td.broken,tbody th.broken{min-width:0;overflow-wrap:anywhere;display:grid;grid-template-columns:6.25rem minmax(0,1fr);gap:.75rem;padding:.15rem 0;border:0;text-align:left}
tbody th::before,tbody td::before{content:attr(data-label);color:var(--muted);font-weight:400;font-size:.875rem}
.finding dl div{grid-template-columns:minmax(0,1fr);gap:0}
nav{display:none}
.answers{grid-template-columns:minmax(0,1fr)}
}`;

const PRINT = `
@media print{
:root{${paletteCss(LIGHT)}}
html{color-scheme:light}
body{font-size:10.5pt;background:#fff}
.skip,nav{display:none}
.frame,.columns{padding:0;display:block}
main{display:block}
section{break-inside:auto;border:0;border-top:1px solid var(--line);border-radius:0;padding:.75rem 0}
section>h2,figcaption,caption{break-after:avoid}
tr,.finding,svg{break-inside:avoid}
.table.long,pre{max-height:none;overflow:visible;white-space:pre-wrap;border:0;padding:0}
.table.long thead th{position:static}
.badge{border:1px solid currentColor}
details::details-content{content-visibility:visible;block-size:auto}
a[href^="http"]::after{content:" (" attr(href) ")"}
}
@media(forced-colors:active){.badge,.finding{border:1px solid}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}`;

/** The whole style of the page. */
export const STYLE = [
  `:root{${paletteCss(LIGHT)}}`,
  `@media(prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}`,
  BASE,
  PAGE,
  STATES.map(
    (state) =>
      `.badge.${state}{color:var(--${state});background:var(--${state}-tint)}.finding.${state}{border-left-color:var(--${state});background:var(--${state}-tint)}.finding.${state} .badge{background:none;padding-left:0}nav .${state}{color:var(--${state})}`,
  ).join(""),
  CHAIN_CSS,
  WIDE,
  NARROW,
  PRINT,
]
  .join("")
  .replaceAll("\n", "");
