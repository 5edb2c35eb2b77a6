import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MESSAGE_SOURCE } from '#agents/call-source.ts'
import { NO_SOURCES, type Label, type Source } from '#plan-language/values/label.ts'
import { literalsOf } from '#planning/attempt-label.ts'
import { labelledWords } from '#planning/planner/planner-slots.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import { sourceOfWords } from '#turn/words/words-source.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { labelled, runPlan } from '../plan-language/language/harness.ts'

// A planner that writes for a program may write its words down in any way: nothing that comes of it is anybody's own word.
const WORDS = {
  messageIds: ['m'],
  wish: null,
  typed: ['Send A17 to DE89370400440532013000, and mail maya.lindqvist@example.com'],
  refs: {},
}
const TRUSTED = new Set(['tool:shop/orders.get', 'tool:shop/orders.get.id'])
const READER = { agent: { trustedSources: TRUSTED }, requester: { id: 'ana', name: 'Ana' }, readerId: 'ana' } as never

const VALUES = [
  "'A17'",
  "'A' + 17",
  'slots.order',
  '`${slots.order}`',
  'slots.order.slice(0, 3)',
  'slots.mail.split("@")[0]',
  "['A17', slots.order][1]",
  "({ id: 'DE89370400440532013000' }).id",
  'order.id',
  '17',
]
const PIECES: readonly ((value: () => string) => string)[] = [
  (value) => `tools.shop.refunds.create({ orderId: ${value()}, amount: 12 })`,
  (value) => `tools.shop.mail.send({ to: ${value()}, values: { id: ${value()} } })`,
  (value) => `if (${value()}) tools.shop.mail.send({ to: ${value()} })`,
  (value) => `for (const one of [${value()}, ${value()}]) tools.shop.mail.send({ to: one })`,
  (value) => `tools.shop.refunds.create({ orderId: (await tools.shop.orders.get({ id: ${value()} })).id })`,
]
const READS = { 'shop/orders.get': () => labelled({ id: 'A17' }, 'tool:shop/orders.get') }

/** The labels of each step, read and value of so many plans that a planner wrote by the same words. */
function labelsOf(whose: Source, count: number): readonly Label[] {
  const next = randomNumbers(SEED)
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(next() * from.length)] ?? assert.fail()
  return Array.from({ length: count }).flatMap(() => {
    const literals = literalsOf(whose, [], NO_SOURCES)
    const slots = labelledWords({ order: 'A17', mail: 'maya.lindqvist@example.com' }, WORDS, { whose, literals })
    const body = Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(PIECES)(() => pick(VALUES)))
    const source = ["const order = await tools.shop.orders.get({ id: 'A17' })", ...body].join('\n')
    const { outcome, requests } = runPlan(source, { literals, slots, reads: READS })
    const steps = outcome.ok ? outcome.effects : []
    return [...requests, ...steps].flatMap(({ because, labels }) => [because, ...Object.values(labels)])
  })
}

const isHeld = ({ data, ctrl }: Label) => [...data, ...ctrl].some((source) => isUntrusted(source, READER))

const SENT = { principal: { id: 'ana' }, channel: 'web', sentBy: null }
for (const [who, sent] of [
  ['a service’s key', { ...SENT, sentBy: 'client' }],
  ['an MCP client with a person’s token', { ...SENT, channel: 'mcp', sentBy: 'relayed' }],
  ['a webhook', { ...SENT, sentBy: 'webhook' }],
] as const)
  test(`of ${who} each step, read and value of a model’s plan is untrusted, however it is written (seed ${SEED})`, () => {
    const labels = labelsOf(sourceOfWords(sent as never), howMany({ quick: 150, deep: 20_000 }))
    assert.ok(labels.length > 500, String(labels.length))
    assert.deepEqual(
      labels.filter((label) => !isHeld(label)),
      [],
    )
    assert.ok(labels.every(({ data, ctrl }) => [...data, ...ctrl].includes(MESSAGE_SOURCE)))
  })

for (const [who, sent, whose] of [
  ['a person', SENT, 'user:ana'],
  ['a person’s front end', { ...SENT, channel: 'openai', sentBy: 'relayed' }, 'user:ana'],
  ['a person’s mail', { ...SENT, channel: 'mail/desk', sentBy: 'mail' }, 'user:ana'],
  ['a schedule', { ...SENT, sentBy: 'schedule' }, 'operator'],
] as const)
  test(`of ${who} it isn’t, by the message alone`, () => {
    assert.equal(sourceOfWords(sent as never), whose)
    assert.deepEqual(labelsOf(sourceOfWords(sent as never), 30).filter(isHeld), [])
  })
