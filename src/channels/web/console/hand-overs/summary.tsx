import { handOverSummary } from '#cards/drawing/hand-over-summary.ts'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import type { MessageView } from '#contract/message.ts'
import { Shown } from '../kit/shown.tsx'

/** A conversation in short, above the whole of it. */
export function Summary({ messages }: { readonly messages: readonly MessageView[] }) {
  const { asked, tried, open } = handOverSummary(messages)
  const rows = [
    [texts.asked, asked],
    [texts.tried, tried],
    [texts.open, open],
  ] as const
  return (
    <dl class="in-short" aria-label={texts.summary}>
      {rows.map(([name, lines]) => (
        <div key={name}>
          <dt>{name}</dt>
          {lines.map((line) => (
            <dd key={line}>
              <Shown text={line} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
