import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshHouse } from '@/db/testing/fresh-database'
import { closeDrafting } from '@/lib/server/drafting'
import { addressOf, type FrontDoor, openFrontDoor } from './front-door'

let house: FreshDatabase
let door: FrontDoor
let origin: string
const pages: Server = createServer((request, response) => {
  response.setHeader('x-host', request.headers.host ?? '')
  response.setHeader('x-caller', String(request.headers['x-forwarded-for']))
  response.setHeader('x-proto', String(request.headers['x-forwarded-proto']))
  if (request.url?.startsWith('/none')) response.writeHead(404, { 'Cache-Control': 'public, max-age=86400' })
  if (request.url?.startsWith('/own')) {
    response.writeHead(404, { 'Content-Security-Policy': 'own', 'Set-Cookie': ['a=1', 'b=2'] })
  }
  response.end(`page ${request.url}`)
})

const listen = (server: Server) =>
  new Promise<number>((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)))

beforeAll(async () => {
  const behind = await listen(pages)
  house = await freshHouse({ WEB_URL: `http://127.0.0.1:${behind}` })
  door = openFrontDoor()
  origin = `http://127.0.0.1:${await listen(door.server)}`
})
afterAll(async () => {
  await door.close()
  await closeDrafting()
  pages.closeAllConnections()
  await house.remove()
})

describe('the front door', () => {
  it('answers its own prefixes and passes everything else to the pages, with the host that was asked for', async () => {
    expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ ok: true })
    expect((await fetch(`${origin}/api/v1/nowhere`)).headers.get('content-type')).toMatch(/json/)
    for (const path of ['/', '/en/design?x=1', '/apiary', '/livelihood']) {
      const response = await fetch(`${origin}${path}`)
      expect(await response.text()).toBe(`page ${path}`)
      expect(response.headers.get('x-host')).toBe(origin.replace('http://', ''))
    }
  })

  it('tells the pages who is asking in its own words, whatever the caller says of itself', async () => {
    const headers = { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'elsewhere.example' }
    const response = await fetch(`${origin}/en`, { headers })
    expect(response.headers.get('x-caller')).toBe('127.0.0.1')
    expect(response.headers.get('x-proto')).toBe('http')
  })

  it('answers an address that is no text, in the caller’s language, and passes it to nobody', async () => {
    for (const path of ['/en/%ff', '/fr/%E0%A4', '/en/admin/orders?search=%00', '/en/outbox/a%00/letter', '/%']) {
      const response = await fetch(`${origin}${path}`, { headers: { 'accept-language': 'fr' } })
      const text = await response.text()
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 400, 'text/html; charset=utf-8'])
      expect(text).toContain(path.startsWith('/en') ? 'cannot be read' : 'ne peut pas être lue')
      expect(text).not.toContain(`page ${path}`)
    }
    for (const path of ['/live/builds/%ff', '/api/v1/designs/%00', '/api/v1/salon/clients?q=%00']) {
      const response = await fetch(`${origin}${path}`, { headers: { 'accept-language': 'fr' } })
      expect([path, response.status, await response.json()]).toMatchObject([
        path,
        400,
        { code: 'request.address', words: expect.stringMatching(/adresse/) },
      ])
    }
    expect(await (await fetch(`${origin}/en?discount=100%`)).text()).toBe('page /en?discount=100%')
  })

  it('lets no answer go without its policy, whoever answers, and lets no cache keep a refusal', async () => {
    for (const path of ['/none.svg', '/en/%ff', '/live/elsewhere', '/api/v1/nowhere']) {
      const { headers } = await fetch(`${origin}${path}`)
      expect({ path, policy: headers.get('content-security-policy') }).toEqual({
        path,
        policy: "default-src 'none'; frame-ancestors 'none'",
      })
      expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
        path,
        'nosniff',
        'no-referrer',
      ])
      expect([path, headers.get('x-frame-options'), headers.get('cache-control')]).toEqual([path, 'DENY', 'no-store'])
    }
    const own = await fetch(`${origin}/own`)
    expect(own.headers.get('content-security-policy')).toBe('own')
    expect(own.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const page = await fetch(`${origin}/en`)
    expect([page.headers.get('x-content-type-options'), page.headers.get('content-security-policy')]).toEqual(['nosniff', null])
  })

  it('says which methods an address takes, and which content', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/api/v1/designs', 'POST'],
      ['GET', '/api/v1/orders', 'POST'],
      ['POST', '/api/v1/designs/abc', 'GET, HEAD'],
      ['PATCH', '/api/v1/consents/abc', 'GET, HEAD, PUT'],
      ['PUT', '/api/v1/atelier/production-orders/po_00000000', 'GET, HEAD'],
      ['POST', '/healthz', 'GET, HEAD'],
      ['GET', '/webhooks/stripe', 'POST'],
      ['POST', '/live/builds/abc', 'GET'],
    ] as const) {
      const response = await fetch(`${origin}${path}`, { method })
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, allow])
      expect(await response.json()).toMatchObject({ code: 'request.method' })
    }
    expect((await fetch(`${origin}/healthz`, { method: 'HEAD' })).status).toBe(200)
    const text = await fetch(`${origin}/api/v1/designs`, { method: 'POST', body: '{}' })
    expect([text.status, await text.json()]).toMatchObject([415, { code: 'request.content-type' }])
  })

  it('ends the line on which something too large was begun', async () => {
    const response = await fetch(`${origin}/api/v1/designs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(6 * 1024 * 1024),
    })
    expect([response.status, response.headers.get('connection')]).toEqual([413, 'close'])
  })

  it('refuses a stream without a right', async () => {
    expect((await fetch(`${origin}/live/builds/${'x'.repeat(32)}`)).status).toBe(404)
    expect((await fetch(`${origin}/live/elsewhere`)).status).toBe(404)
  })

  it('says that the house is opening when no page answers, while the API lives on', async () => {
    const port = (pages.address() as AddressInfo).port
    pages.closeAllConnections()
    await new Promise((done) => pages.close(done))
    const response = await fetch(`${origin}/en`)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('2')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(await response.text()).toContain('The house is opening')
    expect(await (await fetch(`${origin}/fr`)).text()).toContain('La maison ouvre')
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    await new Promise<void>((done) => pages.listen(port, '127.0.0.1', () => done()))
  })
})

describe('the caller’s address', () => {
  const request = (forwarded: string) =>
    ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '10.0.0.1' } }) as never
  it('is believed only as far as our own proxies vouch for it', () => {
    expect(addressOf(request('1.1.1.1, 2.2.2.2'), 0)).toBe('10.0.0.1')
    expect(addressOf(request('1.1.1.1, 2.2.2.2'), 1)).toBe('2.2.2.2')
    expect(addressOf(request('1.1.1.1, 2.2.2.2'), 2)).toBe('1.1.1.1')
    expect(addressOf(request(''), 1)).toBe('10.0.0.1')
  })

  it('is the whole network of an IPv6 caller', () => {
    for (const own of ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9', '2001:db8:1:2::']) {
      expect(addressOf(request(own), 1)).toBe('2001:db8:1:2::/64')
    }
    expect(addressOf(request('2001:db8::7'), 1)).toBe('2001:db8:0:0::/64')
    expect(addressOf(request('::1'), 1)).toBe('0:0:0:0::/64')
    expect(addressOf(request('::ffff:192.0.2.7'), 1)).toBe('192.0.2.7')
  })
})
