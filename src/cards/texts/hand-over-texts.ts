import type { PlanCard } from '#contract/plan.ts'
import { plural, roleName } from './plan-texts.ts'

/** Every word that the console and the terminal say of conversations that were passed on to people, in English. */
export const handOverTexts = {
  title: 'People who wait',
  /** In the navigation, where there is little room. */
  label: 'People',
  documentTitle: (count: number) => (count === 0 ? 'People who wait: Parley' : `(${count}) People who wait: Parley`),
  lead: 'People who asked for a person, or whom the agent couldn’t help: the most urgent first, then whoever has waited longest. The agent goes on until somebody takes the conversation; from then on it begins nothing there.',
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
  closedBy: (name: string, outcome: string | null, since: string) =>
    [`Closed by ${name}`, ...(outcome === null ? [] : [roleName(outcome)]), since].join(', '),
  closedList: 'Closed conversations',
  openList: 'Who waits',
  noneClosed: 'Nothing has been closed yet.',
  noneClosedHint: 'What you close stays here, with what came of it.',
  dueIn: (minutes: number) => `due in ${spanText(minutes)}`,
  late: (minutes: number) => `${spanText(minutes)} late`,
  priority: 'Priority',
  priorities: { high: 'Urgent', normal: 'Normal', low: 'Can wait' },
  meantFor: (name: string) => `For ${name}`,
  handedOn: (name: string, since: string) => `Handed on by ${name}, ${since}`,
  note: 'Note for colleagues (optional)',
  noteHint: (name: string) => `${name} doesn’t see it.`,
  outcomeNote: (note: string) => `Note: ${note}`,
  unhelpful: 'The agent’s answers didn’t help',
  take: 'Take it',
  release: 'Hand back',
  releaseHint: 'It waits again for whoever comes first.',
  handOn: 'Hand on',
  handOnTitle: (name: string) => `Hand on the conversation with ${name}`,
  handOnLead: 'It waits again, and the agent goes on until somebody takes it.',
  handOnTo: 'To which role?',
  handOnWhom: 'To whom?',
  anybody: 'Whoever comes first',
  handOnMissing: 'Choose a role.',
  noColleagues: 'Nobody else who was seen here holds a role.',
  close: 'Close',
  closeHint: 'Closing gives the conversation back to the agent.',
  closeTitle: (name: string) => `Close the conversation with ${name}`,
  closeLead: 'The agent answers there again.',
  closeAsk: 'What came of it?',
  closeMissing: 'Choose what came of it.',
  closeNow: 'Close and let the agent continue',
  outcome: (outcome: string) => capitalised(roleName(outcome)),
  cancel: 'Cancel',
  answer: 'Your answer',
  placeholder: 'Write as yourself',
  send: 'Send',
  agent: 'Agent',
  plan: 'A plan that you may not see',
  planIs: (status: PlanCard['status']) => PLAN_STATES[status],
  propose: 'Use a procedure',
  proposeTitle: 'Use a procedure',
  proposeLead:
    'It is your own request, by the same rules as any other. Where they ask somebody, it waits for them; where they ask nobody, it is done.',
  procedure: 'Which one?',
  proposeNow: 'Send it to the rules',
  optional: (words: string) => `${words} (optional)`,
  choose: 'Choose',
  begun: 'What you began here',
  begunHint: (name: string) => `${name} doesn’t see this. Tell them what came of it.`,
  summary: 'In short',
  asked: 'Asked',
  tried: 'Tried',
  open: 'Open',
  nothingTried: 'Nothing yet',
  answeredFrom: (count: number) => plural(count, '1 answer from documents', `${count} answers from documents`),
  notHelped: (count: number) => plural(count, '1 answer didn’t help', `${count} answers didn’t help`),
  nothingOpen: 'No plan waits',
  keys: 'Keys: J and K move, T takes, R writes, P procedure, H hands on, B hands back, C closes, U list, Escape leaves a field.',
  announced: {
    take: 'It is yours.',
    release: 'It waits again.',
    'hand-on': 'Handed on.',
    rank: 'Kept.',
    propose: 'Begun.',
    close: 'Closed.',
    send: 'Sent.',
  },
  typing: (name: string) => `${name} is typing`,
  seen: (name: string) => `${name} has seen your answer`,
  now: 'just now',
  ago: (minutes: number) => {
    return minutes < 1 ? 'just now' : `${spanText(minutes)} ago`
  },
  terminal: {
    waiting: (count: number) =>
      plural(count, '1 conversation waits for a person:', `${count} conversations wait for a person:`),
    toTake: (id: string, same: string) => `  npx parley hand-over read ${id}${same}`,
    unknown: (typed: string) => `No conversation that you may see fits ${typed}. parley queue lists who waits.`,
    ambiguous: (typed: string, ids: readonly string[]) =>
      `More than one conversation fits ${typed}: ${ids.join(', ')}.`,
    taken: (name: string) => `The conversation with ${name} is yours. They are told that you are here.`,
    released: 'It waits again for whoever comes first.',
    handedOn: (role: string) => `It waits for a ${roleName(role)} now.`,
    toWhom: (roles: readonly string[]) => `Say to which role, with --to: ${roles.join(', ')}.`,
    ranked: (priority: 'high' | 'normal' | 'low') => `Priority: ${handOverTexts.priorities[priority].toLowerCase()}.`,
    whichPriority: 'Say which priority, with --priority: high, normal, low.',
    closed: 'Closed. The agent answers there again.',
    noneClosed: 'You have closed nothing yet.',
    sent: (name: string) => `${name} reads it as from you.`,
    plan: (id: string) => `Plan ${id}`,
    empty: 'Nothing was said.',
    waits: 'waits',
    noLonger: (name: string, id: string) => `No longer waits for a person: ${name} (conversation ${id})`,
    has: (name: string) => `${name} has it`,
  },
} as const

const PLAN_STATES: Readonly<Record<PlanCard['status'], string>> = {
  making: 'being made',
  waiting: 'waits for a yes',
  applying: 'at work',
  done: 'done',
  rejected: 'rejected',
  refused: 'refused by the rules',
  expired: 'expired',
  failed: 'failed',
  stale: 'overtaken by changes',
  unknown: 'outcome not known',
  cancelled: 'cancelled',
}

/** How long something takes, in its largest unit. */
function spanText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h`
  return plural(Math.floor(minutes / 1_440), '1 day', `${Math.floor(minutes / 1_440)} days`)
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** How long somebody may still wait, or has waited too long. */
export function dueText(dueAt: string, now: Date): { readonly isLate: boolean; readonly text: string } {
  const minutes = Math.ceil((Date.parse(dueAt) - now.getTime()) / 60_000)
  return minutes > 0
    ? { isLate: false, text: handOverTexts.dueIn(minutes) }
    : { isLate: true, text: handOverTexts.late(Math.max(1, -minutes)) }
}

/** How long ago something was, in words. */
export function agoText(at: string, now: Date): string {
  return handOverTexts.ago(Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000)))
}
