// The tests' Bluesky: a real personal data server with a real identity directory beside it and one account, all on
// loopback and in one folder. No app view: what a reader's timeline shows is not asked here.
//
//   node pds.mjs PORT DIRECTORY_PORT FOLDER HANDLE PASSWORD
//
// Runs in the folder of the installed packages (see install.sh), for that is where their names resolve.

import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { mkdirSync } from 'node:fs'
import { Server } from 'node:net'

const [port, directoryPort, folder, handle, password] = process.argv.slice(2)
const installed = createRequire(`${process.cwd()}/package.json`)
const { PDS, envToCfg, envToSecrets } = installed('@atproto/pds')
const { PlcServer, Database } = installed('@did-plc/server')

// Both servers would listen on every address of the machine, with a password that stands in this repository.
const listen = Server.prototype.listen
Server.prototype.listen = function (where, ...rest) {
  return typeof where === 'number' ? listen.call(this, where, '127.0.0.1', ...rest) : listen.call(this, where, ...rest)
}

const directory = PlcServer.create({ db: Database.mock(), port: Number(directoryPort) })
await directory.start()

for (const part of ['data', 'blobs']) mkdirSync(`${folder}/${part}`, { recursive: true })
const env = {
  devMode: true,
  port: Number(port),
  dataDirectory: `${folder}/data`,
  blobstoreDiskLocation: `${folder}/blobs`,
  didPlcUrl: `http://127.0.0.1:${directoryPort}`,
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  disableSsrfProtection: true,
  adminPassword: randomBytes(16).toString('hex'),
  jwtSecret: randomBytes(16).toString('hex'),
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
}
const server = await PDS.create(envToCfg(env), envToSecrets(env))
await server.start()

const answer = await fetch(`http://127.0.0.1:${port}/xrpc/com.atproto.server.createAccount`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ handle, password, email: `${handle.split('.')[0]}@mail.test` }),
})
if (!answer.ok) {
  console.error(`the account ${handle} could not be made: ${answer.status} ${await answer.text()}`)
  process.exit(1)
}
console.log(`ready: ${handle} on port ${port}`)

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, async () => {
    await server.destroy()
    await directory.destroy()
    process.exit(0)
  })
}
