import { runEvals } from '../../evals/run-evals.ts'

/** Runs the evals of these agents as `npm run evals` does, inside this process. */
export async function runEvalsHere(
  agentsDir: string,
  words: string,
): Promise<{ readonly code: number; readonly out: string; readonly errors: string }> {
  let [out, errors] = ['', '']
  const code = await runEvals(words, {
    say: (text) => void (out += `${text}\n`),
    complain: (text) => void (errors += `${text}\n`),
    environment: { DATABASE_URL: process.env.DATABASE_URL, AGENTS_DIR: agentsDir },
  })
  return { code, out, errors }
}
