import {
  Ban,
  Camera,
  Check,
  CircleAlert,
  CircleSlash,
  Clock,
  type LucideIcon,
  RotateCcw,
  Send,
  UserX,
} from 'lucide-react';
import type { Language } from '../../../../shared/language.ts';
import type { RosterRowView } from '../../../../shared/roster-run.ts';
import { photoStateWords, rowStateWords } from '../../../../shared/roster-words.ts';
import { withHeldNames } from '../../../languages/texts.ts';

export type RowTone = 'waiting' | 'sent' | 'confirmed' | 'attention' | 'quiet';

/** How far somebody is, in words, with an icon and a colour. */
export interface RowStateView {
  readonly words: string;
  readonly tone: RowTone;
  readonly icon: LucideIcon;
}

/** A row's state as screens show it: once a photo is taken, what became of it. */
export function rowStateView({ row, job }: RosterRowView, language: Language): RowStateView {
  const words = withHeldNames(rowStateWords[row.state.kind][language]);
  switch (row.state.kind) {
    case 'open':
      return { words, tone: 'waiting', icon: Camera };
    case 'skipped':
      return { words, tone: 'waiting', icon: Clock };
    case 'no-show':
      return { words, tone: 'quiet', icon: UserX };
    case 'declined':
      return { words, tone: 'quiet', icon: Ban };
    case 'needs-retake':
      return { words, tone: 'attention', icon: RotateCcw };
    case 'captured':
      return job === undefined ? { words, tone: 'sent', icon: Check } : jobView(job.state.kind, language);
  }
}

function jobView(kind: NonNullable<RosterRowView['job']>['state']['kind'], language: Language): RowStateView {
  const words = withHeldNames(photoStateWords[kind][language]);
  switch (kind) {
    case 'waiting':
      return { words, tone: 'waiting', icon: Clock };
    case 'sending':
    case 'accepted':
      return { words, tone: 'sent', icon: Send };
    case 'confirmed':
      return { words, tone: 'confirmed', icon: Check };
    case 'parked':
      return { words, tone: 'attention', icon: CircleAlert };
    case 'superseded':
    case 'withdrawn':
      return { words, tone: 'quiet', icon: CircleSlash };
  }
}

/** What tells somebody from a namesake: department, number, address. */
export function moreOf({ row }: Pick<RosterRowView, 'row'>): string {
  const person = row.match.kind === 'matched' ? row.match.person : undefined;
  const { entry } = row;
  const parts = [
    entry.department ?? person?.department,
    entry.employeeNumber ?? person?.employeeNumber,
    person?.userPrincipalName ?? entry.userPrincipalName ?? entry.mail,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
