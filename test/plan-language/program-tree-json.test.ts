import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from '#plan-language/values/label.ts'
import type { PlanProgram } from '#plan-language/contract.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { runProgram } from '#plan-language/language/run.ts'
import { treeJsonOf } from '#plan-language/sandbox/program-tree-json.ts'

const RICH = `
const lines = [{ name: 'lamp', price: 12.5, n: 1e3 }, { name: "it's \\u{1f4a1}\\n", price: -0 }]
const [first, ...rest] = lines
let total = 0
for (const { price = 1 } of lines) total += price ?? 0
const found = lines.find((line) => /^LA(?<m>m)p$/i.test(line.name) && !line.sold?.at)
function worth(amount) { return amount > 10 ? 'much' : \`little \${amount}\` }
const counts = { ...first, [worth(total)]: rest.length, note: null }
if (found === undefined || total < 0x1f - 100) throw new Error('None.')
tools.shop.mail.send({ to: slots.to, values: { names: lines.map((line) => line.name).join(', '), counts, is: true } })
say(\`\${first.name}: \${worth(total)}, \${worth(1)}\`)
`

test('a program does the same with its tree as by its text, and says the same places', () => {
  assert.partialDeepStrictEqual(bothWays(RICH), { ok: true, said: { text: 'lamp: much, little 1' } })
  for (const more of ['say(lines.nothing.at)', 'tools.shop.mail.send(12)', 'lines[7].name']) {
    assert.partialDeepStrictEqual(bothWays(`${RICH}  ${more}`), { ok: false, failure: { at: { line: 12 } } })
  }
})

test('a program that the isolate is to read itself goes without a tree', () => {
  assert.equal(treeJsonOf({ ...programOf(RICH), literals: labelOf('model') }), null)
  assert.equal(treeJsonOf({ ...programOf(RICH), literals: labelOf('operator', 'user:maya') }), null)
  assert.equal(treeJsonOf({ ...programOf(RICH), literals: { data: ['operator'], ctrl: ['model'] } }), null)
  assert.equal(treeJsonOf(programOf('class A {}')), null, 'what is wrong with it is found in the isolate')
  assert.equal(treeJsonOf(programOf('say(String(1e999))')), null, 'no JSON has this number')
})

function bothWays(source: string) {
  const program = programOf(source)
  const tree = treeJsonOf(program)
  assert.ok(tree !== null)
  const outcome = run(program)
  assert.deepEqual(run(program, tree), outcome)
  return outcome
}

function run(program: PlanProgram, tree: string | null = null) {
  const bridge = { start: () => {}, wait: () => '{}' }
  return runProgram(program, bridge, tree === null ? {} : { parse: () => JSON.parse(tree) })
}

function programOf(source: string): PlanProgram {
  const tool = { kind: 'write', argsSchema: {}, resultSchema: {}, inheritsArguments: false, later: ['values'] } as const
  return {
    source,
    literals: labelOf('operator'),
    slots: { to: { value: 'maya@example.com', labels: { '': labelOf('user:maya') } } },
    tools: { 'shop/mail.send': tool },
    now: 0,
    limits: PLAN_LIMITS,
  }
}
