import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  /** Shown instead of screens that could not be drawn. */
  readonly fallback: ReactNode;
  /** Called once, so that the station gets itself going again: nobody stands there to do it. */
  readonly onCrash: () => void;
}

/** Keeps a mistake in one screen from leaving an empty page on an unattended station. */
export class CrashGuard extends Component<Props, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError() {
    return { hasCrashed: true };
  }

  override componentDidCatch() {
    this.props.onCrash();
  }

  override render() {
    return this.state.hasCrashed ? this.props.fallback : this.props.children;
  }
}
