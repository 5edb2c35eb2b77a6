import { escapePattern } from '#text/escape-pattern.ts'
import { currencyWords } from '../language-of.ts'

// In small letters many a code is a word ("all", "top", "try").
const CODES = `(?-i:${Intl.supportedValuesOf('currency').join('|')})|eur|usd|gbp|chf|dkk|sek|nok`
const CURRENCY = [...currencyWords()].map(escapePattern).join('|') + `|${CODES}`
const IN_WORDS = [
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen',
  '(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand',
  'few|couple of|some',
  String.raw`einen?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\p{L}*(?:zehn|zig|dreißig|hundert|tausend)`,
  'paar|einige',
].join('|')
const NUMBER = String.raw`\d[\d.,]*`
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${CURRENCY}) ?(?<behind>${NUMBER})|(?<before>${NUMBER}|(?:${IN_WORDS})(?= )) ?(?:${CURRENCY})(?!\p{L}))`,
  'giu',
)

/** The amounts of money in words, without their currency, as they were typed: `24.90`, `24,90`, `ten`. */
export function amountsIn(request: string): readonly string[] {
  return [...request.matchAll(AMOUNT)].map(({ groups }) =>
    (groups?.['behind'] ?? groups?.['before'] ?? '').replace(/[.,]+$/u, ''),
  )
}
