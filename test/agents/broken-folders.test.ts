import assert from 'node:assert/strict'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { formatProblems } from '#core/file-problem.ts'
import { loadAgent, loadAgents } from '#agents/load-agent.ts'
import { copyOfExample, loadOptions, problemsOf, type Broken } from './broken-folder.ts'
import { BROKEN_SERVERS, BROKEN_TOOLS } from './broken-tools.ts'

const AGENT: readonly Broken[] = [
  [
    'texts in a language that the agent doesn’t speak',
    ['agent.yaml', 'languages: [en, de]', 'languages: [en, fr]'],
    /^agent\.de\.yaml  The agent doesn’t speak "de"\. Its languages \(agent\.yaml\) are en, fr/m,
  ],
  [
    'a text that its playbook doesn’t say',
    ['playbooks/refund.de.yaml', 'was ${order.status} already', 'was ${order.status} before'],
    /^playbooks\/refund\.de\.yaml:\d+:\d+  playbooks\/refund\.js doesn’t say this\. Did you mean “Order/m,
  ],
  [
    'a question that is asked in one language alone',
    ['playbooks/refund.de.yaml', '    ask: Was war damit nicht in Ordnung?\n', ''],
    /^playbooks\/refund\.de\.yaml:\d+:\d+  The slot reason has no "ask" here\. It says “What was wrong with it\?”/m,
  ],
  [
    'a title that shows less than in the other language',
    ['tools.de.yaml', 'für Bestellung {orderId} ', ''],
    /^tools\.de\.yaml:\d+:\d+  This title doesn’t show what that of tools\.yaml does\. It shows/m,
  ],
  [
    'a playbook that is exposed and isn’t there',
    ['agent.yaml', '  - my-orders\n', '  - my-order\n'],
    /^agent\.yaml:\d+:\d+  There is no playbook "my-order" to expose\.$/m,
  ],
  [
    'a playbook that is offered and isn’t there',
    ['agent.yaml', 'offer: [order-status,', 'offer: [order-state,'],
    /^agent\.yaml:\d+:\d+  There is no playbook "order-state" to offer\.$/m,
  ],
  [
    'a misspelt slot that programs are trusted for',
    ['agent.yaml', 'trusted: [orderId, items, reason]', 'trusted: [orderID]'],
    /^agent\.yaml:\d+:\d+  The playbook "refund" has no slot "orderID" to trust\. It has: orderId, /m,
  ],
  [
    'a misspelt key',
    ['agent.yaml', 'greeting:', 'greetin:'],
    /^agent\.yaml:5:1  Unknown key "greetin"\. Did you mean "greeting"\?$/m,
  ],
  [
    'a missing key',
    ['agent.yaml', 'title: Example shop support\n', ''],
    /^agent\.yaml:\d+:\d+  "title" is missing\.$/m,
  ],
  [
    'a value of another kind',
    ['agent.yaml', 'languages: [en, de]', 'languages: en'],
    /^agent\.yaml:4:12  "languages" must be a list, not "en"\.$/m,
  ],
  [
    'a word that isn’t among those possible',
    ['agent.yaml', 'whenBusy: queue', 'whenBusy: queu'],
    /^agent\.yaml:\d+:11  "whenBusy" must be queue, cancel, or join, not "queu"\. Did you mean "queue"\?$/m,
  ],
  [
    'a duration without a unit',
    ['agent.yaml', 'expireAfter: 24h', 'expireAfter: 24'],
    /"expireAfter" must be a duration such as 5s, 90m or 24h\./,
  ],
  [
    'a plan that is passed on only when its time is over',
    ['agent.yaml', 'expireAfter: 24h', 'expireAfter: 24h, escalate: { after: 1d, to: finance }'],
    /^agent\.yaml:\d+:51  "after" must be shorter than expireAfter, or nobody would be left to answer\.$/m,
  ],
  [
    'a plan that is passed on to whoever asked',
    ['agent.yaml', 'expireAfter: 24h', 'expireAfter: 24h, escalate: { after: 2h, to: requester }'],
    /^agent\.yaml:\d+:59  "to" must be a role; only whoever asked is the requester\.$/m,
  ],
  [
    'money that is known only later',
    ['tools.yaml', '    later: [values]\n', '    later: [values, price]\n    money: { price: { currency: EUR } }\n'],
    /^tools\.yaml:\d+:\d+  "price" is money, and can’t be known later\./m,
  ],
  [
    'money without a currency',
    ['agent.yaml', 'effectsPerPlan: 20', 'costPerTurn: 0.20'],
    /"costPerTurn" must be an amount such as 0\.20 USD\./,
  ],
  [
    'a number out of range',
    ['agent.yaml', 'roundsPerTurn: 3', 'roundsPerTurn: 0'],
    /"roundsPerTurn" must be at least 1\./,
  ],
  [
    'a role with capitals',
    ['agent.yaml', 'untrusted: support-lead', 'untrusted: Support Lead'],
    /"untrusted" must be lower-case words joined by hyphens\./,
  ],
  [
    'a name that isn’t the folder’s',
    ['agent.yaml', 'name: support', 'name: sales'],
    /^agent\.yaml:2:7  "name" must be the folder’s: support\.$/m,
  ],
  [
    'knowledge outside of the folder',
    ['agent.yaml', 'path: knowledge/', 'path: ../other/'],
    /^agent\.yaml:9:13  "path" must stay in the agent’s folder\./m,
  ],
  [
    'knowledge of a server that there isn’t',
    ['agent.yaml', 'path: knowledge/', "mcp: shopp, uri: 'docs://**'"],
    /^agent\.yaml:9:12  tools\.yaml has no server "shopp"\. Did you mean "shop"\?$/m,
  ],
  [
    'knowledge of a server without saying which',
    ['agent.yaml', 'path: knowledge/', 'mcp: shop'],
    /"uri" must stand beside "mcp", and only there, such as docs:/,
  ],
  [
    'knowledge of a folder and a server at once',
    ['agent.yaml', 'path: knowledge/', "path: knowledge/, mcp: shop, uri: 'docs://**'"],
    /must have either "path", or "mcp" with "uri"/,
  ],
  [
    'knowledge at no address',
    ['agent.yaml', 'path: knowledge/', 'mcp: shop, uri: everything'],
    /"uri" must begin with what its addresses begin with\. Such as docs:/,
  ],
  ['knowledge that isn’t there', ['agent.yaml', 'path: knowledge/', 'path: facts/'], /There is nothing at facts\/\./],
  [
    'a hand-over that counts nothing',
    ['agent.yaml', 'after: 2 failed turns', 'after: soon'],
    /"after" must be a number of failed turns, such as: 2 failed turns\./,
  ],
  [
    'an anchor',
    ['agent.yaml', 'title: Example', 'title: &a Example'],
    /^agent\.yaml:3:\d+  Anchors \(&a\) can’t be used here\./m,
  ],
  [
    'an alias',
    ['agent.yaml', 'title: Example shop support', 'title: &a Example\nother: *a'],
    /Aliases \(\*name\) can’t be used here\./,
  ],
  ['a tag', ['agent.yaml', 'title: Example', 'title: !!js/function Example'], /agent\.yaml:3:\d+  .*(?:[Tt]ag)/],
  [
    'a key twice',
    ['agent.yaml', 'title: Example shop support', 'title: One\ntitle: Two'],
    /^agent\.yaml:4:1  Map keys must be unique/m,
  ],
  ['YAML that can’t be read', ['agent.yaml', 'languages: [en, de]', 'languages: [en'], /^agent\.yaml:\d+:\d+  \S/m],
  ['no text at all', ['instructions.md', ' \n'], /^instructions\.md  The file is empty\./m],
  [
    'bytes that aren’t text',
    ['instructions.md', Uint8Array.of(0xff, 0xfe, 0x41)],
    /^instructions\.md  This isn’t UTF-8 text\./m,
  ],
]

