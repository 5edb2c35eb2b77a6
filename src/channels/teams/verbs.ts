/** What the buttons of a card say to us, and what Teams asks by itself when a card comes into view. */
export const VERBS = {
  approve: 'parley-approve',
  notMeant: 'parley-not-meant',
  reject: 'parley-reject',
  edit: 'parley-edit',
  look: 'parley-look',
} as const

/** What an input of a field is called: its step and its place in the step's arguments. */
export const FIELD = /^edit (\d{1,4}) (\/.{1,300})$/u

export function fieldId(effect: number, path: string): string {
  return `edit ${effect} ${path}`
}
