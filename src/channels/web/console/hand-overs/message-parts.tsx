import type { MessageView } from '#contract/message.ts'
import { planLine } from '#cards/drawing/hand-over-summary.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { addressOf } from '../address.ts'
import { Link } from '../kit/link.tsx'
import { Shown } from '../kit/shown.tsx'

/** What stands in a message: its words, and a link to each plan that its reader may see. */
export function MessageParts({ parts }: Pick<MessageView, 'parts'>) {
  const plans = parts.flatMap((part) =>
    part.type === 'plan' && part.plan !== null ? [[part.planId, part.plan] as const] : [],
  )
  const words = parts.flatMap(wordsOf).join('\n')
  return (
    <>
      {words !== '' && (
        <p>
          <Shown text={words} />
        </p>
      )}
      {plans.map(([planId, plan]) => (
        <p key={planId}>
          <Link path={addressOf('queue', planId, null)}>
            <Shown text={planLine(plan)} />
          </Link>
        </p>
      ))}
    </>
  )
}

// What was offered to be pressed is part of what was said.
function wordsOf(part: MessageView['parts'][number]): readonly string[] {
  if (part.type === 'choices') return part.choices.map(({ label }) => `• ${label}`)
  if (part.type === 'plan') return part.plan === null ? [texts.plan] : []
  if (part.type === 'own-words') return [`(${part.text})`]
  return 'text' in part ? [part.text] : []
}
