/** Answers with their quotes. */
export const ANSWER_STYLES = `
.text > p + p, .text > ul + p, .text > p + ul { margin-block-start: var(--s2); }
.text ul { padding-inline-start: 1.2em; list-style: disc; }
.text li + li { margin-block-start: var(--s1); }
.text, .notice { overflow-wrap: anywhere; }
.notice.unknown { font-size: var(--t-14); color: var(--ink-2); border: 1px dashed var(--control); border-radius: var(--r-card); padding: var(--s3) calc(14 * var(--u)); }
.near { border-inline-start: 3px solid var(--line); padding-inline-start: .75rem; margin-block: var(--s2); }
.own { color: var(--ink-2); white-space: pre-line; }
.text + .own, .unknown + .own { margin-block-start: var(--s3); }
.nb { white-space: nowrap; }
.on { background: var(--accent-soft); box-shadow: 0 0 0 3px var(--accent-soft); border-radius: 2px; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.cite { display: inline-flex; align-items: center; justify-content: center; position: relative; min-inline-size: calc(20 * var(--u)); block-size: calc(20 * var(--u)); padding: 0 5px; margin-inline-start: 3px; border: 0; border-radius: var(--r-chip); background: var(--accent-soft); color: var(--accent-ink); font: 650 var(--t-11) / 1 var(--sans); font-variant-numeric: tabular-nums; vertical-align: 1px; cursor: pointer; }
/* 24 px to hit, without lines that stand further apart. */
button.cite::after { content: ""; position: absolute; inset: calc(-2 * var(--u)); }
span.cite { min-inline-size: calc(19 * var(--u)); block-size: calc(19 * var(--u)); margin: 0; cursor: inherit; }
button.cite:hover, .cite[aria-current], .source[aria-current] .cite { background: var(--accent); color: var(--on-accent); }
.sources { margin-block-start: var(--s3); border-block-start: 1px solid var(--line); padding-block-start: calc(10 * var(--u)); font-size: var(--t-14); }
.sources h3 { font-size: var(--t-13); color: var(--ink-3); font-weight: 500; letter-spacing: 0; margin-block-end: 2px; }
.source { display: grid; grid-template-columns: calc(22 * var(--u)) 1fr auto; gap: 2px var(--s2); align-items: baseline; inline-size: calc(100% + 16px); margin-inline: -8px; padding: calc(6 * var(--u)) 8px; border: 0; border-radius: var(--r-control); background: none; text-align: start; cursor: pointer; overflow-wrap: anywhere; }
.said { display: flex; }
.source:hover { background: var(--paper); }
.source[aria-current] { background: var(--paper); box-shadow: inset 0 0 0 1px var(--line); }
.source q { color: var(--ink-2); }
.source .place { color: var(--ink-3); font-size: var(--t-13); }
.rate { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); align-items: center; margin-block-start: var(--s3); font-size: var(--t-13); color: var(--ink-3); }
.rate button { min-block-size: calc(28 * var(--u)); padding: 0 var(--s2); border: 1px solid var(--control); border-radius: var(--r-control); background: none; color: var(--ink-2); font: inherit; cursor: pointer; }
.rate button:hover { background: var(--paper); }
.rate [aria-pressed=true] { border-color: var(--accent-ink); background: var(--accent-soft); color: var(--accent-ink); font-weight: 550; }
.rate p { flex-basis: 100%; }
.rate-why { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: var(--s2); align-items: flex-end; }
.rate-why .field { flex: 1 1 14em; resize: vertical; }
@media (pointer: coarse) { .rate button { min-block-size: calc(44 * var(--u)); } }
@container chat (max-width: 560px) {
  .source { grid-template-columns: calc(22 * var(--u)) 1fr; }
  .source .place { grid-column: 2; }
}
@media (forced-colors: active) { .cite, .source[aria-current] { border: 1px solid CanvasText; } }
`
