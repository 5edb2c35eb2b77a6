import type { Scope } from './database.ts'
import { openFakeMail, type FakeMail, type WrittenMail } from './fake-mail.ts'
import { openFakeMailbox, type FakeMailbox } from './fake-mailbox.ts'

const LOGIN = { user: 'support', password: 'mailbox-secret' }

/** A mail as it lies in the mailbox. */
export interface PutMail {
  readonly id: string
  readonly uid: number
}

/** A mailbox that a server reads, and the world that mails come from and answers go to. */
export interface MailDesk {
  readonly box: FakeMailbox
  readonly world: FakeMail
  /** Puts a mail in that says hello, unless told otherwise. */
  put(mail?: WrittenMail): Promise<PutMail>
  answersTo(id: string): FakeMail['received']
  isSeen(uid: number): boolean
}

/** `name` is in the ids of its mails; `environment` is the server's beside what names the mailbox. */
export async function openMailDesk(
  scope: Scope,
  { name, environment }: { readonly name: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<MailDesk> {
  const box = await openFakeMailbox(scope, LOGIN)
  const world = await openFakeMail(scope, {
    imap: `{ host: 127.0.0.1, port: ${box.port}, user: ${LOGIN.user}, password: "\${MAILBOX}", private: true, lookEvery: 1s }`,
    environment: { MAILBOX: LOGIN.password, ...environment },
  })
  let mails = 0
  return {
    box,
    world,
    put: async (mail = {}) => {
      const id = `<${name}-${(mails += 1)}@example.com>`
      return { id, uid: box.deliver(await world.compose({ text: 'hello', messageId: id, ...mail })) }
    },
    answersTo: (id) => world.received.filter((one) => one.mail.inReplyTo === id),
    isSeen: (uid) => box.flags(uid).includes('\\Seen'),
  }
}
