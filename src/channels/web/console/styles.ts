import { BASE_STYLES } from '../browser/base-styles.ts'
import { CARD_STYLES } from '../browser/card-styles.ts'
import { KEY_STYLES } from '../browser/key-styles.ts'
import { DETAILS_STYLES } from '../browser/details-styles.ts'
import { READER_STYLES } from '../browser/reader-styles.ts'
import { tokens } from '../browser/tokens.ts'
import { DOCUMENTS_STYLES } from './documents/styles.ts'
import { HAND_OVERS_STYLES } from './hand-overs/styles.ts'
import { QUEUE_STYLES } from './queue/styles.ts'
import { LINK_STYLES } from './link/styles.ts'
import { FEEDBACK_STYLES } from './feedback/styles.ts'
import { RULES_STYLES } from './rules/styles.ts'
import { PAGE_STYLES } from './kit/page-styles.ts'
import { SHADOW_POLICY_STYLES } from './shadow-policy/styles.ts'
import { TOOLS_STYLES } from './tools/styles.ts'

/** The console around its views. A narrow window gets a bar on top, a wide one a column beside. */
const FRAME_STYLES = `
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 400 var(--t-14) / 1.5 var(--sans); -webkit-font-smoothing: antialiased; }
noscript p { padding: var(--s6); }
.logo circle:last-of-type { stroke-dasharray: 2.2 1.7; }
.app { display: grid; grid-template-columns: calc(196 * var(--u)) minmax(0, 1fr); block-size: 100dvh; }
.side { background: var(--ground); border-inline-end: 1px solid var(--line); padding: calc(14 * var(--u)) calc(10 * var(--u)); display: flex; flex-direction: column; gap: 2px; min-block-size: 0; overflow: auto; }
.brand { font-weight: 650; font-size: var(--t-15); letter-spacing: -.02em; padding: calc(6 * var(--u)) calc(10 * var(--u)) calc(14 * var(--u)); display: flex; align-items: center; gap: var(--s2); color: var(--ink); text-decoration: none; }
.brand svg.i { inline-size: var(--t-20); block-size: var(--t-20); }
.side ul { display: grid; gap: 2px; }
.side .view { display: flex; align-items: center; gap: calc(10 * var(--u)); padding: calc(7 * var(--u)) calc(10 * var(--u)); border-radius: var(--r-control); color: var(--ink-2); text-decoration: none; font-weight: 500; }
.side .view svg.i { font-size: var(--t-16); }
.side .view:hover { background: var(--paper); }
.side .view[aria-current] { background: var(--paper); color: var(--ink); box-shadow: inset 0 0 0 1px var(--line); }
.side .n { margin-inline-start: auto; font-variant-numeric: tabular-nums; font-size: var(--t-12); font-weight: 600; }
.side .me { margin-block-start: auto; padding: calc(10 * var(--u)); font-size: var(--t-13); line-height: 1.35; border-block-start: 1px solid var(--line); display: grid; gap: 2px; }
.side .me b { font-weight: 600; }
.side .me span { color: var(--ink-3); }
.walls { margin-block-start: auto; padding: calc(10 * var(--u)); font-size: var(--t-12); line-height: 1.4; color: var(--ink-2); }
.walls summary { cursor: pointer; min-block-size: calc(24 * var(--u)); color: var(--warn); font-weight: 550; }
.walls ul { padding: 0; margin-block-start: var(--s1); list-style: none; gap: var(--s2); }
.walls + .me { margin-block-start: 0; }
.link { border: 0; background: none; padding: 0; min-block-size: calc(24 * var(--u)); text-align: start; color: var(--accent-ink); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; cursor: pointer; justify-self: start; }
.app > main, .view-box { min-inline-size: 0; min-block-size: 0; display: grid; }
.page { max-inline-size: calc(480 * var(--u)); margin: 0 auto; padding: calc(64 * var(--u)) var(--s6); display: grid; gap: var(--s4); align-content: start; inline-size: 100%; }
.page h1 { font-size: var(--t-26); line-height: 1.3; outline: 0; }
.page p { color: var(--ink-2); max-inline-size: 60ch; }
.page .error { color: var(--stop); font-weight: 550; }
.page form { display: grid; gap: var(--s3); justify-items: start; }
.page label { display: grid; gap: var(--s1); inline-size: 100%; font-weight: 550; }
.people { display: grid; gap: var(--s2); }
.people .b { inline-size: 100%; justify-content: space-between; padding-block: calc(10 * var(--u)); text-align: start; }
.people .b span { color: var(--ink-3); font-weight: 400; font-size: var(--t-13); }
@media (max-width: 860px) {
  .app { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
  .side { flex-direction: row; align-items: center; border-inline-end: 0; border-block-end: 1px solid var(--line); padding: var(--s1) var(--s3); gap: var(--s2); overflow: visible; }
  .brand { padding: var(--s2) var(--s1); }
  .side ul { display: flex; }
  .side .view { min-block-size: calc(44 * var(--u)); }
  .side .me { margin: 0; margin-inline-start: auto; border: 0; padding: 0; text-align: end; justify-items: end; gap: 0; }
  .side .me span { display: none; }
  .side .me :is(b, .link) { white-space: nowrap; }
  .walls { position: relative; margin: 0; padding: 0; }
  .walls ul { position: absolute; z-index: 2; inline-size: min(calc(320 * var(--u)), 80vw); padding: var(--s3); border: 1px solid var(--line); border-radius: var(--r-card); background: var(--paper); }
  .side .walls ul { display: grid; }
  .side .link { font-size: var(--t-12); justify-self: end; }
  body:has(.q.open) .side { display: none; }
}
/* With more than one view there is no room for our name beside the reader's. */
@media (max-width: 480px) {
  .side:has(li + li) .brand { font-size: 0; gap: 0; }
  .side:has(li + li) .view svg.i, .side:has(li + li + li) .me b { display: none; }
  .side:has(li + li + li) .view { gap: var(--s1); padding-inline: var(--s2); white-space: nowrap; }
  .side:has(li + li + li + li) { flex-wrap: wrap; row-gap: 0; }
  .side:has(li + li + li + li) > ul { order: 1; flex-basis: 100%; flex-wrap: wrap; }
}
/* Shadows and backgrounds aren't drawn there: what is open or chosen keeps a line of its own, inside its box. */
@media (forced-colors: active) {
  .app :is(a, button)[aria-current], .app button[aria-pressed="true"], .switch [aria-selected="true"], .row[aria-current] { outline: 3px solid Highlight; outline-offset: -3px; }
  .app :is(a, button)[aria-current]:focus-visible, .app button[aria-pressed="true"]:focus-visible, .row[aria-current]:focus-visible { outline: 5px double Highlight; outline-offset: -5px; }
}
`

