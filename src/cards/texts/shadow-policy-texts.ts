import { andList, grouped, plural } from './plan-texts.ts'

/** Every word of the console's page on rules on trial that the terminal doesn't say too, in English. */
export const shadowPolicyTexts = {
  label: 'Rules',
  title: 'Rules on trial',
  documentTitle: 'Rules on trial: Parley',
  lead: 'Rules that are asked about every plan beside those that count, and never heard. Nothing is done because of what stands here.',
  loading: 'Reading what the rules on trial said',
  none: 'No rules are on trial.',
  noneHint: (file: string) => `They stand in ${file} in an agent’s folder, from the server’s next start on.`,
  again: 'Look again',
  read: (agents: number) =>
    plural(agents, '1 agent has rules on trial.', `${grouped(agents)} agents have rules on trial.`),
  broken: 'These rules have mistakes. They are asked about nothing, and stop nothing.',
  nothingYet: 'No plan was judged since these rules are on trial.',
  changes: 'Plans that would come out otherwise',
  judged: (clock: string) => `judged ${clock}`,
  wasNo: 'A person said no to it.',
  was: 'Was',
  would: 'Would be',
  by: (rules: readonly string[]) =>
    plural(rules.length, `by the rule ${andList(rules)}`, `by the rules ${andList(rules)}`),
  noRule: 'no rule allows it',
} as const
