/** The page of rules. */
export const RULES_STYLES = `
.rules .agent { font-size: var(--t-17); }
.rules .asks { display: flex; flex-wrap: wrap; gap: var(--s1); align-items: center; font-weight: 550; }
.rules .asks .by { font-weight: 400; }
.rules .note { color: var(--ink-2); max-inline-size: 60ch; }
.rules .about-tools { display: flex; gap: var(--s2); align-items: baseline; }
.rules .about-tools > .by { flex: none; }
`
