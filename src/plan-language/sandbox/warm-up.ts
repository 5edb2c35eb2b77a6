import type { PlanProgram, PlanTool } from '../contract.ts'

/**
 * Runs before the snapshot is taken, so that the functions which plans need are compiled in it. It reads, computes and
 * writes like a plan over a list does; an isolate program that can't run it to its end starts colder.
 */
const PROGRAM = `
const order = await tools.shop.orders.get({ id: slots.orderId })
if (!order) return say(\`I can't find order \${slots.orderId} among yours.\`)
const lines = order.lines ?? []
const [first] = lines
let total = 0
let dearest = lines[0]
const byName = {}
for (const line of lines) {
  if (line.price > 1 && line.name !== 'x') total += line.price * 2
  if (line.price >= dearest.price) dearest = line
  const key = line.name.slice(0, 4)
  byName[key] = (byName[key] ?? 0) + 1
}
const others = await Promise.all(lines.map((line) => tools.shop.orders.get({ id: line.name })))
const found = others.filter((other) => other !== null).map((other) => ({ ...other, total: Math.round(total) }))
const sorted = [...found].sort((a, b) => a.total - b.total)
const names = sorted.slice(0, 3).map(({ id }) => \`\${id} (\${total})\`).join(', ').toUpperCase().trim()
const keys = Object.keys(byName).sort()
const share = Math.min(total / 2, order.total - total)
function worth(amount) { return amount >= 100 ? 'much' : 'little' }
if (share <= 0 && lines.some((line) => line.name.includes('y'))) return say('There is nothing to refund.')
const refund = tools.shop.refunds.create({ orderId: order.id, amount: order.total, reason: first?.name ?? worth(total) })
tools.shop.mail.send({ to: order.customerEmail, values: { refundId: refund.id, names, keys, dearest: dearest.name, at: new Date().toISOString() } })
return say(\`I have prepared the refund of \${money.format({ amount: order.total, currency: order.currency })}.\`)
`

const schema = { type: 'object' }
const label = { data: ['operator'], ctrl: [] }

/** The program and what it runs with. */
export const WARM_UP_PLAN: PlanProgram = {
  source: PROGRAM,
  literals: label,
  slots: { orderId: { value: 'A17', labels: { '': label } } },
  refs: {},
  tools: {
    'shop/orders.get': tool('read', []),
    'shop/refunds.create': tool('write', []),
    'shop/mail.send': tool('write', ['values']),
  },
  now: 0,
  limits: {
    wallMs: 1_000,
    cpuMs: 1_000,
    steps: 10_000,
    memoryMb: 32,
    reads: 50,
    effects: 20,
    resultBytes: 100_000,
    sourceLength: 20_000,
  },
}

const ORDER = {
  id: 'A17',
  status: 'delivered',
  total: 12_900,
  currency: 'EUR',
  customerEmail: 'a@b.example',
  note: null,
  lines: [
    { name: 'lamp', price: 129 },
    { name: 'x', price: 0 },
  ],
}

/** What every read of it gives. */
export const WARM_UP_ANSWER = {
  ok: true,
  value: ORDER,
  labels: { '': label, '/total': label, '/lines/*/price': label },
}

/** The script's text, for `createSnapshot`. */
export const WARM_UP = `
  const start = { applySync() {} }
  const wait = { applySyncPromise: () => ${JSON.stringify(JSON.stringify(WARM_UP_ANSWER))} }
  try { runPlan(${JSON.stringify(JSON.stringify(WARM_UP_PLAN))}, start, wait, null) } catch {}
`

function tool(kind: 'read' | 'write', later: readonly string[]): PlanTool {
  const resultSchema = { type: 'object', properties: { id: { type: 'string' } } }
  return { kind, argsSchema: schema, resultSchema, inheritsArguments: false, later }
}
