/** The plan card. Dashed is planned, solid is done. */
export const CARD_STYLES = `
.plan { background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); overflow: clip; container-type: inline-size; line-height: 1.5; font-variant-numeric: tabular-nums; }
.plan-head { padding: calc(14 * var(--u)) var(--s4) var(--s3); }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: 0 calc(6 * var(--u)); font-size: var(--t-13); font-weight: 600; color: var(--ink-2); margin-block-end: calc(6 * var(--u)); }
.state svg.i { inline-size: var(--t-16); block-size: var(--t-16); }
.state .when { margin-inline-start: auto; font-weight: 400; color: var(--ink-3); }
.state.warn > svg, .state.warn .s { color: var(--warn); }
.state.stop > svg, .state.stop .s { color: var(--stop); }
.state.go > svg, .state.go .s { color: var(--accent-ink); }
.plan-title { font-size: var(--t-17); line-height: 1.3; overflow-wrap: anywhere; }
.plan.chat .plan-title { font-size: var(--t-15); }
.asked-for { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--s2); margin-block-start: calc(6 * var(--u)); font-size: var(--t-13); line-height: 1.45; color: var(--ink-2); overflow-wrap: anywhere; }
.asked-for > span { min-inline-size: 0; }
.asked-for .basis { color: var(--ink-3); }
.asked-for.guess .basis { color: var(--warn); font-weight: 550; }
.asked-for svg.i { inline-size: 13px; block-size: 13px; margin-inline-end: 5px; vertical-align: -2px; }
.totals { display: flex; flex-wrap: wrap; margin: calc(6 * var(--u)) 0 0 -12px; clip-path: inset(0 0 0 12px); font-size: var(--t-13); color: var(--ink-2); }
.totals:dir(rtl) { margin: calc(6 * var(--u)) -12px 0 0; clip-path: inset(0 12px 0 0); }
.totals > li { position: relative; padding-inline: 12px; }
.totals > li::before { content: ""; position: absolute; inset-inline-start: 0; inset-block-start: .45em; inline-size: 1px; block-size: .75em; background: var(--control); opacity: .7; }
.steps { padding: var(--s1) var(--s4) var(--s2); }
.step { position: relative; padding: 0 0 calc(14 * var(--u)); padding-inline-start: calc(36 * var(--u)); }
.step::before { content: ""; position: absolute; inset-inline-start: 11px; inset-block: 26px -1px; border-inline-start: 1.5px dashed var(--control); }
.step:last-child::before { display: none; }
.step:last-child { padding-block-end: var(--s2); }
.node { position: absolute; inset-inline-start: 0; inset-block-start: 0; inline-size: 23px; block-size: 23px; border-radius: 50%; display: grid; place-items: center; font-size: 12px; font-weight: 600; line-height: 1; color: var(--ink-2); border: 1.5px dashed var(--control); background: var(--paper); }
.node svg.i { inline-size: 13px; block-size: 13px; stroke-width: 2.2; }
.step.done > .node { border: 1.5px solid var(--ink); background: var(--ink); color: var(--paper); }
.step.done::before { border-inline-start-style: solid; border-color: var(--ink); }
.step.now > .node { border: 1.5px solid var(--line); color: var(--accent-ink); }
.step.now > .node::after { content: ""; position: absolute; inset: -1.5px; border-radius: 50%; border: 2px solid transparent; border-block-start-color: var(--accent-ink); animation: turn 1s linear infinite; }
.step.bad > .node { border: 1.5px solid var(--stop); background: var(--stop); color: var(--paper); }
.step.ask > .node { border: 1.5px solid var(--warn); background: var(--warn); color: var(--paper); }
.step.off > .step-title { color: var(--ink-3); font-weight: 450; }
.step-title { font-size: var(--t-15); line-height: 1.4; padding-block-start: 1px; overflow-wrap: anywhere; }
.plan.chat .step-title { font-weight: 500; }
.out { font-size: var(--t-13); color: var(--ink-2); margin-block-start: 1px; overflow-wrap: anywhere; }
.args { margin-block-start: calc(6 * var(--u)); font-size: var(--t-13); }
.args > div { display: flex; flex-wrap: wrap; gap: 0 var(--s2); align-items: baseline; padding: var(--s1) 0; padding-inline-start: calc(88 * var(--u)); border-block-start: 1px solid var(--line); }
.args > div:first-child { border-block-start: 0; }
.args dt { color: var(--ink-3); inline-size: calc(80 * var(--u)); margin-inline-start: calc(-88 * var(--u)); overflow-wrap: anywhere; }
.args dt::first-letter { text-transform: uppercase; }
.args .value { flex: 1 1 auto; max-inline-size: 100%; font-weight: 500; overflow-wrap: anywhere; white-space: pre-line; }
.args .value.loose { font: 400 calc(12.5 * var(--u)) / 1.5 var(--mono); border-inline-start: 2px dashed var(--control); padding-inline-start: calc(10 * var(--u)); white-space: pre-wrap; }
/* What was, and what is now: struck and underlined, in any colour. */
.args del { color: var(--ink-3); font-weight: 400; text-decoration-thickness: 1.5px; }
.args ins { text-decoration: underline; text-decoration-color: var(--accent-ink); text-decoration-thickness: 2px; text-underline-offset: .2em; }
.long { display: block; max-block-size: 7.5em; overflow: auto; overscroll-behavior: contain; }
.long.whole { max-block-size: none; }
.showall { border: 0; background: none; padding: calc(3 * var(--u)) 0; min-block-size: calc(24 * var(--u)); font: 500 var(--t-12) / 1.5 var(--sans); color: var(--accent-ink); text-decoration: underline; text-underline-offset: .18em; cursor: pointer; }
.showall[aria-expanded="true"] .all, .showall[aria-expanded="false"] .less { display: none; }
.from { display: inline-flex; align-items: baseline; gap: 5px; font-size: var(--t-12); line-height: 1.35; color: var(--ink-3); text-align: end; margin-inline-start: auto; }
.from svg.i { inline-size: 13px; block-size: 13px; align-self: center; }
.from.unchecked { text-align: start; color: var(--warn); background: var(--warn-soft); border: 1px solid var(--warn-line); border-radius: var(--r-chip); padding: 2px 6px; font-weight: 550; }
.from.edit { color: var(--accent-ink); font-weight: 550; }
.from .also { color: inherit; font-weight: 400; }
.stood { flex: 1; font-size: var(--t-13); }
.stood > summary { cursor: pointer; list-style: none; inline-size: fit-content; text-align: start; }
.stood[open] > summary > svg.i:last-child { rotate: 90deg; }
.stood > p { margin-block-start: var(--s1); padding-inline-start: var(--s2); border-inline-start: 2px solid var(--warn-line); white-space: pre-line; overflow-wrap: anywhere; text-align: start; }
.told > .stood > p { max-block-size: 15em; overflow: auto; }
.stood b { display: block; font-size: var(--t-12); }
.stood mark { color: inherit; background: var(--warn-line); }
.told { margin: 0 var(--s4) var(--s3); line-height: 1.45; overflow-wrap: anywhere; }
.why { margin: 0 var(--s4) var(--s3); padding: calc(10 * var(--u)) var(--s3); border-radius: var(--r-control); background: var(--sunken); border: 1px solid var(--line); font-size: var(--t-13); line-height: 1.45; color: var(--ink-2); overflow-wrap: anywhere; }
.why b { color: var(--ink); font-weight: 600; }
.why.warn { background: var(--warn-soft); border-color: var(--warn-line); color: var(--ink); }
.why.stop { background: var(--stop-soft); border-color: var(--stop-line); color: var(--ink); }
.why > p + p { margin-block-start: var(--s1); }
.goes-by { padding: 0 var(--s4) var(--s3); display: grid; gap: var(--s1); font-size: var(--t-13); line-height: 1.45; color: var(--ink-3); overflow-wrap: anywhere; }
.goes-by button { border: 0; background: none; padding: calc(2 * var(--u)) 0; min-block-size: calc(24 * var(--u)); font: inherit; text-align: start; color: inherit; overflow-wrap: anywhere; cursor: pointer; }
.goes-by button q { color: var(--accent-ink); text-decoration: underline; text-decoration-color: var(--control); text-underline-offset: .18em; }
.acts { display: flex; flex-wrap: wrap; gap: var(--s2); padding: 0 var(--s4) calc(14 * var(--u)); }
.more + .acts { border-block-start: 1px solid var(--line); padding-block-start: var(--s3); }
.acts > p { flex: 1 0 100%; font-size: var(--t-13); color: var(--ink-2); }
.acts.instead .b { flex: 1 0 100%; justify-content: start; text-align: start; }
.step .each { margin-block-start: var(--s1); font-size: var(--t-13); color: var(--ink-2); }
.step .each summary { display: inline-flex; align-items: center; gap: calc(6 * var(--u)); min-block-size: calc(24 * var(--u)); cursor: pointer; list-style: none; }
.step .each summary::-webkit-details-marker { display: none; }
.step .each summary > svg.i { inline-size: 12px; block-size: 12px; }
.step .each details[open] > summary > svg.i { rotate: 90deg; }
.step .each ol { margin-block-start: var(--s2); }
.more { border-block-start: 1px solid var(--line); font-size: var(--t-13); color: var(--ink-2); }
.more summary, .plan > details > summary { display: flex; align-items: center; gap: calc(6 * var(--u)); padding: calc(9 * var(--u)) var(--s4); cursor: pointer; list-style: none; }
.more summary::-webkit-details-marker, .plan > details > summary::-webkit-details-marker { display: none; }
.more summary:hover { background: var(--sunken); }
.more summary:focus-visible { outline-offset: -3px; }
.more summary > svg.i { inline-size: 12px; block-size: 12px; transition: rotate .15s; }
.more summary > svg.i:dir(rtl) { scale: -1 1; }
.more details[open] > summary > svg.i { rotate: 90deg; }
.more summary > svg.i:dir(rtl):is(details[open] > summary > svg.i) { rotate: -90deg; }
.more summary .k { margin-inline-start: auto; color: var(--ink-3); display: inline-flex; gap: var(--s2); align-items: center; }
.more details + details { border-block-start: 1px solid var(--line); }
.more .in { padding: 0 var(--s4) var(--s3); padding-inline-start: calc(34 * var(--u)); }
.prog { padding: 2px var(--s4) var(--s3); display: grid; gap: calc(7 * var(--u)); font-size: var(--t-14); }
.prog li { display: flex; gap: calc(10 * var(--u)); align-items: flex-start; }
.prog svg.i { inline-size: 16px; block-size: 16px; margin-block-start: 3px; color: var(--ink-2); }
.prog .sub { color: var(--ink-3); font-size: var(--t-13); }
.dot { inline-size: 14px; block-size: 14px; margin: 4px 1px 0; border-radius: 50%; border: 1.5px dashed var(--control); flex: none; }
/* In a chat the folds share a line; the open one takes all of it. */
.plan.chat > .more { display: flex; flex-wrap: wrap; padding: var(--s1) var(--s2); }
.plan.chat > .more > details { flex: 0 1 auto; border: 0; }
.plan.chat > .more > details[open] { flex: 1 0 100%; }
.plan.chat > .more > details > summary { padding: calc(5 * var(--u)) var(--s2); border-radius: var(--r-control); min-block-size: calc(30 * var(--u)); }
.plan.chat > .more > details > .in { padding-inline: calc(28 * var(--u)) var(--s2); }
@media (pointer: coarse) { .goes-by button, .step .each summary, .more summary, .plan.chat > .more > details > summary { min-block-size: calc(44 * var(--u)); } }
@media (prefers-reduced-motion: reduce) { .step.now > .node::after { border: 2px dotted var(--accent-ink); } }
@container (max-width: 420px) {
  .acts:has(.b:nth-of-type(3)) .b { flex: 1 1 0; }
  .acts:has(.b:nth-of-type(3)) .b.go { flex: 1 0 100%; }
  .args > div { padding-inline-start: calc(78 * var(--u)); }
  .args dt { inline-size: calc(72 * var(--u)); margin-inline-start: calc(-78 * var(--u)); margin-inline-end: -2px; }
}
@container (max-width: 372px) {
  .acts .b { flex: 1 1 auto; }
  .acts .b.go { flex: 1 0 100%; }
}
`
