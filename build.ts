import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import { inputsFile, isFresh } from './bin/is-fresh.js'
import { BROWSERS, bundler, NotInstalled } from './build/bundler.ts'
import { contractInputs, evaluatedContract } from './build/evaluated-contract.ts'
import { pdfAsItIs, zodInEnglish } from './build/packages.ts'
import { keepPlanSnapshot } from './build/plan-snapshot.ts'
import { smallStyles } from './build/small-styles.ts'
import { WIDGET_LATER, type Bundle } from './build/widget-bundles.ts'
import { pageTexts } from './build/page-texts.ts'
import { packedFile } from './src/channels/web/packed-file.ts'
import { replaceFile } from './src/channels/cli/replace-file.ts'
import { HASH_LENGTH } from './src/channels/web/widget-parts.ts'

const ROOT = import.meta.dirname

/** What a file of `dist/` is made by, beside its sources. */
const MADE_BY = [
  'build.ts',
  'bin/is-fresh.js',
  'build/bundler.ts',
  'build/evaluated-contract.ts',
  'build/packages.ts',
  'build/page-texts.ts',
  'build/widget-bundles.ts',
  'build/small-styles.ts',
]

const PARTS_KEPT_MS = 24 * 3_600_000

/** Packages in CommonJS ask for Node's modules by `require`, which an ES module doesn't have. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);"

/** Node 24 knows every Unicode property; esbuild holds that no Node does, and would make each such pattern anew at each use. */
const NODE: BuildOptions = {
  platform: 'node',
  format: 'esm',
  target: 'node24',
  supported: { 'regexp-unicode-property-escapes': true },
}

const PREACT: BuildOptions = { jsx: 'automatic', jsxImportSource: 'preact' }

/** The server and the worker with all that they import: compiled in a quarter of the time that 2,500 files take. */
const PROCESSES: BuildOptions = {
  ...NODE,
  mainFields: ['module', 'main'],
  // What looks for files beside itself, and the example, which stands alone.
  // What speaks mail is loaded where there is an address.
  external: ['@electric-sql/*', '@cedar-policy/*', 'imapflow', 'mailauth/*', 'nodemailer', 'pg-native', './examples/*'],
  banner: { js: REQUIRE },
  // Files that are commands too aren't called as such in there.
  define: { 'import.meta.main': 'false' },
}

/** In parts: a command reads what it needs. */
const COMMAND: Bundle = {
  entry: 'bin/parley.ts',
  output: 'dist/command/parley.js',
  options: { ...PROCESSES, splitting: true },
}

/** Runs in a bare V8: no module loader, no platform. */
const PLAN_ISOLATE: Bundle = {
  entry: 'src/plan-language/language/isolate-main.ts',
  output: 'dist/plan-isolate.js',
  options: { platform: 'neutral', format: 'iife', target: 'es2024', mainFields: ['module', 'main'], minify: true },
}

const BUNDLES: readonly Bundle[] = [
  { entry: 'src/app/processes.ts', output: 'dist/processes.js', options: PROCESSES },
  {
    // The child runs with --jitless, which takes WebAssembly away and with it Node's type stripping.
    entry: 'src/plan-language/sandbox/child.ts',
    output: 'dist/sandbox-child.js',
    options: { ...NODE, external: ['isolated-vm'] },
  },
  COMMAND,
  PLAN_ISOLATE,
  {
    // A folder of its own, so that the process which reads strangers' documents may read no other; in parts, of which it
    // loads those of the file's format.
    entry: 'src/documents/parsing/child.ts',
    output: 'dist/document-child/child.js',
    options: {
      ...NODE,
      splitting: true,
      mainFields: ['module', 'main'],
      // A fifth of the work that minifying all of it is, and no slower to start.
      minifyWhitespace: true,
      banner: { js: REQUIRE },
    },
  },
  {
    // A classic script, so that a page needs no more than `<script src>`.
    entry: 'src/channels/web/widget/main.ts',
    output: 'dist/widget.js',
    options: { platform: 'browser', format: 'iife', target: BROWSERS, minify: true },
    later: WIDGET_LATER,
  },
  {
    entry: 'src/channels/web/console/main.ts',
    output: 'dist/console.js',
    options: { platform: 'browser', format: 'esm', target: BROWSERS, minify: true, ...PREACT },
  },
]

