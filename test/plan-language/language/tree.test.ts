import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnyNode } from 'acorn'
import { parseJavaScript } from '#plan-language/language/parse.ts'
import { IN_THE_LANGUAGE } from '#plan-language/language/refusals.ts'
import { childrenOf, isNode } from '#plan-language/language/tree.ts'

/** Every kind of node that is in the language, and one that isn't. */
const PROGRAM = `
const { a, b: [c, , d = 1, ...rest], ...others } = slots
let n = -a + (b ?? 2), none
function f(x, y = 3) { return \`\${x} and \${y}\` }
const g = function named(z) { return z }, h = async (...all) => [...all, null]
if (n > 1 && !c) { n += 1; n++ } else if (d) ; else throw new Error('no')
for (const item of [1, { key: item, [a]: 2, c, ...others }]) { if (item) continue; break }
for (const key in others) delete others[key]
for (let i = 0, j; i < 3; i++) f?.(i)?.x
while (n < 3) n = n + 1
do { n -= 1 } while (n > 0)
switch (n) { case 1: f(1); break; default: g(2) }
outer: for (const x of []) continue outer
say(await tools.shop.orders.get({ id: a ? b : c }))
`

test('of every kind of node in the language all that stands below it is looked at, in the order of its fields', () => {
  const seen = new Set<string>()
  const look = (node: AnyNode) => {
    seen.add(node.type)
    const below = Object.values(node).flat().filter(isNode)
    assert.deepEqual(childrenOf(node), below, node.type)
    for (const child of below) look(child)
  }
  look(parseJavaScript(PROGRAM))
  assert.deepEqual(
    [...IN_THE_LANGUAGE].filter((type) => !seen.has(type)),
    [],
  )
  assert.ok(seen.has('LabeledStatement'))
})
