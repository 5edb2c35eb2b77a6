/** The page of tools: one column, as wide as a difference wants. */
export const TOOLS_STYLES = `
.tools { overflow: auto; padding: var(--s6) var(--s5) var(--s8); display: grid; gap: var(--s4); align-content: start; max-inline-size: calc(920 * var(--u)); inline-size: 100%; }
.tools header { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--s2) var(--s4); }
.tools header p { flex: 1 1 calc(280 * var(--u)); color: var(--ink-2); max-inline-size: 60ch; }
.tools h1 { font-size: var(--t-20); outline: 0; }
.tools h2 { font-size: var(--t-15); overflow-wrap: anywhere; display: flex; gap: var(--s2); align-items: center; }
.tools h3 { font-size: var(--t-13); }
.tools .said:empty { display: none; }
.tools .said { border: 0; padding: 0; display: block; font-weight: 550; }
.tools .waits { font-weight: 550; }
.tools ul { list-style: none; padding: 0; margin: 0; }
.tools .tool-list { display: grid; gap: var(--s3); }
.tools .tool-list > li { display: grid; gap: var(--s2); justify-items: start; background: var(--paper); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s4); min-inline-size: 0; }
.tools .tool-list > li.waiting { border-color: var(--warn-line); }
.tools .head { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; inline-size: 100%; }
.tools .state { display: inline-flex; gap: var(--s1); align-items: center; font-size: var(--t-13); color: var(--ink-2); }
.tools .state.changed, .tools .state.new, .tools .state.unreachable { color: var(--warn); font-weight: 550; }
.tools .state.gone, .tools .state.is-stopped { color: var(--stop); font-weight: 550; }
.tools .what, .tools .by { font-size: var(--t-13); color: var(--ink-2); overflow-wrap: anywhere; }
.tools .by { color: var(--ink-3); }
.tools .by.wrong { color: var(--warn); font-weight: 550; }
.tools code { font: 400 var(--t-12) / 1.5 var(--mono); color: var(--ink-3); overflow-wrap: anywhere; }
.tools .head > div { margin-inline-end: auto; }
.tools details { inline-size: 100%; }
.tools summary { font-size: var(--t-13); color: var(--accent-ink); cursor: pointer; min-block-size: calc(24 * var(--u)); }
.tools dl { display: grid; grid-template-columns: calc(128 * var(--u)) minmax(0, 1fr); gap: var(--s1) var(--s3); margin: var(--s1) 0 0; font-size: var(--t-13); }
.tools dt { color: var(--ink-3); }
.tools dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
@media (max-width: 480px) { .tools dl { grid-template-columns: minmax(0, 1fr); gap: 0; } .tools dd { margin-block-end: var(--s2); } }
.tools .difference { display: grid; gap: var(--s2); justify-items: start; inline-size: 100%; min-inline-size: 0; border-block-start: 1px solid var(--line); padding-block-start: var(--s3); }
.tools .difference > ul { display: grid; gap: var(--s1); padding-inline-start: var(--s4); list-style: disc; }
.tools .code { inline-size: 100%; box-sizing: border-box; max-block-size: calc(360 * var(--u)); overflow: auto; background: var(--sunken); border: 1px solid var(--line); border-radius: var(--r-control); padding: var(--s3); font: 400 var(--t-12) / 1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.tools .code .added { color: var(--accent-ink); font-weight: 550; }
.tools .code .removed { color: var(--stop); }
.tools .stops { background: var(--stop-soft); border: 1px solid var(--line); border-radius: var(--r-card); padding: var(--s4); display: grid; gap: var(--s3); }
.tools .stops li { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s4); align-items: center; overflow-wrap: anywhere; }
.tools .stops li + li { border-block-start: 1px solid var(--line); margin-block-start: var(--s2); padding-block-start: var(--s2); }
.tools .stops .by { color: var(--ink-2); }
.tools .stops .b { margin-inline-start: auto; }
.tools .agents { display: flex; flex-wrap: wrap; gap: var(--s2); }
.tools [aria-disabled=true] { opacity: .6; cursor: default; }
.stop-dialog p { margin-block-end: var(--s3); color: var(--ink-2); }
.stop-dialog form { display: grid; gap: var(--s2); }
.stop-dialog label { font-weight: 550; }
.stop-dialog .hint { font-size: var(--t-13); color: var(--ink-3); }
.stop-dialog textarea { font: inherit; padding: var(--s2) var(--s3); border: 1px solid var(--control); border-radius: var(--r-control); background: var(--paper); color: var(--ink); }
.stop-dialog .missing { color: var(--stop); margin: 0; }
.stop-dialog .buttons { display: flex; gap: var(--s2); margin-block-start: var(--s2); }
`
