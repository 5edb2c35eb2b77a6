import { z } from 'zod'
import { Part } from '../threads/part.ts'

const Base = {
  /** Counts from 1 in each thread, without gaps. */
  seq: z.int().min(1),
  at: z.iso.datetime(),
  threadId: z.uuid(),
  runId: z.uuid().optional(),
}
export const Parts = z.array(Part).readonly()
/** The messages that an answer answers, the first first; none where nobody asked. Older events don't say. */
const answers = z.array(z.uuid()).readonly().optional()
const Effect = { planId: z.uuid(), index: z.int().min(0) }
const ByPerson = { handOverId: z.uuid(), principalId: z.string(), name: z.string() }
const Leaf = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Change = z.union([
  z.object({ effect: z.int().min(0), path: z.string(), was: Leaf, value: Leaf }),
  z.object({ effect: z.int().min(0), leaveOut: z.literal(true) }),
])

/** What happens in a thread. `parts` and `name` are empty where a message was erased. */
export const ThreadEvent = z.discriminatedUnion('type', [
  z.object({ ...Base, type: z.literal('message-received'), messageId: z.uuid(), parts: Parts }),
  /** Its author has said, in their own session, that all of a long message is their own request; the run reads it so. */
  z.object({ ...Base, type: z.literal('message-owned'), messageId: z.uuid(), principalId: z.string() }),
  z.object({ ...Base, type: z.literal('run-started'), language: z.string().optional(), answers }),
  z.object({ ...Base, type: z.literal('node-started'), node: z.string() }),
  z.object({ ...Base, type: z.literal('message-completed'), messageId: z.uuid(), parts: Parts, answers }),
  z.object({
    ...Base,
    type: z.literal('plan-proposed'),
    planId: z.uuid(),
    digest: z.string(),
    decision: z.enum(['allow', 'ask', 'deny']),
    answers,
  }),
  z.object({
    ...Base,
    type: z.literal('plan-decided'),
    planId: z.uuid(),
    digest: z.string(),
    decision: z.enum(['approve', 'edit', 'reject', 'expire', 'withdraw']),
    /** Absent where nobody decided: time was over (`expire`), or an equal request was done (`withdraw`). */
    principalId: z.string().optional(),
    reason: z.string().optional(),
    /** What an edit changed, by the steps as they were shown under `digest`. */
    changes: z.array(Change).readonly().optional(),
  }),
  z.object({ ...Base, type: z.literal('plan-escalated'), planId: z.uuid(), role: z.string() }),
  z.object({ ...Base, type: z.literal('effect-dispatched'), ...Effect }),
  z.object({
    ...Base,
    type: z.literal('effect-completed'),
    ...Effect,
    state: z.enum(['succeeded', 'failed', 'unknown', 'cancelled']),
  }),
  /** Nobody knows yet what came of it, and it is tried again; `code` says what the last try came to. */
  z.object({ ...Base, type: z.literal('effect-tried'), ...Effect, code: z.enum(['tool-silent', 'tool-error']) }),
  z.object({ ...Base, type: z.literal('run-waiting'), planId: z.uuid() }),
  z.object({ ...Base, type: z.literal('run-completed') }),
  z.object({ ...Base, type: z.literal('run-failed'), code: z.string(), text: z.string() }),
  /** A part of this server is away, by its error's code. It goes on by itself. */
  z.object({ ...Base, type: z.literal('run-resting'), code: z.string(), text: z.string() }),
  /** It goes on once an operator lets it. */
  z.object({ ...Base, type: z.literal('run-set-aside'), code: z.string(), text: z.string() }),
  /** It waits for a person. `isHeld`: whether anybody was known then who holds the role; older events don't say. */
  z.object({
    ...Base,
    type: z.literal('handed-over'),
    role: z.string(),
    handOverId: z.uuid().optional(),
    isHeld: z.boolean().optional(),
  }),
  z.object({ ...Base, type: z.literal('hand-over-taken'), ...ByPerson }),
  z.object({ ...Base, type: z.literal('hand-over-released'), handOverId: z.uuid(), principalId: z.string() }),
  /** The agent goes on by itself. */
  z.object({ ...Base, type: z.literal('hand-over-closed'), handOverId: z.uuid(), principalId: z.string() }),
  z.object({ ...Base, type: z.literal('person-answered'), messageId: z.uuid(), parts: Parts, answers, ...ByPerson }),
])
export type ThreadEvent = Readonly<z.infer<typeof ThreadEvent>>
