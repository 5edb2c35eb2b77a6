import type { Spoken } from '#cards/texts/spoken-texts.ts'
import type { texts } from '#cards/texts/texts.ts'

/** What a terminal says around a conversation, in German. Commands stay as they are typed. */
export const germanFrameTexts: Spoken<Pick<typeof texts, 'chat' | 'queue'>> = {
  chat: {
    prompt: '> ',
    suggestions: 'Sie können zum Beispiel sagen:',
    working: 'Wird bearbeitet…',
    stopping: 'Wird angehalten… Noch einmal Ctrl-C beendet.',
    couldNotStop: 'Es ist in Arbeit und führt zu Ende, was begonnen ist. Noch einmal Ctrl-C beendet.',
    applying: (step, of, byItself) => `${byItself ? 'Läuft von selbst, Schritt' : 'Schritt'} ${step} von ${of}…`,
    kept: 'Keine Verbindung. Ihre Nachricht ist aufgehoben und wird gesendet, sobald Sie wieder verbunden sind.',
    talksWith: (agent, others) => `Sie sprechen mit ${agent}. Andere: ${others.join(', ')} (--agent NAME).`,
    lost: (url) => `Keine Verbindung zu ${url}, neuer Versuch läuft. Nichts von Ihnen geht verloren.`,
    lostServer: (url) => `Keine Verbindung zu ${url}, neuer Versuch läuft.`,
    back: 'Wieder verbunden.',
    failedWithoutWords: 'Das konnte nicht beantwortet werden. Weiter wurde nichts getan.',
    earlier: 'Bisher in diesem Gespräch',
    resume: (command) => `Zum Weiterführen: ${command}`,
    waitsOn: 'Was wartet, wartet weiter; wenn Sie gehen, geht nichts verloren.',
    waitsForSomebody: (plans) =>
      plans === 1 ? 'Noch nicht entschieden: Der Plan wartet.' : `Noch nicht entschieden: ${plans} Pläne warten.`,
    modelsProgram: 'Programm eines Modells',
    planFailed: (shortId: string, what: string, id: string) =>
      `Plan ${shortId} ist gescheitert, ${what} (npx parley replay ${id} --as operator)`,
    noAnswerYet: (seconds) => `Keine Antwort in ${seconds} s. Es geht ohne Sie weiter.`,
    help: 'Schreiben Sie eine Nachricht und drücken Sie Enter. Ctrl-C hält an, was in Arbeit ist, sonst beendet es.',
    helpDecider:
      'Was auf Sie wartet, kommt hier als Karte: y, n, e oder d beantwortet sie. Alles andere ist eine Nachricht. Ctrl-C beendet.',
    notSent: (message) => `Nicht gesendet: ${message}`,
  },
  queue: {
    empty: 'Auf Sie wartet nichts.',
    emptyOthers: (count) => `Auf Sie wartet nichts. ${count} ${count === 1 ? 'wartet' : 'warten'} auf andere.`,
    waitsForYou: (count) => (count === 1 ? '1 Plan wartet auf Sie:' : `${count} Pläne warten auf Sie:`),
    noLonger: (title, shortId) => `Wartet nicht mehr auf Sie: ${title} (Plan ${shortId})`,
    watching: 'Es wird gewartet. Ctrl-C beendet.',
    toDecide: 'Um von einem Skript aus zu antworten:',
    noDeadline: 'ohne Frist',
    more: (title, shortId) => `Wartet ebenfalls auf Sie: ${title} (Plan ${shortId})`,
  },
}
