import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { erasePersonal } from '@/db/queries/design'
import { revokeLinks } from '@/db/queries/link'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { hashOf } from '@/lib/domain/design/canonical'
import type { DesignDocument } from '@/lib/domain/design/document'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import { connection, database } from './database'
import { openDesign, saveDesign } from './designs'

let house: FreshDatabase
let family: Family
let document: DesignDocument
const at = new Date('2026-11-22T10:00:00Z')

beforeAll(async () => {
  house = await freshHouse()
  const loaded = await loadFamily('signet-ring')
  if (!loaded) throw new Error('no family')
  family = loaded
  const choices = Object.fromEntries(family.parameters.map((parameter) => [parameter.key, parameter.default]))
  document = { family: family.id, model: family.model, choices: { ...choices, letters: 'QZ' } }
})
afterAll(() => house.remove())

const save = async (extra: Partial<Parameters<typeof saveDesign>[0]> = {}) => {
  const saved = await saveDesign({ document, family, at, ...extra })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value
}
const count = async (table: string) =>
  (await connection().pool.query(`select count(*)::int as n from ${table}`)).rows[0].n as number

describe('a saved design', () => {
  it('opens again by its token, whole', async () => {
    const { token, number } = await save()
    expect(number).toBe(1)
    const opened = await openDesign(token, at)
    expect(opened.ok && opened.value.document).toEqual(document)
  })

  it('keeps its letters apart from the record', async () => {
    const { revision } = await save()
    const { rows } = await connection().pool.query(
      'select record::text as text, record, record_hash from design_revision where id = $1',
      [revision],
    )
    expect(rows[0].text).not.toContain('QZ')
    expect(rows[0].record_hash).toBe(hashOf(rows[0].record))
  })

  it('can lose its letters while the record still verifies', async () => {
    const { token, revision } = await save()
    await erasePersonal(database(), revision)
    expect(await openDesign(token, at)).toMatchObject({ ok: false, refusal: { code: 'design.erased' } })
    const { rows } = await connection().pool.query('select record, record_hash from design_revision where id = $1', [revision])
    expect(rows[0].record_hash).toBe(hashOf(rows[0].record))
  })

  it('keeps no token, and gives one answer to unknown, ended and revoked', async () => {
    const { token, revision } = await save()
    const { rows } = await connection().pool.query('select token_hash from link where subject = $1', [revision])
    expect(JSON.stringify(rows)).not.toContain(token)
    const refused = { ok: false, refusal: { code: 'link.unknown' } }
    expect(await openDesign('a'.repeat(32), at)).toEqual(refused)
    expect(await openDesign(token, new Date(at.getTime() + 400 * 86_400_000))).toEqual(refused)
    await revokeLinks(database(), 'design', revision, at)
    expect(await openDesign(token, at)).toEqual(refused)
  })

  it('gets the next number under its parent, one each for many at once', async () => {
    const { token, design } = await save()
    const children = await Promise.all(Array.from({ length: 8 }, () => save({ parent: token })))
    expect(children.map((child) => child.number).sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(children.map((child) => child.design))).toEqual(new Set([design]))
  })

  it('is one however often the same key is sent, also at the same time', async () => {
    const before = await count('design_revision')
    const idempotencyKey = '4b3b0d3e-5a6e-4a4f-9d0e-2f0a1c9b7e11'
    const all = await Promise.all(Array.from({ length: 6 }, () => save({ idempotencyKey })))
    expect(new Set(all.map(({ token }) => token)).size).toBe(1)
    expect(await count('design_revision')).toBe(before + 1)
    const other = { ...document, choices: { ...document.choices, letters: 'X' } }
    const again = await saveDesign({ document: other, family, at, idempotencyKey })
    expect(again).toEqual({ ok: false, refusal: { code: 'idempotency.mismatch' } })
  })

  it('leaves no row behind when its parent is unknown', async () => {
    const before = await count('design')
    expect((await saveDesign({ document, family, at, parent: 'b'.repeat(32) })).ok).toBe(false)
    expect(await count('design')).toBe(before)
  })
})
