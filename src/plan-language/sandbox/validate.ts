import { z } from 'zod'
import { isJsonObject, Json, type JsonObject } from '#core/json.ts'
import { Label, type Labels } from '../values/label.ts'
import { checkJson } from '#core/strict-json.ts'
import { ValuePaths } from '../values/value-path.ts'
import { FAULTS_MET, type PlanProgram, type ReadRequest, type ShownValue, type StagedEffect } from '../contract.ts'
import type { PlanOutcome } from '../language/wire.ts'
import { handlesIn, isHandle, isHandleOnEarlier } from './handles.ts'
import { placesIn } from './handles.ts'

/*
 * What a child says, read as if from an enemy: an isolate that was broken out of could send anything at all. It can't
 * make us do what a plan couldn't have asked for; that it labelled its values truly is what the isolate is for.
 */

/** The child said what no plan can say. `message` is for the log: a program's author can do nothing about it. */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation'
}

/** What may stand in a plan's labels: the sources of what went into it. */
export interface KnownSources {
  has(source: string): boolean
}

const Place = z.strictObject({ line: z.int().min(1), column: z.int().min(0) })
const Arguments = z.custom<JsonObject>((value) => isJsonObject(value as Json)) // JSON throughout: checked before
const Call = {
  index: z.int().min(0),
  tool: z.string(),
  args: Arguments,
  labels: z.record(z.string(), Label),
  because: Label,
  at: Place,
}
const Read = z.strictObject(Call)
/** No message is longer, so no words of one are. */
const ASKED_LENGTH = 8_000
const Effect = z.strictObject({
  ...Call,
  paths: ValuePaths.default({}),
  asked: z.string().max(ASKED_LENGTH).nullable().default(null),
})
const Text = z.strictObject({ text: z.string(), label: Label }).nullable()
const FAILURE_MESSAGE_LENGTH = 2_000

const Failure = z.strictObject({
  // The other kinds are for the host to find.
  kind: z.enum(['syntax', 'runtime', 'handle', 'flow', 'limit', 'tool', 'asked', 'denied', 'thrown']),
  message: z.string().max(FAILURE_MESSAGE_LENGTH),
  at: Place.nullable(),
  fault: z.enum(FAULTS_MET).optional(),
})

const Outcome = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    said: Text,
    saidAt: Place.optional(),
    effects: z.array(Effect),
    steps: z.number().min(0),
    called: z
      .array(
        z.strictObject({
          procedure: z.string(),
          slots: Arguments,
          from: z.int().min(0),
          to: z.int().min(0),
          at: Place,
        }),
      )
      .optional(),
    next: Label.optional(),
    shown: z.strictObject({ value: Json, labels: z.record(z.string(), Label), because: Label }).optional(),
  }),
  z.strictObject({
    ok: z.literal(false),
    failure: Failure,
    others: z.array(Failure).optional(),
    said: Text,
    steps: z.number().min(0),
  }),
])

/** The request of the `index`-th read. Throws `ProtocolViolation`. */
export function parseRead(json: string, index: number, program: PlanProgram, known: KnownSources): ReadRequest {
  const request = parsed(Read, json)
  must(request.index === index, 'a read out of order')
  must(index < program.limits.reads, 'a read beyond the limit')
  must(toolOf(program, request.tool)?.kind === 'read', 'a read with a tool that is no read')
  must(handlesIn(request.args).length === 0, 'a read with a handle')
  checkLabels(request.args, request.labels, known)
  checkLabel(request.because, known)
  return request
}

/** What came of the run. Throws `ProtocolViolation`. */
export function parseOutcome(json: string, program: PlanProgram, known: KnownSources): PlanOutcome {
  const outcome = parsed(Outcome, json)
  if (outcome.said !== null) checkLabel(outcome.said.label, known)
  if (!outcome.ok) {
    must(outcome.others === undefined || program.sample !== undefined, 'several failures of one run')
    return outcome
  }
  const { effects } = outcome
  must(effects.length <= program.limits.effects, 'more effects than the limit')
  for (const { procedure, slots, from, to } of outcome.called ?? []) {
    must(isOfProgram(program, procedure), 'a procedure that the program has not')
    must(handlesIn(slots).length === 0, 'a slot with a handle')
    must(from <= to && to <= effects.length, 'a call with effects that are not there')
  }
  if (outcome.next) checkLabel(outcome.next, known)
  if (outcome.shown) checkShown(outcome.shown, program, known)
  for (const [index, effect] of effects.entries()) checkEffect(effect, { index, effects, program, known })
  return outcome
}

