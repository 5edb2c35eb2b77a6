import { distinctWords } from '#answers/sentence/claim-words.ts'
import { TenantId } from '#core/principal.ts'
import { readStems } from '#memory/documents/stems.ts'
import { testDatabase, type Scope } from '../../test/helpers/database.ts'

/** Words of one statement. */
const WORDS = 5_000

/** The stems of all words of some texts, by language, as the database has them. */
export async function stemsOfTexts(
  scope: Scope,
  texts: readonly string[],
  languages: readonly string[],
): Promise<(language: string) => (word: string) => readonly string[]> {
  const database = await testDatabase(scope)
  const words = [...new Set(texts.flatMap(distinctWords))]
  const byLanguage = new Map(languages.map((language) => [language, new Map<string, readonly string[]>()]))
  for (let at = 0; at < words.length; at += WORDS) {
    const rows = await database.tenant(TenantId.parse('default'), (tx) =>
      readStems(tx, words.slice(at, at + WORDS), languages),
    )
    for (const { language, word, stems } of rows) byLanguage.get(language)?.set(word, stems)
  }
  return (language) => (word) => byLanguage.get(language)?.get(word) ?? [word]
}
