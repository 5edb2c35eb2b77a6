import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDocumentParser } from '#documents/parser.ts'
import { createLogger } from '#core/log.ts'
import '../helpers/built.ts'

const { signal } = new AbortController()
const parser = openDocumentParser({ log: createLogger('silent'), signal })
after(() => parser[Symbol.asyncDispose]())

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

/** A text in an encoding of which Node only reads: by what one and two bytes are there. */
function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const table = tables.get(encoding) ?? tableOf(encoding)
  tables.set(encoding, table)
  return Buffer.from([...text].flatMap((sign) => table.get(sign) ?? assert.fail(`no ${sign} in ${encoding}`)))
}

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly number[]>()
  const add = (bytes: readonly number[]) => {
    const sign = decoder.decode(new Uint8Array(bytes))
    if ([...sign].length === 1 && sign !== '\ufffd' && !table.has(sign)) table.set(sign, bytes)
  }
  for (let byte = 0; byte < 256; byte += 1) add([byte])
  if (/^(?:gb|big5|shift|euc)/u.test(encoding))
    for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) add([lead, trail])
  return table
}

const KNOWN: readonly (readonly [encoding: string, text: string])[] = [
  ['gb18030', '退货政策：客户可以在收到商品后的三十天内退货，运费由我们承担。'],
  ['gb18030', '编号,名称,价格\nA12,台灯,24.90\nA17,蜡烛,12.00'],
  ['big5', '退貨政策：客戶可以在收到商品後的三十天內退貨，運費由我們承擔。'],
  ['shift_jis', '返品は商品到着後30日以内に可能です。送料は当社が負担します。'],
  ['shift_jis', 'コード,品名,価格\nA12,ランプ,2490\nA17,キャンドル,1200'],
  ['euc-jp', '返品は商品到着後30日以内に可能です。送料は当社が負担します。'],
  ['euc-kr', '반품은 상품 수령 후 삼십 일 이내에 가능합니다. 배송비는 당사가 부담합니다.'],
  ['windows-1251', 'Возврат товара возможен в течение 30 дней после получения.'],
  ['koi8-r', 'Возврат товара возможен в течение 30 дней после получения.'],
  ['ibm866', 'Возврат товара возможен в течение 30 дней после получения.'],
  ['windows-1250', 'Zboží lze vrátit do třiceti dnů od doručení. Poštovné platíme my.'],
  ['iso-8859-2', 'Zwrot towaru jest możliwy w ciągu trzydziestu dni od dostarczenia przesyłki.'],
  ['windows-1252', 'Die Rückgabe ist 30 Tage lang möglich – für 5 € „Größe“ heißt das: Straße.'],
  ['windows-1252', 'Returns cost £5 and that’s it – “no questions”.'],
  ['windows-1252', 'Heat 10 µm of wax to 25° in ½ cup ©'],
  ['iso-8859-15', 'Le remboursement coûte 5 € et le cœur du problème est réglé à Noël.'],
  ['macintosh', 'Die Rückgabe ist dreißig Tage möglich. Größe: schön.'],
  ['windows-1253', 'Η επιστροφή είναι δυνατή μέσα σε τριάντα ημέρες από την παραλαβή.'],
  ['windows-1254', 'İade otuz gün içinde mümkündür, kargo ücretini biz öderiz. Işık.'],
  ['windows-1255', 'ניתן להחזיר מוצרים תוך שלושים יום'],
  ['windows-1256', 'يمكن إرجاع المنتج خلال ثلاثين يوما من الاستلام'],
  ['windows-874', 'สามารถคืนสินค้าได้ภายในสามสิบวัน'],
  ['utf-16le', '退货政策：三十天内退货\n客户可以在收到商品后的三十天内退货'],
  ['utf-16be', 'Возврат товара\nвозможен в течение 30 дней'],
  ['iso-2022-jp', '\x1b$BJVIJ$O;0==F|0JFb\x1b(B'],
]

for (const [encoding, written] of KNOWN) {
  const text = encoding === 'iso-2022-jp' ? '返品は三十日以内' : written
  test(`“${text.slice(0, 30)}” in ${encoding} that nothing declares is read as that`, async () => {
    const bytes = encoding === 'iso-2022-jp' ? Buffer.from(written, 'latin1') : encoded(text, encoding)
    const parsed = await parser.parse({ name: text.includes(',A') ? 'a.csv' : 'a.txt', bytes }, signal)
    const plain = (words: string) => words.replaceAll(/[|\s,-]/gu, '')
    assert.equal(plain(parsed.text), plain(text))
  })
}

for (const [title, bytes] of [
  ['several encodings give letters for', encoded('Zwrot możliwy: ciąg 30 dni, przesyłki.', 'windows-1250')],
  ['no encoding gives text for', Buffer.from('A word \x9d\x81\x8f of \xa4\xa6\xb8 nothing \xd0\xd0\xfeb.', 'latin1')],
] as const) {
  test(`a file that ${title} is something to look at`, async () => {
    const { findings } = await parser.parse({ name: 'a.txt', bytes }, signal)
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['encoding-unsure'],
    )
  })
}

test('what is declared wrongly is read as what it is, and is something to look at', async () => {
  const bytes = encoded('Die Rückgabe ist 30 Tage lang möglich.', 'windows-1252')
  const parsed = await parser.parse({ name: 'a.txt', bytes, mediaType: 'text/plain; charset=utf-8' }, signal)
  assert.match(parsed.text, /Rückgabe .* möglich/)
  assert.deepEqual(
    parsed.findings.map(({ kind }) => kind),
    ['encoding-unsure'],
  )
})

test('a file in UTF-8 that was cut in the middle of a letter is UTF-8', async () => {
  const bytes = Buffer.from('Die Rückgabe ist möglich für Größe').subarray(0, -2)
  const parsed = await parser.parse({ name: 'a.txt', bytes }, signal)
  assert.match(parsed.text, /^Die Rückgabe ist möglich für Grö/)
})

test('a mail of which nothing says how it is encoded is read as what it is', async () => {
  const russian = 'В течение тридцати дней товар можно вернуть бесплатно, если упаковка цела.'
  const head = 'From: a@example.com\r\nTo: b@example.com\r\nSubject: Returns\r\n\r\n'
  for (const [encoding, words] of [
    ['windows-1251', russian],
    ['koi8-r', russian],
    ['shift_jis', '商品の返品は到着後三十日以内にお願いします。送料はお客様のご負担となります。'],
    ['windows-1250', 'Vrácení zboží je možné do třiceti dnů od doručení zásilky.'],
  ] as const) {
    const bytes = Buffer.concat([Buffer.from(head), encoded(words, encoding)])
    const { text } = await parser.parse({ name: 'a.eml', bytes }, signal)
    assert.match(text, new RegExp(words), encoding)
  }
})

test('letters of a mail that are lost in quoted-printable without a charset are something to look at', async () => {
  const head = 'From: a@example.com\r\nSubject: Returns\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
  const { findings } = await parser.parse({ name: 'a.eml', bytes: Buffer.from(`${head}Die R=FCckgabe`) }, signal)
  assert.deepEqual(
    findings.map(({ kind }) => kind),
    ['encoding-unsure'],
  )
})
