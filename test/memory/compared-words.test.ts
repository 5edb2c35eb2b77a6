import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { storeDocument } from '#memory/documents/documents.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import { search } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { openPlace, openPlaceAsOwner, testDatabase, testPlace } from '../helpers/database.ts'

const TENANT = TenantId.parse('default')
const own = await testDatabase({ after })
const embeddings = { embedder: 'none', vectors: new Map<string, readonly number[]>() }

/** Each text with its language, and words of people that find it. */
const TEXTS: readonly (readonly [language: string, text: string, asked: readonly string[]])[] = [
  [
    'de',
    'Die Küchenschränke werden am Gründonnerstag geliefert.',
    ['Küchenschränke', 'Kuchenschranke', 'GRÜNDONNERSTAG'],
  ],
  [
    'es',
    'La devolución de la lámpara es gratuita.',
    ['devolución', 'devolucion', 'devoluciones', 'lampara', 'LÁMPARA'],
  ],
  [
    'fr',
    'Les frais sont remboursés après réception du colis abîmé.',
    ['remboursés', 'rembourses', 'reception', 'abime'],
  ],
  ['pt', 'A instalação elétrica não está incluída.', ['instalação', 'instalacao', 'eletrica']],
  ['und', 'Đèn bàn được giao tận nhà ở Hà Nội.', ['Đèn', 'đuoc', 'ha noi']],
  ['und', '반품은 삼십일 이내에 가능합니다', ['반품은', '가능합니다']],
  ['und', 'ガラスの返品 プラグ', ['ガラスの返品', 'プラグ']],
  ['ru', 'Ёлка возвращается без упаковки.', ['ёлка', 'елки', 'возвращается']],
  ['und', 'Οι επιστροφές γίνονται δωρεάν.', ['επιστροφές', 'επιστροφες', 'δωρεαν']],
  ['und', 'الإرجاعُ مجّانيّ', ['الإرجاع', 'الارجاع', 'مجاني']],
  ['en', 'The ﬁrst waﬄe iron ships as ＷＡＦＦＬＥ７７.', ['first', 'waffle', 'waffle77']],
  ['en', 'A ship\u00ADment of a water\u200Dproof case, part K\u201112.', ['shipment', 'waterproof', 'K-12']],
  ['en', 'A naïve café in Łódź sells smørrebrød.', ['naive', 'cafe', 'Lodz', 'smorrebrod']],
]

async function store(text: string, language: string, database = own): Promise<string> {
  const about = {
    source: randomUUID(),
    title: 'T',
    text,
    owner: null,
    acl: ['public'],
    agents: ['shared'],
    class: 'public',
  } as const
  const prepared = prepareDocument({ ...about, language })
  return (await database.tenant(TENANT, (tx) => storeDocument(tx, prepared, { newId: randomUUID, embeddings })))
    .documentId
}

async function found(query: string, database = own): Promise<readonly (readonly [id: string, text: string])[]> {
  const words = [{ word: query, others: [] }]
  const readers = [{ id: 'somebody', roles: [] }]
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, { query, words, vector: null, readers, agents: [], k: 50 }),
  )
  return results.map(({ document, text }) => [document.id, text])
}

for (const form of ['NFC', 'NFD'] as const) {
  for (const [language, written, asked] of TEXTS) {
    const text = written.normalize(form)
    test(`“${written}” in ${form} is found by its words however they are typed, and stays as it came`, async () => {
      const id = await store(text, language)
      for (const query of asked.flatMap((words) => [words, words.normalize('NFD')]))
        assert.deepEqual(
          (await found(query)).find(([each]) => each === id),
          [id, text],
          query,
        )
    })
  }
}

test('what was stored by an older version is found after the migration, with the counts that it has now', async (t) => {
  const place = await testPlace(t)
  const [[language, written, asked] = ['', '', []]] = TEXTS
  const isThere = async () => {
    await using database = await openPlace(place)
    return (await found(asked[0] ?? '', database)).length > 0
  }
  {
    await using database = await openPlace(place)
    for (const [language, text] of TEXTS) await store(text.normalize('NFD'), language, database)
    await store('Plain “English” – of no other letters…', 'en', database)
    await store(written, language, database)
  }
  let fresh = ''
  {
    await using owner = await openPlaceAsOwner(place)
    fresh = JSON.stringify(await owner.run(COUNTS, []))
    await owner.exec(`
      begin;
      delete from passage_terms;
      create temporary view term as
        select p.tenant_id, p.id, p.document_id, d.access, t.lexeme, cardinality(t.positions) as frequency
          from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
         cross join lateral unnest(to_tsvector(text_config(d.language), d.title || ' ' || p.heading || ' ' || p.text)) t;
      update passages p set length = (select sum(frequency) from term where term.id = p.id);
      update documents d set terms = (select sum(p.length) from passages p where p.document_id = d.id);
      insert into passage_terms (tenant_id, passage_id, term, frequency, document_id, length, access)
        select t.tenant_id, p.id, t.lexeme, t.frequency, t.document_id, p.length, t.access
          from term t join passages p on p.id = t.id;
      drop view term;
      drop function terms_in, compared_text, without_accents;
      ${await readFile('db/migrations/0058_words_as_they_are_compared.sql', 'utf8')}
      commit`)
    assert.equal(JSON.stringify(await owner.run(COUNTS, [])), fresh)
  }
  assert.equal(await isThere(), true)
})

const COUNTS = `
  select (select json_agg(t order by passage_id, term) from passage_terms t) as terms,
         (select json_agg(d.terms order by d.id) from documents d) as documents,
         (select json_agg(p.length order by p.id) from passages p) as lengths`
