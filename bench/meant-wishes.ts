import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { askedFor } from '#dialogue/asked-for.ts'
import type { Figure } from './figure.ts'

const FOLDER = join(import.meta.dirname, 'speech-acts/around-a-wish')
const LANGUAGES = ['en', 'de'] as const

/**
 * How many messages with a plain wish in them the rules alone take for asked without a doubt: such whose other words take it
 * back (`taken-back`), make it none before it is said (`framed`), or are a question, a condition or somebody else's around it
 * (`asked-around`), next to such whose other words only tell something (`told`). Who wrote them knew the shop and none of the
 * rules, and no rule is made from them.
 */
export async function meantFigures(): Promise<readonly Figure[]> {
  return LANGUAGES.flatMap((language) => {
    const told = shareOf(`told-${language}`)
    return (['taken-back', 'framed', 'asked-around'] as const).map((kind) => {
      const { asked, all } = shareOf(`${kind}-${language}`)
      return {
        name: `${kind} (${language}), asked without a doubt`,
        value: `${asked} of ${all}`,
        baseline: {
          name: 'something told behind a wish',
          value: `${told.asked} of ${told.all}`,
          ratio: asked / all / (told.asked / told.all),
        },
      }
    })
  })
}

function shareOf(name: string): { readonly asked: number; readonly all: number } {
  const messages = readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.replaceAll(/ ?⏎ ?/gu, '\n'))
  return { asked: messages.filter((said) => askedFor(said, LANGUAGES) === 'yes').length, all: messages.length }
}
