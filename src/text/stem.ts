/**
 * A light stemmer for English: enough that "returned", "returning" and "returns" meet. It need not agree with the
 * database's, since both sides of every comparison go through it.
 */
export function stem(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular === word ? word : stem(irregular)
  if (word.length <= 3 || !/^[a-z]+$/u.test(word)) return word
  return withoutFinal(undoubled(withoutSuffix(singular(word))))
}

/** Forms that no rule reaches, and the few words that a rule would merge with another. */
const IRREGULAR = new Map([
  ['paid', 'pay'],
  ['sent', 'send'],
  ['bought', 'buy'],
  ['broke', 'break'],
  ['broken', 'break'],
  ['lost', 'lose'],
  ['came', 'come'],
  ['went', 'go'],
  ['took', 'take'],
  ['gave', 'give'],
  ['kept', 'keep'],
  ['held', 'hold'],
  ['spoke', 'speak'],
  ['chose', 'choose'],
  ['left', 'leave'],
  ['found', 'find'],
  ['told', 'tell'],
  ['sold', 'sell'],
  ['wrote', 'write'],
  ['written', 'write'],
  ['began', 'begin'],
  ['begun', 'begin'],
  ['chosen', 'choose'],
  ['taken', 'take'],
  ['hung', 'hang'],
  ['built', 'build'],
  ['worn', 'wear'],
  ['drew', 'draw'],
  ['drawn', 'draw'],
  ['children', 'child'],
  ['people', 'person'],
  ['news', 'news'],
])

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh)es$/u.test(word)) return word.slice(0, -2)
  return /[^su]s$/u.test(word) ? word.slice(0, -1) : word
}

const SUFFIXES = ['ations', 'ation', 'ements', 'ement', 'ments', 'ment', 'able', 'ible', 'ing', 'ed', 'ery', 'ly']

function withoutSuffix(word: string): string {
  for (const suffix of SUFFIXES) {
    const root = word.slice(0, -suffix.length)
    // A root has a vowel and three letters, or "red" and "sing" would lose theirs.
    if (word.endsWith(suffix) && root.length >= 3 && /[aeiouy]/u.test(root)) return root
  }
  return word
}

function undoubled(word: string): string {
  return /([bdfgklmnprt])\1$/u.test(word) && word.length > 4 ? word.slice(0, -1) : word
}

function withoutFinal(word: string): string {
  return word.length > 3 && /[ey]$/u.test(word) ? word.slice(0, -1) : word
}
