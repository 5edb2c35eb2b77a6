/**
 * Every word that a person reads in our channels, in English. A screen says "plan", "step", "said yes", and never the
 * words of the code; a test holds that for each text here. Values are put in by the functions, whole.
 */
export const texts = {
  card: {
    plan: (shortId: string) => `plan ${shortId}`,
    making: 'Working it out',
    goesAhead: 'Goes ahead by itself',
    startingNow: 'starting now',
    needsYou: 'Needs your yes',
    answerBy: (clock: string) => `answer by ${clock}`,
    until: (clock: string) => `until ${clock}`,
    withRoles: (roles: readonly string[]) => `With our ${andList(roles.map(roleName))}`,
    withRequester: (name: string) => `With ${name}`,
    lookAgain: 'Look again: something changed',
    expired: 'Nobody answered in time',
    stepOf: (step: number, of: number) => `Step ${step} of ${of}`,
    done: 'Done',
    stopped: 'Stopped before the first step',
    stoppedAfter: (step: number, of: number) => `Stopped after step ${step} of ${of}`,
    unknown: (step: number) => `We don't know if step ${step} happened`,
    refused: "This won't be done",
    withdrawn: 'Withdrawn',
    saidYes: (name: string, clock: string) => `${name} said yes, ${clock}`,
    youSaidYes: (clock: string) => `you said yes, ${clock}`,
    saidNo: (name: string) => `${name} said no`,
    youSaidNo: 'You said no',
    somebodySaidNo: 'Somebody said no',
    nobodyAsked: 'went ahead by itself',
    nothingDone: 'Nothing was done.',
    why: (reasons: string) => `Why: ${reasons}`,
    reason: (reason: string) => `Reason: ${reason}`,
    changed: (what: string, was: string, is: string) => `${what} was ${was}, now ${is}`,
    yesNoLongerCounts: (name: string) => `${name}'s yes no longer counts.`,
    oneStepStops: "One step that isn't allowed stops the whole plan.",
    personMustSay: 'It is not tried again until a person says what happened.',
    lookThenSay: (step: number) => `Look for step ${step} where it was to happen, then say what you found:`,
    orElse: 'or --did-not, or --look-again to have it looked for once more.',
    closeWindow: 'A person looks at it. You can close this window.',
    step: (step: number) => `step ${step}`,
    stepDone: 'done',
    stepNumber: (id: string) => `number ${id}`,
    stepRunning: 'being done',
    stepFailed: 'failed',
    stepUnknown: 'not known if it happened',
    stepNotStarted: 'not started',
    stepNotAllowed: 'not allowed',
    folded: (characters: number) => `${grouped(characters)} characters folded, d shows all`,
    moreSteps: (count: number) => plural(count, '1 more step, d shows all', `${count} more steps, d shows all`),
    looked: 'What it looked at',
    found: 'found',
    notFound: 'not found',
    asWritten: 'The plan as written',
    keys: {
      yes: (deed: string) => `[y] ${deed}`,
      no: '[n] reject',
      noThanks: "[n] no, don't",
      details: '[d] details',
      nothing: 'default: nothing',
    },
  },
  answer: {
    whereFrom: 'Where this comes from',
  },
  decide: {
    typeAmount: (amount: string) => `This can't be taken back. Type the amount to say yes (${amount}): `,
    wrongAmount: "That isn't the amount. Nothing was done.",
    nothing: 'Nothing was done.',
    readFirst: 'Part of this plan is folded. Read it whole with d before you say yes.',
    saying: 'Saying yes…',
    youSaidYes: 'You said yes.',
    yesWaits: (roles: readonly string[]) => `You said yes. It still waits for ${andList(roles.map(roleName))}.`,
    youSaidNo: 'You said no. Nothing was done.',
    reasons: 'Why not?',
    reasonWhich: 'Its number, Enter for none, 0 to go back: ',
    noSuchReason: (typed: string) => `"${typed}" is none of these reasons. Nothing was done.`,
    note: 'A note for the record, or Enter for none: ',
    wrongRole: (roles: readonly string[]) =>
      `Only ${andList(roles.map((role) => `a ${roleName(role)}`))} can answer this.`,
    personRequired: 'This needs a person: sign in as one, or use a key that may decide.',
    saidYesBefore: (name: string) => `${name} said yes before you. Your answer came second and changed nothing.`,
    saidNoBefore: (name: string) => `${name} said no before you. Your answer came second and changed nothing.`,
    decidedBefore: 'It was answered before you. Your answer came second and changed nothing.',
    expired: 'Nobody answered in time. Nothing was done.',
    changedWhileYouLooked: 'The plan changed while you looked. Nothing was done. This is how it is now:',
    nothingKnown: 'If your answer arrived all the same, the card says so soon.',
    gone: "There is no such plan, or it isn't yours to see.",
    justChanged: 'This card has only just come up. Look at it, then answer.',
    noSuchWaiting: (shortId: string) => `No plan that ends in ${shortId} waits for you.`,
  },
  resolve: {
    sayOne: 'Say one of --happened, --did-not and --look-again.',
    noStep: (typed: string, steps: number) =>
      `There is no step ${typed}. ${plural(steps, 'The plan has 1 step', `The plan has ${steps} steps, counted from 1`)}.`,
    happened: (step: number) => `Written down: step ${step} happened.`,
    didNot: (step: number) => `Written down: step ${step} did not happen.`,
    lookAgain: (step: number) => `Step ${step} is looked for again.`,
  },
  queue: {
    empty: 'Nothing waits for you.',
    emptyOthers: (count: number) => `Nothing waits for you. ${count} ${plural(count, 'waits', 'wait')} for others.`,
    more: (title: string, shortId: string) => `Also waits for you: ${title} (plan ${shortId})`,
    waitsForYou: (count: number) => plural(count, '1 plan waits for you:', `${count} plans wait for you:`),
    noLonger: (title: string, shortId: string) => `No longer waits for you: ${title} (plan ${shortId})`,
    watching: 'Watching. Ctrl-C leaves.',
    toDecide: 'To answer from a script:',
    noDeadline: 'no deadline',
  },
  chat: {
    suggestions: 'You can say, for example:',
    prompt: '> ',
    working: 'Working it out…',
    applying: (step: number, of: number, byItself: boolean) =>
      `${byItself ? 'Goes ahead by itself, step' : 'Step'} ${step} of ${of}…`,
    kept: "Not connected. Your message is kept and sent when you're back.",
    lost: (url: string) => `No connection to ${url}, trying again. Nothing you sent is lost.`,
    lostServer: (url: string) => `No connection to ${url}, trying again.`,
    back: 'Connected again.',
    failedWithoutWords: 'That could not be answered. Nothing more was done.',
    earlier: 'Earlier in this conversation',
    resume: (command: string) => `To come back: ${command}`,
    waitsOn: 'What waits goes on waiting; nothing is lost when you leave.',
    waitsForSomebody: 'Not decided yet: the plan waits.',
    noAnswerYet: (seconds: number) => `No answer within ${seconds} s. It goes on without you.`,
    help: 'Type a message and press Enter. Ctrl-C leaves.',
    helpDecider:
      'What waits for you comes up here as a card: y, n or d answers it. All else is a message. Ctrl-C leaves.',
    notSent: (message: string) => `Not sent: ${message}`,
  },
  server: {
    notRunning: (url: string) => `Parley isn't running at ${url}. Start it with npm start.`,
    lost: (url: string) => `The connection to ${url} was lost.`,
    timeout: (url: string) => `${url} didn't answer in time.`,
    strange: (url: string, where: string) =>
      `The answer from ${url} isn't one that this command understands (${where}). Is it Parley, and of the same version?`,
    badUrl: (url: string) => `"${url}" isn't an address of a server. It looks like http://127.0.0.1:3000.`,
    noPerson: (name: string, known: readonly string[]) =>
      known.length === 0
        ? `There are no example people to be ${name} as: data/dev-people.json isn't there. Give a key with --key.`
        : `There is no example person called ${name}. There are: ${known.join(', ')}.`,
    keyRefused: 'The key was refused: unknown, expired or revoked. Give another with --key or --as.',
    forbidden: 'This key or person may not do that. Use one that may, with --key or --as.',
  },
  plans: {
    ambiguous: (text: string, ids: readonly string[]) => `More than one plan fits ${text}: ${ids.join(', ')}.`,
    none: (text: string) => `No plan that you may see fits ${text}. parley queue lists what waits.`,
    tooShort: 'Give at least 4 characters of the plan.',
  },
  keys: {
    created: (name: string) => `The key "${name}":`,
    once: 'It is shown this once. Keep it like a password.',
    none: 'There are no keys.',
    revoked: (id: string) => `The key ${id} no longer works.`,
    unknown: (id: string) => `There is no key ${id}, or it was ended before.`,
    noScope: (known: readonly string[]) =>
      `A key without a scope may do nothing: give --scope, one of ${known.join(', ')}.`,
    badScope: (scope: string, known: readonly string[]) => `"${scope}" isn't a scope. There are: ${known.join(', ')}.`,
    badDate: (text: string) => `"${text}" isn't a time to come. It looks like 2027-01-31 or 2027-01-31T12:00:00Z.`,
    active: 'works',
    isRevoked: 'revoked',
    isExpired: 'expired',
  },
  doctor: {
    fine: 'Nothing is broken.',
    broken: (count: number) => plural(count, '1 thing is broken.', `${count} things are broken.`),
    readable: 'can be used',
    nodeTodo: 'Install Node 24 or newer; inside the project npm scripts bring their own.',
    notRunning: (url: string) => `none runs at ${url}`,
    startTodo: 'Start it with npm start.',
    ready: (url: string) => `${url} is ready`,
    notReady: (url: string, missing: readonly string[]) => [`${url} runs and isn't ready`, ...missing].join('\n'),
    noFolder: (folder: string) => `${folder} isn't there`,
    noDirectory: (folder: string) => `${folder} isn't a folder`,
    notWritable: (folder: string) => `${folder} can't be read and written`,
    migrateTodo: 'npm start makes it.',
    folderTodo: 'Set DATA_DIR to a folder that this user may write to.',
    agentsTodo: 'Set AGENTS_DIR to the folder that holds the agents.',
    upToDate: (description: string) => `${description} answers and is up to date`,
    heldByServer: 'the running server holds it',
    agentProblems: (count: number) => plural(count, '1 mistake', `${count} mistakes`),
    walled: 'every wall stands',
    buildTodo: 'Run npm run build, which makes the files that plans run in.',
    noModel: 'none is configured; set procedures and quoted answers work without one',
    modelTodo:
      'To understand more than the examples say, and to answer in its own words, set OPENAI_API_KEY, or OPENAI_BASE_URL of a server that speaks its protocol.',
  },
} as const

/** A role as people say it: `support-lead` is "support lead". */
export function roleName(role: string): string {
  return role.replaceAll('-', ' ')
}

function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other
}

function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count)
}

/** "a", "a and b", "a, b and c". */
export function andList(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items)
}
