import type { Json } from '#core/json.ts'
import { EFFECT_STATES, PLAN_STATUSES } from '#core/plan-status.ts'
import { ValuePath } from './path-shape.ts'
import {
  either,
  flag,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  shaped,
  text,
  type Shape,
  type Shaped,
} from './shape.ts'

/*
 * What the server answers, checked where it comes in. Members that a newer server adds are let through.
 */

// It was JSON a moment ago, so whatever it is now is what JSON can say.
export const anyJson: Shape<Json> = (value) => value as Json
const anyObject: Shape<Readonly<Record<string, Json>>> = record(anyJson)
const Texts = list(text)
const Person = object({ id: text, name: text })
const Label = object({ data: Texts, ctrl: Texts })

export const Verdict = object({
  decision: oneOf('allow', 'ask', 'deny'),
  roles: Texts,
  several: optional(list(record(integer))),
  reasons: Texts,
  policies: Texts,
})

export const Decision: Shape<import('#contract/decision.ts').DecisionView> = object({
  principal: Person,
  decision: oneOf('approve', 'edit', 'reject'),
  digest: text,
  authenticatedBy: oneOf('session', 'key', 'token'),
  reason: nullable(text),
  note: nullable(text),
  at: text,
  lookedMs: nullable(integer),
  counts: flag,
})

const EditField: Shape<import('#contract/effect.ts').EditField> = object({
  path: text,
  form: oneOf('money', 'number', 'text', 'date', 'choice'),
  value: text,
  choices: Texts,
  money: nullable(object({ currency: text, digits: integer, unit: oneOf('minor', 'major') })),
})

const Effect = object({
  index: integer,
  tool: text,
  title: text,
  args: anyObject,
  arguments: list(
    object({
      name: text,
      text: text,
      origin: text,
      kind: oneOf('person', 'edit', 'operator', 'model', 'record', 'step', 'clock', 'unchecked'),
      others: Texts,
      unchecked: flag,
      was: nullable(text),
      edit: list(EditField),
    }),
  ),
  money: list(object({ minor: integer, currency: text })),
  labels: record(Label),
  because: Label,
  paths: record(ValuePath),
  verdict: nullable(Verdict),
  state: oneOf(...EFFECT_STATES),
  result: nullable(anyJson),
  said: nullable(object({ by: oneOf('tool', 'protocol', 'http'), code: nullable(text), text: text })),
  reversible: flag,
  mayLeaveOut: flag,
})

const Failure = nullable(object({ code: text, text: text }))

const DocumentVersion = object({ id: text, title: text, version: integer })

export const Place = either(
  object({ kind: oneOf('page'), page: integer }),
  object({ kind: oneOf('slide'), slide: integer }),
  object({ kind: oneOf('sheet'), sheet: text, row: integer }),
  object({ kind: oneOf('row'), row: integer }),
)

const quoted = {
  passageId: text,
  quote: text,
  document: DocumentVersion,
  span: object({ start: integer, end: integer }),
  place: optional(Place),
}

const SaidWords = object({ messageId: text, start: integer, end: integer, text: text })

const Intent: Shape<import('#contract/intent.ts').IntentView> = object({
  goal: text,
  said: list(SaidWords),
  recognisedBy: nullable(oneOf('example', 'classifier', 'model', 'dialogue')),
  likeness: nullable(number),
  near: list(object({ playbook: text, title: text, likeness: number })),
  language: nullable(text),
  basis: oneOf('explicit', 'confirmed', 'inferred'),
  doubts: list(oneOf('speech-act', 'likeness', 'slot', 'disagreement', 'unasked-step', 'unknown')),
  steps: list(object({ index: integer, said: nullable(SaidWords) })),
})

export const Plan: Shape<import('#contract/plan.ts').PlanView> = object({
  id: text,
  status: oneOf(...PLAN_STATUSES),
  language: text,
  digest: nullable(text),
  threadId: text,
  runId: text,
  agent: text,
  requester: Person,
  program: text,
  playbook: nullable(text),
  intent: nullable(Intent),
  said: nullable(text),
  title: text,
  deed: text,
  totals: Texts,
  effects: list(Effect),
  leftOut: list(object({ title: text, by: Person })),
  lostEdits: list(object({ title: text, changed: nullable(object({ name: text, to: text })), by: Person })),
  reads: list(
    object({
      index: integer,
      tool: text,
      title: text,
      from: text,
      args: anyObject,
      found: flag,
      at: text,
    }),
  ),
  citations: list(object(quoted)),
  verdict: nullable(Verdict),
  decisions: list(Decision),
  risk: list(integer),
  awaits: Texts,
  people: object({ asked: integer, yes: integer }),
  escalation: nullable(object({ to: text, at: text, isOpen: flag })),
  ownEdit: flag,
  rejectReasons: Texts,
  mayResolve: flag,
  trying: nullable(
    object({
      index: integer,
      service: text,
      code: oneOf('tool-silent', 'tool-error'),
      nextAt: nullable(text),
      tries: list(
        object({
          did: oneOf('call', 'look-up'),
          came: oneOf('silence', 'not-sent', 'error', 'absent', 'unclear'),
          code: text,
          firstAt: text,
          lastAt: text,
          times: integer,
        }),
      ),
    }),
  ),
  changes: list(object({ tool: text, title: nullable(text), pointer: text, was: anyJson, is: anyJson })),
  settings: list(
    object({
      setting: oneOf('address', 'credential', 'entry', 'definition', 'limits', 'passage'),
      of: nullable(text),
      title: nullable(text),
    }),
  ),
  instead: list(object({ title: text, message: text })),
  failure: Failure,
  expiresAt: nullable(text),
  createdAt: text,
})

