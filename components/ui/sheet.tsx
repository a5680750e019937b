'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './icon'

/** Modal dialog on the browser's own <dialog>: focus is kept inside, Escape closes, focus goes back to what opened it. */
export function Sheet(props: {
  open: boolean
  onClose(): void
  title: string
  closeLabel: string
  wide?: boolean
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const { open, onClose } = props
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way and the dialog has it by itself
    <dialog
      ref={ref}
      className={props.wide ? 'sheet wide' : 'sheet'}
      aria-label={props.title}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      {open && (
        <>
          <div className="flex items-start justify-between gap-4 mb-6">
            <h2 className="text-[1.75rem]">{props.title}</h2>
            <button type="button" className="icon-button -mt-1.5 -mr-2" onClick={onClose} aria-label={props.closeLabel}>
              <Icon name="close" />
            </button>
          </div>
          {props.children}
        </>
      )}
    </dialog>
  )
}
