import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Scope } from './database.ts'
import { startToolServer, type ScriptedAnswer, type ScriptedTool } from './tool-server.ts'
import type { WrongAnswer } from './wrong-answers.ts'
import { TIMES } from './wrong-answers.ts'

/** The kinds of write, by the letter that its invoices begin with: takes a key, can be looked up, neither. */
export const KINDS = { K: 'takes a key', L: 'can be looked up', N: 'takes no key and can’t be looked up' } as const
export type Kind = keyof typeof KINDS

/** A tool server that pays invoices, and keeps a book of its own of what it paid. */
export interface Till {
  readonly url: string
  /** For `AGENTS_DIR`. */
  readonly agents: string
  /** How often an invoice was paid. */
  paid(invoice: string): number
  /** How often its payment was asked for. */
  calls(invoice: string): number
  /** How the calls of an invoice's payment go wrong, one after the other; then all go well. */
  goWrong(invoice: string, ...answers: readonly WrongAnswer[]): void
  /** From now on each call of this invoice's payment is answered so. */
  alwaysGoWrong(invoice: string, answer: WrongAnswer): void
  /** What look-ups of an invoice's payment are answered, one after the other; the last from then on. */
  lookUps(invoice: string, ...answers: readonly ScriptedAnswer[]): void
  /** How often it was looked up. */
  looks(invoice: string): number
}

const Payment = z.object({ invoice: z.string(), key: z.string().optional() })
const STRING = { type: 'string' }
const RECEIPT = { type: 'object', properties: { id: STRING }, required: ['id'] }

export async function startTill(scope: Scope): Promise<Till> {
  const book: string[] = []
  const keys = new Set<string>()
  const asked: string[] = []
  const wrong = new Map<string, WrongAnswer[]>()
  const stays = new Map<string, WrongAnswer>()
  const said = new Map<string, ScriptedAnswer[]>()
  const looked: string[] = []
  const look = (args: unknown): ScriptedAnswer => {
    const { invoice } = Payment.parse(args)
    looked.push(invoice)
    const left = said.get(invoice) ?? []
    const answer = left.length > 1 ? left.shift() : left[0]
    return answer ?? { structuredContent: { result: book.includes(invoice) ? { id: 'P1' } : null } }
  }
  const work = ({ invoice, key }: z.infer<typeof Payment>): void => {
    if (key !== undefined && keys.has(key)) return
    if (key !== undefined) keys.add(key)
    book.push(invoice)
  }
  const pay = (args: unknown): ScriptedAnswer => {
    const payment = Payment.parse(args)
    asked.push(payment.invoice)
    const { works, answer } = stays.get(payment.invoice) ?? wrong.get(payment.invoice)?.shift() ?? WELL
    if (works === 'before') work(payment)
    else if (works === 'later') setTimeout(() => work(payment), TIMES.laterMs)
    return answer
  }
  const server = await startToolServer(scope, { tools: toolsOf({ pay, look }) })
  const agents = await mkdtemp(join(tmpdir(), 'till-'))
  scope.after(() => rm(agents, { recursive: true, force: true }))
  await cp(join(import.meta.dirname, '../fixtures/till-agents'), agents, { recursive: true })
  return {
    url: server.url,
    agents,
    paid: (invoice) => book.filter((one) => one === invoice).length,
    calls: (invoice) => asked.filter((one) => one === invoice).length,
    goWrong: (invoice, ...answers) => void wrong.set(invoice, [...answers]),
    alwaysGoWrong: (invoice, answer) => void stays.set(invoice, answer),
    lookUps: (invoice, ...answers) => void said.set(invoice, [...answers]),
    looks: (invoice) => looked.filter((one) => one === invoice).length,
  }
}

const WELL = { works: 'before', answer: { structuredContent: { id: 'P1' } } } as const

interface Desk {
  readonly pay: (args: unknown) => ScriptedAnswer
  readonly look: (args: unknown) => ScriptedAnswer
}

function toolsOf({ pay, look }: Desk): readonly ScriptedTool[] {
  const takes = (properties: Readonly<Record<string, object>>) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
  })
  const invoice = takes({ invoice: STRING })
  // Of any form, as tools answer a look-up that was never made for us.
  const receipt = { type: 'object', properties: { result: {} }, required: ['result'] }
  return [
    {
      name: 'invoices.get',
      inputSchema: invoice,
      outputSchema: invoice,
      answer: (args) => ({ structuredContent: Payment.parse(args) }),
    },
    { name: 'keyed.pay', inputSchema: takes({ invoice: STRING, key: STRING }), outputSchema: RECEIPT, answer: pay },
    { name: 'known.pay', inputSchema: invoice, outputSchema: RECEIPT, answer: pay },
    { name: 'plain.pay', inputSchema: invoice, outputSchema: RECEIPT, answer: pay },
    {
      name: 'payments.get',
      inputSchema: invoice,
      outputSchema: receipt,
      answer: look,
    },
  ]
}
