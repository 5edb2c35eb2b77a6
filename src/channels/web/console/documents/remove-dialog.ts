import { documentTexts as texts } from '../../../document-texts.ts'
import { draw } from '../../browser/draw.ts'
import { h } from '../../browser/element.ts'
import { shownText } from '../../browser/shown-text.ts'

/** Asks whether a document is to go. Focus returns to where it was. */
export function askToRemove(title: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const dialog = document.createElement('dialog')
  dialog.className = 'dialog remove-dialog'
  dialog.setAttribute('aria-labelledby', 'remove-title')
  draw(dialog, [
    h('h2', { id: 'remove-title' }, shownText(texts.removeTitle(title))),
    h('p', null, texts.removeLead),
    h(
      'div',
      { class: 'buttons' },
      h('button', { class: 'b no', type: 'button', on: { click: () => dialog.close('remove') } }, texts.removeNow),
      h('button', { class: 'b', type: 'button', on: { click: () => dialog.close() } }, texts.cancel),
    ),
  ])
  dialog.addEventListener('close', () => {
    dialog.remove()
    resolve(dialog.returnValue === 'remove')
  })
  document.body.append(dialog)
  dialog.showModal()
  // What can't be taken back by the same button isn't the one that Enter presses first.
  dialog.querySelector<HTMLElement>('.b:not(.no)')?.focus()
  return promise
}
