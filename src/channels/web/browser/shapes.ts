import * as z from 'zod/mini'
import type * as graph from '#graph/contract.ts'
import type { Json } from '#json.ts'

/*
 * What the server answers, parsed where it comes in. With the small face of zod, because a page loads it. Fields that a
 * newer server adds are let through.
 */

const AnyJson: z.ZodMiniType<Json> = z.json()
const AnyObject: z.ZodMiniType<Readonly<Record<string, Json>>> = z.record(z.string(), AnyJson)
const Texts = z.array(z.string())
const Person = z.looseObject({ id: z.string(), name: z.string() })
const Label = z.looseObject({ data: Texts, ctrl: Texts })

const Verdict = z.looseObject({
  decision: z.enum(['allow', 'ask', 'deny']),
  roles: Texts,
  reasons: Texts,
  policies: Texts,
})

export const Decision: z.ZodMiniType<graph.DecisionView> = z.looseObject({
  principal: Person,
  decision: z.enum(['approve', 'reject']),
  reason: z.nullable(z.string()),
  note: z.nullable(z.string()),
  at: z.string(),
})

const Effect = z.looseObject({
  index: z.int(),
  tool: z.string(),
  title: z.string(),
  args: AnyObject,
  arguments: z.array(
    z.looseObject({
      name: z.string(),
      text: z.string(),
      origin: z.string(),
      kind: z.enum(['person', 'edit', 'operator', 'model', 'record', 'step', 'clock', 'unchecked']),
      others: Texts,
      unchecked: z.boolean(),
    }),
  ),
  labels: z.record(z.string(), Label),
  because: Label,
  verdict: z.nullable(Verdict),
  state: z.enum(['planned', 'dispatched', 'succeeded', 'failed', 'unknown', 'cancelled']),
  result: z.nullable(AnyJson),
  reversible: z.boolean(),
})

const Failure = z.nullable(z.looseObject({ code: z.string(), text: z.string() }))

export const Plan: z.ZodMiniType<graph.PlanView> = z.looseObject({
  id: z.string(),
  status: z.enum([
    'making',
    'waiting',
    'applying',
    'done',
    'failed',
    'refused',
    'rejected',
    'expired',
    'stale',
    'unknown',
    'cancelled',
  ]),
  digest: z.nullable(z.string()),
  threadId: z.string(),
  runId: z.string(),
  agent: z.string(),
  requester: Person,
  program: z.string(),
  playbook: z.nullable(z.string()),
  said: z.nullable(z.string()),
  title: z.string(),
  deed: z.string(),
  totals: Texts,
  effects: z.array(Effect),
  reads: z.array(
    z.looseObject({
      index: z.int(),
      tool: z.string(),
      title: z.string(),
      from: z.string(),
      args: AnyObject,
      found: z.boolean(),
      at: z.string(),
    }),
  ),
  verdict: z.nullable(Verdict),
  decisions: z.array(Decision),
  awaits: Texts,
  rejectReasons: Texts,
  mayResolve: z.boolean(),
  changes: z.array(z.looseObject({ tool: z.string(), pointer: z.string(), was: AnyJson, is: AnyJson })),
  failure: Failure,
  expiresAt: z.nullable(z.string()),
  createdAt: z.string(),
})

export const PlanList = z.looseObject({ plans: z.array(Plan) })
export const Decided = z.looseObject({ plan: Plan })

const DocumentVersion = z.looseObject({ id: z.string(), title: z.string(), version: z.int() })

const Citation = z.looseObject({
  start: z.int(),
  end: z.int(),
  passageId: z.string(),
  quote: z.string(),
  document: DocumentVersion,
  span: z.looseObject({ start: z.int(), end: z.int() }),
})
export type Citation = z.infer<typeof Citation>

const Part = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string(), citations: z.array(Citation) }),
  z.looseObject({ type: z.literal('plan'), planId: z.string() }),
  z.looseObject({ type: z.literal('notice'), code: z.string(), text: z.string() }),
  z.looseObject({ type: z.literal('file'), name: z.string() }),
])
export type Part = z.infer<typeof Part>

const Parts = z.array(Part)
const Placed = { seq: z.int(), at: z.string(), threadId: z.string(), runId: z.optional(z.string()) }
const ofRun = { ...Placed, runId: z.string() }

/** The events that a conversation on a screen is made of. A kind that isn't among them is passed over. */
export const ThreadEvent = z.discriminatedUnion('type', [
  z.looseObject({ ...Placed, type: z.literal('message-received'), messageId: z.string(), parts: Parts }),
  z.looseObject({ ...Placed, type: z.literal('message-completed'), messageId: z.string(), parts: Parts }),
  z.looseObject({ ...ofRun, type: z.literal('run-started') }),
  z.looseObject({ ...ofRun, type: z.literal('node-started'), node: z.string() }),
  z.looseObject({ ...Placed, type: z.literal('plan-proposed'), planId: z.string() }),
  z.looseObject({ ...Placed, type: z.literal('plan-decided'), planId: z.string() }),
  z.looseObject({ ...Placed, type: z.literal('effect-dispatched'), planId: z.string() }),
  z.looseObject({ ...Placed, type: z.literal('effect-completed'), planId: z.string() }),
  z.looseObject({ ...ofRun, type: z.literal('run-waiting'), planId: z.string() }),
  z.looseObject({ ...ofRun, type: z.literal('run-completed') }),
  z.looseObject({ ...ofRun, type: z.literal('run-failed'), code: z.string(), text: z.string() }),
  z.looseObject({ ...Placed, type: z.literal('handed-over'), role: z.string() }),
])
export type ThreadEvent = z.infer<typeof ThreadEvent>

/** An event that this screen shows something of, or the number of one that only a newer screen knows. */
export type KnownEvent = ThreadEvent | { readonly type: 'other'; readonly seq: number }

const Numbered = z.looseObject({ seq: z.int() })

/** An event as it came; null for what is none. */
export function knownEvent(given: unknown): KnownEvent | null {
  const event = ThreadEvent.safeParse(given)
  if (event.success) return event.data
  const numbered = Numbered.safeParse(given)
  return numbered.success ? { type: 'other', seq: numbered.data.seq } : null
}

export const EventPage = z.looseObject({ events: z.array(z.unknown()) })

export const Thread: z.ZodMiniType<graph.ThreadView> = z.looseObject({
  id: z.string(),
  agent: z.string(),
  title: z.string(),
  greeting: z.string(),
  suggestions: Texts,
})

export const Accepted = z.looseObject({ messageId: z.string(), runId: z.string() })

export const Passage: z.ZodMiniType<graph.PassageView> = z.looseObject({
  document: DocumentVersion,
  text: z.string(),
  start: z.int(),
  end: z.int(),
  heading: z.string(),
})

export const Me = z.looseObject({ id: z.string(), name: z.string(), roles: Texts })
export type Me = z.infer<typeof Me>

const Message = z.looseObject({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  parts: Parts,
  createdAt: z.string(),
})
export type Message = z.infer<typeof Message>

export const MessagePage = z.looseObject({ messages: z.array(Message), next: z.nullable(z.string()) })
export const PlanMessages = z.looseObject({ messages: z.array(Message) })

export const Refusal = z.looseObject({
  code: z.optional(z.string()),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  needs: z.optional(Texts),
  decision: z.nullish(Decision),
})
