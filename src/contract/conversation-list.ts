import { z } from 'zod'
import { Id, Moment, limitUpTo, queryText, textUpTo } from './fields.ts'
import { operation } from './endpoint.ts'
import { PlanCard } from './plan.ts'
import { THREAD_STATUSES } from './thread.ts'

const ShortPlan = PlanCard.pick({ title: true, status: true }).extend({ id: Id })

export const ConversationView = z
  .object({
    id: Id,
    agent: z.string(),
    agentTitle: z.string().describe('What the agent is called on a screen.'),
    greeting: z.string().describe("The agent's first words."),
    title: z.string().describe('The first words that you said in it.'),
    plan: ShortPlan.nullable().describe('The newest plan that it came to; null where it came to none.'),
    status: z.enum(THREAD_STATUSES).describe('As in the list of threads.'),
    waitsFor: z
      .enum(['you', 'others', 'person'])
      .nullable()
      .describe(
        '`you` where a plan of it waits for your answer, `person` where it was passed on to a person, `others` where it waits for somebody or something else.',
      ),
    person: z.string().nullable().describe('The name of the person who has it; null where nobody has.'),
    unread: z.int().describe('Answers that were on no screen of yours yet.'),
    createdAt: Moment,
    lastMessageAt: Moment,
  })
  .meta({ id: 'Conversation' })
export type ConversationView = z.infer<typeof ConversationView>

export const ConversationPage = z.object({
  conversations: z.array(ConversationView).readonly(),
  next: Id.nullable(),
})

export const DeletedThread = z
  .object({
    keptPlans: z.int().describe('Plans whose evidence is kept, with what was said for them.'),
  })
  .meta({ id: 'DeletedThread' })

const Line = z.object({
  by: z.enum(['you', 'agent', 'person']),
  name: z.string(),
  at: Moment,
  text: z.string(),
  sources: z.array(z.object({ title: z.string(), quote: z.string() })).readonly(),
  plans: z.array(ShortPlan).readonly(),
})

export const TranscriptView = z
  .object({
    threadId: Id,
    agent: z.string(),
    agentTitle: z.string(),
    createdAt: Moment,
    messages: z.array(Line).readonly(),
    text: z.string().describe('All of it as a text that a person can read.'),
  })
  .meta({ id: 'Transcript' })
export type TranscriptView = z.infer<typeof TranscriptView>

export const listConversations = operation({
  method: 'GET',
  path: '/v1/conversations',
  actions: ['conversation.list'],
  summary: 'List your own conversations',
  description:
    'The threads that you began and in which something was said, from whichever device, each with what waits in it. `words` finds those in which all of them were said.',
  query: z.object({
    agent: textUpTo(100).optional(),
    words: queryText(200).optional(),
    after: Id.optional().describe('The `next` of the page before.'),
    limit: limitUpTo(100, 30),
  }),
  success: 'The conversations, the one that was spoken in last first. `next` is where to go on; null at the end.',
  result: ConversationPage,
})

export const markThreadRead = operation({
  method: 'POST',
  path: '/v1/threads/{threadId}/read',
  actions: ['thread.mark-read'],
  summary: 'Say how far you have read a thread of yours',
  params: z.object({ threadId: Id }),
  body: z.strictObject({ seq: z.int().min(0).describe('The `seq` of the last event that was on your screen.') }),
  status: 204,
  success: 'It is kept. What was read stays read.',
})

export const deleteThread = operation({
  method: 'DELETE',
  path: '/v1/threads/{threadId}',
  actions: ['thread.delete'],
  summary: 'Delete a conversation of yours',
  description:
    'What waits in it is withdrawn and what is being made is stopped. What was said in it is erased for good, but for what led to a plan with steps: that is part of the evidence of the plan and stays with it.',
  params: z.object({ threadId: Id }),
  status: 200,
  success: 'It is deleted.',
  result: DeletedThread,
  problems: [
    {
      status: 409,
      code: 'thread-at-work',
      when: 'a step of a plan of it has begun, or nobody knows yet what became of one',
    },
    { status: 409, code: 'thread-elsewhere', when: 'it is a conversation of Slack, Teams, mail or a webhook' },
  ],
})

export const readTranscript = operation({
  method: 'GET',
  path: '/v1/threads/{threadId}/transcript',
  actions: ['thread.export'],
  summary: 'Export a conversation of yours',
  params: z.object({ threadId: Id }),
  query: z.object({ lang: textUpTo(35).optional().describe('The language of the text around what was said.') }),
  success: 'All that was said in it, by message and as a text.',
  result: TranscriptView,
})
