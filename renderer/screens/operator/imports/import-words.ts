import { Check, CircleAlert, CircleCheck, CircleHelp, CircleSlash, Clock, type LucideIcon } from 'lucide-react';
import type { ImportLook } from '../../../../shared/import-contract.ts';
import type { ImportItem, ImportState } from '../../../../shared/picture-import.ts';
import type { DirectoryPerson } from '../../../../shared/roster.ts';
import type { JobTone } from '../job-words.ts';

/** An import that is there. */
export type Running = NonNullable<ImportLook['running']>;

/** How a state looks: a colour, always beside an icon and a word. */
export const importStateLook: Readonly<Record<ImportState, { readonly tone: JobTone; readonly icon: LucideIcon }>> = {
  unseen: { tone: 'waiting', icon: Clock },
  ready: { tone: 'sent', icon: CircleCheck },
  held: { tone: 'attention', icon: CircleHelp },
  refused: { tone: 'attention', icon: CircleAlert },
  left: { tone: 'quiet', icon: CircleSlash },
  done: { tone: 'quiet', icon: Check },
  queued: { tone: 'confirmed', icon: Check },
  failed: { tone: 'attention', icon: CircleAlert },
};

/** The person whose picture it is. */
export function personOfItem({ match }: ImportItem): DirectoryPerson | undefined {
  return match.kind === 'matched' ? match.person : undefined;
}

/** The file's own name, without the folders above it. */
export function fileNameOf({ name }: ImportItem): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
