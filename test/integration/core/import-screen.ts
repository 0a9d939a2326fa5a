import { expect } from 'vitest';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { handedPieceBytes } from '../../../shared/import-contract.ts';
import type { ImportItem, ImportPhase } from '../../../shared/picture-import.ts';
import type { Result } from '../../../shared/result.ts';
import type { CoreStation } from '../../core-station.ts';

/** A station as its screen for imports sees it; `done` is for what must succeed. */
export interface Kiosk {
  readonly station: CoreStation;
  readonly data: string;
  ask<Name extends CommandName>(
    name: Name,
    request: CommandRequest<Name>,
  ): Promise<Result<CommandReply<Name>, Failure>>;
  done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>>;
}

/** Hands files over as a page does, piece by piece. */
export async function handOver({ done }: Kiosk, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const { handoverId } = await done('imports.handOver', {});
  for (const [index, [name, bytes]] of Object.entries(files).entries()) {
    for (let offset = 0; offset === 0 || offset < bytes.byteLength; offset += handedPieceBytes) {
      const piece = new Uint8Array(bytes.subarray(offset, offset + handedPieceBytes));
      const file = { handoverId, name, modifiedMs: 1_790_000_000_000 + index, sizeBytes: bytes.byteLength };
      await done('imports.receive', { ...file, offset, bytes: piece });
    }
  }
}

export async function reached({ done }: Kiosk, phase: ImportPhase): Promise<void> {
  const phaseNow = async () => (await done('imports.look', {})).running?.progress.phase;
  await expect.poll(phaseNow, { interval: 50 }).toBe(phase);
}

export async function lookOver(kiosk: Kiosk, order: { readonly path?: string; readonly pattern?: string } = {}) {
  await kiosk.done('imports.lookOver', { asksPresent: true, again: false, ...order });
  await reached(kiosk, 'ready');
  return items(kiosk);
}

export async function items({ done }: Kiosk): Promise<readonly ImportItem[]> {
  return (await done('imports.items', { filter: 'all', query: '', offset: 0, limit: 500 })).items;
}

/** What became of each picture, by its name, and whose it is. */
export const standing = (listed: readonly ImportItem[]) =>
  Object.fromEntries(
    listed.map(({ name, state, match }) => [
      name,
      match.kind === 'matched' ? [state, match.person.displayName] : [state],
    ]),
  );
