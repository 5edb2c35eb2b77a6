import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { checkAgainstDefinitions, type HintedDefinition } from '#turn/definitions/check-definitions.ts'
import { unplacedForms } from '#turn/definitions/unplaced-forms.ts'
import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { loadAgent } from '#agents/load-agent.ts'
import { formatProblems } from '#core/file-problem.ts'
import type { JsonObject } from '#core/json.ts'
import { loadOptions } from './broken-folder.ts'

const TEXT = { type: 'string' }
const COUNT = { type: 'integer' }
const ITEMS = {
  type: 'array',
  items: objectOf({ sku: TEXT, title: TEXT, quantity: COUNT, price: COUNT, total: COUNT, refunded: COUNT }),
}
const ORDER = objectOf({
  id: TEXT,
  status: TEXT,
  placedAt: TEXT,
  deliveredAt: TEXT,
  customerName: TEXT,
  total: COUNT,
  refunded: COUNT,
  refundedAt: TEXT,
  currency: TEXT,
  customerEmail: TEXT,
  note: TEXT,
  items: ITEMS,
})
const OF_ORDER = { orderId: TEXT, customerEmail: TEXT }
const DAYS = { sentOn: TEXT, expectedOn: TEXT, deliveredOn: TEXT, sentAgainOn: TEXT }
const SHIPMENT = objectOf({ ...OF_ORDER, status: TEXT, carrier: TEXT, ...DAYS })
const WARRANTIES = { type: 'array', items: objectOf({ title: TEXT, status: TEXT, until: TEXT }) }
const REFUND = objectOf({ id: TEXT, orderId: TEXT, amount: COUNT, currency: TEXT, status: TEXT, createdAt: TEXT })
const CHANGE = objectOf({ id: TEXT, kind: TEXT, orderId: TEXT })
const BY_ORDER = objectOf({ orderId: TEXT })
const BY_KEY = objectOf({ key: TEXT })

const OFFERED: readonly HintedDefinition[] = [
  definition('shop/orders.get', objectOf({ id: TEXT }), orNothing(ORDER)),
  definition('shop/orders.search', objectOf({ query: TEXT }), { type: 'array', items: ORDER }),
  definition('shop/shipments.get', BY_ORDER, orNothing(SHIPMENT)),
  definition('shop/warranty.get', BY_ORDER, orNothing(objectOf({ ...OF_ORDER, items: WARRANTIES }))),
  definition('shop/refunds.quote', BY_ORDER, orNothing(objectOf({ ...OF_ORDER, amount: COUNT, currency: TEXT }))),
  definition(
    'shop/refunds.create',
    objectOf({ orderId: TEXT, amount: COUNT, currency: TEXT, reason: TEXT, key: TEXT }),
    REFUND,
  ),
  definition('shop/refunds.get', BY_KEY, orNothing(REFUND)),
  definition('shop/orders.cancel', objectOf({ orderId: TEXT, key: TEXT }), CHANGE),
  definition('shop/orders.setAddress', objectOf({ orderId: TEXT, address: TEXT, key: TEXT }), CHANGE),
  definition('shop/orders.sendAgain', objectOf({ orderId: TEXT, key: TEXT }), CHANGE),
  definition('shop/changes.get', BY_KEY, orNothing(CHANGE)),
  definition(
    'shop/payouts.setAccount',
    objectOf({ orderId: TEXT, iban: TEXT, key: TEXT }),
    objectOf({ orderId: TEXT, iban: TEXT }),
  ),
  definition(
    'shop/mail.send',
    objectOf({ to: TEXT, template: TEXT, values: { type: 'object' }, key: TEXT }),
    objectOf({ id: TEXT }),
  ),
]

function orNothing(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] }
}

function objectOf(properties: JsonObject): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties) }
}

function definition(tool: string, inputSchema: JsonObject, outputSchema: JsonObject): HintedDefinition {
  return { tool, description: '', inputSchema, outputSchema, hash: 'sha256:0' }
}

let agent: Agent

