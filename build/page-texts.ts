import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** The texts of a message file that a page has of another language. */
const OF_PAGES: readonly string[] = ['plan', 'problems', 'screen', 'details', 'ownRequest', 'reader']

/** What a terminal or a conversation says in other languages is no part of a script. */
export const pageTexts: Plugin = {
  name: 'page-texts',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]text[\\/]languages[\\/][\w-]+\.json$/ }, async ({ path }) => {
      const { texts }: { texts: Readonly<Record<string, unknown>> } = JSON.parse(await readFile(path, 'utf8'))
      const kept = Object.fromEntries(OF_PAGES.map((name) => [name, texts[name]]))
      return { contents: JSON.stringify({ texts: kept }), loader: 'json' }
    })
  },
}
