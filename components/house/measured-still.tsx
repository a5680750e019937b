import { MACRO, type MacroScene, macroProjection } from '@/components/viewer/macro-shot'
import type { Vec3 } from '@/lib/domain/geometry/mesh'
import { Still } from './still'
import type { StillPicture } from './stills'
import './measured-still.css'

export interface Measure {
  name: string
  text: string
}

/** How far witness lines leave the letter, and where the dimension stands on them, mm. */
const WITNESS = { from: 0.25, to: 1.5, line: 1.2 }
/** Where the words of the finest stroke stand, pixels of the picture. */
const WORDS = { x: 70, y: 92, width: 250 }

/**
 * A close picture with what was measured on it: a leader to the finest stroke and the height of the tallest letter between witness lines,
 * placed by the camera that took the picture. Without a scene the figures stand below.
 */
export function MeasuredStill(props: {
  picture: StillPicture | undefined
  scene: MacroScene | undefined
  alt: string
  stroke: (Measure & { at: Vec3 | undefined }) | undefined
  height: Measure | undefined
}) {
  const { scene, stroke, height } = props
  const drawn = props.picture && scene
  const measures = [stroke, height].filter((one) => one !== undefined)
  return (
    <figure>
      <div className="measured-still">
        <Still picture={props.picture} alt={props.alt} sizes="(min-width: 900px) 60vw, 100vw" />
        {drawn && (
          <svg className="witness" viewBox={`0 0 ${MACRO.width} ${MACRO.height}`} aria-hidden="true" focusable="false">
            {stroke?.at && <Leader scene={scene} measure={stroke} at={stroke.at} />}
            {height && <Height scene={scene} measure={height} />}
          </svg>
        )}
      </div>
      <figcaption className={drawn ? 'sr-only' : 'measured-labels'}>
        {measures.map(({ name, text }) => (
          <span key={name}>
            <strong>{text}</strong> <span className="quiet">{name}</span>{' '}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function Leader({ scene, measure, at }: { scene: MacroScene; measure: Measure; at: Vec3 }) {
  const { x, y } = macroProjection(scene)(at)
  return (
    <g>
      <text x={WORDS.x} y={WORDS.y - 16} className="value">
        {measure.text}
      </text>
      <text x={WORDS.x} y={WORDS.y + 32} className="name">
        {measure.name}
      </text>
      <polyline points={`${WORDS.x},${WORDS.y} ${WORDS.x + WORDS.width},${WORDS.y} ${x.toFixed(1)},${y.toFixed(1)}`} />
      <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r="7" />
    </g>
  )
}

function Height({ scene, measure }: { scene: MacroScene; measure: Measure }) {
  const place = macroProjection(scene)
  const beside = ([x, y, z]: Vec3, left: number) => {
    const spot = place([x - left, y, z])
    return `${spot.x.toFixed(1)},${spot.y.toFixed(1)}`
  }
  const [low, high] = scene.letter
  const middle = place([low[0] - WITNESS.line, (low[1] + high[1]) / 2, low[2]])
  return (
    <g>
      {scene.letter.map((corner) => (
        <polyline key={corner[1]} points={`${beside(corner, WITNESS.from)} ${beside(corner, WITNESS.to)}`} />
      ))}
      <polyline points={`${beside(low, WITNESS.line)} ${beside(high, WITNESS.line)}`} />
      <text x={middle.x - 18} y={middle.y + 8} textAnchor="end" className="value">
        {measure.text}
      </text>
    </g>
  )
}
