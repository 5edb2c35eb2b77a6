import { plural, roleName } from './plan-texts.ts'

/** What is said to somebody who thinks of asking for a person, in English. */
export const personTexts = {
  title: 'Talk to a person',
  there: (role: string) => `A ${roleName(role)} will read this conversation and answer you here.`,
  back: (role: string, when: string) => `Nobody is here right now. A ${roleName(role)} is back ${when}.`,
  nobody: (role: string) => `Nobody here is a ${roleName(role)} yet, so nobody knows when somebody comes.`,
  minutes: (minutes: number) =>
    plural(minutes, 'Lately it took about a minute.', `Lately it took about ${minutes} minutes.`),
  hours: (hours: number) => plural(hours, 'Lately it took about an hour.', `Lately it took about ${hours} hours.`),
  meanwhile: 'Until then the assistant answers.',
  ask: 'Ask for a person',
  stay: 'Not now',
  loading: 'Looking who is here',
} as const
