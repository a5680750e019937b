import { connection } from './database'

/** Does the database answer? */
export async function healthy(): Promise<boolean> {
  return connection()
    .pool.query('select 1')
    .then(
      () => true,
      () => false,
    )
}