before(async () => {
  const loaded = await loadAgent('agents/support', loadOptions())
  assert.ok(loaded.ok)
  agent = loaded.agent
})

function problemsWith(tool: string, change: Partial<ToolDeclaration>, offered = OFFERED): string {
  const tools = agent.tools.map((declared) => (declared.tool === tool ? { ...declared, ...change } : declared))
  return formatProblems(checkAgainstDefinitions({ tools }, offered))
}

function without(tool: string): readonly HintedDefinition[] {
  return OFFERED.filter((offered) => offered.tool !== tool)
}

test('the example’s declarations fit what the shop offers', () => {
  assert.equal(formatProblems(checkAgainstDefinitions(agent, OFFERED)), '')
})

test('a declared tool that isn’t offered is told with its line and the nearest one', () => {
  const offered = [...without('shop/mail.send'), definition('shop/mails.send', objectOf({}), objectOf({}))]
  assert.match(
    problemsWith('', {}, offered),
    /^tools\.yaml:\d+  The server "shop" doesn’t offer shop\/mail\.send\. Did you mean shop\/mails\.send\?$/,
  )
})

const WRONG: readonly (readonly [title: string, tool: string, change: Partial<ToolDeclaration>, problem: RegExp])[] = [
  [
    'an owner’s argument',
    'shop/mail.send',
    { owner: { kind: 'argument', argument: 'too', is: 'principal.email', unless: [] } },
    /"owner" of shop\/mail\.send names an argument that it doesn’t take: "too"\. Did you mean "to"\?/,
  ],
  [
    'a money argument',
    'shop/refunds.create',
    { money: { amont: { currency: 'currency', unit: 'minor' } } },
    /"money" of .*: "amont"\. Did you mean "amount"\?/,
  ],
  [
    'a currency’s argument',
    'shop/refunds.create',
    { money: { amount: { currency: 'curency', unit: 'minor' } } },
    /"curency"\. Did you mean "currency"\?/,
  ],
  [
    'the argument for our key',
    'shop/refunds.create',
    { idempotencyKey: 'kee' },
    /"idempotencyKey" of .*: "kee"\. Did you mean "key"\?/,
  ],
  ['a later argument', 'shop/mail.send', { later: ['vals'] }, /"later" of shop\/mail\.send .*"vals"/],
  [
    'an accepted argument',
    'shop/mail.send',
    { accepts: ['because', 'template', 'subject'] },
    /"accepts" of shop\/mail\.send .*"subject"/,
  ],
  [
    'a title’s argument',
    'shop/mail.send',
    { title: 'Mail {too}' },
    /"title" of shop\/mail\.send .*"too"\. Did you mean "to"\?/,
  ],
  [
    'the argument to look up by',
    'shop/refunds.create',
    { verify: { tool: 'shop/refunds.get', by: 'orderId', settlesMs: 0 } },
    /"verify of shop\/refunds\.create, by" of shop\/refunds\.get/,
  ],
  [
    'an owner’s field',
    'shop/orders.get',
    { owner: { kind: 'result', each: null, path: 'customerMail', is: 'principal.email', unless: [] } },
    /The result of shop\/orders\.get has no "customerMail"\. Did you mean "customerEmail"\?/,
  ],
  [
    'the field of a read that an owner is from',
    'shop/refunds.create',
    { owner: { kind: 'from', argument: 'orderId', tool: 'shop/orders.get', path: 'number', unless: [] } },
    /"owner" of shop\/refunds\.create is from shop\/orders\.get, whose result has no "number"\./,
  ],
  [
    'without one named, the argument itself or an id',
    'shop/refunds.create',
    { owner: { kind: 'from', argument: 'currency', tool: 'shop/shipments.get', path: null, unless: [] } },
    /whose result has no "currency" and no "id"\./,
  ],
  [
    'a trusted field of a list',
    'shop/orders.search',
    { trust: { trusted: ['[].totl'], untrusted: [] } },
    /has no "\[\]\.totl"\. Did you mean "total"\?/,
  ],
]

