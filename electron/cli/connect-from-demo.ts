import { withdrawDemoPhotos } from '../core/leave-demo.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { type StationData, withStationData } from './station-queue.ts';
import type { Language } from './terminal-language.ts';

const withdrawnWords: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) =>
    count === 1
      ? 'One photo that was waiting for the demo company was withdrawn and erased from this station.'
      : `${count} photos that were waiting for the demo company were withdrawn and erased from this station.`,
  ja: (count) => `デモ会社への送信待ちだった写真 ${count} 枚を取り消し、この端末から消去しました。`,
  'zh-Hans': (count) => `等待发送到演示公司的 ${count} 张照片已撤回，并已从本机删除。`,
};

/**
 * The photos that wait at a station of the demo company, while it is connected from a terminal. A running station keeps its queue to
 * itself, and would hear of the switch only with its next start, with what it has saved until then: such a one is stopped first.
 */
export class DemoPhotos {
  #queue: UploadQueue | undefined;
  #withdrawn = 0;

  /** Holds the station's queue while `work` is done, from before anybody signs in. */
  async holding(context: CommandContext, work: () => Promise<CommandResult>): Promise<CommandResult> {
    const held = async ({ queue }: StationData): Promise<CommandResult> => {
      this.#queue = queue;
      const result = await work();
      if (this.#withdrawn === 0) return result;
      const lines = [...result.lines, withdrawnWords[context.language](this.#withdrawn)];
      return { ...result, lines, json: { ...result.json, withdrawn: this.#withdrawn } };
    };
    return withStationData(context, held, { isConnecting: true });
  }

  /** Withdraws them. False when the disk does not take that. A rehearsal holds no queue, and leaves them where they are. */
  readonly leave = async (): Promise<boolean> => {
    const queue = this.#queue;
    if (queue === undefined) return true;
    const open = () => queue.list({ offset: 0, limit: 1, filter: 'open' }).total;
    const before = open();
    const isOnDisk = await withdrawDemoPhotos(queue);
    this.#withdrawn += before - open();
    return isOnDisk;
  };
}
