import { REQUESTER } from '#auth/roles.ts'
import { andList, grouped, plural, roleName } from './plan-texts.ts'

/** What a terminal says of an agent's rules, in English. */
export const rulesTexts = {
  people: (role: string, count: number) =>
    role === REQUESTER ? 'who asked for it' : count === 1 ? `a ${roleName(role)}` : `${count} as ${roleName(role)}`,
  inOrder: (agent: string, files: readonly string[]) => `${agent}: ${andList(files)}: in order.`,
  unreached: (agent: string, server: string, detail: string) =>
    `${agent}: the tool server "${server}" can't be reached, so its rules were read and not held against its tools. ${detail}`,
  noAgent: (typed: string, near: string | null, names: readonly string[]) =>
    `There is no agent called ${typed}. ${near === null ? `There are: ${names.join(', ')}.` : `Did you mean ${near}?`}`,
  card: {
    checked: 'Rules that were checked',
    plan: 'The plan',
    step: (step: number) => `Step ${step}`,
    reading: 'Reading which part of each rule decided…',
    notRead: 'Which part of each rule decided could not be read.',
    heard: (rules: number) =>
      plural(
        rules,
        '1 rule decided. It is told with what it looked at.',
        `${rules} rules decided. Each is told with what it looked at.`,
      ),
    by: (rules: readonly string[]) => `By ${rules.length === 1 ? 'the rule' : 'the rules'} ${andList(rules)}.`,
  },
  explain: {
    title: (shortId: string, title: string) => `Plan ${shortId}: ${title}`,
    step: (step: number, title: string) => `Step ${step}: ${title}`,
    whole: 'The plan as a whole',
    goesAhead: 'goes ahead by itself',
    asks: (people: readonly string[]) => `${andList(people)} must say yes`,
    refused: 'not allowed',
    outcome: (what: string, outcome: string) => `${what}: ${outcome}.`,
    because: (reasons: readonly string[]) => `Why: ${reasons.map((reason) => reason.replace(/[.]?$/, '.')).join(' ')}`,
    permits: (rule: string) => `The rule "${rule}" allows it`,
    asking: (rule: string) => `The rule "${rule}" asks`,
    forbids: (rule: string) => `The rule "${rule}" forbids it`,
    wouldPermit: (rule: string) => `The rule "${rule}" would allow it, but does not apply`,
    failed: (rule: string) => `The rule "${rule}" could not be applied`,
    at: (file: string, line: number) => ` (${file}:${line})`,
    inCurrency: (currency: string) => `, counted in ${currency}`,
    changed: 'This rule has changed since.',
    gone: 'This rule is no longer there.',
    part: (text: string, holds: boolean | null) =>
      `${text} ${holds === null ? 'could not be worked out' : holds ? 'is true' : 'is false'}`,
    values: (values: readonly string[]) => ` (${values.join(', ')})`,
    named: (name: string, value: string) => `${name}: ${value}`,
    hidden: 'hidden from you',
    nothing: 'not there',
    current: 'The rules haven’t changed since.',
    replaced: 'The rules have changed since. These are the ones that it was judged by.',
    notKept: 'The rules that it was judged by are not kept any more: only what they said is.',
    disagrees: 'JUDGED AGAIN BY THE SAME RULES, THE RESULT DIFFERS: what was kept is not what was judged.',
    noConditions: 'What the rules ask for is shown to those who decide.',
  },
  diff: {
    noFile: (file: string) => `${file} can't be read.`,
    broken: (file: string) => `${file} has mistakes, so nothing was compared:`,
    shadowBroken: 'The rules on trial have mistakes. They are asked about nothing, and stop nothing:',
    compared: (plans: number, changed: number) =>
      changed === 0
        ? `${plural(plans, '1 plan', `${grouped(plans)} plans`)} compared: no decision would change.`
        : `${plural(plans, '1 plan', `${grouped(plans)} plans`)} compared, ${grouped(changed)} would be decided differently:`,
    nothing: 'No plan could be compared.',
    kind: {
      'allow-to-ask': 'went ahead by themselves, and would ask',
      'allow-to-deny': 'went ahead by themselves, and would not be allowed',
      'ask-to-allow': 'asked, and would go ahead by themselves',
      'ask-to-ask': 'asked, and would ask others',
      'ask-to-deny': 'asked, and would not be allowed',
      'deny-to-allow': 'were not allowed, and would go ahead by themselves',
      'deny-to-ask': 'were not allowed, and would ask',
      steps: 'come to the same, and not in each step',
    },
    change: (shortId: string, title: string) => `Plan ${shortId}: ${title}`,
    wasWould: (was: string, would: string) => `was: ${was}; would be: ${would}`,
    outcome: {
      goesAhead: 'goes ahead by itself',
      asks: (people: readonly string[]) => `asks ${andList(people)}`,
      refused: 'not allowed',
      by: (rules: readonly string[]) => ` (${rules.join(', ')})`,
    },
    step: (step: number, title: string) => `step ${step}, ${title}`,
    alreadySo: "Today's rules say so already.",
    more: (plans: number) => plural(plans, '1 more is not listed.', `${grouped(plans)} more are not listed.`),
    left: (plans: number) =>
      plural(plans, '1 plan could not be compared:', `${grouped(plans)} plans could not be compared:`),
    why: {
      'facts-not-kept': 'what they were judged by was not kept',
      'window-not-kept': 'these rules look at a total that was not added up then',
      'tool-gone': "a step's tool is no longer the agent's",
      unreadable: 'their record cannot be read',
      'rules-failed': 'these rules could not be applied',
    },
    counted: (plans: number, what: string) => `${grouped(plans)} ${what}`,
  },
} as const
