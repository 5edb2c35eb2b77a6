import type { Check } from './complaint.ts'

/**
 * What the agent says of itself, and what binds the company, stands in the quotes in these very words. "I have cancelled
 * it" needs no link to do harm.
 */
export const promisesNothing: Check = ({ text }, { quotes }) => {
  const source = quotes.join('\n')
  for (const { said, given = said } of BINDING) {
    const found = said.exec(text)
    if (found && !given.test(source)) return { code: 'deed', at: found[0].trim() }
  }
  return null
}

const FIRST_PERSON = /(?<![\p{L}.])I(?:['’](?:ve|ll|m|d))?(?![\p{L}.])|(?<!\p{L})(?:ich|my|mein\p{L}*)(?!\p{L})/u

const BINDING: readonly { readonly said: RegExp; readonly given?: RegExp }[] = [
  { said: FIRST_PERSON },
  ...[
    'promis\\p{L}*|versprech\\p{L}*|versprochen',
    'guarantee\\p{L}*|garantier\\p{L}*',
    'assur\\p{L}*|zugesichert|versichern',
    'entitle\\p{L}*|berechtigt|anspruch',
    'compensat\\p{L}*|entschädig\\p{L}*',
    'waiv\\p{L}*|courtesy|kulanz\\p{L}*|goodwill',
    "(?:\\p{L}+n['’]t|not|never|nothing|without) (?:(?:have|need|has|had) to )?pay(?:ing)?|nichts (?:be)?zahl\\p{L}*",
    'free|kostenlos|kostenfrei|gratis|umsonst',
    'liab\\p{L}*|haft(?:en|et|ung)\\p{L}*|responsib\\p{L}*',
    'unlimited|unconditional\\p{L}*|bedingungslos|whatever|regardless|no questions asked',
    'immediately|instantly|right away|sofort|unverzüglich|tomorrow|morgen',
    'in full|full refund|fully refund\\p{L}*|voll(?:ständig)?e? (?:rück)?erstatt\\p{L}*',
    'money back|geld zurück',
    'approved?|genehmigt|bewilligt',
    'credited|gutgeschrieben',
    'compan(?:y|ies)',
  ].map((words) => ({ said: new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'iu') })),
]
