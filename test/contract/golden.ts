import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'

const FOLDER = join(import.meta.dirname, 'golden')

/** The golden examples there are: one of each thing that goes over the wire. */
export const GOLDEN_NAMES: readonly string[] = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''))

/** One of them, as its schema has it. */
export function golden<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  return schema.parse(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')))
}
