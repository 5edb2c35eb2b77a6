/** The document that is open beside an answer or a plan, at the words that are quoted. */
export const READER_STYLES = `
.reader { background: var(--paper); display: flex; flex-direction: column; min-inline-size: 0; min-block-size: 0; }
.reader-head { display: flex; align-items: center; gap: 2px; min-block-size: calc(56 * var(--u)); padding-inline: var(--s5) var(--s2); border-block-end: 1px solid var(--line); }
.reader-head > div { min-inline-size: 0; margin-inline-end: auto; padding-block: var(--s1); }
.reader-head h2 { font-size: var(--t-15); line-height: 1.3; overflow-wrap: anywhere; }
.reader-head p { font-size: var(--t-12); color: var(--ink-3); line-height: 1.35; overflow-wrap: anywhere; }
.reader .count { font-size: var(--t-13); color: var(--ink-3); white-space: nowrap; font-variant-numeric: tabular-nums; }
.doc { flex: 1; overflow: auto; min-block-size: 0; padding: var(--s6) var(--s6) var(--s12); overscroll-behavior: contain; overflow-anchor: none; }
.doc:focus-visible { outline-offset: -3px; }
.doc article { max-inline-size: 60ch; margin: 0 auto; font-size: var(--t-15); line-height: 1.7; color: var(--ink-2); overflow-wrap: anywhere; }
.doc h3 { color: var(--ink); font-size: var(--t-17); margin: 0 0 var(--s2); line-height: 1.3; }
.doc :is(section, .left-out) + * { margin-block-start: var(--s8); }
.doc p { white-space: pre-line; }
.doc p + p { margin-block-start: var(--s3); }
.doc p.here { color: var(--ink); }
.reader .older { color: var(--warn); font-size: var(--t-13); padding: var(--s2) var(--s5); border-block-end: 1px solid var(--line); }
.doc blockquote { border-inline-start: 2px solid var(--accent-ink); padding-inline-start: var(--s3); margin-block: var(--s3); color: var(--ink); }
.doc .b { margin-block-start: var(--s3); }
.left-out { text-align: center; font-size: var(--t-13); }
mark { background: none; color: inherit; text-decoration: underline; text-decoration-color: var(--accent-ink); text-decoration-thickness: 1.5px; text-underline-offset: 4px; }
mark .n { display: inline-grid; place-items: center; min-inline-size: calc(17 * var(--u)); block-size: calc(17 * var(--u)); margin-inline-end: 5px; border-radius: 4px; background: var(--accent-soft); color: var(--accent-ink); font: 650 calc(11 * var(--u)) / 1 var(--sans); vertical-align: 2px; }
mark.here { background: var(--mark); color: var(--ink); font-weight: 550; text-decoration-thickness: 2px; box-shadow: 0 0 0 4px var(--mark); border-radius: 2px; margin-inline: 4px; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.here .n { background: var(--accent); color: var(--on-accent); }
.reader-foot { display: flex; flex-wrap: wrap; gap: 2px var(--s3); align-items: center; border-block-start: 1px solid var(--line); padding: var(--s2) var(--s5); font-size: var(--t-13); color: var(--ink-3); background: var(--sunken); }
.reader-foot .word { display: inline-flex; gap: 6px; align-items: center; color: var(--ink-2); }
.reader-foot .keys { margin-inline-start: auto; display: flex; gap: calc(10 * var(--u)); align-items: center; }
@media (pointer: coarse), (max-width: 480px) {
  .reader-foot .keys { display: none; }
}
`
