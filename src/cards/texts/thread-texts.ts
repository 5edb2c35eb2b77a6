/** What a terminal and a browser both say of a conversation, with plans in it or without, in English. */
export const threadTexts = {
  /** How times and days are written. */
  clockLocale: 'en-GB',
  whereFrom: 'Where this comes from',
} as const
