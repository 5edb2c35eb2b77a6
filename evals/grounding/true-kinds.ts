import type { Kind } from './case.ts'
import { small, unstopped } from './unsupported-kinds.ts'

/** What a model may make of a sentence that its quotes carry: it is to be shown. */
export const TRUE_KINDS: Readonly<Record<string, Kind>> = {
  'word for word': ({ text }) => ({ text }),
  'its parts in another order': ({ text }) => {
    const [, first = '', subject = '', rest = ''] =
      /^((?:If|When|Where|Before|After)\b[^,;:]*), (?!(?:and|but|or|nor|so|which|who)\b)([^,;:]+)(.*)$/u.exec(
        unstopped(text),
      ) ?? []
    if (first === '' || rest !== '') return null
    return { text: `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${small(first)}.` }
  },
  'joined from two': (told, { chance }) => {
    const other = chance.pick(told.article.sentences)
    if (other.text === told.text || other.stretch !== told.stretch) return null
    const joint = chance.pick([', and ', '; ', '. Also, '])
    return { text: `${unstopped(told.text)}${joint}${small(other.text)}`, quoted: [told, other] }
  },
  shortened: ({ text }) => {
    const short = unstopped(text)
      .replace(/ \([^)]*\)/u, '')
      .replace(/(?:, (?:which|and|so|because|as|where)\b|; |: |, but )[^,;:]*$/u, '')
    // What is left mustn't say more than what stood there.
    const isCut = short.length >= 25 && short.length < text.length - 8 && short.split(' ').length >= 5
    return isCut && !/\b(?:if|unless|except|only|either|not|both)\b/iu.test(text.slice(short.length))
      ? { text: `${short}.` }
      : null
  },
  'pronoun resolved': ({ text, before }) => {
    if (
      !/^(?:It|They|This|That)\s(?:is|are|has|have|can|may|must|does|do|costs?|stays?|needs?|takes?|comes?|holds?|says?|stands?|works?|goes|gives?)\b/u.test(
        text,
      )
    )
      return null
    const [, subject] =
      /^((?:The|A|An|Each|Every|Our|Your)\s\p{Ll}+(?:\s\p{Ll}+)?)\s(?:is|are|has|can|may|must|takes|holds|says|stands|works|goes|gives|comes|needs)\b/u.exec(
        before ?? '',
      ) ?? []
    const said = subject?.replace(/^(?:A|An|Each|Every)\s/u, 'The ')
    if (said === undefined) return null
    return { text: text.replace(/^\w+/u, said) }
  },
  'with a connective': ({ text }, { chance }) => ({
    text: `${chance.pick(['Also', 'However', 'In addition', 'Then'])}, ${small(text)}`,
  }),
  'its first word named': ({ text, article }, { chance }) =>
    /^(?:You|We|The|A|If|To)\b/u.test(text)
      ? {
          text: chance.pick([
            `${nameOf(article)}: ${small(text)}`,
            `According to “${nameOf(article)}”, ${small(text)}`,
          ]),
        }
      : null,
}

// A decision's page has its number before its title.
function nameOf({ title }: { readonly title: string }): string {
  return title.replace(/^\d+\.\s+/u, '')
}
