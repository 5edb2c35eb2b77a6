/** What knows `light-dark()`, popovers and container queries, which our pages are made with. */
export const BROWSERS = ['chrome123', 'firefox125', 'safari17.5']

/** The bundler, loaded when something is to be made: 30 ms that a fresh dist/ doesn't pay. Throws `NotInstalled`. */
export async function bundler(): Promise<typeof import('esbuild')> {
  // Its program lives for seconds: collecting less often saves a quarter of its work.
  process.env.GOGC ??= '400'
  try {
    const esbuild = await import('esbuild')
    await esbuild.transform('') // its program for this platform is a package of its own, which may have been left out
    return esbuild
  } catch (cause) {
    throw new NotInstalled(
      'Building needs the development packages and those for this platform: run `npm ci --include=dev --include=optional`.',
      { cause },
    )
  }
}

/** Where only what runs is installed, the bundler isn't there. */
export class NotInstalled extends Error {}
