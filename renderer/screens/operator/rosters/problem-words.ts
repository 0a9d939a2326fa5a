import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/error-code.ts';
import { failureWords, placeText } from '../../../../shared/roster-table-words.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';

/** Where in the table something is wrong, and what was expected there, in words. */
export function useProblemWords(): (failure: Failure) => string {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return ({ code, detail = {} }) => {
    const what = Object.keys(failureWords).find((kind) => kind === detail.what) as
      | keyof typeof failureWords
      | undefined;
    if (code === 'list-unreadable' && what !== undefined) {
      const row = typeof detail.row === 'number' ? { row: detail.row } : {};
      const column = typeof detail.column === 'number' ? { column: detail.column } : {};
      const where = placeText({ ...row, ...column }, language);
      const { expected = '', actual = '' } = detail;
      const facts = t('rosters.problem.expected', { expected, actual });
      return `${failureWords[what][language]} (${[where, facts].filter((part) => part !== '').join(': ')})`;
    }
    if (code === 'refused') return t('rosters.problem.refused');
    if (code === 'offline' || code === 'sign-in-needed') return t(`rosters.problem.${code}`);
    if (code === 'not-found' && detail.what === undefined) return t('rosters.problem.gone');
    if (detail.what === 'roster-closed') return t('rosters.problem.closed');
    return t('rosters.problem.other');
  };
}
