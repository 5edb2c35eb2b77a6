import type { ArrayPattern, AssignmentPattern, AssignmentProperty, ObjectPattern, Pattern } from 'acorn'
import type { Bind, Compiler, Evaluate, Within } from './compiler.ts'
import { fail } from './fault.ts'
import { entriesIn, keyIn, listIn } from './unwrap.ts'
import { newEntries, newList } from './machine.ts'
import { chosenPath, doneToBox, pathIn, WRITTEN } from './paths.ts'
import { getProperty } from './properties.ts'
import { writtenKey } from './tree.ts'
import { withoutChoice, type Box } from './values.ts'

/** What a value is bound or assigned to. */
export function compileTarget(compiler: Compiler, pattern: Pattern, within: Within): Bind {
  switch (pattern.type) {
    case 'Identifier': {
      const assign = compiler.reference(pattern, within)
      return (scope, box, declare) => {
        if (declare === null) assign(scope).write(box)
        else compiler.machine.flow.declare(scope, pattern.name, box, declare === 'const')
      }
    }
    case 'MemberExpression': {
      const assign = compiler.reference(pattern, within)
      return (scope, box) => assign(scope).write(box)
    }
    case 'AssignmentPattern':
      return compileDefault(compiler, pattern, within)
    case 'ArrayPattern':
      return compileArrayPattern(compiler, pattern, within)
    case 'ObjectPattern':
      return compileObjectPattern(compiler, pattern, within)
    case 'RestElement':
      return fail('syntax', 'A rest element stands last in a list or object pattern.', pattern)
  }
}

function compileDefault(compiler: Compiler, node: AssignmentPattern, within: Within): Bind {
  const { flow, lattice } = compiler.machine
  const bind = compiler.target(node.left, within)
  const evaluate = compiler.expression(node.right, within)
  return (scope, box, declare) => {
    // A region even when the default isn't needed: what it would have changed tells that too.
    const region = { scope, nodes: [node.right], leaves: false, at: node }
    const standIn = flow.region(box.mark, region, () => (box.value === undefined ? evaluate(scope) : null))
    const bound = standIn && {
      value: standIn.value,
      mark: lattice.join(standIn.mark, lattice.asControl(box.mark)),
      path: chosenPath('default', standIn, box),
    }
    bind(scope, bound ?? withoutChoice(box), declare)
  }
}

function compileArrayPattern(compiler: Compiler, pattern: ArrayPattern, within: Within): Bind {
  const { machine } = compiler
  const { lattice } = machine
  const elements = pattern.elements.map((element) =>
    element?.type === 'RestElement'
      ? { isRest: true, bind: compiler.target(element.argument, within) }
      : { isRest: false, bind: element ? compiler.target(element, within) : null },
  )
  return (scope, box, declare) => {
    const list = listIn(box, pattern)
    for (const [index, { isRest, bind }] of elements.entries()) {
      if (!bind) continue
      const labels = { shape: lattice.join(box.mark, list.shape), mark: box.mark, path: doneToBox(box, 'part') }
      const part = isRest
        ? newList(machine, list.items.slice(index), labels, pattern)
        : getProperty(machine, box, { value: index, mark: lattice.none, path: WRITTEN }, pattern)
      bind(scope, part, declare)
    }
  }
}

function compileObjectPattern(compiler: Compiler, pattern: ObjectPattern, within: Within): Bind {
  const { machine } = compiler
  const properties = pattern.properties.map((property) =>
    property.type === 'RestElement'
      ? { key: null, bind: compiler.target(property.argument, within) }
      : { key: compilePropertyKey(compiler, property, within), bind: compiler.target(property.value, within) },
  )
  return (scope, box, declare) => {
    const taken: Box[] = []
    for (const { key, bind } of properties) {
      const keyBox = key?.(scope)
      if (keyBox) taken.push(keyBox)
      bind(
        scope,
        keyBox ? getProperty(machine, box, keyBox, pattern) : restOf(compiler, box, { taken, pattern }),
        declare,
      )
    }
  }
}

/** The key of a property, in an object literal as in a pattern. */
export function compilePropertyKey(
  compiler: Compiler,
  property: Pick<AssignmentProperty, 'key' | 'computed'>,
  within: Within,
): Evaluate {
  const name = writtenKey(property.key, property.computed)
  if (name === null) return compiler.expression(property.key, within)
  return () => ({ value: name, mark: compiler.machine.lattice.none, path: WRITTEN })
}

function restOf(
  { machine }: Compiler,
  box: Box,
  { taken, pattern }: { taken: readonly Box[]; pattern: ObjectPattern },
): Box {
  const { lattice } = machine
  const entries = entriesIn(box, pattern)
  const without = new Set(taken.map((key) => String(keyIn(key, pattern))))
  const fields = new Map([...entries.fields].filter(([key]) => !without.has(key)))
  const shape = taken.reduce((mark, key) => lattice.join(mark, key.mark), lattice.join(box.mark, entries.shape))
  return newEntries(machine, fields, { shape, mark: box.mark, path: pathIn(box) }, pattern)
}
