import { z } from 'zod'
import { Id, Moment } from './fields.ts'
import { FindingView } from './document.ts'
import { Rating } from '#memory/threads/rating.ts'
import { operation } from './endpoint.ts'

const Words = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds characters that no text has')

export const NewFeedback = z
  .strictObject({
    messageId: Id.describe('An answer to you.'),
    rating: Rating,
    reason: Words.optional(),
    comment: Words.optional(),
  })
  .meta({ id: 'NewFeedback' })

export const ToMendView = z
  .object({
    documents: z
      .array(
        z.object({
          document: z.object({ id: Id, title: z.string(), version: z.int() }),
          wrong: z.int(),
          wrongSource: z.int(),
          outOfDate: z.int(),
          helpful: z.int(),
          lastAt: Moment,
          sections: z
            .array(z.string())
            .readonly()
            .describe(
              'Headings of the passages that were quoted there, the most often named first; none where you may not read it.',
            ),
          places: z
            .array(z.object({ heading: z.string(), passageId: Id }))
            .readonly()
            .describe('A passage below each of these headings.'),
          comments: z
            .array(z.object({ rating: Rating, reason: z.string().nullable(), comment: z.string().nullable() }))
            .readonly()
            .describe('The last words on it, newest first; none where you may not read it.'),
        }),
      )
      .readonly()
      .describe('Of whose current version somebody said that it is wrong or old, the most often named first.'),
    unanswered: z
      .array(
        z.object({
          question: z.string().describe('As it was asked last.'),
          count: z.int(),
          lastAt: Moment,
          others: z.array(z.string()).readonly().describe('Other words for it.'),
        }),
      )
      .readonly()
      .describe('What no document answers, questions that ask for nearly the same together.'),
    noticed: z
      .array(
        z.object({
          document: z.object({ id: Id, title: z.string(), version: z.int() }),
          source: z.string(),
          givesOrders: z.int(),
          findings: z.array(FindingView).readonly(),
        }),
      )
      .readonly()
      .describe('Documents that give orders to a model or hide words from their readers, for operators.'),
    tools: z
      .array(
        z.object({
          tool: z.string(),
          code: z.string(),
          reason: z.string().describe('Of the form of what it gave or says of itself: never a value.'),
          times: z.int(),
          lastAt: Moment,
        }),
      )
      .readonly()
      .describe('Tools of which something can’t be used, however often it is tried, of the last seven days.')
      .exactOptional(),
  })
  .meta({ id: 'ToMend' })
export type ToMendView = z.infer<typeof ToMendView>

export type { Rating }
export type NoticedView = ToMendView['noticed'][number]
export type UnansweredView = ToMendView['unanswered'][number]

export const giveFeedback = operation({
  method: 'POST',
  path: '/v1/feedback',
  actions: ['feedback.give'],
  summary: 'Say what you think of an answer',
  description: 'It lands on the answer and on the passages that it quotes. Said again, the last word counts.',
  body: NewFeedback,
  status: 204,
  success: 'It is kept.',
  problems: [{ status: 404, code: 'not-found', when: 'there is no such answer, or it isn’t yours to see' }],
})

export const readToMend = operation({
  method: 'GET',
  path: '/v1/documents/to-mend',
  actions: ['document.list-to-mend'],
  summary: 'List documents to mend and questions that none answers',
  success: 'Both, the most often named first.',
  result: ToMendView,
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const TickedOff = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['document', 'noticed']), documentId: Id }),
    z.strictObject({
      kind: z.literal('question'),
      question: z.string().max(100_000).describe('As it was listed; its other words are ticked off with it.'),
    }),
  ])
  .meta({ id: 'TickedOff' })

export type TickedOff = z.infer<typeof TickedOff>

export const tickOff = operation({
  method: 'POST',
  path: '/v1/documents/to-mend/done',
  actions: ['document.mend'],
  summary: 'Tick something off the fix list',
  description: 'What was said, asked or found before is done with. What comes after stands there again.',
  body: z.object({ what: TickedOff }),
  status: 204,
  success: 'It isn’t listed any more.',
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 404, code: 'not-found', when: 'there is no such document, or nobody asked that in vain' },
  ],
})
