import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import type { MessageView } from '#contract/message.ts'
import type { Presence } from '#contract/presence.ts'
import { Shown } from '../kit/shown.tsx'

interface PresenceLineProps {
  readonly name: string
  readonly requester: Presence | null
  readonly messages: readonly MessageView[] | null
}

/** What the one at the other end does: that they type, or that they have seen what was answered last. */
export function PresenceLine({ name, requester, messages }: PresenceLineProps) {
  const said = (messages ?? []).filter(({ role }) => role !== 'assistant')
  const last = said.at(-1)
  const hasSeen = last?.role === 'person' && requester?.seen === last.id
  if (requester?.isTyping !== true && !hasSeen) return null
  return (
    <p class="presence">
      <Shown text={requester?.isTyping === true ? texts.typing(name) : texts.seen(name)} />
    </p>
  )
}
