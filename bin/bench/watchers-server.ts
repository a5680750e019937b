import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openFrontDoor } from '@/api/front-door'
import { LiveBuilds } from '@/api/live'

/** The process under the bench: live streams alone on one port, and behind the house's front door on another. */
const live = new LiveBuilds()
const bare = createServer((request, response) => {
  void live.handle(request, response, request.url ?? '', request.socket.remoteAddress ?? '')
})
const { server: door } = openFrontDoor()
const ports = await Promise.all(
  [bare, door].map(
    (server) =>
      new Promise<number>((open) => {
        server.listen({ port: 0, host: '0.0.0.0', backlog: 4096 }, () => open((server.address() as AddressInfo).port))
      }),
  ),
)
process.on('message', (asked) => {
  if (asked !== 'memory') return
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss, cpu: process.cpuUsage() })
})
process.send?.({ ports })
