/** Colours of one mode. Every text colour has a contrast of at least 4.5 to 1 on `page`, `surface` and its own tint; a test computes it. */
export type Palette = Readonly<Record<string, string>>;

export const LIGHT: Palette = {
  page: "#f6f7f9",
  surface: "#ffffff",
  sunken: "#f0f2f6",
  ink: "#18202c",
  muted: "#525d6e",
  line: "#dde2ea",
  accent: "#2450c4",
  "accent-tint": "#eaf0fd",
  pass: "#13693d",
  "pass-tint": "#e6f4ec",
  warn: "#7a4f00",
  "warn-tint": "#fdf2d9",
  fail: "#a81c14",
  "fail-tint": "#fdebe9",
  inconclusive: "#5b3fa6",
  "inconclusive-tint": "#f0ebfb",
  skipped: "#525d6e",
  "skipped-tint": "#edf0f4",
  missing: "#5b3fa6",
  "missing-tint": "#f0ebfb",
  running: "#2450c4",
  "running-tint": "#eaf0fd",
};

export const DARK: Palette = {
  page: "#10141b",
  surface: "#171d27",
  sunken: "#1e2531",
  ink: "#e7ebf2",
  muted: "#a5b0c0",
  line: "#2c3543",
  accent: "#8db0ff",
  "accent-tint": "#1b2947",
  pass: "#74d7a5",
  "pass-tint": "#14301f",
  warn: "#f2c76e",
  "warn-tint": "#2b2312",
  fail: "#ff9d94",
  "fail-tint": "#301a1b",
  inconclusive: "#c7b3fa",
  "inconclusive-tint": "#2a2143",
  skipped: "#a5b0c0",
  "skipped-tint": "#222a36",
  missing: "#c7b3fa",
  "missing-tint": "#2a2143",
  running: "#8db0ff",
  "running-tint": "#1b2947",
};

/** The palette as custom properties of CSS. */
export function paletteCss(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, color]) => `--${name}:${color}`)
    .join(";");
}
