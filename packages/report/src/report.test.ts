import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding, Stage, Verdict } from "@waybill/kit";
import { FAILED, LONG, PASSED, PLANNED } from "@waybill/testing/sample-reports/index";
import type { Rule } from "@waybill/kit";
import { renderChainSvg, renderHtml, renderMarkdown, renderTerminal } from "./index.ts";
import { codeMarkdown, escapeMarkdown, fenceMarkdown, linkMarkdown } from "./markdown/text.ts";
import { DARK, LIGHT } from "./palette.ts";
import type { Palette } from "./palette.ts";
import { clip, cleanLine, cleanText, duration, safeUrl } from "./plain-text.ts";
import type { Block, Overview, Report } from "./report.ts";
import { displayWidth, padTo, wrap } from "./terminal/text.ts";

/** Texts that try to be something else: markup of every language that a report is written in, and terminal sequences. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc
    .array(
      fc.constantFrom(
        "<script>alert(1)</script>",
        "</td>",
        '"',
        "'",
        "`",
        "```",
        "|",
        "\n",
        "\r\n",
        "@someone",
        "#1",
        "[a](javascript:x)",
        "![i](http://x)",
        "https://e.example",
        "www.e.example",
        "\u001b[31m",
        "\u001b]8;;http://e\u0007",
        "\u202e",
        "\u0000",
        "]]>",
        "-->",
        "&lt;",
        "\\",
        "$a$",
        ":tada:",
        "**b**",
        "_i_",
        "~~s~~",
        "GH-12",
        "<!--",
        "x",
        " ",
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join("")),
);

/** A report whose every text is `text`. */
function reportOf(text: string): Report {
  const blocks: Block[] = [
    {
      type: "table",
      caption: text,
      head: [text, text],
      rows: [
        [text, { text, code: true, href: text }],
        [{ text, verdict: "fail" }, text],
      ],
    },
    {
      type: "findings",
      findings: [
        { rule: text as Rule, severity: "error", what: text, where: { file: text, line: 3 }, observed: text, expected: text, next: text },
      ],
    },
    { type: "code", language: text, text, caption: text },
    { type: "facts", facts: [{ label: text, value: text }] },
    {
      type: "chart",
      title: text,
      points: [
        { x: text, y: 1 },
        { x: text, y: 2 },
      ],
      unit: text,
    },
    { type: "code", language: "diff", text: `- ${text}\n+ ${text}`, whole: true },
    { type: "code", language: "sql", text: `${text}\n`.repeat(70), caption: text },
    { type: "text", text },
    { type: "details", summary: text, blocks: [{ type: "text", text }] },
  ];
  const overview: Overview = {
    changes: [{ about: text, what: text, names: [text, text, text, text, text] }],
    proven: [
      { stage: "build", thing: text, verdict: "missing", by: text, next: text },
      ...Array.from({ length: 7 }, () => ({ stage: "plan" as const, thing: text, verdict: "fail" as const, by: text })),
      { stage: "deploy", thing: text, verdict: "pass", by: text },
    ],
    approvals: [{ by: text, verdict: "missing", what: text }],
    back: { text },
  };
  return {
    title: text,
    subtitle: text,
    overview,
    verdict: "fail",
    rehearsal: false,
    run: [{ label: text, value: text, href: text }],
    chain: [{ id: text, label: text, verdict: "pass", note: text, durationMs: 3 }],
    sections: [
      { id: text, title: text, verdict: "warn", intro: text, blocks },
      { id: text, title: text, verdict: "inconclusive", intro: text, blocks },
      { id: text, title: text, verdict: "pass", summary: text, folded: true, blocks },
    ],
    next: [text],
  };
}

