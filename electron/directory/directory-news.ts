import type { DirectoryNotice } from '../../shared/directory-notice.ts';
import type { SearchProblem } from '../../shared/search-problem.ts';
import type { SyncEnd } from './directory-sync.ts';

/** What staff should know of the directory, from its readings and from visitors' searches. */
export interface DirectoryNews {
  notice(): DirectoryNotice;
  readingEnded(end: SyncEnd): void;
  /** A search was answered, or was not for this reason. */
  searched(problem: SearchProblem | undefined): void;
}

/** Creates it; `onChange` is told of every new notice. */
export function createDirectoryNews(onChange: (notice: DirectoryNotice) => void): DirectoryNews {
  /** Of the last reading, until one ends otherwise. What speaks of the moment (offline, throttled) changes nothing. */
  let ofReading: DirectoryNotice = 'none';
  let isSearchRefused = false;
  let told: DirectoryNotice = 'none';

  const notice = () => (ofReading === 'none' && isSearchRefused ? 'refused' : ofReading);
  function tell(): void {
    if (notice() === told) return;
    told = notice();
    onChange(told);
  }
  return {
    notice,
    readingEnded(end) {
      const found = noticeOf(end);
      if (found !== undefined) ofReading = found;
      tell();
    },
    searched(problem) {
      if (problem === undefined || problem === 'refused') isSearchRefused = problem === 'refused';
      tell();
    },
  };
}

function noticeOf(end: SyncEnd): DirectoryNotice | undefined {
  switch (end.kind) {
    case 'done':
      return end.hidesNames ? 'members-hidden' : 'none';
    case 'failed':
      return end.outcome.kind === 'refused' ? 'refused' : undefined;
    case 'unreadable':
      return 'no-page';
    case 'not-kept':
      return 'copy-not-kept';
    case 'stopped':
      return undefined;
  }
}
