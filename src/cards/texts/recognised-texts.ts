import { andList, orList } from './plan-texts.ts'

/** How it was recognised what somebody asked for, for whoever else looks at their plan, in English. */
export const recognisedTexts = {
  by: {
    example: 'Recognised by the same words as an example',
    classifier: 'Recognised by its likeness to the examples',
    model: "Recognised by the agent's model",
    dialogue: 'Recognised by the answers to our questions',
  },
  sure: (percent: number) => `${percent}% sure`,
  notMeasured: 'how sure is not measured',
  near: (others: readonly string[]) => `Also near: ${andList(others)}.`,
  nearOne: (title: string, percent: number) => `${title} (${percent}%)`,
  nothingNear: 'Nothing else was near.',
  doubts: {
    'speech-act':
      "The words may do something else than ask for it: a question, a refusal, a report, a condition or somebody else's words.",
    likeness: "It isn't sure that this is what the words mean.",
    slot: "A value that it needs wasn't stated outright.",
    part: 'The words ask for a part of it or something else of it, or name another amount.',
    disagreement: "The model and the rules don't agree on what was asked for.",
    'unasked-step': 'No words ask for all of its steps.',
    witness: 'A model that was asked once more didn’t say that the words ask for just this, now.',
    'looked-up': 'What it acts on was looked up, and it could be another.',
    language:
      'It was asked for in a language in which the rules can’t tell whether it is denied, so only a model has read it.',
    'shown-text': 'The planner had read what others wrote before it wrote the plan.',
    webhook: 'A webhook sent it, so nobody is known to have typed this.',
    schedule: 'A schedule began it, so nobody asked for it in words.',
    client: 'A program sent it, so nobody typed this.',
    relayed: 'A program sent it in their name, so they didn’t type this.',
    mail: 'It came by mail, which tells who wrote it and doesn’t prove it.',
    'outside-mail': 'It came by mail of somebody whom we don’t know for a person of ours.',
    unknown: 'Nothing is known of how it was asked for.',
  },
  noWordsFor: (steps: readonly string[]) => `No words ask for step ${orList(steps)}.`,
  wordsFor: (step: number, words: string) => `Words for step ${step}: ${words}.`,
} as const
