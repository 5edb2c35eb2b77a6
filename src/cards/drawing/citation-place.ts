import type { Location } from '#memory/documents/text-location.ts'

/** Where a quote stands, in words: "Returns, Damaged items, page 3". */
export function placeText(title: string, heading: string | null, place: Location | undefined): string {
  return [title, ...placeWithin(title, heading, place)].join(', ')
}

/**
 * The section of a quote, and its place in the original, each where there is one. A heading's path often begins with the
 * title itself, and the section of a sheet is the sheet: neither is said twice.
 */
export function placeWithin(title: string, heading: string | null, place: Location | undefined): readonly string[] {
  const section = sectionText(title, heading)
  const isSheet = place?.kind === 'sheet' && place.sheet === section
  return [isSheet ? '' : section, place ? originText(place) : ''].filter((part) => part !== '')
}

/** A place in an original, in words, in English. */
export function originText(place: Location): string {
  switch (place.kind) {
    case 'page':
      return `page ${place.page}`
    case 'slide':
      return `slide ${place.slide}`
    case 'row':
      return `row ${place.row}`
    case 'sheet':
      return `row ${place.row} of ${place.sheet}`
  }
}

/** The headings above a passage without the document's own title. */
export function sectionText(title: string, heading: string | null): string {
  const path = (heading ?? '').split(' › ')
  return (path[0] === title ? path.slice(1) : path).join(' › ')
}
