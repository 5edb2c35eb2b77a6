import { toolTexts as texts } from '../../../tool-texts.ts'
import { draw } from '../../browser/draw.ts'
import { h } from '../../browser/element.ts'

/** Asks why something is stopped; null where it was left. Focus returns to where it was. */
export function askWhy(what: string): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const dialog = document.createElement('dialog')
  dialog.className = 'dialog stop-dialog'
  dialog.setAttribute('aria-labelledby', 'stop-title')
  let why = ''
  let isMissing = false
  const redraw = (): void =>
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
              redraw()
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
  redraw()
  dialog.addEventListener('close', () => {
    dialog.remove()
    resolve(dialog.returnValue === 'stop' ? why.trim() : null)
  })
  document.body.append(dialog)
  dialog.showModal()
  dialog.querySelector('textarea')?.focus()
  return promise
}
