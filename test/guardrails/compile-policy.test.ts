import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { PolicySources } from '#guardrails/contract.ts'
import { compiled, REFUND_POLICY, EXAMPLE_POLICY, factsOf, refund, SHOP_TOOLS, sourcesOf } from './shop-policy.ts'

function problemsOf(policy: string, more: Partial<PolicySources> = {}): string {
  const result = compilePolicy(sourcesOf(policy, more))
  const problems = result.ok ? [] : result.problems
  return problems
    .map(({ file, line, column, message, hint }) => `${file}:${line}:${column} ${message} (${hint})`)
    .join('\n')
}

test('the example policies are valid', () => {
  for (const policy of [REFUND_POLICY, EXAMPLE_POLICY]) assert.equal(problemsOf(policy), '')
})

const REFUND = 'permit (principal, action == Action::"shop/refunds.create", resource)'

const FORBID = REFUND.replace('permit', 'forbid')

const MISTAKES: readonly (readonly [title: string, policy: string, problem: RegExp])[] = [
  [
    'a misspelt argument',
    REFUND_POLICY.replace('args.amount <=', 'args.amont <='),
    /^policy\.cedar:4:8 "refund": attribute `args\.amont` .* not found \(did you mean `amount`\?\)$/,
  ],
  [
    'a misspelt tool',
    REFUND_POLICY.replace('shop/mail.send', 'shop/mails.send'),
    /^policy\.cedar:7:30 "mail-about-refunds": unrecognized action .* \(did you mean `Action::"shop\/mail\.send"`\?\)$/,
  ],
  [
    'a misspelt attribute of a person',
    `@id("a") ${REFUND} when { principal.role == "x" };`,
    /:1:\d+ "a": attribute `role` .*did you mean `roles`/,
  ],
  [
    'an argument that may not be there',
    `@id("a") ${REFUND} when { context.args.reason == "late" };`,
    /"a": .*optional attribute `args\.reason`/,
  ],
  ['values of different kinds', `@id("a") ${REFUND} when { context.args.amount == "5000" };`, /"a": .*(?:type|types)/],
  ['a rule that can never apply', `@id("a") ${REFUND} when { false };`, /^policy\.cedar:1:1 "a": .*impossible/],
  [
    'letters that look like others',
    `@id("a") ${REFUND} when { context.args.orderId == "pаypal" };`,
    /"a": .*(?:mixed|confusable|script)/,
  ],
  [
    'a misspelt kind of source',
    `@id("a") ${REFUND} when { ["recrod"].containsAll(context.origin.amount) };`,
    /^policy\.cedar:1:88 "a": "recrod" is no kind of source \(did you mean "record"\?\)$/,
  ],
  [
    'a misspelt kind of source in what forbids, which would let everything pass',
    `@id("all") ${REFUND}; @id("a") ${FORBID} when { context.because.contains("untrustd") };`,
    /"a": "untrustd" is no kind of source \(did you mean "untrusted"\?\)/,
  ],
  [
    'a misspelt argument among those that are untrusted',
    `@id("a") ${FORBID} when { context.untrusted.contains("ammount") };`,
    /"a": "ammount" is no argument of the tools that this is about \(did you mean "amount"\?\)/,
  ],
  [
    'a misspelt argument that is looked for',
    `@id("a") ${FORBID} when { !(context.args has reson) };`,
    /^policy\.cedar:1:106 "a": "reson" is no argument .* \(did you mean "reason"\?\)$/,
  ],
  [
    'a misspelt variable',
    `@id("a") ${REFUND} when { contxt.args.amount > 1 };`,
    /^policy\.cedar:1:87 .*`contxt`.* \(did you mean `context`\?\)/,
  ],
  [
    'a misspelt method',
    `@id("a") ${REFUND} when { context.hidden.contians("x") };`,
    /`contians` is not a valid method \(did you mean `contains`\?\)/,
  ],
  [
    'a misspelt variable of the scope',
    `@id("a") permit (principal, acton, resource);`,
    /acton \(did you mean `action`\?\)/,
  ],
  ['a rule without an id', `\n${REFUND};`, /^policy\.cedar:2:1 A policy needs an @id, by which it is reported\./],
  [
    'an id twice',
    `@id("a") ${REFUND};\n\n@id("a") ${REFUND};`,
    /^policy\.cedar:3:1 @id\("a"\) is already that of the policy at policy\.cedar:1\./,
  ],
  [
    'an id that could be one of ours',
    `@id("parley.plan") ${REFUND};`,
    /must be lower-case letters, digits and hyphens/,
  ],
  ['a misspelt annotation', `@id("a") @aks("finance") ${REFUND};`, /Unknown annotation @aks\. \(Did you mean @ask\?\)/],
  ['a question that permits', `@id("a") @ask("finance") ${REFUND};`, /@ask stands on a permit\./],
  ['a question to nobody', `@id("a") @ask forbid (principal, action, resource);`, /@ask must name the roles to ask\./],
  [
    'a question to half of two',
    `@id("a") @ask("finance +") forbid (principal, action, resource);`,
    /@ask must name the roles to ask\./,
  ],
  [
    'a question to nobody of a role',
    `@id("a") @ask("0 finance") forbid (principal, action, resource);`,
    /@ask can ask for 1 to 9 people of a role, not for 0\./,
  ],
  [
    'a question to a crowd',
    `@id("a") @ask("12 finance") forbid (principal, action, resource);`,
    /@ask can ask for 1 to 9 people of a role, not for 12\./,
  ],
  [
    'a number in words',
    `@id("a") @ask("two finance") forbid (principal, action, resource);`,
    /@ask must name the roles to ask\..*@ask\("2 support-lead"\)/,
  ],
  [
    'a role that stands twice',
    `@id("a") @ask("finance + finance") forbid (principal, action, resource);`,
    /@ask names finance twice\. \(For two people of one role write @ask\("2 finance"\)\.\)/,
  ],
  [
    'two requesters',
    `@id("a") @ask("2 requester") forbid (principal, action, resource);`,
    /@ask asks for 2 requesters, and a plan has one\./,
  ],
  [
    'a bare @self',
    `@id("a") @ask("finance") @self forbid (principal, action, resource);`,
    /@self can only be @self\("allowed"\)/,
  ],
  [
    'a @self without a question',
    `@id("a") @self("allowed") forbid (principal, action, resource);`,
    /@self can only be @self\("allowed"\), beside an @ask/,
  ],
  ['a reason without words', `@id("a") @reason(" ") forbid (principal, action, resource);`, /@reason needs a sentence/],
  ['a template', `@id("a") permit (principal == ?principal, action, resource);`, /A template can’t be used here/],
  [
    'text that isn’t Cedar',
    `// ünïcödé\n@id("a") permit (principal, action resource);`,
    /^policy\.cedar:2:36 unexpected token `resource`/,
  ],
  ['a file that ends too soon', `// é\n@id("a") permit (`, /^policy\.cedar:2:\d+ unexpected end of input/],
]

