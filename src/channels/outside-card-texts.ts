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
  leaveAsIs: 'Leave it as it is',
  ofStep: (name: string, step: number) => `${name} (step ${step})`,
  close: 'Close',
  judgedAnew: 'A change is judged anew and shown again. It isn’t a yes.',
  changedMeanwhile: 'This changed while you looked. Nothing was done. Look at its card again.',
  notYours: 'This isn’t yours to change. Nothing was done.',
  notEdited: 'Nothing of this can be changed here.',
  tooLate: 'Slack took too long to open the window. Press again.',
  sayNo: 'Say no',
  leaveIt: 'Leave it waiting',
  whyNo: 'Why?',
  chooseOne: 'Choose one',
  anythingElse: 'Anything else?',
  why: (reasons: readonly string[]) => `Why: ${reasons.map(ended).join(' ')}`,
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

const germanOutsideCardTexts: typeof outsideCardTexts = {
  open: 'In Parley öffnen',
  look: 'Nachsehen',
  sure: 'Sind Sie sicher?',
  yes: 'Ja',
  notYet: 'Noch nicht',
  noBecause: 'Nein, weil …',
  edit: 'Ändern',
  change: 'So ändern',
  leaveAsIs: 'So lassen',
  ofStep: (name, step) => `${name} (Schritt ${step})`,
  close: 'Schließen',
  judgedAnew: 'Eine Änderung wird neu geprüft und noch einmal gezeigt. Sie ist kein Ja.',
  changedMeanwhile: 'Das hat sich inzwischen geändert. Nichts wurde getan. Sehen Sie sich die Karte noch einmal an.',
  notYours: 'Das zu ändern ist nicht Ihre Sache. Nichts wurde getan.',
  notEdited: 'Hier lässt sich davon nichts ändern.',
  tooLate: 'Slack hat zu lange gebraucht, das Fenster zu öffnen. Bitte noch einmal drücken.',
  sayNo: 'Nein sagen',
  leaveIt: 'Warten lassen',
  whyNo: 'Warum?',
  chooseOne: 'Bitte auswählen',
  anythingElse: 'Noch etwas?',
  why: (reasons) => `Warum: ${reasons.map(ended).join(' ')}`,
  more: (count) => `und ${count} weitere`,
  tooMuch: 'Das ist mehr, als hier gezeigt werden kann. Zum Antworten bitte öffnen.',
  tooMuchHere: 'Das ist mehr, als hier gezeigt werden kann; beantwortet wird es nicht hier.',
  cutShort: 'Der Rest fehlt hier: Das ist länger, als eine Nachricht sein kann.',
  cutSources: 'Weitere Stellen fehlen hier.',
  readWhole: 'In Parley ganz lesen',
  sources: 'Woher das kommt',
  answerAlone: 'Mir allein antworten',
  answeredAlone: 'Die Antwort kommt in unseren Direktnachrichten.',
  notTheirs: 'Das ist für den, der gefragt hat. Fragen Sie selbst, dann bekommen Sie eine Antwort.',
  writeAlone: 'Schreiben Sie mir direkt: Unsere Direktnachrichten lassen sich von hier nicht öffnen.',
  waits: 'Das wartet auf eine Antwort.',
  working: 'Ist in Arbeit …',
  stillWriting: 'Wird noch geschrieben …',
  notKnown: (address) =>
    `Wir wissen nicht, wer von unseren Leuten Sie sind, deshalb wurde nichts getan. Melden Sie sich einmal ${address === null ? 'in Parley' : `unter ${address}`} mit der Adresse an, die Sie hier haben; hilft das nicht, fragen Sie, wer das hier betreibt, ob die hiesigen Adressen gelten sollen.`,
  sayWho: 'Sagen, wer ich bin',
  linkIt: 'Dieses Konto verknüpfen',
  linkHere: (service) =>
    `Sagen Sie angemeldet in Parley, dass dieses Konto von ${service} Ihres ist. Der Link ist nur für Sie: Er gilt einmal, zehn Minuten lang. Geben Sie ihn niemandem weiter.`,
  linkedAlready: (name) => `Sie sind hier schon ${name}. Nichts wurde geändert.`,
  noLinking: 'Konten werden hier nicht verknüpft. Fragen Sie, wer das hier betreibt.',
  notKnownYet:
    'Wir wissen nicht, wer von unseren Leuten Sie sind, deshalb wurde nichts getan. Sagen Sie über den Knopf, wer Sie sind, und melden Sie sich dort an.',
  askAgain: 'Bitten Sie dann noch einmal darum. Um es zurückzunehmen, schreiben Sie „brich das ab“.',
}

/** A reason is written by whoever wrote the rule, with a full stop or without. */
function ended(reason: string): string {
  return /[.!?…]$/u.test(reason) ? reason : `${reason}.`
}

alsoInLanguage('de', [[outsideCardTexts, germanOutsideCardTexts]])
