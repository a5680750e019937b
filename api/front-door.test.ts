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
