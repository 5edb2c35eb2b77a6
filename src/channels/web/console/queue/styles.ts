/**
 * The queue: list, card and context in as many columns as its box has room for. It looks at its own width, because on
 * the first page it has half a window.
 */
export const QUEUE_STYLES = `
.plan.console .plan-title { font-size: var(--t-20); }
.recognised { margin-block-start: var(--s1); font-size: var(--t-12); line-height: 1.45; color: var(--ink-3); overflow-wrap: anywhere; }
.equals { padding: var(--s3) var(--s6); background: var(--sunken); border-block-end: 1px solid var(--line); font-size: var(--t-13); color: var(--ink-2); overflow-wrap: anywhere; }
.recognised .doubt { color: var(--warn); }
.queue { container: queue / inline-size; block-size: 100%; min-block-size: 0; background: var(--paper); position: relative; }
.queue > .vh { inset-block-start: 0; }
.q { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); block-size: 100%; }
.q > .list, .q > .review { grid-row: 2; }
.list { background: var(--sunken); display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; }
.lh { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 var(--s3); padding: calc(14 * var(--u)) var(--s4) calc(10 * var(--u)); }
.lh :is(h1, h2) { font-size: var(--t-20); line-height: 1.2; }
.lh span { font-size: var(--t-13); color: var(--ink-3); font-variant-numeric: tabular-nums; }
.filter { display: flex; flex-wrap: wrap; gap: var(--s1); padding: 0 var(--s3) calc(10 * var(--u)); font-size: var(--t-13); }
.filter a { padding: var(--s1) calc(9 * var(--u)); border-radius: 7px; text-decoration: none; color: var(--ink-2); min-block-size: calc(24 * var(--u)); }
.filter a:hover { background: var(--paper); }
.filter a[aria-current] { background: var(--paper); box-shadow: inset 0 0 0 1px var(--line); color: var(--ink); font-weight: 550; }
.freshly { padding: 0 var(--s4) var(--s2); }
.freshly .b { inline-size: 100%; color: var(--accent-ink); }
.rows { overflow: auto; flex: 1; border-block-start: 1px solid var(--line); overscroll-behavior: contain; }
.row { inline-size: 100%; border: 0; background: none; font-weight: 400; text-align: start; cursor: pointer; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px calc(10 * var(--u)); padding: calc(11 * var(--u)) var(--s4); text-decoration: none; color: var(--ink); border-block-end: 1px solid var(--line); line-height: 1.4; }
.row:hover { background: var(--paper); }
.row:focus-visible { outline-offset: -3px; }
.row[aria-current] { background: var(--paper); box-shadow: inset 3px 0 0 var(--accent); }
.row[aria-current]:dir(rtl) { box-shadow: inset -3px 0 0 var(--accent); }
.row .t { font-weight: 550; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 8; overflow: hidden; }
.row .m { max-block-size: 4.2em; overflow: hidden; color: var(--ink-3); font-size: var(--t-13); grid-column: 1 / -1; overflow-wrap: anywhere; }
.row .d { text-align: end; color: var(--ink-3); font-size: var(--t-13); white-space: nowrap; font-variant-numeric: tabular-nums; }
.row .d.soon { color: var(--warn); font-weight: 600; }
.row.over .t { color: var(--ink-3); font-weight: 450; }
.row .flag { display: inline-flex; align-items: baseline; gap: 4px; color: var(--warn); font-size: var(--t-12); font-weight: 550; }
.row .flag.same { color: var(--ink-2); }
.row .flag svg.i { align-self: center; }
.row .flags { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0 var(--s3); }
.hints { margin-block-start: auto; border-block-start: 1px solid var(--line); padding: calc(9 * var(--u)) var(--s4); font-size: var(--t-12); color: var(--ink-3); display: none; gap: var(--s3); flex-wrap: wrap; }
.hints > * { display: inline-flex; gap: var(--s1); align-items: center; }
.hints button { border: 0; background: none; padding: 0; color: inherit; cursor: pointer; min-block-size: calc(24 * var(--u)); }
.review { min-block-size: 0; min-inline-size: 0; display: none; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); background: var(--paper); }
.review .bar { display: flex; align-items: center; gap: var(--s2); padding: var(--s1) var(--s2); border-block-end: 1px solid var(--line); font-weight: 600; font-variant-numeric: tabular-nums; }
.review .bar :is(h1, h3) { font-size: var(--t-15); }
.review .bar .b { border-color: transparent; background: none; min-inline-size: calc(44 * var(--u)); padding: 0; }
.review .bar .b svg.i { font-size: var(--t-20); }
.review .bar .b svg.i:dir(rtl) { scale: -1 1; }
.scroll, .scroll > .card { scroll-padding-block-end: calc(72 * var(--u)); }
.scroll { grid-row: 2; overflow: auto; min-block-size: 0; display: flex; flex-direction: column; overscroll-behavior: contain; }
.card { flex: 1 0 auto; display: flex; flex-direction: column; }
:is(.card, .context):focus-visible { outline-offset: -3px; }
.review .plan { border: 0; border-radius: 0; flex: 1 0 auto; display: flex; flex-direction: column; overflow: visible; }
.review .step-title { font-weight: 600; }
.review .acts { max-block-size: 40dvh; overflow: auto; margin-block-start: auto; position: sticky; inset-block-end: 0; background: var(--paper); border-block-start: 1px solid var(--line); z-index: 1; }
.review .plan-head { padding: var(--s5) var(--s6) var(--s3); }
.review .steps { padding: calc(6 * var(--u)) var(--s6) var(--s1); }
.review .why, .review .asked { margin-inline: var(--s6); }
.review .goes-by { padding-inline: var(--s6); }
.review .asked { padding-inline: 0; }
.review .asked { margin-block-start: auto; padding-block-start: var(--s4); border-block-start: 1px solid var(--line); }
.review .asked + .acts { margin-block-start: 0; }
.review .prog { padding-inline: var(--s6); }
.review .more summary { padding-inline: var(--s6); }
.review .more .in { padding-inline: calc(42 * var(--u)) var(--s6); }
.review .args { font-size: var(--t-14); }
.review .acts { padding: var(--s3) var(--s6); }
.context { padding: var(--s5) var(--s6); background: var(--sunken); display: grid; gap: calc(22 * var(--u)); align-content: start; border-block-start: 1px solid var(--line); flex: none; }
.context h3 { font-size: var(--t-13); margin-block-end: var(--s2); }
.said { display: grid; gap: calc(10 * var(--u)); font-size: var(--t-13); line-height: 1.45; }
.said li { padding-inline-start: calc(10 * var(--u)); border-inline-start: 2px solid var(--line); overflow-wrap: anywhere; }
.said li.user { border-color: var(--ink); }
.said b { display: block; font-size: var(--t-12); font-weight: 600; }
.said p { white-space: pre-line; }
.beside h3 small { font-weight: 400; color: var(--ink-3); }
.beside .problem { color: var(--warn); font-size: var(--t-13); }
.beside > p { font-size: var(--t-13); color: var(--ink-2); }
.beside ol { display: grid; gap: calc(6 * var(--u)); font-size: var(--t-13); line-height: 1.45; font-variant-numeric: tabular-nums; }
.facts .loose { flex-wrap: wrap; }
.facts .loose dd { display: grid; gap: 2px; justify-items: end; }
.facts { font-size: var(--t-13); display: grid; gap: calc(6 * var(--u)); }
.facts > div { display: flex; justify-content: space-between; gap: var(--s3); }
.facts dt { color: var(--ink-3); }
.facts dd { text-align: end; overflow-wrap: anywhere; }
.nothing { padding: var(--s8) var(--s6); color: var(--ink-2); display: grid; gap: var(--s2); justify-items: start; align-content: center; block-size: 100%; max-inline-size: 44ch; margin: 0 auto; }
.nothing b { color: var(--ink); font-weight: 600; }
.nothing svg.i { font-size: calc(28 * var(--u)); color: var(--ink-3); margin-block-end: var(--s2); }
.list .nothing { padding: var(--s6) var(--s4); block-size: auto; margin: 0; }
.trouble-line { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: var(--s1) var(--s3); padding: var(--s2) var(--s4); background: var(--warn-soft); color: var(--ink); font-size: var(--t-13); border-block-end: 1px solid var(--warn-line); }
.trouble-line svg.i { color: var(--warn); }
.skeleton { padding: calc(11 * var(--u)) var(--s4); }
.skeleton > span { display: block; block-size: calc(40 * var(--u)); border-radius: var(--r-control); background: var(--line); opacity: .5; }
.dialog { border: 1px solid var(--line); border-radius: var(--r-window); background: var(--paper); color: var(--ink); padding: var(--s6); max-inline-size: min(calc(440 * var(--u)), calc(100vw - 2 * var(--s4))); box-shadow: var(--shadow); }
.dialog::backdrop { background: var(--scrim); }
.dialog h2 { font-size: var(--t-17); margin-block-end: var(--s4); }
.dialog dl { display: grid; gap: var(--s2); }
.dialog dl > div { display: grid; grid-template-columns: calc(96 * var(--u)) 1fr; align-items: baseline; }
.dialog dt { display: flex; gap: var(--s1); }
.dialog .off { display: grid; grid-template-columns: auto 1fr; gap: 0 var(--s2); margin-block: var(--s5); padding-block-start: var(--s4); border-block-start: 1px solid var(--line); }
.dialog .off input { inline-size: calc(18 * var(--u)); block-size: calc(18 * var(--u)); accent-color: var(--accent); }
.dialog .off span { grid-column: 2; color: var(--ink-3); font-size: var(--t-13); }

@media (pointer: coarse), (max-width: 480px) {
  .review .k kbd { display: none; }
}

/* A document lies over its card, or stands in the place of what the plan is about. */
.review { position: relative; }
.reading > .reader { position: absolute; inset: 0; z-index: 2; }
.reading .reader-head h2:focus-visible { outline-offset: 0; }

/* One column: the list, or the open plan over it with its buttons at the bottom. */
@container queue (max-width: 619.9px) {
  .q.open .list { display: none; }
  .q.open .review { display: grid; }
  .review .acts { padding: calc(10 * var(--u)) var(--s3); }
  .review .plan-head, .review .steps { padding-inline: var(--s4); }
  .review .why, .review .asked { margin-inline: var(--s4); }
  .review .goes-by { padding-inline: var(--s4); }
  .review .more summary { padding-inline: var(--s4); }
}
.rules .told { display: grid; gap: var(--s1); margin-block-start: var(--s1); padding-inline-start: var(--s3); border-inline-start: 2px solid var(--line); overflow-wrap: anywhere; }
.rules .told ul { display: grid; gap: 2px; padding-inline-start: var(--s3); color: var(--ink); }
.rules .told ul > li { display: list-item; list-style: disc; margin-inline-start: var(--s2); }
.rules + :is(p, .notes) { margin-block-start: var(--s2); color: var(--ink-3); }
.rules + .trouble-line { margin-block-start: var(--s2); }
@container queue (min-width: 620px) {
  .q { grid-template-columns: clamp(calc(232 * var(--u)), 30cqi, calc(336 * var(--u))) minmax(0, 1fr); }
  .list { border-inline-end: 1px solid var(--line); }
  .review { display: grid; }
  .review .bar { display: none; }
  .hints { display: flex; }
  .list .nothing { display: none; }
}
@container queue (max-width: 1079.9px) {
  .reading > .card { visibility: hidden; }
}
@container queue (min-width: 1080px) {
  .scroll { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr) calc(300 * var(--u)); overflow: hidden; }
  .scroll > * { overflow: auto; min-block-size: 0; }
  .scroll > .nothing { grid-column: 1 / -1; }
  .context { padding: var(--s5); border-block-start: 0; border-inline-start: 1px solid var(--line); }
  .reading { grid-template-columns: minmax(0, 1fr) minmax(0, 45%); }
  .reading > .reader { position: static; overflow: hidden; border-inline-start: 1px solid var(--line); }
}
`
