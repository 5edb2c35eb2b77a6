import { consoleTexts } from '../../../console-texts.ts'
import { draw } from '../../browser/draw.ts'
import { h } from '../../browser/element.ts'
import { openDialog } from '../dialog.ts'
import { areSingleKeysOn, setSingleKeys } from '../single-keys.ts'

const texts = consoleTexts.keys

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['J'], texts.next],
  [['K'], texts.previous],
  [['A', 'Enter'], texts.yes],
  [['E'], texts.edit],
  [['X'], texts.reject],
  [['L'], texts.looked],
  [['P'], texts.written],
  [['R'], texts.rules],
  [['O'], texts.origins],
  [['U'], texts.back],
  [['?'], texts.all],
]

/** Shows all keys, and the switch that turns them off. */
export function keysDialog(signal: AbortSignal): void {
  openDialog({ className: 'dialog', titleId: 'keys-title', signal, draw: drawKeys })
}

function drawKeys(dialog: HTMLDialogElement): void {
  draw(dialog, [
    h('h2', { id: 'keys-title' }, texts.title),
    h(
      'dl',
      null,
      KEYS.map(([keys, does]) =>
        h(
          'div',
          { key: does },
          h(
            'dt',
            null,
            keys.map((key) => h('kbd', { key }, key)),
          ),
          h('dd', null, does),
        ),
      ),
    ),
    h(
      'label',
      { class: 'off' },
      h('input', {
        type: 'checkbox',
        checked: areSingleKeysOn(),
        on: { change: ({ target }) => target instanceof HTMLInputElement && setSingleKeys(target.checked) },
      }),
      h('b', null, texts.enabled),
      h('span', null, texts.enabledHint),
    ),
    h('button', { class: 'b', type: 'button', on: { click: () => dialog.close() } }, texts.close),
  ])
}
