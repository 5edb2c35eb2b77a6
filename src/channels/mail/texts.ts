const ENGLISH = {
  decide: 'Say yes or no there, signed in. An answer to this mail decides nothing.',
  noAddress: 'Say yes or no in Parley, signed in. An answer to this mail decides nothing.',
  saidYes: (who: string, title: string) => `${who} said yes to this: ${title}. What comes of it follows.`,
}

const GERMAN: typeof ENGLISH = {
  decide: 'Sagen Sie dort Ja oder Nein, angemeldet. Eine Antwort auf diese Mail entscheidet nichts.',
  noAddress: 'Sagen Sie in Parley Ja oder Nein, angemeldet. Eine Antwort auf diese Mail entscheidet nichts.',
  saidYes: (who, title) => `${who} hat zugestimmt: ${title}. Was daraus wird, folgt.`,
}

/** What a mail says beside what the agent says, in the language of a plan; in English where nothing is known of it. */
export function wordsIn(language: string | null): typeof ENGLISH {
  return language === 'de' ? GERMAN : ENGLISH
}
