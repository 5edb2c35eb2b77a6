/** What the buttons of a card say to us, and what Teams asks by itself when a card comes into view. */
export const VERBS = {
  approve: 'parley-approve',
  notMeant: 'parley-not-meant',
  reject: 'parley-reject',
  edit: 'parley-edit',
  link: 'parley-link',
  look: 'parley-look',
  alone: 'parley-alone',
} as const
