import { documentTexts as texts } from '../../../document-texts.ts'
import { draw } from '../../browser/draw.ts'
import { h } from '../../browser/element.ts'
import { shownText } from '../../browser/shown-text.ts'
import { openDialog } from '../dialog.ts'

/** Asks whether a document is to go; no where the view is left. */
export async function askToRemove(title: string, signal: AbortSignal): Promise<boolean> {
  const { dialog, closed } = openDialog({
    className: 'dialog remove-dialog',
    titleId: 'remove-title',
    signal,
    draw: (place) =>
      draw(place, [
        h('h2', { id: 'remove-title' }, shownText(texts.removeTitle(title))),
        h('p', null, texts.removeLead),
        h(
          'div',
          { class: 'buttons' },
          h('button', { class: 'b no', type: 'button', on: { click: () => place.close('remove') } }, texts.removeNow),
          h('button', { class: 'b', type: 'button', on: { click: () => place.close() } }, texts.cancel),
        ),
      ]),
  })
  // What can't be taken back by the same button isn't the one that Enter presses first.
  dialog.querySelector<HTMLElement>('.b:not(.no)')?.focus()
  return (await closed) === 'remove'
}
