import { z } from 'zod'
import { Json } from '#core/json.ts'
import type { ScriptedAnswer, ScriptedTool } from '../../test/helpers/tool-server.ts'

/** What a world's server keeps: rows by collection and id. */
export type State = Record<string, Record<string, Readonly<Record<string, unknown>>>>

/** A tool of a world's server, which answers from that world's state. */
export interface WorldTool {
  readonly offered: Omit<ScriptedTool, 'answer'>
  answer(args: unknown, state: State): ScriptedAnswer
}

interface ToolForm<Input extends z.ZodType> {
  readonly name: string
  readonly description: string
  readonly input: Input
  /** What it gives, as its server derives it; `'open'` is "any object", `'text'` a text without a schema. */
  readonly output: z.ZodType | 'open' | 'text'
  run(args: z.infer<Input>, state: State): unknown
}

/** A refusal of a tool's own, with a code, as servers answer it. */
class ToolRefusal extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** Ends a call with the tool's own error. */
export function refuse(code: string): never {
  throw new ToolRefusal(code)
}

/**
 * A tool with the schemas that the usual frameworks derive from a function's types: what isn't an object is wrapped into
 * `{ result: … }`.
 */
export function tool<Input extends z.ZodType>(form: ToolForm<Input>): WorldTool {
  const { name, description, input, output } = form
  const isWrapped = output instanceof z.ZodType && !(output instanceof z.ZodObject)
  const schema = output === 'text' ? undefined : schemaOf(output, isWrapped)
  const offered = { name, description, inputSchema: z.toJSONSchema(input, { io: 'input' }) }
  return {
    offered: { ...offered, ...(schema && { outputSchema: schema }) },
    answer(args, state) {
      const read = input.safeParse(args ?? {})
      if (!read.success) return { error: JSON.stringify({ code: 'invalid_arguments' }) }
      try {
        const value = Json.parse(form.run(read.data, state))
        if (output === 'text') return { text: String(value) }
        return { structuredContent: isWrapped ? { result: value } : value }
      } catch (error) {
        if (error instanceof ToolRefusal) return { error: JSON.stringify({ code: error.code }) }
        throw error
      }
    },
  }
}

function schemaOf(output: z.ZodType | 'open', isWrapped: boolean): object {
  if (output === 'open') return { type: 'object', additionalProperties: true }
  return z.toJSONSchema(isWrapped ? z.object({ result: output }) : output, { io: 'input' })
}

/** The rows of a collection with their ids, each as its schema has it. */
export function rowsOf<Row extends z.ZodType>(state: State, collection: string, row: Row): z.infer<Row>[] {
  return Object.entries(state[collection] ?? {}).map(([id, fields]) => row.parse({ id, ...fields }))
}

/** Adds a row under the next id of its collection, and gives the id. */
export function addRow(state: State, collection: string, fields: Readonly<Record<string, unknown>>): string {
  const rows = (state[collection] ??= {})
  const id = `${collection[0]?.toUpperCase()}new${Object.keys(rows).filter((key) => key.includes('new')).length + 1}`
  rows[id] = fields
  return id
}

/** Changes what is given of a row that must be there; what is undefined stays. */
export function changeRow(
  state: State,
  collection: string,
  id: string,
  changed: Readonly<Record<string, unknown>>,
): void {
  const rows = state[collection] ?? {}
  const row = rows[id] ?? refuse('not_found')
  rows[id] = { ...row, ...Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) }
}

export function removeRow(state: State, collection: string, id: string): void {
  const rows = state[collection] ?? {}
  if (!rows[id]) refuse('not_found')
  delete rows[id]
}
