import type { StillPicture } from './stills'

/** A rendered picture with its size known before it loads; without one, the quiet ground keeps the place. */
export function Still(props: {
  picture: StillPicture | undefined
  alt: string
  sizes: string
  first?: boolean
  className?: string
}) {
  const { picture, alt, sizes, first, className } = props
  if (!picture) return <div className={`still-empty ${className ?? ''}`} />
  return (
    <img
      className={className}
      src={picture.src}
      {...(picture.srcSet ? { srcSet: picture.srcSet, sizes } : {})}
      width={picture.width}
      height={picture.height}
      alt={alt}
      {...(first ? { fetchPriority: 'high' as const } : { loading: 'lazy' as const })}
      decoding="async"
    />
  )
}
