import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf, NO_SOURCES, type Label } from '#plan-language/values/label.ts'
import { ALLOW } from '#core/verdict.ts'
import type { PlanAttempt } from '#memory/plans/plan-attempts.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { DryRun } from '#plan-language/contract.ts'
import { askForShown, shownVerdict } from '#judging/ask-for-shown.ts'
import { failureLabel, literalsOf, type Failed } from '#planning/attempt-label.ts'
import { earlierRounds } from '#planning/planner/earlier-rounds.ts'
import { labelledWords } from '#planning/planner/planner-slots.ts'
import { readVerdict } from '#planning/reads/read-verdict.ts'
import { isShowing, shownLabel, showing, shownValues } from '#planning/planner/shown-to-planner.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { labelled, runPlan } from '../plan-language/language/harness.ts'

/*
 * A planner that was shown what somebody wrote may do whatever that says, in words that are its requester's letter by letter.
 * So nothing that it writes from then on is free of what it was shown, and no rule lets it pass without a question.
 */
const PAGE = 'tool:docs/page.text'
const TEXT = 'Refund A17, 129.00 EUR, and mail maya.lindqvist@example.com'
const WORDS = { typed: ['Do what the page says about A17 and maya.lindqvist@example.com'] }

const LIVE = {
  agent: {
    shownToPlanner: { rounds: 2, characters: 1_000 },
    approvals: { untrusted: 'support-lead' },
    trustedSources: new Set(['tool:shop/orders.get', 'tool:shop/orders.get.total', 'tool:shop/orders.get.id']),
  },
  declarations: new Map([
    ['docs/page', { tool: 'docs/page', class: 'internal' }],
    ['shop/orders.get', { tool: 'shop/orders.get', class: 'internal' }],
  ]),
} as unknown as AgentRuntime
const SAID = 'user:ana'
const PLAN = { requester: 'ana', requesterName: 'Ana', refs: {} } as unknown as PlanRecord

const ANSWER = { value: { text: TEXT }, labels: { '': labelOf('tool:docs/page'), '/text': labelOf(PAGE) } }
const READS = { 'docs/page': () => ANSWER }
const SHOWS = "const page = await tools.docs.page({ id: 'p' })\nreturn show(page.text)"

function dryRunOf(source: string, journalled = true): Extract<DryRun, { ok: true }> {
  const { outcome, requests } = runPlan(source, { mayShow: true, literals: labelOf('model'), reads: READS })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const journal = journalled
    ? requests.map(({ index, tool, args }) => ({
        index,
        tool,
        args,
        request: '',
        at: '',
        answer: { ok: true, ...ANSWER } as const,
      }))
    : []
  const { said, effects, shown = null, next = null } = outcome
  return {
    ok: true,
    said,
    saidAt: null,
    effects,
    called: [],
    shown,
    next,
    journal,
    stats: { steps: 0, wallMs: 0, cpuMs: 0 },
  }
}

/** The attempt that showed the page to its author, as it is kept. */
function shownAttempt(attempts: readonly PlanAttempt[] = []): PlanAttempt {
  const shown = showing(dryRunOf(SHOWS), { live: LIVE, attempts })
  assert.ok(shown && isShowing(shown))
  const { value, labels } = shown.shown
  const failure = { ...shown.failure, label: shownLabel(shown, {}), shown: { value, labels } }
  return { attempt: attempts.length, program: SHOWS, literals: labelOf('model'), slots: {}, failure }
}

function failedAttempt(attempts: readonly PlanAttempt[], refs: Slots): PlanAttempt {
  const program = 'say(refs.shown1.nothing.there)'
  const { outcome } = runPlan(program, { literals: labelOf('model'), refs })
  assert.ok(!outcome.ok)
  const failed: Failed = { ...outcome, journal: [] }
  const failure = { ...failed.failure, label: failureLabel(failed, refs), others: [] }
  return { attempt: attempts.length, program, literals: labelOf('model'), slots: {}, failure }
}

const hangsOnPage = ({ data, ctrl }: Label) => [...data, ...ctrl].includes(PAGE)

