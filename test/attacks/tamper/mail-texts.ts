import { readFileSync } from 'node:fs'

/** As the rule about mails stands in policy.cedar. */
export const MAIL_RULE = `@id("mail-about-refunds")
permit (principal, action == Action::"shop/mail.send", resource)
when { context.args.template == "refund-issued" };`
/** The entry of the tool that writes mails, as it stands in tools.yaml: its name and all that is indented below it. */
export const MAIL_SEND =
  /\n {2}shop\/mail\.send:\n(?: {4}.*\n)+/u.exec(readFileSync('agents/support/tools.yaml', 'utf8'))?.[0] ?? ''
