/** The page of accounts elsewhere: one column. */
export const LINK_STYLES = `
.links { max-inline-size: calc(720 * var(--u)); }
.links li { justify-items: start; }
.links .offer { display: grid; gap: var(--s2); background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s3) var(--s4); min-inline-size: 0; justify-items: start; }
.links dl { margin: 0; display: grid; gap: var(--s1); inline-size: 100%; }
.links dl div { display: grid; grid-template-columns: calc(140 * var(--u)) minmax(0, 1fr); gap: var(--s2); }
.links dt { color: var(--ink-3); }
.links dd { margin: 0; overflow-wrap: anywhere; font-weight: 550; }
.links .warn { color: var(--warn); font-weight: 550; max-inline-size: 60ch; }
.links .buttons { display: flex; flex-wrap: wrap; gap: var(--s2); }
@media (max-width: 480px) { .links dl div { grid-template-columns: minmax(0, 1fr); gap: 0; } }
`
