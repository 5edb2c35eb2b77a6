/** The page of conversations: who waits beside the one that is open; one of the two where it is narrow. */
export const HAND_OVERS_STYLES = `
.view-box:has(.desk) { container: desk / inline-size; }
.desk { display: grid; grid-template: auto minmax(0, 1fr) / clamp(calc(240 * var(--u)), 32cqi, calc(360 * var(--u))) minmax(0, 1fr); min-block-size: 0; }
.desk > .trouble-line { grid-column: 1 / -1; }
.desk .waits { grid-row: 2; overflow: auto; padding: var(--s5) var(--s4); display: grid; gap: var(--s3); align-content: start; border-inline-end: 1px solid var(--line); }
.desk .waits:focus-visible, .desk .said:focus-visible { outline-offset: -3px; }
.desk h1 { font-size: var(--t-20); outline: 0; }
.desk h1.who { font-size: var(--t-17); outline: 0; overflow-wrap: anywhere; }
.desk .by { font-size: var(--t-13); color: var(--ink-3); }
.desk .by.free { color: var(--warn); font-weight: 550; }
.desk .waits ul { list-style: none; padding: 0; margin: 0; display: grid; gap: var(--s2); }
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
.desk .said { flex: 1; overflow: auto; min-block-size: 0; list-style: none; margin: 0; padding: var(--s4) var(--s5); display: flex; flex-direction: column; gap: var(--s3); font-size: var(--t-14); line-height: 1.5; }
.desk .said li { padding-inline-start: var(--s3); border-inline-start: 2px solid var(--line); overflow-wrap: anywhere; max-inline-size: 68ch; }
.desk .said li.user { border-color: var(--ink); }
.desk .said li.person { border-color: var(--accent); }
.desk .said b { display: block; font-size: var(--t-12); font-weight: 600; }
.desk .said p { white-space: pre-line; }
.desk .write { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--s2); align-items: end; padding: var(--s3) var(--s5); border-block-start: 1px solid var(--line); }
.desk .write textarea { resize: vertical; min-block-size: calc(44 * var(--u)); padding: var(--s2) var(--s3); border: 1px solid var(--control); border-radius: var(--r-control); background: var(--paper); color: var(--ink); font: inherit; }
@container desk (max-width: 619.9px) {
  .desk { grid-template-columns: minmax(0, 1fr); }
  .desk .waits { border-inline-end: 0; }
  .desk .talk, .desk.open .waits { display: none; }
  .desk.open .talk { display: flex; }
  .desk .back { display: block; padding: var(--s2) var(--s5); min-block-size: calc(44 * var(--u)); }
}
`
