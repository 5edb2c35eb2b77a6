import type { problemTexts } from './problem-texts.ts'

const and = (items: readonly string[]) => new Intl.ListFormat('de', { type: 'conjunction' }).format(items)
const role = (name: string) => name.replaceAll('-', ' ')

/** What each problem says in German that a press on a plan can come to. */
export const germanProblemTexts: typeof problemTexts = {
  'not-signed-in': () => 'Sie sind abgemeldet. Melden Sie sich wieder an: Es wurde nichts getan.',
  'scope-missing': () => 'Diese Anmeldung oder dieser Schlüssel darf darauf nicht antworten. Es wurde nichts getan.',
  'not-found': () => 'Diesen Plan gibt es nicht, oder Sie dürfen ihn nicht sehen. Es wurde nichts getan.',
  'invalid-json': () => 'Ihre Antwort war nicht zu lesen. Es wurde nichts getan.',
  'body-too-large': () => 'Ihre Antwort ist zu lang. Es wurde nichts getan.',
  'unsupported-media-type': () => 'Ihre Antwort kam in einer Form, die nicht gelesen wird. Es wurde nichts getan.',
  'invalid-request': () => 'Ein Wert Ihrer Antwort ist nicht, wie er sein muss. Es wurde nichts getan.',
  'unknown-parameter': () => 'Ihre Antwort verlangt, was hier nicht bekannt ist. Es wurde nichts getan.',
  'repeated-parameter': () => 'Ihre Antwort sagt etwas zweimal. Es wurde nichts getan.',
  'wrong-role': ({ needs = [] }) =>
    needs.length > 0
      ? `Darauf antworten dürfen nur: ${and(needs.map(role))}. Es wurde nichts getan.`
      : 'Sie dürfen darauf nicht antworten. Es wurde nichts getan.',
  'own-edit': () => 'Sie haben diesen Plan geändert, deshalb muss jemand anders zustimmen. Es wurde nichts getan.',
  'document-not-yours': () =>
    'Das zitiert ein Dokument, das Sie nicht lesen dürfen. Es wurde nichts getan. Ablehnen können Sie es.',
  'person-required': () =>
    'Das braucht einen Menschen: Melden Sie sich als einer an, oder nehmen Sie einen Schlüssel, der entscheiden darf.',
  'own-page-required': () => 'Darauf wird auf der Seite von Parley geantwortet. Es wurde nichts getan.',
  'decided-before': ({ decision }) => {
    if (!decision) return 'Darauf lässt sich nicht mehr antworten. Ihre Antwort hat nichts geändert.'
    const did = { approve: 'zugestimmt', edit: 'etwas geändert', reject: 'abgelehnt' }[decision.decision]
    return `${decision.principal.name} hat vor Ihnen ${did}. Ihre Antwort kam danach und hat nichts geändert.`
  },
  'hand-over-open': ({ by }) =>
    `${by ? `${by} hat dieses Gespräch` : 'Dieses Gespräch wartet auf einen Menschen'}, und solange wird darin nichts Neues begonnen. Wer es hat, kann zustimmen oder es vorher schließen. Es wurde nichts entschieden.`,
  'plan-expired': () => 'Niemand hat rechtzeitig geantwortet. Es wurde nichts getan.',
  'digest-differs': () => 'Der Plan hat sich geändert, während Sie ihn ansahen. Es wurde nichts getan.',
  stopped: ({ by, why }) =>
    `Das wurde angehalten${by ? `, von ${by}` : ''}${why === undefined ? '' : `: „${why}“`}. Es wurde nichts getan, und der Plan wartet weiter.`,
  'tool-suspended': () =>
    'Eine Änderung an einem Werkzeug muss erst jemand ansehen, der das hier betreibt. Es wurde nichts getan, und der Plan wartet weiter.',
  'requester-signed-out': ({ by }) =>
    `Das geschieht mit den Rechten von ${by ?? 'jemandem'} und braucht deren Anmeldung, die abgelaufen ist. Es wurde nichts getan, und der Plan wartet weiter.`,
  'change-refused': () => 'So lässt sich das nicht ändern. Es wurde nichts geändert.',
  'reason-unknown': ({ known = [] }) =>
    `Diesen Grund gibt es bei diesem Plan nicht${known.length === 0 ? '' : `, sondern: ${known.map(role).join(', ')}`}. Es wurde nichts getan.`,
  'effect-known': () => 'Was aus diesem Schritt wurde, ist inzwischen bekannt. Es wurde nichts aufgeschrieben.',
  'plan-at-work': () => 'An dem Plan wird noch gearbeitet. Es wurde noch nichts aufgeschrieben.',
  'run-ended': () => 'Das Anliegen dieses Plans wurde zurückgenommen, deshalb geht nichts weiter.',
  'run-not-cancellable': () => 'Es ist schon bei der Arbeit: Was begonnen hat, wird zu Ende gebracht.',
  internal: () => 'Bei uns ist etwas schiefgegangen. Falls Ihre Antwort doch ankam, steht es gleich hier.',
  'timed-out': () => 'Das hat zu lange gedauert. Falls Ihre Antwort doch ankam, steht es gleich hier.',
  'database-busy': () => 'Gerade ist zu viel los. Es wurde nichts getan.',
  'database-unavailable': () =>
    'Was wir aufschreiben, ist gerade nicht zu erreichen. Falls Ihre Antwort ankam, steht es gleich hier.',
  'connection-lost': () => 'Die Antwort kam nicht durch. Falls sie doch ankam, steht es gleich hier.',
  'unexpected-answer': () => 'Was zurückkam, ist nicht zu lesen. Sehen Sie nach, wie der Plan steht.',
  unknown: () => 'Das wurde auf dem Weg zu uns abgewiesen. Sehen Sie nach, wie der Plan steht.',
}