describe("HTML", () => {
  describe("at a glance", () => {
    const glance = (overview: Overview): string => renderHtml({ ...reportOf("x"), overview, chain: [], sections: [] });
    const change = (about: string) => ({ about, what: "1 thing to change", names: [] });
    const missing = (stage: Stage, next: string) => ({ stage, thing: "production", verdict: "missing" as const, next });

    test("shows what changes in a namespace beside those of several databases", () => {
      expect(glance({ changes: ["Database a", "Database b", "Namespace shop"].map(change) })).not.toContain("<details>");
    });

    test("names what it folds away", () => {
      const many = ["a", "b", "c"].map((name) => change(`Database ${name}`));
      expect(glance({ changes: [...many, change("Namespace shop")] })).toContain("2 more: Database c, Namespace shop");
    });

    test("folds nothing away for a line that would take as much room", () => {
      const proven = (["plan", "approve", "migrate", "deploy", "release"] as const).map((stage) => missing(stage, `make ${stage}`));
      expect(glance({ proven })).not.toContain("<details>");
    });

    test("does not repeat the next step of the reason above", () => {
      const findings: Finding[] = [
        { rule: "evidence-missing", severity: "error", what: "It was not released to staging.", next: "Release it there." },
      ];
      const sections = [{ id: "p", title: "Plan", verdict: "fail" as const, blocks: [{ type: "findings" as const, findings }] }];
      const html = renderHtml({ ...reportOf("x"), chain: [], sections, overview: { proven: [missing("release", "Release it there.")] } });
      const first = html.slice(html.indexOf('class="overview"'), html.indexOf("</section>"));
      expect(first.match(/Release it there\./g)).toHaveLength(1);
    });

    test("says once what makes several missing proofs", () => {
      const html = glance({ proven: [missing("approve", "run it"), missing("migrate", "run it"), missing("release", "run another")] });
      expect(html.match(/run it/g)).toHaveLength(1);
      expect(html.indexOf("run it")).toBeGreaterThan(html.indexOf("migrate"));
      expect(html).toContain("run another");
    });
  });

  /** Names of all elements and attributes in order, without those that a text may legitimately bring (line breaks, code type, lines of a diff). */
  const skeleton = (html: string): string[] =>
    [...html.replace(/<text\b[^>]*>[^<]*<\/text>/g, "").matchAll(/<\/?([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/gi)]
      .map(
        ([whole, name = "", attributes = ""]) =>
          `${whole.startsWith("</") ? "/" : ""}${name} ${attributes.replace(/="[^"]*"/g, "").replace(" class", "")}`,
      )
      .filter((tag) => !/^\/?(?:wbr|br|code|ins|del) $/.test(tag));

  test("no text of a report can add an element or an attribute", () => {
    const harmless = skeleton(renderHtml(reportOf("x")));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(skeleton(renderHtml(reportOf(`x${text}`)))).toEqual(harmless);
      }),
      { numRuns: 150 },
    );
  });

  test("no angle bracket stands outside markup, and no link leads anywhere but to http", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderHtml(reportOf(text));
        expect(html.replace(/<style>.*?<\/style>/s, "").replace(/<!?\/?[a-z][^<>]*>/gi, "")).not.toMatch(/[<>]/);
        for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(?:#|https?:\/\/)/);
      }),
      { numRuns: 100 },
    );
  });

  test("the page has no script, no inline style and nothing to load, and its policy forbids them", () => {
    for (const report of [PASSED, FAILED, LONG]) {
      const html = renderHtml(report);
      expect(html).toContain("default-src 'none'; style-src 'sha256-");
      expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|<link|<img|<iframe|@import|url\(/);
    }
  });

  test("every id is there once and every reference leads to one", () => {
    for (const report of [PASSED, FAILED, LONG, reportOf("a")]) {
      const html = renderHtml(report);
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target = ""] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
      for (const [, targets = ""] of html.matchAll(/aria-labelledby="([^"]+)"/g))
        for (const target of targets.split(" ")) expect(ids).toContain(target);
    }
  });

  test("tables have captions and scopes, and every verdict is a word beside its icon", () => {
    const html = renderHtml(FAILED);
    expect(html).toContain("<caption>Checks</caption>");
    expect(html).toContain('<th scope="col"');
    expect(html).toContain('<th scope="row"');
    expect(html.match(/<span class="badge [a-z]+"><svg[^>]*aria-hidden="true"[^>]*>.*?<\/svg>\S/g)?.length).toBe(
      html.match(/class="badge /g)?.length,
    );
  });

  test("a rehearsal says that it is one", () => {
    expect(renderHtml(PASSED)).toContain("This is a rehearsal");
    expect(renderHtml(FAILED)).not.toContain("rehearsal:");
  });
});

