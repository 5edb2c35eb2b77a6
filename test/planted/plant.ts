import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Mistake } from './mistake.ts'
import { MISTAKES, mistakesNamed } from './mistakes.ts'

/** Why a mistake can't be made in a tree; null where it can. It is found by its text alone, so that lines may move. */
export function whyNot({ file, find, replace }: Mistake, root: string): string | null {
  const path = join(root, file)
  if (!existsSync(path)) return `${file} isn't there`
  if (find === '' || find === replace) return 'it changes nothing'
  const times = readFileSync(path, 'utf8').split(find).length - 1
  return times === 1 ? null : `its text stands ${times} times in ${file}`
}

/** Makes a mistake in a tree, and gives what undoes it. Throws where it doesn't apply. */
export function plant(mistake: Mistake, root: string): () => void {
  const why = whyNot(mistake, root)
  if (why !== null) throw new Error(`${mistake.name} doesn't apply: ${why}.`)
  const path = join(root, mistake.file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(path, withMistake(original, mistake))
  return () => writeFileSync(path, original)
}

/** The first and the last line that a mistake changes, from 1. Throws where it doesn't apply. */
export function linesOf(mistake: Mistake, root: string): readonly [first: number, last: number] {
  const [before, after] = readFileSync(join(root, mistake.file), 'utf8').split(mistake.find)
  if (before === undefined || after === undefined) throw new Error(`${mistake.name} doesn't apply.`)
  const first = before.split('\n').length
  return [first, first + mistake.find.trimEnd().split('\n').length - 1]
}

function withMistake(original: string, { find, replace }: Mistake): string {
  return original.split(find).join(replace)
}

// What a left-out line looked like stands in git alone. Other changes of the file would be lost with it, so there may be none.
function mend(mistake: Mistake, root: string): void {
  const { name, file } = mistake
  const original = execFileSync('git', ['show', `HEAD:${file}`], { cwd: root, encoding: 'utf8' })
  const path = join(root, file)
  if (readFileSync(path, 'utf8') !== withMistake(original, mistake))
    throw new Error(`${file} isn't as it was committed but for ${name}: mend it by hand.`)
  writeFileSync(path, original)
}

const USE = `node test/planted/plant.ts check        whether every mistake can still be made
node test/planted/plant.ts plant NAME   makes one in this tree
node test/planted/plant.ts mend NAME    undoes it`

function run([command = '', ...names]: readonly string[], root: string): number {
  if (command === 'check') {
    const wrong = MISTAKES.flatMap((mistake) => {
      const why = whyNot(mistake, root)
      return why === null ? [] : [`${mistake.name}: ${why}`]
    })
    console.log(wrong.length === 0 ? `All ${MISTAKES.length} mistakes can be made.` : wrong.join('\n'))
    return wrong.length === 0 ? 0 : 1
  }
  if (names.length !== 1 || (command !== 'plant' && command !== 'mend')) {
    console.error(USE)
    return 2
  }
  for (const mistake of mistakesNamed(names)) {
    if (command === 'plant') plant(mistake, root)
    else mend(mistake, root)
    console.log(`${mistake.name}: ${command === 'plant' ? mistake.what : 'mended.'}`)
  }
  return 0
}

if (import.meta.main) {
  try {
    process.exitCode = run(process.argv.slice(2), resolve(import.meta.dirname, '../..'))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
