import type { Problem } from '#contract/problem.ts'

/** What somebody in a chat may be told of a failure in German, by its code; the numbers are those of the English. */
const GERMAN: Readonly<Record<string, (...numbers: readonly string[]) => string>> = {
  'message-empty': () => 'Die Nachricht ist leer.',
  'message-too-long': (most = '', had = '') => `Das war zu lang: höchstens ${most} Zeichen, und es waren ${had}.`,
  'too-many-messages': () =>
    'Sie schreiben schneller, als wir die Nachrichten annehmen. Warten Sie einen Moment, dann geht es weiter.',
  'body-too-large': (most = '') => `Das war zu groß: höchstens ${most} Bytes.`,
  'not-signed-in': () => 'Dafür müssen Sie angemeldet sein.',
  'not-found': () => 'Das gibt es nicht, oder es gehört nicht Ihnen.',
  'timed-out': () => 'Das hat länger gedauert, als es darf. Bitte versuchen Sie es in ein paar Sekunden noch einmal.',
  internal: () => 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
}

/** A failure in the first language that a request asks for, where there is a text for it; in English otherwise. */
export function problemInLanguage(problem: Problem, acceptLanguage: string | undefined): Problem {
  const [first = ''] = acceptLanguage?.split(/[,;]/u) ?? []
  const say =
    /^de(?:-|$)/iu.test(first.trim()) && Object.hasOwn(GERMAN, problem.code) ? GERMAN[problem.code] : undefined
  if (!say) return problem
  const numbers = [...problem.detail.matchAll(/\d[\d,]*/gu)].map(([number]) => number.replaceAll(',', '.'))
  return { ...problem, detail: say(...numbers) }
}
