/** The page of the shadow policy: one column, as the page of feedback. */
export const SHADOW_POLICY_STYLES = `
.trial h2 { font-size: var(--t-17); overflow-wrap: anywhere; }
.trial h3 { font-size: var(--t-14); margin-block-start: var(--s2); }
.trial h4 { font-size: var(--t-15); font-weight: 550; overflow-wrap: anywhere; }
.trial h4 a { color: var(--accent-ink); display: inline-block; min-block-size: calc(24 * var(--u)); }
.trial section { display: grid; gap: var(--s2); min-inline-size: 0; }
.trial ul { list-style: none; padding: 0; margin: 0; }
.trial .counts { display: grid; gap: 2px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.trial .plans { display: grid; gap: var(--s3); }
.trial .plans > li { display: grid; gap: var(--s1); background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s3) var(--s4); min-inline-size: 0; }
.trial dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px var(--s3); margin: 0; }
.trial dt { color: var(--ink-3); font-size: var(--t-13); }
.trial dd { margin: 0; overflow-wrap: anywhere; }
.trial .warning { display: flex; gap: var(--s1); align-items: center; color: var(--warn); font-weight: 550; font-size: var(--t-13); }
`
