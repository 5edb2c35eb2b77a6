import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { labelOf } from '#core/label.ts'
import { labelResult } from '#mcp/label-result.ts'
import type { PlanRecord, Slots } from '#memory/plan-record.ts'
import type { PlanProgram, PlanTool, ReadAnswer, ReadRequest, Sandbox } from '#plan/contract.ts'
import { withSpan } from '#core/telemetry.ts'
import type { PlanningAgent } from '#turn/agent-runtime.ts'
import type { Turn } from '#turn/turn.ts'
import type { Failed } from './attempt-label.ts'
import { sampleValue, VARIANTS } from './sample-value.ts'
import { isReader } from '#knowledge/model-readers.ts'
import { planProgram, type Programmed } from './try-plan.ts'

/** How long one rehearsal may take, in ms: nothing is waited for. */
const REHEARSAL_MS = 2_000

/**
 * Runs a program over made-up answers of its tools' shapes, without a read being made, and gives the mistake that it makes
 * there. It hangs on the program, the schemas and how the results of earlier steps are built (`mistakeLabel`). Null where
 * there is none: then the program may still fail on what is really read.
 *
 * A label that can't be followed and a look at a handle are mistakes wherever they are met. Everything else is one only
 * where the program makes it at the same place whatever the answers are: what was made up may be to blame.
 */
export async function sampleRun(
  services: { readonly sandbox: Pick<Sandbox, 'dryRun'> },
  turn: Pick<Turn, 'signal'>,
  plan: Programmed & Pick<PlanRecord, 'id'>,
  live: PlanningAgent,
): Promise<Failed | null> {
  // What keys are there isn't known beforehand, and a mistake could tell of them.
  if (Object.values(plan.refs).some(hasOwnKeys)) return null
  return withSpan('rehearsal', { 'parley.plan.id': plan.id }, async () => {
    const failed: Failed[] = []
    for (let variant = 0; variant < VARIANTS; variant += 1) {
      const run = await services.sandbox.dryRun(madeUpProgram(plan, live, variant), {
        signal: turn.signal,
        read: (request) => Promise.resolve(madeUpAnswer(request, live, variant)),
        onEntry: () => Promise.resolve(),
      })
      if (run.ok) continue
      if (CERTAIN.has(run.failure.kind)) return mistakeOf(run)
      // Too slow or too large for a rehearsal: the run over real answers decides, and others wouldn't be quicker.
      if (run.failure.at === null) return null
      failed.push(run)
    }
    const [first] = failed
    const isSame = failed.length === VARIANTS && failed.every((run) => placeOf(run) === placeOf(first))
    return first && isSame && UNCERTAIN.has(first.failure.kind) ? mistakeOf(first) : null
  })
}

const CERTAIN: ReadonlySet<string> = new Set(['syntax', 'flow', 'handle'])
const UNCERTAIN: ReadonlySet<string> = new Set(['runtime', 'limit'])

// What was made up is nobody's reading.
function mistakeOf({ failure }: Failed): Failed {
  return { ok: false, failure, said: null, journal: [] }
}

function placeOf(run: Failed | undefined): string {
  return JSON.stringify(run?.failure ?? null)
}

function madeUpProgram(plan: Programmed, live: PlanningAgent, variant: number): PlanProgram {
  const program = planProgram(plan, live)
  const tools = Object.entries(program.tools).map(([name, tool]): [string, PlanTool] => [
    name,
    { ...tool, argsSchema: shapeOf(tool.argsSchema) },
  ])
  return {
    ...program,
    refs: madeUpRefs(plan.refs, variant),
    tools: Object.fromEntries(tools),
    limits: { ...program.limits, wallMs: REHEARSAL_MS },
  }
}

// Of a result whose keys its schema says, the whole has no source of its own; a text that was passed on has none.
function hasOwnKeys({ labels }: Slots[string]): boolean {
  return labels['']?.data.some((source) => !source.startsWith('passage:')) ?? true
}

// A reference is what others wrote: only its labels are known beforehand, and the keys that a schema says.
function madeUpRefs(refs: Slots, variant: number): Slots {
  const shape = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(shape)
    if (!isJsonObject(value)) return sampleValue({ type: value === null ? 'string' : typeof value }, variant)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)]))
  }
  return Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, { ...ref, value: shape(ref.value) }]))
}

function madeUpAnswer({ tool, args }: ReadRequest, live: PlanningAgent, variant: number): ReadAnswer {
  if (isReader(tool)) return { ok: true, value: readerAnswer(args, variant), labels: { '': labelOf('model') } }
  const declaration = live.declarations.get(tool)
  const definition = live.definitions.get(tool)
  // A tool that says nothing of its answers leaves nothing to make up.
  if (!declaration || !definition?.outputSchema) return { ok: false, code: 'not-made-up' }
  const value = sampleValue(definition.outputSchema, variant)
  return { ok: true, value, labels: labelResult(declaration, value) }
}

function readerAnswer({ schema, of }: JsonObject, variant: number): Json {
  if (Array.isArray(of)) return sampleValue({ enum: of }, variant)
  return sampleValue(schema ?? { type: 'string' }, variant)
}

/** A schema without what only a real value can fit: which arguments there are, and of what types, stays. */
function shapeOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, part]): readonly (readonly [string, Json])[] => {
      if (OF_VALUES.has(key)) return []
      if (key === 'properties' && isJsonObject(part)) return [[key, eachShape(part)]]
      return [[key, isJsonObject(part) ? shapeOf(part) : part]]
    }),
  )
}

function eachShape(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, isJsonObject(schema) ? shapeOf(schema) : schema]),
  )
}

const OF_VALUES: ReadonlySet<string> = new Set([
  'pattern',
  'format',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
])
