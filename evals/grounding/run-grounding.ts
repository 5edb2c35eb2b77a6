import { groundSentence } from '#guardrails/grounding.ts'
import { checkSentence } from '#answers/check-sentence.ts'
import type { Scope } from '../../test/helpers/database.ts'
import type { GroundingCase } from './case.ts'
import { readArticles } from './articles.ts'
import { readParaphrases } from './paraphrases.ts'
import { stemsOfTexts } from './document-stems.ts'
import { makeCases } from './make-cases.ts'

const SEED = 21

/** What comes of each case: shown before (by quotes, numbers and dates alone) and shown now, with what was wrong. */
interface Judged {
  readonly one: GroundingCase
  readonly before: boolean
  readonly shown: boolean
  readonly why: string | null
}

export async function runGrounding(words: readonly string[], say: (text: string) => void): Promise<boolean> {
  const cases = [...makeCases(SEED), ...readParaphrases(readArticles())]
  const closing: (() => Promise<void>)[] = []
  const scope: Scope = { after: (cleanUp) => closing.push(cleanUp) }
  try {
    const stems = await stemsOfTexts(scope, textsOf(cases), ['en', 'de'])
    const judged = cases.map((one) => judge(one, stems(one.language)))
    for (const line of table(judged)) say(line)
    const wanted = words[0]
    if (wanted !== undefined)
      for (const { one, shown, why } of judged)
        if ((wanted === 'all' || one.kind.includes(wanted)) && shown !== one.isTrue && !one.isHeldOut)
          say(
            `\n${one.kind}: ${one.text}\n   quotes: ${one.quotes.map(({ quote }) => quote).join(' | ')}\n   ${why ?? 'shown'}`,
          )
    return true
  } finally {
    for (const close of closing.toReversed()) await close()
  }
}

function judge(one: GroundingCase, stems: (word: string) => readonly string[]): Judged {
  const before = groundSentence(one, one) !== null
  const checked = checkSentence(one, one, stems)
  return { one, before, shown: checked.ok, why: checked.ok ? null : `${checked.code}: “${checked.at}”` }
}

function textsOf(cases: readonly GroundingCase[]): readonly string[] {
  return cases.flatMap(({ text, stretches }) => [
    text,
    ...stretches.flat().flatMap(({ text: passage, heading, document }) => [passage, heading, document.title]),
  ])
}

function table(judged: readonly Judged[]): readonly string[] {
  const kinds = [...new Set(judged.map(({ one }) => one.kind))]
  return kinds.map((kind) => {
    const of = judged.filter(({ one }) => one.kind === kind)
    const share = (some: readonly Judged[], is: (each: Judged) => boolean) =>
      `${((100 * some.filter(is).length) / some.length).toFixed(1)}`.padStart(6)
    const held = of.filter(({ one }) => one.isHeldOut)
    const tuned = of.filter(({ one }) => !one.isHeldOut)
    return `${of[0]?.one.isTrue ? 'true ' : 'false'}  ${kind.padEnd(46)} ${String(of.length).padStart(4)} ${share(of, (each) => each.before)} ${share(tuned, (each) => each.shown)} ${share(held, (each) => each.shown)}`
  })
}
