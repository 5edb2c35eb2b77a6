import { z } from 'zod'
import type { Scope } from '../../helpers/database.ts'
import { startToolServer, type ScriptedAnswer, type ScriptedTool } from '../../helpers/tool-server.ts'

/** How a payment's outcome can be found out: by calling again, by looking, or not at all. */
export const KINDS = ['keyed', 'checked', 'bare'] as const
export type Kind = (typeof KINDS)[number]

/** A line of the bank's own book: it paid. */
export interface Payment {
  readonly kind: Kind
  readonly ref: string
  readonly args: Readonly<Record<string, unknown>>
}

export interface Bank {
  readonly url: string
  /** What it paid, in its own words: the witness. */
  readonly book: readonly Payment[]
}

const Args = z.looseObject({ ref: z.string(), key: z.string().optional() })
const STRING = { type: 'string' }
const PAID = { type: 'object', properties: { id: STRING, ref: STRING }, required: ['id', 'ref'] }

/** A tool server that outlives every worker, in the test's own process. */
export async function startBank(scope: Scope): Promise<Bank> {
  const book: Payment[] = []
  const byKey = new Map<string, string>()
  const server = await startToolServer(scope, { tools: [...KINDS.map(payer), looker()] })
  return { url: server.url, book }

  function payer(kind: Kind): ScriptedTool {
    const properties = { ref: STRING, after: STRING, ...(kind === 'keyed' && { key: STRING }) }
    return {
      name: `${kind}.pay`,
      inputSchema: { type: 'object', properties, required: ['ref'], additionalProperties: false },
      outputSchema: PAID,
      answer: (given) => pay(kind, given),
    }
  }

  function pay(kind: Kind, given: unknown): ScriptedAnswer {
    const { key, ...args } = Args.parse(given)
    const body = JSON.stringify(args)
    const before = key === undefined ? undefined : byKey.get(key)
    if (before !== undefined && before !== body) return { error: 'This key was used for something else.' }
    if (before === undefined) book.push({ kind, ref: args.ref, args })
    if (key !== undefined) byKey.set(key, body)
    return { structuredContent: { id: `${kind}-${args.ref}`, ref: args.ref } }
  }

  function looker(): ScriptedTool {
    return {
      name: 'checked.get',
      inputSchema: { type: 'object', properties: { ref: STRING }, required: ['ref'], additionalProperties: false },
      outputSchema: {
        type: 'object',
        properties: { result: { anyOf: [PAID, { type: 'null' }] } },
        required: ['result'],
      },
      answer: (given) => {
        const { ref } = Args.parse(given)
        const isPaid = book.some((payment) => payment.kind === 'checked' && payment.ref === ref)
        return { structuredContent: { result: isPaid ? { id: `checked-${ref}`, ref } : null } }
      },
    }
  }
}
