/** What stands in a card's folds. */
export const DETAILS_STYLES = `
.args .way { flex: 1 0 100%; font-size: var(--t-12); color: var(--ink-3); overflow-wrap: anywhere; }
.more .in .args { margin: 0 0 var(--s2); }
.reads { display: grid; gap: var(--s2); }
.reads > li { display: flex; align-items: baseline; gap: 0 var(--s2); flex-wrap: wrap; justify-content: space-between; overflow-wrap: anywhere; }
.rules { display: grid; gap: var(--s2); }
.rules b { font-weight: 550; color: var(--ink); }
.rules b::first-letter { text-transform: uppercase; }
.code { margin: 0; font: 400 calc(12 * var(--u)) / 1.65 var(--mono); background: var(--sunken); border: 1px solid var(--line); border-radius: var(--r-control); padding: calc(10 * var(--u)) 0; color: var(--ink); max-block-size: calc(340 * var(--u)); overflow: auto; direction: ltr; text-align: left; }
.code > li { display: grid; grid-template-columns: calc(34 * var(--u)) 1fr; gap: calc(10 * var(--u)); padding-inline-end: calc(12 * var(--u)); white-space: pre-wrap; overflow-wrap: anywhere; }
.code .n { color: var(--ink-3); text-align: end; user-select: none; }
`