/**
 * Makes the files of `dist/` that are older than what they are made from. Safe to call from several processes at once.
 * `forStart`: only what a server starts with. What commands are run from is missing then, so that they run from their
 * sources, and what browsers load is packed by the server that is first asked for it.
 */
export async function build(
  tell: (line: string) => void = () => {},
  { forStart = false }: { readonly forStart?: boolean } = {},
): Promise<void> {
  const make = async (bundle: Bundle) => {
    tell(await makeBundle(bundle))
    if (bundle.options.platform === 'browser' && !forStart) tell(await pack(bundle))
  }
  await Promise.all(
    BUNDLES.filter((bundle) => bundle !== COMMAND || !forStart).map(async (bundle) => {
      await Promise.all([...(bundle.later?.values() ?? [])].map(make))
      await make(bundle)
      if (bundle === PLAN_ISOLATE) tell(await keepPlanSnapshot())
    }),
  )
}

async function pack({ output }: Bundle): Promise<string> {
  const { br } = await packedFile(join(ROOT, output))
  return `${output}.br ${kilobytes(br)} kB`
}

async function makeBundle(bundle: Bundle): Promise<string> {
  const later = [...(bundle.later?.values() ?? [])].map(({ output }) => output)
  if (isFresh(bundle.output, [...MADE_BY, ...later])) return `${bundle.output} is up to date`
  // Their time is that of the build's start, so a source that changes during the build makes them old.
  const startedAt = new Date()
  const { build: esbuild } = await bundler()
  const isForBrowsers = bundle.options.platform === 'browser'
  const { outputFiles, metafile } = await esbuild({
    entryPoints: { [basename(bundle.output, '.js')]: join(ROOT, bundle.entry) },
    outdir: join(ROOT, dirname(bundle.output)),
    absWorkingDir: ROOT,
    bundle: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    ...bundle.options,
    ...(await laterHashes(bundle)),
    plugins: isForBrowsers
      ? [evaluatedContract, pageTexts(bundle.language ?? null), smallStyles]
      : [zodInEnglish, pdfAsItIs],
    metafile: true,
    write: false,
  })
  const file = outputFiles.find(({ path }) => path === join(ROOT, bundle.output))
  if (file === undefined) throw new Error(`esbuild made nothing of ${bundle.entry}`)
  const parts = outputFiles.filter((part) => part !== file)
  await mkdir(dirname(file.path), { recursive: true })
  await Promise.all(parts.map(({ path, contents }) => replaceFile(path, contents, startedAt)))
  await replaceFile(file.path, file.contents, startedAt)
  const inputs = [...Object.keys(metafile.inputs), ...(isForBrowsers ? await contractInputs() : [])]
  await replaceFile(join(ROOT, inputsFile(bundle.output)), JSON.stringify(ownInputs(inputs)), startedAt)
  if (bundle.options.splitting) await removeOldParts(dirname(file.path), startedAt)
  return `${bundle.output} ${kilobytes(file.contents)} kB in ${Date.now() - startedAt.getTime()} ms`
}

// Packages are what the lock file says: a thousand files that nobody has to look at before each command.
function ownInputs(inputs: readonly string[]): readonly string[] {
  return ['package-lock.json', ...inputs.filter((path) => !path.startsWith('node_modules/'))]
}

async function laterHashes({ later }: Bundle): Promise<BuildOptions> {
  if (later === undefined) return {}
  const hashes = [...later].map(async ([name, { output }]) => {
    const hash = createHash('sha256').update(await readFile(join(ROOT, output)))
    return [name, hash.digest('base64url').slice(0, HASH_LENGTH)] as const
  })
  return { define: { PARTS: JSON.stringify(Object.fromEntries(await Promise.all(hashes))) } }
}

function kilobytes(content: Uint8Array): string {
  return (content.length / 1024).toFixed(1)
}

// A command that runs for hours (`parley mcp`) may still load a part of the build that it began with.
async function removeOldParts(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (now.getTime() - (await stat(path)).mtimeMs > PARTS_KEPT_MS) await rm(path, { force: true })
  }
}

if (import.meta.main) {
  try {
    const forStart = process.argv.includes('--before-server')
    await build((line) => process.stdout.write(`${line}\n`), { forStart })
  } catch (error) {
    if (!(error instanceof NotInstalled)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
