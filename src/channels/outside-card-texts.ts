import { alsoInLanguage } from './card-language.ts'

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
  sayNo: 'Say no',
  leaveIt: 'Leave it waiting',
  whyNo: 'Why?',
  chooseOne: 'Choose one',
  anythingElse: 'Anything else?',
  why: (reasons: string) => `Why: ${reasons}`,
  more: (count: number) => `and ${count} more`,
  tooMuch: 'This is more than can be shown here. Open it to answer.',
  tooMuchHere: 'This is more than can be shown here, and it isn’t answered here.',
  cutShort: 'The rest is left out here: this is longer than a message can be.',
  cutSources: 'More places are left out here.',
  readWhole: 'Read it whole in Parley',
  sources: 'Where this comes from',
  waits: 'This waits for an answer.',
  notKnown: (address: string | null) =>
    `We don’t know which person of ours you are, so nothing was done. Sign in once ${address === null ? 'in Parley' : `at ${address}`} with the address that you have here; where that doesn’t help, ask whoever runs this to let the addresses here count.`,
  askAgain: 'Then ask for this again. To take it back, say “cancel that”.',
}

const germanOutsideCardTexts: typeof outsideCardTexts = {
  open: 'In Parley öffnen',
  look: 'Nachsehen',
  sure: 'Sind Sie sicher?',
  yes: 'Ja',
  notYet: 'Noch nicht',
  noBecause: 'Nein, weil …',
  edit: 'Ändern',
  change: 'So ändern',
  sayNo: 'Nein sagen',
  leaveIt: 'Warten lassen',
  whyNo: 'Warum?',
  chooseOne: 'Bitte auswählen',
  anythingElse: 'Noch etwas?',
  why: (reasons) => `Warum: ${reasons}`,
  more: (count) => `und ${count} weitere`,
  tooMuch: 'Das ist mehr, als hier gezeigt werden kann. Zum Antworten bitte öffnen.',
  tooMuchHere: 'Das ist mehr, als hier gezeigt werden kann; beantwortet wird es nicht hier.',
  cutShort: 'Der Rest fehlt hier: Das ist länger, als eine Nachricht sein kann.',
  cutSources: 'Weitere Stellen fehlen hier.',
  readWhole: 'In Parley ganz lesen',
  sources: 'Woher das kommt',
  waits: 'Das wartet auf eine Antwort.',
  notKnown: (address) =>
    `Wir wissen nicht, wer von unseren Leuten Sie sind, deshalb wurde nichts getan. Melden Sie sich einmal ${address === null ? 'in Parley' : `unter ${address}`} mit der Adresse an, die Sie hier haben; hilft das nicht, fragen Sie, wer das hier betreibt, ob die hiesigen Adressen gelten sollen.`,
  askAgain: 'Bitten Sie dann noch einmal darum. Um es zurückzunehmen, schreiben Sie „brich das ab“.',
}

alsoInLanguage('de', [[outsideCardTexts, germanOutsideCardTexts]])
