import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import test, { type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '#core/json.ts'
import type { ToolServers } from '#mcp/contract.ts'
import { warrantyOf } from '../../examples/shop/after-sale.ts'
import { ShopStore } from '../../examples/shop/shop-store.ts'
import { startShopProcess } from '../../examples/shop/start-child.ts'
import { deep } from '../helpers/depth.ts'
import { makeDataDir, readBook, startTestShop, type TestShop } from '../helpers/shop.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'
import { until } from '../helpers/until.ts'

const TOOLS = [
  ...[
    'orders.get',
    'orders.search',
    'refunds.quote',
    'refunds.create',
    'refunds.get',
    'payouts.setAccount',
    'mail.send',
  ],
  ...['shipments.get', 'warranty.get', 'changes.get', 'orders.cancel', 'orders.setAddress', 'orders.sendAgain'],
]
const REFUND = { orderId: 'A17', amount: 12_900, currency: 'EUR', reason: 'damaged', key: 'the-key-1' }
const MAIL = {
  to: 'maya.lindqvist@example.com',
  template: 'refund-issued',
  values: { refundId: 'R1001' },
  key: 'mail-key-1',
}

async function openShop(t: TestContext): Promise<{ shop: TestShop; tools: ToolServers }> {
  const shop = await startTestShop(t)
  return { shop, tools: await openTestTools(t, { ...shop, tools: TOOLS }) }
}

test('a request that never comes whole doesn’t keep it from ending', async (t) => {
  const shop = await startTestShop(t)
  const socket = connect(Number(new URL(shop.url).port), '127.0.0.1')
  t.after(() => socket.destroy())
  socket.on('error', () => {}).resume()
  await once(socket, 'connect')
  const head = ['POST /mcp HTTP/1.1', 'host: 127.0.0.1:1', `authorization: Bearer ${shop.token}`, 'content-length: 100']
  socket.write(
    `${head.join('\r\n')}\r\naccept: application/json, text/event-stream\r\ncontent-type: application/json\r\n\r\n{"half":`,
  )
  await delay(100)
  const ended = once(socket, 'close')
  await shop.stop()
  await ended
})

test('the orders that examples name are there, owned and priced as they say', async (t) => {
  const { tools } = await openShop(t)
  for (const [id, customerEmail, status, total] of [
    ['A17', 'maya.lindqvist@example.com', 'delivered', 12_900],
    ['A31', 'maya.lindqvist@example.com', 'delivered', 1_200],
    ['A23', 'maya.lindqvist@example.com', 'delivered', 8_950],
    ['A40', 'maya.lindqvist@example.com', 'delivered', 64_000],
    ['A12', 'maya.lindqvist@example.com', 'delivered', 2_490],
    ['A55', 'maya.lindqvist@example.com', 'shipped', 7_230],
    ['B77', 'omar.haddad@example.com', 'delivered', 4_500],
  ] as const) {
    const value = { id, customerEmail, status, total, currency: 'EUR' }
    assert.partialDeepStrictEqual(await callNow(t, tools, 'orders.get', { id }), { ok: true, value })
  }
  const all = await callNow(t, tools, 'orders.search', {})
  assert.ok(all.ok && Array.isArray(all.value) && all.value.length >= 49)
})

for (const [tool, args, refusals] of [
  [
    'orders.cancel',
    { orderId: 'A58' },
    [
      [{ orderId: 'A55' }, 'order_packed'],
      [{ orderId: 'A48' }, 'order_cancelled'],
      [{ orderId: 'Z99' }, 'order_not_found'],
    ],
  ],
  [
    'orders.setAddress',
    { orderId: 'A58', address: 'Elm Street 4, 8000 Aarhus' },
    [
      [{ orderId: 'A55' }, 'order_packed'],
      [{ address: 'Aarhus' }, 'address_incomplete'],
      [{ address: 'Elm Street 4' }, 'address_incomplete'],
      [{ address: 'Elm Street 4, 8000' }, 'address_incomplete'],
    ],
  ],
  [
    'orders.sendAgain',
    { orderId: 'A17' },
    [
      [{}, 'sent_again_already'],
      [{ orderId: 'A58' }, 'not_sent_yet'],
      [{ orderId: 'A48' }, 'order_cancelled'],
    ],
  ],
] as const) {
  test(`${tool} changes an order once for each key, is found by it, and refuses what can't be`, async (t) => {
    const { shop, tools } = await openShop(t)
    const request = { ...args, key: 'change-key-0' }
    const first = await callNow(t, tools, tool, request)
    assert.ok(first.ok)
    assert.deepEqual(await callNow(t, tools, tool, request), first)
    assert.deepEqual(await callNow(t, tools, 'changes.get', { key: request.key }), first)
    for (const [index, [other, code]] of refusals.entries()) {
      const refused = await callNow(t, tools, tool, { ...request, ...other, key: `change-key-${index + 1}` })
      assert.partialDeepStrictEqual(refused, { ok: false, code: 'tool-error' })
      assert.match(JSON.stringify(refused), new RegExp(code))
    }
    assert.match(JSON.stringify(await callNow(t, tools, tool, { ...request, orderId: 'B83' })), /key_reused/)
    assert.equal((await shop.book()).calls.filter(({ effective }) => effective).length, 1)
  })
}

test('an address is whole in the forms that people write it in', async (t) => {
  const { tools } = await openShop(t)
  for (const [index, address] of [
    'Birkenstr. 33\n28195 Bremen',
    '6 Mill Close\nOxford\nOX2 0AA',
    'Elm Street 4, 8000 Aarhus',
    'Lindenallee 3a, 04109 Leipzig',
    '14 rue des Lilas, 69003 Lyon',
    'Storgatan 3, 111 20 Stockholm',
    'Rua Augusta 20, 1100-048 Lisboa',
    '5 Mill Lane, Leeds LS1 4AB',
    '221 Maple Avenue, Apt 6, Portland, OR 97205',
    'Flat 12B, Lake View Apartments, MG Road, Pune 411001',
  ].entries()) {
    const request = { orderId: 'A58', address, key: `address-key-${index}` }
    assert.ok((await callNow(t, tools, 'orders.setAddress', request)).ok, address)
  }
})

test('a cancelled order is cancelled, and one that was sent again says when', async (t) => {
  const { tools } = await openShop(t)
  await callNow(t, tools, 'orders.cancel', { orderId: 'A58', key: 'change-key-1' })
  await callNow(t, tools, 'orders.sendAgain', { orderId: 'A17', key: 'change-key-2' })
  const value = { orderId: 'A58', status: 'cancelled', sentOn: null, sentAgainOn: null }
  assert.partialDeepStrictEqual(await callNow(t, tools, 'shipments.get', { orderId: 'A58' }), { ok: true, value })
  const again = await callNow(t, tools, 'shipments.get', { orderId: 'A17' })
  assert.match(JSON.stringify(again), /"deliveredOn":"2026-10-25","sentAgainOn":"\d{4}-\d{2}-\d{2}"/)
  assert.deepEqual(await callNow(t, tools, 'shipments.get', { orderId: 'Z99' }), { ok: true, value: null })
})

test('a thing of an order is paid back once, and never more than is left', async (t) => {
  const { tools } = await openShop(t)
  const quoted = (items: readonly string[]) => callNow(t, tools, 'refunds.quote', { orderId: 'A23', items: [...items] })
  assert.partialDeepStrictEqual(await quoted(['MUG-022', 'BLK-060']), { value: { amount: 8_400, currency: 'EUR' } })
  const mug = { orderId: 'A23', amount: 1_500, currency: 'EUR', items: ['MUG-022'], key: 'mug-key-1' }
  assert.partialDeepStrictEqual(await callNow(t, tools, 'refunds.create', mug), { ok: true })
  const again = await callNow(t, tools, 'refunds.create', { ...mug, key: 'mug-key-2' })
  assert.match(JSON.stringify(again), /item_refunded/)
  const vase = await callNow(t, tools, 'refunds.create', { ...mug, items: ['VAS-018'], key: 'mug-key-3' })
  assert.match(JSON.stringify(vase), /item_not_ordered/)
  assert.match(JSON.stringify(await callNow(t, tools, 'refunds.create', { ...mug, items: ['BLK-060'] })), /key_reused/)
  assert.partialDeepStrictEqual(await quoted(['MUG-022']), { value: { amount: 0 } })
  assert.partialDeepStrictEqual(await quoted([]), { value: { amount: 7_450 } })
  const order = await callNow(t, tools, 'orders.get', { id: 'A23' })
  assert.match(JSON.stringify(order), /"sku":"MUG-022"[^}]*"refunded":true/)
})

