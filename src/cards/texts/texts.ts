import { editChangeTexts } from './edit-change-texts.ts'
import { editTexts } from './edit-texts.ts'
import { plural, planTexts } from './plan-texts.ts'
import { rulesTexts } from './rules-texts.ts'
import { terminalCardTexts } from './terminal-card-texts.ts'

/**
 * Every word that a person reads in a terminal, in English, with what browsers say of plans too. A screen says "plan", "step", "said yes", and never the
 * words of the code; a test holds that for each text here. Values are put in by the functions, whole.
 */
export const texts = {
  ...planTexts,
  card: { ...planTexts.card, ...terminalCardTexts.card },
  edit: { ...planTexts.edit, ...editChangeTexts, ...terminalCardTexts.edit },
  decide: { ...planTexts.decide, ...terminalCardTexts.decide },
  resolve: {
    sayOne: 'Say one of --happened, --did-not and --look-again.',
    noStep: (typed: string, steps: number) =>
      `There is no step ${typed}. ${plural(steps, 'The plan has 1 step', `The plan has ${steps} steps, counted from 1`)}.`,
    happened: (step: number) => `Recorded: step ${step} happened.`,
    didNot: (step: number) => `Recorded: step ${step} did not happen.`,
    lookAgain: (step: number) => `Step ${step} is looked for again.`,
  },
  replay: {
    title: (shortId: string, title: string) => `Plan ${shortId}: ${title}`,
    next: 'Enter for the next step, Ctrl-D to leave: ',
    line: (line: number) => `line ${line}`,
    read: 'looked up',
    write: 'would do',
    answered: (value: string) => `answered: ${value}`,
    nothing: 'answered: nothing found',
    refused: (code: string) => `no answer: ${code}`,
    withheld: 'answered; operators and auditors are shown what',
    said: (text: string) => `It said: ${text}`,
    failed: (message: string, line: number | null) =>
      line === null ? `It failed: ${message}` : `It failed at line ${line}: ${message}`,
    noDigest: 'It was never sealed, so there is no code to compare.',
    sameDigest: (digest: string) => `Its code, computed again, is the stored one: ${digest}`,
    otherDigest: (stored: string, again: string | null) =>
      `ITS CODE IS NOT THE STORED ONE.\n  stored:   ${stored}\n  computed: ${again ?? 'none can be computed'}`,
    same: 'All is as it was.',
    leftOut: (by: string, step: number) => `Then ${by} left out step ${step}.`,
    edited: (by: string, step: number, change: string) => `Then ${by} changed step ${step}: ${change}.`,
    differs: (what: readonly string[]) => `IT DIFFERS: ${what.map(replayDifference).join(' ')}`,
  },
  rules: rulesTexts,
  editing: editTexts,
  evidence: {
    nothingChosen: 'Say what to take out, with --path or --value.',
    nothingFound: 'Nothing in the file is there, or has this text. It stays as it is.',
    removed: (count: number) => `${plural(count, '1 value', `${count} values`)} taken out.`,
    unreadable: (file: string) => `${file} can’t be read as a file of evidence.`,
  },
  queue: {
    empty: 'Nothing waits for you.',
    emptyOthers: (count: number) => `Nothing waits for you. ${count} ${plural(count, 'waits', 'wait')} for others.`,
    more: (title: string, shortId: string) => `Also waits for you: ${title} (plan ${shortId})`,
    waitsForYou: (count: number) => plural(count, '1 plan waits for you:', `${count} plans wait for you:`),
    timesAsked: (times: number, threads: number) =>
      threads === 1 ? `Asked ${times} times` : `Asked ${times} times, in ${threads} conversations`,
    noLonger: (title: string, shortId: string) => `No longer waits for you: ${title} (plan ${shortId})`,
    watching: 'Watching. Ctrl-C leaves.',
    toDecide: 'To answer from a script:',
    noDeadline: 'no deadline',
  },
  chat: {
    suggestions: 'You can say, for example:',
    prompt: '> ',
    working: 'Working it out…',
    stopping: 'Stopping… Ctrl-C again leaves.',
    couldNotStop: 'It has started and will finish what it began. Ctrl-C again leaves.',
    applying: (step: number, of: number, byItself: boolean) =>
      `${byItself ? 'Goes ahead by itself, step' : 'Step'} ${step} of ${of}…`,
    kept: "Not connected. Your message is kept and sent when you're back.",
    talksWith: (agent: string, others: readonly string[]) =>
      `You talk with ${agent}. Others: ${others.join(', ')} (--agent NAME).`,
    lost: (url: string) => `No connection to ${url}, trying again. Nothing you sent is lost.`,
    lostServer: (url: string) => `No connection to ${url}, trying again.`,
    back: 'Connected again.',
    failedWithoutWords: 'That could not be answered. Nothing more was done.',
    noPerson: 'This agent passes nothing on to a person.',
    typing: (name: string) => `${name} is typing…`,
    earlier: 'Earlier in this conversation',
    resume: (command: string) => `To come back: ${command}`,
    waitsOn: 'What is waiting keeps waiting; nothing is lost when you leave.',
    waitsForSomebody: (plans: number) =>
      plural(plans, 'Not decided yet: the plan waits.', `Not decided yet: ${plans} plans wait.`),
    modelsProgram: 'a model’s program',
    planFailed: (shortId: string, what: string, id: string) =>
      `Plan ${shortId} failed at ${what} (npx parley replay ${id} --as operator)`,
    noAnswerYet: (seconds: number) => `No answer within ${seconds} s. It goes on without you.`,
    help: 'Type a message and press Enter. /person asks for a person. Ctrl-C stops what is running, or leaves.',
    helpDecider:
      'What waits for you comes up here as a card: y, n, e or d answers it. All else is a message. Ctrl-C leaves.',
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
    entailmentTodo: 'Until it answers, the checks of sentences stand alone.',
    classifierTodo: 'Until it answers, documents are looked at by our own classifier.',
    noModel: 'none is configured; set procedures and quoted answers work without one',
    modelTodo:
      'To understand more than the examples say, and to answer in its own words, set OPENAI_API_KEY, or OPENAI_BASE_URL of a server that speaks its protocol.',
  },
} as const

/** What a replay found to be otherwise, by its name in the API. */
function replayDifference(name: string): string {
  switch (name) {
    case 'journal':
      return 'It looked up something else than it did then.'
    case 'effects':
      return 'It would do something else than what was kept.'
    case 'said':
      return 'It said something else than it did then.'
    case 'failure':
      return 'It ended differently than it did then.'
    case 'seal.tools':
      return "The agent's tools are not those that the plan was sealed with."
    case 'seal.limits':
      return "The agent's limits are not those that the plan was sealed with."
    default:
      return `Its ${name.replace(/^seal\./, '')} is not what was sealed.`
  }
}
