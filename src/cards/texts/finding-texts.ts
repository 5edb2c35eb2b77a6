/** What reading a document noticed, in words, in English. */
export const findingTexts = {
  kinds: {
    'hidden-text': 'Text that a reader doesn’t see',
    'invisible-characters': 'Characters that can’t be seen',
    comment: 'A comment',
    'instruction-like': 'An order to a model',
    'attachment-skipped': 'An attachment, left out',
    truncated: 'The rest was left out',
    'question-left-out': 'A question under answers:, not searched',
    'encoding-unsure': 'Letters that may be wrong: nothing says which encoding the file is in',
  } as Readonly<Record<string, string>>,
  unseen: 'not seen by readers',
  found: (what: string, words: string) => (words === '' ? what : `${what}: “${words}”`),
  withheld: (what: string) => `${what}, in words that you may not read`,
  under: (heading: string) => `under “${heading}”`,
} as const
