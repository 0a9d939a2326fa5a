import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/error-code.ts';
import { importStops } from '../../../../shared/picture-import.ts';
import { importStopWords } from '../../../../shared/picture-import-words.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { useProblemWords } from '../rosters/problem-words.ts';

/** What stands against what was asked, in words. */
export function useImportProblem(): (failure: Failure) => string {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const listProblem = useProblemWords();
  return (failure) => {
    const { code, detail = {} } = failure;
    const stop = importStops.find((known) => known === detail.what);
    if (stop !== undefined) return importStopWords[stop][language];
    const { expected = '', actual = '' } = detail;
    if (detail.what === 'path') return t('imports.problem.path');
    if (detail.what === 'pattern') return t('imports.problem.pattern', { expected, actual });
    if (detail.what === 'list') return t('imports.source.listNoFile');
    if (code === 'not-saved-disk-full') return t('imports.problem.diskFull');
    if (detail.what === 'hand-over' || detail.what === 'import') {
      return t(code === 'not-now' ? 'imports.problem.notNow' : 'imports.problem.gone');
    }
    return code === 'list-unreadable' ? listProblem(failure) : t('imports.problem.other');
  };
}
