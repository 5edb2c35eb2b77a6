import type { AcceptedWhere } from '#agents/contract.ts'
import { andList, plural } from '#cards/texts/plan-texts.ts'

/** What `parley check` and `parley tools probe` say, in English. */
/** What is said, and what to do about it. */
type Noted = readonly [message: string, hint: string]

export const checkTexts = {
  inOrder: (agent: string, { playbooks, tools }: { readonly playbooks: number; readonly tools: number }) =>
    `${agent}: in order: its rules, ${plural(tools, '1 tool', `${tools} tools`)} and ${plural(playbooks, '1 playbook', `${playbooks} playbooks`)}.`,
  confused: ({ example, takenFor, likeness }: { example: string; takenFor: string; likeness: number }) =>
    `“${example}” can't be told from what ${takenFor} is for: were it no example, it would start that (${likeness.toFixed(2)}).`,
  toldApart: (agent: string) =>
    `${agent}: what the examples of each procedure (rows) would be taken for if they weren't there (columns; – is none of them):`,
  byWords: (agent: string) =>
    `${agent}: no embedding model answered in time, so words alone tell the examples apart here, less well than where a message is recognised. Check EMBEDDINGS_BASE_URL.`,
  leftOut: (reason: string) => `A question under answers: isn’t searched: ${reason}`,
  onTrial: 'On trial, so that it stops nothing:',
  trusted: (tool: string) =>
    `Trust placed: every error of ${tool} counts as “nothing was done” (nothing: any). Who is told so may ask again.`,
  unlisted: (tool: string, next: readonly ('call-again' | 'look-up' | 'person')[]) =>
    `No error of ${tool} is known to mean that nothing was done. After one ${next.map((step) => NEXT[step]).join(', else ')}.`,
  unplaced: {
    time: (tool: string, names: readonly string[]): Noted => [
      `${andList(names)} of ${tool} may come without a zone, and no plan can read such a time.`,
      'Say zone: Europe/Berlin at this tool, or for all of them in agent.yaml.',
    ],
    amount: (tool: string, names: readonly string[]): Noted => [
      `${andList(names)} of ${tool} looks like money, and no limit counts it.`,
      `Say money: { ${names[0] ?? ''}: { currency: EUR, unit: major, as: number } }.`,
    ],
    text: (tool: string, names: readonly string[]): Noted => [
      `${tool} promises no form, so that what it answers as text is one text which nobody vouches for: ${andList(names)} is no field of it.`,
      'Its server can give it an outputSchema; then its fields can be trusted.',
    ],
    field: (tool: string, names: readonly string[]): Noted => [
      `${andList(names)} of ${tool} ${names.length === 1 ? 'is' : 'are'} neither trusted nor untrusted, so nobody vouches for ${names.length === 1 ? 'it' : 'them'}.`,
      'Name each under trust:, or say the rest in a word: others: untrusted.',
    ],
    sample: (tool: string, names: readonly string[]): Noted => [
      `The sample of ${tool} isn’t what its server says that it returns, at ${andList(names)}: a planner is misled by it.`,
      'What it returns: parley tools probe ' + tool + " --sample '{ … }'",
    ],
    words: (tool: string, names: readonly string[]): Noted => [
      `Cards show ${andList(names)} of ${tool} as the tool writes ${names.length === 1 ? 'it' : 'them'}.`,
      'Give each a name, and its choices theirs, under words:.',
    ],
    whole: (tool: string): Noted => [
      `Trust placed: what ${tool} answers as one line of text counts as vouched for.`,
      'Where others can have it say what they like, take #text out of trusted:.',
    ],
    none: (tool: string): Noted => [
      `Trust placed: every error of ${tool} counts as “there is none” (none: { error: any }).`,
      'Where its server gives codes, list those that mean it.',
    ],
  },
  unasked: (title: string) =>
    `Warning: “${title}” is done without a yes even where nobody asked for it outright (inferred: 'allowed').`,
  chosen: (tool: string, accepted: AcceptedWhere) => {
    if (accepted.where === 'addressed')
      return `Trust placed: “${accepted.argument}” of ${tool} may be anybody’s words where “${accepted.to}” is vouched for.`
    const from =
      accepted.from === undefined
        ? 'every value of it that is vouched for'
        : `those of “${accepted.from}” in directory: and what the requester typed`
    return `Trust placed: untrusted text may choose “${accepted.argument}” of ${tool}, among ${from}.`
  },
  untried: (agent: string, why: string) => `${agent}: its playbooks weren’t tried out: ${why}`,
  list: (tool: string) => `List those that do under nothing:. What its server answers: parley tools probe ${tool}`,
  probe: {
    sample:
      'What it returned, for its entry in tools.yaml. It is of somebody’s record: change what is theirs, keep how it is written.',
    sampleOfOne:
      '--sample takes the arguments of one read, as JSON: parley tools probe shop/orders.get --sample \'{ "id": "A12" }\'.',
    ask: (tools: readonly string[]) =>
      `${andList(tools)} will be called with arguments that ${tools.length === 1 ? 'its' : 'their'} own schema refuses. Does the server refuse them before it does anything? Type yes: `,
    with: {
      'unknown-tool': 'called by a name that no tool has',
      'wrong-arguments': 'called with arguments that its own schema refuses:',
    },
    said: {
      tool: (code: string | null, text: string) =>
        `the tool’s own error, ${code === null ? 'without a code' : `code ${code}`}: ${text}`,
      protocol: (code: string | null, text: string) => `an error of the protocol, ${code ?? ''}: ${text}`,
      http: (code: string | null, text: string) => `HTTP ${code ?? ''}: ${text}`,
    },
    fate: {
      nothing: 'Of a write this is told as “nothing was done”.',
      answered: 'Of a write this proves nothing: it is called again, looked up, or a person is asked.',
      lost: 'Of a write this proves nothing: it counts as no answer.',
      done: 'IT TOOK THE CALL. It doesn’t hold to its own schema, so look what it has done.',
    },
    notCalled: 'The tool itself wasn’t called: that takes a yes (--yes), and a schema that refuses something.',
  },
} as const

const NEXT = {
  'call-again': 'it is called again',
  'look-up': 'it is looked up',
  person: 'a person is asked',
} as const
