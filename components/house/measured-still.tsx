import { Still } from './still'
import type { StillPicture } from './stills'

/** A close picture with what was measured on it written below on hairlines. */
export function MeasuredStill(props: {
  picture: StillPicture | undefined
  alt: string
  measures: readonly { name: string; text: string }[]
}) {
  return (
    <figure>
      <div className="measured-still">
        <Still picture={props.picture} alt={props.alt} sizes="(min-width: 900px) 60vw, 100vw" />
      </div>
      <figcaption className="measured-labels">
        {props.measures.map(({ name, text }) => (
          <span key={name}>
            <strong>{text}</strong> <span className="quiet">{name}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