test('warranty is by what a thing is, from its delivery on', async (t) => {
  const shop = new ShopStore(await makeDataDir(t))
  t.after(() => shop[Symbol.dispose]())
  const until = (now: string) => warrantyOf(shop, 'A17', new Date(now))?.items.map(({ status }) => status)
  assert.deepEqual(until('2026-11-22'), ['covered', 'never'])
  assert.deepEqual(until('2030-01-01'), ['over', 'never'])
})

test('a bank account is set once for each key, and only where it can be one', async (t) => {
  const { shop, tools } = await openShop(t)
  const account = { orderId: 'A17', iban: 'DE89 3704 0044 0532 0130 00', key: 'account-key-1' }
  const value = { orderId: 'A17', iban: 'DE89370400440532013000' }
  for (const _ of [1, 2]) assert.deepEqual(await callNow(t, tools, 'payouts.setAccount', account), { ok: true, value })
  for (const wrong of [
    { iban: 'GB29NWBK60161331926819' },
    { key: 'account-key-2', iban: 'DE88370400440532013000' },
    { key: 'account-key-3', orderId: 'Z99' },
  ])
    assert.partialDeepStrictEqual(await callNow(t, tools, 'payouts.setAccount', { ...account, ...wrong }), {
      code: 'tool-error',
    })
  assert.deepEqual(
    (await shop.book()).calls.map(({ effective }) => effective),
    [true, false, false, false, false],
  )
})

