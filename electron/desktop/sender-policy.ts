import { isOwnOrigin, isOwnUrl } from './own-page.ts';

/** What Electron knows of the frame a message came from. */
interface Frame {
  readonly origin: string;
  readonly url: string;
  readonly parent: unknown;
}

/**
 * Whether an IPC message comes from the main frame of our own window showing our own page. Fails closed: a frame that is
 * gone, has no address yet or is blank is nobody.
 */
export function isOwnSender(
  sender: { readonly frame: Frame | null; readonly webContentsId: number },
  knownWebContentsIds: ReadonlySet<number>,
): boolean {
  const { frame, webContentsId } = sender;
  if (frame === null || frame.parent !== null || !knownWebContentsIds.has(webContentsId)) return false;
  return isOwnOrigin(frame.origin) && isOwnUrl(frame.url);
}
