import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { modelAt, modelIn } from '../model-at.ts'
import { rangeIn } from '../range-in.ts'
import { Stage } from '../stage.ts'
import { playTalk } from './play-talk.ts'

const Talk = z.strictObject({ as: z.string(), say: z.array(z.string()).min(1), expect: z.string() })
export type Talk = Readonly<z.infer<typeof Talk>>

/**
 * `npm run evals -- talks --model URL`: plays the conversations of `shop.yaml` with the example shop's agent, each on a server
 * of its own, and prints what was said, done and asked, with the model's calls and tokens for each turn. Whether that is what
 * a good colleague would do is for whoever reads it. `3-12` plays those alone.
 */
export async function runTalks(words: readonly string[], say: (text: string) => void): Promise<void> {
  const model = modelIn(words)
  const [from, to] = rangeIn(words)
  const text = await readFile(join(import.meta.dirname, 'shop.yaml'), 'utf8')
  const talks = z.array(Talk).parse(parse(text))
  const environment = model === undefined ? {} : modelAt(model)
  for (const [index, talk] of talks.entries()) {
    if (index + 1 < from || index + 1 > to) continue
    await using stage = new Stage(environment)
    say(`\n## ${index + 1}. ${talk.as}\n\nExpected: ${talk.expect}\n`)
    await playTalk(await stage.server(), talk, say)
  }
}
