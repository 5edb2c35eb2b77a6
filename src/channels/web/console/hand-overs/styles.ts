/** The page of conversations: who waits beside the one that is open; one of the two where it is narrow. */
export const HAND_OVERS_STYLES = `
.view-box:has(.desk) { container: desk / inline-size; }
.desk { display: grid; grid-template: auto minmax(0, 1fr) / clamp(calc(240 * var(--u)), 32cqi, calc(360 * var(--u))) minmax(0, 1fr); min-block-size: 0; }
.desk > .trouble-line { grid-column: 1 / -1; }
.desk .queued { grid-row: 2; overflow: auto; padding: var(--s5) var(--s4); display: grid; gap: var(--s3); align-content: start; border-inline-end: 1px solid var(--line); }
.desk .queued:focus-visible, .desk .said:focus-visible { outline-offset: -3px; }
.desk h1 { font-size: var(--t-20); outline: 0; }
.desk h1.who { font-size: var(--t-17); outline: 0; overflow-wrap: anywhere; }
.desk .by { font-size: var(--t-13); color: var(--ink-3); }
.desk .by.free { color: var(--warn); font-weight: 550; }
.desk .rank { margin-inline-start: var(--s2); }
.desk :is(.late, .due)::before { content: ' · '; color: var(--ink-3); font-weight: 400; }
.desk .by .late { color: var(--stop); font-weight: 550; }
.desk .by .due { color: var(--ink-2); font-weight: 400; }
.desk .rank { font-size: var(--t-12); font-weight: 550; color: var(--ink-2); }
.desk .rank.high { color: var(--stop); }
.desk .rank-of { display: flex; align-items: center; gap: var(--s2); font-size: var(--t-13); color: var(--ink-2); }
.desk .rank-of select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: var(--r-control); min-block-size: calc(28 * var(--u)); padding-inline: var(--s1); }
.desk .handed { font-size: var(--t-13); color: var(--ink-2); display: grid; gap: 2px; overflow-wrap: anywhere; }
.desk .handed q { color: var(--ink); white-space: pre-line; }
.desk-dialog { inline-size: min(calc(440 * var(--u)), calc(100vw - 2 * var(--s4))); }
.desk-dialog form, .desk-dialog fieldset, .desk-dialog .line { display: grid; gap: var(--s1); }
.desk-dialog form { gap: var(--s4); }
.desk-dialog h2 { margin: 0; overflow-wrap: anywhere; }
.desk-dialog form > p { color: var(--ink-2); }
.desk-dialog legend, .desk-dialog .line label { font-weight: 550; padding: 0; margin-block-end: var(--s1); }
.desk-dialog .choice { display: flex; align-items: center; gap: var(--s2); min-block-size: calc(32 * var(--u)); cursor: pointer; }
.desk-dialog .choice input { inline-size: calc(18 * var(--u)); block-size: calc(18 * var(--u)); margin: 0; accent-color: var(--accent); }
.desk-dialog .hint { color: var(--ink-3); font-size: var(--t-13); }
.desk-dialog .wrong { color: var(--stop); font-size: var(--t-13); font-weight: 550; }
.desk-dialog .buttons { display: flex; flex-wrap: wrap; gap: var(--s2); }
.desk .queued ul { list-style: none; padding: 0; margin: 0; display: grid; gap: var(--s2); }
.desk .wait { display: grid; gap: 2px; padding: var(--s3) var(--s4); background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); color: var(--ink); text-decoration: none; min-inline-size: 0; }
.desk .wait:hover { border-color: var(--ink-3); }
.desk .wait[aria-current] { box-shadow: inset 3px 0 0 var(--accent); }
.desk .wait[aria-current]:dir(rtl) { box-shadow: inset -3px 0 0 var(--accent); }
.desk .wait b { font-weight: 600; overflow-wrap: anywhere; }
.desk .wish { color: var(--ink-2); overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.desk .none { color: var(--ink-2); padding: var(--s4); display: grid; gap: var(--s1); }
.desk .talk { grid-row: 2; display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; background: var(--paper); }
.desk .talk > header { padding: var(--s4) var(--s5) var(--s3); border-block-end: 1px solid var(--line); display: grid; gap: var(--s1); }
.desk .doing { display: flex; flex-wrap: wrap; gap: var(--s2); margin-block-start: var(--s2); }
.desk .doing:empty { display: none; }
.desk .back { display: none; }
.desk .in-short { margin: 0; padding: var(--s3) var(--s5); display: grid; gap: 2px; font-size: var(--t-13); border-block-end: 1px solid var(--line); max-block-size: 30%; overflow: auto; flex: none; }
.desk .in-short > div { display: grid; grid-template-columns: calc(64 * var(--u)) minmax(0, 1fr); }
.desk .in-short dt { color: var(--ink-3); }
.desk .in-short dd { grid-column: 2; overflow-wrap: anywhere; }
.desk .begun { padding: var(--s3) var(--s5); border-block-start: 1px solid var(--line); font-size: var(--t-13); max-block-size: 40%; overflow: auto; flex: none; }
.desk .begun h2 { font-size: var(--t-13); }
.desk .begun ol { list-style: none; display: grid; gap: var(--s2); margin-block-start: var(--s1); }
.desk .begun p { white-space: pre-line; }
.desk .said { flex: 1; overflow: auto; min-block-size: 0; list-style: none; margin: 0; padding: var(--s4) var(--s5); display: flex; flex-direction: column; gap: var(--s3); font-size: var(--t-14); line-height: 1.5; }
.desk .said li { padding-inline-start: var(--s3); border-inline-start: 2px solid var(--line); overflow-wrap: anywhere; max-inline-size: 68ch; }
.desk .said li.user { border-color: var(--ink); }
.desk .said li.person { border-color: var(--accent); }
.desk .said b { display: block; font-size: var(--t-12); font-weight: 600; }
.desk .said p { white-space: pre-wrap; }
.desk .presence { padding: 0 var(--s5) var(--s2); font-size: var(--t-13); color: var(--ink-2); }
.desk .write { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--s2); align-items: end; padding: var(--s3) var(--s5); border-block-start: 1px solid var(--line); }
.desk .write textarea { resize: vertical; min-block-size: calc(44 * var(--u)); padding: var(--s2) var(--s3); border: 1px solid var(--control); border-radius: var(--r-control); background: var(--paper); color: var(--ink); font: inherit; }
@container desk (max-width: 619.9px) {
  .desk .keys { display: none; }
  .desk { grid-template-columns: minmax(0, 1fr); }
  .desk .queued { border-inline-end: 0; }
  .desk .talk, .desk.open .queued { display: none; }
  .desk.open .talk { display: flex; }
  .desk .back { display: block; padding: var(--s2) var(--s5); min-block-size: calc(44 * var(--u)); }
}
`
