import { createHash } from 'node:crypto'

/** The MinHash sketch of a passage, by which near-duplicates are found. */
export interface MinHashSketch {
  /**
   * 128 bits as `0` and `1`. The share of bits in which two texts differ is half the share of their pairs of words that
   * they don't have in common (b-bit minwise hashing, Li and König, 2010).
   */
  readonly sketch: string
  /** A hash of what no two passages that say the same may differ in: numbers with what they count, dates, "not". */
  readonly facts: string
}

const BITS = 128

/** What is shorter says little without what stands above it: "5 days" below Norway isn't "5 days" below Sweden. */
const MIN_WORDS = 12

/** The sketch of a text below `above`, its headings. Case, white space and Markdown's marks change nothing in it. */
export function sketchOf(text: string, above: string): MinHashSketch {
  const words = wordsOf(text)
  // In code a single mark tells, so only the same code is the same.
  const facts = words.length === 0 || text.includes('```') ? [text] : factsIn(words)
  const context = words.length < MIN_WORDS ? wordsOf(above) : []
  return {
    sketch: bitsOf(pairsOf(words)),
    facts: createHash('sha256').update(JSON.stringify({ facts, context })).digest('hex').slice(0, 32),
  }
}

/** Words with what is joined to them, a number with its signs: can't, 1,250.00, 5–8, €50, 30%. */
function wordsOf(text: string): readonly string[] {
  const found = text
    .normalize('NFKC')
    .toLowerCase()
    .match(
      /[-−+±~<>≤≥€$£¥#]?\p{N}[\p{L}\p{N}]*(?:[.,:/–-]\p{N}[\p{L}\p{N}]*)*[%‰°€$£¥]?|\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)?/gu,
    )
  return found ?? []
}

function factsIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    if (/\p{N}/u.test(word) || NUMBERS.has(word)) return [word, words[at + 1] ?? '']
    return TELLING.has(word) || /n['’]t$/u.test(word) ? [word] : []
  })
}

/** Numbers in words, in the languages of most documents. What isn't here is a word as any other. */
const NUMBERS: ReadonlySet<string> = new Set(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
   nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half twice once
   ein eine einen einem einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf vierzehn fünfzehn zwanzig dreißig
   vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend halb
   deux trois quatre cinq huit neuf dix douze quinze quatorze vingt trente quarante cinquante soixante cent mille
   dos tres cuatro cinco seis siete ocho nueve diez catorce veinte treinta cuarenta cincuenta cien mil`.split(/\s+/u),
)

/** What turns around, limits or dates what is said. */
const TELLING: ReadonlySet<string> = new Set(
  `not no never none nothing nobody neither nor without cannot only except unless until before after must may
   nicht kein keine keinen keinem keiner keines nie niemals nichts niemand weder ohne nur außer bis vor nach muss darf
   ne pas jamais sans aucun aucune ni sauf seulement nunca sin ningún ninguna solo excepto non mai senza
   january february march april june july august september october november december
   monday tuesday wednesday thursday friday saturday sunday
   januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
   janvier février mars avril juin juillet août septembre octobre novembre décembre`.split(/\s+/u),
)

function pairsOf(words: readonly string[]): ReadonlySet<string> {
  if (words.length < 2) return new Set(words)
  return new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`))
}

function bitsOf(pairs: ReadonlySet<string>): string {
  const least = new Int32Array(BITS).fill(0x7fffffff)
  for (const pair of pairs) keepLeast(least, hashOf(pair))
  return Array.from(least, (hash) => hash & 1).join('')
}

// By index: this is most of what a sketch costs.
function keepLeast(least: Int32Array, hash: number): void {
  for (let bit = 0; bit < BITS; bit += 1) {
    const product = Math.imul(hash ^ Math.imul(bit + 1, GOLDEN), GOLDEN)
    const shuffled = product ^ (product >>> 15)
    if (shuffled < (least[bit] ?? 0)) least[bit] = shuffled
  }
}

/** 2 to the 32nd over the golden ratio: what multiplying by it spreads out (Knuth). */
const GOLDEN = 0x9e3779b1

// FNV-1a over UTF-16 units, and the finalizer of MurmurHash3, by which every bit of it moves every other.
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
