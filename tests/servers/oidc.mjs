// The tests' provider of an organisation: the certified oidc-provider of npm, with one client for each way in which a provider
// may be wrong. The honest ones get the library's own tokens; for the others the token is signed anew, spoilt, on its way out.
//
//   node oidc.mjs PORT
//
// Anybody signs in as whom they say: LOGIN is the subject `sub-LOGIN` with the address LOGIN@police.example, which is vouched for
// unless LOGIN begins with `unsure`. NAME~2 is somebody else with the address of NAME. Loopback only.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { pathToFileURL } from 'node:url'

// The packages lie in the folder that this is run in.
const { default: Provider, interactionPolicy } = await import(
  pathToFileURL(`${process.cwd()}/node_modules/oidc-provider/lib/index.js`).href
)

const [port] = process.argv.slice(2)
const issuer = `http://localhost:${port}`
const secret = 'an-invented-secret-for-tests-only'
const now = () => Math.floor(Date.now() / 1000)

const own = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
// The key of the client whose tokens each have a new one.
let newest = { key: own, kid: 'own' }

const json = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (header, claims, key = own) => {
  const text = `${json(header)}.${json(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}

// What each client's token becomes.
const spoilt = {
  nonce: (header, claims) => signed(header, { ...claims, nonce: 'of-another-conversation' }),
  audience: (header, claims) => signed(header, { ...claims, aud: 'another-service' }),
  party: (header, claims) => signed(header, { ...claims, aud: [claims.aud, 'another-service'], azp: 'another-service' }),
  issuer: (header, claims) => signed(header, { ...claims, iss: 'http://localhost:1' }),
  expired: (header, claims) => signed(header, { ...claims, iat: now() - 300, exp: now() - 120 }),
  old: (header, claims) => signed(header, { ...claims, iat: now() - 3600 }),
  unsigned: (header, claims) => `${json({ alg: 'none' })}.${json(claims)}.`,
  shared: (header, claims) => {
    const text = `${json({ alg: 'HS256' })}.${json(claims)}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  },
  foreign: (header, claims) => signed(header, claims, foreign),
  hash: (header, claims) => signed(header, { ...claims, at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  // Asked to let somebody sign in anew, it says when they did so before, or not at all.
  stale: (header, { auth_time, ...claims }) =>
    signed(header, auth_time ? { ...claims, auth_time: now() - 200 } : claims),
  timeless: (header, { auth_time, ...claims }) => signed(header, claims),
  // Not spoilt: a key that the list of keys has from this moment on.
  rotating: (header, claims) => {
    newest = { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, kid: `of-${Date.now()}` }
    return signed({ ...header, kid: newest.kid }, claims, newest.key)
  },
  // Not spoilt: the organisation vouches for a second factor.
  strong: (header, claims) => signed(header, { ...claims, amr: ['pwd', 'mfa'] }),
}

const client = (client_id, more = {}) => ({
  client_id,
  client_secret: secret,
  // Of these the library lets the port be any, as RFC 8252 says.
  application_type: 'native',
  redirect_uris: [`http://localhost/auth/provider/${client_id}`],
  ...more,
})
const policy = interactionPolicy.base()
policy.get('consent').checks.clear()

const provider = new Provider(issuer, {
  clients: [
    client('honest'),
    client('weak'),
    client('public', { client_secret: undefined, token_endpoint_auth_method: 'none' }),
    ...Object.keys(spoilt).map((name) => client(name)),
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  cookies: { keys: ['for-tests-only'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => {
      const login = id.slice('sub-'.length).split('~')[0]
      return { sub: id, email: `${login}@police.example`, email_verified: !login.startsWith('unsure') }
    },
  }),
  interactions: { policy, url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  jwks: { keys: [{ ...own.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] },
  async loadExistingGrant(ctx) {
    const { client, session } = ctx.oidc
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope('openid email')
    await grant.save()
    return grant
  },
  pkce: { required: () => true },
})

provider.use(async (ctx, next) => {
  if (ctx.path.startsWith('/interaction/')) {
    if (ctx.method === 'POST') {
      const chunks = []
      for await (const chunk of ctx.req) chunks.push(chunk)
      const login = new URLSearchParams(Buffer.concat(chunks).toString()).get('login')
      const result = { login: { accountId: `sub-${login}` } }
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result))
      ctx.status = 303
    } else {
      ctx.type = 'html'
      ctx.body = '<!doctype html><title>Police (invented)</title><form method="post">'
        + '<label>Name <input name="login"></label><button>Sign in</button></form>'
    }
    return
  }
  await next()
  if (ctx.path === '/jwks' && newest.kid !== 'own') {
    const { n, e } = newest.key.export({ format: 'jwk' })
    ctx.body = { keys: [...ctx.body.keys, { kty: 'RSA', n, e, kid: newest.kid, alg: 'RS256', use: 'sig' }] }
  }
  const spoil = spoilt[ctx.oidc?.client?.clientId]
  if (spoil && ctx.body?.id_token) {
    const [header, claims] = ctx.body.id_token.split('.').map((part) => Buffer.from(part, 'base64url'))
    ctx.body = { ...ctx.body, id_token: spoil(JSON.parse(header), JSON.parse(claims ?? '{}')) }
  }
})
// What went wrong at this end belongs into this server's log.
provider.on('server_error', (ctx, error) => console.error(error))

const server = provider.listen(Number(port), '127.0.0.1', () => console.log(`ready: ${issuer}`))
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.closeAllConnections()
    server.close(() => process.exit(0))
  })
}
