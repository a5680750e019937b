import NextAuth, { type NextAuthConfig } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { CLIENT_COOKIE, SESSION_DAYS, sealSecret } from './client-session'
import { settings } from './settings'
import { redeemSignIn } from './way-in'

/**
 * The sign-in library's configuration. It makes, seals and clears the cookie; who may have one is decided by `redeemSignIn`, and what
 * it is worth by its row. None of the library's own routes is open: there is nothing to be asked but our pages' actions. Only pages
 * import this file.
 */
function configuration(): NextAuthConfig {
  const secure = settings().PUBLIC_URL.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure }
  return {
    secret: sealSecret(),
    trustHost: true,
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    cookies: {
      sessionToken: { name: CLIENT_COOKIE, options },
      callbackUrl: { name: `${CLIENT_COOKIE}_back`, options },
      csrfToken: { name: `${CLIENT_COOKIE}_form`, options },
    },
    providers: [
      Credentials({
        id: 'link',
        credentials: { token: {} },
        authorize: async ({ token }) => {
          const session = await redeemSignIn(String(token ?? ''), new Date())
          return session === undefined ? null : { id: session }
        },
      }),
    ],
    callbacks: {
      // The user of the moment of signing in is the new session's row; nothing else goes into the cookie.
      jwt: ({ token, user }) => ({ sid: user?.id ?? token.sid }),
    },
    // A link that was used twice is nobody's fault to be mended.
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  }
}

export const { signIn, signOut } = NextAuth(() => configuration())
