/** The page of feedback on answers: one column. */
export const FEEDBACK_STYLES = `
.mend { overflow: auto; padding: var(--s6) var(--s5) var(--s8); display: grid; gap: var(--s5); align-content: start; max-inline-size: calc(920 * var(--u)); inline-size: 100%; }
.mend header p { color: var(--ink-2); max-inline-size: 60ch; margin-block-start: var(--s1); }
.mend h1 { font-size: var(--t-20); outline: 0; }
.mend h2 { font-size: var(--t-15); margin-block-end: var(--s2); }
.mend h3 { font-size: var(--t-15); font-weight: 550; overflow-wrap: anywhere; }
.mend ul { list-style: none; padding: 0; margin: 0; display: grid; gap: var(--s3); }
.mend .by + ul { margin-block-start: var(--s2); }
.mend li { display: grid; gap: var(--s1); background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s3) var(--s4); min-inline-size: 0; }
.mend .counts { display: flex; gap: var(--s1); align-items: baseline; overflow-wrap: anywhere; color: var(--warn); font-weight: 550; font-size: var(--t-13); }
.mend .counts svg.i { flex: none; }
.mend .by { font-size: var(--t-13); color: var(--ink-3); }
.mend .said-of { font-size: var(--t-13); color: var(--ink-2); overflow-wrap: anywhere; border-inline-start: 2px solid var(--line); padding-inline-start: var(--s2); }
.mend summary { font-size: var(--t-13); color: var(--accent-ink); cursor: pointer; min-block-size: 24px; }
`
