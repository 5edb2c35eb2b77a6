import { alsoInLanguages } from '#cards/texts/card-language.ts'
import { translationsOf } from '#text/languages/translated-texts.ts'

/** What a mail says beside what the agent says. */
export const mailTexts = {
  decide: 'Sign in there to say yes or no. A reply to this mail decides nothing.',
  noAddress: 'Sign in to Parley to say yes or no. A reply to this mail decides nothing.',
  saidYes: (who: string, title: string) => `${who} said yes to this: ${title}. You’ll hear what comes of it.`,
}

alsoInLanguages(translationsOf([['mail', mailTexts]]))
