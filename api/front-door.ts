import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createProxyServer, proxyUpgrade } from 'httpxy'
import { log } from '@/lib/server/log'
import { settings } from '@/lib/server/settings'
import { makeApp } from './app'
import { LiveBuilds } from './live'

export interface FrontDoor {
  server: Server
  close(): Promise<void>
}

const OURS = /^\/(?:api\/v1|webhooks|healthz)(?:\/|$)/

const AWAY = `<!doctype html><html lang="en"><meta charset="utf-8"><title>One moment</title>
<p>The house is opening. Please try again in a moment. — La maison ouvre. Réessayez dans un instant.</p></html>`

/** One origin: the API, webhooks and live streams are answered here, every other path by the pages behind `WEB_URL`. */
export function openFrontDoor(): FrontDoor {
  const { WEB_URL, TRUSTED_PROXIES } = settings()
  const app = makeApp()
  const live = new LiveBuilds()
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const proxy = createProxyServer({ target: WEB_URL, agent, xfwd: true, changeOrigin: false })
  const answer = getRequestListener((request, environment) => {
    const { incoming } = environment as { incoming: IncomingMessage }
    return app.fetch(request, { ...environment, address: addressOf(incoming, TRUSTED_PROXIES) })
  })
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith('/live/')) {
      live.handle(request, response, path, addressOf(request, TRUSTED_PROXIES)).catch((error: unknown) => fail(response, error))
    } else if (OURS.test(path)) void answer(request, response)
    else proxy.web(request, response).catch((error: unknown) => away(response, error))
  })
  server.on('upgrade', (request, socket, head) => {
    proxyUpgrade(WEB_URL, request, socket as never, head).catch(() => socket.destroy())
  })
  return {
    server,
    async close() {
      await live.close()
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      const patience = setTimeout(() => server.closeAllConnections(), 3_000)
      await closed
      clearTimeout(patience)
      agent.destroy()
    },
  }
}

/** The nearest address that is not one of our own proxies. */
export function addressOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const peer = request.socket.remoteAddress ?? ''
  if (proxies === 0) return peer
  const chain = [...String(request.headers['x-forwarded-for'] ?? '').split(','), peer].map((part) => part.trim()).filter(Boolean)
  return chain[Math.max(0, chain.length - 1 - proxies)] ?? peer
}

function away(response: ServerResponse, error: unknown): void {
  log().warn({ err: error }, 'the pages do not answer')
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2', 'cache-control': 'no-store' })
  response.end(AWAY)
}

function fail(response: ServerResponse, error: unknown): void {
  log().error({ err: error }, 'a live page failed')
  if (!response.headersSent) response.writeHead(500)
  response.end()
}
