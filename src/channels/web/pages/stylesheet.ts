import { tokens } from '../browser/tokens.ts'

/** The look of the plain pages. Colours, sizes and radii stand in the tokens alone, each with its dark counterpart. */
export const STYLESHEET = `
${tokens(':root')}
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 880px; margin: 0 auto; padding: 48px 24px 64px; }
h1, h2, h3 { line-height: 1.3; font-weight: 600; margin: 0; text-wrap: balance; }
h1 { font-size: 26px; }
h2 { font-size: 20px; margin: 48px 0 12px; }
h3 { font-size: 15px; }
p { margin: 8px 0; max-width: 60ch; }
a { color: var(--accent); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 5px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 13px; }
code { overflow-wrap: anywhere; }
pre { margin: 12px 0; padding: 12px 16px; background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; line-height: 1.5; }
ul { margin: 8px 0; padding-left: 20px; }
dl { display: grid; grid-template-columns: minmax(112px, max-content) 1fr; gap: 8px 24px; margin: 0; }
dt { color: var(--ink-3); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.lead { font-size: 17px; color: var(--ink-2); max-width: 44ch; margin: 8px 0 32px; text-wrap: pretty; }
.quiet { color: var(--ink-2); }
.caption { color: var(--ink-3); font-size: 13px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 20px 24px; margin: 12px 0; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
.warn { color: var(--warn); font-weight: 550; }
.notice { background: var(--warn-soft); border-color: transparent; }
.route > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; padding: 12px 24px; cursor: pointer; list-style: none; border-radius: 12px; }
.route > summary::-webkit-details-marker { display: none; }
.route > summary::before { content: "+"; color: var(--ink-3); width: 12px; margin-left: -4px; font-family: ui-monospace, monospace; }
.route[open] > summary::before { content: "−"; }
.route { padding: 0; margin: 8px 0; }
.route > div { padding: 0 24px 20px; border-top: 1px solid var(--line); }
.route h3 { font-size: 13px; color: var(--ink-3); font-weight: 550; margin: 20px 0 4px; }
.method { font-weight: 600; min-width: 52px; font-size: 13px; }
.path { font-size: 13px; }
.summary { color: var(--ink-2); margin-left: auto; }
.scopes { font-size: 13px; color: var(--ink-3); }
dd pre { margin: 8px 0; }
.rows { grid-template-columns: minmax(144px, max-content) 1fr; }
nav { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0 0 20px; }
@media (max-width: 640px) {
  main { padding: 24px 16px 48px; }
  .rows { grid-template-columns: 1fr; gap: 0; }
  .rows > dd { margin-bottom: 12px; }
  .card { padding: 16px; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .route { padding: 0; }
  .route > summary { padding: 12px 16px; }
  .route > div { padding: 0 16px 16px; }
  .summary { margin-left: 24px; flex-basis: 100%; }
}
`
