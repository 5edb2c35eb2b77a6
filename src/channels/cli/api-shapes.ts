import { z } from 'zod'
import { Doubt, SaidWords } from '#core/intent.ts'
import { Json, JsonObject } from '#core/json.ts'
import { Label, Labels } from '#core/label.ts'
import { EFFECT_STATES, PLAN_STATUSES } from '#core/plan-status.ts'
import { PrincipalId, Scope } from '#core/principal.ts'
import { Place } from '#core/text-place.ts'
import { ValuePaths } from '#core/value-path.ts'
import { Verdict } from '#core/verdict.ts'
import type { Reader as PlanReader } from '../plan-state.ts'

/*
 * What the HTTP API answers, parsed where it comes in. Fields that a newer server adds are kept, so that
 * `--json` prints all of them.
 */

const Person = z.looseObject({ id: z.string(), name: z.string() })

export const DecisionView: z.ZodType<import('#contract/decision.ts').DecisionView> = z.looseObject({
  principal: Person,
  decision: z.enum(['approve', 'edit', 'reject']),
  digest: z.string(),
  authenticatedBy: z.enum(['session', 'key', 'token']),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  at: z.string(),
  lookedMs: z.number().nullable(),
  counts: z.boolean().default(true),
})

export type DecisionView = import('#contract/decision.ts').DecisionView

const EditField: z.ZodType<import('#contract/effect.ts').EditField> = z.looseObject({
  path: z.string(),
  form: z.enum(['money', 'number', 'text', 'date', 'choice']),
  value: z.string(),
  choices: z.array(z.string()),
  money: z.looseObject({ currency: z.string(), digits: z.number(), unit: z.enum(['minor', 'major']) }).nullable(),
})

const Argument = z.looseObject({
  name: z.string(),
  text: z.string(),
  origin: z.string(),
  kind: z.enum(['person', 'edit', 'operator', 'model', 'record', 'step', 'clock', 'unchecked']),
  others: z.array(z.string()),
  unchecked: z.boolean(),
  was: z.string().nullable().default(null),
  edit: z.array(EditField).default([]),
})

const IntentView: z.ZodType<import('#contract/intent.ts').IntentView> = z.looseObject({
  goal: z.string(),
  said: z.array(SaidWords),
  recognisedBy: z.enum(['example', 'classifier', 'model', 'dialogue']).nullable(),
  likeness: z.number().nullable(),
  near: z.array(z.looseObject({ playbook: z.string(), title: z.string(), likeness: z.number() })),
  language: z.string().nullable(),
  basis: z.enum(['explicit', 'confirmed', 'inferred']),
  doubts: z.array(Doubt),
  steps: z.array(z.looseObject({ index: z.number().int(), said: SaidWords.nullable() })),
})

const Effect = z.looseObject({
  index: z.number().int(),
  tool: z.string(),
  title: z.string(),
  args: JsonObject,
  arguments: z.array(Argument),
  money: z.array(z.looseObject({ minor: z.number(), currency: z.string() })).default([]),
  labels: Labels,
  because: Label,
  paths: ValuePaths.default({}),
  verdict: Verdict.nullable(),
  state: z.enum(EFFECT_STATES),
  result: Json.nullable(),
  said: z
    .looseObject({ by: z.enum(['tool', 'protocol', 'http']), code: z.string().nullable(), text: z.string() })
    .nullable()
    .default(null),
  reversible: z.boolean(),
  mayLeaveOut: z.boolean().default(false),
})

const Failure = z.looseObject({ code: z.string(), text: z.string() })

