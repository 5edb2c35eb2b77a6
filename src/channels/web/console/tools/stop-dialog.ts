import { toolTexts as texts } from '../../../tool-texts.ts'
import { draw } from '../../browser/draw.ts'
import { h } from '../../browser/element.ts'
import { openDialog } from '../dialog.ts'

/** Asks why something is stopped; null where it, or the view, was left. */
export async function askWhy(what: string, signal: AbortSignal): Promise<string | null> {
  let why = ''
  let isMissing = false
  const redraw = (dialog: HTMLDialogElement): void =>
    draw(dialog, [
      h('h2', { id: 'stop-title' }, texts.stopTitle(what)),
      h('p', null, texts.stopLead),
      h(
        'form',
        {
          on: {
            submit: (event) => {
              event.preventDefault()
              isMissing = why.trim() === ''
              redraw(dialog)
              if (isMissing) dialog.querySelector('textarea')?.focus()
              else dialog.close('stop')
            },
          },
        },
        h('label', { for: 'stop-why' }, texts.stopWhy),
        h('span', { class: 'hint', id: 'stop-hint' }, texts.stopWhyHint),
        h('textarea', {
          id: 'stop-why',
          rows: '3',
          maxlength: '300',
          'aria-describedby': isMissing ? 'stop-missing' : 'stop-hint',
          'aria-invalid': isMissing ? 'true' : null,
          on: { input: ({ target }) => void (why = target instanceof HTMLTextAreaElement ? target.value : why) },
        }),
        isMissing && h('p', { class: 'missing', id: 'stop-missing', role: 'alert' }, texts.missingWhy),
        h(
          'div',
          { class: 'buttons' },
          h('button', { class: 'b no', type: 'submit' }, texts.stopNow),
          h('button', { class: 'b', type: 'button', on: { click: () => dialog.close() } }, texts.cancel),
        ),
      ),
    ])
  const { dialog, closed } = openDialog({
    className: 'dialog stop-dialog',
    titleId: 'stop-title',
    signal,
    draw: redraw,
  })
  dialog.querySelector('textarea')?.focus()
  return (await closed) === 'stop' ? why.trim() : null
}
