import type { Broken } from './broken-folder.ts'

// `SHOP_MCP_URL` is the one variable that is set.
const EXCHANGE = "exchange: { audience: shop, client_id: parley, client_secret: '${SHOP_MCP_URL}' }"
export const BROKEN_SERVERS: readonly Broken[] = [
  [
    'a server with a look-alike letter',
    ['tools.yaml', '  shop:\n', '  ѕhop:\n'],
    /^tools\.yaml:5:3  A server can’t be called "ѕhop"\./m,
  ],
  [
    'a server called model',
    ['tools.yaml', '  shop:\n', '  model:\n'],
    /A server can’t be called "model"\. .*extract, classify/,
  ],
  ['a server with a dot', ['tools.yaml', '  shop:\n', '  a.b:\n'], /A server can’t be called "a\.b"\./],
  [
    'a server with neither url nor command',
    ['tools.yaml', "    url: '${SHOP_MCP_URL}'\n", ''],
    /^tools\.yaml:5:3  "shop" must have either "url" or "command"\./m,
  ],
  [
    'a variable that isn’t set',
    ['tools.yaml', '${SHOP_MCP_URL}', '${OTHER_URL}'],
    /^tools\.yaml:7:10  OTHER_URL isn’t set\. Set this environment variable/m,
  ],
  [
    'a reference with a default',
    ['tools.yaml', '${SHOP_MCP_URL}', '${SHOP_MCP_URL:-http://canary}'],
    /A reference is a variable’s name alone\./,
  ],
  ['an address that is none', ['tools.yaml', '${SHOP_MCP_URL}', 'shop'], /"url" must be an http or https address\./],
  [
    'plain http to elsewhere',
    ['tools.yaml', '${SHOP_MCP_URL}', 'http://shop.example/mcp'],
    /"url" must be https, except on this machine\./,
  ],
  [
    'a password in an address',
    ['tools.yaml', '${SHOP_MCP_URL}', 'https://me:canary@shop.example/mcp'],
    /"url" must not hold a password\./,
  ],
  [
    'a token in the file',
    ['tools.yaml', '${SHOP_MCP_TOKEN}', 'canary-token'],
    /^tools\.yaml:9:21  "bearer" must name a variable, never hold a token\./m,
  ],
  [
    'a token that isn’t set for a server elsewhere',
    ['tools.yaml', '${SHOP_MCP_URL}', 'https://shop.example/mcp'],
    /SHOP_MCP_TOKEN isn’t set\./,
  ],
  [
    'a rate without a time',
    ['tools.yaml', 'rate: 20/s', 'rate: 20'],
    /"rate" must be a rate such as 20\/s or 600\/m\./,
  ],
  [
    'a word for whose rights that isn’t one',
    ['tools.yaml', 'as: service', 'as: servce'],
    /"as" must be service or requester, not "servce"\. Did you mean "service"\?/,
  ],
  [
    'a server that acts as the requester without an exchange',
    ['tools.yaml', 'as: service', 'as: requester'],
    /^tools\.yaml:8:5  as: requester needs auth: \{ exchange: … \}/m,
  ],
  [
    'an exchange of a server with our own rights',
    ['tools.yaml', "bearer: '${SHOP_MCP_TOKEN}'", EXCHANGE],
    /"exchange" is for a server that acts as the requester\./,
  ],
  [
    'an exchange without an identity provider',
    [
      'tools.yaml',
      "as: service\n    auth: { bearer: '${SHOP_MCP_TOKEN}' }",
      `as: requester\n    auth: { ${EXCHANGE} }`,
    ],
    /as: requester needs OIDC_ISSUER: whose tokens are exchanged\./,
  ],
  [
    'a secret in the file',
    [
      'tools.yaml',
      "as: service\n    auth: { bearer: '${SHOP_MCP_TOKEN}' }",
      `as: requester\n    auth: { ${EXCHANGE.replace('${SHOP_MCP_URL}', 'canary')} }`,
    ],
    /"client_secret" must name a variable, never hold a secret\./,
  ],
  [
    'an exchange for nothing',
    [
      'tools.yaml',
      "as: service\n    auth: { bearer: '${SHOP_MCP_TOKEN}' }",
      `as: requester\n    auth: { ${EXCHANGE.replace('audience: shop, ', '')} }`,
    ],
    /must name what the token is for: audience, resource, or both/,
  ],
  [
    'scopes of a bearer that was made elsewhere',
    ['tools.yaml', 'as: service', 'as: service\n    scopes: [read]'],
    /"scopes" is for tokens that we ask for/,
  ],
]

