import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWhereNothingWasFound } from '#plan-language/analysis/absent-lookup.ts'
import { labelled, runPlan, type Reads } from '../language/harness.ts'

const READS: Reads = {
  'shop/orders.search': () => labelled([], 'operator'),
  'shop/orders.get': ({ id }) => labelled(id === 'A17' ? { id, deliveredAt: null, items: [] } : null, 'operator'),
}

function endsWithNothing(source: string): boolean {
  const { outcome } = runPlan(source, { reads: READS })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.saidAt !== undefined && isWhereNothingWasFound(source, outcome.saidAt)
}

const GET = "const order = await tools.shop.orders.get({ id: 'Z9' })\n"
const LIST = 'const orders = await tools.shop.orders.search({})\n'
const MUG = `${LIST}const mugs = orders.filter((o) => o.id === 'mug')\n`

for (const source of [
  `${GET}if (!order) return say('none')`,
  `${GET}if (order == null) {\n  say('none')\n}`,
  `${GET}if (order) say('there')\nelse say('none')`,
  `${GET}if (order !== null) return say('there')\nelse return 'none'`,
  `${LIST}if (orders.length === 0) return say('none')`,
  `${LIST}if (!orders || orders.length < 1) return say('none')`,
  `${LIST}const first = orders.find((o) => o.id === 'mug')\nif (!first) return say('none')`,
  `${LIST}const [first] = orders\nif (!first) return say('none')`,
  `${MUG}if (mugs.length === 0) return say('none')`,
  `${MUG}if (!mugs[0]) return say('none')`,
  `if (!(await tools.shop.orders.get({ id: 'Z9' }))) return say('none')`,
])
  test(`a program ends by saying that it found nothing: ${source.split('\n').join(' ')}`, () => {
    assert.equal(endsWithNothing(source), true)
  })

for (const source of [
  `const order = await tools.shop.orders.get({ id: 'A17' })\nif (!order.deliveredAt) return say('not yet')`,
  `const order = await tools.shop.orders.get({ id: 'A17' })\nif (!order) return say('none')\nreturn say(order.id)`,
  `${GET}if (!order || order.id === 'A17') return say('none, or that one')`,
  `${GET}if (!slots.reason) return say('no reason')\nreturn say('done')`,
  `${LIST}return say(\`\${orders.length} of yours\`)`,
  `${GET}if (slots.order === undefined) return say('which one?')`,
])
  test(`a program that ends so has an answer: ${source.split('\n').join(' ')}`, () => {
    assert.equal(endsWithNothing(source), false)
  })