const OTHERS: readonly Broken[] = [
  [
    'a playbook that imports',
    ['playbooks/refund.js', "import fs from 'node:fs'\nexport const playbook = {}\nexport default async () => {}\n"],
    /^playbooks\/refund\.js:\d+:\d+  \S/m,
  ],
  [
    'a playbook that isn’t JavaScript',
    ['playbooks/refund.js', 'export default async ({ tools }) => {'],
    /^playbooks\/refund\.js:\d+:\d+  \S/m,
  ],
  [
    'a playbook that goes by a document that isn’t there',
    ['playbooks/refund.js', "document: 'knowledge/refunds.md'", "document: 'knowledge/refund.md'"],
    /^playbooks\/refund\.js:\d+  This agent’s knowledge has no knowledge\/refund\.md\. Did you mean "knowledge\/refunds\.md"\?$/m,
  ],
  [
    'a playbook that goes by a file outside of its knowledge',
    ['playbooks/refund.js', "document: 'knowledge/refunds.md'", "document: 'instructions.md'"],
    /^playbooks\/refund\.js:\d+  This agent’s knowledge has no instructions\.md\. Such as knowledge\/returns\.md/m,
  ],
  [
    'a playbook that goes by what its document doesn’t say',
    ['knowledge/refunds.md', 'never more than its total', 'seldom more than its total'],
    /^playbooks\/refund\.js:\d+  knowledge\/refunds\.md doesn’t say “Only what .* total\.”\. Copy a sentence of it word for word\.$/m,
  ],
  [
    'a playbook’s rule without a quote',
    ['playbooks/refund.js', '      quote:', '      quot:'],
    /^playbooks\/refund\.js:\d+:\d+  playbook\.cites\.0\.quot is not known\. Did you mean quote\?$/m,
  ],
  [
    'a playbook with another ending',
    ['playbooks/other.ts', ''],
    /^playbooks\/other\.ts  A file with this name isn’t read\./m,
  ],
  [
    'an eval without a message',
    ['evals/refunds.yaml', '  say: Please refund order A12\n', ''],
    /^evals\/refunds\.yaml:2:\d+  "say" is missing\.$/m,
  ],
  [
    'an eval of a playbook that isn’t there',
    ['evals/refunds.yaml', 'route: playbook/refund', 'route: playbook/refnd'],
    /^evals\/refunds\.yaml:2  This agent has no playbook\/refnd\. Did you mean "playbook\/refund"\?$/m,
  ],
  [
    'an eval with a tool that isn’t there',
    [
      'evals/refunds.yaml',
      'tool: shop/refunds.create, args: { orderId: A12',
      'tool: shop/refund.create, args: { orderId: A12',
    ],
    /This agent has no shop\/refund\.create\. Did you mean "shop\/refunds\.create"\?/,
  ],
  [
    'an eval with a verdict that is none',
    ['evals/refunds.yaml', 'verdict: allow', 'verdict: maybe'],
    /"verdict" must be allow, deny or ask\/<role>\./,
  ],
  [
    'two evals with one name',
    ['evals/more.yaml', '- { name: one, say: a, expect: {} }\n- { name: one, say: b, expect: {} }\n'],
    /^evals\/more\.yaml:2:\d+  There is already a case "one"\.$/m,
  ],
  [
    'a score of knowledge that isn’t there',
    ['evals/knowledge.yaml', 'hitAt1: 0.85', 'hitAtOne: 0.85'],
    /^evals\/knowledge\.yaml:\d+:\d+  .*hitAtOne/m,
  ],
  [
    'a question with facts that no passage holds',
    ['evals/knowledge.yaml', '- { ask: "Do you ship to Japan?" }', '- { ask: "Do you ship to Japan?", facts: [yes] }'],
    /^evals\/knowledge\.yaml:\d+:\d+  A question with facts needs the passages that hold them\.$/m,
  ],
]

