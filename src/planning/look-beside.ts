import type { ContextRead } from '#agents/contract.ts'
import type { Json, JsonObject } from '#core/json.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import { lookedUpView } from '#cards/plan-view/context-view.ts'
import { handleOf } from '#cards/titles/effect-title.ts'
import type { OriginReader } from '#cards/origins/origin.ts'
import type { LookedUp } from '#contract/plan-context.ts'
import { planFacts } from '#judging/facts.ts'
import { labelOf, NO_SOURCES, type Label, type Labels, type Source } from '#plan-language/values/label.ts'
import type { JournalEntry, ReadAnswer, ReadRequest } from '#plan-language/contract.ts'
import type { JudgingContext } from '#turn/plan-context.ts'
import { callGate } from '#turn/lease/kill-switches.ts'
import type { Services } from '#turn/services.ts'
import { makeRead, type Reading } from './reads/make-read.ts'

/** A look-up that stands beside something, with what its arguments are and where they come from. */
interface Asked {
  readonly declared: ContextRead
  /** Null where an argument isn't known yet. */
  readonly args: JsonObject | null
  readonly labels: Labels
  readonly because: Label
}

/** Who asked, as far as look-ups may name them. */
export type AskedBy = Readonly<Record<'id' | 'name', string>> & { readonly email: string | null }

/** More than these aren't looked up beside one plan. */
const MOST_READS = 12

/** What an agent's `context:` looks up beside a plan's steps; each once, however many steps it is about. */
export function askedBeside(
  reads: readonly ContextRead[],
  effects: readonly Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>[],
  requester: AskedBy,
): readonly Asked[] {
  const asked = reads.flatMap((declared) => {
    if (declared.for.length === 0) return askedOf(declared, null, requester)
    return effects
      .filter(({ tool }) => declared.for.includes(tool))
      .flatMap((step) => askedOf(declared, step, requester))
  })
  const each = new Map(asked.map((one) => [JSON.stringify([one.declared.read, one.declared.title, one.args]), one]))
  return [...each.values()].slice(0, MOST_READS)
}

type Step = Pick<EffectRecord, 'args' | 'labels' | 'because'>

// One whose argument its step doesn't have, or whoever asked, is about nothing here.
function askedOf(declared: ContextRead, step: Step | null, requester: AskedBy): readonly Asked[] {
  const args: Record<string, JsonObject[string]> = {}
  const labels: Record<string, Label> = {}
  let isKnown = true
  for (const [name, argument] of Object.entries(declared.args)) {
    const value = valueOf(argument, step, requester)
    if (value === undefined || value === null) return []
    if (handleOf(value)) isKnown = false
    args[name] = value
    labels[`/${name}`] = labelOfArgument(argument, step, requester)
  }
  const because = step ? asTheirs(step.because, requester) : labelOf('operator')
  return [{ declared, args: isKnown ? args : null, labels, because }]
}

type Argument = ContextRead['args'][string]

function valueOf(argument: Argument, step: Step | null, requester: AskedBy): Json | undefined {
  if ('says' in argument) return argument.says
  if ('step' in argument) return step?.args[argument.step]
  return Object.entries(requester).find(([field]) => field === argument.whoAsked)?.[1]
}

function labelOfArgument(argument: Argument, step: Step | null, requester: AskedBy): Label {
  if ('says' in argument) return labelOf('operator')
  if ('whoAsked' in argument) return labelOf(`requester:${requester.id}`)
  return asTheirs(step?.labels[`/${argument.step}`] ?? NO_SOURCES, requester)
}

// What whoever asked typed is vouched for in their own plan, and so it is when somebody else looks into what it is about.
function asTheirs({ data, ctrl }: Label, { id }: AskedBy): Label {
  const theirs = (source: Source): Source => (source === `user:${id}` ? `requester:${id}` : source)
  return { data: data.map(theirs), ctrl: ctrl.map(theirs) }
}

export interface LookingBeside {
  /** Whoever looks, and what their reads are judged in: the rights are theirs alone. */
  readonly context: JudgingContext
  /** What is said of every read, whatever its rules say; null where nothing is. */
  readonly asks: Reading['asks']
  readonly origins: OriginReader
  readonly signal: AbortSignal
}

/**
 * Looks up what stands beside a plan, under the rights of whoever looks: each read is judged by the rules, checked for its
 * owner and made as a plan's read is. What a rule would ask about is made where whoever looks could say yes to it. Those whose
 * owner hangs on another come last.
 */
export async function lookBeside(
  services: Services,
  asked: readonly Asked[],
  { context, asks, origins, signal }: LookingBeside,
): Promise<readonly LookedUp[]> {
  const { live, principal } = context
  const journal: JournalEntry[] = []
  const answers = new Map<Asked, ReadAnswer>()
  const reading: Reading = {
    live,
    principal,
    policies: live.policies,
    asks,
    facts: () => planFacts(context, journal),
    mayCall: callGate(services, { tenantId: principal.tenantId, agent: live.agent.name, seen: context.stops }),
    consumed: () => null,
    isAllowed: (_, { roles, several = [] }) =>
      roles.length > 0 && several.length === 0 && roles.every((role) => principal.roles.includes(role)),
    signal,
  }
  const look = async (one: Asked): Promise<void> => {
    const answer = await answerOf(reading, one)
    answers.set(one, answer)
    const { declared, args } = one
    if (args) journal.push({ index: 0, tool: declared.read, args, request: '', answer, at: context.now })
  }
  const hangsOnAnother = ({ declared }: Asked) => live.declarations.get(declared.read)?.owner.kind === 'from'
  await Promise.all(asked.filter((one) => !hangsOnAnother(one)).map(look))
  await Promise.all(asked.filter(hangsOnAnother).map(look))
  return asked.map((one) => lookedUpView(one.declared, answers.get(one) ?? UNANSWERED, origins))
}

const UNANSWERED: ReadAnswer = { ok: false, code: 'unanswered' }

async function answerOf(reading: Reading, { declared, args, labels, because }: Asked): Promise<ReadAnswer> {
  if (args === null) return { ok: false, code: 'not-known-yet' }
  const { live } = reading
  if (!live.declarations.has(declared.read) || !live.definitions.has(declared.read))
    return { ok: false, code: 'tool-not-accepted' }
  const request: ReadRequest = { index: 0, tool: declared.read, args, labels, because, at: NOWHERE }
  return makeRead(reading, request)
}

const NOWHERE: ReadRequest['at'] = { line: 0, column: 0 }
