import { germanChatTexts } from './german-chat-texts.ts'
import type { planTexts } from './plan-texts.ts'
import type { screenTexts } from './screen-texts.ts'

const and = (items: readonly string[]) => new Intl.ListFormat('de', { type: 'conjunction' }).format(items)
const or = (items: readonly string[]) => new Intl.ListFormat('de', { type: 'disjunction' }).format(items)
const role = (name: string) => name.replaceAll('-', ' ')
const one = (count: number, single: string, several: string) => (count === 1 ? single : several)

/** The same keys, with functions of the same values and any words. */
export type Spoken<Texts> = {
  readonly [Key in keyof Texts]?: Texts[Key] extends string
    ? string
    : Texts[Key] extends (...values: infer Values) => unknown
      ? (...values: Values) => string
      : Spoken<Texts[Key]>
}

/** What a card says in German to whoever asked for its plan. */
export const germanPlanTexts: Spoken<Pick<typeof planTexts, 'clockLocale' | 'making' | 'card' | 'answer' | 'decide'>> =
  {
    clockLocale: 'de',
    making: {
      writing: 'Der Plan wird geschrieben',
      mending: (at, of) => `Der Plan wird ausgebessert (${at} von ${of})`,
      lookedUp: (count) => `${count} nachgesehen`,
    },
    card: {
      plan: (shortId) => `Plan ${shortId}`,
      making: 'Wird ausgearbeitet',
      goesAhead: 'Läuft von selbst',
      startingNow: 'beginnt jetzt',
      needsYou: 'Braucht Ihr Ja',
      answerBy: (clock) => `Antwort bis ${clock}`,
      until: (clock) => `bis ${clock}`,
      withRoles: (roles) => `Liegt bei: ${and(roles.map(role))}`,
      withOneOf: (roles) => `Liegt bei: ${or(roles.map(role))}`,
      soFar: (whom, yes, asked) => `${whom}, ${yes} von ${asked} haben zugestimmt`,
      needsYouAndMore: (more) => `Braucht Ihr Ja und ${more} weitere`,
      you: 'Sie',
      peopleAsked: (asked) => `${asked} Menschen müssen zustimmen.`,
      peopleSoFar: (asked, names, missing) => `${asked} Menschen müssen zustimmen: ${and(names)} schon, ${missing}.`,
      onlyYours: 'nur Ihre Zustimmung fehlt',
      moreNeeded: (more) => one(more, '1 weitere fehlt', `${more} weitere fehlen`),
      youDidAndMore: (more) => `Sie haben zugestimmt, ${more}`,
      passedOn: (name) => `Eine Weile hat niemand geantwortet, deshalb darf auch antworten: ${name}.`,
      timesAsked: (times) => `${times}-mal gefragt`,
      oneYesOf: (place, asked) => `Zustimmen (${place} von ${asked})`,
      tooFew: (yes, asked) => `Nur ${yes} von ${asked} haben rechtzeitig zugestimmt`,
      withRequester: (name) => `Liegt bei ${name}`,
      lookAgain: 'Bitte noch einmal ansehen: etwas hat sich geändert',
      expired: 'Niemand hat rechtzeitig geantwortet',
      waitedFor: (roles) => `Es lag bei: ${and(roles.map(role))}.`,
      stepOf: (step, of) => `Schritt ${step} von ${of}`,
      done: 'Erledigt',
      stopped: 'Vor dem ersten Schritt angehalten',
      stoppedAfter: (step, of) => `Nach Schritt ${step} von ${of} angehalten`,
      unknown: (step) => `Wir wissen nicht, ob Schritt ${step} geschehen ist`,
      refused: 'Das wird nicht getan',
      withdrawn: 'Zurückgezogen',
      saidYes: (name, clock) => `${name} hat zugestimmt, ${clock}`,
      youSaidYes: (clock) => `Sie haben zugestimmt, ${clock}`,
      saidNo: (name) => `${name} hat abgelehnt`,
      youSaidNo: 'Sie haben abgelehnt',
      somebodySaidNo: 'Es wurde abgelehnt',
      nobodyAsked: 'lief von selbst',
      nothingDone: 'Es wurde nichts getan.',
      why: (reasons) => `Warum: ${reasons}`,
      reason: (reason) => `Grund: ${reason}`,
      nothingThere: 'nichts',
      goesBy: 'Nach:',
      changed: (what, was, is) => `${what} war ${was}, als dem zugestimmt wurde, jetzt ${is}`,
      yesNoLongerCounts: (name) => `Die Zustimmung von ${name} zählt nicht mehr.`,
      oneStepStops: 'Ein Schritt, der nicht erlaubt ist, hält den ganzen Plan an.',
      personMustSay: 'Es wird nicht noch einmal versucht, bis ein Mensch sagt, was geschehen ist.',
      closeWindow: 'Ein Mensch sieht es sich an. Sie können dieses Fenster schließen.',
      step: (step) => `Schritt ${step}`,
      stepDone: 'erledigt',
      stepNumber: (id) => `Nummer ${id}`,
      stepRunning: 'wird getan',
      stepFailed: 'fehlgeschlagen',
      stepTakenBack: 'getan, dann zurückgenommen',
      stepUnknown: 'nicht bekannt, ob es geschehen ist',
      stepNotStarted: 'nicht begonnen',
      stepNotAllowed: 'nicht erlaubt',
      manySteps: (verb, count, sums) => `${count} × ${verb}${sums.length === 0 ? '' : `, zusammen ${and(sums)}`}`,
      doneOf: (done, of) => `${done} von ${of} erledigt`,
    },
    answer: { whereFrom: 'Woher das kommt' },
    decide: {
      nothing: 'Es wurde nichts getan.',
      reasons: 'Warum nicht?',
      forbidden: 'Sie dürfen darauf nicht antworten.',
      decidedBefore: 'Darauf wurde schon vor Ihnen geantwortet. Ihre Antwort kam danach und hat nichts geändert.',
      expired: 'Niemand hat rechtzeitig geantwortet. Es wurde nichts getan.',
    },
  }

