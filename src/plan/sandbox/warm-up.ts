/**
 * Runs before the snapshot is taken, so that the functions which every plan needs are compiled in it. It reads and
 * writes like a small plan does; how it ends doesn't matter, and an isolate program that can't run it starts cold.
 */
const PROGRAM = `
const order = await tools.shop.orders.get({ id: slots.orderId })
if (!order) return say(\`I can't find order \${slots.orderId} among yours.\`)
const lines = order.lines ?? []
const [first] = lines
let total = 0
for (const line of lines) { if (line.price > 1 && line.name !== 'x') total += line.price * 2 }
const others = await Promise.all(lines.map((line) => tools.shop.orders.get({ id: line.name })))
const found = others.filter((other) => other !== null).map((other) => ({ ...other, total: Math.round(total) }))
const sorted = [...found].sort((a, b) => a.total - b.total)
const names = sorted.map((one) => one.id).join(', ').toUpperCase().trim()
function worth(amount) { return amount >= 100 ? 'much' : 'little' }
const refund = tools.shop.refunds.create({ orderId: order.id, amount: order.total, reason: first?.name ?? worth(total) })
tools.shop.mail.send({ to: order.customerEmail, values: { refundId: refund.id, names, at: new Date().toISOString() } })
return say('I have prepared the refund.')
`

const schema = { type: 'object' }
const label = { data: ['operator'], ctrl: [] }

const PLAN = {
  source: PROGRAM,
  literals: label,
  slots: { orderId: { value: 'A17', labels: { '': label } } },
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

const ANSWER = { ok: true, value: ORDER, labels: { '': label, '/total': label, '/lines/*/price': label } }

/** The script's text, for `createSnapshot`. */
export const WARM_UP = `
  const start = { applySync() {} }
  const wait = { applySyncPromise: () => ${JSON.stringify(JSON.stringify(ANSWER))} }
  try { runPlan(${JSON.stringify(JSON.stringify(PLAN))}, start, wait) } catch {}
`

function tool(kind: 'read' | 'write', later: readonly string[]): object {
  const resultSchema = { type: 'object', properties: { id: { type: 'string' } } }
  return { kind, argsSchema: schema, resultSchema, inheritsArguments: false, later }
}
