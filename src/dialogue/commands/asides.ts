/** What the words of a command say of time. */
export type When =
  /** The day after today. */
  | 'tomorrow'
  /** By how much something is moved: "by one day", "two days later". */
  | 'shift'

/** Words within a command that say of what, by how much or for which day, and not that it depends on something. */
export interface Aside {
  readonly start: number
  readonly end: number
  readonly when: When | null
}

const COUNT = String.raw`(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|ein|eine|einen|zwei|drei|vier|fünf|sechs)`
const UNIT = String.raw`(?:minute|hour|day|week|month|minute|stunde|tag|woche|monat)(?:s|n|en|e)?`
const OF_SOMEBODY = String.raw`(?:the|all|any|every|each|those|my|our)\s+(?:\p{L}+\s+){0,2}?\p{L}+`

/** The group is what is left out; the rest of a form only stands around it. */
const FORMS: readonly { readonly form: RegExp; readonly when: When | null }[] = [
  { form: /(?<![\p{L}\p{N}])(tomorrow|morgen)(?![\p{L}\p{N}])/dgiu, when: 'tomorrow' },
  {
    form: new RegExp(String.raw`(?<![\p{L}\p{N}])((?:by|um)\s+${COUNT}\s+${UNIT})(?![\p{L}\p{N}])`, 'dgiu'),
    when: 'shift',
  },
  {
    form: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(${COUNT}\s+${UNIT}\s+(?:later|earlier|später|früher))(?![\p{L}\p{N}])`,
      'dgiu',
    ),
    when: 'shift',
  },
  { form: new RegExp(String.raw`(?<![\p{L}\p{N}])${COUNT}\s+${UNIT}\s+(ago)(?![\p{L}\p{N}])`, 'dgiu'), when: null },
  {
    form: new RegExp(String.raw`(?<![\p{L}\p{N}])${OF_SOMEBODY}\s+(who|whom|whose)(?![\p{L}\p{N}])`, 'dgiu'),
    when: null,
  },
  // Somebody who is told by what they wrote: their words are brought by nobody.
  {
    form: /(?<=\p{L}\s+)(whoever\s+(?:wrote|sent|posted|asked))(?=\s+(?:about|for|in|to|me|us|the|my|this|that)(?![\p{L}\p{N}]))/dgiu,
    when: null,
  },
]

/** The asides in a stretch of what was typed. */
export function asidesIn(typed: string, start: number, end: number): readonly Aside[] {
  const text = typed.slice(start, end)
  return FORMS.flatMap(({ form, when }) =>
    [...text.matchAll(form)].flatMap(({ indices }) => {
      const [from, to] = indices?.[1] ?? [0, 0]
      return from < to ? [{ start: start + from, end: start + to, when }] : []
    }),
  )
}

/** The same text with a word that says nothing in the place of each word of the asides, so that places stay. */
export function withoutAsides(typed: string, asides: readonly Aside[]): string {
  return asides.reduce(
    (text, { start, end }) =>
      text.slice(0, start) + text.slice(start, end).replaceAll(/[\p{L}\p{N}]/gu, 'x') + text.slice(end),
    typed,
  )
}
