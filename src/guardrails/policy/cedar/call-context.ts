import type { Json } from '#core/json.ts'
import type { JudgedCall, PlanFacts } from '#guardrails/contract.ts'
import { argumentValue } from './argument-type.ts'
import { cedarDecimals } from './decimal.ts'
import { staysWithOwner } from '../ownership-check.ts'
import {
  argumentOrigins,
  decidingKinds,
  handlesIn,
  isUntrustedSource,
  labelsOfArguments,
  type OriginFacts,
  type OriginKind,
} from './origin.ts'
import { callMoney, type PlanView } from './plan-view.ts'
import type { PolicyAction } from './policy-action.ts'
import { onlyUsed, uses, type UsedAttributes } from './used-attributes.ts'

/** A call made ready for judging, or a sentence on why it can't be judged, which refuses it. */
export type ReadCall = { readonly ok: true; readonly call: SeenCall } | { readonly ok: false; readonly reason: string }

/** A call as rules see it. */
export interface SeenCall {
  readonly args: Readonly<Record<string, Json>>
  /** Of numbers that Cedar can't hold, the two next to each. */
  readonly between: Readonly<Record<string, readonly Json[]>>
  readonly hidden: readonly string[]
  readonly origin: Readonly<Record<string, Json>>
  readonly trusted: Readonly<Record<string, Json>>
  readonly because: readonly OriginKind[]
  /** The names of arguments, and `because`, that hang on what isn't trusted. */
  readonly untrusted: readonly string[]
  /** The same, but for a read of its requester's own that takes its server nothing else: then none. */
  readonly elsewhere: readonly string[]
  /** Of the money in its arguments. Empty where it has none. */
  readonly currencies: readonly string[]
}

/** Reads a call: what Cedar can hold of its arguments, and where each came from. */
export function readCall(
  call: JudgedCall,
  action: PolicyAction,
  facts: OriginFacts & Pick<PlanFacts, 'principal'>,
): ReadCall {
  const money = callMoney(call, action)
  if (!money)
    return { ok: false, reason: 'An amount of money is not a whole number of cents with a currency such as EUR' }
  const types = new Map(action.arguments.map((argument) => [argument.name, argument]))
  const origins = argumentOrigins(call, facts)
  const args: Record<string, Json> = {}
  const between: Record<string, readonly Json[]> = {}
  const hidden: string[] = []
  const origin: Record<string, Json> = {}
  const trusted: Record<string, Json> = {}
  const untrusted: string[] = []
  for (const [name, value] of Object.entries(call.args)) {
    const argument = types.get(name)
    const from = origins.get(name)
    if (!from || from.untrusted) untrusted.push(name)
    if (argument && from) {
      origin[name] = from.origin
      trusted[name] = from.trusted
    }
    if (handlesIn(value).length > 0) {
      if (!action.tool.later.includes(name))
        return { ok: false, reason: `“${name}” must be known before this is judged` }
      hidden.push(name)
    } else if (!argument?.type) hidden.push(name)
    else if (argument.type.kind === 'decimal') {
      const [first, second] = typeof value === 'number' ? (cedarDecimals(value) ?? []) : []
      if (value === null) continue
      if (first === undefined) return { ok: false, reason: `“${name}” is not what ${action.tool.tool} takes` }
      args[name] = first
      if (second !== undefined) between[name] = [first, second]
    } else {
      const seen = argumentValue(argument.type, money.get(name)?.minor ?? value)
      if (!seen) return { ok: false, reason: `“${name}” is not what ${action.tool.tool} takes` }
      if (seen.value !== undefined) args[name] = seen.value
    }
  }
  const because = decidingKinds(call.because, facts)
  if (because.has('untrusted') || because.has('passage')) untrusted.push('because')
  if (Object.keys(between).length > MOST_BETWEEN)
    return { ok: false, reason: 'Too many of its numbers have more than four decimals' }
  const elsewhere = untrusted.length > 0 && isOwnRead(call, action, facts) ? [] : untrusted
  const currencies = [...new Set([...money.values()].map(({ currency }) => currency))]
  const read = { args, between, hidden, origin, trusted, because: [...because], untrusted, elsewhere, currencies }
  return { ok: true, call: read }
}

