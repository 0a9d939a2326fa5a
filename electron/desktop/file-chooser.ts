import type { App, WebContents } from 'electron';
import type { AskedFiles } from '../../shared/file-picking-contract.ts';
import type { FileChooser, Log } from '../ports.ts';
import { userFolders } from './user-folders.ts';

interface ChooserParts {
  readonly contents: WebContents;
  readonly app: Pick<App, 'getPath'>;
  readonly log: Log;
  readonly onAsked: (asked: AskedFiles) => void;
  /** The page could open the system's dialog. */
  readonly onUnguarded: () => void;
}

/** The field that asks, as the DevTools protocol names it, until another document takes its place. */
interface AskingField {
  readonly nodeId: number;
  readonly asked: AskedFiles;
}

/** A node's attributes come in one row: name, value, name, value. */
function askedBy(attributes: readonly string[]): AskedFiles {
  const values = new Map<string, string>();
  for (let at = 0; at + 1 < attributes.length; at += 2) values.set(attributes[at] ?? '', attributes[at + 1] ?? '');
  const accept = values.get('accept') ?? '';
  if (values.has('webkitdirectory')) return { choice: 'folder', accept };
  return { choice: values.has('multiple') ? 'files' : 'file', accept };
}

/**
 * Keeps the system's file dialog from ever being opened by a page, whatever script or element asks for it (DevTools protocol,
 * `Page.setInterceptFileChooserDialog`): no dialog of the system can be closed by the app, so one would stay over a station that
 * locks meanwhile. Before the page is loaded; it holds for every page after it, also in another process.
 */
export function takeFileChoosers({ contents, app, log, onAsked, onUnguarded }: ChooserParts): FileChooser {
  const { debugger: protocol } = contents;
  let field: AskingField | undefined;

  /** What waits for a page's process is answered when there is one; from then on Chromium keeps to it in every process after that. */
  function guard() {
    if (contents.isDestroyed()) return;
    const failed = (cause: unknown) => {
      if (contents.isDestroyed() || !protocol.isAttached()) return;
      // What was asked of a process that died is asked of the next one.
      if (cause instanceof Error && cause.message === 'Target crashed') return guard();
      log.error('page.file-dialog-not-guarded', { cause });
      onUnguarded();
    };
    try {
      if (!protocol.isAttached()) protocol.attach();
    } catch (cause) {
      log.error('page.file-dialog-not-guarded', { cause });
      return onUnguarded();
    }
    const answers = [
      protocol.sendCommand('Page.enable'),
      protocol.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true }),
    ];
    Promise.all(answers).catch(failed);
  }
  async function opened(nodeId: number) {
    const { node } = await protocol.sendCommand('DOM.describeNode', { backendNodeId: nodeId });
    const asked = askedBy(node.attributes ?? []);
    field = { nodeId, asked };
    onAsked(asked);
  }
  protocol.on('message', (_event, method, { backendNodeId }) => {
    // Without a field there is nothing to give files to; nothing opens either way.
    if (method !== 'Page.fileChooserOpened' || typeof backendNodeId !== 'number') return;
    opened(backendNodeId).catch((cause: unknown) => log.warn('page.file-field-gone', { cause }));
  });
  // A page that is closed is let go from within its end: whoever attaches there is let go at once, again and again without end.
  protocol.on('detach', () => setImmediate(guard));
  contents.on('render-process-gone', () => (field = undefined));
  contents.on('did-navigate', () => (field = undefined));
  guard();
  return {
    asked: () => field?.asked,
    async give(paths) {
      const { nodeId } = field ?? {};
      field = undefined;
      if (nodeId === undefined) return false;
      try {
        await protocol.sendCommand('DOM.setFileInputFiles', { backendNodeId: nodeId, files: [...paths] });
        return true;
      } catch (cause) {
        log.warn('page.file-field-gone', { cause });
        return false;
      }
    },
    leave: () => (field = undefined),
    folders: () => userFolders(app),
  };
}