for (const [title, change, problem] of [...AGENT, ...BROKEN_SERVERS, ...BROKEN_TOOLS, ...OTHERS]) {
  test(`${title} is found`, async (t) => {
    assert.match(formatProblems(await problemsOf(t, [change])), problem)
  })
}

test('every problem is told in one go, from the top of each file', async (t) => {
  const problems = await problemsOf(t, [
    ['agent.yaml', 'greeting:', 'greetin:'],
    ['tools.yaml', 'effect: write', 'effect: rite'],
    ['tools.yaml', 'timeout: 5s', 'timeout: 5'],
    ['evals/refunds.yaml', 'verdict: allow', 'verdict: maybe'],
  ])
  assert.deepEqual(
    [...new Set(problems.map(({ file }) => file))],
    [...['agent.yaml', 'evals/deeds.yaml', 'evals/refunds.yaml', 'tools.yaml']],
  )
  const lines = problems.filter(({ file }) => file === 'tools.yaml').map(({ line }) => line ?? 0)
  assert.deepEqual(
    lines,
    lines.toSorted((one, other) => one - other),
  )
})

for (const file of ['agent.yaml', 'tools.yaml', 'policy.cedar', 'instructions.md']) {
  test(`a folder without ${file} is refused`, async (t) => {
    const folder = copyOfExample(t)
    rmSync(join(folder, file))
    const loaded = await loadAgent(folder, loadOptions())
    assert.match(loaded.ok ? '' : formatProblems(loaded.problems), new RegExp(`^${file}  The file is missing\\.`, 'm'))
  })
}

