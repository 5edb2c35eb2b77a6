import { z } from 'zod'
import { Part } from '#memory/threads/part.ts'
import { Id, Moment, Person } from './fields.ts'
import { PlanCard } from './plan.ts'
import { RunView } from './run.ts'

export const NewMessage = z
  .strictObject({
    text: textOfMessage(),
    seen: z
      .int()
      .min(0)
      .optional()
      .describe(
        'The `seq` of the last event that its writer had before them. A question that came later isn’t answered by it, nor a plan that came up later agreed to. Left out, all that stands in the thread counts as read.',
      ),
  })
  .meta({ id: 'NewMessage', examples: [{ text: 'Please refund order A17' }] })

export const Accepted = z.object({ messageId: Id, runId: Id }).meta({ id: 'Accepted' })

const [text, plan, file, notice, ownWords, choices] = Part.options

/** A piece of a message as it is read: of a plan what its reader may see of it now; null where that is nothing. */
export const MessagePart = z
  .discriminatedUnion('type', [
    text.describe(
      'What the documents say, with what each sentence quotes, or what somebody typed. With `translatedFrom` a model put it into the asker’s language; its quotes stand in the documents’.',
    ),
    plan.extend({
      plan: PlanCard.nullable().describe(
        'The plan in short, as it is now and as you may see it; null where you may not.',
      ),
    }),
    file,
    notice,
    ownWords.describe(
      'The agent’s own words: one of our templates, by its name, with checked values in its gaps. They are not what the documents say, and no model wrote them but those with a `writtenBy` of `model`, which are talk in the agent’s own words, of which nothing was done, promised or found.',
    ),
    choices.describe('What its reader may say next: a button that says `label` sends `says` as their message.'),
  ])
  .meta({ id: 'Part' })
export type MessagePart = z.infer<typeof MessagePart>

export const MessageView = z
  .object({
    id: Id,
    role: z
      .enum(['user', 'assistant', 'person'])
      .describe('A `person` is somebody who has taken the thread from the agent.'),
    by: Person.nullable().describe('Who that person is; null for all others.'),
    parts: z.array(MessagePart).readonly(),
    runId: Id.nullable(),
    answers: z
      .array(Id)
      .readonly()
      .describe(
        'The messages that it answers, the first first: several where they were answered together, none where nobody asked, as with what a schedule began. Of a message that wants several things, several answers name it.',
      ),
    createdAt: Moment,
    isComplete: z
      .boolean()
      .describe('False where it is what its run waits for: the answer takes its place, under the same id.'),
  })
  .meta({ id: 'Message' })
export type MessageView = z.infer<typeof MessageView>

const Answer = z.object({ run: RunView, answer: MessageView.nullable() })

/** A page of them; `next` is null on the last one. */
export const MessagePage = z.object({ messages: z.array(MessageView).readonly(), next: z.string().nullable() })
export type MessagePage = z.infer<typeof MessagePage>

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

// The real limit is the agent's and is worded by the operation; this one keeps nonsense away from it.
function textOfMessage(): z.ZodString {
  return z.string().max(200_000)
}
