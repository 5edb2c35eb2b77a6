import type { NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { withDoubts, type Intent } from '#core/intent.ts'
import type { ReadWish } from '#dialogue/matching/message-reading.ts'
import { baseLanguage } from '#dialogue/language-of.ts'
import { requesterWords } from '#turn/words/requester-words.ts'
import type { Heard } from './heard.ts'

/** The acts by which a message doesn't request a deed now: one that comes of it needs an approval in any case. */
const ASKS_FOR_NONE: ReadonlySet<ReadWish['act']> = new Set(['ask', 'yes-if', 'no', 'wait', 'tell', 'talk', 'person'])

/** The intent of a wish by its reading: a procedure, or null for one that a model plans, whose steps weren't requested yet. */
export function readIntent({ record, wish }: Heard, playbook: NamedPlaybook | null): Intent {
  const said = wish.said.flatMap((span) => requesterWords(record, span) ?? [])
  return withDoubts(
    {
      playbook: playbook?.name ?? null,
      goal: playbook ? playbookIn(playbook, record.language).title : (said[0]?.text ?? ''),
      said,
      recognisedBy: 'model',
      likeness: null,
      near: [],
      language: record.spoken ?? baseLanguage(record.language),
      author: record.principal.id,
      steps: [],
    },
    [
      ...(playbook ? [] : (['unasked-step'] as const)),
      ...(ASKS_FOR_NONE.has(wish.act) ? (['speech-act'] as const) : []),
    ],
  )
}
