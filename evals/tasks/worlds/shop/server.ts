import { z } from 'zod'
import { addRow, changeRow, refuse, rowsOf, tool, type State, type WorldTool } from '../../world-tool.ts'

const Order = z.object({
  id: z.string(),
  customer: z.string(),
  status: z.string(),
  total: z.int(),
  placed: z.string(),
  items: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.int() })),
  note: z.string().nullable(),
})
const Product = z.object({ id: z.string(), sku: z.string(), title: z.string(), price: z.int(), stock: z.int() })
const Ticket = z.object({
  id: z.string(),
  customer: z.string(),
  subject: z.string(),
  text: z.string(),
  status: z.string(),
  opened: z.string(),
})
const Review = z.object({ id: z.string(), sku: z.string(), stars: z.int(), text: z.string() })
const Done = z.object({ id: z.string() })

const productOf = (state: State, sku: string) =>
  rowsOf(state, 'products', Product).find((product) => product.sku === sku) ?? refuse('product_not_found')
const orderOf = (state: State, id: string) =>
  rowsOf(state, 'orders', Order).find((order) => order.id === id) ?? refuse('order_not_found')

/** A web shop's back office, for somebody who works there. Amounts are cents. */
export const shopTools: readonly WorldTool[] = [
  tool({
    name: 'orders.list',
    description: 'Orders, of one state or customer where that is given.',
    input: z.object({ status: z.string().optional(), customer: z.string().optional() }),
    output: z.array(Order),
    run: ({ status, customer }, state) =>
      rowsOf(state, 'orders', Order).filter(
        (order) =>
          (status === undefined || order.status === status) && (customer === undefined || order.customer === customer),
      ),
  }),
  tool({
    name: 'orders.get',
    description: 'One order.',
    input: z.object({ id: z.string() }),
    output: Order,
    run: ({ id }, state) => orderOf(state, id),
  }),
  tool({
    name: 'products.list',
    description: 'All products.',
    input: z.object({}),
    output: z.array(Product),
    run: (_, state) => rowsOf(state, 'products', Product),
  }),
  tool({
    name: 'stock.levels',
    description: 'How many of each product there are, by its SKU.',
    input: z.object({}),
    output: 'open',
    run: (_, state) => Object.fromEntries(rowsOf(state, 'products', Product).map(({ sku, stock }) => [sku, stock])),
  }),
  tool({
    name: 'tickets.list',
    description: 'What customers wrote.',
    input: z.object({ status: z.string().optional() }),
    output: z.array(Ticket),
    run: ({ status }, state) =>
      rowsOf(state, 'tickets', Ticket).filter((ticket) => status === undefined || ticket.status === status),
  }),
  tool({
    name: 'reviews.list',
    description: 'What customers wrote of a product.',
    input: z.object({ sku: z.string() }),
    output: z.array(Review),
    run: ({ sku }, state) => rowsOf(state, 'reviews', Review).filter((review) => review.sku === sku),
  }),
  tool({
    name: 'refunds.create',
    description: 'Pays money back for an order.',
    input: z.object({ orderId: z.string(), amount: z.int(), currency: z.string(), reason: z.string().optional() }),
    output: Done,
    run: (args, state) => {
      orderOf(state, args.orderId)
      return { id: addRow(state, 'refunds', args) }
    },
  }),
  tool({
    name: 'orders.cancel',
    description: 'Cancels an order.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      changeRow(state, 'orders', id, { status: 'cancelled' })
      return { id }
    },
  }),
  tool({
    name: 'tickets.reply',
    description: 'Answers a customer.',
    input: z.object({ id: z.string(), text: z.string() }),
    output: Done,
    run: (args, state) => {
      if (!state['tickets']?.[args.id]) refuse('ticket_not_found')
      return { id: addRow(state, 'replies', { ticket: args.id, text: args.text }) }
    },
  }),
  tool({
    name: 'tickets.close',
    description: 'Closes a ticket.',
    input: z.object({ id: z.string() }),
    output: Done,
    run: ({ id }, state) => {
      changeRow(state, 'tickets', id, { status: 'closed' })
      return { id }
    },
  }),
  tool({
    name: 'products.price',
    description: 'Sets the price of a product, in cents.',
    input: z.object({ sku: z.string(), price: z.int() }),
    output: Done,
    run: ({ sku, price }, state) => {
      const { id } = productOf(state, sku)
      changeRow(state, 'products', id, { price })
      return { id }
    },
  }),
  tool({
    name: 'stock.reorder',
    description: 'Orders more of a product.',
    input: z.object({ sku: z.string(), quantity: z.int() }),
    output: Done,
    run: (args, state) => {
      productOf(state, args.sku)
      return { id: addRow(state, 'reorders', args) }
    },
  }),
  tool({
    name: 'coupons.create',
    description: 'Makes a coupon for a customer.',
    input: z.object({ customer: z.string(), percent: z.int(), until: z.string() }),
    output: Done,
    run: (args, state) => ({ id: addRow(state, 'coupons', args) }),
  }),
]
