import { useTranslation } from 'react-i18next';
import { languageNames } from '../languages/texts.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import { ChoiceList } from './choice-list.tsx';

interface LanguageChoiceProps {
  readonly look?: 'pills';
  /** After one was chosen. */
  readonly onChosen?: () => void;
}

/** The station's languages, each in its own words; nothing where there is one. */
export function LanguageChoice({ look, onChosen }: LanguageChoiceProps) {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const language = useKiosk((state) => state.language);
  const { chooseLanguage } = useActions();
  if (station.languages.length < 2) return null;
  return (
    <ChoiceList
      name={t('common.language')}
      {...(look === undefined ? {} : { look })}
      choices={station.languages.map((value) => ({ value, words: languageNames[value], lang: value }))}
      value={language}
      onChange={(value) => {
        chooseLanguage(value);
        onChosen?.();
      }}
    />
  );
}
