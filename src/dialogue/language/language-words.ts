import type { LanguageWords } from '../language.ts'

type Words = Omit<LanguageWords, 'code' | 'ordinals' | 'dates'>

type Lines<Lists> = { readonly [Name in keyof Lists]: readonly string[] }

/** A language's words as its data file has them: lines of phrases. */
interface WordsFile extends Lines<Omit<Words, 'lists' | 'pointing' | 'currencies' | 'numbers'>> {
  readonly lists: Lines<Words['lists']>
  readonly pointing: Lines<Words['pointing']>
  readonly currencies: Words['currencies']
  /** A line each. */
  readonly numbers: readonly string[]
}

/** Gives phrases in all their spellings. */
type Spell = (phrases: readonly string[]) => readonly string[]

/** What is understood of a language. */
export function languageWords(file: WordsFile, spell: Spell = (phrases) => phrases): Words {
  const { lists, pointing, currencies, numbers, ...words } = file
  return {
    ...phraseLists(words, spell),
    lists: phraseLists(lists, spell),
    pointing: phraseLists(pointing, spell),
    currencies,
    numbers: numbers.map((line) => spell(phrasesIn(line))),
  }
}

/** The phrases of a data file, list by list. */
export function phraseLists<Name extends string>(
  lists: Readonly<Record<Name, readonly string[]>>,
  spell: Spell = (phrases) => phrases,
): Readonly<Record<Name, readonly string[]>> {
  const phrases = Object.entries<readonly string[]>(lists).map(([name, lines]) => [
    name,
    spell(lines.flatMap(phrasesIn)),
  ])
  return Object.fromEntries(phrases) as Record<Name, readonly string[]>
}

/** The phrases of a line, which have commas between them. */
export function phrasesIn(line: string): readonly string[] {
  return line.split(', ')
}
