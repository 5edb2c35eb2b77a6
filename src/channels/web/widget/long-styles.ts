/** A long message of one's own, folded, and its button. */
export const LONG_STYLES = `
.long summary { list-style: none; cursor: pointer; }
.long summary::-webkit-details-marker { display: none; }
.long .u { display: block; text-decoration: underline; text-underline-offset: 3px; margin-block-start: var(--s1); }
.long[open] .start, .long[open] .u.all, .long:not([open]) .u.less { display: none; }
.long > div { margin-block-start: var(--s2); }
.suggestion:disabled { color: var(--ink-3); cursor: default; }
`
