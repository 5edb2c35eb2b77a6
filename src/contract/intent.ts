import { z } from 'zod'
import { Doubt, FoundThing, SaidWords } from '#core/intent.ts'

const Said = SaidWords.meta({
  id: 'SaidWords',
  description: 'Words of the requester’s, with their place in the message as typed, in UTF-16 units.',
})

/** What a plan's requester is taken to have asked for, for a reader of the plan. */
export const IntentView = z
  .object({
    goal: z.string().describe('What is done: the playbook’s title, or the goal as a model put it.'),
    said: z.array(Said).readonly().describe('The requester’s own words that ask for it, the first the one to show.'),
    recognisedBy: z.enum(['example', 'classifier', 'model', 'dialogue']).nullable(),
    likeness: z.number().nullable().describe('From 0 to 1; null where nothing measured it.'),
    near: z
      .array(z.object({ playbook: z.string(), title: z.string(), likeness: z.number() }))
      .readonly()
      .describe('What else was near, nearest first.'),
    language: z.string().nullable().describe('Of the words, as an ISO 639-1 code.'),
    basis: z
      .enum(['explicit', 'confirmed', 'inferred'])
      .describe(
        'Explicit where their words ask for this, confirmed where they said yes to this digest, inferred for all else.',
      ),
    doubts: z.array(Doubt).readonly().describe('Why it was recognised as `inferred`.'),
    steps: z
      .array(
        z.object({
          index: z.int(),
          said: Said.nullable(),
          follows: z
            .int()
            .optional()
            .describe(
              'The step that it comes along with by `follows` of its tool, so that no words have to ask for it.',
            ),
          also: z.array(Said).readonly().optional().describe('Further pieces of the same quote, as it names them.'),
        }),
      )
      .readonly()
      .describe('Of a planned goal: the words that ask for each step; null where none do.'),
    found: z
      .array(FoundThing.omit({ isOnly: true }).extend({ sure: z.boolean().describe('Whether it can be no other.') }))
      .readonly()
      .describe('What steps are done to that they didn’t name, since it was looked up.'),
  })
  .meta({ id: 'Intent', description: 'What the requester is taken to have asked for.' })
export type IntentView = z.infer<typeof IntentView>
