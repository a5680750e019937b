import { countClientSessions, findAccount } from '@/db/queries/account'
import { profilesOfAccount, type StoredProfile } from '@/db/queries/client-profile'
import { lettersTo } from '@/db/queries/mail'
import { linesOf } from '@/db/queries/maker-line'
import { findContact } from '@/db/queries/order'
import { listClientOrders, listPieces, revisionsOf, waitingDesigns, waitingOrders } from '@/db/queries/piece'
import type { Client } from './client-session'
import { database } from './database'
import { wholeDocument } from './designs'
import { readable } from './mail'
import { decisionsOf } from './salon/decisions'

/** More than anybody has; an export is one file. */
const ALL = 1000

/** Everything personal that we keep about a client, in words a program can read. */
export async function exportOf(client: Client, at: Date) {
  const [account, sessions, pieces, orders, waiting, kept, letters, books] = await Promise.all([
    findAccount(database(), client.id),
    countClientSessions(database(), client.id, at),
    listPieces(database(), client.id, undefined, ALL),
    listClientOrders(database(), client.id, undefined, ALL),
    waitingOrders(database(), client.email, ALL),
    waitingDesigns(database(), client.email, ALL),
    lettersTo(database(), client.email, ALL),
    profilesOfAccount(database(), client.id),
  ])
  const revisions = await revisionsOf(
    database(),
    pieces.rows.map(({ id }) => id),
    ALL,
  )
  return {
    exportedAt: at.toISOString(),
    account: {
      id: client.id,
      email: client.email,
      name: account?.name ?? null,
      language: account?.locale,
      since: account?.createdAt.toISOString(),
      signedInOn: sessions,
    },
    designs: revisions.map((revision) => {
      const document = wholeDocument(revision)
      const { id, design, number, parent, createdAt } = revision
      return { id, design, number, parent, createdAt: createdAt.toISOString(), document: document.ok ? document.value : null }
    }),
    orders: await Promise.all([...orders.rows, ...waiting].map(orderData)),
    waitingDesigns: kept.map(({ id, createdAt }) => ({ design: id, createdAt: createdAt.toISOString() })),
    shops: await Promise.all(books.map(bookData)),
    letters: letters.map((letter) => ({ code: letter.code, ...writtenIn(letter), writtenAt: letter.createdAt.toISOString() })),
  }
}

/** What a shop keeps of the client, where they said that it is them. */
async function bookData(profile: StoredProfile) {
  const { shop, name, email, phone, today, likes, notes, followUp, sizes, occasions, createdAt } = profile
  const since = createdAt.toISOString()
  return { shop, since, name, email, phone, today, likes, notes, followUp, sizes, occasions, said: await decisionsOf(profile.id) }
}

async function orderData(row: Awaited<ReturnType<typeof waitingOrders>>[number]) {
  const contact = await findContact(database(), row.contact)
  const lines = row.production === null ? [] : await linesOf(database(), row.production)
  return {
    id: row.id,
    reference: row.reference,
    state: row.state,
    atelier: row.atelier,
    amount: row.amount,
    currency: row.currency,
    placedAt: row.createdAt.toISOString(),
    revision: row.revision,
    contact: { name: contact?.name ?? null, email: contact?.email ?? null, address: contact?.address ?? null },
    linesToTheMaker: lines.map(({ text, name, occasion, createdAt }) => {
      return { text, firstName: name, occasion, writtenAt: createdAt.toISOString() }
    }),
  }
}

function writtenIn(letter: Parameters<typeof readable>[0]) {
  const { subject, text } = readable(letter)
  return { subject, text }
}
