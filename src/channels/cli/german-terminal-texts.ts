import type { Spoken } from '#cards/texts/spoken-texts.ts'
import type { terminalCardTexts } from '#cards/texts/terminal-card-texts.ts'

const and = (items: readonly string[]) => new Intl.ListFormat('de', { type: 'conjunction' }).format(items)

/** What a terminal alone says of a card and of answering it in German. */
export const germanTerminalTexts: Spoken<typeof terminalCardTexts> = {
  card: {
    goesByRule: (quote, place) => `Nach: „${quote}“ — ${place}`,
    lookThenSay: (step) =>
      `Sehen Sie für Schritt ${step} dort nach, wo er geschehen sollte, und sagen Sie, was Sie fanden:`,
    orElse: 'oder --did-not, oder --look-again, um noch einmal nachsehen zu lassen.',
    folded: (characters) => `${characters} Zeichen eingeklappt, d zeigt alle`,
    allOfThem: (count) => `alle ${count}, d zeigt sie`,
    stood: (from) => `So stand es in ${from}:`,
    looked: 'Was nachgesehen wurde',
    found: 'gefunden',
    notFound: 'nicht gefunden',
    asWritten: 'Der Plan im Wortlaut',
    keys: {
      yes: (deed) => `[y] ${deed}`,
      no: '[n] ablehnen',
      notMeant: (words) => `[n] ${words}`,
      details: '[d] Einzelheiten',
      nothing: 'sonst: nichts',
    },
  },
  edit: {
    changed: 'Sie haben den Plan geändert. So, wie er jetzt ist, wartet er auf ein Ja.',
    refused: 'Sie haben den Plan geändert, und so, wie er jetzt ist, ist er nicht erlaubt.',
  },
  decide: {
    typeAmount: (amount) => `Das kann nicht zurückgenommen werden. Zum Zustimmen den Betrag eingeben (${amount}): `,
    wrongAmount: 'Das ist nicht der Betrag. Es wurde nichts getan.',
    readFirst: 'Ein Teil dieses Plans ist eingeklappt. Lesen Sie ihn mit d ganz, bevor Sie zustimmen.',
    saying: 'Wird zugestimmt…',
    youSaidYes: 'Sie haben zugestimmt.',
    yesWaits: (roles) =>
      `Sie haben zugestimmt. Es liegt noch bei: ${and(roles.map((role) => role.replaceAll('-', ' ')))}.`,
    youSaidNo: 'Sie haben abgelehnt. Es wurde nichts getan.',
    noSuchReason: (typed) => `„${typed}“ ist keiner dieser Gründe. Es wurde nichts getan.`,
    insteadWhich: 'Die Nummer, oder mit eigenen Worten; Enter für nichts: ',
    noSuchStep: (typed, count) =>
      `Einen Schritt „${typed}“ gibt es nicht: Der Plan hat ${count === 1 ? 'einen' : count}.`,
    noSuchWaiting: (shortId) => `Kein Plan, der auf ${shortId} endet, wartet auf Sie.`,
    reasonWhich: 'Die Nummer, Enter für keinen, 0 für zurück: ',
    note: 'Eine Notiz für die Akte, oder Enter für keine: ',
    leads: {
      tryAgain: 'Antworten Sie gleich noch einmal.',
      openConversation: (id) => `Zum Gespräch: npx parley hand-over ${id === null ? 'list' : `read ${id}`}`,
      ownPage: (address) => `Geantwortet wird unter ${address}`,
      signIn: 'Antworten Sie als ein Mensch, mit --as oder einem anderen --key.',
      mend: 'Ändern Sie es, und senden Sie es noch einmal.',
      lookAgain: (id) => `So sehen Sie, wie es steht: npx parley queue --full, oder GET /v1/plans/${id}`,
    },
    nothingKnown: 'Wenn Ihre Antwort trotzdem ankam, steht es gleich auf der Karte.',
    justChanged: 'Diese Karte ist gerade erst gekommen. Sehen Sie sie an, dann antworten Sie.',
  },
}
