/** The list of a person's conversations, in the place of the one that is open. */
export const CONVERSATION_STYLES = `
.convs { flex: 1; min-block-size: 0; overflow: auto; overscroll-behavior: contain; padding: var(--s3) var(--s4); display: flex; flex-direction: column; gap: var(--s3); }
.convs > * { flex: none; inline-size: 100%; max-inline-size: calc(728 * var(--u)); margin-inline: auto; }
.convs-head { display: flex; align-items: center; gap: var(--s2); }
.convs-head .b { flex: none; padding-inline: var(--s2); }
.convs-head h3 { font-size: var(--t-15); margin-inline-end: auto; }
.convs li + li { border-block-start: 1px solid var(--line); }
.conv { display: flex; align-items: center; gap: var(--s1); }
.conv-open { all: unset; box-sizing: border-box; flex: 1; min-inline-size: 0; display: flex; flex-direction: column; gap: 2px; padding: calc(10 * var(--u)) var(--s2); border-radius: 10px; cursor: pointer; overflow-wrap: anywhere; }
.conv-open:hover, .conv-open[aria-current] { background: var(--paper); }
.conv-open:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: -2px; }
.conv-title.new { font-weight: 600; }
.conv-plan { font-size: var(--t-14); color: var(--ink-2); }
.conv-facts { font-size: var(--t-13); color: var(--ink-3); }
.conv-acts { display: flex; flex-wrap: wrap; gap: var(--s2); padding: 0 var(--s2) var(--s3); font-size: var(--t-14); }
.conv-acts p { inline-size: 100%; }
.conv-acts [role=alert] { color: var(--stop); }
`
