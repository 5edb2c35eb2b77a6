/** The page's own accent, where it can be read. A rule of `.parley[data-accent]` uses it; without one, ours is used. */
export const THEME_STYLES = `
.parley[data-accent] {
  --accent: var(--parley-accent);
  --on-accent: var(--parley-on-accent, light-dark(#ffffff, #05242a));
  --accent-hover: color-mix(in srgb, var(--parley-accent) 86%, var(--on-accent));
}
.parley[data-accent-ink] {
  --accent-ink: var(--parley-accent);
  --accent-soft: color-mix(in srgb, var(--parley-accent) 10%, var(--paper));
  --mark: color-mix(in srgb, var(--parley-accent) 26%, var(--paper));
}
`

const ENOUGH = 4.5

/**
 * Takes the page's accent for what it can be read in: with its own text on it, and as text on our paper. Where the two
 * colours have less than 4.5:1 both are passed over, and the console says so.
 */
export function applyTheme(root: HTMLElement): void {
  const own = getComputedStyle(root).getPropertyValue('--parley-accent').trim()
  root.toggleAttribute('data-accent-ink', false)
  root.toggleAttribute('data-accent', own !== '')
  if (own === '') return
  const [accent, onAccent] = [colourOf(root, 'var(--accent)'), colourOf(root, 'var(--on-accent)')]
  const contrast = contrastOf(accent, onAccent)
  if (contrast < ENOUGH) {
    root.toggleAttribute('data-accent', false)
    console.warn(
      `<parley-chat>: --parley-accent and --parley-on-accent have a contrast of ${contrast.toFixed(1)}:1, and text needs ${ENOUGH}:1. The default colours are used.`,
    )
    return
  }
  root.toggleAttribute('data-accent-ink', true)
  const ink = colourOf(root, 'var(--accent-ink)')
  const isRead = ['var(--paper)', 'var(--sunken)', 'var(--accent-soft)'].every(
    (ground) => contrastOf(ink, colourOf(root, ground)) >= ENOUGH,
  )
  root.toggleAttribute('data-accent-ink', isRead)
}

type Colour = readonly [red: number, green: number, blue: number]

// Whatever way a colour is written in, a canvas knows its red, green and blue.
function colourOf(root: HTMLElement, css: string): Colour {
  const probe = document.createElement('span')
  probe.style.setProperty('color', css)
  root.append(probe)
  const written = getComputedStyle(probe).color
  probe.remove()
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (canvas === null) return [0, 0, 0]
  canvas.fillStyle = written
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
function contrastOf(left: Colour, right: Colour): number {
  const [lighter = 0, darker = 0] = [luminanceOf(left), luminanceOf(right)].toSorted((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
