import type { Node } from 'acorn'
import type { Lookup } from '../values/lookups.ts'
import type { PlanProgram, PlanTool } from '../contract.ts'
import { fail, mistake } from './fault.ts'
import type { Machine } from './machine.ts'
import { nativeFunction } from './library/method.ts'
import { getProperty } from './properties.ts'
import type { CallTool } from './readers.ts'
import { isAnything } from './sample.ts'
import { isKind, type Box, type Callable, type Namespace } from './values.ts'

/** `knowledge` in a program: what its agent's documents say, and a quote of it that stands there. */
export function knowledgeNamespace(machine: Machine, { tools }: PlanProgram, callTool: CallTool): Namespace {
  const lookup = (name: Lookup, argumentsIn: (args: readonly Box[], at: Node) => Box): [string, Box] => {
    const callable: Callable = nativeFunction((args, at) => {
      const tool: PlanTool | undefined = tools[name]
      if (!tool) return mistake(`${name} isn't available to this plan: its agent has no documents.`, at)
      return callTool({ name, tool, args: argumentsIn(args, at) }, at)
    })
    return [name.slice('knowledge.'.length), { value: callable, mark: machine.lattice.none }]
  }
  const members = new Map([
    lookup('knowledge.search', (args, at) => searchArguments(machine, args, at)),
    lookup('knowledge.quote', (args, at) => quoteArguments(machine, args, at)),
  ])
  return { kind: 'namespace', title: 'knowledge', members, self: null }
}

function searchArguments(machine: Machine, [query, options, ...more]: readonly Box[], at: Node): Box {
  if (!query || more.length > 0) return mistake('knowledge.search takes (text, { everywhere: true }).', at)
  if (!options || isAnything(options)) return objectOf(machine, [['query', query]], options)
  if (!isKind(options.value, 'object'))
    return fail('runtime', 'knowledge.search takes (text, { everywhere: true }).', at)
  const { fields, shape } = options.value
  const given: readonly (readonly [string, Box])[] = [...fields].filter(([key]) => key !== 'query')
  return objectOf(machine, [['query', query], ...given], {
    value: undefined,
    mark: machine.lattice.join(options.mark, shape),
  })
}

// What a search found stands for itself: which passage it is, is in its id.
function quoteArguments(machine: Machine, [passage, text, ...more]: readonly Box[], at: Node): Box {
  if (!passage || !text || more.length > 0) return mistake('knowledge.quote takes (passage, text).', at)
  const key: Box = { value: 'id', mark: machine.lattice.none }
  const id = isKind(passage.value, 'object') ? getProperty(machine, passage, key, at) : passage
  return objectOf(machine, [
    ['passage', id],
    ['text', text],
  ])
}

/** An object as a program would have written it; `chosenBy` decided which keys it has. */
function objectOf({ lattice }: Machine, entries: readonly (readonly [string, Box])[], chosenBy?: Box): Box {
  const shape = chosenBy ? lattice.asControl(chosenBy.mark) : lattice.none
  return { value: { kind: 'object', fields: new Map(entries), shape }, mark: lattice.none }
}
