import { geoDistance, geoInterpolate, geoMercator, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { AtelierAnswer } from '@/lib/domain/assess'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { stateOf } from '../configurator/finding-states'

interface Place {
  latitude: number
  longitude: number
}

interface Pane {
  x: number
  width: number
  projection: ReturnType<typeof geoMercator>
}

const SIZE = { width: 1440, height: 390 }
const MARGIN = 90
/** An atelier nearer to the client than this on the map shares its spot, px. */
const SAME_SPOT = 40
/** Ateliers farther from the client than this get a pane of their own, radians of arc (about 3,200 km). */
const FAR = 0.5

/** Our own small map: near ateliers round the client in one pane, each far one in its own; ways solid when made there, dashed else. */
export function AtelierMap(props: {
  world: Topology
  ateliers: readonly AtelierProfile[]
  answers: readonly AtelierAnswer[]
  recommended: string | undefined
  client: Place
  label: string
  you: string
  captions: Readonly<Record<string, string>>
}) {
  const land = feature(props.world, props.world.objects.countries as GeometryCollection)
  const point = (place: Place): [number, number] => [place.longitude, place.latitude]
  const isFar = (atelier: AtelierProfile) => geoDistance(point(atelier.place), point(props.client)) > FAR
  const far = props.ateliers.filter(isFar)
  const near = props.ateliers.filter((atelier) => !isFar(atelier))
  const farWidth = far.length === 0 ? 0 : Math.min(480, 720 / far.length)
  const nearWidth = SIZE.width - far.length * (farWidth + 8)
  const main = paneOf(0, nearWidth, [props.client, ...near.map((one) => one.place)])
  const panes: { pane: Pane; ateliers: readonly AtelierProfile[] }[] = [
    { pane: main, ateliers: near },
    ...far.map((one, index) => ({
      pane: paneOf(nearWidth + 8 + index * (farWidth + 8), farWidth, [one.place]),
      ateliers: [one],
    })),
  ]
  const home = main.projection(point(props.client)) ?? [0, 0]
  return (
    <svg className="map" viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={props.label}>
      {panes.map(({ pane }) => (
        <g key={pane.x}>
          <clipPath id={`pane-${Math.round(pane.x)}`}>
            <rect x={pane.x} y="0" width={pane.width} height={SIZE.height} />
          </clipPath>
          <g clipPath={`url(#pane-${Math.round(pane.x)})`}>
            <path className="land" d={geoPath(pane.projection).digits(1)(land) ?? ''} />
          </g>
        </g>
      ))}
      {panes.flatMap(({ pane, ateliers }) =>
        ateliers.map((atelier) => {
          const answer = props.answers.find((one) => one.atelier === atelier.id)
          const state = answer ? stateOf(answer.verdict.outcome) : 'unknown'
          const first = atelier.id === props.recommended
          const [x, y] = pane.projection(point(atelier.place)) ?? [0, 0]
          const shared = pane === main && Math.hypot(x - home[0], y - home[1]) < SAME_SPOT
          const text =
            shared || x > pane.x + pane.width - 200 ? { dx: -16, anchor: 'end' as const } : { dx: 16, anchor: 'start' as const }
          return (
            <g key={atelier.id}>
              {!shared && (
                <path
                  className={`way ${first ? 'first' : ''} ${pane === main ? '' : 'estimate'}`}
                  d={
                    pane === main
                      ? greatCircle(pane, props.client, atelier.place)
                      : `M${home[0]} ${home[1]}Q${(home[0] + x) / 2} ${Math.min(home[1], y) - 150} ${x} ${y}`
                  }
                />
              )}
              <circle
                cx={x}
                cy={y}
                r={shared ? 9 : 7}
                fill={first ? 'var(--brass)' : 'var(--paper)'}
                strokeWidth="1.75"
                className={first ? '' : state}
              />
              <text x={x + text.dx} y={shared ? y - 36 : y - 2} textAnchor={text.anchor} fontWeight="560">
                {atelier.city}
              </text>
              <text x={x + text.dx} y={shared ? y - 17 : y + 17} textAnchor={text.anchor} className="sub">
                {props.captions[atelier.id]}
              </text>
            </g>
          )
        }),
      )}
      <circle cx={home[0]} cy={home[1]} r="4" fill="var(--ink)" />
      <text x={home[0] - 16} y={home[1] + 7} textAnchor="end" className="sub">
        {props.you}
      </text>
    </svg>
  )
}

/** The great circle, in so many short lines as look straight. */
function greatCircle({ projection }: Pane, from: Place, to: Place): string {
  const along = geoInterpolate([from.longitude, from.latitude], [to.longitude, to.latitude])
  const points = Array.from({ length: 17 }, (_, index) => projection(along(index / 16)) ?? [0, 0])
  return `M${points.map((point) => point.map((value) => value.toFixed(1)).join(' ')).join('L')}`
}

function paneOf(x: number, width: number, places: readonly Place[]): Pane {
  const bounds = {
    type: 'MultiPoint' as const,
    coordinates: places.flatMap(({ longitude, latitude }) => [
      [longitude - 2.4, latitude - 1.4],
      [longitude + 2.4, latitude + 1.4],
    ]),
  }
  const projection = geoMercator().fitExtent(
    [
      [x + Math.min(MARGIN, width / 5), 50],
      [x + width - Math.min(MARGIN, width / 5), SIZE.height - 50],
    ],
    bounds,
  )
  // Only what the pane shows is drawn; the rest of the world would be a megabyte of path.
  projection.clipExtent([
    [x, 0],
    [x + width, SIZE.height],
  ])
  return { x, width, projection }
}
