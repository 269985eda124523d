// What really happened to posts on the tests' Bluesky: its own log of commits, one JSON line for each post that was made or
// deleted: {"at", "what": "create" | "delete", "key", "link"}; the link is the address in the post's text.
//
//   node pds_truth.mjs FOLDER
//
// Runs in the folder of the installed packages, as pds.mjs does.

import { createRequire } from 'node:module'

const installed = createRequire(`${process.cwd()}/package.json`)
const Database = installed('better-sqlite3')
const { cborDecode } = installed('@atproto/common')

const log = new Database(`${process.argv[2]}/data/sequencer.sqlite`, { readonly: true })
const rows = log.prepare("SELECT event, sequencedAt FROM repo_seq WHERE eventType = 'append' ORDER BY seq")
for (const { event, sequencedAt } of rows.iterate()) {
  const { ops, blocks } = cborDecode(event)
  const text = Buffer.from(blocks).toString('latin1')
  for (const { action, path } of ops) {
    const [collection, key] = path.split('/')
    if (collection !== 'app.bsky.feed.post' || action === 'update') continue
    const link = action === 'create' ? text.match(/http:\/\/localhost:\d+\/[a-z]{2}\/a\/[A-Za-z0-9]+/)?.[0] : undefined
    console.log(JSON.stringify({ at: sequencedAt, what: action, key, link }))
  }
}
