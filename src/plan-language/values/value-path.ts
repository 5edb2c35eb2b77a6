import { z } from 'zod'
import type { JsonPointer } from '#core/json.ts'
import { Source } from './label.ts'
import { REQUESTER_FIELDS } from './requester-field.ts'

/** What a plan may have done to a value on its way into an argument. */
export const PATH_OPERATIONS = [
  ...['add', 'subtract', 'multiply', 'divide', 'remainder', 'power', 'negate', 'sum', 'calculate', 'round'],
  ...['compare', 'not', 'choose', 'default'],
  ...['join', 'cut', 'replace', 'case', 'trim', 'pad', 'repeat'],
  ...['each', 'find', 'filter', 'sort', 'item', 'part', 'some', 'count'],
  ...['number', 'text', 'format', 'parse', 'date', 'shift', 'between'],
  ...['extract', 'classify', 'summarise'],
] as const
export type PathOperation = (typeof PATH_OPERATIONS)[number]

const Constant = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Operation = { op: z.enum(PATH_OPERATIONS), by: Constant.optional() }
const Get = z.strictObject({ get: z.union([z.string(), z.int().min(0)]) })
const More = z.strictObject({ more: z.literal(true) })
const Start = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('plan') }),
  z.strictObject({ from: z.literal('slot'), slot: z.string() }),
  z.strictObject({ from: z.literal('ref'), ref: z.string() }),
  z.strictObject({ from: z.literal('requester'), field: z.enum(REQUESTER_FIELDS) }),
  z.strictObject({ from: z.literal('tool'), tool: z.string(), read: z.int().min(0) }),
  z.strictObject({ from: z.literal('step'), step: z.int().min(0) }),
  z.strictObject({ from: z.literal('clock') }),
  z.strictObject({ from: z.literal('sources'), sources: z.array(Source).readonly() }),
])

/** A step of a path that another value brought along. */
export const JoinedStep = z.union([Get, Start, z.strictObject(Operation), More])
export type JoinedStep = z.infer<typeof JoinedStep>

/**
 * One step of a value's way into an argument. The first is a `from`: a constant that stands in the plan, a slot, a
 * reference to something from before, what is known of whoever asks, a read (by its index in the journal), the result of an earlier step (by its index),
 * the clock, or, where the way wasn't followed, the sources of its label. `get` is a field or position that the plan
 * names; `op` what was done, `by` a constant of the plan, `with` the ways of the other values in it. `more` stands for
 * the rest of a longer way.
 */
export const PathStep = z.union([
  Get,
  Start,
  z.strictObject({ ...Operation, with: z.array(z.array(JoinedStep).readonly()).readonly().optional() }),
  More,
])
export type PathStep = z.infer<typeof PathStep>

/** The short way of a value from its sources, for people. Its label is the authority: a path may leave sources out. */
export const ValuePath = z.array(PathStep).readonly()
export type ValuePath = z.infer<typeof ValuePath>

/** A path for each leaf of a call's arguments. */
export type ValuePaths = Readonly<Record<JsonPointer, ValuePath>>
export const ValuePaths: z.ZodType<ValuePaths> = z.record(z.string(), ValuePath)
