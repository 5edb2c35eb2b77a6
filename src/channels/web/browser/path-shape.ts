import type * as path from '#core/value-path.ts'
import { pathTexts } from '../../path-texts.ts'
import { either, integer, list, Mismatch, object, oneOf, optional, text, type Shape } from './shape.ts'

type Operation = keyof typeof pathTexts.done
type Constant = string | number | boolean | null

const isOperation = (value: unknown): value is Operation => typeof value === 'string' && value in pathTexts.done

const operation: Shape<Operation> = (value) => {
  if (isOperation(value)) return value
  throw new Mismatch('not an operation that there are words for')
}

const constant: Shape<Constant> = (value) => {
  if (value === null || typeof value !== 'object') return value as Constant
  throw new Mismatch('not a constant')
}

const more: Shape<true> = (value) => {
  if (value === true) return value
  throw new Mismatch('not true')
}

const Done = { op: operation, by: optional(constant) }

const JoinedStep: Shape<path.JoinedStep> = either(
  object({ get: either(text, integer) }),
  object({ from: oneOf('slot'), slot: text }),
  object({ from: oneOf('ref'), ref: text }),
  object({ from: oneOf('tool'), tool: text, read: integer }),
  object({ from: oneOf('step'), step: integer }),
  object({ from: oneOf('sources'), sources: list(text) }),
  object({ from: oneOf('plan') }),
  object({ from: oneOf('clock') }),
  object({ more }),
  object(Done),
)

/** The way of a value into an argument, as the server tells it. */
export const ValuePath: Shape<path.ValuePath> = list(
  either(object({ ...Done, with: optional(list(list(JoinedStep))) }), JoinedStep),
)
