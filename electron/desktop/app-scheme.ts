import type { Protocol } from 'electron';
import type { AnswerFile } from '../ports.ts';
import { type Notice, noticePage } from './notice-page.ts';
import { isOwnUrl, ownPageUrl } from './own-page.ts';

/** The page shown while the real one keeps crashing. */
export const safePageUrl = `${ownPageUrl}one-moment`;

/** Says what `app:` is. Before the app is ready, once. */
export function declareAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/**
 * Answers `app://kiosk/…` from the fixed list of files, for one session, whatever was served there before; any other host is
 * not found.
 */
export function serveAppScheme(protocol: Protocol, answerFile: AnswerFile): void {
  serve(protocol, (request) => answerAppRequest(request.url, answerFile));
}

/** Answers every address of the scheme with one notice in the place of the page: the station cannot start, and says why. */
export function serveNotice(protocol: Protocol, notice: Notice): void {
  serve(protocol, () => noticePage(notice));
}

function serve(protocol: Protocol, answer: Parameters<Protocol['handle']>[1]): void {
  if (protocol.isProtocolHandled('app')) protocol.unhandle('app');
  protocol.handle('app', answer);
}

/** The answer to one URL of the app scheme. */
export async function answerAppRequest(url: string, answerFile: AnswerFile): Promise<Response> {
  if (!isOwnUrl(url)) return new Response(null, { status: 404 });
  if (url === safePageUrl) return noticePage(oneMoment);
  const { status, headers, body } = await answerFile(pathOf(url));
  return new Response(status === 200 ? body : null, { status, headers: { ...headers } });
}

/** The path as it is written in the URL; nothing is decoded or tidied. */
function pathOf(url: string): string {
  return url.slice(ownPageUrl.length - 1).split(/[?#]/, 1)[0] ?? '/';
}

const oneMoment = {
  title: 'One moment, please',
  paragraphs: [
    'This station starts again by itself. Photos that were saved are safe.',
    'この端末は自動的に再起動します。保存済みの写真は失われません。',
    '本机正在自动重新启动，已保存的照片不会丢失。',
    'يُعاد تشغيل هذه المحطة تلقائيًا. الصور المحفوظة في أمان.',
  ],
};
