import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { config, proxy } from '@/proxy'

const answer = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://house.example${path}`, { headers }))
const [{ source }] = config.matcher as [{ source: string }]
const isPage = (path: string) => new RegExp(`^${source}$`).test(path)

describe('a page', () => {
  it('whose address holds a right tells nobody where its reader came from', () => {
    const referrer = (path: string) => answer(path).headers.get('referrer-policy')
    for (const path of [
      '/en/d/abc',
      '/fr/orders/abc',
      '/en/b/abc',
      '/en/design/signet-ring?from=abc',
      '/fr/design/signet-ring?to=FR&from=abc',
    ])
      expect([path, referrer(path)]).toEqual([path, 'no-referrer'])
    expect(referrer('/en/design/signet-ring?to=FR')).toBe('strict-origin-when-cross-origin')
  })

  it('has a policy of its own whatever its address ends like; files of ours need none', () => {
    for (const path of ['/', '/en', '/en/nothing.html', '/nothing.php', '/fr/a.b.c.json', '/kernel/none', '/icon.svg/x'])
      expect([path, isPage(path)]).toEqual([path, true])
    for (const path of [
      '/_next/static/a.js',
      '/stills/signet-ring/a.webp',
      '/engraving-fonts/roman.json',
      '/icon.svg',
      '/favicon.ico',
      '/en/salon/worker.js',
    ])
      expect([path, isPage(path)]).toEqual([path, false])
    expect(answer('/en/nothing.html').headers.get('content-security-policy')).toContain("default-src 'self'")
  })
})