test('a link in the folder is refused and not followed', async (t) => {
  const folder = copyOfExample(t)
  symlinkSync('/etc/hostname', join(folder, 'knowledge', 'host.md'))
  symlinkSync('/etc', join(folder, 'playbooks', 'etc'))
  const loaded = await loadAgent(folder, loadOptions())
  assert.equal(
    loaded.ok ? '' : formatProblems(loaded.problems),
    'knowledge/host.md  A link can’t be part of an agent’s folder. Copy what it points to.\n' +
      'playbooks/etc  A link can’t be part of an agent’s folder. Copy what it points to.',
  )
})

test('a link among agents is refused', async (t) => {
  const folder = copyOfExample(t)
  symlinkSync(folder, join(folder, '..', 'other'))
  const loaded = await loadAgents(join(folder, '..'), loadOptions())
  assert.match(loaded.ok ? '' : formatProblems(loaded.problems), /^other  A link/m)
})

for (const [title, agents, problem] of [
  ['an agent that isn’t there', '[support, libary]', /agent\.yaml:\d+:\d+ {2}There is no agent "libary"/],
  ['others and not itself', '[library]', /"agents" must name support too/],
  ['shared beside a name', '[shared, support]', /shared alone/],
  ['nobody', '[]', /must name an agent, or shared/],
] as const) {
  test(`documents that belong to ${title} are refused`, async (t) => {
    const entry = 'path: knowledge/, acl: [public]'
    const folder = copyOfExample(t, [['agent.yaml', entry, `${entry}, agents: ${agents}`]])
    const loaded = await loadAgents(join(folder, '..'), loadOptions())
    assert.match(loaded.ok ? '' : formatProblems(loaded.problems), problem)
  })
}

test('documents that belong to all agents, or to the own, are taken as they are written', async (t) => {
  const entry = 'path: knowledge/, acl: [public]'
  const folder = copyOfExample(t, [['agent.yaml', entry, `${entry}, agents: [shared]`]])
  const loaded = await loadAgents(join(folder, '..'), loadOptions())
  assert.deepEqual(loaded.ok && loaded.agents[0]?.knowledge[0]?.agents, ['shared'])
})

test('no agent is called shared, which is what documents of all agents say', async (t) => {
  const problems = await problemsOf(t, [['agent.yaml', 'name: support', 'name: shared']])
  assert.match(formatProblems(problems), /can’t be shared: documents of all agents are called so/)
})

test('no problem repeats a variable’s value or a token in the file', async (t) => {
  const problems = await problemsOf(t, [['tools.yaml', '${SHOP_MCP_TOKEN}', 'canary-in-file']], {
    SHOP_MCP_URL: 'ftp://canary-in-variable',
  })
  assert.ok(problems.length >= 1)
  assert.doesNotMatch(JSON.stringify(problems), /canary/)
})
