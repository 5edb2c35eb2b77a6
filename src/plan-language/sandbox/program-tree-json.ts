import type { AnyNode } from 'acorn'
import type { Label } from '../values/label.ts'
import { memoized } from '#core/memoized.ts'
import type { PlanProgram } from '../contract.ts'
import { Fault } from '../language/fault.ts'
import { parseProgram } from '../language/parse.ts'

/** Programs whose trees are kept: a playbook's is the same in each of its plans. */
const MOST_KEPT = 100

/**
 * A program's tree as JSON, made here, where there is a compiler: in an isolate without one parsing takes longer than all
 * else that a program does. Null where the isolate is to parse it itself: what isn't the operator's own text is read behind
 * its walls, what is wrong with a program is found there, and a tree that is no JSON can't be given to it.
 */
export function treeJsonOf(program: PlanProgram): string | null {
  return isOperators(program.literals) ? parsed(program) : null
}

function isOperators({ data, ctrl }: Label): boolean {
  return data.length === 1 && data[0] === 'operator' && ctrl.length === 0
}

const parsed = memoized(
  ({ source, limits }: PlanProgram): string | null => {
    try {
      return jsonOf(parseProgram(source, limits))
    } catch (error) {
      if (error instanceof Fault) return null
      throw error
    }
  },
  { keyOf: ({ source, limits }) => `${limits.sourceLength} ${source}`, most: MOST_KEPT },
)

function jsonOf(tree: AnyNode): string | null {
  let isJson = true
  const json = JSON.stringify(tree, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) isJson = false
    return isLeftOut(key, value) ? undefined : value
  })
  return isJson ? json : null
}

// No run of a program looks at its text: a place is a line and a column, where something begins.
function isLeftOut(key: string, value: unknown): boolean {
  return key === 'end' || key === 'raw' || (key === 'start' && typeof value === 'number')
}
