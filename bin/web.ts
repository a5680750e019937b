import { createServer } from 'node:http'
import next from 'next'
import { settings } from '@/lib/server/settings'

/** The shop window: Next behind the front door, on the address of `WEB_URL`. With `NODE_ENV=development` it builds as you type. */
const { hostname, port } = new URL(settings().WEB_URL)

const app = next({ dev: process.env.NODE_ENV === 'development', hostname, port: Number(port) })
// Next prints lines of its own while it starts; ours below says what a reader wants to know.
const { log } = console
if (process.env.NODE_ENV === 'production') console.log = () => undefined
await app.prepare()
console.log = log
const handle = app.getRequestHandler()
const server = createServer((request, response) => {
  void handle(request, response)
})
// The front door keeps connections open for longer than a visitor thinks.
server.keepAliveTimeout = 65_000
server.listen(Number(port), hostname, () => console.log(`pages on ${hostname}:${port}`))
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
