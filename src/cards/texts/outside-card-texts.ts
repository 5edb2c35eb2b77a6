import { translationsOf } from '#text/languages/translated-texts.ts'
import { alsoInLanguages } from './spoken-language.ts'

/** What cards in outside services say of themselves, beside what every card says. */
export const outsideCardTexts = {
  open: 'Open in Parley',
  look: 'Look again',
  sure: 'Are you sure?',
  yes: 'Yes',
  notYet: 'Not yet',
  noBecause: 'No, because…',
  edit: 'Edit',
  change: 'Change it',
  leaveAsIs: 'Leave it as it is',
  ofStep: (name: string, step: number) => `${name} (step ${step})`,
  close: 'Close',
  judgedAnew: 'A change is judged anew and shown again. It isn’t a yes.',
  changedMeanwhile: 'This changed while you looked. Nothing was done. Look at its card again.',
  notYours: 'This isn’t yours to change. Nothing was done.',
  notEdited: 'Nothing of this can be changed here.',
  tooLate: 'Slack took too long to open the window. Press again.',
  pressAgain: 'Press again in a moment.',
  openAt: (address: string) => `See how it stands: ${address}`,
  saidBefore: 'You said so before. Nothing changed.',
  sayNo: 'Say no',
  leaveIt: 'Leave it waiting',
  whyNo: 'Why?',
  chooseOne: 'Choose one',
  anythingElse: 'Anything else?',
  more: (count: number) => `and ${count} more`,
  tooMuch: 'This is more than can be shown here. Open it to answer.',
  tooMuchHere: 'This is more than can be shown here, and it isn’t answered here.',
  cutShort: 'The rest is left out here: this is longer than a message can be.',
  cutSources: 'More places are left out here.',
  readWhole: 'Read it whole in Parley',
  sources: 'Where this comes from',
  answerAlone: 'Answer me in private',
  answeredAlone: 'You are answered in our direct messages.',
  notTheirs: 'This is for whoever asked. Ask for yourself, and you are answered.',
  writeAlone: 'Write to me directly: our direct messages can’t be opened from here.',
  waits: 'This waits for an answer.',
  working: 'Working on it…',
  stillWriting: 'Still writing…',
  notKnown: (address: string | null) =>
    `We don’t know which person of ours you are, so nothing was done. Sign in once ${address === null ? 'in Parley' : `at ${address}`} with the address that you have here; where that doesn’t help, ask whoever runs this to let the addresses here count.`,
  sayWho: 'Say who I am',
  linkIt: 'Link this account',
  linkHere: (service: string) =>
    `Say in Parley, signed in, that this account of ${service} is yours. The link is for you alone: it works once, for ten minutes. Pass it on to nobody.`,
  linkedAlready: (name: string) => `You are ${name} here already. Nothing was changed.`,
  noLinking: 'Accounts aren’t linked here. Ask whoever runs this.',
  notKnownYet:
    'We don’t know which person of ours you are, so nothing was done. Say who you are by the button, and sign in there.',
  askAgain: 'Then ask for this again. To take it back, say “cancel that”.',
}

alsoInLanguages(translationsOf([['outside', outsideCardTexts]]))
