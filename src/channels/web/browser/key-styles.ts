/** Keys that are named on a screen; on one that is touched they aren't named on buttons. */
export const KEY_STYLES = `
kbd { font: 500 calc(11 * var(--u)) / 1 var(--sans); border: 1px solid var(--line); border-block-end-width: 2px; border-radius: 4px; padding: 2px 5px; color: var(--ink-2); background: var(--sunken); white-space: nowrap; }
.b.go kbd { background: transparent; color: inherit; border-color: currentColor; }
.b kbd { margin-inline-end: calc(-4 * var(--u)); }
@media (pointer: coarse), (max-width: 480px) { .b kbd { display: none; } }
`
