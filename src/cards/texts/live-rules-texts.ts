import type { RuleView } from '#contract/rule.ts'
import { INFERRED_RULE, CONFIRM_RULE } from '#guardrails/policy/named-rules.ts'
import { REQUESTER } from '#auth/roles.ts'
import { andList, plural, roleName } from './plan-texts.ts'

/** Every word of the console's page on the rules that plans are judged by, in English. */
export const liveRulesTexts = {
  title: 'Rules',
  documentTitle: 'Rules: Parley',
  lead: 'What is allowed, what needs a person’s yes, and what is never done. Every plan is judged by these before anything happens.',
  leadForAsked: 'The rules that need a yes of people like you. Every plan is judged by them before anything happens.',
  loading: 'Reading the rules',
  find: 'Find a rule',
  none: 'No rule asks for your yes.',
  nothingFound: (words: string) => `No rule has the words “${words}”.`,
  found: (count: number) => plural(count, '1 rule', `${count} rules`),
  groups: {
    asks: 'Needs a person’s yes',
    never: 'Never done, even with a yes',
    allowed: 'Allowed, unless another rule says otherwise',
    always: 'Always there, whatever the files say',
  },
  asks: (asks: NonNullable<RuleView['asks']>) => `Needs a yes from ${andList(asks.map(whom))}`,
  self: 'The person who asked may say yes themselves, if they hold the role.',
  about: 'About',
  wholePlan: 'the plan as a whole',
  everyTool: 'everything an agent can do',
  since: (at: string) => `Reads like this since ${at}`,
  at: (file: string, line: number) => `${file}, line ${line}`,
  asWritten: 'As written',
  asWrittenOf: (id: string) => `The rule ${id} as written`,
  onTrial: 'Other rules run beside these on trial',
  trial: 'See what they would change',
  /** Of rules that no file has, by their names. */
  builtIn: {
    'parley.untrusted': 'What text that nobody checked decides is not done without a person',
    [INFERRED_RULE]: 'What nobody asked for outright is confirmed by the person who wrote',
    [CONFIRM_RULE]: 'The person who asked confirms it first',
  } as Readonly<Record<string, string>>,
} as const

/** What a rule says, in a sentence: its reason, else what its author wrote above it, else its name. */
export function ruleSentence({ id, at, reason, note, asks }: RuleView): string {
  if (at === null) {
    const sentence = liveRulesTexts.builtIn[id] ?? reason ?? id
    return id === 'parley.untrusted' && asks === null ? 'What text that nobody checked decides is not done' : sentence
  }
  return reason ?? note ?? roleName(id).replace(/^./u, (first) => first.toUpperCase())
}

function whom({ role, people }: NonNullable<RuleView['asks']>[number]): string {
  if (role === REQUESTER) return 'the person who asked'
  return people === 1 ? `our ${roleName(role)}` : `${people} people of our ${roleName(role)}`
}
