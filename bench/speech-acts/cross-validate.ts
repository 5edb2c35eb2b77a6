import { createHash } from 'node:crypto'
import { speechActs } from '#dialogue/speech-acts.ts'
import { mayBeBeside } from '#dialogue/speech-acts/learned.ts'
import { likelihoodsBy } from '#dialogue/speech-acts/learned/learned-acts.ts'
import { LEARNED_ACTS } from '#dialogue/speech-acts/learned/learned-act.ts'
import { rulesOf } from '#dialogue/speech-acts/rules.ts'
import { knownSentences, type KnownSentence } from './texts.ts'
import { train } from './train.ts'

// What is made from one pattern is learned from or tried, never both. Prints what each act is taken for, and which sentences
// would be taken out of doubt beside a request, at which likeness: `npm run try:speech-acts`.

const FOLDS = 5
const REQUEST = 'Please refund order A12. '
const LIKENESSES = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98]
const rules = rulesOf(['en', 'de'])

function crossValidate(sentences: readonly KnownSentence[]): readonly string[] {
  const tried = Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isTried = ({ family }: KnownSentence) =>
      createHash('sha256').update(family).digest().readUInt8() % FOLDS === fold
    const rows = train(sentences.filter((sentence) => !isTried(sentence)))
    const weightAt = (act: number, place: number) => rows[act]?.[place] ?? 0
    return sentences
      .filter(isTried)
      .map((sentence) => ({ ...sentence, likely: (text: string) => likelihoodsBy(text, weightAt) }))
  })
  const share = (count: number, all: number) => `${((100 * count) / all).toFixed(2)} %`
  const counts = LEARNED_ACTS.map((act) => {
    const own = tried.filter((each) => each.act === act)
    const as = LEARNED_ACTS.map((other) => {
      const taken = own.filter(({ text, likely }) =>
        LEARNED_ACTS.every((each) => likely(text)[other] >= likely(text)[each]),
      )
      return `${other} ${share(taken.length, own.length)}`
    })
    return `${act} (${own.length}): ${as.join(', ')}`
  })
  const lifted = LEARNED_ACTS.flatMap((act) => {
    const own = tried.filter((each) => each.act === act)
    const besides = own.map(({ text, likely }) => leastBeside(text, likely))
    const shares = LIKENESSES.map(
      (least) => `${least}: ${share(besides.filter((likeness) => likeness >= least).length, own.length)}`,
    )
    return [`beside a request, ${act} out of doubt from ${shares.join(', ')}`, ...examplesOf(act, own, besides)]
  })
  return [...counts, ...lifted]
}

function examplesOf(act: string, own: readonly KnownSentence[], besides: readonly number[]): readonly string[] {
  return act === 'beside'
    ? []
    : own.flatMap(({ text }, at) => ((besides[at] ?? 0) >= 0.8 ? [`  ${act} ${besides[at]?.toFixed(3)}: ${text}`] : []))
}

// How surely all that is doubtful of a sentence beside a request would be taken out of doubt; 0 where the rules don't allow it.
function leastBeside(text: string, likely: (text: string) => { readonly beside: number }): number {
  const all = REQUEST + text
  const clauses = speechActs(all, ['en', 'de'])
  const requests = clauses.filter(({ act }) => act === 'request' || act === 'hope')
  const doubtful = clauses.filter(({ act }) =>
    ['refusal', 'hypothetical', 'quotation', 'question', 'cancellation'].includes(act),
  )
  const likenesses = doubtful.map((clause) => {
    const isAllowed = clause.act !== 'cancellation' && mayBeBeside(clause, { requests, typed: all, rules })
    return isAllowed ? likely(all.slice(clause.start, clause.end)).beside : 0
  })
  return doubtful.length === 0 ? 0 : Math.min(...likenesses)
}

for (const line of crossValidate(knownSentences())) process.stdout.write(`${line}\n`)
