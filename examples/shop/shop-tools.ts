import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { shipmentOf, warrantyOf } from './after-sale.ts'
import { AddressRequest, cancelOrder, CancelRequest, sendAgain, SendAgainRequest, setAddress } from './change-order.ts'
import { issueRefund, quoteRefund, RefundRequest } from './issue-refund.ts'
import { MailRequest, sendMail } from './send-mail.ts'
import { AccountRequest, setAccount } from './set-account.ts'
import {
  Change,
  Order,
  OrderStatus,
  PayoutAccount,
  Quote,
  Refund,
  Shipment,
  Warranty,
  type Kept,
} from './shop-records.ts'
import type { ShopStore } from './shop-store.ts'

/** The shop as an MCP server: what it offers, over one session. */
export function createShopServer(store: ShopStore): McpServer {
  const server = new McpServer({ name: 'example-shop', version: '1.0.0' })
  registerReads(server, store)
  registerAfterSale(server, store)
  registerChanges(server, store)
  server.registerTool(
    'refunds.create',
    {
      description: 'Pays back part or all of a delivered order. The same key with the same arguments pays once.',
      inputSchema: RefundRequest,
      outputSchema: Refund,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    (request) => answerWrite(issueRefund(store, request)),
  )
  server.registerTool(
    'payouts.setAccount',
    {
      description: 'Sets the bank account that refunds of an order are paid to. The same key changes it once.',
      inputSchema: AccountRequest,
      outputSchema: PayoutAccount,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    (request) => answerWrite(setAccount(store, request)),
  )
  server.registerTool(
    'mail.send',
    {
      description: 'Sends a mail from a template. The same key with the same arguments sends once; no key, each time.',
      inputSchema: MailRequest,
      outputSchema: z.object({ id: z.string() }),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
    },
    (request) => answerWrite(sendMail(store, request)),
  )
  return server
}

function registerReads(server: McpServer, store: ShopStore): void {
  const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }
  server.registerTool(
    'orders.get',
    {
      description: 'One order by its id, a letter and a number such as A17. Null when there is none.',
      inputSchema: z.strictObject({ id: z.string().min(1).max(20) }),
      outputSchema: z.object({ result: Order.nullable() }),
      annotations,
    },
    ({ id }) => answer({ result: store.order(id) }),
  )
  server.registerTool(
    'orders.search',
    {
      description: 'Orders whose id, items or customer contain all words of the query, newest first.',
      inputSchema: z.strictObject({ query: z.string().max(200).optional(), status: OrderStatus.optional() }),
      outputSchema: z.object({ result: z.array(Order) }),
      annotations,
    },
    ({ query = '', status = null }) => answer({ result: [...store.searchOrders(query, status)] }),
  )
  server.registerTool(
    'refunds.get',
    {
      description: 'A refund by the key it was asked for with, or by its id. Null when there is none.',
      inputSchema: z.strictObject({ key: z.string().max(200).optional(), id: z.string().max(40).optional() }),
      outputSchema: z.object({ result: Refund.nullable() }),
      annotations,
    },
    ({ key, id }) => {
      if ((key === undefined) === (id === undefined))
        return refusal({ code: 'key_or_id', message: 'Give either a key or an id.' })
      const found = key === undefined ? store.refundById(id ?? '') : store.refundByKey(key)
      return answer({ result: found === null ? null : Refund.parse(found) })
    },
  )
}

function registerAfterSale(server: McpServer, store: ShopStore): void {
  const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }
  const inputSchema = z.strictObject({ orderId: z.string().min(1).max(20) })
  server.registerTool(
    'shipments.get',
    {
      description:
        'How far an order has come: when it was sent, is expected, was delivered. Null when there is no such order.',
      inputSchema,
      outputSchema: z.object({ result: Shipment.nullable() }),
      annotations,
    },
    ({ orderId }) => answer({ result: shipmentOf(store, orderId) }),
  )
  server.registerTool(
    'warranty.get',
    {
      description: 'Until when each thing in an order is under warranty. Null when there is no such order.',
      inputSchema,
      outputSchema: z.object({ result: Warranty.nullable() }),
      annotations,
    },
    ({ orderId }) => answer({ result: warrantyOf(store, orderId, new Date()) }),
  )
  server.registerTool(
    'refunds.quote',
    {
      description:
        'What would be paid back for some things of an order by their stock numbers, or for all that is left of it. Null when there is no such order.',
      inputSchema: inputSchema.extend({ items: z.array(z.string().max(20)).max(50).default([]) }),
      outputSchema: z.object({ result: Quote.nullable() }),
      annotations,
    },
    ({ orderId, items }) => answer({ result: quoteRefund(store, orderId, items) }),
  )
  server.registerTool(
    'changes.get',
    {
      description: 'What was changed of an order, by the key it was asked for with. Null when nothing was.',
      inputSchema: z.strictObject({ key: z.string().max(200) }),
      outputSchema: z.object({ result: Change.nullable() }),
      annotations,
    },
    ({ key }) => answer({ result: store.changeByKey(key) }),
  )
}

function registerChanges(server: McpServer, store: ShopStore): void {
  const annotations = { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false }
  server.registerTool(
    'orders.cancel',
    {
      description: 'Cancels an order that is not packed yet, free of charge. The same key cancels once.',
      inputSchema: CancelRequest,
      outputSchema: Change,
      annotations,
    },
    (request) => answerWrite(cancelOrder(store, request)),
  )
  server.registerTool(
    'orders.setAddress',
    {
      description: 'Sends an order that is not packed yet to another address. The same key changes it once.',
      inputSchema: AddressRequest,
      outputSchema: Change,
      annotations,
    },
    (request) => answerWrite(setAddress(store, request)),
  )
  server.registerTool(
    'orders.sendAgain',
    {
      description: 'Sends what was delivered once more, free of charge, once for each order. The same key sends once.',
      inputSchema: SendAgainRequest,
      outputSchema: Change,
      annotations,
    },
    (request) => answerWrite(sendAgain(store, request)),
  )
}

function answerWrite(kept: Kept<Record<string, unknown>>): CallToolResult {
  return kept.ok ? answer(kept.value) : refusal(kept)
}

function answer(structuredContent: Record<string, unknown>): CallToolResult {
  return { structuredContent, content: [{ type: 'text', text: JSON.stringify(structuredContent) }] }
}

// Its code is what a client may go by, as a value and as text: `nothing` in tools.yaml lists those that mean nothing was done.
function refusal({ code, message }: { readonly code: string; readonly message: string }): CallToolResult {
  return { isError: true, ...answer({ code, message }) }
}
