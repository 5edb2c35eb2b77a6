/** The bar beside an open document. */
export const HANDLE_STYLES = `
.beside .handle { flex: none; inline-size: 9px; margin-inline: -4px -5px; cursor: col-resize; z-index: 1; touch-action: none; }
.sheet .handle { position: absolute; z-index: 1; inset-inline: 0; inset-block-end: calc(var(--reader-size, 66%) - 16 * var(--u)); block-size: calc(16 * var(--u)); display: grid; place-items: center; cursor: row-resize; touch-action: none; }
.sheet .handle::before { content: ""; inline-size: 40px; block-size: 4px; border-radius: 2px; background: var(--control); }
.handle:focus-visible { outline-offset: -2px; background: var(--accent-soft); }
`