describe("Markdown", () => {
  /** Reads escaped text back in one pass, as a renderer does. */
  const decode = (text: string): string =>
    text.replace(
      /<span>([$@])<\/span>|&#(\d+);|&(amp|lt|gt);|\\([!-/:-@[-`{-~])/g,
      (_, kept?: string, code?: string, name?: string, escaped?: string) => {
        if (kept !== undefined) return kept;
        if (code !== undefined) return code === "8203" ? "" : String.fromCodePoint(Number(code));
        return escaped ?? { amp: "&", lt: "<", gt: ">" }[name ?? ""] ?? "";
      },
    );

  test("escaping loses nothing of a text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(decode(escapeMarkdown(text))).toBe(cleanLine(text));
        expect(decode(codeMarkdown(text).replace(/^<code>|<\/code>$/g, ""))).toBe(cleanLine(text));
      }),
    );
  });

  test("no character that Markdown reads stays unescaped", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text)
          .replaceAll("<span>$</span>", "")
          .replace(/&(?:amp|lt|gt|#\d+);/g, "")
          .replace(/\\[!-/:-@[-`{-~]/g, "");
        expect(escaped).not.toMatch(/[\\`*_[\]{}<>|~$]|#|:\/\/|www\./i);
        expect(escapeMarkdown(text)).not.toMatch(/@(?!&#8203;)|\n/);
      }),
    );
  });

  test.each([
    ["a mention", "@octo-org/team", "@&#8203;octo-org/team"],
    ["an issue reference", "fixes #12 and GH-7", "fixes \\#&#8203;12 and GH-&#8203;7"],
    ["a bare link", "https://evil.example www.evil.example", "https\\://evil.example www\\.evil.example"],
    ["a table's end", "a | b", "a &#124; b"],
    ["a heading", "# big", "\\#&#8203; big"],
    ["a list", "- item", "\\- item"],
    ["a numbered list", "1. item", "1\\. item"],
    ["a formula", "$x$", "<span>$</span>x<span>$</span>"],
    ["an image", "![a](b)", "\\!\\[a\\]\\(b\\)"],
  ])("keeps %s from working", (_, text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  test("a fence is longer than any run of backticks inside", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = fenceMarkdown(text, "sql").split("\n");
        const fence = lines[0]?.replace("sql", "") ?? "";
        expect(lines.slice(1, -1).some((line) => line.includes(fence))).toBe(false);
        expect(lines.at(-1)).toBe(fence);
      }),
    );
  });

  test("only plain http links become links", () => {
    expect(linkMarkdown("run", "https://github.com/a/b?x=1|2")).toBe("[run](<https://github.com/a/b?x=1%7C2>)");
    for (const href of [
      "javascript:alert(1)",
      "data:text/html,x",
      "//e.example",
      "https://user:pw@e.example/",
      "vbscript:x",
      "",
      undefined,
    ])
      expect(linkMarkdown("run", href)).toBe("run");
    expect(safeUrl("https://e.example/a b")).toBe("https://e.example/a%20b");
  });

  test("every row of a table has the same number of cells whatever its texts are", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const table = renderMarkdown(
          {
            ...reportOf("x"),
            overview: undefined,
            sections: [{ id: "t", title: "t", blocks: [{ type: "table", head: [a, b], rows: [[a, { text: b, code: true }], [b]] }] }],
            chain: [],
            next: [],
          },
          { maxBytes: 1_000_000 },
        );
        const rows = table.split("\n").filter((line) => line.startsWith("|"));
        expect(rows).toHaveLength(4);
        for (const row of rows) expect(row.split("|")).toHaveLength(4);
      }),
    );
  });

  test("never exceeds its limit, and says so when something is left out", () => {
    const big = {
      ...LONG,
      sections: Array.from({ length: 40 }, (_, index) => ({ ...LONG.sections[index % 3]!, id: `s${index}`, title: `Section ${index}` })),
    };
    for (const maxBytes of [1_000_000, 65_536, 20_000, 4000, 700, 200]) {
      const text = renderMarkdown(big, { maxBytes });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
      if (!text.includes("ConfigMap/feature-flags-of-the-retail-department-399".replaceAll("-", "-"))) expect(text).toContain("left out");
      expect(text).toMatch(/Inconclusive/);
    }
  });

  test("keeps within its limit for any report", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 100, max: 5000 }), fc.integer({ min: 1, max: 200 }), (text, maxBytes, times) => {
        const rendered = renderMarkdown(reportOf(text.repeat(times)), { maxBytes });
        expect(Buffer.byteLength(rendered)).toBeLessThanOrEqual(maxBytes);
        expect(rendered).toContain("Failed");
      }),
      { numRuns: 60 },
    );
  });

  test("says how many rows, findings and characters it left out", () => {
    const findings = Array.from({ length: 900 }, (_, index) => ({
      rule: "config" as const,
      severity: "error" as const,
      what: `Finding ${index} ${"x".repeat(80)}`,
    }));
    const text = renderMarkdown(
      {
        ...FAILED,
        sections: [
          {
            id: "f",
            title: "F",
            blocks: [
              { type: "findings", findings },
              { type: "code", language: "text", text: "y".repeat(20_000) },
            ],
          },
        ],
      },
      { maxBytes: 30_000 },
    );
    expect(text).toContain("800 of 900 findings are left out here");
    expect(text).toContain("12000 of 20000 characters are left out here");
    expect(text).toContain("This report was shortened to fit GitHub's limit");
  });

  describe("shortened to GitHub's limits", () => {
    // Characters of one to four bytes that no escaping changes, so that a reason can be looked for as it was written.
    const words = (min: number, max: number): fc.Arbitrary<string> =>
      fc
        .string({ unit: fc.constantFrom("a", "b", "z", "0", "ä", "日", "本", "😀", " "), minLength: min, maxLength: max })
        .map((text) => `x${text}x`);
    const section = fc
      .record({
        title: words(1, 30).map((text) => text.repeat(10)),
        verdict: fc.constantFrom<Verdict>("pass", "warn", "fail", "inconclusive"),
        reason: fc.tuple(words(1, 40), fc.integer({ min: 1, max: 80 })).map(([text, times]) => text.repeat(times)),
        rest: words(0, 40),
        form: fc.constantFrom("finding", "nested", "summary"),
        rows: fc.integer({ min: 0, max: 300 }),
        warnings: fc.integer({ min: 0, max: 300 }),
        code: fc.integer({ min: 0, max: 20_000 }),
      })
      .map(({ title, verdict, reason, rest, form, rows, warnings, code }, index = 0) => {
        const error: Finding = { rule: "config", severity: "error", what: `${reason}\n${rest.repeat(30)}`, next: rest.repeat(20) };
        const noise = Array.from({ length: warnings }, (): Finding => ({ rule: "config", severity: "warning", what: rest }));
        const findings: Block = { type: "findings", findings: form === "summary" ? [] : [...noise, error] };
        const blocks: Block[] = [
          { type: "table", head: ["a", "b"], rows: Array.from({ length: rows }, () => [rest, "日本😀"]) },
          { type: "code", language: "sql", text: "ä".repeat(code) },
          form === "nested" ? { type: "details", summary: "more", blocks: [findings] } : findings,
        ];
        return { reason, section: { id: `s${index}`, title, verdict, summary: reason, folded: verdict === "pass", blocks } };
      });
    const firstLine = (reason: string): string => clip(cleanLine(reason), 60).replace("…", "");

    test.each([
      ["a comment", 65_000, 60],
      ["a summary", 1_000_000, 400],
    ])("%s keeps the reason of every part that failed and never grows beyond its limit in bytes", (_, maxBytes, maxLength) => {
      fc.assert(
        fc.property(fc.array(section, { maxLength, size: "max" }), (parts) => {
          const report: Report = { title: "t", verdict: "fail", rehearsal: false, chain: [], sections: parts.map((part) => part.section) };
          const text = renderMarkdown(report, { maxBytes });
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
          for (const part of parts)
            if (part.section.verdict === "fail" || part.section.verdict === "inconclusive") expect(text).toContain(firstLine(part.reason));
        }),
        { numRuns: 8 },
      );
    });
  });

  test("a refusal says first why: what, where and what to do", () => {
    const text = renderMarkdown({ ...FAILED, overview: PASSED.overview }, { maxBytes: 65_536 });
    expect(text.indexOf("never became ready")).toBeLessThan(text.indexOf("What changes"));
    expect(text).toMatch(
      /\*\*Why\*\*\n\n- ❌ \*\*Deployment to production:\*\* Pod .* never became ready.*deployment\.yaml:41.* Next: Look at the log/,
    );
    expect(renderMarkdown(PASSED, { maxBytes: 65_536 })).not.toContain("**Why**");
  });

  test("the plan's digest stands alone in a fence, and what is missing says what makes it", () => {
    const text = renderMarkdown(PLANNED, { maxBytes: 65_536 });
    expect(text).toMatch(/```text\nsha256:[0-9a-f]{64}\n```/);
    expect(text).toContain("⬜ missing | approve | production | waybill release -e production --approve sha256");
    expect(text).toContain("**What is proven** (4 of 5)");
  });

  test("what passed folds away behind a line with its counts, and is the first to go", () => {
    const folded: Report = { ...PASSED, sections: PASSED.sections.map((part) => ({ ...part, folded: true, summary: "52 checks" })) };
    const whole = renderMarkdown(folded, { maxBytes: 65_536 });
    expect(whole).toContain("<details><summary>✅ <b>Data customers</b> (pass): 52 checks</summary>");
    const short = renderMarkdown(folded, { maxBytes: 4500 });
    expect(short).toContain("✅ <b>Data customers</b> (pass): 52 checks<br>Its details are left out here.");
  });

  test("code of more than 60 lines folds away whole", () => {
    const sql = Array.from({ length: 61 }, (_, line) => `SELECT ${line};`).join("\n");
    const report: Report = {
      ...PASSED,
      sections: [{ id: "a", title: "A", blocks: [{ type: "code", language: "sql", text: sql, caption: "a.sql" }] }],
    };
    const text = renderMarkdown(report, { maxBytes: 65_536 });
    expect(text).toContain("<details><summary>a.sql (61 lines)</summary>");
    expect(text).toContain("SELECT 60;");
    expect(renderHtml(report)).toContain('<summary>a.sql <span class="count">61 lines</span></summary>');
  });

  test("a report that fits is whole and does not claim to be shortened", () => {
    for (const report of [PASSED, FAILED]) expect(renderMarkdown(report, { maxBytes: 65_536 })).not.toMatch(/left out|shortened/);
  });
});

