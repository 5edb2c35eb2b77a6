/** The page of documents: one column. */
export const DOCUMENTS_STYLES = `
.documents.held-over { outline: 2px dashed var(--accent-ink); outline-offset: -6px; }
.documents h2 { font-size: var(--t-15); margin-block-end: var(--s2); outline: 0; }
.documents h3 { font-size: var(--t-14); font-weight: 550; overflow-wrap: anywhere; }
.documents .hint { font-size: var(--t-13); color: var(--ink-3); overflow-wrap: anywhere; }
.hand-in { background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s4); min-inline-size: 0; }
.hand-in form { display: grid; gap: var(--s4); justify-items: start; }
.hand-in fieldset { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; inline-size: 100%; }
.hand-in legend, .hand-in .line label { font-weight: 550; padding: 0; margin-block-end: var(--s1); }
.of-agent { display: flex; align-items: center; gap: var(--s2); margin-block-end: var(--s3); }
.of-agent .field { inline-size: auto; }
.hand-in .choice, .agents-dialog .choice { display: inline-flex; align-items: center; gap: var(--s2); min-block-size: calc(28 * var(--u)); cursor: pointer; }
.hand-in .choice input, .agents-dialog .choice input { inline-size: calc(16 * var(--u)); block-size: calc(16 * var(--u)); margin: 0; accent-color: var(--accent); }
.hand-in .line { display: grid; gap: var(--s1); inline-size: 100%; max-inline-size: calc(420 * var(--u)); }
.hand-in fieldset .line { flex-basis: 100%; }
.hand-in .wrong, .agents-dialog .wrong { color: var(--stop); font-size: var(--t-13); font-weight: 550; }
.hand-in .drop { display: grid; gap: var(--s2); justify-items: start; inline-size: 100%; border: 1px dashed var(--control); border-radius: var(--r-control); padding: var(--s4); background: var(--sunken); }
.hand-in .drop > svg.i { font-size: var(--t-20); color: var(--ink-3); }
.hand-in .drop p { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; color: var(--ink-2); }
.hand-in .drop .b:focus-within { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
.uploads { display: grid; gap: var(--s2); justify-items: start; inline-size: 100%; min-inline-size: 0; }
.uploads ul { inline-size: 100%; border-block: 1px solid var(--line); }
.uploads li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 var(--s2); align-items: center; padding-block: var(--s2); }
.uploads li + li { border-block-start: 1px solid var(--line); }
.uploads .name { font-weight: 550; overflow-wrap: anywhere; }
.uploads .how-far { grid-area: 2 / 2 / 3 / 4; font-size: var(--t-13); color: var(--ink-2); overflow-wrap: anywhere; }
.uploads progress { grid-area: 3 / 2 / 4 / 4; inline-size: 100%; block-size: calc(6 * var(--u)); margin-block-start: var(--s1); accent-color: var(--accent); }
.uploads .failed > svg.i, .uploads .failed .how-far { color: var(--stop); }
.uploads .summary { font-weight: 550; }
.uploads .summary:empty { display: none; }
.documents .filters, .documents .pages { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; margin-block-end: var(--s3); }
.documents .pages { margin-block: var(--s3) 0; }
.documents .filters [aria-pressed=true] { background: var(--accent-soft); border-color: var(--accent-ink); color: var(--accent-ink); }
.document-list { display: grid; gap: var(--s3); }
.document-list > li { display: grid; gap: var(--s1); justify-items: start; background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s3) var(--s4); min-inline-size: 0; }
.document-list > .removed { border-style: dashed; }
.document-list .head { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: baseline; inline-size: 100%; }
.document-list .state { display: inline-flex; gap: var(--s1); align-items: center; font-size: var(--t-13); color: var(--ink-2); }
.document-list .state.embedding { color: var(--warn); font-weight: 550; }
.document-list .state.removed { color: var(--stop); font-weight: 550; }
.document-list .where { font: 400 var(--t-12) / 1.5 var(--mono); color: var(--ink-2); overflow-wrap: anywhere; }
.document-list summary { display: flex; gap: var(--s1); align-items: center; font-size: var(--t-13); font-weight: 550; color: var(--warn); cursor: pointer; min-block-size: calc(24 * var(--u)); }
.document-list .said-of { font-size: var(--t-13); color: var(--ink-2); overflow-wrap: anywhere; border-inline-start: 2px solid var(--line); padding-inline-start: var(--s2); }
.document-list .buttons { display: flex; flex-wrap: wrap; gap: var(--s2); margin-block-start: var(--s1); }
.documents .find { margin-block-end: var(--s3); }
.document .versions { display: grid; gap: var(--s1); }
.document .text { background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s4); }
.document .text h3 { margin-block: var(--s3) var(--s1); }
.document .passage { max-inline-size: 66ch; white-space: pre-line; overflow-wrap: anywhere; margin-block-end: var(--s2); }
.document mark { background: var(--accent-soft); color: var(--ink); text-decoration: underline; text-decoration-color: var(--accent-ink); text-underline-offset: .2em; }
.document details .said-of, .document details summary { font-size: var(--t-13); overflow-wrap: anywhere; }
.confirm-dialog p { color: var(--ink-2); margin-block-end: var(--s4); }
.agents-dialog fieldset { display: grid; gap: var(--s1); margin-block-end: var(--s4); }
.confirm-dialog .buttons, .agents-dialog .buttons { display: flex; flex-wrap: wrap; gap: var(--s2); }
`