for (const [title, policy, problem] of MISTAKES) {
  test(`${title} is found, with its place`, () => assert.match(problemsOf(policy), problem))
}

test('words that match something are no mistake, whatever they are compared with', () => {
  const rule = `@id("a") ${FORBID} when { context.untrusted == ["because"] || context.hidden.contains("reason") ||
    context.args has reason && context.args.reason == "recrod" || context.because.containsAny(["user", "model"]) };`
  assert.equal(problemsOf(rule), '')
})

test('all mistakes are told at once, each at its own policy', () => {
  const comment = `// ${REFUND} when { context.args.amont > 0 };`
  const policy = `${comment}\n@id("é")\n${REFUND};\n@id("b")\n${REFUND} when { context.args.amont > 0 };\n@id("c")\n${REFUND} when { context.args.amont > 0 };`
  const lines = problemsOf(policy)
    .split('\n')
    .map((line) => line.split(' ')[0])
  assert.deepEqual(lines, ['policy.cedar:2:1', 'policy.cedar:5:78', 'policy.cedar:7:78'])
})

test('an id may not be used in two files', () => {
  const files = [
    { path: 'policy.cedar', text: `@id("a") ${REFUND};` },
    { path: 'tenant.cedar', text: `\n@id("a") ${REFUND};` },
  ]
  assert.match(
    problemsOf('', { files }),
    /^tenant\.cedar:2:1 @id\("a"\) is already that of the policy at policy\.cedar:1\./,
  )
})

test('the tenant’s rules on tools of other agents are left out, misspelt ones of an agent are not', () => {
  const text = `@id("crm") @reason("No") forbid (principal, action == Action::"crm/notes.add", resource) when { context.args.nobody_knows > 1 };`
  const tenant = { path: 'tenant.cedar', text }
  const agent = { path: 'policy.cedar', text: REFUND_POLICY }
  assert.equal(problemsOf('', { files: [agent, { ...tenant, overAllAgents: true }] }), '')
  assert.match(problemsOf('', { files: [agent, tenant] }), /unrecognized action/)
  const mistake = {
    path: 'tenant.cedar',
    text: `@id("x") forbid (principal, action == Action::"shop/mail.send", resource) when { context.args.too == "" };`,
    overAllAgents: true,
  }
  assert.match(
    problemsOf('', { files: [agent, mistake] }),
    /^tenant\.cedar:1:\d+ "x": attribute `args\.too`.*did you mean `to`/,
  )
})

test('names that rules use for something else can’t be an argument’s or a tool’s', () => {
  const [refunds] = SHOP_TOOLS.filter(({ tool }) => tool === 'shop/refunds.create')
  assert.ok(refunds)
  const money = { count: { currency: 'EUR', unit: 'minor' as const } }
  assert.match(problemsOf('', { tools: [{ ...refunds, money }] }), /money can't be called "count"/)
  const argsSchema = { type: 'object', properties: { because: { type: 'string' } } }
  assert.match(
    problemsOf('', { tools: [{ ...refunds, argsSchema, money: {} }] }),
    /an argument can't be called "because"/,
  )
})

test('names of tools and arguments can’t break out of their quotes', () => {
  const [refunds] = SHOP_TOOLS.filter(({ tool }) => tool === 'shop/refunds.create')
  assert.ok(refunds)
  const tool = 'shop/x", resource); permit (principal, action, resource); //'
  assert.equal(problemsOf('', { tools: [{ ...refunds, tool, accepts: ['a"].containsAll(x) || true || ["é'] }] }), '')
})

test('an empty policy permits nothing', () => {
  assert.equal(compiled('').judgePlan([refund(1)], factsOf()).plan.decision, 'deny')
})

test('a policy set says which windows over the ledger its rules look at', () => {
  const rule = `@id("a") ${REFUND}`
  assert.deepEqual([...compiled(`${rule};`).windows], [])
  assert.deepEqual([...compiled(`${rule} when { context.ledger.user24h.amount < 100 };`).windows], ['user24h'])
})