function isOwnRead(
  call: JudgedCall,
  { tool }: PolicyAction,
  facts: OriginFacts & Pick<PlanFacts, 'principal'>,
): boolean {
  return staysWithOwner(call, {
    check: tool.own,
    values: [...labelsOfArguments(call).values()],
    principal: facts.principal,
    isUntrusted: (source) => isUntrustedSource(source, facts),
  })
}

/** Each doubles how often rules are asked. */
const MOST_BETWEEN = 3

/**
 * The arguments as rules are to judge them, one after the other. Of a number with more than four decimals that is twice,
 * as what is next below it and next above, and the stricter verdict counts. A limit has four, so beside one limit one of
 * the two tells the truth. Two limits that are next to each other aren't told apart: between 0.7 and 0.7001 there is
 * nothing to Cedar, and a rule that forbids what is above the one and below the other never applies.
 */
export function judgedArguments({ args, between }: SeenCall): readonly SeenCall['args'][] {
  return Object.entries(between).reduce<readonly SeenCall['args'][]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [args],
  )
}

/** The context of a call, cut to what rules look at. */
export function callContext(
  call: SeenCall,
  around: {
    readonly tool: PolicyAction['tool']
    readonly view: PlanView
    readonly facts: PlanFacts
    readonly currency: string
  },
  used: UsedAttributes,
): Record<string, Json> {
  const { args, hidden, origin, trusted } = call
  const own = around.tool.effect === 'write' ? around.tool.tool : ''
  const context = { args, hidden, origin, trusted, ...commonContext(call, { ...around, own }, used) }
  return cut(context, used)
}

/** The context of the plan as a whole, cut to what rules look at. */
export function planContext(
  calls: readonly Pick<SeenCall, 'because' | 'untrusted' | 'elsewhere'>[],
  around: { readonly view: PlanView; readonly facts: PlanFacts; readonly currency: string },
  used: UsedAttributes,
): Record<string, Json> {
  const because = [...new Set(calls.flatMap((call) => call.because))]
  const untrusted = [...new Set(calls.flatMap((call) => call.untrusted))]
  const elsewhere = [...new Set(calls.flatMap((call) => call.elsewhere))]
  return cut(commonContext({ because, untrusted, elsewhere }, { ...around, own: null }, used), used)
}

function commonContext(
  call: Pick<SeenCall, 'because' | 'untrusted' | 'elsewhere'>,
  around: {
    readonly view: PlanView
    readonly facts: PlanFacts
    readonly currency: string
    readonly own: string | null
  },
  used: UsedAttributes,
): Record<string, Json> {
  const { view, facts, currency, own } = around
  return {
    because: call.because,
    untrusted: call.untrusted,
    elsewhere: call.elsewhere,
    ...(uses(used, 'plan') && { plan: view.plan(currency) }),
    ...(uses(used, 'ledger') && { ledger: view.ledger(currency, own) }),
    ...(uses(used, 'intent') && { intent: intentContext(facts.intent) }),
    currency,
    thread: facts.threadId,
    channel: facts.channel,
    ...(uses(used, 'time') && { time: { __extn: { fn: 'datetime', arg: new Date(facts.now).toISOString() } } }),
  }
}

function intentContext({ playbook, procedures, basis, likeness, language, author, doubts }: PlanFacts['intent']): Json {
  return {
    playbook: playbook ?? '',
    procedures,
    basis,
    // Cedar's decimals have one to four digits behind the point.
    ...(likeness !== null && { likeness: { __extn: { fn: 'decimal', arg: likeness.toFixed(4) } } }),
    language,
    author,
    doubts,
  }
}

/** What has values in it that are records only in how Cedar is given them. */
const WHOLE: ReadonlySet<string> = new Set(['time', 'intent'])

function cut(context: Record<string, Json>, used: UsedAttributes): Record<string, Json> {
  if (used === true) return context
  const names = Object.keys(context).filter((name) => uses(used, name))
  return Object.fromEntries(
    names.map((name) => [name, onlyUsed(context[name] ?? null, WHOLE.has(name) ? true : (used[name] ?? {}))]),
  )
}
