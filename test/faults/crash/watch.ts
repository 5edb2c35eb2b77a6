import { z } from 'zod'
import type { ProxiedStatement } from '../../helpers/postgres-proxy.ts'
import type { ProxiedRequest } from '../../helpers/tool-proxy.ts'
import { KINDS, type Kind } from './bank.ts'
import type { CallMoment, StatementMoment } from './moments.ts'

/** The order in which a plan pays, by what goes first: as in the agent's playbook. */
export const ORDERS: Readonly<Record<Kind, readonly Kind[]>> = {
  keyed: ['keyed', 'checked', 'bare'],
  checked: ['checked', 'bare', 'keyed'],
  bare: ['bare', 'keyed', 'checked'],
}

export interface SeenStatement extends Pick<StatementMoment, 'does' | 'kind'> {
  /** The account whose plan it is of. */
  readonly ref: string
}
export type SeenCall = Pick<CallMoment, 'does' | 'kind'>

/** Understands, from outside, which step of which kind a worker is at. */
export interface Watch {
  /** That the account's plan pays in this order. */
  expect(ref: string, first: Kind): void
  statements(sent: readonly ProxiedStatement[]): readonly SeenStatement[]
  call(request: ProxiedRequest): SeenCall | null
}

const ResolvedArgs = z.looseObject({ ref: z.string() })
const CallArgs = z.looseObject({ ref: z.string(), key: z.string().optional() })

export function startWatch(): Watch {
  const firsts = new Map<string, Kind>()
  /** By plan. Known from the first time that one of its steps is begun. */
  const plans = new Map<string, { readonly ref: string; readonly order: readonly Kind[] }>()
  const keys = new Set<string>()
  return {
    expect: (ref, first) => void firsts.set(ref, first),
    statements: (sent) => sent.flatMap((statement) => see(statement) ?? []),
    call: ({ tool, args }) => {
      const [name = '', does] = tool?.split('.') ?? []
      const kind = KINDS.find((known) => known === name)
      if (kind === undefined) return null
      if (does === 'get') return { does: 'look', kind }
      const { key } = CallArgs.parse(args)
      const isAgain = key !== undefined && keys.has(key)
      if (key !== undefined) keys.add(key)
      return { does: isAgain ? 'pay-again' : 'pay', kind }
    },
  }

  function see(statement: ProxiedStatement): SeenStatement | null {
    const does = deedOf(statement)
    if (does === null) return null
    const planId = valueOf(statement, /plan_id = \$(\d+)/)
    if (does === 'begin') {
      const { ref } = ResolvedArgs.parse(JSON.parse(valueOf(statement, /resolved_args = \$(\d+)/)))
      const first = firsts.get(ref)
      if (first) plans.set(planId, { ref, order: ORDERS[first] })
    }
    const plan = plans.get(planId)
    const kind = plan?.order[Number(valueOf(statement, /index = \$(\d+)/))]
    return plan === undefined || kind === undefined ? null : { does, kind, ref: plan.ref }
  }
}

function deedOf(statement: ProxiedStatement): StatementMoment['does'] | null {
  const { sql } = statement
  if (/update effects set state = 'dispatched'/.test(sql)) return 'begin'
  if (/update effects set fence = /.test(sql)) return 'take-over'
  if (!/update effects set state = \$\d+, outcome/.test(sql)) return null
  return valueOf(statement, /set state = \$(\d+)/) === 'unknown' ? 'end-unknown' : 'end'
}

function valueOf({ sql, values }: ProxiedStatement, place: RegExp): string {
  const position = place.exec(sql)?.[1]
  const value = position === undefined ? null : values[Number(position) - 1]
  if (value == null) throw new Error(`${String(place)} isn't in ${sql}`)
  return value
}
