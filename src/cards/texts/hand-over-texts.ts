import { plural, roleName } from './plan-texts.ts'

/** Every word that the console and the terminal say of conversations that were passed on to people, in English. */
export const handOverTexts = {
  title: 'People who wait',
  /** In the navigation, where there is little room. */
  label: 'People',
  documentTitle: (count: number) => (count === 0 ? 'People who wait: Parley' : `(${count}) People who wait: Parley`),
  lead: 'People who asked for a person, or whom the agent couldn’t help. Who waits longest comes first. The agent goes on until somebody takes it; from then on it begins nothing there.',
  list: 'Who waits',
  openOne: 'The conversation that is open',
  none: 'Nobody waits for a person.',
  noneHint: 'Who asks for one comes up here by itself.',
  pick: 'Pick a conversation to read it.',
  gone: 'There is no such conversation, or it isn’t yours to see any more.',
  loading: 'Reading the conversations',
  back: 'All who wait',
  conversation: (name: string) => `Conversation with ${name}`,
  waits: (role: string, since: string) => `Waits for a ${roleName(role)}, ${since}`,
  withYou: (since: string) => `With you, asked ${since}`,
  with: (name: string, since: string) => `With ${name}, asked ${since}`,
  closed: 'Closed: the agent answers there again.',
  unhelpful: 'The agent’s answers didn’t help',
  take: 'Take it',
  release: 'Put it back',
  close: 'Close it',
  closeHint: 'Closing gives the conversation back to the agent.',
  answer: 'Your answer',
  placeholder: 'Write as yourself',
  send: 'Send',
  agent: 'Agent',
  plan: 'A plan: see the queue',
  announced: { take: 'It is yours.', release: 'It is back in the queue.', close: 'Closed.', send: 'Sent.' },
  now: 'just now',
  ago: (minutes: number) => {
    if (minutes < 1) return 'just now'
    if (minutes < 60) return `${minutes} min ago`
    if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ago`
    return plural(Math.floor(minutes / 1_440), '1 day ago', `${Math.floor(minutes / 1_440)} days ago`)
  },
  terminal: {
    waiting: (count: number) =>
      plural(count, '1 conversation waits for a person:', `${count} conversations wait for a person:`),
    toTake: (id: string, same: string) => `  npx parley hand-over read ${id}${same}`,
    unknown: (typed: string) => `No conversation that you may see fits ${typed}. parley queue lists who waits.`,
    ambiguous: (typed: string, ids: readonly string[]) =>
      `More than one conversation fits ${typed}: ${ids.join(', ')}.`,
    taken: (name: string) => `The conversation with ${name} is yours. They are told that you are here.`,
    released: 'It is back in the queue.',
    closed: 'Closed. The agent answers there again.',
    sent: (name: string) => `${name} reads it as from you.`,
    plan: (id: string) => `Plan ${id}`,
    empty: 'Nothing was said.',
    waits: 'waits',
    noLonger: (name: string, id: string) => `No longer waits for a person: ${name} (conversation ${id})`,
    has: (name: string) => `${name} has it`,
  },
} as const

/** How long ago something was, in words. */
export function agoText(at: string, now: Date): string {
  return handOverTexts.ago(Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000)))
}
