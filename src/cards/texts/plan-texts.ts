/**
 * What a terminal and a browser both say of plans, answers and decisions, in English. Screens say "plan", "step", "said
 * yes", and never the words of the code; a test holds that for each text. Values are put in by the functions, whole.
 */
export const planTexts = {
  /** What goes on while a plan is made. */
  making: {
    writing: 'Writing the plan',
    mending: (at: number, of: number) => `Correcting the plan (${at} of ${of})`,
    lookedUp: (count: number) => `${count} looked up`,
  },
  card: {
    plan: (shortId: string) => `plan ${shortId}`,
    making: 'Working it out',
    goesAhead: 'Goes ahead by itself',
    startingNow: 'starting now',
    needsYou: 'Needs your yes',
    answerBy: (clock: string) => `answer by ${clock}`,
    until: (clock: string) => `until ${clock}`,
    withRoles: (roles: readonly string[]) => `With our ${andList(roles.map(roleName))}`,
    withOneOf: (roles: readonly string[]) => `With our ${orList(roles.map(roleName))}`,
    soFar: (whom: string, yes: number, asked: number) => `${whom}, ${yes} of ${asked} said yes`,
    needsYouAndMore: (more: number) => `Needs your yes and ${more} more`,
    you: 'you',
    peopleAsked: (asked: number) => `${asked} people must say yes.`,
    peopleSoFar: (asked: number, names: readonly string[], missing: string) =>
      `${asked} people must say yes: ${andList(names)} did, ${missing}.`,
    onlyYours: 'only yours is missing',
    moreNeeded: (more: number) => plural(more, '1 more is needed', `${more} more are needed`),
    youDidAndMore: (more: string) => `You said yes, ${more}`,
    passedOn: (role: string) => `Nobody answered for a while, so ${role} may answer too.`,
    oneYesOf: (place: number, asked: number) => `Say yes (${place} of ${asked})`,
    tooFew: (yes: number, asked: number) => `Only ${yes} of ${asked} said yes in time`,
    withRequester: (name: string) => `With ${name}`,
    lookAgain: 'Look again: something changed',
    expired: 'Nobody answered in time',
    waitedFor: (whom: readonly string[]) => `It waited for ${andList(whom)}.`,
    ourRole: (role: string) => `our ${roleName(role)}`,
    stepOf: (step: number, of: number) => `Step ${step} of ${of}`,
    done: 'Done',
    answered: 'Sent, but not confirmed',
    stopped: 'Stopped before the first step',
    stoppedAfter: (step: number, of: number) => `Stopped after step ${step} of ${of}`,
    unknown: (step: number) => `We don't know if step ${step} happened`,
    refused: "This won't be done",
    withdrawn: 'Withdrawn',
    doneByEqual: 'Done by another request',
    saidYes: (name: string, clock: string) => `${name} said yes, ${clock}`,
    youSaidYes: (clock: string) => `you said yes, ${clock}`,
    saidNo: (name: string) => `${name} said no`,
    youSaidNo: 'You said no',
    somebodySaidNo: 'Somebody said no',
    nobodyAsked: 'went ahead by itself',
    nothingDone: 'Nothing was done.',
    why: (reasons: string) => `Why: ${reasons}`,
    reason: (reason: string) => `Reason: ${reason}`,
    nothingThere: 'nothing',
    settings: {
      address: (server: string) => `The address of "${server}" changed after this was agreed to`,
      credential: (server: string) => `Our key for "${server}" changed after this was agreed to`,
      entry: (step: string) => `The settings of "${step}" changed after this was agreed to`,
      definition: (step: string) => `What "${step}" does or takes changed after this was agreed to`,
      limits: () => 'The limits of a request changed after this was agreed to',
      procedure: (title: string) => `How "${title}" is done changed after this was agreed to`,
      passage: (document: string) =>
        document === '' ? 'The document behind it changed' : `The document behind it changed: ${document}`,
    },
    goesBy: 'Based on:',
    steps: {
      new: (title: string) => `New: ${title}`,
      gone: (title: string) => `No longer done: ${title}`,
      changed: (title: string, values: readonly string[]) => `Changed: ${title} (${andList(values)})`,
    },
    stepValue: (name: string, was: string, is: string) => `${name} was ${was}, now ${is}`,
    /** Above what a plan says: to whoever asked, to others who look, and where it isn't done any more. */
    says: 'What you are told',
    saysTo: (name: string) => `What ${name} is told`,
    wouldSay: 'What you would have been told',
    saidBefore: 'Written before somebody changed a step.',
    changed: (what: string, was: string, is: string) => `${what} was ${was} when this was agreed to, now ${is}`,
    yesNoLongerCounts: (name: string) => `${name}'s yes no longer counts.`,
    oneStepStops: "One step that isn't allowed stops the whole plan.",
    stillTrying: (service: string) => `Still trying: ${service} doesn't answer`,
    stillTryingError: (service: string) => `Still trying: ${service} answers with an error`,
    tried: {
      call: (times: number, came: string) => `Asked ${plural(times, 'once', `${times} times`)}: ${came}`,
      'look-up': (times: number, came: string) => `Looked for ${plural(times, 'once', `${times} times`)}: ${came}`,
    },
    came: {
      silence: 'no answer',
      'not-sent': 'no connection',
      error: 'an error',
      absent: 'nothing is there',
      unclear: 'no clear answer',
    },
    personMustSay: 'It won’t be tried again until someone says what happened.',
    readsFirst: 'This only looks things up. The next steps are planned after the yes.',
    readAllowed: (title: string, names: readonly string[]) => `Looked up: ${title} (allowed by ${andList(names)}).`,
    closeWindow: 'Someone will look at it. You don’t have to wait here.',
    step: (step: number) => `step ${step}`,
    stepDone: 'done',
    stepNumber: (id: string) => `number ${id}`,
    stepRunning: 'being done',
    stepFailed: 'failed',
    stepFailedSince: (why: string) => `failed: ${why}`,
    stepTakenBack: 'done, then undone',
    stepUnknown: 'we don’t know if it happened',
    stepSaid: (text: string, code: string | null) =>
      `The service answered${code === null ? '' : ` ${code}`}${text === '' ? ' with an error' : `: “${text}”`}`,
    stepNotStarted: 'not started',
    stepNotAllowed: 'not allowed',
    manySteps: (verb: string, count: number, sums: readonly string[]) =>
      sums.length === 0 ? `${verb} ${count} times` : `${verb} ${count} times, ${andList(sums)} in all`,
    doneOf: (done: number, of: number) => `${done} of ${of} done`,
  },
  edit: {
    yourVersion: 'Your version, not agreed yet',
    somebodyElse: 'You changed this plan, so somebody else must say yes.',
    notYours: 'Only for those who may read it',
    withheld: 'This quotes a document you can’t read. You can still say no.',
    leftOut: (step: string, name: string) => `${name} left out: ${step}`,
    youLeftOut: (step: string) => `You left out: ${step}`,
    you: 'You',
    changedTo: (argument: string, value: string) => `${argument} to ${value}`,
    lost: (name: string, change: string, step: string) =>
      `${name} had changed ${change} (${step}). That no longer fits the plan, so the change is gone.`,
    lostLeftOut: (name: string, step: string) =>
      `${name} had left out: ${step}. That no longer fits the plan, so the change is gone.`,
    was: (value: string) => `was ${value}`,
  },
  /** Who asked for it in which words, and what its requester is asked. */
  asked: {
    quoted: (words: string) => `“${words}”`,
    you: (words: string) => `You asked: ${words}`,
    other: (name: string, words: string) => `${name} asked: ${words}`,
    youNoWords: "You didn't ask for exactly this",
    noWords: (name: string) => `${name} didn't ask for exactly this`,
    unknownWords: "We don't know how this was asked for",
    explicit: 'asked for directly',
    youConfirmed: 'you said yes to this',
    confirmed: 'and said yes to this',
    inferred: (goal: string) => (goal === '' ? 'understood as this' : `understood as: ${goal}`),
    lookedUp: (found: string) => `I looked up what is meant: ${found}`,
    unchecked: (words: string) => `${words}, which nobody has checked`,
    andMore: (others: number) => `${others} more`,
    youNotSure: "I'm not sure this is exactly what you want",
    notSure: 'this may not be exactly what they want',
    these: (steps: number) => `Do these ${steps}`,
    notMeant: "That's not what I meant",
    wasNotMeant: 'not what was meant',
    meant: 'What did you mean?',
    sayYes: 'Press the button, or write “yes” or “no”.',
  },
  decide: {
    nothing: 'Nothing was done.',
    reasons: 'Why not?',
  },
} as const

/** A role as people say it: `support-lead` is "support lead". */
export function roleName(role: string): string {
  return role.replaceAll('-', ' ')
}

/** One form for 1, the other for all else. */
export function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other
}

/** 8,000 */
export function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count)
}

/** "a", "a or b", "a, b or c". */
export function orList(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(items)
}

/** "a", "a and b", "a, b and c". */
export function andList(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items)
}
