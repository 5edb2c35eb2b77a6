import { andList, grouped, plural, roleName } from './plan-texts.ts'

/** What a terminal alone says of a plan's card and of answering it, beside `planTexts`: no page pays for it. */
export const terminalCardTexts = {
  card: {
    besideFrom: (title: string, from: string) => `${title} (from ${from}):`,
    besideNothing: 'nothing is there that you may see',
    besideMore: (count: number) => `and ${count} more`,
    lookThenSay: (step: number) => `Look for step ${step} where it was to happen, then say what you found:`,
    orElse: 'or --did-not, or --look-again to have it looked for once more.',
    folded: (characters: number) => `${grouped(characters)} characters folded, d shows all`,
    allOfThem: (count: number) => `all ${count}, d shows them`,
    looked: 'What it looked at',
    found: 'found',
    notFound: 'not found',
    asWritten: 'The plan as written',
    keys: {
      details: '[d] details',
      nothing: 'default: nothing',
    },
  },
  edit: {
    changed: 'You changed the plan. It waits for a yes as it is now.',
    refused: 'You changed the plan, and as it is now it is not allowed.',
  },
  decide: {
    typeAmount: (amount: string) => `This can't be undone. Type the amount to say yes (${amount}): `,
    wrongAmount: "That isn't the amount. Nothing was done.",
    readFirst: 'Part of this plan is folded. Read it whole with d before you say yes.',
    saying: 'Saying yes…',
    youSaidYes: 'You said yes.',
    yesWaits: (roles: readonly string[]) => `You said yes. It still waits for ${andList(roles.map(roleName))}.`,
    youSaidNo: 'You said no. Nothing was done.',
    reasonWhich: 'Its number, Enter for none, 0 to go back: ',
    noSuchReason: (typed: string) => `"${typed}" is none of these reasons. Nothing was done.`,
    insteadWhich: 'Its number, or in your own words; Enter for nothing: ',
    note: 'A note for the record, or Enter for none: ',
    leads: {
      tryAgain: 'Answer it once more in a moment.',
      openConversation: (id: string | null) =>
        `See the conversation: npx parley hand-over ${id === null ? 'list' : `read ${id}`}`,
      ownPage: (address: string) => `Answer it at ${address}`,
      signIn: 'Answer it as a person, with --as or another --key.',
      mend: 'Change it and send it again.',
      lookAgain: (id: string) => `See how it stands: npx parley queue --full, or GET /v1/plans/${id}`,
    },
    nothingKnown: 'If your answer arrived, the card shows it shortly.',
    noSuchStep: (typed: string, count: number) =>
      plural(
        count,
        `There is no step "${typed}": the plan has one.`,
        `There is no step "${typed}": the plan has ${count}.`,
      ),
    justChanged: 'This card has only just come up. Look at it, then answer.',
    noSuchWaiting: (shortId: string) => `No plan that ends in ${shortId} waits for you.`,
  },
} as const
