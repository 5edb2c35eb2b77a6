import { openModelServer, type ChatRequest, type ModelReply, witnesses } from '../../test/helpers/model-server.ts'
import { newestOf, reads, writes } from '../../test/helpers/planner-replies.ts'
import { passedOn } from '../passed-on.ts'

/** The call that a model gets wrong on purpose: it takes every message for a deed that is asked for. */
export const ERRING_CALLS = ['reading', 'plan', 'witness'] as const
export type ErringCall = (typeof ERRING_CALLS)[number]

const ORDER = /\b[A-Z]\d{2,3}\b/u

/** A model that answers as the one at this address, but for one call, in which it says that a deed is asked for. */
export async function openErringModel(url: string, errs: ErringCall | null) {
  const passed = (request: ChatRequest) => passedOn(url, request)
  return await openModelServer(
    (request) => {
      if (errs === 'reading' && request.schemaName === 'reading') return misread(request)
      if (errs === 'plan' && request.schemaName === 'plan') return overdone(request)
      return passed(request)
    },
    { witness: (request) => (errs === 'witness' ? witnesses('yes')(request) : passed(request)) },
  )
}

// A procedure needs an order; a message that names none is left to the planner.
function misread(request: ChatRequest): ModelReply {
  const [order] = ORDER.exec(newestOf(request)) ?? []
  return order === undefined ? reads({}) : reads({ procedure: 'refund', values: [{ name: 'orderId', words: order }] })
}

function overdone(request: ChatRequest): ModelReply {
  const said = wordsOf(request)
  const [order = 'A12'] = ORDER.exec(said) ?? []
  const program = `const order = await tools.shop.orders.get({ id: ${JSON.stringify(order)} })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'other' }, ${JSON.stringify(said)})`
  return writes(program)
}

function wordsOf({ messages }: ChatRequest): string {
  const shown: unknown = JSON.parse(messages.find(({ role }) => role === 'user')?.content ?? '{}')
  const said = typeof shown === 'object' && shown !== null && 'messages' in shown ? shown.messages : []
  return Array.isArray(said) ? String(said.findLast((each) => typeof each === 'string') ?? '') : ''
}
