import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { DeadLetterView } from '#contract/dead-letter.ts'
import { DecisionView } from '#contract/decision.ts'
import { AddedDocument, DocumentView, HandedIn } from '#contract/document.ts'
import { EffectView } from '#contract/effect.ts'
import { ThreadEvent } from '#contract/event.ts'
import { ExplanationView } from '#contract/explanation.ts'
import { ToMendView } from '#contract/feedback.ts'
import { HandOverView } from '#contract/hand-over.ts'
import { IntentView } from '#contract/intent.ts'
import { CreatedKey, KeyView } from '#contract/key.ts'
import { DocumentTextView, PassageView, SearchResultView } from '#contract/knowledge.ts'
import { MessageView } from '#contract/message.ts'
import { PlanProgress } from '#contract/plan-progress.ts'
import { PlanView } from '#contract/plan.ts'
import { PolicyDiffView } from '#contract/policy-diff.ts'
import { Problem } from '#contract/problem.ts'
import { ReplayView } from '#contract/replay.ts'
import { RunView } from '#contract/run.ts'
import { Me } from '#contract/server-endpoints.ts'
import { shapeOf } from '#contract/shape-of.ts'
import { fault } from '#contract/shape.ts'
import { TextDelta } from '#contract/text-delta.ts'
import { ListedThreadView, ThreadView } from '#contract/thread.ts'
import { StopView, ToolView } from '#contract/tool.ts'
import type { ServedEndpoint } from '#contract/endpoint.ts'
import { SERVED } from '#contract/served.ts'
import { golden, GOLDEN_NAMES } from './golden.ts'

const SCHEMAS: Readonly<Record<string, z.ZodObject | z.ZodDiscriminatedUnion>> = {
  'added-document': AddedDocument,
  'created-key': CreatedKey,
  'document-text': DocumentTextView,
  'hand-over': HandOverView,
  'handed-in': HandedIn,
  'listed-thread': ListedThreadView,
  'plan-progress': PlanProgress,
  'policy-diff': PolicyDiffView,
  'search-result': SearchResultView,
  'set-aside-run': DeadLetterView,
  'text-delta': TextDelta,
  'to-mend': ToMendView,
  decision: DecisionView,
  document: DocumentView,
  effect: EffectView,
  event: ThreadEvent,
  explanation: ExplanationView,
  intent: IntentView,
  key: KeyView,
  me: Me,
  message: MessageView,
  passage: PassageView,
  plan: PlanView,
  problem: Problem,
  replay: ReplayView,
  run: RunView,
  stop: StopView,
  thread: ThreadView,
  tool: ToolView,
}

test('there is one golden example of each thing that goes over the wire', () => {
  assert.deepEqual(GOLDEN_NAMES.toSorted(), Object.keys(SCHEMAS).toSorted())
})

for (const [name, schema] of Object.entries(SCHEMAS)) {
  test(`the golden ${name} is what the contract says, and a client takes it`, () => {
    assert.equal(fault(shapeOf(schema), golden(name, schema)), null)
  })
}

test('a client says where an answer isn’t what the contract says, and lets more through than that', () => {
  const shape = shapeOf(PlanView)
  const plan = golden('plan', PlanView)
  assert.equal(fault(shape, { ...plan, fromANewerServer: { any: 'thing' } }), null)
  assert.equal(fault(shape, { ...plan, title: 7 }), 'title: not a text')
  assert.equal(fault(shape, { ...plan, effects: [{ ...plan.effects[0], title: null }] }), 'effects.0.title: not a text')
  assert.equal(fault(shape, { ...plan, people: null }), 'people: not an object')
  assert.equal(fault(shape, null), 'the whole: not an object')
})

test('of what an operation takes no name stands in two of path, query and body', () => {
  for (const [name, { params, query, body }] of Object.entries(SERVED) as [string, ServedEndpoint][]) {
    // One that may be left out is an object all the same.
    const sent = body instanceof z.ZodOptional ? body.unwrap() : body
    assert.ok(sent === undefined || sent instanceof z.ZodObject, `${name}: its body is an object`)
    const names = [params, query, sent].flatMap((part) => Object.keys(part?.shape ?? {}))
    assert.deepEqual(names, [...new Set(names)], name)
  }
})
