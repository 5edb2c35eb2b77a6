import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A change of one file that a hunt makes in a copy of the tree, to see which test notices it. */
export interface Change {
  readonly name: string
  /** From the root. */
  readonly file: string
  /** The whole file with it. */
  readonly text: string
  /** The first and the last line that it changes, from 1. */
  readonly lines: readonly [first: number, last: number]
  /** A test file that is known to notice it, to be run first. */
  readonly foundBy?: string | undefined
  /** Only an embedded database runs its line. */
  readonly onPglite?: boolean | undefined
  /** Test folders to look in, where the line runs in a browser or behind walls, which no coverage of Node tells of. */
  readonly lookIn?: readonly string[] | undefined
}

/** Makes a change in a tree, and gives what undoes it. */
export function makeChange({ file, text }: Change, root: string): () => void {
  const path = join(root, file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(path, text)
  return () => writeFileSync(path, original)
}

/** The lines of a stretch of a text, from 1. A line that only ends in it isn't one of them. */
export function linesAt(text: string, start: number, end: number): Change['lines'] {
  const first = text.slice(0, start).split('\n').length
  return [first, first + text.slice(start, end).trimEnd().split('\n').length - 1]
}
