import type { Protocol } from 'electron';
import { serveNotice } from './app-scheme.ts';

/** How long an admin in front of a station that does not start may read why. */
export const startNoticeMs = 5 * 60_000;

/** Puts the reason why a station does not start in the place of its page, whatever was served there before. */
export function showStartNotice(parts: {
  readonly protocol: Protocol;
  readonly text: string;
  /** Opens the window at its page. */
  readonly show: () => void;
}): void {
  const { protocol, text } = parts;
  if (protocol.isProtocolHandled('app')) protocol.unhandle('app');
  serveNotice(protocol, { title: 'This station cannot start', paragraphs: [text] });
  parts.show();
}
