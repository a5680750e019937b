import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageResponse } from 'next/og'
import { sharedPicture } from '@/lib/server/pieces'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

export const size = { width: 1200, height: 630 }
export const contentType = 'image/png'

/** The house's serif as a whole font file: the picture is drawn on the server. */
const SERIF = join(process.cwd(), 'node_modules/@expo-google-fonts/newsreader/400Regular/Newsreader_400Regular.ttf')

/** The picture of a shared design, drawn from its own geometry: what whoever has the link sees, and nothing of whose it is. */
export default async function Picture({ params }: { params: Promise<{ locale: string; token: string }> }) {
  const { locale, token } = await params
  const picture = await sharedPicture(token, new Date())
  if (!isLocale(locale) || !picture.ok) return new Response(null, { status: 404 })
  const { svg, family } = picture.value
  const [, width = 1, height = 1] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg)?.map(Number) ?? []
  const scale = Math.min(560 / width, 500 / height)
  const drawn = svg.replace('<svg ', `<svg width="${width * scale}" height="${height * scale}" `)
  const name = translator(locale)(`families.${family}`)
  return new ImageResponse(
    <div style={{ display: 'flex', width: '100%', height: '100%', background: '#F7F4EE', color: '#1B1A17', padding: 64 }}>
      <div style={{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between', width: 420 }}>
        <div style={{ display: 'flex', fontSize: 44 }}>Lot One</div>
        <div style={{ display: 'flex', fontSize: 64, lineHeight: 1.08, letterSpacing: -1 }}>{name}</div>
      </div>
      <div style={{ display: 'flex', flex: 1, alignItems: 'center', justifyContent: 'center' }}>
        <img
          alt=""
          width={width * scale}
          height={height * scale}
          src={`data:image/svg+xml;base64,${Buffer.from(drawn).toString('base64')}`}
        />
      </div>
    </div>,
    {
      ...size,
      fonts: [{ name: 'Newsreader', data: await readFile(SERIF), weight: 400, style: 'normal' }],
      headers: { 'Cache-Control': 'public, max-age=3600', 'X-Robots-Tag': 'noindex' },
    },
  )
}
