import type { Node } from 'acorn'
import type { PlanProgram, PlanTool } from '../contract.ts'
import { fail } from './fault.ts'
import { nativeFunction } from './library/method.ts'
import { doneToBox } from './paths.ts'
import { isKind, type Box, type Callable, type Path } from './values.ts'

/** What a program calls to have a text read by a model, with the names of what it takes. */
const READERS = {
  extract: ['text', 'schema'],
  classify: ['text', 'of'],
  summarise: ['text'],
} as const satisfies Readonly<Record<string, readonly string[]>>
type Reader = keyof typeof READERS
/** What may stand behind these. */
const OPTIONAL: Readonly<Record<string, string>> = { classify: 'question', summarise: 'language' }

/** Makes one read. */
export type CallTool = (call: { readonly name: string; readonly tool: PlanTool; readonly args: Box }, at: Node) => Box

/** `extract(text, schema)` and its like take their arguments one by one, as a function of the language would. */
export function readerFunctions(
  { tools }: PlanProgram,
  none: Box['mark'],
  callTool: CallTool,
): Readonly<Record<string, Callable>> {
  const readers = Object.entries(READERS).map(([reader, keys]): [string, Callable] => [
    reader,
    nativeFunction((args, at) => {
      const name = `model/${reader}`
      const tool = tools[name]
      if (!tool) return fail('runtime', `${reader} isn't available to this plan.`, at)
      const optional = OPTIONAL[reader]
      const takes = optional === undefined ? keys : [...keys, optional]
      if (args.length < keys.length || args.length > takes.length)
        fail(
          'runtime',
          `${reader} takes (${[...keys, ...(optional === undefined ? [] : [`${optional}?`])].join(', ')}).`,
          at,
        )
      const given = takes.slice(0, args.length)
      const fields = new Map(given.map((key, index) => [key, args[index] ?? { value: undefined, mark: none }]))
      return callTool({ name, tool, args: { value: { kind: 'object', fields, shape: none }, mark: none } }, at)
    }),
  ])
  return Object.fromEntries(readers)
}

/** The way of what a model read out of a text: it came from where the text did. Undefined for any other tool. */
export function readerPath(name: string, args: Box | undefined): Path | undefined {
  const reader = name.startsWith('model/') ? name.slice('model/'.length) : ''
  const text = args && isKind(args.value, 'object') ? args.value.fields.get('text') : undefined
  return isReader(reader) && text ? doneToBox(text, reader) : undefined
}

function isReader(name: string): name is Reader {
  return Object.hasOwn(READERS, name)
}
