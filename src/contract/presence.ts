import { z } from 'zod'
import { Id } from './fields.ts'
import { operation } from './endpoint.ts'

/**
 * What somebody does at one end of a conversation that a person has. No event of record: it has no `seq`, isn't stored and may
 * be lost; each one says all.
 */
export const Presence = z
  .object({
    type: z.literal('presence'),
    threadId: z.uuid(),
    from: z.enum(['user', 'person']).describe('Whose conversation it is, or the person who has it.'),
    name: z.string(),
    isTyping: z.boolean().describe(`Said again while they go on; nothing for ten seconds means that they stopped.`),
    seen: z.uuid().nullable().describe('The last message that was on their screen; null where they don’t say.'),
  })
  .meta({
    id: 'Presence',
    description:
      'What the other end of a conversation does while a person has it, between the events of a stream. It has no `seq`, is not stored and may be lost; each one says all.',
  })
/** It comes of no run. */
export type Presence = Readonly<z.infer<typeof Presence>> & { readonly runId?: undefined }

/** Told with a `PresenceNotice` as JSON. */
export const PRESENCE_CHANNEL = 'parley_presence'

/** What processes tell each other. */
export const PresenceNotice = z.object({ tenantId: z.string(), presence: Presence })

export const tellPresence = operation({
  method: 'POST',
  path: '/v1/threads/{threadId}/presence',
  actions: ['thread.tell-presence'],
  summary: 'Say that you type, and what you have seen',
  description:
    'For the two ends of a conversation that a person has taken; whoever follows it gets a `presence` in its stream. While nobody has taken it, nobody is told. Say it every few seconds while you type, once when you stop, and when a message came on your screen.',
  params: z.object({ threadId: Id }),
  body: z
    .strictObject({ isTyping: z.boolean(), seen: z.uuid().optional() })
    .meta({ id: 'NewPresence', examples: [{ isTyping: true }] }),
  success: 'Whoever is at the other end is told.',
})
