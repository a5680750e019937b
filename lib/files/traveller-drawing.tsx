import { ClipPath, Defs, G, Path, Svg, Text, View } from '@react-pdf/renderer'
import type { Drawing } from '@/lib/domain/drawing/drawing'
import { chainsPath, INKS, LETTER_OPACITY, PENS, ringsPath, TONE_OPACITY } from '@/lib/domain/drawing/views'
import { witness } from '@/lib/domain/drawing/witness'
import { style } from './traveller-style'

/** Points in a millimetre of paper. */
export const POINTS = 72 / 25.4

interface Props {
  drawing: Drawing
  /** Millimetres of paper a millimetre of the piece. */
  scale: number
  /** Size of the cell on paper, points; the piece's origin lies in its middle, moved by `shift` (mm of the piece). */
  width: number
  height: number
  shift: readonly [number, number]
  caption: string
  figure(millimetres: number): string
}

const um = (millimetres: number): number => Math.round(millimetres * 1000)

/** A screen pixel of the drawing language on paper, points: makes hairlines of 0.4 pt and figures of 7 pt. */
const PIXEL = 0.58

/** One view at scale as vectors; the same lines and figures as on the screen. */
export function DrawingView({ drawing, scale, width, height, shift, caption, figure }: Props) {
  const perMillimetre = POINTS * scale
  const pen = (pixels: number) => (pixels * PIXEL * 1000) / perMillimetre
  const marks = drawing.dimensions.map((dimension) => witness(dimension, drawing, PIXEL / perMillimetre, figure))
  const wide = width / perMillimetre
  const high = height / perMillimetre
  const viewBox = [um(shift[0] - wide / 2), um(-shift[1] - high / 2), um(wide), um(high)].join(' ')
  const clip = `clip-${drawing.direction}`
  const silhouette = ringsPath(drawing.silhouette)
  return (
    <View style={{ width }}>
      <Svg width={width} height={height} viewBox={viewBox}>
        {silhouette === '' ? null : (
          <Defs>
            <ClipPath id={clip}>
              <Path d={silhouette} fillRule="evenodd" />
            </ClipPath>
          </Defs>
        )}
        {silhouette === '' ? null : (
          <G clipPath={`url(#${clip})`}>
            {drawing.tones
              .filter((tone) => tone.rings.length > 0)
              .map((tone) => (
                <Path key={tone.level} d={ringsPath(tone.rings)} fill={INKS.wash} fillOpacity={TONE_OPACITY} fillRule="evenodd" />
              ))}
          </G>
        )}
        {drawing.letters.map((letter) => (
          <Path
            key={letter.relief}
            d={ringsPath(letter.rings)}
            fill={INKS.ink}
            fillOpacity={LETTER_OPACITY[letter.relief]}
            fillRule="evenodd"
            stroke={INKS.ink}
            strokeWidth={pen(PENS.engraving)}
          />
        ))}
        {(['engraving', 'crease', 'contour', 'outline'] as const)
          .filter((kind) => drawing.lines[kind].length > 0)
          .map((kind) => (
            <Path
              key={kind}
              d={chainsPath(drawing.lines[kind])}
              fill="none"
              stroke={kind === 'outline' || kind === 'contour' ? INKS.ink : INKS.soft}
              strokeWidth={pen(PENS[kind])}
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          ))}
        {marks.length === 0 ? null : (
          <Path
            d={chainsPath(marks.flatMap((mark) => mark.lines))}
            fill="none"
            stroke={INKS.caption}
            strokeWidth={pen(PENS.witness)}
          />
        )}
        {marks.map(({ label }) => {
          const [x, y] = [um(label.x), um(-label.y)]
          return (
            <G key={`${x},${y}`} {...(label.upright ? {} : { transform: `rotate(-90, ${x}, ${y})` })}>
              <Text x={x} y={y} textAnchor="middle" fill={INKS.ink} style={{ fontFamily: 'Hanken', fontSize: um(label.size) }}>
                {label.text}
              </Text>
            </G>
          )
        })}
      </Svg>
      <Text style={[style.label, { textAlign: 'center' }]}>{caption}</Text>
    </View>
  )
}
