import { basename, extname } from 'node:path'

/** The title of a file that gives none: its name in words. */
export function titleOfName(name: string): string {
  return basename(name, extname(name)).replaceAll(/[-_]+/gu, ' ')
}

/** The first heading of the first level. */
export function headingOf(text: string): string | null {
  return /^#[ \t]+(.+?)[ \t#]*$/mu.exec(text)?.[1] ?? null
}