export const PlanView: z.ZodType<import('#contract/plan.ts').PlanView> = z.looseObject({
  id: z.string(),
  status: z.enum(PLAN_STATUSES),
  language: z.string(),
  digest: z.string().nullable(),
  threadId: z.string(),
  runId: z.string(),
  agent: z.string(),
  requester: Person,
  program: z.string(),
  playbook: z.string().nullable(),
  intent: IntentView.nullable().default(null),
  said: z.string().nullable(),
  title: z.string(),
  deed: z.string(),
  totals: z.array(z.string()),
  effects: z.array(Effect),
  leftOut: z.array(z.looseObject({ title: z.string(), by: Person })).default([]),
  lostEdits: z
    .array(
      z.looseObject({
        title: z.string(),
        changed: z.looseObject({ name: z.string(), to: z.string() }).nullable(),
        by: Person,
      }),
    )
    .default([]),
  reads: z.array(
    z.looseObject({
      index: z.number(),
      tool: z.string(),
      title: z.string(),
      from: z.string(),
      args: JsonObject,
      found: z.boolean(),
      at: z.string(),
    }),
  ),
  citations: z
    .array(
      z.looseObject({
        passageId: z.string(),
        quote: z.string(),
        document: z.looseObject({ id: z.string(), title: z.string(), version: z.number() }),
        span: z.looseObject({ start: z.number(), end: z.number() }),
        place: Place.optional(),
      }),
    )
    .default([]),
  verdict: Verdict.nullable(),
  decisions: z.array(DecisionView),
  risk: z.array(z.number()),
  awaits: z.array(z.string()),
  people: z.looseObject({ asked: z.number(), yes: z.number() }),
  escalation: z.looseObject({ to: z.string(), at: z.string(), isOpen: z.boolean() }).nullable(),
  ownEdit: z.boolean().default(false),
  rejectReasons: z.array(z.string()),
  mayResolve: z.boolean(),
  trying: z
    .looseObject({
      index: z.number(),
      service: z.string(),
      code: z.enum(['tool-silent', 'tool-error']),
      nextAt: z.string().nullable(),
      tries: z.array(
        z.looseObject({
          did: z.enum(['call', 'look-up']),
          came: z.enum(['silence', 'not-sent', 'error', 'absent', 'unclear']),
          code: z.string(),
          firstAt: z.string(),
          lastAt: z.string(),
          times: z.number(),
        }),
      ),
    })
    .nullable()
    .default(null),
  changes: z.array(
    z.looseObject({
      tool: z.string(),
      title: z.string().nullable().default(null),
      pointer: z.string(),
      was: Json,
      is: Json,
    }),
  ),
  settings: z
    .array(
      z.looseObject({
        setting: z.enum(['address', 'credential', 'entry', 'definition', 'limits', 'passage']),
        of: z.string().nullable(),
        title: z.string().nullable(),
      }),
    )
    .default([]),
  instead: z.array(z.looseObject({ title: z.string(), message: z.string() })).default([]),
  failure: Failure.nullable(),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
})
export type PlanView = import('#contract/plan.ts').PlanView

export const PlanList = z.union([z.array(PlanView), z.object({ plans: z.array(PlanView) }).transform((it) => it.plans)])
export const Decided = z.looseObject({ plan: PlanView })

const AgentFacts = z.looseObject({ model: z.string().nullable(), person: z.string().nullable() })

export const ThreadView: z.ZodType<import('#contract/thread.ts').ThreadView> = z.looseObject({
  id: z.string(),
  agent: z.string(),
  title: z.string(),
  greeting: z.string(),
  suggestions: z.array(z.string()),
  about: AgentFacts,
})
export type ThreadView = import('#contract/thread.ts').ThreadView

export const AcceptedMessage = z.looseObject({ messageId: z.string(), runId: z.string() })

/** What the terminal reads of an event: what it is about. The thing itself is read from its own route. */
export const StreamEvent = z.looseObject({
  type: z.string(),
  seq: z.number().int().optional(),
  runId: z.string().nullish(),
  planId: z.string().nullish(),
  code: z.string().optional(),
  text: z.string().optional(),
  language: z.string().optional(),
})
export type StreamEvent = z.infer<typeof StreamEvent>

/** How far the making of a plan or an answer is, between the events of a stream. */
export const Progress = z.looseObject({
  type: z.literal('plan-progress'),
  seq: z.undefined().optional(),
  runId: z.string(),
  stage: z.string(),
  attempt: z.object({ at: z.number(), of: z.number() }).nullable(),
  reads: z.array(z.looseObject({ title: z.string(), state: z.string() })),
  lookedUp: z.number(),
})
export type Progress = z.infer<typeof Progress>

/** A stretch of an answer that is being written. */
export const Delta = z.looseObject({
  type: z.literal('text-delta'),
  seq: z.undefined().optional(),
  runId: z.string(),
  messageId: z.string(),
  offset: z.number().int().min(0),
  text: z.string(),
})
export type Delta = z.infer<typeof Delta>

export const EventPage = z.looseObject({ events: z.array(StreamEvent), next: z.number() })

export const PassageView = z.looseObject({ heading: z.string(), document: z.looseObject({ title: z.string() }) })

const KeyFields = {
  id: z.string(),
  name: z.string(),
  principal: PrincipalId,
  roles: z.array(z.string()),
  scopes: z.array(Scope),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
}
export const KeyView: z.ZodType<import('#contract/key.ts').KeyView> = z.looseObject(KeyFields)
export type KeyView = import('#contract/key.ts').KeyView
export const KeyList = z.union([z.array(KeyView), z.object({ keys: z.array(KeyView) }).transform((it) => it.keys)])
export const CreatedKey: z.ZodType<import('#contract/key.ts').CreatedKey> = z.looseObject({
  ...KeyFields,
  key: z.string(),
})
export type CreatedKey = import('#contract/key.ts').CreatedKey

export const Problem = z.looseObject({
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
})
export type Problem = z.infer<typeof Problem>

export type Reader = PlanReader
export const Reader: z.ZodType<Reader> = z.looseObject({ id: z.string(), roles: z.array(z.string()) })

export const Readiness = z.looseObject({
  ready: z.boolean(),
  dependencies: z.record(z.string(), z.looseObject({ ok: z.boolean(), detail: z.string() })).default({}),
})
export type Readiness = z.infer<typeof Readiness>
