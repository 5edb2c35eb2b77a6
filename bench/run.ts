import { answerFigures } from './answer.ts'
import { applyingFigures } from './applying.ts'
import type { Figure } from './figure.ts'
import { growthFigures } from './growth.ts'
import { listFigures } from './growth-lists.ts'
import { ingestionFigures } from './ingestion.ts'
import { intentFigures } from './intents.ts'
import { judgingFigures } from './judging.ts'
import { mixedFolderFigures } from './mixed-folder.ts'
import { pageFigures } from './pages.ts'
import { promptFigures } from './prompts.ts'
import { refundFigures } from './refund-turn.ts'
import { searchFigures } from './search.ts'
import { retrievalFigures } from './retrieval.ts'
import { secondMessageFigures } from './second-message.ts'
import { sentenceFigures } from './sentences.ts'
import { stepFigures } from './several-steps.ts'
import { sandboxFigures } from './sandbox.ts'
import { startFigures } from './start.ts'
import { takeOverFigures } from './take-over.ts'
import { takingInFigures } from './taking-in.ts'

/**
 * The figures that `npm run bench` prints, by the name that picks one: `npm run bench -- refund`. A path behind a name is
 * what it measures: `npm run bench -- intents set.json`.
 */
const FIGURES: Readonly<Record<string, (path?: string) => Promise<readonly Figure[]>>> = {
  start: startFigures,
  refund: refundFigures,
  growth: async () => [...(await listFigures()), ...(await growthFigures())],
  lists: listFigures,
  'growth-turns': growthFigures,
  'take-over': takeOverFigures,
  steps: stepFigures,
  sandbox: sandboxFigures,
  intents: intentFigures,
  prompts: promptFigures,
  judging: judgingFigures,
  applying: applyingFigures,
  answer: answerFigures,
  'second-message': secondMessageFigures,
  sentences: sentenceFigures,
  pages: pageFigures,
  retrieval: retrievalFigures,
  ingestion: ingestionFigures,
  'taking-in': takingInFigures,
  'mixed-folder': mixedFolderFigures,
  search: searchFigures,
}

const chosen = process.argv.slice(2)
const names = chosen.length === 0 ? Object.keys(FIGURES) : chosen
if (!process.env.DATABASE_URL) {
  console.log('Without DATABASE_URL the refund turn is measured on PGlite, and not next to LangGraph.')
  console.log('What the apply step adds, and the statements of a plan, are measured on PostgreSQL alone.\n')
}
for (const [index, name] of names.entries()) {
  if (isPath(name) && index > 0) continue
  const measure = FIGURES[name]
  if (!measure) throw new Error(`There is no figure "${name}". Choose from: ${Object.keys(FIGURES).join(', ')}.`)
  const next = names[index + 1]
  for (const figure of await measure(next !== undefined && isPath(next) ? next : undefined)) console.log(line(figure))
}
process.exit(0)

function isPath(word: string): boolean {
  return word.endsWith('.json')
}

function line({ name, value, baseline, goal }: Figure): string {
  const against = baseline ? `  ${baseline.name} ${baseline.value}, ratio ${baseline.ratio.toFixed(2)}` : ''
  return `${name.padEnd(44)}  ${value}${against}${goal ? `  (goal ${goal})` : ''}`
}
