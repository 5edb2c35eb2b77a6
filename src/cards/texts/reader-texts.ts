import type { Spoken } from './spoken-texts.ts'
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

export const germanReaderTexts: Spoken<typeof readerTexts> = {
  count: (at, of) => `${at} von ${of}`,
  quote: (at, of) => `Zitat ${at} von ${of}`,
  version: (version) => `Fassung ${version}`,
  previous: 'Voriges Zitat',
  next: 'Nächstes Zitat',
  text: (title) => `${title}, Text`,
  wordForWord: 'Wort für Wort wie im Dokument',
  keyNext: 'nächstes',
  keyBack: 'zurück zum Zitat',
  loading: 'Das Dokument wird geöffnet',
  goneTitle: 'Sie dürfen dieses Dokument nicht mehr lesen',
  goneText: 'Es wurde entfernt, oder es ist nicht mehr mit Ihnen geteilt. Das Zitat bleibt.',
  lost: 'Das Dokument konnte nicht geöffnet werden: keine Verbindung.',
  older: (version, newest) =>
    `Das Zitat ist aus Fassung ${version}, die Sie hier sehen. Es gibt eine neuere, Fassung ${newest}.`,
  removed: 'Das Dokument wurde seither entfernt. Sie sehen es, wie es zitiert wurde.',
  moved: 'Die Worte lassen sich in diesem Text nicht mehr markieren. Das wurde zitiert:',
  again: 'Noch einmal versuchen',
  before: {
    leftOut: (count) =>
      plural(count, '1 früherer Abschnitt fehlt hier.', `${germanGrouped(count)} frühere Abschnitte fehlen hier.`),
    show: 'Frühere Abschnitte zeigen',
  },
  after: {
    leftOut: (count) =>
      plural(count, '1 späterer Abschnitt fehlt hier.', `${germanGrouped(count)} spätere Abschnitte fehlen hier.`),
    show: 'Spätere Abschnitte zeigen',
  },
}

const germanGrouped = (count: number) => new Intl.NumberFormat('de').format(count)
