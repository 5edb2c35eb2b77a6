import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { deep } from '../../helpers/depth.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

async function check(t: TestContext, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  t.after(() => rm(dataDir, { recursive: true }))
  return await runParley(['policy', 'check', ...words], { dataDir, env })
}

test('the rules of the example agent are in order, without any server', patient, async (t) => {
  const { code, out, err } = await check(t, [])
  assert.deepEqual([code, out, err], [0, 'support: policy.cedar: in order.\n', ''])
})

deep('a misspelt argument is told with file, line and the nearest name, and exits 1', patient, async (t) => {
  const agents = await copyAgents(t)
  await agents.change('policy.cedar', 'context.args.amount <= 50000', 'context.args.amont <= 50000')
  const { code, out } = await check(t, ['support'], { AGENTS_DIR: agents.dir })
  assert.equal(code, 1)
  assert.match(out, /support\/policy\.cedar:24:3 {2}"refund": .*`args\.amont`.* \(did you mean `amount`\?\)\n$/)
  assert.deepEqual(bannedWords(out), [])
})

deep('a mistake in another file of the folder is told too, and as JSON', patient, async (t) => {
  const agents = await copyAgents(t)
  await agents.change('agent.yaml', 'greeting:', 'greting:')
  const { code, out } = await check(t, ['--json'], { AGENTS_DIR: agents.dir })
  const found = JSON.parse(out)
  assert.deepEqual([code, found.agents], [1, []])
  assert.match(JSON.stringify(found.problems), /support\/agent\.yaml.*greting/)
})

deep('an agent that isn’t there is told with the nearest name, and exits 2', patient, async (t) => {
  const { code, err } = await check(t, ['suport'])
  assert.equal(code, 2)
  assert.match(err, /no agent called suport\. Did you mean support\?/)
})

deep(
  'where a tool server is away, mistakes of grammar are told, and all else is left open with exit 3',
  patient,
  async (t) => {
    const agents = await copyAgents(t)
    const env = { AGENTS_DIR: agents.dir, SHOP_MCP_URL: 'http://127.0.0.1:9/mcp', SHOP_MCP_TOKEN: 'none' }
    const open = await check(t, [], env)
    assert.equal(open.code, 3)
    assert.match(open.out, /^support: the tool server "shop" can't be reached, so its rules were read and not held/)
    await agents.change('policy.cedar', '@id("refund-limit")', '@aks("finance") @id("refund-limit")')
    const wrong = await check(t, [], env)
    assert.equal(wrong.code, 1)
    assert.match(wrong.out, /policy\.cedar:\d+:1 {2}Unknown annotation @aks\. \(Did you mean @ask\?\)/)
  },
)

deep('with a database, what was accepted is checked against, though the tool server is away', patient, async (t) => {
  const shop = await startTestShop(t)
  const parley = await startParley(t, { shop })
  if (parley.place.kind !== 'postgres') return t.skip('PGlite is one process’s alone')
  const env = { ...parley.place.environment, SHOP_MCP_URL: 'http://127.0.0.1:9/mcp', SHOP_MCP_TOKEN: 'none' }
  const { code, out } = await check(t, [], env)
  assert.deepEqual([code, out], [0, 'support: policy.cedar: in order.\n'])
})
