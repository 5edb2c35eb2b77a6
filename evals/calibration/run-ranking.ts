import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FEATURES, type Ranking } from '#answers/ranking/features/features.ts'
import { Closing } from '../../bench/closing.ts'
import { type Case, collect, KEY } from './collect.ts'
import { foldOf } from './fold.ts'
import { judgedPlaces, learnPlaces, learnThere, placesTable, placesText } from './learn-places.ts'
import { learnRanking } from './learn-ranking.ts'

const RANKING = join(import.meta.dirname, '../../src/answers/ranking/features/default-ranking.json')
const PLACES = join(import.meta.dirname, '../../src/answers/answerability/place-weights.json')
const LONGEST_MS = 600_000

/**
 * How often the best sentence answers, by rankings that were learned without the question, and without any question to the
 * same documents. With `--renew` the ranking that is shipped is learned anew, from all.
 */
export async function runRanking(words: readonly string[], say: (text: string) => void): Promise<void> {
  await using closing = new Closing()
  const cases = await collect(closing, AbortSignal.timeout(LONGEST_MS))
  const answered = cases.filter(
    ({ isTakenAway, sentences }) => !isTakenAway && sentences.some(({ answers }) => answers),
  )
  say(tableOf('learned without the question', answered, foldOf))
  say(tableOf('learned without its documents', answered, corpusOf))
  const judged = judgedPlaces(cases)
  say(placesTable(judged))
  if (!words.includes('--renew')) return
  await writeFile(RANKING, `${JSON.stringify(learnRanking(answered), null, 2)}\n`)
  await writeFile(PLACES, placesText({ right: learnPlaces(judged), there: learnThere(judged) }))
}

function tableOf(name: string, cases: readonly Case[], partOf: (one: Case) => number): string {
  const parts = [...new Set(cases.map(partOf))]
  const right = parts.flatMap((part) => {
    const ranking = learnRanking(cases.filter((one) => partOf(one) !== part))
    return cases.filter((one) => partOf(one) === part && answersFirst(one, ranking))
  })
  const rows = [...new Set(cases.map(({ set }) => set)), KEY].map((set) => {
    const [some, all] = [right, cases].map((each) => each.filter((one) => one.set.startsWith(set)).length)
    return `${(set === KEY ? 'the key, all' : set).padEnd(18)}${String(some).padStart(6)} of ${all}`
  })
  return [name, ...rows, ''].join('\n')
}

function answersFirst({ sentences }: Case, ranking: Ranking): boolean {
  const worths = sentences.map(({ features }) =>
    FEATURES.reduce((sum, name) => sum + ranking[name] * features[name], 0),
  )
  return sentences[worths.indexOf(Math.max(...worths))]?.answers ?? false
}

// The shop's questions and the key's to it are of the same documents.
function corpusOf({ set }: Case): number {
  return Math.max(0, ['shop', `${KEY}handbook`, `${KEY}bank`, 'handbook'].indexOf(set))
}
