import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ArgumentView, EffectView } from '#contract/effect.ts'
import { WORLDS } from './worlds.ts'

/** Whether a card says of a value whose words it hangs on, beside that somebody's are in it. */
export function isMarked({ origin, kind, unchecked }: ArgumentView): boolean {
  return origin !== '' && (unchecked || kind === 'model')
}

/** Whether all that it says is which server they came from: "your bank: unchecked", "the subject in your bank: unchecked". */
export function isVague({ origin }: ArgumentView, { tool }: Pick<EffectView, 'tool'>): boolean {
  const title = TITLES.get(tool.slice(0, tool.indexOf('/')))
  return title !== undefined && origin.endsWith(`${title}: unchecked`)
}

const ToolsYaml = z.object({ servers: z.record(z.string(), z.object({ title: z.string() })) })

/** What each world's agent calls its server. */
const TITLES: ReadonlyMap<string, string> = new Map(
  WORLDS.flatMap((world) => {
    const text = readFileSync(join(import.meta.dirname, 'agents', world, 'tools.yaml'), 'utf8')
    return Object.entries(ToolsYaml.parse(parse(text)).servers).map(([name, { title }]) => [name, title] as const)
  }),
)