/** The first page: two people, side by side, or one at a time where it is narrow. */
const FIRST_PAGE_STYLES = `
.first { display: grid; grid-template-rows: auto minmax(0, 1fr); block-size: 100dvh; }
.first > main { display: grid; grid-template-rows: auto minmax(0, 1fr); min-block-size: 0; }
.sides { grid-row: 2; }
.first > header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s1) var(--s5); padding: var(--s3) var(--s5); }
.first h1 { font-size: var(--t-17); display: flex; gap: var(--s2); align-items: center; letter-spacing: -.02em; }
.first h1 svg.i { inline-size: var(--t-20); block-size: var(--t-20); }
.first .lead { color: var(--ink-2); font-size: var(--t-15); }
.first .strip { margin-inline-start: auto; display: flex; flex-wrap: wrap; align-items: center; gap: var(--s1) var(--s4); font-size: var(--t-13); color: var(--ink-3); }
.strip .link { font-size: inherit; }
.strip :is(a, button) { display: inline-flex; align-items: center; min-block-size: calc(24 * var(--u)); }
.running { display: inline-flex; align-items: center; gap: var(--s2); }
.running .trouble { color: var(--warn); font-weight: 550; }
.sides { display: grid; grid-template-columns: minmax(calc(360 * var(--u)), 4fr) minmax(0, 8fr); gap: var(--s4); padding: 0 var(--s4) var(--s4); min-block-size: 0; }
.one select.agent { margin-inline-start: auto; min-inline-size: 0; max-inline-size: 50%; text-overflow: ellipsis; font: inherit; font-size: var(--t-13); color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-control); padding: calc(6 * var(--u)) calc(8 * var(--u)); min-block-size: calc(32 * var(--u)); }
.one { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); min-block-size: 0; min-inline-size: 0; background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-window); overflow: clip; }
.one > header { display: flex; align-items: center; gap: var(--s3); padding: calc(10 * var(--u)) var(--s4); border-block-end: 1px solid var(--line); }
.one > header .face { inline-size: calc(28 * var(--u)); block-size: calc(28 * var(--u)); border-radius: 50%; display: grid; place-items: center; background: var(--accent-soft); color: var(--accent-ink); font-size: var(--t-12); font-weight: 650; flex: none; }
.one > header h2 { font-size: var(--t-14); line-height: 1.3; }
.one > header p { font-size: var(--t-12); color: var(--ink-3); line-height: 1.3; }
.pane { min-block-size: 0; min-inline-size: 0; }
.waits { display: grid; grid-template-rows: auto minmax(0, 1fr); block-size: 100%; }
.waits > .queue { grid-row: 2; }
.waits > p { padding: var(--s2) var(--s4); background: var(--warn-soft); border-block-end: 1px solid var(--warn-line); font-size: var(--t-13); font-weight: 550; }
.waits > p a { color: inherit; }
.one parley-chat { block-size: calc(100% + 2px); inline-size: calc(100% + 2px); margin: -1px; --parley-radius: 0px; }
.about { inset: auto; position: fixed; inset-block-start: calc(56 * var(--u)); inset-inline-end: var(--s4); margin: 0; max-inline-size: min(calc(560 * var(--u)), calc(100vw - 2 * var(--s4))); max-block-size: calc(100dvh - 80 * var(--u)); overflow: auto; padding: var(--s5); border: 1px solid var(--line); border-radius: var(--r-card); background: var(--paper); color: var(--ink); box-shadow: var(--shadow); font-size: var(--t-14); }
.about h2 { font-size: var(--t-15); margin: var(--s5) 0 var(--s2); }
.about h2:first-child { margin-block-start: 0; }
.about p { color: var(--ink-2); margin-block: var(--s1); }
.about dl { display: grid; grid-template-columns: max-content 1fr; gap: var(--s1) var(--s4); }
.about dt { color: var(--ink-3); }
.about dd { overflow-wrap: anywhere; }
.about .warn { color: var(--warn); font-weight: 550; }
.about pre { margin: var(--s2) 0; padding: var(--s3); background: var(--sunken); border: 1px solid var(--line); border-radius: var(--r-control); white-space: pre-wrap; overflow-wrap: anywhere; }
.about code { font: 400 calc(12.5 * var(--u)) / 1.5 var(--mono); overflow-wrap: anywhere; }
.switch { display: none; }
@media (max-width: 860px) {
  .first > header { padding: var(--s2) var(--s3); }
  .first .lead, .running > span:not(.trouble) { display: none; }
  .switch { display: flex; gap: var(--s1); padding: 0 var(--s3) var(--s2); }
  .switch button { flex: 1; min-block-size: calc(44 * var(--u)); border: 1px solid transparent; border-radius: var(--r-control); background: none; color: var(--ink-2); font-size: var(--t-14); font-weight: 550; cursor: pointer; }
  .switch button[aria-selected="true"] { background: var(--paper); color: var(--ink); border-color: var(--line); }
  .switch .n { color: var(--warn); font-variant-numeric: tabular-nums; }
  .sides { grid-template-columns: minmax(0, 1fr); padding: 0; }
  .one { border-inline: 0; border-block-end: 0; border-radius: 0; }
  .one { position: relative; }
  .one > header:not(:has(select)), .one > header > :not(select) { position: absolute; inline-size: 1px; block-size: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
  .one:has(select.agent) { grid-template-rows: auto minmax(0, 1fr); }
  .one > header:has(select) { padding: var(--s2) var(--s3); }
  .one select.agent { flex: auto; max-inline-size: none; min-block-size: calc(40 * var(--u)); }
  .one { grid-template-rows: minmax(0, 1fr); }
  .sides > .one:not([data-shown]) { display: none; }
}
`

/** Everything that `/console.css` holds. */
export const CONSOLE_STYLES = [
  tokens(':root'),
  BASE_STYLES,
  KEY_STYLES,
  CARD_STYLES,
  DETAILS_STYLES,
  READER_STYLES,
  FRAME_STYLES,
  PAGE_STYLES,
  QUEUE_STYLES,
  TOOLS_STYLES,
  DOCUMENTS_STYLES,
  HAND_OVERS_STYLES,
  LINK_STYLES,
  FEEDBACK_STYLES,
  RULES_STYLES,
  SHADOW_POLICY_STYLES,
  FIRST_PAGE_STYLES,
].join('')
