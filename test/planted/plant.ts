import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { linesAt, makeChange, type Change } from './change.ts'
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

/** A mistake as what it makes of its file in a tree. Throws where it doesn't apply. */
export function changeOf(mistake: Mistake, root: string): Change {
  const { name, file, find, lookIn, foundBy, onPglite } = mistake
  const why = whyNot(mistake, root)
  if (why !== null) throw new Error(`${name} doesn't apply: ${why}.`)
  const original = readFileSync(join(root, file), 'utf8')
  const start = original.indexOf(find)
  return {
    name,
    file,
    text: withMistake(original, mistake),
    lines: linesAt(original, start, start + find.length),
    lookIn,
    foundBy,
    onPglite,
  }
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
    if (command === 'plant') makeChange(changeOf(mistake, root), root)
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
