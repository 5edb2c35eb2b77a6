import { createRequire } from 'node:module'
import { html } from 'hono/html'
import type { Page } from 'playwright-core'
import type { AdaptiveCard } from '../../../helpers/adaptive-card.ts'

/** A message of a chat as it is drawn: who wrote it, and its card, or what a person typed. */
export type DrawnMessage =
  | { readonly by: string; readonly card: AdaptiveCard }
  | { readonly by: string; readonly text: string }

/**
 * Draws a chat in a page by Microsoft's own renderer of Adaptive Cards (https://adaptivecards.io/sdk), in the colours of
 * Teams. Gives what that renderer finds wrong with the cards.
 */
export async function drawTeams(page: Page, messages: readonly DrawnMessage[]): Promise<readonly string[]> {
  await page.setContent(
    String(
      html`<!doctype html><meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
        <title>Teams</title>
        <main>${messages.map(drawn)}</main>`,
    ),
  )
  await page.addStyleTag({ content: STYLE })
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js') })
  const cards = messages.map((message) => ('card' in message ? message.card : null))
  // As text: what goes into a page is typed to any depth, and a card is deep.
  return await page.evaluate(
    drawAll,
    JSON.stringify({ cards, looks: { light: lookOf('light'), dark: lookOf('dark') } }),
  )
}

interface ToDraw {
  readonly cards: readonly (object | null)[]
  readonly looks: Readonly<Record<'dark' | 'light', object>>
}

/** In the page: draws each card behind its message. */
function drawAll(given: string): readonly string[] {
  const {
    AdaptiveCard: Card,
    HostConfig,
    SerializationContext,
  } = Reflect.get(globalThis, 'AdaptiveCards') as typeof import('adaptivecards')
  const { cards, looks } = JSON.parse(given) as ToDraw
  const config = new HostConfig(looks[matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'])
  const wrong: string[] = []
  for (const [index, one] of cards.entries()) {
    if (one === null) continue
    const card = new Card()
    card.hostConfig = config
    const context = new SerializationContext()
    card.parse(one, context)
    for (let at = 0; at < context.eventCount; at += 1) wrong.push(context.getEventAt(at).message)
    wrong.push(...card.validateProperties().validationEvents.map(({ message }) => message))
    const shown = card.render()
    if (shown) document.querySelectorAll('article > div')[index]?.append(shown)
    else wrong.push(`card ${index} isn’t drawn`)
  }
  return wrong
}

function drawn(message: DrawnMessage) {
  const text = 'text' in message ? html`<p>${message.text}</p>` : ''
  return html`<article>
    <i>${message.by.slice(0, 1)}</i>
    <div class="${'card' in message && 'card'}"><b>${message.by}</b>${text}</div>
  </article>`
}

/** How Teams sets its renderer, as far as our cards show it (https://adaptivecards.io/designer, host Microsoft Teams). */
function lookOf(scheme: 'light' | 'dark') {
  const [ink, dim, red, amber, green] =
    scheme === 'light'
      ? ['#242424', '#616161', '#c4314b', '#835c00', '#237b4b']
      : ['#ffffff', '#adadad', '#f9526b', '#f8d22a', '#92c353']
  const colour = (name: string) => ({ default: name, subtle: dim })
  const foregroundColors = {
    default: { default: ink, subtle: dim },
    attention: colour(red ?? ''),
    warning: colour(amber ?? ''),
    good: colour(green ?? ''),
  }
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors })
  const [paper, emphasis, attention, warning] =
    scheme === 'light' ? ['#ffffff', '#fafafa', '#fdf3f4', '#fbf6d9'] : ['#292929', '#333333', '#3e1f25', '#463100']
  return {
    fontFamily: "'Segoe UI', 'Liberation Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    spacing: { small: 6, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 12 },
    separator: { lineThickness: 1, lineColor: scheme === 'light' ? '#e0e0e0' : '#525252' },
    supportsInteractivity: true,
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    },
    containerStyles: {
      default: style(paper ?? ''),
      emphasis: style(emphasis ?? ''),
      attention: style(attention ?? ''),
      warning: style(warning ?? ''),
    },
  }
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#242424, #fff); --paper: light-dark(#fff, #292929); --line: light-dark(#d1d1d1, #666); }
body { margin: 0; background: light-dark(#f5f5f5, #1f1f1f); color: var(--ink); font: 14px/1.4 'Segoe UI', 'Liberation Sans', sans-serif; }
main { max-width: 640px; padding: 16px; }
article { display: flex; gap: 8px; margin: 12px 0; }
article > i { flex: none; width: 32px; height: 32px; border-radius: 50%; background: #6264a7; color: #fff; font: 600 15px/32px sans-serif; text-align: center; }
article > div { min-width: 0; padding: 8px 12px; border-radius: 6px; background: light-dark(#e8ebfa, #2f2f4a); overflow-wrap: anywhere; }
article > div.card { flex: 1; padding: 0; border: 1px solid var(--line); background: var(--paper); } .card > b { display: none; }
p { margin: 2px 0 0; }
.ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
.ac-pushButton { min-height: 30px; padding: 4px 12px; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); color: inherit; font: 600 14px 'Segoe UI', 'Liberation Sans', sans-serif; }
.ac-pushButton.style-positive { border: 0; background: #6264a7; color: #fff; }
.ac-pushButton.style-destructive { color: light-dark(#c4314b, #f9526b); }
.ac-input { box-sizing: border-box; width: 100%; padding: 6px 8px; border: 1px solid var(--line); border-radius: 4px; background: var(--paper); color: inherit; font: inherit; }
a, .ac-anchor { color: light-dark(#5b5fc7, #9ea2ff); }
`
