import { useState } from 'preact/hooks'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { Dialog } from '../kit/dialog.tsx'
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
export function KeysDialog({ closed }: { closed(): void }) {
  const [areOn, setOn] = useState(areSingleKeysOn)
  const turn = (on: boolean): void => {
    setSingleKeys(on)
    setOn(on)
  }
  return (
    <Dialog class="dialog" titleId="keys-title" closed={closed}>
      {(close) => (
        <>
          <h2 id="keys-title">{texts.title}</h2>
          <dl>
            {KEYS.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <label class="off">
            <input type="checkbox" checked={areOn} onChange={({ currentTarget }) => turn(currentTarget.checked)} />
            <b>{texts.enabled}</b>
            <span>{texts.enabledHint}</span>
          </label>
          <button class="b" type="button" onClick={() => close()}>
            {texts.close}
          </button>
        </>
      )}
    </Dialog>
  )
}
