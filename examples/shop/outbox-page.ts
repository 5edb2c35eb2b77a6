import { html } from 'hono/html'
import type { Book } from './shop-records.ts'

/** The page at `/`: the mails that went out and the refunds that were made. No script, nothing from elsewhere. */
export function outboxPage(book: Book, nonce: string) {
  return html`<!doctype html>
    <html lang="en">
      ${pageHead(nonce)}
      <body>
        <main>
          <h1>Example shop: outbox</h1>
          <p>What this shop has sent and paid back. Reload the page to see what is new.</p>
          <h2>Refunds</h2>
          ${book.refunds.length === 0 ? html`<p>No refunds yet.</p>` : refundTable(book.refunds)}
          <h2>Mails</h2>
          ${book.mails.length === 0 ? html`<p>No mails yet.</p>` : book.mails.toReversed().map(mailArticle)}
        </main>
      </body>
    </html>`
}

function pageHead(nonce: string) {
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Example shop: outbox</title>
    ${pageStyle(nonce)}
  </head>`
}

function pageStyle(nonce: string) {
  return html`<style nonce="${nonce}">
    :root {
      color-scheme: light dark;
    }
    body {
      font:
        1rem/1.5 system-ui,
        sans-serif;
      max-width: 60rem;
      margin: 0 auto;
      padding: 1.5rem;
    }
    table {
      border-collapse: collapse;
      width: 100%;
    }
    caption {
      text-align: start;
      padding-block: 0.5rem;
    }
    th,
    td {
      text-align: start;
      padding: 0.4rem 0.8rem 0.4rem 0;
      border-bottom: 1px solid GrayText;
    }
    td.money {
      font-variant-numeric: tabular-nums;
    }
    article {
      border: 1px solid GrayText;
      border-radius: 0.5rem;
      padding: 0 1rem;
      margin-block: 1rem;
    }
    pre {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      font: inherit;
    }
    h3 {
      overflow-wrap: anywhere;
    }
    .scroll {
      overflow-x: auto;
    }
  </style>`
}

function refundTable(refunds: Book['refunds']) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Refunds">
    <table>
      <caption>
        Newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Refund</th>
          <th scope="col">Order</th>
          <th scope="col">Amount</th>
          <th scope="col">Reason</th>
          <th scope="col">Made</th>
        </tr>
      </thead>
      <tbody>
        ${refunds.toReversed().map(
          (refund) =>
            html`<tr>
              <th scope="row">${refund.id}</th>
              <td>${refund.orderId}</td>
              <td class="money">${(refund.amount / 100).toFixed(2)} ${refund.currency}</td>
              <td>${refund.reason}</td>
              <td><time datetime="${refund.createdAt}">${refund.createdAt}</time></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function mailArticle(mail: Book['mails'][number]) {
  return html`<article aria-label="Mail ${mail.id}">
    <h3>${mail.subject}</h3>
    <p>To ${mail.to}, <time datetime="${mail.createdAt}">${mail.createdAt}</time></p>
    <pre>${mail.body}</pre>
  </article>`
}
