import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { SEARCHED } from '#plan-language/values/lookups.ts'
import { labelResult } from '#mcp/label-result.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { PlanFailure, PlanProgram, ReadAnswer, ReadRequest, Sandbox, SampleRun } from '#plan-language/contract.ts'
import { withSpan } from '#core/telemetry.ts'
import type { PlanningAgent } from '#turn/agent-runtime.ts'
import type { Turn } from '#turn/turn.ts'
import { isPasted, type Failed } from '../attempt-label.ts'
import { sampleValue } from './sample-value.ts'
import { lookupOf } from '#knowledge/lookups.ts'
import { isShownRef } from '#sealed-plan/shown-values.ts'
import { madeUpIdentity } from '../planner/requester-identity.ts'
import { isReader } from '#knowledge/model-readers.ts'
import { planProgram, type Programmed } from '../try-plan.ts'

/** How long one sample run may take, in ms: nothing is waited for. */
const SAMPLE_MS = 2_000

/** As the made-up values say, and then both ways at each condition: a mistake may stand where neither goes. */
const RUNS: readonly SampleRun[] = ['taken', 'both']

/** The most mistakes that are told at once. */
const MOST_MISTAKES = 12

/** Going both ways stages more, and takes more steps, than a plan does. */
const ROOM = 10

/**
 * Runs a program over made-up answers of its tools' shapes, without a read being made, and gives the mistakes that it
 * makes there, all of them. They hang on the program, the schemas and which keys the results of earlier steps
 * have (`mistakeLabel`). Null where there are none: then the program may still fail on what is really read.
 *
 * A mistake is what no other values would mend: what isn't in the language, a label that can't be followed, a handle that
 * is looked at, a name that isn't there. What was made up is never to blame: not for an empty search, a text that is no date,
 * or what an open schema leaves open.
 */
export async function sampleRun(
  services: { readonly sandbox: Pick<Sandbox, 'dryRun'> },
  turn: Pick<Turn, 'signal'>,
  plan: Programmed & Pick<PlanRecord, 'id'>,
  live: PlanningAgent,
): Promise<Failed | null> {
  // What keys are there isn't known beforehand, and a mistake could tell of them.
  if (Object.entries(plan.refs).some(([name, ref]) => !isShownRef(name) && hasOwnKeys(ref))) return null
  return withSpan('rehearsal', { 'parley.plan.id': plan.id }, async () => {
    const found = new Map<string, PlanFailure>()
    for (const sample of RUNS) {
      const run = await services.sandbox.dryRun(madeUpProgram(plan, live, sample), {
        signal: turn.signal,
        read: (request) => Promise.resolve(madeUpAnswer(request, live)),
        onEntry: () => Promise.resolve(),
      })
      if (run.ok) continue
      for (const mistake of [run.failure, ...(run.others ?? [])])
        if (isMistake(mistake)) found.set(JSON.stringify(mistake.at ?? mistake.message), mistake)
    }
    const [failure, ...others] = [...found.values()].toSorted(byPlace).slice(0, MOST_MISTAKES)
    // What was made up is nobody's reading.
    return failure ? { ok: false, failure, others, said: null, journal: [] } : null
  })
}

// What else ends a sample run (a limit, its time) is for the run over real answers to decide.
function isMistake({ kind }: PlanFailure): boolean {
  return kind === 'syntax' || kind === 'flow' || kind === 'handle' || kind === 'runtime'
}

function byPlace(a: PlanFailure, b: PlanFailure): number {
  return (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0)
}

function madeUpProgram(plan: Programmed, live: PlanningAgent, sample: SampleRun): PlanProgram {
  const program = planProgram(plan, live)
  const { limits } = program
  // Who asks is made up, too: no mistake may tell of them.
  const requester =
    plan.identity && madeUpIdentity(plan.program, plan.identity['name']?.labels['']?.data[0] ?? 'unknown')
  return {
    ...program,
    sample,
    refs: madeUpRefs(plan.refs),
    ...(requester && { requester }),
    limits: { ...limits, effects: limits.effects * ROOM, reads: limits.reads * ROOM, wallMs: SAMPLE_MS },
  }
}

// Of a result whose keys its schema says, the whole has no source of its own; a text that was passed on has none.
function hasOwnKeys({ labels }: Slots[string]): boolean {
  return labels['']?.data.some((source) => !source.startsWith('passage:')) ?? true
}

// A reference is what others wrote: only its labels are known beforehand, and the keys that a schema says. Not even what
// type a part has, or whether it is null, may show in a mistake.
function madeUpRefs(refs: Slots): Slots {
  return Object.fromEntries(
    Object.entries(refs).map(([name, ref]) => [name, { ...ref, value: madeUpRef(name, ref.value) }]),
  )
}

function madeUpRef(name: string, value: Json): Json {
  if (isPasted(name)) return sampleValue({ type: 'string' })
  if (!isJsonObject(value) || isShownRef(name)) return sampleValue({})
  return Object.fromEntries(Object.keys(value).map((key) => [key, sampleValue({})]))
}

function madeUpAnswer({ tool, args }: ReadRequest, live: PlanningAgent): ReadAnswer {
  if (isReader(tool)) return { ok: true, value: readerAnswer(args), labels: { '': labelOf('model') } }
  const lookup = lookupOf(tool)
  if (lookup) return { ok: true, value: sampleValue(lookup.result), labels: { '': labelOf(SEARCHED) } }
  const declaration = live.declarations.get(tool)
  if (!declaration) return { ok: true, value: sampleValue({}), labels: { '': labelOf(`tool:${tool}`) } }
  const value = sampleValue(live.definitions.get(tool)?.outputSchema ?? {})
  return { ok: true, value, labels: labelResult(declaration, value) }
}

function readerAnswer({ schema, of }: JsonObject): Json {
  if (Array.isArray(of)) return sampleValue({ enum: of })
  return sampleValue(schema ?? { type: 'string' })
}
