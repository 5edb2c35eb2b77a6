import { alsoInLanguages } from '#cards/texts/card-language.ts'
import { translationsOf } from '#text/languages/translated-texts.ts'

/** What a mail says beside what the agent says. */
export const mailTexts = {
  decide: 'Say yes or no there, signed in. An answer to this mail decides nothing.',
  noAddress: 'Say yes or no in Parley, signed in. An answer to this mail decides nothing.',
  saidYes: (who: string, title: string) => `${who} said yes to this: ${title}. What comes of it follows.`,
}

alsoInLanguages(translationsOf([['mail', mailTexts]]))
