/** What mail programs put around the mail that is answered: Gmail, Yahoo, Proton, Thunderbird, GMX and Web.de, Apple. */
const QUOTES =
  /^(?:x_)*(?:gmail_quote|gmail_quote_container|gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|moz-forward-container|moz-email-headers-table|mail_extra|zmail_extra|tutanota_quote|ms-outlook-mobile-reference-message)$/i

/** What Outlook puts before it, with all that follows on one level. */
const BEGINNINGS =
  /^(?:x_)*(?:divRplyFwdMsg|appendonsend|OutlookMessageHeader|mail-editor-reference-message-container|isReplyContent|OLK_SRC_BODY_SECTION)$/i

/** Whether an element holds somebody else's words, and all that follows it too. Null where nothing says so. */
export function quotedBy(tag: string, attributes: ReadonlyMap<string, string>): 'within' | 'from-here' | null {
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.split(/\s+/u)
  if (names.some((name) => BEGINNINGS.test(name))) return 'from-here'
  return tag === 'blockquote' || names.some((name) => QUOTES.test(name)) ? 'within' : null
}
