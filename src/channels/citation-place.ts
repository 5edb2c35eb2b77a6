/** Where a quote stands, in words: "Returns, Damaged items". A heading's path often begins with the title itself. */
export function placeText(title: string, heading: string | null): string {
  const section = sectionText(title, heading)
  return section === '' ? title : `${title}, ${section}`
}

/** The headings above a passage without the document's own title. */
export function sectionText(title: string, heading: string | null): string {
  const path = (heading ?? '').split(' › ')
  return (path[0] === title ? path.slice(1) : path).join(' › ')
}
