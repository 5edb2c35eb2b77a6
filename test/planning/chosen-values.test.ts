import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AcceptedWhere, DirectoryList } from '#agents/contract.ts'
import { loadAgent } from '#agents/load-agent.ts'
import { labelOf, type Label, type Source } from '#plan-language/values/label.ts'
import type { DryRun, JournalEntry, StagedEffect } from '#plan-language/contract.ts'
import { withEndorsedValues } from '#planning/intent/endorsed-values.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'

const folder = join(import.meta.dirname, '../../agents/support')
const loaded = await loadAgent(folder, { reference: () => 'http://127.0.0.1:1', parsePlaybook })
assert.ok(loaded.ok)
const { agent } = loaded

const NOTE: Source = 'tool:shop/orders.get.note'
const USER: Source = 'user:customer'
const slots = { typed: { value: 'ines@example.com', labels: { '': labelOf(USER) } } }
const made = { value: 'made-up@example.com', labels: { '': labelOf('model') } }

interface Tried {
  readonly accepted: readonly AcceptedWhere[]
  readonly directory?: Readonly<Record<string, DirectoryList>>
  readonly to: string
  readonly label: Label
  readonly journal?: readonly JournalEntry[]
}

/** The label that an address of a mail has in the end. */
function labelled({ accepted, directory = {}, to, label, journal = [] }: Tried): Label | undefined {
  const declarations = new Map(
    agent.tools.map((tool) => [tool.tool, tool.tool === 'shop/mail.send' ? { ...tool, acceptsWhere: accepted } : tool]),
  )
  const effect: StagedEffect = {
    ...{ index: 0, tool: 'shop/mail.send', args: { to }, labels: { '/to': label } },
    ...{ because: labelOf('operator'), paths: {}, asked: null, at: { line: 1, column: 0 } },
  }
  const dryRun: DryRun = {
    ...{ ok: true, said: null, saidAt: null, effects: [effect], called: [], next: null, shown: null, journal },
    stats: { steps: 1, wallMs: 1, cpuMs: 1 },
  }
  const live = { agent: { ...agent, directory }, declarations }
  const chosen = withEndorsedValues(dryRun, { plan: { slots: { ...slots, made }, requester: 'customer' }, live })
  return chosen.ok ? chosen.effects[0]?.labels['/to'] : undefined
}

const ANY: AcceptedWhere = { argument: 'to', where: 'chosen' }
const PEOPLE: AcceptedWhere = { argument: 'to', where: 'chosen', from: 'people' }
const directory = { people: { values: ['ana@example.com'] }, rooms: { values: ['general'] } }
const fromNote = labelOf(NOTE)

test('a value out of untrusted text that the directory has is vouched for by it, and the text chose it', () => {
  const expected = { data: ['operator'], ctrl: [NOTE] }
  assert.deepEqual(labelled({ accepted: [PEOPLE], directory, to: 'ana@example.com', label: fromNote }), expected)
  assert.deepEqual(labelled({ accepted: [ANY], directory, to: 'general', label: fromNote }), expected)
})

for (const [title, tried] of [
  ['one that no list has', { accepted: [PEOPLE], directory, to: 'eve@evil.example' }],
  ['one of another list', { accepted: [PEOPLE], directory, to: 'general' }],
  ['one that only begins so', { accepted: [PEOPLE], directory, to: 'ana@example.com.evil.example' }],
  ['one in other letters', { accepted: [PEOPLE], directory, to: 'ANA@example.com' }],
  ['one with a blank', { accepted: [PEOPLE], directory, to: 'ana@example.com ' }],
  ['one that a model made up as a slot', { accepted: [PEOPLE], directory, to: 'made-up@example.com' }],
  ['one that a tool doesn’t take so', { accepted: [], directory, to: 'ana@example.com' }],
  ['one where there is no directory', { accepted: [ANY], to: 'ana@example.com' }],
] as const) {
  test(`${title} stays untrusted`, () => assert.deepEqual(labelled({ ...tried, label: fromNote }), fromNote))
}

test('what the requester typed is theirs, though untrusted text chose it', () => {
  const label = labelled({ accepted: [PEOPLE], directory, to: 'ines@example.com', label: fromNote })
  assert.deepEqual(label, { data: [USER], ctrl: [NOTE] })
})

test('a list that a read gives vouches for the field that it is trusted for, and no other', () => {
  const entry = (value: string, source: Source): JournalEntry => ({
    ...{ index: 0, tool: 'shop/orders.search', args: {}, request: '', at: '2026-11-23T10:00:00Z' },
    answer: { ok: true, value: [{ email: value }], labels: { '/0/email': labelOf(source) } },
  })
  const read = { people: { read: 'shop/orders.search', at: '[].customerEmail' } }
  const trust = (to: string, source: Source) =>
    labelled({ accepted: [PEOPLE], directory: read, to, label: fromNote, journal: [entry('ana@example.com', source)] })
  const own: Source = 'tool:shop/orders.search.customerEmail'
  assert.deepEqual(trust('ana@example.com', own)?.data, ['operator'])
  assert.deepEqual(trust('ana@example.com', 'tool:shop/orders.search.note'), fromNote)
  assert.deepEqual(trust('eve@evil.example', own), fromNote)
})

test('what hangs on nothing untrusted keeps the label that it has', () => {
  const label = labelOf('model')
  assert.deepEqual(labelled({ accepted: [PEOPLE], directory, to: 'ana@example.com', label }), label)
})
