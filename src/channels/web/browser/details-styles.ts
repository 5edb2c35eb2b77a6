/** What stands in a card's folds, and what it asks before an answer is sent. */
export const DETAILS_STYLES = `
.asked { padding: 0 var(--s4) var(--s3); display: grid; gap: var(--s2); font-size: var(--t-14); }
.asked legend { font-weight: 600; padding: 0; margin-block-end: var(--s1); }
.asked .choice { display: flex; gap: var(--s2); align-items: center; min-block-size: calc(28 * var(--u)); cursor: pointer; }
.asked .choice input { inline-size: calc(16 * var(--u)); block-size: calc(16 * var(--u)); accent-color: var(--accent); margin: 0 2px; }
.asked label > span { display: block; margin-block-end: var(--s1); }
.asked .choice kbd { margin-inline-start: auto; }
.asked fieldset { max-inline-size: calc(320 * var(--u)); }
.wrong { flex: 1 0 100%; color: var(--stop); font-size: var(--t-13); font-weight: 550; }
.asked label > .wrong { margin-block: var(--s1) 0; }
.field[aria-invalid] { border-color: var(--stop); }
/* Its parts are the plan's, so that what sends it stays in sight while the fields above it are scrolled through. */
[data-asking] { display: contents; }
[data-asking] > .acts { position: sticky; inset-block-end: 0; z-index: 1; background: var(--paper); padding-block-start: var(--s3); }
.args .editing { display: grid; gap: var(--s2); }
.args .edited { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); align-items: baseline; }
.args .edited .field { flex: 1 1 calc(110 * var(--u)); inline-size: auto; min-inline-size: 0; max-inline-size: calc(320 * var(--u)); }
.step .choice { display: flex; gap: var(--s2); align-items: center; min-block-size: calc(28 * var(--u)); font-size: var(--t-13); cursor: pointer; }
.step .choice input { inline-size: calc(16 * var(--u)); block-size: calc(16 * var(--u)); accent-color: var(--accent); margin: 0 2px; }
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
@media (pointer: coarse), (max-width: 480px) { .asked .choice kbd { display: none; } }
@media (pointer: coarse) { .asked .choice { min-block-size: calc(44 * var(--u)); } }
`
