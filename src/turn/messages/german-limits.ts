/** `GERMAN_MESSAGES` of requests that wait, where no more may. */
export const GERMAN_LIMIT_MESSAGES = {
  '{waiting} of your requests wait for a decision already, and no more may':
    '{waiting} Ihrer Anliegen warten bereits auf eine Entscheidung, und mehr dürfen es nicht sein',
  'These wait, the newest first:': 'Diese warten, das neueste zuerst:',
  'And {count} more.': 'Und {count} weitere.',
  'Taking one back makes room.': 'Wenn Sie eines zurücknehmen, ist wieder Platz.',
  'Take one back where you asked for it.': 'Nehmen Sie eines dort zurück, wo Sie es gesagt haben.',
  'A request to {agent}': 'Ein Anliegen an {agent}',
  '{plan} (in another conversation)': '{plan} (in einem anderen Gespräch)',
  'Take one back': 'Eines zurücknehmen',
  'Cancel that': 'Brich das ab',
  'Take back all of this conversation': 'Alle aus diesem Gespräch zurücknehmen',
  'Cancel all of them': 'Brich alles ab',
} as const
