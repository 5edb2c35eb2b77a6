import { checkSentence } from '#answers/sentence/check-sentence.ts'
import { AnswerChecks } from '#answers/compose/checked-answer.ts'
import { inAgentWording } from '#answers/agent-wording.ts'
import { groundSentence } from '#answers/grounding.ts'
import { speaking } from '#turn/speaking.ts'
import type { Scope } from '../../test/helpers/database.ts'
import { readArticles } from './articles.ts'
import type { GroundingCase } from './case.ts'
import { stemsOfTexts } from './document-stems.ts'
import { makeCases } from './make-cases.ts'
import { readParaphrases } from './paraphrases.ts'
import { type Judged, reportOf } from './report.ts'

const SEED = 21

type StemsOf = (word: string) => readonly string[]

/**
 * Prints how many sentences of each kind are shown, and whether that is enough. A number is another seed of what rules
 * make; other words choose kinds whose mistakes are printed, of the half that may be tuned by (`all`: of every kind).
 */
export async function runGrounding(words: readonly string[], say: (text: string) => void): Promise<boolean> {
  const seed = Number(words.find((word) => /^\d+$/u.test(word)) ?? SEED)
  const kind = words.find((word) => !/^\d+$/u.test(word)) ?? null
  const cases = [...makeCases(seed), ...readParaphrases(readArticles())]
  const closing: (() => Promise<void>)[] = []
  const scope: Scope = { after: (cleanUp) => closing.push(cleanUp) }
  try {
    const stems = await stemsOfTexts(scope, textsOf(cases), ['en', 'de'])
    const judged: Judged[] = []
    for (const one of cases) judged.push(await judge(one, stems(one.language)))
    const { lines, hasPassed } = reportOf(judged, { seed, kind, ownWords: saidInOwnWords(cases) })
    say(lines.join('\n'))
    return hasPassed
  } finally {
    for (const close of closing.toReversed()) await close()
  }
}

async function judge(one: GroundingCase, stems: StemsOf): Promise<Judged> {
  const written = { ...one, item: false }
  const checked = checkSentence(written, one, stems)
  const streamed: string[] = []
  const draft = { begin: () => streamed.splice(0), add: ({ text }: { text: string }) => streamed.push(text) }
  const checks = new AnswerChecks(
    one,
    { stems: { of: () => Promise.resolve(stems) }, follows: (each) => Promise.resolve(each) },
    draft,
  )
  checks.begin()
  checks.add(written)
  await new Promise((resolve) => setImmediate(resolve))
  const { sentences } = await checks.finish([written])
  return {
    one,
    before: groundSentence(one, one) !== null,
    shown: checked.ok,
    isSame: streamed.join() === sentences.map(({ text }) => text).join(),
    why: checked.ok ? null : `${checked.code}: “${checked.at}”`,
  }
}

// A model that names a template by what it would like to say.
function saidInOwnWords(cases: readonly GroundingCase[]): number {
  const speech = speaking({ languages: ['en'] }, 'en')
  return cases.filter(({ text }) => {
    const gaps = { speech, agent: null, citations: [] }
    return inAgentWording([], { opening: text, closing: text }, gaps).length > 0
  }).length
}

function textsOf(cases: readonly GroundingCase[]): readonly string[] {
  return cases.flatMap(({ text, stretches }) => [
    text,
    ...stretches.flat().flatMap(({ text: passage, heading, document }) => [passage, heading, document.title]),
  ])
}
