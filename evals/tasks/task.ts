import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Json } from '#core/json.ts'

/** What a model that reads gives for a text that has these words. */
const Reading = z.strictObject({ in: z.string(), gives: Json })

/** A task as `tasks.yaml` says it. */
const TaskYaml = z.strictObject({
  name: z.string(),
  say: z.string(),
  /** As a competent model writes it, before it has seen any error. */
  program: z.string(),
  /** What is written once the program has shown what it read; left out where it shows nothing. */
  afterwards: z.array(z.string()).default([]),
  slots: z.record(z.string(), z.string()).default({}),
  reads: z.array(Reading).default([]),
  /** What is another in the server's state afterwards, by `collection.id`: fields of a row, or null where it is gone. */
  after: z.record(z.string(), z.record(z.string(), Json).nullable()).default({}),
  /** What the requester is told, in this order or another: a text, or a pattern between slashes. */
  tells: z.array(z.string()).default([]),
  /** Whom it asks, where it has to ask: everybody else's yes is one too many. */
  asks: z.array(z.string()).default([]),
  /** Why no program can do it; left out where one can. */
  beyond: z.string().optional(),
})
export interface Task extends z.infer<typeof TaskYaml> {
  readonly world: string
}

const FOLDER = join(import.meta.dirname, 'worlds')

/** The tasks of a world, as of today. */
export async function readTasks(world: string): Promise<readonly Task[]> {
  const tasks = z.array(TaskYaml).parse(await readWorldFile(world, 'tasks.yaml'))
  return tasks.map((task) => ({ ...task, world }))
}

/** A YAML file of a world in which `{day+3}` is the day three from today, by its date. */
export async function readWorldFile(world: string, file: string): Promise<unknown> {
  const text = await readFile(join(FOLDER, world, file), 'utf8')
  return parse(text.replaceAll(/\{day([+-]\d+)\}/g, (_, days: string) => dayFromToday(Number(days))))
}

const DAY_MS = 86_400_000

function dayFromToday(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
}