export const PlanList = object({ plans: list(Plan) })
export const Decided = object({ plan: Plan })

const Citation = object({ start: integer, end: integer, ...quoted })
export type Citation = Shaped<typeof Citation>

const Part = either(
  object({ type: oneOf('text'), text: text, citations: list(Citation) }),
  object({ type: oneOf('plan'), planId: text }),
  object({ type: oneOf('notice'), code: text, text: text }),
  object({ type: oneOf('file'), name: text }),
  object({ type: oneOf('choices'), choices: list(object({ label: text, says: text })) }),
)
export type Part = Shaped<typeof Part>

const Parts = list(Part)
const Placed = { seq: integer, at: text, threadId: text, runId: optional(text) }
const ofRun = { ...Placed, runId: text }

/** The events that a conversation on a screen is made of. A kind that isn't among them is passed over. */
export const ThreadEvent = either(
  object({ ...Placed, type: oneOf('message-received'), messageId: text, parts: Parts }),
  object({ ...Placed, type: oneOf('message-completed'), messageId: text, parts: Parts }),
  object({ ...ofRun, type: oneOf('run-started'), language: optional(text) }),
  object({ ...ofRun, type: oneOf('node-started'), node: text }),
  object({ ...Placed, type: oneOf('plan-proposed'), planId: text }),
  object({ ...Placed, type: oneOf('plan-decided'), planId: text }),
  object({ ...Placed, type: oneOf('plan-escalated'), planId: text }),
  object({ ...Placed, type: oneOf('effect-dispatched'), planId: text }),
  object({ ...Placed, type: oneOf('effect-completed'), planId: text }),
  object({ ...Placed, type: oneOf('effect-tried'), planId: text }),
  object({ ...ofRun, type: oneOf('run-waiting'), planId: text }),
  object({ ...ofRun, type: oneOf('run-completed') }),
  object({ ...ofRun, type: oneOf('run-failed'), code: text, text: text }),
  object({ ...ofRun, type: oneOf('run-resting'), text: text }),
  object({ ...ofRun, type: oneOf('run-set-aside'), code: text, text: text }),
  object({ ...Placed, type: oneOf('handed-over'), role: text, isHeld: optional(flag) }),
  object({ ...Placed, type: oneOf('hand-over-taken'), name: text }),
  object({ ...Placed, type: oneOf('hand-over-released', 'hand-over-closed') }),
  object({ ...Placed, type: oneOf('person-answered'), messageId: text, name: text, parts: Parts }),
)
export type ThreadEvent = Shaped<typeof ThreadEvent>

/** How far the making of a plan or an answer is: comes between the events, without a number. */
const Progress = object({
  type: oneOf('plan-progress'),
  runId: text,
  stage: oneOf('routing', 'answering', 'writing', 'mending', 'trying', 'checking'),
  attempt: nullable(object({ at: integer, of: integer })),
  reads: list(object({ title: text, state: oneOf('under-way', 'done', 'failed') })),
  lookedUp: integer,
})
export type Progress = Shaped<typeof Progress>

/** A stretch of an answer that is being written: comes between the events, too. */
const Delta = object({ type: oneOf('text-delta'), runId: text, messageId: text, offset: integer, text: text })
export type Delta = Shaped<typeof Delta>

/** An event that this screen shows something of, or the number of one that only a newer screen knows. */
export type KnownEvent = ThreadEvent | { readonly type: 'other'; readonly seq: number }

const Numbered = object({ seq: integer })

/** An event as it came, how far something is, or what is being said; null for what is none of it. */
export function streamed(given: unknown): KnownEvent | Progress | Delta | null {
  return shaped(Progress, given) ?? shaped(Delta, given) ?? knownEvent(given)
}

/** An event as it came; null for what is none. */
export function knownEvent(given: unknown): KnownEvent | null {
  const event = shaped(ThreadEvent, given)
  if (event !== null) return event
  const numbered = shaped(Numbered, given)
  return numbered === null ? null : { type: 'other', seq: numbered.seq }
}

export const EventPage = object({ events: list((value: unknown) => value) })

export const AgentFacts: Shape<import('#contract/thread.ts').AgentFacts> = object({
  model: nullable(text),
  person: nullable(text),
})

export const ReadThread = object({ about: AgentFacts })

export const Thread: Shape<import('#contract/thread.ts').ThreadView> = object({
  id: text,
  agent: text,
  title: text,
  greeting: text,
  suggestions: Texts,
  about: AgentFacts,
})

export const Accepted = object({ messageId: text, runId: text })

const Passage = object({
  passageId: text,
  text: text,
  start: integer,
  end: integer,
  heading: text,
  place: nullable(Place),
})

export const DocumentText: Shape<import('#contract/knowledge.ts').DocumentTextView> = object({
  document: DocumentVersion,
  newest: nullable(integer),
  passages: list(Passage),
  leftOut: object({ before: integer, after: integer }),
})

export const Me = object({ id: text, name: text, roles: Texts })
export type Me = Shaped<typeof Me>

const Message = object({
  id: text,
  role: oneOf('user', 'assistant', 'person'),
  by: nullable(Person),
  parts: Parts,
  createdAt: text,
})
export type Message = Shaped<typeof Message>

export const MessagePage = object({ messages: list(Message), next: nullable(text) })
export const PlanMessages = object({ messages: list(Message) })

export const Refusal = object({
  code: optional(text),
  detail: optional(text),
  instance: optional(text),
  retryAfterSeconds: optional(integer),
  needs: optional(Texts),
  decision: optional(nullable(Decision)),
})
