import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { deep } from '../../helpers/depth.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { askingAgent } from '../../helpers/asking-agent.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'
import { patient } from '../../helpers/patient.ts'

async function check(t: TestContext, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  t.after(() => rm(dataDir, { recursive: true }))
  return await runParley(['check', ...words], { dataDir, env })
}

const CODES = ['order_not_found', 'order_refunded', 'order_not_delivered', 'currency_differs', 'limit_exceeded']
const LISTED = `nothing:\n${[...CODES, 'item_not_ordered', 'item_refunded'].map((code) => `      - ${code}\n`).join('')}`

test('the example agent is in order, and each of its writes lists errors', patient, async (t) => {
  const { code, out, err } = await check(t, [])
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /\nsupport: in order: its rules, 13 tools and 10 playbooks\.\n$/)
  assert.doesNotMatch(out, /tools\.yaml|policy\.cedar/)
})

deep(
  'a tool whose errors are all trusted is printed as trust placed, and one without a list is named',
  patient,
  async (t) => {
    const agents = await copyAgents(t)
    await agents.change('tools.yaml', LISTED, 'nothing: any\n')
    await agents.change('tools.yaml', '    nothing: [values_missing]\n', '')
    const { code, out } = await check(t, ['support'], { AGENTS_DIR: agents.dir })
    assert.equal(code, 0)
    assert.match(out, /support\/tools\.yaml:\d+ {2}Trust placed: every error of shop\/refunds\.create counts as/)
    assert.match(
      out,
      /tools\.yaml:\d+ {2}No error of shop\/mail\.send is known .* After one it is called again, else a person is asked\. \(List .*: parley tools probe shop\/mail\.send\)/,
    )
    assert.doesNotMatch(out, /No error of shop\/(?:refunds|payouts)/)
    assert.deepEqual(bannedWords(out), [])
    const json = JSON.parse((await check(t, ['--json'], { AGENTS_DIR: agents.dir })).out)
    assert.deepEqual(
      [json.agents[0].trusted[0].tool, json.agents[0].unlisted[0].tool],
      ['shop/refunds.create', 'shop/mail.send'],
    )
  },
)

deep(
  'fields of a read that its entry says nothing of are named, unless it says what the rest is',
  patient,
  async (t) => {
    const agents = await copyAgents(t)
    await agents.change('tools.yaml', "        - '[].items[].price'\n        - '[].items[].total'\n", '')
    const { code, out } = await check(t, ['support'], { AGENTS_DIR: agents.dir })
    assert.equal(code, 0)
    assert.match(
      out,
      /tools\.yaml:\d+ {2}\[\]\.items\[\]\.price and \[\]\.items\[\]\.total of shop\/orders\.search are neither trusted nor untrusted.*others: untrusted/,
    )
    await agents.change('tools.yaml', "untrusted: ['[].customerName', '[].note']", 'others: untrusted')
    assert.doesNotMatch((await check(t, ['support'], { AGENTS_DIR: agents.dir })).out, /neither trusted/)
  },
)

deep('a question that a document lists and its text doesn’t bear out is printed with its file', patient, async (t) => {
  const agents = await copyAgents(t)
  const front = '---\nanswers: [Who feeds the numbat?, How do I make a list?]\n---\n\n# Wish lists'
  await agents.change('knowledge/wish-lists.md', '# Wish lists', front)
  const { code, out } = await check(t, ['support'], { AGENTS_DIR: agents.dir })
  assert.equal(code, 0)
  assert.match(
    out,
    /knowledge\/wish-lists\.md {2}A question under answers: isn’t searched: Who feeds the numbat\?: none of its words/,
  )
  assert.doesNotMatch(out, /make a list/)
  assert.deepEqual(bannedWords(out), [])
})

deep(
  'a playbook that does what was only inferred without a yes is printed as a warning, with its line',
  patient,
  async (t) => {
    const agents = await copyAgents(t)
    await agents.change('playbooks/refund.js', '  slots: {', "  inferred: 'allowed',\n  slots: {")
    const { code, out } = await check(t, [], { AGENTS_DIR: agents.dir })
    assert.equal(code, 0)
    assert.match(out, /support\/playbooks\/refund\.js:\d+ {2}Warning: “Refund an order” is done without a yes/)
    assert.deepEqual(bannedWords(out), [])
  },
)