const OWNER = 'owner: { result: customerEmail, is: principal.email, unless: [support-lead] }'
export const BROKEN_TOOLS: readonly Broken[] = [
  [
    'a tool of a server that isn’t there',
    ['tools.yaml', '  shop/mail.send:', '  shap/mail.send:'],
    /There is no server "shap"\. Did you mean "shop\/mail\.send"\?/,
  ],
  [
    'a tool without an owner',
    ['tools.yaml', `    ${OWNER}\n`, ''],
    /^tools\.yaml:14:3  "shop\/orders\.get" runs with our own rights and doesn’t say whose data it may touch\./m,
  ],
  [
    'nobody’s data without a why',
    ['tools.yaml', OWNER, 'owner: none'],
    /^tools\.yaml:17:5  owner: none needs a why\./m,
  ],
  [
    'a why beside an owner',
    ['tools.yaml', OWNER, `${OWNER}\n    why: because`],
    /"why" stands beside owner: none only\./,
  ],
  [
    'an owner with a misspelt form',
    ['tools.yaml', OWNER, 'owner: { reslt: customerEmail, is: principal.email }'],
    /Unknown key "reslt"\. Did you mean "result"\?/,
  ],
  [
    'an owner that is compared with nothing',
    ['tools.yaml', OWNER, 'owner: { result: customerEmail }'],
    /"is" is missing: principal\.id or principal\.email\./,
  ],
  [
    'an owner that is no attribute of a person',
    ['tools.yaml', OWNER, 'owner: { result: customerEmail, is: principal.mail }'],
    /"is" must be principal\.id or principal\.email, not "principal\.mail"\. Did you mean "principal\.email"\?/,
  ],
  [
    'a write that is owned by its result',
    ['tools.yaml', 'owner: { arg: to, is: principal.email, unless: [support-lead] }', OWNER],
    /A write can’t be owned by its result: it would have happened\./,
  ],
  [
    'an owner from a tool that isn’t declared',
    ['tools.yaml', 'from: shop/orders.get }', 'from: shop/order.get }'],
    /^tools\.yaml:\d+:\d+  "shop\/order\.get" isn’t declared in this file\. Did you mean "shop\/orders\.get"\?$/m,
  ],
  [
    'a lookup by a write',
    ['tools.yaml', 'tool: shop/refunds.get', 'tool: shop/mail.send'],
    /"shop\/mail\.send" must be a read\./,
  ],
  [
    'a lookup by a tool that isn’t declared',
    ['tools.yaml', 'tool: shop/refunds.get', 'tool: shop/refunds.find'],
    /"shop\/refunds\.find" isn’t declared in this file\./,
  ],
  [
    'a key that lives without being one',
    ['tools.yaml', '    idempotencyKey: key\n    keyLives: 24h\n    verify', '    keyLives: 24h\n    verify'],
    /"keyLives" needs an "idempotencyKey"\./,
  ],
  [
    'a key where none is needed',
    ['tools.yaml', '    keyLives: 24h\n    verify', '    idempotent: true\n    keyLives: 24h\n    verify'],
    /"idempotent" and "idempotencyKey" are two ways to the same\./,
  ],
  [
    'a misspelt number of tries',
    ['tools.yaml', '    keyLives: 24h\n    verify', '    retrys: 2\n    keyLives: 24h\n    verify'],
    /Did you mean "retries"\?/,
  ],
  [
    'more tries than anybody waits for',
    ['tools.yaml', '    keyLives: 24h\n    verify', '    retries: 50\n    keyLives: 24h\n    verify'],
    /"retries"/,
  ],
  [
    'no time for a call',
    ['tools.yaml', '    keyLives: 24h\n    verify', '    timeout: 5ms\n    keyLives: 24h\n    verify'],
    /"timeout" is at least 100ms\./,
  ],
  [
    'a tool inside another',
    ['tools.yaml', '  shop/orders.search:', '  shop/orders.get.all:'],
    /"shop\/orders\.get\.all" and "shop\/orders\.get" can’t both be tools/,
  ],
  [
    'a tool that would be something else in a plan',
    ['tools.yaml', '  shop/mail.send:', '  shop/mail.constructor:'],
    /"shop\/mail\.constructor" is no tool’s name\./,
  ],
  [
    'a tool that is neither read nor write',
    ['tools.yaml', 'effect: write', 'effect: rite'],
    /"effect" must be read or write, not "rite"\. Did you mean "write"\?/,
  ],
  [
    'a misspelt key of a tool',
    ['tools.yaml', 'idempotencyKey: key', 'idempotentKey: key'],
    /Unknown key "idempotentKey"\. Did you mean "idempotencyKey"\?/,
  ],
  [
    'a read with money',
    [
      'tools.yaml',
      '    title: Search orders\n',
      '    title: Search orders\n    money: { total: { currency: currency } }\n',
    ],
    /"money" is for a write\./,
  ],
  [
    'a field that is trusted and isn’t',
    ['tools.yaml', 'untrusted: [customerName, note]', 'untrusted: [customerName, note, total]'],
    /"total" is both trusted and untrusted\./,
  ],
  [
    'what means none, of a write',
    ['tools.yaml', '    nothing: [', '    none: empty\n    nothing: ['],
    /"none" is for a read\./,
  ],
  [
    'errors that a planner is told by, of a write',
    ['tools.yaml', '    nothing: [', '    errors: [busy]\n    nothing: ['],
    /"errors" is for a read\./,
  ],
  [
    'a write that uses up what it reads',
    ['tools.yaml', '    nothing: [', '    consumes: true\n    nothing: ['],
    /"consumes" is for a read\./,
  ],
  [
    'what means none in words',
    ['tools.yaml', 'effect: read\n', 'effect: read\n    none: not found\n'],
    /must be empty, \{ error: not_found \}/,
  ],
  [
    'a zone that is none',
    ['tools.yaml', 'effect: read\n', 'effect: read\n    zone: CEST\n'],
    /not a time zone such as/,
  ],
  [
    'whole cents as numbers',
    ['tools.yaml', 'unit: minor }', 'unit: minor, as: number }'],
    /"as" stands beside unit: major only/,
  ],
  [
    'a path with half a quote',
    ['tools.yaml', 'trusted: [id]', `trusted: ['people."bob.id']`],
    /must be a path such as/,
  ],
]
