import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { isJsonObject, Json } from '#core/json.ts'
import type { Task } from '../../evals/tasks/task.ts'
import type { State, WorldTool } from '../../evals/tasks/world-tool.ts'
import { toolsOf } from '../../evals/tasks/worlds.ts'
import type { ScriptedAnswer } from '../helpers/tool-server.ts'

const AGENTS = join(import.meta.dirname, '../../evals/tasks/agents')
const ToolsYaml = z.looseObject({ tools: z.record(z.string(), z.looseObject({ effect: z.enum(['read', 'write']) })) })

type Program = (given: Readonly<Record<string, unknown>>) => Promise<unknown>

/**
 * Runs a task's program as the JavaScript that it is, over its world's tools: reads answer, a search without a hit with
 * nothing, and writes are made at the end. Gives what it said.
 */
export async function runPlain(task: Task, state: State): Promise<string> {
  const effects = ToolsYaml.parse(parse(await readFile(join(AGENTS, task.world, 'tools.yaml'), 'utf8'))).tools
  const staged: (() => ScriptedAnswer)[] = []
  const tools = {}
  for (const [name, { effect }] of Object.entries(effects)) {
    const tool = toolsOf(task.world).find(({ offered }) => offered.name === name.slice(name.indexOf('/') + 1))
    if (!tool) throw new Error(`There is no tool ${name}.`)
    const write = (args: unknown) => void staged.push(() => tool.answer(args, state))
    const read = (args: unknown) => Promise.resolve(structuredClone(valueOf(tool, tool.answer(args, state))))
    place(tools, name.replace('/', '.').split('.'), effect === 'write' ? write : read)
  }
  let said = ''
  const say = (text: string) => void (said = text)
  const read = (text: string) => Promise.resolve(task.reads.find((each) => text.includes(each.in))?.gives ?? null)
  const refs: Record<string, unknown> = {}
  const show = (value: unknown) => void (refs[`shown${Object.keys(refs).length + 1}`] = value)
  const knowledge = await handbookOf(task.world)
  const given = { tools, slots: task.slots, refs, say, show, dates: DATES, extract: read, summarise: read, knowledge }
  for (const source of [task.program, ...task.afterwards]) {
    const program = await compiled(source)
    await program(given)
  }
  for (const make of staged) {
    const answer = make()
    if (typeof answer === 'object' && 'error' in answer) throw new Error(answer.error)
  }
  return said
}

async function compiled(source: string): Promise<Program> {
  const names = 'tools, slots, refs, say, show, dates, extract, summarise, knowledge'
  const code = `export const program = async ({ ${names} }) => {\n${source}\n}`
  const { program }: { program: Program } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return program
}

/** As much of what looks into documents as the tasks use: sections of the handbook, by how many of the words they have. */
async function handbookOf(world: string) {
  const text = await readFile(join(AGENTS, world, 'handbook/handbook.md'), 'utf8').catch(() => '')
  const title = /^# (.*)/u.exec(text)?.[1] ?? ''
  const sections = text.split(/^## /mu).slice(1)
  const passages = sections.map((section) => ({ title, text: section.slice(section.indexOf('\n')).trim(), section }))
  const score = (section: string, query: string) =>
    query.split(' ').filter((word) => section.toLowerCase().includes(word)).length
  return {
    search: (query: string) =>
      Promise.resolve(passages.toSorted((one, other) => score(other.section, query) - score(one.section, query))),
    quote: (passage: { text: string }, quote: string) =>
      passage.text.includes(quote)
        ? Promise.resolve({ text: quote, title })
        : Promise.reject(new Error('No such words.')),
  }
}

function place(at: object, [name = '', ...rest]: readonly string[], call: unknown): void {
  if (rest.length === 0) return void Reflect.set(at, name, call)
  const inside: unknown = Reflect.get(at, name) ?? {}
  Reflect.set(at, name, inside)
  if (typeof inside === 'object' && inside !== null) place(inside, rest, call)
}

function valueOf({ offered }: WorldTool, answer: ScriptedAnswer): unknown {
  if (typeof answer !== 'object') throw new Error('A world’s tool always answers.')
  const schema = z.looseObject({ properties: z.record(z.string(), z.looseObject({})).default({}) })
  const { result, ...others } = schema.parse(offered.outputSchema ?? {}).properties
  const isWrapped = result !== undefined && Object.keys(others).length === 0
  if ('error' in answer) return result?.['type'] === 'array' ? [] : null
  if ('text' in answer) return answer.text
  if (!('structuredContent' in answer)) throw new Error('A world’s tool answers with a value.')
  const value = Json.parse(answer.structuredContent)
  return isWrapped && isJsonObject(value) ? value['result'] : value
}

const UNITS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000 }

/** As much of the language's own dates as the tasks use. */
const DATES = {
  add: (date: Date | string, durations: Partial<Record<keyof typeof UNITS, number>>) => {
    const { days = 0, hours = 0, minutes = 0 } = durations
    return new Date(new Date(date).getTime() + days * UNITS.days + hours * UNITS.hours + minutes * UNITS.minutes)
  },
  format: (date: Date | string, pattern: string) => {
    const at = new Date(date)
    const part = (options: Intl.DateTimeFormatOptions) => at.toLocaleString('en-US', { ...options, timeZone: 'UTC' })
    const fields: Readonly<Record<string, string>> = {
      yyyy: part({ year: 'numeric' }),
      MMMM: part({ month: 'long' }),
      MM: at.toISOString().slice(5, 7),
      dd: at.toISOString().slice(8, 10),
      d: part({ day: 'numeric' }),
      EEEE: part({ weekday: 'long' }),
    }
    return pattern.replaceAll(/yyyy|MMMM|MM|dd|d|EEEE/g, (field) => fields[field] ?? field)
  },
}