test('the same key pays once and answers the same refund; with other arguments it is refused', async (t) => {
  const { shop, tools } = await openShop(t)
  const first = await callNow(t, tools, 'refunds.create', REFUND)
  assert.ok(first.ok)
  assert.deepEqual(await callNow(t, tools, 'refunds.create', REFUND), first)
  assert.deepEqual(await callNow(t, tools, 'refunds.get', { key: REFUND.key }), first)
  assert.deepEqual(await callNow(t, tools, 'refunds.get', { key: 'another-key' }), { ok: true, value: null })
  assert.partialDeepStrictEqual(await callNow(t, tools, 'refunds.create', { ...REFUND, amount: 1 }), {
    code: 'tool-error',
  })
  const { refunds, calls } = await shop.book()
  assert.equal(refunds.length, 1)
  assert.deepEqual(
    calls.map(({ effective }) => effective),
    [true, false, false],
  )
  assert.partialDeepStrictEqual(await callNow(t, tools, 'orders.get', { id: 'A17' }), { value: { status: 'refunded' } })
})

test('the same key sends a mail once; without a key each call sends one', async (t) => {
  const { shop, tools } = await openShop(t)
  const { key: _, ...withoutKey } = MAIL
  const sends: readonly JsonObject[] = [MAIL, MAIL, withoutKey, withoutKey]
  for (const args of sends) assert.ok((await callNow(t, tools, 'mail.send', args)).ok)
  assert.partialDeepStrictEqual(await callNow(t, tools, 'mail.send', { ...MAIL, to: 'eve@evil.example' }), {
    ok: false,
  })
  assert.equal((await shop.book()).mails.length, 3)
})

