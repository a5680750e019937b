import { CacheFirst, NetworkFirst, type PrecacheEntry, Serwist, StaleWhileRevalidate } from 'serwist'

/** Put in by bin/salon-worker.ts: what a build of the pages needs without a line, and the name of that build. */
declare const SALON_FILES: PrecacheEntry[]
declare const SALON_BUILD: string

interface Worker {
  addEventListener(type: 'message', hear: (event: { data: unknown; waitUntil(work: Promise<unknown>): void }) => void): void
  addEventListener(type: 'activate', hear: (event: { waitUntil(work: Promise<unknown>): void }) => void): void
  location: Location
}
const worker = self as unknown as Worker

const PAGES = `salon-pages-${SALON_BUILD}`
const SALON = /^\/[a-z]{2}\/salon\/?$/

/** A page for somebody who is signed in; a way to the door is no page. */
const wholePage = { cacheWillUpdate: async ({ response }: { response: Response }) => (isPage(response) ? response : null) }
const isPage = (response: Response) => response.status === 200 && !response.redirected && response.type === 'basic'

/**
 * A kept answer names the address it was fetched from; one made anew takes on the address that was asked for. A drafting worker reads
 * its start from the fragment of its own address, which the kept one lacks.
 */
const asAsked = {
  handlerWillRespond: async ({ response }: { response: Response }) =>
    new Response(response.body, { status: response.status, statusText: response.statusText, headers: response.headers }),
}

const serwist = new Serwist({
  precacheEntries: SALON_FILES,
  precacheOptions: { cleanupOutdatedCaches: true, plugins: [asAsked] },
  skipWaiting: true,
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ request, url, sameOrigin }) => sameOrigin && request.mode === 'navigate' && SALON.test(url.pathname),
      handler: new NetworkFirst({ cacheName: PAGES, networkTimeoutSeconds: 5, plugins: [wholePage] }),
    },
    {
      matcher: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_next/static/'),
      handler: new CacheFirst({ cacheName: `salon-parts-${SALON_BUILD}`, plugins: [asAsked] }),
    },
    {
      matcher: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/stills/'),
      handler: new StaleWhileRevalidate({ cacheName: 'salon-pictures' }),
    },
  ],
})
serwist.addEventListeners()

// The page that brought the worker was loaded without it: it asks to be kept as well.
worker.addEventListener('message', (event) => {
  const page = (event.data as { keep?: unknown } | null)?.keep
  if (typeof page !== 'string' || !SALON.test(page)) return
  event.waitUntil(
    fetch(page, { credentials: 'same-origin', headers: { accept: 'text/html' } })
      .then(async (response) => {
        if (isPage(response)) await (await caches.open(PAGES)).put(page, response)
      })
      .catch(() => undefined),
  )
})

// Pages of an older build name parts that are gone.
worker.addEventListener('activate', (event) => {
  const old = (name: string) => /^salon-(pages|parts)-/.test(name) && !name.endsWith(`-${SALON_BUILD}`)
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))))
})