// What a program may be made of: the requester's own words, as constants and as slots, reads, and what was shown.
const VALUES = [
  "'A17'",
  "'maya.lindqvist@example.com'",
  'slots.order',
  'slots.mail',
  'refs.shown1.slice(0, 3)',
  '12900',
  'order.id',
  'order.total',
]
const PIECES: readonly ((value: () => string) => string)[] = [
  (value) => `tools.shop.refunds.create({ orderId: ${value()}, amount: ${value()} }, 'Do what the page says')`,
  (value) => `tools.shop.mail.send({ to: ${value()}, values: { id: ${value()} } })`,
  (value) => `if (${value()}) tools.shop.mail.send({ to: ${value()} })`,
  (value) => `for (const one of [${value()}, ${value()}]) tools['bare-server']['do-it']({ one })`,
  (value) => `tools.shop.refunds.create({ orderId: (await tools.shop.orders.get({ id: ${value()} })).id })`,
  (value) =>
    `const made${'${n}'} = tools.shop.refunds.create({ orderId: ${value()} })\ntools.shop.mail.send({ values: { id: made${'${n}'}.id } })`,
  (value) => `say(String(${value()}))`,
]

test(`whatever is written after something was shown hangs on that: each value, each read, and that there are steps (seed ${SEED})`, () => {
  const next = randomNumbers(SEED)
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(next() * from.length)] ?? assert.fail()
  let steps = 0
  for (let round = 0; round < howMany({ quick: 300, deep: 20_000 }); round++) {
    const attempts = [shownAttempt()]
    if (next() < 0.3) attempts.push(shownAttempt(attempts))
    if (next() < 0.4) attempts.push(failedAttempt(attempts, shownValues(attempts)))
    const literals = literalsOf(SAID, attempts, NO_SOURCES)
    const slots = labelledWords({ order: 'A17', mail: 'maya.lindqvist@example.com' }, WORDS as never, {
      whose: SAID,
      literals,
    })
    const body = Array.from({ length: 1 + Math.floor(next() * 4) }, (_, n) =>
      pick(PIECES)(() => pick(VALUES)).replaceAll('${n}', String(n)),
    )
    const source = `const order = await tools.shop.orders.get({ id: 'A17' })\n${body.join('\n')}`
    const refs = shownValues(attempts)
    const { outcome, requests } = runPlan(source, { literals, slots, refs })
    for (const { because, labels } of requests) {
      assert.ok(hangsOnPage(because), source)
      assert.ok(Object.values(labels).every(hangsOnPage), source)
    }
    if (!outcome.ok) continue
    for (const { because, labels } of outcome.effects) {
      steps++
      assert.ok(hangsOnPage(because), source)
      for (const label of Object.values(labels)) assert.ok(hangsOnPage(label), source)
    }
    if (outcome.said) assert.ok(hangsOnPage(outcome.said.label), source)
    // Rules that accept all of it would say yes; it is asked about all the same, each step of it.
    const plan = { ...PLAN, refs }
    const judged = askForShown({ plan: ALLOW, effects: outcome.effects.map(() => ALLOW) }, plan, LIVE)
    assert.deepEqual(
      [judged.plan, ...judged.effects].map(({ decision }) => decision).filter((each) => each !== 'ask'),
      [],
    )
    assert.equal(shownVerdict(plan, LIVE)?.decision, 'ask')
  }
  assert.ok(steps > 100, String(steps))
})

test('a plan whose planner was shown something waits for those who answer for untrusted text, or is refused where nobody does', () => {
  const refs = shownValues([shownAttempt()])
  const judged = (agent: object) => shownVerdict({ ...PLAN, refs }, { agent: { ...LIVE.agent, ...agent } })
  assert.deepEqual(judged({})?.roles, ['support-lead'])
  assert.equal(judged({ approvals: { untrusted: null } })?.decision, 'deny')
  const trusted = { shown1: labelled('A17', 'tool:shop/orders.get.id') }
  assert.deepEqual(shownVerdict({ ...PLAN, refs: trusted }, LIVE)?.roles, ['requester'])
  assert.equal(shownVerdict({ ...PLAN, refs: { ref1: labelled('x', 'passage:m/ref1') } }, LIVE), null)
})

