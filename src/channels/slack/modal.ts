import type { JsonObject } from '#core/json.ts'
import { NOT_MEANT } from '../not-meant.ts'
import { plain } from './words.ts'

/** What the window is called when it comes back. */
export const REJECT_VIEW = 'parley-reject'

/** The window in which a no says why (https://docs.slack.dev/surfaces/modals). */
export function rejectView(
  shown: { readonly planId: string; readonly digest: string; readonly reasons?: readonly string[] | undefined },
  channel: string,
): JsonObject {
  const { planId, digest, reasons = [] } = shown
  const options = [
    option("That's not what I meant", NOT_MEANT),
    ...reasons.map((reason) => option(reason.replaceAll('-', ' '), reason)),
  ]
  return {
    type: 'modal',
    callback_id: REJECT_VIEW,
    private_metadata: JSON.stringify({ planId, digest, channel }),
    title: plain('Say no'),
    submit: plain('Say no'),
    close: plain('Leave it waiting'),
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Why?'),
        element: { type: 'static_select', action_id: 'reason', options },
      },
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: plain('Anything else?'),
        element: { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: 2_000 },
      },
    ],
  }
}

function option(label: string, value: string): JsonObject {
  return { text: plain(label), value }
}
