import { hasCorrection, isOneOf, isQuestion, plainWords, type Language } from '#dialogue/language.ts'

/** What a message may do to an open plan, by its words alone. */
export type MeantWords =
  /** `words`: what of it says which. `isBare`: it says nothing but "cancel that", or "cancel everything". */
  | { readonly kind: 'withdraw'; readonly words: readonly string[]; readonly isAll: boolean; readonly isBare: boolean }
  | { readonly kind: 'leave-out'; readonly words: readonly string[] }
  | { readonly kind: 'correct' }

/** Longer messages tell more than what becomes of a plan. */
const MOST_WORDS = 10

/**
 * What a message may mean for a plan that is open in the thread, most likely first; none where it says nothing of that kind,
 * and then no plan is looked for.
 */
export function meantWords(typed: string, language: Language): readonly MeantWords[] {
  const plain = plainWords(typed)
  if (isOneOf(typed, language.cancel, language)) return [{ kind: 'withdraw', words: [], isAll: false, isBare: true }]
  if (plain.split(' ').length > MOST_WORDS || isQuestion(typed, language)) return []
  const withdrawn = without(plain, language.takesBack)
  const left = without(firstPart(typed, language), language.leavesOut)
  const all = language.all.filter((phrase) => ` ${plain} `.includes(` ${phrase} `))
  const isAll = all.length > 0
  const isBare = all.some((phrase) => isOneOf(` ${plain} `.replace(` ${phrase} `, ' '), language.cancel, language))
  const withdraws = withdrawn === null ? [] : contentOf(withdrawn, language)
  const leaves = left === null ? [] : contentOf(left, language)
  return [
    ...(hasCorrection(typed, language) ? [{ kind: 'correct' } as const] : []),
    ...(leaves.length > 0 ? [{ kind: 'leave-out', words: leaves } as const] : []),
    ...(withdrawn === null ? [] : [{ kind: 'withdraw', words: withdraws, isAll, isBare } as const]),
  ]
}

// "No, not the mail, just the refund": what stands behind says it once more.
function firstPart(typed: string, { insists, no }: Language): string {
  const parts = typed.split(/[,;.!–—]/u).map(plainWords)
  const own = parts.filter((part, at) => part !== '' && (at > 0 || !no.includes(part)))
  const others = own.findIndex((part, at) => at > 0 && insists.some((word) => part.startsWith(`${word} `)))
  return (others === -1 ? own : own.slice(0, others)).join(' ')
}

// What is left of the words without the longest phrase that is in them; null where none is.
function without(plain: string, phrases: readonly string[]): string | null {
  const there = phrases.filter((phrase) => isIn(plain, phrase))
  const [phrase] = there.toSorted((one, other) => other.length - one.length)
  if (phrase === undefined) return null
  const gone = phrase.split(' ')
  return plain
    .split(' ')
    .filter((word) => !gone.includes(word))
    .join(' ')
}

// "Take it back", "nehmen Sie das zurück": its words in their order, with others between.
function isIn(plain: string, phrase: string): boolean {
  let from = 0
  const words = plain.split(' ')
  for (const word of phrase.split(' ')) {
    const at = words.indexOf(word, from)
    if (at === -1) return false
    from = at + 1
  }
  return true
}

function contentOf(plain: string, language: Language): readonly string[] {
  const { fillers, pronouns, all, leads, polite, negations, lists } = language
  const empty = new Set([
    ...[...fillers, ...pronouns, ...all, ...leads, ...negations, ...lists.joins, ...lists.between],
    ...polite.flatMap((phrase) => phrase.split(' ')),
    ...OF_ANY_PLAN,
  ])
  return plain.split(' ').filter((word) => word.length > 1 && !empty.has(word))
}

/** What people call a plan whatever it does. */
const OF_ANY_PLAN = `request requests plan plans anfrage anfragen auftrag aufträge vorgang vorgänge
    send senden schicken want will need do it me us now quickly please make mach machen mir uns mal schnell tun`.split(
  /\s+/,
)
