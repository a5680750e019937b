import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createProxyServer, proxyUpgrade } from 'httpxy'
import type { Refusal } from '@/lib/domain/result'
import { BuildFeed } from '@/lib/server/build-feed'
import { log } from '@/lib/server/log'
import { settings } from '@/lib/server/settings'
import { makeApp } from './app'
import { addressFault, cameEncrypted, dress } from './door-guard'
import { LiveBuilds } from './live'
import { liveDoorOf } from './live-doors'
import { LiveOrders } from './live-orders'
import { LiveSalon } from './live-salon'
import { sendNotice, sendRefusal } from './send-answer'

export interface FrontDoor {
  server: Server
  close(): Promise<void>
}

const OURS = /^\/(?:api\/v1|webhooks|healthz)(?:\/|$)/

/** One origin: the API, webhooks and live streams are answered here, every other path by the pages behind `WEB_URL`. */
export function openFrontDoor(): FrontDoor {
  const { WEB_URL, TRUSTED_PROXIES } = settings()
  const feed = new BuildFeed()
  const app = makeApp(feed)
  const live = new LiveBuilds(feed)
  const salon = new LiveSalon()
  const orders = new LiveOrders()
  const answerLive = async (path: string, request: IncomingMessage, response: ServerResponse, address: string) => {
    const door = liveDoorOf(path)
    if (door === 'orders') return orders.handle(request, response)
    if (door) return (door === 'builds' ? live : salon).handle(request, response, path, address)
    return sendRefusal(request, response, { code: 'request.not-found' })
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const proxy = createProxyServer({ target: WEB_URL, agent, xfwd: true, changeOrigin: false })
  const answer = getRequestListener((request, environment) => {
    const { incoming } = environment as { incoming: IncomingMessage }
    return app.fetch(request, { ...environment, address: addressOf(incoming, TRUSTED_PROXIES) })
  })
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    dress(response, cameEncrypted(request, TRUSTED_PROXIES))
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    const fault = addressFault(request.url ?? '/')
    if (fault && !OURS.test(path)) void refuseAddress(path, request, response, fault)
    else if (path.startsWith('/live/')) {
      const address = addressOf(request, TRUSTED_PROXIES)
      answerLive(path, request, response, address).catch((error: unknown) => fail(request, response, error))
    } else if (OURS.test(path)) void answer(request, response)
    else {
      vouchFor(request, TRUSTED_PROXIES)
      proxy.web(request, response).catch((error: unknown) => away(request, response, error))
    }
  })
  server.on('upgrade', (request, socket, head) => {
    proxyUpgrade(WEB_URL, request, socket as never, head).catch(() => socket.destroy())
  })
  return {
    server,
    async close() {
      await Promise.all([live.close(), salon.close(), orders.close()])
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      const patience = setTimeout(() => server.closeAllConnections(), 3_000)
      await closed
      clearTimeout(patience)
      agent.destroy()
    },
  }
}

/** The nearest address that is not one of our own proxies; of IPv6 the network, since whoever has one address there has 2^64. */
export function addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const peer = request.socket.remoteAddress ?? ''
  if (proxies === 0) return networkOf(peer)
  const chain = [...String(request.headers['x-forwarded-for'] ?? '').split(','), peer].map((part) => part.trim()).filter(Boolean)
  return networkOf(chain[Math.max(0, chain.length - 1 - proxies)] ?? peer)
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(plain) !== 6) return plain
  const [head = 0, tail] = plain.split('::').map((part) => part.split(':').filter(Boolean).length)
  const groups = plain.split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length }, () => '0')
  return `${[...groups.slice(0, head), ...zeros, ...groups.slice(head)].slice(0, 4).join(':')}::/64`
}

/** The pages read who is asking from what is forwarded, and the proxy passes on what it was given: so only our own word stands there. */
function vouchFor(request: IncomingMessage, proxies: number): void {
  if (proxies === 0) for (const name of ['host', 'proto', 'port']) delete request.headers[`x-forwarded-${name}`]
  request.headers['x-forwarded-for'] = addressOf(request, proxies)
}

function refuseAddress(path: string, request: IncomingMessage, response: ServerResponse, fault: Refusal): Promise<void> {
  return path.startsWith('/live/') ? sendRefusal(request, response, fault) : sendNotice(request, response, fault)
}

function away(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  log().warn({ cause: error instanceof Error ? error.message : String(error) }, 'the pages do not answer')
  if (response.headersSent) response.destroy()
  else void sendNotice(request, response, { code: 'server.opening', parameters: { seconds: 2 } })
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  log().error({ err: error }, 'a live page failed')
  if (response.headersSent) response.end()
  else void sendRefusal(request, response, { code: 'server.broken' })
}
