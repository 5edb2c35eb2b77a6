/**
 * Colours, sizes and radii: written here and nowhere else. `SCOPE` is where they hold, `:root` in a page and the root
 * of a shadow tree in the widget. Sizes count in `--u`, a sixteenth of the reader's text size, which a page that sets
 * `html { font-size: 62.5% }` can't shrink.
 */
export function tokens(scope: string): string {
  return `${scope} {
  color-scheme: light dark;
  --u: calc(max(16px, 1rem) / 16);
  --ground: light-dark(#f3f5f2, #0e1311);
  --paper: light-dark(#ffffff, #171d1a);
  --sunken: light-dark(#f8f9f7, #121815);
  --ink: light-dark(#16201c, #e9eeea);
  --ink-2: light-dark(#465049, #b7c1bb);
  --ink-3: light-dark(#5d6862, #96a19b);
  --line: light-dark(#dfe3de, #2b332f);
  --control: light-dark(#7f8882, #75817b);
  --accent: light-dark(#0b5d6b, #74ccda);
  --on-accent: light-dark(#ffffff, #05242a);
  --accent-hover: light-dark(#084954, #98dde8);
  --accent-ink: light-dark(#0b5d6b, #74ccda);
  --accent-soft: light-dark(#dcf0f2, #12353c);
  --mark: light-dark(#bfe4e9, #1c515b);
  --warn: light-dark(#854700, #f1b966);
  --warn-soft: light-dark(#fdf2de, #2d2312);
  --warn-line: light-dark(#e6c890, #5d4620);
  --stop: light-dark(#a3241b, #ff9d92);
  --stop-soft: light-dark(#fcecea, #341a17);
  --stop-line: light-dark(#e9b9b3, #6b322c);
  --scrim: rgb(8 14 11 / 45%);
  --shadow: 0 1px 2px light-dark(rgb(18 32 26 / 6%), rgb(0 0 0 / 40%)),
    0 12px 40px -8px light-dark(rgb(18 32 26 / 22%), rgb(0 0 0 / 70%));
  --t-11: calc(11.5 * var(--u)); --t-12: calc(12 * var(--u)); --t-13: calc(13 * var(--u)); --t-14: calc(14 * var(--u));
  --t-15: calc(15 * var(--u)); --t-16: calc(16 * var(--u)); --t-17: calc(17 * var(--u)); --t-20: calc(20 * var(--u));
  --t-26: calc(26 * var(--u));
  --s1: calc(4 * var(--u)); --s2: calc(8 * var(--u)); --s3: calc(12 * var(--u)); --s4: calc(16 * var(--u));
  --s5: calc(20 * var(--u)); --s6: calc(24 * var(--u)); --s8: calc(32 * var(--u)); --s12: calc(48 * var(--u));
  --r-chip: 5px; --r-control: 8px; --r-card: 12px; --r-window: 18px;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
`
}
