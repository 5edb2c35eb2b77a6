import type { AnyNode, AssignmentExpression, MemberExpression, UnaryExpression, UpdateExpression } from 'acorn'
import type { Compiler, Evaluate, Refer, Within } from './compiler.ts'
import { fail } from './fault.ts'
import { applyBinary, isComputing } from './operators.ts'
import { goesOn } from './unwrap.ts'
import { chosenPath, WRITTEN } from './paths.ts'
import { deleteProperty, getProperty, setProperty } from './properties.ts'
import { slotNamed } from './scope.ts'
import { writtenKey } from './tree.ts'
import { withoutChoice } from './values.ts'

/** `a = b`, `[a, b.c] = d`, `a += b`. */
export function compileAssignment(compiler: Compiler, node: AssignmentExpression, within: Within): Evaluate {
  const { machine } = compiler
  const evaluate = compiler.expression(node.right, within)
  const { left } = node
  if (left.type !== 'Identifier' && left.type !== 'MemberExpression') {
    const bind = compiler.target(left, within)
    return (scope) => {
      const box = evaluate(scope)
      bind(scope, box, null)
      return box
    }
  }
  const refer = compiler.reference(left, within)
  const operator = node.operator.slice(0, -1)
  if (isLogical(operator)) return compileLogicalAssignment(compiler, node, { operator, refer, evaluate })
  return (scope) => {
    machine.meter.step(node)
    const reference = refer(scope)
    const before = isComputing(operator) ? reference.read() : null
    const right = evaluate(scope)
    const box = before && isComputing(operator) ? applyBinary(machine, operator, [before, right], node) : right
    reference.write(box)
    return box
  }
}

type LogicalOperator = '??' | '||' | '&&'

function isLogical(operator: string): operator is LogicalOperator {
  return operator === '??' || operator === '||' || operator === '&&'
}

/** `a ??= b`: that it is assigned hangs on what was there. */
function compileLogicalAssignment(
  { machine }: Compiler,
  node: AssignmentExpression,
  { operator, refer, evaluate }: { operator: LogicalOperator; refer: Refer; evaluate: Evaluate },
): Evaluate {
  const { flow, lattice, meter } = machine
  return (scope) => {
    meter.step(node)
    const reference = refer(scope)
    const before = reference.read()
    const assigns = goesOn(operator, before, node.left)
    const region = { scope, nodes: [node], leaves: false, at: node }
    const box = flow.region(before.mark, region, () => {
      if (!assigns) return null
      const right = evaluate(scope)
      reference.write(right)
      return right
    })
    if (!box) return withoutChoice(before)
    const mark = lattice.join(box.mark, lattice.asControl(before.mark))
    return { value: box.value, mark, path: chosenPath('default', box, before) }
  }
}

/** `delete a.b`. */
export function compileDelete(compiler: Compiler, node: UnaryExpression, within: Within): Evaluate {
  const { machine } = compiler
  if (node.argument.type !== 'MemberExpression') return fail('syntax', 'Only a property can be deleted.', node)
  const { evaluateObject, evaluateKey } = partsOfMember(compiler, node.argument, within)
  return (scope) => {
    machine.meter.step(node)
    deleteProperty(machine, evaluateObject(scope), evaluateKey(scope), node)
    return machine.flow.box(true, machine.lattice.none)
  }
}

/** `a++`, `--a.b`. */
export function compileUpdate(compiler: Compiler, node: UpdateExpression, within: Within): Evaluate {
  const { machine } = compiler
  const refer = compiler.reference(node.argument, within)
  const one = { value: 1, mark: machine.lattice.literals }
  return (scope) => {
    machine.meter.step(node)
    const reference = refer(scope)
    const before = reference.read()
    const after = applyBinary(machine, node.operator === '++' ? '+' : '-', [before, one], node)
    reference.write(after)
    return node.prefix ? after : before
  }
}

/** A variable or a property, to be read and written. */
export function compileReference(compiler: Compiler, target: AnyNode, within: Within): Refer {
  if (target.type === 'MemberExpression') return compileMember(compiler, target, within)
  if (target.type !== 'Identifier') return fail('syntax', 'Only a variable or a property can be assigned.', target)
  const { flow } = compiler.machine
  return (scope) => {
    const slot = slotNamed(scope, target.name, target)
    return {
      read: () => flow.box(slot.box.value, slot.box.mark, slot.box.path),
      write: (box) => flow.assign(slot, box, target.name, target),
    }
  }
}

function compileMember(compiler: Compiler, node: MemberExpression, within: Within): Refer {
  const { machine } = compiler
  const { evaluateObject, evaluateKey } = partsOfMember(compiler, node, within)
  return (scope) => {
    const object = evaluateObject(scope)
    const key = evaluateKey(scope)
    return {
      read: () => getProperty(machine, object, key, node),
      write: (box) => setProperty(machine, object, { key, box }, node),
    }
  }
}

function partsOfMember(compiler: Compiler, node: MemberExpression, within: Within) {
  const { none } = compiler.machine.lattice
  const name = writtenKey(node.property, node.computed)
  const evaluateKey: Evaluate =
    name === null ? compiler.expression(node.property, within) : () => ({ value: name, mark: none, path: WRITTEN })
  return { evaluateObject: compiler.expression(node.object, within), evaluateKey }
}
