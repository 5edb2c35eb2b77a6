import { Refusal } from '#contract/problem.ts'
import type { MessageFile, Texts } from '#text/languages/message-files.ts'
import { FORMATS, gapsOf } from '#text/languages/message-format.ts'

/** English texts by name: a text, a function of its values, or such texts again. */
export type English = Readonly<Record<string, unknown>>

/** What is wrong with a message file, by the path of the text. `said` are the sentences of conversations. */
export function fileProblems(
  { texts, sentences, informal }: MessageFile,
  english: English,
  said: ReadonlySet<string>,
): readonly string[] {
  const overlay = [
    ...compared(english, informal?.texts ?? {}, 'informal '),
    ...comparedSentences(said, informal?.sentences ?? {}, 'informal '),
  ]
  return [
    ...compared(english, texts, ''),
    ...comparedSentences(said, sentences, ''),
    ...overlay.filter((problem) => !problem.endsWith(' is missing')),
  ]
}

function comparedSentences(said: ReadonlySet<string>, own: MessageFile['sentences'], at: string): readonly string[] {
  const missing = [...said].filter((sentence) => !Object.hasOwn(own, sentence))
  return [
    ...missing.map((sentence) => `${at}“${sentence}” is missing`),
    ...Object.entries(own).flatMap(([sentence, text]) => {
      if (!said.has(sentence)) return [`${at}“${sentence}” is no sentence of ours`]
      return messageProblems(text, valuesOf(sentence), valuesOf(sentence)).map(
        (problem) => `${at}“${sentence}” ${problem}`,
      )
    }),
  ]
}

function compared(english: English, own: Texts, at: string): readonly string[] {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(own, key))
  return [
    ...missing.map((key) => `${at}${key} is missing`),
    ...Object.entries(own).flatMap(([key, text]) => {
      const [path, same] = [`${at}${key}`, english[key]]
      if (same === undefined) return [`${path} is no text of ours`]
      if (typeof text !== 'string') return isTexts(same) ? compared(same, text, `${path}.`) : [`${path} is one text`]
      return isTexts(same)
        ? [`${path} is several texts`]
        : textProblems(path, text, same).map((problem) => `${path} ${problem}`)
    }),
  ]
}

// Problems take what they like of the facts of a refusal, by name.
function textProblems(path: string, text: string, english: unknown): readonly string[] {
  const isProblem = /^(?:informal )?problems\./u.test(path)
  const values = valuesOf(english)
  return messageProblems(text, isProblem ? Object.keys(Refusal.shape) : values, isProblem ? [] : values)
}

function valuesOf(english: unknown): readonly string[] {
  if (typeof english === 'string') return gapsOf(english).map(({ path: [name = ''] }) => name)
  return Array.from({ length: typeof english === 'function' ? english.length : 0 }, (_, at) => String(at))
}

function messageProblems(message: string, values: readonly string[], needed: readonly string[]): readonly string[] {
  try {
    const gaps = gapsOf(message)
    const known = new Set(gaps.map(({ path }) => path[0] ?? ''))
    return [
      ...[...known].filter((name) => !values.includes(name)).map((name) => `has {${name}}, which its English hasn’t`),
      ...needed.filter((name) => !known.has(name)).map((name) => `leaves out {${name}}`),
      ...gaps.flatMap(({ formats, forms }) => [
        ...(forms.size > 0 && !forms.has('other') ? ['has a choice without “other”'] : []),
        ...formats
          .filter((format) => !(forms.size > 0 ? CHOICES.includes(format) : Object.hasOwn(FORMATS, format)))
          .map((format) => `has “${format}”, which is no format`),
      ]),
    ]
  } catch (error) {
    return [`can’t be read: ${error instanceof Error ? error.message : String(error)}`]
  }
}

const CHOICES: readonly string[] = ['plural', 'select']

function isTexts(value: unknown): value is English {
  return typeof value === 'object' && value !== null
}
