'use client'

import { Component, type ReactNode } from 'react'

/** Shows `instead` where its children fail to load or to draw (a line cut while a part was on its way), and leaves the page whole. */
export class Shielded extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
