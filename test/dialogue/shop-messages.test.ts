import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shopMessages } from '../helpers/messages.ts'
import { orderBook } from '../../examples/shop/order-book.ts'

const MESSAGES = shopMessages()

test('there are some thousand messages, and none stands twice', () => {
  assert.ok(MESSAGES.length >= 3_000, `${MESSAGES.length}`)
  const seen = new Map<string, number>()
  for (const { said } of MESSAGES) seen.set(said, (seen.get(said) ?? 0) + 1)
  assert.deepEqual(
    [...seen].filter(([, times]) => times > 1).map(([said]) => said),
    [],
  )
})

test('a deed that is to be done is on an order of whoever writes, as the shop has it', () => {
  const orders = new Map(orderBook().map((order) => [order.id, order]))
  const first = { maya: 'A', omar: 'B' } as const
  const wrong = MESSAGES.filter(({ comes }) => comes === 'done').filter(({ wants, as }) =>
    wants.some((deed) => {
      const [[name, id] = ['', null]] = Object.entries(deed)
      const order = orders.get(String(id))
      const isOpen = order?.status === 'processing'
      const mustBeOpen = name === 'cancel-order' || name === 'change-address'
      return !order?.id.startsWith(first[as]) || isOpen !== mustBeOpen
    }),
  )
  assert.deepEqual(
    wrong.map(({ said }) => said),
    [],
  )
})

test('where something must come of a message, it says what; else it wants nothing', () => {
  for (const { said, wants, reads, comes } of MESSAGES) {
    if (comes === 'done' || comes === 'asks' || comes === 'refused') assert.notEqual(wants.length, 0, said)
    else assert.deepEqual(wants, [], said)
    if (comes === 'read') assert.notEqual(reads.length, 0, said)
  }
})
