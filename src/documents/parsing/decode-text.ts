import { readsAsText } from './encoding/reads-as.ts'

/** A text with the encoding that it was read in. */
export interface DecodedText {
  readonly text: string
  readonly encoding: string
  /** Nothing says which encoding it is, and none or several of those that it may be give text. */
  readonly isUnsure: boolean
}

/**
 * The text that bytes are, in the encoding that they or their sender declare; else UTF-8, else the one in which they can be
 * decoded without a fault and read as text of one script. Null for what isn't text.
 */
export function decodeText(bytes: Uint8Array, mediaType: string | null): DecodedText | null {
  const decoded = decodedBy(bytes, declared(bytes, mediaType))
  const sample = decoded.text.slice(0, 100_000)
  const controls = sample.match(/[\0-\x08\x0E-\x1A\x1C-\x1F\uFFFD]/gu)?.length ?? 0
  return controls > 4 + sample.length / 50 ? null : decoded
}

function declared(bytes: Uint8Array, mediaType: string | null): string | null {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1')
  const inHtml =
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/iu.exec(head) ?? /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/iu.exec(head)
  const bySender = /charset\s*=\s*"?([\w-]+)/iu.exec(mediaType ?? '')
  // The marks by which mails and old programs in Japan change between ASCII and two-byte signs.
  const isJapanese = /\x1b\$[@B][^]*\x1b\([BJ]/u.test(head)
  return bySender?.[1] ?? inHtml?.[1] ?? (isJapanese ? 'iso-2022-jp' : utf16(bytes))
}

// Only UTF-16 has zeros in a text: where the letters are Latin in half of its bytes, elsewhere in each line break and space.
function utf16(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.length % 2 === 1 || !bytes.subarray(0, 10_000).includes(0)) return null
  const [best] = ['utf-16le', 'utf-16be']
    .flatMap((encoding) => {
      const text = fatally(bytes, encoding)?.slice(0, 5_000)
      if (text === undefined || /[\0-\x08\x0e-\x1f\p{Co}\p{Cn}]/u.test(text)) return []
      return [{ encoding, plain: text.match(/[\t\n\r -~]/g)?.length ?? 0 }]
    })
    .toSorted((one, other) => other.plain - one.plain)
  return best?.encoding ?? null
}

function decodedBy(bytes: Uint8Array, encoding: string | null): DecodedText {
  const said = encoding === null ? null : fatally(bytes, encoding)
  if (said !== null && encoding !== null) return { text: said, encoding, isUnsure: false }
  const text = fatally(bytes, 'utf-8') ?? nearlyUtf8(bytes)
  return text === null ? guessed(bytes, encoding) : { text, encoding: 'utf-8', isUnsure: false }
}

/** Decodes strictly; null where it isn't text of that encoding, or the encoding is unknown. */
function fatally(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

// A file that was cut in the middle of a letter is still UTF-8, and so is one with a broken letter among many.
function nearlyUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  const wrong = text.match(/\uFFFD/gu)?.length ?? 0
  const right = text.match(/[^\0-\x7f\uFFFD]/gu)?.length ?? 0
  const isCut = wrong === 1 && text.endsWith('\uFFFD') && (bytes.at(-1) ?? 0) >= 0x80 && right > 0
  return isCut || (wrong > 0 && wrong * 20 <= right) ? text : null
}

/** The more usual before the less: where two give the same text, or both may be it, the first is taken. */
const ENCODINGS = [
  ...['windows-1252', 'gb18030', 'shift_jis', 'big5', 'euc-kr', 'euc-jp', 'windows-1251', 'windows-1250'],
  ...['iso-8859-15', 'macintosh', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257'],
  ...['windows-874', 'koi8-u', 'iso-8859-2', 'iso-8859-5', 'iso-8859-7', 'ibm866', 'x-mac-cyrillic'],
]

type Reading = Omit<DecodedText, 'isUnsure'>

function guessed(bytes: Uint8Array, said: string | null): DecodedText {
  const all = ENCODINGS.flatMap((encoding) => {
    const text = fatally(bytes, encoding)
    return text !== null && readsAsText(text, encoding) ? [{ text, encoding }] : []
  })
  const plain = all.filter(({ encoding }) => UNLIKE.has(encoding))
  const readings = plain.length === 1 ? plain : all
  const fallback = { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  const best = readings.toSorted((one, other) => smallLetters(other) - smallLetters(one))[0] ?? fallback
  const isUnsure = readings.length === 0 || said !== null || readings.some(({ text }) => text !== best.text)
  return { ...best, isUnsure }
}

/** Where these fit, others fit by chance: no Chinese or Japanese is all Korean syllables, Hebrew letters or Thai ones. */
const UNLIKE: ReadonlySet<string> = new Set(['euc-kr', 'windows-1255', 'windows-874'])

// Of two that give letters, small ones are more usual than capitals.
function smallLetters({ text }: Reading): number {
  return text.slice(0, 50_000).match(/(?![\0-\x7f])[\p{Ll}\p{Lo}]/gu)?.length ?? 0
}
