import type { Check } from './complaint.ts'

/**
 * Links, addresses, mail addresses, codes and markup stand in a quote letter by letter: nobody sees by its look where a
 * link goes.
 */
export const standsLetterByLetter: Check = ({ text }, { quotes, question }) => {
  const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.exec(text.replaceAll(/\s/gu, ' '))
  if (hidden) return { code: 'letters', at: `U+${(hidden[0].codePointAt(0) ?? 0).toString(16).toUpperCase()}` }
  const source = quotes.join('\n')
  for (const [token] of text.matchAll(/\S+/gu)) {
    const core = token.replace(/^["'“”„‘’«»(]+|["'“”‘’«»).,;:!?…]+$/gu, '')
    const kind = EXACT.find(({ pattern }) => pattern.test(token))
    if (kind && !stands(core === '' ? token : core, source) && !(kind.mayBeAsked && stands(core, question)))
      return { code: 'letters', at: token }
  }
  return null
}

/** What of a text is taken letter by letter. A code may be the question's: it names what it asks about. */
const EXACT: readonly { readonly pattern: RegExp; readonly mayBeAsked: boolean }[] = [
  { pattern: /[<>`*_~[\]{}|\\^=@#$&]/u, mayBeAsked: false },
  { pattern: /^\((?:at|dot|punkt)\)$/iu, mayBeAsked: false },
  { pattern: /\p{L}:\S|:\/\/|^www\./iu, mayBeAsked: false },
  // example.com, but neither "14." nor "e.g."
  { pattern: /[\p{L}\p{N}-]{2,}\.\p{L}{2,}/u, mayBeAsked: false },
  {
    pattern: /(?=\S*\p{L})(?=\S*\p{N})^["'“(]*(?!\p{N}+(?:(?:st|nd|rd|th)\b|-\p{Ll}+\W*$))[\p{L}\p{N}/.-]+/u,
    mayBeAsked: true,
  },
]

// Not as a piece of a longer one.
function stands(core: string, source: string): boolean {
  for (let at = source.indexOf(core); at >= 0; at = source.indexOf(core, at + 1)) {
    const [before, after] = [source.charAt(at - 1), source.charAt(at + core.length)]
    if (!/[\p{L}\p{N}@]/u.test(before) && !/[\p{L}\p{N}@]/u.test(after)) return true
  }
  return false
}
