import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DryRun } from '#plan-language/contract.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { notFound } from '#planning/failures/not-found.ts'
import type { ToolDeclaration } from '#agents/contract.ts'
import { runPlan } from '../plan-language/language/harness.ts'

// A search over real things that finds nothing is told in our words, out of what stands in the program.
const declarations = new Map(
  ['shop/orders.search', 'shop/orders.get'].map((tool) => [
    tool,
    {
      tool,
      title: tool.endsWith('get') ? 'Look up order {id}' : 'Search orders',
      noun: null,
      money: {},
      reversible: false,
    },
  ]),
) as unknown as ReadonlyMap<string, ToolDeclaration>

const EMPTY = { value: [], labels: { '': labelOf('tool:shop/orders.search') } }
const NONE = { value: null, labels: { '': labelOf('tool:shop/orders.get') } }
const slots = { order: { value: 'A17', labels: { '': labelOf('user:ana') } } }

function toldOf(source: string) {
  const { outcome } = runPlan(source, {
    slots,
    reads: { 'shop/orders.search': () => EMPTY, 'shop/orders.get': () => NONE },
  })
  assert.ok(!outcome.ok, source)
  const dryRun = { ...outcome, journal: [] } as Extract<DryRun, { ok: false }>
  return (
    notFound(dryRun, { program: source, literals: labelOf('model'), slots, refs: {}, identity: null }, { declarations })
      ?.text ?? null
  )
}

const LIST = 'const orders = await tools.shop.orders.search({})\n'

for (const [name, source] of [
  ['split', "say((`a b` + orders.length).split('§')[1].trim())"],
  ['split, by name', "const parts = `a b ${orders.length}`.split('§')\nsay(parts.at(3).trim())"],
  ['match', 'say(`a b ${orders.length}`.match(/§+/)[0])'],
])
  test(`a piece that a text doesn’t have (${name}) isn’t told as a thing that wasn’t found`, () => {
    assert.equal(toldOf(`${LIST}${source}`), null)
  })

for (const [source, text] of [
  [
    `${LIST}say(orders.find((o) => o.subject.includes('rent')).id)`,
    'I found no order with “rent” in its subject. I looked here: “Search orders”.',
  ],
  [
    `${LIST}say(orders.find(({ id, note: words }) => id === slots.order && words.includes('rent')).total)`,
    'I found no order with “A17” as its id and “rent” in its note. I looked here: “Search orders”.',
  ],
  [
    `${LIST}const o = orders.find((o) => o.id === slots.order)\nsay(o.id)`,
    'I found no order with “A17” as its id. I looked here: “Search orders”.',
  ],
  [
    `${LIST}const wanted = 'Rent'\nconst o = orders.find((o) => o.customerName.toLowerCase().startsWith(wanted.toLowerCase()) && o.state === 'open')\nsay(o.id.trim())`,
    'I found no order with “Rent” at the beginning of its customer name and “open” as its state. I looked here: “Search orders”.',
  ],
  [
    `${LIST}const { id } = orders.find((o) => o.subject.includes('rent'))\nsay(id)`,
    'I found no order with “rent” in its subject. I looked here: “Search orders”.',
  ],
  [
    `${LIST}const o = orders.find((o) => o.id === slots.order)\nconst { id, total: sum } = o\nsay(id + sum)`,
    'I found no order with “A17” as its id. I looked here: “Search orders”.',
  ],
  [
    `${LIST}say(orders.filter((o) => o.total > 5)[0].id)`,
    'I found no order that fits. I looked here: “Search orders”.',
  ],
  [`${LIST}const [first] = orders\nsay(first.id)`, 'I found no order. I looked here: “Search orders”.'],
  [`${LIST}say(orders.at(-1).id)`, 'I found no order. I looked here: “Search orders”.'],
  [
    `const o = await tools.shop.orders.get({ id: slots.order })\nsay(o.id)`,
    'I found nothing where I looked: “Look up order A17”.',
  ],
  [`say((await tools.shop.orders.get({ id: 'B. 1' })).id)`, 'I found nothing where I looked: “Look up order B 1”.'],
] as const)
  test(text, () => assert.equal(toldOf(source), `${text} Nothing was done.`))

test('what is said of it carries, as what decided it, all that had been read and all that its words hang on', () => {
  const source = `${LIST}say(orders[0].id)`
  const { outcome } = runPlan(source, { slots, reads: { 'shop/orders.search': () => EMPTY } })
  const journal = [{ index: 0, tool: 'shop/orders.search', args: {}, answer: { ok: true, ...EMPTY } }]
  const dryRun = { ...outcome, journal } as unknown as Extract<DryRun, { ok: false }>
  const refs = { ref1: { value: 'x', labels: { '': labelOf('passage:m/ref1') } } }
  const literals = { data: ['model'], ctrl: ['tool:mail/page.text'] }
  assert.deepEqual(
    notFound(dryRun, { program: source, literals, slots, refs, identity: null }, { declarations })?.said.label,
    {
      data: [],
      ctrl: ['passage:m/ref1', 'tool:mail/page.text', 'tool:shop/orders.search', 'user:ana'],
    },
  )
})

test('what is the program’s own fault isn’t told as something that wasn’t found', () => {
  for (const source of ['const a = {}\nsay(a.b.c)', "say(JSON.parse('x'))", 'const f = (x) => x\nsay(f(null).id)'])
    assert.equal(toldOf(source), null, source)
})