for (const [title, change, code] of [
  ['more than the order cost', { amount: 12_901 }, 'tool-error'],
  ['nothing', { amount: 0 }, 'tool-arguments-invalid'],
  ['less than nothing', { amount: -1 }, 'tool-arguments-invalid'],
  ['a part of a cent', { amount: 0.5 }, 'tool-arguments-invalid'],
  ['another currency', { currency: 'USD' }, 'tool-error'],
  ['an order that is on its way', { orderId: 'A55' }, 'tool-error'],
  ['an order that does not exist', { orderId: 'Z1' }, 'tool-error'],
  ['with an argument that nobody knows', { force: true }, 'tool-arguments-invalid'],
] as const) {
  test(`a refund of ${title} is refused`, async (t) => {
    const { shop, tools } = await openShop(t)
    const outcome = await callNow(t, tools, 'refunds.create', { ...REFUND, ...change })
    assert.partialDeepStrictEqual(outcome, { ok: false, code })
    assert.equal((await shop.book()).refunds.length, 0)
  })
}

test('parts of an order can be refunded until nothing is left', async (t) => {
  const { tools } = await openShop(t)
  const part = (amount: number, key: string) => callNow(t, tools, 'refunds.create', { ...REFUND, amount, key })
  assert.ok((await part(10_000, 'part-one')).ok)
  assert.ok(!(await part(3_000, 'part-two')).ok)
  assert.ok((await part(2_900, 'part-three')).ok)
  assert.ok(!(await part(1, 'part-four')).ok)
})

test('the outbox shows what customers and mails say as text, and the book wants the token', async (t) => {
  const { shop, tools } = await openShop(t)
  await callNow(t, tools, 'mail.send', {
    to: 'a@example.com',
    template: 'order-update',
    values: { orderId: 'A1', message: '<img src=x onerror=alert(1)>' },
  })
  const page = await fetch(new URL('/', shop.url))
  const text = await page.text()
  assert.ok(text.includes('&lt;img src=x onerror=alert(1)&gt;') && !text.includes('<img'))
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
  for (const path of ['/book.json', '/mcp']) assert.equal((await fetch(new URL(path, shop.url))).status, 401)
})

test('a request under a foreign name or from a foreign page is turned away', async (t) => {
  const { shop } = await openShop(t)
  const origin = await fetch(new URL('/', shop.url), { headers: { origin: 'https://evil.example' } })
  assert.equal(origin.status, 403)
})

deep('what was answered is in the book after a SIGKILL of the shop', async (t) => {
  const dataDir = await makeDataDir(t)
  const token = 'token-of-the-shop'
  const first = await startShopProcess({ dataDir, token, signal: t.signal })
  const tools = await openTestTools(t, { url: first.url, token, tools: TOOLS })
  assert.ok((await callNow(t, tools, 'refunds.create', REFUND)).ok)
  process.kill(first.pid, 'SIGKILL')
  await first.close()
  await using second = await startShopProcess({ dataDir, token, signal: t.signal })
  const book = await readBook(second.url, token)
  assert.partialDeepStrictEqual(book.refunds, [{ orderId: 'A17', amount: 12_900, key: REFUND.key }])
  assert.partialDeepStrictEqual(book.calls, [{ tool: 'refunds.create', effective: true, arguments: REFUND }])
})

deep('the shop ends when its parent is killed, on SIGTERM, and with the signal that it was started with', async (t) => {
  const dataDir = await makeDataDir(t)
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      PARENT.replace('START', JSON.stringify(START)).replace('DIR', JSON.stringify(dataDir)),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = await once(createInterface({ input: parent.stdout }), 'line', { signal: t.signal })
  const pid = Number(line)
  assert.ok(isAlive(pid))
  parent.kill('SIGKILL')
  await until(() => !isAlive(pid), t.signal)

  const terminated = await startShopProcess({ dataDir, token: null, signal: t.signal })
  process.kill(terminated.pid, 'SIGTERM')
  await until(() => !isAlive(terminated.pid), t.signal)

  const stop = new AbortController()
  const aborted = await startShopProcess({ dataDir, token: null, signal: stop.signal })
  assert.equal((await fetch(aborted.outboxUrl)).status, 200)
  stop.abort()
  await until(() => !isAlive(aborted.pid), t.signal)
})

const START = fileURLToPath(new URL('../../examples/shop/start-child.ts', import.meta.url))
const PARENT = `
const { startShopProcess } = await import(START)
const shop = await startShopProcess({ dataDir: DIR, token: null, signal: new AbortController().signal })
console.log(shop.pid)
setInterval(() => {}, 1000)
`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
