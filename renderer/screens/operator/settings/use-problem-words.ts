import { useTranslation } from 'react-i18next';
import type { SettingsProblem } from '../../../../shared/settings-editing.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';

/** How a problem is said in the language on screen. */
export function useProblemWords(): (problem: Pick<SettingsProblem, 'expected' | 'actual'>) => string {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return ({ expected, actual }) => t('settings.expected', { expected: expected[language], actual: actual[language] });
}
