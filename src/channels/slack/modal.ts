import type { JsonObject } from '#core/json.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { NOT_MEANT } from '#cards/drawing/not-meant.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { plain } from './message-text.ts'

/** What the window is called when it comes back. */
export const REJECT_VIEW = 'parley-reject'

/** The plan that a card shows, and what its window says. */
interface Shown {
  readonly planId: string
  readonly digest: string
  readonly reasons?: readonly string[] | undefined
  /** The card's. */
  readonly language?: string | undefined
}

/** The window in which a no says why (https://docs.slack.dev/surfaces/modals). */
export function rejectView(shown: Shown, channel: string): JsonObject {
  return inLanguage(shown.language ?? 'en', () => drawnView(shown, channel))
}

function drawnView({ planId, digest, reasons = [] }: Shown, channel: string): JsonObject {
  const options = [
    option(planTexts.asked.notMeant, NOT_MEANT),
    ...reasons.map((reason) => option(reason.replaceAll('-', ' '), reason)),
  ]
  const reason = { type: 'static_select', action_id: 'reason', options }
  const note = { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: 2_000 }
  return {
    type: 'modal',
    callback_id: REJECT_VIEW,
    private_metadata: JSON.stringify({ planId, digest, channel }),
    title: plain(texts.sayNo),
    submit: plain(texts.sayNo),
    close: plain(texts.leaveIt),
    blocks: [
      { type: 'input', block_id: 'reason', label: plain(texts.whyNo), element: reason },
      { type: 'input', block_id: 'note', optional: true, label: plain(texts.anythingElse), element: note },
    ],
  }
}

function option(label: string, value: string): JsonObject {
  return { text: plain(label), value }
}
