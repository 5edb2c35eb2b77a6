import type { PlanProgram, PlanTool, ReadAnswer, ReadRequest } from '../../src/plan-language/contract.ts'
import { PLAN_LIMITS } from '../../src/plan-language/limits.ts'

/** Thirty lines with five reads, one of a hundred rows: what a plan over a list of orders is like. */
const SOURCE = `const person = await tools.crm.people.get({ email: slots.email })
if (!person) return say('I know nobody with that address.')
const orders = await tools.shop.orders.search({ email: person.email })
const late = orders.filter((order) => order.status === 'late' && order.total > 0)
if (late.length === 0) return say('None of your orders is late.')
const rates = await tools.shop.rates.get({ country: person.country })
let credit = 0
let worst = late[0]
const byMonth = {}
for (const order of late) {
  const rate = order.days > 7 ? rates.high : rates.low
  credit = credit + Math.round((order.total * rate) / 100)
  if (order.days > worst.days) worst = order
  const month = order.placedAt.slice(0, 7)
  byMonth[month] = (byMonth[month] ?? 0) + 1
}
const months = Object.keys(byMonth).sort()
const [detail, account] = await Promise.all([
  tools.shop.orders.get({ id: worst.id }),
  tools.shop.accounts.get({ id: person.accountId }),
])
const capped = Math.min(credit, account.limit - account.used)
if (capped <= 0) return say('Your account has no room for a credit.')
const names = late.slice(0, 3).map(({ id, days }) => \`\${id} (\${days} days)\`).join(', ')
const created = tools.shop.credits.create({ accountId: account.id, amount: capped, currency: account.currency })
for (const month of months.slice(0, 2)) {
  tools.shop.notes.add({ accountId: account.id, text: \`\${month}: \${byMonth[month]} late\` })
}
tools.shop.mail.send({ to: person.email, template: 'credit', values: { creditId: created.id, names, item: detail.title } })
return say(\`I have prepared a credit for \${late.length} late orders.\`)`

const PERSON = { email: 'maya@site.example', country: 'SE', accountId: 'C1' }
const ORDERS = Array.from({ length: 100 }, (_, n) => ({
  id: `A${n}`,
  status: n % 2 === 0 ? 'late' : 'delivered',
  total: 1_000 + 37 * n,
  days: n % 11,
  placedAt: `2026-0${1 + (n % 9)}-10T09:00:00Z`,
  note: 'please be quick',
}))

/** The answers of the tools, by tool. */
export const ANSWERS: Readonly<Record<string, ReadAnswer>> = {
  'crm/people.get': { ok: true, value: PERSON, labels: fields('crm/people.get', PERSON, '') },
  'shop/orders.search': { ok: true, value: ORDERS, labels: fields('shop/orders.search', ORDERS[0] ?? {}, '/*') },
  'shop/rates.get': answer('shop/rates.get', { low: 5, high: 10 }),
  'shop/orders.get': answer('shop/orders.get', { id: 'A10', title: 'Brass desk lamp' }),
  'shop/accounts.get': answer('shop/accounts.get', { id: 'C1', limit: 500_000, used: 1_200, currency: 'EUR' }),
}

export const PROGRAM: PlanProgram = {
  source: SOURCE,
  literals: { data: ['model'], ctrl: [] },
  slots: { email: { value: PERSON.email, labels: { '': { data: ['user:customer'], ctrl: [] } } } },
  refs: {},
  tools: {
    ...Object.fromEntries(Object.keys(ANSWERS).map((name) => [name, tool('read')])),
    'shop/credits.create': tool('write'),
    'shop/notes.add': tool('write'),
    'shop/mail.send': { ...tool('write'), later: ['values'] },
  },
  now: 0,
  limits: PLAN_LIMITS,
}

export function answerTo({ tool: name }: ReadRequest): ReadAnswer {
  return ANSWERS[name] ?? { ok: false, code: 'tool-unknown' }
}

function answer(name: string, value: Readonly<Record<string, string | number>>): ReadAnswer {
  return { ok: true, value, labels: fields(name, value, '') }
}

function fields(name: string, value: object, prefix: string) {
  const label = (field: string) => ({ data: [`tool:${name}${field}`], ctrl: [] })
  const each = Object.keys(value).map((field) => [`${prefix}/${field}`, label(`.${field}`)] as const)
  return { '': label(''), ...Object.fromEntries(each) }
}

function tool(kind: 'read' | 'write'): PlanTool {
  const resultSchema = kind === 'write' ? { type: 'object', properties: { id: { type: 'string' } } } : null
  return { kind, argsSchema: { type: 'object' }, resultSchema, inheritsArguments: false, later: [] }
}
