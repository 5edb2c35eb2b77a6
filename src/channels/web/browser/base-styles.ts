/** What every screen is made of: text, focus, icons, buttons, fields. */
export const BASE_STYLES = `
*, *::before, *::after { box-sizing: border-box; }
h1, h2, h3, h4, p, ol, ul, dl, dd, figure, blockquote, fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
ol, ul { list-style: none; }
h1, h2, h3, h4 { font-weight: 600; letter-spacing: -.011em; text-wrap: balance; }
p { text-wrap: pretty; }
a { color: var(--accent-ink); text-underline-offset: .18em; text-decoration-thickness: 1px; }
button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
svg.i { inline-size: 1em; block-size: 1em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.125em; }
.vh { position: absolute !important; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* A character that can't be seen, as its number. */
.box { font: 500 .82em / 1.2 var(--mono); border: 1px solid var(--warn); border-radius: 3px; padding: 0 3px; margin-inline: 1px; color: var(--warn); unicode-bidi: isolate; white-space: nowrap; }
.b { display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-block-size: calc(36 * var(--u)); padding: calc(6 * var(--u)) calc(14 * var(--u)); border-radius: var(--r-control); border: 1px solid var(--control); background: var(--paper); color: var(--ink); font-size: var(--t-14); font-weight: 550; line-height: 1.35; text-align: center; text-decoration: none; cursor: pointer; overflow-wrap: anywhere; transition: background-color .12s; }
.b:hover { background: var(--sunken); }
.b.go { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.b.go:hover { background: var(--accent-hover); }
.b.plain { border-color: transparent; background: none; color: var(--ink-2); }
.b.plain:hover { background: var(--sunken); color: var(--ink); }
.b.no { color: var(--stop); }
.b.plain.no:hover { color: var(--stop); }
.b.go .box { color: inherit; border-color: currentColor; }
.b[aria-disabled="true"] { cursor: default; }
.b[aria-disabled="true"]:not([data-busy]) { background: var(--sunken); border-color: var(--line); color: var(--ink-2); }
.ib { flex: none; inline-size: calc(40 * var(--u)); block-size: calc(40 * var(--u)); border: 0; background: none; border-radius: var(--r-control); display: grid; place-items: center; color: var(--ink-2); cursor: pointer; font-size: calc(18 * var(--u)); padding: 0; }
.ib:hover { background: var(--sunken); color: var(--ink); }
.ib svg:dir(rtl) { scale: -1 1; }
.ring { inline-size: 14px; block-size: 14px; margin: 4px 1px 0; border-radius: 50%; border: 2px solid var(--line); border-block-start-color: var(--accent-ink); animation: turn 1s linear infinite; flex: none; }
.b .ring { margin: 0; border-color: color-mix(in srgb, currentColor 35%, transparent); border-block-start-color: currentColor; }
.field { inline-size: 100%; border: 1px solid var(--control); border-radius: var(--r-control); background: var(--paper); padding: var(--s2) calc(10 * var(--u)); font-size: var(--t-14); line-height: 1.4; }
@keyframes turn { to { rotate: 360deg; } }
@media (pointer: coarse), (max-width: 480px) {
  .b { min-block-size: calc(44 * var(--u)); }
  .ib { inline-size: calc(44 * var(--u)); block-size: calc(44 * var(--u)); }
  .field { font-size: var(--t-16); }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  .ring, .step.now .node::after { border-color: var(--accent-ink); border-style: dotted; }
}
@media (forced-colors: active) {
  .b, .node, .plan, .field, .from.unchecked, .cite, .box { border: 1px solid CanvasText; }
  mark, ins, .on { outline: 1px solid; }
  .b[aria-disabled="true"] { color: GrayText; border-color: GrayText; }
}
`