describe("terminal", () => {
  test("no text of a report can send a terminal sequence, and no line is wider than the terminal", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 40, max: 160 }), (text, width) => {
        const rendered = renderTerminal(reportOf(text), { color: false, width });
        // oxlint-disable-next-line no-control-regex
        expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        for (const line of rendered.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 150 },
    );
  });

  test("colours only whole lines and says the same without them", () => {
    const colored = renderTerminal(FAILED, { color: true, width: 100 });
    // oxlint-disable-next-line no-control-regex
    expect(colored.replace(/\u001b\[\d+m/g, "").replace(/ +$/gm, "")).toBe(renderTerminal(FAILED, { color: false, width: 100 }));
    expect(colored).toContain("\u001b[31m✗ Failed.");
  });

  test("a digest and a command are never broken, however narrow the terminal is", () => {
    const text = renderTerminal(PLANNED, { color: false, width: 40 });
    expect(text).toMatch(/^ {2}sha256:[0-9a-f]{64}$/m);
    expect(text).toMatch(/^ {2}waybill rollback -e production --to 2$/m);
  });

  test("prints what is decided by whole, other code in part, and says where the rest is", () => {
    const long = Array.from({ length: 500 }, (_, line) => `line ${line}`).join("\n");
    const draw = (whole: boolean, text = long): string =>
      renderTerminal(
        { ...PASSED, sections: [{ id: "a", title: "A", blocks: [{ type: "code", language: "sql", text, whole }] }] },
        { color: false, width: 80, page: "x/report.html" },
      );
    expect(draw(true)).toContain("line 499");
    expect(draw(false)).toContain("… 460 more lines, see x/report.html");
    expect(draw(true, `${long}\n`.repeat(5))).toContain("… 500 more lines, see x/report.html");
  });

  test("a folded section is one line", () => {
    const folded: Report = { ...PASSED, chain: [], sections: [{ ...PASSED.sections[0]!, folded: true, summary: "3,200 rows, 52 checks" }] };
    const text = renderTerminal(folded, { color: false, width: 100 });
    expect(text).toContain("\n✓ Data customers: 3,200 rows, 52 checks\n");
    expect(text).not.toContain("row_count");
  });

  test("says where the rest of a long table is", () => {
    expect(renderTerminal(LONG, { color: false, width: 100 })).toContain("… 360 more rows, see the report page");
  });

  test("wraps at spaces, splits long words and counts wide characters as two columns", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
    expect(displayWidth("日本")).toBe(4);
    expect(padTo("日本語", 5)).toBe("日本…");
    expect(padTo("7", 3, "right")).toBe("  7");
  });
});

