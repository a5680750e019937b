import { type NextRequest, NextResponse } from 'next/server'
import { LOCALES, localeOf } from '@/lib/words/locale'

const TOKEN_PAGE = /^\/[a-z]{2}\/(b|d|consent|living|orders|sign-in|admin\/join)\//

/** A letter as its reader gets it: styles in the text, as mail programs want them, and nothing else; shown in a frame of our own. */
const LETTER = /^\/[a-z]{2}\/outbox\/[a-z0-9_]+\/letter$/
const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** Pages carry a nonce for each answer; a path without a language goes to the one that the reader prefers. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  if (!LOCALES.some((locale) => pathname === `/${locale}` || pathname.startsWith(`/${locale}/`))) {
    // On the host that the client asked for; the browser keeps the fragment by itself.
    const path = `/${localeOf(request.headers.get('accept-language'))}${pathname === '/' ? '' : pathname}${search}`
    const response = NextResponse.redirect(new URL(path, request.url), 307)
    response.headers.set('Vary', 'Accept-Language')
    return response
  }

  const nonce = btoa(crypto.randomUUID())
  const policy = LETTER.test(pathname) ? LETTER_POLICY : contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', pathname)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  const holdsToken = TOKEN_PAGE.test(pathname) || request.nextUrl.searchParams.has('from')
  response.headers.set('Referrer-Policy', holdsToken ? 'no-referrer' : 'strict-origin-when-cross-origin')
  response.headers.set('X-Content-Type-Options', 'nosniff')
  response.headers.set('X-Frame-Options', LETTER.test(pathname) ? 'SAMEORIGIN' : 'DENY')
  response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  response.headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (request.headers.get('x-forwarded-proto') === 'https') {
    response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
  return response
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    // The solid kernel is WebAssembly; nothing else may be compiled from text. Development tools need eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  // Only what is a file of ours goes without: an address that merely ends like one is a page that is not there.
  matcher: [
    {
      source:
        '/((?!_next/|engraving-fonts/|stills/|icons/|icon\\.svg$|favicon\\.ico$|[a-z]{2}/salon/(?:worker\\.js|manifest\\.webmanifest)$).*)',
    },
  ],
}
