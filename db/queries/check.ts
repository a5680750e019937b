import { asc, count, gt } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { blob, packageFile, productionOrder } from '@/db/schema/production'

/** Ids of production orders after this one, in order. */
export async function productionOrdersAfter(database: Database, after: string, limit: number): Promise<string[]> {
  const rows = await database
    .select({ id: productionOrder.id })
    .from(productionOrder)
    .where(gt(productionOrder.id, after))
    .orderBy(asc(productionOrder.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** What the blob store should hold, after this hash, in order. */
export const blobsAfter = (database: Database, after: string, limit: number) =>
  database
    .select({ sha256: blob.sha256, bytes: blob.bytes })
    .from(blob)
    .where(gt(blob.sha256, after))
    .orderBy(asc(blob.sha256))
    .limit(limit)

/** How many files packages name. */
export async function countPackageFiles(database: Database): Promise<number> {
  const [row] = await database.select({ files: count() }).from(packageFile)
  return row?.files ?? 0
}
