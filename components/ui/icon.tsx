const paths = {
  ok: (
    <>
      <circle cx="8" cy="8" r="6.4" />
      <path d="m5.2 8.2 2 2 3.8-4.2" />
    </>
  ),
  advice: (
    <>
      <path d="M8 2.2 14.4 13.4H1.6Z" />
      <path d="M8 6.4v3.4M8 11.6v.1" />
    </>
  ),
  blocked: (
    <>
      <path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3Z" />
      <path d="M5.2 8h5.6" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.4" strokeDasharray="1.8 1.6" />
      <path d="M6.3 6.4a1.75 1.75 0 1 1 2.5 1.6c-.5.3-.8.6-.8 1.2M8 11.3v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6.4" />
      <path d="M8 4.4V8l2.4 1.6" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" />
    </>
  ),
  undo: <path d="M5.6 2.8 2.6 5.8l3 3M2.9 5.8h6.6a3.9 3.9 0 0 1 0 7.8H6" />,
  redo: <path d="m10.4 2.8 3 3-3 3M13.1 5.8H6.5a3.9 3.9 0 0 0 0 7.8H10" />,
  compare: <path d="M2.5 3h4.5v10H2.5ZM9 3h4.5v10H9Z" />,
  share: <path d="M8 10V2M5 4.8 8 1.8l3 3M2.8 9v4.6h10.4V9" />,
  download: <path d="M8 2v8.4M5 7.4l3 3 3-3M2.8 10v3.6h10.4V10" />,
  save: <path d="M3.5 2h9v12L8 10.6 3.5 14Z" />,
  ruler: (
    <>
      <rect x="1.5" y="5" width="13" height="6" />
      <path d="M4.2 5v2.4M6.8 5v3.4M9.4 5v2.4M12 5v3.4" />
    </>
  ),
  cube: <path d="M8 1.6 13.6 4.7v6.6L8 14.4l-5.6-3.1V4.7Zm0 6.3 5.6-3.2M8 7.9 2.4 4.7M8 7.9v6.5" />,
  down: <path d="m4 6 4 4 4-4" />,
  close: <path d="m3.5 3.5 9 9m0-9-9 9" />,
  live: (
    <>
      <circle cx="8" cy="8" r="5.6" strokeOpacity=".6" />
      <circle cx="8" cy="8" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
  phone: (
    <>
      <rect x="4.2" y="1.6" width="7.6" height="12.8" rx="1.2" />
      <path d="M7 12.2h2" />
    </>
  ),
  offline: <path d="M2 2l12 12M4.2 7.2A6 6 0 0 1 6.6 5.9M9.6 5.9a6 6 0 0 1 2.2 1.3M6.2 9.6a3 3 0 0 1 3.6 0M8 12.4v.1" />,
  person: (
    <>
      <circle cx="8" cy="5.4" r="2.8" />
      <path d="M2.8 14c.6-2.8 2.6-4.2 5.2-4.2s4.6 1.4 5.2 4.2" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.6" />
      <path d="m10.4 10.4 3.4 3.4" />
    </>
  ),
  file: <path d="M4 1.8h5.5L12.5 5v9.2H4ZM9.3 2v3.2h3" />,
} as const

export type IconName = keyof typeof paths

/** Line icons on a 16 grid; drawn for the eye only, the word beside them says it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.35"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="shrink-0"
    >
      {paths[name]}
    </svg>
  )
}