describe("the picture of the chain", () => {
  test("tells every step with its word, for eyes and for screen readers", () => {
    const svg = renderChainSvg(FAILED.chain);
    expect(svg).toContain('role="img"');
    expect(svg).toMatch(/<desc id="[^"]+">1\. Data customers: pass, 412 ms\..*7\. Deploy: fail, 31\.2 s\. 8\. Verify: not run\.<\/desc>/);
    expect(svg).toMatch(/<text class="state"[^>]*>fail<\/text>/);
    expect(svg).toContain("prefers-color-scheme:dark");
  });

  test("stays well-formed for any label and any number of steps", () => {
    fc.assert(
      fc.property(
        hostile,
        fc.integer({ min: 0, max: 30 }),
        fc.constantFrom("row" as const, "column" as const),
        (label, count, direction) => {
          const svg = renderChainSvg(
            Array.from({ length: count }, (_, index) => ({ id: String(index), label, verdict: "pass" as const, note: label })),
            { direction, dark: true },
          );
          expect(svg.replace(/<\/?[a-z][^<>]*>/gi, "")).not.toMatch(/[<>]/);
          expect(svg).not.toContain("NaN");
        },
      ),
      { numRuns: 60 },
    );
  });

  test("an unknown state is drawn as inconclusive, never as green", () => {
    const svg = renderChainSvg([{ id: "a", label: "A", verdict: "constructor" as Verdict }]);
    expect(svg).toContain('<g class="inconclusive">');
  });
});

