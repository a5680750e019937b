import { closeDatabase } from '@/lib/server/database'
import { firstOwner } from '@/lib/server/people'
import { settings } from '@/lib/server/settings'
import { translator } from '@/lib/words/render'

/** `tsx bin/owner.ts <mail address> <name>`: the first owner of a house; everybody else is invited from /admin/people. */
const [email, name] = process.argv.slice(2)
if (!email || !name) {
  console.error('Usage: tsx bin/owner.ts <mail address> <name>')
  process.exit(1)
}
const made = await firstOwner(email, name, new Date())
await closeDatabase()
if (!made.ok) {
  console.error(translator('en')(`refusals.${made.refusal.code}`, made.refusal.parameters))
  process.exit(1)
}
console.log(
  `Sign in at ${settings().PUBLIC_URL}/admin as ${email} with this password, which is shown only here:\n\n  ${made.value}\n`,
)
console.log('At the first sign-in you set up the second factor with an authenticator.')