/** What only a browser says: on such a card, and around it. */
export const germanScreenTexts: Spoken<Pick<typeof screenTexts, 'card' | 'chat' | 'answer' | 'reader'>> = {
  ...germanChatTexts,
  card: {
    plan: 'Plan',
    waitsForYou: 'Wartet auf Sie',
    announced: (title, state) => `Plan: ${title}. ${state}.`,
    nothingSent: 'nichts wird gesendet oder gezahlt',
    trying: 'Der Plan wird ausprobiert',
    checking: 'Die Regeln werden geprüft',
    readState: { 'under-way': 'läuft', done: 'fertig' },
    notLookedUp: 'konnte nicht nachgesehen werden',
    earlierReads: (count) => `vorher ${count} weitere nachgesehen`,
    saying: {
      approve: 'Wird zugestimmt…',
      reject: 'Wird abgelehnt…',
      withdraw: 'Wird zurückgezogen…',
      resolve: 'Wird aufgeschrieben…',
      edit: 'Wird geändert…',
    },
    no: 'Nein, nicht',
    reject: 'Ablehnen…',
    rejectNow: 'Ablehnen',
    goBack: 'Zurück',
    edit: 'Ändern',
    was: 'war ',
    now: ', jetzt ',
    why: 'Warum nicht?',
    noReason: 'Kein Grund',
    note: 'Eine Notiz für die Akte (darf leer bleiben)',
    withdraw: 'Zurückziehen',
    stop: 'Anhalten',
    askAgain: 'Noch einmal fragen',
    lookAgain: 'Noch einmal ansehen',
    saveRecord: 'Nachweis speichern',
    tryNow: 'Jetzt versuchen',
    values: 'Woher jeder Wert kommt',
    inShort: { values: 'Werte', looked: 'Nachgesehen', written: 'Wortlaut', rules: 'Regeln' },
    looked: 'Was nachgesehen wurde',
    written: 'Der Plan im Wortlaut',
    rules: 'Geprüfte Regeln',
    lines: (count) => one(count, '1 Zeile', `${count} Zeilen`),
    foundAt: (when) => `gefunden, ${when}`,
    notFoundAt: (when) => `nichts gefunden, ${when}`,
    steps: (count) => one(count, '1 Schritt', `${count} Schritte`),
    eachOf: (count) => one(count, '1 Schritt zeigen', `Jeden von ${count} Schritten zeigen`),
    showAll: (characters) => `Alle ${new Intl.NumberFormat('de').format(characters)} Zeichen zeigen`,
    showLess: 'Weniger zeigen',
    also: (others) => `, und ${and(others)}`,
    whyAsked: 'Warum Sie gefragt werden:',
    noConnection: 'Keine Verbindung, wird wieder versucht',
    notHeard: 'Was Sie jetzt drücken, käme nicht an, deshalb sind die Knöpfe aus. Der Plan selbst ist sicher.',
    offReason: 'Aus, solange keine Verbindung besteht',
    justChanged: 'Diese Karte hat sich gerade geändert. Bitte ansehen, dann noch einmal drücken.',
    cameSecond: 'Ihre Antwort kam danach und hat nichts geändert.',
    changedWhileYouLooked:
      'Der Plan hat sich geändert, während Sie ihn ansahen. Es wurde nichts getan. So ist er jetzt.',
    notHeardThen: 'Die Antwort kam nicht durch. Falls sie doch ankam, sagt es die Karte gleich.',
    notTakenBack: 'Es ist schon bei der Arbeit: Was begonnen hat, wird zu Ende gebracht.',
  },
}
