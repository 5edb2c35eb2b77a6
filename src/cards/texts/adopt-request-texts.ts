/** What stands at a long message: that it is folded, and the button by which its author says that it is their own request. */
export const ownRequestTexts = {
  all: (characters: string) => `Show all ${characters} characters`,
  less: 'Show less',
  own: 'This is my own request',
  sending: 'Reading it as your request…',
}

export const germanOwnRequestTexts: typeof ownRequestTexts = {
  all: (characters) => `Alle ${characters} Zeichen zeigen`,
  less: 'Weniger zeigen',
  own: 'Das ist mein eigener Auftrag',
  sending: 'Wird als Ihr Auftrag gelesen…',
}
