import { type Given, type Grade, GRADES } from './grade.ts'
import type { KeyQuestion } from './key.ts'

/** What came of one question of the key. */
export interface GradedAnswer {
  readonly corpus: string
  readonly question: KeyQuestion
  /** Whether it is of the half that nobody tunes by. */
  readonly isHeldOut: boolean
  readonly given: Given
  readonly grade: Grade
}

/**
 * Shares of all, of those that the documents don't answer too; and of what is called sure. What is right counts whichever
 * tone it is said in, since the tone has a goal of its own.
 */
const GOALS = { right: 0.6, wrong: 0.05, absent: 0.1, sure: 0.95 }

/** The table of both halves, whether the goals are reached by each, and what wasn't right of the half for tuning. */
export function reportOf(
  answers: readonly GradedAnswer[],
  { showsAll }: { readonly showsAll: boolean },
): { readonly lines: readonly string[]; readonly hasPassed: boolean } {
  const halves = [answers.filter(({ isHeldOut }) => !isHeldOut), answers.filter(({ isHeldOut }) => isHeldOut)]
  const corpora = [...new Set(answers.map(({ corpus }) => corpus))]
  const kinds = [...new Set(answers.map(({ question }) => question.kind))].toSorted()
  const tables = halves.flatMap((half, at) => [
    '',
    at === 0 ? 'For tuning' : 'Held out',
    [' '.repeat(NAME_WIDTH), 'asked'.padStart(6), ...[...GRADES, 'sure'].map((name) => name.padStart(8))].join(''),
    ...corpora.map((corpus) =>
      rowOf(
        corpus,
        half.filter((answer) => answer.corpus === corpus),
      ),
    ),
    rowOf('all', half),
    '',
    ...kinds.map((kind) =>
      rowOf(
        `  ${kind}`,
        half.filter(({ question }) => question.kind === kind),
      ),
    ),
  ])
  const missed = halves.flatMap((half, at) => missedGoals(half, at === 0 ? 'for tuning' : 'held out'))
  const failures = showsAll ? (halves[0] ?? []).filter(({ grade }) => grade !== 'right').flatMap(complaintOf) : []
  return {
    lines: [...tables, '', ...(missed.length > 0 ? missed : ['All goals are reached.']), ...failures],
    hasPassed: missed.length === 0,
  }
}

const NAME_WIDTH = 22

function rowOf(name: string, answers: readonly GradedAnswer[]): string {
  const cells = [...GRADES.map((grade) => share(answers, grade)), surelyRight(answers)]
  return [
    name.padEnd(NAME_WIDTH),
    String(answers.length).padStart(6),
    ...cells.map((value) => (Number.isNaN(value) ? '–' : `${(value * 100).toFixed(1)} %`).padStart(8)),
  ].join('')
}

function missedGoals(answers: readonly GradedAnswer[], half: string): readonly string[] {
  const values = {
    right: share(answers, 'right') + share(answers, 'shown'),
    wrong: share(answers, 'wrong'),
    absent: saidAbsent(answers),
    sure: surelyRight(answers),
  }
  return (Object.keys(GOALS) as (keyof typeof GOALS)[])
    .filter((goal) => (goal === 'right' || goal === 'sure' ? values[goal] < GOALS[goal] : values[goal] > GOALS[goal]))
    .map(
      (goal) =>
        `✗ ${half}: ${NAMES[goal]} ${(values[goal] * 100).toFixed(1)} %, and the goal is ${GOALS[goal] * 100} %`,
    )
}

const NAMES = {
  right: 'right, as the answer or as the nearest place',
  wrong: 'wrong in a sure tone',
  absent: 'said absent, of what is there,',
  sure: 'right, of what is said in a sure tone,',
}

function share(answers: readonly GradedAnswer[], grade: Grade): number {
  return answers.filter((answer) => answer.grade === grade).length / answers.length
}

function saidAbsent(answers: readonly GradedAnswer[]): number {
  return share(
    answers.filter(({ question }) => question.must.length > 0),
    'absent',
  )
}

function surelyRight(answers: readonly GradedAnswer[]): number {
  return share(
    answers.filter(({ given }) => given.tone === 'sure'),
    'right',
  )
}

function complaintOf({ corpus, question, given, grade }: GradedAnswer): readonly string[] {
  const { ask, must, from } = question
  const wanted =
    must.length === 0
      ? 'not in the documents'
      : `${must.map(({ source }) => source).join(' and ')}${from.length > 0 ? ` on “${from.join('” or “')}”` : ''}`
  return [
    '',
    `${grade.toUpperCase()} ${corpus}: ${ask}`,
    `  wanted: ${wanted}`,
    `  ${given.tone}: ${given.text.slice(0, 240)} [${given.titles.join('; ')}]`,
  ]
}
