/** A page of one column, and the lists of things on it, each a card of its own. */
export const PAGE_STYLES = `
.column { overflow: auto; padding: var(--s6) var(--s5) var(--s8); display: grid; gap: var(--s5); align-content: start; grid-template-columns: minmax(0, 1fr); max-inline-size: calc(920 * var(--u)); inline-size: 100%; }
.column > header { display: grid; gap: var(--s1); justify-items: start; }
.column > header p { color: var(--ink-2); max-inline-size: 60ch; }
.column h1 { font-size: var(--t-20); outline: 0; }
.column h2 { font-size: var(--t-15); margin-block-end: var(--s2); overflow-wrap: anywhere; }
.column h3 { font-size: var(--t-15); font-weight: 550; overflow-wrap: anywhere; }
.column section { min-inline-size: 0; }
.cards { list-style: none; display: grid; gap: var(--s3); }
.cards > li { display: grid; gap: var(--s1); background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s3) var(--s4); min-inline-size: 0; }
.column .by { font-size: var(--t-13); color: var(--ink-3); overflow-wrap: anywhere; }
.column code { font: 400 var(--t-12) / 1.5 var(--mono); color: var(--ink-3); overflow-wrap: anywhere; }
.column summary { font-size: var(--t-13); color: var(--accent-ink); cursor: pointer; min-block-size: calc(24 * var(--u)); }
.column pre.code { margin: var(--s1) 0 0; max-block-size: calc(360 * var(--u)); overflow: auto; background: var(--sunken); border: 1px solid var(--line); border-radius: var(--r-control); padding: var(--s3); font: 400 var(--t-12) / 1.5 var(--mono); color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; }
.column .said { border: 0; padding: 0; display: block; font-weight: 550; }
.column .said:empty { display: none; }
.people-page .cards { margin-block: var(--s3); }
.people-page .decides { display: grid; gap: var(--s1); padding-inline-start: var(--s4); list-style: disc; }
.people-page .b { justify-self: start; }
.people-page .over { border-style: dashed; }
.column .find { display: grid; gap: var(--s1); max-inline-size: calc(420 * var(--u)); }
.column .find label { font-weight: 550; }
`
