import type { HandOverView } from '#contract/hand-over.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import type { HandOverAct } from '#channels/client/hand-over-calls.ts'

/** What a press does at once, or asks about first. */
export type DeskAct = HandOverAct | 'propose' | 'hand-on' | 'close'

interface DoingProps {
  readonly open: HandOverView
  readonly isBusy: boolean
  press(how: DeskAct): void
}

/** What its reader may do with a conversation; single keys press the same buttons. */
export function Doing({ open, isBusy, press }: DoingProps) {
  const button = (how: DeskAct, label: string, title?: string) => (
    <button
      class={how === 'take' ? 'b go' : 'b'}
      type="button"
      data-desk={how}
      aria-disabled={isBusy || undefined}
      {...(title === undefined ? {} : { title })}
      onClick={() => isBusy || press(how)}
    >
      {label}
    </button>
  )
  return (
    <div class="doing">
      {open.mayTake && button('take', texts.take)}
      {open.mayAnswer && button('propose', texts.propose)}
      {open.mayRelease && button('release', texts.release, texts.releaseHint)}
      {open.mayHandOn && button('hand-on', texts.handOn)}
      {open.mayClose && button('close', texts.close, texts.closeHint)}
    </div>
  )
}