for (const [title, tool, change, problem] of WRONG) {
  test(`${title} that isn’t there is found`, () => assert.match(problemsWith(tool, change), problem))
}

test('money in whole cents is an integer', () => {
  const schema = objectOf({ orderId: TEXT, amount: { type: 'number' }, currency: TEXT, key: TEXT })
  const offered = [...without('shop/refunds.create'), definition('shop/refunds.create', schema, REFUND)]
  assert.match(
    problemsWith('', {}, offered),
    /"amount" is number and must be integer\. unit: minor is for whole cents\./,
  )
})

test('a declared read that its server says changes something is a problem until the operator acknowledges it', () => {
  const offered = OFFERED.map((one) => (one.tool === 'shop/orders.get' ? { ...one, readOnlyHint: false } : one))
  assert.match(
    problemsWith('', {}, offered),
    /^tools\.yaml:14  shop\/orders\.get is declared a read, and its server says that it changes something\./,
  )
  assert.equal(problemsWith('shop/orders.get', { acknowledged: true }, offered), '')
})

const NUMBER = { type: 'number' }

function withArguments(tool: string, args: JsonObject): readonly HintedDefinition[] {
  return OFFERED.map((offered) => (offered.tool === tool ? { ...offered, inputSchema: objectOf(args) } : offered))
}

test('money must be declared in the form in which the tool takes it', () => {
  const offered = withArguments('shop/refunds.create', { orderId: TEXT, amount: NUMBER, currency: TEXT, key: TEXT })
  const asked = (form: object) =>
    problemsWith('shop/refunds.create', { money: { amount: { currency: 'currency', ...form } as never } }, offered)
  assert.match(asked({ unit: 'major' }), /"amount" is number and must be string.*write unit: major, as: number\./)
  assert.match(asked({ unit: 'minor' }), /"amount" is number and must be integer.*write unit: major, as: number\./)
  assert.doesNotMatch(asked({ unit: 'major', as: 'number' }), /money/)
  const text = withArguments('shop/refunds.create', { orderId: TEXT, amount: TEXT, currency: TEXT, key: TEXT })
  const money = { amount: { currency: 'currency', unit: 'major', as: 'number' } } as const
  assert.match(
    problemsWith('shop/refunds.create', { money }, text),
    /must be number\. as: number.*Decimal text is unit: major\./,
  )
})

test('a form that can’t be placed is told with the field that it is about', () => {
  const time = { type: 'string', format: 'date-time' }
  const offered = [
    definition(
      'shop/orders.get',
      objectOf({ id: TEXT }),
      orNothing(objectOf({ placedAt: time, id: TEXT, tags: { type: 'array', items: objectOf({ by: TEXT }) } })),
    ),
    { ...definition('shop/orders.search', objectOf({ query: TEXT }), {}), outputSchema: null },
    definition('shop/refunds.create', objectOf({ shippingFee: NUMBER, amount: NUMBER, weight: NUMBER }), REFUND),
  ]
  const definitions = new Map(offered.map((one) => [one.tool, one]))
  const forms = (change: Partial<Pick<Agent, 'zone' | 'tools'>> = {}) =>
    unplacedForms({ tools: agent.tools, ...change }, definitions).map(({ form, tool, names }) => [form, tool, ...names])
  assert.deepEqual(forms(), [
    ['time', 'shop/orders.get', 'placedAt'],
    ['field', 'shop/orders.get', 'tags[].by'],
    ['sample', 'shop/orders.get', 'the sample'],
    ['text', 'shop/orders.search', ...(agent.tools[1]?.trust.trusted ?? []).filter((path) => path !== 'shape')],
    ['amount', 'shop/refunds.create', 'shippingFee'],
    ['words', 'shop/refunds.create', 'shippingFee', 'weight'],
  ])
  assert.ok(!forms({ zone: 'Europe/Berlin' }).some(([form]) => form === 'time'))
  const said = agent.tools.map((tool) => ({ ...tool, saysOthers: true }) as const)
  assert.ok(!forms({ tools: said }).some(([form]) => form === 'field'))
})
