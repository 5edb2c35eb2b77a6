/** The window around a conversation, floating over somebody's page or set into it. */
export const WIDGET_STYLES = `
:host { all: initial; display: block; font-size: max(16px, 1rem); color-scheme: light dark; }
:host([mode="inline"]) { display: flex; flex-direction: column; block-size: 100%; max-block-size: 100dvh; }
:host([hidden]) { display: none; }
/* A page's rule for every element reaches the host; what it would hand down ends here. */
.parley { all: initial; display: block; color-scheme: inherit; font: 400 var(--t-15) / 1.5 var(--parley-font, var(--sans)); color: var(--ink); -webkit-font-smoothing: antialiased; text-align: start; --r-window: var(--parley-radius, 18px); }
/* The room that it is given, and no more than a screen: what is said scrolls within, and the composer stays in view. */
.parley.inline { flex: 1 1 auto; display: flex; flex-direction: column; block-size: 100%; max-block-size: 100dvh; min-block-size: min(calc(360 * var(--u)), 100%); }
.frame { all: unset; box-sizing: border-box; display: block; block-size: 100%; color: var(--ink); background: var(--sunken); border: 1px solid var(--line); border-radius: var(--r-window); overflow: clip; }
.inline .frame { flex: 1 1 auto; display: flex; flex-direction: column; min-block-size: 0; }
.inline .w { flex: 1 1 auto; }
.frame::backdrop { background: none; }
.float .frame:not([open], :popover-open), .dock:not(:popover-open) { display: none; }
.float .frame { position: fixed; inset: auto; inset-block-end: calc(92 * var(--u)); inset-inline-end: calc(24 * var(--u)); inline-size: calc(420 * var(--u)); max-inline-size: calc(100vw - 48px); block-size: min(calc(760 * var(--u)), calc(100dvh - 116 * var(--u))); box-shadow: var(--shadow); }
.float .frame.wide { inline-size: min(calc(900 * var(--u)), calc(100vw - 48px)); }
.dock { all: unset; position: fixed; inset: auto; inset-block-end: calc(24 * var(--u)); inset-inline-end: calc(24 * var(--u)); overflow: visible; }
.launcher { position: relative; inline-size: calc(56 * var(--u)); block-size: calc(56 * var(--u)); border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); display: grid; place-items: center; font-size: calc(24 * var(--u)); cursor: pointer; box-shadow: var(--shadow); }
.launcher:hover { background: var(--accent-hover); }
.launcher .n { position: absolute; inset-block-start: -2px; inset-inline-end: -2px; min-inline-size: calc(20 * var(--u)); block-size: calc(20 * var(--u)); padding: 0 5px; border-radius: 10px; background: var(--ink); color: var(--paper); font: 600 var(--t-12) / calc(20 * var(--u)) var(--sans); text-align: center; }
.w { display: flex; block-size: 100%; min-block-size: 0; position: relative; overflow: clip; }
.talk { flex: 1; display: flex; flex-direction: column; min-inline-size: 0; min-block-size: 0; container: chat / inline-size; }
.wh { flex: none; display: flex; align-items: center; gap: var(--s2); padding: var(--s2); padding-inline-start: calc(18 * var(--u)); background: var(--paper); border-block-end: 1px solid var(--line); min-block-size: calc(57 * var(--u)); }
.wh > div { margin-inline-end: auto; min-inline-size: 0; }
.wh h2 { font-size: var(--t-15); line-height: 1.3; overflow-wrap: anywhere; }
.wh h2:focus-visible { outline-offset: 4px; }
.wh p { font-size: var(--t-12); color: var(--ink-3); line-height: 1.35; }
@container chat (max-width: 480px) { .ask { font-size: var(--t-12); padding-inline: var(--s2); max-inline-size: calc(130 * var(--u)); } .ask .i { display: none; } }
.room { position: relative; flex: 1; min-block-size: 0; display: flex; }
.log { flex: 1; min-inline-size: 0; overflow: auto; overscroll-behavior: contain; display: flex; flex-direction: column; }
.log:focus-visible { outline-offset: -3px; }
.list { inline-size: 100%; max-inline-size: calc(760 * var(--u)); margin: 0 auto auto; padding: calc(18 * var(--u)) var(--s4) calc(14 * var(--u)); display: flex; flex-direction: column; gap: calc(14 * var(--u)); }
.news { position: absolute; inset-block-end: var(--s3); inset-inline: 0; margin-inline: auto; inline-size: fit-content; box-shadow: var(--shadow); border-radius: 20px; }
.day { text-align: center; font-size: var(--t-12); color: var(--ink-3); }
.me { align-self: flex-end; inline-size: fit-content; max-inline-size: 84%; margin-inline-start: auto; background: var(--ink); color: var(--paper); padding: var(--s2) calc(13 * var(--u)); border-radius: 15px 15px 4px 15px; line-height: 1.42; white-space: pre-wrap; overflow-wrap: anywhere; }
.me.waits { background: none; color: var(--ink-2); border: 1px dashed var(--control); }
.me:dir(rtl) { border-radius: 15px 15px 15px 4px; }
.me .box { color: inherit; border-color: currentColor; }
.as-typed { white-space: pre-wrap; }
.it { line-height: 1.52; overflow-wrap: anywhere; }
.note { display: flex; gap: var(--s2); align-items: center; font-size: var(--t-13); color: var(--ink-3); text-align: center; }
.note::before, .note::after { content: ""; block-size: 1px; background: var(--line); flex: 1; }
.working { display: flex; gap: var(--s2); align-items: flex-start; font-size: var(--t-14); color: var(--ink-2); }
.out-message { display: flex; flex-direction: column; gap: var(--s1); }
.kept { align-self: flex-end; display: flex; flex-wrap: wrap; justify-content: flex-end; gap: var(--s2); align-items: center; font-size: var(--t-13); color: var(--ink-3); text-align: end; }
.kept[role] { color: var(--stop); }
.suggestions { display: flex; flex-wrap: wrap; gap: var(--s2); margin-block-start: var(--s3); }
.suggestion { font-size: var(--t-14); line-height: 1.35; border: 1px solid var(--control); background: var(--paper); border-radius: 10px; padding: calc(7 * var(--u)) var(--s3); min-block-size: calc(38 * var(--u)); text-align: start; cursor: pointer; overflow-wrap: anywhere; }
.past-choices { color: var(--ink-3); padding-inline-start: 1.2em; list-style: disc; }
.suggestion:hover { background: var(--accent-soft); }
.comp { flex: none; padding: calc(10 * var(--u)) var(--s3) var(--s2); background: var(--paper); border-block-start: 1px solid var(--line); }
.boxed { display: flex; align-items: flex-end; gap: var(--s1); border: 1px solid var(--control); border-radius: 14px; padding: var(--s1); background: var(--paper); max-inline-size: calc(728 * var(--u)); margin-inline: auto; }
.boxed:focus-within { outline: 2px solid var(--accent-ink); outline-offset: 1px; }
.boxed textarea { flex: 1; min-inline-size: 0; border: 0; background: none; resize: none; outline: 0; padding: calc(8 * var(--u)) calc(10 * var(--u)); line-height: 1.4; block-size: calc(37 * var(--u)); max-block-size: 9.9em; overflow-y: auto; }
.boxed textarea::placeholder { color: var(--ink-3); opacity: 1; }
.send { flex: none; inline-size: calc(36 * var(--u)); block-size: calc(36 * var(--u)); border-radius: 10px; border: 0; background: var(--accent); color: var(--on-accent); display: grid; place-items: center; font-size: calc(18 * var(--u)); cursor: pointer; padding: 0; }
.send:hover { background: var(--accent-hover); }
.fine { font-size: var(--t-12); color: var(--ink-3); text-align: center; padding-block-start: calc(7 * var(--u)); }
[aria-disabled].send { background: var(--line); color: var(--ink-3); }
.fine.over { color: var(--stop); }
.trouble { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: center; max-inline-size: calc(728 * var(--u)); margin: 0 auto var(--s2); font-size: var(--t-13); color: var(--warn); }
.trouble span { flex: 1; }
.skeleton { display: grid; gap: var(--s2); margin-block-start: auto; }
.skeleton span { block-size: 1em; border-radius: 5px; background: var(--line); inline-size: 80%; animation: late .3s step-end; }
.skeleton span + span { inline-size: 55%; }
@keyframes late { from { opacity: 0; } to { opacity: 1; } }
.beside .reader { flex: none; inline-size: var(--reader-size, 52%); border-inline-start: 1px solid var(--line); }
.sheet .reader { position: absolute; inset-inline: 0; inset-block-end: 0; block-size: var(--reader-size, 66%); border-start-start-radius: var(--r-window); border-start-end-radius: var(--r-window); box-shadow: var(--shadow); border-block-start: 1px solid var(--line); padding-block-start: calc(14 * var(--u)); }
.pending { padding: var(--s4); background: var(--paper); }
/* Room to bring the last thing said above the sheet. */
.sheet .log::after { content: ""; flex: none; block-size: 60%; }
.sheet .doc { padding: var(--s4) var(--s5) var(--s6); }
@media (max-width: 559px) {
  .float .frame, .float .frame.wide { inset: 0 0 auto; inline-size: 100%; max-inline-size: none; block-size: var(--viewport, 100dvh); border: 0; border-radius: 0; }
  .float .comp { padding-block-end: max(var(--s2), env(safe-area-inset-bottom)); }
  .float .wh { padding-block-start: max(var(--s2), env(safe-area-inset-top)); }
}
@media (pointer: coarse), (max-width: 480px) {
  .boxed textarea { font-size: max(16px, var(--t-16)); block-size: calc(45 * var(--u)); padding-block: calc(11 * var(--u)); }
  .send { inline-size: calc(44 * var(--u)); block-size: calc(44 * var(--u)); }
  .suggestion { min-block-size: calc(44 * var(--u)); }
  .list { padding-inline: calc(14 * var(--u)); }
}
@media (forced-colors: active) {
  .launcher, .send, .me, .suggestion, .frame, .skeleton span { border: 1px solid CanvasText; }
}
`
