/** What decides how the kiosk opens on this machine. */
export interface HostFacts {
  /** `--host`, when given. */
  readonly wanted: 'electron' | 'browser' | undefined;
  /** Electron's runtime: on this machine, to be had by its own download, or neither. */
  readonly electron: 'present' | 'fetchable' | 'out-of-reach';
  /** Electron keeps its sandbox on, which Linux refuses to root. */
  readonly isRootOnLinux: boolean;
  readonly hasDisplay: boolean;
  readonly hasBrowser: boolean;
  readonly shouldOpen: boolean;
}

export type HostChoice =
  | { readonly kind: 'electron'; readonly why: string }
  | { readonly kind: 'browser'; readonly why: string }
  /** The browser host without a window: somebody opens the printed address. */
  | { readonly kind: 'address'; readonly why: string }
  | { readonly kind: 'impossible'; readonly why: string };

/** Chooses the shell and says why, in words for one line. */
export function chooseHost(facts: HostFacts): HostChoice {
  const obstacle = electronObstacle(facts);
  if (facts.wanted === 'electron') {
    return obstacle === undefined
      ? { kind: 'electron', why: 'you asked for it' }
      : { kind: 'impossible', why: obstacle };
  }
  if (facts.wanted === undefined && facts.shouldOpen && obstacle === undefined) {
    return { kind: 'electron', why: facts.electron === 'present' ? 'its runtime is here' : 'its runtime was fetched' };
  }
  return chooseBrowser(facts, facts.wanted === 'browser' ? 'you asked for it' : obstacle);
}

function electronObstacle({ electron, isRootOnLinux, hasDisplay }: HostFacts): string | undefined {
  if (!hasDisplay) return 'there is no display';
  if (isRootOnLinux) return "Electron's sandbox does not run as root";
  if (electron === 'out-of-reach') return "Electron's runtime is not here and its download is out of reach";
  return undefined;
}

function chooseBrowser({ shouldOpen, hasDisplay, hasBrowser }: HostFacts, obstacle: string | undefined): HostChoice {
  if (!shouldOpen) return { kind: 'address', why: 'nothing is opened with --no-open' };
  if (!hasDisplay) return { kind: 'address', why: 'there is no display' };
  if (!hasBrowser) return { kind: 'address', why: 'no Chromium, Chrome or Edge is installed' };
  return { kind: 'browser', why: obstacle ?? 'it is the shell that works here' };
}