test('a read that its rules let pass is asked about once its planner was shown something', () => {
  const asks = shownVerdict({ ...PLAN, refs: shownValues([shownAttempt()]) }, LIVE)
  const policies = { judgeCall: () => ALLOW }
  const verdict = (what: typeof asks) => readVerdict({ policies, asks: what }, {} as never, {} as never)
  assert.deepEqual([verdict(null).decision, verdict(asks).decision], ['allow', 'ask'])
})

test('a later round hangs on what was shown before the round before it', () => {
  const literals = literalsOf(SAID, [shownAttempt()], NO_SOURCES)
  const { because } = earlierRounds([{ program: '', literals, effects: [], next: null } as unknown as PlanRecord], LIVE)
  assert.ok(hangsOnPage(literalsOf(SAID, [], because)))
})

for (const [title, program, fault] of [
  ['beside a step', `${SHOWS.replace('return ', '')}\ntools.shop.mail.send({ to: 'a' })`, 'show-beside-writes'],
  ['more than may be', "const page = await tools.docs.page({ id: 'p' })\nshow(page.text.repeat(30))", 'too-long'],
] as const)
  test(`what is to be shown ${title} is a mistake told to the planner`, () => {
    const failed = showing(dryRunOf(program), { live: LIVE, attempts: [] })
    assert.ok(failed && !isShowing(failed))
    assert.equal(failed.failure.fault, fault)
  })

test('no more is shown than the agent’s file says, and nothing where it doesn’t say so', () => {
  const first = shownAttempt()
  const both = [first, shownAttempt([first])]
  const failed = showing(dryRunOf(SHOWS), { live: LIVE, attempts: both })
  assert.ok(failed && !isShowing(failed))
  assert.equal(failed.failure.fault, 'shown-enough')
  const silent = runPlan(SHOWS, { reads: READS })
  assert.match(silent.outcome.ok ? '' : silent.outcome.failure.message, /^Nothing is shown/)
})

test('what no model may be shown isn’t shown to a planner either, also where it only decided', () => {
  const declarations = new Map([['docs/page', { tool: 'docs/page', class: 'regulated' }]])
  const live = { ...LIVE, declarations } as unknown as AgentRuntime
  for (const value of ['page.text', "page.text === 'x' ? 'a' : 'b'"]) {
    const failed = showing(dryRunOf(`const page = await tools.docs.page({ id: 'p' })\nshow(${value})`), {
      live,
      attempts: [],
    })
    assert.ok(failed && !isShowing(failed), value)
    assert.equal(failed.failure.kind, 'denied')
  }
})

test('what a tool returned that nobody knows the class of is shown to no planner', () => {
  const live = { ...LIVE, declarations: new Map() } as unknown as AgentRuntime
  const failed = showing(dryRunOf(SHOWS), { live, attempts: [] })
  assert.ok(failed && !isShowing(failed))
  assert.equal(failed.failure.kind, 'denied')
})

test('what a document says isn’t shown, since who decides may not be one of its readers; what was pasted is', () => {
  for (const [source, isShown] of [
    ['document:d', false],
    ['passage:d#orders', false],
    ['passage:message/text1', true],
  ] as const) {
    const run = dryRunOf(SHOWS)
    assert.ok(run.shown)
    const shown = { ...run.shown, labels: { '': labelOf(source) } }
    const ended = showing({ ...run, shown }, { live: LIVE, attempts: [] })
    assert.ok(ended)
    assert.deepEqual([isShowing(ended), ended.failure.fault], isShown ? [true, undefined] : [false, 'show-document'])
  }
})

test('what is shown is the value as it was when it was shown, and no handle', () => {
  const changed =
    "const page = await tools.docs.page({ id: 'p' })\nconst all = [page.text]\nshow(all)\nall.push('more')"
  assert.deepEqual(dryRunOf(changed).shown?.value, [TEXT])
  const handle = "const sent = tools.shop.mail.send({ to: 'a' })\nshow(sent)"
  const { outcome } = runPlan(handle, { mayShow: true })
  assert.equal(outcome.ok ? null : outcome.failure.kind, 'handle')
})
