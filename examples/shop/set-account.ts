import { z } from 'zod'
import { refused, type Kept, type PayoutAccount } from './shop-records.ts'
import type { ShopStore } from './shop-store.ts'

export const AccountRequest = z.strictObject({
  orderId: z.string().min(1).max(20),
  iban: z.string().min(15).max(42).describe('An IBAN, with or without spaces.'),
  key: z.string().min(8).max(200).describe('Chosen by the caller; the same key never changes anything twice.'),
})
export type AccountRequest = z.infer<typeof AccountRequest>

/** Sets the bank account that refunds of an order are paid to from now on, once for each key. */
export function setAccount(store: ShopStore, request: AccountRequest): Kept<PayoutAccount> {
  return store.keepCall(
    { tool: 'payouts.setAccount', key: request.key, arguments: request },
    (): Kept<PayoutAccount> => {
      const account = { orderId: request.orderId, iban: request.iban.replaceAll(' ', '') }
      const earlier = store.accountByKey(request.key)
      if (earlier !== null) {
        if (earlier.orderId !== account.orderId || earlier.iban !== account.iban)
          return refused('key_reused', 'This key was used for another bank account.')
        return { ok: true, effective: false, value: earlier }
      }
      if (store.order(account.orderId) === null)
        return refused('order_not_found', `There is no order ${account.orderId}.`)
      if (!isIban(account.iban)) return refused('iban_invalid', 'This is no IBAN: a digit or letter in it is wrong.')
      store.addAccount({ ...account, key: request.key })
      return { ok: true, effective: true, value: account }
    },
  )
}

// Country and check digits moved to the end, letters as numbers from 10 on: a right one leaves 1 (ISO 13616).
function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((char) => Number.parseInt(char, 36)).join('')
  return BigInt(digits) % 97n === 1n
}
