import { distinctWords } from './claim-words.ts'
import type { Stems } from '../entailment/stems.ts'
import { memoized } from '#core/memoized.ts'
import { readLanguages, readStems } from '#memory/documents/stems.ts'
import type { Services } from '#turn/services.ts'
import { type Asked, viewOfAsked } from '../understand.ts'

/** Each sentence of an answer comes with the same few passages, their headings and titles. */
const wordsOf = memoized(distinctWords, { keyOf: (text) => text, most: 500 })

/** Stems that this process has been told, by language: the same word has the same ones for ever. */
const known = new Map<string, Map<string, readonly string[]>>()
/** Words that are remembered of a language: a large vocabulary, and some 5 MB. */
const MOST_KNOWN = 50_000

/**
 * The stems of words in the languages of some documents, from the database. What a process has been told it remembers, so an
 * answer costs a statement where it has words that are new, and not one for each sentence.
 */
export class WordStems {
  readonly #services: Pick<Services, 'database'>
  readonly #asked: Asked
  readonly #languages: Promise<readonly string[]>

  /** Asks for the languages at once: a model writes meanwhile. */
  constructor(services: Pick<Services, 'database'>, asked: Asked, documentIds: readonly string[]) {
    this.#services = services
    this.#asked = asked
    this.#languages = services.database.batch(asked.principal.tenantId, (tx) =>
      readLanguages(tx, [...new Set(documentIds)], viewOfAsked(asked)),
    )
    // Whoever needs them is told of it; until then nobody listens.
    this.#languages.catch(() => undefined)
  }

  /** The stems of all words of these texts. A word that one of the languages overlooks has none. */
  async of(texts: readonly string[]): Promise<Stems> {
    const languages = await this.#languages
    const words = [...new Set(texts.flatMap(wordsOf))]
    const own = languages.map((language) => new Map(words.map((word) => [word, known.get(language)?.get(word)])))
    const missing = words.filter((word) => own.some((stems) => stems.get(word) === undefined))
    for (const { language, word, stems } of missing.length > 0 ? await this.#read(missing, languages) : []) {
      own[languages.indexOf(language)]?.set(word, stems)
      remember(language, word, stems)
    }
    return (word) => {
      const each = own.map((stems) => stems.get(word) ?? [word])
      return each.some((stems) => stems.length === 0) ? [] : each.flat()
    }
  }

  #read(words: readonly string[], languages: readonly string[]) {
    return this.#services.database.batch(this.#asked.principal.tenantId, (tx) => readStems(tx, words, languages))
  }
}

// All of a language is forgotten at once: whoever is using some of it has its own.
function remember(language: string, word: string, stems: readonly string[]): void {
  const ofLanguage = known.get(language) ?? new Map<string, readonly string[]>()
  known.set(language, ofLanguage)
  if (ofLanguage.size >= MOST_KNOWN) ofLanguage.clear()
  ofLanguage.set(word, stems)
}
