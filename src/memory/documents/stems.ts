import { sql } from 'drizzle-orm'
import type { Tx } from '../database/database.ts'
import { readAs, type View } from '../database/reader.ts'

/** The languages of documents, as their text is stemmed. */
export async function readLanguages(tx: Tx, documentIds: readonly string[], view: View): Promise<readonly string[]> {
  const seen = readAs(tx, view)
  const found = tx.query<{ language: string }>(sql`
    select distinct d.language from documents d
     where d.tenant_id = ${tx.tenantId}
       and d.id in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(documentIds)}::jsonb) id)
     order by d.language`)
  const [rows] = await Promise.all([found, seen])
  return rows.map(({ language }) => language)
}

/**
 * The stems of words in each of these languages, as full text search has them: none of a stop word. In the words' order
 * for each language in turn.
 */
export async function readStems(
  tx: Tx,
  words: readonly string[],
  languages: readonly string[],
): Promise<readonly { readonly language: string; readonly word: string; readonly stems: readonly string[] }[]> {
  return tx.query<{ language: string; word: string; stems: string[] }>(sql`
    select l.language, w.word, array(select t.lexeme from terms_in(text_config(l.language), w.word) t order by t.lexeme) as stems
      from jsonb_array_elements_text(${JSON.stringify(languages)}::jsonb) with ordinality l(language, place)
     cross join jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) with ordinality w(word, place)
     order by l.place, w.place`)
}
