import { z } from 'zod'
import { Place } from '#core/text-place.ts'

// What the HTTP API answers of a thread's messages. Fields that a newer server adds are kept here too.

const Citation = z.looseObject({
  start: z.number(),
  end: z.number(),
  passageId: z.string(),
  quote: z.string(),
  document: z.looseObject({ id: z.string(), title: z.string() }),
  place: Place.optional(),
})
export type Citation = z.infer<typeof Citation>

const Part = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string(), citations: z.array(Citation).default([]) }),
  z.looseObject({ type: z.literal('plan'), planId: z.string() }),
  z.looseObject({ type: z.literal('notice'), code: z.string(), text: z.string() }),
  z.looseObject({ type: z.literal('file') }),
  z.looseObject({
    type: z.literal('choices'),
    choices: z.array(z.looseObject({ label: z.string(), says: z.string() })),
  }),
])
export type Part = z.infer<typeof Part>

export const MessageView = z.looseObject({
  id: z.string(),
  role: z.enum(['user', 'assistant', 'person']),
  by: z.looseObject({ name: z.string() }).nullish(),
  parts: z.array(Part),
  runId: z.string().nullish(),
  createdAt: z.string(),
  /** False where it is only the card of what its run waits for. */
  isComplete: z.boolean().default(true),
})
export type MessageView = z.infer<typeof MessageView>

export const MessagePage = z.looseObject({ messages: z.array(MessageView), next: z.string().nullable() })
