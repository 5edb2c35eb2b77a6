import { grouped, plural } from './plan-texts.ts'

/** What is said in and around an open document. */
export const readerTexts = {
  count: (at: number, of: number) => `${at} of ${of}`,
  quote: (at: number, of: number) => `quote ${at} of ${of}`,
  version: (version: number) => `Version ${version}`,
  previous: 'Previous quote',
  next: 'Next quote',
  text: (title: string) => `${title}, text`,
  wordForWord: 'Word for word as in the document',
  keyNext: 'next',
  keyBack: 'back to the quote',
  loading: 'Opening the document',
  goneTitle: 'You may no longer read this document',
  goneText: 'It was removed, or it is no longer shared with you. The quote stays.',
  lost: 'The document could not be opened: no connection.',
  older: (version: number, newest: number) =>
    `The quote is of version ${version}, which you see here. There is a newer one, version ${newest}.`,
  removed: 'The document was removed since. You see it as it was quoted.',
  moved: 'The words can no longer be marked in this text. This is what was quoted:',
  again: 'Try again',
  before: {
    leftOut: (count: number) =>
      plural(count, '1 earlier section is left out here.', `${grouped(count)} earlier sections are left out here.`),
    show: 'Show earlier sections',
  },
  after: {
    leftOut: (count: number) =>
      plural(count, '1 later section is left out here.', `${grouped(count)} later sections are left out here.`),
    show: 'Show later sections',
  },
} as const
