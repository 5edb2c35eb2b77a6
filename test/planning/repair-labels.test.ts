import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#core/json.ts'
import { labelOf, NO_SOURCES, type Label } from '#plan-language/values/label.ts'
import type { DryRun, JournalEntry, Sandbox } from '#plan-language/contract.ts'
import { runProgram } from '#plan-language/language/run.ts'
import { failureLabel, literalsOf, mistakeLabel, type Failed } from '#planning/attempt-label.ts'
import { sampleRun } from '#planning/samples/sample-run.ts'
import { plannerFailure } from '#planning/failures/planner-failure.ts'
import type { PlanningAgent } from '#turn/agent-runtime.ts'
import { runPlan } from '../plan-language/language/harness.ts'

/*
 * What is told of a failure is a few bits, and whoever wrote what was read may choose them: which of a program's places
 * fails, and how. A planner that is the attacker's writes the next program by them. So whatever it writes carries the
 * failure's labels; without them, what looks free of a secret differs with it.
 */
const SECRET = 'tool:docs/page.text'
const SECRETS: readonly Json[] = ['1', 'a', '2026-01-31', '', 'ab', null]

// Each fails at a place, or in a way, that the secret chooses.
const PROGRAMS: readonly string[] = [
  `const page = await tools.docs.page({ id: 'p' })\nconst n = page.text.length\nif (n === 1) dates.format('x', 'yyyy')\nif (n === 0) say(JSON.parse('{'))\nsay('fine')\nconst o = {}\nsay(o.part.more)`,
  `const page = await tools.docs.page({ id: 'p' })\nsay(dates.format(page.text, 'yyyy'))\ntools.shop.mail.send({ amount: Number(page.text) })`,
  `const page = await tools.docs.page({ id: 'p' })\nconst by = { a: { b: 1 } }\nsay(String(by[page.text].b))`,
]

interface Written {
  readonly value: string
  readonly label: Label
}

// The worst that a planner can do with what it is told: to put all of it into a constant of its next program.
function nextConstant(source: string, secret: Json, { without }: { readonly without: boolean }): Written | null {
  const labels = { '': labelOf('tool:docs/page'), '/text': labelOf(SECRET) }
  const answer = { value: { text: secret }, labels }
  const { outcome } = runPlan(source, { literals: labelOf('model'), reads: { 'docs/page': () => answer } })
  const journal = [
    { index: 0, tool: 'docs/page', args: {}, answer: { ok: true, ...answer } },
  ] as unknown as JournalEntry[]
  if (outcome.ok) return null
  const failed: Failed = { ...outcome, journal } satisfies Extract<DryRun, { ok: false }>
  const label = without ? NO_SOURCES : failureLabel(failed, {})
  const failure = { ...failed.failure, label }
  const attempt = { attempt: 0, program: source, literals: labelOf('model'), slots: {}, failure }
  return {
    value: JSON.stringify(plannerFailure(source, failure, { isHidden: true })),
    label: literalsOf('user:ana', [attempt], NO_SOURCES),
  }
}

function leaksOf(options: { readonly without: boolean }): readonly string[] {
  return PROGRAMS.filter((source) => {
    const written = SECRETS.flatMap((secret) => nextConstant(source, secret, options) ?? [])
    const clean = written.filter(({ label }) => ![...label.data, ...label.ctrl].includes(SECRET))
    return new Set(clean.map(({ value }) => value)).size > 1
  })
}

test('what is told of a failure differs with what was read, and never holds a word of it', () => {
  for (const source of PROGRAMS) {
    const told = SECRETS.flatMap((secret) => nextConstant(source, secret, { without: false })?.value ?? [])
    assert.ok(new Set(told).size > 1, source)
    for (const each of told) {
      assert.deepEqual(
        Object.keys(JSON.parse(each)).filter((key) => !TOLD.has(key)),
        [],
      )
      assert.ok(!each.includes('2026'), each)
    }
  }
})

const TOLD = new Set(['kind', 'fault', 'line', 'column', 'operation', 'whatToDo'])

test('what is written after a failure carries all that the failure hangs on', () => {
  assert.deepEqual(leaksOf({ without: false }), [])
})

test('without that rule, secrets are found where they may not be', () => {
  assert.equal(leaksOf({ without: true }).length, PROGRAMS.length)
})

const NOTE = 'tool:shop/orders.place.note'
const ARGS = { type: 'object', properties: { amount: { type: 'number' } }, additionalProperties: false }
const LIVE = {
  agent: { knowledge: [], resources: [], limits: { readsPerPlan: 20, effectsPerPlan: 20 } },
  definitions: new Map([['mail/send', { inputSchema: ARGS, outputSchema: null }]]),
  declarations: new Map([['mail/send', { tool: 'mail/send', effect: 'write', later: [], money: {}, trust: {} }]]),
} as unknown as PlanningAgent
const SANDBOX: Pick<Sandbox, 'dryRun'> = {
  dryRun: (program) => {
    const outcome = runProgram(program, { start: () => undefined, wait: () => '{}' })
    return Promise.resolve({ ...outcome, journal: [] } as unknown as DryRun)
  },
}

// What a planner is told of a rehearsal after a step that returned this, and what its next program then carries.
async function toldOfSample(source: string, note: Json): Promise<Written | null> {
  const refs = { done1: { value: { id: '1', note }, labels: { '': NO_SOURCES, '/note': labelOf(NOTE) } } }
  const plan = { id: 'p', program: source, literals: labelOf('model'), slots: {}, refs, identity: null, nowMs: 0 }
  const failed = await sampleRun({ sandbox: SANDBOX }, { signal: new AbortController().signal }, plan, LIVE)
  if (!failed) return null
  const failure = { ...failed.failure, label: mistakeLabel(failed, refs), others: [...(failed.others ?? [])] }
  const attempt = { attempt: 0, program: source, literals: labelOf('model'), slots: {}, failure }
  return {
    value: JSON.stringify(plannerFailure(source, failure, { isHidden: false })),
    label: literalsOf('user:ana', [attempt], NO_SOURCES),
  }
}

for (const source of [
  'tools.mail.send({ amount: refs.done1.note })',
  'tools.mail.send({ amount: refs.done1.note.length })\ntools.mail.send({ sum: 1 })',
  "const y = require('y')\nfor (const each of refs.done1.note) tools.mail.send({ sum: 1 })",
  'say(refs.done1.note.nosuch())\ntools.mail.send({ sum: 1 })',
])
  test(`a mistake in ${JSON.stringify(source)} tells nothing of what an earlier step returned`, async () => {
    const told = await Promise.all(
      ['hello', '', 1, true, null, [], ['a'], {}].map((note) => toldOfSample(source, note)),
    )
    assert.ok(told.some((each) => each) === source.includes('sum'))
    assert.equal(new Set(told.map((each) => JSON.stringify(each))).size, 1, JSON.stringify(told))
  })

test('a mistake that comes with others carries what those hang on', () => {
  const refs = { done1: { value: { id: '1' }, labels: { '': labelOf(SECRET) } } }
  const syntax = { kind: 'syntax', message: '', at: null } as const
  const failed: Failed = { ok: false, failure: syntax, said: null, journal: [] }
  assert.deepEqual(mistakeLabel({ ...failed, others: [syntax] }, refs), NO_SOURCES)
  const others = [syntax, { ...syntax, kind: 'runtime' } as const]
  assert.deepEqual(mistakeLabel({ ...failed, others }, refs), labelOf(SECRET))
})
