import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

/** The texts of a message file that a page has of another language. */
const OF_PAGES: readonly string[] = [
  'plan',
  'problems',
  'screen',
  'thread',
  'details',
  'editChange',
  'ownRequest',
  'conversations',
  'person',
  'reader',
]

/**
 * What a terminal or a conversation says in other languages is no part of a script; with `language` (its code), no other
 * language is.
 */
export function pageTexts(language: string | null): Plugin {
  return {
    name: 'page-texts',
    setup: (build) => {
      build.onLoad({ filter: /[\\/]text[\\/]languages[\\/][\w-]+\.json$/ }, async ({ path }) => {
        const isLeftOut = language !== null && basename(path, '.json') !== language
        return { contents: JSON.stringify({ texts: isLeftOut ? {} : await textsOfPages(path) }), loader: 'json' }
      })
    },
  }
}

async function textsOfPages(path: string): Promise<object> {
  const { texts }: { texts: Readonly<Record<string, unknown>> } = JSON.parse(await readFile(path, 'utf8'))
  return Object.fromEntries(OF_PAGES.map((name) => [name, texts[name]]))
}