describe("colours", () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };

  test.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as [string, Palette][])("all text of the %s mode has a contrast of at least 4.5 to 1", (_, palette) => {
    const grounds = Object.keys(palette).filter((name) => ["page", "surface", "sunken"].includes(name) || name.endsWith("-tint"));
    const pairs = grounds.flatMap((ground) => ["ink", "muted", "accent"].map((text) => [text, ground]));
    for (const state of ["pass", "warn", "fail", "inconclusive", "skipped", "running"])
      for (const ground of ["page", "surface", "sunken", `${state}-tint`]) pairs.push([state, ground]);
    for (const [text = "", ground = ""] of pairs)
      expect(contrast(palette[text] ?? "", palette[ground] ?? ""), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
});

test("clean text shows no terminal sequence and no character that hides or reorders", () => {
  expect(cleanText("a\u001b[31mred\u001b[0m\u001b]8;;http://e\u0007link\u202eevil\u0000")).toBe("aredlink\ufffdevil\ufffd");
  expect(cleanLine("a\r\n  b\tc")).toBe("a b c");
  expect(clip("😀😀😀", 2)).toBe("😀…");
});

test("durations read as people say them", () => {
  expect([3.4, 999.4, 999.9, 59_940, 59_960, 3_661_000].map(duration)).toEqual([
    "3 ms",
    "999 ms",
    "1.0 s",
    "59.9 s",
    "1 min 0 s",
    "61 min 1 s",
  ]);
});
