import { plural } from './plan-texts.ts'

/** Every word on tools and stops, in the terminal and in the console, in English. */
export const toolTexts = {
  title: 'Tools',
  documentTitle: (waiting: number) => (waiting === 0 ? 'Tools: Parley' : `(${waiting}) Tools: Parley`),
  lead: 'What your agents may call. A server that changes a tool, or one that nobody has accepted, waits here.',
  states: {
    accepted: 'accepted',
    changed: 'changed at its server',
    new: 'new, not accepted yet',
    gone: 'not offered any more',
    unreachable: 'its server can’t be reached',
  },
  effects: { read: 'looks up', write: 'does something' },
  stopped: 'stopped',
  acceptedBy: (by: string, at: string) =>
    by === 'start' ? `Accepted at first sight, ${at}` : `Accepted by ${by}, ${at}`,
  stoppedBy: (by: string, at: string) => `Stopped by ${by}, ${at}`,
  why: (why: string) => `“${why}”`,
  waits: (count: number) => plural(count, '1 tool waits to be looked at', `${count} tools wait to be looked at`),
  nothingWaits: 'Every tool is as it was accepted.',
  whatChanged: 'What changed',
  isNew: 'Nobody has accepted it yet. This is what its server says of it.',
  difference: 'The difference',
  untilThen: 'Until somebody accepts it, it is not called. Plans that need it wait or end with this reason.',
  accept: 'Accept the change',
  acceptNew: 'Accept this tool',
  accepting: 'Being accepted',
  accepted: (tool: string) => `Accepted: ${tool}. Plans that wait are looked at anew before anything is done.`,
  address: 'Where it is',
  agents: 'Agents',
  stop: 'Stop…',
  stopEverything: 'Stop everything…',
  start: 'Start again',
  stopTitle: (what: string) => `Stop ${what}`,
  stopLead: 'No call is begun any more, a second from now. What is under way is finished; what waits goes on waiting.',
  stopWhy: 'Why',
  stopWhyHint: 'Whoever meets this stop reads it.',
  stopNow: 'Stop now',
  cancel: 'Cancel',
  missingWhy: 'Say why first.',
  everything: 'everything',
  agent: (name: string) => `the agent ${name}`,
  stoppedNow: (what: string) => `Stopped: ${what}. No call is begun any more.`,
  startedNow: (what: string) => `Started again: ${what}. Nothing that was held back happens by itself.`,
  stops: 'Stopped now',
  aside: 'Set aside',
  asideLead: 'These went wrong on our side, again and again. Nothing of them is lost: each goes on from where it was.',
  asideRun: (requester: string, agent: string) => `What ${requester} asked ${agent} for`,
  asideWhy: (code: string) =>
    code === 'run-kills' ? 'It ended every process that worked on it.' : 'It ended in errors, three times in a row.',
  asideSince: (at: string) => `Set aside, ${at}`,
  tryAgain: 'Try again',
  triedAgain: 'It is tried again.',
  loading: 'Reading the tools',
  couldNotRead: 'The tools could not be read.',
  forOperators: 'This is for operators.',
  askAccept: (count: number) => plural(count, 'Accept this? Type yes: ', `Accept these ${count}? Type yes: `),
  notAccepted: 'Nothing was accepted.',
  needsYes: 'Nobody can be asked here. Look at the difference with parley tools diff, then add --yes.',
  jsonNeedsYes: 'With --json nothing is shown to say yes to. Look at parley tools diff --json, then add --yes.',
  noTool: (name: string, near: string | null) =>
    near === null ? `No agent has a tool ${name}.` : `No agent has a tool ${name}. Did you mean ${near}?`,
  notOffered: (tool: string) => `${tool} isn’t offered by its server now, so there is nothing to accept.`,
  needsName: (kind: string) => `Say which ${kind}: parley stop ${kind} NAME --why "…".`,
  namesNothing: 'Everything has no name: parley stop tenant --why "…".',
  badKind: (kind: string) => `“${kind}” can’t be stopped. Say tool, agent or tenant.`,
  notStopped: (what: string) => `It isn’t stopped: ${what}.`,
  nothingStopped: 'Nothing is stopped.',
} as const

/** A stop's subject as one says it: a tool's name, "the agent support", "everything". */
export function stoppedWhat({ kind, name }: { readonly kind: string; readonly name: string }): string {
  if (kind === 'tenant') return toolTexts.everything
  return kind === 'agent' ? toolTexts.agent(name) : name
}
