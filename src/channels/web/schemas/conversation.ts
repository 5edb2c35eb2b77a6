import { z } from 'zod'
import { Id, Moment, type View } from './common.ts'
import type { AcceptedMessage, MessageView, AsideRunView, RunView, ThreadView } from '#graph/contract.ts'
import { PlanProgress as Progress } from '#graph/plan-progress.ts'
import { TextDelta as Delta } from '#graph/text-delta.ts'
import { ThreadEvent } from '#memory/events.ts'
import { Part } from '#memory/part.ts'

export const NewThread = z
  .strictObject({
    agent: z.string().min(1).max(100).optional().describe('The name of an agent folder; the first one where left out.'),
  })
  .meta({ id: 'NewThread' })

export const Thread: View<ThreadView> = z
  .object({
    id: Id,
    agent: z.string(),
    title: z.string().describe('What the agent is called on a screen.'),
    greeting: z.string().describe("The agent's first words."),
    suggestions: z.array(z.string()).readonly().describe('Messages that the agent suggests to begin with.'),
  })
  .meta({ id: 'Thread' })

export const NewMessage = z
  .strictObject({ text: textOfMessage() })
  .meta({ id: 'NewMessage', examples: [{ text: 'Please refund order A17' }] })

export const Accepted: View<Omit<AcceptedMessage, 'duplicate'>> = z
  .object({ messageId: Id, runId: Id })
  .meta({ id: 'Accepted' })

export const Message: View<MessageView> = z
  .object({
    id: Id,
    role: z.enum(['user', 'assistant']),
    parts: z.array(Part.meta({ id: 'Part' })).readonly(),
    runId: Id.nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'Message' })

export const Event: View<ThreadEvent> = ThreadEvent.meta({
  id: 'Event',
  description: 'Something that happened in a thread. `seq` counts from 1 without gaps.',
})

export const PlanProgress: View<Progress> = Progress.meta({
  id: 'PlanProgress',
  description:
    'How far the making of a plan or an answer is, between the events of a stream. It has no `seq`, is not stored and may be lost; each one says all, and an event that follows says what came of it.',
})

export const TextDelta: View<Delta> = Delta.meta({
  id: 'TextDelta',
  description:
    'What an answer says while it is being written, in whole sentences, each found to stand in the documents; comes between the events of a stream. It has no `seq`, is not stored and may be lost; `message-completed` of the same message says all. Text that stood at `offset` and after is replaced.',
})

export const Run: View<RunView> = z
  .object({
    id: Id,
    threadId: Id,
    status: z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']),
    failure: z.object({ code: z.string(), text: z.string() }).nullable(),
    usage: z
      .object({ modelCalls: z.int(), inputTokens: z.int(), outputTokens: z.int() })
      .describe('What the run has asked of a model so far. A call that was tried again is two.'),
  })
  .meta({ id: 'Run' })

// The real limit is the agent's and is worded by the operation; this one keeps nonsense away from it.
function textOfMessage(): z.ZodString {
  return z.string().max(200_000)
}

export const AsideRun: View<AsideRunView> = z
  .object({
    id: Id,
    threadId: Id,
    agent: z.string(),
    requester: z.string(),
    code: z.string().describe('`run-kills`: it ended whatever worked on it. `run-errors`: it ended in errors of ours.'),
    asideAt: Moment,
  })
  .meta({ id: 'SetAsideRun' })
