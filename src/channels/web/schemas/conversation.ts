import { z } from 'zod'
import { Id, Moment, type View } from './common.ts'
import type { AgentFacts, AsideRunView, MessagePart, MessageView, ThreadView } from '#contract/operations.ts'
import { PlanProgress as Progress } from '#contract/plan-progress.ts'
import { THREAD_STATUSES, type ListedThreadView } from '#contract/thread-views.ts'
import { TextDelta as Delta } from '#contract/text-delta.ts'
import { ThreadEvent } from '#memory/events.ts'
import { Part } from '#memory/part.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import { Run } from './run.ts'

export const NewThread = z
  .strictObject({
    agent: z.string().min(1).max(100).optional().describe('The name of an agent folder; the first one where left out.'),
  })
  .meta({ id: 'NewThread' })

const Person = z.object({ id: z.string(), name: z.string() })

const AgentFactsShape: View<AgentFacts> = z
  .object({
    model: z.string().nullable().describe('The language model that the agent works with; null where it has none.'),
    person: z
      .string()
      .nullable()
      .describe('The role that it passes conversations on to; null where it passes none on.'),
  })
  .meta({ id: 'AgentFacts' })

export const Thread: View<ThreadView> = z
  .object({
    id: Id,
    agent: z.string(),
    title: z.string().describe('What the agent is called on a screen.'),
    greeting: z.string().describe("The agent's first words."),
    suggestions: z.array(z.string()).readonly().describe('Messages that the agent suggests to begin with.'),
    about: AgentFactsShape,
  })
  .meta({ id: 'Thread' })

export const ListedThread: View<ListedThreadView> = z
  .object({
    id: Id,
    agent: z.string(),
    title: z.string().describe('What the agent is called on a screen.'),
    requester: Person.describe('Whose it is.'),
    channel: z.string(),
    about: AgentFactsShape,
    status: z
      .enum(THREAD_STATUSES)
      .describe('`working` where something is being done, or is to be; else `waiting` where a run waits; else `idle`.'),
    createdAt: Moment,
    lastMessageAt: Moment.nullable(),
  })
  .meta({ id: 'ListedThread' })

export const NewMessage = z
  .strictObject({ text: textOfMessage() })
  .meta({ id: 'NewMessage', examples: [{ text: 'Please refund order A17' }] })

export const Accepted = z.object({ messageId: Id, runId: Id }).meta({ id: 'Accepted' })

const [text, plan, file, notice, choices] = Part.options
const PartShape: View<MessagePart> = z
  .discriminatedUnion('type', [
    text,
    plan.extend({
      plan: z
        .object({
          status: z.enum(PLAN_STATUSES),
          digest: z.string().nullable().describe('What a decision must name.'),
          title: z.string().describe('The plan in one sentence.'),
          totals: z.array(z.string()).readonly(),
          awaits: z.array(z.string()).readonly().describe('Roles of which another yes counts.'),
          expiresAt: Moment.nullable(),
        })
        .meta({ id: 'PlanCard' })
        .nullable()
        .describe('The plan in short, as it is now and as you may see it; null where you may not.'),
    }),
    file,
    notice,
    choices.describe('What its reader may say next: a button that says `label` sends `says` as their message.'),
  ])
  .meta({ id: 'Part' })

export const Message: View<MessageView> = z
  .object({
    id: Id,
    role: z
      .enum(['user', 'assistant', 'person'])
      .describe('A `person` is somebody who has taken the thread from the agent.'),
    by: Person.nullable().describe('Who that person is; null for all others.'),
    parts: z.array(PartShape).readonly(),
    runId: Id.nullable(),
    createdAt: Moment,
    isComplete: z
      .boolean()
      .describe('False where it is what its run waits for: the answer takes its place, under the same id.'),
  })
  .meta({ id: 'Message' })

const Answer = z.object({ run: Run, answer: Message.nullable() })

/** What a message is answered with where its sender waits for it: also how its run stands, and what it was answered. */
export const Answered = Accepted.extend(Answer.shape)
  .extend({
    following: z
      .array(Answer)
      .readonly()
      .describe(
        'The runs that came after it by the same message, in their order: each is the `next` of the one before.',
      ),
  })
  .meta({ id: 'Answered' })

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
    code: z
      .string()
      .describe('`run-kills` where it ended whatever worked on it, `run-errors` where it ended in errors of ours.'),
    asideAt: Moment,
  })
  .meta({ id: 'SetAsideRun' })
