import { z } from 'zod'
import { AnsweredKind, SaidKind, TalkKind } from '../talk-kind.ts'

const Text = z.string().trim().min(1).max(500)

const Talk = z.strictObject({ said: z.array(Text).default([]), says: Text.optional() })

/**
 * `conversation:` of agent.yaml and agent.<language>.yaml: what people say beside what they want, by kind, and what is
 * answered. What isn't there is as our own words have it.
 */
export const ConversationForm = z.partialRecord(TalkKind, Talk).superRefine((conversation, context) => {
  for (const [kind, talk] of Object.entries(conversation)) {
    const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', path: [kind, key], message })
    if (talk.says !== undefined && !AnsweredKind.safeParse(kind).success)
      refuse('says', 'must be left out: who asks for a person is handed over')
    if (talk.said.length > 0 && !SaidKind.safeParse(kind).success)
      refuse(
        'said',
        kind === 'recap'
          ? 'must be left out: a model reads it'
          : 'must be left out: a value alone is known by the slots that take it',
      )
    const other = /\{(?!(?:title|values)\})[^{}]*\}/u.exec(talk.says ?? '')
    if (other) refuse('says', `must not hold ${other[0]}: there are {title}, and {values} in "value" and "recap"`)
  }
})
