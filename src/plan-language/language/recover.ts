import type { AnyNode, Pattern } from 'acorn'
import type { Bind, Evaluate, Execute } from './compiler.ts'
import type { Machine, Sample } from './machine.ts'
import { namesIn } from './names.ts'
import { anything } from './sample.ts'
import type { Scope } from './values.ts'

/** Compiles parts of a program so that a run over made-up values goes on after a fault in them; else as they are. */
interface Recovering {
  expression(node: AnyNode, compile: () => Evaluate): Evaluate
  statement(node: AnyNode, compile: () => Execute): Execute
  target(pattern: Pattern, compile: () => Bind): Bind
}

const AS_IT_IS: Recovering = {
  expression: (_, compile) => compile(),
  statement: (_, compile) => compile(),
  target: (_, compile) => compile(),
}

/** How the parts of a program are compiled for a machine. */
export function recoveringFrom(machine: Machine): Recovering {
  return machine.sample ? goingOn(machine, machine.sample) : AS_IT_IS
}

function goingOn({ flow, lattice }: Machine, sample: Sample): Recovering {
  const unknown = () => anything(flow, lattice.none)
  const declareAll = (scope: Scope, names: readonly string[]) => {
    for (const name of names) flow.declare(scope, name, unknown(), false)
  }
  return {
    expression: (_, compile) => {
      const evaluate = compiled(sample, compile) ?? unknown
      return (scope) => sample.recover(flow, () => evaluate(scope))
    },
    statement: (node, compile) => {
      const execute = compiled(sample, compile)
      const names = node.type === 'VariableDeclaration' ? node.declarations.flatMap(({ id }) => namesIn(id)) : []
      return (scope) => {
        if (!execute) declareAll(scope, names)
        return flow.recover(
          () => execute?.(scope) ?? null,
          (error) => {
            sample.meet(error)
            return null
          },
        )
      }
    },
    target: (pattern, compile) => {
      const bind = compile()
      return (scope, box, declare) =>
        flow.recover(
          () => bind(scope, box, declare),
          (error) => {
            sample.meet(error)
            if (declare !== null) declareAll(scope, namesIn(pattern))
          },
        )
    },
  }
}

// What isn't in the language has been told of by the parser.
function compiled<Run>(sample: Sample, compile: () => Run): Run | null {
  try {
    return compile()
  } catch (error) {
    if (sample.mistakes().length === 0) sample.meet(error)
    return null
  }
}
