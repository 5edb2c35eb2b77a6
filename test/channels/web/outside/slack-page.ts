import { html, raw } from 'hono/html'
import type { Block, Button, View } from '../../../helpers/block-kit.ts'

/** A message of a thread as it is drawn: who wrote it, and its blocks, or what a person typed. */
export interface DrawnMessage {
  readonly by: string
  readonly blocks?: readonly Block[]
  readonly text?: string
}

type Html = ReturnType<typeof html>

/**
 * A page that draws a thread as Slack does, as far as we send Block Kit
 * (https://docs.slack.dev/reference/block-kit/blocks), and a window over it where one is open. Slack gives no renderer that
 * draws elsewhere.
 */
export function slackPage(messages: readonly DrawnMessage[], window: View | null = null): string {
  return String(
    html`<!doctype html><meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
      <title>Slack</title>
      <style>
        ${raw(STYLE)}
      </style>
      <main>${messages.map(drawn)}</main>
      ${window === null ? '' : drawnWindow(window)}`,
  )
}

function drawn({ by, blocks, text }: DrawnMessage): Html {
  const app = blocks ? html`<span class="app">APP</span>` : ''
  const body = blocks?.map(drawnBlock) ?? html`<p>${text}</p>`
  return html`<article>
    <i class="face">${by.slice(0, 1)}</i>
    <div><b>${by}</b>${app}${body}</div>
  </article>`
}

function drawnBlock(block: Block): Html {
  switch (block.type) {
    case 'header':
      return html`<h2>${block.text.text}</h2>`
    case 'section': {
      const fields = block.fields?.map(({ text }) => html`<p>${mrkdwn(text)}</p>`)
      return html`<section>
        <p>${mrkdwn(block.text.text)}</p>
        ${fields && html`<div class="fields">${fields}</div>`}
      </section>`
    }
    case 'context':
      return html`<p class="context">${block.elements.map(({ text }) => mrkdwn(text))}</p>`
    case 'actions':
      return html`<div class="actions">${block.elements.map(drawnButton)}</div>`
  }
}

function drawnButton({ text, style }: Button): Html {
  return html`<button class="${style ?? 'plain'}">${text.text}</button>`
}

function drawnWindow({ title, submit, close, blocks }: View): Html {
  const buttons = html`<button class="plain">${close.text}</button
    >${submit && html`<button class="primary">${submit.text}</button>`}`
  return html`<div class="veil">
    <dialog open>
      <h2>${title.text}</h2>
      ${blocks.map(drawnInWindow)}
      <footer>${buttons}</footer>
    </dialog>
  </div>`
}

function drawnInWindow(block: View['blocks'][number]): Html {
  switch (block.type) {
    case 'section':
      return html`<p>${block.text.text}</p>`
    case 'context':
      return html`<p class="context">${block.elements.map(({ text }) => text)}</p>`
    case 'actions':
      return html`<div class="actions">${block.elements.map(drawnButton)}</div>`
    case 'input':
      return drawnInput(block)
  }
}

function drawnInput({ label, hint, optional, element }: Extract<View['blocks'][number], { type: 'input' }>): Html {
  const isSelect = element.type === 'static_select'
  const value = isSelect ? (element.initial_option?.text.text ?? 'Select an option') : element.initial_value
  const below = hint && html`<small>${hint.text}</small>`
  const named = html`${label.text}${optional && html` <small>(optional)</small>`}`
  return html`<label>${named}<span class="field ${isSelect && 'select'}">${value}&nbsp;</span>${below}</label>`
}

// What is escaped in it stays so: `&lt;` is how Slack itself writes it.
function mrkdwn(text: string): Html {
  const marked = text
    .replaceAll('"', '&quot;')
    .replaceAll(/<([^|>]+)\|([^>]*)>/gu, '<a href="$1">$2</a>')
    .replaceAll(/`([^`\n]+)`/gu, '<code>$1</code>')
    .replaceAll(/(^|\s)\*([^*\n]+)\*(?=\s|$)/gu, '$1<b>$2</b>')
    .replaceAll('\n', '<br>')
  return html`${raw(marked)}`
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d1c1d, #d1d2d3); --dim: light-dark(#616061, #ababad);
  --line: light-dark(#0000004d, #fff4); --paper: light-dark(#fff, #1a1d21); --link: light-dark(#1264a3, #1d9bd1); }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.47 Lato, 'Liberation Sans', sans-serif; }
main { max-width: 680px; padding: 16px 20px; }
article { display: flex; gap: 8px; padding: 8px 0; }
article > div { min-width: 0; flex: 1; overflow-wrap: anywhere; }
.face { flex: none; width: 36px; height: 36px; border-radius: 4px; background: #4a154b; color: #fff; font: 700 18px/36px sans-serif; text-align: center; }
.app { margin-left: 6px; padding: 1px 3px; border-radius: 2px; background: light-dark(#ebebeb, #35373b); color: var(--dim); font-size: 10px; font-weight: 700; }
p { margin: 0 0 4px; } h2 { margin: 8px 0; font-size: 18px; }
section { margin: 8px 0; } .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 16px; margin-top: 4px; }
.context { color: var(--dim); font-size: 13px; } a { color: var(--link); text-decoration: none; }
code { padding: 2px 3px; border: 1px solid var(--line); border-radius: 3px; color: #e01e5a; font-size: 12px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
button { height: 28px; padding: 0 12px; border: 1px solid var(--line); border-radius: 4px; background: none; color: inherit; font: 700 13px sans-serif; }
button.primary { border: 0; background: #007a5a; color: #fff; } button.danger { border-color: #e01e5a; color: #e01e5a; }
.veil { position: fixed; inset: 0; display: grid; place-items: center; background: #0009; }
dialog { position: static; box-sizing: border-box; width: min(520px, 94vw); max-height: 94vh; overflow: auto; padding: 8px 28px 20px; border: 0; border-radius: 8px; background: var(--paper); color: inherit; }
label { display: block; margin: 12px 0; font-weight: 700; } small { color: var(--dim); font-weight: 400; }
.field { display: block; margin: 6px 0; padding: 8px 12px; border: 1px solid var(--line); border-radius: 4px; font-weight: 400; }
.select::after { content: '▾'; float: right; } footer { display: flex; justify-content: end; gap: 12px; margin-top: 16px; }
@media (max-width: 500px) { .fields { grid-template-columns: 1fr; } }
`
