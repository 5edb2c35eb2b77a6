import { isJsonObject, type Json } from '#core/json.ts'

/**
 * A value as a model is shown it: what looks like a password, a token or a card number is hidden. The program has all of it
 * by its reference, and takes it from there by its key or a pattern.
 */
export function withRedactedSecrets(value: Json): Json {
  if (typeof value === 'string') return maskedText(value)
  if (Array.isArray(value)) return value.map(withRedactedSecrets)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isNamed = SECRET_KEY.test(key) || SECRET_IN_CAMEL_CASE.test(key)
      const isSecret = isNamed && (typeof inner === 'string' || typeof inner === 'number')
      return [key, isSecret ? HIDDEN : withRedactedSecrets(inner)]
    }),
  )
}

const HIDDEN = '[hidden]'

const SECRET_KEY =
  /(?:^|[_-])(?:pass(?:word|wd|code|phrase)?|secret|token|api[_-]?key|(?:access|private)[_-]?key|pin|cvv|cvc|otp|passwort|kennwort)$/iu
const SECRET_IN_CAMEL_CASE =
  /[a-z](?:Pass(?:word|wd|code|phrase)?|Secret|Token|(?:Api|Access|Private)Key|Pin|Cvv|Cvc|Otp|Passwort|Kennwort)$/u

// A word for a secret, what stands between, and the secret, which has more than letters in it. All is bounded, since others write it.
const SAID =
  /(?<![\p{L}\p{N}])((?:pass(?:word|code|phrase)|pin|cvv|cvc|secret|api[ _-]?key|token|passwort|kennwort|geheimzahl)(?:(?: (?:is|ist|lautet|was|war))?\s{0,3}[:=]?\s{1,3}["“'„]?|[:=]))(?=\S{0,200}[\p{N}\p{P}\p{S}])[^\s"”'“,;]{4,}/giu
const TOKEN =
  /(?<![\w-])(?:(?:sk|pk|rk|ghp|gho|glpat|xox[abp])[-_][A-Za-z0-9_-]{12,}|AKIA[A-Z0-9]{12,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]{10,}|(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{32,})/gu
const DIGITS = /(?<![\p{L}\p{N}])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu

function maskedText(text: string): string {
  return text
    .replaceAll(TOKEN, HIDDEN)
    .replaceAll(DIGITS, (number) => (isCardNumber(number) ? HIDDEN : number))
    .replaceAll(SAID, `$1${HIDDEN}`)
}

// The sum by which card numbers are checked (ISO/IEC 7812-1).
function isCardNumber(number: string): boolean {
  const digits = [...number.replaceAll(/\D/gu, '')].map(Number).toReversed()
  const sum = digits.reduce((total, digit, at) => {
    const counted = at % 2 === 1 ? digit * 2 : digit
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)
  return sum % 10 === 0
}
