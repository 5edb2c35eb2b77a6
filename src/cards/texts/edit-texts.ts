/** What a terminal says of changing a plan, in English. */
export const editTexts = {
  nothingYours: 'Nothing of this plan is yours to change.',
  which: 'What do you change?',
  row: (number: number, what: string) => `${String(number).padStart(3)}  ${what}`,
  value: (step: number, name: string, value: string) => `step ${step}, ${name}: ${value}`,
  leaveOut: (step: number, title: string) => `leave step ${step} out: ${title}`,
  nowAndWas: (now: string, was: string) => `${now} (was ${was})`,
  leftOut: 'left out',
  elsewhere: (step: number, name: string) =>
    `Step ${step}, ${name}: its text has several lines. Change it in the console.`,
  whichNumber: 'Its number, Enter when that is all, 0 to go back: ',
  noSuchNumber: (typed: string, rows: number) => `"${typed}" is none of these: 1 to ${rows}.`,
  newValue: (name: string, value: string, choices: readonly string[]) =>
    `${name}${choices.length === 0 ? '' : ` (${choices.join(', ')})`}, now ${value}. Enter leaves it: `,
  difference: 'The change:',
  wasAndNow: (was: string, now: string) => `was ${was}, now ${now}`,
  left: (step: number, title: string) => `step ${step} is left out: ${title}`,
  send: 'Nothing is done by changing it: the rules look at it again. Type yes to change the plan: ',
  saying: 'Changing it…',
} as const
