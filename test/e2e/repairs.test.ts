import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { openModelServer, type ChatRequest } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

/*
 * Programs with one, two and three planted mistakes of each kind, through the planner's whole way. The model here mends
 * those lines that it is told of, and no others, so that the programs counted are those that what is told makes necessary.
 */
const KEPT = join(import.meta.dirname, 'repairs.txt')

interface Kind {
  readonly name: string
  /** What stands above the mistakes. */
  readonly before?: readonly string[]
  readonly mistakes: readonly [string, string, string]
  readonly last?: string
}

const ORDER = "const order = await tools.shop.orders.get({ id: 'A31' })"
const REFUND = `const refund = tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'other' })`
const pay = (amount: string) =>
  `tools.shop.refunds.create({ orderId: order.id, amount: ${amount}, currency: order.currency, reason: 'other' })`

const KINDS: readonly Kind[] = [
  { name: 'not in the language', mistakes: ['debugger', 'class Money {}', 'var three = 3'] },
  { name: 'a name that is declared nowhere', mistakes: ['say(one)', 'say(two)', 'say(console)'] },
  {
    name: 'a tool that there is not',
    mistakes: ['await tools.shop.orders.fetch({})', 'await tools.shop.order.get({})', 'await tools.store.list({})'],
  },
  {
    name: 'an argument that there is not',
    mistakes: [1, 2, 3].map((n) => `await tools.shop.orders.get({ orderId: 'A${n}' })`) as [string, string, string],
  },
  {
    name: 'a read without await',
    mistakes: [1, 2, 3].map((n) => `say(tools.shop.orders.get({ id: 'A${n}' }).id)`) as [string, string, string],
  },
  {
    name: 'a method that there is not',
    mistakes: [
      "say(order.id.match('A'))",
      "if (order.note) say(order.id.search('A'))",
      'say(order.id.toLocaleUpperCase())',
    ],
  },
  {
    name: 'a handle that is looked at',
    before: [REFUND],
    mistakes: ["if (refund.id === 'x') say('x')", 'say(refund.id.trim())', 'say(`${refund.id}`)'],
  },
  {
    name: 'a change out of sight',
    mistakes: ['note', 'id', 'total'].map(
      (field) =>
        `const ${field}s = []; const of_${field} = { add: (x) => { ${field}s.push(x) } }; if (order.${field}) of_${field}.add('x')`,
    ) as [string, string, string],
  },
  {
    name: 'three of different kinds',
    mistakes: ['var three = 3', 'await tools.shop.orders.fetch({})', "say(order.id.match('A'))"],
  },
  {
    name: 'no number',
    mistakes: [pay('Number(order.note)'), pay('order.note * 2'), 'say((+order.note).toFixed(order.note))'],
  },
  {
    name: 'no date',
    mistakes: [
      "say(dates.format(order.note, 'yyyy'))",
      'say(String(new Date(order.note)))',
      'say(dates.add(order.note, { days: 1 }).toISOString())',
    ],
  },
  {
    name: 'no such element',
    mistakes: [
      "say(order.note.split('§')[1].trim())",
      "say(order.note.split('§')[2].length)",
      'say(order.note.match(/§+/)[0].at(0))',
    ],
  },
  {
    name: 'an empty list',
    before: ["const few = order.note.split(' ').filter((word) => word === '§')"],
    mistakes: [
      'say(few.reduce((one, other) => one + other))',
      'say(few.map((word) => word.length).reduce((one, other) => one + other).toFixed())',
      'say(few.slice(1).reduceRight((one, other) => one + other))',
    ],
  },
  {
    name: 'not found',
    before: ['const orders = await tools.shop.orders.search({})'],
    mistakes: [
      "say(orders.find(({ note }) => note === 'one').id)",
      "say(orders.find(({ id }) => id === 'Z2').id)",
      "say(orders.filter(({ id }) => id === 'Z3')[0].id)",
    ],
  },
  {
    name: 'refused by the tool',
    mistakes: ['A31', 'A12', 'A17'].map((id) => `await tools.shop.warranty.get({ orderId: '${id}' })`) as [
      string,
      string,
      string,
    ],
  },
  {
    name: 'arguments that don’t fit',
    mistakes: [
      'await tools.shop.orders.get({ id: order.note })',
      'await tools.shop.shipments.get({ orderId: order.note })',
      'await tools.shop.refunds.quote({ orderId: order.note })',
    ],
  },
  { name: 'nothing there', mistakes: ['say(order.other.part)', 'say(order.another.part)', 'say(order.third.trim())'] },
  { name: 'nothing said', mistakes: ['', '', ''], last: '' },
  { name: 'another round after reads alone', mistakes: ['', '', ''], last: 'return next()' },
]