/** The top-level arguments of a checked effect that hold a handle, and so have no value yet. */
export function deferredArguments(args: JsonObject): ReadonlySet<string> {
  const named = Object.entries(args).filter(([, value]) => handlesIn(value).length > 0)
  return new Set(named.map(([name]) => name))
}

function checkShown({ value, labels, because }: ShownValue, { mayShow }: PlanProgram, known: KnownSources): void {
  must(mayShow === true, 'something shown by a program that may not')
  must(handlesIn(value).length === 0, 'a handle that is shown')
  checkLabels(value, labels, known)
  checkLabel(because, known)
}

interface Around {
  readonly index: number
  readonly effects: readonly StagedEffect[]
  readonly program: PlanProgram
  readonly known: KnownSources
}

function checkEffect(effect: StagedEffect, { index, effects, program, known }: Around): void {
  must(effect.index === index, 'an effect out of order')
  const tool = toolOf(program, effect.tool)
  must(tool?.kind === 'write', 'an effect with a tool that is no write')
  must(!isHandle(effect.args), 'a handle in the place of all arguments')
  const effectToolOf = (earlier: number) => toolOf(program, effects[earlier]?.tool ?? '')
  for (const name of deferredArguments(effect.args)) {
    must(tool?.later.includes(name) === true, 'a handle in an argument that takes none')
  }
  const sound = handlesIn(effect.args).every((handle) => isHandleOnEarlier(handle, index, effectToolOf))
  must(sound, 'a handle on nothing that the plan has')
  // A handle is the only thing whose source the plan itself makes.
  const andEffects = { has: (source: string) => known.has(source) || isEarlierEffect(source, index) }
  checkLabels(effect.args, effect.labels, andEffects)
  checkLabel(effect.because, andEffects)
}

function checkLabels(args: Json, labels: Labels, known: KnownSources): void {
  const places = new Set([...placesIn(args)].map(([pointer]) => pointer))
  const pointers = Object.keys(labels)
  must(pointers.length === places.size && pointers.every((pointer) => places.has(pointer)), 'a place without its label')
  for (const label of Object.values(labels)) checkLabel(label, known)
}

function checkLabel(label: Label, known: KnownSources): void {
  for (const sources of [label.data, label.ctrl]) {
    must(isAscending(sources), 'a label out of order')
    must(
      sources.every((source) => known.has(source)),
      'a source that the plan has not met',
    )
  }
}

function isAscending(sources: readonly string[]): boolean {
  return sources.every((source, index) => index === 0 || (sources[index - 1] ?? '') < source)
}

function isEarlierEffect(source: string, index: number): boolean {
  const [, digits] = /^effect:(0|[1-9]\d{0,8})$/.exec(source) ?? []
  return digits !== undefined && Number(digits) < index
}

function isOfProgram({ procedures = {} }: PlanProgram, procedure: string): boolean {
  return Object.values(procedures).some(({ name }) => name === procedure)
}

function toolOf({ tools }: PlanProgram, name: string) {
  return Object.hasOwn(tools, name) ? tools[name] : undefined
}

function parsed<Out>(schema: z.ZodType<Out>, json: string): Out {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new ProtocolViolation('text that is no JSON')
  }
  const checked = checkJson(value)
  must(checked.ok, 'a value that JSON can not hold for everyone')
  const result = schema.safeParse(value)
  if (!result.success)
    throw new ProtocolViolation(`a message of another shape: ${z.prettifyError(result.error).slice(0, 500)}`)
  return result.data
}

function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new ProtocolViolation(otherwise)
}
