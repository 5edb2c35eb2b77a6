import { canonicalJson } from '#core/commitment.ts'
import type { Json } from '#core/json.ts'
import type { ToolDefinition } from './contract.ts'

/** What of a tool a plan's author and its rules see. */
interface Defined extends Pick<ToolDefinition, 'description' | 'inputSchema' | 'outputSchema'> {
  /** What it may return, as the operator wrote it. */
  readonly sample?: Json | undefined
}

/** Lines of unchanged text that stand around a change. */
const AROUND = 2
/** Beyond so many lines the two are shown whole, one after the other: comparing them takes the product of both. */
const COMPARED_LINES = 2_000

/**
 * The drift between two definitions of a tool, as a diff in lines: `-` removed, `+` added, a space unchanged, and `…` for
 * more of that. For a first definition, `before` is null and all is `+`.
 */
export function definitionDiff(before: Defined | null, after: Defined): readonly string[] {
  return folded(compared(before === null ? [] : linesOf(before), linesOf(after)))
}

function linesOf({ description, inputSchema, outputSchema, sample }: Defined): readonly string[] {
  return [
    'description:',
    ...description.split(/\r\n|\n|\r/).map((line) => `  ${line}`),
    'arguments:',
    ...schemaLines(inputSchema),
    'result:',
    ...(outputSchema === null ? ['  anything'] : schemaLines(outputSchema)),
    ...(sample === undefined ? [] : ['sample, by tools.yaml:', ...schemaLines(sample)]),
  ]
}

// The hash doesn't know an order of keys, and one that changed would hide what did.
function schemaLines(schema: Json): readonly string[] {
  return JSON.stringify(JSON.parse(canonicalJson(schema)), null, 2)
    .split('\n')
    .map((line) => `  ${line}`)
}

// The longest common subsequence, by its table of lengths.
function compared(was: readonly string[], is: readonly string[]): readonly string[] {
  if (was.length === 0 || was.length > COMPARED_LINES || is.length > COMPARED_LINES)
    return [...was.map((line) => `- ${line}`), ...is.map((line) => `+ ${line}`)]
  const width = is.length + 1
  const lengths = new Uint16Array((was.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) {
      lines.push(`  ${was[i] ?? ''}`)
      i += 1
      j += 1
    } else if (i < was.length && (j === is.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`- ${was[i] ?? ''}`)
      i += 1
    } else {
      lines.push(`+ ${is[j] ?? ''}`)
      j += 1
    }
  }
  return lines
}

// What stays is shown around what changed, and where a part begins.
function folded(lines: readonly string[]): readonly string[] {
  const changed = lines.map((line) => !line.startsWith(' '))
  const kept = lines.map(
    (line, at) => /^ {2}\S/.test(line) || changed.slice(Math.max(0, at - AROUND), at + AROUND + 1).includes(true),
  )
  return lines.flatMap((line, at) => (kept[at] ? [line] : kept[at - 1] ? ['  …'] : []))
}
