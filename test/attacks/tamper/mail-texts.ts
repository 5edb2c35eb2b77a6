/** As the rule about mails stands in policy.cedar, and the tool in tools.yaml. */
export const MAIL_RULE = `@id("mail-about-refunds")
permit (principal, action == Action::"shop/mail.send", resource)
when { context.args.template == "refund-issued" };`
export const MAIL_SEND = `
  shop/mail.send:
    effect: write
    title: 'Mail {to}: {template}'
    noun: mail
    examples:
      - write to me about it
      - send me a mail
      - mail me the details of order A12
      - e-mail me when it is done
      - drop me a line about that refund
      - tell me by mail
      - send me a confirmation
    owner: { arg: to, is: principal.email, unless: [support-lead] }
    later: [values]
    idempotencyKey: key
    keyLives: 24h
    nothing: [values_missing]
    reversible: false
`
