import type { HandOverView } from '#contract/hand-over.ts'
import type { MessageView } from '#contract/message.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { listFromDesk } from '#channels/client/hand-over-calls.ts'
import { Shown } from '../kit/shown.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ScreenProps } from '../view.ts'
import { MessageParts } from './message-parts.tsx'

/** How often it is looked what came of it, in ms. */
const LOOKS_EVERY_MS = 2_000

interface BegunProps {
  readonly open: HandOverView
  readonly place: Pick<ScreenProps, 'client' | 'signedOut'>
  /** Another number each time something is begun. */
  readonly times: number
}

/** What its reader has begun beside a conversation, and what came of each; nothing where they have begun nothing. */
export function Begun({ open, place: { client, signedOut }, times }: BegunProps) {
  const { seen } = usePolling({
    everyMs: LOOKS_EVERY_MS,
    // Most have begun nothing.
    isTime: (begun: readonly MessageView[] | null) => begun === null || begun.length > 0,
    of: [open.id, times],
    read: (signal) => listFromDesk(client, open.id, signal),
    signedOut,
  })
  const answers = (seen ?? []).filter(({ role }) => role !== 'user')
  if (answers.length === 0) return null
  return (
    <section class="begun" aria-labelledby="begun-title">
      <h2 id="begun-title">{texts.begun}</h2>
      <p class="by">
        <Shown text={texts.begunHint(open.requester.name)} />
      </p>
      <ol>
        {answers.map(({ id, parts }) => (
          <li key={id}>
            <MessageParts parts={parts} />
          </li>
        ))}
      </ol>
    </section>
  )
}