const MENDED = '// mended'
const TOLD = z.looseObject({
  kind: z.string(),
  fault: z.string().optional(),
  line: z.number().optional(),
  operation: z.string().optional(),
})
const Failure = TOLD.extend({ others: z.array(TOLD).default([]) })

let lines: string[] = []
const told: z.infer<typeof TOLD>[][] = []

const model = await openModelServer((request) => {
  if (request.schemaName === 'reading') return routesTo('plan')
  mend(request)
  return writes(lines.join('\n'))
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
  tool === 'warranty.get' ? { rewrite: (answer) => answer.replace('"result":{', '"result":{"isError":true,') } : 'pass',
)
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: model.environment },
)
const customer = parley.as('customer')

function mend({ messages }: ChatRequest): void {
  const last = messages.at(-1)?.content ?? ''
  if (!last.startsWith('The program came to nothing:')) return
  const failure = Failure.parse(JSON.parse(last.slice(last.indexOf('{'), last.lastIndexOf('}') + 1)))
  const all = [failure, ...failure.others]
  told.push(all)
  for (const { line, fault } of all) {
    if (line !== undefined) lines[line - 1] = MENDED
    else if (fault !== undefined) lines[lines.length - 1] = "say('all is well')"
  }
}

async function repaired(
  { name, before = [], mistakes, last = "say('all is well')" }: Kind,
  count: number,
): Promise<string> {
  lines = [ORDER, ...before, ...mistakes.slice(0, count), last]
  told.length = 0
  const from = model.requests.length
  const said = await customer.ask('Please do what is right about my order A31')
  const programs = model.requests.slice(from).filter(({ schemaName }) => schemaName === 'plan').length
  const [answer = ''] = await customer.answers(said.threadId)
  const waiting =
    answer === '' || answer.includes('waits') ? 'a plan that asks' : answer.split('. ').slice(0, 2).join('. ')
  for (const { id, status } of (await customer.request<{ plans: { id: string; status: string }[] }>('GET', '/v1/plans'))
    .body.plans)
    if (status === 'waiting') await customer.decide(await customer.plan(id), 'reject')
  const words = told.map((each) => each.map(toldWords).join(' + ')).join(' → ')
  return `${name} | ${count} | ${programs} | ${words} | ${waiting}`
}

function toldWords({ kind, fault, line, operation, message }: z.infer<typeof TOLD>): string {
  const at = line === undefined ? '' : ` at line ${line}`
  const words = message === undefined ? '' : ': words'
  return `${kind}${fault ? ` (${fault})` : ''}${at}${operation ? ` in ${operation}` : ''}${words}`
}

test('what is told of one, two and three mistakes of each kind, and how many programs they need', async (t) => {
  const rows: string[] = ['mistake | how many | programs | what was told, → and of the next program | what came of it']
  for (const kind of KINDS) {
    for (const count of kind.last === undefined ? [1, 2, 3] : [1]) rows.push(await repaired(kind, count))
  }
  for (const row of rows) t.diagnostic(row)
  assert.equal(`${rows.join('\n')}\n`, readFileSync(KEPT, 'utf8'))
})