deep('mistakes in any file are told, as of rules, of an entry and of a list that is no list', patient, async (t) => {
  const agents = await copyAgents(t)
  await agents.change('policy.cedar', 'context.args.amount <= 50000', 'context.args.amont <= 50000')
  assert.match((await check(t, [], { AGENTS_DIR: agents.dir })).out, /policy\.cedar:\d+:3 .*args\.amont/)
  await agents.change('tools.yaml', LISTED, 'nothing: all\n')
  const { code, out } = await check(t, [], { AGENTS_DIR: agents.dir })
  assert.equal(code, 1)
  assert.match(out, /tools\.yaml:\d+:\d+ .*must be any, a list of error codes, or \{ at: error\.code/)
})

deep('examples of two procedures that say the same are named, and the table shows it', patient, async (t) => {
  const agents = await copyAgents(t)
  const returns = `export const playbook = {
  title: 'Take an order back',
  examples: ['cancel my purchase A17', 'I would like to cancel order A23', 'please cancel order A40 for me'],
  slots: { orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+' } },
}
export default async ({ say }) => { say('a') }`
  await writeFile(join(agents.dir, 'support/playbooks/take-back.js'), returns)
  const { code, out } = await check(t, ['support'], { AGENTS_DIR: agents.dir })
  assert.equal(code, 0)
  assert.match(out, /playbooks\/take-back\.js {2}“.*cancel.*” can't be told from what cancel-order is for/)
  assert.match(out, /\n {2,}\d+ cancel-order +(?:[·\d]+ +)+[·\d]+\n/)
  const json = JSON.parse((await check(t, ['--json'], { AGENTS_DIR: agents.dir })).out)
  const { procedures, matrix, confused } = json.agents[0].toldApart
  assert.equal(procedures.length, 11)
  assert.ok(matrix[procedures.indexOf('take-back')][procedures.indexOf('cancel-order')] > 0)
  assert.ok(confused.some((one: { takenFor: string }) => one.takenFor === 'cancel-order'))
})

deep('that no embedding model answered, so that words alone tell examples apart, is said', patient, async (t) => {
  const env = { EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9/v1', EMBEDDINGS_MODEL: 'away', EMBEDDINGS_DIMENSIONS: '512' }
  const { code, out } = await check(t, ['support'], env)
  assert.equal(code, 0)
  assert.match(out, /^support: no embedding model answered in time, so words alone tell the examples apart here/m)
  assert.deepEqual(bannedWords(out), [])
})

deep('rules on trial that are broken are told, and stop nothing', patient, async (t) => {
  const agents = await copyAgents(t)
  await writeFile(join(agents.dir, 'support/policy.shadow.cedar'), 'permit (principal, action, resource')
  const { code, out } = await check(t, [], { AGENTS_DIR: agents.dir })
  assert.equal(code, 0)
  assert.match(out, /On trial, so that it stops nothing:\n.*policy\.shadow\.cedar/)
})

deep('where a tool server is away, all that doesn’t need it is told, with exit 3', patient, async (t) => {
  const env = { SHOP_MCP_URL: 'http://127.0.0.1:9/mcp', SHOP_MCP_TOKEN: 'none' }
  const { code, out } = await check(t, [], env)
  assert.equal(code, 3)
  assert.match(out, /^support: the tool server "shop" can't be reached/)
})

const MISTAKES: readonly (readonly [name: string, body: string, told: RegExp])[] = [
  [
    'an unknown tool',
    "await tools.shop.orders.getx({ id: 'A12' })",
    /:7:9 {2}tools\.shop\.orders has no such member\. It has: get,/,
  ],
  [
    'an unknown argument',
    "await tools.shop.orders.get({ orderid: 'A12' })",
    /:7:9 {2}shop\/orders\.get doesn't take these arguments/,
  ],
  [
    'a forgotten await',
    "const order = tools.shop.orders.get({ id: 'A12' })\n  say(order.status)",
    /:8:7 {2}await is missing/,
  ],
  [
    'a handle that is looked at',
    "const order = await tools.shop.orders.cancel({ orderId: 'A12' })\n  if (order.id === 'x') say('x')",
    /:8:7 {2}A write's result isn't known while the plan is made/,
  ],
  [
    'a field that no answer has',
    "const order = await tools.shop.orders.get({ id: 'A12' })\n  say(order.state.name)",
    /:8:7 {2}There is nothing here/,
  ],
]

deep('what playbooks do wrong is found without a conversation, each with its place', patient, async (t) => {
  const agents = await copyAgents(t)
  for (const [at, [, body]] of MISTAKES.entries())
    await writeFile(join(agents.dir, `support/playbooks/try-${at}.js`), playbookWith(at, body))
  const { code, out } = await check(t, ['support'], { AGENTS_DIR: agents.dir })
  assert.equal(code, 1)
  for (const [at, [name, , told]] of MISTAKES.entries()) {
    assert.match(out.split('\n').find((line) => line.includes(`try-${at}.js:`)) ?? '', told, name)
  }
  assert.doesNotMatch(out, /in order/)
  const own = out.split('\n').filter((line) => /playbooks\/(?!try)[\w-]+\.js:\d/.test(line))
  assert.deepEqual(own, [])
})

function playbookWith(at: number, body: string): string {
  return `export const playbook = {
  title: 'Try number ${at}',
  examples: ['try out the number ${at}', 'start number ${at} of all', 'have number ${at} begin'],
  slots: {},
}
export default async ({ tools, say }) => {
  ${body}
}
`
}

deep(
  'a read that will ask each time, since untrusted text decides it, is told, and is no mistake',
  patient,
  async (t) => {
    const { dir } = await askingAgent(t, {
      'open the article': `const { messages } = await tools.rooms.messages.list({})
const page = await tools.rooms.page.open({ url: messages[0].text })
return say(page.text)`,
      // A rule asks about this one whatever it hangs on: that was meant so.
      'look up the record': `const record = await tools.rooms.record.read({ id: 'R7' })\nreturn say('It is ' + record.holder)`,
    })
    const { code, out } = await check(t, [], { AGENTS_DIR: dir })
    assert.equal(code, 0)
    const told = out.split('\n').filter((line) => /playbooks\/.*\bask/u.test(line))
    assert.equal(told.length, 1, out)
    assert.match(told[0] ?? '', /support\/playbooks\/open-the-article\.js:\d+/u)
    assert.deepEqual(bannedWords(told.join('\n')), [])
    const { agents } = JSON.parse((await check(t, ['--json'], { AGENTS_DIR: dir })).out)
    assert.deepEqual(
      agents[0].asked.map(({ file }: { file: string }) => file.replace(/^.*playbooks\//u, '')),
      ['open-the-article.js'],
    )
  },
)
