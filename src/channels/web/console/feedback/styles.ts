/** The page of feedback on answers: one column. */
export const FEEDBACK_STYLES = `
.mend .by + ul { margin-block-start: var(--s2); }
.mend h3 a, .mend .places a { color: var(--accent-ink); }
.mend .places { display: flex; flex-wrap: wrap; gap: 0 var(--s2); }
.mend .places a, .mend h3 a { min-block-size: calc(24 * var(--u)); display: inline-block; }
.mend li > .b { justify-self: start; margin-block-start: var(--s1); }
.mend .counts { display: flex; gap: var(--s1); align-items: baseline; overflow-wrap: anywhere; color: var(--warn); font-weight: 550; font-size: var(--t-13); }
.mend .counts svg.i { flex: none; }
.mend .said-of { font-size: var(--t-13); color: var(--ink-2); overflow-wrap: anywhere; border-inline-start: 2px solid var(--line); padding-inline-start: var(--s2); }
`
