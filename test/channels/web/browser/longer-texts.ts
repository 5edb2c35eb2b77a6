import type { Page } from 'playwright-core'

/** Makes every text on a page 40 % longer, as another language might, through its shadow roots. */
export async function lengthenTexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const lengthen = (place: Node): void => {
      if (place instanceof Element && place.shadowRoot !== null) lengthen(place.shadowRoot)
      for (const node of place.childNodes) {
        if (!(node instanceof Text)) lengthen(node)
        else if (/[a-z]{3}/.test(node.data)) {
          const more = node.data.replace(/[^a-z ]/gi, '').slice(0, Math.ceil(node.data.length * 0.4))
          node.data = `${node.data} ${more}`
        }
      }
    }
    lengthen(document.body)
  })
}

/** What of these is wider than the place it stands in, or than the page. */
export async function overflowing(page: Page, selector: string): Promise<readonly string[]> {
  return await page.evaluate((wanted) => {
    const places = [document, ...[...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot ?? [])]
    const { scrollWidth, clientWidth } = document.documentElement
    const wide = scrollWidth > clientWidth ? [`the page: ${scrollWidth} px`] : []
    const inside = places
      .flatMap((place) => [...place.querySelectorAll<HTMLElement>(wanted)])
      .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
      .map((one) => `${one.className}: ${one.textContent.slice(0, 40)}`)
    return [...wide, ...inside]
  }, selector)
}
