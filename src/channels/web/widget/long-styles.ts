/** A long message of one's own, folded, and its button. */
export const LONG_STYLES = `
.folded summary { list-style: none; cursor: pointer; }
.folded summary::-webkit-details-marker { display: none; }
.folded .u { display: block; text-decoration: underline; text-underline-offset: 3px; margin-block-start: var(--s1); }
.folded[open] .start, .folded[open] .u.all, .folded:not([open]) .u.less { display: none; }
.folded > div { margin-block-start: var(--s2); }
.suggestion:disabled { color: var(--ink-3); cursor: default; }
`
