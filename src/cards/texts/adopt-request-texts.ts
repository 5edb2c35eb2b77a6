/** What stands at a long message: that it is folded, and the button by which its author says that it is their own request. */
export const ownRequestTexts = {
  all: (characters: string) => `Show all ${characters} characters`,
  less: 'Show less',
  own: 'This is my own request',
  sending: 'Reading it as your request…',
}
