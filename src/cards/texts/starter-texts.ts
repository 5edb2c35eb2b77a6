/** What begins without a person and what goes out, in words for operators. */
export const starterTexts = {
  none: 'none',
  noSchedules: 'There are no schedules. A file in schedules/ of an agent’s folder is one.',
  noChannels:
    'Nothing comes in from outside or goes out: CHANNELS_FILE and webhooks/ of agents’ folders name what does.',
  next: (when: string | null) => (when === null ? 'never due again' : `next ${when}`),
  last: (when: string, what: string) => `last ${when}: ${what}`,
  neverYet: 'not due yet',
  begun: (run: string | null, plans: readonly string[]) =>
    `run ${run ?? 'gone'}${plans.length === 0 ? '' : `, plan ${plans.join(', ')}`}`,
  states: { due: 'about to begin', skipped: 'skipped' },
  failed: (code: string | null) => `failed (${code ?? 'unknown'})`,
  asked: (by: string) => ` by hand, ${by}`,
  asks: (role: string | null) => (role === null ? 'asks nobody' : `asks ${role}`),
  begunNow: (thread: string) => `Begun: thread ${thread}. Its plan waits for the people who are asked: parley queue.`,
  badSchedule: (typed: string) =>
    `“${typed}” is no schedule’s name. It is agent/schedule, as parley schedules lists it.`,
  installed: {
    tooLate: 'Nothing was installed: this was used before, or is more than ten minutes old. Ask for a new address.',
    refused: (why: string) => `Nothing was installed. ${why}`,
    done: (workspace: string, agent: string) =>
      `Installed in ${workspace}: its people can write to the app, and the agent ${agent} answers. You can close this page.`,
  },
  installAt: (url: string) =>
    `Open this within ten minutes, and agree there for the workspace. It works once; whoever has it can install the app:\n${url}`,
  workspaces: (names: readonly string[]) => (names.length === 0 ? 'installed nowhere' : `in ${names.join(', ')}`),
  connection: { connected: 'connected', away: 'not connected' },
  in: (when: string | null) => `in ${when ?? 'never'}`,
  out: (when: string | null) => `out ${when ?? 'never'}`,
  waiting: (count: number, code: string | null) => `${count} waiting${code === null ? '' : ` (${code})`}`,
  gaveUp: (count: number) => `${count} given up`,
  sentAgain: (count: number) => (count === 1 ? '1 event is sent again.' : `${count} events are sent again.`),
  needsWhich: '--send-again needs --since <time> or --event <id>.',
  badSince: (typed: string) => `“${typed}” is no moment such as 2026-11-24T06:00:00Z.`,
  badShell: (typed: string) => `There is no completion for “${typed}”: bash, zsh or fish.`,
  doctor: {
    noAnswer: (address: string, status: number | null) =>
      status === null ? `${address} doesn’t answer` : `${address} answers with ${status}`,
    identityTodo: 'Nobody can sign in until it does. Check OIDC_ISSUER.',
    modelTodo: 'Check OPENAI_BASE_URL and OPENAI_API_KEY. Until then set procedures and quoted answers work.',
    undelivered: (
      name: string,
      { pending, failed, code }: { readonly pending: number; readonly failed: number; readonly code: string | null },
    ) => `${name}: ${pending} waiting${code === null ? '' : ` (${code})`}, ${failed} given up`,
    away: (name: string) => `${name}: no process is connected to it, so nothing comes in`,
    awayTodo:
      'A worker connects by itself, and tries again: its log says listener-failed and why. See whether one runs, and what CHANNELS_FILE says.',
    deliveryTodo: 'parley channels lists them. Events are sent again with --send-again.',
    scheduleFailed: (name: string, code: string) => `${name} couldn’t begin (${code})`,
    scheduleTodo: 'parley schedules says when; fix its file, then parley schedules --run.',
    toolTodo: 'parley tools diff shows what changed, parley tools accept takes it; parley stops lists what is stopped.',
    keyRefused: (address: string, status: number) => `${address} refuses the key (${status})`,
    keyTodo: 'Check OPENAI_API_KEY. Until then set procedures and quoted answers work.',
    unknownModel: (model: string, known: readonly string[]) =>
      `there is no ${model}; there is ${known.slice(0, 5).join(', ') || 'none'}`,
    modelNameTodo: 'Set OPENAI_MODEL to one that the server has.',
    otherIssuer: (issuer: string, said: string) => `${issuer} calls itself ${said}`,
    otherIssuerTodo: 'Set OIDC_ISSUER to what it calls itself, to the letter: tokens are refused otherwise.',
    refusedLogin: (name: string, code: string) => `${name}: we can’t sign in there (${code})`,
    refusedLoginTodo:
      'Nothing goes out there until we can: check its token or password, and its address, in CHANNELS_FILE.',
    nobodyAsked: (name: string) => `${name}: nobody is asked before what it begins is done (confirmBy: nobody)`,
    volumeOfDatabase: 'The database’s volume',
    volumeOfFolder: 'The volume of DATA_DIR',
    fillsUp: (volume: string) => `${volume} fills up:`,
    fillsUpTodo:
      'Make room on it or enlarge it before it is full; from when on you are told, STORAGE_WARNING_SHARE says.',
    full: (volume: string, left: string) => `${volume} is full: ${left}`,
    fullTodo:
      'Make room on it or enlarge it. Until then nothing new is taken in, and what is under way rests; what was stored is safe.',
    volumeUnreadable: (folder: string) => `${folder} can’t be looked at`,
    volumeTodo: 'Set DATABASE_VOLUME to a folder on the volume that the database writes to.',
    toolAway: 'Plans that need it rest until it answers.',
  },
} as const
